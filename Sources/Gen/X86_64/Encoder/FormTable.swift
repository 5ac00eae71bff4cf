// The table of forms: collects the rows of all families and packs each for the encoder.

/// What the encoder reads of a form at one width: 16 bytes.
@frozen @usableFromInline struct PackedForm {
  /// The opcode with its escapes, first byte lowest.
  @usableFromInline var opcode: UInt32 = 0
  /// The prefixes before REX, first byte lowest. Of VEX: the number of the map, then that of the prefix.
  @usableFromInline var prefix: UInt16 = 0
  /// How many bits the prefixes take. Of VEX: what of the third register's number counts.
  @usableFromInline var prefixBits: UInt8 = 0
  /// How many bits the opcode takes.
  @usableFromInline var opcodeBits: UInt8 = 0
  /// REX with W, or 0.
  @usableFromInline var rex: UInt8 = 0
  /// The extension, in place.
  @usableFromInline var digit: UInt8 = 0
  /// By how many bits the register field's number is shifted into the byte of fields, between two registers: 3, or 0 where
  /// they exchange places.
  @usableFromInline var registerShift: UInt8 = 3
  /// What of the register's number counts: nothing where an extension of the opcode is in the register field.
  @usableFromInline var registerMask: UInt8 = 0xFF
  /// 1: the register field is a byte register; 2: the register-or-memory field is.
  @usableFromInline var byteRegisters: UInt8 = 0
  /// Which way through the encoder it takes.
  @usableFromInline var path: Path = .fields
  /// The size in bytes of a sized immediate.
  @usableFromInline var immediateBytes: UInt8 = 0
  /// The opcode of the short form.
  @usableFromInline var short: UInt8 = 0

  @usableFromInline init() {}

  /// The ways through the encoder.
  @frozen @usableFromInline enum Path: UInt8 {
    /// Fields, and no immediate.
    case fields
    /// Fields and a byte.
    case byte
    /// Fields and a count of bits to shift by.
    case count
    /// Fields and an immediate that may be short.
    case sizedOrByte
    /// Fields and an immediate that may not.
    case sized
    /// A move of an immediate.
    case move
    /// An exchange, that is shorter with the accumulator.
    case exchange
    /// The register in the opcode.
    case opcode
    /// No operand but an immediate of a given width.
    case bare
    /// No operand but an immediate that may be a byte.
    case bareSizedOrByte
    /// VEX.
    case vex
    /// A branch: through labels only.
    case relative
  }
}

/// The table of forms. There is one, `shared`.
public struct FormTable: @unchecked Sendable {
  /// The rows by form; never changed once they are made.
  public let rows: UnsafePointer<FormRow>
  /// The packed rows by form and size.
  @usableFromInline let packed: UnsafePointer<PackedForm>

  /// The table.
  public static let shared = FormTable()

  /// The row of a form.
  @inlinable public subscript(form: Form) -> FormRow {
    unsafeAddress { rows + form.index }
  }

  private init() {
    var builder = FormTableBuilder()
    builder.addAll()
    rows = builder.finish()
    packed = Self.pack(rows)
  }

  /// A table whose row of one form is damaged, for the negative control of the tests.
  init(damaging form: Form, _ damage: (inout PackedForm) -> Void) {
    rows = Self.shared.rows
    let copy = UnsafeMutablePointer<PackedForm>.allocate(capacity: Form.count * 4)
    copy.initialize(from: Self.shared.packed, count: Form.count * 4)
    for size in 0..<4 { damage(&copy[form.index * 4 + size]) }
    packed = UnsafePointer(copy)
  }

  private static func pack(_ rows: UnsafePointer<FormRow>) -> UnsafePointer<PackedForm> {
    let packed = UnsafeMutablePointer<PackedForm>.allocate(capacity: Form.count * 4)
    for index in 0..<Form.count {
      let sizes = rows[index].sizes
      let only = sizes.isEmpty ? pack(rows[index], .bits32) : PackedForm()
      for size in OperandSize.allCases {
        (packed + (index * 4 + Int(size.rawValue)))
          .initialize(to: sizes.contains(size) ? pack(rows[index], size) : only)
      }
    }
    return UnsafePointer(packed)
  }

  private static func pack(_ row: FormRow, _ size: OperandSize) -> PackedForm {
    var packed = PackedForm()
    var opcode = row.opcode
    // The first byte of the literal is a mandatory prefix where more follow.
    var mandatory: UInt8 = 0
    let topShift = UInt32((31 - opcode.leadingZeroBitCount) / 8 * 8)
    let first = UInt8(truncatingIfNeeded: opcode >> topShift)
    if topShift > 0, first == 0x66 || first == 0xF2 || first == 0xF3 {
      mandatory = first
      opcode &= (1 << topShift) - 1
    }
    let isByte = !row.sizes.isEmpty && size == .bits8
    if isByte { opcode -= 1 }

    if row.digit != 0xFF {
      packed.digit = row.digit << 3
      packed.registerMask = 0
    }
    packed.short = row.short
    if row.traits.contains(.wide) || (size == .bits64 && !row.sizes.isEmpty && !row.traits.contains(.wideByDefault)) {
      packed.rex = 0x48
    }
    if row.traits.contains(.vex) {
      let map: UInt16 = opcode >> 8 == 0x0F38 ? 2 : opcode >> 8 == 0x0F3A ? 3 : 1
      let number: UInt16 = mandatory == 0x66 ? 1 : mandatory == 0xF3 ? 2 : mandatory == 0xF2 ? 3 : 0
      packed.prefix = map | number << 8
      packed.opcode = opcode & 0xFF
      packed.immediateBytes = row.operand(at: .immediate) == nil ? 0 : 1
      packed.prefixBits = row.operand(at: .third) == nil ? 0 : 15
      packed.path = .vex
      return packed
    }
    func addPrefix(_ byte: UInt8) {
      packed.prefix |= UInt16(byte) << UInt16(packed.prefixBits)
      packed.prefixBits += 8
    }
    if !row.sizes.isEmpty, size == .bits16 { addPrefix(0x66) }
    if mandatory != 0 { addPrefix(mandatory) }
    // First byte lowest.
    var rest = opcode.byteSwapped
    let bytes = max(1, 4 - opcode.leadingZeroBitCount / 8)
    rest >>= UInt32(32 - bytes * 8)
    packed.opcode = rest
    packed.opcodeBits = UInt8(bytes * 8)
    if row.traits.contains(.exchangesRegisters) {
      packed.registerShift = 0
    }
    for index in 0..<4 {
      let slot = row.operand(index)
      guard slot.kind == .general || slot.kind == .generalOnly else { continue }
      guard slot.width == .bits8 || (slot.width == .size && isByte) else { continue }
      if slot.place == .reg { packed.byteRegisters |= 1 }
      if slot.place == .rm || slot.place == .opcode { packed.byteRegisters |= 2 }
    }
    let width: UInt8 = row.sizes.isEmpty ? 4 : UInt8(min(size.bytes, 4))
    let immediate = row.operand(at: .immediate)?.immediate ?? .none
    switch immediate {
    case .none:
      packed.path =
        row.operand(at: .relative) != nil
        ? .relative
        : row.operand(at: .opcode) != nil
          ? .opcode
          : !row.hasFields
            ? .bare
            : row.short != 0 ? .exchange : .fields
    case .byte:
      packed.path = row.hasFields ? .byte : .bare
      packed.immediateBytes = 1
    case .word:
      packed.path = .bare
      packed.immediateBytes = 2
    case .count:
      packed.path = .count
      packed.immediateBytes = 1
    case .sizedOrByte:
      packed.path = row.hasFields ? .sizedOrByte : .bareSizedOrByte
      packed.immediateBytes = width
    case .sized:
      packed.path = .sized
      packed.immediateBytes = width
    case .whole:
      packed.path = row.hasFields ? .move : .opcode
      packed.immediateBytes = row.hasFields ? width : 8
    }
    return packed
  }
}

/// Collects rows. Each form has exactly one.
struct FormTableBuilder {
  private let rows = UnsafeMutablePointer<FormRow>.allocate(capacity: Form.count)
  private var isDefined = [Bool](repeating: false, count: Form.count)

  /// Adds a row: the form, its mnemonic, its opcode with the mandatory prefix, its widths, its operands with the destination
  /// first, and what is special about it.
  mutating func row(
    _ form: Form, _ mnemonic: StaticString, _ opcode: UInt32, _ sizes: OperandSizes = [],
    _ first: OperandSlot = .none, _ second: OperandSlot = .none, _ third: OperandSlot = .none,
    _ fourth: OperandSlot = .none, digit: UInt8 = 0xFF, short: UInt8 = 0, tests flagsRead: ProcessorFlags = [],
    sets flagsWritten: ProcessorFlags = [], reads: [MachineRegister] = [], writes: [MachineRegister] = [],
    needs feature: ProcessorFeature = .baseline, is traits: FormTraits = []
  ) {
    precondition(!isDefined[form.index], "a form has two rows")
    isDefined[form.index] = true
    (rows + form.index).initialize(
      to: FormRow(
        form: form, mnemonic: mnemonic, opcode: opcode, digit: digit, short: short, sizes: sizes, feature: feature,
        traits: traits, flagsRead: flagsRead, flagsWritten: flagsWritten, operands: (first, second, third, fourth),
        implicitReads: RegisterSet(reads), implicitWrites: RegisterSet(writes)))
  }

  mutating func addAll() {
    addIntegers()
    addMoves()
    addBits()
    addControl()
    addSystem()
    addScalars()
    addVectors()
  }

  func finish() -> UnsafePointer<FormRow> {
    precondition(isDefined.allSatisfy { $0 }, "a form has no row")
    return UnsafePointer(rows)
  }
}
