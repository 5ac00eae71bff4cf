// Puts an object file's bytes together.
//
//     | header | sections | what describes them | relocations of each | symbols | names | table of sections |

import Layout

/// An object file that is being put together.
struct ObjectFileAssembly {
  private(set) var bytes: [UInt8]
  /// The sections of the file; the number of each is one more than its place.
  private(set) var sections: [FileSection] = []
  private var symbols: ObjectFileSymbols
  /// The number of each of the object's sections in the file; 0 for one that is not in it.
  private var numbers: [UInt16]
  /// Where each of the object's sections lies in the file.
  private var offsets: [UInt64]
  /// The number of the first section that describes the others.
  private let firstDescribed: Int

  /// Gives every section its number, and copies them.
  init(
    of object: borrowing RelocatableObject, describedBy described: [UnloadedSection], strip: Bool
  ) throws(ImageError) {
    bytes = []
    numbers = [UInt16](repeating: 0, count: object.sections.count)
    offsets = [UInt64](repeating: 0, count: object.sections.count)
    var isPresent = object.sections.map { $0.size > 0 && !(strip && $0.kind == .unloaded) }
    for symbol in object.symbols where symbol.section.isOfObject && symbol.kind != .layoutFact {
      if symbol.name.count > 0 { isPresent[symbol.section.index] = true }
    }
    var room = Int(ExecutableLayout.fileHeaderSize)
    for index in isPresent.indices where isPresent[index] {
      room += object.sections[index].bytes.count + 64
    }
    bytes.reserveCapacity(room)
    bytes.append(contentsOf: repeatElement(0, count: Int(ExecutableLayout.fileHeaderSize)))
    // Relocations of all, the symbols, the names and the stack's note have sections, too.
    let count = isPresent.reduce(0) { $0 + ($1 ? 1 : 0) } + described.count
    var hasRelocations = [Bool](repeating: false, count: object.sections.count)
    for relocation in object.relocations where relocation.section.index < hasRelocations.count {
      hasRelocations[relocation.section.index] = true
    }
    let all =
      count + hasRelocations.reduce(0) { $0 + ($1 ? 1 : 0) }
      + described.reduce(0) { if case .encoded(_, let all) = $1.contents, !all.isEmpty { $0 + 1 } else { $0 } } + 3
    // The table begins with a header of nothing.
    let limit: Int = number(Constants.kernel.elf.SHN_LORESERVE)
    guard all < limit else { throw .tooManySections(count: all) }
    firstDescribed = count - described.count + 1
    symbols = ObjectFileSymbols(sectionCount: count)
    for index in isPresent.indices where isPresent[index] {
      let section = object.sections[index]
      let start = align(to: section.alignment)
      offsets[index] = start
      if !section.kind.isZeroed { bytes.append(contentsOf: section.bytes) }
      sections.append(
        FileSection(
          name: section.name, type: Self.type(of: section), flags: section.kind.flags, offset: start,
          size: section.size, alignment: section.alignment, hasBytes: !section.kind.isZeroed))
      numbers[index] = UInt16(truncatingIfNeeded: sections.count)
    }
    for section in described {
      let start = align(to: section.alignment)
      guard case .encoded(let encoded, _) = section.contents else { continue }
      bytes.append(contentsOf: encoded)
      // Programs read how callers are found; the rest is for tools.
      let isLoaded = section.name == ".eh_frame"
      sections.append(
        FileSection(
          name: section.name, type: Constants.kernel.elf.SHT_PROGBITS,
          flags: isLoaded ? SectionKind.readOnlyData.flags : 0,
          offset: start, size: UInt64(encoded.count), alignment: section.alignment))
    }
    // Without it, linkers make the stack executable.
    sections.append(
      FileSection(
        name: ".note.GNU-stack", type: Constants.kernel.elf.SHT_PROGBITS, offset: UInt64(bytes.count), size: 0,
        alignment: 1))
    symbols.number(object, numbers, strip: strip, describedBy: described, first: firstDescribed)
  }

  /// The number of what a section holds.
  private static func type(of section: Section) -> Constant {
    let (elf, types) = (Constants.kernel.elf, Constants.libc.sections)
    return switch section.contents {
    case .bytes: elf.SHT_PROGBITS
    case .zeroes: elf.SHT_NOBITS
    case .notes: elf.SHT_NOTE
    case .starters: types.SHT_INIT_ARRAY
    case .finishers: types.SHT_FINI_ARRAY
    case .earlyStarters: types.SHT_PREINIT_ARRAY
    }
  }

  private mutating func align(to alignment: UInt64) -> UInt64 {
    let start = UInt64(bytes.count).rounded(upToMultipleOf: min(alignment, 4096))
    bytes.append(contentsOf: repeatElement(0, count: Int(start) - bytes.count))
    return start
  }

  // MARK: - Relocations

  /// What becomes of a relocation.
  private enum Fate {
    /// The assembler knows the value.
    case value(Int64)
    /// The linker is told.
    case entry(RelocationKind, symbol: UInt32, addend: Int64)
    /// It cannot be written.
    case fault
  }

  /// Writes the relocations: what is known already in place, the rest as sections of their own.
  mutating func writeRelocations(
    of object: borrowing RelocatableObject, describedBy described: [UnloadedSection]
  ) throws(ImageError) {
    let facts = ThreadFacts(of: object)
    // How many entries each section has, then where those of each begin.
    var starts = [Int](repeating: 0, count: object.sections.count + 1)
    for relocation in object.relocations {
      let section = relocation.section.index
      guard section < object.sections.count, numbers[section] != 0, relocation.symbol.index < object.symbols.count,
        UInt64(relocation.offset) + UInt64(relocation.kind.width) <= UInt64(object.sections[section].bytes.count)
      else { throw FileAssembly.explain(relocation, value: 0, of: object) }
      if case .entry = fate(of: relocation, object, facts) { starts[section + 1] += 1 }
    }
    for section in object.sections.indices { starts[section + 1] += starts[section] }
    let total = starts[object.sections.count]
    var next = starts
    var entries = [UInt8](repeating: 0, count: total * RelocationEntry.size)
    let types = RelocationEntry.Types()
    for relocation in object.relocations {
      let section = relocation.section.index
      switch fate(of: relocation, object, facts) {
      case .fault: throw FileAssembly.explain(relocation, value: 0, of: object)
      case .value(let value):
        guard write(value, relocation, at: Int(offsets[section]) + Int(relocation.offset)) else {
          throw FileAssembly.explain(relocation, value: value, of: object)
        }
      case .entry(let kind, let symbol, let addend):
        RelocationEntry.write(
          offset: UInt64(relocation.offset), types.number(of: kind), symbol: symbol, addend: addend,
          to: &entries, at: next[section])
        next[section] += 1
      }
    }
    for section in object.sections.indices where starts[section + 1] > starts[section] {
      let range = starts[section] * RelocationEntry.size..<starts[section + 1] * RelocationEntry.size
      append(entries[range], relocating: Int(numbers[section]))
    }
    for (index, section) in described.enumerated() {
      guard case .encoded(_, let relocations) = section.contents, !relocations.isEmpty else { continue }
      var entries = [UInt8](repeating: 0, count: relocations.count * RelocationEntry.size)
      for (place, relocation) in relocations.enumerated() {
        let (type, target): (UInt32, Int) =
          switch relocation.target {
          case .section(let section): (types.number(of: .absolute64), Int(numbers[section.index]))
          case .distance(let section): (types.number(of: .relative32), Int(numbers[section.index]))
          case .described(let section):
            (
              types.number(of: .absolute32),
              firstDescribed + (described.firstIndex { $0.name == section.rawValue } ?? 0)
            )
          }
        RelocationEntry.write(
          offset: UInt64(relocation.offset), type, symbol: symbols.ofSections[target],
          addend: Int64(truncatingIfNeeded: relocation.addend), to: &entries, at: place)
      }
      append(entries[...], relocating: firstDescribed + index)
    }
  }

  /// What becomes of a relocation, which lies in its section.
  private func fate(of relocation: Relocation, _ object: borrowing RelocatableObject, _ facts: ThreadFacts) -> Fate {
    let symbol = object.symbols[relocation.symbol.index]
    if symbol.kind == .layoutFact {
      if symbol.offset == LayoutFact.threadImageAddress.rawValue, let section = facts.image {
        return .entry(
          relocation.kind, symbol: symbols.ofSections[Int(numbers[section.index])], addend: relocation.addend)
      }
      return .value(facts.value(of: symbol) &+ relocation.addend)
    }
    guard relocation.kind.isThreadLocal == (symbol.kind == .threadLocal) else { return .fault }
    let number = symbols.numbers[relocation.symbol.index]
    if symbol.binding == .local {
      let offset = Int64(truncatingIfNeeded: symbol.offset)
      switch relocation.kind {
      case .relative32, .call32, .relative64:
        if symbol.section == relocation.section {
          return .value(offset &+ relocation.addend &- Int64(relocation.offset))
        }
      case .offsetTable32, .threadOffset32, .threadOffset64, .threadOffsetTable32, .threadDescriptor32:
        if number != 0 { return .entry(relocation.kind, symbol: number, addend: relocation.addend) }
      case .absolute64, .absolute32, .absoluteSigned32: break
      }
      guard symbol.section.isOfObject else { return .fault }
      // What is local needs no stub.
      return .entry(
        relocation.kind == .call32 ? .relative32 : relocation.kind,
        symbol: symbols.ofSections[Int(numbers[symbol.section.index])], addend: relocation.addend &+ offset)
    }
    return number == 0 ? .fault : .entry(relocation.kind, symbol: number, addend: relocation.addend)
  }

  /// Writes a value that is known; false where it does not fit.
  private mutating func write(_ value: Int64, _ relocation: Relocation, at place: Int) -> Bool {
    let fits =
      switch relocation.kind {
      case .absolute64, .relative64, .threadOffset64: true
      case .absolute32: UInt32(exactly: value) != nil
      default: Int32(exactly: value) != nil
      }
    for index in 0..<relocation.kind.width {
      bytes[place + index] = UInt8(truncatingIfNeeded: value >> Int64(8 * index))
    }
    return fits
  }

  /// Appends the relocations of a section.
  private mutating func append(_ entries: ArraySlice<UInt8>, relocating number: Int) {
    let start = align(to: 8)
    bytes.append(contentsOf: entries)
    sections.append(
      FileSection(
        name: ".rela" + sections[number - 1].name, type: Constants.kernel.elf.SHT_RELA,
        flags: Image.number(Constants.libc.sections.SHF_INFO_LINK), offset: start, size: UInt64(entries.count),
        info: UInt32(number), alignment: 8, entrySize: UInt64(RelocationEntry.size)))
  }

  // MARK: - Tables

  /// Adds the symbols, the text of all names and the table of sections, and writes the header.
  mutating func appendTables(of object: borrowing RelocatableObject, _ machine: MachineFacts) throws(ImageError) {
    var names = ByteBuffer()
    names.put8(0)
    let table = symbols.table(of: object, numbers, names: &names)
    let offset = align(to: 8)
    bytes.append(contentsOf: table)
    let symbolTable = UInt32(sections.count + 1)
    for index in sections.indices where sections[index].entrySize > 0 { sections[index].link = symbolTable }
    sections.append(
      FileSection(
        name: ".symtab", type: Constants.kernel.elf.SHT_SYMTAB, offset: offset, size: UInt64(table.count),
        link: symbolTable + 1, info: symbols.localCount, alignment: 8, entrySize: UInt64(SymbolTable.entrySize)))
    // Symbols and sections have their names in one text.
    sections.append(
      FileSection(
        name: ".strtab", type: Constants.kernel.elf.SHT_STRTAB, offset: UInt64(bytes.count), size: 0, alignment: 1))
    let nameOffsets = sections.putNames(to: &names)
    guard names.count <= Int(UInt32.max) else { throw .tooLarge(what: "the text of all names is") }
    sections[sections.count - 1].size = UInt64(names.count)
    bytes.append(contentsOf: names.bytes)
    let sectionTable = align(to: 8)
    sections.appendHeaders(nameOffsets, to: &bytes)

    var header = Kernel.Elf64Hdr(on: .x86_64)
    header.describe(machine)
    header.e_type = number(Constants.kernel.elf.ET_REL)
    header.e_shoff = sectionTable
    header.e_shentsize = UInt16(FileSection.headerSize)
    header.e_shnum = UInt16(truncatingIfNeeded: sections.count + 1)
    header.e_shstrndx = UInt16(truncatingIfNeeded: sections.count)
    let start = header.bytes
    bytes.replaceSubrange(0..<start.count, with: start)
  }
}

/// What an object knows of its own threads' data, where it is all that the program has.
private struct ThreadFacts {
  /// The first section of it that has bytes; that of zeroes where there is none; nil where there is no such data.
  let image: SectionIndex?
  private let filled: UInt64
  private let size: UInt64
  private let alignment: UInt64

  init(of object: borrowing RelocatableObject) {
    var (end, filled, alignment): (UInt64, UInt64, UInt64) = (0, 0, 1)
    var image: SectionIndex?
    for kind in [SectionKind.threadData, .zeroedThreadData] {
      for index in object.sections.indices where object.sections[index].kind == kind && object.sections[index].size > 0
      {
        let section = object.sections[index]
        if image == nil { image = SectionIndex(rawValue: UInt32(truncatingIfNeeded: index)) }
        alignment = max(alignment, section.alignment)
        end = end.rounded(upToMultipleOf: section.alignment) &+ section.size
        if kind == .threadData { filled = end }
      }
    }
    (self.image, self.filled, size, self.alignment) = (image, filled, end, alignment)
  }

  func value(of symbol: SymbolEntry) -> Int64 {
    switch LayoutFact(rawValue: symbol.offset) {
    case .threadImageSize: Int64(truncatingIfNeeded: filled)
    case .threadSize: Int64(truncatingIfNeeded: size)
    case .threadAlignment: Int64(truncatingIfNeeded: alignment)
    default: 0
    }
  }
}

/// An entry of a table of relocations, as `Kernel.Elf64Rela` has it: a record of that type for each of many would take longer than
/// all else.
private enum RelocationEntry {
  static let size = 24

  static func write(
    offset: UInt64, _ type: UInt32, symbol: UInt32, addend: Int64, to bytes: inout [UInt8], at place: Int
  ) {
    bytes.withUnsafeMutableBytes { bytes in
      bytes.storeBytes(of: offset.littleEndian, toByteOffset: place * size, as: UInt64.self)
      bytes.storeBytes(
        of: (UInt64(symbol) << 32 | UInt64(type)).littleEndian, toByteOffset: place * size + 8, as: UInt64.self)
      bytes.storeBytes(of: addend.littleEndian, toByteOffset: place * size + 16, as: Int64.self)
    }
  }

  /// The numbers of the kinds, looked up once.
  struct Types {
    private let numbers: [UInt32] = RelocationKind.allCases.map { kind in
      let elf = Constants.libc.x86_64Relocations
      let constant =
        switch kind {
        case .absolute64: elf.R_X86_64_64
        case .absolute32: elf.R_X86_64_32
        case .absoluteSigned32: elf.R_X86_64_32S
        case .relative32: elf.R_X86_64_PC32
        case .call32: elf.R_X86_64_PLT32
        case .relative64: elf.R_X86_64_PC64
        case .threadOffset32: elf.R_X86_64_TPOFF32
        case .threadOffset64: elf.R_X86_64_TPOFF64
        case .offsetTable32: elf.R_X86_64_REX_GOTPCRELX
        case .threadOffsetTable32: elf.R_X86_64_GOTTPOFF
        case .threadDescriptor32: elf.R_X86_64_TLSGD
        }
      return Image.number(constant)
    }

    func number(of kind: RelocationKind) -> UInt32 { numbers[Int(kind.rawValue)] }
  }
}
