// The verifier. What it accepts has a meaning, the one the VM gives it; what it refuses, it refuses with a place.
//
// The contract, by groups; each rule names the filetest that shows it, in Tests/IRTests/Filetests/verify/.
//
// Blocks
//   B1  A block ends with a terminator, and holds no other.                              block-end, block-middle
//   B2  Nothing goes on at the entry block.                                              entry-target
//   B3  A block gets as many arguments as it has parameters, of their types.             block-arguments
//   B4  The values of a switch differ.                                                   switch-values
// Values
//   V1  A value is used where its definition dominates; where control never comes, the definition comes first in its
//       block or stands in another.                                                      dominance
//   V2  An operand has the type that its place asks for.                                 operand-types
//   V3  A conversion goes to a wider, a narrower or an equally wide type, as it says.    conversions
// Functions
//   F1  Only a function of C's convention is variadic, and only its signature extends or has an environment: as its
//       first parameter, and not where it is variadic.                                   convention
//   F2  `variadic.start` stands in a variadic function.                                  variadic
//   F3  A function that never returns does not return, nor go on in one that may.        noreturn
//   F4  `@main` takes nothing, or `i32, ptr, ptr`, and returns `i32`.                     main
//   F5  A tail call has the results and the convention of its function; in `c` it is neither variadic, nor passes a
//       record, nor needs more stack for its arguments than its function was given.      tail-calls
// Symbols
//   S1  The address of thread-local data is taken by `thread.address`, and only its.     thread-data
//   S2  Common data holds only zeros; data of threads is not common.                     common
//   S3  A symbol is not hidden and exported at once.                                     linkage
//   S4  A part of data lies at a multiple of its alignment, or of the object's where the text states a smaller one.
//                                                                                        data-alignment
//   S5  A value in the shape of a type has that shape: as many elements or members, of their types.          data-shapes
//   S6  The size of data is asked of what is defined in the program, and a size fits the type it stands for.  data-sizes
//   S7  Names that begin with `weft.`, of records with `weft_`, are the runtime's.        runtime-names
// Atomics
//   A1  A load does not release, a store does not acquire, a failure does neither release nor is it stronger than what
//       a load may be, a fence is not relaxed.                                           orderings
// Concurrency
//   C1  A task or thread runs a function of Weft's convention, which is not variadic.     entries
//   C2  A handle is awaited, detached or joined once: a use is refused that has another before it on every way to it.
//                                                                                        twice, twice-on-every-way
//   C3  The handler of a signal takes `i32, ptr, ptr`, gives nothing, and by its closed effects neither suspends nor
//       allocates.                                                                       handlers
// Targets
//   T1  An operation of one processor stands in a program for that one.                  processor
//   T2  A system call by name exists on the target.                                      syscalls
// Locations
//   L1  A location's file is declared by a `file` line.                                  locations
//
// The parser has refused before: unknown words, names without a definition, names defined twice, numbers that do not fit
// their type, wrong numbers of operands, arguments or results, and records without a layout.

public import Layout

extension Module {
  /// Checks that the module keeps to the contract in Verifier.swift. Of a function whose text had faults, what could be read is
  /// checked.
  /// - Returns: every fault, in the order of the texts.
  /// - Complexity: O(size of the module), times a logarithm at worst.
  public func verify() -> [ModuleDiagnostic] { verify(isParsed: false, threads: nil) }

  /// The same of a module that the parser made, or of one from elsewhere, of which nothing is known.
  private func verify(isParsed: Bool, threads: Int?) -> [ModuleDiagnostic] {
    if isSound(runsOfFunctions(threads: threads), isIntact: isParsed) { return [] }
    var verifier = Verifier(module: self)
    if !isParsed, !verifier.isIntact() { return verifier.diagnostics }
    verifier.verifyAll()
    return verifier.diagnostics.sorted { $0.place < $1.place }
  }

  /// Whether the runs of functions, each on a thread of its own, have no faults, nor the symbols. Where there are faults,
  /// they are found once more, one after the other, and so in their order. False where there is one run: it tells nothing.
  private func isSound(_ runs: [Range<Int>], isIntact isKnownIntact: Bool) -> Bool {
    guard runs.count > 1 else { return false }
    if !isKnownIntact {
      guard hasIntactTables else { return false }
      let areIntact = sideBySide(runs.count) { number in
        functions[runs[number]].allSatisfy { $0.hasFaults || isIntact($0) }
      }
      guard !areIntact.contains(false) else { return false }
    }
    let areSound = sideBySide(runs.count) { number in
      var verifier = Verifier(module: self)
      if number == 0 { verifier.verifySymbols() }
      verifier.verifyFunctions(runs[number])
      return verifier.diagnostics.isEmpty
    }
    return !areSound.contains(false)
  }

  /// Reads texts as one program and verifies it.
  /// - Returns: as `parse`, with the verifier's faults among the parser's.
  public static func read(
    _ sources: [ModuleSource], target: Target? = nil, keepsTrivia: Bool = false
  ) -> ParseResult {
    read(sources, target: target, keepsTrivia: keepsTrivia, threads: nil)
  }

  /// The same on so many threads; nil is as many as are worth it.
  static func read(
    _ sources: [ModuleSource], target: Target? = nil, keepsTrivia: Bool = false, threads: Int?
  ) -> ParseResult {
    var result = parse(sources, target: target, keepsTrivia: keepsTrivia, threads: threads)
    // What the parser makes holds together: that is looked at only in modules that come from elsewhere.
    let faults = result.module.verify(isParsed: true, threads: threads)
    if !faults.isEmpty {
      result.diagnostics = (result.diagnostics + faults).sorted { $0.place < $1.place }
    }
    return result
  }
}

/// Checks a module. Its arrays are used for function after function.
struct Verifier {
  var module: Module
  /// Whether the module has the bodies of all functions, and not just the one that is checked.
  var seesAllBodies = true
  var diagnostics: [ModuleDiagnostic] = []
  let shapes = OpcodeTable.shapes
  // The function that is checked.
  var function: Function
  var graph = ControlFlowGraph()
  var dominators = DominatorTree()
  var hasDominators = false
  var blockOfValue: [UInt32] = []
  var block = Block.entry
  var handles: [(value: Value, instruction: Instruction)] = []
  var calls: (graph: CallGraph, effects: ClosedEffects)?
  /// The last faulty instruction: how many faults it has, and what finds words in it.
  private var faulty = FaultyInstruction()
  private static let mostFaultsOfInstruction = 100
  /// The last faulty part of data: what was said of it, and what finds words in it.
  var faultyPart: (place: SourcePlace, messages: Set<String>, locator: WordLocator)?

  init(module: Module) {
    self.module = module
    function = Function(symbol: Symbol(rawValue: 0), type: .none)
  }

  mutating func verifyAll() {
    verifySymbols()
    verifyFunctions(module.functions.indices)
  }

  mutating func verifyFunctions(_ run: Range<Int>) {
    for function in module.functions[run] {
      guard diagnostics.count < Parser.greatestFaultCount else { return }
      self.function = function
      verifyFunction()
    }
  }

  /// Whether all numbers lead somewhere. Nothing else can be checked where one does not.
  mutating func isIntact() -> Bool {
    guard module.hasIntactTables else {
      diagnostics.append(ModuleDiagnostic("the module's tables speak of what it does not have", at: SourcePlace()))
      return false
    }
    for function in module.functions where !function.hasFaults && !module.isIntact(function) {
      let isNamed = function.symbol.index < module.symbols.count
      let name = isNamed ? "@" + module.name(of: function.symbol) : "a function"
      diagnostics.append(
        ModuleDiagnostic(
          "\(name) speaks of what its module does not have, or is not as its operations are", at: SourcePlace(),
          help: ["functions are made by the builder of their own module"]))
    }
    return diagnostics.isEmpty
  }

  // MARK: - Faults

  /// Notes a fault of an instruction: at the given word of it, or at its beginning.
  @inline(never)
  mutating func note(
    _ message: String, at instruction: Instruction, word: String? = nil, occurrence: Int = 0, caseIndex: Int? = nil,
    expected: String? = nil, notes: [ModuleDiagnostic.Note] = [], help: [String] = []
  ) {
    guard diagnostics.count < Parser.greatestFaultCount, hasRoom(for: instruction) else { return }
    guard instruction.index < function.sourceOffsets.count, function.source.file < module.sources.count else {
      // A module that was built has no text to point into.
      let name = module.name(of: function.symbol)
      let shown = module.text(of: instruction, in: function)
      diagnostics.append(
        ModuleDiagnostic("in @\(name), '\(shown)': \(message)", at: SourcePlace(), expected: expected, help: help))
      return
    }
    var locator =
      faulty.locator.take() ?? WordLocator(module, function, instruction)
    let place =
      caseIndex.map { locator.place(ofCase: $0) } ?? locator.place(of: word, occurrence: occurrence)
    faulty.locator = locator
    diagnostics.append(
      ModuleDiagnostic(
        message, at: SourcePlace(file: function.source.file, offset: place.offset), length: place.length,
        expected: expected, notes: notes, help: help))
  }

  /// An instruction that has faults.
  private struct FaultyInstruction {
    var function = Symbol(rawValue: .max)
    var instruction = Instruction(rawValue: .max)
    var count = 0
    var locator: WordLocator?
  }

  /// Whether a fault of an instruction is still worth noting: the faults of a switch with a million cases are seldom of
  /// different kinds.
  private mutating func hasRoom(for instruction: Instruction) -> Bool {
    if faulty.function != function.symbol || faulty.instruction != instruction {
      faulty = FaultyInstruction(function: function.symbol, instruction: instruction)
    }
    faulty.count += 1
    return faulty.count <= Self.mostFaultsOfInstruction
  }

  /// Notes a fault at an offset in the function's text.
  mutating func note(_ message: String, atOffset offset: UInt32, length: Int, help: [String] = []) {
    var message = message
    if function.source.file == SourcePlace.none { message = "in @\(module.name(of: function.symbol)): \(message)" }
    diagnostics.append(
      ModuleDiagnostic(
        message, at: SourcePlace(file: function.source.file, offset: offset), length: length, help: help))
  }

  func spelling(_ value: Value) -> String {
    guard value.index < function.valueNames.count, function.valueNames[value] != .none else { return "%\(value.index)" }
    return "%\(module.names.string(function.valueNames[value]))"
  }

  // MARK: - Functions

  /// Checks `function`.
  mutating func verifyFunction() {
    hasDominators = false
    blockOfValue.removeAll(keepingCapacity: true)
    handles.removeAll(keepingCapacity: true)
    let count = function.blocks.count
    if count == 0, !function.hasFaults {
      note("a function needs a block", atOffset: function.source.offset, length: 4)
    }
    for index in 0..<count {
      block = Block(index)
      let range = function.blocks[block].range
      guard range.count > 0 else {
        noteOpenBlock()
        continue
      }
      for number in range {
        let instruction = Instruction(number)
        let data = function.instructions[instruction]
        let shape = shapes[Int(data.opcode.rawValue)]
        if shape.isTerminator != (number == range.upperBound - 1) {
          if shape.isTerminator {
            note(
              "\(data.opcode.spelling) ends a block, and more follows", at: instruction,
              help: ["what follows needs a block of its own, as in 'next:'"])
          } else {
            noteOpenBlock()
          }
        }
        verify(instruction, data, shape)
      }
    }
    verifyHandles()
    if function.locationNumbers.count > 0 { verifyLocations() }
  }

  private mutating func noteOpenBlock() {
    // A line that could not be read may have been the end.
    guard !function.hasFaults else { return }
    let data = function.blocks[block]
    let name = module.names.string(data.name)
    note(
      "the block '\(name)' does not end", atOffset: data.sourceOffset, length: module.names[data.name].count,
      help: ["end it with jump, branch, switch, return, call.tail, trap or unreachable"])
  }

  private mutating func verifyLocations() {
    var noted: Set<UInt32> = []
    for instruction in function.instructions.keys {
      guard let location = function.location(of: instruction), module.file(numbered: location.file) == nil,
        noted.insert(location.file).inserted
      else { continue }
      note(
        "file \(location.file) is not declared", at: instruction, word: "!\(location.file)",
        help: ["declare it at the top, as in 'file \(location.file) \"main.toy\"'"])
    }
  }

  // MARK: - Dominance

  /// Checks that a value is defined wherever control comes to this use of it.
  @inline(__always)
  mutating func verifyDominance(_ value: Value, at instruction: Instruction, occurrence: Int = 0) {
    let data = function.values[value]
    switch data.source {
    case .instruction(let definition):
      let range = function.blocks[block].range
      if range.contains(definition.index) {
        if definition >= instruction, data.type != .none { noteUndominated(value, at: instruction, occurrence) }
        return
      }
    case .parameter(let owner):
      if owner == block || owner == .entry { return }
    }
    verifyDistantDominance(value, at: instruction, occurrence)
  }

  @inline(never)
  private mutating func verifyDistantDominance(_ value: Value, at instruction: Instruction, _ occurrence: Int) {
    if blockOfValue.isEmpty { findBlocks() }
    let owner = Block(rawValue: blockOfValue[value.index])
    // What was not understood has been reported.
    if function.values[value].type == .none { return }
    if owner == .entry || owner == block { return }
    if !hasDominators {
      graph.compute(function)
      dominators.compute(graph)
      hasDominators = true
    }
    if !dominators.dominates(owner, block) { noteUndominated(value, at: instruction, occurrence) }
  }

  /// Finds the block that defines each value.
  func blocksOfValues() -> [UInt32] {
    var blocks: [UInt32] = []
    blocks.reserveCapacity(function.values.count)
    // Values are numbered as they are defined, so those of one block follow those of the block before.
    for index in 0..<function.blocks.count {
      let end =
        index + 1 < function.blocks.count
        ? function.blocks[Block(index + 1)].firstParameter.index : function.values.count
      while blocks.count < end { blocks.append(UInt32(index)) }
    }
    while blocks.count < function.values.count { blocks.append(0) }
    return blocks
  }

  mutating func findBlocks() { blockOfValue = blocksOfValues() }

  @inline(never)
  private mutating func noteUndominated(_ value: Value, at instruction: Instruction, _ occurrence: Int) {
    var notes: [ModuleDiagnostic.Note] = []
    if case .instruction(let definition) = function.values[value].source,
      definition.index < function.sourceOffsets.count
    {
      let place = SourcePlace(file: function.source.file, offset: function.sourceOffsets[definition])
      notes.append(.init("the definition", at: place))
    }
    note(
      "\(spelling(value)) is not defined on every way here", at: instruction, word: spelling(value),
      occurrence: occurrence, notes: notes)
  }
}
