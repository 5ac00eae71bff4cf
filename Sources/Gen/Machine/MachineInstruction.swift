// One machine instruction before and after registers are chosen: 32 bytes, its operands in a pool of the function.

/// A register of the target, numbered over all banks: general registers first, then those for floats and vectors.
@frozen public struct MachineRegister: Hashable, Sendable {
  /// The number, 0 to 63.
  public var rawValue: UInt8
  /// The register of this number.
  @inlinable public init(rawValue: UInt8) { self.rawValue = rawValue }
}

/// A set of registers.
@frozen public struct RegisterSet: Hashable, Sendable, OptionSet {
  /// One bit for each register.
  public var rawValue: UInt64
  /// The set of the registers whose bits are set.
  @inlinable public init(rawValue: UInt64) { self.rawValue = rawValue }
  /// The set of one register.
  @inlinable public init(_ register: MachineRegister) { rawValue = 1 << UInt64(register.rawValue) }
  /// The set of some registers.
  @inlinable public init(_ registers: [MachineRegister]) {
    rawValue = registers.reduce(0) { $0 | 1 << UInt64($1.rawValue) }
  }

  /// Whether a register is in the set.
  @inlinable @inline(__always) public func contains(_ register: MachineRegister) -> Bool {
    rawValue >> UInt64(register.rawValue) & 1 != 0
  }
  /// The register with the least number.
  @inlinable public var first: MachineRegister? {
    rawValue == 0 ? nil : MachineRegister(rawValue: UInt8(truncatingIfNeeded: rawValue.trailingZeroBitCount))
  }
  /// Takes the register with the least number out.
  @inlinable public mutating func popFirst() -> MachineRegister? {
    guard let first else { return nil }
    rawValue &= rawValue &- 1
    return first
  }
  /// How many registers are in the set.
  @inlinable public var count: Int { rawValue.nonzeroBitCount }
}

/// Which registers can hold a value.
@frozen public enum RegisterBank: UInt8, Hashable, Sendable, CaseIterable {
  /// Integers and addresses.
  case general
  /// Floats.
  case vector
}

/// A value that wants a register: those of the IR function by their numbers, and behind them those that selection made.
public typealias VirtualRegister = UInt32

/// What an instruction asks of one operand.
///
///     31     30    29      28         23..16          13..8     7..4    2..0
///     last   fixed  memory  isAddress  -               register  tied    role
@frozen public struct OperandConstraint: Hashable, Sendable {
  /// The bits.
  public var rawValue: UInt32
  /// The constraint of these bits.
  @inlinable public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// Read, in any register.
  public static let use = OperandConstraint(rawValue: 0)
  /// Written after all that is read was read, so that it may have the register of what is read for the last time.
  public static let definition = OperandConstraint(rawValue: 1)
  /// Written while other operands may still be read.
  public static let earlyDefinition = OperandConstraint(rawValue: 2)

  /// Read, in a register or where it lies in the frame.
  public static let useOrMemory = OperandConstraint(rawValue: 1 << 29)
  /// Written to the register of the operand of this index, which is read.
  @inlinable public static func tied(to index: Int) -> OperandConstraint {
    OperandConstraint(rawValue: 1 | UInt32(index + 1) << 4)
  }
  /// Read in this register.
  @inlinable public static func use(in register: MachineRegister) -> OperandConstraint {
    OperandConstraint(rawValue: 1 << 30 | UInt32(register.rawValue) << 8)
  }
  /// Written to this register.
  @inlinable public static func definition(in register: MachineRegister) -> OperandConstraint {
    OperandConstraint(rawValue: 1 << 30 | 1 | UInt32(register.rawValue) << 8)
  }
  /// Written to this register while other operands may still be read.
  @inlinable public static func earlyDefinition(in register: MachineRegister) -> OperandConstraint {
    OperandConstraint(rawValue: 1 << 30 | 2 | UInt32(register.rawValue) << 8)
  }

  /// Whether the operand is written.
  @inlinable public var isDefinition: Bool { rawValue & 3 != 0 }
  /// Whether it is written while others are read.
  @inlinable public var isEarly: Bool { rawValue & 3 == 2 }
  /// Whether it has a register of its own that the instruction names.
  @inlinable public var isFixed: Bool { rawValue & 1 << 30 != 0 }
  /// The register that the instruction names.
  @inlinable public var register: MachineRegister { MachineRegister(rawValue: UInt8(rawValue >> 8 & 63)) }
  /// The operand whose register it must have, if there is one.
  @inlinable public var tiedIndex: Int? { rawValue & 0xF0 == 0 ? nil : Int(rawValue >> 4 & 15) - 1 }
  /// Whether a place in the frame does as well.
  @inlinable public var mayBeMemory: Bool { rawValue & 1 << 29 != 0 }
  /// Whether no instruction behind this one in its block reads the value.
  @inlinable public var isLastInBlock: Bool {
    get { rawValue & 1 << 31 != 0 }
    set { rawValue = newValue ? rawValue | 1 << 31 : rawValue & ~(1 << 31) }
  }
}

/// An operand of a machine instruction.
@frozen public struct MachineOperand: Hashable, Sendable {
  /// The value.
  public var value: VirtualRegister
  /// What is asked of it; once registers are chosen, where it is, as a `Location`.
  public var bits: UInt32

  /// An operand that asks for something.
  @inlinable public init(_ value: VirtualRegister, _ constraint: OperandConstraint) {
    self.value = value
    bits = constraint.rawValue
  }

  /// What is asked of it.
  @inlinable public var constraint: OperandConstraint {
    get { OperandConstraint(rawValue: bits) }
    set { bits = newValue.rawValue }
  }
  /// Where it is, once registers are chosen.
  @inlinable public var location: Location {
    get { Location(rawValue: bits) }
    set { bits = newValue.rawValue }
  }
}

/// Where a value is.
@frozen public struct Location: Hashable, Sendable {
  /// A register's number, or a slot's with the highest bit set.
  public var rawValue: UInt32
  /// The location of these bits.
  @inlinable public init(rawValue: UInt32) { self.rawValue = rawValue }
  /// In a register.
  @inlinable public init(_ register: MachineRegister) { rawValue = UInt32(register.rawValue) }
  /// In a spill slot of the frame.
  @inlinable public init(slot: UInt32) { rawValue = slot | 0x8000_0000 }
  /// The register, where it is one.
  @inlinable public var register: MachineRegister? {
    isSlot ? nil : MachineRegister(rawValue: UInt8(truncatingIfNeeded: rawValue))
  }
  /// Whether it is a spill slot.
  @inlinable public var isSlot: Bool { rawValue & 0x8000_0000 != 0 }
  /// The number of the slot.
  @inlinable public var slot: UInt32 { rawValue & 0x7FFF_FFFF }
}

/// What the general part of the compiler must know of an instruction.
@frozen public enum MachineKind: UInt8, Sendable, Hashable {
  /// An instruction of the target.
  case target
  /// Copies operand 1 to operand 0, both of one bank.
  case copy
  /// Goes on at the block's only edge.
  case jump
  /// Goes on at the block's first edge where the condition holds, else at its second.
  case branch
  /// Goes on at one of the block's edges, by a table.
  case table
  /// Leaves the function, or never ends.
  case leave
}

/// How an instruction's memory operand is made.
@frozen public enum AddressKind: UInt8, Sendable, Hashable {
  /// There is none.
  case none
  /// From registers and a displacement.
  case registers
  /// The symbol of this number, and a displacement.
  case symbol
  /// The stack slot of this number in the function's list, and a displacement.
  case stackObject
  /// Among the arguments that this function got on the stack.
  case incomingArgument
  /// Among the arguments that this function passes on the stack.
  case outgoingArgument
  /// The constant of this number in the function's pool of constants.
  case constant
  /// The label table of this number.
  case jumpTable
  /// This thread's copy of the symbol of this number, and a displacement.
  case threadSymbol
  /// The slot of the global offset table that holds the address of the symbol of this number.
  case offsetTable
}

/// How a memory operand is made: its kind, and which registers are in it.
///
///     7       6       5..4    3..0
///     index   base    scale   kind
@frozen public struct AddressShape: Hashable, Sendable {
  /// The bits.
  public var rawValue: UInt8
  /// The shape of these bits.
  @inlinable public init(rawValue: UInt8) { self.rawValue = rawValue }
  /// A shape. The scale is the logarithm of what the index is multiplied by.
  @inlinable public init(_ kind: AddressKind, hasBase: Bool = false, hasIndex: Bool = false, scale: UInt8 = 0) {
    rawValue = kind.rawValue | scale << 4 | (hasBase ? 0x40 : 0) | (hasIndex ? 0x80 : 0)
  }
  /// No memory operand.
  public static let none = AddressShape(rawValue: 0)

  /// What it is made from.
  @inlinable public var kind: AddressKind { AddressKind(rawValue: rawValue & 15) ?? .none }
  /// The logarithm of what the index is multiplied by.
  @inlinable public var scale: UInt8 { rawValue >> 4 & 3 }
  /// Whether a register is added.
  @inlinable public var hasBase: Bool { rawValue & 0x40 != 0 }
  /// Whether a register is multiplied and added.
  @inlinable public var hasIndex: Bool { rawValue & 0x80 != 0 }
  /// How many operands it takes.
  @inlinable public var operandCount: Int { Int(rawValue >> 6 & 1) + Int(rawValue >> 7) }
}

/// A machine instruction. Its operands follow each other in the function's pool: what it writes first, then what it reads,
/// and last the base and the index of its memory operand.
@frozen public struct MachineInstruction: Hashable, Sendable {
  /// The form in the target's table, or one of the target's own sequences.
  public var form: UInt16
  /// What the general part of the compiler must know of it.
  public var kind: MachineKind
  /// The width of the operation in bytes.
  public var size: UInt8
  /// Which operand stands in the instruction's register field (low four bits) and which in its register-or-memory field;
  /// 15 is none, 14 in the second the memory operand.
  public var fields: UInt8
  /// Which operand stands in the third register field (low four bits), and the number of the set of registers that the
  /// instruction destroys, among the target's (high four bits).
  @usableFromInline var thirdFieldAndClobbers: UInt8
  /// The condition of a branch and its like, as the target numbers them.
  public var condition: UInt8
  /// How many operands it has.
  public var operandCount: UInt8
  /// Where its operands begin.
  public var firstOperand: UInt32
  /// What is added to the address.
  public var displacement: Int32
  /// The number of the symbol, stack object, constant or table that the address is made from; of a call, the callee.
  public var symbol: UInt32
  /// How the address is made.
  public var address: AddressShape
  /// How many of its operands, the first ones, it writes.
  public var resultCount: UInt8
  /// What else there is to know.
  public var flags: MachineFlags
  /// The immediate operand.
  public var immediate: Int64

  /// The immediate of a trap that nothing gets to, which has no code.
  static let neverReached: Int64 = -1

  /// An instruction without operands.
  @inlinable public init(form: UInt16 = 0, kind: MachineKind = .target, size: UInt8 = 8) {
    self.form = form
    self.kind = kind
    self.size = size
    fields = 0xFF
    thirdFieldAndClobbers = 0x0F
    condition = 0
    operandCount = 0
    firstOperand = 0
    displacement = 0
    symbol = 0
    address = .none
    resultCount = 0
    flags = []
    immediate = 0
  }

  /// Which operand stands in the third register field; 15 is none.
  @inlinable public var thirdField: UInt8 {
    get { thirdFieldAndClobbers & 15 }
    set { thirdFieldAndClobbers = thirdFieldAndClobbers & 0xF0 | newValue & 15 }
  }
  /// The number of the set of registers that it destroys, among the target's.
  @inlinable public var clobbers: UInt8 {
    get { thirdFieldAndClobbers >> 4 }
    set { thirdFieldAndClobbers = thirdFieldAndClobbers & 0x0F | newValue << 4 }
  }
  /// The operand in the register field.
  @inlinable public var registerField: Int { Int(fields & 15) }
  /// The operand in the register-or-memory field.
  @inlinable public var memoryField: Int { Int(fields >> 4) }
  /// The number that says that a field has no operand.
  public static let noField = 15
  /// The number that says that a field has the memory operand.
  public static let addressField = 14
}

/// What else there is to know of a machine instruction.
@frozen public struct MachineFlags: OptionSet, Hashable, Sendable {
  /// One bit for each.
  public let rawValue: UInt16
  /// The flags whose bits are set.
  @inlinable public init(rawValue: UInt16) { self.rawValue = rawValue }
  /// It has operands or clobbers in named registers.
  public static let isConstrained = MachineFlags(rawValue: 1)
  /// Its two inputs may be exchanged: the operand behind the one that the result is tied to may stand there as well.
  public static let isCommutative = MachineFlags(rawValue: 2)
  /// It calls a function, so that the stack is aligned at it.
  public static let isCall = MachineFlags(rawValue: 4)
  /// Nothing reads the condition flags that stand before it, and it may destroy them.
  public static let flagsAreFree = MachineFlags(rawValue: 8)
  /// Its result can be had again by repeating it: it reads nothing but constants.
  public static let isRepeatable = MachineFlags(rawValue: 16)
  /// Its symbol is the callee.
  public static let hasCallee = MachineFlags(rawValue: 32)
  /// The operation is locked.
  public static let isLocked = MachineFlags(rawValue: 64)
  /// The immediate is the address of the symbol plus the displacement.
  public static let immediateIsSymbol = MachineFlags(rawValue: 128)
}
