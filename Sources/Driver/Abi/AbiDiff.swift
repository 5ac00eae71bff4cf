// `weft abi diff`: the records of two files, and where they differ.

import CrossCheck
import Layout

/// `weft abi diff`.
enum AbiDiff {
  private static let first = Operand<String>.one(
    "A", values: .file, "an object file or executable with debug information")
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
    do throws(FactsError) {
      comparison = try Comparison(first: first, second: second, names: names)
    } catch {
      throw Failure(facts: error)
    }
    if arguments[CommonOptions.json] {
      var json = JSONWriter(to: console.output)
      json.object { json in
        json.member("a", first.path)
        json.member("b", second.path)
        FindingPrinter.write(comparison, isOfFiles: true, to: &json)
      }
    } else {
      if comparison.outcome != .nothingCompared { try write(comparison, first, second, to: console.output) }
    }
    // A name that neither file has is no agreement.
    var nowhere: [String] = []
    for name in names ?? [] {
      let isKnown = [try has(name, first), try has(name, second)]
      if !isKnown.contains(true) { nowhere.append(name) }
    }
    if !nowhere.isEmpty, comparison.outcome != .nothingCompared {
      throw Failure(
        .error("neither file has \(nowhere.map { "'\($0)'" }.joined(separator: " or "))"),
        exitCode: comparison.outcome == .differs ? .failure : .nothingCompared)
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

  private static func has(_ name: String, _ file: borrowing ObjectFile) throws(Failure) -> Bool {
    do throws(ObjectFileError) {
      return try record(named: name, in: file) != nil
    } catch {
      throw FileRecords.failure(error)
    }
  }

  private static func write(
    _ comparison: Comparison, _ first: borrowing ObjectFile, _ second: borrowing ObjectFile, to output: ByteOutput
  ) throws(Failure) {
    for (label, path, machine) in [("A", first.path, first.machine.name), ("B", second.path, second.machine.name)] {
      output.write("\(label): \(TextWidth.visible(path)), \(machine)\n")
    }
    output.newline()
    var changed: [String] = []
    for finding in comparison.findings where changed.last != finding.name { changed.append(finding.name) }
    let left = try records(changed, of: first, as: "A")
    let right = try records(changed, of: second, as: "B")
    for name in changed {
      if let ones = left[name], let others = right[name] {
        RecordTable(ones + others).write(to: output)
      } else {
        output.write("\(TextWidth.visible(name)): only in \(left[name] == nil ? "B" : "A")\n")
      }
      output.newline()
    }
    guard comparison.recordCount > 0 else { return }
    output.write("compared \(FindingPrinter.summary(of: comparison)): ")
    output.write(
      changed.isEmpty
        ? "all agree\n" : "\(FindingPrinter.grouped(changed.count)) \(changed.count == 1 ? "differs" : "differ")\n")
  }

  private static func records(
    _ names: [String], of file: borrowing ObjectFile, as label: String
  ) throws(Failure) -> [String: [ShownRecord]] {
    var shown: [String: [ShownRecord]] = [:]
    do throws(ObjectFileError) {
      let found = try file.definitions(of: Set(names))
      for name in names {
        // A name as it was typed need not be one that the file's list has.
        let record = if let known = found[name] { known } else { try record(named: name, in: file) }
        if let record { shown[name] = record.map { FileRecords.shown($0, from: file, as: label) } }
      }
    } catch {
      throw FileRecords.failure(error)
    }
    return shown
  }

  private static func record(
    named name: String, in file: borrowing ObjectFile
  ) throws(ObjectFileError) -> [ObjectFile.Found]? {
    do throws(ObjectFileError) {
      return try file.find(name)
    } catch {
      if error.foundNothing { return nil }
      throw error
    }
  }
}
