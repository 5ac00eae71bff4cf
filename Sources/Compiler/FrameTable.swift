// The functions of a program and their frames, for the report of a crash: it finds from any of them who called. Frames have no
// pointers to each other, but at a call the stack pointer is as far from the return address as it always is in that function.
//
// What reads it is `Sources/Runtime/CrashText.swift`, which says how it is laid out.

internal import Gen
internal import IR
internal import Image

/// The table as it grows.
struct FrameTable {
  /// The kinds of frames.
  private enum Kind: UInt32 {
    /// Of one size.
    case fixed
    /// With a frame pointer.
    case pointed
    /// Nobody called.
    case outermost
    /// A context left here, which the thread knows.
    case left
    /// What a handler of signals interrupted.
    case interrupted
  }

  /// What is known of a function.
  private struct Row {
    var start: UInt32
    var word: UInt32
    var name: [UInt8]
  }

  private var rows: [Row] = []
  private var lines: [(start: UInt32, place: String)] = []

  /// Adds a part of the code, whose callers are found as its rows say. Parts come in the order of their addresses.
  mutating func add(_ part: CodePart, at start: UInt32, _ rows: ArraySlice<CodeRow>, name: [UInt8]) {
    var kind = Kind.fixed
    var saved: UInt32 = 0
    for note in rows.lazy.compactMap(UnwindNote.init) {
      switch note.change {
      case .outermost: kind = .outermost
      case .interrupted: kind = .interrupted
      case .contextIn: kind = .left
      case .frameAddress where note.register == .rbp: kind = .pointed
      case .saved where note.register == .rbp && kind == .fixed: saved = UInt32(clamping: -Int64(note.number) / 8)
      default: break
      }
    }
    if part.source == .generator(.entry) || part.source == .generator(.trapReport) { kind = .outermost }
    // What does not fit leads nowhere.
    let depth = (part.frameBytes ?? 8) / 8
    if depth > 0xFFFFFF { kind = .outermost }
    self.rows.append(
      Row(start: start, word: min(depth, 0xFFFFFF) | min(saved, 15) << 24 | kind.rawValue << 28, name: name))
  }

  /// Says where code comes from, from an address on.
  mutating func add(_ place: String, at start: UInt32) {
    if lines.last?.place != place { lines.append((start, place)) }
  }

  /// The table.
  /// - Parameters:
  ///   - code: The address that the others count from.
  ///   - size: How many bytes of code there are.
  ///   - hasNames: Whether names and lines are in it.
  func items(code: DataAddress, size: UInt32, hasNames: Bool) -> [DataItem] {
    let start = 48
    let names = start + 8 * rows.count
    let lineStart = names + (hasNames ? 4 * rows.count : 0)
    let textStart = lineStart + (hasNames ? 8 * lines.count : 0)
    var texts: [UInt8] = []
    var known: [[UInt8]: Int] = [:]
    func text(_ bytes: [UInt8]) -> UInt32 {
      if let place = known[bytes] { return UInt32(textStart + place) }
      known[bytes] = texts.count
      texts += bytes + [0]
      return UInt32(textStart + texts.count - bytes.count - 1)
    }
    var words: [UInt32] = []
    for row in rows { words += [row.start, row.word] }
    if hasNames {
      for row in rows { words.append(text(row.name)) }
      for line in lines { words += [line.start, line.place.isEmpty ? 0 : text(Array(line.place.utf8))] }
    }
    let header: [Int] = [
      Int(size), rows.count, hasNames ? names : 0, hasNames ? lineStart : 0, hasNames ? lines.count : 0,
    ]
    return [
      DataItem(.addresses([code])), DataItem(.numbers(.i64, header.map { .integer(Int64($0)) })),
      DataItem(.numbers(.i32, words.map { .integer(Int64($0)) })), DataItem(.bytes(texts)),
    ]
  }
}

extension ObjectAssembly {
  /// Fills in the table of frames, now that all code has its place.
  mutating func fillInFrames(_ symbol: Symbol) {
    guard case .data(let index) = module.symbols[symbol].definition, isDataWanted[index] else { return }
    var table = FrameTable()
    var base: DataAddress?
    var next = 0
    let hasLines = options.hasDebugInformation && !options.isStripped
    let lines = hasLines ? SourceLines(module) : nil
    for (number, part) in code.parts.enumerated() {
      let first = next
      while next < code.rows.count, code.rows[next].offset < part.offset + part.size { next += 1 }
      // What the program puts elsewhere is at no known distance.
      guard let start = partStarts[number], partSections[number] == .text else { continue }
      let rows = code.rows[first..<next]
      switch part.source {
      case .generator(let generator):
        table.add(part, at: start, rows, name: Array(generator.name.utf8))
        if hasLines { table.add("", at: start) }
      case .function(let index):
        let function = module.functions[index]
        if base == nil { base = DataAddress(function.symbol, offset: -Int64(start)) }
        table.add(part, at: start, rows, name: Array(Trap.printable(module.name(of: function.symbol)).utf8))
        guard let lines else { continue }
        table.add("", at: start)
        for row in rows where row.kind == CodeRowKind.origin && row.payload > 0 {
          let instruction = Instruction(rawValue: UInt32(truncatingIfNeeded: row.payload - 1))
          let place = module.spelledPlace(of: instruction, in: function, lines)
          table.add(Trap.printable(place), at: row.offset - part.offset + start)
        }
      }
    }
    let size = UInt32(object[.text].size)
    module.fill(
      data: index, with: table.items(code: base ?? DataAddress(nil), size: size, hasNames: !options.isStripped))
  }
}

extension Module {
  /// Has a data object hold other parts than before.
  fileprivate mutating func fill(data index: Int, with items: [DataItem]) { data[index].replace(by: items, types) }
}
