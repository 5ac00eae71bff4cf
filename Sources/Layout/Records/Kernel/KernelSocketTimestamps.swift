// Extended errors and time stamps that come beside a packet.

// A schema's fields bear the C members' names, which the manual pages and the headers explain.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

extension Kernel {
  /// Where ICMP extensions lie.
  public typealias SockEeDataRfc4884 = Record<SockEeDataRfc4884Schema>

  public struct SockEeDataRfc4884Schema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "sock_ee_data_rfc4884")
    public let len = Field<UInt16>()
    public let flags = Field<UInt8>()
    public let reserved = Field<UInt8>()
    public init() {}
  }

  /// An error from a socket's error queue.
  public typealias SockExtendedErr = Record<SockExtendedErrSchema>

  public struct SockExtendedErrSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "sock_extended_err")
    public let ee_errno = Field<UInt32>()
    public let ee_origin = Field<UInt8>()
    public let ee_type = Field<UInt8>()
    public let ee_code = Field<UInt8>()
    public let ee_pad = Field<UInt8>()
    public let ee_info = Field<UInt32>()
    public let eeDataOrEeRfc4884 = Field<Record<EeDataOrEeRfc4884>>.anonymous
    public init() {}

    public struct EeDataOrEeRfc4884: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let ee_data = Field<UInt32>()
      public let ee_rfc4884 = Field<SockEeDataRfc4884>()
      public init() {}
    }
  }

  /// Time stamps beside a packet.
  public typealias ScmTimestamping = Record<ScmTimestampingSchema>

  public struct ScmTimestampingSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "scm_timestamping")
    public let ts = Field<Elements<3, Timespec>>()
    public init() {}
  }

  /// Time stamps beside a packet, 64 bits on every target.
  public typealias ScmTimestamping64 = Record<ScmTimestamping64Schema>

  public struct ScmTimestamping64Schema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "scm_timestamping64")
    public let ts = Field<Elements<3, KernelTimespec>>()
    public init() {}
  }

  /// Which time stamps a socket wants.
  public typealias SoTimestamping = Record<SoTimestampingSchema>

  public struct SoTimestampingSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "so_timestamping")
    public let flags = Field<Int32>()
    public let bind_phc = Field<Int32>()
    public init() {}
  }

  /// How a network device stamps packets.
  public typealias HwtstampConfig = Record<HwtstampConfigSchema>

  public struct HwtstampConfigSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "hwtstamp_config")
    public let flags = Field<Int32>()
    public let tx_type = Field<Int32>()
    public let rx_filter = Field<Int32>()
    public init() {}
  }

  /// Which interface stamped a packet.
  public typealias ScmTsPktinfo = Record<ScmTsPktinfoSchema>

  public struct ScmTsPktinfoSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "scm_ts_pktinfo")
    public let if_index = Field<UInt32>()
    public let pkt_length = Field<UInt32>()
    public let reserved = Field<Elements<2, UInt32>>()
    public init() {}
  }

  /// How a socket chooses when packets leave.
  public typealias SockTxtime = Record<SockTxtimeSchema>

  public struct SockTxtimeSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "sock_txtime")
    public let clockid = Field<Int32>()
    public let flags = Field<UInt32>()
    public init() {}
  }
}

extension Catalogue {
  static let kernelSocketTimestamps: [RecordDescription] = [
    RecordDescription(Kernel.SockEeDataRfc4884.self),
    RecordDescription(Kernel.SockExtendedErr.self),
    RecordDescription(Kernel.ScmTimestamping.self),
    RecordDescription(Kernel.ScmTimestamping64.self),
    RecordDescription(Kernel.SoTimestamping.self),
    RecordDescription(Kernel.HwtstampConfig.self),
    RecordDescription(Kernel.ScmTsPktinfo.self),
    RecordDescription(Kernel.SockTxtime.self),
  ]
}
