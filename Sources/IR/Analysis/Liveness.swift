// Which values are still needed where: the values live into each block, found by walking from each use to its definition.

/// The values that are live at the borders of a function's blocks.
public struct Liveness: Sendable {
  private var starts: [UInt32]
  private var list: [Value]

  /// The liveness of a function.
  /// - Complexity: O(operands + size of the result).
  public init(_ function: Function, _ graph: ControlFlowGraph) {
    let blockCount = function.blocks.count
    // The blocks that use a value which another block defines, by value.
    var owner = Array(repeating: UInt32(0), count: function.values.count)
    for block in function.blocks.keys {
      let data = function.blocks[block]
      for value in data.parameters { owner[value] = block.rawValue }
      for instruction in data.range {
        for value in function.results(of: Instruction(instruction)) { owner[value] = block.rawValue }
      }
    }
    var uses: [(value: UInt32, block: UInt32)] = []
    for block in function.blocks.keys where graph.isReachable(block) {
      for instruction in function.blocks[block].range {
        function.forEachOperand(of: Instruction(instruction)) { operand in
          guard let value = operand.value, owner[value.index] != block.rawValue else { return }
          if let last = uses.last, last == (value.rawValue, block.rawValue) { return }
          uses.append((value.rawValue, block.rawValue))
        }
      }
    }
    uses.sort { $0.value < $1.value }

    var lastValue = Array(repeating: UInt32.max, count: blockCount)
    var pairs: [(block: UInt32, value: UInt32)] = []
    var work: [UInt32] = []
    for use in uses {
      work.append(use.block)
      while let block = work.popLast() {
        // Live into a block, a value is live out of every block before it, up to the one that defines it.
        guard block != owner[Int(use.value)], lastValue[Int(block)] != use.value else { continue }
        lastValue[Int(block)] = use.value
        pairs.append((block, use.value))
        for predecessor in graph.predecessors(of: Block(rawValue: block)) where graph.isReachable(predecessor) {
          work.append(predecessor.rawValue)
        }
      }
    }
    starts = Array(repeating: 0, count: blockCount + 1)
    for pair in pairs { starts[Int(pair.block) + 1] += 1 }
    for index in 0..<blockCount { starts[index + 1] += starts[index] }
    var next = starts
    list = Array(repeating: Value(rawValue: 0), count: pairs.count)
    for pair in pairs {
      list[Int(next[Int(pair.block)])] = Value(rawValue: pair.value)
      next[Int(pair.block)] += 1
    }
  }

  /// The values that a block, or one that comes after it, uses and that are defined before it, in their order; the
  /// block's own parameters are not among them.
  public func liveIn(_ block: Block) -> ArraySlice<Value> {
    list[Int(starts[block.index])..<Int(starts[block.index + 1])]
  }
}
