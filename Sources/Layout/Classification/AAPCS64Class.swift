// By-value classes of AAPCS64: homogeneous aggregates of up to four floating-point numbers or vectors in vector
// registers, other values of up to 16 bytes in general registers, all others by reference.

/// How AAPCS64 passes a type by value.
public enum AAPCS64Class: Sendable, Hashable {
  /// An empty value: passed in nothing.
  case nothing
  /// A floating-point number or a short vector in a vector register.
  case vectorRegister(Element)
  /// A homogeneous aggregate (HFA or HVA), each element in a vector register of its own.
  case homogeneous(Element, count: Int)
  /// In one or two general registers; `startsEven` where the first one must have an even number.
  case general(count: Int, startsEven: Bool)
  /// As the address of a copy.
  case indirect

  /// What a homogeneous aggregate consists of.
  public enum Element: String, Sendable, Hashable {
    /// `_Float16`.
    case half
    /// `__bf16`.
    case bfloat
    /// `float`.
    case float
    /// `double`.
    case double
    /// `long double` and `_Float128`.
    case quad
    /// Any vector of 8 bytes.
    case vector64
    /// Any vector of 16 bytes.
    case vector128

    /// The size in bytes.
    public var size: UInt64 {
      switch self {
      case .half, .bfloat: 2
      case .float: 4
      case .double, .vector64: 8
      case .quad, .vector128: 16
      }
    }

    /// The letter of the registers' names at this width.
    var registerLetter: String {
      switch self {
      case .half, .bfloat: "h"
      case .float: "s"
      case .double, .vector64: "d"
      case .quad, .vector128: "q"
      }
    }
  }

  /// The most elements that a homogeneous aggregate may have.
  public static let greatestElementCount = 4

  /// Classifies a type.
  public init(of type: TypeLayout) {
    guard type.size > 0 else {
      self = .nothing
      return
    }
    var element: Element?
    if let count = Self.count(in: type, element: &element), let element, count > 0,
      count <= UInt64(Self.greatestElementCount)
    {
      self = type.isAggregate ? .homogeneous(element, count: Int(count)) : .vectorRegister(element)
    } else if let member = type.soleMember(isStrict: false), let parts = Self.parts(of: member) {
      // A zero-length array of something else beside it does not keep gcc from passing it as what it is.
      self = parts
    } else if type.size > 16 {
      self = .indirect
    } else {
      self = .general(count: type.size > 8 ? 2 : 1, startsEven: type.size > 8 && type.passingAlignment == 16)
    }
  }

  /// How a record goes that gcc takes for a vector or complex number; one that it takes for a plain number goes by the rules.
  private static func parts(of member: TypeLayout) -> AAPCS64Class? {
    switch member.shape {
    case .vector: Element(vectorOf: member.size).map { .homogeneous($0, count: 1) }
    case .complex(let part): Element(part).map { .homogeneous($0, count: 2) }
    default: nil
    }
  }

  /// Where the value goes as a function's first argument.
  public var firstArgument: ValuePlace { place(indirect: "x0") }

  /// Where the value goes when it is returned.
  public var result: ValuePlace { place(indirect: "x8") }

  private func place(indirect: String) -> ValuePlace {
    func parts(_ letter: String, count: Int, size: UInt64) -> ValuePlace {
      .registers((0..<count).map { RegisterPart("\(letter)\($0)", offset: UInt64($0) * size, size: size) })
    }
    switch self {
    case .nothing: return .nothing
    case .vectorRegister(let element): return parts(element.registerLetter, count: 1, size: element.size)
    case .homogeneous(let element, let count): return parts(element.registerLetter, count: count, size: element.size)
    case .general(let count, _): return parts("x", count: count, size: 8)
    case .indirect: return .memory(addressIn: indirect)
    }
  }

  /// How many elements of one kind, and nothing else, a type consists of; nil where it does not.
  private static func count(in type: TypeLayout, element: inout Element?) -> UInt64? {
    switch type.shape {
    case .scalar(let scalar): return Element(scalar).flatMap { unify($0, with: &element) }
    case .complex(let part): return Element(part).flatMap { unify($0, with: &element) }.map { 2 * $0 }
    case .vector:
      // Vectors of one size are alike, whatever they hold.
      return Element(vectorOf: type.size).flatMap { unify($0, with: &element) }
    case .array(let inner, let length):
      // gcc takes a zero-length array for one of unknown length.
      guard let length, length > 0, let one = count(in: inner, element: &element) else { return nil }
      let (total, overflow) = one.multipliedReportingOverflow(by: length)
      return overflow ? nil : unpadded(total, size: type.size, element: element)
    case .record(let record):
      let unnamed = record.declared?.unnamedBits ?? []
      guard unnamed.allSatisfy({ $0.width == 0 && record.kind == .structure }) else { return nil }
      var total: UInt64 = 0
      for field in record.fields {
        guard field.bits == nil, let found = count(in: field.type, element: &element) else { return nil }
        if record.kind == .union {
          total = max(total, found)
        } else {
          let (sum, overflow) = total.addingReportingOverflow(found)
          guard !overflow else { return nil }
          total = sum
        }
      }
      return unpadded(total, size: record.size, element: element)
    case .pointer, .enumeration, .opaque: return nil
    }
  }

  private static func unify(_ found: Element, with element: inout Element?) -> UInt64? {
    if element == nil { element = found }
    return element == found ? 1 : nil
  }

  private static func unpadded(_ count: UInt64, size: UInt64, element: Element?) -> UInt64? {
    let (used, overflow) = count.multipliedReportingOverflow(by: element?.size ?? 0)
    return !overflow && used == size ? count : nil
  }
}

extension AAPCS64Class: CustomStringConvertible {
  /// The class in AAPCS64's words: "HFA double x2", "INTEGER x2 even", "INDIRECT".
  public var description: String {
    switch self {
    case .nothing: "NONE"
    case .vectorRegister(let element): "SIMD \(element.rawValue)"
    case .homogeneous(let element, let count):
      "\(element == .vector64 || element == .vector128 ? "HVA" : "HFA") \(element.rawValue) x\(count)"
    case .general(let count, let startsEven): "INTEGER x\(count)\(startsEven ? " even" : "")"
    case .indirect: "INDIRECT"
    }
  }
}

extension AAPCS64Class.Element {
  /// The element that a scalar is, if it is one. `long double` is the quadruple format here.
  fileprivate init?(_ scalar: Scalar) {
    switch scalar {
    case .float16: self = .half
    case .bfloat16: self = .bfloat
    case .float: self = .float
    case .double: self = .double
    case .longDouble, .float128: self = .quad
    default: return nil
    }
  }

  /// The element that a vector of so many bytes is, if it is one.
  fileprivate init?(vectorOf size: UInt64) {
    switch size {
    case 8: self = .vector64
    case 16: self = .vector128
    default: return nil
    }
  }
}

extension TypeLayout {
  /// Whether the type is passed as a structure would be: a complex number counts as one of its two parts.
  fileprivate var isAggregate: Bool {
    switch shape {
    case .array, .record, .complex: true
    default: false
    }
  }

  /// The alignment that decides about an even register: of a scalar by nature, of a record that of its members. An
  /// `aligned` that stands on the whole type does not count.
  fileprivate var passingAlignment: UInt64 {
    switch shape {
    case .scalar(let scalar), .enumeration(let scalar): scalar.size
    case .complex(let part): part.size
    case .vector: size
    case .pointer: 8
    case .array(let element, _): element.alignment
    case .record(let record):
      record.declared?.memberAlignment
        ?? record.fields.map { field in
          // Without the declaration, a member that is not on its type's boundary was packed.
          field.bits == nil && field.offset % max(field.type.alignment, 1) != 0
            ? 1 : min(field.type.alignment, record.alignment)
        }.max() ?? 1
    case .opaque: alignment
    }
  }
}
