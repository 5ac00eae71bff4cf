// The descriptors of a program: numbers of its own, the lowest that is free for each new one, as the system gives them.
// Behind each stands one of the host's, so that nothing that a program does to a number touches what the host has there.

internal import Glibc

/// What a descriptor of the program is.
struct Descriptor {
  enum Kind { case pipe, socket, other }

  /// The host's number for it.
  var host: Int32
  var kind: Kind
  /// Where its output is kept: 1 or 2; 0 where it is not.
  var capture: Int32 = 0
  /// Whether the machine opened it, and closes it.
  var isOwned = true
  /// Whether it is a pipe or a pair of sockets that the program made for itself: nobody outside can have an end of it.
  var isInside = false

  init(host: Int32) {
    self.host = host
    var status = stat()
    guard fstat(host, &status) == 0 else {
      kind = .other
      return
    }
    switch status.st_mode & S_IFMT {
    case S_IFIFO: kind = .pipe
    case S_IFSOCK: kind = .socket
    default: kind = .other
    }
  }

  /// How it was opened, as the system says it.
  var flags: Int32 { fcntl(host, F_GETFL) }
  /// Whether an operation on it fails where it would block.
  var isNonblocking: Bool { flags & O_NONBLOCK != 0 }

  /// Whether reading, or writing, is what it was opened for.
  func isOpen(forWriting: Bool) -> Bool {
    if capture != 0 { return forWriting }
    return flags & O_ACCMODE != (forWriting ? O_RDONLY : O_WRONLY)
  }

  /// Whether the system says that an operation would not block.
  func isReady(forWriting: Bool) -> Bool {
    if capture != 0 { return true }
    var item = pollfd(fd: host, events: Int16(forWriting ? POLLOUT : POLLIN), revents: 0)
    return poll(&item, 1, 0) > 0
  }
}

/// The descriptors of a program by their numbers.
struct DescriptorTable {
  private var entries: [Descriptor?] = []
  /// Numbers are below this.
  let limit: Int

  init() {
    var rule = rlimit()
    limit = getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &rule) == 0 ? Int(min(rule.rlim_cur, 1 << 20)) : 1024
  }

  subscript(_ number: Int32) -> Descriptor? {
    get { number >= 0 && Int(number) < entries.count ? entries[Int(number)] : nil }
    set {
      guard number >= 0, Int(number) < limit else { return }
      while entries.count <= Int(number) { entries.append(nil) }
      entries[Int(number)] = newValue
    }
  }

  /// Gives a descriptor the lowest number that is free, from one on; nil where there is none.
  mutating func insert(_ descriptor: Descriptor, from lowest: Int32 = 0) -> Int32? {
    var number = Int(max(0, lowest))
    while number < entries.count, entries[number] != nil { number += 1 }
    guard number < limit else { return nil }
    self[Int32(number)] = descriptor
    return Int32(number)
  }

  /// All that are open.
  var open: [Descriptor] { entries.compactMap { $0 } }
}
