// Programs in the IR or in QBE's intermediate language, read from files, and what is to be said of them as the command says it.

import IR
import QBE

/// The texts of a program.
struct ProgramText {
  /// What a text is written in.
  enum Language: String, CaseIterable, Sendable {
    case ir, qbe
  }

  /// What standard input and files of other names than `.wir` and `.ssa` are written in.
  static let language = Option<Language>.choice(
    "language", placeholder: "WHAT", default: .ir,
    "what texts are written in whose names do not end in .wir or .ssa: Weft's IR, or QBE's intermediate language")

  /// One for each file: those in the IR in the order of the command line, then the others.
  let sources: [SourceText]
  /// How many of them are in the IR.
  private let countInIR: Int
  /// Whether all of them are.
  var isInIR: Bool { countInIR == sources.count }

  /// Reads files, `-` being standard input.
  init(_ paths: [String], language: Language = .ir, console: Console) throws(Failure) {
    var inIR: [SourceText] = []
    var inQBE: [SourceText] = []
    for path in paths {
      let text = try FileReader.readText(path, console: console)
      if path.hasSuffix(".ssa") || language == .qbe && !path.hasSuffix(".wir") {
        inQBE.append(text)
      } else {
        inIR.append(text)
      }
    }
    sources = inIR + inQBE
    countInIR = inIR.count
  }

  /// The texts as the importers take them.
  var moduleSources: [ModuleSource] { sources.map { ModuleSource(name: $0.name, bytes: $0.bytes) } }

  /// Reads the texts as one program and verifies it.
  func read() -> (module: Module, diagnostics: [ModuleDiagnostic]) {
    let texts = moduleSources
    guard countInIR < texts.count else {
      let result = Module.read(texts)
      return (result.module, result.diagnostics)
    }
    let parsed = Module.parse(Array(texts[..<countInIR]))
    var module = parsed.module
    var diagnostics = parsed.diagnostics
    for text in texts[countInIR...] {
      let result = module.addingQBE(text)
      module = result.module
      diagnostics += result.diagnostics
    }
    if diagnostics.isEmpty { diagnostics = module.verify() }
    return (module, diagnostics)
  }

  /// A fault of the program as a message of the command.
  func diagnostic(for fault: ModuleDiagnostic) -> Diagnostic {
    var location: Diagnostic.Location?
    if Int(fault.place.file) < sources.count {
      let source = sources[Int(fault.place.file)]
      let start = Int(fault.place.offset)
      location = .init(source: source, range: start..<(start + fault.length))
    }
    let notes = fault.notes.map { note in
      guard Int(note.place.file) < sources.count else { return note.message }
      let source = sources[Int(note.place.file)]
      let position = source.position(at: Int(note.place.offset))
      return "\(note.message): \(source.name):\(position.line):\(position.column)"
    }
    return Diagnostic(
      severity: .error, message: fault.message, location: location, expected: fault.expected, notes: notes,
      help: fault.help)
  }

  /// Writes all faults as an array: where each is, what is wrong, and what to do about it.
  func writeJSON(_ faults: [ModuleDiagnostic], to output: ByteOutput) {
    var json = JSONWriter(to: output)
    json.array { json in
      for fault in faults {
        json.object { json in
          write(fault.place, to: &json)
          json.member("length", fault.length)
          json.member("message", fault.message)
          json.member("expected", fault.expected)
          json.key("notes")
          json.array { json in
            for note in fault.notes {
              json.object(inline: true) { json in
                write(note.place, to: &json)
                json.member("message", note.message)
              }
            }
          }
          json.key("help")
          json.array(inline: true) { json in
            for help in fault.help { json.string(help) }
          }
        }
      }
    }
  }

  /// Writes the members of a place; nulls where there is none.
  private func write(_ place: SourcePlace, to json: inout JSONWriter) {
    let position =
      Int(place.file) < sources.count ? sources[Int(place.file)].position(at: Int(place.offset)) : nil
    json.member("file", position?.file)
    json.member("line", position?.line)
    json.member("column", position?.column)
    json.member("offset", position == nil ? nil : Int(place.offset))
  }

  /// Prints all faults.
  func write(_ faults: [ModuleDiagnostic], to console: Console) {
    for fault in faults { DiagnosticRenderer.write(diagnostic(for: fault), to: console.errors) }
  }
}
