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
  /// The data that lists how a stack of its own is taken and given back: what entries refer to whose tasks have one.
  public var stackFunctions = Symbol(rawValue: 0)
  /// The function that reports a trap of the program's own code, and ends the process.
  public var trap = Symbol(rawValue: 0)
  /// The data that says what lies where in the code, to be filled in when all of it has its place.
  public var tables: CodeTableSymbols?
  /// How that says what frames are.
  public var frameCode = FrameCode(hasPointers: true)
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

/// The data that says what lies where in a program's code. How it is laid out, the runtime's text says.
public struct CodeTableSymbols: Sendable {
  /// Where the sections of code begin.
  public var sections: Symbol
  /// The functions and their frames.
  public var frames: Symbol
  /// Where contexts go on.
  public var sites: Symbol
  /// The traps in the program's own code.
  public var traps: Symbol
  /// Room for the longest text of a place.
  public var place: Symbol
  /// The names of functions, where they are asked for.
  public var names: Symbol?
  /// Where lines begin, where they are asked for.
  public var lines: Symbol?

  /// The symbols.
  public init(
    sections: Symbol, frames: Symbol, sites: Symbol, traps: Symbol, place: Symbol, names: Symbol?, lines: Symbol?
  ) {
    self.sections = sections
    self.frames = frames
    self.sites = sites
    self.traps = traps
    self.place = place
    self.names = names
    self.lines = lines
  }
}

/// How a number says what the frame of a function is.
public struct FrameCode: Sendable {
  /// Its kind, in the two lowest bits.
  public enum Kind: UInt64, Sendable {
    /// Of one size.
    case fixed
    /// With a frame pointer.
    case pointed
    /// Another.
    case other
  }

  /// What the others are.
  public enum Other: UInt64, Sendable {
    /// Nobody called.
    case outermost
    /// A context left here, which the thread knows.
    case left
    /// What a handler of signals interrupted.
    case interrupted
  }

  /// Whether frames have pointers, so that it counts where the caller's is.
  public let hasPointers: Bool
  /// The greatest distance of the caller's frame pointer, in words: it has four bits.
  public static let greatestSaved: UInt64 = 15

  /// A code for frames with or without pointers.
  public init(hasPointers: Bool) { self.hasPointers = hasPointers }

  /// How many bits are below the words of a frame, or which other it is.
  public var shift: UInt64 { hasPointers ? 6 : 3 }

  /// The number of a frame.
  /// - Parameters:
  ///   - value: How many words it has, or which other it is.
  ///   - saved: How many words below its end the caller's frame pointer is; 0 where it still is what it was.
  public func number(_ kind: Kind, _ value: UInt64, saved: UInt64 = 0) -> UInt64 {
    kind.rawValue | (hasPointers ? saved << 2 : 0) | value << shift
  }
}

extension TypeTable {
  /// Where the arguments of an entry lie that are handed over in memory; where the function is called by its address, that is
  /// the first of them.
  public func argumentSlots(of entry: TaskEntry) -> ArgumentSlots {
    let types = (0..<parameterCount(entry.type)).map { parameter($0, of: entry.type).type }
    return slots(of: (entry.function == nil ? [.ptr] : []) + types)
  }
}
