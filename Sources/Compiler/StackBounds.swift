// How much stack each function needs, with all that it calls: every frame is known, and so is who calls whom.

internal import Gen
internal import IR

/// The deepest stack of each function.
struct StackBounds {
  /// No larger stack is made exactly as large as it must be.
  static let greatestExact: UInt64 = 4000
  /// The stack of a task that nobody can tell the bound of, and that asks for none.
  static let usual: UInt64 = 256 << 10

  /// What the runtime needs at most on a thread's own stack.
  static let ofRuntime: UInt64 = 64 << 10

  private var frames: [UInt64?]
  private var bounds: [UInt64?]
  private let functionOfSymbol: [UInt32: Int]

  /// The bounds of a program.
  /// - Complexity: O(instructions + calls).
  init(_ module: Module, _ code: CompiledCode) {
    let graph = CallGraph(module)
    frames = Array(repeating: nil, count: module.functions.count)
    var deepestGenerator: UInt64 = 8
    for part in code.parts {
      switch part.source {
      case .function(let index): frames[index] = part.frameBytes.map { UInt64($0) }
      case .generator(let generator):
        guard generator.expansion != nil else { continue }
        deepestGenerator = max(deepestGenerator, UInt64(part.frameBytes ?? 0))
      }
    }
    bounds = Array(repeating: nil, count: module.functions.count)
    var numbers: [UInt32: Int] = [:]
    for (index, function) in module.functions.enumerated() { numbers[function.symbol.rawValue] = index }
    functionOfSymbol = numbers
    for component in graph.components {
      for member in component {
        guard !graph.isRecursive(member), let frame = frames[member], graph.nodes[member].imports.isEmpty,
          graph.nodes[member].indirectTypes.isEmpty
        else { continue }
        // A trap or an operation that is a function of its own comes on top.
        var deepest: UInt64? = deepestGenerator
        for callee in graph.nodes[member].callees {
          guard let above = deepest, let bound = bounds[callee] else {
            deepest = nil
            break
          }
          deepest = max(above, bound)
        }
        if let deepest { bounds[member] = frame + deepest }
      }
    }
  }

  /// The bytes that a call of a function needs at most, its return address included; nil where there is no bound.
  func bound(of function: Symbol) -> UInt64? { functionOfSymbol[function.rawValue].flatMap { bounds[$0] } }

  /// The bytes of a function's own frame, its return address included.
  func frame(of function: Symbol) -> UInt64? { functionOfSymbol[function.rawValue].flatMap { frames[$0] } }
}
