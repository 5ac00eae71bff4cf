// The system's name and state, and random numbers.

// A schema's fields bear the C members' names, which the manual pages and the headers explain.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

extension Kernel {
  /// The system's name, as the first kernels had it.
  public typealias OldoldUtsname = Record<OldoldUtsnameSchema>

  public struct OldoldUtsnameSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "oldold_utsname")
    public let sysname = Field<Elements<9, Character8>>()
    public let nodename = Field<Elements<9, Character8>>()
    public let release = Field<Elements<9, Character8>>()
    public let version = Field<Elements<9, Character8>>()
    public let machine = Field<Elements<9, Character8>>()
    public init() {}
  }

  /// The system's name without the domain.
  public typealias OldUtsname = Record<OldUtsnameSchema>

  public struct OldUtsnameSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "old_utsname")
    public let sysname = Field<Elements<65, Character8>>()
    public let nodename = Field<Elements<65, Character8>>()
    public let release = Field<Elements<65, Character8>>()
    public let version = Field<Elements<65, Character8>>()
    public let machine = Field<Elements<65, Character8>>()
    public init() {}
  }

  /// The system's name.
  public typealias NewUtsname = Record<NewUtsnameSchema>

  public struct NewUtsnameSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "new_utsname", alsoKnownAs: "utsname")
    public let sysname = Field<Elements<65, Character8>>()
    public let nodename = Field<Elements<65, Character8>>()
    public let release = Field<Elements<65, Character8>>()
    public let version = Field<Elements<65, Character8>>()
    public let machine = Field<Elements<65, Character8>>()
    public let domainname = Field<Elements<65, Character8>>()
    public init() {}
  }

  /// The system's uptime, load and memory.
  public typealias Sysinfo = Record<SysinfoSchema>

  public struct SysinfoSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "sysinfo")
    public let uptime = Field<Int>()
    public let loads = Field<Elements<3, UInt>>()
    public let totalram = Field<UInt>()
    public let freeram = Field<UInt>()
    public let sharedram = Field<UInt>()
    public let bufferram = Field<UInt>()
    public let totalswap = Field<UInt>()
    public let freeswap = Field<UInt>()
    public let procs = Field<UInt16>()
    public let pad = Field<UInt16>()
    public let totalhigh = Field<UInt>()
    public let freehigh = Field<UInt>()
    public let mem_unit = Field<UInt32>()
    public let _f = Field<Elements<0, Character8>>()
    public init() {}
  }

  /// Random bytes that are added to the pool.
  public typealias RandPoolInfo = Record<RandPoolInfoSchema>

  public struct RandPoolInfoSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "rand_pool_info")
    public let entropy_count = Field<Int32>()
    public let buf_size = Field<Int32>()
    public let buf = Field<Trailing<UInt32>>()
    public init() {}
  }

  /// How state for the vDSO's getrandom is allocated.
  public typealias VgetrandomOpaqueParams = Record<VgetrandomOpaqueParamsSchema>

  public struct VgetrandomOpaqueParamsSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "vgetrandom_opaque_params")
    public let size_of_opaque_state = Field<UInt32>()
    public let mmap_prot = Field<UInt32>()
    public let mmap_flags = Field<UInt32>()
    public let reserved = Field<Elements<13, UInt32>>()
    public init() {}
  }
}

extension Catalogue {
  static let kernelSystem: [RecordDescription] = [
    RecordDescription(Kernel.OldoldUtsname.self),
    RecordDescription(Kernel.OldUtsname.self),
    RecordDescription(Kernel.NewUtsname.self),
    RecordDescription(Kernel.Sysinfo.self),
    RecordDescription(Kernel.RandPoolInfo.self),
    RecordDescription(Kernel.VgetrandomOpaqueParams.self),
  ]
}
