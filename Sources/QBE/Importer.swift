// The importer: text in QBE's intermediate language to a module. One pass over the text: a function is read into flat memory,
// translated, and forgotten; what can only be said at the end, such as which symbols nobody defines, is said there.

public import IR
internal import Layout

/// What came of importing a text.
public struct QBEImport: Sendable {
  /// The module; where there are faults, what could be made of the text.
  public var module: Module
  /// All faults, in the order of the text.
  public var diagnostics: [ModuleDiagnostic]
}

extension Module {
  /// Reads a text in QBE's intermediate language as a program. The result is not verified.
  /// - Complexity: O(size of the text), times a logarithm at worst.
  public static func importQBE(_ source: ModuleSource) -> QBEImport {
    Module().addingQBE(source)
  }

  /// This module and the program of a text in QBE's intermediate language, which see each other's symbols.
  public consuming func addingQBE(_ source: ModuleSource) -> QBEImport {
    var importer = Importer(module: self, source: source)
    importer.importAll()
    return importer.finish()
  }
}

/// The importer of one text.
struct Importer: ~Copyable {
  /// No text is longer: what is numbered in 29 bits cannot overflow within it.
  static let greatestSize = 1 << 29
  /// No more faults are noted.
  static let greatestFaultCount = 1000

  var module: Module
  var diagnostics: [ModuleDiagnostic] = []
  var scan: Scanner
  let file: UInt32
  private let text: UnsafeMutablePointer<UInt8>
  let words = WordTable.shared
  /// The function that is read.
  var body = Body()
  var translation = Translation()
  var variables = Variables()
  /// Whether something was wrong with the function that is read.
  var isBroken = false
  /// The aggregate types by name.
  var aggregates: [Name: Aggregate] = [:]
  var recordNames: Set<Name> = []
  var signatures = SignatureTable()
  /// The symbol of each name, plus one.
  var symbolOfName = WorkArray<UInt32>()
  /// What is known of each symbol of the module, as far as this text names it.
  var uses = WorkArray<SymbolUse>()
  /// Calls by name whose function was not known where they stood.
  var calls = WorkArray<OpenCall>()
  /// The number of the file that `dbgfile` named last.
  var debugFile: UInt32 = 0
  var debugFiles: [Name: UInt32] = [:]

  init(module: consuming Module, source: ModuleSource) {
    let isReadable = source.bytes.count <= Self.greatestSize
    let count = isReadable ? source.bytes.count : 0
    // Zeros behind the text, so that looking at the next bytes needs no check.
    let text = UnsafeMutablePointer<UInt8>.allocate(capacity: count + 16)
    source.bytes.withUnsafeBufferPointer { bytes in
      if let base = bytes.baseAddress { text.update(from: base, count: count) }
    }
    (text + count).update(repeating: 0, count: 16)
    self.text = text
    self.module = module
    scan = Scanner(start: UnsafePointer(text), count: count)
    file = self.module.addSource(source)
    if !isReadable { note("the text is too long", at: 0, expected: "at most \(Self.greatestSize) bytes") }
  }

  deinit { text.deallocate() }

  consuming func finish() -> QBEImport {
    QBEImport(module: module, diagnostics: diagnostics.sorted { $0.place < $1.place })
  }

  mutating func importAll() {
    while true {
      scan.skipLines()
      guard !scan.isAtEnd else { break }
      let start = scan.offset
      do throws(Fault) { try parseItem() } catch { recover() }
      // What makes no progress would be read for ever.
      if scan.offset == start { scan.at += 1 }
    }
    resolveSymbols()
  }

  /// Goes on behind a fault: at the next line that begins with a word of the top.
  func isTopWord(_ word: UInt64) -> Bool {
    switch word {
    case Word.export, Word.function, Word.data, Word.type, Word.section, Word.dbgfile, Word.common, Word.weak,
      Word.thread:
      true
    default: false
    }
  }

  private mutating func recover() {
    while !scan.isAtEnd {
      scan.skipToEndOfLine()
      guard !scan.isAtEnd else { return }
      scan.at += 1
      let before = scan.at
      let isTop = isTopWord(scan.word())
      scan.at = before
      if isTop { return }
    }
  }

  // MARK: - Faults

  func place(_ offset: UInt32) -> SourcePlace { SourcePlace(file: file, offset: offset) }

  @inline(never)
  mutating func note(
    _ message: String, at offset: UInt32, length: Int? = nil, expected: String? = nil,
    notes: [ModuleDiagnostic.Note] = [], help: [String] = []
  ) {
    isBroken = true
    guard diagnostics.count < Self.greatestFaultCount else { return }
    // A text may end within what is meant.
    let room = max(0, scan.end - scan.start - Int(offset))
    diagnostics.append(
      ModuleDiagnostic(
        message, at: place(offset), length: min(room, length ?? scan.lengthOfWord(at: offset)),
        expected: expected, notes: notes,
        help: help))
  }

  /// Notes a fault at an offset.
  @inline(never)
  mutating func fault(
    _ message: String, at offset: UInt32, length: Int? = nil, expected: String? = nil,
    notes: [ModuleDiagnostic.Note] = [], help: [String] = []
  ) -> Fault {
    note(message, at: offset, length: length, expected: expected, notes: notes, help: help)
    return Fault()
  }

  /// Notes that something else stands at the cursor than what must.
  @inline(never)
  mutating func unexpected(_ expected: String) -> Fault {
    fault("unexpected \(scan.found)", at: scan.offset, expected: expected)
  }

  // MARK: - Pieces

  @inline(__always)
  mutating func expect(_ byte: UInt8, _ what: StaticString) throws(Fault) {
    scan.skipBlanks()
    guard scan.skip(byte) else { throw unexpected(what.description) }
  }

  /// The same where lines may end before it.
  mutating func expectBehindLines(_ byte: UInt8, _ what: StaticString) throws(Fault) {
    scan.skipLines()
    guard scan.skip(byte) else { throw unexpected(what.description) }
  }

  /// Reads a name behind a sigil that was read.
  @inline(__always)
  mutating func expectName(_ what: StaticString) throws(Fault) -> Name {
    guard let name = scan.name(into: &module.names) else { throw unexpected(what.description) }
    return name
  }

  /// Reads a symbol; the cursor is at the `$`.
  mutating func expectSymbol() throws(Fault) -> Symbol {
    let offset = scan.offset
    guard scan.skip(UInt8(ascii: "$")) else { throw unexpected("a symbol, as in '$main'") }
    let name: Name
    if scan.byte == UInt8(ascii: "\"") {
      let bytes = try expectString()
      guard !bytes.isEmpty, !bytes.contains(0) else {
        throw fault("a symbol's name is empty or holds a zero", at: offset)
      }
      name = bytes.withUnsafeBufferPointer { module.names.intern($0) }
    } else {
      name = try expectName("a symbol's name")
    }
    return symbol(name, at: offset)
  }

  @inline(__always)
  private mutating func symbol(_ name: Name, at offset: UInt32) -> Symbol {
    if name.index < symbolOfName.count {
      let known = symbolOfName[name.index]
      if known > 0 { return Symbol(rawValue: known &- 1) }
    }
    return addSymbol(name, at: offset)
  }

  private mutating func addSymbol(_ name: Name, at offset: UInt32) -> Symbol {
    let symbol = module.importSymbol(name, at: place(offset))
    symbolOfName.extend(to: max(name.index + 1, min(2 * symbolOfName.count, module.names.count)), with: 0)
    symbolOfName[name.index] = symbol.rawValue + 1
    uses.extend(to: module.symbols.count, with: SymbolUse())
    return symbol
  }

  /// Reads an unsigned number.
  mutating func expectCount(_ what: StaticString) throws(Fault) -> UInt64 {
    scan.skipBlanks()
    let start = scan.offset
    guard scan.byte &- 0x30 < 10 else { throw unexpected(what.description) }
    var value: UInt64 = 0
    while scan.byte &- 0x30 < 10 {
      let (product, over) = value.multipliedReportingOverflow(by: 10)
      let (sum, past) = product.addingReportingOverflow(UInt64(scan.byte &- 0x30))
      guard !over, !past else { throw fault("the number does not fit in 64 bits", at: start) }
      value = sum
      scan.at += 1
    }
    guard scan.classes[Int(scan.byte)] == 0 else {
      while scan.classes[Int(scan.byte)] != 0 { scan.at += 1 }
      throw fault("'\(scan.text(from: start))' is no number", at: start)
    }
    return value
  }

  /// Reads an alignment behind `align`.
  mutating func expectAlignment() throws(Fault) -> UInt64 {
    scan.skipBlanks()
    let offset = scan.offset
    let value = try expectCount("an alignment")
    guard value > 0, value & (value - 1) == 0, value <= LayoutEngine.greatestAlignment else {
      throw fault("\(value) is no power of two up to \(LayoutEngine.greatestAlignment)", at: offset)
    }
    return value
  }

  /// Reads a string in quotes, whose escapes are those of GNU as.
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
      case UInt8(ascii: "\\"): bytes.append(try expectEscape())
      case 0 where scan.isAtEnd: throw fault("the string is not closed", at: start, length: 1, expected: "'\"'")
      default:
        bytes.append(byte)
        scan.at += 1
      }
    }
  }

  private mutating func expectEscape() throws(Fault) -> UInt8 {
    let start = scan.offset
    scan.at += 1
    let byte = scan.byte
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "7"):
      var value: UInt16 = 0
      var count = 0
      while count < 3, scan.byte >= UInt8(ascii: "0"), scan.byte <= UInt8(ascii: "7") {
        value = value << 3 | UInt16(scan.byte - UInt8(ascii: "0"))
        scan.at += 1
        count += 1
      }
      return UInt8(truncatingIfNeeded: value)
    case UInt8(ascii: "x"), UInt8(ascii: "X"):
      scan.at += 1
      var value: UInt8 = 0
      var count = 0
      while let digit = Self.hexadecimalDigit(scan.byte) {
        value = value << 4 | digit
        scan.at += 1
        count += 1
      }
      guard count > 0 else { throw fault("bad escape", at: start, expected: "hexadecimal digits behind '\\x'") }
      return value
    default: break
    }
    let value: UInt8
    switch byte {
    case UInt8(ascii: "b"): value = 0x08
    case UInt8(ascii: "f"): value = 0x0C
    case UInt8(ascii: "n"): value = 0x0A
    case UInt8(ascii: "r"): value = 0x0D
    case UInt8(ascii: "t"): value = 0x09
    case UInt8(ascii: "\\"), UInt8(ascii: "\""): value = byte
    default:
      throw fault(
        "unknown escape", at: start, length: 2, expected: #"one of \b \f \n \r \t \\ \" \NNN \xNN"#)
    }
    scan.at += 1
    return value
  }

  private static func hexadecimalDigit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x41 + 10
    case 0x61...0x66: byte - 0x61 + 10
    default: nil
    }
  }

  /// Reads the end of a line.
  @inline(__always)
  mutating func expectEndOfLine() throws(Fault) {
    guard scan.skipRestOfLine() else { throw unexpected("the end of the line") }
  }
}

/// What is known of a symbol that the text names.
struct SymbolUse {
  /// The function type of the first call of it, or of its definition.
  var type: UInt32 = 0
  private(set) var flags: SymbolUseFlags = []
  /// Where it is first read as `thread $x`, if it is.
  private(set) var threadOffset: UInt32 = 0
  /// Where it is first read or called otherwise, if it is.
  private(set) var plainOffset: UInt32 = 0

  /// Notes a use.
  @inline(__always)
  mutating func note(_ kind: SymbolUseFlags, at offset: UInt32) {
    if kind == .isThread {
      if !flags.contains(.isThread) { threadOffset = offset }
    } else if flags.isDisjoint(with: .isPlain) {
      plainOffset = offset
    }
    flags.insert(kind)
  }
}

/// How a text uses a symbol.
struct SymbolUseFlags: OptionSet {
  let rawValue: UInt8
  /// It is called by name.
  static let isCalled = SymbolUseFlags(rawValue: 1)
  /// It is read as `thread $x`.
  static let isThread = SymbolUseFlags(rawValue: 2)
  /// It is read otherwise.
  static let isRead = SymbolUseFlags(rawValue: 4)
  /// It is used by its one address.
  static let isPlain: SymbolUseFlags = [.isCalled, .isRead]
}

/// A call by name that waits for the function's definition.
struct OpenCall {
  var function: UInt32
  var instruction: UInt32
  var symbol: UInt32
}
