// Facts as text: one fact per line, in one order, so that a change of a header is a change of a line.
//
//     weft-abi-facts 1
//     target x86_64
//     headers linux-libc-dev 6.12
//     record kernel struct pollfd size 8 align 4 from asm-generic/poll.h
//       0 4 i32 fd
//       4 2 i16 events
//       bits 48 16 u16 revents            (first bit, width, what it is declared as, name)
//     constant kernel POLLIN 1
//     syscall read 0
//
// "from HEADER" names the header that declares a record, "fixture FILE" the fixture, where no header does.

internal import Layout

extension FactSheet {
  /// The first line of recorded facts.
  static let heading = "weft-abi-facts 1"

  /// What stands for an alignment that is not certain.
  fileprivate static let notCertain = "uncertain"

  /// The facts as text, in canonical order.
  public var text: String {
    var lines = [Self.heading, "target \(target.rawValue)"]
    lines += sources.map { "\($0.word) \($0.text)" }
    for record in records {
      let origin =
        switch record.origin {
        case .header(let path): " from \(path)"
        case .fixture(let path): " fixture \(path)"
        case .unstated: ""
        }
      let view = record.key.view?.rawValue ?? "file"
      lines.append(
        "record \(view) \(record.key.form.rawValue) \(record.key.name) size \(record.size) align \(record.alignment.map(String.init) ?? Self.notCertain)"
          + origin)
      for field in record.fields {
        switch field.place {
        case .bytes(let offset, let size): lines.append("  \(offset) \(size) \(field.type) \(field.path)")
        case .bits(let bits): lines.append("  bits \(bits.offset) \(bits.width) \(field.type) \(field.path)")
        }
      }
    }
    lines += constants.map { "constant \($0.view.rawValue) \($0.name) \($0.value)" }
    lines += syscalls.map { "syscall \($0.name) \($0.number)" }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Reads facts from text. Each fact may stand once.
  public init(text: some Collection<UInt8>) throws(FactsError) {
    var parser = FactParser()
    var line = 0
    for content in text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      line += 1
      try parser.read(content, line: line)
    }
    self = try parser.finish(line: line)
  }
}

/// Reads facts line by line.
private struct FactParser {
  private var sheet: FactSheet?
  private var hasHeading = false
  private var records: Set<RecordKey> = []
  private var paths: Set<String> = []
  private var constants: Set<String> = []
  private var syscalls: Set<String> = []

  mutating func finish(line: Int) throws(FactsError) -> FactSheet {
    guard var sheet else { throw .unreadable(line: line, expected: hasHeading ? "target NAME" : FactSheet.heading) }
    sheet.sort()
    return sheet
  }

  mutating func read(_ content: some Collection<UInt8>, line: Int) throws(FactsError) {
    let words = content.split(separator: UInt8(ascii: " ")).map { String(decoding: $0, as: UTF8.self) }
    guard let first = words.first else { return }
    guard hasHeading else {
      guard words.joined(separator: " ") == FactSheet.heading else {
        throw .unreadable(line: line, expected: FactSheet.heading)
      }
      hasHeading = true
      return
    }
    guard sheet != nil else {
      guard first == "target", words.count == 2, let target = Target(rawValue: words[1]) else {
        throw .unreadable(
          line: line, expected: "target \(Target.allCases.map(\.rawValue).joined(separator: "|"))")
      }
      sheet = FactSheet(target: target)
      return
    }
    if content.first == UInt8(ascii: " ") { return try readField(words, line: line) }
    switch first {
    case "record": try readRecord(words, line: line)
    case "constant": try readConstant(words, line: line)
    case "syscall": try readSyscall(words, line: line)
    case "headers", "compiler", "libc":
      sheet?.sources.append(FactSheet.Source(first, words.dropFirst().joined(separator: " ")))
    default:
      throw .unreadable(line: line, expected: "record, constant, syscall, headers, compiler or libc")
    }
  }

  private mutating func readRecord(_ words: [String], line: Int) throws(FactsError) {
    let shape = "record VIEW struct|union|typedef NAME size N align N [from HEADER | fixture FILE]"
    guard words.count == 8 || words.count == 10, words[4] == "size", words[6] == "align",
      let form = RecordKey.Form(rawValue: words[2]), let size = UInt64(words[5])
    else { throw .unreadable(line: line, expected: shape) }
    let alignment = UInt64(words[7])
    guard alignment.map({ $0 > 0 && $0 & ($0 - 1) == 0 }) ?? (words[7] == FactSheet.notCertain) else {
      throw .unreadable(line: line, expected: shape)
    }
    let view = View(rawValue: words[1])
    guard view != nil || words[1] == "file" else { throw .unreadable(line: line, expected: shape) }
    var origin = RecordFacts.Origin.unstated
    if words.count == 10 {
      switch words[8] {
      case "from": origin = .header(words[9])
      case "fixture": origin = .fixture(words[9])
      default: throw .unreadable(line: line, expected: shape)
      }
    }
    let key = RecordKey(view: view, form: form, name: words[3])
    guard records.insert(key).inserted else {
      throw .unreadable(line: line, expected: "a record that does not stand above already")
    }
    paths = []
    sheet?.records.append(RecordFacts(key: key, size: size, alignment: alignment, origin: origin, fields: []))
  }

  private mutating func readField(_ words: [String], line: Int) throws(FactsError) {
    let shape = "OFFSET SIZE TYPE NAME, or bits OFFSET WIDTH TYPE NAME"
    let isBits = words[0] == "bits"
    let rest = words.dropFirst(isBits ? 1 : 0)
    guard rest.count == 4, let offset = UInt64(rest[rest.startIndex]), let size = UInt64(rest[rest.startIndex + 1]),
      let type = FieldType(text: rest[rest.startIndex + 2]), let path = rest.last
    else { throw .unreadable(line: line, expected: shape) }
    guard let last = sheet?.records.indices.last else {
      throw .unreadable(line: line, expected: "a record above its fields")
    }
    guard paths.insert(path).inserted else {
      throw .unreadable(line: line, expected: "a field that the record does not have already")
    }
    sheet?.records[last].fields.append(
      FieldFact(
        path: path,
        place: isBits ? .bits(BitRange(offset: offset, width: size)) : .bytes(offset: offset, size: size), type: type))
  }

  private mutating func readConstant(_ words: [String], line: Int) throws(FactsError) {
    guard words.count == 4, let view = View(rawValue: words[1]), let value = Int128(words[3]) else {
      throw .unreadable(line: line, expected: "constant kernel|libc NAME VALUE")
    }
    guard constants.insert("\(view.rawValue) \(words[2])").inserted else {
      throw .unreadable(line: line, expected: "a constant that does not stand above already")
    }
    sheet?.constants.append(ConstantFact(view: view, name: words[2], value: value))
  }

  private mutating func readSyscall(_ words: [String], line: Int) throws(FactsError) {
    guard words.count == 3, let number = UInt32(words[2]) else {
      throw .unreadable(line: line, expected: "syscall NAME NUMBER")
    }
    guard syscalls.insert(words[1]).inserted else {
      throw .unreadable(line: line, expected: "a system call that does not stand above already")
    }
    sheet?.syscalls.append(SyscallFact(name: words[1], number: number))
  }
}

extension FieldType {
  /// Reads a type as `description` writes it.
  init?(text: String) {
    let parts = text.split(separator: "[", omittingEmptySubsequences: false)
    guard let kind = parts.first, !kind.isEmpty else { return nil }
    var dimensions: [UInt64] = []
    for part in parts.dropFirst() {
      guard part.last == "]", let count = part == "]" ? 0 : UInt64(part.dropLast()) else { return nil }
      dimensions.append(count)
    }
    self.init(String(kind), dimensions: dimensions)
  }
}
