// The documents of the IR: the page of operations is what the table says, and every program shown is one.
//
// To renew the page of operations:
//
//     WEFT_RENEW_GOLDEN=1 swift test --filter IRTests.DocumentationTests

import Foundation
import IR
import Testing

@Suite struct DocumentationTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../Documentation").standardized

  @Test func thePageOfOperationsIsTheTable() throws {
    let page = Self.folder.appendingPathComponent("Operations.md")
    if ProcessInfo.processInfo.environment["WEFT_RENEW_GOLDEN"] == "1" {
      try OpcodeTable.documentation.write(to: page, atomically: true, encoding: .utf8)
    }
    #expect(try String(contentsOf: page, encoding: .utf8) == OpcodeTable.documentation)
  }

  /// A store takes the value and then the address; every other operation takes first what it works on.
  @Test func operandsStandInOneOrder() {
    for row in OpcodeTable.rows where row.syntax == .plain && row.operands.count > 1 {
      guard let address = row.operands.firstIndex(of: .ptr) else { continue }
      let isStore = row.name.split(separator: ".").contains("store")
      let takesDescriptor = row.name.hasPrefix("io.")
      #expect(address == (isStore || takesDescriptor ? 1 : 0), "\(row.name)")
      if takesDescriptor { #expect(row.operands[0] == .i32) }
    }
  }

  /// Programs are in blocks marked `wir`; what they are shown to be refused for stands behind the mark.
  @Test func programsInThePageOfTheLanguageAreFormatted() throws {
    let page = try String(contentsOf: Self.folder.appendingPathComponent("IR.md"), encoding: .utf8)
    let parts = page.components(separatedBy: "```wir\n").dropFirst()
    #expect(parts.count >= 5)
    for part in parts {
      let text = part.components(separatedBy: "```")[0]
      let result = Module.read([ModuleSource(name: "IR.md", bytes: Array(text.utf8))], keepsTrivia: true)
      #expect(result.diagnostics.map(\.message) == [], "\(text)")
      #expect(String(decoding: result.module.text(trivia: result.trivia), as: UTF8.self) == text)
    }
  }
}
