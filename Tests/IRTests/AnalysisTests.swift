// The analyses against their definitions, computed in the plainest way on random graphs, and on graphs known by heart.

import IR
import TestSupport
import Testing

@Suite struct AnalysisTests {
  private static func read(_ text: String) throws -> Module {
    let result = Module.parse([ModuleSource(name: "text", bytes: Array(text.utf8))])
    #expect(result.diagnostics.map(\.message) == [])
    return result.module
  }

  /// A function of random blocks, each of which defines a value and uses some, wherever they are defined.
  private static func randomFunction(_ count: Int, _ generator: inout SeededGenerator) throws -> Function {
    var text = "func @f(%c: bool) {\nentry:\n  jump b0\n"
    func target(_ generator: inout SeededGenerator) -> String { "b\(Int.random(in: 0..<count, using: &generator))" }
    for block in 0..<count {
      // Never its own value, which would be needed before it is there.
      let used = Int.random(in: 0..<count, using: &generator)
      text += "b\(block):\n  %v\(block) = add i32 \(used == block ? "1" : "%v\(used)"), 1\n"
      switch Int.random(in: 0..<6, using: &generator) {
      case 0: text += "  return\n"
      case 1: text += "  jump \(target(&generator))\n"
      default: text += "  branch %c, \(target(&generator)), \(target(&generator))\n"
      }
    }
    return try read(text + "}\n").functions[0]
  }

  /// The blocks that control reaches from the entry without entering one of them.
  private static func reached(_ graph: ControlFlowGraph, count: Int, without removed: Block?) -> Set<Block> {
    var seen: Set<Block> = []
    var work = [Block.entry]
    while let block = work.popLast() {
      guard block != removed, seen.insert(block).inserted else { continue }
      work += graph.successors(of: block)
    }
    return seen
  }

  @Test(arguments: 0..<60) func agreeWithTheirDefinitions(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    let function = try Self.randomFunction(Int.random(in: 1...24, using: &generator), &generator)
    let graph = ControlFlowGraph(function)
    let tree = DominatorTree(graph)
    let blocks = Array(function.blocks.keys)
    let reachable = Self.reached(graph, count: blocks.count, without: nil)
    for block in blocks { #expect(graph.isReachable(block) == reachable.contains(block)) }

    // A block dominates those that are no longer reached without it.
    var dominated: [Block: Set<Block>] = [:]
    for block in reachable {
      dominated[block] = reachable.subtracting(Self.reached(graph, count: blocks.count, without: block))
      for other in reachable { #expect(tree.dominates(block, other) == dominated[block]?.contains(other)) }
    }
    for block in reachable where block != .entry {
      let immediate = try #require(tree.immediateDominator(of: block))
      let strict = reachable.filter { $0 != block && tree.dominates($0, block) }
      #expect(strict.allSatisfy { tree.dominates($0, immediate) } && strict.contains(immediate))
    }

    // A block is in the loop of a header that dominates it if it reaches one of the header's latches within.
    let forest = LoopForest(graph, tree)
    var bodies: [Block: Set<Block>] = [:]
    for header in reachable {
      let latches = graph.predecessors(of: header).filter { reachable.contains($0) && tree.dominates(header, $0) }
      guard !latches.isEmpty else { continue }
      var body: Set<Block> = [header]
      var work = Array(latches)
      while let block = work.popLast() {
        guard body.insert(block).inserted else { continue }
        work += graph.predecessors(of: block).filter(reachable.contains)
      }
      bodies[header] = body
    }
    #expect(Set(forest.loops.map(\.header)) == Set(bodies.keys))
    for block in reachable {
      let around = bodies.filter { $0.value.contains(block) }
      #expect(forest.depth(of: block) == around.count)
      if let loop = forest.loop(of: block) {
        #expect(around.min { $0.value.count < $1.value.count }?.key == forest.loops[loop].header)
      }
    }

    // Live into a block is what some way from it uses before it is defined.
    let liveness = Liveness(function, graph)
    var liveIn: [Block: Set<Value>] = [:]
    var isChanging = true
    while isChanging {
      isChanging = false
      for block in reachable {
        var live: Set<Value> = []
        for successor in graph.successors(of: block) { live.formUnion(liveIn[successor] ?? []) }
        for index in function.blocks[block].range.reversed() {
          let instruction = Instruction(index)
          for result in function.results(of: instruction) { live.remove(Value(result)) }
          function.forEachOperand(of: instruction) { if let value = $0.value { live.insert(value) } }
        }
        for parameter in function.blocks[block].parameters { live.remove(Value(parameter)) }
        if live != liveIn[block] ?? [] {
          liveIn[block] = live
          isChanging = true
        }
      }
    }
    for block in reachable where block != .entry {
      #expect(Set(liveness.liveIn(block)) == (liveIn[block] ?? []))
    }
  }

  @Test func callsAndTheirEffects() throws {
    let puts = "import func @puts(ptr) -> i32 c"
    let module = try Self.read(
      """
      \(puts)

      data @table {
        ptr @quiet
      }

      func @quiet() {
      entry:
        return
      }

      func @sleeps() {
      entry:
        sleep.for 1
        return
      }

      func @even(%n: i64) {
      entry:
        call @odd(%n)
        return
      }

      func @odd(%n: i64) {
      entry:
        call @even(%n)
        call @sleeps()
        return
      }

      func @starts() {
      entry:
        %t = task.create @sleeps()
        return
      }

      func @through(%f: ptr) {
      entry:
        call.indirect () %f()
        return
      }

      func @prints() {
      entry:
        call @puts(null)
        call @quiet()
        call @quiet()
        return
      }
      """)
    let graph = CallGraph(module)
    let effects = ClosedEffects(module, graph)
    func index(_ name: String) throws -> Int {
      try #require(module.functions.firstIndex { module.name(of: $0.symbol) == name })
    }
    func effectsOf(_ name: String) throws -> Effects { effects.effects[try index(name)] }
    #expect(try graph.isRecursive(index("even")))
    #expect(try graph.isRecursive(index("odd")))
    #expect(try !graph.isRecursive(index("sleeps")))
    #expect(graph.nodes[try index("even")].component == graph.nodes[try index("odd")].component)
    #expect(graph.nodes[try index("prints")].callees == [try index("quiet")])
    #expect(graph.nodes[try index("starts")].entries.map { module.name(of: $0) } == ["sleeps"])
    #expect(graph.addressTaken.map { module.name(of: $0) } == ["quiet"])
    #expect(try effectsOf("even").contains(.suspends))
    #expect(try !effectsOf("starts").contains(.suspends))
    #expect(try effectsOf("starts").contains(.allocates))
    #expect(try effectsOf("quiet") == [])
    #expect(try effectsOf("prints").contains(.blocks))
    #expect(try !effectsOf("through").contains(.suspends))
    // Callees come before their callers.
    let order = graph.components.flatMap { $0 }
    let callee = try #require(order.firstIndex(of: try index("sleeps")))
    let caller = try #require(order.firstIndex(of: try index("odd")))
    #expect(callee < caller)
  }
}
