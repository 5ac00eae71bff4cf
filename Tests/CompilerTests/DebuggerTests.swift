// What a debugger makes of compiled programs: a session as a person would have it, and programs stepped through instruction
// by instruction, where callers and parameters are compared with what they must be.

import Compiler
import Foundation
import Gen
import IR
import Image
import ProgramFuzz
import TestSupport
import Testing

@Suite struct DebuggerTests {
  private static let folder = ProjectFiles.root.appending(path: "Tests/CompilerTests/Debugger")

  /// Compiles a text with debugging information.
  static func executable(
    _ text: [UInt8], name: String, _ level: GenerationOptions.Level, hasDebugInformation: Bool = true
  ) throws -> Executable {
    let module = Module.read([ModuleSource(name: name, bytes: text)]).module
    var options = CompilationOptions()
    options.generation.level = level
    options.hasDebugInformation = hasDebugInformation
    options.directory = folder.path
    return try Compilation(module, options).executable()
  }

  /// Has the debugger do what it is told, and gives what it printed.
  private func debug(_ executable: Executable, _ commands: [String], script: String? = nil) throws -> String {
    try withTemporaryFolder { folder in
      let file = "\(folder)/program"
      try Data(executable.bytes).write(to: URL(filePath: "\(file).bytes"))
      // A file that this process wrote is busy while another thread's child still holds it open.
      _ = try run("install", ["-m", "755", "\(file).bytes", file])
      let arguments =
        ["-q", "-nx", "-batch"] + commands.flatMap { ["-ex", $0] } + (script.map { ["-x", $0] } ?? []) + [file]
      let ran = try ChildProcess.run("gdb", arguments, seconds: 300)
      return String(decoding: ran.output + ran.errors, as: UTF8.self)
    }
  }

  // MARK: - A session

  /// A command of the session, and parts of lines that it prints, in their order.
  private static let session: [(command: String, lines: [String])] = [
    ("set width 0", []), ("set backtrace past-main on", []), ("set print entry-values no", []),
    // An address that is only read through has no code of its own.
    ("break scale", ["session.wir, line 16."]),
    ("break measure", ["session.wir, line 25."]),
    ("run", ["scale (point=..., factor=2, sign=-3 '\\375', isWide=true) at session.wir:16"]),
    ("info args", ["point = {x = 77, y = 1.5}", "factor = 2", "sign = -3 '\\375'", "isWide = true"]),
    ("ptype point", ["type = struct point {", "    i32 x;", "    f64 y;", "}"]),
    ("print point.y * factor", ["$1 = 3"]),
    ("next", ["17\t  %scaled = mul.f f64 %y, %factor"]),
    ("tbreak 'weft.fma.f64'", []), ("next", ["18\t  %sum = fma.f f64 %scaled, %factor, %y"]),
    ("continue", [" in weft.fma.f64 ()"]),
    ("backtrace", ["in weft.fma.f64 ()", "at session.wir:18", "at session.wir:52", "in _start ()"]),
    ("finish", ["scale (point="]), ("finish", ["main (count=", "Value returned is $2 = 7.5"]),
    ("continue", ["a=1, b=2, c=3, d=4, e=5, f=6, g=7, h=8) at session.wir:25"]),
    ("print triangle", ["$3 = {corners = {5, 0, 0}, area = 0.25}"]),
    ("finish", ["Value returned is $4 = 0.5"]),
    ("break descend if depth == 1", ["session.wir, line 33."]),
    ("continue", ["descend (depth=1, sum=105) at session.wir:33"]),
    ("info args", ["depth = 1", "sum = 105"]), ("next", ["35\t  %less = sub i64 %depth, 1"]),
    ("break session.wir:41", ["session.wir, line 41."]),
    ("continue", ["descend (depth=0, sum=106) at session.wir:41"]),
    ("backtrace 2", ["#0  descend (depth=0, sum=106) at session.wir:41", "at session.wir:37"]),
    ("continue", ["weft.report_trap ()"]),
    (
      "backtrace",
      [
        "in weft.report_trap ()", "in descend (depth=0, sum=106) at session.wir:41", "at session.wir:37",
        "at session.wir:37", "at session.wir:37", "at session.wir:59", "in _start ()",
      ]
    ),
    ("up", ["in descend (depth=0, sum=106) at session.wir:41"]), ("info args", ["depth = 0", "sum = 106"]),
    // What lives through the call is known further out, too, at every level.
    ("up", ["at session.wir:37"]), ("print depth", [" = 1"]), ("up", ["at session.wir:37"]), ("print depth", [" = 2"]),
    ("kill", []),
  ]

  /// The same for records that are aligned to more than the stack is: what is shown is what the function works with.
  private static let overAligned: [(command: String, lines: [String])] = [
    ("set width 0", []), ("break 14", ["over-aligned.wir, line 14."]), ("run", ["sum (n=3, wide=...)"]),
    ("print wide", [" = {x = 9, y = 6}"]), ("print (long)&wide % 64", [" = 0"]),
    ("next", []), ("print wide", [" = {x = 7, y = 6}"]),
    ("up", ["in copied ("]), ("print wide", [" = {x = 9, y = 6}"]),
    ("print (long)&wide % 64", [" = 0"]),
    ("up", ["in deeper (depth=3, wide=...)"]), ("print wide", [" = {x = 5, y = 6}"]),
    ("print (long)&wide % 64", [" = 0"]), ("delete", []), ("break 14 if n == 0", []),
    ("continue", ["sum (n=0, wide=...)"]),
    (
      "backtrace",
      [
        "in copied (", "in deeper (depth=0", "in deeper (depth=1", "in deeper (depth=2", "in deeper (depth=3",
        "main ()",
      ]
    ),
    ("kill", []),
  ]

  /// The sessions, by the program that is debugged.
  static let sessions = ["session.wir", "over-aligned.wir"]

  @Test(arguments: sessions, GenerationOptions.Level.allCases)
  func aSessionGoesAsItShould(program: String, level: GenerationOptions.Level) throws {
    let session = program == "session.wir" ? Self.session : Self.overAligned
    let text = try ProjectFiles.bytes(of: Self.folder.appending(path: program))
    let executable = try Self.executable(text, name: program, level)
    let printed = try debug(executable, session.flatMap { ["echo > \($0.command)\\n", $0.command] })
    var said: [Substring] = printed.split(separator: "\n")
    for (command, lines) in session {
      guard let start = said.firstIndex(of: "> \(command)") else {
        Issue.record("the session ended before '\(command)':\n\(printed)")
        return
      }
      said = Array(said[(start + 1)...])
      var answer = said.prefix { !$0.hasPrefix("> ") }
      for line in lines {
        guard let found = answer.firstIndex(where: { $0.contains(line) }) else {
          Issue.record("'\(command)' does not print '\(line)':\n\(printed)")
          return
        }
        answer = answer[(found + 1)...]
      }
    }
  }

  // MARK: - Every instruction

  /// Programs whose functions are called, and call, in every way.
  private static let examples = [
    "arguments", "dispatch", "division-by-zero", "dynamic-stack", "factorial", "hanoi", "interpreter", "quicksort",
    "records", "state-machine", "variadic",
  ]
  /// Random programs, with tail calls and without.
  private static let random: [String] = {
    let programs = (0..<24).map { ProgramGenerator.program(seed: 1, index: $0) }
    return [true, false].flatMap { has in programs.filter { $0.contains("call.tail") == has }.prefix(3) }
  }()

  /// - Parameter share: How many of a hundred parameters are known at the fast level.
  private func step(_ text: [UInt8], name: String, _ level: GenerationOptions.Level, share: Int = 99) throws {
    let executable = try Self.executable(text, name: name, level)
    let script = Self.folder.appending(path: "steps.py").path
    let printed = try debug(executable, ["set $steps = 4000"], script: script)
    let lines = printed.split(separator: "\n")
    let last = lines.last { $0.hasPrefix("steps: ") }
    let faults = lines.filter { $0.hasPrefix("fault: ") }.joined(separator: "\n")
    let numbers = (last ?? "").split { !$0.isNumber }.compactMap { Int($0) }
    guard numbers.count == 6 else {
      Issue.record("the debugger did not get to the end:\n\(printed)")
      return
    }
    #expect(numbers[5] == 0, "\(faults)")
    // Something is always known where there is anything; at the fast level, all is that the function's beginning has kept.
    let (asked, known) = (numbers[3], numbers[4])
    #expect(numbers[0] > 20 && (known > 0) == (asked > 0), "\(last ?? "")")
    if level == .fast { #expect(known * 100 >= asked * share, "\(last ?? "")") }
  }

  @Test(arguments: examples, GenerationOptions.Level.allCases)
  func callersAndParametersAreRightEverywhere(example: String, level: GenerationOptions.Level) throws {
    let text = try ProjectFiles.bytes(of: ProjectFiles.root.appending(path: "Examples/\(example).wir"))
    try step(text, name: "\(example).wir", level)
  }

  /// Where frames are aligned for arguments, and beyond calls in the place of others that take more or fewer arguments.
  @Test(arguments: ["over-aligned.wir", "tail-calls.wir"], GenerationOptions.Level.allCases)
  func callersAreRightWhateverArgumentsTake(program: String, level: GenerationOptions.Level) throws {
    // Arguments that are moved for a tail call lie over what the function kept.
    try step(try ProjectFiles.bytes(of: Self.folder.appending(path: program)), name: program, level, share: 80)
  }

  @Test(arguments: random, GenerationOptions.Level.allCases)
  func callersAndParametersAreRightInRandomPrograms(text: String, level: GenerationOptions.Level) throws {
    try step(Array(text.utf8), name: "random.wir", level)
  }

  /// What debuggers are told changes nothing of what is debugged, but that the fast level keeps parameters.
  @Test(arguments: examples) func debuggingInformationChangesNoCode(example: String) throws {
    let text = try ProjectFiles.bytes(of: ProjectFiles.root.appending(path: "Examples/\(example).wir"))
    let codes = try [false, true].map { hasDebugInformation in
      let executable = try Self.executable(text, name: "a.wir", .best, hasDebugInformation: hasDebugInformation)
      let part = try #require(executable.parts.first { $0.name == ".text" })
      return executable.bytes[Int(part.offset)..<Int(part.offset + part.size)]
    }
    #expect(Array(codes[0]) == Array(codes[1]))
    #expect(!codes[0].isEmpty)
  }
}
