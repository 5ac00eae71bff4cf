// Terminals, as the C library has them: fewer fields and more control characters than the kernel's.

// A schema's fields bear the C members' names, which the manual pages and the headers explain.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

extension Glibc {
  /// A terminal's modes with its speeds: 60 bytes, where the kernel's has 36.
  public typealias Termios = Record<TermiosSchema>

  public struct TermiosSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "termios")
    public let c_iflag = Field<UInt32>()
    public let c_oflag = Field<UInt32>()
    public let c_cflag = Field<UInt32>()
    public let c_lflag = Field<UInt32>()
    public let c_line = Field<UInt8>()
    public let c_cc = Field<Elements<32, UInt8>>()
    public let c_ispeed = Field<UInt32>()
    public let c_ospeed = Field<UInt32>()
    public init() {}
  }

  /// A terminal's size.
  public typealias Winsize = Record<WinsizeSchema>

  public struct WinsizeSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "winsize")
    public let ws_row = Field<UInt16>()
    public let ws_col = Field<UInt16>()
    public let ws_xpixel = Field<UInt16>()
    public let ws_ypixel = Field<UInt16>()
    public init() {}
  }

  /// A terminal's modes, as System V had them.
  public typealias Termio = Record<TermioSchema>

  public struct TermioSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "termio")
    public let c_iflag = Field<UInt16>()
    public let c_oflag = Field<UInt16>()
    public let c_cflag = Field<UInt16>()
    public let c_lflag = Field<UInt16>()
    public let c_line = Field<UInt8>()
    public let c_cc = Field<Elements<8, UInt8>>()
    public init() {}
  }
}

extension Catalogue {
  static let glibcTerminal: [RecordDescription] = [
    RecordDescription(Glibc.Termios.self),
    RecordDescription(Glibc.Winsize.self),
    RecordDescription(Glibc.Termio.self),
  ]
}
