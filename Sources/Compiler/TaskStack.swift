// How much stack the tasks of a program have that are begun with one function, and what makes it so much.

/// How much stack the tasks have that are begun with one function.
public struct TaskStack: Sendable, Hashable {
  /// A call in the chain that makes the bound.
  public struct Step: Sendable, Hashable {
    /// What is called: a function, or a generator.
    public var name: String
    /// The bytes of its frame, with the return address.
    public var frame: UInt64
    /// Whether it goes on in place of the one before, by a tail call.
    public var isTail: Bool

    /// Makes a call.
    public init(name: String, frame: UInt64, isTail: Bool) {
      self.name = name
      self.frame = frame
      self.isTail = isTail
    }
  }
  /// The function.
  public var name: String
  /// The most bytes that such a task ever uses; nil where nobody can tell.
  public var bound: UInt64?
  /// The bytes of its block: what is known of the task, and the stack where that is in it.
  public var blockBytes: UInt64
  /// The bytes of a stack of its own, with a guard below it; 0 where its stack is in the block.
  public var stackBytes: UInt64
  /// The calls that make the bound, the first of them first.
  public var chain: [Step]
  /// Why there is no bound: who calls whom up to the function that is the reason, and where it is that.
  public var reason: String?

  /// Makes what is known of a task's stack.
  public init(
    name: String, bound: UInt64?, blockBytes: UInt64, stackBytes: UInt64, chain: [Step], reason: String?
  ) {
    self.name = name
    self.bound = bound
    self.blockBytes = blockBytes
    self.stackBytes = stackBytes
    self.chain = chain
    self.reason = reason
  }

  /// The chain as a line: `@a 32 > @b 48`, with `=>` where one takes the place of the one before.
  public static func text(of chain: [Step]) -> String {
    chain.enumerated().map { index, step in
      "\(index == 0 ? "" : step.isTail ? " => " : " > ")\(step.name) \(step.frame)"
    }.joined()
  }
}
