// Terminals.

// A schema's fields bear the C members' names, which the manual pages and the headers explain.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

extension Kernel {
  /// A terminal's modes without free choice of speed.
  public typealias Termios = Record<TermiosSchema>

  public struct TermiosSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "termios")
    public let c_iflag = Field<UInt32>()
    public let c_oflag = Field<UInt32>()
    public let c_cflag = Field<UInt32>()
    public let c_lflag = Field<UInt32>()
    public let c_line = Field<UInt8>()
    public let c_cc = Field<Elements<19, UInt8>>()
    public init() {}
  }

  /// A terminal's modes with its speeds.
  public typealias Termios2 = Record<Termios2Schema>

  public struct Termios2Schema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "termios2")
    public let c_iflag = Field<UInt32>()
    public let c_oflag = Field<UInt32>()
    public let c_cflag = Field<UInt32>()
    public let c_lflag = Field<UInt32>()
    public let c_line = Field<UInt8>()
    public let c_cc = Field<Elements<19, UInt8>>()
    public let c_ispeed = Field<UInt32>()
    public let c_ospeed = Field<UInt32>()
    public init() {}
  }

  /// A terminal's modes, as the kernel keeps them.
  public typealias Ktermios = Record<KtermiosSchema>

  public struct KtermiosSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "ktermios")
    public let c_iflag = Field<UInt32>()
    public let c_oflag = Field<UInt32>()
    public let c_cflag = Field<UInt32>()
    public let c_lflag = Field<UInt32>()
    public let c_line = Field<UInt8>()
    public let c_cc = Field<Elements<19, UInt8>>()
    public let c_ispeed = Field<UInt32>()
    public let c_ospeed = Field<UInt32>()
    public init() {}
  }

  /// A terminal's size.
  public typealias Winsize = Record<WinsizeSchema>

  public struct WinsizeSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "winsize")
    public let ws_row = Field<UInt16>()
    public let ws_col = Field<UInt16>()
    public let ws_xpixel = Field<UInt16>()
    public let ws_ypixel = Field<UInt16>()
    public init() {}
  }

  /// A terminal's modes, as System V had them.
  public typealias Termio = Record<TermioSchema>

  public struct TermioSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "termio")
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
  static let kernelTerminal: [RecordDescription] = [
    RecordDescription(Kernel.Termios.self),
    RecordDescription(Kernel.Termios2.self),
    RecordDescription(Kernel.Ktermios.self),
    RecordDescription(Kernel.Winsize.self),
    RecordDescription(Kernel.Termio.self),
  ]
}
