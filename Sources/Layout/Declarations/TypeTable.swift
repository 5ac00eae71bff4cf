// The types of a text as the parser keeps them: numbered nodes, which may still be completed, and which know what a
// pointer points to. `DeclarationParser.cType` turns them into the `CType` that the layout engine takes.

/// A type's number.
struct TypeIndex: Hashable, Sendable {
  var rawValue: UInt32
}

/// A type.
enum TypeNode: Sendable {
  /// Something is wrong with the type, and has been said.
  case invalid
  case void
  case scalar(Scalar)
  case complex(Scalar)
  case pointer(TypeIndex)
  case vector(Scalar, count: UInt64)
  /// A nil count is an array of unknown length.
  case array(TypeIndex, count: UInt64?)
  /// The parameters are a range of `TypeTable.parameters`.
  case function(returning: TypeIndex, parameters: Range<Int>, isVariadic: Bool)
  case record(Int)
  case enumeration(Int)
  case alias(name: UInt32, of: TypeIndex, alignment: UInt64?)
  /// The same type with another alignment and no name for it.
  case aligned(TypeIndex, UInt64)
  /// What a pointer points to, as it is spelled; qualifiers elsewhere are not kept, because no layout shows them.
  case qualified(TypeIndex, Qualifiers)
}

/// Type qualifiers.
struct Qualifiers: OptionSet, Sendable {
  let rawValue: UInt8

  static let const = Qualifiers(rawValue: 1)
  static let volatile = Qualifiers(rawValue: 2)
  static let restrict = Qualifiers(rawValue: 4)

  /// The qualifiers as C spells them.
  var spelling: String {
    let words: [(Qualifiers, String)] = [(.const, "const"), (.volatile, "volatile"), (.restrict, "restrict")]
    return words.filter { contains($0.0) }.map(\.1).joined(separator: " ")
  }
}

/// A structure or union of a text, complete or not.
struct RecordEntry: Sendable {
  var kind: RecordKind
  var tag: UInt32?
  /// Where it was first named.
  var range: Range<Int>
  var isBeingDefined = false
  var definition: Range<Int>?
  var members: [RecordMember] = []
  /// Something is wrong with it, and has been said: nothing that uses it is complained about.
  var isInvalid = false
  var declaration: RecordDeclaration?
  var layout: RecordLayout?
  /// The typedef that alone names it.
  var typedefType: TypeIndex?
  /// Which member a name leads to; made when first asked.
  var membersByName: [UInt32: Int]?
  var depth = 1
  /// How many fields the layout has so far: unnamed bit-fields are none.
  var fieldCount = 0
}

/// A member of a record.
struct RecordMember: Sendable {
  var name: UInt32?
  var type: TypeIndex
  var range: Range<Int>
  var isBitfield: Bool
  /// The member's index among the fields of the layout; nil for an unnamed bit-field.
  var fieldIndex: Int?
}

/// An enumeration of a text, complete or not.
struct EnumerationEntry: Sendable {
  var tag: UInt32?
  var range: Range<Int>
  var definition: Range<Int>?
  /// What it is stored as; nil as long as that is unknown.
  var underlying: Scalar?
  var isInvalid = false
}

/// All types of a text.
struct TypeTable: Sendable {
  private(set) var nodes: [TypeNode] = []
  /// How many levels of other types each type is made of.
  private(set) var depths: [UInt8] = []
  private var scalars: [TypeIndex] = []
  var parameters: [TypeIndex] = []
  var records: [RecordEntry] = []
  var enumerations: [EnumerationEntry] = []

  static let invalid = TypeIndex(rawValue: 0)
  static let void = TypeIndex(rawValue: 1)

  /// Types may not be made of more levels of types: every walk over a type is bounded by it.
  static let greatestDepth = 100

  init() {
    nodes = [.invalid, .void]
    depths = [1, 1]
    for scalar in Scalar.allCases {
      scalars.append(TypeIndex(rawValue: UInt32(nodes.count)))
      nodes.append(.scalar(scalar))
      depths.append(1)
    }
  }

  subscript(index: TypeIndex) -> TypeNode { nodes[Int(index.rawValue)] }

  func scalar(_ scalar: Scalar) -> TypeIndex { scalars[Int(scalar.rawValue)] }

  /// How many levels of types a type is made of; those of a record count from when it is complete.
  func depth(of index: TypeIndex) -> Int {
    var index = index
    var depth = 0
    while true {
      switch self[index] {
      case .record(let number): return depth + records[number].depth
      case .alias(_, let inner, _), .aligned(let inner, _), .array(let inner, _):
        depth += 1
        index = inner
      default: return depth + Int(depths[Int(index.rawValue)])
      }
    }
  }

  /// How many levels of types are spelled out in a type: a name hides what it stands for. A pointer is made of no more
  /// than that, or a list of many records that point to each other would be too deep.
  private func spelledDepth(of index: TypeIndex) -> Int {
    var index = index
    var depth = 0
    while true {
      switch self[index] {
      case .aligned(let inner, _), .array(let inner, _), .qualified(let inner, _):
        depth += 1
        index = inner
      case .alias, .record: return depth + 1
      default: return depth + Int(depths[Int(index.rawValue)])
      }
    }
  }

  /// Adds a type; nil where it would be made of too many levels.
  mutating func add(_ node: TypeNode) -> TypeIndex? {
    let depth: Int
    switch node {
    case .invalid, .void, .scalar, .complex, .vector, .record, .enumeration: depth = 1
    case .pointer(let inner), .function(let inner, _, _): depth = spelledDepth(of: inner) + 1
    case .array(let inner, _), .alias(_, let inner, _), .aligned(let inner, _), .qualified(let inner, _):
      depth = self.depth(of: inner) + 1
    }
    guard depth <= Self.greatestDepth else { return nil }
    nodes.append(node)
    depths.append(UInt8(depth))
    return TypeIndex(rawValue: UInt32(nodes.count - 1))
  }

  /// The type with all names, alignments and qualifiers taken off.
  func resolved(_ index: TypeIndex) -> TypeIndex {
    var index = index
    while true {
      switch self[index] {
      case .alias(_, let inner, _), .aligned(let inner, _), .qualified(let inner, _): index = inner
      default: return index
      }
    }
  }

  func node(_ index: TypeIndex) -> TypeNode { self[resolved(index)] }

  /// Whether two types are the same for C, names aside.
  func areSame(_ first: TypeIndex, _ second: TypeIndex) -> Bool {
    // Types share parts: without a limit, a comparison of two could take time exponential in their depth.
    var budget = 500
    return areSame(first, second, &budget)
  }

  private func areSame(_ first: TypeIndex, _ second: TypeIndex, _ budget: inout Int) -> Bool {
    let first = resolved(first)
    let second = resolved(second)
    budget -= 1
    if first == second || budget < 0 { return true }
    switch (self[first], self[second]) {
    case (.invalid, _), (_, .invalid), (.void, .void): return true
    case (.scalar(let one), .scalar(let other)), (.complex(let one), .complex(let other)): return one == other
    case (.pointer(let one), .pointer(let other)): return areSame(one, other, &budget)
    case (.vector(let one, let count), .vector(let other, let otherCount)): return one == other && count == otherCount
    case (.array(let one, let count), .array(let other, let otherCount)):
      return (count == otherCount || count == nil || otherCount == nil) && areSame(one, other, &budget)
    case (.record(let one), .record(let other)): return one == other
    case (.enumeration(let one), .enumeration(let other)): return one == other
    case (.function(let one, let parameters, let isVariadic), .function(let other, let others, let otherIsVariadic)):
      guard isVariadic == otherIsVariadic, parameters.count == others.count, areSame(one, other, &budget) else {
        return false
      }
      for (parameter, other) in zip(parameters, others)
      where !areSame(self.parameters[parameter], self.parameters[other], &budget) {
        return false
      }
      return true
    default: return false
    }
  }
}
