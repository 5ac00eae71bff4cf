// Registers, core dumps and ptrace, as the C library has them.

// A schema's fields bear the C members' names, which the manual pages and the headers explain.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

extension Glibc {
  /// The signal in a core dump.
  public typealias ElfSiginfo = Record<ElfSiginfoSchema>

  public struct ElfSiginfoSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "elf_siginfo")
    public let si_signo = Field<Int32>()
    public let si_code = Field<Int32>()
    public let si_errno = Field<Int32>()
    public init() {}
  }

  /// A thread in a core dump.
  public typealias ElfPrstatusX86_64 = Record<ElfPrstatusX86_64Schema>

  public struct ElfPrstatusX86_64Schema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "elf_prstatus", on: .x86_64)
    public let pr_info = Field<ElfSiginfo>()
    public let pr_cursig = Field<Int16>()
    public let pr_sigpend = Field<UInt>()
    public let pr_sighold = Field<UInt>()
    public let pr_pid = Field<Int32>()
    public let pr_ppid = Field<Int32>()
    public let pr_pgrp = Field<Int32>()
    public let pr_sid = Field<Int32>()
    public let pr_utime = Field<Timeval>()
    public let pr_stime = Field<Timeval>()
    public let pr_cutime = Field<Timeval>()
    public let pr_cstime = Field<Timeval>()
    public let pr_reg = Field<Elements<27, UInt64>>()
    public let pr_fpvalid = Field<Int32>()
    public init() {}
  }

  /// A thread in a core dump.
  public typealias ElfPrstatusAarch64 = Record<ElfPrstatusAarch64Schema>

  public struct ElfPrstatusAarch64Schema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "elf_prstatus", on: .aarch64)
    public let pr_info = Field<ElfSiginfo>()
    public let pr_cursig = Field<Int16>()
    public let pr_sigpend = Field<UInt>()
    public let pr_sighold = Field<UInt>()
    public let pr_pid = Field<Int32>()
    public let pr_ppid = Field<Int32>()
    public let pr_pgrp = Field<Int32>()
    public let pr_sid = Field<Int32>()
    public let pr_utime = Field<Timeval>()
    public let pr_stime = Field<Timeval>()
    public let pr_cutime = Field<Timeval>()
    public let pr_cstime = Field<Timeval>()
    public let pr_reg = Field<Elements<34, UInt>>()
    public let pr_fpvalid = Field<Int32>()
    public init() {}
  }

  /// A thread in a core dump.
  public typealias ElfPrstatusRiscv64 = Record<ElfPrstatusRiscv64Schema>

  public struct ElfPrstatusRiscv64Schema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "elf_prstatus", on: .riscv64)
    public let pr_info = Field<ElfSiginfo>()
    public let pr_cursig = Field<Int16>()
    public let pr_sigpend = Field<UInt>()
    public let pr_sighold = Field<UInt>()
    public let pr_pid = Field<Int32>()
    public let pr_ppid = Field<Int32>()
    public let pr_pgrp = Field<Int32>()
    public let pr_sid = Field<Int32>()
    public let pr_utime = Field<Timeval>()
    public let pr_stime = Field<Timeval>()
    public let pr_cutime = Field<Timeval>()
    public let pr_cstime = Field<Timeval>()
    public let pr_reg = Field<Elements<32, UInt>>()
    public let pr_fpvalid = Field<Int32>()
    public init() {}
  }

  /// The process in a core dump.
  public typealias ElfPrpsinfo = Record<ElfPrpsinfoSchema>

  public struct ElfPrpsinfoSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "elf_prpsinfo")
    public let pr_state = Field<Character8>()
    public let pr_sname = Field<Character8>()
    public let pr_zomb = Field<Character8>()
    public let pr_nice = Field<Character8>()
    public let pr_flag = Field<UInt>()
    public let pr_uid = Field<UInt32>()
    public let pr_gid = Field<UInt32>()
    public let pr_pid = Field<Int32>()
    public let pr_ppid = Field<Int32>()
    public let pr_pgrp = Field<Int32>()
    public let pr_sid = Field<Int32>()
    public let pr_fname = Field<Elements<16, Character8>>()
    public let pr_psargs = Field<Elements<80, Character8>>()
    public init() {}
  }

  /// Which pending signals are looked at.
  public typealias PtracePeeksiginfoArgs = Record<PtracePeeksiginfoArgsSchema>

  public struct PtracePeeksiginfoArgsSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "__ptrace_peeksiginfo_args")
    public let off = Field<UInt>()
    public let flags = Field<UInt32>()
    public let nr = Field<Int32>()
    public init() {}
  }

  /// Which system call a thread stands in, or what it returned.
  public typealias PtraceSyscallInfo = Record<PtraceSyscallInfoSchema>

  public struct PtraceSyscallInfoSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "__ptrace_syscall_info")
    public let op = Field<UInt8>()
    public let arch = Field<UInt32>()
    public let instruction_pointer = Field<UInt>()
    public let stack_pointer = Field<UInt>()
    public let entryOrExit = Field<Record<EntryOrExit>>.anonymous
    public init() {}

    public struct EntryOrExit: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let entry = Field<Record<Entry>>()
      public let exit = Field<Record<Exit>>()
      public let seccomp = Field<Record<Seccomp>>()
      public init() {}

      public struct Entry: RecordSchema {
        public static let identity = RecordIdentity.nested()
        public let nr = Field<UInt>()
        public let args = Field<Elements<6, UInt>>()
        public init() {}
      }

      public struct Exit: RecordSchema {
        public static let identity = RecordIdentity.nested()
        public let rval = Field<Int>()
        public let is_error = Field<UInt8>()
        public init() {}
      }

      public struct Seccomp: RecordSchema {
        public static let identity = RecordIdentity.nested()
        public let nr = Field<UInt>()
        public let args = Field<Elements<6, UInt>>()
        public let ret_data = Field<UInt32>()
        public init() {}
      }
    }
  }

  /// Where a thread's restartable sequence record lies.
  public typealias PtraceRseqConfiguration = Record<PtraceRseqConfigurationSchema>

  public struct PtraceRseqConfigurationSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "__ptrace_rseq_configuration")
    public let rseq_abi_pointer = Field<UInt>()
    public let rseq_abi_size = Field<UInt32>()
    public let signature = Field<UInt32>()
    public let flags = Field<UInt32>()
    public let pad = Field<UInt32>()
    public init() {}
  }

  /// Flags of a filter.
  public typealias PtraceSeccompMetadata = Record<PtraceSeccompMetadataSchema>

  public struct PtraceSeccompMetadataSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "__ptrace_seccomp_metadata")
    public let filter_off = Field<UInt>()
    public let flags = Field<UInt>()
    public init() {}
  }

  /// The general registers, as ptrace has them.
  public typealias UserRegsStructX86_64 = Record<UserRegsStructX86_64Schema>

  public struct UserRegsStructX86_64Schema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "user_regs_struct", on: .x86_64)
    public let r15 = Field<UInt64>()
    public let r14 = Field<UInt64>()
    public let r13 = Field<UInt64>()
    public let r12 = Field<UInt64>()
    public let rbp = Field<UInt64>()
    public let rbx = Field<UInt64>()
    public let r11 = Field<UInt64>()
    public let r10 = Field<UInt64>()
    public let r9 = Field<UInt64>()
    public let r8 = Field<UInt64>()
    public let rax = Field<UInt64>()
    public let rcx = Field<UInt64>()
    public let rdx = Field<UInt64>()
    public let rsi = Field<UInt64>()
    public let rdi = Field<UInt64>()
    public let orig_rax = Field<UInt64>()
    public let rip = Field<UInt64>()
    public let cs = Field<UInt64>()
    public let eflags = Field<UInt64>()
    public let rsp = Field<UInt64>()
    public let ss = Field<UInt64>()
    public let fs_base = Field<UInt64>()
    public let gs_base = Field<UInt64>()
    public let ds = Field<UInt64>()
    public let es = Field<UInt64>()
    public let fs = Field<UInt64>()
    public let gs = Field<UInt64>()
    public init() {}
  }

  /// The general registers, as ptrace has them.
  public typealias UserRegsStructAarch64 = Record<UserRegsStructAarch64Schema>

  public struct UserRegsStructAarch64Schema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "user_regs_struct", on: .aarch64)
    public let regs = Field<Elements<31, UInt64>>()
    public let sp = Field<UInt64>()
    public let pc = Field<UInt64>()
    public let pstate = Field<UInt64>()
    public init() {}
  }

  /// The floating-point registers, as ptrace has them.
  public typealias UserFpregsStruct = Record<UserFpregsStructSchema>

  public struct UserFpregsStructSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "user_fpregs_struct", on: .x86_64)
    public let cwd = Field<UInt16>()
    public let swd = Field<UInt16>()
    public let ftw = Field<UInt16>()
    public let fop = Field<UInt16>()
    public let rip = Field<UInt64>()
    public let rdp = Field<UInt64>()
    public let mxcsr = Field<UInt32>()
    public let mxcr_mask = Field<UInt32>()
    public let st_space = Field<Elements<32, UInt32>>()
    public let xmm_space = Field<Elements<64, UInt32>>()
    public let padding = Field<Elements<24, UInt32>>()
    public init() {}
  }

  /// The start of an old core dump.
  public typealias User = Record<UserSchema>

  public struct UserSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "user", on: .x86_64)
    public let regs = Field<UserRegsStructX86_64>()
    public let u_fpvalid = Field<Int32>()
    public let i387 = Field<UserFpregsStruct>()
    public let u_tsize = Field<UInt64>()
    public let u_dsize = Field<UInt64>()
    public let u_ssize = Field<UInt64>()
    public let start_code = Field<UInt64>()
    public let start_stack = Field<UInt64>()
    public let signal = Field<Int64>()
    public let reserved = Field<Int32>()
    public let uAr0Choice = Field<Record<UAr0Choice>>.anonymous
    public let uFpstateChoice = Field<Record<UFpstateChoice>>.anonymous
    public let magic = Field<UInt64>()
    public let u_comm = Field<Elements<32, Character8>>()
    public let u_debugreg = Field<Elements<8, UInt64>>()
    public init() {}

    public struct UAr0Choice: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let u_ar0 = Field<Address>(to: "struct user_regs_struct")
      public let __u_ar0_word = Field<UInt64>()
      public init() {}
    }

    public struct UFpstateChoice: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let u_fpstate = Field<Address>(to: "struct user_fpregs_struct")
      public let __u_fpstate_word = Field<UInt64>()
      public init() {}
    }
  }

  /// The floating-point and SIMD registers, as ptrace has them.
  public typealias UserFpsimdStruct = Record<UserFpsimdStructSchema>

  public struct UserFpsimdStructSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "user_fpsimd_struct", on: .aarch64)
    public let vregs = Field<Elements<32, UInt128>>()
    public let fpsr = Field<UInt32>()
    public let fpcr = Field<UInt32>()
    public init() {}
  }
}

extension Catalogue {
  static let glibcTracing: [RecordDescription] = [
    RecordDescription(Glibc.ElfSiginfo.self),
    RecordDescription(Glibc.ElfPrstatusX86_64.self),
    RecordDescription(Glibc.ElfPrstatusAarch64.self),
    RecordDescription(Glibc.ElfPrstatusRiscv64.self),
    RecordDescription(Glibc.ElfPrpsinfo.self),
    RecordDescription(Glibc.PtracePeeksiginfoArgs.self),
    RecordDescription(Glibc.PtraceSyscallInfo.self),
    RecordDescription(Glibc.PtraceRseqConfiguration.self),
    RecordDescription(Glibc.PtraceSeccompMetadata.self),
    RecordDescription(Glibc.UserRegsStructX86_64.self),
    RecordDescription(Glibc.UserRegsStructAarch64.self),
    RecordDescription(Glibc.UserFpregsStruct.self),
    RecordDescription(Glibc.User.self),
    RecordDescription(Glibc.UserFpsimdStruct.self),
  ]
}
