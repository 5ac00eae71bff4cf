// How the first line of a trap is spelled: the same by the reference machine and by machine code.

extension Trap {
  /// What the first line of every report of a trap begins with.
  public static let linePrefix = "weft: trap: "

  /// The first line of the report of a trap, without the end of the line.
  ///
  /// A text, a name or a path that holds control characters is written with the escapes of the text form, as `\n`, so that
  /// it stays one line.
  /// - Parameters:
  ///   - detail: the text of a `trap` instruction, which stands for the trap's name; of other traps, what there is to say
  ///     behind the name.
  ///   - function: the name of the function that it happened in, without the sign; nil where that is not known.
  ///   - place: `file:line:column`, or empty where that is not known.
  public func line(detail: String?, in function: String?, at place: String) -> String {
    var bytes: [UInt8] = []
    appendLine(detail: detail?.utf8, in: function?.utf8, at: place.utf8, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends the same line as bytes.
  public func appendLine<Text: Collection<UInt8>>(
    detail: Text?, in function: Text?, at place: some Collection<UInt8>, to bytes: inout [UInt8]
  ) {
    let start = bytes.count
    bytes.append(contentsOf: Self.linePrefix.utf8)
    // The text of a trap instruction stands for its name.
    if self == .trap, let detail {
      bytes.append(contentsOf: detail)
    } else {
      bytes.append(contentsOf: message.utf8)
      if let detail {
        bytes.append(contentsOf: ": ".utf8)
        bytes.append(contentsOf: detail)
      }
    }
    // A deadlock happens in no function, but among all that wait.
    if self != .deadlock, let function {
      bytes.append(contentsOf: " in @".utf8)
      bytes.append(contentsOf: function)
      if !place.isEmpty {
        bytes.append(contentsOf: " at ".utf8)
        bytes.append(contentsOf: place)
      }
    }
    guard bytes[start...].contains(where: { $0 < 0x20 || $0 >= 0x7F }) else { return }
    let line = Self.printable(String(decoding: bytes[start...], as: UTF8.self))
    bytes.replaceSubrange(start..., with: line.utf8)
  }

  /// A line of a report, its control characters as the text form writes them.
  public static func printable(_ line: String) -> String {
    guard line.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else { return line }
    var writer = TextWriter()
    for byte in line.utf8 {
      if byte < 0x20 || byte == 0x7F {
        writer.write(escaped: byte, quote: UInt8(ascii: "\""))
      } else {
        writer.write(byte)
      }
    }
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}
