// The table of all operations, from which the parser, the printer, the verifier and the documentation derive.

import Layout

/// The operations with all that is known of them.
public enum OpcodeTable {
  /// Every row, at the index of its opcode's raw value.
  public static let rows: [OpcodeRow] = {
    let all = [
      integerRows, floatRows, comparisonRows, conversionRows, memoryRows, atomicRows, controlRows, concurrencyRows,
      processorRows,
    ].flatMap { $0 }
    return all.sorted { $0.opcode.rawValue < $1.opcode.rawValue }
  }()

  /// The groups of the documentation.
  public static let groups: [(title: String, rows: [OpcodeRow])] = [
    ("Integers", integerRows), ("Floats", floatRows), ("Comparison and choice", comparisonRows),
    ("Conversions", conversionRows), ("Memory", memoryRows), ("Atomics", atomicRows), ("Control", controlRows),
    ("Tasks, threads, time and the system", concurrencyRows), ("Of one processor", processorRows),
  ]

  /// What the hot paths need of each row, at the index of its opcode's raw value.
  static let shapes: [OpcodeShape] = rows.map { OpcodeShape($0) }
}

extension Opcode {
  /// The operation's row of the table.
  public var row: OpcodeRow { OpcodeTable.rows[Int(rawValue)] }

  /// How the text spells it.
  public var spelling: String { row.name }

  /// What the hot paths need of the row.
  @inline(__always) var shape: OpcodeShape { OpcodeTable.shapes[Int(rawValue)] }

  /// The operation of that spelling.
  public init?(spelling: String) {
    guard let name = NameTable.reserved.find(spelling), name.index < Opcode.allCases.count,
      let opcode = Opcode(rawValue: UInt8(name.index))
    else { return nil }
    self = opcode
  }
}

/// The part of a row that the parser, printer and verifier read for every instruction: no references, no arrays.
struct OpcodeShape: Sendable {
  let syntax: Syntax
  let operandCount: UInt8
  let resultCount: UInt8
  let orderings: OrderingRule
  let types: TypeKinds
  let effects: Effects
  let attributes: InstructionAttributes
  let isOnEveryTarget: Bool
  /// Whether the verifier has rules for the operation beyond its operands' types.
  let hasOwnRules: Bool
  private let operands: (OperandRule, OperandRule, OperandRule, OperandRule, OperandRule)
  private let results: (ResultRule, ResultRule, ResultRule, ResultRule)

  init(_ row: OpcodeRow) {
    syntax = row.syntax
    operandCount = UInt8(row.operands.count)
    resultCount = UInt8(row.results.count)
    orderings = row.orderings
    types = row.types
    effects = row.effects
    attributes = row.attributes
    isOnEveryTarget = row.targets == .all
    hasOwnRules =
      switch row.opcode {
      case .truncate, .extendSigned, .extendUnsigned, .bitcast, .variadicStart, .asyncTaskDetach, .signalHandle: true
      default: false
      }
    let padded = row.operands + Array(repeating: .same, count: 5)
    operands = (padded[0], padded[1], padded[2], padded[3], padded[4])
    let given = row.results + Array(repeating: .same, count: 4)
    results = (given[0], given[1], given[2], given[3])
  }

  @inline(__always)
  func operand(_ index: Int) -> OperandRule {
    switch index {
    case 0: operands.0
    case 1: operands.1
    case 2: operands.2
    case 3: operands.3
    default: operands.4
    }
  }

  @inline(__always)
  func result(_ index: Int) -> ResultRule {
    switch index {
    case 0: results.0
    case 1: results.1
    case 2: results.2
    default: results.3
    }
  }

  var isTerminator: Bool { effects.contains(.terminates) }
}
