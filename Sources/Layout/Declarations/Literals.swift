// The values of number, character and string literals.

/// What a number literal is.
enum NumberLiteral {
  case integer(UInt128, Scalar)
  /// The value is nil where it is not known exactly enough to be made an integer.
  case floating(Double?, Scalar)
  case tooLarge
  case malformed

  init(_ bytes: ArraySlice<UInt8>, on target: Target) {
    // C23 lets digits be grouped by quotes.
    var digits = bytes.filter { $0 != UInt8(ascii: "'") }[...]
    var radix: UInt8 = 10
    if digits.first == UInt8(ascii: "0"), digits.count > 1 {
      switch digits[digits.startIndex + 1] | 0x20 {
      case UInt8(ascii: "x"): radix = 16
      case UInt8(ascii: "b"): radix = 2
      default: radix = 8
      }
    }
    if Self.isFloating(digits, radix) {
      let scalar = Self.floatingType(digits)
      self = .floating(Self.floatingValue(digits, scalar, radix), scalar)
      return
    }
    digits = digits.dropFirst(radix == 16 || radix == 2 ? 2 : 0)
    var value: UInt128 = 0
    var isTooLarge = false
    var count = 0
    while let first = digits.first, let digit = first.digitValue, digit < radix {
      let (product, overflow) = value.multipliedReportingOverflow(by: UInt128(radix))
      let (sum, carry) = product.addingReportingOverflow(UInt128(digit))
      isTooLarge = isTooLarge || overflow || carry
      value = sum
      digits = digits.dropFirst()
      count += 1
    }
    guard count > 0, let suffix = Suffix(digits) else {
      self = .malformed
      return
    }
    let candidates: [Scalar] =
      switch (suffix.longs, suffix.isUnsigned, radix == 10) {
      case (0, false, true): [.int, .long, .longLong]
      case (0, false, false): [.int, .unsignedInt, .long, .unsignedLong]
      case (0, true, _): [.unsignedInt, .unsignedLong]
      case (1, false, true): [.long, .longLong]
      case (1, false, false): [.long, .unsignedLong]
      case (1, true, _): [.unsignedLong]
      case (_, false, true): [.longLong]
      case (_, false, false): [.longLong, .unsignedLongLong]
      case (_, true, _): [.unsignedLongLong]
      }
    // As gcc does: a decimal number beyond the signed types is of 128 bits.
    guard !isTooLarge,
      let scalar = (candidates + [.int128]).first(where: { $0.cut(value, on: target) == value })
    else {
      self = .tooLarge
      return
    }
    self = .integer(value, scalar)
  }

  private struct Suffix {
    var longs = 0
    var isUnsigned = false

    init?(_ bytes: ArraySlice<UInt8>) {
      let lower = bytes.map { $0 | 0x20 }
      switch lower {
      case []: break
      case Array("u".utf8): isUnsigned = true
      case Array("l".utf8): longs = 1
      case Array("ul".utf8), Array("lu".utf8): (longs, isUnsigned) = (1, true)
      case Array("ll".utf8): longs = 2
      case Array("ull".utf8), Array("llu".utf8): (longs, isUnsigned) = (2, true)
      default: return nil
      }
    }
  }

  private static func isFloating(_ digits: ArraySlice<UInt8>, _ radix: UInt8) -> Bool {
    digits.contains { byte in
      byte == UInt8(ascii: ".") || byte | 0x20 == UInt8(ascii: radix == 16 ? "p" : "e")
    }
  }

  private static func floatingType(_ digits: ArraySlice<UInt8>) -> Scalar {
    switch digits.last.map({ $0 | 0x20 }) {
    case UInt8(ascii: "f"): .float
    case UInt8(ascii: "l"), UInt8(ascii: "w"): .longDouble
    case UInt8(ascii: "q"): .float128
    default: .double
    }
  }

  private static func floatingValue(_ digits: ArraySlice<UInt8>, _ scalar: Scalar, _ radix: UInt8) -> Double? {
    let number = scalar == .double ? digits : digits.dropLast()
    guard let value = Double(String(decoding: number, as: UTF8.self)) else { return nil }
    // With up to 15 digits, `double` and what is wider round to the same integer.
    let mantissa = number.prefix { $0 | 0x20 != UInt8(ascii: radix == 16 ? "p" : "e") }
    guard scalar == .float || scalar == .double || radix != 16 && mantissa.count <= 16 else { return nil }
    return scalar.rounded(value)
  }
}

/// Character and string literals.
enum CharacterLiteral {
  /// The value and type of a character literal; nil for an empty or malformed one.
  static func value(of literal: ArraySlice<UInt8>, on target: Target) -> (UInt128, Scalar)? {
    let (prefix, body) = split(literal, on: target)
    var rest = body
    var value: UInt128 = 0
    var count = 0
    while let unit = next(of: &rest, isWide: prefix != .char, on: target) {
      guard let unit = unit.value else { return nil }
      // Of several characters each is a byte, the first the highest.
      value = count == 0 ? unit : value << 8 | unit & 0xFF
      count += 1
    }
    guard count > 0, count <= 4 else { return nil }
    if prefix == .char {
      let scalar = count == 1 ? Scalar.char : .int
      return (Scalar.int.cut(scalar.cut(value, on: target), on: target), .int)
    }
    return (prefix.cut(value, on: target), prefix)
  }

  /// How many elements a string literal has, the zero at its end not counted, and of which type they are.
  static func length(of literal: ArraySlice<UInt8>, on target: Target) -> (UInt64, Scalar) {
    let (prefix, body) = split(literal, on: target)
    var rest = body
    var count: UInt64 = 0
    while let unit = next(of: &rest, isWide: prefix != .char, on: target) {
      switch prefix {
      case .char: count += unit.isUniversal ? utf8Length(unit.value ?? 0) : 1
      case .unsignedShort: count += unit.value ?? 0 > 0xFFFF ? 2 : 1
      default: count += 1
      }
    }
    return (count, prefix)
  }

  private static func utf8Length(_ scalar: UInt128) -> UInt64 {
    scalar < 0x80 ? 1 : scalar < 0x800 ? 2 : scalar < 0x10000 ? 3 : 4
  }

  /// The type of the elements that the prefix says, and what stands between the quotes.
  private static func split(_ literal: ArraySlice<UInt8>, on target: Target) -> (Scalar, ArraySlice<UInt8>) {
    let quote = literal.firstIndex { $0 == UInt8(ascii: "'") || $0 == UInt8(ascii: "\"") } ?? literal.startIndex
    let scalar: Scalar =
      switch Array(literal[..<quote]) {
      case Array("L".utf8): PredeclaredNames.wideCharacter(on: target)
      case Array("u".utf8): .unsignedShort
      case Array("U".utf8): .unsignedInt
      default: .char
      }
    let body = literal[quote...].dropFirst()
    return (scalar, body.last == literal[quote] ? body.dropLast() : body)
  }

  /// Takes one character off the front: its value, nil where it is malformed; nil where there is none.
  private static func next(
    of rest: inout ArraySlice<UInt8>, isWide: Bool, on target: Target
  ) -> (value: UInt128?, isUniversal: Bool)? {
    guard let first = rest.popFirst() else { return nil }
    guard first == UInt8(ascii: "\\") else {
      guard isWide, first >= 0xC0 else { return (UInt128(first), false) }
      // One character of UTF-8.
      var value = UInt128(first & (first >= 0xF0 ? 0x07 : first >= 0xE0 ? 0x0F : 0x1F))
      while let byte = rest.first, byte & 0xC0 == 0x80 {
        value = (value << 6 | UInt128(byte & 0x3F)) & 0xFFFF_FFFF
        rest = rest.dropFirst()
      }
      return (value, true)
    }
    let behindBackslash = rest
    guard let escape = rest.popFirst() else { return (nil, false) }
    switch escape {
    case UInt8(ascii: "n"): return (10, false)
    case UInt8(ascii: "t"): return (9, false)
    case UInt8(ascii: "r"): return (13, false)
    case UInt8(ascii: "a"): return (7, false)
    case UInt8(ascii: "b"): return (8, false)
    case UInt8(ascii: "f"): return (12, false)
    case UInt8(ascii: "v"): return (11, false)
    case UInt8(ascii: "e"), UInt8(ascii: "E"): return (27, false)
    case UInt8(ascii: "\\"), UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "?"): return (UInt128(escape), false)
    case UInt8(ascii: "x"): return (digits(of: &rest, radix: 16, atMost: 8), false)
    case UInt8(ascii: "u"): return (digits(of: &rest, radix: 16, atMost: 4), true)
    case UInt8(ascii: "U"): return (digits(of: &rest, radix: 16, atMost: 8), true)
    case UInt8(ascii: "0")...UInt8(ascii: "7"):
      rest = behindBackslash
      return (digits(of: &rest, radix: 8, atMost: 3), false)
    default: return (nil, false)
    }
  }

  private static func digits(of rest: inout ArraySlice<UInt8>, radix: UInt8, atMost most: Int) -> UInt128? {
    var value: UInt128 = 0
    var count = 0
    while count < most, let digit = rest.first?.digitValue, digit < radix {
      value = value * UInt128(radix) + UInt128(digit)
      rest = rest.dropFirst()
      count += 1
    }
    return count > 0 ? value : nil
  }
}

extension UInt8 {
  /// The value of a digit in a radix up to 16.
  fileprivate var digitValue: UInt8? {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
