// The sections of an object: named runs of bytes, or of zeroes, that are kept together and protected alike.

/// A section, by its place in `RelocatableObject.sections`.
@frozen public struct SectionIndex: Hashable, Sendable {
  /// The place in `RelocatableObject.sections`.
  public var rawValue: UInt32
  /// Names the section at a place.
  @inlinable public init(rawValue: UInt32) { self.rawValue = rawValue }
  /// The place, as the index of an array.
  @inlinable public var index: Int { Int(rawValue) }

  /// `.text`: code.
  public static let text = SectionIndex(rawValue: 0)
  /// `.rodata`: data that is only read.
  public static let readOnlyData = SectionIndex(rawValue: 1)
  /// `.data`: data that is written.
  public static let data = SectionIndex(rawValue: 2)
  /// `.bss`: data that starts as zeroes.
  public static let zeroedData = SectionIndex(rawValue: 3)
  /// `.tdata`: what each thread's own data starts as.
  public static let threadData = SectionIndex(rawValue: 4)
  /// `.tbss`: each thread's own data that starts as zeroes.
  public static let zeroedThreadData = SectionIndex(rawValue: 5)
  /// The place of a symbol that is defined elsewhere.
  public static let undefined = SectionIndex(rawValue: .max)
  /// The place of zeroes that several objects may define, of which a linker makes one: the symbol's offset is their
  /// alignment. Only object files can say that.
  public static let common = SectionIndex(rawValue: .max - 1)

  /// Whether it is a section of the object.
  var isOfObject: Bool { rawValue < Self.common.rawValue }
}

/// What a section is for, which decides where it goes and how its memory is protected. None is both written and executed.
public enum SectionKind: UInt8, Sendable, Hashable, CaseIterable {
  /// Read and executed.
  case code
  /// Only read.
  case readOnlyData
  /// Read and written.
  case data
  /// Read and written; zeroes at the start, so that the file does not hold them.
  case zeroedData
  /// What each thread's own data starts as.
  case threadData
  /// Each thread's own data that starts as zeroes.
  case zeroedThreadData
  /// Not in memory at run time: debug information, provenance, notes to tools.
  case unloaded

  /// Whether the section is in the program's memory.
  public var isLoaded: Bool { self != .unloaded }
  /// Whether the file holds none of it.
  public var isZeroed: Bool { self == .zeroedData || self == .zeroedThreadData }
  /// Whether each thread has its own.
  public var isThreadLocal: Bool { self == .threadData || self == .zeroedThreadData }
}

/// A section: its bytes, or how many zeroes it stands for.
public struct Section: Sendable {
  /// The name: `.text`.
  public var name: String
  /// What it is for.
  public var kind: SectionKind
  /// The alignment of its start in bytes, a power of two.
  public var alignment: UInt64
  /// What it holds. Empty for a section of zeroes.
  public var bytes: [UInt8]
  /// How many zeroes it stands for. Zero for a section with bytes.
  public var zeroSize: UInt64

  /// Makes a section.
  public init(_ name: String, _ kind: SectionKind, alignment: UInt64 = 1, bytes: [UInt8] = [], zeroSize: UInt64 = 0) {
    self.name = name
    self.kind = kind
    self.alignment = alignment
    self.bytes = bytes
    self.zeroSize = zeroSize
  }

  /// How large it is at run time.
  public var size: UInt64 { kind.isZeroed ? zeroSize : UInt64(bytes.count) }

  /// Pads the section to an alignment, raises its own to that, and gives the offset of what is added next.
  ///
  /// - Precondition: `alignment` is a power of two.
  public mutating func align(to alignment: UInt64, filling fill: UInt8 = 0) -> UInt64 {
    self.alignment = max(self.alignment, alignment)
    let aligned = size.rounded(upToMultipleOf: alignment)
    if kind.isZeroed {
      zeroSize = aligned
    } else {
      bytes.append(contentsOf: repeatElement(fill, count: Int(aligned - size)))
    }
    return aligned
  }
}

/// What a section holds, as the table of a file's sections says it.
public enum SectionContents: Sendable, Hashable {
  /// Whatever the program makes of it.
  case bytes
  /// Zeroes, which the file does not hold.
  case zeroes
  /// Notes to tools and to the system.
  case notes
  /// Addresses of functions that libc calls before `main`, after it, or before everything.
  case starters, finishers, earlyStarters
}

extension Section {
  /// What it holds: some names say that.
  public var contents: SectionContents {
    func isNamed(_ name: String) -> Bool { self.name == name || self.name.hasPrefix(name + ".") }
    if kind.isZeroed { return .zeroes }
    if kind == .data {
      if isNamed(".init_array") { return .starters }
      if isNamed(".fini_array") { return .finishers }
      if isNamed(".preinit_array") { return .earlyStarters }
    }
    return name.hasPrefix(".note.") ? .notes : .bytes
  }
}

extension UInt64 {
  /// The least multiple of a power of two that is not below. Wraps around at the end of all numbers.
  func rounded(upToMultipleOf power: UInt64) -> UInt64 { (self &+ (power &- 1)) & ~(power &- 1) }
}
