// Writing lines, naming values, and choosing operands.

import TestSupport

extension ProgramGenerator {
  /// Writes an instruction.
  mutating func line(_ text: String) {
    state.text += "  "
    state.text += text
    state.text += "\n"
    state.cost += state.multiplier
  }

  /// A name for a value.
  mutating func fresh() -> String {
    state.nameCount += 1
    return "%v\(state.nameCount)"
  }

  /// A name for a block.
  mutating func freshLabel(_ word: String) -> String {
    state.labelCount += 1
    return "\(word)\(state.labelCount)"
  }

  mutating func push(_ value: FuzzValue) { state.values[value.type.rawValue].append(value) }

  /// Writes an instruction with one result, and makes that known.
  @discardableResult
  mutating func define(_ type: ScalarType, isExact: Bool? = nil, _ text: String) -> FuzzValue {
    let value = FuzzValue(name: fresh(), type: type, isExact: isExact ?? !type.isFloat)
    line("\(value.name) = \(text)")
    push(value)
    return value
  }

  /// Begins a block, whose parameters become known.
  mutating func open(_ label: String, _ types: [ScalarType] = []) {
    var parameters: [String] = []
    for type in types {
      let value = FuzzValue(name: fresh(), type: type, isExact: !type.isFloat)
      push(value)
      parameters.append("\(value.name): \(type.spelling)")
    }
    open(label, declared: parameters)
  }

  /// Begins a block with parameters that stand as they are written.
  mutating func open(_ label: String, declared parameters: [String]) {
    state.text += parameters.isEmpty ? "\(label):\n" : "\(label)(\(parameters.joined(separator: ", "))):\n"
    state.isOpen = true
  }

  /// Ends the block in work.
  mutating func end(_ text: String) {
    line(text)
    state.isOpen = false
  }

  /// Writes what only the blocks in it can see.
  mutating func scoped(_ body: (inout ProgramGenerator) -> Void) {
    let counts = state.values.map(\.count)
    let areaCount = state.areas.count
    body(&self)
    for (index, count) in counts.enumerated() { state.values[index].removeLast(state.values[index].count - count) }
    state.areas.removeLast(state.areas.count - areaCount)
  }

  /// A value of a type that is known, or is made.
  mutating func value(_ type: ScalarType) -> FuzzValue {
    let known = state.values[type.rawValue]
    if known.isEmpty || random.chance(2) {
      let literal = Literal.random(type, &random)
      switch type {
      case .bool: return define(type, "or bool \(literal), false")
      case .f32, .f64: return define(type, isExact: true, "select \(type.spelling) true, \(literal), 0.0")
      default: return define(type, "add \(type.spelling) \(literal), 0")
      }
    }
    // Mostly recent ones, as programs do; the others live long.
    if random.chance(55) { return known[known.count - 1 - random.below(min(5, known.count))] }
    return random.pick(known)
  }

  /// An operand of a type: a value or a literal.
  mutating func operand(_ type: ScalarType, literals: Int = 22) -> String {
    random.chance(literals) ? Literal.random(type, &random) : value(type).name
  }

  /// Operands of several types, as arguments of a block; parentheses where there are any.
  mutating func arguments(_ types: [ScalarType]) -> String {
    if types.isEmpty { return "" }
    return "(" + types.map { operand($0) }.joined(separator: ", ") + ")"
  }

  /// A value whose bits are all defined.
  mutating func exact(_ value: FuzzValue) -> FuzzValue {
    if value.isExact { return value }
    // The names tell the reducer that these two belong together.
    state.nameCount += 1
    let (test, result) = ("%nan\(state.nameCount)", "%exact\(state.nameCount)")
    line("\(test) = unordered.f \(value.type.spelling) \(value.name), \(value.name)")
    line("\(result) = select \(value.type.spelling) \(test), nan, \(value.name)")
    let exact = FuzzValue(name: result, type: value.type, isExact: true)
    push(exact)
    return exact
  }

  /// An operand all of whose bits are defined.
  mutating func exactOperand(_ type: ScalarType) -> String {
    random.chance(20) ? Literal.random(type, &random) : exact(value(type)).name
  }

  /// Writes some of all that is known into the hash: it has lived until here.
  mutating func mixValues() {
    var known = state.values.flatMap { $0 }
    known.shuffle(using: &random)
    guard let first = known.first(where: { $0.type == .i64 }) else { return }
    var sum = first.name
    for value in known.prefix(2 + random.below(16)) where value.type != .bool {
      let type = value.type.integer
      let bits = value.type.isFloat ? define(type, "bitcast \(type.spelling) \(exact(value).name)") : value
      let wide = type == .i64 ? bits : define(.i64, "\(random.pick(["ext.s", "ext.u"])) i64 \(bits.name)")
      sum = define(.i64, "\(random.pick(["add", "xor", "sub", "rotl"])) i64 \(sum), \(wide.name)").name
    }
    mix(FuzzValue(name: sum, type: .i64, isExact: true))
  }

  /// Writes a value into the hash.
  mutating func mix(_ value: FuzzValue) {
    let bits: String
    switch value.type {
    case .f32, .f64:
      let integer = define(value.type.integer, "bitcast \(value.type.integer.spelling) \(exact(value).name)")
      bits = value.type == .f64 ? integer.name : define(.i64, "ext.u i64 \(integer.name)").name
    case .i64: bits = value.name
    default: bits = define(.i64, "ext.u i64 \(value.name)").name
    }
    guard random.chance(50) else {
      line("call @mix(\(bits))")
      state.cost += 6 * state.multiplier
      return
    }
    let names = (0..<4).map { _ in fresh() }
    line("\(names[0]) = load i64 @hash")
    line("\(names[1]) = rotl i64 \(names[0]), \(1 + random.below(63))")
    line("\(names[2]) = xor i64 \(names[1]), \(bits)")
    line("\(names[3]) = mul i64 \(names[2]), 0x9e3779b97f4a7c15")
    line("store i64 \(names[3]), @hash")
  }
}
