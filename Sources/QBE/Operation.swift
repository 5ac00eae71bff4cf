// The instructions of QBE's language as one table: how each is spelled, which classes of results it has, and what its
// operands are. The parser reads the words from it, the translation the classes.

/// The classes of temporaries.
enum ValueClass: UInt8, Sendable {
  case none, word, long, single, double

  /// The letter for it.
  var letter: String {
    switch self {
    case .none: ""
    case .word: "w"
    case .long: "l"
    case .single: "s"
    case .double: "d"
    }
  }

  /// What a message calls something of the class.
  var described: String {
    switch self {
    case .none: "nothing"
    case .word, .double: "a '\(letter)'"
    case .long, .single: "an '\(letter)'"
    }
  }
}

/// What an operand must be.
enum OperandClass: UInt8, Sendable {
  /// There is none.
  case none
  /// Of the result's class.
  case same
  /// Of the named class.
  case word, long, single, double
  /// An address, which is of the class `l`.
  case address
  /// Of the other kind and the same width as the result.
  case opposite
}

/// An instruction.
enum Operation: UInt8, CaseIterable, Sendable {
  case add, sub, div, mul, udiv, rem, urem, or, xor, and, sar, shr, shl, neg
  case stored, stores, storel, storew, storeh, storeb
  case load, loadd, loads, loadl, loadw, loadsw, loaduw, loadsh, loaduh, loadsb, loadub
  case alloc4, alloc8, alloc16, blit
  case ceqw, cnew, cslew, csltw, csgew, csgtw, culew, cultw, cugew, cugtw
  case ceql, cnel, cslel, csltl, csgel, csgtl, culel, cultl, cugel, cugtl
  case ceqs, cnes, cles, clts, cges, cgts, cos, cuos
  case ceqd, cned, cled, cltd, cged, cgtd, cod, cuod
  case extsw, extuw, extsh, extuh, extsb, extub, exts, truncd
  case stosi, stoui, dtosi, dtoui, swtof, uwtof, sltof, ultof, cast, copy
  case call, vastart, vaarg, phi, jmp, jnz, ret, hlt, dbgloc

  /// What the table says of it.
  var facts: OperationFacts {
    let all: UInt8 = 0b11110
    let integers: UInt8 = 0b00110
    let floats: UInt8 = 0b11000
    switch self {
    case .add, .sub, .div, .mul: return .init(all, .same, .same)
    case .neg, .copy: return .init(all, .same)
    case .udiv, .rem, .urem, .or, .xor, .and: return .init(integers, .same, .same)
    case .sar, .shr, .shl: return .init(integers, .same, .word)
    case .stored: return .init(0, .double, .address)
    case .stores: return .init(0, .single, .address)
    case .storel: return .init(0, .long, .address)
    case .storew, .storeh, .storeb: return .init(0, .word, .address)
    case .load: return .init(all, .address)
    case .loadd: return .init(0b10000, .address)
    case .loads: return .init(0b01000, .address)
    case .loadl: return .init(0b00100, .address)
    case .loadw, .loadsw, .loaduw, .loadsh, .loaduh, .loadsb, .loadub: return .init(integers, .address)
    case .alloc4, .alloc8, .alloc16: return .init(0b00100, .long)
    case .blit: return .init(0, .address, .address)
    case .ceqw, .cnew, .cslew, .csltw, .csgew, .csgtw, .culew, .cultw, .cugew, .cugtw:
      return .init(integers, .word, .word)
    case .ceql, .cnel, .cslel, .csltl, .csgel, .csgtl, .culel, .cultl, .cugel, .cugtl:
      return .init(integers, .long, .long)
    case .ceqs, .cnes, .cles, .clts, .cges, .cgts, .cos, .cuos: return .init(integers, .single, .single)
    case .ceqd, .cned, .cled, .cltd, .cged, .cgtd, .cod, .cuod: return .init(integers, .double, .double)
    case .extsw, .extuw: return .init(0b00100, .word)
    case .extsh, .extuh, .extsb, .extub: return .init(integers, .word)
    case .exts: return .init(0b10000, .single)
    case .truncd: return .init(0b01000, .double)
    case .stosi, .stoui: return .init(integers, .single)
    case .dtosi, .dtoui: return .init(integers, .double)
    case .swtof, .uwtof: return .init(floats, .word)
    case .sltof, .ultof: return .init(floats, .long)
    case .cast: return .init(all, .opposite)
    case .vastart: return .init(0, .address)
    case .vaarg: return .init(all, .address)
    case .call, .phi, .jmp, .jnz, .ret, .hlt, .dbgloc: return .init(all, .none)
    }
  }
}

/// What the table says of an instruction.
struct OperationFacts: Sendable {
  /// The classes of results that it can have, a bit for each; none where it has no result.
  let results: UInt8
  let first: OperandClass
  let second: OperandClass

  init(_ results: UInt8, _ first: OperandClass, _ second: OperandClass = .none) {
    self.results = results
    self.first = first
    self.second = second
  }
}

/// The words of the language, found by their bytes.
struct WordTable: @unchecked Sendable {
  /// A word, or 0, and what it is.
  struct Entry {
    var word: UInt64
    var operation: UInt8
  }

  private let entries: UnsafePointer<Entry>
  private let facts: UnsafePointer<OperationFacts>
  private static let shift: UInt64 = 55
  private static let size = 1 << 9

  static let shared = WordTable()

  private init() {
    let entries = UnsafeMutablePointer<Entry>.allocate(capacity: Self.size)
    entries.initialize(repeating: Entry(word: 0, operation: 0), count: Self.size)
    let facts = UnsafeMutablePointer<OperationFacts>.allocate(capacity: 256)
    for operation in Operation.allCases {
      let word = Self.number(of: "\(operation)")
      var slot = Self.slot(word)
      while entries[slot].word != 0 { slot = (slot + 1) & (Self.size - 1) }
      entries[slot] = Entry(word: word, operation: operation.rawValue)
      (facts + Int(operation.rawValue)).initialize(to: operation.facts)
    }
    self.entries = UnsafePointer(entries)
    self.facts = UnsafePointer(facts)
  }

  @inline(__always)
  private static func slot(_ word: UInt64) -> Int {
    Int(truncatingIfNeeded: (word &* 0x9E37_79B9_7F4A_7C15) >> shift)
  }

  /// The number that `Scanner.word` gives for a word.
  static func number(of text: String) -> UInt64 {
    text.utf8.prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// The instruction of a word.
  @inline(__always)
  func operation(_ word: UInt64) -> Operation? {
    guard word != 0 else { return nil }
    var slot = Self.slot(word)
    while entries[slot].word != word {
      if entries[slot].word == 0 { return nil }
      slot = (slot &+ 1) & (Self.size &- 1)
    }
    return unsafeBitCast(entries[slot].operation, to: Operation.self)
  }

  @inline(__always)
  func facts(of operation: Operation) -> OperationFacts { facts[Int(operation.rawValue)] }
}

/// The other words of the language, as numbers.
enum Word {
  static let export = WordTable.number(of: "export")
  static let thread = WordTable.number(of: "thread")
  static let common = WordTable.number(of: "common")
  static let weak = WordTable.number(of: "weak")
  static let section = WordTable.number(of: "section")
  static let function = WordTable.number(of: "function")
  static let data = WordTable.number(of: "data")
  static let type = WordTable.number(of: "type")
  static let dbgfile = WordTable.number(of: "dbgfile")
  static let align = WordTable.number(of: "align")
  static let env = WordTable.number(of: "env")
  static let w = WordTable.number(of: "w")
  static let l = WordTable.number(of: "l")
  static let s = WordTable.number(of: "s")
  static let d = WordTable.number(of: "d")
  static let b = WordTable.number(of: "b")
  static let h = WordTable.number(of: "h")
  static let z = WordTable.number(of: "z")
  static let sb = WordTable.number(of: "sb")
  static let ub = WordTable.number(of: "ub")
  static let sh = WordTable.number(of: "sh")
  static let uh = WordTable.number(of: "uh")
}
