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
    var reader = Reader(bytes: file.bytes(in: section.range), start: section.offset)
    let version = try reader.byte()
    guard version == 1 else {
      throw .malformed(offset: section.offset, fault: "origins of version \(version) are unknown")
    }
    var texts: [String] = []
    for _ in 0..<(try reader.count()) { texts.append(try reader.text()) }
    var rows: [(address: UInt64, text: UInt32?)] = []
    var text: Int64 = -1
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
          guard !overflow, next >= 0, next < texts.count else {
            throw .malformed(offset: start, fault: "an origin names text \(next) of \(texts.count)")
          }
          text = next
          rows.append((place, UInt32(truncatingIfNeeded: text)))
        }
        address &+= size
        rows.append((address, nil))
      }
    }
    self.texts = texts
    // The end of a run comes before what starts there.
    self.rows = rows.sorted { ($0.address, $0.text == nil ? 0 : 1) < ($1.address, $1.text == nil ? 0 : 1) }
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

  /// Reads numbers, none of which lies outside.
  private struct Reader {
    let bytes: [UInt8]
    let start: UInt64
    var next = 0

    init(bytes: [UInt8], start: UInt64) {
      self.bytes = bytes
      self.start = start
    }

    var place: UInt64 { start + UInt64(next) }

    mutating func byte() throws(InspectionError) -> UInt8 {
      guard next < bytes.count else { throw .malformed(offset: place, fault: "the origins end too early") }
      next += 1
      return bytes[next - 1]
    }

    mutating func unsigned() throws(InspectionError) -> UInt64 {
      let start = place
      var value: UInt64 = 0
      for shift in stride(from: UInt64(0), to: 64, by: 7) {
        let byte = try byte()
        value |= UInt64(byte & 0x7F) << shift
        if byte < 0x80 { return value }
      }
      throw .malformed(offset: start, fault: "a number has more than 64 bits")
    }

    mutating func signed() throws(InspectionError) -> Int64 {
      let start = place
      var value: Int64 = 0
      for shift in stride(from: Int64(0), to: 64, by: 7) {
        let byte = try byte()
        value |= Int64(byte & 0x7F) << shift
        guard byte < 0x80 else { continue }
        return byte & 0x40 != 0 && shift < 57 ? value | (-1 << (shift + 7)) : value
      }
      throw .malformed(offset: start, fault: "a number has more than 64 bits")
    }

    /// A number of things that take at least a byte each.
    mutating func count() throws(InspectionError) -> Int {
      let start = place
      let count = try unsigned()
      guard count <= UInt64(bytes.count - next) else {
        throw .malformed(offset: start, fault: "\(count) origins are more than the section holds")
      }
      return Int(count)
    }

    mutating func address() throws(InspectionError) -> UInt64 {
      var value: UInt64 = 0
      for shift in stride(from: UInt64(0), to: 64, by: 8) { value |= UInt64(try byte()) << shift }
      return value
    }

    mutating func text() throws(InspectionError) -> String {
      guard let end = bytes[next...].firstIndex(of: 0) else {
        throw .malformed(offset: place, fault: "a text has no end")
      }
      defer { next = end + 1 }
      return String(decoding: bytes[next..<end], as: UTF8.self)
    }
  }
}
