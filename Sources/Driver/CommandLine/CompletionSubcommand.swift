// `weft completion`: completion scripts for the user's shell.

/// `weft completion`.
enum CompletionSubcommand {
  private enum Shell: String, CaseIterable {
    case bash
  }

  private static let shell = Operand<String>.one(
    "SHELL", values: .oneOf(Shell.allCases.map(\.rawValue)), "the shell to write for")

  static let row: Subcommand = .init(
    "completion", "print a completion script for the shell",
    description: ["The script completes subcommands, options, the values of options, and operands."],
    operands: [shell.declaration],
    exits: [.init(.success), .init(.wrongUse)],
    examples: [
      .init("source <(weft completion bash)", "complete in this shell"),
      .init(
        "weft completion bash > ~/.local/share/bash-completion/completions/weft",
        "complete in every later shell, where the package bash-completion is installed"),
    ]
  ) { (_, console) throws(Failure) in
    BashCompletion.write(for: Command.table, to: console.output)
    return .success
  }
}
