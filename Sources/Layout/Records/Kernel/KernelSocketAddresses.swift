// Socket addresses of each family, as bind, connect and accept take them.

// A schema's fields bear the C members' names, which the manual pages and the headers explain.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

extension Kernel {
  /// An address of any family, 14 bytes of it.
  public typealias Sockaddr = Record<SockaddrSchema>

  public struct SockaddrSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "sockaddr")
    public let sa_family = Field<UInt16>()
    public let sa_data = Field<Elements<14, Character8>>()
    public init() {}
  }

  /// An IPv6 address.
  public typealias In6Addr = Record<In6AddrSchema>

  public struct In6AddrSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "in6_addr")
    public let in6_u = Field<Record<In6U>>()
    public init() {}

    public struct In6U: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let u6_addr8 = Field<Elements<16, UInt8>>()
      public let u6_addr16 = Field<Elements<8, UInt16>>()
      public let u6_addr32 = Field<Elements<4, UInt32>>()
      public init() {}
    }
  }

  /// An address of a virtual machine's socket.
  public typealias SockaddrVm = Record<SockaddrVmSchema>

  public struct SockaddrVmSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "sockaddr_vm")
    public let svm_family = Field<UInt16>()
    public let svm_reserved1 = Field<UInt16>()
    public let svm_port = Field<UInt32>()
    public let svm_cid = Field<UInt32>()
    public let svm_flags = Field<UInt8>()
    public let svm_zero = Field<Elements<3, UInt8>>()
    public init() {}
  }

  /// Room for an address of any family.
  public typealias KernelSockaddrStorage = Record<KernelSockaddrStorageSchema>

  public struct KernelSockaddrStorageSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "__kernel_sockaddr_storage", alsoKnownAs: "sockaddr_storage")
    public let ssFamilyOrAlign = Field<Record<SsFamilyOrAlign>>.anonymous
    public init() {}

    public struct SsFamilyOrAlign: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let ssFamilyAndData = Field<Record<SsFamilyAndData>>.anonymous
      public let __align = Field<Address>()
      public init() {}

      public struct SsFamilyAndData: RecordSchema {
        public static let identity = RecordIdentity.nested()
        public let ss_family = Field<UInt16>()
        public let __data = Field<Elements<126, Character8>>()
        public init() {}
      }
    }
  }

  /// An IPv4 address.
  public typealias InAddr = Record<InAddrSchema>

  public struct InAddrSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "in_addr")
    public let s_addr = Field<UInt32>()
    public init() {}
  }

  /// An IPv4 address and port.
  public typealias SockaddrIn = Record<SockaddrInSchema>

  public struct SockaddrInSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "sockaddr_in")
    public let sin_family = Field<UInt16>()
    public let sin_port = Field<UInt16>()
    public let sin_addr = Field<InAddr>()
    public let __pad = Field<Elements<8, UInt8>>()
    public init() {}
  }

  /// An IPv6 address and port.
  public typealias SockaddrIn6 = Record<SockaddrIn6Schema>

  public struct SockaddrIn6Schema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "sockaddr_in6")
    public let sin6_family = Field<UInt16>()
    public let sin6_port = Field<UInt16>()
    public let sin6_flowinfo = Field<UInt32>()
    public let sin6_addr = Field<In6Addr>()
    public let sin6_scope_id = Field<UInt32>()
    public init() {}
  }

  /// A Unix socket's path; one that starts with a zero byte is abstract.
  public typealias SockaddrUn = Record<SockaddrUnSchema>

  public struct SockaddrUnSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "sockaddr_un")
    public let sun_family = Field<UInt16>()
    public let sun_path = Field<Elements<108, Character8>>()
    public init() {}
  }

  /// A netlink address.
  public typealias SockaddrNl = Record<SockaddrNlSchema>

  public struct SockaddrNlSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "sockaddr_nl")
    public let nl_family = Field<UInt16>()
    public let nl_pad = Field<UInt16>()
    public let nl_pid = Field<UInt32>()
    public let nl_groups = Field<UInt32>()
    public init() {}
  }

  /// The old address of a packet socket.
  public typealias SockaddrPkt = Record<SockaddrPktSchema>

  public struct SockaddrPktSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "sockaddr_pkt")
    public let spkt_family = Field<UInt16>()
    public let spkt_device = Field<Elements<14, UInt8>>()
    public let spkt_protocol = Field<UInt16>()
    public init() {}
  }

  /// The address of a packet socket: interface and hardware address.
  public typealias SockaddrLl = Record<SockaddrLlSchema>

  public struct SockaddrLlSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "sockaddr_ll")
    public let sll_family = Field<UInt16>()
    public let sll_protocol = Field<UInt16>()
    public let sll_ifindex = Field<Int32>()
    public let sll_hatype = Field<UInt16>()
    public let sll_pkttype = Field<UInt8>()
    public let sll_halen = Field<UInt8>()
    public let sll_addr = Field<Elements<8, UInt8>>()
    public init() {}
  }
}

extension Catalogue {
  static let kernelSocketAddresses: [RecordDescription] = [
    RecordDescription(Kernel.Sockaddr.self),
    RecordDescription(Kernel.In6Addr.self),
    RecordDescription(Kernel.SockaddrVm.self),
    RecordDescription(Kernel.KernelSockaddrStorage.self),
    RecordDescription(Kernel.InAddr.self),
    RecordDescription(Kernel.SockaddrIn.self),
    RecordDescription(Kernel.SockaddrIn6.self),
    RecordDescription(Kernel.SockaddrUn.self),
    RecordDescription(Kernel.SockaddrNl.self),
    RecordDescription(Kernel.SockaddrPkt.self),
    RecordDescription(Kernel.SockaddrLl.self),
  ]
}
