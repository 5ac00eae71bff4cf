// What gcc takes a record for when one member fills it: inside the compiler such a record is that member, and two of the
// targets let it pass as one even where the rules that their ABIs write down would not.

extension TypeLayout {
  /// The floating-point, complex or vector type that alone fills the type, however deep it stands in structures and
  /// arrays of one element; nil where there is none.
  ///
  /// - Parameter isStrict: Whether everything around it must be aligned as it is.
  func soleMember(isStrict: Bool) -> TypeLayout? {
    switch shape {
    case .scalar(let scalar): return scalar.isFloating ? self : nil
    case .complex(let part): return part.isFloating ? self : nil
    case .vector: return self
    case .array(let element, let count):
      guard count == 1, let member = element.soleMember(isStrict: isStrict) else { return nil }
      return isStrict && alignment < member.naturalAlignment ? nil : member
    case .record(let record) where record.kind == .structure:
      let isFlexible = record.fields.contains { field in
        if case .array(_, nil) = field.type.shape { true } else { false }
      }
      guard !isFlexible, record.size > 0,
        let whole = record.fields.last(where: { $0.bits == nil && $0.type.size == record.size }),
        let member = whole.type.soleMember(isStrict: isStrict)
      else { return nil }
      return isStrict && record.alignment < member.naturalAlignment ? nil : member
    case .record, .enumeration, .pointer, .opaque: return nil
    }
  }

  /// The alignment that a number or vector has by itself, whatever an `aligned` made of it.
  private var naturalAlignment: UInt64 {
    switch shape {
    case .scalar(let scalar): scalar.size
    case .complex(let part): part.size
    case .vector: size
    default: alignment
    }
  }
}
