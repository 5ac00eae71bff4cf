// System call filters: classic BPF, its input, and notification of a supervisor.

// A schema's fields bear the C members' names, which the manual pages and the headers explain.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

extension Kernel {
  /// Flags of a filter.
  public typealias SeccompMetadata = Record<SeccompMetadataSchema>

  public struct SeccompMetadataSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "seccomp_metadata")
    public let filter_off = Field<UInt64>()
    public let flags = Field<UInt64>()
    public init() {}
  }

  /// What a filter sees of a system call.
  public typealias SeccompData = Record<SeccompDataSchema>

  public struct SeccompDataSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "seccomp_data")
    public let nr = Field<Int32>()
    public let arch = Field<UInt32>()
    public let instruction_pointer = Field<UInt64>()
    public let args = Field<Elements<6, UInt64>>()
    public init() {}
  }

  /// How large the kernel's notification records are.
  public typealias SeccompNotifSizes = Record<SeccompNotifSizesSchema>

  public struct SeccompNotifSizesSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "seccomp_notif_sizes")
    public let seccomp_notif = Field<UInt16>()
    public let seccomp_notif_resp = Field<UInt16>()
    public let seccomp_data = Field<UInt16>()
    public init() {}
  }

  /// A system call that a supervisor is asked about.
  public typealias SeccompNotif = Record<SeccompNotifSchema>

  public struct SeccompNotifSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "seccomp_notif")
    public let id = Field<UInt64>()
    public let pid = Field<UInt32>()
    public let flags = Field<UInt32>()
    public let data = Field<SeccompData>()
    public init() {}
  }

  /// The supervisor's answer.
  public typealias SeccompNotifResp = Record<SeccompNotifRespSchema>

  public struct SeccompNotifRespSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "seccomp_notif_resp")
    public let id = Field<UInt64>()
    public let val = Field<Int64>()
    public let error = Field<Int32>()
    public let flags = Field<UInt32>()
    public init() {}
  }

  /// A descriptor that the supervisor puts into the process.
  public typealias SeccompNotifAddfd = Record<SeccompNotifAddfdSchema>

  public struct SeccompNotifAddfdSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "seccomp_notif_addfd")
    public let id = Field<UInt64>()
    public let flags = Field<UInt32>()
    public let srcfd = Field<UInt32>()
    public let newfd = Field<UInt32>()
    public let newfd_flags = Field<UInt32>()
    public init() {}
  }

  /// An instruction of classic BPF.
  public typealias SockFilter = Record<SockFilterSchema>

  public struct SockFilterSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "sock_filter")
    public let code = Field<UInt16>()
    public let jt = Field<UInt8>()
    public let jf = Field<UInt8>()
    public let k = Field<UInt32>()
    public init() {}
  }

  /// A program of classic BPF.
  public typealias SockFprog = Record<SockFprogSchema>

  public struct SockFprogSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "sock_fprog")
    public let len = Field<UInt16>()
    public let filter = Field<Address>(to: "struct sock_filter")
    public init() {}
  }
}

extension Catalogue {
  static let kernelSeccomp: [RecordDescription] = [
    RecordDescription(Kernel.SeccompMetadata.self),
    RecordDescription(Kernel.SeccompData.self),
    RecordDescription(Kernel.SeccompNotifSizes.self),
    RecordDescription(Kernel.SeccompNotif.self),
    RecordDescription(Kernel.SeccompNotifResp.self),
    RecordDescription(Kernel.SeccompNotifAddfd.self),
    RecordDescription(Kernel.SockFilter.self),
    RecordDescription(Kernel.SockFprog.self),
  ]
}
