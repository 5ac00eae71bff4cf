// Printing instructions, each shaped as its row of the opcode table says.

extension Printer {
  mutating func print(_ instruction: Instruction, _ function: Function) {
    let data = function.instructions[instruction]
    let shape = shapes[Int(data.opcode.rawValue)]
    if data.resultCount > 0 {
      for (index, value) in function.results(of: instruction).enumerated() {
        if index > 0 { out.write(", ") }
        write(Value(value), function)
      }
      out.write(" = ")
    }
    // The names of operations are the first in every table of names.
    out.write(Name(rawValue: UInt32(data.opcode.rawValue)), of: module)
    if shape.orderings != .none {
      out.write(" ")
      out.write(string: data.aux.ordering.spelling)
      if shape.orderings == .compare {
        out.write(" ")
        out.write(string: data.aux.failureOrdering.spelling)
      }
    }
    switch shape.syntax {
    case .plain: printPlain(data, shape, function)
    case .call:
      out.write(" ")
      printCallee(data, function)
    case .callIndirect:
      out.write(" ")
      out.write(signature: data.type, of: module)
      out.write(" ")
      printCallee(data, function)
    case .await: printAwait(data, function)
    case .jump:
      out.write(" ")
      _ = printBlockCall(at: Int(data.a), function)
    case .branch:
      out.write(" ")
      write(data.a, .bool, function)
      out.write(", ")
      let next = printBlockCall(at: Int(data.b), function)
      out.write(", ")
      _ = printBlockCall(at: next, function)
    case .switch: printSwitch(data, function)
    case .return:
      for index in 0..<Int(data.b) {
        index == 0 ? out.write(" ") : out.write(", ")
        let type = module.types.valueType(module.types.result(index, of: function.type).type)
        write(function.pool[Int(data.a) + index], type, function)
      }
    case .slot:
      out.write(" ")
      out.write(data.type, of: module)
    case .field:
      out.write(" ")
      write(FieldPath(rawValue: data.b))
      out.write(" ")
      write(data.a, .ptr, function)
    case .element:
      out.write(" ")
      out.write(data.type, of: module)
      out.write(" ")
      write(data.a, .ptr, function)
      out.write(", ")
      write(data.b, .i64, function)
    case .syscall:
      out.write(" ")
      write(function.pool[Int(data.a)], .i64, function)
      out.write("(")
      for index in 1..<max(1, Int(data.b)) {
        if index > 1 { out.write(", ") }
        write(function.pool[Int(data.a) + index], .i64, function)
      }
      out.write(")")
    case .message:
      if data.b != Name.none.rawValue {
        out.write(" ")
        out.write(quoted: module.names[Name(rawValue: data.b)])
      }
    }
    printSuffix(data.aux, shape)
    if let location = function.location(of: instruction) {
      out.write(" !")
      out.write(decimal: UInt64(location.file))
      out.write(":")
      out.write(decimal: UInt64(location.line))
      out.write(":")
      out.write(decimal: UInt64(location.column))
    }
  }

  private mutating func printPlain(_ data: InstructionData, _ shape: OpcodeShape, _ function: Function) {
    if shape.types != [] {
      out.write(" ")
      out.write(data.type, of: module)
    }
    let count = Int(shape.operandCount)
    for index in 0..<count {
      index == 0 ? out.write(" ") : out.write(", ")
      let raw =
        if count > 2 { function.pool[Int(data.a) + index] } else { index == 0 ? data.a : data.b }
      let rule = shape.operand(index)
      write(raw, rule == .same ? data.type : rule.fixedType, function)
    }
  }

  private mutating func printSuffix(_ aux: Auxiliary, _ shape: OpcodeShape) {
    guard aux.rawValue != 0 else { return }
    if let alignment = aux.alignment {
      shape.attributes.contains(.stack) ? out.write(" stack ") : out.write(" align ")
      out.write(decimal: alignment)
    }
    if aux.isVolatile { out.write(" volatile") }
    if aux.isCold { out.write(" cold") }
    if aux.isNoreturn { out.write(" noreturn") }
  }

  /// Prints a callee and its arguments.
  private mutating func printCallee(_ data: InstructionData, _ function: Function) {
    let start = Int(data.a)
    let count = Int(data.b) - 1
    let fixed = module.types.parameterCount(data.type)
    write(function.pool[start], .ptr, function)
    out.write("(")
    for index in 0..<count {
      if index > 0 { out.write(", ") }
      let type: Type
      if index < fixed {
        type = module.types.valueType(module.types.parameter(index, of: data.type).type)
      } else {
        let extra = Type(rawValue: function.pool[start + 2 + count + index - fixed])
        out.write(extra, of: module)
        out.write(" ")
        type = module.types.valueType(extra)
      }
      write(function.pool[start + 1 + index], type, function)
    }
    out.write(")")
  }

  private mutating func printAwait(_ data: InstructionData, _ function: Function) {
    out.write(" ")
    let results = module.types.handleResults(data.type)
    if results.count > 1 { out.write("(") }
    for (index, type) in results.enumerated() {
      if index > 0 { out.write(", ") }
      out.write(type, of: module)
    }
    if results.count > 1 { out.write(")") }
    if !results.isEmpty { out.write(" ") }
    write(data.a, .none, function)
  }

  /// Prints the block call at an index of the pool, and gives the index behind it.
  private mutating func printBlockCall(at index: Int, _ function: Function) -> Int {
    let block = Block(rawValue: function.pool[index])
    let count = Int(function.pool[index + 1])
    let data = function.blocks[block]
    out.write(data.name, of: module)
    guard count > 0 else { return index + 2 }
    out.write("(")
    for argument in 0..<count {
      if argument > 0 { out.write(", ") }
      let type =
        argument < Int(data.parameterCount) ? function.values[Value(data.firstParameter.index + argument)].type : .none
      write(function.pool[index + 2 + argument], type, function)
    }
    out.write(")")
    return index + 2 + count
  }

  private mutating func printSwitch(_ data: InstructionData, _ function: Function) {
    out.write(" ")
    out.write(data.type, of: module)
    out.write(" ")
    write(data.a, data.type, function)
    out.write(", ")
    let count = Int(function.pool[Int(data.b)])
    var next = printBlockCall(at: Int(data.b) + 1, function)
    out.write(" [\n")
    for _ in 0..<count {
      let bits = UInt64(function.pool[next]) | UInt64(function.pool[next + 1]) << 32
      out.write("    ")
      out.write(integer: bits, data.type, radix: function.caseRadices[next] ?? .decimal)
      out.write(": ")
      next = printBlockCall(at: next + 2, function)
      out.write(UInt8(ascii: "\n"))
    }
    out.write("  ]")
  }
}
