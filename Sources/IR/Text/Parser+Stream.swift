// Reading a program without keeping it: each function is verified and handed over as soon as it is read, on one of several
// threads, and its memory is that of the next. What was read is so still in the processor's caches when it is compiled.
//
// That is for programs without faults. Where there is one, the texts are read again in the order in which faults are told.

internal import Layout
internal import Synchronization

/// Takes functions one by one as they are read, on one thread.
public protocol FunctionTaker: AnyObject, Sendable {
  /// Begins a run of functions that follow each other: the runs of one taker come in their order, and between them come
  /// those of other takers.
  func begin(run: Int)

  /// Takes a function that was verified.
  /// - Parameters:
  ///   - function: the function, lent: it is to be there as it was afterwards.
  ///   - index: its number in the module.
  ///   - module: the module without any bodies, lent too. It is the thread's own: what the function's text brought along,
  ///     names and types, is in it.
  /// - Returns: whether it was taken; where it was not, reading ends.
  func take(_ function: inout Function, _ index: Int, of module: inout Module) -> Bool
}

extension Module {
  /// Reads texts as one program and hands every function over, verified, instead of keeping it.
  /// - Parameters:
  ///   - sources: the texts; all share one space of names.
  ///   - threads: how many threads read; nil is as many as are worth it.
  ///   - makeTaker: makes what takes the functions that a thread reads.
  /// - Returns: the module, whose functions have heads alone, and the takers; nil where the program has a fault, where it must
  ///   be seen as a whole, or where a function was not taken. `read` does for all of these.
  public static func read<Taker: FunctionTaker>(
    _ sources: [ModuleSource], threads: Int? = nil, handingTo makeTaker: @escaping @Sendable () -> Taker
  ) -> (module: Module, takers: [Taker])? {
    let stated = sources.lazy.compactMap { Parser.statedTarget($0.bytes) }.first
    var parser = Parser(module: Module(target: stated ?? .x86_64), keepsTrivia: false)
    parser.module.sources = sources
    let copies = SourceCopies(sources)
    defer { withExtendedLifetime(copies) {} }
    let texts = parser.parseHeads(copies)
    parser.checkSymbols()
    guard parser.diagnostics.isEmpty else { return nil }
    var verifier = Verifier(module: parser.module)
    verifier.verifySymbols()
    guard verifier.diagnostics.isEmpty, let takers = parser.hand(texts, threads: threads, to: makeTaker) else {
      return nil
    }
    return (parser.module, takers)
  }
}

/// Which run of functions is read next.
private final class RunCounter: Sendable {
  private let next = Atomic<Int>(0)

  func take() -> Int { next.add(1, ordering: .relaxed).oldValue }
}

extension Parser {
  /// A thread is not worth it for fewer bytes.
  private static let fewestBytesOfThread = 100_000
  /// So many runs for each thread, so that none waits long for the last.
  private static let runsOfThread = 16

  /// Reads all bodies on so many threads, and hands each over.
  fileprivate func hand<Taker: FunctionTaker>(
    _ texts: [Scanner], threads: Int?, to makeTaker: @escaping @Sendable () -> Taker
  ) -> [Taker]? {
    let bytes = pending.reduce(0) { $0 + ($1.end - $1.start) }
    let count = max(1, threads ?? min(processorCount, bytes / Self.fewestBytesOfThread))
    let runs = Module.runs(pending.count, atMost: count == 1 ? 1 : count * Self.runsOfThread) {
      pending[$0].end - pending[$0].start
    }
    var start = self
    start.module.functions = []
    let copy = start
    let counter = RunCounter()
    let takers = sideBySide(count) { _ in
      let taker = makeTaker()
      return copy.hand(runs, texts, counter, to: taker) ? taker : nil
    }
    guard takers.allSatisfy({ $0 != nil }) else { return nil }
    return takers.compactMap { $0 }
  }

  /// Reads the runs that a counter gives with a copy of this parser.
  /// - Returns: whether there was no fault, and all was taken.
  private func hand(
    _ runs: [Range<Int>], _ texts: [Scanner], _ counter: RunCounter, to taker: some FunctionTaker
  ) -> Bool {
    var parser = self
    var verifier = Verifier(module: Module(target: module.target))
    verifier.seesAllBodies = false
    while case let run = counter.take(), run < runs.count {
      taker.begin(run: run)
      var file: UInt32?
      for index in runs[run] {
        let pending = parser.pending[index]
        if pending.place.file != file {
          parser.scan = texts[Int(pending.place.file)]
          file = pending.place.file
        }
        parser.parseBodyInPlace(pending)
        // A symbol or record that is new here is declared nowhere.
        guard parser.diagnostics.isEmpty, parser.module.symbols.count == module.symbols.count,
          parser.module.types.records.count == module.types.records.count
        else { return false }
        // The module and the function wander; a copy of either would be copied with the next change.
        swap(&parser.module, &verifier.module)
        swap(&parser.body.function, &verifier.function)
        verifier.verifyFunction()
        guard verifier.diagnostics.isEmpty, taker.take(&verifier.function, pending.index, of: &verifier.module) else {
          return false
        }
        swap(&parser.module, &verifier.module)
        swap(&parser.body.function, &verifier.function)
      }
    }
    return true
  }
}
