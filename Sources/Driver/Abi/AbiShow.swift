// `weft abi show`: records field by field, every architecture and view side by side.

import Layout

/// `weft abi show`.
enum AbiShow {
  private static let records = Operand<[String]>.oneOrMore(
    "RECORD|FILE:NAME", values: RecordLookup.values,
    "a record that Weft knows, or one in an object file or executable")

  static let row: Subcommand = .init(
    "show", "show records field by field",
    description: [
      """
      The fields of a record with their offsets and sizes in bytes, its holes and padding. Architectures and views on \
      which the record lies in memory alike share a column; what differs from the first column is marked with a star. \
      A bit-field's offset is the byte and the bit in it where it begins.
      """,
      """
      kernel:RECORD and libc:RECORD name one view. FILE:NAME shows a record of any ELF file with debug information (DWARF), whatever language it was compiled from.
      """,
    ],
    options: [AbiGroup.targets.declaration, CommonOptions.json.declaration],
    operands: [records.declaration],
    exits: [
      .init(.success), .init(.failure, "the file cannot be read, or is damaged"), .init(.wrongUse),
      .init(.nothingCompared, "there is no such record, or no debug information"),
    ],
    examples: [
      .init("weft abi show sigaction", "the kernel's and libc's record side by side, on every architecture"),
      .init("weft abi show libc:stat", "libc's view only"),
      .init("weft abi show epoll_event --target x86_64", "one architecture only"),
      .init("weft abi show vmlinux:task_struct", "a record of a file with debug information"),
      .init("weft abi show stat --json | jq '.[].size'", "for programs"),
    ]
  ) { (arguments, console) throws(Failure) in
    let targets = AbiGroup.chosenTargets(arguments)
    var shown: [[ShownRecord]] = []
    /// What is to be said before a record.
    var remarks: [Int: String] = [:]
    for name in arguments[records] {
      // "kernel:stat" says whose record is meant; a file of that name is "./kernel:stat".
      if RecordName(name).view == nil, let reference = FileRecords.Reference(name) {
        let definitions = try FileRecords.records(reference, on: targets)
        if definitions.count > 1 { remarks[shown.count] = remark(reference, definitions) }
        // Definitions of one name need have nothing else in common: each is shown by itself.
        shown += definitions.map { [$0] }
        continue
      }
      shown.append(try RecordLookup.records(named: name, on: targets))
    }
    if arguments[CommonOptions.json] {
      ShownRecord.writeJSON(shown.flatMap(\.self), to: console.output)
      return .success
    }
    for (index, records) in shown.enumerated() {
      if index > 0 { console.output.newline() }
      if let remark = remarks[index] { console.output.write("\(TextWidth.visible(remark))\n\n") }
      RecordTable(records).write(to: console.output)
    }
    return .success
  }

  private static func remark(_ reference: FileRecords.Reference, _ definitions: [ShownRecord]) -> String {
    let places = definitions.map { $0.place ?? "an unknown place" }.joined(separator: ", ")
    return "\(reference.path) has \(definitions.count) different definitions of '\(reference.name)': \(places)"
  }
}
