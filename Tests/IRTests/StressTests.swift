// Damaged texts: none may crash the parser, the verifier, the printer or an analysis, and each fault has a place.
//
// scripts/campaigns/ir-mutants runs the same with another seed and more cases.

import Foundation
import IR
import IRStress
import Testing

@Suite struct StressTests {
  /// The examples and filetests of the project.
  static let texts: [[UInt8]] = {
    let root = FiletestTests.root.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    return ["Examples", "Tests"].flatMap { folder -> [[UInt8]] in
      let folder = root.appendingPathComponent(folder)
      let paths = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
      return paths.filter { $0.hasSuffix(".wir") }.sorted().compactMap {
        (try? Data(contentsOf: folder.appendingPathComponent($0))).map { [UInt8]($0) }
      }
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
}
