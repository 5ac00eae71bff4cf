// The arithmetic types of C: how each is spelled, how large it is, and what kind of register it travels in.

/// An arithmetic type of C.
public enum Scalar: UInt8, CaseIterable, Sendable, Hashable {
  case bool
  case char
  case signedChar
  case unsignedChar
  case short
  case unsignedShort
  case int
  case unsignedInt
  case long
  case unsignedLong
  case longLong
  case unsignedLongLong
  case int128
  case unsignedInt128
  case float16
  case bfloat16
  case float
  case double
  case longDouble
  case float128

  /// The type as C spells it.
  public var spelling: String {
    switch self {
    case .bool: "_Bool"
    case .char: "char"
    case .signedChar: "signed char"
    case .unsignedChar: "unsigned char"
    case .short: "short"
    case .unsignedShort: "unsigned short"
    case .int: "int"
    case .unsignedInt: "unsigned int"
    case .long: "long"
    case .unsignedLong: "unsigned long"
    case .longLong: "long long"
    case .unsignedLongLong: "unsigned long long"
    case .int128: "__int128"
    case .unsignedInt128: "unsigned __int128"
    case .float16: "_Float16"
    case .bfloat16: "__bf16"
    case .float: "float"
    case .double: "double"
    case .longDouble: "long double"
    case .float128: "_Float128"
    }
  }

  /// The size in bytes, which is also the natural alignment, on every target.
  public var size: UInt64 {
    switch self {
    case .bool, .char, .signedChar, .unsignedChar: 1
    case .short, .unsignedShort, .float16, .bfloat16: 2
    case .int, .unsignedInt, .float: 4
    case .long, .unsignedLong, .longLong, .unsignedLongLong, .double: 8
    case .int128, .unsignedInt128, .longDouble, .float128: 16
    }
  }

  /// Whether the type is a floating-point one.
  public var isFloating: Bool {
    switch self {
    case .float16, .bfloat16, .float, .double, .longDouble, .float128: true
    default: false
    }
  }

  /// Whether the type holds negative values on `target`.
  public func isSigned(on target: Target) -> Bool {
    switch self {
    case .char: target.isCharSigned
    case .signedChar, .short, .int, .long, .longLong, .int128: true
    case .bool, .unsignedChar, .unsignedShort, .unsignedInt, .unsignedLong, .unsignedLongLong, .unsignedInt128: false
    case .float16, .bfloat16, .float, .double, .longDouble, .float128: true
    }
  }
}
