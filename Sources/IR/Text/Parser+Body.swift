// Parsing the bodies of functions: blocks and instructions, each shaped as its row of the opcode table says.

extension Parser {
  /// Reads the body of a function whose head was read.
  mutating func parseBody(_ pending: PendingBody) -> Function {
    parseBodyInPlace(pending)
    return body.finished()
  }

  /// Reads the body of a function whose head was read into `body.function`, which is another's with the next.
  mutating func parseBodyInPlace(_ pending: PendingBody) {
    let faults = diagnostics.count
    isBroken = false
    hasStrayInstruction = false
    scan.at = scan.start + pending.start
    let end = scan.start + pending.end
    body.begin(symbol: pending.symbol, type: pending.type, source: pending.place)
    // The parameters are those of the entry block.
    for (index, parameter) in parameters[pending.parameters].enumerated() {
      let type = module.types.valueType(module.types.parameter(index, of: pending.type).type)
      define(parameter, type, definition: 0x8000_0000)
    }
    while true {
      scan.skipLines()
      if scan.at >= end { break }
      let start = scan.at
      let before = body.mark
      body.clearResults()
      scan.anchor = scan.offset
      do throws(Fault) {
        try parseLine()
      } catch {
        // The names of its results are known all the same, lest every use of them be a fault.
        if body.function.instructions.count == before.instructions {
          defineResults(SpecialResults())
          body.forget(since: before)
        }
        scan.skipToEndOfLine()
        if scan.at == start { scan.at += 1 }
      }
    }
    finishBlock()
    resolveForward()
    if body.function.blocks.count == 0, !hasStrayInstruction {
      note("a function needs a block", at: pending.place.offset, expected: "'entry:' and instructions behind the '{'")
    }
    scan.at = end
    body.function.endOffset = UInt32(pending.end)
    body.function.hasFaults = isBroken || diagnostics.count > faults
  }

  /// Reads the head of a block, or an instruction.
  @inline(__always)
  private mutating func parseLine() throws(Fault) {
    let start = scan.offset
    if scan.byte == UInt8(ascii: "%") {
      try parseResultNames()
      let offset = scan.offset
      guard let name = scan.name(into: &module.names) else { throw noOperation() }
      try parseInstruction(name, at: offset, start: start)
    } else {
      guard let name = scan.name(into: &module.names) else {
        throw unexpected("an instruction, or a block as in 'loop(%i: i64):'")
      }
      if scan.byte == UInt8(ascii: ":") || scan.byte == UInt8(ascii: "(") {
        try parseBlockHead(name, at: start)
      } else {
        try parseInstruction(name, at: start, start: start)
      }
    }
    try expectEndOfLine()
  }

  @inline(__always)
  private mutating func parseResultNames() throws(Fault) {
    while true {
      let offset = scan.offset
      guard scan.skip(UInt8(ascii: "%")) else { throw unexpected("a result, as in '%x'") }
      let name = try expectName("a result's name")
      body.addResult(NamedParameter(name: name, offset: offset))
      scan.skipBlanks()
      if scan.skip(UInt8(ascii: "=")) { break }
      guard scan.skip(UInt8(ascii: ",")) else { throw unexpected("'=' or ','") }
      scan.skipBlanks()
    }
    scan.skipBlanks()
  }

  // MARK: - Blocks

  private mutating func finishBlock() {
    let last = body.function.blocks.count - 1
    guard last >= 0 else { return }
    body.function.blocks.elements[last].end = Instruction(body.function.instructions.count)
  }

  private mutating func parseBlockHead(_ name: Name, at start: UInt32) throws(Fault) {
    finishBlock()
    let number = body.function.blocks.count
    if let known = body.block(name) {
      let other = body.function.blocks.elements[Int(known)].sourceOffset
      note(
        "the block '\(module.names.string(name))' is defined twice", at: start,
        notes: [.init("the other one", at: place(other))])
    } else {
      body.setBlock(name, UInt32(number))
    }
    let first = number == 0 ? Value(rawValue: 0) : Value(body.function.values.count)
    _ = body.function.blocks.append(
      BlockData(
        name: name, firstParameter: first, parameterCount: UInt32(body.function.values.count - first.index),
        first: Instruction(body.function.instructions.count), end: Instruction(body.function.instructions.count),
        sourceOffset: start))
    if scan.skip(UInt8(ascii: "(")) {
      var count = 0
      while try hasNext(behind: count) {
        count += 1
        let offset = scan.offset
        guard scan.skip(UInt8(ascii: "%")) else { throw unexpected("a parameter, as in '%x: i64'") }
        let name = try expectName("a parameter's name")
        try expect(UInt8(ascii: ":"), "':' and the parameter's type")
        let type = try expectType(.values, "the type of a value")
        guard number > 0 else {
          throw fault("the entry block has no parameters of its own", at: offset, help: ["it sees the function's"])
        }
        define(NamedParameter(name: name, offset: offset), type, definition: UInt32(number) | 0x8000_0000)
        body.function.blocks.elements[number].parameterCount += 1
      }
    }
    guard scan.skip(UInt8(ascii: ":")) else { throw unexpected("':' behind the block's name and parameters") }
  }

  /// Defines a value, if its name is free.
  @inline(__always)
  mutating func define(_ parameter: NamedParameter, _ type: Type, definition: UInt32) {
    let known = body.value(parameter.name)
    if known < BodyState.forward { noteRedefinition(parameter, known) }
    body.define(parameter.name, type, definition: definition)
  }

  @inline(never)
  private mutating func noteRedefinition(_ parameter: NamedParameter, _ known: UInt32) {
    var other = body.function.source.offset
    switch body.function.values.elements[Int(known)].source {
    case .instruction(let instruction) where instruction.index < body.function.sourceOffsets.count:
      other = body.function.sourceOffsets[instruction]
    case .instruction:
      // The other is a result of the instruction that is being read.
      let same = (0..<body.resultCount).map { body.resultName($0) }.first { $0.name == parameter.name }
      if let same { other = same.offset }
    case .parameter(let block):
      let head = block.index > 0 ? body.function.blocks[block].sourceOffset : other
      // The first faults are worth a search.
      other =
        diagnostics.count > Self.mostSuggestions
        ? head : offset(ofParameter: parameter.name, behind: head, before: parameter.offset)
    }
    note(
      "%\(module.names.string(parameter.name)) is defined twice", at: parameter.offset,
      notes: [.init("the other one", at: place(other))])
  }

  /// Where a parameter stands in the head of a function or block; the head itself, where it is not found.
  private func offset(ofParameter name: Name, behind head: UInt32, before limit: UInt32) -> UInt32 {
    let spelling = module.names[name]
    var look = scan
    look.at = scan.start + Int(head)
    let end = scan.start + Int(limit)
    while look.at < end {
      switch look.byte {
      case UInt8(ascii: ";"):
        while look.at < end, look.byte != 0x0A { look.at += 1 }
      case UInt8(ascii: "\""):
        look.at += 1
        while look.at < end, look.byte != UInt8(ascii: "\""), look.byte != 0x0A {
          look.at += look.byte == UInt8(ascii: "\\") ? 2 : 1
        }
        look.at += 1
      case UInt8(ascii: "%"):
        let offset = look.offset
        let length = look.lengthOfWord(at: offset)
        if UnsafeBufferPointer(start: look.at + 1, count: length - 1).elementsEqual(spelling) { return offset }
        look.at += length
      default: look.at += 1
      }
    }
    return head
  }

  /// Defines the results of the next instruction; where types are missing, something was wrong with it.
  mutating func defineResults(_ types: SpecialResults) {
    let number = UInt32(truncatingIfNeeded: body.function.instructions.count)
    for index in 0..<body.resultCount {
      define(body.resultName(index), index < types.count ? types[index] : .none, definition: number)
    }
  }

  // MARK: - Instructions

  @inline(__always)
  private mutating func parseInstruction(_ name: Name, at offset: UInt32, start: UInt32) throws(Fault) {
    guard name.rawValue < Keyword.firstName else { throw unknownOperation(name, at: offset) }
    let opcode = unsafeBitCast(UInt8(truncatingIfNeeded: name.rawValue), to: Opcode.self)
    let shape = shapes[Int(opcode.rawValue)]
    guard body.function.blocks.count > 0 else {
      // Of all that stand so, the first is worth a word.
      if hasStrayInstruction { throw Fault() }
      hasStrayInstruction = true
      throw fault("the instruction stands in no block", at: start, expected: "a block first, as in 'entry:'")
    }
    var instruction = InstructionData(opcode)
    let first = Value(body.function.values.count)
    if shape.orderings != .none { try parseOrderings(shape, &instruction.aux) }
    if shape.syntax == .plain {
      if shape.types != [] {
        let row = opcode
        instruction.type = try expectType(shape.types, Self.wanted(row))
      }
      try parsePlainOperands(shape, &instruction)
      try parseSuffix(shape, &instruction)
      try define(shape, opcode, instruction.type, at: start)
    } else {
      let results = try parseSpecial(shape, &instruction, at: offset)
      try parseSuffix(shape, &instruction)
      guard body.resultCount == 0 || body.resultCount == results.count else {
        throw wrongResultCount(opcode, results.count, at: start)
      }
      defineResults(results)
    }
    instruction.resultCount = UInt8(truncatingIfNeeded: body.resultCount)
    body.function.instructions.elements.append(instruction)
    body.function.firstResults.elements.append(first)
    body.function.sourceOffsets.elements.append(start)
  }

  /// Defines the results that the table gives an operation.
  @inline(__always)
  private mutating func define(_ shape: OpcodeShape, _ opcode: Opcode, _ type: Type, at start: UInt32) throws(Fault) {
    guard body.resultCount > 0 else { return }
    guard body.resultCount == Int(shape.resultCount) else {
      throw wrongResultCount(opcode, Int(shape.resultCount), at: start)
    }
    let number = UInt32(truncatingIfNeeded: body.function.instructions.count)
    for index in 0..<body.resultCount {
      define(body.resultName(index), shape.result(index).type(for: type), definition: number)
    }
  }

  @inline(never)
  private mutating func wrongResultCount(_ opcode: Opcode, _ count: Int, at start: UInt32) -> Fault {
    let gives = count == 0 ? "no result" : count == 1 ? "1 result" : "\(count) results"
    return fault(
      "\(opcode.spelling) gives \(gives), and \(body.resultCount) \(body.resultCount == 1 ? "is" : "are") named",
      at: start,
      help: count > 1 ? ["name all of them, or none"] : [])
  }

  @inline(never)
  private mutating func noOperation() -> Fault {
    let help: [String] =
      switch scan.byte {
      case UInt8(ascii: "%"), UInt8(ascii: "-"), UInt8(ascii: "'"): [Self.noCopy]
      case UInt8(ascii: "@"): ["a function is called by 'call @f(%x)'; the address of a symbol is an operand"]
      default: []
      }
    return fault("unexpected \(scan.found)", expected: "an operation", help: help)
  }

  @inline(never)
  private mutating func unknownOperation(_ name: Name, at offset: UInt32) -> Fault {
    let word = module.names.string(name)
    var help = diagnostics.count < Self.mostSuggestions ? Spelling.help(forOperation: word) : []
    scan.skipBlanks()
    if scan.byte == UInt8(ascii: "=") { help = ["the name of a value begins with '%'"] }
    if word.utf8.allSatisfy({ $0 &- 0x30 < 10 }) { help = [Self.noCopy] }
    return fault("unknown operation '\(word)'", at: offset, help: help)
  }

  /// The types that an operation takes, for messages.
  static func wanted(_ opcode: Opcode) -> String {
    let row = opcode.row
    if row.types == .values { return "the type of a value" }
    if row.types == .memory { return "what has a size in memory" }
    return row.types.spellings.joined(separator: " ")
  }

  private mutating func parseOrderings(_ shape: OpcodeShape, _ aux: inout Auxiliary) throws(Fault) {
    aux.ordering = try expectOrdering()
    if shape.orderings == .compare { aux.failureOrdering = try expectOrdering() }
  }

  private mutating func expectOrdering() throws(Fault) -> Ordering {
    scan.skipBlanks()
    let before = scan.at
    switch keyword() {
    case .relaxed: return .relaxed
    case .acquire: return .acquire
    case .release: return .release
    case .acqRel: return .acquireRelease
    case .seqCst: return .sequentiallyConsistent
    default:
      scan.at = before
      throw unexpected("an ordering: relaxed, acquire, release, acq_rel or seq_cst")
    }
  }

  /// Reads as many operands as the table says.
  @inline(__always)
  private mutating func parsePlainOperands(_ shape: OpcodeShape, _ instruction: inout InstructionData) throws(Fault) {
    let number = body.function.instructions.count
    let count = Int(shape.operandCount)
    if count == 0 { return }
    if count <= 2 {
      instruction.a = try expectOperand(shape.operand(0), instruction.type, for: .a(of: number))
      if count == 2 {
        try expectComma(shape)
        instruction.b = try expectOperand(shape.operand(1), instruction.type, for: .b(of: number))
      }
      return
    }
    instruction.a = UInt32(truncatingIfNeeded: body.function.pool.count)
    instruction.b = UInt32(count)
    for index in 0..<count {
      if index > 0 { try expectComma(shape) }
      let operand = try expectOperand(shape.operand(index), instruction.type, for: .pool(body.function.pool.count))
      body.function.pool.append(operand)
    }
  }

  @inline(__always)
  private mutating func expectComma(_ shape: OpcodeShape) throws(Fault) {
    scan.skipBlanks()
    guard scan.skip(UInt8(ascii: ",")) else { throw unexpected("',' and the next of \(shape.operandCount) operands") }
  }

  /// Reads an operand by its rule.
  @inline(__always)
  private mutating func expectOperand(
    _ rule: OperandRule, _ type: Type, for slot: OperandSlot
  ) throws(Fault) -> UInt32 {
    if rule == .same { return try expectOperand(type, for: slot) }
    switch rule {
    case .functionSymbol, .threadSymbol:
      return Operand(try expectSymbol().symbol).rawValue
    case .word: return try expectWord(for: slot)
    default: return try expectOperand(rule.fixedType, for: slot)
    }
  }

  /// Reads a value, a 64-bit integer or an address.
  mutating func expectWord(for slot: OperandSlot) throws(Fault) -> UInt32 {
    scan.skipBlanks()
    if scan.byte == UInt8(ascii: "@") { return try expectOperand(.ptr, for: slot) }
    let before = scan.at
    if keyword() == .null { return Operand.zero.rawValue }
    scan.at = before
    return try expectOperand(.i64, for: slot)
  }

  // MARK: - Behind the operands

  /// Reads attributes and the place in the source of the language above.
  @inline(__always)
  private mutating func parseSuffix(_ shape: OpcodeShape, _ instruction: inout InstructionData) throws(Fault) {
    scan.skipBlanks()
    if scan.byte == 0x0A {
      if !body.function.locationNumbers.isEmpty { body.function.locationNumbers.append(0) }
      return
    }
    try parseLongSuffix(shape, &instruction)
  }

  @inline(never)
  private mutating func parseLongSuffix(_ shape: OpcodeShape, _ instruction: inout InstructionData) throws(Fault) {
    while scan.isInName[Int(scan.byte)] != 0 {
      let offset = scan.offset
      switch keyword() {
      case .align where shape.attributes.contains(.align):
        instruction.aux.alignment = try expectPowerOfTwo(atMost: 1 << 28)
      case .stack where shape.attributes.contains(.stack):
        instruction.aux.alignment = try expectPowerOfTwo(atMost: 1 << 30)
      case .volatile where shape.attributes.contains(.volatile): instruction.aux.isVolatile = true
      case .cold where shape.attributes.contains(.cold): instruction.aux.isCold = true
      case .noreturn where shape.attributes.contains(.noreturn): instruction.aux.isNoreturn = true
      default:
        scan.at = scan.start + Int(offset)
        throw unexpected("the end of the line")
      }
      scan.skipBlanks()
    }
    if scan.byte == UInt8(ascii: "!") {
      try parseLocation()
    } else if !body.function.locationNumbers.isEmpty {
      body.function.locationNumbers.append(0)
    }
  }

  /// Reads `!file:line:column`.
  private mutating func parseLocation() throws(Fault) {
    let start = scan.offset
    scan.at += 1
    var parts: [UInt32] = []
    while true {
      guard scan.byte &- 0x30 < 10, let part = UInt32(exactly: try expectInteger().magnitude), part < 1 << 31 else {
        throw fault("bad location", at: start, expected: "'!file:line:column' with numbers below 2147483648")
      }
      parts.append(part)
      guard parts.count < 3 else { break }
      guard scan.skip(UInt8(ascii: ":")) else {
        throw fault("bad location", at: start, expected: "'!file:line:column'")
      }
    }
    let location = SourceLocation(file: parts[0], line: parts[1], column: parts[2])
    if location != body.lastLocation || body.function.locations.isEmpty {
      body.function.locations.append(location)
      body.lastLocation = location
    }
    if body.function.locationNumbers.isEmpty {
      body.function.locationNumbers = Array(repeating: 0, count: body.function.instructions.count)
    }
    body.function.locationNumbers.append(UInt32(body.function.locations.count))
  }
}
