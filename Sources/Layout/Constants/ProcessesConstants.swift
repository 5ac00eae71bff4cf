// Constants of processes, threads and what limits them.

// The properties bear the C names, which the manual pages explain.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

extension KernelConstants {
  /// Flags of `clone`, `clone3` and `unshare`.
  public final class Clone: ConstantGroup {
    public let CSIGNAL = Constant(0xff)
    public let CLONE_VM = Constant(0x100)
    public let CLONE_FS = Constant(0x200)
    public let CLONE_FILES = Constant(0x400)
    public let CLONE_SIGHAND = Constant(0x800)
    public let CLONE_PIDFD = Constant(0x1000)
    public let CLONE_PTRACE = Constant(0x2000)
    public let CLONE_VFORK = Constant(0x4000)
    public let CLONE_PARENT = Constant(0x8000)
    public let CLONE_THREAD = Constant(0x1_0000)
    public let CLONE_NEWNS = Constant(0x2_0000)
    public let CLONE_SYSVSEM = Constant(0x4_0000)
    public let CLONE_SETTLS = Constant(0x8_0000)
    public let CLONE_PARENT_SETTID = Constant(0x10_0000)
    public let CLONE_CHILD_CLEARTID = Constant(0x20_0000)
    public let CLONE_DETACHED = Constant(0x40_0000)
    public let CLONE_UNTRACED = Constant(0x80_0000)
    public let CLONE_CHILD_SETTID = Constant(0x100_0000)
    public let CLONE_NEWCGROUP = Constant(0x200_0000)
    public let CLONE_NEWUTS = Constant(0x400_0000)
    public let CLONE_NEWIPC = Constant(0x800_0000)
    public let CLONE_NEWUSER = Constant(0x1000_0000)
    public let CLONE_NEWPID = Constant(0x2000_0000)
    public let CLONE_NEWNET = Constant(0x4000_0000)
    public let CLONE_IO = Constant(0x8000_0000)
    public let CLONE_CLEAR_SIGHAND = Constant(0x1_0000_0000)
    public let CLONE_INTO_CGROUP = Constant(0x2_0000_0000)

    public let CLONE_NEWTIME = Constant(0x80)
    public let CLONE_ARGS_SIZE_VER0 = Constant(64)
    public let CLONE_ARGS_SIZE_VER1 = Constant(80)
    public let CLONE_ARGS_SIZE_VER2 = Constant(88)
    init() {}
  }

  /// Sizes of process records.
  public final class ProcessRecords: ConstantGroup {
    public let SECCOMP_NOTIFY_ADDFD_SIZE_VER0 = Constant(24)
    init() {}
  }

  /// Policies and flags of the scheduler.
  public final class Scheduling: ConstantGroup {
    public let SCHED_NORMAL = Constant(0)
    public let SCHED_FIFO = Constant(1)
    public let SCHED_RR = Constant(2)
    public let SCHED_BATCH = Constant(3)
    public let SCHED_IDLE = Constant(5)
    public let SCHED_DEADLINE = Constant(6)
    public let SCHED_EXT = Constant(7)
    public let SCHED_RESET_ON_FORK = Constant(0x4000_0000)

    public let SCHED_FLAG_RESET_ON_FORK = Constant(0x1)
    public let SCHED_FLAG_RECLAIM = Constant(0x2)
    public let SCHED_FLAG_DL_OVERRUN = Constant(0x4)
    public let SCHED_FLAG_KEEP_POLICY = Constant(0x8)
    public let SCHED_FLAG_KEEP_PARAMS = Constant(0x10)
    public let SCHED_FLAG_UTIL_CLAMP_MIN = Constant(0x20)
    public let SCHED_FLAG_UTIL_CLAMP_MAX = Constant(0x40)
    public let SCHED_FLAG_KEEP_ALL = Constant(0x18)
    public let SCHED_FLAG_UTIL_CLAMP = Constant(0x60)
    public let SCHED_FLAG_ALL = Constant(0x7f)

    public let SCHED_ATTR_SIZE_VER0 = Constant(48)
    public let SCHED_ATTR_SIZE_VER1 = Constant(56)
    init() {}
  }

  /// Options of `wait4` and `waitid`.
  public final class Wait: ConstantGroup {
    public let WNOHANG = Constant(0x1)
    public let WUNTRACED = Constant(0x2)
    public let WSTOPPED = Constant(0x2)
    public let WEXITED = Constant(0x4)
    public let WCONTINUED = Constant(0x8)
    public let WNOWAIT = Constant(0x100_0000)
    public let __WNOTHREAD = Constant(0x2000_0000)
    public let __WALL = Constant(0x4000_0000)
    public let __WCLONE = Constant(0x8000_0000)
    public let P_ALL = Constant(0)
    public let P_PID = Constant(1)
    public let P_PGID = Constant(2)
    public let P_PIDFD = Constant(3)
    init() {}
  }

  /// Resource limits, priorities and usage.
  public final class Resources: ConstantGroup {
    public let RUSAGE_SELF = Constant(0)
    public let RUSAGE_CHILDREN = Constant(-1)
    public let RUSAGE_BOTH = Constant(-2)
    public let RUSAGE_THREAD = Constant(1)

    public let RLIM64_INFINITY = Constant(18_446_744_073_709_551_615)
    public let PRIO_MIN = Constant(-20)
    public let PRIO_MAX = Constant(20)
    public let PRIO_PROCESS = Constant(0)
    public let PRIO_PGRP = Constant(1)
    public let PRIO_USER = Constant(2)

    public let _STK_LIM = Constant(8_388_608)
    public let MLOCK_LIMIT = Constant(8_388_608)
    public let RLIMIT_CPU = Constant(0)
    public let RLIMIT_FSIZE = Constant(1)
    public let RLIMIT_DATA = Constant(2)
    public let RLIMIT_STACK = Constant(3)
    public let RLIMIT_CORE = Constant(4)
    public let RLIMIT_RSS = Constant(5)

    public let RLIMIT_NPROC = Constant(6)
    public let RLIMIT_NOFILE = Constant(7)
    public let RLIMIT_MEMLOCK = Constant(8)

    public let RLIMIT_AS = Constant(9)
    public let RLIMIT_LOCKS = Constant(10)
    public let RLIMIT_SIGPENDING = Constant(11)
    public let RLIMIT_MSGQUEUE = Constant(12)
    public let RLIMIT_NICE = Constant(13)
    public let RLIMIT_RTPRIO = Constant(14)
    public let RLIMIT_RTTIME = Constant(15)
    public let RLIM_NLIMITS = Constant(16)

    public let RLIM_INFINITY = Constant(18_446_744_073_709_551_615)
    init() {}
  }

  /// Capabilities.
  public final class Capabilities: ConstantGroup {
    public let _LINUX_CAPABILITY_VERSION_1 = Constant(0x1998_0330)
    public let _LINUX_CAPABILITY_U32S_1 = Constant(1)
    public let _LINUX_CAPABILITY_VERSION_2 = Constant(0x2007_1026)
    public let _LINUX_CAPABILITY_U32S_2 = Constant(2)
    public let _LINUX_CAPABILITY_VERSION_3 = Constant(0x2008_0522)
    public let _LINUX_CAPABILITY_U32S_3 = Constant(2)

    public let VFS_CAP_REVISION_MASK = Constant(0xff00_0000)
    public let VFS_CAP_REVISION_SHIFT = Constant(24)
    public let VFS_CAP_FLAGS_MASK = Constant(0xff_ffff)
    public let VFS_CAP_FLAGS_EFFECTIVE = Constant(0x1)
    public let VFS_CAP_REVISION_1 = Constant(0x100_0000)
    public let VFS_CAP_U32_1 = Constant(1)
    public let VFS_CAP_REVISION_2 = Constant(0x200_0000)
    public let VFS_CAP_U32_2 = Constant(2)
    public let VFS_CAP_REVISION_3 = Constant(0x300_0000)
    public let VFS_CAP_U32_3 = Constant(2)

    public let VFS_CAP_U32 = Constant(2)
    public let VFS_CAP_REVISION = Constant(0x300_0000)
    public let _LINUX_CAPABILITY_VERSION = Constant(0x1998_0330)
    public let _LINUX_CAPABILITY_U32S = Constant(1)

    public let CAP_CHOWN = Constant(0)
    public let CAP_DAC_OVERRIDE = Constant(1)
    public let CAP_DAC_READ_SEARCH = Constant(2)

    public let CAP_FOWNER = Constant(3)
    public let CAP_FSETID = Constant(4)
    public let CAP_KILL = Constant(5)

    public let CAP_SETGID = Constant(6)
    public let CAP_SETUID = Constant(7)
    public let CAP_SETPCAP = Constant(8)

    public let CAP_LINUX_IMMUTABLE = Constant(9)
    public let CAP_NET_BIND_SERVICE = Constant(10)
    public let CAP_NET_BROADCAST = Constant(11)

    public let CAP_NET_ADMIN = Constant(12)
    public let CAP_NET_RAW = Constant(13)
    public let CAP_IPC_LOCK = Constant(14)

    public let CAP_IPC_OWNER = Constant(15)
    public let CAP_SYS_MODULE = Constant(16)
    public let CAP_SYS_RAWIO = Constant(17)

    public let CAP_SYS_CHROOT = Constant(18)
    public let CAP_SYS_PTRACE = Constant(19)
    public let CAP_SYS_PACCT = Constant(20)

    public let CAP_SYS_ADMIN = Constant(21)
    public let CAP_SYS_BOOT = Constant(22)
    public let CAP_SYS_NICE = Constant(23)

    public let CAP_SYS_RESOURCE = Constant(24)
    public let CAP_SYS_TIME = Constant(25)
    public let CAP_SYS_TTY_CONFIG = Constant(26)

    public let CAP_MKNOD = Constant(27)
    public let CAP_LEASE = Constant(28)
    public let CAP_AUDIT_WRITE = Constant(29)

    public let CAP_AUDIT_CONTROL = Constant(30)
    public let CAP_SETFCAP = Constant(31)
    public let CAP_MAC_OVERRIDE = Constant(32)

    public let CAP_MAC_ADMIN = Constant(33)
    public let CAP_SYSLOG = Constant(34)
    public let CAP_WAKE_ALARM = Constant(35)

    public let CAP_BLOCK_SUSPEND = Constant(36)
    public let CAP_AUDIT_READ = Constant(37)
    public let CAP_PERFMON = Constant(38)

    public let CAP_BPF = Constant(39)
    public let CAP_CHECKPOINT_RESTORE = Constant(40)
    public let CAP_LAST_CAP = Constant(40)
    init() {}
  }

  /// Commands of `membarrier`.
  public final class Membarrier: ConstantGroup {
    public let MEMBARRIER_CMD_QUERY = Constant(0)
    public let MEMBARRIER_CMD_GLOBAL = Constant(0x1)
    public let MEMBARRIER_CMD_GLOBAL_EXPEDITED = Constant(0x2)
    public let MEMBARRIER_CMD_REGISTER_GLOBAL_EXPEDITED = Constant(0x4)
    public let MEMBARRIER_CMD_PRIVATE_EXPEDITED = Constant(0x8)
    public let MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED = Constant(0x10)
    public let MEMBARRIER_CMD_PRIVATE_EXPEDITED_SYNC_CORE = Constant(0x20)
    public let MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED_SYNC_CORE = Constant(0x40)
    public let MEMBARRIER_CMD_PRIVATE_EXPEDITED_RSEQ = Constant(0x80)
    public let MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED_RSEQ = Constant(0x100)
    public let MEMBARRIER_CMD_GET_REGISTRATIONS = Constant(0x200)
    public let MEMBARRIER_CMD_SHARED = Constant(0x1)

    public let MEMBARRIER_CMD_FLAG_CPU = Constant(0x1)
    init() {}
  }

  /// Flags and `ioctl`s of process descriptors.
  public final class Pidfd: ConstantGroup {
    public let PIDFD_NONBLOCK = Constant(0o4000)
    public let PIDFD_THREAD = Constant(0o200)
    public let PIDFD_SIGNAL_THREAD = Constant(0x1)
    public let PIDFD_SIGNAL_THREAD_GROUP = Constant(0x2)
    public let PIDFD_SIGNAL_PROCESS_GROUP = Constant(0x4)

    public let PIDFD_GET_CGROUP_NAMESPACE = Constant(0xff01)
    public let PIDFD_GET_IPC_NAMESPACE = Constant(0xff02)
    public let PIDFD_GET_MNT_NAMESPACE = Constant(0xff03)
    public let PIDFD_GET_NET_NAMESPACE = Constant(0xff04)
    public let PIDFD_GET_PID_NAMESPACE = Constant(0xff05)
    public let PIDFD_GET_PID_FOR_CHILDREN_NAMESPACE = Constant(0xff06)
    public let PIDFD_GET_TIME_NAMESPACE = Constant(0xff07)
    public let PIDFD_GET_TIME_FOR_CHILDREN_NAMESPACE = Constant(0xff08)
    public let PIDFD_GET_USER_NAMESPACE = Constant(0xff09)
    public let PIDFD_GET_UTS_NAMESPACE = Constant(0xff0a)
    init() {}
  }

  /// Execution domains.
  public final class Personality: ConstantGroup {
    public let UNAME26 = Constant(0x2_0000)
    public let ADDR_NO_RANDOMIZE = Constant(0x4_0000)
    public let FDPIC_FUNCPTRS = Constant(0x8_0000)
    public let MMAP_PAGE_ZERO = Constant(0x10_0000)
    public let ADDR_COMPAT_LAYOUT = Constant(0x20_0000)
    public let READ_IMPLIES_EXEC = Constant(0x40_0000)
    public let ADDR_LIMIT_32BIT = Constant(0x80_0000)
    public let SHORT_INODE = Constant(0x100_0000)
    public let WHOLE_SECONDS = Constant(0x200_0000)
    public let STICKY_TIMEOUTS = Constant(0x400_0000)
    public let ADDR_LIMIT_3GB = Constant(0x800_0000)

    public let PER_CLEAR_ON_SETID = Constant(0x74_0000)
    public let PER_LINUX = Constant(0)
    public let PER_LINUX_32BIT = Constant(0x80_0000)
    public let PER_LINUX_FDPIC = Constant(0x8_0000)
    public let PER_SVR4 = Constant(0x410_0001)
    public let PER_SVR3 = Constant(0x500_0002)
    public let PER_SCOSVR3 = Constant(0x700_0003)
    public let PER_OSR5 = Constant(0x600_0003)
    public let PER_WYSEV386 = Constant(0x500_0004)
    public let PER_ISCR4 = Constant(0x400_0005)
    public let PER_BSD = Constant(0x6)
    public let PER_SUNOS = Constant(0x400_0006)
    public let PER_XENIX = Constant(0x500_0007)
    public let PER_LINUX32 = Constant(0x8)
    public let PER_LINUX32_3GB = Constant(0x800_0008)
    public let PER_IRIX32 = Constant(0x400_0009)
    public let PER_IRIXN32 = Constant(0x400_000a)
    public let PER_IRIX64 = Constant(0x400_000b)
    public let PER_RISCOS = Constant(0xc)
    public let PER_SOLARIS = Constant(0x400_000d)
    public let PER_UW7 = Constant(0x410_000e)
    public let PER_OSF4 = Constant(0xf)
    public let PER_HPUX = Constant(0x10)
    public let PER_MASK = Constant(0xff)
    init() {}
  }

  /// What `kcmp` compares.
  public final class Kcmp: ConstantGroup {
    public let KCMP_FILE = Constant(0)
    public let KCMP_VM = Constant(1)
    public let KCMP_FILES = Constant(2)
    public let KCMP_FS = Constant(3)
    public let KCMP_SIGHAND = Constant(4)
    public let KCMP_IO = Constant(5)
    public let KCMP_SYSVSEM = Constant(6)
    public let KCMP_EPOLL_TFD = Constant(7)
    public let KCMP_TYPES = Constant(8)
    init() {}
  }

  /// Secure bits.
  public final class SecureBits: ConstantGroup {
    public let SECUREBITS_DEFAULT = Constant(0)
    public let SECURE_NOROOT = Constant(0)
    public let SECURE_NOROOT_LOCKED = Constant(1)
    public let SECBIT_NOROOT = Constant(1)
    public let SECBIT_NOROOT_LOCKED = Constant(2)

    public let SECURE_NO_SETUID_FIXUP = Constant(2)
    public let SECURE_NO_SETUID_FIXUP_LOCKED = Constant(3)
    public let SECBIT_NO_SETUID_FIXUP = Constant(4)
    public let SECBIT_NO_SETUID_FIXUP_LOCKED = Constant(8)

    public let SECURE_KEEP_CAPS = Constant(4)
    public let SECURE_KEEP_CAPS_LOCKED = Constant(5)
    public let SECBIT_KEEP_CAPS = Constant(16)
    public let SECBIT_KEEP_CAPS_LOCKED = Constant(32)
    public let SECURE_NO_CAP_AMBIENT_RAISE = Constant(6)
    public let SECURE_NO_CAP_AMBIENT_RAISE_LOCKED = Constant(7)
    public let SECBIT_NO_CAP_AMBIENT_RAISE = Constant(64)
    public let SECBIT_NO_CAP_AMBIENT_RAISE_LOCKED = Constant(128)
    public let SECURE_ALL_BITS = Constant(0x55)

    public let SECURE_ALL_LOCKS = Constant(0xaa)
    init() {}
  }

  /// I/O priorities.
  public final class IoPriority: ConstantGroup {
    public let IOPRIO_CLASS_SHIFT = Constant(13)
    public let IOPRIO_NR_CLASSES = Constant(8)
    public let IOPRIO_CLASS_MASK = Constant(7)
    public let IOPRIO_PRIO_MASK = Constant(0x1fff)

    public let IOPRIO_CLASS_NONE = Constant(0)
    public let IOPRIO_CLASS_RT = Constant(1)
    public let IOPRIO_CLASS_BE = Constant(2)
    public let IOPRIO_CLASS_IDLE = Constant(3)
    public let IOPRIO_CLASS_INVALID = Constant(7)

    public let IOPRIO_LEVEL_NR_BITS = Constant(3)
    public let IOPRIO_NR_LEVELS = Constant(0x8)
    public let IOPRIO_LEVEL_MASK = Constant(0x7)
    public let IOPRIO_BE_NR = Constant(0x8)

    public let IOPRIO_WHO_PROCESS = Constant(1)
    public let IOPRIO_WHO_PGRP = Constant(2)
    public let IOPRIO_WHO_USER = Constant(3)

    public let IOPRIO_NORM = Constant(4)
    public let IOPRIO_BE_NORM = Constant(4)
    public let IOPRIO_HINT_SHIFT = Constant(0x3)
    public let IOPRIO_HINT_NR_BITS = Constant(10)
    public let IOPRIO_NR_HINTS = Constant(0x400)
    public let IOPRIO_HINT_MASK = Constant(0x3ff)

    public let IOPRIO_HINT_NONE = Constant(0)
    public let IOPRIO_HINT_DEV_DURATION_LIMIT_1 = Constant(1)
    public let IOPRIO_HINT_DEV_DURATION_LIMIT_2 = Constant(2)
    public let IOPRIO_HINT_DEV_DURATION_LIMIT_3 = Constant(3)
    public let IOPRIO_HINT_DEV_DURATION_LIMIT_4 = Constant(4)
    public let IOPRIO_HINT_DEV_DURATION_LIMIT_5 = Constant(5)
    public let IOPRIO_HINT_DEV_DURATION_LIMIT_6 = Constant(6)
    public let IOPRIO_HINT_DEV_DURATION_LIMIT_7 = Constant(7)
    init() {}
  }

  /// Commands of `reboot`.
  public final class Reboot: ConstantGroup {
    public let LINUX_REBOOT_MAGIC1 = Constant(0xfee1_dead)
    public let LINUX_REBOOT_MAGIC2 = Constant(672_274_793)
    public let LINUX_REBOOT_MAGIC2A = Constant(85_072_278)
    public let LINUX_REBOOT_MAGIC2B = Constant(369_367_448)
    public let LINUX_REBOOT_MAGIC2C = Constant(537_993_216)

    public let LINUX_REBOOT_CMD_RESTART = Constant(0x123_4567)
    public let LINUX_REBOOT_CMD_HALT = Constant(0xcdef_0123)
    public let LINUX_REBOOT_CMD_CAD_ON = Constant(0x89ab_cdef)
    public let LINUX_REBOOT_CMD_CAD_OFF = Constant(0)
    public let LINUX_REBOOT_CMD_POWER_OFF = Constant(0x4321_fedc)
    public let LINUX_REBOOT_CMD_RESTART2 = Constant(0xa1b2_c3d4)
    public let LINUX_REBOOT_CMD_SW_SUSPEND = Constant(0xd000_fce2)
    public let LINUX_REBOOT_CMD_KEXEC = Constant(0x4558_4543)
    init() {}
  }
}
