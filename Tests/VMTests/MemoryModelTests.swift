// Random programs with many objects and pointers that stray from them, against a model that knows what each access must
// do: give the bytes that were written, or end the program with the trap that is due, at its line.

import IR
import Testing

@testable import VM

@Suite struct MemoryModelTests {
  @Test(arguments: 1...600) func everyAccessDoesWhatTheModelSays(seed: Int) {
    var generator = StrayProgram(seed: UInt64(seed))
    generator.generate()
    let text = generator.text
    let result = Module.read([ModuleSource(name: "t.wir", bytes: Array(text.utf8))])
    #expect(result.diagnostics.map(\.message) == [])
    // A small arena has an end that pointers stray beyond.
    var options = MachineOptions()
    options.memoryLimit = seed % 2 == 0 ? 1 << 20 : 1 << 32
    let outcome = Machine(module: result.module, options: options).run()
    switch (outcome, generator.trap) {
    case (.exited(let status), nil): #expect(status == generator.status, "seed \(seed)\n\(text)")
    case (.trapped(let report), let trap?):
      let isDue = report.trap == trap || generator.isFar && [.outOfObject, .freedSlot].contains(report.trap)
      #expect(isDue, "seed \(seed): \(report.lines)\n\(text)")
      #expect(report.frames.first?.place == "t.wir:\(generator.trapLine):3", "seed \(seed)\n\(text)")
    default: Issue.record("seed \(seed): \(outcome), not \(String(describing: generator.trap))\n\(text)")
    }
  }

  /// The programs above are not all of one kind.
  @Test func theModelMeetsEveryKindOfEnd() {
    var ends: [String: Int] = [:]
    for seed in 1...600 {
      var generator = StrayProgram(seed: UInt64(seed))
      generator.generate()
      ends[generator.trap.map { "\($0)" } ?? "exit", default: 0] += 1
    }
    for end in ["exit", "\(Trap.outOfObject)", "\(Trap.freedSlot)", "\(Trap.uninitialised)", "\(Trap.readOnly)"] {
      #expect(ends[end, default: 0] >= 10, "\(end) of \(ends)")
    }
  }

  /// What the macro cannot be given: a call that changes what it is a member of.
  private func check<Value: Equatable>(
    _ found: Value, _ expected: Value, at place: Testing.SourceLocation = #_sourceLocation
  ) {
    #expect(found == expected, sourceLocation: place)
  }

  @Test func numbersBeginAgain() throws {
    var memory = try #require(Memory(limit: 1 << 20))
    defer { memory.release() }
    let firstMade = memory.makeObject(16, Shadow.written)
    let first = try #require(firstMade)
    #expect(Memory.number(of: first) == 1)
    check(memory.takeNumbers(Memory.lastNumber - 2), 2)
    let lastMade = memory.makeObject(16, Shadow.written)
    let last = try #require(lastMade)
    #expect(Memory.number(of: last) == Memory.lastNumber)
    let againMade = memory.makeObject(16, Shadow.written)
    let again = try #require(againMade)
    #expect(Memory.number(of: again) == 1)
    // Numbers in a row never go around in the midst.
    check(memory.takeNumbers(Memory.lastNumber - 1), 2)
    check(memory.takeNumbers(3), 1)
    check(memory.fault(again, 16, needs: Shadow.written), nil)
    check(memory.fault(again, 17, needs: Shadow.written), .outOfObject)
    // The bits of a function's address are no object's.
    check(memory.fault(Machine.pointer(toFunction: 0), 1, needs: Shadow.written), .outOfObject)
  }

  @Test func noSizeIsTooLargeToCheck() throws {
    var memory = try #require(Memory(limit: 1 << 20))
    defer { memory.release() }
    let objectMade = memory.makeObject(64, Shadow.written | Shadow.writable)
    let object = try #require(objectMade)
    for size in [65, 1 << 20, 1 << 32, 1 << 63, UInt64.max] {
      check(memory.fault(object, size, needs: Shadow.written), .outOfObject)
      check(memory.faultOutside(object, size), .outOfObject)
    }
    for pointer in [0, 1, UInt64.max, object | 1 << 63, object & 0xFFFF_FFFF, object + 64, object - 1] {
      check(memory.fault(pointer, 1, needs: Shadow.written), .outOfObject)
    }
    check(memory.fault(0, 0, needs: Shadow.written), nil)
  }
}

/// A random program, and what it must do.
private struct StrayProgram {
  /// An object as the model has it.
  struct Object {
    /// The value or symbol that holds its address.
    var pointer: String
    var size: Int
    var isAlive = true
    var isWritable = true
    /// Its bytes, where they were written.
    var bytes: [UInt8?]
    /// How many marks of the stack were made before it, where a restore frees it.
    var depth: Int?
  }

  private(set) var trap: Trap?
  private(set) var trapLine = 0
  /// Whether the access went so far that its pointer's number is another one, of an object that is alive or not.
  private(set) var isFar = false
  private(set) var status: UInt8 = 0
  private var random: RandomNumbers
  private var objects: [Object] = []
  private var marks: [String] = []
  private var head = ""
  private var functions: [String] = []
  private var body: [String] = []
  private var checksum: UInt64 = 0
  private var sum = "0"
  private var names = 0
  private var wentFar = false
  /// The line of `body` that traps, or the line of a function.
  private var fault: (inFunction: Int?, line: Int)?

  init(seed: UInt64) { random = RandomNumbers(seed: seed &* 7919) }

  var text: String {
    head + functions.joined() + "func @main() -> i32 {\nentry:\n" + body.map { "  " + $0 + "\n" }.joined() + "}\n"
  }

  private mutating func name() -> String {
    names += 1
    return "%v\(names)"
  }

  private mutating func chance(_ percent: Int) -> Bool { random.below(100) < percent }

  mutating func generate() {
    for index in 0..<(2 + random.below(4)) {
      let size = 1 + random.below(40)
      let isWritable = chance(70)
      let bytes = (0..<size).map { _ in UInt8(random.below(256)) }
      head += "data @d\(index)\(isWritable ? " writable" : "") align 16 {\n"
      head += "  i8 \(bytes.map { "\(Int8(bitPattern: $0))" }.joined(separator: ", "))\n}\n\n"
      objects.append(Object(pointer: "@d\(index)", size: size, isWritable: isWritable, bytes: bytes))
    }
    for _ in 0..<(2 + random.below(4)) { makeSlot() }
    // The more careful a program is, the more of it is run.
    let care = [50, 90, 98, 100][random.below(4)]
    for _ in 0..<(10 + random.below(50)) where trap == nil {
      switch random.below(12) {
      case 0: allocate()
      case 1: save()
      case 2: restore()
      case 3: leak()
      case 4: set(care)
      case 5: move(care)
      case 6: call(care)
      default: access(care)
      }
    }
    if let fault {
      let before = head.filter { $0 == "\n" }.count
      let lines = functions.map { $0.filter { $0 == "\n" }.count }
      if let function = fault.inFunction {
        trapLine = before + lines.prefix(function).reduce(0, +) + fault.line
      } else {
        trapLine = before + lines.reduce(0, +) + 2 + fault.line
      }
    }
    let (folded, low) = (name(), name())
    body += ["\(folded) = and i64 \(sum), 127", "\(low) = trunc i32 \(folded)", "return \(low)"]
    status = UInt8(checksum & 127)
  }

  // MARK: - Objects

  private mutating func makeSlot() {
    let size = 1 + random.below(40)
    let slot = name()
    body.append("\(slot) = stack.slot [\(size) x i8] align 16")
    objects.append(Object(pointer: slot, size: size, bytes: Array(repeating: nil, count: size)))
    write()
  }

  /// Writes most of what was made last.
  private mutating func write() {
    let object = objects.count - 1
    let size = chance(95) ? objects[object].size : random.below(objects[object].size)
    body.append("memory.set \(objects[object].pointer), 3, \(size)")
    for index in 0..<size { objects[object].bytes[index] = 3 }
  }

  private mutating func allocate() {
    let size = 1 + random.below(60)
    let pointer = name()
    body.append("\(pointer) = stack.alloc \(size)")
    objects.append(
      Object(pointer: pointer, size: size, bytes: Array(repeating: nil, count: size), depth: marks.count))
    write()
  }

  private mutating func save() {
    let mark = name()
    body.append("\(mark) = stack.save")
    marks.append(mark)
  }

  private mutating func restore() {
    guard !marks.isEmpty else { return }
    let index = random.below(marks.count)
    body.append("stack.restore \(marks[index])")
    marks.removeLast(marks.count - index - 1)
    for other in objects.indices where (objects[other].depth ?? 0) > index { objects[other].isAlive = false }
    // The mark stands: what is allocated behind it goes when it is restored again.
  }

  /// A function that gives the address of its own slot.
  private mutating func leak() {
    let size = 1 + random.below(40)
    functions.append(
      """
      func @f\(functions.count)() -> ptr {
      entry:
        %s = stack.slot [\(size) x i8] align 16
        memory.set %s, 1, \(size)
        return %s
      }


      """)
    let pointer = name()
    body.append("\(pointer) = call @f\(functions.count - 1)()")
    objects.append(
      Object(pointer: pointer, size: size, isAlive: false, bytes: Array(repeating: 1, count: size)))
  }

  // MARK: - Accesses

  /// An object, and where an access of a size begins in it: within it mostly, as care has it.
  private mutating func place(_ size: Int, _ care: Int, writes: Bool, align: Int = 1) -> (object: Int, offset: Int) {
    let isCareful = chance(care)
    var object = random.below(objects.count)
    if isCareful {
      let fit = objects.indices.filter {
        objects[$0].isAlive && objects[$0].size >= size && (!writes || objects[$0].isWritable)
      }
      if !fit.isEmpty { object = fit[random.below(fit.count)] }
      let room = objects[object].size - size
      return (object, room < 0 ? 0 : random.below(room / align + 1) * align)
    }
    let strange = objects.indices.filter { !objects[$0].isAlive || writes && !objects[$0].isWritable }
    if !strange.isEmpty, chance(50) {
      object = strange[random.below(strange.count)]
      return (object, random.below(max(1, objects[object].size - size)) / align * align)
    }
    switch random.below(4) {
    case 0: return (object, (objects[object].size + align - 1) / align * align)
    case 1: return (object, -align)
    case 2: return (object, (random.below(1 << 40) - 1 << 39) / align * align)
    default: return (object, (random.below(200) - 80) / align * align)
    }
  }

  /// The pointer to a place, by one of many ways.
  private mutating func pointer(to object: Int, _ offset: Int) -> String {
    let (first, second, third) = (name(), name(), name())
    let base = objects[object].pointer
    switch random.below(4) {
    case 0:
      let detour = random.below(1 << 20) - 1 << 19
      body += ["\(first) = offset \(base), \(detour)", "\(second) = offset \(first), \(offset - detour)"]
      return second
    case 1:
      body += [
        "\(first) = ptr.toint \(base)", "\(second) = add i64 \(first), \(offset)",
        "\(third) = ptr.fromint \(second)",
      ]
      return third
    case 2:
      body.append("\(first) = element i8 \(base), \(offset)")
      return first
    default:
      body.append("\(first) = offset \(base), \(offset)")
      return first
    }
  }

  /// What an access of bytes must end with; nil where it may be.
  private mutating func due(_ object: Int, _ offset: Int, _ size: Int, reads: Bool, writes: Bool) -> Trap? {
    let target = objects[object]
    guard size > 0 else { return nil }
    wentFar = abs(offset) > 60_000
    guard target.isAlive else { return .freedSlot }
    for index in offset..<(offset + size) {
      guard index >= 0, index < target.size else { return .outOfObject }
      if writes, !target.isWritable { return .readOnly }
      if reads, target.bytes[index] == nil { return .uninitialised }
    }
    return nil
  }

  private mutating func end(_ trap: Trap?) -> Bool {
    guard let trap, self.trap == nil else { return false }
    self.trap = trap
    isFar = wentFar
    fault = (nil, body.count)
    return true
  }

  private static let types = [("i8", 1), ("i16", 2), ("i32", 4), ("i64", 8)]

  private mutating func add(_ value: String, _ type: String, _ bits: UInt64) {
    var wide = value
    if type != "i64" {
      wide = name()
      body.append("\(wide) = ext.u i64 \(value)")
    }
    let (turned, next) = (name(), name())
    body += ["\(turned) = rotl i64 \(sum), 5", "\(next) = xor i64 \(turned), \(wide)"]
    checksum = (checksum << 5 | checksum >> 59) ^ bits
    sum = next
  }

  private func number(_ object: Int, _ offset: Int, _ size: Int) -> UInt64 {
    (0..<size).reduce(0) { $0 | UInt64(objects[object].bytes[offset + $1] ?? 0) << UInt64(8 * $1) }
  }

  private mutating func put(_ bits: UInt64, _ object: Int, _ offset: Int, _ size: Int) {
    for index in 0..<size {
      objects[object].bytes[offset + index] = UInt8(truncatingIfNeeded: bits >> UInt64(8 * index))
    }
  }

  private mutating func access(_ care: Int) {
    let (type, size) = Self.types[random.below(4)]
    let kind = random.below(5)
    if kind == 4 {
      let (object, offset) = place(size, care, writes: true, align: size)
      let target = pointer(to: object, offset)
      let value = name()
      body.append("\(value) = atomic.add seq_cst \(type) \(target), 1")
      // What cannot be written is told before what was not: the byte decides, and what is at fault with it.
      if end(due(object, offset, size, reads: true, writes: true)) { return }
      let old = number(object, offset, size)
      put(old &+ 1, object, offset, size)
      add(value, type, old)
    } else if kind < 2 {
      let (object, offset) = place(size, care, writes: false)
      let source = pointer(to: object, offset)
      let value = name()
      body.append("\(value) = load \(type) \(source) align 1")
      if end(due(object, offset, size, reads: true, writes: false)) { return }
      add(value, type, number(object, offset, size))
    } else {
      let (object, offset) = place(size, care, writes: true)
      let target = pointer(to: object, offset)
      let bits = random.next() >> UInt64(65 - 8 * size)
      body.append("store \(type) \(bits), \(target) align 1")
      if end(due(object, offset, size, reads: false, writes: true)) { return }
      put(bits, object, offset, size)
    }
  }

  private mutating func set(_ care: Int) {
    let size = random.below(40)
    let (object, offset) = place(size, care, writes: true)
    let target = pointer(to: object, offset)
    let byte = random.below(256)
    body.append("memory.set \(target), \(byte), \(size)")
    if end(due(object, offset, size, reads: false, writes: true)) { return }
    for index in 0..<size { objects[object].bytes[offset + index] = UInt8(byte) }
  }

  private mutating func move(_ care: Int) {
    let size = random.below(24)
    let (object, offset) = place(size, care, writes: true)
    let (other, from) = place(size, care, writes: false)
    let target = pointer(to: object, offset)
    let source = pointer(to: other, from)
    body.append("memory.move \(target), \(source), \(size)")
    var trap = due(object, offset, size, reads: false, writes: true)
    if trap == nil { trap = due(other, from, size, reads: false, writes: false) }
    if end(trap) { return }
    let bytes = (0..<size).map { objects[other].bytes[from + $0] }
    for index in 0..<size { objects[object].bytes[offset + index] = bytes[index] }
  }

  /// A function with slots of its own, which stores through a pointer that it is given.
  private mutating func call(_ care: Int) {
    let (object, offset) = place(2, care, writes: true)
    let bits = random.below(1 << 15)
    functions.append(
      """
      func @f\(functions.count)(%p: ptr) -> i64 {
      entry:
        %a = stack.slot [\(1 + random.below(40)) x i8]
        %b = stack.slot i64
        %c = stack.alloc 32
        store i64 0, %b
        memory.set %c, 9, 32
        %q = offset %p, \(offset)
        store i16 \(bits), %q align 1
        %v = load i64 %b
        return %v
      }


      """)
    let value = name()
    body.append("\(value) = call @f\(functions.count - 1)(\(objects[object].pointer))")
    if let trap = due(object, offset, 2, reads: false, writes: true), self.trap == nil {
      self.trap = trap
      isFar = wentFar
      fault = (functions.count - 1, 9)
      return
    }
    if trap == nil {
      put(UInt64(bits), object, offset, 2)
      // The callee's own slot is what it was.
      add(value, "i64", 0)
    }
  }
}
