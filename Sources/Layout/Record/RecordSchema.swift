// How a Linux record is declared: a structure of `Field`s, each declared once. The record's layout, its Swift value
// (Record.swift), its printed form and its cross-check all follow from that declaration.
//
//     extension Kernel {
//       public typealias Pollfd = Record<PollfdSchema>
//
//       public struct PollfdSchema: RecordSchema {
//         public static let identity = RecordIdentity(.kernel, "pollfd")
//         public let fd = Field<Int32>()
//         public let events = Field<Int16>()
//         public let revents = Field<Int16>()
//         public init() {}
//       }
//     }
//
// A record that C declares inside another is a nested schema; one whose form depends on the target says so field by field
// (`on:`), or is one schema for each form, all with the same C name.

/// Whose view of a record: the same tag may lie differently in memory for the kernel and for libc.
public enum View: String, CaseIterable, Sendable, Hashable {
  /// What the kernel reads and writes.
  case kernel
  /// What glibc's headers declare for programs.
  case libc
}

/// Kernel records, as the kernel reads and writes them: `Kernel.Sigaction` is 32 bytes on x86_64.
public enum Kernel {}

/// The C library's records, as glibc's headers declare them: `Glibc.Sigaction` is 152 bytes.
public enum Glibc {}

/// What a record is called, whose view of it this is, and where it exists.
public struct RecordIdentity: Sendable, Hashable {
  /// The kernel's view or libc's.
  public let view: View
  /// The C tag, or the name of the typedef that alone names the record.
  public let name: String
  /// Structure or union.
  public let kind: RecordKind
  /// Whether `name` is a typedef's and not a tag.
  public let isTypedef: Bool
  /// The targets that have the record in this form.
  public let targets: TargetSet
  /// The targets on which the record is `packed`.
  public let packed: TargetSet
  /// The record's `aligned` attribute, in bytes.
  public let alignment: UInt64?
  /// The sizes that the record had, as kernels grew it. The one declared is among them, and what is larger belongs to
  /// kernels newer than the declaration. Empty for a record whose size is fixed.
  public let ladder: [Rung]
  /// What else people call the record, because the other view has it under another name. Where a header declares such a
  /// name itself, as a typedef, the catalogue lists that beside the record, and it is checked.
  public let otherNames: [String]

  /// Names a record.
  public init(
    _ view: View, _ name: String, kind: RecordKind = .structure, isTypedef: Bool = false, on targets: TargetSet = .all,
    packed: TargetSet = [], aligned alignment: UInt64? = nil, ladder: [Rung] = [],
    alsoKnownAs otherNames: String...
  ) {
    self.view = view
    self.name = name
    self.kind = kind
    self.isTypedef = isTypedef
    self.targets = targets
    self.packed = packed
    self.alignment = alignment
    self.ladder = ladder
    self.otherNames = otherNames
  }

  /// The same record under the name of a typedef.
  func named(_ typedef: String) -> RecordIdentity {
    RecordIdentity(
      view, typedef, kind: kind, isTypedef: true, on: targets, packed: packed, aligned: alignment, ladder: ladder)
  }

  /// Names a structure or union that stands inside another record and is not listed by itself.
  public static func nested(
    _ kind: RecordKind = .structure, _ tag: String? = nil, isTypedef: Bool = false, on targets: TargetSet = .all,
    packed: TargetSet = [], aligned alignment: UInt64? = nil
  ) -> RecordIdentity {
    RecordIdentity(
      .kernel, tag ?? "", kind: kind, isTypedef: isTypedef, on: targets, packed: packed, aligned: alignment)
  }
}

/// One of the sizes that a growing record had.
public struct Rung: Sendable, Hashable {
  /// The size in bytes.
  public let size: UInt64
  /// The first kernel with that size.
  public let since: String

  /// Describes a rung: a size, and the first kernel that had it.
  public init(_ size: UInt64, since: String) {
    self.size = size
    self.since = since
  }
}

/// The fields of a record, declared once as stored properties of type `Field`, in the order in which they lie in memory.
/// A property's name is the C member's name.
public protocol RecordSchema: Sendable {
  /// What the record is called and where it exists.
  static var identity: RecordIdentity { get }
  /// Makes the declaration.
  init()
}

/// A field of a record.
///
/// All fields have the same size in memory, whatever their value's type: that lets a key path find a field's place. That
/// size is one word, because records have up to a hundred of them and a compiler takes a structure apart to optimise it.
public struct Field<Value: FieldValue>: Sendable {
  let attributes: FieldAttributes

  /// Declares a field.
  /// - Parameters:
  ///   - name: The C name, where it differs from the property's (a Swift keyword needs no such thing).
  ///   - bits: The width, for a bit-field.
  ///   - targets: The targets on which the field exists.
  ///   - alignment: The field's `aligned` attribute, in bytes.
  ///   - pointee: What an address points at, as C spells it; nil for `void`.
  ///   - enumeration: The tag of the enumeration that C declares an integer field with; empty for one without a tag.
  ///   - isAnonymous: Whether C gives the field no name, so that its members are the record's own.
  public init(
    _ name: String? = nil, bits: UInt8? = nil, to pointee: String? = nil, enumeration: String? = nil,
    on targets: TargetSet = .all, aligned alignment: UInt64? = nil, isAnonymous: Bool = false
  ) {
    attributes = .make(
      name: name, bitWidth: bits, pointee: pointee, enumeration: enumeration, targets: targets, alignment: alignment,
      isAnonymous: isAnonymous)
  }

  /// Declares a structure or union that C gives no name, so that its members are the record's own.
  public static var anonymous: Field { Field(isAnonymous: true) }

  /// Declares a bit-field without a name: it takes room and holds nothing, so it cannot be read or written.
  public static func unnamed(bits: UInt8) -> Field { Field(bits: bits, isAnonymous: true) }
}

/// What a field's declaration says beside its type.
final class FieldAttributes: Sendable {
  let name: String?
  let bitWidth: UInt8?
  let pointee: String?
  let enumeration: String?
  let targets: TargetSet
  let alignment: UInt64?
  let isAnonymous: Bool

  private init(
    name: String?, bitWidth: UInt8?, pointee: String?, enumeration: String?, targets: TargetSet, alignment: UInt64?,
    isAnonymous: Bool
  ) {
    self.name = name
    self.bitWidth = bitWidth
    self.pointee = pointee
    self.enumeration = enumeration
    self.targets = targets
    self.alignment = alignment
    self.isAnonymous = isAnonymous
  }

  /// The attributes of a field without any, which most are.
  private static let plain = FieldAttributes(
    name: nil, bitWidth: nil, pointee: nil, enumeration: nil, targets: .all, alignment: nil, isAnonymous: false)

  /// Makes attributes. Never inlined: there are thousands of fields.
  @inline(never)
  static func make(
    name: String?, bitWidth: UInt8?, pointee: String?, enumeration: String?, targets: TargetSet, alignment: UInt64?,
    isAnonymous: Bool
  ) -> FieldAttributes {
    let isPlain =
      name == nil && bitWidth == nil && pointee == nil && enumeration == nil && targets == .all && alignment == nil
      && !isAnonymous
    return isPlain
      ? plain
      : FieldAttributes(
        name: name, bitWidth: bitWidth, pointee: pointee, enumeration: enumeration, targets: targets,
        alignment: alignment, isAnonymous: isAnonymous)
  }

  /// Whether the field has a place in its record's layout on `target`.
  func isLaidOut(on target: Target) -> Bool { targets.contains(target) && !(isAnonymous && bitWidth != nil) }
}

/// A field whose value's type is not known.
protocol AnyField {
  var attributes: FieldAttributes { get }
  func type(on target: Target) -> CType
  /// Reads the field of one record as a Swift value and writes it to another.
  func copy<Schema>(_ place: FieldLayout, from source: Record<Schema>, to copy: inout Record<Schema>)
}

extension Field: AnyField {
  func type(on target: Target) -> CType {
    let type = Value.type(on: target)
    if let pointee = attributes.pointee {
      return .pointer(spelling: pointee.hasSuffix("*") ? "\(pointee)*" : "\(pointee) *")
    }
    if let tag = attributes.enumeration, case .scalar(let underlying) = type {
      return .enumeration(tag: tag.isEmpty ? nil : tag, underlying: underlying)
    }
    return type
  }

  func copy<Schema>(_ place: FieldLayout, from source: Record<Schema>, to copy: inout Record<Schema>) {
    let value: Value = source.value(at: place)
    copy.setValue(value, at: place)
  }
}

extension RecordSchema {
  /// The record as C declares it on `target`.
  public static func declaration(on target: Target) -> RecordDeclaration {
    let members = fields.compactMap { (name, field) -> MemberDeclaration? in
      let attributes = field.attributes
      guard attributes.targets.contains(target) else { return nil }
      return MemberDeclaration(
        attributes.isAnonymous ? nil : attributes.name ?? name, field.type(on: target),
        bitWidth: attributes.bitWidth.map(UInt64.init), alignment: attributes.alignment)
    }
    return RecordDeclaration(
      identity.kind, tag: identity.name.isEmpty ? nil : identity.name, members: members,
      isPacked: identity.packed.contains(target), alignment: identity.alignment)
  }

  /// The record's layout on `target`.
  public static func layout(on target: Target) -> RecordLayout {
    var engine = LayoutEngine(target: target)
    do {
      return try engine.layout(of: declaration(on: target))
    } catch {
      // A schema is source code, and each is laid out by the tests: this is a mistake made while adding one.
      preconditionFailure("\(identity.name): \(error)")
    }
  }

  /// The declared fields in order, those of all targets.
  static var fields: [(name: String, field: any AnyField)] {
    Mirror(reflecting: Self()).children.map { child in
      guard let name = child.label, let field = child.value as? any AnyField else {
        preconditionFailure("\(identity.name): a schema holds fields and nothing else")
      }
      return (name, field)
    }
  }

  /// Which of `fields` a key path names.
  static func index<Value>(of field: KeyPath<Self, Field<Value>>) -> Int {
    guard let offset = MemoryLayout<Self>.offset(of: field) else {
      preconditionFailure("\(identity.name): a schema's fields are stored properties")
    }
    return offset / MemoryLayout<Field<Value>>.stride
  }
}
