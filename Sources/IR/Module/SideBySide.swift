// Work that is done side by side: threads that share what nobody changes, and each give something back.

internal import Glibc

/// How many processors there are.
package var processorCount: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

/// Calls a closure with each number below a count, each on a thread of its own, the last on this one.
/// - Returns: what the closure gave, in the order of the numbers.
package func sideBySide<Result: Sendable>(
  _ count: Int, _ body: @escaping @Sendable (Int) -> Result
) -> [Result] {
  guard count > 1 else { return (0..<count).map(body) }
  let jobs = (0..<count).map { number in Job { body(number) } }
  var threads: [pthread_t] = []
  for job in jobs.dropLast() {
    var thread = pthread_t()
    let reference = Unmanaged.passRetained(job)
    let failure = pthread_create(
      &thread, nil,
      { argument in
        guard let argument else { return nil }
        Unmanaged<AnyJob>.fromOpaque(argument).takeRetainedValue().run()
        return nil
      }, reference.toOpaque())
    if failure == 0 {
      threads.append(thread)
    } else {
      reference.takeRetainedValue().run()
    }
  }
  jobs.last?.run()
  for thread in threads { pthread_join(thread, nil) }
  return jobs.compactMap { $0.take() }
}

/// Something that a thread does.
private class AnyJob {
  func run() {}
}

/// Something that a thread does, and what comes of it. Only its own thread touches it until that is joined.
private final class Job<Result>: AnyJob {
  private let body: () -> Result
  private var result: Result?

  init(_ body: @escaping () -> Result) { self.body = body }

  override func run() { result = body() }

  /// What came of it, which is the caller's alone from now on.
  func take() -> Result? { result.take() }
}

extension Module {
  /// The functions in as many runs as there are threads, of about the same number of instructions each.
  /// - Parameter threads: how many; nil is as many as are worth it, of as many as there are processors.
  package func runsOfFunctions(threads: Int?) -> [Range<Int>] {
    // Below this number of instructions a thread costs more than it saves.
    let fewest = 20_000
    let total = functions.reduce(0) { $0 + $1.instructions.count }
    return Self.runs(functions.count, atMost: threads ?? min(processorCount, total / fewest)) {
      functions[$0].instructions.count
    }
  }

  /// Splits what follows each other into runs of about the same size.
  static func runs(_ count: Int, atMost most: Int, size: (Int) -> Int) -> [Range<Int>] {
    let most = max(1, most)
    let total = (0..<count).reduce(0) { $0 + size($1) }
    var runs: [Range<Int>] = []
    var start = 0
    var seen = 0
    for index in 0..<count {
      seen += size(index)
      guard seen >= total * (runs.count + 1) / most, runs.count + 1 < most else { continue }
      runs.append(start..<(index + 1))
      start = index + 1
    }
    runs.append(start..<count)
    return runs
  }
}
