// By-value classes of the RISC-V LP64D ABI: a structure that flattens to one or two numbers, one of them floating-point,
// goes in registers of their kinds; other values of up to 16 bytes in general registers, all others by reference.

/// How the RISC-V LP64D ABI passes a type by value.
public enum LP64DClass: Sendable, Hashable {
  /// An empty value: passed in nothing.
  case nothing
  /// One or two numbers, at least one of them floating-point, each in a register of its kind.
  case flattened([Part])
  /// In one or two general registers.
  case general(count: Int)
  /// As the address of a copy.
  case indirect

  /// A number that a structure flattens to.
  public struct Part: Sendable, Hashable {
    /// The floating-point type, in a register of its kind; nil for an integer, in a general register.
    public let floating: Scalar?
    /// Where the number lies in the value.
    public let offset: UInt64
    /// The number's size in bytes.
    public let size: UInt64

    /// Describes a number.
    public init(floating: Scalar?, offset: UInt64, size: UInt64) {
      self.floating = floating
      self.offset = offset
      self.size = size
    }
  }

  /// Classifies a type.
  public init(of type: TypeLayout) {
    guard type.size > 0 else {
      self = .nothing
      return
    }
    if let parts = Self.parts(of: type) {
      self = .flattened(parts)
    } else {
      self = type.size > 16 ? .indirect : .general(count: type.size > 8 ? 2 : 1)
    }
  }

  /// Where the value goes as a function's first argument.
  public var firstArgument: ValuePlace { place }

  /// Where the value goes when it is returned.
  public var result: ValuePlace { place }

  private var place: ValuePlace {
    switch self {
    case .nothing: return .nothing
    case .flattened(let parts):
      var floatingUsed = 0
      return .registers(
        parts.map { part in
          guard part.floating != nil else { return RegisterPart("a0", offset: part.offset, size: part.size) }
          floatingUsed += 1
          return RegisterPart("fa\(floatingUsed - 1)", offset: part.offset, size: part.size)
        })
    case .general(let count):
      return .registers((0..<count).map { RegisterPart("a\($0)", offset: 8 * UInt64($0), size: 8) })
    case .indirect: return .memory(addressIn: "a0")
    }
  }

  /// The registers' worth of numbers that a type is passed as, if floating-point registers have a part in it.
  private static func parts(of type: TypeLayout) -> [Part]? {
    switch type.shape {
    case .scalar, .complex: break
    case .record(let record) where record.kind == .structure: break
    default: return nil
    }
    var parts: [Part] = []
    if flatten(type, at: 0, into: &parts), parts.contains(where: { $0.floating != nil }) { return parts }
    // gcc does not look past a zero-length array, but it still takes a record that is nothing but one number, well
    // aligned, for that number.
    guard let whole = type.soleMember(isStrict: true) else { return nil }
    parts = []
    return flatten(whole, at: 0, into: &parts) ? parts : nil
  }

  /// Adds the numbers that a type at `offset` consists of; false where there are more than two, or other things.
  private static func flatten(_ type: TypeLayout, at offset: UInt64, into parts: inout [Part]) -> Bool {
    switch type.shape {
    case .scalar(let scalar): return add(scalar, at: offset, to: &parts)
    case .enumeration(let scalar): return add(scalar, at: offset, to: &parts)
    case .complex(let part):
      return parts.isEmpty && add(part, at: offset, to: &parts) && add(part, at: offset &+ part.size, to: &parts)
    case .array(let element, let count):
      var inner: [Part] = []
      guard let count, flatten(element, at: offset, into: &inner), !inner.isEmpty, count == 1 || count == 2 else {
        return false
      }
      for index in 0..<count {
        parts += inner.map { Part(floating: $0.floating, offset: $0.offset &+ index &* element.size, size: $0.size) }
      }
      return parts.count <= 2
    case .record(let record) where record.kind == .structure:
      var unnamed = (record.declared?.unnamedBits ?? [])[...]
      for field in record.fields {
        while let bits = unnamed.first, bits.offset / 8 < field.offset {
          guard add(bits, at: offset, to: &parts) else { return false }
          unnamed.removeFirst()
        }
        if let bits = field.bits {
          guard add(bits, at: offset, to: &parts) else { return false }
        } else {
          guard flatten(field.type, at: offset &+ field.offset, into: &parts) else { return false }
        }
      }
      for bits in unnamed { guard add(bits, at: offset, to: &parts) else { return false } }
      return true
    case .record, .pointer, .vector, .opaque: return false
    }
  }

  private static func add(_ scalar: Scalar, at offset: UInt64, to parts: inout [Part]) -> Bool {
    guard parts.count < 2, scalar.size <= 8 else { return false }
    parts.append(Part(floating: scalar.isFloating ? scalar : nil, offset: offset, size: scalar.size))
    return true
  }

  private static func add(_ bits: BitRange, at offset: UInt64, to parts: inout [Part]) -> Bool {
    // A width of zero is no member.
    guard bits.width > 0 else { return true }
    guard parts.count < 2, bits.width <= 64 else { return false }
    parts.append(Part(floating: nil, offset: offset &+ bits.offset / 8, size: (bits.offset % 8 + bits.width + 7) / 8))
    return true
  }
}

extension LP64DClass: CustomStringConvertible {
  /// The class as text: "FP double", "FP float INTEGER", "INTEGER x2", "INDIRECT".
  public var description: String {
    switch self {
    case .nothing: "NONE"
    case .flattened(let parts):
      parts.map { part in
        part.floating.map { "FP \($0.spelling)" } ?? "INTEGER"
      }.joined(separator: " ")
    case .general(let count): "INTEGER x\(count)"
    case .indirect: "INDIRECT"
    }
  }
}
