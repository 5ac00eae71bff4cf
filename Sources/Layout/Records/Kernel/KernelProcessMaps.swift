// What the files of /proc answer about a process's memory.

// A schema's fields bear the C members' names, which the manual pages and the headers explain.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

extension Kernel {
  /// Pages of the same categories.
  public typealias PageRegion = Record<PageRegionSchema>

  public struct PageRegionSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "page_region")
    public let start = Field<UInt64>()
    public let end = Field<UInt64>()
    public let categories = Field<UInt64>()
    public init() {}
  }

  /// Which pages a scan of /proc/PID/pagemap looks for.
  public typealias PmScanArg = Record<PmScanArgSchema>

  public struct PmScanArgSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "pm_scan_arg")
    public let size = Field<UInt64>()
    public let flags = Field<UInt64>()
    public let start = Field<UInt64>()
    public let end = Field<UInt64>()
    public let walk_end = Field<UInt64>()
    public let vec = Field<UInt64>()
    public let vec_len = Field<UInt64>()
    public let max_pages = Field<UInt64>()
    public let category_inverted = Field<UInt64>()
    public let category_mask = Field<UInt64>()
    public let category_anyof_mask = Field<UInt64>()
    public let return_mask = Field<UInt64>()
    public init() {}
  }

  /// A mapping of a process, asked for by address.
  public typealias ProcmapQuery = Record<ProcmapQuerySchema>

  public struct ProcmapQuerySchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "procmap_query")
    public let size = Field<UInt64>()
    public let query_flags = Field<UInt64>()
    public let query_addr = Field<UInt64>()
    public let vma_start = Field<UInt64>()
    public let vma_end = Field<UInt64>()
    public let vma_flags = Field<UInt64>()
    public let vma_page_size = Field<UInt64>()
    public let vma_offset = Field<UInt64>()
    public let inode = Field<UInt64>()
    public let dev_major = Field<UInt32>()
    public let dev_minor = Field<UInt32>()
    public let vma_name_size = Field<UInt32>()
    public let build_id_size = Field<UInt32>()
    public let vma_name_addr = Field<UInt64>()
    public let build_id_addr = Field<UInt64>()
    public init() {}
  }
}

extension Catalogue {
  static let kernelProcessMaps: [RecordDescription] = [
    RecordDescription(Kernel.PageRegion.self),
    RecordDescription(Kernel.PmScanArg.self),
    RecordDescription(Kernel.ProcmapQuery.self),
  ]
}
