// Labels, branches to labels and symbols, alignment, and tables of differences between labels.

extension CodeBuffer {
  /// Makes a label, that is to be bound once.
  @inlinable public mutating func makeLabel() -> Label {
    labelOffsets.append(-1)
    return Label(rawValue: UInt32(truncatingIfNeeded: labelOffsets.count &- 1))
  }

  /// Makes labels of consecutive numbers; gives the first.
  public mutating func makeLabels(_ count: Int) -> Label {
    let first = labelOffsets.count
    labelOffsets.append(contentsOf: repeatElement(-1, count: count))
    return Label(rawValue: UInt32(truncatingIfNeeded: first))
  }

  /// Binds a label to the place of the next byte.
  @inlinable public mutating func bind(_ label: Label) {
    assert(labelOffsets[Int(label.rawValue)] < 0, "a label is bound once")
    labelOffsets[Int(label.rawValue)] = Int32(truncatingIfNeeded: cursor)
    boundLabels.append(label.rawValue)
    if limit < 0 { prepare(.label(label)) }
  }

  /// The offset in the buffer that a label of the current function is bound to: final after `finishFunction`, and until the next
  /// `beginFunction`. Negative where it is not bound.
  @inlinable public func offset(of label: Label) -> Int { Int(labelOffsets[Int(label.rawValue)]) }

  /// Goes on at a label.
  @inlinable public mutating func jump(to label: Label) {
    if cursor > limit { prepareBranch(.jmp, label) }
    emitBranch(.jump, short: 0xEB, long: 0xE9, longBytes: 1, label)
  }

  /// Goes on at a label where a condition holds.
  @inlinable public mutating func jump(if condition: Condition, to label: Label) {
    if cursor > limit { prepareBranch(.jump(condition), label) }
    let number = UInt64(condition.rawValue)
    emitBranch(.conditional, short: 0x70 | number, long: 0x800F | number << 8, longBytes: 2, label)
  }

  /// Calls what is at a label.
  public mutating func call(_ label: Label) {
    if cursor > limit { prepare(.branch(.call, .label(label))) }
    store(0xE8, bits: 8)
    sites.append(Site(.distance, offset: UInt32(truncatingIfNeeded: cursor), label: label.rawValue))
    store(0, bits: 32)
  }

  /// Calls a symbol.
  public mutating func call(symbol: UInt32, as kind: AddressReference.Kind = .procedure) {
    emitFar(.call, 0xE8, bytes: 1, AddressReference(kind, symbol))
  }

  /// Goes on at a symbol.
  public mutating func jump(toSymbol symbol: UInt32, as kind: AddressReference.Kind = .procedure) {
    emitFar(.jmp, 0xE9, bytes: 1, AddressReference(kind, symbol))
  }

  /// Goes on at a symbol where a condition holds.
  public mutating func jump(
    if condition: Condition, toSymbol symbol: UInt32, as kind: AddressReference.Kind = .procedure
  ) {
    emitFar(
      .jump(condition), 0x800F | UInt64(condition.rawValue) << 8, bytes: 2, AddressReference(kind, symbol))
  }

  private mutating func emitFar(_ form: Form, _ opcode: UInt64, bytes: Int, _ reference: AddressReference) {
    if cursor > limit { prepare(.branch(form, reference)) }
    store(opcode, bits: UInt64(bytes) * 8)
    let held = storeReference(reference, 0, isRelative: true, trailing: 0)
    store(UInt64(UInt32(bitPattern: held)), bits: 32)
  }

  @inlinable mutating func emitBranch(
    _ kind: Site.Kind, short: UInt64, long: UInt64, longBytes: Int, _ label: Label
  ) {
    let target = labelOffsets[Int(label.rawValue)]
    if target >= 0, cursor &+ 2 &- Int(target) > 128 {
      // Backward and too far already.
      store(long, bits: UInt64(longBytes * 8))
      sites.append(Site(.distance, offset: UInt32(truncatingIfNeeded: cursor), label: label.rawValue))
      store(0, bits: 32)
    } else {
      sites.append(Site(kind, offset: UInt32(truncatingIfNeeded: cursor), label: label.rawValue))
      store(short, bits: 16)
    }
  }

  /// Emits 32 bits that hold the difference of two labels of this function, `label - base`: an entry of a jump table.
  public mutating func emitDifference(_ label: Label, minus base: Label) {
    if cursor > limit { prepare(.difference(label, minus: base)) }
    sites.append(
      Site(
        .difference, offset: UInt32(truncatingIfNeeded: cursor), label: label.rawValue,
        other: Int32(bitPattern: base.rawValue)))
    store(0, bits: 32)
  }

  /// Goes on at the next offset that is a multiple of a power of two, at most 4096. The bytes between do nothing, or are `filler`
  /// where it is not 0: what is never executed. In GNU as it is `.balign 16` or `.balign 16, 0xCC`, to the byte.
  public mutating func align(to alignment: Int, filler: UInt8 = 0) {
    guard alignment > 1 else { return }
    if cursor + alignment > limit { makeRoom(for: alignment) }
    if limit < 0 { prepare(.alignment(alignment, filler: filler)) }
    sites.append(
      Site(
        .alignment, offset: UInt32(truncatingIfNeeded: cursor), label: UInt32(alignment.trailingZeroBitCount),
        other: Int32(filler)))
    cursor += alignment - 1
  }

  /// Emits instructions that do nothing, in as few as there can be: up to 11 bytes each.
  public mutating func emitNothing(bytes count: Int) {
    if cursor + count > limit { makeRoom(for: count) }
    if limit < 0 { prepare(.nothing(bytes: count)) }
    Self.fillWithNothing(base + cursor, count)
    cursor += count
  }

  /// What `emitNothing` emits.
  static func nothingBytes(_ count: Int) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: max(count, 1)) { bytes, written in
      if let start = bytes.baseAddress { fillWithNothing(start, count) }
      written = count
    }
  }

  static func fillWithNothing(_ bytes: UnsafeMutablePointer<UInt8>, _ count: Int) {
    var offset = 0
    while offset < count {
      let length = min(count - offset, Self.nothing.count)
      for index in 0..<length { bytes[offset + index] = nothing[length - 1][index] }
      offset += length
    }
  }

  /// `nop` in 1 to 11 bytes: those that GNU as fills `.balign` with, the longest first.
  static let nothing: [[UInt8]] = [
    [0x90],
    [0x66, 0x90],
    [0x0F, 0x1F, 0x00],
    [0x0F, 0x1F, 0x40, 0x00],
    [0x0F, 0x1F, 0x44, 0x00, 0x00],
    [0x66, 0x0F, 0x1F, 0x44, 0x00, 0x00],
    [0x0F, 0x1F, 0x80, 0x00, 0x00, 0x00, 0x00],
    [0x0F, 0x1F, 0x84, 0x00, 0x00, 0x00, 0x00, 0x00],
    [0x66, 0x0F, 0x1F, 0x84, 0x00, 0x00, 0x00, 0x00, 0x00],
    [0x66, 0x2E, 0x0F, 0x1F, 0x84, 0x00, 0x00, 0x00, 0x00, 0x00],
    [0x66, 0x66, 0x2E, 0x0F, 0x1F, 0x84, 0x00, 0x00, 0x00, 0x00, 0x00],
  ]
}
