// Messages, credentials and multicast membership, as the C library has them.

// A schema's fields bear the C members' names, which the manual pages and the headers explain.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

extension Glibc {
  /// What sendmsg and recvmsg take.
  public typealias Msghdr = Record<MsghdrSchema>

  public struct MsghdrSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "msghdr")
    public let msg_name = Field<Address>()
    public let msg_namelen = Field<UInt32>()
    public let msg_iov = Field<Address>(to: "struct iovec")
    public let msg_iovlen = Field<UInt>()
    public let msg_control = Field<Address>()
    public let msg_controllen = Field<UInt>()
    public let msg_flags = Field<Int32>()
    public init() {}
  }

  /// One message of sendmmsg and recvmmsg.
  public typealias Mmsghdr = Record<MmsghdrSchema>

  public struct MmsghdrSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "mmsghdr")
    public let msg_hdr = Field<Msghdr>()
    public let msg_len = Field<UInt32>()
    public init() {}
  }

  /// What each control message starts with.
  public typealias Cmsghdr = Record<CmsghdrSchema>

  public struct CmsghdrSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "cmsghdr")
    public let cmsg_len = Field<UInt>()
    public let cmsg_level = Field<Int32>()
    public let cmsg_type = Field<Int32>()
    public let __cmsg_data = Field<Trailing<UInt8>>()
    public init() {}
  }

  /// Who sent a message or opened a connection.
  public typealias Ucred = Record<UcredSchema>

  public struct UcredSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "ucred")
    public let pid = Field<Int32>()
    public let uid = Field<UInt32>()
    public let gid = Field<UInt32>()
    public init() {}
  }

  /// How long close waits for data to be sent.
  public typealias Linger = Record<LingerSchema>

  public struct LingerSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "linger")
    public let l_onoff = Field<Int32>()
    public let l_linger = Field<Int32>()
    public init() {}
  }

  /// Which interface and address an IPv4 packet came to.
  public typealias InPktinfo = Record<InPktinfoSchema>

  public struct InPktinfoSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "in_pktinfo")
    public let ipi_ifindex = Field<Int32>()
    public let ipi_spec_dst = Field<InAddr>()
    public let ipi_addr = Field<InAddr>()
    public init() {}
  }

  /// Which interface and address an IPv6 packet came to.
  public typealias In6Pktinfo = Record<In6PktinfoSchema>

  public struct In6PktinfoSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "in6_pktinfo")
    public let ipi6_addr = Field<In6Addr>()
    public let ipi6_ifindex = Field<UInt32>()
    public init() {}
  }

  /// A multicast group and the interface's address.
  public typealias IpMreq = Record<IpMreqSchema>

  public struct IpMreqSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "ip_mreq")
    public let imr_multiaddr = Field<InAddr>()
    public let imr_interface = Field<InAddr>()
    public init() {}
  }

  /// A multicast group and the interface's number.
  public typealias IpMreqn = Record<IpMreqnSchema>

  public struct IpMreqnSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "ip_mreqn")
    public let imr_multiaddr = Field<InAddr>()
    public let imr_address = Field<InAddr>()
    public let imr_ifindex = Field<Int32>()
    public init() {}
  }

  /// A multicast group and one of its senders.
  public typealias IpMreqSource = Record<IpMreqSourceSchema>

  public struct IpMreqSourceSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "ip_mreq_source")
    public let imr_multiaddr = Field<InAddr>()
    public let imr_interface = Field<InAddr>()
    public let imr_sourceaddr = Field<InAddr>()
    public init() {}
  }

  /// Options of an IPv4 packet.
  public typealias IpOpts = Record<IpOptsSchema>

  public struct IpOptsSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "ip_opts")
    public let ip_dst = Field<InAddr>()
    public let ip_opts = Field<Elements<40, Character8>>()
    public init() {}
  }

  /// An IPv6 multicast group.
  public typealias Ipv6Mreq = Record<Ipv6MreqSchema>

  public struct Ipv6MreqSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "ipv6_mreq")
    public let ipv6mr_multiaddr = Field<In6Addr>()
    public let ipv6mr_interface = Field<UInt32>()
    public init() {}
  }

  /// The path's MTU.
  public typealias Ip6Mtuinfo = Record<Ip6MtuinfoSchema>

  public struct Ip6MtuinfoSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "ip6_mtuinfo")
    public let ip6m_addr = Field<SockaddrIn6>()
    public let ip6m_mtu = Field<UInt32>()
    public init() {}
  }

  /// A multicast group of any family.
  public typealias GroupReq = Record<GroupReqSchema>

  public struct GroupReqSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "group_req")
    public let gr_interface = Field<UInt32>()
    public let gr_group = Field<SockaddrStorage>()
    public init() {}
  }

  /// A multicast group of any family and one of its senders.
  public typealias GroupSourceReq = Record<GroupSourceReqSchema>

  public struct GroupSourceReqSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "group_source_req")
    public let gsr_interface = Field<UInt32>()
    public let gsr_group = Field<SockaddrStorage>()
    public let gsr_source = Field<SockaddrStorage>()
    public init() {}
  }

  /// Which senders of a multicast group of any family are heard.
  public typealias GroupFilter = Record<GroupFilterSchema>

  public struct GroupFilterSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "group_filter")
    public let gf_interface = Field<UInt32>()
    public let gf_group = Field<SockaddrStorage>()
    public let gf_fmode = Field<UInt32>()
    public let gf_numsrc = Field<UInt32>()
    public let gf_slist = Field<Elements<1, SockaddrStorage>>()
    public init() {}
  }

  /// Which senders of a multicast group are heard.
  public typealias IpMsfilter = Record<IpMsfilterSchema>

  public struct IpMsfilterSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "ip_msfilter")
    public let imsf_multiaddr = Field<InAddr>()
    public let imsf_interface = Field<InAddr>()
    public let imsf_fmode = Field<UInt32>()
    public let imsf_numsrc = Field<UInt32>()
    public let imsf_slist = Field<Elements<1, InAddr>>()
    public init() {}
  }

  /// What a packet socket also receives.
  public typealias PacketMreq = Record<PacketMreqSchema>

  public struct PacketMreqSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "packet_mreq")
    public let mr_ifindex = Field<Int32>()
    public let mr_type = Field<UInt16>()
    public let mr_alen = Field<UInt16>()
    public let mr_address = Field<Elements<8, UInt8>>()
    public init() {}
  }
}

extension Catalogue {
  static let glibcMessages: [RecordDescription] = [
    RecordDescription(Glibc.Msghdr.self),
    RecordDescription(Glibc.Mmsghdr.self),
    RecordDescription(Glibc.Cmsghdr.self),
    RecordDescription(Glibc.Ucred.self),
    RecordDescription(Glibc.Linger.self),
    RecordDescription(Glibc.InPktinfo.self),
    RecordDescription(Glibc.In6Pktinfo.self),
    RecordDescription(Glibc.IpMreq.self),
    RecordDescription(Glibc.IpMreqn.self),
    RecordDescription(Glibc.IpMreqSource.self),
    RecordDescription(Glibc.IpOpts.self),
    RecordDescription(Glibc.Ipv6Mreq.self),
    RecordDescription(Glibc.Ip6Mtuinfo.self),
    RecordDescription(Glibc.GroupReq.self),
    RecordDescription(Glibc.GroupSourceReq.self),
    RecordDescription(Glibc.GroupFilter.self),
    RecordDescription(Glibc.IpMsfilter.self),
    RecordDescription(Glibc.PacketMreq.self),
  ]
}
