// What register allocation knows of a function's values before its walk: where each is read next, which blocks each lives
// into, where it is wanted. Positions are the numbers of instructions.

internal import IR

/// What is known of one value.
struct ValueFact: Sendable {
  /// The position of the first instruction that reads it, or `never`.
  var firstUse = Allocator.never
  /// The last position at which it may still be needed.
  var end: UInt32 = 0
  /// The position at which it is defined.
  var start: UInt32 = 0
  /// A block parameter that it is given to, or `noValue`.
  var partner = Allocator.noValue
  /// The block that defines it.
  fileprivate var definitionBlock = UInt32.max
  /// The last operand that named it, or the last argument, with the highest bit set.
  fileprivate var link = Allocator.never
  /// The last block that was found to define or read it.
  fileprivate var lastBlock = UInt32.max
  /// The register that it is wanted in, or `noRegister`.
  var hint = Allocator.noRegister
  /// Of a block parameter: the register that it got, or `noRegister`. The walk writes it.
  var place = Allocator.noRegister
  /// Whether it is read in another block than the one that defines it.
  var crossesBlocks = false
}

/// What is known of the values of a function.
struct ValueFacts: ~Copyable, Sendable {
  /// What is known of each value.
  var values = WorkArray<ValueFact>()
  /// The positions of the instructions that destroy what calls destroy.
  private(set) var calls = WorkArray<UInt32>()
  /// The edges into each block, as numbers: `predecessorEdges[predecessorStarts[block]..<predecessorStarts[block + 1]]`.
  private(set) var predecessorStarts = WorkArray<UInt32>()
  private(set) var predecessorEdges = WorkArray<UInt32>()

  /// For each operand: the position where its value is read next, or `never`.
  private(set) var followingUses = WorkArray<UInt32>()
  /// For each operand: whether nothing in its block reads the value after it (1), and whether it is a definition (2).
  private var marks = WorkArray<UInt8>()

  /// A value that lives into a block.
  struct Crossing {
    var value: VirtualRegister
    var block: UInt32
  }

  private var argumentUses = WorkArray<UInt32>()
  private var crossings = WorkArray<Crossing>()
  private var sorted = WorkArray<Crossing>()
  private var bucketStarts = WorkArray<UInt32>()
  private var lastValues = WorkArray<UInt32>()
  private var pairs = WorkArray<Crossing>()
  private var work = WorkArray<UInt32>()
  private var liveStarts = WorkArray<UInt32>()
  private var liveValues = WorkArray<VirtualRegister>()

  /// The values that live into a block, without its parameters.
  @inline(__always)
  func liveIn(_ block: Int) -> UnsafeBufferPointer<VirtualRegister> {
    UnsafeBufferPointer(rebasing: liveValues.elements[Int(liveStarts[block])..<Int(liveStarts[block + 1])])
  }

  /// Whether nothing in its block reads an operand's value after it.
  @inline(__always) func isLast(_ operand: Int) -> Bool { marks[operand] & 1 != 0 }
  /// Whether an operand is written.
  @inline(__always) func isResult(_ operand: Int) -> Bool { marks[operand] & 2 != 0 }

  /// Exchanges what is known of two operands whose values were exchanged.
  mutating func swapOperands(_ first: Int, _ second: Int) {
    marks.swapAt(first, second)
    followingUses.swapAt(first, second)
  }

  /// Finds all out.
  /// - Returns: the effort that is made: the fast way also where the thorough one would cost too much.
  mutating func compute(_ function: inout MachineFunction, effort: AllocationEffort) -> AllocationEffort {
    let count = function.banks.count
    values.reset(to: ValueFact(), count: count)
    followingUses.reset(to: Allocator.never, count: function.operands.count)
    marks.reset(to: 0, count: function.operands.count)
    argumentUses.reset(to: Allocator.never, count: function.arguments.count)
    calls.removeAll()
    crossings.removeAll()
    for block in 0..<function.blocks.count { read(UInt32(block), &function) }
    // The fast way begins each block anew, wherever control comes from.
    guard effort == .thorough else { return .fast }
    findPredecessors(&function)
    guard findLiveness(&function) else { return .fast }
    return .thorough
  }

  /// Has the parameters that come in registers treated as what another block reads: they get slots at once.
  mutating func keepParameters(of function: inout MachineFunction) {
    for arrival in function.arrivals {
      if case .register = arrival.place { values[Int(arrival.value)].crossesBlocks = true }
    }
  }

  // MARK: - One block

  private mutating func read(_ block: UInt32, _ function: inout MachineFunction) {
    let data = function.blocks[Int(block)]
    for index in Int(data.firstParameter)..<Int(data.firstParameter + data.parameterCount) {
      // A parameter is written on the way into the block, before what its first instruction reads is let go.
      define(function.parameters[index], block, data.first == 0 ? 0 : data.first - 1)
    }
    for position in data.first..<data.end {
      let instruction = function.instructions[Int(position)]
      if instruction.flags.contains(.isCall) { calls.append(position) }
      let first = Int(instruction.firstOperand)
      for at in first..<(first + Int(instruction.operandCount)) {
        let operand = function.operands[at]
        let value = Int(operand.value)
        let constraint = operand.constraint
        if constraint.isDefinition {
          define(operand.value, block, position)
          marks[at] = 3
          values[value].link = UInt32(at)
          values[value].lastBlock = block
          continue
        }
        link(value, to: position, in: block)
        marks[at] = 1
        values[value].link = UInt32(at)
        if constraint.isFixed && values[value].hint == Allocator.noRegister {
          values[value].hint = constraint.register.rawValue
        }
      }
    }
    guard data.edgeCount > 0, data.end > data.first else { return }
    for edge in Int(data.firstEdge)..<Int(data.firstEdge + data.edgeCount) {
      readArguments(of: function.edges[edge], at: data.end - 1, in: block, &function)
    }
  }

  private mutating func define(_ value: VirtualRegister, _ block: UInt32, _ position: UInt32) {
    values[Int(value)].definitionBlock = block
    values[Int(value)].start = position
    values[Int(value)].end = position
  }

  private mutating func readArguments(
    of edge: MachineEdge, at position: UInt32, in block: UInt32, _ function: inout MachineFunction
  ) {
    let target = function.blocks[Int(edge.to)]
    for number in 0..<Int(target.parameterCount) {
      let index = Int(edge.firstArgument) + number
      let argument = function.arguments[index]
      guard argument.value != EdgeArgument.none else { continue }
      let value = Int(argument.value)
      link(value, to: position, in: block)
      values[value].link = UInt32(index) | 0x8000_0000
      // Given to a parameter that lies in memory, a value cannot be repeated without a register.
      function.repeatable[value] = 0
      if values[value].partner == Allocator.noValue {
        values[value].partner = function.parameters[Int(target.firstParameter) + number]
      }
    }
  }

  /// Notes that a value is read at a position.
  @inline(__always)
  private mutating func link(_ value: Int, to position: UInt32, in block: UInt32) {
    values[value].end = position
    if values[value].firstUse == Allocator.never { values[value].firstUse = position }
    let link = values[value].link
    if link != Allocator.never {
      if link & 0x8000_0000 != 0 {
        argumentUses[Int(link & 0x7FFF_FFFF)] = position
      } else {
        if marks[Int(link)] & 2 == 0 { followingUses[Int(link)] = position }
        if values[value].lastBlock == block { marks[Int(link)] &= 2 }
      }
    }
    guard values[value].lastBlock != block else { return }
    values[value].lastBlock = block
    guard values[value].definitionBlock != block else { return }
    values[value].crossesBlocks = true
    crossings.append(Crossing(value: VirtualRegister(value), block: block))
  }

  /// Where an edge's argument is read next.
  @inline(__always)
  func followingUse(ofArgument index: Int) -> UInt32 { argumentUses[index] }

  // MARK: - Across blocks

  private mutating func findPredecessors(_ function: inout MachineFunction) {
    let count = function.blocks.count
    predecessorStarts.reset(to: 0, count: count + 1)
    for edge in function.edges.elements { predecessorStarts[Int(edge.to) + 1] += 1 }
    for index in 0..<count { predecessorStarts[index + 1] += predecessorStarts[index] }
    predecessorEdges.reset(to: 0, count: function.edges.count)
    for (index, edge) in function.edges.elements.enumerated() {
      predecessorEdges[Int(predecessorStarts[Int(edge.to)])] = UInt32(index)
      predecessorStarts[Int(edge.to)] += 1
    }
    // Each start has moved to the start of the next: they are moved back.
    for index in stride(from: count, to: 0, by: -1) { predecessorStarts[index] = predecessorStarts[index - 1] }
    predecessorStarts[0] = 0
  }

  /// The edges into a block.
  @inline(__always)
  func edges(into block: Int) -> UnsafeBufferPointer<UInt32> {
    UnsafeBufferPointer(
      rebasing: predecessorEdges.elements[Int(predecessorStarts[block])..<Int(predecessorStarts[block + 1])])
  }

  /// Finds the values that live into each block, by walking from each block that reads a value back to the one that
  /// defines it.
  /// - Returns: whether that stayed within bounds: many values may live through many blocks.
  private mutating func findLiveness(_ function: inout MachineFunction) -> Bool {
    let blockCount = function.blocks.count
    let budget = 4096 + 16 * function.instructions.count
    sortCrossings(function.banks.count)
    lastValues.reset(to: Allocator.never, count: blockCount)
    pairs.removeAll()
    work.removeAll()
    for crossing in sorted.elements {
      let value = Int(crossing.value)
      work.append(crossing.block)
      while let block = work.popLast() {
        guard block != values[value].definitionBlock, lastValues[Int(block)] != crossing.value else { continue }
        lastValues[Int(block)] = crossing.value
        pairs.append(Crossing(value: crossing.value, block: block))
        for edge in edges(into: Int(block)) {
          let before = function.edges[Int(edge)].from
          values[value].end = max(values[value].end, function.blocks[Int(before)].end - 1)
          work.append(before)
        }
      }
      guard pairs.count <= budget else { return false }
    }
    liveStarts.reset(to: 0, count: blockCount + 1)
    for pair in pairs.elements { liveStarts[Int(pair.block) + 1] += 1 }
    for index in 0..<blockCount { liveStarts[index + 1] += liveStarts[index] }
    liveValues.reset(to: 0, count: pairs.count)
    for pair in pairs.elements {
      liveValues[Int(liveStarts[Int(pair.block)])] = pair.value
      liveStarts[Int(pair.block)] += 1
    }
    for index in stride(from: blockCount, to: 0, by: -1) { liveStarts[index] = liveStarts[index - 1] }
    liveStarts[0] = 0
    return true
  }

  /// Sorts `crossings` by value into `sorted`.
  private mutating func sortCrossings(_ valueCount: Int) {
    if crossings.count < 64 {
      sorted.removeAll()
      sorted.append(contentsOf: crossings.elements)
      sorted.sort { $0.value < $1.value }
      return
    }
    bucketStarts.reset(to: 0, count: valueCount + 1)
    for crossing in crossings.elements { bucketStarts[Int(crossing.value) + 1] += 1 }
    for index in 0..<valueCount { bucketStarts[index + 1] += bucketStarts[index] }
    sorted.reset(to: Crossing(value: 0, block: 0), count: crossings.count)
    for crossing in crossings.elements {
      sorted[Int(bucketStarts[Int(crossing.value)])] = crossing
      bucketStarts[Int(crossing.value)] += 1
    }
  }
}
