// Damages texts in the IR in ways that lie close to what people and generators get wrong, repeatably from a seed.

import IR
import TestSupport

/// Makes mutants of a corpus of texts.
public struct Mutator: Sendable {
  /// No mutant is longer.
  private static let greatestSize = 1 << 18

  private let corpus: [[UInt8]]
  private let words: [[UInt8]]

  /// A mutator of these texts and of the examples of the opcode table.
  public init(_ texts: [[UInt8]]) {
    corpus = texts + OpcodeTable.rows.map { Array($0.example.program.utf8) }
    let others = [
      "func", "data", "record", "union", "opaque", "import", "file", "target", "export", "weak", "hidden", "common",
      "section", "c", "align", "volatile", "cold", "noreturn", "stack", "packed", "size", "writable", "sext", "zext",
      "bytes", "zero", "true", "false", "null", "nan", "inf", "sizeof", "alignof", "offsetof", "relaxed", "acquire",
      "release", "acq_rel", "seq_cst", "x", "bool", "i8", "i16", "i32", "i64", "f32", "f64", "ptr", "task", "thread",
      "va_list", "$va_list", "@main", "%x", "%", "@", "$", "{", "}", "(", ")", "[", "]", ",", ":", "->", "=", "!", ";",
      "\"", "'", "...", "!1:2:3", "\n", "\\", "+", "-", "'\\x41'", "\"\\xff\"", "x86_64", "aarch64", "riscv64",
      "task(i64)", "thread()", "[4 x i32]", "nan(0x7fc00000)", "align 16", "stack 65536", "func @f() {", "record $r {",
      "data @d {", "zero 99999999999999", "[99999999999 x i64]", "sizeof($r)", "sizeof(@d)", "$r { 1, zero }",
      "[2 x $r] { { 1 }, zero }", "$r.x", "call @f()", "jump entry",
    ]
    words = (OpcodeTable.rows.map(\.name) + others).map { Array($0.utf8) }
  }

  /// A mutator of texts in another language, which has these words.
  public init(_ texts: [[UInt8]], words: [String]) {
    corpus = texts
    self.words = words.map { Array($0.utf8) }
  }

  /// How many texts there are.
  public var count: Int { corpus.count }

  /// A mutant; the same seed and index give the same one.
  public func mutant(seed: UInt64, index: Int) -> [UInt8] {
    var generator = SeededGenerator(seed: seed, index: index)
    var text = corpus[generator.below(corpus.count)]
    // Mostly one wound: many leave nothing that is read far.
    let wounds = [1, 1, 1, 1, 2, 3, 8][generator.below(7)]
    for _ in 0..<wounds where text.count < Self.greatestSize { mutate(&text, &generator) }
    return text
  }

  private func mutate(_ text: inout [UInt8], _ generator: inout SeededGenerator) {
    switch generator.below(20) {
    case 0: flip(&text, &generator)
    case 1: damageBytes(&text, &generator)
    case 2: text.removeSubrange(range(in: text, &generator))
    case 3: text.removeLast(generator.below(text.count + 1))
    case 4: splice(&text, &generator)
    case 5: moveLines(&text, &generator)
    case 6: insertLine(&text, &generator)
    case 7: nest(&text, &generator)
    case 8, 9, 10: changeNumber(&text, &generator)
    default: changeTokens(&text, &generator)
    }
  }

  // MARK: - Bytes

  private func flip(_ text: inout [UInt8], _ generator: inout SeededGenerator) {
    guard !text.isEmpty else { return }
    text[generator.below(text.count)] ^= 1 << UInt8(generator.below(8))
  }

  private func damageBytes(_ text: inout [UInt8], _ generator: inout SeededGenerator) {
    let bytes: [UInt8] = [
      0, 0x0A, 0x0D, 0x20, 0x22, 0x27, 0x3B, 0x5C, 0x7F, 0x80, 0xC3, 0xFF, UInt8(generator.below(256)),
    ]
    for _ in 0...generator.below(4) {
      let byte = bytes[generator.below(bytes.count)]
      let place = generator.below(text.count + 1)
      if place < text.count, generator.below(2) == 0 { text[place] = byte } else { text.insert(byte, at: place) }
    }
  }

  private func range(in text: [UInt8], _ generator: inout SeededGenerator) -> Range<Int> {
    let start = generator.below(text.count + 1)
    return start..<min(text.count, start + generator.below(generator.below(2) == 0 ? 12 : 400))
  }

  // MARK: - Lines

  private static func lines(_ text: [UInt8]) -> [ArraySlice<UInt8>] {
    text.split(separator: 0x0A, omittingEmptySubsequences: false)
  }

  private func splice(_ text: inout [UInt8], _ generator: inout SeededGenerator) {
    let mine = Self.lines(text)
    let others = Self.lines(corpus[generator.below(corpus.count)])
    let head = mine[..<generator.below(mine.count + 1)]
    let tail = others[generator.below(others.count)...]
    text = Array((head + tail).joined(separator: [0x0A]))
  }

  private func moveLines(_ text: inout [UInt8], _ generator: inout SeededGenerator) {
    var lines = Self.lines(text)
    switch generator.below(4) {
    case 0: lines.swapAt(generator.below(lines.count), generator.below(lines.count))
    case 1: lines.insert(lines[generator.below(lines.count)], at: generator.below(lines.count + 1))
    case 2: lines.remove(at: generator.below(lines.count))
    default:
      let start = generator.below(lines.count)
      lines[start..<min(lines.count, start + 2 + generator.below(6))].shuffle(using: &generator)
    }
    text = Array(lines.joined(separator: [0x0A]))
  }

  private func insertLine(_ text: inout [UInt8], _ generator: inout SeededGenerator) {
    var lines = Self.lines(text)
    let others = Self.lines(corpus[generator.below(corpus.count)])
    lines.insert(others[generator.below(others.count)], at: generator.below(lines.count + 1))
    text = Array(lines.joined(separator: [0x0A]))
  }

  // MARK: - Tokens

  /// The words and single characters of a text, without its blanks.
  private static func tokens(_ text: [UInt8]) -> [Range<Int>] {
    var tokens: [Range<Int>] = []
    var start = 0
    while start < text.count {
      var end = start + 1
      if isWord(text[start]) { while end < text.count, isWord(text[end]) { end += 1 } }
      if text[start] > 0x20 { tokens.append(start..<end) }
      start = end
    }
    return tokens
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x25, 0x40, 0x24, 0x2E, 0x5F, 0x80...: true
    default: false
    }
  }

  private func changeTokens(_ text: inout [UInt8], _ generator: inout SeededGenerator) {
    let tokens = Self.tokens(text)
    guard !tokens.isEmpty else { return }
    let token = tokens[generator.below(tokens.count)]
    // Near ones mix what belongs together, and far ones what does not.
    let distance = generator.below(3) == 0 ? tokens.count : 12
    let near = tokens.firstIndex { $0.lowerBound >= token.lowerBound } ?? 0
    let other = tokens[min(tokens.count - 1, max(0, near + generator.below(2 * distance) - distance))]
    switch generator.below(6) {
    case 0: text.removeSubrange(token)
    case 1: text.insert(contentsOf: [0x20] + text[token], at: token.upperBound)
    case 2: text.replaceSubrange(token, with: Array(text[other]))
    case 3:
      let (first, second) = token.lowerBound <= other.lowerBound ? (token, other) : (other, token)
      guard first != second else { return }
      let (left, right) = (Array(text[first]), Array(text[second]))
      text.replaceSubrange(second, with: left)
      text.replaceSubrange(first, with: right)
    case 4: text.replaceSubrange(token, with: words[generator.below(words.count)])
    default:
      let source = corpus[generator.below(corpus.count)]
      let others = Self.tokens(source)
      guard !others.isEmpty else { return }
      text.replaceSubrange(token, with: source[others[generator.below(others.count)]])
    }
  }

  private func changeNumber(_ text: inout [UInt8], _ generator: inout SeededGenerator) {
    let numbers = Self.tokens(text).filter { text[$0.lowerBound] &- 0x30 < 10 }
    guard !numbers.isEmpty else { return }
    let edges = [
      "0", "1", "2", "3", "7", "8", "31", "32", "63", "64", "127", "128", "255", "256", "32767", "32768", "65535",
      "65536", "2147483647", "2147483648", "4294967295", "4294967296", "9223372036854775807", "9223372036854775808",
      "18446744073709551615", "18446744073709551616", "-1", "-128", "-129", "-9223372036854775808",
      "-9223372036854775809", "0x0", "0xff", "0xffffffffffffffff", "0x10000000000000000", "0x", "1e400", "1e-400",
      "0x1p-1074", "0x1p1024", "1.5", "nan(1)", "nan(0x7ff8000000000000)", "inf", "-inf", "1073741824", "536870911",
      "805306368", "281474976710656", "35184372088832", "70368744177664", "140737488355328", "00", "1_0", "'a'", "1.",
      String(repeating: "9", count: 1 + generator.below(3_000)),
    ]
    text.replaceSubrange(numbers[generator.below(numbers.count)], with: Array(edges[generator.below(edges.count)].utf8))
  }

  /// Puts the same thing into a text again and again: what reads it by calling itself would run out of stack.
  private func nest(_ text: inout [UInt8], _ generator: inout SeededGenerator) {
    let pieces: [(open: String, close: String)] = [
      ("(", ")"), ("[", "]"), ("{", "}"), ("task(", ")"), ("thread(", ")"), ("[2 x ", "]"), ("sizeof(", ")"),
      ("nan(", ")"), ("-", ""), ("\"", "\""), ("'", "'"), (" ", ""), ("%", ""), ("x.", ""), (",", ""), ("!", ""),
      ("\n", ""), ("; ", ""), ("1", ""), ("entry:\n", ""), ("f(", ")"), ("$r.", ""), ("\\", ""),
    ]
    let piece = pieces[generator.below(pieces.count)]
    let most = generator.below(8) == 0 ? 20_000 : 300
    let count = min(1 + generator.below(most), Self.greatestSize / piece.open.utf8.count)
    let tokens = Self.tokens(text)
    let token = tokens.isEmpty ? 0..<0 : tokens[generator.below(tokens.count)]
    let opened = Array(String(repeating: piece.open, count: count).utf8)
    let closed = Array(String(repeating: piece.close, count: count).utf8)
    if generator.below(4) > 0 { text.insert(contentsOf: closed, at: token.upperBound) }
    text.insert(contentsOf: opened, at: token.lowerBound)
  }
}
