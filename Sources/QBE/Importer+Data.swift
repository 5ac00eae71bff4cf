// Data definitions: numbers, strings, addresses and zeros, one behind the other without padding.

internal import IR
internal import Layout

/// The contents of a data object as they are read.
private struct DataContents {
  var object: DataObject
  /// Bytes that were not added yet.
  var bytes: [UInt8] = []
  /// Numbers of a type that were not added yet.
  var numbers: [ConstantData] = []
  var type = Type.none

  mutating func flush(_ types: TypeTable) {
    if !bytes.isEmpty {
      object.append(DataItem(.bytes(bytes)), types)
      bytes.removeAll(keepingCapacity: true)
    }
    if !numbers.isEmpty {
      object.append(DataItem(.numbers(type, numbers)), types)
      numbers.removeAll(keepingCapacity: true)
    }
  }

  /// How many bytes there are.
  var size: UInt64 { object.size + UInt64(bytes.count + numbers.count * type.scalarSize) }

  /// Adds a number, as its bytes where it does not lie at a multiple of its size.
  mutating func add(_ bits: UInt64, _ type: Type, _ types: TypeTable) {
    let width = UInt64(type.scalarSize)
    if type == .i8 || size % width != 0 || object.alignment < width {
      if !numbers.isEmpty { flush(types) }
      for index in 0..<width { bytes.append(UInt8(truncatingIfNeeded: bits >> (8 * index))) }
      return
    }
    if self.type != type || !bytes.isEmpty { flush(types) }
    self.type = type
    let number: ConstantData =
      switch type {
      case .f32: .f32(Float(bitPattern: UInt32(truncatingIfNeeded: bits)))
      case .f64: .f64(Double(bitPattern: bits))
      case .i16: .integer(Int64(Int16(truncatingIfNeeded: bits)))
      case .i32: .integer(Int64(Int32(truncatingIfNeeded: bits)))
      default: .integer(Int64(bitPattern: bits))
      }
    numbers.append(number)
  }
}

extension Importer {
  mutating func parseData(_ given: DeclaredLinkage, at start: UInt32) throws(Fault) {
    var declared = given
    scan.skipLines()
    let nameOffset = scan.offset
    let symbol = try expectSymbol()
    try expectBehindLines(UInt8(ascii: "="), "'=' and the data")
    scan.skipLines()
    var alignment: UInt64 = 8
    if scan.byte != UInt8(ascii: "{") {
      let offset = scan.offset
      guard scan.word() == Word.align else {
        scan.at = scan.start + Int(offset)
        throw unexpected("'align' and a number, or '{'")
      }
      alignment = try expectAlignment()
    }
    try expectBehindLines(UInt8(ascii: "{"), "'{' and the data")
    var contents = DataContents(
      object: DataObject(symbol: symbol, alignment: alignment, isWritable: declared.isWritable))
    contents.object.source = place(start)
    while true {
      scan.skipLines()
      if scan.skip(UInt8(ascii: "}")) { break }
      try parseField(&contents)
      scan.skipLines()
      guard scan.skip(UInt8(ascii: ",")) || scan.byte == UInt8(ascii: "}") else {
        throw unexpected("a further item, ',' or '}'")
      }
    }
    contents.flush(module.types)
    if declared.linkage.contains(.common) {
      let isZero = contents.object.items.allSatisfy { item in
        if case .zero = item.content { return true }
        return false
      }
      guard isZero, !declared.linkage.contains(.thread) else {
        throw fault(
          "common data holds only zeros, and is not of each thread", at: nameOffset, expected: "'z' and nothing else")
      }
    }
    if declared.linkage.contains(.thread) { declared.isWritable = true }
    if declared.isExecutable {
      throw fault("the section of data is not executable", at: nameOffset)
    }
    let index = module.addImportedData(contents.object)
    module.addImportedItem(.data(index), at: place(start))
    define(symbol, as: .data(index), type: .none, declared, at: nameOffset)
    try expectEndOfLine()
  }

  /// Reads a letter and the items behind it.
  private mutating func parseField(_ contents: inout DataContents) throws(Fault) {
    let offset = scan.offset
    let type: Type
    switch scan.word() {
    case Word.b: type = .i8
    case Word.h: type = .i16
    case Word.w: type = .i32
    case Word.l: type = .i64
    case Word.s: type = .f32
    case Word.d: type = .f64
    case Word.z:
      scan.skipLines()
      let count = try expectCount("how many zeros there are")
      try checkSize(contents.size, count, at: offset)
      contents.flush(module.types)
      if count > 0 { contents.object.append(DataItem(.zero(count)), module.types) }
      return
    default:
      scan.at = scan.start + Int(offset)
      throw unexpected("one of b h w l s d z and what it holds, or '}'")
    }
    var count = 0
    while true {
      scan.skipLines()
      if scan.byte == UInt8(ascii: ",") || scan.byte == UInt8(ascii: "}") || scan.isAtEnd { break }
      try parseItem(type, &contents)
      count += 1
    }
    if count == 0 { throw unexpected("a number, a string or a symbol") }
  }

  private mutating func checkSize(_ size: UInt64, _ more: UInt64, at offset: UInt32) throws(Fault) {
    let (sum, overflow) = size.addingReportingOverflow(more)
    guard !overflow, sum <= TypeTable.greatestSize else { throw fault("the data is too large", at: offset) }
  }

  private mutating func parseItem(_ type: Type, _ contents: inout DataContents) throws(Fault) {
    let offset = scan.offset
    try checkSize(contents.size, 8, at: offset)
    switch scan.byte {
    case UInt8(ascii: "\""):
      guard type == .i8 else {
        throw fault("a string is made of bytes", at: offset, length: 1, expected: "'b' before it")
      }
      if !contents.numbers.isEmpty { contents.flush(module.types) }
      contents.bytes += try expectString()
    case UInt8(ascii: "$"):
      let offset = scan.offset
      let symbol = try expectSymbol()
      uses[symbol.index].note(.isRead, at: offset)
      var addend: Int64 = 0
      scan.skipBlanks()
      if scan.skip(UInt8(ascii: "+")) {
        scan.skipBlanks()
        let isNegative = scan.skip(UInt8(ascii: "-"))
        let numberOffset = scan.offset
        // As far as an offset reaches in the IR.
        guard let number = Int64(exactly: try expectCount("a number of bytes")), number < 1 << 62 else {
          throw fault("the offset is too large", at: numberOffset)
        }
        addend = isNegative ? -number : number
      }
      guard type == .i64 else {
        throw fault("an address takes 8 bytes", at: offset, expected: "'l' before it")
      }
      let address = DataAddress(symbol, offset: addend)
      contents.flush(module.types)
      if contents.object.size % 8 == 0, contents.object.alignment >= 8 {
        contents.object.append(DataItem(.addresses([address])), module.types)
      } else {
        contents.object.append(DataItem(.shaped(packedAddress(), .list([.address(address)]))), module.types)
      }
    default:
      let bits = try expectConstant()
      contents.add(bits, type, module.types)
    }
  }

  /// A record of an address that lies anywhere.
  private mutating func packedAddress() -> Type {
    let name = module.names.intern("unaligned$address")
    let record = module.types.record(named: name)
    if recordNames.insert(name).inserted {
      let member = Member(module.names.intern("address"), .ptr)
      // A record of one address cannot fail to have a layout.
      try? module.types.define(record, form: .structure, members: [member], isPacked: true)
      module.addImportedItem(.record(module.indexOfRecord(record)), at: place(scan.offset))
    }
    return record
  }
}
