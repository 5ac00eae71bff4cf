// `weft abi`: the group of subcommands about the Linux ABI, and the options that they share.

import Layout

/// `weft abi`.
enum AbiGroup {
  /// The targets that are asked for; none means all.
  static let targets = Option<[Target]>.choices("target", placeholder: "TARGET", "only this architecture")

  /// Whose view is asked for; nil means both.
  static let view = Option<View?>.choice("view", placeholder: "VIEW", "only the constants of this view")

  static let row: Subcommand = .init(
    group: "abi", "show and check the layout of Linux ABI records",
    description: [
      """
      A record is a structure or union that the kernel or libc shares with programs. Weft knows each one's fields, \
      offsets, sizes, holes and alignment on x86_64, aarch64 and riscv64, for the kernel's view and libc's.
      """
    ],
    examples: [
      .init("weft abi list", "every record that Weft knows, with its sizes"),
      .init("weft abi show sigaction", "the kernel's and libc's record side by side, on every architecture"),
    ],
    [
      AbiList.row, AbiShow.row, AbiCheck.row, AbiDiff.row, AbiLayout.row, AbiAsserts.row, AbiSyscalls.row,
      AbiConstants.row, AbiFacts.row,
    ])

  /// The targets that the command line asks for, in the order of `Target.allCases`.
  static func chosenTargets(_ arguments: Arguments) -> [Target] {
    let chosen = arguments[targets]
    return chosen.isEmpty ? Target.allCases : Target.allCases.filter(chosen.contains)
  }
}

extension JSONWriter {
  /// An object of what each target has of something, null where it has none.
  mutating func member<Value: BinaryInteger>(_ name: String, on targets: [Target], _ value: (Target) -> Value?) {
    key(name)
    object { json in
      for target in targets { json.member(target.rawValue, value(target)) }
    }
  }
}
