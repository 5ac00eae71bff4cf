// The architectures whose Linux ABI Weft knows, and sets of them.

/// A Linux architecture that Weft knows the ABI of. All are LP64 and little-endian.
public enum Target: String, CaseIterable, Sendable, Hashable {
  /// AMD64 under the System V ABI.
  case x86_64
  /// 64-bit ARM under AAPCS64.
  case aarch64
  /// RV64GC under the LP64D ABI.
  case riscv64

  /// Whether a plain `char` is signed, which decides what a bit-field of it holds.
  public var isCharSigned: Bool { self == .x86_64 }

  /// Whether an unnamed bit-field raises its record's alignment as a named one does (AAPCS64 says so).
  public var alignsUnnamedBitfields: Bool { self == .aarch64 }

  /// The largest alignment that a vector type gets from its size alone, in bytes.
  public var largestVectorAlignment: UInt64 { self == .aarch64 ? 16 : UInt64.max }
}

/// The targets that something exists on.
public struct TargetSet: OptionSet, Sendable, Hashable {
  /// One bit for each target, in the order of `Target.allCases`.
  public let rawValue: UInt8

  /// Makes a set of the targets whose bits are set.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Only x86_64.
  public static let x86_64 = TargetSet(rawValue: 1)
  /// Only aarch64.
  public static let aarch64 = TargetSet(rawValue: 2)
  /// Only riscv64.
  public static let riscv64 = TargetSet(rawValue: 4)
  /// Every target.
  public static let all: TargetSet = [.x86_64, .aarch64, .riscv64]
  /// The targets that share the kernel's asm-generic definitions.
  public static let generic: TargetSet = [.aarch64, .riscv64]

  /// Whether `target` is in the set.
  public func contains(_ target: Target) -> Bool {
    switch target {
    case .x86_64: contains(.x86_64 as TargetSet)
    case .aarch64: contains(.aarch64 as TargetSet)
    case .riscv64: contains(.riscv64 as TargetSet)
    }
  }

  /// The targets in the set, in the order of `Target.allCases`.
  public var targets: [Target] { Target.allCases.filter { self.contains($0) } }
}
