// What a program uses of the runtime: which operations it has, and what therefore can and cannot happen. What cannot happen needs no
// code.

internal import IR

/// What a program uses of the runtime.
struct RuntimeUses {
  /// Whether it uses anything, or is to have the runtime all the same.
  private(set) var needsRuntime: Bool
  /// What tasks and threads are begun with, in the order of the text.
  private(set) var entries: [TaskEntry] = []
  /// Where signals are given handlers.
  private(set) var handling: [(function: Int, Instruction)] = []
  /// The functions that may suspend and whose callers are all known, by index.
  private(set) var suspending: Set<Int> = []
  /// The functions whose address is taken.
  private(set) var addressTaken: Set<Symbol> = []
  /// Whether nobody outside of the program hands addresses of functions to it.
  private(set) var isClosed = false
  /// Whether system calls that close descriptors are the runtime's: it waits for some, and no signal interrupts what it does.
  var replacesSystemCalls: Bool { waitsForDescriptors && !handlesSignals }
  /// Whether the program has one thread only.
  var hasOneThread: Bool { isClosed && !startsThreads && !sharesThreadData }
  private var startsThreads = false
  /// Whether others may see its thread-local data as that.
  private var sharesThreadData = false
  /// Whether a thread may wait for as long as it takes, whatever its tasks do: for another's end, or at a word in memory.
  private(set) var blocksThreads = false
  /// Whether it waits until a time.
  private(set) var sleeps = false
  /// Whether it waits for descriptors.
  private(set) var waitsForDescriptors = false
  /// Whether it has signals handled.
  private(set) var handlesSignals = false
  /// Whether a function finds its frame by a register.
  private(set) var hasFramePointers = false
  /// Whether all that runs can come to wait for each other. What `main` awaits ends unless it waits itself: for as long as it takes
  /// wait those who await a task, and threads that block.
  private(set) var canDeadlock = false
  /// Whether a stack can be exhausted: a function calls itself or is called by its address, frames are not of one size, or
  /// all of them together are not small. That a process is given less stack than they need is not looked at.
  private(set) var canExhaust = true

  init(_ module: Module, isAskedFor: Bool) {
    needsRuntime = isAskedFor
    var leaves = Array(repeating: false, count: module.functions.count)
    var awaits = leaves
    var known: Set<TaskEntry> = []
    for (index, function) in module.functions.enumerated() {
      if Self.hasFramePointer(function, module) { hasFramePointers = true }
      for instruction in function.instructions.keys {
        let opcode = function.instructions[instruction].opcode
        if opcode == .syscall, Self.mayStartThread(instruction, of: function, module) { startsThreads = true }
        guard Self.isHandled(opcode) else { continue }
        if opcode != .clockNow { needsRuntime = true }
        switch opcode {
        case .waitReadable, .waitWritable, .ioRead, .ioWrite, .ioAccept, .ioConnect: waitsForDescriptors = true
        case .sleepFor, .sleepUntil: sleeps = true
        case .threadSpawn, .threadTrySpawn: startsThreads = true
        case .threadJoin, .futexWait: blocksThreads = true
        case .asyncTaskAwait: awaits[index] = true
        case .signalHandle:
          handlesSignals = true
          handling.append((index, instruction))
        default: break
        }
        if opcode != .currentTask && opcode != .signalHandle { leaves[index] = true }
        if let entry = TaskEntry(instruction, of: function), known.insert(entry).inserted { entries.append(entry) }
      }
    }
    guard needsRuntime else { return }
    sharesThreadData = module.symbols.elements.contains { symbol in
      symbol.linkage.contains(.thread) && !symbol.linkage.isDisjoint(with: [.export, .weak, .hidden])
    }
    let graph = CallGraph(module)
    findSuspending(module, graph, leaves)
    canDeadlock = !hasOneThread || blocksThreads || reachesAwait(module, graph, awaits)
    canExhaust = hasFramePointers || !isClosed || !Self.hasFewFrames(module, graph)
  }

  /// Whether the frames of all functions together are small, and none is twice on a stack. Records that are handed over are not counted:
  /// frames are large where there are such.
  private static func hasFewFrames(_ module: Module, _ graph: CallGraph) -> Bool {
    var bytes: UInt64 = 0
    for (index, function) in module.functions.enumerated() {
      guard !graph.isRecursive(index), graph.nodes[index].indirectTypes.isEmpty,
        !module.types.handsOverRecords(function.type)
      else { return false }
      for data in function.instructions.elements where data.opcode == .stackSlot {
        let size = module.types.size(of: data.type)
        let alignment = max(module.types.alignment(of: data.type), data.aux.alignment ?? 1)
        guard size <= most, alignment <= most else { return false }
        bytes += size + alignment
      }
      // No function keeps more than its values, and hands more over than its operands. Each has its return address, and may keep six
      // registers for its caller.
      bytes += 64 + 16 * UInt64(function.values.count) + 8 * UInt64(function.pool.count)
      guard bytes <= most else { return false }
    }
    return true
  }

  /// How many bytes of frames are few: a quarter of the stack that the system gives a process when it begins.
  private static let most: UInt64 = 32 << 10

  /// Whether a function finds its frame by a register: where the frame's size changes while it runs, or it is aligned for what the
  /// function passes to C.
  private static func hasFramePointer(_ function: Function, _ module: Module) -> Bool {
    function.instructions.keys.contains { instruction in
      let data = function.instructions[instruction]
      switch data.opcode {
      case .stackAllocate, .stackSave, .stackRestore: return true
      case .call, .callIndirect:
        guard module.types.convention(data.type) == .c, case .call(_, _, let extra) = function.view(of: instruction)
        else { return false }
        let declared = (0..<module.types.parameterCount(data.type)).map {
          module.types.parameter($0, of: data.type).type
        }
        return (declared + extra).contains {
          module.types.kind(of: $0) == .record && module.types.alignment(of: $0) > 16
        }
      default: return false
      }
    }
  }

  /// Whether a task may come to a function that awaits another.
  private func reachesAwait(_ module: Module, _ graph: CallGraph, _ awaits: [Bool]) -> Bool {
    var isReached = Array(repeating: false, count: graph.nodes.count)
    var work: [Int] = []
    func reach(_ symbol: Symbol) {
      if case .function(let index) = module.symbols[symbol].definition { work.append(index) }
    }
    for entry in entries {
      if let function = entry.function { reach(function) } else { addressTaken.forEach(reach) }
    }
    while let index = work.popLast() {
      guard !isReached[index] else { continue }
      if awaits[index] { return true }
      isReached[index] = true
      work += graph.nodes[index].callees
      if !graph.nodes[index].indirectTypes.isEmpty { addressTaken.forEach(reach) }
    }
    return false
  }

  /// Whether a system call may be one that starts a thread: by its name, or one whose number nobody knows.
  private static func mayStartThread(
    _ instruction: Instruction, of function: Function, _ module: borrowing Module
  ) -> Bool {
    guard case .syscall(let number, _) = function.view(of: instruction), case .constant(let constant) = number.kind,
      function.constants[constant].kind == .syscall
    else { return true }
    return ["clone", "clone3"].contains(
      module.names.string(Name(rawValue: function.constants[constant].reference)))
  }

  /// Whether an operation needs the runtime.
  private static func isHandled(_ opcode: Opcode) -> Bool {
    switch opcode {
    case .asyncTaskCreate, .asyncTaskTryCreate, .asyncTaskCreateIndirect, .asyncTaskAwait, .asyncTaskDetach, .yield,
      .currentTask, .sleepUntil, .sleepFor, .clockNow, .threadSpawn, .threadTrySpawn, .threadJoin, .futexWait,
      .futexWake, .signalHandle, .waitReadable, .waitWritable, .ioRead, .ioWrite, .ioAccept, .ioConnect, .ioClose:
      true
    default: false
    }
  }

  /// Finds the functions in which registers are not kept: those that leave their context, by themselves or through what they
  /// call, unless somebody calls them who does not know. A caller that does not know is one by address, one outside of the
  /// program, or one that goes on in them by a tail call and has a caller of that kind itself.
  private mutating func findSuspending(_ module: Module, _ graph: CallGraph, _ leaves: [Bool]) {
    addressTaken = graph.addressTaken
    isClosed = graph.isClosed(module)
    var isKept = module.functions.map { function in
      let symbol = module.symbols[function.symbol]
      return !symbol.linkage.isDisjoint(with: [.export, .weak, .hidden]) || graph.addressTaken.contains(function.symbol)
        || module.types.convention(function.type) != .weft
    }
    var tailCalls: [(from: Int, to: Int)] = []
    for (index, function) in module.functions.enumerated() {
      // Who finds its frame by a register relies on whom it calls to keep that.
      if Self.hasFramePointer(function, module) { for callee in graph.nodes[index].callees { isKept[callee] = true } }
      for instruction in function.instructions.keys where function.instructions[instruction].opcode == .tailCall {
        guard case .call(let callee, _, _) = function.view(of: instruction), case .symbol(let symbol) = callee.kind,
          case .function(let target) = module.symbols[symbol].definition
        else { continue }
        tailCalls.append((index, target))
      }
    }
    while true {
      var found: Set<Int> = []
      for component in graph.components {
        let isSuspending = component.contains { member in
          leaves[member] || graph.nodes[member].callees.contains { found.contains($0) }
        }
        // In a circle, whoever is kept does not keep others from it.
        if isSuspending { for member in component where !isKept[member] { found.insert(member) } }
      }
      var isStable = true
      for (from, to) in tailCalls where !found.contains(from) && found.contains(to) {
        isKept[to] = true
        isStable = false
      }
      if isStable {
        suspending = found
        return
      }
    }
  }
}

extension TypeTable {
  /// Whether arguments or results of a function are records.
  fileprivate func handsOverRecords(_ function: Type) -> Bool {
    (0..<parameterCount(function)).contains { kind(of: parameter($0, of: function).type) == .record }
      || (0..<resultCount(function)).contains { kind(of: result($0, of: function).type) == .record }
  }
}
