// How wide text is on a terminal, and how what cannot be seen is made visible.

import CrossCheck

/// One unit of a byte sequence that should be UTF-8: a scalar, or a byte that is not part of one.
enum UTF8Unit: Equatable {
  case scalar(Unicode.Scalar)
  case stray(UInt8)
}

/// Takes bytes that should be UTF-8 apart, whatever they are.
struct UTF8Scanner: Sequence, IteratorProtocol {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

  /// How many bytes are not taken apart yet.
  var remaining: Int { rest.count }

  mutating func next() -> UTF8Unit? {
    guard let lead = rest.first else { return nil }
    if lead < 0x80 {
      rest = rest.dropFirst()
      return .scalar(Unicode.Scalar(lead))
    }
    let (length, least): (Int, UInt32) =
      switch lead {
      case 0xC2...0xDF: (2, 0x80)
      case 0xE0...0xEF: (3, 0x800)
      case 0xF0...0xF4: (4, 0x1_0000)
      default: (1, 0)
      }
    if length > 1, rest.count >= length {
      var value = UInt32(lead) & (0x7F >> UInt32(length))
      for byte in rest.dropFirst().prefix(length - 1) {
        guard byte & 0xC0 == 0x80 else {
          value = 0
          break
        }
        value = value << 6 | UInt32(byte & 0x3F)
      }
      // What is shorter than its form, a surrogate or beyond Unicode is no scalar.
      if value >= least, let scalar = Unicode.Scalar(value) {
        rest = rest.dropFirst(length)
        return .scalar(scalar)
      }
    }
    rest = rest.dropFirst()
    return .stray(lead)
  }
}

/// How text stands on a terminal.
enum TextWidth {
  /// The columns that a scalar takes: none for a combining mark, two for the wide letters of East Asia and for emoji.
  static func columns(of scalar: Unicode.Scalar) -> Int {
    let value = scalar.value
    if value < 0x300 { return 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return 0
    default: break
    }
    switch value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1F9FF,
      0x2_0000...0x3_FFFD:
      return 2
    default: return 1
    }
  }

  /// The columns that a text takes which holds nothing invisible.
  static func columns(of text: String) -> Int {
    var count = 0
    for scalar in text.unicodeScalars { count += columns(of: scalar) }
    return count
  }

  /// The text of a unit as it is safe to print, where it cannot be printed as it is.
  ///
  /// That is so for what would move the cursor, give the terminal orders or reorder the text around it, and for bytes
  /// that are not UTF-8.
  static func escape(of unit: UTF8Unit) -> String? {
    switch unit {
    case .stray(let byte): return "<" + hexadecimal(UInt32(byte), digits: 2) + ">"
    case .scalar(let scalar):
      if let byte = FileName.stray(scalar) { return escape(of: .stray(byte)) }
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate:
        return "<U+" + hexadecimal(scalar.value, digits: 4) + ">"
      default: return nil
      }
    }
  }

  /// A text with everything in it made visible.
  static func visible(_ text: String) -> String {
    // Nearly every text is plain: look before copying.
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      if let escape = escape(of: .scalar(scalar)) {
        result += escape
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func hexadecimal(_ value: UInt32, digits: Int) -> String {
    let text = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }
}
