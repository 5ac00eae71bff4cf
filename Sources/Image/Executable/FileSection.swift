// The table of sections of an ELF file, of executables and of object files alike, and what their headers have in common.

import Layout

/// A section of the file, as its table of sections describes it.
struct FileSection {
  var name: String
  var type: Constant
  var flags: UInt64 = 0
  var address: UInt64 = 0
  var offset: UInt64
  var size: UInt64
  var link: UInt32 = 0
  var info: UInt32 = 0
  var alignment: UInt64
  var entrySize: UInt64 = 0
  /// Whether the file holds its bytes.
  var hasBytes = true

  /// The size of a section's header.
  static let headerSize: UInt64 = 64
}

extension [FileSection] {
  /// Adds the names of all sections to a text, and gives their offsets in it.
  func putNames(to names: inout ByteBuffer) -> [UInt32] {
    map { section in
      defer { names.putText(section.name) }
      return UInt32(truncatingIfNeeded: names.count)
    }
  }

  /// Appends the table of sections: a header of nothing, then theirs.
  func appendHeaders(_ nameOffsets: [UInt32], to bytes: inout [UInt8]) {
    bytes.append(contentsOf: repeatElement(0, count: Int(FileSection.headerSize)))
    for (section, name) in zip(self, nameOffsets) {
      var header = Kernel.Elf64Shdr(on: .x86_64)
      header.sh_name = name
      header.sh_type = number(section.type)
      header.sh_flags = section.flags
      header.sh_addr = section.address
      header.sh_offset = section.offset
      header.sh_size = section.size
      header.sh_link = section.link
      header.sh_info = section.info
      header.sh_addralign = section.alignment
      header.sh_entsize = section.entrySize
      bytes.append(contentsOf: header.bytes)
    }
  }
}

extension SectionKind {
  /// What the table of sections says of memory of this kind.
  var flags: UInt64 {
    guard isLoaded else { return 0 }
    var flags: UInt64 = number(Constants.kernel.elf.SHF_ALLOC)
    if self == .code { flags |= number(Constants.kernel.elf.SHF_EXECINSTR) }
    if self != .code && self != .readOnlyData { flags |= number(Constants.kernel.elf.SHF_WRITE) }
    if isThreadLocal { flags |= number(Constants.libc.sections.SHF_TLS) }
    return flags
  }
}

extension Kernel.Elf64Hdr {
  /// Fills in what every file for a machine begins with.
  mutating func describe(_ machine: MachineFacts) {
    let elf = Constants.kernel.elf
    self.e_ident = Elements([
      0x7F, UInt8(ascii: "E"), UInt8(ascii: "L"), UInt8(ascii: "F"), number(elf.ELFCLASS64), number(elf.ELFDATA2LSB),
      number(elf.EV_CURRENT), 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ])
    self.e_machine = number(machine.number)
    self.e_version = number(elf.EV_CURRENT)
    self.e_flags = machine.flags
    self.e_ehsize = UInt16(ExecutableLayout.fileHeaderSize)
  }
}
