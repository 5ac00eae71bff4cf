// The rule of handles: each is used up once. What is certain to be a second use is refused; what only may be one traps.

extension Verifier {
  /// Checks that no handle is certain to be used up twice.
  mutating func verifyHandles() {
    guard handles.count > 1 else { return }
    var search = HandleSearch()
    let sorted = handles.sorted { ($0.value, $0.instruction) < ($1.value, $1.instruction) }
    var start = 0
    while start < sorted.count {
      var end = start + 1
      while end < sorted.count, sorted[end].value == sorted[start].value { end += 1 }
      if end - start > 1 { verifyHandle(sorted[start..<end].map(\.instruction), sorted[start].value, &search) }
      start = end
    }
  }

  private mutating func verifyHandle(_ uses: [Instruction], _ value: Value, _ search: inout HandleSearch) {
    if !hasDominators {
      graph.compute(function)
      dominators.compute(graph)
      hasDominators = true
    }
    // In the order of a walk over the tree, what dominates a use is on a stack of open uses.
    let placed = uses.map { HandleUse(instruction: $0, block: owner(of: $0)) }.filter { graph.isReachable($0.block) }
      .sorted {
        (dominators.walkPosition(of: $0.block), $0.instruction) < (
          dominators.walkPosition(of: $1.block), $1.instruction
        )
      }
    var open: [HandleUse] = []
    var undominated: [HandleUse] = []
    for use in placed {
      while let last = open.last, !dominators.dominates(last.block, use.block) { open.removeLast() }
      if let first = open.last {
        noteUsedUp(value, at: use.instruction, notes: [.init("its first use", at: place(of: first.instruction))])
      } else {
        undominated.append(use)
      }
      open.append(use)
    }
    // With two that do not dominate each other, there is a way to each without the other.
    if undominated.count > 2 { verifyOnEveryWay(undominated, value, &search) }
  }

  /// Notes the uses that no way leads to without another use before. None of them dominates another.
  private mutating func verifyOnEveryWay(_ uses: [HandleUse], _ value: Value, _ search: inout HandleSearch) {
    if blockOfValue.isEmpty { findBlocks() }
    let definition = Block(rawValue: blockOfValue[value.index])
    guard graph.isReachable(definition), uses.allSatisfy({ $0.block != definition }) else { return }
    search.begin(function.blocks.count)
    for use in uses { search.mark(use.block) }
    guard search.flood(from: definition, graph) else { return }
    for use in uses where !search.isReached(use.block) {
      let before = search.usesBefore(use.block, definition, graph)
      let notes = uses.filter { before.contains($0.block) }.map {
        ModuleDiagnostic.Note("its first use on one way here", at: place(of: $0.instruction))
      }
      noteUsedUp(value, at: use.instruction, notes: notes)
    }
  }

  private mutating func noteUsedUp(_ value: Value, at instruction: Instruction, notes: [ModuleDiagnostic.Note]) {
    note(
      "\(spelling(value)) is used up already", at: instruction, word: spelling(value), notes: notes,
      help: ["a handle is awaited, detached or joined once"])
  }

  private func place(of instruction: Instruction) -> SourcePlace {
    let offset = instruction.index < function.sourceOffsets.count ? function.sourceOffsets[instruction] : 0
    return SourcePlace(file: function.source.file, offset: offset)
  }

  /// The block that an instruction is in.
  private func owner(of instruction: Instruction) -> Block {
    var low = 0
    var high = function.blocks.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if function.blocks[Block(middle)].first <= instruction { low = middle } else { high = middle }
    }
    return Block(low)
  }
}

/// A use of a handle.
private struct HandleUse {
  let instruction: Instruction
  let block: Block
}

/// Finds to which blocks control comes with a handle that is not used up.
///
/// One search takes a step for each edge. A function with many handles may take many searches: beyond a number of steps that
/// is in proportion to the function, what is left goes unchecked here, and traps where it is wrong.
private struct HandleSearch {
  /// The searches over a whole function that are always made.
  private static let wholeSearches = 256
  // What bears the search's number is marked in it.
  private var number: UInt32 = 0
  private var used: [UInt32] = []
  private var reached: [UInt32] = []
  private var steps = 0
  private var stack: [Block] = []

  /// Begins the search for one handle.
  mutating func begin(_ count: Int) {
    if used.isEmpty {
      used = Array(repeating: 0, count: count)
      reached = used
      steps = Self.wholeSearches * 2 * count
    }
    number += 1
  }

  /// Says that a block has a use.
  mutating func mark(_ block: Block) { used[block.index] = number }

  func isReached(_ block: Block) -> Bool { reached[block.index] == number }

  /// Goes all ways from the definition, each up to the first use, or to the definition again, which makes a new handle.
  /// Gives false where that takes too long.
  mutating func flood(from definition: Block, _ graph: ControlFlowGraph) -> Bool {
    stack.removeAll(keepingCapacity: true)
    stack.append(definition)
    while let block = stack.popLast() {
      for next in graph.successors(of: block) {
        steps -= 1
        if next == definition || reached[next.index] == number { continue }
        reached[next.index] = number
        if used[next.index] != number { stack.append(next) }
      }
      if steps < 0 { return false }
    }
    return true
  }

  /// The blocks with the last uses before a block that was not reached.
  mutating func usesBefore(_ block: Block, _ definition: Block, _ graph: ControlFlowGraph) -> Set<Block> {
    var found: Set<Block> = []
    var seen: Set<Block> = [block]
    stack.removeAll(keepingCapacity: true)
    stack.append(block)
    while let at = stack.popLast() {
      for previous in graph.predecessors(of: at) {
        guard graph.isReachable(previous), previous != definition, seen.insert(previous).inserted else { continue }
        steps -= 1
        if used[previous.index] == number { found.insert(previous) } else { stack.append(previous) }
      }
      // The notes are worth no more than the fault.
      if steps < 0 { break }
    }
    return found
  }
}
