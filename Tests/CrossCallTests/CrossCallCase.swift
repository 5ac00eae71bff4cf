// Random signatures that both C and the IR can state, with the bytes of every value that is handed over.

import IR
import Layout
import RandomRecords
import TestSupport

/// A type that a call hands over.
enum CrossType {
  /// C's spelling, the IR's, and what the IR says of how it is extended.
  case scalar(c: String, ir: String, extension: String, size: Int)
  case record(CrossRecord)

  var size: Int {
    switch self {
    case .scalar(_, _, _, let size): size
    case .record(let record): record.size
    }
  }
  var c: String {
    switch self {
    case .scalar(let c, _, _, _): c
    case .record(let record): record.declaration.spelling
    }
  }
  /// As it stands in a signature.
  var ir: String {
    switch self {
    case .scalar(_, let ir, let words, _): ir + words
    case .record(let record): record.name
    }
  }
  /// The bits that must arrive.
  var mask: [UInt8] {
    switch self {
    case .scalar(_, _, _, let size): Array(repeating: 0xFF, count: size)
    case .record(let record): record.mask
    }
  }
}

/// A record that both languages can state.
struct CrossRecord {
  let declaration: RecordDeclaration
  /// The IR's name of it, and its declaration with those of the records in it.
  let name: String
  let ir: String
  let size: Int
  let alignment: Int
  let mask: [UInt8]

  /// The record in the IR's words; nil where those have no way to say it.
  init?(_ declaration: RecordDeclaration) {
    guard let tag = declaration.tag else { return nil }
    var writer = RecordWriter(prefix: tag)
    guard let name = writer.write(declaration) else { return nil }
    var engine = LayoutEngine(target: .x86_64)
    guard let layout = try? engine.layout(of: declaration), layout.size > 0 else { return nil }
    self.declaration = declaration
    self.name = name
    ir = writer.text
    size = Int(layout.size)
    alignment = Int(layout.alignment)
    mask = meaningfulBits(of: layout, on: .x86_64)
  }
}

/// Writes C records as records of the IR.
private struct RecordWriter {
  let prefix: String
  var text = ""
  private var count = 0

  init(prefix: String) { self.prefix = prefix }

  mutating func write(_ record: RecordDeclaration) -> String? {
    guard record.greatestMemberAlignment == nil, !record.members.isEmpty else { return nil }
    var lines = ""
    for (index, member) in record.members.enumerated() {
      guard member.bitWidth == nil, !member.isPacked, let type = type(member.type) else { return nil }
      lines += "  \(member.name ?? "anonymous\(index)"): \(type)\(member.alignment.map { " align \($0)" } ?? "")\n"
    }
    count += 1
    let name = "$\(prefix)_\(count)"
    text += "\(record.kind == .union ? "union" : "record") \(name)\(record.isPacked ? " packed" : "")"
    text += "\(record.alignment.map { " align \($0)" } ?? "") {\n\(lines)}\n\n"
    return name
  }

  private mutating func type(_ type: CType) -> String? {
    switch type {
    case .scalar(let scalar), .enumeration(_, let scalar): return Self.spelling(scalar)
    case .complex(let part) where part == .float || part == .double: return Self.spelling(part).map { "[2 x \($0)]" }
    case .pointer: return "ptr"
    case .array(let element, let count?) where count > 0: return self.type(element).map { "[\(count) x \($0)]" }
    case .record(let record): return write(record)
    case .alias(_, let target, nil): return self.type(target)
    case .complex, .array, .alias, .vector, .incomplete: return nil
    }
  }

  private static func spelling(_ scalar: Scalar) -> String? {
    if scalar == .bool { return "bool" }
    if scalar.isFloating { return scalar == .float ? "f32" : scalar == .double ? "f64" : nil }
    return scalar.size <= 8 ? "i\(8 * scalar.size)" : nil
  }
}

/// A value that is handed over.
struct CrossValue {
  let type: CrossType
  let bytes: [UInt8]
}

/// A signature, with the values of one call in each direction.
struct CrossCase {
  let number: Int
  let parameters: [CrossValue]
  /// Behind the named parameters; nil where the function is not variadic. A function in the IR takes no records there.
  let extras: [CrossValue]?
  let result: CrossValue?
  /// How many bytes of its frame the caller in the IR asks for as it runs, and what they are aligned to; nil where it asks for none.
  let allocation: (bytes: Int, alignment: Int)?

  static let scalars: [CrossType] = [
    .scalar(c: "_Bool", ir: "bool", extension: "", size: 1),
    .scalar(c: "signed char", ir: "i8", extension: " sext", size: 1),
    .scalar(c: "unsigned char", ir: "i8", extension: " zext", size: 1),
    .scalar(c: "short", ir: "i16", extension: " sext", size: 2),
    .scalar(c: "unsigned short", ir: "i16", extension: " zext", size: 2),
    .scalar(c: "int", ir: "i32", extension: "", size: 4),
    .scalar(c: "unsigned", ir: "i32", extension: "", size: 4), .scalar(c: "long", ir: "i64", extension: "", size: 8),
    .scalar(c: "unsigned long long", ir: "i64", extension: "", size: 8),
    .scalar(c: "void *", ir: "ptr", extension: "", size: 8),
    .scalar(c: "float", ir: "f32", extension: "", size: 4), .scalar(c: "double", ir: "f64", extension: "", size: 8),
  ]
  private static let promoted: [CrossType] = scalars.filter { ["int", "long", "void *", "double"].contains($0.c) }

  init(number: Int, _ records: inout RandomRecordGenerator, _ random: inout SeededGenerator) {
    self.number = number
    var recordCount = 0
    let isVariadic = random.chance(20)
    func type(_ random: inout SeededGenerator, _ records: inout RandomRecordGenerator, scalars: [CrossType])
      -> CrossType
    {
      guard random.chance(38) else { return random.pick(scalars) }
      while true {
        recordCount += 1
        guard let record = CrossRecord(records.record(tag: "c\(number)r\(recordCount)")) else { continue }
        return .record(record)
      }
    }
    func value(_ type: CrossType, _ random: inout SeededGenerator) -> CrossValue {
      var bytes = (0..<type.size).map { _ in UInt8(truncatingIfNeeded: random.next()) }
      if case .scalar("_Bool", _, _, _) = type { bytes = [bytes[0] & 1] }
      return CrossValue(type: type, bytes: bytes)
    }
    // Mostly one kind, sometimes, so that registers of one kind run out.
    let preferred = random.pick([Self.scalars, Self.scalars, Self.scalars.suffix(2), Array(Self.scalars.prefix(10))])
    let count = random.pick([0, 1, 2, 3, 4, 5, 6, 7, 9, 12, 18])
    var parameters: [CrossValue] = []
    for _ in 0..<max(count, isVariadic ? 1 : 0) {
      parameters.append(value(type(&random, &records, scalars: Array(preferred)), &random))
    }
    self.parameters = parameters
    var extras: [CrossValue] = []
    if isVariadic {
      for _ in 0..<random.below(14) { extras.append(value(type(&random, &records, scalars: Self.promoted), &random)) }
    }
    self.extras = isVariadic ? extras : nil
    result = random.chance(12) ? nil : value(type(&random, &records, scalars: Self.scalars), &random)
    allocation = random.chance(25) ? (1 + random.below(200), random.pick([1, 16, 32, 128])) : nil
  }

  /// All records that the signature names.
  var records: [CrossRecord] {
    (parameters + (extras ?? []) + (result.map { [$0] } ?? [])).compactMap {
      if case .record(let record) = $0.type { record } else { nil }
    }
  }

  /// The greatest alignment of the records that it hands over.
  static func alignment(of values: [CrossValue]) -> Int {
    values.map { if case .record(let record) = $0.type { record.alignment } else { 1 } }.max() ?? 1
  }

  /// What a function in the IR gets behind its named parameters.
  var scalarExtras: [CrossValue]? {
    extras?.filter { if case .scalar = $0.type { true } else { false } }
  }
}
