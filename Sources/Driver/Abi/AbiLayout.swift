// `weft abi layout`: the layout of records that C text declares, on every target and without a compiler.

import Layout

/// `weft abi layout`.
enum AbiLayout {
  private static let file = Operand<String>.one(
    "FILE|-", values: .file, "C declarations, as a header has them or a preprocessor prints them; - is standard input")
  private static let names = Operand<[String]>.anyNumber(
    "RECORD", "only these records, by tag or typedef; else all that the text declares")

  static let row: Subcommand = .init(
    "layout", "lay out the records that C text declares",
    description: [
      """
      Reads typedefs, structures, unions, enumerations, arrays, bit-fields and the attributes 'packed' and 'aligned', \
      and shows each record's offsets, sizes, holes and by-value class on every architecture. No compiler is needed.
      """,
      """
      There is no preprocessor: give it declarations that need none, or what 'gcc -E' prints. Messages then name the \
      original files and lines.
      """,
    ],
    options: [AbiGroup.targets.declaration, CommonOptions.json.declaration],
    operands: [file.declaration, names.declaration],
    exits: [
      .init(.success), .init(.failure, "the text has errors, or cannot be read"), .init(.wrongUse),
      .init(.nothingCompared, "the text declares no such record"),
    ],
    examples: [
      .init("weft abi layout point.h", "every record of a header without directives"),
      .init("gcc -E event.h | weft abi layout - epoll_event", "one record of a preprocessed header"),
      .init("weft abi layout point.h --json | jq '.[].size'", "for programs"),
    ]
  ) { (arguments, console) throws(Failure) in
    let text = try FileReader.readText(arguments[file], console: console)
    let targets = AbiGroup.chosenTargets(arguments)
    var found = Found()
    for target in targets { found.add(Declarations(reading: text.bytes, for: target), of: text, on: target) }

    let names = arguments[names]
    let shown = names.isEmpty ? found.records : found.records(named: names)
    if !shown.isEmpty {
      if arguments[CommonOptions.json] {
        ShownRecord.writeJSON(shown.flatMap(\.layouts), to: console.output)
      } else {
        for (index, record) in shown.enumerated() {
          if index > 0 { console.output.newline() }
          RecordTable(record.layouts).write(to: console.output)
        }
      }
    }
    // What is sound was shown; what is not is said, and decides the exit code.
    let diagnostics = found.diagnostics(targets)
    guard diagnostics.isEmpty else { throw Failure(diagnostics) }
    let missing = names.filter { found.records(named: [$0]).isEmpty }
    guard missing.isEmpty else {
      throw Failure(missing.map { missingRecord($0, in: text, found) }, exitCode: .nothingCompared)
    }
    guard !shown.isEmpty else {
      throw Failure(.error("declares no structure or union", file: text.name), exitCode: .nothingCompared)
    }
    return .success
  }

  private static func missingRecord(_ name: String, in text: SourceText, _ found: Found) -> Diagnostic {
    let near = Suggestion.nearest(to: RecordName(name).name, among: found.names)
    return .error("declares no record '\(name)'", file: text.name, help: near.map { ["did you mean '\($0)'?"] } ?? [])
  }

  /// What a text declares on all targets together.
  private struct Found {
    /// A record with its layout on each target.
    struct Record {
      let place: Range<Int>
      let name: String
      var layouts: [ShownRecord]

      var spelling: String { layouts[0].spelling }
    }

    private(set) var records: [Record] = []
    /// The records that have another name by a typedef.
    private var typeNames: [Record] = []
    private var errors: [(error: DeclarationError, targets: [Target], help: [String])] = []
    /// Where each error is in `errors`.
    private var errorIndices: [DeclarationError: Int] = [:]
    /// How many more errors may ask what name was meant. Nobody reads on to the rest.
    private var suggestionsLeft = 10
    private var source: SourceText?

    mutating func add(_ declarations: Declarations, of text: SourceText, on target: Target) {
      source = text.withLines(declarations.lines)
      var engine = LayoutEngine(target: target)
      Self.add(
        declarations.records.map { ($0.name ?? "(unnamed)", $0.type, $0.range) }, of: text, by: &engine, to: &records)
      Self.add(declarations.typeNames.map { ($0.name, $0.type, $0.range) }, of: text, by: &engine, to: &typeNames)
      for error in declarations.errors {
        if let index = errorIndices[error] {
          errors[index].targets.append(target)
        } else {
          errorIndices[error] = errors.count
          var near: String?
          if let unknown = error.unknownName, suggestionsLeft > 0 {
            suggestionsLeft -= 1
            near = Self.suggestion(for: unknown, in: declarations)
          }
          errors.append((error, [target], [near.map { "did you mean '\($0)'?" }, error.help].compactMap(\.self)))
        }
      }
    }

    /// A name that is declared in vain, as `struct zzz;` is where its size is asked for, is no suggestion for itself.
    private static func suggestion(for unknown: DeclarationError.UnknownName, in text: Declarations) -> String? {
      Suggestion.nearest(to: unknown.name, among: text.names(like: unknown).filter { $0 != unknown.name })
    }

    /// The records of these names, in the order of the text; those that only a typedef names so come last.
    func records(named names: [String]) -> [Record] {
      let own = records.filter { names.contains($0.name) || names.contains($0.spelling) }
      return own + typeNames.filter { other in names.contains(other.name) && !own.contains { $0.name == other.name } }
    }

    /// Every name that a record has.
    var names: [String] { (records + typeNames).map(\.name) }

    /// Adds the layouts of types to those of other targets; types that are no records are passed over.
    private static func add(
      _ declared: [(name: String, type: CType, place: Range<Int>)], of text: SourceText, by engine: inout LayoutEngine,
      to records: inout [Record]
    ) {
      var places = Dictionary(records.indices.map { (records[$0].place, $0) }, uniquingKeysWith: { first, _ in first })
      for (name, type, place) in declared {
        // A record that is listed has a layout; should it not, an error says why.
        guard let laidOut = try? engine.layout(of: type), case .record(var layout) = laidOut.shape else { continue }
        layout.alignment = laidOut.alignment
        var isTypedef = false
        if case .alias = type { isTypedef = true }
        let shown = ShownRecord(
          name: name, source: .file(text.name), target: engine.target, layout: layout, isTypedef: isTypedef)
        if let index = places[place] {
          records[index].layouts.append(shown)
        } else {
          places[place] = records.count
          records.append(Record(place: place, name: name, layouts: [shown]))
        }
      }
    }

    /// The errors in the order of the text; one that not every target has says which have it.
    func diagnostics(_ all: [Target]) -> [Diagnostic] {
      guard let source else { return [] }
      return errors.sorted { $0.error.range.lowerBound < $1.error.range.lowerBound }.map { error, targets, help in
        Diagnostic(
          severity: .error, message: error.message, location: .init(source: source, range: error.range),
          expected: error.expected,
          notes: targets.count == all.count ? [] : ["only on \(targets.map(\.rawValue).joined(separator: ", "))"],
          help: help,
          related: error.notes.map {
            Diagnostic(severity: .note, message: $0.message, location: .init(source: source, range: $0.range))
          })
      }
    }
  }
}
