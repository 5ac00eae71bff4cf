// A token of C: what kind it is and where it stands.

/// A token.
struct CToken: Sendable {
  var kind: Kind
  var start: UInt32
  var length: UInt32
  /// An identifier's number in the name table; a pragma's index among the pragmas.
  var number: UInt32 = 0

  /// Where the token stands in the text.
  var range: Range<Int> { Int(start)..<Int(start) + Int(length) }

  /// The kinds of tokens; a punctuator's is named after what it looks like.
  enum Kind: UInt8, Sendable {
    case identifier, number, character, string
    case openBrace, closeBrace, openParenthesis, closeParenthesis, openBracket, closeBracket
    case semicolon, comma, colon, question, dot, arrow, ellipsis
    case plus, minus, star, slash, percent, ampersand, bar, caret, tilde, exclamation
    case less, greater, lessEqual, greaterEqual, equalEqual, notEqual
    case shiftLeft, shiftRight, andAnd, orOr
    case equal
    /// An operator that changes something (`+=`, `++`): it has no place in a constant expression.
    case assignment
    /// `#pragma pack`.
    case pragma
    /// A byte that begins no token.
    case unknown
    /// The end of the text.
    case end
  }
}

/// What a `#pragma pack` says.
enum LayoutPragma: Sendable {
  /// `pack(N)`, or nil for `pack()` and `pack(0)`: back to no limit.
  case set(UInt64?)
  /// `pack(push)`, `pack(push, name)`, `pack(push, name, N)`.
  case push(name: String?, set: UInt64??)
  /// `pack(pop)`, `pack(pop, name)`.
  case pop(name: String?)
  /// A pragma that changes layouts in a way that is not known.
  case unknown
}
