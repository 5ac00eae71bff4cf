// The table of forms: moves of integers, addresses, the stack, and what moves on a condition.

extension FormTableBuilder {
  mutating func addMoves() {
    row(.mov, "mov", 0x8B, .all, .reg(.write), .rm(.read), is: .exchangesRegisters)
    row(.movStore, "mov", 0x89, .all, .rm(.write), .reg(.read))
    row(.movImmediate, "mov", 0xC7, .all, .rm(.write), .immediate(.whole), digit: 0, short: 0xB8)
    row(.movAbsolute, "movabs", 0xB8, .bits64, .inOpcode(.write), .immediate(.whole), is: .noSuffix)
    row(.movzx8, "movzb", 0x0FB6, .wide, .reg(.write), .rm(.read, .bits8))
    row(.movzx16, "movzw", 0x0FB7, .whole, .reg(.write), .rm(.read, .bits16))
    row(.movsx8, "movsb", 0x0FBE, .wide, .reg(.write), .rm(.read, .bits8))
    row(.movsx16, "movsw", 0x0FBF, .whole, .reg(.write), .rm(.read, .bits16))
    row(.movsx32, "movsl", 0x63, .bits64, .reg(.write), .rm(.read, .bits32))
    row(.lea, "lea", 0x8D, .wide, .reg(.write), .memory(.none, .none))
    row(.xchg, "xchg", 0x87, .all, .rm(.update), .reg(.update), short: 0x90, is: .lockable)
    row(.bswap, "bswap", 0x0FC8, .whole, .inOpcode(.update))
    row(.movbe, "movbe", 0x0F38F0, .wide, .reg(.write), .memory(.read), needs: .movbe)
    row(.movbeStore, "movbe", 0x0F38F1, .wide, .memory(.write), .reg(.read), needs: .movbe)

    row(.push, "pushq", 0x50, [], .inOpcode(.read, .bits64), reads: [.rsp], writes: [.rsp], is: .hasEffects)
    row(.pop, "popq", 0x58, [], .inOpcode(.write, .bits64), reads: [.rsp], writes: [.rsp], is: .hasEffects)
    row(
      .pushMemory, "pushq", 0xFF, [], .memory(.read, .bits64), digit: 6, reads: [.rsp], writes: [.rsp], is: .hasEffects)
    row(
      .popMemory, "popq", 0x8F, [], .memory(.write, .bits64), digit: 0, reads: [.rsp], writes: [.rsp], is: .hasEffects)
    row(.pushImmediate, "pushq", 0x68, [], .immediate(.sizedOrByte), reads: [.rsp], writes: [.rsp], is: .hasEffects)
    row(
      .pushFlags, "pushfq", 0x9C, tests: [.arithmetic, .direction], reads: [.rsp], writes: [.rsp], is: .hasEffects)
    row(.popFlags, "popfq", 0x9D, sets: [.arithmetic, .direction], reads: [.rsp], writes: [.rsp], is: .hasEffects)
    row(.leave, "leave", 0xC9, reads: [.rbp], writes: [.rsp, .rbp], is: .hasEffects)

    for condition in Condition.allCases {
      let number = UInt32(condition.rawValue)
      row(
        .set(condition), Self.setMnemonics[Int(number)], 0x0F90 + number, [], .rm(.write, .bits8),
        tests: condition.flags)
      row(
        .cmov(condition), Self.cmovMnemonics[Int(number)], 0x0F40 + number, .wide, .reg(.update), .rm(.read),
        tests: condition.flags)
    }

    // Strings: from rsi to rdi, rcx times with a prefix.
    let effects: FormTraits = .hasEffects
    let compared: ProcessorFlags = .arithmetic
    row(.movs, "movs", 0xA5, .all, tests: .direction, reads: [.rsi, .rdi], writes: [.rsi, .rdi], is: effects)
    row(.stos, "stos", 0xAB, .all, tests: .direction, reads: [.rax, .rdi], writes: [.rdi], is: effects)
    row(.lods, "lods", 0xAD, .all, tests: .direction, reads: [.rax, .rsi], writes: [.rax, .rsi], is: effects)
    row(
      .cmps, "cmps", 0xA7, .all, tests: .direction, sets: compared, reads: [.rsi, .rdi], writes: [.rsi, .rdi],
      is: effects)
    row(.scas, "scas", 0xAF, .all, tests: .direction, sets: compared, reads: [.rax, .rdi], writes: [.rdi], is: effects)
    row(
      .repMovs, "rep movs", 0xF3_A5, .all, tests: .direction, reads: [.rcx, .rsi, .rdi], writes: [.rcx, .rsi, .rdi],
      is: effects)
    row(
      .repStos, "rep stos", 0xF3_AB, .all, tests: .direction, reads: [.rax, .rcx, .rdi], writes: [.rcx, .rdi],
      is: effects)
    row(
      .repeCmps, "repe cmps", 0xF3_A7, .all, tests: .direction, sets: compared, reads: [.rcx, .rsi, .rdi],
      writes: [.rcx, .rsi, .rdi], is: effects)
    row(
      .repneCmps, "repne cmps", 0xF2_A7, .all, tests: .direction, sets: compared, reads: [.rcx, .rsi, .rdi],
      writes: [.rcx, .rsi, .rdi], is: effects)
    row(
      .repeScas, "repe scas", 0xF3_AF, .all, tests: .direction, sets: compared, reads: [.rax, .rcx, .rdi],
      writes: [.rcx, .rdi], is: effects)
    row(
      .repneScas, "repne scas", 0xF2_AF, .all, tests: .direction, sets: compared, reads: [.rax, .rcx, .rdi],
      writes: [.rcx, .rdi], is: effects)
  }

  private static let setMnemonics: [StaticString] = [
    "seto", "setno", "setb", "setae", "sete", "setne", "setbe", "seta", "sets", "setns", "setp", "setnp", "setl",
    "setge", "setle", "setg",
  ]
  private static let cmovMnemonics: [StaticString] = [
    "cmovo", "cmovno", "cmovb", "cmovae", "cmove", "cmovne", "cmovbe", "cmova", "cmovs", "cmovns", "cmovp", "cmovnp",
    "cmovl", "cmovge", "cmovle", "cmovg",
  ]
}
