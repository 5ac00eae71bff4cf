// The table of symbols of an executable: those with names, the local ones first.

import Layout

/// A table of symbols, encoded.
struct SymbolTable {
  /// The entries; the first is empty.
  private(set) var bytes: [UInt8]
  /// How many entries there are.
  let count: Int
  /// How many come before the first that is not local.
  let localCount: Int

  /// The size of an entry.
  static let entrySize = 24

  /// Encodes the symbols of an object, whose sections have these numbers in the file, and adds their names to `names`.
  init(
    of object: borrowing RelocatableObject, values: SymbolValues, numbers: [UInt16], thread: ThreadSegment?,
    names: inout ByteBuffer
  ) {
    /// What is in the table: named, and of a section that is in the file.
    func isShown(_ symbol: SymbolEntry) -> Bool {
      guard symbol.name.count > 0, symbol.kind != .layoutFact, symbol.section.isOfObject else { return false }
      return object[symbol.section].kind.isLoaded && numbers[symbol.section.index] != 0
    }
    /// In a finished program, what is hidden is as local as what never had another name.
    func isLocal(_ symbol: SymbolEntry) -> Bool { symbol.binding == .local || symbol.isHidden }

    var locals = 1
    var all = 1
    var textSize = 0
    for symbol in object.symbols where isShown(symbol) {
      all += 1
      if isLocal(symbol) { locals += 1 }
      textSize += Int(symbol.name.count) + 1
    }
    names.reserve(names.count + textSize)
    var table = [UInt8](repeating: 0, count: all * Self.entrySize)
    let types = SymbolTypes()
    var nextLocal = 1
    var nextOther = locals
    // Offsets as `Kernel.Elf64Sym` has them; a record of that type for each of many symbols would take longer than all else.
    for index in object.symbols.indices {
      let symbol = object.symbols[index]
      guard isShown(symbol) else { continue }
      let place = isLocal(symbol) ? nextLocal : nextOther
      if isLocal(symbol) { nextLocal += 1 } else { nextOther += 1 }
      let name = UInt32(truncatingIfNeeded: names.count)
      names.putText(object.names[Int(symbol.name.start)..<Int(symbol.name.start) + Int(symbol.name.count)])
      let value = symbol.kind == .threadLocal ? values.values[index] &- (thread?.address ?? 0) : values.values[index]
      table.withUnsafeMutableBytes { table in
        let start = place * Self.entrySize
        table.storeBytes(of: name.littleEndian, toByteOffset: start, as: UInt32.self)
        table.storeBytes(
          of: types.information(symbol, isLocal: isLocal(symbol)), toByteOffset: start + 4, as: UInt8.self)
        table.storeBytes(of: numbers[symbol.section.index].littleEndian, toByteOffset: start + 6, as: UInt16.self)
        table.storeBytes(of: value.littleEndian, toByteOffset: start + 8, as: UInt64.self)
        table.storeBytes(of: symbol.size.littleEndian, toByteOffset: start + 16, as: UInt64.self)
      }
    }
    bytes = table
    count = all
    localCount = locals
  }
}

/// The numbers of symbols' types and bindings, looked up once.
struct SymbolTypes {
  private let label: UInt8 = number(Constants.kernel.elf.STT_NOTYPE)
  private let function: UInt8 = number(Constants.kernel.elf.STT_FUNC)
  private let object: UInt8 = number(Constants.kernel.elf.STT_OBJECT)
  private let threadLocal: UInt8 = number(Constants.kernel.elf.STT_TLS)
  private let local: UInt8 = number(Constants.kernel.elf.STB_LOCAL)
  private let global: UInt8 = number(Constants.kernel.elf.STB_GLOBAL)
  private let weak: UInt8 = number(Constants.kernel.elf.STB_WEAK)

  /// A symbol's type and binding in one byte.
  func information(_ symbol: SymbolEntry, isLocal: Bool) -> UInt8 {
    let type =
      switch symbol.kind {
      case .label, .layoutFact: label
      case .function: function
      case .object: object
      case .threadLocal: threadLocal
      }
    let binding = isLocal ? local : symbol.binding == .weak ? weak : global
    return binding << 4 | type
  }
}
