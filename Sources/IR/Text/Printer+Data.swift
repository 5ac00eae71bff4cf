// Printing data objects: plain parts on a line each, and values in the shape of a record or array, of which those that
// hold others, or comments, take a line for each.

extension Printer {
  mutating func printData(_ object: DataObject, _ symbol: SymbolData, at place: SourcePlace) {
    out.write("data ")
    out.write(object.symbol, of: module)
    if object.statesAlignment {
      out.write(" align ")
      out.write(decimal: object.alignment)
    }
    if object.isWritable { out.write(" writable") }
    if symbol.linkage.contains(.thread) { out.write(" thread") }
    printLinkage(symbol)
    out.write(" {\n")
    let hasText = place.file != SourcePlace.none && !trivia.isEmpty
    for item in object.items {
      if hasText { printTrivia(before: item.sourceOffset, indent: 2) }
      out.write("  ")
      print(item, hasText: hasText)
      endLine(of: hasText ? item.sourceOffset : nil)
    }
    if hasText { printTrivia(before: object.endOffset, indent: 2) }
    out.write("}")
    endLine(of: place.offset)
  }

  private mutating func print(_ item: DataItem, hasText: Bool) {
    switch item.content {
    case .numbers(let type, let numbers):
      out.write(type, of: module)
      out.write(" ")
      for (index, number) in numbers.enumerated() {
        if index > 0 { out.write(", ") }
        write(number, type)
      }
    case .bytes(let bytes):
      out.write("bytes ")
      out.write(quoted: bytes)
    case .zero(let count):
      out.write("zero ")
      out.write(decimal: count)
    case .addresses(let addresses):
      out.write("ptr ")
      for (index, address) in addresses.enumerated() {
        if index > 0 { out.write(", ") }
        write(address)
      }
    case .shaped(let type, let value):
      out.write(type, of: module)
      out.write(" ")
      var offsets = item.valueOffsets[...]
      if !hasText { offsets = [] }
      print(value, type, indent: 2, &offsets)
    }
  }

  private mutating func write(_ address: DataAddress) {
    guard let symbol = address.symbol else {
      out.write("null")
      return
    }
    out.write(symbol, of: module)
    guard address.offset != 0 else { return }
    address.offset < 0 ? out.write(" - ") : out.write(" + ")
    out.write(decimal: address.offset.magnitude)
  }

  /// Prints a value; its offsets, and those of all that it holds, are taken off the front.
  private mutating func print(_ value: DataValue, _ type: Type, indent: Int, _ offsets: inout ArraySlice<UInt32>) {
    _ = offsets.popFirst()
    switch value {
    case .number(let number): write(number, type)
    case .bytes(let bytes): out.write(quoted: bytes)
    case .address(let address): write(address)
    case .zero: out.write("zero")
    case .list(let values):
      let element = module.types.kind(of: type) == .array ? module.types.arrayParts(type).element : nil
      let members = module.types.recordData(type)?.members ?? []
      printList(values, indent: indent, &offsets) { printer, index, offsets in
        let type = element ?? (index < members.count ? members[index].type : .none)
        printer.print(values[index], type, indent: indent + 2, &offsets)
      }
    case .member(let index, let value):
      let members = module.types.recordData(type)?.members ?? []
      printList([value], indent: indent, &offsets) { printer, _, offsets in
        guard members.indices.contains(index) else { return }
        printer.out.write(members[index].name, of: printer.module)
        printer.out.write(": ")
        printer.print(value, members[index].type, indent: indent + 2, &offsets)
      }
    }
  }

  private mutating func printList(
    _ values: [DataValue], indent: Int, _ offsets: inout ArraySlice<UInt32>,
    _ print: (inout Printer, Int, inout ArraySlice<UInt32>) -> Void
  ) {
    let end = offsets.popFirst()
    var isBroken = values.contains { value in
      switch value {
      case .list, .member: true
      case .number, .bytes, .address, .zero: false
      }
    }
    if let end, nextTrivia < trivia.count, trivia[nextTrivia].offset < end { isBroken = true }
    out.write("{")
    if !isBroken, !values.isEmpty { out.write(" ") }
    if isBroken { out.write("\n") }
    for index in values.indices {
      let start = offsets.first
      if isBroken {
        if let start { printTrivia(before: start, indent: indent + 2) }
        printIndent(indent + 2)
      }
      print(&self, index, &offsets)
      let isLast = index == values.count - 1
      if !isLast { out.write(isBroken ? "," : ", ") }
      if isBroken { endLine(of: start) }
    }
    if isBroken {
      if let end { printTrivia(before: end, indent: indent + 2) }
      printIndent(indent)
    } else if !values.isEmpty {
      out.write(" ")
    }
    out.write("}")
  }
}
