// Reads a text of C declarations: the parser's state, its way through the tokens, and the declarations of a text.
//
// The grammar's parts are extensions, one file each: specifiers and type names, declarators, records and enumerations,
// attributes, constant expressions. A syntax error is thrown and caught where the next declaration, member or
// enumerator can be found; an error of meaning is reported and the parser goes on with an invalid type, about which
// nothing more is said.

/// What a name stands for.
enum Symbol {
  case typeName(TypeIndex, place: Range<Int>?)
  case constant(Operand, place: Range<Int>?)
  case object(TypeIndex, place: Range<Int>)

  /// Where the text declares the name; nil for a name that it did not declare.
  var place: Range<Int>? {
    switch self {
    case .typeName(_, let place), .constant(_, let place): place
    case .object(_, let place): place
    }
  }
}

/// What a tag stands for.
enum Tag {
  case record(Int)
  case enumeration(Int)
}

/// Reads declarations.
struct DeclarationParser {
  let text: [UInt8]
  let tokens: [CToken]
  let names: NameTable
  let target: Target
  private let pragmas: [LayoutPragma]

  var types = TypeTable()
  var engine: LayoutEngine
  /// What ordinary names and tags stand for, by the name's number.
  var symbols: [Symbol?]
  var tags: [Tag?]
  /// Types that have been turned into what the engine takes.
  var converted: [TypeIndex: CType] = [:]

  private(set) var errors: [DeclarationError]
  /// The next token.
  private var position = 0
  /// How deeply the grammar is nested at the moment.
  private var nesting = 0
  /// Above zero, what is read is not evaluated: division by zero is no error there.
  var unevaluated = 0

  /// The limit of `#pragma pack`, and what `push` has put aside.
  private(set) var packLimit: UInt64?
  private var packStack: [(name: String?, limit: UInt64?)] = []
  /// Whether a pragma whose effect is not known came before: what is laid out from there on would be a guess.
  private(set) var isLayoutUnknown = false

  /// The records to list: numbers of `types.records`, in the order in which the text begins them.
  var listedRecords: [Int] = []
  /// The typedefs to list.
  var listedTypeNames: [(name: UInt32, type: TypeIndex, range: Range<Int>)] = []

  /// How deeply parentheses, braces and operators may be nested.
  static let greatestNesting = 100

  init(_ text: [UInt8], _ lexed: LexedText, target: Target) {
    var names = lexed.names
    let predeclared = PredeclaredNames.numbered(in: &names)
    self.text = text
    self.names = names
    self.target = target
    tokens = lexed.tokens
    pragmas = lexed.pragmas
    errors = lexed.errors
    engine = LayoutEngine(target: target)
    symbols = [Symbol?](repeating: nil, count: names.count)
    tags = [Tag?](repeating: nil, count: names.count)
    skipPragmas()
    declare(predeclared)
  }

  // MARK: - Tokens

  /// The token that is next.
  var token: CToken { tokens[position] }

  var kind: CToken.Kind { tokens[position].kind }

  /// The keyword that is next, if it is one.
  var keyword: Keyword? { keyword(of: token) }

  func keyword(of token: CToken) -> Keyword? {
    let keywords = CLexer.keywords.keyword
    return token.kind == .identifier && Int(token.number) < keywords.count ? keywords[Int(token.number)] : nil
  }

  /// The token after the next one.
  var following: CToken {
    var index = min(position + 1, tokens.count - 1)
    while tokens[index].kind == .pragma { index += 1 }
    return tokens[index]
  }

  /// Where the token before the next one ends.
  private(set) var previousEnd = 0

  mutating func advance() {
    guard kind != .end else { return }
    previousEnd = token.range.upperBound
    position += 1
    skipPragmas()
  }

  /// Takes the next token if it is of a kind.
  mutating func take(_ wanted: CToken.Kind) -> Bool {
    guard kind == wanted else { return false }
    advance()
    return true
  }

  mutating func take(_ wanted: Keyword) -> Bool {
    guard keyword == wanted else { return false }
    advance()
    return true
  }

  mutating func expect(_ wanted: CToken.Kind, _ spelling: String, _ context: String) throws(DeclarationError) {
    guard take(wanted) else { throw unexpected("\(spelling) \(context)") }
  }

  func spelling(of token: CToken) -> String { String(decoding: text[token.range], as: UTF8.self) }

  /// The error that the next token does not belong here.
  func unexpected(_ expected: String) -> DeclarationError {
    if kind == .end { return DeclarationError(token.range, "the text ends too early", expected: expected) }
    let shown = spelling(of: token)
    let cut = shown.utf8.count > 40 ? String(shown.prefix(40)) + "…" : shown
    return DeclarationError(token.range, "'\(cut)' does not belong here", expected: expected)
  }

  mutating func report(_ error: DeclarationError) {
    if errors.count < Declarations.greatestErrorCount { errors.append(error) }
  }

  private mutating func skipPragmas() {
    while kind == .pragma {
      switch pragmas[Int(token.number)] {
      case .set(let limit): packLimit = limit
      case .push(let name, let limit):
        packStack.append((name, packLimit))
        if let limit { packLimit = limit }
      case .pop(let name):
        guard let index = name == nil ? packStack.indices.last : packStack.lastIndex(where: { $0.name == name }) else {
          report(DeclarationError(token.range, "there is no '#pragma pack(push)' for this pop"))
          break
        }
        packLimit = packStack[index].limit
        packStack.removeSubrange(index...)
      case .unknown:
        isLayoutUnknown = true
      }
      position += 1
    }
  }

  /// Goes one level deeper in the grammar; `leave` goes back.
  mutating func enter() throws(DeclarationError) {
    guard nesting < Self.greatestNesting else {
      throw DeclarationError(token.range, "this is nested more than \(Self.greatestNesting) levels deep")
    }
    nesting += 1
  }

  mutating func leave() { nesting -= 1 }

  // MARK: - Skipping

  /// Moves behind the bracket that closes the one that is next.
  mutating func skipBalanced() throws(DeclarationError) {
    let opening = token
    var depth = 0
    repeat {
      switch kind {
      case .openBrace, .openParenthesis, .openBracket: depth += 1
      case .closeBrace, .closeParenthesis, .closeBracket: depth -= 1
      case .end:
        throw DeclarationError(
          opening.range, "'\(spelling(of: opening))' is never closed", expected: "its closing bracket before the end")
      default: break
      }
      advance()
    } while depth > 0
  }

  /// Moves to the `,` or `;` that ends an initializer.
  mutating func skipInitializer() throws(DeclarationError) {
    while true {
      switch kind {
      case .comma, .semicolon, .end, .closeBrace, .closeParenthesis, .closeBracket: return
      case .openBrace, .openParenthesis, .openBracket: try skipBalanced()
      default: advance()
      }
    }
  }

  /// After a syntax error: moves behind the next `;`, or before the `}` that closes what we are in.
  mutating func recover() {
    var depth = 0
    while true {
      switch kind {
      case .end: return
      case .openBrace, .openParenthesis, .openBracket: depth += 1
      case .closeBrace:
        if depth == 0 { return }
        depth -= 1
      case .closeParenthesis, .closeBracket: depth = max(0, depth - 1)
      case .semicolon where depth == 0:
        advance()
        return
      default: break
      }
      advance()
    }
  }

  // MARK: - The text

  /// Reads the whole text.
  mutating func parseText() {
    while kind != .end, errors.count < Declarations.greatestErrorCount {
      if take(.semicolon) { continue }
      do throws(DeclarationError) {
        try parseExternalDeclaration()
      } catch {
        report(error)
        nesting = 0
        unevaluated = 0
        recover()
        // A brace that closes nothing would otherwise be found again and again.
        if kind == .closeBrace { advance() }
      }
    }
  }

  private mutating func parseExternalDeclaration() throws(DeclarationError) {
    switch keyword {
    case .staticAssert: return try parseStaticAssertion()
    case .assembler:
      advance()
      while keyword == .qualifier { advance() }
      guard kind == .openParenthesis else { throw unexpected("'(' after asm") }
      try skipBalanced()
      return try expect(.semicolon, "';'", "after an asm declaration")
    default: break
    }
    var specifiers = try parseSpecifiers(in: .file)
    if take(.semicolon) { return }
    var isFirst = true
    while true {
      let declarator = try parseDeclarator(.named)
      if take(.assembler) {
        guard kind == .openParenthesis else { throw unexpected("'(' after asm") }
        try skipBalanced()
      }
      let attributes = try parseAttributes()
      let type = declare(declarator, specifiers, attributes)
      if isFirst, case .function = types.node(type), try skipFunctionBody() { return }
      isFirst = false
      if take(.equal) { try skipInitializer() }
      if take(.comma) {
        specifiers.attributes.merge(try parseAttributes())
        continue
      }
      return try expect(.semicolon, "',' or ';'", "after a declarator")
    }
  }

  /// Skips a function's body, with what older texts put before it: the declarations of its parameters.
  private mutating func skipFunctionBody() throws(DeclarationError) -> Bool {
    guard kind == .openBrace else { return false }
    try skipBalanced()
    return true
  }

  /// Gives a name its meaning. Returns the type that the declarator makes.
  @discardableResult
  private mutating func declare(
    _ declarator: Declarator, _ specifiers: Specifiers, _ trailing: Attributes
  ) -> TypeIndex {
    var attributes = specifiers.attributes
    attributes.merge(declarator.attributes)
    attributes.merge(trailing)
    let type = build(declarator, on: specifiers, attributes)
    // `typedef struct { … } name` with a faulty attribute: the record, which has no other name, is faulty with it.
    if attributes.isFaulty, let number = specifiers.definedRecord, types.records[number].tag == nil {
      types.records[number].isInvalid = true
    }
    guard let name = declarator.name else { return type }
    if specifiers.isTypedef {
      declareTypeName(name, declarator, type, alignment: attributes.alignment)
    } else {
      if case .typeName(_, let place?)? = symbols[Int(name)] {
        reportRedefinition(of: name, declarator.range, before: place)
      }
      symbols[Int(name)] = .object(type, place: declarator.range)
    }
    return type
  }

  private mutating func declareTypeName(
    _ name: UInt32, _ declarator: Declarator, _ type: TypeIndex, alignment: UInt64?
  ) {
    let alias = add(.alias(name: name, of: type, alignment: alignment), at: declarator.range)
    if let symbol = symbols[Int(name)], let place = symbol.place {
      guard case .typeName(let before, _) = symbol, types.areSame(before, type) else {
        reportRedefinition(of: name, declarator.range, before: place)
        return
      }
    }
    symbols[Int(name)] = .typeName(alias, place: declarator.range)
    listedTypeNames.append((name, alias, declarator.range))
    // `typedef struct { … } name;`: the name is the record's own.
    if case .record(let number) = types[type], types.records[number].tag == nil,
      types.records[number].typedefType == nil
    {
      types.records[number].typedefType = alias
    }
  }

  mutating func reportRedefinition(of name: UInt32, _ range: Range<Int>, before: Range<Int>) {
    report(
      DeclarationError(
        range, "'\(names[name])' is declared twice, as different things",
        notes: [.init(range: before, message: "it is first declared here")]))
  }

  /// `_Static_assert(condition, "message")`, which is checked.
  mutating func parseStaticAssertion() throws(DeclarationError) {
    let start = token.range.lowerBound
    advance()
    try expect(.openParenthesis, "'('", "after _Static_assert")
    let condition = try parseConstant("a static assertion")
    var message = ""
    if take(.comma) {
      guard kind == .string else { throw unexpected("a string that says what is asserted") }
      while kind == .string {
        message += " " + spelling(of: token)
        advance()
      }
    }
    try expect(.closeParenthesis, "')'", "after a static assertion")
    if condition.value == 0 {
      let stated = message.isEmpty ? "" : ":\(message)"
      report(
        DeclarationError(start..<previousEnd, "the static assertion does not hold on \(target.rawValue)\(stated)"))
    }
    try expect(.semicolon, "';'", "after a static assertion")
  }

  /// Adds a type, or says that it is too deep.
  mutating func add(_ node: TypeNode, at range: Range<Int>) -> TypeIndex {
    if let index = types.add(node) { return index }
    report(DeclarationError(range, "this type is made of more than \(TypeTable.greatestDepth) levels of types"))
    return TypeTable.invalid
  }
}
