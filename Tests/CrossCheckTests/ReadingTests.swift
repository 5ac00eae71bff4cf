// What is read from debug information, against what the compiler was told: gcc and clang, DWARF 4 and 5.
import CrossCheck
import Foundation
import Layout
import Testing

extension RecordLayout {
  /// The record on one line: "struct a 8/4 { x 0+4 int; b 32:3 unsigned int }".
  var summary: String {
    let fields = fields.map { field in
      let name = field.name ?? "(anonymous)"
      var inner = ""
      if let record = field.type.innerRecord { inner = " " + record.summary }
      if let bits = field.bits { return "\(name) \(bits.offset):\(bits.width) \(field.type.spelling)\(inner)" }
      return "\(name) \(field.offset)+\(field.type.size) \(field.type.spelling)\(inner)"
    }
    return "\(kind.rawValue) \(name ?? "-") \(size)/\(alignment) { \(fields.joined(separator: "; ")) }"
  }
}

struct ReadingTests {
  struct Shape: CustomTestStringConvertible, Sendable {
    let source: String
    let name: String
    let expected: String
    var testDescription: String { name }

    init(_ name: String, _ source: String, _ expected: String) {
      self.name = name
      self.source = source
      self.expected = expected
    }
  }

  static let shapes: [Shape] = [
    Shape(
      "scalars",
      """
      struct scalars { _Bool b; char c; signed char s; unsigned char u; short h; unsigned short uh; int i;
        unsigned ui; long l; unsigned long ul; long long q; unsigned long long uq; __int128 w; unsigned __int128 uw;
        float f; double d; long double e; };
      """,
      """
      struct scalars 112/16 { b 0+1 _Bool; c 1+1 char; s 2+1 signed char; u 3+1 unsigned char; h 4+2 short; \
      uh 6+2 unsigned short; i 8+4 int; ui 12+4 unsigned int; l 16+8 long; ul 24+8 unsigned long; q 32+8 long long; \
      uq 40+8 unsigned long long; w 48+16 __int128; uw 64+16 unsigned __int128; f 80+4 float; d 88+8 double; \
      e 96+16 long double }
      """)
  ]

  @Test(arguments: shapes, Compiler.all)
  func readsShape(_ shape: Shape, _ compiler: Compiler) throws {
    let summary = try compiler.compile(shape.source) { path in
      let file = try ObjectFile(path: path)
      return try file.record(named: shape.name).summary
    }
    #expect(summary == shape.expected)
  }
}
