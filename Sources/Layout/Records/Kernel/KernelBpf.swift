// BPF's instruction.

// A schema's fields bear the C members' names, which the manual pages and the headers explain.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

extension Kernel {
  /// One BPF instruction.
  public typealias BpfInsn = Record<BpfInsnSchema>

  public struct BpfInsnSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "bpf_insn")
    public let code = Field<UInt8>()
    public let dst_reg = Field<UInt8>(bits: 4)
    public let src_reg = Field<UInt8>(bits: 4)
    public let off = Field<Int16>()
    public let imm = Field<Int32>()
    public init() {}
  }
}

extension Catalogue {
  static let kernelBpf: [RecordDescription] = [
    RecordDescription(Kernel.BpfInsn.self)
  ]
}
