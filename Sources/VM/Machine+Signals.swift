// Signals: those that the program sends itself, and those that others send to the process that it is. One comes between
// two instructions, in a thread that takes it, and its handler runs in a context of its own, as on a stack of its own;
// until it has returned, the thread takes no other.

internal import Glibc
internal import IR
internal import Layout

/// A signal on its way.
struct Signal {
  var number: Int32
  /// What it is known of, as in siginfo.
  var code: Int32 = Signals.fromKill
  var sender: Int32 = getpid()
  var user: UInt32 = getuid()
  /// What a queued one carries.
  var value: UInt64 = 0
  /// The thread that it is for, and that thread's generation; nil where any may take it.
  var thread: (index: Int, generation: UInt32)?

  init(number: Int32, code: Int32 = Signals.fromKill) {
    self.number = number
    self.code = code
  }

  /// A signal of which the bytes of a siginfo tell the rest.
  init(_ number: Int32, _ bytes: UnsafeRawBufferPointer, _ places: SignalPlaces) {
    self.number = number
    code = bytes.loadUnaligned(fromByteOffset: places.code, as: Int32.self)
    sender = bytes.loadUnaligned(fromByteOffset: places.sender, as: Int32.self)
    user = bytes.loadUnaligned(fromByteOffset: places.user, as: UInt32.self)
    value = bytes.loadUnaligned(fromByteOffset: places.value, as: UInt64.self)
  }
}

/// Where the records lie in memory that a handler is handed: looked up once, for signals come by the thousand.
struct SignalPlaces {
  let siginfoSize: Int
  let number, code, sender, user, value: Int
  let ucontextSize: Int
  let mask: Int

  init(on target: Target) {
    func place(_ set: (inout Kernel.Siginfo) -> Void) -> Int {
      var record = Kernel.Siginfo(on: target)
      set(&record)
      return record.bytes.firstIndex { $0 != 0 } ?? 0
    }
    siginfoSize = Int(Kernel.Siginfo.layout(on: target).size)
    number = place { $0.contents.known.si_signo = -1 }
    code = place { $0.contents.known.si_code = -1 }
    sender = place { $0.contents.known._sifields._rt._pid = -1 }
    user = place { $0.contents.known._sifields._rt._uid = .max }
    value = place { $0.contents.known._sifields._rt._sigval.sival_ptr = Address(.max) }
    let layout: RecordLayout
    let offset: UInt64?
    switch target {
    case .x86_64:
      layout = Kernel.UcontextX86_64.layout(on: target)
      offset = Kernel.UcontextX86_64.offset(of: \.uc_sigmask, on: target)
    case .aarch64:
      layout = Kernel.UcontextAarch64.layout(on: target)
      offset = Kernel.UcontextAarch64.offset(of: \.uc_sigmask, on: target)
    case .riscv64:
      layout = Kernel.UcontextRiscv64.layout(on: target)
      offset = Kernel.UcontextRiscv64.offset(of: \.uc_sigmask, on: target)
    }
    ucontextSize = Int(layout.size)
    mask = Int(offset ?? 0)
  }
}

/// What is known of signals.
enum Signals {
  static let fromKill: Int32 = 0
  static let fromThreadKill: Int32 = -6
  /// Numbers from here on are queued; of the others one at a time is on its way.
  static let firstQueued: Int32 = 32
  static let greatest: Int32 = 64
  /// Those that do nothing where they are not handled.
  static let ignored: Set<Int32> = [SIGCHLD, SIGCONT, SIGURG, SIGWINCH]
  static let stopping: Set<Int32> = [SIGSTOP, SIGTSTP, SIGTTIN, SIGTTOU]
  /// Neither can be handled or blocked.
  static let unblockable = bit(SIGKILL) | bit(SIGSTOP)

  /// A number as a bit of a set.
  static func bit(_ number: Int32) -> UInt64 { 1 << UInt64(number - 1) }

  /// A set as the host has it.
  static func set(_ bits: UInt64) -> sigset_t {
    var set = sigset_t()
    sigemptyset(&set)
    for number in 1...greatest where bits & bit(number) != 0 { sigaddset(&set, number) }
    return set
  }
}

/// The signals on their way, by their numbers.
struct SignalQueue {
  private var queues: [Queue<Signal>] = Array(repeating: Queue(), count: Int(Signals.greatest) + 1)
  /// The numbers of which there are any.
  private(set) var numbers: UInt64 = 0

  subscript(_ number: Int32) -> Queue<Signal> { queues[Int(number)] }

  mutating func append(_ signal: Signal) {
    queues[Int(signal.number)].append(signal)
    numbers |= Signals.bit(signal.number)
  }

  mutating func remove(_ number: Int32, at index: Int) -> Signal {
    let signal = queues[Int(number)].remove(at: index)
    if queues[Int(number)].isEmpty { numbers &= ~Signals.bit(number) }
    return signal
  }
}

extension Machine {
  // MARK: - Sending

  /// Sends the program a signal of its own.
  func post(_ number: Int32) { post(Signal(number: number)) }

  /// Sends a signal on its way. It arrives before the next instruction, if a thread takes it.
  func post(_ signal: Signal) {
    guard signal.number >= 1, signal.number <= Signals.greatest else { return }
    let queue = signals[signal.number]
    if signal.number < Signals.firstQueued,
      queue.contains(where: {
        $0.thread?.index == signal.thread?.index && $0.thread?.generation == signal.thread?.generation
      })
    {
      return
    }
    signals.append(signal)
    state.pointee.isInterrupted = true
  }

  /// A thread by the number that `gettid` gives it.
  private func thread(ofNumber number: Int32) -> (index: Int, generation: UInt32)? {
    let index = Int(number) - Int(getpid())
    guard threads.indices.contains(index), threads[index].isAlive else { return nil }
    return (index, threads[index].generation)
  }

  /// `kill`, `tkill`, `tgkill` and their like: to this process alone, 0 only asking whether it is there.
  func direct(_ signal: Signal, process: Int32?, thread number: Int32?) -> Int64 {
    guard signal.number >= 0, signal.number <= Signals.greatest else { return -Int64(EINVAL) }
    if let process, process != getpid(), process != 0 || number != nil { return -Int64(ESRCH) }
    var signal = signal
    if let number {
      guard let target = thread(ofNumber: number) else { return -Int64(ESRCH) }
      signal.thread = target
    }
    post(signal)
    return 0
  }

  // MARK: - Arriving

  /// Whether a thread takes a signal now.
  private func takes(_ thread: Int, _ number: Int32) -> Bool {
    guard threads[thread].isAlive else { return false }
    if let current = threads[thread].current, contexts[current].isHandler { return false }
    return threads[thread].blockedSignals & Signals.bit(number) == 0
  }

  /// The thread that takes a signal: the one that runs, or the first that does not block it.
  private func taker(of signal: Signal) -> Int? {
    if let target = signal.thread { return takes(target.index, signal.number) ? target.index : nil }
    if takes(running, signal.number) { return running }
    return threads.indices.first { takes($0, signal.number) }
  }

  /// Has the signals that arrived handled, lower numbers first; the state of who runs is saved, and who runs next is
  /// found after it.
  func deliverSignals() {
    for number in 1...Signals.greatest where signals.numbers & Signals.bit(number) != 0 {
      if number == SIGKILL { return outcome = .signalled(number) }
      var index = 0
      while outcome == nil, index < signals[number].count {
        let signal = signals[number][index]
        let isGone = signal.thread.map { threads[$0.index].generation != $0.generation || !threads[$0.index].isAlive }
        if isGone ?? false {
          _ = signals.remove(number, at: index)
        } else if let thread = taker(of: signal) {
          _ = signals.remove(number, at: index)
          act(on: signal, thread)
        } else {
          // Nobody takes what nobody took before.
          if signal.thread == nil, signals[number].count > 64 { break }
          index += 1
        }
      }
    }
  }

  /// A signal has come to a thread: its handler begins, or what happens without one.
  private func act(on signal: Signal, _ thread: Int) {
    guard let handler = handlers[signal.number] else {
      if Signals.ignored.contains(signal.number) { return }
      guard Signals.stopping.contains(signal.number) else { return outcome = .signalled(signal.number) }
      if options.isProcess { kill(getpid(), SIGSTOP) }
      return
    }
    guard decodeFunction(handler) else { return fail(.malformed) }
    guard
      let index = makeContext(
        function: handler, arguments: [UInt64(signal.number), 0, 0], thread: thread, isRoot: false)
    else { return fail(.outOfMemory) }
    guard let information = makeRecord(signalPlaces.siginfoSize, for: index, parameter: 1),
      let ucontext = makeRecord(signalPlaces.ucontextSize, for: index, parameter: 2)
    else { return }
    memory.poke(information + UInt64(signalPlaces.number), signal.number)
    memory.poke(information + UInt64(signalPlaces.code), signal.code)
    memory.poke(information + UInt64(signalPlaces.sender), signal.sender)
    memory.poke(information + UInt64(signalPlaces.user), signal.user)
    memory.poke(information + UInt64(signalPlaces.value), signal.value)
    memory.poke(ucontext + UInt64(signalPlaces.mask), threads[thread].blockedSignals)
    closeChunks(of: index)
    contexts[index].isHandler = true
    contexts[index].interrupted = threads[thread].current
    threads[thread].current = index
  }

  /// A handler has returned: its thread goes on where it was, and waits that a signal ends have ended.
  func finishHandler(_ index: Int) {
    let interrupted = contexts[index].interrupted
    threads[running].current = interrupted
    release(index)
    if signals.numbers != 0 { state.pointee.isInterrupted = true }
    guard let interrupted else { return schedule() }
    switch contexts[interrupted].activity {
    case .waitingForSignal, .waitingAt(0): unblock(interrupted, value: -Int64(EINTR))
    default: break
    }
    if contexts[interrupted].isBlocking { schedule() } else { enter(interrupted) }
  }

  /// A record of zeros on a handler's stack, which it is handed the address of.
  private func makeRecord(_ size: Int, for context: Int, parameter: Int) -> UInt64? {
    guard let block = makeBlock(UInt64(size)) else { return nil }
    memory.clear(block.object, UInt64(size))
    memory.markWritten(block.object, UInt64(size))
    contexts[context].chunks.append((block.start, block.logarithm))
    contexts[context].registers?[contexts[context].frame + parameter] = block.object
    return block.object
  }

  // MARK: - From outside

  /// Has the host keep the signals that the program handles or blocks, so that the machine takes them when it looks up.
  func listenToSignals() {
    guard options.isProcess else { return }
    var wanted = threads.reduce(0) { $0 | $1.blockedSignals }
    for number in handlers.keys { wanted |= Signals.bit(number) }
    // The machine's own writes may raise that one.
    wanted &= ~Signals.bit(SIGPIPE)
    guard wanted & ~listenedSet != 0 else { return }
    listenedSet |= wanted
    var set = Signals.set(listenedSet)
    pthread_sigmask(SIG_BLOCK, &set, nil)
  }

  /// Takes the signals that others have sent, and waits for one at most so long; a negative time has no end. Gives
  /// whether there were any.
  @discardableResult
  func takeOutsideSignals(milliseconds: Int32 = 0) -> Bool {
    guard listenedSet != 0 else { return false }
    var set = Signals.set(listenedSet)
    var rest = timespec(tv_sec: Int(milliseconds / 1000), tv_nsec: Int(milliseconds % 1000) * 1_000_000)
    var hasAny = false
    while true {
      var information = siginfo_t()
      let number =
        milliseconds < 0 && !hasAny ? sigwaitinfo(&set, &information) : sigtimedwait(&set, &information, &rest)
      guard number > 0 else { return hasAny }
      hasAny = true
      rest = timespec()
      post(withUnsafeBytes(of: &information) { Signal(number, $0, signalPlaces) })
    }
  }

  // MARK: - Masks

  /// `rt_sigprocmask` of the thread that runs.
  func changeMask(_ how: Int32, _ set: UInt64, _ old: UInt64, _ size: UInt64) -> Int64? {
    guard size == 8 else { return -Int64(EINVAL) }
    let before = threads[running].blockedSignals
    if set != 0 {
      guard canAccess(set, 8, Shadow.written) else { return nil }
      let bits = memory.peek(set, as: UInt64.self) & ~Signals.unblockable
      switch how {
      case SIG_BLOCK: threads[running].blockedSignals = before | bits
      case SIG_UNBLOCK: threads[running].blockedSignals = before & ~bits
      case SIG_SETMASK: threads[running].blockedSignals = bits
      default: return -Int64(EINVAL)
      }
      listenToSignals()
      if signals.numbers != 0 { state.pointee.isInterrupted = true }
    }
    if old != 0 {
      guard canAccess(old, 8, Shadow.writable) else { return nil }
      memory.poke(old, before)
    }
    return 0
  }

  /// `pause` and `rt_sigsuspend`: blocks the thread until a handler has returned.
  func waitForSignal(mask: UInt64?) -> Int64? {
    if let value = takeWakeValue() {
      if let mask = contexts[current].maskBefore { threads[running].blockedSignals = mask }
      contexts[current].maskBefore = nil
      return value
    }
    if let mask {
      contexts[current].maskBefore = threads[running].blockedSignals
      threads[running].blockedSignals = mask & ~Signals.unblockable
      listenToSignals()
    }
    state.pointee.step -= 1
    blockThread(.waitingForSignal)
    return nil
  }

  // MARK: - Broken pipes

  /// Keeps the system from ending the host where the program writes to what nobody reads: the machine decides what that
  /// does to the program. Only this thread's mask changes. Gives the mask that was there.
  func blockBrokenPipeSignal() -> sigset_t {
    var set = Signals.set(Signals.bit(SIGPIPE))
    var before = sigset_t()
    pthread_sigmask(SIG_BLOCK, &set, &before)
    return before
  }

  /// Restores the mask, without a signal that came meanwhile.
  func unblockBrokenPipeSignal(_ mask: sigset_t) {
    var mask = mask
    guard sigismember(&mask, SIGPIPE) == 0 else { return }
    var set = Signals.set(Signals.bit(SIGPIPE))
    var none = timespec()
    while sigtimedwait(&set, nil, &none) == SIGPIPE {}
    pthread_sigmask(SIG_UNBLOCK, &set, nil)
  }
}
