// C types as they are declared: what the layout engine takes in. What it gives back is in TypeLayout.swift.

/// A C type, as declared.
public indirect enum CType: Sendable {
  /// An arithmetic type.
  case scalar(Scalar)
  /// A complex type of two scalars.
  case complex(Scalar)
  /// A pointer to anything; `spelling` is how C writes it ("void *").
  case pointer(spelling: String)
  /// An enumeration: `tag` is nil for an anonymous one, `underlying` the integer type it is stored as.
  case enumeration(tag: String?, underlying: Scalar)
  /// A vector of `count` elements (`vector_size`).
  case vector(element: Scalar, count: UInt64)
  /// An array; a nil `count` is a flexible array member, a zero one a zero-length array.
  case array(element: CType, count: UInt64?)
  /// A structure or union.
  case record(RecordDeclaration)
  /// A named type; `alignment`, if given, replaces the alignment of what it names, upwards or downwards.
  case alias(name: String, of: CType, alignment: UInt64?)
  /// A type whose definition is unknown: it has no layout.
  case incomplete(spelling: String)
}

/// Whether a record's members follow or overlay each other.
public enum RecordKind: String, Sendable, Hashable {
  /// Members follow each other.
  case structure = "struct"
  /// Members overlay each other.
  case union
}

/// A structure or union, as declared.
///
/// A class, because a type is the same wherever it is used: what is computed for it once holds for all its uses, however
/// often nested declarations multiply them.
public final class RecordDeclaration: Sendable {
  /// Structure or union.
  public let kind: RecordKind
  /// The tag, or nil for an anonymous record.
  public let tag: String?
  /// The members in the order of declaration.
  public let members: [MemberDeclaration]
  /// Whether the record bears the attribute `packed`.
  public let isPacked: Bool
  /// The attribute `aligned(N)` in bytes; it can only raise the alignment.
  public let alignment: UInt64?
  /// The limit that `#pragma pack(N)` sets to the alignment of each member, in bytes: a power of two.
  public let greatestMemberAlignment: UInt64?

  /// Declares a record.
  public init(
    _ kind: RecordKind, tag: String?, members: [MemberDeclaration], isPacked: Bool = false, alignment: UInt64? = nil,
    greatestMemberAlignment: UInt64? = nil
  ) {
    self.kind = kind
    self.tag = tag
    self.members = members
    self.isPacked = isPacked
    self.alignment = alignment
    self.greatestMemberAlignment = greatestMemberAlignment
  }

  /// The record as C names its type: "struct stat", or "struct" alone when it has no tag.
  public var spelling: String { tag.map { "\(kind.rawValue) \($0)" } ?? kind.rawValue }
}

/// A member of a record, as declared.
public struct MemberDeclaration: Sendable {
  /// The name, or nil for an anonymous record or an unnamed bit-field.
  public var name: String?
  /// The declared type.
  public var type: CType
  /// The width of a bit-field in bits, or nil for an ordinary member.
  public var bitWidth: UInt64?
  /// Whether the member itself bears the attribute `packed`.
  public var isPacked: Bool
  /// The attribute `aligned(N)` of the member itself, in bytes.
  public var alignment: UInt64?

  /// Declares a member.
  public init(
    _ name: String?, _ type: CType, bitWidth: UInt64? = nil, isPacked: Bool = false, alignment: UInt64? = nil
  ) {
    self.name = name
    self.type = type
    self.bitWidth = bitWidth
    self.isPacked = isPacked
    self.alignment = alignment
  }
}
