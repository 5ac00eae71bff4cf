// Comparisons, choices, and the branches and traps that look at them.

internal import IR

extension Selection {
  /// A comparison as a value: 0 or 1.
  mutating func selectComparison(_ instruction: Instruction, _ data: InstructionData) {
    let value = result(0, of: instruction)
    let condition = emitComparison(data)
    switch condition {
    case MachineCondition.equalOrdered:
      let (equal, ordered) = (temporary(), temporary())
      emitSet(.equal, equal)
      emitSet(.noParity, ordered)
      emitTwo(.and, size: 4, value, equal, ordered, isCommutative: true)
    case MachineCondition.notEqualOrUnordered:
      let (different, unordered) = (temporary(), temporary())
      emitSet(.notEqual, different)
      emitSet(.parity, unordered)
      emitTwo(.or, size: 4, value, different, unordered, isCommutative: true)
    default: emitSet(Condition(number: condition), value)
    }
  }

  /// Emits the instruction that sets the flags.
  /// - Returns: the condition that holds where the comparison is true.
  mutating func emitComparison(_ data: InstructionData) -> UInt8 {
    if data.type.isFloat { return emitFloatComparison(data) }
    let condition: Condition =
      switch data.opcode {
      case .equal: .equal
      case .notEqual: .notEqual
      case .lessSigned: .less
      case .lessEqualSigned: .lessOrEqual
      case .greaterSigned: .greater
      case .greaterEqualSigned: .greaterOrEqual
      case .lessUnsigned: .below
      case .lessEqualUnsigned: .belowOrEqual
      case .greaterUnsigned: .above
      default: .aboveOrEqual
      }
    let type = data.type
    let size = exactSize(type)
    var (left, right) = (first(data), second(data))
    var chosen = condition
    if left.value == nil, right.value != nil {
      swap(&left, &right)
      chosen = condition.exchanged
    }
    if let number = immediate(right, type) {
      if number == 0 {
        if let address = foldedLoad(left, type) {
          emitCompare(memory: address, size: size, immediate: 0)
        } else {
          emitTest(size: size, use(left, type))
        }
        return chosen.rawValue
      }
      if let address = foldedLoad(left, type) {
        emitCompare(memory: address, size: size, immediate: number)
      } else {
        emitCompare(.cmpImmediate, size: size, use(left, type), immediate: number)
      }
      return chosen.rawValue
    }
    if let address = foldedLoad(right, type) {
      let register = use(left, type)
      var compare = begin(.cmp, size: size)
      operand(register, .use, &compare, in: .register)
      memory(address, &compare)
      finish(compare)
      return chosen.rawValue
    }
    let (a, b) = (use(left, type), use(right, type))
    emitCompare(.cmp, size: size, a, b)
    return chosen.rawValue
  }

  private mutating func emitCompare(memory address: MachineAddress, size: UInt8, immediate number: Int64) {
    var compare = begin(.cmpImmediate, size: size)
    compare.immediate = number
    memory(address, &compare)
    finish(compare)
  }

  /// Floats: `ucomis` sets CF for less or unordered, ZF for equal or unordered, PF for unordered. Where less is asked for,
  /// the sides are exchanged, so that unordered is false.
  private mutating func emitFloatComparison(_ data: InstructionData) -> UInt8 {
    let type = data.type
    var (left, right) = (first(data), second(data))
    let condition: UInt8
    switch data.opcode {
    case .equalFloat: condition = MachineCondition.equalOrdered
    case .notEqualFloat: condition = MachineCondition.notEqualOrUnordered
    case .lessFloat:
      swap(&left, &right)
      condition = Condition.above.rawValue
    case .lessEqualFloat:
      swap(&left, &right)
      condition = Condition.aboveOrEqual.rawValue
    case .greaterFloat: condition = Condition.above.rawValue
    case .greaterEqualFloat: condition = Condition.aboveOrEqual.rawValue
    case .orderedFloat: condition = Condition.noParity.rawValue
    default: condition = Condition.parity.rawValue
    }
    let form: Form = type == .f32 ? .ucomiss : .ucomisd
    let folded = foldedLoad(right, type) ?? floatAddress(right, type)
    let a = use(left, type)
    if let folded {
      var compare = begin(form, size: 0)
      operand(a, .use, &compare, in: .register)
      memory(folded, &compare)
      finish(compare)
    } else {
      emitCompare(form, size: 0, a, use(right, type))
    }
    return condition
  }

  /// The flags for a truth value, set by the comparison that makes it where nobody else needs that.
  /// - Returns: the condition that holds where the value is true.
  mutating func emitTruth(_ condition: Operand) -> UInt8 {
    if let value = condition.value, let instruction = definition(of: value), !isDemanded[value.index],
      useCounts[value.index] == 1 || isCheapToRepeat(instruction),
      blockOfInstruction[instruction.index] == currentBlock
    {
      let data = function.instructions[instruction]
      if isComparison(data.opcode) { return emitComparison(data) }
      if data.opcode == .not, data.type == .bool { return emitTruth(first(data)) ^ 1 }
    }
    emitTest(size: 1, use(condition, .bool))
    return Condition.notEqual.rawValue
  }

  mutating func isComparison(_ opcode: Opcode) -> Bool {
    opcode.rawValue >= Opcode.equal.rawValue && opcode.rawValue <= Opcode.unorderedFloat.rawValue
  }

  /// Whether a comparison may be made again for each of its readers: it compares with a constant.
  private mutating func isCheapToRepeat(_ instruction: Instruction) -> Bool {
    let data = function.instructions[instruction]
    return isComparison(data.opcode) && !data.type.isFloat && second(data).value == nil
  }

  // MARK: - Choice

  mutating func selectSelect(_ instruction: Instruction, _ data: InstructionData) {
    let type = data.type
    let value = result(0, of: instruction)
    let (yes, no) = (use(pooled(1, data), type), use(pooled(2, data), type))
    let condition = emitTruth(pooled(0, data))
    if type.isFloat {
      emitVectorSelect(if: condition, value, then: yes, otherwise: no)
      return
    }
    let size = wholeSize(type)
    switch condition {
    case MachineCondition.equalOrdered:
      let part = temporary()
      emitMove(if: .notEqual, size: size, part, then: no, otherwise: yes)
      emitMove(if: .parity, size: size, value, then: no, otherwise: part)
    case MachineCondition.notEqualOrUnordered:
      let part = temporary()
      emitMove(if: .notEqual, size: size, part, then: yes, otherwise: no)
      emitMove(if: .parity, size: size, value, then: yes, otherwise: part)
    default: emitMove(if: Condition(number: condition), size: size, value, then: yes, otherwise: no)
    }
  }

  /// Chooses between two floats by a condition.
  mutating func emitVectorSelect(
    if condition: UInt8, _ value: VirtualRegister, then yes: VirtualRegister, otherwise no: VirtualRegister
  ) {
    var choice = begin(.selectVector)
    choice.condition = condition
    update(value, from: no, &choice, in: .none)
    operand(yes, .use, &choice)
    finish(choice)
  }
}
