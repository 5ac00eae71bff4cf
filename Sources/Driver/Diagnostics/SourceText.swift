// A source text that a message can point into.

import Layout

/// A source text that a message can point into.
struct SourceText: Sendable {
  /// What messages call the text: a path, or `<stdin>`.
  let name: String
  let bytes: [UInt8]
  /// Where the bytes come from, which need not be this text: a preprocessor says so.
  private let lines: LineMap

  init(name: String, bytes: [UInt8], lines: LineMap? = nil) {
    self.name = name
    self.bytes = bytes
    self.lines = lines ?? LineMap(bytes)
  }

  /// The same text with the lines that it was found to come from.
  func withLines(_ lines: LineMap) -> SourceText { SourceText(name: name, bytes: bytes, lines: lines) }

  /// A file, a line and a column, both counted from 1; the column counts characters.
  struct Position: Equatable, Sendable {
    let file: String
    let line: Int
    let column: Int
  }

  /// Where a byte comes from; an offset out of the text is taken for the nearest in it.
  func position(at offset: Int) -> Position {
    let location = lines.location(at: offset)
    return Position(file: location.file ?? name, line: location.line, column: location.column)
  }

  /// The line that a byte stands in, without the line's end.
  func line(at offset: Int) -> ArraySlice<UInt8> {
    let range = lines.line(at: offset)
    let line = bytes[range]
    return range.upperBound < bytes.count && line.last == UInt8(ascii: "\r") ? line.dropLast() : line
  }

  /// The point where a line of this text begins, counted from 1.
  func start(ofLine number: Int) -> Range<Int> {
    var rest = bytes[...]
    for _ in 1..<max(1, number) {
      guard let newline = rest.firstIndex(of: UInt8(ascii: "\n")) else { break }
      rest = rest[(newline + 1)...]
    }
    return rest.startIndex..<rest.startIndex
  }
}
