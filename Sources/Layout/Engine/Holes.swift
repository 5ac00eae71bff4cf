// What a record's fields leave unused: holes between them, and the padding at the end.

/// A run of bits that no field of a record uses.
public struct Hole: Sendable, Hashable {
  /// The first unused bit, counted from the start of the record.
  public var bitOffset: UInt64
  /// How many bits are unused.
  public var bitWidth: UInt64

  /// Describes a hole.
  public init(bitOffset: UInt64, bitWidth: UInt64) {
    self.bitOffset = bitOffset
    self.bitWidth = bitWidth
  }

  /// The whole bytes of the hole, from the record's start; empty where the hole lies inside one byte.
  public var bytes: Range<UInt64> {
    let first = bitOffset / 8 + (bitOffset % 8 == 0 ? 0 : 1)
    let end = (bitOffset + bitWidth) / 8
    return first..<max(first, end)
  }

  /// Whether the hole starts and ends at bytes' boundaries.
  public var isWholeBytes: Bool { bitOffset % 8 == 0 && bitWidth % 8 == 0 }
}

extension RecordLayout {
  /// The unused bits between the fields, in ascending order; what lies after the last field is `tailPadding`.
  ///
  /// A field's own holes are not looked into: `deepHoles` does. Unnamed bit-fields are holes. Empty where a position
  /// does not fit 64 bits, and where a member's place or size is not known.
  public var holes: [Hole] {
    guard isWhollyKnown else { return [] }
    let end = occupiedEnd
    return gaps(in: fields.compactMap { $0.extent }).filter { $0.upperBound <= end }.map(Hole.init)
  }

  /// The unused bits after the end of the last field; nil where there are none, or a member's place or size is not known.
  public var tailPadding: Hole? {
    guard isWhollyKnown else { return nil }
    let (end, overflow) = size.multipliedReportingOverflow(by: 8)
    guard !overflow, occupiedEnd < end else { return nil }
    return Hole(occupiedEnd..<end)
  }

  /// Every run of bits, in ascending order, that no scalar inside the record uses, padding at the end included: what
  /// lies between the fields, in the records among them, and in the records of their arrays.
  ///
  /// An array's elements are looked into one by one, up to `greatestFieldCount` extents in all; a record of more is
  /// taken as used where the counting ends.
  public var deepHoles: [Hole] {
    var extents: [Range<UInt64>] = []
    collectExtents(of: self, at: 0, into: &extents)
    return gaps(in: extents).map(Hole.init)
  }

  /// The end, in bits, of the field that ends last of those that take room.
  private var occupiedEnd: UInt64 {
    fields.compactMap { $0.extent }.filter { !$0.isEmpty }.map(\.upperBound).max() ?? 0
  }

  /// The bits of the record that none of the ranges covers.
  private func gaps(in extents: [Range<UInt64>]) -> [Range<UInt64>] {
    let (end, overflow) = size.multipliedReportingOverflow(by: 8)
    guard !overflow else { return [] }
    var gaps: [Range<UInt64>] = []
    var covered: UInt64 = 0
    for extent in extents.sorted(by: { $0.lowerBound < $1.lowerBound }) where !extent.isEmpty {
      if extent.lowerBound > covered { gaps.append(covered..<min(extent.lowerBound, max(end, covered))) }
      covered = max(covered, extent.upperBound)
    }
    if covered < end { gaps.append(covered..<end) }
    return gaps.filter { !$0.isEmpty }
  }
}

extension FieldLayout {
  /// The bits that the field takes in its record; nil where they do not fit 64 bits.
  fileprivate var extent: Range<UInt64>? {
    if let bits { return Range(start: bits.offset, count: bits.width) }
    let (start, startOverflow) = offset.multipliedReportingOverflow(by: 8)
    let (count, countOverflow) = type.size.multipliedReportingOverflow(by: 8)
    return startOverflow || countOverflow ? nil : Range(start: start, count: count)
  }
}

extension Hole {
  fileprivate init(_ range: Range<UInt64>) {
    self.init(bitOffset: range.lowerBound, bitWidth: range.upperBound - range.lowerBound)
  }
}

extension Range<UInt64> {
  fileprivate init?(start: UInt64, count: UInt64) {
    let (end, overflow) = start.addingReportingOverflow(count)
    guard !overflow else { return nil }
    self = start..<end
  }
}

/// Adds the bits that the scalars of `record` use when it stands `base` bits into the whole.
private func collectExtents(of record: RecordLayout, at base: UInt64, into extents: inout [Range<UInt64>]) {
  for field in record.fields {
    guard let extent = field.extent, let moved = Range(start: base, count: extent.lowerBound) else { continue }
    if field.bits != nil {
      guard let bits = Range(start: moved.upperBound, count: extent.upperBound - extent.lowerBound) else { continue }
      extents.append(bits)
    } else {
      collectExtents(of: field.type, at: moved.upperBound, into: &extents)
    }
  }
}

private func collectExtents(of type: TypeLayout, at base: UInt64, into extents: inout [Range<UInt64>]) {
  let (bits, overflow) = type.size.multipliedReportingOverflow(by: 8)
  guard !overflow, let whole = Range(start: base, count: bits) else { return }
  if extents.count < LayoutEngine.greatestFieldCount {
    switch type.shape {
    case .record(let record):
      collectExtents(of: record, at: base, into: &extents)
      return
    case .array(let element, let count?) where type.innerRecord != nil && element.size > 0:
      // An element is at least a byte, so that its offset fits wherever the whole array's end does.
      for index in 0..<min(count, type.size / element.size) {
        let start = base + 8 * index * element.size
        guard extents.count < LayoutEngine.greatestFieldCount else {
          extents.append(start..<whole.upperBound)
          return
        }
        let before = extents.count
        collectExtents(of: element, at: start, into: &extents)
        // Elements that hold nothing add nothing, however many there are.
        if extents.count == before { return }
      }
      return
    default: break
    }
  }
  extents.append(whole)
}
