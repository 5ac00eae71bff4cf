// A record's fields as rows to print: those of inner records below the member that holds them, and a row for each hole
// and padding.

import Layout

/// A row to print: a field, a hole, or padding.
struct FieldRow {
  enum Kind {
    case field, hole, padding
  }

  let kind: Kind
  /// What identifies the row when layouts are put side by side: the member as C reaches it, `a.b`.
  let key: String
  let name: String
  /// How many records the row stands in.
  let depth: Int
  /// The type as C spells it, in more than one way where layouts that are the same otherwise do; none for holes.
  private(set) var types: [String]
  /// The first bit, counted from the start of the outermost record.
  let firstBit: UInt128
  let bitCount: UInt128
  /// Whether the row is counted in bits.
  let isInBits: Bool

  /// The offset: the byte, and for what is counted in bits the bit in it.
  var offset: String { isInBits ? "\(firstBit / 8):\(firstBit % 8)" : String(firstBit / 8) }

  /// Whether two rows say the same but for the spelling of the type.
  func isSamePlace(as other: FieldRow) -> Bool {
    key == other.key && firstBit == other.firstBit && bitCount == other.bitCount
  }

  /// Adds spellings of the type.
  mutating func addTypes(_ spellings: [String]) {
    for spelling in spellings where !types.contains(spelling) { types.append(spelling) }
  }

  /// The size in bytes, or in bits.
  var size: String { isInBits ? "\(bitCount) \(bitCount == 1 ? "bit" : "bits")" : String(bitCount / 8) }
}

extension RecordLayout {
  /// The rows of the record.
  var rows: [FieldRow] {
    var list = FieldRowList()
    list.add(self, at: 0, path: "", depth: 0)
    return list.rows
  }
}

/// Collects rows.
private struct FieldRowList {
  var rows: [FieldRow] = []
  private var uses: [String: Int] = [:]

  mutating func add(_ record: RecordLayout, at start: UInt128, path: String, depth: Int) {
    var holes = record.holes[...]
    for field in record.fields {
      let first = start + (field.bits.map { UInt128($0.offset) } ?? UInt128(field.offset) * 8)
      while let hole = holes.first, start + UInt128(hole.bitOffset) < first {
        add(hole, .hole, at: start, path: path, depth: depth)
        holes = holes.dropFirst()
      }
      add(field, first: first, at: start, path: path, depth: depth)
    }
    if let padding = record.tailPadding { add(padding, .padding, at: start, path: path, depth: depth) }
  }

  private mutating func add(_ field: FieldLayout, first: UInt128, at start: UInt128, path: String, depth: Int) {
    var inner: RecordLayout?
    if case .record(let record) = field.type.shape { inner = record }
    let name = field.name ?? "(\(inner?.kind.rawValue ?? "unnamed"))"
    rows.append(
      FieldRow(
        kind: .field, key: unique(path + name), name: name, depth: depth, types: [field.type.spelling],
        firstBit: first, bitCount: field.bits.map { UInt128($0.width) } ?? UInt128(field.type.size) * 8,
        isInBits: field.bits != nil))
    if let inner {
      // The members of an unnamed record are reached as if they were the outer one's.
      let innerPath = field.name == nil ? path : "\(path)\(name)."
      add(inner, at: start + UInt128(field.offset) * 8, path: innerPath, depth: depth + 1)
    }
  }

  private mutating func add(_ hole: Hole, _ kind: FieldRow.Kind, at start: UInt128, path: String, depth: Int) {
    let name = kind == .hole ? "(hole)" : "(padding)"
    // A hole is the same as another layout's if it follows the same row.
    let key = path + name + (kind == .hole ? rows.last?.key ?? "" : "")
    rows.append(
      FieldRow(
        kind: kind, key: unique(key), name: name, depth: depth, types: [], firstBit: start + UInt128(hole.bitOffset),
        bitCount: UInt128(hole.bitWidth), isInBits: !hole.isWholeBytes))
  }

  /// Nothing but a damaged file has two members of one name; they are told apart all the same.
  private mutating func unique(_ key: String) -> String {
    let count = uses[key, default: 0] + 1
    uses[key] = count
    return count == 1 ? key : "\(key)#\(count)"
  }
}
