// Programs that look at their own stacks, and those whose order of execution the environment makes.

import Compiler
import Foundation
import Gen
import IR
import Image
import Layout
import TestSupport
import Testing

@Suite struct StackCheckTests {
  /// Filetests and examples that create tasks, and that machine code runs to their end as the machine does.
  static let files = NativeFiletestTests.files.filter { file in
    guard let bytes = try? ProjectFiles.bytes(of: ProjectFiles.root.appendingPathComponent(file)) else { return false }
    let text = String(decoding: bytes, as: UTF8.self)
    return text.contains("task.create") && !text.contains("; vm only: ")
  }

  @Test func thereAreFiles() { #expect(Self.files.count > 20) }

  /// What checks its stacks does the same, and no task uses more than its bound.
  @Test(arguments: files, GenerationOptions.Level.allCases)
  func noTaskUsesMore(file: String, level: GenerationOptions.Level) throws {
    let bytes = try ProjectFiles.bytes(of: ProjectFiles.root.appendingPathComponent(file))
    let module = Module.read([ModuleSource(name: "program.wir", bytes: bytes)]).module
    guard module.target == .x86_64, NativeFiletestTests.firstUnsupported(module) == nil else { return }
    let expectation = try ProgramExpectation(String(decoding: bytes, as: UTF8.self))
    var options = CompilationOptions()
    options.generation.level = level
    options.runtime.checksStacks = true
    let run = try NativeProgram(try Compilation(module, options).executable().bytes)
      .run(name: "program", arguments: expectation.arguments, input: Array(expectation.input.utf8))
    #expect(!run.errorLines.contains { $0.hasPrefix("weft: stack check: ") }, "\(run.errorLines)")
    #expect(run.status != nil)
  }

  private static let deep = """
    func @leaf(%x: i64) -> i64 {
    entry:
      %s = stack.slot [100 x i8]
      store i64 %x, %s
      yield
      %y = load i64 %s
      return %y
    }
    func @task(%x: i64) -> i64 {
    entry:
      %y = call @leaf(%x)
      %z = add i64 %y, 1
      return %z
    }
    func @main() -> i32 {
    entry:
      %t = task.create @task(4)
      %r = task.await i64 %t
      %c = trunc i32 %r
      return %c
    }
    """

  private func run(_ text: String, _ change: (inout CompilationOptions) -> Void) throws -> ProgramEnd {
    let result = Module.read([ModuleSource(name: "program.wir", bytes: Array(text.utf8))])
    try #require(result.diagnostics.isEmpty, "\(result.diagnostics.map(\.message))")
    var options = CompilationOptions()
    options.runtime.checksStacks = true
    change(&options)
    return try NativeProgram(try Compilation(result.module, options).executable().bytes).run(name: "program")
  }

  /// The negative control: a bound that is eight bytes too small is found, at the task's end and at the program's.
  @Test(arguments: [8, 16, 64, 200] as [UInt64]) func tooSmallABoundIsFound(shortfall: UInt64) throws {
    #expect(try run(Self.deep) { _ in }.status == 5)
    let found = try run(Self.deep) { $0.stackShortfall = shortfall }
    #expect(found.status == 134)
    #expect(found.errorLines.count == 1)
    #expect(found.errorLines.first?.hasPrefix("weft: stack check: @task used ") == true, "\(found.errorLines)")
    // It is parked in @leaf when main returns.
    let parked = Self.deep.replacing("  %r = task.await i64 %t\n", with: "  yield\n  %r = add i64 5, 0\n")
      .replacing("  yield\n  %y", with: "  jump again\nagain:\n  yield\n  jump again\nnever:\n  %y")
    #expect(try run(parked) { _ in }.status == 5)
    #expect(try run(parked) { $0.stackShortfall = shortfall }.status == 134)
  }

  /// Arguments and results that are too large for a block are handed over all the same.
  @Test(arguments: [true, false], [1000, 5000, 100_000]) func anySizeIsHandedOver(isChecked: Bool, bytes: Int) throws {
    let found = try run(
      """
      record $large {
        first: i64
        bytes: [\(bytes) x i8]
        last: i64
      }
      func @task(%x: $large, %y: i64) -> ($large, i64) {
      entry:
        %lastAt = field $large.last %x
        %last = load i64 %lastAt
        %more = add i64 %last, %y
        store i64 %more, %lastAt
        yield
        return %x, %y
      }
      func @main() -> i32 {
      entry:
        %r = stack.slot $large
        %lastAt = field $large.last %r
        store i64 7, %r
        store i64 30, %lastAt
        %t = task.create @task(%r, 5)
        %u = task.create @task(%r, 6)
        %x, %y = task.await ($large, i64) %t
        %v, %w = task.await ($large, i64) %u
        %firstBack = load i64 %x
        %lastBackAt = field $large.last %v
        %lastBack = load i64 %lastBackAt
        %a = add i64 %firstBack, %lastBack
        %b = add i64 %a, %y
        %c = add i64 %b, %w
        %code = trunc i32 %c
        return %code
      }
      """
    ) { $0.runtime.checksStacks = isChecked }
    // 7, 30 and 6, 5, 6.
    #expect(found.status == 54, "\(found.errorLines)")
  }

  // MARK: - Orders

  private func runOrdered(_ executable: [UInt8], seed: String?) throws -> ProgramEnd {
    try NativeProgram(executable).run(name: "program", environment: seed.map { ["WEFT_SCHEDULE=seed:\($0)"] } ?? [])
  }

  /// What is no seed is not taken for the defined order. A variable with a longer name is another one.
  @Test(arguments: [
    ("WEFT_SCHEDULE=seed:7", false), ("WEFT_SCHEDULES=any", false), ("WEFT=1", false), ("WEFT_SCHEDULE=", true),
    ("WEFT_SCHEDULE=7", true), ("WEFT_SCHEDULE=seed:", true), ("WEFT_SCHEDULE=seed:x", true),
    ("WEFT_SCHEDULE=seed:7 ", true), ("WEFT_SCHEDULE=seed", true),
  ])
  func whatIsNoSeedEndsTheProgram(variable: String, isRefused: Bool) throws {
    var options = CompilationOptions()
    options.runtime.hasSchedules = true
    let module = Module.read([ModuleSource(name: "program.wir", bytes: Array(Self.deep.utf8))]).module
    let executable = try Compilation(module, options).executable().bytes
    let run = try NativeProgram(executable).run(name: "program", environment: [variable])
    #expect(run.status == (isRefused ? 2 : 5))
    #expect(run.errorLines == (isRefused ? ["weft: WEFT_SCHEDULE is not seed:N"] : []))
  }

  /// What depends on the order is found by trying seeds, and the seed that finds it finds it again.
  @Test func seedsMakeOrders() throws {
    let bytes = try ProjectFiles.bytes(
      of: ProjectFiles.root.appendingPathComponent("Tests/DriverTests/Inputs/race.wir"))
    let module = Module.read([ModuleSource(name: "race.wir", bytes: bytes)]).module
    var options = CompilationOptions()
    options.runtime.hasSchedules = true
    let executable = try Compilation(module, options).executable().bytes
    let defined = try runOrdered(executable, seed: nil)
    #expect(defined == (try NativeProgram(try Compilation(module).executable().bytes).run(name: "program")))
    var others: Set<Int> = []
    for seed in 1...40 {
      let found = try runOrdered(executable, seed: "\(seed)")
      #expect(found == (try runOrdered(executable, seed: "\(seed)")), "seed \(seed)")
      if found != defined { others.insert(seed) }
    }
    #expect(!others.isEmpty && others.count < 40)
    // A program that is not built for it does not look.
    let plain = try Compilation(module).executable().bytes
    for seed in others { #expect(try runOrdered(plain, seed: "\(seed)") == defined) }
  }
}
