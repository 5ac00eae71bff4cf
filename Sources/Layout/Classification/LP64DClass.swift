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
  public enum Part: Sendable, Hashable {
    /// In a general register.
    case integer
    /// In a floating-point register.
    case floating(Scalar)
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
          guard case .floating = part else { return "a0" }
          floatingUsed += 1
          return "fa\(floatingUsed - 1)"
        })
    case .general(let count): return .registers((0..<count).map { "a\($0)" })
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
    guard flatten(type, into: &parts), parts.contains(where: { $0 != .integer }) else { return nil }
    return parts
  }

  /// Adds the numbers that a type consists of; false where there are more than two, or other things.
  private static func flatten(_ type: TypeLayout, into parts: inout [Part]) -> Bool {
    switch type.shape {
    case .scalar(let scalar): return add(scalar, to: &parts)
    case .enumeration(let scalar): return add(scalar, to: &parts)
    case .complex(let part): return parts.isEmpty && add(part, to: &parts) && add(part, to: &parts)
    case .array(let element, let count):
      var inner: [Part] = []
      guard let count, flatten(element, into: &inner), !inner.isEmpty else { return false }
      guard count <= 2 else { return false }
      for _ in 0..<count { parts += inner }
      return parts.count <= 2
    case .record(let record) where record.kind == .structure:
      var unnamed = (record.declared?.unnamedBits ?? [])[...]
      for field in record.fields {
        while let bits = unnamed.first, bits.offset / 8 < field.offset {
          guard add(bits, to: &parts) else { return false }
          unnamed.removeFirst()
        }
        if let bits = field.bits {
          guard add(bits, to: &parts) else { return false }
        } else {
          guard flatten(field.type, into: &parts) else { return false }
        }
      }
      for bits in unnamed { guard add(bits, to: &parts) else { return false } }
      return true
    case .record, .pointer, .vector, .opaque: return false
    }
  }

  private static func add(_ scalar: Scalar, to parts: inout [Part]) -> Bool {
    guard parts.count < 2, scalar.size <= 8 else { return false }
    parts.append(scalar.isFloating ? .floating(scalar) : .integer)
    return true
  }

  private static func add(_ bits: BitRange, to parts: inout [Part]) -> Bool {
    guard parts.count < 2, bits.width <= 64 else { return false }
    parts.append(.integer)
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
        guard case .floating(let scalar) = part else { return "INTEGER" }
        return "FP \(scalar.spelling)"
      }.joined(separator: " ")
    case .general(let count): "INTEGER x\(count)"
    case .indirect: "INDIRECT"
    }
  }
}
