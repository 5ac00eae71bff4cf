// The symbols of an object: names for places in its sections, and the names that it needs from elsewhere.

/// A symbol, by its place in `RelocatableObject.symbols`.
@frozen public struct SymbolIndex: Hashable, Sendable {
  /// The place in `RelocatableObject.symbols`.
  public var rawValue: UInt32
  /// Names the symbol at a place.
  @inlinable public init(rawValue: UInt32) { self.rawValue = rawValue }
  /// The place, as the index of an array.
  @inlinable public var index: Int { Int(rawValue) }
}

/// What a symbol names.
public enum SymbolKind: UInt8, Sendable, Hashable {
  /// A place, without more being known about it.
  case label
  /// A function.
  case function
  /// Data.
  case object
  /// Data of each thread; the offset is one in `.tdata` or `.tbss`.
  case threadLocal
  /// A fact about the finished program: which one, `SymbolEntry.offset` says as a `LayoutFact`.
  case layoutFact
}

/// What only the layout of the whole program can tell, for code that sets up threads and memory. A symbol that stands for
/// one has the fact as its value: an absolute relocation writes it.
public enum LayoutFact: UInt64, Sendable, Hashable, CaseIterable {
  /// The address of what a thread's own data starts as; 0 where there is none.
  case threadImageAddress
  /// How many bytes of a thread's own data do not start as zeroes.
  case threadImageSize
  /// How many bytes a thread's own data has.
  case threadSize
  /// The alignment of a thread's own data; 1 where there is none.
  case threadAlignment
  /// The address where the file's headers lie in memory.
  case imageStart
  /// The first address after everything that is loaded.
  case imageEnd
  /// The address of the first byte of code.
  case codeStart
  /// The first address after the code.
  case codeEnd
}

/// Who sees a symbol.
public enum Binding: UInt8, Sendable, Hashable {
  /// Only the object itself.
  case local
  /// Everyone; there is one of that name.
  case global
  /// Everyone; gives way to a global one of that name, and is zero where it is nowhere defined.
  case weak
}

/// Part of an object's text: where a name lies in `RelocatableObject.names`.
@frozen public struct NameRange: Hashable, Sendable {
  /// The first byte.
  public var start: UInt32
  /// How many bytes.
  public var count: UInt32
  /// Names a part of an object's text.
  @inlinable public init(start: UInt32, count: UInt32) {
    self.start = start
    self.count = count
  }
  /// No name.
  public static let none = NameRange(start: 0, count: 0)
}

/// A symbol, without anything that would have to be counted or freed: an object has hundreds of thousands.
@frozen public struct SymbolEntry: Sendable {
  /// The name; `.none` for a symbol that only relocations refer to, which no table of symbols shows.
  public var name: NameRange
  /// The section, `.undefined` for a symbol of another object. Without meaning for a layout fact.
  public var section: SectionIndex
  /// What it names.
  public var kind: SymbolKind
  /// Who sees it.
  public var binding: Binding
  /// Whether nobody outside of the finished program may see it.
  public var isHidden: Bool
  /// The offset in the section.
  public var offset: UInt64
  /// How many bytes it names; 0 where that is unknown.
  public var size: UInt64

  /// Makes a symbol.
  @inlinable public init(
    name: NameRange, section: SectionIndex, offset: UInt64, size: UInt64, kind: SymbolKind,
    binding: Binding = .local, isHidden: Bool = false
  ) {
    self.name = name
    self.section = section
    self.kind = kind
    self.binding = binding
    self.isHidden = isHidden
    self.offset = offset
    self.size = size
  }
}
