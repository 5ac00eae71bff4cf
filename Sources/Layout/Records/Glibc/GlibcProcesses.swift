// Processes and their resources, as the C library has them.

// A schema's fields bear the C members' names, which the manual pages and the headers explain.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

extension Glibc {
  /// A soft and a hard limit.
  public typealias Rlimit = Record<RlimitSchema>

  public struct RlimitSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "rlimit")
    public let rlim_cur = Field<UInt>()
    public let rlim_max = Field<UInt>()
    public init() {}
  }

  /// A soft and a hard limit, 64 bits on every target.
  public typealias Rlimit64 = Record<Rlimit64Schema>

  public struct Rlimit64Schema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "rlimit64")
    public let rlim_cur = Field<UInt>()
    public let rlim_max = Field<UInt>()
    public init() {}
  }

  /// Resources that a process has used.
  public typealias Rusage = Record<RusageSchema>

  public struct RusageSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "rusage")
    public let ru_utime = Field<Timeval>()
    public let ru_stime = Field<Timeval>()
    public let ruMaxrssChoice = Field<Record<RuMaxrssChoice>>.anonymous
    public let ruIxrssChoice = Field<Record<RuIxrssChoice>>.anonymous
    public let ruIdrssChoice = Field<Record<RuIdrssChoice>>.anonymous
    public let ruIsrssChoice = Field<Record<RuIsrssChoice>>.anonymous
    public let ruMinfltChoice = Field<Record<RuMinfltChoice>>.anonymous
    public let ruMajfltChoice = Field<Record<RuMajfltChoice>>.anonymous
    public let ruNswapChoice = Field<Record<RuNswapChoice>>.anonymous
    public let ruInblockChoice = Field<Record<RuInblockChoice>>.anonymous
    public let ruOublockChoice = Field<Record<RuOublockChoice>>.anonymous
    public let ruMsgsndChoice = Field<Record<RuMsgsndChoice>>.anonymous
    public let ruMsgrcvChoice = Field<Record<RuMsgrcvChoice>>.anonymous
    public let ruNsignalsChoice = Field<Record<RuNsignalsChoice>>.anonymous
    public let ruNvcswChoice = Field<Record<RuNvcswChoice>>.anonymous
    public let ruNivcswChoice = Field<Record<RuNivcswChoice>>.anonymous
    public init() {}

    public struct RuMaxrssChoice: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let ru_maxrss = Field<Int>()
      public let __ru_maxrss_word = Field<Int>()
      public init() {}
    }

    public struct RuIxrssChoice: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let ru_ixrss = Field<Int>()
      public let __ru_ixrss_word = Field<Int>()
      public init() {}
    }

    public struct RuIdrssChoice: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let ru_idrss = Field<Int>()
      public let __ru_idrss_word = Field<Int>()
      public init() {}
    }

    public struct RuIsrssChoice: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let ru_isrss = Field<Int>()
      public let __ru_isrss_word = Field<Int>()
      public init() {}
    }

    public struct RuMinfltChoice: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let ru_minflt = Field<Int>()
      public let __ru_minflt_word = Field<Int>()
      public init() {}
    }

    public struct RuMajfltChoice: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let ru_majflt = Field<Int>()
      public let __ru_majflt_word = Field<Int>()
      public init() {}
    }

    public struct RuNswapChoice: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let ru_nswap = Field<Int>()
      public let __ru_nswap_word = Field<Int>()
      public init() {}
    }

    public struct RuInblockChoice: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let ru_inblock = Field<Int>()
      public let __ru_inblock_word = Field<Int>()
      public init() {}
    }

    public struct RuOublockChoice: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let ru_oublock = Field<Int>()
      public let __ru_oublock_word = Field<Int>()
      public init() {}
    }

    public struct RuMsgsndChoice: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let ru_msgsnd = Field<Int>()
      public let __ru_msgsnd_word = Field<Int>()
      public init() {}
    }

    public struct RuMsgrcvChoice: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let ru_msgrcv = Field<Int>()
      public let __ru_msgrcv_word = Field<Int>()
      public init() {}
    }

    public struct RuNsignalsChoice: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let ru_nsignals = Field<Int>()
      public let __ru_nsignals_word = Field<Int>()
      public init() {}
    }

    public struct RuNvcswChoice: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let ru_nvcsw = Field<Int>()
      public let __ru_nvcsw_word = Field<Int>()
      public init() {}
    }

    public struct RuNivcswChoice: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let ru_nivcsw = Field<Int>()
      public let __ru_nivcsw_word = Field<Int>()
      public init() {}
    }
  }

  /// The system's uptime, load and memory.
  public typealias Sysinfo = Record<SysinfoSchema>

  public struct SysinfoSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "sysinfo")
    public let uptime = Field<Int>()
    public let loads = Field<Elements<3, UInt>>()
    public let totalram = Field<UInt>()
    public let freeram = Field<UInt>()
    public let sharedram = Field<UInt>()
    public let bufferram = Field<UInt>()
    public let totalswap = Field<UInt>()
    public let freeswap = Field<UInt>()
    public let procs = Field<UInt16>()
    public let pad = Field<UInt16>()
    public let totalhigh = Field<UInt>()
    public let freehigh = Field<UInt>()
    public let mem_unit = Field<UInt32>()
    public let _f = Field<Elements<0, Character8>>()
    public init() {}
  }

  /// The system's name.
  public typealias Utsname = Record<UtsnameSchema>

  public struct UtsnameSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "utsname")
    public let sysname = Field<Elements<65, Character8>>()
    public let nodename = Field<Elements<65, Character8>>()
    public let release = Field<Elements<65, Character8>>()
    public let version = Field<Elements<65, Character8>>()
    public let machine = Field<Elements<65, Character8>>()
    public let domainname = Field<Elements<65, Character8>>()
    public init() {}
  }

  /// A real-time priority.
  public typealias SchedParam = Record<SchedParamSchema>

  public struct SchedParamSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "sched_param")
    public let sched_priority = Field<Int32>()
    public init() {}
  }

  /// What a thread shares with the kernel for restartable sequences; registered with at least 32 bytes.
  public typealias Rseq = Record<RseqSchema>

  public struct RseqSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "rseq", aligned: 32)
    public let cpu_id_start = Field<UInt32>()
    public let cpu_id = Field<UInt32>()
    public let rseq_cs = Field<UInt64>()
    public let flags = Field<UInt32>()
    public let node_id = Field<UInt32>()
    public let mm_cid = Field<UInt32>()
    public let end = Field<Trailing<Character8>>()
    public init() {}
  }

  /// Where the parts of a process's memory lie.
  public typealias PrctlMmMap = Record<PrctlMmMapSchema>

  public struct PrctlMmMapSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "prctl_mm_map")
    public let start_code = Field<UInt64>()
    public let end_code = Field<UInt64>()
    public let start_data = Field<UInt64>()
    public let end_data = Field<UInt64>()
    public let start_brk = Field<UInt64>()
    public let brk = Field<UInt64>()
    public let start_stack = Field<UInt64>()
    public let arg_start = Field<UInt64>()
    public let arg_end = Field<UInt64>()
    public let env_start = Field<UInt64>()
    public let env_end = Field<UInt64>()
    public let auxv = Field<Address>(to: "__u64")
    public let auxv_size = Field<UInt32>()
    public let exe_fd = Field<UInt32>()
    public init() {}
  }

  /// A set of 1024 descriptors.
  public typealias FdSet = Record<FdSetSchema>

  public struct FdSetSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "fd_set", isTypedef: true)
    public let fds_bits = Field<Elements<16, Int>>()
    public init() {}
  }
}

extension Catalogue {
  static let glibcProcesses: [RecordDescription] = [
    RecordDescription(Glibc.Rlimit.self),
    RecordDescription(Glibc.Rlimit64.self),
    RecordDescription(Glibc.Rusage.self),
    RecordDescription(Glibc.Sysinfo.self),
    RecordDescription(Glibc.Utsname.self),
    RecordDescription(Glibc.SchedParam.self),
    RecordDescription(Glibc.Rseq.self),
    RecordDescription(Glibc.PrctlMmMap.self),
    RecordDescription(Glibc.FdSet.self),
  ]
}
