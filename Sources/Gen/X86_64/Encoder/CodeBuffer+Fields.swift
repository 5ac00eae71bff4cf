// Emission of one instruction: prefixes, opcode and the bytes of its operands, as numbers in registers of the machine that
// compiles, stored by one write of 8 bytes, and one for displacement or immediate each.

extension CodeBuffer {
  /// Emits an instruction whose operands are registers and an immediate.
  ///
  /// - Parameters:
  ///   - form: The form; any but the branches to labels.
  ///   - size: The width, where the form has several.
  ///   - reg: The register in the register field; of no account where the form has none.
  ///   - rm: The register in the register-or-memory field, or in the opcode.
  ///   - third: The register in the third field, where the form has one.
  ///   - immediate: The immediate. At a size below 64 bits its upper bits do not count.
  @inlinable @inline(__always)
  public mutating func emit(
    _ form: Form, _ size: OperandSize = .bits32, reg: MachineRegister = .rax, rm: MachineRegister = .rax,
    third: MachineRegister = .rax, immediate: Int64 = 0
  ) {
    if cursor > limit {
      prepare(.registers(form, size, reg: reg, rm: rm, third: third, immediate: immediate))
    }
    assert(hasSize(form, size), "the form does not have this size")
    let entry = packed + (form.index &<< 2 | Int(size.rawValue))
    if entry.pointee.path == .fields {
      storeFields(entry.pointee, entry.pointee.opcode, reg: reg.rawValue, rm: rm.rawValue)
    } else {
      emitSpecial(entry, size, reg: reg.rawValue, rm: rm.rawValue, third: third.rawValue, immediate: immediate)
    }
  }

  /// Emits an instruction with an operand in memory.
  ///
  /// - Parameters:
  ///   - form: The form; any with a register-or-memory field.
  ///   - size: The width, where the form has several.
  ///   - reg: The register in the register field; of no account where the form has none.
  ///   - memory: What is in the register-or-memory field.
  ///   - third: The register in the third field, where the form has one.
  ///   - immediate: The immediate. At a size below 64 bits its upper bits do not count.
  ///   - isLocked: Whether the instruction has a `lock` prefix.
  @inlinable @inline(__always)
  public mutating func emit(
    _ form: Form, _ size: OperandSize = .bits32, reg: MachineRegister = .rax, memory: MemoryOperand,
    third: MachineRegister = .rax, immediate: Int64 = 0, isLocked: Bool = false
  ) {
    if cursor > limit {
      prepare(.memory(form, size, reg: reg, memory, third: third, immediate: immediate, isLocked: isLocked))
    }
    assert(hasSize(form, size), "the form does not have this size")
    let entry = packed + (form.index &<< 2 | Int(size.rawValue))
    if entry.pointee.path == .fields, !isLocked, memory.reference.kind == .none, memory.segment == .none,
      memory.base <= 15
    {
      storeFields(entry.pointee, entry.pointee.opcode, reg: reg.rawValue, memory)
    } else {
      emitSpecial(
        entry, size, reg: reg.rawValue, memory, third: third.rawValue, immediate: immediate, isLocked: isLocked)
    }
  }

  @usableFromInline func hasSize(_ form: Form, _ size: OperandSize) -> Bool {
    let sizes = rowsOfForms[form.index].sizes
    return sizes.isEmpty || sizes.contains(size)
  }

  /// Prefixes, REX, opcode and fields, between registers. The numbers are those of `MachineRegister`: what tells the banks apart
  /// is not encoded.
  @inlinable @inline(__always)
  mutating func storeFields(_ packed: PackedForm, _ opcode: UInt32, reg: UInt8, rm: UInt8) {
    let shift = UInt64(packed.registerShift)
    let (reg, rm) = (UInt64(reg & packed.registerMask), UInt64(rm))
    var rex = UInt64(packed.rex) | (reg &>> 3 & 1) &<< (shift & 2) | (rm &>> 3 & 1) &<< (2 &- (shift & 2))
    if packed.byteRegisters != 0 {
      // sil, dil, spl and bpl are ah to bh without REX.
      if packed.byteRegisters & 1 != 0, reg & 0x1C == 4 { rex |= 0x40 }
      if packed.byteRegisters & 2 != 0, rm & 0x1C == 4 { rex |= 0x40 }
    }
    var bits = UInt64(packed.prefixBits)
    var word = UInt64(packed.prefix)
    if rex != 0 {
      word |= (rex | 0x40) &<< bits
      bits &+= 8
    }
    // Where the two exchange places, the other direction's opcode.
    word |= (UInt64(opcode) ^ ((shift ^ 3) & 2)) &<< bits
    bits &+= UInt64(packed.opcodeBits)
    let fields = 0xC0 | UInt64(packed.digit) | (reg & 7) &<< shift | (rm & 7) &<< (3 &- shift)
    store(word | fields &<< bits, bits: bits &+ 8)
  }

  /// The same with an operand in memory that has a base register.
  @inlinable @inline(__always)
  mutating func storeFields(_ packed: PackedForm, _ opcode: UInt32, reg: UInt8, _ memory: MemoryOperand) {
    let (reg, base) = (UInt64(reg & packed.registerMask), UInt64(memory.base))
    var rex = UInt64(packed.rex) | (reg &>> 1 & 4) | (base &>> 3)
    var fields = UInt64(packed.digit) | (reg & 7) &<< 3
    var fieldBits: UInt64 = 8
    if memory.index == MemoryOperand.none {
      fields |= base & 7
      if base & 7 == 4 {
        fields |= 0x2400
        fieldBits = 16
      }
    } else {
      let index = UInt64(memory.index)
      rex |= index &>> 2 & 2
      fields |= 4 | ((base & 7) | (index & 7) &<< 3 | UInt64(memory.scale) &<< 6) &<< 8
      fieldBits = 16
    }
    if packed.byteRegisters & 1 != 0, reg & 0x1C == 4 { rex |= 0x40 }
    let displacement = memory.displacement
    var displacementBytes = 0
    if displacement == 0, base & 7 != 5 {
    } else if displacement == Int32(Int8(truncatingIfNeeded: displacement)) {
      fields |= 0x40
      displacementBytes = 1
    } else {
      fields |= 0x80
      displacementBytes = 4
    }
    var bits = UInt64(packed.prefixBits)
    var word = UInt64(packed.prefix)
    if rex != 0 {
      word |= (rex | 0x40) &<< bits
      bits &+= 8
    }
    word |= UInt64(opcode) &<< bits
    bits &+= UInt64(packed.opcodeBits)
    store(word | fields &<< bits, bits: bits &+ fieldBits)
    UnsafeMutableRawPointer(self.base + cursor).storeBytes(of: displacement.littleEndian, as: Int32.self)
    cursor &+= displacementBytes
  }

  /// The same with any operand in memory; `trailing` is how many bytes of immediate follow.
  mutating func storeAnyFields(
    _ entry: UnsafePointer<PackedForm>, _ opcode: UInt32, reg: UInt8, _ memory: MemoryOperand, trailing: Int,
    isLocked: Bool = false
  ) {
    if memory.segment != .none { store(UInt64(memory.segment.rawValue), bits: 8) }
    var packed = entry.pointee
    if isLocked {
      packed.prefix |= 0xF0 &<< UInt16(packed.prefixBits)
      packed.prefixBits += 8
    }
    if memory.base <= 15, memory.reference.kind == .none {
      storeFields(packed, opcode, reg: reg, memory)
      return
    }
    let reg = reg & packed.registerMask
    var rex = packed.rex | (reg &>> 1 & 4)
    if packed.byteRegisters & 1 != 0, reg & 0x1C == 4 { rex |= 0x40 }
    let (index, base) = (memory.index, memory.base)
    if index != MemoryOperand.none { rex |= index &>> 2 & 2 }
    if base <= 15 { rex |= base &>> 3 }
    store(UInt64(packed.prefix), bits: UInt64(packed.prefixBits))
    if rex != 0 { store(UInt64(rex | 0x40), bits: 8) }
    store(UInt64(opcode), bits: UInt64(packed.opcodeBits))
    storeMemory(fields: packed.digit | (reg & 7) << 3, memory, trailing: trailing)
  }

  /// The byte of fields, SIB and 32 bits of displacement, with what they refer to.
  mutating func storeMemory(fields: UInt8, _ memory: MemoryOperand, trailing: Int) {
    let (index, base) = (memory.index, memory.base)
    if base == MemoryOperand.instructionPointer {
      store(UInt64(fields | 5), bits: 8)
    } else {
      // Without a base, 5 stands for it at the shortest mode; the displacement is 32 bits all the same.
      let hasBase = base != MemoryOperand.none
      let sib = (hasBase ? base & 7 : 5) | (index == MemoryOperand.none ? 4 : index & 7) << 3 | memory.scale << 6
      let needsSIB = !hasBase || index != MemoryOperand.none || base & 7 == 4
      let mode: UInt8 = hasBase ? 0x80 : 0
      if needsSIB {
        store(UInt64(fields | mode | 4) | UInt64(sib) << 8, bits: 16)
      } else {
        store(UInt64(fields | mode | (base & 7)), bits: 8)
      }
    }
    let isRelative = base == MemoryOperand.instructionPointer
    let displacement = storeReference(
      memory.reference, memory.displacement, isRelative: isRelative, trailing: trailing)
    store(UInt64(UInt32(bitPattern: displacement)), bits: 32)
  }

  /// Notes that the next 32 bits refer to something; gives what they hold until then.
  mutating func storeReference(
    _ reference: AddressReference, _ addend: Int32, isRelative: Bool, trailing: Int
  ) -> Int32 {
    let offset = UInt32(truncatingIfNeeded: cursor)
    let kind: RelocationKind
    switch reference.kind {
    case .none: return addend
    case .label:
      assert(isRelative, "a label is referred to relative to the instruction")
      sites.append(
        Site(.distance, offset: offset, label: reference.number, other: addend &- Int32(truncatingIfNeeded: trailing)))
      return 0
    case .symbol: kind = isRelative ? .relative32 : .absolute32Signed
    case .threadOffset: kind = .threadOffset32
    case .offsetTable: kind = .offsetTable32
    case .threadOffsetTable: kind = .threadOffsetTable32
    case .procedure: kind = .procedure32
    case .threadDescriptor: kind = .threadDescriptor32
    }
    // The processor counts from the instruction's end, a relocation from the field.
    let distance = isRelative ? Int64(4 + trailing) : 0
    relocations.append(
      Relocation(offset: offset, kind: kind, symbol: reference.number, addend: Int64(addend) - distance))
    return 0
  }
}
