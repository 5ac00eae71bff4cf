// Where values are at the border of blocks, the moves on the edges between them, and slots for several values each.

internal import IR

/// When a slot is in use.
struct SlotInterval: Sendable {
  /// Before this position nothing is in it.
  var start: Int32
  /// Behind this position nothing is in it.
  var end: Int32
  /// The slot's number before sharing.
  var slot: UInt32
}

extension Allocator {
  /// Sets the state that a block begins with, and gives its parameters their places.
  mutating func beginBlock(_ block: Int) {
    var rest = occupied
    while let register = rest.popFirst() {
      valueRegisters[Int(registerValues[Int(register.rawValue)])] = Self.noRegister
      registerValues[Int(register.rawValue)] = Self.noValue
    }
    occupied = RegisterSet()
    entryStarts.append(UInt32(entries.count))
    let source = effort == .thorough ? takeOver(block) : nil
    placeParameters(block, from: source)
  }

  /// Takes over what all blocks before this one that were walked have in registers, where one of them has it.
  /// - Returns: the edge from that one.
  private mutating func takeOver(_ block: Int) -> Int? {
    let edges = facts.edges(into: block)
    let stamp = UInt32(block) + 1
    var chosen: Int?
    var count: UInt32 = 0
    for edge in edges {
      let from = Int(function.edges[Int(edge)].from)
      guard exitStarts[from] != Self.never else { continue }
      count += 1
      // Where the block before falls into this one, no move is best.
      if chosen == nil || from == block - 1 { chosen = Int(edge) }
    }
    guard let chosen else { return nil }
    for value in facts.liveIn(block) {
      liveInStamps[Int(value)] = stamp
      arrivals[Int(value)] = 0
    }
    if count > 1 {
      for edge in edges {
        let from = Int(function.edges[Int(edge)].from)
        guard exitStarts[from] != Self.never else { continue }
        for at in exitRange(from) { arrivals[Int(exits[at].value)] += 1 }
      }
    }
    for at in exitRange(Int(function.edges[chosen].from)) {
      let placement = exits[at]
      guard liveInStamps[Int(placement.value)] == stamp, count == 1 || arrivals[Int(placement.value)] == count else {
        continue
      }
      entries.append(placement)
      assign(placement.value, to: MachineRegister(rawValue: placement.register))
    }
    return chosen
  }

  @inline(__always)
  private mutating func exitRange(_ block: Int) -> Range<Int> {
    Int(exitStarts[block])..<Int(exitStarts[block] + exitCounts[block])
  }

  /// Gives places to a block's parameters: a register while there is one, else memory.
  private mutating func placeParameters(_ block: Int, from edge: Int?) {
    let data = function.blocks[block]
    for number in 0..<Int(data.parameterCount) {
      let index = Int(data.firstParameter) + number
      let value = function.parameters[index]
      guard facts.values[Int(value)].firstUse != Self.never else { continue }
      let bank = function.banks[Int(value)]
      let free = registers.allocatable[Int(bank.rawValue)].subtracting(reserved).subtracting(occupied)
      guard effort == .thorough, free.rawValue != 0 else {
        giveSlot(value)
        allocation.parameterLocations[index] = Location(slot: allocation.slots[Int(value)] - 1)
        continue
      }
      var register = preferred(for: value, among: free, at: data.first)
      if let edge, facts.values[Int(value)].hint == Self.noRegister {
        let argument = function.arguments[Int(function.edges[edge].firstArgument) + number].value
        let from = Int(function.edges[edge].from)
        if argument != EdgeArgument.none,
          let at = exitRange(from).first(where: { exits[$0].value == argument }),
          free.contains(MachineRegister(rawValue: exits[at].register)),
          registers.calleeSaved.contains(MachineRegister(rawValue: exits[at].register))
            == registers.calleeSaved.contains(register)
        {
          register = MachineRegister(rawValue: exits[at].register)
        }
      }
      assign(value, to: register)
      facts.values[Int(value)].place = register.rawValue
      allocation.parameterLocations[index] = Location(register)
    }
  }

  // MARK: - Edges

  /// Finds the moves of every edge.
  mutating func connectEdges() {
    for register in registerValues.elements where register != Self.noValue {
      valueRegisters[Int(register)] = Self.noRegister
    }
    for edge in function.edges.elements {
      allocation.edgeMoveStarts.append(UInt32(allocation.moves.count))
      let from = Int(edge.from)
      let target = function.blocks[Int(edge.to)]
      let arrivals = Int(entryStarts[Int(edge.to)])..<Int(entryStarts[Int(edge.to) + 1])
      guard !arrivals.isEmpty || target.parameterCount > 0, exitStarts[from] != Self.never else { continue }
      var taken = reserved
      for at in exitRange(from) {
        valueRegisters[Int(exits[at].value)] = exits[at].register
        taken.formUnion(RegisterSet(MachineRegister(rawValue: exits[at].register)))
      }
      for at in arrivals {
        let value = entries[at].value
        taken.formUnion(RegisterSet(MachineRegister(rawValue: entries[at].register)))
        addMove(
          move(
            of: value, to: Location(MachineRegister(rawValue: entries[at].register)),
            from: valueRegisters[Int(value)]))
      }
      for number in 0..<Int(target.parameterCount) {
        let index = Int(target.firstParameter) + number
        let place = allocation.parameterLocations[index]
        guard place != Allocation.nowhere else { continue }
        if let register = place.register { taken.formUnion(RegisterSet(register)) }
        let position = Int(edge.firstArgument) + number
        let argument = function.arguments[position]
        if argument.value == EdgeArgument.none {
          let bank = function.banks[Int(function.parameters[index])]
          addMove(MachineMove(.immediate, bank, to: place, from: UInt32(position)))
        } else {
          addMove(move(of: argument.value, to: place, from: valueRegisters[Int(argument.value)]))
        }
      }
      if !parallel.isEmpty {
        // One that the function saves anyway, or that it need not save.
        let kept = registers.calleeSaved.subtracting(allocation.savedRegisters)
        let free = registers.allocatable[0].subtracting(taken).subtracting(kept).first
        parallel.resolve(into: &allocation.moves, registers, free: free)
      }
      for at in exitRange(from) { valueRegisters[Int(exits[at].value)] = Self.noRegister }
    }
    allocation.edgeMoveStarts.append(UInt32(allocation.moves.count))
  }

  /// Adds a move of an edge. An argument that is not needed any more may share its place with a parameter: of the slots that
  /// share a place, the first stands for all, so that no move overwrites what another has yet to read.
  private mutating func addMove(_ move: MachineMove) {
    var move = move
    if move.destination.isSlot { move.destination = standIn(move.destination) }
    if move.kind == .copy { move.source = standIn(Location(rawValue: move.source)).rawValue }
    parallel.add(move)
  }

  private mutating func standIn(_ location: Location) -> Location {
    location.isSlot && effort == .thorough ? Location(slot: slotStandIns[Int(location.slot)]) : location
  }

  // MARK: - Slots

  /// Lets values that are never needed at the same time lie in one slot.
  mutating func shareSlots() {
    let count = allocation.slotCount
    allocation.slotPlaces.reset(to: 0, count: count)
    // Of values that live across blocks, the fast way does not know how long.
    guard effort == .thorough else {
      for slot in 0..<count { allocation.slotPlaces[slot] = UInt32(slot) }
      return
    }
    slotStandIns.removeAll()
    guard count > 0 else { return }
    slotIntervals.removeAll()
    for value in 0..<allocation.slots.count where allocation.slots[value] != 0 {
      slotIntervals.append(
        SlotInterval(
          start: Int32(facts.values[value].start), end: Int32(facts.values[value].end),
          slot: allocation.slots[value] - 1))
    }
    slotIntervals.sort { ($0.start, $0.slot) < ($1.start, $1.slot) }
    // Places in use as a heap by their end, and those that are free.
    var used: [(end: Int32, place: UInt32)] = []
    var free: [UInt32] = []
    // The first slot of each place.
    var firstSlots: [UInt32] = []
    slotStandIns.reset(to: 0, count: count)
    for interval in slotIntervals.elements {
      while let first = used.first, first.end <= interval.start {
        free.append(first.place)
        Self.popHeap(&used)
      }
      let place: UInt32
      if let known = free.popLast() {
        place = known
      } else {
        place = UInt32(firstSlots.count)
        firstSlots.append(interval.slot)
      }
      allocation.slotPlaces[Int(interval.slot)] = place
      slotStandIns[Int(interval.slot)] = firstSlots[Int(place)]
      Self.pushHeap(&used, (interval.end, place))
    }
    allocation.slotCount = firstSlots.count
  }

  private static func pushHeap(_ heap: inout [(end: Int32, place: UInt32)], _ entry: (end: Int32, place: UInt32)) {
    heap.append(entry)
    var at = heap.count - 1
    while at > 0, heap[(at - 1) / 2].end > heap[at].end {
      heap.swapAt(at, (at - 1) / 2)
      at = (at - 1) / 2
    }
  }

  private static func popHeap(_ heap: inout [(end: Int32, place: UInt32)]) {
    heap.swapAt(0, heap.count - 1)
    heap.removeLast()
    var at = 0
    while true {
      var least = at
      for child in [2 * at + 1, 2 * at + 2] where child < heap.count && heap[child].end < heap[least].end {
        least = child
      }
      guard least != at else { return }
      heap.swapAt(at, least)
      at = least
    }
  }
}
