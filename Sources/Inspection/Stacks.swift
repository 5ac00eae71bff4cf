// How much stack the tasks of a file have, as the section `.weft.stacks` has it: see Documentation/Inspect.md for the format.

/// How much stack the tasks of a file have, by the function that they begin with.
public struct Stacks: Sendable {
  /// A call in the chain that makes a bound.
  public struct Call: Sendable {
    /// What is called.
    public let name: String
    /// The bytes of its frame, with the return address.
    public let frame: UInt64
    /// Whether it takes the place of the call before.
    public let isTail: Bool
  }

  /// The tasks that begin with one function.
  public struct Entry: Sendable {
    /// The function.
    public let name: String
    /// The most bytes that such a task ever uses; nil where nobody can tell.
    public let bound: UInt64?
    /// The bytes of its block: what is known of the task, and the stack where that is in it.
    public let blockBytes: UInt64
    /// The bytes of a stack of its own, with a guard below it; 0 where its stack is in the block.
    public let stackBytes: UInt64
    /// Why there is no bound.
    public let reason: String?
    /// The calls that make the bound.
    public let calls: [Call]
  }

  /// The entries, in the order of the program.
  public let entries: [Entry]

  /// Reads the stacks of a file; nil in one that Weft did not build, that has no tasks, or that was stripped.
  public init?(of file: ElfFile) throws(InspectionError) {
    guard let section = file.section(named: ".weft.stacks"), section.hasBytes else { return nil }
    var reader = SectionReader(bytes: file.bytes(in: section.range), start: section.offset)
    let version = try reader.byte()
    guard version == 1 else {
      throw .malformed(offset: section.offset, fault: "stacks of version \(version) are unknown")
    }
    var entries: [Entry] = []
    for _ in 0..<(try reader.count()) {
      let name = try reader.text()
      let bound = try reader.unsigned()
      let (blockBytes, stackBytes) = (try reader.unsigned(), try reader.unsigned())
      let reason = try reader.text()
      var calls: [Call] = []
      for _ in 0..<(try reader.count()) {
        let callee = try reader.text()
        let frame = try reader.unsigned()
        calls.append(Call(name: callee, frame: frame >> 1, isTail: frame & 1 != 0))
      }
      entries.append(
        Entry(
          name: name, bound: bound == 0 ? nil : bound - 1, blockBytes: blockBytes, stackBytes: stackBytes,
          reason: reason.isEmpty ? nil : reason, calls: calls))
    }
    self.entries = entries
  }
}
