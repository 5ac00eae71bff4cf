// The machines that object files are for, and what they say about types.

internal import CElfutils
public import Layout

/// The machine that an object file is for.
public struct Machine: Sendable, Hashable {
  /// The architecture as people call it: "x86_64", "arm", "machine 12345".
  public let name: String
  /// The target, where Weft knows the machine's ABI.
  public let target: Target?
  /// Whether the most significant byte comes first.
  public let isBigEndian: Bool
  /// Whether addresses are 64 bits wide.
  public let is64Bit: Bool

  /// Scalars are aligned to their size up to this, in bytes.
  private let greatestNaturalAlignment: UInt64

  init(_ header: GElf_Ehdr) {
    let identification = header.e_ident
    isBigEndian = Int32(identification.5) == ELFDATA2MSB
    is64Bit = Int32(identification.4) == ELFCLASS64
    let isLittle64 = is64Bit && !isBigEndian
    switch Int32(header.e_machine) {
    case EM_X86_64:
      name = isLittle64 ? "x86_64" : "x32"
      target = isLittle64 ? .x86_64 : nil
    case EM_AARCH64:
      name = isLittle64 ? "aarch64" : isBigEndian ? "aarch64 (big-endian)" : "aarch64 (ILP32)"
      target = isLittle64 ? .aarch64 : nil
    case EM_RISCV:
      name = is64Bit ? "riscv64" : "riscv32"
      target = isLittle64 ? .riscv64 : nil
    case EM_S390:
      name = is64Bit ? "s390x" : "s390"
      target = nil
    default:
      name = Self.otherNames[Int32(header.e_machine)] ?? "machine \(header.e_machine)"
      target = nil
    }
    isRelocatable = Self.relocatable.contains(Int32(header.e_machine))
    switch Int32(header.e_machine) {
    case EM_386: greatestNaturalAlignment = 4
    case EM_68K: greatestNaturalAlignment = 2
    case EM_S390: greatestNaturalAlignment = 8
    default: greatestNaturalAlignment = 16
    }
  }

  /// Whether libdw can apply the relocations of the machine's objects. Where it cannot, it reads them without a word, and
  /// every name is another's.
  let isRelocatable: Bool

  /// The machines that libdw has a backend for (elfutils 0.188).
  private static let relocatable: Set = [
    EM_386, EM_68K, EM_AARCH64, EM_ALPHA, EM_ARM, EM_BPF, EM_CSKY, EM_IA_64, EM_PPC, EM_PPC64, EM_RISCV, EM_S390, EM_SH,
    EM_SPARC, EM_SPARC32PLUS, EM_SPARCV9, EM_X86_64,
  ]

  private static let otherNames: [Int32: String] = [
    EM_386: "i386", EM_68K: "m68k", EM_ARM: "arm", EM_BPF: "bpf", EM_LOONGARCH: "loongarch", EM_MIPS: "mips",
    EM_PPC: "powerpc", EM_PPC64: "powerpc64", EM_SPARC: "sparc", EM_SPARCV9: "sparc64", EM_SH: "sh",
    EM_IA_64: "ia64", EM_PARISC: "hppa", EM_ALPHA: "alpha",
  ]

  /// The alignment of a scalar of `size` bytes: its size, as far as the machine goes; 1 where the size is no power of two.
  func naturalAlignment(ofSize size: UInt64) -> UInt64 {
    let largestPower = size == 0 ? 1 : size & ~(size - 1)
    return min(largestPower, greatestNaturalAlignment)
  }

  /// The alignment of a vector of `size` bytes.
  func vectorAlignment(ofSize size: UInt64) -> UInt64 {
    let largestPower = size == 0 ? 1 : size & ~(size - 1)
    return min(largestPower, target?.largestVectorAlignment ?? greatestNaturalAlignment, LayoutEngine.greatestAlignment)
  }
}
