// Who calls whom: direct calls, functions whose address is taken, tasks' and threads' entries, and which functions call
// each other in a circle.

/// The call graph of a module.
public struct CallGraph: Sendable {
  /// What is known of one function with a body, at its index in `Module.functions`.
  public struct Node: Sendable {
    /// The functions with a body that it calls, each once, by index; those that it starts as tasks are not among them.
    public internal(set) var callees: [Int] = []
    /// Those of them that it calls and waits for, each once.
    public internal(set) var awaitedCallees: [Int] = []
    /// Those of them that go on in its place, by a tail call, each once.
    public internal(set) var tailCallees: [Int] = []
    /// The functions without a body that it calls.
    public internal(set) var imports: [Symbol] = []
    /// The functions that it starts as tasks or threads.
    public internal(set) var entries: [Symbol] = []
    /// The types of the functions that it calls by address.
    public internal(set) var indirectTypes: [Type] = []
    /// Whether one of those goes on in its place, by a tail call.
    public internal(set) var isIndirectTail = false
    /// Whether it waits for one of those.
    public internal(set) var isIndirectAwaited = false
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
    var seenAwaited: Set<Int> = []
    var seenTail: Set<Int> = []
    for instruction in function.instructions.keys {
      let data = function.instructions[instruction]
      let syntax = data.opcode.shape.syntax
      var isCallee = false
      if syntax == .call {
        isCallee = true
        let symbol = Symbol(rawValue: function.pool[Int(data.a)] & Operand.greatestIndex)
        if data.opcode != .call && data.opcode != .tailCall {
          node.entries.append(symbol)
        } else {
          let isNew = seen.insert(symbol.rawValue).inserted
          if case .function(let callee) = module.symbols[symbol].definition {
            if isNew { node.callees.append(callee) }
            if data.opcode == .tailCall {
              if seenTail.insert(callee).inserted { node.tailCallees.append(callee) }
            } else if seenAwaited.insert(callee).inserted {
              node.awaitedCallees.append(callee)
            }
          } else if isNew {
            node.imports.append(symbol)
          }
        }
      } else if data.opcode == .callIndirect || data.opcode == .tailCallIndirect {
        node.indirectTypes.append(data.type)
        if data.opcode == .callIndirect { node.isIndirectAwaited = true } else { node.isIndirectTail = true }
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

  private mutating func connect() {
    components = StrongComponents.find(nodes.count) { nodes[$0].callees }
    for (number, component) in components.enumerated() {
      for member in component { nodes[member].component = number }
    }
  }

  /// Whether a program is closed: it begins by itself, and nothing of it is defined elsewhere, so that nobody hands it addresses of
  /// functions that are not its own.
  public func isClosed(_ module: Module) -> Bool {
    module.symbol(named: "main") != nil && nodes.allSatisfy { $0.imports.isEmpty }
      && module.symbols.elements.allSatisfy { $0.definition != .importedData }
      && addressTaken.allSatisfy { if case .function = module.symbols[$0].definition { true } else { false } }
  }

  /// Whether a function may call itself, directly or through others; calls by address aside.
  public func isRecursive(_ function: Int) -> Bool {
    components[nodes[function].component].count > 1 || nodes[function].callees.contains(function)
  }
}
