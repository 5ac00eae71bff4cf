// Relocations: the places in an object's bytes whose value depends on where something ends up.

/// What is written at a relocation's place. S is the symbol's address, A the addend, P the address of the place, T the
/// symbol's offset from the thread pointer, G the address of a slot in the global offset table, which only linkers make.
public enum RelocationKind: UInt8, Sendable, Hashable, CaseIterable {
  /// S + A, 8 bytes.
  case absolute64
  /// S + A, 4 bytes that are extended with zeroes.
  case absolute32
  /// S + A, 4 bytes that are extended with their sign: the immediates and displacements of x86-64.
  case absoluteSigned32
  /// S + A - P, 4 bytes. For the displacement of a jump, call or `rip`-relative operand whose last byte is also the
  /// instruction's last, the addend is -4; each byte of an immediate after it makes it one less.
  case relative32
  /// The same for a call or jump to a function, which in a linked object may go by way of a stub.
  case call32
  /// S + A - P, 8 bytes.
  case relative64
  /// T + A, 4 bytes that are extended with their sign: `fs:[…]` on x86-64.
  case threadOffset32
  /// T + A, 8 bytes.
  case threadOffset64
  /// G + A - P, 4 bytes, where the slot holds S: the displacement of a load of 64 bits, which linkers may make one of the
  /// address.
  case offsetTable32
  /// G + A - P, 4 bytes, where the slot holds T.
  case threadOffsetTable32
  /// G + A - P, 4 bytes, where two slots tell `__tls_get_addr` whose data and what of it: the displacement in the instructions
  /// that the ABI prescribes for general dynamic access.
  case threadDescriptor32

  /// Whether what is written is something that only a linker makes.
  public var asksForLinker: Bool {
    switch self {
    case .offsetTable32, .threadOffsetTable32, .threadDescriptor32: true
    case .absolute64, .absolute32, .absoluteSigned32, .relative32, .call32, .relative64, .threadOffset32,
      .threadOffset64:
      false
    }
  }

  /// Whether the symbol is a thread's own datum.
  var isThreadLocal: Bool {
    switch self {
    case .threadOffset32, .threadOffset64, .threadOffsetTable32, .threadDescriptor32: true
    case .absolute64, .absolute32, .absoluteSigned32, .relative32, .call32, .relative64, .offsetTable32: false
    }
  }

  /// How many bytes are written.
  public var width: Int {
    switch self {
    case .absolute64, .relative64, .threadOffset64: 8
    case .absolute32, .absoluteSigned32, .relative32, .call32, .threadOffset32, .offsetTable32, .threadOffsetTable32,
      .threadDescriptor32:
      4
    }
  }
}

/// A relocation, without anything that would have to be counted or freed.
@frozen public struct Relocation: Sendable {
  /// Where in the section the bytes are written.
  public var offset: UInt32
  /// The symbol.
  public var symbol: SymbolIndex
  /// What is added.
  public var addend: Int64
  /// The section whose bytes are written.
  public var section: SectionIndex
  /// What is written.
  public var kind: RelocationKind

  /// Makes a relocation.
  @inlinable public init(
    in section: SectionIndex, at offset: UInt32, _ kind: RelocationKind, _ symbol: SymbolIndex, addend: Int64
  ) {
    self.offset = offset
    self.symbol = symbol
    self.addend = addend
    self.section = section
    self.kind = kind
  }
}
