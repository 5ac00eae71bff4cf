// An operand in memory, and what an address may refer to.

/// What an address, a displacement or an immediate refers to.
@frozen public struct AddressReference: Hashable, Sendable {
  /// What the number means.
  @frozen public enum Kind: UInt8, Sendable, Hashable {
    /// Nothing is referred to.
    case none
    /// A label of the same function.
    case label
    /// A symbol, relative to the instruction, or absolute where the address is not relative to `rip`.
    case symbol
    /// A thread's datum, by its distance from the thread pointer.
    case threadOffset
    /// A symbol's slot in the global offset table.
    case offsetTable
    /// The slot of the global offset table with a thread's datum's distance.
    case threadOffsetTable
    /// A function to call, that may lie in another module.
    case procedure
    /// The two slots of the global offset table that tell `__tls_get_addr` of a thread's datum.
    case threadDescriptor
  }
  /// What the number means.
  public var kind: Kind
  /// The number of the label or symbol; of a symbol, the caller's own.
  public var number: UInt32

  /// A reference.
  @inlinable public init(_ kind: Kind, _ number: UInt32) {
    self.kind = kind
    self.number = number
  }
  /// No reference.
  public static let none = AddressReference(.none, 0)
  /// A label of the same function.
  @inlinable public static func label(_ label: Label) -> AddressReference { AddressReference(.label, label.rawValue) }
  /// A symbol by the caller's number.
  @inlinable public static func symbol(_ number: UInt32) -> AddressReference { AddressReference(.symbol, number) }
}

/// An operand in memory: segment:[base + index * scale + displacement + reference].
@frozen public struct MemoryOperand: Hashable, Sendable {
  /// The base register's number, or one of `none` and `instructionPointer`.
  public var base: UInt8
  /// The index register's number, or `none`.
  public var index: UInt8
  /// The logarithm of what the index is multiplied by, 0 to 3.
  public var scale: UInt8
  /// The segment.
  public var segment: Segment
  /// What is added.
  public var displacement: Int32
  /// Whose address is added, too.
  public var reference: AddressReference

  /// No register.
  public static let none: UInt8 = 0xFF
  /// The base that makes an address relative to the instruction's end.
  public static let instructionPointer: UInt8 = 0xFE

  /// The segment that an address is in.
  @frozen public enum Segment: UInt8, Sendable, Hashable {
    /// All of memory.
    case none = 0
    /// What FS points to: the thread's own data.
    case fs = 0x64
    /// What GS points to.
    case gs = 0x65
  }

  /// An operand of given parts.
  @inlinable public init(
    base: UInt8, index: UInt8, scale: UInt8, segment: Segment, displacement: Int32, reference: AddressReference
  ) {
    self.base = base
    self.index = index
    self.scale = scale
    self.segment = segment
    self.displacement = displacement
    self.reference = reference
  }

  /// At a register and a displacement.
  @inlinable public init(_ base: MachineRegister, _ displacement: Int32 = 0, segment: Segment = .none) {
    self.init(
      base: base.number, index: Self.none, scale: 0, segment: segment, displacement: displacement, reference: .none)
  }

  /// At a base, an index multiplied by 1, 2, 4 or 8, and a displacement. Where the shorter encoding asks for it, base and index
  /// are exchanged; `rsp` is no index that is multiplied.
  @inlinable public init(
    _ base: MachineRegister, index: MachineRegister, scale: Int = 1, _ displacement: Int32 = 0, segment: Segment = .none
  ) {
    var (base, index) = (base.number, index.number)
    let needsExchange = index == 4 || (displacement == 0 && base & 7 == 5 && index & 7 != 5)
    if scale == 1, needsExchange { swap(&base, &index) }
    assert(index != 4, "rsp cannot be multiplied")
    self.init(
      base: base, index: index, scale: UInt8(truncatingIfNeeded: scale.trailingZeroBitCount), segment: segment,
      displacement: displacement, reference: .none)
  }

  /// At an index multiplied by 1, 2, 4 or 8, and a displacement. Once is a base, and twice is a base and an index: both are
  /// shorter.
  @inlinable public init(
    index: MachineRegister, scale: Int, _ displacement: Int32 = 0, segment: Segment = .none
  ) {
    assert(index.number != 4 || scale == 1, "rsp cannot be multiplied")
    self.init(
      base: scale <= 2 ? index.number : Self.none, index: scale == 1 ? Self.none : index.number,
      scale: scale <= 2 ? 0 : UInt8(truncatingIfNeeded: scale.trailingZeroBitCount), segment: segment,
      displacement: displacement, reference: .none)
  }

  /// At an address below 2 GB, or above -2 GB, or relative to a segment.
  @inlinable public init(absolute displacement: Int32, segment: Segment = .none) {
    self.init(
      base: Self.none, index: Self.none, scale: 0, segment: segment, displacement: displacement, reference: .none)
  }

  /// At a reference, relative to the instruction.
  @inlinable public init(relative reference: AddressReference, _ displacement: Int32 = 0) {
    self.init(
      base: Self.instructionPointer, index: Self.none, scale: 0, segment: .none, displacement: displacement,
      reference: reference)
  }
}
