// What reports are read from: rows whose numbers and texts are of every length, sections of the program's own, and files that have
// no more than their program can come to.

import Compiler
import Foundation
import Gen
import IR
import Image
import Testing

@Suite struct ReportTableTests {
  private func executable(_ text: String, isStripped: Bool = false, hasLines: Bool = false) throws -> [UInt8] {
    let read = Module.read([ModuleSource(name: "table.wir", bytes: Array(text.utf8))])
    #expect(read.diagnostics.isEmpty, "\(read.diagnostics)")
    var options = CompilationOptions()
    options.isStripped = isStripped
    options.hasDebugInformation = hasLines
    return try Compilation(read.module, options).executable().bytes
  }

  private func run(_ text: String, arguments: Int = 0, isStripped: Bool = false, hasLines: Bool = false) throws
    -> ProgramEnd
  {
    try NativeProgram(executable(text, isStripped: isStripped, hasLines: hasLines))
      .run(name: "table", arguments: Array(repeating: "x", count: arguments))
  }

  // MARK: - Rows

  /// Traps in functions with names that are alike for longer than a row can say, and with texts that look like places.
  @Test(arguments: [0, 1, 2, 17, 39]) func everyTrapHasItsOwnLine(which: Int) throws {
    let names = (0..<40).map { String(repeating: "n", count: 250 + $0 % 3 * 10) + "\($0)" }
    var text = ""
    for (number, name) in names.enumerated() {
      text += "func @\(name)() {\nentry:\n  yield\n  trap \"number \(number) in @nowhere\"\n}\n\n"
    }
    text += """
      func @main(%argc: i32, %argv: ptr, %envp: ptr) -> i32 {
      entry:
        switch i32 %argc, b0 [\((0..<40).map { "\($0 + 1): b\($0)" }.joined(separator: " "))]

      """
    for (number, name) in names.enumerated() { text += "b\(number):\n  call @\(name)()\n  return 0\n" }
    text += "}\n"
    let run = try run(text, arguments: which, isStripped: which % 2 == 1)
    #expect(run.status == 134)
    #expect(
      run.errorLines == ["weft: trap: number \(which) in @nowhere in @\(names[which]) at table.wir:\(which * 6 + 4):3"])
  }

  /// Functions of many bytes, and with frames of many words.
  @Test(arguments: [false, true]) func largeFunctionsAndFramesAreWalked(isStripped: Bool) throws {
    // Code that is not there once for all.
    let steps = (0..<3000).map { "  %v\($0 + 1) = mul i64 %v\($0), %n\n  %w\($0 + 1) = xor i64 %w\($0), %v\($0 + 1)" }
    let text = """
      func @crash(%at: ptr) -> i64 {
      entry:
        %x = load i64 %at
        return %x
      }

      func @long(%n: i64, %at: ptr) -> i64 {
      entry:
        %v0 = add i64 %n, 1
        %w0 = add i64 %n, 2
      \(steps.joined(separator: "\n"))
        %r = call @crash(%at)
        %s = add i64 %r, %w3000
        return %s
      }

      func @wide(%n: i64, %at: ptr) -> i64 {
      entry:
        %room = stack.slot [40000 x i64]
        store i64 %n, %room
        %r = call @long(%n, %at)
        %x = load i64 %room
        %s = add i64 %r, %x
        return %s
      }

      func @main(%argc: i32, %argv: ptr, %envp: ptr) -> i32 {
      entry:
        yield
        %n = ext.u i64 %argc
        %r = call @wide(%n, null)
        %s = trunc i32 %r
        return %s
      }
      """
    let run = try run(text, isStripped: isStripped)
    #expect(run.status == 139)
    let names = isStripped ? Array(repeating: "0x", count: 5) : ["@crash", "@long", "@wide", "@main", "@_start"]
    let lines = run.errorLines.map { $0.replacing(/\+0x[0-9a-f]+/, with: "").replacing(/0x40[0-9a-f]+/, with: "0x") }
    #expect(
      lines == ["weft: SIGSEGV in \(names[0]): a read of 0x0, where there is no memory"]
        + names.dropFirst().map { "  called by \($0)" })
  }

  /// What is in a section of the program's own is told apart from what is where it usually is.
  @Test(arguments: [false, true]) func sectionsOfTheProgramsOwnAreInTheTables(crashes: Bool) throws {
    let text = """
      func @crash(%at: ptr) -> i64 section ".text.second" {
      entry:
        %x = load i64 %at
        return %x
      }

      func @first(%at: ptr) -> i64 section ".text.first" {
      entry:
        %x = call @crash(%at)
        %y = add i64 %x, 1
        return %y
      }

      func @wait(%cell: ptr) section ".text.second" {
      entry:
        yield
        %other = load task() %cell
        task.await %other
        return
      }

      func @main(%argc: i32, %argv: ptr, %envp: ptr) -> i32 {
      entry:
        %crashes = eq i32 %argc, 1
        branch %crashes, crash, wait
      crash:
        yield
        %x = call @first(null)
        %y = trunc i32 %x
        return %y
      wait:
        %cell = stack.slot task()
        %task = task.create @wait(%cell)
        store task() %task, %cell
        yield
        yield
        %word = stack.slot i32
        store i32 1, %word
        %error = futex.wait %word, 1, -1
        return 0
      }
      """
    let run = try run(text, arguments: crashes ? 0 : 1, hasLines: true)
    let lines = run.errorLines.map { $0.replacing(/\+0x[0-9a-f]+/, with: "") }
    guard crashes else {
      #expect(run.status == 134)
      #expect(
        lines == [
          "weft: trap: deadlock", "  thread @main waits in @main at table.wir:39:3 for a futex to be woken",
          "  task @wait waits in @wait at table.wir:18:3 for the end of task @wait",
        ])
      return
    }
    #expect(run.status == 139)
    #expect(
      lines == [
        "weft: SIGSEGV in @crash at table.wir:3:3: a read of 0x0, where there is no memory",
        "  called by @first at table.wir:9:3", "  called by @main at table.wir:28:3", "  called by @_start",
      ])
  }

  // MARK: - What is not needed

  /// A program of tasks that yield, and a part that only some have.
  private func program(_ part: String) -> String {
    """
    func @handle(%signal: i32, %info: ptr, %context: ptr) {
    entry:
      return
    }

    func @nothing() {
    entry:
      yield
      return
    }

    func @wait(%other: task()) {
    entry:
      task.await %other
      return
    }

    func @indirect(%function: ptr, %other: task()) {
    entry:
      call.indirect (task()) %function(%other)
      return
    }

    func @main() -> i32 {
    entry:
      %a = task.create @nothing()
      \(part)
      return 0
    }
    """
  }

  /// Whether a text is in a file's bytes.
  private func has(_ text: String, _ file: [UInt8]) -> Bool { Data(file).range(of: Data(text.utf8)) != nil }

  @Test(arguments: [
    ("task.await %a", false), ("%b = task.create @wait(%a)", true),
    ("%b = task.create @indirect(@wait, %a)", true), ("call @wait(%a)", false),
    ("%word = stack.slot i32\n  %e = futex.wait %word, 1, 0", true),
    ("%t = thread.spawn @nothing()\n  thread.join %t", true),
  ]) func onlyWhatCanDeadlockReportsIt(part: String, canDeadlock: Bool) throws {
    let file = try executable(program(part), isStripped: true)
    #expect(has("weft: trap: deadlock", file) == canDeadlock)
    #expect(has(" waits", file) == canDeadlock)
  }

  @Test func onlyWhatIsNotStrippedNamesFunctions() throws {
    #expect(has("weft.say.callers", try executable(program("task.await %a"))))
    #expect(!has("weft.say.callers", try executable(program("task.await %a"), isStripped: true)))
  }

  @Test(arguments: [
    ("", "", false),
    ("%x = call @more(%n)", "func @more(%n: i64) -> i64 {\nentry:\n  %m = call @more(%n)\n  return %m\n}", true),
    ("%x = call.indirect (i64) -> i64 @same(%n)", "func @same(%n: i64) -> i64 {\nentry:\n  return %n\n}", true),
    ("%x = call @same(%n)", "func @same(%n: i64) -> i64 {\nentry:\n  return %n\n}", false),
    ("%x = stack.alloc %n align 16", "", true), ("%x = stack.slot [40000 x i8]", "", true),
    ("%x = stack.slot [4000 x i8]", "", false),
  ]) func onlyWhatCanExhaustAStackReportsIt(part: String, function: String, canExhaust: Bool) throws {
    let text = """
      \(function)

      func @main(%argc: i32, %argv: ptr, %envp: ptr) -> i32 {
      entry:
        yield
        %n = ext.u i64 %argc
        \(part)
        return 0
      }
      """
    #expect(has("stack exhausted", try executable(text, isStripped: true)) == canExhaust)
  }

  @Test(arguments: [(true, "  trap \"over\""), (false, "  return")])
  func whatFollowsAnEndHasNoCode(isEnd: Bool, end: String) throws {
    let text = """
      func @finish()\(isEnd ? " noreturn" : "") {
      entry:
      \(end)
      }

      func @main() -> i32 {
      entry:
        call @finish()
        unreachable
      }
      """
    #expect(has("unreachable executed", try executable(text)) == !isEnd)
    #expect(try run(text).errorLines.first?.hasPrefix("weft: trap: \(isEnd ? "over" : "unreachable executed")") == true)
  }

  @Test(arguments: [false, true], ["", "yield"]) func onlyWhatIsCalledHasMessages(isCalled: Bool, other: String) throws
  {
    let text = """
      func @other(%x: f64) -> f64 {
      entry:
        %y = add.f f64 %x, 1234.5
        %isNot = ne.f f64 %y, %y
        branch %isNot, bad, good
      bad:
        trap "not a number"
      good:
        return %y
      }

      func @main() -> i32 {
      entry:
        \(other)
        \(isCalled ? "%x = call @other(1.0)" : "")
        return 0
      }
      """
    let file = try executable(text)
    #expect(has("not a number", file) == isCalled)
    let constant = withUnsafeBytes(of: (1234.5).bitPattern.littleEndian) { Data($0) }
    #expect((Data(file).range(of: constant) != nil) == isCalled)
  }
}
