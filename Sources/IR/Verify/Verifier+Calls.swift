// The rules of calls, of control, and of what starts tasks, threads and handlers.

internal import Layout

extension Verifier {
  /// Checks an instruction that is not shaped as a type and operands.
  mutating func verifySpecial(_ instruction: Instruction, _ data: InstructionData, _ shape: OpcodeShape) {
    switch function.view(of: instruction) {
    case .plain(let operands):
      // `element`: an address and an index.
      verify(operands[0].rawValue, .ptr, at: instruction)
      verify(operands[1].rawValue, .i64, at: instruction, occurrence: operands[0] == operands[1] ? 1 : 0)
    case .call(let callee, let arguments, let extraTypes):
      verifyCall(data, callee, arguments, extraTypes, at: instruction)
    case .await(let handle):
      verify(handle.rawValue, data.type, at: instruction)
      if let value = handle.value, function.values[value].type == data.type { handles.append((value, instruction)) }
    case .jump(let call): verify(call, at: instruction)
    case .branch(let condition, let then, let otherwise):
      verify(condition.rawValue, .bool, at: instruction)
      verify(then, at: instruction)
      verify(otherwise, at: instruction, occurrence: then.block == otherwise.block ? 1 : 0)
    case .switch(let operand, let otherwise, let cases):
      verify(operand.rawValue, data.type, at: instruction)
      verify(otherwise, at: instruction)
      verify(cases, data.type, at: instruction)
    case .return(let results): verifyReturn(results, at: instruction)
    case .slot, .message: break
    case .field(let base, _): verify(base.rawValue, .ptr, at: instruction)
    case .syscall(let number, let arguments): verifySyscall(number, arguments, at: instruction)
    }
  }

  // MARK: - Control

  private mutating func verify(_ call: BlockCall, at instruction: Instruction, occurrence: Int = 0) {
    // A block that is not there has been reported, and the entry stands for it.
    if call.block == .entry, function.hasFaults { return }
    let target = function.blocks[call.block]
    if call.block == .entry {
      note(
        "nothing goes on at the entry block", at: instruction, word: module.names.string(target.name),
        occurrence: occurrence, help: ["jump to a block behind it"])
      return
    }
    guard call.arguments.count == Int(target.parameterCount) else {
      let name = module.names.string(target.name)
      let count = target.parameterCount
      note(
        "'\(name)' has \(count) parameter\(count == 1 ? "" : "s"), and gets \(call.arguments.count)", at: instruction,
        word: name, occurrence: occurrence)
      return
    }
    for (index, argument) in call.arguments.enumerated() {
      let type = function.values[Value(target.firstParameter.index + index)].type
      verify(argument.rawValue, type, at: instruction)
    }
  }

  private mutating func verify(_ cases: SwitchCases, _ type: Type, at instruction: Instruction) {
    var values: [(value: Int64, index: Int)] = []
    values.reserveCapacity(cases.remaining)
    let width = type.bitWidth
    for (value, target) in cases {
      if width < 64, value >> Int64(width - 1) != 0, value >> Int64(width - 1) != -1 {
        note("the case \(value) does not fit in \(module.spelling(of: type))", at: instruction, caseIndex: values.count)
      }
      values.append((value, values.count))
      verify(target, at: instruction)
    }
    values.sort { ($0.value, $0.index) < ($1.value, $1.index) }
    for index in values.indices.dropFirst() where values[index].value == values[index - 1].value {
      note("there are two cases for \(values[index].value)", at: instruction, caseIndex: values[index].index)
    }
  }

  private mutating func verifyReturn(_ results: OperandList, at instruction: Instruction) {
    let count = module.types.resultCount(function.type)
    guard results.count == count else {
      note("the function has \(count) results, and \(results.count) are returned", at: instruction)
      return
    }
    for index in 0..<count {
      verify(
        results[index].rawValue, module.types.valueType(module.types.result(index, of: function.type).type),
        at: instruction)
    }
    if module.symbols[function.symbol].isNoreturn {
      note(
        "the function says that it never returns", at: instruction,
        help: ["leave out 'noreturn', or end with 'unreachable' or 'trap'"])
    }
  }

  // MARK: - Calls

  private mutating func verifyCall(
    _ data: InstructionData, _ callee: Operand, _ arguments: OperandList, _ extraTypes: [Type],
    at instruction: Instruction
  ) {
    let type = data.type
    let isIndirect = data.opcode.shape.syntax == .callIndirect
    if isIndirect {
      verify(callee.rawValue, .ptr, at: instruction)
      verifySignature(type, at: instruction)
    }
    let fixed = module.types.parameterCount(type)
    guard arguments.count == fixed + extraTypes.count, extraTypes.isEmpty || module.types.isVariadic(type) else {
      note("there are \(arguments.count) arguments", at: instruction, expected: "\(fixed) of them")
      return
    }
    for index in 0..<arguments.count {
      let declared = index < fixed ? module.types.parameter(index, of: type).type : extraTypes[index - fixed]
      verify(arguments[index].rawValue, module.types.valueType(declared), at: instruction)
    }
    switch data.opcode {
    case .tailCall, .tailCallIndirect:
      verifyTailCall(type, extraTypes, at: instruction)
      if module.symbols[function.symbol].isNoreturn, !isNoreturn(callee) {
        note(
          "the function says that it never returns, and goes on in one that may", at: instruction,
          help: ["leave out 'noreturn', or call one that is 'noreturn', too"])
      }
    case .asyncTaskCreate, .asyncTaskTryCreate, .asyncTaskCreateIndirect: verifyEntry(type, "task", at: instruction)
    case .threadSpawn, .threadTrySpawn: verifyEntry(type, "thread", at: instruction)
    default: break
    }
  }

  /// Whether a callee says that it never returns.
  private func isNoreturn(_ callee: Operand) -> Bool {
    guard case .symbol(let symbol) = callee.kind else { return false }
    return module.symbols[symbol].isNoreturn
  }

  /// Checks a signature that stands in an instruction.
  private mutating func verifySignature(_ type: Type, at instruction: Instruction) {
    for fault in faultsOfConvention(type) {
      note(fault, at: instruction, help: helpOfConvention(type))
    }
  }

  /// What a signature says that only C's convention knows.
  func faultsOfConvention(_ type: Type) -> [String] {
    guard module.types.convention(type) == .weft else { return faultsOfEnvironment(type) }
    var faults: [String] = []
    if module.types.isVariadic(type) { faults.append("only functions of C's convention are variadic") }
    if hasExtension(type) { faults.append("only C's convention extends") }
    return faults
  }

  /// What to do about what only C's convention knows.
  func helpOfConvention(_ type: Type) -> [String] {
    module.types.convention(type) == .weft ? ["write 'c' behind the results"] : []
  }

  /// What is wrong with the environment among a signature's parameters: it is the first, and not one of a variadic function.
  private func faultsOfEnvironment(_ type: Type) -> [String] {
    for index in 0..<module.types.parameterCount(type)
    where module.types.parameter(index, of: type).extension == .environment {
      if index > 0 { return ["the environment is the first parameter"] }
      if module.types.isVariadic(type) { return ["a variadic function has no environment"] }
    }
    for index in 0..<module.types.resultCount(type) where module.types.result(index, of: type).extension == .environment
    {
      return ["an environment is no result"]
    }
    return []
  }

  private func hasExtension(_ type: Type) -> Bool {
    for index in 0..<module.types.parameterCount(type) where module.types.parameter(index, of: type).extension != .none
    {
      return true
    }
    for index in 0..<module.types.resultCount(type) where module.types.result(index, of: type).extension != .none {
      return true
    }
    return false
  }

  private func passesRecord(_ type: Type) -> Bool {
    for index in 0..<module.types.parameterCount(type)
    where module.types.kind(of: module.types.parameter(index, of: type).type) == .record {
      return true
    }
    for index in 0..<module.types.resultCount(type)
    where module.types.kind(of: module.types.result(index, of: type).type) == .record {
      return true
    }
    return false
  }

  private mutating func verifyTailCall(_ type: Type, _ extraTypes: [Type], at instruction: Instruction) {
    let own = function.type
    let results = (0..<module.types.resultCount(type)).map { module.types.result($0, of: type) }
    let ownResults = (0..<module.types.resultCount(own)).map { module.types.result($0, of: own) }
    if results != ownResults {
      note(
        "a tail call gives what its function gives", at: instruction,
        expected: ownResults.isEmpty
          ? "a callee without results"
          : "a callee with results \(ownResults.map { module.spelling(of: $0.type) }.joined(separator: ", "))")
      return
    }
    guard module.types.convention(type) == module.types.convention(own) else {
      note("a tail call keeps its function's convention", at: instruction, expected: "\(module.types.convention(own))")
      return
    }
    // In Weft's own convention the arguments lie where the callee frees them, records too.
    guard module.types.convention(type) == .c else { return }
    if module.types.isVariadic(type) || passesRecord(type) || stackWords(type) > stackWords(own) {
      note(
        "this cannot be a tail call in C's convention", at: instruction,
        help: ["it is variadic, passes a record, or needs more stack for arguments than its function: use 'call'"])
    }
  }

  /// How many arguments C's convention may pass on the stack, at most: six integers and eight floats go in registers.
  private func stackWords(_ type: Type) -> Int {
    var integers = 0
    var floats = 0
    for index in 0..<module.types.parameterCount(type) {
      if module.types.parameter(index, of: type).type.isFloat { floats += 1 } else { integers += 1 }
    }
    let registers = module.target == .x86_64 ? 6 : 8
    return max(0, integers - registers) + max(0, floats - 8)
  }

  /// Checks a function that a task or thread runs.
  private mutating func verifyEntry(_ type: Type, _ what: String, at instruction: Instruction) {
    if module.types.convention(type) == .c || module.types.isVariadic(type) {
      note(
        "a \(what) runs a function of Weft's own convention", at: instruction,
        help: ["call the C function from one that is not 'c'"])
    }
  }

  // MARK: - The system

  private mutating func verifySyscall(_ number: Operand, _ arguments: OperandList, at instruction: Instruction) {
    if case .constant(let constant) = number.kind, function.constants[constant].kind == .syscall {
      let name = module.names.string(Name(rawValue: function.constants[constant].reference))
      if let call = Syscalls.named(name) {
        if call.number(on: module.target) == nil {
          note("there is no system call '\(name)' on \(module.target.rawValue)", at: instruction, word: name)
        }
      } else {
        let near =
          diagnostics.count < Parser.mostSuggestions
          ? Spelling.nearest(to: name, among: Syscalls.all.lazy.map(\.name)) : nil
        note(
          "there is no system call '\(name)'", at: instruction, word: name,
          help: near.map { ["did you mean '\($0)'?"] } ?? ["one without a name here can be called by number"])
      }
    } else {
      verify(number.rawValue, .i64, at: instruction)
    }
    for argument in arguments { verifyByRule(argument.rawValue, .word, at: instruction) }
  }

  mutating func verifyHandler(_ data: InstructionData, at instruction: Instruction) {
    guard case .symbol(let symbol) = Operand(rawValue: data.b).kind, module.symbols[symbol].isFunction else { return }
    let name = module.name(of: symbol)
    let signature = module.types.signature(module.symbols[symbol].type)
    guard signature.parameters.map(\.type) == [.i32, .ptr, .ptr], signature.results.isEmpty, !signature.isVariadic
    else {
      note(
        "@\(name) is no handler of signals", at: instruction, word: "@\(name)",
        expected: "a function of (i32, ptr, ptr) without results")
      return
    }
    guard seesAllBodies else { return note("what a handler does is seen with all bodies", at: instruction) }
    if calls == nil {
      let graph = CallGraph(module)
      calls = (graph, ClosedEffects(module, graph))
    }
    guard let calls else { return }
    let effects: Effects
    if case .function(let index) = module.symbols[symbol].definition {
      effects = calls.effects.effects[index]
    } else {
      effects = ClosedEffects.ofImport(symbol, module)
    }
    for (effect, word) in [(Effects.suspends, "suspend"), (Effects.allocates, "allocate")]
    where effects.contains(effect) {
      let cause = cause(of: effect, word, in: symbol)
      note(
        "@\(name) may \(word), and a handler of signals must not", at: instruction, word: "@\(name)",
        notes: cause.map { [$0] } ?? [],
        help: cause == nil ? ["it is defined elsewhere, where it may do so"] : [])
    }
  }

  /// The instruction by which a function has an effect: one of its own before a call of a function that has it.
  private func cause(of effect: Effects, _ word: String, in symbol: Symbol) -> ModuleDiagnostic.Note? {
    guard case .function(let index) = module.symbols[symbol].definition, let calls else { return nil }
    let body = module.functions[index]
    guard body.source.file < module.sources.count else { return nil }
    var found: ModuleDiagnostic.Note?
    for instruction in body.instructions.keys where instruction.index < body.sourceOffsets.count {
      let place = SourcePlace(file: body.source.file, offset: body.sourceOffsets[instruction])
      let data = body.instructions[instruction]
      if data.opcode.shape.effects.contains(effect) {
        return .init("'\(data.opcode.spelling)' may \(word)", at: place)
      }
      guard found == nil else { continue }
      switch data.opcode {
      case .call, .tailCall:
        guard case .call(let operand, _, _) = body.view(of: instruction), case .symbol(let callee) = operand.kind
        else { continue }
        let effects: Effects
        if case .function(let number) = module.symbols[callee].definition {
          effects = calls.effects.effects[number]
        } else {
          effects = ClosedEffects.ofImport(callee, module)
        }
        if effects.contains(effect) {
          found = .init("it calls @\(module.name(of: callee)), which may \(word)", at: place)
        }
      case .callIndirect, .tailCallIndirect:
        if calls.effects.throughAddresses.contains(effect) {
          found = .init("it calls by an address, which may be that of a function that may \(word)", at: place)
        }
      default: break
      }
    }
    return found
  }
}
