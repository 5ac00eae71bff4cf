// `weft inspect`: what is in an ELF file, and which operation put each instruction there.

import Compiler
import CrossCheck
import Inspection

/// `weft inspect`.
enum InspectSubcommand {
  private static let file = Operand<String>.one("FILE", values: .file, "an ELF file of any machine")
  private static let function = Option<String?>.text(
    "function", placeholder: "NAME", "show the code of one function only")
  private static let bytes = Option<String?>.text(
    "bytes", placeholder: "RANGE", "show these bytes of the file: FROM..TO or FROM+COUNT, decimal or 0x")
  private static let map = Option<Bool>.flag("map", "show what occupies how many bytes of the file")
  private static let stacks = Option<Bool>.flag(
    "stacks", "show how much stack each task has, and the calls that make it so much")

  static let row: Subcommand = .init(
    "inspect", "show what is in an ELF file",
    description: [
      """
      Prints the header, segments, sections, symbols and notes of an executable, library or object, and its code: each \
      instruction with its bytes, the symbols that it refers to, and its source line where debug information has it. Of \
      what weft built, each instruction stands under the operation or generator that it was made for.
      """
    ],
    options: [
      function.declaration, bytes.declaration, map.declaration, stacks.declaration, CommonOptions.json.declaration,
    ],
    operands: [file.declaration],
    exits: [
      .init(.success), .init(.failure, "the file is malformed, or has no such function or bytes"), .init(.wrongUse),
    ],
    examples: [
      .init("weft inspect hello", "everything about a program"),
      .init("weft inspect --function main hello", "the code of a function"),
      .init("weft inspect --map hello", "what occupies how many bytes"),
      .init("weft inspect --bytes 0x40+56 hello", "some of its bytes"),
      .init("weft inspect --stacks server", "how much stack its tasks have"),
    ]
  ) { (arguments, console) throws(Failure) in
    let choices = [arguments[function] != nil, arguments[bytes] != nil, arguments[map], arguments[stacks]]
    if choices.count(where: { $0 }) > 1 {
      throw Failure(
        .error(
          "--function, --bytes, --map and --stacks exclude each other",
          help: ["each shows something else instead of the whole"]),
        exitCode: .wrongUse)
    }
    let range = try arguments[bytes].map { text throws(Failure) in try ByteRange(text) }
    let path = arguments[file]
    let opened = try open(path)
    let isJSON = arguments[CommonOptions.json]
    if arguments[stacks] {
      let found = try stacks(of: opened).entries.map { TaskStack($0) }
      if isJSON {
        var json = JSONWriter(to: console.output)
        StackTable.write(found, to: &json)
      } else {
        StackTable.write(found, to: console.output)
      }
      return .success
    }
    if arguments[map] {
      let map = FileMap(of: opened)
      if isJSON {
        InspectJSON.write(map, of: opened, to: console.output)
      } else {
        InspectMap.write(map, of: opened, to: console.output)
      }
      return .success
    }
    if let range {
      let dump = try ByteDump(of: opened, range)
      if isJSON { dump.writeJSON(to: console.output) } else { dump.write(to: console.output) }
      return .success
    }
    let listing = CodeListing(of: opened, lines: lines(of: path, console), origins: try origins(of: opened))
    if let name = arguments[function] {
      let functions = try functions(named: name, in: listing, path)
      if isJSON {
        InspectJSON.write(functions, listing, to: console.output)
      } else {
        InspectPage.write(functions, listing, to: console.output)
      }
      return .success
    }
    if isJSON {
      InspectJSON.write(opened, listing, to: console.output)
    } else {
      InspectPage.write(opened, listing, to: console.output)
    }
    return .success
  }

  private static func open(_ path: String) throws(Failure) -> ElfFile {
    do {
      return try ElfFile(path: path)
    } catch {
      throw Failure(.error("\(error)", file: path))
    }
  }

  private static func origins(of file: ElfFile) throws(Failure) -> Origins {
    do {
      return try Origins(of: file)
    } catch {
      throw Failure(.error("\(error)", file: file.path))
    }
  }

  private static func stacks(of file: ElfFile) throws(Failure) -> Stacks {
    do {
      if let stacks = try Stacks(of: file) { return stacks }
    } catch {
      throw Failure(.error("\(error)", file: file.path))
    }
    throw Failure(
      .error(
        "has no section .weft.stacks", file: file.path,
        notes: ["weft build writes it for programs that create tasks, and not with --strip"]))
  }

  /// The lines of a file. Debug information that cannot be read is no reason to show nothing.
  private static func lines(of path: String, _ console: Console) -> SourceLines {
    do {
      return try SourceLines(path: path)
    } catch {
      let warning = Diagnostic(severity: .warning, message: "\(error); lines are not shown", file: path)
      DiagnosticRenderer.write(warning, to: console.errors)
      return SourceLines()
    }
  }

  private static func functions(
    named name: String, in listing: CodeListing, _ path: String
  ) throws(Failure) -> [CodeListing.Function] {
    let functions = listing.functions(named: name)
    guard functions.isEmpty else { return functions }
    let near = Suggestion.nearest(to: name, among: listing.functionNames)
    throw Failure(
      .error("has no function '\(name)'", file: path, help: near.map { ["did you mean '\($0)'?"] } ?? []))
  }
}

/// Bytes of a file, as the command line names them.
struct ByteRange {
  let start: UInt64
  let count: UInt64

  init(_ text: String) throws(Failure) {
    if let separator = text.range(of: "..") {
      guard let start = Self.number(text[..<separator.lowerBound]),
        let end = Self.number(text[separator.upperBound...]),
        start < end
      else { throw Self.wrong(text) }
      (self.start, count) = (start, end - start)
    } else if let plus = text.firstIndex(of: "+") {
      guard let start = Self.number(text[..<plus]), let count = Self.number(text[text.index(after: plus)...]), count > 0
      else { throw Self.wrong(text) }
      (self.start, self.count) = (start, count)
    } else {
      throw Self.wrong(text)
    }
  }

  private static func number(_ text: Substring) -> UInt64? {
    text.hasPrefix("0x") ? UInt64(text.dropFirst(2), radix: 16) : UInt64(text)
  }

  private static func wrong(_ text: String) -> Failure {
    Failure(
      .error("'\(text)' is no range of bytes", help: ["write FROM..TO or FROM+COUNT: 0x40..0x78, 64+56"]),
      exitCode: .wrongUse)
  }
}

extension String {
  /// Where a text first stands in this one.
  fileprivate func range(of text: String) -> Range<String.Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(text) { return start..<index(start, offsetBy: text.count) }
      start = index(after: start)
    }
    return nil
  }
}
