// What debuggers are told: the lines of the code, its functions, their parameters and types.

/// Lines, functions, parameters and types of a program, in flat tables that refer to each other by number.
public struct DebugInformation: Sendable {
  /// What made the code: "weft 1.2.3".
  public var producer: String
  /// DWARF's number of the source language. Debuggers read and print expressions as in this language.
  public var language: UInt16 = DebugInformation.c11
  /// The folder that relative names start from.
  public var directory: String
  /// The names of the source files, absolute or relative to `directory`. The first is the program's.
  public var files: [String]
  /// The lines of each run of code, in ascending order of the code.
  public var lineRuns: [LineRun] = []
  /// The rows of all runs.
  public var lineRows: [LineRow] = []
  /// The functions.
  public var functions: [DebugFunction] = []
  /// The parameters of all functions.
  public var parameters: [DebugParameter] = []
  /// Where all parameters are.
  public var locations: [DebugLocation] = []
  /// The types.
  public var types: [DebugType] = []
  /// The members of all structures.
  public var members: [DebugMember] = []

  /// Nothing but the names of files.
  public init(producer: String, directory: String, files: [String]) {
    self.producer = producer
    self.directory = directory
    self.files = files
  }

  /// C as of 2011: what debuggers know best how to speak.
  public static let c11: UInt16 = 0x1D
}

/// The line rows of one run of code.
@frozen public struct LineRun: Sendable {
  /// The code.
  public var code: CodeRange
  /// Its rows in `DebugInformation.lineRows`.
  public var rows: RowRange

  /// Makes the rows of a run of code.
  @inlinable public init(code: CodeRange, rows: RowRange) {
    self.code = code
    self.rows = rows
  }
}

/// A place in the source that code was made from. It holds up to the next row's offset, or the end of the run.
@frozen public struct LineRow: Sendable {
  /// From where on, counted from the start of the run. Rows ascend.
  public var offset: UInt32
  /// The line, counted from 1; 0 for code that belongs to none.
  public var line: UInt32
  /// The file, by its place in `DebugInformation.files`.
  public var file: UInt32
  /// The column, counted from 1; 0 where it is unknown, and beyond 65,535.
  public var column: UInt16
  /// What debuggers should know about the place.
  public var flags: LineFlags

  /// Makes a row.
  @inlinable public init(offset: UInt32, file: UInt32, line: UInt32, column: UInt32, flags: LineFlags = .isStatement) {
    self.offset = offset
    self.line = line
    self.file = file
    self.column = UInt16(exactly: column) ?? 0
    self.flags = flags
  }
}

/// What debuggers should know about a place in the code.
@frozen public struct LineFlags: OptionSet, Hashable, Sendable {
  /// One bit for each fact.
  public var rawValue: UInt8
  /// Makes the flags whose bits are set.
  @inlinable public init(rawValue: UInt8) { self.rawValue = rawValue }
  /// A breakpoint on the line stops here.
  public static let isStatement = LineFlags(rawValue: 1)
  /// The function has set up its frame here: a breakpoint on the function stops here.
  public static let prologueEnd = LineFlags(rawValue: 2)
}

/// A function that debuggers know.
@frozen public struct DebugFunction: Sendable {
  /// Its name in the source, in the object's names.
  public var name: NameRange
  /// The code.
  public var code: CodeRange
  /// The file that declares it, by its place in `DebugInformation.files`.
  public var file: UInt32
  /// The line that declares it; 0 where it is unknown.
  public var line: UInt32
  /// Its parameters in `DebugInformation.parameters`.
  public var parameters: RowRange
  /// Whether other objects see it.
  public var isExternal: Bool
  /// What it returns, by its place in `DebugInformation.types`; nil where it returns nothing, or several values.
  public var result: UInt32?

  /// Makes a function.
  @inlinable public init(
    name: NameRange, code: CodeRange, file: UInt32, line: UInt32, parameters: RowRange = .none, isExternal: Bool,
    result: UInt32? = nil
  ) {
    self.name = name
    self.code = code
    self.file = file
    self.line = line
    self.parameters = parameters
    self.isExternal = isExternal
    self.result = result
  }
}

/// A parameter of a function.
@frozen public struct DebugParameter: Sendable {
  /// Its name, in the object's names.
  public var name: NameRange
  /// Its type, by its place in `DebugInformation.types`.
  public var type: UInt32
  /// Where it is, in `DebugInformation.locations`; none where its value is nowhere.
  public var locations: RowRange

  /// Makes a parameter.
  @inlinable public init(name: NameRange, type: UInt32, locations: RowRange) {
    self.name = name
    self.type = type
    self.locations = locations
  }
}

/// What a value lies in.
public enum LocationKind: UInt8, Sendable, Hashable {
  /// The register holds the value.
  case register
  /// The value lies in memory at the register plus an offset.
  case memory
  /// The value lies in memory at the canonical frame address plus an offset: on x86-64, the first argument that was
  /// passed in memory is at offset 0, the return address at -8, what the function keeps below that.
  case frame
}

/// Where a value is in part of a function's code.
@frozen public struct DebugLocation: Sendable {
  /// From where on, counted from the start of the function's code.
  public var start: UInt32
  /// Up to where.
  public var end: UInt32
  /// The offset, for places in memory.
  public var offset: Int32
  /// The register, for registers and places in memory.
  public var register: DwarfRegister
  /// What the value lies in.
  public var kind: LocationKind
  /// Of a place at the canonical frame address, the power of two whose multiple it is: from the offset down to the next.
  public var alignment: UInt32 = 1

  /// Makes a location.
  @inlinable public init(
    from start: UInt32, to end: UInt32, _ kind: LocationKind, _ register: DwarfRegister, offset: Int32
  ) {
    self.start = start
    self.end = end
    self.offset = offset
    self.register = register
    self.kind = kind
  }

  /// In a register.
  @inlinable public static func register(_ register: DwarfRegister, from start: UInt32, to end: UInt32) -> DebugLocation
  {
    DebugLocation(from: start, to: end, .register, register, offset: 0)
  }

  /// In memory, at the canonical frame address plus `offset`.
  @inlinable public static func frame(_ offset: Int32, from start: UInt32, to end: UInt32) -> DebugLocation {
    DebugLocation(from: start, to: end, .frame, DwarfRegister(rawValue: 0), offset: offset)
  }

  /// In memory, at the canonical frame address plus `offset` or as far below that as makes it a multiple of `alignment`.
  @inlinable public static func frame(
    _ offset: Int32, alignedTo alignment: UInt32, from start: UInt32, to end: UInt32
  ) -> DebugLocation {
    var location = frame(offset, from: start, to: end)
    location.alignment = alignment
    return location
  }
}

/// A type of a parameter.
public struct DebugType: Sendable {
  /// The type's name; a pointer needs none.
  public var name: String
  /// Its size in bytes.
  public var size: UInt64
  /// What it is.
  public var shape: Shape

  /// What a type is.
  public enum Shape: Sendable, Hashable {
    /// True or false.
    case boolean
    /// A signed integer.
    case signed
    /// An unsigned integer.
    case unsigned
    /// An IEEE floating-point number.
    case float
    /// The address of a value of a type, by its place in `DebugInformation.types`; nil for the address of anything.
    case pointer(to: UInt32?)
    /// Values of one type, one after the other.
    case array(of: UInt32, count: UInt64)
    /// A record, with its members in `DebugInformation.members`.
    case structure(members: RowRange)
  }

  /// Makes a type.
  public init(_ name: String, size: UInt64, _ shape: Shape) {
    self.name = name
    self.size = size
    self.shape = shape
  }
}

/// A member of a structure.
public struct DebugMember: Sendable {
  /// The member's name; empty for one that has none.
  public var name: String
  /// Its type, by its place in `DebugInformation.types`.
  public var type: UInt32
  /// Its offset in bytes.
  public var offset: UInt64

  /// Makes a member.
  public init(name: String, type: UInt32, offset: UInt64) {
    self.name = name
    self.type = type
    self.offset = offset
  }
}
