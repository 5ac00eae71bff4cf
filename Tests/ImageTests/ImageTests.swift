// What executables are made of: their size, their segments, what the system does with them, and what other programs say.

import Foundation
import Image
import Layout
import Testing

/// The programs that are made, run and read.
enum Program: String, CaseIterable, Sendable {
  case hello, calls, everything, everythingInPages

  func object(in folder: String) -> RelocatableObject {
    switch self {
    case .hello: HandMade.hello()
    case .calls: HandMade.calls(directory: folder)
    case .everything: HandMade.everything(readOnlySize: 100)
    case .everythingInPages: HandMade.everything(readOnlySize: 5000)
    }
  }

  var status: Int32 {
    switch self {
    case .hello: 0
    case .calls: 24
    case .everything, .everythingInPages: 42
    }
  }
}

@Suite struct ExecutableTests {
  @Test(arguments: Program.allCases, [true, false]) func runs(_ program: Program, strip: Bool) throws {
    let folder = try TestFolder()
    let executable = try Executable(program.object(in: folder.path), strip: strip)
    let outcome = try Tool.run(folder.write(program.rawValue, executable.bytes))
    #expect(!outcome.wasSignal && outcome.status == program.status)
    #expect(outcome.output == (program == .hello ? "hello, world!\n" : ""))
  }

  @Test func helloIsSmall() throws {
    #expect(try Executable(HandMade.hello(), strip: true).bytes.count == 226)
    #expect(try Executable(HandMade.hello()).bytes.count == 704)
  }

  @Test(arguments: Program.allCases) func isRepeatable(_ program: Program) throws {
    let object = program.object(in: "/source")
    #expect(try Executable(object).bytes == Executable(object).bytes)
  }

  /// The parts follow one another, and no byte that matters is in none of them.
  @Test(arguments: Program.allCases, [true, false]) func partsCoverTheFile(_ program: Program, strip: Bool) throws {
    let executable = try Executable(program.object(in: "/source"), strip: strip)
    var end: UInt64 = 0
    for part in executable.parts where part.size > 0 {
      #expect(part.offset >= end, "\(part.name)")
      #expect(executable.bytes[Int(end)..<Int(part.offset)].allSatisfy { $0 == 0 })
      end = part.offset + part.size
    }
    #expect(end == UInt64(executable.bytes.count))
  }

  /// Nothing that is written to is executed, and each byte of the file lies at the same place of a page as in memory.
  @Test(arguments: Program.allCases, [true, false]) func segmentsAreProtected(_ program: Program, strip: Bool) throws {
    let bytes = try Executable(program.object(in: "/source"), strip: strip).bytes
    let header = try Kernel.Elf64Hdr(decoding: bytes, on: .x86_64)
    var hasStack = false
    for index in 0..<Int(header.e_phnum) {
      let start = Int(header.e_phoff) + index * Int(header.e_phentsize)
      let segment = try Kernel.Elf64Phdr(decoding: bytes[start...], on: .x86_64)
      #expect(segment.p_flags & 3 != 3)
      switch segment.p_type {
      case 1:
        #expect(segment.p_offset % 4096 == segment.p_vaddr % 4096)
        #expect(segment.p_offset + segment.p_filesz <= UInt64(bytes.count))
      case 0x6474_E551:
        hasStack = true
        #expect(segment.p_flags == 6)
      default: break
      }
    }
    #expect(hasStack)
    #expect((header.e_shnum == 0) == strip)
  }

  /// What all of a program's memory is known for: the boundaries that only the finished file has.
  @Test func layoutFactsAreTrue() throws {
    var object = HandMade.everything(readOnlySize: 100)
    let table = object.addSection(Section(".facts", .data, alignment: 8))
    let facts = LayoutFact.allCases
    for (index, fact) in facts.enumerated() {
      let symbol = object.addLayoutFact(fact)
      object[table].bytes += [UInt8](repeating: 0, count: 8)
      object.relocations.append(Relocation(in: table, at: UInt32(8 * index), .absolute64, symbol, addend: 0))
    }
    let executable = try Executable(object)
    func part(_ name: String) throws -> Executable.Part { try #require(executable.parts.first { $0.name == name }) }
    let start = try Int(part(".facts").offset)
    let values = facts.indices.map { index in
      executable.bytes[start + 8 * index..<start + 8 * index + 8].reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
    let cold = try part(".text.cold")
    let zeroes = try part(".bss")
    #expect(
      try values == [
        #require(part(".tdata").address), 4, 36, 32, 0x40_0000, #require(zeroes.address) + 64 + 1 << 20,
        #require(part(".text").address), #require(cold.address) + cold.size,
      ])
  }
}

/// What asks for more than a page is aligned in memory, and the file is not padded for it.
@Suite struct AlignmentTests {
  @Test(
    arguments: [
      SectionIndex.text, .readOnlyData, .data, .zeroedData, .threadData, .zeroedThreadData,
    ], [4096, 8192, 1 << 21, 1 << 28] as [UInt64])
  func isKept(_ section: SectionIndex, _ alignment: UInt64) throws {
    var object = HandMade.everything(readOnlySize: 100)
    object[section].alignment = alignment
    let executable = try Executable(object)
    #expect(executable.bytes.count < 40_000)
    let part = try #require(executable.parts.first { $0.name == object[section].name })
    #expect(try #require(part.address) % alignment == 0)
    let folder = try TestFolder()
    let file = try folder.write("aligned", executable.bytes)
    // Threads' own data has other offsets then, which the program does not reckon with; and eu-elflint would have the file
    // padded for it, of which no program has any use.
    if section == .threadData || section == .zeroedThreadData { return }
    let lint = try Tool.run("/usr/bin/eu-elflint", ["--gnu-ld", file])
    #expect(lint.output == "No errors\n")
    #expect(try Tool.run(file).status == 42)
  }
}

/// Each kind of section by itself.
@Suite struct SoleSectionTests {
  @Test(arguments: SectionKind.allCases, [1, 5000]) func readersAreContent(_ kind: SectionKind, _ size: Int) throws {
    var object = HandMade.hello()
    let section = SectionIndex(rawValue: UInt32(object.sections.count))
    object.sections.append(
      kind.isZeroed
        ? Section(".sole", kind, zeroSize: UInt64(size))
        : Section(".sole", kind, bytes: [UInt8](repeating: 0x90, count: size)))
    _ = object.addSymbol(
      SymbolEntry(
        name: object.addName("sole"), section: section, offset: 0, size: UInt64(size),
        kind: kind.isThreadLocal ? .threadLocal : .object, binding: .global))
    let folder = try TestFolder()
    for strip in [true, false] {
      let file = try folder.write("sole-\(strip)", Executable(object, strip: strip).bytes)
      let lint = try Tool.run("/usr/bin/eu-elflint", ["--gnu-ld", file])
      #expect(lint.output == "No errors\n", "\(kind) \(strip)")
      #expect(try Tool.run(file).output == "hello, world!\n")
    }
  }
}

@Suite struct ToolTests {
  @Test(arguments: Program.allCases, [true, false]) func readersAreContent(_ program: Program, strip: Bool) throws {
    let folder = try TestFolder()
    let file = try folder.write(program.rawValue, Executable(program.object(in: folder.path), strip: strip).bytes)
    let lint = try Tool.run("/usr/bin/eu-elflint", ["--gnu-ld", file])
    #expect(lint.status == 0 && lint.output == "No errors\n", "\(lint.output)")
    let readers: [(String, [String])] = [
      ("/usr/bin/readelf", ["--all", "--wide"]), ("/usr/bin/readelf", ["--debug-dump"]),
      ("/usr/bin/eu-readelf", ["--all"]), ("/usr/bin/objdump", ["--disassemble-all", "--wide"]),
    ]
    for (reader, arguments) in readers {
      let outcome = try Tool.run(reader, arguments + [file])
      #expect(outcome.status == 0)
      for word in ["warning", "error:", "invalid", "corrupt"] where outcome.output.lowercased().contains(word) {
        Issue.record("\(reader) \(arguments): \(outcome.output)")
      }
    }
    guard let verifier = Tool.find("llvm-dwarfdump-14", "llvm-dwarfdump") else { return }
    let verified = try Tool.run(verifier, ["--verify", file])
    #expect(verified.status == 0 && verified.output.hasSuffix("No errors.\n"), "\(verified.output)")
  }

  /// What aligns the next function is as well covered by call frame information as the function before it; a hole that is no
  /// alignment is not.
  @Test func framesCoverAlignment() throws {
    var object = HandMade.hello()
    object[.text].alignment = 16
    object[.text].bytes += [UInt8](repeating: 0xCC, count: 28)
    for (offset, size) in [(0, 13), (13, 10), (45, 10), (62, 2)] as [(UInt32, UInt32)] {
      object.unwind.functions.append(
        UnwindFunction(code: CodeRange(section: .text, offset: offset, size: size), rows: .none))
    }
    let folder = try TestFolder()
    let file = try folder.write("frames", Executable(object).bytes)
    let frames = try Tool.run("/usr/bin/readelf", ["--debug-dump=frames", file]).output
    let start = try #require(Executable(object).parts.first { $0.name == ".text" }?.address)
    let ranges = frames.split(separator: "\n").compactMap { line in line.range(of: "pc=").map { line[$0.upperBound...] }
    }
    .map { range in
      range.split(separator: ".").compactMap { UInt64($0, radix: 16) }.map { $0 - start }
    }
    #expect(ranges == [[0, 13], [13, 23], [45, 62], [62, 64]])
  }

  /// A debugger finds lines, steps over them, prints parameters wherever they are, and finds all callers, from inside code
  /// without lines too.
  @Test func debuggerSession() throws {
    let folder = try TestFolder()
    let file = try folder.write("calls", Executable(HandMade.calls(directory: folder.path)).bytes)
    _ = try folder.write("calls.wir", HandMade.callsSource.utf8)
    let outcome = try Tool.run(
      "/usr/bin/gdb", ["-q", "-nx", "-batch"] + Self.session.flatMap { ["-ex", $0] } + [file])
    let lines = outcome.output.split(separator: "\n").map { String($0) }
    let missing = Self.expected.filter { expected in !lines.contains { $0.hasSuffix(expected) } }
    #expect(missing.isEmpty, "\(outcome.output)")
  }

  private static let session = [
    "set width 0", "set backtrace past-main on", "break main", "run", "break *middle", "continue", "info args",
    "break calls.wir:11", "continue", "info args", "break stub", "continue", "backtrace", "finish", "info args", "next",
    "print x * 2",
  ]

  private static let expected = [
    "main () at calls.wir:15", "15\tfunc @main() -> i32 {",
    "middle (a=5, b=7) at calls.wir:8", "a = 5", "b = 7",  // in registers, and later in the frame
    "11\t  %t = call @leaf(%s)", "#0  0x0000000000400103 in stub ()",
    "#1  0x00000000004000fd in leaf (x=12) at calls.wir:3",
    "#2  0x00000000004000f2 in middle (a=5, b=7) at calls.wir:11", "#3  0x00000000004000d0 in main () at calls.wir:17",
    "#4  0x00000000004000b5 in _start ()", "5\t  return %r", "$1 = 24",
  ]
}
