// Moves that happen all at once, put into an order: no source is overwritten before it was read. Cycles of registers are
// exchanged or broken with a scratch register, and memory goes to memory by way of another.

internal import IR

/// Puts parallel moves into an order.
struct ParallelMoves: ~Copyable, Sendable {
  /// The moves that are to happen at once; their destinations differ.
  private(set) var pending = WorkArray<MachineMove>()
  private var isDone = WorkArray<Bool>()
  /// How many moves that wait read each pending move's destination.
  private var readers = WorkArray<Int>()
  private var ready = WorkArray<Int>()
  /// A general register that holds nothing while the moves happen: memory goes to memory by way of it, which is quicker than
  /// by way of a vector register.
  private var freeRegister: MachineRegister?

  /// Adds a move; one that moves nothing is left out.
  mutating func add(_ move: MachineMove) {
    if move.kind == .copy && move.source == move.destination.rawValue { return }
    pending.append(move)
  }

  /// Whether there is nothing to move.
  var isEmpty: Bool { pending.isEmpty }

  /// Appends the moves to `moves` in an order that does what all at once would do, and forgets them.
  mutating func resolve(
    into moves: inout WorkArray<MachineMove>, _ registers: RegisterFile, free: MachineRegister? = nil
  ) {
    freeRegister = free
    defer { pending.removeAll() }
    if pending.count == 1 {
      emit(pending[0], into: &moves, registers)
      return
    }
    let count = pending.count
    isDone.reset(to: false, count: count)
    readers.reset(to: 0, count: count)
    if count > Self.fewMoves {
      resolveMany(into: &moves, registers)
      return
    }
    // Few moves, as nearly always: looking at all of them costs less than any table.
    for index in 0..<count where pending[index].kind == .copy {
      for other in 0..<count where pending[other].destination.rawValue == pending[index].source { readers[other] += 1 }
    }
    ready.removeAll()
    for index in 0..<count where readers[index] == 0 { ready.append(index) }
    var left = count
    while left > 0 {
      while let index = ready.popLast() {
        emit(pending[index], into: &moves, registers)
        isDone[index] = true
        left -= 1
        guard pending[index].kind == .copy else { continue }
        for other in 0..<count where !isDone[other] && pending[other].destination.rawValue == pending[index].source {
          readers[other] -= 1
          if readers[other] == 0 { ready.append(other) }
        }
      }
      guard left > 0 else { break }
      // Only cycles are left, each destination being read by exactly one other move.
      guard let start = (0..<count).first(where: { !isDone[$0] }) else { break }
      var cycle = [start]
      var at = start
      while let next = (0..<count).first(where: {
        !isDone[$0] && pending[$0].destination.rawValue == pending[at].source
      }),
        next != start
      {
        cycle.append(next)
        at = next
      }
      breakCycle(cycle, into: &moves, registers)
      for index in cycle { isDone[index] = true }
      left -= cycle.count
    }
  }

  /// Beyond this number, moves are found by a table.
  private static let fewMoves = 24

  /// The same for many moves, in time proportional to their number.
  private mutating func resolveMany(into moves: inout WorkArray<MachineMove>, _ registers: RegisterFile) {
    let count = pending.count
    var writer: [UInt32: Int] = [:]
    writer.reserveCapacity(count)
    for index in 0..<count { writer[pending[index].destination.rawValue] = index }
    func writerOfSource(_ index: Int) -> Int? {
      pending[index].kind == .copy ? writer[pending[index].source] : nil
    }
    for index in 0..<count { if let other = writerOfSource(index) { readers[other] += 1 } }
    ready.removeAll()
    for index in 0..<count where readers[index] == 0 { ready.append(index) }
    while let index = ready.popLast() {
      emit(pending[index], into: &moves, registers)
      isDone[index] = true
      guard let other = writerOfSource(index) else { continue }
      readers[other] -= 1
      if readers[other] == 0 { ready.append(other) }
    }
    for start in 0..<count where !isDone[start] {
      var cycle = [start]
      var at = start
      while let next = writerOfSource(at), next != start {
        cycle.append(next)
        at = next
      }
      breakCycle(cycle, into: &moves, registers)
      for index in cycle { isDone[index] = true }
    }
  }

  /// Emits a cycle: each move's source is the destination of the next, the last one's that of the first.
  private func breakCycle(_ cycle: [Int], into moves: inout WorkArray<MachineMove>, _ registers: RegisterFile) {
    let bank = pending[cycle[0]].bank
    let scratch = registers.cycleScratch[Int(bank.rawValue)]
    let areRegisters = cycle.allSatisfy { !pending[$0].destination.isSlot }
    if areRegisters && registers.bankOfRegister[Int(scratch.rawValue)] != bank {
      // This bank exchanges registers: after each exchange one more destination has what it must have.
      for index in cycle.dropLast() {
        moves.append(
          MachineMove(.exchange, bank, to: pending[index].destination, from: pending[index].source))
      }
      return
    }
    // What the first one's destination holds is kept, and given to the last.
    let held = Location(scratch)
    emit(MachineMove(bank, to: held, from: pending[cycle[0]].destination), into: &moves, registers)
    for index in cycle.dropLast() { emit(pending[index], into: &moves, registers) }
    emit(MachineMove(bank, to: pending[cycle[cycle.count - 1]].destination, from: held), into: &moves, registers)
  }

  /// Emits one move; memory to memory goes by way of the scratch register.
  private func emit(_ move: MachineMove, into moves: inout WorkArray<MachineMove>, _ registers: RegisterFile) {
    let scratch = Location(freeRegister ?? registers.memoryScratch)
    if move.destination.isSlot {
      if move.kind == .copy && Location(rawValue: move.source).isSlot {
        let bank = freeRegister == nil ? RegisterBank.vector : .general
        moves.append(MachineMove(bank, to: scratch, from: Location(rawValue: move.source)))
        moves.append(MachineMove(bank, to: move.destination, from: scratch))
        return
      }
    }
    moves.append(move)
  }
}
