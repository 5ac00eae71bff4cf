// By-value classes of hand-made types: what the ABIs' own texts say, and where gcc reads them in its own way.

import Layout
import Testing

/// A structure as C would declare it, and its class on each target.
private struct Case: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let type: CType
  let x86_64: String
  let aarch64: String
  let riscv64: String

  init(_ name: String, _ type: CType, _ x86_64: String, _ aarch64: String, _ riscv64: String) {
    testDescription = name
    self.type = type
    self.x86_64 = x86_64
    self.aarch64 = aarch64
    self.riscv64 = riscv64
  }

  func expected(on target: Target) -> String {
    switch target {
    case .x86_64: x86_64
    case .aarch64: aarch64
    case .riscv64: riscv64
    }
  }
}

private func structure(
  _ members: CType..., packed: Bool = false, aligned: UInt64? = nil
) -> CType {
  record(.structure, members.enumerated().map { MemberDeclaration("m\($0)", $1) }, packed: packed, aligned: aligned)
}

private func union(_ members: CType...) -> CType {
  record(.union, members.enumerated().map { MemberDeclaration("m\($0)", $1) })
}

private func record(
  _ kind: RecordKind, _ members: [MemberDeclaration], packed: Bool = false, aligned: UInt64? = nil
) -> CType {
  .record(RecordDeclaration(kind, tag: "s", members: members, isPacked: packed, alignment: aligned))
}

private func bits(_ name: String?, _ scalar: Scalar, _ width: UInt64) -> MemberDeclaration {
  MemberDeclaration(name, .scalar(scalar), bitWidth: width)
}

extension CType {
  fileprivate static let char = CType.scalar(.char)
  fileprivate static let short = CType.scalar(.short)
  fileprivate static let int = CType.scalar(.int)
  fileprivate static let long = CType.scalar(.long)
  fileprivate static let int128 = CType.scalar(.int128)
  fileprivate static let float = CType.scalar(.float)
  fileprivate static let double = CType.scalar(.double)
  fileprivate static let longDouble = CType.scalar(.longDouble)
  fileprivate static let pointer = CType.pointer(spelling: "void *")
  fileprivate static func array(_ element: CType, _ count: UInt64?) -> CType { .array(element: element, count: count) }
  fileprivate static func vector(_ bytes: UInt64) -> CType { .vector(element: .float, count: bytes / 4) }
}

private let cases: [Case] = [
  Case("int", structure(.int), "INTEGER", "INTEGER x1", "INTEGER x1"),
  Case("long long", structure(.long, .long), "INTEGER INTEGER", "INTEGER x2", "INTEGER x2"),
  Case("three longs", structure(.long, .long, .long), "MEMORY", "INDIRECT", "INDIRECT"),
  Case("int float", structure(.int, .float), "INTEGER", "INTEGER x1", "INTEGER FP float"),
  Case("double int", structure(.double, .int), "SSE INTEGER", "INTEGER x2", "FP double INTEGER"),
  Case("double pointer", structure(.double, .pointer), "SSE INTEGER", "INTEGER x2", "INTEGER x2"),
  Case("float", structure(.float), "SSE", "HFA float x1", "FP float"),
  Case("four floats", structure(.array(.float, 4)), "SSE SSE", "HFA float x4", "INTEGER x2"),
  Case("four doubles", structure(.array(.double, 4)), "MEMORY", "HFA double x4", "INDIRECT"),
  Case("five doubles", structure(.array(.double, 5)), "MEMORY", "INDIRECT", "INDIRECT"),
  Case("float double", structure(.float, .double), "SSE SSE", "INTEGER x2", "FP float FP double"),
  Case("long double", structure(.longDouble), "X87 X87UP", "HFA quad x1", "INTEGER x2"),
  Case("long double or int", union(.longDouble, .int), "MEMORY", "INTEGER x2 even", "INTEGER x2"),
  Case("long double or float", union(.longDouble, .float), "MEMORY", "INTEGER x2 even", "INTEGER x2"),
  Case("_Float128", structure(.scalar(.float128)), "SSE SSEUP", "HFA quad x1", "INTEGER x2"),
  Case("complex long double", .complex(.longDouble), "COMPLEX_X87", "HFA quad x2", "INDIRECT"),
  Case("complex float", structure(.complex(.float)), "SSE", "HFA float x2", "FP float FP float"),
  Case("int complex float", structure(.int, .complex(.float)), "INTEGER SSE", "INTEGER x2", "INTEGER x2"),
  Case("__int128", structure(.int128), "INTEGER INTEGER", "INTEGER x2 even", "INTEGER x2"),
  Case("aligned whole", structure(.long, .long, aligned: 16), "INTEGER INTEGER", "INTEGER x2", "INTEGER x2"),
  Case("empty", structure(), "NO_CLASS", "NONE", "NONE"),
  Case("empty inside", structure(structure(), .double), "SSE", "HFA double x1", "FP double"),
  Case("8-byte vector", structure(.vector(8)), "SSE", "HVA vector64 x1", "INTEGER x1"),
  Case("16-byte vectors", structure(.vector(16), .vector(16)), "MEMORY", "HVA vector128 x2", "INDIRECT"),
  Case("16-byte vector", structure(.vector(16)), "SSE SSEUP", "HVA vector128 x1", "INTEGER x2"),
  Case("32-byte vector", structure(.vector(32)), "MEMORY", "INDIRECT", "INDIRECT"),
  Case("misaligned int", structure(.char, .int, packed: true), "MEMORY", "INTEGER x1", "INTEGER x1"),
  Case("packed chars", structure(.char, .array(.char, 4), packed: true), "INTEGER", "INTEGER x1", "INTEGER x1"),
  Case(
    "bit-fields over a boundary", record(.structure, [bits("a", .long, 60), bits("b", .long, 8)], packed: true),
    "INTEGER INTEGER", "INTEGER x2", "INTEGER x2"),
  Case(
    "float and bit-field", record(.structure, [MemberDeclaration("f", .double), bits("b", .int, 3)]),
    "SSE INTEGER", "INTEGER x2", "FP double INTEGER"),
  Case(
    "float and unnamed bit-field", record(.structure, [MemberDeclaration("f", .float), bits(nil, .int, 8)]),
    "INTEGER", "INTEGER x1", "FP float INTEGER"),
  Case(
    "float and zero-width bit-field",
    record(.structure, [MemberDeclaration("f", .float), bits(nil, .int, 0), MemberDeclaration("g", .float)]),
    "SSE", "HFA float x2", "FP float FP float"),
  Case("flexible array", structure(.float, .array(.int, nil)), "SSE", "INTEGER x1", "INTEGER x1"),
  Case("zero-length array", structure(.float, .array(.int, 0)), "INTEGER", "INTEGER x1", "FP float"),
  Case("union of floats", union(.float, .array(.float, 2)), "SSE", "HFA float x2", "INTEGER x1"),
  Case(
    "union with zero-width bit-field", record(.union, [MemberDeclaration("d", .double), bits(nil, .int, 0)]),
    "INTEGER", "INTEGER x1", "INTEGER x1"),
  Case(
    "packed elements", structure(.array(structure(.short, .char, packed: true), 2)), "INTEGER", "INTEGER x1",
    "INTEGER x1"),
  Case(
    "complex half, then padding", structure(.float, .complex(.float16), aligned: 16), "SSE SSE", "INTEGER x2",
    "INTEGER x2"),
  Case("vector alone", structure(.array(.pointer, 0), .vector(8)), "SSE", "HVA vector64 x1", "INTEGER x1"),
  Case(
    "complex alone", structure(.array(.pointer, 0), .complex(.double)), "SSE SSE", "HFA double x2",
    "FP double FP double"),
  Case(
    "vector of one __int128", structure(.vector(element: .int128, count: 1)), "SSE SSEUP", "HVA vector128 x1",
    "INTEGER x2"),
  Case(
    "vector of one double", structure(.vector(element: .double, count: 1)), "MEMORY", "HVA vector64 x1", "INTEGER x1"),
  Case(
    "bit-field that fills an int",
    structure(.char, record(.structure, [bits("x", .int, 32)]), packed: true), "MEMORY", "INTEGER x1", "INTEGER x1"),
  Case(
    "floats, then zero-length array", structure(.array(.float, 2), .array(.int, 0)), "SSE", "INTEGER x1", "INTEGER x1"),
  Case("zero-length array of doubles", structure(.double, .array(.double, 0)), "SSE", "INTEGER x1", "FP double"),
  Case("complex int", structure(.complex(.int)), "INTEGER", "INTEGER x1", "INTEGER x1"),
  Case("aligned double", structure(.double, aligned: 16), "SSE NO_CLASS", "INTEGER x2", "FP double"),
  Case("packed __int128", structure(.int128, packed: true), "INTEGER INTEGER", "INTEGER x2", "INTEGER x2"),
  Case(
    "aligned member",
    record(.structure, [MemberDeclaration("a", .long, alignment: 16), MemberDeclaration("b", .long)]),
    "INTEGER INTEGER", "INTEGER x2 even", "INTEGER x2"),
  Case(
    "far apart", record(.structure, [MemberDeclaration("a", .double), MemberDeclaration("b", .double, alignment: 32)]),
    "MEMORY", "INDIRECT", "FP double FP double"),
  Case("union of one double", union(.double), "SSE", "HFA double x1", "INTEGER x1"),
  Case("64 bytes", structure(.array(.long, 8)), "MEMORY", "INDIRECT", "INDIRECT"),
]

@Suite struct ClassificationTests {
  @Test(arguments: cases, Target.allCases)
  private func classIsWhatTheABISays(of sample: Case, on target: Target) throws {
    var engine = LayoutEngine(target: target)
    let type = try engine.layout(of: sample.type)
    #expect(ByValueClass(of: type, on: target).description == sample.expected(on: target))
  }
}
