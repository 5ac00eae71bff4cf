// The tables of constants that code reads. What one instruction takes at once is a constant of its function instead.

internal import IR

/// A table of constants that code reads. A program contains those that its code refers to.
public enum ConstantTable: UInt8, CaseIterable, Sendable, Hashable {
  /// The constants of SHA-256's rounds, four bytes each.
  case sha256Rounds

  /// The name of its symbol.
  public var name: String {
    switch self {
    case .sha256Rounds: "weft.sha256_rounds"
    }
  }

  /// What it holds: a multiple of `alignment`.
  public var bytes: [UInt8] {
    switch self {
    case .sha256Rounds:
      SHA256.roundConstants.flatMap { constant in (0..<4).map { UInt8(truncatingIfNeeded: constant >> (8 * $0)) } }
    }
  }

  /// Where it may begin.
  public static let alignment: UInt64 = 16
}
