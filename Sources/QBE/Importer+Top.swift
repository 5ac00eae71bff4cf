// What stands at the top of a text: types, data, functions' heads, files.

internal import IR
internal import Layout

/// An aggregate type of the text.
struct Aggregate {
  var type: Type
  var size: UInt64
  var alignment: UInt64
}

/// What is said of a symbol before its definition.
struct DeclaredLinkage {
  var linkage: Linkage = []
  var section = Name.none
  var isWritable = true
  var isExecutable = false
}

extension Importer {
  mutating func parseItem() throws(Fault) {
    let start = scan.offset
    var declared = DeclaredLinkage()
    var hasLinkage = false
    while true {
      scan.skipLines()
      let offset = scan.offset
      switch scan.word() {
      case Word.export: declared.linkage.insert(.export)
      case Word.thread: declared.linkage.insert(.thread)
      case Word.common: declared.linkage.insert(.common)
      case Word.weak: declared.linkage.insert(.weak)
      case Word.section: try parseSection(&declared)
      case Word.function: return try parseFunction(declared, at: start)
      case Word.data: return try parseData(declared, at: start)
      case Word.type where !hasLinkage: return try parseType(at: start)
      case Word.dbgfile where !hasLinkage: return try parseDebugFile()
      default:
        scan.at = scan.start + Int(offset)
        throw unexpected(
          hasLinkage
            ? "'function' or 'data'" : "one of function, data, type, export, thread, section, common, weak, dbgfile")
      }
      hasLinkage = true
    }
  }

  private mutating func parseSection(_ declared: inout DeclaredLinkage) throws(Fault) {
    scan.skipBlanks()
    let offset = scan.offset
    let name = try expectString()
    guard !name.isEmpty, !name.contains(0) else {
      throw fault("a section's name is empty or holds a zero", at: offset, length: 1)
    }
    declared.section = name.withUnsafeBufferPointer { module.names.intern($0) }
    declared.isWritable = !name.starts(with: ".rodata".utf8)
    scan.skipBlanks()
    guard scan.byte == UInt8(ascii: "\"") else { return }
    let flagsOffset = scan.offset
    let flags = try expectString()
    declared.isWritable = false
    for flag in flags.prefix(while: { $0 != UInt8(ascii: ",") }) {
      switch flag {
      case UInt8(ascii: "a"): break
      case UInt8(ascii: "w"): declared.isWritable = true
      case UInt8(ascii: "x"): declared.isExecutable = true
      case UInt8(ascii: "T"): declared.linkage.insert(.thread)
      default:
        throw fault(
          "the section's flag '\(String(decoding: [flag], as: UTF8.self))' means nothing here", at: flagsOffset,
          length: 1, expected: "a, w, x or T")
      }
    }
  }

  private mutating func parseDebugFile() throws(Fault) {
    scan.skipBlanks()
    let offset = scan.offset
    let path = try expectString()
    guard !path.contains(0) else { throw fault("a file's name holds a zero", at: offset, length: 1) }
    let name = path.withUnsafeBufferPointer { module.names.intern($0) }
    debugFile = fileNumber(name)
    try expectEndOfLine()
  }

  private mutating func fileNumber(_ name: Name) -> UInt32 {
    if let known = debugFiles[name] { return known }
    let number = module.addFile(module.names.string(name))
    debugFiles[name] = number
    return number
  }

  // MARK: - Types

  private mutating func parseType(at start: UInt32) throws(Fault) {
    scan.skipLines()
    let nameOffset = scan.offset
    guard scan.skip(UInt8(ascii: ":")) else { throw unexpected("a type's name, as in ':point'") }
    let name = try expectName("a type's name")
    guard aggregates[name] == nil else {
      throw fault("the type :\(module.names.string(name)) is defined twice", at: nameOffset)
    }
    try expectBehindLines(UInt8(ascii: "="), "'=' and what the type holds")
    scan.skipLines()
    var alignment: UInt64?
    if scan.byte != UInt8(ascii: "{") {
      guard scan.word() == Word.align else {
        scan.at = scan.start + Int(scan.offset)
        throw unexpected("'align' and a number, or '{'")
      }
      alignment = try expectAlignment()
    }
    try expectBehindLines(UInt8(ascii: "{"), "'{' and what the type holds")
    scan.skipLines()
    let record = makeRecord(name)
    if scan.byte &- 0x30 < 10 {
      guard let alignment else {
        throw fault(
          "an opaque type needs its alignment", at: nameOffset, help: ["write 'align 8' before the '{'"])
      }
      let size = try expectCount("the size in bytes")
      try expectBehindLines(UInt8(ascii: "}"), "'}'")
      do throws(LayoutError) {
        try module.types.defineOpaque(record, size: size, alignment: alignment)
      } catch {
        throw fault("the type has no layout: \(error)", at: nameOffset)
      }
      let rounded = module.types.size(of: record)
      guard rounded == size else {
        throw fault(
          "a type of \(size) bytes is not aligned to \(alignment)", at: nameOffset,
          expected: "a size that is a multiple of the alignment")
      }
      return finishType(name, record, start)
    }
    if scan.byte == UInt8(ascii: "{") {
      try parseUnion(record, alignment, at: nameOffset, start: start)
    } else {
      let members = try parseMembers(at: nameOffset)
      try define(record, .structure, members, alignment, at: nameOffset)
    }
    finishType(name, record, start)
  }

  private mutating func parseUnion(
    _ record: Type, _ alignment: UInt64?, at nameOffset: UInt32, start: UInt32
  ) throws(Fault) {
    var members: [Member] = []
    while true {
      scan.skipLines()
      if scan.skip(UInt8(ascii: "}")) { break }
      try expect(UInt8(ascii: "{"), "'{' and what this case of the union holds, or '}'")
      let inside = try parseMembers(at: nameOffset)
      let name = module.types.recordData(record)?.name ?? .none
      let part = makeRecord(name)
      try define(part, .structure, inside, nil, at: nameOffset)
      module.addImportedItem(.record(module.indexOfRecord(part)), at: place(start))
      members.append(Member(memberName(members.count), part))
    }
    try define(record, .union, members, alignment, at: nameOffset)
  }

  /// Reads the members of a record up to the brace behind them.
  private mutating func parseMembers(at nameOffset: UInt32) throws(Fault) -> [Member] {
    var members: [Member] = []
    while true {
      scan.skipLines()
      if scan.skip(UInt8(ascii: "}")) { return members }
      let offset = scan.offset
      var type: Type
      if scan.skip(UInt8(ascii: ":")) {
        let name = try expectName("a type's name")
        guard let known = aggregates[name] else { throw unknownType(name, at: offset) }
        type = known.type
      } else {
        switch scan.word() {
        case Word.b: type = .i8
        case Word.h: type = .i16
        case Word.w: type = .i32
        case Word.l: type = .i64
        case Word.s: type = .f32
        case Word.d: type = .f64
        default:
          scan.at = scan.start + Int(offset)
          throw unexpected("a member: one of b h w l s d or ':type', or '}'")
        }
      }
      scan.skipLines()
      if scan.byte &- 0x30 < 10 {
        let count = try expectCount("how many there are")
        guard let array = module.types.array(of: type, count: count) else {
          throw fault("the type is too large", at: offset)
        }
        type = array
      }
      members.append(Member(memberName(members.count), type))
      scan.skipLines()
      guard scan.skip(UInt8(ascii: ",")) || scan.byte == UInt8(ascii: "}") else { throw unexpected("',' or '}'") }
    }
  }

  mutating func unknownType(_ name: Name, at offset: UInt32) -> Fault {
    fault(
      "the type :\(module.names.string(name)) is not defined before", at: offset,
      help: ["a type is defined above all that names it"])
  }

  private mutating func memberName(_ number: Int) -> Name { module.names.intern("m\(number)") }

  private mutating func define(
    _ record: Type, _ form: RecordForm, _ members: [Member], _ alignment: UInt64?, at nameOffset: UInt32
  ) throws(Fault) {
    let natural = members.reduce(1) { max($0, module.types.alignment(of: $1.type)) }
    do throws(LayoutError) {
      if let alignment, alignment < natural {
        // The members lie where they would; only the whole is aligned less.
        let packed = form == .union ? members : padded(members)
        try module.types.define(record, form: form, members: packed, isPacked: true, alignment: alignment)
      } else {
        try module.types.define(record, form: form, members: members, alignment: alignment)
      }
    } catch {
      throw fault("the type has no layout: \(error)", at: nameOffset)
    }
  }

  /// The members of a record with the padding between them as members of its own.
  private mutating func padded(_ members: [Member]) -> [Member] {
    var result: [Member] = []
    var offset: UInt64 = 0
    for member in members {
      let alignment = module.types.alignment(of: member.type)
      let gap = (alignment - offset % alignment) % alignment
      if gap > 0, let padding = module.types.array(of: .i8, count: gap) {
        result.append(Member(module.names.intern("p\(result.count)"), padding))
      }
      result.append(member)
      // Sizes are at most 2 to the 46: as many members as a text can hold do not overflow.
      offset = offset &+ gap &+ module.types.size(of: member.type)
    }
    return result
  }

  /// A record with a name that texts of the module can show, and that none has yet.
  private mutating func makeRecord(_ name: Name) -> Type {
    var text = module.names.string(name)
    text = String(decoding: text.utf8.map { $0 == UInt8(ascii: ".") ? UInt8(ascii: "_") : $0 }, as: UTF8.self)
    var candidate = module.names.intern(text)
    var number = 2
    while !recordNames.insert(candidate).inserted || isTakenRecord(candidate) {
      candidate = module.names.intern("\(text)$\(number)")
      number += 1
    }
    return module.types.record(named: candidate)
  }

  private mutating func isTakenRecord(_ name: Name) -> Bool {
    let record = module.types.record(named: name)
    return module.types.recordData(record)?.form != .undeclared
  }

  private mutating func finishType(_ name: Name, _ record: Type, _ start: UInt32) {
    aggregates[name] = Aggregate(
      type: record, size: module.types.size(of: record), alignment: module.types.alignment(of: record))
    module.addImportedItem(.record(module.indexOfRecord(record)), at: place(start))
  }

  // MARK: - Symbols

  /// Gives a symbol its definition.
  mutating func define(
    _ symbol: Symbol, as definition: SymbolData.Definition, type: Type, _ declared: DeclaredLinkage, at offset: UInt32
  ) {
    let old = module.symbols[symbol]
    var data = SymbolData(
      name: old.name, definition: definition, linkage: declared.linkage, section: declared.section, type: type,
      source: place(offset))
    if data.linkage.contains(.weak) { data.linkage.insert(.export) }
    switch old.definition {
    case .undeclared: break
    case .importedFunction, .importedData:
      let isFunction = old.definition == .importedFunction
      if isFunction != data.isFunction || isFunction && old.type != type {
        note(
          "$\(module.names.string(old.name)) is imported otherwise", at: offset,
          notes: [.init("the import", at: old.source)])
        return
      }
    case .function, .data:
      if declared.linkage.contains(.weak), !old.linkage.contains(.weak) { return }
      guard old.linkage.contains(.weak), !declared.linkage.contains(.weak) else {
        note(
          "$\(module.names.string(old.name)) is defined twice", at: offset,
          notes: [.init("the other one", at: old.source)])
        return
      }
    }
    module.setSymbol(symbol, data)
  }
}
