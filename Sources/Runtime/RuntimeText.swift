// The texts of the runtime, in the IR. A program that has operations on tasks and their like is compiled together with them,
// and keeps what it uses.

internal import IR

/// What a program asks the texts for.
struct RuntimeShape {
  /// What it asks for by options.
  var options: RuntimeOptions
  /// What it asks for by what it does.
  var uses: RuntimeUses
  /// Whether there can be several threads.
  var hasThreads: Bool { !uses.hasOneThread }

  /// What only a program with several threads needs, in place of which others have a comment.
  func withThreads(_ text: String) -> String { hasThreads ? text : "; There is one thread." }

  /// Goes on as the only thread that has a lock.
  func lock(_ name: String) -> String { withThreads("call @weft.lock(@weft.\(name).lock)") }

  /// Lets others have a lock.
  func unlock(_ name: String) -> String { withThreads("call @weft.unlock(@weft.\(name).lock)") }
}

/// A text of the runtime.
struct RuntimeText {
  /// What messages and debuggers call it.
  let name: String
  /// The text.
  let text: String

  /// All texts, as a program asks for them. What they hold beyond that it does not refer to, and it is not in its file.
  static func all(_ shape: RuntimeShape) -> [RuntimeText] {
    let order = shape.options.hasSchedules ? seededOrder : order
    let always = [
      records, scheduler(shape), order, blocks(shape), stacks(shape), threads, clock, timers, poller(shape),
      descriptors(shape),
    ]
    // What is aligned comes before what is not.
    let reports = [signals(shape), places(shape), report(shape), deadlock(shape), crash(shape), callers(shape)]
    return always + (shape.hasThreads ? [pollers] : []) + reports
      + (shape.options.checksStacks ? [checks(shape)] : [])
  }
}
