// `weft run`: executes a program in the IR.

import Compiler
import CrossCheck
import Glibc
import IR
import Image
import VM

/// `weft run`.
enum RunSubcommand {
  private static let machine = Option<Bool>.flag("vm", "execute the program in the reference machine")
  private static let with = Option<[String]>.texts(
    "with", placeholder: "FILE", values: .file, "a further text of the program")
  private static let trace = Option<Bool>.flag(
    "trace", "tell of every instruction that is executed, with its operands, on standard error")
  private static let steps = Option<String?>.text(
    "max-steps", placeholder: "N", "end the program with a trap after so many instructions")
  private static let seed = Option<String?>.text(
    "seed", placeholder: "N", "take another legal schedule of tasks and threads: the same one for the same number")
  private static let schedules = Option<String?>.text(
    "schedules", placeholder: "N", "try the schedules of the seeds 1 to N, and report the first that ends otherwise")
  private static let words = Operand<[String]>.oneOrMore(
    "FILE|ARGUMENT", values: .file,
    "the program, or '-' for standard input, and its arguments; -- before those with dashes")

  static let row: Subcommand = .init(
    "run", "run a program in Weft's IR",
    description: [
      """
      Compiles the program into memory and executes it, or with --vm has the reference machine do so, with its \
      arguments, this command's standard input and output, and its environment. The exit status is the program's own; of a named trap or a deadlock it is 134, of a signal 128 and its number, as of a stack that is exhausted, and standard error says what happened where.
      """,
      """
      Tasks run in the defined order. With --schedules the program runs again and again, with the same input, and what \
      it writes is compared and shown once.
      """,
    ],
    options: [
      machine.declaration, with.declaration, CompilerOptions.level.declaration, CompilerOptions.cpu.declaration,
      CompilerOptions.stack.declaration, CompilerOptions.checkStacks.declaration,
      CompilerOptions.reportCrashes.declaration,
      trace.declaration, steps.declaration,
      seed.declaration, schedules.declaration, ProgramText.language.declaration,
    ],
    operands: [words.declaration],
    exits: [.init(.success, "the program's own status"), .init(.failure), .init(.wrongUse)],
    examples: [
      .init("weft run hello.wir", "compile a program into memory and execute it"),
      .init("weft run --vm hello.wir", "run a program in the reference machine"),
      .init("weft run --vm main.wir --with queue.wir 8", "run a program of two files, with an argument"),
      .init("weft run --vm --schedules 100 queue.wir", "try a hundred schedules of its tasks and threads"),
      .init("weft run --vm grep.wir -- -i needle", "hand the program an option of its own"),
    ]
  ) { (arguments, console) throws(Failure) in
    let given = arguments[words]
    let limit = try number(arguments[steps], of: steps, from: 1)
    let chosen = try number(arguments[seed], of: seed)
    let count = try number(arguments[schedules], of: schedules, from: 1)
    if chosen != nil, count != nil {
      throw Failure(
        .error(
          "\(seed.declaration.spelling) and \(schedules.declaration.spelling) exclude each other",
          help: ["one takes a schedule, the other tries those of the seeds 1 to N"]), exitCode: .wrongUse)
    }
    let program = try ProgramText(
      [given[0]] + arguments[with], language: arguments[ProgramText.language], console: console)
    let result = program.read()
    guard result.diagnostics.isEmpty else {
      program.write(result.diagnostics, to: console)
      return .failure
    }
    guard let main = result.module.symbol(named: "main"),
      case .function = result.module.symbols[main].definition
    else {
      throw Failure(
        .error(
          "the program has no function @main",
          help: ["define 'func @main() -> i32', or name the text that does: --with FILE"]))
    }
    guard arguments[machine] else {
      for (isGiven, option) in [
        (arguments[trace], trace.declaration), (limit != nil, steps.declaration), (chosen != nil, seed.declaration),
        (count != nil, schedules.declaration),
      ] where isGiven {
        throw Failure(
          .error("\(option.spelling) is of the reference machine", help: ["write: weft run --vm \(option.spelling) …"]),
          exitCode: .wrongUse)
      }
      return try runNatively(result.module, program, given, try CompilerOptions.readWithTasks(arguments), console)
    }
    var options = MachineOptions(arguments: given, environment: environmentVariables())
    options.maximumSteps = limit
    options.seed = chosen
    if arguments[trace] {
      let errors = console.errors
      options.trace = { line in errors.write(line + "\n") }
    }
    if let count { return try compareSchedules(count, result.module, options, console) }
    let input: KeptInput?
    switch console.input {
    case .descriptor:
      input = nil
      options.isProcess = true
      options.inheritedDescriptors = inheritedDescriptors()
    case .bytes:
      input = try KeptInput(console: console)
      options.capturesOutput = true
      options.standardInput = input?.descriptor ?? 0
    }
    let machine = Machine(module: result.module, options: options)
    let outcome = machine.run()
    withExtendedLifetime(input) {}
    console.output.write(contentsOf: machine.output)
    console.errors.write(contentsOf: machine.errorOutput)
    tell(outcome, console)
    return .success
  }

  /// Compiles the program into memory and executes it.
  private static func runNatively(
    _ module: Module, _ program: ProgramText, _ words: [String], _ options: CompilationOptions, _ console: Console
  ) throws(Failure) -> ExitCode {
    let bytes: [UInt8]
    do throws(CompilationError) {
      bytes = try Compilation(module, options).executable().bytes
    } catch {
      throw CompilerOptions.failure(error, module, program)
    }
    let arguments = words.map { FileName.bytes(of: $0) }
    do throws(ExecutionError) {
      let executable = try MemoryProgram(bytes)
      guard case .bytes(let input) = console.input else {
        // The program begins with what this command was given.
        signal(SIGPIPE, SIG_DFL)
        defer { signal(SIGPIPE, SIG_IGN) }
        try executable.become(Invocation(arguments: arguments))
        return .failure
      }
      let end = try executable.run(Invocation(arguments: arguments, .kept(input: input)))
      console.output.write(contentsOf: end.output)
      console.errors.write(contentsOf: end.errors)
      console.program.status = UInt8(truncatingIfNeeded: end.status ?? 0)
    } catch {
      throw Failure(.error("\(error)"))
    }
    return .success
  }

  /// Says how a program ended, and makes that the command's own status.
  private static func tell(_ outcome: MachineOutcome, _ console: Console) {
    if case .trapped(let report) = outcome {
      for line in report.lines { console.errors.write(line + "\n") }
    }
    console.program.status = outcome.status
  }

  /// Runs the defined schedule and those of the seeds 1 to `count`.
  private static func compareSchedules(
    _ count: UInt64, _ module: Module, _ options: MachineOptions, _ console: Console
  ) throws(Failure) -> ExitCode {
    var options = options
    options.capturesOutput = true
    let input = try KeptInput(console: console)
    options.standardInput = input.descriptor
    var first: (outcome: MachineOutcome, output: [UInt8])?
    var seed: UInt64 = 0
    while seed <= count {
      options.seed = seed == 0 ? options.seed : seed
      input.rewind()
      let machine = Machine(module: module, options: options)
      let outcome = machine.run()
      guard let known = first else {
        first = (outcome, machine.output)
        console.output.write(contentsOf: machine.output)
        console.errors.write(contentsOf: machine.errorOutput)
        tell(outcome, console)
        if case .trapped = outcome { return .success }
        seed += 1
        continue
      }
      var isOther = outcome.status != known.outcome.status || machine.output != known.output
      if case .trapped = outcome { isOther = true }
      if isOther {
        console.program.status = nil
        let isOtherEnd = outcome.status != known.outcome.status
        let what =
          isOtherEnd ? "ends otherwise: status \(outcome.status), not \(known.outcome.status)" : "writes otherwise:"
        console.errors.write("weft: seed \(seed) \(what)\n")
        if case .trapped(let report) = outcome {
          for line in report.lines { console.errors.write(line + "\n") }
        } else if !isOtherEnd {
          console.errors.write(contentsOf: machine.output)
        }
        return .failure
      }
      seed += 1
    }
    return .success
  }

  private static func number(
    _ text: String?, of option: Option<String?>, from least: UInt64 = 0
  ) throws(Failure) -> UInt64? {
    guard let text else { return nil }
    guard let number = UInt64(text), number >= least else {
      throw Failure(
        .error("\(option.declaration.spelling) takes a number from \(least) to \(UInt64.max), not '\(text)'"),
        exitCode: .wrongUse)
    }
    return number
  }

  /// The descriptors that this process was started with, beside the standard ones: what it opens itself is not handed on.
  private static func inheritedDescriptors() -> [Int32] {
    guard let folder = opendir("/proc/self/fd") else { return [] }
    defer { closedir(folder) }
    var numbers: [Int32] = []
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      guard let number = Int32(name), number > 2, number != dirfd(folder) else { continue }
      let flags = fcntl(number, F_GETFD)
      if flags >= 0, flags & FD_CLOEXEC == 0 { numbers.append(number) }
    }
    return numbers
  }

  /// The environment of this process, as `NAME=VALUE`.
  private static func environmentVariables() -> [String] {
    var variables: [String] = []
    var next = environ
    while let variable = next.pointee {
      variables.append(String(cString: variable))
      next += 1
    }
    return variables
  }
}

/// Standard input, kept so that several runs can read it from the begin.
private final class KeptInput {
  let descriptor: Int32

  init(console: Console) throws(Failure) {
    let bytes: [UInt8]
    switch console.input {
    case .bytes(let given): bytes = given
    case .descriptor(let descriptor):
      // What somebody types is not waited for.
      bytes = isatty(descriptor) == 1 ? [] : try FileReader.readAll(from: descriptor, name: FileReader.standardInput)
    }
    var template = FileName.terminated("\(TemporaryFolder.parent)/weft-input-XXXXXX")
    descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw Self.problem(errno) }
    unlink(template)
    if let number = WholeWrite.write(bytes, to: descriptor) { throw Self.problem(number) }
  }

  private static func problem(_ number: Int32) -> Failure {
    Failure(.error("cannot keep the input: \(String(cString: strerror(number)))"))
  }

  deinit { close(descriptor) }

  func rewind() { lseek(descriptor, 0, SEEK_SET) }
}
