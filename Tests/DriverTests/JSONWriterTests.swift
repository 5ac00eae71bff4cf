// What is written is read back by another reader of JSON.

import Foundation
import Testing

@testable import Driver

private func written(_ body: (inout JSONWriter) -> Void) -> [UInt8] {
  let output = ByteOutput()
  var json = JSONWriter(to: output)
  body(&json)
  return output.bytes
}

private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

@Suite struct JSONWriterTests {
  @Test func everyCharacterComesBack() throws {
    let all = String(String.UnicodeScalarView((0...0x2FF).compactMap(Unicode.Scalar.init))) + "€😀\u{2028}"
    let bytes = written { json in json.array { json in json.string(all) } }
    let back = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String])
    #expect(back.first.map { Array($0.unicodeScalars) } == Array(all.unicodeScalars))
    // Whatever moves a cursor is escaped.
    #expect(!bytes.contains { ($0 < 0x20 && $0 != 0x0A) || $0 == 0x7F })
  }

  @Test(arguments: [[0xFF], [0x61, 0xC3], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xC0, 0x80]] as [[UInt8]])
  func whatIsNotUTF8IsReplaced(_ wrong: [UInt8]) throws {
    let bytes = written { json in json.array { json in json.string(bytes: wrong[...]) } }
    #expect(String(validating: bytes, as: UTF8.self) != nil)
    let back = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String])
    #expect(back[0].contains("\u{FFFD}"))
  }

  @Test func largeNumbersAreExact() throws {
    let bytes = written { json in
      json.object { json in
        json.member("most", UInt64.max)
        json.member("least", Int64.min)
        json.member("small", UInt8(0))
      }
    }
    #expect(
      text(bytes) == """
        {
          "most": 18446744073709551615,
          "least": -9223372036854775808,
          "small": 0
        }

        """)
    let back = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: NSNumber])
    #expect(back["most"]?.uint64Value == .max)
    #expect(back["least"]?.int64Value == .min)
  }

  @Test func linesBreakOutsideInlineValues() {
    let bytes = written { json in
      json.object { json in
        json.key("empty")
        json.array { _ in }
        json.key("rows")
        json.array { json in
          for row in 0..<2 {
            json.object(inline: true) { json in
              json.member("row", row)
              json.key("none")
              json.null()
              json.key("inner")
              json.array { json in
                json.bool(true)
                json.bool(false)
              }
            }
          }
        }
      }
    }
    #expect(
      text(bytes) == """
        {
          "empty": [],
          "rows": [
            {"row": 0, "none": null, "inner": [true, false]},
            {"row": 1, "none": null, "inner": [true, false]}
          ]
        }

        """)
  }
}
