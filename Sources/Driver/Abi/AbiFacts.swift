// `weft abi facts`: what compiled fixtures state, in the form in which it is recorded.

import CrossCheck

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
    options: [headers.declaration, compiler.declaration, libc.declaration],
    operands: [objects.declaration],
    exits: [
      .init(.success), .init(.failure, "an object cannot be read, or is damaged"), .init(.wrongUse),
      .init(.nothingCompared, "no object states a fact"), .init(.disagreement, "the objects contradict each other"),
    ],
    examples: [
      .init("weft abi facts kernel/*.o libc/*.o > recorded/x86_64.facts", "what abi-fixtures/regenerate does"),
      .init("weft abi facts time.o --compiler 'gcc 12.2'", "with the compiler's name on top"),
    ]
  ) { (arguments, console) throws(Failure) in
    let stated: [(word: String, text: String?)] = [
      ("headers", arguments[headers]), ("compiler", arguments[compiler]), ("libc", arguments[libc]),
    ]
    let sources = stated.compactMap { source in source.text.map { FactSheet.Source(source.word, $0) } }
    do throws(FactsError) {
      console.output.write(try FactSheet(objects: arguments[objects], sources: sources).text)
    } catch {
      throw Failure(facts: error)
    }
    return .success
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
