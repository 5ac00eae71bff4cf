// Functions: their heads, blocks, instructions and jumps.

internal import IR

extension Importer {
  /// How instructions, results and parameters are limited: in the 20 bits of how many there can be in a function, and more.
  static let greatestParameterCount = 1 << 16

  mutating func parseFunction(_ declared: DeclaredLinkage, at start: UInt32) throws(Fault) {
    scan.skipLines()
    guard declared.linkage.isDisjoint(with: [.thread, .common]) else {
      throw fault("a function is neither 'thread' nor 'common'", at: start)
    }
    let result = try passedType() ?? .none
    if result == .environment { throw fault("a function gives no 'env'", at: scan.offset) }
    scan.skipLines()
    let nameOffset = scan.offset
    let symbol = try expectSymbol()
    body.begin()
    // The parameters are defined in the first block.
    body.currentBlock = 0
    isBroken = false
    let (parameters, isVariadic) = try parseParameters()
    scan.skipLines()
    guard scan.skip(UInt8(ascii: "{")) else { throw unexpected("'{' and the function's blocks") }
    let isMain = module.names[module.symbols[symbol].name].elementsEqual("main".utf8)
    if isMain { checkMain(parameters, isVariadic, result, at: nameOffset) }
    let type =
      isMain ? mainType() : signatures.type(parameters, result, isVariadic: isVariadic, &module.types)
    let index = module.functions.count
    module.functions.append(Function(symbol: symbol, type: type, source: place(start)))
    module.addImportedItem(.function(index), at: place(start))
    define(symbol, as: .function(index), type: type, declared, at: nameOffset)
    uses[symbol.index].type = type.rawValue
    body.currentBlock = ControlFlowGraph.noBlock
    try parseBody(result)
    module.functions[index].endOffset = scan.offset
    let head = FunctionHead(
      symbol: symbol, type: type, index: index, result: result, parameters: parameters, isMain: isMain,
      start: start, end: scan.offset &- 1)
    if !isBroken { translate(head) }
    if isBroken {
      module.functions[index] = Function(symbol: symbol, type: type, source: place(start))
      module.functions[index].hasFaults = true
    }
  }

  /// Says what is wrong with the signature of `main`, which is called as C calls it.
  private mutating func checkMain(
    _ parameters: [HeadParameter], _ isVariadic: Bool, _ result: PassedType, at offset: UInt32
  ) {
    let expected: [PassedType] = [.word, .long, .long]
    let isKnown =
      parameters.count <= 3 && !isVariadic && zip(parameters, expected).allSatisfy { $0.passed == $1 }
      && (result == .word || result == .none)
    if !isKnown {
      note(
        "$main has another signature", at: offset, expected: "'w $main()', or with (w %argc, l %argv, l %envp)")
    }
  }

  private mutating func mainType() -> Type {
    module.types.function(Signature([.i32, .ptr, .ptr], results: [.i32], convention: .c))
  }

  private mutating func parseParameters() throws(Fault) -> ([HeadParameter], isVariadic: Bool) {
    try expectBehindLines(UInt8(ascii: "("), "'(' and the parameters")
    var parameters: [HeadParameter] = []
    var isVariadic = false
    while true {
      scan.skipLines()
      if scan.skip(UInt8(ascii: ")")) { break }
      let offset = scan.offset
      if isVariadic { throw unexpected("')': nothing follows the '...'") }
      if scan.byte == UInt8(ascii: ".") {
        try expectDots()
        isVariadic = true
        if parameters.first?.passed == .environment {
          throw fault("a variadic function has no environment", at: offset, length: 3)
        }
      } else {
        guard let passed = try passedType() else {
          throw unexpected("a parameter, as in 'w %x', '...' or ')'")
        }
        if passed == .environment, !parameters.isEmpty {
          throw fault("the environment is the first parameter", at: offset)
        }
        guard parameters.count < Self.greatestParameterCount else {
          throw fault("the function has too many parameters", at: offset)
        }
        scan.skipBlanks()
        let nameOffset = scan.offset
        guard scan.byte == UInt8(ascii: "%") else { throw unexpected("the parameter's name, as in '%x'") }
        let number = try expectTemporary()
        guard body.temporaries[Int(number)].definingBlock == ControlFlowGraph.noBlock else {
          throw fault("a parameter has that name already", at: nameOffset)
        }
        defineTemporary(number, passed.valueClass, at: nameOffset)
        parameters.append(HeadParameter(temporary: number, passed: passed))
      }
      scan.skipLines()
      guard scan.skip(UInt8(ascii: ",")) || scan.byte == UInt8(ascii: ")") else { throw unexpected("',' or ')'") }
    }
    return (parameters, isVariadic)
  }

  mutating func expectDots() throws(Fault) {
    let offset = scan.offset
    for _ in 0..<3 {
      guard scan.skip(UInt8(ascii: ".")) else {
        scan.at = scan.start + Int(offset)
        throw unexpected("'...'")
      }
    }
  }

  /// Notes that a temporary is assigned here.
  @inline(__always)
  mutating func defineTemporary(_ number: UInt32, _ result: ValueClass, at offset: UInt32) {
    let known = body.temporaries[Int(number)]
    if known.definingBlock == ControlFlowGraph.noBlock {
      body.temporaries[Int(number)].definingBlock = body.currentBlock
      body.temporaries[Int(number)].valueClass = result
    } else {
      redefine(number, known, result, at: offset)
    }
  }

  @inline(never)
  private mutating func redefine(_ number: UInt32, _ known: Temporary, _ result: ValueClass, at offset: UInt32) {
    if known.valueClass != result {
      note(
        "%\(module.names.string(Name(rawValue: known.name))) is \(known.valueClass.described) elsewhere", at: offset,
        notes: [.init("its first mention", at: place(known.offset))])
    }
    body.temporaries[Int(number)].flags.insert(.isVariable)
    body.hasVariables = true
  }

  // MARK: - Bodies

  private mutating func parseBody(_ result: PassedType) throws(Fault) {
    while true {
      scan.skipLines()
      let start = scan.at
      let offset = scan.offset
      switch scan.byte {
      case UInt8(ascii: "%"):
        do throws(Fault) { try parseAssignment(at: offset) } catch { skipLine(from: start) }
      case UInt8(ascii: "@"):
        do throws(Fault) { try parseBlockHead(at: offset) } catch { skipLine(from: start) }
      case UInt8(ascii: "}"):
        scan.at += 1
        finishBody(at: offset)
        return
      case 0 where scan.isAtEnd:
        throw fault("the function is not closed", at: offset, length: 0, expected: "'}'")
      default:
        let word = scan.word()
        guard let operation = words.operation(word) else {
          scan.at = start
          if isTopWord(word) { throw unexpected("'}' before what follows") }
          note("unexpected \(scan.found)", at: offset, expected: "an instruction, a block as in '@loop', or '}'")
          skipLine(from: start)
          continue
        }
        do throws(Fault) { try parseStatement(operation, result, at: offset) } catch { skipLine(from: start) }
      }
    }
  }

  private mutating func skipLine(from start: UnsafePointer<UInt8>) {
    // A fault at the end of a line is not one of the next.
    if scan.at == start || scan.byte != 0x0A { scan.skipToEndOfLine() }
  }

  private mutating func parseBlockHead(at offset: UInt32) throws(Fault) {
    let number = try expectLabel()
    finishBlock(next: number, at: offset)
    guard !body.blocks[Int(number)].isDefined else {
      let other = body.blocks[Int(number)].offset
      // What follows belongs to a block all the same.
      throw fault("the block is defined twice", at: offset, notes: [.init("the other one", at: place(other))])
    }
    body.blocks[Int(number)].isDefined = true
    body.blocks[Int(number)].offset = offset
    body.blocks[Int(number)].firstInstruction = UInt32(truncatingIfNeeded: body.instructions.count)
    body.blocks[Int(number)].firstPhi = UInt32(truncatingIfNeeded: body.phis.count)
    body.blocks[Int(number)].endPhi = UInt32(truncatingIfNeeded: body.phis.count)
    body.order.append(number)
    body.currentBlock = number
    try expectEndOfLine()
  }

  /// Ends the current block, if there is one: without a jump it goes on at the next.
  private mutating func finishBlock(next: UInt32, at offset: UInt32) {
    let current = body.currentBlock
    guard current != ControlFlowGraph.noBlock else { return }
    if body.blocks[Int(current)].ending == .open {
      body.blocks[Int(current)].ending = .jump
      body.blocks[Int(current)].first = next
      body.blocks[Int(current)].endingOffset = offset
      body.blocks[Int(current)].endInstruction = UInt32(truncatingIfNeeded: body.instructions.count)
    }
    body.currentBlock = ControlFlowGraph.noBlock
  }

  private mutating func finishBody(at offset: UInt32) {
    if body.order.count == 0 {
      if !isBroken {
        note("a function needs a block", at: offset, expected: "'@start' and instructions behind the '{'")
      }
      return
    }
    let current = body.currentBlock
    // Where something was wrong, it may have been the end.
    if !isBroken, current != ControlFlowGraph.noBlock, body.blocks[Int(current)].ending == .open {
      note("the last block does not end", at: offset, expected: "jmp, jnz, ret or hlt before it")
    }
  }

  /// Checks that an instruction stands in a block that did not end.
  @inline(__always)
  private mutating func checkOpen(at offset: UInt32) throws(Fault) {
    let current = body.currentBlock
    guard current != ControlFlowGraph.noBlock, body.blocks[Int(current)].ending == .open else {
      throw notOpen(at: offset)
    }
  }

  @inline(never)
  private mutating func notOpen(at offset: UInt32) -> Fault {
    // Behind one fault of the kind, further ones say nothing new.
    guard body.currentBlock != ControlFlowGraph.noBlock || body.order.count == 0, !isBroken || body.order.count > 0
    else {
      isBroken = true
      return Fault()
    }
    return fault("the instruction stands in no block", at: offset, expected: "a block first, as in '@next'")
  }

  // MARK: - Instructions

  @inline(__always)
  private mutating func parseAssignment(at offset: UInt32) throws(Fault) {
    try checkOpen(at: offset)
    let target = try expectTemporary()
    try expect(UInt8(ascii: "="), "'=' and a class")
    scan.skipBlanks()
    if scan.byte == UInt8(ascii: ":") || scan.classes[Int((scan.at + 1).pointee)] != 0 {
      return try parseCallResult(target, at: offset)
    }
    let result = try expectClass()
    scan.skipBlanks()
    let operationOffset = scan.offset
    guard let operation = words.operation(scan.word()) else {
      scan.at = scan.start + Int(operationOffset)
      throw unexpected("an instruction with a result")
    }
    var instruction = BodyInstruction(
      operation: operation, result: result, target: target, a: .none, b: .none, extra: 0, offset: offset)
    let facts = words.facts(of: operation)
    guard facts.results & (1 << result.rawValue) != 0 else { throw noSuchResult(operation, result, operationOffset) }
    switch operation {
    case .phi:
      try parsePhi(target, result, at: offset)
      return try expectEndOfLine()
    case .call:
      instruction.a = try parseCall(PassedType(result))
    case .jmp, .jnz, .ret, .hlt, .dbgloc: throw noSuchResult(operation, result, operationOffset)
    default:
      try parseOperands(facts, &instruction)
      if operation.isAllocation { noteAllocation(instruction) }
    }
    defineTemporary(target, result, at: offset)
    body.instructions.append(instruction)
    try expectEndOfLine()
  }

  @inline(never)
  private mutating func noSuchResult(_ operation: Operation, _ result: ValueClass, _ offset: UInt32) -> Fault {
    let classes = [ValueClass.word, .long, .single, .double].filter {
      words.facts(of: operation).results & (1 << $0.rawValue) != 0
    }
    let isPlain: Bool =
      switch operation {
      case .jmp, .jnz, .ret, .hlt, .dbgloc: false
      default: !classes.isEmpty
      }
    return fault(
      isPlain ? "'\(operation)' gives no '\(result.letter)'" : "'\(operation)' has no result", at: offset,
      expected: isPlain ? classes.map { "'=\($0.letter)'" }.joined(separator: " or ") : nil)
  }

  @inline(__always)
  private mutating func parseOperands(_ facts: OperationFacts, _ instruction: inout BodyInstruction) throws(Fault) {
    instruction.a = try expectOperand()
    if facts.first == .address, !(instruction.operation == .vaarg || instruction.operation == .vastart) {
      readAddress(instruction.a, instruction.operation, instruction.result)
    } else {
      body.read(instruction.a, [.isRead, .escapes])
    }
    if facts.second != .none {
      try expect(UInt8(ascii: ","), "',' and the second operand")
      instruction.b = try expectOperand()
      if facts.second == .address, facts.first != .address {
        readAddress(instruction.b, instruction.operation, .none)
      } else {
        body.read(instruction.b, [.isRead, .escapes])
      }
    }
  }

  /// Notes that memory is accessed at an operand.
  @inline(__always)
  private mutating func readAddress(_ operand: BodyOperand, _ operation: Operation, _ result: ValueClass) {
    guard operand.isTemporary else { return }
    let number = operand.number
    let access = operation.access(result)
    body.temporaries[number].accesses |= access
    body.read(operand, access == 0 ? [.isRead, .isAddress, .escapes] : [.isRead, .isAddress])
  }

  /// Notes an allocation that may become a variable: of a constant size, in the first block.
  private mutating func noteAllocation(_ instruction: BodyInstruction) {
    guard body.currentBlock == 0, instruction.a.kind == 1 || instruction.a.kind == 2 else { return }
    let size = body.bits(of: instruction.a)
    let number = Int(instruction.target)
    guard body.temporaries[number].definingBlock == ControlFlowGraph.noBlock, size <= 1 << 40 else { return }
    body.temporaries[number].flags.insert(.isSlot)
    body.temporaries[number].size = size
    body.temporaries[number].slotAlignment =
      instruction.operation == .alloc4 ? 2 : instruction.operation == .alloc8 ? 3 : 4
  }

  private mutating func parsePhi(_ target: UInt32, _ result: ValueClass, at offset: UInt32) throws(Fault) {
    let current = Int(body.currentBlock)
    guard body.instructions.count == Int(body.blocks[current].firstInstruction) else {
      throw fault("a phi stands before all other instructions of its block", at: offset)
    }
    guard current != Int(body.order[0]) else { throw fault("nothing comes to the first block", at: offset) }
    let first = body.phiArguments.count
    while true {
      scan.skipBlanks()
      let argumentOffset = scan.offset
      let block = try expectLabel()
      let operand = try expectOperand()
      if operand.isTemporary {
        body.temporaries[operand.number].flags.formUnion([.isRead, .escapes])
        let defining = body.temporaries[operand.number].definingBlock
        if defining != 0 { body.noteDistantUse(UInt32(truncatingIfNeeded: operand.number), block, true) }
      }
      body.phiArguments.append(PhiArgument(block: block, operand: operand, offset: argumentOffset))
      scan.skipBlanks()
      guard scan.skip(UInt8(ascii: ",")) else { break }
      // A comma may stand behind the last.
      if scan.skipRestOfLine() { break }
    }
    body.phis.append(
      BodyPhi(
        target: target, result: result, firstArgument: UInt32(truncatingIfNeeded: first),
        endArgument: UInt32(truncatingIfNeeded: body.phiArguments.count), offset: offset))
    body.blocks[current].endPhi = UInt32(truncatingIfNeeded: body.phis.count)
    defineTemporary(target, result, at: offset)
  }

  /// Reads an instruction without a result, or a jump.
  private mutating func parseStatement(
    _ operation: Operation, _ result: PassedType, at offset: UInt32
  ) throws(Fault) {
    try checkOpen(at: offset)
    var instruction = BodyInstruction(
      operation: operation, result: .none, target: .max, a: .none, b: .none, extra: 0, offset: offset)
    let current = Int(body.currentBlock)
    switch operation {
    case .jmp:
      body.blocks[current].first = try expectLabel()
      end(current, .jump, at: offset)
      return try expectEndOfLine()
    case .jnz:
      let operand = try expectOperand()
      // What was compared is needed as a truth value alone.
      body.read(operand, .escapes)
      body.blocks[current].operand = operand
      try expect(UInt8(ascii: ","), "',' and the block for what is not zero")
      body.blocks[current].first = try expectLabel()
      try expect(UInt8(ascii: ","), "',' and the block for zero")
      body.blocks[current].second = try expectLabel()
      end(current, .branch, at: offset)
      return try expectEndOfLine()
    case .ret:
      scan.skipBlanks()
      if !scan.skipRestOfLine() {
        guard result != .none else {
          throw fault("the function gives nothing", at: scan.offset, expected: "the end of the line")
        }
        let operand = try expectOperand()
        body.read(operand, [.isRead, .escapes])
        body.blocks[current].operand = operand
      }
      end(current, .return, at: offset)
      return try expectEndOfLine()
    case .hlt:
      end(current, .halt, at: offset)
      return try expectEndOfLine()
    case .call: instruction.a = try parseCall(.none)
    case .dbgloc:
      let line = try expectLocationPart("a line")
      scan.skipBlanks()
      var column: UInt32 = 0
      if scan.skip(UInt8(ascii: ",")) { column = try expectLocationPart("a column") }
      guard debugFile > 0 else {
        throw fault("no file is named before", at: offset, expected: "a line 'dbgfile \"name\"' above the function")
      }
      instruction.a = BodyOperand(rawValue: line)
      instruction.target = column
    case .blit:
      try parseOperands(words.facts(of: operation), &instruction)
      try expect(UInt8(ascii: ","), "',' and how many bytes")
      let count = try expectCount("how many bytes")
      instruction.extra = UInt32(truncatingIfNeeded: body.wide.count)
      body.wide.append(count)
    default:
      guard words.facts(of: operation).results == 0 else {
        throw fault("'\(operation)' has a result", at: offset, expected: "a temporary for it, as in '%x =w'")
      }
      try parseOperands(words.facts(of: operation), &instruction)
    }
    body.instructions.append(instruction)
    try expectEndOfLine()
  }

  /// Reads a line or column of a location, which the IR holds in 31 bits.
  private mutating func expectLocationPart(_ what: StaticString) throws(Fault) -> UInt32 {
    scan.skipBlanks()
    let start = scan.offset
    guard let number = Int32(exactly: try expectCount(what)) else {
      throw fault("the number is too large", at: start, expected: "\(what) below 2147483648")
    }
    return UInt32(number)
  }

  private mutating func end(_ block: Int, _ ending: Ending, at offset: UInt32) {
    body.blocks[block].ending = ending
    body.blocks[block].endingOffset = offset
    body.blocks[block].endInstruction = UInt32(truncatingIfNeeded: body.instructions.count)
  }

  // MARK: - Calls

  /// Reads a call whose result is an aggregate, or of a narrow integer.
  private mutating func parseCallResult(_ target: UInt32, at offset: UInt32) throws(Fault) {
    let typeOffset = scan.offset
    guard let passed = try passedType(), passed != .environment else { throw unexpected("a class or ':type'") }
    scan.skipBlanks()
    let operationOffset = scan.offset
    guard words.operation(scan.word()) == .call else {
      scan.at = scan.start + Int(operationOffset)
      throw fault(
        "only a call gives this type", at: typeOffset, expected: "a class: w, l, s or d")
    }
    let call = try parseCall(passed)
    defineTemporary(target, passed.valueClass, at: offset)
    body.instructions.append(
      BodyInstruction(
        operation: .call, result: passed.valueClass, target: target, a: call, b: .none, extra: passed.extensionCode,
        offset: offset))
    try expectEndOfLine()
  }

  /// Reads what stands behind `call`.
  /// - Returns: the index of its record.
  private mutating func parseCall(_ result: PassedType) throws(Fault) -> BodyOperand {
    scan.skipBlanks()
    let calleeOffset = scan.offset
    let callee: BodyOperand
    if scan.byte == UInt8(ascii: "$") {
      let symbol = try expectSymbol()
      uses[symbol.index].note(.isCalled, at: calleeOffset)
      callee = .symbol(symbol, isThread: false)
    } else {
      callee = try expectOperand()
      body.read(callee, [.isRead, .escapes])
    }
    try expect(UInt8(ascii: "("), "'(' and the arguments")
    let first = body.arguments.count
    var namedCount: Int?
    while true {
      scan.skipLines()
      if scan.skip(UInt8(ascii: ")")) { break }
      let offset = scan.offset
      if scan.byte == UInt8(ascii: ".") {
        guard namedCount == nil else { throw fault("there is one '...' in a call", at: offset, length: 3) }
        try expectDots()
        namedCount = body.arguments.count - first
        if body.arguments.count > first, body.arguments[first].passed == .environment {
          throw fault("a variadic function has no environment", at: offset, length: 3)
        }
      } else {
        guard let passed = try passedType() else { throw unexpected("an argument, as in 'w %x', '...' or ')'") }
        if passed == .environment, body.arguments.count > first || namedCount != nil {
          throw fault("the environment is the first argument", at: offset)
        }
        guard body.arguments.count - first < Self.greatestParameterCount else {
          throw fault("the call has too many arguments", at: calleeOffset)
        }
        let operand = try expectOperand()
        body.read(operand, [.isRead, .escapes])
        body.arguments.append(CallArgument(operand: operand, passed: passed))
      }
      scan.skipLines()
      guard scan.skip(UInt8(ascii: ",")) || scan.byte == UInt8(ascii: ")") else { throw unexpected("',' or ')'") }
    }
    let end = body.arguments.count
    let named = namedCount ?? end - first
    let type = signatures.type(
      body, first..<(first + named), result, isVariadic: namedCount != nil, &module.types)
    var returnsRecord = false
    if case .record = result { returnsRecord = true }
    body.calls.append(
      BodyCall(
        callee: callee, type: type, firstArgument: UInt32(truncatingIfNeeded: first),
        endArgument: UInt32(truncatingIfNeeded: end), namedCount: UInt32(truncatingIfNeeded: named),
        returnsRecord: returnsRecord))
    return BodyOperand(rawValue: UInt32(truncatingIfNeeded: body.calls.count - 1))
  }
}

/// A parameter in a function's head.
struct HeadParameter {
  var temporary: UInt32
  var passed: PassedType
}

/// What a function's head says.
struct FunctionHead {
  var symbol: Symbol
  var type: Type
  var index: Int
  var result: PassedType
  var parameters: [HeadParameter]
  var isMain: Bool
  var start: UInt32
  var end: UInt32
}

extension PassedType {
  /// How a value of a class travels.
  init(_ valueClass: ValueClass) {
    switch valueClass {
    case .none: self = .none
    case .word: self = .word
    case .long: self = .long
    case .single: self = .single
    case .double: self = .double
    }
  }

  /// What a narrow integer is called in an instruction: 0 for all others.
  var extensionCode: UInt32 {
    switch self {
    case .signedByte: 1
    case .unsignedByte: 2
    case .signedHalf: 3
    case .unsignedHalf: 4
    default: 0
    }
  }
}

extension Operation {
  @inline(__always)
  var isAllocation: Bool { self == .alloc4 || self == .alloc8 || self == .alloc16 }

  /// The size of what a load or store accesses, as a bit: 1, 2, 4 or 8 bytes; 16 for one of an integer.
  func access(_ result: ValueClass) -> UInt8 {
    switch self {
    case .storeb, .loadsb, .loadub: 1 | 16
    case .storeh, .loadsh, .loaduh: 2 | 16
    case .storew, .loadw, .loadsw, .loaduw: 4 | 16
    case .storel, .loadl: 8 | 16
    case .stores, .loads: 4
    case .stored, .loadd: 8
    case .load:
      switch result {
      case .word: 4 | 16
      case .long: 8 | 16
      case .single: 4
      case .double: 8
      case .none: 0
      }
    default: 0
    }
  }
}
