// The texts of the runtime, in the IR. A program that has operations on tasks and their like is compiled together with them,
// and keeps what it uses.

internal import IR

/// A text of the runtime.
struct RuntimeText {
  /// What messages and debuggers call it.
  let name: String
  /// The text.
  let text: String

  /// All texts, as a program asks for them. What they hold beyond that it does not refer to, and it is not in its file.
  static func all(_ options: RuntimeOptions, _ uses: RuntimeUses) -> [RuntimeText] {
    let always = [
      records, scheduler(options), options.hasSchedules ? seededOrder : order, blocks, stacks, threads, clock, timers, poller,
      descriptors, signals,
    ]
    let reports = [
      report(uses, options), deadlock(uses), crash(uses, options), callers(uses, options), places(options),
    ]
    return always + reports + (options.checksStacks ? [checks(uses)] : [])
  }
}
