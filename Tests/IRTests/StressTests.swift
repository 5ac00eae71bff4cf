// Damaged texts: none may crash the parser, the verifier, the printer, an analysis or the machine, and each fault and each
// trap has a place. Those with faults are handed to the machine all the same.
//
// scripts/campaigns/ir-mutants runs the same with another seed and more cases.

import Foundation
import IR
import IRStress
import TestSupport
import Testing

@Suite struct StressTests {
  /// The examples and filetests of the project.
  static let texts: [[UInt8]] = {
    ["Examples", "Tests"].flatMap { name -> [[UInt8]] in
      let folder = ProjectFiles.root.appendingPathComponent(name)
      // Of the many files of operations, which are alike, a few.
      let paths = ProjectFiles.programs(below: folder).enumerated().filter { index, path in
        !path.contains("/operations/") || index % 16 == 0
      }
      return paths.compactMap { try? ProjectFiles.bytes(of: folder.appendingPathComponent($0.element)) }
    }
  }()

  @Test func undamagedTextsBehave() throws {
    #expect(Self.texts.count > 20)
    for text in Self.texts { _ = try Gauntlet.run(text) }
  }

  @Test(arguments: 0..<8) func mutantsBehave(part: Int) throws {
    let mutator = Mutator(Self.texts)
    var accepted = 0
    for index in 0..<250 {
      let bytes = mutator.mutant(seed: 1, index: part * 250 + index)
      do {
        if case .accepted = try Gauntlet.run(bytes) { accepted += 1 }
      } catch {
        Issue.record("mutant \(part * 250 + index): \(error)\n\(String(decoding: bytes, as: UTF8.self))")
      }
    }
    // Damage that never, or always, left a program would have tested little.
    #expect(accepted > 10 && accepted < 240)
  }

  /// A value that its instruction does not give is a fault before anybody goes to the one from the other.
  @Test func aValueThatNothingGivesIsAFault() {
    let text = "func @f(%x: i64) -> i64 {\nentry:\n  %y = add i64 %x, 1\n  return %y\n}\n"
    var module = Module.read([ModuleSource(name: "given.wir", bytes: Array(text.utf8))]).module
    #expect(module.verify().isEmpty)
    module.functions[0].instructions[Instruction(rawValue: 0)].resultCount = 0
    #expect(!module.verify().isEmpty)
  }

  /// Modules whose numbers lead nowhere, or elsewhere.
  @Test(arguments: 0..<8) func damagedModulesBehave(part: Int) throws {
    let mutator = StructureMutator(Self.texts)
    var accepted = 0
    for index in 0..<250 {
      do {
        if case .accepted = try Gauntlet.run(mutator.mutant(seed: 1, index: part * 250 + index)) { accepted += 1 }
      } catch {
        Issue.record("damaged module \(part * 250 + index): \(error)")
      }
    }
    #expect(accepted > 10 && accepted < 240)
  }
}
