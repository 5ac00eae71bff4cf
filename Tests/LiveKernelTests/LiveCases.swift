// The records that the kernel is asked to fill in, each with what is known of its values from elsewhere.

import Foundation
import Glibc
import Layout

extension LiveRecord {
  /// Every record that the kernel hands out in these tests, but for those of signals (LiveSignals.swift).
  static let all: [LiveRecord] = files + clocks + processes + polling + sockets + terminals + system

  // MARK: - Files

  private static let files: [LiveRecord] = [
    LiveRecord("newfstatat", Kernel.StatX86_64.self) { address in
      let folder = try TemporaryFolder()
      let file = try folder.makeFile("stat", "twelve bytes")
      try withAddress(of: file) { try Linux.call(\.newfstatat, Linux.currentDirectory, $0, address, 0) }
    } verify: { record, expectations in
      expectations.expect("st_size", record.st_size, 12)
      expectations.expect("st_mode", record.st_mode & ~0o77, 0o100600)
      expectations.expect("st_nlink", record.st_nlink, 1)
      expectations.expect("st_uid", record.st_uid, geteuid())
      expectations.expect("st_gid", record.st_gid, getegid())
      expectations.expect("st_rdev", record.st_rdev, 0)
      expectations.expect("st_atime", abs(Int64(record.st_atime) - Linux.now) < 60, true)
      expectations.expect("st_mtime_nsec", record.st_mtime_nsec < 1_000_000_000, true)
    },
    LiveRecord("statx", Kernel.Statx.self) { address in
      let folder = try TemporaryFolder()
      let file = try folder.makeFile("statx", "twelve bytes")
      try withAddress(of: file) { try Linux.call(\.statx, Linux.currentDirectory, $0, 0, 0xfff, address) }
    } verify: { record, expectations in
      expectations.expect("stx_mask", record.stx_mask & 0x7ff, 0x7ff)
      expectations.expect("stx_size", record.stx_size, 12)
      expectations.expect("stx_mode", record.stx_mode & ~0o77, 0o100600)
      expectations.expect("stx_nlink", record.stx_nlink, 1)
      expectations.expect("stx_uid", record.stx_uid, geteuid())
      expectations.expect("stx_mtime.tv_sec", abs(record.stx_mtime.tv_sec - Linux.now) < 60, true)
    },
    LiveRecord("statfs of /proc", Kernel.Statfs.self) { address in
      _ = try withAddress(of: "/proc") { try Linux.call(\.statfs, $0, address) }
    } verify: { record, expectations in
      expectations.expect("f_type", record.f_type, 0x9fa0)
      expectations.expect("f_namelen", record.f_namelen, 255)
      expectations.expect("f_bsize", record.f_bsize, Int(sysconf(Int32(_SC_PAGESIZE))))
    },
    LiveRecord("getdents64", Kernel.LinuxDirent64.self, trailing: 232) { address in
      try readFolder(\.getdents64, to: address)
    } verify: { record, expectations in
      expectations.expect("d_reclen", record.d_reclen, 24)
      expectations.expect("d_type", record.d_type, UInt8(DT_DIR))
      expectations.expect("d_ino", record.d_ino != 0, true)
    },
    LiveRecord("getdents", Kernel.LinuxDirent.self, trailing: 232) { address in
      try readFolder(\.getdents, to: address)
    } verify: { record, expectations in
      expectations.expect("d_reclen", record.d_reclen, 24)
      expectations.expect("d_ino", record.d_ino != 0, true)
    },
    LiveRecord("read of inotify", Kernel.InotifyEvent.self, trailing: 16) { address in
      let folder = try TemporaryFolder()
      let watch = Descriptor(try Linux.call(\.inotify_init1, 0))
      try withAddress(of: folder.path) { try Linux.call(\.inotify_add_watch, watch, $0, 0x100) }
      _ = try folder.makeFile("made", "")
      try Linux.call(\.read, watch, address, 32)
    } verify: { record, expectations in
      expectations.expect("wd", record.wd, 1)
      expectations.expect("mask", record.mask, 0x100)
      expectations.expect("cookie", record.cookie, 0)
      expectations.expect("len", record.len, 16)
    },
    LiveRecord("fcntl F_GETLK", Kernel.Flock.self) { address in
      let folder = try TemporaryFolder()
      let file = Descriptor(Int(open(try folder.makeFile("locked", "text"), O_RDWR)))
      var question = Kernel.Flock(on: .x86_64)
      question.l_type = 1
      question.l_start = 2
      question.l_len = 3
      question.l_pid = 77
      var bytes = question.bytes
      try withAddress(of: &bytes) { try Linux.call(\.fcntl, file, 5, $0) }
      // The kernel answers in place; the answer is put where the poison is, so that its extent is the record's.
      copy(bytes, to: address)
    } verify: { record, expectations in
      expectations.expect("l_type", record.l_type, 2)
      expectations.expect("l_start", record.l_start, 2)
      expectations.expect("l_len", record.l_len, 3)
    },
  ]

  static let handle = LiveRecord("name_to_handle_at", Kernel.FileHandle.self, trailing: 128) { address in
    let folder = try TemporaryFolder()
    let file = try folder.makeFile("handle", "")
    var question = Kernel.FileHandle(on: .x86_64)
    question.handle_bytes = 128
    copy(Array(question.bytes.prefix(4)), to: address)
    var mount = [UInt8](repeating: 0, count: 4)
    try withAddress(of: file) { file in
      try withAddress(of: &mount) { try Linux.call(\.name_to_handle_at, Linux.currentDirectory, file, address, $0, 0) }
    }
  } verify: { record, expectations in
    expectations.expect("handle_bytes", (1...128).contains(record.handle_bytes), true)
  }

  /// Whether the file system of the temporary folder hands out handles: not every one does.
  static var canNameFiles: Bool {
    do {
      _ = try handle.images()
      return true
    } catch {
      return false
    }
  }

  private static func readFolder(_ call: KeyPath<SyscallTable, Syscall>, to address: UInt64) throws {
    let folder = try TemporaryFolder()
    let descriptor = Descriptor(Int(open(folder.path, O_RDONLY | O_DIRECTORY)))
    try Linux.call(call, descriptor, address, 256)
  }

  private static func copy(_ bytes: [UInt8], to address: UInt64) {
    guard let place = UnsafeMutableRawPointer(bitPattern: UInt(address)) else { return }
    place.copyMemory(from: bytes, byteCount: bytes.count)
  }

  // MARK: - Time

  private static let clocks: [LiveRecord] = [
    LiveRecord("clock_gettime", Kernel.Timespec.self) { address in
      try Linux.call(\.clock_gettime, 0, address)
    } verify: { record, expectations in
      expectations.expect("tv_sec", abs(record.tv_sec - Int(Linux.now)) < 60, true)
      expectations.expect("tv_nsec", (0..<1_000_000_000).contains(record.tv_nsec), true)
    },
    LiveRecord("clock_getres", Kernel.KernelTimespec.self) { address in
      try Linux.call(\.clock_getres, 5, address)
    } verify: { record, expectations in
      expectations.expect("tv_sec", record.tv_sec, 0)
      expectations.expect("tv_nsec", (1...100_000_000).contains(record.tv_nsec), true)
    },
    LiveRecord("gettimeofday", Kernel.Timeval.self) { address in
      try Linux.call(\.gettimeofday, address, 0)
    } verify: { record, expectations in
      expectations.expect("tv_sec", abs(record.tv_sec - Int(Linux.now)) < 60, true)
      expectations.expect("tv_usec", (0..<1_000_000).contains(record.tv_usec), true)
    },
    LiveRecord("timerfd_gettime", Kernel.KernelItimerspec.self) { address in
      let timer = Descriptor(try Linux.call(\.timerfd_create, 1, 0))
      var setting = Kernel.KernelItimerspec(on: .x86_64)
      setting.it_interval.tv_sec = 7
      setting.it_interval.tv_nsec = 11
      setting.it_value.tv_sec = 1000
      try withAddress(of: setting.bytes) { try Linux.call(\.timerfd_settime, timer, 0, $0, 0) }
      try Linux.call(\.timerfd_gettime, timer, address)
    } verify: { record, expectations in
      expectations.expect("it_interval.tv_sec", record.it_interval.tv_sec, 7)
      expectations.expect("it_interval.tv_nsec", record.it_interval.tv_nsec, 11)
      expectations.expect("it_value.tv_sec", (900...1000).contains(record.it_value.tv_sec), true)
    },
    LiveRecord("getitimer", Kernel.Itimerval.self) { address in
      try Linux.call(\.getitimer, 1, address)
    } verify: { record, expectations in
      expectations.expect("it_value.tv_sec", record.it_value.tv_sec, 0)
      expectations.expect("it_interval.tv_usec", record.it_interval.tv_usec, 0)
    },
    LiveRecord("times", Kernel.Tms.self) { address in
      try Linux.call(\.times, address)
    } verify: { record, expectations in
      expectations.expect("tms_utime", record.tms_utime >= 0, true)
      expectations.expect("tms_cstime", record.tms_cstime >= 0, true)
    },
  ]

  // MARK: - Processes

  private static let processes: [LiveRecord] = [
    LiveRecord("prlimit64", Kernel.Rlimit64.self) { address in
      try Linux.call(\.prlimit64, 0, 7, 0, address)
    } verify: { record, expectations in
      var limit = rlimit()
      getrlimit(__rlimit_resource_t(7), &limit)
      expectations.expect("rlim_cur", record.rlim_cur, UInt64(limit.rlim_cur))
      expectations.expect("rlim_max", record.rlim_max, UInt64(limit.rlim_max))
    },
    LiveRecord("getrlimit", Kernel.Rlimit.self) { address in
      try Linux.call(\.getrlimit, 3, address)
    } verify: { record, expectations in
      var limit = rlimit()
      getrlimit(__rlimit_resource_t(3), &limit)
      expectations.expect("rlim_cur", record.rlim_cur, UInt(limit.rlim_cur))
      expectations.expect("rlim_max", record.rlim_max, UInt(limit.rlim_max))
    },
    LiveRecord("getrusage", Kernel.Rusage.self) { address in
      try Linux.call(\.getrusage, 0, address)
    } verify: { record, expectations in
      expectations.expect("ru_maxrss", record.ru_maxrss > 1000, true)
      expectations.expect("ru_minflt", record.ru_minflt > 100, true)
      expectations.expect("ru_utime.tv_usec", (0..<1_000_000).contains(record.ru_utime.tv_usec), true)
    },
    LiveRecord("sched_getattr", Kernel.SchedAttr.self) { address in
      try Linux.call(\.sched_getattr, 0, address, 56, 0)
    } verify: { record, expectations in
      expectations.expect("size", record.size, 56)
      expectations.expect("sched_policy", record.sched_policy, UInt32(sched_getscheduler(0)))
      expectations.expect("sched_nice", record.sched_nice, nice(0))
      expectations.expect("sched_priority", record.sched_priority, UInt32(priority()))
    },
    LiveRecord("sched_getparam", Kernel.SchedParam.self) { address in
      try Linux.call(\.sched_getparam, 0, address)
    } verify: { record, expectations in
      expectations.expect("sched_priority", record.sched_priority, priority())
    },
    LiveRecord("capget", Kernel.UserCapDataStruct.self, trailing: 12) { address in
      var header = Kernel.UserCapHeaderStruct(on: .x86_64)
      header.version = 0x2008_0522
      try withAddress(of: header.bytes) { try Linux.call(\.capget, $0, address) }
    } verify: { record, expectations in
      expectations.expect("effective", record.effective & ~record.permitted, 0)
    },
  ]

  /// This thread's real-time priority, as the C library tells it.
  private static func priority() -> Int32 {
    var parameters = sched_param()
    sched_getparam(0, &parameters)
    return parameters.sched_priority
  }

  // MARK: - Readiness

  private static let polling: [LiveRecord] = [
    LiveRecord("epoll_wait", Kernel.EpollEvent.self) { address in
      let queue = Descriptor(try Linux.call(\.epoll_create1, 0))
      let ready = Descriptor(try Linux.call(\.eventfd2, 1, 0))
      var interest = Kernel.EpollEvent(on: .x86_64)
      interest.events = 1
      interest.data = 0x1122_3344_5566_7788
      try withAddress(of: interest.bytes) { try Linux.call(\.epoll_ctl, queue, 1, ready, $0) }
      try Linux.call(\.epoll_wait, queue, address, 4, 1000)
    } verify: { record, expectations in
      expectations.expect("events", record.events, 1)
      expectations.expect("data", record.data, 0x1122_3344_5566_7788)
    },
    LiveRecord("poll", Kernel.Pollfd.self, leftAlone: ["fd", "events"]) { address in
      let ready = Descriptor(try Linux.call(\.eventfd2, 1, 0))
      // The kernel reads the first two fields and writes the third: what it reads is put there and taken away again.
      let poison = load(address)
      var question = Kernel.Pollfd(on: .x86_64)
      question.fd = ready.number
      question.events = 1
      copy(Array(question.bytes.prefix(6)), to: address)
      try Linux.call(\.poll, address, 1, 0)
      copy([UInt8](repeating: poison, count: 6), to: address)
    } verify: { record, expectations in
      expectations.expect("revents", record.revents, 1)
    },
  ]

  static let rings = LiveRecord("io_uring_setup", Kernel.IoUringParams.self) { address in
    var parameters = Kernel.IoUringParams(on: .x86_64)
    parameters.flags = 1 << 3
    parameters.cq_entries = 32
    // The kernel reads the record and writes all of it.
    copy(parameters.bytes, to: address)
    _ = Descriptor(try Linux.call(\.io_uring_setup, 8, address))
  } verify: { record, expectations in
    expectations.expect("sq_entries", record.sq_entries, 8)
    expectations.expect("cq_entries", record.cq_entries, 32)
    expectations.expect("flags", record.flags, 1 << 3)
    expectations.expect("sq_off.ring_mask", record.sq_off.ring_mask != 0, true)
    expectations.expect("cq_off.cqes", record.cq_off.cqes % 64, 0)
  }

  /// Whether rings can be set up here: containers often forbid it.
  static var canSetUpRings: Bool {
    do {
      _ = try rings.images()
      return true
    } catch {
      return false
    }
  }

  private static func load(_ address: UInt64) -> UInt8 {
    UnsafeRawPointer(bitPattern: UInt(address))?.load(as: UInt8.self) ?? 0
  }

  // MARK: - Sockets

  private static let sockets: [LiveRecord] = [
    LiveRecord("getsockname", Kernel.SockaddrIn.self) { address in
      let socket = try boundSocket()
      var length = Int32(16).bytes
      try withAddress(of: &length) { try Linux.call(\.getsockname, socket, address, $0) }
    } verify: { record, expectations in
      expectations.expect("sin_family", record.sin_family, UInt16(AF_INET))
      expectations.expect("sin_port", record.sin_port != 0, true)
      expectations.expect("sin_addr.s_addr", record.sin_addr.s_addr, 0)
    },
    LiveRecord("getsockname, of any family", Kernel.Sockaddr.self) { address in
      let socket = try boundSocket()
      var length = Int32(16).bytes
      try withAddress(of: &length) { try Linux.call(\.getsockname, socket, address, $0) }
    } verify: { record, expectations in
      expectations.expect("sa_family", record.sa_family, UInt16(AF_INET))
    },
    LiveRecord("getsockopt SO_LINGER", Kernel.Linger.self) { address in
      let socket = Descriptor(try Linux.call(\.socket, AF_INET, 1, 0))
      var setting = Kernel.Linger(on: .x86_64)
      setting.l_onoff = 1
      setting.l_linger = 42
      try withAddress(of: setting.bytes) { try Linux.call(\.setsockopt, socket, 1, 13, $0, 8) }
      var length = Int32(8).bytes
      try withAddress(of: &length) { try Linux.call(\.getsockopt, socket, 1, 13, address, $0) }
    } verify: { record, expectations in
      expectations.expect("l_onoff", record.l_onoff, 1)
      expectations.expect("l_linger", record.l_linger, 42)
    },
    LiveRecord("getsockopt SO_PEERCRED", Kernel.Ucred.self) { address in
      let pair = try socketPair()
      var length = Int32(12).bytes
      try withAddress(of: &length) { try Linux.call(\.getsockopt, pair.0, 1, 17, address, $0) }
    } verify: { record, expectations in
      expectations.expect("pid", record.pid, UInt32(getpid()))
      expectations.expect("uid", record.uid, geteuid())
      expectations.expect("gid", record.gid, getegid())
    },
    LiveRecord(
      "recvmsg", Kernel.UserMsghdr.self,
      leftAlone: ["msg_name", "msg_iov", "msg_iovlen", "msg_control"]
    ) { address in
      try receiveMessage(headerAt: address) { try Linux.call(\.recvmsg, $0, address, 0) }
    } verify: { record, expectations in
      // An address that the kernel chose: the family, a zero and five digits.
      expectations.expect("msg_namelen", record.msg_namelen, 8)
      expectations.expect("msg_controllen", record.msg_controllen, 0)
      expectations.expect("msg_flags", record.msg_flags, 0x20)
    },
    LiveRecord("recvmmsg", Kernel.Mmsghdr.self, leftAlone: ["msg_hdr"]) { address in
      try receiveMessage(headerAt: address) { try Linux.call(\.recvmmsg, $0, address, 1, 0, 0) }
    } verify: { record, expectations in
      expectations.expect("msg_hdr.msg_namelen", record.msg_hdr.msg_namelen, 8)
      expectations.expect("msg_len", record.msg_len, 2)
    },
    LiveRecord("recvmsg with SO_PASSCRED", Kernel.Cmsghdr.self, trailing: 12) { address in
      let pair = try socketPair()
      try withAddress(of: Int32(1).bytes) { try Linux.call(\.setsockopt, pair.1, 1, 16, $0, 4) }
      try withAddress(of: [1]) { try Linux.call(\.write, pair.0, $0, 1) }
      try receive(room: 1) { header in
        header.msg_control = Address(address)
        header.msg_controllen = 32
        try withAddress(of: header.bytes) { try Linux.call(\.recvmsg, pair.1, $0, 0) }
      }
    } verify: { record, expectations in
      expectations.expect("cmsg_len", record.cmsg_len, 28)
      expectations.expect("cmsg_level", record.cmsg_level, 1)
      expectations.expect("cmsg_type", record.cmsg_type, 2)
    },
  ]

  private static func boundSocket() throws -> Descriptor {
    let socket = Descriptor(try Linux.call(\.socket, AF_INET, 2, 0))
    var name = Kernel.SockaddrIn(on: .x86_64)
    name.sin_family = UInt16(AF_INET)
    try withAddress(of: name.bytes) { try Linux.call(\.bind, socket, $0, 16) }
    return socket
  }

  private static func socketPair() throws -> (Descriptor, Descriptor) {
    var pair = [UInt8](repeating: 0, count: 8)
    try withAddress(of: &pair) { try Linux.call(\.socketpair, 1, 1, 0, $0) }
    return (
      Descriptor(Int(Int32(reading: pair[0..<4], on: .x86_64))),
      Descriptor(Int(Int32(reading: pair[4..<8], on: .x86_64)))
    )
  }

  /// A datagram socket with a name that the kernel chose, and that name; it needs no network.
  private static func namedSocket() throws -> (socket: Descriptor, name: [UInt8]) {
    let socket = Descriptor(try Linux.call(\.socket, 1, 2, 0))
    try withAddress(of: [1, 0]) { try Linux.call(\.bind, socket, $0, 2) }
    var name = [UInt8](repeating: 0, count: 110)
    var length = Int32(110).bytes
    try withAddress(of: &name) { name in
      try withAddress(of: &length) { try Linux.call(\.getsockname, socket, name, $0) }
    }
    return (socket, Array(name.prefix(Int(length[0]))))
  }

  /// Hands `body` a message header with room for so many bytes of text and for a name.
  private static func receive(room count: Int, _ body: (inout Kernel.UserMsghdr) throws -> Void) throws {
    var room = [UInt8](repeating: 0, count: count)
    var from = [UInt8](repeating: 0, count: 110)
    try withAddress(of: &room) { room in
      try withAddress(of: &from) { from in
        var vector = Kernel.Iovec(on: .x86_64)
        vector.iov_base = Address(room)
        vector.iov_len = UInt(count)
        try withAddress(of: vector.bytes) { vector in
          var header = Kernel.UserMsghdr(on: .x86_64)
          header.msg_name = Address(from)
          header.msg_namelen = 110
          header.msg_iov = Address(vector)
          header.msg_iovlen = 1
          try body(&header)
        }
      }
    }
  }

  /// Receives a datagram that is longer than the room for it, into a header whose other fields hold the poison.
  private static func receiveMessage(headerAt address: UInt64, _ call: (Descriptor) throws -> Int) throws {
    let receiver = try namedSocket()
    let sender = try namedSocket()
    try withAddress(of: [1, 2, 3, 4]) { text in
      try withAddress(of: receiver.name) {
        try Linux.call(\.sendto, sender.socket, text, 4, 0, $0, receiver.name.count)
      }
    }
    let poison = load(address)
    try receive(room: 2) { header in
      copy(header.bytes, to: address)
      // What the kernel does not write keeps the poison: the padding at once, what it reads when it is done.
      let layout = Kernel.UserMsghdr.layout(on: .x86_64)
      for hole in layout.holes + (layout.tailPadding.map { [$0] } ?? []) {
        copy([UInt8](repeating: poison, count: hole.bytes.count), to: address + hole.bytes.lowerBound)
      }
      _ = try call(receiver.socket)
      for leaf in layout.leaves where ["msg_name", "msg_iov", "msg_iovlen", "msg_control"].contains(leaf.path) {
        copy([UInt8](repeating: poison, count: leaf.bytes.count), to: address + leaf.bytes.lowerBound)
      }
    }
  }

  // MARK: - Terminals

  private static let terminals: [LiveRecord] = [
    LiveRecord("ioctl TCGETS", Kernel.Termios.self) { address in
      try Linux.call(\.ioctl, try terminal(), 0x5401, address)
    } verify: { record, expectations in
      expectations.expect("c_cflag", record.c_cflag & 0o60, 0o60)
      expectations.expect("c_cc[VINTR]", record.c_cc[0], 3)
      expectations.expect("c_line", record.c_line, 0)
    },
    LiveRecord("ioctl TCGETS2", Kernel.Termios2.self) { address in
      try Linux.call(\.ioctl, try terminal(), 0x802c_542a, address)
    } verify: { record, expectations in
      expectations.expect("c_ispeed", record.c_ispeed, 38400)
      expectations.expect("c_ospeed", record.c_ospeed, 38400)
      expectations.expect("c_cc[VINTR]", record.c_cc[0], 3)
    },
    LiveRecord("ioctl TIOCGWINSZ", Kernel.Winsize.self) { address in
      let terminal = try terminal()
      var size = Kernel.Winsize(on: .x86_64)
      size.ws_row = 24
      size.ws_col = 80
      size.ws_xpixel = 640
      size.ws_ypixel = 480
      try withAddress(of: size.bytes) { try Linux.call(\.ioctl, terminal, 0x5414, $0) }
      try Linux.call(\.ioctl, terminal, 0x5413, address)
    } verify: { record, expectations in
      expectations.expect("ws_row", record.ws_row, 24)
      expectations.expect("ws_col", record.ws_col, 80)
      expectations.expect("ws_xpixel", record.ws_xpixel, 640)
      expectations.expect("ws_ypixel", record.ws_ypixel, 480)
    },
  ]

  /// A new pseudo-terminal's master side.
  private static func terminal() throws -> Descriptor {
    Descriptor(try withAddress(of: "/dev/ptmx") { try Linux.call(\.openat, Linux.currentDirectory, $0, 0o2 | 0o400) })
  }

  // MARK: - The system

  private static let system: [LiveRecord] = [
    LiveRecord("sysinfo", Kernel.Sysinfo.self) { address in
      try Linux.call(\.sysinfo, address)
    } verify: { record, expectations in
      let memory = UInt(sysconf(Int32(_SC_PHYS_PAGES))) * UInt(sysconf(Int32(_SC_PAGESIZE)))
      expectations.expect("totalram", record.totalram * UInt(record.mem_unit), memory)
      expectations.expect("procs", record.procs > 0, true)
      expectations.expect("uptime", record.uptime > 0, true)
    },
    LiveRecord("uname", Kernel.NewUtsname.self) { address in
      try Linux.call(\.uname, address)
    } verify: { record, expectations in
      expectations.expect("sysname", record.sysname.text, "Linux")
      expectations.expect("machine", record.machine.text, "x86_64")
      let release = (try? String(contentsOfFile: "/proc/sys/kernel/osrelease", encoding: .utf8)) ?? ""
      expectations.expect("release", record.release.text + "\n", release)
      let domain = (try? String(contentsOfFile: "/proc/sys/kernel/domainname", encoding: .utf8)) ?? ""
      expectations.expect("domainname", record.domainname.text + "\n", domain)
    },
  ]
}

extension Elements where Element == Character8 {
  /// The characters up to the terminating zero.
  fileprivate var text: String { String(decoding: values.map(\.byte).prefix { $0 != 0 }, as: UTF8.self) }
}

extension Int32 {
  /// The number in memory.
  fileprivate var bytes: [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: self >> (8 * $0)) } }
}
