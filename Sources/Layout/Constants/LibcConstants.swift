// Constants of files, sockets, signals and processes as the C library's headers have them.

// The properties bear the C names, which the manual pages explain.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

extension LibcConstants {
  /// Files.
  public final class Files: ConstantGroup {
    public let FD_SETSIZE = Constant(1024)
    public let F_GETLK64 = Constant(5)
    public let F_SETLK64 = Constant(6)
    public let F_SETLKW64 = Constant(7)

    public let O_FSYNC = Constant(0o4010000)
    public let O_ASYNC = Constant(0o20000)
    public let O_RSYNC = Constant(0o4010000)

    public let F_OWNER_GID = Constant(2)
    public let SYNC_FILE_RANGE_WAIT_BEFORE = Constant(1)
    public let SYNC_FILE_RANGE_WRITE = Constant(2)
    public let SYNC_FILE_RANGE_WAIT_AFTER = Constant(4)

    public let SYNC_FILE_RANGE_WRITE_AND_WAIT = Constant(0x7)
    public let SPLICE_F_MOVE = Constant(1)
    public let SPLICE_F_NONBLOCK = Constant(2)
    public let SPLICE_F_MORE = Constant(4)
    public let SPLICE_F_GIFT = Constant(8)

    public let R_OK = Constant(4)
    public let W_OK = Constant(2)
    public let X_OK = Constant(1)
    public let F_OK = Constant(0)

    public let F_ULOCK = Constant(0)
    public let F_LOCK = Constant(1)
    public let F_TLOCK = Constant(2)
    public let F_TEST = Constant(3)

    public let S_IREAD = Constant(0o400)
    public let S_IWRITE = Constant(0o200)
    public let S_IEXEC = Constant(0o100)

    public let S_BLKSIZE = Constant(512)
    public let ST_RDONLY = Constant(1)
    public let ST_NOSUID = Constant(2)

    public let ST_NODEV = Constant(4)
    public let ST_NOEXEC = Constant(8)
    public let ST_SYNCHRONOUS = Constant(16)
    public let ST_MANDLOCK = Constant(64)
    public let ST_WRITE = Constant(128)
    public let ST_APPEND = Constant(256)
    public let ST_IMMUTABLE = Constant(512)
    public let ST_NOATIME = Constant(1024)
    public let ST_NODIRATIME = Constant(2048)
    public let ST_RELATIME = Constant(4096)

    public let DT_UNKNOWN = Constant(0)
    public let DT_FIFO = Constant(1)
    public let DT_CHR = Constant(2)
    public let DT_DIR = Constant(4)
    public let DT_BLK = Constant(6)
    public let DT_REG = Constant(8)
    public let DT_LNK = Constant(10)
    public let DT_SOCK = Constant(12)
    public let DT_WHT = Constant(14)

    public let MAP_ANON = Constant(0x20)
    public let POSIX_MADV_NORMAL = Constant(0)
    public let POSIX_MADV_RANDOM = Constant(1)
    public let POSIX_MADV_SEQUENTIAL = Constant(2)
    public let POSIX_MADV_WILLNEED = Constant(3)
    public let POSIX_MADV_DONTNEED = Constant(4)

    public let STDIN_FILENO = Constant(0)
    public let STDOUT_FILENO = Constant(1)
    public let STDERR_FILENO = Constant(2)

    public let MNT_FORCE = Constant(1)
    public let MNT_DETACH = Constant(2)
    public let MNT_EXPIRE = Constant(4)
    public let UMOUNT_NOFOLLOW = Constant(8)
    init() {}
  }

  /// Types and flags of `socket`.
  public final class SocketTypes: ConstantGroup {
    public let SOCK_STREAM = Constant(1)
    public let SOCK_DGRAM = Constant(2)
    public let SOCK_RAW = Constant(3)
    public let SOCK_RDM = Constant(4)
    public let SOCK_SEQPACKET = Constant(5)
    public let SOCK_DCCP = Constant(6)
    public let SOCK_PACKET = Constant(10)

    public let SOCK_CLOEXEC = Constant(0o2000000)
    public let SOCK_NONBLOCK = Constant(0o4000)
    init() {}
  }

  /// Address and protocol families.
  public final class AddressFamilies: ConstantGroup {
    public let PF_UNSPEC = Constant(0)
    public let PF_LOCAL = Constant(1)
    public let PF_UNIX = Constant(1)
    public let PF_FILE = Constant(1)
    public let PF_INET = Constant(2)
    public let PF_AX25 = Constant(3)
    public let PF_IPX = Constant(4)
    public let PF_APPLETALK = Constant(5)
    public let PF_NETROM = Constant(6)
    public let PF_BRIDGE = Constant(7)
    public let PF_ATMPVC = Constant(8)
    public let PF_X25 = Constant(9)
    public let PF_INET6 = Constant(10)
    public let PF_ROSE = Constant(11)
    public let PF_DECnet = Constant(12)
    public let PF_NETBEUI = Constant(13)
    public let PF_SECURITY = Constant(14)
    public let PF_KEY = Constant(15)
    public let PF_NETLINK = Constant(16)
    public let PF_ROUTE = Constant(16)
    public let PF_PACKET = Constant(17)
    public let PF_ASH = Constant(18)
    public let PF_ECONET = Constant(19)
    public let PF_ATMSVC = Constant(20)
    public let PF_RDS = Constant(21)
    public let PF_SNA = Constant(22)
    public let PF_IRDA = Constant(23)
    public let PF_PPPOX = Constant(24)
    public let PF_WANPIPE = Constant(25)
    public let PF_LLC = Constant(26)
    public let PF_IB = Constant(27)
    public let PF_MPLS = Constant(28)
    public let PF_CAN = Constant(29)
    public let PF_TIPC = Constant(30)
    public let PF_BLUETOOTH = Constant(31)
    public let PF_IUCV = Constant(32)
    public let PF_RXRPC = Constant(33)
    public let PF_ISDN = Constant(34)
    public let PF_PHONET = Constant(35)
    public let PF_IEEE802154 = Constant(36)
    public let PF_CAIF = Constant(37)
    public let PF_ALG = Constant(38)
    public let PF_NFC = Constant(39)
    public let PF_VSOCK = Constant(40)
    public let PF_KCM = Constant(41)
    public let PF_QIPCRTR = Constant(42)
    public let PF_SMC = Constant(43)
    public let PF_XDP = Constant(44)
    public let PF_MCTP = Constant(45)
    public let PF_MAX = Constant(46)
    public let AF_UNSPEC = Constant(0)
    public let AF_LOCAL = Constant(1)
    public let AF_UNIX = Constant(1)
    public let AF_FILE = Constant(1)
    public let AF_INET = Constant(2)
    public let AF_AX25 = Constant(3)
    public let AF_IPX = Constant(4)
    public let AF_APPLETALK = Constant(5)
    public let AF_NETROM = Constant(6)
    public let AF_BRIDGE = Constant(7)
    public let AF_ATMPVC = Constant(8)
    public let AF_X25 = Constant(9)
    public let AF_INET6 = Constant(10)
    public let AF_ROSE = Constant(11)
    public let AF_DECnet = Constant(12)
    public let AF_NETBEUI = Constant(13)
    public let AF_SECURITY = Constant(14)
    public let AF_KEY = Constant(15)
    public let AF_NETLINK = Constant(16)
    public let AF_ROUTE = Constant(16)
    public let AF_PACKET = Constant(17)
    public let AF_ASH = Constant(18)
    public let AF_ECONET = Constant(19)
    public let AF_ATMSVC = Constant(20)
    public let AF_RDS = Constant(21)
    public let AF_SNA = Constant(22)
    public let AF_IRDA = Constant(23)
    public let AF_PPPOX = Constant(24)
    public let AF_WANPIPE = Constant(25)
    public let AF_LLC = Constant(26)
    public let AF_IB = Constant(27)
    public let AF_MPLS = Constant(28)
    public let AF_CAN = Constant(29)
    public let AF_TIPC = Constant(30)
    public let AF_BLUETOOTH = Constant(31)
    public let AF_IUCV = Constant(32)
    public let AF_RXRPC = Constant(33)
    public let AF_ISDN = Constant(34)
    public let AF_PHONET = Constant(35)
    public let AF_IEEE802154 = Constant(36)
    public let AF_CAIF = Constant(37)
    public let AF_ALG = Constant(38)
    public let AF_NFC = Constant(39)
    public let AF_VSOCK = Constant(40)
    public let AF_KCM = Constant(41)
    public let AF_QIPCRTR = Constant(42)
    public let AF_SMC = Constant(43)
    public let AF_XDP = Constant(44)
    public let AF_MCTP = Constant(45)
    public let AF_MAX = Constant(46)
    init() {}
  }

  /// Levels of `setsockopt`.
  public final class OptionLevels: ConstantGroup {
    public let SOL_RAW = Constant(255)
    public let SOL_DECNET = Constant(261)
    public let SOL_X25 = Constant(262)
    public let SOL_PACKET = Constant(263)
    public let SOL_ATM = Constant(264)
    public let SOL_AAL = Constant(265)
    public let SOL_IRDA = Constant(266)
    public let SOL_NETBEUI = Constant(267)
    public let SOL_LLC = Constant(268)
    public let SOL_DCCP = Constant(269)
    public let SOL_NETLINK = Constant(270)
    public let SOL_TIPC = Constant(271)
    public let SOL_RXRPC = Constant(272)
    public let SOL_PPPOL2TP = Constant(273)
    public let SOL_BLUETOOTH = Constant(274)
    public let SOL_PNPIPE = Constant(275)
    public let SOL_RDS = Constant(276)
    public let SOL_IUCV = Constant(277)
    public let SOL_CAIF = Constant(278)
    public let SOL_ALG = Constant(279)
    public let SOL_NFC = Constant(280)
    public let SOL_KCM = Constant(281)
    public let SOL_TLS = Constant(282)
    public let SOL_XDP = Constant(283)
    public let SOL_MPTCP = Constant(284)
    public let SOL_MCTP = Constant(285)
    public let SOL_SMC = Constant(286)
    public let SOMAXCONN = Constant(4096)

    public let SOL_IP = Constant(0)
    public let SOL_IPV6 = Constant(41)
    public let SOL_ICMPV6 = Constant(58)

    public let SOL_TCP = Constant(6)
    public let SOL_UDP = Constant(17)
    public let SOL_VSOCK = Constant(287)
    init() {}
  }

  /// Options and control messages of sockets.
  public final class SocketOptions: ConstantGroup {
    public let SCM_RIGHTS = Constant(0x1)
    public let SCM_CREDENTIALS = Constant(0x2)
    public let IP_PMTUDISC = Constant(10)

    public let IP_MAX_MEMBERSHIPS = Constant(20)
    public let IPV6_JOIN_GROUP = Constant(20)
    public let IPV6_LEAVE_GROUP = Constant(21)

    public let IPV6_RXHOPOPTS = Constant(54)
    public let IPV6_RXDSTOPTS = Constant(59)
    public let IPV6_RTHDR_LOOSE = Constant(0)
    public let IPV6_RTHDR_STRICT = Constant(1)
    public let IPV6_RTHDR_TYPE_0 = Constant(0)

    public let INET_ADDRSTRLEN = Constant(16)
    public let INET6_ADDRSTRLEN = Constant(46)
    public let TCP_COOKIE_TRANSACTIONS = Constant(15)

    public let TCP_ESTABLISHED = Constant(1)
    public let TCP_SYN_SENT = Constant(2)
    public let TCP_SYN_RECV = Constant(3)
    public let TCP_FIN_WAIT1 = Constant(4)
    public let TCP_FIN_WAIT2 = Constant(5)
    public let TCP_TIME_WAIT = Constant(6)
    public let TCP_CLOSE = Constant(7)
    public let TCP_CLOSE_WAIT = Constant(8)
    public let TCP_LAST_ACK = Constant(9)
    public let TCP_LISTEN = Constant(10)
    public let TCP_CLOSING = Constant(11)

    public let TCP_MSS = Constant(512)
    public let TCP_MAXWIN = Constant(65_535)
    public let TCP_MAX_WINSHIFT = Constant(14)

    public let TCP_COOKIE_MIN = Constant(8)
    public let TCP_COOKIE_MAX = Constant(16)
    public let TCP_COOKIE_PAIR_SIZE = Constant(32)
    public let TCP_COOKIE_IN_ALWAYS = Constant(0x1)
    public let TCP_COOKIE_OUT_NEVER = Constant(0x2)

    public let TCP_S_DATA_IN = Constant(0x4)
    public let TCP_S_DATA_OUT = Constant(0x8)
    public let IP_RF = Constant(0x8000)
    public let IP_DF = Constant(0x4000)
    public let IP_MF = Constant(0x2000)
    public let IP_OFFMASK = Constant(0x1fff)

    public let IP_MAXPACKET = Constant(65_535)
    public let IP_MSS = Constant(576)
    init() {}
  }

  /// Flags of `sendmsg` and `recvmsg`.
  public final class MessageFlags: ConstantGroup {
    public let MSG_OOB = Constant(0x1)
    public let MSG_PEEK = Constant(0x2)
    public let MSG_DONTROUTE = Constant(0x4)

    public let MSG_TRYHARD = Constant(0x4)
    public let MSG_CTRUNC = Constant(0x8)
    public let MSG_PROXY = Constant(0x10)
    public let MSG_TRUNC = Constant(0x20)
    public let MSG_DONTWAIT = Constant(0x40)
    public let MSG_EOR = Constant(0x80)
    public let MSG_WAITALL = Constant(0x100)
    public let MSG_FIN = Constant(0x200)
    public let MSG_SYN = Constant(0x400)
    public let MSG_CONFIRM = Constant(0x800)
    public let MSG_RST = Constant(0x1000)
    public let MSG_ERRQUEUE = Constant(0x2000)
    public let MSG_NOSIGNAL = Constant(0x4000)
    public let MSG_MORE = Constant(0x8000)
    public let MSG_WAITFORONE = Constant(0x1_0000)
    public let MSG_BATCH = Constant(0x4_0000)
    public let MSG_ZEROCOPY = Constant(0x400_0000)
    public let MSG_FASTOPEN = Constant(0x2000_0000)
    public let MSG_CMSG_CLOEXEC = Constant(0x4000_0000)
    init() {}
  }

  /// Directions of `shutdown`.
  public final class Shutdown: ConstantGroup {
    public let SHUT_RD = Constant(0)
    public let SHUT_WR = Constant(1)
    public let SHUT_RDWR = Constant(2)
    init() {}
  }

  /// Flags and errors of `getaddrinfo`.
  public final class NameLookup: ConstantGroup {
    public let AI_PASSIVE = Constant(0x1)
    public let AI_CANONNAME = Constant(0x2)
    public let AI_NUMERICHOST = Constant(0x4)
    public let AI_V4MAPPED = Constant(0x8)
    public let AI_ALL = Constant(0x10)
    public let AI_ADDRCONFIG = Constant(0x20)
    public let AI_IDN = Constant(0x40)
    public let AI_CANONIDN = Constant(0x80)

    public let AI_NUMERICSERV = Constant(0x400)
    public let EAI_BADFLAGS = Constant(-1)
    public let EAI_NONAME = Constant(-2)
    public let EAI_AGAIN = Constant(-3)
    public let EAI_FAIL = Constant(-4)
    public let EAI_FAMILY = Constant(-6)
    public let EAI_SOCKTYPE = Constant(-7)
    public let EAI_SERVICE = Constant(-8)
    public let EAI_MEMORY = Constant(-10)
    public let EAI_SYSTEM = Constant(-11)
    public let EAI_OVERFLOW = Constant(-12)
    public let EAI_NODATA = Constant(-5)
    public let EAI_ADDRFAMILY = Constant(-9)
    public let EAI_INPROGRESS = Constant(-100)
    public let EAI_CANCELED = Constant(-101)
    public let EAI_NOTCANCELED = Constant(-102)
    public let EAI_ALLDONE = Constant(-103)
    public let EAI_INTR = Constant(-104)

    public let NI_MAXHOST = Constant(1025)
    public let NI_MAXSERV = Constant(32)
    public let NI_NUMERICHOST = Constant(1)
    public let NI_NUMERICSERV = Constant(2)
    public let NI_NOFQDN = Constant(4)
    public let NI_NAMEREQD = Constant(8)
    public let NI_DGRAM = Constant(16)
    public let NI_IDN = Constant(32)
    init() {}
  }

  /// Waiting and scheduling.
  public final class Wait: ConstantGroup {
    public let SCHED_OTHER = Constant(0)
    public let SCHED_ISO = Constant(4)
    public let WCOREFLAG = Constant(0x80)
    init() {}
  }

  /// Tracing.
  public final class Ptrace: ConstantGroup {
    public let PTRACE_PEEKUSER = Constant(3)
    public let PTRACE_POKEUSER = Constant(6)
    public let PTRACE_GETREGS = Constant(12, on: .riscv64)

    public let PTRACE_SETREGS = Constant(13, on: .riscv64)
    public let PTRACE_GETFPREGS = Constant(14, on: .riscv64)
    public let PTRACE_SETFPREGS = Constant(15, on: .riscv64)

    public let PTRACE_GETFPXREGS = Constant(18, on: .riscv64)
    public let PTRACE_SETFPXREGS = Constant(19, on: .riscv64)
    init() {}
  }

  /// Clocks, timers and limits.
  public final class Clocks: ConstantGroup {
    public let RLIMIT_OFILE = Constant(7)
    public let RLIMIT_NLIMITS = Constant(16)
    public let RLIM_SAVED_MAX = Constant(18_446_744_073_709_551_615)
    public let RLIM_SAVED_CUR = Constant(18_446_744_073_709_551_615)

    public let RUSAGE_LWP = Constant(1)
    public let MOD_CLKB = Constant(0x4000)
    public let MOD_CLKA = Constant(0x8001)

    public let RSEQ_SIG = Constant(x86_64: 0x5305_3053, aarch64: 0xd428_bc00)
    public let RSEQ_SIG_CODE = Constant(0xd428_bc00, on: .aarch64)
    public let RSEQ_SIG_DATA = Constant(0xd428_bc00, on: .aarch64)
    init() {}
  }

  /// Error numbers that only the C library has.
  public final class Errno: ConstantGroup {
    public let ENOTSUP = Constant(95)
    init() {}
  }

  /// Communication between processes.
  public final class Ipc: ConstantGroup {
    public let SHM_DEST = Constant(0o1000)
    public let SHM_LOCKED = Constant(0o2000)
    init() {}
  }

  /// Sizes of sets of descriptors and of processors.
  public final class DescriptorSets: ConstantGroup {
    public let CPU_SETSIZE = Constant(1024)
    init() {}
  }

  /// Places of the registers in a machine context.
  public final class Registers: ConstantGroup {
    public let NGREG = Constant(x86_64: 23, riscv64: 32)
    public let REG_R8 = Constant(0, on: .x86_64)
    public let REG_R9 = Constant(1, on: .x86_64)
    public let REG_R10 = Constant(2, on: .x86_64)
    public let REG_R11 = Constant(3, on: .x86_64)
    public let REG_R12 = Constant(4, on: .x86_64)
    public let REG_R13 = Constant(5, on: .x86_64)
    public let REG_R14 = Constant(6, on: .x86_64)
    public let REG_R15 = Constant(7, on: .x86_64)
    public let REG_RDI = Constant(8, on: .x86_64)
    public let REG_RSI = Constant(9, on: .x86_64)
    public let REG_RBP = Constant(10, on: .x86_64)
    public let REG_RBX = Constant(11, on: .x86_64)
    public let REG_RDX = Constant(12, on: .x86_64)
    public let REG_RAX = Constant(13, on: .x86_64)
    public let REG_RCX = Constant(14, on: .x86_64)
    public let REG_RSP = Constant(15, on: .x86_64)
    public let REG_RIP = Constant(16, on: .x86_64)
    public let REG_EFL = Constant(17, on: .x86_64)
    public let REG_CSGSFS = Constant(18, on: .x86_64)
    public let REG_ERR = Constant(19, on: .x86_64)
    public let REG_TRAPNO = Constant(20, on: .x86_64)
    public let REG_OLDMASK = Constant(21, on: .x86_64)
    public let REG_CR2 = Constant(22, on: .x86_64)

    public let REG_PC = Constant(0, on: .riscv64)
    public let REG_RA = Constant(1, on: .riscv64)
    public let REG_SP = Constant(2, on: .riscv64)
    public let REG_TP = Constant(4, on: .riscv64)
    public let REG_S0 = Constant(8, on: .riscv64)
    public let REG_S1 = Constant(9, on: .riscv64)
    public let REG_A0 = Constant(10, on: .riscv64)
    public let REG_S2 = Constant(18, on: .riscv64)
    public let REG_NARGS = Constant(8, on: .riscv64)
    init() {}
  }

  /// Signals.
  public final class Signals: ConstantGroup {
    public let SIGCLD = Constant(17)
    public let _NSIG = Constant(65, on: .x86_64)
    public let NSIG = Constant(65, on: .generic)

    public let SA_INTERRUPT = Constant(0x2000_0000)
    public let SA_STACK = Constant(0x800_0000)
    init() {}
  }
}
