// What each instruction of the code was made from: the operation of the IR, its function, or a generator.

internal import Gen
internal import IR
internal import Image

/// The origins of the code as they grow.
struct OriginDescription {
  private(set) var table = OriginTable()
  private let module: Module
  private var printer: InstructionPrinter

  init(_ module: Module) {
    self.module = module
    printer = InstructionPrinter(module)
  }

  /// Describes a part of the code; the rows' offsets count from where all code starts.
  mutating func describe(
    _ part: CodePart, _ range: CodeRange, _ rows: ArraySlice<CodeRow>, _ object: inout RelocatableObject
  ) {
    let first = table.rows.count
    switch part.source {
    case .generator(let generator): add(object.addName(generator.name), at: 0)
    case .function(let number): describe(module.functions[number], part, rows, &object)
    }
    table.runs.append(OriginRun(code: range, rows: RowRange(start: first, count: table.rows.count - first)))
  }

  private mutating func describe(
    _ function: Function, _ part: CodePart, _ rows: ArraySlice<CodeRow>, _ object: inout RelocatableObject
  ) {
    printer.start(function)
    // Each instruction's text, once; that of the function itself comes first.
    var texts = [UInt32](repeating: .max, count: function.instructions.count + 1)
    for row in rows where row.kind == CodeRowKind.origin {
      let offset = row.offset - part.offset
      guard offset < part.size, let source = Int(exactly: row.payload), source < texts.count else { continue }
      if texts[source] == .max {
        let name =
          source == 0
          ? object.addName(Array("func @".utf8) + module.names[module.symbols[function.symbol].name])
          : object.addName(printer.text(of: Instruction(source - 1), in: function))
        texts[source] = UInt32(truncatingIfNeeded: table.texts.count)
        table.texts.append(name)
      }
      table.rows.append(OriginRow(offset: offset, text: texts[source]))
    }
  }

  private mutating func add(_ name: NameRange, at offset: UInt32) {
    table.rows.append(OriginRow(offset: offset, text: UInt32(truncatingIfNeeded: table.texts.count)))
    table.texts.append(name)
  }
}
