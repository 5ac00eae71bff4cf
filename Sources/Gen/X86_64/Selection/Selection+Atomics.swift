// Atomic operations: the plain instructions that each ordering needs on x86-64, and no more.

internal import IR

extension Selection {
  mutating func selectAtomicLoad(_ instruction: Instruction, _ data: InstructionData) {
    // Every load acquires.
    emitLoad(result(0, of: instruction), data.type, address(first(data)))
  }

  mutating func selectAtomicStore(_ instruction: Instruction, _ data: InstructionData) {
    let type = data.type
    let register = use(first(data), type)
    let place = address(second(data))
    guard data.aux.ordering == .sequentiallyConsistent else {
      // Every store releases.
      emitStore(register, type, place)
      return
    }
    emitExchange(.xchg, temporary(), register, place, size: exactSize(type))
  }

  /// `xchg` or `lock xadd`: the register's old content goes to memory, or is added there, and memory's comes to the register.
  private mutating func emitExchange(
    _ form: Form, _ value: VirtualRegister, _ source: VirtualRegister, _ place: MachineAddress, size: UInt8
  ) {
    var exchange = begin(form, size: size)
    update(value, from: source, &exchange, in: .register)
    memory(place, &exchange)
    if form == .xadd { exchange.flags.insert(.isLocked) }
    finish(exchange)
  }

  mutating func selectExchange(_ instruction: Instruction, _ data: InstructionData) {
    let type = data.type
    let size = exactSize(type)
    let value = result(0, of: instruction)
    let isWanted = isWanted(0, of: instruction)
    if data.opcode == .atomicSwap {
      let register = use(second(data), type)
      emitExchange(.xchg, value, register, address(first(data)), size: size)
      return
    }
    let isSum = data.opcode == .atomicAdd
    if !isWanted {
      emitLocked(isSum ? .addStore : .subStore, isSum ? .addImmediate : .subImmediate, data, size)
      return
    }
    if let number = immediate(second(data), type), number != Int64(Int32.min) {
      let register = integerConstant(isSum ? number : -number, type)
      emitExchange(.xadd, value, register, address(first(data)), size: size)
      return
    }
    var register = use(second(data), type)
    if !isSum {
      let negated = temporary()
      emitUpdate(.neg, size: wholeSize(type), negated, register)
      register = negated
    }
    emitExchange(.xadd, value, register, address(first(data)), size: size)
  }

  /// A locked operation on memory whose old value nobody wants.
  private mutating func emitLocked(_ form: Form, _ immediateForm: Form, _ data: InstructionData, _ size: UInt8) {
    if let number = immediate(second(data), data.type) {
      var update = begin(immediateForm, size: size)
      update.immediate = number
      update.flags.insert(.isLocked)
      memory(address(first(data)), &update)
      finish(update)
      return
    }
    let register = use(second(data), data.type)
    let place = address(first(data))
    var update = begin(form, size: size)
    operand(register, .use, &update, in: .register)
    memory(place, &update)
    update.flags.insert(.isLocked)
    finish(update)
  }

  mutating func selectUpdateLoop(_ instruction: Instruction, _ data: InstructionData) {
    let type = data.type
    let size = exactSize(type)
    let isWanted = isWanted(0, of: instruction)
    switch data.opcode {
    case .atomicAnd where !isWanted: return emitLocked(.andStore, .andImmediate, data, size)
    case .atomicOr where !isWanted: return emitLocked(.orStore, .orImmediate, data, size)
    case .atomicXor where !isWanted: return emitLocked(.xorStore, .xorImmediate, data, size)
    default: break
    }
    let register = use(second(data), type)
    let place = address(first(data))
    var loop: MachineInstruction
    switch data.opcode {
    case .atomicAnd, .atomicOr, .atomicXor:
      loop = begin(.updateLoop, size: size)
      let form: Form = data.opcode == .atomicAnd ? .and : data.opcode == .atomicOr ? .or : .xor
      loop.immediate = Int64(form.index)
    default:
      loop = begin(.chooseLoop, size: size)
      // Where the condition holds between memory and the operand, the operand is written.
      let condition: Condition =
        switch data.opcode {
        case .atomicMinimumSigned: .greater
        case .atomicMaximumSigned: .less
        case .atomicMinimumUnsigned: .above
        default: .below
        }
      loop.condition = condition.rawValue
    }
    // The address is read again and again while `rax` is written.
    operand(result(0, of: instruction), .earlyDefinition(in: .rax), &loop)
    operand(temporary(), .earlyDefinition, &loop)
    operand(register, .use, &loop)
    memory(place, &loop)
    finish(loop)
  }

  mutating func selectCompareExchange(_ instruction: Instruction, _ data: InstructionData) {
    let type = data.type
    let expected = use(pooled(1, data), type)
    let desired = use(pooled(2, data), type)
    let place = address(pooled(0, data))
    var exchange = begin(.cmpxchg, size: exactSize(type))
    operand(result(0, of: instruction), .definition(in: .rax), &exchange)
    operand(expected, .use(in: .rax), &exchange)
    operand(desired, .use, &exchange, in: .register)
    memory(place, &exchange)
    exchange.flags.insert(.isLocked)
    finish(exchange)
    if isWanted(1, of: instruction) { emitSet(.equal, result(1, of: instruction)) }
  }

  mutating func selectCompareExchangePair(_ instruction: Instruction, _ data: InstructionData) {
    let operands = (1...4).map { use(pooled($0, data), .i64) }
    // `rbx` and the three others leave few registers: the address is in one.
    let base = use(pooled(0, data), .ptr)
    var exchange = begin(.cmpxchg16b, size: 8)
    operand(result(0, of: instruction), .definition(in: .rax), &exchange)
    operand(result(1, of: instruction), .definition(in: .rdx), &exchange)
    operand(operands[0], .use(in: .rax), &exchange)
    operand(operands[1], .use(in: .rdx), &exchange)
    operand(operands[2], .use(in: .rbx), &exchange)
    operand(operands[3], .use(in: .rcx), &exchange)
    memory(MachineAddress(.registers, base: base), &exchange)
    exchange.flags.insert(.isLocked)
    finish(exchange)
    if isWanted(2, of: instruction) { emitSet(.equal, result(2, of: instruction)) }
  }

  mutating func selectFence(_ data: InstructionData) {
    // Only a store followed by a load is reordered, and only the strongest fence forbids that.
    if data.aux.ordering == .sequentiallyConsistent { finish(begin(.mfence, size: 0)) }
  }
}
