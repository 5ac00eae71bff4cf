// The opcode table: arithmetic of floats.

extension OpcodeTable {
  static let floatRows: [OpcodeRow] = [
    OpcodeRow(
      .addFloat, "add.f", .plain, .floats, [.same, .same], gives: [.same],
      means: "The sum, rounded to nearest, ties to even, as all float arithmetic is.",
      example: """
        %x = add.f f64 40.5, 1.5
        %r = toint.s i32 %x
        return %r
        """),
    OpcodeRow(
      .subtractFloat, "sub.f", .plain, .floats, [.same, .same], gives: [.same],
      means: "The difference.",
      example: """
        %x = sub.f f64 42.5, 0.5
        %r = toint.s i32 %x
        return %r
        """),
    OpcodeRow(
      .multiplyFloat, "mul.f", .plain, .floats, [.same, .same], gives: [.same],
      means: "The product.",
      example: """
        %x = mul.f f64 10.5, 4.0
        %r = toint.s i32 %x
        return %r
        """),
    OpcodeRow(
      .divideFloat, "div.f", .plain, .floats, [.same, .same], gives: [.same],
      means: "The quotient; a number divided by zero is an infinity, and 0.0 by 0.0 is not a number.",
      example: """
        %x = div.f f64 21.0, 0.5
        %r = toint.s i32 %x
        return %r
        """),
    OpcodeRow(
      .negateFloat, "neg.f", .plain, .floats, [.same], gives: [.same],
      means: "The operand with its sign bit turned over, a NaN too.",
      example: """
        %x = neg.f f64 -42.0
        %r = toint.s i32 %x
        return %r
        """),
    OpcodeRow(
      .absoluteFloat, "abs.f", .plain, .floats, [.same], gives: [.same],
      means: "The operand with its sign bit cleared, a NaN too.",
      example: """
        %x = abs.f f64 -42.0
        %r = toint.s i32 %x
        return %r
        """),
    OpcodeRow(
      .squareRootFloat, "sqrt.f", .plain, .floats, [.same], gives: [.same],
      means: "The square root, rounded correctly; NaN for numbers below zero, and -0.0 for -0.0.",
      example: """
        %x = sqrt.f f64 1764.0
        %r = toint.s i32 %x
        return %r
        """),
    OpcodeRow(
      .fusedMultiplyAddFloat, "fma.f", .plain, .floats, [.same, .same, .same], gives: [.same],
      means: "The product of the first two plus the third, rounded once.",
      example: """
        %x = fma.f f64 4.0, 10.0, 2.0
        %r = toint.s i32 %x
        return %r
        """),
    OpcodeRow(
      .floorFloat, "floor.f", .plain, .floats, [.same], gives: [.same],
      means: "The nearest whole number that is not greater.",
      example: """
        %x = floor.f f64 42.9
        %r = toint.s i32 %x
        return %r
        """),
    OpcodeRow(
      .ceilingFloat, "ceil.f", .plain, .floats, [.same], gives: [.same],
      means: "The nearest whole number that is not less.",
      example: """
        %x = ceil.f f64 41.1
        %r = toint.s i32 %x
        return %r
        """),
    OpcodeRow(
      .truncateFloat, "trunc.f", .plain, .floats, [.same], gives: [.same],
      means: "The whole number toward zero.",
      example: """
        %x = trunc.f f64 42.9
        %r = toint.s i32 %x
        return %r
        """),
    OpcodeRow(
      .nearestFloat, "nearest.f", .plain, .floats, [.same], gives: [.same],
      means: "The nearest whole number, of two the even one.",
      example: """
        %x = nearest.f f64 42.5
        %r = toint.s i32 %x
        return %r
        """),
    OpcodeRow(
      .minimumFloat, "min.f", .plain, .floats, [.same, .same], gives: [.same],
      means: "IEEE 754-2019 minimum: NaN if either is, and -0.0 is less than 0.0.",
      example: """
        %x = min.f f64 42.0, 43.0
        %r = toint.s i32 %x
        return %r
        """),
    OpcodeRow(
      .maximumFloat, "max.f", .plain, .floats, [.same, .same], gives: [.same],
      means: "IEEE 754-2019 maximum: NaN if either is, and 0.0 is greater than -0.0.",
      example: """
        %x = max.f f64 42.0, -43.0
        %r = toint.s i32 %x
        return %r
        """),
    OpcodeRow(
      .copySignFloat, "copysign.f", .plain, .floats, [.same, .same], gives: [.same],
      means: "The first operand with the sign bit of the second.",
      example: """
        %x = copysign.f f64 -42.0, 1.0
        %r = toint.s i32 %x
        return %r
        """),
  ]
}
