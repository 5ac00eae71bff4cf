// Damaged texts: none may crash the importer or what follows it, each fault has a place, and what is imported keeps to the
// verifier's rules.
//
// scripts/campaigns/qbe-mutants runs the same with another seed and more cases.

import Foundation
import IR
import IRStress
import QBE
import TestSupport
import Testing

@Suite struct StressTests {
  /// The corpus, and of the filetests those that are short.
  static let texts: [[UInt8]] = {
    let folder = ProjectFiles.root.appendingPathComponent("Tests/QBETests")
    return ProjectFiles.files(below: folder, ending: ".ssa").compactMap {
      try? ProjectFiles.bytes(of: folder.appendingPathComponent($0))
    }.filter { $0.count < 6_000 }
  }()

  @Test(arguments: 0..<8) func mutantsBehave(part: Int) throws {
    #expect(Self.texts.count > 50)
    let mutator = Mutator(Self.texts, words: wordsOfQBE)
    var accepted = 0
    for index in 0..<250 {
      let bytes = mutator.mutant(seed: 1, index: part * 250 + index)
      do {
        if case .accepted = try Gauntlet.run(qbe: bytes) { accepted += 1 }
      } catch {
        Issue.record("mutant \(part * 250 + index): \(error)\n\(String(decoding: bytes, as: UTF8.self))")
      }
    }
    // Damage that never, or always, left a program would have tested little.
    #expect(accepted > 10 && accepted < 240)
  }

  /// Deep nests, long lines and long lists neither crash nor take long.
  @Test func whatIsLongIsRead() {
    let many = 100_000
    let nest = "type :t0 = { w }\n" + (1...200).map { "type :t\($0) = { :t\($0 - 1), w }\n" }.joined()
    _ = Module.importQBE(ModuleSource(name: "nest.ssa", bytes: Array(nest.utf8)))
    for text in [
      String(repeating: "(", count: many), String(repeating: "{", count: many),
      String(repeating: "type :a = {", count: 10_000),
      "data $a = { b " + String(repeating: "1 ", count: many) + "}",
      "function $f(" + String(repeating: "w %x, ", count: many) + ") {\n@start\n\tret\n}\n",
      "function $f() {\n" + (0..<many).map { "@b\($0)\n" }.joined() + "\tret\n}\n",
      "function $f() {\n@start\n" + String(repeating: "\t%x =w add 1, 2\n", count: many) + "\tret\n}\n",
      "function $f() {\n@start\n\t%x =w copy 0\n" + String(repeating: "\t%x =w add %x, %x\n", count: many)
        + "\tret\n}\n",
    ] {
      let result = Module.importQBE(ModuleSource(name: "long.ssa", bytes: Array(text.utf8)))
      #expect(result.diagnostics.allSatisfy { !$0.message.isEmpty && Int($0.place.offset) <= text.utf8.count })
    }
  }
}
