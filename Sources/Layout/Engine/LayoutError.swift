// What can be wrong with a declared type.

/// Why a declared type has no layout.
public enum LayoutError: Error, Sendable, Hashable {
  /// The type would be larger than the 2^63 - 1 bytes that C can address.
  case tooLarge(type: String)
  /// The type's definition is unknown.
  case incomplete(type: String)
  /// A bit-field is wider than its type.
  case bitfieldTooWide(member: String, width: UInt64, type: String)
  /// A bit-field of width zero has a name.
  case namedZeroWidth(member: String)
  /// A bit-field's type is not an integer type.
  case bitfieldOfNonInteger(member: String, type: String)
  /// An alignment is not a power of two, or exceeds 2^28 bytes.
  case badAlignment(UInt64, of: String)
  /// An array's elements need more alignment than their size is a multiple of.
  case misalignedElements(type: String)
  /// A vector's size is not a power of two.
  case badVector(type: String)
  /// A flexible array member stands before the end of its structure.
  case misplacedFlexibleArray(member: String)
  /// An array of arrays has a flexible element.
  case flexibleElement(type: String)
  /// Types are nested more deeply than `LayoutEngine.greatestDepth`.
  case tooDeep(type: String)
  /// A record holds more than `LayoutEngine.greatestFieldCount` fields, those of its members counted.
  case tooManyFields(type: String)
}

extension LayoutError: CustomStringConvertible {
  /// The error as a sentence for people.
  public var description: String {
    switch self {
    case .tooLarge(let type): "'\(type)' would be larger than 2^63 - 1 bytes"
    case .incomplete(let type): "'\(type)' is incomplete: its definition is not known here"
    case .bitfieldTooWide(let member, let width, let type):
      "bit-field '\(member)' of \(width) bits is wider than its type '\(type)'"
    case .namedZeroWidth(let member): "bit-field '\(member)' has a name but no bits"
    case .bitfieldOfNonInteger(let member, let type):
      "bit-field '\(member)' has type '\(type)', which is not an integer type"
    case .badAlignment(let alignment, let type):
      "alignment \(alignment) of '\(type)' is not a power of two up to 2^28"
    case .misalignedElements(let type):
      "the elements of '\(type)' need more alignment than their size is a multiple of"
    case .badVector(let type): "the size of vector '\(type)' is not a power of two"
    case .misplacedFlexibleArray(let member):
      "flexible array '\(member)' must be the last member of its structure"
    case .flexibleElement(let type): "'\(type)' is an array of flexible arrays"
    case .tooDeep(let type): "'\(type)' is nested more than \(LayoutEngine.greatestDepth) levels deep"
    case .tooManyFields(let type): "'\(type)' holds more than \(LayoutEngine.greatestFieldCount) fields"
    }
  }
}
