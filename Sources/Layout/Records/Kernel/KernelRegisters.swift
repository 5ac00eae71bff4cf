// A thread's registers, as ptrace and core dumps have them.

// A schema's fields bear the C members' names, which the manual pages and the headers explain.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

extension Kernel {
  /// The registers at a system call or an exception, as ptrace has them.
  public typealias PtRegs = Record<PtRegsSchema>

  public struct PtRegsSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "pt_regs", on: .x86_64)
    public let r15 = Field<UInt>()
    public let r14 = Field<UInt>()
    public let r13 = Field<UInt>()
    public let r12 = Field<UInt>()
    public let rbp = Field<UInt>()
    public let rbx = Field<UInt>()
    public let r11 = Field<UInt>()
    public let r10 = Field<UInt>()
    public let r9 = Field<UInt>()
    public let r8 = Field<UInt>()
    public let rax = Field<UInt>()
    public let rcx = Field<UInt>()
    public let rdx = Field<UInt>()
    public let rsi = Field<UInt>()
    public let rdi = Field<UInt>()
    public let orig_rax = Field<UInt>()
    public let rip = Field<UInt>()
    public let cs = Field<UInt>()
    public let eflags = Field<UInt>()
    public let rsp = Field<UInt>()
    public let ss = Field<UInt>()
    public init() {}
  }

  /// The general registers, as ptrace has them.
  public typealias UserPtRegs = Record<UserPtRegsSchema>

  public struct UserPtRegsSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "user_pt_regs", on: .aarch64)
    public let regs = Field<Elements<31, UInt64>>()
    public let sp = Field<UInt64>()
    public let pc = Field<UInt64>()
    public let pstate = Field<UInt64>()
    public init() {}
  }

  /// The general registers, as ptrace has them.
  public typealias UserRegsStruct = Record<UserRegsStructSchema>

  public struct UserRegsStructSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "user_regs_struct", on: .riscv64)
    public let pc = Field<UInt>()
    public let ra = Field<UInt>()
    public let sp = Field<UInt>()
    public let gp = Field<UInt>()
    public let tp = Field<UInt>()
    public let t0 = Field<UInt>()
    public let t1 = Field<UInt>()
    public let t2 = Field<UInt>()
    public let s0 = Field<UInt>()
    public let s1 = Field<UInt>()
    public let a0 = Field<UInt>()
    public let a1 = Field<UInt>()
    public let a2 = Field<UInt>()
    public let a3 = Field<UInt>()
    public let a4 = Field<UInt>()
    public let a5 = Field<UInt>()
    public let a6 = Field<UInt>()
    public let a7 = Field<UInt>()
    public let s2 = Field<UInt>()
    public let s3 = Field<UInt>()
    public let s4 = Field<UInt>()
    public let s5 = Field<UInt>()
    public let s6 = Field<UInt>()
    public let s7 = Field<UInt>()
    public let s8 = Field<UInt>()
    public let s9 = Field<UInt>()
    public let s10 = Field<UInt>()
    public let s11 = Field<UInt>()
    public let t3 = Field<UInt>()
    public let t4 = Field<UInt>()
    public let t5 = Field<UInt>()
    public let t6 = Field<UInt>()
    public init() {}
  }

  /// The floating-point and SIMD registers, as ptrace has them.
  public typealias UserFpsimdState = Record<UserFpsimdStateSchema>

  public struct UserFpsimdStateSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "user_fpsimd_state", on: .aarch64)
    public let vregs = Field<Elements<32, UInt128>>()
    public let fpsr = Field<UInt32>()
    public let fpcr = Field<UInt32>()
    public let __reserved = Field<Elements<2, UInt32>>()
    public init() {}
  }

  /// Hardware break points or watch points.
  public typealias UserHwdebugState = Record<UserHwdebugStateSchema>

  public struct UserHwdebugStateSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "user_hwdebug_state", on: .aarch64)
    public let dbg_info = Field<UInt32>()
    public let pad = Field<UInt32>()
    public let dbg_regs = Field<Elements<16, Record<DbgRegs>>>()
    public init() {}

    public struct DbgRegs: RecordSchema {
      public static let identity = RecordIdentity.nested()
      public let addr = Field<UInt64>()
      public let ctrl = Field<UInt32>()
      public let pad = Field<UInt32>()
      public init() {}
    }
  }

  /// The header of the SVE state, as ptrace has it.
  public typealias UserSveHeader = Record<UserSveHeaderSchema>

  public struct UserSveHeaderSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "user_sve_header", on: .aarch64)
    public let size = Field<UInt32>()
    public let max_size = Field<UInt32>()
    public let vl = Field<UInt16>()
    public let max_vl = Field<UInt16>()
    public let flags = Field<UInt16>()
    public let __reserved = Field<UInt16>()
    public init() {}
  }

  /// Which bits of an address pointer authentication uses.
  public typealias UserPacMask = Record<UserPacMaskSchema>

  public struct UserPacMaskSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "user_pac_mask", on: .aarch64)
    public let data_mask = Field<UInt64>()
    public let insn_mask = Field<UInt64>()
    public init() {}
  }

  /// The keys for addresses.
  public typealias UserPacAddressKeys = Record<UserPacAddressKeysSchema>

  public struct UserPacAddressKeysSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "user_pac_address_keys", on: .aarch64)
    public let apiakey = Field<UInt128>()
    public let apibkey = Field<UInt128>()
    public let apdakey = Field<UInt128>()
    public let apdbkey = Field<UInt128>()
    public init() {}
  }

  /// The generic key.
  public typealias UserPacGenericKeys = Record<UserPacGenericKeysSchema>

  public struct UserPacGenericKeysSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "user_pac_generic_keys", on: .aarch64)
    public let apgakey = Field<UInt128>()
    public init() {}
  }

  /// The header of the SME array, as ptrace has it.
  public typealias UserZaHeader = Record<UserZaHeaderSchema>

  public struct UserZaHeaderSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "user_za_header", on: .aarch64)
    public let size = Field<UInt32>()
    public let max_size = Field<UInt32>()
    public let vl = Field<UInt16>()
    public let max_vl = Field<UInt16>()
    public let flags = Field<UInt16>()
    public let __reserved = Field<UInt16>()
    public init() {}
  }

  /// The vector unit as ptrace has it; the registers follow.
  public typealias RiscvVRegsetState = Record<RiscvVRegsetStateSchema>

  public struct RiscvVRegsetStateSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "__riscv_v_regset_state", on: .riscv64)
    public let vstart = Field<UInt>()
    public let vl = Field<UInt>()
    public let vtype = Field<UInt>()
    public let vcsr = Field<UInt>()
    public let vlenb = Field<UInt>()
    public let vreg = Field<Trailing<Character8>>()
    public init() {}
  }
}

extension Catalogue {
  static let kernelRegisters: [RecordDescription] = [
    RecordDescription(Kernel.PtRegs.self),
    RecordDescription(Kernel.UserPtRegs.self),
    RecordDescription(Kernel.UserRegsStruct.self),
    RecordDescription(Kernel.UserFpsimdState.self),
    RecordDescription(Kernel.UserHwdebugState.self),
    RecordDescription(Kernel.UserSveHeader.self),
    RecordDescription(Kernel.UserPacMask.self),
    RecordDescription(Kernel.UserPacAddressKeys.self),
    RecordDescription(Kernel.UserPacGenericKeys.self),
    RecordDescription(Kernel.UserZaHeader.self),
    RecordDescription(Kernel.RiscvVRegsetState.self),
  ]
}
