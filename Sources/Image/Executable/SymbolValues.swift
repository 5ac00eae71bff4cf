// The values of symbols once everything has its place, and what can be wrong with symbols.

/// The value of each symbol of an object.
struct SymbolValues {
  /// An address, or what a layout fact is; 0 for what is defined nowhere.
  let values: [UInt64]
  /// What must be added to the address of a thread's datum to make it an offset from the thread pointer.
  let threadBias: UInt64
  /// The address where the program starts.
  let entry: UInt64

  init(of object: borrowing RelocatableObject, in layout: ExecutableLayout, on machine: MachineFacts) throws(ImageError)
  {
    let thread = layout.thread
    threadBias = 0 &- (thread?.address ?? 0) &- (machine.threadDataEndsAtPointer ? thread?.alignedSize ?? 0 : 0)
    var values = [UInt64](repeating: 0, count: object.symbols.count)
    for index in object.symbols.indices {
      let symbol = object.symbols[index]
      guard Int(symbol.name.start) + Int(symbol.name.count) <= object.names.count else {
        throw .misplacedSymbol(name: "number \(index)")
      }
      if symbol.kind == .layoutFact {
        guard let fact = LayoutFact(rawValue: symbol.offset) else { throw .misplacedSymbol(name: "number \(index)") }
        values[index] = Self.value(of: fact, in: layout, object)
      } else if symbol.section != .undefined {
        guard symbol.section.index < object.sections.count,
          case let (end, overflow) = symbol.offset.addingReportingOverflow(symbol.size), !overflow,
          end <= object[symbol.section].size,
          (symbol.kind == .threadLocal) == object[symbol.section].kind.isThreadLocal
        else { throw .misplacedSymbol(name: object.text(of: symbol.name)) }
        values[index] = layout.addresses[symbol.section.index] + symbol.offset
      }
    }
    guard let entry = object.entry, entry.index < object.symbols.count else { throw .noEntry }
    let start = object.symbols[entry.index]
    guard start.kind != .layoutFact, start.section != .undefined, object[start.section].kind == .code,
      start.offset < object[start.section].size
    else { throw .badEntry(symbol: object.text(of: start.name)) }
    self.entry = values[entry.index]
    self.values = values
    try Self.checkNames(of: object)
  }

  private static func value(
    of fact: LayoutFact, in layout: ExecutableLayout, _ object: borrowing RelocatableObject
  ) -> UInt64 {
    switch fact {
    // Where all of it is zeros, nothing is copied.
    case .threadImageAddress: return layout.thread.flatMap { $0.fileSize > 0 ? $0.address : nil } ?? 0
    case .threadImageSize: return layout.thread?.fileSize ?? 0
    case .threadSize: return layout.thread?.memorySize ?? 0
    case .threadAlignment: return layout.thread?.alignment ?? 1
    case .imageStart: return layout.startAddress
    case .imageEnd: return layout.endAddress
    case .codeStart, .codeEnd:
      var range: (start: UInt64, end: UInt64)?
      for place in layout.places where object[place.section].kind == .code {
        range = (range?.start ?? place.address, place.address + object[place.section].size)
      }
      return (fact == .codeStart ? range?.start : range?.end) ?? layout.startAddress
    }
  }

  /// Refuses two symbols of one name that everyone sees.
  static func checkNames(of object: borrowing RelocatableObject) throws(ImageError) {
    var table: [UInt32] = []
    var globals = 0
    for symbol in object.symbols where isShared(symbol) { globals += 1 }
    guard globals > 1 else { return }
    // Open addressing, at most half full: places in the table of symbols, each plus one.
    var capacity = 4
    while capacity < 2 * globals { capacity *= 2 }
    table = [UInt32](repeating: 0, count: capacity)
    var duplicate: SymbolEntry?
    object.names.withUnsafeBufferPointer { names in
      for (index, symbol) in object.symbols.enumerated() where isShared(symbol) {
        let name = UnsafeBufferPointer(
          rebasing: names[Int(symbol.name.start)..<Int(symbol.name.start) + Int(symbol.name.count)])
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in name { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        var place = Int(truncatingIfNeeded: (hash ^ (hash >> 32)) & UInt64(capacity - 1))
        while table[place] != 0 {
          let other = object.symbols[Int(table[place]) - 1].name
          if other.count == symbol.name.count,
            name.elementsEqual(names[Int(other.start)..<Int(other.start) + Int(other.count)])
          {
            duplicate = symbol
            return
          }
          place = (place + 1) & (capacity - 1)
        }
        table[place] = UInt32(truncatingIfNeeded: index + 1)
      }
    }
    if let duplicate { throw .duplicateSymbol(name: object.text(of: duplicate.name)) }
  }

  private static func isShared(_ symbol: SymbolEntry) -> Bool {
    symbol.binding != .local && symbol.section != .undefined && symbol.name.count > 0 && symbol.kind != .layoutFact
  }
}
