// The types of the IR: eight scalars, handles, and what lies in memory. A type is a number; equal types have equal numbers.

/// A type: of a value, of memory, or of a function.
@frozen public struct Type: Entity {
  /// The number: scalars have the same in every module, others are interned in a module's `TypeTable`.
  public var rawValue: UInt32
  /// Makes the type with this number.
  @inlinable public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// No type: what an instruction without one has, and a value whose definition could not be understood.
  public static let none = Type(rawValue: 0)
  /// A truth value; one byte, 0 or 1, in memory.
  public static let bool = Type(rawValue: 1)
  /// An integer of 8 bits.
  public static let i8 = Type(rawValue: 2)
  /// An integer of 16 bits.
  public static let i16 = Type(rawValue: 3)
  /// An integer of 32 bits.
  public static let i32 = Type(rawValue: 4)
  /// An integer of 64 bits.
  public static let i64 = Type(rawValue: 5)
  /// An IEEE 754 number of 32 bits.
  public static let f32 = Type(rawValue: 6)
  /// An IEEE 754 number of 64 bits.
  public static let f64 = Type(rawValue: 7)
  /// An address.
  public static let ptr = Type(rawValue: 8)

  /// How many types have the same number in every module.
  @usableFromInline static let scalarCount: UInt32 = 9

  /// The scalar types with their spelling.
  static let scalars: [(type: Type, spelling: String)] = [
    (.bool, "bool"), (.i8, "i8"), (.i16, "i16"), (.i32, "i32"), (.i64, "i64"), (.f32, "f32"), (.f64, "f64"),
    (.ptr, "ptr"),
  ]

  /// Whether values of the type are truth values, integers, floats or addresses.
  @inlinable public var isScalar: Bool { rawValue &- 1 < Self.scalarCount &- 1 }
  /// Whether the type is an integer type.
  @inlinable public var isInteger: Bool { rawValue >= 2 && rawValue <= 5 }
  /// Whether the type is a float type.
  @inlinable public var isFloat: Bool { rawValue == 6 || rawValue == 7 }

  /// How many bits a scalar has: 1 for `bool`, 64 for `ptr`; 0 for other types.
  @inlinable public var bitWidth: Int {
    switch rawValue {
    case 1: 1
    case 2: 8
    case 3: 16
    case 4, 6: 32
    case 5, 7, 8: 64
    default: 0
    }
  }

  /// How many bytes a scalar takes in memory, which is also its alignment; 0 for other types.
  @inlinable public var scalarSize: Int { rawValue == 1 ? 1 : bitWidth / 8 }
}

/// The kinds of types.
@frozen public enum TypeKind: UInt8, Sendable, Hashable, CaseIterable {
  /// No type.
  case none
  /// A truth value.
  case bool
  /// An integer of 8 bits.
  case i8
  /// An integer of 16 bits.
  case i16
  /// An integer of 32 bits.
  case i32
  /// An integer of 64 bits.
  case i64
  /// A float of 32 bits.
  case f32
  /// A float of 64 bits.
  case f64
  /// An address.
  case ptr
  /// The handle of a task.
  case task
  /// The handle of a thread.
  case thread
  /// A record or union.
  case record
  /// An array.
  case array
  /// A function.
  case function
}

/// A set of kinds of types.
@frozen public struct TypeKinds: OptionSet, Sendable, Hashable {
  /// One bit for each kind.
  public let rawValue: UInt16
  /// Makes a set of the kinds whose bits are set.
  @inlinable public init(rawValue: UInt16) { self.rawValue = rawValue }
  /// The set of one kind.
  @inlinable public init(_ kind: TypeKind) { rawValue = 1 << UInt16(kind.rawValue) }

  /// `bool`.
  public static let bool = TypeKinds(.bool)
  /// `ptr`.
  public static let pointer = TypeKinds(.ptr)
  /// `i8 i16 i32 i64`.
  public static let integers: TypeKinds = [.init(.i8), .init(.i16), .init(.i32), .init(.i64)]
  /// `f32 f64`.
  public static let floats: TypeKinds = [.init(.f32), .init(.f64)]
  /// Handles of tasks and threads.
  public static let handles: TypeKinds = [.init(.task), .init(.thread)]
  /// What a value can be.
  public static let values: TypeKinds = [.bool, .pointer, .integers, .floats, .handles]
  /// What can lie in memory.
  public static let memory: TypeKinds = [.values, .init(.record), .init(.array)]

  /// Whether a kind is in the set.
  @inlinable public func contains(_ kind: TypeKind) -> Bool { rawValue & (1 << UInt16(kind.rawValue)) != 0 }
}
