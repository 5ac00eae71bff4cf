// Reading, writing and connecting: operations that park their task where they would block, and the same as system calls,
// which block their thread. Either way the step is taken again when the descriptor is ready.

internal import Glibc
internal import IR

extension Machine {
  /// How many bytes are kept of what a program writes that is shut in.
  private static let closedOutput = 1 << 20

  // MARK: - The table

  /// Gives the program what it has from the start.
  func inheritDescriptors() {
    if options.isClosed {
      var input = Descriptor(host: open("/dev/null", O_RDONLY | O_CLOEXEC))
      for number in [0, 1, 2] as [Int32] where number > 0 || input.host >= 0 {
        descriptors[number] = input
        descriptors[number]?.capture = number
        input.isOwned = false
      }
      return
    }
    for number in [0, 1, 2] + options.inheritedDescriptors {
      let host = number == 0 ? options.standardInput : number
      let isKept = options.capturesOutput && (number == 1 || number == 2)
      guard isKept || fcntl(host, F_GETFD) >= 0 else { continue }
      var descriptor = Descriptor(host: host)
      descriptor.isOwned = false
      descriptor.capture = isKept ? number : 0
      descriptors[number] = descriptor
    }
  }

  /// Gives a new descriptor of the host a number; the number or a negated error.
  func adopt(_ host: Int32, isInside: Bool = false, from lowest: Int32 = 0) -> Int64 {
    guard host >= 0 else { return -Int64(errno) }
    var descriptor = Descriptor(host: host)
    descriptor.isInside = isInside
    guard let number = descriptors.insert(descriptor, from: lowest) else {
      close(host)
      return -Int64(EMFILE)
    }
    return Int64(number)
  }

  /// Gives what a descriptor is a second number.
  func duplicate(_ number: Int32, from lowest: Int32 = 0, to target: Int32? = nil) -> Int64 {
    guard var copy = descriptors[number] else { return -Int64(EBADF) }
    if let target {
      guard target >= 0, Int(target) < descriptors.limit else { return -Int64(EBADF) }
      if target == number { return Int64(number) }
    }
    if copy.capture == 0 {
      copy.host = fcntl(copy.host, F_DUPFD_CLOEXEC, 3)
      guard copy.host >= 0 else { return -Int64(errno) }
      copy.isOwned = true
    }
    if let target {
      _ = closeDescriptor(target)
      descriptors[target] = copy
      return Int64(target)
    }
    guard let result = descriptors.insert(copy, from: lowest) else {
      if copy.isOwned { close(copy.host) }
      return -Int64(lowest >= 0 && Int(lowest) < descriptors.limit ? EMFILE : EINVAL)
    }
    return Int64(result)
  }

  /// Closes a descriptor, and wakes who waits for it.
  func closeDescriptor(_ number: Int32) -> Int64 {
    guard let descriptor = descriptors[number] else { return -Int64(EBADF) }
    descriptors[number] = nil
    if descriptor.isOwned {
      close(descriptor.host)
    } else if options.isProcess, descriptor.capture == 0 {
      // Whoever has the other end learns of it; what reports traps keeps a number of its own.
      let nowhere = descriptor.host <= 2 ? open("/dev/null", O_RDWR | O_CLOEXEC) : -1
      if nowhere >= 0 {
        dup2(nowhere, descriptor.host)
        close(nowhere)
      } else {
        close(descriptor.host)
      }
    }
    let gone = waiters.filter { $0.descriptor == number }
    waiters.removeAll { $0.descriptor == number }
    for waiter in gone { resume(waiter.context, value: -Int64(EBADF)) }
    return 0
  }

  // MARK: - Waiting

  func give(_ step: Step, _ value: Int64) { state.pointee.frame[Int(step.a)] = UInt64(bitPattern: value) }
  func give32(_ step: Step, _ value: Int64) {
    state.pointee.frame[Int(step.a)] = UInt64(UInt32(truncatingIfNeeded: value))
  }

  /// Takes what woke this context, if it was not that its descriptor became ready.
  func takeWakeValue() -> Int64? {
    let value = contexts[current].wakeValue
    contexts[current].wakeValue = nil
    return value
  }

  /// Parks the task until a descriptor is ready; the step is then taken again.
  private func parkFor(_ number: Int32, forWriting: Bool) {
    waiters.append(Waiter(descriptor: number, forWriting: forWriting, context: current))
    state.pointee.step -= 1
    park(forWriting ? .writing(number) : .reading(number))
  }

  /// Blocks the thread until a descriptor is ready; the step is then taken again.
  private func blockFor(_ number: Int32, forWriting: Bool) {
    waiters.append(Waiter(descriptor: number, forWriting: forWriting, context: current))
    state.pointee.step -= 1
    blockThread(forWriting ? .writing(number) : .reading(number))
  }

  /// Lets a context that waited for a descriptor go on.
  private func resume(_ index: Int, value: Int64?) {
    if contexts[index].isBlocking {
      unblock(index, value: value)
    } else {
      contexts[index].wakeValue = value
      wake(index)
    }
  }

  /// Whether anybody outside of the program can end a wait: of who waits for a descriptor whose other end may be
  /// elsewhere, or by a signal that is handled.
  var canBeReachedFromOutside: Bool {
    if options.isProcess, !handlers.isEmpty { return true }
    return waiters.contains { descriptors[$0.descriptor].map { !$0.isInside } ?? false }
  }

  /// Asks the system which descriptors are ready, and wakes who waits for them in the order they came. Gives whether
  /// anything happened, signals too.
  @discardableResult
  func pollWaiters(milliseconds: Int32) -> Bool {
    if waiters.isEmpty { return takeOutsideSignals(milliseconds: milliseconds) }
    guard listenedSet != 0 else { return pollOnce(milliseconds: milliseconds) }
    // The host waits for descriptors or for signals: signals are asked for in between.
    let piece: Int32 = 10
    var rest = milliseconds
    while true {
      let timeout = rest < 0 || rest > piece ? piece : rest
      if pollOnce(milliseconds: timeout) || takeOutsideSignals() { return true }
      if rest >= 0 {
        rest -= timeout
        if rest <= 0 { return false }
      }
    }
  }

  private func pollOnce(milliseconds: Int32) -> Bool {
    var items = waiters.map { waiter in
      pollfd(
        fd: descriptors[waiter.descriptor]?.host ?? -1, events: Int16(waiter.forWriting ? POLLOUT : POLLIN), revents: 0)
    }
    guard poll(&items, nfds_t(items.count), milliseconds) > 0 else { return false }
    var rest: [Waiter] = []
    var ready: [Int] = []
    for (index, waiter) in waiters.enumerated() {
      if items[index].revents == 0 { rest.append(waiter) } else { ready.append(waiter.context) }
    }
    waiters = rest
    for context in ready { resume(context, value: nil) }
    return true
  }

  // MARK: - Operations of tasks

  /// `io.wait`.
  func waitFor(_ step: Step, _ number: Int32, forWriting: Bool) {
    if let value = takeWakeValue() { return give32(step, -value) }
    spend(Self.systemTime)
    guard let descriptor = descriptors[number] else { return give32(step, Int64(EBADF)) }
    if descriptor.isReady(forWriting: forWriting) { return give32(step, 0) }
    parkFor(number, forWriting: forWriting)
  }

  /// `io.read` and `io.write`.
  func transfer(_ step: Step, _ number: Int32, _ address: UInt64, _ size: UInt64, writes: Bool) {
    if let value = takeWakeValue() { return give(step, value) }
    spend(Self.systemTime)
    guard canAccess(address, size, writes ? Shadow.written : Shadow.writable) else { return }
    guard let descriptor = descriptors[number] else { return give(step, -Int64(EBADF)) }
    let result =
      writes ? writeWhatFits(descriptor, address, Int(size)) : readWhatIsThere(descriptor, address, Int(size))
    if let result { give(step, result) } else { parkFor(number, forWriting: writes) }
  }

  func acceptConnection(_ step: Step, _ number: Int32, _ address: UInt64, _ length: UInt64) {
    if let value = takeWakeValue() { return give32(step, value) }
    spend(Self.systemTime)
    guard let room = peerRoom(address, length) else { return }
    guard let descriptor = descriptors[number] else { return give32(step, -Int64(EBADF)) }
    if let result = acceptOne(descriptor, address, length, room) {
      give32(step, result)
    } else {
      parkFor(number, forWriting: false)
    }
  }

  func connectSocket(_ step: Step, _ number: Int32, _ address: UInt64, _ length: UInt32) {
    if let value = takeWakeValue() {
      contexts[current].isConnecting = false
      return give32(step, value)
    }
    spend(Self.systemTime)
    guard canAccess(address, UInt64(length), Shadow.written) else { return }
    guard let descriptor = descriptors[number] else { return give32(step, -Int64(EBADF)) }
    if let result = connectOnce(descriptor, address, length) {
      give32(step, result)
    } else {
      parkFor(number, forWriting: true)
    }
  }

  // MARK: - System calls

  func readCall(_ number: Int32, _ address: UInt64, _ size: UInt64) -> Int64? {
    if let value = takeWakeValue() { return value }
    guard canAccess(address, size, Shadow.writable) else { return nil }
    guard let descriptor = descriptors[number] else { return -Int64(EBADF) }
    if let result = readWhatIsThere(descriptor, address, Int(size)) { return result }
    if descriptor.isNonblocking { return -Int64(EAGAIN) }
    blockFor(number, forWriting: false)
    return nil
  }

  /// A call on a descriptor that blocks goes on until all is written, or an error comes.
  func writeCall(_ number: Int32, _ address: UInt64, _ size: UInt64) -> Int64? {
    let done = contexts[current].progress
    func end(_ result: Int64) -> Int64 {
      contexts[current].progress = 0
      return result < 0 && done > 0 ? Int64(done) : result
    }
    if let value = takeWakeValue() { return end(value) }
    guard canAccess(address, size, Shadow.written), done <= size else { return nil }
    guard let descriptor = descriptors[number] else { return end(-Int64(EBADF)) }
    guard let result = writeWhatFits(descriptor, address + done, Int(size - done)) else {
      if descriptor.isNonblocking { return end(-Int64(EAGAIN)) }
      blockFor(number, forWriting: true)
      return nil
    }
    if result < 0 {
      if result == -Int64(EPIPE), done == 0 { post(SIGPIPE) }
      return end(result)
    }
    let total = done + UInt64(result)
    if total < size, result > 0, descriptor.kind != .other, !descriptor.isNonblocking {
      contexts[current].progress = total
      blockFor(number, forWriting: true)
      return nil
    }
    return end(Int64(total))
  }

  func acceptCall(_ number: Int32, _ address: UInt64, _ length: UInt64, flags: Int32) -> Int64? {
    if let value = takeWakeValue() { return value }
    guard let room = peerRoom(address, length) else { return nil }
    guard let descriptor = descriptors[number] else { return -Int64(EBADF) }
    if let result = acceptOne(descriptor, address, length, room, flags: flags) { return result }
    if descriptor.isNonblocking { return -Int64(EAGAIN) }
    blockFor(number, forWriting: false)
    return nil
  }

  func connectCall(_ number: Int32, _ address: UInt64, _ length: UInt32) -> Int64? {
    if let value = takeWakeValue() {
      contexts[current].isConnecting = false
      return value
    }
    guard canAccess(address, UInt64(length), Shadow.written) else { return nil }
    guard let descriptor = descriptors[number] else { return -Int64(EBADF) }
    if descriptor.isNonblocking {
      return connect(descriptor.host, socketAddress(address), socklen_t(length)) == 0 ? 0 : -Int64(errno)
    }
    if let result = connectOnce(descriptor, address, length) { return result }
    blockFor(number, forWriting: true)
    return nil
  }

  // MARK: - Attempts, which give nil where they would block

  /// Whether a range may be accessed; ends the run where it may not.
  func canAccess(_ address: UInt64, _ size: UInt64, _ needed: UInt8) -> Bool {
    if let trap = memory.fault(address, size, needs: needed) {
      fail(trap)
      return false
    }
    return true
  }

  func socketAddress(_ address: UInt64) -> UnsafeMutablePointer<sockaddr> {
    memory.host(address).assumingMemoryBound(to: sockaddr.self)
  }

  /// Does what the host may interrupt until it is not; gives what it gave, nil where it would block.
  private func attempt(_ call: () -> Int) -> Int64? {
    while true {
      let result = call()
      if result >= 0 { return Int64(result) }
      let number = errno
      if number == EAGAIN || number == EWOULDBLOCK { return nil }
      if number != EINTR { return -Int64(number) }
    }
  }

  private func readWhatIsThere(_ descriptor: Descriptor, _ address: UInt64, _ size: Int) -> Int64? {
    guard descriptor.isOpen(forWriting: false) else { return -Int64(EBADF) }
    let target = memory.host(address)
    let isSocket = descriptor.kind == .socket
    if !isSocket, size > 0, !descriptor.isReady(forWriting: false) { return nil }
    let result = attempt {
      isSocket ? recv(descriptor.host, target, size, Int32(MSG_DONTWAIT)) : read(descriptor.host, target, size)
    }
    if let result, result > 0 { memory.markWritten(address, UInt64(result)) }
    return result
  }

  /// Writes as much as there is room for.
  private func writeWhatFits(_ descriptor: Descriptor, _ address: UInt64, _ size: Int) -> Int64? {
    let source = memory.host(address)
    if descriptor.capture != 0 {
      if options.isClosed, size > Self.closedOutput - output.count - errorOutput.count { return -Int64(ENOSPC) }
      let piece = UnsafeRawBufferPointer(start: source, count: size)
      if descriptor.capture == 1 { output += piece } else { errorOutput += piece }
      return Int64(size)
    }
    guard descriptor.isOpen(forWriting: true) else { return -Int64(EBADF) }
    switch descriptor.kind {
    case .socket:
      return attempt { send(descriptor.host, source, size, Int32(MSG_DONTWAIT | MSG_NOSIGNAL)) }
    case .other: return attempt { write(descriptor.host, source, size) }
    case .pipe where descriptor.isNonblocking || size == 0: return attempt { write(descriptor.host, source, size) }
    case .pipe: break
    }
    // A pipe that blocks takes a page without blocking where it says that it is ready, and is not made another one
    // behind the back of who else has it.
    var total = 0
    while total < size {
      guard descriptor.isReady(forWriting: true) else { return total > 0 ? Int64(total) : nil }
      let result = attempt { write(descriptor.host, source + total, min(4096, size - total)) }
      guard let result, result >= 0 else { return total > 0 ? Int64(total) : result }
      total += Int(result)
    }
    return Int64(total)
  }

  /// How much room there is for the address of a peer, 0 where it is not asked for; nil where the memory is at fault.
  private func peerRoom(_ address: UInt64, _ length: UInt64) -> UInt32? {
    guard address != 0 else { return 0 }
    guard canAccess(length, 4, Shadow.written | Shadow.writable) else { return nil }
    let room = memory.peek(length, as: UInt32.self)
    return canAccess(address, UInt64(room), Shadow.writable) ? room : nil
  }

  private func acceptOne(
    _ descriptor: Descriptor, _ address: UInt64, _ length: UInt64, _ room: UInt32, flags: Int32 = 0
  ) -> Int64? {
    var isListening: Int32 = 0
    var size = socklen_t(4)
    guard getsockopt(descriptor.host, SOL_SOCKET, SO_ACCEPTCONN, &isListening, &size) == 0 else {
      return -Int64(errno)
    }
    guard isListening != 0 else { return -Int64(EINVAL) }
    guard descriptor.isReady(forWriting: false) else { return nil }
    size = socklen_t(room)
    guard let result = attempt({ Int(accept(descriptor.host, address == 0 ? nil : socketAddress(address), &size)) })
    else { return nil }
    guard result >= 0 else { return result }
    let host = Int32(result)
    _ = fcntl(host, F_SETFD, FD_CLOEXEC)
    if flags & Int32(SOCK_NONBLOCK.rawValue) != 0 { _ = fcntl(host, F_SETFL, O_NONBLOCK) }
    if address != 0 {
      memory.markWritten(address, UInt64(min(size, room)))
      memory.poke(length, UInt32(size))
    }
    return adopt(host)
  }

  private func connectOnce(_ descriptor: Descriptor, _ address: UInt64, _ length: UInt32) -> Int64? {
    if options.isClosed { return -Int64(EPERM) }
    if contexts[current].isConnecting {
      guard descriptor.isReady(forWriting: true) else { return nil }
      contexts[current].isConnecting = false
      var error: Int32 = 0
      var size = socklen_t(4)
      guard getsockopt(descriptor.host, SOL_SOCKET, SO_ERROR, &error, &size) == 0 else { return -Int64(errno) }
      return -Int64(error)
    }
    // The connection is begun without waiting for it, which only the descriptor's own mode can ask for. One that others
    // have too keeps its mode.
    let flags = descriptor.flags
    let changes = descriptor.isOwned && flags >= 0 && flags & O_NONBLOCK == 0
    if changes { _ = fcntl(descriptor.host, F_SETFL, flags | O_NONBLOCK) }
    let result = connect(descriptor.host, socketAddress(address), socklen_t(length))
    let error = errno
    if changes { _ = fcntl(descriptor.host, F_SETFL, flags) }
    if result == 0 { return 0 }
    // Nothing tells when the full queue of a local socket has room again: that is an error.
    guard error == EINPROGRESS || error == EINTR else { return -Int64(error) }
    contexts[current].isConnecting = true
    return nil
  }
}
