// The machine's state in a signal frame and in a jump buffer, as the C library has it.

// A schema's fields bear the C members' names, which the manual pages and the headers explain.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

extension Glibc {
  /// The registers in a signal frame.
  public typealias McontextX86_64 = Record<McontextX86_64Schema>

  public struct McontextX86_64Schema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "mcontext_t", isTypedef: true, on: .x86_64)
    public let gregs = Field<Elements<23, Int64>>()
    public let fpregs = Field<Address>(to: "struct _libc_fpstate")
    public let __reserved1 = Field<Elements<8, UInt64>>()
    public init() {}
  }

  /// The registers in a signal frame.
  public typealias McontextAarch64 = Record<McontextAarch64Schema>

  public struct McontextAarch64Schema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "mcontext_t", isTypedef: true, on: .aarch64)
    public let fault_address = Field<UInt64>()
    public let regs = Field<Elements<31, UInt64>>()
    public let sp = Field<UInt64>()
    public let pc = Field<UInt64>()
    public let pstate = Field<UInt64>()
    public let __reserved = Field<Elements<4096, UInt8>>(aligned: 16)
    public init() {}
  }

  /// The registers in a signal frame.
  public typealias McontextRiscv64 = Record<McontextRiscv64Schema>

  public struct McontextRiscv64Schema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "mcontext_t", isTypedef: true, on: .riscv64)
    public let __gregs = Field<Elements<32, UInt>>()
    public let __fpregs = Field<RiscvMcFpState>()
    public init() {}
  }

  /// An x87 register in the FXSAVE format.
  public typealias LibcFpxreg = Record<LibcFpxregSchema>

  public struct LibcFpxregSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "_libc_fpxreg", on: .x86_64)
    public let significand = Field<Elements<4, UInt16>>()
    public let exponent = Field<UInt16>()
    public let __glibc_reserved1 = Field<Elements<3, UInt16>>()
    public init() {}
  }

  /// An SSE register.
  public typealias LibcXmmreg = Record<LibcXmmregSchema>

  public struct LibcXmmregSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "_libc_xmmreg", on: .x86_64)
    public let element = Field<Elements<4, UInt32>>()
    public init() {}
  }

  /// The FXSAVE area.
  public typealias LibcFpstate = Record<LibcFpstateSchema>

  public struct LibcFpstateSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "_libc_fpstate", on: .x86_64)
    public let cwd = Field<UInt16>()
    public let swd = Field<UInt16>()
    public let ftw = Field<UInt16>()
    public let fop = Field<UInt16>()
    public let rip = Field<UInt>()
    public let rdp = Field<UInt>()
    public let mxcsr = Field<UInt32>()
    public let mxcr_mask = Field<UInt32>()
    public let _st = Field<Elements<8, LibcFpxreg>>()
    public let _xmm = Field<Elements<16, LibcXmmreg>>()
    public let __glibc_reserved1 = Field<Elements<24, UInt32>>()
    public init() {}
  }

  /// The interrupted thread's context; on x86_64 it is longer than the kernel's, whose set of signals is 8 bytes.
  public typealias UcontextX86_64 = Record<UcontextX86_64Schema>

  public struct UcontextX86_64Schema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "ucontext_t", isTypedef: true, on: .x86_64)
    public let uc_flags = Field<UInt>()
    public let uc_link = Field<Address>(to: "struct ucontext_t")
    public let uc_stack = Field<Stack>()
    public let uc_mcontext = Field<McontextX86_64>()
    public let uc_sigmask = Field<Sigset>()
    public let __fpregs_mem = Field<LibcFpstate>()
    public let __ssp = Field<Elements<4, UInt64>>()
    public init() {}
  }

  /// The interrupted thread's context; on x86_64 it is longer than the kernel's, whose set of signals is 8 bytes.
  public typealias UcontextAarch64 = Record<UcontextAarch64Schema>

  public struct UcontextAarch64Schema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "ucontext_t", isTypedef: true, on: .aarch64)
    public let uc_flags = Field<UInt>()
    public let uc_link = Field<Address>(to: "struct ucontext_t")
    public let uc_stack = Field<Stack>()
    public let uc_sigmask = Field<Sigset>()
    public let uc_mcontext = Field<McontextAarch64>()
    public init() {}
  }

  /// The interrupted thread's context; on x86_64 it is longer than the kernel's, whose set of signals is 8 bytes.
  public typealias UcontextRiscv64 = Record<UcontextRiscv64Schema>

  public struct UcontextRiscv64Schema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "ucontext_t", isTypedef: true, on: .riscv64)
    public let __uc_flags = Field<UInt>()
    public let uc_link = Field<Address>(to: "struct ucontext_t")
    public let uc_stack = Field<Stack>()
    public let uc_sigmask = Field<Sigset>()
    public let __glibc_reserved = Field<Elements<0, Character8>>()
    public let uc_mcontext = Field<McontextRiscv64>()
    public init() {}
  }

  /// The single-precision registers.
  public typealias RiscvMcFExtState = Record<RiscvMcFExtStateSchema>

  public struct RiscvMcFExtStateSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "__riscv_mc_f_ext_state", on: .riscv64)
    public let __f = Field<Elements<32, UInt32>>()
    public let __fcsr = Field<UInt32>()
    public init() {}
  }

  /// The double-precision registers.
  public typealias RiscvMcDExtState = Record<RiscvMcDExtStateSchema>

  public struct RiscvMcDExtStateSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "__riscv_mc_d_ext_state", on: .riscv64)
    public let __f = Field<Elements<32, UInt64>>()
    public let __fcsr = Field<UInt32>()
    public init() {}
  }

  /// The quadruple-precision registers.
  public typealias RiscvMcQExtState = Record<RiscvMcQExtStateSchema>

  public struct RiscvMcQExtStateSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "__riscv_mc_q_ext_state", on: .riscv64)
    public let __f = Field<Elements<64, UInt64>>(aligned: 16)
    public let __fcsr = Field<UInt32>()
    public let __glibc_reserved = Field<Elements<3, UInt32>>()
    public init() {}
  }

  /// The floating-point registers, by width.
  public typealias RiscvMcFpState = Record<RiscvMcFpStateSchema>

  public struct RiscvMcFpStateSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "__riscv_mc_fp_state", kind: .union, on: .riscv64)
    public let __f = Field<RiscvMcFExtState>()
    public let __d = Field<RiscvMcDExtState>()
    public let __q = Field<RiscvMcQExtState>()
    public init() {}
  }

  /// The registers in a signal frame.
  public typealias SigcontextX86_64 = Record<SigcontextX86_64Schema>

  public struct SigcontextX86_64Schema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "sigcontext", on: .x86_64)
    public let r8 = Field<UInt>()
    public let r9 = Field<UInt>()
    public let r10 = Field<UInt>()
    public let r11 = Field<UInt>()
    public let r12 = Field<UInt>()
    public let r13 = Field<UInt>()
    public let r14 = Field<UInt>()
    public let r15 = Field<UInt>()
    public let rdi = Field<UInt>()
    public let rsi = Field<UInt>()
    public let rbp = Field<UInt>()
    public let rbx = Field<UInt>()
    public let rdx = Field<UInt>()
    public let rax = Field<UInt>()
    public let rcx = Field<UInt>()
    public let rsp = Field<UInt>()
    public let rip = Field<UInt>()
    public let eflags = Field<UInt>()
    public let cs = Field<UInt16>()
    public let gs = Field<UInt16>()
    public let fs = Field<UInt16>()
    public let __pad0 = Field<UInt16>()
    public let err = Field<UInt>()
    public let trapno = Field<UInt>()
    public let oldmask = Field<UInt>()
    public let cr2 = Field<UInt>()
    public let fpstateChoice = Field<Record<FpstateChoice>>.anonymous
    public let __reserved1 = Field<Elements<8, UInt>>()
    public init() {}

    public struct FpstateChoice: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let fpstate = Field<Address>(to: "struct _fpstate")
      public let __fpstate_word = Field<UInt>()
      public init() {}
    }
  }

  /// The registers in a signal frame.
  public typealias SigcontextAarch64 = Record<SigcontextAarch64Schema>

  public struct SigcontextAarch64Schema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "sigcontext", on: .aarch64)
    public let fault_address = Field<UInt64>()
    public let regs = Field<Elements<31, UInt64>>()
    public let sp = Field<UInt64>()
    public let pc = Field<UInt64>()
    public let pstate = Field<UInt64>()
    public let __reserved = Field<Elements<4096, UInt8>>(aligned: 16)
    public init() {}
  }

  /// The registers in a signal frame.
  public typealias SigcontextRiscv64 = Record<SigcontextRiscv64Schema>

  public struct SigcontextRiscv64Schema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "sigcontext", on: .riscv64)
    public let gregs = Field<Elements<32, UInt>>()
    public let fpregs = Field<Elements<66, UInt64>>(aligned: 16)
    public init() {}
  }

  /// Where longjmp goes.
  public typealias JmpBufX86_64 = Record<JmpBufX86_64Schema>

  public struct JmpBufX86_64Schema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "__jmp_buf_tag", on: .x86_64)
    public let __jmpbuf = Field<Elements<8, Int>>()
    public let __mask_was_saved = Field<Int32>()
    public let __saved_mask = Field<Sigset>()
    public init() {}
  }

  /// Where longjmp goes.
  public typealias JmpBufAarch64 = Record<JmpBufAarch64Schema>

  public struct JmpBufAarch64Schema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "__jmp_buf_tag", on: .aarch64)
    public let __jmpbuf = Field<Elements<22, UInt64>>()
    public let __mask_was_saved = Field<Int32>()
    public let __saved_mask = Field<Sigset>()
    public init() {}
  }

  /// Where longjmp goes.
  public typealias JmpBufRiscv64 = Record<JmpBufRiscv64Schema>

  public struct JmpBufRiscv64Schema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "__jmp_buf_tag", on: .riscv64)
    public let __jmpbuf = Field<Elements<1, JmpBufInternal>>()
    public let __mask_was_saved = Field<Int32>()
    public let __saved_mask = Field<Sigset>()
    public init() {}
  }

  /// The registers that longjmp restores.
  public typealias JmpBufInternal = Record<JmpBufInternalSchema>

  public struct JmpBufInternalSchema: RecordSchema {
    public static let identity = RecordIdentity.nested(.structure, "__jmp_buf_internal_tag", on: .riscv64)
    public let __pc = Field<Int>()
    public let __regs = Field<Elements<12, Int>>()
    public let __sp = Field<Int>()
    public let __fpregs = Field<Elements<12, Double>>()
    public init() {}
  }

  /// An x87 register in the FXSAVE format.
  public typealias Fpxreg = Record<FpxregSchema>

  public struct FpxregSchema: RecordSchema {
    public static let identity = RecordIdentity.nested(.structure, "_fpxreg", on: .x86_64)
    public let significand = Field<Elements<4, UInt16>>()
    public let exponent = Field<UInt16>()
    public let __glibc_reserved1 = Field<Elements<3, UInt16>>()
    public init() {}
  }

  /// An SSE register.
  public typealias Xmmreg = Record<XmmregSchema>

  public struct XmmregSchema: RecordSchema {
    public static let identity = RecordIdentity.nested(.structure, "_xmmreg", on: .x86_64)
    public let element = Field<Elements<4, UInt32>>()
    public init() {}
  }

  /// The FXSAVE area.
  public typealias Fpstate = Record<FpstateSchema>

  public struct FpstateSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "_fpstate", on: .x86_64)
    public let cwd = Field<UInt16>()
    public let swd = Field<UInt16>()
    public let ftw = Field<UInt16>()
    public let fop = Field<UInt16>()
    public let rip = Field<UInt>()
    public let rdp = Field<UInt>()
    public let mxcsr = Field<UInt32>()
    public let mxcr_mask = Field<UInt32>()
    public let _st = Field<Elements<8, Fpxreg>>()
    public let _xmm = Field<Elements<16, Xmmreg>>()
    public let __glibc_reserved1 = Field<Elements<24, UInt32>>()
    public init() {}
  }

  /// The header of the XSAVE area.
  public typealias XsaveHdr = Record<XsaveHdrSchema>

  public struct XsaveHdrSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "_xsave_hdr", on: .x86_64)
    public let xstate_bv = Field<UInt>()
    public let __glibc_reserved1 = Field<Elements<2, UInt>>()
    public let __glibc_reserved2 = Field<Elements<5, UInt>>()
    public init() {}
  }

  /// The upper halves of the AVX registers.
  public typealias YmmhState = Record<YmmhStateSchema>

  public struct YmmhStateSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "_ymmh_state", on: .x86_64)
    public let ymmh_space = Field<Elements<64, UInt32>>()
    public init() {}
  }

  /// The FXSAVE area, the XSAVE header and the AVX state.
  public typealias Xstate = Record<XstateSchema>

  public struct XstateSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "_xstate", on: .x86_64)
    public let fpstate = Field<Fpstate>()
    public let xstate_hdr = Field<XsaveHdr>()
    public let ymmh = Field<YmmhState>()
    public init() {}
  }

  /// What the kernel says about the state that follows, in the last bytes of the FXSAVE area.
  public typealias FpxSoftwareBytes = Record<FpxSoftwareBytesSchema>

  public struct FpxSoftwareBytesSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "_fpx_sw_bytes", on: .x86_64)
    public let magic1 = Field<UInt32>()
    public let extended_size = Field<UInt32>()
    public let xstate_bv = Field<UInt>()
    public let xstate_size = Field<UInt32>()
    public let __glibc_reserved1 = Field<Elements<7, UInt32>>()
    public init() {}
  }

  /// What every record of the chain starts with; a zero magic ends it.
  public typealias Aarch64Ctx = Record<Aarch64CtxSchema>

  public struct Aarch64CtxSchema: RecordSchema {
    public static let identity = RecordIdentity.nested(.structure, "_aarch64_ctx", on: .aarch64)
    public let magic = Field<UInt32>()
    public let size = Field<UInt32>()
    public init() {}
  }

  /// The floating-point and SIMD registers.
  public typealias FpsimdContext = Record<FpsimdContextSchema>

  public struct FpsimdContextSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "fpsimd_context", on: .aarch64)
    public let head = Field<Aarch64Ctx>()
    public let fpsr = Field<UInt32>()
    public let fpcr = Field<UInt32>()
    public let vregs = Field<Elements<32, UInt128>>()
    public init() {}
  }

  /// Why an exception came.
  public typealias EsrContext = Record<EsrContextSchema>

  public struct EsrContextSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "esr_context", on: .aarch64)
    public let head = Field<Aarch64Ctx>()
    public let esr = Field<UInt64>()
    public init() {}
  }

  /// Where the chain goes on when it did not fit.
  public typealias ExtraContext = Record<ExtraContextSchema>

  public struct ExtraContextSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "extra_context", on: .aarch64)
    public let head = Field<Aarch64Ctx>()
    public let datap = Field<UInt64>()
    public let size = Field<UInt32>()
    public let __reserved = Field<Elements<3, UInt32>>()
    public init() {}
  }

  /// The header of the SVE state; the registers follow.
  public typealias SveContext = Record<SveContextSchema>

  public struct SveContextSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "sve_context", on: .aarch64)
    public let head = Field<Aarch64Ctx>()
    public let vl = Field<UInt16>()
    public let flags = Field<UInt16>()
    public let __reserved = Field<Elements<2, UInt16>>()
    public init() {}
  }
}

extension Catalogue {
  static let glibcSignalContexts: [RecordDescription] = [
    RecordDescription(Glibc.McontextX86_64.self),
    RecordDescription(Glibc.McontextAarch64.self),
    RecordDescription(Glibc.McontextRiscv64.self),
    RecordDescription(Glibc.LibcFpxreg.self),
    RecordDescription(Glibc.LibcXmmreg.self),
    RecordDescription(Glibc.LibcFpstate.self),
    RecordDescription(Glibc.UcontextX86_64.self),
    RecordDescription(Glibc.UcontextAarch64.self),
    RecordDescription(Glibc.UcontextRiscv64.self),
    RecordDescription(Glibc.RiscvMcFExtState.self),
    RecordDescription(Glibc.RiscvMcDExtState.self),
    RecordDescription(Glibc.RiscvMcQExtState.self),
    RecordDescription(Glibc.RiscvMcFpState.self),
    RecordDescription(Glibc.SigcontextX86_64.self),
    RecordDescription(Glibc.SigcontextAarch64.self),
    RecordDescription(Glibc.SigcontextRiscv64.self),
    RecordDescription(Glibc.JmpBufX86_64.self),
    RecordDescription(Glibc.JmpBufAarch64.self),
    RecordDescription(Glibc.JmpBufRiscv64.self),
    RecordDescription(Glibc.Fpstate.self),
    RecordDescription(Glibc.XsaveHdr.self),
    RecordDescription(Glibc.YmmhState.self),
    RecordDescription(Glibc.Xstate.self),
    RecordDescription(Glibc.FpxSoftwareBytes.self),
    RecordDescription(Glibc.FpsimdContext.self),
    RecordDescription(Glibc.EsrContext.self),
    RecordDescription(Glibc.ExtraContext.self),
    RecordDescription(Glibc.SveContext.self),
  ]
}
