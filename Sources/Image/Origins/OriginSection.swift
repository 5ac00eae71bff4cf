// The section `.weft.origins`: which operation or generator each instruction was made from, for `weft inspect`.
//
//     byte       the version of this format: 1
//     unsigned   how many texts there are, then each text with a zero byte after it
//     unsigned   how many groups there are: adjoining runs of one section of code; then each group:
//       8 bytes    the address of its first run
//       unsigned   how many runs it has, then each run:
//         unsigned   the distance from the end of the run before it
//         unsigned   its size in bytes
//         unsigned   how many rows it has, then each row:
//           unsigned   the distance from the row before it, or from the start of the run
//           signed     the number of its text, less one more than the number of the row before it in the whole section
//
// Numbers are LEB128. Where each row has a text of its own, a row is two bytes. Documentation/Inspect.md has this for readers.

/// Encodes `.weft.origins`.
enum OriginSection {
  private static let version: UInt8 = 1
  /// Three numbers of at most ten bytes each before the rows of a run; and two for each row.
  private static let longestNumber = 10
  private static let batch = 1 << 10

  static func encode(_ object: borrowing RelocatableObject, _ origins: OriginTable) throws(ImageError)
    -> UnloadedSection
  {
    var buffer = ByteBuffer()
    var relocations: [SectionRelocation] = []
    buffer.put8(version)
    buffer.putUnsigned(UInt64(origins.texts.count))
    for text in origins.texts {
      guard text.indices.upperBound <= object.names.count else { throw .misplacedInformation(what: "an origin's text") }
      buffer.putText(object.names[text.indices])
    }
    var previous: UInt32 = .max
    let groups = try groups(of: origins, object)
    buffer.putUnsigned(UInt64(groups.count))
    for group in groups {
      let first = origins.runs[group.lowerBound].code
      relocations.append(SectionRelocation(offset: buffer.count, section: first.section, addend: UInt64(first.offset)))
      buffer.put64(0)
      buffer.putUnsigned(UInt64(group.count))
      var end = UInt64(first.offset)
      for run in origins.runs[group] {
        guard let rows = run.rows.indices(in: origins.rows.count) else {
          throw .misplacedInformation(what: "an origin")
        }
        buffer.putUnsigned(UInt64(run.code.offset) - end)
        buffer.putUnsigned(UInt64(run.code.size))
        buffer.putUnsigned(UInt64(rows.count))
        end = run.code.end
        var offset: UInt32 = 0
        var next = rows.lowerBound
        while next < rows.upperBound {
          let batch = next..<min(next + Self.batch, rows.upperBound)
          let isSound = buffer.putUnchecked(atMost: 2 * longestNumber * batch.count) { output in
            for row in origins.rows[batch] {
              guard row.offset >= offset, row.offset <= run.code.size, row.text < origins.texts.count else {
                return false
              }
              output.putUnsigned(UInt64(row.offset - offset))
              output.putSigned(Int64(row.text) - Int64(previous &+ 1))
              offset = row.offset
              previous = row.text
            }
            return true
          }
          guard isSound else { throw .misplacedInformation(what: "an origin") }
          next = batch.upperBound
        }
      }
    }
    return UnloadedSection(".weft.origins", buffer, relocations)
  }

  /// The runs that stand in one section, each after the one before it.
  private static func groups(
    of origins: OriginTable, _ object: borrowing RelocatableObject
  ) throws(ImageError) -> [Range<Int>] {
    var groups: [Range<Int>] = []
    for (index, run) in origins.runs.enumerated() {
      guard run.code.isCode(of: object) else { throw .misplacedInformation(what: "an origin") }
      if let last = groups.last, case let before = origins.runs[index - 1].code, before.section == run.code.section,
        before.end <= UInt64(run.code.offset)
      {
        groups[groups.count - 1] = last.lowerBound..<index + 1
      } else {
        groups.append(index..<index + 1)
      }
    }
    return groups
  }
}
