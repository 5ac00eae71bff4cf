// The texts of the runtime, in the IR. A program that has operations on tasks and their like is compiled together with them,
// and keeps what it uses.

/// A text of the runtime.
struct RuntimeText {
  /// What messages and debuggers call it.
  let name: String
  /// The text.
  let text: String

  /// All texts.
  static let all = [
    records, scheduler, blocks, stacks, threads, clock, timers, poller, descriptors, report, deadlock, signals, crash,
  ]
}
