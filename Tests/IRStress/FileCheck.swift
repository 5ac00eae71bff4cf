// What every ELF file that the compiler writes must keep to, as far as that is seen without running anything: fast enough for
// a hundred thousand files. `readelf` and `eu-elflint` look at fewer files and at more.

import Layout

/// Looks whether a file is one that the kernel loads, or linkers read.
struct FileCheck {
  private let bytes: [UInt8]
  private let header: Kernel.Elf64Hdr

  /// What is wrong with a file; nil where nothing is.
  static func fault(of bytes: [UInt8], isExecutable: Bool) -> String? {
    guard let header = try? Kernel.Elf64Hdr(decoding: bytes, on: .x86_64) else { return "it has no header" }
    let check = FileCheck(bytes: bytes, header: header)
    guard bytes.starts(with: [0x7F, 0x45, 0x4C, 0x46, 2, 1, 1]), header.e_type == (isExecutable ? 2 : 1),
      header.e_machine == 62
    else { return "its header is of another kind" }
    return (isExecutable ? check.faultOfSegments() : nil) ?? check.faultOfSections(isExecutable: isExecutable)
  }

  private func isInside(_ offset: UInt64, _ size: UInt64) -> Bool {
    offset <= UInt64(bytes.count) && size <= UInt64(bytes.count) - offset
  }

  /// What is loaded lies in the file and follows one another in memory; the entry is code; nothing is both written and executed.
  private func faultOfSegments() -> String? {
    guard header.e_phnum > 0, isInside(header.e_phoff, UInt64(header.e_phnum) * 56) else {
      return "its segments are not in it"
    }
    var end: UInt64 = 0
    var isEntryCode = false
    for index in 0..<Int(header.e_phnum) {
      let start = Int(header.e_phoff) + 56 * index
      guard let segment = try? Kernel.Elf64Phdr(decoding: bytes[start..<start + 56], on: .x86_64) else {
        return "segment \(index) cannot be read"
      }
      guard isInside(segment.p_offset, segment.p_filesz) else { return "segment \(index) is not in it" }
      guard segment.p_flags & 3 != 3 else { return "segment \(index) is written and executed" }
      guard segment.p_type == 1 else { continue }
      guard segment.p_filesz <= segment.p_memsz else { return "segment \(index) has more bytes than memory" }
      let alignment = max(segment.p_align, 1)
      guard alignment & (alignment - 1) == 0, segment.p_offset % alignment == segment.p_vaddr % alignment else {
        return "segment \(index) is not aligned"
      }
      let (last, overflow) = segment.p_vaddr.addingReportingOverflow(segment.p_memsz)
      guard !overflow, segment.p_vaddr / 4096 >= (end + 4095) / 4096 else { return "segment \(index) lies in another" }
      end = last
      if segment.p_flags & 1 != 0, header.e_entry >= segment.p_vaddr,
        header.e_entry < segment.p_vaddr + segment.p_filesz
      {
        isEntryCode = true
      }
    }
    return isEntryCode ? nil : "its entry is no code"
  }

  /// Sections lie in the file and have names; symbols are in sections; relocations are of symbols, and inside of what they change.
  private func faultOfSections(isExecutable: Bool) -> String? {
    let count = UInt64(header.e_shnum)
    guard count > 0, isInside(header.e_shoff, count * 64) else { return "its sections are not in it" }
    var sections: [Kernel.Elf64Shdr] = []
    for index in 0..<Int(count) {
      let start = Int(header.e_shoff) + 64 * index
      guard let section = try? Kernel.Elf64Shdr(decoding: bytes[start..<start + 64], on: .x86_64) else {
        return "section \(index) cannot be read"
      }
      sections.append(section)
    }
    guard Int(header.e_shstrndx) < sections.count else { return "nobody knows the names of its sections" }
    let names = sections[Int(header.e_shstrndx)]
    for (index, section) in sections.enumerated() {
      // Type 8 has no bytes in the file.
      guard section.sh_type == 8 || isInside(section.sh_offset, section.sh_size) else {
        return "section \(index) is not in it"
      }
      guard UInt64(section.sh_name) < names.sh_size else { return "section \(index) has no name" }
      let alignment = max(section.sh_addralign, 1)
      guard alignment & (alignment - 1) == 0, section.sh_addr % alignment == 0 else {
        return "section \(index) is not aligned"
      }
      guard Int(section.sh_link) < sections.count else { return "section \(index) is linked to none" }
      if section.sh_type == 2, let fault = faultOfSymbols(section, sections) { return fault }
      if section.sh_type == 4, !isExecutable, let fault = faultOfRelocations(section, sections) { return fault }
    }
    return nil
  }

  private func faultOfSymbols(_ table: Kernel.Elf64Shdr, _ sections: [Kernel.Elf64Shdr]) -> String? {
    guard table.sh_entsize == 24, table.sh_size % 24 == 0 else { return "its symbols are of no size" }
    let names = sections[Int(table.sh_link)].sh_size
    for index in 0..<Int(table.sh_size / 24) {
      let start = Int(table.sh_offset) + 24 * index
      guard let symbol = try? Kernel.Elf64Sym(decoding: bytes[start..<start + 24], on: .x86_64) else {
        return "symbol \(index) cannot be read"
      }
      guard UInt64(symbol.st_name) < max(names, 1) else { return "symbol \(index) has no name" }
      // From 0xFF00 on, numbers have meanings of their own.
      guard Int(symbol.st_shndx) < sections.count || symbol.st_shndx >= 0xFF00 else {
        return "symbol \(index) is in no section"
      }
      let isLocal = symbol.st_info >> 4 == 0
      guard isLocal == (index < Int(table.sh_info)) else { return "symbol \(index) is out of order" }
    }
    return nil
  }

  private func faultOfRelocations(_ table: Kernel.Elf64Shdr, _ sections: [Kernel.Elf64Shdr]) -> String? {
    guard table.sh_size % 24 == 0, Int(table.sh_info) < sections.count else { return "relocations are of no section" }
    let (size, symbols) = (sections[Int(table.sh_info)].sh_size, sections[Int(table.sh_link)].sh_size / 24)
    for index in 0..<Int(table.sh_size / 24) {
      let start = Int(table.sh_offset) + 24 * index
      guard let relocation = try? Kernel.Elf64Rela(decoding: bytes[start..<start + 24], on: .x86_64) else {
        return "relocation \(index) cannot be read"
      }
      guard relocation.r_offset < size, relocation.r_info >> 32 < symbols else {
        return "relocation \(index) leads out of its section"
      }
    }
    return nil
  }
}
