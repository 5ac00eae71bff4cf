// Netlink messages and attributes.

// A schema's fields bear the C members' names, which the manual pages and the headers explain.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

extension Kernel {
  /// What every netlink message starts with.
  public typealias Nlmsghdr = Record<NlmsghdrSchema>

  public struct NlmsghdrSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "nlmsghdr")
    public let nlmsg_len = Field<UInt32>()
    public let nlmsg_type = Field<UInt16>()
    public let nlmsg_flags = Field<UInt16>()
    public let nlmsg_seq = Field<UInt32>()
    public let nlmsg_pid = Field<UInt32>()
    public init() {}
  }

  /// The answer to a netlink message.
  public typealias Nlmsgerr = Record<NlmsgerrSchema>

  public struct NlmsgerrSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "nlmsgerr")
    public let error = Field<Int32>()
    public let msg = Field<Nlmsghdr>()
    public init() {}
  }

  /// Which multicast group a netlink message came to.
  public typealias NlPktinfo = Record<NlPktinfoSchema>

  public struct NlPktinfoSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "nl_pktinfo")
    public let group = Field<UInt32>()
    public init() {}
  }

  /// The shape of a netlink ring.
  public typealias NlMmapReq = Record<NlMmapReqSchema>

  public struct NlMmapReqSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "nl_mmap_req")
    public let nm_block_size = Field<UInt32>()
    public let nm_block_nr = Field<UInt32>()
    public let nm_frame_size = Field<UInt32>()
    public let nm_frame_nr = Field<UInt32>()
    public init() {}
  }

  /// A frame of a netlink ring.
  public typealias NlMmapHdr = Record<NlMmapHdrSchema>

  public struct NlMmapHdrSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "nl_mmap_hdr")
    public let nm_status = Field<UInt32>()
    public let nm_len = Field<UInt32>()
    public let nm_group = Field<UInt32>()
    public let nm_pid = Field<UInt32>()
    public let nm_uid = Field<UInt32>()
    public let nm_gid = Field<UInt32>()
    public init() {}
  }

  /// What every netlink attribute starts with.
  public typealias Nlattr = Record<NlattrSchema>

  public struct NlattrSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "nlattr")
    public let nla_len = Field<UInt16>()
    public let nla_type = Field<UInt16>()
    public init() {}
  }

  /// Flags, and which of them count.
  public typealias NlaBitfield32 = Record<NlaBitfield32Schema>

  public struct NlaBitfield32Schema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "nla_bitfield32")
    public let value = Field<UInt32>()
    public let selector = Field<UInt32>()
    public init() {}
  }

  /// What every question about sockets starts with.
  public typealias SockDiagReq = Record<SockDiagReqSchema>

  public struct SockDiagReqSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "sock_diag_req")
    public let sdiag_family = Field<UInt8>()
    public let sdiag_protocol = Field<UInt8>()
    public init() {}
  }
}

extension Catalogue {
  static let kernelNetlink: [RecordDescription] = [
    RecordDescription(Kernel.Nlmsghdr.self),
    RecordDescription(Kernel.Nlmsgerr.self),
    RecordDescription(Kernel.NlPktinfo.self),
    RecordDescription(Kernel.NlMmapReq.self),
    RecordDescription(Kernel.NlMmapHdr.self),
    RecordDescription(Kernel.Nlattr.self),
    RecordDescription(Kernel.NlaBitfield32.self),
    RecordDescription(Kernel.SockDiagReq.self),
  ]
}
