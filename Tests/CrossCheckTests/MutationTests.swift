// Hostile objects: small objects with random damage. Each must be read or refused, never crash or hang.
//
// scripts/campaigns/malformed-objects runs the same with another seed and more cases, which it gives in WEFT_SEED and
// WEFT_COUNT.
import CrossCheck
import Foundation
import Layout
import TestSupport
import Testing

/// An object file's bytes, with the places where damage is most telling.
struct MutableObject {
  private let original: [UInt8]
  /// Where the table of sections lies, and how many there are.
  private let table: (offset: Int, count: Int)
  /// The sections that hold debug information.
  private let sections: [Range<Int>]

  init(path: String) throws {
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    func number(_ offset: Int, _ size: Int) -> Int {
      (0..<size).reduce(0) { $0 | Int(bytes[offset + $1]) << (8 * $1) }
    }
    let table = (offset: number(40, 8), count: number(60, 2))
    let names = number(table.offset + 64 * number(62, 2) + 24, 8)
    sections = (0..<table.count).compactMap { index in
      let header = table.offset + 64 * index
      let name = bytes[(names + number(header, 4))...].prefix { $0 != 0 }
      let start = number(header + 24, 8)
      let isDebug = String(decoding: name, as: UTF8.self).contains(".debug_")
      return isDebug && number(header + 32, 8) > 0 ? start..<start + number(header + 32, 8) : nil
    }
    original = bytes
    self.table = table
  }

  /// The bytes with damage done to them.
  func mutated(by generator: inout SeededGenerator) -> [UInt8] {
    var bytes = original
    switch Int.random(in: 0..<8, using: &generator) {
    case 0: bytes.removeLast(Int.random(in: 1...bytes.count, using: &generator))
    case 1: damage(0..<64, of: &bytes, &generator)
    case 2: damage(0..<bytes.count, of: &bytes, &generator)
    case 3:
      // A field of a section's header: an offset or size at or beyond some limit.
      let field = [0, 4, 8, 24, 32, 40, 44, 48, 56].randomElement(using: &generator) ?? 0
      let place = table.offset + 64 * Int.random(in: 0..<table.count, using: &generator) + field
      let count = UInt64(bytes.count)
      let values = [0, 1, count - 1, count, count + 1, 1 << 31, 1 << 32 - 1, 1 << 63, .max]
      let value = values.randomElement(using: &generator) ?? 0
      for index in 0..<8 { bytes[place + index] = UInt8(truncatingIfNeeded: value >> (8 * index)) }
    default:
      if let section = sections.randomElement(using: &generator) { damage(section, of: &bytes, &generator) }
    }
    return bytes
  }

  private func damage(_ range: Range<Int>, of bytes: inout [UInt8], _ generator: inout SeededGenerator) {
    for _ in 0..<([1, 1, 2, 4, 16].randomElement(using: &generator) ?? 1) {
      let place = Int.random(in: range, using: &generator)
      switch Int.random(in: 0..<3, using: &generator) {
      case 0: bytes[place] = [0, 1, 0x7f, 0x80, 0xff].randomElement(using: &generator) ?? 0
      case 1: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
      default: bytes[place] = UInt8.random(in: 0...255, using: &generator)
      }
    }
  }
}

struct MutationTests {
  static let source = """
    enum weft { weft_a = 1, weft_b = -5 }; struct later;
    struct scalars { char c; short s; int i; long l; float f; double d; __int128 w; long double e; };
    struct bits { unsigned a : 3; int b : 5; unsigned long c : 40; _Bool d : 1; enum weft e : 3; };
    struct __attribute__((packed)) packed { char x; unsigned a : 3; unsigned long b : 62; int c; };
    typedef int v4 __attribute__((vector_size(16))); typedef struct { int x, y; } point; typedef const point fixed;
    struct shapes { int m[2][3]; fixed p[2][2]; v4 v; union { int a; struct { short b, c; }; }; struct bits bits; };
    struct pointers { struct later *l; const char *volatile s; int (*f)(int, struct shapes *, ...); int (*a)[3];
      struct pointers *self; int rest[]; };
    struct __attribute__((aligned(32))) outer { struct shapes s; struct packed p[3]; struct pointers q; };
    struct outer outer; struct scalars scalars; point point_object;
    int function(int argument) { struct local { int a; char b; } l = { argument, 1 }; return l.a + l.b; }
    """

  /// The ways of saying the same: versions, compilers, units for types, compression, a linked file.
  static let variants: [Compiler] =
    Compiler.all + [
      Compiler(command: "gcc", arguments: ["-gdwarf-5", "-fdebug-types-section"]),
      Compiler(command: "gcc", arguments: ["-gdwarf-4", "-gz"]),
      Compiler(command: "gcc", arguments: ["-gdwarf-2", "-gstrict-dwarf"]),
      Compiler(command: "gcc", arguments: ["-gdwarf-5", "-gsplit-dwarf"]),
      Compiler(command: "clang", arguments: ["-gdwarf-4", "-gsplit-dwarf"]),
    ]

  /// Reads everything that there is, and gives how many records that was.
  static func readEverything(_ path: String) -> Int {
    var count = 0
    do {
      let file = try ObjectFile(path: path)
      for name in ["outer", "point", "union nowhere", "local"] where (try? file.record(named: name)) != nil {
        count += 1
      }
      _ = try? file.enumerators(withPrefix: "weft_")
      let names = try file.recordNames()
      for (name, found) in try file.records(named: names, andWhereDeclared: true) {
        count += 1
        _ = try RecordFacts(
          found.layout, key: RecordKey(view: nil, form: .typedef, name: name), on: file.machine.target)
      }
      count += try file.records().count
    } catch {
      _ = "\(error)"
    }
    return count
  }

  @Test(arguments: variants)
  func damagedObjectsAreReadOrRefused(_ variant: Compiler) throws {
    let environment = ProcessInfo.processInfo.environment
    let seed = environment["WEFT_SEED"].flatMap(UInt64.init) ?? 1
    let count = environment["WEFT_COUNT"].flatMap(Int.init) ?? 2400
    let links = variant.arguments.contains("-fdebug-types-section")
    try variant.compile(Self.source, links: links) { path in
      let object = try MutableObject(path: path)
      let whole = Self.readEverything(path)
      #expect(whole > 12)
      var readable = 0
      let cases = max(1, count / Self.variants.count)
      for index in 0..<cases {
        var generator = SeededGenerator(
          seed: seed &+ UInt64(index) << 32 &+ UInt64(variant.testDescription.utf8.count))
        let mutation = object.mutated(by: &generator)
        // The file stays where a crash leaves it, under a name that says which it was.
        let damaged = "\(path).\(seed).\(index)"
        try Data(mutation).write(to: URL(fileURLWithPath: damaged))
        if Self.readEverything(damaged) > 0 { readable += 1 }
        try FileManager.default.removeItem(atPath: damaged)
      }
      // Damage that always made the file unreadable would have tested little.
      #expect(readable > 0)
      print("damaged objects: seed \(seed), \(cases) of \(variant.testDescription), \(readable) still readable")
    }
  }
}
