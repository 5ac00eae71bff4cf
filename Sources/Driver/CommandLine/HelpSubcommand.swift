// `weft help`: the help of any subcommand, by its words.

/// `weft help`.
enum HelpSubcommand {
  private static let words = Operand<[String]>.anyNumber(
    "SUBCOMMAND", values: .suggested({ Command.table.children.map(\.name) }),
    "the words of a subcommand, as in 'abi show'")

  static let row: Subcommand = .init(
    "help", "show the help of a subcommand",
    operands: [words.declaration], exits: [.init(.success), .init(.wrongUse, "there is no such subcommand")],
    examples: [
      .init("weft help", "what there is"),
      .init("weft help completion", "the same as 'weft completion --help'"),
    ]
  ) { (arguments, console) throws(Failure) in
    Help.write(try path(to: arguments[words]), to: console.output)
    return .success
  }

  /// The subcommand that words name.
  static func path(to words: [String]) throws(Failure) -> CommandPath {
    var path = CommandPath(root: Command.table)
    for word in words {
      guard let child = path.leaf.child(word) else {
        let near = Suggestion.nearest(to: word, among: path.leaf.children.map(\.name))
        throw Failure(
          .error(
            "'\(path.spelling)' has no subcommand '\(word)'", help: near.map { ["did you mean '\($0)'?"] } ?? []),
          exitCode: .wrongUse)
      }
      path.append(child)
    }
    return path
  }
}
