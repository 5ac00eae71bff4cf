// How a diagnostic looks: the place, the message, the line with a caret, what was expected, and what to do.

/// Prints diagnostics.
enum DiagnosticRenderer {
  /// A longer line is cut, to leave the stretch around the caret.
  private static let widestLine = 100
  private static let tabStop = 8

  /// Prints one diagnostic.
  static func write(_ diagnostic: Diagnostic, to output: ByteOutput) {
    if let location = diagnostic.location {
      let position = location.source.position(at: location.range.lowerBound)
      output.write(
        "\(TextWidth.visible(position.file)):\(position.line):\(position.column): ", .bold)
    } else {
      output.write("\(TextWidth.visible(diagnostic.file ?? "weft")): ", .bold)
    }
    output.write("\(diagnostic.severity.rawValue): ", style(of: diagnostic.severity))
    output.write(TextWidth.visible(diagnostic.message), .bold)
    output.newline()
    if let location = diagnostic.location {
      writeSource(location, expected: diagnostic.expected, severity: diagnostic.severity, to: output)
    } else if let expected = diagnostic.expected {
      writeRemark("expected", expected, to: output)
    }
    for note in diagnostic.notes { writeRemark("note", note, to: output) }
    for help in diagnostic.help { writeRemark("help", help, to: output) }
    for related in diagnostic.related { write(related, to: output) }
  }

  private static func style(of severity: Diagnostic.Severity) -> Style {
    switch severity {
    case .error: .red
    case .warning: .yellow
    case .note: .blue
    }
  }

  private static func writeRemark(_ label: String, _ text: String, to output: ByteOutput) {
    output.write("  \(label): ", .blue)
    output.write(TextWidth.visible(text))
    output.newline()
  }

  private static func writeSource(
    _ location: Diagnostic.Location, expected: String?, severity: Diagnostic.Severity, to output: ByteOutput
  ) {
    let line = location.source.line(at: location.range.lowerBound)
    let shown = SourceLine(line, marking: location.range, tabStop: tabStop)
    let window = shown.window(atMost: widestLine)
    let number = String(location.source.position(at: location.range.lowerBound).line)
    let margin = String(repeating: " ", count: max(0, 5 - number.count))

    output.write("\(margin)\(number) | ", .blue)
    output.write(window.text)
    output.newline()
    output.write("\(margin)\(String(repeating: " ", count: number.count)) | ", .blue)
    output.write(repeating: UInt8(ascii: " "), count: window.caret)
    output.write("^" + String(repeating: "~", count: window.underline), style(of: severity))
    if let expected { output.write(" expected \(TextWidth.visible(expected))", style(of: severity)) }
    output.newline()
  }
}

/// A line of a source as it is printed, and the columns that a range of its bytes takes there.
private struct SourceLine {
  /// What is printed, a column or two each; a combining mark is part of the cell before it.
  private var cells: [(text: String, width: Int)] = []
  /// The cells that the marked range covers; empty at the end of the line.
  private var marked: Range<Int>

  /// Lines can be as long as the file: no more than this many bytes around the mark are looked at.
  private static let reach = 400

  init(_ line: ArraySlice<UInt8>, marking range: Range<Int>, tabStop: Int) {
    let mark = min(max(range.lowerBound, line.startIndex), line.endIndex)
    var first = max(line.startIndex, mark - Self.reach)
    // Never begin within a character.
    while first > line.startIndex, line[first] & 0xC0 == 0x80 { first -= 1 }
    let bytes = line[first..<min(line.endIndex, mark + Self.reach)]

    if first > line.startIndex { cells.append(("…", 1)) }
    var scanner = UTF8Scanner(bytes)
    var column = cells.count
    var from: Int?
    var to: Int?
    while true {
      let offset = bytes.endIndex - scanner.remaining
      if from == nil, offset >= mark { from = cells.count }
      if to == nil, offset >= range.upperBound { to = cells.count }
      guard let unit = scanner.next() else { break }
      var text: String
      var width: Int
      if unit == .scalar("\t") {
        width = tabStop - column % tabStop
        text = String(repeating: " ", count: width)
      } else if let escape = TextWidth.escape(of: unit) {
        text = escape
        width = escape.utf8.count
      } else if case .scalar(let scalar) = unit {
        text = String(scalar)
        width = TextWidth.columns(of: scalar)
      } else {
        continue
      }
      if width == 0, let last = cells.indices.last {
        cells[last].text += text
      } else {
        cells.append((text, width))
      }
      column += width
    }
    if bytes.endIndex < line.endIndex { cells.append(("…", 1)) }
    let lower = from ?? cells.count
    marked = lower..<max(lower, to ?? cells.count)
  }

  /// The part of the line around the mark that is at most so many columns wide.
  func window(atMost widest: Int) -> (text: String, caret: Int, underline: Int) {
    var first = marked.lowerBound
    var end = marked.lowerBound
    var width = 0
    // Grow to both sides in turn, a little more to the left, where the reader comes from.
    var grows = true
    while grows {
      grows = false
      if end < cells.count, width + cells[end].width <= widest {
        width += cells[end].width
        end += 1
        grows = true
      }
      if first > 0, width + cells[first - 1].width <= widest {
        first -= 1
        width += cells[first].width
        grows = true
      }
    }
    let lead = first > 0 ? "…" : ""
    let trail = end < cells.count ? "…" : ""
    let caret = cells[first..<min(marked.lowerBound, end)].reduce(lead.isEmpty ? 0 : 1) { $0 + $1.width }
    let visiblyMarked = marked.clamped(to: first..<max(first, end))
    let covered = cells[visiblyMarked].reduce(0) { $0 + $1.width }
    return (
      lead + cells[first..<end].map(\.text).joined() + trail, caret, max(0, covered - 1)
    )
  }
}
