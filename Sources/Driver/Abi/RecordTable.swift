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
      guard layout.size == other.layout.size, layout.certainAlignment == other.layout.certainAlignment,
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
    writeLadders(to: output)
    writeNames(to: output)
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

  /// The sizes that the record had and has, where kernels grew it.
  private func writeLadders(to output: ByteOutput) {
    let ladders = list(records.filter { !$0.ladder.isEmpty }.map(\.ladder))
    for ladder in ladders {
      output.write("\n  sizes: \(ladder.map { "\($0.size) since \($0.since)" }.joined(separator: ", "))\n")
    }
  }

  /// Who calls the record what, where not all call it the same.
  private func writeNames(to output: ByteOutput) {
    guard Set(records.map(\.spelling)).count > 1 else { return }
    let names = list(records.map { "\($0.source.heading) calls it \($0.spelling)" })
    output.write("\n  \(TextWidth.visible(names.joined(separator: ", ")))\n")
  }

  private func writeOne(_ column: Column, to output: ByteOutput) -> Bool {
    var table = Table([.right, .right, .left, .left], indentation: 2)
    table.add([.heading("offset"), .heading("size"), .heading("field"), .heading("type")])
    for row in column.rows {
      let style: Style = row.kind == .field ? .plain : .dim
      table.add(
        Table.Cell(row.offset, style), Table.Cell(row.size, style),
        Table.Cell(Self.indented(row.name, by: row.depth), style),
        Table.Cell(row.types.joined(separator: " | ")))
    }
    table.write(to: output)
    output.write("\n  size \(column.layout.size), alignment \(Self.alignment(of: column.layout))\n")
    return false
  }

  /// Debug information states an alignment only where the source sets one: elsewhere it is what the members would give the
  /// record.
  private static func alignment(of layout: RecordLayout) -> String {
    layout.certainAlignment.map(String.init) ?? "\(layout.alignment) (inferred: not stated)"
  }

  private static func indented(_ name: String, by depth: Int) -> String { String(repeating: "  ", count: depth) + name }

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

    for merged in MergedFields(columns.map(\.rows), of: columns[0].layout.kind).lines {
      let (found, style) = (merged.rows, merged.sample.kind == .field ? Style.plain : .dim)
      var line = [Table.Cell(Self.indented(merged.sample.name, by: merged.depth), style)]
      for (index, row) in found.enumerated() {
        line.append(cells(row?.offset, found[0]?.offset, isFirst: index == 0, style))
        line.append(cells(row?.size, found[0]?.size, isFirst: index == 0, style))
      }
      line.append(Table.Cell(list(found.flatMap { $0?.types ?? [] }).joined(separator: " | ")))
      table.add(line)
    }
    table.add([])
    let first = columns[0].layout
    var sizes = [Table.Cell("size")]
    var alignments = [Table.Cell("alignment")]
    for (index, layout) in columns.map(\.layout).enumerated() {
      sizes += ["", cells(String(layout.size), String(first.size), isFirst: index == 0, .plain)]
      // What is not certain is no difference.
      let isCertain = layout.certainAlignment != nil && first.certainAlignment != nil
      let alignment = layout.certainAlignment.map(String.init) ?? "\(layout.alignment)?"
      alignments += [
        "", cells(alignment, first.certainAlignment.map(String.init), isFirst: index == 0 || !isCertain, .plain),
      ]
    }
    table.add(sizes)
    table.add(alignments)
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
}

/// The distinct elements, in their order.
private func list<Element: Equatable>(_ words: [Element]) -> [Element] {
  var distinct: [Element] = []
  for word in words where !distinct.contains(word) { distinct.append(word) }
  return distinct
}

extension Table.Cell {
  /// The heading of a column.
  fileprivate static func heading(_ text: String) -> Self { Table.Cell(text, .bold) }
}
