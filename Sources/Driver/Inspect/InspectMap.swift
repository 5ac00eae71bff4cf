// The picture that `weft inspect --map` draws: every byte of the file, by what it belongs to.

import Inspection

/// Draws what occupies a file.
enum InspectMap {
  /// The columns of the longest bar.
  private static let columns: UInt64 = 40

  static func write(_ map: FileMap, of file: ElfFile, to output: ByteOutput) {
    output.write("\(file.size) bytes", .bold)
    output.newline()
    let most = map.parts.map { $0.range.upperBound - $0.range.lowerBound }.max() ?? 1
    var table = Table([.right, .right, .right, .left, .left, .left], indentation: 2)
    table.add(["offset", "bytes", "share", "use", "what", ""].map { Table.Cell($0, .dim) })
    for part in map.parts {
      let size = part.range.upperBound - part.range.lowerBound
      // What is too small for a column still shows.
      let bar = size * columns / most
      table.add(
        Table.Cell(HexadecimalText.number(part.range.lowerBound)), Table.Cell("\(size)"),
        Table.Cell(share(size, of: file.size)),
        Table.Cell(part.protection ?? ""), Table.Cell(part.name),
        Table.Cell(bar == 0 ? "." : String(repeating: "#", count: Int(bar)), .blue))
    }
    table.write(to: output)
  }

  /// "12.5%"
  private static func share(_ size: UInt64, of whole: UInt64) -> String {
    let tenths = whole == 0 ? 0 : (size * 1000 + whole / 2) / whole
    return "\(tenths / 10).\(tenths % 10)%"
  }
}

/// Some bytes of a file, with what they belong to.
struct ByteDump {
  private struct Piece {
    let part: FileMap.Part
    let address: UInt64?
    let start: UInt64
    let bytes: [UInt8]
  }

  private let pieces: [Piece]

  /// A terminal shows no more at once, and neither does anyone read it.
  private static let columns = 16

  init(of file: ElfFile, _ range: ByteRange) throws(Failure) {
    let (end, overflow) = range.start.addingReportingOverflow(range.count)
    guard !overflow, end <= file.size else {
      throw Failure(
        .error(
          "has no bytes \(range.start) to \(overflow ? UInt64.max : end)", file: file.path,
          notes: ["it has \(file.size) bytes"]))
    }
    var pieces: [Piece] = []
    for part in FileMap(of: file).parts {
      let shown = part.range.clamped(to: range.start..<end)
      guard !shown.isEmpty else { continue }
      let segment = file.segments.first { segment in
        segment.isLoaded && segment.offset <= shown.lowerBound && shown.upperBound - segment.offset <= segment.fileSize
      }
      pieces.append(
        Piece(
          part: part, address: segment.map { $0.address &+ (shown.lowerBound - $0.offset) }, start: shown.lowerBound,
          bytes: file.bytes(in: shown)))
    }
    self.pieces = pieces
  }

  func write(to output: ByteOutput) {
    for (index, piece) in pieces.enumerated() {
      if index > 0 { output.newline() }
      let address = piece.address.map { " at \(HexadecimalText.number($0))" } ?? ""
      output.write("\(TextWidth.visible(piece.part.name))\(address)", .bold)
      output.newline()
      for offset in stride(from: 0, to: piece.bytes.count, by: Self.columns) {
        let row = piece.bytes[offset..<min(offset + Self.columns, piece.bytes.count)]
        let digits = String(piece.start + UInt64(offset), radix: 16)
        output.write(repeating: UInt8(ascii: " "), count: 2 + max(0, 8 - digits.utf8.count))
        output.write(digits, .dim)
        let bytes = HexadecimalText.spaced(row)
        output.write("  \(bytes)")
        output.write(repeating: UInt8(ascii: " "), count: 3 * Self.columns - 1 - bytes.utf8.count + 2)
        output.write(contentsOf: row.map { (0x21..<0x7F).contains($0) ? $0 : UInt8(ascii: ".") })
        output.newline()
      }
    }
  }

  func writeJSON(to output: ByteOutput) {
    var json = JSONWriter(to: output)
    json.array { json in
      for piece in pieces {
        json.object(inline: true) { json in
          json.member("offset", piece.start)
          json.member("address", piece.address)
          json.member("part", piece.part.name)
          json.member("bytes", HexadecimalText.digits(of: piece.bytes))
        }
      }
    }
  }
}
