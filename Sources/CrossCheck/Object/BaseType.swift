// The base types of the debug information as C's arithmetic types.

internal import CElfutils
internal import Layout

/// A base type: DWARF says how it is encoded, how large it is, and what the language calls it.
struct BaseType {
  /// What the type is.
  let shape: TypeLayout.Shape
  /// The type as C spells it, or as its own language does where that is not C's.
  let spelling: String
  /// The size of what decides the alignment: of a part, for a complex number.
  let unitSize: UInt64

  init(encoding: UInt64, size: UInt64, name: String) {
    if encoding == UInt64(DW_ATE_complex_float), let part = Self.floating(size: size / 2, name: name) {
      shape = .complex(part)
      spelling = "_Complex \(part.spelling)"
      unitSize = size / 2
    } else if let scalar = Self.scalar(encoding: Int(truncatingIfNeeded: encoding), size: size, name: name) {
      shape = .scalar(scalar)
      spelling = Self.spelling(name)
      unitSize = size
    } else {
      shape = .opaque
      spelling = name
      unitSize = size
    }
  }

  private static func scalar(encoding: Int, size: UInt64, name: String) -> Scalar? {
    switch encoding {
    case DW_ATE_boolean:
      size == 1 ? .bool : unsigned(size: size, name: name)
    case DW_ATE_signed_char where size == 1:
      name == "char" ? .char : .signedChar
    case DW_ATE_unsigned_char where size == 1:
      name == "char" ? .char : .unsignedChar
    case DW_ATE_signed, DW_ATE_signed_char:
      signed(size: size, name: name)
    case DW_ATE_unsigned, DW_ATE_unsigned_char, DW_ATE_UTF, DW_ATE_address:
      unsigned(size: size, name: name)
    case DW_ATE_float:
      floating(size: size, name: name)
    default:
      nil
    }
  }

  private static func signed(size: UInt64, name: String) -> Scalar? {
    switch size {
    case 1: .signedChar
    case 2: .short
    case 4: .int
    case 8: name.hasPrefix("long long") ? .longLong : .long
    case 16: .int128
    default: nil
    }
  }

  private static func unsigned(size: UInt64, name: String) -> Scalar? {
    switch size {
    case 1: .unsignedChar
    case 2: .unsignedShort
    case 4: .unsignedInt
    case 8: name.hasPrefix("long long") || name.hasPrefix("unsigned long long") ? .unsignedLongLong : .unsignedLong
    case 16: .unsignedInt128
    default: nil
    }
  }

  private static func floating(size: UInt64, name: String) -> Scalar? {
    switch size {
    case 2: name.hasSuffix("bf16") ? .bfloat16 : .float16
    case 4: .float
    case 8: .double
    case 16: name.hasSuffix("loat128") ? .float128 : .longDouble
    default: nil
    }
  }

  /// The words that C says "unsigned" or "long" of.
  private static let ofSeveralWords: Set<Substring> = ["short", "char", "double", "__int128"]

  /// C's names, which compilers write in different orders ("long unsigned int"), as the layout engine writes them. Names
  /// of other languages stay as they are.
  private static func spelling(_ name: String) -> String {
    let words = name.split(separator: " ")
    let longs = words.count { $0 == "long" }
    var rest = words.filter { $0 != "long" && $0 != "unsigned" && $0 != "int" }
    guard words.count > 1, longs <= 2, rest.isEmpty || rest.count == 1 && Self.ofSeveralWords.contains(rest[0])
    else {
      return name
    }
    rest = [Substring](repeating: "long", count: longs) + rest
    if rest.isEmpty { rest = ["int"] }
    if words.contains("unsigned") { rest = ["unsigned"] + rest }
    return rest.joined(separator: " ")
  }
}
