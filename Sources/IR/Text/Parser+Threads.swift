// Reading bodies on several threads, with the same result as on one.
//
// When all heads are read, a body tells the others nothing but what its names, types and paths to members are numbered, so
// runs of bodies are read side by side, each by a copy of the parser. Faults are different: what is said of them depends on
// what was said before. Where there is one, all bodies are read again on this thread.

extension Parser {
  /// A thread is not worth it for fewer bytes.
  private static let fewestBytesOfThread = 500_000

  /// What came of a run of bodies.
  private struct Run: Sendable {
    var functions: [Function]
    var names: NameTable
    var types: TypeTable
  }

  /// Reads all bodies.
  mutating func parseBodies(_ texts: [Scanner], from base: Int, threads: Int?) {
    let bytes = pending.reduce(0) { $0 + ($1.end - $1.start) }
    let most = threads ?? min(processorCount, bytes / Self.fewestBytesOfThread)
    if most > 1, base == 0, !keepsTrivia, diagnostics.isEmpty, parseSideBySide(texts, threads: most) { return }
    forEachBody(pending.indices, texts, from: base) { parser, index, function in
      parser.module.functions[parser.pending[index].index] = function
      return true
    }
  }

  /// Reads bodies on so many threads.
  /// - Returns: whether there was no fault; nothing is changed where there was one.
  private mutating func parseSideBySide(_ texts: [Scanner], threads: Int) -> Bool {
    let ranges = Module.runs(pending.count, atMost: threads) { pending[$0].end - pending[$0].start }
    var start = self
    // Their places are filled when all are read.
    start.module.functions = []
    let copy = start
    let base = Renumbering.Base(module)
    var runs = sideBySide(ranges.count) { copy.run(ranges[$0], texts) }
    guard runs.allSatisfy({ $0 != nil }) else { return false }
    var functions: [Function] = []
    functions.reserveCapacity(pending.count)
    for index in runs.indices {
      guard var run = runs[index].take() else { return false }
      if index == 0 {
        module.names = run.names
        module.types = run.types
      } else {
        let renumbering = Renumbering(adding: run.names, run.types, beyond: base, to: &module)
        if !renumbering.keepsAll {
          for function in run.functions.indices { renumbering.apply(to: &run.functions[function]) }
        }
      }
      functions += run.functions
    }
    // Every function has a body, in the same order.
    module.functions = functions
    return true
  }

  /// Reads a run of bodies with a copy of this parser; nil where one has a fault.
  private func run(_ range: Range<Int>, _ texts: [Scanner]) -> Run? {
    var parser = self
    var functions: [Function] = []
    functions.reserveCapacity(range.count)
    parser.forEachBody(range, texts) { _, _, function in
      functions.append(function)
      return !function.hasFaults
    }
    // A symbol or record that is new here is declared nowhere.
    guard functions.count == range.count, functions.last?.hasFaults != true, parser.diagnostics.isEmpty,
      parser.module.symbols.count == module.symbols.count,
      parser.module.types.records.count == module.types.records.count
    else { return nil }
    return Run(functions: functions, names: parser.module.names, types: parser.module.types)
  }

  /// Reads bodies that follow each other, as long as the closure goes on.
  private mutating func forEachBody(
    _ range: Range<Int>, _ texts: [Scanner], from base: Int = 0, _ body: (inout Parser, Int, Function) -> Bool
  ) {
    var file: UInt32?
    for index in range {
      let next = pending[index].place.file
      if next != file {
        if file != nil { trivia += scan.trivia }
        scan = texts[Int(next) - base]
        file = next
      }
      let function = parseBody(pending[index])
      guard body(&self, index, function) else { break }
    }
    if file != nil { trivia += scan.trivia }
  }
}
