// `weft inspect` on what `weft build -g` made: every instruction says what it was made from.

import Foundation
import Testing

@testable import Driver

@Suite struct BuiltProgramTests {
  private struct Code: Decodable {
    struct Instruction: Decodable {
      let text: String?
      let origin: String?
      let file: String?
      let line: Int?
    }
    let instructions: [Instruction]
  }
  private struct Page: Decodable { let code: [Code] }

  @Test(arguments: ["0", "2"]) func everyInstructionHasAnOrigin(_ level: String) throws {
    let files = try CompiledFiles()
    let source = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Examples/quicksort.wir").standardized.path
    let program = files.folder.appendingPathComponent("quicksort").path
    try #require(weft("build", "-g", "-O\(level)", source, "-o", program).code == .success)
    let printed = weft("inspect", "--json", program)
    #expect(printed.code == .success && printed.errors.isEmpty)
    let page = try JSONDecoder().decode(Page.self, from: Data(printed.output.utf8))
    let instructions = page.code.flatMap(\.instructions)
    #expect(instructions.count > 50)
    // What aligns functions was made for none.
    let without = instructions.filter { $0.origin == nil }.compactMap(\.text)
    #expect(
      without.allSatisfy { $0.hasPrefix("nop") || $0 == "int3" || $0.hasPrefix("data16") || $0.hasPrefix("xchg") })
    #expect(instructions.contains { $0.origin == "_start" && $0.text == "syscall" && $0.file == nil })
    let exchange = instructions.filter { $0.origin == "store i32 %y, %a" }
    #expect(!exchange.isEmpty && exchange.allSatisfy { $0.file == source && $0.line == 45 })
  }
}
