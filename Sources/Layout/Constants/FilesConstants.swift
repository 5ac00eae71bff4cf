// Constants of opening, describing and controlling files.

// The properties bear the C names, which the manual pages explain.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

extension KernelConstants {
  /// Flags of `open` and `openat2`.
  public final class Open: ConstantGroup {
    public let O_ACCMODE = Constant(0o3)
    public let O_RDONLY = Constant(0)
    public let O_WRONLY = Constant(0o1)
    public let O_RDWR = Constant(0o2)
    public let O_CREAT = Constant(0o100)
    public let O_EXCL = Constant(0o200)
    public let O_NOCTTY = Constant(0o400)
    public let O_TRUNC = Constant(0o1000)
    public let O_APPEND = Constant(0o2000)
    public let O_NONBLOCK = Constant(0o4000)
    public let O_DSYNC = Constant(0o10000)

    public let O_DIRECT = Constant(x86_64: 0o40000, aarch64: 0o200000, riscv64: 0o40000)
    public let O_LARGEFILE = Constant(x86_64: 0o100000, aarch64: 0o400000, riscv64: 0o100000)
    public let O_DIRECTORY = Constant(x86_64: 0o200000, aarch64: 0o40000, riscv64: 0o200000)
    public let O_NOFOLLOW = Constant(x86_64: 0o400000, aarch64: 0o100000, riscv64: 0o400000)
    public let O_NOATIME = Constant(0o1000000)
    public let O_CLOEXEC = Constant(0o2000000)

    public let __O_SYNC = Constant(0o4000000)
    public let O_SYNC = Constant(0o4010000)
    public let O_PATH = Constant(0o10000000)

    public let __O_TMPFILE = Constant(0o20000000)
    public let O_TMPFILE = Constant(x86_64: 0o20200000, aarch64: 0o20040000, riscv64: 0o20200000)
    public let O_NDELAY = Constant(0o4000)
    init() {}
  }

  /// Commands of `fcntl` and their arguments.
  public final class Fcntl: ConstantGroup {
    public let F_DUPFD = Constant(0)
    public let F_GETFD = Constant(1)
    public let F_SETFD = Constant(2)
    public let F_GETFL = Constant(3)
    public let F_SETFL = Constant(4)
    public let F_GETLK = Constant(5)
    public let F_SETLK = Constant(6)
    public let F_SETLKW = Constant(7)
    public let F_SETOWN = Constant(8)
    public let F_GETOWN = Constant(9)
    public let F_SETSIG = Constant(10)
    public let F_GETSIG = Constant(11)

    public let F_SETOWN_EX = Constant(15)
    public let F_GETOWN_EX = Constant(16)
    public let F_GETOWNER_UIDS = Constant(17)

    public let F_OFD_GETLK = Constant(36)
    public let F_OFD_SETLK = Constant(37)
    public let F_OFD_SETLKW = Constant(38)
    public let F_OWNER_TID = Constant(0)
    public let F_OWNER_PID = Constant(1)
    public let F_OWNER_PGRP = Constant(2)

    public let FD_CLOEXEC = Constant(1)
    public let F_RDLCK = Constant(0)
    public let F_WRLCK = Constant(1)
    public let F_UNLCK = Constant(2)

    public let F_EXLCK = Constant(4)
    public let F_SHLCK = Constant(8)
    public let F_LINUX_SPECIFIC_BASE = Constant(1024)

    public let F_SETLEASE = Constant(1024)
    public let F_GETLEASE = Constant(1025)
    public let F_NOTIFY = Constant(1026)
    public let F_DUPFD_QUERY = Constant(1027)
    public let F_CREATED_QUERY = Constant(1028)

    public let F_CANCELLK = Constant(1029)
    public let F_DUPFD_CLOEXEC = Constant(1030)
    public let F_SETPIPE_SZ = Constant(1031)
    public let F_GETPIPE_SZ = Constant(1032)

    public let F_ADD_SEALS = Constant(1033)
    public let F_GET_SEALS = Constant(1034)
    public let F_SEAL_SEAL = Constant(0x1)
    public let F_SEAL_SHRINK = Constant(0x2)
    public let F_SEAL_GROW = Constant(0x4)
    public let F_SEAL_WRITE = Constant(0x8)
    public let F_SEAL_FUTURE_WRITE = Constant(0x10)
    public let F_SEAL_EXEC = Constant(0x20)

    public let F_GET_RW_HINT = Constant(1035)
    public let F_SET_RW_HINT = Constant(1036)
    public let F_GET_FILE_RW_HINT = Constant(1037)
    public let F_SET_FILE_RW_HINT = Constant(1038)

    public let DN_ACCESS = Constant(0x1)
    public let DN_MODIFY = Constant(0x2)
    public let DN_CREATE = Constant(0x4)
    public let DN_DELETE = Constant(0x8)
    public let DN_RENAME = Constant(0x10)
    public let DN_ATTRIB = Constant(0x20)
    public let DN_MULTISHOT = Constant(0x8000_0000)
    init() {}
  }

  /// Operations of `flock`.
  public final class Flock: ConstantGroup {
    public let LOCK_SH = Constant(1)
    public let LOCK_EX = Constant(2)
    public let LOCK_NB = Constant(4)
    public let LOCK_UN = Constant(8)

    public let LOCK_MAND = Constant(32)
    public let LOCK_READ = Constant(64)
    public let LOCK_WRITE = Constant(128)
    public let LOCK_RW = Constant(192)
    init() {}
  }

  /// File types and permissions in `st_mode`.
  public final class FileModes: ConstantGroup {
    public let S_IFMT = Constant(0o170000)
    public let S_IFSOCK = Constant(0o140000)
    public let S_IFLNK = Constant(0o120000)
    public let S_IFREG = Constant(0o100000)
    public let S_IFBLK = Constant(0o60000)
    public let S_IFDIR = Constant(0o40000)
    public let S_IFCHR = Constant(0o20000)
    public let S_IFIFO = Constant(0o10000)
    public let S_ISUID = Constant(0o4000)
    public let S_ISGID = Constant(0o2000)
    public let S_ISVTX = Constant(0o1000)

    public let S_IRWXU = Constant(0o700)
    public let S_IRUSR = Constant(0o400)
    public let S_IWUSR = Constant(0o200)
    public let S_IXUSR = Constant(0o100)
    public let S_IRWXG = Constant(0o70)
    public let S_IRGRP = Constant(0o40)
    public let S_IWGRP = Constant(0o20)
    public let S_IXGRP = Constant(0o10)
    public let S_IRWXO = Constant(0o7)
    public let S_IROTH = Constant(0o4)
    public let S_IWOTH = Constant(0o2)
    public let S_IXOTH = Constant(0o1)

    public let SEEK_SET = Constant(0)
    public let SEEK_CUR = Constant(1)
    public let SEEK_END = Constant(2)
    public let SEEK_DATA = Constant(3)
    public let SEEK_HOLE = Constant(4)
    public let SEEK_MAX = Constant(4)
    init() {}
  }

  /// Directory descriptors and path look-up.
  public final class Paths: ConstantGroup {
    public let RESOLVE_NO_XDEV = Constant(0x1)
    public let RESOLVE_NO_MAGICLINKS = Constant(0x2)
    public let RESOLVE_NO_SYMLINKS = Constant(0x4)
    public let RESOLVE_BENEATH = Constant(0x8)
    public let RESOLVE_IN_ROOT = Constant(0x10)
    public let RESOLVE_CACHED = Constant(0x20)

    public let AT_FDCWD = Constant(-100)
    public let AT_SYMLINK_NOFOLLOW = Constant(0x100)
    public let AT_SYMLINK_FOLLOW = Constant(0x400)
    public let AT_NO_AUTOMOUNT = Constant(0x800)
    public let AT_EMPTY_PATH = Constant(0x1000)

    public let AT_STATX_SYNC_TYPE = Constant(0x6000)
    public let AT_STATX_SYNC_AS_STAT = Constant(0)
    public let AT_STATX_FORCE_SYNC = Constant(0x2000)
    public let AT_STATX_DONT_SYNC = Constant(0x4000)
    public let AT_RECURSIVE = Constant(0x8000)

    public let AT_RENAME_NOREPLACE = Constant(0x1)
    public let AT_RENAME_EXCHANGE = Constant(0x2)
    public let AT_RENAME_WHITEOUT = Constant(0x4)
    public let AT_EACCESS = Constant(0x200)
    public let AT_REMOVEDIR = Constant(0x200)
    public let AT_HANDLE_FID = Constant(0x200)
    public let AT_HANDLE_MNT_ID_UNIQUE = Constant(0x1)
    init() {}
  }

  /// Masks and attributes of `statx`.
  public final class Statx: ConstantGroup {
    public let STATX_TYPE = Constant(0x1)
    public let STATX_MODE = Constant(0x2)
    public let STATX_NLINK = Constant(0x4)
    public let STATX_UID = Constant(0x8)
    public let STATX_GID = Constant(0x10)
    public let STATX_ATIME = Constant(0x20)
    public let STATX_MTIME = Constant(0x40)
    public let STATX_CTIME = Constant(0x80)
    public let STATX_INO = Constant(0x100)
    public let STATX_SIZE = Constant(0x200)
    public let STATX_BLOCKS = Constant(0x400)
    public let STATX_BASIC_STATS = Constant(0x7ff)
    public let STATX_BTIME = Constant(0x800)
    public let STATX_MNT_ID = Constant(0x1000)
    public let STATX_DIOALIGN = Constant(0x2000)
    public let STATX_MNT_ID_UNIQUE = Constant(0x4000)
    public let STATX_SUBVOL = Constant(0x8000)
    public let STATX_WRITE_ATOMIC = Constant(0x1_0000)
    public let STATX__RESERVED = Constant(0x8000_0000)

    public let STATX_ALL = Constant(0xfff)
    public let STATX_ATTR_COMPRESSED = Constant(0x4)
    public let STATX_ATTR_IMMUTABLE = Constant(0x10)
    public let STATX_ATTR_APPEND = Constant(0x20)
    public let STATX_ATTR_NODUMP = Constant(0x40)
    public let STATX_ATTR_ENCRYPTED = Constant(0x800)
    public let STATX_ATTR_AUTOMOUNT = Constant(0x1000)
    public let STATX_ATTR_MOUNT_ROOT = Constant(0x2000)
    public let STATX_ATTR_VERITY = Constant(0x10_0000)
    public let STATX_ATTR_DAX = Constant(0x20_0000)
    public let STATX_ATTR_WRITE_ATOMIC = Constant(0x40_0000)
    init() {}
  }

  /// Flags of `renameat2` and of extended attributes.
  public final class Rename: ConstantGroup {
    public let XATTR_NAME_MAX = Constant(255)
    public let XATTR_SIZE_MAX = Constant(65_536)
    public let XATTR_LIST_MAX = Constant(65_536)

    public let RENAME_NOREPLACE = Constant(0x1)
    public let RENAME_EXCHANGE = Constant(0x2)
    public let RENAME_WHITEOUT = Constant(0x4)

    public let XATTR_CREATE = Constant(0x1)
    public let XATTR_REPLACE = Constant(0x2)
    public let XATTR_OS2_PREFIX_LEN = Constant(4)
    public let XATTR_MAC_OSX_PREFIX_LEN = Constant(4)
    public let XATTR_BTRFS_PREFIX_LEN = Constant(6)
    public let XATTR_HURD_PREFIX_LEN = Constant(4)
    public let XATTR_SECURITY_PREFIX_LEN = Constant(9)
    public let XATTR_SYSTEM_PREFIX_LEN = Constant(7)
    public let XATTR_TRUSTED_PREFIX_LEN = Constant(8)
    public let XATTR_USER_PREFIX_LEN = Constant(5)
    init() {}
  }

  /// Flags of `preadv2`, and `lseek`.
  public final class PositionedIO: ConstantGroup {
    public let UIO_FASTIOV = Constant(8)
    public let UIO_MAXIOV = Constant(1024)
    public let RWF_WRITE_LIFE_NOT_SET = Constant(0)

    public let RWF_HIPRI = Constant(0x1)
    public let RWF_DSYNC = Constant(0x2)
    public let RWF_SYNC = Constant(0x4)
    public let RWF_NOWAIT = Constant(0x8)
    public let RWF_APPEND = Constant(0x10)
    public let RWF_NOAPPEND = Constant(0x20)
    public let RWF_ATOMIC = Constant(0x40)
    public let RWF_SUPPORTED = Constant(0x7f)
    init() {}
  }

  /// Flags of `close_range`.
  public final class CloseRange: ConstantGroup {
    public let CLOSE_RANGE_UNSHARE = Constant(0x2)
    public let CLOSE_RANGE_CLOEXEC = Constant(0x4)
    init() {}
  }

  /// Modes of `fallocate` and advice of `fadvise64`.
  public final class Fallocate: ConstantGroup {
    public let FALLOC_FL_ALLOCATE_RANGE = Constant(0)
    public let FALLOC_FL_KEEP_SIZE = Constant(0x1)
    public let FALLOC_FL_PUNCH_HOLE = Constant(0x2)
    public let FALLOC_FL_NO_HIDE_STALE = Constant(0x4)

    public let FALLOC_FL_COLLAPSE_RANGE = Constant(0x8)
    public let FALLOC_FL_ZERO_RANGE = Constant(0x10)
    public let FALLOC_FL_INSERT_RANGE = Constant(0x20)

    public let FALLOC_FL_UNSHARE_RANGE = Constant(0x40)
    public let POSIX_FADV_NORMAL = Constant(0)
    public let POSIX_FADV_RANDOM = Constant(1)
    public let POSIX_FADV_SEQUENTIAL = Constant(2)
    public let POSIX_FADV_WILLNEED = Constant(3)

    public let POSIX_FADV_DONTNEED = Constant(4)
    public let POSIX_FADV_NOREUSE = Constant(5)
    init() {}
  }

  /// Limits of file handles.
  public final class FileHandles: ConstantGroup {
    public let OPEN_HOW_SIZE_VER0 = Constant(24)
    init() {}
  }
}
