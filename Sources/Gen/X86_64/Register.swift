// The registers of x86-64: the general ones, then the vector ones, each bank in the order of the instructions' numbers.

extension MachineRegister {
  // swift-format-ignore: one line for each would hide the table
  /// The general registers by their 64-bit names.
  public static let
    rax = Self(rawValue: 0), rcx = Self(rawValue: 1), rdx = Self(rawValue: 2), rbx = Self(rawValue: 3),
    rsp = Self(rawValue: 4), rbp = Self(rawValue: 5), rsi = Self(rawValue: 6), rdi = Self(rawValue: 7),
    r8 = Self(rawValue: 8), r9 = Self(rawValue: 9), r10 = Self(rawValue: 10), r11 = Self(rawValue: 11),
    r12 = Self(rawValue: 12), r13 = Self(rawValue: 13), r14 = Self(rawValue: 14), r15 = Self(rawValue: 15)

  // swift-format-ignore: one line for each would hide the table
  /// The vector registers by name.
  public static let
    xmm0 = Self(rawValue: 16), xmm1 = Self(rawValue: 17), xmm2 = Self(rawValue: 18), xmm3 = Self(rawValue: 19),
    xmm4 = Self(rawValue: 20), xmm5 = Self(rawValue: 21), xmm6 = Self(rawValue: 22), xmm7 = Self(rawValue: 23),
    xmm8 = Self(rawValue: 24), xmm9 = Self(rawValue: 25), xmm10 = Self(rawValue: 26), xmm11 = Self(rawValue: 27),
    xmm12 = Self(rawValue: 28), xmm13 = Self(rawValue: 29), xmm14 = Self(rawValue: 30), xmm15 = Self(rawValue: 31)

  /// The general register that instructions number so, 0 to 15.
  @inlinable public init(general number: UInt8) { self.init(rawValue: number & 15) }
  /// The vector register that instructions number so, 0 to 15.
  @inlinable public init(vector number: UInt8) { self.init(rawValue: number & 15 | 16) }
  /// The number that instructions give the register within its bank, 0 to 15.
  @inlinable public var number: UInt8 { rawValue & 15 }
  /// Whether it is a vector register.
  @inlinable public var isVector: Bool { rawValue & 16 != 0 }
}
