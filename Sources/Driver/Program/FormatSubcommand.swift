// `weft fmt`: the canonical form of a text in the IR, comments included.

import IR

/// `weft fmt`.
enum FormatSubcommand {
  private static let files = Operand<[String]>.oneOrMore(
    "FILE", values: .file, "a text in Weft's IR, or '-' for standard input")
  private static let check = Option<Bool>.flag("check", "change nothing; print the names of files that would change")

  static let row: Subcommand = .init(
    "fmt", "format texts in Weft's IR",
    description: [
      "Writes each file anew in the canonical form, and leaves alone those that have it. Comments stay. Standard input is printed to standard output.",
      "A text that cannot be read is reported and left as it is.",
    ],
    options: [check.declaration], operands: [files.declaration],
    exits: [
      .init(.success), .init(.failure, "a text is wrong, or with --check: a file would change"), .init(.wrongUse),
    ],
    examples: [
      .init("weft fmt hello.wir", "format a file where it stands"),
      .init("weft fmt --check *.wir", "see whether all files are formatted"),
    ]
  ) { (arguments, console) throws(Failure) in
    var outcome = ExitCode.success
    for path in arguments[files] {
      let program = try ProgramText([path], console: console)
      // Each file by itself: what others define, it imports.
      let result = Module.parse(program.moduleSources, keepsTrivia: true)
      guard result.diagnostics.isEmpty else {
        program.write(result.diagnostics, to: console)
        outcome = .failure
        continue
      }
      let text = result.module.text(trivia: result.trivia)
      let isFormatted = text == program.sources[0].bytes
      if arguments[check] {
        guard !isFormatted else { continue }
        console.output.write("\(path)\n")
        outcome = .failure
      } else if path == "-" {
        console.output.write(contentsOf: text)
      } else if !isFormatted {
        try FileWriter.replace(path, with: text)
      }
    }
    return outcome
  }
}
