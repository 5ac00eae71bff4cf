// Comments and blank lines, which mean nothing and survive formatting.

/// A comment or blank line of a text.
public struct Trivia: Sendable, Hashable {
  /// What it is.
  public enum Kind: Sendable, Hashable {
    /// A comment on a line of its own.
    case comment
    /// A comment behind something.
    case trailingComment
    /// One or more blank lines.
    case blankLine
  }

  /// What it is.
  public var kind: Kind
  /// The text that it stands in.
  public var file: UInt32
  /// Where it begins.
  public var offset: UInt32
  /// How many bytes it has, without the end of the line.
  public var length: UInt32
  /// Where the thing that a trailing comment stands behind begins.
  public var anchor: UInt32
}
