// Reads the words of a command line by the table.

/// What a command line asks for.
enum Request: Sendable {
  case run(Subcommand.Action, Arguments)
  case help(CommandPath, ColorChoice)
  case version
}

/// A command line that the table does not allow: what is wrong, where, and what to do.
struct UsageError: Error {
  let path: CommandPath
  let message: String
  var hints: [String] = []
  /// The value of `--color` up to here: the message itself heeds it.
  var color: ColorChoice = .auto
}

/// Reads the words of a command line by the table.
struct CommandLineParser {
  private var path: CommandPath
  private var arguments = Arguments()
  private var operands: [String] = []
  private var words: ArraySlice<String>

  /// Reads the words after the command's own name.
  static func parse(_ words: [String], root: Subcommand) throws(UsageError) -> Request {
    var parser = CommandLineParser(path: CommandPath(root: root), words: words[...])
    do {
      return try parser.parse()
    } catch {
      var colored = error
      colored.color = parser.arguments[CommonOptions.color]
      throw colored
    }
  }

  private init(path: CommandPath, words: ArraySlice<String>) {
    self.path = path
    self.words = words
  }

  private mutating func parse() throws(UsageError) -> Request {
    var onlyOperands = false
    while let word = words.popFirst() {
      if onlyOperands || word == "-" || !word.hasPrefix("-") {
        try takeOperand(word)
      } else if word == "--" {
        onlyOperands = true
      } else if word.hasPrefix("--") {
        try takeLongOption(word)
      } else {
        try takeShortOptions(word)
      }
      if arguments[CommonOptions.help] { return .help(pathThroughRemainingWords(), arguments[CommonOptions.color]) }
      if arguments[CommonOptions.version] { return .version }
    }
    guard let action = path.leaf.action else {
      throw UsageError(path: path, message: "no subcommand given", hints: [subcommandList()])
    }
    try bindOperands()
    return .run(action, arguments)
  }

  /// After `--help`, names of subcommands still say whose help is asked for.
  private mutating func pathThroughRemainingWords() -> CommandPath {
    while let word = words.popFirst(), let child = path.leaf.child(word) { path.append(child) }
    return path
  }

  private mutating func takeOperand(_ word: String) throws(UsageError) {
    guard path.leaf.action == nil else {
      operands.append(word)
      return
    }
    guard let child = path.leaf.child(word) else {
      throw UsageError(
        path: path, message: "'\(path.spelling)' has no subcommand '\(word)'",
        hints: [Self.hint(for: word, among: path.leaf.children.map(\.name)) ?? subcommandList()])
    }
    path.append(child)
  }

  private mutating func takeLongOption(_ word: String) throws(UsageError) {
    let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let spelling = String(parts[0])
    let attached = parts.count == 2 ? String(parts[1]) : nil
    guard let option = path.options.first(where: { $0.spelling == spelling }) else {
      throw unknownOption(spelling)
    }
    try take(option, spelled: spelling, attached: attached)
  }

  /// `-o FILE`, `-oFILE`, and several flags in one word.
  private mutating func takeShortOptions(_ word: String) throws(UsageError) {
    var letters = word.dropFirst()
    while let letter = letters.popFirst() {
      guard let option = path.options.first(where: { $0.short == letter }) else {
        throw unknownOption("-\(letter)")
      }
      if option.placeholder == nil {
        try take(option, spelled: "-\(letter)", attached: nil)
      } else {
        try take(option, spelled: "-\(letter)", attached: letters.isEmpty ? nil : String(letters))
        return
      }
    }
  }

  private mutating func take(
    _ option: OptionDeclaration, spelled spelling: String, attached: String?
  ) throws(UsageError) {
    guard let placeholder = option.placeholder else {
      guard attached == nil else {
        throw UsageError(path: path, message: "option '\(spelling)' takes no value")
      }
      arguments.options[option.name] = [""]
      return
    }
    guard let value = attached ?? words.popFirst() else {
      throw UsageError(
        path: path, message: "option '\(spelling)' needs a value", hints: [Self.expectation(placeholder, option.values)]
      )
    }
    if case .oneOf(let choices) = option.values, !choices.contains(value) {
      throw UsageError(
        path: path, message: "option '\(spelling)' cannot be '\(value)'",
        hints: [Self.hint(for: value, among: choices), Self.expectation(placeholder, option.values)].compactMap(\.self))
    }
    if option.repeats {
      arguments.options[option.name, default: []].append(value)
    } else {
      arguments.options[option.name] = [value]
    }
  }

  /// Gives each operand its words, from the left, never so many that a later one would go without.
  private mutating func bindOperands() throws(UsageError) {
    let declarations = path.leaf.operands
    var rest = operands[...]
    var owed = declarations.reduce(0) { $0 + $1.arity.least }
    for declaration in declarations {
      owed -= declaration.arity.least
      let available = max(0, rest.count - owed)
      let taken = declaration.arity.isOpen ? available : min(1, available)
      guard taken >= declaration.arity.least else {
        throw UsageError(
          path: path, message: "\(declaration.name) is missing", hints: ["\(declaration.name): \(declaration.summary)"])
      }
      if case .oneOf(let choices) = declaration.values,
        let wrong = rest.prefix(taken).first(where: { !choices.contains($0) })
      {
        throw UsageError(
          path: path, message: "\(declaration.name) cannot be '\(wrong)'",
          hints: [Self.hint(for: wrong, among: choices), Self.expectation(declaration.name, declaration.values)]
            .compactMap(\.self))
      }
      arguments.operands[declaration.name] = Array(rest.prefix(taken))
      rest = rest.dropFirst(taken)
    }
    if let extra = rest.first {
      throw UsageError(path: path, message: "'\(path.spelling)' has no use for '\(extra)'")
    }
  }

  private func unknownOption(_ spelling: String) -> UsageError {
    let known = path.options.map(\.spelling)
    // An option of a subcommand that has not been named yet is worth a better hint than a similar word.
    let owners = path.leaf.children.filter { child in child.options.contains { $0.spelling == spelling } }
    let hint: String?
    if owners.isEmpty {
      hint = spelling.hasPrefix("--") ? Self.hint(for: spelling, among: known) : nil
    } else {
      hint = "'\(spelling)' comes after a subcommand: \(Self.list(owners.map(\.name)))"
    }
    return UsageError(
      path: path, message: "'\(path.spelling)' has no option '\(spelling)'", hints: [hint].compactMap(\.self))
  }

  private func subcommandList() -> String { "subcommands are \(Self.list(path.leaf.children.map(\.name)))" }

  private static func hint(for word: String, among candidates: [String]) -> String? {
    Suggestion.nearest(to: word, among: candidates).map { "did you mean '\($0)'?" }
  }

  private static func expectation(_ placeholder: String, _ values: Values) -> String {
    switch values {
    case .any, .suggested: "\(placeholder) is any text"
    case .file: "\(placeholder) is the path of a file"
    case .oneOf(let words): "\(placeholder) is \(list(words, conjunction: "or"))"
    case .oneOfOrFile(let words): "\(placeholder) is \(list(words + ["the path of a file"], conjunction: "or"))"
    }
  }

  private static func list(_ words: [String], conjunction: String = "and") -> String {
    guard words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " \(conjunction) " + words[words.count - 1]
  }
}
