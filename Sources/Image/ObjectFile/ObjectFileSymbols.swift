// The symbols of an object file: those of sections, to which relocations of what is local refer, the local ones, then the rest.

import Layout

/// The numbers of an object file's symbols, and their table.
struct ObjectFileSymbols {
  /// The number of the symbol of each section of the file, by the section's number; 0 where nothing refers to it.
  private(set) var ofSections: [UInt32]
  /// The number of each of the object's symbols; 0 for one that is not in the table.
  private(set) var numbers: [UInt32] = []
  /// How many come before the first that is not local.
  private(set) var localCount: UInt32 = 1
  private var count: UInt32 = 1

  init(sectionCount: Int) {
    // Sections are numbered from 1 on.
    ofSections = [UInt32](repeating: 0, count: sectionCount + 1)
  }

  /// Numbers the symbols of an object whose sections have these numbers in the file.
  mutating func number(
    _ object: borrowing RelocatableObject, _ sections: [UInt16], strip: Bool, describedBy described: [UnloadedSection],
    first: Int
  ) {
    markReferences(object, sections, described, first)
    for index in ofSections.indices where ofSections[index] != 0 {
      ofSections[index] = count
      count += 1
    }
    numbers = [UInt32](repeating: 0, count: object.symbols.count)
    for index in object.symbols.indices {
      let symbol = object.symbols[index]
      // Threads' data is found by its own name, however local.
      guard Self.isNamed(symbol), symbol.binding == .local, !strip || symbol.kind == .threadLocal else { continue }
      guard symbol.section.isOfObject, sections[symbol.section.index] != 0 else { continue }
      numbers[index] = count
      count += 1
    }
    localCount = count
    for index in object.symbols.indices {
      let symbol = object.symbols[index]
      guard Self.isNamed(symbol), symbol.binding != .local else { continue }
      guard !symbol.section.isOfObject || sections[symbol.section.index] != 0 else { continue }
      numbers[index] = count
      count += 1
    }
  }

  private static func isNamed(_ symbol: SymbolEntry) -> Bool { symbol.name.count > 0 && symbol.kind != .layoutFact }

  /// Marks the sections that something refers to.
  private mutating func markReferences(
    _ object: borrowing RelocatableObject, _ sections: [UInt16], _ described: [UnloadedSection], _ first: Int
  ) {
    for relocation in object.relocations where relocation.symbol.index < object.symbols.count {
      let symbol = object.symbols[relocation.symbol.index]
      if symbol.kind == .layoutFact {
        for index in object.sections.indices where object.sections[index].kind.isThreadLocal {
          ofSections[Int(sections[index])] = 1
        }
      } else if symbol.binding == .local, symbol.section.isOfObject {
        ofSections[Int(sections[symbol.section.index])] = 1
      }
    }
    for section in described {
      guard case .encoded(_, let relocations) = section.contents else { continue }
      for relocation in relocations {
        switch relocation.target {
        case .section(let section), .distance(let section): ofSections[Int(sections[section.index])] = 1
        case .described(let section):
          if let index = described.firstIndex(where: { $0.name == section.rawValue }) { ofSections[first + index] = 1 }
        }
      }
    }
    ofSections[0] = 0
  }

  /// The table, encoded; the names are added to `names`.
  func table(of object: borrowing RelocatableObject, _ sections: [UInt16], names: inout ByteBuffer) -> [UInt8] {
    var table = [UInt8](repeating: 0, count: Int(count) * SymbolTable.entrySize)
    let types = SymbolTypes()
    let hidden: UInt8 = Image.number(Constants.libc.symbols.STV_HIDDEN)
    let common: UInt16 = Image.number(Constants.kernel.elf.SHN_COMMON)
    let section: UInt8 = Image.number(Constants.kernel.elf.STT_SECTION)
    // Offsets as `Kernel.Elf64Sym` has them.
    func put(
      _ number: UInt32, name: UInt32, _ information: UInt8, _ visibility: UInt8, _ section: UInt16, _ value: UInt64,
      _ size: UInt64
    ) {
      table.withUnsafeMutableBytes { table in
        let start = Int(number) * SymbolTable.entrySize
        table.storeBytes(of: name.littleEndian, toByteOffset: start, as: UInt32.self)
        table.storeBytes(of: information, toByteOffset: start + 4, as: UInt8.self)
        table.storeBytes(of: visibility, toByteOffset: start + 5, as: UInt8.self)
        table.storeBytes(of: section.littleEndian, toByteOffset: start + 6, as: UInt16.self)
        table.storeBytes(of: value.littleEndian, toByteOffset: start + 8, as: UInt64.self)
        table.storeBytes(of: size.littleEndian, toByteOffset: start + 16, as: UInt64.self)
      }
    }
    for (index, number) in ofSections.enumerated() where number != 0 {
      put(number, name: 0, section, 0, UInt16(truncatingIfNeeded: index), 0, 0)
    }
    for index in object.symbols.indices where numbers[index] != 0 {
      let symbol = object.symbols[index]
      let name = UInt32(truncatingIfNeeded: names.count)
      names.putText(object.names[symbol.name.indices])
      var shown = symbol
      // Of what is defined elsewhere, only threads' data must be known for what it is.
      if symbol.section == .undefined, symbol.kind != .threadLocal { shown.kind = .label }
      put(
        numbers[index], name: name, types.information(shown, isLocal: symbol.binding == .local),
        symbol.isHidden ? hidden : 0,
        symbol.section == .undefined ? 0 : symbol.section == .common ? common : sections[symbol.section.index],
        symbol.section == .undefined ? 0 : symbol.offset, symbol.size)
    }
    return table
  }
}
