// Constants of memory.

// The properties bear the C names, which the manual pages explain.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

extension KernelConstants {
  /// Protection of pages.
  public final class Protection: ConstantGroup {
    public let PROT_READ = Constant(0x1)
    public let PROT_WRITE = Constant(0x2)
    public let PROT_EXEC = Constant(0x4)
    public let PROT_SEM = Constant(0x8)
    public let PROT_NONE = Constant(0)
    public let PROT_GROWSDOWN = Constant(0x100_0000)
    public let PROT_GROWSUP = Constant(0x200_0000)

    public let PROT_BTI = Constant(0x10, on: .aarch64)
    public let PROT_MTE = Constant(0x20, on: .aarch64)
    init() {}
  }

  /// Flags of `mmap`.
  public final class Mmap: ConstantGroup {
    public let MAP_32BIT = Constant(0x40, on: .x86_64)
    public let MAP_ABOVE4G = Constant(0x80, on: .x86_64)
    public let MAP_TYPE = Constant(0xf)
    public let MAP_FIXED = Constant(0x10)
    public let MAP_ANONYMOUS = Constant(0x20)
    public let MAP_POPULATE = Constant(0x8000)
    public let MAP_NONBLOCK = Constant(0x1_0000)
    public let MAP_STACK = Constant(0x2_0000)
    public let MAP_HUGETLB = Constant(0x4_0000)
    public let MAP_SYNC = Constant(0x8_0000)
    public let MAP_FIXED_NOREPLACE = Constant(0x10_0000)
    public let MAP_UNINITIALIZED = Constant(0x400_0000)

    public let MAP_FILE = Constant(0)
    public let MAP_GROWSDOWN = Constant(0x100)
    public let MAP_DENYWRITE = Constant(0x800)
    public let MAP_EXECUTABLE = Constant(0x1000)
    public let MAP_LOCKED = Constant(0x2000)
    public let MAP_NORESERVE = Constant(0x4000)

    public let MAP_SHARED = Constant(0x1)
    public let MAP_PRIVATE = Constant(0x2)
    public let MAP_SHARED_VALIDATE = Constant(0x3)
    public let MAP_DROPPABLE = Constant(0x8)

    public let MAP_HUGE_SHIFT = Constant(26)
    public let MAP_HUGE_MASK = Constant(0x3f)
    public let MAP_HUGE_16KB = Constant(0x3800_0000)
    public let MAP_HUGE_64KB = Constant(0x4000_0000)
    public let MAP_HUGE_512KB = Constant(0x4c00_0000)
    public let MAP_HUGE_1MB = Constant(0x5000_0000)
    public let MAP_HUGE_2MB = Constant(0x5400_0000)
    public let MAP_HUGE_8MB = Constant(0x5c00_0000)
    public let MAP_HUGE_16MB = Constant(0x6000_0000)
    public let MAP_HUGE_32MB = Constant(0x6400_0000)
    public let MAP_HUGE_256MB = Constant(0x7000_0000)
    public let MAP_HUGE_512MB = Constant(0x7400_0000)
    public let MAP_HUGE_1GB = Constant(0x7800_0000)
    public let MAP_HUGE_2GB = Constant(0x7c00_0000)
    public let MAP_HUGE_16GB = Constant(0x8800_0000)
    init() {}
  }

  /// Advice of `madvise`.
  public final class Madvise: ConstantGroup {
    public let MADV_GUARD_INSTALL = Constant(102)
    public let MADV_GUARD_REMOVE = Constant(103)
    public let MADV_NORMAL = Constant(0)
    public let MADV_RANDOM = Constant(1)
    public let MADV_SEQUENTIAL = Constant(2)
    public let MADV_WILLNEED = Constant(3)
    public let MADV_DONTNEED = Constant(4)
    public let MADV_FREE = Constant(8)
    public let MADV_REMOVE = Constant(9)
    public let MADV_DONTFORK = Constant(10)
    public let MADV_DOFORK = Constant(11)
    public let MADV_HWPOISON = Constant(100)
    public let MADV_SOFT_OFFLINE = Constant(101)
    public let MADV_MERGEABLE = Constant(12)
    public let MADV_UNMERGEABLE = Constant(13)
    public let MADV_HUGEPAGE = Constant(14)
    public let MADV_NOHUGEPAGE = Constant(15)
    public let MADV_DONTDUMP = Constant(16)
    public let MADV_DODUMP = Constant(17)
    public let MADV_WIPEONFORK = Constant(18)
    public let MADV_KEEPONFORK = Constant(19)
    public let MADV_COLD = Constant(20)
    public let MADV_PAGEOUT = Constant(21)
    public let MADV_POPULATE_READ = Constant(22)
    public let MADV_POPULATE_WRITE = Constant(23)
    public let MADV_DONTNEED_LOCKED = Constant(24)
    public let MADV_COLLAPSE = Constant(25)
    init() {}
  }

  /// Flags of `mremap`.
  public final class Mremap: ConstantGroup {
    public let MREMAP_MAYMOVE = Constant(1)
    public let MREMAP_FIXED = Constant(2)
    public let MREMAP_DONTUNMAP = Constant(4)
    init() {}
  }

  /// Flags of `msync`.
  public final class Msync: ConstantGroup {
    public let MS_ASYNC = Constant(1)
    public let MS_INVALIDATE = Constant(2)
    public let MS_SYNC = Constant(4)
    init() {}
  }

  /// Flags of `mlockall` and `mlock2`.
  public final class Mlock: ConstantGroup {
    public let MLOCK_ONFAULT = Constant(0x1)
    public let MCL_CURRENT = Constant(1)
    public let MCL_FUTURE = Constant(2)
    public let MCL_ONFAULT = Constant(4)
    init() {}
  }

  /// Protection keys and shadow stacks.
  public final class ProtectionKeys: ConstantGroup {
    public let SHADOW_STACK_SET_TOKEN = Constant(0x1, on: .x86_64)
    public let PKEY_DISABLE_ACCESS = Constant(0x1)
    public let PKEY_DISABLE_WRITE = Constant(0x2)
    public let PKEY_ACCESS_MASK = Constant(x86_64: 0x3, aarch64: 0xf, riscv64: 0x3)

    public let PKEY_DISABLE_EXECUTE = Constant(0x4, on: .aarch64)
    public let PKEY_DISABLE_READ = Constant(0x8, on: .aarch64)
    init() {}
  }

  /// Sizes of huge pages, and overcommit.
  public final class HugePages: ConstantGroup {
    public let HUGETLB_FLAG_ENCODE_SHIFT = Constant(26)
    public let HUGETLB_FLAG_ENCODE_MASK = Constant(0x3f)
    public let HUGETLB_FLAG_ENCODE_16KB = Constant(0x3800_0000)
    public let HUGETLB_FLAG_ENCODE_64KB = Constant(0x4000_0000)
    public let HUGETLB_FLAG_ENCODE_512KB = Constant(0x4c00_0000)
    public let HUGETLB_FLAG_ENCODE_1MB = Constant(0x5000_0000)
    public let HUGETLB_FLAG_ENCODE_2MB = Constant(0x5400_0000)
    public let HUGETLB_FLAG_ENCODE_8MB = Constant(0x5c00_0000)
    public let HUGETLB_FLAG_ENCODE_16MB = Constant(0x6000_0000)
    public let HUGETLB_FLAG_ENCODE_32MB = Constant(0x6400_0000)
    public let HUGETLB_FLAG_ENCODE_256MB = Constant(0x7000_0000)
    public let HUGETLB_FLAG_ENCODE_512MB = Constant(0x7400_0000)
    public let HUGETLB_FLAG_ENCODE_1GB = Constant(0x7800_0000)
    public let HUGETLB_FLAG_ENCODE_2GB = Constant(0x7c00_0000)
    public let HUGETLB_FLAG_ENCODE_16GB = Constant(0x8800_0000)

    public let OVERCOMMIT_GUESS = Constant(0)
    public let OVERCOMMIT_ALWAYS = Constant(1)
    public let OVERCOMMIT_NEVER = Constant(2)
    init() {}
  }

  /// Flags and seals of `memfd_create`.
  public final class Memfd: ConstantGroup {
    public let MFD_CLOEXEC = Constant(0x1)
    public let MFD_ALLOW_SEALING = Constant(0x2)
    public let MFD_HUGETLB = Constant(0x4)
    public let MFD_NOEXEC_SEAL = Constant(0x8)
    public let MFD_EXEC = Constant(0x10)

    public let MFD_HUGE_SHIFT = Constant(26)
    public let MFD_HUGE_MASK = Constant(0x3f)
    public let MFD_HUGE_64KB = Constant(0x4000_0000)
    public let MFD_HUGE_512KB = Constant(0x4c00_0000)
    public let MFD_HUGE_1MB = Constant(0x5000_0000)
    public let MFD_HUGE_2MB = Constant(0x5400_0000)
    public let MFD_HUGE_8MB = Constant(0x5c00_0000)
    public let MFD_HUGE_16MB = Constant(0x6000_0000)
    public let MFD_HUGE_32MB = Constant(0x6400_0000)
    public let MFD_HUGE_256MB = Constant(0x7000_0000)
    public let MFD_HUGE_512MB = Constant(0x7400_0000)
    public let MFD_HUGE_1GB = Constant(0x7800_0000)
    public let MFD_HUGE_2GB = Constant(0x7c00_0000)
    public let MFD_HUGE_16GB = Constant(0x8800_0000)
    init() {}
  }

  /// Features, flags and `ioctl`s of `userfaultfd`.
  public final class Userfaultfd: ConstantGroup {
    public let USERFAULTFD_IOC = Constant(0xaa)
    public let USERFAULTFD_IOC_NEW = Constant(0xaa00)
    public let UFFD_API = Constant(0xaa)
    public let UFFD_API_REGISTER_MODES = Constant(0x7)
    public let UFFD_API_FEATURES = Constant(0x1_ffff)

    public let UFFD_API_IOCTLS = Constant(0x8000_0000_0000_0003)
    public let UFFD_API_RANGE_IOCTLS = Constant(0x1fc)
    public let UFFD_API_RANGE_IOCTLS_BASIC = Constant(0x1cc)

    public let _UFFDIO_REGISTER = Constant(0)
    public let _UFFDIO_UNREGISTER = Constant(0x1)
    public let _UFFDIO_WAKE = Constant(0x2)
    public let _UFFDIO_COPY = Constant(0x3)
    public let _UFFDIO_ZEROPAGE = Constant(0x4)
    public let _UFFDIO_MOVE = Constant(0x5)
    public let _UFFDIO_WRITEPROTECT = Constant(0x6)
    public let _UFFDIO_CONTINUE = Constant(0x7)
    public let _UFFDIO_POISON = Constant(0x8)
    public let _UFFDIO_API = Constant(0x3f)
    public let UFFDIO = Constant(0xaa)
    public let UFFDIO_API = Constant(0xc018_aa3f)
    public let UFFDIO_REGISTER = Constant(0xc020_aa00)
    public let UFFDIO_UNREGISTER = Constant(0x8010_aa01)
    public let UFFDIO_WAKE = Constant(0x8010_aa02)
    public let UFFDIO_COPY = Constant(0xc028_aa03)
    public let UFFDIO_ZEROPAGE = Constant(0xc020_aa04)
    public let UFFDIO_MOVE = Constant(0xc028_aa05)
    public let UFFDIO_WRITEPROTECT = Constant(0xc018_aa06)
    public let UFFDIO_CONTINUE = Constant(0xc020_aa07)
    public let UFFDIO_POISON = Constant(0xc020_aa08)

    public let UFFD_EVENT_PAGEFAULT = Constant(0x12)
    public let UFFD_EVENT_FORK = Constant(0x13)
    public let UFFD_EVENT_REMAP = Constant(0x14)
    public let UFFD_EVENT_REMOVE = Constant(0x15)
    public let UFFD_EVENT_UNMAP = Constant(0x16)
    public let UFFD_PAGEFAULT_FLAG_WRITE = Constant(0x1)
    public let UFFD_PAGEFAULT_FLAG_WP = Constant(0x2)
    public let UFFD_PAGEFAULT_FLAG_MINOR = Constant(0x4)

    public let UFFD_FEATURE_PAGEFAULT_FLAG_WP = Constant(0x1)
    public let UFFD_FEATURE_EVENT_FORK = Constant(0x2)
    public let UFFD_FEATURE_EVENT_REMAP = Constant(0x4)
    public let UFFD_FEATURE_EVENT_REMOVE = Constant(0x8)
    public let UFFD_FEATURE_MISSING_HUGETLBFS = Constant(0x10)
    public let UFFD_FEATURE_MISSING_SHMEM = Constant(0x20)
    public let UFFD_FEATURE_EVENT_UNMAP = Constant(0x40)
    public let UFFD_FEATURE_SIGBUS = Constant(0x80)
    public let UFFD_FEATURE_THREAD_ID = Constant(0x100)
    public let UFFD_FEATURE_MINOR_HUGETLBFS = Constant(0x200)
    public let UFFD_FEATURE_MINOR_SHMEM = Constant(0x400)
    public let UFFD_FEATURE_EXACT_ADDRESS = Constant(0x800)
    public let UFFD_FEATURE_WP_HUGETLBFS_SHMEM = Constant(0x1000)
    public let UFFD_FEATURE_WP_UNPOPULATED = Constant(0x2000)
    public let UFFD_FEATURE_POISON = Constant(0x4000)
    public let UFFD_FEATURE_WP_ASYNC = Constant(0x8000)
    public let UFFD_FEATURE_MOVE = Constant(0x1_0000)

    public let UFFDIO_REGISTER_MODE_MISSING = Constant(0x1)
    public let UFFDIO_REGISTER_MODE_WP = Constant(0x2)
    public let UFFDIO_REGISTER_MODE_MINOR = Constant(0x4)

    public let UFFDIO_COPY_MODE_DONTWAKE = Constant(0x1)
    public let UFFDIO_COPY_MODE_WP = Constant(0x2)
    public let UFFDIO_ZEROPAGE_MODE_DONTWAKE = Constant(0x1)

    public let UFFDIO_WRITEPROTECT_MODE_WP = Constant(0x1)
    public let UFFDIO_WRITEPROTECT_MODE_DONTWAKE = Constant(0x2)
    public let UFFDIO_CONTINUE_MODE_DONTWAKE = Constant(0x1)

    public let UFFDIO_CONTINUE_MODE_WP = Constant(0x2)
    public let UFFDIO_POISON_MODE_DONTWAKE = Constant(0x1)
    public let UFFDIO_MOVE_MODE_DONTWAKE = Constant(0x1)
    public let UFFDIO_MOVE_MODE_ALLOW_SRC_HOLES = Constant(0x2)

    public let UFFD_USER_MODE_ONLY = Constant(1)
    init() {}
  }

  /// Memory policies of `mbind` and its relatives.
  public final class MemoryPolicy: ConstantGroup {
    public let MPOL_DEFAULT = Constant(0)
    public let MPOL_PREFERRED = Constant(1)
    public let MPOL_BIND = Constant(2)
    public let MPOL_INTERLEAVE = Constant(3)
    public let MPOL_LOCAL = Constant(4)
    public let MPOL_PREFERRED_MANY = Constant(5)
    public let MPOL_WEIGHTED_INTERLEAVE = Constant(6)
    public let MPOL_MAX = Constant(7)

    public let MPOL_F_STATIC_NODES = Constant(0x8000)
    public let MPOL_F_RELATIVE_NODES = Constant(0x4000)
    public let MPOL_F_NUMA_BALANCING = Constant(0x2000)

    public let MPOL_MODE_FLAGS = Constant(0xe000)
    public let MPOL_F_NODE = Constant(0x1)
    public let MPOL_F_ADDR = Constant(0x2)
    public let MPOL_F_MEMS_ALLOWED = Constant(0x4)
    public let MPOL_MF_STRICT = Constant(0x1)
    public let MPOL_MF_MOVE = Constant(0x2)
    public let MPOL_MF_MOVE_ALL = Constant(0x4)
    public let MPOL_MF_LAZY = Constant(0x8)
    public let MPOL_MF_INTERNAL = Constant(0x10)
    public let MPOL_MF_VALID = Constant(0x7)

    public let MPOL_F_SHARED = Constant(0x1)
    public let MPOL_F_MOF = Constant(0x8)
    public let MPOL_F_MORON = Constant(0x10)
    init() {}
  }
}
