// The memory of a program: one flat arena, and beside it one shadow byte for each of its bytes, which says whether the
// byte belongs to an object, whether it may be written, and whether it was. A check of an access is one load of the
// shadow, as wide as the access itself.

internal import Glibc
internal import IR

/// What the shadow says of a byte: a set of bits.
enum Shadow {
  /// Part of no object. Fresh pages say so.
  static let outside: UInt8 = 0
  /// Part of a stack slot, or of another object, that is gone.
  static let freed: UInt8 = 0x01
  /// Written, so that it may be read.
  static let written: UInt8 = 0x80
  /// May be written.
  static let writable: UInt8 = 0x40
}

/// The memory of a program.
struct Memory {
  /// No object lies below, so that the null pointer and what is near it lead nowhere.
  static let lowest: UInt64 = 0x1_0000
  /// Between any two objects lie at least so many bytes of none.
  static let gap: UInt64 = 32
  /// Accesses of any width that begin below `limit` stay within the arena.
  private static let slack = 64

  let bytes: UnsafeMutableRawPointer
  let shadow: UnsafeMutableRawPointer
  /// Addresses from here on are in no object.
  let limit: UInt64
  private let reserved: Int
  /// Where the next object can lie.
  private var next: UInt64 = Memory.lowest
  /// Blocks that were given back, by the logarithm of their size.
  private var free: [[UInt64]] = Array(repeating: [], count: 48)

  /// Reserves address space; nil where the system refuses even a small arena.
  init?(limit wanted: UInt64) {
    var size = Int(min(max(wanted, 1 << 20), 1 << 40))
    while true {
      let first = Self.reserve(size + Self.slack)
      let second = Self.reserve(size + Self.slack)
      if let first, let second {
        bytes = first
        shadow = second
        limit = UInt64(size)
        reserved = size + Self.slack
        return
      }
      if let first { munmap(first, size + Self.slack) }
      if let second { munmap(second, size + Self.slack) }
      size /= 2
      if size < 1 << 20 { return nil }
    }
  }

  /// No memory: for a machine that cannot have any.
  init() {
    bytes = .allocate(byteCount: Self.slack, alignment: 16)
    shadow = .allocate(byteCount: Self.slack, alignment: 16)
    limit = 0
    reserved = 0
  }

  private static func reserve(_ size: Int) -> UnsafeMutableRawPointer? {
    let address = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
    return address == MAP_FAILED ? nil : address
  }

  /// Gives the address space back. Nobody may use the memory after that.
  func release() {
    guard reserved > 0 else { return }
    munmap(bytes, reserved)
    munmap(shadow, reserved)
  }

  // MARK: - Objects

  /// The address of room for an object, with a gap behind it, or nil where there is none. Its shadow says `outside`.
  mutating func allocate(_ size: UInt64, alignment: UInt64) -> UInt64? {
    guard size <= limit, alignment <= limit else { return nil }
    let start = (next + alignment - 1) & ~(alignment - 1)
    let end = (start + max(size, 1) + Self.gap + 15) & ~15
    guard end <= limit else { return nil }
    next = end
    return start
  }

  /// A block of a power of two bytes, perhaps one that was given back before.
  mutating func allocateBlock(logarithm: Int) -> UInt64? {
    if let block = free[logarithm].popLast() { return block }
    return allocate(1 << UInt64(logarithm), alignment: 16)
  }

  /// Takes a block back. Its bytes are then part of no object.
  mutating func freeBlock(_ address: UInt64, logarithm: Int) {
    mark(address, 1 << UInt64(logarithm), Shadow.freed)
    free[logarithm].append(address)
  }

  /// Says the same of a range of bytes, which lies in the arena.
  func mark(_ address: UInt64, _ size: UInt64, _ state: UInt8) {
    memset(shadow + Int(address), Int32(state), Int(size))
  }

  /// Fills a range that lies in the arena with zeros, without touching pages that were never used.
  func clear(_ address: UInt64, _ size: UInt64) { memset(bytes + Int(address), 0, Int(size)) }

  // MARK: - Checks

  /// Why bytes cannot be accessed; nil where they can. What must hold of each byte is in `needed`.
  func fault(_ address: UInt64, _ size: UInt64, needs needed: UInt8) -> Trap? {
    guard size > 0 else { return nil }
    guard address < limit, size <= limit - address else { return .outOfObject }
    var index = Int(address)
    let end = index + Int(size)
    let wide = UInt64(needed) &* 0x0101_0101_0101_0101
    while end - index >= 8 {
      guard shadow.loadUnaligned(fromByteOffset: index, as: UInt64.self) & wide == wide else { break }
      index += 8
    }
    while index < end {
      let state = shadow.load(fromByteOffset: index, as: UInt8.self)
      if state & needed != needed { return Self.reason(state, needs: needed) }
      index += 1
    }
    return nil
  }

  /// Why a byte of this state cannot be accessed.
  private static func reason(_ state: UInt8, needs needed: UInt8) -> Trap {
    if state == Shadow.freed { return .freedSlot }
    if state == Shadow.outside { return .outOfObject }
    if needed & Shadow.writable != 0, state & Shadow.writable == 0 { return .readOnly }
    return .uninitialised
  }

  /// Whether every byte is in a living object, written or not.
  func faultOutside(_ address: UInt64, _ size: UInt64) -> Trap? {
    guard size > 0 else { return nil }
    guard address < limit, size <= limit - address else { return .outOfObject }
    for index in Int(address)..<Int(address + size) {
      let state = shadow.load(fromByteOffset: index, as: UInt8.self)
      if state & (Shadow.written | Shadow.writable) == 0 { return Self.reason(state, needs: Shadow.written) }
    }
    return nil
  }

  /// Copies bytes and what is known of them; both ranges were checked.
  func copy(to target: UInt64, from source: UInt64, _ size: UInt64) {
    guard size > 0 else { return }
    memmove(bytes + Int(target), bytes + Int(source), Int(size))
    memmove(shadow + Int(target), shadow + Int(source), Int(size))
    // What is read-only at the source can be written at the target.
    var index = Int(target)
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
  func markWritten(_ address: UInt64, _ size: UInt64) {
    mark(address, size, Shadow.written | Shadow.writable)
  }

  /// Reads an integer that lies in an object, unchecked but for the arena's bounds.
  func peek<Number: FixedWidthInteger>(_ address: UInt64, as type: Number.Type) -> Number {
    guard address < limit else { return 0 }
    return bytes.loadUnaligned(fromByteOffset: Int(address), as: type)
  }

  /// Writes an integer to memory that the machine itself manages.
  func poke<Number: FixedWidthInteger>(_ address: UInt64, _ number: Number) {
    guard address < limit else { return }
    bytes.storeBytes(of: number, toByteOffset: Int(address), as: Number.self)
    markWritten(address, UInt64(MemoryLayout<Number>.size))
  }
}
