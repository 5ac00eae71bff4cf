// Every example of the opcode table is a program without faults, and is printed and read back as itself.

import IR
import Layout
import Testing

@Suite struct ExampleTests {
  /// Examples by the name of their operation.
  static let names = OpcodeTable.rows.map(\.name)

  @Test(arguments: names) func isCanonical(name: String) throws {
    let row = try #require(Opcode(spelling: name)).row
    let target = try #require(row.targets.targets.first)
    let source = ModuleSource(name: "\(name).wir", bytes: Array(row.example.program.utf8))
    let result = Module.read([source], target: target)
    #expect(result.diagnostics.map(\.message) == [])
    let printed = result.module.text()
    #expect(String(decoding: printed, as: UTF8.self) == row.example.program)
  }

  @Test func everyOperationHasItsRow() {
    #expect(OpcodeTable.rows.map(\.opcode) == Opcode.allCases)
    #expect(OpcodeTable.rows.count == Set(Self.names).count)
    for row in OpcodeTable.rows { #expect(Opcode(spelling: row.name) == row.opcode) }
  }
}
