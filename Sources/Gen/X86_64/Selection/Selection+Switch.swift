// `switch`: a search over clusters of cases, each of which is one case or a table.

internal import IR

/// Cases of a switch whose values lie close together, or one alone.
private struct CaseCluster {
  var low: Int64
  var high: Int64
  /// Which cases, in the order of their values.
  var cases: Range<Int>
}

/// A block of the search for the case of a switch.
private enum SearchNode {
  /// On at one node below a cluster, at the other from it on.
  case split(cluster: Int, below: Int, from: Int)
  /// To the one case of a cluster, or to the other block.
  case single(cluster: Int)
  /// On at the table, with the position in it, or to the other block.
  case range(cluster: Int, position: VirtualRegister, table: Int)
  /// To the case at a position.
  case table(cluster: Int, position: VirtualRegister)
}

extension Selection {
  mutating func selectSwitch(_ instruction: Instruction, _ data: InstructionData) {
    guard case .switch(let operand, let otherwise, let list) = function.view(of: instruction) else { return }
    let type = data.type
    var cases: [(value: Int64, call: BlockCall)] = []
    for (value, target) in list { cases.append((Self.normalized(value, type), target)) }
    if let only = constant(operand, type).map({ number in cases.first { $0.value == number }?.call ?? otherwise })
      ?? (cases.isEmpty ? otherwise : nil)
    {
      addEdge(only)
      finish(MachineInstruction(kind: .jump))
      return
    }
    cases.sort { $0.value < $1.value }
    let clusters = Self.clusters(cases.map(\.value))
    let nodes = searchNodes(clusters)
    var selector = NodeSelector(
      clusters: clusters, cases: cases, otherwise: otherwise, value: temporary(), size: wholeSize(type),
      blocks: Array(repeating: 0, count: nodes.count))
    // Blocks are made from the last to the first: the search's before the one that it begins in.
    let ownBlock = code.blocks.removeLast()
    for index in nodes.indices.reversed() where index > 0 {
      beginMachineBlock()
      let first = code.instructions.count
      select(nodes[index], selector)
      turn(from: first)
      endMachineBlock()
      selector.blocks[index] = UInt32(code.blocks.count - 1) | Self.ownBlock
    }
    code.blocks.append(ownBlock)
    code.blocks[code.blocks.count - 1].first = UInt32(code.instructions.count)
    code.blocks[code.blocks.count - 1].firstEdge = UInt32(code.edges.count)
    runStart = code.instructions.count
    let register = use(operand, type)
    switch type {
    case .i8: emitConversion(.movsx8, size: 4, selector.value, register)
    case .i16: emitConversion(.movsx16, size: 4, selector.value, register)
    default: emitCopy(selector.value, register)
    }
    select(nodes[0], selector)
  }

  /// What the nodes of one search have in common.
  private struct NodeSelector {
    let clusters: [CaseCluster]
    let cases: [(value: Int64, call: BlockCall)]
    let otherwise: BlockCall
    /// The value that is searched for, widened.
    let value: VirtualRegister
    let size: UInt8
    /// The machine block of each node, as edges name it.
    var blocks: [UInt32]
  }

  /// Puts sorted values that use at least a third of what they span into clusters, if there are enough for a table.
  private static func clusters(_ values: [Int64]) -> [CaseCluster] {
    let fewestInTable = 4
    var clusters: [CaseCluster] = []
    var start = 0
    while start < values.count {
      var end = start + 1
      while end < values.count,
        UInt64(bitPattern: values[end] &- values[start]) <= 3 * UInt64(end - start + 1)
      { end += 1 }
      if end - start < fewestInTable { end = start + 1 }
      clusters.append(CaseCluster(low: values[start], high: values[end - 1], cases: start..<end))
      start = end
    }
    return clusters
  }

  /// The nodes of a balanced search, the root first.
  private mutating func searchNodes(_ clusters: [CaseCluster]) -> [SearchNode] {
    var nodes: [SearchNode] = [.single(cluster: 0)]
    var work: [(range: Range<Int>, node: Int)] = [(0..<clusters.count, 0)]
    while let (range, node) = work.popLast() {
      if range.count > 1 {
        let middle = range.lowerBound + range.count / 2
        nodes[node] = .split(cluster: middle, below: nodes.count, from: nodes.count + 1)
        work.append((middle..<range.upperBound, nodes.count + 1))
        work.append((range.lowerBound..<middle, nodes.count))
        nodes.append(.single(cluster: 0))
        nodes.append(.single(cluster: 0))
        continue
      }
      let cluster = range.lowerBound
      if clusters[cluster].cases.count == 1 {
        nodes[node] = .single(cluster: cluster)
      } else {
        let position = temporary()
        nodes[node] = .range(cluster: cluster, position: position, table: nodes.count)
        nodes.append(.table(cluster: cluster, position: position))
      }
    }
    return nodes
  }

  private mutating func select(_ node: SearchNode, _ selector: NodeSelector) {
    var branch = MachineInstruction(kind: .branch)
    switch node {
    case .split(let index, let below, let from):
      addEdge(toOwn: selector.blocks[below])
      addEdge(toOwn: selector.blocks[from])
      compare(selector.value, with: selector.clusters[index].low, selector.size)
      branch.condition = Condition.less.rawValue
    case .single(let index):
      let cluster = selector.clusters[index]
      addEdge(selector.cases[cluster.cases.lowerBound].call)
      addEdge(selector.otherwise)
      compare(selector.value, with: cluster.low, selector.size)
      branch.condition = Condition.equal.rawValue
    case .range(let index, let position, let table):
      let cluster = selector.clusters[index]
      addEdge(selector.otherwise)
      addEdge(toOwn: selector.blocks[table])
      subtract(position, selector.value, cluster.low, selector.size)
      compare(position, with: cluster.high &- cluster.low, selector.size)
      branch.condition = Condition.above.rawValue
    case .table(let index, let position):
      selectTable(selector.clusters[index], position, selector)
      return
    }
    finish(branch)
  }

  private mutating func addEdge(toOwn block: UInt32) {
    code.edges.append(MachineEdge(from: 0, to: block, firstArgument: UInt32(code.arguments.count)))
  }

  private mutating func compare(_ value: VirtualRegister, with number: Int64, _ size: UInt8) {
    if Int64(Int32(truncatingIfNeeded: number)) == number {
      emitCompare(.cmpImmediate, size: size, value, immediate: number)
    } else {
      emitCompare(.cmp, size: size, value, integerConstant(number, size == 8 ? .i64 : .i32))
    }
  }

  private mutating func subtract(
    _ difference: VirtualRegister, _ value: VirtualRegister, _ number: Int64, _ size: UInt8
  ) {
    if number == 0 {
      emitCopy(difference, value)
    } else if Int64(Int32(truncatingIfNeeded: 0 &- number)) == 0 &- number {
      emitLoad(
        .lea, size: size, difference, MachineAddress(.registers, base: value, displacement: 0 &- number))
    } else {
      emitTwo(.sub, size: size, difference, value, integerConstant(number, size == 8 ? .i64 : .i32))
    }
  }

  /// A jump by a table, whose entries name edges: the first is that of the holes.
  private mutating func selectTable(
    _ cluster: CaseCluster, _ position: VirtualRegister, _ selector: NodeSelector
  ) {
    let table = UInt32(code.tables.count)
    code.tables.append(UInt32(code.tableEntries.count))
    let firstEdge = UInt32(code.edges.count)
    addEdge(selector.otherwise)
    var expected = cluster.low
    for index in cluster.cases {
      let (value, call) = selector.cases[index]
      while expected < value {
        code.tableEntries.append(0)
        expected += 1
      }
      code.tableEntries.append(UInt32(code.edges.count) - firstEdge)
      addEdge(call)
      expected = value &+ 1
    }
    var jump = begin(.jumpTable, size: selector.size, kind: .table)
    operand(temporary(), .earlyDefinition, &jump)
    operand(temporary(), .earlyDefinition, &jump)
    operand(position, .use, &jump)
    jump.symbol = table
    finish(jump)
  }
}
