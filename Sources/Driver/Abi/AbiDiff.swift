// `weft abi diff`: the records of two files, and where they differ.

import CrossCheck
import Layout

/// `weft abi diff`.
enum AbiDiff {
  private static let first = Operand<String>.one("A", values: .file, "an object file or executable with debug information")
  private static let second = Operand<String>.one("B", values: .file, "another one")
  private static let names = Operand<[String]>.anyNumber("NAME", "only these records; else all that both files have")

  static let row: Subcommand = .init(
    "diff", "compare the records of two files",
    description: [
      """
      Each record that does not lie in memory alike in both files is shown side by side. A record is found by its tag, \
      or by the typedef that names it. Records that only one file has are left out, unless they are asked for by name.
      """
    ],
    options: [CommonOptions.json.declaration],
    operands: [first.declaration, second.declaration, names.declaration],
    exits: [
      .init(.success, "all records agree"), .init(.failure, "a record differs, or a file cannot be read"),
      .init(.wrongUse), .init(.nothingCompared, "the files have no such record in common, or no debug information"),
    ],
    examples: [
      .init("weft abi diff old/libfoo.so new/libfoo.so", "what changed between two versions"),
      .init("weft abi diff gcc.o clang.o point", "one record, as two compilers lay it out"),
    ]
  ) { (arguments, console) throws(Failure) in
    let first = try FileRecords.open(arguments[first])
    let second = try FileRecords.open(arguments[second])
    let names = arguments[names].isEmpty ? nil : arguments[names]
    let comparison: Comparison
    do {
      comparison = try Comparison(first: first, second: second, names: names)
    } catch {
      throw Failure(facts: error)
    }
    if arguments[CommonOptions.json] {
      var json = JSONWriter(to: console.output)
      json.object { json in
        json.member("a", first.path)
        json.member("b", second.path)
        FindingPrinter.write(comparison, to: &json)
      }
    } else {
      try write(comparison, first, second, to: console.output)
    }
    switch comparison.outcome {
    case .agrees: return .success
    case .differs: return .failure
    case .nothingCompared:
      let what = names.map { "neither file has \($0.map { "'\($0)'" }.joined(separator: " or "))" }
      throw Failure(
        .error(what ?? "'\(first.path)' and '\(second.path)' have no record in common"), exitCode: .nothingCompared)
    }
  }

  private static func write(
    _ comparison: Comparison, _ first: borrowing ObjectFile, _ second: borrowing ObjectFile, to output: ByteOutput
  ) throws(Failure) {
    var changed: [String] = []
    for finding in comparison.findings where changed.last != finding.name { changed.append(finding.name) }
    let left = try records(changed, of: first)
    let right = try records(changed, of: second)
    for name in changed {
      if let one = left[name], let other = right[name] {
        RecordTable([one, other]).write(to: output)
      } else {
        let holder = left[name] ?? right[name]
        output.write("\(TextWidth.visible(name)): only in \(TextWidth.visible(holder?.source.heading ?? "neither"))\n")
      }
      for finding in comparison.findings where finding.name == name {
        output.write("  ")
        FindingPrinter.write(finding, to: output)
      }
      output.newline()
    }
    guard comparison.outcome != .nothingCompared else { return }
    output.write("compared \(FindingPrinter.summary(of: comparison)): ")
    output.write(changed.isEmpty ? "all agree\n" : "\(FindingPrinter.grouped(changed.count)) differ\n")
  }

  private static func records(
    _ names: [String], of file: borrowing ObjectFile
  ) throws(Failure) -> [String: ShownRecord] {
    do {
      var shown: [String: ShownRecord] = [:]
      for (name, found) in try file.records(named: names) {
        shown[name] = FileRecords.shown(found.layout, from: file)
      }
      return shown
    } catch {
      throw FileRecords.failure(error)
    }
  }
}
