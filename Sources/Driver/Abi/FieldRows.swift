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
  /// The member as C reaches it that the row lies in: "" or `a.`, also below unnamed records.
  let scope: String
  let name: String
  /// Structure or union, where the row is a record.
  let record: RecordKind?
  /// Whether the row is a record without a name, whose members are reached as if they were the outer one's.
  let isUnnamedRecord: Bool
  /// How many records the row stands in.
  let depth: Int
  /// The type as C spells it, in more than one way where layouts that are the same otherwise do; none for holes.
  private(set) var types: [String]
  /// The first bit, counted from the start of the outermost record.
  let firstBit: UInt128
  /// The first bit, counted from the start of what `scope` names.
  let scopedBit: UInt128
  let bitCount: UInt128
  /// Whether the row is counted in bits.
  let isInBits: Bool
  /// Whether the place is known: that of a virtual base is looked up at run time.
  var isPlaced = true
  /// Whether the size is known: a type may be defined elsewhere.
  var isSized = true

  /// What the rows of a whole record lie in.
  static func whole(_ kind: RecordKind) -> FieldRow {
    FieldRow(
      kind: .field, key: "", scope: "", name: "", record: kind, isUnnamedRecord: false, depth: 0, types: [],
      firstBit: 0, scopedBit: 0, bitCount: 0, isInBits: false)
  }

  /// The offset: the byte, and for what is counted in bits the bit in it.
  var offset: String { !isPlaced ? "?" : isInBits ? "\(firstBit / 8):\(firstBit % 8)" : String(firstBit / 8) }

  /// Whether two rows say the same but for the spelling of the type.
  func isSamePlace(as other: FieldRow) -> Bool {
    key == other.key && firstBit == other.firstBit && bitCount == other.bitCount && isPlaced == other.isPlaced
      && isSized == other.isSized
  }

  /// Adds spellings of the type.
  mutating func addTypes(_ spellings: [String]) {
    for spelling in spellings where !types.contains(spelling) { types.append(spelling) }
  }

  /// The size in bytes, or in bits.
  var size: String {
    !isSized ? "?" : isInBits ? "\(bitCount) \(bitCount == 1 ? "bit" : "bits")" : String(bitCount / 8)
  }
}

extension RecordLayout {
  /// The rows of the record.
  var rows: [FieldRow] {
    var list = FieldRowList()
    list.add(self, Place(start: 0, scopeStart: 0, scope: "", depth: 0, isFixed: true))
    return list.rows
  }
}

/// Where the rows of a record stand.
private struct Place {
  /// The record's first bit, counted from the start of the outermost record.
  let start: UInt128
  /// The first bit of the record that `scope` names.
  let scopeStart: UInt128
  /// The record as C reaches it.
  let scope: String
  /// How many records the rows stand in.
  let depth: Int
  /// Whether the record's place is known.
  let isFixed: Bool
}

/// Collects rows.
private struct FieldRowList {
  var rows: [FieldRow] = []
  private var uses: [String: Int] = [:]

  mutating func add(_ record: RecordLayout, _ place: Place) {
    var holes = record.holes[...]
    for field in record.fields {
      let first = place.start + (field.bits.map { UInt128($0.offset) } ?? UInt128(field.offset) * 8)
      while let hole = holes.first, place.start + UInt128(hole.bitOffset) < first {
        add(hole, .hole, place)
        holes = holes.dropFirst()
      }
      add(field, first: first, place)
    }
    if let padding = record.tailPadding { add(padding, .padding, place) }
  }

  private mutating func add(_ field: FieldLayout, first: UInt128, _ place: Place) {
    var inner: RecordLayout?
    if case .record(let record) = field.type.shape { inner = record }
    let kind = field.isPlaced ? inner?.kind.rawValue ?? "unnamed" : "virtual \(field.type.spelling)"
    let name = field.name ?? "(\(kind))"
    let isFixed = place.isFixed && field.isPlaced
    rows.append(
      FieldRow(
        kind: .field, key: unique(place.scope + name), scope: place.scope, name: name, record: inner?.kind,
        isUnnamedRecord: field.name == nil && inner != nil && field.isPlaced, depth: place.depth,
        types: [field.type.spelling],
        firstBit: first, scopedBit: distance(first, place),
        bitCount: field.bits.map { UInt128($0.width) } ?? UInt128(field.type.size) * 8, isInBits: field.bits != nil,
        isPlaced: isFixed,
        isSized: !field.type.isIncomplete))
    if let inner {
      // The members of an unnamed record are reached as if they were the outer one's.
      let start = place.start + UInt128(field.offset) * 8
      let isScope = field.name != nil || !field.isPlaced
      add(
        inner,
        Place(
          start: start, scopeStart: isScope ? start : place.scopeStart,
          scope: isScope ? "\(place.scope)\(name)." : place.scope, depth: place.depth + 1,
          isFixed: isFixed))
    }
  }

  private mutating func add(_ hole: Hole, _ kind: FieldRow.Kind, _ place: Place) {
    let name = kind == .hole ? "(hole)" : "(padding)"
    // A hole is the same as another layout's if it follows the same row.
    let key = place.scope + name + (kind == .hole ? rows.last?.key ?? "" : "")
    let first = place.start + UInt128(hole.bitOffset)
    rows.append(
      FieldRow(
        kind: kind, key: unique(key), scope: place.scope, name: name, record: nil, isUnnamedRecord: false,
        depth: place.depth, types: [], firstBit: first, scopedBit: distance(first, place),
        bitCount: UInt128(hole.bitWidth), isInBits: !hole.isWholeBytes, isPlaced: place.isFixed))
  }

  /// A damaged file may say that a member lies before its record.
  private func distance(_ bit: UInt128, _ place: Place) -> UInt128 {
    bit >= place.scopeStart ? bit - place.scopeStart : 0
  }

  /// Nothing but a damaged file has two members of one name; they are told apart all the same.
  private mutating func unique(_ key: String) -> String {
    let count = uses[key, default: 0] + 1
    uses[key] = count
    return count == 1 ? key : "\(key)#\(count)"
  }
}
