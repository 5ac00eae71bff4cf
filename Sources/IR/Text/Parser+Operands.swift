// Parsing operands: values, symbols, and literals, which get their type from where they stand.

/// Where an operand is stored, so that what is not known yet can be put there later.
struct OperandSlot {
  /// Two bits of kind, 30 of index.
  var rawValue: UInt32
  static func pool(_ index: Int) -> Self { Self(rawValue: UInt32(truncatingIfNeeded: index)) }
  static func a(of instruction: Int) -> Self { Self(rawValue: UInt32(truncatingIfNeeded: instruction) | 0x4000_0000) }
  static func b(of instruction: Int) -> Self { Self(rawValue: UInt32(truncatingIfNeeded: instruction) | 0x8000_0000) }
}

extension Parser {
  /// Reads an operand that must be of a type; of `none`, a value of whatever type.
  @inline(__always)
  mutating func expectOperand(_ type: Type, for slot: OperandSlot) throws(Fault) -> UInt32 {
    scan.skipBlanks()
    if scan.byte == UInt8(ascii: "%") { return try expectValue(for: slot) }
    let first = scan.byte &- 0x30
    if first < 10, type.isInteger {
      // The common literal: one or two decimal digits.
      let second = (scan.at + 1).pointee
      if scan.isInName[Int(second)] == 0 {
        scan.at += 1
        return UInt32(first) | 0x4000_0000
      }
      let tens = second &- 0x30
      if tens < 10, scan.isInName[Int((scan.at + 2).pointee)] == 0 {
        scan.at += 2
        return UInt32(first) * 10 + UInt32(tens) | 0x4000_0000
      }
    }
    return try expectConstant(type)
  }

  /// Reads a value; the cursor is at the `%`.
  @inline(__always)
  mutating func expectValue(for slot: OperandSlot) throws(Fault) -> UInt32 {
    let offset = scan.offset
    scan.at += 1
    let name = try expectName("a value's name")
    let known = body.value(name)
    if known < BodyState.forward { return known }
    return body.useForward(name, known, slot: slot, offset: offset)
  }

  /// Reads a symbol or literal.
  @inline(never)
  mutating func expectConstant(_ type: Type) throws(Fault) -> UInt32 {
    let start = scan.offset
    if scan.byte == UInt8(ascii: "@") {
      let (symbol, offset) = try expectSymbol()
      guard type == .ptr else {
        throw fault(
          "a symbol is an address", at: offset,
          expected: type == .none ? "a value" : "\(module.spelling(of: type)) here")
      }
      return Operand(symbol).rawValue
    }
    guard type != .none else {
      let isLiteral = scan.isInName[Int(scan.byte)] != 0 || scan.byte == UInt8(ascii: "-")
      throw fault(
        isLiteral ? "a literal has no type here" : "unexpected \(scan.found)", at: start,
        expected: "a value, as in '%x'")
    }
    guard type.isScalar else {
      throw fault("unexpected \(scan.found)", expected: "a value of type \(module.spelling(of: type))")
    }
    let constant = try expectLiteral(type)
    if constant.kind == .integer, constant.radix == .decimal || type == .ptr || type == .bool,
      let small = Operand(small: Int64(bitPattern: constant.bits))
    {
      return small.rawValue
    }
    return body.intern(constant)
  }

  /// Reads a literal of a scalar type.
  /// - Parameter isOnly: whether a value cannot stand here instead.
  mutating func expectLiteral(_ type: Type, isOnly: Bool = false) throws(Fault) -> ConstantData {
    if type.isFloat { return try expectFloat(type, isOnly: isOnly) }
    let start = scan.offset
    if scan.byte &- 0x30 < 10 || scan.byte == UInt8(ascii: "-") || scan.byte == UInt8(ascii: "'") {
      guard type.isInteger else {
        throw unexpected(type == .bool ? "'true' or 'false'" : "an address: '%value', '@symbol' or 'null'")
      }
      let written = try expectInteger()
      return try integer(written, type, at: start)
    }
    let before = scan.at
    let word = keyword()
    switch (word, type) {
    case (.true, .bool): return .integer(1)
    case (.false, .bool): return .integer(0)
    case (.null, .ptr): return .integer(0)
    case (.sizeof, _) where type.isInteger:
      try expect(UInt8(ascii: "("), "'(' and a type or data")
      scan.skipBlanks()
      let constant: ConstantData
      if scan.byte == UInt8(ascii: "@") {
        constant = .sizeof(try expectSymbol().symbol)
      } else {
        constant = .sizeof(try expectType(.memory, "what has a size in memory"))
      }
      try expect(UInt8(ascii: ")"), "')'")
      return constant
    case (.alignof, _) where type.isInteger:
      try expect(UInt8(ascii: "("), "'(' and a type")
      let of = try expectType(.memory, "what has a size in memory")
      try expect(UInt8(ascii: ")"), "')'")
      return .alignof(of)
    case (.offsetof, _) where type.isInteger:
      try expect(UInt8(ascii: "("), "'(' and a member, as in '$point.x'")
      let path = try expectFieldPath()
      try expect(UInt8(ascii: ")"), "')'")
      return .offsetof(path)
    default:
      scan.at = before
      switch type {
      case .bool: throw unexpected(isOnly ? "'true' or 'false'" : "'%value', 'true' or 'false'")
      case .ptr: throw unexpected("an address: '%value', '@symbol' or 'null'")
      default:
        throw unexpected(
          isOnly
            ? "a number of type \(module.spelling(of: type))"
            : "an operand of type \(module.spelling(of: type)): '%value' or a literal")
      }
    }
  }

  /// An integer of a type, sign-extended, if it fits as a signed or unsigned number.
  private mutating func integer(_ written: WrittenInteger, _ type: Type, at start: UInt32) throws(Fault) -> ConstantData
  {
    let width = UInt64(type.bitWidth)
    let fits =
      written.isNegative
      ? written.magnitude <= 1 << (width - 1) : width == 64 || written.magnitude < 1 << width
    guard fits else {
      let least = "-\(UInt64(1) << (width - 1))"
      throw fault(
        "the number does not fit in \(module.spelling(of: type))", at: start,
        expected: "\(least) to \(width == 64 ? UInt64.max : (1 << width) - 1)")
    }
    let bits = written.isNegative ? 0 &- written.magnitude : written.magnitude
    let shift = 64 - width
    let radix = written.isNegative ? .decimal : written.radix
    return .integer(Int64(bitPattern: bits << shift) >> Int64(shift), radix: radix)
  }

  private mutating func expectFloat(_ type: Type, isOnly: Bool) throws(Fault) -> ConstantData {
    let start = scan.offset
    let isNegative = scan.skip(UInt8(ascii: "-"))
    let before = scan.at
    switch keyword() {
    case .inf:
      return type == .f32
        ? .f32(isNegative ? -Float.infinity : .infinity) : .f64(isNegative ? -Double.infinity : .infinity)
    case .nan:
      guard !isNegative else {
        throw fault("a NaN with a sign is written by its bits", at: start, expected: "nan(0x…)")
      }
      guard scan.skip(UInt8(ascii: "(")) else { return type == .f32 ? .f32(.nan) : .f64(.nan) }
      let bitsOffset = scan.offset
      let bits = try expectInteger().magnitude
      try expect(UInt8(ascii: ")"), "')'")
      if type == .f32, let bits = UInt32(exactly: bits), Float(bitPattern: bits).isNaN {
        return ConstantData(kind: .f32, radix: .decimal, reference: 0, bits: UInt64(bits))
      }
      guard type == .f64, Double(bitPattern: bits).isNaN else {
        throw fault("these are not the bits of a NaN of type \(module.spelling(of: type))", at: bitsOffset)
      }
      return ConstantData(kind: .f64, radix: .decimal, reference: 0, bits: bits)
    default: scan.at = before
    }
    guard scan.byte &- 0x30 < 10 else {
      scan.at = scan.start + Int(start)
      throw unexpected(
        isOnly
          ? "a number of type \(module.spelling(of: type)), as in '1.5'"
          : "an operand of type \(module.spelling(of: type)): '%value', or a number as in '1.5'")
    }
    let isHexadecimal = scan.byte == UInt8(ascii: "0") && (scan.at + 1).pointee | 0x20 == UInt8(ascii: "x")
    let exponent = UInt8(ascii: isHexadecimal ? "p" : "e")
    let from = scan.start + Int(start)
    var last: UInt8 = 0
    while scan.isInName[Int(scan.byte)] != 0
      || (scan.byte == UInt8(ascii: "-") || scan.byte == UInt8(ascii: "+")) && last | 0x20 == exponent
    {
      last = scan.byte
      scan.at += 1
    }
    guard scan.at - from < 2_000 else { throw fault("the number is too long", at: start) }
    let text = String(decoding: UnsafeBufferPointer(start: from, count: scan.at - from), as: UTF8.self)
    if type == .f32, let number = Float(text) {
      guard number.isFinite else { throw fault("the number is too large for f32", at: start) }
      return .f32(number, radix: isHexadecimal ? .hexadecimal : .decimal)
    }
    if type == .f64, let number = Double(text) {
      guard number.isFinite else { throw fault("the number is too large for f64", at: start) }
      return .f64(number, radix: isHexadecimal ? .hexadecimal : .decimal)
    }
    throw fault("'\(text)' is no number", at: start, expected: "a number as in '1.5', '1e-3' or '0x1.8p3'")
  }
}
