// The lowest layer of the parser: a cursor over bytes that end in a zero, blanks, comments, words, numbers and strings.
//
// There are no tokens: the parser looks at the next byte and calls what reads the thing that begins so.

internal import Glibc

/// Something was wrong, and was noted: the parser goes on behind it.
struct Fault: Error {}

/// A number as it was written.
struct WrittenInteger {
  var magnitude: UInt64
  var isNegative: Bool
  var radix: ConstantData.Radix
}

/// The classes of bytes.
enum ByteClass {
  /// 1 for bytes that a name may hold, 0 for others.
  nonisolated(unsafe) static let isInName: UnsafePointer<UInt8> = {
    let table = UnsafeMutablePointer<UInt8>.allocate(capacity: 256)
    for byte in 0..<256 {
      let letter = UInt8(byte) | 0x20
      let isName =
        (letter >= UInt8(ascii: "a") && letter <= UInt8(ascii: "z"))
        || (byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")) || byte == UInt8(ascii: "_")
        || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "$") || byte >= 0x80
      table[byte] = isName ? 1 : 0
    }
    return UnsafePointer(table)
  }()
}

/// A cursor over one text, which nobody changes.
struct Scanner: @unchecked Sendable {
  /// How many zeroes stand behind a text, so that looking at the next bytes needs no check.
  static let zeroesBehind = 16
  /// The first byte; zeroes stand behind the last.
  let start: UnsafePointer<UInt8>
  /// Where the zero stands.
  let end: UnsafePointer<UInt8>
  /// The next byte.
  var at: UnsafePointer<UInt8>
  /// The number of the text.
  let file: UInt32
  let isInName = ByteClass.isInName
  /// Whether comments and blank lines are kept.
  let keepsTrivia: Bool
  var trivia: [Trivia] = []
  /// Where the thing begins that a trailing comment would belong to.
  var anchor: UInt32 = 0

  init(start: UnsafePointer<UInt8>, count: Int, file: UInt32, keepsTrivia: Bool) {
    self.start = start
    self.end = start + count
    self.at = start
    self.file = file
    self.keepsTrivia = keepsTrivia
  }

  @inline(__always) var byte: UInt8 { at.pointee }
  @inline(__always) var offset: UInt32 { UInt32(truncatingIfNeeded: at - start) }
  @inline(__always) var isAtEnd: Bool { at >= end }

  /// Skips spaces and tabs.
  @inline(__always)
  mutating func skipBlanks() {
    while at.pointee == 0x20 || at.pointee == 0x09 || at.pointee == 0x0D { at += 1 }
  }

  /// Skips blanks, ends of lines and comments.
  mutating func skipLines() {
    guard keepsTrivia else { return skipInside() }
    var newlines = 0
    while true {
      switch at.pointee {
      case 0x20, 0x09, 0x0D: at += 1
      case 0x0A:
        newlines += 1
        at += 1
        if newlines == 2, keepsTrivia {
          trivia.append(Trivia(kind: .blankLine, file: file, offset: offset, length: 0, anchor: 0))
        }
      case 0x3B:
        skipComment(.comment)
        newlines = 0
      default: return
      }
    }
  }

  /// Skips what may stand between the parts of a list in parentheses: as `skipLines`, but blank lines are dropped.
  @inline(__always)
  mutating func skipInside() {
    while at.pointee <= 0x3B {
      switch at.pointee {
      case 0x20, 0x09, 0x0D, 0x0A: at += 1
      case 0x3B: skipComment(.comment)
      default: return
      }
    }
  }

  /// Skips the same behind what begins at an offset: a comment on its line belongs to it.
  @inline(__always)
  mutating func skipInside(behind offset: UInt32) {
    skipBlanks()
    if at.pointee == 0x3B {
      anchor = offset
      skipComment(.trailingComment)
    }
    skipInside()
  }

  /// Skips a comment up to the end of the line.
  mutating func skipComment(_ kind: Trivia.Kind) {
    let from = at
    while at < end, at.pointee != 0x0A { at += 1 }
    guard keepsTrivia else { return }
    var to = at
    while to > from, (to - 1).pointee == 0x20 || (to - 1).pointee == 0x0D || (to - 1).pointee == 0x09 { to -= 1 }
    trivia.append(
      Trivia(
        kind: kind, file: file, offset: UInt32(truncatingIfNeeded: from - start),
        length: UInt32(truncatingIfNeeded: to - from), anchor: anchor))
  }

  /// Goes to the end of the line, past a comment.
  mutating func skipToEndOfLine() {
    while at < end, at.pointee != 0x0A { at += 1 }
  }

  /// Whether nothing but a comment stands on the rest of the line; skips it.
  @inline(__always)
  mutating func skipRestOfLine() -> Bool {
    skipBlanks()
    if at.pointee == 0x0A { return true }
    if at.pointee == 0x3B {
      skipComment(.trailingComment)
      return true
    }
    return at.pointee == UInt8(ascii: "}") || isAtEnd
  }

  @inline(__always)
  mutating func skip(_ expected: UInt8) -> Bool {
    guard at.pointee == expected else { return false }
    at += 1
    return true
  }

  /// Reads a word and interns it; nil where none begins here.
  @inline(__always)
  mutating func name(into names: inout NameTable) -> Name? {
    let from = at
    var to = at
    while isInName[Int(to.pointee)] != 0 { to += 1 }
    guard to > from else { return nil }
    at = to
    return names.intern(inText: from, count: to - from)
  }

  /// Skips the body of a function, up to its closing brace, or to where another one begins.
  /// - Returns: whether the brace was there.
  mutating func skipBody() -> Bool {
    let from = at
    while true {
      // What is searched for ends at a zero, as the text does.
      at += strcspn(UnsafeRawPointer(at).assumingMemoryBound(to: CChar.self), "{};\"'")
      switch at.pointee {
      case UInt8(ascii: "}"): return true
      case UInt8(ascii: "{"):
        // The end of this body is missing: what the brace belongs to begins with its line, but behind this body's brace,
        // lest this head be read again for ever.
        while at > from, (at - 1).pointee != 0x0A { at -= 1 }
        return false
      case UInt8(ascii: ";"): skipToEndOfLine()
      case UInt8(ascii: "\""): skipString()
      case UInt8(ascii: "'"): skipCharacter()
      case 0 where isAtEnd: return false
      default: at += 1
      }
    }
  }

  /// Skips a character in quotes, which may be a brace, a quote or a semicolon, as far as it stands on this line.
  private mutating func skipCharacter() {
    at += 1
    var length = 1
    if at.pointee == UInt8(ascii: "\\") { length = (at + 1).pointee == UInt8(ascii: "x") ? 4 : 2 }
    while length > 0, at.pointee != 0x0A, !isAtEnd {
      at += 1
      length -= 1
    }
    if at.pointee == UInt8(ascii: "'") { at += 1 }
  }

  private mutating func skipString() {
    at += 1
    while at.pointee != UInt8(ascii: "\""), at.pointee != 0x0A, !isAtEnd {
      if at.pointee == UInt8(ascii: "\\"), at + 1 < end, (at + 1).pointee != 0x0A { at += 1 }
      at += 1
    }
    if at.pointee == UInt8(ascii: "\"") { at += 1 }
  }

  /// The bytes of the thing that begins at an offset, for messages: a word, a number or one character.
  func lengthOfWord(at offset: UInt32) -> Int {
    var to = start + Int(offset)
    guard to < end, to.pointee != 0x0A else { return 0 }
    let from = to
    if to.pointee == UInt8(ascii: "%") || to.pointee == UInt8(ascii: "@") || to.pointee == UInt8(ascii: "-") { to += 1 }
    while isInName[Int(to.pointee)] != 0 { to += 1 }
    return max(1, to - from)
  }

  /// How the thing that begins at the cursor is called in messages.
  var found: String {
    if isAtEnd { return "the end of the text" }
    if at.pointee == 0x0A || at.pointee == 0x0D { return "the end of the line" }
    if at.pointee == 0x3B { return "a comment" }
    let count = min(lengthOfWord(at: offset), 60)
    return "'\(String(decoding: UnsafeBufferPointer(start: at, count: count), as: UTF8.self))'"
  }
}
