// What the generation of code gives: bytes, and all that is known of them, in tables of plain numbers.

public import IR

/// What a number in a relocation stands for.
public enum CodeSymbol: Sendable, Hashable {
  /// A symbol of the module.
  case symbol(Symbol)
  /// A constant, by its number in `CompiledCode.constants`.
  case constant(Int)
  /// A trap's message, by its number in `CompiledCode.traps`.
  case message(Int)
  /// A generator.
  case generator(Generator)
  /// A table of constants.
  case table(ConstantTable)
  /// What only the file's layout can tell, by `LayoutReference`.
  case layout(UInt32)

  /// What a relocation's number stands for.
  public init(number: UInt32) {
    if number & CodeReference.constant != 0 {
      self = .constant(Int(number & ~CodeReference.constant))
    } else if number & CodeReference.message != 0 {
      self = .message(Int(number & ~CodeReference.message))
    } else if let generator = CodeReference.generator(of: number) {
      self = .generator(generator)
    } else if let table = CodeReference.table(of: number) {
      self = .table(table)
    } else if number >= LayoutReference.first {
      self = .layout(number)
    } else {
      self = .symbol(Symbol(rawValue: number))
    }
  }
}

/// A run of code: a function's, or a generator's.
public struct CodePart: Sendable {
  /// What it is.
  public enum Source: Sendable, Hashable {
    /// The function of this index in the module.
    case function(Int)
    /// A generator.
    case generator(Generator)
  }
  /// What it is.
  public var source: Source
  /// Where it begins in the code.
  public var offset: UInt32
  /// How many bytes it has.
  public var size: UInt32
  /// How many bytes of stack a call of it takes, its return address included; nil where that depends on the run.
  public var frameBytes: UInt32?
  /// How many bytes of arguments it takes on the stack, above its return address.
  public var incomingBytes: UInt32 = 0
  /// Whether it takes those off the stack itself.
  public var popsArguments = false
}

/// The messages of the traps that code may end with: each is what is printed, with its line's end.
public struct TrapMessages: RandomAccessCollection, Sendable, Hashable {
  /// All messages, one after the other.
  public private(set) var bytes: [UInt8] = []
  /// Where each message ends.
  private var ends: [Int] = []

  /// No messages.
  public init() {}

  /// The number of the first message.
  public var startIndex: Int { 0 }
  /// How many messages there are.
  public var endIndex: Int { ends.count }
  /// The bytes of a message.
  public subscript(number: Int) -> ArraySlice<UInt8> { bytes[(number == 0 ? 0 : ends[number - 1])..<ends[number]] }
  /// A message as text.
  public func text(_ number: Int) -> String { String(decoding: self[number], as: UTF8.self) }

  /// Adds the message that a closure writes.
  mutating func add(_ write: (inout [UInt8]) -> Void) {
    write(&bytes)
    ends.append(bytes.count)
  }

  /// Adds some messages of others behind those that are here.
  mutating func append(_ others: TrapMessages, _ range: Range<Int>) {
    guard !range.isEmpty else { return }
    let start = range.lowerBound == 0 ? 0 : others.ends[range.lowerBound - 1]
    let shift = bytes.count - start
    bytes.append(contentsOf: others.bytes[start..<others.ends[range.upperBound - 1]])
    ends.append(contentsOf: others.ends[range].lazy.map { shift + $0 })
  }
}

/// Code, and what is known of it.
public struct CompiledCode: Sendable {
  /// The bytes.
  public var bytes: [UInt8] = []
  /// The places that depend on addresses, in the order of offsets.
  public var relocations: [Relocation] = []
  /// What was said of the code while it was emitted, in the order of offsets.
  public var rows: [CodeRow] = []
  /// The functions and generators, in the order of offsets.
  public var parts: [CodePart] = []
  /// The constants that the code reads.
  public var constants: [MachineConstant] = []
  /// The traps that it may end with.
  public var traps = TrapMessages()
  /// What was emitted for each part, where that is kept.
  public var transcripts: [[TranscriptItem]] = []
  /// The machine instructions of each function as text, where that is kept.
  public var machineTexts: [[UInt8]] = []
  /// What compiling took, where that is measured.
  public var measures = GenerationMeasures()

  /// No code.
  public init() {}
}

/// Why code could not be made.
public struct CodeRefusal: Error, Sendable {
  /// The function, by its index in the module.
  public var function: Int
  /// The instruction, where it is one that is refused.
  public var instruction: Instruction?
  /// What is wrong.
  public var message: String
  /// Whether it would be compiled as part of a program that has an entry.
  public var asksForEntry = false
}
