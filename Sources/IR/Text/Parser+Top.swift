// Parsing what stands at the top of a text: functions' heads, imports, data, records, files, and the target.

internal import Layout

extension Parser {
  /// The target that a text's first line states, if it does.
  static func statedTarget(_ bytes: [UInt8]) -> Target? {
    var inComment = false
    var start = 0
    for (index, byte) in bytes.enumerated() {
      if byte == 0x0A { inComment = false }
      if byte == 0x3B { inComment = true }
      start = index
      if !inComment, byte > 0x20 { break }
    }
    guard bytes[start...].starts(with: "target ".utf8) else { return nil }
    let word = bytes[(start + 7)...].prefix { $0 > 0x20 && $0 != 0x3B }
    return Target(rawValue: String(decoding: word, as: UTF8.self))
  }

  /// Reads all that stands at the top, and notes where bodies are.
  mutating func parseTop() {
    while true {
      scan.skipLines()
      guard !scan.isAtEnd else { return }
      let start = scan.offset
      scan.anchor = start
      do throws(Fault) {
        declared = nil
        try parseItem(at: start)
      } catch {
        // What could not be read of a declaration is reported, and that it is missing is not.
        if let declared, module.symbols[declared].definition == .undeclared {
          module.symbols[declared].source = SourcePlace()
        }
        recover()
      }
      // What makes no progress would be read for ever.
      if scan.offset == start { scan.at += 1 }
    }
  }

  /// Goes on behind a fault: at the next line that begins with a word of the top.
  private mutating func recover() {
    while !scan.isAtEnd {
      scan.skipToEndOfLine()
      guard !scan.isAtEnd else { return }
      scan.at += 1
      let before = scan.at
      switch keyword() {
      case .func, .data, .record, .union, .opaque, .import, .file, .target:
        scan.at = before
        return
      default: scan.at = before
      }
    }
  }

  private mutating func parseItem(at start: UInt32) throws(Fault) {
    switch keyword() {
    case .func: try parseFunction(at: start)
    case .import: try parseImport(at: start)
    case .data: try parseData(at: start)
    case .record: try parseRecord(.structure, at: start)
    case .union: try parseRecord(.union, at: start)
    case .opaque: try parseOpaque(at: start)
    case .file: try parseFile(at: start)
    case .target: try parseTarget(at: start)
    default:
      scan.at = scan.start + Int(start)
      let found = scan.found
      let help = scan.name(into: &module.names).map { Spelling.help(forTop: module.names.string($0)) } ?? []
      scan.at = scan.start + Int(start)
      throw fault(
        "unexpected \(found)", expected: "one of func, import, data, record, union, opaque, file, target", help: help)
    }
  }

  private mutating func parseTarget(at start: UInt32) throws(Fault) {
    scan.skipBlanks()
    let offset = scan.offset
    let name = try expectName("a target")
    let word = module.names.string(name)
    guard let target = Target(rawValue: word) else {
      throw fault(
        "unknown target '\(word)'", at: offset, expected: Target.allCases.map(\.rawValue).joined(separator: ", "))
    }
    guard target == module.target else {
      throw fault("the program is for \(module.target.rawValue), and this says \(target.rawValue)", at: offset)
    }
    if !statesTarget { module.addItem(.target, at: place(start)) }
    statesTarget = true
    try expectEndOfLine()
  }

  private mutating func parseFile(at start: UInt32) throws(Fault) {
    let number = try expectCount("the file's number")
    guard number > 0, number < 1 << 31 else { throw fault("a file's number is from 1 to 2147483647", at: start) }
    let bytes = try expectString()
    let path = bytes.withUnsafeBufferPointer { module.names.intern($0) }
    if let known = module.file(numbered: UInt32(number)), known.path != path {
      note("file \(number) is another file already", at: start, notes: [.init("the other one", at: known.source)])
    }
    module.addFile(LocationFile(number: UInt32(number), path: path, source: place(start)))
    try expectEndOfLine()
  }

  // MARK: - Functions

  /// What is said of a symbol behind its declaration.
  struct SymbolAttributes {
    var convention = Convention.weft
    var linkage: Linkage = []
    var section = Name.none
    var isCold = false
    var isNoreturn = false
    var isWritable = false
    var alignment: UInt64?
  }

  /// The attributes that may stand behind a function's head.
  private static let functionAttributes: Set<Keyword> = [.c, .export, .weak, .hidden, .section, .cold, .noreturn]

  /// Reads attributes of symbols, of those that are allowed.
  mutating func parseAttributes(_ allowed: Set<Keyword>) throws(Fault) -> SymbolAttributes {
    var attributes = SymbolAttributes()
    while true {
      scan.skipBlanks()
      guard scan.isInName[Int(scan.byte)] != 0 else { return attributes }
      let offset = scan.offset
      guard let word = keyword(), allowed.contains(word) else {
        scan.at = scan.start + Int(offset)
        let words = Keyword.allCases.filter(allowed.contains).map(\.spelling).joined(separator: ", ")
        throw unexpected("one of \(words), or the end")
      }
      switch word {
      case .c: attributes.convention = .c
      case .export: attributes.linkage.insert(.export)
      case .weak: attributes.linkage.insert(.weak)
      case .hidden: attributes.linkage.insert(.hidden)
      case .common: attributes.linkage.insert(.common)
      case .thread: attributes.linkage.insert(.thread)
      case .cold: attributes.isCold = true
      case .noreturn: attributes.isNoreturn = true
      case .writable: attributes.isWritable = true
      case .align: attributes.alignment = try expectPowerOfTwo(atMost: LayoutEngine.greatestAlignment)
      default:
        let bytes = try expectString()
        guard !bytes.isEmpty, !bytes.contains(0) else {
          throw fault("a section's name is empty or holds a zero", at: offset)
        }
        attributes.section = bytes.withUnsafeBufferPointer { module.names.intern($0) }
      }
    }
  }

  private mutating func parseFunction(at start: UInt32) throws(Fault) {
    let (symbol, nameOffset) = try expectSymbol()
    declared = symbol
    try expect(UInt8(ascii: "("), "'(' and the parameters")
    let firstParameter = parameters.count
    let (types, isVariadic) = try expectParameters(areNamed: true)
    let results = try expectResults()
    let attributes = try parseAttributes(Self.functionAttributes)
    scan.skipLines()
    guard scan.skip(UInt8(ascii: "{")) else { throw unexpected("'{' and the function's blocks") }
    if scan.skipRestOfLine() {}
    let type = module.types.function(
      Signature(types, results: results, convention: attributes.convention, isVariadic: isVariadic))
    let bodyStart = Int(scan.offset)
    let isClosed = scan.skipBody()
    let end = Int(scan.offset)
    if isClosed {
      scan.at += 1
    } else {
      note("the function's body is not closed", at: start, expected: "'}' before what follows")
    }
    let index = module.functions.count
    module.functions.append(Function(symbol: symbol, type: type, source: place(start)))
    module.functions[index].endOffset = UInt32(end)
    let declaration = define(symbol, as: .function(index), type: type, attributes, at: nameOffset)
    module.addItem(.function(index), at: place(start), declaration: declaration)
    pending.append(
      PendingBody(
        symbol: symbol, type: type, place: place(start), parameters: firstParameter..<parameters.count,
        start: bodyStart, end: end, index: index))
    if isClosed { try expectEndOfLine() }
  }

  private mutating func parseImport(at start: UInt32) throws(Fault) {
    switch keyword() {
    case .func:
      let (symbol, offset) = try expectSymbol()
      declared = symbol
      try expect(UInt8(ascii: "("), "'(' and the types of the parameters")
      let (types, isVariadic) = try expectParameters(areNamed: nil)
      let results = try expectResults()
      let attributes = try parseAttributes([.c, .weak, .hidden, .cold, .noreturn])
      let type = module.types.function(
        Signature(types, results: results, convention: attributes.convention, isVariadic: isVariadic))
      let declaration = define(symbol, as: .importedFunction, type: type, attributes, at: offset)
      module.addItem(.imported(symbol), at: place(start), declaration: declaration)
    case .data:
      let (symbol, offset) = try expectSymbol()
      declared = symbol
      let attributes = try parseAttributes([.weak, .hidden, .thread])
      let declaration = define(symbol, as: .importedData, type: .none, attributes, at: offset)
      module.addItem(.imported(symbol), at: place(start), declaration: declaration)
    default: throw unexpected("'func' or 'data'")
    }
    try expectEndOfLine()
  }

  /// Gives a symbol its meaning; a definition takes the place of an import, of a weak definition or of common data.
  /// - Returns: what this declaration alone says.
  mutating func define(
    _ symbol: Symbol, as definition: SymbolData.Definition, type: Type, _ attributes: SymbolAttributes,
    at offset: UInt32
  ) -> SymbolData {
    let old = module.symbols[symbol]
    var new = SymbolData(
      name: old.name, definition: definition, linkage: attributes.linkage, section: attributes.section,
      isCold: attributes.isCold, isNoreturn: attributes.isNoreturn, type: type, source: place(offset))
    let isImport = definition == .importedFunction || definition == .importedData
    if isImport { new.linkage.insert(.imported) }
    switch old.definition {
    case .undeclared:
      module.symbols[symbol] = new
    case .importedFunction, .importedData:
      if !isImport {
        module.symbols[symbol] = new
      }
      if (old.definition == .importedFunction) != new.isFunction || old.type != type {
        noteConflict(symbol, old, offset, "the import of @\(module.names.string(old.name)) says otherwise")
      }
    case .function, .data:
      if isImport {
        if old.isFunction != new.isFunction || old.type != type {
          noteConflict(symbol, old, offset, "@\(module.names.string(old.name)) is not what this import says")
        }
      } else if old.linkage.contains(.weak), !new.linkage.contains(.weak) {
        module.symbols[symbol] = new
      } else if !new.linkage.contains(.weak), !unifyCommon(symbol, old, new) {
        noteConflict(symbol, old, offset, "@\(module.names.string(old.name)) is defined twice")
      }
    }
    return new
  }

  /// Of common data one object is left: the definition that is not common, else the largest, aligned as each asks.
  /// - Returns: whether the two are of that kind.
  private mutating func unifyCommon(_ symbol: Symbol, _ old: SymbolData, _ new: SymbolData) -> Bool {
    guard case .data(let older) = old.definition, case .data(let newer) = new.definition,
      module.data[older].isWritable == module.data[newer].isWritable
    else { return false }
    switch (old.linkage.contains(.common), new.linkage.contains(.common)) {
    case (false, false): return false
    case (true, false): module.symbols[symbol] = new
    case (false, true): break
    case (true, true):
      let isLarger = module.data[newer].size > module.data[older].size
      if isLarger { module.symbols[symbol] = new }
      let alignment = max(module.data[older].alignment, module.data[newer].alignment)
      let kept = isLarger ? newer : older
      if module.data[kept].alignment < alignment { module.data[kept].alignment = alignment }
    }
    return true
  }

  private mutating func noteConflict(_ symbol: Symbol, _ old: SymbolData, _ offset: UInt32, _ message: String) {
    note(message, at: offset, notes: [.init("the other one", at: old.source)])
  }

  // MARK: - Records

  private mutating func expectRecordName() throws(Fault) -> (type: Type, offset: UInt32) {
    scan.skipBlanks()
    let offset = scan.offset
    guard scan.byte == UInt8(ascii: "$"), let name = scan.name(into: &module.names), module.names[name].count > 1 else {
      throw unexpected("a record's name, as in '$point'")
    }
    guard !module.names[name].contains(UInt8(ascii: ".")) else {
      throw fault("a record's name holds no '.'", at: offset)
    }
    let type = namedRecord(recordName(name), at: offset)
    let index = module.types.recordIndex(type)
    // Until it is read to its end, what is wrong with it is said there.
    module.types.records[index].isReported = true
    let old = module.types.records[index]
    guard old.form == .undeclared else {
      note(
        "\(module.spelling(of: type)) is declared twice", at: offset,
        notes: old.isPredeclared ? [] : [.init("the other one", at: old.source)],
        help: old.isPredeclared ? ["the language declares it"] : [])
      throw Fault()
    }
    return (type, offset)
  }

  private mutating func parseRecord(_ form: RecordForm, at start: UInt32) throws(Fault) {
    let (type, nameOffset) = try expectRecordName()
    var isPacked = false
    var alignment: UInt64?
    while true {
      let word = keyword()
      if word == .packed {
        isPacked = true
      } else if word == .align {
        alignment = try expectPowerOfTwo(atMost: LayoutEngine.greatestAlignment)
      } else if word != nil {
        throw fault("this cannot be said of a record", expected: "'packed', 'align N' or '{'")
      } else {
        break
      }
    }
    scan.skipLines()
    guard scan.skip(UInt8(ascii: "{")) else { throw unexpected("'packed', 'align N' or '{'") }
    var members: [Member] = []
    var known: Set<Name> = []
    scan.skipInside()
    var offset = scan.offset
    while !scan.skip(UInt8(ascii: "}")) {
      if !members.isEmpty, scan.skip(UInt8(ascii: ",")) { scan.skipInside(behind: offset) }
      offset = scan.offset
      let name = try expectName("a member, as in 'x: i32'")
      guard !module.names[name].contains(UInt8(ascii: ".")) else {
        throw fault("a member's name holds no '.'", at: offset)
      }
      if !known.insert(name).inserted { note("a member has that name already", at: offset) }
      try expect(UInt8(ascii: ":"), "':' and the member's type, as in 'x: i32'")
      scan.skipBlanks()
      let typeOffset = scan.offset
      let memberType = try expectType(.memory, "what has a size in memory")
      var element = memberType
      while module.types.kind(of: element) == .array { element = module.types.arrayParts(element).element }
      if let inner = module.types.recordData(element), inner.form == .undeclared {
        throw undeclaredYet(element, at: typeOffset)
      }
      var member = Member(name, memberType)
      member.sourceOffset = offset
      let before = scan.at
      if keyword() == .align {
        member.alignment = try expectPowerOfTwo(atMost: LayoutEngine.greatestAlignment)
      } else {
        scan.at = before
      }
      members.append(member)
      scan.skipInside(behind: offset)
    }
    module.types.records[module.types.recordIndex(type)].endOffset = scan.offset - 1
    scan.anchor = start
    do throws(LayoutError) {
      try module.types.define(type, form: form, members: members, isPacked: isPacked, alignment: alignment)
    } catch {
      throw fault("\(module.spelling(of: type)) has no layout: \(error)", at: nameOffset)
    }
    finishRecord(type, at: start)
    try expectEndOfLine()
  }

  private mutating func parseOpaque(at start: UInt32) throws(Fault) {
    try expect(.record, "'record'")
    let (type, nameOffset) = try expectRecordName()
    try expect(.size, "'size' and the size in bytes")
    let size = try expectCount("the size in bytes")
    try expect(.align, "'align' and the alignment in bytes")
    let alignment = try expectPowerOfTwo(atMost: LayoutEngine.greatestAlignment)
    do throws(LayoutError) {
      try module.types.defineOpaque(type, size: size, alignment: alignment)
    } catch {
      throw fault("\(module.spelling(of: type)) has no layout: \(error)", at: nameOffset)
    }
    finishRecord(type, at: start)
    try expectEndOfLine()
  }

  private mutating func finishRecord(_ type: Type, at start: UInt32) {
    let index = module.types.recordIndex(type)
    module.types.records[index].source = place(start)
    module.addItem(.record(index), at: place(start))
  }

  /// Notes the symbols that were used and never declared.
  mutating func checkSymbols() {
    for data in module.symbols.elements where data.definition == .undeclared && data.source.file != SourcePlace.none {
      let name = module.names.string(data.name)
      let module = self.module
      let near = suggestion(
        for: name,
        among: module.symbols.elements.lazy.filter { $0.definition != .undeclared }.map { module.names.string($0.name) }
      )
      diagnostics.append(
        ModuleDiagnostic(
          "the symbol @\(name) is not declared", at: data.source, length: 1 + module.names[data.name].count,
          help: near.map { ["did you mean '@\($0)'?"] } ?? ["what is defined elsewhere is declared with 'import'"]))
    }
  }
}
