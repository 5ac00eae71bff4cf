// Programs that are linked with libc, by the command itself and through the text that stands in place of QBE's.

import Foundation
import TestSupport
import Testing

@testable import Driver

@Suite struct LinkTests {
  private static let corpus = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../QBETests/Corpus").standardized

  static let programs: [String] = {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: corpus.path)) ?? []
    return files.filter { $0.hasSuffix(".ssa") }.map { String($0.dropLast(4)) }.sorted()
  }()

  @Test func thereArePrograms() { #expect(Self.programs.count >= 6) }

  /// Runs a command line of the shell in a folder; gives its status and what it wrote.
  private func shell(_ line: String, in folder: URL) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", line]
    process.currentDirectoryURL = folder
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, output)
  }

  private func withFolder(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("weft-link-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder)
  }

  @Test(arguments: programs, ["0", "2"]) func programsOfTheCorpusRun(name: String, level: String) throws {
    let source = Self.corpus.appendingPathComponent(name + ".ssa").path
    let expected = try String(contentsOf: Self.corpus.appendingPathComponent(name + ".out"), encoding: .utf8)
    try withFolder { folder in
      func expectRun(_ what: String) throws {
        #expect(try shell("./program; echo \"exit $?\"", in: folder).output == expected, "\(what)")
      }
      let program = folder.appendingPathComponent("program").path
      for way in [[], ["--dynamic"], ["--pie"], ["--pie", "--dynamic"]] {
        let words = ["build", "-O\(level)", source, "--link", "cc", "-lm"] + way + ["-o", program]
        // A process of its own, as in QBEProgramTests.
        let built = try TestSupport.ChildProcess.run(weftCommand().path, words)
        #expect(built.status == 0 && built.errors.isEmpty, "\(String(decoding: built.errors, as: UTF8.self))")
        try expectRun(way.joined(separator: " "))
      }
      // The text goes where QBE's goes: to the C compiler as it is.
      let text = folder.appendingPathComponent("out.s").path
      #expect(weft("qbe", "-O\(level)", "-t", "amd64_sysv", "-o", text, source).code == .success)
      for way in ["-static", "-no-pie", "-pie", "-static-pie"] {
        #expect(try shell("cc \(way) out.s -o program -lm", in: folder).output == "")
        try expectRun("qbe \(way)")
      }
    }
  }

  @Test func nothingIsLeftAndTheOldFileStays() throws {
    try withFolder { folder in
      let command = try weftCommand().path
      let text = """
        import func @missing() -> i32 c
        func @main() -> i32 {
        entry:
          %r = call @missing()
          return %r
        }
        """
      try text.write(to: folder.appendingPathComponent("program.wir"), atomically: true, encoding: .utf8)
      try "int missing(void) { return 7; }".write(
        to: folder.appendingPathComponent("missing.c"), atomically: true, encoding: .utf8)
      let good =
        "TMPDIR=$PWD '\(command)' build program.wir --link cc --link-argument missing.c -o program; echo $?; ./program; echo $?; ls"
      #expect(try shell(good, in: folder).output == "0\n7\nmissing.c\nprogram\nprogram.wir\n")
      let bad = "TMPDIR=$PWD '\(command)' build program.wir --link cc -o program; echo $?; ./program; echo $?; ls"
      let output = try shell(bad, in: folder).output
      // What the C compiler says is shown.
      #expect(output.contains("undefined reference to `missing'"))
      #expect(
        output.hasSuffix(
          "weft: error: 'cc' did not link the program: it says why above\n1\n7\nmissing.c\nprogram\nprogram.wir\n"))
    }
  }

  /// ELF's plain table of sections holds so many: more are refused, and named is the text. The text for GNU as has them all.
  @Test func moreSectionsThanAFileHas() throws {
    let data = (0..<65_279).map { "section \".s\($0)\" data $d\($0) = { w \($0) }\n" }.joined()
    let text = data + "export function w $main() {\n@start\n\t%x =w loadw $d42\n\tret %x\n}\n"
    try withFolder { folder in
      let file = folder.appendingPathComponent("many.ssa").path
      try text.write(toFile: file, atomically: true, encoding: .utf8)
      let program = folder.appendingPathComponent("program").path
      for words in [["--emit", "obj"], ["--link", "cc"]] {
        let outcome = weft(["build", file, "-o", program] + words)
        #expect(outcome.code == .failure && outcome.output == "")
        #expect(
          outcome.errors == """
            \(file): error: no file can be made of the program: 65286 sections are more than a file can number
              help: name fewer sections: what is to be found together may share one

            """)
        #expect(!FileManager.default.fileExists(atPath: program))
      }
      let written = weft("qbe", file)
      #expect(written.code == .success && written.errors == "")
      #expect(written.output.ranges(of: "\n  .section .s").count == 65_279)
    }
  }

  @Test func qbeReadsStandardInput() throws {
    let text = "export function w $main() {\n@start\n\tret 42\n}\n"
    for words in [["qbe"], ["qbe", "-"], ["qbe", "-d", "AP", "-t", "amd64_sysv", "-o", "-"]] {
      let outcome = weft(words, input: text)
      #expect(outcome.code == .success && outcome.errors == "")
      #expect(outcome.output.contains("  .globl main\n") && !outcome.output.contains("_start:"))
    }
    let wrong = weft(["qbe"], input: "export function w $main() {\n@start\n\tret %x\n}\n")
    #expect(wrong.code == .failure && wrong.errors.hasPrefix("<stdin>:3:6: error: "))
  }
}
