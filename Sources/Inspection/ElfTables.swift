// The tables of an ELF file: each is checked to lie in the file, and what its entries point at too.

internal import CElfutils
internal import CrossCheck
internal import Glibc

/// The segments and sections of a file, and the ways to its symbols and notes.
struct ElfTables {
  private(set) var segments: [ElfFile.Segment] = []
  private(set) var sections: [ElfFile.Section] = []
  /// The file's header and its tables.
  private(set) var parts: [(name: String, range: Range<UInt64>)] = []

  init(_ image: ElfImage) throws(InspectionError) {
    let headerSize: UInt64 = image.header.is64Bit ? 64 : 52
    parts.append(("file header", 0..<headerSize))
    try readSections(image)
    try readSegments(image)
  }

  /// Where in the file's header a field lies, for messages.
  private enum HeaderField {
    static func segmentTable(_ image: ElfImage) -> UInt64 { image.header.is64Bit ? 0x20 : 0x1C }
    static func sectionTable(_ image: ElfImage) -> UInt64 { image.header.is64Bit ? 0x28 : 0x20 }
    static func segmentSize(_ image: ElfImage) -> UInt64 { image.header.is64Bit ? 0x36 : 0x2A }
    static func sectionSize(_ image: ElfImage) -> UInt64 { image.header.is64Bit ? 0x3A : 0x2E }
    static func nameSection(_ image: ElfImage) -> UInt64 { image.header.is64Bit ? 0x3E : 0x32 }
  }

  /// The end of a part of the file, if the file has all of it.
  private func end(_ offset: UInt64, _ size: UInt64, in image: ElfImage) -> UInt64? {
    let (end, overflow) = offset.addingReportingOverflow(size)
    return overflow || end > UInt64(image.memory.count) ? nil : end
  }

  /// How a part ends where the file does not have all of it.
  private func fault(_ what: String, _ offset: UInt64, _ size: UInt64, _ image: ElfImage) -> String {
    let (end, overflow) = offset.addingReportingOverflow(size)
    return "\(what) ends at byte \(overflow ? UInt64.max : end), the file at byte \(image.memory.count)"
  }

  // MARK: - Sections

  private mutating func readSections(_ image: ElfImage) throws(InspectionError) {
    let raw = image.raw
    guard raw.e_shoff > 0 else {
      guard raw.e_shnum == 0 else {
        throw .malformed(
          offset: HeaderField.sectionTable(image), fault: "there are \(raw.e_shnum) sections, but no table of them")
      }
      return
    }
    let entrySize: UInt64 = image.header.is64Bit ? 64 : 40
    guard UInt64(raw.e_shentsize) == entrySize else {
      throw .malformed(
        offset: HeaderField.sectionSize(image),
        fault: "a section's header has \(raw.e_shentsize) bytes, not \(entrySize)")
    }
    guard end(raw.e_shoff, entrySize, in: image) != nil else {
      throw .malformed(
        offset: HeaderField.sectionTable(image), fault: fault("the table of sections", raw.e_shoff, entrySize, image))
    }
    var count = 0
    guard elf_getshdrnum(image.elf, &count) == 0 else {
      throw .malformed(offset: HeaderField.sectionTable(image), fault: ElfImage.lastError())
    }
    // Where the header's number is too small for it, the first entry has the count; libelf has looked.
    let (size, overflow) = UInt64(count).multipliedReportingOverflow(by: entrySize)
    guard !overflow, let tableEnd = end(raw.e_shoff, size, in: image),
      count > 0 || raw.e_shnum == 0, UInt64(raw.e_shnum) <= UInt64(count)
    else {
      throw .malformed(
        offset: HeaderField.sectionTable(image),
        fault: fault("the table of sections", raw.e_shoff, UInt64(max(count, Int(raw.e_shnum))) &* entrySize, image))
    }
    parts.append(("section headers", raw.e_shoff..<tableEnd))
    guard count > 1 else { return }
    var names = 0
    guard elf_getshdrstrndx(image.elf, &names) == 0, names < count else {
      throw .malformed(
        offset: HeaderField.nameSection(image), fault: "the section of names is number \(names) of \(count)")
    }
    // libelf checks alignments and ends of names, but not where they lie: all sections first, then their names.
    var headers: [GElf_Shdr] = []
    for number in 1..<count {
      let place = raw.e_shoff + UInt64(number) * entrySize
      var header = GElf_Shdr()
      guard let section = elf_getscn(image.elf, number), gelf_getshdr(section, &header) != nil else {
        throw .malformed(offset: place, fault: ElfImage.lastError())
      }
      let isEmpty = header.sh_type == UInt32(SHT_NOBITS) || header.sh_type == UInt32(SHT_NULL)
      guard isEmpty || end(header.sh_offset, header.sh_size, in: image) != nil else {
        throw .malformed(offset: place, fault: fault("section \(number)", header.sh_offset, header.sh_size, image))
      }
      guard header.sh_link < UInt32(count) else {
        throw .malformed(offset: place, fault: "section \(number) refers to section \(header.sh_link) of \(count)")
      }
      headers.append(header)
    }
    for (index, header) in headers.enumerated() {
      let number = index + 1
      var name = ""
      if names > 0 {
        guard let text = elf_strptr(image.elf, names, Int(header.sh_name)) else {
          throw .malformed(
            offset: raw.e_shoff + UInt64(number) * entrySize,
            fault: "the name of section \(number) lies outside of the table of names")
        }
        name = FileName.text(ofTerminated: text)
      }
      sections.append(ElfFile.Section(header, number: UInt32(truncatingIfNeeded: number), name: name, image.header))
    }
  }

  // MARK: - Segments

  private mutating func readSegments(_ image: ElfImage) throws(InspectionError) {
    let raw = image.raw
    let entrySize: UInt64 = image.header.is64Bit ? 56 : 32
    let stated = raw.e_phnum == UInt16(PN_XNUM) ? 1 : UInt64(raw.e_phnum)
    guard end(raw.e_phoff, stated * entrySize, in: image) != nil else {
      throw .malformed(
        offset: HeaderField.segmentTable(image),
        fault: fault("the table of segments", raw.e_phoff, stated * entrySize, image))
    }
    var count = 0
    guard elf_getphdrnum(image.elf, &count) == 0 else {
      throw .malformed(offset: HeaderField.segmentTable(image), fault: ElfImage.lastError())
    }
    guard count > 0 || raw.e_phnum > 0 else { return }
    count = max(count, Int(stated))
    guard UInt64(raw.e_phentsize) == entrySize else {
      throw .malformed(
        offset: HeaderField.segmentSize(image),
        fault: "a segment's header has \(raw.e_phentsize) bytes, not \(entrySize)")
    }
    let size = UInt64(count) * entrySize
    guard let tableEnd = end(raw.e_phoff, size, in: image) else {
      throw .malformed(
        offset: HeaderField.segmentTable(image), fault: fault("the table of segments", raw.e_phoff, size, image))
    }
    parts.append(("segment headers", raw.e_phoff..<tableEnd))
    // Debug information that was split from its program keeps the program's segments, without their bytes.
    let isSplit = sections.contains { $0.isExecutable && !$0.hasBytes }
    for number in 0..<count {
      let place = raw.e_phoff + UInt64(number) * entrySize
      var header = GElf_Phdr()
      guard gelf_getphdr(image.elf, Int32(truncatingIfNeeded: number), &header) != nil else {
        throw .malformed(offset: place, fault: ElfImage.lastError())
      }
      guard isSplit || end(header.p_offset, header.p_filesz, in: image) != nil else {
        throw .malformed(offset: place, fault: fault("segment \(number)", header.p_offset, header.p_filesz, image))
      }
      segments.append(ElfFile.Segment(header, machine: image.header.machine))
    }
  }

  // MARK: - Symbols

  func symbols(of image: ElfImage) throws(InspectionError) -> [ElfFile.Symbol] {
    var symbols: [ElfFile.Symbol] = []
    for section in sections where section.kindNumber == UInt32(SHT_SYMTAB) || section.kindNumber == UInt32(SHT_DYNSYM) {
      let entrySize: UInt64 = image.header.is64Bit ? 24 : 16
      guard section.size % entrySize == 0 else {
        throw .malformed(
          offset: section.offset + section.size,
          fault: "\(section.name) has \(section.size) bytes, but a symbol has \(entrySize)")
      }
      guard let data = elf_getdata(elf_getscn(image.elf, Int(section.number)), nil) else {
        if section.size == 0 { continue }
        throw .malformed(offset: section.offset, fault: ElfImage.lastError())
      }
      let extended = extendedIndices(for: section, image)
      let count = min(Int(clamping: section.size / entrySize), Int(Int32.max))
      symbols.reserveCapacity(symbols.count + count)
      // The first is empty.
      for index in stride(from: 1, to: count, by: 1) {
        var symbol = GElf_Sym()
        var number: GElf_Word = 0
        guard gelf_getsymshndx(data, extended, Int32(index), &symbol, &number) != nil else {
          throw .malformed(offset: section.offset + UInt64(index) * entrySize, fault: ElfImage.lastError())
        }
        var name = ""
        if symbol.st_name != 0 {
          guard let text = elf_strptr(image.elf, Int(section.link), Int(symbol.st_name)) else {
            throw .malformed(
              offset: section.offset + UInt64(index) * entrySize,
              fault: "the name of symbol \(index) of \(section.name) lies outside of its table of names")
          }
          name = FileName.text(ofTerminated: text)
        }
        let place = symbol.st_shndx == UInt16(SHN_XINDEX) ? number : UInt32(symbol.st_shndx)
        symbols.append(
          ElfFile.Symbol(
            symbol, name: name, section: place, isExtended: symbol.st_shndx == UInt16(SHN_XINDEX), table: section.name))
      }
    }
    return symbols
  }

  /// The section that holds the numbers of sections that do not fit into symbols.
  private func extendedIndices(for table: ElfFile.Section, _ image: ElfImage) -> UnsafeMutablePointer<Elf_Data>? {
    guard
      let section = sections.first(where: { $0.kindNumber == UInt32(SHT_SYMTAB_SHNDX) && $0.link == table.number })
    else { return nil }
    return elf_getdata(elf_getscn(image.elf, Int(section.number)), nil)
  }

  // MARK: - Notes

  func notes(of image: ElfImage) throws(InspectionError) -> [ElfFile.Note] {
    var notes: [ElfFile.Note] = []
    let holders = sections.filter { $0.kindNumber == UInt32(SHT_NOTE) && $0.size > 0 }
    for section in holders {
      guard let data = elf_getdata(elf_getscn(image.elf, Int(section.number)), nil) else {
        throw .malformed(offset: section.offset, fault: ElfImage.lastError())
      }
      try read(data, from: section.offset, section: section.name, to: &notes)
    }
    guard holders.isEmpty else { return notes }
    for segment in segments where segment.kindNumber == UInt32(PT_NOTE) && segment.fileSize > 0 {
      guard end(segment.offset, segment.fileSize, in: image) != nil else { continue }
      let type = segment.alignment == 8 ? ELF_T_NHDR8 : ELF_T_NHDR
      guard let data = elf_getdata_rawchunk(image.elf, Int64(segment.offset), Int(segment.fileSize), type) else {
        throw .malformed(offset: segment.offset, fault: ElfImage.lastError())
      }
      try read(data, from: segment.offset, section: nil, to: &notes)
    }
    return notes
  }

  private func read(
    _ data: UnsafeMutablePointer<Elf_Data>, from start: UInt64, section: String?, to notes: inout [ElfFile.Note]
  ) throws(InspectionError) {
    guard let bytes = data.pointee.d_buf else { return }
    var offset = 0
    while offset < data.pointee.d_size {
      var header = GElf_Nhdr()
      var (name, contents) = (0, 0)
      let next = gelf_getnote(data, offset, &header, &name, &contents)
      guard next > offset, name + Int(header.n_namesz) <= data.pointee.d_size,
        contents + Int(header.n_descsz) <= data.pointee.d_size
      else {
        throw .malformed(offset: start + UInt64(offset), fault: "a note ends outside of \(section ?? "its segment")")
      }
      let owner = UnsafeRawBufferPointer(start: bytes + name, count: Int(header.n_namesz)).prefix { $0 != 0 }
      notes.append(
        ElfFile.Note(
          owner: FileName.text(of: owner), kindNumber: header.n_type,
          contents: Array(UnsafeRawBufferPointer(start: bytes + contents, count: Int(header.n_descsz))),
          section: section))
      offset = next
    }
  }
}
