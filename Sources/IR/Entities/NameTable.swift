// Interned names: each distinct run of bytes is stored once, in an arena, and known by its number.

/// The names of a module.
public struct NameTable: Sendable {
  /// All names, one after the other.
  @usableFromInline var arena: [UInt8] = []
  /// Where each name ends in the arena; it begins where the one before ends.
  @usableFromInline var ends: [UInt32] = []
  /// The first eight bytes of each name, as a number: most names have no more.
  @usableFromInline var beginnings: [UInt64] = []
  /// Open addressing: a name's number plus one below its hash, or zero; the size is a power of two.
  @usableFromInline var slots: [UInt64]

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
      return intern(&none, count: 0, beginning: 0)
    }
    return intern(start, count: bytes.count, beginning: Self.word(start, count: bytes.count))
  }

  /// Interns a name in a text, behind whose end eight bytes more can be read.
  @inlinable @inline(__always)
  public mutating func intern(inText start: UnsafePointer<UInt8>, count: Int) -> Name {
    var word = UnsafeRawPointer(start).loadUnaligned(as: UInt64.self).littleEndian
    if count < 8 { word &= (1 &<< UInt64(8 &* count)) &- 1 }
    return intern(start, count: count, beginning: word)
  }

  @inlinable @inline(__always)
  mutating func intern(_ start: UnsafePointer<UInt8>, count: Int, beginning: UInt64) -> Name {
    let hash = Self.hash(start, count: count, beginning: beginning)
    let mask = slots.count &- 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while true {
      let entry = slots[slot]
      if entry == 0 { return add(start, count: count, beginning: beginning, hash: hash, slot: slot) }
      if entry &>> 32 == UInt64(hash) {
        let index = Int(truncatingIfNeeded: entry & 0xFFFF_FFFF) &- 1
        if isName(index, start, count: count, beginning: beginning) { return Name(index) }
      }
      slot = (slot &+ 1) & mask
    }
  }

  /// The number of a name, if it was interned.
  public func find(_ text: String) -> Name? {
    var text = text
    return text.withUTF8 { bytes in
      guard let start = bytes.baseAddress else { return nil }
      let beginning = Self.word(start, count: bytes.count)
      let hash = Self.hash(start, count: bytes.count, beginning: beginning)
      let mask = slots.count &- 1
      var slot = Int(truncatingIfNeeded: hash) & mask
      while slots[slot] != 0 {
        let index = Int(truncatingIfNeeded: slots[slot] & 0xFFFF_FFFF) &- 1
        if slots[slot] &>> 32 == UInt64(hash), isName(index, start, count: bytes.count, beginning: beginning) {
          return Name(index)
        }
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
  func isName(_ index: Int, _ start: UnsafePointer<UInt8>, count: Int, beginning: UInt64) -> Bool {
    guard beginnings[index] == beginning else { return false }
    let range = range(of: index)
    guard range.count == count else { return false }
    return count <= 8 || hasBytes(range, start)
  }

  @usableFromInline @inline(never)
  func hasBytes(_ range: Range<Int>, _ start: UnsafePointer<UInt8>) -> Bool {
    arena.withUnsafeBufferPointer { bytes in
      UnsafeBufferPointer(rebasing: bytes[range]).elementsEqual(UnsafeBufferPointer(start: start, count: range.count))
    }
  }

  @usableFromInline @inline(never)
  mutating func add(
    _ start: UnsafePointer<UInt8>, count: Int, beginning: UInt64, hash: UInt32, slot: Int
  ) -> Name {
    let index = ends.count
    arena.append(contentsOf: UnsafeBufferPointer(start: start, count: count))
    ends.append(UInt32(truncatingIfNeeded: arena.count))
    beginnings.append(beginning)
    slots[slot] = UInt64(hash) << 32 | UInt64(index) + 1
    if 2 * ends.count > slots.count { grow() }
    return Name(index)
  }

  private mutating func grow() {
    let size = 4 * slots.count
    let mask = size - 1
    var wider = [UInt64](repeating: 0, count: size)
    for entry in slots where entry != 0 {
      var slot = Int(entry >> 32) & mask
      while wider[slot] != 0 { slot = (slot &+ 1) & mask }
      wider[slot] = entry
    }
    slots = wider
  }

  /// The first eight bytes of a run, or as many as it has, as a number.
  private static func word(_ start: UnsafePointer<UInt8>, count: Int) -> UInt64 {
    var word: UInt64 = 0
    for index in 0..<min(8, count) { word |= UInt64(start[index]) << UInt64(8 * index) }
    return word
  }

  /// The hash of a run of bytes, of which the first eight are known.
  @inlinable @inline(__always)
  static func hash(_ start: UnsafePointer<UInt8>, count: Int, beginning: UInt64) -> UInt32 {
    var hash = (beginning ^ UInt64(truncatingIfNeeded: count)) &* factor
    if count > 8 { hash = Self.hash(hash, start, count: count) }
    return UInt32(truncatingIfNeeded: hash &>> 32)
  }

  /// Goes on with the bytes behind the first eight.
  @usableFromInline @inline(never)
  static func hash(_ beginning: UInt64, _ start: UnsafePointer<UInt8>, count: Int) -> UInt64 {
    var hash = beginning
    var at = 8
    while at < count {
      hash = (hash ^ (hash &>> 29) ^ word(start + at, count: count - at)) &* factor
      at += 8
    }
    return hash
  }

  @inlinable static var factor: UInt64 { 0x9E37_79B9_7F4A_7C15 }
}
