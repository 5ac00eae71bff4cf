// Constants of clocks and timers.

// The properties bear the C names, which the manual pages explain.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

extension KernelConstants {
  /// Clocks.
  public final class Clocks: ConstantGroup {
    public let CLOCK_REALTIME = Constant(0)
    public let CLOCK_MONOTONIC = Constant(1)
    public let CLOCK_PROCESS_CPUTIME_ID = Constant(2)
    public let CLOCK_THREAD_CPUTIME_ID = Constant(3)
    public let CLOCK_MONOTONIC_RAW = Constant(4)
    public let CLOCK_REALTIME_COARSE = Constant(5)
    public let CLOCK_MONOTONIC_COARSE = Constant(6)
    public let CLOCK_BOOTTIME = Constant(7)
    public let CLOCK_REALTIME_ALARM = Constant(8)
    public let CLOCK_BOOTTIME_ALARM = Constant(9)

    public let CLOCK_SGI_CYCLE = Constant(10)
    public let CLOCK_TAI = Constant(11)
    public let MAX_CLOCKS = Constant(16)
    public let CLOCKS_MASK = Constant(0x1)
    public let CLOCKS_MONO = Constant(1)
    init() {}
  }

  /// Timers and timer descriptors.
  public final class Timers: ConstantGroup {
    public let ITIMER_REAL = Constant(0)
    public let ITIMER_VIRTUAL = Constant(1)
    public let ITIMER_PROF = Constant(2)

    public let TIMER_ABSTIME = Constant(0x1)
    public let TFD_TIMER_ABSTIME = Constant(0x1)
    public let TFD_TIMER_CANCEL_ON_SET = Constant(0x2)
    public let TFD_CLOEXEC = Constant(0o2000000)
    public let TFD_NONBLOCK = Constant(0o4000)
    public let TFD_IOC_SET_TICKS = Constant(0x4008_5400)
    init() {}
  }

  /// Modes and states of `adjtimex`.
  public final class Adjtimex: ConstantGroup {
    public let NTP_API = Constant(4)
    public let ADJ_OFFSET = Constant(0x1)
    public let ADJ_FREQUENCY = Constant(0x2)
    public let ADJ_MAXERROR = Constant(0x4)
    public let ADJ_ESTERROR = Constant(0x8)
    public let ADJ_STATUS = Constant(0x10)
    public let ADJ_TIMECONST = Constant(0x20)
    public let ADJ_TAI = Constant(0x80)
    public let ADJ_SETOFFSET = Constant(0x100)
    public let ADJ_MICRO = Constant(0x1000)
    public let ADJ_NANO = Constant(0x2000)
    public let ADJ_TICK = Constant(0x4000)
    public let ADJ_OFFSET_SINGLESHOT = Constant(0x8001)
    public let ADJ_OFFSET_SS_READ = Constant(0xa001)
    public let MOD_OFFSET = Constant(0x1)
    public let MOD_FREQUENCY = Constant(0x2)
    public let MOD_MAXERROR = Constant(0x4)
    public let MOD_ESTERROR = Constant(0x8)
    public let MOD_STATUS = Constant(0x10)
    public let MOD_TIMECONST = Constant(0x20)
    public let MOD_TAI = Constant(0x80)
    public let MOD_MICRO = Constant(0x1000)
    public let MOD_NANO = Constant(0x2000)

    public let STA_PLL = Constant(0x1)
    public let STA_PPSFREQ = Constant(0x2)
    public let STA_PPSTIME = Constant(0x4)
    public let STA_FLL = Constant(0x8)
    public let STA_INS = Constant(0x10)
    public let STA_DEL = Constant(0x20)
    public let STA_UNSYNC = Constant(0x40)
    public let STA_FREQHOLD = Constant(0x80)
    public let STA_PPSSIGNAL = Constant(0x100)
    public let STA_PPSJITTER = Constant(0x200)
    public let STA_PPSWANDER = Constant(0x400)
    public let STA_PPSERROR = Constant(0x800)
    public let STA_CLOCKERR = Constant(0x1000)
    public let STA_NANO = Constant(0x2000)
    public let STA_MODE = Constant(0x4000)
    public let STA_CLK = Constant(0x8000)
    public let STA_RONLY = Constant(0xff00)

    public let TIME_OK = Constant(0)
    public let TIME_INS = Constant(1)
    public let TIME_DEL = Constant(2)
    public let TIME_OOP = Constant(3)
    public let TIME_WAIT = Constant(4)
    public let TIME_ERROR = Constant(5)
    public let TIME_BAD = Constant(5)
    init() {}
  }

  /// The real-time clock's `ioctl`s.
  public final class RealTimeClock: ConstantGroup {
    public let RTC_AIE_ON = Constant(0x7001)
    public let RTC_AIE_OFF = Constant(0x7002)
    public let RTC_UIE_ON = Constant(0x7003)
    public let RTC_UIE_OFF = Constant(0x7004)
    public let RTC_PIE_ON = Constant(0x7005)
    public let RTC_PIE_OFF = Constant(0x7006)
    public let RTC_WIE_ON = Constant(0x700f)
    public let RTC_WIE_OFF = Constant(0x7010)
    public let RTC_ALM_SET = Constant(0x4024_7007)
    public let RTC_ALM_READ = Constant(0x8024_7008)
    public let RTC_RD_TIME = Constant(0x8024_7009)
    public let RTC_SET_TIME = Constant(0x4024_700a)
    public let RTC_IRQP_READ = Constant(0x8008_700b)
    public let RTC_IRQP_SET = Constant(0x4008_700c)
    public let RTC_EPOCH_READ = Constant(0x8008_700d)
    public let RTC_EPOCH_SET = Constant(0x4008_700e)
    public let RTC_WKALM_SET = Constant(0x4028_700f)
    public let RTC_WKALM_RD = Constant(0x8028_7010)
    public let RTC_PLL_GET = Constant(0x8020_7011)
    public let RTC_PLL_SET = Constant(0x4020_7012)
    public let RTC_PARAM_GET = Constant(0x4018_7013)
    public let RTC_PARAM_SET = Constant(0x4018_7014)
    public let RTC_VL_DATA_INVALID = Constant(0x1)
    public let RTC_VL_BACKUP_LOW = Constant(0x2)
    public let RTC_VL_BACKUP_EMPTY = Constant(0x4)
    public let RTC_VL_ACCURACY_LOW = Constant(0x8)
    public let RTC_VL_BACKUP_SWITCH = Constant(0x10)
    public let RTC_VL_READ = Constant(0x8004_7013)
    public let RTC_VL_CLR = Constant(0x7014)
    public let RTC_IRQF = Constant(0x80)
    public let RTC_PF = Constant(0x40)
    public let RTC_AF = Constant(0x20)
    public let RTC_UF = Constant(0x10)
    public let RTC_FEATURE_ALARM = Constant(0)
    public let RTC_FEATURE_ALARM_RES_MINUTE = Constant(1)
    public let RTC_FEATURE_NEED_WEEK_DAY = Constant(2)
    public let RTC_FEATURE_ALARM_RES_2S = Constant(3)
    public let RTC_FEATURE_UPDATE_INTERRUPT = Constant(4)
    public let RTC_FEATURE_CORRECTION = Constant(5)
    public let RTC_FEATURE_BACKUP_SWITCH_MODE = Constant(6)
    public let RTC_FEATURE_ALARM_WAKEUP_ONLY = Constant(7)
    public let RTC_FEATURE_CNT = Constant(8)
    public let RTC_PARAM_FEATURES = Constant(0)
    public let RTC_PARAM_CORRECTION = Constant(1)
    public let RTC_PARAM_BACKUP_SWITCH_MODE = Constant(2)
    public let RTC_BSM_DISABLED = Constant(0)
    public let RTC_BSM_DIRECT = Constant(1)
    public let RTC_BSM_LEVEL = Constant(2)
    public let RTC_BSM_STANDBY = Constant(3)
    public let RTC_MAX_FREQ = Constant(8192)
    init() {}
  }
}
