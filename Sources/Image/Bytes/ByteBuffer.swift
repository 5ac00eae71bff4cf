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

extension ByteBuffer {
  /// Lets `body` write without a check for each byte.
  ///
  /// - Precondition: `body` writes at most as many bytes as it was promised.
  mutating func putUnchecked<Result>(atMost most: Int, _ body: (inout UncheckedBytes) -> Result) -> Result {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: most) { scratch in
      guard let start = scratch.baseAddress else { preconditionFailure("there is no room for \(most) bytes") }
      var output = UncheckedBytes(start)
      let result = body(&output)
      let count = output.count(since: start)
      precondition(count <= most, "\(count) bytes were written where \(most) were promised")
      bytes.append(contentsOf: UnsafeBufferPointer(start: start, count: count))
      return result
    }
  }
}

/// A place in memory that is written to from front to back, by code that has made sure of the room.
struct UncheckedBytes {
  private var next: UnsafeMutablePointer<UInt8>

  init(_ start: UnsafeMutablePointer<UInt8>) { next = start }

  func count(since start: UnsafeMutablePointer<UInt8>) -> Int { next - start }

  mutating func put(_ byte: UInt8) {
    next.pointee = byte
    next += 1
  }

  /// At most ten bytes.
  mutating func putUnsigned(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      put(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    put(UInt8(truncatingIfNeeded: rest))
  }

  /// At most ten bytes.
  mutating func putSigned(_ value: Int64) {
    var rest = value
    while rest < -64 || rest > 63 {
      put(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    put(UInt8(truncatingIfNeeded: rest) & 0x7F)
  }
}
