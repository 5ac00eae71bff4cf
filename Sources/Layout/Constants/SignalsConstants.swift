// Constants of signals.

// The properties bear the C names, which the manual pages explain.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

extension KernelConstants {
  /// Signal numbers and how many there are.
  public final class Signals: ConstantGroup {
    public let NSIG = Constant(32, on: .x86_64)
    public let SIGHUP = Constant(1)
    public let SIGINT = Constant(2)
    public let SIGQUIT = Constant(3)
    public let SIGILL = Constant(4)
    public let SIGTRAP = Constant(5)
    public let SIGABRT = Constant(6)
    public let SIGIOT = Constant(6)
    public let SIGBUS = Constant(7)
    public let SIGFPE = Constant(8)
    public let SIGKILL = Constant(9)
    public let SIGUSR1 = Constant(10)
    public let SIGSEGV = Constant(11)
    public let SIGUSR2 = Constant(12)
    public let SIGPIPE = Constant(13)
    public let SIGALRM = Constant(14)
    public let SIGTERM = Constant(15)
    public let SIGSTKFLT = Constant(16)
    public let SIGCHLD = Constant(17)
    public let SIGCONT = Constant(18)
    public let SIGSTOP = Constant(19)
    public let SIGTSTP = Constant(20)
    public let SIGTTIN = Constant(21)
    public let SIGTTOU = Constant(22)
    public let SIGURG = Constant(23)
    public let SIGXCPU = Constant(24)
    public let SIGXFSZ = Constant(25)
    public let SIGVTALRM = Constant(26)
    public let SIGPROF = Constant(27)
    public let SIGWINCH = Constant(28)
    public let SIGIO = Constant(29)
    public let SIGPOLL = Constant(29)

    public let SIGPWR = Constant(30)
    public let SIGSYS = Constant(31)
    public let SIGUNUSED = Constant(31)
    public let SIGRTMIN = Constant(32)
    public let SIGRTMAX = Constant(64, on: .generic)

    public let _NSIG = Constant(64)
    public let _NSIG_BPW = Constant(64)
    public let _NSIG_WORDS = Constant(1)
    init() {}
  }

  /// What `rt_sigprocmask` does with a set, and the stack sizes that the headers promise.
  public final class Sigprocmask: ConstantGroup {
    public let MINSIGSTKSZ = Constant(x86_64: 2048, aarch64: 5120, riscv64: 2048)
    public let SIGSTKSZ = Constant(x86_64: 8192, aarch64: 16_384, riscv64: 8192)
    public let SIG_BLOCK = Constant(0)
    public let SIG_UNBLOCK = Constant(1)
    public let SIG_SETMASK = Constant(2)

    public let SI_MAX_SIZE = Constant(128)
    init() {}
  }

  /// Flags of `rt_sigaction`.
  public final class Sigaction: ConstantGroup {
    public let SA_RESTORER = Constant(0x400_0000, on: [.x86_64, .aarch64])
    public let SA_NOCLDSTOP = Constant(0x1)
    public let SA_NOCLDWAIT = Constant(0x2)
    public let SA_SIGINFO = Constant(0x4)

    public let SA_UNSUPPORTED = Constant(0x400)
    public let SA_EXPOSE_TAGBITS = Constant(0x800)
    public let SA_ONSTACK = Constant(0x800_0000)
    public let SA_RESTART = Constant(0x1000_0000)
    public let SA_NODEFER = Constant(0x4000_0000)
    public let SA_RESETHAND = Constant(0x8000_0000)
    public let SA_NOMASK = Constant(0x4000_0000)
    public let SA_ONESHOT = Constant(0x8000_0000)
    init() {}
  }

  /// Flags of an alternate signal stack.
  public final class Sigaltstack: ConstantGroup {
    public let SS_ONSTACK = Constant(1)
    public let SS_DISABLE = Constant(2)
    public let SS_AUTODISARM = Constant(0x8000_0000)
    public let SS_FLAG_BITS = Constant(0x8000_0000)
    init() {}
  }

  /// Why a signal was sent: `si_code`.
  public final class Siginfo: ConstantGroup {
    public let SI_USER = Constant(0)
    public let SI_KERNEL = Constant(0x80)
    public let SI_QUEUE = Constant(-1)
    public let SI_TIMER = Constant(-2)
    public let SI_MESGQ = Constant(-3)
    public let SI_ASYNCIO = Constant(-4)
    public let SI_SIGIO = Constant(-5)
    public let SI_TKILL = Constant(-6)
    public let SI_DETHREAD = Constant(-7)
    public let SI_ASYNCNL = Constant(-60)

    public let ILL_ILLOPC = Constant(1)
    public let ILL_ILLOPN = Constant(2)
    public let ILL_ILLADR = Constant(3)
    public let ILL_ILLTRP = Constant(4)
    public let ILL_PRVOPC = Constant(5)
    public let ILL_PRVREG = Constant(6)
    public let ILL_COPROC = Constant(7)
    public let ILL_BADSTK = Constant(8)
    public let ILL_BADIADDR = Constant(9)
    public let NSIGILL = Constant(11)

    public let FPE_INTDIV = Constant(1)
    public let FPE_INTOVF = Constant(2)
    public let FPE_FLTDIV = Constant(3)
    public let FPE_FLTOVF = Constant(4)
    public let FPE_FLTUND = Constant(5)
    public let FPE_FLTRES = Constant(6)
    public let FPE_FLTINV = Constant(7)
    public let FPE_FLTSUB = Constant(8)

    public let FPE_FLTUNK = Constant(14)
    public let FPE_CONDTRAP = Constant(15)
    public let NSIGFPE = Constant(15)

    public let SEGV_MAPERR = Constant(1)
    public let SEGV_ACCERR = Constant(2)
    public let SEGV_BNDERR = Constant(3)

    public let SEGV_PKUERR = Constant(4)
    public let SEGV_ACCADI = Constant(5)
    public let SEGV_ADIDERR = Constant(6)
    public let SEGV_ADIPERR = Constant(7)
    public let SEGV_MTEAERR = Constant(8)
    public let SEGV_MTESERR = Constant(9)
    public let SEGV_CPERR = Constant(10)
    public let NSIGSEGV = Constant(10)

    public let BUS_ADRALN = Constant(1)
    public let BUS_ADRERR = Constant(2)
    public let BUS_OBJERR = Constant(3)
    public let BUS_MCEERR_AR = Constant(4)
    public let BUS_MCEERR_AO = Constant(5)
    public let NSIGBUS = Constant(5)

    public let TRAP_BRKPT = Constant(1)
    public let TRAP_TRACE = Constant(2)
    public let TRAP_BRANCH = Constant(3)
    public let TRAP_HWBKPT = Constant(4)
    public let TRAP_UNK = Constant(5)
    public let TRAP_PERF = Constant(6)
    public let NSIGTRAP = Constant(6)

    public let TRAP_PERF_FLAG_ASYNC = Constant(0x1)
    public let CLD_EXITED = Constant(1)
    public let CLD_KILLED = Constant(2)
    public let CLD_DUMPED = Constant(3)
    public let CLD_TRAPPED = Constant(4)
    public let CLD_STOPPED = Constant(5)
    public let CLD_CONTINUED = Constant(6)
    public let NSIGCHLD = Constant(6)

    public let POLL_IN = Constant(1)
    public let POLL_OUT = Constant(2)
    public let POLL_MSG = Constant(3)
    public let POLL_ERR = Constant(4)
    public let POLL_PRI = Constant(5)
    public let POLL_HUP = Constant(6)
    public let NSIGPOLL = Constant(6)

    public let SYS_SECCOMP = Constant(1)
    public let SYS_USER_DISPATCH = Constant(2)
    public let NSIGSYS = Constant(2)

    public let EMT_TAGOVF = Constant(1)
    public let NSIGEMT = Constant(1)
    init() {}
  }

  /// How a timer or a queue notifies.
  public final class Sigevent: ConstantGroup {
    public let SIGEV_SIGNAL = Constant(0)
    public let SIGEV_NONE = Constant(1)
    public let SIGEV_THREAD = Constant(2)
    public let SIGEV_THREAD_ID = Constant(4)

    public let SIGEV_MAX_SIZE = Constant(64)
    public let SIGEV_PAD_SIZE = Constant(12)
    init() {}
  }

  /// Marks of the machine state in a signal frame.
  public final class SignalFrame: ConstantGroup {
    public let FP_XSTATE_MAGIC1 = Constant(0x4650_5853, on: .x86_64)
    public let FP_XSTATE_MAGIC2 = Constant(0x4650_5845, on: .x86_64)
    public let FP_XSTATE_MAGIC2_SIZE = Constant(0x4, on: .x86_64)

    public let X86_FXSR_MAGIC = Constant(0, on: .x86_64)
    public let UC_FP_XSTATE = Constant(0x1, on: .x86_64)
    public let UC_SIGCONTEXT_SS = Constant(0x2, on: .x86_64)
    public let UC_STRICT_RESTORE_SS = Constant(0x4, on: .x86_64)

    public let FPSIMD_MAGIC = Constant(0x4650_8001, on: .aarch64)
    public let ESR_MAGIC = Constant(0x4553_5201, on: .aarch64)
    public let POE_MAGIC = Constant(0x504f_4530, on: .aarch64)

    public let EXTRA_MAGIC = Constant(0x4558_5401, on: .aarch64)
    public let SVE_MAGIC = Constant(0x5356_4501, on: .aarch64)
    public let SVE_SIG_FLAG_SM = Constant(0x1, on: .aarch64)
    public let TPIDR2_MAGIC = Constant(0x5450_4902, on: .aarch64)

    public let FPMR_MAGIC = Constant(0x4650_4d52, on: .aarch64)
    public let ZA_MAGIC = Constant(0x5436_6345, on: .aarch64)
    public let ZT_MAGIC = Constant(0x5a54_4e01, on: .aarch64)

    public let SVE_VQ_BYTES = Constant(16, on: .aarch64)
    public let SVE_VQ_MIN = Constant(1, on: .aarch64)
    public let SVE_VQ_MAX = Constant(512, on: .aarch64)
    public let SVE_VL_MIN = Constant(16, on: .aarch64)
    public let SVE_VL_MAX = Constant(8192, on: .aarch64)
    public let SVE_NUM_ZREGS = Constant(32, on: .aarch64)
    public let SVE_NUM_PREGS = Constant(16, on: .aarch64)

    public let SVE_SIG_REGS_OFFSET = Constant(16, on: .aarch64)
    public let SVE_SIG_ZREGS_OFFSET = Constant(16, on: .aarch64)
    public let ZA_SIG_REGS_OFFSET = Constant(16, on: .aarch64)

    public let ZT_SIG_REG_SIZE = Constant(512, on: .aarch64)
    public let ZT_SIG_REG_BYTES = Constant(64, on: .aarch64)
    public let ZT_SIG_REGS_OFFSET = Constant(16, on: .aarch64)

    public let RISCV_V_MAGIC = Constant(0x5346_5457, on: .riscv64)
    public let END_MAGIC = Constant(0, on: .riscv64)
    public let END_HDR_SIZE = Constant(0, on: .riscv64)
    init() {}
  }
}
