// Tables of text.

import Testing

@testable import Driver

@Suite struct TextTableTests {
  private func rendered(_ table: Table, colored: Bool = false) -> String {
    let output = ByteOutput()
    output.isColored = colored
    table.write(to: output)
    return String(decoding: output.bytes, as: UTF8.self)
  }

  @Test func columnsAreAsWideAsTheirWidestCell() {
    var table = Table([.left, .right, .left], indentation: 1)
    table.add("name", "size", "type")
    table.add("日本", "8", "")
    table.add("a", "", "long")
    table.add("abcdef")
    #expect(rendered(table) == " name    size  type\n 日本       8\n a             long\n abcdef\n")
  }

  @Test func colourDoesNotCountAsWidth() {
    var table = Table([.left, .left])
    table.add(Table.Cell("x", .red), "y")
    table.add("long", Table.Cell("z", .bold))
    #expect(rendered(table) == "x     y\nlong  z\n")
    #expect(rendered(table, colored: true) == "\u{1B}[1;31mx\u{1B}[0m     y\nlong  \u{1B}[1mz\u{1B}[0m\n")
  }

  @Test func cellsHoldNoOrdersForTheTerminal() {
    var table = Table([.left])
    table.add(Table.Cell("a\u{1B}[2Jb\n"))
    #expect(rendered(table) == "a<U+001B>[2Jb<U+000A>\n")
  }
}
