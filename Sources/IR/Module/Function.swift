// A function: its blocks, instructions, values and constants, each in one array; passes take it `inout`.

/// A basic block.
@frozen public struct BlockData: Hashable, Sendable {
  /// Its name.
  public var name: Name
  /// The first of its parameters, whose values follow each other.
  public var firstParameter: Value
  /// How many parameters it has.
  public var parameterCount: UInt32
  /// Its instructions, the last of which is its only terminator.
  public var first: Instruction
  /// The instruction behind its last.
  public var end: Instruction
  /// Where it stands in the source text.
  public var sourceOffset: UInt32

  /// Makes a block.
  @inlinable public init(
    name: Name, firstParameter: Value, parameterCount: UInt32, first: Instruction, end: Instruction,
    sourceOffset: UInt32
  ) {
    self.name = name
    self.firstParameter = firstParameter
    self.parameterCount = parameterCount
    self.first = first
    self.end = end
    self.sourceOffset = sourceOffset
  }

  /// Its instructions.
  @inlinable public var range: Range<Int> { first.index..<end.index }
  /// Its parameters.
  @inlinable public var parameters: Range<Int> {
    firstParameter.index..<(firstParameter.index + Int(parameterCount))
  }
}

/// A value: its type, and what defines it.
@frozen public struct ValueData: Hashable, Sendable {
  /// Its type; `none` where its definition was not understood, so that nobody complains twice.
  public var type: Type
  @usableFromInline var definition: UInt32

  /// Makes a value from the number of its instruction, or of its block with the highest bit set.
  @inlinable public init(type: Type, definition: UInt32) {
    self.type = type
    self.definition = definition
  }

  /// What defines it.
  @inlinable public var source: Source {
    definition & 0x8000_0000 == 0
      ? .instruction(Instruction(rawValue: definition)) : .parameter(Block(rawValue: definition & 0x7FFF_FFFF))
  }

  /// What defines a value.
  @frozen public enum Source: Hashable, Sendable {
    /// It is a result of this instruction.
    case instruction(Instruction)
    /// It is a parameter of this block.
    case parameter(Block)
  }
}

/// A place in the source of the language above, as `loc` gives it.
@frozen public struct SourceLocation: Hashable, Sendable {
  /// The number of the file, as a `file` line of the module gives it.
  public var file: UInt32
  /// The line, counted from 1.
  public var line: UInt32
  /// The column, counted from 1; 0 where it is unknown.
  public var column: UInt32

  /// A place.
  @inlinable public init(file: UInt32, line: UInt32, column: UInt32) {
    self.file = file
    self.line = line
    self.column = column
  }
}

/// A function's body and all that belongs to it.
public struct Function: Sendable {
  /// Its symbol.
  public var symbol: Symbol
  /// Its type: parameters, results, convention.
  public var type: Type
  /// Where it begins in its source text.
  public var source: SourcePlace
  /// Where its closing brace stands.
  public var endOffset: UInt32 = 0
  /// Whether its text had faults: what is here then is incomplete.
  public package(set) var hasFaults = false
  /// The blocks in the order of the text; the first is the entry, whose parameters are the function's.
  public package(set) var blocks = EntityMap<Block, BlockData>()
  /// The instructions in the order of the text.
  public package(set) var instructions = EntityMap<Instruction, InstructionData>()
  /// The first result of each instruction; the results follow each other.
  public package(set) var firstResults = EntityMap<Instruction, Value>()
  /// Where each instruction stands in the source text.
  public package(set) var sourceOffsets = EntityMap<Instruction, UInt32>()
  /// Where an instruction stands in its text; of a function that was built without one, where that is: nowhere.
  public func place(of instruction: Instruction) -> SourcePlace {
    guard instruction.index < sourceOffsets.count else { return source }
    return SourcePlace(file: source.file, offset: sourceOffsets[instruction])
  }
  /// The values in the order of definition.
  public package(set) var values = EntityMap<Value, ValueData>()
  /// The name of each value, or none; empty where no value has one.
  public package(set) var valueNames = EntityMap<Value, Name>()
  /// Operands and block calls that do not fit in an instruction.
  public package(set) var pool: [UInt32] = []
  /// How the values of switches are written that are not decimal, by where they stand in the pool.
  var caseRadices: [Int: ConstantData.Radix] = [:]
  /// Constants that do not fit in an operand.
  public package(set) var constants = EntityMap<Constant, ConstantData>()
  /// Which of `locations` each instruction has, plus one; empty where none has any.
  public package(set) var locationNumbers: [UInt32] = []
  /// The places in the source of the language above.
  public package(set) var locations: [SourceLocation] = []

  /// A function without blocks.
  public init(symbol: Symbol, type: Type, source: SourcePlace = SourcePlace()) {
    self.symbol = symbol
    self.type = type
    self.source = source
  }

  /// The results of an instruction.
  @inlinable public func results(of instruction: Instruction) -> Range<Int> {
    let first = firstResults[instruction].index
    return first..<(first + Int(instructions[instruction].resultCount))
  }

  /// The place in the source of the language above, if `loc` gave one.
  public func location(of instruction: Instruction) -> SourceLocation? {
    guard instruction.index < locationNumbers.count, locationNumbers[instruction.index] > 0 else { return nil }
    return locations[Int(locationNumbers[instruction.index]) - 1]
  }
}
