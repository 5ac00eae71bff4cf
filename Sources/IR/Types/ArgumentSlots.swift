// Where the arguments and results of tasks and threads lie while they are handed over in memory.

/// Where values lie that are handed over in memory: each in a multiple of 8 bytes.
public struct ArgumentSlots: Sendable, Hashable {
  /// Where each begins.
  public var offsets: [UInt64] = []
  /// How many bytes there are in all.
  public var bytes: UInt64 = 0
}

extension TypeTable {
  /// Where values of these types lie, one behind the other.
  public func slots(of types: [Type]) -> ArgumentSlots {
    var slots = ArgumentSlots()
    for type in types {
      slots.offsets.append(slots.bytes)
      slots.bytes += kind(of: type) == .record ? (size(of: type) + 7) & ~7 : 8
    }
    return slots
  }
}
