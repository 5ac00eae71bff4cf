// System V IPC and message queues, as the C library has them.

// A schema's fields bear the C members' names, which the manual pages and the headers explain.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

extension Glibc {
  /// A POSIX message queue's limits.
  public typealias MqAttr = Record<MqAttrSchema>

  public struct MqAttrSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "mq_attr")
    public let mq_flags = Field<Int>()
    public let mq_maxmsg = Field<Int>()
    public let mq_msgsize = Field<Int>()
    public let mq_curmsgs = Field<Int>()
    public let __pad = Field<Elements<4, Int>>()
    public init() {}
  }

  /// Who owns an IPC object, as the first kernels had it.
  public typealias IpcPerm = Record<IpcPermSchema>

  public struct IpcPermSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "ipc_perm")
    public let __key = Field<Int32>()
    public let uid = Field<UInt32>()
    public let gid = Field<UInt32>()
    public let cuid = Field<UInt32>()
    public let cgid = Field<UInt32>()
    public let mode = Field<UInt32>()
    public let __seq = Field<UInt16>()
    public let __pad2 = Field<UInt16>()
    public let __glibc_reserved1 = Field<UInt>()
    public let __glibc_reserved2 = Field<UInt>()
    public init() {}
  }

  /// A semaphore set, as the first kernels had it. 104 bytes on x86_64, 88 elsewhere.
  public typealias SemidDs = Record<SemidDsSchema>

  public struct SemidDsSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "semid_ds")
    public let sem_perm = Field<IpcPerm>()
    public let sem_otime = Field<Int>()
    public let __sem_otime_high = Field<UInt>(on: .x86_64)
    public let sem_ctime = Field<Int>()
    public let __sem_ctime_high = Field<UInt>(on: .x86_64)
    public let sem_nsems = Field<UInt>()
    public let __glibc_reserved3 = Field<UInt>()
    public let __glibc_reserved4 = Field<UInt>()
    public init() {}
  }

  /// An operation on a semaphore.
  public typealias Sembuf = Record<SembufSchema>

  public struct SembufSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "sembuf")
    public let sem_num = Field<UInt16>()
    public let sem_op = Field<Int16>()
    public let sem_flg = Field<Int16>()
    public init() {}
  }

  /// A message queue, as the first kernels had it.
  public typealias MsqidDs = Record<MsqidDsSchema>

  public struct MsqidDsSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "msqid_ds")
    public let msg_perm = Field<IpcPerm>()
    public let msg_stime = Field<Int>()
    public let msg_rtime = Field<Int>()
    public let msg_ctime = Field<Int>()
    public let __msg_cbytes = Field<UInt>()
    public let msg_qnum = Field<UInt>()
    public let msg_qbytes = Field<UInt>()
    public let msg_lspid = Field<Int32>()
    public let msg_lrpid = Field<Int32>()
    public let __glibc_reserved4 = Field<UInt>()
    public let __glibc_reserved5 = Field<UInt>()
    public init() {}
  }

  /// A shared memory segment, as the first kernels had it.
  public typealias ShmidDs = Record<ShmidDsSchema>

  public struct ShmidDsSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "shmid_ds")
    public let shm_perm = Field<IpcPerm>()
    public let shm_segsz = Field<UInt>()
    public let shm_atime = Field<Int>()
    public let shm_dtime = Field<Int>()
    public let shm_ctime = Field<Int>()
    public let shm_cpid = Field<Int32>()
    public let shm_lpid = Field<Int32>()
    public let shm_nattch = Field<UInt>()
    public let __glibc_reserved5 = Field<UInt>()
    public let __glibc_reserved6 = Field<UInt>()
    public init() {}
  }

  /// The limits of shared memory, as the first kernels had them.
  public typealias Shminfo = Record<ShminfoSchema>

  public struct ShminfoSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "shminfo")
    public let shmmax = Field<UInt>()
    public let shmmin = Field<UInt>()
    public let shmmni = Field<UInt>()
    public let shmseg = Field<UInt>()
    public let shmall = Field<UInt>()
    public let __glibc_reserved1 = Field<UInt>()
    public let __glibc_reserved2 = Field<UInt>()
    public let __glibc_reserved3 = Field<UInt>()
    public let __glibc_reserved4 = Field<UInt>()
    public init() {}
  }

  /// The use of shared memory.
  public typealias ShmInfo = Record<ShmInfoSchema>

  public struct ShmInfoSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "shm_info")
    public let used_ids = Field<Int32>()
    public let shm_tot = Field<UInt>()
    public let shm_rss = Field<UInt>()
    public let shm_swp = Field<UInt>()
    public let swap_attempts = Field<UInt>()
    public let swap_successes = Field<UInt>()
    public init() {}
  }

  /// The limits of semaphores.
  public typealias Seminfo = Record<SeminfoSchema>

  public struct SeminfoSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "seminfo")
    public let semmap = Field<Int32>()
    public let semmni = Field<Int32>()
    public let semmns = Field<Int32>()
    public let semmnu = Field<Int32>()
    public let semmsl = Field<Int32>()
    public let semopm = Field<Int32>()
    public let semume = Field<Int32>()
    public let semusz = Field<Int32>()
    public let semvmx = Field<Int32>()
    public let semaem = Field<Int32>()
    public init() {}
  }
}

extension Catalogue {
  static let glibcIpc: [RecordDescription] = [
    RecordDescription(Glibc.MqAttr.self),
    RecordDescription(Glibc.IpcPerm.self),
    RecordDescription(Glibc.SemidDs.self),
    RecordDescription(Glibc.Sembuf.self),
    RecordDescription(Glibc.MsqidDs.self),
    RecordDescription(Glibc.ShmidDs.self),
    RecordDescription(Glibc.Shminfo.self),
    RecordDescription(Glibc.ShmInfo.self),
    RecordDescription(Glibc.Seminfo.self),
  ]
}
