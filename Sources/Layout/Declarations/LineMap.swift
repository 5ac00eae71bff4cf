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
  var markers: [Marker] = []
  var files: [String] = []

  /// Counts the lines of a text.
  public init(_ text: [UInt8]) {
    self.text = text
    var starts = [0]
    for (offset, byte) in text.enumerated() where byte == 0x0A { starts.append(offset + 1) }
    lineStarts = starts
  }

  /// Where a byte of the text comes from.
  public func location(at offset: Int) -> Location {
    let offset = min(max(0, offset), text.count)
    let line = Self.last(of: lineStarts.count) { lineStarts[$0] <= offset }
    let column = text[lineStarts[line]..<offset].reduce(1) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }
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
