// Which bits of a record are a member's: the others are padding, which need not be passed on.

public import Layout

/// The bits of a record that mean something: gcc need not pass the others.
public func meaningfulBits(of layout: RecordLayout, on target: Target) -> [UInt8] {
  var mask = [UInt8](repeating: 0, count: Int(layout.size))
  func mark(_ start: UInt64, _ count: UInt64) {
    for bit in start..<(start + count) where bit / 8 < layout.size { mask[Int(bit / 8)] |= 1 << UInt8(bit % 8) }
  }
  func visit(_ type: TypeLayout, at byte: UInt64) {
    switch type.shape {
    case .record(let record): visit(record, at: byte)
    case .array(let element, let count):
      for index in 0..<(count ?? 0) { visit(element, at: byte + index * element.size) }
    case .scalar(.longDouble) where target == .x86_64: mark(8 * byte, 80)
    case .complex(.longDouble) where target == .x86_64:
      mark(8 * byte, 80)
      mark(8 * byte + 128, 80)
    default: mark(8 * byte, 8 * type.size)
    }
  }
  func visit(_ record: RecordLayout, at byte: UInt64) {
    for field in record.fields {
      if let bits = field.bits {
        mark(8 * byte + bits.offset, bits.width)
      } else {
        visit(field.type, at: byte + field.offset)
      }
    }
  }
  visit(layout, at: 0)
  return mask
}
