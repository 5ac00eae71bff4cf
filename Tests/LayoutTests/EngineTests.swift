// The layout engine at its limits: every error, sizes at the edge of what is possible, deep and wide nesting; and holes.

import Layout
import Testing

private func structure(_ members: [MemberDeclaration], packed: Bool = false, aligned: UInt64? = nil) -> CType {
  .record(RecordDeclaration(.structure, tag: "s", members: members, isPacked: packed, alignment: aligned))
}

private func structure(_ types: CType...) -> CType {
  structure(types.enumerated().map { MemberDeclaration("m\($0)", $1) })
}

private func array(_ element: CType, _ count: UInt64?) -> CType { .array(element: element, count: count) }

private let char = CType.scalar(.char)
private let int = CType.scalar(.int)
private let long = CType.scalar(.long)

/// Structures one in the other.
private func nest(_ depth: Int, _ wrap: (CType) -> CType) -> CType {
  var type = int
  for _ in 0..<depth { type = wrap(type) }
  return type
}

@Suite struct EngineTests {
  @Test(arguments: [
    (array(char, 1 << 63), LayoutError.tooLarge(type: "char [9223372036854775808]")),
    (array(long, 1 << 61), .tooLarge(type: "long [2305843009213693952]")),
    (structure(array(char, (1 << 63) - 1), char), .tooLarge(type: "struct s")),
    (structure(array(char, (1 << 63) - 1), long), .tooLarge(type: "struct s")),
    (structure([MemberDeclaration("m", array(char, (1 << 63) - 1))], aligned: 16), .tooLarge(type: "struct s")),
    (
      structure([MemberDeclaration("m", array(char, (1 << 62)))] + [MemberDeclaration("b", int, bitWidth: 3)]),
      .tooLarge(type: "struct s")
    ),
    (structure(.incomplete(spelling: "struct t")), .incomplete(type: "struct t")),
    (
      structure([MemberDeclaration("b", int, bitWidth: 33)]),
      .bitfieldTooWide(member: "b", width: 33, type: "int")
    ),
    (
      structure([MemberDeclaration("b", .scalar(.bool), bitWidth: 2)]),
      .bitfieldTooWide(member: "b", width: 2, type: "_Bool")
    ),
    (structure([MemberDeclaration("b", int, bitWidth: 0)]), .namedZeroWidth(member: "b")),
    (
      structure([MemberDeclaration("b", .scalar(.float), bitWidth: 3)]),
      .bitfieldOfNonInteger(member: "b", type: "float")
    ),
    (structure([MemberDeclaration("m", int, alignment: 3)]), .badAlignment(3, of: "m")),
    (structure([MemberDeclaration("m", int)], aligned: 0), .badAlignment(0, of: "struct s")),
    (.alias(name: "t", of: int, alignment: 1 << 29), .badAlignment(1 << 29, of: "t")),
    (
      array(.alias(name: "t", of: int, alignment: 8), 2), .misalignedElements(type: "t [2]")
    ),
    (.vector(element: .int, count: 3), .badVector(type: "int __vector(3)")),
    (.vector(element: .long, count: 1 << 62), .badVector(type: "long __vector(4611686018427387904)")),
    (structure(array(int, nil), int), .misplacedFlexibleArray(member: "m0")),
    (array(array(int, nil), 2), .flexibleElement(type: "int [2][]")),
  ])
  func faultyTypesAreRefused(type: CType, error: LayoutError) {
    for target in Target.allCases {
      var engine = LayoutEngine(target: target)
      #expect(throws: error) { try engine.layout(of: type) }
    }
    #expect(!error.description.isEmpty)
  }

  /// gcc 12.2 places `struct { char c; struct { vector v; char c; } s; }` so; of these records its `_Alignof` says 16,
  /// which is not what it lays them out by.
  @Test(
    arguments: [
      (Target.x86_64, 32, 64, 32), (.x86_64, 64, 128, 64), (.x86_64, 1024, 2048, 1024), (.riscv64, 32, 64, 32),
      (.riscv64, 64, 128, 64), (.aarch64, 32, 48, 16), (.aarch64, 64, 80, 16), (.aarch64, 1024, 1040, 16),
    ] as [(Target, UInt64, UInt64, UInt64)])
  func vectorsWiderThanARegisterAreAlignedAsTheTargetSays(
    target: Target, vectorSize: UInt64, size: UInt64, alignment: UInt64
  ) throws {
    var engine = LayoutEngine(target: target)
    let inner = structure(.vector(element: .float, count: vectorSize / 4), char)
    let outer = try #require(try engine.layout(of: structure(char, inner)).innerRecord)
    #expect(outer.fields[1].type.size == size)
    #expect(outer.fields[1].offset == alignment)
    #expect(outer.fields[1].type.alignment == alignment)
  }

  @Test func theLargestRecordHasALayout() throws {
    var engine = LayoutEngine(target: .x86_64)
    let type = try engine.layout(of: structure(array(char, (1 << 63) - 1)))
    #expect(type.size == LayoutEngine.greatestSize)
    #expect(type.innerRecord?.holes == [] && type.innerRecord?.tailPadding == nil)
    #expect(ByValueClass(of: type, on: .x86_64).description == "MEMORY")
  }

  @Test(arguments: [
    nest(300) { structure($0) }, nest(300) { array($0, 2) }, nest(300) { .alias(name: "t", of: $0, alignment: nil) },
    nest(2000) { structure($0) },
  ])
  func deepNestingIsRefused(type: CType) {
    var engine = LayoutEngine(target: .aarch64)
    let error = #expect(throws: LayoutError.self) { try engine.layout(of: type) }
    guard case .tooDeep = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func nestingThatDoublesIsRefused() {
    var engine = LayoutEngine(target: .aarch64)
    #expect(throws: LayoutError.tooManyFields(type: "struct s")) {
      try engine.layout(of: nest(200) { structure($0, $0) })
    }
  }

  @Test func nestingUpToTheLimitIsLaidOutAndClassified() throws {
    let type = nest(200) { structure($0) }
    for target in Target.allCases {
      var engine = LayoutEngine(target: target)
      let layout = try engine.layout(of: type)
      #expect(layout.size == 4)
      #expect(ByValueClass(of: layout, on: target).firstArgument != .nothing)
      #expect(layout.innerRecord?.deepHoles == [])
    }
  }

  /// gcc moves a bit-field of an over-aligned type in steps that it counts from a multiple of 16 bytes.
  @Test func overAlignedBitfieldTypesMoveAsInGcc() throws {
    var engine = LayoutEngine(target: .x86_64)
    let short = CType.alias(name: "t", of: .scalar(.short), alignment: 32)
    let first = try engine.layout(
      of: structure([
        MemberDeclaration("a", .scalar(.int128), bitWidth: 128), MemberDeclaration("b", short, bitWidth: 9),
      ]))
    #expect(first.innerRecord?.fields.last?.bits == BitRange(offset: 128, width: 9))
    let second = try engine.layout(
      of: structure([
        MemberDeclaration("a", .scalar(.int128), bitWidth: 126),
        MemberDeclaration("b", short, bitWidth: 9, alignment: 4),
      ]))
    #expect(second.innerRecord?.fields.last?.bits == BitRange(offset: 256, width: 9))
  }
}

@Suite struct EngineHolesTests {
  private func layout(_ type: CType) throws -> RecordLayout {
    var engine = LayoutEngine(target: .x86_64)
    return try #require(try engine.layout(of: type).innerRecord)
  }

  @Test func holesLieBetweenFields() throws {
    let record = try layout(structure(char, int, char, long, char))
    #expect(record.holes == [Hole(bitOffset: 8, bitWidth: 24), Hole(bitOffset: 72, bitWidth: 56)])
    #expect(record.holes.map(\.bytes) == [1..<4, 9..<16])
    #expect(record.tailPadding == Hole(bitOffset: 200, bitWidth: 56))
  }

  @Test func holesOfBits() throws {
    let record = try layout(
      structure([
        MemberDeclaration("a", int, bitWidth: 3), MemberDeclaration(nil, int, bitWidth: 2),
        MemberDeclaration("b", int, bitWidth: 4), MemberDeclaration("c", char),
      ]))
    #expect(record.holes == [Hole(bitOffset: 3, bitWidth: 2), Hole(bitOffset: 9, bitWidth: 7)])
    #expect(record.holes.map(\.bytes.isEmpty) == [true, true])
    #expect(record.holes.map(\.isWholeBytes) == [false, false])
    #expect(record.tailPadding?.bytes == 3..<4)
  }

  @Test func aZeroLengthArrayEndsNoHole() throws {
    let record = try layout(structure(char, array(int, 0)))
    #expect(record.holes == [])
    #expect(record.tailPadding == Hole(bitOffset: 8, bitWidth: 24))
  }

  @Test func unionsHaveOnlyPaddingAtTheEnd() throws {
    let declaration = RecordDeclaration(
      .union, tag: "u", members: [MemberDeclaration("a", array(char, 5)), MemberDeclaration("b", int)])
    let record = try layout(.record(declaration))
    #expect(record.holes == [] && record.tailPadding == Hole(bitOffset: 40, bitWidth: 24))
  }

  @Test func deepHolesLieInMembersToo() throws {
    let record = try layout(structure(array(structure(char, int), 2), structure(int, char)))
    #expect(record.holes == [] && record.tailPadding == nil)
    #expect(record.deepHoles.map(\.bytes) == [1..<4, 9..<12, 21..<24])
  }

  @Test func deepHolesOfNothingManyTimesEnd() throws {
    let unnamed = RecordDeclaration(
      .structure, tag: "unnamed", members: [MemberDeclaration(nil, .scalar(.int), bitWidth: 32)])
    let record = try layout(structure(array(.record(unnamed), 1 << 48)))
    #expect(record.deepHoles.map(\.bitWidth) == [1 << 53])
  }

  @Test func deepHolesOfAHugeArrayEnd() throws {
    let record = try layout(structure(array(structure(char, int), 1 << 40)))
    #expect(record.deepHoles.count == LayoutEngine.greatestFieldCount / 2)
  }
}
