// Time and timers, as the C library has them.

// A schema's fields bear the C members' names, which the manual pages and the headers explain.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

extension Glibc {
  /// Seconds and nanoseconds.
  public typealias Timespec = Record<TimespecSchema>

  public struct TimespecSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "timespec")
    public let tv_sec = Field<Int>()
    public let tv_nsec = Field<Int>()
    public init() {}
  }

  /// Seconds and microseconds.
  public typealias Timeval = Record<TimevalSchema>

  public struct TimevalSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "timeval")
    public let tv_sec = Field<Int>()
    public let tv_usec = Field<Int>()
    public init() {}
  }

  /// A timer's first expiry and interval.
  public typealias Itimerspec = Record<ItimerspecSchema>

  public struct ItimerspecSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "itimerspec")
    public let it_interval = Field<Timespec>()
    public let it_value = Field<Timespec>()
    public init() {}
  }

  /// A timer's next expiry and interval in microseconds.
  public typealias Itimerval = Record<ItimervalSchema>

  public struct ItimervalSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "itimerval")
    public let it_interval = Field<Timeval>()
    public let it_value = Field<Timeval>()
    public init() {}
  }

  /// The time zone that settimeofday takes.
  public typealias Timezone = Record<TimezoneSchema>

  public struct TimezoneSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "timezone")
    public let tz_minuteswest = Field<Int32>()
    public let tz_dsttime = Field<Int32>()
    public init() {}
  }

  /// A date and time.
  public typealias Tm = Record<TmSchema>

  public struct TmSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "tm")
    public let tm_sec = Field<Int32>()
    public let tm_min = Field<Int32>()
    public let tm_hour = Field<Int32>()
    public let tm_mday = Field<Int32>()
    public let tm_mon = Field<Int32>()
    public let tm_year = Field<Int32>()
    public let tm_wday = Field<Int32>()
    public let tm_yday = Field<Int32>()
    public let tm_isdst = Field<Int32>()
    public let tm_gmtoff = Field<Int>()
    public let tm_zone = Field<Address>(to: "const char")
    public init() {}
  }

  /// How the clock is steered; 44 bytes at the end are reserved.
  public typealias Timex = Record<TimexSchema>

  public struct TimexSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "timex")
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

  /// The time and its error.
  public typealias Ntptimeval = Record<NtptimevalSchema>

  public struct NtptimevalSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "ntptimeval")
    public let time = Field<Timeval>()
    public let maxerror = Field<Int>()
    public let esterror = Field<Int>()
    public let tai = Field<Int>()
    public let __glibc_reserved1 = Field<Int>()
    public let __glibc_reserved2 = Field<Int>()
    public let __glibc_reserved3 = Field<Int>()
    public let __glibc_reserved4 = Field<Int>()
    public init() {}
  }

  /// Processor time that a process used.
  public typealias Tms = Record<TmsSchema>

  public struct TmsSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "tms")
    public let tms_utime = Field<Int>()
    public let tms_stime = Field<Int>()
    public let tms_cutime = Field<Int>()
    public let tms_cstime = Field<Int>()
    public init() {}
  }
}

extension Catalogue {
  static let glibcTime: [RecordDescription] = [
    RecordDescription(Glibc.Timespec.self),
    RecordDescription(Glibc.Timeval.self),
    RecordDescription(Glibc.Itimerspec.self),
    RecordDescription(Glibc.Itimerval.self),
    RecordDescription(Glibc.Timezone.self),
    RecordDescription(Glibc.Tm.self),
    RecordDescription(Glibc.Timex.self),
    RecordDescription(Glibc.Ntptimeval.self),
    RecordDescription(Glibc.Tms.self),
  ]
}
