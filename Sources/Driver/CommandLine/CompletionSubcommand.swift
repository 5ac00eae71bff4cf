// `weft completion`: completion scripts for the user's shell.

/// `weft completion`.
enum CompletionSubcommand {
  private enum Shell: String, CaseIterable {
    case bash
  }

  private static let shell = Operand<String>.one(
    "SHELL", values: .oneOf(Shell.allCases.map(\.rawValue)), "the shell to write for")

  private static let operandsOf = Option<String?>.text(
    "operands-of", placeholder: "SUBCOMMAND",
    "print only the words that may stand for the operands of a subcommand, as of 'abi show'")

  static let row: Subcommand = .init(
    "completion", "print a completion script for the shell",
    description: [
      """
      The script completes subcommands, options, the values of options, and operands. What is too much for a script, as \
      the names of constants, it asks for with --operands-of.
      """
    ],
    options: [operandsOf.declaration],
    operands: [shell.declaration],
    exits: [.init(.success), .init(.wrongUse)],
    examples: [
      .init("source <(weft completion bash)", "complete in this shell"),
      .init(
        "weft completion bash > ~/.local/share/bash-completion/completions/weft",
        "complete in every later shell, where the package bash-completion is installed"),
    ]
  ) { (arguments, console) throws(Failure) in
    if let subcommand = arguments[operandsOf] {
      let path = try HelpSubcommand.path(to: subcommand.split(separator: " ").map(String.init))
      for word in path.leaf.operands.last?.values.suggestions ?? [] { console.output.write(word + "\n") }
      return .success
    }
    BashCompletion.write(for: Command.table, to: console.output)
    return .success
  }
}
