// The page of all operations, written from the opcode table.

internal import Layout

extension OpcodeTable {
  /// The text of Documentation/Operations.md.
  public static var documentation: String {
    var text = """
      # The operations

      Every operation of the IR, from the opcode table in `Sources/IR/Opcodes/`, which the parser, the printer and the
      verifier read as well. The language around them is in [IR.md](IR.md). `T` is the type that is written, one of those
      listed; `align N` and other words in brackets may be left out. Each example is the body of `@main`, whose exit status
      is 42 unless another outcome is given.


      """
    for group in groups {
      text += "## \(group.title)\n\n"
      for row in group.rows { text += section(row) }
    }
    return String(text.dropLast())
  }

  private static func section(_ row: OpcodeRow) -> String {
    var text = "### `\(row.name)`\n\n`\(row.synopsis)`"
    if !row.types.isEmpty { text += ", \(typeWords(row.types))" }
    text += "\n\n\(row.summary)\n\n"
    var facts: [String] = []
    let effects = Effects.all.filter { row.effects.contains($0.effect) && $0.effect != .ordered }.map(\.word)
    if !effects.isEmpty { facts.append("Effects: \(effects.joined(separator: ", ")).") }
    if !row.traps.isEmpty {
      let words = row.traps.map { $0.isChecked ? "\($0.message)" : "\($0.message) (memory)" }
      facts.append("Traps: \(words.joined(separator: ", ")).")
    }
    if row.targets != .all {
      facts.append("Only on \(row.targets.targets.map(\.rawValue).joined(separator: ", ")).")
    }
    facts.append("In Swift: `.\(row.opcode)`.")
    text += facts.joined(separator: " ") + "\n\n```wir\n"
    if !row.example.preamble.isEmpty { text += row.example.preamble + "\n\n" }
    text += row.example.body + "\n```\n\n"
    switch row.example.outcome {
    case .status(42): break
    case .status(let status): text += "Exits with \(status).\n\n"
    case .trap(let trap): text += "Ends with the trap '\(trap.message)'.\n\n"
    case .unspecified: text += "What it does depends on the machine.\n\n"
    }
    return text
  }

  private static func typeWords(_ types: TypeKinds) -> String {
    if types == .values { return "T the type of any value" }
    if types == .memory { return "T what has a size in memory" }
    return "T one of " + types.spellings.map { "`\($0)`" }.joined(separator: " ")
  }
}

extension TypeKinds {
  /// The scalar types among them as the text spells them.
  var spellings: [String] {
    Type.scalars.filter { contains(TypeKind(rawValue: UInt8($0.type.rawValue)) ?? .none) }.map(\.spelling)
  }
}

extension OpcodeRow {
  /// How the operation is written, operands by what they must be.
  public var synopsis: String {
    let names = ["%r", "%s", "%t", "%u"].prefix(results.count)
    var text = names.isEmpty ? "" : names.joined(separator: ", ") + " = "
    let operandWords = operands.map { $0 == .same ? "T" : $0.description }
    switch syntax {
    case .call, .callIndirect:
      // Who is called in place of its caller gives nothing here; who makes a task or thread gives a handle.
      text = effects.contains(.terminates) ? "" : attributes.contains(.stack) ? "%r = " : "%r, … = "
      if name.hasSuffix(".try") { text = "%r, %s = " }
    case .await: text = "%r, … = "
    case .syscall: text = "%r = "
    case .slot, .field, .element: text = "%r = "
    default: break
    }
    text += name
    if orderings != .none { text += orderings.count == 2 ? " success failure" : " ordering" }
    switch syntax {
    case .plain, .element:
      if !types.isEmpty { text += " T" }
      if !operands.isEmpty { text += " " + operandWords.map { "<\($0)>" }.joined(separator: ", ") }
    case .call: text += " @function(<argument>, …)"
    case .callIndirect:
      let convention = attributes.contains(.stack) ? "" : " [c]"
      text += " (types) -> (types)\(convention) <ptr>(<argument>, …)"
    case .await: text += " types <\(operandWords.first ?? "")>"
    case .jump: text += " block(<argument>, …)"
    case .branch: text += " <bool>, block(<argument>, …), block(<argument>, …)"
    case .switch: text += " T <T>, block [ value: block, … ]"
    case .return: text += " <result>, …"
    case .slot: text += " T"
    case .field: text += " $record.member <ptr>"
    case .syscall: text += " name(<i64 or ptr>, …)"
    case .message: text += " [\"text\"]"
    }
    if attributes.contains(.align) { text += " [align N]" }
    if attributes.contains(.stack) { text += " [stack N]" }
    if attributes.contains(.volatile) { text += " [volatile]" }
    if attributes.contains(.cold) { text += " [cold]" }
    if attributes.contains(.noreturn) { text += " [noreturn]" }
    return text
  }
}
