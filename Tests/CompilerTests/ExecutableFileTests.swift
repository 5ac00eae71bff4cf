// The files that are made of the examples, as other programs read them: by default, with debugging information, stripped.

import Compiler
import Foundation
import Gen
import IR
import Image
import TestSupport
import Testing

@Suite struct ExecutableFileTests {
  private static let examples = ProjectFiles.programs(below: ProjectFiles.root.appending(path: "Examples"))

  private enum Kind: CaseIterable {
    case plain, debug, stripped
  }

  /// Programs that read ELF files and complain of what they do not like.
  private static let readers: [(program: String, arguments: [String])] = [
    ("eu-elflint", ["--gnu-ld", "--strict"]), ("readelf", ["--all", "--wide"]), ("readelf", ["--debug-dump"]),
    ("eu-readelf", ["--all"]), ("eu-readelf", ["--debug-dump"]),
  ]

  /// The verifier of debugging information, where it is installed.
  private static let verifier = ["llvm-dwarfdump", "llvm-dwarfdump-14"].lazy.map { "/usr/bin/\($0)" }
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  private static func module(_ example: String) throws -> Module {
    let bytes = try ProjectFiles.bytes(of: ProjectFiles.root.appending(path: "Examples/\(example)"))
    return Module.read([ModuleSource(name: example, bytes: bytes)]).module
  }

  /// A program's file, or nil where machine code does not have one of its operations.
  private static func executable(
    _ module: Module, _ kind: Kind, _ level: GenerationOptions.Level
  ) throws -> Executable? {
    var options = CompilationOptions()
    options.generation.level = level
    options.hasDebugInformation = kind == .debug
    options.isStripped = kind == .stripped
    do throws(CompilationError) {
      return try Compilation(module, options).executable()
    } catch .refused { return nil }
  }

  @Test func thereAreExamples() throws {
    let compiled = try Self.examples.filter { try Self.executable(Self.module($0), .plain, .fast) != nil }
    #expect(compiled.count >= 30)
  }

  @Test(arguments: examples, GenerationOptions.Level.allCases)
  func readersAreContent(example: String, level: GenerationOptions.Level) throws {
    let module = try Self.module(example)
    try withTemporaryFolder { folder in
      for kind in Kind.allCases {
        guard let executable = try Self.executable(module, kind, level) else { return }
        let file = "\(folder)/\(kind)"
        try Data(executable.bytes).write(to: URL(filePath: file))
        // A stripped file has nothing to dump.
        for (program, arguments) in Self.readers where kind != .stripped || arguments != ["--debug-dump"] {
          let ran = try ChildProcess.run(program, arguments + [file])
          let said = String(decoding: ran.output + ran.errors, as: UTF8.self)
          #expect(ran.status == 0, "\(program) \(kind): \(said)")
          if program == "eu-elflint" { #expect(said == "No errors\n", "\(kind)") }
          for line in said.split(separator: "\n") {
            let lowered = line.lowercased()
            for word in ["warning", "error:", "invalid", "corrupt", "???"] where lowered.contains(word) {
              Issue.record("\(program) \(kind): \(line)")
            }
          }
        }
        guard kind == .debug, let verifier = Self.verifier else { continue }
        let verified = try ChildProcess.run(verifier, ["--verify", file])
        #expect(verified.status == 0, "\(String(decoding: verified.output + verified.errors, as: UTF8.self))")
      }
    }
  }
}
