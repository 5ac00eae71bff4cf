// `weft abi constants`: the headers' constants by name, by group and by value.

import Layout

/// `weft abi constants`.
enum AbiConstants {
  private static let wanted = Operand<[String]>.anyNumber(
    "NAME|PREFIX*|GROUP|GROUP=NUMBER",
    values: .suggested({ Set(groups(of: View.allCases).map(\.name) + Constants.all.map(\.name)).sorted() }),
    """
    a constant's name; the start of names, with a star behind it; a group; or a group and a value, decimal, or \
    hexadecimal after 0x
    """)

  static let row: Subcommand = .init(
    "constants", "show the values of the headers' constants",
    description: [
      """
      Without an operand, the groups of constants. Both views are searched: the kernel's headers, and of libc's what \
      its records go with. A star marks a value that is not the first architecture's.
      """
    ],
    options: [AbiGroup.targets.declaration, AbiGroup.view.declaration, CommonOptions.json.declaration],
    operands: [wanted.declaration],
    exits: [.init(.success), .init(.wrongUse), .init(.nothingCompared, "there is no such constant")],
    examples: [
      .init("weft abi constants O_DIRECT MAP_32BIT", "two constants on every architecture"),
      .init("weft abi constants 'CLONE_*'", "every name that begins so"),
      .init("weft abi constants sigaction", "the flags of rt_sigaction"),
      .init("weft abi constants errno=11", "what error 11 is called"),
      .init("weft abi constants '*' --json", "every constant, for programs"),
    ]
  ) { (arguments, console) throws(Failure) in
    let targets = AbiGroup.chosenTargets(arguments)
    let views = arguments[AbiGroup.view].map { [$0] } ?? View.allCases
    guard !arguments[wanted].isEmpty else {
      if arguments[CommonOptions.json] {
        writeJSON(groups(of: views), to: console.output)
      } else {
        write(groups(of: views), to: console.output)
      }
      return .success
    }
    var found: [NamedConstant] = []
    for text in arguments[wanted] { found += try find(text, views, targets) }
    if arguments[CommonOptions.json] {
      writeJSON(found, targets, to: console.output)
    } else {
      write(found, targets, to: console.output)
    }
    return .success
  }

  // MARK: Finding

  private struct Group {
    let name: String
    let view: View
    let count: Int
  }

  private static func groups(of views: [View]) -> [Group] {
    views.flatMap { view in
      Constants.groups(of: view).map { name in
        Group(name: name, view: view, count: Constants.constants(in: name, of: view).count)
      }
    }
  }

  /// What an operand asks for, of what any of the targets has. Never empty.
  private static func find(_ text: String, _ views: [View], _ targets: [Target]) throws(Failure) -> [NamedConstant] {
    let everywhere = try find(text, in: views, on: targets)
    let found = everywhere.filter { named in targets.contains { named.constant.value(on: $0) != nil } }
    guard found.isEmpty else { return found }
    let others = Target.allCases.filter { target in everywhere.contains { $0.constant.value(on: target) != nil } }
    throw Failure(
      .error(
        "there is no constant '\(text)' on \(targets.map(\.rawValue).joined(separator: ", "))",
        notes: ["it exists on \(others.map(\.rawValue).joined(separator: ", "))"]),
      exitCode: .nothingCompared)
  }

  private static func find(
    _ text: String, in views: [View], on targets: [Target]
  ) throws(Failure) -> [NamedConstant] {
    if text.hasSuffix("*") {
      let found = Constants.all.filter { $0.name.hasPrefix(text.dropLast()) && views.contains($0.view) }
      guard found.isEmpty else { return found }
      throw Failure(.error("no constant's name begins with '\(text.dropLast())'"), exitCode: .nothingCompared)
    }
    if let equals = text.firstIndex(of: "=") {
      return try find(text[text.index(after: equals)...], in: String(text[..<equals]), views, targets)
    }
    let named = views.compactMap { Constants.named(text, view: $0) }
    guard named.isEmpty else { return named }
    let group = views.flatMap { Constants.constants(in: text, of: $0) }
    guard group.isEmpty else { return group }
    throw unknown("there is no constant and no group '\(text)'", text, names(of: views) + groups(of: views).map(\.name))
  }

  private static func find(
    _ number: Substring, in group: String, _ views: [View], _ targets: [Target]
  ) throws(Failure) -> [NamedConstant] {
    guard let value = number.hasPrefix("0x") ? Int128(number.dropFirst(2), radix: 16) : Int128(number) else {
      throw Failure(
        .error("'\(number)' is not a number", help: ["write GROUP=NUMBER, as in 'errno=11'"]), exitCode: .wrongUse)
    }
    let constants = views.flatMap { Constants.constants(in: group, of: $0) }
    guard !constants.isEmpty else {
      throw unknown("there is no group '\(group)'", group, groups(of: views).map(\.name))
    }
    let found = constants.filter { named in targets.contains { named.constant.value(on: $0) == value } }
    guard found.isEmpty else { return found }
    throw Failure(.error("no constant of the group '\(group)' is \(number)"), exitCode: .nothingCompared)
  }

  private static func names(of views: [View]) -> [String] {
    Constants.all.filter { views.contains($0.view) }.map(\.name)
  }

  private static func unknown(_ message: String, _ word: String, _ candidates: [String]) -> Failure {
    let near = Suggestion.nearest(to: word, among: candidates)
    return Failure(
      .error(
        message, help: (near.map { ["did you mean '\($0)'?"] } ?? []) + ["'weft abi constants' names every group"]),
      exitCode: .nothingCompared)
  }

  // MARK: Writing

  private static func write(_ groups: [Group], to output: ByteOutput) {
    var table = Table([.left, .left, .right])
    table.add(Table.Cell("group", .bold), Table.Cell("view", .bold), Table.Cell("constants", .bold))
    for group in groups {
      table.add(Table.Cell(group.name), Table.Cell(group.view.rawValue), Table.Cell(String(group.count)))
    }
    table.write(to: output)
  }

  private static func write(_ found: [NamedConstant], _ targets: [Target], to output: ByteOutput) {
    var table = Table([.left, .left, .left] + targets.map { _ in .right })
    table.add(
      [Table.Cell("constant", .bold), Table.Cell("view", .bold), Table.Cell("group", .bold)]
        + targets.map { Table.Cell($0.rawValue, .bold) })
    for named in found {
      let first = targets.lazy.compactMap { named.constant.value(on: $0) }.first
      table.add(
        [Table.Cell(named.name), Table.Cell(named.view.rawValue), Table.Cell(named.group)]
          + targets.map { target in
            guard let value = named.constant.value(on: target) else { return Table.Cell("-", .dim) }
            return value == first ? Table.Cell(text(value)) : Table.Cell("*" + text(value), .yellow)
          })
    }
    table.write(to: output)
  }

  /// Small numbers count and large ones are masks: these are easier to read in hexadecimal.
  private static func text(_ value: Int128) -> String {
    value < 1024 ? String(value) : "0x" + String(value, radix: 16)
  }

  private static func writeJSON(_ groups: [Group], to output: ByteOutput) {
    var json = JSONWriter(to: output)
    json.array { json in
      for group in groups {
        json.object(inline: true) { json in
          json.member("group", group.name)
          json.member("view", group.view.rawValue)
          json.member("constants", group.count)
        }
      }
    }
  }

  private static func writeJSON(_ found: [NamedConstant], _ targets: [Target], to output: ByteOutput) {
    var json = JSONWriter(to: output)
    json.array { json in
      for named in found {
        json.object(inline: true) { json in
          json.member("name", named.name)
          json.member("view", named.view.rawValue)
          json.member("group", named.group)
          json.member("values", on: targets) { named.constant.value(on: $0) }
        }
      }
    }
  }
}
