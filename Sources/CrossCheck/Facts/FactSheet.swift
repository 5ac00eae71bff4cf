// What is known about a target's ABI, in the smallest pieces that can be compared: from our catalogue, from the debug
// information of real headers, or from the text in which the latter is recorded.

public import Layout

/// The facts about one target's ABI.
public struct FactSheet: Sendable, Hashable {
  /// The target.
  public var target: Target
  /// Where the facts come from, each under a word: "headers", "compiler", "libc". Empty for our own.
  public var sources: [Source] = []
  /// The records, sorted by their keys, each key once.
  public var records: [RecordFacts] = []
  /// The constants, sorted by view and name.
  public var constants: [ConstantFact] = []
  /// The system calls, sorted by number.
  public var syscalls: [SyscallFact] = []

  /// Makes an empty sheet.
  public init(target: Target) { self.target = target }

  /// Something that facts come from.
  public struct Source: Sendable, Hashable {
    /// What it is: "headers", "compiler", "libc".
    public var word: String
    /// Its name and version.
    public var text: String

    /// Names a source.
    public init(_ word: String, _ text: String) {
      self.word = word
      self.text = text
    }
  }

  /// Puts everything into its canonical order.
  mutating func sort() {
    records.sort { $0.key < $1.key }
    constants.sort { ($0.view.rawValue, $0.name) < ($1.view.rawValue, $1.name) }
    syscalls.sort { ($0.number, $0.name) < ($1.number, $1.name) }
  }
}

/// What tells a record from others: whose view, tag or typedef, and the name.
public struct RecordKey: Sendable, Hashable, Comparable {
  /// How C names the record.
  public enum Form: String, Sendable, Hashable, CaseIterable {
    /// `struct NAME`
    case structure = "struct"
    /// `union NAME`
    case union
    /// A typedef, `NAME`
    case typedef
  }

  /// The kernel's view or libc's; nil for a record of some file.
  public var view: View?
  /// How C names the record.
  public var form: Form
  /// The tag or the typedef's name.
  public var name: String

  /// Names a record.
  public init(view: View?, form: Form, name: String) {
    self.view = view
    self.form = form
    self.name = name
  }

  /// The record as C spells it: "struct stat", "siginfo_t".
  public var spelling: String { form == .typedef ? name : "\(form.rawValue) \(name)" }

  /// Whether a name as people write it is this record's: "stat", "struct stat", "kernel:stat".
  public func isNamed(_ wanted: RecordName) -> Bool {
    wanted.name == name && (wanted.view == nil || wanted.view == view)
      && (wanted.kind == nil || wanted.kind?.rawValue == form.rawValue)
  }

  private var order: (String, String, String) { (view?.rawValue ?? "", name, form.rawValue) }

  /// Orders by view, name and form.
  public static func < (left: RecordKey, right: RecordKey) -> Bool { left.order < right.order }
}

/// The facts about one record.
public struct RecordFacts: Sendable, Hashable {
  /// Where a record's declaration stands.
  public enum Origin: Sendable, Hashable {
    /// In a header: the path to include it by.
    case header(String)
    /// In a fixture, because no header exports it: the fixture's path.
    case fixture(String)
    /// Nowhere in particular: our own records, and those of files.
    case unstated
  }

  /// Which record.
  public var key: RecordKey
  /// The size in bytes.
  public var size: UInt64
  /// The alignment in bytes; nil where it is not certain.
  public var alignment: UInt64?
  /// Where it is declared.
  public var origin: Origin
  /// The fields in the order of declaration, those of members and of anonymous members included.
  public var fields: [FieldFact]

  /// States the facts about a record.
  public init(key: RecordKey, size: UInt64, alignment: UInt64?, origin: Origin = .unstated, fields: [FieldFact]) {
    self.key = key
    self.size = size
    self.alignment = alignment
    self.origin = origin
    self.fields = fields
  }
}

/// The facts about one field.
public struct FieldFact: Sendable, Hashable {
  /// Where a field lies in its record.
  public enum Place: Sendable, Hashable {
    /// Whole bytes: the first one, and how many.
    case bytes(offset: UInt64, size: UInt64)
    /// Some bits, counted from the record's start, least significant first.
    case bits(BitRange)
  }

  /// The field as C reaches it from the record: "uc_mcontext.rip", "timeouts[].tv_sec" (any element stands for all).
  public var path: String
  /// Where it lies.
  public var place: Place
  /// What kind of value it holds.
  public var type: FieldType

  /// States the facts about a field.
  public init(path: String, place: Place, type: FieldType) {
    self.path = path
    self.place = place
    self.type = type
  }
}

/// What kind of value a field holds, as far as it matters to whoever reads its bytes: "u32", "i64", "pointer", "char[16]".
/// Names of types are left out, since headers rename them freely.
public struct FieldType: Sendable, Hashable {
  /// The kind of value: "u32", "i8", "char", "bool", "f64", "pointer", "struct", …
  public var kind: String
  /// The number of elements in each dimension of an array, 0 for one without a bound; empty for anything else.
  public var dimensions: [UInt64]

  /// Names a kind of value.
  public init(_ kind: String, dimensions: [UInt64] = []) {
    self.kind = kind
    self.dimensions = dimensions
  }

  /// The kind of value that a type holds on `target`.
  public init(_ type: TypeLayout, on target: Target?) {
    var type = type
    dimensions = []
    while case .array(let element, let count) = type.shape {
      dimensions.append(count ?? 0)
      type = element
    }
    kind = type.isIncomplete ? Self.incomplete : Self.kind(of: type.shape, on: target ?? .x86_64)
  }

  /// The kind of a type that is only declared.
  private static let incomplete = "incomplete"

  /// Whether the type is only declared, so that nothing can be said about it.
  var isIncomplete: Bool { kind == Self.incomplete }

  private static func kind(of shape: TypeLayout.Shape, on target: Target) -> String {
    switch shape {
    case .scalar(let scalar): kind(of: scalar, on: target)
    case .enumeration(let scalar): kind(of: scalar, on: target)
    case .complex(let part): "complex-\(kind(of: part, on: target))"
    case .pointer: "pointer"
    case .vector(let element, let count): "vector-\(kind(of: element, on: target))x\(count)"
    case .record(let record): record.kind.rawValue
    case .opaque, .array: "opaque"
    }
  }

  private static func kind(of scalar: Scalar, on target: Target) -> String {
    switch scalar {
    case .bool: "bool"
    case .char: "char"
    case .longDouble: "long-double"
    case .bfloat16: "bf16"
    case _ where scalar.isFloating: "f\(8 * scalar.size)"
    default: "\(scalar.isSigned(on: target) ? "i" : "u")\(8 * scalar.size)"
    }
  }

  /// Whether this is a structure or union, or an array of them.
  var isRecord: Bool { kind == RecordKind.structure.rawValue || kind == RecordKind.union.rawValue }

  /// Whether two types hold the same kind of value. A plain `char` is text or raw bytes: its sign says nothing.
  public func agrees(with other: FieldType) -> Bool {
    guard dimensions == other.dimensions else { return false }
    let bytes: Set = ["char", "i8", "u8"]
    return kind == other.kind || (kind == "char" || other.kind == "char") && bytes.isSuperset(of: [kind, other.kind])
  }
}

extension FieldType: CustomStringConvertible {
  /// The kind and the dimensions: "u32[2][4]"; "[]" is an array without a bound.
  public var description: String { kind + dimensions.map { $0 == 0 ? "[]" : "[\($0)]" }.joined() }
}

/// The value of a constant.
public struct ConstantFact: Sendable, Hashable {
  /// Whose headers have it.
  public var view: View
  /// Its name.
  public var name: String
  /// Its value.
  public var value: Int128

  /// States a constant's value.
  public init(view: View, name: String, value: Int128) {
    self.view = view
    self.name = name
    self.value = value
  }
}

/// The number of a system call.
public struct SyscallFact: Sendable, Hashable {
  /// Its name.
  public var name: String
  /// Its number.
  public var number: UInt32

  /// States a call's number.
  public init(name: String, number: UInt32) {
    self.name = name
    self.number = number
  }
}
