// The headers of Ethernet, IP, IPv6, ICMP and UDP.

// A schema's fields bear the C members' names, which the manual pages and the headers explain.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

extension Kernel {
  /// The header of ICMP.
  public typealias Icmphdr = Record<IcmphdrSchema>

  public struct IcmphdrSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "icmphdr")
    public let type = Field<UInt8>()
    public let code = Field<UInt8>()
    public let checksum = Field<UInt16>()
    public let un = Field<Record<Un>>()
    public init() {}

    public struct Un: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let echo = Field<Record<Echo>>()
      public let gateway = Field<UInt32>()
      public let frag = Field<Record<Frag>>()
      public let reserved = Field<Elements<4, UInt8>>()
      public init() {}

      public struct Echo: RecordSchema {
        public static let identity = RecordIdentity.nested()
        public let id = Field<UInt16>()
        public let sequence = Field<UInt16>()
        public init() {}
      }

      public struct Frag: RecordSchema {
        public static let identity = RecordIdentity.nested()
        public let __unused = Field<UInt16>()
        public let mtu = Field<UInt16>()
        public init() {}
      }
    }
  }

  /// Which ICMP messages a raw socket takes.
  public typealias IcmpFilter = Record<IcmpFilterSchema>

  public struct IcmpFilterSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "icmp_filter")
    public let data = Field<UInt32>()
    public init() {}
  }

  /// The start of ICMP extensions.
  public typealias IcmpExtHdr = Record<IcmpExtHdrSchema>

  public struct IcmpExtHdrSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "icmp_ext_hdr")
    public let reserved1 = Field<UInt8>(bits: 4)
    public let version = Field<UInt8>(bits: 4)
    public let reserved2 = Field<UInt8>()
    public let checksum = Field<UInt16>()
    public init() {}
  }

  /// The start of an ICMP extension object.
  public typealias IcmpExtobjHdr = Record<IcmpExtobjHdrSchema>

  public struct IcmpExtobjHdrSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "icmp_extobj_hdr")
    public let length = Field<UInt16>()
    public let class_num = Field<UInt8>()
    public let class_type = Field<UInt8>()
    public init() {}
  }

  /// The start of an address in an extended echo.
  public typealias IcmpExtEchoCtype3Hdr = Record<IcmpExtEchoCtype3HdrSchema>

  public struct IcmpExtEchoCtype3HdrSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "icmp_ext_echo_ctype3_hdr")
    public let afi = Field<UInt16>()
    public let addrlen = Field<UInt8>()
    public let reserved = Field<UInt8>()
    public init() {}
  }

  /// The interface that an extended echo asks for.
  public typealias IcmpExtEchoIio = Record<IcmpExtEchoIioSchema>

  public struct IcmpExtEchoIioSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "icmp_ext_echo_iio")
    public let extobj_hdr = Field<IcmpExtobjHdr>()
    public let ident = Field<Record<Ident>>()
    public init() {}

    public struct Ident: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let name = Field<Elements<16, Character8>>()
      public let ifindex = Field<UInt32>()
      public let addr = Field<Record<Addr>>()
      public init() {}

      public struct Addr: RecordSchema {
        public static let identity = RecordIdentity.nested()
        public let ctype3_hdr = Field<IcmpExtEchoCtype3Hdr>()
        public let ip_addr = Field<Record<IpAddr>>()
        public init() {}

        public struct IpAddr: RecordSchema {
          public static let identity = RecordIdentity.nested(.union)
          public let ipv4_addr = Field<UInt32>()
          public let ipv6_addr = Field<In6Addr>()
          public init() {}
        }
      }
    }
  }

  /// The header of UDP.
  public typealias Udphdr = Record<UdphdrSchema>

  public struct UdphdrSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "udphdr")
    public let source = Field<UInt16>()
    public let dest = Field<UInt16>()
    public let len = Field<UInt16>()
    public let check = Field<UInt16>()
    public init() {}
  }

  /// What every routing header starts with.
  public typealias Ipv6RtHdr = Record<Ipv6RtHdrSchema>

  public struct Ipv6RtHdrSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "ipv6_rt_hdr")
    public let nexthdr = Field<UInt8>()
    public let hdrlen = Field<UInt8>()
    public let type = Field<UInt8>()
    public let segments_left = Field<UInt8>()
    public init() {}
  }

  /// What every options header starts with.
  public typealias Ipv6OptHdr = Record<Ipv6OptHdrSchema>

  public struct Ipv6OptHdrSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "ipv6_opt_hdr")
    public let nexthdr = Field<UInt8>()
    public let hdrlen = Field<UInt8>()
    public init() {}
  }

  /// A routing header of type 0.
  public typealias Rt0Hdr = Record<Rt0HdrSchema>

  public struct Rt0HdrSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "rt0_hdr")
    public let rt_hdr = Field<Ipv6RtHdr>()
    public let reserved = Field<UInt32>()
    public let addr = Field<Trailing<In6Addr>>()
    public init() {}
  }

  /// A routing header of type 2.
  public typealias Rt2Hdr = Record<Rt2HdrSchema>

  public struct Rt2HdrSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "rt2_hdr")
    public let rt_hdr = Field<Ipv6RtHdr>()
    public let reserved = Field<UInt32>()
    public let addr = Field<In6Addr>()
    public init() {}
  }

  /// The home address option.
  public typealias Ipv6DestoptHao = Record<Ipv6DestoptHaoSchema>

  public struct Ipv6DestoptHaoSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "ipv6_destopt_hao", packed: .all)
    public let type = Field<UInt8>()
    public let length = Field<UInt8>()
    public let addr = Field<In6Addr>()
    public init() {}
  }

  /// The header of IPv6.
  public typealias Ipv6hdr = Record<Ipv6hdrSchema>

  public struct Ipv6hdrSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "ipv6hdr")
    public let priority = Field<UInt8>(bits: 4)
    public let version = Field<UInt8>(bits: 4)
    public let flow_lbl = Field<Elements<3, UInt8>>()
    public let payload_len = Field<UInt16>()
    public let nexthdr = Field<UInt8>()
    public let hop_limit = Field<UInt8>()
    public let saddrOrAddrs = Field<Record<SaddrOrAddrs>>.anonymous
    public init() {}

    public struct SaddrOrAddrs: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let saddrAndDaddr = Field<Record<SaddrAndDaddr>>.anonymous
      public let addrs = Field<Record<Addrs>>()
      public init() {}

      public struct SaddrAndDaddr: RecordSchema {
        public static let identity = RecordIdentity.nested()
        public let saddr = Field<In6Addr>()
        public let daddr = Field<In6Addr>()
        public init() {}
      }

      public struct Addrs: RecordSchema {
        public static let identity = RecordIdentity.nested()
        public let saddr = Field<In6Addr>()
        public let daddr = Field<In6Addr>()
        public init() {}
      }
    }
  }

  /// The header of IPv4.
  public typealias Iphdr = Record<IphdrSchema>

  public struct IphdrSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "iphdr")
    public let ihl = Field<UInt8>(bits: 4)
    public let version = Field<UInt8>(bits: 4)
    public let tos = Field<UInt8>()
    public let tot_len = Field<UInt16>()
    public let id = Field<UInt16>()
    public let frag_off = Field<UInt16>()
    public let ttl = Field<UInt8>()
    public let `protocol` = Field<UInt8>()
    public let check = Field<UInt16>()
    public let saddrOrAddrs = Field<Record<SaddrOrAddrs>>.anonymous
    public init() {}

    public struct SaddrOrAddrs: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let saddrAndDaddr = Field<Record<SaddrAndDaddr>>.anonymous
      public let addrs = Field<Record<Addrs>>()
      public init() {}

      public struct SaddrAndDaddr: RecordSchema {
        public static let identity = RecordIdentity.nested()
        public let saddr = Field<UInt32>()
        public let daddr = Field<UInt32>()
        public init() {}
      }

      public struct Addrs: RecordSchema {
        public static let identity = RecordIdentity.nested()
        public let saddr = Field<UInt32>()
        public let daddr = Field<UInt32>()
        public init() {}
      }
    }
  }

  /// An authentication header.
  public typealias IpAuthHdr = Record<IpAuthHdrSchema>

  public struct IpAuthHdrSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "ip_auth_hdr")
    public let nexthdr = Field<UInt8>()
    public let hdrlen = Field<UInt8>()
    public let reserved = Field<UInt16>()
    public let spi = Field<UInt32>()
    public let seq_no = Field<UInt32>()
    public let auth_data = Field<Trailing<UInt8>>()
    public init() {}
  }

  /// An encrypted payload's header.
  public typealias IpEspHdr = Record<IpEspHdrSchema>

  public struct IpEspHdrSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "ip_esp_hdr")
    public let spi = Field<UInt32>()
    public let seq_no = Field<UInt32>()
    public let enc_data = Field<Trailing<UInt8>>()
    public init() {}
  }

  /// A compressed payload's header.
  public typealias IpCompHdr = Record<IpCompHdrSchema>

  public struct IpCompHdrSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "ip_comp_hdr")
    public let nexthdr = Field<UInt8>()
    public let flags = Field<UInt8>()
    public let cpi = Field<UInt16>()
    public init() {}
  }

  /// The pseudo header of BEET mode.
  public typealias IpBeetPhdr = Record<IpBeetPhdrSchema>

  public struct IpBeetPhdrSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "ip_beet_phdr")
    public let nexthdr = Field<UInt8>()
    public let hdrlen = Field<UInt8>()
    public let padlen = Field<UInt8>()
    public let reserved = Field<UInt8>()
    public init() {}
  }

  /// The header of Ethernet.
  public typealias Ethhdr = Record<EthhdrSchema>

  public struct EthhdrSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "ethhdr", packed: .all)
    public let h_dest = Field<Elements<6, UInt8>>()
    public let h_source = Field<Elements<6, UInt8>>()
    public let h_proto = Field<UInt16>()
    public init() {}
  }
}

extension Catalogue {
  static let kernelPacketHeaders: [RecordDescription] = [
    RecordDescription(Kernel.Icmphdr.self),
    RecordDescription(Kernel.IcmpFilter.self),
    RecordDescription(Kernel.IcmpExtHdr.self),
    RecordDescription(Kernel.IcmpExtobjHdr.self),
    RecordDescription(Kernel.IcmpExtEchoCtype3Hdr.self),
    RecordDescription(Kernel.IcmpExtEchoIio.self),
    RecordDescription(Kernel.Udphdr.self),
    RecordDescription(Kernel.Ipv6RtHdr.self),
    RecordDescription(Kernel.Ipv6OptHdr.self),
    RecordDescription(Kernel.Rt0Hdr.self),
    RecordDescription(Kernel.Rt2Hdr.self),
    RecordDescription(Kernel.Ipv6DestoptHao.self),
    RecordDescription(Kernel.Ipv6hdr.self),
    RecordDescription(Kernel.Iphdr.self),
    RecordDescription(Kernel.IpAuthHdr.self),
    RecordDescription(Kernel.IpEspHdr.self),
    RecordDescription(Kernel.IpCompHdr.self),
    RecordDescription(Kernel.IpBeetPhdr.self),
    RecordDescription(Kernel.Ethhdr.self),
  ]
}
