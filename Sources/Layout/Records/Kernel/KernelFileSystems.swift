// Mounts, whole file systems, extents, verity and what the kernel knows of them.

// A schema's fields bear the C members' names, which the manual pages and the headers explain.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

extension Kernel {
  /// A file's handle for open_by_handle_at; its bytes follow.
  public typealias FileHandle = Record<FileHandleSchema>

  public struct FileHandleSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "file_handle")
    public let handle_bytes = Field<UInt32>()
    public let handle_type = Field<Int32>()
    public let f_handle = Field<Trailing<UInt8>>()
    public init() {}
  }

  /// A file system's number.
  public typealias KernelFsid = Record<KernelFsidSchema>

  public struct KernelFsidSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "__kernel_fsid_t", isTypedef: true)
    public let val = Field<Elements<2, Int32>>()
    public init() {}
  }

  /// A file system's status.
  public typealias Statfs = Record<StatfsSchema>

  public struct StatfsSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "statfs")
    public let f_type = Field<Int>()
    public let f_bsize = Field<Int>()
    public let f_blocks = Field<Int>()
    public let f_bfree = Field<Int>()
    public let f_bavail = Field<Int>()
    public let f_files = Field<Int>()
    public let f_ffree = Field<Int>()
    public let f_fsid = Field<KernelFsid>()
    public let f_namelen = Field<Int>()
    public let f_frsize = Field<Int>()
    public let f_flags = Field<Int>()
    public let f_spare = Field<Elements<4, Int>>()
    public init() {}
  }

  /// A file system's status, the same as `statfs` on a 64-bit target.
  public typealias Statfs64 = Record<Statfs64Schema>

  public struct Statfs64Schema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "statfs64")
    public let f_type = Field<Int>()
    public let f_bsize = Field<Int>()
    public let f_blocks = Field<UInt64>()
    public let f_bfree = Field<UInt64>()
    public let f_bavail = Field<UInt64>()
    public let f_files = Field<UInt64>()
    public let f_ffree = Field<UInt64>()
    public let f_fsid = Field<KernelFsid>()
    public let f_namelen = Field<Int>()
    public let f_frsize = Field<Int>()
    public let f_flags = Field<Int>()
    public let f_spare = Field<Elements<4, Int>>()
    public init() {}
  }

  /// Which properties mount_setattr sets and clears.
  public typealias MountAttr = Record<MountAttrSchema>

  public struct MountAttrSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "mount_attr", ladder: [Rung(32, since: "5.12")])
    public let attr_set = Field<UInt64>()
    public let attr_clr = Field<UInt64>()
    public let propagation = Field<UInt64>()
    public let userns_fd = Field<UInt64>()
    public init() {}
  }

  /// What the kernel says about a mount; its strings follow.
  public typealias Statmount = Record<StatmountSchema>

  public struct StatmountSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "statmount")
    public let size = Field<UInt32>()
    public let mnt_opts = Field<UInt32>()
    public let mask = Field<UInt64>()
    public let sb_dev_major = Field<UInt32>()
    public let sb_dev_minor = Field<UInt32>()
    public let sb_magic = Field<UInt64>()
    public let sb_flags = Field<UInt32>()
    public let fs_type = Field<UInt32>()
    public let mnt_id = Field<UInt64>()
    public let mnt_parent_id = Field<UInt64>()
    public let mnt_id_old = Field<UInt32>()
    public let mnt_parent_id_old = Field<UInt32>()
    public let mnt_attr = Field<UInt64>()
    public let mnt_propagation = Field<UInt64>()
    public let mnt_peer_group = Field<UInt64>()
    public let mnt_master = Field<UInt64>()
    public let propagate_from = Field<UInt64>()
    public let mnt_root = Field<UInt32>()
    public let mnt_point = Field<UInt32>()
    public let mnt_ns_id = Field<UInt64>()
    public let __spare2 = Field<Elements<49, UInt64>>()
    public let str = Field<Trailing<Character8>>()
    public init() {}
  }

  /// Which mount statmount and listmount are asked about.
  public typealias MntIdReq = Record<MntIdReqSchema>

  public struct MntIdReqSchema: RecordSchema {
    public static let identity = RecordIdentity(
      .kernel, "mnt_id_req", ladder: [Rung(24, since: "6.8"), Rung(32, since: "6.11")])
    public let size = Field<UInt32>()
    public let mnt_ns_fd = Field<UInt32>()
    public let mnt_id = Field<UInt64>()
    public let param = Field<UInt64>()
    public let mnt_ns_id = Field<UInt64>()
    public init() {}
  }

  /// A part of a file that is cloned into another.
  public typealias FileCloneRange = Record<FileCloneRangeSchema>

  public struct FileCloneRangeSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "file_clone_range")
    public let src_fd = Field<Int64>()
    public let src_offset = Field<UInt64>()
    public let src_length = Field<UInt64>()
    public let dest_offset = Field<UInt64>()
    public init() {}
  }

  /// Which free space is discarded.
  public typealias FstrimRange = Record<FstrimRangeSchema>

  public struct FstrimRangeSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "fstrim_range")
    public let start = Field<UInt64>()
    public let len = Field<UInt64>()
    public let minlen = Field<UInt64>()
    public init() {}
  }

  /// A file system's identifier.
  public typealias Fsuuid2 = Record<Fsuuid2Schema>

  public struct Fsuuid2Schema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "fsuuid2")
    public let len = Field<UInt8>()
    public let uuid = Field<Elements<16, UInt8>>()
    public init() {}
  }

  /// A file system's place in sysfs.
  public typealias FsSysfsPath = Record<FsSysfsPathSchema>

  public struct FsSysfsPathSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "fs_sysfs_path")
    public let len = Field<UInt8>()
    public let name = Field<Elements<128, UInt8>>()
    public init() {}
  }

  /// A part of another file that may share storage, and the result.
  public typealias FileDedupeRangeInfo = Record<FileDedupeRangeInfoSchema>

  public struct FileDedupeRangeInfoSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "file_dedupe_range_info")
    public let dest_fd = Field<Int64>()
    public let dest_offset = Field<UInt64>()
    public let bytes_deduped = Field<UInt64>()
    public let status = Field<Int32>()
    public let reserved = Field<UInt32>()
    public init() {}
  }

  /// A part of a file that is compared with parts of others.
  public typealias FileDedupeRange = Record<FileDedupeRangeSchema>

  public struct FileDedupeRangeSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "file_dedupe_range")
    public let src_offset = Field<UInt64>()
    public let src_length = Field<UInt64>()
    public let dest_count = Field<UInt16>()
    public let reserved1 = Field<UInt16>()
    public let reserved2 = Field<UInt32>()
    public let info = Field<Trailing<FileDedupeRangeInfo>>()
    public init() {}
  }

  /// How many files are open.
  public typealias FilesStatStruct = Record<FilesStatStructSchema>

  public struct FilesStatStructSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "files_stat_struct")
    public let nr_files = Field<UInt>()
    public let nr_free_files = Field<UInt>()
    public let max_files = Field<UInt>()
    public init() {}
  }

  /// How many inodes are in memory.
  public typealias InodesStat = Record<InodesStatSchema>

  public struct InodesStatSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "inodes_stat_t")
    public let nr_inodes = Field<Int>()
    public let nr_unused = Field<Int>()
    public let dummy = Field<Elements<5, Int>>()
    public init() {}
  }

  /// A file's extended flags and project.
  public typealias Fsxattr = Record<FsxattrSchema>

  public struct FsxattrSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "fsxattr")
    public let fsx_xflags = Field<UInt32>()
    public let fsx_extsize = Field<UInt32>()
    public let fsx_nextents = Field<UInt32>()
    public let fsx_projid = Field<UInt32>()
    public let fsx_cowextsize = Field<UInt32>()
    public let fsx_pad = Field<Elements<8, UInt8>>()
    public init() {}
  }

  /// How a file is made verifiable.
  public typealias FsverityEnableArg = Record<FsverityEnableArgSchema>

  public struct FsverityEnableArgSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "fsverity_enable_arg")
    public let version = Field<UInt32>()
    public let hash_algorithm = Field<UInt32>()
    public let block_size = Field<UInt32>()
    public let salt_size = Field<UInt32>()
    public let salt_ptr = Field<UInt64>()
    public let sig_size = Field<UInt32>()
    public let __reserved1 = Field<UInt32>()
    public let sig_ptr = Field<UInt64>()
    public let __reserved2 = Field<Elements<11, UInt64>>()
    public init() {}
  }

  /// A verifiable file's digest; its bytes follow.
  public typealias FsverityDigest = Record<FsverityDigestSchema>

  public struct FsverityDigestSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "fsverity_digest")
    public let digest_algorithm = Field<UInt16>()
    public let digest_size = Field<UInt16>()
    public let digest = Field<Trailing<UInt8>>()
    public init() {}
  }

  /// What a verifiable file's digest is computed over.
  public typealias FsverityDescriptor = Record<FsverityDescriptorSchema>

  public struct FsverityDescriptorSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "fsverity_descriptor")
    public let version = Field<UInt8>()
    public let hash_algorithm = Field<UInt8>()
    public let log_blocksize = Field<UInt8>()
    public let salt_size = Field<UInt8>()
    public let __reserved_0x04 = Field<UInt32>()
    public let data_size = Field<UInt64>()
    public let root_hash = Field<Elements<64, UInt8>>()
    public let salt = Field<Elements<32, UInt8>>()
    public let __reserved = Field<Elements<144, UInt8>>()
    public init() {}
  }

  /// A digest as it is signed.
  public typealias FsverityFormattedDigest = Record<FsverityFormattedDigestSchema>

  public struct FsverityFormattedDigestSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "fsverity_formatted_digest")
    public let magic = Field<Elements<8, Character8>>()
    public let digest_algorithm = Field<UInt16>()
    public let digest_size = Field<UInt16>()
    public let digest = Field<Trailing<UInt8>>()
    public init() {}
  }

  /// Which of a verifiable file's metadata is read.
  public typealias FsverityReadMetadataArg = Record<FsverityReadMetadataArgSchema>

  public struct FsverityReadMetadataArgSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "fsverity_read_metadata_arg")
    public let metadata_type = Field<UInt64>()
    public let offset = Field<UInt64>()
    public let length = Field<UInt64>()
    public let buf_ptr = Field<UInt64>()
    public let __reserved = Field<UInt64>()
    public init() {}
  }

  /// An extent of a file.
  public typealias FiemapExtent = Record<FiemapExtentSchema>

  public struct FiemapExtentSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "fiemap_extent")
    public let fe_logical = Field<UInt64>()
    public let fe_physical = Field<UInt64>()
    public let fe_length = Field<UInt64>()
    public let fe_reserved64 = Field<Elements<2, UInt64>>()
    public let fe_flags = Field<UInt32>()
    public let fe_reserved = Field<Elements<3, UInt32>>()
    public init() {}
  }

  /// A file's extents; they follow.
  public typealias Fiemap = Record<FiemapSchema>

  public struct FiemapSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "fiemap")
    public let fm_start = Field<UInt64>()
    public let fm_length = Field<UInt64>()
    public let fm_flags = Field<UInt32>()
    public let fm_mapped_extents = Field<UInt32>()
    public let fm_extent_count = Field<UInt32>()
    public let fm_reserved = Field<UInt32>()
    public let fm_extents = Field<Trailing<FiemapExtent>>()
    public init() {}
  }

  /// A mount namespace: its number and how many mounts it has.
  public typealias MntNsInfo = Record<MntNsInfoSchema>

  public struct MntNsInfoSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "mnt_ns_info")
    public let size = Field<UInt32>()
    public let nr_mounts = Field<UInt32>()
    public let mnt_ns_id = Field<UInt64>()
    public init() {}
  }
}

extension Catalogue {
  static let kernelFileSystems: [RecordDescription] = [
    RecordDescription(Kernel.FileHandle.self),
    RecordDescription(Kernel.KernelFsid.self),
    RecordDescription(Kernel.Statfs.self),
    RecordDescription(Kernel.Statfs64.self),
    RecordDescription(Kernel.MountAttr.self),
    RecordDescription(Kernel.Statmount.self),
    RecordDescription(Kernel.MntIdReq.self),
    RecordDescription(Kernel.FileCloneRange.self),
    RecordDescription(Kernel.FstrimRange.self),
    RecordDescription(Kernel.Fsuuid2.self),
    RecordDescription(Kernel.FsSysfsPath.self),
    RecordDescription(Kernel.FileDedupeRangeInfo.self),
    RecordDescription(Kernel.FileDedupeRange.self),
    RecordDescription(Kernel.FilesStatStruct.self),
    RecordDescription(Kernel.InodesStat.self),
    RecordDescription(Kernel.Fsxattr.self),
    RecordDescription(Kernel.FsverityEnableArg.self),
    RecordDescription(Kernel.FsverityDigest.self),
    RecordDescription(Kernel.FsverityDescriptor.self),
    RecordDescription(Kernel.FsverityFormattedDigest.self),
    RecordDescription(Kernel.FsverityReadMetadataArg.self),
    RecordDescription(Kernel.FiemapExtent.self),
    RecordDescription(Kernel.Fiemap.self),
    RecordDescription(Kernel.MntNsInfo.self),
  ]
}
