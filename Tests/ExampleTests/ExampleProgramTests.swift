// Runs every program of Examples/ in the machine: it does what its comments state, is formatted, opens with what it
// teaches, and has its line in Examples/README.md. A new example needs no line here.

import Foundation
import IR
import TestSupport
import Testing
import VM

@Suite struct ExampleProgramTests {
  static let folder = ProjectFiles.root.appendingPathComponent("Examples")

  /// The names of the programs.
  static let files = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
    .filter { $0.hasSuffix(".wir") }.sorted()

  /// A program as read from its file.
  private struct Program {
    let name: String
    let bytes: [UInt8]
    let result: ParseResult
    let expectation: ProgramExpectation

    init(_ name: String) throws {
      self.name = name
      bytes = try ProjectFiles.bytes(of: folder.appendingPathComponent(name))
      result = Module.read([ModuleSource(name: name, bytes: bytes)], keepsTrivia: true)
      expectation = try ProgramExpectation(String(decoding: bytes, as: UTF8.self))
    }

    /// Runs it, on the defined schedule or that of a seed, and compares what it does with what it states.
    func run(seed: UInt64?) throws {
      let run = try ProgramRun(result.module, name: name, expectation, seed: seed, maximumSteps: 50_000_000)
      #expect(run.differences(from: expectation) == [], "of seed \(seed ?? 0)")
    }
  }

  @Test func thereAreExamples() { #expect(Self.files.count >= 30) }

  @Test(arguments: files) func isFormatted(file: String) throws {
    let program = try Program(file)
    #expect(program.result.diagnostics.map(\.message) == [])
    let printed = program.result.module.text(trivia: program.result.trivia)
    #expect(String(decoding: printed, as: UTF8.self) == String(decoding: program.bytes, as: UTF8.self))
    #expect(program.bytes.starts(with: "; ".utf8), "the first line says what the program teaches")
  }

  @Test(arguments: files) func doesWhatItStates(file: String) throws {
    let program = try Program(file)
    try program.run(seed: nil)
    for seed in 0..<program.expectation.schedules { try program.run(seed: seed + 1) }
  }

  @Test func theTableNamesEveryProgram() throws {
    let text = try String(contentsOf: Self.folder.appendingPathComponent("README.md"), encoding: .utf8)
    let named = text.matches(of: /\[[^\]]+\]\(([^)\/]+\.wir)\)/).map { String($0.1) }
    #expect(named.sorted() == Self.files)
    let run = text.matches(of: /`weft run --vm Examples\/([^ `]+\.wir)[^`]*` \|\n/).map { String($0.1) }
    #expect(run == named, "each line says how its program is run")
  }
}
