// io_uring: the rings, their entries and what is registered with them.

// A schema's fields bear the C members' names, which the manual pages and the headers explain.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

extension Kernel {
  /// A submission: what each union holds depends on the opcode.
  public typealias IoUringSqe = Record<IoUringSqeSchema>

  public struct IoUringSqeSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "io_uring_sqe")
    public let opcode = Field<UInt8>()
    public let flags = Field<UInt8>()
    public let ioprio = Field<UInt16>()
    public let fd = Field<Int32>()
    public let offOrAddr2 = Field<Record<OffOrAddr2>>.anonymous
    public let addrOrSpliceOffIn = Field<Record<AddrOrSpliceOffIn>>.anonymous
    public let len = Field<UInt32>()
    public let rwFlagsOrFsyncFlags = Field<Record<RwFlagsOrFsyncFlags>>.anonymous
    public let user_data = Field<UInt64>()
    public let bufIndexOrBufGroup = Field<Record<BufIndexOrBufGroup>>.anonymous
    public let personality = Field<UInt16>()
    public let spliceFdInOrFileIndex = Field<Record<SpliceFdInOrFileIndex>>.anonymous
    public let addr3OrOptval = Field<Record<Addr3OrOptval>>.anonymous
    public init() {}

    public struct OffOrAddr2: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let off = Field<UInt64>()
      public let addr2 = Field<UInt64>()
      public let cmdOpPart = Field<Record<CmdOpPart>>.anonymous
      public init() {}

      public struct CmdOpPart: RecordSchema {
        public static let identity = RecordIdentity.nested()
        public let cmd_op = Field<UInt32>()
        public let __pad1 = Field<UInt32>()
        public init() {}
      }
    }

    public struct AddrOrSpliceOffIn: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let addr = Field<UInt64>()
      public let splice_off_in = Field<UInt64>()
      public let levelAndOptname = Field<Record<LevelAndOptname>>.anonymous
      public init() {}

      public struct LevelAndOptname: RecordSchema {
        public static let identity = RecordIdentity.nested()
        public let level = Field<UInt32>()
        public let optname = Field<UInt32>()
        public init() {}
      }
    }

    public struct RwFlagsOrFsyncFlags: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let rw_flags = Field<UInt32>()
      public let fsync_flags = Field<UInt32>()
      public let poll_events = Field<UInt16>()
      public let poll32_events = Field<UInt32>()
      public let sync_range_flags = Field<UInt32>()
      public let msg_flags = Field<UInt32>()
      public let timeout_flags = Field<UInt32>()
      public let accept_flags = Field<UInt32>()
      public let cancel_flags = Field<UInt32>()
      public let open_flags = Field<UInt32>()
      public let statx_flags = Field<UInt32>()
      public let fadvise_advice = Field<UInt32>()
      public let splice_flags = Field<UInt32>()
      public let rename_flags = Field<UInt32>()
      public let unlink_flags = Field<UInt32>()
      public let hardlink_flags = Field<UInt32>()
      public let xattr_flags = Field<UInt32>()
      public let msg_ring_flags = Field<UInt32>()
      public let uring_cmd_flags = Field<UInt32>()
      public let waitid_flags = Field<UInt32>()
      public let futex_flags = Field<UInt32>()
      public let install_fd_flags = Field<UInt32>()
      public let nop_flags = Field<UInt32>()
      public init() {}
    }

    public struct BufIndexOrBufGroup: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let buf_index = Field<UInt16>()
      public let buf_group = Field<UInt16>()
      public init() {}
    }

    public struct SpliceFdInOrFileIndex: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let splice_fd_in = Field<Int32>()
      public let file_index = Field<UInt32>()
      public let optlen = Field<UInt32>()
      public let addrLenPart = Field<Record<AddrLenPart>>.anonymous
      public init() {}

      public struct AddrLenPart: RecordSchema {
        public static let identity = RecordIdentity.nested()
        public let addr_len = Field<UInt16>()
        public let __pad3 = Field<Elements<1, UInt16>>()
        public init() {}
      }
    }

    public struct Addr3OrOptval: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let addr3Part = Field<Record<Addr3Part>>.anonymous
      public let optval = Field<UInt64>()
      public let cmd = Field<Elements<0, UInt8>>()
      public init() {}

      public struct Addr3Part: RecordSchema {
        public static let identity = RecordIdentity.nested()
        public let addr3 = Field<UInt64>()
        public let __pad2 = Field<Elements<1, UInt64>>()
        public init() {}
      }
    }
  }

  /// A completion; 16 more bytes follow with IORING_SETUP_CQE32.
  public typealias IoUringCqe = Record<IoUringCqeSchema>

  public struct IoUringCqeSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "io_uring_cqe")
    public let user_data = Field<UInt64>()
    public let res = Field<Int32>()
    public let flags = Field<UInt32>()
    public let big_cqe = Field<Trailing<UInt64>>()
    public init() {}
  }

  /// Where the parts of the submission ring lie.
  public typealias IoSqringOffsets = Record<IoSqringOffsetsSchema>

  public struct IoSqringOffsetsSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "io_sqring_offsets")
    public let head = Field<UInt32>()
    public let tail = Field<UInt32>()
    public let ring_mask = Field<UInt32>()
    public let ring_entries = Field<UInt32>()
    public let flags = Field<UInt32>()
    public let dropped = Field<UInt32>()
    public let array = Field<UInt32>()
    public let resv1 = Field<UInt32>()
    public let user_addr = Field<UInt64>()
    public init() {}
  }

  /// Where the parts of the completion ring lie.
  public typealias IoCqringOffsets = Record<IoCqringOffsetsSchema>

  public struct IoCqringOffsetsSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "io_cqring_offsets")
    public let head = Field<UInt32>()
    public let tail = Field<UInt32>()
    public let ring_mask = Field<UInt32>()
    public let ring_entries = Field<UInt32>()
    public let overflow = Field<UInt32>()
    public let cqes = Field<UInt32>()
    public let flags = Field<UInt32>()
    public let resv1 = Field<UInt32>()
    public let user_addr = Field<UInt64>()
    public init() {}
  }

  /// What io_uring_setup is asked for and answers.
  public typealias IoUringParams = Record<IoUringParamsSchema>

  public struct IoUringParamsSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "io_uring_params")
    public let sq_entries = Field<UInt32>()
    public let cq_entries = Field<UInt32>()
    public let flags = Field<UInt32>()
    public let sq_thread_cpu = Field<UInt32>()
    public let sq_thread_idle = Field<UInt32>()
    public let features = Field<UInt32>()
    public let wq_fd = Field<UInt32>()
    public let resv = Field<Elements<3, UInt32>>()
    public let sq_off = Field<IoSqringOffsets>()
    public let cq_off = Field<IoCqringOffsets>()
    public init() {}
  }

  /// Which registered files are replaced.
  public typealias IoUringFilesUpdate = Record<IoUringFilesUpdateSchema>

  public struct IoUringFilesUpdateSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "io_uring_files_update")
    public let offset = Field<UInt32>()
    public let resv = Field<UInt32>()
    public let fds = Field<UInt64>()
    public init() {}
  }

  /// Files or buffers that are registered, with tags.
  public typealias IoUringRsrcRegister = Record<IoUringRsrcRegisterSchema>

  public struct IoUringRsrcRegisterSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "io_uring_rsrc_register")
    public let nr = Field<UInt32>()
    public let flags = Field<UInt32>()
    public let resv2 = Field<UInt64>()
    public let data = Field<UInt64>()
    public let tags = Field<UInt64>()
    public init() {}
  }

  /// Which registered files or buffers are replaced.
  public typealias IoUringRsrcUpdate = Record<IoUringRsrcUpdateSchema>

  public struct IoUringRsrcUpdateSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "io_uring_rsrc_update")
    public let offset = Field<UInt32>()
    public let resv = Field<UInt32>()
    public let data = Field<UInt64>()
    public init() {}
  }

  /// Which registered files or buffers are replaced, with tags.
  public typealias IoUringRsrcUpdate2 = Record<IoUringRsrcUpdate2Schema>

  public struct IoUringRsrcUpdate2Schema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "io_uring_rsrc_update2")
    public let offset = Field<UInt32>()
    public let resv = Field<UInt32>()
    public let data = Field<UInt64>()
    public let tags = Field<UInt64>()
    public let nr = Field<UInt32>()
    public let resv2 = Field<UInt32>()
    public init() {}
  }

  /// Whether the kernel has an operation.
  public typealias IoUringProbeOp = Record<IoUringProbeOpSchema>

  public struct IoUringProbeOpSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "io_uring_probe_op")
    public let op = Field<UInt8>()
    public let resv = Field<UInt8>()
    public let flags = Field<UInt16>()
    public let resv2 = Field<UInt32>()
    public init() {}
  }

  /// Which operations the kernel has; they follow.
  public typealias IoUringProbe = Record<IoUringProbeSchema>

  public struct IoUringProbeSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "io_uring_probe")
    public let last_op = Field<UInt8>()
    public let ops_len = Field<UInt8>()
    public let resv = Field<UInt16>()
    public let resv2 = Field<Elements<3, UInt32>>()
    public let ops = Field<Trailing<IoUringProbeOp>>()
    public init() {}
  }

  /// What a ring may do.
  public typealias IoUringRestriction = Record<IoUringRestrictionSchema>

  public struct IoUringRestrictionSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "io_uring_restriction")
    public let opcode = Field<UInt16>()
    public let registerOpOrSqeOp = Field<Record<RegisterOpOrSqeOp>>.anonymous
    public let resv = Field<UInt8>()
    public let resv2 = Field<Elements<3, UInt32>>()
    public init() {}

    public struct RegisterOpOrSqeOp: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let register_op = Field<UInt8>()
      public let sqe_op = Field<UInt8>()
      public let sqe_flags = Field<UInt8>()
      public init() {}
    }
  }

  /// Which clock a ring's timeouts use.
  public typealias IoUringClockRegister = Record<IoUringClockRegisterSchema>

  public struct IoUringClockRegisterSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "io_uring_clock_register")
    public let clockid = Field<UInt32>()
    public let __resv = Field<Elements<3, UInt32>>()
    public init() {}
  }

  /// Buffers that are taken over from another ring.
  public typealias IoUringCloneBuffers = Record<IoUringCloneBuffersSchema>

  public struct IoUringCloneBuffersSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "io_uring_clone_buffers")
    public let src_fd = Field<UInt32>()
    public let flags = Field<UInt32>()
    public let pad = Field<Elements<6, UInt32>>()
    public init() {}
  }

  /// A buffer that the kernel may pick.
  public typealias IoUringBuf = Record<IoUringBufSchema>

  public struct IoUringBufSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "io_uring_buf")
    public let addr = Field<UInt64>()
    public let len = Field<UInt32>()
    public let bid = Field<UInt16>()
    public let resv = Field<UInt16>()
    public init() {}
  }

  /// A ring of buffers that the kernel picks from; its tail lies in the first entry.
  public typealias IoUringBufRing = Record<IoUringBufRingSchema>

  public struct IoUringBufRingSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "io_uring_buf_ring")
    public let resv1OrEmptyBufs = Field<Record<Resv1OrEmptyBufs>>.anonymous
    public init() {}

    public struct Resv1OrEmptyBufs: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let resv1AndResv2 = Field<Record<Resv1AndResv2>>.anonymous
      public let emptyBufsAndBufs = Field<Record<EmptyBufsAndBufs>>.anonymous
      public init() {}

      public struct Resv1AndResv2: RecordSchema {
        public static let identity = RecordIdentity.nested()
        public let resv1 = Field<UInt64>()
        public let resv2 = Field<UInt32>()
        public let resv3 = Field<UInt16>()
        public let tail = Field<UInt16>()
        public init() {}
      }

      public struct EmptyBufsAndBufs: RecordSchema {
        public static let identity = RecordIdentity.nested()
        public let __empty_bufs = Field<Record<EmptyBufs>>()
        public let bufs = Field<Trailing<IoUringBuf>>()
        public init() {}

        public struct EmptyBufs: RecordSchema {
          public static let identity = RecordIdentity.nested()
          public init() {}
        }
      }
    }
  }

  /// A ring of buffers that is registered.
  public typealias IoUringBufReg = Record<IoUringBufRegSchema>

  public struct IoUringBufRegSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "io_uring_buf_reg")
    public let ring_addr = Field<UInt64>()
    public let ring_entries = Field<UInt32>()
    public let bgid = Field<UInt16>()
    public let flags = Field<UInt16>()
    public let min_left = Field<UInt32>()
    public let resv = Field<Elements<5, UInt32>>()
    public init() {}
  }

  /// How far the kernel has got in a ring of buffers.
  public typealias IoUringBufStatus = Record<IoUringBufStatusSchema>

  public struct IoUringBufStatusSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "io_uring_buf_status")
    public let buf_group = Field<UInt32>()
    public let head = Field<UInt32>()
    public let resv = Field<Elements<8, UInt32>>()
    public init() {}
  }

  /// How a ring polls network devices.
  public typealias IoUringNapi = Record<IoUringNapiSchema>

  public struct IoUringNapiSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "io_uring_napi")
    public let busy_poll_to = Field<UInt32>()
    public let prefer_busy_poll = Field<UInt8>()
    public let pad = Field<Elements<3, UInt8>>()
    public let resv = Field<UInt64>()
    public init() {}
  }

  /// The signal mask and timeout of io_uring_enter.
  public typealias IoUringGeteventsArg = Record<IoUringGeteventsArgSchema>

  public struct IoUringGeteventsArgSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "io_uring_getevents_arg")
    public let sigmask = Field<UInt64>()
    public let sigmask_sz = Field<UInt32>()
    public let min_wait_usec = Field<UInt32>()
    public let ts = Field<UInt64>()
    public init() {}
  }

  /// What is cancelled synchronously.
  public typealias IoUringSyncCancelReg = Record<IoUringSyncCancelRegSchema>

  public struct IoUringSyncCancelRegSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "io_uring_sync_cancel_reg")
    public let addr = Field<UInt64>()
    public let fd = Field<Int32>()
    public let flags = Field<UInt32>()
    public let timeout = Field<KernelTimespec>()
    public let opcode = Field<UInt8>()
    public let pad = Field<Elements<7, UInt8>>()
    public let pad2 = Field<Elements<3, UInt64>>()
    public init() {}
  }

  /// Which registered files the kernel may hand out.
  public typealias IoUringFileIndexRange = Record<IoUringFileIndexRangeSchema>

  public struct IoUringFileIndexRangeSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "io_uring_file_index_range")
    public let off = Field<UInt32>()
    public let len = Field<UInt32>()
    public let resv = Field<UInt64>()
    public init() {}
  }

  /// What a multishot receive puts before the payload.
  public typealias IoUringRecvmsgOut = Record<IoUringRecvmsgOutSchema>

  public struct IoUringRecvmsgOutSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "io_uring_recvmsg_out")
    public let namelen = Field<UInt32>()
    public let controllen = Field<UInt32>()
    public let payloadlen = Field<UInt32>()
    public let flags = Field<UInt32>()
    public init() {}
  }
}

extension Catalogue {
  static let kernelIoUring: [RecordDescription] = [
    RecordDescription(Kernel.IoUringSqe.self),
    RecordDescription(Kernel.IoUringCqe.self),
    RecordDescription(Kernel.IoSqringOffsets.self),
    RecordDescription(Kernel.IoCqringOffsets.self),
    RecordDescription(Kernel.IoUringParams.self),
    RecordDescription(Kernel.IoUringFilesUpdate.self),
    RecordDescription(Kernel.IoUringRsrcRegister.self),
    RecordDescription(Kernel.IoUringRsrcUpdate.self),
    RecordDescription(Kernel.IoUringRsrcUpdate2.self),
    RecordDescription(Kernel.IoUringProbeOp.self),
    RecordDescription(Kernel.IoUringProbe.self),
    RecordDescription(Kernel.IoUringRestriction.self),
    RecordDescription(Kernel.IoUringClockRegister.self),
    RecordDescription(Kernel.IoUringCloneBuffers.self),
    RecordDescription(Kernel.IoUringBuf.self),
    RecordDescription(Kernel.IoUringBufRing.self),
    RecordDescription(Kernel.IoUringBufReg.self),
    RecordDescription(Kernel.IoUringBufStatus.self),
    RecordDescription(Kernel.IoUringNapi.self),
    RecordDescription(Kernel.IoUringGeteventsArg.self),
    RecordDescription(Kernel.IoUringSyncCancelReg.self),
    RecordDescription(Kernel.IoUringFileIndexRange.self),
    RecordDescription(Kernel.IoUringRecvmsgOut.self),
  ]
}
