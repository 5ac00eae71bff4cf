// Network interfaces, as the SIOC ioctls have them.

// A schema's fields bear the C members' names, which the manual pages and the headers explain.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

extension Kernel {
  /// A network interface's resources.
  public typealias Ifmap = Record<IfmapSchema>

  public struct IfmapSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "ifmap")
    public let mem_start = Field<UInt>()
    public let mem_end = Field<UInt>()
    public let base_addr = Field<UInt16>()
    public let irq = Field<UInt8>()
    public let dma = Field<UInt8>()
    public let port = Field<UInt8>()
    public init() {}
  }

  /// A network interface's protocol settings.
  public typealias IfSettings = Record<IfSettingsSchema>

  public struct IfSettingsSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "if_settings")
    public let type = Field<UInt32>()
    public let size = Field<UInt32>()
    public let ifs_ifsu = Field<Record<IfsIfsu>>()
    public init() {}

    public struct IfsIfsu: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let raw_hdlc = Field<Address>(to: "raw_hdlc_proto")
      public let cisco = Field<Address>(to: "cisco_proto")
      public let fr = Field<Address>(to: "fr_proto")
      public let fr_pvc = Field<Address>(to: "fr_proto_pvc")
      public let fr_pvc_info = Field<Address>(to: "fr_proto_pvc_info")
      public let x25 = Field<Address>(to: "x25_hdlc_proto")
      public let sync = Field<Address>(to: "sync_serial_settings")
      public let te1 = Field<Address>(to: "te1_settings")
      public init() {}
    }
  }

  /// A request about a network interface.
  public typealias Ifreq = Record<IfreqSchema>

  public struct IfreqSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "ifreq")
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
      public let ifru_data = Field<Address>()
      public let ifru_settings = Field<IfSettings>()
      public init() {}
    }
  }

  /// A list of network interfaces.
  public typealias Ifconf = Record<IfconfSchema>

  public struct IfconfSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "ifconf")
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
}

extension Catalogue {
  static let kernelInterfaces: [RecordDescription] = [
    RecordDescription(Kernel.Ifmap.self),
    RecordDescription(Kernel.IfSettings.self),
    RecordDescription(Kernel.Ifreq.self),
    RecordDescription(Kernel.Ifconf.self),
  ]
}
