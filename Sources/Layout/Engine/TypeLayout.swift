// C types as they lie in memory on one target: what the layout engine gives, what is read from DWARF and from recorded
// facts, and what everything that prints, compares or classifies takes.

/// A type with its size and alignment on one target.
public struct TypeLayout: Sendable, Hashable {
  /// The type as C spells it: "unsigned int", "struct timespec", "char [16]".
  public var spelling: String
  /// The size in bytes; zero for a flexible array.
  public var size: UInt64
  /// The alignment in bytes, a power of two.
  public var alignment: UInt64
  /// What the type is made of.
  public var shape: Shape
  /// Whether the type is only declared where it was read, or is made of one that is: its size is not known, and `size` is 0.
  public var isIncomplete = false

  /// Describes a type.
  public init(spelling: String, size: UInt64, alignment: UInt64, shape: Shape) {
    self.spelling = spelling
    self.size = size
    self.alignment = alignment
    self.shape = shape
  }

  /// What a type is made of.
  public indirect enum Shape: Sendable, Hashable {
    /// An arithmetic type.
    case scalar(Scalar)
    /// A complex type of two scalars.
    case complex(Scalar)
    /// A pointer.
    case pointer
    /// An enumeration stored as this integer type.
    case enumeration(Scalar)
    /// A vector of scalars.
    case vector(element: Scalar, count: UInt64)
    /// An array; a nil count is a flexible array member.
    case array(element: TypeLayout, count: UInt64?)
    /// A structure or union.
    case record(RecordLayout)
    /// Something with a size that cannot be looked into.
    case opaque
  }

  /// Whether the type is an integer type that holds negative values on `target`.
  public func isSigned(on target: Target) -> Bool {
    switch shape {
    case .scalar(let scalar), .enumeration(let scalar): scalar.isSigned(on: target)
    default: false
    }
  }

  /// The record this type is, or is an array of; nil for anything else.
  public var innerRecord: RecordLayout? {
    var type = self
    while case .array(let element, _) = type.shape { type = element }
    if case .record(let record) = type.shape { return record }
    return nil
  }
}

/// A structure or union as it lies in memory on one target.
public struct RecordLayout: Sendable, Hashable {
  /// Structure or union.
  public var kind: RecordKind
  /// The tag, or the name of the typedef that alone names it; nil for an anonymous record.
  public var name: String?
  /// The size in bytes, tail padding included.
  public var size: UInt64
  /// The alignment in bytes, a power of two.
  public var alignment: UInt64
  /// The members in the order of declaration. Unnamed bit-fields are left out: they hold nothing.
  public var fields: [FieldLayout]
  /// What the declaration says beside the fields; nil where only debugging information is at hand, which does not tell.
  public var declared: DeclaredFacts?
  /// What the debugging information that the record was read from tells and leaves open; nil for a record that was
  /// declared.
  public var read: ReadFacts?

  /// Describes a record.
  public init(
    kind: RecordKind, name: String?, size: UInt64, alignment: UInt64, fields: [FieldLayout],
    declared: DeclaredFacts? = nil, read: ReadFacts? = nil
  ) {
    self.kind = kind
    self.name = name
    self.size = size
    self.alignment = alignment
    self.fields = fields
    self.declared = declared
    self.read = read
  }

  /// The alignment, where it is certain: debugging information states it only where the source sets one.
  public var certainAlignment: UInt64? { read?.isAlignmentCertain == false ? nil : alignment }

  /// The greatest alignment that the size allows, in bytes.
  public var greatestAlignment: UInt64 {
    size == 0 ? LayoutEngine.greatestAlignment : min(size & (~size + 1), LayoutEngine.greatestAlignment)
  }

  /// Whether all members have a known place and size, so that what they leave unused is known too.
  public var isWhollyKnown: Bool { fields.allSatisfy { $0.isPlaced && !$0.type.isIncomplete } }

  /// Whether both records lie in memory the same way. What only a declaration tells is left out, so that a record that
  /// was declared can equal one that was read from an object file.
  public static func == (left: RecordLayout, right: RecordLayout) -> Bool {
    left.kind == right.kind && left.name == right.name && left.size == right.size
      && left.alignment == right.alignment && left.fields == right.fields
  }

  /// Hashes what `==` compares.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(kind)
    hasher.combine(name)
    hasher.combine(size)
    hasher.combine(alignment)
    hasher.combine(fields)
  }
}

/// What a record's declaration says that neither its fields nor debugging information show, and that decides how the
/// record is passed by value.
public struct DeclaredFacts: Sendable, Hashable {
  /// Where unnamed bit-fields lie, those of width zero too.
  public var unnamedBits: [BitRange]
  /// The greatest alignment among the members, in bytes; the record's own `aligned` does not count.
  public var memberAlignment: UInt64

  /// Describes a declaration.
  public init(unnamedBits: [BitRange] = [], memberAlignment: UInt64 = 1) {
    self.unnamedBits = unnamedBits
    self.memberAlignment = memberAlignment
  }
}

/// What debugging information tells about a record beside its fields.
public struct ReadFacts: Sendable, Hashable {
  /// How a function takes and returns the record, as far as its language decides that.
  public enum Passing: Sendable, Hashable {
    /// The language leaves it to the target's rules for C.
    case byTarget
    /// By the address of an object that the language constructs, as C++ does where copying is more than copying bytes.
    case byReference
    /// That is not known.
    case unknown
  }

  /// Whether the alignment is stated, or follows from the size; otherwise, the record's is what its members would give it,
  /// and a packed or aligned declaration may have made another of it.
  public var isAlignmentCertain: Bool
  /// How the language passes the record.
  public var passing: Passing

  /// Describes what was read.
  public init(isAlignmentCertain: Bool, passing: Passing = .byTarget) {
    self.isAlignmentCertain = isAlignmentCertain
    self.passing = passing
  }
}

/// A member of a record as it lies in memory.
public struct FieldLayout: Sendable, Hashable {
  /// The name; nil for an anonymous structure or union.
  public var name: String?
  /// The member's type.
  public var type: TypeLayout
  /// The offset in bytes from the start of the record that holds the field; for a bit-field, of the byte that holds its
  /// first bit.
  public var offset: UInt64
  /// Where a bit-field's bits lie; nil for an ordinary member.
  public var bits: BitRange?
  /// Whether the offset is fixed. That of a virtual base of C++ is looked up at run time, and `offset` is 0.
  public var isPlaced = true

  /// Describes a field.
  public init(name: String?, type: TypeLayout, offset: UInt64, bits: BitRange? = nil) {
    self.name = name
    self.type = type
    self.offset = offset
    self.bits = bits
  }
}

/// The bits of a bit-field, counted from the start of the record that holds it, least significant bit first.
public struct BitRange: Sendable, Hashable {
  /// The first bit.
  public var offset: UInt64
  /// How many bits.
  public var width: UInt64

  /// Describes a range of bits.
  public init(offset: UInt64, width: UInt64) {
    self.offset = offset
    self.width = width
  }
}
