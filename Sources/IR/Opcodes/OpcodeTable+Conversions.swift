// The opcode table: conversions between types.

extension OpcodeTable {
  static let conversionRows: [OpcodeRow] = [
    OpcodeRow(
      .truncate, "trunc", .plain, .integers, [.anyInteger], gives: [.same],
      means: "The low bits of a wider integer.",
      example: """
        %a = add i64 0x100000000, 42
        %r = trunc i32 %a
        return %r
        """),
    OpcodeRow(
      .extendSigned, "ext.s", .plain, .integers, [.anyInteger], gives: [.same],
      means: "A narrower integer, its sign repeated above.",
      example: """
        %a = add i8 127, 87
        %b = ext.s i32 %a
        %r = neg i32 %b
        return %r
        """),
    OpcodeRow(
      .extendUnsigned, "ext.u", .plain, .integers, [.anyIntegerOrBool], gives: [.same],
      means: "A narrower integer with zeros above; `true` is 1.",
      example: """
        %a = add i8 40, 2
        %r = ext.u i32 %a
        return %r
        """),
    OpcodeRow(
      .promote, "promote", .plain, [.init(.f64)], [.f32], gives: [.same],
      means: "A float of 32 bits as one of 64, exactly.",
      example: """
        %x = promote f64 42.0
        %r = toint.s i32 %x
        return %r
        """),
    OpcodeRow(
      .demote, "demote", .plain, [.init(.f32)], [.f64], gives: [.same],
      means: "A float of 64 bits rounded to one of 32.",
      example: """
        %x = demote f32 42.0
        %r = toint.s i32 %x
        return %r
        """),
    OpcodeRow(
      .floatToSigned, "toint.s", .plain, .integers, [.anyFloat], gives: [.same], traps: [.conversion],
      means: "A float rounded toward zero, as a signed integer. What does not fit traps, and so does NaN.",
      example: """
        %x = add.f f64 42.5, 0.25
        %r = toint.s i32 %x
        return %r
        """),
    OpcodeRow(
      .floatToUnsigned, "toint.u", .plain, .integers, [.anyFloat], gives: [.same], traps: [.conversion],
      means: "A float rounded toward zero, as an unsigned integer. What does not fit traps, and so does NaN.",
      example: """
        %x = add.f f64 42.5, 0.25
        %r = toint.u i32 %x
        return %r
        """),
    OpcodeRow(
      .floatToSignedSaturating, "toint.sat.s", .plain, .integers, [.anyFloat], gives: [.same],
      means: "A float rounded toward zero, as the nearest signed integer that fits; 0 for NaN.",
      example: """
        %x = add.f f64 1e20, 1e20
        %a = toint.sat.s i8 %x
        %b = sub i8 %a, 85
        %r = ext.s i32 %b
        return %r
        """),
    OpcodeRow(
      .floatToUnsignedSaturating, "toint.sat.u", .plain, .integers, [.anyFloat], gives: [.same],
      means: "A float rounded toward zero, as the nearest unsigned integer that fits; 0 for NaN.",
      example: """
        %x = add.f f64 -1e20, 1.0
        %a = toint.sat.u i32 %x
        %r = add i32 %a, 42
        return %r
        """),
    OpcodeRow(
      .signedToFloat, "tofloat.s", .plain, .floats, [.anyInteger], gives: [.same],
      means: "A signed integer as the nearest float.",
      example: """
        %a = add i32 40, 2
        %x = tofloat.s f64 %a
        %r = toint.s i32 %x
        return %r
        """),
    OpcodeRow(
      .unsignedToFloat, "tofloat.u", .plain, .floats, [.anyInteger], gives: [.same],
      means: "An unsigned integer as the nearest float.",
      example: """
        %a = add i32 40, 2
        %x = tofloat.u f32 %a
        %r = toint.s i32 %x
        return %r
        """),
    OpcodeRow(
      .bitcast, "bitcast", .plain, [.init(.i32), .init(.i64), .floats], [.anyNumber], gives: [.same],
      means: "The same bits as a type of the same width: between `i32` and `f32`, `i64` and `f64`.",
      example: """
        %a = add i64 0x4045000000000000, 0
        %x = bitcast f64 %a
        %r = toint.s i32 %x
        return %r
        """),
    OpcodeRow(
      .pointerToInteger, "ptr.toint", .plain, [], [.ptr], gives: [.i64],
      means: "An address as an integer.",
      example: """
        %a = ptr.toint null
        %b = trunc i32 %a
        %r = add i32 %b, 42
        return %r
        """),
    OpcodeRow(
      .integerToPointer, "ptr.fromint", .plain, [], [.i64], gives: [.ptr],
      means: "An integer as an address.",
      example: """
        %p = ptr.fromint 0
        %c = eq ptr %p, null
        %r = select i32 %c, 42, 1
        return %r
        """),
  ]
}
