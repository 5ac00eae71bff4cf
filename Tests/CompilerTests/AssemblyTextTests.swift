// The text of `weft build --emit asm`: GNU as and ld make of it the bytes that the executable has, and C can be linked with it.

import Compiler
import Foundation
import Gen
import IR
import Image
import TestSupport
import Testing

/// A folder that goes with the test.
private final class Folder {
  let url = FileManager.default.temporaryDirectory.appendingPathComponent("weft-compiler-\(UUID().uuidString)")

  init() throws { try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) }
  deinit { try? FileManager.default.removeItem(at: url) }

  func write(_ name: String, _ bytes: some Sequence<UInt8>) throws {
    try Data(bytes).write(to: url.appendingPathComponent(name))
  }

  func read(_ name: String) throws -> [UInt8] { try ProjectFiles.bytes(of: url.appendingPathComponent(name)) }

  /// Runs a program here; gives its status, and all that it wrote.
  func run(_ program: String, _ arguments: [String]) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program] + arguments
    process.currentDirectoryURL = url
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, text)
  }
}

/// The sections of a file that are in memory; without bytes those of zeroes.
private func loadedSections(_ file: [UInt8]) -> [String: (address: Int, bytes: ArraySlice<UInt8>)] {
  func number(_ offset: Int, _ size: Int) -> Int {
    (0..<size).reduce(0) { $0 | Int(file[offset + $1]) << (8 * $1) }
  }
  let (table, count, names) = (number(0x28, 8), number(0x3C, 2), number(0x3E, 2))
  let nameOffset = number(table + 64 * names + 0x18, 8)
  var sections: [String: (address: Int, bytes: ArraySlice<UInt8>)] = [:]
  for index in 1..<count {
    let header = table + 64 * index
    let isLoaded = number(header + 8, 8) & 2 != 0
    let (isInFile, isZeroed) = (number(header + 4, 4) == 1, number(header + 4, 4) == 8)
    guard isLoaded, isInFile || isZeroed else { continue }
    let name = file[(nameOffset + number(header, 4))...].prefix { $0 != 0 }
    let (start, size) = (number(header + 0x18, 8), isZeroed ? 0 : number(header + 0x20, 8))
    sections[String(decoding: name, as: UTF8.self)] = (
      number(header + 0x10, 8), isZeroed ? [] : file[start..<start + size]
    )
  }
  return sections
}

private func options(_ level: GenerationOptions.Level) -> CompilationOptions {
  var options = CompilationOptions()
  options.generation.level = level
  return options
}

@Suite struct AssemblyTextTests {
  /// Every example, and one in eight of the programs that test the machine.
  static let files: [String] = {
    let examples = ProjectFiles.programs(below: ProjectFiles.root.appendingPathComponent("Examples"))
    let folder = "Tests/VMTests/Filetests"
    let tests = ProjectFiles.programs(below: ProjectFiles.root.appendingPathComponent(folder))
    let some = tests.enumerated().filter { $0.offset % 8 == 0 }.map { "\(folder)/\($0.element)" }
    return (examples.map { "Examples/\($0)" } + some).filter { canBeWritten($0) }
  }()

  /// Whether GNU as reads the names of a program: none holds a quotation mark or the end of a line.
  private static func canBeWritten(_ file: String) -> Bool {
    guard let bytes = try? ProjectFiles.bytes(of: ProjectFiles.root.appendingPathComponent(file)) else { return true }
    let module = Module.read([ModuleSource(name: file, bytes: bytes)]).module
    let unreadable = Array("\"\n".utf8)
    return module.symbols.elements.allSatisfy { !module.names[$0.name].contains(where: unreadable.contains) }
  }

  @Test(arguments: files) func isTheBytesOfTheExecutable(file: String) throws {
    let bytes = try ProjectFiles.bytes(of: ProjectFiles.root.appendingPathComponent(file))
    let result = Module.read([ModuleSource(name: file, bytes: bytes)])
    #expect(result.diagnostics.map(\.message) == [])
    // GNU as has no way to write a name that holds a line's end.
    guard !result.module.functions.contains(where: { result.module.name(of: $0.symbol).contains("\n") }) else { return }
    for level in GenerationOptions.Level.allCases {
      let executable: Executable
      // What machine code does not have yet is refused.
      do { executable = try Compilation(result.module, options(level)).executable() } catch { continue }
      let folder = try Folder()
      try folder.write("text.s", try Compilation.assembly(of: result.module, options(level)))
      let assembled = try folder.run("as", ["text.s", "-o", "text.o"])
      #expect(assembled.output == "", "\(level)")
      let own = loadedSections(executable.bytes)
      // Everything where it is in the executable, and what describes the code out of the way.
      var arguments = [
        "-static", "--no-relax", "-z", "norelro", "--no-warn-rwx-segments", "-e", "_start", "-o", "linked",
      ]
      // What is zeros of a thread's own data has no place: the linker wants to see it behind the rest.
      for (name, section) in own where ![".eh_frame", ".eh_frame_hdr", ".tbss"].contains(name) {
        arguments.append("--section-start=\(name)=0x\(String(section.address, radix: 16))")
      }
      let linked = try folder.run("ld", arguments + ["--section-start=.eh_frame=0x10000000", "text.o"])
      #expect(linked.status == 0, "\(level): \(linked.output)")
      guard linked.status == 0 else { continue }
      let theirs = loadedSections(try folder.read("linked"))
      #expect(own[".text"] != nil)
      for (name, section) in own where name != ".eh_frame" && name != ".eh_frame_hdr" {
        // Beside zeroes alone, the executable's table has a byte of data that no text stands for.
        if theirs[name] == nil, name == ".data", section.bytes.count == 1 { continue }
        // Where zeroes begin is told by what refers to them; what aligns them is before that.
        if section.bytes.isEmpty { continue }
        #expect(theirs[name]?.address == section.address, "\(level) \(name)")
        #expect(theirs[name].map { Array($0.bytes) } == Array(section.bytes), "\(level) \(name)")
      }
    }
  }

  @Test(arguments: GenerationOptions.Level.allCases, [["-no-pie"], ["-static"]])
  func isLinkedWithC(level: GenerationOptions.Level, mode: [String]) throws {
    // Names that other syntaxes would take for something else, data of threads, addresses in data, calls both ways.
    let imports = "import func @outside(i32) -> i32 c\nimport data @number\n"
    let text = """
      \(imports)
      data @count thread writable {
        i64 7
      }

      data @table writable export {
        ptr @twice, @count.of, @table + 8
      }

      func @count.of() -> i64 c export {
      entry:
        %c = thread.address @count
        %n = load i64 %c
        %m = add i64 %n, 1
        store i64 %m, %c
        return %m
      }

      func @"odd name $1, (x)"(%x: i32) -> i32 {
      entry:
        %n = load i32 @number
        %y = add i32 %x, %n
        return %y
      }

      func @1f(%x: i32) -> i32 {
      entry:
        %y = call @"odd name $1, (x)"(%x)
        return %y
      }

      func @"$foo"(%x: i32) -> i32 {
      entry:
        %y = call @1f(%x)
        return %y
      }

      func @.(%x: i32) -> i32 {
      entry:
        %y = call @"$foo"(%x)
        return %y
      }

      func @eax(%x: i32) -> i32 {
      entry:
        %y = call @.(%x)
        return %y
      }

      func @größe(%x: i32) -> i32 {
      entry:
        %y = call @eax(%x)
        return %y
      }

      func @twice(%x: i32) -> i32 c export {
      entry:
        %y = call @größe(%x)
        %w = call @outside(%y)
        %z = mul i32 %w, 2
        return %z
      }
      """
    let c = """
      #include <stdio.h>
      int twice(int);
      long count_of(void) __asm__("count.of");
      extern void *table[];
      int number = 1000;
      int outside(int x) { return x + 100; }
      int main(void) {
        long first = count_of(), second = count_of();
        int table_holds = table[0] == (void *)twice && table[1] == (void *)count_of && table[2] == &table[1];
        printf("%d %ld %ld %d\\n", twice(4), first, second, table_holds);
      }
      """
    let result = Module.read([ModuleSource(name: "text", bytes: Array(text.utf8))])
    try #require(result.diagnostics.map(\.message) == [])
    let folder = try Folder()
    try folder.write("text.s", try Compilation.assembly(of: result.module, options(level)))
    try folder.write("main.c", c.utf8)
    let linked = try folder.run("gcc", mode + ["main.c", "text.s", "-o", "program"])
    #expect(linked.output == "")
    #expect(try folder.run("./program", []).output == "2208 8 9 1\n")
  }
}
