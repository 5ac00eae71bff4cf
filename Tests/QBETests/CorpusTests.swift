// Programs that a C compiler made: linked with the C library, they print what the same C prints, and exit so.

import Compiler
import Foundation
import Gen
import IR
import Image
import QBE
import TestSupport
import Testing

@Suite struct CorpusTests {
  static let root = ProjectFiles.root.appendingPathComponent("Tests/QBETests/Corpus")
  static let files = ProjectFiles.files(below: root, ending: ".ssa")

  @Test func thereAreFiles() { #expect(Self.files.count >= 6) }

  @Test(arguments: files, [GenerationOptions.Level.fast, .best])
  func printsWhatIsStated(file: String, level: GenerationOptions.Level) throws {
    let bytes = try ProjectFiles.bytes(of: Self.root.appendingPathComponent(file))
    let wanted = try String(
      contentsOf: Self.root.appendingPathComponent(file.dropLast(4) + ".out"), encoding: .utf8)
    let run = try LinkedProgram.run(bytes, level: level)
    let printed = String(decoding: run.output, as: UTF8.self) + "exit \(run.status)\n"
    #expect(printed == wanted, "\(String(decoding: run.errors, as: UTF8.self))")
  }
}

/// Programs that are linked with the C library, and with other C code.
enum LinkedProgram {
  /// What the compiler writes of a program: text that the C compiler has assembled, or an object file.
  enum Form { case text, object }

  /// Runs a program in QBE's intermediate language.
  /// - Parameters:
  ///   - c: C text that is linked with it.
  ///   - compiler: What compiles that, as `optimization` says.
  static func run(
    _ bytes: [UInt8], level: GenerationOptions.Level, form: Form = .text, c: String? = nil, compiler: String = "gcc",
    optimization: String = "-O1"
  ) throws -> ChildRun {
    let result = Module.importQBE(ModuleSource(name: "program.ssa", bytes: bytes))
    #expect(result.diagnostics.map(\.message) == [])
    #expect(result.module.verify().map(\.message) == [])
    var options = CompilationOptions()
    options.generation.level = level
    options.generation.threads = 1
    // The C library has an entry of its own.
    options.generation.hasEntry = false
    let written =
      switch form {
      case .text: try Compilation.assembly(of: result.module, options)
      case .object: try Compilation(result.module, options).objectFile().bytes
      }
    return try withTemporaryFolder { folder in
      let file = "\(folder)/program.\(form == .text ? "s" : "o")"
      try Data(written).write(to: URL(fileURLWithPath: file))
      var sources = [file]
      if let c {
        try c.write(toFile: "\(folder)/other.c", atomically: true, encoding: .utf8)
        let object = "\(folder)/other.o"
        _ = try TestSupport.run(compiler, ["-c", "-fno-pie", optimization, "-w", "-o", object, "\(folder)/other.c"])
        sources.append(object)
      }
      _ = try TestSupport.run("gcc", ["-static", "-no-pie", "-o", "\(folder)/program"] + sources + ["-lm"])
      return try ChildProcess.run("\(folder)/program", [], seconds: 60)
    }
  }
}
