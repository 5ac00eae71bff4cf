// How a subcommand declares its options and operands. A declaration is data, from which parsing, help, hints and
// completion follow; the typed key around it is how the subcommand reads what was given.

/// What may stand where a value or an operand is asked for.
enum Values: Sendable {
  /// Any text.
  case any
  /// The path of a file, or `-` for standard input.
  case file
  /// One of these words.
  case oneOf([String])
  /// One of these words, or the path of a file.
  case oneOfOrFile([String])
  /// Any text; these words are offered as completions.
  case suggested(@Sendable () -> [String])

  /// The words that can be listed ahead.
  var words: [String] {
    switch self {
    case .any, .file, .suggested: []
    case .oneOf(let words), .oneOfOrFile(let words): words
    }
  }

  /// The words that are many: they are made when they are asked for.
  var suggestions: [String] {
    if case .suggested(let words) = self { words() } else { [] }
  }

  /// Whether there may be suggestions.
  var hasSuggestions: Bool {
    if case .suggested = self { true } else { false }
  }

  /// Whether the path of a file may stand here.
  var includeFiles: Bool {
    switch self {
    case .file, .oneOfOrFile: true
    case .any, .oneOf, .suggested: false
    }
  }
}

/// An option, as the command line spells it and the help describes it.
struct OptionDeclaration: Sendable {
  /// The long word, without its dashes.
  let name: String
  /// The one-letter alias, where custom has one.
  let short: Character?
  /// What the help calls the value; nil for a flag, which takes none.
  let placeholder: String?
  let values: Values
  /// Whether each occurrence adds a value; else the last one counts.
  let repeats: Bool
  let summary: String

  /// The long word as it is typed.
  var spelling: String { "--\(name)" }
}

/// A typed key to what an option was given.
struct Option<Value: Sendable>: Sendable {
  let declaration: OptionDeclaration
  /// Makes the value of the words given: all of them were accepted by the declaration, the oldest first.
  let read: @Sendable ([String]) -> Value
}

extension Option where Value == Bool {
  /// An option that is there or not.
  static func flag(_ name: String, short: Character? = nil, _ summary: String) -> Self {
    Self(
      declaration: OptionDeclaration(
        name: name, short: short, placeholder: nil, values: .any, repeats: false, summary: summary),
      read: { !$0.isEmpty })
  }
}

extension Option where Value == String? {
  /// An option with free text or a path as its value.
  static func text(
    _ name: String, short: Character? = nil, placeholder: String, values: Values = .any, _ summary: String
  ) -> Self {
    Self(
      declaration: OptionDeclaration(
        name: name, short: short, placeholder: placeholder, values: values, repeats: false, summary: summary),
      read: { $0.last })
  }
}

extension Option where Value == [String] {
  /// An option that may be given several times, each time with free text or a path.
  static func texts(
    _ name: String, short: Character? = nil, placeholder: String, values: Values = .any, _ summary: String
  ) -> Self {
    Self(
      declaration: OptionDeclaration(
        name: name, short: short, placeholder: placeholder, values: values, repeats: true, summary: summary),
      read: { $0 })
  }
}

extension Option where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
  /// An option whose value is one of an enumeration's cases.
  static func choice(
    _ name: String, short: Character? = nil, placeholder: String, default standard: Value, _ summary: String
  ) -> Self {
    Self(
      declaration: OptionDeclaration(
        name: name, short: short, placeholder: placeholder, values: .oneOf(Value.allCases.map(\.rawValue)),
        repeats: false, summary: summary),
      read: { $0.last.flatMap(Value.init(rawValue:)) ?? standard })
  }
}

extension Option {
  /// An option whose value, if it is given, is one of an enumeration's cases.
  static func choice<Case>(_ name: String, placeholder: String, _ summary: String) -> Self
  where Value == Case?, Case: RawRepresentable & CaseIterable, Case.RawValue == String {
    Self(
      declaration: OptionDeclaration(
        name: name, short: nil, placeholder: placeholder, values: .oneOf(Case.allCases.map(\.rawValue)),
        repeats: false, summary: summary),
      read: { $0.last.flatMap(Case.init(rawValue:)) })
  }

  /// An option that may be given several times, each time with one of an enumeration's cases.
  static func choices<Case>(_ name: String, placeholder: String, _ summary: String) -> Self
  where Value == [Case], Case: RawRepresentable & CaseIterable, Case.RawValue == String {
    Self(
      declaration: OptionDeclaration(
        name: name, short: nil, placeholder: placeholder, values: .oneOf(Case.allCases.map(\.rawValue)),
        repeats: true, summary: summary),
      read: { $0.compactMap(Case.init(rawValue:)) })
  }
}

/// An operand, as the usage line names it and the help describes it.
struct OperandDeclaration: Sendable {
  enum Arity: Sendable {
    case one, optional, oneOrMore, anyNumber

    /// How many words the operand cannot do without.
    var least: Int {
      switch self {
      case .one, .oneOrMore: 1
      case .optional, .anyNumber: 0
      }
    }

    /// Whether the operand takes as many words as there are.
    var isOpen: Bool {
      switch self {
      case .oneOrMore, .anyNumber: true
      case .one, .optional: false
      }
    }
  }

  let name: String
  let arity: Arity
  let values: Values
  let summary: String

  /// The operand in a usage line.
  var usage: String {
    switch arity {
    case .one: name
    case .optional: "[\(name)]"
    case .oneOrMore: "\(name)..."
    case .anyNumber: "[\(name)...]"
    }
  }
}

/// A typed key to an operand.
struct Operand<Value: Sendable>: Sendable {
  let declaration: OperandDeclaration
  /// Makes the value of the words given: as many as the declaration's arity allows.
  let read: @Sendable ([String]) -> Value
}

extension Operand where Value == String {
  /// An operand that must be given once.
  static func one(_ name: String, values: Values = .any, _ summary: String) -> Self {
    Self(
      declaration: OperandDeclaration(name: name, arity: .one, values: values, summary: summary),
      read: { $0.first ?? "" })
  }
}

extension Operand where Value == String? {
  /// An operand that may be left out.
  static func optional(_ name: String, values: Values = .any, _ summary: String) -> Self {
    Self(
      declaration: OperandDeclaration(name: name, arity: .optional, values: values, summary: summary),
      read: { $0.first })
  }
}

extension Operand where Value == [String] {
  /// An operand that must be given at least once.
  static func oneOrMore(_ name: String, values: Values = .any, _ summary: String) -> Self {
    Self(
      declaration: OperandDeclaration(name: name, arity: .oneOrMore, values: values, summary: summary), read: { $0 })
  }

  /// An operand that may be given any number of times.
  static func anyNumber(_ name: String, values: Values = .any, _ summary: String) -> Self {
    Self(
      declaration: OperandDeclaration(name: name, arity: .anyNumber, values: values, summary: summary), read: { $0 })
  }
}

/// What a command line gave, read through the keys that declared it.
struct Arguments: Sendable {
  /// The values of each option by its long name, the oldest first; a flag that was given has one empty value.
  var options: [String: [String]] = [:]
  /// The words of each operand by its name.
  var operands: [String: [String]] = [:]

  /// The value of an option.
  subscript<Value>(option: Option<Value>) -> Value { option.read(options[option.declaration.name] ?? []) }

  /// The value of an operand.
  subscript<Value>(operand: Operand<Value>) -> Value { operand.read(operands[operand.declaration.name] ?? []) }
}
