// What lies where in a program's code, for its reports: which functions there are and what their frames are, where contexts go on,
// and where lines begin. Frames have no pointers to each other, but at a call the stack pointer is as far from the return address as
// it always is in that function.
//
// What reads the tables, and says how they are laid out, is `Sources/Runtime/PlacesText.swift` and `CallersText.swift`.

internal import Gen
internal import IR
internal import Image

/// A table of bytes, in which numbers and texts take no more than they need.
private struct RowWriter {
  private(set) var bytes: [UInt8] = []
  private var lastPlace: [UInt8] = []
  /// The bytes of the longest text of a place, with a zero byte behind it.
  private(set) var longestPlace = 1

  /// Adds a number: seven bits in each byte, the upper first, of which all but the last have the highest bit set.
  mutating func add(_ number: UInt64) {
    var shift: UInt64 = 0
    while number >> (shift + 7) != 0 { shift += 7 }
    while shift > 0 {
      bytes.append(UInt8(truncatingIfNeeded: number >> shift) | 0x80)
      shift -= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: number) & 0x7F)
  }

  /// Adds a text, which has no zero byte.
  mutating func add(_ text: some Collection<UInt8>) {
    bytes += text
    bytes.append(0)
  }

  /// Adds the text of a place: how many bytes are the same as of the place before, and those that follow them.
  mutating func add(place text: [UInt8]) {
    let same = min(zip(lastPlace, text).prefix { $0 == $1 }.count, Int(UInt8.max))
    bytes.append(UInt8(truncatingIfNeeded: same))
    add(text[same...])
    lastPlace = text
    longestPlace = max(longestPlace, text.count + 1)
  }
}

/// The functions and their frames, section by section.
private struct FrameTable {
  /// What is known of a function.
  private struct Row {
    var start: UInt32
    var number: UInt64
    var name: [UInt8]
  }

  private let code: FrameCode
  private let hasNames: Bool
  private var rows: [Row] = []
  private var table = RowWriter()
  private(set) var names: [UInt8] = []

  init(_ code: FrameCode, hasNames: Bool) {
    self.code = code
    self.hasNames = hasNames
    table.add(0)
  }

  /// Adds a part of the code, whose callers are found as its rows say. Parts come in the order of their addresses.
  mutating func add(_ part: CodePart, at start: UInt32, _ rows: ArraySlice<CodeRow>, name: [UInt8]) {
    var kind = FrameCode.Kind.fixed
    var other = FrameCode.Other.outermost
    var saved: UInt64 = 0
    for note in rows.lazy.compactMap(UnwindNote.init) {
      switch note.change {
      case .outermost: (kind, other) = (.other, .outermost)
      case .interrupted: (kind, other) = (.other, .interrupted)
      case .contextIn: (kind, other) = (.other, .left)
      case .frameAddress where note.register == .rbp: kind = .pointed
      case .saved where note.register == .rbp && kind == .fixed: saved = UInt64(clamping: -Int64(note.number) / 8)
      default: break
      }
    }
    if part.source == .generator(.entry) || part.source == .generator(.trapReport) {
      (kind, other) = (.other, .outermost)
    }
    let number: UInt64 =
      switch kind {
      case .fixed: code.number(kind, UInt64(part.frameBytes ?? 8) / 8, saved: min(saved, FrameCode.greatestSaved))
      case .pointed: code.number(kind, 0)
      case .other: code.number(kind, other.rawValue)
      }
    // Of functions in a row whose frames are nothing but the return address, none is told from the others where they have no names.
    if !hasNames, let last = self.rows.last, last.number == number, number == code.number(.fixed, 1) { return }
    self.rows.append(Row(start: start, number: number, name: name))
  }

  /// Ends a section, which has so many bytes.
  mutating func endSection(at size: UInt32) {
    for (index, row) in rows.enumerated() {
      let end = index + 1 < rows.count ? rows[index + 1].start : size
      // What has no code is nowhere.
      guard end > row.start else { continue }
      table.add(UInt64(end - row.start))
      table.add(row.number)
      names += row.name + [0]
    }
    table.add(0)
    rows = []
  }

  var bytes: [UInt8] { table.bytes }
}

/// Texts of places in the code, section by section.
private struct PlaceTable {
  private var rows: [(offset: UInt32, text: [UInt8])] = []
  private var table = RowWriter()

  init() { table.add(0) }

  /// Adds a place. Places come in the order of their addresses; of two at one address, the latter counts.
  mutating func add(_ text: String, at offset: UInt32) {
    if rows.last?.offset == offset { rows.removeLast() }
    rows.append((offset, Array(text.utf8)))
  }

  /// The same, where the text holds up to the next.
  mutating func begin(_ text: String, at offset: UInt32) {
    if rows.last.map({ $0.text != Array(text.utf8) }) ?? true { add(text, at: offset) }
  }

  mutating func endSection() {
    // Counting begins at the byte before the section, since 0 ends it.
    var from: Int64 = -1
    for row in rows {
      table.add(UInt64(Int64(row.offset) - from))
      from = Int64(row.offset)
      table.add(place: row.text)
    }
    table.add(0)
    rows = []
  }

  var bytes: [UInt8] { table.bytes }
  var longest: Int { table.longestPlace }
}

extension ObjectAssembly {
  /// Fills in the tables of code, now that all of it has its place.
  mutating func fillInTables(_ runtime: RuntimeLinkage) {
    guard let symbols = runtime.tables else { return }
    var frames = FrameTable(runtime.frameCode, hasNames: symbols.names != nil)
    var sites = PlaceTable()
    var lines = PlaceTable()
    var starts: [DataAddress] = []
    let source = SourceLines(module)
    // The rows of each part, which are in the order of offsets as the parts are.
    var rows: [ArraySlice<CodeRow>] = []
    var next = 0
    for part in code.parts {
      let first = next
      while next < code.rows.count, code.rows[next].offset < part.offset + part.size { next += 1 }
      rows.append(code.rows[first..<next])
    }
    for section in sectionsOfCode {
      var start: DataAddress?
      for (number, part) in code.parts.enumerated() where partSections[number] == section {
        guard let offset = partStarts[number] else { continue }
        switch part.source {
        case .generator(let generator):
          frames.add(part, at: offset, rows[number], name: Array(generator.name.utf8))
          lines.begin("", at: offset)
        case .function(let index):
          let function = module.functions[index]
          if start == nil { start = DataAddress(function.symbol, offset: -Int64(offset)) }
          let name = Trap.printable(module.name(of: function.symbol))
          frames.add(part, at: offset, rows[number], name: Array(name.utf8))
          lines.begin("", at: offset)
          // Where tasks begin and end, nobody waits.
          let isStart = runtime.starts[function.symbol] != nil
          for row in rows[number] {
            let place = row.offset - part.offset + offset
            if row.kind == CodeRowKind.resume, !isStart {
              sites.add(
                module.spelledSite(
                  at: Instruction(rawValue: UInt32(truncatingIfNeeded: row.payload)), in: function, source),
                at: place)
            } else if symbols.lines != nil, row.kind == CodeRowKind.origin, row.payload > 0 {
              let instruction = Instruction(rawValue: UInt32(truncatingIfNeeded: row.payload - 1))
              lines.begin(Trap.printable(module.spelledPlace(of: instruction, in: function, source)), at: place)
            }
          }
        }
      }
      // The runtime's functions, and with them all generators, are in the text.
      guard let start else { continue }
      starts.append(start)
      let size = UInt32(truncatingIfNeeded: object[section].size)
      frames.endSection(at: size)
      sites.endSection()
      lines.begin("", at: size)
      lines.endSection()
    }
    fill(symbols.sections, with: [DataItem(.addresses(starts + [DataAddress(nil)]))])
    fill(symbols.frames, with: [DataItem(.bytes(frames.bytes))])
    fill(symbols.sites, with: [DataItem(.bytes(sites.bytes))])
    let traps = fillInTraps(symbols.traps)
    fill(symbols.place, with: [DataItem(.zero(UInt64(max(sites.longest, lines.longest, traps))))])
    if let names = symbols.names { fill(names, with: [DataItem(.bytes(frames.names))]) }
    if let table = symbols.lines { fill(table, with: [DataItem(.bytes(lines.bytes))]) }
  }

  /// Fills in the messages of traps that are referred to, equal ones once: the place apart from what is before it.
  /// - Returns: how long the longest place is, with a zero byte behind it.
  private mutating func fillInTraps(_ symbol: Symbol) -> Int {
    var table = RowWriter()
    var known: [ArraySlice<UInt8>: UInt64] = [:]
    for (number, message) in code.traps.enumerated() where isMessageWanted[number] {
      // What all begin with, and the end of the line, the runtime knows.
      let line = message.dropFirst(Trap.linePrefix.utf8.count).dropLast()
      if known[line] == nil {
        known[line] = UInt64(table.bytes.count)
        let place = line.indices.last { line[$0...].starts(with: " in @".utf8) } ?? line.endIndex
        table.add(line[..<place])
        table.add(place: Array(line[place...]))
      }
      messageOffsets[number] = known[line]
    }
    fill(symbol, with: [DataItem(.bytes(table.bytes))])
    return table.longestPlace
  }

  /// The sections that have code, each once, the usual one first.
  private var sectionsOfCode: [SectionIndex] {
    var sections: [SectionIndex] = [.text]
    for section in partSections where !sections.contains(section) { sections.append(section) }
    return sections
  }

  /// Has a data object hold other parts than before.
  private mutating func fill(_ symbol: Symbol, with items: [DataItem]) {
    guard case .data(let index) = module.symbols[symbol].definition else { return }
    module.fill(data: index, with: items)
  }
}

extension Module {
  /// What a report says of a place where a context goes on.
  fileprivate func spelledSite(at instruction: Instruction, in function: Function, _ lines: SourceLines) -> String {
    let place = spelledPlace(of: instruction, in: function, lines)
    return Trap.printable(" in @\(name(of: function.symbol))" + (place.isEmpty ? "" : " at \(place)"))
  }

  fileprivate mutating func fill(data index: Int, with items: [DataItem]) { data[index].replace(by: items, types) }
}
