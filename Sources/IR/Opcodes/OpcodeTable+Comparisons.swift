// The opcode table: comparisons, and choosing by them.

extension OpcodeTable {
  static let comparisonRows: [OpcodeRow] = [
    OpcodeRow(
      .equal, "eq", .plain, [.integers, .pointer, .bool], [.same, .same], gives: [.bool],
      means: "Whether the two are equal.",
      example: """
        %c = eq i32 3, 3
        %r = select i32 %c, 42, 1
        return %r
        """),
    OpcodeRow(
      .notEqual, "ne", .plain, [.integers, .pointer, .bool], [.same, .same], gives: [.bool],
      means: "Whether the two differ.",
      example: """
        %c = ne i32 3, 4
        %r = select i32 %c, 42, 1
        return %r
        """),
    OpcodeRow(
      .lessSigned, "lt.s", .plain, .integers, [.same, .same], gives: [.bool],
      means: "Whether the first is less than the second, as signed numbers.",
      example: """
        %c = lt.s i32 -1, 1
        %r = select i32 %c, 42, 1
        return %r
        """),
    OpcodeRow(
      .lessEqualSigned, "le.s", .plain, .integers, [.same, .same], gives: [.bool],
      means: "Whether the first is less than or equal to the second, as signed numbers.",
      example: """
        %c = le.s i32 -1, -1
        %r = select i32 %c, 42, 1
        return %r
        """),
    OpcodeRow(
      .greaterSigned, "gt.s", .plain, .integers, [.same, .same], gives: [.bool],
      means: "Whether the first is greater than the second, as signed numbers.",
      example: """
        %c = gt.s i32 1, -1
        %r = select i32 %c, 42, 1
        return %r
        """),
    OpcodeRow(
      .greaterEqualSigned, "ge.s", .plain, .integers, [.same, .same], gives: [.bool],
      means: "Whether the first is greater than or equal to the second, as signed numbers.",
      example: """
        %c = ge.s i32 1, -1
        %r = select i32 %c, 42, 1
        return %r
        """),
    OpcodeRow(
      .lessUnsigned, "lt.u", .plain, [.integers, .pointer], [.same, .same], gives: [.bool],
      means: "Whether the first is less than the second, as unsigned numbers.",
      example: """
        %c = lt.u i32 1, -1
        %r = select i32 %c, 42, 1
        return %r
        """),
    OpcodeRow(
      .lessEqualUnsigned, "le.u", .plain, [.integers, .pointer], [.same, .same], gives: [.bool],
      means: "Whether the first is less than or equal to the second, as unsigned numbers.",
      example: """
        %c = le.u i32 1, -1
        %r = select i32 %c, 42, 1
        return %r
        """),
    OpcodeRow(
      .greaterUnsigned, "gt.u", .plain, [.integers, .pointer], [.same, .same], gives: [.bool],
      means: "Whether the first is greater than the second, as unsigned numbers.",
      example: """
        %c = gt.u i32 -1, 1
        %r = select i32 %c, 42, 1
        return %r
        """),
    OpcodeRow(
      .greaterEqualUnsigned, "ge.u", .plain, [.integers, .pointer], [.same, .same], gives: [.bool],
      means: "Whether the first is greater than or equal to the second, as unsigned numbers.",
      example: """
        %c = ge.u i32 -1, 1
        %r = select i32 %c, 42, 1
        return %r
        """),
    OpcodeRow(
      .equalFloat, "eq.f", .plain, .floats, [.same, .same], gives: [.bool],
      means: "Whether the first is equal to the second; false if either is NaN, and 0.0 equals -0.0.",
      example: """
        %c = eq.f f64 1.0, 1.0
        %r = select i32 %c, 42, 1
        return %r
        """),
    OpcodeRow(
      .notEqualFloat, "ne.f", .plain, .floats, [.same, .same], gives: [.bool],
      means: "Whether the two differ; true if either is NaN.",
      example: """
        %c = ne.f f64 nan, 1.0
        %r = select i32 %c, 42, 1
        return %r
        """),
    OpcodeRow(
      .lessFloat, "lt.f", .plain, .floats, [.same, .same], gives: [.bool],
      means: "Whether the first is less than the second; false if either is NaN, and 0.0 equals -0.0.",
      example: """
        %c = lt.f f64 1.0, 2.0
        %r = select i32 %c, 42, 1
        return %r
        """),
    OpcodeRow(
      .lessEqualFloat, "le.f", .plain, .floats, [.same, .same], gives: [.bool],
      means: "Whether the first is less than or equal to the second; false if either is NaN, and 0.0 equals -0.0.",
      example: """
        %c = le.f f64 1.0, 2.0
        %r = select i32 %c, 42, 1
        return %r
        """),
    OpcodeRow(
      .greaterFloat, "gt.f", .plain, .floats, [.same, .same], gives: [.bool],
      means: "Whether the first is greater than the second; false if either is NaN, and 0.0 equals -0.0.",
      example: """
        %c = gt.f f64 2.0, 1.0
        %r = select i32 %c, 42, 1
        return %r
        """),
    OpcodeRow(
      .greaterEqualFloat, "ge.f", .plain, .floats, [.same, .same], gives: [.bool],
      means: "Whether the first is greater than or equal to the second; false if either is NaN, and 0.0 equals -0.0.",
      example: """
        %c = ge.f f64 2.0, 1.0
        %r = select i32 %c, 42, 1
        return %r
        """),
    OpcodeRow(
      .orderedFloat, "ordered.f", .plain, .floats, [.same, .same], gives: [.bool],
      means: "Whether neither is NaN.",
      example: """
        %c = ordered.f f64 1.0, inf
        %r = select i32 %c, 42, 1
        return %r
        """),
    OpcodeRow(
      .unorderedFloat, "unordered.f", .plain, .floats, [.same, .same], gives: [.bool],
      means: "Whether either is NaN.",
      example: """
        %c = unordered.f f64 1.0, nan
        %r = select i32 %c, 42, 1
        return %r
        """),
    OpcodeRow(
      .select, "select", .plain, .values, [.bool, .same, .same], gives: [.same],
      means: "The second operand where the first is true, else the third.",
      example: """
        %r = select i32 true, 42, 1
        return %r
        """),
  ]
}
