// The parser: text to module. First the heads of everything at the top of every text, then the bodies of functions, so
// that a body may call what is declared behind it. Faults are noted and parsing goes on behind them.

public import Layout

/// What came of parsing.
public struct ParseResult: Sendable {
  /// The module; where there are faults, what could be made of the texts.
  public var module: Module
  /// All faults, in the order of the texts.
  public var diagnostics: [ModuleDiagnostic]
  /// Comments and blank lines in the order of the texts, where they were asked for.
  public var trivia: [Trivia]
}

extension Module {
  /// Reads texts as one program.
  /// - Parameters:
  ///   - sources: the texts; all share one space of names.
  ///   - target: the target; nil for what the texts say, or else x86_64.
  ///   - keepsTrivia: whether comments and blank lines are kept, for a printer that shows them.
  public static func parse(
    _ sources: [ModuleSource], target: Target? = nil, keepsTrivia: Bool = false
  ) -> ParseResult {
    parse(sources, target: target, keepsTrivia: keepsTrivia, threads: nil)
  }

  /// Reads more texts into this program, which is whole without them: they may refer to what it declares, and it learns of
  /// what they declare.
  /// - Returns: all faults; where there are any, the module is of no use.
  public mutating func add(_ more: [ModuleSource]) -> [ModuleDiagnostic] {
    let known = sources.count
    sources += more
    var parser = Parser(module: self, keepsTrivia: false)
    // The parser's is the only one, so that nothing is copied.
    self = Module(target: target)
    parser.parseAll(more, from: known, threads: 1)
    self = parser.module
    return parser.diagnostics
  }

  /// The same on so many threads; nil is as many as are worth it.
  static func parse(_ sources: [ModuleSource], target: Target?, keepsTrivia: Bool, threads: Int?) -> ParseResult {
    let stated = sources.lazy.compactMap { Parser.statedTarget($0.bytes) }.first
    var module = Module(target: target ?? stated ?? .x86_64)
    module.sources = sources
    var parser = Parser(module: module, keepsTrivia: keepsTrivia)
    parser.parseAll(sources, threads: threads)
    return ParseResult(
      module: parser.module, diagnostics: parser.diagnostics.sorted { $0.place < $1.place },
      trivia: parser.trivia.sorted { ($0.file, $0.offset) < ($1.file, $1.offset) })
  }
}

extension SourcePlace: Comparable {
  /// Places are ordered by text, then by offset.
  @inlinable public static func < (left: Self, right: Self) -> Bool {
    (left.file, left.offset) < (right.file, right.offset)
  }
}

/// A parameter of a function with its name.
struct NamedParameter {
  var name: Name
  var offset: UInt32
}

/// A function whose head was read and whose body was not.
struct PendingBody {
  var symbol: Symbol
  var type: Type
  var place: SourcePlace
  var parameters: Range<Int>
  /// The offset behind the opening brace, and of the closing one.
  var start: Int
  var end: Int
  /// Its place in the list of functions.
  var index: Int
}

/// The parser of texts.
struct Parser {
  /// No text is longer: what is numbered in 30 bits cannot overflow within it.
  static let greatestSize = Int(Int32.max)
  /// No more faults are noted.
  static let greatestFaultCount = 100_000
  /// Suggestions take time: a text with more faults than this gets no more of them.
  static let mostSuggestions = 50

  var module: Module
  var diagnostics: [ModuleDiagnostic] = []
  var trivia: [Trivia] = []
  let keepsTrivia: Bool
  var scan: Scanner
  var pending: [PendingBody] = []
  var parameters: [NamedParameter] = []
  var isBroken = false
  var statesTarget = false
  /// The symbol that the item that is read declares.
  var declared: Symbol?
  /// Records that were named before their declaration where that must come first, and the faults that say so.
  var early: [(record: Type, fault: Int)] = []
  /// Whether an instruction of the function stands before its first block, which was said.
  var hasStrayInstruction = false
  /// What to do where a value or literal stands for an operation.
  static let noCopy = "a value or literal is no operation: it is written where it is needed"
  /// Whether all heads are read, and bodies are.
  var areHeadsRead = false
  /// The path of each name that was read as one in a body, plus one; zero for others. The same of records.
  var pathOfName: [UInt32] = []
  var recordOfName: [UInt32] = []
  // The state of the function whose body is read: see Parser+Body.swift.
  var body = BodyState()
  let shapes = OpcodeTable.shapes

  init(module: Module, keepsTrivia: Bool) {
    self.module = module
    self.keepsTrivia = keepsTrivia
    // Replaced before anything is read.
    scan = Scanner(start: ByteClass.isInName, count: 0, file: 0, keepsTrivia: false)
  }

  /// Reads texts, the first of which has this number in the module.
  mutating func parseAll(_ sources: [ModuleSource], from base: Int = 0, threads: Int?) {
    let copies = SourceCopies(sources)
    let texts = parseHeads(copies, from: base)
    parseBodies(texts, from: base, threads: threads)
    checkSymbols()
    withExtendedLifetime(copies) {}
  }

  /// Reads all that stands at the top of texts, the first of which has this number in the module.
  mutating func parseHeads(_ copies: SourceCopies, from base: Int = 0) -> [Scanner] {
    let sources = copies.sources
    var texts: [Scanner] = []
    for (index, source) in sources.enumerated() {
      let isReadable = source.bytes.count <= Self.greatestSize
      let count = isReadable ? source.bytes.count : 0
      texts.append(
        Scanner(start: copies.starts[index], count: count, file: UInt32(base + index), keepsTrivia: keepsTrivia))
      scan = texts[index]
      if !isReadable { note("the text is too long", at: 0, expected: "at most \(Self.greatestSize) bytes") }
      parseTop()
      trivia += scan.trivia
    }
    checkRecords()
    areHeadsRead = true
    return texts
  }

  // MARK: - Faults

  func place(_ offset: UInt32) -> SourcePlace { SourcePlace(file: scan.file, offset: offset) }

  @inline(never)
  mutating func note(
    _ message: String, at offset: UInt32, length: Int? = nil, expected: String? = nil,
    notes: [ModuleDiagnostic.Note] = [], help: [String] = []
  ) {
    isBroken = true
    guard diagnostics.count < Self.greatestFaultCount else { return }
    diagnostics.append(
      ModuleDiagnostic(
        message, at: place(offset), length: length ?? scan.lengthOfWord(at: offset), expected: expected, notes: notes,
        help: help))
  }

  /// Notes a fault at the cursor.
  @inline(never)
  mutating func fault(_ message: String, expected: String? = nil, help: [String] = []) -> Fault {
    note(message, at: scan.offset, expected: expected, help: help)
    return Fault()
  }

  /// Notes a fault at an offset: of the word there, unless a length is given.
  @inline(never)
  mutating func fault(
    _ message: String, at offset: UInt32, length: Int? = nil, expected: String? = nil, help: [String] = []
  ) -> Fault {
    note(message, at: offset, length: length, expected: expected, help: help)
    return Fault()
  }

  /// Notes that something else stands at the cursor than what must.
  @inline(never)
  mutating func unexpected(_ expected: String) -> Fault {
    fault("unexpected \(scan.found)", expected: expected)
  }

  /// What was meant by an unknown word.
  func suggestion(for word: String, among candidates: some Sequence<String>) -> String? {
    diagnostics.count < Self.mostSuggestions ? Spelling.nearest(to: word, among: candidates) : nil
  }

  // MARK: - Pieces

  @inline(__always)
  mutating func expect(_ byte: UInt8, _ what: StaticString) throws(Fault) {
    scan.skipBlanks()
    guard scan.skip(byte) else { throw unexpected(what.description) }
  }

  /// Whether a list in parentheses goes on behind so many elements: reads the comma before the next, or the parenthesis
  /// behind the last.
  @inline(__always)
  mutating func hasNext(behind count: Int) throws(Fault) -> Bool {
    scan.skipInside()
    if scan.skip(UInt8(ascii: ")")) { return false }
    if count > 0 {
      guard scan.skip(UInt8(ascii: ",")) else { throw unexpected("',' or ')'") }
      scan.skipInside()
    }
    return true
  }

  /// Reads a word that must be there.
  @inline(__always)
  mutating func expectName(_ what: StaticString) throws(Fault) -> Name {
    guard let name = scan.name(into: &module.names) else { throw unexpected(what.description) }
    return name
  }

  /// Reads `@name`; the cursor is at the `@`.
  mutating func expectSymbol() throws(Fault) -> (symbol: Symbol, offset: UInt32) {
    scan.skipBlanks()
    let offset = scan.offset
    guard scan.skip(UInt8(ascii: "@")) else { throw unexpected("a symbol, as in '@main'") }
    let name: Name
    if scan.byte == UInt8(ascii: "\"") {
      let bytes = try expectString()
      guard !bytes.isEmpty else { throw fault("a symbol's name is empty", at: offset) }
      name = bytes.withUnsafeBufferPointer { module.names.intern($0) }
    } else {
      name = try expectName("a symbol's name")
    }
    let place = SourcePlace(file: scan.file, offset: offset)
    return (module.internSymbol(name, at: place), offset)
  }

  /// Reads a keyword if one stands at the cursor; the cursor stays where it is otherwise.
  mutating func keyword() -> Keyword? {
    scan.skipBlanks()
    let before = scan.at
    guard let name = scan.name(into: &module.names) else { return nil }
    if let keyword = Keyword(name) { return keyword }
    scan.at = before
    return nil
  }

  /// Reads a keyword that must be there.
  mutating func expect(_ word: Keyword, _ what: StaticString) throws(Fault) {
    scan.skipBlanks()
    let before = scan.at
    guard keyword() == word else {
      scan.at = before
      throw unexpected(what.description)
    }
  }

  /// Reads the end of a line.
  @inline(__always)
  mutating func expectEndOfLine() throws(Fault) {
    guard scan.skipRestOfLine() else {
      let isSum = scan.byte == UInt8(ascii: "+") || scan.byte == UInt8(ascii: "-") || scan.byte == UInt8(ascii: "*")
      throw fault(
        "unexpected \(scan.found)", expected: "the end of the line",
        help: isSum ? ["every operation is an instruction of its own, as '%q = offset %p, 4' is for an address"] : [])
    }
  }

  /// Reads a string in quotes.
  mutating func expectString() throws(Fault) -> [UInt8] {
    scan.skipBlanks()
    let start = scan.offset
    guard scan.skip(UInt8(ascii: "\"")) else { throw unexpected("a string in quotes") }
    var bytes: [UInt8] = []
    while true {
      let byte = scan.byte
      switch byte {
      case UInt8(ascii: "\""):
        scan.at += 1
        return bytes
      case UInt8(ascii: "\\"):
        bytes.append(try expectEscape())
      case 0x0A: throw fault("the string is not closed", at: start, expected: "'\"' before the end of the line")
      case 0 where scan.isAtEnd: throw fault("the string is not closed", at: start, expected: "'\"'")
      default:
        bytes.append(byte)
        scan.at += 1
      }
    }
  }

  /// Reads what begins with a backslash.
  mutating func expectEscape() throws(Fault) -> UInt8 {
    let start = scan.offset
    scan.at += 1
    let byte = scan.byte
    let value: UInt8
    switch byte {
    case UInt8(ascii: "n"): value = 0x0A
    case UInt8(ascii: "t"): value = 0x09
    case UInt8(ascii: "r"): value = 0x0D
    case UInt8(ascii: "0"): value = 0
    case UInt8(ascii: "\\"), UInt8(ascii: "\""), UInt8(ascii: "'"): value = byte
    case UInt8(ascii: "x"):
      guard let high = Self.digit((scan.at + 1).pointee), high < 16, let low = Self.digit((scan.at + 2).pointee),
        low < 16
      else { throw fault("bad escape", at: start, expected: "two hexadecimal digits behind '\\x'") }
      scan.at += 2
      value = high << 4 | low
    default: throw fault("unknown escape", at: start, expected: #"one of \n \t \r \0 \\ \" \' \xNN"#)
    }
    scan.at += 1
    return value
  }

  static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x5A: byte - 0x41 + 10
    case 0x61...0x7A: byte - 0x61 + 10
    default: nil
    }
  }

  /// Reads an integer or a character.
  @inline(__always)
  mutating func expectInteger() throws(Fault) -> WrittenInteger {
    let first = scan.byte
    if first &- 0x30 < 10 {
      // The common case: a short decimal.
      var at = scan.at
      var value = UInt64(first &- 0x30)
      at += 1
      while at.pointee &- 0x30 < 10, at - scan.at < 18 {
        value = value &* 10 &+ UInt64(at.pointee &- 0x30)
        at += 1
      }
      if scan.isInName[Int(at.pointee)] == 0 {
        scan.at = at
        return WrittenInteger(magnitude: value, isNegative: false, radix: .decimal)
      }
    }
    return try expectAnyInteger()
  }

  @inline(never)
  private mutating func expectAnyInteger() throws(Fault) -> WrittenInteger {
    let start = scan.offset
    if scan.skip(UInt8(ascii: "'")) {
      var value = UInt64(scan.byte)
      if scan.byte == UInt8(ascii: "\\") {
        value = UInt64(try expectEscape())
      } else if scan.byte < 0x20 || scan.byte >= 0x7F || scan.byte == UInt8(ascii: "'") {
        throw fault("bad character literal", at: start, expected: "one ASCII character in quotes")
      } else {
        scan.at += 1
      }
      guard scan.skip(UInt8(ascii: "'")) else {
        throw fault("bad character literal", at: start, expected: "one ASCII character in quotes")
      }
      return WrittenInteger(magnitude: value, isNegative: false, radix: .character)
    }
    let isNegative = scan.skip(UInt8(ascii: "-"))
    var base: UInt64 = 10
    if scan.byte == UInt8(ascii: "0"), (scan.at + 1).pointee | 0x20 == UInt8(ascii: "x") {
      base = 16
      scan.at += 2
    }
    var value: UInt64 = 0
    var count = 0
    while scan.isInName[Int(scan.byte)] != 0 {
      guard let digit = Self.digit(scan.byte), UInt64(digit) < base else {
        let word = String(
          decoding: UnsafeBufferPointer(start: scan.start + Int(start), count: scan.lengthOfWord(at: start)),
          as: UTF8.self)
        throw fault("'\(word)' is no integer", at: start, expected: base == 10 ? "an integer" : "hexadecimal digits")
      }
      let (product, over) = value.multipliedReportingOverflow(by: base)
      let (sum, past) = product.addingReportingOverflow(UInt64(digit))
      guard !over, !past else { throw fault("the number does not fit in 64 bits", at: start) }
      value = sum
      count += 1
      scan.at += 1
    }
    guard count > 0 else { throw unexpected("an integer") }
    return WrittenInteger(magnitude: value, isNegative: isNegative, radix: base == 16 ? .hexadecimal : .decimal)
  }

  /// Reads an unsigned number for an attribute.
  mutating func expectCount(_ what: StaticString) throws(Fault) -> UInt64 {
    scan.skipBlanks()
    guard scan.byte &- 0x30 < 10 else { throw unexpected(what.description) }
    return try expectInteger().magnitude
  }

  /// Reads an alignment or another power of two.
  mutating func expectPowerOfTwo(atMost most: UInt64) throws(Fault) -> UInt64 {
    scan.skipBlanks()
    let offset = scan.offset
    let value = try expectCount("a power of two")
    guard value > 0, value & (value - 1) == 0, value <= most else {
      throw fault("\(value) is no power of two up to \(most)", at: offset)
    }
    return value
  }
}

/// Texts with zeroes behind them: those that have some in their own memory, copies of the others.
final class SourceCopies {
  let sources: [ModuleSource]
  /// Where each text begins.
  let starts: [UnsafePointer<UInt8>]
  private let copies: [UnsafeMutablePointer<UInt8>]

  init(_ sources: [ModuleSource]) {
    self.sources = sources
    var starts: [UnsafePointer<UInt8>] = []
    var copies: [UnsafeMutablePointer<UInt8>] = []
    for source in sources {
      // What is too long is not read.
      let count = source.bytes.count <= Parser.greatestSize ? source.bytes.count : 0
      source.bytes.withUnsafeBufferPointer { bytes in
        if let base = bytes.baseAddress, source.bytes.capacity - count >= Scanner.zeroesBehind,
          (count..<(count + Scanner.zeroesBehind)).allSatisfy({ base[$0] == 0 })
        {
          // The sources are held here, so that nobody writes there.
          starts.append(base)
          return
        }
        let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: count + Scanner.zeroesBehind)
        if let base = bytes.baseAddress { copy.update(from: base, count: count) }
        (copy + count).update(repeating: 0, count: Scanner.zeroesBehind)
        starts.append(UnsafePointer(copy))
        copies.append(copy)
      }
    }
    self.starts = starts
    self.copies = copies
  }

  deinit { for copy in copies { copy.deallocate() } }
}
