// Where the `weft` command starts: its table of subcommands, and the way from a command line to an exit code.

import CrossCheck
import Glibc

/// The `weft` command.
public enum Command {
  /// What `weft --version` prints.
  static let version = "0.1.0"

  /// Every subcommand. Parsing, help, hints and completion all follow from here.
  static let table: Subcommand = .init(
    group: "weft", "a compiler backend for Linux, and the Linux ABI as checked data",
    examples: [
      .init("weft help completion", "how to make the shell complete weft's subcommands and options"),
      .init("weft --version", "the version"),
    ],
    [
      AbiGroup.row, BuildSubcommand.row, CheckSubcommand.row, CompletionSubcommand.row, FormatSubcommand.row,
      HelpSubcommand.row, InspectSubcommand.row,
      QbeSubcommand.row, RunSubcommand.row,
    ])

  /// Runs the command line this process was started with, and exits.
  public static func main() {
    // Where nobody reads any more, a write says so, and the command ends as it would have.
    signal(SIGPIPE, SIG_IGN)
    let console = Console.standard()
    let code = run(words(), on: console)
    exit(Int32(console.program.status ?? code.rawValue))
  }

  /// The words that this process was started with. The names of files among them need not be UTF-8.
  private static func words() -> [String] {
    guard CommandLine.argc > 1 else { return [] }
    return (1..<Int(CommandLine.argc)).compactMap { index in
      CommandLine.unsafeArgv[index].map { word in
        FileName.text(ofTerminated: word)
      }
    }
  }

  /// Runs a command line, given without the command's own name.
  static func run(_ words: [String], on console: Console) -> ExitCode {
    let code = perform(words, on: console)
    var outcome = code
    do {
      try console.output.finish()
    } catch {
      switch error {
      case .readerGone: break
      case .system(let number):
        let diagnostic = Diagnostic.error("cannot write the output: \(String(cString: strerror(number)))")
        DiagnosticRenderer.write(diagnostic, to: console.errors)
        if outcome == .success { outcome = .failure }
      }
    }
    // There is nobody left to tell when errors cannot be written.
    try? console.errors.finish()
    return outcome
  }

  private static func perform(_ words: [String], on console: Console) -> ExitCode {
    let request: Request
    do {
      request = try CommandLineParser.parse(words, root: table)
    } catch {
      console.apply(error.color)
      DiagnosticRenderer.write(.error(error.message, help: error.hints), to: console.errors)
      console.errors.write(Help.usage(of: error.path) + "\n")
      return .wrongUse
    }
    switch request {
    case .help(let path, let color):
      console.apply(color)
      Help.write(path, to: console.output)
      return .success
    case .version:
      console.output.write("weft \(version)\n")
      return .success
    case .run(let action, let arguments):
      console.apply(arguments[CommonOptions.color])
      do {
        return try action(arguments, console)
      } catch {
        for diagnostic in error.diagnostics { DiagnosticRenderer.write(diagnostic, to: console.errors) }
        return error.exitCode
      }
    }
  }
}
