// Records, unions and opaque records: what they hold, and where, by the layout engine's rules for the target.

internal import Layout

/// What a record is.
@frozen public enum RecordForm: UInt8, Sendable, Hashable {
  /// Named in a place where it is not declared yet.
  case undeclared
  /// Members follow each other.
  case structure
  /// Members overlay each other.
  case union
  /// A size and an alignment, and nothing known of the inside.
  case opaque
}

/// A member of a record.
public struct Member: Sendable, Hashable {
  /// Its name.
  public var name: Name
  /// Its type.
  public var type: Type
  /// What `align` says of the member itself, in bytes.
  public var alignment: UInt64?
  /// Where it lies in the record, in bytes.
  public internal(set) var offset: UInt64 = 0
  /// Where it stands in its source text.
  public var sourceOffset: UInt32 = 0

  /// Describes a member; `TypeTable.define` gives it its offset.
  public init(_ name: Name, _ type: Type, alignment: UInt64? = nil) {
    self.name = name
    self.type = type
    self.alignment = alignment
  }
}

/// A record of a module.
public struct RecordData: Sendable {
  /// Its name, unique in the module.
  public let name: Name
  /// The type that it is.
  public let type: Type
  /// Structure, union or opaque.
  public internal(set) var form: RecordForm = .undeclared
  /// The members in the order of declaration.
  public internal(set) var members: [Member] = []
  /// Whether members follow each other without padding.
  public internal(set) var isPacked = false
  /// What `align` says of the record, in bytes.
  public internal(set) var declaredAlignment: UInt64?
  /// The size in bytes.
  public internal(set) var size: UInt64 = 0
  /// The alignment in bytes.
  public internal(set) var alignment: UInt64 = 1
  /// Whether the language itself declares it, as it does `$va_list`.
  public internal(set) var isPredeclared = false
  /// Where its declaration stands; before that, where it was first named.
  public internal(set) var source = SourcePlace()
  /// Where its closing brace stands.
  var endOffset: UInt32 = 0
  /// Whether a fault of its declaration, or that there is none, was reported.
  var isReported = false
  /// How deeply records are nested in it, itself counted.
  var depth = 1
  /// What the layout engine takes.
  var declaration: RecordDeclaration?
  private(set) var memberOfName: [Name: Int] = [:]

  init(name: Name, type: Type) {
    self.name = name
    self.type = type
  }

  /// The number of the member of that name.
  public func member(named name: Name) -> Int? {
    members.count > 8 ? memberOfName[name] : members.firstIndex { $0.name == name }
  }

  mutating func indexMembers() {
    guard members.count > 8 else { return }
    for (index, member) in members.enumerated() where memberOfName[member.name] == nil {
      memberOfName[member.name] = index
    }
  }
}

/// A path from a record to a member.
public struct FieldPathData: Sendable, Hashable {
  /// The record that the path begins at.
  public let record: Type
  /// The number of the member at each step.
  public let members: [Int]
  /// Where the member lies in the record, in bytes.
  public let offset: UInt64
  /// The type of the member.
  public let type: Type
}
