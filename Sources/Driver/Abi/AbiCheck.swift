// `weft abi check`: what Weft says about the ABI beside the truth, fact by fact.

import CrossCheck
import Layout

/// `weft abi check`.
enum AbiCheck {
  private static let names = Operand<[String]>.anyNumber(
    "NAME", values: RecordLookup.values,
    "only these records, constants and system calls; kernel:NAME and libc:NAME are one view's")
  private static let against = Option<String?>.text(
    "against", placeholder: "TRUTH", values: .oneOfOrFile(["recorded", "headers"]),
    "recorded (the facts that Weft carries; the default), headers (compiled now), or a FILE of facts, or any object file"
  )

  static let row: Subcommand = .init(
    "check", "compare what Weft says with the truth",
    description: [
      """
      Every record is compared field by field (offset, size, kind of value), every constant by its value and every \
      system call by its number. The truth comes from real headers: they were compiled for each architecture, and what \
      the compilers' debug information says was recorded. A check that compares nothing fails.
      """,
      """
      --against headers compiles the fixtures of a source tree with the compilers of this machine, and compares the \
      recorded facts with them too. --against FILE takes recorded facts, or an object file or executable with debug \
      information: each record of its architecture that is in it is compared, with the view that it comes closest to.
      """,
    ],
    options: [AbiGroup.targets.declaration, against.declaration, CommonOptions.json.declaration],
    operands: [names.declaration],
    exits: [
      .init(.success, "everything agrees"), .init(.failure, "something differs, or the truth cannot be read"),
      .init(.wrongUse), .init(.nothingCompared), .init(.disagreement, "the recorded facts and the headers disagree"),
    ],
    examples: [
      .init("weft abi check", "everything, on every architecture"),
      .init("weft abi check sigaction epoll_event", "two records"),
      .init("weft abi check --target riscv64 --against headers", "with the headers and the compiler of this machine"),
      .init("weft abi check --against vmlinux", "with the records of a kernel's debug information"),
      .init("weft abi check --json | jq '.findings[].code'", "for programs"),
    ]
  ) { (arguments, console) throws(Failure) in
    let names = arguments[names].isEmpty ? nil : arguments[names]
    let truths = try truths(arguments[against] ?? "recorded", AbiGroup.chosenTargets(arguments), names, console)
    var total = Comparison()
    for truth in truths { total.add(truth.comparison) }
    let unknown = (names ?? []).filter { name in truths.allSatisfy { !$0.has(name) } }
    let disagreements = truths.flatMap { $0.disagreement?.findings ?? [] }
    if arguments[CommonOptions.json] {
      writeJSON(truths, total, to: console.output)
    } else if total.outcome != .nothingCompared {
      write(truths, total, to: console.output)
    }
    if !disagreements.isEmpty {
      throw Failure(
        .error(
          "the recorded facts and the headers disagree in \(disagreements.count == 1 ? "one place" : "\(disagreements.count) places")",
          help: ["'abi-fixtures/regenerate' records the facts anew"]),
        exitCode: .disagreement)
    }
    if !unknown.isEmpty {
      throw Failure(unknown.map(nothingCalled), exitCode: total.outcome == .differs ? .failure : .nothingCompared)
    }
    switch total.outcome {
    case .agrees: return .success
    case .differs: return .failure
    case .nothingCompared: throw Failure(.error("nothing could be compared"), exitCode: .nothingCompared)
    }
  }

  /// What was compared with one target's truth.
  private struct Truth {
    let target: Target
    /// What the truth was made of, in words.
    let sources: [FactSheet.Source]
    let comparison: Comparison
    /// Whether there is something of that name to compare.
    let has: (String) -> Bool
    /// How the recorded facts compare with this truth, where it is not they.
    var disagreement: Comparison?
    /// The object file that the truth was read from, where it is one: somebody's own declarations, and no header's.
    var object: String?
  }

  // MARK: - The truth

  private static func truths(
    _ against: String, _ targets: [Target], _ names: [String]?, _ console: Console
  ) throws(Failure) -> [Truth] {
    switch against {
    case "recorded":
      var truths: [Truth] = []
      for target in targets {
        truths.append(try compare(try recorded(on: target), names))
      }
      return truths
    case "headers":
      let fixtures = try FixtureFolder.find()
      var truths: [Truth] = []
      for target in targets {
        let sheet = try fixtures.compile(for: target, console: console)
        var truth = try compare(sheet, names)
        truth.disagreement = Comparison(ours: try recorded(on: target), truth: sheet, names: names)
        truths.append(truth)
      }
      return truths
    default:
      return [try truth(file: against, targets, names, console)]
    }
  }

  private static func recorded(on target: Target) throws(Failure) -> FactSheet {
    do throws(FactsError) {
      return try FactSheet(recordedOn: target)
    } catch {
      throw Failure(facts: error)
    }
  }

  private static func sheet(_ text: SourceText) throws(Failure) -> FactSheet {
    do throws(FactsError) {
      return try FactSheet(text: text.bytes)
    } catch {
      guard case .unreadable(let line, let expected) = error else { throw Failure(facts: error, file: text.name) }
      throw Failure(
        Diagnostic(
          severity: .error, message: "this is no line of recorded facts",
          location: .init(source: text, range: text.start(ofLine: line)), expected: expected))
    }
  }

  private static func catalogue(on target: Target) throws(Failure) -> FactSheet {
    do throws(FactsError) {
      return try FactSheet(catalogueOn: target)
    } catch {
      throw Failure(facts: error)
    }
  }

  private static func compare(_ truth: FactSheet, _ names: [String]?) throws(Failure) -> Truth {
    let ours = try catalogue(on: truth.target)
    return Truth(
      target: truth.target, sources: truth.sources, comparison: Comparison(ours: ours, truth: truth, names: names),
      has: { Comparison(ours: ours, truth: truth, names: [$0]).isOfSomething })
  }

  private static func truth(
    file path: String, _ targets: [Target], _ names: [String]?, _ console: Console
  ) throws(Failure) -> Truth {
    let truth: Truth
    // An object file may be larger than memory: no more is read of it than its debug information.
    if path != "-", try OpenFile(path: path).begins(with: FileReader.elfStart) {
      truth = try self.truth(object: path, names)
    } else {
      truth = try compare(try sheet(try FileReader.readText(path, console: console)), names)
    }
    guard targets.contains(truth.target) else {
      throw Failure(
        .error(
          "is for \(truth.target.rawValue), not \(targets.map(\.rawValue).joined(separator: " or "))",
          file: path == "-" ? FileReader.standardInput : path),
        exitCode: .nothingCompared)
    }
    return truth
  }

  /// Our records beside those of an object file. One that has two views is compared with the one it comes closer to: a
  /// file says nothing about whose headers it was compiled with.
  private static func truth(object path: String, _ names: [String]?) throws(Failure) -> Truth {
    let file = try FileRecords.open(path)
    guard let target = file.machine.target else {
      throw Failure(
        .error("is for \(file.machine.name), which Weft does not know", file: path), exitCode: .nothingCompared)
    }
    var comparison = Comparison()
    let ours = try catalogue(on: target)
    let named = names?.map(RecordName.init)
    let wanted = ours.records.filter { named?.contains(where: $0.key.isNamed) ?? true }
    var compared: [RecordKey] = []
    do throws(FactsError) {
      let found = try records(of: file, named: Set(wanted.map(\.key.spelling)))
      for spelling in found.keys.sorted() {
        for layout in found[spelling] ?? [] {
          var closest: Comparison?
          for record in wanted where record.key.spelling == spelling {
            let theirs = try RecordFacts(layout, key: record.key, on: target)
            let candidate = Comparison(record, theirs, on: target)
            if candidate.findings.count < closest?.findings.count ?? .max { closest = candidate }
          }
          guard let closest else { continue }
          comparison.add(closest)
        }
        compared += wanted.map(\.key).filter { $0.spelling == spelling }
      }
    } catch {
      throw Failure(facts: error)
    }
    let known = compared
    return Truth(
      target: target, sources: [.init("file", path)], comparison: comparison,
      has: { name in known.contains { $0.isNamed(RecordName(name)) } }, object: path)
  }

  private static func records(
    of file: borrowing ObjectFile, named names: Set<String>
  ) throws(FactsError) -> [String: [RecordLayout]] {
    do throws(ObjectFileError) {
      return try file.definitions(of: names).mapValues { $0.map(\.layout) }
    } catch {
      throw .object(error)
    }
  }

  private static func nothingCalled(_ name: String) -> Diagnostic {
    let known = Catalogue.names + Constants.all.map(\.name) + Syscalls.all.map(\.name)
    let bare = RecordName(name).name
    let near = known.contains(bare) ? nil : Suggestion.nearest(to: bare, among: known)
    return .error(
      "there is nothing called '\(name)' to compare", help: near.map { ["did you mean '\($0)'?"] } ?? [])
  }

  // MARK: - Printing

  private static func write(_ truths: [Truth], _ total: Comparison, to output: ByteOutput) {
    for truth in truths {
      for finding in truth.comparison.findings {
        FindingPrinter.write(finding, object: truth.object, to: output)
        FindingPrinter.writeFix(finding, object: truth.object, to: output)
      }
      // What is recorded as we have it was said above.
      for finding in truth.disagreement?.findings ?? [] where !truth.comparison.findings.contains(finding) {
        output.write("recorded facts: ")
        FindingPrinter.write(finding, to: output)
      }
    }
    if !total.findings.isEmpty { output.newline() }
    var table = Table([.left, .left, .left])
    for truth in truths {
      table.add(
        Table.Cell(truth.target.rawValue, .bold), verdict(truth.comparison),
        Table.Cell(FindingPrinter.summary(of: truth.comparison)))
    }
    if truths.count > 1 {
      table.add(Table.Cell("together", .bold), verdict(total), Table.Cell(FindingPrinter.summary(of: total)))
    }
    table.write(to: output)
  }

  private static func verdict(_ comparison: Comparison) -> Table.Cell {
    switch comparison.outcome {
    case .agrees: Table.Cell("agrees", .green)
    case .differs:
      Table.Cell(
        comparison.findings.count == 1 ? "1 finding" : "\(FindingPrinter.grouped(comparison.findings.count)) findings",
        .red)
    case .nothingCompared: Table.Cell("nothing to compare", .dim)
    }
  }

  private static func writeJSON(_ truths: [Truth], _ total: Comparison, to output: ByteOutput) {
    var json = JSONWriter(to: output)
    json.object { json in
      // An object is compared with alone.
      FindingPrinter.write(total, object: truths.first?.object, to: &json)
      json.key("truths")
      json.array { json in
        for truth in truths {
          json.object { json in
            json.member("target", truth.target.rawValue)
            json.member("facts", truth.comparison.factCount)
            json.member("findings", truth.comparison.findings.count)
            for source in truth.sources { json.member(source.word, source.text) }
            if let disagreement = truth.disagreement {
              json.member("recordedDisagreements", disagreement.findings.count)
              json.key("recordedFindings")
              json.array { json in
                for finding in disagreement.findings { FindingPrinter.write(finding, to: &json) }
              }
            }
          }
        }
      }
    }
  }
}
