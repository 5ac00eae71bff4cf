// The table of forms: branches, calls and returns.

extension FormTableBuilder {
  mutating func addControl() {
    let leaves: FormTraits = [.transfersControl, .hasEffects]
    row(.jmp, "jmp", 0xE9, [], .relative, is: leaves)
    row(.jmpIndirect, "jmp", 0xFF, [], .rm(.read, .bits64), digit: 4, is: [.indirect, .transfersControl, .hasEffects])
    row(.call, "call", 0xE8, [], .relative, reads: [.rsp], writes: [.rsp], is: leaves)
    row(
      .callIndirect, "call", 0xFF, [], .rm(.read, .bits64), digit: 2, reads: [.rsp], writes: [.rsp],
      is: [.indirect, .transfersControl, .hasEffects])
    row(.ret, "ret", 0xC3, reads: [.rsp], writes: [.rsp], is: leaves)
    row(.retPop, "ret", 0xC2, [], .immediate(.word), reads: [.rsp], writes: [.rsp], is: leaves)
    for condition in Condition.allCases {
      let number = UInt32(condition.rawValue)
      row(
        .jump(condition), Self.jumpMnemonics[Int(number)], 0x0F80 + number, [], .relative, tests: condition.flags,
        is: leaves)
    }
  }

  private static let jumpMnemonics: [StaticString] = [
    "jo", "jno", "jb", "jae", "je", "jne", "jbe", "ja", "js", "jns", "jp", "jnp", "jl", "jge", "jle", "jg",
  ]
}
