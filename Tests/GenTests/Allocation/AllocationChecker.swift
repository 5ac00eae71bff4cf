// Proves an allocation right without executing it: along every path, which values each register and each place in the
// frame holds is followed to a fixed point, and every operand must find its value where it was put.

import IR

@testable import Gen

/// Checks what the allocator made of one function.
struct AllocationChecker: ~Copyable {
  /// The function before it was given registers.
  let original: MachineFunction
  /// The function with locations.
  let allocated: MachineFunction
  let allocation: Allocation
  let registers: RegisterFile
  let reserved: RegisterSet

  /// What is wrong, each with its place.
  private(set) var faults: [String] = []
  /// Whether faults are noted: not before the states are final.
  private var isNoting = false
  private var place = ""

  /// What each location holds: numbers of values, ascending; below zero those of immediates.
  typealias State = [[Int]]

  init(
    _ original: borrowing MachineFunction, _ allocated: borrowing MachineFunction, _ allocation: borrowing Allocation,
    _ registers: RegisterFile = .x86_64, reserved: RegisterSet
  ) {
    self.original = original.copy()
    self.allocated = allocated.copy()
    self.allocation = allocation.copy()
    self.registers = registers
    self.reserved = reserved
    check()
  }

  // MARK: - The fixed point

  private mutating func check() {
    checkOrder()
    guard faults.isEmpty else { return }
    let count = allocated.blocks.count
    var states: [State?] = Array(repeating: nil, count: count)
    states[0] = Array(repeating: [], count: 64 + allocation.slotCount)
    var work = [0]
    while let block = work.popLast() {
      guard let state = states[block] else { continue }
      for (target, arriving) in leave(block, state) {
        let met = states[target].map { Self.meet($0, arriving) } ?? arriving
        guard met != states[target] else { continue }
        states[target] = met
        if !work.contains(target) { work.append(target) }
      }
    }
    isNoting = true
    for block in 0..<count { if let state = states[block] { _ = leave(block, state) } }
  }

  /// What both hold.
  private static func meet(_ one: State, _ other: State) -> State {
    zip(one, other).map { left, right in left.isEmpty || right.isEmpty ? [] : left.filter(right.contains) }
  }

  /// Executes a block and its edges, and gives the state that arrives at each target.
  private mutating func leave(_ block: Int, _ entered: State) -> [(Int, State)] {
    var state = entered
    let data = allocated.blocks[block]
    for index in Int(data.firstParameter)..<Int(data.firstParameter + data.parameterCount) {
      let location = allocation.parameterLocations[index]
      guard location != Allocation.nowhere, !location.isSlot else { continue }
      store(allocated.parameters[index], &state)
    }
    for at in Int(allocation.blockStarts[block])..<Int(allocation.blockStarts[block + 1]) {
      let item = allocation.order[at]
      place = "block \(block), item \(at - Int(allocation.blockStarts[block]))"
      if item & Allocation.moveBit != 0 {
        execute(allocation.moves[Int(item & ~Allocation.moveBit)], &state)
      } else {
        execute(Int(item), &state)
      }
    }
    return (Int(data.firstEdge)..<Int(data.firstEdge + data.edgeCount)).map { edge in
      (Int(allocated.edges[edge].to), follow(edge, state))
    }
  }

  // MARK: - Steps

  private mutating func note(_ fault: @autoclosure () -> String) {
    if isNoting { faults.append("\(place): \(fault())") }
  }

  /// The index of a location in a state.
  private mutating func index(_ location: Location) -> Int {
    guard location.isSlot else {
      if location.rawValue >= 64 { note("there is no location \(location.rawValue)") }
      return Int(location.rawValue & 63)
    }
    guard Int(location.slot) < allocation.slotPlaces.count,
      Int(allocation.slotPlaces[Int(location.slot)]) < allocation.slotCount
    else {
      note("there is no slot \(location.slot)")
      return 63
    }
    return 64 + Int(allocation.slotPlaces[Int(location.slot)])
  }

  /// Says that a register is written.
  private mutating func checkWritten(_ location: Location) {
    guard let register = location.register else { return }
    if registers.calleeSaved.contains(register), !allocation.savedRegisters.contains(register) {
      note("register \(register.rawValue) is written and not saved")
    }
    if reserved.contains(register) { note("register \(register.rawValue) is reserved") }
  }

  private mutating func execute(_ move: MachineMove, _ state: inout State) {
    checkWritten(move.destination)
    let destination = index(move.destination)
    switch move.kind {
    case .copy:
      let source = Location(rawValue: move.source)
      if source.isSlot && move.destination.isSlot { note("memory goes to memory") }
      let from = index(source)
      state[destination] = state[from]
    case .exchange:
      let source = Location(rawValue: move.source)
      checkWritten(source)
      if source.isSlot || move.destination.isSlot || move.bank != .general { note("what cannot be exchanged is") }
      let other = index(source)
      state.swapAt(destination, other)
    case .immediate:
      if move.bank == .vector && allocated.arguments[Int(move.source)].immediate != 0 {
        note("an immediate goes to a vector register")
      }
      state[destination] = [Self.immediate(Int(move.source))]
    case .repeat:
      let instruction = allocated.instructions[Int(move.source)]
      if !instruction.flags.contains(.isRepeatable) || instruction.operandCount != 1 { note("this cannot be repeated") }
      if move.destination.isSlot { note("a repeated instruction has no register") }
      state[destination] = [Int(allocated.operands[Int(instruction.firstOperand)].value)]
    }
  }

  /// The number that stands for the immediate of an edge's argument.
  private static func immediate(_ argument: Int) -> Int { -1 - argument }

  private mutating func execute(_ number: Int, _ state: inout State) {
    let instruction = allocated.instructions[number]
    let first = Int(instruction.firstOperand)
    let range = first..<(first + Int(instruction.operandCount))
    let clobbered = registers.clobberSets[Int(instruction.clobbers)]
    var read = RegisterSet()
    checkOperandValues(instruction, range)
    for at in range {
      let (constraint, location) = (original.operands[at].constraint, allocated.operands[at].location)
      guard !constraint.isDefinition else { continue }
      let value = allocated.operands[at].value
      if let register = location.register { read.formUnion(RegisterSet(register)) }
      if location.isSlot, !constraint.mayBeMemory, instruction.kind != .copy {
        note("operand \(at - first) is in memory")
      }
      checkRegister(location, constraint, value)
      let holder = index(location)
      let held = state[holder]
      if !held.contains(Int(value)) {
        note("operand \(at - first) of \(number) is not value \(value): \(held)")
      }
    }
    for register in 0..<64 where clobbered.contains(MachineRegister(rawValue: UInt8(register))) {
      state[register] = []
      checkWritten(Location(MachineRegister(rawValue: UInt8(register))))
    }
    var written = RegisterSet()
    for at in range {
      let (constraint, location) = (original.operands[at].constraint, allocated.operands[at].location)
      guard constraint.isDefinition else { continue }
      let value = allocated.operands[at].value
      checkRegister(location, constraint, value)
      checkWritten(location)
      guard let register = location.register else {
        note("result \(at - first) is in no register")
        continue
      }
      if written.contains(register) { note("register \(register.rawValue) is two results") }
      written.formUnion(RegisterSet(register))
      if constraint.isEarly && read.contains(register) { note("result \(at - first) is written too early") }
      if !constraint.isFixed && clobbered.contains(register) { note("result \(at - first) is destroyed") }
      if let tied = constraint.tiedIndex, allocated.operands[first + tied].location != location {
        note("result \(at - first) is not tied")
      }
      define(value, &state)
      state[Int(register.rawValue)] = [Int(value)]
    }
    for at in range where original.operands[at].constraint.isDefinition { store(allocated.operands[at].value, &state) }
  }

  /// Where a register can be an operand.
  private mutating func checkRegister(_ location: Location, _ constraint: OperandConstraint, _ value: VirtualRegister) {
    guard let register = location.register else { return }
    if constraint.isFixed {
      if register != constraint.register {
        note("register \(register.rawValue) is not \(constraint.register.rawValue)")
      }
    } else if !registers.allocatable[Int(allocated.banks[Int(value)].rawValue)].subtracting(reserved).contains(register)
    {
      note("value \(value) is in register \(register.rawValue)")
    }
  }

  /// Operands name what they named before; the inputs of what commutes may be exchanged.
  private mutating func checkOperandValues(_ instruction: MachineInstruction, _ range: Range<Int>) {
    guard let at = range.first(where: { allocated.operands[$0].value != original.operands[$0].value }) else { return }
    let isExchanged =
      instruction.flags.contains(.isCommutative) && at + 1 < range.upperBound
      && allocated.operands[at].value == original.operands[at + 1].value
      && allocated.operands[at + 1].value == original.operands[at].value
      && range.allSatisfy { $0 == at || $0 == at + 1 || allocated.operands[$0].value == original.operands[$0].value }
    if !isExchanged { note("the operands are others") }
  }

  /// A value is another from now on.
  private func define(_ value: VirtualRegister, _ state: inout State) {
    for index in state.indices where state[index].contains(Int(value)) { state[index].removeAll { $0 == Int(value) } }
  }

  /// What emission does with a value that was just defined in a register and has a slot.
  private mutating func store(_ value: VirtualRegister, _ state: inout State) {
    let slot = allocation.slots[Int(value)]
    guard slot != 0 else { return }
    let place = index(Location(slot: slot - 1))
    state[place] = [Int(value)]
  }

  private mutating func follow(_ edge: Int, _ from: State) -> State {
    var state = from
    let data = allocated.edges[edge]
    place = "edge \(edge) from \(data.from) to \(data.to)"
    for at in Int(allocation.edgeMoveStarts[edge])..<Int(allocation.edgeMoveStarts[edge + 1]) {
      execute(allocation.moves[at], &state)
    }
    let target = allocated.blocks[Int(data.to)]
    let range = Int(target.firstParameter)..<Int(target.firstParameter + target.parameterCount)
    for (number, parameter) in range.enumerated() {
      let location = allocation.parameterLocations[parameter]
      guard location != Allocation.nowhere else { continue }
      let position = Int(data.firstArgument) + number
      let argument = allocated.arguments[position]
      let wanted = argument.value == EdgeArgument.none ? Self.immediate(position) : Int(argument.value)
      let held = index(location)
      if !state[held].contains(wanted) { note("argument \(number) is not \(wanted)") }
    }
    for parameter in range { define(allocated.parameters[parameter], &state) }
    // Immediates have no name behind the edge.
    for index in state.indices where state[index].contains(where: { $0 < 0 }) { state[index].removeAll { $0 < 0 } }
    for parameter in range {
      let location = allocation.parameterLocations[parameter]
      guard location != Allocation.nowhere else { continue }
      let held = index(location)
      state[held].append(Int(allocated.parameters[parameter]))
    }
    return state
  }

  // MARK: - The order

  /// Every instruction is emitted once, in its block and in order.
  private mutating func checkOrder() {
    isNoting = true
    defer { isNoting = false }
    place = "the order"
    guard allocation.blockStarts.count == allocated.blocks.count + 1,
      allocation.edgeMoveStarts.count == allocated.edges.count + 1
    else {
      note("there are not as many blocks or edges")
      return
    }
    for (number, block) in allocated.blocks.array.enumerated() {
      let items = allocation.order.array[Int(allocation.blockStarts[number])..<Int(allocation.blockStarts[number + 1])]
      let emitted = items.filter { $0 & Allocation.moveBit == 0 }
      if !emitted.elementsEqual(block.first..<block.end) { note("block \(number) has other instructions") }
    }
  }
}
