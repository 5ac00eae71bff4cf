// The widths of an operation that is one form for several of them.

/// The width of an operation, where a form has several.
@frozen public enum OperandSize: UInt8, Sendable, Hashable, CaseIterable {
  /// One byte.
  case bits8
  /// Two bytes.
  case bits16
  /// Four bytes: a write clears the upper half of the register.
  case bits32
  /// Eight bytes.
  case bits64

  /// The width of 1, 2, 4 or 8 bytes.
  @inlinable public init(bytes: UInt8) {
    self = unsafeBitCast(UInt8(truncatingIfNeeded: bytes.trailingZeroBitCount & 3), to: OperandSize.self)
  }
  /// The width in bytes.
  @inlinable public var bytes: Int { 1 &<< Int(rawValue) }
  /// The width in bits.
  @inlinable public var bits: Int { 8 &<< Int(rawValue) }
}

/// The widths that a form has; empty where its operands have fixed ones and the width is not asked for.
@frozen public struct OperandSizes: OptionSet, Sendable, Hashable {
  /// One bit for each width.
  public let rawValue: UInt8
  /// The widths whose bits are set.
  @inlinable public init(rawValue: UInt8) { self.rawValue = rawValue }
  /// Widths by name.
  public static let bits8 = Self(rawValue: 1)
  /// Two bytes.
  public static let bits16 = Self(rawValue: 2)
  /// Four bytes.
  public static let bits32 = Self(rawValue: 4)
  /// Eight bytes.
  public static let bits64 = Self(rawValue: 8)
  /// 8, 16, 32 and 64 bits.
  public static let all: Self = [.bits8, .bits16, .bits32, .bits64]
  /// 16, 32 and 64 bits.
  public static let wide: Self = [.bits16, .bits32, .bits64]
  /// 32 and 64 bits.
  public static let whole: Self = [.bits32, .bits64]

  /// Whether the form has this width.
  @inlinable public func contains(_ size: OperandSize) -> Bool { rawValue >> size.rawValue & 1 != 0 }
}
