// Dominators: which blocks every way to a block leads through. Lengauer and Tarjan's algorithm with path compression,
// without recursion: near-linear whatever the shape of the graph.

/// The dominators of a function. One tree may be computed for function after function, keeping its memory.
public struct DominatorTree: Sendable {
  // All arrays but the last two are indexed by numbers of the graph's preorder.
  private var immediate: [UInt32] = []
  private var semi: [UInt32] = []
  private var label: [UInt32] = []
  private var ancestor: [UInt32] = []
  private var bucketHead: [UInt32] = []
  private var bucketNext: [UInt32] = []
  private var path: [UInt32] = []
  /// The place in a depth-first walk of the tree, and how many follow below it.
  private var position: [UInt32] = []
  private var size: [UInt32] = []
  private var numbers: [Int32] = []
  private var blocks: [Block] = []
  private static let none = UInt32.max

  /// An empty tree.
  public init() {}

  /// The tree of a graph.
  public init(_ graph: ControlFlowGraph) { compute(graph) }

  /// Becomes the tree of a graph.
  /// - Complexity: O(edges × log blocks) at worst, linear in practice.
  public mutating func compute(_ graph: ControlFlowGraph) {
    blocks = graph.preorder
    numbers = graph.preorderNumbers
    let count = blocks.count
    Self.fill(&immediate, count) { _ in 0 }
    Self.fill(&semi, count) { UInt32($0) }
    Self.fill(&label, count) { UInt32($0) }
    Self.fill(&ancestor, count) { _ in Self.none }
    Self.fill(&bucketHead, count) { _ in Self.none }
    Self.fill(&bucketNext, count) { _ in Self.none }
    guard count > 1 else {
      number(count)
      return
    }
    for index in stride(from: count - 1, to: 0, by: -1) {
      for edge in graph.predecessorRange(of: blocks[index]) {
        let predecessor = numbers[graph.predecessor(at: edge).index]
        guard predecessor >= 0 else { continue }
        semi[index] = min(semi[index], semi[Int(evaluate(UInt32(predecessor)))])
      }
      bucketNext[index] = bucketHead[Int(semi[index])]
      bucketHead[Int(semi[index])] = UInt32(index)
      let parent = graph.parents[index]
      ancestor[index] = parent
      var member = bucketHead[Int(parent)]
      bucketHead[Int(parent)] = Self.none
      while member != Self.none {
        let best = evaluate(member)
        immediate[Int(member)] = semi[Int(best)] < semi[Int(member)] ? best : parent
        member = bucketNext[Int(member)]
      }
    }
    for index in 1..<count where immediate[index] != semi[index] {
      immediate[index] = immediate[Int(immediate[index])]
    }
    number(count)
  }

  private static func fill(_ array: inout [UInt32], _ count: Int, _ element: (Int) -> UInt32) {
    array.removeAll(keepingCapacity: true)
    array.reserveCapacity(count)
    for index in 0..<count { array.append(element(index)) }
  }

  /// The block with the least semidominator on the way up from a block in the forest so far.
  private mutating func evaluate(_ start: UInt32) -> UInt32 {
    guard ancestor[Int(start)] != Self.none else { return start }
    path.removeAll(keepingCapacity: true)
    var node = start
    while ancestor[Int(ancestor[Int(node)])] != Self.none {
      path.append(node)
      node = ancestor[Int(node)]
    }
    while let below = path.popLast() {
      let above = ancestor[Int(below)]
      if semi[Int(label[Int(above)])] < semi[Int(label[Int(below)])] { label[Int(below)] = label[Int(above)] }
      ancestor[Int(below)] = ancestor[Int(above)]
    }
    return label[Int(start)]
  }

  /// Numbers the blocks so that those below one in the tree follow it without a gap.
  private mutating func number(_ count: Int) {
    Self.fill(&size, count) { _ in 1 }
    Self.fill(&position, count) { _ in 0 }
    guard count > 1 else { return }
    // A dominator has a lower number in preorder than what it dominates.
    for index in stride(from: count - 1, to: 0, by: -1) { size[Int(immediate[index])] += size[index] }
    // `bucketHead` is free now: how far into each block's stretch its next child goes.
    for index in 0..<count { bucketHead[index] = 1 }
    for index in 1..<count {
      let above = Int(immediate[index])
      position[index] = position[above] + bucketHead[above]
      bucketHead[above] += size[index]
    }
  }

  /// The nearest block that dominates a block; nil for the entry, and where control never comes.
  public func immediateDominator(of block: Block) -> Block? {
    let number = numbers[block.index]
    return number > 0 ? blocks[Int(immediate[Int(number)])] : nil
  }

  /// Whether every way to `lower` leads through `upper`; a block dominates itself, and where control never comes is
  /// dominated by everything.
  @inline(__always)
  public func dominates(_ upper: Block, _ lower: Block) -> Bool {
    let below = numbers[lower.index]
    guard below >= 0 else { return true }
    let above = numbers[upper.index]
    guard above >= 0 else { return false }
    let distance = position[Int(below)] &- position[Int(above)]
    return distance < size[Int(above)]
  }

  /// The place of a block in a depth-first walk of the tree; -1 where control never comes.
  public func walkPosition(of block: Block) -> Int {
    let number = numbers[block.index]
    return number < 0 ? -1 : Int(position[Int(number)])
  }
}
