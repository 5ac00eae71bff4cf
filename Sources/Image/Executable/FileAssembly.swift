// Puts an executable's bytes together, once everything has its place.

import Layout

/// A file that is being put together.
struct FileAssembly {
  private(set) var bytes: [UInt8]
  private(set) var sections: [FileSection] = []
  private let layout: ExecutableLayout
  /// Where each of the object's sections starts in the file; nil for one that is not in it, or has no bytes.
  private var fileOffsets: [UInt64?]
  /// The number of each of the object's sections in the file's table; 0 for one that is not in it.
  private var numbers: [UInt16]
  /// Where the table of sections is; nil where there is none.
  private var sectionTable: UInt64?
  /// Where the table of sections ends.
  private var sectionTableSize: UInt64 = 0

  /// - Parameter room: How many bytes are likely to follow what is loaded.
  init(layout: ExecutableLayout, room: Int) {
    self.layout = layout
    bytes = []
    bytes.reserveCapacity(Int(layout.fileSize) + room)
    bytes.append(contentsOf: repeatElement(0, count: Int(layout.fileSize)))
    fileOffsets = [UInt64?](repeating: nil, count: layout.addresses.count)
    numbers = [UInt16](repeating: 0, count: layout.addresses.count)
  }

  /// The size of the file's header and those of its segments.
  private var headersSize: UInt64 {
    ExecutableLayout.fileHeaderSize + ExecutableLayout.segmentHeaderSize * UInt64(layout.segmentHeaderCount)
  }

  /// What the file consists of.
  var parts: [Executable.Part] {
    var parts = [Executable.Part(name: "headers", offset: 0, size: headersSize, address: layout.startAddress)]
    for section in sections {
      let isLoaded = section.flags & number(Constants.kernel.elf.SHF_ALLOC) != 0
      parts.append(
        Executable.Part(
          name: section.name, offset: section.offset, size: section.hasBytes ? section.size : 0,
          address: isLoaded ? section.address : nil))
    }
    if let sectionTable {
      parts.append(
        Executable.Part(name: "section headers", offset: sectionTable, size: sectionTableSize, address: nil))
    }
    return parts
  }

  /// Adds a section to the file's table, and gives its number there.
  private mutating func add(_ section: FileSection) throws(ImageError) -> UInt16 {
    sections.append(section)
    // The table starts with a header of nothing; and some are left for the tables of symbols and names.
    guard sections.count < number(Constants.kernel.elf.SHN_LORESERVE) - 4 else {
      throw .tooManySections(count: sections.count)
    }
    return UInt16(truncatingIfNeeded: sections.count)
  }

  /// Copies what is loaded to its places.
  mutating func copyLoadedSections(of object: borrowing RelocatableObject) throws(ImageError) {
    var hasStandIn = false
    for place in layout.places {
      let index = place.section.index
      let kind = object.sections[index].kind
      if kind == .zeroedData, let standIn = layout.standIn, !hasStandIn {
        _ = try add(
          FileSection(
            name: ".data", type: Constants.kernel.elf.SHT_PROGBITS,
            flags: number(Constants.kernel.elf.SHF_ALLOC) | number(Constants.kernel.elf.SHF_WRITE),
            address: standIn.address, offset: standIn.fileOffset, size: 1, alignment: 1))
        hasStandIn = true
      }
      numbers[index] = try add(
        FileSection(
          name: object.sections[index].name,
          type: kind.isZeroed ? Constants.kernel.elf.SHT_NOBITS : Constants.kernel.elf.SHT_PROGBITS, flags: kind.flags,
          address: place.address, offset: place.fileOffset, size: object.sections[index].size,
          alignment: object.sections[index].alignment, hasBytes: !kind.isZeroed))
      guard !kind.isZeroed else { continue }
      fileOffsets[index] = place.fileOffset
      let start = Int(place.fileOffset)
      object.sections[index].bytes.withUnsafeBytes { source in
        bytes.withUnsafeMutableBytes { target in
          UnsafeMutableRawBufferPointer(rebasing: target[start..<start + source.count]).copyMemory(from: source)
        }
      }
    }
  }

  // MARK: - What is not loaded

  /// Starts what comes next in the file.
  private mutating func start(alignment: UInt64) -> UInt64 {
    let start = UInt64(bytes.count).rounded(upToMultipleOf: alignment)
    bytes.append(contentsOf: repeatElement(0, count: Int(start) - bytes.count))
    return start
  }

  /// Adds the sections that are not loaded.
  mutating func append(_ unloaded: [UnloadedSection], of object: borrowing RelocatableObject) throws(ImageError) {
    for section in unloaded {
      let offset = start(alignment: section.alignment)
      switch section.contents {
      case .ofObject(let index):
        bytes.append(contentsOf: object[index].bytes)
        fileOffsets[index.index] = offset
        numbers[index.index] = UInt16(truncatingIfNeeded: sections.count + 1)
      case .encoded(let encoded, let relocations):
        bytes.append(contentsOf: encoded)
        apply(relocations, at: Int(offset))
      }
      _ = try add(
        FileSection(
          name: section.name, type: Constants.kernel.elf.SHT_PROGBITS, offset: offset,
          size: UInt64(bytes.count) - offset,
          alignment: section.alignment))
    }
  }

  /// Writes the addresses of sections into bytes that were encoded without them.
  private mutating func apply(_ relocations: [SectionRelocation], at start: Int) {
    bytes.withUnsafeMutableBytes { bytes in
      for relocation in relocations {
        // What is not loaded lies at no address, and there is one of each: its offsets are in place.
        guard case .section(let section) = relocation.target else { continue }
        let value = layout.addresses[section.index] &+ relocation.addend
        bytes.storeBytes(of: value.littleEndian, toByteOffset: start + relocation.offset, as: UInt64.self)
      }
    }
  }

  /// Adds the table of symbols, the text of all names, and the table of sections.
  mutating func appendTables(of object: borrowing RelocatableObject, values: SymbolValues) throws(ImageError) {
    var names = ByteBuffer()
    names.put8(0)
    let table = SymbolTable(of: object, values: values, numbers: numbers, thread: layout.thread, names: &names)
    if table.count > 1 {
      let offset = start(alignment: 8)
      bytes.append(contentsOf: table.bytes)
      _ = try add(
        FileSection(
          name: ".symtab", type: Constants.kernel.elf.SHT_SYMTAB, offset: offset, size: UInt64(table.bytes.count),
          link: UInt32(sections.count + 2), info: UInt32(truncatingIfNeeded: table.localCount), alignment: 8,
          entrySize: UInt64(SymbolTable.entrySize)))
    }
    // Symbols and sections have their names in one text: one section less.
    sections.append(
      FileSection(
        name: ".strtab", type: Constants.kernel.elf.SHT_STRTAB, offset: start(alignment: 1), size: 0, alignment: 1))
    let nameOffsets = sections.putNames(to: &names)
    guard names.count <= Int(UInt32.max) else { throw .tooLarge(what: "the text of all names is") }
    sections[sections.count - 1].size = UInt64(names.count)
    bytes.append(contentsOf: names.bytes)

    let offset = start(alignment: 8)
    sections.appendHeaders(nameOffsets, to: &bytes)
    sectionTable = offset
    sectionTableSize = UInt64(bytes.count) - offset
  }

  // MARK: - Relocations

  /// Writes what depends on places into the sections.
  mutating func apply(
    _ relocations: [Relocation], of object: borrowing RelocatableObject, values: SymbolValues
  ) throws(ImageError) {
    var failure: (index: Int, value: Int64)?
    bytes.withUnsafeMutableBytes { bytes in
      for index in relocations.indices {
        let relocation = relocations[index]
        let section = relocation.section.index
        guard section < fileOffsets.count, relocation.symbol.index < values.values.count,
          UInt64(relocation.offset) + UInt64(relocation.kind.width) <= UInt64(object.sections[section].bytes.count)
        else {
          failure = (index, 0)
          return
        }
        // What is not in the file needs no values.
        guard let start = fileOffsets[section] else { continue }
        let symbol = object.symbols[relocation.symbol.index]
        guard !relocation.kind.asksForLinker, relocation.kind.isThreadLocal == (symbol.kind == .threadLocal),
          symbol.section != .undefined || symbol.binding == .weak || symbol.kind == .layoutFact
        else {
          failure = (index, 0)
          return
        }
        let target = values.values[relocation.symbol.index] &+ UInt64(bitPattern: relocation.addend)
        let place = Int(start) + Int(relocation.offset)
        let value: UInt64
        switch relocation.kind {
        case .absolute64, .absolute32, .absoluteSigned32: value = target
        case .relative32, .call32, .relative64:
          value = target &- (layout.addresses[section] + UInt64(relocation.offset))
        case .threadOffset32, .threadOffset64: value = target &+ values.threadBias
        case .offsetTable32, .threadOffsetTable32, .threadDescriptor32: continue
        }
        let signed = Int64(bitPattern: value)
        switch relocation.kind {
        case .absolute64, .relative64, .threadOffset64:
          bytes.storeBytes(of: value.littleEndian, toByteOffset: place, as: UInt64.self)
          continue
        case .absolute32:
          guard value <= UInt64(UInt32.max) else {
            failure = (index, signed)
            return
          }
        case .absoluteSigned32, .relative32, .call32, .threadOffset32, .offsetTable32, .threadOffsetTable32,
          .threadDescriptor32:
          guard Int64(Int32(truncatingIfNeeded: signed)) == signed else {
            failure = (index, signed)
            return
          }
        }
        bytes.storeBytes(of: UInt32(truncatingIfNeeded: value).littleEndian, toByteOffset: place, as: UInt32.self)
      }
    }
    if let failure { throw Self.explain(relocations[failure.index], value: failure.value, of: object) }
  }

  /// What is wrong with a relocation that could not be applied.
  static func explain(
    _ relocation: Relocation, value: Int64, of object: borrowing RelocatableObject
  ) -> ImageError {
    let offset = UInt64(relocation.offset)
    guard relocation.section.index < object.sections.count else {
      return .misplacedRelocation(section: "section number \(relocation.section.rawValue)", offset: offset)
    }
    let section = object[relocation.section]
    guard relocation.symbol.index < object.symbols.count,
      offset + UInt64(relocation.kind.width) <= UInt64(section.bytes.count)
    else { return .misplacedRelocation(section: section.name, offset: offset) }
    let symbol = object.symbols[relocation.symbol.index]
    let name = object.text(of: symbol.name)
    if relocation.kind.asksForLinker { return .unsupportedRelocation(kind: relocation.kind) }
    if symbol.section == .undefined, symbol.binding != .weak, symbol.kind != .layoutFact {
      return .undefinedSymbol(name: name)
    }
    guard relocation.kind.isThreadLocal == (symbol.kind == .threadLocal) else {
      return .threadLocalMismatch(name: name, section: section.name, offset: offset)
    }
    return .relocationOverflow(
      section: section.name, offset: offset, symbol: name, value: value, kind: relocation.kind)
  }

  // MARK: - Headers

  /// Writes the file's header and those of its segments.
  mutating func writeHeaders(machine: MachineFacts, entry: UInt64) {
    let elf = Constants.kernel.elf
    var header = Kernel.Elf64Hdr(on: .x86_64)
    header.describe(machine)
    header.e_type = number(elf.ET_EXEC)
    header.e_entry = entry
    header.e_phoff = ExecutableLayout.fileHeaderSize
    header.e_phentsize = UInt16(ExecutableLayout.segmentHeaderSize)
    header.e_phnum = UInt16(layout.segmentHeaderCount)
    if let sectionTable {
      header.e_shoff = sectionTable
      header.e_shentsize = UInt16(FileSection.headerSize)
      header.e_shnum = UInt16(truncatingIfNeeded: sections.count + 1)
      // The names of sections are in the last one.
      header.e_shstrndx = UInt16(truncatingIfNeeded: sections.count)
    }
    var start = header.bytes
    let readable: UInt32 = number(elf.PF_R)
    for segment in layout.segments {
      var row = Kernel.Elf64Phdr(on: .x86_64)
      row.p_type = number(elf.PT_LOAD)
      switch segment.protection {
      case .read: row.p_flags = readable
      case .readExecute: row.p_flags = readable | number(elf.PF_X)
      case .readWrite: row.p_flags = readable | number(elf.PF_W)
      }
      row.p_offset = segment.fileOffset
      (row.p_vaddr, row.p_paddr) = (segment.address, segment.address)
      row.p_filesz = segment.fileSize
      row.p_memsz = segment.memorySize
      row.p_align = machine.pageSize
      start += row.bytes
    }
    if let thread = layout.thread {
      var row = Kernel.Elf64Phdr(on: .x86_64)
      row.p_type = number(elf.PT_TLS)
      row.p_flags = readable
      row.p_offset = thread.fileOffset
      (row.p_vaddr, row.p_paddr) = (thread.address, thread.address)
      row.p_filesz = thread.fileSize
      row.p_memsz = thread.memorySize
      row.p_align = thread.alignment
      start += row.bytes
    }
    // Without it, some systems make the stack executable.
    var stack = Kernel.Elf64Phdr(on: .x86_64)
    stack.p_type = number(elf.PT_GNU_STACK)
    stack.p_flags = readable | number(elf.PF_W)
    stack.p_align = 16
    start += stack.bytes
    bytes.replaceSubrange(0..<start.count, with: start)
  }
}
