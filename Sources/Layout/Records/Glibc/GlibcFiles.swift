// Files and file systems, as the C library has them.

// A schema's fields bear the C members' names, which the manual pages and the headers explain.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

extension Glibc {
  /// A file's status.
  public typealias StatX86_64 = Record<StatX86_64Schema>

  public struct StatX86_64Schema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "stat", on: .x86_64)
    public let st_dev = Field<UInt>()
    public let st_ino = Field<UInt>()
    public let st_nlink = Field<UInt>()
    public let st_mode = Field<UInt32>()
    public let st_uid = Field<UInt32>()
    public let st_gid = Field<UInt32>()
    public let __pad0 = Field<Int32>()
    public let st_rdev = Field<UInt>()
    public let st_size = Field<Int>()
    public let st_blksize = Field<Int>()
    public let st_blocks = Field<Int>()
    public let st_atim = Field<Timespec>()
    public let st_mtim = Field<Timespec>()
    public let st_ctim = Field<Timespec>()
    public let __glibc_reserved = Field<Elements<3, Int>>()
    public init() {}
  }

  /// A file's status.
  public typealias StatGeneric = Record<StatGenericSchema>

  public struct StatGenericSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "stat", on: .generic)
    public let st_dev = Field<UInt>()
    public let st_ino = Field<UInt>()
    public let st_mode = Field<UInt32>()
    public let st_nlink = Field<UInt32>()
    public let st_uid = Field<UInt32>()
    public let st_gid = Field<UInt32>()
    public let st_rdev = Field<UInt>()
    public let __pad1 = Field<UInt>()
    public let st_size = Field<Int>()
    public let st_blksize = Field<Int32>()
    public let __pad2 = Field<Int32>()
    public let st_blocks = Field<Int>()
    public let st_atim = Field<Timespec>()
    public let st_mtim = Field<Timespec>()
    public let st_ctim = Field<Timespec>()
    public let __glibc_reserved = Field<Elements<2, Int32>>()
    public init() {}
  }

  /// A file's status, the same as `stat` on a 64-bit target.
  public typealias Stat64X86_64 = Record<Stat64X86_64Schema>

  public struct Stat64X86_64Schema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "stat64", on: .x86_64)
    public let st_dev = Field<UInt>()
    public let st_ino = Field<UInt>()
    public let st_nlink = Field<UInt>()
    public let st_mode = Field<UInt32>()
    public let st_uid = Field<UInt32>()
    public let st_gid = Field<UInt32>()
    public let __pad0 = Field<Int32>()
    public let st_rdev = Field<UInt>()
    public let st_size = Field<Int>()
    public let st_blksize = Field<Int>()
    public let st_blocks = Field<Int>()
    public let st_atim = Field<Timespec>()
    public let st_mtim = Field<Timespec>()
    public let st_ctim = Field<Timespec>()
    public let __glibc_reserved = Field<Elements<3, Int>>()
    public init() {}
  }

  /// A file's status, the same as `stat` on a 64-bit target.
  public typealias Stat64Generic = Record<Stat64GenericSchema>

  public struct Stat64GenericSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "stat64", on: .generic)
    public let st_dev = Field<UInt>()
    public let st_ino = Field<UInt>()
    public let st_mode = Field<UInt32>()
    public let st_nlink = Field<UInt32>()
    public let st_uid = Field<UInt32>()
    public let st_gid = Field<UInt32>()
    public let st_rdev = Field<UInt>()
    public let __pad1 = Field<UInt>()
    public let st_size = Field<Int>()
    public let st_blksize = Field<Int32>()
    public let __pad2 = Field<Int32>()
    public let st_blocks = Field<Int>()
    public let st_atim = Field<Timespec>()
    public let st_mtim = Field<Timespec>()
    public let st_ctim = Field<Timespec>()
    public let __glibc_reserved = Field<Elements<2, Int32>>()
    public init() {}
  }

  /// A point in time in `statx`.
  public typealias StatxTimestamp = Record<StatxTimestampSchema>

  public struct StatxTimestampSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "statx_timestamp")
    public let tv_sec = Field<Int64>()
    public let tv_nsec = Field<UInt32>()
    public let __reserved = Field<Int32>()
    public init() {}
  }

  /// A file's status, the same on every target.
  public typealias Statx = Record<StatxSchema>

  public struct StatxSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "statx")
    public let stx_mask = Field<UInt32>()
    public let stx_blksize = Field<UInt32>()
    public let stx_attributes = Field<UInt64>()
    public let stx_nlink = Field<UInt32>()
    public let stx_uid = Field<UInt32>()
    public let stx_gid = Field<UInt32>()
    public let stx_mode = Field<UInt16>()
    public let __spare0 = Field<Elements<1, UInt16>>()
    public let stx_ino = Field<UInt64>()
    public let stx_size = Field<UInt64>()
    public let stx_blocks = Field<UInt64>()
    public let stx_attributes_mask = Field<UInt64>()
    public let stx_atime = Field<StatxTimestamp>()
    public let stx_btime = Field<StatxTimestamp>()
    public let stx_ctime = Field<StatxTimestamp>()
    public let stx_mtime = Field<StatxTimestamp>()
    public let stx_rdev_major = Field<UInt32>()
    public let stx_rdev_minor = Field<UInt32>()
    public let stx_dev_major = Field<UInt32>()
    public let stx_dev_minor = Field<UInt32>()
    public let stx_mnt_id = Field<UInt64>()
    public let stx_dio_mem_align = Field<UInt32>()
    public let stx_dio_offset_align = Field<UInt32>()
    public let stx_subvol = Field<UInt64>()
    public let stx_atomic_write_unit_min = Field<UInt32>()
    public let stx_atomic_write_unit_max = Field<UInt32>()
    public let stx_atomic_write_segments_max = Field<UInt32>()
    public let __spare1 = Field<Elements<1, UInt32>>()
    public let __spare3 = Field<Elements<9, UInt64>>()
    public init() {}
  }

  /// A file system's number.
  public typealias Fsid = Record<FsidSchema>

  public struct FsidSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "fsid_t", isTypedef: true)
    public let __val = Field<Elements<2, Int32>>()
    public init() {}
  }

  /// A file system's status.
  public typealias Statfs = Record<StatfsSchema>

  public struct StatfsSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "statfs")
    public let f_type = Field<Int>()
    public let f_bsize = Field<Int>()
    public let f_blocks = Field<UInt>()
    public let f_bfree = Field<UInt>()
    public let f_bavail = Field<UInt>()
    public let f_files = Field<UInt>()
    public let f_ffree = Field<UInt>()
    public let f_fsid = Field<Fsid>()
    public let f_namelen = Field<Int>()
    public let f_frsize = Field<Int>()
    public let f_flags = Field<Int>()
    public let f_spare = Field<Elements<4, Int>>()
    public init() {}
  }

  /// A file system's status, the same as `statfs` on a 64-bit target.
  public typealias Statfs64 = Record<Statfs64Schema>

  public struct Statfs64Schema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "statfs64")
    public let f_type = Field<Int>()
    public let f_bsize = Field<Int>()
    public let f_blocks = Field<UInt>()
    public let f_bfree = Field<UInt>()
    public let f_bavail = Field<UInt>()
    public let f_files = Field<UInt>()
    public let f_ffree = Field<UInt>()
    public let f_fsid = Field<Fsid>()
    public let f_namelen = Field<Int>()
    public let f_frsize = Field<Int>()
    public let f_flags = Field<Int>()
    public let f_spare = Field<Elements<4, Int>>()
    public init() {}
  }

  /// A file system's status, as POSIX has it.
  public typealias Statvfs = Record<StatvfsSchema>

  public struct StatvfsSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "statvfs")
    public let f_bsize = Field<UInt>()
    public let f_frsize = Field<UInt>()
    public let f_blocks = Field<UInt>()
    public let f_bfree = Field<UInt>()
    public let f_bavail = Field<UInt>()
    public let f_files = Field<UInt>()
    public let f_ffree = Field<UInt>()
    public let f_favail = Field<UInt>()
    public let f_fsid = Field<UInt>()
    public let f_flag = Field<UInt>()
    public let f_namemax = Field<UInt>()
    public let __f_spare = Field<Elements<6, Int32>>()
    public init() {}
  }

  /// A file system's status, the same as `statvfs` on a 64-bit target.
  public typealias Statvfs64 = Record<Statvfs64Schema>

  public struct Statvfs64Schema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "statvfs64")
    public let f_bsize = Field<UInt>()
    public let f_frsize = Field<UInt>()
    public let f_blocks = Field<UInt>()
    public let f_bfree = Field<UInt>()
    public let f_bavail = Field<UInt>()
    public let f_files = Field<UInt>()
    public let f_ffree = Field<UInt>()
    public let f_favail = Field<UInt>()
    public let f_fsid = Field<UInt>()
    public let f_flag = Field<UInt>()
    public let f_namemax = Field<UInt>()
    public let __f_spare = Field<Elements<6, Int32>>()
    public init() {}
  }

  /// A lock on part of a file.
  public typealias Flock = Record<FlockSchema>

  public struct FlockSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "flock")
    public let l_type = Field<Int16>()
    public let l_whence = Field<Int16>()
    public let l_start = Field<Int>()
    public let l_len = Field<Int>()
    public let l_pid = Field<Int32>()
    public init() {}
  }

  /// A lock on part of a file, the same as `flock` on a 64-bit target.
  public typealias Flock64 = Record<Flock64Schema>

  public struct Flock64Schema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "flock64")
    public let l_type = Field<Int16>()
    public let l_whence = Field<Int16>()
    public let l_start = Field<Int>()
    public let l_len = Field<Int>()
    public let l_pid = Field<Int32>()
    public init() {}
  }

  /// Who gets a descriptor's signals.
  public typealias FOwnerEx = Record<FOwnerExSchema>

  public struct FOwnerExSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "f_owner_ex")
    public let type = Field<UInt32>(enumeration: "__pid_type")
    public let pid = Field<Int32>()
    public init() {}
  }

  /// A file's handle for open_by_handle_at; its bytes follow.
  public typealias FileHandle = Record<FileHandleSchema>

  public struct FileHandleSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "file_handle")
    public let handle_bytes = Field<UInt32>()
    public let handle_type = Field<Int32>()
    public let f_handle = Field<Elements<0, UInt8>>()
    public init() {}
  }

  /// A buffer of a scattered read or gathered write.
  public typealias Iovec = Record<IovecSchema>

  public struct IovecSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "iovec")
    public let iov_base = Field<Address>()
    public let iov_len = Field<UInt>()
    public init() {}
  }

  /// A directory's entry.
  public typealias Dirent = Record<DirentSchema>

  public struct DirentSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "dirent")
    public let d_ino = Field<UInt>()
    public let d_off = Field<Int>()
    public let d_reclen = Field<UInt16>()
    public let d_type = Field<UInt8>()
    public let d_name = Field<Elements<256, Character8>>()
    public init() {}
  }

  /// A directory's entry, the same as `dirent` on a 64-bit target.
  public typealias Dirent64 = Record<Dirent64Schema>

  public struct Dirent64Schema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "dirent64")
    public let d_ino = Field<UInt>()
    public let d_off = Field<Int>()
    public let d_reclen = Field<UInt16>()
    public let d_type = Field<UInt8>()
    public let d_name = Field<Elements<256, Character8>>()
    public init() {}
  }

  /// A change to a watched file; its name follows, padded.
  public typealias InotifyEvent = Record<InotifyEventSchema>

  public struct InotifyEventSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "inotify_event")
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
    public static let identity = RecordIdentity(.libc, "fanotify_event_metadata")
    public let event_len = Field<UInt32>()
    public let vers = Field<UInt8>()
    public let reserved = Field<UInt8>()
    public let metadata_len = Field<UInt16>()
    public let mask = Field<UInt64>()
    public let fd = Field<Int32>()
    public let pid = Field<Int32>()
    public init() {}
  }

  /// The answer to a fanotify permission event.
  public typealias FanotifyResponse = Record<FanotifyResponseSchema>

  public struct FanotifyResponseSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "fanotify_response")
    public let fd = Field<Int32>()
    public let response = Field<UInt32>()
    public init() {}
  }

  /// What a program attaches to a descriptor that epoll watches.
  public typealias EpollData = Record<EpollDataSchema>

  public struct EpollDataSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "epoll_data", kind: .union)
    public let ptr = Field<Address>()
    public let fd = Field<Int32>()
    public let u32 = Field<UInt32>()
    public let u64 = Field<UInt>()
    public init() {}
  }

  /// What happened on a descriptor: packed on x86_64 only. 12 bytes on x86_64, 16 elsewhere.
  public typealias EpollEvent = Record<EpollEventSchema>

  public struct EpollEventSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "epoll_event", packed: .x86_64)
    public let events = Field<UInt32>()
    public let data = Field<EpollData>()
    public init() {}
  }

  /// One descriptor that poll waits for.
  public typealias Pollfd = Record<PollfdSchema>

  public struct PollfdSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "pollfd")
    public let fd = Field<Int32>()
    public let events = Field<Int16>()
    public let revents = Field<Int16>()
    public init() {}
  }

  /// The times that utime sets.
  public typealias Utimbuf = Record<UtimbufSchema>

  public struct UtimbufSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "utimbuf")
    public let actime = Field<Int>()
    public let modtime = Field<Int>()
    public init() {}
  }

  /// Which properties mount_setattr sets and clears.
  public typealias MountAttr = Record<MountAttrSchema>

  public struct MountAttrSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "mount_attr")
    public let attr_set = Field<UInt64>()
    public let attr_clr = Field<UInt64>()
    public let propagation = Field<UInt64>()
    public let userns_fd = Field<UInt64>()
    public init() {}
  }

  /// A request of POSIX asynchronous input and output.
  public typealias Aiocb = Record<AiocbSchema>

  public struct AiocbSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "aiocb")
    public let aio_fildes = Field<Int32>()
    public let aio_lio_opcode = Field<Int32>()
    public let aio_reqprio = Field<Int32>()
    public let aio_buf = Field<Address>()
    public let aio_nbytes = Field<UInt>()
    public let aio_sigevent = Field<Sigevent>()
    public let __next_prio = Field<Address>(to: "struct aiocb")
    public let __abs_prio = Field<Int32>()
    public let __policy = Field<Int32>()
    public let __error_code = Field<Int32>()
    public let __return_value = Field<Int>()
    public let aio_offset = Field<Int>()
    public let __pad = Field<Elements<0, Character8>>()
    public let __glibc_reserved = Field<Elements<32, Character8>>()
    public init() {}
  }
}

extension Catalogue {
  static let glibcFiles: [RecordDescription] = [
    RecordDescription(Glibc.StatX86_64.self),
    RecordDescription(Glibc.StatGeneric.self),
    RecordDescription(Glibc.Stat64X86_64.self),
    RecordDescription(Glibc.Stat64Generic.self),
    RecordDescription(Glibc.StatxTimestamp.self),
    RecordDescription(Glibc.Statx.self),
    RecordDescription(Glibc.Fsid.self),
    RecordDescription(Glibc.Statfs.self),
    RecordDescription(Glibc.Statfs64.self),
    RecordDescription(Glibc.Statvfs.self),
    RecordDescription(Glibc.Statvfs64.self),
    RecordDescription(Glibc.Flock.self),
    RecordDescription(Glibc.Flock64.self),
    RecordDescription(Glibc.FOwnerEx.self),
    RecordDescription(Glibc.FileHandle.self),
    RecordDescription(Glibc.Iovec.self),
    RecordDescription(Glibc.Dirent.self),
    RecordDescription(Glibc.Dirent64.self),
    RecordDescription(Glibc.InotifyEvent.self),
    RecordDescription(Glibc.FanotifyEventMetadata.self),
    RecordDescription(Glibc.FanotifyResponse.self),
    RecordDescription(Glibc.EpollData.self),
    RecordDescription(Glibc.EpollData.self, typedef: "epoll_data_t"),
    RecordDescription(Glibc.EpollEvent.self),
    RecordDescription(Glibc.Pollfd.self),
    RecordDescription(Glibc.Utimbuf.self),
    RecordDescription(Glibc.MountAttr.self),
    RecordDescription(Glibc.Aiocb.self),
  ]
}
