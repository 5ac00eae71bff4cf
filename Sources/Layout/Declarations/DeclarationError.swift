// What can be wrong with a text of C declarations: each finding with its place, and what would have been right there.

/// Something wrong in a text of C declarations.
public struct DeclarationError: Error, Sendable, Hashable {
  /// The bytes of the text that the message is about; an empty range is a point.
  public var range: Range<Int>
  /// What is wrong, as a sentence for people.
  public var message: String
  /// What would have been right in that place.
  public var expected: String?
  /// Other places that belong to the matter.
  public var notes: [Note]
  /// What to do about it.
  public var help: String?
  /// The name that is not known, where the text may have meant another one: see `Declarations.names(like:)`.
  public var unknownName: UnknownName?

  /// A remark about another place.
  public struct Note: Sendable, Hashable {
    /// The bytes of the text that the remark is about.
    public var range: Range<Int>
    /// The remark.
    public var message: String
  }

  /// A name that the text uses and does not declare.
  public struct UnknownName: Sendable, Hashable {
    /// The name.
    public var name: String
    /// What kind of thing it was taken for.
    public var kind: Kind

    /// What a name can stand for.
    public enum Kind: Sendable, Hashable {
      /// A type, named by a typedef.
      case type
      /// The tag of a structure, union or enumeration.
      case tag
      /// An enumeration constant, or something with a type to take the size of.
      case value
    }
  }

  init(
    _ range: Range<Int>, _ message: String, expected: String? = nil, notes: [Note] = [], help: String? = nil,
    unknownName: UnknownName? = nil
  ) {
    self.range = range
    self.message = message
    self.expected = expected
    self.notes = notes
    self.help = help
    self.unknownName = unknownName
  }
}
