// What a trap or a deadlock says: a first line that machine code prints too, where it happened, and how it came there.

public import IR

/// A named trap that ended a program.
public struct TrapReport: Sendable, Equatable {
  /// A function on the way to the trap, and where in it.
  public struct Frame: Sendable, Equatable {
    /// The function's name, without the sign.
    public var function: String
    /// `file:line:column`; empty where it is not known.
    public var place: String
  }

  /// The trap.
  public var trap: Trap
  /// The text of a `trap` instruction, or what else there is to say.
  public var detail: String?
  /// Where it happened first, then who called.
  public var frames: [Frame] = []
  /// How many more frames there are.
  public var hiddenFrames = 0
  /// Of an access that did not keep to its object: which that was and what it met, where that is known.
  public var explanation: String?
  /// The task or thread that it happened in, as `task @work of thread @serve`; nil in the program's first function.
  public var context: String?
  /// Of a deadlock: who waits, one line each.
  public var waiters: [String] = []

  /// What machine code prints too.
  public var firstLine: String {
    trap.line(detail: detail, in: frames.first?.function, at: frames.first?.place ?? "")
  }

  /// All of it, a line each.
  public var lines: [String] {
    var lines = [firstLine]
    if let explanation { lines.append("  " + explanation) }
    for waiter in waiters { lines.append("  " + waiter) }
    for frame in frames.dropFirst() {
      lines.append("  called by @" + frame.function + (frame.place.isEmpty ? "" : " at " + frame.place))
    }
    if hiddenFrames > 0 { lines.append("  and \(hiddenFrames) more") }
    if let context { lines.append("  in " + context) }
    // Names and paths may hold what breaks a line.
    return lines.map(Trap.printable)
  }

  /// A trap that happened nowhere in particular.
  public init(trap: Trap, detail: String? = nil) {
    self.trap = trap
    self.detail = detail
  }
}

extension Machine {
  /// No more frames are named.
  private static let shownFrames = 24

  /// The report of a trap at the step before the next.
  func report(_ trap: Trap, detail: String?) -> TrapReport {
    var report = TrapReport(trap: trap, detail: detail)
    guard !contexts.isEmpty else { return report }
    save()
    (report.frames, report.hiddenFrames) = frames(of: current)
    report.explanation = explain(trap)
    report.context = nameOfContext()
    return report
  }

  /// Which task or thread runs; a handler of signals belongs to whom it interrupted.
  private func nameOfContext() -> String? {
    let root = threads[running].root
    let index = contexts[current].isHandler ? contexts[current].interrupted ?? root : current
    let thread = running == 0 ? nil : "thread @" + name(of: threads[running].function)
    guard index != root else { return thread }
    return "task @" + name(of: contexts[index].function) + (thread.map { " of " + $0 } ?? "")
  }

  /// The frames of a context, the innermost first.
  private func frames(of index: Int) -> (shown: [TrapReport.Frame], hidden: Int) {
    guard let registers = contexts[index].registers, var step = contexts[index].step else { return ([], 0) }
    var shown: [TrapReport.Frame] = []
    var hidden = 0
    var at = contexts[index].frame
    // The last frame's distance leads to the register file's begin.
    while at >= linkageSize {
      let function = Int(truncatingIfNeeded: registers[at - 4])
      guard function < module.functions.count else { break }
      if shown.count < Self.shownFrames {
        shown.append(TrapReport.Frame(function: name(of: function), place: place(of: step, in: function)))
      } else {
        hidden += 1
      }
      guard let back = UnsafePointer<Step>(bitPattern: UInt(registers[at - 2])) else { break }
      step = back
      if back == UnsafePointer(stubs + 1) { break }
      at -= Int(truncatingIfNeeded: registers[at - 3])
    }
    // A handler stands where it interrupted another.
    if contexts[index].isHandler, let interrupted = contexts[index].interrupted {
      let (more, rest) = frames(of: interrupted)
      shown += more
      hidden += rest
    }
    return (shown, hidden)
  }

  func name(of function: Int) -> String { module.name(of: module.functions[function].symbol) }

  /// The name of a value, without the sign: its number where it has none.
  func name(of value: Value, in function: Function) -> String {
    let name = value.index < function.valueNames.count ? function.valueNames[value] : .none
    return name == .none ? "\(value.rawValue)" : module.names.string(name)
  }

  /// The instruction that a step belongs to.
  func instruction(of step: UnsafePointer<Step>, in function: Int) -> Instruction? {
    let index = step - functions[function].start
    let origins = details[function].origins
    guard index >= 0, index < origins.count else { return nil }
    return Instruction(rawValue: origins[index])
  }

  /// Where the instruction before a step stands in the source.
  private func place(of step: UnsafePointer<Step>, in function: Int) -> String {
    let body = module.functions[function]
    guard let instruction = instruction(of: step - 1, in: function) else { return "" }
    return module.spelledPlace(of: instruction, in: body, SourceLines(module))
  }

  /// A place in one of the module's texts, as `file:line:column`; columns count bytes.
  func spell(_ place: SourcePlace) -> String {
    module.spelling(of: place, SourceLines(module))
  }

  /// Ends the run: nothing can ever run again.
  func deadlock() {
    guard outcome == nil else { return }
    var report = TrapReport(trap: .deadlock)
    let names = namesOfContexts()
    // What was begun first comes first, wherever it is kept.
    for index in contexts.indices.sorted(by: { contexts[$0].creation < contexts[$1].creation }) {
      let what: String
      switch contexts[index].activity {
      case .none, .finished: continue
      case .ready:
        report.waiters.append(
          "\(names[index]) could run if its thread were not blocked")
        continue
      case .awaiting(let other): what = "the end of " + names[other]
      case .sleeping: what = "the clock"
      case .reading(let descriptor): what = "descriptor \(descriptor) to become readable"
      case .writing(let descriptor): what = "descriptor \(descriptor) to become writable"
      case .joining(let thread): what = "the end of " + names[threads[thread].root]
      case .waitingAt: what = "a futex to be woken"
      case .waitingForSignal: what = "a signal"
      }
      let (shown, _) = frames(of: index)
      // Steps that wait for others are begun again: the place is that of the step itself.
      var place = shown.first?.place ?? ""
      if let step = contexts[index].step, let frame = shown.first,
        let function = module.function(named: frame.function).flatMap({ functionIndex(of: $0) })
      {
        switch contexts[index].activity {
        case .awaiting, .joining, .waitingAt, .waitingForSignal, .reading, .writing:
          place = self.place(of: step + 1, in: function)
        default: break
        }
      }
      let where_ = place.isEmpty ? "" : " at " + place
      report.waiters.append(
        "\(names[index]) waits in @\(shown.first?.function ?? "?")\(where_) for \(what)")
    }
    outcome = .trapped(report)
  }

  /// The tasks and threads as `task @work`; where several of one function live, as `task @work (2)`, counted as they were made.
  private func namesOfContexts() -> [String] {
    let living = contexts.indices.filter { contexts[$0].activity != .none && contexts[$0].activity != .finished }
    var names = contexts.map { ($0.isRoot ? "thread @" : "task @") + name(of: $0.function) }
    var counts: [String: Int] = [:]
    for index in living { counts[names[index], default: 0] += 1 }
    var numbers: [String: Int] = [:]
    for index in living.sorted(by: { contexts[$0].creation < contexts[$1].creation }) {
      let name = names[index]
      guard counts[name, default: 0] > 1 else { continue }
      numbers[name, default: 0] += 1
      names[index] = "\(name) (\(numbers[name, default: 0]))"
    }
    return names
  }

  private func functionIndex(of function: Function) -> Int? {
    guard case .function(let index) = module.symbols[function.symbol].definition else { return nil }
    return index
  }
}
