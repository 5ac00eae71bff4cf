// The names of all forms: the opcodes of machine instructions, and the keys of the table of forms.
//
// A form is named by its mnemonic where the destination is in the register field and the source in the register-or-memory field,
// and where there is only one shape. `Store` is the other direction, `Immediate` has an immediate as its last operand, `CL` is
// shifted by `cl`. What a form takes, its opcode and its flags are in its row: see `FormTable`.

/// A form of an instruction: a row of the table of forms, and two bytes.
@frozen public enum Form: CaseIterable, Sendable, Hashable {
  // swift-format-ignore: one line for each would hide the families
  /// Arithmetic and logic of integers, shifts, comparisons.
  case add, addStore, addImmediate, or, orStore, orImmediate, adc, adcStore, adcImmediate, sbb, sbbStore,
    sbbImmediate, and, andStore, andImmediate, sub, subStore, subImmediate, xor, xorStore, xorImmediate, cmp,
    cmpStore, cmpImmediate, test, testImmediate, inc, dec, not, neg, mul, imulAccumulator, div, idiv, mulByte,
    imulAccumulatorByte, divByte, idivByte, imul, imulImmediate, cwd, cdq, cqo, cbw, cwde, cdqe, rolImmediate, rolCL,
    rorImmediate, rorCL, rclImmediate, rclCL, rcrImmediate, rcrCL, shlImmediate, shlCL, shrImmediate, shrCL,
    sarImmediate, sarCL, shldImmediate, shldCL, shrdImmediate, shrdCL, xadd, cmpxchg, cmpxchg8b, cmpxchg16b, clc,
    stc, cmc, cld, std
  /// Moves, addresses, the stack, strings.
  case mov, movStore, movImmediate, movAbsolute, movzx8, movzx16, movsx8, movsx16, movsx32, lea, xchg, bswap, movbe,
    movbeStore, push, pop, pushMemory, popMemory, pushImmediate, pushFlags, popFlags, leave, seto, setno, setb,
    setae, sete, setne, setbe, seta, sets, setns, setp, setnp, setl, setge, setle, setg, cmovo, cmovno, cmovb,
    cmovae, cmove, cmovne, cmovbe, cmova, cmovs, cmovns, cmovp, cmovnp, cmovl, cmovge, cmovle, cmovg, movs, stos,
    lods, cmps, scas, repMovs, repStos, repeCmps, repneCmps, repeScas, repneScas
  /// Bits.
  case bt, bts, btr, btc, btImmediate, btsImmediate, btrImmediate, btcImmediate, bsf, bsr, tzcnt, lzcnt, popcnt,
    crc32, andn, bextr, blsr, blsmsk, blsi, bzhi, mulx, pdep, pext, rorx, sarx, shlx, shrx
  /// Branches, calls and returns.
  case jmp, jmpIndirect, call, callIndirect, ret, retPop, jo, jno, jb, jae, je, jne, jbe, ja, js, jns, jp, jnp, jl,
    jge, jle, jg
  /// Fences, caches, the kernel, the processor.
  case mfence, lfence, sfence, pause, nop, nopMemory, endbr64, int3, ud2, hlt, syscall, cpuid, rdtsc, rdtscp, xgetbv,
    rdpid, rdfsbase, rdgsbase, wrfsbase, wrgsbase, rdrand, rdseed, prefetchnta, prefetcht0, prefetcht1, prefetcht2,
    prefetchw, clflush, clflushopt, clwb, ldmxcsr, stmxcsr
  /// Floats one at a time, and the x87.
  case movss, movsd, movssStore, movsdStore, movssMerge, movsdMerge, movd, movdStore, movq, movqStore,
    movqFromGeneral, movqToGeneral, addss, addsd, mulss, mulsd, subss, subsd, minss, minsd, divss, divsd, maxss,
    maxsd, sqrtss, sqrtsd, rcpss, rsqrtss, cmpss, cmpsd, ucomiss, ucomisd, comiss, comisd, cvtss2sd, cvtsd2ss,
    cvtsi2ss, cvtsi2sd, cvtss2si, cvtsd2si, cvttss2si, cvttsd2si, roundss, roundsd, vfmadd132ss, vfmadd132sd,
    vfmadd213ss, vfmadd213sd, vfmadd231ss, vfmadd231sd, vfmsub132ss, vfmsub132sd, vfmsub213ss, vfmsub213sd,
    vfmsub231ss, vfmsub231sd, vfnmadd132ss, vfnmadd132sd, vfnmadd213ss, vfnmadd213sd, vfnmadd231ss, vfnmadd231sd,
    vfnmsub132ss, vfnmsub132sd, vfnmsub213ss, vfnmsub213sd, vfnmsub231ss, vfnmsub231sd, fld32, fld64, fld80, fstp32,
    fstp64, fstp80, fild16, fild32, fild64, fistp16, fistp32, fistp64, fldcw, fnstcw, fninit
  /// Whole vectors.
  case movaps, movapsStore, movapd, movapdStore, movups, movupsStore, movupd, movupdStore, movdqa, movdqaStore,
    movdqu, movdquStore, movlps, movlpsStore, movhps, movhpsStore, movlpd, movlpdStore, movhpd, movhpdStore, movhlps,
    movlhps, movntps, movntdq, movnti, movntdqa, lddqu, pmovmskb, movmskps, movmskpd, sqrtps, sqrtpd, andps, andpd,
    andnps, andnpd, orps, orpd, xorps, xorpd, addps, addpd, mulps, mulpd, subps, subpd, minps, minpd, divps, divpd,
    maxps, maxpd, unpcklps, unpcklpd, unpckhps, unpckhpd, cmpps, cmppd, shufps, shufpd, cvtps2pd, cvtpd2ps, cvtdq2ps,
    cvtps2dq, cvttps2dq, cvtdq2pd, cvtpd2dq, cvttpd2dq, paddb, paddw, paddd, paddq, paddsb, paddsw, paddusb, paddusw,
    psubb, psubw, psubd, psubq, psubsb, psubsw, psubusb, psubusw, pand, pandn, por, pxor, pcmpeqb, pcmpeqw, pcmpeqd,
    pcmpgtb, pcmpgtw, pcmpgtd, punpcklbw, punpcklwd, punpckldq, punpcklqdq, punpckhbw, punpckhwd, punpckhdq,
    punpckhqdq, packsswb, packssdw, packuswb, pmullw, pmulhw, pmulhuw, pmuludq, pmaddwd, pavgb, pavgw, pminub,
    pmaxub, pminsw, pmaxsw, psadbw, psllw, pslld, psllq, psrlw, psrld, psrlq, psraw, psrad, psllwImmediate,
    pslldImmediate, psllqImmediate, psrlwImmediate, psrldImmediate, psrlqImmediate, psrawImmediate, psradImmediate,
    pslldq, psrldq, pshufd, pshuflw, pshufhw, pinsrw, pextrw, haddpd, haddps, hsubpd, hsubps, addsubpd, addsubps,
    movddup, movsldup, movshdup, pshufb, phaddw, phaddd, pmaddubsw, phsubw, phsubd, psignb, psignw, psignd, pmulhrsw,
    pabsb, pabsw, pabsd, palignr, pmuldq, pcmpeqq, packusdw, pminsb, pminsd, pminuw, pminud, pmaxsb, pmaxsd, pmaxuw,
    pmaxud, pmulld, pcmpgtq, phminposuw, pmovsxbw, pmovsxbd, pmovsxbq, pmovsxwd, pmovsxwq, pmovsxdq, pmovzxbw,
    pmovzxbd, pmovzxbq, pmovzxwd, pmovzxwq, pmovzxdq, ptest, blendps, blendpd, pblendw, dpps, dppd, mpsadbw,
    pblendvb, blendvps, blendvpd, roundps, roundpd, insertps, extractps, pinsrb, pinsrd, pinsrq, pextrb, pextrwStore,
    pextrd, pextrq, pcmpestrm, pcmpestri, pcmpistrm, pcmpistri, aesenc, aesenclast, aesdec, aesdeclast, aesimc,
    aeskeygenassist, pclmulqdq, sha1rnds4, sha1nexte, sha1msg1, sha1msg2, sha256rnds2, sha256msg1, sha256msg2

  /// How many forms there are.
  public static let count = allCases.count

  /// The number, from 0.
  @inlinable public var index: Int { Int(unsafeBitCast(self, to: UInt16.self)) }
  /// The form of this number, which is less than `count`.
  @inlinable public init(index: Int) {
    assert(index < Form.count)
    self = unsafeBitCast(UInt16(truncatingIfNeeded: index), to: Form.self)
  }

  /// `setcc`.
  @inlinable public static func set(_ condition: Condition) -> Form {
    Form(index: Form.seto.index + Int(condition.rawValue))
  }
  /// `cmovcc`.
  @inlinable public static func cmov(_ condition: Condition) -> Form {
    Form(index: Form.cmovo.index + Int(condition.rawValue))
  }
  /// `jcc`.
  @inlinable public static func jump(_ condition: Condition) -> Form {
    Form(index: Form.jo.index + Int(condition.rawValue))
  }

  /// The row of the table.
  @inlinable public var row: FormRow { FormTable.shared[self] }
}
