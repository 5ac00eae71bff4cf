// What comes next in a block, and the statements that branch.

import TestSupport

extension ProgramGenerator {
  /// Writes so many statements, as far as control gets.
  mutating func statements(_ count: Int) {
    for _ in 0..<count where state.isOpen {
      guard state.cost < shape.cost else { break }
      statement()
    }
    // What nobody looks at shows nothing.
    if state.isOpen, state.nesting > 0, random.chance(50) { mixAny() }
  }

  private mutating func statement() {
    let isDeep = state.nesting >= 4
    switch random.below(100) {
    case 0..<38: arithmetic()
    case 38..<42: division()
    case 42..<45: conversion()
    case 45..<54: access()
    case 54..<57: update()
    case 57..<61: recordStatement()
    case 61..<64: bulk()
    case 64..<67: atomic()
    case 67..<70: pointers()
    case 70..<76: callStatement()
    case 76..<82: mixAny()
    case 82..<87: if isDeep { arithmetic() } else { nested { $0.ifStatement() } }
    case 87..<92: if isDeep || state.multiplier > 60 { arithmetic() } else { nested { $0.loopStatement() } }
    case 92..<94: if isDeep { arithmetic() } else { nested { $0.switchStatement() } }
    case 94: if isDeep || state.multiplier > 60 { arithmetic() } else { nested { $0.unusualLoop() } }
    case 95: dynamicAllocationOrLess(isDeep)
    case 96: if isDeep { arithmetic() } else { pressure() }
    case 97: leaveLoop()
    case 98: trapStatement()
    default: random.chance(50) ? layoutConstant() : makeSlot()
    }
  }

  private mutating func dynamicAllocationOrLess(_ isDeep: Bool) {
    if isDeep { arithmetic() } else { dynamicAllocation() }
  }

  private mutating func nested(_ body: (inout ProgramGenerator) -> Void) {
    state.nesting += 1
    body(&self)
    state.nesting -= 1
  }

  private mutating func mixAny() {
    mix(value(randomType(floatShare: 30)))
    if random.chance(6), state.multiplier < 8 {
      line("call @print()")
      state.cost += 180 * state.multiplier
    }
  }

  /// A condition: a comparison of its own, mostly.
  mutating func condition() -> String {
    if random.chance(25) { return operand(.bool, literals: 4) }
    let type = randomType()
    let spelling = type.spelling
    let (left, right) = (value(type).name, operand(type, literals: 45))
    let name: String
    switch type {
    case .bool: name = random.pick(["eq", "ne"])
    case .f32, .f64: name = random.pick(["eq.f", "ne.f", "lt.f", "le.f", "gt.f", "ge.f", "ordered.f", "unordered.f"])
    default:
      name = random.pick(["eq", "ne", "lt.s", "le.s", "gt.s", "ge.s", "lt.u", "le.u", "gt.u", "ge.u"])
      // A test of single bits, as a comparison with nothing.
      if random.chance(20) {
        let bits = define(type, "and \(spelling) \(left), \(right)")
        return define(.bool, "\(random.pick(["eq", "ne", "lt.s"])) \(spelling) \(bits.name), 0").name
      }
    }
    return define(.bool, "\(name) \(spelling) \(left), \(right)").name
  }

  mutating func randomTypes(_ most: Int, floatShare: Int = 25) -> [ScalarType] {
    (0..<random.below(most + 1)).map { _ in randomType(floatShare: floatShare) }
  }

  mutating func ifStatement() {
    let condition = condition()
    let types = randomTypes(5)
    let after = freshLabel("after")
    if random.chance(15) {
      // Both to one block, with different arguments.
      let (first, second) = (arguments(types), arguments(types))
      end("branch \(condition), \(after)\(first), \(after)\(second)")
      return open(after, types)
    }
    let then = freshLabel("then")
    let hasElse = random.chance(60)
    let otherwise = hasElse ? freshLabel("else") : after
    let inner = random.chance(25) ? randomTypes(3) : []
    let (first, second) = (arguments(inner), hasElse ? "" : arguments(types))
    end(
      random.chance(50) || !hasElse
        ? "branch \(condition), \(then)\(first), \(otherwise)\(second)"
        : "branch \(condition), \(then)\(first), \(otherwise)")
    var isReached = !hasElse
    for label in hasElse ? [then, otherwise] : [then] {
      scoped { generator in
        generator.open(label, label == then ? inner : [])
        generator.statements(1 + generator.random.below(6))
        guard generator.state.isOpen else { return }
        if generator.random.chance(6), generator.state.name != "@main" {
          return generator.returnStatement(mayTailCall: true)
        }
        let arguments = generator.arguments(types)
        generator.end("jump \(after)\(arguments)")
        isReached = true
      }
    }
    if isReached { open(after, types) }
  }

  mutating func switchStatement() {
    let type = random.pick(ScalarType.integers)
    let types = randomTypes(4)
    let after = freshLabel("after")
    let count = 1 + random.below(type == .i8 ? 12 : 20)
    // Dense ones lie side by side; sparse ones anywhere; some are both.
    let style = random.below(3)
    var values: [UInt64] = []
    let mask = type.width == 64 ? UInt64.max : (1 << UInt64(type.width)) - 1
    let base = random.chance(40) ? UInt64(random.below(4)) : Literal.bits(width: type.width, &random)
    for index in 0..<count {
      let isSparse = style == 1 || style == 2 && random.chance(30)
      let bits = (isSparse ? Literal.bits(width: type.width, &random) : base &+ UInt64(index)) & mask
      if !values.contains(bits) { values.append(bits) }
    }
    var operand = value(type).name
    if random.chance(75) {
      // Close to the cases: otherwise it would hardly ever be one.
      let near = define(type, "and \(type.spelling) \(operand), \(values.count > 7 ? 15 : 7)")
      operand =
        define(type, "add \(type.spelling) \(near.name), \(Literal.signed(base & mask, width: type.width))").name
    }
    var blocks: [String] = []
    func target() -> String {
      if random.chance(40) { return after + arguments(types) }
      if !blocks.isEmpty, random.chance(30) { return random.pick(blocks) }
      blocks.append(freshLabel("case"))
      return blocks[blocks.count - 1]
    }
    let otherwise = target()
    var isReached = otherwise.hasPrefix(after)
    var cases: [String] = []
    for bits in values {
      let target = target()
      if target.hasPrefix(after) { isReached = true }
      cases.append("    \(Literal.text(of: bits, width: type.width, &random)): \(target)\n")
    }
    end("switch \(type.spelling) \(operand), \(otherwise) [\n\(cases.joined())  ]")
    for label in blocks {
      scoped { generator in
        generator.open(label)
        generator.statements(generator.random.below(4))
        guard generator.state.isOpen else { return }
        let arguments = generator.arguments(types)
        generator.end("jump \(after)\(arguments)")
        isReached = true
      }
    }
    if isReached { open(after, types) }
  }

  /// Leaves a loop, or goes on with its next round, under some condition.
  private mutating func leaveLoop() {
    guard let index = state.loops.indices.randomElement(using: &random) else { return arithmetic() }
    let condition = condition()
    let on = freshLabel("on")
    if let next = state.loops[index].next, index == state.loops.count - 1, random.chance(50) {
      let arguments = arguments(state.loops[index].nextTypes)
      end("branch \(condition), \(next)\(arguments), \(on)")
      state.loops[index].nexts += 1
    } else {
      let arguments = arguments(state.loops[index].exitTypes)
      end("branch \(condition), \(on), \(state.loops[index].exit)\(arguments)")
      state.loops[index].exits += 1
    }
    open(on)
  }

  /// Something that traps, mostly never.
  private mutating func trapStatement() {
    let condition: String
    if mayTrap() {
      condition = self.condition()
    } else {
      // Nobody knows that this is not so.
      condition = define(.bool, "eq i64 \(value(.i64).name), \(Int64(bitPattern: random.next()))").name
    }
    let (bad, on) = (freshLabel("bad"), freshLabel("on"))
    end("branch \(condition), \(bad), \(on)")
    open(bad)
    trapCount += 1
    switch random.below(5) {
    case 0: end("unreachable")
    case 1: end("trap")
    case 2:
      line("call @fail(\(trapCount)) noreturn")
      end("unreachable")
    default: end("trap \"trap number \(trapCount)\"")
    }
    open(on)
  }
}
