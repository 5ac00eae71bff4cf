// Statements that call: by name, through addresses, in place of the function itself, and with arguments beyond the named.

import TestSupport

extension ProgramGenerator {
  /// Calls one of the functions that are made already.
  mutating func callStatement() {
    // A program without tasks draws no number here.
    if shape.tasks > 0, random.chance(25) { return line("yield") }
    let affordable = functions.filter { $0.cost * state.multiplier + state.cost <= shape.cost * 2 }
    guard let callee = affordable.randomElement(using: &random) else { return arithmetic() }
    let hasTable = tables.indices.filter { tables[$0].cost * state.multiplier + state.cost <= shape.cost * 2 }
    if let table = hasTable.randomElement(using: &random), random.chance(50) {
      let address = tableEntry(table)
      call("", tables[table].signature, indirectly: address)
      state.cost += tables[table].cost * state.multiplier
      return
    }
    var address: String?
    if callee.signature.extras == nil, random.chance(20) {
      // One of two of the same signature, or what is known to be the function.
      let alike = functions.filter { $0.signature == callee.signature && $0.cost <= callee.cost }
      let name = fresh()
      line(
        "\(name) = select ptr \(operand(.bool)), \(callee.name), \(alike.randomElement(using: &random)?.name ?? callee.name)"
      )
      address = name
    }
    call(callee.name, callee.signature, indirectly: address)
    state.cost += callee.cost * state.multiplier
  }

  private mutating func tableEntry(_ table: Int) -> String {
    let index = define(.i64, "and i64 \(value(.i64).name), \(tableSizes[table] - 1)")
    let (entry, address) = (fresh(), fresh())
    line("\(entry) = element ptr \(tables[table].name), \(index.name)")
    line("\(address) = load ptr \(entry)")
    return address
  }

  /// The arguments of a call. `lasting` ones do not lead into the caller's frame.
  mutating func arguments(_ signature: FuzzSignature, lasting: Bool = false) -> String {
    var words: [String] = []
    for parameter in signature.parameters {
      switch parameter {
      case .scalar(let type, _): words.append(operand(type))
      case .depth(let most):
        if random.chance(50) {
          words.append(String(random.below(most + 1)))
        } else {
          let mask = most >= 14 ? 7 : most >= 3 ? 3 : 1
          words.append(define(.i64, "and i64 \(value(.i64).name), \(mask)").name)
        }
      case .buffer:
        let fitting = state.areas.filter {
          $0.contents == .bytes && $0.size >= 64 && $0.alignment >= 8 && $0.isWritable && ($0.isLasting || !lasting)
        }
        words.append(fitting.randomElement(using: &random)?.pointer ?? globals[0].pointer)
      case .record(let record): words.append(recordArea(record).pointer)
      }
    }
    for extra in signature.extras ?? [] { words.append("\(extra.spelling) \(operand(extra))") }
    return words.joined(separator: ", ")
  }

  /// The types of a signature, as an indirect call writes them.
  func spelling(_ signature: FuzzSignature) -> String {
    let parameters = signature.parameters.map { parameter in
      switch parameter {
      case .scalar(let type, let words): type.spelling + words
      case .depth: "i64"
      case .buffer: "ptr"
      case .record(let record): records[record].name
      }
    }
    let results = arrow(signature.results)
    return "(\(parameters.joined(separator: ", ")))\(results)\(signature.isC ? " c" : "")"
  }

  /// Calls a function, by name or at an address; its results become known.
  mutating func call(_ name: String, _ signature: FuzzSignature, indirectly address: String?) {
    let isTask = shape.tasks > 0 && !signature.isC && random.chance(shape.tasks)
    if isTask, random.chance(20) { return detachedTask(name, signature, indirectly: address) }
    let arguments = arguments(signature)
    let task = isTask ? createTask(name, signature, arguments, indirectly: address) : ""
    var names: [String] = []
    var found: [FuzzValue] = []
    for result in signature.results {
      let name = fresh()
      names.append(name)
      switch result {
      case .scalar(let type, _): found.append(FuzzValue(name: name, type: type, isExact: !type.isFloat))
      case .record(let record):
        state.areas.append(
          Area(
            pointer: name, size: records[record].size, alignment: records[record].alignment, isWritable: true,
            isLasting: false, object: newObject(), contents: .record(record)))
      }
    }
    let isWanted = !names.isEmpty && (random.chance(92) || names.count > found.count)
    let results = isWanted ? names.joined(separator: ", ") + " = " : ""
    if isTask {
      line("\(results)\(awaiting(task, signature))")
    } else if let address {
      line("\(results)call.indirect \(spelling(signature)) \(address)(\(arguments))")
    } else {
      line("\(results)call \(name)(\(arguments))\(random.chance(4) ? " cold" : "")")
    }
    guard isWanted else { return }
    for value in found { push(value) }
    for value in found where random.chance(50) { mix(value) }
    if let area = state.areas.last, names.contains(area.pointer), random.chance(60) { mixRecord(area) }
  }

  /// Ends the function: with its results, or with what another gives in its place.
  mutating func returnStatement(mayTailCall: Bool) {
    if mayTailCall, random.chance(45), tailCall() { return }
    var words: [String] = []
    for result in state.signature.results {
      switch result {
      case .scalar(let type, _): words.append(operand(type, literals: 8))
      case .record(let record): words.append(recordArea(record).pointer)
      }
    }
    end(words.isEmpty ? "return" : "return \(words.joined(separator: ", "))")
  }

  private mutating func tailCall() -> Bool {
    guard state.name != "@main" else { return false }
    let own = state.signature
    let fitting = functions.filter { callee in
      let signature = callee.signature
      guard signature.isC == own.isC, signature.results == own.results, signature.extras == nil,
        callee.cost * state.multiplier + state.cost <= shape.cost * 2
      else { return false }
      // C's convention passes no record so, and has no more stack for arguments than the caller was given.
      return !own.isC || !signature.passesRecord && !own.passesRecord && signature.stackWords <= own.stackWords
    }
    guard let callee = fitting.randomElement(using: &random) else { return false }
    let arguments = arguments(callee.signature, lasting: true)
    state.cost += callee.cost * state.multiplier
    if random.chance(25) {
      let address = fresh()
      line("\(address) = select ptr true, \(callee.name), null")
      end("call.tail.indirect \(spelling(callee.signature)) \(address)(\(arguments))")
    } else {
      end("call.tail \(callee.name)(\(arguments))")
    }
    return true
  }

  /// The function's calls of itself, which the first parameter counts down.
  mutating func makeSelfCalls(_ most: Int) {
    guard let depth = state.depth else { return }
    let isOver = define(.bool, "le.s i64 \(depth), 0")
    let (more, last) = (freshLabel("deeper"), freshLabel("last"))
    end("branch \(isOver.name), \(last), \(more)")
    open(more)
    scoped { generator in
      generator.statements(1 + generator.random.below(5))
      guard generator.state.isOpen else { return }
      let less = generator.define(.i64, "sub i64 \(depth), 1")
      let inner = FuzzSignature(
        parameters: Array(generator.state.signature.parameters.dropFirst()), results: generator.state.signature.results)
      func all(_ lasting: Bool) -> String {
        let others = generator.arguments(inner, lasting: lasting)
        return less.name + (others.isEmpty ? "" : ", " + others)
      }
      if most > 4, generator.random.chance(70) {
        let arguments = all(true)
        return generator.end("call.tail \(generator.state.name)(\(arguments))")
      }
      for _ in 0..<(most > 4 ? 1 : 1 + generator.random.below(2)) {
        let arguments = all(false)
        var names: [String] = []
        for result in generator.state.signature.results {
          let name = generator.fresh()
          names.append(name)
          if case .scalar(let type, _) = result {
            generator.push(FuzzValue(name: name, type: type, isExact: !type.isFloat))
          }
        }
        generator.line(
          (names.isEmpty ? "" : names.joined(separator: ", ") + " = ") + "call \(generator.state.name)(\(arguments))")
      }
      generator.returnStatement(mayTailCall: false)
    }
    open(last)
  }

  /// Takes the arguments behind the named ones, from one list or two.
  mutating func takeVariadicArguments(_ extras: [ScalarType]) {
    let list = fresh()
    line("\(list) = stack.slot $va_list")
    line("variadic.start \(list)")
    var copy: String?
    let copyPlace = random.chance(40) ? random.below(extras.count + 1) : -1
    for (index, extra) in extras.enumerated() {
      if index == copyPlace {
        let name = fresh()
        line("\(name) = stack.slot $va_list")
        line("variadic.copy \(name), \(list)")
        copy = name
      }
      // Not all of them, in some functions.
      if random.chance(3) { break }
      mix(define(extra, "variadic.arg \(extra.spelling) \(list)"))
    }
    guard let copy else { return }
    for extra in extras.dropFirst(copyPlace).prefix(3) { mix(define(extra, "variadic.arg \(extra.spelling) \(copy)")) }
  }
}

extension FuzzSignature {
  var passesRecord: Bool {
    parameters.contains { if case .record = $0 { true } else { false } }
      || results.contains { if case .record = $0 { true } else { false } }
  }

  /// How many arguments C's convention may pass on the stack.
  var stackWords: Int {
    let floats = parameters.filter { if case .scalar(let type, _) = $0 { type.isFloat } else { false } }.count
    return max(0, parameters.count - floats - 6) + max(0, floats - 8)
  }
}
