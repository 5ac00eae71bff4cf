// The lines of reports as data: texts with marks in them, each a byte that `weft.say` does something at.

internal import IR

/// What a byte of a template has said.
enum ReportMark: UInt8 {
  /// The text that the value is the address of.
  case text = 1
  /// The value, decimal.
  case decimal
  /// The value, hexadecimal, without a prefix.
  case hexadecimal
  /// Nothing: the next value is the value from here on.
  case next
  /// What the context is called that the value is the address of.
  case context
  /// Where that context goes on.
  case resume
  /// Where the instruction is that the value is the address of, how far in its function; the next value is how far it is behind it.
  case place
  /// The same, without how far in its function.
  case function
}

extension ReportMark: CustomStringConvertible {
  /// The mark as it stands in a text of bytes in the IR.
  var description: String { "\\x0\(rawValue)" }
}

extension ReportMark {
  /// A place in code: where functions have no names, its address.
  static func place(_ shape: RuntimeShape) -> String {
    shape.options.hasNames ? "\(ReportMark.place)" : "0x\(hexadecimal)"
  }
  /// The same, without how far it is in its function.
  static func function(_ shape: RuntimeShape) -> String {
    shape.options.hasNames ? "\(ReportMark.function)" : "0x\(hexadecimal)"
  }
}

extension RuntimeText {
  /// The data objects of templates and texts by name, each ended by a zero byte.
  static func texts(_ texts: [(name: String, text: String)]) -> String {
    texts.map { name, text in
      """
      data @weft.\(name) {
        bytes "\(text)\\0"
      }

      """
    }.joined(separator: "\n")
  }
}
