// Where blocks need parameters. A temporary that is assigned in several places, and memory that became a variable, gets one at
// each block where different assignments meet and somebody reads it behind: on the iterated dominance frontier of its
// assignments, where it is live.

internal import IR

/// The flow of a function, and the parameters that its blocks need beside the phis of the text.
struct Variables: ~Copyable {
  private(set) var graph = ControlFlowGraph()
  private(set) var dominators = DominatorTree()
  /// The blocks that control reaches in the order in which they are written, each behind those that dominate it.
  private(set) var order = WorkArray<UInt32>()
  /// The place of each block in that order, or `noBlock`.
  private(set) var numbers = WorkArray<UInt32>()
  /// The nearest dominator of each block.
  private(set) var immediate = WorkArray<UInt32>()
  /// The temporaries that each block has parameters for: where they begin among all, and these.
  private(set) var parameterStarts = WorkArray<UInt32>()
  private(set) var parameters = WorkArray<UInt32>()
  /// The arguments to phis that each block gives: where they begin among all, and these, by phi.
  private(set) var phiStarts = WorkArray<UInt32>()
  private(set) var phiList = WorkArray<UInt32>()

  private var firstChild = WorkArray<UInt32>()
  private var nextSibling = WorkArray<UInt32>()
  private var stack = WorkArray<UInt32>()
  private var frontierStarts = WorkArray<UInt32>()
  private var frontier = WorkArray<UInt32>()
  /// Marks of blocks: what holds for the variable of this stamp.
  private var live = WorkArray<UInt32>()
  private var assigned = WorkArray<UInt32>()
  private var placed = WorkArray<UInt32>()
  private var stamp: UInt32 = 0
  /// How many blocks were visited to find where variables are live.
  private var visits = 0
  private var marks = WorkArray<UInt32>()
  private var variables = WorkArray<VariableFacts>()
  private var nodes = WorkArray<Node>()
  private var placements = WorkArray<Placement>()
  /// Whether the frontiers would be too large: parameters then stand at every block where ways meet.
  private var isMaximal = false

  private static let none = UInt32.max

  /// A variable: the blocks that assign it and those that read it first, as lists.
  struct VariableFacts {
    var temporary: UInt32
    var assignments = Variables.none
    var reads = Variables.none
    var lastAssigned = Variables.none
    var lastRead = Variables.none
  }

  struct Node {
    var block: UInt32
    var next: UInt32
    /// Whether the read is at the end of the block.
    var isAtEnd = false
  }

  struct Placement {
    var block: UInt32
    var temporary: UInt32
  }

  // MARK: - The flow

  /// Finds the order of a function's blocks where no parameters are needed, and every definition comes before its uses in the
  /// text.
  mutating func computeTextOrder(_ body: borrowing Body) {
    let count = body.blocks.count
    begin(count)
    stack.append(0)
    numbers[0] = 0
    while stack.count > 0 {
      let block = Int(stack[stack.count - 1])
      stack.removeLast()
      visit(body.blocks[block].first)
      visit(body.blocks[block].second)
    }
    for index in 0..<body.order.count {
      let block = body.order[index]
      guard numbers[Int(block)] != Self.none else { continue }
      numbers[Int(block)] = UInt32(order.count)
      order.append(block)
    }
    parameterStarts.extend(to: count + 1, with: 0)
    phiStarts.extend(to: count + 1, with: 0)
  }

  private mutating func visit(_ block: UInt32) {
    guard block != ControlFlowGraph.noBlock, numbers[Int(block)] == Self.none else { return }
    numbers[Int(block)] = 0
    stack.append(block)
  }

  private mutating func begin(_ count: Int) {
    order.removeAll()
    stack.removeAll()
    numbers.removeAll()
    numbers.extend(to: count, with: Self.none)
    parameterStarts.removeAll()
    parameters.removeAll()
    phiStarts.removeAll()
    phiList.removeAll()
  }

  /// Finds who dominates whom.
  mutating func computeDominators(_ body: borrowing Body) {
    let count = body.blocks.count
    begin(count)
    graph.compute(count) { (body.blocks[$0].first, body.blocks[$0].second) }
    dominators.compute(graph)
    parameterStarts.extend(to: count + 1, with: 0)
    immediate.removeAll()
    firstChild.removeAll()
    nextSibling.removeAll()
    firstChild.extend(to: count, with: Self.none)
    nextSibling.extend(to: count, with: Self.none)
    for index in 0..<count {
      immediate.append(dominators.immediateDominator(of: Block(index))?.rawValue ?? Self.none)
    }
    // Each list is in the order of the text backwards, as the stack wants it.
    for position in 0..<body.order.count {
      let block = body.order[position]
      let above = immediate[Int(block)]
      guard above != Self.none else { continue }
      nextSibling[Int(block)] = firstChild[Int(above)]
      firstChild[Int(above)] = block
    }
    stack.append(0)
    while stack.count > 0 {
      let block = stack[stack.count - 1]
      stack.removeLast()
      numbers[Int(block)] = UInt32(order.count)
      order.append(block)
      var child = firstChild[Int(block)]
      while child != Self.none {
        stack.append(child)
        child = nextSibling[Int(child)]
      }
    }
  }

  /// Whether a definition in a block comes before all uses in another.
  func dominates(_ upper: UInt32, _ lower: UInt32) -> Bool {
    dominators.dominates(Block(rawValue: upper), Block(rawValue: lower))
  }

  func isReachable(_ block: UInt32) -> Bool { graph.isReachable(Block(rawValue: block)) }

  // MARK: - Phis

  /// Sorts the arguments of phis by the blocks that give them.
  mutating func sortPhiArguments(_ body: borrowing Body) {
    let count = body.blocks.count
    phiStarts.removeAll()
    phiStarts.extend(to: count + 1, with: 0)
    for index in 0..<body.phiArguments.count { phiStarts[Int(body.phiArguments[index].block) + 1] += 1 }
    for index in 0..<count { phiStarts[index + 1] += phiStarts[index] }
    phiList.removeAll()
    phiList.extend(to: body.phiArguments.count, with: 0)
    for index in 0..<body.phiArguments.count {
      let block = Int(body.phiArguments[index].block)
      phiList[Int(phiStarts[block])] = UInt32(index)
      phiStarts[block] += 1
    }
    var index = count
    while index > 0 {
      phiStarts[index] = phiStarts[index - 1]
      index -= 1
    }
    phiStarts[0] = 0
  }

  // MARK: - Parameters

  /// Finds the blocks that need parameters for variables.
  mutating func place(_ body: inout Body) {
    let count = body.blocks.count
    parameterStarts.removeAll()
    parameterStarts.extend(to: count + 1, with: 0)
    parameters.removeAll()
    variables.removeAll()
    nodes.removeAll()
    placements.removeAll()
    for index in 0..<body.temporaries.count
    where !body.temporaries[index].flags.isDisjoint(with: [.isVariable, .isPromoted]) {
      body.temporaries[index].variable = UInt32(variables.count)
      variables.append(VariableFacts(temporary: UInt32(index)))
    }
    guard variables.count > 0, count > 1 else { return }
    collect(body)
    computeFrontiers(count)
    live.extend(to: count, with: 0)
    assigned.extend(to: count, with: 0)
    placed.extend(to: count, with: 0)
    if stamp > UInt32.max - UInt32(variables.count) - 1 { restamp() }
    // Thousands of variables that live through thousands of blocks are not worth it: of memory, the rest stays memory.
    let limit = 64 * (count + body.instructions.count) + 4_000_000
    visits = 0
    for index in 0..<variables.count {
      let temporary = Int(variables[index].temporary)
      if visits > limit, body.temporaries[temporary].flags.contains(.isPromoted) {
        body.temporaries[temporary].flags.remove(.isPromoted)
      } else {
        place(variables[index])
      }
    }
    for index in 0..<placements.count { parameterStarts[Int(placements[index].block) + 1] += 1 }
    for index in 0..<count { parameterStarts[index + 1] += parameterStarts[index] }
    parameters.extend(to: placements.count, with: 0)
    for index in 0..<placements.count {
      let block = Int(placements[index].block)
      parameters[Int(parameterStarts[block])] = placements[index].temporary
      parameterStarts[block] += 1
    }
    var index = count
    while index > 0 {
      parameterStarts[index] = parameterStarts[index - 1]
      index -= 1
    }
    parameterStarts[0] = 0
  }

  private mutating func restamp() {
    for index in 0..<live.count { live[index] = 0 }
    for index in 0..<assigned.count { assigned[index] = 0 }
    for index in 0..<placed.count { placed[index] = 0 }
    stamp = 0
  }

  /// Collects the blocks that assign each variable, and those that read it before they do.
  private mutating func collect(_ body: borrowing Body) {
    // Parameters of the function are assigned in the first block.
    for index in 0..<variables.count {
      let temporary = body.temporaries[Int(variables[index].temporary)]
      if temporary.flags.contains(.isVariable), temporary.definingBlock == 0 { assign(index, 0) }
    }
    for position in 0..<order.count {
      let block = order[position]
      let data = body.blocks[Int(block)]
      for index in Int(data.firstPhi)..<Int(data.endPhi) { assign(body.phis[index].target, block, body) }
      for index in Int(data.firstInstruction)..<Int(data.endInstruction) {
        let instruction = body.instructions[index]
        switch instruction.operation {
        case .dbgloc: continue
        case .call:
          let call = body.calls[Int(instruction.a.rawValue)]
          read(call.callee, block, body)
          for argument in Int(call.firstArgument)..<Int(call.endArgument) {
            read(body.arguments[argument].operand, block, body)
          }
        case .stored, .stores, .storel, .storew, .storeh, .storeb:
          read(instruction.a, block, body)
          if instruction.b.isTemporary, body.temporaries[instruction.b.number].flags.contains(.isPromoted) {
            assign(Int(body.temporaries[instruction.b.number].variable), block)
            continue
          }
          read(instruction.b, block, body)
        default:
          read(instruction.a, block, body)
          read(instruction.b, block, body)
        }
        if instruction.target != Self.none { assign(instruction.target, block, body) }
      }
      read(data.operand, block, body)
    }
    for index in 0..<body.phiArguments.count {
      let argument = body.phiArguments[index]
      guard argument.operand.isTemporary, numbers[Int(argument.block)] != Self.none else { continue }
      let temporary = body.temporaries[argument.operand.number]
      guard temporary.flags.contains(.isVariable) else { continue }
      let variable = Int(temporary.variable)
      nodes.append(Node(block: argument.block, next: variables[variable].reads, isAtEnd: true))
      variables[variable].reads = UInt32(nodes.count - 1)
    }
  }

  @inline(__always)
  private mutating func read(_ operand: BodyOperand, _ block: UInt32, _ body: borrowing Body) {
    guard operand.isTemporary else { return }
    let temporary = body.temporaries[operand.number]
    guard !temporary.flags.isDisjoint(with: [.isVariable, .isPromoted]) else { return }
    let variable = Int(temporary.variable)
    guard variables[variable].lastAssigned != block, variables[variable].lastRead != block else { return }
    variables[variable].lastRead = block
    nodes.append(Node(block: block, next: variables[variable].reads))
    variables[variable].reads = UInt32(nodes.count - 1)
  }

  @inline(__always)
  private mutating func assign(_ temporary: UInt32, _ block: UInt32, _ body: borrowing Body) {
    let temporary = body.temporaries[Int(temporary)]
    if temporary.flags.contains(.isVariable) { assign(Int(temporary.variable), block) }
  }

  @inline(__always)
  private mutating func assign(_ variable: Int, _ block: UInt32) {
    guard variables[variable].lastAssigned != block else { return }
    variables[variable].lastAssigned = block
    nodes.append(Node(block: block, next: variables[variable].assignments))
    variables[variable].assignments = UInt32(nodes.count - 1)
  }

  /// Finds the dominance frontier of each block: where what it dominates ends.
  private mutating func computeFrontiers(_ count: Int) {
    frontierStarts.removeAll()
    frontierStarts.extend(to: count + 1, with: 0)
    frontier.removeAll()
    // In a nest of loops of the depth n there are n * n: beyond a bound, they are not worth it.
    let limit = 64 * count + 16_000_000
    var total = 0
    isMaximal = false
    for isFilling in [false, true] {
      marks.removeAll()
      marks.extend(to: count, with: Self.none)
      for position in 0..<order.count {
        let join = order[position]
        let range = graph.predecessorRange(of: Block(rawValue: join))
        guard range.count > 1 else { continue }
        let top = immediate[Int(join)]
        for edge in range {
          var runner = graph.predecessor(at: edge).rawValue
          guard numbers[Int(runner)] != Self.none else { continue }
          while runner != top, marks[Int(runner)] != join {
            marks[Int(runner)] = join
            if isFilling {
              frontier[Int(frontierStarts[Int(runner)])] = join
              frontierStarts[Int(runner)] += 1
            } else {
              frontierStarts[Int(runner) + 1] += 1
              total += 1
            }
            runner = immediate[Int(runner)]
          }
        }
        guard total <= limit else {
          isMaximal = true
          return
        }
      }
      if isFilling { break }
      for index in 0..<count { frontierStarts[index + 1] += frontierStarts[index] }
      frontier.extend(to: total, with: 0)
    }
    var index = count
    while index > 0 {
      frontierStarts[index] = frontierStarts[index - 1]
      index -= 1
    }
    frontierStarts[0] = 0
  }

  private mutating func place(_ variable: VariableFacts) {
    stamp += 1
    var hasFrontier = isMaximal
    var node = variable.assignments
    while node != Self.none {
      let block = Int(nodes[Int(node)].block)
      assigned[block] = stamp
      if !isMaximal, frontierStarts[block + 1] > frontierStarts[block] { hasFrontier = true }
      node = nodes[Int(node)].next
    }
    guard hasFrontier, variable.reads != Self.none else { return }
    findLive(variable)
    if isMaximal { return }
    stack.removeAll()
    node = variable.assignments
    while node != Self.none {
      stack.append(nodes[Int(node)].block)
      node = nodes[Int(node)].next
    }
    while stack.count > 0 {
      let block = Int(stack[stack.count - 1])
      stack.removeLast()
      for index in Int(frontierStarts[block])..<Int(frontierStarts[block + 1]) {
        let join = frontier[index]
        guard live[Int(join)] == stamp, placed[Int(join)] != stamp else { continue }
        placed[Int(join)] = stamp
        placements.append(Placement(block: join, temporary: variable.temporary))
        if assigned[Int(join)] != stamp { stack.append(join) }
      }
    }
  }

  /// Marks the blocks at whose begin a variable is live: from its reads back to its assignments.
  private mutating func findLive(_ variable: VariableFacts) {
    stack.removeAll()
    var node = variable.reads
    while node != Self.none {
      let block = nodes[Int(node)].block
      if live[Int(block)] != stamp, !(nodes[Int(node)].isAtEnd && assigned[Int(block)] == stamp) {
        live[Int(block)] = stamp
        stack.append(block)
      }
      node = nodes[Int(node)].next
    }
    while stack.count > 0 {
      let block = stack[stack.count - 1]
      stack.removeLast()
      visits += 1
      let range = graph.predecessorRange(of: Block(rawValue: block))
      if isMaximal, range.count > 1 {
        placements.append(Placement(block: block, temporary: variable.temporary))
      }
      for edge in range {
        let predecessor = graph.predecessor(at: edge).rawValue
        guard numbers[Int(predecessor)] != Self.none, assigned[Int(predecessor)] != stamp,
          live[Int(predecessor)] != stamp
        else { continue }
        live[Int(predecessor)] = stamp
        stack.append(predecessor)
      }
    }
  }
}
