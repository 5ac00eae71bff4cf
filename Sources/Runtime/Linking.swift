// Brings the runtime into a program that needs it: its texts, and for each place where tasks are begun a function with which
// they begin and data that describes them.

public import IR

/// Why the runtime cannot be brought into a program.
public struct RuntimeFault: Error, Sendable {
  /// What is wrong: a program that was verified does not have such faults.
  public var diagnostics: [ModuleDiagnostic]
}

extension Module {
  /// Brings the runtime into a program that was verified.
  /// - Returns: what the operations lead to; nil, and nothing is changed, where the program has none that need the runtime.
  public mutating func linkRuntime(
    _ options: RuntimeOptions = RuntimeOptions()
  ) throws(RuntimeFault) -> RuntimeLinkage? {
    let uses = RuntimeUses(self, isAskedFor: options.reportsCrashes)
    guard uses.needsRuntime else { return nil }
    var linkage = RuntimeLinkage()
    linkage.programFunctions = functions.count
    linkage.suspending = Set(uses.suspending.map { functions[$0].symbol })
    linkage.addressTaken = uses.addressTaken
    linkage.isClosed = uses.isClosed
    var names: [Symbol?: Int] = [:]
    for entry in uses.entries where names[entry.function] == nil {
      let number = names.count + 1
      names[entry.function] = number
      // Which function an address leads to, nobody writes down.
      let name = entry.function.map { Trap.printable(self.name(of: $0)) } ?? "?"
      _ = addData(
        "weft.name.\(number)", [.numbers(.i32, [.integer(Int64(number))]), .bytes(Array(name.utf8) + [0])])
    }
    var text = ""
    var starts: [TaskEntry: StartName] = [:]
    for (number, entry) in uses.entries.enumerated() {
      var function = entry
      function.stackBytes = 0
      if starts[function] == nil {
        let name = startName(of: entry, number: starts.count)
        starts[function] = name
        text += startText(of: entry, named: name)
      }
      text += entryText(
        of: entry, number: number, start: starts[function]?.spelled ?? "", name: names[entry.function] ?? 0)
    }
    let sources =
      (RuntimeText.all(RuntimeShape(options: options, uses: uses)).map { ($0.name, $0.text) } + [
        ("weft/entries.wir", text)
      ]).map {
        ModuleSource(name: $0, bytes: Array($1.utf8))
      }
    let faults = add(sources)
    guard faults.isEmpty else { throw RuntimeFault(diagnostics: faults) }
    func find(_ name: String) throws(RuntimeFault) -> Symbol {
      guard let symbol = symbol(named: name) else { throw RuntimeFault(diagnostics: []) }
      return symbol
    }
    for (opcode, name) in RuntimeHandlers.names { linkage.handlers[opcode] = symbol(named: name) }
    if uses.replacesSystemCalls {
      for (call, name) in RuntimeHandlers.systemCalls { linkage.systemCalls[call] = symbol(named: name) }
    }
    linkage.tick = try find("weft.tick")
    linkage.alwaysTicks = options.hasSchedules
    linkage.begin = try find("weft.begin")
    linkage.thread = try find("weft.thread")
    if options.checksStacks { linkage.end = try find("weft.check.all") }
    linkage.stackFunctions = try find("weft.stacks.functions")
    linkage.trap = try find("weft.report.trap")
    linkage.tables = CodeTableSymbols(
      sections: try find("weft.code"), frames: try find("weft.frames"), sites: try find("weft.sites"),
      traps: try find("weft.traps"), place: try find("weft.row.place"), names: symbol(named: "weft.names"),
      lines: symbol(named: "weft.lines"))
    linkage.frameCode = FrameCode(hasPointers: uses.hasFramePointers)
    linkage.signalDepth = try find("weft.signals.depth")
    linkage.crash = try find("weft.crash")
    if let counts = symbol(named: "weft.name.counts"), case .data(let index) = symbols[counts].definition {
      data[index].replace(by: [DataItem(.zero(16 * UInt64(names.count + 1)))], types)
    }
    linkage.signalHandlers = callHandling(try find("weft.signal.handle"), in: uses.handling)
    for (number, entry) in uses.entries.enumerated() {
      linkage.entries[entry] = try find("weft.entry.\(number)")
    }
    let finish = (task: try find("weft.task.finish"), thread: try find("weft.thread.finish"))
    for (entry, name) in starts {
      let symbol = try find(name.name)
      linkage.starts[symbol] = entry.isThread ? finish.thread : finish.task
      // Nobody waits for its return.
      linkage.suspending.insert(symbol)
    }
    linkage.hasOneThread = uses.hasOneThread
    if uses.hasOneThread { makeThreadDataPlain() }
    return linkage
  }

  /// Has signals handled by a function of the runtime. It is called as any other, since handlers have signals handled too, and
  /// nothing else could be done there: a handler has no context that it could leave.
  /// - Returns: the handlers.
  private mutating func callHandling(_ function: Symbol, in places: [(function: Int, Instruction)]) -> Set<Symbol> {
    var handlers: Set<Symbol> = []
    let type = symbols[function].type
    for (index, instruction) in places {
      let data = functions[index].instructions[instruction]
      if case .symbol(let handler) = Operand(rawValue: data.b).kind { handlers.insert(handler) }
      functions[index].replace(
        instruction, byCalling: function, type, [Operand(rawValue: data.a), Operand(rawValue: data.b)])
    }
    return handlers
  }

  /// The name of a function with which tasks begin, and how a text spells it.
  private struct StartName {
    var name: String
    var spelled: String
  }

  private func startName(of entry: TaskEntry, number: Int) -> StartName {
    let prefix = entry.isThread ? "weft.start.thread." : "weft.start."
    guard let function = entry.function else {
      return StartName(name: "\(prefix)\(number)", spelled: "@\(prefix)\(number)")
    }
    let spelled = spelling(of: function).dropFirst()
    return StartName(
      name: prefix + name(of: function),
      spelled: spelled.hasPrefix("\"") ? "@\"\(prefix)\(spelled.dropFirst())" : "@\(prefix)\(spelled)")
  }

  /// The function with which a task begins: it takes the arguments from behind the context, calls, and leaves the results there.
  private func startText(of entry: TaskEntry, named name: StartName) -> String {
    let slots = types.argumentSlots(of: entry)
    let isIndirect = entry.function == nil
    var lines = ["func \(name.spelled)(%task: ptr) {", "entry:"]
    let isFar = isFar(entry)
    // Where the context lies that they are behind; what is much, lies at the end of the task's stack.
    func area(_ value: String, of context: String, isFar: Bool) {
      lines.append(
        "  %\(value) = " + (isFar ? "call @weft.task.area(%\(context))" : "offset %\(context), sizeof($weft_context)"))
    }
    area("slots", of: "task", isFar: isFar)
    func load(_ value: String, _ type: Type, _ number: Int) {
      let isRecord = types.kind(of: type) == .record
      let place = isRecord ? "%\(value)" : "%\(value)At"
      lines.append("  \(place) = offset %slots, \(slots.offsets[number])")
      if !isRecord { lines.append("  %\(value) = load \(spelling(of: type)) \(place)") }
    }
    if isIndirect { load("function", .ptr, 0) }
    var arguments: [String] = []
    for index in 0..<types.parameterCount(entry.type) {
      load("argument\(index)", types.parameter(index, of: entry.type).type, index + (isIndirect ? 1 : 0))
      arguments.append("%argument\(index)")
    }
    let count = types.resultCount(entry.type)
    let results = (0..<count).map { types.result($0, of: entry.type).type }
    let names = (0..<count).map { "%result\($0)" }
    let callee =
      entry.function.map { "call \(spelling(of: $0))" }
      ?? "call.indirect \(spelling(of: entry.type)) %function"
    lines.append(
      "  " + (names.isEmpty ? "" : names.joined(separator: ", ") + " = ") + callee
        + "(\(arguments.joined(separator: ", ")))")
    let given = types.slots(of: results)
    if count > 0 {
      // Where the context is, the thread knows: nothing of it lives across the call.
      lines.append("  %thread = thread.address @weft.thread")
      lines.append("  %meAt = field $weft_thread.\(entry.isThread ? "home" : "current") %thread")
      lines.append("  %me = load ptr %meAt")
      // A single number is always behind it, from where it goes to who awaits it without a look at what the task has.
      let isNumber = count == 1 && types.kind(of: results[0]) != .record
      area("results", of: "me", isFar: isFar && !isNumber)
    }
    for (index, type) in results.enumerated() {
      lines.append("  %to\(index) = offset %results, \(given.offsets[index])")
      switch types.kind(of: type) {
      case .record: lines.append("  memory.copy %to\(index), %result\(index), \(types.size(of: type))")
      case .bool, .i8, .i16, .i32:
        // A number is handed over in a register, all of which counts.
        lines.append("  %wide\(index) = ext.u i64 %result\(index)")
        lines.append("  store i64 %wide\(index), %to\(index)")
      default: lines.append("  store \(spelling(of: type)) %result\(index), %to\(index)")
      }
    }
    lines += ["  return", "}", "", ""]
    return lines.joined(separator: "\n")
  }

  /// The bytes that arguments and results take while they are handed over.
  private func handedOver(_ entry: TaskEntry) -> UInt64 {
    let results = (0..<types.resultCount(entry.type)).map { types.result($0, of: entry.type).type }
    return max(types.argumentSlots(of: entry).bytes, types.slots(of: results).bytes)
  }

  /// Whether that is too much for a block. A thread has all of it in one piece.
  private func isFar(_ entry: TaskEntry) -> Bool { !entry.isThread && handedOver(entry) > 1024 }

  private func entryText(of entry: TaskEntry, number: Int, start: String, name: Int) -> String {
    let arguments = types.argumentSlots(of: entry).bytes
    let results = types.slots(of: (0..<types.resultCount(entry.type)).map { types.result($0, of: entry.type).type })
      .bytes
    let area = isFar(entry) ? (handedOver(entry) + 15) & ~15 : 0
    return """
      data @weft.entry.\(number) {
        $weft_entry {
          \(start), 0, 0, \(area == 0 ? arguments : 0), \(results), @weft.name.\(name), null, 0, 0, \(area),
          \(area == 0 ? 0 : arguments)
        }
      }


      """
  }
}

/// Which handler does which operation.
enum RuntimeHandlers {
  /// The handlers by name.
  static let names: [(Opcode, String)] = [
    (.asyncTaskCreate, "weft.task.create"), (.asyncTaskTryCreate, "weft.task.try"),
    (.asyncTaskCreateIndirect, "weft.task.create"), (.asyncTaskAwait, "weft.task.await"),
    (.asyncTaskDetach, "weft.task.detach"), (.threadSpawn, "weft.thread.spawn"), (.threadTrySpawn, "weft.thread.try"),
    (.threadJoin, "weft.thread.join"), (.futexWait, "weft.futex.wait"), (.futexWake, "weft.futex.wake"),
    (.clockNow, "weft.clock.now"), (.sleepFor, "weft.sleep.for"), (.sleepUntil, "weft.sleep.until"),
    (.waitReadable, "weft.io.wait.read"), (.waitWritable, "weft.io.wait.write"), (.ioRead, "weft.io.read"),
    (.ioWrite, "weft.io.write"), (.ioAccept, "weft.io.accept"), (.ioConnect, "weft.io.connect"),
    (.ioClose, "weft.io.close"),
  ]

  /// The handlers of system calls.
  static let systemCalls = [
    ("close", "weft.io.close"), ("dup2", "weft.io.replace"), ("dup3", "weft.io.replace.flags"),
  ]
}
