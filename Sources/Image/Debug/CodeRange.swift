// A run of code that something is known about: what rows, ranges and functions count their offsets from.

/// A run of code in a section. Everything that is said about code counts from the start of such a run, so that what a
/// function's compilation produced can be put one after the other without touching any of it.
@frozen public struct CodeRange: Hashable, Sendable {
  /// The section.
  public var section: SectionIndex
  /// Where in the section the run begins.
  public var offset: UInt32
  /// How many bytes it has.
  public var size: UInt32

  /// Makes a run of code.
  @inlinable public init(section: SectionIndex, offset: UInt32, size: UInt32) {
    self.section = section
    self.offset = offset
    self.size = size
  }

  /// Where in the section it ends.
  @inlinable public var end: UInt64 { UInt64(offset) + UInt64(size) }
}

/// Rows of one of the flat tables: what one function has of them.
@frozen public struct RowRange: Hashable, Sendable {
  /// The first row.
  public var start: UInt32
  /// How many rows.
  public var count: UInt32

  /// Makes a range of rows.
  @inlinable public init(start: Int, count: Int) {
    self.start = UInt32(truncatingIfNeeded: start)
    self.count = UInt32(truncatingIfNeeded: count)
  }

  /// No rows.
  public static let none = RowRange(start: 0, count: 0)

  /// The rows as indices of a table, or nil where the table does not have them all.
  func indices(in count: Int) -> Range<Int>? {
    let range = Int(start)..<Int(start) + Int(self.count)
    return range.upperBound <= count ? range : nil
  }
}

/// A register, by the number that debuggers know it by.
@frozen public struct DwarfRegister: Hashable, Sendable {
  /// The number.
  public var rawValue: UInt8
  /// The register with a number.
  @inlinable public init(rawValue: UInt8) { self.rawValue = rawValue }
}

extension DwarfRegister {
  /// The column of x86-64's table of rules that stands for the return address.
  public static let returnAddress = DwarfRegister(rawValue: 16)

  // The registers of x86-64, in the order of the System V ABI's table.
  /// `rax`
  public static let rax = DwarfRegister(rawValue: 0)
  /// `rdx`
  public static let rdx = DwarfRegister(rawValue: 1)
  /// `rcx`
  public static let rcx = DwarfRegister(rawValue: 2)
  /// `rbx`
  public static let rbx = DwarfRegister(rawValue: 3)
  /// `rsi`
  public static let rsi = DwarfRegister(rawValue: 4)
  /// `rdi`
  public static let rdi = DwarfRegister(rawValue: 5)
  /// `rbp`
  public static let rbp = DwarfRegister(rawValue: 6)
  /// `rsp`
  public static let rsp = DwarfRegister(rawValue: 7)
  /// `r8` to `r15`, by their numbers.
  ///
  /// - Precondition: `number` is from 8 to 15.
  public static func r(_ number: UInt8) -> DwarfRegister {
    precondition((8...15).contains(number), "x86-64 has no r\(number)")
    return DwarfRegister(rawValue: number)
  }
  /// `xmm0` to `xmm15`.
  ///
  /// - Precondition: `number` is from 0 to 15.
  public static func xmm(_ number: UInt8) -> DwarfRegister {
    precondition(number < 16, "there is no xmm\(number)")
    return DwarfRegister(rawValue: 17 + number)
  }
}
