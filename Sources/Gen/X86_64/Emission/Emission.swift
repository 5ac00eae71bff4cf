// Emission for x86-64: a function whose values have locations becomes bytes, with what refers to them and what is known
// of them: relocations, rows for lines and origins, rows for unwinding.

internal import IR

/// The numbers by which emitted code refers to what is not a symbol of the module.
enum CodeReference {
  /// A constant of the code's own pool.
  static let constant: UInt32 = 0x8000_0000
  /// A trap's message.
  static let message: UInt32 = 0x4000_0000
  /// A generator, by its raw value in the lowest bits.
  private static let generators: UInt32 = 0x2000_0000
  /// A table of constants, by its raw value in the lowest bits: above the numbers of `LayoutReference`.
  private static let tables: UInt32 = 0x1800_0000

  /// The number of a generator.
  static func generator(_ generator: Generator) -> UInt32 { generators | UInt32(generator.rawValue) }

  /// The generator that a number stands for, if it is that of one.
  static func generator(of number: UInt32) -> Generator? {
    number & generators != 0 ? Generator(rawValue: UInt8(truncatingIfNeeded: number)) : nil
  }

  /// The number of a table of constants.
  static func table(_ table: ConstantTable) -> UInt32 { tables | UInt32(table.rawValue) }

  /// The table that a number stands for, if it is that of one.
  static func table(of number: UInt32) -> ConstantTable? {
    number & ~0xFF == tables ? ConstantTable(rawValue: UInt8(truncatingIfNeeded: number)) : nil
  }
}

/// Emits functions, one after the other, into a buffer.
///
/// What only looks something up is `mutating` all the same: it is handed the place where all this is, and not a copy.
struct Emission: ~Copyable {
  var buffer = CodeBuffer()
  /// The constants of all functions, by number.
  var constants = ConstantPool()
  /// The traps that the code reports, by number.
  var traps: [TrapSite] = []
  /// Whether rows are wanted for lines and origins.
  let keepsOrigins: Bool
  /// Where the code may lie.
  let position: CodePosition

  /// The moves on an edge, behind the function's body.
  struct EdgeBlock {
    var edge: Int
    var label: Label
    /// Whether other edges with the same moves to the same block lead here.
    var isShared = false
  }

  /// A trap that a function may end with.
  struct TrapSite {
    var trap: UInt8
    var function: UInt32
    /// The instruction, plus one.
    var source: UInt32
  }

  // The function that is emitted.
  var function = MachineFunction()
  var allocation = Allocation()
  var frame: Frame
  var functionNumber: UInt32 = 0
  var firstLabel = Label(rawValue: 0)
  /// How many edges lead to each block, and the last of them.
  var predecessorCounts = WorkArray<UInt32>()
  var singleEdges = WorkArray<UInt32>()
  /// Edges whose moves are emitted behind the function's body.
  var edgeBlocks: [EdgeBlock] = []
  /// The first of them that is not emitted yet.
  var nextEdgeBlock = 0
  /// Where the frame is taken down, if one such place is enough.
  var epilogue: Label?
  /// Traps that are reported from behind the function's body, with where parameters are there.
  var trapStubs: [(number: UInt32, label: Label, places: [UInt64])] = []
  var tables: [(label: Label, table: Int, block: Int)] = []
  /// Where the entries of tables go that have moves on the way, by edge.
  var tableTargets: [Int: Label] = [:]
  var currentSource: UInt32 = .max
  var instructionSource: UInt32 = 0
  var places = ParameterPlaces()

  init(keepsOrigins: Bool, position: CodePosition = .fixed) {
    self.keepsOrigins = keepsOrigins
    self.position = position
    frame = Frame(MachineFunction(), Allocation())
  }

  /// Emits a function. It and what allocation made of it are lent: a copy would cost them their memory when they are used
  /// again.
  mutating func emit(_ lent: inout MachineFunction, _ lentAllocation: inout Allocation, number: Int) {
    swap(&function, &lent)
    swap(&allocation, &lentAllocation)
    defer {
      swap(&function, &lent)
      swap(&allocation, &lentAllocation)
    }
    frame = Frame(function, allocation)
    functionNumber = UInt32(number)
    buffer.beginFunction()
    firstLabel = buffer.makeLabels(function.blocks.count)
    edgeBlocks.removeAll(keepingCapacity: true)
    nextEdgeBlock = 0
    epilogue = nil
    trapStubs.removeAll(keepingCapacity: true)
    tables.removeAll(keepingCapacity: true)
    tableTargets.removeAll(keepingCapacity: true)
    currentSource = .max
    predecessorCounts.reset(to: 0, count: function.blocks.count)
    singleEdges.reset(to: 0, count: function.blocks.count)
    for (index, edge) in function.edges.elements.enumerated() {
      predecessorCounts[Int(edge.to)] += 1
      singleEdges[Int(edge.to)] = UInt32(index)
    }
    places.begin(function, allocation, frame)
    places.showIncoming(in: &buffer)
    for block in 0..<function.blocks.count { emitBlock(block) }
    // What is far from the body may itself ask for more.
    while nextEdgeBlock < edgeBlocks.count {
      let (edge, isShared) = (edgeBlocks[nextEdgeBlock].edge, edgeBlocks[nextEdgeBlock].isShared)
      buffer.bind(edgeBlocks[nextEdgeBlock].label)
      nextEdgeBlock += 1
      if places.isFollowing {
        if isShared { places.forget() } else { places.leave(Int(function.edges[edge].from)) }
        places.showAtBlock(in: &buffer)
      }
      emitMoves(of: edge)
      buffer.jump(to: self.label(Int(function.edges[edge].to)))
    }
    for (number, label, state) in trapStubs {
      buffer.bind(label)
      if places.isFollowing {
        places.restore(state)
        places.showAtBlock(in: &buffer)
      }
      noteOrigin(traps[Int(number)].source)
      emitTrap(number)
    }
    for (label, table, block) in tables { emitTable(label, table, block) }
    buffer.finishFunction()
    buffer.dropRowsAtEnd()
  }

  mutating func label(_ block: Int) -> Label { Label(rawValue: firstLabel.rawValue + UInt32(block)) }

  // MARK: - Blocks

  private mutating func emitBlock(_ block: Int) {
    let data = function.blocks[block]
    buffer.bind(label(block))
    if let edge = onlyEdge(into: block) {
      let from = Int(function.edges[edge].from)
      if function.blocks[from].edgeCount > 1 {
        if places.isFollowing, hasMoves(edge) {
          places.leave(from)
          places.showAtBlock(in: &buffer)
        }
        emitMoves(of: edge)
      }
    }
    if places.isFollowing {
      places.enter(block)
      places.showAtBlock(in: &buffer)
    }
    for index in Int(data.firstParameter)..<Int(data.firstParameter + data.parameterCount) {
      let location = allocation.parameterLocations[index]
      guard location != Allocation.nowhere, let register = location.register else { continue }
      storeIfSpilled(function.parameters[index], register)
      if places.isFollowing {
        places.store(function.parameters[index], allocation)
        places.show(in: &buffer)
      }
    }
    var isBeginning = block == 0 && keepsOrigins
    for at in Int(allocation.blockStarts[block])..<Int(allocation.blockStarts[block + 1]) {
      let item = allocation.order[at]
      if item & Allocation.moveBit != 0 {
        emit(allocation.moves[Int(item & ~Allocation.moveBit)])
        follow(allocation.moves[Int(item & ~Allocation.moveBit)])
        continue
      }
      let index = Int(item)
      instructionSource = function.sources[index]
      if isBeginning, instructionSource != 0 {
        isBeginning = false
        buffer.addTranscribedRow(kind: CodeRowKind.body, payload: 0)
        places.showObjects(in: &buffer)
      }
      noteOrigin(instructionSource)
      emitInstruction(index, block)
    }
  }

  /// The edge into a block, where there is just one.
  private mutating func onlyEdge(into block: Int) -> Int? {
    guard predecessorCounts[block] == 1 else { return nil }
    return Int(singleEdges[block])
  }

  /// Says where the code from here on comes from.
  @inline(__always)
  mutating func noteOrigin(_ source: UInt32) {
    guard keepsOrigins, source != currentSource else { return }
    currentSource = source
    buffer.addTranscribedRow(kind: CodeRowKind.origin, payload: UInt64(source))
  }

  /// Follows the parameters through a move that was made.
  @inline(__always)
  private mutating func follow(_ move: MachineMove) {
    guard places.isFollowing else { return }
    places.move(move, allocation)
    places.show(in: &buffer)
  }

  // MARK: - Edges

  private mutating func hasMoves(_ edge: Int) -> Bool {
    allocation.edgeMoveStarts[edge] < allocation.edgeMoveStarts[edge + 1]
  }

  private mutating func emitMoves(of edge: Int) {
    for index in Int(allocation.edgeMoveStarts[edge])..<Int(allocation.edgeMoveStarts[edge + 1]) {
      emit(allocation.moves[index], flagsAreFree: true)
      follow(allocation.moves[index])
    }
  }

  /// Whether an edge's moves are emitted at the begin of the block that it leads to.
  private mutating func movesAtTarget(_ edge: Int) -> Bool { predecessorCounts[Int(function.edges[edge].to)] == 1 }

  /// Where a branch along an edge goes: to the block, or to the moves before it.
  mutating func target(of edge: Int) -> Label {
    guard hasMoves(edge), !movesAtTarget(edge) else { return label(Int(function.edges[edge].to)) }
    // Some of the last ones are looked at: blocks of moves that are the same come from one place of the program.
    for index in edgeBlocks.indices.suffix(8)
    where index >= nextEdgeBlock && haveSameMoves(edge, edgeBlocks[index].edge) {
      edgeBlocks[index].isShared = true
      return edgeBlocks[index].label
    }
    let label = buffer.makeLabel()
    edgeBlocks.append(EdgeBlock(edge: edge, label: label))
    return label
  }

  /// Whether the same moves lead to the same block.
  private mutating func haveSameMoves(_ one: Int, _ other: Int) -> Bool {
    let (start, otherStart) = (Int(allocation.edgeMoveStarts[one]), Int(allocation.edgeMoveStarts[other]))
    let count = Int(allocation.edgeMoveStarts[one + 1]) - start
    guard function.edges[one].to == function.edges[other].to,
      count == Int(allocation.edgeMoveStarts[other + 1]) - otherStart
    else { return false }
    for index in 0..<count {
      let (move, otherMove) = (allocation.moves[start + index], allocation.moves[otherStart + index])
      if move == otherMove { continue }
      // The same number may be the argument of several edges.
      guard move.kind == .immediate, otherMove.kind == .immediate, move.destination == otherMove.destination,
        move.bank == otherMove.bank,
        function.arguments[Int(move.source)].immediate == function.arguments[Int(otherMove.source)].immediate
      else { return false }
    }
    return true
  }

  mutating func emitJump(_ block: Int) {
    let edge = Int(function.blocks[block].firstEdge)
    emitMoves(of: edge)
    let target = Int(function.edges[edge].to)
    if target != block + 1 { buffer.jump(to: label(target)) }
  }

  mutating func emitBranch(_ instruction: MachineInstruction, _ block: Int) {
    let then = Int(function.blocks[block].firstEdge)
    let otherwise = then + 1
    let condition = instruction.condition
    let thenNeedsMoves = hasMoves(then) && !movesAtTarget(then)
    let otherwiseNeedsMoves = hasMoves(otherwise) && !movesAtTarget(otherwise)
    if !thenNeedsMoves && Int(function.edges[then].to) == block + 1 {
      jump(if: MachineCondition.inverted(condition), to: target(of: otherwise))
      return
    }
    if !otherwiseNeedsMoves && Int(function.edges[otherwise].to) == block + 1 {
      jump(if: condition, to: target(of: then))
      return
    }
    // One of them goes on here, with its moves, and jumps.
    let isThenHere = thenNeedsMoves && !otherwiseNeedsMoves
    let (here, there) = isThenHere ? (then, otherwise) : (otherwise, then)
    jump(if: isThenHere ? MachineCondition.inverted(condition) : condition, to: target(of: there))
    if !movesAtTarget(here) { emitMoves(of: here) }
    let last = Int(function.edges[here].to)
    if last != block + 1 { buffer.jump(to: label(last)) }
  }

  /// Jumps where a condition holds; two of them ask for two flags.
  mutating func jump(if condition: UInt8, to label: Label) {
    switch condition {
    case MachineCondition.equalOrdered:
      let other = buffer.makeLabel()
      buffer.jump(if: .parity, to: other)
      buffer.jump(if: .equal, to: label)
      buffer.bind(other)
    case MachineCondition.notEqualOrUnordered:
      buffer.jump(if: .notEqual, to: label)
      buffer.jump(if: .parity, to: label)
    default: buffer.jump(if: Condition(number: condition), to: label)
    }
  }

  // MARK: - Moves

  /// A slot's place in memory.
  @inline(__always)
  mutating func slot(_ location: Location) -> MemoryOperand { frame.slot(allocation.slotPlaces[Int(location.slot)]) }

  /// Stores a value that was just defined, if it has a slot.
  @inline(__always)
  mutating func storeIfSpilled(_ value: VirtualRegister, _ register: MachineRegister) {
    let slot = allocation.slots[Int(value)]
    guard slot != 0 else { return }
    store(register, frame.slot(allocation.slotPlaces[Int(slot - 1)]))
  }

  mutating func store(_ register: MachineRegister, _ place: MemoryOperand) {
    if register.isVector {
      buffer.emit(.movsdStore, reg: register, memory: place)
    } else {
      buffer.emit(.movStore, .bits64, reg: register, memory: place)
    }
  }

  private mutating func load(_ register: MachineRegister, _ place: MemoryOperand) {
    if register.isVector {
      buffer.emit(.movsd, reg: register, memory: place)
    } else {
      buffer.emit(.mov, .bits64, reg: register, memory: place)
    }
  }

  mutating func emit(_ move: MachineMove, flagsAreFree: Bool = false) {
    switch move.kind {
    case .copy: emitCopy(to: move.destination, from: Location(rawValue: move.source))
    case .exchange:
      guard let one = move.destination.register, let other = Location(rawValue: move.source).register else { return }
      buffer.emit(.xchg, .bits64, reg: one, rm: other)
    case .immediate:
      let number = function.arguments[Int(move.source)].immediate
      emitImmediate(number, move.bank, to: move.destination, flagsAreFree: flagsAreFree)
    case .repeat:
      guard let register = move.destination.register else { return }
      emitRepeated(Int(move.source), in: register)
    }
  }

  mutating func emitCopy(to destination: Location, from source: Location) {
    switch (destination.register, source.register) {
    case (let to?, let from?): emitCopy(to: to, from: from)
    case (nil, let from?): store(from, slot(destination))
    case (let to?, nil): load(to, slot(source))
    case (nil, nil):
      load(RegisterFile.x86_64.memoryScratch, slot(source))
      store(RegisterFile.x86_64.memoryScratch, slot(destination))
    }
  }

  mutating func emitCopy(to: MachineRegister, from: MachineRegister) {
    if to == from { return }
    switch (to.isVector, from.isVector) {
    case (false, false): buffer.emit(.mov, .bits64, reg: to, rm: from)
    case (true, true): buffer.emit(.movaps, reg: to, rm: from)
    case (true, false): buffer.emit(.movqFromGeneral, reg: to, rm: from)
    case (false, true): buffer.emit(.movqToGeneral, reg: from, rm: to)
    }
  }

  private mutating func emitImmediate(
    _ number: Int64, _ bank: RegisterBank, to destination: Location, flagsAreFree: Bool
  ) {
    guard let register = destination.register else {
      let place = slot(destination)
      if Int64(Int32(truncatingIfNeeded: number)) == number {
        buffer.emit(.movImmediate, .bits64, memory: place, immediate: number)
      } else {
        var high = place
        high.displacement += 4
        buffer.emit(.movImmediate, .bits32, memory: place, immediate: Int64(Int32(truncatingIfNeeded: number)))
        buffer.emit(.movImmediate, .bits32, memory: high, immediate: number >> 32)
      }
      return
    }
    if bank == .vector {
      buffer.emit(.xorps, reg: register, rm: register)
    } else if number == 0 && flagsAreFree {
      buffer.emit(.xor, .bits32, reg: register, rm: register)
    } else {
      let isShort = UInt64(bitPattern: number) <= UInt64(UInt32.max)
      emitNumber(number, isShort ? .bits32 : .bits64, in: register, flagsAreFree: flagsAreFree)
    }
  }

  /// Writes a number to a register. What is short takes time: where nobody waits, it goes by the stack, or is made by a shift.
  mutating func emitNumber(
    _ number: Int64, _ size: OperandSize, in register: MachineRegister, flagsAreFree: Bool
  ) {
    let isByte = size == .bits64 ? number == Int64(Int8(truncatingIfNeeded: number)) : (0...127).contains(number)
    // Where a call is made, there is room for its return address.
    if function.shortness == .shortest, isByte, function.hasCalls {
      buffer.emit(.pushImmediate, immediate: number)
      if !frame.hasFramePointer { note(UnwindNote(.frameOffset, .rsp, frame.depth + 8)) }
      buffer.emit(.pop, rm: register)
      if !frame.hasFramePointer { note(UnwindNote(.frameOffset, .rsp, frame.depth)) }
    } else if function.shortness > .usual, flagsAreFree, number == .max {
      buffer.emit(.orImmediate, .bits64, rm: register, immediate: -1)
      buffer.emit(.shrImmediate, .bits64, rm: register, immediate: 1)
    } else {
      buffer.emit(.movImmediate, size, rm: register, immediate: number)
    }
  }

  /// Repeats an instruction whose result is wanted again.
  private mutating func emitRepeated(_ index: Int, in register: MachineRegister) {
    let instruction = function.instructions[index]
    if instruction.form == Sequence.zeroVector.rawValue {
      buffer.emit(.xorps, reg: register, rm: register)
    } else {
      emitGeneral(instruction, result: register)
    }
  }
}

/// The constants that code reads from memory, each once.
struct ConstantPool {
  private(set) var constants: [MachineConstant] = []
  private var numbers: [MachineConstant: UInt32] = [:]

  /// The number of a constant.
  mutating func number(of constant: MachineConstant) -> UInt32 {
    if let known = numbers[constant] { return known }
    let number = UInt32(constants.count)
    constants.append(constant)
    numbers[constant] = number
    return number
  }
}
