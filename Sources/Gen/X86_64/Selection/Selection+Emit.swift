// How selection writes machine instructions down: their operands, where these are encoded, and their addresses.

internal import IR

/// An operand in memory before registers are chosen.
struct MachineAddress {
  var kind: AddressKind
  var base: VirtualRegister?
  var index: VirtualRegister?
  var scale: UInt8 = 0
  var displacement: Int64
  var symbol: UInt32

  init(
    _ kind: AddressKind, base: VirtualRegister? = nil, index: VirtualRegister? = nil, scale: UInt8 = 0,
    displacement: Int64 = 0, symbol: UInt32 = 0
  ) {
    self.kind = kind
    self.base = base
    self.index = index
    self.scale = scale
    self.displacement = displacement
    self.symbol = symbol
  }

  /// The same address so many bytes further on.
  func advanced(by bytes: Int64) -> MachineAddress {
    var other = self
    other.displacement += bytes
    return other
  }
}

extension Selection {
  /// Where an operand is encoded.
  enum Field {
    case register, memory, third, none
  }

  /// Begins an instruction of the processor.
  @inline(__always)
  mutating func begin(_ form: Form, size: UInt8) -> MachineInstruction {
    var instruction = MachineInstruction(form: UInt16(form.index), size: size)
    instruction.firstOperand = UInt32(code.operands.count)
    return instruction
  }

  /// Begins a sequence.
  @inline(__always)
  mutating func begin(_ sequence: Sequence, size: UInt8 = 8, kind: MachineKind = .target) -> MachineInstruction {
    var instruction = MachineInstruction(form: sequence.rawValue, kind: kind, size: size)
    instruction.firstOperand = UInt32(code.operands.count)
    return instruction
  }

  /// Adds an operand, and says where it is encoded.
  @inline(__always)
  mutating func operand(
    _ value: VirtualRegister, _ constraint: OperandConstraint, _ instruction: inout MachineInstruction,
    in field: Field = .none
  ) {
    let number = instruction.operandCount
    switch field {
    case .register: instruction.fields = instruction.fields & 0xF0 | number
    case .memory: instruction.fields = instruction.fields & 0x0F | number << 4
    case .third: instruction.thirdField = number
    case .none: break
    }
    if constraint.isFixed { instruction.flags.insert(.isConstrained) }
    if constraint.isDefinition { instruction.resultCount += 1 }
    code.operands.append(MachineOperand(value, constraint))
    instruction.operandCount = number + 1
  }

  /// Adds a result in any register.
  @inline(__always)
  mutating func result(_ value: VirtualRegister, _ instruction: inout MachineInstruction, in field: Field) {
    operand(value, .definition, &instruction, in: field)
  }

  /// Adds a result and the operand that it takes the place of: operands 0 and 1.
  @inline(__always)
  mutating func update(
    _ value: VirtualRegister, from source: VirtualRegister, _ instruction: inout MachineInstruction, in field: Field
  ) {
    operand(value, .tied(to: 1), &instruction, in: field)
    operand(source, .use, &instruction)
  }

  /// Adds the memory operand, the last of all.
  @inline(__always)
  mutating func memory(_ address: MachineAddress, _ instruction: inout MachineInstruction) {
    instruction.address = AddressShape(
      address.kind, hasBase: address.base != nil, hasIndex: address.index != nil, scale: address.scale)
    instruction.displacement = Int32(truncatingIfNeeded: address.displacement)
    instruction.symbol = address.symbol
    instruction.fields = instruction.fields & 0x0F | UInt8(MachineInstruction.addressField) << 4
    if let base = address.base { operand(base, .use, &instruction) }
    if let index = address.index { operand(index, .use, &instruction) }
  }

  @inline(__always)
  mutating func finish(_ instruction: MachineInstruction) {
    var instruction = instruction
    if instruction.clobbers != 0 { instruction.flags.insert(.isConstrained) }
    code.instructions.append(instruction)
    code.sources.append(currentSource)
  }

  /// Ends an instruction that can be repeated instead of keeping its result, which is its first operand.
  @inline(__always)
  mutating func finishRepeatable(_ instruction: MachineInstruction) {
    var instruction = instruction
    instruction.flags.insert(.isRepeatable)
    finish(instruction)
  }

  // MARK: - Common shapes

  /// `result = form(left, right)`, where the result takes the place of the left operand.
  mutating func emitTwo(
    _ form: Form, size: UInt8, _ value: VirtualRegister, _ left: VirtualRegister, _ right: VirtualRegister,
    isCommutative: Bool = false
  ) {
    var instruction = begin(form, size: size)
    update(value, from: left, &instruction, in: .register)
    operand(right, .useOrMemory, &instruction, in: .memory)
    if isCommutative { instruction.flags.insert(.isCommutative) }
    finish(instruction)
  }

  /// The same with the right operand in memory.
  mutating func emitTwo(
    _ form: Form, size: UInt8, _ value: VirtualRegister, _ left: VirtualRegister, memory address: MachineAddress
  ) {
    var instruction = begin(form, size: size)
    update(value, from: left, &instruction, in: .register)
    memory(address, &instruction)
    finish(instruction)
  }

  /// `result = form(left, immediate)`, where the result takes the place of the left operand.
  mutating func emitImmediate(
    _ form: Form, size: UInt8, _ value: VirtualRegister, _ left: VirtualRegister, _ number: Int64
  ) {
    var instruction = begin(form, size: size)
    update(value, from: left, &instruction, in: .memory)
    instruction.immediate = number
    finish(instruction)
  }

  /// `result = form(operand)`, where the result takes the place of the operand.
  mutating func emitUpdate(_ form: Form, size: UInt8, _ value: VirtualRegister, _ source: VirtualRegister) {
    var instruction = begin(form, size: size)
    update(value, from: source, &instruction, in: .memory)
    finish(instruction)
  }

  /// `result = form(operand)`, in a register of its own; the operand may lie in memory.
  mutating func emitConversion(_ form: Form, size: UInt8, _ value: VirtualRegister, _ source: VirtualRegister) {
    var instruction = begin(form, size: size)
    result(value, &instruction, in: .register)
    operand(source, .useOrMemory, &instruction, in: .memory)
    finish(instruction)
  }

  /// `result = form [address]`.
  mutating func emitLoad(_ form: Form, size: UInt8, _ value: VirtualRegister, _ address: MachineAddress) {
    var instruction = begin(form, size: size)
    result(value, &instruction, in: .register)
    memory(address, &instruction)
    finish(instruction)
  }

  /// `form [address], value`.
  mutating func emitStore(_ form: Form, size: UInt8, _ value: VirtualRegister, _ address: MachineAddress) {
    var instruction = begin(form, size: size)
    operand(value, .use, &instruction, in: .register)
    memory(address, &instruction)
    finish(instruction)
  }

  /// `mov [address], immediate`.
  mutating func emitStore(immediate number: Int64, size: UInt8, _ address: MachineAddress) {
    var instruction = begin(.movImmediate, size: size)
    instruction.immediate = number
    memory(address, &instruction)
    finish(instruction)
  }

  /// `form left, right`, which sets the flags.
  mutating func emitCompare(_ form: Form, size: UInt8, _ left: VirtualRegister, _ right: VirtualRegister) {
    var instruction = begin(form, size: size)
    operand(left, .use, &instruction, in: .register)
    operand(right, .useOrMemory, &instruction, in: .memory)
    finish(instruction)
  }

  /// `test value, value`.
  mutating func emitTest(size: UInt8, _ value: VirtualRegister) {
    var instruction = begin(.test, size: size)
    operand(value, .use, &instruction, in: .register)
    instruction.fields = instruction.fields & 0x0F
    finish(instruction)
  }

  /// `form value, immediate`, which sets the flags.
  mutating func emitCompare(_ form: Form, size: UInt8, _ left: VirtualRegister, immediate number: Int64) {
    var instruction = begin(form, size: size)
    operand(left, .useOrMemory, &instruction, in: .memory)
    instruction.immediate = number
    finish(instruction)
  }

  /// `setcc result`.
  mutating func emitSet(_ condition: Condition, _ value: VirtualRegister) {
    var instruction = begin(.set(condition), size: 1)
    result(value, &instruction, in: .memory)
    finish(instruction)
  }

  /// `cmovcc`: the result takes the place of `otherwise`, or becomes `then` where the condition holds.
  mutating func emitMove(
    if condition: Condition, size: UInt8, _ value: VirtualRegister, then: VirtualRegister, otherwise: VirtualRegister
  ) {
    var instruction = begin(.cmov(condition), size: max(size, 4))
    update(value, from: otherwise, &instruction, in: .register)
    operand(then, .useOrMemory, &instruction, in: .memory)
    finish(instruction)
  }

  /// A copy.
  mutating func emitCopy(_ value: VirtualRegister, _ source: VirtualRegister) {
    var instruction = MachineInstruction(kind: .copy)
    instruction.firstOperand = UInt32(code.operands.count)
    operand(value, .definition, &instruction)
    operand(source, .use, &instruction)
    finish(instruction)
  }

  /// Has the process end with a trap where a condition holds.
  mutating func emitTrap(_ trap: Trap, if condition: UInt8) {
    var instruction = begin(.trapIf)
    instruction.condition = condition
    instruction.immediate = Int64(trap.rawValue)
    finish(instruction)
  }
}
