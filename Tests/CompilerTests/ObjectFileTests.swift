// Object files: they are what GNU as makes of the text, every linker makes programs of them that work with C, and those who read
// object files are content.

import Compiler
import Foundation
import Gen
import IR
import Image
import Layout
import TestSupport
import Testing

/// How a module is compiled.
struct ObjectMode: Sendable, CustomTestStringConvertible {
  var level = GenerationOptions.Level.best
  var position = CodePosition.fixed
  var hasDebugInformation = false
  var isStripped = false

  var options: CompilationOptions {
    var options = CompilationOptions()
    options.generation.level = level
    options.generation.position = position
    options.generation.hasEntry = false
    options.hasDebugInformation = hasDebugInformation
    options.isStripped = isStripped
    return options
  }

  var testDescription: String { "O\(level.rawValue) \(position)" }

  static let all = GenerationOptions.Level.allCases.flatMap { level in
    CodePosition.allCases.map { ObjectMode(level: level, position: $0) }
  }
}

/// A file that these tests link.
private func source(_ name: String) throws -> [UInt8] {
  try ProjectFiles.bytes(of: ProjectFiles.root.appendingPathComponent("Tests/CompilerTests/Objects/\(name)"))
}

/// A module from a text that has no faults.
private func module(_ name: String) throws -> Module { try module(name, try source("\(name).wir")) }

private func module(_ name: String, _ bytes: [UInt8]) throws -> Module {
  let result = Module.read([ModuleSource(name: name, bytes: bytes)])
  try #require(result.diagnostics.map(\.message) == [])
  return result.module
}

/// A folder that goes with the test.
final class ToolFolder {
  let path = FileManager.default.temporaryDirectory.path + "/weft-object-\(UUID().uuidString)"

  init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }
  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ name: String, _ bytes: some Sequence<UInt8>) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: "\(path)/\(name)"))
  }

  func read(_ name: String) throws -> [UInt8] {
    try ProjectFiles.bytes(of: URL(fileURLWithPath: "\(path)/\(name)"))
  }

  /// Runs a command line of the shell here; gives its status, and all that it wrote.
  func run(_ line: String) throws -> (status: Int, output: String) {
    let run = try ChildProcess.run("/bin/sh", ["-c", "cd '\(path)' && { \(line); } 2>&1"])
    return (run.status, String(decoding: run.output, as: UTF8.self))
  }

  /// Runs one that must succeed and gives what it wrote.
  func output(_ line: String) throws -> String {
    let (status, output) = try run(line)
    if status != 0 { throw ToolFailure(description: "\(line)\nfailed (\(status)):\n\(output)") }
    return output
  }
}

@Suite struct ObjectFileTests {
  // MARK: - The same as the assembler's

  private func expectSame(_ text: String, _ module: Module, _ mode: ObjectMode) throws {
    let folder = try ToolFolder()
    let own: LinkableFile
    // What machine code does not have yet is refused.
    do { own = LinkableFile(try Compilation(module, mode.options).objectFile().bytes) } catch { return }
    try folder.write("text.s", try Compilation.assembly(of: module, mode.options))
    #expect(try folder.output("as text.s -o text.o") == "", "\(text)")
    let theirs = LinkableFile(try folder.read("text.o"))
    for section in own.sections where section.flags & 2 != 0 && section.name != ".eh_frame" {
      let all = theirs.sections.filter { $0.name == section.name && $0.flags == section.flags }
      let other = try #require(all.first, "\(text) \(mode) \(section.name)")
      #expect(all.count == 1 && other.type == section.type && other.size == section.size, "\(text) \(section.name)")
      #expect(other.bytes == section.bytes, "\(text) \(mode) \(section.name)")
      #expect(other.relocations == section.relocations, "\(text) \(mode) \(section.name)")
    }
    // Of names, too, whoever is not local is the same.
    func seen(_ file: LinkableFile) -> Set<LinkableFile.Symbol> {
      Set(
        file.symbols.filter { $0.binding != 0 && $0.name != "_GLOBAL_OFFSET_TABLE_" }.map { symbol in
          var symbol = symbol
          // Sections are numbered in another order.
          if symbol.section < 0xFF00 { symbol.section = min(symbol.section, 1) }
          return symbol
        })
    }
    #expect(seen(own) == seen(theirs), "\(text) \(mode)")
  }

  /// Every program in one of the positions, each of those with a third of them.
  @Test(arguments: Array(AssemblyTextTests.files.enumerated().map { ($0.offset, $0.element) }))
  func isWhatTheAssemblerMakes(number: Int, file: String) throws {
    let bytes = try ProjectFiles.bytes(of: ProjectFiles.root.appendingPathComponent(file))
    let result = Module.read([ModuleSource(name: file, bytes: bytes)])
    #expect(result.diagnostics.map(\.message) == [])
    let position = CodePosition.allCases[number % CodePosition.allCases.count]
    for level in GenerationOptions.Level.allCases {
      try expectSame(file, result.module, ObjectMode(level: level, position: position))
    }
  }

  @Test(arguments: ObjectMode.all) func isWhatTheAssemblerMakesOfSymbols(mode: ObjectMode) throws {
    try expectSame("everything", try module("everything"), mode)
    try expectSame("sections", try module("sections"), mode)
  }

  // MARK: - Linkers

  private static let expected = "sorted:\n5 17 9 2.5\n1142 1359 77 42 1\n"

  static let linkers = ["bfd", "gold", "lld", "mold"]

  @Test(arguments: ObjectMode.all, linkers) func isLinkedWithC(mode: ObjectMode, linker: String) throws {
    let folder = try ToolFolder()
    let module = try module("everything")
    try folder.write("weft.o", try Compilation(module, mode.options).objectFile().bytes)
    try folder.write("part.c", source("everything.c"))
    try folder.write("main.c", "int c_part(void); int main(void) { return c_part(); }".utf8)
    var ways = ["-static", "-no-pie", "-Wl,--gc-sections -no-pie"]
    if mode.position != .fixed { ways += ["-pie"] + (linker == "gold" ? [] : ["-static-pie"]) }
    _ = try folder.output("gcc -fPIC -c part.c main.c")
    for way in ways {
      // A warning is as bad as an error.
      let linked = try folder.output("gcc -fuse-ld=\(linker) \(way) main.o part.o weft.o -o program")
      #expect(linked == "", "\(way)")
      #expect(try folder.output("./program") == Self.expected, "\(way)")
    }
    if mode.position == .library {
      #expect(try folder.output("gcc -fuse-ld=\(linker) -shared part.o weft.o -o libpart.so") == "")
      #expect(try folder.output("gcc -fuse-ld=\(linker) main.o ./libpart.so -o program") == "")
      #expect(try folder.output("./program") == Self.expected)
    }
  }

  @Test(arguments: ObjectMode.all, linkers) func mainIsCalledByLibc(mode: ObjectMode, linker: String) throws {
    let folder = try ToolFolder()
    try folder.write("weft.o", try Compilation(try module("arguments"), mode.options).objectFile().bytes)
    let way = mode.position == .fixed ? "-static" : "-pie"
    _ = try folder.output("gcc -fuse-ld=\(linker) \(way) weft.o -o program")
    let run = try folder.run("./program one two")
    #expect(run.status == 3 && run.output == "one\n")
  }

  // MARK: - Sections

  @Test(arguments: ObjectMode.all, linkers) func sectionsOfTheProgramsOwn(mode: ObjectMode, linker: String) throws {
    let folder = try ToolFolder()
    let bytes = try Compilation(try module("sections"), mode.options).objectFile().bytes
    let file = LinkableFile(bytes)
    #expect(file.sections.filter { $0.name == "mixed" }.map(\.flags) == [6, 2, 3])
    #expect(file.section(".init_array")?.type == 14 && file.section(".fini_array")?.type == 15)
    #expect(file.section(".bss.own")?.type == 8 && file.section(".note.weft")?.type == 7)
    try folder.write("weft.o", bytes)
    let way = mode.position == .fixed ? "-static" : "-pie"
    _ = try folder.output("gcc -fuse-ld=\(linker) \(way) weft.o -o program")
    let run = try folder.run("./program")
    #expect(run.status == 10 && run.output == "start\nfinish\n")
  }

  // MARK: - Readers

  @Test(arguments: ObjectMode.all, [false, true]) func readersAreContent(mode: ObjectMode, isStripped: Bool) throws {
    var mode = mode
    mode.hasDebugInformation = !isStripped
    mode.isStripped = isStripped
    let folder = try ToolFolder()
    try folder.write("weft.o", try Compilation(try module("everything"), mode.options).objectFile().bytes)
    #expect(try folder.output("eu-elflint --gnu-ld weft.o") == "No errors\n")
    let dump = isStripped ? "" : " -w"
    for command in ["readelf -aW --debug-dump=info,line,frames,abbrev,aranges", "objdump -dr", "eu-readelf -a\(dump)"] {
      let output = try folder.output("\(command) weft.o")
      for word in ["arning", "rror:", "corrupt", "(bad)"] { #expect(!output.contains(word), "\(command): \(output)") }
    }
    if !isStripped { #expect(try folder.output("llvm-dwarfdump --verify weft.o").contains("No errors")) }
    _ = try folder.output("ar rcs libweft.a weft.o")
    let names = try folder.output("nm libweft.a")
    #expect(names.contains("T weft_part") && names.contains("C shared") && names.contains("w nowhere"))
    #expect(names.contains("W weak_function") && names.contains("V weak_number") && names.contains("U puts"))
    #expect(names.contains("t compare") == !isStripped)
    try folder.write("part.c", source("everything.c"))
    try folder.write("main.c", "int c_part(void); int main(void) { return c_part(); }".utf8)
    let way = mode.position == .fixed ? "-no-pie" : "-pie"
    _ = try folder.output("gcc -fPIC \(way) main.c part.c libweft.a -o program")
    #expect(try folder.output("./program") == Self.expected)
    if !isStripped { #expect(try folder.output("llvm-dwarfdump --verify program").contains("No errors")) }
    // What `strip` and `objcopy` understood, they write.
    _ = try folder.output("objcopy weft.o copied.o && gcc -fPIC \(way) main.c part.c copied.o -o program")
    #expect(try folder.output("./program") == Self.expected)
  }

  /// Frames of Weft between frames of C, as libc finds them by `.eh_frame` and gdb by what there is.
  @Test(arguments: ObjectMode.all) func framesAreUnwound(mode: ObjectMode) throws {
    let folder = try ToolFolder()
    var mode = mode
    mode.hasDebugInformation = true
    try folder.write("weft.o", try Compilation(try module("frames"), mode.options).objectFile().bytes)
    try folder.write("main.c", source("frames.c"))
    _ = try folder.output("gcc -g \(mode.position == .fixed ? "-no-pie" : "-pie") -rdynamic main.c weft.o -o program")
    let lines = try folder.output("./program").split(separator: "\n").map(String.init)
    #expect(lines.prefix(4) == ["look", "inner", "outer", "main"] && lines.last == "19")
    let gdb = try folder.output(
      "gdb -nx -batch -ex 'break look' -ex run -ex backtrace -ex 'frame 1' -ex 'info frame' -ex 'up' ./program </dev/null"
    )
    let frames = ["#0  look", "#1  ", "in inner ", "#2  ", "in outer ", "#3  ", "in main "]
    var rest = gdb[...]
    for frame in frames {
      let range = try #require(rest.firstRange(of: frame), "\(frame): \(gdb)")
      rest = rest[range.upperBound...]
    }
    #expect(gdb.contains("inner (") && gdb.contains("frames:6"), "\(gdb)")
  }

  /// What the text tells of lines, functions and origins is what the object file does.
  @Test(arguments: ObjectMode.all) func textHasLines(mode: ObjectMode) throws {
    let folder = try ToolFolder()
    var mode = mode
    mode.hasDebugInformation = true
    for name in ["frames", "sections"] {
      let module = try module(name)
      try folder.write("own.o", try Compilation(module, mode.options).objectFile().bytes)
      try folder.write("text.s", try Compilation.assembly(of: module, mode.options))
      #expect(try folder.output("as text.s -o text.o") == "")
      #expect(try folder.output("llvm-dwarfdump --verify text.o").contains("No errors"))
      // Rows of lines, without those that only end a run, and those of what aligns functions, which belongs to no line.
      let rows =
        "llvm-dwarfdump --debug-line FILE | grep -E '^0x[0-9a-f]{16}' | grep -vE 'end_sequence|^0x[0-9a-f]+ +0 ' | cut -c1-34 | sort -u"
      let own = try folder.output(rows.replacingOccurrences(of: "FILE", with: "own.o"))
      #expect(!own.isEmpty)
      #expect(try folder.output(rows.replacingOccurrences(of: "FILE", with: "text.o")) == own, "\(name)")
      let functions = "llvm-dwarfdump --debug-info FILE | grep -v 'file format' | sed 's/0x[0-9a-f]*//g'"
      let described = try folder.output(functions.replacingOccurrences(of: "FILE", with: "own.o"))
      #expect(described.contains("DW_TAG_subprogram"))
      #expect(try folder.output(functions.replacingOccurrences(of: "FILE", with: "text.o")) == described, "\(name)")
    }
  }

  // MARK: - Symbols

  @Test func symbolsAreWhatTheTextSays() throws {
    let file = LinkableFile(try Compilation(try module("everything"), ObjectMode().options).objectFile().bytes)
    func symbol(_ name: String) throws -> LinkableFile.Symbol { try #require(file.symbol(name)) }
    #expect(
      try symbol("shared")
        == .init(name: "shared", value: 16, size: 64, type: 1, binding: 1, visibility: 0, section: 0xFFF2))
    #expect(try symbol("mine").type == 6 && symbol("mine").binding == 1)
    #expect(try symbol("own").type == 6 && symbol("own").binding == 0)
    #expect(try symbol("theirs").type == 6 && symbol("theirs").section == 0)
    #expect(try symbol("nowhere").binding == 2 && symbol("nowhere").section == 0)
    #expect(try symbol("secret").visibility == 2 && symbol("secret").section == 0)
    #expect(try symbol("hidden_number").binding == 1 && symbol("hidden_number").visibility == 2)
    #expect(try symbol("weak_function").binding == 2 && symbol("weak_function").type == 2)
    #expect(try symbol("compare").binding == 0 && symbol("pick").binding == 1)
    #expect(file.symbol("_start") == nil)
    // Local ones come first.
    let bindings = file.symbols.map(\.binding)
    #expect(bindings.firstIndex { $0 != 0 } == bindings.lastIndex { $0 == 0 }.map { $0 + 1 })
  }

  // MARK: - Size

  @Test func manySymbolsAndCalls() throws {
    let count = 50_000
    var text = ""
    for index in 0..<count {
      text += "data @d\(index) writable export { i32 \(index) }\n"
      text += "func @f\(index)(%x: i32) -> i32 c export {\nentry:\n  %v = load i32 @d\(index)\n"
      text += "  %y = add i32 %x, %v\n"
      text += index == 0 ? "  return %y\n}\n" : "  %z = call @f\(index - 1)(%y)\n  return %z\n}\n"
    }
    let bytes = try Compilation(try module("many", Array(text.utf8)), ObjectMode(level: .fast).options).objectFile()
      .bytes
    let file = LinkableFile(bytes)
    #expect(file.symbols.filter { $0.binding == 1 }.count == 2 * count)
    let folder = try ToolFolder()
    try folder.write("weft.o", bytes)
    try folder.write(
      "main.c",
      "#include <stdio.h>\nint f\(count - 1)(int); int main(void) { printf(\"%d\\n\", f\(count - 1)(0)); }".utf8)
    _ = try folder.output("gcc -static main.c weft.o -o program")
    #expect(try folder.output("./program") == "\(count * (count - 1) / 2)\n")
  }

  /// A megabyte of data, a function of 200,000 instructions, and calls both ways of one with 2,000 parameters.
  @Test(arguments: GenerationOptions.Level.allCases) func largeParts(level: GenerationOptions.Level) throws {
    let (numbers, instructions, parameters) = (131_072, 200_000, 2000)
    var text = "data @big writable export {\n"
    for line in stride(from: 0, to: numbers, by: 16) {
      text += "  i64 " + (line..<line + 16).map { String($0 * 7919 % 1_000_003) }.joined(separator: ", ") + "\n"
    }
    text += "}\n\nfunc @chain(%x: i64) -> i64 c export {\nentry:\n"
    var (last, chain) = ("%x", UInt64(5))
    for index in 0..<instructions {
      let number = UInt64(index * 7 + 3)
      text += "  %t\(index) = \(["add", "xor", "mul", "sub"][index % 4]) i64 \(last), \(number)\n"
      last = "%t\(index)"
      switch index % 4 {
      case 0: chain &+= number
      case 1: chain ^= number
      case 2: chain &*= number
      default: chain &-= number
      }
    }
    text += "  return \(last)\n}\n\nfunc @many("
    text += (0..<parameters).map { "%a\($0): i64" }.joined(separator: ", ") + ") -> i64 c export {\nentry:\n"
    last = "%a0"
    var many: UInt64 = 0
    for index in 1..<parameters {
      text += "  %m\(index) = mul i64 \(last), 3\n  %s\(index) = add i64 %m\(index), %a\(index)\n"
      last = "%s\(index)"
      many = many &* 3 &+ UInt64(index)
    }
    let arguments = (0..<parameters).map(String.init).joined(separator: ", ")
    text += "  return \(last)\n}\n\nfunc @calls() -> i64 c export {\nentry:\n  %n = call @many(\(arguments))\n"
    text += "  %m = call @many(\(arguments))\n  %r = add i64 %n, %m\n  return %r\n}\n"
    let c = """
      #include <stdio.h>
      extern long big[\(numbers)];
      unsigned long chain(unsigned long), calls(void);
      unsigned long many(\(Array(repeating: "long", count: parameters).joined(separator: ", ")));
      int main(void) {
        long sum = 0;
        for (int i = 0; i < \(numbers); i++) sum += big[i];
        printf("%ld %lu %lu %lu\\n", sum, chain(5), calls(), many(\(arguments)));
      }
      """
    let folder = try ToolFolder()
    let object = try Compilation(try module("large", Array(text.utf8)), ObjectMode(level: level).options).objectFile()
    try folder.write("weft.o", object.bytes)
    try folder.write("main.c", c.utf8)
    _ = try folder.output("gcc -static main.c weft.o -o program")
    let sum = (0..<numbers).reduce(0) { $0 + $1 * 7919 % 1_000_003 }
    #expect(try folder.output("./program") == "\(sum) \(chain) \(many &* 2) \(many)\n")
  }

  @Test func moreSectionsThanAFileHas() throws {
    func object(_ count: Int) -> RelocatableObject {
      var object = RelocatableObject(target: .x86_64)
      for index in 0..<count {
        let section = object.addSection(Section("s\(index)", .readOnlyData, bytes: [UInt8(index & 255)]))
        _ = object.addSymbol("d\(index)", in: section, kind: .object, binding: .global)
      }
      return object
    }
    let folder = try ToolFolder()
    // With those that every file has, just as many as there may be.
    let bytes = try ObjectFile(object(65_276)).bytes
    #expect(LinkableFile(bytes).sections.count == 65_280)
    try folder.write("weft.o", bytes)
    #expect(try folder.output("nm weft.o | grep -c ' R '") == "65276\n")
    #expect(throws: ImageError.tooManySections(count: 65_280)) { try ObjectFile(object(65_277)) }
  }
}
