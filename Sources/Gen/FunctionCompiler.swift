// Compiles functions, one after the other, on a thread of its own where there are several.

internal import IR

/// Compiles functions, and is handed from thread to thread.
final class FunctionCompiler: FunctionTaker, @unchecked Sendable {
  // Only its own thread touches a compiler until it is joined. It goes to its state once for each function, as each time
  // is looked at.
  private(set) var state: CompilerState

  init(_ options: GenerationOptions) { state = CompilerState(options) }

  /// Compiles functions of a module that has them all.
  func compile(functions: Range<Int>, of module: Module, run: Int) {
    begin(run: run)
    var module = module
    for index in functions {
      var function = module.functions[index]
      guard take(&function, index, of: &module) else { return }
    }
  }

  func begin(run: Int) { state.begin(run: run) }

  func take(_ function: inout Function, _ index: Int, of module: inout Module) -> Bool {
    state.take(&function, index, of: &module)
  }
}

/// What a compiler works with, and what it made, which lies in tables of its own until all is put together.
struct CompilerState: ~Copyable {
  private let options: GenerationOptions
  private var selection: Selection
  private var allocator = Allocator(.x86_64)
  private var emission: Emission
  private(set) var parts: [CodePart] = []
  /// The traps that the code may end with.
  private(set) var traps: [TrapSite] = []
  private(set) var transcripts: [[TranscriptItem]] = []
  private(set) var machineTexts: [[UInt8]] = []
  private(set) var measures = GenerationMeasures()
  private(set) var refusal: CodeRefusal?
  /// The runs of functions in the order in which they were compiled.
  private(set) var runs: [Run] = []
  private var watch: StopWatch

  /// A run of functions that follow each other, and where what was made of it begins. It ends where the next one begins.
  struct Run {
    let number: Int
    let firstPart: Int
    let firstByte: Int
    let firstRelocation: Int
    let firstRow: Int
    let firstTrap: Int
  }

  init(_ options: GenerationOptions) {
    self.options = options
    selection = Selection(
      module: Module(), features: options.features, position: options.position, runtime: options.runtime,
      keepsArrivals: options.keepsOrigins, keepsParameters: options.keepsOrigins && options.level == .fast)
    emission = Emission(keepsOrigins: options.keepsOrigins, position: options.position)
    if options.keepsTranscript { emission.buffer.beginTranscript() }
    watch = StopWatch(isRunning: options.isMeasured)
    measures.threads = 1
  }

  var bytes: UnsafeBufferPointer<UInt8> { emission.buffer.withBytes { $0 } }
  var relocations: [Relocation] { emission.buffer.relocations }
  var rows: [CodeRow] { emission.buffer.rows }
  var constants: [MachineConstant] { emission.constants.constants }
  var calledGenerators: Set<Generator> { selection.calledGenerators }

  /// Where what a run made is; behind the last run, where all ends.
  func extent(ofRun index: Int) -> Run {
    index < runs.count
      ? runs[index]
      : Run(
        number: .max, firstPart: parts.count, firstByte: emission.buffer.count,
        firstRelocation: emission.buffer.relocations.count, firstRow: emission.buffer.rows.count,
        firstTrap: traps.count)
  }

  mutating func begin(run: Int) {
    let end = extent(ofRun: .max)
    runs.append(
      Run(
        number: run, firstPart: end.firstPart, firstByte: end.firstByte, firstRelocation: end.firstRelocation,
        firstRow: end.firstRow, firstTrap: end.firstTrap))
    watch.start()
  }

  /// The plan itself: selection, allocation, emission.
  mutating func take(_ function: inout Function, _ index: Int, of module: inout Module) -> Bool {
    swap(&selection.module, &module)
    swap(&selection.function, &function)
    defer {
      swap(&selection.module, &module)
      swap(&selection.function, &function)
    }
    watch.lap(&measures.reading)
    selection.select()
    watch.lap(&measures.selection)
    if let refused = selection.refusal {
      refusal = CodeRefusal(
        function: index, instruction: refused.instruction, message: refused.reason, asksForEntry: refused.asksForEntry)
      return false
    }
    let reserved = selection.code.hasFramePointer ? RegisterSet(.rbp) : RegisterSet()
    allocator.allocate(&selection.code, effort: options.level == .fast ? .fast : .thorough, reserved: reserved)
    guard allocator.frameFits(selection.code) else {
      refusal = CodeRefusal(
        function: index, instruction: nil, message: "the frame of the function is larger than 1 GiB")
      return false
    }
    if let spoil = options.spoilsAllocation {
      spoil(selection.module.name(of: selection.function.symbol), &selection.code, &allocator.allocation)
    }
    watch.lap(&measures.allocation)
    let start = emission.buffer.count
    emission.emit(&selection.code, &allocator.allocation, number: index)
    for number in traps.count..<emission.traps.count {
      traps.append(TrapSite(emission.traps[number], in: selection.function, of: selection.module))
    }
    parts.append(
      CodePart(
        source: .function(index), offset: UInt32(start), size: UInt32(emission.buffer.count - start),
        frameBytes: selection.code.hasDynamicFrame ? nil : UInt32(truncatingIfNeeded: emission.frame.greatestDepth),
        incomingBytes: selection.code.incomingBytes, popsArguments: selection.code.popsArguments))
    if options.keepsTranscript { transcripts.append(emission.buffer.takeTranscript()) }
    if options.keepsMachineText {
      var text = MachineText(selection.module, selection.code, allocator.allocation, emission.frame)
      machineTexts.append(text.write(index))
    }
    if options.isMeasured {
      watch.lap(&measures.emission)
      measures.count(selection.function, selection.code, allocator.allocation)
    }
    return true
  }
}

/// A trap that code may end with: all that its message says, when the function is gone.
struct TrapSite {
  private let trap: Trap
  private let function: Symbol
  private let place: SourcePlace
  private let location: SourceLocation?
  /// What a `trap` instruction says.
  private let text: [UInt8]?

  fileprivate init(_ site: Emission.TrapSite, in function: borrowing Function, of module: borrowing Module) {
    trap = Trap(rawValue: site.trap) ?? .trap
    self.function = function.symbol
    // Without an instruction, there is no place.
    guard site.source > 0 else {
      (place, location, text) = (SourcePlace(), nil, nil)
      return
    }
    let instruction = Instruction(rawValue: site.source - 1)
    location = function.location(of: instruction)
    place = function.place(of: instruction)
    let data = function.instructions[instruction]
    if data.opcode == .trap, data.b != Name.none.rawValue {
      text = Array(module.names[Name(rawValue: data.b)])
    } else {
      text = nil
    }
  }

  /// Writes the line that machine code prints when it ends with this trap, which is the first that the reference machine prints.
  func writeMessage(to bytes: inout [UInt8], _ module: Module, _ lines: SourceLines) {
    let place = location.map { module.spelling(of: $0) } ?? module.spelling(of: place, lines)
    trap.appendLine(
      detail: text?[...], in: module.names[module.symbols[function].name], at: place.utf8, to: &bytes)
    bytes.append(0x0A)
  }
}
