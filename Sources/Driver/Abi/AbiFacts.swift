// `weft abi facts`: what compiled fixtures state, in the form in which it is recorded.

import CrossCheck
import Layout

/// `weft abi facts`.
enum AbiFacts {
  private static let objects = Operand<[String]>.oneOrMore("OBJECT", values: .file, "a compiled fixture")
  private static let headers = Option<String?>.text(
    "headers", placeholder: "TEXT", "the headers' package and version, for the first lines")
  private static let compiler = Option<String?>.text(
    "compiler", placeholder: "TEXT", "the compiler's name and version, for the first lines")
  private static let libc = Option<String?>.text(
    "libc", placeholder: "TEXT", "the C library's name and version, for the first lines")

  static let row: Subcommand = .init(
    "facts", "print the facts that compiled fixtures state",
    description: [
      """
      A fixture is a C source that includes real headers and names records, constants and system calls with the macros \
      of abi-fixtures/fixture.h. This reads the objects' debug information and prints every fact in a canonical order, \
      one a line, as abi-fixtures/recorded holds them. All objects must be for one architecture.
      """
    ],
    options: [headers.declaration, compiler.declaration, libc.declaration, CommonOptions.json.declaration],
    operands: [objects.declaration],
    exits: [
      .init(.success), .init(.failure, "an object cannot be read, or is damaged"), .init(.wrongUse),
      .init(.nothingCompared, "no object states a fact"), .init(.disagreement, "the objects contradict each other"),
    ],
    examples: [
      .init("weft abi facts kernel/*.o libc/*.o > recorded/x86_64.facts", "what abi-fixtures/regenerate does"),
      .init("weft abi facts time.o --compiler 'gcc 12.2'", "with the compiler's name on top"),
      .init("weft abi facts time.o --json | jq '.records[].size'", "for programs"),
    ]
  ) { (arguments, console) throws(Failure) in
    let stated: [(word: String, text: String?)] = [
      ("headers", arguments[headers]), ("compiler", arguments[compiler]), ("libc", arguments[libc]),
    ]
    let sources = stated.compactMap { source in source.text.map { FactSheet.Source(source.word, $0) } }
    do throws(FactsError) {
      let sheet = try FactSheet(objects: arguments[objects], sources: sources)
      if arguments[CommonOptions.json] {
        writeJSON(sheet, to: console.output)
      } else {
        console.output.write(sheet.text)
      }
    } catch {
      throw Failure(facts: error)
    }
    return .success
  }

  private static func writeJSON(_ sheet: FactSheet, to output: ByteOutput) {
    var json = JSONWriter(to: output)
    json.object { json in
      json.member("target", sheet.target.rawValue)
      for source in sheet.sources { json.member(source.word, source.text) }
      json.key("records")
      json.array { json in
        for record in sheet.records { write(record, to: &json) }
      }
      json.key("constants")
      json.array { json in
        for constant in sheet.constants {
          json.object(inline: true) { json in
            json.member("name", constant.name)
            json.member("view", constant.view.rawValue)
            json.member("value", constant.value)
          }
        }
      }
      json.key("syscalls")
      json.array { json in
        for syscall in sheet.syscalls {
          json.object(inline: true) { json in
            json.member("name", syscall.name)
            json.member("number", syscall.number)
          }
        }
      }
    }
  }

  private static func write(_ record: RecordFacts, to json: inout JSONWriter) {
    json.object { json in
      json.member("name", record.key.name)
      json.member("form", record.key.form.rawValue)
      json.member("view", record.key.view?.rawValue)
      json.member("size", record.size)
      json.member("align", record.alignment)
      switch record.origin {
      case .header(let path): json.member("header", path)
      case .fixture(let path): json.member("fixture", path)
      case .unstated: break
      }
      json.key("fields")
      json.array { json in
        for field in record.fields {
          json.object(inline: true) { json in
            json.member("path", field.path)
            json.member("type", field.type.description)
            switch field.place {
            case .bytes(let offset, let size):
              json.member("offset", offset)
              json.member("size", size)
            case .bits(let bits):
              json.member("bitOffset", bits.offset)
              json.member("bitSize", bits.width)
            }
          }
        }
      }
    }
  }
}

extension Failure {
  /// Why facts cannot be stated, as it is printed.
  init(facts error: FactsError, file: String? = nil) {
    switch error {
    case .object(let error): self = FileRecords.failure(error)
    case .nothingStated: self.init(.error("\(error)", file: file), exitCode: .nothingCompared)
    case .contradiction: self.init(.error("\(error)", file: file), exitCode: .disagreement)
    case .unreadable, .tooLarge, .incomplete, .otherTarget, .unknownTarget: self.init(.error("\(error)", file: file))
    }
  }
}
