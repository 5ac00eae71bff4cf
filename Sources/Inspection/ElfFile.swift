// An ELF file as it lies on the disk: its header, segments, sections, symbols and notes, each checked against the file before
// anything is read from where it points.

/// An ELF file of any machine, read with libelf:
///
///     let file = try ElfFile(path: "/bin/true")
///     for section in file.sections { print(section.name, section.size) }
///
/// Any file may be hostile: whatever is in it, reading it gives a value or an error.
public struct ElfFile: Sendable {
  /// The path that the file was opened by.
  public let path: String
  /// All of the file.
  private let image: ElfImage
  /// What the header says of the whole.
  public let header: Header
  /// The segments, in the order of the file's table.
  public let segments: [Segment]
  /// The sections, in the order of the file's table, from number 1 on.
  public let sections: [Section]
  /// The symbols of all tables.
  public let symbols: [Symbol]
  /// The notes of all sections, or of all segments where there are no sections.
  public let notes: [Note]
  /// The parts of the file that are neither sections nor segments: its header and its tables.
  public let tables: [(name: String, range: Range<UInt64>)]

  /// What the file's header says.
  public struct Header: Sendable {
    /// Whether addresses are 64 bits wide.
    public let is64Bit: Bool
    /// Whether the most significant byte comes first.
    public let isBigEndian: Bool
    /// The kind of file: "exec", "rel", "dyn".
    public let kind: String
    /// The number of the kind of file.
    public let kindNumber: UInt16
    /// The machine: "x86_64".
    public let machine: String
    /// The number of the machine.
    public let machineNumber: UInt16
    /// The flags, whose meaning is the machine's.
    public let flags: UInt32
    /// The address that the program starts at; 0 for a file that does not.
    public let entry: UInt64

    /// Whether the addresses of symbols and code count from the start of their sections.
    public var isRelocatable: Bool { kindNumber == 1 }
  }

  /// A segment: memory that the system makes of the file.
  public struct Segment: Sendable {
    /// What it is for: "load", "dynamic".
    public let kind: String
    /// The number of what it is for.
    public let kindNumber: UInt32
    /// How its memory may be used: "r-x".
    public let protection: String
    /// Where its bytes are in the file.
    public let offset: UInt64
    /// Its address.
    public let address: UInt64
    /// How many bytes the file has.
    public let fileSize: UInt64
    /// How many bytes it has in memory.
    public let memorySize: UInt64
    /// Its alignment.
    public let alignment: UInt64

    /// Whether its memory is executed.
    public var isExecutable: Bool { protection.hasSuffix("x") }
    /// Whether the system loads it.
    public var isLoaded: Bool { kindNumber == 1 }
  }

  /// A section.
  public struct Section: Sendable {
    /// Its number in the file's table.
    public let number: UInt32
    /// Its name.
    public let name: String
    /// What it holds: "progbits", "symtab".
    public let kind: String
    /// The number of what it holds.
    public let kindNumber: UInt32
    /// What is said of it: "alloc exec".
    public let flags: [String]
    /// Its address, if it is loaded.
    public let address: UInt64
    /// Where its bytes are in the file.
    public let offset: UInt64
    /// How large it is.
    public let size: UInt64
    /// Its alignment.
    public let alignment: UInt64
    /// The section that it refers to.
    public let link: UInt32
    /// Whether the file holds its bytes.
    public let hasBytes: Bool
    /// Whether its memory is executed.
    public let isExecutable: Bool
    /// Whether it is in memory.
    public let isLoaded: Bool

    /// The part of the file that it takes.
    public var range: Range<UInt64> { hasBytes ? offset..<offset + size : offset..<offset }
  }

  /// A symbol.
  public struct Symbol: Sendable {
    /// The name; empty for a symbol that stands for its section.
    public let name: String
    /// The address, or the offset in its section for a relocatable object.
    public let address: UInt64
    /// How many bytes it names.
    public let size: UInt64
    /// What it names: "func", "object".
    public let kind: String
    /// The number of what it names.
    public let kindNumber: UInt8
    /// Who sees it: "local", "global", "weak".
    public let binding: String
    /// Who of those may refer to it: "default", "hidden".
    public let visibility: String
    /// The number of its section; nil for one of no section.
    public let section: UInt32?
    /// What stands for the section where there is none: "undefined", "absolute", "common".
    public let place: String?
    /// The name of the table that it is in.
    public let table: String

    /// Whether it may be the name of code.
    public var isCode: Bool { kindNumber == 2 || kindNumber == 0 || kindNumber == 10 }
  }

  /// A note.
  public struct Note: Sendable {
    /// Whose note it is: "GNU".
    public let owner: String
    /// What it says: "build id", or "type 5".
    public let kind: String
    /// The number of what it says.
    public let kindNumber: UInt32
    /// What it holds.
    public let contents: [UInt8]
    /// The section that it is in, or nil for one that was found by its segment.
    public let section: String?
  }

  /// Reads a file.
  public init(path: String) throws(InspectionError) {
    let image = try ElfImage(path: path)
    let tables = try ElfTables(image)
    self.path = path
    self.image = image
    header = image.header
    segments = tables.segments
    sections = tables.sections
    symbols = try tables.symbols(of: image)
    notes = try tables.notes(of: image)
    self.tables = tables.parts
  }

  /// The size of the file.
  public var size: UInt64 { UInt64(image.memory.count) }

  /// Part of the file.
  ///
  /// - Precondition: The file has all of it.
  public func bytes(in range: Range<UInt64>) -> [UInt8] {
    Array(image.memory[Int(range.lowerBound)..<Int(range.upperBound)])
  }

  /// The section of a number.
  public func section(_ number: UInt32) -> Section? {
    // They are numbered from 1 on, without gaps.
    number > 0 && Int(number) <= sections.count ? sections[Int(number) - 1] : nil
  }

  /// The section of a name; the first of several.
  public func section(named name: String) -> Section? { sections.first { $0.name == name } }
}
