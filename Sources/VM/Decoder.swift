// From the IR's instructions to steps: once for each function, when it is first called.

internal import IR

/// What a function is decoded to.
struct DecodedFunction {
  var steps: [Step] = []
  var pool: [UInt32] = []
  var tables: [(first: UInt64, values: [UInt64], targets: [Int32], isDense: Bool)] = []
  var slotShadow: [UInt8] = []
  var slotOwners: [UInt32] = []
  var slotSize: UInt64 = 0
  var slotAlignment: UInt64 = 16
  var slotRegister = 0
  var frameSize = 0
  var details = FunctionDetails()
}

/// A program that no verifier would let pass.
struct Malformed: Error {}

/// Decodes one function.
struct Decoder {
  let module: Module
  let function: Function
  /// The address of every symbol.
  let addresses: [UInt64]
  /// How large the stacks may be of those that run by now.
  let largestStack: UInt64
  /// Whether comparisons may be joined with branches, which hides them from a trace.
  let joins: Bool

  var out = DecodedFunction()
  /// The register after the values and the machine's own.
  var firstTemporary: UInt32 = 0
  /// Where results go that have no name, and so no register.
  var discard: UInt32 = 0
  var temporaryCount: UInt32 = 0
  private var mostTemporaries: UInt32 = 0
  /// Where blocks and the ways to them begin; filled in when they are emitted.
  private var labels: [Int32] = []
  private var fixups: [(step: Int, label: Int)] = []
  private var tableFixups: [(table: Int, labels: [Int])] = []
  /// Ways to blocks that stand behind all blocks.
  private var ways: [(label: Int, call: BlockCall, origin: UInt32)] = []
  private var useCounts: [UInt32]
  var origin: UInt32 = 0
  /// The place of each `stack.slot` in the frame's stack memory.
  private var slotPlaces: [UInt32: UInt64] = [:]

  /// A register of the frame that the call at hand will make, while its place is not known.
  static let outgoing: UInt32 = 0x8000_0000

  init(module: Module, function: Function, addresses: [UInt64], largestStack: UInt64, joins: Bool) {
    self.module = module
    self.function = function
    self.addresses = addresses
    self.largestStack = largestStack
    self.joins = joins
    useCounts = Array(repeating: 0, count: function.values.count)
  }

  /// Decodes the function.
  mutating func decode() throws(Malformed) -> DecodedFunction {
    guard !function.hasFaults, function.blocks.count > 0, function.values.count < 1 << 28 else { throw Malformed() }
    try countUses()
    try placeSlots()
    discard = UInt32(function.values.count) + (out.details.variadicRegister == nil ? 1 : 3)
    firstTemporary = discard + UInt32(mostUnnamedResults())
    out.slotRegister = function.values.count
    labels = Array(repeating: -1, count: function.blocks.count)
    if out.details.hasFrameMemory { emit(Step(.enter)) }
    for block in function.blocks.keys { try decode(block) }
    // Emitting a way makes no more of them.
    for way in ways {
      labels[way.label] = Int32(out.steps.count)
      origin = way.origin
      try emitWay(way.call, cost: 0, next: nil)
    }
    try finish()
    return out
  }

  private mutating func countUses() throws(Malformed) {
    var counts = useCounts
    var isSound = true
    let pool = function.pool.count
    for instruction in function.instructions.keys {
      function.forEachOperand(of: instruction) { operand in
        if let value = operand.value {
          if value.index < counts.count { counts[value.index] &+= 1 } else { isSound = false }
        }
      }
    }
    guard isSound, pool >= 0 else { throw Malformed() }
    useCounts = counts
  }

  // MARK: - Stack memory

  /// Places stack slots and records that are passed by value. Between any two lies a granule of none.
  private mutating func placeSlots() throws(Malformed) {
    var end: UInt64 = 0
    var shadow: [UInt8] = []
    var owners: [UInt32] = []
    var largest = Memory.granule
    let types = module.types

    func place(size: UInt64, alignment: UInt64, _ value: Value) throws(Malformed) -> UInt64 {
      // More than any stack has, and far from where sums would overflow.
      let size = min(size, 1 << 32)
      guard alignment <= 1 << 28 else { throw Malformed() }
      let alignment = max(alignment, Memory.granule)
      let start = ((end > 0 ? end + Memory.gap : 0) + alignment - 1) & ~(alignment - 1)
      out.details.slotValues.append(value)
      let number = UInt32(out.details.slotValues.count)
      end = (start + max(size, 1) + Memory.granule - 1) & ~(Memory.granule - 1)
      largest = max(largest, alignment)
      // A frame that no stack has room for is never filled.
      if end <= largestStack {
        shadow += Array(repeating: Shadow.outside, count: Int(start) - shadow.count)
        shadow += Array(repeating: Shadow.writable, count: Int(size))
        shadow += Array(repeating: Shadow.outside, count: Int(end) - shadow.count)
        owners += Array(repeating: 0, count: Int(start / Memory.granule) - owners.count)
        owners += Array(repeating: number, count: Int((end - start) / Memory.granule))
      }
      return Memory.pointer(number, start & 0xFFFF_FFFF)
    }

    for index in 0..<types.parameterCount(function.type) {
      let type = types.parameter(index, of: function.type).type
      guard Self.isRecord(type, types) else { continue }
      let size = types.size(of: type)
      out.details.recordParameters.append(
        (index, size, try place(size: size, alignment: types.alignment(of: type), Value(index))))
    }
    for index in 0..<types.resultCount(function.type) {
      let type = types.result(index, of: function.type).type
      if Self.isRecord(type, types) { out.details.recordResults.append((index, types.size(of: type))) }
    }
    if types.isVariadic(function.type) { out.details.variadicRegister = function.values.count + 1 }
    var allocates = types.isVariadic(function.type)
    for instruction in function.instructions.keys {
      let data = function.instructions[instruction]
      switch data.opcode {
      case .stackSlot:
        slotPlaces[instruction.rawValue] = try place(
          size: types.size(of: data.type), alignment: max(types.alignment(of: data.type), data.aux.alignment ?? 1),
          function.firstResults[instruction])
      case .stackAllocate, .stackSave, .stackRestore, .variadicStart: allocates = true
      case .call, .callIndirect, .asyncTaskAwait, .threadJoin:
        let results = resultTypes(of: data)
        guard results.contains(where: { Self.isRecord($0, types) }) else { continue }
        var slots: [UInt64] = []
        for (index, type) in results.enumerated() {
          let value = Value(function.firstResults[instruction].index + index)
          slots.append(
            Self.isRecord(type, types)
              ? try place(size: types.size(of: type), alignment: types.alignment(of: type), value) : 0)
        }
        out.details.resultSlots[instruction.rawValue] = slots
      default: break
      }
    }
    out.slotShadow = shadow
    out.slotOwners = owners
    out.slotSize = end
    out.slotAlignment = largest
    out.details.hasFrameMemory = allocates || end > 0
  }

  static func isRecord(_ type: Type, _ types: TypeTable) -> Bool {
    guard type.index < types.count else { return false }
    let kind = types.kind(of: type)
    return kind == .record || kind == .array
  }

  /// The types of a call's or an await's results as signatures say them.
  func resultTypes(of data: InstructionData) -> [Type] {
    let types = module.types
    guard data.type.index < types.count else { return [] }
    switch types.kind(of: data.type) {
    case .function: return (0..<types.resultCount(data.type)).map { types.result($0, of: data.type).type }
    case .task, .thread: return types.handleResults(data.type)
    default: return []
    }
  }

  // MARK: - Emitting

  mutating func emit(_ step: Step) {
    out.steps.append(step)
    out.details.origins.append(origin)
  }

  mutating func emitJump(_ step: Step, to label: Int) {
    fixups.append((out.steps.count, label))
    emit(step)
  }

  /// The register of an operand, which a constant gets on its way.
  mutating func register(_ operand: Operand, _ type: Type) throws(Malformed) -> UInt32 {
    if let value = operand.value {
      guard value.index < function.values.count else { throw Malformed() }
      return value.rawValue
    }
    let register = temporary()
    try load(operand, type, into: register)
    return register
  }

  mutating func temporary() -> UInt32 {
    temporaryCount += 1
    mostTemporaries = max(mostTemporaries, temporaryCount)
    return firstTemporary + temporaryCount - 1
  }

  /// Brings an operand into a register.
  mutating func load(_ operand: Operand, _ type: Type, into register: UInt32) throws(Malformed) {
    if let value = operand.value {
      guard value.index < function.values.count else { throw Malformed() }
      emit(Step(.move, register, value.rawValue))
    } else {
      let bits = try self.bits(operand, type)
      emit(Step(.constant, register, UInt32(truncatingIfNeeded: bits), UInt32(truncatingIfNeeded: bits >> 32)))
    }
  }

  /// The bits of a constant, as registers hold them.
  func bits(_ operand: Operand, _ type: Type) throws(Malformed) -> UInt64 {
    let mask = Arithmetic.mask(type.rawValue)
    switch operand.kind {
    case .value: throw Malformed()
    case .integer(let number): return UInt64(bitPattern: number) & mask
    case .constant(let constant):
      guard constant.index < function.constants.count, let bits = module.bits(of: function.constants[constant])
      else { throw Malformed() }
      return bits & mask
    case .symbol(let symbol):
      guard symbol.index < addresses.count else { throw Malformed() }
      return addresses[symbol.index]
    }
  }

  /// The number that an operand is, where it fits in a step: integers of 32 and 64 bits by their signed value.
  func number(_ operand: Operand, _ type: Type) -> Int32? {
    guard operand.value == nil, type == .i64 || type == .i32, let integer = function.integer(operand) else {
      return nil
    }
    return type == .i32 ? Int32(truncatingIfNeeded: integer) : Int32(exactly: integer)
  }

  // MARK: - Blocks

  private mutating func decode(_ block: Block) throws(Malformed) {
    let data = function.blocks[block]
    labels[block.index] = Int32(out.steps.count)
    guard !data.range.isEmpty, data.range.upperBound <= function.instructions.count else { throw Malformed() }
    let last = Instruction(data.range.upperBound - 1)
    guard function.instructions[last].opcode.row.effects.contains(.terminates) else { throw Malformed() }
    // A block longer than a step can say is charged in several parts.
    var cost = data.range.count
    while cost > 0xF000 {
      emit(Step(.jump, 0, 0, 0, small: 0xF000))
      cost -= 0xF000
    }
    var joined: Instruction?
    for index in data.range.dropLast() {
      let instruction = Instruction(index)
      if joins, isJoined(instruction, with: last) {
        joined = instruction
        continue
      }
      origin = instruction.rawValue
      temporaryCount = 0
      try decode(instruction)
    }
    origin = last.rawValue
    temporaryCount = 0
    try decodeTerminator(last, of: block, joined, cost: UInt16(cost))
  }

  /// Whether an instruction compares what only the branch at the end of its block asks for. What it compares is still
  /// there when the branch is taken: a value never changes.
  private func isJoined(_ instruction: Instruction, with branch: Instruction) -> Bool {
    let data = function.instructions[instruction]
    guard data.resultCount == 1, function.instructions[branch].opcode == .branch,
      Operand(rawValue: function.instructions[branch].a).value
        == Value(rawValue: function.firstResults[instruction].rawValue),
      useCounts[function.firstResults[instruction].index] == 1
    else { return false }
    return joinable(data) != nil
  }

  /// A comparison that has a branch of its own, with what it compares in the branch's order.
  private func joinable(_ data: InstructionData) -> (test: Test, x: Operand, y: Operand)? {
    let x = Operand(rawValue: data.a)
    let y = Operand(rawValue: data.b)
    let isWord = data.type == .i64 || data.type == .i32
    switch data.opcode {
    case .equal: return (.equal, x, y)
    case .notEqual: return (.notEqual, x, y)
    case .lessSigned where isWord: return (.less, x, y)
    case .lessEqualSigned where isWord: return (.lessEqual, x, y)
    case .greaterSigned where isWord: return (.greater, x, y)
    case .greaterEqualSigned where isWord: return (.greaterEqual, x, y)
    case .lessUnsigned: return (.below, x, y)
    case .lessEqualUnsigned: return (.belowEqual, x, y)
    case .greaterUnsigned: return (.below, y, x)
    case .greaterEqualUnsigned: return (.belowEqual, y, x)
    default: return nil
    }
  }

  /// What a branch asks of two operands.
  enum Test {
    case equal, notEqual, less, lessEqual, greater, greaterEqual, below, belowEqual
  }

  /// The test with its operands the other way round.
  static func swapped(_ test: Test) -> Test {
    switch test {
    case .equal, .notEqual: test
    case .less: .greater
    case .lessEqual: .greaterEqual
    case .greater: .less
    case .greaterEqual: .lessEqual
    case .below, .belowEqual: test
    }
  }

  private mutating func decodeTerminator(
    _ instruction: Instruction, of block: Block, _ joined: Instruction?, cost: UInt16
  ) throws(Malformed) {
    let data = function.instructions[instruction]
    switch function.view(of: instruction) {
    case .jump(let call): try emitWay(call, cost: cost, next: block.index + 1)
    case .branch(let condition, let then, let otherwise):
      let label = try self.label(for: then)
      if let joined, let parts = joinable(function.instructions[joined]) {
        origin = joined.rawValue
        try emitBranch(
          parts.test, parts.x, parts.y, function.instructions[joined].type, to: label, cost: cost)
      } else {
        let register = try register(condition, .bool)
        emitJump(Step(.branchTrue, register, 0, 0, small: cost), to: label)
      }
      origin = instruction.rawValue
      try emitWay(otherwise, cost: 0, next: block.index + 1)
    case .switch(let operand, let otherwise, let cases):
      try emitSwitch(operand, data.type, otherwise, cases, cost: cost)
    case .return(let operands):
      try emitReturn(instruction, operands, cost: cost)
    case .call, .message, .plain:
      // Tail calls, trap and unreachable.
      if cost > 0 { emit(Step(.jump, 0, 0, 0, small: cost)) }
      try decode(instruction)
    default: throw Malformed()
    }
  }

  private mutating func emitBranch(
    _ test: Test, _ x: Operand, _ y: Operand, _ type: Type, to label: Int, cost: UInt16
  ) throws(Malformed) {
    let isWide = type != .i32
    // The operand that may be a number comes last.
    var (test, x, y) = (test, x, y)
    if x.value == nil, y.value != nil, test != .below, test != .belowEqual {
      (test, x, y) = (Self.swapped(test), y, x)
    }
    if let number = number(y, type), x.value != nil, test != .below, test != .belowEqual {
      let canonical = type == .i32 && (test == .equal || test == .notEqual) && number < 0
      if !canonical {
        let operation: Operation =
          switch test {
          case .equal: .branchEqualNumber
          case .notEqual: .branchNotEqualNumber
          case .less: isWide ? .branchLessNumber64 : .branchLessNumber32
          case .lessEqual: isWide ? .branchLessEqualNumber64 : .branchLessEqualNumber32
          case .greater: isWide ? .branchGreaterNumber64 : .branchGreaterNumber32
          case .greaterEqual: isWide ? .branchGreaterEqualNumber64 : .branchGreaterEqualNumber32
          case .below, .belowEqual: throw Malformed()
          }
        let register = try register(x, type)
        emitJump(Step(operation, register, UInt32(bitPattern: number), 0, small: cost), to: label)
        return
      }
    }
    if test == .greater || test == .greaterEqual { (test, x, y) = (Self.swapped(test), y, x) }
    let left = try register(x, type)
    let right = try register(y, type)
    let operation: Operation =
      switch test {
      case .equal: .branchEqual
      case .notEqual: .branchNotEqual
      case .less, .greater: isWide ? .branchLessSigned64 : .branchLessSigned32
      case .lessEqual, .greaterEqual: isWide ? .branchLessEqualSigned64 : .branchLessEqualSigned32
      case .below: .branchLessUnsigned
      case .belowEqual: .branchLessEqualUnsigned
      }
    emitJump(Step(operation, left, right, 0, small: cost), to: label)
  }

  /// The label of a block, or of the way to it that brings it its arguments.
  private mutating func label(for call: BlockCall) throws(Malformed) -> Int {
    guard call.block.index < function.blocks.count else { throw Malformed() }
    guard call.arguments.count > 0 else { return call.block.index }
    labels.append(-1)
    ways.append((labels.count - 1, call, origin))
    return labels.count - 1
  }

  /// Brings a block its arguments, and goes there.
  private mutating func emitWay(_ call: BlockCall, cost: UInt16, next: Int?) throws(Malformed) {
    guard call.block.index < function.blocks.count else { throw Malformed() }
    let target = function.blocks[call.block]
    guard call.arguments.count == Int(target.parameterCount) else { throw Malformed() }
    let last = try emitMoves(call, target)
    if let last {
      if cost > 0 { emit(Step(.jump, 0, 0, 0, small: cost)) }
      emitJump(Step(.jumpMove, last.target, last.source, 0), to: call.block.index)
    } else if call.block.index != next || cost > 0 {
      emitJump(Step(.jump, 0, 0, 0, small: cost), to: call.block.index)
    }
  }

  /// Moves arguments to parameters at once; a last plain move is left to the jump behind.
  private mutating func emitMoves(
    _ call: BlockCall, _ block: BlockData
  ) throws(Malformed) -> (target: UInt32, source: UInt32)? {
    var moves: [(target: UInt32, source: UInt32)] = []
    var constants: [(target: UInt32, operand: Operand, type: Type)] = []
    for (index, operand) in call.arguments.enumerated() {
      let target = block.firstParameter.rawValue + UInt32(index)
      guard Int(target) < function.values.count else { throw Malformed() }
      if let value = operand.value {
        guard value.index < function.values.count else { throw Malformed() }
        if value.rawValue != target { moves.append((target, value.rawValue)) }
      } else {
        constants.append((target, operand, function.values[Value(rawValue: target)].type))
      }
    }
    var last: (target: UInt32, source: UInt32)?
    if moves.count <= 8 {
      // A move may go as soon as nobody needs what its target holds.
      while !moves.isEmpty {
        if let free = moves.firstIndex(where: { move in !moves.contains { $0.source == move.target } }) {
          let move = moves.remove(at: free)
          if moves.isEmpty, constants.isEmpty, joins {
            last = move
          } else {
            emit(Step(.move, move.target, move.source))
          }
        } else {
          // Only circles are left: one member steps aside.
          let aside = temporary()
          let source = moves[0].source
          emit(Step(.move, aside, source))
          for index in moves.indices where moves[index].source == source { moves[index].source = aside }
        }
      }
    } else {
      let first = temporaryCount
      for move in moves { emit(Step(.move, temporary(), move.source)) }
      for (index, move) in moves.enumerated() {
        emit(Step(.move, move.target, firstTemporary + first + UInt32(index)))
      }
    }
    for constant in constants { try load(constant.operand, constant.type, into: constant.target) }
    return last
  }

  private mutating func emitSwitch(
    _ operand: Operand, _ type: Type, _ otherwise: BlockCall, _ cases: SwitchCases, cost: UInt16
  ) throws(Malformed) {
    let register = try register(operand, type)
    let mask = Arithmetic.mask(type.rawValue)
    var entries: [(value: UInt64, label: Int)] = []
    for (value, call) in cases { entries.append((UInt64(bitPattern: value) & mask, try label(for: call))) }
    entries.sort { $0.value < $1.value }
    let other = try label(for: otherwise)
    let first = entries.first?.value ?? 0
    let span = (entries.last?.value ?? 0) - first
    emit(Step(.switch, register, UInt32(out.tables.count), 0, small: cost))
    if !entries.isEmpty, span < UInt64(entries.count) * 4 + 16 {
      var dense = Array(repeating: other, count: Int(span) + 1)
      for entry in entries { dense[Int(entry.value - first)] = entry.label }
      tableFixups.append((out.steps.count, dense + [other]))
      out.tables.append((first, [], [], true))
    } else {
      tableFixups.append((out.steps.count, entries.map(\.label) + [other]))
      out.tables.append((0, entries.map(\.value), [], false))
    }
  }

  private mutating func emitReturn(
    _ instruction: Instruction, _ operands: OperandList, cost: UInt16
  ) throws(Malformed) {
    let types = module.types
    guard operands.count == types.resultCount(function.type) else { throw Malformed() }
    var registers: [UInt32] = []
    for (index, operand) in operands.enumerated() {
      registers.append(
        try register(operand, types.valueType(types.result(index, of: function.type).type)))
    }
    if !out.details.recordResults.isEmpty {
      try emitPerform(instruction, registers, cost: cost)
      return
    }
    if out.details.hasFrameMemory { emit(Step(.leave)) }
    switch registers.count {
    case 0: emit(Step(.return0, 0, 0, 0, small: cost))
    case 1: emit(Step(.return1, 0, registers[0], 0, small: cost))
    default:
      emit(Step(.returnMany, UInt32(registers.count), UInt32(out.pool.count), 0, small: cost))
      out.pool += registers
    }
  }

  /// A step that the machine performs by looking at the instruction.
  mutating func emitPerform(_ instruction: Instruction, _ registers: [UInt32], cost: UInt16 = 0) throws(Malformed) {
    if cost > 0 { emit(Step(.jump, 0, 0, 0, small: cost)) }
    guard registers.count < 1 << 16 else { throw Malformed() }
    let data = function.instructions[instruction]
    emit(
      Step(
        .perform, resultRegister(instruction), UInt32(out.pool.count), instruction.rawValue,
        small: UInt16(registers.count), opcode: data.opcode.rawValue))
    out.pool += registers
  }

  /// The place of a stack slot in the frame's stack memory.
  func slotPlace(_ instruction: Instruction) -> UInt64 { slotPlaces[instruction.rawValue] ?? 0 }

  // MARK: - The end

  private mutating func finish() throws(Malformed) {
    let temporaries = Int(firstTemporary) + Int(mostTemporaries)
    out.frameSize = temporaries + linkageSize
    for index in out.steps.indices {
      if out.steps[index].operation == .move || out.steps[index].operation == .constant,
        out.steps[index].a & Self.outgoing != 0
      {
        out.steps[index].a = out.steps[index].a & ~Self.outgoing + UInt32(out.frameSize)
      } else if out.steps[index].operation == .call {
        out.steps[index].c = UInt32(out.frameSize)
      }
    }
    if joins { joinAddresses() }
    for fixup in fixups {
      out.steps[fixup.step].c = UInt32(bitPattern: labels[fixup.label] - Int32(fixup.step) - 1)
    }
    for (table, fixup) in tableFixups.enumerated() {
      out.tables[table].targets = fixup.labels.map { labels[$0] - Int32(fixup.table) }
    }
  }

  /// Joins the computing of an address with the access behind, which stays where it is for who jumps there.
  private mutating func joinAddresses() {
    for index in out.steps.indices.dropLast() {
      let access = out.steps[index + 1]
      guard out.steps[index].a == access.b else { continue }
      let joined: Operation? =
        switch (out.steps[index].operation, access.operation) {
        case (.element, .load32): .elementLoad32
        case (.element, .load64): .elementLoad64
        case (.element, .store32): .elementStore32
        case (.element, .store64): .elementStore64
        case (.add64, .load8): .addLoad8
        case (.add64, .store8): .addStore8
        default: nil
        }
      guard let joined else { continue }
      out.steps[index].operation = joined
      // The base of the address may be a constant on its way, which the step before brings.
      guard index > 0, out.steps[index - 1].operation == .constant, out.steps[index - 1].a == out.steps[index].b else {
        continue
      }
      let whole: Operation? =
        switch joined {
        case .elementLoad32: .constantElementLoad32
        case .elementLoad64: .constantElementLoad64
        case .elementStore32: .constantElementStore32
        case .elementStore64: .constantElementStore64
        case .addLoad8: .constantAddLoad8
        case .addStore8: .constantAddStore8
        default: nil
        }
      if let whole { out.steps[index - 1].operation = whole }
    }
  }
}
