// Statements that access memory: always inside of an object, and never what was not written.

import IR
import TestSupport

extension ProgramGenerator {
  /// A slot of bytes, all of them written.
  mutating func makeSlot() {
    if random.chance(20), !records.isEmpty {
      makeRecordSlot(random.below(records.count))
      return
    }
    let pointer = fresh()
    let type = random.pick(ScalarType.integers + ScalarType.floats)
    let count = random.chance(25) ? 1 : 1 + random.below(random.chance(20) ? 200 : 20)
    let alignment = random.chance(25) ? 1 << random.below(7) : type.size
    let size = type.size * count
    line(
      "\(pointer) = stack.slot \(count == 1 ? type.spelling : "[\(count) x \(type.spelling)]")"
        + (alignment > type.size ? " align \(alignment)" : ""))
    line("memory.set \(pointer), \(operand(.i8)), \(size)")
    addBytes(pointer, size, alignment: max(alignment, type.size))
  }

  private mutating func addBytes(_ pointer: String, _ size: Int, alignment: Int) {
    state.areas.append(
      Area(
        pointer: pointer, size: size, alignment: alignment, isWritable: true, isLasting: false, object: newObject(),
        contents: .bytes))
  }

  /// An area of bytes that holds at least so many.
  private mutating func bytes(_ size: Int, isWritable: Bool = false, alignment: Int = 1) -> Area? {
    state.areas.filter {
      $0.contents == .bytes && $0.size >= size && (!isWritable || $0.isWritable) && $0.alignment >= alignment
    }.randomElement(using: &random)
  }

  /// An address inside an area with room for so many bytes, and what is known of its alignment.
  private mutating func address(in area: Area, size: Int, isAligned: Bool) -> (pointer: String, alignment: Int) {
    let room = area.size - size
    let step = isAligned ? size : 1
    func known(_ offset: Int) -> Int { offset == 0 ? area.alignment : min(area.alignment, offset & -offset) }
    switch random.below(5) {
    case 0: return (area.pointer, area.alignment)
    case 1, 2:
      let offset = random.below(room / step + 1) * step
      let pointer = fresh()
      line("\(pointer) = offset \(area.pointer), \(offset)")
      return (pointer, known(offset))
    default:
      // An index that a mask keeps inside, sometimes with a constant before and behind that add up to nothing.
      var places = 1
      while places * 2 * step <= room + step { places *= 2 }
      let slack = room / step - (places - 1)
      let constant = random.below(slack + 1)
      var index = define(.i64, "and i64 \(value(.i64).name), \(places - 1)").name
      if random.chance(30) {
        let narrow = random.pick([.i8, .i16, .i32] as [ScalarType])
        if places <= 128 {
          let cut = define(narrow, "and \(narrow.spelling) \(value(narrow).name), \(places - 1)")
          index = define(.i64, "\(random.pick(["ext.s", "ext.u"])) i64 \(cut.name)").name
        }
      }
      var pointer = area.pointer
      let scale = step == 1 ? "i8" : "i\(8 * step)"
      switch random.below(4) {
      case 0 where constant > 0:
        index = define(.i64, "add i64 \(index), \(constant)").name
      case 1 where constant > 0:
        pointer = fresh()
        line("\(pointer) = offset \(area.pointer), \(constant * step)")
      case 2:
        // There and back: the address in between may lie outside.
        let away = random.below(100)
        let far = fresh()
        line("\(far) = offset \(pointer), \(away * step)")
        pointer = far
        index = define(.i64, "sub i64 \(index), \(away)").name
      default: break
      }
      let result = fresh()
      if random.chance(65) {
        line("\(result) = element \(scale) \(pointer), \(index)")
      } else {
        let distance = step == 1 ? index : define(.i64, "\(random.pick(["mul i64 \(index), \(step)"]))").name
        line("\(result) = offset \(pointer), \(distance)")
      }
      return (result, min(area.alignment, step))
    }
  }

  private func alignment(_ known: Int, _ size: Int) -> String { known < size ? " align \(known)" : "" }

  /// A load or a store of bytes.
  mutating func access() {
    let type = ScalarType.allCases.randomElement(using: &random) ?? .i64
    let isStore = random.chance(45)
    // Narrower than the type, sometimes.
    var size = type.size
    if type.isInteger, size > 1, random.chance(35) { size = 1 << random.below(size.trailingZeroBitCount) }
    guard let area = bytes(size, isWritable: isStore) else { return makeSlot() }
    let place = address(in: area, size: size, isAligned: random.chance(70))
    let attributes = alignment(place.alignment, size) + (random.chance(6) ? " volatile" : "")
    if isStore {
      let operand = type.isFloat ? exactOperand(type) : operand(type)
      line("store\(size < type.size ? ".\(8 * size)" : "") \(type.spelling) \(operand), \(place.pointer)\(attributes)")
    } else {
      let name = size < type.size ? "load.\(random.pick(["s", "u"]))\(8 * size)" : "load"
      define(type, isExact: true, "\(name) \(type.spelling) \(place.pointer)\(attributes)")
    }
    // What is left from here on is an area too.
    if place.pointer != area.pointer, random.chance(15) {
      state.areas.append(
        Area(
          pointer: place.pointer, size: size, alignment: place.alignment, isWritable: area.isWritable,
          isLasting: area.isLasting, object: area.object, contents: .bytes))
    }
  }

  /// Computes with memory in one line: what an instruction with a memory operand could do.
  mutating func update() {
    let type = random.pick(ScalarType.integers)
    guard let area = bytes(type.size, isWritable: true) else { return makeSlot() }
    let place = address(in: area, size: type.size, isAligned: true)
    let attributes = alignment(place.alignment, type.size)
    let old = define(type, "load \(type.spelling) \(place.pointer)\(attributes)")
    let name = random.pick(["add", "sub", "and", "or", "xor", "mul", "shl"])
    let new =
      random.chance(20)
      ? define(type, "\(random.pick(["neg", "not"])) \(type.spelling) \(old.name)")
      : define(type, "\(name) \(type.spelling) \(old.name), \(operand(type, literals: 45))")
    line("store \(type.spelling) \(new.name), \(place.pointer)\(attributes)")
  }

  /// A number of bytes or blocks, as a literal or a value.
  private mutating func count(_ greatest: Int) -> String {
    if random.chance(65) { return String(random.chance(20) ? greatest : random.below(greatest + 1)) }
    return define(.i64, "rem.u i64 \(value(.i64).name), \(greatest + 1)").name
  }

  /// Copies, sets, compares and hashes bytes.
  mutating func bulk() {
    guard let to = bytes(1, isWritable: true), let from = bytes(1) else { return makeSlot() }
    let greatest = min(to.size, from.size)
    switch random.below(7) {
    case 0: line("memory.set \(to.pointer), \(operand(.i8)), \(count(to.size))")
    case 1, 2:
      // Only objects that are known to be two do not overlap.
      let areDistinct = to.object != nil && from.object != nil && to.object != from.object
      line("memory.\(areDistinct ? "copy" : "move") \(to.pointer), \(from.pointer), \(count(greatest))")
    case 3:
      // Within one object, forwards or backwards.
      guard to.size > 1 else { return }
      let distance = 1 + random.below(to.size - 1)
      let other = fresh()
      line("\(other) = offset \(to.pointer), \(distance)")
      let isForward = random.chance(50)
      let number = count(to.size - distance)
      line("memory.move \(isForward ? other : to.pointer), \(isForward ? to.pointer : other), \(number)")
    case 4: hash()
    default:
      let number = count(greatest)
      define(.i32, "memory.compare \(to.pointer), \(from.pointer), \(number)")
    }
  }

  /// Hashes bytes into others, which may be among them.
  private mutating func hash() {
    guard let state = bytes(SHA256.stateSize, isWritable: true), let blocks = bytes(SHA256.blockSize) else {
      return makeSlot()
    }
    let to = address(in: state, size: SHA256.stateSize, isAligned: false).pointer
    let most = blocks.size / SHA256.blockSize
    let from = address(in: blocks, size: most * SHA256.blockSize, isAligned: false).pointer
    let number = count(most)
    line("sha256.compress \(to), \(from), \(number)")
  }

  /// An atomic operation, or a fence.
  mutating func atomic() {
    let any = ["relaxed", "acquire", "release", "acq_rel", "seq_cst"]
    let loading = ["relaxed", "acquire", "seq_cst"]
    if random.chance(8) {
      line("fence\(random.chance(30) ? ".compiler" : "") \(random.pick(Array(any.dropFirst())))")
      return
    }
    let isPair = random.chance(8)
    let type = isPair ? .i64 : random.pick(ScalarType.integers)
    let size = isPair ? 16 : type.size
    guard let area = bytes(size, isWritable: true, alignment: size) else { return makeSlot() }
    var pointer = area.pointer
    let offset = random.below(area.size / size) * size
    if offset > 0 {
      pointer = fresh()
      line("\(pointer) = offset \(area.pointer), \(offset)")
    }
    let spelling = type.spelling
    if isPair {
      let (low, high) = (fresh(), fresh())
      // What is there, half of the time, so that both outcomes happen.
      line("\(low) = load i64 \(pointer)")
      let other = fresh()
      line("\(other) = offset \(pointer), 8")
      line("\(high) = load i64 \(other)")
      let expected = random.chance(60) ? low : operand(.i64)
      let results = (0..<3).map { _ in fresh() }
      line(
        "\(results.joined(separator: ", ")) = atomic.cas.pair \(random.pick(any)) \(random.pick(loading)) \(pointer), \(expected), \(high), \(operand(.i64)), \(operand(.i64))"
      )
      push(FuzzValue(name: results[0], type: .i64, isExact: true))
      push(FuzzValue(name: results[1], type: .i64, isExact: true))
      push(FuzzValue(name: results[2], type: .bool, isExact: true))
      return
    }
    switch random.below(12) {
    case 0: define(type, "atomic.load \(random.pick(loading)) \(spelling) \(pointer)")
    case 1:
      line("atomic.store \(random.pick(["relaxed", "release", "seq_cst"])) \(spelling) \(operand(type)), \(pointer)")
    case 2, 3:
      var expected = operand(type)
      if random.chance(60) { expected = define(type, "load \(spelling) \(pointer)").name }
      let name = random.pick(["strong", "weak"])
      let replacement = operand(type)
      let (old, done) = (fresh(), fresh())
      line(
        "\(old), \(done) = atomic.cas.\(name) \(random.pick(any)) \(random.pick(loading)) \(spelling) \(pointer), \(expected), \(replacement)"
      )
      push(FuzzValue(name: old, type: type, isExact: true))
      push(FuzzValue(name: done, type: .bool, isExact: true))
    default:
      let name = random.pick(["swap", "add", "sub", "and", "or", "xor", "min.s", "max.s", "min.u", "max.u"])
      let operand = operand(type)
      let result = FuzzValue(name: fresh(), type: type, isExact: true)
      line("\(result.name) = atomic.\(name) \(random.pick(any)) \(spelling) \(pointer), \(operand)")
      // Machine code has a shorter form where nobody wants the old value.
      if random.chance(70) { push(result) }
    }
  }

  /// Computes with addresses: what comes of it depends on no address.
  mutating func pointers() {
    guard let area = bytes(1) else { return makeSlot() }
    let (first, second) = (random.below(area.size + 1), random.below(area.size + 1))
    let (p, q) = (fresh(), fresh())
    line("\(p) = offset \(area.pointer), \(first)")
    line("\(q) = offset \(area.pointer), \(second)")
    switch random.below(5) {
    case 0: define(.bool, "\(random.pick(["eq", "ne", "lt.u", "le.u", "gt.u", "ge.u"])) ptr \(p), \(q)")
    case 1:
      let numbers = (0..<2).map { _ in fresh() }
      line("\(numbers[0]) = ptr.toint \(p)")
      line("\(numbers[1]) = ptr.toint \(q)")
      define(.i64, "sub i64 \(numbers[0]), \(numbers[1])")
    case 2:
      let number = fresh()
      line("\(number) = ptr.toint \(area.pointer)")
      define(.i64, "and i64 \(number), \(area.alignment - 1)")
    case 3:
      // By way of an integer, or of memory.
      let slot = fresh()
      let again = fresh()
      if random.chance(50) {
        line("\(slot) = stack.slot ptr")
        line("store ptr \(area.pointer), \(slot)")
        line("\(again) = load ptr \(slot)")
      } else {
        line("\(slot) = ptr.toint \(area.pointer)")
        line("\(again) = ptr.fromint \(slot)")
      }
      state.areas.append(area.at(again))
    default:
      let other = state.areas.filter { $0.contents == .bytes }.randomElement(using: &random) ?? area
      let choice = fresh()
      line("\(choice) = select ptr \(operand(.bool, literals: 5)), \(area.pointer), \(other.pointer)")
      state.areas.append(
        Area(
          pointer: choice, size: min(area.size, other.size), alignment: min(area.alignment, other.alignment),
          isWritable: area.isWritable && other.isWritable, isLasting: area.isLasting && other.isLasting, object: nil,
          contents: .bytes))
    }
  }

  /// Memory on the stack of a size that is known only then, around other statements.
  mutating func dynamicAllocation() {
    let mark = fresh()
    let isRestored = state.multiplier > 1 || random.chance(70)
    if isRestored { line("\(mark) = stack.save") }
    scoped { generator in
      let size: String
      let least: Int
      if generator.random.chance(50) {
        least = 1 + generator.random.below(200)
        size = String(least)
      } else {
        least = 16
        let random = generator.define(.i64, "and i64 \(generator.value(.i64).name), 255")
        size = generator.define(.i64, "add i64 \(random.name), 16").name
      }
      let alignment = generator.random.chance(30) ? 1 << generator.random.below(8) : 16
      let pointer = generator.fresh()
      generator.line("\(pointer) = stack.alloc \(size)\(alignment == 16 ? "" : " align \(alignment)")")
      generator.line("memory.set \(pointer), \(generator.operand(.i8)), \(size)")
      generator.addBytes(pointer, least, alignment: alignment)
      generator.state.nesting += 1
      generator.statements(1 + generator.random.below(4))
      generator.state.nesting -= 1
      if generator.state.isOpen, isRestored { generator.line("stack.restore \(mark)") }
    }
  }

  /// Writes what areas hold into the hash.
  mutating func mixAreas() {
    for area in state.areas where random.chance(50) {
      switch area.contents {
      case .record: mixRecord(area)
      case .bytes:
        guard state.cost + 20 * area.size < shape.cost * 2, area.pointer != "@hash" else { continue }
        line("call @mix_bytes(\(area.pointer), \(area.size))")
        state.cost += 14 * area.size * state.multiplier
      }
    }
  }
}
