// What the parser and the verifier have to say: where, what is wrong, what was expected, and what to do about it.

/// A fault in a module.
public struct ModuleDiagnostic: Sendable, Hashable {
  /// Where it is; the file is an index into `Module.sources`.
  public var place: SourcePlace
  /// How many bytes from the place on are meant.
  public var length: Int
  /// What is wrong.
  public var message: String
  /// What would have been right.
  public var expected: String?
  /// What else belongs to it.
  public var notes: [Note] = []
  /// What to do about it.
  public var help: [String] = []

  /// Something that belongs to a fault, and where it is.
  public struct Note: Sendable, Hashable {
    /// What it is: "the other definition".
    public var message: String
    /// Where it is.
    public var place: SourcePlace

    /// A note.
    public init(_ message: String, at place: SourcePlace) {
      self.message = message
      self.place = place
    }
  }

  /// A fault.
  public init(
    _ message: String, at place: SourcePlace, length: Int = 0, expected: String? = nil, notes: [Note] = [],
    help: [String] = []
  ) {
    self.place = place
    self.length = length
    self.message = message
    self.expected = expected
    self.notes = notes
    self.help = help
  }
}
