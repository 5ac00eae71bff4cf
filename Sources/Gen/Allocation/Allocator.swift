// Register allocation: one walk over the blocks in the order of emission, which puts every value that an instruction
// needs into a register, and takes the one that is needed last out when there is none left.
//
//     prepare      where each value is used next, which are read in other blocks, which live into each block
//     walk         block by block, instruction by instruction: registers for operands, moves before instructions
//     share slots  values that never live at the same time lie in one slot
//     connect      the moves on each edge, from where values are at its begin to where its end wants them
//
// A value is stored once, right behind its definition, if it is ever taken out of its register while it is needed: since
// definitions come before all uses, the slot is then good everywhere. What can be repeated (a constant, an address) is
// repeated instead.
//
// The fast way does without what is known across blocks: a value that another block reads is stored when it is defined
// and loaded in each block that reads it. The thorough way keeps values in registers from block to block. Both are the
// same walk, and differ in what a block begins with.

internal import IR

/// How much an allocation may cost.
public enum AllocationEffort: Sendable, Hashable {
  /// Values stay in registers within a block.
  case fast
  /// Values stay in registers across blocks.
  case thorough
}

/// Chooses registers; one allocator serves function after function and keeps its memory.
public struct Allocator: ~Copyable, Sendable {
  let registers: RegisterFile
  /// What came of it.
  public var allocation = Allocation()

  /// The function that is allocated.
  var function = MachineFunction()

  // What is known of values before the walk.
  var facts = ValueFacts()

  // The state of the walk: which value each register holds, and where each value is.
  var registerValues = WorkArray<VirtualRegister>(repeating: Self.noValue, count: 64)
  var occupied = RegisterSet()
  var valueRegisters = WorkArray<UInt8>()
  /// The position of the next instruction that reads each value, as far as the walk has come.
  var nextUses = WorkArray<UInt32>()
  /// The number, from 1, of the last block that each value was found to live out of.
  var liveOutStamps = WorkArray<UInt32>()
  /// The number, from 1, of the last block that each value was found to live into.
  var liveInStamps = WorkArray<UInt32>()
  /// How many of the ways into a block bring a value in a register.
  var arrivals = WorkArray<UInt32>()

  // The values in registers at the border of blocks: at the begin without the block's parameters, at the end before
  // its edges.
  var entryStarts = WorkArray<UInt32>()
  var entries = WorkArray<Placement>()
  var exitStarts = WorkArray<UInt32>()
  var exitCounts = WorkArray<UInt32>()
  var exits = WorkArray<Placement>()

  var slotIntervals = WorkArray<SlotInterval>()
  /// Of the slots that share a place with each slot, the first.
  var slotStandIns = WorkArray<UInt32>()
  var parallel = ParallelMoves()
  /// Where in the function's list of calls the walk is.
  var callCursor = 0
  var effort = AllocationEffort.fast
  /// The registers that no value may be put in for this function.
  var reserved = RegisterSet()

  /// A value in a register.
  struct Placement: Sendable {
    var value: VirtualRegister
    var register: UInt8
  }

  static let noValue = VirtualRegister.max
  static let noRegister = UInt8.max
  static let never = UInt32.max

  /// An allocator for a target.
  public init(_ registers: RegisterFile) {
    self.registers = registers
  }

  /// Chooses registers for a function: its operands hold locations afterwards, and `allocation` says the rest.
  /// - Parameter reserved: registers that are not to be used, such as a frame pointer.
  public mutating func allocate(
    _ lent: inout MachineFunction, effort wanted: AllocationEffort, reserved: RegisterSet = RegisterSet()
  ) {
    // Handed on from call to call, it would be copied each time.
    swap(&function, &lent)
    defer { swap(&function, &lent) }
    self.reserved = reserved
    allocation.reset()
    effort = facts.compute(&function, effort: wanted)
    if function.keepsParameters { facts.keepParameters(of: &function) }
    let count = function.banks.count
    allocation.slots.reset(to: 0, count: count)
    allocation.parameterLocations.reset(to: Allocation.nowhere, count: function.parameters.count)
    valueRegisters.reset(to: Self.noRegister, count: count)
    liveOutStamps.reset(to: 0, count: count)
    liveInStamps.reset(to: 0, count: count)
    arrivals.reset(to: 0, count: count)
    nextUses.removeAll()
    for fact in facts.values.elements { nextUses.append(fact.firstUse) }
    registerValues.reset(to: Self.noValue, count: 64)
    occupied = RegisterSet()
    callCursor = 0
    entryStarts.removeAll()
    entries.removeAll()
    exits.removeAll()
    exitStarts.reset(to: Self.never, count: function.blocks.count)
    exitCounts.reset(to: 0, count: function.blocks.count)

    for block in 0..<function.blocks.count { walk(block) }
    allocation.blockStarts.append(UInt32(allocation.order.count))
    entryStarts.append(UInt32(entries.count))
    shareSlots()
    connectEdges()
  }

  // MARK: - A block

  private mutating func walk(_ block: Int) {
    let data = function.blocks[block]
    let stamp = UInt32(block) + 1
    allocation.blockStarts.append(UInt32(allocation.order.count))
    beginBlock(block)
    if effort == .thorough {
      for edge in Int(data.firstEdge)..<Int(data.firstEdge + data.edgeCount) {
        for value in facts.liveIn(Int(function.edges[edge].to)) { liveOutStamps[Int(value)] = stamp }
      }
    }
    for index in Int(data.first)..<Int(data.end) {
      let instruction = function.instructions[index]
      if instruction.flags.contains(.isConstrained) {
        placeConstrained(index, instruction, in: stamp)
      } else {
        place(index, instruction, in: stamp)
      }
      allocation.order.append(UInt32(index))
      freeDeadResults(instruction, in: stamp)
    }
    exitStarts[block] = UInt32(exits.count)
    var rest = occupied
    while let register = rest.popFirst() {
      exits.append(Placement(value: registerValues[Int(register.rawValue)], register: register.rawValue))
    }
    exitCounts[block] = UInt32(exits.count) - exitStarts[block]
  }

  /// Whether a value that nothing reads any more in the block is not needed after it either.
  @inline(__always)
  mutating func isDead(_ value: VirtualRegister, after block: UInt32) -> Bool {
    effort == .fast || liveOutStamps[Int(value)] != block
  }

  /// Frees the registers of results that nobody reads.
  @inline(__always)
  private mutating func freeDeadResults(
    _ instruction: MachineInstruction, in block: UInt32
  ) {
    let first = Int(instruction.firstOperand)
    for at in first..<(first + Int(instruction.operandCount)) {
      guard facts.isResult(at) else { break }
      let value = function.operands[at].value
      if facts.isLast(at) && isDead(value, after: block) { release(value) }
    }
  }

  // MARK: - Registers

  /// Says that a register holds a value.
  @inline(__always)
  mutating func assign(_ value: VirtualRegister, to register: MachineRegister) {
    registerValues[Int(register.rawValue)] = value
    valueRegisters[Int(value)] = register.rawValue
    occupied.formUnion(RegisterSet(register))
    allocation.savedRegisters.formUnion(registers.calleeSaved.intersection(RegisterSet(register)))
  }

  /// Says that a value is in no register.
  @inline(__always)
  mutating func release(_ value: VirtualRegister) {
    let register = valueRegisters[Int(value)]
    guard register != Self.noRegister else { return }
    valueRegisters[Int(value)] = Self.noRegister
    registerValues[Int(register)] = Self.noValue
    occupied.subtract(RegisterSet(MachineRegister(rawValue: register)))
  }

  /// Takes a value that is still needed out of its register.
  mutating func evict(_ value: VirtualRegister) {
    giveSlot(value)
    release(value)
  }

  /// Sees to it that a value is stored behind its definition, unless it can be repeated.
  @inline(__always)
  mutating func giveSlot(_ value: VirtualRegister) {
    guard allocation.slots[Int(value)] == 0, function.repeatable[Int(value)] == 0 else { return }
    allocation.slotCount += 1
    allocation.slots[Int(value)] = UInt32(allocation.slotCount)
  }

  /// A register for a value, which is taken from another value if it must be.
  mutating func choose(
    for value: VirtualRegister, avoiding forbidden: RegisterSet, at position: UInt32
  ) -> MachineRegister {
    let allowed = registers.allocatable[Int(function.banks[Int(value)].rawValue)].subtracting(forbidden).subtracting(
      reserved)
    let free = allowed.subtracting(occupied)
    if free.rawValue != 0 { return preferred(for: value, among: free, at: position) }
    var candidates = allowed
    var victim = MachineRegister(rawValue: 0)
    var farthest: UInt64 = 0
    while let register = candidates.popFirst() {
      let holder = registerValues[Int(register.rawValue)]
      var distance = UInt64(nextUse(of: holder)) << 2
      // Of two that are needed at the same time, the cheaper one goes: what is repeated, then what has a slot already.
      if function.repeatable[Int(holder)] != 0 {
        distance += 2
      } else if allocation.slots[Int(holder)] != 0 {
        distance += 1
      }
      if distance >= farthest {
        farthest = distance
        victim = register
      }
    }
    evict(registerValues[Int(victim.rawValue)])
    return victim
  }

  /// The position where a value is needed next, as far as it is known.
  @inline(__always)
  private mutating func nextUse(of value: VirtualRegister) -> UInt32 {
    let next = nextUses[Int(value)]
    return next == Self.never ? facts.values[Int(value)].end : next
  }

  /// The best of some free registers for a value.
  mutating func preferred(
    for value: VirtualRegister, among free: RegisterSet, at position: UInt32
  ) -> MachineRegister {
    let outlivesCall =
      callCursor < facts.calls.count && facts.calls[callCursor] < facts.values[Int(value)].end
      && facts.calls[callCursor] >= position
    if let hint = hint(for: value), free.contains(hint), !outlivesCall || registers.calleeSaved.contains(hint) {
      return hint
    }
    // What outlives a call is best where calls leave it alone, and what does not, where nothing must be saved for it.
    let kept = free.intersection(registers.calleeSaved)
    let others = free.subtracting(registers.calleeSaved)
    if outlivesCall {
      if let register = kept.first { return register }
    } else {
      if let register = others.first { return register }
      let saved = kept.intersection(allocation.savedRegisters)
      if let register = saved.first { return register }
    }
    return free.first ?? MachineRegister(rawValue: 0)
  }

  /// The register that a value is wanted in later on.
  @inline(__always)
  private mutating func hint(for value: VirtualRegister) -> MachineRegister? {
    let hint = facts.values[Int(value)].hint
    if hint != Self.noRegister { return MachineRegister(rawValue: hint) }
    let partner = facts.values[Int(value)].partner
    guard partner != Self.noValue else { return nil }
    let place = facts.values[Int(partner)].place
    if place != Self.noRegister { return MachineRegister(rawValue: place) }
    let wish = facts.values[Int(partner)].hint
    return wish == Self.noRegister ? nil : MachineRegister(rawValue: wish)
  }

  // MARK: - Moves

  /// Appends a move to what is emitted.
  @inline(__always)
  mutating func emit(_ move: MachineMove) {
    if move.kind == .copy && move.source == move.destination.rawValue { return }
    allocation.order.append(UInt32(allocation.moves.count) | Allocation.moveBit)
    allocation.moves.append(move)
  }

  /// A move that brings a value to a register from where it is.
  @inline(__always)
  mutating func move(
    of value: VirtualRegister, to destination: Location, from register: UInt8
  ) -> MachineMove {
    let bank = function.banks[Int(value)]
    if register != Self.noRegister {
      return MachineMove(bank, to: destination, from: Location(MachineRegister(rawValue: register)))
    }
    let origin = function.repeatable[Int(value)]
    if origin != 0 { return MachineMove(.repeat, bank, to: destination, from: origin - 1) }
    return MachineMove(bank, to: destination, from: Location(slot: allocation.slots[Int(value)] &- 1))
  }

  /// Emits what is in `parallel`, in an order that is right.
  mutating func emitParallel() {
    let first = allocation.moves.count
    parallel.resolve(into: &allocation.moves, registers)
    for index in first..<allocation.moves.count { allocation.order.append(UInt32(index) | Allocation.moveBit) }
  }
}
