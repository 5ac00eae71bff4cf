// Natural loops: which blocks go round together, and which loop is inside which.

/// The loops of a function.
public struct LoopForest: Sendable {
  /// A loop: the blocks from which its header is reached again without leaving what the header dominates.
  public struct Loop: Sendable, Hashable {
    /// The one block through which control enters.
    public let header: Block
    /// The loop around this one, by index.
    public internal(set) var parent: Int?
    /// How many loops it is in, itself counted.
    public internal(set) var depth = 1
  }

  /// The loops, each behind those inside it.
  public private(set) var loops: [Loop] = []
  /// The innermost loop of each block, or -1.
  private var loopOfBlock: [Int32]

  /// The loops of a graph.
  /// - Complexity: O(edges), nearly: the blocks of inner loops are gone over as one.
  public init(_ graph: ControlFlowGraph, _ dominators: DominatorTree) {
    let count = graph.preorderNumbers.count
    loopOfBlock = Array(repeating: -1, count: count)
    // The header that stands for a block whose loop is known, found with path halving.
    var representative = Array(0..<count)
    func find(_ block: Int) -> Int {
      var at = block
      while representative[at] != at {
        representative[at] = representative[representative[at]]
        at = representative[at]
      }
      return at
    }
    var work: [Int] = []
    // In the postorder of the graph, the header of an inner loop comes before that of an outer one.
    for header in graph.postorder {
      work.removeAll(keepingCapacity: true)
      var isLoop = false
      for latch in graph.predecessors(of: header) where graph.isReachable(latch) && dominators.dominates(header, latch)
      {
        isLoop = true
        work.append(latch.index)
      }
      guard isLoop else { continue }
      let loop = loops.count
      loops.append(Loop(header: header))
      loopOfBlock[header.index] = Int32(loop)
      while let latch = work.popLast() {
        let block = find(latch)
        guard block != header.index else { continue }
        representative[block] = header.index
        if loopOfBlock[block] >= 0 {
          loops[Int(loopOfBlock[block])].parent = loop
        } else {
          loopOfBlock[block] = Int32(loop)
        }
        for predecessor in graph.predecessors(of: Block(block)) where graph.isReachable(predecessor) {
          work.append(predecessor.index)
        }
      }
    }
    for loop in loops.indices.reversed() {
      if let parent = loops[loop].parent { loops[loop].depth = loops[parent].depth + 1 }
    }
  }

  /// The innermost loop that a block is in, by index.
  public func loop(of block: Block) -> Int? {
    let loop = loopOfBlock[block.index]
    return loop < 0 ? nil : Int(loop)
  }

  /// How many loops a block is in.
  public func depth(of block: Block) -> Int { loop(of: block).map { loops[$0].depth } ?? 0 }
}
