// What the parser knows while it reads the body of a function: which names are defined, and what waits for a definition.

/// A place that waits for what is defined behind it.
struct ForwardUse {
  var slot: OperandSlot
  var name: Name
  var offset: UInt32
}

/// A literal that waits for the type of a block's parameter.
struct ForwardLiteral {
  var slot: Int
  var block: Name
  var parameter: Int
  var offset: UInt32
}

/// The state of the function that is being read. Its arrays keep their room from function to function.
struct BodyState {
  /// From here on, a number is not one of a value that is defined.
  static let forward: UInt32 = 0x3000_0000
  /// A value that is used and not defined yet.
  private static let awaited: UInt32 = 0x3000_0000
  /// A name that is not known.
  private static let unknown: UInt32 = 0x3000_0001

  var function = Function(symbol: Symbol(rawValue: 0), type: .none)
  /// What a name means, if its epoch is the function's.
  private var valueOfName: [UInt64] = []
  private var blockOfName: [UInt64] = []
  private var epoch: UInt64 = 0
  var forwardUses: [ForwardUse] = []
  var forwardBlocks: [ForwardUse] = []
  var forwardLiterals: [ForwardLiteral] = []
  /// The constants of the function by hash; cleared where it was used.
  private var constantSlots: [UInt32] = Array(repeating: 0, count: 64)
  /// The names of the results of the instruction that is being read: so many of them, behind which older ones stand.
  private var namesOfResults: [NamedParameter] = []
  private(set) var resultCount = 0
  var lastLocation = SourceLocation(file: 0, line: 0, column: 0)

  /// Forgets the names of results.
  @inline(__always)
  mutating func clearResults() { resultCount = 0 }

  /// Adds the name of a result.
  @inline(__always)
  mutating func addResult(_ name: NamedParameter) {
    if resultCount < namesOfResults.count {
      namesOfResults[resultCount] = name
    } else {
      namesOfResults.append(name)
    }
    resultCount &+= 1
  }

  /// The name of a result.
  @inline(__always)
  func resultName(_ index: Int) -> NamedParameter { namesOfResults[index] }

  /// Begins a function.
  mutating func begin(symbol: Symbol, type: Type, source: SourcePlace) {
    function.symbol = symbol
    function.type = type
    function.source = source
    epoch += 1
    forwardUses.removeAll(keepingCapacity: true)
    forwardBlocks.removeAll(keepingCapacity: true)
    forwardLiterals.removeAll(keepingCapacity: true)
    if function.constants.count > 0 {
      for index in constantSlots.indices { constantSlots[index] = 0 }
      function.constants.elements.removeAll(keepingCapacity: true)
    }
    function.blocks.elements.removeAll(keepingCapacity: true)
    function.instructions.elements.removeAll(keepingCapacity: true)
    function.firstResults.elements.removeAll(keepingCapacity: true)
    function.sourceOffsets.elements.removeAll(keepingCapacity: true)
    function.values.elements.removeAll(keepingCapacity: true)
    function.valueNames.elements.removeAll(keepingCapacity: true)
    function.pool.removeAll(keepingCapacity: true)
    if !function.caseRadices.isEmpty { function.caseRadices = [:] }
    function.locationNumbers.removeAll(keepingCapacity: true)
    function.locations.removeAll(keepingCapacity: true)
    lastLocation = SourceLocation(file: 0, line: 0, column: 0)
  }

  /// The function as read, in arrays of just its size.
  func finished() -> Function {
    var copy = Function(symbol: function.symbol, type: function.type, source: function.source)
    copy.endOffset = function.endOffset
    copy.hasFaults = function.hasFaults
    copy.blocks.elements = Self.exact(function.blocks.elements)
    copy.instructions.elements = Self.exact(function.instructions.elements)
    copy.firstResults.elements = Self.exact(function.firstResults.elements)
    copy.sourceOffsets.elements = Self.exact(function.sourceOffsets.elements)
    copy.values.elements = Self.exact(function.values.elements)
    copy.valueNames.elements = Self.exact(function.valueNames.elements)
    copy.pool = Self.exact(function.pool)
    copy.caseRadices = function.caseRadices
    copy.constants.elements = Self.exact(function.constants.elements)
    copy.locationNumbers = Self.exact(function.locationNumbers)
    copy.locations = Self.exact(function.locations)
    return copy
  }

  private static func exact<Element>(_ array: [Element]) -> [Element] {
    array.isEmpty ? [] : array.withUnsafeBufferPointer { Array($0) }
  }

  /// How much there was before a line.
  struct Mark {
    let instructions: Int
    let pool: Int
    let forwardUses: Int
    let forwardBlocks: Int
    let forwardLiterals: Int
  }

  @inline(__always)
  var mark: Mark {
    Mark(
      instructions: function.instructions.count, pool: function.pool.count, forwardUses: forwardUses.count,
      forwardBlocks: forwardBlocks.count, forwardLiterals: forwardLiterals.count)
  }

  /// Forgets what a line left behind that became no instruction.
  mutating func forget(since mark: Mark) {
    function.pool.removeLast(function.pool.count - mark.pool)
    forwardUses.removeLast(forwardUses.count - mark.forwardUses)
    forwardBlocks.removeLast(forwardBlocks.count - mark.forwardBlocks)
    forwardLiterals.removeLast(forwardLiterals.count - mark.forwardLiterals)
    if function.locationNumbers.count > mark.instructions {
      function.locationNumbers.removeLast(function.locationNumbers.count - mark.instructions)
    }
  }

  // MARK: - Names

  /// The number of the value of that name; from `forward` on, there is none yet.
  @inline(__always)
  func value(_ name: Name) -> UInt32 {
    guard name.index < valueOfName.count else { return Self.unknown }
    let entry = valueOfName[name.index]
    return entry >> 32 == epoch ? UInt32(truncatingIfNeeded: entry) : Self.unknown
  }

  /// Notes that a place waits for a value.
  @inline(never)
  mutating func useForward(_ name: Name, _ known: UInt32, slot: OperandSlot, offset: UInt32) -> UInt32 {
    if known == Self.unknown { setValue(name, Self.awaited) }
    forwardUses.append(ForwardUse(slot: slot, name: name, offset: offset))
    return Self.forward
  }

  @inline(__always)
  private mutating func setValue(_ name: Name, _ number: UInt32) {
    if name.index >= valueOfName.count { Self.grow(&valueOfName, to: name.index) }
    valueOfName[name.index] = epoch << 32 | UInt64(number)
  }

  /// Defines a value; the caller knows that its name is free.
  @inline(__always)
  mutating func define(_ name: Name, _ type: Type, definition: UInt32) {
    let number = UInt32(truncatingIfNeeded: function.values.count)
    setValue(name, number)
    function.values.elements.append(ValueData(type: type, definition: definition))
    function.valueNames.elements.append(name)
  }

  /// The block of that name, if it began already.
  @inline(__always)
  func block(_ name: Name) -> UInt32? {
    guard name.index < blockOfName.count else { return nil }
    let entry = blockOfName[name.index]
    return entry >> 32 == epoch ? UInt32(truncatingIfNeeded: entry) : nil
  }

  mutating func setBlock(_ name: Name, _ number: UInt32) {
    if name.index >= blockOfName.count { Self.grow(&blockOfName, to: name.index) }
    blockOfName[name.index] = epoch << 32 | UInt64(number)
  }

  private static func grow(_ array: inout [UInt64], to index: Int) {
    array.append(contentsOf: repeatElement(0, count: max(index + 1, 2 * array.count) - array.count))
  }

  /// Stores an operand where a use waited for it.
  mutating func store(_ operand: UInt32, in slot: OperandSlot) {
    let index = Int(slot.rawValue & 0x3FFF_FFFF)
    switch slot.rawValue >> 30 {
    case 0: if index < function.pool.count { function.pool[index] = operand }
    case 1: if index < function.instructions.count { function.instructions.elements[index].a = operand }
    default: if index < function.instructions.count { function.instructions.elements[index].b = operand }
    }
  }

  // MARK: - Constants

  /// The operand for a constant, which is kept once.
  mutating func intern(_ constant: ConstantData) -> UInt32 {
    var mask = constantSlots.count - 1
    var slot = Self.hash(constant) & mask
    while constantSlots[slot] != 0 {
      let number = constantSlots[slot] - 1
      if function.constants.elements[Int(number)] == constant { return Operand(Constant(rawValue: number)).rawValue }
      slot = (slot + 1) & mask
    }
    let number = function.constants.append(constant)
    constantSlots[slot] = number.rawValue + 1
    if 2 * function.constants.count > constantSlots.count {
      constantSlots = Array(repeating: 0, count: 4 * constantSlots.count)
      mask = constantSlots.count - 1
      for (index, constant) in function.constants.elements.enumerated() {
        var slot = Self.hash(constant) & mask
        while constantSlots[slot] != 0 { slot = (slot + 1) & mask }
        constantSlots[slot] = UInt32(index) + 1
      }
    }
    return Operand(number).rawValue
  }

  private static func hash(_ constant: ConstantData) -> Int {
    var hash =
      (constant.bits ^ UInt64(constant.reference) << 8 ^ UInt64(constant.kind.rawValue)) &* 0x9E37_79B9_7F4A_7C15
    hash ^= hash >> 32
    return Int(truncatingIfNeeded: hash & 0x7FFF_FFFF)
  }
}
