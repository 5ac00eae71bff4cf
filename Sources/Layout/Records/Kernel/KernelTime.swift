// Points in time, spans, clocks and timers.

// A schema's fields bear the C members' names, which the manual pages and the headers explain.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

extension Kernel {
  /// Seconds and nanoseconds, 64 bits on every target.
  public typealias KernelTimespec = Record<KernelTimespecSchema>

  public struct KernelTimespecSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "__kernel_timespec")
    public let tv_sec = Field<Int64>()
    public let tv_nsec = Field<Int64>()
    public init() {}
  }

  /// Seconds and nanoseconds.
  public typealias Timespec = Record<TimespecSchema>

  public struct TimespecSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "timespec")
    public let tv_sec = Field<Int>()
    public let tv_nsec = Field<Int>()
    public init() {}
  }

  /// Seconds and microseconds.
  public typealias KernelOldTimeval = Record<KernelOldTimevalSchema>

  public struct KernelOldTimevalSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "__kernel_old_timeval")
    public let tv_sec = Field<Int>()
    public let tv_usec = Field<Int>()
    public init() {}
  }

  /// A timer's first expiry and interval, 64 bits on every target.
  public typealias KernelItimerspec = Record<KernelItimerspecSchema>

  public struct KernelItimerspecSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "__kernel_itimerspec")
    public let it_interval = Field<KernelTimespec>()
    public let it_value = Field<KernelTimespec>()
    public init() {}
  }

  /// Seconds and nanoseconds, as long as a `long`.
  public typealias KernelOldTimespec = Record<KernelOldTimespecSchema>

  public struct KernelOldTimespecSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "__kernel_old_timespec")
    public let tv_sec = Field<Int>()
    public let tv_nsec = Field<Int>()
    public init() {}
  }

  /// A timer's next expiry and interval in microseconds.
  public typealias KernelOldItimerval = Record<KernelOldItimervalSchema>

  public struct KernelOldItimervalSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "__kernel_old_itimerval")
    public let it_interval = Field<KernelOldTimeval>()
    public let it_value = Field<KernelOldTimeval>()
    public init() {}
  }

  /// A socket's timeout.
  public typealias KernelSockTimeval = Record<KernelSockTimevalSchema>

  public struct KernelSockTimevalSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "__kernel_sock_timeval")
    public let tv_sec = Field<Int64>()
    public let tv_usec = Field<Int64>()
    public init() {}
  }

  /// Seconds and microseconds.
  public typealias Timeval = Record<TimevalSchema>

  public struct TimevalSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "timeval")
    public let tv_sec = Field<Int>()
    public let tv_usec = Field<Int>()
    public init() {}
  }

  /// A timer's first expiry and interval.
  public typealias Itimerspec = Record<ItimerspecSchema>

  public struct ItimerspecSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "itimerspec")
    public let it_interval = Field<Timespec>()
    public let it_value = Field<Timespec>()
    public init() {}
  }

  /// A timer's next expiry and interval in microseconds.
  public typealias Itimerval = Record<ItimervalSchema>

  public struct ItimervalSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "itimerval")
    public let it_interval = Field<Timeval>()
    public let it_value = Field<Timeval>()
    public init() {}
  }

  /// The time zone that settimeofday takes.
  public typealias Timezone = Record<TimezoneSchema>

  public struct TimezoneSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "timezone")
    public let tz_minuteswest = Field<Int32>()
    public let tz_dsttime = Field<Int32>()
    public init() {}
  }

  /// How the clock is steered; 44 bytes at the end are reserved.
  public typealias Timex = Record<TimexSchema>

  public struct TimexSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "timex")
    public let modes = Field<UInt32>()
    public let offset = Field<Int>()
    public let freq = Field<Int>()
    public let maxerror = Field<Int>()
    public let esterror = Field<Int>()
    public let status = Field<Int32>()
    public let constant = Field<Int>()
    public let precision = Field<Int>()
    public let tolerance = Field<Int>()
    public let time = Field<Timeval>()
    public let tick = Field<Int>()
    public let ppsfreq = Field<Int>()
    public let jitter = Field<Int>()
    public let shift = Field<Int32>()
    public let stabil = Field<Int>()
    public let jitcnt = Field<Int>()
    public let calcnt = Field<Int>()
    public let errcnt = Field<Int>()
    public let stbcnt = Field<Int>()
    public let tai = Field<Int32>()
    public let unnamed1 = Field<Int32>.unnamed(bits: 32)
    public let unnamed2 = Field<Int32>.unnamed(bits: 32)
    public let unnamed3 = Field<Int32>.unnamed(bits: 32)
    public let unnamed4 = Field<Int32>.unnamed(bits: 32)
    public let unnamed5 = Field<Int32>.unnamed(bits: 32)
    public let unnamed6 = Field<Int32>.unnamed(bits: 32)
    public let unnamed7 = Field<Int32>.unnamed(bits: 32)
    public let unnamed8 = Field<Int32>.unnamed(bits: 32)
    public let unnamed9 = Field<Int32>.unnamed(bits: 32)
    public let unnamed10 = Field<Int32>.unnamed(bits: 32)
    public let unnamed11 = Field<Int32>.unnamed(bits: 32)
    public init() {}
  }

  /// Seconds and microseconds of `__kernel_timex`.
  public typealias KernelTimexTimeval = Record<KernelTimexTimevalSchema>

  public struct KernelTimexTimevalSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "__kernel_timex_timeval")
    public let tv_sec = Field<Int64>()
    public let tv_usec = Field<Int64>()
    public init() {}
  }

  /// How the clock is steered, 64 bits on every target.
  public typealias KernelTimex = Record<KernelTimexSchema>

  public struct KernelTimexSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "__kernel_timex")
    public let modes = Field<UInt32>()
    public let offset = Field<Int64>()
    public let freq = Field<Int64>()
    public let maxerror = Field<Int64>()
    public let esterror = Field<Int64>()
    public let status = Field<Int32>()
    public let constant = Field<Int64>()
    public let precision = Field<Int64>()
    public let tolerance = Field<Int64>()
    public let time = Field<KernelTimexTimeval>()
    public let tick = Field<Int64>()
    public let ppsfreq = Field<Int64>()
    public let jitter = Field<Int64>()
    public let shift = Field<Int32>()
    public let stabil = Field<Int64>()
    public let jitcnt = Field<Int64>()
    public let calcnt = Field<Int64>()
    public let errcnt = Field<Int64>()
    public let stbcnt = Field<Int64>()
    public let tai = Field<Int32>()
    public let unnamed1 = Field<Int32>.unnamed(bits: 32)
    public let unnamed2 = Field<Int32>.unnamed(bits: 32)
    public let unnamed3 = Field<Int32>.unnamed(bits: 32)
    public let unnamed4 = Field<Int32>.unnamed(bits: 32)
    public let unnamed5 = Field<Int32>.unnamed(bits: 32)
    public let unnamed6 = Field<Int32>.unnamed(bits: 32)
    public let unnamed7 = Field<Int32>.unnamed(bits: 32)
    public let unnamed8 = Field<Int32>.unnamed(bits: 32)
    public let unnamed9 = Field<Int32>.unnamed(bits: 32)
    public let unnamed10 = Field<Int32>.unnamed(bits: 32)
    public let unnamed11 = Field<Int32>.unnamed(bits: 32)
    public init() {}
  }

  /// Processor time that a process used.
  public typealias Tms = Record<TmsSchema>

  public struct TmsSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "tms")
    public let tms_utime = Field<Int>()
    public let tms_stime = Field<Int>()
    public let tms_cutime = Field<Int>()
    public let tms_cstime = Field<Int>()
    public init() {}
  }

  /// A time of the real-time clock.
  public typealias RtcTime = Record<RtcTimeSchema>

  public struct RtcTimeSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "rtc_time")
    public let tm_sec = Field<Int32>()
    public let tm_min = Field<Int32>()
    public let tm_hour = Field<Int32>()
    public let tm_mday = Field<Int32>()
    public let tm_mon = Field<Int32>()
    public let tm_year = Field<Int32>()
    public let tm_wday = Field<Int32>()
    public let tm_yday = Field<Int32>()
    public let tm_isdst = Field<Int32>()
    public init() {}
  }

  /// An alarm of the real-time clock.
  public typealias RtcWkalrm = Record<RtcWkalrmSchema>

  public struct RtcWkalrmSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "rtc_wkalrm")
    public let enabled = Field<UInt8>()
    public let pending = Field<UInt8>()
    public let time = Field<RtcTime>()
    public init() {}
  }

  /// How a real-time clock is corrected.
  public typealias RtcPllInfo = Record<RtcPllInfoSchema>

  public struct RtcPllInfoSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "rtc_pll_info")
    public let pll_ctrl = Field<Int32>()
    public let pll_value = Field<Int32>()
    public let pll_max = Field<Int32>()
    public let pll_min = Field<Int32>()
    public let pll_posmult = Field<Int32>()
    public let pll_negmult = Field<Int32>()
    public let pll_clock = Field<Int>()
    public init() {}
  }

  /// A parameter of the real-time clock.
  public typealias RtcParam = Record<RtcParamSchema>

  public struct RtcParamSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "rtc_param")
    public let param = Field<UInt64>()
    public let uvalueOrSvalue = Field<Record<UvalueOrSvalue>>.anonymous
    public let index = Field<UInt32>()
    public let __pad = Field<UInt32>()
    public init() {}

    public struct UvalueOrSvalue: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let uvalue = Field<UInt64>()
      public let svalue = Field<Int64>()
      public let ptr = Field<UInt64>()
      public init() {}
    }
  }
}

extension Catalogue {
  static let kernelTime: [RecordDescription] = [
    RecordDescription(Kernel.KernelTimespec.self),
    RecordDescription(Kernel.Timespec.self),
    RecordDescription(Kernel.KernelOldTimeval.self),
    RecordDescription(Kernel.KernelItimerspec.self),
    RecordDescription(Kernel.KernelOldTimespec.self),
    RecordDescription(Kernel.KernelOldItimerval.self),
    RecordDescription(Kernel.KernelSockTimeval.self),
    RecordDescription(Kernel.Timeval.self),
    RecordDescription(Kernel.Itimerspec.self),
    RecordDescription(Kernel.Itimerval.self),
    RecordDescription(Kernel.Timezone.self),
    RecordDescription(Kernel.Timex.self),
    RecordDescription(Kernel.KernelTimexTimeval.self),
    RecordDescription(Kernel.KernelTimex.self),
    RecordDescription(Kernel.Tms.self),
    RecordDescription(Kernel.RtcTime.self),
    RecordDescription(Kernel.RtcWkalrm.self),
    RecordDescription(Kernel.RtcPllInfo.self),
    RecordDescription(Kernel.RtcParam.self),
  ]
}
