// `weft abi list`: every record that Weft knows.

import Layout

/// `weft abi list`.
enum AbiList {
  private static let texts = Operand<[String]>.anyNumber("TEXT", "only records with this in their name")

  static let row: Subcommand = .init(
    "list", "list the records that Weft knows",
    description: [
      """
      One line for each record, with the size that it has in the kernel's view and in libc's. Where the size is not \
      the same on every architecture, each one's stands behind its name.
      """
    ],
    options: [AbiGroup.targets.declaration, CommonOptions.json.declaration],
    operands: [texts.declaration],
    exits: [.init(.success), .init(.wrongUse), .init(.nothingCompared, "no record has such a name")],
    examples: [
      .init("weft abi list", "every record"),
      .init("weft abi list sig", "those with 'sig' in their name"),
      .init("weft abi list --json", "every record with all its fields, as 'weft abi show --json' prints them"),
    ]
  ) { (arguments, console) throws(Failure) in
    let targets = AbiGroup.chosenTargets(arguments)
    let texts = arguments[texts]
    let descriptions = Catalogue.records.filter { description in
      texts.isEmpty || texts.contains { description.identity.name.contains($0) }
    }.sorted { ($0.identity.name, $0.identity.view.rawValue) < ($1.identity.name, $1.identity.view.rawValue) }
    let records = descriptions.flatMap { ShownRecord.all(of: $0, on: targets) }
    guard !records.isEmpty else {
      throw Failure(
        .error("no record has \(texts.map { "'\($0)'" }.joined(separator: " or ")) in its name"),
        exitCode: .nothingCompared)
    }
    if arguments[CommonOptions.json] {
      ShownRecord.writeJSON(records, to: console.output)
    } else {
      write(records, to: console.output)
    }
    return .success
  }

  private static func write(_ records: [ShownRecord], to output: ByteOutput) {
    var table = Table([.left, .left, .left])
    table.add(Table.Cell("record", .bold), Table.Cell("kernel", .bold), Table.Cell("libc", .bold))
    var rest = records[...]
    while let first = rest.first {
      let group = rest.prefix { $0.name == first.name }
      rest = rest.dropFirst(group.count)
      table.add(
        Table.Cell(first.spelling), Table.Cell(sizes(group.filter { $0.source == .view(.kernel) })),
        Table.Cell(sizes(group.filter { $0.source == .view(.libc) })))
    }
    table.write(to: output)
  }

  /// The sizes of a record on its targets, as short as they can be said.
  private static func sizes(_ records: [ShownRecord]) -> String {
    guard let first = records.first else { return "-" }
    if records.count == Target.allCases.count, records.allSatisfy({ $0.layout.size == first.layout.size }) {
      return String(first.layout.size)
    }
    return records.map { "\($0.machine) \($0.layout.size)" }.joined(separator: ", ")
  }
}
