// Integer arithmetic, logic, shifts and bits.
//
// What stands above a narrow integer's bits in its register is unspecified: addition and its like work on 32 bits, and
// whoever looks at the upper bits makes them first.

internal import IR

extension Selection {
  mutating func selectAdd(_ instruction: Instruction, _ data: InstructionData) {
    let type = data.type
    let size = wholeSize(type)
    let value = result(0, of: instruction)
    let (left, right) = constantLast(data)
    if let number = immediate(right, type) {
      let register = use(left, type)
      if code.shortness > .usual, useCount(left) == 1, number == 1 || number == -1 {
        emitUpdate(number == 1 ? .inc : .dec, size: size, value, register)
      } else if useCount(left) > 1 {
        // The operand lives on: an address computation leaves it where it is.
        emitLoad(.lea, size: size, value, MachineAddress(.registers, base: register, displacement: number))
      } else {
        emitImmediate(.addImmediate, size: size, value, register, number)
      }
      return
    }
    if size == exactSize(type), let address = foldedLoad(right, type) {
      emitTwo(.add, size: size, value, use(left, type), memory: address)
      return
    }
    if size == exactSize(type), let address = foldedLoad(left, type) {
      emitTwo(.add, size: size, value, use(right, type), memory: address)
      return
    }
    let (a, b) = (use(left, type), use(right, type))
    if useCount(left) > 1 && useCount(right) > 1 {
      emitLoad(.lea, size: size, value, MachineAddress(.registers, base: a, index: b))
    } else {
      emitTwo(.add, size: size, value, a, b, isCommutative: true)
    }
  }

  /// The operands of an operation that may exchange them, a constant last.
  private mutating func constantLast(_ data: InstructionData) -> (left: Operand, right: Operand) {
    let (left, right) = (first(data), second(data))
    return left.value == nil ? (right, left) : (left, right)
  }

  /// How often a value is read.
  @inline(__always)
  mutating func useCount(_ operand: Operand) -> UInt32 {
    guard let value = operand.value else { return 0 }
    let source = resolve(value)
    // What is read through another value lives on for its own readers.
    return source == value ? useCounts[value.index] : useCounts[value.index] + useCounts[source.index] - 1
  }

  mutating func selectSubtract(_ instruction: Instruction, _ data: InstructionData) {
    let type = data.type
    let size = wholeSize(type)
    let value = result(0, of: instruction)
    if let number = immediate(second(data), type), number != Int64(Int32.min) {
      let register = use(first(data), type)
      if code.shortness > .usual, useCount(first(data)) == 1, number == 1 || number == -1 {
        emitUpdate(number == 1 ? .dec : .inc, size: size, value, register)
      } else if useCount(first(data)) > 1 {
        emitLoad(.lea, size: size, value, MachineAddress(.registers, base: register, displacement: -number))
      } else {
        emitImmediate(.subImmediate, size: size, value, register, number)
      }
      return
    }
    if constant(first(data), type) == 0 {
      emitUpdate(.neg, size: size, value, use(second(data), type))
      return
    }
    if size == exactSize(type), let address = foldedLoad(second(data), type) {
      emitTwo(.sub, size: size, value, use(first(data), type), memory: address)
      return
    }
    let (a, b) = (use(first(data), type), use(second(data), type))
    emitTwo(.sub, size: size, value, a, b)
  }

  mutating func selectMultiply(_ instruction: Instruction, _ data: InstructionData) {
    let type = data.type
    let size = wholeSize(type)
    let value = result(0, of: instruction)
    let (left, right) = constantLast(data)
    if let number = immediate(right, type) {
      multiply(value, use(left, type), by: number, size)
      return
    }
    if size == exactSize(type), let address = foldedLoad(right, type) {
      emitTwo(.imul, size: size, value, use(left, type), memory: address)
      return
    }
    let (a, b) = (use(left, type), use(right, type))
    emitTwo(.imul, size: size, value, a, b, isCommutative: true)
  }

  /// Multiplies by a constant, in the cheapest way.
  mutating func multiply(_ value: VirtualRegister, _ register: VirtualRegister, by number: Int64, _ size: UInt8) {
    switch number {
    case 3, 5, 9:
      emitLoad(
        .lea, size: size, value,
        MachineAddress(
          .registers, base: register, index: register, scale: UInt8((number - 1).trailingZeroBitCount)))
    case _ where number > 0 && number & (number - 1) == 0:
      emitImmediate(.shlImmediate, size: size, value, register, Int64(number.trailingZeroBitCount))
    default:
      var product = begin(.imulImmediate, size: size)
      result(value, &product, in: .register)
      operand(register, .useOrMemory, &product, in: .memory)
      product.immediate = number
      finish(product)
    }
  }

  mutating func selectUnary(_ form: Form, _ instruction: Instruction, _ data: InstructionData) {
    emitUpdate(form, size: wholeSize(data.type), result(0, of: instruction), use(first(data), data.type))
  }

  mutating func selectNot(_ instruction: Instruction, _ data: InstructionData) {
    let value = result(0, of: instruction)
    let register = use(first(data), data.type)
    if data.type == .bool {
      emitImmediate(.xorImmediate, size: 4, value, register, 1)
    } else {
      emitUpdate(.not, size: wholeSize(data.type), value, register)
    }
  }

  mutating func selectLogic(
    _ form: Form, _ immediateForm: Form, _ instruction: Instruction, _ data: InstructionData
  ) {
    let type = data.type
    let size = wholeSize(type)
    let value = result(0, of: instruction)
    let (left, right) = constantLast(data)
    if let number = immediate(right, type) {
      let register = use(left, type)
      if form == .and && number == 0xFF {
        emitConversion(.movzx8, size: 4, value, register)
      } else if form == .and && number == 0xFFFF {
        emitConversion(.movzx16, size: 4, value, register)
      } else {
        // What clears the upper half of a register needs no wide operation.
        let isShort = form == .and && number >= 0
        emitImmediate(immediateForm, size: isShort ? 4 : size, value, register, number)
      }
      return
    }
    if form == .and, type == .i64, constant(right, type) == 0xFFFF_FFFF {
      emitConversion(.mov, size: 4, value, use(left, type))
      return
    }
    if size == exactSize(type), let address = foldedLoad(right, type) {
      emitTwo(form, size: size, value, use(left, type), memory: address)
      return
    }
    let (a, b) = (use(left, type), use(right, type))
    emitTwo(form, size: size, value, a, b, isCommutative: true)
  }

  // MARK: - Shifts

  mutating func selectShift(_ instruction: Instruction, _ data: InstructionData) {
    let type = data.type
    let value = result(0, of: instruction)
    let bits = Int64(type.bitWidth)
    // What moves down, or round, looks at all bits of a narrow integer and at no others.
    let size = data.opcode == .shiftLeft ? wholeSize(type) : exactSize(type)
    if let amount = constant(second(data), type) {
      let register = use(first(data), type)
      let form: Form =
        switch data.opcode {
        case .shiftLeft: .shlImmediate
        case .shiftRightSigned: .sarImmediate
        case .shiftRightUnsigned: .shrImmediate
        case .rotateLeft: .rolImmediate
        default: .rorImmediate
        }
      let count = amount & (bits - 1)
      if count == 0 { emitCopy(value, register) } else { emitImmediate(form, size: size, value, register, count) }
      return
    }
    let form: Form =
      switch data.opcode {
      case .shiftLeft: .shlCL
      case .shiftRightSigned: .sarCL
      case .shiftRightUnsigned: .shrCL
      case .rotateLeft: .rolCL
      default: .rorCL
      }
    let register = use(first(data), type)
    var count = use(second(data), type)
    if bits < 32 {
      // The processor counts modulo 32.
      let masked = temporary()
      emitImmediate(.andImmediate, size: 4, masked, count, bits - 1)
      count = masked
    } else if features.contains(.bmi2), data.opcode != .rotateLeft, data.opcode != .rotateRight {
      let threeForm: Form =
        data.opcode == .shiftLeft ? .shlx : data.opcode == .shiftRightSigned ? .sarx : .shrx
      var shift = begin(threeForm, size: size)
      result(value, &shift, in: .register)
      operand(register, .useOrMemory, &shift, in: .memory)
      operand(count, .use, &shift, in: .third)
      finish(shift)
      return
    }
    var shift = begin(form, size: size)
    update(value, from: register, &shift, in: .memory)
    operand(count, .use(in: .rcx), &shift)
    finish(shift)
  }

  // MARK: - Bits

  /// An integer of a narrow type with zeros above, in 32 bits.
  mutating func widenUnsigned(_ register: VirtualRegister, _ type: Type) -> VirtualRegister {
    guard type == .i8 || type == .i16 || type == .bool else { return register }
    let wide = temporary()
    emitConversion(type == .i16 ? .movzx16 : .movzx8, size: 4, wide, register)
    return wide
  }

  /// An integer of a narrow type with its sign above, in 32 bits.
  mutating func widenSigned(_ register: VirtualRegister, _ type: Type) -> VirtualRegister {
    guard type == .i8 || type == .i16 else { return register }
    let wide = temporary()
    emitConversion(type == .i16 ? .movsx16 : .movsx8, size: 4, wide, register)
    return wide
  }

  mutating func selectLeadingZeros(_ instruction: Instruction, _ data: InstructionData) {
    let value = result(0, of: instruction)
    let size = wholeSize(data.type)
    let bits = Int64(data.type.bitWidth)
    let register = widenUnsigned(use(first(data), data.type), data.type)
    let narrow = Int64(size) * 8 - bits
    if features.contains(.lzcnt) {
      let count = narrow == 0 ? value : temporary()
      emitConversion(.lzcnt, size: size, count, register)
      if narrow != 0 { emitImmediate(.subImmediate, size: 4, value, count, narrow) }
      return
    }
    // The highest set bit, or what makes the width of it; then counted from the top.
    let none = integerConstant(2 * bits - 1, .i32)
    let (found, chosen) = (temporary(), temporary())
    emitConversion(.bsr, size: size, found, register)
    emitMove(if: .equal, size: size, chosen, then: none, otherwise: found)
    emitImmediate(.xorImmediate, size: 4, value, chosen, bits - 1)
  }

  mutating func selectTrailingZeros(_ instruction: Instruction, _ data: InstructionData) {
    let value = result(0, of: instruction)
    let size = wholeSize(data.type)
    let bits = Int64(data.type.bitWidth)
    var register = use(first(data), data.type)
    if bits < 32 {
      // A bit above the integer's own ends the search at its width.
      let bounded = temporary()
      emitImmediate(.orImmediate, size: 4, bounded, register, 1 << bits)
      register = bounded
      emitConversion(features.contains(.bmi1) ? .tzcnt : .bsf, size: 4, value, register)
      return
    }
    if features.contains(.bmi1) {
      emitConversion(.tzcnt, size: size, value, register)
      return
    }
    let none = integerConstant(bits, .i32)
    let found = temporary()
    emitConversion(.bsf, size: size, found, register)
    emitMove(if: .equal, size: size, value, then: none, otherwise: found)
  }

  mutating func selectCountOnes(_ instruction: Instruction, _ data: InstructionData) {
    let value = result(0, of: instruction)
    let size = wholeSize(data.type)
    let register = widenUnsigned(use(first(data), data.type), data.type)
    if features.contains(.popcnt) {
      emitConversion(.popcnt, size: size, value, register)
      return
    }
    // Sums of 2, then 4, then 8 bits, side by side; then all bytes at once by a multiplication.
    let type: Type = size == 8 ? .i64 : .i32
    func pattern(_ byte: UInt8) -> Int64 { Int64(bitPattern: UInt64(byte) &* 0x0101_0101_0101_0101) }
    let (fives, threes, nibbles, ones) = (
      integerConstant(pattern(0x55), type), integerConstant(pattern(0x33), type), integerConstant(pattern(0x0F), type),
      integerConstant(pattern(0x01), type)
    )
    let (high, odd, pairs) = (temporary(), temporary(), temporary())
    emitImmediate(.shrImmediate, size: size, high, register, 1)
    emitTwo(.and, size: size, odd, high, fives)
    emitTwo(.sub, size: size, pairs, register, odd)
    let (upper, upperPairs, lowerPairs, fours) = (temporary(), temporary(), temporary(), temporary())
    emitImmediate(.shrImmediate, size: size, upper, pairs, 2)
    emitTwo(.and, size: size, upperPairs, upper, threes)
    emitTwo(.and, size: size, lowerPairs, pairs, threes)
    emitTwo(.add, size: size, fours, upperPairs, lowerPairs)
    let (shifted, sum, bytes, product) = (temporary(), temporary(), temporary(), temporary())
    emitImmediate(.shrImmediate, size: size, shifted, fours, 4)
    emitTwo(.add, size: size, sum, shifted, fours)
    emitTwo(.and, size: size, bytes, sum, nibbles)
    emitTwo(.imul, size: size, product, bytes, ones)
    emitImmediate(.shrImmediate, size: size, value, product, Int64(size) * 8 - 8)
  }

  mutating func selectSwapBytes(_ instruction: Instruction, _ data: InstructionData) {
    let value = result(0, of: instruction)
    let register = use(first(data), data.type)
    if data.type == .i16 {
      emitImmediate(.rolImmediate, size: 2, value, register, 8)
      return
    }
    emitUpdate(.bswap, size: wholeSize(data.type), value, register)
  }

  mutating func selectExtremum(_ instruction: Instruction, _ data: InstructionData) {
    let type = data.type
    let condition: Condition =
      switch data.opcode {
      case .minimumSigned: .greater
      case .minimumUnsigned: .above
      case .maximumSigned: .less
      default: .below
      }
    let (left, right) = (use(first(data), type), use(second(data), type))
    emitCompare(.cmp, size: exactSize(type), left, right)
    emitMove(if: condition, size: wholeSize(type), result(0, of: instruction), then: right, otherwise: left)
  }

  // MARK: - Overflow

  mutating func selectOverflow(_ instruction: Instruction, _ data: InstructionData) {
    let type = data.type
    let (left, right) = (use(first(data), type), use(second(data), type))
    let isSum = data.opcode == .addOverflowSigned || data.opcode == .addOverflowUnsigned
    let isSigned = data.opcode == .addOverflowSigned || data.opcode == .subtractOverflowSigned
    // The flags are those of the integer's own width.
    emitTwo(isSum ? .add : .sub, size: exactSize(type), result(0, of: instruction), left, right)
    if isWanted(1, of: instruction) { emitSet(isSigned ? .overflow : .below, result(1, of: instruction)) }
  }

  mutating func selectMultiplyOverflow(_ instruction: Instruction, _ data: InstructionData) {
    let type = data.type
    let isSigned = data.opcode == .multiplyOverflowSigned
    let (left, right) = (use(first(data), type), use(second(data), type))
    let (product, overflow) = (result(0, of: instruction), result(1, of: instruction))
    guard type == .i8 || (!isSigned && type != .i8) else {
      emitTwo(.imul, size: exactSize(type), product, left, right, isCommutative: true)
      emitSet(.overflow, overflow)
      return
    }
    if type == .i8 || type == .i16 {
      // The whole product fits in 32 bits: it overflowed if widening its low part does not give it again.
      let (a, b) =
        isSigned
        ? (widenSigned(left, type), widenSigned(right, type)) : (widenUnsigned(left, type), widenUnsigned(right, type))
      emitTwo(.imul, size: 4, product, a, b, isCommutative: true)
      let again = isSigned ? widenSigned(product, type) : widenUnsigned(product, type)
      emitCompare(.cmp, size: 4, again, product)
      emitSet(.notEqual, overflow)
      return
    }
    var multiplication = begin(.mul, size: exactSize(type))
    operand(product, .definition(in: .rax), &multiplication)
    operand(temporary(), .definition(in: .rdx), &multiplication)
    operand(left, .use(in: .rax), &multiplication)
    operand(right, .useOrMemory, &multiplication, in: .memory)
    finish(multiplication)
    emitSet(.overflow, overflow)
  }

  mutating func selectWideMultiply(_ instruction: Instruction, _ data: InstructionData) {
    let (left, right) = (use(first(data), .i64), use(second(data), .i64))
    var multiplication = begin(data.opcode == .multiplyWideSigned ? .imulAccumulator : .mul, size: 8)
    operand(result(0, of: instruction), .definition(in: .rax), &multiplication)
    operand(result(1, of: instruction), .definition(in: .rdx), &multiplication)
    operand(left, .use(in: .rax), &multiplication)
    operand(right, .useOrMemory, &multiplication, in: .memory)
    finish(multiplication)
  }
}
