// How much stack each function needs, with all that it calls: every frame is known after allocation, and so is who calls whom.
//
// A call by address reaches every function whose address the program takes: no check at run time says that the types agree. All
// calls by address lead to one node more, from where they go on to each of those functions.
//
// A tail call puts the callee's frame in place of the caller's. Where the callee takes more arguments on the stack, its frame
// begins lower by the difference; so that what is compared is how deep functions reach below the place where their arguments end.

internal import Gen
internal import IR

/// The deepest stack of each function.
struct StackBounds {
  /// What the runtime needs at most on a thread's own stack.
  static let ofRuntime: UInt64 = 64 << 10

  /// Why nobody can tell how much stack a function needs.
  enum Cause {
    /// It calls itself, through the functions of its circle.
    case recursion
    /// It allocates so much of its frame as the run says.
    case allocation
    /// It calls what is not in the program.
    case imported(Symbol)
    /// It calls by address, in a program that others may hand addresses to.
    case outside
    /// It calls one that nobody can tell it of.
    case callee(Int)
  }

  /// What makes a bound: the function itself, or what it calls.
  private enum Deepest {
    case own
    case generator(Generator)
    case callee(Int)
    /// One that goes on in its place.
    case tail(Int)
  }

  private let module: Module
  private let graph: CallGraph
  private var frames: [UInt64?]
  private var incoming: [UInt64]
  /// Whether a function hands on by tail calls the place where its arguments end.
  private var keepsEnd: [Bool]
  private var generators: [(generator: Generator, bytes: UInt64)?]
  private var bounds: [UInt64?]
  private var deepest: [Deepest]
  private var causes: [Cause?]
  /// The node that calls by address lead to.
  private let anyone: Int
  private let addressTaken: [Int]
  /// Whether nobody outside of the program hands addresses of functions to it.
  private let isClosed: Bool

  /// The bounds of a program.
  /// - Parameters:
  ///   - addressTaken: The functions that calls by address reach.
  ///   - isClosed: Whether nobody outside of the program hands addresses of functions to it.
  /// - Complexity: O(instructions + calls).
  init(_ module: Module, _ code: CompiledCode, addressTaken taken: Set<Symbol>, isClosed: Bool) {
    self.module = module
    graph = CallGraph(module)
    let count = module.functions.count
    anyone = count
    frames = Array(repeating: nil, count: count + 1)
    incoming = Array(repeating: 0, count: count + 1)
    keepsEnd = Array(repeating: true, count: count + 1)
    generators = Array(repeating: nil, count: count + 1)
    bounds = Array(repeating: nil, count: count + 1)
    deepest = Array(repeating: .own, count: count + 1)
    causes = Array(repeating: nil, count: count + 1)
    addressTaken = module.functions.indices.filter { taken.contains(module.functions[$0].symbol) }
    self.isClosed = isClosed
    frames[anyone] = 0
    readParts(code)
    findBounds()
  }

  /// Takes from the code what frames are like, and which generators are called.
  private mutating func readParts(_ code: CompiledCode) {
    var expansions: [Generator: UInt64] = [:]
    for part in code.parts {
      switch part.source {
      case .function(let index):
        frames[index] = part.frameBytes.map { UInt64($0) }
        incoming[index] = UInt64(part.incomingBytes)
        keepsEnd[index] =
          !module.types.signature(module.functions[index].type).isVariadic
          && (part.popsArguments || part.incomingBytes == 0)
      case .generator(let generator): expansions[generator] = part.frameBytes.map { UInt64($0) }
      }
    }
    var next = 0
    for part in code.parts {
      while next < code.relocations.count, code.relocations[next].offset < part.offset + part.size {
        defer { next += 1 }
        guard case .function(let index) = part.source,
          case .generator(let generator) = CodeSymbol(number: code.relocations[next].symbol)
        else { continue }
        let bytes: UInt64
        switch generator {
        // What leaves a context jumps there, and has no need of its stack.
        case .entry, .leave, .yield, .again, .restore: continue
        // Only a return address is here: the report goes to the thread's own stack at once, the others need no more.
        case .trapReport, .sha256Extensions, .threadFacts, .threadClone: bytes = 8
        case .fusedMultiplyAddShort, .fusedMultiplyAdd, .sha256: bytes = expansions[generator] ?? 8
        }
        if (generators[index]?.bytes ?? 0) < bytes { generators[index] = (generator, bytes) }
      }
    }
  }

  // MARK: - From callees to callers

  private func awaited(_ node: Int) -> [Int] {
    guard node < anyone else { return [] }
    return graph.nodes[node].awaitedCallees + (graph.nodes[node].isIndirectAwaited ? [anyone] : [])
  }

  private func tails(_ node: Int) -> [Int] {
    guard node < anyone else { return addressTaken }
    return graph.nodes[node].tailCallees + (graph.nodes[node].isIndirectTail ? [anyone] : [])
  }

  private mutating func findBounds() {
    let components = StrongComponents.find(anyone + 1) { [self] in awaited($0) + tails($0) }
    var number = Array(repeating: 0, count: anyone + 1)
    for (index, component) in components.enumerated() {
      for member in component {
        number[member] = index
        causes[member] = ownCause(member)
      }
      let isCircle =
        component.count > 1 || awaited(component[0]).contains(component[0])
        || tails(component[0]).contains(component[0])
      guard isCircle else {
        find(component[0], without: nil, number)
        continue
      }
      // Functions that only take each other's place go round without end, and no deeper.
      let isLoop = component.allSatisfy { member in
        keepsEnd[member] && !awaited(member).contains { number[$0] == index }
      }
      guard isLoop else {
        for member in component where causes[member] == nil { causes[member] = .recursion }
        continue
      }
      for member in component { find(member, without: index, number) }
      if let stopped = component.first(where: { causes[$0] != nil }) {
        for member in component where causes[member] == nil { causes[member] = .callee(stopped) }
        continue
      }
      guard let last = component.max(by: { reach($0) < reach($1) }) else { continue }
      let most = reach(last)
      for member in component where member != last && reach(member) < most {
        bounds[member] = most - incoming[member]
        deepest[member] = .tail(last)
      }
    }
    for (index, cause) in causes.enumerated() where cause != nil { bounds[index] = nil }
  }

  /// What keeps a function from having a bound, whatever it calls that is in the program.
  private func ownCause(_ node: Int) -> Cause? {
    guard node < anyone else { return nil }
    if frames[node] == nil { return .allocation }
    if let imported = graph.nodes[node].imports.first { return .imported(imported) }
    // Who links the program with others may put another in its place.
    if let replaced = graph.nodes[node].callees.first(where: {
      module.symbols[module.functions[$0].symbol].linkage.contains(.weak)
    }) {
      return .imported(module.functions[replaced].symbol)
    }
    return !isClosed && !graph.nodes[node].indirectTypes.isEmpty ? .outside : nil
  }

  private func isVariadic(_ callee: Int, calledBy node: Int) -> Bool {
    guard callee == anyone else { return module.types.signature(module.functions[callee].type).isVariadic }
    return graph.nodes[node].indirectTypes.contains { module.types.signature($0).isVariadic }
  }

  /// How deep a function reaches below the end of its arguments.
  private func reach(_ node: Int) -> UInt64 { (bounds[node] ?? 0) + incoming[node] }

  /// Finds the bound of a function whose callees have theirs, but for those that take its place in the circle that it is in.
  private mutating func find(_ node: Int, without circle: Int?, _ number: [Int]) {
    guard causes[node] == nil else { return }
    var bound = frames[node] ?? 0
    let frame = bound
    deepest[node] = .own
    if let (generator, bytes) = generators[node] {
      bound = frame + bytes
      deepest[node] = .generator(generator)
    }
    for callee in awaited(node) {
      guard causes[callee] == nil, let above = bounds[callee] else {
        causes[node] = .callee(callee)
        return
      }
      if frame + above > bound {
        bound = frame + above
        deepest[node] = .callee(callee)
      }
    }
    for callee in tails(node) where number[callee] != circle {
      guard causes[callee] == nil, var above = bounds[callee] else {
        causes[node] = .callee(callee)
        return
      }
      // Where the callee's arguments need more room than there is, its frame begins that much lower. How many a variadic
      // function takes is not written there; they were in this frame.
      if node < anyone {
        let room = incoming[callee] - min(incoming[callee], incoming[node])
        above += isVariadic(callee, calledBy: node) ? max(frame, room) : room
      }
      if above > bound {
        bound = above
        deepest[node] = .tail(callee)
      }
    }
    // It stands for the one with the most arguments.
    if node == anyone { incoming[node] = addressTaken.map { incoming[$0] }.max() ?? 0 }
    bounds[node] = bound
  }

  // MARK: - What was found

  /// The bytes that a call of a function needs at most, its return address included; nil where there is no bound.
  func bound(of function: Int) -> UInt64? { bounds[function] }

  /// The bytes of a function's own frame, its return address included; nil where they depend on the run.
  func frame(of function: Int) -> UInt64? { frames[function] }

  private func name(_ node: Int) -> String { "@\(module.name(of: module.functions[node].symbol))" }

  /// The calls that make the bound of a function: itself first.
  func chain(of function: Int) -> [TaskStack.Step] {
    guard bounds[function] != nil else { return [] }
    var steps: [TaskStack.Step] = []
    var node = function
    var isTail = false
    while true {
      if node < anyone { steps.append(TaskStack.Step(name: name(node), frame: frames[node] ?? 0, isTail: isTail)) }
      switch deepest[node] {
      case .own: return steps
      case .generator(let generator):
        steps.append(TaskStack.Step(name: generator.name, frame: generators[node]?.bytes ?? 0, isTail: false))
        return steps
      case .callee(let callee): (node, isTail) = (callee, false)
      case .tail(let callee):
        // Who is called by address takes nobody's place for that.
        (isTail, node) = (node < anyone || isTail, callee)
      }
    }
  }

  /// The bound of a function and what makes it, or why there is none.
  func text(of function: Int, _ lines: SourceLines) -> String {
    guard let bound = bounds[function] else {
      return "no bound with what it calls: \(reason(of: function, lines) ?? "")"
    }
    return "\(bound) bytes with what it calls: \(TaskStack.text(of: chain(of: function)))"
  }

  /// Why a function has no bound: who calls whom up to the one that is the reason, and where that is.
  func reason(of function: Int, _ lines: SourceLines) -> String? {
    var node = function
    var path: [String] = []
    while let cause = causes[node] {
      if node < anyone { path.append(name(node)) }
      let what: String
      switch cause {
      case .callee(let callee):
        node = callee
        continue
      case .recursion:
        what = "calls itself\(circle(from: node))"
      case .allocation:
        what = "allocates stack as it runs" + place(in: node, lines) { $0 == .stackAllocate }
      case .imported(let symbol):
        what =
          "calls @\(module.name(of: symbol)), which is not of the program" + place(in: node, lines, calling: symbol)
      case .outside:
        what =
          "calls by address, in a program that is not closed"
          + place(in: node, lines) { $0 == .callIndirect || $0 == .tailCallIndirect }
      }
      return "\(path.joined(separator: " > ")) \(what)"
    }
    return nil
  }

  /// The way from a function back to it, where that is longer than a call.
  private func circle(from start: Int) -> String {
    var before: [Int: Int] = [:]
    var work = [start]
    var next = 0
    while next < work.count {
      let node = work[next]
      next += 1
      for callee in awaited(node) + tails(node) {
        if callee == start {
          var way: [String] = []
          var member = node
          while member != start {
            if member < anyone { way.append(name(member)) }
            member = before[member] ?? start
          }
          if way.isEmpty { return node == start ? "" : ", by address" }
          return " through \(way.reversed().joined(separator: " > "))"
        }
        if callee != start, before[callee] == nil {
          before[callee] = node
          work.append(callee)
        }
      }
    }
    return ""
  }

  /// Where the first instruction of a kind is.
  private func place(
    in node: Int, _ lines: SourceLines, calling symbol: Symbol? = nil, where isIt: (Opcode) -> Bool = { _ in true }
  ) -> String {
    guard node < anyone else { return "" }
    let function = module.functions[node]
    for instruction in function.instructions.keys where isIt(function.instructions[instruction].opcode) {
      if let symbol {
        guard case .call(let callee, _, _) = function.view(of: instruction), case .symbol(let called) = callee.kind,
          called == symbol
        else { continue }
      }
      let place = module.spelledPlace(of: instruction, in: function, lines)
      return place.isEmpty ? "" : " at \(place)"
    }
    return ""
  }
}
