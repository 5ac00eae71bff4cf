// The identifiers of a text, each numbered once: names are compared, and looked up, by number.

/// Numbers identifiers in the order of their first appearance.
struct NameTable: Sendable {
  private struct Entry {
    var start: Int
    var length: Int
    var hash: UInt64
  }

  private var bytes: [UInt8] = []
  private var entries: [Entry] = []
  /// Open addressing: an entry's number plus one, or zero. The size is a power of two.
  private var slots = [UInt32](repeating: 0, count: 1024)
  /// Drawn anew each time, so that no text can be made to collide.
  private let seed = UInt64.random(in: .min ... .max)
  private let multiplier = UInt64.random(in: .min ... .max) | 1

  var count: Int { entries.count }

  /// The number of a name.
  mutating func number(of name: ArraySlice<UInt8>) -> UInt32 {
    var hash = seed
    for byte in name {
      hash = (hash ^ UInt64(byte)) &* multiplier
      hash ^= hash >> 29
    }
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] != 0 {
      let entry = entries[Int(slots[slot]) - 1]
      if entry.hash == hash, entry.length == name.count,
        bytes[entry.start..<entry.start + entry.length].elementsEqual(name)
      {
        return slots[slot] - 1
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    entries.append(Entry(start: bytes.count, length: name.count, hash: hash))
    bytes.append(contentsOf: name)
    slots[slot] = UInt32(entries.count)
    if 2 * entries.count > slots.count { grow() }
    return UInt32(entries.count - 1)
  }

  /// The name with a number.
  subscript(number: UInt32) -> String {
    let entry = entries[Int(number)]
    return String(decoding: bytes[entry.start..<entry.start + entry.length], as: UTF8.self)
  }

  private mutating func grow() {
    slots = [UInt32](repeating: 0, count: 2 * slots.count)
    for (number, entry) in entries.enumerated() {
      var slot = Int(truncatingIfNeeded: entry.hash) & (slots.count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = UInt32(number + 1)
    }
  }
}
