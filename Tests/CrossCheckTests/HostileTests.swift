// Debug information that is well-formed to the last byte and still makes no sense: types that contain themselves, trees
// without end, numbers beyond all memory. No compiler writes it, so the tests do, as assembly.
import CrossCheck
import Foundation
import Layout
import Testing

/// Debug information, entry by entry. Entries refer to each other by labels.
struct Assembly {
  private var entries = ""

  /// An entry with children; `end()` closes it.
  mutating func record(_ label: String, size: UInt64, sibling: String? = nil) {
    entries += "\(label): .uleb128 \(sibling == nil ? 2 : 8)\n"
    if let sibling { entries += "  .4byte \(sibling) - unit\n" }
    entries += "  .string \"\(label)\"\n  .uleb128 \(size)\n"
  }
  mutating func end() { entries += "  .uleb128 0\n" }
  mutating func member(_ name: String, _ type: String, at offset: UInt64) {
    entries += "  .uleb128 3\n  .string \"\(name)\"\n  .4byte \(type) - unit\n  .uleb128 \(offset)\n"
  }
  mutating func bitfield(_ name: String, _ type: String, at offset: UInt64, width: UInt64) {
    entries +=
      "  .uleb128 10\n  .string \"\(name)\"\n  .4byte \(type) - unit\n  .uleb128 \(offset)\n  .uleb128 \(width)\n"
  }
  mutating func base(_ label: String, size: UInt64) {
    entries += "\(label): .uleb128 4\n  .string \"int\"\n  .uleb128 \(size)\n  .byte 5\n"
  }
  mutating func alias(_ label: String, of type: String) {
    entries += "\(label): .uleb128 5\n  .string \"\(label)\"\n  .4byte \(type) - unit\n"
  }
  mutating func array(_ label: String, of type: String, counts: [UInt64]) {
    entries += "\(label): .uleb128 6\n  .4byte \(type) - unit\n"
    for count in counts { entries += "  .uleb128 7\n  .uleb128 \(count)\n" }
    end()
  }
  mutating func pointer(_ label: String, to type: String) {
    entries += "\(label): .uleb128 9\n  .4byte \(type) - unit\n"
  }
  /// A function's type with parameters of one type.
  mutating func function(_ label: String, parameters: Int, of type: String) {
    entries += "\(label): .uleb128 11\n"
    for _ in 0..<parameters { entries += "  .uleb128 12\n  .4byte \(type) - unit\n" }
    end()
  }

  /// The whole as source for an assembler.
  var source: String {
    // Code, tag, whether it has children, and pairs of attribute and form.
    let abbreviations = [
      [1, 0x11, 1], [2, 0x13, 1, 0x03, 0x08, 0x0b, 0x0f], [3, 0x0d, 0, 0x03, 0x08, 0x49, 0x13, 0x38, 0x0f],
      [4, 0x24, 0, 0x03, 0x08, 0x0b, 0x0f, 0x3e, 0x0b], [5, 0x16, 0, 0x03, 0x08, 0x49, 0x13], [6, 0x01, 1, 0x49, 0x13],
      [7, 0x21, 0, 0x37, 0x0f], [8, 0x13, 1, 0x01, 0x13, 0x03, 0x08, 0x0b, 0x0f], [9, 0x0f, 0, 0x49, 0x13],
      [10, 0x0d, 0, 0x03, 0x08, 0x49, 0x13, 0x6b, 0x0f, 0x0d, 0x0f], [11, 0x15, 1], [12, 0x05, 0, 0x49, 0x13],
    ]
    let table = abbreviations.map { numbers in
      "  .uleb128 " + (numbers + [0, 0]).map(String.init).joined(separator: ", ")
    }
    return """
      .section .debug_abbrev, "", @progbits
      abbreviations:
      \(table.joined(separator: "\n"))
        .uleb128 0
      .section .debug_info, "", @progbits
      unit: .4byte unit_end - unit_start
      unit_start: .2byte 4
        .4byte 0
        .byte 8
        .uleb128 1
      \(entries)
        .uleb128 0
      unit_end:

      """
  }
}

struct HostileTests {
  /// What a case is to come to.
  enum Outcome { case refused, read }

  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let outcome: Outcome
    let assembly: Assembly

    init(_ description: String, _ outcome: Outcome = .refused, _ build: (inout Assembly) -> Void) {
      testDescription = description
      self.outcome = outcome
      var assembly = Assembly()
      build(&assembly)
      self.assembly = assembly
    }
  }

  static let cases: [Case] = [
    Case("a record that contains itself") {
      $0.record("wanted", size: 8)
      $0.member("self", "wanted", at: 0)
      $0.end()
    },
    Case("two records that contain each other") {
      $0.record("wanted", size: 8)
      $0.member("other", "other", at: 0)
      $0.end()
      $0.record("other", size: 8)
      $0.member("wanted", "wanted", at: 0)
      $0.end()
    },
    Case("typedefs in a circle") {
      $0.alias("first", of: "second")
      $0.alias("second", of: "first")
      $0.record("wanted", size: 8)
      $0.member("member", "first", at: 0)
      $0.end()
    },
    Case("a typedef in a circle that is looked for") {
      $0.alias("wanted", of: "second")
      $0.alias("second", of: "wanted")
    },
    Case("an array of itself") {
      $0.array("array", of: "array", counts: [2])
      $0.record("wanted", size: 8)
      $0.member("member", "array", at: 0)
      $0.end()
    },
    Case("pointers in a circle", .read) {
      $0.pointer("first", to: "second")
      $0.pointer("second", to: "first")
      $0.record("wanted", size: 8)
      $0.member("member", "first", at: 0)
      $0.end()
    },
    Case("a function that takes itself many times", .read) {
      $0.pointer("pointer", to: "function")
      $0.function("function", parameters: 50, of: "pointer")
      $0.record("wanted", size: 8)
      $0.member("member", "pointer", at: 0)
      $0.end()
    },
    Case("twice as many fields at every level") { assembly in
      assembly.base("int", size: 1)
      assembly.record("r0", size: 1)
      assembly.member("only", "int", at: 0)
      assembly.end()
      for level in 1...40 {
        assembly.record(level == 40 ? "wanted" : "r\(level)", size: 1 << level)
        assembly.member("a", "r\(level - 1)", at: 0)
        assembly.member("b", "r\(level - 1)", at: 1 << (level - 1))
        assembly.end()
      }
    },
    Case("more fields than can be listed with their names") { assembly in
      assembly.base("int", size: 1)
      let name = String(repeating: "n", count: 4000)
      assembly.record("r0", size: 1)
      assembly.member("only", "int", at: 0)
      assembly.end()
      for level in 1...19 {
        assembly.record(level == 19 ? "wanted" : "r\(level)", size: 1 << level)
        assembly.member("a" + name, "r\(level - 1)", at: 0)
        assembly.member("b" + name, "r\(level - 1)", at: 1 << (level - 1))
        assembly.end()
      }
    },
    Case("records nested without end") { assembly in
      assembly.base("int", size: 1)
      assembly.record("r0", size: 1)
      assembly.member("only", "int", at: 0)
      assembly.end()
      for level in 1...20_000 {
        assembly.record(level == 20_000 ? "wanted" : "r\(level)", size: 1)
        assembly.member("a", "r\(level - 1)", at: 0)
        assembly.end()
      }
    },
    Case("arrays of many dimensions nested in each other") { assembly in
      assembly.base("a0", size: 1)
      for level in 1...200 {
        assembly.array("a\(level)", of: "a\(level - 1)", counts: [UInt64](repeating: 1, count: 200))
      }
      assembly.record("wanted", size: 1)
      assembly.member("member", "a200", at: 0)
      assembly.end()
    },
    Case("an array of more dimensions than types may be deep") { assembly in
      assembly.base("int", size: 1)
      assembly.array("array", of: "int", counts: [UInt64](repeating: 1, count: 10_000))
      assembly.record("wanted", size: 1)
      assembly.member("member", "array", at: 0)
      assembly.end()
    },
    Case("an array larger than memory") {
      $0.base("int", size: 8)
      $0.array("array", of: "int", counts: [1 << 31, 1 << 31])
      $0.record("wanted", size: 8)
      $0.member("member", "array", at: 0)
      $0.end()
    },
    Case("a record larger than memory") {
      $0.record("wanted", size: 1 << 63)
      $0.end()
    },
    Case("a member beyond all memory") {
      $0.base("int", size: 4)
      $0.record("wanted", size: 8)
      $0.member("member", "int", at: .max)
      $0.end()
    },
    Case("a member beyond its record") {
      $0.base("int", size: 4)
      $0.record("wanted", size: 8)
      $0.member("member", "int", at: 6)
      $0.end()
    },
    Case("a bit-field beyond all memory") {
      $0.base("int", size: 4)
      $0.record("wanted", size: 8)
      $0.bitfield("member", "int", at: .max, width: 4)
      $0.end()
    },
    Case("a bit-field wider than memory") {
      $0.base("int", size: 4)
      $0.record("wanted", size: 8)
      $0.bitfield("member", "int", at: 0, width: .max)
      $0.end()
    },
    Case("an entry that is followed by itself") {
      $0.record("first", size: 8, sibling: "first")
      $0.end()
      $0.record("wanted", size: 8)
      $0.end()
    },
    Case("an entry that is followed by the one before it") {
      $0.base("int", size: 4)
      $0.alias("wanted", of: "int")
      $0.record("first", size: 8, sibling: "int")
      $0.end()
    },
    Case("a member of a base type of no size", .read) {
      $0.base("int", size: 0)
      $0.record("wanted", size: 0)
      $0.member("member", "int", at: 0)
      $0.end()
    },
    Case("entries inside entries without end") { assembly in
      // A unit without the name would not be looked into.
      assembly.base("int", size: 4)
      assembly.alias("wanted", of: "int")
      for level in 0..<20_000 { assembly.record("r\(level)", size: 8) }
      for _ in 0..<20_000 { assembly.end() }
    },
  ]

  @Test(arguments: cases)
  func isReadOrRefused(_ hostile: Case) throws {
    try Compiler(command: "gcc", arguments: []).compile(hostile.assembly.source, language: "s") { path in
      let file = try ObjectFile(path: path)
      var refused = false
      do {
        let record = try file.record(named: "wanted")
        _ = try RecordFacts(record, key: RecordKey(view: nil, form: .structure, name: "wanted"), on: .x86_64)
      } catch {
        // The search fails on what it meets, never by not finding what is there.
        if case ObjectFileError.noSuchRecord = error { Issue.record("\(error)") }
        refused = true
      }
      #expect(refused == (hostile.outcome == .refused))
      _ = try? file.records()
      _ = try? file.recordNames()
    }
  }
}
