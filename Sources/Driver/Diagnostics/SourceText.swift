// A source text that a message can point into.

import Layout
import Synchronization

/// A source text that a message can point into.
struct SourceText: Sendable {
  /// What messages call the text: a path, or `<stdin>`.
  let name: String
  let bytes: [UInt8]
  private let foundLines: LinesOnDemand

  /// Where the bytes come from, which need not be this text: a preprocessor says so.
  private var lines: LineMap { foundLines.value(of: bytes) }

  init(name: String, bytes: [UInt8], lines: LineMap? = nil) {
    self.name = name
    self.bytes = bytes
    foundLines = LinesOnDemand(lines)
  }

  /// The lines of a text, which are looked for when a message points into it: most texts have none.
  private final class LinesOnDemand: Sendable {
    private let lines: Mutex<LineMap?>
    init(_ lines: LineMap?) { self.lines = Mutex(lines) }
    func value(of bytes: [UInt8]) -> LineMap {
      lines.withLock { known in
        if let known { return known }
        let found = LineMap(bytes)
        known = found
        return found
      }
    }
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
