// The types that random programs compute with.

import IR
import TestSupport

/// A type of values that random programs compute with; addresses are handled apart, as areas of memory.
enum ScalarType: Int, CaseIterable {
  case bool, i8, i16, i32, i64, f32, f64

  static let integers: [ScalarType] = [.i8, .i16, .i32, .i64]
  static let floats: [ScalarType] = [.f32, .f64]

  var spelling: String {
    switch self {
    case .bool: "bool"
    case .i8: "i8"
    case .i16: "i16"
    case .i32: "i32"
    case .i64: "i64"
    case .f32: "f32"
    case .f64: "f64"
    }
  }

  /// The type as the opcode table knows it.
  var kind: TypeKind {
    switch self {
    case .bool: .bool
    case .i8: .i8
    case .i16: .i16
    case .i32: .i32
    case .i64: .i64
    case .f32: .f32
    case .f64: .f64
    }
  }

  /// The bytes that a value takes in memory.
  var size: Int {
    switch self {
    case .bool, .i8: 1
    case .i16: 2
    case .i32, .f32: 4
    case .i64, .f64: 8
    }
  }

  var width: Int { self == .bool ? 1 : 8 * size }
  var isFloat: Bool { self == .f32 || self == .f64 }
  var isInteger: Bool { !isFloat && self != .bool }

  /// The integer of the same width.
  var integer: ScalarType {
    switch self {
    case .f32: .i32
    case .f64: .i64
    default: self
    }
  }
}

/// Literals as they stand in the text: edge values more often than others.
enum Literal {
  /// The text of a literal of a type.
  static func random(_ type: ScalarType, _ random: inout SeededGenerator) -> String {
    switch type {
    case .bool: random.chance(50) ? "true" : "false"
    case .f32, .f64: float(type, &random)
    default: text(of: bits(width: type.width, &random), width: type.width, &random)
    }
  }

  /// The bits of an integer, cut to its width.
  static func bits(width: Int, _ random: inout SeededGenerator) -> UInt64 {
    let mask = width == 64 ? UInt64.max : (1 << UInt64(width)) - 1
    let top = UInt64(1) << UInt64(width - 1)
    let bits: UInt64
    switch random.below(12) {
    case 0: bits = 0
    case 1: bits = 1
    case 2: bits = mask
    case 3: bits = top
    case 4: bits = top - 1
    case 5: bits = (1 << UInt64(random.below(width))) &- UInt64(random.below(3)) &+ 1
    case 6: bits = 0 &- (1 << UInt64(random.below(width))) &+ UInt64(random.below(3)) &- 1
    case 7, 8: bits = UInt64(random.below(16))
    case 9: bits = 0 &- UInt64(random.below(130))
    case 10: bits = random.next() >> UInt64(random.below(64))
    default: bits = random.next()
    }
    return bits & mask
  }

  /// The number as signed, or as it stands in hexadecimal.
  static func text(of bits: UInt64, width: Int, _ random: inout SeededGenerator) -> String {
    random.chance(25) ? "0x" + String(bits, radix: 16) : signed(bits, width: width)
  }

  /// The number as a signed one.
  static func signed(_ bits: UInt64, width: Int) -> String {
    let shift = UInt64(64 - width)
    return String(Int64(bitPattern: bits << shift) >> Int64(shift))
  }

  private static func float(_ type: ScalarType, _ random: inout SeededGenerator) -> String {
    let isDouble = type == .f64
    switch random.below(16) {
    case 0: return "0.0"
    case 1: return "-0.0"
    case 2: return random.pick(["1.0", "-1.0", "0.5", "2.0", "1.5", "-2.5"])
    case 3: return random.pick(["inf", "-inf"])
    case 4:
      // Quiet and signalling ones of both signs: their bits matter where they are only moved.
      if random.chance(50) { return "nan" }
      let payload = random.next() & (isDouble ? 0xf_ffff_ffff_ffff : 0x7f_ffff) | 1
      let sign: UInt64 = random.chance(50) ? 0 : isDouble ? 1 << 63 : 1 << 31
      return "nan(0x" + String(payload | sign | (isDouble ? 0x7ff << 52 : 0xff << 23), radix: 16) + ")"
    case 5: return isDouble ? "0x1p-1074" : "0x1p-149"
    case 6: return isDouble ? "0x1.fffffffffffffp1023" : "0x1.fffffep127"
    case 7: return isDouble ? "-0x1p-1022" : "-0x1p-126"
    // The edges of conversions to integers.
    case 8:
      let power = random.pick([7, 8, 15, 16, 31, 32, 63, 64])
      return (random.chance(50) ? "-" : "") + "0x1p" + String(power)
    case 9:
      let power = random.pick([7, 8, 15, 16, 31, 32])
      return (random.chance(50) ? "-" : "")
        + (isDouble ? "0x1.fffffffffffffp" : "0x1.fffffep") + String(power - 1)
    case 10, 11: return String(random.below(400) - 200) + random.pick([".0", ".5", ".25", ".75"])
    default:
      let sign = random.chance(50) ? "-" : ""
      let exponent =
        random.chance(60) ? random.below(80) - 40 : random.below(isDouble ? 2000 : 240) - (isDouble ? 1000 : 120)
      let mantissa = random.next() & 0xf_ffff_ffff_ffff
      var digits = String(mantissa, radix: 16)
      digits = String(repeating: "0", count: 13 - digits.count) + digits
      return sign + "0x1." + digits + "p" + String(exponent)
    }
  }
}
