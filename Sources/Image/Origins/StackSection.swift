// The section `.weft.stacks`: how much stack each task has, and the calls that make it so much, for `weft inspect --stacks`.
//
//     byte       the version of this format: 1
//     unsigned   how many entries there are, then each entry:
//       text       the function that tasks are begun with
//       unsigned   the most bytes that such a task ever uses, plus one; 0 where nobody can tell
//       unsigned   the bytes of its block
//       unsigned   the bytes of a stack of its own; 0 where its stack is in the block
//       text       why there is no bound; empty where there is one
//       unsigned   how many calls make the bound, then each call:
//         text       what is called
//         unsigned   the bytes of its frame, twice; and one more where it takes the place of the call before
//
// Numbers are LEB128; a text ends with a zero byte. Documentation/Inspect.md has this for readers.

/// How much stack the tasks have that begin with one function.
public struct StackEntry: Sendable {
  /// A call in the chain that makes the bound.
  public struct Call: Sendable {
    /// What is called.
    public var name: String
    /// The bytes of its frame.
    public var frame: UInt64
    /// Whether it takes the place of the call before.
    public var isTail: Bool

    /// Makes a call.
    public init(name: String, frame: UInt64, isTail: Bool) {
      self.name = name
      self.frame = frame
      self.isTail = isTail
    }
  }
  /// The function that tasks are begun with.
  public var name: String
  /// The most bytes that such a task ever uses; nil where nobody can tell.
  public var bound: UInt64?
  /// The bytes of its block.
  public var blockBytes: UInt64
  /// The bytes of a stack of its own; 0 where its stack is in the block.
  public var stackBytes: UInt64
  /// Why there is no bound.
  public var reason: String
  /// The calls that make the bound.
  public var calls: [Call]

  /// Makes an entry.
  public init(name: String, bound: UInt64?, blockBytes: UInt64, stackBytes: UInt64, reason: String, calls: [Call]) {
    self.name = name
    self.bound = bound
    self.blockBytes = blockBytes
    self.stackBytes = stackBytes
    self.reason = reason
    self.calls = calls
  }
}

/// Encodes `.weft.stacks`.
enum StackSection {
  private static let version: UInt8 = 1

  static func encode(_ entries: [StackEntry]) -> UnloadedSection {
    var buffer = ByteBuffer()
    buffer.put8(version)
    buffer.putUnsigned(UInt64(entries.count))
    for entry in entries {
      buffer.putText(entry.name)
      buffer.putUnsigned(entry.bound.map { $0 + 1 } ?? 0)
      buffer.putUnsigned(entry.blockBytes)
      buffer.putUnsigned(entry.stackBytes)
      buffer.putText(entry.reason)
      buffer.putUnsigned(UInt64(entry.calls.count))
      for call in entry.calls {
        buffer.putText(call.name)
        buffer.putUnsigned(call.frame << 1 | (call.isTail ? 1 : 0))
      }
    }
    return UnloadedSection(".weft.stacks", buffer)
  }
}
