// Waiting for events: poll, epoll, signalfd, inotify, fanotify.

// A schema's fields bear the C members' names, which the manual pages and the headers explain.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

extension Kernel {
  /// One descriptor that poll waits for.
  public typealias Pollfd = Record<PollfdSchema>

  public struct PollfdSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "pollfd")
    public let fd = Field<Int32>()
    public let events = Field<Int16>()
    public let revents = Field<Int16>()
    public init() {}
  }

  /// What happened on a descriptor: packed on x86_64 only. 12 bytes on x86_64, 16 elsewhere.
  public typealias EpollEvent = Record<EpollEventSchema>

  public struct EpollEventSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "epoll_event", packed: .x86_64)
    public let events = Field<UInt32>()
    public let data = Field<UInt64>()
    public init() {}
  }

  /// How an epoll descriptor polls devices while it waits.
  public typealias EpollParams = Record<EpollParamsSchema>

  public struct EpollParamsSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "epoll_params")
    public let busy_poll_usecs = Field<UInt32>()
    public let busy_poll_budget = Field<UInt16>()
    public let prefer_busy_poll = Field<UInt8>()
    public let __pad = Field<UInt8>()
    public init() {}
  }

  /// A signal, as read from a signalfd: 128 bytes, and laid out unlike siginfo.
  public typealias SignalfdSiginfo = Record<SignalfdSiginfoSchema>

  public struct SignalfdSiginfoSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "signalfd_siginfo")
    public let ssi_signo = Field<UInt32>()
    public let ssi_errno = Field<Int32>()
    public let ssi_code = Field<Int32>()
    public let ssi_pid = Field<UInt32>()
    public let ssi_uid = Field<UInt32>()
    public let ssi_fd = Field<Int32>()
    public let ssi_tid = Field<UInt32>()
    public let ssi_band = Field<UInt32>()
    public let ssi_overrun = Field<UInt32>()
    public let ssi_trapno = Field<UInt32>()
    public let ssi_status = Field<Int32>()
    public let ssi_int = Field<Int32>()
    public let ssi_ptr = Field<UInt64>()
    public let ssi_utime = Field<UInt64>()
    public let ssi_stime = Field<UInt64>()
    public let ssi_addr = Field<UInt64>()
    public let ssi_addr_lsb = Field<UInt16>()
    public let __pad2 = Field<UInt16>()
    public let ssi_syscall = Field<Int32>()
    public let ssi_call_addr = Field<UInt64>()
    public let ssi_arch = Field<UInt32>()
    public let __pad = Field<Elements<28, UInt8>>()
    public init() {}
  }

  /// A change to a watched file; its name follows, padded.
  public typealias InotifyEvent = Record<InotifyEventSchema>

  public struct InotifyEventSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "inotify_event")
    public let wd = Field<Int32>()
    public let mask = Field<UInt32>()
    public let cookie = Field<UInt32>()
    public let len = Field<UInt32>()
    public let name = Field<Trailing<Character8>>()
    public init() {}
  }

  /// What every fanotify event starts with.
  public typealias FanotifyEventMetadata = Record<FanotifyEventMetadataSchema>

  public struct FanotifyEventMetadataSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "fanotify_event_metadata")
    public let event_len = Field<UInt32>()
    public let vers = Field<UInt8>()
    public let reserved = Field<UInt8>()
    public let metadata_len = Field<UInt16>()
    public let mask = Field<UInt64>()
    public let fd = Field<Int32>()
    public let pid = Field<Int32>()
    public init() {}
  }

  /// What every further piece of a fanotify event starts with.
  public typealias FanotifyEventInfoHeader = Record<FanotifyEventInfoHeaderSchema>

  public struct FanotifyEventInfoHeaderSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "fanotify_event_info_header")
    public let info_type = Field<UInt8>()
    public let pad = Field<UInt8>()
    public let len = Field<UInt16>()
    public init() {}
  }

  /// The file of a fanotify event by handle.
  public typealias FanotifyEventInfoFid = Record<FanotifyEventInfoFidSchema>

  public struct FanotifyEventInfoFidSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "fanotify_event_info_fid")
    public let hdr = Field<FanotifyEventInfoHeader>()
    public let fsid = Field<KernelFsid>()
    public let handle = Field<Trailing<UInt8>>()
    public init() {}
  }

  /// The process of a fanotify event.
  public typealias FanotifyEventInfoPidfd = Record<FanotifyEventInfoPidfdSchema>

  public struct FanotifyEventInfoPidfdSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "fanotify_event_info_pidfd")
    public let hdr = Field<FanotifyEventInfoHeader>()
    public let pidfd = Field<Int32>()
    public init() {}
  }

  /// A file system's error.
  public typealias FanotifyEventInfoError = Record<FanotifyEventInfoErrorSchema>

  public struct FanotifyEventInfoErrorSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "fanotify_event_info_error")
    public let hdr = Field<FanotifyEventInfoHeader>()
    public let error = Field<Int32>()
    public let error_count = Field<UInt32>()
    public init() {}
  }

  /// The answer to a fanotify permission event.
  public typealias FanotifyResponse = Record<FanotifyResponseSchema>

  public struct FanotifyResponseSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "fanotify_response")
    public let fd = Field<Int32>()
    public let response = Field<UInt32>()
    public init() {}
  }

  /// What every further piece of an answer starts with.
  public typealias FanotifyResponseInfoHeader = Record<FanotifyResponseInfoHeaderSchema>

  public struct FanotifyResponseInfoHeaderSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "fanotify_response_info_header")
    public let type = Field<UInt8>()
    public let pad = Field<UInt8>()
    public let len = Field<UInt16>()
    public init() {}
  }

  /// The audit rule that an answer names.
  public typealias FanotifyResponseInfoAuditRule = Record<FanotifyResponseInfoAuditRuleSchema>

  public struct FanotifyResponseInfoAuditRuleSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "fanotify_response_info_audit_rule")
    public let hdr = Field<FanotifyResponseInfoHeader>()
    public let rule_number = Field<UInt32>()
    public let subj_trust = Field<UInt32>()
    public let obj_trust = Field<UInt32>()
    public init() {}
  }
}

extension Catalogue {
  static let kernelEvents: [RecordDescription] = [
    RecordDescription(Kernel.Pollfd.self),
    RecordDescription(Kernel.EpollEvent.self),
    RecordDescription(Kernel.EpollParams.self),
    RecordDescription(Kernel.SignalfdSiginfo.self),
    RecordDescription(Kernel.InotifyEvent.self),
    RecordDescription(Kernel.FanotifyEventMetadata.self),
    RecordDescription(Kernel.FanotifyEventInfoHeader.self),
    RecordDescription(Kernel.FanotifyEventInfoFid.self),
    RecordDescription(Kernel.FanotifyEventInfoPidfd.self),
    RecordDescription(Kernel.FanotifyEventInfoError.self),
    RecordDescription(Kernel.FanotifyResponse.self),
    RecordDescription(Kernel.FanotifyResponseInfoHeader.self),
    RecordDescription(Kernel.FanotifyResponseInfoAuditRule.self),
  ]
}
