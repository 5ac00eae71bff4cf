// How a value is passed and returned by value: one answer for every target, computed from the layout alone.
//
// Compilers do not always agree; where they do not, gcc is followed. Documentation/ByValueClasses.md lists the cases.

/// How a type is passed to a function and returned from it by value.
public enum ByValueClass: Sendable, Hashable {
  /// The class under the System V ABI for AMD64.
  case systemV(SystemVClass)
  /// The class under AAPCS64.
  case aapcs64(AAPCS64Class)
  /// The class under the RISC-V LP64D ABI.
  case lp64d(LP64DClass)
  /// The language passes the address of an object: C++, where copying is more than copying bytes.
  case reference(Target)
  /// The type has a part that cannot be looked into, or debugging information does not tell enough.
  case unknown

  /// Classifies a type.
  public init(of type: TypeLayout, on target: Target) {
    switch type.passing {
    case .byReference: self = .reference(target)
    case .unknown: self = .unknown
    case .byTarget where type.isOpaque: self = .unknown
    case .byTarget:
      self.init(byTheRulesOf: target, type)
      // Debugging information leaves unnamed bit-fields out: where one in a hole would matter, nothing is certain.
      if type.isRead, self != ByValueClass(byTheRulesOf: target, type.withBitFieldsInHoles) { self = .unknown }
    }
  }

  private init(byTheRulesOf target: Target, _ type: TypeLayout) {
    switch target {
    case .x86_64: self = .systemV(SystemVClass(of: type))
    case .aarch64: self = .aapcs64(AAPCS64Class(of: type))
    case .riscv64: self = .lp64d(LP64DClass(of: type))
    }
  }

  /// Classifies a structure or union.
  public init(of record: RecordLayout, on target: Target) {
    self.init(of: TypeLayout(record), on: target)
  }

  /// Where the value goes when it is a function's first argument.
  public var firstArgument: ValuePlace {
    switch self {
    case .systemV(let valueClass): valueClass.firstArgument
    case .aapcs64(let valueClass): valueClass.firstArgument
    case .lp64d(let valueClass): valueClass.firstArgument
    case .reference(let target):
      switch target {
      case .x86_64: .memory(addressIn: "rdi")
      case .aarch64: .memory(addressIn: "x0")
      case .riscv64: .memory(addressIn: "a0")
      }
    case .unknown: .unknown
    }
  }

  /// Where the value goes when a function returns it.
  public var result: ValuePlace {
    switch self {
    case .systemV(let valueClass): valueClass.result
    case .aapcs64(let valueClass): valueClass.result
    case .lp64d(let valueClass): valueClass.result
    case .reference(let target):
      switch target {
      case .x86_64: .memory(addressIn: "rdi")
      case .aarch64: .memory(addressIn: "x8")
      case .riscv64: .memory(addressIn: "a0")
      }
    case .unknown: .unknown
    }
  }
}

extension ByValueClass: CustomStringConvertible {
  /// The class in the words of the target's ABI: "INTEGER SSE", "HFA double x2", "INDIRECT".
  public var description: String {
    switch self {
    case .systemV(let valueClass): valueClass.description
    case .aapcs64(let valueClass): valueClass.description
    case .lp64d(let valueClass): valueClass.description
    case .reference: "REFERENCE"
    case .unknown: "UNKNOWN"
    }
  }
}

/// The bytes of a value that one register holds, from the register's least significant byte on.
public struct RegisterPart: Sendable, Hashable {
  /// The register: "rdi", "xmm0", "d1", "fa0".
  public let register: String
  /// Where the bytes lie in the value.
  public let offset: UInt64
  /// How many bytes of the value the register has room for; the last of them may be beyond the value's end.
  public let size: UInt64

  /// Describes what a register holds.
  public init(_ register: String, offset: UInt64, size: UInt64) {
    self.register = register
    self.offset = offset
    self.size = size
  }
}

/// Where a value is while it is passed or returned.
public enum ValuePlace: Sendable, Hashable {
  /// Nowhere: the value is empty.
  case nothing
  /// In these registers, in the order of the value's bytes.
  case registers([RegisterPart])
  /// On the stack, where arguments lie.
  case stack
  /// In memory that the caller provides; its address is in this register.
  case memory(addressIn: String)
  /// The type has a part that cannot be looked into.
  case unknown
}

extension ValuePlace: CustomStringConvertible {
  /// The place as text: "rdi, xmm0", "stack", "memory at x8".
  public var description: String {
    switch self {
    case .nothing: "nothing"
    case .registers(let parts): parts.map(\.register).joined(separator: ", ")
    case .stack: "stack"
    case .memory(let register): "memory at \(register)"
    case .unknown: "unknown"
    }
  }
}

extension TypeLayout {
  /// How the language passes the type: a record goes as that of its members goes that is the hardest to copy.
  fileprivate var passing: ReadFacts.Passing {
    switch shape {
    case .array(let element, _): return element.passing
    case .record(let record) where record.read != nil:
      guard let own = record.read?.passing, own == .byTarget else { return record.read?.passing ?? .unknown }
      var passing = own
      for field in record.fields {
        switch field.type.passing {
        case .byReference: return .byReference
        case .unknown: passing = .unknown
        case .byTarget: break
        }
      }
      return passing
    default: return .byTarget
    }
  }

  /// Whether this is a record that was read from debugging information.
  fileprivate var isRead: Bool {
    if case .record(let record) = shape { record.read != nil } else { false }
  }

  /// The record with an unnamed bit-field in each of its holes, and so the records in it.
  fileprivate var withBitFieldsInHoles: TypeLayout {
    var type = self
    switch shape {
    case .record(var record):
      // A larger one goes through memory whatever is in it, but for a vector, which has no holes.
      guard record.size <= 64 else { return self }
      var unnamed = record.holes + [record.tailPadding].compactMap(\.self)
      // In a union, every bit-field begins at the start.
      if record.kind == .union, !unnamed.isEmpty { unnamed = [Hole(bitOffset: 0, bitWidth: min(8 * record.size, 64))] }
      for index in record.fields.indices { record.fields[index].type = record.fields[index].type.withBitFieldsInHoles }
      if !unnamed.isEmpty {
        record.declared = DeclaredFacts(
          unnamedBits: unnamed.flatMap(\.asBitFields), memberAlignment: record.alignment)
      }
      type.shape = .record(record)
    case .array(let element, let count):
      type.shape = .array(element: element.withBitFieldsInHoles, count: count)
    default: break
    }
    return type
  }

  /// Whether some part of the type cannot be looked into.
  var isOpaque: Bool {
    switch shape {
    case .opaque: true
    case .array(let element, _): element.isOpaque
    case .record(let record): record.fields.contains { $0.type.isOpaque }
    case .scalar, .complex, .pointer, .enumeration, .vector: false
    }
  }
}

extension Hole {
  /// Bit-fields that fill the hole, none of which reaches over an eightbyte's end.
  fileprivate var asBitFields: [BitRange] {
    var fields: [BitRange] = []
    var start = bitOffset
    while start < bitOffset + bitWidth {
      let width = min(bitOffset + bitWidth - start, 64 - start % 64)
      fields.append(BitRange(offset: start, width: width))
      start += width
    }
    return fields
  }
}
