// Declaration specifiers: the words before a declarator that together name a type (`static const unsigned long`).

/// Where specifiers stand, which decides what they may be.
enum SpecifierContext {
  case file
  case member
  case parameter
  case typeName
}

/// What a declaration says before its declarators.
struct Specifiers {
  var type = TypeTable.invalid
  var isTypedef = false
  var qualifiers: Qualifiers = []
  /// Attributes of what is declared, not of a record or enumeration that is defined here.
  var attributes = Attributes()
  /// The record that is defined right here.
  var definedRecord: Int?
  /// Where the specifiers stand in the text.
  var range = 0..<0
}

/// The words for arithmetic types that have been read, in whatever order they came.
private struct ArithmeticWords {
  var base: Keyword?
  var longs = 0
  var isShort = false
  var isSigned = false
  var isUnsigned = false
  var isComplex = false
  var int = false

  var isEmpty: Bool { base == nil && longs == 0 && !isShort && !isSigned && !isUnsigned && !isComplex && !int }

  /// Takes a word; false where it does not go with those before it.
  mutating func take(_ word: Keyword) -> Bool {
    switch word {
    case .long:
      longs += 1
      return longs <= 2 && !isShort && (base == nil || base == .double)
    case .short:
      defer { isShort = true }
      return !isShort && longs == 0 && base == nil
    case .signed:
      defer { isSigned = true }
      return !isSigned && !isUnsigned
    case .unsigned:
      defer { isUnsigned = true }
      return !isSigned && !isUnsigned
    case .complex:
      defer { isComplex = true }
      return !isComplex
    case .int:
      defer { int = true }
      return !int && base == nil
    default:
      guard base == nil, !int else { return false }
      base = word
      return true
    }
  }

  /// The type that the words name together; nil where they name none.
  var scalar: Scalar? {
    let hasSign = isSigned || isUnsigned
    let isPlain = !hasSign && !isShort && longs == 0 && !int
    switch base {
    case nil:
      if isShort { return isUnsigned ? .unsignedShort : .short }
      switch longs {
      case 2: return isUnsigned ? .unsignedLongLong : .longLong
      case 1: return isUnsigned ? .unsignedLong : .long
      default:
        if isComplex && !int && !hasSign { return .double }
        return isUnsigned ? .unsignedInt : .int
      }
    case .char:
      guard !isShort, longs == 0, !int else { return nil }
      return isUnsigned ? .unsignedChar : isSigned ? .signedChar : .char
    case .int128:
      guard !isShort, longs == 0, !int else { return nil }
      return isUnsigned ? .unsignedInt128 : .int128
    case .double:
      guard !hasSign, !isShort, !int, longs <= 1 else { return nil }
      return longs == 1 ? .longDouble : .double
    case .float, .float32: return isPlain ? .float : nil
    case .float64, .float32x: return isPlain ? .double : nil
    case .float64x: return isPlain ? .longDouble : nil
    case .float128: return isPlain ? .float128 : nil
    case .float16: return isPlain ? .float16 : nil
    case .bfloat16: return isPlain ? .bfloat16 : nil
    case .bool: return isPlain && !isComplex ? .bool : nil
    default: return nil
    }
  }
}

extension DeclarationParser {
  /// Whether a token can begin a declaration's specifiers.
  func startsType(_ token: CToken) -> Bool {
    guard token.kind == .identifier else { return false }
    guard let keyword = keyword(of: token) else {
      if case .typeName? = symbols[Int(token.number)] { return true }
      return false
    }
    switch keyword {
    case .typedef, .storage, .attribute, .alignas, .extension, .qualifier, .atomic: return true
    case .void, .char, .short, .int, .long, .float, .double, .signed, .unsigned, .bool: return true
    case .int128, .float16, .bfloat16, .float32, .float64, .float32x, .float64x, .float128, .decimal: return true
    case .structure, .union, .enumeration, .typeof, .autoType, .complex, .imaginary: return true
    case .packedMacro, .alignedMacro, .annotation, .annotationWithArgument: return true
    case .assembler, .staticAssert, .sizeof, .alignof, .offsetof, .typesCompatible, .chooseExpression, .isConstant,
      .generic:
      return false
    }
  }

  /// Reads specifiers.
  mutating func parseSpecifiers(in context: SpecifierContext) throws(DeclarationError) -> Specifiers {
    try enter()
    defer { leave() }
    var specifiers = Specifiers()
    var words = ArithmeticWords()
    var type: TypeIndex?
    var isAtomic = false
    let start = token.range.lowerBound

    while true {
      if kind == .openBracket, following.kind == .openBracket {
        specifiers.attributes.merge(try parseAttributes())
        continue
      }
      guard kind == .identifier else { break }
      guard let keyword else {
        guard type == nil, words.isEmpty, case .typeName(let named, _)? = symbols[Int(token.number)] else { break }
        type = named
        advance()
        continue
      }
      switch keyword {
      case .typedef:
        guard context == .file else { throw unexpected("a type") }
        specifiers.isTypedef = true
        advance()
        continue
      case .storage:
        guard context == .file || context == .parameter else { throw unexpected("a type") }
        advance()
        continue
      case .extension, .annotation:
        advance()
        continue
      case .qualifier:
        specifiers.qualifiers.formUnion(takeQualifier())
        continue
      case .attribute, .packedMacro, .alignedMacro, .annotationWithArgument:
        specifiers.attributes.merge(try parseAttributes())
        continue
      case .alignas:
        try parseAlignas(into: &specifiers.attributes)
        continue
      case .atomic:
        advance()
        isAtomic = true
        guard kind == .openParenthesis, type == nil, words.isEmpty else { continue }
        advance()
        type = try parseTypeName()
        try expect(.closeParenthesis, "')'", "after the type that is atomic")
        continue
      case .void, .structure, .union, .enumeration, .typeof, .autoType:
        guard type == nil, words.isEmpty else { throw unexpected("one type only") }
        type = try parseWholeType(keyword, &specifiers)
        continue
      case .decimal, .imaginary:
        throw DeclarationError(token.range, "type '\(spelling(of: token))' is not known here")
      case .char, .short, .int, .long, .float, .double, .signed, .unsigned, .bool, .complex, .int128, .float16,
        .bfloat16, .float32, .float64, .float32x, .float64x, .float128:
        guard type == nil, words.take(keyword) else { throw unexpected("words that name one type together") }
        advance()
        continue
      case .assembler, .staticAssert, .sizeof, .alignof, .offsetof, .typesCompatible, .chooseExpression, .isConstant,
        .generic:
        break
      }
      break
    }

    specifiers.range = start..<max(start, previousEnd)
    if !words.isEmpty {
      guard let scalar = words.scalar else {
        throw DeclarationError(specifiers.range, "these words do not name a type together")
      }
      type = words.isComplex ? add(.complex(scalar), at: specifiers.range) : types.scalar(scalar)
    }
    guard let type else { throw missingType(context) }
    specifiers.type = isAtomic ? atomic(type, at: specifiers.range) : type
    return specifiers
  }

  /// Takes the qualifier that is next.
  mutating func takeQualifier() -> Qualifiers {
    let word = spelling(of: token)
    advance()
    return word.contains("const") ? .const : word.contains("volatile") ? .volatile : .restrict
  }

  /// The error that a type should stand here.
  private func missingType(_ context: SpecifierContext) -> DeclarationError {
    guard kind == .identifier, keyword == nil else {
      return unexpected(context == .file ? "a declaration" : "a type")
    }
    let name = names[token.number]
    var error = DeclarationError(
      token.range, "type name '\(name)' is not known", expected: "a type",
      unknownName: .init(name: name, kind: .type))
    if following.kind == .openParenthesis {
      error.message = "'\(name)' is not a type"
      error.help = "if it is a macro, run the text through a preprocessor first: gcc -E FILE | weft abi layout -"
    } else if case .record(let number)? = tags[Int(token.number)] {
      error.help = "write '\(types.records[number].kind.rawValue) \(name)'"
      error.unknownName = nil
    }
    return error
  }

  /// A type that one specifier names alone.
  private mutating func parseWholeType(
    _ keyword: Keyword, _ specifiers: inout Specifiers
  ) throws(DeclarationError) -> TypeIndex {
    switch keyword {
    case .structure: return try parseRecord(.structure, &specifiers)
    case .union: return try parseRecord(.union, &specifiers)
    case .enumeration: return try parseEnumeration()
    case .typeof:
      advance()
      try expect(.openParenthesis, "'('", "after typeof")
      let type: TypeIndex
      if startsType(token) {
        type = try parseTypeName()
      } else {
        unevaluated += 1
        defer { unevaluated -= 1 }
        type = try parseExpression().type
      }
      try expect(.closeParenthesis, "')'", "after typeof")
      return type
    case .autoType:
      advance()
      return TypeTable.invalid
    default:
      advance()
      return TypeTable.void
    }
  }

  /// What `_Atomic` makes of a type: one that a machine word can hold is aligned as such a word.
  private mutating func atomic(_ type: TypeIndex, at range: Range<Int>) -> TypeIndex {
    guard let layout = layout(of: type), [1, 2, 4, 8, 16].contains(layout.size), layout.alignment < layout.size else {
      return type
    }
    return add(.aligned(type, layout.size), at: range)
  }

  /// A type name, as in a cast.
  mutating func parseTypeName() throws(DeclarationError) -> TypeIndex {
    let specifiers = try parseSpecifiers(in: .typeName)
    let declarator = try parseDeclarator(.abstract)
    var attributes = specifiers.attributes
    attributes.merge(declarator.attributes)
    attributes.merge(try parseAttributes())
    let type = build(declarator, on: specifiers, attributes)
    guard let alignment = attributes.alignment else { return type }
    return add(.aligned(type, alignment), at: specifiers.range)
  }
}
