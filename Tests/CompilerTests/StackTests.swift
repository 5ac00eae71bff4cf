// How much stack tasks have: the bounds that the compiler proves, what it says where it cannot, and what happens to a program
// that wants more.

import Compiler
import Gen
import IR
import Image
import Testing

@Suite struct StackTests {
  private func module(_ text: String) throws -> Module {
    let result = Module.read([ModuleSource(name: "stacks.wir", bytes: Array(text.utf8))])
    try #require(result.diagnostics.isEmpty, "\(result.diagnostics.map(\.message))")
    return result.module
  }

  private func compile(
    _ text: String, _ level: GenerationOptions.Level = .best, _ change: (inout CompilationOptions) -> Void = { _ in }
  ) throws -> Compilation {
    var options = CompilationOptions()
    options.generation.level = level
    change(&options)
    return try Compilation(module(text), options)
  }

  private func run(_ compilation: Compilation) throws -> ProgramEnd {
    try NativeProgram(try compilation.executable().bytes).run(name: "stacks.wir")
  }

  private static func program(_ functions: String, creating task: String = "@task()") -> String {
    """
    \(functions)
    func @main() -> i32 {
    entry:
      %t = task.create \(task)
      task.await %t
      return 0
    }
    """
  }

  // MARK: - Bounds

  @Test(arguments: GenerationOptions.Level.allCases) func chainsAddUp(level: GenerationOptions.Level) throws {
    let compilation = try compile(
      Self.program(
        """
        func @leaf(%x: i64) -> i64 {
        entry:
          %s = stack.slot [40 x i8]
          store i64 %x, %s
          yield
          %y = load i64 %s
          return %y
        }
        func @shallow() {
        entry:
          return
        }
        func @task() {
        entry:
          call @shallow()
          %x = call @leaf(7)
          return
        }
        """), level)
    let stack = try #require(compilation.stacks.first)
    #expect(compilation.stacks.count == 1)
    #expect(stack.name == "@task" && stack.stackBytes == 0 && stack.reason == nil)
    #expect(stack.chain.map(\.name) == ["@weft.start.task", "@task", "@leaf"])
    #expect(stack.bound == stack.chain.reduce(0) { $0 + $1.frame })
    #expect(stack.chain.last?.frame ?? 0 >= 48)
    #expect(try run(compilation).status == 0)
  }

  /// A tail call's callee has the place of the caller; its arguments on the stack come on top.
  @Test func tailCallsTakeThePlace() throws {
    let compilation = try compile(
      Self.program(
        """
        func @last(%a: i64, %b: i64, %c: i64, %d: i64, %e: i64, %f: i64, %g: i64, %h: i64, %i: i64, %j: i64) {
        entry:
          yield
          return
        }
        func @task() {
        entry:
          %s = stack.slot [1000 x i8]
          store i64 1, %s
          %x = load i64 %s
          call.tail @last(1, 2, 3, 4, 5, 6, 7, 8, 9, %x)
        }
        """))
    let stack = try #require(compilation.stacks.first)
    let (start, task) = (stack.chain[0].frame, try #require(stack.chain.dropFirst().first).frame)
    #expect(stack.chain.count == 2 && stack.bound == start + task && task > 1000)
  }

  @Test func tailCallsGoRound() throws {
    let compilation = try compile(
      Self.program(
        """
        func @even(%n: i64) {
        entry:
          %s = stack.slot [64 x i8]
          store i64 %n, %s
          yield
          %isEnd = eq i64 %n, 0
          branch %isEnd, end, more
        end:
          return
        more:
          %m = load i64 %s
          %less = sub i64 %m, 1
          call.tail @odd(%less)
        }
        func @odd(%n: i64) {
        entry:
          %less = sub i64 %n, 1
          call.tail @even(%less)
        }
        """, creating: "@even(100000)"))
    let stack = try #require(compilation.stacks.first)
    #expect(stack.bound != nil && stack.stackBytes == 0, "\(stack)")
    #expect(try run(compilation).status == 0)
  }

  /// Calls by address reach what the program takes the address of, and nothing of the runtime's.
  @Test func callsByAddressReachWhatIsTaken() throws {
    let compilation = try compile(
      Self.program(
        """
        data @table { ptr @small, @large }
        func @small() {
        entry:
          return
        }
        func @large() {
        entry:
          %s = stack.slot [800 x i8]
          store i64 1, %s
          call @deep(%s)
          return
        }
        func @deep(%p: ptr) {
        entry:
          yield
          return
        }
        func @task() {
        entry:
          %f = load ptr @table
          call.indirect () %f()
          return
        }
        """))
    let stack = try #require(compilation.stacks.first)
    #expect(stack.chain.map(\.name) == ["@weft.start.task", "@task", "@large", "@deep"])
    #expect(stack.bound == stack.chain.reduce(0) { $0 + $1.frame })
    #expect(try run(compilation).status == 0)
  }

  static let unbounded: [(String, String)] = [
    (
      """
      func @task() {
      entry:
        call @task()
        return
      }
      """, "@weft.start.task > @task calls itself"
    ),
    (
      """
      func @a() {
      entry:
        call @b()
        return
      }
      func @b() {
      entry:
        call @a()
        return
      }
      func @task() {
      entry:
        call @b()
        return
      }
      """, "@weft.start.task > @task > @b calls itself through @a"
    ),
    (
      """
      func @task() {
      entry:
        %p = stack.alloc 64
        return
      }
      """, "@weft.start.task > @task allocates stack as it runs at stacks.wir:3:3"
    ),
    (
      """
      data @self { ptr @task }
      func @task() {
      entry:
        %f = load ptr @self
        call.indirect () %f()
        return
      }
      """, "@weft.start.task > @task calls itself, by address"
    ),
  ]

  @Test(arguments: unbounded) func saysWhyThereIsNone(functions: String, reason: String) throws {
    let stack = try #require(try compile(Self.program(functions)).stacks.first)
    #expect(stack.bound == nil && stack.chain.isEmpty)
    #expect(stack.reason == reason)
    #expect(stack.stackBytes == 256 << 10)
    let other = try #require(try compile(Self.program(functions)) { $0.usualStack = 16 << 10 }.stacks.first)
    #expect(other.stackBytes == 16 << 10)
    let asked = try #require(try compile(Self.program(functions, creating: "@task() stack 1048576")).stacks.first)
    #expect(asked.stackBytes == 1 << 20)
  }

  /// What calls what others define has no bound, and the text says where.
  @Test func machineTextHasBounds() throws {
    let text = String(
      decoding: try Compilation.machineText(
        of: module(
          """
          import func @puts(ptr) -> i32 c
          func @f() {
          entry:
            %n = call @puts(null)
            return
          }
          func @g() {
          entry:
            return
          }
          """)), as: UTF8.self)
    #expect(
      text.contains("  ; no bound with what it calls: @f calls @puts, which is not of the program at stacks.wir:4:3\n"))
    #expect(text.contains("  ; 8 bytes with what it calls: @g 8\n"))
  }

  // MARK: - Guards

  /// Frames larger than the guard do not step over it.
  @Test(arguments: GenerationOptions.Level.allCases, [8, 40_000, 100_000])
  func overflowsEndTheProgram(level: GenerationOptions.Level, bytes: Int) throws {
    let compilation = try compile(
      Self.program(
        """
        func @far(%n: i64) -> i64 {
        entry:
          %s = stack.slot [\(bytes) x i8]
          %isEnd = eq i64 %n, 0
          branch %isEnd, end, more
        end:
          return 0
        more:
          %less = sub i64 %n, 1
          %r = call @far(%less)
          ; Only the end of the slot that lies high is written, and late.
          %high = offset %s, \(bytes - 8)
          store i64 %r, %high
          %x = load i64 %high
          %y = add i64 %x, 1
          return %y
        }
        func @task() {
        entry:
          %a = call @far(1000000)
          return
        }
        """), level)
    #expect(compilation.stacks.first?.stackBytes == 256 << 10)
    #expect(try run(compilation).status == 139)
  }

  @Test(arguments: GenerationOptions.Level.allCases, ["100000", "0x7ffffffffffffff0", "-16"])
  func allocationsAreTouched(level: GenerationOptions.Level, size: String) throws {
    let source = Self.program(
      """
      data @size writable { i64 \(size) }
      data @calls writable { i64 10 }
      func @allocates() {
      entry:
        %n = load i64 @size
        %left = load i64 @calls
        %less = sub i64 %left, 1
        store i64 %less, @calls
        %p = stack.alloc %n
        store i64 1, %p
        %isEnd = eq i64 %less, 0
        branch %isEnd, end, more
      end:
        return
      more:
        call @allocates()
        return
      }
      func @task() {
      entry:
        call @allocates()
        return
      }
      """)
    #expect(try run(compile(source, level)).status == 139)
    // With room enough, a million bytes are no fault.
    guard size == "100000" else { return }
    #expect(try run(compile(source, level) { $0.usualStack = 2 << 20 }).status == 0)
  }

  // MARK: - No memory

  /// Where the system has no more addresses to give, it is a result, or a trap with a name.
  @Test(arguments: [true, false]) func failureToReserveIsSaid(isTry: Bool) throws {
    let create =
      isTry
      ? """
        %t, %e = task.create.try @task()
        %isBad = ne i32 %e, 0
        branch %isBad, failed(%e), more
      """
      : """
        %t = task.create @task()
        jump more
      """
    let compilation = try compile(
      """
      func @task() {
      entry:
        yield
        call @task()
        return
      }
      data @limits {
        ; The least and the most of the bytes of addresses: RLIMIT_AS.
        i64 0x8000000, 0x8000000
      }
      func @main() -> i32 {
      entry:
        %set = syscall setrlimit(9, @limits)
        jump create(0)
      create(%n: i64):
      \(create)
      more:
        %next = add i64 %n, 1
        jump create(%next)
      failed(%error: i32):
        ; Some were there, and it is ENOMEM.
        %isSome = ge.u i64 %n, 100
        %code = select i32 %isSome, %error, 1
        return %code
      }
      """)
    let found = try run(compilation)
    if isTry {
      #expect(found.status == 12)
    } else {
      #expect(found.status == 134)
      #expect(found.errorLines.first?.hasPrefix("weft: trap: no memory for a task in @main") == true)
    }
  }

  /// A stack that was given back is taken again: no system call, and no other memory.
  @Test func stacksAreUsedAgain() throws {
    let compilation = try compile(
      """
      func @task(%p: ptr) {
      entry:
        %s = stack.alloc 16
        store ptr %s, %p
        return
      }
      func @main() -> i32 {
      entry:
        %place = stack.slot ptr
        %first = task.create @task(%place)
        task.await %first
        %one = load ptr %place
        jump loop(0)
      loop(%i: i64):
        %t = task.create @task(%place)
        task.await %t
        %other = load ptr %place
        %isSame = eq ptr %one, %other
        branch %isSame, same, differs
      same:
        %n = add i64 %i, 1
        %more = lt.u i64 %n, 10000
        branch %more, loop(%n), done
      done:
        return 0
      differs:
        return 1
      }
      """)
    #expect(try run(compilation).status == 0)
  }
}
