// Modules that are built: what they are printed as, and that the verifier sees their faults.

import IR
import Testing

@Suite struct BuilderTests {
  @Test func writesWhatTheTextSays() {
    var module = Module()
    let worker = module.addFunction("worker", Signature([.i64], results: [.i64]))
    let main = module.addFunction("main", Signature([], results: [.i32]))
    module.build(worker) { f in
      let rounds = f.parameters[0]
      f.name(rounds, "rounds")
      let (loop, done) = (f.block("loop", .i64), f.block("done"))
      f.jump(loop, 0)
      f.begin(loop)
      let i = f.parameters(of: loop)[0]
      f.perform(.yield)
      let next = f.value(.add, .i64, i, 1)
      let more = f.value(.lessSigned, .i64, next, rounds)
      f.branch(more, Destination(loop, next), Destination(done))
      f.begin(done)
      f.return(rounds)
    }
    module.build(main) { f in
      let task = f.call(worker, 1_000, as: .asyncTaskCreate)[0]
      f.name(task, "task")
      let sum = f.await(task)[0]
      f.return(f.value(.truncate, .i32, sum))
    }
    #expect(module.verify() == [])
    #expect(
      module.description == """
        func @worker(%rounds: i64) -> i64 {
        entry:
          jump loop(0)
        loop(%1: i64):
          yield
          %2 = add i64 %1, 1
          %3 = lt.s i64 %2, %rounds
          branch %3, loop(%2), done
        done:
          return %rounds
        }

        func @main() -> i32 {
        entry:
          %task = task.create @worker(1000)
          %1 = task.await i64 %task
          %2 = trunc i32 %1
          return %2
        }

        """)
  }

  @Test func ordersBlocksThatWereFilledInTurns() {
    var module = Module()
    let f = module.addFunction("f", Signature([.bool], results: [.f64]))
    module.build(f) { f in
      let (left, right) = (f.block("side"), f.block("side"))
      f.begin(right)
      let late = f.value(.addFloat, .f64, 1.5, 2)
      f.begin(left)
      f.return(0.5)
      f.begin(right)
      f.return(f.value(.negateFloat, .f64, late))
      f.begin(.entry)
      f.branch(f.parameters[0], Destination(left), Destination(right))
    }
    #expect(module.verify() == [])
    let text = module.text()
    let again = Module.read([ModuleSource(name: "built", bytes: text)])
    #expect(again.diagnostics == [])
    #expect(again.module.text() == text)
    #expect(
      module.description == """
        func @f(%0: bool) -> f64 {
        entry:
          branch %0, side, side.2
        side:
          return 0.5
        side.2:
          %1 = add.f f64 1.5, 2.0
          %2 = neg.f f64 %1
          return %2
        }

        """)
  }

  @Test func buildsRecordsDataAndSwitches() throws {
    var module = Module()
    let point = try module.addRecord("point", members: [("x", .i32), ("y", .i64)])
    let path = module.path(point, "y")
    let y = try #require(path)
    #expect(module.types[y].offset == 8)
    let table = module.addData("table", [.numbers(.i32, [DataNumber(bits: 7)]), .zero(4)], isWritable: true)
    _ = module.addData("pointer", [.addresses([DataAddress(table, offset: 4)])])
    let printf = module.addImport("printf", Signature([.ptr], results: [.i32], convention: .c, isVariadic: true))
    let f = module.addFunction("f", Signature([.i64]))
    module.build(f) { f in
      let slot = f.value(.stackSlot, point)
      f.perform(.store, .i64, Int.min, f.field(y, of: slot))
      f.call(printf, table, 5, 1.5, extraTypes: [.i32, .f64])
      let (one, other) = (f.block("one"), f.block("other", .i64))
      f.switch(
        .i64, f.parameters[0], cases: [(1, Destination(one)), (-2, Destination(other, 9))],
        otherwise: Destination(other, f.parameters[0]))
      f.begin(one)
      f.trap("one")
      f.begin(other)
      f.syscall("exit_group", 3)
      f.return()
    }
    #expect(module.verify() == [])
    let again = Module.read([ModuleSource(name: "built", bytes: module.text())])
    #expect(again.diagnostics == [])
    #expect(again.module.text() == module.text())
  }

  @Test func faultsOfWhatWasBuiltAreNamed() {
    var module = Module()
    let f = module.addFunction("f", Signature([.i64], results: [.i64]))
    _ = module.addFunction("empty", Signature([Type]()))
    module.build(f) { f in
      f.return(f.value(.addFloat, .f64, f.parameters[0], 1.0))
    }
    let messages = module.verify().map(\.message)
    #expect(messages.contains("in @f, '%1 = add.f f64 %0, 1.0': %0 is i64, not f64"))
    #expect(messages.contains("in @f, 'return %1': %1 is f64, not i64"))
    #expect(messages.contains("in @empty: a function needs a block"))
  }

  @Test func compilesTheToyLanguage() throws {
    let module = try ToyCompiler.compile(
      """
      factorial(n) = if n < 2 then 1 else n * factorial(n - 1);
      main() = factorial(5) - 78;
      """)
    #expect(module.verify() == [])
    #expect(module.function(named: "factorial")?.blocks.count == 4)
    #expect(throws: ToyError.self) { try ToyCompiler.compile("main() = nothing;") }
  }
}
