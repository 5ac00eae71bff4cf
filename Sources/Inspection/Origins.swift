// What each instruction was made from, as the section `.weft.origins` has it: see Documentation/Inspect.md for the format.

/// The origins of a file's code: operations of the IR and generators.
public struct Origins: Sendable {
  /// The texts that rows refer to.
  public let texts: [String]
  /// Ordered by address. A row holds up to the next.
  private let rows: [(address: UInt64, text: UInt32?)]

  /// No origins.
  public init() { (texts, rows) = ([], []) }

  /// Reads the origins of a file; there are none in one that Weft did not build, or that was stripped.
  public init(of file: ElfFile) throws(InspectionError) {
    guard let section = file.section(named: ".weft.origins"), section.hasBytes else {
      (texts, rows) = ([], [])
      return
    }
    var reader = SectionReader(bytes: file.bytes(in: section.range), start: section.offset)
    var texts: [String] = []
    var rows: [(address: UInt64, text: UInt32?)] = []
    // Linkers put those of several objects one behind the other.
    repeat { try Self.read(&reader, &texts, &rows) } while !reader.isAtEnd
    self.texts = texts
    // The end of a run comes before what starts there.
    self.rows = rows.sorted { ($0.address, $0.text == nil ? 0 : 1) < ($1.address, $1.text == nil ? 0 : 1) }
  }

  /// Reads the origins of one object.
  private static func read(
    _ reader: inout SectionReader, _ texts: inout [String], _ rows: inout [(address: UInt64, text: UInt32?)]
  ) throws(InspectionError) {
    let start = reader.place
    let version = try reader.byte()
    guard version == 1 else { throw .malformed(offset: start, fault: "origins of version \(version) are unknown") }
    let firstText = texts.count
    for _ in 0..<(try reader.count()) { texts.append(try reader.text()) }
    var text = Int64(firstText) - 1
    for _ in 0..<(try reader.count()) {
      var address = try reader.address()
      for _ in 0..<(try reader.count()) {
        address &+= try reader.unsigned()
        let size = try reader.unsigned()
        var place = address
        for _ in 0..<(try reader.count()) {
          let start = reader.place
          place &+= try reader.unsigned()
          let (next, overflow) = (text + 1).addingReportingOverflow(try reader.signed())
          guard !overflow, next >= firstText, next < texts.count else {
            let count = texts.count - firstText
            throw .malformed(offset: start, fault: "an origin names text \(next &- Int64(firstText)) of \(count)")
          }
          text = next
          rows.append((place, UInt32(truncatingIfNeeded: text)))
        }
        address &+= size
        rows.append((address, nil))
      }
    }
  }

  /// The text of what the code at an address was made from.
  public func text(at address: UInt64) -> String? {
    var (low, high) = (0, rows.count)
    while low < high {
      let middle = (low + high) / 2
      if rows[middle].address <= address { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? nil : rows[low - 1].text.map { texts[Int($0)] }
  }
}
