// `weft build`: from texts in the IR to an executable.

import Compiler
import CrossCheck
import Gen
import Glibc
import IR
import Image

/// `weft build`.
enum BuildSubcommand {
  private static let files = Operand<[String]>.oneOrMore(
    "FILE", values: .file, "a text in Weft's IR, or '-' for standard input; several make one program")
  private static let output = Option<String?>.text(
    "output", short: "o", placeholder: "OUT", values: .file, "the file to write")
  private static let strip = Option<Bool>.flag(
    "strip", "leave out all that the program does not need to run: symbols, unwind information, the table of sections")
  private static let debug = Option<Bool>.flag("debug", short: "g", "tell debuggers lines, functions and parameters")

  static let row: Subcommand = .init(
    "build", "compile a program in Weft's IR",
    description: [
      "Reads the files as one program and writes a static executable for Linux. When anything is wrong, nothing is written, and what was there stays."
    ],
    options: [
      output.declaration, CompilerOptions.level.declaration, CompilerOptions.cpu.declaration, debug.declaration,
      strip.declaration,
    ],
    operands: [files.declaration],
    exits: [.init(.success, "the executable is written"), .init(.failure, "it is not"), .init(.wrongUse)],
    examples: [
      .init("weft build hello.wir -o hello", "make an executable"),
      .init("weft build --strip hello.wir -o hello", "make a small one"),
      .init("weft build -O0 -g main.wir queue.wir -o prog", "make one for a debugger, of two files"),
    ]
  ) { (arguments, console) throws(Failure) in
    guard let path = arguments[output] else {
      throw Failure(
        .error("no file to write is named", help: ["write: weft build FILE -o OUT"]), exitCode: .wrongUse)
    }
    let program = try ProgramText(arguments[files], console: console)
    let result = Module.read(program.moduleSources)
    guard result.diagnostics.isEmpty else {
      program.write(result.diagnostics, to: console)
      return .failure
    }
    var options = try CompilerOptions.read(arguments)
    options.isStripped = arguments[strip]
    options.hasDebugInformation = arguments[debug] && !arguments[strip]
    options.directory = CompilerOptions.currentFolder()
    let bytes: [UInt8]
    do throws(CompilationError) {
      bytes = try Compilation(result.module, options).executable().bytes
    } catch {
      throw CompilerOptions.failure(error, result.module, program)
    }
    try FileWriter.create(path, with: bytes, isExecutable: true)
    return .success
  }
}
