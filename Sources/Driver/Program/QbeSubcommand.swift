// `weft qbe`: the command line of QBE, for compilers that have QBE behind them.

import CrossCheck
import Compiler
import Gen
import IR

/// `weft qbe`.
enum QbeSubcommand {
  private static let files = Operand<[String]>.anyNumber(
    "FILE", values: .file, "a text in QBE's intermediate language, or '-' for standard input, as without any")
  private static let output = Option<String?>.text(
    "output", short: "o", placeholder: "OUT", values: .file, "the file to write; standard output where none is named")
  private static let target = Option<TargetName>.choice(
    "target", short: "t", placeholder: "TARGET", default: .systemV,
    "the machine and its convention; '?' has the one that is meant without it printed")
  private static let dump = Option<String?>.text(
    "dump", short: "d", placeholder: "FLAGS", "accepted and without effect: weft build --emit shows the steps")

  /// What code is made for.
  private enum TargetName: String, CaseIterable, Sendable {
    case systemV = "amd64_sysv"
    case asked = "?"
  }

  static let row: Subcommand = .init(
    "qbe", "compile QBE's language, as the command of QBE does",
    description: [
      "Writes text for 'as' and 'cc' that stands where QBE's own would stand. The code may lie anywhere in a program, so that it is linked with or without -pie.",
      "'weft build --emit obj' and '--link cc' do without the text, which takes the assembler longer to read than Weft takes to write it.",
    ],
    options: [
      output.declaration, target.declaration, dump.declaration, CompilerOptions.level.declaration,
      CompilerOptions.cpu.declaration,
    ],
    operands: [files.declaration],
    exits: [.init(.success, "the text is written"), .init(.failure, "it is not"), .init(.wrongUse)],
    examples: [
      .init("weft qbe -o out.s in.ssa", "compile a file"),
      .init("cproc-qbe <in.i | weft qbe -t amd64_sysv >out.s", "compile what another program writes"),
    ]
  ) { (arguments, console) throws(Failure) in
    if arguments[target] == .asked {
      console.output.write("\(TargetName.systemV.rawValue)\n")
      return .success
    }
    let paths = arguments[files].isEmpty ? ["-"] : arguments[files]
    let program = try ProgramText(paths, language: .qbe, console: console)
    let result = program.read()
    guard result.diagnostics.isEmpty else {
      program.write(result.diagnostics, to: console)
      return .failure
    }
    var options = CompilerOptions.read(arguments)
    options.generation.hasEntry = false
    options.generation.position = .executable
    let text: [UInt8]
    do throws(CompilationError) {
      text = try Compilation.assembly(of: result.module, options)
    } catch {
      throw CompilerOptions.failure(error, result.module, program)
    }
    guard let path = arguments[output], path != "-" else {
      console.output.write(contentsOf: text)
      return .success
    }
    try FileWriter.create(path, with: text, isExecutable: false)
    return .success
  }
}
