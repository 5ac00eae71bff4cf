// Building the body of a function in Swift. Blocks may be made and filled in any order; the operations are those of the
// opcode table, under their Swift names.

internal import Layout

/// What can stand as an operand while a function is built: a value, a literal, a symbol.
public protocol OperandSource {
  /// The operand for a place that asks for a type.
  func operand(of type: Type, in builder: inout FunctionBuilder) -> Operand
}

extension Operand: OperandSource {
  /// Itself.
  public func operand(of type: Type, in builder: inout FunctionBuilder) -> Operand { self }
}
extension Value: OperandSource {
  /// The value.
  public func operand(of type: Type, in builder: inout FunctionBuilder) -> Operand { Operand(self) }
}
extension Symbol: OperandSource {
  /// The symbol's address.
  public func operand(of type: Type, in builder: inout FunctionBuilder) -> Operand { Operand(self) }
}
extension Bool: OperandSource {
  /// `true` or `false`.
  public func operand(of type: Type, in builder: inout FunctionBuilder) -> Operand {
    Operand(small: self ? 1 : 0) ?? .zero
  }
}
extension Int: OperandSource {
  /// The integer, cut to the type; or the float that it is where a float is asked for.
  public func operand(of type: Type, in builder: inout FunctionBuilder) -> Operand {
    if type.isFloat { return Double(self).operand(of: type, in: &builder) }
    let shift = type.isInteger ? 64 - type.bitWidth : 0
    let number = (Int64(self) << Int64(shift)) >> Int64(shift)
    return Operand(small: number) ?? builder.constant(.integer(number))
  }
}
extension Double: OperandSource {
  /// The float, rounded to the type.
  public func operand(of type: Type, in builder: inout FunctionBuilder) -> Operand {
    builder.constant(type == .f32 ? .f32(Float(self)) : .f64(self))
  }
}
extension ConstantData: OperandSource {
  /// The constant.
  public func operand(of type: Type, in builder: inout FunctionBuilder) -> Operand { builder.constant(self) }
}

/// Where control goes, and with what.
public struct Destination {
  let block: Block
  let arguments: [any OperandSource]

  /// A block and the arguments that its parameters get.
  public init(_ block: Block, _ arguments: any OperandSource...) {
    self.block = block
    self.arguments = arguments
  }
}

/// Writes the body of a function. Mistakes that Swift's types do not show, the verifier does: call `Module.verify`.
public struct FunctionBuilder {
  /// The module that the function belongs to; its types and symbols may be added to meanwhile.
  public var module: Module
  private var function: Function
  private var blockOfInstruction: [UInt32] = []
  private var parametersOfBlock: [[Value]] = []
  private var current = Block.entry
  private var location: SourceLocation?
  private var blockNames = UniqueNames()
  private var valueNames = UniqueNames()
  private var numberOfConstant: [ConstantData: Constant] = [:]

  /// The function's parameters.
  public private(set) var parameters: [Value] = []

  init(symbol: Symbol, type: Type, target: Target) {
    module = Module(target: target)
    function = Function(symbol: symbol, type: type)
  }

  mutating func begin() {
    _ = block("entry")
    for index in 0..<module.types.parameterCount(function.type) {
      let type = module.types.valueType(module.types.parameter(index, of: function.type).type)
      parameters.append(addValue(type, definition: 0x8000_0000))
    }
    parametersOfBlock[0] = parameters
  }

  // MARK: - Blocks and values

  /// Makes a block, with a number behind its name where another block has it. It is filled once `begin` was called with it.
  public mutating func block(_ name: String, _ types: Type...) -> Block {
    let none = Instruction(rawValue: 0)
    let block = function.blocks.append(
      BlockData(
        name: blockNames.unique(name, &module.names), firstParameter: Value(rawValue: 0),
        parameterCount: UInt32(types.count),
        first: none, end: none, sourceOffset: 0))
    parametersOfBlock.append(types.map { addValue($0, definition: block.rawValue | 0x8000_0000) })
    return block
  }

  /// The parameters of a block.
  public func parameters(of block: Block) -> [Value] { parametersOfBlock[block.index] }

  /// What is written from here on goes to the end of a block.
  public mutating func begin(_ block: Block) { current = block }

  /// Gives a value a name for those who read the text; a number is added where another value has it.
  public mutating func name(_ value: Value, _ name: String) {
    while function.valueNames.count < function.values.count { _ = function.valueNames.append(.none) }
    function.valueNames[value] = valueNames.unique(name, &module.names)
  }

  /// What is written from here on comes from a place in the source of the language above.
  public mutating func locate(file: UInt32, line: UInt32, column: UInt32 = 0) {
    location = SourceLocation(file: file, line: line, column: column)
  }

  private mutating func addValue(_ type: Type, definition: UInt32) -> Value {
    function.values.append(ValueData(type: type, definition: definition))
  }

  /// The type of a value.
  public func type(of value: Value) -> Type { function.values[value].type }

  mutating func constant(_ data: ConstantData) -> Operand {
    if let known = numberOfConstant[data] { return Operand(known) }
    let number = function.constants.append(data)
    numberOfConstant[data] = number
    return Operand(number)
  }

  // MARK: - Instructions

  private mutating func append(_ instruction: InstructionData, results: [Type]) -> [Value] {
    var instruction = instruction
    instruction.resultCount = UInt8(clamping: results.count)
    let number = UInt32(function.instructions.count)
    let first = Value(function.values.count)
    let values = results.prefix(255).map { addValue($0, definition: number) }
    _ = function.instructions.append(instruction)
    _ = function.firstResults.append(first)
    blockOfInstruction.append(current.rawValue)
    if let location {
      if function.locations.last != location { function.locations.append(location) }
      while function.locationNumbers.count < Int(number) { function.locationNumbers.append(0) }
      function.locationNumbers.append(UInt32(function.locations.count))
    } else if !function.locationNumbers.isEmpty {
      function.locationNumbers.append(0)
    }
    return values
  }

  /// Writes an operation that is shaped as orderings, a type and operands (or a type in memory and operands).
  /// - Returns: all of its results.
  @discardableResult
  public mutating func emit(
    _ opcode: Opcode, _ type: Type = .none, _ operands: [any OperandSource], attributes: Auxiliary = Auxiliary()
  ) -> [Value] {
    let row = opcode.row
    precondition(row.operands.count == operands.count, "\(row.name) takes \(row.operands.count) operands")
    var instruction = InstructionData(opcode, aux: attributes, type: type)
    let raw = zip(row.operands, operands).map { rule, source in
      source.operand(of: rule == .same ? type : rule.fixedType, in: &self).rawValue
    }
    if raw.count > 2 {
      instruction.a = UInt32(function.pool.count)
      instruction.b = UInt32(raw.count)
      function.pool += raw
    } else {
      instruction.a = raw.first ?? 0
      instruction.b = raw.count > 1 ? raw[1] : 0
    }
    let results: [Type] = row.syntax == .slot ? [.ptr] : row.results.map { $0.type(for: type) }
    return append(instruction, results: results)
  }

  /// Writes an operation with one result: `value(.add, .i64, i, 1)`.
  public mutating func value(
    _ opcode: Opcode, _ type: Type = .none, _ operands: any OperandSource..., attributes: Auxiliary = Auxiliary()
  ) -> Value {
    let results = emit(opcode, type, operands, attributes: attributes)
    precondition(results.count == 1, "\(opcode.spelling) has \(results.count) results")
    return results[0]
  }

  /// Writes an operation for what it does: `perform(.store, .i64, x, p)`. Its results are not used.
  public mutating func perform(
    _ opcode: Opcode, _ type: Type = .none, _ operands: any OperandSource..., attributes: Auxiliary = Auxiliary()
  ) {
    emit(opcode, type, operands, attributes: attributes)
  }

  /// The address of a member of a record.
  public mutating func field(_ path: FieldPath, of base: some OperandSource) -> Value {
    let operand = base.operand(of: .ptr, in: &self)
    return append(InstructionData(.field, a: operand.rawValue, b: path.rawValue), results: [.ptr])[0]
  }

  // MARK: - Calls, tasks and threads

  /// Calls a function, or writes `call.tail`, `task.create`, `thread.spawn` and their like.
  /// - Parameter extraTypes: the types of arguments beyond the parameters of a variadic function.
  /// - Returns: its results; of what starts a task or thread, the handle first.
  @discardableResult
  public mutating func call(
    _ callee: Symbol, _ arguments: any OperandSource..., extraTypes: [Type] = [], as opcode: Opcode = .call,
    attributes: Auxiliary = Auxiliary()
  ) -> [Value] {
    precondition(opcode.row.syntax == .call, "\(opcode.spelling) does not name its function")
    return call(opcode, module.symbols[callee].type, Operand(callee), arguments, extraTypes, attributes)
  }

  /// Calls a function with as many arguments as an array has.
  @discardableResult
  public mutating func call(_ callee: Symbol, _ arguments: [any OperandSource], as opcode: Opcode = .call) -> [Value] {
    precondition(opcode.row.syntax == .call, "\(opcode.spelling) does not name its function")
    return call(opcode, module.symbols[callee].type, Operand(callee), arguments, [], Auxiliary())
  }

  /// Calls the function of a signature at an address, or writes another operation of that shape.
  @discardableResult
  public mutating func call(
    _ address: Value, _ signature: Signature, _ arguments: any OperandSource..., extraTypes: [Type] = [],
    as opcode: Opcode = .callIndirect, attributes: Auxiliary = Auxiliary()
  ) -> [Value] {
    precondition(opcode.row.syntax == .callIndirect, "\(opcode.spelling) calls by name")
    return call(opcode, module.types.function(signature), Operand(address), arguments, extraTypes, attributes)
  }

  private mutating func call(
    _ opcode: Opcode, _ type: Type, _ callee: Operand, _ arguments: [any OperandSource], _ extraTypes: [Type],
    _ attributes: Auxiliary
  ) -> [Value] {
    let fixed = module.types.parameterCount(type)
    precondition(arguments.count == fixed + extraTypes.count, "the function takes \(fixed) arguments")
    var pool = [callee.rawValue]
    for (index, argument) in arguments.enumerated() {
      let declared = index < fixed ? module.types.parameter(index, of: type).type : extraTypes[index - fixed]
      pool.append(argument.operand(of: module.types.valueType(declared), in: &self).rawValue)
    }
    var instruction = InstructionData(
      opcode, aux: attributes, type: type, a: UInt32(function.pool.count), b: UInt32(pool.count))
    if !extraTypes.isEmpty {
      instruction.aux.hasExtraTypes = true
      pool.append(UInt32(extraTypes.count))
      pool += extraTypes.map(\.rawValue)
    }
    function.pool += pool
    return append(instruction, results: module.types.callResults(opcode, type))
  }

  /// Awaits a task, or joins a thread.
  /// - Returns: its results.
  @discardableResult
  public mutating func await(_ handle: Value) -> [Value] {
    let type = function.values[handle].type
    let isTask = module.types.kind(of: type) == .task
    precondition(isTask || module.types.kind(of: type) == .thread, "only the handle of a task or thread is awaited")
    return append(
      InstructionData(isTask ? .asyncTaskAwait : .threadJoin, type: type, a: handle.rawValue),
      results: module.types.handleResults(type).map(module.types.valueType))
  }

  /// Makes a system call by name.
  @discardableResult
  public mutating func syscall(_ name: String, _ arguments: any OperandSource...) -> Value {
    var pool = [constant(.syscall(module.names.intern(name))).rawValue]
    for argument in arguments { pool.append(argument.operand(of: .i64, in: &self).rawValue) }
    let start = UInt32(function.pool.count)
    function.pool += pool
    return append(InstructionData(.syscall, a: start, b: UInt32(pool.count)), results: [.i64])[0]
  }

  // MARK: - Control

  private mutating func appendDestination(_ target: Destination) {
    let parameters = parametersOfBlock[target.block.index]
    var pool = [target.block.rawValue, UInt32(target.arguments.count)]
    for (index, argument) in target.arguments.enumerated() {
      let type = index < parameters.count ? function.values[parameters[index]].type : .none
      pool.append(argument.operand(of: type, in: &self).rawValue)
    }
    function.pool += pool
  }

  /// Goes on at a block.
  public mutating func jump(_ block: Block, _ arguments: any OperandSource...) {
    let start = UInt32(function.pool.count)
    appendDestination(Destination(block: block, arguments: arguments))
    _ = append(InstructionData(.jump, a: start), results: [])
  }

  /// Goes on at one of two blocks.
  public mutating func branch(_ condition: some OperandSource, _ then: Destination, _ otherwise: Destination) {
    let operand = condition.operand(of: .bool, in: &self)
    let start = UInt32(function.pool.count)
    appendDestination(then)
    appendDestination(otherwise)
    _ = append(InstructionData(.branch, a: operand.rawValue, b: start), results: [])
  }

  /// Goes on at the block of the case that the operand equals.
  public mutating func `switch`(
    _ type: Type, _ operand: some OperandSource, cases: [(value: Int64, target: Destination)], otherwise: Destination
  ) {
    let operand = operand.operand(of: type, in: &self)
    let start = UInt32(function.pool.count)
    function.pool.append(UInt32(cases.count))
    appendDestination(otherwise)
    for (value, target) in cases {
      let bits = UInt64(bitPattern: value)
      function.pool += [UInt32(truncatingIfNeeded: bits), UInt32(truncatingIfNeeded: bits >> 32)]
      appendDestination(target)
    }
    _ = append(InstructionData(.switch, type: type, a: operand.rawValue, b: start), results: [])
  }

  /// Returns results.
  public mutating func `return`(_ results: any OperandSource...) {
    var pool: [UInt32] = []
    for (index, result) in results.enumerated() {
      let isKnown = index < module.types.resultCount(function.type)
      let type = isKnown ? module.types.valueType(module.types.result(index, of: function.type).type) : .none
      pool.append(result.operand(of: type, in: &self).rawValue)
    }
    let start = UInt32(function.pool.count)
    function.pool += pool
    _ = append(InstructionData(.return, a: start, b: UInt32(pool.count)), results: [])
  }

  /// Ends the process with a trap.
  public mutating func trap(_ text: String? = nil) {
    let name = text.map { module.names.intern($0) } ?? .none
    _ = append(InstructionData(.trap, b: name.rawValue), results: [])
  }

  // MARK: - The end

  /// The function with its instructions in the order of the blocks, and its values in the order of definition.
  func finished() -> Function {
    var result = Function(symbol: function.symbol, type: function.type)
    result.pool = function.pool
    result.constants = function.constants
    result.locations = function.locations
    var byBlock = Array(repeating: [Int](), count: function.blocks.count)
    for (index, block) in blockOfInstruction.enumerated() { byBlock[Int(block)].append(index) }
    var newValue = Array(repeating: UInt32(0), count: function.values.count)
    func move(_ value: Value, definition: UInt32) {
      newValue[value.index] = UInt32(result.values.count)
      _ = result.values.append(ValueData(type: function.values[value].type, definition: definition))
      if value.index < function.valueNames.count || result.valueNames.count > 0 {
        while result.valueNames.count < result.values.count - 1 { _ = result.valueNames.append(.none) }
        _ = result.valueNames.append(
          value.index < function.valueNames.count ? function.valueNames[value] : .none)
      }
    }
    for block in function.blocks.keys {
      var data = function.blocks[block]
      data.firstParameter = Value(result.values.count)
      data.parameterCount = UInt32(parametersOfBlock[block.index].count)
      for parameter in parametersOfBlock[block.index] { move(parameter, definition: block.rawValue | 0x8000_0000) }
      data.first = Instruction(result.instructions.count)
      for index in byBlock[block.index] {
        let old = Instruction(index)
        let number = UInt32(result.instructions.count)
        _ = result.instructions.append(function.instructions[old])
        _ = result.firstResults.append(Value(result.values.count))
        for value in function.results(of: old) { move(Value(value), definition: number) }
        if !function.locationNumbers.isEmpty {
          result.locationNumbers.append(index < function.locationNumbers.count ? function.locationNumbers[index] : 0)
        }
      }
      data.end = Instruction(result.instructions.count)
      _ = result.blocks.append(data)
    }
    for instruction in result.instructions.keys {
      result.mapOperands(of: instruction) { operand in
        operand.value.map { Operand(Value(rawValue: newValue[$0.index])) } ?? operand
      }
    }
    return result
  }
}

/// Names that differ, by numbers behind those that are asked for again.
private struct UniqueNames {
  private var taken: Set<Name> = []
  private var nextNumber: [Name: Int] = [:]

  mutating func unique(_ text: String, _ names: inout NameTable) -> Name {
    let plain = names.intern(text)
    if taken.insert(plain).inserted { return plain }
    while true {
      let number = nextNumber[plain, default: 2]
      nextNumber[plain] = number + 1
      let name = names.intern("\(text).\(number)")
      if taken.insert(name).inserted { return name }
    }
  }
}

extension Destination {
  fileprivate init(block: Block, arguments: [any OperandSource]) {
    self.block = block
    self.arguments = arguments
  }
}
