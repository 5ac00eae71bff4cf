// One instruction with its locations as bytes: by the table of forms, or by the sequence that it stands for.

internal import IR

extension Emission {
  /// Where an operand is.
  @inline(__always)
  mutating func location(_ instruction: MachineInstruction, _ operand: Int) -> Location {
    function.operands[Int(instruction.firstOperand) + operand].location
  }

  /// The register of an operand, which is in one.
  @inline(__always)
  mutating func register(_ instruction: MachineInstruction, _ operand: Int) -> MachineRegister {
    MachineRegister(rawValue: UInt8(truncatingIfNeeded: location(instruction, operand).rawValue & 63))
  }

  /// The memory operand of an instruction.
  mutating func memory(_ instruction: MachineInstruction) -> MemoryOperand {
    let shape = instruction.address
    let count = Int(instruction.operandCount)
    let index = shape.hasIndex ? register(instruction, count - 1) : nil
    let base = shape.hasBase ? register(instruction, count - (shape.hasIndex ? 2 : 1)) : nil
    let displacement = instruction.displacement
    switch shape.kind {
    case .registers, .none:
      switch (base, index) {
      case (let base?, let index?): return MemoryOperand(base, index: index, scale: 1 << Int(shape.scale), displacement)
      case (let base?, nil): return MemoryOperand(base, displacement)
      case (nil, let index?): return MemoryOperand(index: index, scale: 1 << Int(shape.scale), displacement)
      case (nil, nil): return MemoryOperand(absolute: displacement)
      }
    case .symbol:
      guard let index else { return MemoryOperand(relative: .symbol(instruction.symbol), displacement) }
      var place = MemoryOperand(index: index, scale: 1 << Int(shape.scale), displacement)
      place.reference = .symbol(instruction.symbol)
      return place
    case .offsetTable:
      return MemoryOperand(relative: AddressReference(.offsetTable, instruction.symbol), displacement)
    case .stackObject: return indexed(frame.object(instruction.symbol, displacement), index, shape.scale)
    case .incomingArgument: return frame.incoming(displacement)
    case .outgoingArgument: return frame.outgoing(displacement)
    case .threadSymbol:
      var place = MemoryOperand(absolute: displacement, segment: .fs)
      if let index { place = MemoryOperand(index: index, scale: 1 << Int(shape.scale), displacement, segment: .fs) }
      place.reference = AddressReference(.threadOffset, instruction.symbol)
      return place
    case .constant, .jumpTable:
      let number = constants.number(of: function.constants[Int(instruction.symbol)])
      return MemoryOperand(relative: .symbol(CodeReference.constant | number), displacement)
    }
  }

  private mutating func indexed(_ place: MemoryOperand, _ index: MachineRegister?, _ scale: UInt8) -> MemoryOperand {
    guard let index else { return place }
    var place = place
    place.index = index.number
    place.scale = scale
    return place
  }

  // MARK: - By the table

  /// Emits an instruction of the table. Where `result` is given, it is written there.
  mutating func emitGeneral(_ instruction: MachineInstruction, result: MachineRegister? = nil) {
    let form = Form(index: Int(instruction.form))
    let size = instruction.size == 0 ? OperandSize.bits32 : OperandSize(bytes: instruction.size)
    let regField = instruction.registerField
    let rmField = instruction.memoryField
    var reg = MachineRegister.rax
    if regField < MachineInstruction.addressField {
      reg = result != nil && regField == 0 ? result.unsafelyUnwrapped : register(instruction, regField)
    }
    let thirdField = Int(instruction.thirdField)
    let third = thirdField < MachineInstruction.addressField ? register(instruction, thirdField) : .rax
    if rmField == MachineInstruction.addressField {
      emitWithMemory(form, size, reg, memory(instruction), third, instruction)
      return
    }
    guard rmField < MachineInstruction.addressField else {
      buffer.emit(form, size, reg: reg, third: third, immediate: instruction.immediate)
      return
    }
    let location = location(instruction, rmField)
    if location.isSlot, result == nil {
      emitWithMemory(form, size, reg, slot(location), third, instruction)
      return
    }
    let rm = result != nil && rmField == 0 ? result.unsafelyUnwrapped : register(instruction, rmField)
    if form == .movImmediate {
      if instruction.flags.contains(.immediateIsSymbol) {
        buffer.emit(
          form, size, rm: rm, immediateSymbol: instruction.symbol, addend: Int64(instruction.displacement))
        return
      }
      if instruction.immediate == 0, result == nil, instruction.flags.contains(.flagsAreFree) {
        buffer.emit(.xor, .bits32, reg: rm, rm: rm)
        return
      }
      return emitNumber(
        instruction.immediate, size, in: rm,
        flagsAreFree: result == nil && instruction.flags.contains(.flagsAreFree))
    }
    buffer.emit(form, size, reg: reg, rm: rm, third: third, immediate: instruction.immediate)
  }

  @inline(__always)
  private mutating func emitWithMemory(
    _ form: Form, _ size: OperandSize, _ reg: MachineRegister, _ place: MemoryOperand, _ third: MachineRegister,
    _ instruction: MachineInstruction
  ) {
    buffer.emit(
      form, size, reg: reg, memory: place, third: third, immediate: instruction.immediate,
      isLocked: instruction.flags.contains(.isLocked))
  }

  // MARK: - One instruction

  mutating func emitInstruction(_ index: Int, _ block: Int) {
    let instruction = function.instructions[index]
    if places.isFollowing, Sequence.isSequence(instruction.form), instruction.form != Sequence.call.rawValue,
      instruction.form != Sequence.callIndirect.rawValue
    {
      // Of several instructions, the first may write what the last is said to.
      places.overwrite(with: instruction, function, allocation)
      places.show(in: &buffer)
    }
    switch instruction.kind {
    case .jump: return emitJump(block)
    case .branch: return emitBranch(instruction, block)
    case .copy: emitCopy(to: location(instruction, 0), from: location(instruction, 1))
    case .target, .table, .leave:
      if Sequence.isSequence(instruction.form) {
        emitSequence(instruction, block)
      } else {
        emitGeneral(instruction)
      }
    }
    if places.isFollowing {
      places.overwrite(with: instruction, function, allocation)
      places.show(in: &buffer)
    }
    for at in Int(instruction.firstOperand)..<(Int(instruction.firstOperand) + Int(instruction.resultCount)) {
      if let register = function.operands[at].location.register {
        storeIfSpilled(function.operands[at].value, register)
      }
    }
    if places.isFollowing {
      places.storeResults(of: instruction, function, allocation)
      places.show(in: &buffer)
    }
  }
}
