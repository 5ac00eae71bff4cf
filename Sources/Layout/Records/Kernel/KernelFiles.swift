// Files: status, locks, directories, vectors of buffers.

// A schema's fields bear the C members' names, which the manual pages and the headers explain.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

extension Kernel {
  /// An entry that getdents64 fills in; the name follows, and d_reclen says where the next entry starts.
  public typealias LinuxDirent64 = Record<LinuxDirent64Schema>

  public struct LinuxDirent64Schema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "linux_dirent64")
    public let d_ino = Field<UInt64>()
    public let d_off = Field<Int64>()
    public let d_reclen = Field<UInt16>()
    public let d_type = Field<UInt8>()
    public let d_name = Field<Trailing<Character8>>()
    public init() {}
  }

  /// An entry of the old getdents, with its type in the last byte of the entry.
  public typealias LinuxDirent = Record<LinuxDirentSchema>

  public struct LinuxDirentSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "linux_dirent")
    public let d_ino = Field<UInt>()
    public let d_off = Field<UInt>()
    public let d_reclen = Field<UInt16>()
    public let d_name = Field<Trailing<Character8>>()
    public init() {}
  }

  /// Who gets a descriptor's signals.
  public typealias FOwnerEx = Record<FOwnerExSchema>

  public struct FOwnerExSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "f_owner_ex")
    public let type = Field<Int32>()
    public let pid = Field<Int32>()
    public init() {}
  }

  /// A lock on part of a file.
  public typealias Flock = Record<FlockSchema>

  public struct FlockSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "flock")
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
    public static let identity = RecordIdentity(.kernel, "flock64")
    public let l_type = Field<Int16>()
    public let l_whence = Field<Int16>()
    public let l_start = Field<Int64>()
    public let l_len = Field<Int64>()
    public let l_pid = Field<Int32>()
    public init() {}
  }

  /// How openat2 opens a file.
  public typealias OpenHow = Record<OpenHowSchema>

  public struct OpenHowSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "open_how", ladder: [Rung(24, since: "5.6")])
    public let flags = Field<UInt64>()
    public let mode = Field<UInt64>()
    public let resolve = Field<UInt64>()
    public init() {}
  }

  /// A point in time in `statx`.
  public typealias StatxTimestamp = Record<StatxTimestampSchema>

  public struct StatxTimestampSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "statx_timestamp")
    public let tv_sec = Field<Int64>()
    public let tv_nsec = Field<UInt32>()
    public let __reserved = Field<Int32>()
    public init() {}
  }

  /// A file's status, the same on every target.
  public typealias Statx = Record<StatxSchema>

  public struct StatxSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "statx")
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

  /// A file's status.
  public typealias StatX86_64 = Record<StatX86_64Schema>

  public struct StatX86_64Schema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "stat", on: .x86_64)
    public let st_dev = Field<UInt>()
    public let st_ino = Field<UInt>()
    public let st_nlink = Field<UInt>()
    public let st_mode = Field<UInt32>()
    public let st_uid = Field<UInt32>()
    public let st_gid = Field<UInt32>()
    public let __pad0 = Field<UInt32>()
    public let st_rdev = Field<UInt>()
    public let st_size = Field<Int>()
    public let st_blksize = Field<Int>()
    public let st_blocks = Field<Int>()
    public let st_atime = Field<UInt>()
    public let st_atime_nsec = Field<UInt>()
    public let st_mtime = Field<UInt>()
    public let st_mtime_nsec = Field<UInt>()
    public let st_ctime = Field<UInt>()
    public let st_ctime_nsec = Field<UInt>()
    public let __unused = Field<Elements<3, Int>>()
    public init() {}
  }

  /// A file's status.
  public typealias StatGeneric = Record<StatGenericSchema>

  public struct StatGenericSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "stat", on: .generic)
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
    public let st_atime = Field<Int>()
    public let st_atime_nsec = Field<UInt>()
    public let st_mtime = Field<Int>()
    public let st_mtime_nsec = Field<UInt>()
    public let st_ctime = Field<Int>()
    public let st_ctime_nsec = Field<UInt>()
    public let __unused4 = Field<UInt32>()
    public let __unused5 = Field<UInt32>()
    public init() {}
  }

  /// A buffer of a scattered read or gathered write.
  public typealias Iovec = Record<IovecSchema>

  public struct IovecSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "iovec")
    public let iov_base = Field<Address>()
    public let iov_len = Field<UInt>()
    public init() {}
  }

  /// A fragment received into a device's memory.
  public typealias DmabufCmsg = Record<DmabufCmsgSchema>

  public struct DmabufCmsgSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "dmabuf_cmsg")
    public let frag_offset = Field<UInt64>()
    public let frag_size = Field<UInt32>()
    public let frag_token = Field<UInt32>()
    public let dmabuf_id = Field<UInt32>()
    public let flags = Field<UInt32>()
    public init() {}
  }

  /// Fragments of device memory that are given back.
  public typealias DmabufToken = Record<DmabufTokenSchema>

  public struct DmabufTokenSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "dmabuf_token")
    public let token_start = Field<UInt32>()
    public let token_count = Field<UInt32>()
    public init() {}
  }

  /// The times that utime sets.
  public typealias Utimbuf = Record<UtimbufSchema>

  public struct UtimbufSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "utimbuf")
    public let actime = Field<Int>()
    public let modtime = Field<Int>()
    public init() {}
  }

  /// A file's status, as the first kernels had it.
  public typealias OldKernelStat = Record<OldKernelStatSchema>

  public struct OldKernelStatSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "__old_kernel_stat", on: .x86_64)
    public let st_dev = Field<UInt16>()
    public let st_ino = Field<UInt16>()
    public let st_mode = Field<UInt16>()
    public let st_nlink = Field<UInt16>()
    public let st_uid = Field<UInt16>()
    public let st_gid = Field<UInt16>()
    public let st_rdev = Field<UInt16>()
    public let st_size = Field<UInt32>()
    public let st_atime = Field<UInt32>()
    public let st_mtime = Field<UInt32>()
    public let st_ctime = Field<UInt32>()
    public init() {}
  }
}

extension Catalogue {
  static let kernelFiles: [RecordDescription] = [
    RecordDescription(Kernel.LinuxDirent64.self),
    RecordDescription(Kernel.LinuxDirent.self),
    RecordDescription(Kernel.FOwnerEx.self),
    RecordDescription(Kernel.Flock.self),
    RecordDescription(Kernel.Flock64.self),
    RecordDescription(Kernel.OpenHow.self),
    RecordDescription(Kernel.StatxTimestamp.self),
    RecordDescription(Kernel.Statx.self),
    RecordDescription(Kernel.StatX86_64.self),
    RecordDescription(Kernel.StatGeneric.self),
    RecordDescription(Kernel.Iovec.self),
    RecordDescription(Kernel.DmabufCmsg.self),
    RecordDescription(Kernel.DmabufToken.self),
    RecordDescription(Kernel.Utimbuf.self),
    RecordDescription(Kernel.OldKernelStat.self),
  ]
}
