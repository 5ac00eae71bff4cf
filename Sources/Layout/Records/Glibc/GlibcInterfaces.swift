// Network interfaces, as the C library has them.

// A schema's fields bear the C members' names, which the manual pages and the headers explain.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

extension Glibc {
  /// A network interface's resources.
  public typealias Ifmap = Record<IfmapSchema>

  public struct IfmapSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "ifmap")
    public let mem_start = Field<UInt>()
    public let mem_end = Field<UInt>()
    public let base_addr = Field<UInt16>()
    public let irq = Field<UInt8>()
    public let dma = Field<UInt8>()
    public let port = Field<UInt8>()
    public init() {}
  }

  /// A request about a network interface.
  public typealias Ifreq = Record<IfreqSchema>

  public struct IfreqSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "ifreq")
    public let ifr_ifrn = Field<Record<IfrIfrn>>()
    public let ifr_ifru = Field<Record<IfrIfru>>()
    public init() {}

    public struct IfrIfrn: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let ifrn_name = Field<Elements<16, Character8>>()
      public init() {}
    }

    public struct IfrIfru: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let ifru_addr = Field<Sockaddr>()
      public let ifru_dstaddr = Field<Sockaddr>()
      public let ifru_broadaddr = Field<Sockaddr>()
      public let ifru_netmask = Field<Sockaddr>()
      public let ifru_hwaddr = Field<Sockaddr>()
      public let ifru_flags = Field<Int16>()
      public let ifru_ivalue = Field<Int32>()
      public let ifru_mtu = Field<Int32>()
      public let ifru_map = Field<Ifmap>()
      public let ifru_slave = Field<Elements<16, Character8>>()
      public let ifru_newname = Field<Elements<16, Character8>>()
      public let ifru_data = Field<Address>(to: "char")
      public init() {}
    }
  }

  /// A list of network interfaces.
  public typealias Ifconf = Record<IfconfSchema>

  public struct IfconfSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "ifconf")
    public let ifc_len = Field<Int32>()
    public let ifc_ifcu = Field<Record<IfcIfcu>>()
    public init() {}

    public struct IfcIfcu: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let ifcu_buf = Field<Address>(to: "char")
      public let ifcu_req = Field<Address>(to: "struct ifreq")
      public init() {}
    }
  }

  /// An address of a network interface.
  public typealias Ifaddr = Record<IfaddrSchema>

  public struct IfaddrSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "ifaddr")
    public let ifa_addr = Field<Sockaddr>()
    public let ifa_ifu = Field<Record<IfaIfu>>()
    public let ifa_ifp = Field<Address>(to: "struct iface")
    public let ifa_next = Field<Address>(to: "struct ifaddr")
    public init() {}

    public struct IfaIfu: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let ifu_broadaddr = Field<Sockaddr>()
      public let ifu_dstaddr = Field<Sockaddr>()
      public init() {}
    }
  }

  /// A network interface's number and name.
  public typealias IfNameindex = Record<IfNameindexSchema>

  public struct IfNameindexSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "if_nameindex")
    public let if_index = Field<UInt32>()
    public let if_name = Field<Address>(to: "char")
    public init() {}
  }

  /// An entry of the ARP table.
  public typealias Arpreq = Record<ArpreqSchema>

  public struct ArpreqSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "arpreq")
    public let arp_pa = Field<Sockaddr>()
    public let arp_ha = Field<Sockaddr>()
    public let arp_flags = Field<Int32>()
    public let arp_netmask = Field<Sockaddr>()
    public let arp_dev = Field<Elements<16, Character8>>()
    public init() {}
  }

  /// An address that getifaddrs found.
  public typealias Ifaddrs = Record<IfaddrsSchema>

  public struct IfaddrsSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "ifaddrs")
    public let ifa_next = Field<Address>(to: "struct ifaddrs")
    public let ifa_name = Field<Address>(to: "char")
    public let ifa_flags = Field<UInt32>()
    public let ifa_addr = Field<Address>(to: "struct sockaddr")
    public let ifa_netmask = Field<Address>(to: "struct sockaddr")
    public let ifa_ifu = Field<Record<IfaIfu>>()
    public let ifa_data = Field<Address>()
    public init() {}

    public struct IfaIfu: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let ifu_broadaddr = Field<Address>(to: "struct sockaddr")
      public let ifu_dstaddr = Field<Address>(to: "struct sockaddr")
      public init() {}
    }
  }
}

extension Catalogue {
  static let glibcInterfaces: [RecordDescription] = [
    RecordDescription(Glibc.Ifmap.self),
    RecordDescription(Glibc.Ifreq.self),
    RecordDescription(Glibc.Ifconf.self),
    RecordDescription(Glibc.Ifaddr.self),
    RecordDescription(Glibc.IfNameindex.self),
    RecordDescription(Glibc.Arpreq.self),
    RecordDescription(Glibc.Ifaddrs.self),
  ]
}
