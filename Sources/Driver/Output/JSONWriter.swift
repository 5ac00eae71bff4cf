// JSON, written as it comes: nothing is built in memory first.

import CrossCheck

/// Writes one JSON document.
///
/// Objects and arrays are broken into lines unless they are opened as `inline`; what stands in an inline one is inline too.
/// Text that is not UTF-8 stands with U+FFFD for each byte that is not part of a character, as JSON must be UTF-8.
struct JSONWriter {
  private struct Level {
    let end: UInt8
    let isInline: Bool
    var isEmpty = true
  }

  private let output: ByteOutput
  private var levels: [Level] = []
  private var afterKey = false

  init(to output: ByteOutput) { self.output = output }

  /// Writes an object; the body writes keys and values in turn.
  mutating func object<E: Error>(inline: Bool = false, _ body: (inout JSONWriter) throws(E) -> Void) throws(E) {
    begin(UInt8(ascii: "{"), UInt8(ascii: "}"), inline)
    try body(&self)
    end()
  }

  /// Writes an array; the body writes its elements.
  mutating func array<E: Error>(inline: Bool = false, _ body: (inout JSONWriter) throws(E) -> Void) throws(E) {
    begin(UInt8(ascii: "["), UInt8(ascii: "]"), inline)
    try body(&self)
    end()
  }

  mutating func key(_ name: String) {
    string(name)
    output.write(": " as StaticString)
    afterKey = true
  }

  mutating func string(_ text: String) {
    // A Swift string is valid UTF-8.
    separate()
    output.write(UInt8(ascii: "\""))
    if FileName.holdsStrays(text) {
      for scalar in text.unicodeScalars {
        for byte in String(FileName.stray(scalar) == nil ? scalar : "\u{FFFD}").utf8 { writeEscaped(byte) }
      }
    } else {
      for byte in text.utf8 { writeEscaped(byte) }
    }
    output.write(UInt8(ascii: "\""))
    finishValue()
  }

  mutating func string(bytes: ArraySlice<UInt8>) {
    string(String(decoding: bytes, as: UTF8.self))
  }

  mutating func integer<Value: BinaryInteger>(_ value: Value) {
    separate()
    output.write(String(value))
    finishValue()
  }

  mutating func bool(_ value: Bool) {
    separate()
    output.write(value ? "true" as StaticString : "false")
    finishValue()
  }

  mutating func null() {
    separate()
    output.write("null" as StaticString)
    finishValue()
  }

  /// A nil value is null.
  mutating func member(_ name: String, _ value: String?) {
    key(name)
    if let value { string(value) } else { null() }
  }

  /// A nil value is null.
  mutating func member<Value: BinaryInteger>(_ name: String, _ value: Value?) {
    key(name)
    if let value { integer(value) } else { null() }
  }

  mutating func member(_ name: String, _ value: Bool) {
    key(name)
    bool(value)
  }

  private mutating func begin(_ start: UInt8, _ end: UInt8, _ inline: Bool) {
    separate()
    output.write(start)
    levels.append(Level(end: end, isInline: inline || levels.last?.isInline ?? false))
  }

  private mutating func end() {
    guard let level = levels.popLast() else { return }
    if !level.isInline, !level.isEmpty { breakLine() }
    output.write(level.end)
    finishValue()
  }

  /// Writes what stands between this value and the one before it.
  private mutating func separate() {
    if afterKey {
      afterKey = false
      return
    }
    guard let level = levels.last else { return }
    if !level.isEmpty { output.write(UInt8(ascii: ",")) }
    if !level.isInline {
      breakLine()
    } else if !level.isEmpty {
      output.write(UInt8(ascii: " "))
    }
    levels[levels.count - 1].isEmpty = false
  }

  private func finishValue() {
    if levels.isEmpty { output.newline() }
  }

  private func breakLine() {
    output.newline()
    output.write(repeating: UInt8(ascii: " "), count: 2 * levels.count)
  }

  private func writeEscaped(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""): output.write("\\\"" as StaticString)
    case UInt8(ascii: "\\"): output.write("\\\\" as StaticString)
    case 0x0A: output.write("\\n" as StaticString)
    case 0x09: output.write("\\t" as StaticString)
    case 0x00..<0x20, 0x7F:
      output.write("\\u00" as StaticString)
      let digits = Array("0123456789abcdef".utf8)
      output.write(digits[Int(byte >> 4)])
      output.write(digits[Int(byte & 15)])
    default: output.write(byte)
    }
  }
}
