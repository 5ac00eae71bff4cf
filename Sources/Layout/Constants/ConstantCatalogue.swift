// Every group of constants: the kernel's, and those of the C library. A constant is declared once, in its group.

/// The constants of the kernel's headers, by group: `Constants.kernel.sigaction.SA_RESTART`.
public final class KernelConstants: Sendable {
  /// Signal numbers and how many there are.
  public let signals = Signals()
  /// What `rt_sigprocmask` does with a set, and the stack sizes that the headers promise.
  public let sigprocmask = Sigprocmask()
  /// Flags of `rt_sigaction`.
  public let sigaction = Sigaction()
  /// Flags of an alternate signal stack.
  public let sigaltstack = Sigaltstack()
  /// Why a signal was sent: `si_code`.
  public let siginfo = Siginfo()
  /// How a timer or a queue notifies.
  public let sigevent = Sigevent()
  /// Marks of the machine state in a signal frame.
  public let signalFrame = SignalFrame()

  /// Error numbers: a failing system call returns one, negated.
  public let errno = Errno()

  /// Flags of `open` and `openat2`.
  public let open = Open()
  /// Commands of `fcntl` and their arguments.
  public let fcntl = Fcntl()
  /// Operations of `flock`.
  public let flock = Flock()
  /// File types and permissions in `st_mode`.
  public let fileModes = FileModes()
  /// Directory descriptors and path look-up.
  public let paths = Paths()
  /// Masks and attributes of `statx`.
  public let statx = Statx()
  /// Flags of `renameat2` and of extended attributes.
  public let rename = Rename()
  /// Flags of `preadv2`, and `lseek`.
  public let positionedIO = PositionedIO()
  /// Flags of `close_range`.
  public let closeRange = CloseRange()
  /// Modes of `fallocate` and advice of `fadvise64`.
  public let fallocate = Fallocate()
  /// Limits of file handles.
  public let fileHandles = FileHandles()

  /// Flags of `mount`, the mount descriptors and `statmount`.
  public let mount = Mount()
  /// Operations on whole file systems, most of them by `ioctl`.
  public let fileSystems = FileSystems()
  /// What `statfs` calls each file system.
  public let fileSystemMagic = FileSystemMagic()

  /// Protection of pages.
  public let protection = Protection()
  /// Flags of `mmap`.
  public let mmap = Mmap()
  /// Advice of `madvise`.
  public let madvise = Madvise()
  /// Flags of `mremap`.
  public let mremap = Mremap()
  /// Flags of `msync`.
  public let msync = Msync()
  /// Flags of `mlockall` and `mlock2`.
  public let mlock = Mlock()
  /// Protection keys and shadow stacks.
  public let protectionKeys = ProtectionKeys()
  /// Sizes of huge pages, and overcommit.
  public let hugePages = HugePages()
  /// Flags and seals of `memfd_create`.
  public let memfd = Memfd()
  /// Features, flags and `ioctl`s of `userfaultfd`.
  public let userfaultfd = Userfaultfd()
  /// Memory policies of `mbind` and its relatives.
  public let memoryPolicy = MemoryPolicy()

  /// Flags of `clone`, `clone3` and `unshare`.
  public let clone = Clone()
  /// Sizes of process records.
  public let processRecords = ProcessRecords()
  /// Policies and flags of the scheduler.
  public let scheduling = Scheduling()
  /// Options of `wait4` and `waitid`.
  public let wait = Wait()
  /// Resource limits, priorities and usage.
  public let resources = Resources()
  /// Capabilities.
  public let capabilities = Capabilities()
  /// Commands of `membarrier`.
  public let membarrier = Membarrier()
  /// Flags and `ioctl`s of process descriptors.
  public let pidfd = Pidfd()
  /// Execution domains.
  public let personality = Personality()
  /// What `kcmp` compares.
  public let kcmp = Kcmp()
  /// Secure bits.
  public let secureBits = SecureBits()
  /// I/O priorities.
  public let ioPriority = IoPriority()
  /// Commands of `reboot`.
  public let reboot = Reboot()

  /// Operations of `prctl` and their arguments.
  public let prctl = Prctl()
  /// Operations of x86_64's `arch_prctl`.
  public let archPrctl = ArchPrctl()
  /// Contents of x86_64's local descriptor table.
  public let descriptorTables = DescriptorTables()
  /// Keys and values of riscv64's `riscv_hwprobe`.
  public let hardwareProbe = HardwareProbe()

  /// Clocks.
  public let clocks = Clocks()
  /// Timers and timer descriptors.
  public let timers = Timers()
  /// Modes and states of `adjtimex`.
  public let adjtimex = Adjtimex()
  /// The real-time clock's `ioctl`s.
  public let realTimeClock = RealTimeClock()

  /// Events of `poll`.
  public let poll = Poll()
  /// Operations, flags and events of epoll.
  public let epoll = Epoll()
  /// Flags of `eventfd2`.
  public let eventfd = Eventfd()
  /// Flags of `signalfd4`.
  public let signalfd = Signalfd()
  /// Events and flags of inotify.
  public let inotify = Inotify()
  /// Events and flags of fanotify.
  public let fanotify = Fanotify()

  /// Operations and flags of `futex`, and the robust list.
  public let futex = Futex()
  /// Restartable sequences.
  public let rseq = Rseq()

  /// Flags of a submission queue entry.
  public let submissionEntries = SubmissionEntries()
  /// Operations, features and flags of io_uring.
  public let ioUring = IoUring()
  /// Commands of `io_submit`.
  public let asynchronousIO = AsynchronousIO()

  /// Options of the level SOL_SOCKET, and their `ioctl`s.
  public let socketOptions = SocketOptions()
  /// Socket states, and the calls that `socketcall` multiplexed.
  public let socketStates = SocketStates()
  /// Sockets between a virtual machine and its host.
  public let vsock = Vsock()

  /// Protocols above IP.
  public let ipProtocols = IpProtocols()
  /// Options and constants of IPv4.
  public let ip = Ip()
  /// Options and constants of IPv6.
  public let ipv6 = Ipv6()
  /// Options, states and constants of TCP.
  public let tcp = Tcp()
  /// Options of UDP.
  public let udp = Udp()

  /// Protocols, flags and attributes of netlink.
  public let netlink = Netlink()
  /// Packet sockets.
  public let packetSockets = PacketSockets()
  /// Ethernet protocols and sizes.
  public let ethernet = Ethernet()
  /// Time stamps and queued errors of sockets.
  public let timeStamps = TimeStamps()
  /// `ioctl`s of sockets.
  public let socketIoctls = SocketIoctls()

  /// Flags of a network interface.
  public let interfaceFlags = InterfaceFlags()
  /// States and `ioctl`s of a network interface.
  public let interfaceStates = InterfaceStates()
  /// Types and codes of ICMP.
  public let icmp = Icmp()

  /// System V and POSIX queues, semaphores and shared memory.
  public let ipc = Ipc()

  /// Rights and rules of Landlock.
  public let landlock = Landlock()

  /// Requests, options and events of `ptrace`.
  public let ptrace = Ptrace()
  /// Registers and flags of the processor, as a tracer sees them.
  public let processorState = ProcessorState()
  /// Operations, flags and actions of `seccomp`.
  public let seccomp = Seccomp()
  /// The instructions of classic BPF.
  public let socketFilters = SocketFilters()

  /// Messages, fields and architectures of audit.
  public let audit = Audit()

  /// Performance events: types, samples, formats, `ioctl`s, the ladder of sizes.
  public let perf = Perf()
  /// Hardware breakpoints.
  public let hardwareBreakpoints = HardwareBreakpoints()

  /// Commands, maps, programs, instructions and flags of BPF.
  public let bpf = Bpf()

  /// The functions that a BPF program calls, by number.
  public let bpfHelpers = BpfHelpers()

  /// Types of the auxiliary vector's entries.
  public let auxiliaryVector = AuxiliaryVector()
  /// Bits of AT_HWCAP and its successors.
  public let hardwareCapabilities = HardwareCapabilities()
  /// Headers, sections, symbols and the dynamic section.
  public let elf = Elf()
  /// Types and contents of notes.
  public let elfNotes = ElfNotes()

  /// `ioctl`s of terminals, and those that every descriptor takes.
  public let terminalIoctls = TerminalIoctls()
  /// Indices of the control characters.
  public let controlCharacters = ControlCharacters()
  /// Input, output, control and local modes.
  public let terminalModes = TerminalModes()
  /// Line speeds.
  public let terminalSpeeds = TerminalSpeeds()
  /// Modem lines and line disciplines.
  public let modemLines = ModemLines()

  /// Randomness.
  public let random = Random()
  /// Limits of names, arguments and groups.
  public let limits = Limits()
  /// Sizes and scales of system information.
  public let systemInformation = SystemInformation()
  /// Keys and keyrings.
  public let keys = Keys()

  init() {}
}

/// The constants of glibc's headers that the kernel's do not have, or have otherwise: `Constants.libc.messageFlags.MSG_DONTWAIT`.
public final class LibcConstants: Sendable {
  /// Identification, types and the symbol-independent parts of the header.
  public let elf = Elf()
  /// Machines.
  public let elfMachines = ElfMachines()
  /// Types and flags of segments.
  public let programHeaders = ProgramHeaders()
  /// Types, flags and special indices of sections.
  public let sections = Sections()
  /// Bindings, types and visibilities of symbols.
  public let symbols = Symbols()

  /// Tags and flags of the dynamic section, and symbol versions.
  public let dynamicSection = DynamicSection()
  /// Types and contents of notes.
  public let elfNotes = ElfNotes()
  /// Types of the auxiliary vector's entries.
  public let auxiliaryVector = AuxiliaryVector()
  /// Relocations of x86_64.
  public let x86_64Relocations = X86_64Relocations()
  /// Relocations of aarch64.
  public let aarch64Relocations = Aarch64Relocations()
  /// Relocations of riscv64.
  public let riscv64Relocations = Riscv64Relocations()
  /// States of the run-time linker.
  public let runTimeLinking = RunTimeLinking()

  /// Files.
  public let files = Files()
  /// Types and flags of `socket`.
  public let socketTypes = SocketTypes()
  /// Address and protocol families.
  public let addressFamilies = AddressFamilies()
  /// Levels of `setsockopt`.
  public let optionLevels = OptionLevels()
  /// Options and control messages of sockets.
  public let socketOptions = SocketOptions()
  /// Flags of `sendmsg` and `recvmsg`.
  public let messageFlags = MessageFlags()
  /// Directions of `shutdown`.
  public let shutdown = Shutdown()
  /// Flags and errors of `getaddrinfo`.
  public let nameLookup = NameLookup()
  /// Waiting and scheduling.
  public let wait = Wait()
  /// Tracing.
  public let ptrace = Ptrace()
  /// Clocks, timers and limits.
  public let clocks = Clocks()
  /// Error numbers that only the C library has.
  public let errno = Errno()
  /// Communication between processes.
  public let ipc = Ipc()
  /// Sizes of sets of descriptors and of processors.
  public let descriptorSets = DescriptorSets()
  /// Places of the registers in a machine context.
  public let registers = Registers()
  /// Signals.
  public let signals = Signals()

  init() {}
}
