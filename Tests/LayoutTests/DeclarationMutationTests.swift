// Texts that are wrong in every way: whatever the bytes, reading them ends, without a crash, in records that have a layout
// and errors that have a place.
//
// WEFT_SEED and WEFT_COUNT choose what is tried; scripts/campaigns/c-declarations runs many.

import Foundation
import Layout
import TestSupport
import Testing

@Suite struct DeclarationMutationTests {
  private static let environment = ProcessInfo.processInfo.environment
  private static let seed = UInt64(environment["WEFT_SEED"] ?? "") ?? 1
  private static let count = Int(environment["WEFT_COUNT"] ?? "") ?? 3000

  /// The texts that mutants are made from.
  private static let corpus: [[UInt8]] = DeclarationFileTests.files.compactMap { file in
    (try? Data(contentsOf: DeclarationFileTests.folder.appendingPathComponent(file))).map { data in
      // Comments say what is expected: they would only dilute the text.
      Array(
        String(decoding: data, as: UTF8.self).split(separator: "\n").filter { !$0.hasPrefix("// ") }
          .joined(separator: "\n").utf8)
    }
  }

  /// Pieces that matter to a reader.
  private static let pieces = [
    "{", "}", "(", ")", "[", "]", ";", ",", "*", ":", "=", "?", "...", "->", "\"", "'", "/*", "*/", "//", "\\\n", "#",
    "struct ", "union ", "enum ", "typedef ", "int ", "long ", "unsigned ", "_Bool ", "void ", "char ", "double ",
    "sizeof(", "_Alignof(", "typeof(", "__builtin_offsetof(", "__attribute__((", "))", "packed", "aligned(", "[[gnu::",
    "vector_size(16)", "mode(TI)", "_Alignas(", "_Atomic(", "_Complex ", "__int128 ", "_Static_assert(", "asm(",
    "\n#pragma pack(push, 1)\n", "\n#pragma pack(pop)\n", "\n# 1 \"x.h\"\n", "\n#if 1\n", "0", "1", "-1", "1 << 31",
    "0xffffffffffffffff", "340282366920938463463374607431768211455", "9223372036854775807", "1.5e+3", "'\\x'",
    "'\\7777'", "L'\\U0010ffff'", "~0ull", "/ 0", "% -1", "<< 64", "-9223372036854775808 / -1", "a", "x", "s", "\0",
    "\u{e9}", "((struct s *)0)->", "&", "(__int128)", "* 0x7fffffffffffffff",
  ].map { Array($0.utf8) }

  @Test func mutantsAreReadOrRefused() throws {
    #expect(Self.corpus.count > 10)
    var generator = SeededGenerator(seed: Self.seed)
    var refused = 0
    for _ in 0..<Self.count {
      let mutant = Self.mutant(using: &generator)
      let target = Target.allCases.randomElement(using: &generator) ?? .x86_64
      let declarations = Declarations(reading: mutant, for: target)
      if !declarations.errors.isEmpty { refused += 1 }
      let isSound = Self.isSound(declarations, of: mutant, on: target)
      #expect(isSound, "\(String(decoding: mutant, as: UTF8.self))")
      if !isSound { break }
    }
    print("mutated C declarations: seed \(Self.seed), \(Self.count) mutants, \(refused) refused, no crash")
    #expect(refused > 0 && refused < Self.count)
  }

  /// Whether all records have layouts, and all errors places and words.
  private static func isSound(_ declarations: Declarations, of text: [UInt8], on target: Target) -> Bool {
    var engine = LayoutEngine(target: target)
    for record in declarations.records {
      guard (try? engine.layout(of: record.type)) != nil else { return false }
      guard record.memberRanges.count == record.declaration.members.count else { return false }
      guard record.range.upperBound <= text.count, !record.range.isEmpty else { return false }
    }
    return declarations.errors.allSatisfy { error in
      _ = declarations.lines.location(at: error.range.lowerBound)
      return error.range.upperBound <= text.count && !error.message.isEmpty
        && error.notes.allSatisfy { $0.range.upperBound <= text.count }
    }
  }

  private static func mutant(using generator: inout SeededGenerator) -> [UInt8] {
    var text = corpus.randomElement(using: &generator) ?? []
    for _ in 0..<Int.random(in: 1...3, using: &generator) {
      let start = Int.random(in: 0...text.count, using: &generator)
      let end = min(text.count, start + Int.random(in: 0...12, using: &generator))
      switch Int.random(in: 0..<6, using: &generator) {
      case 0: text.removeSubrange(start..<end)
      case 1: text.insert(contentsOf: text[start..<end], at: Int.random(in: 0...text.count, using: &generator))
      case 2: text.insert(UInt8.random(in: 0...255, using: &generator), at: start)
      case 3: text.replaceSubrange(start..<end, with: text[start..<end].reversed())
      case 4: text.replaceSubrange(start..<end, with: pieces.randomElement(using: &generator) ?? [])
      default: text.insert(contentsOf: pieces.randomElement(using: &generator) ?? [], at: start)
      }
    }
    return text
  }

  /// Every kind of nesting, far beyond its limit: an error, never the end of the stack.
  @Test(arguments: [
    ("struct s { int x[", "(", "1", ")", "]; };"), ("struct s { int x[", "-", "1", "", "]; };"),
    ("struct s { int x[", "1 ? ", "1", " : 1", "]; };"), ("struct s { int x[", "sizeof ", "1", "", "]; };"),
    ("struct s { int x[", "(int)", "1", "", "]; };"), ("struct s { int x[", "1 + 1 * ", "1", "", "]; };"),
    ("struct s { int x[sizeof(int", "*", "", "", ")]; };"), ("int ", "(", "x", ")", ";"), ("int ", "*", "x", "", ";"),
    ("int x", "[1]", "", "", ";"), ("int x", "(int", "", ")", ";"), ("", "struct {", "int x;", "} y;", ""),
    ("", "typeof(", "int", ")", " x;"), ("", "_Atomic(", "int", ")", " x;"),
    ("int x ", "__attribute__((x", "", "))", ";"),
    ("int x = ", "{", "", "}", ";"), ("int f() ", "{", "", "}", ""), ("", "[", "", "", ""),
    ("", "enum { a = ", "1", "}", ""),
    ("typedef int t0; ", "typedef t0 t0; ", "", "", ""), ("struct s { int x[sizeof(", "(int)", "1", "", ")]; };"),
    ("#pragma pack(push)\n", "\n#pragma pack(push, 1)\n", "", "", "int x;"),
    ("int x __attribute__((aligned(", "(", "1", ")", ")));"),
    ("struct s { int x[", "!", "1", "", "]; };"), ("struct s { int x[", "&*", "1", "", "]; };"),
    ("struct s { ", "union { struct {", "int x;", "}; };", "};"), ("int x = ", "(", "", "", ""),
    ("_Alignas(", "_Alignas(", "", "", ""),
  ])
  func nestingIsLimited(before: String, open: String, middle: String, close: String, after: String) {
    for depth in [3, 99, 100, 101, 3000] {
      let text =
        before + String(repeating: open, count: depth) + middle + String(repeating: close, count: depth) + after
      _ = Declarations(reading: Array(text.utf8), for: .x86_64)
    }
  }

  /// Types that are made of each other, level by level: limited too, or the release of the last would end the stack.
  @Test(arguments: [
    "struct s# { struct s@ x; };", "typedef struct s@ t#; struct s# { t# x; };", "typedef t@ t#;",
    "typedef t@ t#[1];", "typedef t@ *t#;", "extern __typeof__(v@) *v#;",
    "extern __typeof__(v@) (*v#)(__typeof__(v@), __typeof__(v@));",
    "struct t# { __typeof__(v@) a, b; } v#;", "typedef t@ t#; struct s# { t# *x; };",
  ])
  func chainsOfTypesAreLimited(link: String) {
    var text = "struct s0 { int x; }; typedef int t0; extern int v0;\n"
    for index in 1...3000 {
      text += link.replacingOccurrences(of: "#", with: "\(index)").replacingOccurrences(of: "@", with: "\(index - 1)")
    }
    let declarations = Declarations(reading: Array(text.utf8), for: .aarch64)
    var engine = LayoutEngine(target: .aarch64)
    for record in declarations.records { #expect((try? engine.layout(of: record.declaration)) != nil) }
  }

  /// What only points to another type is not made of it.
  @Test(arguments: [
    "struct s# { struct s@ *x; };", "typedef struct { t@ *x; } t#;", "struct s# { struct s@ (*x[2])[3]; };",
  ])
  func chainsOfPointersAreNot(link: String) {
    var text = "struct s0 { int x; }; typedef int t0;\n"
    for index in 1...1000 {
      text += link.replacingOccurrences(of: "#", with: "\(index)").replacingOccurrences(of: "@", with: "\(index - 1)")
    }
    let declarations = Declarations(reading: Array(text.utf8), for: .riscv64)
    #expect(declarations.errors.isEmpty)
    #expect(declarations.records.count == 1001)
  }
}
