// Asynchronous input and output of io_submit.

// A schema's fields bear the C members' names, which the manual pages and the headers explain.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

extension Kernel {
  /// A completion of io_submit.
  public typealias IoEvent = Record<IoEventSchema>

  public struct IoEventSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "io_event")
    public let data = Field<UInt64>()
    public let obj = Field<UInt64>()
    public let res = Field<Int64>()
    public let res2 = Field<Int64>()
    public init() {}
  }

  /// A request of io_submit.
  public typealias Iocb = Record<IocbSchema>

  public struct IocbSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "iocb")
    public let aio_data = Field<UInt64>()
    public let aio_key = Field<UInt32>()
    public let aio_rw_flags = Field<Int32>()
    public let aio_lio_opcode = Field<UInt16>()
    public let aio_reqprio = Field<Int16>()
    public let aio_fildes = Field<UInt32>()
    public let aio_buf = Field<UInt64>()
    public let aio_nbytes = Field<UInt64>()
    public let aio_offset = Field<Int64>()
    public let aio_reserved2 = Field<UInt64>()
    public let aio_flags = Field<UInt32>()
    public let aio_resfd = Field<UInt32>()
    public init() {}
  }
}

extension Catalogue {
  static let kernelAsynchronousIO: [RecordDescription] = [
    RecordDescription(Kernel.IoEvent.self),
    RecordDescription(Kernel.Iocb.self),
  ]
}
