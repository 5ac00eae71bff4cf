// What the machine asks the system for: descriptors with parking, signals, and the system calls that plain programs need.

internal import Glibc
internal import IR
internal import Layout

extension Machine {
  // MARK: - Descriptors

  /// What the system calls a descriptor of the program.
  private func host(_ descriptor: Int32) -> Int32 { descriptor == 0 ? options.standardInput : descriptor }

  /// Whether a descriptor's output is kept.
  private func isCaptured(_ descriptor: Int32) -> Bool {
    options.capturesOutput && (descriptor == 1 || descriptor == 2) && !openDescriptors.contains(descriptor)
  }

  private enum Readiness { case ready, notReady, invalid }

  private func readiness(_ descriptor: Int32, forWriting: Bool) -> Readiness {
    if isCaptured(descriptor) { return .ready }
    guard descriptor >= 0 else { return .invalid }
    var item = pollfd(fd: host(descriptor), events: Int16(forWriting ? POLLOUT : POLLIN), revents: 0)
    guard poll(&item, 1, 0) > 0 else { return .notReady }
    return Int32(item.revents) & POLLNVAL != 0 ? .invalid : .ready
  }

  private func give(_ step: Step, _ value: Int64) { state.pointee.frame[Int(step.a)] = UInt64(bitPattern: value) }
  private func give32(_ step: Step, _ value: Int64) {
    state.pointee.frame[Int(step.a)] = UInt64(UInt32(truncatingIfNeeded: value))
  }

  /// Parks the task until a descriptor is ready; the step is then taken again.
  private func parkFor(_ descriptor: Int32, forWriting: Bool) {
    waiters.append(Waiter(descriptor: host(descriptor), forWriting: forWriting, context: current))
    state.pointee.step -= 1
    park(forWriting ? .writing(descriptor) : .reading(descriptor))
  }

  /// Takes what woke this context, if it was not that its descriptor became ready.
  private func takeWakeValue() -> Int64? {
    let value = contexts[current].wakeValue
    contexts[current].wakeValue = nil
    return value
  }

  func waitFor(_ step: Step, _ descriptor: Int32, forWriting: Bool) {
    if let value = takeWakeValue() { return give32(step, -value) }
    switch readiness(descriptor, forWriting: forWriting) {
    case .ready: give32(step, 0)
    case .invalid: give32(step, Int64(EBADF))
    case .notReady: parkFor(descriptor, forWriting: forWriting)
    }
  }

  /// `io.read` and `io.write`.
  func transfer(_ step: Step, _ descriptor: Int32, _ address: UInt64, _ size: UInt64, writes: Bool) {
    if let value = takeWakeValue() { return give(step, value) }
    switch readiness(descriptor, forWriting: writes) {
    case .invalid: return give(step, -Int64(EBADF))
    case .notReady: return parkFor(descriptor, forWriting: writes)
    case .ready: break
    }
    let result = writes ? writeBytes(descriptor, address, size, isWhole: false) : readBytes(descriptor, address, size)
    guard let result else { return }
    if result == -Int64(EAGAIN) { return parkFor(descriptor, forWriting: writes) }
    give(step, result)
  }

  /// Reads to memory; nil where the memory is at fault.
  private func readBytes(_ descriptor: Int32, _ address: UInt64, _ size: UInt64, at offset: Int? = nil) -> Int64? {
    if let trap = memory.fault(address, size, needs: Shadow.writable) {
      fail(trap)
      return nil
    }
    while true {
      let target = memory.host(address)
      let count =
        offset.map { pread(host(descriptor), target, Int(size), $0) } ?? read(host(descriptor), target, Int(size))
      if count > 0 { memory.markWritten(address, UInt64(count)) }
      if count >= 0 { return Int64(count) }
      if errno != EINTR { return -Int64(errno) }
    }
  }

  /// Writes from memory; nil where the memory is at fault. What is not whole may write less, and never blocks.
  private func writeBytes(
    _ descriptor: Int32, _ address: UInt64, _ size: UInt64, isWhole: Bool, at offset: Int? = nil
  ) -> Int64? {
    if let trap = memory.fault(address, size, needs: Shadow.written) {
      fail(trap)
      return nil
    }
    let source = memory.host(address)
    if isCaptured(descriptor) {
      let piece = UnsafeRawBufferPointer(start: source, count: Int(size))
      if descriptor == 1 { output += piece } else { errorOutput += piece }
      return Int64(size)
    }
    var length = Int(size)
    var status = stat()
    if !isWhole, fstat(host(descriptor), &status) == 0,
      status.st_mode & S_IFMT == S_IFIFO || status.st_mode & S_IFMT == S_IFSOCK
    {
      // So much fits into a pipe or socket that was said to be ready.
      length = min(length, 4096)
    }
    while true {
      let count =
        offset.map { pwrite(host(descriptor), source, length, $0) } ?? write(host(descriptor), source, length)
      if count >= 0 { return Int64(count) }
      if errno != EINTR { return -Int64(errno) }
    }
  }

  func acceptConnection(_ step: Step, _ descriptor: Int32, _ address: UInt64, _ length: UInt64) {
    if let value = takeWakeValue() { return give32(step, value) }
    switch readiness(descriptor, forWriting: false) {
    case .invalid: return give32(step, -Int64(EBADF))
    case .notReady: return parkFor(descriptor, forWriting: false)
    case .ready: break
    }
    guard let result = acceptOne(descriptor, address, length) else { return }
    if result == -Int64(EAGAIN) { return parkFor(descriptor, forWriting: false) }
    give32(step, result)
  }

  private func acceptOne(_ descriptor: Int32, _ address: UInt64, _ length: UInt64) -> Int64? {
    var room: UInt32 = 0
    if address != 0 {
      if let trap = memory.fault(length, 4, needs: Shadow.written | Shadow.writable) {
        fail(trap)
        return nil
      }
      room = memory.peek(length, as: UInt32.self)
      if let trap = memory.fault(address, UInt64(room), needs: Shadow.writable) {
        fail(trap)
        return nil
      }
    }
    var size = socklen_t(room)
    let target =
      address == 0 ? nil : memory.host(address).assumingMemoryBound(to: sockaddr.self)
    let result = address == 0 ? accept(host(descriptor), nil, nil) : accept(host(descriptor), target, &size)
    guard result >= 0 else { return -Int64(errno) }
    openDescriptors.insert(result)
    if address != 0 {
      memory.markWritten(address, UInt64(min(size, room)))
      memory.poke(length, UInt32(size))
    }
    return Int64(result)
  }

  func connectSocket(_ step: Step, _ descriptor: Int32, _ address: UInt64, _ length: UInt32) {
    if let value = takeWakeValue() { return give32(step, value) }
    if let trap = memory.fault(address, UInt64(length), needs: Shadow.written) { return fail(trap) }
    if contexts[current].isConnecting {
      guard readiness(descriptor, forWriting: true) != .notReady else {
        return parkFor(descriptor, forWriting: true)
      }
      contexts[current].isConnecting = false
      var error: Int32 = 0
      var size = socklen_t(4)
      guard getsockopt(host(descriptor), SOL_SOCKET, SO_ERROR, &error, &size) == 0 else {
        return give32(step, -Int64(errno))
      }
      return give32(step, -Int64(error))
    }
    let target = memory.host(address).assumingMemoryBound(to: sockaddr.self)
    // The connection is begun without waiting for it, whatever the descriptor's own mode is.
    let flags = fcntl(host(descriptor), F_GETFL)
    if flags >= 0 { _ = fcntl(host(descriptor), F_SETFL, flags | O_NONBLOCK) }
    let result = connect(host(descriptor), target, socklen_t(length))
    let error = errno
    if flags >= 0 { _ = fcntl(host(descriptor), F_SETFL, flags) }
    if result == 0 { return give32(step, 0) }
    guard [EINPROGRESS, EALREADY, EAGAIN, EINTR].contains(error) else { return give32(step, -Int64(error)) }
    // A full queue of a local socket is asked again, a connection that is on its way is waited for.
    contexts[current].isConnecting = error != EAGAIN
    parkFor(descriptor, forWriting: true)
  }

  /// Closes a descriptor, and wakes who waits for it.
  func closeDescriptor(_ descriptor: Int32) -> Int64 {
    let result = descriptor < 0 ? -1 : close(host(descriptor))
    if descriptor < 0 { return -Int64(EBADF) }
    guard result == 0 else { return -Int64(errno) }
    openDescriptors.remove(descriptor)
    var rest: [Waiter] = []
    for waiter in waiters {
      if waiter.descriptor == descriptor {
        contexts[waiter.context].wakeValue = -Int64(EBADF)
        wake(waiter.context)
      } else {
        rest.append(waiter)
      }
    }
    waiters = rest
    return 0
  }

  // MARK: - Signals

  /// Keeps the system from ending the host where the program writes to what nobody reads: the machine decides what that
  /// does to the program. Only this thread's mask changes. Gives the mask that was there.
  func blockBrokenPipeSignal() -> sigset_t {
    var set = sigset_t()
    var before = sigset_t()
    sigemptyset(&set)
    sigaddset(&set, SIGPIPE)
    pthread_sigmask(SIG_BLOCK, &set, &before)
    return before
  }

  /// Restores the mask, without a signal that came meanwhile.
  func unblockBrokenPipeSignal(_ mask: sigset_t) {
    var mask = mask
    guard sigismember(&mask, SIGPIPE) == 0 else { return }
    var set = sigset_t()
    sigemptyset(&set)
    sigaddset(&set, SIGPIPE)
    var none = timespec()
    while sigtimedwait(&set, nil, &none) == SIGPIPE {}
    pthread_sigmask(SIG_SETMASK, &mask, nil)
  }

  /// Has the thread that runs handle a signal, or ends the program as the signal does.
  private func raise(_ number: Int32) {
    guard let handler = handlers[number] else {
      let ignored: Set<Int32> = [SIGCHLD, SIGCONT, SIGURG, SIGWINCH]
      if number != 0, !ignored.contains(number) { outcome = .signalled(number) }
      return
    }
    let caller = currentFunction
    guard grow(words: functions[caller].frameSize + functions[handler].frameSize) else { return }
    let base = state.pointee.frame + functions[caller].frameSize
    base[-4] = UInt64(handler)
    base[-3] = UInt64(functions[caller].frameSize)
    base[-2] = UInt64(UInt(bitPattern: UnsafePointer(stubs + 3)))
    base[-1] = state.pointee.top
    // Sizes that no target's records exceed.
    let shadow = Shadow.written | Shadow.writable
    guard let information = makeStackObject(128, shadow), let ucontext = makeStackObject(4672, shadow) else { return }
    memory.clear(information, 128)
    memory.clear(ucontext, 4672)
    memory.poke(information, number)
    memory.poke(information + 16, getpid())
    base[0] = UInt64(number)
    base[1] = information
    base[2] = ucontext
    contexts[current].interrupted.append(state.pointee.step)
    state.pointee.frame = base
    state.pointee.step = functions[handler].start
  }

  /// A handler has returned: goes on where it came.
  func resumeInterrupted() {
    guard let step = contexts[current].interrupted.popLast() else { return fail(.malformed) }
    // The stub's return led to the interrupted function's frame. What the handler had of the stack is behind its top.
    state.pointee.step = step
  }

  // MARK: - System calls

  /// A system call by its number on the target.
  func systemCall(_ step: Step, _ registers: UnsafeMutablePointer<UInt32>) {
    let frame = state.pointee.frame
    let values = (0..<7).map { $0 < Int(step.small) ? frame[Int(registers[$0])] : 0 }
    let a = Array(values.dropFirst())
    guard let name = Syscalls.name(of: UInt32(truncatingIfNeeded: values[0]), on: module.target) else {
      return fail(.systemCall, "number \(values[0])")
    }
    if let result = systemCall(name, step, a) { give(step, result) }
  }

  /// Gives what the call gives, or nil where the step has no result yet or never will.
  private func systemCall(_ name: String, _ step: Step, _ a: [UInt64]) -> Int64? {
    let descriptor = Int32(truncatingIfNeeded: a[0])
    switch name {
    case "exit":
      if running != 0 {
        contexts[current].resultCount = 0
        finishThreadEarly()
        return nil
      }
      outcome = .exited(UInt8(truncatingIfNeeded: a[0]))
      return nil
    case "exit_group":
      outcome = .exited(UInt8(truncatingIfNeeded: a[0]))
      return nil
    case "read":
      guard isReadyToRead(descriptor) else { return nil }
      return readBytes(descriptor, a[1], a[2])
    case "write":
      guard let result = writeBytes(descriptor, a[1], a[2], isWhole: true) else { return nil }
      if result == -Int64(EPIPE) {
        give(step, result)
        raise(SIGPIPE)
        return nil
      }
      return result
    case "pread64": return readBytes(descriptor, a[1], a[2], at: Int(truncatingIfNeeded: a[3]))
    case "pwrite64": return writeBytes(descriptor, a[1], a[2], isWhole: true, at: Int(truncatingIfNeeded: a[3]))
    case "lseek":
      let result = lseek(host(descriptor), off_t(truncatingIfNeeded: a[1]), Int32(truncatingIfNeeded: a[2]))
      return result < 0 ? -Int64(errno) : Int64(result)
    case "open", "openat":
      let shift = name == "openat" ? 1 : 0
      guard let path = path(a[shift]) else { return nil }
      let flags = Int32(truncatingIfNeeded: a[shift + 1])
      let folder = name == "openat" ? descriptor : AT_FDCWD
      return opened(openat(folder, path, flags | O_CLOEXEC, mode_t(truncatingIfNeeded: a[shift + 2])))
    case "unlink":
      guard let path = path(a[0]) else { return nil }
      return unlink(path) == 0 ? 0 : -Int64(errno)
    case "close": return closeDescriptor(descriptor)
    case "pipe", "pipe2": return pair(a[0], flags: name == "pipe2" ? Int32(truncatingIfNeeded: a[1]) : 0) { pipe($0) }
    case "socketpair":
      return pair(a[3]) {
        socketpair(descriptor, Int32(truncatingIfNeeded: a[1]), Int32(truncatingIfNeeded: a[2]), $0)
      }
    case "dup": return opened(dup(host(descriptor)))
    case "dup2": return opened(dup2(host(descriptor), Int32(truncatingIfNeeded: a[1])))
    case "dup3":
      return opened(dup2(host(descriptor), Int32(truncatingIfNeeded: a[1])))
    case "socket":
      return opened(
        socket(descriptor, Int32(truncatingIfNeeded: a[1]), Int32(truncatingIfNeeded: a[2])))
    case "bind":
      let length = UInt64(UInt32(truncatingIfNeeded: a[2]))
      if let trap = memory.fault(a[1], length, needs: Shadow.written) {
        fail(trap)
        return nil
      }
      let address = memory.host(a[1]).assumingMemoryBound(to: sockaddr.self)
      return bind(host(descriptor), address, socklen_t(length)) == 0 ? 0 : -Int64(errno)
    case "listen":
      return listen(host(descriptor), Int32(truncatingIfNeeded: a[1])) == 0 ? 0 : -Int64(errno)
    case "shutdown":
      return shutdown(host(descriptor), Int32(truncatingIfNeeded: a[1])) == 0 ? 0 : -Int64(errno)
    case "getsockname":
      guard let trap = memory.fault(a[2], 4, needs: Shadow.written | Shadow.writable) else {
        var length = socklen_t(memory.peek(a[2], as: UInt32.self))
        if let trap = memory.fault(a[1], UInt64(length), needs: Shadow.writable) {
          fail(trap)
          return nil
        }
        let room = length
        let address = memory.host(a[1]).assumingMemoryBound(to: sockaddr.self)
        guard getsockname(host(descriptor), address, &length) == 0 else { return -Int64(errno) }
        memory.markWritten(a[1], UInt64(min(room, length)))
        memory.poke(a[2], UInt32(length))
        return 0
      }
      fail(trap)
      return nil
    case "getpid", "gettid": return Int64(getpid()) + (name == "gettid" ? Int64(running) : 0)
    case "getppid": return Int64(getppid())
    case "getuid", "geteuid": return Int64(geteuid())
    case "getgid", "getegid": return Int64(getegid())
    case "sched_yield": return 0
    case "clock_gettime":
      if let trap = memory.fault(a[1], 16, needs: Shadow.writable) {
        fail(trap)
        return nil
      }
      memory.poke(a[1], clock / 1_000_000_000)
      memory.poke(a[1] + 8, clock % 1_000_000_000)
      return 0
    case "nanosleep":
      if takeWakeValue() != nil { return 0 }
      if let trap = memory.fault(a[0], 16, needs: Shadow.written) {
        fail(trap)
        return nil
      }
      let seconds = memory.peek(a[0], as: Int64.self)
      let rest = memory.peek(a[0] + 8, as: Int64.self)
      guard seconds >= 0, rest >= 0, rest < 1_000_000_000 else { return -Int64(EINVAL) }
      let (product, tooMany) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
      let (length, tooLong) = product.addingReportingOverflow(rest)
      let (deadline, tooLate) = clock.addingReportingOverflow(length)
      waitAt(0, until: tooMany || tooLong || tooLate ? .max : deadline)
      return nil
    case "getrandom":
      if let trap = memory.fault(a[0], a[1], needs: Shadow.writable) {
        fail(trap)
        return nil
      }
      for offset in 0..<a[1] { memory.poke(a[0] + offset, UInt8(truncatingIfNeeded: random.next())) }
      return Int64(a[1])
    case "mmap":
      guard Int32(truncatingIfNeeded: a[3]) & MAP_ANONYMOUS != 0, a[1] > 0 else {
        return -Int64(a[1] == 0 ? EINVAL : ENODEV)
      }
      guard a[1] <= memory.limit else { return -Int64(ENOMEM) }
      let size = (a[1] + 4095) & ~4095
      let shadow = Shadow.written | Shadow.writable
      guard let address = memory.makeObject(size, alignment: 4096, shadow) else { return -Int64(ENOMEM) }
      mappings[address] = size
      return Int64(address)
    case "munmap":
      guard let size = mappings[a[0]], size == (a[1] &+ 4095) & ~4095 else { return -Int64(EINVAL) }
      memory.mark(a[0], size, Shadow.freed)
      mappings[a[0]] = nil
      return 0
    case "mprotect", "madvise": return mappings[a[0]] == nil ? -Int64(ENOMEM) : 0
    case "kill", "tkill":
      if name == "kill", descriptor != getpid(), descriptor != 0 { return -Int64(ESRCH) }
      give(step, 0)
      raise(Int32(truncatingIfNeeded: a[1]))
      return nil
    case "tgkill":
      if descriptor != getpid() { return -Int64(ESRCH) }
      give(step, 0)
      raise(Int32(truncatingIfNeeded: a[2]))
      return nil
    default:
      fail(.systemCall, name)
      return nil
    }
  }

  /// Blocks the thread, as the call would, until a descriptor can be read; the step is then taken again.
  private func isReadyToRead(_ descriptor: Int32) -> Bool {
    guard readiness(descriptor, forWriting: false) == .notReady else { return true }
    _ = takeWakeValue()
    waiters.append(Waiter(descriptor: host(descriptor), forWriting: false, context: current))
    state.pointee.step -= 1
    blockThread(.reading(descriptor))
    return false
  }

  private func opened(_ descriptor: Int32) -> Int64 {
    guard descriptor >= 0 else { return -Int64(errno) }
    if descriptor > 2 { openDescriptors.insert(descriptor) }
    return Int64(descriptor)
  }

  /// A call that gives two descriptors by an address.
  private func pair(_ address: UInt64, flags: Int32 = 0, _ make: (UnsafeMutablePointer<Int32>) -> Int32) -> Int64? {
    if let trap = memory.fault(address, 8, needs: Shadow.writable) {
      fail(trap)
      return nil
    }
    var descriptors: [Int32] = [0, 0]
    guard make(&descriptors) == 0 else { return -Int64(errno) }
    for descriptor in descriptors where flags & O_NONBLOCK != 0 { _ = fcntl(descriptor, F_SETFL, O_NONBLOCK) }
    memory.poke(address, descriptors[0])
    memory.poke(address + 4, descriptors[1])
    openDescriptors.formUnion(descriptors)
    return 0
  }

  /// A text that ends with a zero byte.
  private func path(_ address: UInt64) -> String? {
    var bytes: [UInt8] = []
    var at = address
    while bytes.count < 4096 {
      if let trap = memory.fault(at, 1, needs: Shadow.written) {
        fail(trap)
        return nil
      }
      let byte = memory.peek(at, as: UInt8.self)
      if byte == 0 { break }
      bytes.append(byte)
      at += 1
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
