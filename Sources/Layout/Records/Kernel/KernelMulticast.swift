// Membership in multicast groups, and the addresses that arrive beside a packet.

// A schema's fields bear the C members' names, which the manual pages and the headers explain.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

extension Kernel {
  /// A multicast group and the interface's address.
  public typealias IpMreq = Record<IpMreqSchema>

  public struct IpMreqSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "ip_mreq")
    public let imr_multiaddr = Field<InAddr>()
    public let imr_interface = Field<InAddr>()
    public init() {}
  }

  /// A multicast group and the interface's number.
  public typealias IpMreqn = Record<IpMreqnSchema>

  public struct IpMreqnSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "ip_mreqn")
    public let imr_multiaddr = Field<InAddr>()
    public let imr_address = Field<InAddr>()
    public let imr_ifindex = Field<Int32>()
    public init() {}
  }

  /// A multicast group and one of its senders.
  public typealias IpMreqSource = Record<IpMreqSourceSchema>

  public struct IpMreqSourceSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "ip_mreq_source")
    public let imr_multiaddr = Field<UInt32>()
    public let imr_interface = Field<UInt32>()
    public let imr_sourceaddr = Field<UInt32>()
    public init() {}
  }

  /// Which senders of a multicast group are heard.
  public typealias IpMsfilter = Record<IpMsfilterSchema>

  public struct IpMsfilterSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "ip_msfilter")
    public let imsf_multiaddr = Field<UInt32>()
    public let imsf_interface = Field<UInt32>()
    public let imsf_fmode = Field<UInt32>()
    public let imsf_numsrc = Field<UInt32>()
    public let imsfSlistOrEmptyImsfSlistFlex = Field<Record<ImsfSlistOrEmptyImsfSlistFlex>>.anonymous
    public init() {}

    public struct ImsfSlistOrEmptyImsfSlistFlex: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let imsf_slist = Field<Elements<1, UInt32>>()
      public let emptyImsfSlistFlexAndImsfSlistFlex = Field<Record<EmptyImsfSlistFlexAndImsfSlistFlex>>.anonymous
      public init() {}

      public struct EmptyImsfSlistFlexAndImsfSlistFlex: RecordSchema {
        public static let identity = RecordIdentity.nested()
        public let __empty_imsf_slist_flex = Field<Record<EmptyImsfSlistFlex>>()
        public let imsf_slist_flex = Field<Trailing<UInt32>>()
        public init() {}

        public struct EmptyImsfSlistFlex: RecordSchema {
          public static let identity = RecordIdentity.nested()
          public init() {}
        }
      }
    }
  }

  /// A multicast group of any family.
  public typealias GroupReq = Record<GroupReqSchema>

  public struct GroupReqSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "group_req")
    public let gr_interface = Field<UInt32>()
    public let gr_group = Field<KernelSockaddrStorage>()
    public init() {}
  }

  /// A multicast group of any family and one of its senders.
  public typealias GroupSourceReq = Record<GroupSourceReqSchema>

  public struct GroupSourceReqSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "group_source_req")
    public let gsr_interface = Field<UInt32>()
    public let gsr_group = Field<KernelSockaddrStorage>()
    public let gsr_source = Field<KernelSockaddrStorage>()
    public init() {}
  }

  /// Which senders of a multicast group of any family are heard.
  public typealias GroupFilter = Record<GroupFilterSchema>

  public struct GroupFilterSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "group_filter")
    public let gfInterfaceAuxOrGfInterface = Field<Record<GfInterfaceAuxOrGfInterface>>.anonymous
    public init() {}

    public struct GfInterfaceAuxOrGfInterface: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let gfInterfaceAuxAndGfGroupAux = Field<Record<GfInterfaceAuxAndGfGroupAux>>.anonymous
      public let gfInterfaceAndGfGroup = Field<Record<GfInterfaceAndGfGroup>>.anonymous
      public init() {}

      public struct GfInterfaceAuxAndGfGroupAux: RecordSchema {
        public static let identity = RecordIdentity.nested()
        public let gf_interface_aux = Field<UInt32>()
        public let gf_group_aux = Field<KernelSockaddrStorage>()
        public let gf_fmode_aux = Field<UInt32>()
        public let gf_numsrc_aux = Field<UInt32>()
        public let gf_slist = Field<Elements<1, KernelSockaddrStorage>>()
        public init() {}
      }

      public struct GfInterfaceAndGfGroup: RecordSchema {
        public static let identity = RecordIdentity.nested()
        public let gf_interface = Field<UInt32>()
        public let gf_group = Field<KernelSockaddrStorage>()
        public let gf_fmode = Field<UInt32>()
        public let gf_numsrc = Field<UInt32>()
        public let gf_slist_flex = Field<Trailing<KernelSockaddrStorage>>()
        public init() {}
      }
    }
  }

  /// Which interface and address an IPv4 packet came to.
  public typealias InPktinfo = Record<InPktinfoSchema>

  public struct InPktinfoSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "in_pktinfo")
    public let ipi_ifindex = Field<Int32>()
    public let ipi_spec_dst = Field<InAddr>()
    public let ipi_addr = Field<InAddr>()
    public init() {}
  }

  /// An IPv6 multicast group.
  public typealias Ipv6Mreq = Record<Ipv6MreqSchema>

  public struct Ipv6MreqSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "ipv6_mreq")
    public let ipv6mr_multiaddr = Field<In6Addr>()
    public let ipv6mr_ifindex = Field<Int32>()
    public init() {}
  }

  /// An IPv6 flow label that is asked for.
  public typealias In6FlowlabelReq = Record<In6FlowlabelReqSchema>

  public struct In6FlowlabelReqSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "in6_flowlabel_req")
    public let flr_dst = Field<In6Addr>()
    public let flr_label = Field<UInt32>()
    public let flr_action = Field<UInt8>()
    public let flr_share = Field<UInt8>()
    public let flr_flags = Field<UInt16>()
    public let flr_expires = Field<UInt16>()
    public let flr_linger = Field<UInt16>()
    public let __flr_pad = Field<UInt32>()
    public init() {}
  }

  /// Which interface and address an IPv6 packet came to.
  public typealias In6Pktinfo = Record<In6PktinfoSchema>

  public struct In6PktinfoSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "in6_pktinfo")
    public let ipi6_addr = Field<In6Addr>()
    public let ipi6_ifindex = Field<Int32>()
    public init() {}
  }

  /// The path's MTU.
  public typealias Ip6Mtuinfo = Record<Ip6MtuinfoSchema>

  public struct Ip6MtuinfoSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "ip6_mtuinfo")
    public let ip6m_addr = Field<SockaddrIn6>()
    public let ip6m_mtu = Field<UInt32>()
    public init() {}
  }

  /// An IPv6 address of a network interface.
  public typealias In6Ifreq = Record<In6IfreqSchema>

  public struct In6IfreqSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "in6_ifreq")
    public let ifr6_addr = Field<In6Addr>()
    public let ifr6_prefixlen = Field<UInt32>()
    public let ifr6_ifindex = Field<Int32>()
    public init() {}
  }

  /// What a packet socket also receives.
  public typealias PacketMreq = Record<PacketMreqSchema>

  public struct PacketMreqSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "packet_mreq")
    public let mr_ifindex = Field<Int32>()
    public let mr_type = Field<UInt16>()
    public let mr_alen = Field<UInt16>()
    public let mr_address = Field<Elements<8, UInt8>>()
    public init() {}
  }
}

extension Catalogue {
  static let kernelMulticast: [RecordDescription] = [
    RecordDescription(Kernel.IpMreq.self),
    RecordDescription(Kernel.IpMreqn.self),
    RecordDescription(Kernel.IpMreqSource.self),
    RecordDescription(Kernel.IpMsfilter.self),
    RecordDescription(Kernel.GroupReq.self),
    RecordDescription(Kernel.GroupSourceReq.self),
    RecordDescription(Kernel.GroupFilter.self),
    RecordDescription(Kernel.InPktinfo.self),
    RecordDescription(Kernel.Ipv6Mreq.self),
    RecordDescription(Kernel.In6FlowlabelReq.self),
    RecordDescription(Kernel.In6Pktinfo.self),
    RecordDescription(Kernel.Ip6Mtuinfo.self),
    RecordDescription(Kernel.In6Ifreq.self),
    RecordDescription(Kernel.PacketMreq.self),
  ]
}
