// Where parameters are that are not in one place all the time: `.debug_loclists`.

/// Collects the lists of locations. Entries refer to them by where they are in the section: numbers would be shorter, but
/// need a table of those places.
struct LocationLists {
  private var buffer = ByteBuffer()
  private var relocations: [SectionRelocation] = []

  init() {
    buffer.put32(0)
    buffer.put16(5)
    buffer.put8(8)  // the size of an address
    buffer.put8(0)  // and of a segment's number
    buffer.put32(0)  // no table of the lists' places
  }

  /// How large the section is so far.
  var size: Int { buffer.count }

  /// Adds the locations of a parameter of a function, and gives their place. With `base`, the unit's code starts at that
  /// offset of the function's section; without it, the unit has no one start.
  mutating func add(_ locations: ArraySlice<DebugLocation>, of code: CodeRange, base: UInt32?) -> UInt32 {
    let place = UInt32(truncatingIfNeeded: buffer.count)
    if base == nil {
      buffer.put8(Dwarf.ListEntry.locationBase)
      relocations.append(SectionRelocation(offset: buffer.count, section: code.section, addend: UInt64(code.offset)))
      buffer.put64(0)
    }
    let start = UInt64(base.map { code.offset - $0 } ?? 0)
    for location in locations where location.start < location.end {
      buffer.put8(Dwarf.ListEntry.locationOffsets)
      buffer.putUnsigned(start + UInt64(location.start))
      buffer.putUnsigned(start + UInt64(location.end))
      location.put(to: &buffer)
    }
    buffer.put8(Dwarf.ListEntry.end)
    return place
  }

  /// The section; nil where there are no lists.
  var finished: UnloadedSection? {
    guard size > Self().size else { return nil }
    var section = buffer
    section.replace32(at: 0, with: UInt32(truncatingIfNeeded: section.count - 4))
    return UnloadedSection(".debug_loclists", section, relocations)
  }
}
