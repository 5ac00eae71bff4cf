// What a record's field may hold: integers, floating-point numbers, addresses, arrays and other records, each knowing
// its C type and how it is written to bytes.

/// A value that a record's field can hold.
public protocol FieldValue: Sendable {
  /// The C type on `target`.
  static func type(on target: Target) -> CType
  /// Reads the value from `bytes`, which are exactly as many as the type's size.
  init(reading bytes: ArraySlice<UInt8>, on target: Target)
  /// Writes the value to `bytes`, which are exactly as many as the type's size.
  func write(to bytes: inout ArraySlice<UInt8>, on target: Target)
}

/// An integer whose C type is the same on every target.
public protocol IntegerFieldValue: FieldValue, FixedWidthInteger {
  /// The C type that the integer stands for.
  static var scalar: Scalar { get }
}

extension IntegerFieldValue {
  /// The C type on `target`.
  public static func type(on target: Target) -> CType { .scalar(scalar) }

  /// Reads a little-endian integer.
  public init(reading bytes: ArraySlice<UInt8>, on target: Target) {
    var value: Self = 0
    for byte in bytes.reversed() { value = Self(truncatingIfNeeded: value << 8) | Self(truncatingIfNeeded: byte) }
    self = value
  }

  /// Writes a little-endian integer.
  public func write(to bytes: inout ArraySlice<UInt8>, on target: Target) {
    for (place, index) in bytes.indices.enumerated() {
      bytes[index] = UInt8(truncatingIfNeeded: self >> (8 * Self(truncatingIfNeeded: place)))
    }
  }
}

extension UInt8: IntegerFieldValue {
  /// `unsigned char`.
  public static var scalar: Scalar { .unsignedChar }
}
extension Int8: IntegerFieldValue {
  /// `signed char`.
  public static var scalar: Scalar { .signedChar }
}
extension UInt16: IntegerFieldValue {
  /// `unsigned short`.
  public static var scalar: Scalar { .unsignedShort }
}
extension Int16: IntegerFieldValue {
  /// `short`.
  public static var scalar: Scalar { .short }
}
extension UInt32: IntegerFieldValue {
  /// `unsigned int`.
  public static var scalar: Scalar { .unsignedInt }
}
extension Int32: IntegerFieldValue {
  /// `int`.
  public static var scalar: Scalar { .int }
}
extension UInt: IntegerFieldValue {
  /// `unsigned long`, which Swift has as `UInt` where it imports C.
  public static var scalar: Scalar { .unsignedLong }
}
extension Int: IntegerFieldValue {
  /// `long`, which Swift has as `Int` where it imports C.
  public static var scalar: Scalar { .long }
}
extension UInt64: IntegerFieldValue {
  /// `unsigned long long`: the kernel's `__u64`.
  public static var scalar: Scalar { .unsignedLongLong }
}
extension Int64: IntegerFieldValue {
  /// `long long`: the kernel's `__s64`.
  public static var scalar: Scalar { .longLong }
}
extension UInt128: IntegerFieldValue {
  /// `unsigned __int128`.
  public static var scalar: Scalar { .unsignedInt128 }
}

extension Float: FieldValue {
  /// The C type on `target`.
  public static func type(on target: Target) -> CType { .scalar(.float) }

  /// Reads an IEEE binary32.
  public init(reading bytes: ArraySlice<UInt8>, on target: Target) {
    self.init(bitPattern: UInt32(reading: bytes, on: target))
  }

  /// Writes an IEEE binary32.
  public func write(to bytes: inout ArraySlice<UInt8>, on target: Target) { bitPattern.write(to: &bytes, on: target) }
}

extension Double: FieldValue {
  /// The C type on `target`.
  public static func type(on target: Target) -> CType { .scalar(.double) }

  /// Reads an IEEE binary64.
  public init(reading bytes: ArraySlice<UInt8>, on target: Target) {
    self.init(bitPattern: UInt64(reading: bytes, on: target))
  }

  /// Writes an IEEE binary64.
  public func write(to bytes: inout ArraySlice<UInt8>, on target: Target) { bitPattern.write(to: &bytes, on: target) }
}

/// A C `char`: a byte of text, signed or not as the target has it.
public struct Character8: FieldValue, Hashable, ExpressibleByIntegerLiteral {
  /// The byte.
  public var byte: UInt8

  /// Makes a character from its byte.
  public init(_ byte: UInt8) { self.byte = byte }

  /// Makes a character from its byte.
  public init(integerLiteral value: UInt8) { byte = value }

  /// The C type on `target`.
  public static func type(on target: Target) -> CType { .scalar(.char) }

  /// Reads one byte.
  public init(reading bytes: ArraySlice<UInt8>, on target: Target) { byte = UInt8(reading: bytes, on: target) }

  /// Writes one byte.
  public func write(to bytes: inout ArraySlice<UInt8>, on target: Target) { byte.write(to: &bytes, on: target) }
}

/// An address in the program's memory.
public struct Address: FieldValue, Hashable, ExpressibleByIntegerLiteral {
  /// The address as a number.
  public var rawValue: UInt64

  /// Makes an address from a number.
  public init(_ rawValue: UInt64) { self.rawValue = rawValue }

  /// Makes an address from a number.
  public init(integerLiteral value: UInt64) { rawValue = value }

  /// The C type on `target`.
  public static func type(on target: Target) -> CType { .pointer(spelling: "void *") }

  /// Reads an address.
  public init(reading bytes: ArraySlice<UInt8>, on target: Target) { rawValue = UInt64(reading: bytes, on: target) }

  /// Writes an address.
  public func write(to bytes: inout ArraySlice<UInt8>, on target: Target) { rawValue.write(to: &bytes, on: target) }
}

/// An array with a fixed number of elements; zero makes C's zero-length array.
public struct Elements<let capacity: Int, Element: FieldValue>: FieldValue {
  /// The elements, `capacity` of them.
  public private(set) var values: [Element]

  /// Makes an array from its elements.
  /// - Precondition: There are exactly `capacity` of them.
  public init(_ values: [Element]) {
    precondition(values.count == capacity, "an array of \(capacity) elements was given \(values.count)")
    self.values = values
  }

  /// An element.
  public subscript(index: Int) -> Element {
    get { values[index] }
    set { values[index] = newValue }
  }

  /// The C type on `target`.
  public static func type(on target: Target) -> CType {
    .array(element: Element.type(on: target), count: UInt64(capacity))
  }

  /// Reads the elements one after the other.
  public init(reading bytes: ArraySlice<UInt8>, on target: Target) {
    let size = capacity == 0 ? 0 : bytes.count / capacity
    values = (0..<capacity).map { index in
      Element(reading: bytes[bytes.startIndex + index * size..<bytes.startIndex + (index + 1) * size], on: target)
    }
  }

  /// Writes the elements one after the other.
  public func write(to bytes: inout ArraySlice<UInt8>, on target: Target) {
    let size = capacity == 0 ? 0 : bytes.count / capacity
    for (index, value) in values.enumerated() {
      let start = bytes.startIndex + index * size
      value.write(to: &bytes[start..<start + size], on: target)
    }
  }
}

extension Elements: Equatable where Element: Equatable {}

/// A flexible array member: it says what follows the record, and takes no room in it.
public struct Trailing<Element: FieldValue>: FieldValue {
  /// Makes the empty array that the record itself holds.
  public init() {}

  /// The C type on `target`.
  public static func type(on target: Target) -> CType { .array(element: Element.type(on: target), count: nil) }

  /// Reads nothing.
  public init(reading bytes: ArraySlice<UInt8>, on target: Target) {}

  /// Writes nothing.
  public func write(to bytes: inout ArraySlice<UInt8>, on target: Target) {}
}
