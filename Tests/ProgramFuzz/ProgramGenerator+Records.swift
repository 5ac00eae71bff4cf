// Records that random programs pass around, and access to their members.

import IR
import TestSupport

/// A record type of a random program.
struct FuzzRecord {
  /// A member that is a scalar, however deep.
  struct Leaf {
    /// The path as `field` takes it, up to the outermost array; then the elements.
    let path: String
    /// The arrays on the way: what an element is, and how many there are.
    let arrays: [(element: String, count: Int)]
    let type: ScalarType
    /// What is known of the address' alignment.
    let alignment: Int
  }
  struct Member {
    let name: String
    let type: String
  }

  let name: String
  let text: String
  let members: [Member]
  var size = 0
  var alignment = 1
  var leaves: [Leaf] = []
}

extension ProgramGenerator {
  mutating func makeRecords() {
    for number in 0..<random.below(5) { records.append(makeRecord(number)) }
    // Sizes and offsets are the module's own.
    let source = ModuleSource(name: "records.wir", bytes: Array(records.map(\.text).joined().utf8))
    let module = Module.parse([source]).module
    for index in records.indices {
      guard
        let data = module.types.records.first(where: { "$" + module.names.string($0.name) == records[index].name })
      else { continue }
      records[index].size = Int(data.size)
      records[index].alignment = Int(data.alignment)
      records[index].leaves = leaves(of: data, in: module, at: 0, alignment: Int(data.alignment))
        .map {
          FuzzRecord.Leaf(
            path: "\(records[index].name).\($0.path)", arrays: $0.arrays, type: $0.type, alignment: $0.alignment)
        }
    }
  }

  private func leaves(of data: RecordData, in module: Module, at start: Int, alignment: Int) -> [FuzzRecord.Leaf] {
    var found: [FuzzRecord.Leaf] = []
    for member in data.members {
      let name = module.names.string(member.name)
      let offset = start + Int(member.offset)
      var type = member.type
      var arrays: [(element: String, count: Int)] = []
      while module.types.kind(of: type) == .array {
        let parts = module.types.arrayParts(type)
        type = parts.element
        arrays.append((module.spelling(of: type), Int(parts.count)))
      }
      if arrays.contains(where: { $0.count == 0 }) { continue }
      // The elements of an array lie at multiples of their size.
      let step = arrays.isEmpty ? 0 : Int(module.types.size(of: type))
      let known = lowestBit(lowestBit(alignment, offset), step)
      if let inner = module.types.recordData(type) {
        // A record in an array is reached by another operation, which takes up from the element.
        guard arrays.isEmpty else { continue }
        found += leaves(of: inner, in: module, at: offset, alignment: alignment)
          .map {
            FuzzRecord.Leaf(path: "\(name).\($0.path)", arrays: $0.arrays, type: $0.type, alignment: $0.alignment)
          }
      } else if let scalar = ScalarType.allCases.first(where: { $0.kind == module.types.kind(of: type) }) {
        found.append(FuzzRecord.Leaf(path: name, arrays: arrays, type: scalar, alignment: known))
      }
    }
    return found
  }

  /// The greatest power of two that divides both.
  private func lowestBit(_ alignment: Int, _ offset: Int) -> Int {
    offset == 0 ? alignment : min(alignment, offset & -offset)
  }

  private mutating func makeRecord(_ number: Int) -> FuzzRecord {
    let name = "$r\(number)"
    var members: [FuzzRecord.Member] = []
    var lines = ""
    let isUnion = random.chance(15)
    let floatShare = random.pick([0, 20, 60, 100])
    for member in 0..<(1 + random.below(random.chance(70) ? 4 : 9)) {
      var type: String
      let inner = records.filter { $0.members.count < 5 }
      if random.chance(18), !inner.isEmpty {
        type = random.pick(inner).name
      } else {
        type = randomType(floatShare: floatShare).spelling
      }
      if random.chance(15) { type = "[\(1 + random.below(4)) x \(type)]" }
      let alignment = random.chance(8) ? " align \(random.pick([1, 2, 4, 8, 16]))" : ""
      members.append(FuzzRecord.Member(name: "m\(member)", type: type))
      lines += "  m\(member): \(type)\(alignment)\n"
    }
    let attributes =
      (random.chance(20) ? " packed" : "") + (random.chance(10) ? " align \(random.pick([4, 8, 16, 32]))" : "")
    return FuzzRecord(
      name: name, text: "\(isUnion ? "union" : "record") \(name)\(attributes) {\n\(lines)}\n\n", members: members)
  }

  // MARK: - Data

  /// A part of an object's data in the shape of a record or an array, where one fits.
  mutating func shapedPart(at offset: Int, room: Int, alignment: Int) -> (text: String, size: Int)? {
    let fitting = records.filter {
      (1...room).contains($0.size) && $0.alignment <= alignment && offset.isMultiple(of: $0.alignment)
    }
    if !fitting.isEmpty, random.chance(70) {
      let record = random.pick(fitting)
      return ("\(record.name) \(shapedValue(record.name))", record.size)
    }
    let type = random.pick(ScalarType.integers + ScalarType.floats)
    guard type.size <= room, offset.isMultiple(of: type.size) else { return nil }
    let count = 1 + random.below(min(6, room / type.size))
    let spelling = "[\(count) x \(type.spelling)]"
    return ("\(spelling) \(shapedValue(spelling))", count * type.size)
  }

  /// A value of a type, in the braces that it asks for.
  private mutating func shapedValue(_ spelling: String) -> String {
    if random.chance(10) { return "zero" }
    if let scalar = ScalarType.allCases.first(where: { $0.spelling == spelling }) {
      return Literal.random(scalar, &random)
    }
    if let record = records.first(where: { $0.name == spelling }) {
      if record.text.hasPrefix("union") {
        let member = random.pick(record.members)
        return "{ \(member.name): \(shapedValue(member.type)) }"
      }
      return shapedValues(record.members.map(\.type))
    }
    // An array: "[4 x i8]".
    let words = spelling.dropFirst().dropLast().split(separator: " ", maxSplits: 2)
    let count = Int(words[0]) ?? 1
    return shapedValues(Array(repeating: String(words[2]), count: count))
  }

  /// Values in braces, of which the last ones may be left to zeros.
  private mutating func shapedValues(_ types: [String]) -> String {
    let count = random.chance(20) ? random.below(types.count) : types.count
    var values = types.prefix(count).map { shapedValue($0) }
    if count < types.count { values.append("zero") }
    return "{ \(values.joined(separator: ", ")) }"
  }

  // MARK: - Statements

  /// The area of a record, made where there is none.
  mutating func recordArea(_ record: Int) -> Area {
    let known = state.areas.filter { $0.contents == .record(record) }
    if !known.isEmpty, random.chance(80) { return random.pick(known) }
    return makeRecordSlot(record)
  }

  /// A slot for a record, with every byte written.
  @discardableResult
  mutating func makeRecordSlot(_ record: Int) -> Area {
    let description = records[record]
    let pointer = fresh()
    let wider = random.chance(8) ? random.pick([16, 32, 64]) : 0
    line("\(pointer) = stack.slot \(description.name)\(wider > description.alignment ? " align \(wider)" : "")")
    line("memory.set \(pointer), \(operand(.i8)), sizeof(\(description.name))")
    let area = Area(
      pointer: pointer, size: description.size, alignment: max(wider, description.alignment), isWritable: true,
      isLasting: false, object: newObject(), contents: .record(record))
    state.areas.append(area)
    for _ in 0..<random.below(4) { storeMember(area) }
    return area
  }

  private mutating func address(of leaf: FuzzRecord.Leaf, in area: Area) -> String {
    var pointer = fresh()
    line("\(pointer) = field \(leaf.path) \(area.pointer)")
    for array in leaf.arrays {
      let index =
        array.count & (array.count - 1) == 0 && random.chance(50)
        ? define(.i64, "and i64 \(value(.i64).name), \(array.count - 1)").name : String(random.below(array.count))
      let next = fresh()
      line("\(next) = element \(array.element) \(pointer), \(index)")
      pointer = next
    }
    return pointer
  }

  private func alignment(_ leaf: FuzzRecord.Leaf) -> String {
    leaf.alignment < leaf.type.size ? " align \(leaf.alignment)" : ""
  }

  mutating func storeMember(_ area: Area) {
    guard case .record(let record) = area.contents, let leaf = records[record].leaves.randomElement(using: &random)
    else { return }
    let operand = leaf.type.isFloat ? exactOperand(leaf.type) : operand(leaf.type)
    let pointer = address(of: leaf, in: area)
    line("store \(leaf.type.spelling) \(operand), \(pointer)\(alignment(leaf))")
  }

  mutating func loadMember(_ area: Area) {
    guard case .record(let record) = area.contents, let leaf = records[record].leaves.randomElement(using: &random)
    else { return }
    let pointer = address(of: leaf, in: area)
    define(leaf.type, isExact: true, "load \(leaf.type.spelling) \(pointer)\(alignment(leaf))")
  }

  /// Writes every member into the hash: the padding is nobody's.
  mutating func mixRecord(_ area: Area) {
    guard case .record(let record) = area.contents else { return }
    for leaf in records[record].leaves.prefix(8) {
      let pointer = address(of: leaf, in: area)
      mix(define(leaf.type, isExact: true, "load \(leaf.type.spelling) \(pointer)\(alignment(leaf))"))
    }
  }

  /// Something with a record.
  mutating func recordStatement() {
    guard !records.isEmpty else { return arithmetic() }
    let area = recordArea(random.below(records.count))
    switch random.below(8) {
    case 0, 1, 2: storeMember(area)
    case 3, 4, 5: loadMember(area)
    case 6:
      guard case .record(let record) = area.contents else { return }
      let other = makeRecordSlot(record)
      line("memory.move \(other.pointer), \(area.pointer), sizeof(\(records[record].name))")
    default:
      guard case .record(let record) = area.contents, records[record].size > 0 else { return }
      let pointer = fresh()
      line("\(pointer) = stack.slot [3 x \(records[record].name)]")
      line("memory.set \(pointer), \(operand(.i8)), \(3 * records[record].size)")
      let index = define(.i64, "rem.u i64 \(value(.i64).name), 3")
      let element = fresh()
      line("\(element) = element \(records[record].name) \(pointer), \(index.name)")
      line("memory.copy \(element), \(area.pointer), \(records[record].size)")
      state.areas.append(
        Area(
          pointer: element, size: records[record].size, alignment: records[record].alignment, isWritable: true,
          isLasting: false, object: newObject(), contents: .record(record)))
    }
  }
}
