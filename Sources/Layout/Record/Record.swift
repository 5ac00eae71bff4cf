// A Linux record as a Swift value: its bytes are in memory order at all times, its fields are read and written at the
// offsets that the schema's layout gives.

/// Why bytes are not a record.
public enum RecordError: Error, Sendable, Hashable {
  /// There are fewer bytes than the record has.
  case tooShort(record: String, size: UInt64, given: Int)
  /// The record does not exist on that target.
  case absent(record: String, target: Target)
}

/// A Linux record on one target, with its fields as properties:
///
///     var action = Kernel.Sigaction(on: .x86_64)
///     action.sa_flags = 0x0800_0004
///     let bytes = action.bytes          // 32 of them, little-endian, padding zero
///
/// Reading or writing a field that the record does not have on its target is a programming error; `has` tells.
@dynamicMemberLookup
public struct Record<Schema: RecordSchema>: FieldValue {
  /// The target whose layout the record has.
  public let target: Target

  /// The record in memory: as many bytes as its size, padding zero.
  public private(set) var bytes: [UInt8]

  /// The places of the schema's fields by index; nil for one that does not exist on this target.
  private let places: [FieldLayout?]

  /// Makes a record of zeroes.
  /// - Precondition: The record exists on `target`.
  public init(on target: Target) {
    precondition(Schema.identity.targets.contains(target), "there is no \(Schema.identity.name) on \(target)")
    let layout = Schema.layout(on: target)
    self.init(target: target, bytes: [UInt8](repeating: 0, count: Int(layout.size)), layout: layout)
  }

  /// Reads a record from the start of `bytes`; what lies in its padding is not kept.
  public init(decoding bytes: some Collection<UInt8>, on target: Target) throws(RecordError) {
    let identity = Schema.identity
    guard identity.targets.contains(target) else { throw .absent(record: identity.name, target: target) }
    let layout = Schema.layout(on: target)
    guard bytes.count >= Int(layout.size) else {
      throw .tooShort(record: identity.name, size: layout.size, given: bytes.count)
    }
    self.init(target: target, bytes: layout.withoutPadding(Array(bytes.prefix(Int(layout.size)))), layout: layout)
  }

  private init(target: Target, bytes: [UInt8], layout: RecordLayout) {
    self.target = target
    self.bytes = bytes
    var laidOut = layout.fields.makeIterator()
    places = Schema.fields.map { $0.field.attributes.isLaidOut(on: target) ? laidOut.next() : nil }
  }

  /// The layout that the record's declaration has on `target`, whether or not the record exists there.
  public static func layout(on target: Target) -> RecordLayout { Schema.layout(on: target) }

  /// The offset of a field in bytes, or nil where the record does not have it on `target`.
  public static func offset<Value>(of field: KeyPath<Schema, Field<Value>>, on target: Target) -> UInt64? {
    guard Schema.identity.targets.contains(target) else { return nil }
    return Record(on: target).places[Schema.index(of: field)]?.offset
  }

  /// Whether the record has a field on its target.
  public func has<Value>(_ field: KeyPath<Schema, Field<Value>>) -> Bool {
    places[Schema.index(of: field)] != nil
  }

  /// A field.
  public subscript<Value>(dynamicMember field: KeyPath<Schema, Field<Value>>) -> Value {
    get { value(at: place(of: field)) }
    set { setValue(newValue, at: place(of: field)) }
  }

  /// The value at a place of the record.
  func value<Value: FieldValue>(at place: FieldLayout) -> Value {
    if let range = place.bits { return Value(reading: bits(range, of: place.type)[...], on: target) }
    return Value(reading: bytes[place.byteRange], on: target)
  }

  /// Writes a value at a place of the record.
  mutating func setValue<Value: FieldValue>(_ newValue: Value, at place: FieldLayout) {
    if let range = place.bits {
      var value = [UInt8](repeating: 0, count: Int(place.type.size))[...]
      newValue.write(to: &value, on: target)
      setBits(range, to: value)
    } else {
      newValue.write(to: &bytes[place.byteRange], on: target)
    }
  }

  private func place<Value>(of field: KeyPath<Schema, Field<Value>>) -> FieldLayout {
    let index = Schema.index(of: field)
    guard let place = places[index] else {
      preconditionFailure("\(Schema.identity.name) has no \(Schema.fields[index].name) on \(target)")
    }
    return place
  }

  /// The record in `bytes` after each of its fields was read as a Swift value and written into a record of zeroes.
  static func rewritingFields(of bytes: [UInt8], on target: Target) throws(RecordError) -> [UInt8] {
    let source = try Record(decoding: bytes, on: target)
    var copy = Record(on: target)
    for (place, field) in zip(source.places, Schema.fields) {
      if let place { field.field.copy(place, from: source, to: &copy) }
    }
    return copy.bytes
  }

  // MARK: - Bit-fields

  /// A bit-field's bits as the bytes of its declared type, sign-extended where that type is signed.
  private func bits(_ range: BitRange, of type: TypeLayout) -> [UInt8] {
    var value = [UInt8](repeating: 0, count: Int(type.size))
    let isNegative = type.isSigned(on: target) && isSet(Int(range.offset + range.width) - 1)
    for bit in 0..<8 * value.count {
      let isOne = bit < Int(range.width) ? isSet(Int(range.offset) + bit) : isNegative
      if isOne { value[bit / 8] |= 1 << (bit % 8) }
    }
    return value
  }

  private mutating func setBits(_ range: BitRange, to value: ArraySlice<UInt8>) {
    for bit in 0..<Int(range.width) {
      let place = Int(range.offset) + bit
      let mask: UInt8 = 1 << (place % 8)
      if value[value.startIndex + bit / 8] & 1 << (bit % 8) != 0 {
        bytes[place / 8] |= mask
      } else {
        bytes[place / 8] &= ~mask
      }
    }
  }

  private func isSet(_ bit: Int) -> Bool { bytes[bit / 8] & 1 << (bit % 8) != 0 }

  // MARK: - As a field of another record

  /// The C type on `target`.
  public static func type(on target: Target) -> CType {
    let declaration = CType.record(Schema.declaration(on: target))
    return Schema.identity.isTypedef ? .alias(name: Schema.identity.name, of: declaration, alignment: nil) : declaration
  }

  /// Reads the record.
  public init(reading bytes: ArraySlice<UInt8>, on target: Target) {
    self.init(target: target, bytes: Array(bytes), layout: Schema.layout(on: target))
  }

  /// Writes the record.
  public func write(to bytes: inout ArraySlice<UInt8>, on target: Target) {
    precondition(target == self.target, "a record of \(self.target) was put into one of \(target)")
    for (index, byte) in zip(bytes.indices, self.bytes) { bytes[index] = byte }
  }
}

extension Record: Equatable {
  /// Whether two records are of the same target and hold the same bytes.
  public static func == (left: Self, right: Self) -> Bool { left.target == right.target && left.bytes == right.bytes }
}

extension FieldLayout {
  /// The bytes that the field lies in.
  var byteRange: Range<Int> { Int(offset)..<Int(offset + type.size) }
}

extension RecordLayout {
  /// `bytes`, a record in memory, with everything that belongs to no field zeroed.
  public func withoutPadding(_ bytes: [UInt8]) -> [UInt8] {
    var mask = [UInt8](repeating: 0, count: bytes.count)
    markFields(in: &mask, at: 0)
    return zip(bytes, mask).map { $0 & $1 }
  }

  /// Sets the bits of `mask` that belong to a field, for a record at `start`.
  func markFields(in mask: inout [UInt8], at start: UInt64) {
    for field in fields {
      if let bits = field.bits {
        for bit in 0..<bits.width {
          let place = 8 * start + bits.offset + bit
          mask[Int(place / 8)] |= 1 << (place % 8)
        }
      } else {
        field.type.markFields(in: &mask, at: start + field.offset)
      }
    }
  }
}

extension TypeLayout {
  fileprivate func markFields(in mask: inout [UInt8], at start: UInt64) {
    switch shape {
    case .record(let record):
      record.markFields(in: &mask, at: start)
    case .array(let element, let count):
      for index in 0..<(count ?? 0) { element.markFields(in: &mask, at: start + index * element.size) }
    default:
      for index in start..<start + size { mask[Int(index)] = 0xff }
    }
  }
}
