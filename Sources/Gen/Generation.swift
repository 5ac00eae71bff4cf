// The plan of code generation on one page: from a module in the IR to bytes.
//
//     selection     IR to machine instructions over virtual registers     X86_64/Selection
//     allocation    registers, slots, moves                               Allocation
//     emission      bytes, relocations, rows                              X86_64/Emission
//     generators    the entry, and what else the program uses             X86_64/Generators
//
// Each function goes through the first three by itself, so that functions are compiled side by side; what comes out is put
// together in the order of the module, and is the same however many threads there were.

public import IR

/// Where code may lie in memory, and what that asks of how it gets at symbols.
public enum CodePosition: String, Sendable, Hashable, CaseIterable {
  /// Where it was linked for, below 2 GiB.
  case fixed
  /// Anywhere, in a program that is linked with it: what it defines is near, the rest is found by the global offset table.
  case executable
  /// Anywhere, in a library, too, where another definition may come before its own.
  case library
}

/// How code is generated.
public struct GenerationOptions: Sendable {
  /// How much is done for good code.
  public enum Level: Int, Sendable, Hashable, CaseIterable {
    /// Compiles fastest.
    case fast = 0
    /// Runs fastest.
    case best = 2
  }
  /// How much is done for good code.
  public var level: Level = .best
  /// What the processor has that will run it.
  public var features = ProcessorFeatures.level1
  /// Where the code may lie.
  public var position = CodePosition.fixed
  /// Whether it is kept which code comes from which instruction, and where parameters are. At the fast
  /// level, parameters then stay in the frame for as long as their function runs.
  public var keepsOrigins = true
  /// How many threads compile; nil is as many as there are processors, where the program is large enough for them.
  public var threads: Int?
  /// Whether there is an entry that calls `main`.
  public var hasEntry = true
  /// Whether it is written down what was emitted, for whoever wants it as text.
  public var keepsTranscript = false
  /// Whether the machine instructions of each function are kept as text.
  public var keepsMachineText = false
  /// Whether it is measured and counted what compiling takes.
  public var isMeasured = false
  /// What operations on tasks and their like lead to; nil where the program has none.
  public var runtime: RuntimeLinkage?
  /// Changes what the allocator gave of a function, by its name, before code is emitted: for tests that show that its faults
  /// would be seen. Nothing outside of them can set it.
  var spoilsAllocation: (@Sendable (String, inout MachineFunction, inout Allocation) -> Void)?

  /// The best code for every processor.
  public init() {}
}

extension Module {
  /// Compiles every function.
  public func generateCode(_ options: GenerationOptions = GenerationOptions()) throws(CodeRefusal) -> CompiledCode {
    // Transcripts name constants by the numbers that they have in one run.
    let runs = runsOfFunctions(threads: options.keepsTranscript ? 1 : options.threads)
    let workers = sideBySide(runs.count) { number in
      let worker = FunctionCompiler(options)
      worker.compile(functions: runs[number], of: self, run: number)
      return worker
    }
    for worker in workers { if let refusal = worker.state.refusal { throw refusal } }
    return code(of: workers, options)
  }

  /// Reads texts as one program and compiles every function as soon as it is read.
  /// - Returns: the module, without the bodies of its functions, and its code; nil where the program has a fault, or must be
  ///   seen as a whole to be compiled: then `read` and `generateCode` do, which tell what is wrong.
  public static func readAndGenerateCode(
    _ sources: [ModuleSource], _ options: GenerationOptions = GenerationOptions()
  ) -> (module: Module, code: CompiledCode)? {
    guard !options.keepsTranscript, !options.keepsMachineText,
      let (module, workers) = Module.read(
        sources, threads: options.threads, handingTo: { FunctionCompiler(options) })
    else { return nil }
    return (module, module.code(of: workers, options))
  }

  /// Puts together what was compiled side by side, in the order of the module.
  private func code(of workers: [FunctionCompiler], _ options: GenerationOptions) -> CompiledCode {
    var merging = CodeMerging(workers, messages: messages(of: workers))
    merging.run()
    var code = merging.code
    let called: Set<Generator> = workers.reduce(into: []) { $0.formUnion($1.state.calledGenerators) }
    addExpansions(called, to: &code, options)
    addGenerators(called, to: &code, options)
    return code
  }

  /// The messages of the traps that the code of each worker may end with.
  private func messages(of workers: [FunctionCompiler]) -> [TrapMessages] {
    guard workers.contains(where: { !$0.state.traps.isEmpty }) else { return workers.map { _ in TrapMessages() } }
    let lines = SourceLines(self)
    return sideBySide(workers.count) { number in
      var messages = TrapMessages()
      for site in workers[number].state.traps { messages.add { site.writeMessage(to: &$0, self, lines) } }
      return messages
    }
  }

  /// Adds the generators that functions call and that are written in the IR.
  private func addExpansions(_ called: Set<Generator>, to code: inout CompiledCode, _ options: GenerationOptions) {
    var options = options
    // The instructions that they are made from are not the program's.
    options.keepsOrigins = false
    for generator in Generator.expansions where called.contains(generator) {
      guard let module = generator.expandedModule(for: self) else { continue }
      let worker = FunctionCompiler(options)
      worker.compile(functions: 0..<module.functions.count, of: module, run: 0)
      let first = code.parts.count
      // Expansions neither trap nor read constants from memory: see `Expansions`.
      var merging = CodeMerging([worker], messages: [TrapMessages()], into: code)
      merging.run()
      code = merging.code
      for index in first..<code.parts.count { code.parts[index].source = .generator(generator) }
    }
  }

  /// Adds the generators that the program uses and that are made of instructions.
  private func addGenerators(_ called: Set<Generator>, to code: inout CompiledCode, _ options: GenerationOptions) {
    var buffer = CodeBuffer(capacity: 4096)
    if options.keepsTranscript { buffer.beginTranscript() }
    var context = GeneratorContext(main: 0, passesArguments: true, hasThreadData: false)
    context.hasThreadData = symbols.elements.contains { $0.linkage.contains(.thread) }
    var wanted: [Generator] = []
    if options.hasEntry, let main = symbol(named: "main"), case .function(let index) = symbols[main].definition {
      context.main = main.rawValue
      context.passesArguments = types.parameterCount(functions[index].type) > 0
      wanted.append(.entry)
    }
    if !code.traps.isEmpty { wanted.append(.trapReport) }
    wanted += Generator.allCases.filter { called.contains($0) && $0.expansion == nil }
    if let runtime = options.runtime {
      context.runtime = runtime
      wanted += [.leave, .yield, .again, .threadFacts, .threadClone, .restore]
    }
    for generator in wanted {
      let start = buffer.count
      generator.emit(to: &buffer, context)
      code.parts.append(
        CodePart(
          source: .generator(generator), offset: UInt32(code.bytes.count + start),
          size: UInt32(buffer.count - start)))
      if options.keepsTranscript { code.transcripts.append(buffer.takeTranscript()) }
    }
    code.append(buffer)
  }
}
