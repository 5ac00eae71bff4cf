// Who calls whom: direct calls, functions whose address is taken, tasks' and threads' entries, and which functions call
// each other in a circle.

/// The call graph of a module.
public struct CallGraph: Sendable {
  /// What is known of one function with a body, at its index in `Module.functions`.
  public struct Node: Sendable {
    /// The functions with a body that it calls, each once, by index; those that it starts as tasks are not among them.
    public internal(set) var callees: [Int] = []
    /// The functions without a body that it calls.
    public internal(set) var imports: [Symbol] = []
    /// The functions that it starts as tasks or threads.
    public internal(set) var entries: [Symbol] = []
    /// The types of the functions that it calls by address.
    public internal(set) var indirectTypes: [Type] = []
    /// Which circle of calls it is in: the number of its strongly connected component.
    public internal(set) var component = 0
  }

  /// The functions.
  public private(set) var nodes: [Node] = []
  /// The strongly connected components, each behind those that it calls.
  public private(set) var components: [[Int]] = []
  /// The functions whose address is an operand or in data, so that a call by address may reach them.
  public private(set) var addressTaken: Set<Symbol> = []

  /// The graph of a module.
  /// - Complexity: O(instructions + calls).
  public init(_ module: Module) {
    nodes = Array(repeating: Node(), count: module.functions.count)
    for (index, function) in module.functions.enumerated() { read(function, index, module) }
    for object in module.data {
      module.forEachPiece(of: object) { _, piece in
        guard case .address(let address) = piece, let symbol = address.symbol else { return }
        if module.symbols[symbol].isFunction { addressTaken.insert(symbol) }
      }
    }
    connect()
  }

  private mutating func read(_ function: Function, _ index: Int, _ module: Module) {
    var node = Node()
    var seen: Set<UInt32> = []
    for instruction in function.instructions.keys {
      let data = function.instructions[instruction]
      let syntax = data.opcode.shape.syntax
      var isCallee = false
      if syntax == .call {
        isCallee = true
        let symbol = Symbol(rawValue: function.pool[Int(data.a)] & Operand.greatestIndex)
        if data.opcode != .call && data.opcode != .tailCall {
          node.entries.append(symbol)
        } else if seen.insert(symbol.rawValue).inserted {
          if case .function(let callee) = module.symbols[symbol].definition {
            node.callees.append(callee)
          } else {
            node.imports.append(symbol)
          }
        }
      } else if data.opcode == .callIndirect || data.opcode == .tailCallIndirect {
        node.indirectTypes.append(data.type)
      }
      function.forEachOperand(of: instruction) { operand in
        // The callee is the first operand of a call, and its address is not taken by that.
        if isCallee {
          isCallee = false
        } else if case .symbol(let symbol) = operand.kind, module.symbols[symbol].isFunction {
          addressTaken.insert(symbol)
        }
      }
    }
    nodes[index] = node
  }

  /// Tarjan's algorithm with a stack of its own.
  private mutating func connect() {
    let count = nodes.count
    var numbers = Array(repeating: -1, count: count)
    var low = Array(repeating: 0, count: count)
    var isOpen = Array(repeating: false, count: count)
    var open: [Int] = []
    var stack: [(node: Int, next: Int)] = []
    var next = 0
    for root in 0..<count where numbers[root] < 0 {
      stack.append((root, 0))
      while let top = stack.last {
        let node = top.node
        if numbers[node] < 0 {
          numbers[node] = next
          low[node] = next
          next += 1
          open.append(node)
          isOpen[node] = true
        }
        if top.next < nodes[node].callees.count {
          stack[stack.count - 1].next += 1
          let callee = nodes[node].callees[top.next]
          if numbers[callee] < 0 {
            stack.append((callee, 0))
          } else if isOpen[callee] {
            low[node] = min(low[node], numbers[callee])
          }
          continue
        }
        stack.removeLast()
        if let above = stack.last { low[above.node] = min(low[above.node], low[node]) }
        guard low[node] == numbers[node] else { continue }
        var component: [Int] = []
        while let member = open.popLast() {
          isOpen[member] = false
          nodes[member].component = components.count
          component.append(member)
          if member == node { break }
        }
        components.append(component)
      }
    }
  }

  /// Whether a function may call itself, directly or through others; calls by address aside.
  public func isRecursive(_ function: Int) -> Bool {
    components[nodes[function].component].count > 1 || nodes[function].callees.contains(function)
  }
}
