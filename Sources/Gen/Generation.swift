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
  /// Whether it is kept which code comes from which instruction.
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

  /// The best code for every processor.
  public init() {}
}

extension Module {
  /// Compiles every function.
  public func generateCode(_ options: GenerationOptions = GenerationOptions()) throws(CodeRefusal) -> CompiledCode {
    // Transcripts name constants by the numbers that they have in one run.
    let runs = runsOfFunctions(threads: options.keepsTranscript ? 1 : options.threads)
    let workers = runs.map { Worker(module: self, functions: $0, options) }
    _ = sideBySide(workers.count) { workers[$0].run() }
    for worker in workers { if let refusal = worker.refusal { throw refusal } }
    var code = CompiledCode()
    var trapCount = 0
    var constantNumbers: [MachineConstant: UInt32] = [:]
    for worker in workers {
      code.append(worker, messageBase: UInt32(trapCount), &constantNumbers)
      trapCount += worker.traps.count
    }
    let traps = workers.flatMap(\.traps)
    if !traps.isEmpty {
      let lines = SourceLines(self)
      code.traps = traps.map { site in
        TrapMessage(text: trapLine(site.trap, in: Int(site.function), at: site.source, lines) + "\n")
      }
    }
    addExpansions(workers.reduce(into: []) { $0.formUnion($1.calledGenerators) }, to: &code, options)
    addGenerators(to: &code, options)
    return code
  }

  /// Adds the generators that functions call and that are written in the IR.
  private func addExpansions(_ called: Set<Generator>, to code: inout CompiledCode, _ options: GenerationOptions) {
    var options = options
    // The instructions that they are made from are not the program's.
    options.keepsOrigins = false
    for generator in Generator.expansions where called.contains(generator) {
      guard let module = generator.expandedModule(for: self) else { continue }
      let worker = Worker(module: module, functions: 0..<module.functions.count, options)
      worker.run()
      let first = code.parts.count
      // Expansions read no constants from memory: see `Expansions`.
      var constantNumbers: [MachineConstant: UInt32] = [:]
      code.append(worker, messageBase: 0, &constantNumbers)
      for index in first..<code.parts.count { code.parts[index].source = .generator(generator) }
    }
  }

  /// Adds the generators that the program uses and that are made of instructions.
  private func addGenerators(to code: inout CompiledCode, _ options: GenerationOptions) {
    var buffer = CodeBuffer(capacity: 4096)
    if options.keepsTranscript { buffer.beginTranscript() }
    var context = GeneratorContext(main: 0, passesArguments: true, hasThreadData: false)
    context.hasThreadData = symbols.elements.contains { $0.linkage.contains(.thread) }
    var wanted: [Generator] = []
    if options.hasEntry, let main = symbol(named: "main"), case .function(let index) = symbols[main].definition {
      context.main = main.rawValue
      context.passesArguments = functions[index].blocks[.entry].parameterCount > 0
      wanted.append(.entry)
    }
    if !code.traps.isEmpty { wanted.append(.trapReport) }
    if let runtime = options.runtime {
      context.runtime = runtime
      wanted += [.leave, .yield]
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
    code.append(buffer.bytes(), buffer.relocations, buffer.rows, constantNumbers: [], messageBase: 0)
  }
}

extension CompiledCode {
  /// Appends what a worker made.
  fileprivate mutating func append(
    _ worker: Worker, messageBase: UInt32, _ constantNumbers: inout [MachineConstant: UInt32]
  ) {
    let start = UInt32(bytes.count)
    for part in worker.parts {
      var part = part
      part.offset += start
      parts.append(part)
    }
    // A constant that several workers met is one: what the program holds does not depend on how many there were.
    let numbers = worker.constants.map { constant in
      if let known = constantNumbers[constant] { return known }
      let number = UInt32(constants.count)
      constants.append(constant)
      constantNumbers[constant] = number
      return number
    }
    transcripts.append(contentsOf: worker.transcripts)
    machineTexts.append(contentsOf: worker.machineTexts)
    measures.add(worker.measures)
    append(
      worker.bytes, worker.relocations, worker.rows, constantNumbers: numbers, messageBase: messageBase)
    worker.release()
  }

  /// Appends code with what refers to it.
  fileprivate mutating func append(
    _ more: [UInt8], _ moreRelocations: [Relocation], _ moreRows: [CodeRow], constantNumbers: [UInt32],
    messageBase: UInt32
  ) {
    let start = UInt32(bytes.count)
    if bytes.isEmpty && relocations.isEmpty {
      bytes = more
      relocations = moreRelocations
      rows = moreRows
      return
    }
    bytes.append(contentsOf: more)
    relocations.reserveCapacity(relocations.count + moreRelocations.count)
    for relocation in moreRelocations {
      var relocation = relocation
      relocation.offset += start
      if relocation.symbol & CodeReference.constant != 0 {
        let number = constantNumbers[Int(relocation.symbol & ~CodeReference.constant)]
        relocation.symbol = CodeReference.constant | number
      } else if relocation.symbol & CodeReference.message != 0 {
        relocation.symbol += messageBase
      }
      relocations.append(relocation)
    }
    rows.reserveCapacity(rows.count + moreRows.count)
    for row in moreRows {
      var row = row
      row.offset += start
      rows.append(row)
    }
  }
}

/// Compiles a run of functions, on a thread of its own where there are several.
private final class Worker: @unchecked Sendable {
  // Only its own thread touches a worker until it is joined.
  private let module: Module
  private let functions: Range<Int>
  private let options: GenerationOptions
  private(set) var bytes: [UInt8] = []
  private(set) var relocations: [Relocation] = []
  private(set) var rows: [CodeRow] = []
  private(set) var parts: [CodePart] = []
  private(set) var constants: [MachineConstant] = []
  private(set) var traps: [Emission.TrapSite] = []
  private(set) var transcripts: [[TranscriptItem]] = []
  private(set) var calledGenerators: Set<Generator> = []
  private(set) var machineTexts: [[UInt8]] = []
  private(set) var measures = GenerationMeasures()
  private(set) var refusal: CodeRefusal?

  init(module: Module, functions: Range<Int>, _ options: GenerationOptions) {
    self.module = module
    self.functions = functions
    self.options = options
  }

  /// Forgets what was taken over.
  func release() {
    bytes = []
    relocations = []
    rows = []
    parts = []
    transcripts = []
    machineTexts = []
  }

  /// The plan itself.
  func run() {
    var selection = Selection(module: module, features: options.features, runtime: options.runtime)
    var allocator = Allocator(.x86_64)
    var emission = Emission(keepsOrigins: options.keepsOrigins)
    if options.keepsTranscript { emission.buffer.beginTranscript() }
    let effort: AllocationEffort = options.level == .fast ? .fast : .thorough
    var watch = StopWatch(isRunning: options.isMeasured)
    for index in functions {
      selection.select(module.functions[index])
      watch.lap(&measures.selection)
      if let refused = selection.refusal {
        refusal = CodeRefusal(function: index, instruction: refused.instruction, message: refused.reason)
        return
      }
      let reserved = selection.code.hasDynamicFrame ? RegisterSet(.rbp) : RegisterSet()
      allocator.allocate(&selection.code, effort: effort, reserved: reserved)
      guard allocator.frameFits(selection.code) else {
        refusal = CodeRefusal(
          function: index, instruction: nil, message: "the frame of the function is larger than 1 GiB")
        return
      }
      watch.lap(&measures.allocation)
      let start = emission.buffer.count
      emission.emit(&selection.code, &allocator.allocation, number: index)
      parts.append(
        CodePart(
          source: .function(index), offset: UInt32(start), size: UInt32(emission.buffer.count - start),
          frameBytes: selection.code.hasDynamicFrame ? nil : UInt32(truncatingIfNeeded: emission.frame.depth)))
      if options.keepsTranscript { transcripts.append(emission.buffer.takeTranscript()) }
      if options.keepsMachineText {
        var text = MachineText(module, selection.code, allocator.allocation, emission.frame)
        machineTexts.append(text.write(index))
      }
      guard options.isMeasured else { continue }
      watch.lap(&measures.emission)
      measures.count(selection.code, allocator.allocation)
    }
    bytes = emission.buffer.bytes()
    relocations = emission.buffer.relocations
    rows = emission.buffer.rows
    constants = emission.constants.constants
    traps = emission.traps
    calledGenerators = selection.calledGenerators
  }
}

extension Module {
  /// The line that machine code prints when it ends with a trap, which is the first that the reference machine prints.
  fileprivate func trapLine(_ number: UInt8, in index: Int, at source: UInt32, _ lines: SourceLines) -> String {
    let trap = Trap(rawValue: number) ?? .trap
    let function = functions[index]
    var detail: String?
    var place = ""
    if source > 0 {
      let instruction = Instruction(rawValue: source - 1)
      if case .message(let text) = function.view(of: instruction), text != .none { detail = names.string(text) }
      place = spelledPlace(of: instruction, in: function, lines)
    }
    return trap.line(detail: detail, in: name(of: function.symbol), at: place)
  }
}
