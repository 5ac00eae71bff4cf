// The machine's state in a signal frame of riscv64.

// A schema's fields bear the C members' names, which the manual pages and the headers explain.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

extension Kernel {
  /// The registers in a signal frame.
  public typealias SigcontextRiscv64 = Record<SigcontextRiscv64Schema>

  public struct SigcontextRiscv64Schema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "sigcontext", on: .riscv64)
    public let sc_regs = Field<UserRegsStruct>()
    public let scFpregsOrScExtdesc = Field<Record<ScFpregsOrScExtdesc>>.anonymous
    public init() {}

    public struct ScFpregsOrScExtdesc: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let sc_fpregs = Field<RiscvFpState>()
      public let sc_extdesc = Field<RiscvExtraExtHeader>()
      public init() {}
    }
  }

  /// The interrupted thread's context in a signal frame.
  public typealias UcontextRiscv64 = Record<UcontextRiscv64Schema>

  public struct UcontextRiscv64Schema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "ucontext", on: .riscv64, alsoKnownAs: "ucontext_t")
    public let uc_flags = Field<UInt>()
    public let uc_link = Field<Address>(to: "struct ucontext")
    public let uc_stack = Field<Sigaltstack>()
    public let uc_sigmask = Field<SignalMask>()
    public let __unused = Field<Elements<120, UInt8>>()
    public let uc_mcontext = Field<SigcontextRiscv64>()
    public init() {}
  }

  /// The single-precision registers.
  public typealias RiscvFExtState = Record<RiscvFExtStateSchema>

  public struct RiscvFExtStateSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "__riscv_f_ext_state", on: .riscv64)
    public let f = Field<Elements<32, UInt32>>()
    public let fcsr = Field<UInt32>()
    public init() {}
  }

  /// The double-precision registers.
  public typealias RiscvDExtState = Record<RiscvDExtStateSchema>

  public struct RiscvDExtStateSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "__riscv_d_ext_state", on: .riscv64)
    public let f = Field<Elements<32, UInt64>>()
    public let fcsr = Field<UInt32>()
    public init() {}
  }

  /// The quadruple-precision registers.
  public typealias RiscvQExtState = Record<RiscvQExtStateSchema>

  public struct RiscvQExtStateSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "__riscv_q_ext_state", on: .riscv64)
    public let f = Field<Elements<64, UInt64>>(aligned: 16)
    public let fcsr = Field<UInt32>()
    public let reserved = Field<Elements<3, UInt32>>()
    public init() {}
  }

  /// The floating-point registers, by width.
  public typealias RiscvFpState = Record<RiscvFpStateSchema>

  public struct RiscvFpStateSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "__riscv_fp_state", kind: .union, on: .riscv64)
    public let f = Field<RiscvFExtState>()
    public let d = Field<RiscvDExtState>()
    public let q = Field<RiscvQExtState>()
    public init() {}
  }

  /// What every further record of a signal frame starts with.
  public typealias RiscvCtxHdr = Record<RiscvCtxHdrSchema>

  public struct RiscvCtxHdrSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "__riscv_ctx_hdr", on: .riscv64)
    public let magic = Field<UInt32>()
    public let size = Field<UInt32>()
    public init() {}
  }

  /// Where further records lie, after the floating-point state.
  public typealias RiscvExtraExtHeader = Record<RiscvExtraExtHeaderSchema>

  public struct RiscvExtraExtHeaderSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "__riscv_extra_ext_header", on: .riscv64)
    public let __padding = Field<Elements<129, UInt32>>(aligned: 16)
    public let reserved = Field<UInt32>()
    public let hdr = Field<RiscvCtxHdr>()
    public init() {}
  }

  /// The vector unit's control registers.
  public typealias RiscvVExtState = Record<RiscvVExtStateSchema>

  public struct RiscvVExtStateSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "__riscv_v_ext_state", on: .riscv64)
    public let vstart = Field<UInt>()
    public let vl = Field<UInt>()
    public let vtype = Field<UInt>()
    public let vcsr = Field<UInt>()
    public let vlenb = Field<UInt>()
    public let datap = Field<Address>()
    public init() {}
  }

  /// The vector state in a signal frame.
  public typealias ScRiscvVState = Record<ScRiscvVStateSchema>

  public struct ScRiscvVStateSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "__sc_riscv_v_state", on: .riscv64, aligned: 16)
    public let v_state = Field<RiscvVExtState>()
    public init() {}
  }
}

extension Catalogue {
  static let kernelSignalContextRiscv64: [RecordDescription] = [
    RecordDescription(Kernel.SigcontextRiscv64.self),
    RecordDescription(Kernel.UcontextRiscv64.self),
    RecordDescription(Kernel.RiscvFExtState.self),
    RecordDescription(Kernel.RiscvDExtState.self),
    RecordDescription(Kernel.RiscvQExtState.self),
    RecordDescription(Kernel.RiscvFpState.self),
    RecordDescription(Kernel.RiscvCtxHdr.self),
    RecordDescription(Kernel.RiscvExtraExtHeader.self),
    RecordDescription(Kernel.RiscvVExtState.self),
    RecordDescription(Kernel.ScRiscvVState.self),
  ]
}
