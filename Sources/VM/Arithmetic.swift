// What every operation on numbers means, for every type: the definition. The interpreter has shorter ways for a few of
// them, and a test compares each with this.

internal import IR

/// What came of an operation: its results, or why it has none.
struct Evaluation: Equatable {
  /// The first result.
  var first: UInt64
  /// The second, where there is one.
  var second: UInt64 = 0
  /// Why there are none.
  var trap: Trap?

  init(_ first: UInt64, _ second: UInt64 = 0) {
    self.first = first
    self.second = second
  }

  init(_ first: UInt64, _ second: Bool) { self.init(first, second ? 1 : 0) }

  init(trap: Trap) {
    first = 0
    self.trap = trap
  }

  /// What an operation gives that is not one on numbers: the machine does not ask for those.
  static let none = Evaluation(trap: .malformed)
}

/// Operations on numbers. Integers of fewer than 64 bits are zero-extended, floats of 32 bits are their bits
/// zero-extended, truth values are 0 or 1.
enum Arithmetic {
  /// The results of an operation.
  /// - Parameters:
  ///   - type: the instruction's type, as its number.
  ///   - source: the type of the first operand, where it is another.
  static func evaluate(
    _ opcode: Opcode, type: UInt32, source: UInt32, _ x: UInt64, _ y: UInt64, _ z: UInt64
  ) -> Evaluation {
    switch opcode {
    case .promote: return Evaluation(Double(float(x)).bitPattern)
    case .demote: return Evaluation(UInt64(Float(double(x)).bitPattern))
    case .truncate, .bitcast, .extendUnsigned, .pointerToInteger, .integerToPointer:
      return Evaluation(x & mask(type))
    case .extendSigned: return Evaluation(UInt64(bitPattern: signed(x, source)) & mask(type))
    case .floatToSigned, .floatToUnsigned, .floatToSignedSaturating, .floatToUnsignedSaturating:
      // Every float of 32 bits is one of 64.
      return toInteger(opcode, type: type, source == Type.f32.rawValue ? Double(float(x)) : double(x))
    case .signedToFloat:
      let number = signed(x, source)
      return Evaluation(type == Type.f32.rawValue ? UInt64(Float(number).bitPattern) : Double(number).bitPattern)
    case .unsignedToFloat:
      return Evaluation(type == Type.f32.rawValue ? UInt64(Float(x).bitPattern) : Double(x).bitPattern)
    case .select: return Evaluation(x & 1 != 0 ? y : z)
    case .offset: return Evaluation(x &+ y)
    default: break
    }
    switch type {
    case Type.bool.rawValue: return boolean(opcode, x, y)
    case Type.i8.rawValue: return integer(opcode, UInt8.self, Int8.self, x, y)
    case Type.i16.rawValue: return integer(opcode, UInt16.self, Int16.self, x, y)
    case Type.i32.rawValue: return integer(opcode, UInt32.self, Int32.self, x, y)
    case Type.i64.rawValue, Type.ptr.rawValue, Type.none.rawValue:
      return integer(opcode, UInt64.self, Int64.self, x, y)
    case Type.f32.rawValue:
      return real(opcode, float(x), float(y), float(z), signBit: 0x8000_0000) { UInt64($0.bitPattern) }
    case Type.f64.rawValue:
      return real(opcode, double(x), double(y), double(z), signBit: 1 << 63) { $0.bitPattern }
    default: return integer(opcode, UInt64.self, Int64.self, x, y)
    }
  }

  static func float(_ bits: UInt64) -> Float { Float(bitPattern: UInt32(truncatingIfNeeded: bits)) }
  static func double(_ bits: UInt64) -> Double { Double(bitPattern: bits) }

  /// The bits that a value of a scalar type uses.
  static func mask(_ type: UInt32) -> UInt64 {
    switch type {
    case Type.bool.rawValue: 1
    case Type.i8.rawValue: 0xFF
    case Type.i16.rawValue: 0xFFFF
    case Type.i32.rawValue, Type.f32.rawValue: 0xFFFF_FFFF
    default: .max
    }
  }

  /// An integer of a type with its sign.
  static func signed(_ bits: UInt64, _ type: UInt32) -> Int64 {
    switch type {
    case Type.i8.rawValue: Int64(Int8(truncatingIfNeeded: bits))
    case Type.i16.rawValue: Int64(Int16(truncatingIfNeeded: bits))
    case Type.i32.rawValue: Int64(Int32(truncatingIfNeeded: bits))
    default: Int64(bitPattern: bits)
    }
  }

  // MARK: - Truth values

  private static func boolean(_ opcode: Opcode, _ x: UInt64, _ y: UInt64) -> Evaluation {
    switch opcode {
    case .and: Evaluation(x & y)
    case .or: Evaluation(x | y)
    case .xor, .notEqual: Evaluation(x ^ y)
    case .not: Evaluation(x ^ 1)
    case .equal: Evaluation(x ^ y ^ 1)
    default: .none
    }
  }

  // MARK: - Integers

  private static func integer<Number, Signed>(
    _ opcode: Opcode, _: Number.Type, _: Signed.Type, _ left: UInt64, _ right: UInt64
  ) -> Evaluation
  where Number: FixedWidthInteger & UnsignedInteger, Signed: FixedWidthInteger & SignedInteger {
    let x = Number(truncatingIfNeeded: left)
    let y = Number(truncatingIfNeeded: right)
    let signedX = Signed(truncatingIfNeeded: left)
    let signedY = Signed(truncatingIfNeeded: right)
    // The amount counts modulo the width, which is a power of two.
    let amount = y & Number(truncatingIfNeeded: Number.bitWidth - 1)
    let back = (0 &- y) & Number(truncatingIfNeeded: Number.bitWidth - 1)

    func give(_ number: Number) -> Evaluation { Evaluation(UInt64(number)) }
    func give(_ number: Signed) -> Evaluation { Evaluation(UInt64(Number(truncatingIfNeeded: number))) }
    func give(_ truth: Bool) -> Evaluation { Evaluation(truth ? 1 : 0) }
    func give(_ pair: (partialValue: Number, overflow: Bool)) -> Evaluation {
      Evaluation(UInt64(pair.partialValue), pair.overflow)
    }
    func give(_ pair: (partialValue: Signed, overflow: Bool)) -> Evaluation {
      Evaluation(UInt64(Number(truncatingIfNeeded: pair.partialValue)), pair.overflow)
    }

    switch opcode {
    case .add: return give(x &+ y)
    case .subtract: return give(x &- y)
    case .multiply: return give(x &* y)
    case .divideSigned:
      if signedY == 0 { return Evaluation(trap: .divisionByZero) }
      if signedY == -1, signedX == Signed.min { return Evaluation(trap: .divisionOverflow) }
      return give(signedX / signedY)
    case .divideUnsigned: return y == 0 ? Evaluation(trap: .divisionByZero) : give(x / y)
    case .remainderSigned:
      if signedY == 0 { return Evaluation(trap: .divisionByZero) }
      return signedY == -1 ? Evaluation(0) : give(signedX % signedY)
    case .remainderUnsigned: return y == 0 ? Evaluation(trap: .divisionByZero) : give(x % y)
    case .negate: return give(0 &- x)
    case .and: return give(x & y)
    case .or: return give(x | y)
    case .xor: return give(x ^ y)
    case .not: return give(~x)
    case .shiftLeft: return give(x &<< amount)
    case .shiftRightSigned: return give(signedX &>> Signed(truncatingIfNeeded: amount))
    case .shiftRightUnsigned: return give(x &>> amount)
    case .rotateLeft: return give(x &<< amount | (amount == 0 ? 0 : x &>> back))
    case .rotateRight: return give(x &>> amount | (amount == 0 ? 0 : x &<< back))
    case .countLeadingZeros: return Evaluation(UInt64(x.leadingZeroBitCount))
    case .countTrailingZeros: return Evaluation(UInt64(x.trailingZeroBitCount))
    case .countOnes: return Evaluation(UInt64(x.nonzeroBitCount))
    case .swapBytes: return give(x.byteSwapped)
    case .minimumSigned: return give(min(signedX, signedY))
    case .minimumUnsigned: return give(min(x, y))
    case .maximumSigned: return give(max(signedX, signedY))
    case .maximumUnsigned: return give(max(x, y))
    case .addOverflowSigned: return give(signedX.addingReportingOverflow(signedY))
    case .addOverflowUnsigned: return give(x.addingReportingOverflow(y))
    case .subtractOverflowSigned: return give(signedX.subtractingReportingOverflow(signedY))
    case .subtractOverflowUnsigned: return give(x.subtractingReportingOverflow(y))
    case .multiplyOverflowSigned: return give(signedX.multipliedReportingOverflow(by: signedY))
    case .multiplyOverflowUnsigned: return give(x.multipliedReportingOverflow(by: y))
    case .multiplyWideSigned:
      let product = signedX.multipliedFullWidth(by: signedY)
      return Evaluation(UInt64(truncatingIfNeeded: product.low), UInt64(truncatingIfNeeded: product.high))
    case .multiplyWideUnsigned:
      let product = x.multipliedFullWidth(by: y)
      return Evaluation(UInt64(truncatingIfNeeded: product.low), UInt64(product.high))
    case .equal: return give(x == y)
    case .notEqual: return give(x != y)
    case .lessSigned: return give(signedX < signedY)
    case .lessEqualSigned: return give(signedX <= signedY)
    case .greaterSigned: return give(signedX > signedY)
    case .greaterEqualSigned: return give(signedX >= signedY)
    case .lessUnsigned: return give(x < y)
    case .lessEqualUnsigned: return give(x <= y)
    case .greaterUnsigned: return give(x > y)
    case .greaterEqualUnsigned: return give(x >= y)
    default: return .none
    }
  }

  private static func toInteger(_ opcode: Opcode, type: UInt32, _ number: Double) -> Evaluation {
    switch type {
    case Type.i8.rawValue: toInteger(opcode, UInt8.self, Int8.self, number)
    case Type.i16.rawValue: toInteger(opcode, UInt16.self, Int16.self, number)
    case Type.i32.rawValue: toInteger(opcode, UInt32.self, Int32.self, number)
    default: toInteger(opcode, UInt64.self, Int64.self, number)
    }
  }

  private static func toInteger<Number, Signed>(
    _ opcode: Opcode, _: Number.Type, _: Signed.Type, _ number: Double
  ) -> Evaluation
  where Number: FixedWidthInteger & UnsignedInteger, Signed: FixedWidthInteger & SignedInteger {
    let whole = number.rounded(.towardZero)
    let isSigned = opcode == .floatToSigned || opcode == .floatToSignedSaturating
    let fitting =
      isSigned
      ? Signed(exactly: whole).map { UInt64(Number(truncatingIfNeeded: $0)) }
      : Number(exactly: whole).map { UInt64($0) }
    if let fitting { return Evaluation(fitting) }
    if opcode == .floatToSigned || opcode == .floatToUnsigned { return Evaluation(trap: .conversion) }
    if number.isNaN { return Evaluation(0) }
    if isSigned { return Evaluation(UInt64(Number(truncatingIfNeeded: number < 0 ? Signed.min : Signed.max))) }
    return Evaluation(number < 0 ? 0 : UInt64(Number.max))
  }

  // MARK: - Floats

  private static func real<Number: BinaryFloatingPoint>(
    _ opcode: Opcode, _ x: Number, _ y: Number, _ z: Number, signBit: UInt64, bits: (Number) -> UInt64
  ) -> Evaluation {
    func give(_ number: Number) -> Evaluation { Evaluation(bits(number)) }
    func give(_ truth: Bool) -> Evaluation { Evaluation(truth ? 1 : 0) }
    switch opcode {
    case .addFloat: return give(x + y)
    case .subtractFloat: return give(x - y)
    case .multiplyFloat: return give(x * y)
    case .divideFloat: return give(x / y)
    // The sign alone, so that a NaN keeps its payload.
    case .negateFloat: return Evaluation(bits(x) ^ signBit)
    case .absoluteFloat: return Evaluation(bits(x) & ~signBit)
    case .copySignFloat: return Evaluation(bits(x) & ~signBit | bits(y) & signBit)
    case .squareRootFloat: return give(x.squareRoot())
    case .fusedMultiplyAddFloat: return give(z.addingProduct(x, y))
    case .floorFloat: return give(x.rounded(.down))
    case .ceilingFloat: return give(x.rounded(.up))
    case .truncateFloat: return give(x.rounded(.towardZero))
    case .nearestFloat: return give(x.rounded(.toNearestOrEven))
    case .minimumFloat:
      if x.isNaN || y.isNaN { return give(Number.nan) }
      if x == y { return give(x.sign == .minus ? x : y) }
      return give(x < y ? x : y)
    case .maximumFloat:
      if x.isNaN || y.isNaN { return give(Number.nan) }
      if x == y { return give(x.sign == .minus ? y : x) }
      return give(x > y ? x : y)
    case .equalFloat: return give(x == y)
    case .notEqualFloat: return give(x != y)
    case .lessFloat: return give(x < y)
    case .lessEqualFloat: return give(x <= y)
    case .greaterFloat: return give(x > y)
    case .greaterEqualFloat: return give(x >= y)
    case .orderedFloat: return give(!x.isNaN && !y.isNaN)
    case .unorderedFloat: return give(x.isNaN || y.isNaN)
    default: return .none
    }
  }
}
