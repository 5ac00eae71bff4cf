// Every example of the opcode table does in the machine what the table says, and so every operation is executed.

import IR
import Layout
import TestSupport
import Testing
import VM

@Suite struct ExampleTests {
  static let names = OpcodeTable.rows.map(\.name)

  @Test(arguments: names) func doesWhatTheTableSays(name: String) throws {
    let row = try #require(Opcode(spelling: name)).row
    let target = try #require(row.targets.targets.first)
    let source = ModuleSource(name: "\(name).wir", bytes: Array(row.example.program.utf8))
    let result = Module.read([source], target: target)
    #expect(result.diagnostics.map(\.message) == [])
    let outcome = try ProgramRun(result.module, name: name, maximumSteps: 100_000).outcome
    switch row.example.outcome {
    case .status(let status): #expect(outcome == .exited(UInt8(status)))
    case .trap(let trap):
      guard case .trapped(let report) = outcome else {
        Issue.record("\(name) ends with \(outcome)")
        return
      }
      #expect(report.trap == trap)
    case .unspecified:
      if case .trapped(let report) = outcome { Issue.record("\(name) ends with \(report.firstLine)") }
    }
  }
}
