// The texts of the runtime, in the IR. A program that has operations on tasks and their like is compiled together with them,
// and keeps what it uses.

internal import IR

/// A text of the runtime.
struct RuntimeText {
  /// What messages and debuggers call it.
  let name: String
  /// The text.
  let text: String

  /// All texts, as a program asks for them.
  static func all(_ options: RuntimeOptions) -> [RuntimeText] {
    let always = [blocks, stacks, threads, clock, timers, poller, descriptors, report, deadlock, signals, crash]
    return [records, scheduler(options), options.hasSchedules ? seededOrder : order] + always
      + (options.checksStacks ? [checks] : [])
  }
}
