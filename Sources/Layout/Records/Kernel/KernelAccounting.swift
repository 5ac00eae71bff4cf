// Accounting of processes and quotas.

// A schema's fields bear the C members' names, which the manual pages and the headers explain.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

extension Kernel {
  /// A finished process in the old accounting file.
  public typealias Acct = Record<AcctSchema>

  public struct AcctSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "acct")
    public let ac_flag = Field<Character8>()
    public let ac_version = Field<Character8>()
    public let ac_uid16 = Field<UInt16>()
    public let ac_gid16 = Field<UInt16>()
    public let ac_tty = Field<UInt16>()
    public let ac_btime = Field<UInt32>()
    public let ac_utime = Field<UInt16>()
    public let ac_stime = Field<UInt16>()
    public let ac_etime = Field<UInt16>()
    public let ac_mem = Field<UInt16>()
    public let ac_io = Field<UInt16>()
    public let ac_rw = Field<UInt16>()
    public let ac_minflt = Field<UInt16>()
    public let ac_majflt = Field<UInt16>()
    public let ac_swaps = Field<UInt16>()
    public let ac_ahz = Field<UInt16>()
    public let ac_exitcode = Field<UInt32>()
    public let ac_comm = Field<Elements<17, Character8>>()
    public let ac_etime_hi = Field<UInt8>()
    public let ac_etime_lo = Field<UInt16>()
    public let ac_uid = Field<UInt32>()
    public let ac_gid = Field<UInt32>()
    public init() {}
  }

  /// A finished process in the accounting file.
  public typealias AcctV3 = Record<AcctV3Schema>

  public struct AcctV3Schema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "acct_v3")
    public let ac_flag = Field<Character8>()
    public let ac_version = Field<Character8>()
    public let ac_tty = Field<UInt16>()
    public let ac_exitcode = Field<UInt32>()
    public let ac_uid = Field<UInt32>()
    public let ac_gid = Field<UInt32>()
    public let ac_pid = Field<UInt32>()
    public let ac_ppid = Field<UInt32>()
    public let ac_btime = Field<UInt32>()
    public let ac_etime = Field<Float>()
    public let ac_utime = Field<UInt16>()
    public let ac_stime = Field<UInt16>()
    public let ac_mem = Field<UInt16>()
    public let ac_io = Field<UInt16>()
    public let ac_rw = Field<UInt16>()
    public let ac_minflt = Field<UInt16>()
    public let ac_majflt = Field<UInt16>()
    public let ac_swaps = Field<UInt16>()
    public let ac_comm = Field<Elements<16, Character8>>()
    public init() {}
  }

  /// A quota.
  public typealias IfDqblk = Record<IfDqblkSchema>

  public struct IfDqblkSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "if_dqblk")
    public let dqb_bhardlimit = Field<UInt64>()
    public let dqb_bsoftlimit = Field<UInt64>()
    public let dqb_curspace = Field<UInt64>()
    public let dqb_ihardlimit = Field<UInt64>()
    public let dqb_isoftlimit = Field<UInt64>()
    public let dqb_curinodes = Field<UInt64>()
    public let dqb_btime = Field<UInt64>()
    public let dqb_itime = Field<UInt64>()
    public let dqb_valid = Field<UInt32>()
    public init() {}
  }

  /// A quota and whose it is.
  public typealias IfNextdqblk = Record<IfNextdqblkSchema>

  public struct IfNextdqblkSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "if_nextdqblk")
    public let dqb_bhardlimit = Field<UInt64>()
    public let dqb_bsoftlimit = Field<UInt64>()
    public let dqb_curspace = Field<UInt64>()
    public let dqb_ihardlimit = Field<UInt64>()
    public let dqb_isoftlimit = Field<UInt64>()
    public let dqb_curinodes = Field<UInt64>()
    public let dqb_btime = Field<UInt64>()
    public let dqb_itime = Field<UInt64>()
    public let dqb_valid = Field<UInt32>()
    public let dqb_id = Field<UInt32>()
    public init() {}
  }

  /// How quotas are enforced.
  public typealias IfDqinfo = Record<IfDqinfoSchema>

  public struct IfDqinfoSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "if_dqinfo")
    public let dqi_bgrace = Field<UInt64>()
    public let dqi_igrace = Field<UInt64>()
    public let dqi_flags = Field<UInt32>()
    public let dqi_valid = Field<UInt32>()
    public init() {}
  }

  /// What a task or a group of tasks used.
  public typealias Taskstats = Record<TaskstatsSchema>

  public struct TaskstatsSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "taskstats")
    public let version = Field<UInt16>()
    public let ac_exitcode = Field<UInt32>()
    public let ac_flag = Field<UInt8>()
    public let ac_nice = Field<UInt8>()
    public let cpu_count = Field<UInt64>()
    public let cpu_delay_total = Field<UInt64>()
    public let blkio_count = Field<UInt64>()
    public let blkio_delay_total = Field<UInt64>()
    public let swapin_count = Field<UInt64>()
    public let swapin_delay_total = Field<UInt64>()
    public let cpu_run_real_total = Field<UInt64>()
    public let cpu_run_virtual_total = Field<UInt64>()
    public let ac_comm = Field<Elements<32, Character8>>()
    public let ac_sched = Field<UInt8>(aligned: 8)
    public let ac_pad = Field<Elements<3, UInt8>>()
    public let ac_uid = Field<UInt32>(aligned: 8)
    public let ac_gid = Field<UInt32>()
    public let ac_pid = Field<UInt32>()
    public let ac_ppid = Field<UInt32>()
    public let ac_btime = Field<UInt32>()
    public let ac_etime = Field<UInt64>()
    public let ac_utime = Field<UInt64>()
    public let ac_stime = Field<UInt64>()
    public let ac_minflt = Field<UInt64>()
    public let ac_majflt = Field<UInt64>()
    public let coremem = Field<UInt64>()
    public let virtmem = Field<UInt64>()
    public let hiwater_rss = Field<UInt64>()
    public let hiwater_vm = Field<UInt64>()
    public let read_char = Field<UInt64>()
    public let write_char = Field<UInt64>()
    public let read_syscalls = Field<UInt64>()
    public let write_syscalls = Field<UInt64>()
    public let read_bytes = Field<UInt64>()
    public let write_bytes = Field<UInt64>()
    public let cancelled_write_bytes = Field<UInt64>()
    public let nvcsw = Field<UInt64>()
    public let nivcsw = Field<UInt64>()
    public let ac_utimescaled = Field<UInt64>()
    public let ac_stimescaled = Field<UInt64>()
    public let cpu_scaled_run_real_total = Field<UInt64>()
    public let freepages_count = Field<UInt64>()
    public let freepages_delay_total = Field<UInt64>()
    public let thrashing_count = Field<UInt64>()
    public let thrashing_delay_total = Field<UInt64>()
    public let ac_btime64 = Field<UInt64>()
    public let compact_count = Field<UInt64>()
    public let compact_delay_total = Field<UInt64>()
    public let ac_tgid = Field<UInt32>()
    public let ac_tgetime = Field<UInt64>()
    public let ac_exe_dev = Field<UInt64>()
    public let ac_exe_inode = Field<UInt64>()
    public let wpcopy_count = Field<UInt64>()
    public let wpcopy_delay_total = Field<UInt64>()
    public let irq_count = Field<UInt64>()
    public let irq_delay_total = Field<UInt64>()
    public init() {}
  }
}

extension Catalogue {
  static let kernelAccounting: [RecordDescription] = [
    RecordDescription(Kernel.Acct.self),
    RecordDescription(Kernel.AcctV3.self),
    RecordDescription(Kernel.IfDqblk.self),
    RecordDescription(Kernel.IfNextdqblk.self),
    RecordDescription(Kernel.IfDqinfo.self),
    RecordDescription(Kernel.Taskstats.self),
  ]
}
