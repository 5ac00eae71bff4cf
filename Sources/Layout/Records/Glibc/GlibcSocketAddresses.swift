// Socket addresses and name lookup, as the C library has them.

// A schema's fields bear the C members' names, which the manual pages and the headers explain.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

extension Glibc {
  /// An address of any family, 14 bytes of it.
  public typealias Sockaddr = Record<SockaddrSchema>

  public struct SockaddrSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "sockaddr")
    public let sa_family = Field<UInt16>()
    public let sa_data = Field<Elements<14, Character8>>()
    public init() {}
  }

  /// An IPv4 address.
  public typealias InAddr = Record<InAddrSchema>

  public struct InAddrSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "in_addr")
    public let s_addr = Field<UInt32>()
    public init() {}
  }

  /// An IPv4 address and port.
  public typealias SockaddrIn = Record<SockaddrInSchema>

  public struct SockaddrInSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "sockaddr_in")
    public let sin_family = Field<UInt16>()
    public let sin_port = Field<UInt16>()
    public let sin_addr = Field<InAddr>()
    public let sin_zero = Field<Elements<8, UInt8>>()
    public init() {}
  }

  /// An IPv6 address.
  public typealias In6Addr = Record<In6AddrSchema>

  public struct In6AddrSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "in6_addr")
    public let __in6_u = Field<Record<In6U>>()
    public init() {}

    public struct In6U: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let __u6_addr8 = Field<Elements<16, UInt8>>()
      public let __u6_addr16 = Field<Elements<8, UInt16>>()
      public let __u6_addr32 = Field<Elements<4, UInt32>>()
      public init() {}
    }
  }

  /// An IPv6 address and port.
  public typealias SockaddrIn6 = Record<SockaddrIn6Schema>

  public struct SockaddrIn6Schema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "sockaddr_in6")
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
    public static let identity = RecordIdentity(.libc, "sockaddr_un")
    public let sun_family = Field<UInt16>()
    public let sun_path = Field<Elements<108, Character8>>()
    public init() {}
  }

  /// Room for an address of any family.
  public typealias SockaddrStorage = Record<SockaddrStorageSchema>

  public struct SockaddrStorageSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "sockaddr_storage")
    public let ss_family = Field<UInt16>()
    public let __ss_padding = Field<Elements<118, Character8>>()
    public let __ss_align = Field<UInt>()
    public init() {}
  }

  /// The address of a packet socket: interface and hardware address.
  public typealias SockaddrLl = Record<SockaddrLlSchema>

  public struct SockaddrLlSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "sockaddr_ll")
    public let sll_family = Field<UInt16>()
    public let sll_protocol = Field<UInt16>()
    public let sll_ifindex = Field<Int32>()
    public let sll_hatype = Field<UInt16>()
    public let sll_pkttype = Field<UInt8>()
    public let sll_halen = Field<UInt8>()
    public let sll_addr = Field<Elements<8, UInt8>>()
    public init() {}
  }

  /// A netlink address.
  public typealias SockaddrNl = Record<SockaddrNlSchema>

  public struct SockaddrNlSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "sockaddr_nl")
    public let nl_family = Field<UInt16>()
    public let nl_pad = Field<UInt16>()
    public let nl_pid = Field<UInt32>()
    public let nl_groups = Field<UInt32>()
    public init() {}
  }

  /// An address of a virtual machine's socket.
  public typealias SockaddrVm = Record<SockaddrVmSchema>

  public struct SockaddrVmSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "sockaddr_vm")
    public let svm_family = Field<UInt16>()
    public let svm_reserved1 = Field<UInt16>()
    public let svm_port = Field<UInt32>()
    public let svm_cid = Field<UInt32>()
    public let svm_flags = Field<UInt8>()
    public let svm_zero = Field<Elements<3, UInt8>>()
    public init() {}
  }

  /// An address that getaddrinfo found.
  public typealias Addrinfo = Record<AddrinfoSchema>

  public struct AddrinfoSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "addrinfo")
    public let ai_flags = Field<Int32>()
    public let ai_family = Field<Int32>()
    public let ai_socktype = Field<Int32>()
    public let ai_protocol = Field<Int32>()
    public let ai_addrlen = Field<UInt32>()
    public let ai_addr = Field<Address>(to: "struct sockaddr")
    public let ai_canonname = Field<Address>(to: "char")
    public let ai_next = Field<Address>(to: "struct addrinfo")
    public init() {}
  }

  /// A host that gethostbyname found.
  public typealias Hostent = Record<HostentSchema>

  public struct HostentSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "hostent")
    public let h_name = Field<Address>(to: "char")
    public let h_aliases = Field<Address>(to: "char *")
    public let h_addrtype = Field<Int32>()
    public let h_length = Field<Int32>()
    public let h_addr_list = Field<Address>(to: "char *")
    public init() {}
  }

  /// An address of any family, as BSD 4.3 had it.
  public typealias Osockaddr = Record<OsockaddrSchema>

  public struct OsockaddrSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "osockaddr")
    public let sa_family = Field<UInt16>()
    public let sa_data = Field<Elements<14, UInt8>>()
    public init() {}
  }
}

extension Catalogue {
  static let glibcSocketAddresses: [RecordDescription] = [
    RecordDescription(Glibc.Sockaddr.self),
    RecordDescription(Glibc.InAddr.self),
    RecordDescription(Glibc.SockaddrIn.self),
    RecordDescription(Glibc.In6Addr.self),
    RecordDescription(Glibc.SockaddrIn6.self),
    RecordDescription(Glibc.SockaddrUn.self),
    RecordDescription(Glibc.SockaddrStorage.self),
    RecordDescription(Glibc.SockaddrLl.self),
    RecordDescription(Glibc.SockaddrNl.self),
    RecordDescription(Glibc.SockaddrVm.self),
    RecordDescription(Glibc.Addrinfo.self),
    RecordDescription(Glibc.Hostent.self),
    RecordDescription(Glibc.Osockaddr.self),
  ]
}
