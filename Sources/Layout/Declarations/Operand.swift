// The values of constant expressions: what a part of an expression is, and C's arithmetic on integers.

/// What a part of an expression is: its type, and its value where it is a constant.
struct Operand: Sendable {
  var type: TypeIndex
  /// An integer's or pointer's value, cut to its type and then extended to 128 bits as the type's sign says. Nil where
  /// it is not known.
  var value: UInt128?
  /// Of an object at a constant address (`((struct s *)0)->member`): that address.
  var address: UInt128?
  /// The value of a floating-point constant, which only a cast makes an integer; nil where it is not known.
  var floating: Double?

  /// The value where it is a number; nil where it is not known.
  var signed: Int128 { Int128(truncatingIfNeeded: value ?? 0) }
}

extension Int128 {
  /// Whether an integer type holds the number.
  func fits(_ scalar: Scalar, on target: Target) -> Bool {
    Int128(truncatingIfNeeded: scalar.cut(UInt128(truncatingIfNeeded: self), on: target)) == self
      || scalar == .unsignedInt128 && self >= 0
  }
}

extension Scalar {
  /// The bits of a value that the type holds, extended to 128 bits as the type's sign says.
  func cut(_ value: UInt128, on target: Target) -> UInt128 {
    if self == .bool { return value == 0 ? 0 : 1 }
    let shift = 128 - 8 * size
    let high = value << shift
    guard isSigned(on: target) else { return high >> shift }
    return UInt128(truncatingIfNeeded: Int128(truncatingIfNeeded: high) >> Int128(shift))
  }

  /// A floating-point value as the type holds it; nil where it is too large, or not known to be exact.
  func rounded(_ value: Double) -> Double? {
    let result = self == .float ? Double(Float(value)) : value
    // The types that are narrower than `float` round in ways of their own.
    return result.isFinite && size >= Scalar.float.size
      && (self != .longDouble && self != .float128 || abs(result) < 0x1p53)
      ? result : nil
  }

  /// What a cast to the integer type makes of a floating-point value; nil where C does not say.
  func truncated(_ value: Double, on target: Target) -> UInt128? {
    if self == .bool { return value == 0 ? 0 : 1 }
    guard let integer = Int128(exactly: value.rounded(.towardZero)), integer.fits(self, on: target) else { return nil }
    return UInt128(truncatingIfNeeded: integer)
  }

  /// The type in which C computes with the type.
  var promoted: Scalar { size < Scalar.int.size ? .int : self }

  /// C's rank among the integer types that it computes in.
  private var rank: Int {
    switch self {
    case .int, .unsignedInt: 0
    case .long, .unsignedLong: 1
    case .longLong, .unsignedLongLong: 2
    default: 3
    }
  }

  private var unsigned: Scalar {
    switch self {
    case .int: .unsignedInt
    case .long: .unsignedLong
    case .longLong: .unsignedLongLong
    case .int128: .unsignedInt128
    default: self
    }
  }

  /// The type in which C computes with two integer types together.
  func common(with other: Scalar, on target: Target) -> Scalar {
    let (one, two) = (promoted, other.promoted)
    if one == two { return one }
    let (high, low) = one.rank >= two.rank ? (one, two) : (two, one)
    if high.isSigned(on: target) == low.isSigned(on: target) || !high.isSigned(on: target) { return high }
    return high.size > low.size ? high : high.unsigned
  }
}

/// An operator between two operands, with how tightly it binds.
enum BinaryOperator {
  case or, and, bitOr, bitXor, bitAnd, equal, notEqual, less, greater, lessEqual, greaterEqual
  case shiftLeft, shiftRight, add, subtract, multiply, divide, remainder

  init?(_ kind: CToken.Kind) {
    switch kind {
    case .orOr: self = .or
    case .andAnd: self = .and
    case .bar: self = .bitOr
    case .caret: self = .bitXor
    case .ampersand: self = .bitAnd
    case .equalEqual: self = .equal
    case .notEqual: self = .notEqual
    case .less: self = .less
    case .greater: self = .greater
    case .lessEqual: self = .lessEqual
    case .greaterEqual: self = .greaterEqual
    case .shiftLeft: self = .shiftLeft
    case .shiftRight: self = .shiftRight
    case .plus: self = .add
    case .minus: self = .subtract
    case .star: self = .multiply
    case .slash: self = .divide
    case .percent: self = .remainder
    default: return nil
    }
  }

  var precedence: Int {
    switch self {
    case .or: 1
    case .and: 2
    case .bitOr: 3
    case .bitXor: 4
    case .bitAnd: 5
    case .equal, .notEqual: 6
    case .less, .greater, .lessEqual, .greaterEqual: 7
    case .shiftLeft, .shiftRight: 8
    case .add, .subtract: 9
    case .multiply, .divide, .remainder: 10
    }
  }

  var isComparison: Bool { precedence == 6 || precedence == 7 }
  var isShift: Bool { precedence == 8 }

  /// Why two values have no result.
  enum Failure: Error {
    case overflow
    case division
    case shift
  }

  /// The result for two values of the type in which it is computed; a shift's right side is a plain number.
  func apply(_ left: UInt128, _ right: UInt128, in scalar: Scalar, on target: Target) throws(Failure) -> UInt128 {
    let isSigned = scalar.isSigned(on: target)
    let (one, two) = (Int128(truncatingIfNeeded: left), Int128(truncatingIfNeeded: right))
    switch self {
    case .or: return left != 0 || right != 0 ? 1 : 0
    case .and: return left != 0 && right != 0 ? 1 : 0
    case .bitOr: return left | right
    case .bitXor: return left ^ right
    case .bitAnd: return left & right
    case .equal: return left == right ? 1 : 0
    case .notEqual: return left != right ? 1 : 0
    case .less: return (isSigned ? one < two : left < right) ? 1 : 0
    case .greater: return (isSigned ? one > two : left > right) ? 1 : 0
    case .lessEqual: return (isSigned ? one <= two : left <= right) ? 1 : 0
    case .greaterEqual: return (isSigned ? one >= two : left >= right) ? 1 : 0
    case .shiftLeft, .shiftRight:
      guard two >= 0, two < Int128(8 * scalar.size) else { throw .shift }
      if self == .shiftLeft { return scalar.cut(left << right, on: target) }
      return isSigned ? UInt128(truncatingIfNeeded: one >> two) : left >> right
    case .divide, .remainder:
      guard right != 0 else { throw .division }
      if !isSigned { return self == .divide ? left / right : left % right }
      let (quotient, overflow) = one.dividedReportingOverflow(by: two)
      if self == .remainder { return overflow ? 0 : UInt128(truncatingIfNeeded: one % two) }
      guard !overflow, quotient.fits(scalar, on: target) else { throw .overflow }
      return UInt128(truncatingIfNeeded: quotient)
    case .add, .subtract, .multiply:
      if !isSigned {
        let result = self == .add ? left &+ right : self == .subtract ? left &- right : left &* right
        return scalar.cut(result, on: target)
      }
      let (result, overflow) =
        self == .add
        ? one.addingReportingOverflow(two)
        : self == .subtract ? one.subtractingReportingOverflow(two) : one.multipliedReportingOverflow(by: two)
      guard !overflow, result.fits(scalar, on: target) else { throw .overflow }
      return UInt128(truncatingIfNeeded: result)
    }
  }
}
