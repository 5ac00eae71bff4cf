// Building a module in Swift: records, data, imports, and functions, whose bodies a `FunctionBuilder` writes.
//
//     var module = Module()
//     let double = module.addFunction("double", Signature([.i64], results: [.i64]))
//     module.build(double) { f in
//       f.return(f.value(.add, .i64, f.parameters[0], f.parameters[0]))
//     }
//     let faults = module.verify()

public import Layout

extension Module {
  // MARK: - Symbols

  /// Declares a function that will have a body; `build` gives it one.
  public mutating func addFunction(_ name: String, _ signature: Signature, linkage: Linkage = []) -> Symbol {
    let type = types.function(signature)
    let symbol = define(name, as: .function(functions.count), type: type, linkage: linkage)
    addItem(.function(functions.count), at: SourcePlace())
    functions.append(Function(symbol: symbol, type: type))
    return symbol
  }

  /// Declares a function that is defined elsewhere.
  public mutating func addImport(_ name: String, _ signature: Signature, linkage: Linkage = []) -> Symbol {
    let type = types.function(signature)
    let symbol = define(name, as: .importedFunction, type: type, linkage: linkage.union(.imported))
    addItem(.imported(symbol), at: SourcePlace())
    return symbol
  }

  /// Declares data that is defined elsewhere.
  public mutating func addImportedData(_ name: String, linkage: Linkage = []) -> Symbol {
    let symbol = define(name, as: .importedData, type: .none, linkage: linkage.union(.imported))
    addItem(.imported(symbol), at: SourcePlace())
    return symbol
  }

  /// Adds a data object. A part in the shape of a record or array is written as Swift's literals:
  /// `.shaped(points, [[1, 2], [3, 4]])`.
  /// - Parameter alignment: in bytes; without one, that of the most aligned part.
  public mutating func addData(
    _ name: String, _ contents: [DataItem.Content], alignment: UInt64? = nil, isWritable: Bool = false,
    linkage: Linkage = []
  ) -> Symbol {
    let symbol = define(name, as: .data(data.count), type: .none, linkage: linkage)
    var object = DataObject(symbol: symbol, alignment: alignment, isWritable: isWritable)
    for content in contents { object.append(DataItem(types.settled(content)), types) }
    addItem(.data(data.count), at: SourcePlace())
    data.append(object)
    return symbol
  }

  /// The section that a symbol goes into.
  public mutating func setSection(_ section: String, of symbol: Symbol) {
    symbols[symbol].section = names.intern(section)
  }

  /// Numbers a source file of the language above, for locations.
  public mutating func addFile(_ path: String) -> UInt32 {
    let number = UInt32(files.count + 1)
    addFile(LocationFile(number: number, path: names.intern(path)))
    return number
  }

  private mutating func define(
    _ name: String, as definition: SymbolData.Definition, type: Type, linkage: Linkage
  ) -> Symbol {
    let symbol = internSymbol(names.intern(name), at: SourcePlace())
    symbols[symbol].definition = definition
    symbols[symbol].type = type
    symbols[symbol].linkage = linkage
    return symbol
  }

  // MARK: - Records

  /// Adds a record or union with C's layout.
  public mutating func addRecord(
    _ name: String, _ form: RecordForm = .structure, members: [(name: String, type: Type)], isPacked: Bool = false,
    alignment: UInt64? = nil
  ) throws(LayoutError) -> Type {
    let type = types.record(named: names.intern(name))
    var list: [Member] = []
    for member in members { list.append(Member(names.intern(member.name), member.type)) }
    try types.define(type, form: form, members: list, isPacked: isPacked, alignment: alignment)
    addItem(.record(types.recordIndex(type)), at: SourcePlace())
    return type
  }

  /// The path from a record to a member, or a member's member; nil where there is none.
  public mutating func path(_ record: Type, _ members: String...) -> FieldPath? {
    var type = record
    var numbers: [Int] = []
    for member in members {
      guard let name = names.find(member), let index = types.recordData(type)?.member(named: name),
        let data = types.recordData(type)
      else { return nil }
      numbers.append(index)
      type = data.members[index].type
    }
    return numbers.isEmpty ? nil : types.path(from: record, members: numbers)
  }

  // MARK: - Bodies

  /// Writes the body of a function that `addFunction` declared.
  public mutating func build(_ symbol: Symbol, _ write: (inout FunctionBuilder) -> Void) {
    guard case .function(let index) = symbols[symbol].definition else {
      preconditionFailure("only a function of this module has a body")
    }
    // The builder has the module while it writes: there is no copy of it.
    var builder = FunctionBuilder(symbol: symbol, type: symbols[symbol].type, target: target)
    swap(&self, &builder.module)
    builder.begin()
    write(&builder)
    swap(&self, &builder.module)
    functions[index] = builder.finished()
  }
}

extension TypeTable {
  /// The same content with each number as its type has it, so that the literal 1 can stand for a float, too.
  fileprivate func settled(_ content: DataItem.Content) -> DataItem.Content {
    switch content {
    case .numbers(let type, let numbers): .numbers(type, numbers.map { settled($0, type) })
    case .shaped(let type, let value): .shaped(type, settled(value, type, nesting: 0))
    case .bytes, .zero, .addresses: content
    }
  }

  private func settled(_ value: DataValue, _ type: Type, nesting: Int) -> DataValue {
    switch value {
    case .number(let number): return .number(settled(number, type))
    case .list(let values) where nesting < DataValue.greatestNesting:
      if kind(of: type) == .array {
        let element = arrayParts(type).element
        return .list(values.map { settled($0, element, nesting: nesting + 1) })
      }
      guard let members = recordData(type)?.members else { return value }
      return .list(
        values.enumerated().map { index, value in
          index < members.count ? settled(value, members[index].type, nesting: nesting + 1) : value
        })
    case .member(let index, let inner) where nesting < DataValue.greatestNesting:
      guard let members = recordData(type)?.members, members.indices.contains(index) else { return value }
      return .member(index, settled(inner, members[index].type, nesting: nesting + 1))
    case .bytes, .address, .zero, .list, .member: return value
    }
  }

  private func settled(_ number: ConstantData, _ type: Type) -> ConstantData {
    if number.kind == .integer, type.isInteger || type == .bool {
      var cut = number
      let shift = 64 - UInt64(type.bitWidth)
      cut.bits =
        type == .bool ? min(number.bits, 1) : UInt64(bitPattern: Int64(bitPattern: number.bits << shift) >> shift)
      return cut
    }
    return switch (number.kind, type) {
    case (.integer, .f64): .f64(Double(Int64(bitPattern: number.bits)))
    case (.integer, .f32): .f32(Float(Int64(bitPattern: number.bits)))
    case (.f64, .f32): .f32(Float(Double(bitPattern: number.bits)), radix: number.radix)
    default: number
    }
  }
}
