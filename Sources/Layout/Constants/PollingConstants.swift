// Constants of waiting for events.

// The properties bear the C names, which the manual pages explain.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

extension KernelConstants {
  /// Events of `poll`.
  public final class Poll: ConstantGroup {
    public let POLLIN = Constant(0x1)
    public let POLLPRI = Constant(0x2)
    public let POLLOUT = Constant(0x4)
    public let POLLERR = Constant(0x8)
    public let POLLHUP = Constant(0x10)
    public let POLLNVAL = Constant(0x20)
    public let POLLRDNORM = Constant(0x40)
    public let POLLRDBAND = Constant(0x80)
    public let POLLWRNORM = Constant(0x100)
    public let POLLWRBAND = Constant(0x200)
    public let POLLMSG = Constant(0x400)
    public let POLLREMOVE = Constant(0x1000)
    public let POLLRDHUP = Constant(0x2000)
    public let POLLFREE = Constant(0x4000)
    public let POLL_BUSY_LOOP = Constant(0x8000)
    init() {}
  }

  /// Operations, flags and events of epoll.
  public final class Epoll: ConstantGroup {
    public let EPOLL_CLOEXEC = Constant(0o2000000)
    public let EPOLL_CTL_ADD = Constant(1)
    public let EPOLL_CTL_DEL = Constant(2)
    public let EPOLL_CTL_MOD = Constant(3)
    public let EPOLLIN = Constant(0x1)
    public let EPOLLPRI = Constant(0x2)
    public let EPOLLOUT = Constant(0x4)
    public let EPOLLERR = Constant(0x8)
    public let EPOLLHUP = Constant(0x10)
    public let EPOLLNVAL = Constant(0x20)
    public let EPOLLRDNORM = Constant(0x40)
    public let EPOLLRDBAND = Constant(0x80)
    public let EPOLLWRNORM = Constant(0x100)
    public let EPOLLWRBAND = Constant(0x200)
    public let EPOLLMSG = Constant(0x400)
    public let EPOLLRDHUP = Constant(0x2000)

    public let EPOLL_URING_WAKE = Constant(0x800_0000)
    public let EPOLLEXCLUSIVE = Constant(0x1000_0000)
    public let EPOLLWAKEUP = Constant(0x2000_0000)
    public let EPOLLONESHOT = Constant(0x4000_0000)
    public let EPOLLET = Constant(0x8000_0000)

    public let EPOLL_IOC_TYPE = Constant(0x8a)
    public let EPIOCSPARAMS = Constant(0x4008_8a01)
    public let EPIOCGPARAMS = Constant(0x8008_8a02)
    init() {}
  }

  /// Flags of `eventfd2`.
  public final class Eventfd: ConstantGroup {
    public let EFD_SEMAPHORE = Constant(0x1)
    public let EFD_CLOEXEC = Constant(0o2000000)
    public let EFD_NONBLOCK = Constant(0o4000)
    init() {}
  }

  /// Flags of `signalfd4`.
  public final class Signalfd: ConstantGroup {
    public let SFD_CLOEXEC = Constant(0o2000000)
    public let SFD_NONBLOCK = Constant(0o4000)
    init() {}
  }

  /// Events and flags of inotify.
  public final class Inotify: ConstantGroup {
    public let IN_ACCESS = Constant(0x1)
    public let IN_MODIFY = Constant(0x2)
    public let IN_ATTRIB = Constant(0x4)
    public let IN_CLOSE_WRITE = Constant(0x8)
    public let IN_CLOSE_NOWRITE = Constant(0x10)
    public let IN_OPEN = Constant(0x20)
    public let IN_MOVED_FROM = Constant(0x40)
    public let IN_MOVED_TO = Constant(0x80)
    public let IN_CREATE = Constant(0x100)
    public let IN_DELETE = Constant(0x200)
    public let IN_DELETE_SELF = Constant(0x400)
    public let IN_MOVE_SELF = Constant(0x800)
    public let IN_UNMOUNT = Constant(0x2000)
    public let IN_Q_OVERFLOW = Constant(0x4000)
    public let IN_IGNORED = Constant(0x8000)
    public let IN_CLOSE = Constant(0x18)
    public let IN_MOVE = Constant(0xc0)
    public let IN_ONLYDIR = Constant(0x100_0000)
    public let IN_DONT_FOLLOW = Constant(0x200_0000)
    public let IN_EXCL_UNLINK = Constant(0x400_0000)
    public let IN_MASK_CREATE = Constant(0x1000_0000)
    public let IN_MASK_ADD = Constant(0x2000_0000)
    public let IN_ISDIR = Constant(0x4000_0000)
    public let IN_ONESHOT = Constant(0x8000_0000)

    public let IN_ALL_EVENTS = Constant(0xfff)
    public let IN_CLOEXEC = Constant(0o2000000)
    public let IN_NONBLOCK = Constant(0o4000)
    init() {}
  }

  /// Events and flags of fanotify.
  public final class Fanotify: ConstantGroup {
    public let FAN_ACCESS = Constant(0x1)
    public let FAN_MODIFY = Constant(0x2)
    public let FAN_ATTRIB = Constant(0x4)
    public let FAN_CLOSE_WRITE = Constant(0x8)
    public let FAN_CLOSE_NOWRITE = Constant(0x10)
    public let FAN_OPEN = Constant(0x20)
    public let FAN_MOVED_FROM = Constant(0x40)
    public let FAN_MOVED_TO = Constant(0x80)
    public let FAN_CREATE = Constant(0x100)
    public let FAN_DELETE = Constant(0x200)
    public let FAN_DELETE_SELF = Constant(0x400)
    public let FAN_MOVE_SELF = Constant(0x800)
    public let FAN_OPEN_EXEC = Constant(0x1000)
    public let FAN_Q_OVERFLOW = Constant(0x4000)
    public let FAN_FS_ERROR = Constant(0x8000)
    public let FAN_OPEN_PERM = Constant(0x1_0000)
    public let FAN_ACCESS_PERM = Constant(0x2_0000)
    public let FAN_OPEN_EXEC_PERM = Constant(0x4_0000)
    public let FAN_EVENT_ON_CHILD = Constant(0x800_0000)
    public let FAN_RENAME = Constant(0x1000_0000)
    public let FAN_ONDIR = Constant(0x4000_0000)
    public let FAN_CLOSE = Constant(0x18)
    public let FAN_MOVE = Constant(0xc0)
    public let FAN_CLOEXEC = Constant(0x1)
    public let FAN_NONBLOCK = Constant(0x2)
    public let FAN_CLASS_NOTIF = Constant(0)
    public let FAN_CLASS_CONTENT = Constant(0x4)
    public let FAN_CLASS_PRE_CONTENT = Constant(0x8)
    public let FAN_ALL_CLASS_BITS = Constant(0xc)
    public let FAN_UNLIMITED_QUEUE = Constant(0x10)
    public let FAN_UNLIMITED_MARKS = Constant(0x20)
    public let FAN_ENABLE_AUDIT = Constant(0x40)
    public let FAN_REPORT_PIDFD = Constant(0x80)
    public let FAN_REPORT_TID = Constant(0x100)
    public let FAN_REPORT_FID = Constant(0x200)
    public let FAN_REPORT_DIR_FID = Constant(0x400)
    public let FAN_REPORT_NAME = Constant(0x800)
    public let FAN_REPORT_TARGET_FID = Constant(0x1000)
    public let FAN_REPORT_FD_ERROR = Constant(0x2000)
    public let FAN_REPORT_DFID_NAME = Constant(0xc00)
    public let FAN_REPORT_DFID_NAME_TARGET = Constant(0x1e00)

    public let FAN_ALL_INIT_FLAGS = Constant(0x3f)
    public let FAN_MARK_ADD = Constant(0x1)
    public let FAN_MARK_REMOVE = Constant(0x2)
    public let FAN_MARK_DONT_FOLLOW = Constant(0x4)
    public let FAN_MARK_ONLYDIR = Constant(0x8)
    public let FAN_MARK_IGNORED_MASK = Constant(0x20)
    public let FAN_MARK_IGNORED_SURV_MODIFY = Constant(0x40)
    public let FAN_MARK_FLUSH = Constant(0x80)
    public let FAN_MARK_EVICTABLE = Constant(0x200)
    public let FAN_MARK_IGNORE = Constant(0x400)
    public let FAN_MARK_INODE = Constant(0)
    public let FAN_MARK_MOUNT = Constant(0x10)
    public let FAN_MARK_FILESYSTEM = Constant(0x100)

    public let FAN_MARK_IGNORE_SURV = Constant(0x440)
    public let FAN_ALL_MARK_FLAGS = Constant(0xff)
    public let FAN_ALL_EVENTS = Constant(0x3b)

    public let FAN_ALL_PERM_EVENTS = Constant(0x3_0000)
    public let FAN_ALL_OUTGOING_EVENTS = Constant(0x3_403b)
    public let FAN_EVENT_INFO_TYPE_FID = Constant(1)
    public let FAN_EVENT_INFO_TYPE_DFID_NAME = Constant(2)
    public let FAN_EVENT_INFO_TYPE_DFID = Constant(3)
    public let FAN_EVENT_INFO_TYPE_PIDFD = Constant(4)
    public let FAN_EVENT_INFO_TYPE_ERROR = Constant(5)
    public let FAN_EVENT_INFO_TYPE_OLD_DFID_NAME = Constant(10)
    public let FAN_EVENT_INFO_TYPE_NEW_DFID_NAME = Constant(12)

    public let FAN_RESPONSE_INFO_NONE = Constant(0)
    public let FAN_RESPONSE_INFO_AUDIT_RULE = Constant(1)
    public let FAN_ALLOW = Constant(0x1)
    public let FAN_DENY = Constant(0x2)
    public let FAN_AUDIT = Constant(0x10)
    public let FAN_INFO = Constant(0x20)
    public let FAN_NOFD = Constant(-1)
    public let FAN_NOPIDFD = Constant(-1)
    public let FAN_EPIDFD = Constant(-2)
    public let FAN_EVENT_METADATA_LEN = Constant(24)
    init() {}
  }
}
