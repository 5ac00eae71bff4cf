// `weft check`: whether a program in the IR keeps to the rules.

import IR

/// `weft check`.
enum CheckSubcommand {
  private static let files = Operand<[String]>.oneOrMore(
    "FILE", values: .file,
    "a text in Weft's IR, or a .ssa file in QBE's; '-' is standard input; several make one program")

  static let row: Subcommand = .init(
    "check", "check a program in Weft's IR",
    description: [
      "Reads the files as one program and prints every fault with its place. Prints nothing when all is well.",
      "With --json, the faults are an array on standard output, which is empty when all is well.",
    ],
    options: [ProgramText.language.declaration, CommonOptions.json.declaration], operands: [files.declaration],
    exits: [.init(.success, "the program is well-formed"), .init(.failure, "it is not"), .init(.wrongUse)],
    examples: [
      .init("weft check hello.wir", "check a program"),
      .init("weft check main.wir queue.wir", "check a program of two files"),
      .init("weft check --json hello.wir", "the faults for an editor or a program that writes the text"),
    ]
  ) { (arguments, console) throws(Failure) in
    let program = try ProgramText(arguments[files], language: arguments[ProgramText.language], console: console)
    let result = program.read()
    if arguments[CommonOptions.json] {
      program.writeJSON(result.diagnostics, to: console.output)
    } else {
      program.write(result.diagnostics, to: console)
    }
    return result.diagnostics.isEmpty ? .success : .failure
  }
}
