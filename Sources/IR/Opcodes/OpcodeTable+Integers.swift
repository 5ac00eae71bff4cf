// The opcode table: arithmetic and logic of integers.

extension OpcodeTable {
  static let integerRows: [OpcodeRow] = [
    OpcodeRow(
      .add, "add", .plain, .integers, [.same, .same], gives: [.same],
      means: "The sum, modulo 2 to the width.",
      example: """
        %r = add i32 40, 2
        return %r
        """),
    OpcodeRow(
      .subtract, "sub", .plain, .integers, [.same, .same], gives: [.same],
      means: "The difference, modulo 2 to the width.",
      example: """
        %r = sub i32 50, 8
        return %r
        """),
    OpcodeRow(
      .multiply, "mul", .plain, .integers, [.same, .same], gives: [.same],
      means: "The product, modulo 2 to the width.",
      example: """
        %r = mul i32 6, 7
        return %r
        """),
    OpcodeRow(
      .divideSigned, "div.s", .plain, .integers, [.same, .same], gives: [.same],
      traps: [.divisionByZero, .divisionOverflow],
      means:
        "The signed quotient, rounded toward zero. Division by zero traps, and so does the least number divided by -1.",
      example: """
        %r = div.s i32 -84, -2
        return %r
        """),
    OpcodeRow(
      .divideUnsigned, "div.u", .plain, .integers, [.same, .same], gives: [.same], traps: [.divisionByZero],
      means: "The unsigned quotient, rounded down. Division by zero traps.",
      example: """
        %r = div.u i32 85, 2
        return %r
        """),
    OpcodeRow(
      .remainderSigned, "rem.s", .plain, .integers, [.same, .same], gives: [.same], traps: [.divisionByZero],
      means:
        "The remainder of div.s, with the sign of the first operand; that of the least number by -1 is 0. Division by zero traps.",
      example: """
        %a = rem.s i32 -8, 50
        %r = add i32 %a, 50
        return %r
        """),
    OpcodeRow(
      .remainderUnsigned, "rem.u", .plain, .integers, [.same, .same], gives: [.same], traps: [.divisionByZero],
      means: "The remainder of div.u. Division by zero traps.",
      example: """
        %r = rem.u i32 142, 100
        return %r
        """),
    OpcodeRow(
      .negate, "neg", .plain, .integers, [.same], gives: [.same],
      means: "Zero minus the operand, modulo 2 to the width.",
      example: """
        %r = neg i32 -42
        return %r
        """),
    OpcodeRow(
      .and, "and", .plain, [.integers, .bool], [.same, .same], gives: [.same],
      means: "The bits set in both.",
      example: """
        %r = and i32 0x6a, 0x3f
        return %r
        """),
    OpcodeRow(
      .or, "or", .plain, [.integers, .bool], [.same, .same], gives: [.same],
      means: "The bits set in either.",
      example: """
        %r = or i32 40, 2
        return %r
        """),
    OpcodeRow(
      .xor, "xor", .plain, [.integers, .bool], [.same, .same], gives: [.same],
      means: "The bits set in one and not the other.",
      example: """
        %r = xor i32 63, 21
        return %r
        """),
    OpcodeRow(
      .not, "not", .plain, [.integers, .bool], [.same], gives: [.same],
      means: "Every bit turned over.",
      example: """
        %r = not i32 -43
        return %r
        """),
    OpcodeRow(
      .shiftLeft, "shl", .plain, .integers, [.same, .same], gives: [.same],
      means: "The bits moved up, zeros moved in. The amount counts modulo the width.",
      example: """
        %r = shl i32 21, 33
        return %r
        """),
    OpcodeRow(
      .shiftRightSigned, "shr.s", .plain, .integers, [.same, .same], gives: [.same],
      means: "The bits moved down, copies of the sign moved in. The amount counts modulo the width.",
      example: """
        %a = shr.s i32 -84, 1
        %r = neg i32 %a
        return %r
        """),
    OpcodeRow(
      .shiftRightUnsigned, "shr.u", .plain, .integers, [.same, .same], gives: [.same],
      means: "The bits moved down, zeros moved in. The amount counts modulo the width.",
      example: """
        %r = shr.u i32 168, 2
        return %r
        """),
    OpcodeRow(
      .rotateLeft, "rotl", .plain, .integers, [.same, .same], gives: [.same],
      means:
        "The bits moved up, those that leave at the top coming in at the bottom. The amount counts modulo the width.",
      example: """
        %a = rotl i32 0x80000014, 1
        %r = add i32 %a, 1
        return %r
        """),
    OpcodeRow(
      .rotateRight, "rotr", .plain, .integers, [.same, .same], gives: [.same],
      means:
        "The bits moved down, those that leave at the bottom coming in at the top. The amount counts modulo the width.",
      example: """
        %r = rotr i32 84, 1
        return %r
        """),
    OpcodeRow(
      .countLeadingZeros, "clz", .plain, .integers, [.same], gives: [.same],
      means: "How many zeros stand above the highest set bit; the width for 0.",
      example: """
        %a = clz i64 0x200000
        %r = trunc i32 %a
        return %r
        """),
    OpcodeRow(
      .countTrailingZeros, "ctz", .plain, .integers, [.same], gives: [.same],
      means: "How many zeros stand below the lowest set bit; the width for 0.",
      example: """
        %a = ctz i64 0x40000000000
        %r = trunc i32 %a
        return %r
        """),
    OpcodeRow(
      .countOnes, "popcount", .plain, .integers, [.same], gives: [.same],
      means: "How many bits are set.",
      example: """
        %a = popcount i64 0x3ffffffffff
        %r = trunc i32 %a
        return %r
        """),
    OpcodeRow(
      .swapBytes, "byteswap", .plain, [.init(.i16), .init(.i32), .init(.i64)], [.same], gives: [.same],
      means: "The bytes in reverse order.",
      example: """
        %r = byteswap i32 0x2a000000
        return %r
        """),
    OpcodeRow(
      .minimumSigned, "min.s", .plain, .integers, [.same, .same], gives: [.same],
      means: "The lesser of two signed numbers.",
      example: """
        %a = min.s i32 -42, 1
        %r = neg i32 %a
        return %r
        """),
    OpcodeRow(
      .minimumUnsigned, "min.u", .plain, .integers, [.same, .same], gives: [.same],
      means: "The lesser of two unsigned numbers.",
      example: """
        %r = min.u i32 -1, 42
        return %r
        """),
    OpcodeRow(
      .maximumSigned, "max.s", .plain, .integers, [.same, .same], gives: [.same],
      means: "The greater of two signed numbers.",
      example: """
        %r = max.s i32 -1, 42
        return %r
        """),
    OpcodeRow(
      .maximumUnsigned, "max.u", .plain, .integers, [.same, .same], gives: [.same],
      means: "The greater of two unsigned numbers.",
      example: """
        %r = max.u i32 41, 42
        return %r
        """),
    OpcodeRow(
      .addOverflowSigned, "add.overflow.s", .plain, .integers, [.same, .same], gives: [.same, .bool],
      means: "The sum modulo 2 to the width, and whether the signed sum does not fit.",
      example: """
        %s, %o = add.overflow.s i32 40, 2
        %r = select i32 %o, 1, %s
        return %r
        """),
    OpcodeRow(
      .addOverflowUnsigned, "add.overflow.u", .plain, .integers, [.same, .same], gives: [.same, .bool],
      means: "The sum modulo 2 to the width, and whether the unsigned sum does not fit.",
      example: """
        %s, %o = add.overflow.u i32 40, 2
        %r = select i32 %o, 1, %s
        return %r
        """),
    OpcodeRow(
      .subtractOverflowSigned, "sub.overflow.s", .plain, .integers, [.same, .same], gives: [.same, .bool],
      means: "The difference modulo 2 to the width, and whether the signed difference does not fit.",
      example: """
        %s, %o = sub.overflow.s i32 44, 2
        %r = select i32 %o, 1, %s
        return %r
        """),
    OpcodeRow(
      .subtractOverflowUnsigned, "sub.overflow.u", .plain, .integers, [.same, .same], gives: [.same, .bool],
      means: "The difference modulo 2 to the width, and whether the unsigned difference does not fit.",
      example: """
        %s, %o = sub.overflow.u i32 44, 2
        %r = select i32 %o, 1, %s
        return %r
        """),
    OpcodeRow(
      .multiplyOverflowSigned, "mul.overflow.s", .plain, .integers, [.same, .same], gives: [.same, .bool],
      means: "The product modulo 2 to the width, and whether the signed product does not fit.",
      example: """
        %s, %o = mul.overflow.s i32 -6, -7
        %r = select i32 %o, 1, %s
        return %r
        """),
    OpcodeRow(
      .multiplyOverflowUnsigned, "mul.overflow.u", .plain, .integers, [.same, .same], gives: [.same, .bool],
      means: "The product modulo 2 to the width, and whether the unsigned product does not fit.",
      example: """
        %s, %o = mul.overflow.u i32 6, 7
        %r = select i32 %o, 1, %s
        return %r
        """),
    OpcodeRow(
      .multiplyWideSigned, "mul.wide.s", .plain, [.init(.i64)], [.same, .same], gives: [.same, .same],
      means: "The signed product of 128 bits: its low half, then its high half.",
      example: """
        %low, %high = mul.wide.s i64 -6, 7
        %a = mul i64 %low, %high
        %r = trunc i32 %a
        return %r
        """),
    OpcodeRow(
      .multiplyWideUnsigned, "mul.wide.u", .plain, [.init(.i64)], [.same, .same], gives: [.same, .same],
      means: "The unsigned product of 128 bits: its low half, then its high half.",
      example: """
        %low, %high = mul.wide.u i64 0x8000000000000000, 84
        %r = trunc i32 %high
        return %r
        """),
  ]
}
