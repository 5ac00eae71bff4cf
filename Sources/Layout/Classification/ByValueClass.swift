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
  /// The type has a part that cannot be looked into.
  case unknown

  /// Classifies a type.
  public init(of type: TypeLayout, on target: Target) {
    guard !type.isOpaque else {
      self = .unknown
      return
    }
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
    case .unknown: .unknown
    }
  }

  /// Where the value goes when a function returns it.
  public var result: ValuePlace {
    switch self {
    case .systemV(let valueClass): valueClass.result
    case .aapcs64(let valueClass): valueClass.result
    case .lp64d(let valueClass): valueClass.result
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
