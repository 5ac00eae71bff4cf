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
    // The end of what is taken so far, in bits.
    var end = start
    for field in record.fields {
      let offset = start + UInt128(field.offset) * 8
      let first = field.bits.map { start + UInt128($0.offset) } ?? offset
      if record.kind == .structure { addGap(.hole, from: end, to: first, path: path, depth: depth) }
      let count = field.bits.map { UInt128($0.width) } ?? UInt128(field.type.size) * 8
      let isNamed = field.name != nil
      let name: String
      var inner: RecordLayout?
      if case .record(let record) = field.type.shape { inner = record }
      name = field.name ?? "(\(inner?.kind.rawValue ?? "unnamed"))"
      rows.append(
        FieldRow(
          kind: .field, key: unique(path + name), name: name, depth: depth, types: [field.type.spelling],
          firstBit: first,
          bitCount: count, isInBits: field.bits != nil))
      if let inner {
        // The members of an unnamed record are reached as if they were the outer one's.
        add(inner, at: offset, path: isNamed ? "\(path)\(name)." : path, depth: depth + 1)
      }
      end = max(end, first + count)
    }
    addGap(.padding, from: end, to: start + UInt128(record.size) * 8, path: path, depth: depth)
  }

  private mutating func addGap(
    _ kind: FieldRow.Kind, from first: UInt128, to end: UInt128, path: String, depth: Int
  ) {
    guard first < end else { return }
    let name = kind == .hole ? "(hole)" : "(padding)"
    // A hole is the same as another layout's if it follows the same row.
    let key = path + name + (kind == .hole ? rows.last?.key ?? "" : "")
    rows.append(
      FieldRow(
        kind: kind, key: unique(key), name: name, depth: depth, types: [], firstBit: first, bitCount: end - first,
        isInBits: first % 8 != 0 || end % 8 != 0))
  }

  /// Nothing but a damaged file has two members of one name; they are told apart all the same.
  private mutating func unique(_ key: String) -> String {
    let count = uses[key, default: 0] + 1
    uses[key] = count
    return count == 1 ? key : "\(key)#\(count)"
  }
}
