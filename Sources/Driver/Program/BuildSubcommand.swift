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
    "FILE", values: .file,
    "a text in Weft's IR, or a .ssa file in QBE's; '-' is standard input; several make one program")
  private static let output = Option<String?>.text(
    "output", short: "o", placeholder: "OUT", values: .file, "the file to write")
  private static let strip = Option<Bool>.flag(
    "strip", "leave out all that the program does not need to run: symbols, unwind information, the table of sections")
  private static let emit = Option<Form>.choice(
    "emit", placeholder: "WHAT", default: .exe,
    "what to write: the canonical text of the program, its machine instructions with their registers, its code as text for GNU as, or the executable"
  )
  private static let debug = Option<Bool>.flag("debug", short: "g", "tell debuggers lines, functions and parameters")

  private static let time = Option<Bool>.flag("time", "tell on standard error how long each phase took")
  private static let stats = Option<Bool>.flag(
    "stats", "tell on standard error how much there was of everything: functions, moves, bytes by section")
  private static let json = Option<Bool>.flag("json", "write what --time and --stats tell as JSON")

  /// What is written.
  enum Form: String, CaseIterable, Sendable {
    case ir, mir, asm, exe
  }

  static let row: Subcommand = .init(
    "build", "compile a program in Weft's IR",
    description: [
      "Reads the files as one program and writes a static executable for Linux. When anything is wrong, nothing is written, and what was there stays.",
      "Texts go to standard output where no file is named. Only an executable asks for @main, and for all that is used to be defined: 'as' makes of the text an object that is linked with others.",
    ],
    options: [
      output.declaration, CompilerOptions.level.declaration, CompilerOptions.cpu.declaration, debug.declaration,
      strip.declaration, emit.declaration, ProgramText.language.declaration, time.declaration, stats.declaration,
      json.declaration,
    ],
    operands: [files.declaration],
    exits: [.init(.success, "the executable is written"), .init(.failure, "it is not"), .init(.wrongUse)],
    examples: [
      .init("weft build hello.wir -o hello", "make an executable"),
      .init("weft build --strip hello.wir -o hello", "make a small one"),
      .init("weft build --emit asm queue.wir -o queue.s", "make a text that 'as' assembles and C is linked with"),
      .init("weft build -O0 -g main.wir queue.wir -o prog", "make one for a debugger, of two files"),
    ]
  ) { (arguments, console) throws(Failure) in
    let form = arguments[emit]
    let path = try outputPath(arguments, form)
    let isMeasured = arguments[time] || arguments[stats]
    if isMeasured, form != .exe {
      throw Failure(
        .error("--time and --stats are about executables", help: ["leave out --emit \(form.rawValue)"]),
        exitCode: .wrongUse)
    }
    if arguments[json], !isMeasured {
      throw Failure(.error("--json is about --time and --stats", help: ["add one of them"]), exitCode: .wrongUse)
    }
    var report = BuildReport()
    let program = try ProgramText(arguments[files], language: arguments[ProgramText.language], console: console)
    report.finish("open")
    var options = CompilerOptions.read(arguments)
    options.isStripped = arguments[strip]
    options.hasDebugInformation = arguments[debug] && !arguments[strip]
    options.directory = CompilerOptions.currentFolder()
    options.generation.isMeasured = isMeasured
    var bytes = form == .exe && program.isInIR ? try executable(reading: program, options, &report) : nil
    if bytes == nil {
      let result = program.read()
      report.finish("read and verify")
      guard result.diagnostics.isEmpty else {
        program.write(result.diagnostics, to: console)
        return .failure
      }
      do throws(CompilationError) {
        switch form {
        case .ir: bytes = result.module.text()
        case .mir: bytes = try Compilation.machineText(of: result.module, options)
        case .asm: bytes = try Compilation.assembly(of: result.module, options)
        case .exe: bytes = try executable(of: result.module, options, &report)
        }
      } catch {
        throw CompilerOptions.failure(error, result.module, program)
      }
    }
    guard let bytes else { return .failure }
    if let path {
      try FileWriter.create(path, with: bytes, isExecutable: form == .exe)
    } else {
      console.output.write(contentsOf: bytes)
    }
    report.finish("write")
    if isMeasured {
      report.write(
        times: arguments[time], numbers: arguments[stats], asJSON: arguments[json], to: console.errors)
    }
    return .success
  }

  /// The bytes of an executable, whose functions are compiled as they are read; nil where the program has a fault, or must be
  /// seen as a whole.
  private static func executable(
    reading program: ProgramText, _ options: CompilationOptions, _ report: inout BuildReport
  ) throws(Failure) -> [UInt8]? {
    var watch = report
    guard
      let compilation = Compilation(reading: program.moduleSources, options, finished: { watch.finish($0, $1) })
    else { return nil }
    report = watch
    do throws(CompilationError) {
      return try executable(of: compilation, &report)
    } catch {
      throw CompilerOptions.failure(error, Module(), program)
    }
  }

  /// The bytes of an executable of a module that was verified.
  private static func executable(
    of module: Module, _ options: CompilationOptions, _ report: inout BuildReport
  ) throws(CompilationError) -> [UInt8] {
    var watch = report
    let compilation = try Compilation(module, options) { watch.finish($0, $1) }
    report = watch
    return try executable(of: compilation, &report)
  }

  private static func executable(
    of compilation: Compilation, _ report: inout BuildReport
  ) throws(CompilationError) -> [UInt8] {
    let executable = try compilation.executable()
    report.finish("lay out file")
    report.count(compilation, executable)
    return executable.bytes
  }

  /// The file to write; nil is standard output.
  private static func outputPath(_ arguments: Arguments, _ form: Form) throws(Failure) -> String? {
    guard let path = arguments[output] else {
      guard form == .exe else { return nil }
      throw Failure(
        .error("no file to write is named", help: ["write: weft build FILE -o OUT"]), exitCode: .wrongUse)
    }
    if path == "-" { return nil }
    var target = stat()
    guard !path.utf8.contains(0), stat(FileName.terminated(path), &target) == 0, target.st_mode & S_IFMT == S_IFREG
    else { return path }
    for input in arguments[files] where input != "-" && !input.utf8.contains(0) {
      var source = stat()
      guard stat(FileName.terminated(input), &source) == 0 else { continue }
      if source.st_dev == target.st_dev, source.st_ino == target.st_ino {
        throw Failure(
          .error("'\(path)' is a text of the program: it would be written over", help: ["name another file with -o"]),
          exitCode: .wrongUse)
      }
    }
    return path
  }
}
