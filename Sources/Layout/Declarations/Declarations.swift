// What a text of C declarations says: its records and type names in order, and everything wrong with it.
//
// The way from text to records: CLexer (bytes to tokens, line markers, pragmas) -> DeclarationParser (tokens to the types
// of TypeTable, constant expressions evaluated on the way) -> RecordDeclaration, laid out once to prove that it can be.

/// The records and type names that a text of C declares on one target.
///
///     let text = Array("struct point { int x, y; };".utf8)
///     let declarations = Declarations(reading: text, for: .x86_64)
///     declarations.records[0].name        // "point"
///
/// The text is what `gcc -E` prints, or declarations that need no preprocessor. A record that is listed has a layout on
/// the target; one that has none is an error, and all errors are found, not just the first.
public struct Declarations: Sendable {
  /// The records in the order in which the text begins them. One that is nested in another without a tag is part of
  /// that one alone.
  public internal(set) var records: [DeclaredRecord] = []
  /// The type names that the text declares, in order.
  public internal(set) var typeNames: [DeclaredTypeName] = []
  /// Everything wrong with the text, in the order of places.
  public internal(set) var errors: [DeclarationError] = []
  /// Where the text's lines come from.
  public let lines: LineMap

  /// After so many errors no more are looked for.
  public static let greatestErrorCount = 200

  /// The type names that a text may use without declaring them, in alphabetical order.
  public static var predeclaredTypeNames: [String] { PredeclaredNames.typeNames }

  private let knownNames: [DeclarationError.UnknownName.Kind: [String]]

  /// Reads a text.
  public init(reading text: [UInt8], for target: Target) {
    let lexed = CLexer.lex(text)
    lines = lexed.lines
    guard lexed.directiveError == nil else {
      errors = [lexed.directiveError].compactMap { $0 }
      knownNames = [:]
      return
    }
    var parser = DeclarationParser(text, lexed, target: target)
    parser.parseText()
    records = parser.declaredRecords
    typeNames = parser.declaredTypeNames
    errors = parser.errors.sorted { $0.range.lowerBound < $1.range.lowerBound }
    knownNames = errors.contains { $0.unknownName != nil } ? parser.knownNames : [:]
  }

  /// The names that could have been meant where an unknown one stands: for "did you mean".
  public func names(like unknown: DeclarationError.UnknownName) -> [String] { knownNames[unknown.kind] ?? [] }
}

/// A structure or union that a text declares.
public struct DeclaredRecord: Sendable {
  /// The tag, or the name of the typedef that alone names the record; nil for an anonymous one.
  public var name: String?
  /// The record.
  public var declaration: RecordDeclaration
  /// The record as a type: where a typedef alone names it, that typedef's type with the alignment it sets.
  public var type: CType
  /// The bytes of the text from `struct` or `union` to the closing brace.
  public var range: Range<Int>
  /// Where each of `declaration.members` stands in the text.
  public var memberRanges: [Range<Int>]
}

/// A type name that a text declares with `typedef`.
public struct DeclaredTypeName: Sendable {
  /// The name.
  public var name: String
  /// The type that it stands for, an alias of that name.
  public var type: CType
  /// Where the name stands in the text.
  public var range: Range<Int>
}
