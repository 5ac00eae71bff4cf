// The machine's state in a signal frame of x86_64.

// A schema's fields bear the C members' names, which the manual pages and the headers explain.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

extension Kernel {
  /// The general registers in a signal frame.
  public typealias SigcontextX86_64 = Record<SigcontextX86_64Schema>

  public struct SigcontextX86_64Schema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "sigcontext", on: .x86_64)
    public let r8 = Field<UInt64>()
    public let r9 = Field<UInt64>()
    public let r10 = Field<UInt64>()
    public let r11 = Field<UInt64>()
    public let r12 = Field<UInt64>()
    public let r13 = Field<UInt64>()
    public let r14 = Field<UInt64>()
    public let r15 = Field<UInt64>()
    public let rdi = Field<UInt64>()
    public let rsi = Field<UInt64>()
    public let rbp = Field<UInt64>()
    public let rbx = Field<UInt64>()
    public let rdx = Field<UInt64>()
    public let rax = Field<UInt64>()
    public let rcx = Field<UInt64>()
    public let rsp = Field<UInt64>()
    public let rip = Field<UInt64>()
    public let eflags = Field<UInt64>()
    public let cs = Field<UInt16>()
    public let gs = Field<UInt16>()
    public let fs = Field<UInt16>()
    public let ssChoice = Field<Record<SsChoice>>.anonymous
    public let err = Field<UInt64>()
    public let trapno = Field<UInt64>()
    public let oldmask = Field<UInt64>()
    public let cr2 = Field<UInt64>()
    public let fpstate = Field<Address>(to: "struct _fpstate_64")
    public let reserved1 = Field<Elements<8, UInt64>>()
    public init() {}

    public struct SsChoice: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let ss = Field<UInt16>()
      public let __pad0 = Field<UInt16>()
      public init() {}
    }
  }

  /// The interrupted thread's context in a signal frame.
  public typealias UcontextX86_64 = Record<UcontextX86_64Schema>

  public struct UcontextX86_64Schema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "ucontext", on: .x86_64, alsoKnownAs: "ucontext_t")
    public let uc_flags = Field<UInt>()
    public let uc_link = Field<Address>(to: "struct ucontext")
    public let uc_stack = Field<Sigaltstack>()
    public let uc_mcontext = Field<SigcontextX86_64>()
    public let uc_sigmask = Field<SignalMask>()
    public init() {}
  }

  /// What the kernel says about the state that follows, in the last bytes of the FXSAVE area.
  public typealias FpxSoftwareBytes = Record<FpxSoftwareBytesSchema>

  public struct FpxSoftwareBytesSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "_fpx_sw_bytes", on: .x86_64)
    public let magic1 = Field<UInt32>()
    public let extended_size = Field<UInt32>()
    public let xfeatures = Field<UInt64>()
    public let xstate_size = Field<UInt32>()
    public let padding = Field<Elements<7, UInt32>>()
    public init() {}
  }

  /// An x87 register of the old FSAVE format.
  public typealias Fpreg = Record<FpregSchema>

  public struct FpregSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "_fpreg", on: .x86_64)
    public let significand = Field<Elements<4, UInt16>>()
    public let exponent = Field<UInt16>()
    public init() {}
  }

  /// An x87 register in the FXSAVE format.
  public typealias Fpxreg = Record<FpxregSchema>

  public struct FpxregSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "_fpxreg", on: .x86_64)
    public let significand = Field<Elements<4, UInt16>>()
    public let exponent = Field<UInt16>()
    public let padding = Field<Elements<3, UInt16>>()
    public init() {}
  }

  /// An SSE register.
  public typealias Xmmreg = Record<XmmregSchema>

  public struct XmmregSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "_xmmreg", on: .x86_64)
    public let element = Field<Elements<4, UInt32>>()
    public init() {}
  }

  /// The floating-point state in a frame of a 32-bit program.
  public typealias Fpstate32 = Record<Fpstate32Schema>

  public struct Fpstate32Schema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "_fpstate_32", on: .x86_64)
    public let cw = Field<UInt32>()
    public let sw = Field<UInt32>()
    public let tag = Field<UInt32>()
    public let ipoff = Field<UInt32>()
    public let cssel = Field<UInt32>()
    public let dataoff = Field<UInt32>()
    public let datasel = Field<UInt32>()
    public let _st = Field<Elements<8, Fpreg>>()
    public let status = Field<UInt16>()
    public let magic = Field<UInt16>()
    public let _fxsr_env = Field<Elements<6, UInt32>>()
    public let mxcsr = Field<UInt32>()
    public let reserved = Field<UInt32>()
    public let _fxsr_st = Field<Elements<8, Fpxreg>>()
    public let _xmm = Field<Elements<8, Xmmreg>>()
    public let padding1OrPadding = Field<Record<Padding1OrPadding>>.anonymous
    public let padding2OrSwReserved = Field<Record<Padding2OrSwReserved>>.anonymous
    public init() {}

    public struct Padding1OrPadding: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let padding1 = Field<Elements<44, UInt32>>()
      public let padding = Field<Elements<44, UInt32>>()
      public init() {}
    }

    public struct Padding2OrSwReserved: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let padding2 = Field<Elements<12, UInt32>>()
      public let sw_reserved = Field<FpxSoftwareBytes>()
      public init() {}
    }
  }

  /// The floating-point state in a frame: the FXSAVE area.
  public typealias Fpstate64 = Record<Fpstate64Schema>

  public struct Fpstate64Schema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "_fpstate_64", on: .x86_64)
    public let cwd = Field<UInt16>()
    public let swd = Field<UInt16>()
    public let twd = Field<UInt16>()
    public let fop = Field<UInt16>()
    public let rip = Field<UInt64>()
    public let rdp = Field<UInt64>()
    public let mxcsr = Field<UInt32>()
    public let mxcsr_mask = Field<UInt32>()
    public let st_space = Field<Elements<32, UInt32>>()
    public let xmm_space = Field<Elements<64, UInt32>>()
    public let reserved2 = Field<Elements<12, UInt32>>()
    public let reserved3OrSwReserved = Field<Record<Reserved3OrSwReserved>>.anonymous
    public init() {}

    public struct Reserved3OrSwReserved: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let reserved3 = Field<Elements<12, UInt32>>()
      public let sw_reserved = Field<FpxSoftwareBytes>()
      public init() {}
    }
  }

  /// The header of the XSAVE area: which components follow.
  public typealias XsaveHeader = Record<XsaveHeaderSchema>

  public struct XsaveHeaderSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "_header", on: .x86_64)
    public let xfeatures = Field<UInt64>()
    public let reserved1 = Field<Elements<2, UInt64>>()
    public let reserved2 = Field<Elements<5, UInt64>>()
    public init() {}
  }

  /// The upper halves of the AVX registers.
  public typealias YmmhState = Record<YmmhStateSchema>

  public struct YmmhStateSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "_ymmh_state", on: .x86_64)
    public let ymmh_space = Field<Elements<64, UInt32>>()
    public init() {}
  }

  /// The FXSAVE area, the XSAVE header and the AVX state.
  public typealias Xstate = Record<XstateSchema>

  public struct XstateSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "_xstate", on: .x86_64)
    public let fpstate = Field<Fpstate64>()
    public let xstate_hdr = Field<XsaveHeader>()
    public let ymmh = Field<YmmhState>()
    public init() {}
  }

  /// The registers in a frame of a 32-bit program.
  public typealias Sigcontext32 = Record<Sigcontext32Schema>

  public struct Sigcontext32Schema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "sigcontext_32", on: .x86_64)
    public let gs = Field<UInt16>()
    public let __gsh = Field<UInt16>()
    public let fs = Field<UInt16>()
    public let __fsh = Field<UInt16>()
    public let es = Field<UInt16>()
    public let __esh = Field<UInt16>()
    public let ds = Field<UInt16>()
    public let __dsh = Field<UInt16>()
    public let di = Field<UInt32>()
    public let si = Field<UInt32>()
    public let bp = Field<UInt32>()
    public let sp = Field<UInt32>()
    public let bx = Field<UInt32>()
    public let dx = Field<UInt32>()
    public let cx = Field<UInt32>()
    public let ax = Field<UInt32>()
    public let trapno = Field<UInt32>()
    public let err = Field<UInt32>()
    public let ip = Field<UInt32>()
    public let cs = Field<UInt16>()
    public let __csh = Field<UInt16>()
    public let flags = Field<UInt32>()
    public let sp_at_signal = Field<UInt32>()
    public let ss = Field<UInt16>()
    public let __ssh = Field<UInt16>()
    public let fpstate = Field<UInt32>()
    public let oldmask = Field<UInt32>()
    public let cr2 = Field<UInt32>()
    public init() {}
  }

  /// The registers in a frame of a 64-bit program.
  public typealias Sigcontext64 = Record<Sigcontext64Schema>

  public struct Sigcontext64Schema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "sigcontext_64", on: .x86_64)
    public let r8 = Field<UInt64>()
    public let r9 = Field<UInt64>()
    public let r10 = Field<UInt64>()
    public let r11 = Field<UInt64>()
    public let r12 = Field<UInt64>()
    public let r13 = Field<UInt64>()
    public let r14 = Field<UInt64>()
    public let r15 = Field<UInt64>()
    public let di = Field<UInt64>()
    public let si = Field<UInt64>()
    public let bp = Field<UInt64>()
    public let bx = Field<UInt64>()
    public let dx = Field<UInt64>()
    public let ax = Field<UInt64>()
    public let cx = Field<UInt64>()
    public let sp = Field<UInt64>()
    public let ip = Field<UInt64>()
    public let flags = Field<UInt64>()
    public let cs = Field<UInt16>()
    public let gs = Field<UInt16>()
    public let fs = Field<UInt16>()
    public let ss = Field<UInt16>()
    public let err = Field<UInt64>()
    public let trapno = Field<UInt64>()
    public let oldmask = Field<UInt64>()
    public let cr2 = Field<UInt64>()
    public let fpstate = Field<UInt64>()
    public let reserved1 = Field<Elements<8, UInt64>>()
    public init() {}
  }
}

extension Catalogue {
  static let kernelSignalContextX86_64: [RecordDescription] = [
    RecordDescription(Kernel.SigcontextX86_64.self),
    RecordDescription(Kernel.UcontextX86_64.self),
    RecordDescription(Kernel.FpxSoftwareBytes.self),
    RecordDescription(Kernel.Fpreg.self),
    RecordDescription(Kernel.Fpxreg.self),
    RecordDescription(Kernel.Xmmreg.self),
    RecordDescription(Kernel.Fpstate32.self),
    RecordDescription(Kernel.Fpstate64.self),
    RecordDescription(Kernel.XsaveHeader.self),
    RecordDescription(Kernel.YmmhState.self),
    RecordDescription(Kernel.Xstate.self),
    RecordDescription(Kernel.Sigcontext32.self),
    RecordDescription(Kernel.Sigcontext64.self),
  ]
}
