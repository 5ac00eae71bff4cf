// Damages modules themselves, where no text could say it: numbers that lead nowhere, or to something else. The verifier must
// refuse them or be right to let them pass, and the machine must survive them.

public import IR
import TestSupport

/// Makes damaged modules of sound ones, repeatably from a seed.
public struct StructureMutator: Sendable {
  private let corpus: [Module]

  /// A mutator of the programs among these texts and the examples of the opcode table.
  public init(_ texts: [[UInt8]]) {
    let all = texts + OpcodeTable.rows.map { Array($0.example.program.utf8) }
    corpus = all.compactMap { text in
      let result = Module.read([ModuleSource(name: "sound.wir", bytes: text)])
      return result.diagnostics.isEmpty && !result.module.functions.isEmpty ? result.module : nil
    }
  }

  /// How many modules there are.
  public var count: Int { corpus.count }

  /// A damaged module; the same seed and index give the same one.
  public func mutant(seed: UInt64, index: Int) -> Module {
    var generator = SeededGenerator(seed: seed, index: index)
    var module = corpus[generator.below(corpus.count)]
    for _ in 0..<generator.pick([1, 1, 1, 2, 4]) {
      let number = generator.below(module.functions.count)
      switch generator.below(24) {
      case 0: damageTables(&module, &generator)
      // A function of another module: its numbers are not of this one.
      case 1:
        let other = corpus[generator.below(corpus.count)]
        module.functions[number] = other.functions[generator.below(other.functions.count)]
      default: damage(&module.functions[number], types: module.types.count, symbols: module.symbols.count, &generator)
      }
    }
    return module
  }

  /// A number near what is there: just outside, far outside, or another one inside.
  private func number(_ count: Int, _ generator: inout SeededGenerator) -> UInt32 {
    switch generator.below(10) {
    case 0: UInt32(truncatingIfNeeded: count)
    case 1: UInt32(truncatingIfNeeded: count - 1)
    case 2: .max
    case 3: UInt32(truncatingIfNeeded: generator.next())
    case 4: 0
    default: UInt32(truncatingIfNeeded: generator.below(count))
    }
  }

  private func operand(_ function: Function, symbols: Int, _ generator: inout SeededGenerator) -> UInt32 {
    switch generator.below(8) {
    case 0: number(function.constants.count, &generator) & 0x3FFF_FFFF | 0x8000_0000
    case 1: number(symbols, &generator) | 0xC000_0000
    case 2: UInt32(truncatingIfNeeded: generator.next()) & 0x3FFF_FFFF | 0x4000_0000
    case 3: UInt32(truncatingIfNeeded: generator.below(64)) | 0x4000_0000
    default: number(function.values.count, &generator)
    }
  }

  private func damageTables(_ module: inout Module, _ generator: inout SeededGenerator) {
    let symbol = Symbol(generator.below(module.symbols.count))
    switch generator.below(4) {
    case 0: module.symbols[symbol].type = Type(rawValue: number(module.types.count, &generator))
    case 1: module.symbols[symbol].definition = .function(Int(number(module.functions.count, &generator)))
    case 2: module.symbols[symbol].definition = .data(Int(number(module.data.count, &generator)))
    default: module.symbols[symbol].linkage.formSymmetricDifference(.init(rawValue: 1 << UInt8(generator.below(8))))
    }
  }

  private func damage(
    _ function: inout Function, types: Int, symbols: Int, _ generator: inout SeededGenerator
  ) {
    guard function.instructions.count > 0, function.blocks.count > 0 else { return }
    let instruction = Instruction(generator.below(function.instructions.count))
    switch generator.below(16) {
    case 0, 1:
      function.instructions[instruction].opcode = generator.pick(Opcode.allCases)
    case 2: function.instructions[instruction].type = Type(rawValue: number(types, &generator))
    case 3, 4: function.instructions[instruction].a = operand(function, symbols: symbols, &generator)
    case 5: function.instructions[instruction].b = operand(function, symbols: symbols, &generator)
    case 6: function.instructions[instruction].aux.rawValue = UInt16(truncatingIfNeeded: generator.next())
    case 7: function.instructions[instruction].resultCount = UInt8(truncatingIfNeeded: number(4, &generator))
    case 8...9 where !function.pool.isEmpty:
      function.pool[generator.below(function.pool.count)] =
        generator.chance(70) ? operand(function, symbols: symbols, &generator) : number(16, &generator)
    case 10 where function.values.count > 0:
      function.values[Value(generator.below(function.values.count))].type = Type(rawValue: number(types, &generator))
    case 11:
      function.firstResults[instruction] = Value(rawValue: number(function.values.count, &generator))
    case 12:
      let block = Block(generator.below(function.blocks.count))
      switch generator.below(4) {
      case 0: function.blocks[block].first = Instruction(rawValue: number(function.instructions.count, &generator))
      case 1: function.blocks[block].end = Instruction(rawValue: number(function.instructions.count + 1, &generator))
      case 2: function.blocks[block].firstParameter = Value(rawValue: number(function.values.count, &generator))
      default: function.blocks[block].parameterCount = number(4, &generator)
      }
    case 13 where function.constants.count > 0:
      let constant = Constant(generator.below(function.constants.count))
      if generator.chance(50) {
        function.constants[constant].reference = number(types, &generator)
      } else {
        function.constants[constant].kind = generator.pick([
          .integer, .f32, .f64, .sizeof, .alignof, .offsetof, .syscall,
        ])
      }
    case 14: function.type = Type(rawValue: number(types, &generator))
    default:
      // Two instructions change places, with what they give.
      let other = Instruction(generator.below(function.instructions.count))
      function.instructions.elements.swapAt(instruction.index, other.index)
      function.firstResults.elements.swapAt(instruction.index, other.index)
    }
  }
}
