// One instruction in 16 bytes.

/// An instruction as it is stored. `Function.view(of:)` shows what it means.
///
///     0        1        2          4          8          12         16
///     opcode   results  aux        type       a          b
///
/// What `a` and `b` hold follows from the opcode's syntax:
///
///     plain, element, slot   up to two operands in a and b; of three or more, the pool's index in a and their number in b
///     field                  a: the address, b: the field path
///     await                  a: the handle; the type is the handle's
///     call, callIndirect     a: the pool's index of callee and arguments, b: their number; the type is the function's
///     syscall                the same, the number of the system call first
///     return                 a: the pool's index of the results, b: their number
///     jump                   a: the pool's index of a block call
///     branch                 a: the condition, b: the pool's index of two block calls
///     switch                 a: the integer, b: the pool's index of the number of cases, the other block's call, and for
///                            each case the value's two halves, low first, and a block call
///     message                b: the text's name, or none
///
/// A block call in the pool is the block, the number of arguments, and the arguments.
@frozen public struct InstructionData: Hashable, Sendable {
  /// The operation.
  public var opcode: Opcode
  /// How many results it has.
  public var resultCount: UInt8
  /// Alignment, orderings and other attributes.
  public var aux: Auxiliary
  /// The type that the text states, or what stands for it (see above).
  public var type: Type
  /// See above.
  public var a: UInt32
  /// See above.
  public var b: UInt32

  /// Makes an instruction.
  @inlinable public init(
    _ opcode: Opcode, resultCount: UInt8 = 0, aux: Auxiliary = .init(), type: Type = .none, a: UInt32 = 0,
    b: UInt32 = 0
  ) {
    self.opcode = opcode
    self.resultCount = resultCount
    self.aux = aux
    self.type = type
    self.a = a
    self.b = b
  }
}

/// Alignment, orderings and other attributes of an instruction.
///
///     15      14   13   12   11..9     8..6      5          4..0
///     xt   roots   nr  cold  failure   ordering  volatile   alignment: log2 + 1, or 0
@frozen public struct Auxiliary: Hashable, Sendable {
  /// The bits.
  public var rawValue: UInt16
  /// No attributes.
  @inlinable public init(rawValue: UInt16 = 0) { self.rawValue = rawValue }

  /// The alignment that the text states, in bytes: for tasks and threads, the stack's size.
  @inlinable public var alignment: UInt64? {
    get { rawValue & 31 == 0 ? nil : 1 << UInt64((rawValue & 31) - 1) }
    set { rawValue = rawValue & ~31 | (newValue.map { UInt16($0.trailingZeroBitCount) + 1 } ?? 0) }
  }
  /// Whether the access is neither removed nor merged.
  @inlinable public var isVolatile: Bool {
    get { rawValue & 32 != 0 }
    set { rawValue = newValue ? rawValue | 32 : rawValue & ~32 }
  }
  /// The ordering of an atomic operation.
  @inlinable public var ordering: Ordering {
    get { Ordering(rawValue: UInt8(rawValue >> 6 & 7)) ?? .sequentiallyConsistent }
    set { rawValue = rawValue & ~0x1C0 | UInt16(newValue.rawValue) << 6 }
  }
  /// The ordering of a compare-exchange that failed.
  @inlinable public var failureOrdering: Ordering {
    get { Ordering(rawValue: UInt8(rawValue >> 9 & 7)) ?? .sequentiallyConsistent }
    set { rawValue = rawValue & ~0xE00 | UInt16(newValue.rawValue) << 9 }
  }
  /// Whether the call is seldom made.
  @inlinable public var isCold: Bool {
    get { rawValue & 0x1000 != 0 }
    set { rawValue = newValue ? rawValue | 0x1000 : rawValue & ~0x1000 }
  }
  /// Whether the call never comes back.
  @inlinable public var isNoreturn: Bool {
    get { rawValue & 0x2000 != 0 }
    set { rawValue = newValue ? rawValue | 0x2000 : rawValue & ~0x2000 }
  }
  /// Whether a call passes arguments beyond its function's parameters: their number and types stand in the pool behind
  /// the arguments.
  @inlinable public var hasExtraTypes: Bool {
    get { rawValue & 0x8000 != 0 }
    set { rawValue = newValue ? rawValue | 0x8000 : rawValue & ~0x8000 }
  }
  /// Whether a list of live roots for garbage collectors belongs to the instruction. None is made yet.
  @inlinable public var hasRoots: Bool { rawValue & 0x4000 != 0 }
}
