// Where generators find what they need of contexts and threads. The records are declared in the runtime's text, and a test
// compares the two.

/// Where generators find the parts of a context.
public enum ContextFields {
  /// The stack pointer while it does not run.
  public static let stackPointer: Int32 = 0
  /// Where it goes on.
  public static let resume: Int32 = 8
  /// The next one in a queue.
  public static let next: Int32 = 16
  /// What the operation gives that it goes on behind.
  public static let value: Int32 = 24
  /// The task's handle; 0 for what began with a thread.
  public static let handle: Int32 = 32
  /// The handler of what it does again.
  public static let operation: Int32 = 80
}

/// Where generators find the parts of a thread's state.
public enum ThreadFields {
  /// The context that runs.
  public static let current: Int32 = 0
  /// The first in the queue of those that can run; null where nobody can.
  public static let head: Int32 = 8
  /// The last in the queue; where it is empty, a context whose `next` is `head`.
  public static let tail: Int32 = 16
  /// How often a task may yield before the clock and descriptors are looked at.
  public static let budget: Int32 = 24
  /// The context of what began with the thread.
  public static let root: Int32 = 112
}
