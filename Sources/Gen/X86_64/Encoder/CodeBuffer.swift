// The bytes of functions as they are emitted, with what refers to them: labels, branches, relocations, rows.
//
// A function's code is emitted between `beginFunction` and `finishFunction`. Until the end, every branch whose target is not
// known to be far is two bytes, and an alignment is as many bytes as it may need; `finishFunction` decides (Relaxation), lays
// the function out, and moves labels, relocations and rows with the bytes. Offsets count from the buffer's beginning.

/// A place in a function's code that is referred to before or after it is known.
@frozen public struct Label: Hashable, Sendable {
  /// The number, from 0 in each function.
  public let rawValue: UInt32
  /// The label of this number.
  @inlinable public init(rawValue: UInt32) { self.rawValue = rawValue }
}

/// What a relocation computes and how wide it is.
@frozen public enum RelocationKind: UInt8, Sendable, Hashable {
  /// 32 bits: symbol + addend - place.
  case relative32
  /// The same for a call or jump, which may go through a stub.
  case procedure32
  /// 32 bits, sign-extended: symbol + addend.
  case absolute32Signed
  /// 32 bits, zero-extended: symbol + addend.
  case absolute32
  /// 64 bits: symbol + addend.
  case absolute64
  /// 32 bits: the distance of a thread's datum from the thread pointer, + addend.
  case threadOffset32
  /// 32 bits: slot in the global offset table + addend - place.
  case offsetTable32
  /// 32 bits: slot in the global offset table with the distance of a thread's datum, + addend - place.
  case threadOffsetTable32
  /// 32 bits: slots in the global offset table that tell of a thread's datum, + addend - place.
  case threadDescriptor32
}

/// A place in the code whose bytes depend on a symbol's address.
@frozen public struct Relocation: Hashable, Sendable {
  /// The offset of the bytes to be filled in.
  public var offset: UInt32
  /// What is filled in.
  public var kind: RelocationKind
  /// The caller's number of the symbol.
  public var symbol: UInt32
  /// What is added.
  public var addend: Int64
  /// A relocation.
  @inlinable public init(offset: UInt32, kind: RelocationKind, symbol: UInt32, addend: Int64) {
    self.offset = offset
    self.kind = kind
    self.symbol = symbol
    self.addend = addend
  }
}

/// What the caller says of the code from an offset on: a line, an unwind rule, where it came from.
@frozen public struct CodeRow: Hashable, Sendable {
  /// The offset in the buffer.
  public var offset: UInt32
  /// The kind, the caller's own.
  public var kind: UInt32
  /// What is said, the caller's own.
  public var payload: UInt64
  /// A row.
  @inlinable public init(offset: UInt32, kind: UInt32, payload: UInt64) {
    self.offset = offset
    self.kind = kind
    self.payload = payload
  }
}

/// A place in the code that depends on a label, or whose length is not known yet.
@frozen @usableFromInline struct Site {
  @frozen @usableFromInline enum Kind: UInt8 {
    /// A jump of two bytes.
    case jump
    /// A conditional jump of two bytes.
    case conditional
    /// 32 bits that hold the distance from behind them to a label.
    case distance
    /// 32 bits that hold the difference of two labels.
    case difference
    /// Bytes up to a multiple of a power of two.
    case alignment
  }
  /// Where it begins: the instruction of a jump, else the field.
  @usableFromInline var offset: UInt32
  /// The label; of an alignment, its power.
  @usableFromInline var label: UInt32
  /// The label that is subtracted; what is added to a distance; of an alignment, the byte to fill with, or 0 for `nop`.
  @usableFromInline var other: Int32
  /// How far it jumps as laid out so far.
  @usableFromInline var reach: Int32 = 0
  @usableFromInline var kind: Kind
  /// Whether the jump is 32 bits wide.
  @usableFromInline var isLong = false

  @usableFromInline init(_ kind: Kind, offset: UInt32, label: UInt32, other: Int32 = 0) {
    self.kind = kind
    self.offset = offset
    self.label = label
    self.other = other
  }
}

/// The bytes of functions as they are emitted. A buffer is used by one thread; it can be emptied and used again.
@frozen public struct CodeBuffer: ~Copyable {
  @usableFromInline var base: UnsafeMutablePointer<UInt8>
  /// Where the next byte goes.
  @usableFromInline var cursor: Int
  /// Up to here an instruction is emitted without further ado; while a transcript is written, -1.
  @usableFromInline var limit: Int
  /// The end of what may be written without growing; behind it there is slack for one instruction.
  var capacityLimit: Int
  @usableFromInline let packed: UnsafePointer<PackedForm>
  @usableFromInline let rowsOfForms: UnsafePointer<FormRow>

  /// The offset of the current function's first byte.
  public internal(set) var functionStart = 0
  /// The places that depend on symbols, in the order of offsets.
  public internal(set) var relocations: [Relocation] = []
  @usableFromInline var storedRows: [CodeRow] = []
  /// The offset of each label of the current function; negative where it is not bound.
  @usableFromInline var labelOffsets: [Int32] = []
  /// The labels in the order in which they were bound.
  @usableFromInline var boundLabels: [UInt32] = []
  @usableFromInline var sites: [Site] = []
  /// Where the current function's relocations and rows begin.
  var firstRelocation = 0
  var firstRow = 0
  /// What relaxation works with.
  var shortSites: [UInt32] = []
  var pending: [UInt32] = []
  var shifts: [Shift] = []
  var scratch: UnsafeMutablePointer<UInt8>?
  var scratchCapacity = 0
  /// What was emitted since the transcript was last taken.
  var transcript: [TranscriptItem] = []
  /// Which sites are which items' branches.
  var transcribedBranches: [(site: Int, item: Int)] = []

  /// More than the longest instruction, twice: what is written before the capacity is looked at again.
  @usableFromInline static var slack: Int { 48 }

  /// An empty buffer.
  public init(capacity: Int = 1 << 16) { self.init(capacity: capacity, table: .shared) }

  /// An empty buffer that encodes by a table of its own, for the negative control of the tests.
  init(capacity: Int = 1 << 16, table: FormTable) {
    let capacity = max(capacity, 256)
    base = .allocate(capacity: capacity)
    cursor = 0
    limit = capacity - Self.slack
    capacityLimit = limit
    packed = table.packed
    rowsOfForms = table.rows
  }

  deinit {
    base.deallocate()
    scratch?.deallocate()
  }

  /// The number of bytes so far; the offset of the next. Of the function that is being emitted, offsets are provisional.
  @inlinable public var count: Int { cursor }

  /// What the caller said of the code, in the order of offsets.
  @inlinable public var rows: [CodeRow] { storedRows }

  /// Calls with the bytes so far.
  @inlinable public borrowing func withBytes<Result, Failure: Error>(
    _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(UnsafeBufferPointer(start: base, count: cursor))
  }

  /// A copy of the bytes so far.
  public borrowing func bytes() -> [UInt8] { [UInt8](UnsafeBufferPointer(start: base, count: cursor)) }

  /// Forgets all, but keeps the memory.
  public mutating func reset() {
    cursor = 0
    relocations.removeAll(keepingCapacity: true)
    storedRows.removeAll(keepingCapacity: true)
    beginFunction()
  }

  /// Begins a function: its labels are counted from 0 again.
  public mutating func beginFunction() {
    functionStart = cursor
    labelOffsets.removeAll(keepingCapacity: true)
    boundLabels.removeAll(keepingCapacity: true)
    sites.removeAll(keepingCapacity: true)
    firstRelocation = relocations.count
    firstRow = storedRows.count
  }

  /// Makes room for an instruction.
  @inlinable @inline(__always) mutating func reserve() {
    if cursor > limit { makeRoom(for: 0) }
  }

  /// Makes room for some bytes and an instruction.
  @usableFromInline mutating func makeRoom(for count: Int) {
    guard cursor + count > capacityLimit else { return }
    let capacity = max((capacityLimit + Self.slack) * 2, cursor + count + 2 * Self.slack)
    let bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    bytes.update(from: base, count: cursor)
    base.deallocate()
    base = bytes
    capacityLimit = capacity - Self.slack
    if limit >= 0 { limit = capacityLimit }
  }

  // MARK: What is not an instruction

  /// Says something of the code from here on.
  @inlinable public mutating func addRow(kind: UInt32, payload: UInt64) {
    storedRows.append(CodeRow(offset: UInt32(truncatingIfNeeded: cursor), kind: kind, payload: payload))
  }

  /// Takes back what was said of the code from here on: there is none.
  mutating func dropRowsAtEnd() {
    while storedRows.count > firstRow, storedRows[storedRows.count - 1].offset >= UInt32(truncatingIfNeeded: cursor) {
      storedRows.removeLast()
    }
  }

  /// Emits a byte.
  public mutating func emit(byte: UInt8) { emit(UInt64(byte), bytes: 1) }
  /// Emits the low bytes of a number, at most 8.
  public mutating func emit(_ number: UInt64, bytes: Int) {
    reserve()
    if limit < 0 {
      transcript.append(.bytes((0..<bytes).map { UInt8(truncatingIfNeeded: number >> UInt64(8 * $0)) }))
    }
    store(number, bits: UInt64(bytes * 8))
  }
  /// Emits bytes as they are.
  public mutating func emit(bytes: some Collection<UInt8>) {
    if cursor + bytes.count > limit { makeRoom(for: bytes.count) }
    if limit < 0 { transcript.append(.bytes([UInt8](bytes))) }
    for byte in bytes {
      base[cursor] = byte
      cursor += 1
    }
  }
  /// Emits 8 bytes that hold a symbol's address.
  public mutating func emitAddress(ofSymbol symbol: UInt32, addend: Int64 = 0) {
    relocations.append(
      Relocation(offset: UInt32(truncatingIfNeeded: cursor), kind: .absolute64, symbol: symbol, addend: addend))
    reserve()
    if limit < 0 { transcript.append(.address(ofSymbol: symbol, addend: addend)) }
    store(0, bits: 64)
  }

  @inlinable @inline(__always) mutating func store(_ word: UInt64, bits: UInt64) {
    UnsafeMutableRawPointer(base + cursor).storeBytes(of: word.littleEndian, as: UInt64.self)
    cursor &+= Int(truncatingIfNeeded: bits &>> 3)
  }
}
