// Random functions of machine instructions with everything that allocation must deal with: blocks and loops with
// parameters, both banks, calls, operands in named registers, tied, early, exchangeable and in memory, and more values
// than there are registers.

import IR
import TestSupport

@testable import Gen

/// Makes a function from a seed.
struct RandomMachineFunction: ~Copyable {
  private(set) var function = MachineFunction()
  private var generator: SeededGenerator
  private var dominator: [Int] = []
  /// The values that each block defines.
  private var definitions: [[VirtualRegister]] = []
  private var block = 0
  /// How many of the values in sight are preferred as operands: many mean high pressure.
  private let window: Int

  static func make(seed: UInt64, index: Int) -> MachineFunction {
    var random = RandomMachineFunction(seed, index)
    random.build()
    return random.function.copy()
  }

  private init(_ seed: UInt64, _ index: Int) {
    generator = SeededGenerator(seed: seed, index: index)
    window = [3, 8, 20, 60][generator.below(4)]
  }

  private mutating func build() {
    let count = [1, 2, 4, 8, 14][generator.below(5)]
    let targets = makeGraph(count)
    findDominators(targets)
    definitions = Array(repeating: [], count: count)
    let parameterCounts = (0..<count).map { $0 == 0 ? 0 : [0, 0, 1, 2, 5, 20][generator.below(6)] }
    // Parameters first: edges that lead back give values to blocks before them.
    for number in 0..<count {
      var data = MachineBlock()
      data.firstParameter = UInt32(function.parameters.count)
      data.parameterCount = UInt32(parameterCounts[number])
      for _ in 0..<parameterCounts[number] {
        let value = function.makeRegister(bank())
        function.parameters.append(value)
        definitions[number].append(value)
      }
      function.blocks.append(data)
    }
    let length = [3, 10, 30][generator.below(3)]
    for number in 0..<count {
      block = number
      function.blocks[number].first = UInt32(function.instructions.count)
      if number == 0 { addEntry() }
      for _ in 0..<generator.below(length) { addInstruction() }
      addTerminator(targets[number])
      function.blocks[number].end = UInt32(function.instructions.count)
    }
    for number in 0..<count { addEdges(number, targets[number]) }
  }

  // MARK: - Blocks

  /// The targets of each block. Every block but the first is led to by one before it.
  private mutating func makeGraph(_ count: Int) -> [[Int]] {
    var targets: [[Int]] = Array(repeating: [], count: count)
    for number in 1..<max(1, count) {
      let from = generator.chance(60) ? number - 1 : generator.below(number)
      targets[from].append(number)
    }
    for number in 0..<count where count > 1 {
      for _ in 0..<[0, 1, 1, 2][generator.below(4)] where targets[number].count < 2 {
        targets[number].append(1 + generator.below(count - 1))
      }
    }
    return targets
  }

  private mutating func findDominators(_ targets: [[Int]]) {
    let count = targets.count
    var sets = Array(repeating: Set(0..<count), count: count)
    sets[0] = [0]
    var isChanged = true
    while isChanged {
      isChanged = false
      for number in 1..<max(1, count) {
        var met = Set(0..<count)
        for from in 0..<count where targets[from].contains(number) { met.formIntersection(sets[from]) }
        met.insert(number)
        if met != sets[number] {
          sets[number] = met
          isChanged = true
        }
      }
    }
    dominator = (0..<count).map { number in
      sets[number].subtracting([number]).max { sets[$0].count < sets[$1].count } ?? -1
    }
  }

  /// The values that an instruction at the end of what was made of a block can read.
  private func visible(_ number: Int, _ bank: RegisterBank) -> [VirtualRegister] {
    var values: [VirtualRegister] = []
    var at = number
    while at >= 0 {
      values += definitions[at].reversed().filter { function.banks[Int($0)] == bank }
      at = dominator[at]
    }
    return values
  }

  private mutating func bank() -> RegisterBank { generator.chance(70) ? .general : .vector }

  /// A value that can be read in a block, mostly one of the last; one is made where there is none.
  private mutating func value(_ bank: RegisterBank) -> VirtualRegister {
    let values = visible(block, bank)
    if values.isEmpty { return addConstant(bank) }
    return generator.chance(80) ? values[generator.below(min(window, values.count))] : generator.pick(values)
  }

  private mutating func define(_ bank: RegisterBank) -> VirtualRegister {
    let value = function.makeRegister(bank)
    definitions[block].append(value)
    return value
  }

  // MARK: - Instructions

  private mutating func append(
    _ operands: [MachineOperand], _ change: (inout MachineInstruction) -> Void = { _ in }
  ) {
    var instruction = MachineInstruction()
    instruction.firstOperand = UInt32(function.operands.count)
    instruction.operandCount = UInt8(operands.count)
    instruction.resultCount = UInt8(operands.count { $0.constraint.isDefinition })
    if operands.contains(where: \.constraint.isFixed) { instruction.flags.insert(.isConstrained) }
    change(&instruction)
    for operand in operands { function.operands.append(operand) }
    function.instructions.append(instruction)
    function.sources.append(0)
  }

  @discardableResult
  private mutating func addConstant(_ bank: RegisterBank) -> VirtualRegister {
    let value = define(bank)
    append([MachineOperand(value, .definition)]) { $0.flags.insert(.isRepeatable) }
    function.repeatable[Int(value)] = UInt32(function.instructions.count)
    return value
  }

  private mutating func addEntry() {
    let general: [MachineRegister] = [.rdi, .rsi, .rdx, .rcx, .r8, .r9]
    let vector: [MachineRegister] = [.xmm0, .xmm1, .xmm2, .xmm3]
    var operands: [MachineOperand] = []
    for register in general.prefix(generator.below(7)) {
      operands.append(MachineOperand(define(.general), .definition(in: register)))
    }
    for register in vector.prefix(generator.below(5)) {
      operands.append(MachineOperand(define(.vector), .definition(in: register)))
    }
    append(operands) { $0.flags.insert(.isConstrained) }
  }

  private mutating func addInstruction() {
    switch generator.below(12) {
    case 0: addConstant(bank())
    case 1: addCopy()
    case 2, 3: addTied()
    case 4: addNamed()
    case 5: addCall()
    case 6: addEarly()
    default: addPlain()
    }
  }

  private mutating func addCopy() {
    let bank = bank()
    let source = value(bank)
    append([MachineOperand(define(bank), .definition), MachineOperand(source, .use)]) { $0.kind = .copy }
  }

  private mutating func addPlain() {
    var reads: [MachineOperand] = []
    for _ in 0..<generator.below(4) { reads.append(MachineOperand(value(bank()), .use)) }
    if generator.chance(40) { reads.append(MachineOperand(value(bank()), .useOrMemory)) }
    var results: [MachineOperand] = []
    for _ in 0..<[0, 1, 1, 1, 2][generator.below(5)] { results.append(MachineOperand(define(bank()), .definition)) }
    append(results + reads)
  }

  private mutating func addTied() {
    let bank = bank()
    let source = value(bank)
    var operands = [MachineOperand(source, .use)]
    let isCommutative = generator.chance(50)
    if generator.chance(70) {
      // At times the same value twice.
      let other = generator.chance(20) ? source : value(bank)
      operands.append(MachineOperand(other, generator.chance(50) ? .useOrMemory : .use))
    }
    let canExchange = isCommutative && operands.count == 2
    if generator.chance(20) { operands.append(MachineOperand(value(.general), .use)) }
    // A shift's count lies in a register of its own.
    if !canExchange && generator.chance(25) { operands.append(MachineOperand(value(.general), .use(in: .rcx))) }
    append([MachineOperand(define(bank), .tied(to: 1))] + operands) {
      if canExchange { $0.flags.insert(.isCommutative) }
    }
  }

  private mutating func addEarly() {
    let reads = (0..<(1 + generator.below(3))).map { _ in MachineOperand(value(bank()), .use) }
    var results = [MachineOperand(define(bank()), .earlyDefinition)]
    if generator.chance(50) { results.append(MachineOperand(define(bank()), .earlyDefinition)) }
    append(results + reads)
  }

  /// Operands in named registers, as of a division, a compare-exchange or a string move.
  private mutating func addNamed() {
    var names: [MachineRegister] = [.rax, .rdx, .rcx, .rdi, .rsi, .rbx]
    names.shuffle(using: &generator)
    var reads: [MachineOperand] = []
    for register in names.prefix(generator.below(4)) {
      reads.append(MachineOperand(value(.general), .use(in: register)))
    }
    if generator.chance(50) { reads.append(MachineOperand(value(bank()), generator.chance(50) ? .use : .useOrMemory)) }
    if generator.chance(30) { reads.append(MachineOperand(value(.general), .use)) }
    var results: [MachineOperand] = []
    names.shuffle(using: &generator)
    for register in names.prefix(generator.below(3)) {
      let isRead = reads.contains { $0.constraint.isFixed && $0.constraint.register == register }
      // Written while others are read, it is none of them.
      let isEarly = !isRead && generator.chance(40)
      results.append(
        MachineOperand(define(.general), isEarly ? .earlyDefinition(in: register) : .definition(in: register)))
    }
    if generator.chance(30) { results.append(MachineOperand(define(bank()), .definition)) }
    let destroysSome = generator.chance(25)
    append(results + reads) {
      $0.flags.insert(.isConstrained)
      if destroysSome { $0.clobbers = 2 }
    }
  }

  private mutating func addCall() {
    var reads: [MachineOperand] = []
    if generator.chance(30) {
      reads.append(MachineOperand(value(.general), generator.chance(50) ? .use : .useOrMemory))
    }
    let general: [MachineRegister] = [.rdi, .rsi, .rdx, .rcx, .r8, .r9]
    let vector: [MachineRegister] = [.xmm0, .xmm1, .xmm2, .xmm3]
    for register in general.prefix(generator.below(7)) {
      reads.append(MachineOperand(value(.general), .use(in: register)))
    }
    for register in vector.prefix(generator.below(5)) {
      reads.append(MachineOperand(value(.vector), .use(in: register)))
    }
    var results: [MachineOperand] = []
    for register in ([.rax, .rdx] as [MachineRegister]).prefix(generator.below(3)) {
      results.append(MachineOperand(define(.general), .definition(in: register)))
    }
    if generator.chance(30) { results.append(MachineOperand(define(.vector), .definition(in: .xmm0))) }
    append(results + reads) {
      $0.flags = [.isCall, .isConstrained]
      $0.clobbers = Clobbers.call
    }
  }

  // MARK: - Ends

  private mutating func addTerminator(_ targets: [Int]) {
    switch targets.count {
    case 0:
      var reads: [MachineOperand] = []
      for register in ([.rax, .rdx] as [MachineRegister]).prefix(generator.below(3)) {
        reads.append(MachineOperand(value(.general), .use(in: register)))
      }
      append(reads) { $0.kind = .leave }
    case 1: append([]) { $0.kind = .jump }
    case 2 where generator.chance(70): append([]) { $0.kind = .branch }
    default:
      let position = value(.general)
      // What a jump by a table writes is of no use behind it.
      let (table, entry) = (function.makeRegister(.general), function.makeRegister(.general))
      append([
        MachineOperand(table, .earlyDefinition), MachineOperand(entry, .earlyDefinition),
        MachineOperand(position, .use),
      ]) { $0.kind = .table }
    }
  }

  private mutating func addEdges(_ number: Int, _ targets: [Int]) {
    function.blocks[number].firstEdge = UInt32(function.edges.count)
    function.blocks[number].edgeCount = UInt32(targets.count)
    for target in targets {
      function.edges.append(
        MachineEdge(from: UInt32(number), to: UInt32(target), firstArgument: UInt32(function.arguments.count)))
      let data = function.blocks[target]
      for index in Int(data.firstParameter)..<Int(data.firstParameter + data.parameterCount) {
        let bank = function.banks[Int(function.parameters[index])]
        let values = visible(number, bank)
        if values.isEmpty || generator.chance(20) {
          function.arguments.append(EdgeArgument(immediate: bank == .vector ? 0 : Int64(generator.below(1000))))
        } else {
          function.arguments.append(EdgeArgument(values[generator.below(min(window, values.count))]))
        }
      }
    }
  }
}
