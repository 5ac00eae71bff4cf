// Conversions between integers and floats of all widths.

internal import IR

extension Selection {
  /// An operation that leaves the register as it is: its readers read the operand, but edges and results may name it.
  mutating func selectTransparent(_ instruction: Instruction, _ data: InstructionData) {
    let source = first(data)
    guard source.value == nil else { return }
    let value = result(0, of: instruction)
    let number = use(source, data.opcode == .pointerToInteger ? .ptr : .i64)
    emitCopy(value, number)
  }

  mutating func selectExtension(_ instruction: Instruction, _ data: InstructionData) {
    let value = result(0, of: instruction)
    let source = type(of: first(data), or: .i8)
    let register = use(first(data), source)
    let isWide = data.type == .i64
    if data.opcode == .extendUnsigned {
      switch source {
      case .bool, .i8: emitConversion(.movzx8, size: 4, value, register)
      case .i16: emitConversion(.movzx16, size: 4, value, register)
      default: emitConversion(.mov, size: 4, value, register)
      }
      return
    }
    switch source {
    case .i8: emitConversion(.movsx8, size: isWide ? 8 : 4, value, register)
    case .i16: emitConversion(.movsx16, size: isWide ? 8 : 4, value, register)
    default: emitConversion(.movsx32, size: 8, value, register)
    }
  }

  mutating func selectFloatConversion(
    _ form: Form, _ instruction: Instruction, _ data: InstructionData, from type: Type
  ) {
    let value = result(0, of: instruction)
    emitConversion(form, size: 0, value, use(first(data), type))
  }

  mutating func selectBitcast(_ instruction: Instruction, _ data: InstructionData) {
    let value = result(0, of: instruction)
    let source = type(of: first(data), or: data.type)
    let register = use(first(data), source)
    switch (source.isFloat, data.type.isFloat) {
    case (true, false):
      var move = begin(data.type == .i32 ? .movdStore : .movqToGeneral, size: 0)
      operand(value, .definition, &move, in: .memory)
      operand(register, .use, &move, in: .register)
      finish(move)
    case (false, true):
      var move = begin(data.type == .f32 ? .movd : .movqFromGeneral, size: 0)
      operand(value, .definition, &move, in: .register)
      operand(register, .use, &move, in: .memory)
      finish(move)
    default: emitCopy(value, register)
    }
  }

  // MARK: - To integers

  /// A float operand as 64 bits: every float of 32 bits is one.
  private mutating func wideFloat(_ operand: Operand) -> VirtualRegister {
    let type = type(of: operand, or: .f64)
    let register = use(operand, type)
    guard type == .f32 else { return register }
    let wide = temporary(.vector)
    emitConversion(.cvtss2sd, size: 0, wide, register)
    return wide
  }

  /// 2 to a power as the bits of a float of 64 bits.
  private static func power(_ exponent: Int) -> Int64 { Int64(1023 + exponent) << 52 }
  private static let sign = Int64.min

  mutating func selectTrappingConversion(_ instruction: Instruction, _ data: InstructionData) {
    let type = data.type
    let value = result(0, of: instruction)
    let register = wideFloat(first(data))
    let isSigned = data.opcode == .floatToSigned
    let bits = type.bitWidth
    // Below this, or unordered: out of range. A number above -1 (or the least less one) is rounded toward zero into the range.
    let lower: Int64
    let isLowerIncluded: Bool
    if !isSigned {
      (lower, isLowerIncluded) = (Self.sign | Self.power(0), false)
    } else if bits == 64 {
      (lower, isLowerIncluded) = (Self.sign | Self.power(63), true)
    } else {
      let least = -(Double(UInt64(1) << UInt64(bits - 1)) + 1)
      (lower, isLowerIncluded) = (Int64(bitPattern: least.bitPattern), false)
    }
    emitFloatTest(register, constantAddress(lower, .f64))
    emitTrap(.conversion, if: (isLowerIncluded ? Condition.below : .belowOrEqual).rawValue)
    emitFloatTest(register, constantAddress(Self.power(isSigned ? bits - 1 : bits), .f64))
    emitTrap(.conversion, if: Condition.aboveOrEqual.rawValue)
    if isSigned || bits < 64 {
      emitConversion(.cvttsd2si, size: 8, value, register)
    } else {
      emitUnsigned64(value, register)
    }
  }

  private mutating func emitFloatTest(_ register: VirtualRegister, _ place: MachineAddress) {
    var compare = begin(.ucomisd, size: 0)
    operand(register, .use, &compare, in: .register)
    memory(place, &compare)
    finish(compare)
  }

  /// A float between -1 and 2^64 as an integer without a sign.
  private mutating func emitUnsigned64(_ value: VirtualRegister, _ register: VirtualRegister) {
    let (low, reduced, high, flipped) = (temporary(), temporary(.vector), temporary(), temporary())
    emitConversion(.cvttsd2si, size: 8, low, register)
    emitTwo(.subsd, size: 0, reduced, register, memory: constantAddress(Self.power(63), .f64))
    emitConversion(.cvttsd2si, size: 8, high, reduced)
    emitTwo(.xor, size: 8, flipped, high, integerConstant(Int64.min, .i64), isCommutative: true)
    emitFloatTest(register, constantAddress(Self.power(63), .f64))
    emitMove(if: .aboveOrEqual, size: 8, value, then: flipped, otherwise: low)
  }

  mutating func selectSaturatingConversion(_ instruction: Instruction, _ data: InstructionData) {
    let type = data.type
    let value = result(0, of: instruction)
    let register = wideFloat(first(data))
    let isSigned = data.opcode == .floatToSignedSaturating
    let bits = type.bitWidth
    // What is no number is 0, as the mask of what is ordered says.
    let (ordered, number) = (temporary(.vector), temporary(.vector))
    emitCompareMask(.cmpsd, ordered, register, register, predicate: 7)
    emitTwo(.andps, size: 0, number, ordered, register)
    let (least, raised) = (
      isSigned ? Self.sign | Self.power(bits - 1) : 0, temporary(.vector)
    )
    if least == 0 {
      emitTwo(.maxsd, size: 0, raised, number, floatConstant(0, .f64))
    } else {
      emitTwo(.maxsd, size: 0, raised, number, memory: constantAddress(least, .f64))
    }
    if bits < 64 {
      let greatest = Double((UInt64(1) << UInt64(isSigned ? bits - 1 : bits)) - 1)
      let bounded = temporary(.vector)
      emitTwo(
        .minsd, size: 0, bounded, raised, memory: constantAddress(Int64(bitPattern: greatest.bitPattern), .f64))
      emitConversion(.cvttsd2si, size: 8, value, bounded)
      return
    }
    // The greatest number is no float: from the next power of two on it is chosen.
    let inside = temporary()
    if isSigned {
      emitConversion(.cvttsd2si, size: 8, inside, raised)
    } else {
      emitUnsigned64(inside, raised)
    }
    let greatest = integerConstant(isSigned ? Int64.max : -1, .i64)
    emitFloatTest(raised, constantAddress(Self.power(isSigned ? 63 : 64), .f64))
    emitMove(if: .aboveOrEqual, size: 8, value, then: greatest, otherwise: inside)
  }

  // MARK: - From integers

  mutating func selectIntegerToFloat(_ instruction: Instruction, _ data: InstructionData) {
    let value = result(0, of: instruction)
    let source = type(of: first(data), or: .i64)
    let isSigned = data.opcode == .signedToFloat
    let form: Form = data.type == .f32 ? .cvtsi2ss : .cvtsi2sd
    let register = use(first(data), source)
    if isSigned {
      emitFromInteger(form, size: wholeSize(source), value, widenSigned(register, source))
      return
    }
    switch source {
    case .i8, .i16: emitFromInteger(form, size: 4, value, widenUnsigned(register, source))
    case .i32:
      let wide = temporary()
      emitConversion(.mov, size: 4, wide, register)
      emitFromInteger(form, size: 8, value, wide)
    default: emitFromUnsigned64(form, value, register)
    }
  }

  /// The conversion leaves the rest of its register as it was, and so waits for it: the register is cleared before.
  private mutating func emitFromInteger(
    _ form: Form, size: UInt8, _ value: VirtualRegister, _ register: VirtualRegister
  ) {
    let zero = temporary(.vector)
    var clear = begin(.zeroVector)
    result(zero, &clear, in: .register)
    finish(clear)
    var conversion = begin(form, size: size)
    update(value, from: zero, &conversion, in: .register)
    operand(register, .useOrMemory, &conversion, in: .memory)
    finish(conversion)
  }

  /// An integer without a sign: one with the highest bit set is halved, the lost bit kept for the rounding, and doubled after.
  private mutating func emitFromUnsigned64(_ form: Form, _ value: VirtualRegister, _ register: VirtualRegister) {
    let (direct, half, bit, odd, halved, doubled) = (
      temporary(.vector), temporary(), temporary(), temporary(), temporary(.vector), temporary(.vector)
    )
    emitFromInteger(form, size: 8, direct, register)
    emitImmediate(.shrImmediate, size: 8, half, register, 1)
    emitImmediate(.andImmediate, size: 4, bit, register, 1)
    emitTwo(.or, size: 8, odd, half, bit, isCommutative: true)
    emitFromInteger(form, size: 8, halved, odd)
    emitTwo(form == .cvtsi2ss ? .addss : .addsd, size: 0, doubled, halved, halved)
    emitTest(size: 8, register)
    emitVectorSelect(if: Condition.sign.rawValue, value, then: doubled, otherwise: direct)
  }
}
