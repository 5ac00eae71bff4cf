// Messages and what comes beside them, as sendmsg and recvmsg have them.

// A schema's fields bear the C members' names, which the manual pages and the headers explain.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

extension Kernel {
  /// How long close waits for data to be sent.
  public typealias Linger = Record<LingerSchema>

  public struct LingerSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "linger")
    public let l_onoff = Field<Int32>()
    public let l_linger = Field<Int32>()
    public init() {}
  }

  /// What sendmsg and recvmsg take: libc calls it msghdr, with other types and the same layout.
  public typealias UserMsghdr = Record<UserMsghdrSchema>

  public struct UserMsghdrSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "user_msghdr", alsoKnownAs: "msghdr")
    public let msg_name = Field<Address>()
    public let msg_namelen = Field<Int32>()
    public let msg_iov = Field<Address>(to: "struct iovec")
    public let msg_iovlen = Field<UInt>()
    public let msg_control = Field<Address>()
    public let msg_controllen = Field<UInt>()
    public let msg_flags = Field<UInt32>()
    public init() {}
  }

  /// One message of sendmmsg and recvmmsg.
  public typealias Mmsghdr = Record<MmsghdrSchema>

  public struct MmsghdrSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "mmsghdr")
    public let msg_hdr = Field<UserMsghdr>()
    public let msg_len = Field<UInt32>()
    public init() {}
  }

  /// What each control message starts with.
  public typealias Cmsghdr = Record<CmsghdrSchema>

  public struct CmsghdrSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "cmsghdr")
    public let cmsg_len = Field<UInt>()
    public let cmsg_level = Field<Int32>()
    public let cmsg_type = Field<Int32>()
    public init() {}
  }

  /// Who sent a message or opened a connection.
  public typealias Ucred = Record<UcredSchema>

  public struct UcredSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "ucred")
    public let pid = Field<UInt32>()
    public let uid = Field<UInt32>()
    public let gid = Field<UInt32>()
    public init() {}
  }
}

extension Catalogue {
  static let kernelMessages: [RecordDescription] = [
    RecordDescription(Kernel.Linger.self),
    RecordDescription(Kernel.UserMsghdr.self),
    RecordDescription(Kernel.Mmsghdr.self),
    RecordDescription(Kernel.Cmsghdr.self),
    RecordDescription(Kernel.Ucred.self),
  ]
}
