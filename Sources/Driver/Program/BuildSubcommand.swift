// `weft build`: from texts in the IR to an executable, an object file, or a step on the way.

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
    "what to write: the canonical text of the program, its machine instructions with their registers, its code as text for GNU as, an object file for linkers, or the executable"
  )
  private static let pie = Option<Bool>.flag(
    "pie", "with --link, --emit obj or asm: code that lies anywhere in the program that it is linked into")
  private static let pic = Option<Bool>.flag(
    "pic", "with --emit obj or asm: code that lies anywhere in a shared library, too")
  private static let start = Option<Bool>.flag(
    "start", "with --emit asm: write _start, too, for a program that is linked without libc")
  private static let debug = Option<Bool>.flag("debug", short: "g", "tell debuggers lines, functions and parameters")

  private static let schedules = Option<Bool>.flag(
    "schedules", "have the environment variable WEFT_SCHEDULE=seed:N make the order in which tasks run")
  private static let time = Option<Bool>.flag("time", "tell on standard error how long each phase took")
  private static let stats = Option<Bool>.flag(
    "stats", "tell on standard error how much there was of everything: functions, moves, bytes by section")
  private static let json = Option<Bool>.flag("json", "write what --time and --stats tell as JSON")

  /// What is written.
  enum Form: String, CaseIterable, Sendable {
    case ir, mir, asm, obj, exe
  }

  static let row: Subcommand = .init(
    "build", "compile a program in Weft's IR",
    description: [
      "Reads the files as one program and writes a static executable for Linux. When anything is wrong, nothing is written, and what was there stays.",
      "Texts go to standard output where no file is named. Only an executable asks for @main, and for all that is used to be defined: an object file, and what 'as' makes of the text for it, is linked with others.",
    ],
    options: [
      output.declaration, CompilerOptions.level.declaration, CompilerOptions.cpu.declaration,
      CompilerOptions.stack.declaration, CompilerOptions.checkStacks.declaration,
      CompilerOptions.reportCrashes.declaration, schedules.declaration,
      debug.declaration, strip.declaration, emit.declaration, pie.declaration, pic.declaration, start.declaration,
    ] + Linking.options + [
      ProgramText.language.declaration, time.declaration, stats.declaration, json.declaration,
    ],
    operands: [files.declaration],
    exits: [.init(.success, "the executable is written"), .init(.failure, "it is not"), .init(.wrongUse)],
    examples: [
      .init("weft build hello.wir -o hello", "make an executable"),
      .init("weft build --strip hello.wir -o hello", "make a small one"),
      .init("weft build --link cc -lm hello.ssa -o hello", "make one with libc and libm"),
      .init("weft build --emit obj queue.wir -o queue.o", "make an object file that C is linked with"),
      .init("weft build --emit asm --pie queue.wir -o queue.s", "make a text that 'as' assembles, for a PIE"),
      .init("weft build -O0 -g main.wir queue.wir -o prog", "make one for a debugger, of two files"),
    ]
  ) { (arguments, console) throws(Failure) in
    let form = arguments[emit]
    let path = try outputPath(arguments, form)
    let isMeasured = arguments[time] || arguments[stats]
    if isMeasured, form != .exe, form != .obj {
      throw Failure(
        .error(
          "--time and --stats are about executables and object files", help: ["leave out --emit \(form.rawValue)"]),
        exitCode: .wrongUse)
    }
    if arguments[json], !isMeasured {
      throw Failure(.error("--json is about --time and --stats", help: ["add one of them"]), exitCode: .wrongUse)
    }
    let position = try position(arguments, form)
    let linking = try Linking(arguments, position, isStripped: arguments[strip])
    if linking != nil, form != .exe {
      throw Failure(
        .error("--link makes an executable", help: ["leave out --emit \(form.rawValue)"]), exitCode: .wrongUse)
    }
    // What a linker takes.
    let made = linking == nil ? form : .obj
    var report = BuildReport()
    let program = try ProgramText(arguments[files], language: arguments[ProgramText.language], console: console)
    report.finish("open")
    var options = try CompilerOptions.readWithTasks(arguments)
    options.isStripped = arguments[strip]
    options.runtime.hasSchedules = arguments[schedules]
    options.hasDebugInformation = arguments[debug] && !arguments[strip]
    options.directory = CompilerOptions.currentFolder()
    options.generation.isMeasured = isMeasured
    options.generation.position = position
    options.generation.hasEntry = made == .exe || made == .mir || arguments[start]
    // Of what brings the runtime, a function that is compiled as it is read knows nothing.
    let hasRuntime = options.runtime.reportsCrashes && options.generation.hasEntry
    let isStreamed = (made == .exe || made == .obj) && program.isInIR && !hasRuntime
    var bytes = isStreamed ? try file(made, reading: program, options, &report) : nil
    if bytes == nil {
      let result = program.read()
      report.finish("read and verify")
      guard result.diagnostics.isEmpty else {
        program.write(result.diagnostics, to: console)
        return .failure
      }
      do throws(CompilationError) {
        switch made {
        case .ir: bytes = result.module.text()
        case .mir: bytes = try Compilation.machineText(of: result.module, options)
        case .asm: bytes = try Compilation.assembly(of: result.module, options)
        case .obj, .exe: bytes = try file(made, of: result.module, options, &report)
        }
      } catch {
        throw CompilerOptions.failure(error, result.module, program)
      }
    }
    guard var bytes else { return .failure }
    if let linking {
      bytes = try linking.link(bytes)
      report.finish("link")
    }
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

  /// Where the code is to lie, after the options that speak of it were found to agree.
  private static func position(_ arguments: Arguments, _ form: Form) throws(Failure) -> CodePosition {
    func refuse(_ message: String, _ help: String) -> Failure {
      Failure(.error(message, help: [help]), exitCode: .wrongUse)
    }
    let isMovable = arguments[pie] || arguments[pic]
    let isLinked = arguments[Linking.compiler] != nil
    if isMovable, form == .exe, !isLinked {
      throw refuse(
        "the executable lies where it was linked for",
        "--pie and --pic are for --emit obj and asm, and --pie for --link")
    }
    if arguments[pic], isLinked {
      throw refuse("--link makes a program, and --pic code for a library", "write --pie")
    }
    if arguments[start], form != .asm { throw refuse("--start is about texts for GNU as", "add --emit asm") }
    if arguments[start], isMovable {
      throw refuse("_start is for programs that lie where they were linked for", "leave out --pie and --pic")
    }
    return arguments[pic] ? .library : arguments[pie] ? .executable : .fixed
  }

  /// The bytes of an executable or object file, whose functions are compiled as they are read; nil where the program has a fault,
  /// or must be seen as a whole.
  private static func file(
    _ form: Form, reading program: ProgramText, _ options: CompilationOptions, _ report: inout BuildReport
  ) throws(Failure) -> [UInt8]? {
    var watch = report
    guard
      let compilation = Compilation(reading: program.moduleSources, options, finished: { watch.finish($0, $1) })
    else { return nil }
    report = watch
    do throws(CompilationError) {
      return try file(form, of: compilation, &report)
    } catch {
      throw CompilerOptions.failure(error, Module(), program)
    }
  }

  /// The bytes of an executable or object file of a module that was verified.
  private static func file(
    _ form: Form, of module: Module, _ options: CompilationOptions, _ report: inout BuildReport
  ) throws(CompilationError) -> [UInt8] {
    var watch = report
    let compilation = try Compilation(module, options) { watch.finish($0, $1) }
    report = watch
    return try file(form, of: compilation, &report)
  }

  private static func file(
    _ form: Form, of compilation: Compilation, _ report: inout BuildReport
  ) throws(CompilationError) -> [UInt8] {
    let bytes = form == .obj ? try compilation.objectFile().bytes : try compilation.executable().bytes
    report.finish("lay out file")
    report.count(compilation, fileBytes: bytes.count)
    return bytes
  }

  /// The file to write; nil is standard output.
  private static func outputPath(_ arguments: Arguments, _ form: Form) throws(Failure) -> String? {
    guard let path = arguments[output] else {
      guard form == .exe || form == .obj else { return nil }
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
