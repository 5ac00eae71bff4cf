// Processes and threads: their creation, scheduling, limits and capabilities.

// A schema's fields bear the C members' names, which the manual pages and the headers explain.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

extension Kernel {
  /// A real-time priority.
  public typealias SchedParam = Record<SchedParamSchema>

  public struct SchedParamSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "sched_param")
    public let sched_priority = Field<Int32>()
    public init() {}
  }

  /// What clone3 takes.
  public typealias CloneArgs = Record<CloneArgsSchema>

  public struct CloneArgsSchema: RecordSchema {
    public static let identity = RecordIdentity(
      .kernel, "clone_args", ladder: [Rung(64, since: "5.3"), Rung(80, since: "5.5"), Rung(88, since: "5.7")])
    public let flags = Field<UInt64>()
    public let pidfd = Field<UInt64>()
    public let child_tid = Field<UInt64>()
    public let parent_tid = Field<UInt64>()
    public let exit_signal = Field<UInt64>()
    public let stack = Field<UInt64>()
    public let stack_size = Field<UInt64>()
    public let tls = Field<UInt64>()
    public let set_tid = Field<UInt64>()
    public let set_tid_size = Field<UInt64>()
    public let cgroup = Field<UInt64>()
    public init() {}
  }

  /// How a thread is scheduled.
  public typealias SchedAttr = Record<SchedAttrSchema>

  public struct SchedAttrSchema: RecordSchema {
    public static let identity = RecordIdentity(
      .kernel, "sched_attr", ladder: [Rung(48, since: "3.14"), Rung(56, since: "5.3")])
    public let size = Field<UInt32>()
    public let sched_policy = Field<UInt32>()
    public let sched_flags = Field<UInt64>()
    public let sched_nice = Field<Int32>()
    public let sched_priority = Field<UInt32>()
    public let sched_runtime = Field<UInt64>()
    public let sched_deadline = Field<UInt64>()
    public let sched_period = Field<UInt64>()
    public let sched_util_min = Field<UInt32>()
    public let sched_util_max = Field<UInt32>()
    public init() {}
  }

  /// Resources that a process has used.
  public typealias Rusage = Record<RusageSchema>

  public struct RusageSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "rusage")
    public let ru_utime = Field<KernelOldTimeval>()
    public let ru_stime = Field<KernelOldTimeval>()
    public let ru_maxrss = Field<Int>()
    public let ru_ixrss = Field<Int>()
    public let ru_idrss = Field<Int>()
    public let ru_isrss = Field<Int>()
    public let ru_minflt = Field<Int>()
    public let ru_majflt = Field<Int>()
    public let ru_nswap = Field<Int>()
    public let ru_inblock = Field<Int>()
    public let ru_oublock = Field<Int>()
    public let ru_msgsnd = Field<Int>()
    public let ru_msgrcv = Field<Int>()
    public let ru_nsignals = Field<Int>()
    public let ru_nvcsw = Field<Int>()
    public let ru_nivcsw = Field<Int>()
    public init() {}
  }

  /// A soft and a hard limit.
  public typealias Rlimit = Record<RlimitSchema>

  public struct RlimitSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "rlimit")
    public let rlim_cur = Field<UInt>()
    public let rlim_max = Field<UInt>()
    public init() {}
  }

  /// A soft and a hard limit, 64 bits on every target.
  public typealias Rlimit64 = Record<Rlimit64Schema>

  public struct Rlimit64Schema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "rlimit64")
    public let rlim_cur = Field<UInt64>()
    public let rlim_max = Field<UInt64>()
    public init() {}
  }

  /// Where the parts of a process's memory lie.
  public typealias PrctlMmMap = Record<PrctlMmMapSchema>

  public struct PrctlMmMapSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "prctl_mm_map")
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

  /// Whose capabilities are meant, and in which version.
  public typealias UserCapHeaderStruct = Record<UserCapHeaderStructSchema>

  public struct UserCapHeaderStructSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "__user_cap_header_struct")
    public let version = Field<UInt32>()
    public let pid = Field<Int32>()
    public init() {}
  }

  /// 32 capabilities; version 3 takes two of them.
  public typealias UserCapDataStruct = Record<UserCapDataStructSchema>

  public struct UserCapDataStructSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "__user_cap_data_struct")
    public let effective = Field<UInt32>()
    public let permitted = Field<UInt32>()
    public let inheritable = Field<UInt32>()
    public init() {}
  }

  /// A file's capabilities.
  public typealias VfsCapData = Record<VfsCapDataSchema>

  public struct VfsCapDataSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "vfs_cap_data")
    public let magic_etc = Field<UInt32>()
    public let data = Field<Elements<2, Record<Data>>>()
    public init() {}

    public struct Data: RecordSchema {
      public static let identity = RecordIdentity.nested()
      public let permitted = Field<UInt32>()
      public let inheritable = Field<UInt32>()
      public init() {}
    }
  }

  /// A file's capabilities in a user namespace.
  public typealias VfsNsCapData = Record<VfsNsCapDataSchema>

  public struct VfsNsCapDataSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "vfs_ns_cap_data")
    public let magic_etc = Field<UInt32>()
    public let data = Field<Elements<2, Record<Data>>>()
    public let rootid = Field<UInt32>()
    public init() {}

    public struct Data: RecordSchema {
      public static let identity = RecordIdentity.nested()
      public let permitted = Field<UInt32>()
      public let inheritable = Field<UInt32>()
      public init() {}
    }
  }

  /// A segment descriptor for set_thread_area and modify_ldt.
  public typealias UserDesc = Record<UserDescSchema>

  public struct UserDescSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "user_desc", on: .x86_64)
    public let entry_number = Field<UInt32>()
    public let base_addr = Field<UInt32>()
    public let limit = Field<UInt32>()
    public let seg_32bit = Field<UInt32>(bits: 1)
    public let contents = Field<UInt32>(bits: 2)
    public let read_exec_only = Field<UInt32>(bits: 1)
    public let limit_in_pages = Field<UInt32>(bits: 1)
    public let seg_not_present = Field<UInt32>(bits: 1)
    public let useable = Field<UInt32>(bits: 1)
    public let lm = Field<UInt32>(bits: 1)
    public init() {}
  }

  /// A question about the processor and its answer.
  public typealias RiscvHwprobe = Record<RiscvHwprobeSchema>

  public struct RiscvHwprobeSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "riscv_hwprobe", on: .riscv64)
    public let key = Field<Int64>()
    public let value = Field<UInt64>()
    public init() {}
  }
}

extension Catalogue {
  static let kernelProcesses: [RecordDescription] = [
    RecordDescription(Kernel.SchedParam.self),
    RecordDescription(Kernel.CloneArgs.self),
    RecordDescription(Kernel.SchedAttr.self),
    RecordDescription(Kernel.Rusage.self),
    RecordDescription(Kernel.Rlimit.self),
    RecordDescription(Kernel.Rlimit64.self),
    RecordDescription(Kernel.PrctlMmMap.self),
    RecordDescription(Kernel.UserCapHeaderStruct.self),
    RecordDescription(Kernel.UserCapDataStruct.self),
    RecordDescription(Kernel.VfsCapData.self),
    RecordDescription(Kernel.VfsNsCapData.self),
    RecordDescription(Kernel.UserDesc.self),
    RecordDescription(Kernel.RiscvHwprobe.self),
  ]
}
