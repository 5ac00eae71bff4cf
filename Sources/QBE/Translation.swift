// The function that is made: its arrays while they grow, kept from function to function.

internal import IR

/// A function of the module as it grows.
struct Translation: ~Copyable {
  var blocks = WorkArray<BlockData>()
  var instructions = WorkArray<InstructionData>()
  var firstResults = WorkArray<Value>()
  var sourceOffsets = WorkArray<UInt32>()
  var values = WorkArray<ValueData>()
  var valueNames = WorkArray<Name>()
  var pool = WorkArray<UInt32>()
  private(set) var constants = WorkArray<ConstantData>()
  var locationNumbers = WorkArray<UInt32>()
  var locations: [SourceLocation] = []
  /// Open addressing: a constant's number plus one, or zero.
  private var constantSlots = WorkArray<UInt32>()
  /// What variables were before, newest last: undone where what a block dominates is left.
  var log = WorkArray<Change>()
  /// The blocks that dominate the one that is written, and how much of the log there was at their begin.
  var scopes = WorkArray<Scope>()
  /// Operands that wait for their place in the pool.
  var scratch = WorkArray<UInt32>()
  /// Where the instruction stands that is translated.
  var offset: UInt32 = 0
  /// The block that is written.
  var block: UInt32 = 0

  struct Change {
    var temporary: UInt32
    var before: UInt32
  }

  struct Scope {
    var block: UInt32
    var logCount: Int
  }

  init() { constantSlots.extend(to: 64, with: 0) }

  mutating func begin() {
    blocks.removeAll()
    instructions.removeAll()
    firstResults.removeAll()
    sourceOffsets.removeAll()
    values.removeAll()
    valueNames.removeAll()
    pool.removeAll()
    if constants.count > 0 {
      for index in 0..<constantSlots.count { constantSlots[index] = 0 }
      constants.removeAll()
    }
    locationNumbers.removeAll()
    if !locations.isEmpty { locations = [] }
    log.removeAll()
    scopes.removeAll()
  }

  /// Puts the arrays into a function.
  func finish(_ function: inout Function) {
    function.blocks.elements = blocks.array
    function.instructions.elements = instructions.array
    function.firstResults.elements = firstResults.array
    function.sourceOffsets.elements = sourceOffsets.array
    function.values.elements = values.array
    function.valueNames.elements = valueNames.array
    function.pool = pool.array
    function.constants.elements = constants.array
    guard !locations.isEmpty else { return }
    function.locations = locations
    var numbers = locationNumbers.array
    let last = numbers.last ?? 0
    while numbers.count < instructions.count { numbers.append(last) }
    function.locationNumbers = numbers
  }

  // MARK: - Instructions

  /// Writes an instruction with one result.
  /// - Returns: the value.
  @inline(__always)
  mutating func value(_ opcode: Opcode, _ type: Type, _ a: UInt32, _ b: UInt32 = 0, gives result: Type) -> UInt32 {
    append(InstructionData(opcode, resultCount: 1, type: type, a: a, b: b), gives: result)
  }

  /// Writes an instruction with one result.
  @inline(__always)
  mutating func append(_ data: InstructionData, gives result: Type) -> UInt32 {
    let number = UInt32(truncatingIfNeeded: values.count)
    let definition = UInt32(truncatingIfNeeded: instructions.count)
    perform(data)
    values.append(ValueData(type: result, definition: definition))
    valueNames.append(.none)
    return number
  }

  /// Writes an instruction without a result.
  @inline(__always)
  mutating func perform(_ data: InstructionData) {
    firstResults.append(Value(rawValue: UInt32(truncatingIfNeeded: values.count)))
    instructions.append(data)
    sourceOffsets.append(offset)
    if !locations.isEmpty { locate() }
  }

  @inline(never)
  private mutating func locate() {
    // What stands before the first `dbgloc` has no place.
    locationNumbers.extend(to: instructions.count - 1, with: 0)
    locationNumbers.append(UInt32(locations.count))
  }

  /// Writes an instruction with one result and three operands or more.
  mutating func pooled(_ opcode: Opcode, _ operands: [UInt32]) {
    let start = UInt32(truncatingIfNeeded: pool.count)
    for operand in operands { pool.append(operand) }
    perform(InstructionData(opcode, a: start, b: UInt32(operands.count)))
  }

  /// Adds a value that is a parameter of the block that is written.
  mutating func parameter(_ type: Type, _ name: Name) -> UInt32 {
    let number = UInt32(truncatingIfNeeded: values.count)
    values.append(ValueData(type: type, definition: UInt32(blocks.count - 1) | 0x8000_0000))
    valueNames.append(name)
    return number
  }

  @inline(__always)
  func type(of value: UInt32) -> Type { values[Int(value)].type }

  // MARK: - Constants

  /// The operand for an integer, sign-extended from its type.
  @inline(__always)
  mutating func integer(_ number: Int64) -> UInt32 {
    if let small = Operand(small: number) { return small.rawValue }
    return intern(.integer(number))
  }

  /// The operand for a constant, which is kept once.
  @inline(never)
  mutating func intern(_ constant: ConstantData) -> UInt32 {
    var mask = constantSlots.count - 1
    var slot = Self.hash(constant) & mask
    while constantSlots[slot] != 0 {
      let number = constantSlots[slot] - 1
      if constants[Int(number)] == constant { return Operand(Constant(rawValue: number)).rawValue }
      slot = (slot + 1) & mask
    }
    let number = UInt32(constants.count)
    constants.append(constant)
    constantSlots[slot] = number + 1
    if 2 * constants.count > constantSlots.count {
      let size = 4 * constantSlots.count
      constantSlots.removeAll()
      constantSlots.extend(to: size, with: 0)
      mask = size - 1
      for index in 0..<constants.count {
        var slot = Self.hash(constants[index]) & mask
        while constantSlots[slot] != 0 { slot = (slot + 1) & mask }
        constantSlots[slot] = UInt32(index) + 1
      }
    }
    return Operand(Constant(rawValue: number)).rawValue
  }

  private static func hash(_ constant: ConstantData) -> Int {
    var hash = (constant.bits ^ UInt64(constant.kind.rawValue)) &* 0x9E37_79B9_7F4A_7C15
    hash ^= hash >> 32
    return Int(truncatingIfNeeded: hash & 0x7FFF_FFFF)
  }

  /// The 64 bits of an operand that is a constant; nil for values and symbols.
  func bits(of operand: UInt32) -> UInt64? {
    switch Operand(rawValue: operand).kind {
    case .integer(let number): UInt64(bitPattern: number)
    case .constant(let constant): constants[constant.index].bits
    case .value, .symbol: nil
    }
  }
}
