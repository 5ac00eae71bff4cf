// Declarators: the part of a declaration that holds the name, with the pointers, arrays and functions around it.

/// Whether a declarator has a name.
enum DeclaratorForm {
  /// It must have one.
  case named
  /// It must not: a type name.
  case abstract
  /// It may: a parameter.
  case either
}

/// A declarator: a name, and what makes another type out of the base type, in the order in which it applies.
struct Declarator {
  /// One step from a type to another.
  enum Step {
    case pointer(Qualifiers)
    case array(count: UInt64?)
    case function(parameters: Range<Int>, isVariadic: Bool)
    case aligned(UInt64)
  }

  var name: UInt32?
  var range = 0..<0
  var steps: [(step: Step, range: Range<Int>)] = []
  var attributes = Attributes()
}

extension DeclarationParser {
  /// Reads a declarator.
  mutating func parseDeclarator(_ form: DeclaratorForm) throws(DeclarationError) -> Declarator {
    try enter()
    defer { leave() }
    var declarator = Declarator()
    var pointers: [(step: Declarator.Step, range: Range<Int>)] = []
    declarator.attributes = try parseAttributes()
    while kind == .star {
      let star = token.range
      guard pointers.count < TypeTable.greatestDepth else {
        throw DeclarationError(token.range, "these are more than \(TypeTable.greatestDepth) pointers to pointers")
      }
      advance()
      var qualifiers = takeQualifiers()
      // An alignment here is that of the pointer.
      let range = token.range
      let attributes = try parseAttributes()
      qualifiers.formUnion(takeQualifiers())
      pointers.append((.pointer(qualifiers), star))
      if let alignment = attributes.alignment { pointers.append((.aligned(alignment), range)) }
      declarator.attributes.isFaulty = declarator.attributes.isFaulty || attributes.isFaulty
    }

    var inner: [(step: Declarator.Step, range: Range<Int>)] = []
    if kind == .identifier, keyword == nil, form != .abstract {
      declarator.name = token.number
      declarator.range = token.range
      advance()
      declarator.attributes.merge(try parseAttributesBeforeBrackets())
    } else if kind == .openParenthesis, form == .named || !startsParameters(following) {
      advance()
      let nested = try parseDeclarator(form)
      try expect(.closeParenthesis, "')'", "after a declarator")
      (declarator.name, declarator.range, inner) = (nested.name, nested.range, nested.steps)
      declarator.attributes.merge(nested.attributes)
    } else if form == .named {
      throw unexpected("a name")
    } else {
      declarator.range = token.range.lowerBound..<token.range.lowerBound
    }

    var suffixes: [(step: Declarator.Step, range: Range<Int>)] = []
    while kind == .openBracket && following.kind != .openBracket || kind == .openParenthesis {
      guard suffixes.count < TypeTable.greatestDepth else {
        throw DeclarationError(token.range, "these are more than \(TypeTable.greatestDepth) dimensions")
      }
      let start = token.range.lowerBound
      let step = kind == .openBracket ? try parseDimension(form) : try parseParameters()
      suffixes.append((step, start..<previousEnd))
    }
    declarator.steps = pointers + suffixes.reversed() + inner
    return declarator
  }

  private mutating func takeQualifiers() -> Qualifiers {
    var qualifiers: Qualifiers = []
    while true {
      switch keyword {
      case .qualifier: qualifiers.formUnion(takeQualifier())
      case .atomic: advance()
      default: return qualifiers
      }
    }
  }

  /// Attributes between a name and what follows it.
  private mutating func parseAttributesBeforeBrackets() throws(DeclarationError) -> Attributes {
    keyword == nil && !(kind == .openBracket && following.kind == .openBracket) ? Attributes() : try parseAttributes()
  }

  /// Whether a token after `(` shows that the parenthesis holds parameters, not a declarator.
  private func startsParameters(_ token: CToken) -> Bool {
    if token.kind == .closeParenthesis || token.kind == .ellipsis { return true }
    return keyword(of: token) != .attribute && startsType(token)
  }

  private mutating func parseDimension(_ form: DeclaratorForm) throws(DeclarationError) -> Declarator.Step {
    if form == .either {
      // A parameter is a pointer, whatever its first dimension is; it may even be computed.
      try skipBalanced()
      return .array(count: nil)
    }
    advance()
    if take(.closeBracket) { return .array(count: nil) }
    let start = token.range.lowerBound
    let count = try parseConstant("the length of an array")
    let range = start..<previousEnd
    try expect(.closeBracket, "']'", "after the length of an array")
    guard let length = UInt64(exactly: count.signed) else {
      if count.signed < 0 {
        throw DeclarationError(range, "an array cannot have \(count.signed) elements", expected: "zero or more")
      }
      throw DeclarationError(range, "an array of \(count.signed) elements is too large")
    }
    return .array(count: length)
  }

  private mutating func parseParameters() throws(DeclarationError) -> Declarator.Step {
    advance()
    var parameters: [TypeIndex] = []
    var isVariadic = false
    while kind != .closeParenthesis {
      if take(.ellipsis) {
        isVariadic = true
        break
      }
      let specifiers = try parseSpecifiers(in: .parameter)
      let declarator = try parseDeclarator(.either)
      _ = try parseAttributes()
      parameters.append(build(declarator, on: specifiers, specifiers.attributes))
      guard take(.comma) else { break }
      guard kind != .closeParenthesis else { throw unexpected("a parameter") }
    }
    try expect(.closeParenthesis, "',' or ')'", "after a parameter")
    let first = types.parameters.count
    types.parameters += parameters
    return .function(parameters: first..<types.parameters.count, isVariadic: isVariadic)
  }

  /// The type that a declarator makes of the type that specifiers name.
  mutating func build(_ declarator: Declarator, on specifiers: Specifiers, _ attributes: Attributes) -> TypeIndex {
    var type = apply(attributes, to: specifiers.type)
    // Only what a pointer points to shows its qualifiers.
    var qualifiers = specifiers.qualifiers
    for (step, range) in declarator.steps {
      if case .invalid = types.node(type) { return TypeTable.invalid }
      switch step {
      case .pointer(let own):
        if !qualifiers.isEmpty { type = add(.qualified(type, qualifiers), at: range) }
        type = add(.pointer(type), at: range)
        qualifiers = own
      case .aligned(let alignment):
        type = add(.aligned(type, alignment), at: range)
      case .function(let parameters, let isVariadic):
        type = add(.function(returning: type, parameters: parameters, isVariadic: isVariadic), at: range)
      case .array(let count):
        switch types.node(type) {
        case .void, .function:
          report(DeclarationError(range, "an array cannot have elements of type '\(spelling(of: type))'"))
          return TypeTable.invalid
        case .record(let number) where types.records[number].definition == nil:
          reportIncomplete(type, at: range, "the elements of an array need a size")
          return TypeTable.invalid
        default:
          type = add(.array(type, count: count), at: range)
        }
      }
    }
    return type
  }

  /// Says that a type is needed completely, and is not.
  mutating func reportIncomplete(_ type: TypeIndex, at range: Range<Int>, _ reason: String) {
    var notes: [DeclarationError.Note] = []
    var unknown: DeclarationError.UnknownName?
    var message = "'\(spelling(of: type))' is incomplete"
    switch types.node(type) {
    case .record(let number):
      let record = types.records[number]
      if record.isInvalid { return }
      if record.isBeingDefined {
        message = "'\(spelling(of: type))' contains itself"
      } else {
        notes = [.init(range: record.range, message: "it is named here and never defined before its use")]
        unknown = record.tag.map { .init(name: names[$0], kind: .tag) }
      }
    case .enumeration(let number):
      if types.enumerations[number].isInvalid { return }
      unknown = types.enumerations[number].tag.map { .init(name: names[$0], kind: .tag) }
    default: break
    }
    report(DeclarationError(range, "\(message): \(reason)", notes: notes, unknownName: unknown))
  }
}
