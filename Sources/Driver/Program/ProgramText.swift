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
