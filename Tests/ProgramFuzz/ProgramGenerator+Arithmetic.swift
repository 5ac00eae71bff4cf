// Statements that compute: every operation of the opcode table that has nothing but operands and results, and those that
// may trap behind what keeps them from it.

import IR
import TestSupport

/// An operation with a type that it takes.
struct ArithmeticChoice {
  let opcode: Opcode
  let type: ScalarType
  /// What an operand may be that is not of a fixed type.
  let open: [ScalarType]

  /// Every operation of arithmetic, comparison and conversion that cannot trap, with every type.
  static let all: [[ArithmeticChoice]] = {
    var byOpcode: [[ArithmeticChoice]] = []
    for group in OpcodeTable.groups.prefix(4) {
      for row in group.rows where row.traps.isEmpty {
        var choices: [ArithmeticChoice] = []
        for type in ScalarType.allCases where row.types.contains(type.kind) {
          let open = ScalarType.allCases.filter { isOperand($0, of: row.opcode, giving: type) }
          let hasRoom = row.operands.allSatisfy { $0.scalar(of: type) != nil } || !open.isEmpty
          if hasRoom, !row.operands.contains(.ptr), !row.results.contains(.ptr) {
            choices.append(ArithmeticChoice(opcode: row.opcode, type: type, open: open))
          }
        }
        if !choices.isEmpty { byOpcode.append(choices) }
      }
    }
    return byOpcode
  }()

  /// Whether a conversion to a type takes another.
  private static func isOperand(_ from: ScalarType, of opcode: Opcode, giving type: ScalarType) -> Bool {
    switch opcode {
    case .truncate: from.isInteger && from.size > type.size
    case .extendSigned: from.isInteger && from.size < type.size
    case .extendUnsigned: from == .bool || from.isInteger && from.size < type.size
    case .bitcast: from != type && from.size == type.size && from.size >= 4
    case .signedToFloat, .unsignedToFloat: from.isInteger
    case .floatToSignedSaturating, .floatToUnsignedSaturating: from.isFloat
    default: false
    }
  }
}

extension OperandRule {
  /// The type that the rule asks for, where it is one.
  func scalar(of type: ScalarType) -> ScalarType? {
    switch self {
    case .same: type
    case .bool: .bool
    case .i8: .i8
    case .i16: .i16
    case .i32: .i32
    case .i64: .i64
    case .f32: .f32
    case .f64: .f64
    default: nil
    }
  }
}

extension ResultRule {
  /// The type of the result.
  func scalar(of type: ScalarType) -> ScalarType {
    switch self {
    case .same: type
    case .bool: .bool
    case .i32: .i32
    case .i64, .ptr: .i64
    }
  }
}

extension ProgramGenerator {
  /// Computes something from values that are known.
  mutating func arithmetic() {
    let choice = random.pick(random.pick(ArithmeticChoice.all))
    arithmetic(choice)
  }

  private mutating func arithmetic(_ choice: ArithmeticChoice) {
    let row = choice.opcode.row
    var operands: [String] = []
    var isExact = true
    for (index, rule) in row.operands.enumerated() {
      let type = rule.scalar(of: choice.type) ?? random.pick(choice.open)
      // What looks at single bits of a float must know them all.
      let mustBeExact = choice.opcode == .bitcast || choice.opcode == .copySignFloat && index == 1
      // A literal has no type where the rule allows several.
      let mayBeLiteral = rule.scalar(of: choice.type) != nil && random.chance(index == 0 ? 8 : 30)
      if mayBeLiteral {
        operands.append(Literal.random(type, &random))
        continue
      }
      var known = value(type)
      if mustBeExact, type.isFloat { known = exact(known) }
      if !known.isExact { isExact = false }
      operands.append(known.name)
    }
    let keepsBits: Bool
    switch choice.opcode {
    case .negateFloat, .absoluteFloat, .copySignFloat, .select, .bitcast: keepsBits = isExact
    default: keepsBits = false
    }
    let results = row.results.map { $0.scalar(of: choice.type) }
    let values = results.map { FuzzValue(name: fresh(), type: $0, isExact: !$0.isFloat || keepsBits) }
    line(
      "\(values.map(\.name).joined(separator: ", ")) = \(row.name) \(choice.type.spelling) \(operands.joined(separator: ", "))"
    )
    for value in values { push(value) }
  }

  /// Whether the next operation may trap.
  mutating func mayTrap() -> Bool { isTrapping && state.multiplier <= 8 && random.chance(20) }

  /// A division or a remainder.
  mutating func division() {
    let type = random.pick(ScalarType.integers)
    let opcode = random.pick([.divideSigned, .divideUnsigned, .remainderSigned, .remainderUnsigned] as [Opcode])
    let spelling = type.spelling
    let dividend = operand(type, literals: 12)
    var divisor = operand(type, literals: 35)
    if !mayTrap() {
      let isSigned = opcode == .divideSigned
      switch random.below(isSigned ? 3 : 4) {
      case 0:
        // A constant of any size, neither 0 nor -1.
        var bits = Literal.bits(width: type.width, &random)
        if bits == 0 || bits == UInt64.max >> UInt64(64 - type.width) {
          bits = UInt64(random.pick([2, 3, 7, 10, 100]))
        }
        divisor = Literal.text(of: bits, width: type.width, &random)
      case 1:
        // From 1 to the greatest.
        let positive = define(type, "and \(spelling) \(divisor), \(UInt64.max >> UInt64(65 - type.width))")
        divisor = define(type, "or \(spelling) \(positive.name), 1").name
      case 2:
        let isZero = define(.bool, "eq \(spelling) \(divisor), 0")
        divisor = define(type, "select \(spelling) \(isZero.name), 3, \(divisor)").name
        if isSigned {
          let isMinusOne = define(.bool, "eq \(spelling) \(divisor), -1")
          divisor = define(type, "select \(spelling) \(isMinusOne.name), -3, \(divisor)").name
        }
      default: divisor = define(type, "or \(spelling) \(divisor), 1").name
      }
    }
    define(type, "\(opcode.row.name) \(spelling) \(dividend), \(divisor)")
  }

  /// A conversion of a float to an integer that traps where it does not fit.
  mutating func conversion() {
    let from = random.pick(ScalarType.floats)
    let to = random.pick(ScalarType.integers)
    let isSigned = random.chance(50)
    var operand = value(from).name
    if !mayTrap() {
      let limit = "0x1p\(isSigned ? to.width - 1 : to.width)"
      let isBelow = define(.bool, "lt.f \(from.spelling) \(operand), \(limit)")
      // What is cut off toward zero still fits, where the type of the float has the number below the least.
      let least = !isSigned ? "-1.0" : to.width <= 16 ? "-\((1 << (to.width - 1)) + 1).0" : nil
      let isAbove = define(
        .bool,
        least.map { "gt.f \(from.spelling) \(operand), \($0)" } ?? "ge.f \(from.spelling) \(operand), -\(limit)")
      let fits = define(.bool, "and bool \(isBelow.name), \(isAbove.name)")
      operand =
        define(
          from, isExact: false,
          "select \(from.spelling) \(fits.name), \(operand), \(random.pick(["1.5", "100.0", "0.0"]))"
        ).name
    }
    define(to, "toint.\(isSigned ? "s" : "u") \(to.spelling) \(operand)")
  }

  /// Numbers that only the compiler knows.
  mutating func layoutConstant() {
    guard let record = records.indices.randomElement(using: &random) else { return }
    let name = records[record].name
    let constant =
      random.chance(50) || records[record].members.isEmpty
      ? "\(random.pick(["sizeof", "alignof"]))(\(name))"
      : "offsetof(\(name).\(random.pick(records[record].members).name))"
    define(.i64, "add i64 \(constant), \(operand(.i64))")
  }

  /// Many values that live at the same time, across whatever comes between.
  mutating func pressure() {
    let count = 10 + random.below(30)
    let floatShare = random.pick([0, 0, 30, 100])
    var values: [FuzzValue] = []
    for _ in 0..<count {
      let type = randomType(floatShare: floatShare)
      switch type {
      case .bool: values.append(define(type, "xor bool \(operand(type)), \(value(type).name)"))
      case .f32, .f64:
        values.append(
          define(
            type, "\(random.pick(["add.f", "mul.f", "sub.f"])) \(type.spelling) \(value(type).name), \(operand(type))"))
      default:
        values.append(
          define(
            type, "\(random.pick(["add", "xor", "sub", "mul"])) \(type.spelling) \(value(type).name), \(operand(type))")
        )
      }
    }
    if random.chance(60) {
      state.nesting += 1
      scoped { generator in generator.statements(1 + generator.random.below(4)) }
      state.nesting -= 1
    }
    guard state.isOpen else { return }
    if random.chance(30) { values.reverse() }
    if random.chance(30) { values.shuffle(using: &random) }
    for type in ScalarType.allCases {
      let same = values.filter { $0.type == type }
      guard var sum = same.first else { continue }
      for next in same.dropFirst() {
        let name = type == .bool ? "xor" : type.isFloat ? "add.f" : random.pick(["add", "xor"])
        sum = define(type, "\(name) \(type.spelling) \(sum.name), \(next.name)")
      }
      mix(sum)
    }
  }
}
