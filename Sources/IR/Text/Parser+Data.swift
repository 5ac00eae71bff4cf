// Parsing data objects: plain parts, and values in the shape of a record or array.

extension Parser {
  /// Reads a data object behind the word `data`.
  mutating func parseData(at start: UInt32) throws(Fault) {
    let (symbol, nameOffset) = try expectSymbol()
    declared = symbol
    let attributes = try parseAttributes([.align, .writable, .thread, .export, .weak, .hidden, .common, .section])
    scan.skipLines()
    guard scan.skip(UInt8(ascii: "{")) else { throw unexpected("an attribute of data, or '{' and what it holds") }
    var object = DataObject(symbol: symbol, alignment: attributes.alignment, isWritable: attributes.isWritable)
    object.source = place(start)
    scan.skipInside()
    var offset = scan.offset
    while !scan.skip(UInt8(ascii: "}")) {
      if !object.items.isEmpty, scan.skip(UInt8(ascii: ",")) { scan.skipInside(behind: offset) }
      offset = scan.offset
      try parseDataItem(into: &object)
      scan.skipInside(behind: offset)
    }
    object.endOffset = scan.offset - 1
    scan.anchor = start
    let index = module.data.count
    module.data.append(object)
    let declaration = define(symbol, as: .data(index), type: .none, attributes, at: nameOffset)
    module.addItem(.data(index), at: place(start), declaration: declaration)
    try expectEndOfLine()
  }

  private mutating func parseDataItem(into object: inout DataObject) throws(Fault) {
    let wanted = "a type and its values, 'bytes', 'zero' or 'ptr'"
    let offset = scan.offset
    var offsets: [UInt32] = []
    let content: DataItem.Content
    if scan.byte == UInt8(ascii: "$") || scan.byte == UInt8(ascii: "[") {
      let type = try expectType([.init(.record), .init(.array)], "a record or an array")
      if let record = module.types.recordData(type), record.form == .undeclared {
        throw undeclaredYet(type, at: offset, help: "a record is declared before the data in its shape")
      }
      scan.skipBlanks()
      content = .shaped(type, try expectDataValue(type, nesting: 0, &offsets))
    } else {
      switch keyword() {
      case .bytes: content = .bytes(try expectString())
      case .zero: content = .zero(try expectCount("the number of bytes, as in 'zero 8'"))
      case .ptr: content = .addresses(try expectAddresses())
      case let word?:
        guard let type = word.scalarType else { throw fault("this is no data", at: offset, expected: wanted) }
        content = .numbers(type, try expectNumbers(type))
      case nil:
        let help: [String] =
          switch scan.byte {
          case UInt8(ascii: "{"): ["several values of one type are an array, as in '[2 x $point] { … }'"]
          case UInt8(ascii: "\""): ["text is written as 'bytes \"…\"'"]
          case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
            ["numbers stand behind their type, with commas between them, as in 'i32 1, 2'"]
          case UInt8(ascii: "@"): ["addresses stand behind 'ptr', as in 'ptr @table, null'"]
          default: []
          }
        throw fault("unexpected \(scan.found)", expected: "\(wanted), or '}'", help: help)
      }
    }
    let size = content.size(module.types)
    guard size <= TypeTable.greatestSize, object.size <= TypeTable.greatestSize - size else {
      throw fault("the object is too large", at: offset, expected: "at most \(TypeTable.greatestSize) bytes")
    }
    var item = DataItem(content)
    item.sourceOffset = offset
    item.valueOffsets = offsets
    object.append(item, module.types)
  }

  private mutating func expectNumbers(_ type: Type) throws(Fault) -> [ConstantData] {
    var numbers: [ConstantData] = []
    repeat {
      scan.skipInside()
      numbers.append(try expectLiteral(type, isOnly: true))
      scan.skipBlanks()
    } while scan.skip(UInt8(ascii: ","))
    return numbers
  }

  private mutating func expectAddresses() throws(Fault) -> [DataAddress] {
    var addresses: [DataAddress] = []
    repeat {
      scan.skipInside()
      addresses.append(try expectAddress())
      scan.skipBlanks()
    } while scan.skip(UInt8(ascii: ","))
    return addresses
  }

  /// Reads `@symbol`, `@symbol + 8` or `null`.
  private mutating func expectAddress() throws(Fault) -> DataAddress {
    guard scan.byte == UInt8(ascii: "@") else {
      let before = scan.at
      guard keyword() == .null else {
        scan.at = before
        throw unexpected("a symbol, with an offset if need be, as in '@table + 8', or 'null'")
      }
      return DataAddress(nil)
    }
    let (symbol, _) = try expectSymbol()
    scan.skipBlanks()
    let isNegative = scan.byte == UInt8(ascii: "-")
    guard isNegative || scan.byte == UInt8(ascii: "+") else { return DataAddress(symbol) }
    scan.at += 1
    scan.skipBlanks()
    let start = scan.offset
    guard let magnitude = Int64(exactly: try expectCount("an offset in bytes")), magnitude < 1 << 62 else {
      throw fault("the offset is too large", at: start)
    }
    return DataAddress(symbol, offset: isNegative ? -magnitude : magnitude)
  }

  // MARK: - Values in the shape of a type

  /// Reads a value of a type: a number, an address, a string, `zero`, or what a record or array holds, in braces.
  private mutating func expectDataValue(
    _ type: Type, nesting: Int, _ offsets: inout [UInt32]
  ) throws(Fault) -> DataValue {
    if keepsTrivia { offsets.append(scan.offset) }
    let start = scan.offset
    let before = scan.at
    if keyword() == .zero { return .zero }
    scan.at = before
    switch module.types.kind(of: type) {
    case .array:
      let (element, count) = module.types.arrayParts(type)
      if element == .i8, scan.byte == UInt8(ascii: "\"") {
        let bytes = try expectString()
        guard bytes.count <= count else {
          throw fault(
            "the text has \(bytes.count) bytes", at: start, length: Int(scan.offset - start),
            expected: "at most \(count) for \(module.spelling(of: type))")
        }
        return .bytes(bytes)
      }
      let wanted = element == .i8 ? "a string, '{' and the elements, or 'zero'" : "'{' and the elements, or 'zero'"
      return try expectElements(element, count, nesting, wanted, &offsets)
    case .record:
      guard let record = module.types.recordData(type) else { return .zero }
      switch record.form {
      case .structure: return try expectMembers(record, nesting, &offsets)
      case .union: return try expectMember(of: record, nesting, &offsets)
      case .opaque, .undeclared:
        throw fault(
          "nothing is known of the inside of \(module.spelling(of: type))", at: start, expected: "'zero'")
      }
    case .ptr: return .address(try expectAddress())
    case .task, .thread:
      throw fault("a handle is made by the program that runs", at: start, expected: "'zero'")
    default: return .number(try expectLiteral(type, isOnly: true))
    }
  }

  /// Reads a list in braces. The closure reads one value, or says that there is no place for it.
  private mutating func expectList(
    _ nesting: Int, _ wanted: String, _ offsets: inout [UInt32],
    _ value: (inout Parser, Int, inout [UInt32]) throws(Fault) -> DataValue
  ) throws(Fault) -> [DataValue] {
    guard scan.byte == UInt8(ascii: "{") else { throw unexpected(wanted) }
    guard nesting < DataValue.greatestNesting else {
      throw fault("values are nested more than \(DataValue.greatestNesting) deep")
    }
    scan.at += 1
    let end = offsets.count
    if keepsTrivia { offsets.append(0) }
    var values: [DataValue] = []
    scan.skipInside()
    while scan.byte != UInt8(ascii: "}") {
      let offset = scan.offset
      values.append(try value(&self, values.count, &offsets))
      scan.skipInside(behind: offset)
      guard scan.byte != UInt8(ascii: "}") else { break }
      guard scan.skip(UInt8(ascii: ",")) else { throw unexpected("',' or '}'") }
      scan.skipInside(behind: offset)
      if scan.byte == UInt8(ascii: "}") { throw unexpected("another value behind ','") }
    }
    if keepsTrivia { offsets[end] = scan.offset }
    return values
  }

  private mutating func expectElements(
    _ element: Type, _ count: UInt64, _ nesting: Int, _ wanted: String, _ offsets: inout [UInt32]
  ) throws(Fault) -> DataValue {
    let values = try expectList(nesting, wanted, &offsets) {
      (parser: inout Parser, index, offsets) throws(Fault) in
      guard index < count else {
        throw parser.fault("there are more than \(count) elements", expected: "'}'")
      }
      return try parser.expectDataValue(element, nesting: nesting + 1, &offsets)
    }
    guard values.count == count || values.last == .zero else {
      throw fault(
        "\(values.count) of \(count) elements \(values.count == 1 ? "is" : "are") given",
        expected: "the others, or 'zero' for all of them")
    }
    scan.at += 1
    return .list(values)
  }

  private mutating func expectMembers(
    _ record: RecordData, _ nesting: Int, _ offsets: inout [UInt32]
  ) throws(Fault) -> DataValue {
    let values = try expectList(nesting, "'{' and the members, or 'zero'", &offsets) {
      (parser: inout Parser, index, offsets) throws(Fault) in
      guard index < record.members.count else {
        throw parser.fault(
          "\(parser.module.spelling(of: record.type)) has only \(index) member\(index == 1 ? "" : "s")", expected: "'}'"
        )
      }
      try parser.refuseMemberName(of: record)
      return try parser.expectDataValue(record.members[index].type, nesting: nesting + 1, &offsets)
    }
    guard values.count == record.members.count || values.last == .zero else {
      let next = module.names.string(record.members[values.count].name)
      throw fault(
        "the member '\(next)' of \(module.spelling(of: record.type)) is missing",
        expected: "its value, or 'zero' for all that are left")
    }
    scan.at += 1
    return .list(values)
  }

  /// Says what is wrong with `x: 1` in the braces of a record, where only the value stands.
  private mutating func refuseMemberName(of record: RecordData) throws(Fault) {
    let (start, offset) = (scan.at, scan.offset)
    // Numbers are the most common values, and no names.
    guard scan.byte | 0x20 >= UInt8(ascii: "a"), scan.byte != UInt8(ascii: "{") else { return }
    guard let name = scan.name(into: &module.names), record.member(named: name) != nil else {
      scan.at = start
      return
    }
    scan.skipBlanks()
    guard scan.byte == UInt8(ascii: ":") else {
      scan.at = start
      return
    }
    throw fault(
      "the members of a record stand without their names", at: offset,
      help: ["write the values alone, in the order of the members; only a union's member is named"])
  }

  private mutating func expectMember(
    of record: RecordData, _ nesting: Int, _ offsets: inout [UInt32]
  ) throws(Fault) -> DataValue {
    let wanted = "'{' and one member by its name, as in '{ x: 1 }', or 'zero'"
    var number = 0
    let values = try expectList(nesting, wanted, &offsets) {
      (parser: inout Parser, index, offsets) throws(Fault) in
      guard index == 0 else { throw parser.fault("a union holds one member at a time", expected: "'}'") }
      let offset = parser.scan.offset
      let name = try parser.expectName("a member's name, as in '{ x: 1 }'")
      guard let member = record.member(named: name) else {
        let module = parser.module
        let near = parser.suggestion(
          for: module.names.string(name), among: record.members.lazy.map { module.names.string($0.name) })
        throw parser.fault(
          "\(module.spelling(of: record.type)) has no member '\(module.names.string(name))'", at: offset,
          expected: "one member by its name, as in '{ x: 1 }'", help: near.map { ["did you mean '\($0)'?"] } ?? [])
      }
      number = member
      try parser.expect(UInt8(ascii: ":"), "':' and the member's value")
      parser.scan.skipInside()
      return try parser.expectDataValue(record.members[member].type, nesting: nesting + 1, &offsets)
    }
    guard let value = values.first else { throw unexpected("one member by its name, as in '{ x: 1 }'") }
    scan.at += 1
    return .member(number, value)
  }
}
