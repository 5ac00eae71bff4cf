// The code of a file, instruction by instruction, with all that is known of each: its symbol, its source line, the operation or
// generator that it was made for, and what the address in it is called.

public import CrossCheck

/// The code of a file.
public struct CodeListing: Sendable {
  /// Code that stands together.
  public struct Region: Sendable, Hashable {
    /// The section's name; nil for code that is known by its segment only.
    public let name: String?
    /// The section's number; 0 for code that is known by its segment only.
    public let section: UInt32
    /// Which bytes of the file it takes.
    public let range: Range<UInt64>
    /// The address of its first byte, or its offset in a relocatable object.
    public let address: UInt64

    /// The address after its last byte.
    public var end: UInt64 { address &+ (range.upperBound - range.lowerBound) }
  }

  /// A function of the file.
  public struct Function: Sendable, Hashable {
    /// Its name.
    public let name: String
    /// Where it is.
    public let region: Region
  }

  /// What a listing consists of.
  public enum Entry: Sendable {
    /// A symbol stands here.
    case label(String, address: UInt64)
    /// What follows was made from this line, for this operation or generator, as far as that is known.
    case source(file: String?, line: UInt32, origin: String?)
    /// An instruction, and what the address in it is called.
    case instruction(DisassembledInstruction, targetName: String?)
    /// Bytes of a machine that there is no disassembler for.
    case bytes([UInt8], address: UInt64)
  }

  private let file: ElfFile
  private let lines: SourceLines
  private let origins: Origins
  /// Symbols with an address, ordered by it.
  private let symbols: [ElfFile.Symbol]

  /// The code of a file, with what is known of its lines and origins.
  public init(of file: ElfFile, lines: SourceLines, origins: Origins) {
    self.file = file
    self.lines = lines
    self.origins = origins
    var known: Set<String> = []
    symbols = file.symbols.filter { symbol in
      // Neither sections, nor files, nor what each thread has its own of.
      guard symbol.section != nil, !symbol.name.isEmpty, ![3, 4, 6].contains(symbol.kindNumber) else { return false }
      return known.insert("\(symbol.address) \(symbol.section ?? 0) \(symbol.name)").inserted
    }.sorted { ($0.address, $0.size == 0 ? 1 : 0, $0.name) < ($1.address, $1.size == 0 ? 1 : 0, $1.name) }
  }

  /// The file's code. Where sections do not tell, what is executed from the file's entry on.
  public var regions: [Region] {
    let sections = file.sections.filter { $0.isExecutable && $0.hasBytes && $0.size > 0 }
    if !sections.isEmpty || !file.sections.isEmpty {
      return sections.map {
        Region(
          name: $0.name, section: $0.number, range: $0.range, address: file.header.isRelocatable ? 0 : $0.address)
      }
    }
    return file.segments.filter { $0.isLoaded && $0.isExecutable && $0.fileSize > 0 }.map { segment in
      let entry = file.header.entry &- segment.address
      let start = entry < segment.fileSize ? entry : 0
      return Region(
        name: nil, section: 0, range: segment.offset + start..<segment.offset + segment.fileSize,
        address: segment.address &+ start)
    }
  }

  /// The functions of a name: several where files were linked that each have one.
  public func functions(named name: String) -> [Function] {
    symbols.filter { $0.name == name && $0.isCode }.compactMap { function($0) }
  }

  /// The names of all functions.
  public var functionNames: [String] { symbols.filter { $0.isCode && function($0) != nil }.map(\.name) }

  private func function(_ symbol: ElfFile.Symbol) -> Function? {
    guard let region = regions.first(where: { holds($0, symbol) }) else { return nil }
    // One without a size ends where the next begins.
    let next = symbols.first { $0.address > symbol.address && $0.isCode && holds(region, $0) }
    let rest = region.end - symbol.address
    let size = min(symbol.size > 0 ? symbol.size : next.map { $0.address - symbol.address } ?? rest, rest)
    let start = region.range.lowerBound + (symbol.address - region.address)
    return Function(
      name: symbol.name,
      region: Region(
        name: region.name, section: region.section, range: start..<start + size, address: symbol.address))
  }

  private func holds(_ region: Region, _ symbol: ElfFile.Symbol) -> Bool {
    symbol.section == region.section && symbol.address >= region.address && symbol.address < region.end
  }

  /// Calls `body` with everything in a region, in the order of its code.
  public func forEach(in region: Region, _ body: (Entry) -> Void) {
    let code = file.bytes(in: region.range)
    var nextSymbol = symbols.firstIndex { $0.address >= region.address } ?? symbols.endIndex
    var shown: (file: UInt32?, line: UInt32, origin: String?) = (nil, 0, nil)
    func start(_ address: UInt64) {
      while nextSymbol < symbols.endIndex, symbols[nextSymbol].address <= address {
        let symbol = symbols[nextSymbol]
        nextSymbol += 1
        if holds(region, symbol), symbol.address == address {
          body(.label(symbol.name, address: address))
          shown = (nil, 0, nil)
        }
      }
      let row = lines.row(at: address, section: file.header.isRelocatable ? region.section : 0)
      let origin = origins.text(at: address)
      guard row?.file != shown.file || row?.line ?? 0 != shown.line || origin != shown.origin else { return }
      shown = (row?.file, row?.line ?? 0, origin)
      body(.source(file: row?.file.map { lines.files[Int($0)] }, line: row?.line ?? 0, origin: origin))
    }
    guard let disassembler = Disassembler(for: file.header) else {
      for offset in stride(from: 0, to: code.count, by: 16) {
        let address = region.address &+ UInt64(offset)
        start(address)
        body(.bytes(Array(code[offset..<min(offset + 16, code.count)]), address: address))
      }
      return
    }
    disassembler.forEach(in: code, at: region.address) { instruction in
      start(instruction.address)
      body(.instruction(instruction, targetName: instruction.target.flatMap { name(of: $0) }))
    }
  }

  /// What an address is called: a symbol, and the distance from it. Offsets in relocatable objects have no names here, because
  /// what is in the instruction is not filled in yet.
  public func name(of address: UInt64) -> String? {
    guard !file.header.isRelocatable else { return nil }
    var (low, high) = (0, symbols.count)
    while low < high {
      let middle = (low + high) / 2
      if symbols[middle].address <= address { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return nil }
    // Of several at one place, the first.
    let place = symbols[low - 1].address
    var index = low - 1
    while index > 0, symbols[index - 1].address == place { index -= 1 }
    let symbol = symbols[index]
    let distance = address - place
    if distance == 0 { return symbol.name }
    return distance < symbol.size ? "\(symbol.name)+\(distance)" : nil
  }
}
