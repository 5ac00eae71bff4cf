// A program of several functions, with everything that debuggers want to know of it.

import Image
import Layout

extension HandMade {
  /// The source that `calls` pretends to be made from.
  static let callsSource = """
    func @leaf(%x: i64) -> i64 {
    entry:
      call @stub()
      %r = add i64 %x, %x
      return %r
    }

    func @middle(%a: i64, %b: i64) -> i64 {
    entry:
      %s = add i64 %a, %b
      %t = call @leaf(%s)
      return %t
    }

    func @main() -> i32 {
    entry:
      %u = call @middle(5, 7)
      %v = trunc i32 %u
      return %v
    }

    """

  /// `_start` calls `main` calls `middle`, which has a frame pointer, calls `leaf`, which has none, calls `stub`, which has no
  /// lines, as code that a generator made. The exit status is 24.
  static func calls(directory: String) -> RelocatableObject {
    var object = RelocatableObject(target: .x86_64)
    var debug = DebugInformation(producer: "weft by hand", directory: directory, files: ["calls.wir"])
    debug.types = [DebugType("i64", size: 8, .signed), DebugType("i32", size: 4, .signed)]
    var origins = OriginTable()
    let functions: [Function] = [
      Function(
        "_start", code: [0xE8, 0, 0, 0, 0, 0x89, 0xC7, 0x6A, 0x3C, 0x58, 0x0F, 0x05, 0xF4], calls: (1, "main"),
        unwind: [UnwindRow(at: 9, .frameOffset, value: 16), UnwindRow(at: 10, .frameOffset, value: 8)],
        origins: [(0, "entry")]),
      Function(
        "main",
        code: [
          0x48, 0x83, 0xEC, 0x08, 0xBF, 5, 0, 0, 0, 0xBE, 7, 0, 0, 0, 0xE8, 0, 0, 0, 0, 0x48, 0x83, 0xC4, 0x08, 0xC3,
        ],
        calls: (15, "middle"), line: 15, lines: [(0, 15), (4, 17), (19, 19)],
        unwind: [UnwindRow(at: 4, .frameOffset, value: 16), UnwindRow(at: 23, .frameOffset, value: 8)], result: 1,
        origins: [(0, "prologue"), (4, "%u = call @middle(5, 7)"), (19, "return %v")]),
      Function(
        "middle",
        code: [
          0x55, 0x48, 0x89, 0xE5, 0x48, 0x83, 0xEC, 0x10, 0x48, 0x89, 0x7D, 0xF8, 0x48, 0x89, 0x75, 0xF0, 0x48, 0x8B,
          0x7D,
          0xF8, 0x48, 0x03, 0x7D, 0xF0, 0xE8, 0, 0, 0, 0, 0xC9, 0xC3,
        ],
        calls: (25, "leaf"), line: 8, lines: [(0, 8), (16, 10), (24, 11), (29, 12)],
        parameters: [
          ("a", [.register(.rdi, from: 0, to: 12), .frame(-24, from: 12, to: 31)]),
          ("b", [.register(.rsi, from: 0, to: 16), .frame(-32, from: 16, to: 31)]),
        ],
        unwind: [
          UnwindRow(at: 1, .frameOffset, value: 16), UnwindRow(at: 1, .saved, .rbp, value: -16),
          UnwindRow(at: 4, .frameRegister, .rbp), UnwindRow(at: 30, .frameAddress, .rsp, value: 8),
          UnwindRow(at: 30, .restored, .rbp),
        ], result: 0,
        origins: [(0, "prologue"), (16, "%s = add i64 %a, %b"), (24, "%t = call @leaf(%s)"), (29, "return %t")]),
      Function(
        "leaf", code: [0x53, 0x48, 0x89, 0xFB, 0xE8, 0, 0, 0, 0, 0x48, 0x8D, 0x04, 0x1B, 0x5B, 0xC3],
        calls: (5, "stub"),
        line: 1, lines: [(0, 1), (4, 3), (9, 4), (13, 5)],
        parameters: [("x", [.register(.rdi, from: 0, to: 4), .register(.rbx, from: 4, to: 14)])],
        unwind: [
          UnwindRow(at: 1, .frameOffset, value: 16), UnwindRow(at: 1, .saved, .rbx, value: -16),
          UnwindRow(at: 14, .frameOffset, value: 8), UnwindRow(at: 14, .restored, .rbx),
        ], result: 0,
        origins: [(0, "prologue"), (4, "call @stub()"), (9, "%r = add i64 %x, %x"), (13, "return %r")]),
      Function(
        "stub", code: [0x6A, 0x27, 0x58, 0x0F, 0x05, 0xC3],
        unwind: [UnwindRow(at: 2, .frameOffset, value: 16), UnwindRow(at: 3, .frameOffset, value: 8)],
        origins: [(0, "syscall")]),
    ]
    for function in functions { function.add(to: &object, &debug, &origins) }
    for function in functions {
      guard let call = function.calls else { continue }
      let names = functions.map(\.name)
      guard let caller = names.firstIndex(of: function.name), let callee = names.firstIndex(of: call.callee) else {
        continue
      }
      object.relocations.append(
        Relocation(
          in: .text, at: UInt32(object.symbols[caller].offset) + call.offset, .call32,
          SymbolIndex(rawValue: UInt32(callee)), addend: -4))
    }
    object.entry = SymbolIndex(rawValue: 0)
    object.debug = debug
    object.origins = origins
    return object
  }

  /// A function, and what is known of it.
  private struct Function {
    let name: String
    let code: [UInt8]
    let calls: (offset: UInt32, callee: String)?
    let line: UInt32?
    let lines: [(offset: UInt32, line: UInt32)]
    let parameters: [(name: String, locations: [DebugLocation])]
    let unwind: [UnwindRow]
    let result: UInt32?
    let origins: [(offset: UInt32, text: String)]

    init(
      _ name: String, code: [UInt8], calls: (offset: UInt32, callee: String)? = nil, line: UInt32? = nil,
      lines: [(offset: UInt32, line: UInt32)] = [], parameters: [(name: String, locations: [DebugLocation])] = [],
      unwind: [UnwindRow], result: UInt32? = nil, origins: [(offset: UInt32, text: String)]
    ) {
      self.name = name
      self.code = code
      self.calls = calls
      self.line = line
      self.lines = lines
      self.parameters = parameters
      self.unwind = unwind
      self.result = result
      self.origins = origins
    }

    func add(to object: inout RelocatableObject, _ debug: inout DebugInformation, _ origins: inout OriginTable) {
      let symbol = object.addSymbol(
        name, in: .text, size: UInt64(code.count), kind: .function, binding: line == nil ? .local : .global)
      let range = CodeRange(
        section: .text, offset: UInt32(object.symbols[symbol.index].offset), size: UInt32(code.count))
      object[.text].bytes += code
      object.unwind.functions.append(
        UnwindFunction(
          code: range, rows: RowRange(start: object.unwind.rows.count, count: unwind.count),
          isOutermost: name == "_start"))
      object.unwind.rows += unwind
      origins.runs.append(OriginRun(code: range, rows: RowRange(start: origins.rows.count, count: self.origins.count)))
      for (offset, text) in self.origins {
        origins.rows.append(OriginRow(offset: offset, text: UInt32(origins.texts.count)))
        origins.texts.append(object.addName(text))
      }
      guard let line else { return }
      debug.lineRuns.append(LineRun(code: range, rows: RowRange(start: debug.lineRows.count, count: lines.count)))
      debug.lineRows += lines.map { LineRow(offset: $0.offset, file: 0, line: $0.line, column: 3) }
      let first = debug.parameters.count
      for (name, locations) in parameters {
        debug.parameters.append(
          DebugParameter(
            name: object.addName(name), type: 0,
            locations: RowRange(start: debug.locations.count, count: locations.count)))
        debug.locations += locations
      }
      debug.functions.append(
        DebugFunction(
          name: object.symbols[symbol.index].name, code: range, file: 0, line: line,
          parameters: RowRange(start: first, count: parameters.count), isExternal: true, result: result))
    }
  }
}
