// The table of forms: floats one at a time (SSE, SSE2, SSE4.1, FMA), and the x87's loads and stores.
//
// An operation on one float keeps the upper part of its destination, so that its destination is updated, not written.

extension FormTableBuilder {
  mutating func addScalars() {
    // Loads clear the upper part; between registers it is kept, which is another operation.
    row(.movss, "movss", 0xF3_0F10, [], .xmm(.write), .memory(.read, .bits32))
    row(.movsd, "movsd", 0xF2_0F10, [], .xmm(.write), .memory(.read, .bits64))
    row(.movssStore, "movss", 0xF3_0F11, [], .memory(.write, .bits32), .xmm(.read))
    row(.movsdStore, "movsd", 0xF2_0F11, [], .memory(.write, .bits64), .xmm(.read))
    row(.movssMerge, "movss", 0xF3_0F10, [], .xmm(.update), .xmmOnlyRM(.read))
    row(.movsdMerge, "movsd", 0xF2_0F10, [], .xmm(.update), .xmmOnlyRM(.read))
    row(.movd, "movd", 0x66_0F6E, [], .xmm(.write), .rm(.read, .bits32))
    row(.movdStore, "movd", 0x66_0F7E, [], .rm(.write, .bits32), .xmm(.read))
    row(.movq, "movq", 0xF3_0F7E, [], .xmm(.write), .xmmRM(.read, .bits64))
    row(.movqStore, "movq", 0x66_0FD6, [], .memory(.write, .bits64), .xmm(.read))
    row(.movqFromGeneral, "movq", 0x66_0F6E, [], .xmm(.write), .registerRM(.read, .bits64), is: .wide)
    row(.movqToGeneral, "movq", 0x66_0F7E, [], .registerRM(.write, .bits64), .xmm(.read), is: .wide)

    single(.addss, "addss", 0xF3_0F58)
    double(.addsd, "addsd", 0xF2_0F58)
    single(.mulss, "mulss", 0xF3_0F59)
    double(.mulsd, "mulsd", 0xF2_0F59)
    single(.subss, "subss", 0xF3_0F5C)
    double(.subsd, "subsd", 0xF2_0F5C)
    single(.minss, "minss", 0xF3_0F5D)
    double(.minsd, "minsd", 0xF2_0F5D)
    single(.divss, "divss", 0xF3_0F5E)
    double(.divsd, "divsd", 0xF2_0F5E)
    single(.maxss, "maxss", 0xF3_0F5F)
    double(.maxsd, "maxsd", 0xF2_0F5F)
    single(.sqrtss, "sqrtss", 0xF3_0F51)
    double(.sqrtsd, "sqrtsd", 0xF2_0F51)
    single(.rcpss, "rcpss", 0xF3_0F53)
    single(.rsqrtss, "rsqrtss", 0xF3_0F52)
    row(.cmpss, "cmpss", 0xF3_0FC2, [], .xmm(.update), .xmmRM(.read, .bits32), .immediate(.byte))
    row(.cmpsd, "cmpsd", 0xF2_0FC2, [], .xmm(.update), .xmmRM(.read, .bits64), .immediate(.byte))
    let all: ProcessorFlags = .arithmetic
    row(.ucomiss, "ucomiss", 0x0F2E, [], .xmm(.read), .xmmRM(.read, .bits32), sets: all)
    row(.ucomisd, "ucomisd", 0x66_0F2E, [], .xmm(.read), .xmmRM(.read, .bits64), sets: all)
    row(.comiss, "comiss", 0x0F2F, [], .xmm(.read), .xmmRM(.read, .bits32), sets: all)
    row(.comisd, "comisd", 0x66_0F2F, [], .xmm(.read), .xmmRM(.read, .bits64), sets: all)

    single(.cvtss2sd, "cvtss2sd", 0xF3_0F5A)
    double(.cvtsd2ss, "cvtsd2ss", 0xF2_0F5A)
    row(.cvtsi2ss, "cvtsi2ss", 0xF3_0F2A, .whole, .xmm(.update), .rm(.read))
    row(.cvtsi2sd, "cvtsi2sd", 0xF2_0F2A, .whole, .xmm(.update), .rm(.read))
    row(.cvtss2si, "cvtss2si", 0xF3_0F2D, .whole, .reg(.write), .xmmRM(.read, .bits32))
    row(.cvtsd2si, "cvtsd2si", 0xF2_0F2D, .whole, .reg(.write), .xmmRM(.read, .bits64))
    row(.cvttss2si, "cvttss2si", 0xF3_0F2C, .whole, .reg(.write), .xmmRM(.read, .bits32))
    row(.cvttsd2si, "cvttsd2si", 0xF2_0F2C, .whole, .reg(.write), .xmmRM(.read, .bits64))

    row(
      .roundss, "roundss", 0x66_0F3A0A, [], .xmm(.update), .xmmRM(.read, .bits32), .immediate(.byte), needs: .sse41)
    row(
      .roundsd, "roundsd", 0x66_0F3A0B, [], .xmm(.update), .xmmRM(.read, .bits64), .immediate(.byte), needs: .sse41)

    fused(.vfmadd132ss, "vfmadd132ss", .vfmadd132sd, "vfmadd132sd", 0x66_0F3899)
    fused(.vfmadd213ss, "vfmadd213ss", .vfmadd213sd, "vfmadd213sd", 0x66_0F38A9)
    fused(.vfmadd231ss, "vfmadd231ss", .vfmadd231sd, "vfmadd231sd", 0x66_0F38B9)
    fused(.vfmsub132ss, "vfmsub132ss", .vfmsub132sd, "vfmsub132sd", 0x66_0F389B)
    fused(.vfmsub213ss, "vfmsub213ss", .vfmsub213sd, "vfmsub213sd", 0x66_0F38AB)
    fused(.vfmsub231ss, "vfmsub231ss", .vfmsub231sd, "vfmsub231sd", 0x66_0F38BB)
    fused(.vfnmadd132ss, "vfnmadd132ss", .vfnmadd132sd, "vfnmadd132sd", 0x66_0F389D)
    fused(.vfnmadd213ss, "vfnmadd213ss", .vfnmadd213sd, "vfnmadd213sd", 0x66_0F38AD)
    fused(.vfnmadd231ss, "vfnmadd231ss", .vfnmadd231sd, "vfnmadd231sd", 0x66_0F38BD)
    fused(.vfnmsub132ss, "vfnmsub132ss", .vfnmsub132sd, "vfnmsub132sd", 0x66_0F389F)
    fused(.vfnmsub213ss, "vfnmsub213ss", .vfnmsub213sd, "vfnmsub213sd", 0x66_0F38AF)
    fused(.vfnmsub231ss, "vfnmsub231ss", .vfnmsub231sd, "vfnmsub231sd", 0x66_0F38BF)

    let effects: FormTraits = .hasEffects
    row(.fld32, "flds", 0xD9, [], .memory(.read, .bits32), digit: 0, is: effects)
    row(.fld64, "fldl", 0xDD, [], .memory(.read, .bits64), digit: 0, is: effects)
    row(.fld80, "fldt", 0xDB, [], .memory(.read, .bits80), digit: 5, is: effects)
    row(.fstp32, "fstps", 0xD9, [], .memory(.write, .bits32), digit: 3, is: effects)
    row(.fstp64, "fstpl", 0xDD, [], .memory(.write, .bits64), digit: 3, is: effects)
    row(.fstp80, "fstpt", 0xDB, [], .memory(.write, .bits80), digit: 7, is: effects)
    row(.fild16, "filds", 0xDF, [], .memory(.read, .bits16), digit: 0, is: effects)
    row(.fild32, "fildl", 0xDB, [], .memory(.read, .bits32), digit: 0, is: effects)
    row(.fild64, "fildll", 0xDF, [], .memory(.read, .bits64), digit: 5, is: effects)
    row(.fistp16, "fistps", 0xDF, [], .memory(.write, .bits16), digit: 3, is: effects)
    row(.fistp32, "fistpl", 0xDB, [], .memory(.write, .bits32), digit: 3, is: effects)
    row(.fistp64, "fistpll", 0xDF, [], .memory(.write, .bits64), digit: 7, is: effects)
    row(.fldcw, "fldcw", 0xD9, [], .memory(.read, .bits16), digit: 5, is: effects)
    row(.fnstcw, "fnstcw", 0xD9, [], .memory(.write, .bits16), digit: 7, is: effects)
    row(.fninit, "fninit", 0xDBE3, is: effects)
  }

  private mutating func single(_ form: Form, _ mnemonic: StaticString, _ opcode: UInt32) {
    row(form, mnemonic, opcode, [], .xmm(.update), .xmmRM(.read, .bits32))
  }
  private mutating func double(_ form: Form, _ mnemonic: StaticString, _ opcode: UInt32) {
    row(form, mnemonic, opcode, [], .xmm(.update), .xmmRM(.read, .bits64))
  }
  /// The two precisions of an operation, which W tells apart.
  private mutating func fused(
    _ single: Form, _ singleMnemonic: StaticString, _ double: Form, _ doubleMnemonic: StaticString, _ opcode: UInt32
  ) {
    row(
      single, singleMnemonic, opcode, [], .xmm(.update), .xmmThird(.read), .xmmRM(.read, .bits32), needs: .fma, is: .vex
    )
    row(
      double, doubleMnemonic, opcode, [], .xmm(.update), .xmmThird(.read), .xmmRM(.read, .bits64), needs: .fma,
      is: [.vex, .wide])
  }
}
