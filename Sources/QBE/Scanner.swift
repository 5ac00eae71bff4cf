// The lowest layer of the importer: a cursor over bytes that end in zeros, blanks, comments and words.

internal import IR

/// Something was wrong, and was noted: the importer goes on behind it.
struct Fault: Error {}

/// The classes of bytes.
enum ByteClass {
  /// 1 for bytes that a name goes on with, 3 for those that one begins with, 0 for others.
  nonisolated(unsafe) static let ofName: UnsafePointer<UInt8> = {
    let table = UnsafeMutablePointer<UInt8>.allocate(capacity: 256)
    for byte in 0..<256 {
      let letter = UInt8(byte) | 0x20
      let isLetter = letter >= UInt8(ascii: "a") && letter <= UInt8(ascii: "z")
      let begins = isLetter || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
      let goesOn = byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") || byte == UInt8(ascii: "$")
      table[byte] = begins ? 3 : goesOn ? 1 : 0
    }
    return UnsafePointer(table)
  }()
}

/// A cursor over one text, which nobody changes.
struct Scanner {
  /// The first byte; zeros stand behind the last.
  let start: UnsafePointer<UInt8>
  /// Where the first zero stands.
  let end: UnsafePointer<UInt8>
  /// The next byte.
  var at: UnsafePointer<UInt8>
  let classes = ByteClass.ofName

  init(start: UnsafePointer<UInt8>, count: Int) {
    self.start = start
    end = start + count
    at = start
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
  @inline(__always)
  mutating func skipLines() {
    while true {
      switch at.pointee {
      case 0x20, 0x09, 0x0D, 0x0A: at += 1
      case UInt8(ascii: "#"): skipToEndOfLine()
      default: return
      }
    }
  }

  /// Goes to the end of the line.
  mutating func skipToEndOfLine() {
    while at < end, at.pointee != 0x0A { at += 1 }
  }

  @inline(__always)
  mutating func skip(_ expected: UInt8) -> Bool {
    guard at.pointee == expected else { return false }
    at += 1
    return true
  }

  /// Whether nothing but a comment stands on the rest of the line; the cursor is then at its end.
  @inline(__always)
  mutating func skipRestOfLine() -> Bool {
    skipBlanks()
    if at.pointee == 0x0A { return true }
    if at.pointee == UInt8(ascii: "#") {
      skipToEndOfLine()
      return true
    }
    return isAtEnd
  }

  /// Reads a word of up to eight bytes as a number, its first byte lowest; 0 where none begins here or it is longer.
  @inline(__always)
  mutating func word() -> UInt64 {
    var word: UInt64 = 0
    var shift: UInt64 = 0
    while classes[Int(at.pointee)] != 0 {
      if shift < 64 { word |= UInt64(at.pointee) << shift }
      shift &+= 8
      at += 1
    }
    return shift <= 64 ? word : 0
  }

  /// Reads a name and interns it; nil where none begins here.
  @inline(__always)
  mutating func name(into names: inout NameTable) -> Name? {
    guard classes[Int(at.pointee)] == 3 else { return nil }
    let from = at
    var to = at
    while classes[Int(to.pointee)] != 0 { to += 1 }
    at = to
    return names.intern(inText: from, count: to - from)
  }

  /// The bytes of the thing that begins at an offset, for messages: a word, a number or one character.
  func lengthOfWord(at offset: UInt32) -> Int {
    var to = start + Int(offset)
    guard to < end, to.pointee != 0x0A else { return 0 }
    let from = to
    switch to.pointee {
    case UInt8(ascii: "%"), UInt8(ascii: "@"), UInt8(ascii: "$"), UInt8(ascii: ":"), UInt8(ascii: "-"): to += 1
    default: break
    }
    while classes[Int(to.pointee)] != 0 { to += 1 }
    return max(1, to - from)
  }

  /// How the thing that begins at the cursor is called in messages.
  var found: String {
    if isAtEnd { return "the end of the text" }
    if at.pointee == 0x0A || at.pointee == 0x0D { return "the end of the line" }
    if at.pointee == UInt8(ascii: "#") { return "a comment" }
    let count = min(lengthOfWord(at: offset), 60)
    return "'\(String(decoding: UnsafeBufferPointer(start: at, count: count), as: UTF8.self))'"
  }

  /// The word that ends at the cursor, for messages.
  func text(from offset: UInt32) -> String {
    let from = start + Int(offset)
    return String(decoding: UnsafeBufferPointer(start: from, count: min(at - from, 60)), as: UTF8.self)
  }
}
