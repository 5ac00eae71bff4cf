// Facts: stated by objects, written as text and read again, compared; and the control that every fault put into the
// catalogue is found, and nothing else.
import CrossCheck
import Foundation
import Layout
import Testing

struct FactsTests {
  static let source = """
    struct inner { int a; char name[4]; };
    struct sample { struct inner one; struct inner many[3]; union { long both; struct { short low : 5; unsigned high : 9; }; };
      void *p; float f; unsigned matrix[2][3]; _Bool on; int rest[]; };
    typedef struct { long l; } sample_t; union overlay { char c; double d; };
    enum { weft_align_kernel_struct_sample = _Alignof(struct sample) };
    enum { weft_align_libc_typedef_sample_t = _Alignof(sample_t) };
    enum { weft_align_kernel_union_overlay = _Alignof(union overlay) };
    enum { weft_constant_kernel_LARGE = ~0ul }; enum { weft_constant_libc_SMALL = -7 }; enum { weft_syscall_read = 63 };
    """

  static let text = """
    weft-abi-facts 1
    target x86_64
    headers some headers 1
    record kernel union overlay size 8 align 8 from source.c
      0 1 char c
      0 8 f64 d
    record kernel struct sample size 80 align 8 from source.c
      0 8 struct one
      0 4 i32 one.a
      4 4 char[4] one.name
      8 24 struct[3] many
      8 4 i32 many[].a
      12 4 char[4] many[].name
      32 8 i64 both
      bits 256 5 i16 low
      bits 261 9 u32 high
      40 8 pointer p
      48 4 f32 f
      52 24 u32[2][3] matrix
      76 1 bool on
      80 0 i32[] rest
    record libc typedef sample_t size 8 align 8 from source.c
      0 8 i64 l
    constant kernel LARGE 18446744073709551615
    constant libc SMALL -7
    syscall read 63

    """

  @Test func objectsStateFacts() throws {
    try Compiler.gcc.compile(Self.source) { path in
      let sheet = try FactSheet(objects: [path], sources: [.init("headers", "some headers 1")])
      let text = sheet.text.replacingOccurrences(
        of: " from .*source.c", with: " from source.c", options: .regularExpression)
      #expect(text == Self.text)
      // Stated twice, a fact is the same fact.
      #expect(try FactSheet(objects: [path, path], sources: sheet.sources) == sheet)
    }
  }

  @Test func textIsReadAgain() throws {
    let sheet = try FactSheet(text: Array(Self.text.utf8))
    #expect(sheet.text == Self.text)
    #expect(sheet.records.count == 3)
    for target in Target.allCases {
      let ours = try FactSheet(catalogueOn: target)
      #expect(try FactSheet(text: Array(ours.text.utf8)) == ours)
    }
  }

  @Test(arguments: [
    ("", 1), ("weft-abi-facts 2\n", 1), ("weft-abi-facts 1\n", 2), ("weft-abi-facts 1\ntarget vax\n", 2),
    ("weft-abi-facts 1\ntarget x86_64\n  0 4 i32 a\n", 3),
    ("weft-abi-facts 1\ntarget x86_64\nrecord kernel struct a size 4 align 3\n", 3),
    ("weft-abi-facts 1\ntarget x86_64\nrecord kernel struct a size 4 align 4 at home\n", 3),
    ("weft-abi-facts 1\ntarget x86_64\nrecord kernel struct a size 4 align 4\n  0 4 i32\n", 4),
    ("weft-abi-facts 1\ntarget x86_64\nrecord kernel struct a size 4 align 4\n  0 99999999999999999999 i32 a\n", 4),
    ("weft-abi-facts 1\ntarget x86_64\nrecord kernel struct a size 4 align 4\n  0 4 i32[ a\n", 4),
    ("weft-abi-facts 1\ntarget x86_64\nrecord kernel struct a size 4 align 4\n  0 4 i32 a\n  0 4 i32 a\n", 5),
    ("weft-abi-facts 1\ntarget x86_64\nsyscall read 0\nsyscall read 0\n", 4),
    ("weft-abi-facts 1\ntarget x86_64\nconstant kernel A one\n", 3),
    ("weft-abi-facts 1\ntarget x86_64\nwhat is this\n", 3),
  ])
  func errorsNameTheLine(_ text: String, _ line: Int) {
    #expect {
      _ = try FactSheet(text: Array(text.utf8))
    } throws: { error in
      if case FactsError.unreadable(line, _) = error { true } else { false }
    }
  }

  @Test func contradictionsAreErrors() throws {
    func error(_ first: String, _ second: String) throws -> FactsError? {
      try Compiler.gcc.compile(first) { first in
        try Compiler.gcc.compile(second) { second in
          do throws(FactsError) { _ = try FactSheet(objects: [first, second]) } catch { return error }
          return nil
        }
      }
    }
    let one = "struct a { int a; }; enum { weft_align_kernel_struct_a = 4 }; enum { weft_constant_kernel_A = 1 };"
    #expect(try error(one, one) == nil)
    #expect(try error(one, one.replacingOccurrences(of: "int", with: "long")) != nil)
    #expect(try error(one, one.replacingOccurrences(of: "= 1", with: "= 2")) != nil)
    #expect(try error(one, "enum { weft_align_kernel_struct_absent = 4 };") != nil)
    #expect(try error(one, "enum { weft_nonsense = 4 };") != nil)
    #expect(try error("struct a { int a; };", "") == .nothingStated)
  }

  @Test func nothingComparedIsNoSuccess() throws {
    let sheet = try FactSheet(text: Array(Self.text.utf8))
    #expect(Comparison().outcome == .nothingCompared)
    #expect(Comparison(ours: sheet, truth: sheet, names: ["absent"]).outcome == .nothingCompared)
    #expect(Comparison(ours: sheet, truth: sheet, names: []).outcome == .nothingCompared)
    let all = Comparison(ours: sheet, truth: sheet)
    #expect(all.outcome == .agrees)
    #expect(all.factCount == 3 * 2 + 17 * 3 + 2 + 1)
    #expect(Comparison(ours: sheet, truth: sheet, names: ["overlay"]).recordCount == 1)
    #expect(Comparison(ours: sheet, truth: sheet, names: ["union overlay"]).recordCount == 1)
    #expect(Comparison(ours: sheet, truth: sheet, names: ["LARGE"]).constantCount == 1)
    #expect(Comparison(ours: sheet, truth: sheet, names: ["read"]).syscallCount == 1)
  }

  @Test func valuesThatDifferAreFound() throws {
    let truth = try FactSheet(text: Array(Self.text.utf8))
    func codes(_ change: (inout FactSheet) -> Void) -> [FindingCode] {
      var ours = truth
      change(&ours)
      return Comparison(ours: ours, truth: truth).findings.map(\.code)
    }
    #expect(codes { $0.constants[0].value = 1 } == [.badConstant])
    #expect(codes { $0.constants.removeFirst() } == [.missingConstant])
    #expect(codes { $0.constants[0].name = "OTHER" } == [.missingConstant, .extraConstant])
    #expect(codes { $0.syscalls[0].number = 1 } == [.badSyscallNumber])
    #expect(codes { $0.syscalls.removeAll() } == [.missingSyscall])
    #expect(codes { $0.syscalls.append(SyscallFact(name: "other", number: 9)) } == [.extraSyscall])
    #expect(codes { $0.records.removeFirst() } == [.missingRecord])
    #expect(codes { $0.records[0].key.name = "other" } == [.missingRecord, .extraRecord])
    #expect(codes { $0.records[0].fields[1].type.kind = "u64" } == [.badFieldType])
    // A plain char is as good as any byte.
    #expect(codes { $0.records[0].fields[0].type.kind = "u8" } == [])
  }
}

/// What is wrong with a record, put into it on purpose.
enum Fault: CaseIterable {
  case moved, widened, dropped, retyped, realigned, resized
}

struct NegativeControlTests {
  /// Every fault in every record and every field of the catalogue, on every target: the check finds that fault, in that
  /// record and that field, and nothing else.
  @Test(arguments: Target.allCases)
  func everyFaultIsFound(_ target: Target) throws {
    var faults = 0
    for description in Catalogue.records {
      guard let layout = description.layout(on: target) else { continue }
      let key = RecordKey(description.identity)
      var truth = FactSheet(target: target)
      truth.records = [try RecordFacts(layout, key: key, on: target)]
      #expect(Comparison(ours: truth, truth: truth).outcome == .agrees)
      for fault in Fault.allCases {
        let before = faults
        defer {
          // No record may get by without having been damaged; only an unsigned int can be retyped.
          if fault != .retyped && !truth.records[0].fields.isEmpty {
            #expect(faults > before, "\(key.spelling) was not \(fault)")
          }
        }
        for (faulty, field, code) in Self.faulty(layout, with: fault) {
          var ours = truth
          ours.records = [try RecordFacts(faulty, key: key, on: target)]
          let findings = Comparison(ours: ours, truth: truth).findings
          #expect(
            findings.map(\.code) == [code] && findings.first?.field == field && findings.first?.name == key.spelling,
            "\(key.spelling).\(field ?? "") \(fault): \(findings)")
          faults += 1
        }
      }
    }
    #expect(faults > 100)
  }

  /// The record with the fault in each of its fields in turn, those of anonymous members among them, or in the record
  /// itself, and what is to be found.
  private static func faulty(_ record: RecordLayout, with fault: Fault) -> [(RecordLayout, String?, FindingCode)] {
    var whole = record
    switch fault {
    case .realigned:
      whole.alignment *= 2
      return [(whole, nil, .badAlignment)]
    case .resized:
      whole.size += whole.alignment
      return [(whole, nil, .badStructSize)]
    default:
      return record.fields.indices.flatMap { index -> [(RecordLayout, String?, FindingCode)] in
        if case .record(let inner) = record.fields[index].type.shape, record.fields[index].name == nil {
          return Self.faulty(inner, with: fault).map { inside, field, code in
            var changed = record
            changed.fields[index].type.shape = .record(inside)
            return (changed, field, code)
          }
        }
        return Self.faulty(record, at: index, with: fault).map { [$0] } ?? []
      }
    }
  }

  /// The record with the fault in one named field, and what is to be found.
  private static func faulty(
    _ record: RecordLayout, at index: Int, with fault: Fault
  ) -> (RecordLayout, String?, FindingCode)? {
    guard let name = record.fields[index].name else { return nil }
    var changed = record
    let isBitfield = record.fields[index].bits != nil
    switch fault {
    case .moved:
      changed.fields[index].offset += 8
      changed.fields[index].bits?.offset += 1
      return (changed, name, isBitfield ? .badBitfield : .badFieldOffset)
    case .widened:
      if isBitfield { changed.fields[index].bits?.width += 1 } else { changed.fields[index].type.size += 8 }
      return (changed, name, isBitfield ? .badBitfield : .badFieldSize)
    case .dropped:
      changed.fields.remove(at: index)
      return (changed, name, .missingField)
    default:
      guard case .scalar(let scalar) = record.fields[index].type.shape, scalar == .unsignedInt else { return nil }
      changed.fields[index].type.shape = .scalar(.int)
      return (changed, name, .badFieldType)
    }
  }
}

struct FileComparisonTests {
  @Test func twoVersionsOfAnObject() throws {
    let before = "struct same { int a; } s; struct grown { int a; long b; } g; struct gone { int a; } o;"
    let after = "struct same { int a; } s; struct grown { int a; long b; long c; } g; struct fresh { int a; } f;"
    try Compiler.gcc.compile(before) { before in
      try Compiler.gcc.compile(after) { after in
        let first = try ObjectFile(path: before)
        let second = try ObjectFile(path: after)
        let both = try Comparison(first: first, second: second)
        #expect(both.recordCount == 2)
        #expect(both.findings.map(\.code) == [.badStructSize, .missingField])
        #expect(both.findings.allSatisfy { $0.name == "struct grown" })
        #expect(try Comparison(first: first, second: second, names: ["same"]).outcome == .agrees)
        #expect(try Comparison(first: first, second: second, names: ["gone"]).findings.map(\.code) == [.extraRecord])
        #expect(try Comparison(first: first, second: second, names: ["fresh"]).findings.map(\.code) == [.missingRecord])
        #expect(try Comparison(first: first, second: second, names: ["absent"]).outcome == .nothingCompared)
      }
    }
  }
}
