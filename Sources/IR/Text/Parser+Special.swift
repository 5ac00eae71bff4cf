// Parsing the operations that are not shaped as a type and operands: calls, jumps, switches and their like.

/// The types of an operation's results: seldom more than one.
struct SpecialResults {
  private var first = Type.none
  private var all: [Type] = []
  let count: Int

  /// No results.
  init() { count = 0 }

  /// One result.
  init(_ type: Type) {
    first = type
    count = 1
  }

  init(_ types: [Type]) {
    all = types
    first = types.first ?? .none
    count = types.count
  }

  /// The type of a result.
  subscript(index: Int) -> Type { index == 0 ? first : all[index] }
}

extension Parser {
  /// Reads what stands between the name of an operation and its attributes.
  /// - Returns: the types of its results.
  mutating func parseSpecial(
    _ shape: OpcodeShape, _ instruction: inout InstructionData, at offset: UInt32
  ) throws(Fault) -> SpecialResults {
    let number = body.function.instructions.count
    switch shape.syntax {
    case .plain: return SpecialResults()
    case .call: return try parseCall(&instruction)
    case .callIndirect: return try parseIndirectCall(&instruction)
    case .await: return try parseAwait(shape, &instruction)
    case .jump:
      instruction.a = UInt32(truncatingIfNeeded: body.function.pool.count)
      try parseBlockCall()
    case .branch:
      instruction.a = try expectOperand(.bool, for: .a(of: number))
      instruction.b = UInt32(truncatingIfNeeded: body.function.pool.count)
      try expect(UInt8(ascii: ","), "',' and the block for true")
      try parseBlockCall()
      try expect(UInt8(ascii: ","), "',' and the block for false")
      try parseBlockCall()
    case .switch: try parseSwitch(&instruction)
    case .return: try parseReturn(&instruction)
    case .slot:
      instruction.type = try expectType(.memory, "what has a size in memory")
      return SpecialResults(.ptr)
    case .field:
      let path = try expectFieldPath()
      instruction.b = path.rawValue
      instruction.a = try expectOperand(.ptr, for: .a(of: number))
      return SpecialResults(.ptr)
    case .element:
      instruction.type = try expectType(.memory, "what has a size in memory")
      instruction.a = try expectOperand(.ptr, for: .a(of: number))
      try expect(UInt8(ascii: ","), "',' and the index")
      instruction.b = try expectOperand(.i64, for: .b(of: number))
      return SpecialResults(.ptr)
    case .syscall:
      try parseSyscall(&instruction)
      return SpecialResults(.i64)
    case .message:
      instruction.b = Name.none.rawValue
      scan.skipBlanks()
      if scan.byte == UInt8(ascii: "\"") {
        let text = try expectString()
        instruction.b = text.withUnsafeBufferPointer { module.names.intern($0) }.rawValue
      }
    }
    return SpecialResults()
  }

  // MARK: - Calls

  private mutating func parseCall(_ instruction: inout InstructionData) throws(Fault) -> SpecialResults {
    let (symbol, offset) = try expectSymbol()
    let type = module.symbols[symbol].type
    guard module.symbols[symbol].isFunction else {
      if module.symbols[symbol].definition != .undeclared {
        throw fault(
          "@\(module.name(of: symbol)) is data, not a function", at: offset,
          help: ["a function whose address is in memory is called by 'call.indirect'"])
      }
      throw undeclaredFunction(symbol, at: offset)
    }
    instruction.type = type
    try parseArguments(Operand(symbol).rawValue, of: type, &instruction)
    return callResults(instruction.opcode, type)
  }

  /// The types of the results of a call, where any are named.
  private mutating func callResults(_ opcode: Opcode, _ type: Type) -> SpecialResults {
    guard body.resultCount > 0 else { return SpecialResults() }
    if opcode == .call, module.types.resultCount(type) == 1 {
      return SpecialResults(module.types.valueType(module.types.result(0, of: type).type))
    }
    return SpecialResults(module.types.callResults(opcode, type))
  }

  private mutating func undeclaredFunction(_ symbol: Symbol, at offset: UInt32) -> Fault {
    guard module.symbols[symbol].source.file != SourcePlace.none else {
      isBroken = true
      return Fault()
    }
    // Said here, at the call, and not once more of the symbol.
    module.symbols[symbol].source = SourcePlace()
    let module = self.module
    let near = suggestion(
      for: module.name(of: symbol),
      among: module.symbols.elements.lazy.filter(\.isFunction).map { module.names.string($0.name) })
    return fault(
      "the function @\(module.name(of: symbol)) is not declared", at: offset,
      help: near.map { ["did you mean '@\($0)'?"] } ?? ["what is defined elsewhere is declared with 'import'"])
  }

  private mutating func parseIndirectCall(_ instruction: inout InstructionData) throws(Fault) -> SpecialResults {
    try expect(UInt8(ascii: "("), "'(' and the types of the parameters, as in '(i64) -> i64 %f(%x)'")
    let (types, isVariadic) = try expectParameters(areNamed: false)
    let results = try expectResults()
    let before = scan.at
    let isC = keyword() == .c
    if !isC { scan.at = before }
    let type = module.types.function(
      Signature(types, results: results, convention: isC ? .c : .weft, isVariadic: isVariadic))
    instruction.type = type
    let callee = try expectOperand(.ptr, for: .pool(body.function.pool.count))
    try parseArguments(callee, of: type, &instruction)
    return callResults(instruction.opcode, type)
  }

  /// Reads `(arguments)` of a function of a type.
  private mutating func parseArguments(
    _ callee: UInt32, of type: Type, _ instruction: inout InstructionData
  ) throws(Fault) {
    let start = body.function.pool.count
    instruction.a = UInt32(truncatingIfNeeded: start)
    body.function.pool.append(callee)
    let fixed = module.types.parameterCount(type)
    var extraTypes: [Type] = []
    try expect(UInt8(ascii: "("), "'(' and the arguments")
    var count = 0
    while try hasNext(behind: count) {
      var argument: Type
      if count < fixed {
        argument = module.types.valueType(module.types.parameter(count, of: type).type)
      } else {
        guard module.types.isVariadic(type) else {
          throw fault("there are too many arguments", expected: "\(fixed) of them")
        }
        argument = try expectType(
          [.init(.i32), .init(.i64), .init(.f64), .pointer, .init(.record)],
          "the type of an argument beyond the parameters: i32 i64 f64 ptr or a record")
        extraTypes.append(argument)
        argument = module.types.valueType(argument)
      }
      let operand = try expectOperand(argument, for: .pool(body.function.pool.count))
      body.function.pool.append(operand)
      count += 1
    }
    guard count >= fixed else {
      scan.at -= 1
      throw fault("there are too few arguments: \(count)", expected: "\(fixed) of them")
    }
    instruction.b = UInt32(truncatingIfNeeded: count + 1)
    guard !extraTypes.isEmpty else { return }
    instruction.aux.hasExtraTypes = true
    body.function.pool.append(UInt32(extraTypes.count))
    for type in extraTypes { body.function.pool.append(type.rawValue) }
  }

  private mutating func parseAwait(
    _ shape: OpcodeShape, _ instruction: inout InstructionData
  ) throws(Fault) -> SpecialResults {
    scan.skipBlanks()
    var results: [Type] = []
    if scan.skip(UInt8(ascii: "(")) {
      while try hasNext(behind: results.count) {
        results.append(try expectType(Self.resultKinds, "the type of a value, or a record"))
      }
    } else if scan.byte != UInt8(ascii: "%") {
      results = [try expectType(Self.resultKinds, "the type of a value or a record, or a handle")]
    }
    instruction.type = shape.operand(0) == .task ? module.types.task(results) : module.types.thread(results)
    scan.skipBlanks()
    guard scan.byte == UInt8(ascii: "%") else { throw unexpected("a handle, as in '%t'") }
    instruction.a = try expectValue(for: .a(of: body.function.instructions.count))
    return body.resultCount == 0 ? SpecialResults() : SpecialResults(results.map(module.types.valueType))
  }

  private mutating func parseReturn(_ instruction: inout InstructionData) throws(Fault) {
    instruction.a = UInt32(truncatingIfNeeded: body.function.pool.count)
    let type = body.function.type
    let expected = module.types.resultCount(type)
    var count = 0
    scan.skipBlanks()
    while scan.byte != 0x0A, scan.byte != 0x3B, scan.byte != UInt8(ascii: "!"), scan.byte != UInt8(ascii: "}"),
      !scan.isAtEnd
    {
      if count > 0 {
        guard scan.skip(UInt8(ascii: ",")) else { throw unexpected("',' or the end of the line") }
        scan.skipBlanks()
      }
      guard count < expected else {
        throw fault(
          "the function has \(expected == 0 ? "no results" : "only \(expected)")", expected: "the end of the line")
      }
      let result = module.types.valueType(module.types.result(count, of: type).type)
      let operand = try expectOperand(result, for: .pool(body.function.pool.count))
      body.function.pool.append(operand)
      count += 1
      scan.skipBlanks()
    }
    guard count == expected else {
      throw fault(
        "the function has \(expected) result\(expected == 1 ? "" : "s"), and \(count) \(count == 1 ? "is" : "are") returned"
      )
    }
    instruction.b = UInt32(count)
  }

  private mutating func parseSyscall(_ instruction: inout InstructionData) throws(Fault) {
    let start = body.function.pool.count
    instruction.a = UInt32(truncatingIfNeeded: start)
    scan.skipBlanks()
    let callee: UInt32
    if scan.byte == UInt8(ascii: "%") || scan.byte &- 0x30 < 10 {
      callee = try expectOperand(.i64, for: .pool(start))
    } else {
      let name = try expectName("a system call by name or number, as in 'write(…)'")
      callee = body.intern(.syscall(name))
    }
    body.function.pool.append(callee)
    try expect(UInt8(ascii: "("), "'(' and the arguments")
    var count = 0
    while try hasNext(behind: count) {
      guard count < 6 else { throw fault("a system call has at most 6 arguments", expected: "')'") }
      let operand = try expectWord(for: .pool(body.function.pool.count))
      body.function.pool.append(operand)
      count += 1
    }
    instruction.b = UInt32(count + 1)
  }

  // MARK: - Jumps

  /// Reads a block and its arguments, and appends them to the pool.
  mutating func parseBlockCall() throws(Fault) {
    scan.skipBlanks()
    let offset = scan.offset
    let name = try expectName("a block's name, as in 'done' or 'loop(%next)'")
    let known = body.block(name)
    if known == nil {
      body.forwardBlocks.append(ForwardUse(slot: .pool(body.function.pool.count), name: name, offset: offset))
    }
    body.function.pool.append(known ?? 0)
    let countIndex = body.function.pool.count
    body.function.pool.append(0)
    scan.skipBlanks()
    guard scan.skip(UInt8(ascii: "(")) else { return }
    var count = 0
    while try hasNext(behind: count) {
      try parseBlockArgument(count, of: name, known)
      count += 1
    }
    body.function.pool[countIndex] = UInt32(count)
  }

  private mutating func parseBlockArgument(_ index: Int, of name: Name, _ known: UInt32?) throws(Fault) {
    let slot = body.function.pool.count
    if scan.byte == UInt8(ascii: "%") {
      let value = try expectValue(for: .pool(slot))
      body.function.pool.append(value)
      return
    }
    if let known, index < Int(body.function.blocks.elements[Int(known)].parameterCount) {
      let block = body.function.blocks.elements[Int(known)]
      let type = body.function.values.elements[block.firstParameter.index + index].type
      let operand = try expectOperand(type, for: .pool(slot))
      body.function.pool.append(operand)
      return
    }
    // A literal's type is that of a parameter that comes later: it is read then.
    body.forwardLiterals.append(ForwardLiteral(slot: slot, block: name, parameter: index, offset: scan.offset))
    body.function.pool.append(Operand.zero.rawValue)
    try skipLiteral()
  }

  /// Skips a literal of whatever type.
  private mutating func skipLiteral() throws(Fault) {
    let start = scan.at
    if scan.byte == UInt8(ascii: "'") {
      _ = try expectInteger()
      return
    }
    if scan.byte == UInt8(ascii: "@") {
      _ = try expectSymbol()
      return
    }
    while scan.isInName[Int(scan.byte)] != 0 || scan.byte == UInt8(ascii: "-") || scan.byte == UInt8(ascii: "+") {
      scan.at += 1
    }
    guard scan.at > start else { throw unexpected("an argument: '%value' or a literal") }
    guard scan.byte == UInt8(ascii: "(") else { return }
    // nan(bits), sizeof(type): up to the parenthesis that closes it.
    var depth = 0
    repeat {
      if scan.byte == UInt8(ascii: "(") { depth += 1 }
      if scan.byte == UInt8(ascii: ")") { depth -= 1 }
      guard scan.byte != 0x0A, !scan.isAtEnd else { throw unexpected("')'") }
      if scan.byte == UInt8(ascii: "\"") { _ = try expectString() } else { scan.at += 1 }
    } while depth > 0
  }

  private mutating func parseSwitch(_ instruction: inout InstructionData) throws(Fault) {
    instruction.type = try expectType(.integers, "i8 i16 i32 i64")
    instruction.a = try expectOperand(instruction.type, for: .a(of: body.function.instructions.count))
    try expect(UInt8(ascii: ","), "',' and the block for all other values")
    let start = body.function.pool.count
    instruction.b = UInt32(truncatingIfNeeded: start)
    body.function.pool.append(0)
    try parseBlockCall()
    try expect(UInt8(ascii: "["), "'[' and the cases, as in '1: one'")
    var count: UInt32 = 0
    scan.skipInside()
    while !scan.skip(UInt8(ascii: "]")) {
      if count > 0, scan.skip(UInt8(ascii: ",")) { scan.skipInside() }
      let offset = scan.offset
      guard scan.byte &- 0x30 < 10 || scan.byte == UInt8(ascii: "-") || scan.byte == UInt8(ascii: "'") else {
        throw unexpected("a case, as in '1: one', or ']'")
      }
      let constant = try expectLiteral(instruction.type)
      try expect(UInt8(ascii: ":"), "':' and the block for this case")
      if constant.radix != .decimal { body.function.caseRadices[body.function.pool.count] = constant.radix }
      body.function.pool.append(UInt32(truncatingIfNeeded: constant.bits))
      body.function.pool.append(UInt32(truncatingIfNeeded: constant.bits >> 32))
      try parseBlockCall()
      count += 1
      scan.skipInside()
      if scan.isAtEnd { throw fault("the cases are not closed", at: offset, expected: "']'") }
    }
    body.function.pool[start] = count
  }

  // MARK: - What was used before its definition

  /// Puts in place what was not known where it was used.
  mutating func resolveForward() {
    for use in body.forwardBlocks {
      if let block = body.block(use.name) {
        body.store(block, in: use.slot)
      } else {
        let module = self.module
        let near = suggestion(
          for: module.names.string(use.name),
          among: body.function.blocks.elements.lazy.map { module.names.string($0.name) })
        note(
          "there is no block '\(module.names.string(use.name))'", at: use.offset,
          help: near.map { ["did you mean '\($0)'?"] } ?? [])
        body.setBlock(use.name, 0)
      }
    }
    let behind = scan.at
    for literal in body.forwardLiterals {
      guard let number = body.block(literal.block), Int(number) < body.function.blocks.count else { continue }
      let block = body.function.blocks.elements[Int(number)]
      scan.at = scan.start + Int(literal.offset)
      do throws(Fault) {
        // Too many arguments are the verifier's to see.
        guard literal.parameter < Int(block.parameterCount) else { continue }
        let type = body.function.values.elements[block.firstParameter.index + literal.parameter].type
        let operand = try expectOperand(type, for: .pool(literal.slot))
        scan.skipInside()
        guard scan.byte == UInt8(ascii: ",") || scan.byte == UInt8(ascii: ")") else { throw unexpected("',' or ')'") }
        body.function.pool[literal.slot] = operand
      } catch {}
    }
    scan.at = behind
    for use in body.forwardUses {
      let known = body.value(use.name)
      if known < BodyState.forward {
        body.store(known, in: use.slot)
        continue
      }
      let module = self.module
      let near = suggestion(
        for: module.names.string(use.name),
        among: body.function.valueNames.elements.lazy.map { module.names.string($0) })
      note(
        "%\(module.names.string(use.name)) is not defined", at: use.offset,
        help: near.map { ["did you mean '%\($0)'?"] } ?? [])
      body.define(use.name, .none, definition: UInt32(truncatingIfNeeded: body.function.instructions.count))
      body.store(body.value(use.name), in: use.slot)
    }
  }
}
