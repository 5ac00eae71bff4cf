// The rules of instructions: operands, conversions, orderings, targets.

internal import Layout

extension Verifier {
  /// Checks one instruction.
  @inline(__always)
  mutating func verify(_ instruction: Instruction, _ data: InstructionData, _ shape: OpcodeShape) {
    if shape.syntax == .plain {
      let count = Int(shape.operandCount)
      if count > 0 {
        if count <= 2 {
          verify(data.a, shape.operand(0), data, at: instruction)
          if count == 2 {
            verify(data.b, shape.operand(1), data, at: instruction, occurrence: data.a == data.b ? 1 : 0)
          }
        } else {
          verifyPooled(data, shape, at: instruction)
        }
      }
      if shape.needsMore { verifyMore(data, shape, at: instruction) }
    } else {
      verifySpecial(instruction, data, shape)
    }
  }

  /// Checks an operand by its rule.
  @inline(__always)
  private mutating func verify(
    _ raw: UInt32, _ rule: OperandRule, _ data: InstructionData, at instruction: Instruction, occurrence: Int = 0
  ) {
    let type = rule == .same ? data.type : rule.fixedType
    if type != .none, rule != .word {
      verify(raw, type, at: instruction, occurrence: occurrence)
    } else {
      verifyByRule(raw, rule, at: instruction)
    }
  }

  private mutating func verifyPooled(_ data: InstructionData, _ shape: OpcodeShape, at instruction: Instruction) {
    let start = Int(data.a)
    for index in 0..<Int(shape.operandCount) {
      let raw = function.pool[start + index]
      var occurrence = 0
      for before in 0..<index where function.pool[start + before] == raw { occurrence += 1 }
      verify(raw, shape.operand(index), data, at: instruction, occurrence: occurrence)
    }
  }

  /// Checks an operand that must be of a type.
  @inline(__always)
  mutating func verify(_ raw: UInt32, _ type: Type, at instruction: Instruction, occurrence: Int = 0) {
    if raw >> 30 == 0 {
      let value = Value(rawValue: raw)
      let found = function.values[value].type
      if found != type, found != .none, type != .none { noteType(value, type, at: instruction, occurrence) }
      verifyDominance(value, at: instruction, occurrence: occurrence)
    } else if raw >> 30 > 1 || !type.isInteger {
      verifyConstant(raw, type, at: instruction)
    }
  }

  @inline(never)
  private mutating func noteType(_ value: Value, _ type: Type, at instruction: Instruction, _ occurrence: Int) {
    let found = module.spelling(of: function.values[value].type)
    note(
      "\(spelling(value)) is \(found), not \(module.spelling(of: type))", at: instruction, word: spelling(value),
      occurrence: occurrence, expected: module.spelling(of: type))
  }

  @inline(never)
  private mutating func verifyConstant(_ raw: UInt32, _ type: Type, at instruction: Instruction) {
    switch Operand(rawValue: raw).kind {
    case .value: break
    case .integer(let number):
      if type == .bool, number >> 1 == 0 { return }
      if type == .ptr, number == 0 { return }
      if type == .none { return }
      note("a number cannot stand for \(module.spelling(of: type))", at: instruction)
    case .symbol(let symbol):
      if type != .ptr, type != .none {
        note("a symbol is an address, not \(module.spelling(of: type))", at: instruction)
      }
      verifyAddress(symbol, at: instruction)
    case .constant(let constant):
      let data = function.constants[constant]
      if type != .none, let fault = fault(of: data, type) {
        note(fault.message, at: instruction, word: spelling(data), help: fault.help)
      }
    }
  }

  /// What is wrong with a constant that stands for a number of a type.
  func fault(of constant: ConstantData, _ type: Type) -> (message: String, help: [String])? {
    switch constant.kind {
    case .integer: if type.isInteger || type == .bool { return nil }
    case .f32: if type == .f32 { return nil }
    case .f64: if type == .f64 { return nil }
    case .syscall: break
    case .sizeof, .sizeofData, .alignof, .offsetof:
      guard type.isInteger else { break }
      if let number = module.bits(of: constant) {
        guard type.bitWidth < 64, number >> UInt64(type.bitWidth) != 0 else { return nil }
        return ("\(spelling(constant) ?? "it") is \(number), which does not fit in \(module.spelling(of: type))", [])
      }
      let symbol = Symbol(rawValue: constant.reference)
      let name = module.name(of: symbol)
      switch module.symbols[symbol].definition {
      case .importedData:
        return (
          "the size of @\(name) is not known: it is imported",
          ["its size is known where it is defined: it could export it as data, too"]
        )
      case .function, .importedFunction:
        return ("@\(name) is a function, and has no size", ["'sizeof' is of types, and of data of the program"])
      case .undeclared, .data: return nil
      }
    }
    return ("a constant is not \(module.spelling(of: type))", [])
  }

  /// How a constant is written that is no literal.
  func spelling(_ constant: ConstantData) -> String? {
    switch constant.kind {
    case .sizeof: "sizeof(\(module.spelling(of: Type(rawValue: constant.reference))))"
    case .sizeofData: "sizeof(@\(module.name(of: Symbol(rawValue: constant.reference))))"
    case .alignof: "alignof(\(module.spelling(of: Type(rawValue: constant.reference))))"
    case .offsetof: "offsetof"
    case .integer, .f32, .f64, .syscall: nil
    }
  }

  /// Checks a symbol whose address is an operand.
  private mutating func verifyAddress(_ symbol: Symbol, at instruction: Instruction) {
    guard module.symbols[symbol].linkage.contains(.thread) else { return }
    let name = module.name(of: symbol)
    note(
      "@\(name) has an address in each thread", at: instruction, word: "@\(name)",
      help: ["take it with 'thread.address @\(name)'"])
  }

  /// Checks an operand of a rule that allows several types.
  mutating func verifyByRule(_ raw: UInt32, _ rule: OperandRule, at instruction: Instruction) {
    let operand = Operand(rawValue: raw)
    switch rule {
    case .functionSymbol:
      guard case .symbol(let symbol) = operand.kind, module.symbols[symbol].isFunction else {
        note("the operand is not a function", at: instruction, word: symbolWord(operand), expected: "a function")
        return
      }
    case .threadSymbol:
      guard case .symbol(let symbol) = operand.kind, module.symbols[symbol].linkage.contains(.thread) else {
        note(
          "the operand is not thread-local data", at: instruction, word: symbolWord(operand),
          expected: "thread-local data",
          help: ["the address of other data is its name, as an operand"])
        return
      }
    case .word:
      guard let value = operand.value else {
        // An integer, or an address.
        if case .constant = operand.kind { return verifyConstant(raw, .i64, at: instruction) }
        return verifyConstant(raw, .none, at: instruction)
      }
      verifyDominance(value, at: instruction)
      let type = function.values[value].type
      if type != .i64, type != .ptr, type != .none {
        note(
          "\(spelling(value)) is \(module.spelling(of: type))", at: instruction, word: spelling(value),
          expected: "i64 or ptr")
      }
    default:
      guard let value = operand.value else {
        note("a literal has no type here", at: instruction, expected: "a value")
        return
      }
      verifyDominance(value, at: instruction)
      let type = function.values[value].type
      guard type != .none, !rule.kinds.contains(module.types.kind(of: type)) else { return }
      note(
        "\(spelling(value)) is \(module.spelling(of: type))", at: instruction, word: spelling(value),
        expected: rule.description)
    }
  }

  private func symbolWord(_ operand: Operand) -> String? {
    if case .symbol(let symbol) = operand.kind { return "@\(module.name(of: symbol))" }
    return nil
  }

  // MARK: - Beyond operands

  /// Checks what the table says of few operations only.
  private mutating func verifyMore(_ data: InstructionData, _ shape: OpcodeShape, at instruction: Instruction) {
    if shape.orderings != .none { verifyOrderings(data, shape, at: instruction) }
    if !shape.isOnEveryTarget, !data.opcode.row.targets.contains(module.target) {
      note(
        "\(data.opcode.spelling) is not on \(module.target.rawValue)", at: instruction, help: portableForm(data.opcode))
    }
    switch data.opcode {
    case .truncate, .extendSigned, .extendUnsigned, .bitcast: verifyConversion(data, at: instruction)
    case .variadicStart:
      if !module.types.isVariadic(function.type) {
        note("the function is not variadic", at: instruction, help: ["its parameters would end with '...'"])
      }
    case .asyncTaskDetach:
      if let handle = Operand(rawValue: data.a).value, module.types.kind(of: function.values[handle].type) == .task {
        handles.append((handle, instruction))
      }
    case .signalHandle: verifyHandler(data, at: instruction)
    default: break
    }
  }

  private func portableForm(_ opcode: Opcode) -> [String] {
    switch opcode {
    case .cpuRdtsc, .cpuRdtscp, .cpuCntvct, .cpuRdcycle, .cpuRdtime: ["the portable form is 'clock.cycles'"]
    case .cpuPause: ["the portable form is 'spin.pause'"]
    default: []
    }
  }

  private mutating func verifyConversion(_ data: InstructionData, at instruction: Instruction) {
    guard let value = Operand(rawValue: data.a).value else { return }
    let type = function.values[value].type
    guard type != .none, data.opcode.shape.operand(0).kinds.contains(module.types.kind(of: type)) else { return }
    let from = type.bitWidth
    let to = data.type.bitWidth
    let expected: String
    switch data.opcode {
    case .truncate where from <= to: expected = "a type narrower than \(module.spelling(of: type))"
    case .extendSigned where from >= to, .extendUnsigned where from >= to:
      expected = "a type wider than \(module.spelling(of: type))"
    case .bitcast where from != to || type == data.type:
      expected = "the other type of \(from) bits"
    default: return
    }
    note(
      "\(data.opcode.spelling) from \(module.spelling(of: type)) to \(module.spelling(of: data.type))", at: instruction,
      word: module.spelling(of: data.type), expected: expected)
  }

  private mutating func verifyOrderings(_ data: InstructionData, _ shape: OpcodeShape, at instruction: Instruction) {
    let ordering = data.aux.ordering
    switch shape.orderings {
    case .load where ordering == .release || ordering == .acquireRelease:
      note(
        "a load does not release", at: instruction, word: ordering.spelling, expected: "relaxed, acquire or seq_cst")
    case .store where ordering == .acquire || ordering == .acquireRelease:
      note(
        "a store does not acquire", at: instruction, word: ordering.spelling, expected: "relaxed, release or seq_cst")
    case .fence where ordering == .relaxed:
      note(
        "a relaxed fence orders nothing", at: instruction, word: ordering.spelling,
        expected: "acquire, release, acq_rel or seq_cst")
    case .compare:
      let failure = data.aux.failureOrdering
      if failure == .release || failure == .acquireRelease {
        note(
          "a compare-exchange that fails does not release: it only loads", at: instruction, word: failure.spelling,
          occurrence: ordering == failure ? 1 : 0, expected: "relaxed, acquire or seq_cst")
      }
    default: break
    }
  }
}

extension OpcodeShape {
  /// Whether there are rules beyond the operands' types: see `Verifier.verifyMore`.
  @inline(__always) var needsMore: Bool { orderings != .none || !isOnEveryTarget || hasOwnRules }
}

extension OperandRule {
  /// The kinds of types that the rule allows, where it allows several.
  var kinds: TypeKinds {
    switch self {
    case .anyInteger: .integers
    case .anyIntegerOrBool: [.integers, .bool]
    case .anyFloat: .floats
    case .anyNumber: [.init(.i32), .init(.i64), .floats]
    case .task: .init(.task)
    case .thread: .init(.thread)
    case .word: [.init(.i64), .pointer]
    default: .values
    }
  }

  /// What the rule allows, in words.
  public var description: String {
    switch self {
    case .same: "the type"
    case .bool: "bool"
    case .i8: "i8"
    case .i16: "i16"
    case .i32: "i32"
    case .i64: "i64"
    case .f32: "f32"
    case .f64: "f64"
    case .ptr: "ptr"
    case .word: "i64 or ptr"
    case .anyInteger: "an integer"
    case .anyIntegerOrBool: "an integer or bool"
    case .anyFloat: "f32 or f64"
    case .anyNumber: "i32, i64, f32 or f64"
    case .task: "the handle of a task"
    case .thread: "the handle of a thread"
    case .functionSymbol: "a function"
    case .threadSymbol: "thread-local data"
    }
  }
}
