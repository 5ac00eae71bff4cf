// Reads the sections that Weft writes for its own tools: numbers in LEB128, texts that end with a zero byte.

/// Reads numbers and texts, none of which lies outside.
struct SectionReader {
  private let bytes: [UInt8]
  private let start: UInt64
  private var next = 0

  init(bytes: [UInt8], start: UInt64) {
    self.bytes = bytes
    self.start = start
  }

  var place: UInt64 { start + UInt64(next) }

  /// Whether all was read.
  var isAtEnd: Bool { next >= bytes.count }

  mutating func byte() throws(InspectionError) -> UInt8 {
    guard next < bytes.count else { throw .malformed(offset: place, fault: "the section ends too early") }
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
      throw .malformed(offset: start, fault: "\(count) things are more than the section holds")
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
