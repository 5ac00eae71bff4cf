// Constants of futexes and restartable sequences.

// The properties bear the C names, which the manual pages explain.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

extension KernelConstants {
  /// Operations and flags of `futex`, and the robust list.
  public final class Futex: ConstantGroup {
    public let FUTEX_WAIT = Constant(0)
    public let FUTEX_WAKE = Constant(1)
    public let FUTEX_FD = Constant(2)
    public let FUTEX_REQUEUE = Constant(3)
    public let FUTEX_CMP_REQUEUE = Constant(4)
    public let FUTEX_WAKE_OP = Constant(5)
    public let FUTEX_LOCK_PI = Constant(6)
    public let FUTEX_UNLOCK_PI = Constant(7)
    public let FUTEX_TRYLOCK_PI = Constant(8)
    public let FUTEX_WAIT_BITSET = Constant(9)
    public let FUTEX_WAKE_BITSET = Constant(10)
    public let FUTEX_WAIT_REQUEUE_PI = Constant(11)
    public let FUTEX_CMP_REQUEUE_PI = Constant(12)
    public let FUTEX_LOCK_PI2 = Constant(13)
    public let FUTEX_PRIVATE_FLAG = Constant(128)
    public let FUTEX_CLOCK_REALTIME = Constant(256)
    public let FUTEX_CMD_MASK = Constant(-385)
    public let FUTEX_WAIT_PRIVATE = Constant(0x80)
    public let FUTEX_WAKE_PRIVATE = Constant(0x81)
    public let FUTEX_REQUEUE_PRIVATE = Constant(0x83)
    public let FUTEX_CMP_REQUEUE_PRIVATE = Constant(0x84)
    public let FUTEX_WAKE_OP_PRIVATE = Constant(0x85)
    public let FUTEX_LOCK_PI_PRIVATE = Constant(0x86)
    public let FUTEX_LOCK_PI2_PRIVATE = Constant(0x8d)
    public let FUTEX_UNLOCK_PI_PRIVATE = Constant(0x87)
    public let FUTEX_TRYLOCK_PI_PRIVATE = Constant(0x88)
    public let FUTEX_WAIT_BITSET_PRIVATE = Constant(0x89)
    public let FUTEX_WAKE_BITSET_PRIVATE = Constant(0x8a)
    public let FUTEX_WAIT_REQUEUE_PI_PRIVATE = Constant(0x8b)
    public let FUTEX_CMP_REQUEUE_PI_PRIVATE = Constant(0x8c)

    public let FUTEX2_SIZE_U8 = Constant(0)
    public let FUTEX2_SIZE_U16 = Constant(0x1)
    public let FUTEX2_SIZE_U32 = Constant(0x2)
    public let FUTEX2_SIZE_U64 = Constant(0x3)
    public let FUTEX2_NUMA = Constant(0x4)

    public let FUTEX2_PRIVATE = Constant(128)
    public let FUTEX2_SIZE_MASK = Constant(0x3)
    public let FUTEX_32 = Constant(0x2)

    public let FUTEX_WAITV_MAX = Constant(128)
    public let FUTEX_WAITERS = Constant(0x8000_0000)
    public let FUTEX_OWNER_DIED = Constant(0x4000_0000)

    public let FUTEX_TID_MASK = Constant(0x3fff_ffff)
    public let ROBUST_LIST_LIMIT = Constant(2048)
    public let FUTEX_BITSET_MATCH_ANY = Constant(0xffff_ffff)
    public let FUTEX_OP_SET = Constant(0)
    public let FUTEX_OP_ADD = Constant(1)
    public let FUTEX_OP_OR = Constant(2)
    public let FUTEX_OP_ANDN = Constant(3)
    public let FUTEX_OP_XOR = Constant(4)
    public let FUTEX_OP_OPARG_SHIFT = Constant(8)
    public let FUTEX_OP_CMP_EQ = Constant(0)
    public let FUTEX_OP_CMP_NE = Constant(1)
    public let FUTEX_OP_CMP_LT = Constant(2)
    public let FUTEX_OP_CMP_LE = Constant(3)
    public let FUTEX_OP_CMP_GT = Constant(4)
    public let FUTEX_OP_CMP_GE = Constant(5)
    init() {}
  }

  /// Restartable sequences.
  public final class Rseq: ConstantGroup {
    public let RSEQ_CPU_ID_UNINITIALIZED = Constant(-1)
    public let RSEQ_CPU_ID_REGISTRATION_FAILED = Constant(-2)
    public let RSEQ_FLAG_UNREGISTER = Constant(0x1)

    public let RSEQ_CS_FLAG_NO_RESTART_ON_PREEMPT_BIT = Constant(0)
    public let RSEQ_CS_FLAG_NO_RESTART_ON_SIGNAL_BIT = Constant(1)
    public let RSEQ_CS_FLAG_NO_RESTART_ON_MIGRATE_BIT = Constant(2)

    public let RSEQ_CS_FLAG_NO_RESTART_ON_PREEMPT = Constant(1)
    public let RSEQ_CS_FLAG_NO_RESTART_ON_SIGNAL = Constant(2)
    public let RSEQ_CS_FLAG_NO_RESTART_ON_MIGRATE = Constant(4)
    init() {}
  }
}
