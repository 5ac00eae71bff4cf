// Every example of the opcode table does as machine code what the table says, from the first level of processors on: no
// operation asks for a feature that a processor may lack. Those of tasks, threads and signals are refused by name.

import Compiler
import Gen
import IR
import Image
import Layout
import Testing

@Suite struct NativeOperationTests {
  static let names = OpcodeTable.rows.filter { $0.targets.targets.contains(.x86_64) }.map(\.name)

  @Test(arguments: names) func doesWhatTheTableSays(name: String) throws {
    let row = try #require(Opcode(spelling: name)).row
    let source = ModuleSource(name: "\(name).wir", bytes: Array(row.example.program.utf8))
    let module = Module.read([source], target: .x86_64).module
    for (number, features) in [ProcessorFeatures.level1, .level2, .level3].enumerated()
    where number < ProcessorFeatures.host.level {
      for level in GenerationOptions.Level.allCases {
        var options = CompilationOptions()
        options.generation.level = level
        options.generation.features = features
        let executable: [UInt8]
        do throws(CompilationError) {
          executable = try Compilation(module, options).executable().bytes
        } catch {
          guard case .refused(let refusal) = error else {
            Issue.record("\(error)")
            return
          }
          // Whatever asks for a scheduler is in one group of the table, and needs none of the processor's features.
          let isConcurrent = OpcodeTable.groups.contains { group in
            group.title.hasPrefix("Tasks") && group.rows.contains { refusal.message.contains("'\($0.name)'") }
          }
          #expect(isConcurrent, "\(refusal.message)")
          return
        }
        let run = try NativeProgram(executable).run(name: name)
        switch row.example.outcome {
        case .status(let status): #expect(run.status == Int(status), "-O\(level.rawValue) --cpu v\(number + 1)")
        case .trap(let trap):
          #expect(run.status == 134)
          #expect(run.errorLines.first?.contains("weft: trap: ") == true, "\(trap): \(run.errorLines)")
        case .unspecified: #expect(run.status.map { $0 < 128 } == true, "\(run)")
        }
      }
    }
  }
}
