// The memory of a program: one flat arena, and two tables beside it. One has a shadow byte for each byte of the arena,
// which says whether the byte belongs to an object, whether it may be written, and whether it was. The other has the
// number of the object that each granule of 16 bytes belongs to; no two objects share a granule.
//
// A pointer carries the number of its object beside the address, so that it leads to no other object, nor to what takes
// the place of one that is gone:
//
//      63 62               32 31                0
//     | 0 | the number        | the address      |
//
// Where a pointer comes from then needs no bookkeeping: its bits tell, whatever integers and memory it went through.
// An access looks at the number of the granule that it begins in, and at the shadow of all its bytes. One that begins in
// its own object cannot end in another: between any two lies a granule of neither, and no access that looks at one
// granule alone is longer than that.

internal import Glibc
internal import IR

/// What the shadow says of a byte: a set of bits.
enum Shadow {
  /// Part of no object. Fresh pages say so.
  static let outside: UInt8 = 0
  /// Part of a stack slot, or of another object, that is gone.
  static let freed: UInt8 = 0x01
  /// Part of a mark of `stack.save`, which nothing can be read from.
  static let mark: UInt8 = 0x02
  /// Written, so that it may be read.
  static let written: UInt8 = 0x80
  /// May be written.
  static let writable: UInt8 = 0x40
}

/// An access that could not be.
struct MemoryFault {
  /// What it was made with, and how many bytes behind that the first lies that is at fault.
  var pointer: UInt64
  var offset: UInt64
}

/// The memory of a program.
struct Memory {
  /// No object lies below, so that the null pointer and what is near it lead nowhere.
  static let lowest: UInt64 = 0x1_0000
  /// Between any two objects lie at least so many bytes of none.
  static let gap: UInt64 = granule
  /// Objects begin at multiples of so many bytes, and share no such piece.
  static let granule: UInt64 = 16
  /// A pointer has its object's number above so many bits.
  static let addressBits: UInt64 = 32
  /// The greatest number that an object has: the next one has the number 1 again. Functions have those above.
  static let lastNumber: UInt32 = 0x6FFF_FFFF
  /// Accesses of any width that begin below `limit` stay within the arena.
  private static let slack = 64

  /// Where the host has the arena and its tables.
  struct Arena {
    let bytes: UnsafeMutableRawPointer
    let shadow: UnsafeMutableRawPointer
    /// The number of each granule's object; 0 where there never was one.
    let owners: UnsafeMutablePointer<UInt32>
    /// Addresses from here on are in no object.
    let limit: UInt64
  }

  let arena: Arena
  var bytes: UnsafeMutableRawPointer { arena.bytes }
  var shadow: UnsafeMutableRawPointer { arena.shadow }
  var owners: UnsafeMutablePointer<UInt32> { arena.owners }
  var limit: UInt64 { arena.limit }
  /// The last access that could not be.
  private(set) var lastFault: MemoryFault?
  private let isReserved: Bool
  /// Where the next object can lie.
  private var next: UInt64 = Memory.lowest
  /// The number that was handed out last, and whether they began again.
  private var lastGiven: UInt32 = 0
  private var isAround = false
  /// Blocks that were given back, by the logarithm of their size.
  private var free: [[UInt64]] = Array(repeating: [], count: 48)

  /// Reserves address space; nil where the system refuses even a small arena.
  init?(limit wanted: UInt64) {
    var size = Int(min(max(wanted, 1 << 20), 1 << Self.addressBits))
    while size >= 1 << 20 {
      let pieces = Self.lengths(size).map { Self.reserve($0) }
      if let bytes = pieces[0], let shadow = pieces[1], let owners = pieces[2] {
        arena = Arena(
          bytes: bytes, shadow: shadow, owners: owners.assumingMemoryBound(to: UInt32.self), limit: UInt64(size))
        isReserved = true
        return
      }
      for (piece, length) in zip(pieces, Self.lengths(size)) {
        if let piece { munmap(piece, length) }
      }
      size /= 2
    }
    return nil
  }

  /// No memory: for a machine that cannot have any.
  init() {
    arena = Arena(
      bytes: .allocate(byteCount: Self.slack, alignment: 16), shadow: .allocate(byteCount: Self.slack, alignment: 16),
      owners: .allocate(capacity: Self.slack), limit: 0)
    isReserved = false
  }

  /// How long the arena and its tables are.
  private static func lengths(_ size: Int) -> [Int] { [size + slack, size + slack, size / 4 + slack] }

  private static func reserve(_ size: Int) -> UnsafeMutableRawPointer? {
    let address = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
    return address == MAP_FAILED ? nil : address
  }

  /// Gives the address space back. Nobody may use the memory after that.
  func release() {
    guard isReserved else { return }
    let lengths = Self.lengths(Int(limit))
    munmap(bytes, lengths[0])
    munmap(shadow, lengths[1])
    munmap(owners, lengths[2])
  }

  // MARK: - Pointers

  /// The pointer to an object of a number at an address.
  @inline(__always)
  static func pointer(_ number: UInt32, _ address: UInt64) -> UInt64 { UInt64(number) &<< addressBits | address }

  /// The address that a pointer has.
  @inline(__always)
  static func address(of pointer: UInt64) -> UInt64 { UInt64(UInt32(truncatingIfNeeded: pointer)) }

  /// The number of the object that a pointer belongs to.
  @inline(__always)
  static func number(of pointer: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: pointer &>> addressBits) }

  /// Where the host has the bytes that a pointer, which was checked, leads to.
  func host(_ pointer: UInt64) -> UnsafeMutableRawPointer {
    let address = Self.address(of: pointer)
    return bytes + Int(address < limit ? address : 0)
  }

  // MARK: - Objects

  /// Takes so many numbers in a row, and gives the first.
  mutating func takeNumbers(_ count: UInt32) -> UInt32 {
    if lastGiven > Self.lastNumber - count {
      lastGiven = 0
      isAround = true
    }
    defer { lastGiven += count }
    return lastGiven + 1
  }

  /// Makes an object of its own, whose bytes are as a state says, and gives a pointer to it; nil where there is no room.
  mutating func makeObject(_ size: UInt64, alignment: UInt64 = granule, _ state: UInt8) -> UInt64? {
    allocate(size, alignment: max(Self.granule, alignment)).map { claim($0, size, state) }
  }

  /// Makes an object of bytes that no living one has, and gives a pointer to it. It begins with a granule.
  mutating func claim(_ address: UInt64, _ size: UInt64, _ state: UInt8) -> UInt64 {
    let number = takeNumbers(1)
    let count = Int((max(size, 1) + Self.granule - 1) / Self.granule)
    (owners + Int(address / Self.granule)).update(repeating: number, count: count)
    mark(address, size, state)
    mark(address + size, UInt64(count) * Self.granule - size, Shadow.outside)
    return Self.pointer(number, address)
  }

  /// Room for an object, with a gap behind it, or nil where there is none. Its shadow says `outside`.
  private mutating func allocate(_ size: UInt64, alignment: UInt64) -> UInt64? {
    guard size <= limit, alignment <= limit else { return nil }
    let start = (next + alignment - 1) & ~(alignment - 1)
    let end = (start + max(size, 1) + Self.gap + Self.granule - 1) & ~(Self.granule - 1)
    guard end <= limit else { return nil }
    next = end
    return start
  }

  /// The address of a block of a power of two bytes for objects to lie in, perhaps one that was given back before.
  mutating func allocateBlock(logarithm: Int) -> UInt64? {
    if let block = free[logarithm].popLast() { return block }
    return allocate(1 << UInt64(logarithm), alignment: Self.granule)
  }

  /// Takes a block back. Its bytes are then part of no object.
  mutating func freeBlock(_ address: UInt64, logarithm: Int) {
    mark(address, 1 << UInt64(logarithm), Shadow.freed)
    free[logarithm].append(address)
  }

  /// Says the same of a range of bytes, which lies in the arena; the number of a pointer is not looked at.
  func mark(_ pointer: UInt64, _ size: UInt64, _ state: UInt8) {
    memset(shadow + Int(Self.address(of: pointer)), Int32(state), Int(size))
  }

  /// Fills a range that lies in the arena with zeros, without touching pages that were never used.
  func clear(_ pointer: UInt64, _ size: UInt64) { memset(host(pointer), 0, Int(size)) }

  // MARK: - Checks

  /// Why bytes cannot be accessed; nil where they can. What must hold of each byte is in `needed`.
  mutating func fault(_ pointer: UInt64, _ size: UInt64, needs needed: UInt8) -> Trap? {
    let wide = UInt64(needed) &* 0x0101_0101_0101_0101
    return fault(
      pointer, size, byte: { $0 & needed == needed }, wide: { $0 & wide == wide },
      reason: { $0 & Shadow.writable == 0 && needed & Shadow.writable != 0 ? .readOnly : .uninitialised })
  }

  /// The same, of bytes that need only be in a living object, written or not.
  mutating func faultOutside(_ pointer: UInt64, _ size: UInt64) -> Trap? {
    fault(
      pointer, size, byte: { $0 & (Shadow.written | Shadow.writable) != 0 },
      wide: { ($0 | $0 &<< 1) & 0x8080_8080_8080_8080 == 0x8080_8080_8080_8080 }, reason: { _ in .outOfObject })
  }

  /// Looks for the first byte that is not the pointer's object's, or whose state will not do.
  @inline(__always)
  private mutating func fault(
    _ pointer: UInt64, _ size: UInt64, byte isFit: (UInt8) -> Bool, wide areFit: (UInt64) -> Bool,
    reason: (UInt8) -> Trap
  ) -> Trap? {
    guard size > 0 else { return nil }
    let number = Self.number(of: pointer)
    let first = Self.address(of: pointer)
    let end = first + min(size, limit)
    var at = first
    while at < end, at < limit {
      if at % Self.granule == 0 || at == first, owners[Int(at / Self.granule)] != number { break }
      if at % 8 == 0, end - at >= 8 {
        if areFit(shadow.load(fromByteOffset: Int(at), as: UInt64.self)) {
          at += 8
          continue
        }
      }
      guard isFit(shadow.load(fromByteOffset: Int(at), as: UInt8.self)) else { break }
      at += 1
    }
    if size <= limit, at == first + size { return nil }
    lastFault = MemoryFault(pointer: pointer, offset: at - first)
    guard number != 0, at < limit, owners[Int(at / Self.granule)] == number else {
      return wasGiven(number) && extent(of: number) == nil ? .freedSlot : .outOfObject
    }
    switch shadow.load(fromByteOffset: Int(at), as: UInt8.self) {
    case Shadow.freed: return .freedSlot
    case Shadow.outside, Shadow.mark: return .outOfObject
    case let state: return reason(state)
    }
  }

  /// Whether an object has or had a number.
  private func wasGiven(_ number: UInt32) -> Bool {
    number > 0 && (number <= lastGiven || isAround && number <= Self.lastNumber)
  }

  /// The address and size of the living object of a number, if there is one. Looks at all of the memory that is in use.
  func extent(of number: UInt32) -> (address: UInt64, size: UInt64)? {
    guard number != 0 else { return nil }
    var index = Int(Self.lowest / Self.granule)
    let end = Int(next / Self.granule)
    while index < end, owners[index] != number || isFreed(UInt64(index) * Self.granule) { index += 1 }
    guard index < end else { return nil }
    let address = UInt64(index) * Self.granule
    var last = address
    while last < limit, owners[Int(last / Self.granule)] == number, isLiving(last) { last += 1 }
    return (address, last - address)
  }

  /// The number of the living object that a byte belongs to.
  func owner(of address: UInt64) -> UInt32? {
    guard address < limit, isLiving(address) else { return nil }
    return owners[Int(address / Self.granule)]
  }

  private func isFreed(_ address: UInt64) -> Bool {
    shadow.load(fromByteOffset: Int(address), as: UInt8.self) == Shadow.freed
  }

  private func isLiving(_ address: UInt64) -> Bool {
    shadow.load(fromByteOffset: Int(address), as: UInt8.self) & (Shadow.written | Shadow.writable) != 0
  }

  // MARK: - Access

  /// Copies bytes and what is known of them; both ranges were checked.
  func copy(to target: UInt64, from source: UInt64, _ size: UInt64) {
    guard size > 0 else { return }
    var index = Int(Self.address(of: target))
    let from = Int(Self.address(of: source))
    memmove(bytes + index, bytes + from, Int(size))
    memmove(shadow + index, shadow + from, Int(size))
    // What is read-only at the source can be written at the target.
    let end = index + Int(size)
    while end - index >= 8 {
      let state = shadow.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      shadow.storeBytes(of: state | 0x4040_4040_4040_4040, toByteOffset: index, as: UInt64.self)
      index += 8
    }
    while index < end {
      let state = shadow.load(fromByteOffset: index, as: UInt8.self)
      shadow.storeBytes(of: state | Shadow.writable, toByteOffset: index, as: UInt8.self)
      index += 1
    }
  }

  /// Notes that bytes were written, once a check has let them be.
  func markWritten(_ pointer: UInt64, _ size: UInt64) {
    mark(pointer, size, Shadow.written | Shadow.writable)
  }

  /// Reads an integer that lies in an object, unchecked but for the arena's bounds.
  func peek<Number: FixedWidthInteger>(_ pointer: UInt64, as type: Number.Type) -> Number {
    let address = Self.address(of: pointer)
    guard address < limit else { return 0 }
    return bytes.loadUnaligned(fromByteOffset: Int(address), as: type)
  }

  /// Writes an integer to memory that the machine itself manages.
  func poke<Number: FixedWidthInteger>(_ pointer: UInt64, _ number: Number) {
    let address = Self.address(of: pointer)
    guard address < limit else { return }
    bytes.storeBytes(of: number, toByteOffset: Int(address), as: Number.self)
    markWritten(address, UInt64(MemoryLayout<Number>.size))
  }
}
