// What a caller must know of a function: its parameters, results and calling convention.

/// How calls pass their arguments and results.
@frozen public enum Convention: UInt8, Sendable, Hashable, CaseIterable {
  /// Weft's own: several results in registers, and tail calls for every signature.
  case weft
  /// C's on the target (System V on x86-64).
  case c
}

/// What a caller or callee of C's convention does to the upper bits of a narrow integer's register, or that a parameter is none
/// of C's.
@frozen public enum Extension: UInt8, Sendable, Hashable, CaseIterable {
  /// The upper bits are unspecified.
  case none
  /// The upper bits repeat the sign.
  case sign
  /// The upper bits are zero.
  case zero
  /// The parameter is an environment, which travels beside the parameters that C knows: in a register of its own.
  case environment
}

/// A parameter or result in a signature.
@frozen public struct Parameter: Sendable, Hashable {
  /// Its type; a record is passed by value.
  public var type: Type
  /// What happens to the upper bits of its register.
  public var `extension`: Extension

  /// Describes a parameter.
  @inlinable public init(_ type: Type, extension: Extension = .none) {
    self.type = type
    self.extension = `extension`
  }

  @usableFromInline init(word: UInt32) {
    type = Type(rawValue: word & 0x3FFF_FFFF)
    self.extension = Extension(rawValue: UInt8(truncatingIfNeeded: word >> 30)) ?? .none
  }

  @usableFromInline var word: UInt32 { type.rawValue | UInt32(`extension`.rawValue) << 30 }
}

/// The signature of a function.
public struct Signature: Sendable, Hashable {
  /// The parameters, without those that a variadic call adds.
  public var parameters: [Parameter]
  /// The results.
  public var results: [Parameter]
  /// How arguments and results travel.
  public var convention: Convention
  /// Whether a call may pass more arguments than there are parameters.
  public var isVariadic: Bool

  /// Describes a signature.
  public init(
    _ parameters: [Parameter] = [], results: [Parameter] = [], convention: Convention = .weft, isVariadic: Bool = false
  ) {
    self.parameters = parameters
    self.results = results
    self.convention = convention
    self.isVariadic = isVariadic
  }

  /// Describes a signature of plain types.
  public init(_ parameters: [Type], results: [Type] = [], convention: Convention = .weft, isVariadic: Bool = false) {
    self.init(
      parameters.map { Parameter($0) }, results: results.map { Parameter($0) }, convention: convention,
      isVariadic: isVariadic)
  }
}
