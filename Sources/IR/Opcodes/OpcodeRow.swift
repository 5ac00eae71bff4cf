// What a row of the opcode table says of an operation: how its text looks, what it takes and gives, and what it does.

public import Layout

/// How the text after an operation's name is shaped.
@frozen public enum Syntax: UInt8, Sendable, Hashable {
  /// Orderings, a type where there is one, and operands: `add i64 %a, 1`.
  case plain
  /// A function's symbol and arguments: `call @f(%a)`.
  case call
  /// A signature, a pointer and arguments: `call.indirect (i64) -> i64 %f(%a)`.
  case callIndirect
  /// The results' types and a handle: `task.await i64 %t`.
  case await
  /// A block and its arguments: `jump loop(0)`.
  case jump
  /// A condition and two blocks: `branch %c, yes, no(%x)`.
  case branch
  /// An integer, a default block, and blocks by value.
  case `switch`
  /// The function's results: `return %a, %b`.
  case `return`
  /// A type that lies in memory: `stack.slot $point`.
  case slot
  /// A path to a member, and an address: `field $point.x %p`.
  case field
  /// A type that lies in memory, and operands: `element i32 %p, %i`.
  case element
  /// A system call by name or number, and arguments: `syscall write(1, %p, %n)`.
  case syscall
  /// An optional text: `trap "out of bounds"`.
  case message
}

/// What an operand must be.
@frozen public enum OperandRule: UInt8, Sendable, Hashable {
  /// Of the instruction's type.
  case same
  /// Of the named type.
  case bool, i8, i16, i32, i64, f32, f64, ptr
  /// An `i64` or a `ptr`.
  case word
  /// A value of any integer type.
  case anyInteger
  /// A value of any integer type or `bool`.
  case anyIntegerOrBool
  /// A value of any float type.
  case anyFloat
  /// A value of type `i32`, `i64`, `f32` or `f64`.
  case anyNumber
  /// A task's handle.
  case task
  /// A thread's handle.
  case thread
  /// The symbol of a function.
  case functionSymbol
  /// The symbol of thread-local data.
  case threadSymbol

  /// The type that a literal has here; `none` where it depends on the instruction or cannot be known.
  public var fixedType: Type {
    switch self {
    case .bool: .bool
    case .i8: .i8
    case .i16: .i16
    case .i32: .i32
    case .i64, .word: .i64
    case .f32: .f32
    case .f64: .f64
    case .ptr: .ptr
    default: .none
    }
  }
}

/// The type of a result.
@frozen public enum ResultRule: UInt8, Sendable, Hashable {
  /// The instruction's type.
  case same
  /// The named type.
  case bool, i32, i64, ptr

  /// The type, given the instruction's.
  @inlinable public func type(for type: Type) -> Type {
    switch self {
    case .same: type
    case .bool: .bool
    case .i32: .i32
    case .i64: .i64
    case .ptr: .ptr
    }
  }
}

/// What an operation may do beside giving its results.
@frozen public struct Effects: OptionSet, Sendable, Hashable {
  /// One bit for each effect.
  public let rawValue: UInt16
  /// Makes a set of the effects whose bits are set.
  @inlinable public init(rawValue: UInt16) { self.rawValue = rawValue }
  /// Reads memory.
  public static let reads = Effects(rawValue: 1)
  /// Writes memory.
  public static let writes = Effects(rawValue: 2)
  /// May end the process with a named trap.
  public static let traps = Effects(rawValue: 4)
  /// May let other tasks of the thread run before it continues.
  public static let suspends = Effects(rawValue: 8)
  /// May block the whole thread in the kernel.
  public static let blocks = Effects(rawValue: 16)
  /// Ends its block.
  public static let terminates = Effects(rawValue: 32)
  /// Allocates from the runtime.
  public static let allocates = Effects(rawValue: 64)
  /// Orders memory accesses, or depends on what is outside the program: neither removed nor moved.
  public static let ordered = Effects(rawValue: 128)
  /// Does what another function does.
  public static let calls = Effects(rawValue: 256)

  /// Every effect with the word for it.
  public static let all: [(effect: Effects, word: String)] = [
    (.reads, "reads"), (.writes, "writes"), (.traps, "may trap"), (.suspends, "may suspend"), (.blocks, "blocks"),
    (.terminates, "terminates"), (.allocates, "allocates"), (.ordered, "ordered"), (.calls, "calls"),
  ]
}

/// What may stand behind an instruction's operands.
@frozen public struct InstructionAttributes: OptionSet, Sendable, Hashable {
  /// One bit for each attribute.
  public let rawValue: UInt8
  /// Makes a set of the attributes whose bits are set.
  @inlinable public init(rawValue: UInt8) { self.rawValue = rawValue }
  /// `align N`.
  public static let align = InstructionAttributes(rawValue: 1)
  /// `volatile`.
  public static let volatile = InstructionAttributes(rawValue: 2)
  /// `cold`.
  public static let cold = InstructionAttributes(rawValue: 4)
  /// `noreturn`.
  public static let noreturn = InstructionAttributes(rawValue: 8)
  /// `stack N`.
  public static let stack = InstructionAttributes(rawValue: 16)
}

/// Which orderings an atomic operation takes.
@frozen public enum OrderingRule: UInt8, Sendable, Hashable {
  /// None.
  case none
  /// One that does not release.
  case load
  /// One that does not acquire.
  case store
  /// Any one.
  case update
  /// One for success, any, and one for failure that does not release.
  case compare
  /// One that is not relaxed.
  case fence

  /// How many orderings are written.
  @inlinable public var count: Int { self == .none ? 0 : self == .compare ? 2 : 1 }
}

/// How an atomic operation orders the memory accesses around it, as in C++20.
@frozen public enum Ordering: UInt8, CaseIterable, Sendable, Hashable {
  /// Atomic, and nothing more.
  case relaxed
  /// Sees all that the release it reads from had done.
  case acquire
  /// Shows all that was done before.
  case release
  /// Both.
  case acquireRelease
  /// Both, and one order of all such operations.
  case sequentiallyConsistent

  /// How the text spells it.
  public var spelling: String {
    switch self {
    case .relaxed: "relaxed"
    case .acquire: "acquire"
    case .release: "release"
    case .acquireRelease: "acq_rel"
    case .sequentiallyConsistent: "seq_cst"
    }
  }
}

/// A named trap: what ends a process when an operation has no result.
@frozen public enum Trap: UInt8, CaseIterable, Sendable, Hashable {
  case divisionByZero, divisionOverflow, conversion, trap, unreachable, staleTask, foreignTask, outOfStacks, staleThread
  case outOfThreads
  case deadlock, stackExhausted
  case outOfObject, freedSlot, uninitialised, misalignedAtomic, wrongSignature, overlap, badStackRestore, misaligned
  case readOnly, missingFunction, systemCall, stepLimit, outOfMemory, malformed

  /// The line that names it.
  public var message: String {
    switch self {
    case .divisionByZero: "division by zero"
    case .divisionOverflow: "division overflow"
    case .conversion: "conversion out of range"
    case .trap: "trap"
    case .unreachable: "unreachable executed"
    case .staleTask: "task awaited or detached twice"
    case .foreignTask: "task of another thread"
    case .outOfStacks: "no memory for a task"
    case .staleThread: "thread joined twice"
    case .outOfThreads: "no memory for a thread"
    case .deadlock: "deadlock"
    case .stackExhausted: "stack exhausted"
    case .outOfObject: "access outside an object"
    case .freedSlot: "access to a freed stack slot"
    case .uninitialised: "read of uninitialised memory"
    case .misalignedAtomic: "misaligned atomic access"
    case .wrongSignature: "call through a wrong signature"
    case .overlap: "copy between overlapping objects"
    case .badStackRestore: "stack restored to a place that was not saved"
    case .misaligned: "misaligned access"
    case .readOnly: "write to read-only data"
    case .missingFunction: "call of a function that is defined elsewhere"
    case .systemCall: "system call that the machine does not have"
    case .stepLimit: "step limit reached"
    case .outOfMemory: "out of memory"
    case .malformed: "malformed program"
    }
  }

  /// Whether machine code reports it too, on every program; the others only the VM always reports.
  public var isChecked: Bool { rawValue <= Trap.stackExhausted.rawValue }
}

/// A program that shows an operation at work.
public struct Example: Sendable {
  /// What stands before `@main`.
  public let preamble: String
  /// The lines of `@main`'s entry block, and blocks after it.
  public let body: String
  /// What the program does in the end.
  public let outcome: Outcome

  /// How a program ends.
  public enum Outcome: Sendable, Hashable {
    /// It exits with this status.
    case status(Int)
    /// It ends with this trap.
    case trap(Trap)
    /// What it does depends on the machine.
    case unspecified
  }

  /// The whole program.
  public var program: String {
    var text = preamble.isEmpty ? "" : preamble + "\n\n"
    text += "func @main() -> i32 {\nentry:\n"
    for line in body.split(separator: "\n") {
      // A line that heads a block stands at the margin.
      let isHead = line.hasSuffix(":")
      text += (isHead ? "" : "  ") + line + "\n"
    }
    return text + "}\n"
  }
}

/// What the opcode table says of one operation.
public struct OpcodeRow: Sendable {
  /// The operation.
  public let opcode: Opcode
  /// How the text spells it.
  public let name: String
  /// How the text after the name is shaped.
  public let syntax: Syntax
  /// What may stand as the type; empty where none is written.
  public let types: TypeKinds
  /// What the operands must be, in order.
  public let operands: [OperandRule]
  /// What the results are, in order, where the table alone decides.
  public let results: [ResultRule]
  /// What it may do.
  public let effects: Effects
  /// What may stand behind it.
  public let attributes: InstructionAttributes
  /// The orderings it takes.
  public let orderings: OrderingRule
  /// The targets that have it.
  public let targets: TargetSet
  /// The traps that it alone can cause.
  public let traps: [Trap]
  /// What it means, in sentences.
  public let summary: String
  /// A program that shows it.
  public let example: Example

  init(
    _ opcode: Opcode, _ name: String, _ syntax: Syntax = .plain, _ types: TypeKinds = [],
    _ operands: [OperandRule] = [],
    gives results: [ResultRule] = [], does effects: Effects = [], attributes: InstructionAttributes = [],
    orderings: OrderingRule = .none, on targets: TargetSet = .all, traps: [Trap] = [], means summary: String,
    before preamble: String = "", example: String, outcome: Example.Outcome = .status(42)
  ) {
    self.opcode = opcode
    self.name = name
    self.syntax = syntax
    self.types = types
    self.operands = operands
    self.results = results
    self.effects = traps.contains(where: \.isChecked) ? effects.union(.traps) : effects
    self.attributes = attributes
    self.orderings = orderings
    self.targets = targets
    self.traps = traps
    self.summary = summary
    self.example = Example(preamble: preamble, body: example, outcome: outcome)
  }
}
