// The system calls that plain programs need, by their names.

internal import Glibc
internal import IR
internal import Layout

extension Machine {
  /// A system call by its number on the target.
  func systemCall(_ step: Step, _ registers: UnsafeMutablePointer<UInt32>) {
    let frame = state.pointee.frame
    let values = (0..<7).map { $0 < Int(step.small) ? frame[Int(registers[$0])] : 0 }
    let a = Array(values.dropFirst())
    guard let name = Syscalls.name(of: UInt32(truncatingIfNeeded: values[0]), on: module.target) else {
      return fail(.systemCall, "number \(values[0])")
    }
    spend(Self.systemTime)
    if let result = systemCall(name, step, a) { give(step, result) }
  }

  /// What a program that is shut in may not do: each makes or reaches something outside.
  private static let outside: Set<String> = ["open", "openat", "unlink", "socket", "bind"]

  /// Gives what the call gives, or nil where the step has no result yet or never will.
  private func systemCall(_ name: String, _ step: Step, _ a: [UInt64]) -> Int64? {
    func number(_ index: Int) -> Int32 { Int32(truncatingIfNeeded: a[index]) }
    func length(_ index: Int) -> UInt32 { UInt32(truncatingIfNeeded: a[index]) }
    if options.isClosed, Self.outside.contains(name) { return -Int64(EPERM) }
    switch name {
    // Ends.
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

    // Descriptors.
    case "read": return readCall(number(0), a[1], a[2])
    case "write": return writeCall(number(0), a[1], a[2])
    case "pread64": return transferAt(number(0), a[1], a[2], a[3], writes: false)
    case "pwrite64": return transferAt(number(0), a[1], a[2], a[3], writes: true)
    case "lseek":
      return onHost(number(0)) { Int(lseek($0, off_t(truncatingIfNeeded: a[1]), number(2))) }
    case "open": return openFile(AT_FDCWD, a[0], number(1), a[2])
    case "openat": return openFile(number(0), a[1], number(2), a[3])
    case "unlink":
      guard let path = path(a[0]) else { return nil }
      guard path.count <= Int(PATH_MAX) else { return -Int64(ENAMETOOLONG) }
      return unlink(path) == 0 ? 0 : -Int64(errno)
    case "close": return closeDescriptor(number(0))
    case "pipe", "pipe2":
      let flags = name == "pipe2" ? number(1) : 0
      return pair(a[0], isNonblocking: flags & O_NONBLOCK != 0) { pipe($0) }
    case "socketpair":
      return pair(a[3]) { socketpair(number(0), number(1) | Int32(SOCK_CLOEXEC.rawValue), number(2), $0) }
    case "dup": return duplicate(number(0))
    case "dup2": return duplicate(number(0), to: number(1))
    case "dup3": return number(0) == number(1) ? -Int64(EINVAL) : duplicate(number(0), to: number(1))
    case "fcntl": return control(number(0), number(1), a[2])

    // Sockets.
    case "socket": return adopt(socket(number(0), number(1) | Int32(SOCK_CLOEXEC.rawValue), number(2)))
    case "bind":
      guard canAccess(a[1], UInt64(length(2)), Shadow.written) else { return nil }
      return onHost(number(0)) { Int(bind($0, socketAddress(a[1]), socklen_t(length(2)))) }
    case "listen": return onHost(number(0)) { Int(listen($0, number(1))) }
    case "accept": return acceptCall(number(0), a[1], a[2], flags: 0)
    case "accept4": return acceptCall(number(0), a[1], a[2], flags: number(3))
    case "connect": return connectCall(number(0), a[1], length(2))
    case "shutdown": return onHost(number(0)) { Int(shutdown($0, number(1))) }
    case "getsockname": return socketName(number(0), a[1], a[2], of: getsockname)
    case "getpeername": return socketName(number(0), a[1], a[2], of: getpeername)
    case "setsockopt":
      guard canAccess(a[3], UInt64(length(4)), Shadow.written) else { return nil }
      let value = memory.host(a[3])
      return onHost(number(0)) { Int(setsockopt($0, number(1), number(2), value, socklen_t(length(4)))) }

    // Who this is.
    case "getpid": return Int64(getpid())
    case "gettid": return Int64(getpid()) + Int64(running)
    case "getppid": return Int64(getppid())
    case "getuid", "geteuid": return Int64(geteuid())
    case "getgid", "getegid": return Int64(getegid())

    // Time.
    case "sched_yield": return 0
    case "clock_gettime":
      guard canAccess(a[1], 16, Shadow.writable) else { return nil }
      memory.poke(a[1], clock / 1_000_000_000)
      memory.poke(a[1] + 8, clock % 1_000_000_000)
      return 0
    case "nanosleep": return sleepCall(a[0], a[1])
    case "getrandom":
      guard canAccess(a[0], a[1], Shadow.writable) else { return nil }
      for offset in 0..<a[1] { memory.poke(a[0] + offset, UInt8(truncatingIfNeeded: random.next())) }
      return Int64(a[1])

    // Memory.
    case "mmap":
      guard number(3) & MAP_ANONYMOUS != 0, a[1] > 0 else { return -Int64(a[1] == 0 ? EINVAL : ENODEV) }
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

    // Signals.
    case "kill": return direct(Signal(number: number(1)), process: number(0), thread: nil)
    case "tkill":
      return direct(Signal(number: number(1), code: Signals.fromThreadKill), process: nil, thread: number(0))
    case "tgkill":
      return direct(Signal(number: number(2), code: Signals.fromThreadKill), process: number(0), thread: number(1))
    case "rt_sigqueueinfo": return queueSignal(number(1), a[2], process: number(0), thread: nil)
    case "rt_tgsigqueueinfo": return queueSignal(number(2), a[3], process: number(0), thread: number(1))
    case "rt_sigprocmask": return changeMask(number(0), a[1], a[2], a[3])
    case "pause": return waitForSignal(mask: nil)
    case "rt_sigsuspend":
      if contexts[current].wakeValue != nil { return waitForSignal(mask: nil) }
      guard a[1] == 8 else { return -Int64(EINVAL) }
      guard canAccess(a[0], 8, Shadow.written) else { return nil }
      return waitForSignal(mask: memory.peek(a[0], as: UInt64.self))
    default:
      fail(.systemCall, name)
      return nil
    }
  }

  // MARK: - Pieces

  /// What a call gives on the host's descriptor, or its negated error.
  private func onHost(_ number: Int32, _ call: (Int32) -> Int) -> Int64 {
    guard let descriptor = descriptors[number] else { return -Int64(EBADF) }
    guard descriptor.capture == 0 else { return -Int64(ESPIPE) }
    let result = call(descriptor.host)
    return result < 0 ? -Int64(errno) : Int64(result)
  }

  private func transferAt(
    _ number: Int32, _ address: UInt64, _ size: UInt64, _ offset: UInt64, writes: Bool
  ) -> Int64? {
    guard canAccess(address, size, writes ? Shadow.written : Shadow.writable) else { return nil }
    let place = memory.host(address)
    let offset = off_t(truncatingIfNeeded: offset)
    let result = onHost(number) {
      writes ? pwrite($0, place, Int(size), offset) : pread($0, place, Int(size), offset)
    }
    if !writes, result > 0 { memory.markWritten(address, UInt64(result)) }
    return result
  }

  private func openFile(_ folder: Int32, _ address: UInt64, _ flags: Int32, _ mode: UInt64) -> Int64? {
    guard let path = path(address) else { return nil }
    guard path.count <= Int(PATH_MAX) else { return -Int64(ENAMETOOLONG) }
    var host = AT_FDCWD
    if folder != AT_FDCWD, path.first != 0x2F {
      guard let descriptor = descriptors[folder] else { return -Int64(EBADF) }
      host = descriptor.host
    }
    return adopt(openat(host, path, flags | O_CLOEXEC, mode_t(truncatingIfNeeded: mode)))
  }

  /// A call that gives two descriptors by an address. Nobody outside of the program can have them.
  private func pair(
    _ address: UInt64, isNonblocking: Bool = false, _ make: (UnsafeMutablePointer<Int32>) -> Int32
  ) -> Int64? {
    guard canAccess(address, 8, Shadow.writable) else { return nil }
    var hosts: [Int32] = [-1, -1]
    guard make(&hosts) == 0 else { return -Int64(errno) }
    for host in hosts {
      _ = fcntl(host, F_SETFD, FD_CLOEXEC)
      if isNonblocking { _ = fcntl(host, F_SETFL, O_NONBLOCK) }
    }
    let first = adopt(hosts[0], isInside: true)
    guard first >= 0 else {
      close(hosts[1])
      return first
    }
    let second = adopt(hosts[1], isInside: true)
    guard second >= 0 else {
      _ = closeDescriptor(Int32(first))
      return second
    }
    memory.poke(address, Int32(first))
    memory.poke(address + 4, Int32(second))
    return 0
  }

  /// `fcntl`, of what concerns numbers and modes.
  private func control(_ number: Int32, _ command: Int32, _ argument: UInt64) -> Int64? {
    guard let descriptor = descriptors[number] else { return -Int64(EBADF) }
    switch command {
    case F_DUPFD, F_DUPFD_CLOEXEC: return duplicate(number, from: Int32(truncatingIfNeeded: argument))
    // The program executes no other.
    case F_GETFD, F_SETFD: return 0
    case F_GETFL: return descriptor.capture != 0 ? Int64(O_WRONLY) : Int64(descriptor.flags)
    case F_SETFL:
      guard descriptor.isOwned || options.isProcess else { return 0 }
      return onHost(number) { Int(fcntl($0, F_SETFL, Int32(truncatingIfNeeded: argument))) }
    default:
      fail(.systemCall, "fcntl with \(command)")
      return nil
    }
  }

  private func socketName(
    _ number: Int32, _ address: UInt64, _ length: UInt64,
    of call: (Int32, UnsafeMutablePointer<sockaddr>, UnsafeMutablePointer<socklen_t>) -> Int32
  ) -> Int64? {
    guard canAccess(length, 4, Shadow.written | Shadow.writable) else { return nil }
    let room = memory.peek(length, as: UInt32.self)
    guard canAccess(address, UInt64(room), Shadow.writable) else { return nil }
    var size = socklen_t(room)
    let result = onHost(number) { Int(call($0, socketAddress(address), &size)) }
    guard result == 0 else { return result }
    memory.markWritten(address, UInt64(min(room, UInt32(size))))
    memory.poke(length, UInt32(size))
    return 0
  }

  private func sleepCall(_ request: UInt64, _ rest: UInt64) -> Int64? {
    if let value = takeWakeValue() {
      guard value == -Int64(EINTR) else { return 0 }
      if rest != 0, let deadline = contexts[current].waitDeadline {
        guard canAccess(rest, 16, Shadow.writable) else { return nil }
        let left = max(0, deadline &- clock)
        memory.poke(rest, left / 1_000_000_000)
        memory.poke(rest + 8, left % 1_000_000_000)
      }
      return value
    }
    guard canAccess(request, 16, Shadow.written) else { return nil }
    let seconds = memory.peek(request, as: Int64.self)
    let nanoseconds = memory.peek(request + 8, as: Int64.self)
    guard seconds >= 0, nanoseconds >= 0, nanoseconds < 1_000_000_000 else { return -Int64(EINVAL) }
    let (product, tooMany) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    let (length, tooLong) = product.addingReportingOverflow(nanoseconds)
    let (deadline, tooLate) = clock.addingReportingOverflow(length)
    waitAt(0, until: tooMany || tooLong || tooLate ? .max : deadline)
    return nil
  }

  /// `rt_sigqueueinfo`, which tells by itself what is known of the signal.
  private func queueSignal(_ number: Int32, _ information: UInt64, process: Int32, thread: Int32?) -> Int64? {
    guard canAccess(information, UInt64(signalPlaces.siginfoSize), Shadow.written) else { return nil }
    let bytes = UnsafeRawBufferPointer(start: memory.host(information), count: signalPlaces.siginfoSize)
    return direct(Signal(number, bytes, signalPlaces), process: process, thread: thread)
  }

  /// A text with the zero byte that ends it; longer than a path may be where none comes.
  private func path(_ address: UInt64) -> [CChar]? {
    var bytes: [CChar] = []
    while bytes.count <= Int(PATH_MAX) {
      let at = address &+ UInt64(bytes.count)
      guard canAccess(at, 1, Shadow.written) else { return nil }
      let byte = memory.peek(at, as: Int8.self)
      bytes.append(byte)
      if byte == 0 { break }
    }
    if bytes.last != 0 { bytes.append(0) }
    return bytes
  }
}
