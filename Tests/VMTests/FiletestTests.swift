// Runs every program of Filetests/ in the machine. What a program does stands in its comments: see ProgramExpectation.

import Foundation
import IR
import TestSupport
import Testing
import VM

@Suite struct FiletestTests {
  static let root = ProjectFiles.root.appendingPathComponent("Tests/VMTests/Filetests")

  /// The files by their paths below the folder.
  static let files = ProjectFiles.programs(below: root)

  @Test func thereAreFiles() { #expect(Self.files.count >= 900) }

  @Test(arguments: files) func doesWhatItStates(file: String) throws {
    let bytes = try ProjectFiles.bytes(of: Self.root.appendingPathComponent(file))
    let expectation = try ProgramExpectation(String(decoding: bytes, as: UTF8.self))
    #expect(expectation.isStated)
    let name = URL(fileURLWithPath: file).lastPathComponent
    let result = Module.read([ModuleSource(name: name, bytes: bytes)])
    #expect(result.diagnostics.map(\.message) == [])
    guard result.diagnostics.isEmpty else { return }
    func run(_ seed: UInt64?) throws -> ProgramRun {
      try ProgramRun(result.module, name: name, expectation, seed: seed, maximumSteps: 5_000_000)
    }
    if !expectation.outcomes.isEmpty {
      let found = Set(try (1...400 as ClosedRange<UInt64>).map { try run($0).outcome.status })
      #expect(found.sorted() == expectation.outcomes.sorted())
      return
    }
    for seed in 0...expectation.schedules {
      let differences = try run(seed == 0 ? nil : seed).differences(from: expectation)
      #expect(differences == [], "of seed \(seed)")
    }
  }

  /// Who states something else than a program does is told so, of each kind of thing.
  @Test func whatIsOtherwiseIsSeen() throws {
    let file = "integers/add.i8.wir"
    let bytes = try ProjectFiles.bytes(of: Self.root.appendingPathComponent("operations/\(file)"))
    let text = String(decoding: bytes, as: UTF8.self)
    let module = Module.read([ModuleSource(name: "add.i8.wir", bytes: bytes)]).module
    let run = try ProgramRun(module)
    func differences(_ old: String, _ new: String) throws -> Int {
      run.differences(from: try ProgramExpectation(text.replacing(old, with: new, maxReplacements: 1))).count
    }
    #expect(try differences("", "") == 0)
    #expect(try differences("status: 0", "status: 1") == 1)
    #expect(try differences("stdout:  00:", "stdout:  01:") == 1)
    #expect(try differences("; stdout: ", "; nothing: ") == 1)
    #expect(try differences("; stdout: ", "; stderr: ") == 2)
  }
}
