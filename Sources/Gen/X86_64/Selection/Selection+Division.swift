// Division and remainder: by constants without dividing where that is exact, else with the traps that are asked for.

internal import IR

extension Selection {
  mutating func selectDivision(_ instruction: Instruction, _ data: InstructionData) {
    let type = data.type
    let isSigned = data.opcode == .divideSigned || data.opcode == .remainderSigned
    let isQuotient = data.opcode == .divideSigned || data.opcode == .divideUnsigned
    let value = result(0, of: instruction)
    if let divisor = constant(second(data), type), divisor != 0, !(isSigned && divisor == -1) {
      if divide(value, first(data), by: divisor, type, isSigned: isSigned, isQuotient: isQuotient) { return }
      emitDivision(
        value, extended(first(data), type, isSigned), extended(second(data), type, isSigned), type,
        isSigned: isSigned, isQuotient: isQuotient)
      return
    }
    let dividend = extended(first(data), type, isSigned)
    var divisor = extended(second(data), type, isSigned)
    let size = wholeSize(type)
    emitTest(size: size, divisor)
    emitTrap(.divisionByZero, if: Condition.equal.rawValue)
    if isSigned && isQuotient {
      // Only the least number divided by -1 has no quotient: (dividend ^ least) | (divisor + 1) is zero then alone.
      let (flipped, next, both) = (temporary(), temporary(), temporary())
      let least = integerConstant(-1 << Int64(type.bitWidth - 1), size == 8 ? .i64 : .i32)
      emitTwo(.xor, size: size, flipped, dividend, least, isCommutative: true)
      emitLoad(.lea, size: size, next, MachineAddress(.registers, base: divisor, displacement: 1))
      emitTwo(.or, size: size, both, flipped, next, isCommutative: true)
      emitTrap(.divisionOverflow, if: Condition.equal.rawValue)
    } else if isSigned {
      // The remainder by -1 is that by 1, which the processor can always find.
      let one = integerConstant(1, .i32)
      let safe = temporary()
      emitCompare(.cmpImmediate, size: size, divisor, immediate: -1)
      emitMove(if: .equal, size: size, safe, then: one, otherwise: divisor)
      divisor = safe
    }
    emitDivision(value, dividend, divisor, type, isSigned: isSigned, isQuotient: isQuotient)
  }

  private mutating func extended(_ operand: Operand, _ type: Type, _ isSigned: Bool) -> VirtualRegister {
    if let number = constant(operand, type) {
      let mask: Int64 = type.bitWidth == 64 ? -1 : (1 << Int64(type.bitWidth)) - 1
      return integerConstant(isSigned ? number : number & mask, wholeSize(type) == 8 ? .i64 : .i32)
    }
    let register = use(operand, type)
    return isSigned ? widenSigned(register, type) : widenUnsigned(register, type)
  }

  /// Divides two registers, of which the divisor is not zero and the quotient fits.
  private mutating func emitDivision(
    _ value: VirtualRegister, _ dividend: VirtualRegister, _ divisor: VirtualRegister, _ type: Type, isSigned: Bool,
    isQuotient: Bool
  ) {
    let size = wholeSize(type)
    let high: VirtualRegister
    if isSigned {
      high = temporary()
      var sign = begin(size == 8 ? .cqo : .cdq, size: 0)
      operand(high, .definition(in: .rdx), &sign)
      operand(dividend, .use(in: .rax), &sign)
      finish(sign)
    } else {
      high = integerConstant(0, .i32)
    }
    var division = begin(isSigned ? .idiv : .div, size: size)
    operand(isQuotient ? value : temporary(), .definition(in: .rax), &division)
    operand(isQuotient ? temporary() : value, .definition(in: .rdx), &division)
    operand(dividend, .use(in: .rax), &division)
    operand(high, .use(in: .rdx), &division)
    operand(divisor, .useOrMemory, &division, in: .memory)
    finish(division)
  }

  // MARK: - By constants

  /// Divides by a constant without dividing, if there is a way.
  private mutating func divide(
    _ value: VirtualRegister, _ dividend: Operand, by divisor: Int64, _ type: Type, isSigned: Bool, isQuotient: Bool
  ) -> Bool {
    let bits = Int64(type.bitWidth)
    let mask: UInt64 = bits == 64 ? .max : (1 << UInt64(bits)) - 1
    if !isSigned {
      let number = UInt64(bitPattern: divisor) & mask
      if number & (number - 1) == 0 {
        divideUnsigned(value, dividend, byPowerOf: Int64(number.trailingZeroBitCount), type, isQuotient: isQuotient)
        return true
      }
      return divideUnsigned(value, dividend, by: number, type, isQuotient: isQuotient)
    }
    if divisor > 0 && divisor & (divisor - 1) == 0 {
      divideSigned(value, dividend, byPowerOf: Int64(divisor.trailingZeroBitCount), type, isQuotient: isQuotient)
      return true
    }
    return divideSigned(value, dividend, by: divisor, type, isQuotient: isQuotient)
  }

  private mutating func divideUnsigned(
    _ value: VirtualRegister, _ dividend: Operand, byPowerOf shift: Int64, _ type: Type, isQuotient: Bool
  ) {
    let size = wholeSize(type)
    let register = extended(dividend, type, false)
    if isQuotient {
      if shift == 0 {
        emitCopy(value, register)
      } else {
        emitImmediate(.shrImmediate, size: size, value, register, shift)
      }
      return
    }
    let mask = (Int64(1) << shift) &- 1
    if Int64(Int32(truncatingIfNeeded: mask)) == mask {
      emitImmediate(.andImmediate, size: 4, value, register, mask)
    } else {
      emitTwo(.and, size: size, value, register, integerConstant(mask, .i64))
    }
  }

  private mutating func divideSigned(
    _ value: VirtualRegister, _ dividend: Operand, byPowerOf shift: Int64, _ type: Type, isQuotient: Bool
  ) {
    let size = wholeSize(type)
    let width = Int64(size) * 8
    let register = extended(dividend, type, true)
    guard shift > 0 else {
      if isQuotient {
        emitCopy(value, register)
      } else {
        var zero = begin(.movImmediate, size: 4)
        result(value, &zero, in: .memory)
        finish(zero)
      }
      return
    }
    // What is negative is rounded up: the divisor less one is added.
    let (sign, bias, biased) = (temporary(), temporary(), temporary())
    emitImmediate(.sarImmediate, size: size, sign, register, width - 1)
    emitImmediate(.shrImmediate, size: size, bias, sign, width - shift)
    emitTwo(.add, size: size, biased, register, bias, isCommutative: true)
    if isQuotient {
      emitImmediate(.sarImmediate, size: size, value, biased, shift)
      return
    }
    let (down, multiple) = (temporary(), temporary())
    emitImmediate(.sarImmediate, size: size, down, biased, shift)
    emitImmediate(.shlImmediate, size: size, multiple, down, shift)
    emitTwo(.sub, size: size, value, register, multiple)
  }

  /// Divides by the reciprocal: a multiplication whose upper half is the quotient, exactly.
  private mutating func divideUnsigned(
    _ value: VirtualRegister, _ dividend: Operand, by divisor: UInt64, _ type: Type, isQuotient: Bool
  ) -> Bool {
    let size = wholeSize(type)
    guard let (factor, shift, isWide) = Self.unsignedReciprocal(divisor, width: UInt64(size) * 8) else { return false }
    let register = extended(dividend, type, false)
    let quotient = isQuotient ? value : temporary()
    var low = register
    if size == 4 {
      low = temporary()
      emitConversion(.mov, size: 4, low, register)
    }
    let upper: VirtualRegister
    if size == 4 {
      let product = temporary()
      let scaled = Int64(factor)
      if Int64(Int32(truncatingIfNeeded: scaled)) == scaled {
        multiply(product, low, by: scaled, 8)
      } else {
        emitTwo(.imul, size: 8, product, low, integerConstant(scaled, .i64), isCommutative: true)
      }
      upper = isWide ? temporary() : quotient
      emitImmediate(.shrImmediate, size: 8, upper, product, isWide ? 32 : Int64(32 + shift))
    } else {
      let product = highProduct(low, integerConstant(Int64(bitPattern: factor), .i64), isSigned: false)
      upper = isWide || shift == 0 ? product : quotient
      if !isWide && shift > 0 { emitImmediate(.shrImmediate, size: 8, quotient, product, Int64(shift)) }
      if !isWide && shift == 0 { emitCopy(quotient, product) }
    }
    if isWide {
      // The factor's highest bit stands for the dividend itself: (upper + (dividend - upper) / 2) >> (shift - 1).
      let (rest, half, sum) = (temporary(), temporary(), temporary())
      emitTwo(.sub, size: size, rest, low, upper)
      emitImmediate(.shrImmediate, size: size, half, rest, 1)
      emitTwo(.add, size: size, sum, half, upper, isCommutative: true)
      if shift == 1 {
        emitCopy(quotient, sum)
      } else {
        emitImmediate(.shrImmediate, size: size, quotient, sum, Int64(shift) - 1)
      }
    }
    if !isQuotient { emitRemainder(value, register, quotient, Int64(bitPattern: divisor), size) }
    return true
  }

  private mutating func divideSigned(
    _ value: VirtualRegister, _ dividend: Operand, by divisor: Int64, _ type: Type, isQuotient: Bool
  ) -> Bool {
    let size = wholeSize(type)
    let width = Int64(size) * 8
    let magnitude = divisor.magnitude
    // The least number as a divisor has no reciprocal in this form.
    guard magnitude > 1, magnitude < UInt64(1) << UInt64(width - 1) else { return false }
    let (factor, shift) = Self.signedReciprocal(magnitude, width: UInt64(width))
    let register = extended(dividend, type, true)
    let upper: VirtualRegister
    if size == 4 {
      let (wide, product) = (temporary(), temporary())
      emitConversion(.movsx32, size: 8, wide, register)
      let scaled = Int64(Int32(truncatingIfNeeded: factor))
      multiply(product, wide, by: scaled, 8)
      upper = temporary()
      emitImmediate(.shrImmediate, size: 8, upper, product, 32)
    } else {
      upper = highProduct(register, integerConstant(factor, .i64), isSigned: true)
    }
    var sum = upper
    // A factor that is negative as a number of this width stands for itself plus 2 to the width.
    if factor < 0 || (size == 4 && factor > Int64(Int32.max)) {
      sum = temporary()
      emitTwo(.add, size: size, sum, upper, register, isCommutative: true)
    }
    var shifted = sum
    if shift > 0 {
      shifted = temporary()
      emitImmediate(.sarImmediate, size: size, shifted, sum, Int64(shift))
    }
    // What is negative is rounded up.
    let sign = temporary()
    emitImmediate(.shrImmediate, size: size, sign, shifted, width - 1)
    let quotient = isQuotient ? value : temporary()
    if divisor > 0 {
      emitTwo(.add, size: size, quotient, shifted, sign, isCommutative: true)
    } else {
      let positive = temporary()
      emitTwo(.add, size: size, positive, shifted, sign, isCommutative: true)
      emitUpdate(.neg, size: size, quotient, positive)
    }
    if !isQuotient { emitRemainder(value, register, quotient, divisor, size) }
    return true
  }

  /// The factor by which an unsigned number is multiplied, and by how much the upper half of the product is shifted, to
  /// divide it: the least power of two whose multiple, rounded up, is close enough to the reciprocal for every dividend.
  /// Where `isWide`, the factor has one bit more than the width, which is left out.
  static func unsignedReciprocal(_ divisor: UInt64, width: UInt64) -> (factor: UInt64, shift: UInt64, isWide: Bool)? {
    let greatest = UInt64(64 - (divisor - 1).leadingZeroBitCount)
    // Above half of the greatest number the power of two itself does not fit.
    guard greatest < width else { return nil }
    for shift in 0...greatest {
      // The factor is 2^(width + shift) / divisor + 1; its error must be at most 2^shift in as many parts.
      let (quotient, remainder, isWide) = powerDivided(by: divisor, width: width, shift: shift)
      if divisor - remainder <= UInt64(1) << shift { return (quotient &+ 1, shift, isWide) }
    }
    return nil
  }

  /// The same for signed numbers, by a magnitude. A factor that is negative as a number of the width stands for itself plus 2
  /// to the width.
  static func signedReciprocal(_ divisor: UInt64, width: UInt64) -> (factor: Int64, shift: UInt64) {
    let greatest = UInt64(63 - (divisor - 1).leadingZeroBitCount)
    for shift in 0..<greatest {
      let (quotient, remainder, _) = powerDivided(by: divisor, width: width, shift: shift)
      // Half as many dividends as of unsigned ones leave room for twice the error.
      if divisor - remainder <= UInt64(2) << shift {
        return (Int64(bitPattern: quotient &+ 1), shift)
      }
    }
    let (quotient, _, _) = powerDivided(by: divisor, width: width, shift: greatest)
    return (Int64(bitPattern: quotient &+ 1), greatest)
  }

  /// 2^(width + shift) divided by a number, and whether the quotient has a bit above the width, which is left out.
  private static func powerDivided(
    by divisor: UInt64, width: UInt64, shift: UInt64
  ) -> (quotient: UInt64, remainder: UInt64, isWide: Bool) {
    let power = UInt64(1) << shift
    let isWide = power >= divisor
    let high = isWide ? power - divisor : power
    if width == 32 {
      let (quotient, remainder) = (high << 32).quotientAndRemainder(dividingBy: divisor)
      return (quotient, remainder, isWide)
    }
    let (quotient, remainder) = divisor.dividingFullWidth((high, 0))
    return (quotient, remainder, isWide)
  }

  /// The upper half of a product of 128 bits.
  private mutating func highProduct(
    _ left: VirtualRegister, _ right: VirtualRegister, isSigned: Bool
  ) -> VirtualRegister {
    let high = temporary()
    var multiplication = begin(isSigned ? .imulAccumulator : .mul, size: 8)
    operand(temporary(), .definition(in: .rax), &multiplication)
    operand(high, .definition(in: .rdx), &multiplication)
    operand(right, .use(in: .rax), &multiplication)
    operand(left, .useOrMemory, &multiplication, in: .memory)
    finish(multiplication)
    return high
  }

  /// `value = dividend - quotient * divisor`.
  private mutating func emitRemainder(
    _ value: VirtualRegister, _ dividend: VirtualRegister, _ quotient: VirtualRegister, _ divisor: Int64, _ size: UInt8
  ) {
    let multiple = temporary()
    if Int64(Int32(truncatingIfNeeded: divisor)) == divisor || size == 4 {
      multiply(multiple, quotient, by: Int64(Int32(truncatingIfNeeded: divisor)), size)
    } else {
      emitTwo(.imul, size: size, multiple, quotient, integerConstant(divisor, .i64), isCommutative: true)
    }
    emitTwo(.sub, size: size, value, dividend, multiple)
  }
}
