// The options of subcommands that compile, declared once, and what is said when compiling fails.

import Compiler
import CrossCheck
import Gen
import Glibc
import IR
import Image

/// The options of subcommands that compile.
enum CompilerOptions {
  static let level = Option<OptimizationLevel>.choice(
    "optimize", short: "O", placeholder: "LEVEL", default: .best, "0 compiles fastest, 2 runs fastest")
  static let cpu = Option<ProcessorLevel>.choice(
    "cpu", placeholder: "LEVEL", default: .v1,
    "what the processor has that will run the program: that of x86-64-v1, v2 or v3, or of this machine")

  static let stack = Option<String?>.text(
    "stack", placeholder: "SIZE",
    "the stack of tasks whose need nobody can tell and that ask for none: a power of two from 4K to 1G, 256K if not given"
  )

  static let checkStacks = Option<Bool>.flag(
    "check-stacks",
    "have the program look whether each task keeps to the bound of its stack, and end where one does not")

  static let reportCrashes = Option<Bool>.flag(
    "report-crashes",
    "have a program report its crashes, too, that has no tasks, threads or signals, whose programs all do")

  /// How much is done for good code.
  enum OptimizationLevel: String, CaseIterable, Sendable {
    case fast = "0"
    case best = "2"
  }

  /// What the processor has that will run the program.
  enum ProcessorLevel: String, CaseIterable, Sendable {
    case v1, v2, v3, native
  }

  /// The compiler's options as they were given.
  static func read(_ arguments: Arguments) -> CompilationOptions {
    var options = CompilationOptions()
    options.generation.level = arguments[level] == .fast ? .fast : .best
    switch arguments[cpu] {
    case .v1: options.generation.features = .level1
    case .v2: options.generation.features = .level2
    case .v3: options.generation.features = .level3
    case .native: options.generation.features = .host
    }
    options.producer = "weft \(Command.version)"
    return options
  }

  /// The compiler's options of programs with tasks, as they were given.
  static func readWithTasks(_ arguments: Arguments) throws(Failure) -> CompilationOptions {
    var options = read(arguments)
    options.runtime.checksStacks = arguments[checkStacks]
    options.runtime.reportsCrashes = arguments[reportCrashes]
    if let text = arguments[stack] { options.usualStack = try stackSize(text) }
    return options
  }

  /// A size of a stack: a power of two, with K, M or G for their multiples of bytes.
  private static func stackSize(_ text: String) throws(Failure) -> UInt64 {
    let units: [Character: UInt64] = ["K": 10, "M": 20, "G": 30]
    let unit = text.last.flatMap { units[$0] }
    if let number = UInt64(unit == nil ? text[...] : text.dropLast()), number > 0, number.nonzeroBitCount == 1,
      case let places = UInt64(number.trailingZeroBitCount) + (unit ?? 0), (12...30).contains(places)
    {
      return 1 << places
    }
    throw Failure(
      .error(
        "\(stack.declaration.spelling) takes a power of two from 4K to 1G, not '\(text)'",
        help: ["write: \(stack.declaration.spelling) 64K"]), exitCode: .wrongUse)
  }

  /// The folder that this command works in.
  static func currentFolder() -> String {
    guard let folder = getcwd(nil, 0) else { return "." }
    defer { free(folder) }
    return FileName.text(ofTerminated: folder)
  }

  /// Why a program was not compiled, as a failure of the command.
  static func failure(_ error: CompilationError, _ module: Module, _ program: ProgramText) -> Failure {
    switch error {
    case .noMain:
      return Failure(
        .error(
          "the program has no function @main",
          help: ["define 'func @main() -> i32', or name the text that does"]))
    case .undefined(let symbol):
      let place = module.symbols[symbol].source
      return Failure(
        program.diagnostic(
          for: ModuleDiagnostic(
            "@\(module.name(of: symbol)) is used and nowhere defined", at: place, length: 1,
            help: [
              "name the text that defines it as a further file",
              "link with libc, where that defines it: weft build --link cc",
            ])))
    case .refused(let refusal):
      let function = module.functions[refusal.function]
      let place = refusal.instruction.map { function.place(of: $0) } ?? function.source
      return Failure(
        program.diagnostic(
          for: ModuleDiagnostic(
            refusal.message, at: place, length: 1,
            help: refusal.asksForEntry
              ? ["an executable without libc has it; texts for GNU as with --start, and object files not at all"]
              : refusal.instruction == nil ? [] : ["the reference machine has it: weft run --vm"])))
    case .runtime(let faults):
      // The verifier has seen that the program leaves the runtime's names alone.
      let told = faults.first.map { ": \($0.message)" } ?? ""
      return Failure(.error("the runtime does not go with the program\(told)"))
    case .image(let error):
      // Of the whole program: the text that was named first stands for it.
      return Failure(
        .error("no file can be made of the program: \(error)", file: program.sources.first?.name, help: error.advice))
    }
  }
}

extension ImageError {
  /// What to do about it, where that is not plain.
  fileprivate var advice: [String] {
    guard case .tooManySections = self else { return [] }
    return ["name fewer sections: what is to be found together may share one"]
  }
}
