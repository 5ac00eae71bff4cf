// What ptrace takes and fills in.

// A schema's fields bear the C members' names, which the manual pages and the headers explain.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

extension Kernel {
  /// Which pending signals are looked at.
  public typealias PtracePeeksiginfoArgs = Record<PtracePeeksiginfoArgsSchema>

  public struct PtracePeeksiginfoArgsSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "ptrace_peeksiginfo_args")
    public let off = Field<UInt64>()
    public let flags = Field<UInt32>()
    public let nr = Field<Int32>()
    public init() {}
  }

  /// Which system call a thread stands in, or what it returned.
  public typealias PtraceSyscallInfo = Record<PtraceSyscallInfoSchema>

  public struct PtraceSyscallInfoSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "ptrace_syscall_info")
    public let op = Field<UInt8>()
    public let pad = Field<Elements<3, UInt8>>()
    public let arch = Field<UInt32>()
    public let instruction_pointer = Field<UInt64>()
    public let stack_pointer = Field<UInt64>()
    public let entryOrExit = Field<Record<EntryOrExit>>.anonymous
    public init() {}

    public struct EntryOrExit: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let entry = Field<Record<Entry>>()
      public let exit = Field<Record<Exit>>()
      public let seccomp = Field<Record<Seccomp>>()
      public init() {}

      public struct Entry: RecordSchema {
        public static let identity = RecordIdentity.nested()
        public let nr = Field<UInt64>()
        public let args = Field<Elements<6, UInt64>>()
        public init() {}
      }

      public struct Exit: RecordSchema {
        public static let identity = RecordIdentity.nested()
        public let rval = Field<Int64>()
        public let is_error = Field<UInt8>()
        public init() {}
      }

      public struct Seccomp: RecordSchema {
        public static let identity = RecordIdentity.nested()
        public let nr = Field<UInt64>()
        public let args = Field<Elements<6, UInt64>>()
        public let ret_data = Field<UInt32>()
        public init() {}
      }
    }
  }

  /// Where a thread's restartable sequence record lies.
  public typealias PtraceRseqConfiguration = Record<PtraceRseqConfigurationSchema>

  public struct PtraceRseqConfigurationSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "ptrace_rseq_configuration")
    public let rseq_abi_pointer = Field<UInt64>()
    public let rseq_abi_size = Field<UInt32>()
    public let signature = Field<UInt32>()
    public let flags = Field<UInt32>()
    public let pad = Field<UInt32>()
    public init() {}
  }

  /// How a thread's system calls are dispatched to itself.
  public typealias PtraceSudConfig = Record<PtraceSudConfigSchema>

  public struct PtraceSudConfigSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "ptrace_sud_config")
    public let mode = Field<UInt64>()
    public let selector = Field<UInt64>()
    public let offset = Field<UInt64>()
    public let len = Field<UInt64>()
    public init() {}
  }
}

extension Catalogue {
  static let kernelTracing: [RecordDescription] = [
    RecordDescription(Kernel.PtracePeeksiginfoArgs.self),
    RecordDescription(Kernel.PtraceSyscallInfo.self),
    RecordDescription(Kernel.PtraceRseqConfiguration.self),
    RecordDescription(Kernel.PtraceSudConfig.self),
  ]
}
