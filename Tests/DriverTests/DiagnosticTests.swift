// How messages look.

import Testing

@testable import Driver

private func rendered(_ diagnostic: Diagnostic, colored: Bool = false) -> String {
  let output = ByteOutput()
  output.isColored = colored
  DiagnosticRenderer.write(diagnostic, to: output)
  return String(decoding: output.bytes, as: UTF8.self)
}

private func rendered(_ bytes: [UInt8], _ range: Range<Int>, expected: String? = nil, name: String = "a.h") -> String {
  let location = Diagnostic.Location(source: SourceText(name: name, bytes: bytes), range: range)
  return rendered(Diagnostic(severity: .error, message: "no", location: location, expected: expected))
}

private func rendered(_ text: String, _ range: Range<Int>, expected: String? = nil) -> String {
  rendered(Array(text.utf8), range, expected: expected)
}

@Suite struct DiagnosticTests {
  @Test func showsTheLineAndACaret() {
    #expect(
      rendered("struct a {\n  int x\n};\n", 18..<18, expected: "';'") == """
        a.h:2:8: error: no
            2 |   int x
              |        ^ expected ';'

        """)
  }

  @Test func underlinesARange() {
    #expect(
      rendered("int abc;", 4..<7) == """
        a.h:1:5: error: no
            1 | int abc;
              |     ^~~

        """)
  }

  @Test func aRangeOverLinesEndsWithTheFirst() {
    #expect(rendered("ab\ncd", 1..<5).hasSuffix("    1 | ab\n      |  ^\n"))
  }

  @Test func tabsKeepTheCaretInPlace() {
    #expect(rendered("\tint\tx", 5..<6).hasSuffix("    1 |         int     x\n      |                 ^\n"))
  }

  @Test func wideLettersCountTwiceAndMarksNotAtAll() {
    #expect(rendered("日本e\u{301}x", 9..<10).hasSuffix("    1 | 日本e\u{301}x\n      |      ^\n"))
    #expect(rendered("日本x", 6..<7).hasPrefix("a.h:1:3: "))
  }

  @Test func whatCannotBeSeenIsMadeVisible() {
    #expect(rendered("a\u{1B}[2Jb", 5..<6).hasSuffix("    1 | a<U+001B>[2Jb\n      |             ^\n"))
    #expect(rendered("a\u{202E}b", 4..<5).contains("a<U+202E>b"))
    #expect(rendered([0x61, 0xFF, 0x62], 2..<3).hasSuffix("    1 | a<FF>b\n      |      ^\n"))
    #expect(rendered(.error("bad \u{7} name\n")) == "weft: error: bad <U+0007> name<U+000A>\n")
  }

  @Test func aLineEndOfTwoBytesIsNoPartOfTheLine() {
    #expect(rendered("ab\r\ncd", 2..<2).hasSuffix("    1 | ab\n      |   ^\n"))
  }

  @Test(arguments: [0, 50, 99, 100, 101, 5_000, 99_999, 100_000])
  func longLinesAreCut(_ offset: Int) throws {
    var bytes = [UInt8](repeating: UInt8(ascii: "x"), count: 100_000)
    if offset < bytes.count { bytes[offset] = UInt8(ascii: "!") }
    let lines = rendered(bytes, offset..<offset + 1).split(separator: "\n")
    try #require(lines.count == 3)
    #expect(lines[1].count <= 120)
    let caret = try #require(lines[2].firstIndex(of: "^"))
    let column = lines[2].distance(from: lines[2].startIndex, to: caret)
    let line = Array(lines[1])
    if offset < bytes.count { #expect(line[column] == "!") } else { #expect(line.count == column) }
  }

  @Test(arguments: [-5, 0, 3, 4, 400]) func offsetsOutOfTheTextAreTakenForTheNearest(_ offset: Int) {
    #expect(rendered("abc\n", offset..<offset).contains("error: no"))
    #expect(rendered("", offset..<offset).hasPrefix("a.h:1:1: error: no\n    1 |"))
  }

  @Test func saysWhatToDo() {
    let diagnostic = Diagnostic.error("no", file: "x.o", notes: ["it is so"], help: ["do this", "or that"])
    #expect(rendered(diagnostic) == "x.o: error: no\n  note: it is so\n  help: do this\n  help: or that\n")
  }

  @Test func colourAddsNothingButColour() {
    let diagnostic = Diagnostic.error("no", file: "x.o", notes: ["it is so"], help: ["do this"])
    let colored = rendered(diagnostic, colored: true)
    #expect(colored.contains("\u{1B}[1;31merror: \u{1B}[0m"))
    #expect(colored.replacing(/\u{1B}\[[0-9;]*m/, with: "") == rendered(diagnostic))
  }

  @Test func linesAreCounted() {
    let source = SourceText(name: "a", bytes: Array("ab\n\ncd".utf8))
    let positions = (0...6).map { source.position(at: $0) }.map { [$0.line, $0.column] }
    #expect(positions == [[1, 1], [1, 2], [1, 3], [2, 1], [3, 1], [3, 2], [3, 3]])
    #expect((-1...5).map { source.start(ofLine: $0).lowerBound } == [0, 0, 0, 3, 4, 4, 4])
    #expect(
      (0...6).map { String(decoding: source.line(at: $0), as: UTF8.self) } == ["ab", "ab", "ab", "", "cd", "cd", "cd"])
  }

  @Test func relatedPlacesFollow() {
    let source = SourceText(name: "a.h", bytes: Array("int x;\nint x;".utf8))
    var diagnostic = Diagnostic(severity: .error, message: "again", location: .init(source: source, range: 11..<12))
    diagnostic.related = [
      Diagnostic(severity: .note, message: "before", location: .init(source: source, range: 4..<5))
    ]
    #expect(
      rendered(diagnostic) == """
        a.h:2:5: error: again
            2 | int x;
              |     ^
        a.h:1:5: note: before
            1 | int x;
              |     ^

        """)
  }
}
