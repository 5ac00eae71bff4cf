// Hostile programs: filetests and examples with random damage. Each must be read or refused, with a place for each fault,
// and what is read must be printed as what is read back.
//
// scripts/campaigns/malformed-programs runs the same with another seed and more cases, which it gives in WEFT_SEED and
// WEFT_COUNT.

import Foundation
import IR
import Testing

/// Random numbers that a seed repeats (SplitMix64).
private struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}

@Suite struct MutationTests {
  /// The texts that are damaged.
  private static let seeds: [[UInt8]] = {
    let files = FiletestTests.files.compactMap { try? Data(contentsOf: FiletestTests.root.appendingPathComponent($0)) }
    return OpcodeTable.rows.map { Array($0.example.program.utf8) } + files.map { [UInt8]($0) }
  }()

  /// Words that mean something somewhere.
  private static let words: [[UInt8]] =
    (OpcodeTable.rows.map(\.name) + [
      "i8", "i64", "f32", "bool", "ptr", "task(i64)", "thread()", "[4 x i32]", "$va_list", "@main", "%a", "entry", "-1",
      "0x8000000000000000", "18446744073709551615", "1e309", "nan(0x7fc00000)", "null", "'\\n'", "\"\\x00\"",
      "align 16",
      "volatile", "stack 65536", "!1:2:3", "{", "}", "(", ")", "[", "]", "->", "...", ";", ",", ":", "func @f() {",
      "\n",
      "record $r {", "data @d {", "zero 99999999999999", "[99999999999 x i64]", "sizeof($r)", "export", "c", "\u{0}",
      "\u{e9}",
    ]).map { Array($0.utf8) }

  private static func damage(_ text: inout [UInt8], _ generator: inout SeededGenerator) {
    guard !text.isEmpty else { return }
    let at = Int.random(in: 0..<text.count, using: &generator)
    let length = min(text.count - at, Int.random(in: 1...12, using: &generator))
    switch Int.random(in: 0..<8, using: &generator) {
    case 0: text[at] = UInt8.random(in: 0...255, using: &generator)
    case 1: text.removeSubrange(at..<(at + length))
    case 2: text.insert(contentsOf: words.randomElement(using: &generator) ?? [], at: at)
    case 3: text.insert(contentsOf: text[at..<(at + length)], at: Int.random(in: 0..<text.count, using: &generator))
    case 4: text.removeSubrange(at...)
    case 5:
      // A word for a word: what is still nearly right gets furthest.
      let isWord: (UInt8) -> Bool = { $0 > 0x20 && $0 != 0x2C && $0 != 0x28 && $0 != 0x29 }
      guard let start = text[at...].firstIndex(where: isWord) else { return }
      let end = text[start...].firstIndex { !isWord($0) } ?? text.endIndex
      text.replaceSubrange(start..<end, with: words.randomElement(using: &generator) ?? [])
    case 6:
      // A line to another place.
      let lines = text.split(separator: 0x0A, omittingEmptySubsequences: false)
      guard let line = lines.randomElement(using: &generator) else { return }
      let place = text[at...].firstIndex(of: 0x0A) ?? at
      text.insert(contentsOf: [0x0A] + line, at: place)
    default:
      // A part of another text.
      guard let other = seeds.randomElement(using: &generator), !other.isEmpty else { return }
      let start = Int.random(in: 0..<other.count, using: &generator)
      text.insert(contentsOf: other[start..<min(other.count, start + 80)], at: at)
    }
  }

  @Test func damagedProgramsAreReadOrRefused() throws {
    let environment = ProcessInfo.processInfo.environment
    let seed = environment["WEFT_SEED"].flatMap(UInt64.init) ?? 1
    let count = environment["WEFT_COUNT"].flatMap(Int.init) ?? 3_000
    var generator = SeededGenerator(state: seed)
    var accepted = 0
    for number in 0..<count {
      var text = Self.seeds.randomElement(using: &generator) ?? []
      for _ in 0..<Int.random(in: 1...3, using: &generator) { Self.damage(&text, &generator) }
      let result = Module.read([ModuleSource(name: "mutant", bytes: text)], keepsTrivia: true)
      for fault in result.diagnostics {
        guard fault.place.file == 0, Int(fault.place.offset) <= text.count, !fault.message.isEmpty else {
          Issue.record("mutant \(number) of seed \(seed): no place for '\(fault.message)'\n\(shown(text))")
          return
        }
      }
      guard result.diagnostics.isEmpty else { continue }
      accepted += 1
      let printed = result.module.text(trivia: result.trivia)
      let again = Module.read([ModuleSource(name: "printed", bytes: printed)], keepsTrivia: true)
      guard again.diagnostics.isEmpty, again.module.text(trivia: again.trivia) == printed else {
        let why = again.diagnostics.first?.message ?? "it is printed in another way"
        Issue.record("mutant \(number) of seed \(seed): \(why)\n\(shown(text))\nprinted:\n\(shown(printed))")
        return
      }
    }
    print("mutated programs: seed \(seed), \(count) programs, \(accepted) of them still without a fault")
    #expect(accepted > 0 && accepted < count)
  }

  private func shown(_ text: [UInt8]) -> String { String(decoding: text, as: UTF8.self) }
}
