// Puts together what was compiled side by side, in the order of the module: what comes of it does not depend on how many
// threads there were.

internal import IR

/// Merges what compilers made.
struct CodeMerging {
  private(set) var code: CompiledCode
  private let compilers: [FunctionCompiler]
  /// The messages of each compiler's traps.
  private let messages: [TrapMessages]
  private var numbers: [MachineConstant: UInt32] = [:]
  /// The number in the program of each constant of each compiler, or `none`.
  private var numbersOfCompilers: [[UInt32]]

  private static let none = UInt32.max

  init(_ compilers: [FunctionCompiler], messages: [TrapMessages], into code: CompiledCode = CompiledCode()) {
    self.code = code
    self.compilers = compilers
    self.messages = messages
    for (number, constant) in code.constants.enumerated() { numbers[constant] = UInt32(number) }
    numbersOfCompilers = compilers.map { Array(repeating: Self.none, count: $0.state.constants.count) }
  }

  /// Merges all.
  mutating func run() {
    var order: [(number: Int, compiler: Int, index: Int)] = []
    for (number, compiler) in compilers.enumerated() {
      for (index, run) in compiler.state.runs.enumerated() { order.append((run.number, number, index)) }
      code.measures.add(compiler.state.measures)
      code.transcripts.append(contentsOf: compiler.state.transcripts)
    }
    order.sort { $0.number < $1.number }
    code.bytes.reserveCapacity(compilers.reduce(code.bytes.count) { $0 + $1.state.bytes.count })
    code.relocations.reserveCapacity(compilers.reduce(code.relocations.count) { $0 + $1.state.relocations.count })
    code.rows.reserveCapacity(compilers.reduce(code.rows.count) { $0 + $1.state.rows.count })
    code.parts.reserveCapacity(compilers.reduce(code.parts.count) { $0 + $1.state.parts.count })
    for (_, number, index) in order {
      let compiler = compilers[number]
      append(compiler, number, from: compiler.state.runs[index], to: compiler.state.extent(ofRun: index + 1))
    }
  }

  private mutating func append(
    _ compiler: FunctionCompiler, _ number: Int, from start: CompilerState.Run, to end: CompilerState.Run
  ) {
    // What is added to an offset in the compiler's own tables; it may be less than nothing.
    let shift = UInt32(truncatingIfNeeded: code.bytes.count - start.firstByte)
    code.bytes.append(contentsOf: UnsafeBufferPointer(rebasing: compiler.state.bytes[start.firstByte..<end.firstByte]))
    for var part in compiler.state.parts[start.firstPart..<end.firstPart] {
      part.offset &+= shift
      code.parts.append(part)
    }
    if !compiler.state.machineTexts.isEmpty {
      code.machineTexts.append(contentsOf: compiler.state.machineTexts[start.firstPart..<end.firstPart])
    }
    for var row in compiler.state.rows[start.firstRow..<end.firstRow] {
      row.offset &+= shift
      code.rows.append(row)
    }
    let messageShift = UInt32(truncatingIfNeeded: code.traps.count - start.firstTrap)
    code.traps.append(messages[number], start.firstTrap..<end.firstTrap)
    for var relocation in compiler.state.relocations[start.firstRelocation..<end.firstRelocation] {
      relocation.offset &+= shift
      if relocation.symbol & CodeReference.constant != 0 {
        relocation.symbol = CodeReference.constant | self.number(ofConstant: relocation.symbol, of: number)
      } else if relocation.symbol & CodeReference.message != 0 {
        relocation.symbol &+= messageShift
      }
      code.relocations.append(relocation)
    }
  }

  /// The number in the program of what a compiler's relocation refers to. A constant that several met is one, and has the
  /// number of the first place that reads it.
  private mutating func number(ofConstant symbol: UInt32, of compiler: Int) -> UInt32 {
    let local = Int(symbol & ~CodeReference.constant)
    let known = numbersOfCompilers[compiler][local]
    if known != Self.none { return known }
    let constant = compilers[compiler].state.constants[local]
    let number = numbers[constant] ?? UInt32(code.constants.count)
    if number == code.constants.count {
      code.constants.append(constant)
      numbers[constant] = number
    }
    numbersOfCompilers[compiler][local] = number
    return number
  }
}

extension CompiledCode {
  /// Appends code that refers to nothing but symbols and generators.
  mutating func append(_ buffer: borrowing CodeBuffer) {
    let start = UInt32(truncatingIfNeeded: bytes.count)
    buffer.withBytes { bytes.append(contentsOf: $0) }
    for var relocation in buffer.relocations {
      relocation.offset += start
      relocations.append(relocation)
    }
    for var row in buffer.rows {
      row.offset += start
      rows.append(row)
    }
  }
}
