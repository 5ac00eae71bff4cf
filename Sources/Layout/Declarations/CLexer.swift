// From bytes to tokens, in one pass: white space and comments go, line markers and `#pragma pack` are understood.

/// A text as tokens.
struct LexedText: Sendable {
  /// The tokens; the last is `.end`.
  var tokens: [CToken] = []
  var names: NameTable
  var lines: LineMap
  var pragmas: [LayoutPragma] = []
  /// What is wrong with single tokens.
  var errors: [DeclarationError] = []
  /// That the text needs a preprocessor: nothing else is worth saying then.
  var directiveError: DeclarationError?
}

/// Cuts a text into tokens.
struct CLexer {
  private let text: [UInt8]
  private var offset = 0
  private var isAtLineStart = true
  private var lexed: LexedText
  /// Texts are addressed with 32 bits.
  static let greatestSize = Int(Int32.max)

  /// The words that are numbered before any other: a name's number below their count is that of a keyword.
  static let keywords: (names: NameTable, keyword: [Keyword]) = {
    var names = NameTable()
    var keyword: [Keyword] = []
    for word in Keyword.allCases {
      for spelling in word.spellings {
        let bytes = spelling.withUTF8Buffer { Array($0) }
        if Int(names.number(of: bytes[...])) == keyword.count { keyword.append(word) }
      }
    }
    return (names, keyword)
  }()

  /// The tokens of a text.
  static func lex(_ text: [UInt8]) -> LexedText {
    var lexer = CLexer(text)
    if text.count > greatestSize {
      lexer.lexed.directiveError = DeclarationError(0..<0, "the text is larger than 2^31 - 1 bytes")
    } else {
      lexer.run()
    }
    return lexer.lexed
  }

  private init(_ text: [UInt8]) {
    self.text = text
    lexed = LexedText(names: Self.keywords.names, lines: LineMap(text))
    lexed.tokens.reserveCapacity(text.count / 4 + 1)
  }

  private func byte(_ distance: Int = 0) -> UInt8 {
    offset + distance < text.count ? text[offset + distance] : 0
  }

  private mutating func run() {
    while offset < text.count {
      let byte = text[offset]
      switch byte {
      case UInt8(ascii: "\n"):
        offset += 1
        isAtLineStart = true
        continue
      case 0x20, 0x09, 0x0D, 0x0B, 0x0C:
        offset += 1
        continue
      case UInt8(ascii: "\\") where lineContinuation > 0:
        offset += lineContinuation
        continue
      case UInt8(ascii: "/") where self.byte(1) == UInt8(ascii: "/"):
        skipLine()
        continue
      case UInt8(ascii: "/") where self.byte(1) == UInt8(ascii: "*"):
        skipComment()
        continue
      case UInt8(ascii: "#") where isAtLineStart:
        lexDirective()
        continue
      default:
        break
      }
      isAtLineStart = false
      lexToken(byte)
    }
    append(.end, from: offset)
  }

  private mutating func append(_ kind: CToken.Kind, from start: Int, number: UInt32 = 0) {
    lexed.tokens.append(
      CToken(kind: kind, start: UInt32(start), length: UInt32(offset - start), number: number))
  }

  /// How long a backslash with the line end after it is; zero where there is none.
  private var lineContinuation: Int {
    byte(1) == UInt8(ascii: "\n") ? 2 : byte(1) == UInt8(ascii: "\r") && byte(2) == UInt8(ascii: "\n") ? 3 : 0
  }

  /// Moves to the end of the line, line ends behind a backslash not counted.
  private mutating func skipLine(endingComments: Bool = false) {
    while offset < text.count, text[offset] != UInt8(ascii: "\n") {
      if endingComments, text[offset] == UInt8(ascii: "/") {
        if byte(1) == UInt8(ascii: "*") {
          // A comment may take the line's end with it, and what stands behind the comment still is the directive's.
          skipComment()
          continue
        }
        if byte(1) == UInt8(ascii: "/") { return skipLine() }
      }
      offset += text[offset] == UInt8(ascii: "\\") ? max(1, lineContinuation) : 1
    }
  }

  private mutating func skipComment() {
    let start = offset
    offset += 2
    while offset < text.count {
      if text[offset] == UInt8(ascii: "*"), byte(1) == UInt8(ascii: "/") {
        offset += 2
        return
      }
      offset += 1
    }
    lexed.errors.append(
      DeclarationError(start..<start + 2, "this comment does not end", expected: "'*/' before the end of the text"))
  }

  // MARK: - Tokens

  private mutating func lexToken(_ byte: UInt8) {
    let start = offset
    if byte.isIdentifierStart {
      if lexPrefixedLiteral() { return }
      while offset < text.count, text[offset].isIdentifierPart { offset += 1 }
      let number = lexed.names.number(of: text[start..<offset])
      append(.identifier, from: start, number: number)
    } else if byte.isDigit || byte == UInt8(ascii: ".") && self.byte(1).isDigit {
      lexNumber()
    } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
      lexLiteral(from: start)
    } else {
      let (kind, length) = punctuator(byte)
      offset += length
      append(kind, from: start)
    }
  }

  /// A character or string literal with a prefix (`L'x'`, `u8"…"`), if one stands here.
  private mutating func lexPrefixedLiteral() -> Bool {
    let length: Int
    switch text[offset] {
    case UInt8(ascii: "L"), UInt8(ascii: "U"): length = 1
    case UInt8(ascii: "u"): length = byte(1) == UInt8(ascii: "8") ? 2 : 1
    default: return false
    }
    guard byte(length) == UInt8(ascii: "\"") || byte(length) == UInt8(ascii: "'") else { return false }
    let start = offset
    offset += length
    lexLiteral(from: start)
    return true
  }

  private mutating func lexLiteral(from start: Int) {
    let quote = text[offset]
    offset += 1
    while offset < text.count, text[offset] != quote, text[offset] != UInt8(ascii: "\n") {
      offset += text[offset] == UInt8(ascii: "\\") ? max(2, lineContinuation) : 1
    }
    offset = min(offset, text.count)
    if offset < text.count, text[offset] == quote {
      offset += 1
    } else {
      lexed.errors.append(
        DeclarationError(start..<start + 1, "this literal does not end on its line", expected: "a closing quote"))
    }
    append(quote == UInt8(ascii: "'") ? .character : .string, from: start)
  }

  /// A number as the preprocessor sees one; what it means is found out where it is used.
  private mutating func lexNumber() {
    let start = offset
    let isHexadecimal = byte(1) | 0x20 == UInt8(ascii: "x")
    while offset < text.count {
      let byte = text[offset]
      let isExponent = byte | 0x20 == UInt8(ascii: isHexadecimal ? "p" : "e")
      if isExponent, self.byte(1) == UInt8(ascii: "+") || self.byte(1) == UInt8(ascii: "-") {
        offset += 2
      } else if byte.isIdentifierPart || byte == UInt8(ascii: ".") {
        offset += 1
      } else if byte == UInt8(ascii: "'"), self.byte(1).isIdentifierPart {
        offset += 2
      } else {
        break
      }
    }
    append(.number, from: start)
  }

  private func punctuator(_ byte: UInt8) -> (CToken.Kind, Int) {
    let next = self.byte(1)
    let isAssigned = next == UInt8(ascii: "=")
    let isDoubled = next == byte
    switch byte {
    case UInt8(ascii: "{"): return (.openBrace, 1)
    case UInt8(ascii: "}"): return (.closeBrace, 1)
    case UInt8(ascii: "("): return (.openParenthesis, 1)
    case UInt8(ascii: ")"): return (.closeParenthesis, 1)
    case UInt8(ascii: "["): return (.openBracket, 1)
    case UInt8(ascii: "]"): return (.closeBracket, 1)
    case UInt8(ascii: ";"): return (.semicolon, 1)
    case UInt8(ascii: ","): return (.comma, 1)
    case UInt8(ascii: ":"): return (.colon, 1)
    case UInt8(ascii: "?"): return (.question, 1)
    case UInt8(ascii: "."): return isDoubled && self.byte(2) == byte ? (.ellipsis, 3) : (.dot, 1)
    case UInt8(ascii: "~"): return (.tilde, 1)
    case UInt8(ascii: "+"): return isAssigned || isDoubled ? (.assignment, 2) : (.plus, 1)
    case UInt8(ascii: "-"):
      if next == UInt8(ascii: ">") { return (.arrow, 2) }
      return isAssigned || isDoubled ? (.assignment, 2) : (.minus, 1)
    case UInt8(ascii: "*"): return isAssigned ? (.assignment, 2) : (.star, 1)
    case UInt8(ascii: "/"): return isAssigned ? (.assignment, 2) : (.slash, 1)
    case UInt8(ascii: "%"): return isAssigned ? (.assignment, 2) : (.percent, 1)
    case UInt8(ascii: "^"): return isAssigned ? (.assignment, 2) : (.caret, 1)
    case UInt8(ascii: "&"): return isDoubled ? (.andAnd, 2) : isAssigned ? (.assignment, 2) : (.ampersand, 1)
    case UInt8(ascii: "|"): return isDoubled ? (.orOr, 2) : isAssigned ? (.assignment, 2) : (.bar, 1)
    case UInt8(ascii: "!"): return isAssigned ? (.notEqual, 2) : (.exclamation, 1)
    case UInt8(ascii: "="): return isAssigned ? (.equalEqual, 2) : (.equal, 1)
    case UInt8(ascii: "<"):
      if isDoubled { return self.byte(2) == UInt8(ascii: "=") ? (.assignment, 3) : (.shiftLeft, 2) }
      return isAssigned ? (.lessEqual, 2) : (.less, 1)
    case UInt8(ascii: ">"):
      if isDoubled { return self.byte(2) == UInt8(ascii: "=") ? (.assignment, 3) : (.shiftRight, 2) }
      return isAssigned ? (.greaterEqual, 2) : (.greater, 1)
    default: return (.unknown, 1)
    }
  }

  // MARK: - Directives

  private mutating func lexDirective() {
    let start = offset
    offset += 1
    let words = directiveWords()
    skipLine(endingComments: true)
    guard let first = words.first else { return }
    switch first.spelling {
    case "line": addMarker(words.dropFirst())
    case let number where number.utf8.first?.isDigit == true: addMarker(words[...])
    case "pragma": addPragma(words.dropFirst(), range: start..<offset)
    case "ident", "sccs": break
    // `gcc -E -dD` keeps these.
    case "define" where isPreprocessed, "undef" where isPreprocessed, "include" where isPreprocessed: break
    default:
      guard lexed.directiveError == nil else { return }
      lexed.directiveError = DeclarationError(
        start..<first.range.upperBound, "there is no preprocessor here, and '#\(first.spelling)' needs one",
        expected: "declarations, or what a preprocessor prints",
        help: "run the text through a preprocessor: gcc -E FILE | weft abi layout -")
    }
  }

  private var isPreprocessed: Bool { !lexed.lines.markers.isEmpty }

  private struct Word {
    var spelling: String
    var range: Range<Int>
    var isString = false
  }

  /// The words from here to the end of the line; the offset stays at the end of the last one.
  private mutating func directiveWords() -> [Word] {
    var words: [Word] = []
    // Only what a line marker or a `#pragma pack` can hold is of interest.
    while offset < text.count, text[offset] != UInt8(ascii: "\n"), words.count < 12 {
      let start = offset
      let byte = text[offset]
      if byte == UInt8(ascii: "\\"), lineContinuation > 0 {
        offset += lineContinuation
      } else if byte == 0x20 || byte == 0x09 || byte == 0x0D {
        offset += 1
      } else if byte == UInt8(ascii: "/"), self.byte(1) == UInt8(ascii: "*") {
        skipComment()
      } else if byte == UInt8(ascii: "/"), self.byte(1) == UInt8(ascii: "/") {
        break
      } else if byte == UInt8(ascii: "\"") {
        words.append(directiveString())
      } else if byte.isIdentifierPart {
        while offset < text.count, text[offset].isIdentifierPart { offset += 1 }
        words.append(Word(spelling: String(decoding: text[start..<offset], as: UTF8.self), range: start..<offset))
      } else {
        offset += 1
        words.append(Word(spelling: String(decoding: text[start..<offset], as: UTF8.self), range: start..<offset))
      }
    }
    return words
  }

  private mutating func directiveString() -> Word {
    let start = offset
    var bytes: [UInt8] = []
    offset += 1
    while offset < text.count, text[offset] != UInt8(ascii: "\""), text[offset] != UInt8(ascii: "\n") {
      if text[offset] == UInt8(ascii: "\\"), byte(1) == UInt8(ascii: "\\") || byte(1) == UInt8(ascii: "\"") {
        offset += 1
      }
      bytes.append(text[offset])
      offset += 1
    }
    if byte() == UInt8(ascii: "\"") { offset += 1 }
    return Word(spelling: String(decoding: bytes, as: UTF8.self), range: start..<offset, isString: true)
  }

  private mutating func addMarker(_ words: ArraySlice<Word>) {
    guard let number = words.first, let line = Int(number.spelling), line <= Int(Int32.max) else {
      if let number = words.first {
        lexed.errors.append(DeclarationError(number.range, "this is not a line number", expected: "a line number"))
      }
      return
    }
    let file: Int
    if let name = words.dropFirst().first, name.isString {
      // A file comes back after each of its includes: the last few are the likely ones.
      if let known = lexed.lines.files.suffix(16).lastIndex(of: name.spelling) {
        file = known
      } else {
        file = lexed.lines.files.count
        lexed.lines.files.append(name.spelling)
      }
    } else if let last = lexed.lines.markers.last {
      file = last.file
    } else {
      return
    }
    lexed.lines.markers.append(LineMap.Marker(start: min(offset + 1, text.count), line: line, file: file))
  }

  private mutating func addPragma(_ words: ArraySlice<Word>, range: Range<Int>) {
    guard let first = words.first else { return }
    switch first.spelling {
    case "pack":
      guard let pragma = LayoutPragma(words.dropFirst().map(\.spelling)) else {
        lexed.errors.append(
          DeclarationError(
            range, "this '#pragma pack' is not understood",
            expected: "pack(N), pack(push, N), pack(pop) or pack(), with N one of 1, 2, 4, 8 and 16"))
        return append(.unknown, at: range)
      }
      append(pragma, at: range)
    case "scalar_storage_order" where words.dropFirst().first.map { $0.spelling.hasPrefix("big") } != true:
      // All targets are little-endian.
      break
    case "ms_struct", "options", "scalar_storage_order":
      lexed.errors.append(
        DeclarationError(range, "'#pragma \(first.spelling)' would change layouts in a way that is not known here"))
      append(.unknown, at: range)
    default:
      break
    }
  }

  private mutating func append(_ pragma: LayoutPragma, at range: Range<Int>) {
    let end = offset
    offset = range.upperBound
    append(.pragma, from: range.lowerBound, number: UInt32(lexed.pragmas.count))
    offset = end
    lexed.pragmas.append(pragma)
  }
}

extension LayoutPragma {
  /// Understands what follows `pack`.
  fileprivate init?(_ words: [String]) {
    guard words.first == "(", words.last == ")" else { return nil }
    let arguments = words.dropFirst().dropLast().split(separator: ",", omittingEmptySubsequences: false).map(Array.init)
    let single = arguments.compactMap { $0.count == 1 ? $0[0] : nil }
    if arguments.isEmpty || arguments == [[]] {
      self = .set(nil)
      return
    }
    guard single.count == arguments.count else { return nil }
    switch (single[0], single.count) {
    case ("push", 1): self = .push(name: nil, set: .none)
    case ("push", 2):
      if let limit = Self.limit(single[1]) {
        self = .push(name: nil, set: .some(limit))
      } else if single[1].utf8.first?.isIdentifierStart == true {
        self = .push(name: single[1], set: .none)
      } else {
        return nil
      }
    case ("push", 3):
      guard let limit = Self.limit(single[2]) else { return nil }
      self = .push(name: single[1], set: .some(limit))
    case ("pop", 1): self = .pop(name: nil)
    case ("pop", 2) where single[1].utf8.first?.isIdentifierStart == true: self = .pop(name: single[1])
    case (let number, 1):
      guard let limit = Self.limit(number) else { return nil }
      self = .set(limit)
    default: return nil
    }
  }

  /// A limit in bytes; none for 0. Nil for anything that is no limit.
  private static func limit(_ word: String) -> UInt64?? {
    switch word {
    case "0": .some(nil)
    case "1", "2", "4", "8", "16": .some(UInt64(word))
    default: nil
    }
  }
}

extension UInt8 {
  var isDigit: Bool { self >= 0x30 && self <= 0x39 }
  /// gcc lets identifiers hold `$`, and any character beyond ASCII.
  var isIdentifierStart: Bool {
    self | 0x20 >= 0x61 && self | 0x20 <= 0x7A || self == 0x5F || self == 0x24 || self >= 0x80
  }
  var isIdentifierPart: Bool { isIdentifierStart || isDigit }
}
