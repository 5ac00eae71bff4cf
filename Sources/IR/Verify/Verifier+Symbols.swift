// The rules of symbols: functions' signatures, linkage, data, and `@main`.

extension Verifier {
  /// Checks all symbols.
  mutating func verifySymbols() {
    for symbol in module.symbols.keys {
      let data = module.symbols[symbol]
      if data.isFunction { verifyFunction(symbol, data) }
      if data.definition != .undeclared, module.names[data.name].starts(with: "weft.".utf8) {
        note(
          "@\(module.name(of: symbol)) is a name of the runtime's", symbol, data,
          help: [
            "names that begin with 'weft.' are the runtime's, which a program with tasks is compiled together with"
          ])
      }
      if data.linkage.contains([.export, .hidden]) {
        note("@\(module.name(of: symbol)) is exported and hidden", symbol, data, help: ["leave one of the two out"])
      }
      if case .data(let index) = data.definition { verify(module.data[index], symbol, data) }
    }
    for record in module.types.records
    where record.form != .undeclared && module.names[record.name].starts(with: "weft_".utf8) {
      diagnostics.append(
        ModuleDiagnostic(
          "\(module.spelling(of: record.type)) is a name of the runtime's", at: record.source,
          length: 6,
          help: ["records whose names begin with 'weft_' are the runtime's"]))
    }
  }

  private mutating func note(
    _ message: String, _ symbol: Symbol, _ data: SymbolData, expected: String? = nil, help: [String] = []
  ) {
    diagnostics.append(
      ModuleDiagnostic(
        message, at: data.source, length: 1 + module.names[data.name].count, expected: expected, help: help))
  }

  private mutating func verifyFunction(_ symbol: Symbol, _ data: SymbolData) {
    for fault in faultsOfConvention(data.type) {
      note(fault, symbol, data, help: helpOfConvention(data.type))
    }
    guard module.names[data.name].elementsEqual("main".utf8), case .function = data.definition else { return }
    let signature = module.types.signature(data.type)
    let parameters = signature.parameters.map(\.type)
    if !(parameters.isEmpty || parameters == [.i32, .ptr, .ptr]) || signature.results.map(\.type) != [.i32]
      || signature.isVariadic
    {
      note(
        "@main has another signature", symbol, data,
        expected: "'func @main() -> i32', or with (%argc: i32, %argv: ptr, %envp: ptr)")
    }
  }

  private mutating func verify(_ object: DataObject, _ symbol: Symbol, _ data: SymbolData) {
    if data.linkage.contains(.common) {
      let isZero = object.items.allSatisfy { item in
        switch item.content {
        case .zero, .shaped(_, .zero): true
        case .numbers, .bytes, .addresses, .shaped: false
        }
      }
      if !isZero { note("common data holds only zeros", symbol, data, expected: "'zero N' and nothing else") }
      if data.linkage.contains(.thread) { note("common data is not thread-local", symbol, data) }
    }
    var offset: UInt64 = 0
    var isAligned = true
    for (index, item) in object.items.enumerated() {
      let next = index + 1
      let part = DataPart(
        symbol: symbol, place: SourcePlace(file: object.source.file, offset: item.sourceOffset),
        end: next < object.items.count ? object.items[next].sourceOffset : object.endOffset,
        word: item.content.word(module))
      // What follows the first that lies wrong lies wrong with it.
      if isAligned { isAligned = verifyPosition(item, at: offset, in: object, part) }
      switch item.content {
      case .numbers(let type, let numbers):
        for number in numbers { verify(.number(number), type, nesting: 0, part) }
      case .addresses(let addresses):
        for address in addresses { verify(.address(address), .ptr, nesting: 0, part) }
      case .shaped(let type, let value): verify(value, type, nesting: 0, part)
      case .bytes, .zero: break
      }
      offset += item.content.size(module.types)
    }
  }

  /// A part of a data object, for messages.
  private struct DataPart {
    let symbol: Symbol
    let place: SourcePlace
    let end: UInt32
    /// What the part begins with.
    let word: String
  }

  private mutating func note(
    _ message: String, _ part: DataPart, word: String? = nil, expected: String? = nil, help: [String] = []
  ) {
    guard diagnostics.count < Parser.greatestFaultCount else { return }
    guard part.place.file < module.sources.count else {
      let name = module.name(of: part.symbol)
      diagnostics.append(
        ModuleDiagnostic(
          "in @\(name), '\(part.word)': \(message)", at: SourcePlace(), expected: expected, help: help))
      return
    }
    if faultyPart?.place != part.place {
      let bytes = module.sources[Int(part.place.file)].bytes
      faultyPart = (part.place, [], WordLocator(bytes, from: part.place.offset, to: part.end))
    }
    // A table may say the same thing a thousand times.
    guard faultyPart?.messages.insert(message).inserted == true,
      let found = faultyPart?.locator.place(of: word ?? part.word, occurrence: 0)
    else { return }
    diagnostics.append(
      ModuleDiagnostic(
        message, at: SourcePlace(file: part.place.file, offset: found.offset), length: found.length,
        expected: expected, help: help))
  }

  /// Checks that a part lies where what reads it by its type may find it: what is said of the object's alignment says,
  /// too, that its parts are aligned to no more.
  private mutating func verifyPosition(
    _ item: DataItem, at offset: UInt64, in object: DataObject, _ part: DataPart
  ) -> Bool {
    var alignment = item.content.alignment(module.types)
    if object.statesAlignment { alignment = min(alignment, object.alignment) }
    let misplaced = offset % alignment
    guard misplaced != 0 else { return true }
    note(
      "the \(part.word) lies at offset \(offset)", part, expected: "an offset divisible by \(alignment)",
      help: [
        "write 'zero \(alignment - misplaced)' before it, or all of it in the shape of a record, which is padded",
        "where it must lie here, say 'align \(misplaced & (0 &- misplaced))' of the data",
      ])
    return false
  }

  /// Checks that a value is one of a type.
  private mutating func verify(_ value: DataValue, _ type: Type, nesting: Int, _ part: DataPart) {
    let kind = module.types.kind(of: type)
    switch value {
    case .zero: return
    case .number(let number) where type.isScalar && kind != .ptr:
      if let fault = fault(of: number, type) { note(fault.message, part, word: spelling(number), help: fault.help) }
      return
    case .address(let address) where kind == .ptr:
      guard let target = address.symbol, module.symbols[target].linkage.contains(.thread) else { return }
      let name = "@\(module.name(of: target))"
      note("\(name) has an address in each thread", part, word: name, help: ["data cannot hold it"])
      return
    case .bytes(let bytes) where kind == .array:
      let (element, count) = module.types.arrayParts(type)
      if element == .i8, bytes.count <= count { return }
    case .list(let values) where nesting < DataValue.greatestNesting:
      if kind == .array {
        let (element, count) = module.types.arrayParts(type)
        guard values.count == count || values.last == .zero && values.count < count else { break }
        for value in values { verify(value, element, nesting: nesting + 1, part) }
        return
      }
      guard let record = module.types.recordData(type), record.form == .structure,
        values.count == record.members.count || values.last == .zero && values.count < record.members.count
      else { break }
      for (member, value) in zip(record.members, values) {
        verify(value, member.type, nesting: nesting + 1, part)
      }
      return
    case .member(let index, let value) where nesting < DataValue.greatestNesting:
      guard let record = module.types.recordData(type), record.form == .union, record.members.indices.contains(index)
      else {
        break
      }
      return verify(value, record.members[index].type, nesting: nesting + 1, part)
    case .number, .address, .bytes, .list, .member: break
    }
    note("what is given is no \(module.spelling(of: type))", part)
  }
}
