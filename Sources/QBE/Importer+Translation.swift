// From a function as it was read to one of the module: what is checked first, the order of blocks, and their ends.

internal import IR

extension Importer {
  /// Translates the function that was read.
  mutating func translate(_ head: FunctionHead) {
    guard checkNames() else { return }
    findVariables()
    guard checkPhis() else { return }
    do throws(Fault) {
      try write(head)
    } catch { return }
    translation.finish(&module.functions[head.index])
  }

  /// Checks that every temporary is assigned somewhere, and every block defined.
  private mutating func checkNames() -> Bool {
    for index in 0..<body.temporaries.count where body.temporaries[index].definingBlock == ControlFlowGraph.noBlock {
      let temporary = body.temporaries[index]
      note("%\(module.names.string(Name(rawValue: temporary.name))) is never assigned", at: temporary.offset)
    }
    for index in 0..<body.blocks.count {
      let block = body.blocks[index]
      if !block.isDefined {
        note("there is no block @\(module.names.string(Name(rawValue: block.name)))", at: block.offset)
      }
      if block.first == 0 || block.second == 0 {
        note("nothing goes on at the first block", at: block.endingOffset, help: ["put an empty block before it"])
      }
    }
    return !isBroken
  }

  /// Finds what needs parameters of blocks, and the order of the blocks.
  private mutating func findVariables() {
    let hasFlow = body.blocks.count > 1
    // A use before the definition in the same block is one of the way before.
    for index in 0..<body.distantUses.count {
      let use = body.distantUses[index]
      guard !use.isAtEnd, body.temporaries[Int(use.temporary)].definingBlock == use.block else { continue }
      body.temporaries[Int(use.temporary)].flags.insert(.isVariable)
      body.hasVariables = true
    }
    for index in 0..<body.temporaries.count where body.temporaries[index].flags.contains(.isSlot) {
      promote(index)
    }
    let needsDominators = hasFlow && (body.hasVariables || body.distantUses.count > 0 || body.phis.count > 0)
    guard needsDominators else {
      variables.computeTextOrder(body)
      return
    }
    variables.computeDominators(body)
    for index in 0..<body.distantUses.count {
      let use = body.distantUses[index]
      let temporary = body.temporaries[Int(use.temporary)]
      guard temporary.definingBlock != use.block, !temporary.flags.contains(.isVariable),
        variables.isReachable(use.block), !variables.dominates(temporary.definingBlock, use.block)
      else { continue }
      body.temporaries[Int(use.temporary)].flags.insert(.isVariable)
      body.hasVariables = true
    }
    variables.sortPhiArguments(body)
    if body.hasVariables { variables.place(&body) }
  }

  /// Makes an allocation a variable, where its address goes nowhere and all accesses through it are of one size.
  private mutating func promote(_ index: Int) {
    let temporary = body.temporaries[index]
    guard temporary.flags.isDisjoint(with: [.escapes, .isVariable]) else { return }
    let sizes = temporary.accesses & 15
    guard sizes & (sizes &- 1) == 0, UInt64(sizes) <= temporary.size else { return }
    body.temporaries[index].flags.insert(.isPromoted)
    body.hasVariables = true
  }

  /// Checks that each phi has one argument for each block that goes on at its own.
  private mutating func checkPhis() -> Bool {
    guard body.phis.count > 0 else { return true }
    var isGood = true
    // Who goes on at a block: the last phi that saw it.
    var seen = WorkArray<UInt32>(repeating: .max, count: body.blocks.count)
    for number in 0..<body.order.count {
      let block = body.order[number]
      let data = body.blocks[Int(block)]
      guard data.firstPhi < data.endPhi else { continue }
      let range = variables.graph.predecessorRange(of: Block(rawValue: block))
      var count = 0
      var last = UInt32.max
      for edge in range {
        // Those of one block stand beside each other.
        let predecessor = variables.graph.predecessor(at: edge).rawValue
        if predecessor != last { count += 1 }
        last = predecessor
      }
      for index in Int(data.firstPhi)..<Int(data.endPhi) {
        let phi = body.phis[index]
        for argument in Int(phi.firstArgument)..<Int(phi.endArgument) {
          let given = body.phiArguments[argument]
          let from = body.blocks[Int(given.block)]
          let isPredecessor = from.first == block || from.second == block
          guard isPredecessor, seen[Int(given.block)] != UInt32(index) else {
            let name = module.names.string(Name(rawValue: from.name))
            note(
              isPredecessor ? "the phi has two arguments for @\(name)" : "@\(name) does not go on at this block",
              at: given.offset)
            isGood = false
            continue
          }
          seen[Int(given.block)] = UInt32(index)
        }
        guard isGood, Int(phi.endArgument - phi.firstArgument) != count else { continue }
        for edge in range {
          let predecessor = variables.graph.predecessor(at: edge).rawValue
          guard seen[Int(predecessor)] != UInt32(index) else { continue }
          let name = module.names.string(Name(rawValue: body.blocks[Int(predecessor)].name))
          note("the phi has no argument for @\(name)", at: phi.offset)
          isGood = false
          break
        }
      }
    }
    return isGood
  }

  // MARK: - Blocks

  private mutating func write(_ head: FunctionHead) throws(Fault) {
    translation.begin()
    for position in 0..<variables.order.count {
      let number = variables.order[position]
      let block = body.blocks[Int(number)]
      if body.hasVariables, body.blocks.count > 1 { leaveScopes(before: number) }
      translation.block = UInt32(position)
      translation.offset = block.offset
      let first = Instruction(translation.instructions.count)
      translation.blocks.append(
        BlockData(
          name: Name(rawValue: block.name), firstParameter: Value(translation.values.count), parameterCount: 0,
          first: first, end: first, sourceOffset: block.offset))
      if position == 0 { writeParameters(head) }
      for index in Int(block.firstPhi)..<Int(block.endPhi) {
        let phi = body.phis[index]
        let name = body.temporaries[Int(phi.target)].flags.contains(.isVariable) ? .none : name(of: phi.target)
        set(phi.target, translation.parameter(Self.type(phi.result), name))
      }
      for index in Int(variables.parameterStarts[Int(number)])..<Int(variables.parameterStarts[Int(number) + 1]) {
        let temporary = variables.parameters[index]
        change(Int(temporary), translation.parameter(variableType(Int(temporary)), .none))
      }
      let parameterEnd = translation.values.count
      translation.blocks[position].parameterCount = UInt32(
        parameterEnd - translation.blocks[position].firstParameter.index)
      if position == 0 { widenParameters(head) }
      for index in Int(block.firstInstruction)..<Int(block.endInstruction) {
        try write(body.instructions[index])
      }
      translation.offset = block.endingOffset
      try writeEnd(number, head)
      translation.blocks[position].end = Instruction(translation.instructions.count)
    }
  }

  /// Forgets what variables are in blocks that do not dominate the one that begins.
  private mutating func leaveScopes(before block: UInt32) {
    let above = block == 0 ? ControlFlowGraph.noBlock : variables.immediate[Int(block)]
    while translation.scopes.count > 0, translation.scopes[translation.scopes.count - 1].block != above {
      let scope = translation.scopes[translation.scopes.count - 1]
      var index = translation.log.count
      while index > scope.logCount {
        index -= 1
        let change = translation.log[index]
        body.temporaries[Int(change.temporary)].current = change.before
        body.temporaries[Int(change.temporary)].addressBlock = ControlFlowGraph.noBlock
      }
      translation.log.removeLast(to: scope.logCount)
      translation.scopes.removeLast()
    }
    translation.scopes.append(Translation.Scope(block: block, logCount: translation.log.count))
  }

  func name(of temporary: UInt32) -> Name { Name(rawValue: body.temporaries[Int(temporary)].name) }

  /// The type of a class.
  @inline(__always)
  static func type(_ valueClass: ValueClass) -> Type {
    switch valueClass {
    case .none: .none
    case .word: .i32
    case .long: .i64
    case .single: .f32
    case .double: .f64
    }
  }

  /// The type of a variable, which of memory follows from its accesses.
  func variableType(_ index: Int) -> Type {
    let temporary = body.temporaries[index]
    guard temporary.flags.contains(.isPromoted) else { return Self.type(temporary.valueClass) }
    let isInteger = temporary.accesses & 16 != 0
    if temporary.accesses & 8 != 0 { return isInteger ? .i64 : .f64 }
    return isInteger ? .i32 : temporary.accesses & 4 != 0 ? .f32 : .i32
  }

  /// Gives the function's parameters their values.
  private mutating func writeParameters(_ head: FunctionHead) {
    let types = module.types
    for (index, parameter) in head.parameters.enumerated() {
      let type = types.valueType(types.parameter(index, of: head.type).type)
      let isNarrow = type == .i8 || type == .i16
      let isVariable = body.temporaries[Int(parameter.temporary)].flags.contains(.isVariable)
      let value = translation.parameter(type, isNarrow || isVariable ? .none : name(of: parameter.temporary))
      body.temporaries[Int(parameter.temporary)].current = value
    }
    for index in head.parameters.count..<max(head.parameters.count, types.parameterCount(head.type)) {
      _ = translation.parameter(types.valueType(types.parameter(index, of: head.type).type), .none)
    }
  }

  /// Makes words of narrow parameters, and numbers of addresses that are variables.
  private mutating func widenParameters(_ head: FunctionHead) {
    for parameter in head.parameters {
      let temporary = Int(parameter.temporary)
      let value = body.temporaries[temporary].current
      let isVariable = body.temporaries[temporary].flags.contains(.isVariable)
      switch parameter.passed {
      case .signedByte, .signedHalf:
        set(parameter.temporary, translation.value(.extendSigned, .i32, value, gives: .i32), isVariable: isVariable)
      case .unsignedByte, .unsignedHalf:
        set(parameter.temporary, translation.value(.extendUnsigned, .i32, value, gives: .i32), isVariable: isVariable)
      default:
        if isVariable, translation.type(of: value) == .ptr {
          set(parameter.temporary, translation.value(.pointerToInteger, .none, value, gives: .i64), isVariable: true)
        }
      }
    }
  }

  private mutating func set(_ temporary: UInt32, _ value: UInt32, isVariable: Bool) {
    body.temporaries[Int(temporary)].current = value
    if !isVariable { translation.valueNames[Int(value)] = name(of: temporary) }
  }

  // MARK: - Ends of blocks

  private mutating func writeEnd(_ number: UInt32, _ head: FunctionHead) throws(Fault) {
    let block = body.blocks[Int(number)]
    switch block.ending {
    case .jump:
      translation.scratch.removeAll()
      try collectArguments(from: number, to: block.first)
      let start = UInt32(truncatingIfNeeded: translation.pool.count)
      flushScratch()
      translation.perform(InstructionData(.jump, a: start))
    case .branch:
      let condition = try truth(block.operand)
      translation.scratch.removeAll()
      try collectArguments(from: number, to: block.first)
      try collectArguments(from: number, to: block.second)
      let start = UInt32(truncatingIfNeeded: translation.pool.count)
      flushScratch()
      translation.perform(InstructionData(.branch, a: condition, b: start))
    case .return: try writeReturn(block.operand, head)
    case .halt, .open:
      translation.perform(InstructionData(.trap, b: Name.none.rawValue))
    }
  }

  private mutating func flushScratch() {
    for index in 0..<translation.scratch.count { translation.pool.append(translation.scratch[index]) }
  }

  /// Collects a block and the arguments for its parameters, phis first, as the pool holds them.
  private mutating func collectArguments(from: UInt32, to: UInt32) throws(Fault) {
    let target = body.blocks[Int(to)]
    translation.scratch.append(variables.numbers[Int(to)])
    let countIndex = translation.scratch.count
    translation.scratch.append(0)
    if target.firstPhi < target.endPhi {
      let first = body.phis[Int(target.firstPhi)].firstArgument
      let end = body.phis[Int(target.endPhi) - 1].endArgument
      var phi = Int(target.firstPhi)
      for index in Int(variables.phiStarts[Int(from)])..<Int(variables.phiStarts[Int(from) + 1]) {
        let number = variables.phiList[index]
        guard number >= first, number < end else { continue }
        let argument = body.phiArguments[Int(number)]
        translation.offset = argument.offset
        let value = try operand(argument.operand, body.phis[phi].result, of: 0)
        translation.scratch.append(value)
        phi += 1
      }
      translation.offset = body.blocks[Int(from)].endingOffset
    }
    for index in Int(variables.parameterStarts[Int(to)])..<Int(variables.parameterStarts[Int(to) + 1]) {
      let temporary = Int(variables.parameters[index])
      translation.scratch.append(variable(temporary))
    }
    translation.scratch[countIndex] = UInt32(truncatingIfNeeded: translation.scratch.count - countIndex - 1)
  }

  /// What a variable is: zero before it was assigned.
  mutating func variable(_ index: Int) -> UInt32 {
    let current = body.temporaries[index].current
    return current == Temporary.unset ? zero(variableType(index)) : current
  }

  /// The zero of a type.
  mutating func zero(_ type: Type) -> UInt32 {
    switch type {
    case .f32: translation.intern(.f32(0))
    case .f64: translation.intern(.f64(0))
    default: Operand.zero.rawValue
    }
  }

  private mutating func writeReturn(_ given: BodyOperand, _ head: FunctionHead) throws(Fault) {
    var value: UInt32?
    switch head.result {
    case .none: if head.isMain { value = Operand.zero.rawValue }
    case .record(let type): value = try returnedRecord(given, type)
    default:
      let valueClass = head.result.valueClass
      let result = given == .none ? zero(Self.type(valueClass)) : try operand(given, valueClass, of: 0)
      value = narrowed(result, head.result)
    }
    let start = UInt32(truncatingIfNeeded: translation.pool.count)
    if let value { translation.pool.append(value) }
    translation.perform(InstructionData(.return, a: start, b: value == nil ? 0 : 1))
  }

  /// The address of an aggregate that is returned: zeros where none is given.
  private mutating func returnedRecord(_ given: BodyOperand, _ type: Type) throws(Fault) -> UInt32 {
    guard given == .none else { return try address(given, of: 0) }
    let slot = translation.value(.stackSlot, type, 0, gives: .ptr)
    let size = Int64(bitPattern: module.types.size(of: type))
    translation.pooled(.setMemory, [slot, Operand.zero.rawValue, translation.integer(size)])
    return slot
  }

  /// A word as a narrow integer that a signature asks for.
  mutating func narrowed(_ word: UInt32, _ passed: PassedType) -> UInt32 {
    let type = passed.parameter.type
    guard type == .i8 || type == .i16 else { return word }
    if let bits = translation.bits(of: word) {
      return translation.integer(
        type == .i8 ? Int64(Int8(truncatingIfNeeded: bits)) : Int64(Int16(truncatingIfNeeded: bits)))
    }
    return translation.value(.truncate, type, word, gives: type)
  }

  // MARK: - What temporaries are

  /// Gives a temporary what it is from here on.
  @inline(__always)
  mutating func set(_ temporary: UInt32, _ value: UInt32) {
    let index = Int(temporary)
    guard body.temporaries[index].flags.contains(.isVariable) else {
      body.temporaries[index].current = value
      return
    }
    var value = value
    if body.temporaries[index].valueClass == .long, isPointer(value) {
      value = translation.value(.pointerToInteger, .none, value, gives: .i64)
    }
    change(index, value)
  }

  /// Gives a temporary the value of an instruction that was written, and the value its name.
  @inline(__always)
  mutating func define(_ temporary: UInt32, _ value: UInt32) {
    let index = Int(temporary)
    if body.temporaries[index].flags.contains(.isVariable) {
      set(temporary, value)
    } else {
      translation.valueNames[Int(value)] = Name(rawValue: body.temporaries[index].name)
      body.temporaries[index].current = value
    }
  }

  /// Gives a variable what it is from here on.
  mutating func change(_ index: Int, _ value: UInt32) {
    translation.log.append(
      Translation.Change(temporary: UInt32(truncatingIfNeeded: index), before: body.temporaries[index].current))
    body.temporaries[index].current = value
    body.temporaries[index].addressBlock = ControlFlowGraph.noBlock
  }

  /// Whether an operand of the class `l` is an address.
  @inline(__always)
  func isPointer(_ operand: UInt32) -> Bool {
    switch operand >> 30 {
    case 0: translation.type(of: operand) == .ptr
    case 3: true
    default: false
    }
  }
}
