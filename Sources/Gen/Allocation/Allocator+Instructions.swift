// Registers for the operands of one instruction.

internal import IR

extension Allocator {
  /// Gives registers to the operands of an instruction that names none itself.
  @inline(__always)
  mutating func place(
    _ index: Int, _ instruction: MachineInstruction, in block: UInt32
  ) {
    let first = Int(instruction.firstOperand)
    let end = first + Int(instruction.operandCount)
    if instruction.kind == .copy {
      // What a copy reads need not be in a register.
      placeCopy(index, first, in: block)
      return
    }
    var pinned = RegisterSet()
    placeReads(index, first..<end, instruction, &pinned, avoiding: RegisterSet(), in: block)
    placeEarlyResults(index, first..<end, &pinned, avoiding: RegisterSet())
    freeDead(first..<end, in: block)
    placeResults(index, first..<end, &pinned, avoiding: RegisterSet())
  }

  private mutating func placeCopy(_ index: Int, _ first: Int, in block: UInt32) {
    let source = function.operands[first + 1].value
    let register = valueRegisters[Int(source)]
    nextUses[Int(source)] = facts.followingUses[first + 1]
    if register != Self.noRegister {
      function.operands[first + 1].location = Location(MachineRegister(rawValue: register))
    } else if function.repeatable[Int(source)] != 0 {
      let chosen = choose(for: source, avoiding: RegisterSet(), at: UInt32(index))
      emit(move(of: source, to: Location(chosen), from: Self.noRegister))
      assign(source, to: chosen)
      function.operands[first + 1].location = Location(chosen)
    } else {
      giveSlot(source)
      function.operands[first + 1].location = Location(slot: allocation.slots[Int(source)] &- 1)
    }
    freeDead(first..<(first + 2), in: block)
    var pinned = RegisterSet()
    placeResults(index, first..<(first + 2), &pinned, avoiding: RegisterSet())
  }

  // MARK: - What is read

  /// Puts what an instruction reads into registers, but for operands that name their own.
  @inline(__always)
  private mutating func placeReads(
    _ index: Int, _ range: Range<Int>, _ instruction: MachineInstruction, _ pinned: inout RegisterSet,
    avoiding forbidden: RegisterSet, in block: UInt32
  ) {
    // Values that are in registers already stay there: they are pinned before any other is brought in.
    var tied: (result: Int, read: Int)?
    for at in range {
      let operand = function.operands[at]
      let constraint = operand.constraint
      if constraint.isDefinition {
        if let read = constraint.tiedIndex { tied = (at, range.lowerBound + read) }
        continue
      }
      if constraint.isFixed { continue }
      let register = valueRegisters[Int(operand.value)]
      if register != Self.noRegister {
        pinned.formUnion(RegisterSet(MachineRegister(rawValue: register)))
      }
    }
    if let tied, instruction.flags.contains(.isCommutative) { exchangeReads(tied, in: block) }
    for at in range {
      let operand = function.operands[at]
      let constraint = operand.constraint
      if constraint.isDefinition || constraint.isFixed { continue }
      if let tied, at == tied.read { continue }
      let value = Int(operand.value)
      nextUses[value] = facts.followingUses[at]
      var register = valueRegisters[value]
      if register == Self.noRegister {
        // What nothing else in the block needs is as well read where it lies.
        if constraint.mayBeMemory && function.repeatable[value] == 0 && facts.isLast(at) {
          giveSlot(operand.value)
          function.operands[at].location = Location(slot: allocation.slots[value] &- 1)
          continue
        }
        register = bring(operand.value, avoiding: forbidden.union(pinned), at: UInt32(index)).rawValue
        pinned.formUnion(RegisterSet(MachineRegister(rawValue: register)))
      }
      function.operands[at].location = Location(MachineRegister(rawValue: register))
    }
    if let tied { placeTied(index, tied, range, &pinned, avoiding: forbidden, in: block) }
  }

  /// Brings a value to a register.
  private mutating func bring(
    _ value: VirtualRegister, avoiding forbidden: RegisterSet, at position: UInt32
  ) -> MachineRegister {
    giveSlot(value)
    let chosen = choose(for: value, avoiding: forbidden, at: position)
    emit(move(of: value, to: Location(chosen), from: Self.noRegister))
    assign(value, to: chosen)
    return chosen
  }

  /// Has the result take the place of the input that is not needed any more.
  private mutating func exchangeReads(
    _ tied: (result: Int, read: Int), in block: UInt32
  ) {
    let other = tied.read + 1
    let first = function.operands[tied.read].value
    let second = function.operands[other].value
    guard first != second, !dies(first, tied.read, block) || valueRegisters[Int(first)] == Self.noRegister,
      dies(second, other, block), valueRegisters[Int(second)] != Self.noRegister
    else { return }
    function.operands[tied.read].value = second
    function.operands[other].value = first
    facts.swapOperands(tied.read, other)
  }

  @inline(__always)
  private mutating func dies(_ value: VirtualRegister, _ operand: Int, _ block: UInt32) -> Bool {
    facts.isLast(operand) && isDead(value, after: block)
  }

  /// Puts what a result is tied to into the register that the result will have.
  private mutating func placeTied(
    _ index: Int, _ tied: (result: Int, read: Int), _ range: Range<Int>, _ pinned: inout RegisterSet,
    avoiding forbidden: RegisterSet, in block: UInt32
  ) {
    let value = function.operands[tied.read].value
    // Where the instruction reads the value twice, the other operand has told where it is read next.
    if facts.followingUses[tied.read] != UInt32(index) { nextUses[Int(value)] = facts.followingUses[tied.read] }
    let register = valueRegisters[Int(value)]
    let result = function.operands[tied.result].value
    var isDying = false
    for at in range where function.operands[at].value == value && facts.isLast(at) {
      isDying = isDead(value, after: block)
    }
    if register != Self.noRegister && isDying
      && !forbidden.contains(MachineRegister(rawValue: register))
    {
      release(value)
      assign(result, to: MachineRegister(rawValue: register))
      noteDefinition(result)
      function.operands[tied.read].location = Location(MachineRegister(rawValue: register))
      function.operands[tied.result].location = Location(MachineRegister(rawValue: register))
      // Another operand that reads the same value has its location already.
      return
    }
    if register == Self.noRegister { giveSlot(value) }
    let chosen = choose(for: result, avoiding: forbidden.union(pinned), at: UInt32(index))
    // The choice may have taken the value itself out of its register: it is still there when the move is made.
    emit(move(of: value, to: Location(chosen), from: register))
    assign(result, to: chosen)
    noteDefinition(result)
    pinned.formUnion(RegisterSet(chosen))
    function.operands[tied.read].location = Location(chosen)
    function.operands[tied.result].location = Location(chosen)
  }

  // MARK: - What is written

  /// Gives registers to results that are written while others are read.
  @inline(__always)
  private mutating func placeEarlyResults(
    _ index: Int, _ range: Range<Int>, _ pinned: inout RegisterSet, avoiding forbidden: RegisterSet
  ) {
    for at in range {
      guard facts.isResult(at) else { break }
      // What a result is tied to has its place already, and so a location where the constraint was.
      guard valueRegisters[Int(function.operands[at].value)] == Self.noRegister else { continue }
      let constraint = function.operands[at].constraint
      guard constraint.isEarly, !constraint.isFixed else { continue }
      placeResult(at, index, &pinned, avoiding: forbidden.union(pinned))
    }
  }

  /// Gives registers to the other results.
  @inline(__always)
  private mutating func placeResults(
    _ index: Int, _ range: Range<Int>, _ pinned: inout RegisterSet, avoiding forbidden: RegisterSet
  ) {
    var results = RegisterSet()
    for at in range {
      guard facts.isResult(at) else { break }
      let value = function.operands[at].value
      let known = valueRegisters[Int(value)]
      if known != Self.noRegister {
        results.formUnion(RegisterSet(MachineRegister(rawValue: known)))
        continue
      }
      placeResult(at, index, &results, avoiding: forbidden.union(results))
    }
  }

  @inline(__always)
  private mutating func placeResult(
    _ at: Int, _ index: Int, _ taken: inout RegisterSet, avoiding forbidden: RegisterSet
  ) {
    let value = function.operands[at].value
    let chosen = choose(for: value, avoiding: forbidden, at: UInt32(index) + 1)
    assign(value, to: chosen)
    taken.formUnion(RegisterSet(chosen))
    noteDefinition(value)
    function.operands[at].location = Location(chosen)
  }

  /// Frees the registers of values that are read for the last time.
  @inline(__always)
  private mutating func freeDead(_ range: Range<Int>, in block: UInt32) {
    for at in range where !facts.isResult(at) && facts.isLast(at) {
      let value = function.operands[at].value
      if isDead(value, after: block) { release(value) }
    }
  }

  /// A value that other blocks read has a slot from the beginning where registers do not outlast a block.
  @inline(__always)
  mutating func needsSlotAtOnce(_ value: VirtualRegister) -> Bool {
    effort == .fast && facts.values[Int(value)].crossesBlocks
  }

  @inline(__always)
  private mutating func noteDefinition(_ value: VirtualRegister) {
    if needsSlotAtOnce(value) { giveSlot(value) }
  }

  // MARK: - Instructions that name registers

  /// Gives registers to the operands of an instruction that names some itself, or destroys some.
  mutating func placeConstrained(
    _ index: Int, _ instruction: MachineInstruction, in block: UInt32
  ) {
    let first = Int(instruction.firstOperand)
    let range = first..<(first + Int(instruction.operandCount))
    let position = UInt32(index)
    if instruction.flags.contains(.isCall) {
      while callCursor < facts.calls.count && facts.calls[callCursor] <= position { callCursor += 1 }
    }
    let clobbered = registers.clobberSets[Int(instruction.clobbers)]
    var reads = RegisterSet()
    var results = RegisterSet()
    var early = RegisterSet()
    for at in range {
      let constraint = function.operands[at].constraint
      guard constraint.isFixed else { continue }
      if constraint.isDefinition {
        results.formUnion(RegisterSet(constraint.register))
        if constraint.isEarly { early.formUnion(RegisterSet(constraint.register)) }
      } else {
        reads.formUnion(RegisterSet(constraint.register))
      }
    }
    let doomed = clobbered.union(reads).union(results)
    allocation.savedRegisters.formUnion(registers.calleeSaved.intersection(clobbered.union(results).union(reads)))

    // The moves read what is where it is now, whatever is taken away below.
    for at in range {
      let operand = function.operands[at]
      guard operand.constraint.isFixed, !operand.constraint.isDefinition else { continue }
      if valueRegisters[Int(operand.value)] == Self.noRegister { giveSlot(operand.value) }
      parallel.add(
        move(
          of: operand.value, to: Location(operand.constraint.register), from: valueRegisters[Int(operand.value)]))
      nextUses[Int(operand.value)] = facts.followingUses[at]
    }
    clear(doomed, reads.union(early), clobbered.union(results), range, in: block)
    emitParallel()

    // What is brought in now avoids the registers that hold what the moves brought there.
    var pinned = reads
    placeReads(index, range, instruction, &pinned, avoiding: doomed, in: block)
    placeEarlyResults(index, range, &pinned, avoiding: doomed)
    freeDead(range, in: block)
    for at in range where function.operands[at].constraint.isFixed {
      let operand = function.operands[at]
      let register = operand.constraint.register
      if facts.isResult(at) {
        noteDefinition(operand.value)
        assign(operand.value, to: register)
      }
      function.operands[at].location = Location(register)
    }
    placeResults(index, range, &pinned, avoiding: doomed)
  }

  /// Makes the registers free that an instruction reads, writes or destroys by name: what is needed after it goes
  /// elsewhere.
  /// - Parameters:
  ///   - doomed: all of them.
  ///   - taken: those whose content is another before the instruction has read what it reads.
  ///   - overwritten: those whose content is another after it.
  private mutating func clear(
    _ doomed: RegisterSet, _ taken: RegisterSet, _ overwritten: RegisterSet, _ range: Range<Int>, in block: UInt32
  ) {
    var rest = doomed.intersection(occupied)
    while let register = rest.popFirst() {
      let value = registerValues[Int(register.rawValue)]
      var isRead = false
      var isReadElsewhere = false
      var isDying = false
      for at in range where function.operands[at].value == value && !facts.isResult(at) {
        let constraint = function.operands[at].constraint
        if constraint.isFixed && constraint.register == register {
          isRead = true
        } else if !constraint.isFixed {
          isReadElsewhere = true
        }
        if facts.isLast(at) { isDying = isDead(value, after: block) }
      }
      let isOverwritten = overwritten.contains(register)
      let isLoaded = taken.contains(register) && !isRead
      if isDying && !isReadElsewhere {
        // The moves read it before it is overwritten, or the instruction does.
        if isLoaded { release(value) }
        continue
      }
      // What the instruction itself reads here may stay until it is overwritten by the instruction's end.
      if !isLoaded && (isDying || !isOverwritten) { continue }
      let allowed = registers.allocatable[Int(function.banks[Int(value)].rawValue)].subtracting(reserved)
      let free = allowed.subtracting(occupied).subtracting(doomed)
      let kept = free.intersection(registers.calleeSaved)
      let mustOutlive = !overwritten.isEmpty && !isDying
      if let target = (mustOutlive ? kept.first ?? free.first : free.subtracting(kept).first ?? free.first) {
        parallel.add(
          MachineMove(function.banks[Int(value)], to: Location(target), from: Location(register)))
        release(value)
        assign(value, to: target)
      } else {
        evict(value)
      }
    }
  }
}
