// Lines and columns of places in a text, beside the plain way to count them.

import Layout
import Testing

@Suite struct LineMapTests {
  /// Lines of many lengths, in characters of one byte to four, and a byte that is part of none.
  private static let texts: [[UInt8]] = [
    [], Array("\n".utf8), Array("\n\nab".utf8), Array(String(repeating: "aé\u{20AC}\u{1F600}", count: 300).utf8),
    Array((0..<60).map { String(repeating: "é€x", count: $0) }.joined(separator: "\n").utf8),
    Array(repeating: 0x61, count: 512), Array(repeating: 0x80, count: 513), Array(repeating: 0x0A, count: 256),
  ]

  @Test(arguments: texts) func countsLinesAndColumns(_ text: [UInt8]) {
    let map = LineMap(text)
    for offset in 0...text.count {
      let before = text[..<offset]
      let start = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
      let end = text[offset...].firstIndex(of: 0x0A) ?? text.count
      let location = map.location(at: offset)
      #expect(location.file == nil)
      #expect(location.line == 1 + before.count { $0 == 0x0A })
      #expect(location.column == 1 + text[start..<offset].count { $0 & 0xC0 != 0x80 })
      #expect(map.line(at: offset) == start..<end)
    }
    #expect(map.location(at: -1) == map.location(at: 0))
    #expect(map.location(at: .max) == map.location(at: text.count))
  }
}
