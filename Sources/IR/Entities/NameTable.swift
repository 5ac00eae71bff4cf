// Interned names: each distinct run of bytes is stored once, in an arena, and known by its number.

/// The names of a module.
public struct NameTable: Sendable {
  /// All names, one after the other.
  @usableFromInline var arena: [UInt8] = []
  /// Where each name ends in the arena; it begins where the one before ends.
  @usableFromInline var ends: [UInt32] = []
  /// The hash of each name, so that growing reads no bytes.
  @usableFromInline var hashes: [UInt32] = []
  /// Open addressing: a name's number plus one, or zero; the size is a power of two.
  @usableFromInline var slots: [UInt32]

  /// The names that are interned before all others: opcodes, then the words of the grammar.
  static let reserved: NameTable = {
    var table = NameTable(slotCount: 1 << 11)
    for word in Keyword.allSpellings { _ = table.intern(word) }
    return table
  }()

  /// A table with the words of the language in it.
  public init() { self = Self.reserved }

  private init(slotCount: Int) { slots = Array(repeating: 0, count: slotCount) }

  /// How many names there are.
  @inlinable public var count: Int { ends.count }

  /// Interns a name.
  public mutating func intern(_ text: String) -> Name {
    var text = text
    return text.withUTF8 { intern($0) }
  }

  /// Interns a name given as bytes.
  public mutating func intern(_ bytes: UnsafeBufferPointer<UInt8>) -> Name {
    guard let start = bytes.baseAddress else {
      var none: UInt8 = 0
      return intern(&none, count: 0, hash: Self.hash(of: &none, count: 0))
    }
    return intern(start, count: bytes.count, hash: Self.hash(of: start, count: bytes.count))
  }

  /// Interns a name whose hash is known: that of `step` over its bytes, from `startOfHash` to `finish`.
  @inlinable @inline(__always)
  public mutating func intern(_ start: UnsafePointer<UInt8>, count: Int, hash: UInt32) -> Name {
    let mask = slots.count &- 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while true {
      let entry = slots[slot]
      if entry == 0 { return add(start, count: count, hash: hash, slot: slot) }
      let index = Int(entry &- 1)
      if hashes[index] == hash, equals(index, start, count: count) { return Name(rawValue: entry &- 1) }
      slot = (slot &+ 1) & mask
    }
  }

  /// The number of a name, if it was interned.
  public func find(_ text: String) -> Name? {
    var text = text
    return text.withUTF8 { bytes in
      guard let start = bytes.baseAddress else { return nil }
      let hash = Self.hash(of: start, count: bytes.count)
      let mask = slots.count &- 1
      var slot = Int(truncatingIfNeeded: hash) & mask
      while slots[slot] != 0 {
        let index = Int(slots[slot] &- 1)
        if hashes[index] == hash, equals(index, start, count: bytes.count) { return Name(index) }
        slot = (slot &+ 1) & mask
      }
      return nil
    }
  }

  /// The bytes of a name.
  public subscript(name: Name) -> ArraySlice<UInt8> { arena[range(of: name.index)] }

  /// A name as text; bytes that are not UTF-8 are replaced.
  public func string(_ name: Name) -> String {
    name == .none ? "" : String(decoding: self[name], as: UTF8.self)
  }

  @inlinable @inline(__always)
  func range(of index: Int) -> Range<Int> {
    Int(index == 0 ? 0 : ends[index &- 1])..<Int(ends[index])
  }

  @inlinable @inline(__always)
  func equals(_ index: Int, _ start: UnsafePointer<UInt8>, count: Int) -> Bool {
    let range = range(of: index)
    guard range.count == count else { return false }
    return arena.withUnsafeBufferPointer { bytes in
      var at = range.lowerBound
      var other = start
      while at < range.upperBound {
        if bytes[at] != other.pointee { return false }
        at &+= 1
        other += 1
      }
      return true
    }
  }

  @inline(never) @usableFromInline
  mutating func add(_ start: UnsafePointer<UInt8>, count: Int, hash: UInt32, slot: Int) -> Name {
    let index = ends.count
    arena.append(contentsOf: UnsafeBufferPointer(start: start, count: count))
    ends.append(UInt32(truncatingIfNeeded: arena.count))
    hashes.append(hash)
    slots[slot] = UInt32(index) + 1
    if 2 * ends.count > slots.count { grow() }
    return Name(index)
  }

  private mutating func grow() {
    let size = 4 * slots.count
    let mask = size - 1
    var wider = [UInt32](repeating: 0, count: size)
    for (index, hash) in hashes.enumerated() {
      var slot = Int(hash) & mask
      while wider[slot] != 0 { slot = (slot &+ 1) & mask }
      wider[slot] = UInt32(index) + 1
    }
    slots = wider
  }

  /// The hash of a run of bytes: FNV-1a with its high bits folded down.
  @inline(__always)
  static func hash(of start: UnsafePointer<UInt8>, count: Int) -> UInt32 {
    var hash = startOfHash
    for index in 0..<count { hash = step(hash, start[index]) }
    return finish(hash)
  }

  /// The hash of no bytes.
  @inlinable @inline(__always) public static var startOfHash: UInt32 { 0x811C_9DC5 }
  /// The hash with one more byte.
  @inlinable @inline(__always) public static func step(_ hash: UInt32, _ byte: UInt8) -> UInt32 {
    (hash ^ UInt32(byte)) &* 0x0100_0193
  }
  /// The hash by which a name is found.
  @inlinable @inline(__always) public static func finish(_ hash: UInt32) -> UInt32 { hash ^ (hash >> 15) }
}
