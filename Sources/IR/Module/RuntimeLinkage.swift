// What the machine code of tasks, threads, time and signals leads to: functions and data of the program that the runtime
// brought into it, and what selection must know of them.

/// What tasks and threads are begun with: the function, and the stack that the program asks for.
public struct TaskEntry: Hashable, Sendable {
  /// The function; nil where it is called by its address.
  public var function: Symbol?
  /// The type of the function.
  public var type: Type
  /// The bytes of stack that the program asks for, or 0.
  public var stackBytes: UInt64
  /// Whether it is a thread's.
  public var isThread: Bool

  /// An entry.
  public init(function: Symbol?, type: Type, stackBytes: UInt64, isThread: Bool) {
    self.function = function
    self.type = type
    self.stackBytes = stackBytes
    self.isThread = isThread
  }

  /// The entry that an instruction of a function begins a task or thread with.
  public init?(_ instruction: Instruction, of function: Function) {
    let data = function.instructions[instruction]
    switch data.opcode {
    case .asyncTaskCreate, .asyncTaskTryCreate, .asyncTaskCreateIndirect: isThread = false
    case .threadSpawn, .threadTrySpawn: isThread = true
    default: return nil
    }
    guard case .call(let callee, _, _) = function.view(of: instruction) else { return nil }
    self.function = nil
    if data.opcode != .asyncTaskCreateIndirect {
      guard case .symbol(let symbol) = callee.kind else { return nil }
      self.function = symbol
    }
    type = data.type
    stackBytes = data.aux.alignment ?? 0
  }
}

/// The functions and data of a program that its operations on tasks, threads, time and signals lead to.
///
/// A handler does one operation on the thread's own stack, and gives the context that goes on: which code generation calls so.
public struct RuntimeLinkage: Sendable {
  /// The handler of each operation.
  public var handlers: [Opcode: Symbol] = [:]
  /// The handler of a `yield` that has also to look at the clock and at descriptors.
  public var tick = Symbol(rawValue: 0)
  /// Whether every `yield` leads there.
  public var alwaysTicks = false
  /// The function that is called before `main`, with the address of `argc`.
  public var begin = Symbol(rawValue: 0)
  /// The function that is called when `main` has returned, where there is one.
  public var end: Symbol?
  /// The state of the thread, thread-local data where there are several: which generators know the parts of.
  public var thread = Symbol(rawValue: 0)
  /// The data that says where contexts go on, to be filled in when all code has its place.
  public var sites = Symbol(rawValue: 0)
  /// The data that lists how a stack of its own is taken and given back: what entries refer to whose tasks have one.
  public var stackFunctions = Symbol(rawValue: 0)
  /// The function that reports a trap of the program's own code, and ends the process.
  public var trap = Symbol(rawValue: 0)
  /// The data that says which functions there are and what their frames are, to be filled in when all code has its place.
  public var frames = Symbol(rawValue: 0)
  /// The data that says how many bytes of stack handlers of signals and the report of a crash need.
  public var signalDepth = Symbol(rawValue: 0)
  /// The function that reports a crash.
  public var crash = Symbol(rawValue: 0)
  /// The program's handlers of signals.
  public var signalHandlers: Set<Symbol> = []
  /// The data that describes each entry.
  public var entries: [TaskEntry: Symbol] = [:]
  /// The functions with which tasks and threads begin, each with the handler that its return leads to. They take where the
  /// arguments lie.
  public var starts: [Symbol: Symbol] = [:]
  /// The functions that may suspend and whose callers are all known: neither keep these registers, nor do the callers rely on it.
  public var suspending: Set<Symbol> = []
  /// The functions whose address the program itself takes: those that its calls by address reach.
  public var addressTaken: Set<Symbol> = []
  /// Whether nobody outside of the program hands addresses of functions to it.
  public var isClosed = false

  /// The handlers that do system calls of the program, by name: those by which the number of a descriptor goes to another, where
  /// others may wait for it.
  public var systemCalls: [String: Symbol] = [:]
  /// Whether the program has one thread only, whose data is plain data then: no operation starts another, nor a system call.
  public var hasOneThread = false
  /// How many functions the program has without the runtime, which come first.
  public var programFunctions = 0

  /// Nothing is linked.
  public init() {}
}

extension TypeTable {
  /// Where the arguments of an entry lie that are handed over in memory; where the function is called by its address, that is
  /// the first of them.
  public func argumentSlots(of entry: TaskEntry) -> ArgumentSlots {
    let types = (0..<parameterCount(entry.type)).map { parameter($0, of: entry.type).type }
    return slots(of: (entry.function == nil ? [.ptr] : []) + types)
  }
}
