// Bytes that grow: little-endian numbers, LEB128 and text, as ELF and DWARF have them.

/// Bytes that are written from front to back.
struct ByteBuffer {
  private(set) var bytes: [UInt8] = []

  var count: Int { bytes.count }

  mutating func reserve(_ count: Int) { bytes.reserveCapacity(count) }

  mutating func put8(_ value: UInt8) { bytes.append(value) }

  mutating func put16(_ value: UInt16) { put(value) }

  mutating func put32(_ value: UInt32) { put(value) }

  mutating func put64(_ value: UInt64) { put(value) }

  mutating func put<Number: FixedWidthInteger>(_ value: Number) {
    withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func put(_ more: some Sequence<UInt8>) { bytes.append(contentsOf: more) }

  /// Text, and a zero byte after it. A zero byte in the text would end it early, so it ends there.
  mutating func putText(_ text: some Sequence<UInt8>) {
    for byte in text {
      if byte == 0 { break }
      bytes.append(byte)
    }
    bytes.append(0)
  }

  mutating func putText(_ text: String) { putText(text.utf8) }

  /// An unsigned number in seven bits to a byte, the least significant first.
  mutating func putUnsigned(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  /// A signed number in seven bits to a byte, the least significant first.
  mutating func putSigned(_ value: Int64) {
    var rest = value
    while rest < -64 || rest > 63 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest) & 0x7F)
  }

  /// Zeroes up to a multiple of a power of two.
  mutating func align(to alignment: Int) {
    let padding = (alignment - bytes.count % alignment) % alignment
    bytes.append(contentsOf: repeatElement(0, count: padding))
  }

  /// Replaces the four bytes at an offset.
  ///
  /// - Precondition: They have been written.
  mutating func replace32(at offset: Int, with value: UInt32) {
    withUnsafeBytes(of: value.littleEndian) { new in
      for (index, byte) in new.enumerated() { bytes[offset + index] = byte }
    }
  }
}
