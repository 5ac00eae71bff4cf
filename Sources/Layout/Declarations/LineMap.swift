// Lines and files of a text: counted in the text itself, or told by the line markers that a preprocessor leaves.

/// Where the bytes of a text come from.
public struct LineMap: Sendable {
  /// A place in the file that a text was made from.
  public struct Location: Sendable, Hashable {
    /// The file that a line marker names; nil where none does.
    public var file: String?
    /// The line, counted from 1.
    public var line: Int
    /// The column in characters, counted from 1.
    public var column: Int
  }

  struct Marker: Sendable {
    /// The offset of the line that the marker is about.
    var start: Int
    var line: Int
    var file: Int
  }

  private let text: [UInt8]
  private let lineStarts: [Int]
  /// How many characters begin before each block of the text: a line may be as long as the text, and be asked for often.
  private let charactersBefore: [Int]
  private static let block = 256
  var markers: [Marker] = []
  var files: [String] = []

  /// Counts the lines of a text.
  public init(_ text: [UInt8]) {
    self.text = text
    var starts = [0]
    var counts: [Int] = []
    counts.reserveCapacity(text.count / Self.block + 1)
    var count = 0
    for (offset, byte) in text.enumerated() {
      if offset % Self.block == 0 { counts.append(count) }
      if Self.beginsCharacter(byte) { count += 1 }
      if byte == 0x0A { starts.append(offset + 1) }
    }
    if text.count % Self.block == 0 { counts.append(count) }
    lineStarts = starts
    charactersBefore = counts
  }

  private static func beginsCharacter(_ byte: UInt8) -> Bool { byte & 0xC0 != 0x80 }

  /// How many characters begin before a byte of the text, or its end.
  private func characters(before offset: Int) -> Int {
    let block = offset / Self.block
    return text[(block * Self.block)..<offset].reduce(charactersBefore[block]) {
      $0 + (Self.beginsCharacter($1) ? 1 : 0)
    }
  }

  /// The bytes of the line that a byte stands in, without the newline.
  public func line(at offset: Int) -> Range<Int> {
    let offset = min(max(0, offset), text.count)
    let line = Self.last(of: lineStarts.count) { lineStarts[$0] <= offset }
    return lineStarts[line]..<(line + 1 < lineStarts.count ? lineStarts[line + 1] - 1 : text.count)
  }

  /// Where a byte of the text comes from.
  public func location(at offset: Int) -> Location {
    let offset = min(max(0, offset), text.count)
    let line = Self.last(of: lineStarts.count) { lineStarts[$0] <= offset }
    let column = 1 + characters(before: offset) - characters(before: lineStarts[line])
    guard let first = markers.first, first.start <= offset else {
      return Location(file: nil, line: line + 1, column: column)
    }
    let marker = markers[Self.last(of: markers.count) { markers[$0].start <= offset }]
    let markerLine = Self.last(of: lineStarts.count) { lineStarts[$0] <= marker.start }
    return Location(file: files[marker.file], line: marker.line + line - markerLine, column: column)
  }

  /// The last index for which a predicate holds that holds for 0 and stops holding once.
  private static func last(of count: Int, where holds: (Int) -> Bool) -> Int {
    var low = 0
    var high = count
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if holds(middle) { low = middle } else { high = middle }
    }
    return low
  }
}
