// POSIX threads: opaque to programs, but their sizes are part of the ABI.

// A schema's fields bear the C members' names, which the manual pages and the headers explain.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

extension Glibc {
  /// A set of 1024 processors.
  public typealias CpuSet = Record<CpuSetSchema>

  public struct CpuSetSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "cpu_set_t", isTypedef: true)
    public let __bits = Field<Elements<16, UInt>>()
    public init() {}
  }

  /// A link in a thread's list of robust mutexes.
  public typealias PthreadInternalList = Record<PthreadInternalListSchema>

  public struct PthreadInternalListSchema: RecordSchema {
    public static let identity = RecordIdentity.nested(.structure, "__pthread_internal_list")
    public let __prev = Field<Address>(to: "struct __pthread_internal_list")
    public let __next = Field<Address>(to: "struct __pthread_internal_list")
    public init() {}
  }

  /// What a mutex holds.
  public typealias PthreadMutexSX86_64 = Record<PthreadMutexSX86_64Schema>

  public struct PthreadMutexSX86_64Schema: RecordSchema {
    public static let identity = RecordIdentity.nested(.structure, "__pthread_mutex_s", on: .x86_64)
    public let __lock = Field<Int32>()
    public let __count = Field<UInt32>()
    public let __owner = Field<Int32>()
    public let __nusers = Field<UInt32>()
    public let __kind = Field<Int32>()
    public let __spins = Field<Int16>()
    public let __elision = Field<Int16>()
    public let __list = Field<PthreadInternalList>()
    public init() {}
  }

  /// What a mutex holds.
  public typealias PthreadMutexSGeneric = Record<PthreadMutexSGenericSchema>

  public struct PthreadMutexSGenericSchema: RecordSchema {
    public static let identity = RecordIdentity.nested(.structure, "__pthread_mutex_s", on: .generic)
    public let __lock = Field<Int32>()
    public let __count = Field<UInt32>()
    public let __owner = Field<Int32>()
    public let __nusers = Field<UInt32>()
    public let __kind = Field<Int32>()
    public let __spins = Field<Int32>()
    public let __list = Field<PthreadInternalList>()
    public init() {}
  }

  /// A mutex.
  public typealias PthreadMutexX86_64 = Record<PthreadMutexX86_64Schema>

  public struct PthreadMutexX86_64Schema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "pthread_mutex_t", kind: .union, isTypedef: true, on: .x86_64)
    public let __data = Field<PthreadMutexSX86_64>()
    public let __size = Field<Elements<40, Character8>>()
    public let __align = Field<Int>()
    public init() {}
  }

  /// A mutex.
  public typealias PthreadMutexAarch64 = Record<PthreadMutexAarch64Schema>

  public struct PthreadMutexAarch64Schema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "pthread_mutex_t", kind: .union, isTypedef: true, on: .aarch64)
    public let __data = Field<PthreadMutexSGeneric>()
    public let __size = Field<Elements<48, Character8>>()
    public let __align = Field<Int>()
    public init() {}
  }

  /// A mutex.
  public typealias PthreadMutexRiscv64 = Record<PthreadMutexRiscv64Schema>

  public struct PthreadMutexRiscv64Schema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "pthread_mutex_t", kind: .union, isTypedef: true, on: .riscv64)
    public let __data = Field<PthreadMutexSGeneric>()
    public let __size = Field<Elements<40, Character8>>()
    public let __align = Field<Int>()
    public init() {}
  }

  /// A counter that is updated in two halves.
  public typealias AtomicWideCounter = Record<AtomicWideCounterSchema>

  public struct AtomicWideCounterSchema: RecordSchema {
    public static let identity = RecordIdentity.nested(.union, "__atomic_wide_counter", isTypedef: true)
    public let __value64 = Field<UInt64>()
    public let __value32 = Field<Record<Value32>>()
    public init() {}

    public struct Value32: RecordSchema {
      public static let identity = RecordIdentity.nested()
      public let __low = Field<UInt32>()
      public let __high = Field<UInt32>()
      public init() {}
    }
  }

  /// What a condition variable holds.
  public typealias PthreadCondS = Record<PthreadCondSSchema>

  public struct PthreadCondSSchema: RecordSchema {
    public static let identity = RecordIdentity.nested(.structure, "__pthread_cond_s")
    public let __wseq = Field<AtomicWideCounter>()
    public let __g1_start = Field<AtomicWideCounter>()
    public let __g_refs = Field<Elements<2, UInt32>>()
    public let __g_size = Field<Elements<2, UInt32>>()
    public let __g1_orig_size = Field<UInt32>()
    public let __wrefs = Field<UInt32>()
    public let __g_signals = Field<Elements<2, UInt32>>()
    public init() {}
  }

  /// A condition variable.
  public typealias PthreadCond = Record<PthreadCondSchema>

  public struct PthreadCondSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "pthread_cond_t", kind: .union, isTypedef: true)
    public let __data = Field<PthreadCondS>()
    public let __size = Field<Elements<48, Character8>>()
    public let __align = Field<Int64>()
    public init() {}
  }

  /// How a thread is created.
  public typealias PthreadAttrX86_64Riscv64 = Record<PthreadAttrX86_64Riscv64Schema>

  public struct PthreadAttrX86_64Riscv64Schema: RecordSchema {
    public static let identity = RecordIdentity(
      .libc, "pthread_attr_t", kind: .union, isTypedef: true, on: [.x86_64, .riscv64])
    public let __size = Field<Elements<56, Character8>>()
    public let __align = Field<Int>()
    public init() {}
  }

  /// How a thread is created.
  public typealias PthreadAttrAarch64 = Record<PthreadAttrAarch64Schema>

  public struct PthreadAttrAarch64Schema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "pthread_attr_t", kind: .union, isTypedef: true, on: .aarch64)
    public let __size = Field<Elements<64, Character8>>()
    public let __align = Field<Int>()
    public init() {}
  }

  /// What a read-write lock holds.
  public typealias PthreadRwlockArchX86_64 = Record<PthreadRwlockArchX86_64Schema>

  public struct PthreadRwlockArchX86_64Schema: RecordSchema {
    public static let identity = RecordIdentity.nested(.structure, "__pthread_rwlock_arch_t", on: .x86_64)
    public let __readers = Field<UInt32>()
    public let __writers = Field<UInt32>()
    public let __wrphase_futex = Field<UInt32>()
    public let __writers_futex = Field<UInt32>()
    public let __pad3 = Field<UInt32>()
    public let __pad4 = Field<UInt32>()
    public let __cur_writer = Field<Int32>()
    public let __shared = Field<Int32>()
    public let __rwelision = Field<Int8>()
    public let __pad1 = Field<Elements<7, UInt8>>()
    public let __pad2 = Field<UInt>()
    public let __flags = Field<UInt32>()
    public init() {}
  }

  /// What a read-write lock holds.
  public typealias PthreadRwlockArchGeneric = Record<PthreadRwlockArchGenericSchema>

  public struct PthreadRwlockArchGenericSchema: RecordSchema {
    public static let identity = RecordIdentity.nested(.structure, "__pthread_rwlock_arch_t", on: .generic)
    public let __readers = Field<UInt32>()
    public let __writers = Field<UInt32>()
    public let __wrphase_futex = Field<UInt32>()
    public let __writers_futex = Field<UInt32>()
    public let __pad3 = Field<UInt32>()
    public let __pad4 = Field<UInt32>()
    public let __cur_writer = Field<Int32>()
    public let __shared = Field<Int32>()
    public let __pad1 = Field<UInt>()
    public let __pad2 = Field<UInt>()
    public let __flags = Field<UInt32>()
    public init() {}
  }

  /// A read-write lock.
  public typealias PthreadRwlockX86_64 = Record<PthreadRwlockX86_64Schema>

  public struct PthreadRwlockX86_64Schema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "pthread_rwlock_t", kind: .union, isTypedef: true, on: .x86_64)
    public let __data = Field<PthreadRwlockArchX86_64>()
    public let __size = Field<Elements<56, Character8>>()
    public let __align = Field<Int>()
    public init() {}
  }

  /// A read-write lock.
  public typealias PthreadRwlockGeneric = Record<PthreadRwlockGenericSchema>

  public struct PthreadRwlockGenericSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "pthread_rwlock_t", kind: .union, isTypedef: true, on: .generic)
    public let __data = Field<PthreadRwlockArchGeneric>()
    public let __size = Field<Elements<56, Character8>>()
    public let __align = Field<Int>()
    public init() {}
  }

  /// A barrier.
  public typealias PthreadBarrier = Record<PthreadBarrierSchema>

  public struct PthreadBarrierSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "pthread_barrier_t", kind: .union, isTypedef: true)
    public let __size = Field<Elements<32, Character8>>()
    public let __align = Field<Int>()
    public init() {}
  }

  /// A semaphore.
  public typealias SemX86_64Riscv64 = Record<SemX86_64Riscv64Schema>

  public struct SemX86_64Riscv64Schema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "sem_t", kind: .union, isTypedef: true, on: [.x86_64, .riscv64])
    public let __size = Field<Elements<32, Character8>>()
    public let __align = Field<Int>()
    public init() {}
  }

  /// A semaphore.
  public typealias SemAarch64 = Record<SemAarch64Schema>

  public struct SemAarch64Schema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "sem_t", kind: .union, isTypedef: true, on: .aarch64)
    public let __size = Field<Elements<32, Character8>>()
    public let __align = Field<Int64>()
    public init() {}
  }
}

extension Catalogue {
  static let glibcThreads: [RecordDescription] = [
    RecordDescription(Glibc.CpuSet.self),
    RecordDescription(Glibc.PthreadMutexX86_64.self),
    RecordDescription(Glibc.PthreadMutexAarch64.self),
    RecordDescription(Glibc.PthreadMutexRiscv64.self),
    RecordDescription(Glibc.PthreadCond.self),
    RecordDescription(Glibc.PthreadAttrX86_64Riscv64.self),
    RecordDescription(Glibc.PthreadAttrAarch64.self),
    RecordDescription(Glibc.PthreadRwlockX86_64.self),
    RecordDescription(Glibc.PthreadRwlockGeneric.self),
    RecordDescription(Glibc.PthreadBarrier.self),
    RecordDescription(Glibc.SemX86_64Riscv64.self),
    RecordDescription(Glibc.SemAarch64.self),
  ]
}
