// What the runtime that is brought into a program does beside running it.

/// What the runtime does beside running the program.
public struct RuntimeOptions: Sendable, Hashable {
  /// Whether every task's stack is filled when it begins, and looked at when it ends, to see that it used no more than its bound.
  public var checksStacks = false
  /// Whether the environment may ask for another order of execution.
  public var hasSchedules = false

  /// Whether crashes are reported in a program, too, that has nothing else that asks for the runtime.
  public var reportsCrashes = false

  /// Whether reports name functions; they say addresses else.
  public var hasNames = true
  /// Whether reports say lines with them.
  public var hasLines = false

  /// How many bytes below a task's stack nobody may come to, where stacks are checked.
  public static let redZone: UInt64 = 256

  /// The greatest bound of a task that has exactly so much stack, in its block; others have a stack of their own.
  public static let greatestExactStack: UInt64 = 16_000

  /// Nothing beside running it.
  public init() {}
}
