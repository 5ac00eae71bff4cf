// What an instruction takes: a value, a small number, a symbol's address, or a constant of the function's table.

/// An operand in 32 bits. What a number means is told by the type that its place asks for.
///
///     31 30 29                             0
///     0  0   value
///     0  1   integer, 30 bits, signed: also a bool (0, 1) and the null pointer (0)
///     1  0   constant of the function
///     1  1   symbol: its address
@frozen public struct Operand: Hashable, Sendable {
  /// The bits.
  public var rawValue: UInt32
  /// Makes the operand with these bits.
  @inlinable public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// A value.
  @inlinable public init(_ value: Value) { rawValue = value.rawValue }
  /// A constant.
  @inlinable public init(_ constant: Constant) { rawValue = constant.rawValue | 0x8000_0000 }
  /// The address of a symbol.
  @inlinable public init(_ symbol: Symbol) { rawValue = symbol.rawValue | 0xC000_0000 }
  /// An integer, where it fits in 30 bits.
  @inlinable public init?(small integer: Int64) {
    guard integer >= -0x2000_0000, integer < 0x2000_0000 else { return nil }
    rawValue = UInt32(truncatingIfNeeded: integer) & 0x3FFF_FFFF | 0x4000_0000
  }

  /// The number 0, `false` or `null`.
  public static let zero = Operand(rawValue: 0x4000_0000)
  /// The largest number of an entity that fits.
  public static let greatestIndex: UInt32 = 0x3FFF_FFFF

  /// The kinds of operands.
  @frozen public enum Kind: Sendable, Hashable {
    /// A value.
    case value(Value)
    /// An integer.
    case integer(Int64)
    /// A constant of the function's table.
    case constant(Constant)
    /// A symbol's address.
    case symbol(Symbol)
  }

  /// What the operand is.
  @inlinable public var kind: Kind {
    switch rawValue >> 30 {
    case 0: .value(Value(rawValue: rawValue))
    case 1: .integer(smallInteger)
    case 2: .constant(Constant(rawValue: rawValue & 0x3FFF_FFFF))
    default: .symbol(Symbol(rawValue: rawValue & 0x3FFF_FFFF))
    }
  }

  /// Whether it is a value.
  @inlinable public var isValue: Bool { rawValue >> 30 == 0 }
  /// The value, if it is one.
  @inlinable public var value: Value? { isValue ? Value(rawValue: rawValue) : nil }

  @usableFromInline var smallInteger: Int64 { Int64(Int32(bitPattern: rawValue << 2) >> 2) }
}

/// A constant that does not fit in an operand.
@frozen public struct ConstantData: Hashable, Sendable {
  /// What the constant is.
  public var kind: Kind
  /// How a number was written.
  public var radix: Radix
  /// A type, field path or symbol that the constant speaks of.
  public var reference: UInt32
  /// The integer, sign-extended to 64 bits, or the float's bits.
  public var bits: UInt64

  /// Whether it is a number all of whose bits are zeros, and stands for nothing else.
  var isZero: Bool {
    switch kind {
    case .integer, .f32, .f64: bits == 0
    case .sizeof, .sizeofData, .alignof, .offsetof, .syscall: false
    }
  }

  /// The kinds of constants.
  @frozen public enum Kind: UInt8, Sendable, Hashable {
    /// An integer or address.
    case integer
    /// A float of 32 bits.
    case f32
    /// A float of 64 bits.
    case f64
    /// The size of a type in bytes.
    case sizeof
    /// The size of a data object of the program in bytes.
    case sizeofData
    /// The alignment of a type in bytes.
    case alignof
    /// The offset of a member in bytes.
    case offsetof
    /// The number of a system call, by name.
    case syscall
  }

  /// How a number was written, and is printed; it changes nothing of its meaning.
  @frozen public enum Radix: UInt8, Sendable, Hashable {
    /// In decimal, with a sign.
    case decimal
    /// In hexadecimal, without one.
    case hexadecimal
    /// As a character.
    case character
  }

  /// An integer.
  public static func integer(_ value: Int64, radix: Radix = .decimal) -> Self {
    Self(kind: .integer, radix: radix, reference: 0, bits: UInt64(bitPattern: value))
  }
  /// A float of 32 bits.
  public static func f32(_ value: Float, radix: Radix = .decimal) -> Self {
    Self(kind: .f32, radix: radix, reference: 0, bits: UInt64(value.bitPattern))
  }
  /// A float of 64 bits.
  public static func f64(_ value: Double, radix: Radix = .decimal) -> Self {
    Self(kind: .f64, radix: radix, reference: 0, bits: value.bitPattern)
  }
  /// The size of a type.
  public static func sizeof(_ type: Type) -> Self {
    Self(kind: .sizeof, radix: .decimal, reference: type.rawValue, bits: 0)
  }
  /// The size of a data object of the program.
  public static func sizeof(_ data: Symbol) -> Self {
    Self(kind: .sizeofData, radix: .decimal, reference: data.rawValue, bits: 0)
  }
  /// The alignment of a type.
  public static func alignof(_ type: Type) -> Self {
    Self(kind: .alignof, radix: .decimal, reference: type.rawValue, bits: 0)
  }
  /// The offset of a member.
  public static func offsetof(_ path: FieldPath) -> Self {
    Self(kind: .offsetof, radix: .decimal, reference: path.rawValue, bits: 0)
  }
  /// A system call by name.
  public static func syscall(_ name: Name) -> Self {
    Self(kind: .syscall, radix: .decimal, reference: name.rawValue, bits: 0)
  }
}
