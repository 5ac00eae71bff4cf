// The rows of several layouts as one tree, in which each field stands once, below the record that it is a member of.
//
// Members are matched by the name that C reaches them by, so an unnamed structure or union that only some layouts have does
// not keep its members from being found in the others. Children are linked lists: rows are put between others all the time.

import Layout

/// The fields of several layouts, merged.
struct MergedFields {
  /// A line: what each layout has there, and how many records it stands in.
  struct Line {
    let rows: [FieldRow?]
    let depth: Int
    /// What any of the layouts has there.
    let sample: FieldRow
  }

  private struct Node {
    var rows: [FieldRow?]
    let sample: FieldRow
    var parent: Int
    var first: Int?
    var last: Int?
    var previous: Int?
    var next: Int?
  }

  /// A hole by where it lies in its record.
  private struct HolePlace: Hashable {
    let parent: Int
    let kind: FieldRow.Kind
    let firstBit: UInt128
  }

  /// The node that stands for the whole record, and is no line.
  private static let root = 0
  private var nodes: [Node] = []
  private var nodeOfKey: [String: Int] = [:]
  private var holes: [HolePlace: Int] = [:]
  private let columnCount: Int

  /// Merges the rows of layouts, the first of which is the one whose order of fields leads.
  init(_ columns: [[FieldRow]], of kind: RecordKind) {
    columnCount = columns.count
    nodes.append(Node(rows: [], sample: .whole(kind), parent: Self.root))
    for (column, rows) in columns.enumerated() { add(rows, as: column) }
  }

  /// The lines, each record's members below it.
  var lines: [Line] {
    var lines: [Line] = []
    var depth = 0
    var current = nodes[Self.root].first
    while let node = current {
      lines.append(Line(rows: nodes[node].rows, depth: depth, sample: nodes[node].sample))
      if let first = nodes[node].first {
        depth += 1
        current = first
        continue
      }
      var last = node
      while nodes[last].next == nil, last != Self.root {
        last = nodes[last].parent
        depth -= 1
      }
      current = last == Self.root ? nil : nodes[last].next
    }
    return lines
  }

  // MARK: - Adding a layout

  private mutating func add(_ rows: [FieldRow], as column: Int) {
    let parents = Self.parents(of: rows)
    var nodeOfRow = rows.map { row in row.kind == .field && !row.isUnnamedRecord ? nodeOfKey[row.key] : nil }
    matchUnnamedRecords(rows, &nodeOfRow)
    let known = Set(nodeOfRow.compactMap(\.self))
    // Rows of which no other layout has a sibling stay together, behind what is there.
    var hasKnownChild = Array(repeating: false, count: rows.count + 1)
    for (index, parent) in parents.enumerated() where nodeOfRow[index] != nil { hasKnownChild[parent + 1] = true }

    var lastChild: [Int: Int] = [:]
    for (index, row) in rows.enumerated() {
      let parent = parents[index] < 0 ? Self.root : nodeOfRow[parents[index]] ?? Self.root
      let sibling = lastChild[parents[index]]
      if nodeOfRow[index] == nil, row.kind != .field {
        nodeOfRow[index] = knownHole(row, behind: sibling, in: parent, column)
      }
      if let known = nodeOfRow[index] {
        nodes[known].rows[column] = row
      } else {
        let place = place(behind: sibling, in: parent)
        let new = appendNode(row, column, parent: place.parent)
        nodeOfRow[index] = new
        if !row.isUnnamedRecord || !wrap(new, around: index, rows, nodeOfRow) {
          link(
            new,
            behind: hasKnownChild[parents[index] + 1]
              ? skipping(whatLiesBefore: row, from: place.sibling, in: place.parent, known)
              : lastButPadding(of: place.parent, for: row))
        }
        if row.kind != .field {
          let hole = HolePlace(parent: nodes[new].parent, kind: row.kind, firstBit: row.scopedBit)
          if holes[hole] == nil { holes[hole] = new }
        } else if !row.isUnnamedRecord {
          nodeOfKey[row.key] = new
        }
      }
      lastChild[parents[index]] = nodeOfRow[index]
    }
  }

  /// For each row the row of the record it stands in, or -1.
  private static func parents(of rows: [FieldRow]) -> [Int] {
    var open: [Int] = []
    return rows.enumerated().map { index, row in
      open.removeLast(max(0, open.count - row.depth))
      defer { open.append(index) }
      return open.last ?? -1
    }
  }

  /// An unnamed record is the one of the same kind that holds one of its members in another layout.
  private func matchUnnamedRecords(_ rows: [FieldRow], _ nodeOfRow: inout [Int?]) {
    var taken: Set<Int> = []
    for (index, row) in rows.enumerated() where row.isUnnamedRecord {
      let members = rows[(index + 1)...].prefix { $0.depth > row.depth }.indices
      for member in members where nodeOfRow[member] != nil && !rows[member].isUnnamedRecord {
        guard let known = nodeOfRow[member], rows[member].scope == row.scope else { continue }
        var candidate = nodes[known].parent
        while candidate != Self.root, nodes[candidate].sample.isUnnamedRecord,
          nodes[candidate].sample.record != row.record || taken.contains(candidate)
        {
          candidate = nodes[candidate].parent
        }
        if candidate != Self.root, nodes[candidate].sample.isUnnamedRecord {
          nodeOfRow[index] = candidate
          taken.insert(candidate)
          break
        }
      }
    }
  }

  /// The hole of another layout that lies at the same place or between the same fields; of padding, the one that ends the
  /// same record.
  private func knownHole(_ row: FieldRow, behind sibling: Int?, in parent: Int, _ column: Int) -> Int? {
    let place = place(behind: sibling, in: parent)
    let candidates = [
      holes[HolePlace(parent: place.parent, kind: row.kind, firstBit: row.scopedBit)],
      place.sibling.map { nodes[$0].next } ?? nodes[place.parent].first,
      row.kind == .padding ? nodes[place.parent].last : nil,
    ]
    return candidates.compactMap(\.self).first {
      nodes[$0].sample.kind == row.kind && nodes[$0].rows[column] == nil
    }
  }

  /// Where a row goes: beside the one before it, also where another layout has that in an unnamed record of the same kind
  /// as the row's own.
  private func place(behind sibling: Int?, in parent: Int) -> (parent: Int, sibling: Int?) {
    guard var sibling else { return (parent, nil) }
    let kind = nodes[parent].sample.record
    while nodes[sibling].parent != parent {
      let container = nodes[sibling].parent
      guard container != Self.root else { return (parent, nil) }
      if nodes[container].sample.isUnnamedRecord, nodes[container].sample.record == kind { break }
      sibling = container
    }
    return (nodes[sibling].parent, sibling)
  }

  // MARK: - Nodes

  private mutating func appendNode(_ row: FieldRow, _ column: Int, parent: Int) -> Int {
    var rows: [FieldRow?] = Array(repeating: nil, count: columnCount)
    rows[column] = row
    nodes.append(Node(rows: rows, sample: row, parent: parent))
    return nodes.count - 1
  }

  private enum Position {
    case start
    case behind(Int)
  }

  private mutating func link(_ node: Int, behind position: Position) {
    let parent = nodes[node].parent
    switch position {
    case .start:
      nodes[node].next = nodes[parent].first
      nodes[parent].first = node
    case .behind(let sibling):
      nodes[node].previous = sibling
      nodes[node].next = nodes[sibling].next
      nodes[sibling].next = node
    }
    if let next = nodes[node].next { nodes[next].previous = node } else { nodes[parent].last = node }
  }

  private mutating func unlink(_ node: Int) {
    let (parent, previous, next) = (nodes[node].parent, nodes[node].previous, nodes[node].next)
    if let previous { nodes[previous].next = next } else { nodes[parent].first = next }
    if let next { nodes[next].previous = previous } else { nodes[parent].last = previous }
    nodes[node].previous = nil
    nodes[node].next = nil
  }

  /// The last child, but for the padding that ends a record: that stays last.
  private func lastButPadding(of parent: Int, for row: FieldRow) -> Position {
    var last = nodes[parent].last
    if let padding = last, row.kind != .padding, nodes[padding].sample.kind == .padding {
      last = nodes[padding].previous
    }
    return last.map(Position.behind) ?? .start
  }

  /// Behind a sibling, or at the start, and behind what follows there that lies before the row and is not of its layout.
  private func skipping(
    whatLiesBefore row: FieldRow, from sibling: Int?, in parent: Int, _ known: Set<Int>
  ) -> Position {
    var position = sibling
    while let next = position.map({ nodes[$0].next }) ?? nodes[parent].first, !known.contains(next),
      nodes[next].sample.kind == .field, nodes[next].sample.scopedBit <= row.scopedBit
    {
      position = next
    }
    return position.map(Position.behind) ?? .start
  }

  /// Puts an unnamed record around those of its members that other layouts have without it; says whether there are any.
  private mutating func wrap(_ node: Int, around index: Int, _ rows: [FieldRow], _ nodeOfRow: [Int?]) -> Bool {
    let parent = nodes[node].parent
    let row = rows[index]
    var members: [Int] = []
    for member in rows[(index + 1)...].prefix(while: { $0.depth > row.depth }).indices {
      guard rows[member].scope == row.scope, let known = nodeOfRow[member], nodes[known].parent == parent else {
        continue
      }
      members.append(known)
    }
    guard let first = members.first else { return false }
    link(node, behind: nodes[first].previous.map(Position.behind) ?? .start)
    for member in members {
      unlink(member)
      nodes[member].parent = node
      link(member, behind: nodes[node].last.map(Position.behind) ?? .start)
    }
    return true
  }
}
