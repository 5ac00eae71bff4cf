// The registers of x86-64, by the numbers that instructions give them.

/// A general register of x86-64, whatever the width of the access.
@frozen public struct GeneralRegister: Hashable, Sendable {
  /// The number in an instruction, 0 to 15.
  public let number: UInt8
  /// The register of this number.
  @inlinable public init(number: UInt8) { self.number = number }

  // swift-format-ignore: one line for each would hide the table
  /// The registers by name.
  public static let
    rax = Self(number: 0), rcx = Self(number: 1), rdx = Self(number: 2), rbx = Self(number: 3),
    rsp = Self(number: 4), rbp = Self(number: 5), rsi = Self(number: 6), rdi = Self(number: 7),
    r8 = Self(number: 8), r9 = Self(number: 9), r10 = Self(number: 10), r11 = Self(number: 11),
    r12 = Self(number: 12), r13 = Self(number: 13), r14 = Self(number: 14), r15 = Self(number: 15)
}

/// A vector register of x86-64.
@frozen public struct VectorRegister: Hashable, Sendable {
  /// The number in an instruction, 0 to 15.
  public let number: UInt8
  /// The register of this number.
  @inlinable public init(number: UInt8) { self.number = number }
}
