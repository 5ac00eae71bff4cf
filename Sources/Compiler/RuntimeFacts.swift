// What the runtime is told of the code when that is there: how much stack each task and each handler of signals
// needs.

internal import Gen
internal import IR

extension Module {
  /// Fills in the data that code generation had to come before.
  /// - Returns: how much stack each task has, and why.
  mutating func fillIn(
    _ runtime: RuntimeLinkage, _ code: CompiledCode, _ options: CompilationOptions
  ) -> [TaskStack] {
    let bounds = StackBounds(self, code, addressTaken: runtime.addressTaken, isClosed: runtime.isClosed)
    let lines = SourceLines(self)
    var stacks: [TaskStack] = []
    guard let context = types.records.first(where: { names.string($0.name) == "weft_context" }) else { return [] }
    let header = types.size(of: context.type)
    for (entry, symbol) in runtime.entries.sorted(by: { $0.value.rawValue < $1.value.rawValue }) {
      guard case .data(let index) = symbols[symbol].definition,
        case .shaped(let record, .list(var members))? = data[index].items.first?.content,
        case .address(let start) = members[0], let function = start.symbol,
        case .function(let number) = symbols[function].definition
      else { continue }
      let arguments = types.argumentSlots(of: entry).bytes
      let results = types.slots(of: (0..<types.resultCount(entry.type)).map { types.result($0, of: entry.type).type })
        .bytes
      let handedOver = max(arguments, results, 8)
      var blockBytes = header + handedOver
      var stackBytes: UInt64 = 0
      let bound = bounds.bound(of: number)
      // Where stacks are checked, nothing else lies in the stack, and nobody may come to what lies below it.
      var checked: UInt64?
      if options.runtime.checksStacks, let bound {
        let checkedBound = max(bound - min(bound, options.stackShortfall), 8)
        checked = ((checkedBound + 15) & ~15) + RuntimeOptions.redZone
        members[7] = .number(.integer(Int64(checkedBound)))
      }
      // What is too much for a block is handed over at the end of a stack of the task's own.
      let isFar = if case .number(let area) = members[9] { area.bits != 0 } else { false }
      if isFar { blockBytes = header + 16 }
      if entry.isThread {
        // The runtime's work is done below what the thread stops in.
        stackBytes = ((bound ?? max(entry.stackBytes, options.usualStack)) + StackBounds.ofRuntime + 4095) & ~4095
      } else if let checked, !isFar, blockBytes + checked <= RuntimeOptions.greatestExactStack {
        blockBytes = ((blockBytes + 15) & ~15) + checked
        members[8] = .number(.integer(Int64(checked)))
      } else if let bound, bound <= RuntimeOptions.greatestExactStack, checked == nil, !isFar {
        // While the start takes the arguments and leaves the results, they are not in the way of its own frame.
        blockBytes = header + max(bound, handedOver + (bounds.frame(of: number) ?? 0))
      } else {
        let needed = max(entry.stackBytes, bound ?? (entry.stackBytes == 0 ? options.usualStack : 0))
        stackBytes = GuardedStack.size(for: isFar ? needed + handedOver + 16 : needed)
        members[6] = .address(DataAddress(runtime.stackFunctions))
      }
      blockBytes = (blockBytes + 15) & ~15
      members[1] = .number(.integer(Int64(blockBytes)))
      members[2] = .number(.integer(Int64(stackBytes)))
      data[index].replace(by: [DataItem(.shaped(record, .list(members)))], types)
      guard !entry.isThread else { continue }
      stacks.append(
        TaskStack(
          name: entry.function.map { "@\(name(of: $0))" } ?? "by address", bound: bound, blockBytes: blockBytes,
          stackBytes: stackBytes, chain: bounds.chain(of: number), reason: bounds.reason(of: number, lines)))
    }
    fillInSignalDepth(runtime, bounds, usualStack: options.usualStack)
    return stacks
  }

  /// Says how much stack the deepest handler of signals and the report of a crash need.
  private mutating func fillInSignalDepth(_ runtime: RuntimeLinkage, _ bounds: StackBounds, usualStack: UInt64) {
    guard case .data(let index) = symbols[runtime.signalDepth].definition else { return }
    func bound(_ symbol: Symbol) -> UInt64 {
      guard case .function(let number) = symbols[symbol].definition else { return usualStack }
      return bounds.bound(of: number) ?? usualStack
    }
    let deepest = runtime.signalHandlers.reduce(into: UInt64(0)) { $0 = max($0, bound($1)) }
    let bytes = deepest + bound(runtime.crash)
    data[index].replace(by: [DataItem(.numbers(.i64, [.integer(Int64(bytes))]))], types)
  }
}

/// The sizes of stacks that have a guard below them.
enum GuardedStack {
  /// The smallest: a page.
  static let least: UInt64 = 4096
  /// The greatest.
  static let most: UInt64 = 1 << 30

  /// The size that a stack of at least so many bytes has: a power of two.
  static func size(for bytes: UInt64) -> UInt64 {
    var size = least
    while size < bytes, size < most { size *= 2 }
    return size
  }
}
