// Reads what the tests compare of object files: sections, their bytes, their relocations, symbols.

/// An object file, as far as the tests look into it.
struct LinkableFile {
  /// A relocation: what it refers to is a section or a symbol by name.
  struct Relocation: Hashable, Comparable, CustomStringConvertible {
    var offset: Int
    var type: Int
    var symbol: String
    var addend: Int

    static func < (left: Self, right: Self) -> Bool { left.offset < right.offset }
    var description: String { "\(offset): type \(type), \(symbol) + \(addend)" }
  }

  /// A section.
  struct Section {
    var name: String
    var type: Int
    var flags: Int
    var size: Int
    var alignment: Int
    var bytes: ArraySlice<UInt8>
    var relocations: [Relocation] = []
  }

  /// A symbol.
  struct Symbol: Hashable {
    var name: String
    var value: Int
    var size: Int
    var type: Int
    var binding: Int
    var visibility: Int
    var section: Int
  }

  /// The sections by number.
  private(set) var sections: [Section] = []
  /// The symbols by number.
  private(set) var symbols: [Symbol] = []

  init(_ file: [UInt8]) {
    func number(_ offset: Int, _ size: Int) -> Int {
      Int(truncatingIfNeeded: (0..<size).reduce(UInt64(0)) { $0 | UInt64(file[offset + $1]) << UInt64(8 * $1) })
    }
    func text(_ offset: Int) -> String { String(decoding: file[offset...].prefix { $0 != 0 }, as: UTF8.self) }
    let (table, count, names) = (number(0x28, 8), number(0x3C, 2), number(0x3E, 2))
    let nameOffset = number(table + 64 * names + 0x18, 8)
    for index in 0..<count {
      let header = table + 64 * index
      let (start, size, type) = (number(header + 0x18, 8), number(header + 0x20, 8), number(header + 4, 4))
      sections.append(
        Section(
          name: text(nameOffset + number(header, 4)), type: type, flags: number(header + 8, 8), size: size,
          alignment: number(header + 0x30, 8), bytes: type == 8 || type == 0 ? [] : file[start..<start + size]))
    }
    for index in 0..<count where sections[index].type == 2 {
      let start = number(table + 64 * index + 0x18, 8)
      let texts = number(table + 64 * number(table + 64 * index + 0x28, 4) + 0x18, 8)
      for place in stride(from: start, to: start + sections[index].size, by: 24) {
        symbols.append(
          Symbol(
            name: text(texts + number(place, 4)), value: number(place + 8, 8), size: number(place + 16, 8),
            type: number(place + 4, 1) & 15, binding: number(place + 4, 1) >> 4, visibility: number(place + 5, 1),
            section: number(place + 6, 2)))
      }
    }
    for index in 0..<count where sections[index].type == 4 {
      let start = number(table + 64 * index + 0x18, 8)
      let target = number(table + 64 * index + 0x2C, 4)
      for place in stride(from: start, to: start + sections[index].size, by: 24) {
        let symbol = symbols[number(place + 12, 4)]
        sections[target].relocations.append(
          Relocation(
            offset: number(place, 8), type: number(place + 8, 4),
            symbol: symbol.type == 3 ? sections[symbol.section].name : symbol.name, addend: number(place + 16, 8)))
      }
      sections[target].relocations.sort()
    }
  }

  /// The first section of a name.
  func section(_ name: String) -> Section? { sections.first { $0.name == name } }

  /// The symbol of a name.
  func symbol(_ name: String) -> Symbol? { symbols.first { $0.name == name } }
}
