// Page faults handled in user space.

// A schema's fields bear the C members' names, which the manual pages and the headers explain.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

extension Kernel {
  /// An event read from a userfault descriptor.
  public typealias UffdMsg = Record<UffdMsgSchema>

  public struct UffdMsgSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "uffd_msg", packed: .all)
    public let event = Field<UInt8>()
    public let reserved1 = Field<UInt8>()
    public let reserved2 = Field<UInt16>()
    public let reserved3 = Field<UInt32>()
    public let arg = Field<Record<Arg>>()
    public init() {}

    public struct Arg: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let pagefault = Field<Record<Pagefault>>()
      public let fork = Field<Record<Fork>>()
      public let remap = Field<Record<Remap>>()
      public let remove = Field<Record<Remove>>()
      public let reserved = Field<Record<Reserved>>()
      public init() {}

      public struct Pagefault: RecordSchema {
        public static let identity = RecordIdentity.nested()
        public let flags = Field<UInt64>()
        public let address = Field<UInt64>()
        public let feat = Field<Record<Feat>>()
        public init() {}

        public struct Feat: RecordSchema {
          public static let identity = RecordIdentity.nested(.union)
          public let ptid = Field<UInt32>()
          public init() {}
        }
      }

      public struct Fork: RecordSchema {
        public static let identity = RecordIdentity.nested()
        public let ufd = Field<UInt32>()
        public init() {}
      }

      public struct Remap: RecordSchema {
        public static let identity = RecordIdentity.nested()
        public let from = Field<UInt64>()
        public let to = Field<UInt64>()
        public let len = Field<UInt64>()
        public init() {}
      }

      public struct Remove: RecordSchema {
        public static let identity = RecordIdentity.nested()
        public let start = Field<UInt64>()
        public let end = Field<UInt64>()
        public init() {}
      }

      public struct Reserved: RecordSchema {
        public static let identity = RecordIdentity.nested()
        public let reserved1 = Field<UInt64>()
        public let reserved2 = Field<UInt64>()
        public let reserved3 = Field<UInt64>()
        public init() {}
      }
    }
  }

  /// Which features of userfault are asked for and given.
  public typealias UffdioApi = Record<UffdioApiSchema>

  public struct UffdioApiSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "uffdio_api")
    public let api = Field<UInt64>()
    public let features = Field<UInt64>()
    public let ioctls = Field<UInt64>()
    public init() {}
  }

  /// A range of addresses.
  public typealias UffdioRange = Record<UffdioRangeSchema>

  public struct UffdioRangeSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "uffdio_range")
    public let start = Field<UInt64>()
    public let len = Field<UInt64>()
    public init() {}
  }

  /// Which range is watched, and for what.
  public typealias UffdioRegister = Record<UffdioRegisterSchema>

  public struct UffdioRegisterSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "uffdio_register")
    public let range = Field<UffdioRange>()
    public let mode = Field<UInt64>()
    public let ioctls = Field<UInt64>()
    public init() {}
  }

  /// Pages that are filled from others.
  public typealias UffdioCopy = Record<UffdioCopySchema>

  public struct UffdioCopySchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "uffdio_copy")
    public let dst = Field<UInt64>()
    public let src = Field<UInt64>()
    public let len = Field<UInt64>()
    public let mode = Field<UInt64>()
    public let copy = Field<Int64>()
    public init() {}
  }

  /// Pages that are filled with zeroes.
  public typealias UffdioZeropage = Record<UffdioZeropageSchema>

  public struct UffdioZeropageSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "uffdio_zeropage")
    public let range = Field<UffdioRange>()
    public let mode = Field<UInt64>()
    public let zeropage = Field<Int64>()
    public init() {}
  }

  /// Pages that are write-protected.
  public typealias UffdioWriteprotect = Record<UffdioWriteprotectSchema>

  public struct UffdioWriteprotectSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "uffdio_writeprotect")
    public let range = Field<UffdioRange>()
    public let mode = Field<UInt64>()
    public init() {}
  }

  /// Pages whose contents are already in the page cache.
  public typealias UffdioContinue = Record<UffdioContinueSchema>

  public struct UffdioContinueSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "uffdio_continue")
    public let range = Field<UffdioRange>()
    public let mode = Field<UInt64>()
    public let mapped = Field<Int64>()
    public init() {}
  }

  /// Pages that are poisoned.
  public typealias UffdioPoison = Record<UffdioPoisonSchema>

  public struct UffdioPoisonSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "uffdio_poison")
    public let range = Field<UffdioRange>()
    public let mode = Field<UInt64>()
    public let updated = Field<Int64>()
    public init() {}
  }

  /// Pages that are moved.
  public typealias UffdioMove = Record<UffdioMoveSchema>

  public struct UffdioMoveSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "uffdio_move")
    public let dst = Field<UInt64>()
    public let src = Field<UInt64>()
    public let len = Field<UInt64>()
    public let mode = Field<UInt64>()
    public let move = Field<Int64>()
    public init() {}
  }
}

extension Catalogue {
  static let kernelUserfault: [RecordDescription] = [
    RecordDescription(Kernel.UffdMsg.self),
    RecordDescription(Kernel.UffdioApi.self),
    RecordDescription(Kernel.UffdioRange.self),
    RecordDescription(Kernel.UffdioRegister.self),
    RecordDescription(Kernel.UffdioCopy.self),
    RecordDescription(Kernel.UffdioZeropage.self),
    RecordDescription(Kernel.UffdioWriteprotect.self),
    RecordDescription(Kernel.UffdioContinue.self),
    RecordDescription(Kernel.UffdioPoison.self),
    RecordDescription(Kernel.UffdioMove.self),
  ]
}
