// Where a function's parameters are at each place of its code, for debuggers.
//
// A parameter is found wherever its value still is, needed or not: in the register that it came in until something else is
// written there, in those that it was copied to, in its slot. What holds at the begin of a block is what holds at the end of
// all blocks before it; a few walks over the function find that. Emission then follows the same rules, instruction by
// instruction, and says in rows where that changes.

internal import IR

/// Where a parameter of a function comes in.
struct ParameterArrival: Sendable {
  /// Which one it is.
  var number: UInt32
  /// Its value.
  var value: VirtualRegister
  /// Where it is.
  var place: Place

  enum Place: Sendable {
    /// In a register, from the function's first byte on.
    case register(MachineRegister)
    /// Among the arguments on the stack, so many bytes from where they begin.
    case incoming(Int64)
    /// In the stack object of this number, aligned there to this number of bytes, behind the function's beginning.
    case object(UInt32, alignment: UInt64)
  }
}

/// Follows the parameters of one function.
struct ParameterPlaces {
  /// Whether there is any to follow.
  private(set) var isFollowing = false

  /// A parameter that came in a register.
  private struct Mobile {
    var number: UInt32
    var value: VirtualRegister
    var arrival: MachineRegister
    /// The place of its slot, plus one.
    var place: UInt32
    var frameOffset: Int32
  }

  private var mobiles: [Mobile] = []
  /// The parameters on the stack.
  private var incoming: [(number: UInt32, offset: Int32)] = []
  /// The parameters in stack objects.
  private var objects: [(number: UInt32, place: ParameterNote.Place)] = []
  /// What holds each mobile parameter where emission is: a bit for each register, and `inSlot`.
  private var current: [UInt64] = []
  /// The same at the begin of each block, with the moves into it made.
  private var entering: [UInt64] = []
  /// The same at the end of each block.
  private var leaving: [UInt64] = []
  /// What was said last of each.
  private var shown: [ParameterNote] = []
  private var isMemoryOverwritten = false

  private static let inSlot: UInt64 = 1 << 63
  /// How often a function is gone through to find what its blocks begin with.
  private static let greatestWalks = 8

  // MARK: - A function

  /// Begins a function.
  mutating func begin(_ function: borrowing MachineFunction, _ allocation: borrowing Allocation, _ frame: Frame) {
    mobiles.removeAll(keepingCapacity: true)
    incoming.removeAll(keepingCapacity: true)
    objects.removeAll(keepingCapacity: true)
    shown.removeAll(keepingCapacity: true)
    isMemoryOverwritten = false
    isFollowing = !function.arrivals.isEmpty
    guard isFollowing else { return }
    for arrival in function.arrivals {
      switch arrival.place {
      case .register(let register):
        let slot = allocation.slots[Int(arrival.value)]
        let place = slot == 0 ? nil : allocation.slotPlaces[Int(slot - 1)]
        mobiles.append(
          Mobile(
            number: arrival.number, value: arrival.value, arrival: register, place: place.map { $0 + 1 } ?? 0,
            frameOffset: place.map { frame.distance(ofSlot: $0) } ?? 0))
        shown.append(ParameterNote(arrival.number, .nowhere))
      case .incoming(let offset): incoming.append((arrival.number, Int32(truncatingIfNeeded: offset)))
      case .object(let object, let alignment):
        objects.append((arrival.number, frame.place(ofObject: object, alignment: alignment)))
      }
    }
    findPlaces(function, allocation)
    enter(0)
  }

  /// Finds what each block begins and ends with.
  private mutating func findPlaces(_ function: borrowing MachineFunction, _ allocation: borrowing Allocation) {
    let count = mobiles.count
    entering.removeAll(keepingCapacity: true)
    entering.append(contentsOf: repeatElement(.max, count: function.blocks.count * count))
    leaving = entering
    for (index, mobile) in mobiles.enumerated() { entering[index] = 1 << UInt64(mobile.arrival.rawValue) }
    guard count > 0 else { return }
    var isDone = false
    for _ in 0..<Self.greatestWalks where !isDone {
      isDone = true
      for block in 0..<function.blocks.count where walk(block, function, allocation) { isDone = false }
    }
    guard !isDone else { return }
    // Too entangled: nothing is known but what the block itself shows.
    for index in count..<max(count, entering.count) { entering[index] = 0 }
    for block in 0..<function.blocks.count { _ = walk(block, function, allocation) }
  }

  /// Goes through a block, and says whether another block is thereby found to begin with less.
  private mutating func walk(_ block: Int, _ function: borrowing MachineFunction, _ allocation: borrowing Allocation)
    -> Bool
  {
    let count = mobiles.count
    let data = function.blocks[block]
    load(entering, block)
    for index in Int(data.firstParameter)..<Int(data.firstParameter + data.parameterCount) {
      let location = allocation.parameterLocations[index]
      guard location != Allocation.nowhere, location.register != nil else { continue }
      store(function.parameters[index], allocation)
    }
    for at in Int(allocation.blockStarts[block])..<Int(allocation.blockStarts[block + 1]) {
      let item = allocation.order[at]
      if item & Allocation.moveBit != 0 {
        move(allocation.moves[Int(item & ~Allocation.moveBit)], allocation)
      } else {
        let instruction = function.instructions[Int(item)]
        overwrite(with: instruction, function, allocation)
        storeResults(of: instruction, function, allocation)
      }
    }
    for index in 0..<count { leaving[block * count + index] = current[index] }
    var isChanged = false
    for edge in Int(data.firstEdge)..<Int(data.firstEdge + data.edgeCount) {
      load(leaving, block)
      for index in Int(allocation.edgeMoveStarts[edge])..<Int(allocation.edgeMoveStarts[edge + 1]) {
        move(allocation.moves[index], allocation)
      }
      let target = Int(function.edges[edge].to) * count
      for index in 0..<count {
        let both = entering[target + index] & current[index]
        if both != entering[target + index] {
          entering[target + index] = both
          isChanged = true
        }
      }
    }
    return isChanged
  }

  private mutating func load(_ states: [UInt64], _ block: Int) {
    let count = mobiles.count
    current.removeAll(keepingCapacity: true)
    current.append(contentsOf: states[block * count..<(block + 1) * count])
  }

  /// What holds at a block's begin.
  mutating func enter(_ block: Int) { load(entering, block) }
  /// What holds at a block's end, before the moves on its edges.
  mutating func leave(_ block: Int) { load(leaving, block) }

  /// What holds here, to come back to it.
  var snapshot: [UInt64] { current }
  /// Comes back to what held.
  mutating func restore(_ snapshot: [UInt64]) { current = snapshot }

  // MARK: - What changes

  /// Registers are written.
  mutating func overwrite(_ registers: RegisterSet) {
    for index in 0..<current.count { current[index] &= ~registers.rawValue }
  }

  /// Several ways lead here, of which nothing is said.
  mutating func forget() {
    for index in 0..<current.count { current[index] = 0 }
  }

  /// A move is made.
  mutating func move(_ move: MachineMove, _ allocation: borrowing Allocation) {
    switch move.kind {
    case .copy: copy(to: move.destination, from: Location(rawValue: move.source), allocation)
    case .exchange:
      guard let one = move.destination.register, let other = Location(rawValue: move.source).register else { return }
      for index in 0..<current.count {
        let state = current[index]
        let (first, second) = (state >> UInt64(one.rawValue) & 1, state >> UInt64(other.rawValue) & 1)
        current[index] =
          state & ~(1 << UInt64(one.rawValue) | 1 << UInt64(other.rawValue)) | first << UInt64(other.rawValue)
          | second << UInt64(one.rawValue)
      }
    case .immediate, .repeat:
      for index in 0..<current.count { set(move.destination, false, index, allocation) }
    }
  }

  private mutating func copy(to destination: Location, from source: Location, _ allocation: borrowing Allocation) {
    for index in 0..<current.count {
      let isThere =
        if let register = source.register {
          current[index] >> UInt64(register.rawValue) & 1 != 0
        } else {
          isOwnPlace(source, index, allocation) && current[index] & Self.inSlot != 0
        }
      set(destination, isThere, index, allocation)
    }
  }

  private func isOwnPlace(_ slot: Location, _ index: Int, _ allocation: borrowing Allocation) -> Bool {
    allocation.slotPlaces[Int(slot.slot)] + 1 == mobiles[index].place
  }

  private mutating func set(_ location: Location, _ isThere: Bool, _ index: Int, _ allocation: borrowing Allocation) {
    let bit: UInt64
    if let register = location.register {
      bit = 1 << UInt64(register.rawValue)
    } else {
      guard isOwnPlace(location, index, allocation) else { return }
      bit = Self.inSlot
    }
    if isThere { current[index] |= bit } else { current[index] &= ~bit }
  }

  /// An instruction writes its results, and destroys what it destroys.
  mutating func overwrite(
    with instruction: MachineInstruction, _ function: borrowing MachineFunction, _ allocation: borrowing Allocation
  ) {
    // What the entry gives is what came in.
    guard instruction.form != Sequence.entry.rawValue else { return }
    let first = Int(instruction.firstOperand)
    if instruction.kind == .copy {
      return copy(to: function.operands[first].location, from: function.operands[first + 1].location, allocation)
    }
    overwrite(Self.written(by: instruction, function))
  }

  /// The registers that hold something else behind an instruction.
  private static func written(by instruction: MachineInstruction, _ function: borrowing MachineFunction) -> RegisterSet
  {
    var written = RegisterFile.x86_64.clobberSets[Int(instruction.clobbers)]
    let first = Int(instruction.firstOperand)
    for at in first..<(first + Int(instruction.resultCount)) {
      if let register = function.operands[at].location.register { written.formUnion(RegisterSet(register)) }
    }
    return written
  }

  /// An instruction's results are stored where they have slots.
  mutating func storeResults(
    of instruction: MachineInstruction, _ function: borrowing MachineFunction, _ allocation: borrowing Allocation
  ) {
    let first = Int(instruction.firstOperand)
    for at in first..<(first + Int(instruction.resultCount)) where !function.operands[at].location.isSlot {
      store(function.operands[at].value, allocation)
    }
  }

  /// A value is stored, if it has a slot.
  mutating func store(_ value: VirtualRegister, _ allocation: borrowing Allocation) {
    let slot = allocation.slots[Int(value)]
    guard slot != 0 else { return }
    let place = allocation.slotPlaces[Int(slot - 1)] + 1
    for index in 0..<current.count where mobiles[index].place == place {
      if mobiles[index].value == value { current[index] |= Self.inSlot } else { current[index] &= ~Self.inSlot }
    }
  }

  // MARK: - What is said

  /// Says where parameters are from here on, as far as that is another place than before.
  /// - Parameter isCallBefore: Whether this is behind a call, which a debugger takes for the place that callees return to: what
  ///   the call destroys is lost to it already.
  mutating func show(in buffer: inout CodeBuffer, isCallBefore: Bool = false) {
    for index in 0..<current.count {
      let state = current[index]
      var note = ParameterNote(mobiles[index].number, .nowhere)
      if state & Self.inSlot != 0 {
        note.place = .frame(mobiles[index].frameOffset)
      } else if case .register(let register) = shown[index].place, state >> UInt64(register.rawValue) & 1 != 0 {
        note.place = shown[index].place
      } else if let register = RegisterSet(rawValue: state).first {
        note.place = .register(register)
      }
      guard note.place != shown[index].place else { continue }
      shown[index] = note
      note.isCallBefore = isCallBefore
      buffer.addRow(kind: CodeRowKind.parameter, payload: note.payload)
    }
  }

  /// Says where parameters are whose place is in memory, which holds from here on.
  mutating func showIncoming(in buffer: inout CodeBuffer) {
    for (number, offset) in incoming { show(number, .frame(offset), in: &buffer) }
  }

  /// Says that the function's beginning lies behind.
  mutating func showObjects(in buffer: inout CodeBuffer) {
    for (number, place) in objects { show(number, place, in: &buffer) }
  }

  /// The arguments on the stack are written over, and the frame below them.
  mutating func overwriteMemory(in buffer: inout CodeBuffer) {
    for (number, _) in incoming { show(number, .nowhere, in: &buffer) }
    for (number, _) in objects { show(number, .nowhere, in: &buffer) }
    for index in 0..<current.count { current[index] &= ~Self.inSlot }
    show(in: &buffer)
    isMemoryOverwritten = true
  }

  /// A block begins, where nothing is overwritten yet.
  mutating func showAtBlock(in buffer: inout CodeBuffer) {
    if isMemoryOverwritten {
      showIncoming(in: &buffer)
      showObjects(in: &buffer)
      isMemoryOverwritten = false
    }
    show(in: &buffer)
  }

  private func show(_ number: UInt32, _ place: ParameterNote.Place, in buffer: inout CodeBuffer) {
    buffer.addRow(kind: CodeRowKind.parameter, payload: ParameterNote(number, place).payload)
  }
}
