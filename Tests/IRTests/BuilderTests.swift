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
    let table = module.addData("table", [.numbers(.i32, [.integer(7)]), .zero(4)], isWritable: true)
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

  @Test func buildsDataInTheShapeOfTypes() throws {
    var module = Module()
    let point = try module.addRecord("point", members: [("x", .i8), ("y", .f64)])
    let number = try module.addRecord("number", .union, members: [("integer", .i64), ("float", .f32)])
    let four = module.types.array(of: .i8, count: 4)
    let name = try #require(four)
    let entry = try module.addRecord(
      "entry", members: [("at", point), ("name", name), ("next", .ptr), ("on", .bool), ("number", number)])
    let two = module.types.array(of: entry, count: 2)
    let pair = try #require(two)
    let symbol = module.addData(
      "entries",
      [.shaped(pair, [[[300, 2], "abc", nil, true, .member(1, 0.1)], .zero]), .numbers(.i64, [.sizeof(point)])])
    let user = module.addData("user", [.shaped(point, [.number(.sizeof(name)), 1.5]), .shaped(entry, .zero)])
    #expect(module.verify() == [])
    let text = String(decoding: module.text(), as: UTF8.self)
    #expect(text.contains("{ 44, 2.0 }") && text.contains("{ float: 0.1 }"))
    let again = Module.read([ModuleSource(name: "built", bytes: module.text())])
    #expect(again.diagnostics == [])
    #expect(again.module.text() == module.text())

    // Every byte once and in order, padding too.
    let object = try #require(module.dataObject(symbol))
    var pieces: [DataPiece] = []
    var end: UInt64 = 0
    module.forEachPiece(of: object) { offset, piece in
      #expect(offset == end)
      pieces.append(piece)
      switch piece {
      case .number(_, let size): end += UInt64(size)
      case .bytes(let bytes): end += UInt64(bytes.count)
      case .zero(let count): end += count
      case .address: end += 8
      }
    }
    #expect(end == object.size && object.size == 104 && object.alignment == 8)
    #expect(
      pieces == [
        .number(bits: 44, size: 1), .zero(7), .number(bits: (2.0).bitPattern, size: 8), .bytes(Array("abc".utf8)),
        .zero(1), .zero(4), .address(DataAddress(nil)), .number(bits: 1, size: 1), .zero(7),
        .number(bits: UInt64(Float(0.1).bitPattern), size: 4), .zero(4), .zero(48), .number(bits: 16, size: 8),
      ])
    #expect(module.dataObject(user)?.alignment == 8)
  }

  /// What does not fit its type is refused, and laid out as zeros all the same.
  @Test func refusesDataOfAnotherShape() throws {
    var module = Module()
    let point = try module.addRecord("point", members: [("x", .i32), ("y", .i32)])
    let number = try module.addRecord("number", .union, members: [("integer", .i64)])
    let two = module.types.array(of: .i8, count: 2)
    let bytes = try #require(two)
    let outside = module.addImportedData("outside")
    var deep: DataValue = 1
    for _ in 0..<1_000 { deep = .list([deep]) }
    let wrong: [DataItem.Content] = [
      .shaped(point, [1]), .shaped(point, [1, 2, 3]), .shaped(point, 1), .shaped(point, "ab"),
      .shaped(point, [1, nil]),
      .shaped(point, [1, 2.5]), .shaped(number, [1]), .shaped(number, .member(7, 1)), .shaped(bytes, "abc"),
      .shaped(bytes, [1]), .shaped(bytes, .address(DataAddress(outside))), .shaped(point, deep),
      .numbers(.i64, [.sizeof(outside)]), .numbers(.ptr, [.integer(0)]), .shaped(bytes, .member(0, 1)),
    ]
    for (index, content) in wrong.enumerated() {
      let symbol = module.addData("wrong\(index)", [content])
      let object = try #require(module.dataObject(symbol))
      var end: UInt64 = 0
      module.forEachPiece(of: object) { offset, piece in
        #expect(offset == end)
        switch piece {
        case .number(_, let size): end += UInt64(size)
        case .bytes(let bytes): end += UInt64(bytes.count)
        case .zero(let count): end += count
        case .address: end += 8
        }
      }
      #expect(end == object.size)
    }
    #expect(module.verify().count == wrong.count)
    #expect(!module.text().isEmpty)
  }

  /// Every float is printed so that the same bits are read.
  @Test func floatsArePrintedExactly() throws {
    let special64: [UInt64] = [0, 1, 0x000F_FFFF_FFFF_FFFF, 0x0010_0000_0000_0000, 0x7FEF_FFFF_FFFF_FFFF]
    let special32: [UInt32] = [0, 1, 0x007F_FFFF, 0x0080_0000, 0x7F7F_FFFF]
    var doubles = special64 + [0x7FF0_0000_0000_0000, 0x7FF0_0000_0000_0001, 0x7FF8_0000_0000_0000]
    var floats = special32 + [0x7F80_0000, 0x7F80_0001, 0x7FC0_0000]
    doubles += doubles.map { $0 | 1 << 63 } + (1...2_000).map { $0 &* 0x9E37_79B9_7F4A_7C15 }
    floats += floats.map { $0 | 1 << 31 } + (1...2_000).map { $0 &* 0x9E37_79B9 }
    for radix in [ConstantData.Radix.decimal, .hexadecimal] {
      var module = Module()
      _ = module.addData(
        "numbers",
        [
          .numbers(.f64, doubles.map { .f64(Double(bitPattern: $0), radix: radix) }),
          .numbers(.f32, floats.map { .f32(Float(bitPattern: $0), radix: radix) }),
        ])
      let again = Module.read([ModuleSource(name: "built", bytes: module.text())])
      #expect(again.diagnostics == [])
      #expect(again.module.text() == module.text())
      guard case .numbers(_, let first) = again.module.data[0].items[0].content,
        case .numbers(_, let second) = again.module.data[0].items[1].content
      else { throw CancellationError() }
      #expect(first.map(\.bits) == doubles)
      #expect(second.map(\.bits) == floats.map(UInt64.init))
    }
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
