// What each function may do, by itself or through all that it calls.

/// The effects of functions, closed over calls.
public struct ClosedEffects: Sendable {
  /// The effects of each function with a body, at its index in `Module.functions`.
  public private(set) var effects: [Effects]
  private let own: [Effects]
  /// The effects that any function can have that is called by its address.
  public private(set) var throughAddresses: Effects = []

  /// What calling an unknown function of C may do: it knows nothing of tasks.
  static let importedC: Effects = [.reads, .writes, .traps, .blocks, .ordered]
  /// What calling an unknown function of Weft may do.
  static let importedWeft: Effects = [.reads, .writes, .traps, .blocks, .ordered, .suspends, .allocates]

  /// The effects of a module's functions.
  /// - Complexity: O(instructions + calls).
  public init(_ module: Module, _ graph: CallGraph) {
    var own = Array(repeating: Effects(), count: module.functions.count)
    for (index, function) in module.functions.enumerated() {
      for instruction in function.instructions.elements { own[index].formUnion(instruction.opcode.shape.effects) }
      for symbol in graph.nodes[index].imports { own[index].formUnion(Self.ofImport(symbol, module)) }
      own[index].subtract([.terminates, .calls])
    }
    self.own = own
    effects = own
    // Calls by address may reach whatever has one; what those do in turn may be found only by a second round.
    close(module, graph)
    for symbol in graph.addressTaken {
      if case .function(let index) = module.symbols[symbol].definition {
        throughAddresses.formUnion(effects[index])
      } else {
        throughAddresses.formUnion(Self.ofImport(symbol, module))
      }
    }
    // What comes from functions that are not here may be an address of theirs.
    if module.symbols.elements.contains(where: { $0.definition == .importedFunction }) {
      throughAddresses.formUnion(Self.importedC)
    }
    if !throughAddresses.isEmpty { close(module, graph) }
  }

  static func ofImport(_ symbol: Symbol, _ module: Module) -> Effects {
    let type = module.symbols[symbol].type
    guard type != .none else { return importedWeft }
    return module.types.convention(type) == .c ? importedC : importedWeft
  }

  private mutating func close(_ module: Module, _ graph: CallGraph) {
    for component in graph.components {
      var all: Effects = []
      for member in component {
        all.formUnion(own[member])
        if !graph.nodes[member].indirectTypes.isEmpty { all.formUnion(throughAddresses) }
        for callee in graph.nodes[member].callees where graph.nodes[callee].component != graph.nodes[member].component {
          all.formUnion(effects[callee])
        }
      }
      for member in component { effects[member] = all }
    }
  }
}
