// A record as a table: a row for each field, hole and padding, a column for each layout that differs from the others.

import Layout

/// Prints the layouts of one record side by side.
struct RecordTable {
  /// The layouts that are the same, whoever has them.
  private struct Column {
    var holders: [ShownRecord]
    let layout: RecordLayout
    /// The rows of the first holder; a type that others spell otherwise stands there both ways.
    var rows: [FieldRow]

    init(_ record: ShownRecord) {
      holders = [record]
      layout = record.layout
      rows = record.layout.rows
    }

    /// Takes in a record that lies in memory alike, if it does.
    mutating func absorb(_ other: Column) -> Bool {
      guard layout.size == other.layout.size, layout.alignment == other.layout.alignment,
        rows.count == other.rows.count, zip(rows, other.rows).allSatisfy({ $0.isSamePlace(as: $1) })
      else { return false }
      for index in rows.indices { rows[index].addTypes(other.rows[index].types) }
      holders += other.holders
      return true
    }

    /// Where the holders come from, and the targets that they are for.
    var sources: [String] { list(holders.map(\.source.heading)) }
    var machines: [String] { list(holders.map(\.machine)) }
  }

  private static let differs = "*"
  private let records: [ShownRecord]
  private var columns: [Column] = []

  /// A table of records that have the same name: those whose layout is the same share a column.
  init(_ records: [ShownRecord]) {
    self.records = records
    for record in records {
      let column = Column(record)
      let index = columns.indices.first {
        columns[$0].holders[0].source == record.source && columns[$0].absorb(column)
      }
      if index == nil { columns.append(column) }
    }
    // Where two views have the same layout on the same targets, one column says so.
    var index = 1
    while index < columns.count {
      let column = columns[index]
      let twin = columns.indices.prefix(index).first {
        Set(columns[$0].machines) == Set(column.machines) && columns[$0].absorb(column)
      }
      if twin == nil { index += 1 } else { columns.remove(at: index) }
    }
  }

  func write(to output: ByteOutput) {
    guard let first = columns.first else { return }
    output.write(TextWidth.visible(list(records.map(\.spelling)).joined(separator: ", ")), .bold)
    if columns.count == 1 {
      output.write(TextWidth.visible(": \((first.sources + first.machines).joined(separator: ", "))"))
    }
    output.newline()
    output.newline()
    let differences = columns.count == 1 ? writeOne(first, to: output) : writeSideBySide(to: output)
    writeByValueClasses(to: output)
    if differences { output.write("\n  \(Self.differs) differs from the first column\n") }
  }

  /// A line for each target; where its records are not passed alike, it says which is how.
  private func writeByValueClasses(to output: ByteOutput) {
    var table = Table([.left, .left, .left], indentation: 2)
    var title = "by value"
    for machine in list(records.map(\.machine)) {
      let holders = records.filter { $0.machine == machine }
      let classes = list(holders.map { $0.byValueClass ?? "not known" })
      let text =
        classes.count == 1
        ? classes[0]
        : holders.map { "\($0.source.heading) \($0.byValueClass ?? "not known")" }.joined(separator: ", ")
      table.add(Table.Cell(title), Table.Cell(machine), Table.Cell(text))
      title = ""
    }
    output.newline()
    table.write(to: output)
  }

  private func writeOne(_ column: Column, to output: ByteOutput) -> Bool {
    var table = Table([.right, .right, .left, .left], indentation: 2)
    table.add([.heading("offset"), .heading("size"), .heading("field"), .heading("type")])
    for row in column.rows {
      let style: Style = row.kind == .field ? .plain : .dim
      table.add(
        Table.Cell(row.offset, style), Table.Cell(row.size, style), Table.Cell(Self.indented(row), style),
        Table.Cell(row.types.joined(separator: " | ")))
    }
    table.write(to: output)
    output.write("\n  size \(column.layout.size), alignment \(column.layout.alignment)\n")
    return false
  }

  private static func indented(_ row: FieldRow) -> String { String(repeating: "  ", count: row.depth) + row.name }

  /// Writes all columns; says whether any difference was marked.
  private func writeSideBySide(to output: ByteOutput) -> Bool {
    var table = Table([.left] + columns.flatMap { _ in [.right, .right] } + [.left], indentation: 2)
    writeHeading(to: &table)
    var isMarked = false

    func cells(_ text: String?, _ reference: String?, isFirst: Bool, _ style: Style) -> Table.Cell {
      guard !isFirst, text != reference else { return Table.Cell(text ?? "-", style) }
      isMarked = true
      return Table.Cell(Self.differs + (text ?? "-"), .yellow)
    }

    let lookups = columns.map { column in
      Dictionary(column.rows.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    }
    for sample in mergedRows() {
      let found = lookups.map { $0[sample.key] }
      let style: Style = sample.kind == .field ? .plain : .dim
      var line = [Table.Cell(Self.indented(sample), style)]
      for (index, row) in found.enumerated() {
        line.append(cells(row?.offset, found[0]?.offset, isFirst: index == 0, style))
        line.append(cells(row?.size, found[0]?.size, isFirst: index == 0, style))
      }
      line.append(Table.Cell(list(found.flatMap { $0?.types ?? [] }).joined(separator: " | ")))
      table.add(line)
    }
    table.add([])
    for (title, value) in [("size", \RecordLayout.size), ("alignment", \RecordLayout.alignment)] {
      var line = [Table.Cell(title)]
      for (index, column) in columns.enumerated() {
        line.append("")
        line.append(
          cells(
            String(column.layout[keyPath: value]), String(columns[0].layout[keyPath: value]), isFirst: index == 0,
            .plain))
      }
      table.add(line)
    }
    table.write(to: output)
    return isMarked
  }

  /// The views and targets of each column, stacked above it.
  private func writeHeading(to table: inout Table) {
    let stacks = columns.map { $0.sources + $0.machines }
    for level in 0..<(stacks.map(\.count).max() ?? 0) {
      var line: [Table.Cell] = [""]
      for stack in stacks { line += [level < stack.count ? .heading(stack[level]) : "", ""] }
      table.add(line)
    }
    table.add(
      [.heading("field")] + columns.flatMap { _ in [.heading("offset"), .heading("size")] } + [.heading("type")])
  }

  /// The rows of all columns, each once: those that the first lacks stand behind the row they follow elsewhere.
  private func mergedRows() -> [FieldRow] {
    var merged = columns[0].rows
    for column in columns.dropFirst() {
      let places = Dictionary(
        merged.enumerated().map { ($0.element.key, $0.offset) }, uniquingKeysWith: { first, _ in first })
      var additions: [Int: [FieldRow]] = [:]
      var last = -1
      for row in column.rows {
        if let place = places[row.key] {
          last = place
        } else {
          additions[last, default: []].append(row)
        }
      }
      guard !additions.isEmpty else { continue }
      var next = additions[-1] ?? []
      for (place, row) in merged.enumerated() {
        next.append(row)
        next += additions[place] ?? []
      }
      merged = next
    }
    return merged
  }
}

/// The distinct words, in their order.
private func list(_ words: [String]) -> [String] {
  var distinct: [String] = []
  for word in words where !distinct.contains(word) { distinct.append(word) }
  return distinct
}

extension Table.Cell {
  /// The heading of a column.
  fileprivate static func heading(_ text: String) -> Self { Table.Cell(text, .bold) }
}
