// A source text that knows its lines.

/// A source text that maps offsets of bytes to lines and columns.
struct SourceText: Sendable {
  /// What messages call the text: a path, or `<stdin>`.
  let name: String
  let bytes: [UInt8]
  /// The offset of the first byte of each line; never empty.
  private let lineStarts: [Int]

  init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
    var starts = [0]
    for (offset, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") { starts.append(offset + 1) }
    self.lineStarts = starts
  }

  /// A line and a column, both counted from 1; the column counts characters (Unicode scalars).
  struct Position: Equatable, Sendable {
    let line: Int
    let column: Int
  }

  /// Where a byte stands; an offset out of the text is taken for the nearest in it.
  func position(at offset: Int) -> Position {
    let offset = clamp(offset)
    let line = lineIndex(at: offset)
    let before = bytes[lineStarts[line]..<offset]
    return Position(line: line + 1, column: UTF8Scanner.count(before) + 1)
  }

  /// The bytes of the line that a byte stands in, without the line's end.
  func line(at offset: Int) -> (range: Range<Int>, bytes: ArraySlice<UInt8>) {
    let index = lineIndex(at: clamp(offset))
    let start = lineStarts[index]
    var end = index + 1 < lineStarts.count ? lineStarts[index + 1] - 1 : bytes.count
    if end > start, index + 1 < lineStarts.count, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return (start..<end, bytes[start..<end])
  }

  private func clamp(_ offset: Int) -> Int { min(max(0, offset), bytes.count) }

  /// The last line that starts at the offset or before.
  private func lineIndex(at offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }
}
