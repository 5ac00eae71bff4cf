// The conditions of branches, conditional moves and setcc, and the flags they read.

/// A condition on the flags, by the number that instructions give it.
@frozen public enum Condition: UInt8, Sendable, Hashable, CaseIterable {
  /// OF.
  case overflow
  /// Not OF.
  case noOverflow
  /// CF: less, unsigned.
  case below
  /// Not CF.
  case aboveOrEqual
  /// ZF.
  case equal
  /// Not ZF.
  case notEqual
  /// CF or ZF.
  case belowOrEqual
  /// Neither CF nor ZF: greater, unsigned.
  case above
  /// SF.
  case sign
  /// Not SF.
  case noSign
  /// PF: after a comparison of floats, unordered.
  case parity
  /// Not PF.
  case noParity
  /// SF is not OF: less, signed.
  case less
  /// SF is OF.
  case greaterOrEqual
  /// ZF, or SF is not OF.
  case lessOrEqual
  /// Not ZF, and SF is OF: greater, signed.
  case greater

  /// The condition of this number, 0 to 15.
  @inlinable public init(number: UInt8) { self = unsafeBitCast(number & 15, to: Condition.self) }
  /// The condition that holds when this one does not.
  @inlinable public var inverted: Condition { Condition(number: rawValue ^ 1) }
  /// The condition on a comparison with its two sides exchanged.
  public var exchanged: Condition {
    switch self {
    case .below: .above
    case .above: .below
    case .aboveOrEqual: .belowOrEqual
    case .belowOrEqual: .aboveOrEqual
    case .less: .greater
    case .greater: .less
    case .greaterOrEqual: .lessOrEqual
    case .lessOrEqual: .greaterOrEqual
    default: self
    }
  }
  /// The flags that it reads.
  public var flags: ProcessorFlags {
    switch self {
    case .overflow, .noOverflow: .overflow
    case .below, .aboveOrEqual: .carry
    case .equal, .notEqual: .zero
    case .belowOrEqual, .above: [.carry, .zero]
    case .sign, .noSign: .sign
    case .parity, .noParity: .parity
    case .less, .greaterOrEqual: [.sign, .overflow]
    case .lessOrEqual, .greater: [.sign, .overflow, .zero]
    }
  }
  /// What stands behind `j`, `set` and `cmov`.
  public var suffix: StaticString {
    switch self {
    case .overflow: "o"
    case .noOverflow: "no"
    case .below: "b"
    case .aboveOrEqual: "ae"
    case .equal: "e"
    case .notEqual: "ne"
    case .belowOrEqual: "be"
    case .above: "a"
    case .sign: "s"
    case .noSign: "ns"
    case .parity: "p"
    case .noParity: "np"
    case .less: "l"
    case .greaterOrEqual: "ge"
    case .lessOrEqual: "le"
    case .greater: "g"
    }
  }
}

/// A set of the processor's flags.
@frozen public struct ProcessorFlags: OptionSet, Sendable, Hashable {
  /// One bit for each flag.
  public let rawValue: UInt8
  /// The flags whose bits are set.
  @inlinable public init(rawValue: UInt8) { self.rawValue = rawValue }
  /// CF.
  public static let carry = Self(rawValue: 1)
  /// PF.
  public static let parity = Self(rawValue: 2)
  /// AF.
  public static let adjust = Self(rawValue: 4)
  /// ZF.
  public static let zero = Self(rawValue: 8)
  /// SF.
  public static let sign = Self(rawValue: 16)
  /// OF.
  public static let overflow = Self(rawValue: 32)
  /// DF.
  public static let direction = Self(rawValue: 64)
  /// The six that arithmetic writes.
  public static let arithmetic: Self = [.carry, .parity, .adjust, .zero, .sign, .overflow]
}
