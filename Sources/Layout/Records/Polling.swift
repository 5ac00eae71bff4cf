// Records of waiting for readiness: poll and epoll.

// A schema's fields bear the C members' names, which the manual pages explain.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

/// The schema of `struct pollfd`.
public struct PollfdSchema: RecordSchema {
  /// `struct pollfd` of the kernel.
  public static let identity = RecordIdentity(.kernel, "pollfd")
  public let fd = Field<Int32>()
  public let events = Field<Int16>()
  public let revents = Field<Int16>()
  public init() {}
}

extension Kernel {
  /// One descriptor that `poll` waits for.
  public typealias Pollfd = Record<PollfdSchema>
}

/// The schema of `struct epoll_event`.
public struct EpollEventSchema: RecordSchema {
  public static let identity = RecordIdentity(.kernel, "epoll_event", packed: .x86_64)
  public let events = Field<UInt32>()
  public let data = Field<UInt64>()
  public init() {}
}

extension Kernel {
  /// What happened on a descriptor: 12 bytes on x86_64, where it is packed, 16 elsewhere.
  public typealias EpollEvent = Record<EpollEventSchema>
}
