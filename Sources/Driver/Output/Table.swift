// Tables of text: columns as wide as their widest cell, and no ragged edge of blanks.

/// A table of text.
///
/// A cell keeps its style beside its text, so that colour never counts as width.
struct Table {
  enum Alignment: Sendable {
    case left, right
  }

  struct Cell: Sendable, ExpressibleByStringLiteral {
    let text: String
    let style: Style

    /// What cannot be printed as it is, is made visible.
    init(_ text: String, _ style: Style = .plain) {
      self.text = TextWidth.visible(text)
      self.style = style
    }

    init(stringLiteral value: String) { self.init(value) }
  }

  private let alignments: [Alignment]
  private let indentation: Int
  private var rows: [[Cell]] = []
  private var widths: [Int]

  /// A table with a column for each alignment.
  init(_ alignments: [Alignment], indentation: Int = 0) {
    self.alignments = alignments
    self.indentation = indentation
    self.widths = Array(repeating: 0, count: alignments.count)
  }

  /// Adds a row. Columns that it does not reach stay empty.
  mutating func add(_ cells: [Cell]) {
    let row = Array(cells.prefix(alignments.count))
    for (column, cell) in row.enumerated() { widths[column] = max(widths[column], TextWidth.columns(of: cell.text)) }
    rows.append(row)
  }

  /// Adds a row.
  mutating func add(_ cells: Cell...) { add(cells) }

  /// Prints the rows, two blanks between the columns.
  func write(to output: ByteOutput) {
    for row in rows {
      var owed = indentation
      for (column, cell) in row.enumerated() {
        let padding = widths[column] - TextWidth.columns(of: cell.text)
        if alignments[column] == .right { owed += padding }
        // Blanks are written only before text: lines do not end in them.
        if !cell.text.isEmpty {
          output.write(repeating: UInt8(ascii: " "), count: owed)
          output.write(cell.text, cell.style)
          owed = 0
        }
        if alignments[column] == .left || cell.text.isEmpty {
          owed += alignments[column] == .right ? TextWidth.columns(of: cell.text) : padding
        }
        owed += 2
      }
      output.newline()
    }
  }
}
