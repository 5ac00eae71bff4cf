// What is read from ELF files: facts, the places of faults, and no crash whatever is in them.

import CrossCheck
import Foundation
import Inspection
import Testing

/// Files that were made by hand, beside the tests of the command.
enum Fixture {
  static let names = ["hello", "hello-stripped", "calls", "everything"]

  static func path(_ name: String) -> String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("DriverTests/Inputs/\(name).elf").path
  }

  static func bytes(_ name: String) throws -> [UInt8] {
    try [UInt8](Data(contentsOf: URL(fileURLWithPath: path(name))))
  }
}

/// A file of some bytes, which goes with the test.
final class ScratchFile {
  let path = FileManager.default.temporaryDirectory.path + "/weft-inspect-\(UUID().uuidString)"

  init(_ bytes: [UInt8]) throws { try write(bytes) }

  func write(_ bytes: [UInt8]) throws { try Data(bytes).write(to: URL(fileURLWithPath: path)) }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}

/// Everything that a file has to say, read to the end.
func readWhole(_ path: String) throws -> (instructions: Int, labels: [String], origins: Set<String>, lines: Set<UInt32>)
{
  let file = try ElfFile(path: path)
  let lines = (try? SourceLines(path: path)) ?? SourceLines()
  let listing = CodeListing(of: file, lines: lines, origins: try Origins(of: file))
  var result: (instructions: Int, labels: [String], origins: Set<String>, lines: Set<UInt32>) = (0, [], [], [])
  for region in listing.regions {
    listing.forEach(in: region) { entry in
      switch entry {
      case .label(let name, _): result.labels.append(name)
      case .source(_, let line, let origin):
        if line > 0 { result.lines.insert(line) }
        if let origin { result.origins.insert(origin) }
      case .instruction: result.instructions += 1
      case .bytes: break
      }
    }
  }
  for name in listing.functionNames { _ = listing.functions(named: name) }
  let map = FileMap(of: file)
  // Each byte is in one part.
  #expect(map.parts.first?.range.lowerBound ?? 0 == 0)
  for (one, next) in zip(map.parts, map.parts.dropFirst()) { #expect(one.range.upperBound == next.range.lowerBound) }
  #expect(map.parts.last?.range.upperBound ?? 0 == file.size)
  return result
}

@Suite struct ReadingTests {
  @Test func whatWasWrittenIsRead() throws {
    let calls = try readWhole(Fixture.path("calls"))
    #expect(calls.labels == ["_start", "main", "middle", "leaf", "stub"])
    #expect(calls.instructions == 32)
    #expect(calls.lines == [1, 3, 4, 5, 8, 10, 11, 12, 15, 17, 19])
    #expect(calls.origins.isSuperset(of: ["entry", "prologue", "%s = add i64 %a, %b", "syscall"]))
    let file = try ElfFile(path: Fixture.path("calls"))
    #expect(file.header.machine == "x86_64" && file.header.kind == "exec" && file.header.entry == 0x4000b0)
    #expect(file.segments.map(\.kind) == ["load", "gnu stack"])
    #expect(file.segments.map(\.protection) == ["r-x", "rw-"])
    #expect(file.sections.first?.flags == ["alloc", "exec"])
    #expect(file.symbols.map(\.name) == ["_start", "stub", "main", "middle", "leaf"])
  }

  /// Without sections, the code is what is executed from the entry on.
  @Test func strippedFilesHaveCode() throws {
    let hello = try readWhole(Fixture.path("hello-stripped"))
    #expect(hello.instructions == 18 && hello.labels.isEmpty)
    #expect(
      FileMap(of: try ElfFile(path: Fixture.path("hello-stripped"))).parts.map(\.name) == [
        "file header", "segment headers", "load",
      ])
  }

  @Test func sectionsOfEveryKind() throws {
    let file = try ElfFile(path: Fixture.path("everything"))
    let shape = file.sections.filter(\.isLoaded).map { "\($0.name) \($0.flags.joined(separator: "+")) \($0.hasBytes)" }
    #expect(
      shape == [
        ".rodata alloc true", ".tdata write+alloc+tls true", ".tbss write+alloc+tls false", ".text alloc+exec true",
        ".text.cold alloc+exec true", ".data write+alloc true", ".data.named write+alloc true",
        ".bss write+alloc false",
      ])
    #expect(file.segments.map(\.kind) == ["load", "load", "load", "tls", "gnu stack"])
  }

  /// What compilers and linkers of others made, with relocations, versions, notes and dynamic tables.
  @Test(arguments: ["/bin/true", "/usr/bin/env", "/lib64/ld-linux-x86-64.so.2"]) func filesOfOthers(_ path: String)
    throws
  {
    guard FileManager.default.fileExists(atPath: path) else { return }
    let file = try ElfFile(path: path)
    #expect(!file.sections.isEmpty && !file.symbols.isEmpty)
    #expect(file.notes.contains { $0.owner == "GNU" && $0.kind == "build id" && $0.contents.count == 20 })
    #expect(try readWhole(path).instructions > 1000)
  }

  @Test func otherFormatsAreNamed() throws {
    let archive = try ScratchFile(Array("!<arch>\n".utf8))
    let error = try #require(throws: InspectionError.self) { try ElfFile(path: archive.path) }
    #expect("\(error)" == "is not an ELF object or executable: it is an archive; extract a member with 'ar x'")
    #expect(throws: InspectionError.cannotOpen(reason: "it is no regular file")) { try ElfFile(path: "/dev/null") }
    #expect(throws: InspectionError.cannotOpen(reason: "No such file or directory")) {
      try ElfFile(path: "/nowhere/at/all")
    }
  }
}

/// A fault in a file, and the byte that must be blamed for it.
struct Blemish: Sendable, CustomTestStringConvertible {
  let file: String
  /// Where the bytes are replaced, and by what.
  let place: Int
  let bytes: [UInt8]
  let offset: UInt64
  let fault: String

  var testDescription: String { fault }

  static let all: [Blemish] = [
    Blemish(file: "hello", place: 4, bytes: [7], offset: 4, fault: "the width of addresses is 7, neither 1 nor 2"),
    Blemish(file: "hello", place: 5, bytes: [0], offset: 5, fault: "the order of bytes is 0, neither 1 nor 2"),
    Blemish(file: "hello", place: 6, bytes: [2], offset: 6, fault: "the version of the format is 2, not 1"),
    Blemish(
      file: "hello", place: 0x20, bytes: [0, 0, 1], offset: 0x20,
      fault: "the table of segments ends at byte 65648, the file at byte 704"),
    Blemish(
      file: "hello", place: 0x28, bytes: [0, 0, 1], offset: 0x28,
      fault: "the table of sections ends at byte 65600, the file at byte 704"),
    Blemish(file: "hello", place: 0x36, bytes: [57], offset: 0x36, fault: "a segment's header has 57 bytes, not 56"),
    Blemish(file: "hello", place: 0x3A, bytes: [63], offset: 0x3A, fault: "a section's header has 63 bytes, not 64"),
    Blemish(file: "hello", place: 0x3E, bytes: [9], offset: 0x3E, fault: "the section of names is number 9 of 5"),
    Blemish(
      file: "hello", place: 0x40 + 0x20, bytes: [0, 0, 0, 0, 0, 0, 0, 0xFF], offset: 0x40,
      fault: "segment 0 ends at byte 18374686479671623680, the file at byte 704"),
    Blemish(
      file: "hello", place: 384 + 64 + 0x18, bytes: [0xFF, 0xFF], offset: 384 + 64,
      fault: "section 1 ends at byte 65549, the file at byte 704"),
    Blemish(
      file: "hello", place: 384 + 3 * 64 + 0x28, bytes: [17], offset: 384 + 3 * 64,
      fault: "section 3 refers to section 17 of 5"),
    Blemish(
      file: "hello", place: 384 + 2 * 64, bytes: [0xFF], offset: 384 + 2 * 64,
      fault: "the name of section 2 lies outside of the table of names"),
    Blemish(
      file: "hello", place: 384 + 3 * 64 + 0x20, bytes: [95], offset: 232 + 95,
      fault: ".symtab has 95 bytes, but a symbol has 24"),
    Blemish(
      file: "hello", place: 232 + 24, bytes: [0xFF, 0xFF], offset: 232 + 24,
      fault: "the name of symbol 1 of .symtab lies outside of its table of names"),
    Blemish(file: "calls", place: 0x378, bytes: [2], offset: 0x378, fault: "origins of version 2 are unknown"),
    Blemish(
      file: "calls", place: 0x379, bytes: [0xFF, 0x7F], offset: 0x379,
      fault: "16383 things are more than the section holds"),
  ]
}

@Suite struct DamageTests {
  @Test(arguments: Blemish.all) func isBlamedOnItsByte(_ blemish: Blemish) throws {
    var bytes = try Fixture.bytes(blemish.file)
    bytes.replaceSubrange(blemish.place..<blemish.place + blemish.bytes.count, with: blemish.bytes)
    let file = try ScratchFile(bytes)
    #expect(throws: InspectionError.malformed(offset: blemish.offset, fault: blemish.fault)) {
      try readWhole(file.path)
    }
  }

  /// A file that ends too early is refused wherever it ends.
  @Test(arguments: Fixture.names) func isRefusedWhenCutOff(_ name: String) throws {
    let bytes = try Fixture.bytes(name)
    let file = try ScratchFile([])
    for length in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 300)) {
      try file.write(Array(bytes.prefix(length)))
      #expect(throws: InspectionError.self, "\(length) bytes") { try ElfFile(path: file.path) }
    }
  }

  /// Bytes that are replaced by others anywhere give a file or an error.
  @Test func isSurvived() throws {
    let environment = ProcessInfo.processInfo.environment
    let seed = environment["WEFT_SEED"].flatMap(UInt64.init) ?? 1
    let count = environment["WEFT_COUNT"].flatMap(Int.init) ?? 2400
    let originals = try Fixture.names.map { try Fixture.bytes($0) } + [Self.compiledObject()]
    let file = try ScratchFile([])
    var readable = 0
    for index in 0..<count {
      var random = SystemNumbers(state: seed &* 0x1_0000_0001 &+ UInt64(index))
      let original = originals[index % originals.count]
      try file.write(damaged(original, &random))
      do {
        _ = try readWhole(file.path)
        readable += 1
      } catch is InspectionError {}
    }
    print("damaged executables: seed \(seed), \(count) files, \(readable) still readable")
    #expect(readable > 0 && readable < count)
  }

  private func damaged(_ original: [UInt8], _ random: inout SystemNumbers) -> [UInt8] {
    var bytes = original
    for _ in 0...random.below(3) {
      // Half of the damage goes to where the tables are: to the start and the end.
      let place =
        switch random.below(4) {
        case 0: random.below(min(176, bytes.count))
        case 1: bytes.count - 1 - random.below(min(640, bytes.count))
        default: random.below(bytes.count)
        }
      switch random.below(3) {
      case 0: bytes[place] = UInt8(truncatingIfNeeded: random.next())
      case 1: bytes[place] ^= 1 << UInt8(random.below(8))
      default:
        for index in place..<min(place + 8, bytes.count) { bytes[index] = random.below(2) == 0 ? 0xFF : 0 }
      }
    }
    return bytes
  }

  /// What gcc makes of a little C: an object with relocations and debug information.
  private static func compiledObject() throws -> [UInt8] {
    let source = try ScratchFile(Array("int g(int); int f(int a, int b) { return g(a) + b * g(b); }\n".utf8))
    let object = try ScratchFile([])
    let gcc = Process()
    gcc.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    gcc.arguments = ["gcc", "-x", "c", "-g", "-O1", "-c", source.path, "-o", object.path]
    try gcc.run()
    gcc.waitUntilExit()
    try #require(gcc.terminationStatus == 0)
    return try [UInt8](Data(contentsOf: URL(fileURLWithPath: object.path)))
  }
}

/// Numbers that look random and are the same for the same seed.
struct SystemNumbers {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }

  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(max(1, bound))) }
}
