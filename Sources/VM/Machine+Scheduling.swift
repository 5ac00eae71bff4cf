// Who runs: tasks on their thread in the defined order, threads at every memory operation, the clock when nobody can.

internal import Glibc
internal import IR

extension Machine {
  // MARK: - Making and leaving contexts

  /// Makes a context that will run a function; nil where there is no memory.
  func makeContext(function: Int, arguments: [UInt64], thread: Int, isRoot: Bool) -> Int? {
    let results = module.types.resultCount(module.functions[function].type)
    let distance = results + linkageSize
    let capacity = distance + max(arguments.count, functions[function].frameSize) + 2 * slack
    let index: Int
    if let free = freeContexts.popLast() {
      index = free
    } else {
      guard contexts.count < Int(Int32.max) else { return nil }
      index = contexts.count
      contexts.append(Context())
    }
    let registers = UnsafeMutablePointer<UInt64>.allocate(capacity: capacity)
    registers.initialize(repeating: 0, count: capacity)
    let generation = contexts[index].generation
    var context = Context()
    context.generation = generation
    creations &+= 1
    context.creation = creations
    context.activity = .ready
    context.thread = thread
    context.isRoot = isRoot
    context.registers = registers
    context.capacity = capacity
    context.frame = distance
    context.function = function
    context.resultCount = results
    context.step = functions[function].start
    registers[distance - 4] = UInt64(function)
    registers[distance - 3] = UInt64(distance)
    registers[distance - 2] = UInt64(UInt(bitPattern: stubs + 1))
    for (offset, argument) in arguments.enumerated() { registers[distance + offset] = argument }
    contexts[index] = context
    return index
  }

  /// Copies records among the arguments of a new context to stack memory of its own, which it will copy once more.
  func adoptRecords(_ context: Int, _ arguments: inout [UInt64], of type: Type) -> Bool {
    let types = module.types
    for index in 0..<types.parameterCount(type) where index < arguments.count {
      let parameter = types.parameter(index, of: type).type
      guard Decoder.isRecord(parameter, types) else { continue }
      let size = types.size(of: parameter)
      if let trap = memory.faultOutside(arguments[index], size) {
        fail(trap)
        return false
      }
      guard let block = makeBlock(size) else { return false }
      memory.copy(to: block.object, from: arguments[index], size)
      contexts[context].chunks.insert((block.start, block.logarithm), at: 0)
      contexts[context].registers?[contexts[context].frame + index] = block.object
    }
    closeChunks(of: context)
    return true
  }

  /// Has what a new context will need of stack memory go to a chunk of its own, behind those that it was given.
  func closeChunks(of context: Int) {
    guard let last = contexts[context].chunks.last else { return }
    contexts[context].top = last.start + UInt64(1) << UInt64(last.logarithm)
    contexts[context].chunkEnd = contexts[context].top
    contexts[context].registers?[contexts[context].frame - 1] = contexts[context].top
  }

  /// Makes a context the one that runs.
  func enter(_ index: Int) {
    current = index
    guard let registers = contexts[index].registers else { return fail(.malformed) }
    state.pointee.frame = registers + contexts[index].frame
    state.pointee.limit = registers + contexts[index].capacity - slack
    state.pointee.step = contexts[index].step ?? UnsafePointer(stubs + 1)
    state.pointee.top = contexts[index].top
    state.pointee.chunkEnd = contexts[index].chunkEnd
  }

  /// Keeps the state of the context that runs.
  func save() {
    guard let registers = contexts[current].registers else { return }
    contexts[current].frame = state.pointee.frame - registers
    contexts[current].step = state.pointee.step
    contexts[current].top = state.pointee.top
    contexts[current].chunkEnd = state.pointee.chunkEnd
  }

  /// Gives back what a context has, and makes its handle stale.
  func release(_ index: Int) {
    contexts[index].registers?.deallocate()
    contexts[index].registers = nil
    for chunk in contexts[index].chunks + contexts[index].resultBlocks {
      memory.freeBlock(chunk.start, logarithm: chunk.logarithm)
    }
    contexts[index].chunks = []
    contexts[index].resultBlocks = []
    contexts[index].activity = .none
    contexts[index].generation &+= 1
    freeContexts.append(index)
  }

  // MARK: - Threads

  /// Makes a thread that will run a function; nil where there is no memory.
  func makeThread(function: Int, arguments: [UInt64]) -> Int? {
    let index = freeThreads.popLast() ?? threads.count
    guard let root = makeContext(function: function, arguments: arguments, thread: index, isRoot: true) else {
      return nil
    }
    var thread = Thread()
    thread.root = root
    thread.function = function
    thread.isAlive = true
    if index < threads.count {
      thread.generation = threads[index].generation
      threads[index] = thread
    } else {
      threads.append(thread)
    }
    threads[index].queue.append(root)
    if index == 0 { threads[0].queue = Queue() }
    threads[index].blockedSignals = threads[running].blockedSignals
    livingThreads += 1
    return index
  }

  /// Before a step, where each must be looked at: tells of it, and lets another thread run first where the step is one
  /// that others can see. Gives false where steps need no looking at any more.
  func look() -> Bool {
    if isContinuing {
      isContinuing = false
      return true
    }
    if livingThreads > 1 {
      if contexts[current].isRetrying {
        contexts[current].isRetrying = false
      } else if isVisible(state.pointee.step.pointee) {
        contexts[current].isRetrying = true
        spend(Self.visibleTime)
        let able = threads.indices.filter { canRun($0) }
        if able.count > 1 {
          let chosen = able[random.below(able.count)]
          if chosen != running {
            switchThread(to: chosen)
            contexts[current].isRetrying = false
          }
        }
        contexts[current].isRetrying = false
      }
    }
    if let trace = options.trace { traceStep(trace) }
    return true
  }

  /// Whether other threads can see that a step was taken.
  private func isVisible(_ step: Step) -> Bool {
    switch step.operation {
    case .load8, .load16, .load32, .load64, .loadBool, .loadSigned8, .loadSigned16, .loadSigned32, .store8, .store16,
      .store32, .store64, .elementLoad32, .elementLoad64, .elementStore32, .elementStore64, .addLoad8, .addStore8,
      .constantElementLoad32, .constantElementLoad64, .constantElementStore32, .constantElementStore64,
      .constantAddLoad8, .constantAddStore8:
      return true
    case .perform:
      guard let opcode = Opcode(rawValue: step.opcode) else { return false }
      return !opcode.row.effects.isDisjoint(with: [.reads, .writes, .ordered])
    default: return false
    }
  }

  /// Whether a thread has something to run.
  func canRun(_ index: Int) -> Bool {
    guard threads[index].isAlive else { return false }
    guard let current = threads[index].current else { return !threads[index].queue.isEmpty }
    return !contexts[current].isBlocking
  }

  /// Lets a thread that can run do so.
  func switchThread(to index: Int) {
    save()
    running = index
    if threads[index].current == nil { threads[index].current = takeNext(of: index) }
    enter(threads[index].current ?? threads[index].root)
  }

  // MARK: - Tasks

  /// The next of a thread's queue: the first, or under a seed any.
  private func takeNext(of thread: Int) -> Int {
    let count = threads[thread].queue.count
    return threads[thread].queue.remove(at: isSeeded && count > 1 ? random.below(count) : 0)
  }

  /// Puts a context at the end of its thread's queue.
  func wake(_ index: Int) {
    contexts[index].activity = .ready
    threads[contexts[index].thread].queue.append(index)
  }

  /// Parks the context that runs, for a reason, and lets another one run.
  func park(_ activity: Context.Activity) {
    // A handler of signals parks in no program that a verifier let pass.
    guard !contexts[current].isHandler else { return fail(.malformed) }
    contexts[current].activity = activity
    save()
    threads[running].current = nil
    schedule()
  }

  /// Appends the context that runs to its queue, and lets others run first.
  func yieldContext() {
    spend(Self.switchTime)
    guard !threads[running].queue.isEmpty else { return }
    guard !contexts[current].isHandler else { return fail(.malformed) }
    save()
    threads[running].queue.append(current)
    threads[running].current = nil
    schedule()
  }

  /// Finds who runs next: on this thread, on another, or after the clock moved.
  func schedule() {
    while outcome == nil {
      if signals.numbers != 0 {
        deliverSignals()
        if outcome != nil { return }
      }
      // A thread whose wait has just ended goes on with the task that waited.
      if threads[running].isAlive, threads[running].current == nil, !threads[running].queue.isEmpty {
        let next = takeNext(of: running)
        threads[running].current = next
        enter(next)
        return
      }
      let able = threads.indices.filter { canRun($0) }
      if !able.isEmpty {
        let chosen = able[able.count > 1 ? random.below(able.count) : 0]
        running = chosen
        if threads[chosen].current == nil { threads[chosen].current = takeNext(of: chosen) }
        enter(threads[chosen].current ?? threads[chosen].root)
        return
      }
      guard advance() else { return deadlock() }
    }
  }

  /// Lets time pass, or waits for the world outside, until somebody can run. Gives false where nobody ever will.
  private func advance() -> Bool {
    dropStaleTimers()
    let first = timers.first
    if pollWaiters(milliseconds: 0) { return true }
    guard canBeReachedFromOutside else {
      // Nobody but the program itself could wake who waits: there is nothing to wait for but the clock.
      guard let first else { return false }
      moveClock(to: first.deadline)
      return true
    }
    // The clock goes as the world's does meanwhile.
    let wait = first.map { max(0, $0.deadline &- clock) }
    let start = hostTime()
    pollWaiters(milliseconds: wait.map { Int32(clamping: $0 / 1_000_000 + ($0 % 1_000_000 > 0 ? 1 : 0)) } ?? -1)
    let (now, isTooLate) = clock.addingReportingOverflow(max(0, hostTime() &- start))
    moveClock(to: min(isTooLate ? .max : now, first?.deadline ?? .max))
    return true
  }

  /// The host's monotonic clock.
  private func hostTime() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
  }

  private func moveClock(to deadline: Int64) {
    clock = max(clock, deadline)
    timeSpent = 0
    while let timer = timers.first, timer.deadline <= clock {
      _ = timers.removeFirst()
      fire(timer)
    }
  }

  // MARK: - The time that running takes

  /// What ran for so long since the clock moved moves it.
  private static let longestStandstill: Int64 = 100_000
  /// How long it takes to yield, to pause, to read the clock and to end a task, in nanoseconds.
  static let switchTime: Int64 = 10
  /// How long the system takes.
  static let systemTime: Int64 = 100
  /// How long an operation takes that other threads can see.
  static let visibleTime: Int64 = 1

  /// Notes that time was spent by an operation with which a program can wait without being parked: what computes takes
  /// none, so that a program does the same however well it was compiled. The clock stands still until what was spent
  /// comes to 100 microseconds; a program that does not wait busily for so long never sees it move.
  func spend(_ nanoseconds: Int64) {
    timeSpent += nanoseconds
    if timeSpent >= Self.longestStandstill { tick() }
  }

  /// A slice of instructions is over: a thread that computes without an operation that others can see does not keep them
  /// from running, nor signals from being handled.
  func endSlice() {
    isContinuing = isCareful
    takeOutsideSignals()
    guard livingThreads > 1 else { return }
    spend(Self.longestStandstill)
    let others = threads.indices.filter { $0 != running && canRun($0) }
    guard !others.isEmpty else { return }
    switchThread(to: others[random.below(others.count)])
    isContinuing = false
  }

  /// Moves the clock by what was spent, and wakes who waited for that, or for a descriptor.
  func tick() {
    let (now, isTooLate) = clock.addingReportingOverflow(timeSpent)
    moveClock(to: isTooLate ? .max : now)
    pollWaiters(milliseconds: 0)
  }

  private func dropStaleTimers() {
    while let timer = timers.first, !isWaiting(timer) { _ = timers.removeFirst() }
  }

  private func isWaiting(_ timer: TimerHeap.Timer) -> Bool {
    guard contexts[timer.context].generation == timer.generation else { return false }
    switch contexts[timer.context].activity {
    case .sleeping(let deadline): return deadline == timer.deadline
    case .waitingAt: return contexts[timer.context].waitDeadline == timer.deadline
    default: return false
    }
  }

  private func fire(_ timer: TimerHeap.Timer) {
    guard isWaiting(timer) else { return }
    if case .waitingAt = contexts[timer.context].activity {
      unblock(timer.context, value: Int64(ETIMEDOUT))
    } else {
      wake(timer.context)
    }
  }

  /// Lets a thread that was blocked go on; its context gets a value, if its operation asks for one.
  func unblock(_ index: Int, value: Int64?) {
    contexts[index].wakeValue = value
    contexts[index].activity = .ready
    contexts[index].isBlocking = false
  }

  /// Blocks the thread that runs, and lets another one run.
  func blockThread(_ activity: Context.Activity) {
    contexts[current].activity = activity
    contexts[current].isBlocking = true
    save()
    schedule()
  }

  /// Blocks the thread that runs until it is woken at an address, or until a time; its step is then begun again.
  func waitAt(_ address: UInt64, until deadline: Int64?) {
    contexts[current].waitDeadline = deadline
    if let deadline {
      timers.add(deadline: deadline, context: current, generation: contexts[current].generation)
    }
    state.pointee.step -= 1
    blockThread(.waitingAt(address))
  }

  // MARK: - The end of a context

  /// What the function of a task or thread returned is there: whoever waits gets it.
  func finishContext() {
    guard let registers = contexts[current].registers else { return fail(.malformed) }
    let results = (0..<contexts[current].resultCount).map { registers[$0] }
    let index = current
    if contexts[index].isHandler { return finishHandler(index) }
    if contexts[index].isRoot {
      finishThread(results)
      return
    }
    contexts[index].activity = .finished
    threads[running].current = nil
    spend(Self.switchTime)
    if contexts[index].isDetached {
      release(index)
    } else if let awaiter = contexts[index].awaiter {
      wake(awaiter)
    }
    schedule()
  }

  /// The thread that runs ends in the midst of its function.
  func finishThreadEarly() { finishThread(Array(repeating: 0, count: contexts[threads[running].root].resultCount)) }

  private func finishThread(_ results: [UInt64]) {
    let index = running
    if index == 0 {
      outcome = .exited(UInt8(truncatingIfNeeded: results.first ?? 0))
      return
    }
    threads[index].results = results
    threads[index].resultBlocks = contexts[threads[index].root].resultBlocks
    contexts[threads[index].root].resultBlocks = []
    threads[index].isAlive = false
    threads[index].current = nil
    // Its tasks end with it.
    for other in contexts.indices where contexts[other].thread == index && contexts[other].activity != .none {
      release(other)
    }
    threads[index].queue = Queue()
    waiters.removeAll { contexts[$0.context].activity == .none }
    livingThreads -= 1
    if let joiner = threads[index].joiner { unblock(joiner, value: nil) }
    schedule()
  }

  // MARK: - Handles

  func handle(ofContext index: Int) -> UInt64 { UInt64(contexts[index].generation) << 32 | UInt64(index + 1) }

  func context(ofHandle handle: UInt64) -> Int? {
    let index = Int(handle & 0xFFFF_FFFF) - 1
    guard index >= 0, index < contexts.count, contexts[index].generation == UInt32(truncatingIfNeeded: handle >> 32),
      contexts[index].activity != .none, !contexts[index].isRoot
    else { return nil }
    return index
  }

  func handle(ofThread index: Int) -> UInt64 { UInt64(threads[index].generation) << 32 | UInt64(index + 1) }

  func thread(ofHandle handle: UInt64) -> Int? {
    let index = Int(handle & 0xFFFF_FFFF) - 1
    guard index > 0, index < threads.count, threads[index].generation == UInt32(truncatingIfNeeded: handle >> 32),
      !threads[index].isJoined
    else { return nil }
    return index
  }

  /// Waits for a task, and takes its results.
  func awaitTask(_ step: Step, _ handle: UInt64) {
    guard let index = context(ofHandle: handle) else { return fail(.staleTask) }
    guard contexts[index].thread == running else { return fail(.foreignTask) }
    guard !contexts[index].isDetached, contexts[index].awaiter == nil || contexts[index].awaiter == current else {
      return fail(.staleTask)
    }
    guard isAwaited(step, as: contexts[index].function) else { return fail(.wrongSignature) }
    guard contexts[index].activity == .finished else {
      contexts[index].awaiter = current
      // The step is taken again when the task has ended.
      state.pointee.step -= 1
      park(.awaiting(index))
      return
    }
    guard let registers = contexts[index].registers else { return fail(.malformed) }
    var values = (0..<contexts[index].resultCount).map { registers[$0] }
    let types = resultTypes(of: contexts[index].function)
    receive(&values, contexts[index].resultBlocks, types: types, instruction: step.c)
    contexts[index].resultBlocks = []
    release(index)
    for (offset, value) in values.enumerated() { state.pointee.frame[Int(step.a) + offset] = value }
  }

  func detachTask(_ handle: UInt64) {
    guard let index = context(ofHandle: handle) else { return fail(.staleTask) }
    guard contexts[index].thread == running else { return fail(.foreignTask) }
    guard !contexts[index].isDetached, contexts[index].awaiter == nil else { return fail(.staleTask) }
    if contexts[index].activity == .finished {
      release(index)
    } else {
      contexts[index].isDetached = true
    }
  }

  /// Waits for a thread, and takes its results.
  func joinThread(_ step: Step, _ handle: UInt64) {
    guard let index = thread(ofHandle: handle), index != running else { return fail(.staleThread) }
    guard threads[index].joiner == nil || threads[index].joiner == current else { return fail(.staleThread) }
    guard isAwaited(step, as: threads[index].function) else { return fail(.wrongSignature) }
    guard !threads[index].isAlive else {
      threads[index].joiner = current
      state.pointee.step -= 1
      blockThread(.joining(index))
      return
    }
    var values = threads[index].results
    receive(
      &values, threads[index].resultBlocks, types: resultTypes(of: threads[index].function),
      instruction: step.c)
    for (offset, value) in values.enumerated() { state.pointee.frame[Int(step.a) + offset] = value }
    let generation = threads[index].generation
    threads[index] = Thread()
    threads[index].generation = generation &+ 1
    freeThreads.append(index)
  }

  /// Whether an instruction waits for results of the types that a function has: a handle may have come from memory.
  private func isAwaited(_ step: Step, as function: Int) -> Bool {
    let instruction = Instruction(rawValue: step.c)
    guard instruction.index < module.functions[currentFunction].instructions.count else { return false }
    return module.types.isHandle(
      module.functions[currentFunction].instructions[instruction].type, of: module.functions[function].type)
  }

  private func resultTypes(of function: Int) -> [Type] {
    let type = module.functions[function].type
    return (0..<module.types.resultCount(type)).map { module.types.result($0, of: type).type }
  }
}
