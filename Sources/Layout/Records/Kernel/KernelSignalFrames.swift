// What the kernel puts on the stack to run a signal handler.

// A schema's fields bear the C members' names, which the manual pages and the headers explain.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

extension Kernel {
  /// What lies at the stack pointer when a handler starts: the return address is `pretcode`.
  public typealias RtSigframeX86_64 = Record<RtSigframeX86_64Schema>

  public struct RtSigframeX86_64Schema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "rt_sigframe", on: .x86_64)
    public let pretcode = Field<Address>(to: "char")
    public let uc = Field<UcontextX86_64>()
    public let info = Field<Siginfo>()
    public init() {}
  }

  /// What lies at the stack pointer when a handler starts.
  public typealias RtSigframeAarch64 = Record<RtSigframeAarch64Schema>

  public struct RtSigframeAarch64Schema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "rt_sigframe", on: .aarch64)
    public let info = Field<Siginfo>()
    public let uc = Field<UcontextAarch64>()
    public init() {}
  }

  /// What lies at the stack pointer when a handler starts.
  public typealias RtSigframeRiscv64 = Record<RtSigframeRiscv64Schema>

  public struct RtSigframeRiscv64Schema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "rt_sigframe", on: .riscv64)
    public let info = Field<Siginfo>()
    public let uc = Field<UcontextRiscv64>()
    public init() {}
  }

  /// The signal mask of pselect6, with its size.
  public typealias SigsetArgpack = Record<SigsetArgpackSchema>

  public struct SigsetArgpackSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "sigset_argpack")
    public let p = Field<Address>(to: "sigset_t")
    public let size = Field<UInt>()
    public init() {}
  }

  /// A link of the chain of frame pointers.
  public typealias FrameRecord = Record<FrameRecordSchema>

  public struct FrameRecordSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "frame_record", on: .aarch64)
    public let fp = Field<UInt64>()
    public let lr = Field<UInt64>()
    public init() {}
  }
}

extension Catalogue {
  static let kernelSignalFrames: [RecordDescription] = [
    RecordDescription(Kernel.RtSigframeX86_64.self),
    RecordDescription(Kernel.RtSigframeAarch64.self),
    RecordDescription(Kernel.RtSigframeRiscv64.self),
    RecordDescription(Kernel.SigsetArgpack.self),
    RecordDescription(Kernel.FrameRecord.self),
  ]
}
