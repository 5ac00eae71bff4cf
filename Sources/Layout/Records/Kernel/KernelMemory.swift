// The page cache's statistics.

// A schema's fields bear the C members' names, which the manual pages and the headers explain.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

extension Kernel {
  /// Which part of a file cachestat looks at.
  public typealias CachestatRange = Record<CachestatRangeSchema>

  public struct CachestatRangeSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "cachestat_range")
    public let off = Field<UInt64>()
    public let len = Field<UInt64>()
    public init() {}
  }

  /// How much of a file is in the page cache.
  public typealias Cachestat = Record<CachestatSchema>

  public struct CachestatSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "cachestat")
    public let nr_cache = Field<UInt64>()
    public let nr_dirty = Field<UInt64>()
    public let nr_writeback = Field<UInt64>()
    public let nr_evicted = Field<UInt64>()
    public let nr_recently_evicted = Field<UInt64>()
    public init() {}
  }
}

extension Catalogue {
  static let kernelMemory: [RecordDescription] = [
    RecordDescription(Kernel.CachestatRange.self),
    RecordDescription(Kernel.Cachestat.self),
  ]
}
