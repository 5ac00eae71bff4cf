// What a program with tasks or signals says when it crashes, and that it ends by the signal all the same: with and without lines
// and names, at both levels of effort.

import Compiler
import Gen
import Foundation
import IR
import Image
import Layout
import TestSupport
import Testing

@Suite struct CrashReportTests {
  /// How a program is built.
  enum Build: CaseIterable, CustomTestStringConvertible {
    case fast, best, debug, stripped

    var options: CompilationOptions {
      var options = CompilationOptions()
      options.generation.level = self == .fast ? .fast : .best
      options.hasDebugInformation = self == .debug
      options.isStripped = self == .stripped
      return options
    }

    var testDescription: String { "\(self)" }
  }

  private func run(_ text: String, _ build: Build, _ arguments: [String] = []) throws -> ProgramEnd {
    let read = Module.read([ModuleSource(name: "crash.wir", bytes: Array(text.utf8))])
    #expect(read.diagnostics.isEmpty, "\(read.diagnostics)")
    return try NativeProgram(try Compilation(read.module, build.options).executable().bytes)
      .run(name: "crash", arguments: arguments)
  }

  /// The lines of a report, without what depends on the build: distances, lines, addresses of code.
  private func plain(_ lines: [String]) -> [String] {
    lines.map { $0.replacing(/\+0x[0-9a-f]+/, with: "").replacing(/\ at crash\.wir:\d+:\d+/, with: "") }
  }

  // MARK: - Crashes in tasks

  /// A write that must not be: without an argument to where nothing is, with one to read-only data.
  private static let wrongWrite = """
    data @text {
      bytes "text"
    }

    func @poke(%at: ptr) {
    entry:
      store i32 1, %at
      return
    }

    func @work(%at: ptr) {
    entry:
      yield
      call @poke(%at)
      return
    }

    func @main(%argc: i32, %argv: ptr, %envp: ptr) -> i32 {
    entry:
      %isAlone = eq i32 %argc, 1
      %at = select ptr %isAlone, null, @text
      %task = task.create @work(%at)
      task.await %task
      return 0
    }
    """

  @Test(arguments: Build.allCases) func aWriteToNowhereIsCalledThat(build: Build) throws {
    let run = try run(Self.wrongWrite, build)
    #expect(run.status == 139)
    guard build != .stripped else {
      // Names become addresses, but for those of tasks.
      let lines = run.errorLines.map { $0.replacing(/0x40[0-9a-f]+/, with: "0x40") }
      #expect(
        lines == [
          "weft: SIGSEGV in 0x40: a write to 0x0, where there is no memory", "  called by 0x40", "  called by 0x40",
          "  in task @work", "  awaited by thread @main in @main at crash.wir:23:3", "  called by 0x40",
        ])
      return
    }
    #expect(
      plain(run.errorLines) == [
        "weft: SIGSEGV in @poke: a write to 0x0, where there is no memory", "  called by @work",
        "  called by @weft.start.work\(build == .debug ? " at weft/entries.wir:6:3" : "")", "  in task @work",
        "  awaited by thread @main in @main", "  called by @_start",
      ])
    if build == .debug {
      #expect(run.errorLines[0].contains(" at crash.wir:7:3: "))
      #expect(run.errorLines[1].hasSuffix(" at crash.wir:14:3"))
    }
  }

  @Test(arguments: Build.allCases) func aWriteToReadOnlyDataIsCalledThat(build: Build) throws {
    let run = try run(Self.wrongWrite, build, ["data"])
    #expect(run.status == 139)
    #expect(run.errorLines.first?.contains(/: a write to 0x40[0-9a-f]+, which is read-only data$/) == true)
  }

  /// A recursion that does not end: without an argument in a task, with one in `main`.
  private static let recursion = """
    func @deep(%n: i64) -> i64 {
    entry:
      %m = add i64 %n, 1
      %r = call @deep(%m)
      %s = add i64 %r, %n
      return %s
    }

    func @work() -> i64 {
    entry:
      yield
      %r = call @deep(0)
      return %r
    }

    func @main(%argc: i32, %argv: ptr, %envp: ptr) -> i32 {
    entry:
      %isAlone = eq i32 %argc, 1
      %task = task.create @work() stack 65536
      branch %isAlone, wait, here
    wait:
      %r = task.await i64 %task
      return 0
    here:
      %s = call @deep(0)
      return 0
    }
    """

  @Test(arguments: Build.allCases) func anExhaustedStackOfATaskIsCalledThat(build: Build) throws {
    let run = try run(Self.recursion, build)
    #expect(run.status == 139)
    #expect(run.errorLines.contains("  in task @work"))
    checkExhaustion(run.errorLines, build)
  }

  @Test(arguments: Build.allCases) func anExhaustedStackOfTheProcessIsCalledThat(build: Build) throws {
    let run = try run(Self.recursion, build, ["here"])
    #expect(run.status == 139)
    #expect(!run.errorLines.contains { $0.hasPrefix("  in ") })
    checkExhaustion(run.errorLines, build)
  }

  private func checkExhaustion(_ lines: [String], _ build: Build) {
    // With lines, it is what the reference machine prints first.
    switch build {
    case .fast, .best: #expect(lines.first == "weft: trap: stack exhausted in @deep")
    case .debug: #expect(lines.first == "weft: trap: stack exhausted in @deep at crash.wir:4:3")
    case .stripped: #expect(lines.first?.contains(/^weft: trap: stack exhausted in 0x40[0-9a-f]+$/) == true)
    }
    #expect(lines.count { $0.hasPrefix("  called by ") } >= 24)
    #expect(lines.contains { $0.contains(/^  and [0-9]{4,} more$/) })
  }

  // MARK: - Other signals

  /// Sends itself the signal whose number is how many arguments there are; of none, handles SIGUSR1 by a function that crashes.
  private static let sender = """
    func @handler(%signal: i32, %info: ptr, %context: ptr) {
    entry:
      %nowhere = ptr.fromint 0x8000000000000000
      store i64 1, %nowhere
      return
    }

    func @send(%number: i64) {
    entry:
      %pid = syscall getpid()
      %x = syscall kill(%pid, %number)
      return
    }

    func @main(%argc: i32, %argv: ptr, %envp: ptr) -> i32 {
    entry:
      %h = signal.handle 10, @handler
      %wide = ext.u i64 %argc
      %number = sub i64 %wide, 1
      %isNone = eq i64 %number, 0
      %which = select i64 %isNone, 10, %number
      call @send(%which)
      return 0
    }
    """

  @Test(arguments: [(4, "SIGILL"), (6, "SIGABRT"), (7, "SIGBUS"), (8, "SIGFPE"), (11, "SIGSEGV")])
  func aSignalThatIsSentIsReportedAndEndsTheProcess(number: Int, name: String) throws {
    let run = try run(Self.sender, .best, Array(repeating: "x", count: number))
    #expect(run.status == 128 + number)
    let first = try Regex("^weft: \(name) in @send\\+0x[0-9a-f]+: sent by process [0-9]+$")
    #expect(run.errorLines.first?.contains(first) == true)
    #expect(plain(Array(run.errorLines.dropFirst())) == ["  called by @main", "  called by @_start"])
  }

  @Test(arguments: [Build.fast, .best]) func aCrashInAHandlerTellsWhatItInterrupted(build: Build) throws {
    let run = try run(Self.sender, build)
    #expect(run.status == 139)
    #expect(
      plain(run.errorLines) == [
        "weft: SIGSEGV in @handler: an access to an address that cannot be", "  called by @weft.restore_state",
        "  called by @send", "  called by @main", "  called by @_start",
      ])
  }

  @Test func aJumpToNowhereTellsWhoJumped() throws {
    let run = try run(
      """
      func @main() -> i32 {
      entry:
        yield
        %nowhere = ptr.fromint 0x1234
        call.indirect () %nowhere()
        return 0
      }
      """, .best)
    #expect(run.status == 139)
    #expect(
      plain(run.errorLines) == [
        "weft: SIGSEGV in 0x1234: a jump to 0x1234, where there is no memory", "  called by @main",
        "  called by @_start",
      ])
  }

  /// Frames of every kind on the way: with saved registers, of a size that changes, and with arguments on the stack.
  @Test(arguments: [Build.fast, .best]) func framesOfEveryKindAreWalked(build: Build) throws {
    let run = try run(
      """
      func @crash(%at: ptr, %a: i64) -> i64 {
      entry:
        %x = load i64 %at
        %y = add i64 %x, %a
        return %y
      }

      func @many(%at: ptr, %a: i64, %b: i64, %c: i64, %d: i64, %e: i64, %f: i64, %g: i64, %h: i64, %i: i64) -> i64 {
      entry:
        %r = call @crash(%at, %a)
        %s = add i64 %r, %h
        %t = mul i64 %s, %i
        return %t
      }

      func @keeping(%at: ptr, %a: i64, %b: i64, %c: i64) -> i64 {
      entry:
        %x = mul i64 %a, %b
        %y = mul i64 %b, %c
        %z = mul i64 %a, %c
        %r = call @many(%at, %a, %b, %c, %x, %y, %z, 1, 2, 3)
        %s = add i64 %x, %y
        %t = add i64 %s, %z
        %u = add i64 %t, %r
        %v = mul i64 %u, %a
        return %v
      }

      func @changing(%at: ptr, %size: i64) -> i64 {
      entry:
        %room = stack.alloc %size align 32
        store i64 %size, %room
        %r = call @keeping(%at, 2, 3, %size)
        %x = load i64 %room
        %y = add i64 %x, %r
        return %y
      }

      func @outer(%at: ptr, %size: i64) -> i64 {
      entry:
        %r = call @changing(%at, %size)
        %s = add i64 %r, %size
        return %s
      }

      func @main(%argc: i32, %argv: ptr, %envp: ptr) -> i32 {
      entry:
        yield
        %wide = ext.u i64 %argc
        %size = mul i64 %wide, 160
        %r = call @outer(null, %size)
        %s = trunc i32 %r
        return %s
      }
      """, build)
    #expect(run.status == 139)
    #expect(
      plain(run.errorLines) == [
        "weft: SIGSEGV in @crash: a read of 0x0, where there is no memory", "  called by @many", "  called by @keeping",
        "  called by @changing", "  called by @outer", "  called by @main", "  called by @_start",
      ])
  }

  // MARK: - Deadlocks

  /// Who waits for whom; names of tasks and places are there in every build, as they are in the lines of traps.
  @Test(arguments: Build.allCases) func aDeadlockNamesAllWhoWait(build: Build) throws {
    let run = try run(
      """
      func @twin(%cell: ptr, %isDeeper: bool) {
      entry:
        yield
        %other = load task() %cell
        branch %isDeeper, deeper, here
      deeper:
        call @deeper(%other)
        return
      here:
        task.await %other
        return
      }

      func @lone(%cell: ptr) {
      entry:
        yield
        %other = load task() %cell
        task.await %other
        return
      }

      func @deeper(%other: task()) {
      entry:
        task.await %other
        return
      }

      func @nothing() {
      entry:
        return
      }

      func @main() -> i32 {
      entry:
        %cells = stack.slot [4 x i64]
        %c1 = offset %cells, 8
        %c2 = offset %cells, 16
        %c3 = offset %cells, 24
        %gone = task.create @nothing()
        %a = task.create @twin(%cells, false)
        task.await %gone
        %b = task.create @twin(%c1, true)
        %c = task.create @lone(%c2)
        %d = task.create @twin(%c3, false)
        store task() %b, %cells
        store task() %a, %c1
        store task() %d, %c2
        store task() %c, %c3
        %ended = task.create @nothing()
        yield
        yield
        %ready = task.create @nothing()
        %word = stack.slot i32
        store i32 1, %word
        %e = futex.wait %word, 1, -1
        return 0
      }
      """, build)
    #expect(run.status == 134)
    #expect(
      run.errorLines == [
        "weft: trap: deadlock", "  thread @main waits in @main at crash.wir:55:3 for a futex to be woken",
        "  task @twin (1) waits in @twin at crash.wir:10:3 for the end of task @twin (2)",
        "  task @twin (2) waits in @deeper at crash.wir:24:3 for the end of task @twin (1)",
        "  task @lone waits in @lone at crash.wir:18:3 for the end of task @twin (3)",
        "  task @twin (3) waits in @twin at crash.wir:10:3 for the end of task @lone",
        "  task @nothing could run if its thread were not blocked",
      ])
  }

  // MARK: - Programs without concurrency

  @Test func aProgramWithoutTasksHasNoReport() throws {
    let text = """
      data @hello {
        bytes "Hello\\n"
      }

      func @main() -> i32 {
      entry:
        %x = syscall write(1, @hello, 6)
        return 0
      }
      """
    let module = Module.read([ModuleSource(name: "hello.wir", bytes: Array(text.utf8))]).module
    #expect(try Compilation(module, Build.stripped.options).executable().bytes.count <= 400)
  }

  /// What a program with tasks needs of the runtime, and no more.
  @Test func aProgramOfTasksIsSmall() throws {
    let name = "Examples/sleepers.wir"
    let bytes = try ProjectFiles.bytes(of: ProjectFiles.root.appendingPathComponent(name))
    let module = Module.read([ModuleSource(name: name, bytes: bytes)]).module
    let size = try Compilation(module, Build.stripped.options).executable().bytes.count
    #expect(
      size <= 8192,
      """
      look for functions that are new or larger (weft build \(name) -o file, nm -S --size-sort file), and for texts and tables in \
      .rodata: what the program cannot come to belongs into a text that is linked only where it can
      """)
  }

  /// A program without tasks, threads and signals reports its crashes where it is asked to, and else does not.
  @Test(arguments: [true, false]) func whoeverAsksGetsTheReport(isAsked: Bool) throws {
    let text = """
      func @poke(%at: ptr) {
      entry:
        store i64 1, %at
        return
      }
      func @main() -> i32 {
      entry:
        %at = ptr.fromint 4096
        call @poke(%at)
        return 0
      }
      """
    let read = Module.read([ModuleSource(name: "crash.wir", bytes: Array(text.utf8))])
    var options = CompilationOptions()
    options.hasDebugInformation = true
    options.runtime.reportsCrashes = isAsked
    let run = try NativeProgram(try Compilation(read.module, options).executable().bytes).run(name: "crash")
    #expect(run.status == 139)
    let first = "weft: SIGSEGV in @poke+0x0 at crash.wir:3:3: a write to 0x1000, where there is no memory"
    #expect(run.errorLines.first == (isAsked ? first : nil))
    #expect(run.errorLines.count == (isAsked ? 3 : 0), "\(run.errorLines)")
  }

  /// Of threads that trap at once, one reports, and reports its own place.
  @Test func threadsThatTrapAtOnceAreNotMixed() throws {
    let count = 6
    var text = "data @ready align 8 writable {\n  i64 0\n}\n"
    let names = (0..<count).map { String(repeating: "n", count: 1 + 9 * $0) + "\($0)" }
    var lines: [String] = []
    for (number, name) in names.enumerated() {
      text += """
        func @\(name)() {
        entry:
          %before = atomic.add seq_cst i64 @ready, 1
          jump wait
        wait:
          %ready = atomic.load acquire i64 @ready
          %isAll = ge.u i64 %ready, \(count)
          branch %isAll, out, wait
        out:
          trap "number \(number)"
        }

        """
      let line = text.split(separator: "\n", omittingEmptySubsequences: false).count - 2
      lines.append("weft: trap: number \(number) in @\(name) at crash.wir:\(line):3")
    }
    text += "func @main() -> i32 {\nentry:\n"
    for (number, name) in names.enumerated() { text += "  %t\(number) = thread.spawn @\(name)()\n" }
    for number in names.indices { text += "  thread.join %t\(number)\n" }
    text += "  return 0\n}\n"
    for _ in 0..<40 {
      let run = try run(text, .best)
      #expect(run.status == 134)
      #expect(lines.contains(run.errorLines.first ?? ""), "\(run.errorLines)")
    }
  }
}
