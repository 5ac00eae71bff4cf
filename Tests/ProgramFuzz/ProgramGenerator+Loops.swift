// Loops: all of them count, so all of them end.

import TestSupport

extension ProgramGenerator {
  /// What a loop hands to its next round: its own values turned round, mostly, which asks for moves in parallel.
  private mutating func nextRound(_ own: [FuzzValue]) -> [String] {
    if random.chance(35) {
      // One permutation of all that have the same type.
      var names = own.map(\.name)
      for type in ScalarType.allCases {
        let places = own.indices.filter { own[$0].type == type }
        let turned = random.chance(50) ? Array(places.dropFirst() + places.prefix(1)) : places.shuffled(using: &random)
        for (place, other) in zip(places, turned) { names[place] = own[other].name }
      }
      return names
    }
    return own.map { value in
      switch random.below(10) {
      case 0..<4: random.pick(own.filter { $0.type == value.type }).name
      case 4: value.name
      default: operand(value.type)
      }
    }
  }

  private mutating func carriedTypes() -> [ScalarType] {
    let count = random.pick([0, 1, 2, 2, 3, 4, 6, 8, 12, 20])
    let floatShare = random.pick([0, 25, 90])
    // Few types make for long cycles.
    let few = [randomType(floatShare: floatShare), randomType(floatShare: floatShare)]
    return (0..<count).map { _ in random.chance(60) ? random.pick(few) : randomType(floatShare: floatShare) }
  }

  mutating func loopStatement() {
    let counter = random.pick([.i8, .i16, .i32, .i32, .i64, .i64] as [ScalarType])
    let spelling = counter.spelling
    let most = 1 + random.below(7)
    // Known to the compiler, or to the program only.
    let isDynamic = random.chance(35)
    let limit = isDynamic ? define(counter, "and \(spelling) \(value(counter).name), 7").name : String(most)
    let rounds = isDynamic ? 8 : most
    let isDown = random.chance(30)
    let carried = carriedTypes()
    let exitTypes = randomTypes(3)
    let (head, exit) = (freshLabel("loop"), freshLabel("done"))
    let first = [isDown ? limit : "0"] + carried.map { operand($0) }
    end("jump \(head)(\(first.joined(separator: ", ")))")
    let outer = state.multiplier
    let index = fresh()
    let own = carried.map { FuzzValue(name: fresh(), type: $0, isExact: !$0.isFloat) }
    func declared() -> [String] { ["\(index): \(spelling)"] + own.map { "\($0.name): \($0.type.spelling)" } }
    let isTestedFirst = random.chance(35)
    let next = random.chance(35) ? freshLabel("next") : nil
    state.loops.append(
      LoopContext(exit: exit, exitTypes: exitTypes, next: next, nextTypes: carried))
    scoped { generator in
      generator.state.multiplier = outer * (rounds + 1)
      generator.open(head, declared: declared())
      generator.push(FuzzValue(name: index, type: counter, isExact: true))
      for value in own { generator.push(value) }
      if isTestedFirst {
        let body = generator.freshLabel("body")
        let isMore = generator.define(
          .bool,
          isDown
            ? "gt.s \(spelling) \(index), 0"
            : "\(generator.random.pick(["lt.u", "lt.s"])) \(spelling) \(index), \(limit)")
        let arguments = generator.arguments(exitTypes)
        generator.end("branch \(isMore.name), \(body), \(exit)\(arguments)")
        generator.state.loops[generator.state.loops.count - 1].exits += 1
        generator.open(body)
      }
      generator.statements(1 + generator.random.below(8))
      var round = own
      if let next {
        if generator.state.isOpen {
          let arguments = generator.nextRound(own)
          generator.end("jump \(next)\(arguments.isEmpty ? "" : "(\(arguments.joined(separator: ", ")))")")
          generator.state.loops[generator.state.loops.count - 1].nexts += 1
        }
        guard generator.state.loops[generator.state.loops.count - 1].nexts > 0 else { return }
        round = carried.map { FuzzValue(name: generator.fresh(), type: $0, isExact: !$0.isFloat) }
        // What the body defined need not dominate here.
        generator.keepOnly(own + round + [FuzzValue(name: index, type: counter, isExact: true)])
        generator.open(next, declared: round.map { "\($0.name): \($0.type.spelling)" })
      }
      guard generator.state.isOpen else { return }
      let step = isDown ? "sub" : "add"
      let following = generator.define(counter, "\(step) \(spelling) \(index), 1")
      let arguments = ([following.name] + generator.nextRound(round)).joined(separator: ", ")
      if isTestedFirst {
        generator.end("jump \(head)(\(arguments))")
      } else {
        let isMore = generator.define(
          .bool, isDown ? "gt.s \(spelling) \(following.name), 0" : "lt.u \(spelling) \(following.name), \(limit)")
        let last = generator.arguments(exitTypes)
        generator.end("branch \(isMore.name), \(head)(\(arguments)), \(exit)\(last)")
        generator.state.loops[generator.state.loops.count - 1].exits += 1
      }
    }
    state.multiplier = outer
    let context = state.loops.removeLast()
    if context.exits > 0 { open(exit, exitTypes) }
  }

  /// Forgets all values that this loop's body has made, but for some.
  private mutating func keepOnly(_ kept: [FuzzValue]) {
    for value in kept where !state.values[value.type.rawValue].contains(where: { $0.name == value.name }) {
      push(value)
    }
    let limit = kept.compactMap { value in Int(value.name.dropFirst(2)) }.min() ?? 0
    let names = Set(kept.map(\.name))
    for type in state.values.indices {
      state.values[type].removeAll { !names.contains($0.name) && $0.number >= limit }
    }
    state.areas.removeAll { $0.number >= limit }
  }

  /// Loops that no language writes, but that are allowed: entered in two places, driven by a state, or over addresses.
  mutating func unusualLoop() {
    switch random.below(3) {
    case 0: twoEntries()
    case 1: stateMachine()
    default: walk()
    }
  }

  /// Two blocks that go to each other, both entered from outside.
  private mutating func twoEntries() {
    let type = randomType()
    let rounds = 2 + random.below(6)
    let (left, right, exit) = (freshLabel("left"), freshLabel("right"), freshLabel("done"))
    let condition = condition()
    let (first, second) = (operand(type), operand(type))
    end("branch \(condition), \(left)(\(rounds), \(first)), \(right)(\(rounds), \(second))")
    let outer = state.multiplier
    state.multiplier = outer * rounds
    for (label, other) in [(left, right), (right, left)] {
      scoped { generator in
        let (fuel, carried) = (generator.fresh(), generator.fresh())
        generator.open(label, declared: ["\(fuel): i32", "\(carried): \(type.spelling)"])
        generator.push(FuzzValue(name: fuel, type: .i32, isExact: true))
        generator.push(FuzzValue(name: carried, type: type, isExact: !type.isFloat))
        for _ in 0..<generator.random.below(6) { generator.arithmetic() }
        let less = generator.define(.i32, "sub i32 \(fuel), 1")
        let isOver = generator.define(.bool, "eq i32 \(less.name), 0")
        let (last, next) = (generator.operand(type), generator.operand(type, literals: 5))
        generator.end("branch \(isOver.name), \(exit)(\(last)), \(other)(\(less.name), \(next))")
      }
    }
    state.multiplier = outer
    open(exit, [type])
  }

  /// One block that goes to others by a number, which each of them sets anew.
  private mutating func stateMachine() {
    let types = carriedTypes()
    let rounds = 3 + random.below(10)
    let count = 2 + random.below(5)
    let (head, choose, exit) = (freshLabel("head"), freshLabel("choose"), freshLabel("done"))
    let first = ["\(random.below(count))", "\(rounds)"] + types.map { operand($0) }
    end("jump \(head)(\(first.joined(separator: ", ")))")
    let outer = state.multiplier
    state.multiplier = outer * (rounds + 1)
    scoped { generator in
      let (number, fuel) = (generator.fresh(), generator.fresh())
      let own = types.map { FuzzValue(name: generator.fresh(), type: $0, isExact: !$0.isFloat) }
      generator.open(
        head, declared: ["\(number): i32", "\(fuel): i64"] + own.map { "\($0.name): \($0.type.spelling)" })
      for value in own { generator.push(value) }
      let isOver = generator.define(.bool, "eq i64 \(fuel), 0")
      let last = own.isEmpty ? "" : "(\(own.map(\.name).joined(separator: ", ")))"
      generator.end("branch \(isOver.name), \(exit)\(last), \(choose)")
      generator.open(choose)
      let less = generator.define(.i64, "sub i64 \(fuel), 1")
      let labels = (0..<count).map { _ in generator.freshLabel("state") }
      let cases = labels.indices.dropFirst().map { "    \($0): \(labels[$0])\n" }
      generator.end("switch i32 \(number), \(labels[0]) [\n\(cases.joined())  ]")
      for label in labels {
        generator.scoped { inner in
          inner.open(label)
          for _ in 0..<inner.random.below(4) { inner.arithmetic() }
          let next =
            inner.random.chance(50)
            ? String(inner.random.below(count + 1))
            : inner.define(
              .i32, "select i32 \(inner.operand(.bool)), \(inner.random.below(count)), \(inner.random.below(count))"
            ).name
          let arguments = [next, less.name] + inner.nextRound(own)
          inner.end("jump \(head)(\(arguments.joined(separator: ", ")))")
        }
      }
    }
    state.multiplier = outer
    open(exit, types)
  }

  /// An address that goes from one end of an area to the other.
  private mutating func walk() {
    let type = random.pick([.i8, .i16, .i32, .i64] as [ScalarType])
    let fitting = state.areas.filter { $0.contents == .bytes && $0.size >= type.size && $0.size / type.size <= 32 }
    guard let area = fitting.randomElement(using: &random) else { return makeSlot() }
    let count = area.size / type.size
    let alignment = area.alignment < type.size ? " align \(area.alignment)" : ""
    let (head, exit, last) = (freshLabel("walk"), freshLabel("done"), fresh())
    line("\(last) = offset \(area.pointer), \(count * type.size)")
    end("jump \(head)(\(area.pointer), \(operand(type)))")
    let outer = state.multiplier
    state.multiplier = outer * count
    let sum = fresh()
    scoped { generator in
      let pointer = generator.fresh()
      generator.open(head, declared: ["\(pointer): ptr", "\(sum): \(type.spelling)"])
      let loaded = generator.define(type, "load \(type.spelling) \(pointer)\(alignment)")
      generator.push(FuzzValue(name: sum, type: type, isExact: true))
      for _ in 0..<generator.random.below(3) { generator.arithmetic() }
      let name = generator.random.pick(["add", "xor", "sub", "mul"])
      let new = generator.define(type, "\(name) \(type.spelling) \(sum), \(loaded.name)")
      if area.isWritable, generator.random.chance(40) {
        generator.line("store \(type.spelling) \(new.name), \(pointer)\(alignment)")
      }
      let next = generator.fresh()
      generator.line("\(next) = offset \(pointer), \(type.size)")
      let isMore = generator.define(.bool, "\(generator.random.pick(["ne", "lt.u"])) ptr \(next), \(last)")
      generator.end("branch \(isMore.name), \(head)(\(next), \(new.name)), \(exit)(\(new.name))")
    }
    state.multiplier = outer
    open(exit, [type])
  }
}

extension FuzzValue {
  /// The number in the name; names of parameters have none that counts.
  fileprivate var number: Int { name.hasPrefix("%p") ? -1 : Int(name.drop { !$0.isNumber }) ?? -1 }
}

extension Area {
  fileprivate var number: Int { pointer.hasPrefix("%v") ? Int(pointer.dropFirst(2)) ?? -1 : -1 }
}
