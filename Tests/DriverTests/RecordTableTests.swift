// How a record looks, as a table and as JSON.

import Foundation
import Layout
import Testing

@testable import Driver

private func shown(
  _ declaration: RecordDeclaration, _ source: ShownRecord.Source, _ targets: Target...
) throws -> [ShownRecord] {
  try targets.map { target in
    var engine = LayoutEngine(target: target)
    return ShownRecord(
      name: declaration.tag ?? "", source: source, target: target, layout: try engine.layout(of: declaration))
  }
}

private func table(_ records: [ShownRecord]) -> String {
  let output = ByteOutput()
  RecordTable(records).write(to: output)
  return String(decoding: output.bytes, as: UTF8.self)
}

private let mixed = RecordDeclaration(
  .structure, tag: "mixed",
  members: [
    MemberDeclaration("kind", .scalar(.unsignedChar)),
    MemberDeclaration("flag", .scalar(.unsignedInt), bitWidth: 1),
    MemberDeclaration("mode", .scalar(.unsignedInt), bitWidth: 5),
    MemberDeclaration("time", .scalar(.long)),
    MemberDeclaration(
      nil,
      .record(
        RecordDeclaration(
          .union, tag: nil,
          members: [
            MemberDeclaration("number", .scalar(.int)),
            MemberDeclaration(
              "pair",
              .record(
                RecordDeclaration(
                  .structure, tag: "pair",
                  members: [
                    MemberDeclaration("first", .scalar(.char)), MemberDeclaration("second", .scalar(.short)),
                  ]))),
          ]))),
    MemberDeclaration("rest", .array(element: .scalar(.char), count: nil)),
  ])

@Suite struct RecordTableTests {
  @Test func oneLayoutIsShownWithHolesAndInnerRecords() throws {
    #expect(
      table(try shown(mixed, .file("a.o"), .x86_64, .aarch64)) == """
        struct mixed: a.o, x86_64, aarch64

          offset     size  field       type
               0        1  kind        unsigned char
             1:0    1 bit  flag        unsigned int
             1:1   5 bits  mode        unsigned int
             1:6  50 bits  (hole)
               8        8  time        long
              16        4  (union)     union
              16        4    number    int
              16        4    pair      struct pair
              16        1      first   char
              17        1      (hole)
              18        2      second  short
              20        0  rest        char []
              20        4  (padding)

          size 24, alignment 8

          by value  x86_64   MEMORY
                    aarch64  INDIRECT

        """)
  }

  @Test func layoutsThatDifferStandSideBySide() throws {
    let kernel = RecordDeclaration(
      .structure, tag: "action",
      members: [
        MemberDeclaration("handler", .pointer(spelling: "void *")), MemberDeclaration("flags", .scalar(.unsignedLong)),
        MemberDeclaration("restorer", .pointer(spelling: "void *")), MemberDeclaration("mask", .scalar(.unsignedLong)),
      ])
    let short = RecordDeclaration(
      .structure, tag: "action", members: [kernel.members[0], kernel.members[1], kernel.members[3]])
    let libc = RecordDeclaration(
      .structure, tag: "action",
      members: [
        kernel.members[0], MemberDeclaration("mask", .array(element: .scalar(.unsignedLong), count: 16)),
        MemberDeclaration("flags", .scalar(.int)), kernel.members[2],
      ])
    let records =
      try shown(kernel, .view(.kernel), .x86_64, .aarch64) + shown(short, .view(.kernel), .riscv64)
      + shown(libc, .view(.libc), .x86_64, .aarch64, .riscv64)
    #expect(
      table(records) == """
        struct action

                      kernel         kernel           libc
                      x86_64        riscv64         x86_64
                     aarch64                       aarch64
                                                   riscv64
          field       offset  size   offset  size   offset  size  type
          handler          0     8        0     8        0     8  void *
          flags            8     8        8     8     *136    *4  unsigned long | int
          (hole)           -     -        -     -     *140    *4
          restorer        16     8       *-    *-     *144     8  void *
          mask            24     8      *16     8       *8  *128  unsigned long | unsigned long [16]

          size                  32            *24           *152
          alignment              8              8              8

          by value  x86_64   MEMORY
                    aarch64  INDIRECT
                    riscv64  INDIRECT

          * differs from the first column

        """)
  }

  @Test func viewsThatAreAlikeShareAColumnWhateverTheyCallTheTypes() throws {
    let kernel = RecordDeclaration(.structure, tag: "a", members: [MemberDeclaration("x", .scalar(.long))])
    let libc = RecordDeclaration(.structure, tag: "a", members: [MemberDeclaration("x", .scalar(.longLong))])
    #expect(
      table(try shown(kernel, .view(.kernel), .x86_64, .riscv64) + shown(libc, .view(.libc), .x86_64, .riscv64)) == """
        struct a: kernel, libc, x86_64, riscv64

          offset  size  field  type
               0     8  x      long | long long

          size 8, alignment 8

          by value  x86_64   INTEGER
                    riscv64  INTEGER x1

        """)
  }

  /// What only a damaged file says is still printed, not trapped on.
  @Test func layoutsThatMakeNoSenseArePrinted() {
    let inner = RecordLayout(
      kind: .structure, name: nil, size: .max, alignment: 1,
      fields: [
        FieldLayout(
          name: "x", type: TypeLayout(spelling: "int", size: .max, alignment: 1, shape: .opaque), offset: .max,
          bits: BitRange(offset: .max, width: .max))
      ])
    let field = FieldLayout(
      name: "x", type: TypeLayout(spelling: "struct", size: 0, alignment: 1, shape: .record(inner)), offset: .max)
    let twin = FieldLayout(
      name: "x#2", type: TypeLayout(spelling: "int", size: 4, alignment: 4, shape: .scalar(.int)), offset: 0)
    let first = RecordLayout(kind: .structure, name: "a", size: 0, alignment: 0, fields: [field, field, twin, field])
    let second = RecordLayout(kind: .union, name: "a", size: .max, alignment: 0, fields: [twin, field])
    let records = [first, second].map { ShownRecord(name: "a", source: .file("a.o"), target: .x86_64, layout: $0) }
    #expect(table(records).contains("alignment"))
    #expect(!json(records).isEmpty)
  }

  @Test func theJSONOfARecordHasOffsetsFromItsStart() throws {
    let text = json(try shown(mixed, .file("a.o"), .x86_64))
    #expect(
      text == """
        {
          "name": "mixed",
          "view": "file",
          "target": "x86_64",
          "size": 24,
          "align": 8,
          "class": "MEMORY",
          "fields": [
            {"name": "kind", "type": "unsigned char", "offset": 0, "size": 1},
            {"name": "flag", "type": "unsigned int", "offset": 1, "size": 4, "bitOffset": 8, "bitSize": 1},
            {"name": "mode", "type": "unsigned int", "offset": 1, "size": 4, "bitOffset": 9, "bitSize": 5},
            {"name": "time", "type": "long", "offset": 8, "size": 8},
            {
              "name": null,
              "type": "union",
              "offset": 16,
              "size": 4,
              "fields": [
                {"name": "number", "type": "int", "offset": 16, "size": 4},
                {
                  "name": "pair",
                  "type": "struct pair",
                  "offset": 16,
                  "size": 4,
                  "fields": [
                    {"name": "first", "type": "char", "offset": 16, "size": 1},
                    {"name": "second", "type": "short", "offset": 18, "size": 2}
                  ]
                }
              ]
            },
            {"name": "rest", "type": "char []", "offset": 20, "size": 0}
          ]
        }

        """)
  }

  @Test func severalRecordsAreAnArray() throws {
    let two = try JSONSerialization.jsonObject(with: Data(json(try shown(mixed, .file("a.o"), .x86_64, .aarch64)).utf8))
    #expect((two as? [[String: Any]])?.map { $0["target"] as? String } == ["x86_64", "aarch64"])
  }
}

private func json(_ records: [ShownRecord]) -> String {
  let output = ByteOutput()
  ShownRecord.writeJSON(records, to: output)
  return String(decoding: output.bytes, as: UTF8.self)
}
