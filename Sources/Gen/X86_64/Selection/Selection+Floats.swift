// Floats: arithmetic, signs, least and greatest, roundings.

internal import IR

extension Selection {
  /// Where a constant float lies in memory, if the operand is one.
  mutating func floatAddress(_ operand: Operand, _ type: Type) -> MachineAddress? {
    guard let number = constant(operand, type), number != 0 else { return nil }
    return constantAddress(number, type)
  }

  /// `result = form(left, right)` of floats, the right one from memory where it lies there.
  mutating func selectFloat(
    _ short: Form, _ long: Form, _ instruction: Instruction, _ data: InstructionData, isCommutative: Bool = false
  ) {
    let type = data.type
    let form = type == .f32 ? short : long
    let value = result(0, of: instruction)
    var (left, right) = (first(data), second(data))
    if isCommutative, left.value == nil { swap(&left, &right) }
    if let address = floatAddress(right, type) ?? foldedLoad(right, type) {
      emitTwo(form, size: 0, value, use(left, type), memory: address)
      return
    }
    if isCommutative, let address = foldedLoad(left, type) {
      emitTwo(form, size: 0, value, use(right, type), memory: address)
      return
    }
    let (a, b) = (use(left, type), use(right, type))
    emitTwo(form, size: 0, value, a, b, isCommutative: isCommutative)
  }

  /// A mask of the sign bits, or of all others, as 16 bytes in memory.
  private mutating func signMask(_ type: Type, isSign: Bool) -> MachineAddress {
    let sign: UInt64 = type == .f32 ? 0x8000_0000_8000_0000 : 0x8000_0000_0000_0000
    let mask = isSign ? sign : ~sign
    return constantAddress(low: mask, high: mask, size: 16)
  }

  mutating func selectSign(_ instruction: Instruction, _ data: InstructionData) {
    let type = data.type
    let value = result(0, of: instruction)
    let register = use(first(data), type)
    switch data.opcode {
    case .negateFloat: emitTwo(.xorps, size: 0, value, register, memory: signMask(type, isSign: true))
    case .absoluteFloat: emitTwo(.andps, size: 0, value, register, memory: signMask(type, isSign: false))
    default:
      let other = use(second(data), type)
      let (magnitude, sign) = (temporary(.vector), temporary(.vector))
      emitTwo(.andps, size: 0, magnitude, register, memory: signMask(type, isSign: false))
      emitTwo(.andps, size: 0, sign, other, memory: signMask(type, isSign: true))
      emitTwo(.orps, size: 0, value, magnitude, sign, isCommutative: true)
    }
  }

  mutating func selectSquareRoot(_ instruction: Instruction, _ data: InstructionData) {
    let register = use(first(data), data.type)
    emitConversion(data.type == .f32 ? .sqrtss : .sqrtsd, size: 0, result(0, of: instruction), register)
  }

  mutating func selectFusedMultiplyAdd(_ instruction: Instruction, _ data: InstructionData) {
    let type = data.type
    let (a, b, c) = (use(pooled(0, data), type), use(pooled(1, data), type), use(pooled(2, data), type))
    guard features.contains(.fma) else {
      emitCall(
        type == .f32 ? .fusedMultiplyAddShort : .fusedMultiplyAdd, result(0, of: instruction), [a, b, c])
      return
    }
    var fused = begin(type == .f32 ? .vfmadd213ss : .vfmadd213sd, size: 0)
    update(result(0, of: instruction), from: a, &fused, in: .register)
    operand(b, .use, &fused, in: .third)
    operand(c, .use, &fused, in: .memory)
    finish(fused)
  }

  mutating func selectRounding(_ instruction: Instruction, _ data: InstructionData) {
    let type = data.type
    let mode: Int64 =
      switch data.opcode {
      case .nearestFloat: 8
      case .floorFloat: 9
      case .ceilingFloat: 10
      default: 11
      }
    let value = result(0, of: instruction)
    let register = use(first(data), type)
    guard features.contains(.sse41) else {
      roundWithout(value, register, type, data.opcode)
      return
    }
    var rounding = begin(type == .f32 ? .roundss : .roundsd, size: 0)
    result(value, &rounding, in: .register)
    operand(register, .use, &rounding, in: .memory)
    rounding.immediate = mode
    finish(rounding)
  }

  /// Rounds without an instruction for it.
  ///
  /// A magnitude of 2^52 (2^23) or more is whole already, and so is what is no number. To a smaller one that number is added
  /// and taken away again, which rounds to nearest; for the other directions what went too far is put right by one. The sign
  /// of the operand is the result's.
  private mutating func roundWithout(
    _ value: VirtualRegister, _ register: VirtualRegister, _ type: Type, _ opcode: Opcode
  ) {
    let isShort = type == .f32
    let large: Int64 = isShort ? 0x4B00_0000 : 0x4330_0000_0000_0000
    let one: Int64 = isShort ? 0x3F80_0000 : 0x3FF0_0000_0000_0000
    let (add, subtract, compare): (Form, Form, Form) =
      isShort ? (.addss, .subss, .cmpss) : (.addsd, .subsd, .cmpsd)
    let (magnitude, raised, whole) = (temporary(.vector), temporary(.vector), temporary(.vector))
    emitTwo(.andps, size: 0, magnitude, register, memory: signMask(type, isSign: false))
    emitTwo(add, size: 0, raised, magnitude, memory: constantAddress(large, type))
    emitTwo(subtract, size: 0, whole, raised, memory: constantAddress(large, type))
    let sign = temporary(.vector)
    emitTwo(.andps, size: 0, sign, register, memory: signMask(type, isSign: true))
    var rounded = temporary(.vector)
    emitTwo(.orps, size: 0, rounded, whole, sign, isCommutative: true)
    if opcode != .nearestFloat {
      // Where the rounded number lies beyond the operand, one is taken off: a comparison gives all ones, which keep the one.
      let (beyond, correction, corrected) = (temporary(.vector), temporary(.vector), temporary(.vector))
      let (left, right): (VirtualRegister, VirtualRegister) =
        switch opcode {
        case .floorFloat: (register, rounded)
        case .ceilingFloat: (rounded, register)
        default: (magnitude, whole)
        }
      emitCompareMask(compare, beyond, left, right, predicate: 1)
      emitTwo(.andps, size: 0, correction, beyond, memory: constantAddress(low: UInt64(bitPattern: one), size: 16))
      switch opcode {
      case .floorFloat: emitTwo(subtract, size: 0, corrected, rounded, correction)
      case .ceilingFloat: emitTwo(add, size: 0, corrected, rounded, correction)
      default: emitTwo(subtract, size: 0, corrected, whole, correction)
      }
      // Adding and subtracting may have made a zero of the other sign.
      let (unsigned, signed) = (temporary(.vector), temporary(.vector))
      emitTwo(.andps, size: 0, unsigned, corrected, memory: signMask(type, isSign: false))
      emitTwo(.orps, size: 0, signed, unsigned, sign, isCommutative: true)
      rounded = signed
    }
    // What was whole already stays as it is.
    emitCompare(isShort ? .ucomiss : .ucomisd, size: 0, magnitude, floatConstant(large, type))
    emitVectorSelect(if: Condition.below.rawValue, value, then: rounded, otherwise: register)
  }

  /// All ones where a comparison holds, by SSE's predicate: 0 equal, 1 less, 3 unordered.
  mutating func emitCompareMask(
    _ form: Form, _ value: VirtualRegister, _ left: VirtualRegister, _ right: VirtualRegister, predicate: Int64
  ) {
    var compare = begin(form, size: 0)
    update(value, from: left, &compare, in: .register)
    operand(right, .use, &compare, in: .memory)
    compare.immediate = predicate
    finish(compare)
  }

  /// The least and greatest of IEEE 754-2019. The processor's give the second operand where one is no number, or both are
  /// zero; asked for both ways round, they tell all that is needed.
  mutating func selectFloatExtremum(_ instruction: Instruction, _ data: InstructionData) {
    let type = data.type
    let isShort = type == .f32
    let value = result(0, of: instruction)
    let (left, right) = (use(first(data), type), use(second(data), type))
    let (one, other) = (temporary(.vector), temporary(.vector))
    if data.opcode == .minimumFloat {
      emitTwo(isShort ? .minss : .minsd, size: 0, one, left, right)
      emitTwo(isShort ? .minss : .minsd, size: 0, other, right, left)
      // Of two zeros the negative one, and what is no number, has more bits set.
      emitTwo(.orps, size: 0, value, one, other, isCommutative: true)
      return
    }
    emitTwo(isShort ? .maxss : .maxsd, size: 0, one, left, right)
    emitTwo(isShort ? .maxss : .maxsd, size: 0, other, right, left)
    let (both, unordered) = (temporary(.vector), temporary(.vector))
    emitTwo(.andps, size: 0, both, one, other, isCommutative: true)
    emitCompareMask(isShort ? .cmpss : .cmpsd, unordered, left, right, predicate: 3)
    emitTwo(.orps, size: 0, value, both, unordered, isCommutative: true)
  }
}
