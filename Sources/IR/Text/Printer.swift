// The printer: module to canonical text. What it prints, the parser reads back as the same module.

internal import Layout

extension Module {
  /// The canonical text.
  /// - Parameters:
  ///   - file: which text's items are printed; nil for all.
  ///   - trivia: comments and blank lines that the parser kept, to be put where they were.
  public func text(file: UInt32? = nil, trivia: [Trivia] = []) -> [UInt8] {
    var printer = Printer(module: self, file: file, trivia: trivia)
    printer.printAll()
    return printer.out.bytes
  }

  /// The canonical text as a string.
  public var description: String { String(decoding: text(), as: UTF8.self) }
}

/// Prints a module.
struct Printer {
  let module: Module
  let file: UInt32?
  var out = TextWriter()
  let trivia: [Trivia]
  var nextTrivia = 0
  /// The offset of the item that was printed last, to which a trailing comment may belong.
  private var anchor: UInt32?
  let shapes = OpcodeTable.shapes
  /// Names for the values of the current function that have none.
  private var firstFreeNumber = 0

  init(module: Module, file: UInt32?, trivia: [Trivia]) {
    self.module = module
    self.file = file
    self.trivia = trivia.filter { file == nil || $0.file == file }
  }

  // MARK: - Comments

  /// Prints the comments that stand before an offset.
  mutating func printTrivia(before offset: UInt32, indent: Int, isFirst: Bool = false) {
    while nextTrivia < trivia.count, trivia[nextTrivia].offset <= offset {
      let piece = trivia[nextTrivia]
      nextTrivia += 1
      switch piece.kind {
      case .blankLine: blankLine()
      case .comment, .trailingComment:
        printIndent(indent)
        printComment(piece)
        endLine()
      }
    }
  }

  /// An empty line, unless there is one already or this is where something begins.
  private mutating func blankLine() {
    let count = out.bytes.count
    guard count >= 2, out.bytes[count - 2] != 0x0A, out.bytes[count - 2] != UInt8(ascii: "{"),
      out.bytes[count - 2] != UInt8(ascii: ":")
    else { return }
    out.write(UInt8(ascii: "\n"))
  }

  private mutating func printComment(_ piece: Trivia) {
    let bytes = module.sources[Int(piece.file)].bytes
    out.bytes.append(contentsOf: bytes[Int(piece.offset)..<Int(piece.offset + piece.length)])
  }

  /// Ends a line, with the comment that stood behind what it shows.
  mutating func endLine(of anchor: UInt32? = nil) {
    if let anchor, nextTrivia < trivia.count, trivia[nextTrivia].kind == .trailingComment,
      trivia[nextTrivia].anchor == anchor
    {
      out.write(" ")
      printComment(trivia[nextTrivia])
      nextTrivia += 1
    }
    out.write(UInt8(ascii: "\n"))
  }

  mutating func printIndent(_ count: Int) {
    for _ in 0..<count { out.write(UInt8(ascii: " ")) }
  }

  // MARK: - Items

  mutating func printAll() {
    var before: ModuleItem?
    for (index, item) in module.items.enumerated() {
      let place = module.itemPlaces[index]
      if let file, place.file != file { continue }
      if let before, Self.needsBlankLine(between: before, and: item) { blankLine() }
      printTrivia(before: place.offset, indent: 0)
      print(item, at: place, module.itemDeclarations[index])
      before = item
    }
    if !trivia.isEmpty { printTrivia(before: .max, indent: 0) }
    // No blank lines at the end.
    while out.bytes.count >= 2, out.bytes[out.bytes.count - 2] == 0x0A, out.bytes.last == 0x0A {
      out.bytes.removeLast()
    }
  }

  /// Whether the canonical text has a blank line between two items: except between lines of one kind.
  private static func needsBlankLine(between before: ModuleItem, and after: ModuleItem) -> Bool {
    switch (before, after) {
    case (.file, .file), (.imported, .imported): false
    default: true
    }
  }

  private mutating func print(_ item: ModuleItem, at place: SourcePlace, _ declaration: SymbolData?) {
    switch item {
    case .target:
      out.write("target ")
      out.write(string: module.target.rawValue)
      endLine(of: place.offset)
    case .file(let index):
      out.write("file ")
      out.write(decimal: UInt64(module.files[index].number))
      out.write(" ")
      out.write(quoted: module.names[module.files[index].path])
      endLine(of: place.offset)
    case .imported(let symbol): printImport(symbol, declaration ?? module.symbols[symbol], at: place)
    case .record(let index): printRecord(module.types.records[index], at: place)
    case .data(let index):
      let object = module.data[index]
      printData(object, declaration ?? module.symbols[object.symbol], at: place)
    case .function(let index):
      let function = module.functions[index]
      printFunction(function, declaration ?? module.symbols[function.symbol], at: place)
    }
  }

  mutating func printLinkage(_ symbol: SymbolData) {
    if symbol.linkage.contains(.export) { out.write(" export") }
    if symbol.linkage.contains(.weak) { out.write(" weak") }
    if symbol.linkage.contains(.hidden) { out.write(" hidden") }
    if symbol.linkage.contains(.common) { out.write(" common") }
    if symbol.section != .none {
      out.write(" section ")
      out.write(quoted: module.names[symbol.section])
    }
    if symbol.isCold { out.write(" cold") }
    if symbol.isNoreturn { out.write(" noreturn") }
  }

  private mutating func printImport(_ symbol: Symbol, _ data: SymbolData, at place: SourcePlace) {
    if data.isFunction {
      out.write("import func ")
      out.write(symbol, of: module)
      out.write(signature: data.type, of: module)
    } else {
      out.write("import data ")
      out.write(symbol, of: module)
      if data.linkage.contains(.thread) { out.write(" thread") }
    }
    printLinkage(data)
    endLine(of: place.offset)
  }

  private mutating func printRecord(_ record: RecordData, at place: SourcePlace) {
    if record.form == .opaque {
      out.write("opaque record $")
      out.write(record.name, of: module)
      out.write(" size ")
      out.write(decimal: record.size)
      out.write(" align ")
      out.write(decimal: record.declaredAlignment ?? 1)
      endLine(of: place.offset)
      return
    }
    record.form == .union ? out.write("union $") : out.write("record $")
    out.write(record.name, of: module)
    if record.isPacked { out.write(" packed") }
    if let alignment = record.declaredAlignment {
      out.write(" align ")
      out.write(decimal: alignment)
    }
    out.write(" {\n")
    for member in record.members {
      if place.file != SourcePlace.none { printTrivia(before: member.sourceOffset, indent: 2) }
      out.write("  ")
      out.write(member.name, of: module)
      out.write(": ")
      out.write(member.type, of: module)
      if let alignment = member.alignment {
        out.write(" align ")
        out.write(decimal: alignment)
      }
      endLine(of: place.file == SourcePlace.none ? nil : member.sourceOffset)
    }
    if place.file != SourcePlace.none { printTrivia(before: record.endOffset, indent: 2) }
    out.write("}")
    endLine(of: place.offset)
  }

  // MARK: - Functions

  private mutating func printFunction(_ function: Function, _ symbol: SymbolData, at place: SourcePlace) {
    let type = function.type
    findFreeNumber(function)
    out.write("func ")
    out.write(function.symbol, of: module)
    out.write(UInt8(ascii: "("))
    let count = module.types.parameterCount(type)
    for index in 0..<count {
      if index > 0 { out.write(", ") }
      if index < function.values.count { write(Value(index), function) }
      out.write(": ")
      out.write(module.types.parameter(index, of: type), of: module)
    }
    if module.types.isVariadic(type) { count > 0 ? out.write(", ...") : out.write("...") }
    out.write(UInt8(ascii: ")"))
    out.write(results: type, of: module)
    if module.types.convention(type) == .c { out.write(" c") }
    printLinkage(symbol)
    out.write(" {")
    endLine(of: place.offset)
    let hasText = place.file != SourcePlace.none && !trivia.isEmpty
    for block in function.blocks.keys {
      let data = function.blocks[block]
      if hasText { printTrivia(before: data.sourceOffset, indent: 0) }
      out.write(data.name, of: module)
      if block != .entry, data.parameterCount > 0 {
        out.write(UInt8(ascii: "("))
        for index in data.parameters {
          if index > data.firstParameter.index { out.write(", ") }
          write(Value(index), function)
          out.write(": ")
          out.write(function.values[Value(index)].type, of: module)
        }
        out.write(UInt8(ascii: ")"))
      }
      out.write(":")
      endLine(of: hasText ? data.sourceOffset : nil)
      for index in data.range {
        let instruction = Instruction(index)
        if hasText { printTrivia(before: function.sourceOffsets[instruction], indent: 2) }
        out.write("  ")
        print(instruction, function)
        endLine(of: hasText ? function.sourceOffsets[instruction] : nil)
      }
    }
    if hasText { printTrivia(before: function.endOffset, indent: 2) }
    out.write("}\n")
  }

  /// Values without a name are shown by a number that no name of the function is.
  mutating func findFreeNumber(_ function: Function) {
    firstFreeNumber = 0
    for name in function.valueNames.elements where name != .none {
      let bytes = module.names[name]
      guard let first = bytes.first, first &- 0x30 < 10, bytes.count < 18, let number = Int(module.names.string(name))
      else { continue }
      firstFreeNumber = max(firstFreeNumber, number + 1)
    }
  }

  @inline(__always)
  mutating func write(_ value: Value, _ function: Function) {
    out.write(UInt8(ascii: "%"))
    if value.index < function.valueNames.count, function.valueNames[value] != .none {
      out.write(function.valueNames[value], of: module)
    } else {
      out.write(decimal: UInt64(firstFreeNumber + value.index))
    }
  }

  /// Prints an operand of a type.
  mutating func write(_ raw: UInt32, _ type: Type, _ function: Function) {
    let operand = Operand(rawValue: raw)
    switch operand.kind {
    case .value(let value): write(value, function)
    case .integer(let number):
      if type == .bool {
        number == 0 ? out.write("false") : out.write("true")
      } else if type == .ptr {
        out.write("null")
      } else {
        out.write(signed: number)
      }
    case .symbol(let symbol): out.write(symbol, of: module)
    case .constant(let constant): write(function.constants[constant], type)
    }
  }

  mutating func write(_ constant: ConstantData, _ type: Type) {
    switch constant.kind {
    case .integer where type == .bool: constant.bits == 0 ? out.write("false") : out.write("true")
    case .integer: out.write(integer: constant.bits, type, radix: constant.radix)
    case .f32: out.write(float: constant.bits, .f32, radix: constant.radix)
    case .f64: out.write(float: constant.bits, .f64, radix: constant.radix)
    case .sizeof:
      out.write("sizeof(")
      out.write(Type(rawValue: constant.reference), of: module)
      out.write(")")
    case .sizeofData:
      out.write("sizeof(")
      out.write(Symbol(rawValue: constant.reference), of: module)
      out.write(")")
    case .alignof:
      out.write("alignof(")
      out.write(Type(rawValue: constant.reference), of: module)
      out.write(")")
    case .offsetof:
      out.write("offsetof(")
      write(FieldPath(rawValue: constant.reference))
      out.write(")")
    case .syscall: out.write(Name(rawValue: constant.reference), of: module)
    }
  }

  mutating func write(_ path: FieldPath) {
    let data = module.types[path]
    out.write(data.record, of: module)
    var type = data.record
    for member in data.members {
      guard let record = module.types.recordData(type) else { return }
      out.write(UInt8(ascii: "."))
      out.write(record.members[member].name, of: module)
      type = record.members[member].type
    }
  }
}
