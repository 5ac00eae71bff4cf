// What cannot be made into a file: each fault is named, and nothing that is handed over makes the writer stop.

import Image
import Layout
import Testing

/// A fault, and the error that it must give.
struct Fault: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let expected: ImageError
  let make: @Sendable (inout RelocatableObject) -> Void

  init(_ description: String, _ expected: ImageError, _ make: @escaping @Sendable (inout RelocatableObject) -> Void) {
    testDescription = description
    self.expected = expected
    self.make = make
  }

  static let all: [Fault] = [
    Fault("no entry", .noEntry) { $0.entry = nil },
    Fault("entry that is no symbol", .noEntry) { $0.entry = SymbolIndex(rawValue: 99) },
    Fault("entry in data", .badEntry(symbol: "greeting")) { $0.entry = SymbolIndex(rawValue: 0) },
    Fault("entry that is not defined", .badEntry(symbol: "elsewhere")) {
      $0.entry = $0.addUndefinedSymbol("elsewhere", kind: .function)
    },
    Fault("entry behind the code", .badEntry(symbol: "end")) {
      $0.entry = $0.addSymbol("end", in: .text, kind: .function)
    },
    Fault("undefined symbol", .undefinedSymbol(name: "printf")) {
      let printf = $0.addUndefinedSymbol("printf", kind: .function)
      $0.relocations.append(Relocation(in: .text, at: 1, .call32, printf, addend: -4))
    },
    Fault("two symbols of one name", .duplicateSymbol(name: "main")) {
      _ = $0.addSymbol("main", in: .text, kind: .function, binding: .weak)
    },
    Fault("symbol behind its section", .misplacedSymbol(name: "far")) {
      let far = $0.addSymbol("far", in: .text, kind: .function)
      $0.symbols[far.index].offset += 1
    },
    Fault("symbol that ends behind all memory", .misplacedSymbol(name: "main")) { $0.symbols[2].size = .max },
    Fault("symbol of no section", .misplacedSymbol(name: "main")) {
      $0.symbols[2].section = SectionIndex(rawValue: 6)
    },
    Fault("symbol without a text", .misplacedSymbol(name: "number 0")) {
      $0.symbols[0].name = NameRange(start: .max, count: .max)
    },
    Fault("symbol that is thread-local in shared memory", .misplacedSymbol(name: "main")) {
      $0.symbols[2].kind = .threadLocal
    },
    Fault("fact that is none", .misplacedSymbol(name: "number 3")) {
      let fact = $0.addLayoutFact(.threadSize)
      $0.symbols[fact.index].offset = 99
    },
    Fault("thread offset of an address", .threadLocalMismatch(name: "greeting", section: ".text", offset: 21)) {
      $0.relocations[1].kind = .threadOffset32
    },
    Fault("address of a thread offset", .threadLocalMismatch(name: "own", section: ".text", offset: 21)) {
      $0.relocations[1].symbol = $0.addSymbol("own", in: .zeroedThreadData, kind: .threadLocal)
    },
    Fault("relocation behind its section", .misplacedRelocation(section: ".text", offset: 33)) {
      $0.relocations[0].offset = 33
    },
    Fault("relocation in zeroes", .misplacedRelocation(section: ".bss", offset: 0)) {
      $0[.zeroedData].zeroSize = 16
      $0.relocations[0] = Relocation(in: .zeroedData, at: 0, .absolute64, $0.relocations[0].symbol, addend: 0)
    },
    Fault("relocation of no section", .misplacedRelocation(section: "section number 17", offset: 1)) {
      $0.relocations[0].section = SectionIndex(rawValue: 17)
    },
    Fault("relocation of no symbol", .misplacedRelocation(section: ".text", offset: 1)) {
      $0.relocations[0].symbol = SymbolIndex(rawValue: 17)
    },
    Fault(
      "call that is too far",
      .relocationOverflow(section: ".text", offset: 1, symbol: "main", value: 0x8000_0008, kind: .call32)
    ) {
      $0.relocations[0].addend = 0x8000_0000 - 4
    },
    Fault(
      "address that is too high",
      .relocationOverflow(section: ".text", offset: 1, symbol: "main", value: 0x1_0000_00CB, kind: .absolute32)
    ) {
      $0.relocations[0].kind = .absolute32
      $0.relocations[0].addend = 0x1_0000_0000 - 0x40_0000
    },
    Fault(
      "address that is negative",
      .relocationOverflow(section: ".text", offset: 1, symbol: "main", value: -1, kind: .absolute32)
    ) {
      $0.relocations[0].kind = .absolute32
      $0.relocations[0].addend = -0x40_00CC
    },
    Fault("alignment of three", .badAlignment(section: ".data", alignment: 3)) { $0[.data].alignment = 3 },
    Fault("alignment of nothing", .badAlignment(section: ".text", alignment: 0)) { $0[.text].alignment = 0 },
    Fault("alignment to half of all memory", .badAlignment(section: ".text", alignment: 1 << 63)) {
      $0[.text].alignment = 1 << 63
    },
    Fault("zeroes beside bytes", .contradictorySection(section: ".data")) {
      $0[.data].bytes = [1]
      $0[.data].zeroSize = 1
    },
    Fault("bytes among zeroes", .contradictorySection(section: ".bss")) { $0[.zeroedData].bytes = [1] },
    Fault("more zeroes than memory", .tooLarge(what: "the section '.bss' is")) { $0[.zeroedData].zeroSize = 1 << 47 },
    Fault("more zeroes than numbers", .tooLarge(what: "the section 'more' is")) {
      $0[.zeroedData].zeroSize = 1 << 45
      _ = $0.addSection(Section("more", .zeroedData, zeroSize: .max))
    },
    Fault("more sections than numbers", .tooManySections(count: 65276)) {
      for _ in 0..<66_000 { _ = $0.addSection(Section("x", .data, bytes: [0])) }
    },
    Fault("unwind rows of no code", .misplacedInformation(what: "unwind information")) {
      $0.unwind.functions = [
        UnwindFunction(code: CodeRange(section: .text, offset: 30, size: 20), rows: .none)
      ]
    },
    Fault("unwind rows that are not there", .misplacedInformation(what: "unwind information")) {
      $0.unwind.functions = [
        UnwindFunction(code: CodeRange(section: .text, offset: 0, size: 3), rows: RowRange(start: 1, count: 1))
      ]
    },
    Fault("unwind row that remembers nothing", .misplacedInformation(what: "an unwind row")) {
      $0.unwind.rows = [UnwindRow(at: 0, .recall)]
      $0.unwind.functions = [
        UnwindFunction(code: CodeRange(section: .text, offset: 0, size: 3), rows: RowRange(start: 0, count: 1))
      ]
    },
    Fault("register saved above the frame", .misplacedInformation(what: "an unwind row")) {
      $0.unwind.rows = [UnwindRow(at: 0, .saved, .rbx, value: 8)]
      $0.unwind.functions = [
        UnwindFunction(code: CodeRange(section: .text, offset: 0, size: 3), rows: RowRange(start: 0, count: 1))
      ]
    },
    Fault("line rows that go back", .misplacedInformation(what: "a line row")) {
      var debug = DebugInformation(producer: "", directory: "/", files: ["a"])
      debug.lineRows = [
        LineRow(offset: 2, file: 0, line: 1, column: 1), LineRow(offset: 1, file: 0, line: 1, column: 1),
      ]
      debug.lineRuns = [
        LineRun(code: CodeRange(section: .text, offset: 0, size: 3), rows: RowRange(start: 0, count: 2))
      ]
      $0.debug = debug
    },
    Fault("line of no file", .misplacedInformation(what: "a line row")) {
      var debug = DebugInformation(producer: "", directory: "/", files: [])
      debug.lineRows = [LineRow(offset: 0, file: 0, line: 1, column: 1)]
      debug.lineRuns = [
        LineRun(code: CodeRange(section: .text, offset: 0, size: 3), rows: RowRange(start: 0, count: 1))
      ]
      $0.debug = debug
    },
    Fault("origin without a text", .misplacedInformation(what: "an origin")) {
      var origins = OriginTable()
      origins.rows = [OriginRow(offset: 0, text: 0)]
      origins.runs = [
        OriginRun(code: CodeRange(section: .text, offset: 0, size: 3), rows: RowRange(start: 0, count: 1))
      ]
      $0.origins = origins
    },
  ]
}

@Suite struct ErrorTests {
  @Test(arguments: Fault.all) func isNamed(_ fault: Fault) throws {
    var object = HandMade.hello()
    fault.make(&object)
    #expect(throws: fault.expected) { try Executable(object) }
    #expect(!"\(fault.expected)".isEmpty)
  }

  @Test(arguments: [Target.aarch64, .riscv64]) func machinesWithoutAWriter(_ target: Target) {
    #expect(throws: ImageError.unsupportedTarget(name: target.rawValue)) {
      try Executable(RelocatableObject(target: target))
    }
  }

  /// Weak symbols that nobody defines are zero.
  @Test func weakSymbolsMayBeMissing() throws {
    var object = HandMade.hello()
    let missing = object.addUndefinedSymbol("missing", kind: .function, binding: .weak)
    object[.data].bytes = [UInt8](repeating: 0xFF, count: 8)
    object.relocations.append(Relocation(in: .data, at: 0, .absolute64, missing, addend: 0))
    let executable = try Executable(object)
    let data = try #require(executable.parts.first { $0.name == ".data" })
    #expect(executable.bytes[Int(data.offset)..<Int(data.offset) + 8].allSatisfy { $0 == 0 })
  }

  /// Numbers anywhere in an object, replaced by others, give a file or an error.
  @Test(arguments: 0..<40) func damageIsSurvived(_ seed: UInt64) throws {
    var random = Numbers(state: seed)
    var refused = 0
    for _ in 0..<50 {
      var object = seed % 2 == 0 ? HandMade.calls(directory: "/") : HandMade.everything(readOnlySize: 5000)
      for _ in 0...random.below(3) { damage(&object, &random) }
      do {
        _ = try Executable(object, strip: random.below(4) == 0)
      } catch {
        refused += 1
        #expect(!error.description.isEmpty)
      }
    }
    #expect(refused > 0)
  }

  private func damage(_ object: inout RelocatableObject, _ random: inout Numbers) {
    switch random.below(10) {
    case 0:
      let index = random.below(object.symbols.count)
      object.symbols[index].offset = random.any()
    case 1:
      let index = random.below(object.symbols.count)
      object.symbols[index].section = SectionIndex(rawValue: UInt32(truncatingIfNeeded: random.any()))
    case 2:
      let index = random.below(object.relocations.count)
      object.relocations[index].offset = UInt32(truncatingIfNeeded: random.any())
    case 3:
      let index = random.below(object.relocations.count)
      object.relocations[index].symbol = SymbolIndex(rawValue: UInt32(truncatingIfNeeded: random.any()))
    case 4:
      let index = random.below(object.relocations.count)
      object.relocations[index].addend = Int64(bitPattern: random.any())
    case 5:
      guard !object.unwind.rows.isEmpty else { return }
      let index = random.below(object.unwind.rows.count)
      object.unwind.rows[index] = UnwindRow(
        at: UInt32(truncatingIfNeeded: random.any()),
        UnwindChange.allCases[random.below(UnwindChange.allCases.count)],
        DwarfRegister(rawValue: UInt8(truncatingIfNeeded: random.any())), value: Int32(truncatingIfNeeded: random.any())
      )
    case 6:
      guard var debug = object.debug else { return }
      let index = random.below(debug.lineRows.count)
      debug.lineRows[index] = LineRow(
        offset: UInt32(truncatingIfNeeded: random.any()), file: UInt32(random.below(3)),
        line: UInt32(truncatingIfNeeded: random.any()), column: UInt32(truncatingIfNeeded: random.any()))
      object.debug = debug
    case 7:
      guard var debug = object.debug else { return }
      let index = random.below(debug.functions.count)
      debug.functions[index].code.offset = UInt32(truncatingIfNeeded: random.any())
      debug.functions[index].parameters = RowRange(start: random.below(5), count: random.below(5))
      object.debug = debug
    case 8:
      guard var debug = object.debug, !debug.locations.isEmpty else { return }
      let index = random.below(debug.locations.count)
      debug.locations[index] = DebugLocation(
        from: UInt32(truncatingIfNeeded: random.any()), to: UInt32(truncatingIfNeeded: random.any()), .memory,
        DwarfRegister(rawValue: UInt8(truncatingIfNeeded: random.any())),
        offset: Int32(truncatingIfNeeded: random.any()))
      object.debug = debug
    default:
      object.unwind.functions[0].code.size = UInt32(truncatingIfNeeded: random.any())
      object.unwind.functions[0].rows = RowRange(start: random.below(4), count: random.below(4))
    }
  }
}

/// Numbers that look random and are the same for the same seed.
struct Numbers {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }

  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

  /// A small number, one near an edge, or any.
  mutating func any() -> UInt64 {
    switch below(4) {
    case 0: UInt64(below(64))
    case 1: UInt64.max &- UInt64(below(4))
    case 2: (1 << UInt64(below(64))) &- UInt64(below(2))
    default: next()
    }
  }
}
