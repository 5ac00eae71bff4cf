// Writes instructions as text that GNU as makes the same bytes of: AT&T syntax, where no name of a symbol can be taken for that of
// a register or an operator.

/// Writes instructions as text for GNU as.
public struct AssemblyWriter {
  /// The text so far.
  public var text: [UInt8] = []
  /// Writes the name of a label or symbol.
  private let writeName: (AddressReference, inout [UInt8]) -> Void

  /// A writer that asks for the names of labels and symbols.
  ///
  /// - Parameter writeName: Appends the name of what is referred to: of the kind only that it is a label or a symbol counts. A name
  ///   that holds other than letters, digits, `_`, `.` and `$` wants quotes.
  public init(writeName: @escaping (AddressReference, inout [UInt8]) -> Void) {
    self.writeName = writeName
  }

  /// Writes an instruction whose operands are registers and an immediate, as `CodeBuffer.emit` encodes it, without a line's end.
  public mutating func write(
    _ form: Form, _ size: OperandSize = .bits32, reg: MachineRegister = .rax, rm: MachineRegister = .rax,
    third: MachineRegister = .rax, immediate: Int64 = 0
  ) {
    if form == .movImmediate, size == .bits64 {
      writeMove(rm, immediate)
      return
    }
    write(form.row, size, reg: reg, third: third, immediate: .number(immediate)) { writer, row, slot in
      writer.write(rm, row.width(of: slot, size, isRegister: true))
    }
  }

  /// Writes an instruction with an operand in memory, as `CodeBuffer.emit` encodes it, without a line's end.
  public mutating func write(
    _ form: Form, _ size: OperandSize = .bits32, reg: MachineRegister = .rax, memory: MemoryOperand,
    third: MachineRegister = .rax, immediate: Int64 = 0, isLocked: Bool = false
  ) {
    if isLocked { write("lock ") }
    write(form.row, size, reg: reg, third: third, immediate: .number(immediate)) { writer, _, _ in writer.write(memory)
    }
  }

  /// Writes an instruction whose immediate is a symbol's address.
  public mutating func write(
    _ form: Form, _ size: OperandSize, rm: MachineRegister, immediateSymbol symbol: UInt32, addend: Int64 = 0
  ) {
    write(form.row, size, reg: .rax, third: .rax, immediate: .symbol(symbol, addend)) { writer, row, slot in
      writer.write(rm, row.width(of: slot, size, isRegister: true))
    }
  }

  /// Writes a branch or a call: `jmp`, `call` or one of `jcc`, to a label or a symbol.
  public mutating func write(_ form: Form, to target: AddressReference) {
    write(form.row.mnemonic)
    write(" ")
    writeName(target, &text)
  }

  /// Writes the name of a label or symbol.
  public mutating func writeReference(_ reference: AddressReference) { writeName(reference, &text) }

  /// Writes a text.
  public mutating func write(_ string: StaticString) {
    text.append(contentsOf: UnsafeBufferPointer(start: string.utf8Start, count: string.utf8CodeUnitCount))
  }

  /// Writes a number in decimal.
  public mutating func write(_ number: Int64) {
    text.append(contentsOf: String(number).utf8)
  }

  // MARK: Operands

  private enum Immediate {
    case number(Int64)
    case symbol(UInt32, Int64)
  }

  private mutating func write(
    _ row: FormRow, _ size: OperandSize, reg: MachineRegister, third: MachineRegister, immediate: Immediate,
    writeRM: (inout AssemblyWriter, FormRow, OperandSlot) -> Void
  ) {
    write(row.mnemonic)
    if !row.sizes.isEmpty, !row.traits.contains(.noSuffix) { text.append(size.suffix) }
    var separator: StaticString = row.traits.contains(.indirect) ? " *" : " "
    // The destination comes last.
    for position in (0..<row.operandCount).reversed() {
      let slot = row.operand(position)
      write(separator)
      separator = ", "
      switch slot.place {
      case .reg: write(reg, row.width(of: slot, size, isRegister: true))
      case .third: write(third, row.width(of: slot, size, isRegister: true))
      case .rm, .opcode: writeRM(&self, row, slot)
      case .fixed: write(slot.register, slot.width)
      case .immediate:
        text.append(UInt8(ascii: "$"))
        switch immediate {
        case .number(let number): write(slot.immediate.value(number, row.sizes.isEmpty ? .bits32 : size))
        case .symbol(let symbol, let addend):
          writeName(.symbol(symbol), &text)
          writeAddend(addend)
        }
      case .none, .relative: break
      }
    }
  }

  /// A constant in a register, by the form that the encoder chooses.
  private mutating func writeMove(_ register: MachineRegister, _ immediate: Int64) {
    if immediate == Int64(UInt32(truncatingIfNeeded: immediate)) {
      write("movl $")
      write(immediate)
      write(", ")
      write(register, .bits32)
    } else {
      immediate == Int64(Int32(truncatingIfNeeded: immediate)) ? write("movq $") : write("movabsq $")
      write(immediate)
      write(", ")
      write(register, .bits64)
    }
  }

  private mutating func write(_ memory: MemoryOperand) {
    switch memory.segment {
    case .none: break
    case .fs: write("%fs:")
    case .gs: write("%gs:")
    }
    if memory.reference.kind == .none {
      let hasRegister = memory.base != MemoryOperand.none || memory.index != MemoryOperand.none
      if memory.displacement != 0 || !hasRegister { write(Int64(memory.displacement)) }
    } else {
      writeName(memory.reference, &text)
      switch memory.reference.kind {
      case .threadOffset: write("@tpoff")
      case .offsetTable: write("@GOTPCREL")
      case .threadOffsetTable: write("@GOTTPOFF")
      case .threadDescriptor: write("@TLSGD")
      case .none, .label, .symbol, .procedure: break
      }
      writeAddend(Int64(memory.displacement))
    }
    if memory.base == MemoryOperand.instructionPointer {
      write("(%rip)")
    } else if memory.base != MemoryOperand.none || memory.index != MemoryOperand.none {
      write("(")
      if memory.base != MemoryOperand.none { write(MachineRegister(general: memory.base), .bits64) }
      if memory.index != MemoryOperand.none {
        write(",")
        write(MachineRegister(general: memory.index), .bits64)
        write(",")
        write(1 << Int64(memory.scale))
      }
      write(")")
    }
  }

  private mutating func writeAddend(_ addend: Int64) {
    guard addend != 0 else { return }
    if addend > 0 { write("+") }
    write(addend)
  }

  mutating func write(_ register: MachineRegister, _ width: OperandSlot.Width) {
    text.append(UInt8(ascii: "%"))
    let number = Int(register.number)
    if width == .bits128 {
      write("xmm")
      write(Int64(number))
    } else if number >= 8 {
      write("r")
      write(Int64(number))
      switch width {
      case .bits8: write("b")
      case .bits16: write("w")
      case .bits32: write("d")
      default: break
      }
    } else {
      switch width {
      case .bits8: write(Self.bytes[number])
      case .bits16: write(Self.words[number])
      case .bits32:
        write("e")
        write(Self.words[number])
      default:
        write("r")
        write(Self.words[number])
      }
    }
  }

  private static let words: [StaticString] = ["ax", "cx", "dx", "bx", "sp", "bp", "si", "di"]
  private static let bytes: [StaticString] = ["al", "cl", "dl", "bl", "spl", "bpl", "sil", "dil"]
}

extension OperandSize {
  /// What AT&T syntax puts behind the mnemonic.
  public var suffix: UInt8 {
    switch self {
    case .bits8: UInt8(ascii: "b")
    case .bits16: UInt8(ascii: "w")
    case .bits32: UInt8(ascii: "l")
    case .bits64: UInt8(ascii: "q")
    }
  }
}

extension OperandSlot.Immediate {
  /// What a number is as an immediate of this kind.
  func value(_ number: Int64, _ size: OperandSize) -> Int64 {
    switch self {
    case .none: number
    case .byte, .count: Int64(UInt8(truncatingIfNeeded: number))
    case .word: Int64(UInt16(truncatingIfNeeded: number))
    case .sized, .sizedOrByte, .whole:
      switch size {
      case .bits8: Int64(Int8(truncatingIfNeeded: number))
      case .bits16: Int64(Int16(truncatingIfNeeded: number))
      case .bits32: Int64(Int32(truncatingIfNeeded: number))
      case .bits64: number
      }
    }
  }
}

extension FormRow {
  /// How wide an operand is at a size: never `size`, `whole`, or one that memory and registers have apart.
  public func width(of slot: OperandSlot, _ size: OperandSize, isRegister: Bool) -> OperandSlot.Width {
    if isRegister, slot.kind == .vector || slot.kind == .vectorOnly { return .bits128 }
    switch slot.width {
    case .size:
      switch size {
      case .bits8: return .bits8
      case .bits16: return .bits16
      case .bits32: return .bits32
      case .bits64: return .bits64
      }
    case .whole: return size == .bits64 ? .bits64 : .bits32
    case .bits8Or32: return isRegister ? .bits32 : .bits8
    case .bits16Or32: return isRegister ? .bits32 : .bits16
    case .bits8, .bits16, .bits32, .bits64, .bits80, .bits128, .none: return slot.width
    }
  }
}
