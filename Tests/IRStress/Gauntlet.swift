// What every text must survive, however damaged: reading, verifying, printing, reading back, the analyses, the machine,
// which also gets what the verifier refused, and the compiler.

public import IR
import Layout
import QBE
import VM

/// Puts texts through everything that is done with a text.
public enum Gauntlet {
  /// What came of a text that behaved.
  public enum Outcome: Sendable {
    /// It has faults, each with a place.
    case refused
    /// It is a program.
    case accepted
  }

  /// A text that did not behave, and how.
  public struct Violation: Error, CustomStringConvertible {
    /// What went wrong.
    public let description: String
  }

  /// Reads a text and whatever can be done with it.
  public static func run(_ bytes: [UInt8]) throws(Violation) -> Outcome {
    let source = ModuleSource(name: "mutant.wir", bytes: bytes)
    let result = Module.read([source], keepsTrivia: true)
    guard result.diagnostics.isEmpty else {
      try checkFaults(result.diagnostics, in: bytes)
      try execute(result.module, isVerified: false)
      try CompilationGauntlet.run(reading: source, nil)
      return .refused
    }
    let module = result.module
    try checkText(module.text(trivia: result.trivia), of: module, keepsTrivia: true)
    try checkText(module.text(), of: module, keepsTrivia: false)
    analyse(module)
    try execute(module, isVerified: true)
    try CompilationGauntlet(module, hasText: true).run()
    try CompilationGauntlet.run(reading: source, module)
    return .accepted
  }

  /// Imports a text in QBE's intermediate language: what the importer lets pass, the verifier does, and everything that is done
  /// with a module can be done with what it made.
  public static func run(qbe bytes: [UInt8]) throws(Violation) -> Outcome {
    let result = Module.importQBE(ModuleSource(name: "mutant.ssa", bytes: bytes))
    let module = result.module
    guard result.diagnostics.isEmpty else {
      try checkFaults(result.diagnostics, in: bytes)
      try execute(module, isVerified: false)
      return .refused
    }
    if let fault = module.verify().first {
      throw Violation(description: "the verifier refuses what was imported: \(fault.message)")
    }
    try checkText(module.text(), of: module, keepsTrivia: false)
    try execute(module, isVerified: true)
    try CompilationGauntlet(module, hasText: true).run()
    return .accepted
  }

  /// Verifies a module that was damaged without a text, and runs it whatever the verifier says.
  public static func run(_ module: Module) throws(Violation) -> Outcome {
    let faults = module.verify()
    guard faults.allSatisfy({ !$0.message.isEmpty }) else { throw Violation(description: "a fault without a message") }
    try execute(module, isVerified: faults.isEmpty)
    if !faults.isEmpty { return .refused }
    analyse(module)
    try CompilationGauntlet(module, hasText: false).run()
    // What texts cannot say, such as a value's name twice, is printed as it can be.
    _ = module.text()
    return .accepted
  }

  /// Every fault has a message and a place in the text, and they come in its order.
  private static func checkFaults(_ faults: [ModuleDiagnostic], in bytes: [UInt8]) throws(Violation) {
    var last = SourcePlace(file: 0, offset: 0)
    for fault in faults {
      guard !fault.message.isEmpty else { throw Violation(description: "a fault without a message") }
      guard fault.place.file == 0, Int(fault.place.offset) <= bytes.count, fault.length >= 0,
        Int(fault.place.offset) + fault.length <= bytes.count
      else {
        throw Violation(
          description: "'\(fault.message)' has no place: \(fault.place.file) \(fault.place.offset) \(fault.length)")
      }
      guard last <= fault.place else { throw Violation(description: "'\(fault.message)' is out of order") }
      last = fault.place
      for note in fault.notes where note.place.file != 0 || Int(note.place.offset) > bytes.count {
        throw Violation(description: "the note '\(note.message)' has no place")
      }
    }
  }

  /// What is printed is read without a fault, and printed as it was.
  private static func checkText(_ text: [UInt8], of module: Module, keepsTrivia: Bool) throws(Violation) {
    let again = Module.read([ModuleSource(name: "printed.wir", bytes: text)], keepsTrivia: keepsTrivia)
    if let fault = again.diagnostics.first {
      throw Violation(description: "what was printed has a fault: \(fault.message)")
    }
    guard again.module.text(trivia: again.trivia) == text else {
      throw Violation(description: "what was printed is printed otherwise after reading")
    }
  }

  /// Runs a module a little, shut in. What the verifier let pass says where each trap is.
  public static func execute(_ module: Module, isVerified: Bool) throws(Violation) {
    var options = MachineOptions(arguments: ["mutant", "1", "two"], environment: ["A=B"])
    options.isClosed = true
    options.maximumSteps = 20_000
    options.memoryLimit = 1 << 20
    // Some on the defined schedule, some on another.
    let instructions = module.functions.reduce(0) { $0 &+ $1.instructions.count }
    if instructions % 3 == 0 { options.seed = UInt64(instructions) }
    guard case .trapped(let report) = Machine(module: module, options: options).run(), isVerified else { return }
    switch report.trap {
    case .malformed:
      throw Violation(description: "the machine takes a program for malformed that the verifier let pass")
    case .deadlock:
      guard !report.waiters.isEmpty else { throw Violation(description: "a deadlock of nobody") }
    // Before the first instruction.
    case .missingFunction where report.frames.isEmpty, .outOfMemory where report.frames.isEmpty: break
    default:
      guard let frame = report.frames.first, !frame.place.isEmpty else {
        throw Violation(description: "'\(report.firstLine)' has no place")
      }
    }
  }

  private static func analyse(_ module: Module) {
    let calls = CallGraph(module)
    _ = ClosedEffects(module, calls)
    for function in module.functions {
      let graph = ControlFlowGraph(function)
      _ = LoopForest(graph, DominatorTree(graph))
      _ = Liveness(function, graph)
    }
  }
}
