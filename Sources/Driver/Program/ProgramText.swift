// Programs in the IR, read from files, and what is to be said of them as the command says it.

import IR

/// The texts of a program.
struct ProgramText {
  /// One for each file, in the order of the command line.
  let sources: [SourceText]

  /// Reads files, `-` being standard input.
  init(_ paths: [String], console: Console) throws(Failure) {
    var sources: [SourceText] = []
    for path in paths { sources.append(try FileReader.readText(path, console: console)) }
    self.sources = sources
  }

  /// The texts as the parser takes them.
  var moduleSources: [ModuleSource] { sources.map { ModuleSource(name: $0.name, bytes: $0.bytes) } }

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

  /// Prints all faults.
  func write(_ faults: [ModuleDiagnostic], to console: Console) {
    for fault in faults { DiagnosticRenderer.write(diagnostic(for: fault), to: console.errors) }
  }
}
