// System V IPC and POSIX message queues.

// A schema's fields bear the C members' names, which the manual pages and the headers explain.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

extension Kernel {
  /// Who owns an IPC object, as the first kernels had it.
  public typealias IpcPerm = Record<IpcPermSchema>

  public struct IpcPermSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "ipc_perm")
    public let key = Field<Int32>()
    public let uid = Field<UInt32>()
    public let gid = Field<UInt32>()
    public let cuid = Field<UInt32>()
    public let cgid = Field<UInt32>()
    public let mode = Field<UInt32>()
    public let seq = Field<UInt16>()
    public init() {}
  }

  /// Who owns an IPC object.
  public typealias Ipc64Perm = Record<Ipc64PermSchema>

  public struct Ipc64PermSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "ipc64_perm")
    public let key = Field<Int32>()
    public let uid = Field<UInt32>()
    public let gid = Field<UInt32>()
    public let cuid = Field<UInt32>()
    public let cgid = Field<UInt32>()
    public let mode = Field<UInt32>()
    public let __pad1 = Field<Elements<0, UInt8>>()
    public let seq = Field<UInt16>()
    public let __pad2 = Field<UInt16>()
    public let __unused1 = Field<UInt>()
    public let __unused2 = Field<UInt>()
    public init() {}
  }

  /// The arguments of the old msgrcv call.
  public typealias IpcKludge = Record<IpcKludgeSchema>

  public struct IpcKludgeSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "ipc_kludge")
    public let msgp = Field<Address>(to: "struct msgbuf")
    public let msgtyp = Field<Int>()
    public init() {}
  }

  /// A semaphore set, as the first kernels had it.
  public typealias SemidDs = Record<SemidDsSchema>

  public struct SemidDsSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "semid_ds")
    public let sem_perm = Field<IpcPerm>()
    public let sem_otime = Field<Int>()
    public let sem_ctime = Field<Int>()
    public let sem_base = Field<Address>(to: "struct sem")
    public let sem_pending = Field<Address>(to: "struct sem_queue")
    public let sem_pending_last = Field<Address>(to: "struct sem_queue *")
    public let undo = Field<Address>(to: "struct sem_undo")
    public let sem_nsems = Field<UInt16>()
    public init() {}
  }

  /// A semaphore set. 104 bytes on x86_64, 88 elsewhere.
  public typealias Semid64Ds = Record<Semid64DsSchema>

  public struct Semid64DsSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "semid64_ds")
    public let sem_perm = Field<Ipc64Perm>()
    public let sem_otime = Field<Int>()
    public let __unused1 = Field<UInt>(on: .x86_64)
    public let sem_ctime = Field<Int>()
    public let __unused2 = Field<UInt>(on: .x86_64)
    public let sem_nsems = Field<UInt>()
    public let __unused3 = Field<UInt>()
    public let __unused4 = Field<UInt>()
    public init() {}
  }

  /// An operation on a semaphore.
  public typealias Sembuf = Record<SembufSchema>

  public struct SembufSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "sembuf")
    public let sem_num = Field<UInt16>()
    public let sem_op = Field<Int16>()
    public let sem_flg = Field<Int16>()
    public init() {}
  }

  /// The argument of semctl.
  public typealias Semun = Record<SemunSchema>

  public struct SemunSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "semun", kind: .union)
    public let val = Field<Int32>()
    public let buf = Field<Address>(to: "struct semid_ds")
    public let array = Field<Address>(to: "short unsigned int")
    public let __buf = Field<Address>(to: "struct seminfo")
    public let __pad = Field<Address>()
    public init() {}
  }

  /// The limits of semaphores.
  public typealias Seminfo = Record<SeminfoSchema>

  public struct SeminfoSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "seminfo")
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

  /// A message queue, as the first kernels had it.
  public typealias MsqidDs = Record<MsqidDsSchema>

  public struct MsqidDsSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "msqid_ds")
    public let msg_perm = Field<IpcPerm>()
    public let msg_first = Field<Address>(to: "struct msg")
    public let msg_last = Field<Address>(to: "struct msg")
    public let msg_stime = Field<Int>()
    public let msg_rtime = Field<Int>()
    public let msg_ctime = Field<Int>()
    public let msg_lcbytes = Field<UInt>()
    public let msg_lqbytes = Field<UInt>()
    public let msg_cbytes = Field<UInt16>()
    public let msg_qnum = Field<UInt16>()
    public let msg_qbytes = Field<UInt16>()
    public let msg_lspid = Field<Int32>()
    public let msg_lrpid = Field<Int32>()
    public init() {}
  }

  /// A message queue.
  public typealias Msqid64Ds = Record<Msqid64DsSchema>

  public struct Msqid64DsSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "msqid64_ds")
    public let msg_perm = Field<Ipc64Perm>()
    public let msg_stime = Field<Int>()
    public let msg_rtime = Field<Int>()
    public let msg_ctime = Field<Int>()
    public let msg_cbytes = Field<UInt>()
    public let msg_qnum = Field<UInt>()
    public let msg_qbytes = Field<UInt>()
    public let msg_lspid = Field<Int32>()
    public let msg_lrpid = Field<Int32>()
    public let __unused4 = Field<UInt>()
    public let __unused5 = Field<UInt>()
    public init() {}
  }

  /// A message with its type; the text follows.
  public typealias Msgbuf = Record<MsgbufSchema>

  public struct MsgbufSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "msgbuf")
    public let mtype = Field<Int>()
    public let mtext = Field<Elements<1, Character8>>()
    public init() {}
  }

  /// The limits of message queues.
  public typealias Msginfo = Record<MsginfoSchema>

  public struct MsginfoSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "msginfo")
    public let msgpool = Field<Int32>()
    public let msgmap = Field<Int32>()
    public let msgmax = Field<Int32>()
    public let msgmnb = Field<Int32>()
    public let msgmni = Field<Int32>()
    public let msgssz = Field<Int32>()
    public let msgtql = Field<Int32>()
    public let msgseg = Field<UInt16>()
    public init() {}
  }

  /// A shared memory segment, as the first kernels had it.
  public typealias ShmidDs = Record<ShmidDsSchema>

  public struct ShmidDsSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "shmid_ds")
    public let shm_perm = Field<IpcPerm>()
    public let shm_segsz = Field<Int32>()
    public let shm_atime = Field<Int>()
    public let shm_dtime = Field<Int>()
    public let shm_ctime = Field<Int>()
    public let shm_cpid = Field<Int32>()
    public let shm_lpid = Field<Int32>()
    public let shm_nattch = Field<UInt16>()
    public let shm_unused = Field<UInt16>()
    public let shm_unused2 = Field<Address>()
    public let shm_unused3 = Field<Address>()
    public init() {}
  }

  /// A shared memory segment.
  public typealias Shmid64Ds = Record<Shmid64DsSchema>

  public struct Shmid64DsSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "shmid64_ds")
    public let shm_perm = Field<Ipc64Perm>()
    public let shm_segsz = Field<UInt>()
    public let shm_atime = Field<Int>()
    public let shm_dtime = Field<Int>()
    public let shm_ctime = Field<Int>()
    public let shm_cpid = Field<Int32>()
    public let shm_lpid = Field<Int32>()
    public let shm_nattch = Field<UInt>()
    public let __unused4 = Field<UInt>()
    public let __unused5 = Field<UInt>()
    public init() {}
  }

  /// The limits of shared memory.
  public typealias Shminfo64 = Record<Shminfo64Schema>

  public struct Shminfo64Schema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "shminfo64")
    public let shmmax = Field<UInt>()
    public let shmmin = Field<UInt>()
    public let shmmni = Field<UInt>()
    public let shmseg = Field<UInt>()
    public let shmall = Field<UInt>()
    public let __unused1 = Field<UInt>()
    public let __unused2 = Field<UInt>()
    public let __unused3 = Field<UInt>()
    public let __unused4 = Field<UInt>()
    public init() {}
  }

  /// The limits of shared memory, as the first kernels had them.
  public typealias Shminfo = Record<ShminfoSchema>

  public struct ShminfoSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "shminfo")
    public let shmmax = Field<Int32>()
    public let shmmin = Field<Int32>()
    public let shmmni = Field<Int32>()
    public let shmseg = Field<Int32>()
    public let shmall = Field<Int32>()
    public init() {}
  }

  /// The use of shared memory.
  public typealias ShmInfo = Record<ShmInfoSchema>

  public struct ShmInfoSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "shm_info")
    public let used_ids = Field<Int32>()
    public let shm_tot = Field<UInt>()
    public let shm_rss = Field<UInt>()
    public let shm_swp = Field<UInt>()
    public let swap_attempts = Field<UInt>()
    public let swap_successes = Field<UInt>()
    public init() {}
  }

  /// A POSIX message queue's limits.
  public typealias MqAttr = Record<MqAttrSchema>

  public struct MqAttrSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "mq_attr")
    public let mq_flags = Field<Int>()
    public let mq_maxmsg = Field<Int>()
    public let mq_msgsize = Field<Int>()
    public let mq_curmsgs = Field<Int>()
    public let __reserved = Field<Elements<4, Int>>()
    public init() {}
  }
}

extension Catalogue {
  static let kernelIpc: [RecordDescription] = [
    RecordDescription(Kernel.IpcPerm.self),
    RecordDescription(Kernel.Ipc64Perm.self),
    RecordDescription(Kernel.IpcKludge.self),
    RecordDescription(Kernel.SemidDs.self),
    RecordDescription(Kernel.Semid64Ds.self),
    RecordDescription(Kernel.Sembuf.self),
    RecordDescription(Kernel.Semun.self),
    RecordDescription(Kernel.Seminfo.self),
    RecordDescription(Kernel.MsqidDs.self),
    RecordDescription(Kernel.Msqid64Ds.self),
    RecordDescription(Kernel.Msgbuf.self),
    RecordDescription(Kernel.Msginfo.self),
    RecordDescription(Kernel.ShmidDs.self),
    RecordDescription(Kernel.Shmid64Ds.self),
    RecordDescription(Kernel.Shminfo64.self),
    RecordDescription(Kernel.Shminfo.self),
    RecordDescription(Kernel.ShmInfo.self),
    RecordDescription(Kernel.MqAttr.self),
  ]
}
