// Selection for x86-64: from the instructions of the IR to those of the processor, over virtual registers.
//
// A function is gone through backwards, block by block and instruction by instruction, so that when an instruction comes
// up all that reads its results is known: what nobody reads is not selected, and what was folded into those who read it (a
// comparison into a branch, an address into a load, a load into an addition) is not either. Within one instruction of the
// IR, machine instructions are appended forwards and the run is turned round; at the end everything is.

internal import IR

/// Selects machine instructions, for function after function.
///
/// What only looks something up is `mutating` all the same: it is handed the place where all this is, and not a copy.
struct Selection: ~Copyable {
  /// The module that the function is of; lent, as the function is.
  var module: Module
  let features: ProcessorFeatures
  /// What operations on tasks and their like lead to, where the program has them.
  let runtime: RuntimeLinkage?
  /// Where the code may lie.
  let position: CodePosition
  /// Whether it is kept where parameters come in.
  let keepsArrivals: Bool
  /// Whether parameters are wanted that nobody reads: a debugger shows them.
  let keepsParameters: Bool
  /// Where arguments and results of each signature are.
  var layouts = CallLayouts()

  /// The function that is made.
  var code = MachineFunction()
  /// The function that is read.
  var function: Function
  /// The generators that were called, by all functions so far.
  var calledGenerators: Set<Generator> = []
  /// Why the function cannot be selected: the first reason in the text.
  var refusal: Refusal?

  // What is known of each value and instruction.
  var useCounts = WorkArray<UInt32>()
  var isDemanded = WorkArray<Bool>()
  /// How many writes to memory come before each instruction in its block.
  var epochs = WorkArray<UInt32>()
  var blockOfInstruction = WorkArray<UInt32>()
  /// The stack object of each `stack.slot`, plus one.
  var objects = WorkArray<UInt32>()
  /// The register that the address of a function's hidden result area came in.
  var resultArea: VirtualRegister = EdgeArgument.none
  /// The stack object into which a variadic function's registers are saved.
  var savedArguments: UInt32 = 0
  var usesVariadicArguments = false

  // The walk.
  var order = WorkArray<UInt32>()
  /// Whether control reaches each block.
  private var reachedBlocks = WorkArray<Bool>()
  /// The machine block of each block of the IR, as counted from the end.
  var machineBlocks = WorkArray<UInt32>()
  var currentBlock: UInt32 = 0
  var currentInstruction: UInt32 = 0
  var currentSource: UInt32 = 0
  /// Where the machine instructions of the current instruction begin.
  var runStart = 0

  /// The values that the call or return that is selected passes in registers.
  var placed = WorkArray<PlacedValue>()
  let facts = OpcodeFacts.all

  /// A value that goes to a register.
  struct PlacedValue {
    var value: VirtualRegister
    var register: MachineRegister
  }

  /// An operation that machine code does not have yet, and where it stands.
  struct Refusal {
    var instruction: Instruction
    var reason: String
    var asksForEntry = false
  }

  /// The bit of an edge's target that says that it is a machine block counted from the end, and not a block of the IR.
  static let ownBlock: UInt32 = 0x8000_0000

  init(
    module: Module, features: ProcessorFeatures, position: CodePosition = .fixed, runtime: RuntimeLinkage? = nil,
    keepsArrivals: Bool = false, keepsParameters: Bool = false
  ) {
    self.module = module
    self.features = features
    self.position = position
    self.runtime = runtime
    self.keepsArrivals = keepsArrivals
    self.keepsParameters = keepsParameters
    function = Function(symbol: Symbol(rawValue: 0), type: .none)
  }

  // MARK: - The walk

  /// Selects `function` into `code`.
  mutating func select() {
    code.reset()
    refusal = nil
    findOrder()
    readFacts()
    for value in function.values.elements {
      code.banks.append(value.type.isFloat ? .vector : .general)
      code.repeatable.append(0)
    }
    prepareResults()
    if let runtime {
      code.isStart = runtime.starts[function.symbol] != nil
      code.keepsNothing = runtime.suspending.contains(function.symbol)
    }
    code.shortness = shortness
    machineBlocks.reset(to: 0, count: function.blocks.count)
    for block in order.elements.reversed() { selectBlock(Block(rawValue: block)) }
    turnRound()
  }

  /// How much it matters that the function's code is short: it does where that is seldom run, and in the runtime, which is in so
  /// many small programs.
  private var shortness: MachineFunction.Shortness {
    let data = module.symbols[function.symbol]
    guard let runtime, case .function(let index) = data.definition, index >= runtime.programFunctions else {
      return data.isCold ? .short : .usual
    }
    return data.isCold ? .shortest : .short
  }

  private mutating func selectBlock(_ block: Block) {
    currentBlock = block.rawValue
    let data = function.blocks[block]
    beginMachineBlock()
    for index in data.range.reversed() {
      let instruction = Instruction(index)
      currentInstruction = instruction.rawValue
      currentSource = instruction.rawValue + 1
      runStart = code.instructions.count
      select(instruction)
      turn(from: runStart)
    }
    if block == .entry {
      currentSource = 0
      let first = code.instructions.count
      selectEntry()
      turn(from: first)
    } else {
      code.blocks[code.blocks.count - 1].firstParameter = UInt32(code.parameters.count)
      code.blocks[code.blocks.count - 1].parameterCount = data.parameterCount
      for parameter in data.parameters { code.parameters.append(VirtualRegister(parameter)) }
    }
    endMachineBlock()
    machineBlocks[block.index] = UInt32(code.blocks.count - 1)
  }

  /// Begins a machine block; blocks are made from the last to the first, and so are their instructions.
  mutating func beginMachineBlock() {
    var block = MachineBlock()
    block.first = UInt32(code.instructions.count)
    block.firstEdge = UInt32(code.edges.count)
    code.blocks.append(block)
  }

  mutating func endMachineBlock() {
    code.blocks[code.blocks.count - 1].end = UInt32(code.instructions.count)
    code.blocks[code.blocks.count - 1].edgeCount =
      UInt32(code.edges.count) - code.blocks[code.blocks.count - 1].firstEdge
  }

  /// Turns the machine instructions from `first` on round.
  mutating func turn(from first: Int) {
    code.instructions.reverse(first..<code.instructions.count)
    code.sources.reverse(first..<code.sources.count)
  }

  /// Turns everything round, so that it stands in the order of execution.
  private mutating func turnRound() {
    turn(from: 0)
    let total = UInt32(code.instructions.count)
    let count = UInt32(code.blocks.count)
    code.blocks.reverse(code.blocks.indices)
    for index in code.blocks.indices {
      let (first, end) = (code.blocks[index].first, code.blocks[index].end)
      code.blocks[index].first = total - end
      code.blocks[index].end = total - first
    }
    for index in code.blocks.indices {
      let block = code.blocks[index]
      for edge in Int(block.firstEdge)..<Int(block.firstEdge + block.edgeCount) {
        let target = code.edges[edge].to
        let fromEnd = target & Self.ownBlock != 0 ? target & ~Self.ownBlock : machineBlocks[Int(target)]
        code.edges[edge].to = count - 1 - fromEnd
        code.edges[edge].from = UInt32(index)
      }
    }
    for index in code.instructions.indices where code.instructions[index].flags.contains(.isRepeatable) {
      code.repeatable[Int(code.operands[Int(code.instructions[index].firstOperand)].value)] = UInt32(index) + 1
    }
  }

  // MARK: - Facts

  /// Calls with each block that control can go on at, behind a block. Where a constant decides, that is one.
  private mutating func forEachTarget(of block: Block, _ body: (Block) -> Void) {
    let data = function.blocks[block]
    guard data.end > data.first else { return }
    let last = Instruction(rawValue: data.end.rawValue - 1)
    switch function.view(of: last) {
    case .branch(let condition, let then, let otherwise) where constant(condition, .bool) != nil:
      body(constant(condition, .bool) == 0 ? otherwise.block : then.block)
    case .switch(let operand, let otherwise, let cases):
      guard let number = constant(operand, function.instructions[last].type) else { fallthrough }
      let type = function.instructions[last].type
      body(cases.first { Self.normalized($0.value, type) == number }?.target.block ?? otherwise.block)
    default: function.forEachSuccessor(of: block, body)
    }
  }

  /// Finds the order of emission: that of the text if every block comes behind one that leads to it, else depth-first. Blocks
  /// that control never reaches have no place in it: allocation asks for that.
  private mutating func findOrder() {
    let count = function.blocks.count
    order.removeAll()
    // Taken out meanwhile, so that closures change nothing of what is read.
    var isReached = WorkArray<Bool>()
    swap(&isReached, &reachedBlocks)
    defer { swap(&isReached, &reachedBlocks) }
    isReached.reset(to: false, count: count)
    isReached[0] = true
    var isPassedOver = false
    for block in 0..<count {
      guard isReached[block] else {
        isPassedOver = true
        continue
      }
      order.append(UInt32(block))
      let data = function.blocks[Block(block)]
      guard data.end > data.first else { continue }
      let last = Instruction(rawValue: data.end.rawValue - 1)
      if isDecided(last) {
        var targets: [Block] = []
        forEachTarget(of: Block(block)) { targets.append($0) }
        for target in targets { isReached[target.index] = true }
      } else {
        function.forEachBlockCall(of: last) { target, _ in isReached[target.index] = true }
      }
    }
    // A block that was passed over although control reaches it shows that the order of the text does not do. Those in the
    // order were reached before their turn came, so they are as many as were reached.
    guard isPassedOver, isReached.elements.reduce(0, { $0 + ($1 ? 1 : 0) }) > order.count else { return }
    let found = depthFirstOrder()
    order.removeAll()
    for block in found { order.append(block) }
  }

  /// Whether a constant may decide where control goes on.
  private mutating func isDecided(_ last: Instruction) -> Bool {
    let data = function.instructions[last]
    return (data.opcode == .branch || data.opcode == .switch) && Operand(rawValue: data.a).value == nil
  }

  /// The blocks that control reaches, each before those that are reached only from it.
  private mutating func depthFirstOrder() -> [UInt32] {
    var isVisited = Array(repeating: false, count: function.blocks.count)
    isVisited[0] = true
    var postorder: [UInt32] = []
    // Each block on the way, with those behind it that are still to be visited.
    var stack: [(block: UInt32, rest: [UInt32])] = []
    func push(_ block: UInt32) {
      var targets: [UInt32] = []
      forEachTarget(of: Block(rawValue: block)) { targets.append($0.rawValue) }
      stack.append((block, targets))
    }
    push(0)
    while let (block, rest) = stack.last {
      guard let next = rest.last else {
        postorder.append(block)
        stack.removeLast()
        continue
      }
      stack[stack.count - 1].rest.removeLast()
      guard !isVisited[Int(next)] else { continue }
      isVisited[Int(next)] = true
      push(next)
    }
    return postorder.reversed()
  }

  private mutating func readFacts() {
    let values = function.values.count
    let instructions = function.instructions.count
    useCounts.reset(to: 0, count: values)
    isDemanded.reset(to: false, count: values)
    epochs.reset(to: 0, count: instructions)
    blockOfInstruction.reset(to: UInt32.max, count: instructions)
    objects.reset(to: 0, count: instructions)
    // Every operand of the function is looked at here: on bare memory.
    let function = function
    facts.withUnsafeBufferPointer { facts in
      function.instructions.elements.withUnsafeBufferPointer { all in
        function.pool.withUnsafeBufferPointer { pool in
          for block in order.elements {
            var epoch: UInt32 = 0
            for index in function.blocks[Block(rawValue: block)].range {
              let data = all[index]
              let known = facts[Int(data.opcode.rawValue)]
              blockOfInstruction[index] = block
              epochs[index] = epoch
              if known.isBarrier { epoch &+= 1 }
              Self.countUses(data, known, pool, &useCounts)
            }
          }
        }
      }
    }
  }

  /// Counts the values that an instruction reads.
  @inline(__always)
  private static func countUses(
    _ data: InstructionData, _ facts: OpcodeFacts, _ pool: UnsafeBufferPointer<UInt32>,
    _ counts: inout WorkArray<UInt32>
  ) {
    @inline(__always) func count(_ operand: UInt32) {
      if operand >> 30 == 0 { counts[Int(operand)] &+= 1 }
    }
    func countArguments(at start: Int, calls: Int) -> Int {
      var at = start
      for _ in 0..<calls {
        let arguments = Int(pool[at + 1])
        for index in 0..<arguments { count(pool[at + 2 + index]) }
        at += 2 + arguments
      }
      return at
    }
    switch facts.operands {
    case .none: break
    case .one: count(data.a)
    case .two:
      count(data.a)
      count(data.b)
    case .pooled(let number): for index in 0..<number { count(pool[Int(data.a) + index]) }
    case .list: for index in 0..<Int(data.b) { count(pool[Int(data.a) + index]) }
    case .jump: _ = countArguments(at: Int(data.a), calls: 1)
    case .branch:
      count(data.a)
      _ = countArguments(at: Int(data.b), calls: 2)
    case .switch:
      count(data.a)
      var at = countArguments(at: Int(data.b) + 1, calls: 1)
      for _ in 0..<Int(pool[Int(data.b)]) { at = countArguments(at: at + 2, calls: 1) }
    }
  }

  // MARK: - Values

  /// The instruction that defines a value, and which of its results it is; nil for parameters.
  @inline(__always)
  mutating func definition(of value: Value) -> Instruction? {
    if case .instruction(let instruction) = function.values[value].source { return instruction }
    return nil
  }

  /// The type of an operand that is a value.
  @inline(__always)
  mutating func type(of value: Value) -> Type { function.values[value].type }

  /// A value seen through operations that leave its register as it is.
  mutating func resolve(_ value: Value) -> Value {
    var value = value
    while let instruction = definition(of: value) {
      let data = function.instructions[instruction]
      switch data.opcode {
      case .truncate, .pointerToInteger, .integerToPointer:
        guard let source = Operand(rawValue: data.a).value else { return value }
        value = source
      default: return value
      }
    }
    return value
  }

  /// The register of a value, which is thereby wanted.
  mutating func demand(_ value: Value) -> VirtualRegister {
    let value = resolve(value)
    isDemanded[value.index] = true
    return value.rawValue
  }

  /// An operand in a register: constants are brought into one.
  mutating func use(_ operand: Operand, _ type: Type) -> VirtualRegister {
    switch operand.kind {
    case .value(let value): return demand(value)
    case .integer, .constant:
      if type.isFloat { return floatConstant(bits(of: operand, type), type) }
      return integerConstant(bits(of: operand, type), type)
    case .symbol(let symbol): return address(of: symbol)
    }
  }

  /// The bits of a constant operand: integers sign-extended from their type.
  mutating func bits(of operand: Operand, _ type: Type) -> Int64 {
    switch operand.kind {
    case .integer(let number): return Self.normalized(number, type)
    case .constant(let constant):
      return Self.normalized(Int64(bitPattern: module.bits(of: function.constants[constant]) ?? 0), type)
    case .value, .symbol: return 0
    }
  }

  /// An integer with the sign of its type repeated above; others as they are.
  static func normalized(_ number: Int64, _ type: Type) -> Int64 {
    switch type {
    case .bool: number & 1
    case .i8: Int64(Int8(truncatingIfNeeded: number))
    case .i16: Int64(Int16(truncatingIfNeeded: number))
    case .i32: Int64(Int32(truncatingIfNeeded: number))
    default: number
    }
  }

  /// The integer that an operand is, if it is a constant.
  mutating func constant(_ operand: Operand, _ type: Type) -> Int64? {
    switch operand.kind {
    case .integer, .constant: bits(of: operand, type)
    case .value, .symbol: nil
    }
  }

  /// The same, where it fits in the 32 bits of an immediate.
  mutating func immediate(_ operand: Operand, _ type: Type) -> Int64? {
    guard let number = constant(operand, type), Int64(Int32(truncatingIfNeeded: number)) == number else { return nil }
    return number
  }

  mutating func integerConstant(_ number: Int64, _ type: Type) -> VirtualRegister {
    let register = code.makeRegister(.general)
    // What fits in 32 bits without a sign is written so: the upper half is cleared.
    let isShort = type != .i64 && type != .ptr || UInt64(bitPattern: number) <= UInt64(UInt32.max)
    var instruction = begin(.movImmediate, size: isShort ? 4 : 8)
    instruction.immediate = isShort ? Int64(Int32(truncatingIfNeeded: number)) : number
    instruction.flags = [.flagsAreFree]
    result(register, &instruction, in: .memory)
    finishRepeatable(instruction)
    return register
  }

  mutating func floatConstant(_ bits: Int64, _ type: Type) -> VirtualRegister {
    let register = code.makeRegister(.vector)
    if bits == 0 {
      var instruction = begin(.zeroVector)
      result(register, &instruction, in: .register)
      finishRepeatable(instruction)
      return register
    }
    var instruction = begin(type == .f32 ? .movss : .movsd, size: 0)
    result(register, &instruction, in: .register)
    memory(constantAddress(bits, type), &instruction)
    finishRepeatable(instruction)
    return register
  }

  /// The address of a float in the function's pool of constants.
  mutating func constantAddress(_ bits: Int64, _ type: Type) -> MachineAddress {
    constantAddress(
      low: type == .f32 ? UInt64(UInt32(truncatingIfNeeded: bits)) : UInt64(bitPattern: bits),
      size: type == .f32 ? 4 : 8)
  }

  mutating func constantAddress(low: UInt64, high: UInt64 = 0, size: UInt8) -> MachineAddress {
    let constant = MachineConstant(low: low, high: high, size: size)
    // The last few are looked at: equal constants stand close to each other.
    let recent = code.constants.elements.suffix(16)
    let number = recent.lastIndex(of: constant) ?? code.constants.count
    if number == code.constants.count { code.constants.append(constant) }
    return MachineAddress(.constant, symbol: UInt32(number))
  }

  mutating func address(of symbol: Symbol) -> VirtualRegister {
    let register = code.makeRegister(.general)
    let reach = reach(of: symbol)
    guard reach == .address else {
      var load = begin(reach == .distance ? .lea : .mov, size: 8)
      result(register, &load, in: .register)
      memory(MachineAddress(reach == .distance ? .symbol : .offsetTable, symbol: symbol.rawValue), &load)
      finishRepeatable(load)
      return register
    }
    var instruction = begin(.movImmediate, size: 4)
    instruction.flags = [.immediateIsSymbol, .flagsAreFree]
    instruction.symbol = symbol.rawValue
    result(register, &instruction, in: .memory)
    finishRepeatable(instruction)
    return register
  }

  /// A new register.
  mutating func temporary(_ bank: RegisterBank = .general) -> VirtualRegister { code.makeRegister(bank) }

  /// Says that machine code does not have an operation. Of several, the first in the text stays, which comes up last.
  mutating func refuse(_ reason: String, asksForEntry: Bool = false) {
    if let refusal, refusal.instruction.rawValue <= currentInstruction { return }
    refusal = Refusal(
      instruction: Instruction(rawValue: currentInstruction), reason: reason, asksForEntry: asksForEntry)
  }
}

/// What selection must know of each operation, as a table.
struct OpcodeFacts: Sendable {
  /// Whether loads do not move over it.
  let isBarrier: Bool
  /// Whether it goes when nobody reads its results.
  let isPure: Bool
  /// Where its operands stand.
  let operands: Operands

  /// Where an instruction's operands stand: see `InstructionData`.
  enum Operands: Sendable {
    case none, one, two, list, jump, branch, `switch`
    case pooled(Int)
  }

  static let all: [OpcodeFacts] = OpcodeTable.rows.map { row in
    let operands: Operands =
      switch row.syntax {
      case .plain, .element:
        row.operands.isEmpty
          ? .none : row.operands.count == 1 ? .one : row.operands.count == 2 ? .two : .pooled(row.operands.count)
      case .call, .callIndirect, .return, .syscall: .list
      case .await, .field: .one
      case .jump: .jump
      case .branch: .branch
      case .switch: .switch
      case .slot, .message: .none
      }
    return OpcodeFacts(
      isBarrier: !row.effects.isDisjoint(with: [.writes, .suspends, .calls, .ordered, .blocks, .allocates])
        || row.orderings != .none,
      isPure: row.effects.subtracting(.reads).isEmpty && row.orderings == .none, operands: operands)
  }
}
