// Futexes, robust lists and restartable sequences.

// A schema's fields bear the C members' names, which the manual pages and the headers explain.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

extension Kernel {
  /// One of the futexes that futex_waitv waits for.
  public typealias FutexWaitv = Record<FutexWaitvSchema>

  public struct FutexWaitvSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "futex_waitv")
    public let val = Field<UInt64>()
    public let uaddr = Field<UInt64>()
    public let flags = Field<UInt32>()
    public let __reserved = Field<UInt32>()
    public init() {}
  }

  /// A held robust futex.
  public typealias RobustList = Record<RobustListSchema>

  public struct RobustListSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "robust_list")
    public let next = Field<Address>(to: "struct robust_list")
    public init() {}
  }

  /// A thread's list of held robust futexes, which the kernel walks when the thread dies.
  public typealias RobustListHead = Record<RobustListHeadSchema>

  public struct RobustListHeadSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "robust_list_head")
    public let list = Field<RobustList>()
    public let futex_offset = Field<Int>()
    public let list_op_pending = Field<Address>(to: "struct robust_list")
    public init() {}
  }

  /// A restartable sequence: where it starts, how long it is, where it aborts to.
  public typealias RseqCs = Record<RseqCsSchema>

  public struct RseqCsSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "rseq_cs", aligned: 32)
    public let version = Field<UInt32>()
    public let flags = Field<UInt32>()
    public let start_ip = Field<UInt64>()
    public let post_commit_offset = Field<UInt64>()
    public let abort_ip = Field<UInt64>()
    public init() {}
  }

  /// What a thread shares with the kernel for restartable sequences; registered with at least 32 bytes.
  public typealias Rseq = Record<RseqSchema>

  public struct RseqSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "rseq", aligned: 32)
    public let cpu_id_start = Field<UInt32>()
    public let cpu_id = Field<UInt32>()
    public let rseq_cs = Field<UInt64>()
    public let flags = Field<UInt32>()
    public let node_id = Field<UInt32>()
    public let mm_cid = Field<UInt32>()
    public let end = Field<Trailing<Character8>>()
    public init() {}
  }
}

extension Catalogue {
  static let kernelFutexes: [RecordDescription] = [
    RecordDescription(Kernel.FutexWaitv.self),
    RecordDescription(Kernel.RobustList.self),
    RecordDescription(Kernel.RobustListHead.self),
    RecordDescription(Kernel.RseqCs.self),
    RecordDescription(Kernel.Rseq.self),
  ]
}
