// Emission of the instructions that are not fields alone: immediates in their shortest forms, registers in the opcode, VEX.

extension CodeBuffer {
  @usableFromInline mutating func emitSpecial(
    _ entry: UnsafePointer<PackedForm>, _ size: OperandSize, reg: UInt8, rm: UInt8, third: UInt8, immediate: Int64
  ) {
    let packed = entry.pointee
    let isAccumulator = rm & 15 == 0
    switch packed.path {
    case .fields: storeFields(packed, packed.opcode, reg: reg, rm: rm)
    case .byte:
      storeFields(packed, packed.opcode, reg: reg, rm: rm)
      store(UInt64(truncatingIfNeeded: immediate), bits: 8)
    case .count:
      if immediate == 1 {
        storeFields(packed, packed.opcode + 0x10, reg: reg, rm: rm)
      } else {
        storeFields(packed, packed.opcode, reg: reg, rm: rm)
        store(UInt64(truncatingIfNeeded: immediate), bits: 8)
      }
    case .sizedOrByte:
      let value = truncated(immediate, packed)
      if isAccumulator, packed.immediateBytes == 1, packed.short != 0 {
        store(UInt64(packed.short - 1) | UInt64(truncatingIfNeeded: value) << 8, bits: 16)
      } else if value == Int64(Int8(truncatingIfNeeded: value)), packed.immediateBytes != 1 {
        storeFields(packed, packed.opcode | 2, reg: reg, rm: rm)
        store(UInt64(truncatingIfNeeded: value), bits: 8)
      } else if isAccumulator, packed.short != 0 {
        storeShort(packed, packed.short, value)
      } else {
        storeFields(packed, packed.opcode, reg: reg, rm: rm)
        store(UInt64(truncatingIfNeeded: value), bits: UInt64(packed.immediateBytes) * 8)
      }
    case .sized:
      let value = truncated(immediate, packed)
      if isAccumulator {
        storeShort(packed, packed.immediateBytes == 1 ? packed.short - 1 : packed.short, value)
      } else {
        storeFields(packed, packed.opcode, reg: reg, rm: rm)
        store(UInt64(truncatingIfNeeded: value), bits: UInt64(packed.immediateBytes) * 8)
      }
    case .move: storeMove(entry, size, rm: rm, immediate)
    case .exchange:
      // `90` does nothing, which an exchange of rax with itself does, too; that of eax clears the upper half.
      let isShort = size != .bits8 && (reg & 15 == 0 || isAccumulator) && !(reg == rm && size == .bits32)
      if isShort {
        storeOpcode(packed, UInt32(packed.short), rex: reg == rm ? 0 : packed.rex, isAccumulator ? reg : rm)
      } else {
        storeFields(packed, packed.opcode, reg: reg, rm: rm)
      }
    case .opcode:
      storeOpcode(packed, packed.opcode, rex: packed.rex, rm)
      if packed.immediateBytes != 0 { store(UInt64(bitPattern: immediate), bits: UInt64(packed.immediateBytes) * 8) }
    case .bare:
      storeBare(packed, packed.opcode)
      store(UInt64(bitPattern: immediate), bits: UInt64(packed.immediateBytes) * 8)
    case .bareSizedOrByte:
      let value = truncated(immediate, packed)
      let isByte = value == Int64(Int8(truncatingIfNeeded: value))
      storeBare(packed, isByte ? packed.opcode | 2 : packed.opcode)
      store(UInt64(bitPattern: value), bits: isByte ? 8 : 32)
    case .vex:
      let reg = reg & packed.registerMask
      storeVEX(packed, reg: reg, index: 0, base: rm & 15, third: third)
      store(UInt64(packed.digit | (reg & 7) << 3 | (rm & 7) | 0xC0), bits: 8)
      store(UInt64(bitPattern: immediate), bits: UInt64(packed.immediateBytes) * 8)
    case .relative: preconditionFailure("a branch goes through a label or a symbol")
    }
  }

  @usableFromInline mutating func emitSpecial(
    _ entry: UnsafePointer<PackedForm>, _ size: OperandSize, reg: UInt8, _ memory: MemoryOperand, third: UInt8,
    immediate: Int64, isLocked: Bool
  ) {
    let packed = entry.pointee
    switch packed.path {
    case .fields, .exchange:
      storeAnyFields(entry, packed.opcode, reg: reg, memory, trailing: 0, isLocked: isLocked)
    case .byte:
      storeAnyFields(entry, packed.opcode, reg: reg, memory, trailing: 1, isLocked: isLocked)
      store(UInt64(truncatingIfNeeded: immediate), bits: 8)
    case .count:
      let isOne = immediate == 1
      storeAnyFields(
        entry, isOne ? packed.opcode + 0x10 : packed.opcode, reg: reg, memory, trailing: isOne ? 0 : 1,
        isLocked: isLocked)
      if !isOne { store(UInt64(truncatingIfNeeded: immediate), bits: 8) }
    case .sizedOrByte, .sized, .move:
      let value = truncated(immediate, packed)
      let isByte =
        packed.path == .sizedOrByte && packed.immediateBytes != 1 && value == Int64(Int8(truncatingIfNeeded: value))
      let bytes = isByte ? 1 : Int(packed.immediateBytes)
      storeAnyFields(
        entry, isByte ? packed.opcode | 2 : packed.opcode, reg: reg, memory, trailing: bytes, isLocked: isLocked)
      store(UInt64(truncatingIfNeeded: value), bits: UInt64(bytes) * 8)
    case .vex:
      if memory.segment != .none { store(UInt64(memory.segment.rawValue), bits: 8) }
      let reg = reg & packed.registerMask
      storeVEX(
        packed, reg: reg, index: memory.index == MemoryOperand.none ? 0 : memory.index,
        base: memory.base > 15 ? 0 : memory.base, third: third)
      let fields = packed.digit | (reg & 7) << 3
      let trailing = Int(packed.immediateBytes)
      if memory.base <= 15, memory.reference.kind == .none {
        var rest = PackedForm()
        rest.digit = fields
        var short = memory
        short.base &= 7
        if short.index != MemoryOperand.none { short.index &= 7 }
        storeFields(rest, 0, reg: 0, short)
      } else {
        storeMemory(fields: fields, memory, trailing: trailing)
      }
      store(UInt64(bitPattern: immediate), bits: UInt64(trailing) * 8)
    case .opcode, .bare, .bareSizedOrByte, .relative: preconditionFailure("the form has no operand in memory")
    }
  }

  /// An immediate as its width has it, sign-extended: at 32 bits, 0xFFFF_FFFF is -1.
  @inline(__always) private func truncated(_ immediate: Int64, _ packed: PackedForm) -> Int64 {
    if packed.immediateBytes == 4 {
      let value = Int64(Int32(truncatingIfNeeded: immediate))
      assert(packed.rex == 0 || value == immediate, "an immediate of a 64-bit instruction has 32 bits and a sign")
      return value
    }
    return packed.immediateBytes == 1
      ? Int64(Int8(truncatingIfNeeded: immediate)) : Int64(Int16(truncatingIfNeeded: immediate))
  }

  @inline(__always) private mutating func storeBare(_ packed: PackedForm, _ opcode: UInt32) {
    store(UInt64(packed.prefix), bits: UInt64(packed.prefixBits))
    if packed.rex != 0 { store(UInt64(packed.rex), bits: 8) }
    store(UInt64(opcode), bits: UInt64(packed.opcodeBits))
  }

  /// A short form with the accumulator, which is not named.
  @inline(__always) private mutating func storeShort(_ packed: PackedForm, _ opcode: UInt8, _ value: Int64) {
    store(UInt64(packed.prefix), bits: UInt64(packed.prefixBits))
    if packed.rex != 0 { store(UInt64(packed.rex), bits: 8) }
    store(UInt64(opcode), bits: 8)
    store(UInt64(truncatingIfNeeded: value), bits: UInt64(packed.immediateBytes) * 8)
  }

  /// A form with the register in the opcode.
  @inline(__always)
  private mutating func storeOpcode(_ packed: PackedForm, _ opcode: UInt32, rex: UInt8, _ register: UInt8) {
    store(UInt64(packed.prefix), bits: UInt64(packed.prefixBits))
    var rex = rex | (register >> 3 & 1)
    if packed.byteRegisters & 2 != 0, register & 0x1C == 4 { rex |= 0x40 }
    if rex != 0 { store(UInt64(rex | 0x40), bits: 8) }
    // The register is in the low bits of the last byte.
    let shift = UInt32(packed.opcodeBits) &- 8
    store(UInt64(opcode | UInt32(register & 7) &<< shift), bits: UInt64(packed.opcodeBits))
  }

  /// A constant in a register: the shortest of its forms, without a change of the flags.
  private mutating func storeMove(
    _ entry: UnsafePointer<PackedForm>, _ size: OperandSize, rm: UInt8, _ immediate: Int64
  ) {
    let packed = entry.pointee
    var opcode = UInt32(packed.short)
    var rex = packed.rex
    var bits = UInt64(packed.immediateBytes) * 8
    switch size {
    case .bits8: opcode -= 8
    case .bits16, .bits32: break
    case .bits64:
      if immediate == Int64(UInt32(truncatingIfNeeded: immediate)) {
        // 32 bits clear the upper half.
        rex = 0
      } else if immediate == Int64(Int32(truncatingIfNeeded: immediate)) {
        storeFields(packed, packed.opcode, reg: 0, rm: rm)
        store(UInt64(bitPattern: immediate), bits: 32)
        return
      } else {
        bits = 64
      }
    }
    storeOpcode(packed, opcode, rex: rex, rm)
    store(UInt64(bitPattern: immediate), bits: bits)
  }

  /// The prefix of VEX and the opcode.
  @inline(__always) private mutating func storeVEX(
    _ packed: PackedForm, reg: UInt8, index: UInt8, base: UInt8, third: UInt8
  ) {
    let (map, prefix) = (UInt8(packed.prefix & 0xFF), UInt8(packed.prefix >> 8))
    let isWide = packed.rex != 0
    // Registers are inverted.
    let r = ~reg & 8
    let last = (~(third & packed.prefixBits) & 15) << 3 | prefix
    if map == 1, !isWide, index & 8 == 0, base & 8 == 0 {
      store(0xC5 | UInt64(r << 4 | last) << 8 | UInt64(packed.opcode) << 16, bits: 24)
    } else {
      let middle = r << 4 | (~index & 8) << 3 | (~base & 8) << 2 | map
      store(
        0xC4 | UInt64(middle) << 8 | UInt64(last | (isWide ? 0x80 : 0)) << 16 | UInt64(packed.opcode) << 24, bits: 32)
    }
  }

  // MARK: Symbols as immediates

  /// Emits an instruction whose immediate is a symbol's address: `mov` of 32 bits, zero-extended; `movAbsolute` of 64; any other,
  /// sign-extended. Always in full width.
  public mutating func emit(
    _ form: Form, _ size: OperandSize, rm: MachineRegister, immediateSymbol symbol: UInt32, addend: Int64 = 0
  ) {
    if cursor > limit { prepare(.symbolImmediate(form, size, rm: rm, symbol: symbol, addend: addend)) }
    let packed = packed[form.index << 2 | Int(size.rawValue)]
    var bytes = 4
    var kind = RelocationKind.absolute32Signed
    switch packed.path {
    case .opcode:
      storeOpcode(packed, packed.opcode, rex: packed.rex, rm.rawValue)
      bytes = 8
      kind = .absolute64
    case .move where size == .bits32:
      storeOpcode(packed, UInt32(packed.short), rex: packed.rex, rm.rawValue)
      kind = .absolute32
    case .bareSizedOrByte: storeBare(packed, packed.opcode)
    default:
      if packed.short != 0, rm.number == 0, packed.path != .move {
        store(UInt64(packed.prefix), bits: UInt64(packed.prefixBits))
        if packed.rex != 0 { store(UInt64(packed.rex), bits: 8) }
        store(UInt64(packed.short), bits: 8)
      } else {
        storeFields(packed, packed.opcode, reg: 0, rm: rm.rawValue)
      }
    }
    relocations.append(
      Relocation(offset: UInt32(truncatingIfNeeded: cursor), kind: kind, symbol: symbol, addend: addend))
    store(0, bits: UInt64(bytes) * 8)
  }
}
