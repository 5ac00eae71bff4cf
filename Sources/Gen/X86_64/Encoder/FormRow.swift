// What a row of the table of forms says of an instruction.

/// Whether an operand is read or written.
@frozen public enum OperandAccess: UInt8, Sendable, Hashable {
  /// Neither: an address that is not accessed.
  case none
  /// Read only.
  case read
  /// Written only.
  case write
  /// Read, then written.
  case update

  /// Whether it is read.
  @inlinable public var reads: Bool { rawValue & 1 != 0 }
  /// Whether it is written.
  @inlinable public var writes: Bool { rawValue & 2 != 0 }
}

/// An operand of a form: where it is encoded, what it may be, how wide it is, and whether it is read or written.
@frozen public struct OperandSlot: Sendable, Hashable {
  /// Where the operand is encoded.
  @frozen public enum Place: UInt8, Sendable, Hashable {
    /// There is no operand.
    case none
    /// In the register field.
    case reg
    /// In the register-or-memory field.
    case rm
    /// In the third register field, which only VEX forms have.
    case third
    /// In the low bits of the opcode.
    case opcode
    /// Behind the instruction.
    case immediate
    /// Nowhere: it is always this register, and the text names it.
    case fixed
    /// Behind the opcode, as the distance to a label or symbol.
    case relative
  }
  /// What the operand may be.
  @frozen public enum Kind: UInt8, Sendable, Hashable {
    /// A general register; in the register-or-memory field, memory too.
    case general
    /// A vector register; in the register-or-memory field, memory too.
    case vector
    /// Memory only.
    case memory
    /// A general register only.
    case generalOnly
    /// A vector register only.
    case vectorOnly
    /// An immediate.
    case immediate
  }
  /// How wide the operand is.
  @frozen public enum Width: UInt8, Sendable, Hashable {
    /// As the instruction's size says.
    case size
    /// So many bits.
    case bits8, bits16, bits32, bits64, bits80, bits128
    /// 64 bits where the instruction's size is 64, else 32.
    case whole
    /// 8 bits in memory, 32 in a register.
    case bits8Or32
    /// 16 bits in memory, 32 in a register.
    case bits16Or32
    /// No width: an address alone, or a block of bytes.
    case none
  }
  /// How an immediate is encoded.
  @frozen public enum Immediate: UInt8, Sendable, Hashable {
    /// It is none.
    case none
    /// One byte.
    case byte
    /// One byte, that counts the bits to shift by: 1 has an opcode of its own.
    case count
    /// As wide as the instruction, at most 32 bits that are sign-extended.
    case sized
    /// The same, or one byte that is sign-extended.
    case sizedOrByte
    /// Two bytes.
    case word
    /// As wide as the instruction, up to 64 bits.
    case whole
  }

  /// Where it is encoded.
  public let place: Place
  /// What it may be.
  public let kind: Kind
  /// How wide it is.
  public let width: Width
  /// Whether it is read or written.
  public let access: OperandAccess
  /// How an immediate is encoded.
  public let immediate: Immediate
  /// The register that a fixed operand is.
  public let register: MachineRegister

  @usableFromInline init(
    _ place: Place, _ kind: Kind, _ width: Width, _ access: OperandAccess, immediate: Immediate = .none,
    register: MachineRegister = .rax
  ) {
    self.place = place
    self.kind = kind
    self.width = width
    self.access = access
    self.immediate = immediate
    self.register = register
  }

  /// No operand.
  public static let none = OperandSlot(.none, .general, .none, .none)

  static func reg(_ access: OperandAccess, _ width: Width = .size) -> Self { Self(.reg, .general, width, access) }
  static func rm(_ access: OperandAccess, _ width: Width = .size) -> Self { Self(.rm, .general, width, access) }
  static func third(_ access: OperandAccess, _ width: Width = .size) -> Self { Self(.third, .general, width, access) }
  static func inOpcode(_ access: OperandAccess, _ width: Width = .size) -> Self {
    Self(.opcode, .general, width, access)
  }
  static func memory(_ access: OperandAccess, _ width: Width = .size) -> Self { Self(.rm, .memory, width, access) }
  static func registerRM(_ access: OperandAccess, _ width: Width = .size) -> Self {
    Self(.rm, .generalOnly, width, access)
  }
  static func xmm(_ access: OperandAccess) -> Self { Self(.reg, .vector, .bits128, access) }
  static func xmmRM(_ access: OperandAccess, _ width: Width = .bits128) -> Self { Self(.rm, .vector, width, access) }
  static func xmmOnlyRM(_ access: OperandAccess) -> Self { Self(.rm, .vectorOnly, .bits128, access) }
  static func xmmThird(_ access: OperandAccess) -> Self { Self(.third, .vector, .bits128, access) }
  static func fixed(_ register: MachineRegister, _ access: OperandAccess, _ width: Width) -> Self {
    Self(.fixed, register.isVector ? .vector : .general, width, access, register: register)
  }
  static let relative = Self(.relative, .immediate, .none, .none)
  static func immediate(_ immediate: Immediate) -> Self {
    Self(.immediate, .immediate, immediate == .word ? .bits16 : .size, .read, immediate: immediate)
  }
}

/// What else is special about a form.
@frozen public struct FormTraits: OptionSet, Sendable, Hashable {
  /// One bit for each.
  public let rawValue: UInt16
  /// The traits whose bits are set.
  @inlinable public init(rawValue: UInt16) { self.rawValue = rawValue }
  /// A `lock` prefix is allowed where the destination is in memory.
  public static let lockable = Self(rawValue: 1)
  /// Between two registers, the opcode with the register as its source is used, as GNU as does: the operation is the same.
  public static let exchangesRegisters = Self(rawValue: 2)
  /// Encoded with VEX.
  public static let vex = Self(rawValue: 4)
  /// REX.W or VEX.W is always set.
  public static let wide = Self(rawValue: 8)
  /// The size is 64 bits without REX.W.
  public static let wideByDefault = Self(rawValue: 16)
  /// The mnemonic has no suffix for the size.
  public static let noSuffix = Self(rawValue: 32)
  /// Control does not come back to the next instruction, or only by a return.
  public static let transfersControl = Self(rawValue: 64)
  /// An indirect jump or call: the text marks the operand by `*`.
  public static let indirect = Self(rawValue: 128)
  /// Reads or writes memory that no operand names, or must not be moved or dropped.
  public static let hasEffects = Self(rawValue: 256)
}

/// A row of the table of forms: all that is known of an instruction.
@frozen public struct FormRow: Sendable {
  /// The form.
  public let form: Form
  /// The mnemonic of GNU as, without the suffix for the size.
  public let mnemonic: StaticString
  /// The bytes of the opcode with its mandatory prefix, first byte highest: `0x66_0F_3A_0A`.
  public let opcode: UInt32
  /// The opcode's extension in the register field; 0xFF where there is none.
  public let digit: UInt8
  /// The opcode of the short form with `al`, `ax`, `eax` or `rax`, or with the register in the opcode; 0 where there is none.
  public let short: UInt8
  /// The widths.
  public let sizes: OperandSizes
  /// The feature of the processor that it needs.
  public let feature: ProcessorFeature
  /// What is special.
  public let traits: FormTraits
  /// The flags that it reads.
  public let flagsRead: ProcessorFlags
  /// The flags that it writes, or that are undefined behind it.
  public let flagsWritten: ProcessorFlags
  /// The operands in the order of Intel's manuals, the destination first; the last ones may be `none`.
  public let operands: (OperandSlot, OperandSlot, OperandSlot, OperandSlot)
  /// The registers that it reads without an operand that names them.
  public let implicitReads: RegisterSet
  /// The registers that it writes without an operand that names them.
  public let implicitWrites: RegisterSet

  /// The operand of this position, 0 to 3.
  public func operand(_ index: Int) -> OperandSlot {
    switch index {
    case 0: operands.0
    case 1: operands.1
    case 2: operands.2
    case 3: operands.3
    default: .none
    }
  }
  /// How many operands there are.
  public var operandCount: Int {
    var count = 0
    while count < 4, operand(count).place != .none { count += 1 }
    return count
  }
  /// The operand in a place, if there is one.
  public func operand(at place: OperandSlot.Place) -> OperandSlot? {
    for index in 0..<4 where operand(index).place == place { return operand(index) }
    return nil
  }
  /// Whether it has a byte with a register field and a register-or-memory field.
  public var hasFields: Bool { operand(at: .reg) != nil || operand(at: .rm) != nil }
}
