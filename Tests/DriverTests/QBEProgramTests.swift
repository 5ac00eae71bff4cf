// Programs in QBE's language that work with the C library, in Tests/QBETests/Programs/: built by the command at both levels of
// effort, linked in every way, and made by way of text for the assembler, each does what its comments state
// (TestSupport/ProgramExpectation.swift says how). So does the program in C in Equivalent/ of the same name, which the statement
// comes from. `NAME.c` beside `NAME.ssa` is linked with it.

import Foundation
import TestSupport
import Testing

@Suite struct QBEProgramTests {
  private static let folder = ProjectFiles.root.appendingPathComponent("Tests/QBETests/Programs")

  static let names = ProjectFiles.files(below: folder, ending: ".ssa").map { String($0.dropLast(4)) }

  @Test func thereArePrograms() { #expect(Self.names.count >= 30) }

  /// Notes what a program does otherwise than is stated.
  private func expect(
    _ expectation: ProgramExpectation, of program: String, in folder: String, _ what: String
  ) throws {
    try Data(expectation.input.utf8).write(to: URL(fileURLWithPath: "\(folder)/input"))
    let run = try ChildProcess.run(program, expectation.arguments, input: "\(folder)/input", seconds: 60)
    let errors = String(decoding: run.errors, as: UTF8.self)
    #expect(run.status == expectation.status, "\(what): \(errors)")
    #expect(expectation.comparable(String(decoding: run.output, as: UTF8.self)) == expectation.output, "\(what)")
    #expect(errors.split(separator: "\n").map(String.init) == expectation.errors, "\(what)")
  }

  private func expectation(of name: String) throws -> ProgramExpectation {
    let text = try String(contentsOf: Self.folder.appendingPathComponent(name + ".ssa"), encoding: .utf8)
    let expectation = try ProgramExpectation(text, comment: "#")
    try #require(expectation.isStated && !expectation.output.isEmpty, "\(name) states nothing")
    return expectation
  }

  @Test(arguments: names, ["0", "2"]) func doesWhatItStates(name: String, level: String) throws {
    let expectation = try expectation(of: name)
    let source = Self.folder.appendingPathComponent(name + ".ssa").path
    let other = Self.folder.appendingPathComponent(name + ".c").path
    let more = FileManager.default.fileExists(atPath: other) ? ["--link-argument", other] : []
    try withTemporaryFolder { folder in
      for way in [[], ["--dynamic"], ["--pie"], ["--pie", "--dynamic"]] {
        let program = "\(folder)/program"
        let words = ["build", "-O\(level)", source, "--link", "cc", "-lm", "-o", program] + way + more
        // A process of its own: what this one writes, another of its threads may hand to a child that it just starts, and then
        // it cannot be executed.
        let built = try ChildProcess.run(weftCommand().path, words)
        #expect(built.status == 0 && built.errors.isEmpty, "\(String(decoding: built.errors, as: UTF8.self))")
        try expect(expectation, of: program, in: folder, way.joined(separator: " "))
      }
      // As behind a compiler that calls QBE.
      let text = "\(folder)/program.s"
      _ = try run(weftCommand().path, ["qbe", "-O\(level)", "-t", "amd64_sysv", "-o", text, source])
      _ = try run("cc", [text] + more.dropFirst() + ["-o", "\(folder)/program", "-lm"])
      try expect(expectation, of: "\(folder)/program", in: folder, "weft qbe")
    }
  }

  @Test(arguments: names) func equivalentInCDoesTheSame(name: String) throws {
    let source = Self.folder.appendingPathComponent("Equivalent/\(name).c").path
    try withTemporaryFolder { folder in
      _ = try run("gcc", ["-O1", "-w", "-o", "\(folder)/program", source, "-lm"])
      try expect(expectation(of: name), of: "\(folder)/program", in: folder, "in C")
    }
  }
}
