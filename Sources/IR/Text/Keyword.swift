// The words of the grammar that are not operations. Their numbers in the table of names follow the operations'.

/// A word of the grammar.
enum Keyword: UInt8, CaseIterable {
  // In the order of the types' numbers.
  case bool, i8, i16, i32, i64, f32, f64, ptr
  case task, thread
  case `func`, data, record, union, opaque, `import`, file, target
  case export, weak, hidden, common, section, c
  case align, volatile, cold, noreturn, stack, packed, size, writable, roots
  case sext, zext, env
  case bytes, zero
  case `true`, `false`, null, nan, inf
  case sizeof, alignof, offsetof
  case relaxed, acquire, release, acqRel, seqCst
  case x

  var spelling: String {
    switch self {
    case .acqRel: "acq_rel"
    case .seqCst: "seq_cst"
    default: "\(self)"
    }
  }

  /// The number of the first keyword in every table of names.
  static let firstName = UInt32(Opcode.allCases.count)

  /// How many names are reserved.
  static let nameCount = firstName + UInt32(allCases.count)

  /// The keyword that a name is, if any.
  @inline(__always)
  init?(_ name: Name) {
    let raw = name.rawValue &- Self.firstName
    guard raw < UInt32(Self.count) else { return nil }
    self = unsafeBitCast(UInt8(truncatingIfNeeded: raw), to: Keyword.self)
  }

  static let count = Keyword.allCases.count

  /// Operations, then keywords, in the order of their numbers.
  static var allSpellings: [String] { OpcodeTable.rows.map(\.name) + allCases.map(\.spelling) }

  /// The scalar type that a keyword names.
  @inline(__always)
  var scalarType: Type? { rawValue < 8 ? Type(rawValue: UInt32(rawValue) + 1) : nil }
}
