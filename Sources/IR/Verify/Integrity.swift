// Whether the numbers of a module lead anywhere: what reads an instruction follows them without looking. The parser and the
// builder make no others, but a function can be taken from another module, or changed by hand. The verifier looks here before
// anything else, and so does the machine, which is handed modules that no verifier saw.

extension Module {
  /// Whether every number in a function leads to what this module has.
  /// - Complexity: O(size of the function).
  public func isIntact(_ function: Function) -> Bool {
    Integrity(module: self, types: types, function: function).isIntact
  }

  /// Whether every number of the module's own tables leads to what it has, and what a symbol names bears that symbol; functions
  /// aside.
  var hasIntactTables: Bool {
    func isSymbol(_ symbol: Symbol) -> Bool { symbol.index < symbols.count }
    for (number, data) in symbols.elements.enumerated() {
      // Of each name there is one symbol, which the name leads to.
      guard data.name == .none || data.name.index < names.count && symbol(named: data.name) == Symbol(number),
        data.type.index < types.count
      else { return false }
      switch data.definition {
      case .function(let index):
        guard index >= 0, index < functions.count, functions[index].symbol == Symbol(number),
          types.kind(of: data.type) == .function
        else { return false }
      case .data(let index):
        guard index >= 0, index < self.data.count, self.data[index].symbol == Symbol(number) else { return false }
      case .importedFunction: guard types.kind(of: data.type) == .function else { return false }
      case .importedData, .undeclared: break
      }
    }
    for object in data {
      guard isSymbol(object.symbol), object.size <= TypeTable.greatestSize, object.alignment.nonzeroBitCount == 1
      else { return false }
      for item in object.items {
        switch item.content {
        case .numbers(let type, _), .shaped(let type, _): guard type.index < types.count else { return false }
        case .addresses(let list):
          for address in list { if let symbol = address.symbol, !isSymbol(symbol) { return false } }
        case .bytes, .zero: break
        }
      }
    }
    return true
  }

  /// Whether every number of the module leads to what it has. Functions whose text had faults are not looked at.
  /// - Complexity: O(size of the module).
  public var isIntact: Bool {
    hasIntactTables && functions.allSatisfy { $0.hasFaults || isIntact($0) }
  }
}

/// The check of one function.
private struct Integrity {
  let module: Module
  let types: TypeTable
  let function: Function

  var isIntact: Bool {
    guard function.symbol.index < module.symbols.count, isType(function.type, .function) else { return false }
    let instructions = function.instructions.count
    let values = function.values.count
    guard function.firstResults.count == instructions,
      function.sourceOffsets.count == instructions || function.source.file == SourcePlace.none,
      function.locationNumbers.isEmpty || function.locationNumbers.count == instructions,
      function.locationNumbers.allSatisfy({ Int($0) <= function.locations.count }),
      function.valueNames.count <= values, function.valueNames.elements.allSatisfy(isName),
      values <= Int(Operand.greatestIndex)
    else { return false }
    for key in function.blocks.keys {
      let block = function.blocks[key]
      guard isName(block.name), block.first <= block.end, block.end.index <= instructions,
        block.parameters.upperBound <= values,
        block.parameters.allSatisfy({ function.values[Value($0)].source == .parameter(key) })
      else { return false }
    }
    if let entry = function.blocks.elements.first {
      guard Int(entry.parameterCount) == types.parameterCount(function.type), entry.firstParameter.index == 0 else {
        return false
      }
    }
    for (index, value) in function.values.elements.enumerated() {
      guard value.type.index < types.count else { return false }
      switch value.source {
      case .instruction(let instruction):
        guard instruction.index < instructions, function.results(of: instruction).contains(index) else { return false }
      case .parameter(let block): guard block.index < function.blocks.count else { return false }
      }
    }
    return function.constants.elements.allSatisfy(isConstant) && function.instructions.keys.allSatisfy(isInstruction)
  }

  private func isName(_ name: Name) -> Bool { name == .none || name.index < module.names.count }

  private func isType(_ type: Type, _ kind: TypeKind) -> Bool {
    type.index < types.count && types.kind(of: type) == kind
  }

  private func liesInMemory(_ type: Type) -> Bool {
    type.index < types.count && TypeKinds.memory.contains(types.kind(of: type))
  }

  private func isConstant(_ constant: ConstantData) -> Bool {
    switch constant.kind {
    case .integer, .f32, .f64: true
    case .sizeofData: Int(constant.reference) < module.symbols.count
    case .sizeof, .alignof: liesInMemory(Type(rawValue: constant.reference))
    case .offsetof: Int(constant.reference) < types.pathCount
    case .syscall: Int(constant.reference) < module.names.count
    }
  }

  private func isOperand(_ raw: UInt32) -> Bool {
    switch Operand(rawValue: raw).kind {
    case .value(let value): value.index < function.values.count
    case .integer: true
    case .constant(let constant): constant.index < function.constants.count
    case .symbol(let symbol): symbol.index < module.symbols.count
    }
  }

  /// Whether so many operands stand in the pool from an index on.
  private func areOperands(_ start: Int, _ count: Int) -> Bool {
    guard start + count <= function.pool.count else { return false }
    for index in start..<(start + count) where !isOperand(function.pool[index]) { return false }
    return true
  }

  private func isInstruction(_ instruction: Instruction) -> Bool {
    let data = function.instructions[instruction]
    let shape = data.opcode.shape
    let first = function.firstResults[instruction].index
    guard data.type.index < types.count, first + Int(data.resultCount) <= function.values.count else { return false }
    for result in first..<(first + Int(data.resultCount))
    where function.values[Value(result)].source != .instruction(instruction) { return false }
    let a = Int(data.a)
    let b = Int(data.b)
    if shape.types.rawValue != 0, !shape.types.contains(types.kind(of: data.type)) { return false }
    var results = Int(shape.resultCount)
    switch shape.syntax {
    case .plain, .element:
      if shape.syntax == .element, !liesInMemory(data.type) { return false }
      let count = Int(shape.operandCount)
      let isThere =
        count > 2 ? areOperands(a, count) : (count < 1 || isOperand(data.a)) && (count < 2 || isOperand(data.b))
      guard isThere else { return false }
    case .call, .callIndirect:
      guard b > 0, isType(data.type, .function), areOperands(a, b), hasExtraTypes(data) else { return false }
      if shape.syntax == .call, case .symbol = Operand(rawValue: function.pool[a]).kind {
      } else if shape.syntax == .call {
        return false
      }
      let arguments = b - 1
      let parameters = types.parameterCount(data.type)
      guard arguments == parameters || arguments > parameters && types.isVariadic(data.type) else { return false }
      // What starts a task or thread gives a handle, and an error where it tries.
      results =
        shape.effects.contains(.allocates)
        ? (data.opcode == .asyncTaskTryCreate || data.opcode == .threadTrySpawn ? 2 : 1)
        : shape.effects.contains(.terminates) ? 0 : types.resultCount(data.type)
    case .await:
      guard isOperand(data.a), isType(data.type, data.opcode == .threadJoin ? .thread : .task) else { return false }
      results = types.handleResults(data.type).count
    case .jump: guard blockCallsEnd(a, 1) != nil else { return false }
    case .branch: guard isOperand(data.a), blockCallsEnd(b, 2) != nil else { return false }
    case .switch:
      guard isOperand(data.a), b < function.pool.count, var at = blockCallsEnd(b + 1, 1) else { return false }
      for _ in 0..<function.pool[b] {
        guard let end = blockCallsEnd(at + 2, 1) else { return false }
        at = end
      }
    case .return: guard areOperands(a, b), b == types.resultCount(function.type) else { return false }
    // No text can ask for more.
    case .slot: guard liesInMemory(data.type), data.aux.alignment ?? 1 <= 1 << 28 else { return false }
    case .field: guard isOperand(data.a), b < types.pathCount else { return false }
    case .syscall: guard b > 0, areOperands(a, b), b <= 7 else { return false }
    case .message: guard isName(Name(rawValue: data.b)) else { return false }
    }
    return data.resultCount == 0 || Int(data.resultCount) == results
  }

  /// Where so many block calls from an index on end; nil where one is not there.
  private func blockCallsEnd(_ start: Int, _ count: Int) -> Int? {
    var at = start
    for _ in 0..<count {
      guard at + 1 < function.pool.count, Int(function.pool[at]) < function.blocks.count else { return nil }
      let arguments = Int(function.pool[at + 1])
      guard areOperands(at + 2, arguments) else { return nil }
      at += 2 + arguments
    }
    return at
  }

  private func hasExtraTypes(_ data: InstructionData) -> Bool {
    guard data.aux.hasExtraTypes else { return true }
    let start = Int(data.a) + Int(data.b)
    guard start < function.pool.count else { return false }
    let count = Int(function.pool[start])
    guard start + 1 + count <= function.pool.count else { return false }
    return function.pool[(start + 1)..<(start + 1 + count)].allSatisfy { Int($0) < types.count }
  }
}
