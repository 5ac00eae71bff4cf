// Programs that stress switches between tasks: functions that keep random sets of values across them, each beside a twin that
// computes the same without a switch.
//
// A task calls a function and its twin with one number after the other, and the program ends with a trap where they differ: so
// it tells by itself, however long it runs, and by what it prints it is compared with the machine. What is kept:
//
//     numbers of every width, truth values, addresses     some in registers at the switch, some spilled before it
//     floats of both widths                               the same
//     addresses of slots                                  computed again behind it
//     slots                                               canaries in the frame
//     registers that a caller keeps                       across a call by address of a function that switches
//     frames by the thousand                              in a recursion that switches at its end, and on the way back

import TestSupport

/// What the functions of such a program keep.
public struct SwitchStressShape: Sendable {
  /// How many integers, truth values and addresses a function keeps.
  public var general = 0...26
  /// How many floats of 32 bits.
  public var single = 0...12
  /// How many floats of 64 bits.
  public var double = 0...12
  /// How many slots.
  public var slots = 0...3
  /// How many functions there are, each with a task of its own.
  public var functions = 5
  /// How many frames the recursion has, and how often it happens.
  public var depth = 2_000
  /// How often the recursion happens.
  public var descents = 3
  /// How many rounds each task makes.
  public var rounds = 20

  /// A bit of everything.
  public init() {}
}

/// A random program of that kind.
public struct SwitchStressProgram {
  /// Its text.
  public let text: String

  /// One of the programs of a seed.
  public init(seed: UInt64, index: Int, shape: SwitchStressShape = SwitchStressShape()) {
    var writer = SwitchStressWriter(random: SeededGenerator(seed: seed, index: index), shape: shape)
    text = writer.program()
  }
}

/// Many switches in one program, of which it tells by itself whether all was kept.
public struct LongSwitchRun {
  /// How many switches there were.
  public let switches: Int
  /// What went wrong; nil where nothing did.
  public let fault: String?

  /// Runs a program in several ways, which must do the same.
  public init(_ program: SwitchStressProgram, _ candidates: [Candidate]) {
    var first: ObservedRun?
    var fault: String?
    for candidate in candidates {
      switch candidate.run(program.text, Differential.name) {
      case .ran(let run) where run.status != 0: fault = "\(candidate.name): status \(run.status): \(run.trap)"
      case .ran(let run):
        if let first, first != run { fault = "\(candidate.name) prints something else" }
        first = run
      case .notBuilt(let message): fault = "\(candidate.name): \(message)"
      case .endless: fault = "\(candidate.name) does not end"
      }
    }
    self.fault = fault
    let lines = String(decoding: first?.output ?? [], as: UTF8.self).split(separator: "\n")
    switches = Int(lines.last ?? "", radix: 16) ?? 0
  }
}

/// What stands in a function: the same in its twin, but for what switches.
private enum StressStep {
  case line(String)
  /// What the function has, and what its twin has instead.
  case twofold(String, plain: String)
}

private struct SwitchStressWriter {
  var random: SeededGenerator
  let shape: SwitchStressShape
  private var names = 0
  private var steps: [StressStep] = []
  /// The values of 64 bits that others are computed from.
  private var sources: [String] = []
  /// What is folded into the result, each as lines that give a number of 64 bits.
  private var kept: [(SwitchStressWriter.Kind, String)] = []

  enum Kind {
    case i8, i16, i32, i64, bool, ptr, f32, f64
    case slot(words: Int)
    /// Whether a value is the address of this slot.
    case isAddress(of: String)
  }

  init(random: SeededGenerator, shape: SwitchStressShape) {
    self.random = random
    self.shape = shape
  }

  // MARK: - The program

  mutating func program() -> String {
    var text = """
      data @table {
        i64 \((0..<16).map { _ in number() }.joined(separator: ", "))
      }

      ; How often there was a switch.
      data @switches align 8 writable {
        i64 0
      }

      \(Self.printing)

      """
    text += twins("leaf", "(%seed: i64) -> (i64, f64)") { writer in
      writer.begin()
      writer.define(general: 3, single: 1, double: 1, slots: 0)
      writer.pause("yield")
      writer.fold(result: "%result")
      writer.add("%low = and i64 %result, 0xffff")
      writer.add("%float = tofloat.s f64 %low")
      writer.add("return %result, %float")
    }
    for index in 0..<shape.functions {
      text += twins("live.\(index)", "(%seed: i64) -> i64") { writer in
        if index > 0, writer.random.chance(35) { writer.loopBody() } else { writer.straightBody(below: index) }
      }
    }
    text += "data @functions {\n"
    for suffix in ["", ".plain"] {
      text += "  ptr \((0..<shape.functions).map { "@kept.\($0)\(suffix)" }.joined(separator: ", "))\n"
    }
    text += "}\n\n"
    // Called by address: the caller's registers are kept by who is called.
    for index in 0..<shape.functions {
      text += twins("kept.\(index)", "(%seed: i64) -> i64") { writer in
        writer.begin()
        writer.define(general: 4, single: 1, double: 1, slots: 0)
        writer.pause("yield")
        writer.call("live.\(index)", writer.random.pick(writer.sources))
        writer.fold(result: "%result")
        writer.add("return %result")
      }
      text += twins("caller.\(index)", "(%seed: i64) -> i64") { writer in
        writer.begin()
        writer.define(shape: writer.shape)
        let (address, function) = (writer.fresh(), writer.fresh())
        writer.steps.append(
          .twofold(
            "\(address) = element ptr @functions, \(index)",
            plain: "\(address) = element ptr @functions, \(index + writer.shape.functions)"))
        writer.add("\(function) = load ptr \(address)")
        let result = writer.fresh()
        writer.add("\(result) = call.indirect (i64) -> i64 \(function)(\(writer.random.pick(writer.sources)))")
        writer.kept.append((.i64, result))
        writer.fold(result: "%result")
        writer.add("return %result")
      }
    }
    text += deepText()
    text += taskText("live", shape.functions) + taskText("caller", shape.functions) + mainText()
    return text
  }

  /// A function and the twin that does not switch.
  private mutating func twins(
    _ name: String, _ signature: String, _ body: (inout SwitchStressWriter) -> Void
  ) -> String {
    steps = []
    sources = []
    kept = []
    body(&self)
    var text = ""
    for isPlain in [false, true] {
      text += "func @\(name)\(isPlain ? ".plain" : "")\(signature) {\nentry:\n"
      for step in steps {
        switch step {
        case .line(let line): text += Self.line(line)
        case .twofold(let line, let plain):
          let chosen = isPlain ? plain : line
          for part in chosen.split(separator: "\n") { text += Self.line(String(part)) }
        }
      }
      text += "}\n\n"
    }
    return text
  }

  private static func line(_ line: String) -> String { line.hasSuffix(":") ? "\(line)\n" : "  \(line)\n" }

  // MARK: - Parts of a body

  private mutating func begin() { sources = ["%seed"] }

  private mutating func fresh() -> String {
    names += 1
    return "%v\(names)"
  }

  private mutating func number() -> String { String(Int64(bitPattern: random.next())) }

  private mutating func add(_ line: String) { steps.append(.line(line)) }

  /// A pause of the task, which is counted; in the twin, nothing.
  private mutating func pause(_ line: String) { steps.append(.twofold(counting() + line, plain: "")) }

  /// Lines that count a switch, without a call: what is in registers stays there.
  private mutating func counting() -> String {
    let (old, new) = (fresh(), fresh())
    return "\(old) = load i64 @switches\n\(new) = add i64 \(old), 1\nstore i64 \(new), @switches\n"
  }

  private mutating func define(shape: SwitchStressShape) {
    define(
      general: random.pick(Array(shape.general)), single: random.pick(Array(shape.single)),
      double: random.pick(Array(shape.double)), slots: random.pick(Array(shape.slots)))
  }

  /// Defines so many values of each kind, in any order.
  private mutating func define(general: Int, single: Int, double: Int, slots: Int) {
    var wanted: [Kind] = Array(repeating: .f32, count: single) + Array(repeating: .f64, count: double)
    for _ in 0..<general { wanted.append(random.pick([.i64, .i64, .i64, .i32, .i32, .i16, .i8, .bool, .ptr])) }
    for _ in 0..<slots { wanted.append(.slot(words: 1 + random.below(5))) }
    wanted.shuffle(using: &random)
    for kind in wanted { define(kind) }
  }

  private mutating func define(_ kind: Kind) {
    let name = fresh()
    let source = random.pick(sources)
    switch kind {
    case .i64:
      let operation = random.pick(["add", "sub", "mul", "xor"])
      // An odd factor keeps all bits.
      add("\(name) = \(operation) i64 \(source), \(Int64(bitPattern: random.next() | 1))")
      sources.append(name)
    case .i32, .i16, .i8: add("\(name) = trunc \(Self.spelling(kind)) \(mixed(source))")
    case .bool: add("\(name) = lt.s i64 \(mixed(source)), \(number())")
    case .ptr:
      let index = fresh()
      add("\(index) = and i64 \(mixed(source)), 15")
      add("\(name) = element i64 @table, \(index)")
    case .f32, .f64:
      let part = fresh()
      add("\(part) = trunc i32 \(mixed(source))")
      add("\(name) = tofloat.s \(Self.spelling(kind)) \(part)")
    case .slot(let words):
      add("\(name) = stack.slot [\(words) x i64]")
      for word in 0..<words {
        let (value, place) = (fresh(), fresh())
        add("\(value) = xor i64 \(source), \(number())")
        add("\(place) = element i64 \(name), \(word)")
        add("store i64 \(value), \(place)")
      }
      // Its address is a value, too, on both sides of the switch.
      let (condition, address) = (fresh(), fresh())
      add("\(condition) = lt.s i64 \(mixed(source)), \(number())")
      add("\(address) = select ptr \(condition), \(name), @table")
      kept.append((.isAddress(of: name), address))
    case .isAddress: break
    }
    kept.append((kind, name))
  }

  /// A value of a source's bits in another order.
  private mutating func mixed(_ source: String) -> String {
    let name = fresh()
    add("\(name) = rotl i64 \(source), \(1 + random.below(63))")
    return name
  }

  private static func spelling(_ kind: Kind) -> String {
    switch kind {
    case .i8: "i8"
    case .i16: "i16"
    case .i32: "i32"
    case .i64: "i64"
    case .bool: "bool"
    case .f32: "f32"
    case .f64: "f64"
    case .ptr, .slot, .isAddress: "ptr"
    }
  }

  /// Calls another function of the program, or its twin.
  private mutating func call(_ function: String, _ argument: String) {
    let result = fresh()
    steps.append(
      .twofold("\(result) = call @\(function)(\(argument))", plain: "\(result) = call @\(function).plain(\(argument))"))
    kept.append((.i64, result))
  }

  /// One of the ways in which others run meanwhile.
  private mutating func switchSomehow(below index: Int?) {
    switch random.below(10) {
    case 0, 1:
      // A task of its own, awaited at once or after it has returned.
      let (task, result, float) = (fresh(), fresh(), fresh())
      let argument = random.pick(sources)
      let between = random.chance(50) ? counting() + "yield\n" : ""
      steps.append(
        .twofold(
          counting() + "\(task) = task.create @leaf(\(argument))\n\(between)"
            + "\(result), \(float) = task.await (i64, f64) \(task)",
          plain: "\(result), \(float) = call @leaf.plain(\(argument))"))
      kept.append((.i64, result))
      kept.append((.f64, float))
    case 2, 3:
      guard let index, index > 0 else { return pause("yield") }
      call("live.\(random.below(index))", random.pick(sources))
    case 4:
      let task = fresh()
      steps.append(
        .twofold(
          counting() + "\(task) = task.create @leaf(\(random.pick(sources)))\ntask.detach \(task)\nyield",
          plain: ""))
    default: pause("yield")
    }
  }

  private mutating func straightBody(below index: Int) {
    begin()
    define(shape: shape)
    // One call of another function at most, so that the costs do not multiply.
    switchSomehow(below: index)
    for _ in 0..<random.below(3) {
      define(general: random.below(3), single: random.below(2), double: random.below(2), slots: 0)
      switchSomehow(below: nil)
    }
    fold(result: "%result")
    add("return %result")
  }

  /// A loop whose values move by one place with every round.
  private mutating func loopBody() {
    begin()
    let count = 2 + random.below(14)
    let floats = 2 + random.below(10)
    var first: [String] = []
    for number in 0..<count {
      add("%a\(number) = mul i64 %seed, \(Int64(bitPattern: random.next() | 1))")
      first.append("%a\(number)")
    }
    add("%part = trunc i16 %seed")
    for number in 0..<floats {
      add("%x\(number) = tofloat.s f64 %part")
      first.append("%x\(number)")
    }
    let integers = (0..<count).map { "%b\($0)" }
    let reals = (0..<floats).map { "%y\($0)" }
    let parameters = integers.map { "\($0): i64" } + reals.map { "\($0): f64" }
    add("jump loop(0, \(first.joined(separator: ", ")))")
    add("loop(%i: i64, \(parameters.joined(separator: ", "))):")
    pause("yield")
    add("%sum = add i64 \(integers[0]), \(integers[count - 1])")
    add("%turned = rotl i64 %sum, 7")
    add("%longer = add.f f64 \(reals[0]), 1.5")
    add("%next = add i64 %i, 1")
    add("%more = lt.u i64 %next, \(2 + random.below(5))")
    let moved = Array(integers.dropFirst()) + ["%turned"] + Array(reals.dropFirst()) + ["%longer"]
    add("branch %more, loop(%next, \(moved.joined(separator: ", "))), done")
    add("done:")
    kept = integers.map { (.i64, $0) } + reals.map { (.f64, $0) } + [(.i64, "%turned"), (.f64, "%longer")]
    fold(result: "%result")
    add("return %result")
  }

  /// Computes one number from all that was kept, in any order.
  private mutating func fold(result: String) {
    kept.shuffle(using: &random)
    var hash = "%seed"
    func step(_ value: String, _ writer: inout SwitchStressWriter) {
      let (product, sum) = (writer.fresh(), writer.fresh())
      writer.add("\(product) = mul i64 \(hash), 0x9e3779b97f4a7c15")
      writer.add("\(sum) = xor i64 \(product), \(value)")
      hash = writer.fresh()
      writer.add("\(hash) = rotl i64 \(sum), 29")
    }
    for (kind, name) in kept {
      let wide = fresh()
      switch kind {
      case .i64:
        step(name, &self)
        continue
      case .i8, .i16, .i32, .bool: add("\(wide) = ext.u i64 \(name)")
      case .ptr: add("\(wide) = load i64 \(name)")
      case .isAddress(let slot):
        let condition = fresh()
        add("\(condition) = eq ptr \(name), \(slot)")
        add("\(wide) = ext.u i64 \(condition)")
      case .f32:
        let bits = fresh()
        add("\(bits) = bitcast i32 \(name)")
        add("\(wide) = ext.u i64 \(bits)")
      case .f64: add("\(wide) = bitcast i64 \(name)")
      case .slot(let words):
        for word in 0..<words {
          let (place, value) = (fresh(), fresh())
          add("\(place) = element i64 \(name), \(word)")
          add("\(value) = load i64 \(place)")
          step(value, &self)
        }
        continue
      }
      step(wide, &self)
    }
    add("\(result) = not i64 \(hash)")
  }

  // MARK: - Recursion, tasks, main

  private mutating func deepText() -> String {
    twins("deep", "(%depth: i64, %seed: i64, %x: f64) -> i64") { writer in
      writer.begin()
      writer.define(general: 4, single: 1, double: 1, slots: 1)
      writer.kept.append((.f64, "%x"))
      writer.add("%isEnd = eq i64 %depth, 0")
      writer.add("branch %isEnd, bottom, further")
      writer.add("bottom:")
      writer.pause("yield")
      writer.add("jump back(%seed)")
      writer.add("further:")
      writer.add("%less = sub i64 %depth, 1")
      writer.add("%other = mul i64 %seed, 0x5851f42d4c957f2d")
      writer.add("%longer = add.f f64 %x, 0.25")
      writer.steps.append(
        .twofold(
          "%deeper = call @deep(%less, %other, %longer)", plain: "%deeper = call @deep.plain(%less, %other, %longer)"))
      writer.add("%low = and i64 %depth, 127")
      writer.add("%isTurn = eq i64 %low, 5")
      writer.add("branch %isTurn, turn, back(%deeper)")
      writer.add("turn:")
      writer.pause("yield")
      writer.add("jump back(%deeper)")
      writer.add("back(%below: i64):")
      writer.kept.append((.i64, "%below"))
      writer.fold(result: "%result")
      writer.add("return %result")
    }
  }

  private func taskText(_ kind: String, _ count: Int) -> String {
    var text = ""
    for index in 0..<count {
      text += """
        func @task.\(kind).\(index)(%start: i64) -> i64 {
        entry:
          jump round(0, %start, 0)
        round(%i: i64, %seed: i64, %sum: i64):
          %a = call @\(kind).\(index)(%seed)
          %b = call @\(kind).\(index).plain(%seed)
          %isSame = eq i64 %a, %b
          branch %isSame, good, bad
        bad:
          trap "a value did not live through a switch"
        good:
          %turned = rotl i64 %sum, 1
          %sum.1 = xor i64 %turned, %a
          %product = mul i64 %seed, 6364136223846793005
          %seed.1 = add i64 %product, 1442695040888963407
          %i.1 = add i64 %i, 1
          %more = lt.u i64 %i.1, \(shape.rounds)
          branch %more, round(%i.1, %seed.1, %sum.1), done
        done:
          return %sum.1
        }


        """
    }
    return text
  }

  private func mainText() -> String {
    var text = """
      func @task.deep(%start: i64) -> i64 {
      entry:
        jump round(0, %start, 0)
      round(%i: i64, %seed: i64, %sum: i64):
        %a = call @deep(\(shape.depth), %seed, 0.5)
        %b = call @deep.plain(\(shape.depth), %seed, 0.5)
        %isSame = eq i64 %a, %b
        branch %isSame, good, bad
      bad:
        trap "a value did not live through a switch"
      good:
        %sum.1 = xor i64 %sum, %a
        %seed.1 = mul i64 %seed, 0x5851f42d4c957f2d
        %i.1 = add i64 %i, 1
        %more = lt.u i64 %i.1, \(shape.descents)
        branch %more, round(%i.1, %seed.1, %sum.1), done
      done:
        return %sum.1
      }

      func @main() -> i32 {
      entry:

      """
    var tasks: [String] = []
    // The recursion begins first, so that all others run while it is deep.
    if shape.descents > 0 {
      text += "  %deep = task.create @task.deep(99) stack 8388608\n"
      tasks.append("%deep")
    }
    for kind in ["live", "caller"] {
      for index in 0..<shape.functions {
        let name = "%\(kind)\(index)"
        text += "  \(name) = task.create @task.\(kind).\(index)(\(1_000 + 77 * index))\n"
        tasks.append(name)
      }
    }
    for task in tasks {
      text += "  \(task).result = task.await i64 \(task)\n  call @print(\(task).result)\n"
    }
    return text + "  %switches = load i64 @switches\n  call @print(%switches)\n  return 0\n}\n"
  }

  private static let printing = """
    func @print(%number: i64) {
    entry:
      %text = stack.slot [17 x i8]
      %end = offset %text, 16
      store i8 '\\n', %end
      jump digit(%number, 0)
    digit(%rest: i64, %i: i64):
      %turned = rotl i64 %rest, 4
      %value = and i64 %turned, 15
      %isLetter = gt.u i64 %value, 9
      %zero = select i64 %isLetter, 87, '0'
      %character = add i64 %value, %zero
      %at = offset %text, %i
      store.8 i64 %character, %at
      %next = add i64 %i, 1
      %more = lt.u i64 %next, 16
      branch %more, digit(%turned, %next), write
    write:
      %written = syscall write(1, %text, 17)
      return
    }

    """
}
