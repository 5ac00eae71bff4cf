// A function as machine instructions over virtual registers: what selection makes and register allocation reads.

public import IR

/// An argument that an edge gives to a parameter of the block it leads to.
@frozen public struct EdgeArgument: Hashable, Sendable {
  /// The value, or `none`.
  public var value: VirtualRegister
  /// The constant that is given where there is no value: an integer, or the bits of a float.
  public var immediate: Int64

  /// No value.
  public static let none: VirtualRegister = .max
  /// Gives a value.
  @inlinable public init(_ value: VirtualRegister) {
    self.value = value
    immediate = 0
  }
  /// Gives a constant.
  @inlinable public init(immediate: Int64) {
    value = Self.none
    self.immediate = immediate
  }
}

/// A way from the end of one block to another.
@frozen public struct MachineEdge: Hashable, Sendable {
  /// The block that it leaves.
  public var from: UInt32
  /// The block that it leads to.
  public var to: UInt32
  /// Where its arguments begin in the function's list; there are as many as the block has parameters.
  public var firstArgument: UInt32
  /// Makes an edge.
  @inlinable public init(from: UInt32, to: UInt32, firstArgument: UInt32) {
    self.from = from
    self.to = to
    self.firstArgument = firstArgument
  }
}

/// A block of machine instructions, in the order of emission.
@frozen public struct MachineBlock: Hashable, Sendable {
  /// Its first instruction.
  public var first: UInt32 = 0
  /// The instruction behind its last.
  public var end: UInt32 = 0
  /// Where its parameters begin in the function's list.
  public var firstParameter: UInt32 = 0
  /// How many parameters it has.
  public var parameterCount: UInt32 = 0
  /// Its first edge.
  public var firstEdge: UInt32 = 0
  /// How many edges leave it.
  public var edgeCount: UInt32 = 0
  /// Whether it is seldom executed.
  public var isCold = false
  /// A block without anything.
  @inlinable public init() {}
}

/// An object in a function's frame that the program itself asked for.
@frozen public struct StackObject: Hashable, Sendable {
  /// Its size in bytes.
  public var size: UInt64
  /// Its alignment in bytes.
  public var alignment: UInt64
  /// An object.
  @inlinable public init(size: UInt64, alignment: UInt64) {
    self.size = size
    self.alignment = alignment
  }
}

/// A function as machine instructions over virtual registers.
public struct MachineFunction: ~Copyable, Sendable {
  /// All instructions, block by block in the order of emission.
  public var instructions = WorkArray<MachineInstruction>()
  /// The instruction of the IR that each came from, plus one.
  public var sources = WorkArray<UInt32>()
  /// The operands of all instructions.
  public var operands = WorkArray<MachineOperand>()
  /// The blocks in the order of emission; the first is the entry.
  public var blocks = WorkArray<MachineBlock>()
  /// The parameters of all blocks.
  public var parameters = WorkArray<VirtualRegister>()
  /// The edges, block by block.
  public var edges = WorkArray<MachineEdge>()
  /// The arguments of all edges.
  public var arguments = WorkArray<EdgeArgument>()
  /// The bank of each virtual register.
  public var banks = WorkArray<RegisterBank>()
  /// The instruction that can be repeated to have a virtual register again, plus one; zero where there is none.
  public var repeatable = WorkArray<UInt32>()
  /// The objects in the frame.
  public var stackObjects = WorkArray<StackObject>()
  /// The constants in memory that the function reads: 4, 8 or 16 bytes each.
  public var constants = WorkArray<MachineConstant>()
  /// The blocks that each label table leads to, one table after the other.
  public var tableEntries = WorkArray<UInt32>()
  /// Where each label table begins in `tableEntries`.
  public var tables = WorkArray<UInt32>()
  /// How many bytes the arguments on the stack take that the function passes at most.
  public var outgoingBytes: UInt32 = 0
  /// What the place where those begin is a multiple of, at the calls that it makes.
  public var outgoingAlignment: UInt32 = 16
  /// How many bytes the arguments on the stack take that the function got.
  public var incomingBytes: UInt32 = 0
  /// Whether the function takes its incoming arguments off the stack when it returns.
  public var popsArguments = false
  /// Whether the frame's size changes at run time.
  public var hasDynamicFrame = false
  /// Whether a register has the address of the frame: the stack pointer is at no known distance.
  public var hasFramePointer: Bool { hasDynamicFrame || outgoingAlignment > 16 }
  /// Whether the function calls others.
  public var hasCalls = false
  /// Whether its callers expect no register to be kept.
  public var keepsNothing = false
  /// Whether it is where a task begins: nobody called it.
  public var isStart = false
  /// How much it matters that its code is short.
  public var shortness = Shortness.usual
  /// Where the parameters come in, if somebody asked.
  var arrivals: [ParameterArrival] = []
  /// Whether parameters stay in the frame for as long as the function runs.
  var keepsParameters = false

  /// How much it matters that code is short.
  @frozen public enum Shortness: UInt8, Sendable, Hashable, Comparable {
    /// It runs as fast as it can.
    case usual
    /// Short code is better where it costs little.
    case short
    /// It is the shortest that there is: nobody waits for it.
    case shortest

    /// Whether one is less than the other.
    @inlinable public static func < (one: Self, other: Self) -> Bool { one.rawValue < other.rawValue }
  }

  /// An empty function.
  public init() {}

  /// Forgets all, but keeps the memory for the next function.
  public mutating func reset() {
    instructions.removeAll()
    sources.removeAll()
    operands.removeAll()
    blocks.removeAll()
    parameters.removeAll()
    edges.removeAll()
    arguments.removeAll()
    banks.removeAll()
    repeatable.removeAll()
    stackObjects.removeAll()
    constants.removeAll()
    tableEntries.removeAll()
    tables.removeAll()
    outgoingBytes = 0
    outgoingAlignment = 16
    incomingBytes = 0
    popsArguments = false
    hasDynamicFrame = false
    hasCalls = false
    keepsNothing = false
    isStart = false
    shortness = .usual
    arrivals.removeAll(keepingCapacity: true)
    keepsParameters = false
  }

  /// Another function that is the same.
  public borrowing func copy() -> MachineFunction {
    var other = MachineFunction()
    other.instructions = instructions.copy()
    other.sources = sources.copy()
    other.operands = operands.copy()
    other.blocks = blocks.copy()
    other.parameters = parameters.copy()
    other.edges = edges.copy()
    other.arguments = arguments.copy()
    other.banks = banks.copy()
    other.repeatable = repeatable.copy()
    other.stackObjects = stackObjects.copy()
    other.constants = constants.copy()
    other.tableEntries = tableEntries.copy()
    other.tables = tables.copy()
    other.outgoingBytes = outgoingBytes
    other.outgoingAlignment = outgoingAlignment
    other.incomingBytes = incomingBytes
    other.popsArguments = popsArguments
    other.hasDynamicFrame = hasDynamicFrame
    other.hasCalls = hasCalls
    other.isStart = isStart
    other.shortness = shortness
    other.arrivals = arrivals
    other.keepsParameters = keepsParameters
    other.keepsNothing = keepsNothing
    return other
  }

  /// Makes a virtual register.
  @inlinable public mutating func makeRegister(_ bank: RegisterBank) -> VirtualRegister {
    banks.append(bank)
    repeatable.append(0)
    return VirtualRegister(banks.count - 1)
  }
}

/// A constant that lies in read-only memory.
@frozen public struct MachineConstant: Hashable, Sendable {
  /// Its low 8 bytes.
  public var low: UInt64
  /// Its high 8 bytes.
  public var high: UInt64
  /// Its size in bytes, which is also its alignment.
  public var size: UInt8
  /// A constant.
  @inlinable public init(low: UInt64, high: UInt64 = 0, size: UInt8) {
    self.low = low
    self.high = high
    self.size = size
  }
}

/// The registers of a target as the allocator sees them.
public struct RegisterFile: Sendable {
  /// The registers that can hold values, by bank.
  public var allocatable: [RegisterSet]
  /// The registers that a call keeps.
  public var calleeSaved: RegisterSet
  /// The sets that instructions name by number as destroyed; number 0 is empty.
  public var clobberSets: [RegisterSet]
  /// A register for each bank that is never allocated, through which cycles of moves are broken; equal for banks that
  /// exchange registers in one instruction.
  public var cycleScratch: [MachineRegister]
  /// A register that is never allocated, through which memory is moved to memory.
  public var memoryScratch: MachineRegister
  /// The bank of each register.
  public var bankOfRegister: [RegisterBank]

  /// Describes the registers of a target.
  public init(
    allocatable: [RegisterSet], calleeSaved: RegisterSet, clobberSets: [RegisterSet], cycleScratch: [MachineRegister],
    memoryScratch: MachineRegister, bankOfRegister: [RegisterBank]
  ) {
    self.allocatable = allocatable
    self.calleeSaved = calleeSaved
    self.clobberSets = clobberSets
    self.cycleScratch = cycleScratch
    self.memoryScratch = memoryScratch
    self.bankOfRegister = bankOfRegister
  }
}
