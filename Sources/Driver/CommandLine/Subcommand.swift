// One row of the command table: a subcommand, or a group of them.

/// A subcommand and all that is known about it.
struct Subcommand: Sendable {
  /// What the subcommand does; a failure that it throws is printed by the caller.
  typealias Action = @Sendable (Arguments, Console) throws(Failure) -> ExitCode

  /// A command line worth copying, and what it does.
  struct Example: Sendable {
    let command: String
    let effect: String

    init(_ command: String, _ effect: String) {
      self.command = command
      self.effect = effect
    }
  }

  /// An exit code with the words this subcommand has for it.
  struct Exit: Sendable {
    let code: ExitCode
    let meaning: String

    init(_ code: ExitCode, _ meaning: String? = nil) {
      self.code = code
      self.meaning = meaning ?? code.meaning
    }
  }

  let name: String
  /// One line: what it does, without a full stop.
  let summary: String
  /// Paragraphs for the help.
  let description: [String]
  let options: [OptionDeclaration]
  let operands: [OperandDeclaration]
  let exits: [Exit]
  let examples: [Example]
  /// The subcommands of a group.
  let children: [Subcommand]
  /// Nil for a group.
  let action: Action?

  /// A subcommand that does something.
  init(
    _ name: String, _ summary: String, description: [String] = [], options: [OptionDeclaration] = [],
    operands: [OperandDeclaration] = [], exits: [Exit] = [Exit(.success), Exit(.failure), Exit(.wrongUse)],
    examples: [Example], action: @escaping Action
  ) {
    self.name = name
    self.summary = summary
    self.description = description
    self.options = options
    self.operands = operands
    self.exits = exits
    self.examples = examples
    self.children = []
    self.action = action
  }

  /// A group of subcommands.
  init(group name: String, _ summary: String, description: [String] = [], examples: [Example], _ children: [Subcommand])
  {
    self.name = name
    self.summary = summary
    self.description = description
    self.options = []
    self.operands = []
    self.exits = ExitCode.allCases.map { Exit($0) }
    self.examples = examples
    self.children = children
    self.action = nil
  }

  /// The child of that name.
  func child(_ name: String) -> Subcommand? { children.first { $0.name == name } }
}

/// The way from the root of the table to a subcommand.
struct CommandPath: Sendable {
  /// Never empty: the root comes first.
  private(set) var steps: [Subcommand]

  init(root: Subcommand) { self.steps = [root] }

  /// The subcommand the path leads to.
  var leaf: Subcommand { steps[steps.count - 1] }

  /// The words that are typed to get there.
  var spelling: String { steps.map(\.name).joined(separator: " ") }

  /// Goes on to a child.
  mutating func append(_ child: Subcommand) { steps.append(child) }

  /// The options that may be given here: the subcommand's own, then those of every command.
  var options: [OptionDeclaration] {
    leaf.options + CommonOptions.everywhere + (steps.count == 1 ? [CommonOptions.version.declaration] : [])
  }
}
