// Which blocks follow which: successors and predecessors as two flat tables, and the blocks in depth-first order.

/// The control flow of a function. One graph may be computed for function after function, keeping its memory.
public struct ControlFlowGraph: Sendable {
  private var successorStarts: [UInt32] = []
  private var successorList: [UInt32] = []
  private var predecessorStarts: [UInt32] = []
  private var predecessorList: [UInt32] = []
  /// The blocks that control can reach, each before those that it was first reached from are done with.
  public private(set) var preorder: [Block] = []
  /// The blocks that control can reach, each behind all that are reached from it; loops aside.
  public private(set) var postorder: [Block] = []
  /// The number of each block in `preorder`, or -1 where control never comes.
  public private(set) var preorderNumbers: [Int32] = []
  /// The number in `preorder` of the block from which each was first reached, in the order of `preorder`.
  private(set) var parents: [UInt32] = []
  private var stack: [(block: UInt32, next: UInt32)] = []

  /// An empty graph.
  public init() {}

  /// The graph of a function.
  public init(_ function: Function) { compute(function) }

  /// Becomes the graph of a function.
  /// - Complexity: O(blocks + edges).
  public mutating func compute(_ function: Function) {
    let count = function.blocks.count
    successorStarts.removeAll(keepingCapacity: true)
    successorList.removeAll(keepingCapacity: true)
    for index in 0..<count {
      successorStarts.append(UInt32(successorList.count))
      function.forEachSuccessor(of: Block(index)) { successorList.append($0.rawValue) }
    }
    successorStarts.append(UInt32(successorList.count))
    findPredecessors(count)
    search(count)
  }

  /// Becomes the graph of blocks whose successors are known, at most two each: `noBlock` stands for none.
  /// - Complexity: O(blocks).
  package mutating func compute(_ count: Int, successors: (Int) -> (UInt32, UInt32)) {
    successorStarts.removeAll(keepingCapacity: true)
    successorList.removeAll(keepingCapacity: true)
    for index in 0..<count {
      successorStarts.append(UInt32(successorList.count))
      let (first, second) = successors(index)
      if first != Self.noBlock { successorList.append(first) }
      if second != Self.noBlock { successorList.append(second) }
    }
    successorStarts.append(UInt32(successorList.count))
    findPredecessors(count)
    search(count)
  }

  /// No block, where successors are given.
  package static let noBlock = UInt32.max

  private mutating func findPredecessors(_ count: Int) {
    predecessorStarts.removeAll(keepingCapacity: true)
    predecessorStarts.append(contentsOf: repeatElement(0, count: count + 1))
    for block in successorList { predecessorStarts[Int(block) + 1] += 1 }
    for index in 0..<count { predecessorStarts[index + 1] += predecessorStarts[index] }
    predecessorList.removeAll(keepingCapacity: true)
    predecessorList.append(contentsOf: repeatElement(0, count: successorList.count))
    // Each start moves to the end of its run, and so to the start of the next: they are moved back after.
    for from in 0..<count {
      for edge in Int(successorStarts[from])..<Int(successorStarts[from + 1]) {
        let to = Int(successorList[edge])
        predecessorList[Int(predecessorStarts[to])] = UInt32(from)
        predecessorStarts[to] += 1
      }
    }
    for index in stride(from: count, to: 0, by: -1) { predecessorStarts[index] = predecessorStarts[index - 1] }
    if count > 0 { predecessorStarts[0] = 0 }
  }

  private mutating func search(_ count: Int) {
    preorder.removeAll(keepingCapacity: true)
    postorder.removeAll(keepingCapacity: true)
    parents.removeAll(keepingCapacity: true)
    preorderNumbers.removeAll(keepingCapacity: true)
    preorderNumbers.append(contentsOf: repeatElement(-1, count: count))
    guard count > 0 else { return }
    stack.removeAll(keepingCapacity: true)
    visit(0, from: 0)
    while let top = stack.last {
      let block = Int(top.block)
      let edge = successorStarts[block] + top.next
      guard edge < successorStarts[block + 1] else {
        postorder.append(Block(block))
        stack.removeLast()
        continue
      }
      stack[stack.count - 1].next += 1
      let successor = successorList[Int(edge)]
      if preorderNumbers[Int(successor)] < 0 { visit(successor, from: UInt32(preorderNumbers[block])) }
    }
  }

  private mutating func visit(_ block: UInt32, from parent: UInt32) {
    preorderNumbers[Int(block)] = Int32(preorder.count)
    preorder.append(Block(rawValue: block))
    parents.append(parent)
    stack.append((block, 0))
  }

  /// The blocks that a block may go on at; one that is named twice, twice.
  public func successors(of block: Block) -> some RandomAccessCollection<Block> {
    successorList[Int(successorStarts[block.index])..<Int(successorStarts[block.index + 1])].lazy.map {
      Block(rawValue: $0)
    }
  }

  /// The blocks that may go on at a block.
  public func predecessors(of block: Block) -> some RandomAccessCollection<Block> {
    predecessorList[predecessorRange(of: block)].lazy.map { Block(rawValue: $0) }
  }

  /// Where the predecessors of a block stand among those of all.
  package func predecessorRange(of block: Block) -> Range<Int> {
    Int(predecessorStarts[block.index])..<Int(predecessorStarts[block.index + 1])
  }

  /// The predecessor that stands at an index among those of all blocks.
  package func predecessor(at index: Int) -> Block { Block(rawValue: predecessorList[index]) }

  /// Whether control can reach a block.
  public func isReachable(_ block: Block) -> Bool { preorderNumbers[block.index] >= 0 }
}
