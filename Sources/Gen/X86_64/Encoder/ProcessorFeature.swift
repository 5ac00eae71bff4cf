// What a processor may have beyond x86-64's first level, and which level has it.

/// What an instruction asks of the processor.
@frozen public enum ProcessorFeature: UInt8, Sendable, Hashable, CaseIterable {
  /// In every x86-64 processor: SSE2, CMPXCHG8B, CMOV, FXSR.
  case baseline
  /// Level 2.
  case cmpxchg16b, popcnt, sse3, ssse3, sse41, sse42
  /// Level 3.
  case bmi1, bmi2, fma, lzcnt, movbe, osxsave
  /// In no level.
  case aes, pclmulqdq, sha, rdrand, rdseed, fsgsbase, rdpid, rdtscp, clflushopt, clwb, prefetchw

  /// The level that has it, 1 to 3; none where no level does.
  public var level: Int? {
    switch self {
    case .baseline: 1
    case .cmpxchg16b, .popcnt, .sse3, .ssse3, .sse41, .sse42: 2
    case .bmi1, .bmi2, .fma, .lzcnt, .movbe, .osxsave: 3
    case .aes, .pclmulqdq, .sha, .rdrand, .rdseed, .fsgsbase, .rdpid, .rdtscp, .clflushopt, .clwb, .prefetchw: nil
    }
  }
}

/// What a processor has.
@frozen public struct ProcessorFeatures: Sendable, Hashable {
  /// One bit for each feature.
  public var rawValue: UInt32
  /// The features whose bits are set.
  @inlinable public init(rawValue: UInt32) { self.rawValue = rawValue }
  /// Some features, and the baseline.
  public init(_ features: [ProcessorFeature] = []) {
    rawValue = features.reduce(1) { $0 | 1 << UInt32($1.rawValue) }
  }
  /// All that a level has, 1 to 3.
  public init(level: Int) {
    self.init(ProcessorFeature.allCases.filter { ($0.level ?? .max) <= level })
  }
  /// x86-64-v1: `--cpu v1`.
  public static let level1 = Self(level: 1)
  /// x86-64-v2: `--cpu v2`.
  public static let level2 = Self(level: 2)
  /// x86-64-v3: `--cpu v3`.
  public static let level3 = Self(level: 3)

  /// Whether it has all that another has.
  @inlinable public func contains(_ other: ProcessorFeatures) -> Bool { rawValue & other.rawValue == other.rawValue }
  /// Whether the processor has a feature.
  @inlinable public func contains(_ feature: ProcessorFeature) -> Bool { rawValue >> UInt32(feature.rawValue) & 1 != 0 }
  /// Adds a feature.
  @inlinable public mutating func insert(_ feature: ProcessorFeature) { rawValue |= 1 << UInt32(feature.rawValue) }
}
