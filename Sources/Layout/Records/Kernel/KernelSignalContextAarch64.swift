// The machine's state in a signal frame of aarch64: a chain of records that start alike.

// A schema's fields bear the C members' names, which the manual pages and the headers explain.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

extension Kernel {
  /// The general registers in a signal frame; a chain of records follows in `__reserved`.
  public typealias SigcontextAarch64 = Record<SigcontextAarch64Schema>

  public struct SigcontextAarch64Schema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "sigcontext", on: .aarch64)
    public let fault_address = Field<UInt64>()
    public let regs = Field<Elements<31, UInt64>>()
    public let sp = Field<UInt64>()
    public let pc = Field<UInt64>()
    public let pstate = Field<UInt64>()
    public let __reserved = Field<Elements<4096, UInt8>>(aligned: 16)
    public init() {}
  }

  /// The interrupted thread's context in a signal frame.
  public typealias UcontextAarch64 = Record<UcontextAarch64Schema>

  public struct UcontextAarch64Schema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "ucontext", on: .aarch64, alsoKnownAs: "ucontext_t")
    public let uc_flags = Field<UInt>()
    public let uc_link = Field<Address>(to: "struct ucontext")
    public let uc_stack = Field<Sigaltstack>()
    public let uc_sigmask = Field<SignalMask>()
    public let __unused = Field<Elements<120, UInt8>>()
    public let uc_mcontext = Field<SigcontextAarch64>()
    public init() {}
  }

  /// What every record of the chain starts with; a zero magic ends it.
  public typealias Aarch64Ctx = Record<Aarch64CtxSchema>

  public struct Aarch64CtxSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "_aarch64_ctx", on: .aarch64)
    public let magic = Field<UInt32>()
    public let size = Field<UInt32>()
    public init() {}
  }

  /// The floating-point and SIMD registers.
  public typealias FpsimdContext = Record<FpsimdContextSchema>

  public struct FpsimdContextSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "fpsimd_context", on: .aarch64)
    public let head = Field<Aarch64Ctx>()
    public let fpsr = Field<UInt32>()
    public let fpcr = Field<UInt32>()
    public let vregs = Field<Elements<32, UInt128>>()
    public init() {}
  }

  /// Why an exception came.
  public typealias EsrContext = Record<EsrContextSchema>

  public struct EsrContextSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "esr_context", on: .aarch64)
    public let head = Field<Aarch64Ctx>()
    public let esr = Field<UInt64>()
    public init() {}
  }

  /// The permission overlay register.
  public typealias PoeContext = Record<PoeContextSchema>

  public struct PoeContextSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "poe_context", on: .aarch64)
    public let head = Field<Aarch64Ctx>()
    public let por_el0 = Field<UInt64>()
    public init() {}
  }

  /// Where the chain goes on when it did not fit.
  public typealias ExtraContext = Record<ExtraContextSchema>

  public struct ExtraContextSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "extra_context", on: .aarch64)
    public let head = Field<Aarch64Ctx>()
    public let datap = Field<UInt64>()
    public let size = Field<UInt32>()
    public let __reserved = Field<Elements<3, UInt32>>()
    public init() {}
  }

  /// The header of the SVE state; the registers follow.
  public typealias SveContext = Record<SveContextSchema>

  public struct SveContextSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "sve_context", on: .aarch64)
    public let head = Field<Aarch64Ctx>()
    public let vl = Field<UInt16>()
    public let flags = Field<UInt16>()
    public let __reserved = Field<Elements<2, UInt16>>()
    public init() {}
  }

  /// The second thread pointer.
  public typealias Tpidr2Context = Record<Tpidr2ContextSchema>

  public struct Tpidr2ContextSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "tpidr2_context", on: .aarch64)
    public let head = Field<Aarch64Ctx>()
    public let tpidr2 = Field<UInt64>()
    public init() {}
  }

  /// The floating-point mode register.
  public typealias FpmrContext = Record<FpmrContextSchema>

  public struct FpmrContextSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "fpmr_context", on: .aarch64)
    public let head = Field<Aarch64Ctx>()
    public let fpmr = Field<UInt64>()
    public init() {}
  }

  /// The header of the SME array; its rows follow.
  public typealias ZaContext = Record<ZaContextSchema>

  public struct ZaContextSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "za_context", on: .aarch64)
    public let head = Field<Aarch64Ctx>()
    public let vl = Field<UInt16>()
    public let __reserved = Field<Elements<3, UInt16>>()
    public init() {}
  }

  /// The header of the SME2 tables; they follow.
  public typealias ZtContext = Record<ZtContextSchema>

  public struct ZtContextSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "zt_context", on: .aarch64)
    public let head = Field<Aarch64Ctx>()
    public let nregs = Field<UInt16>()
    public let __reserved = Field<Elements<3, UInt16>>()
    public init() {}
  }
}

extension Catalogue {
  static let kernelSignalContextAarch64: [RecordDescription] = [
    RecordDescription(Kernel.SigcontextAarch64.self),
    RecordDescription(Kernel.UcontextAarch64.self),
    RecordDescription(Kernel.Aarch64Ctx.self),
    RecordDescription(Kernel.FpsimdContext.self),
    RecordDescription(Kernel.EsrContext.self),
    RecordDescription(Kernel.PoeContext.self),
    RecordDescription(Kernel.ExtraContext.self),
    RecordDescription(Kernel.SveContext.self),
    RecordDescription(Kernel.Tpidr2Context.self),
    RecordDescription(Kernel.FpmrContext.self),
    RecordDescription(Kernel.ZaContext.self),
    RecordDescription(Kernel.ZtContext.self),
  ]
}
