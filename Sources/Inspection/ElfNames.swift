// What the numbers in an ELF file are called: the constants of the ABI, without their prefixes and in small letters.

internal import CElfutils
internal import CrossCheck
internal import Glibc
internal import Layout

/// The names of ELF's numbers.
enum ElfNames {
  /// The names by prefix and number; of several names, the first that is declared.
  private static let names: [String: [UInt64: String]] = {
    let prefixes = ["EM_", "ET_", "PT_", "SHT_", "STT_", "STB_", "STV_", "NT_GNU_"]
    // What marks a range or counts is no name.
    let marks = [
      "LO", "HI", "NUM", "LOOS", "HIOS", "LOPROC", "HIPROC", "LOUSER", "HIUSER", "LOSUNW", "HISUNW", "LORESERVE",
    ]
    var names: [String: [UInt64: String]] = [:]
    for constant in Constants.all {
      guard let prefix = prefixes.first(where: { constant.name.hasPrefix($0) }),
        let value = constant.constant.value(on: .x86_64).flatMap({ UInt64(exactly: $0) })
      else { continue }
      let rest = String(constant.name.dropFirst(prefix.utf8.count))
      guard !marks.contains(rest), names[prefix]?[value] == nil || isProcessorSpecific(value) else { continue }
      // The same number means something else on each machine: those are known by the machine's name as well.
      let key = isProcessorSpecific(value) ? "\(prefix)\(rest.prefix { $0 != "_" })" : prefix
      names[key, default: [:]][value] = names[key]?[value] ?? rest
    }
    return names
  }()

  private static func isProcessorSpecific(_ value: UInt64) -> Bool { value >= 0x7000_0000 && value <= 0x7FFF_FFFF }

  /// A number's name: "gnu stack" for 0x6474e551 after "PT_"; nil where it has none.
  static func name(of value: UInt64, after prefix: String, machine: String = "") -> String? {
    let family = machine.uppercased().prefix { $0 != "_" && $0 != " " }
    let key = isProcessorSpecific(value) ? "\(prefix)\(family)" : prefix
    return names[key]?[value].map { name in String(name.lowercased().map { $0 == "_" ? " " : $0 }) }
  }

  static func number(_ value: UInt64) -> String { "0x" + String(value, radix: 16) }
}

extension ElfFile.Header {
  init(_ raw: GElf_Ehdr) {
    is64Bit = Int32(raw.e_ident.4) == ELFCLASS64
    isBigEndian = Int32(raw.e_ident.5) == ELFDATA2MSB
    kindNumber = raw.e_type
    kind = ElfNames.name(of: UInt64(raw.e_type), after: "ET_") ?? ElfNames.number(UInt64(raw.e_type))
    machineNumber = raw.e_machine
    machine =
      raw.e_machine == UInt16(EM_X86_64)
      ? "x86_64" : ElfNames.name(of: UInt64(raw.e_machine), after: "EM_") ?? "machine \(raw.e_machine)"
    flags = raw.e_flags
    entry = raw.e_entry
  }
}

extension ElfFile.Segment {
  init(_ raw: GElf_Phdr, machine: String) {
    kindNumber = raw.p_type
    kind =
      ElfNames.name(of: UInt64(raw.p_type), after: "PT_", machine: machine) ?? ElfNames.number(UInt64(raw.p_type))
    protection =
      (raw.p_flags & UInt32(PF_R) != 0 ? "r" : "-") + (raw.p_flags & UInt32(PF_W) != 0 ? "w" : "-")
      + (raw.p_flags & UInt32(PF_X) != 0 ? "x" : "-")
    offset = raw.p_offset
    address = raw.p_vaddr
    fileSize = raw.p_filesz
    memorySize = raw.p_memsz
    alignment = raw.p_align
  }
}

extension ElfFile.Section {
  /// The flags that have names.
  private static let flagNames: [(bit: UInt64, name: String)] = [
    (0x1, "write"), (0x2, "alloc"), (0x4, "exec"), (0x10, "merge"), (0x20, "strings"), (0x40, "info"), (0x80, "order"),
    (0x200, "group"), (0x400, "tls"), (0x800, "compressed"), (0x20_0000, "retain"), (0x8000_0000, "exclude"),
  ]

  init(_ raw: GElf_Shdr, number: UInt32, name: String, _ header: ElfFile.Header) {
    self.number = number
    self.name = name
    kindNumber = raw.sh_type
    kind =
      ElfNames.name(of: UInt64(raw.sh_type), after: "SHT_", machine: header.machine)
      ?? ElfNames.number(UInt64(raw.sh_type))
    var rest = raw.sh_flags
    var flags: [String] = []
    for flag in Self.flagNames where rest & flag.bit != 0 {
      flags.append(flag.name)
      rest &= ~flag.bit
    }
    self.flags = rest == 0 ? flags : flags + [ElfNames.number(rest)]
    address = raw.sh_addr
    offset = raw.sh_offset
    size = raw.sh_size
    alignment = raw.sh_addralign
    link = raw.sh_link
    hasBytes = raw.sh_type != UInt32(SHT_NOBITS) && raw.sh_type != UInt32(SHT_NULL)
    isExecutable = raw.sh_flags & UInt64(SHF_EXECINSTR) != 0
    isLoaded = raw.sh_flags & UInt64(SHF_ALLOC) != 0
  }
}

extension ElfFile.Symbol {
  init(_ raw: GElf_Sym, name: String, section: UInt32, isExtended: Bool, table: String) {
    self.name = name
    address = raw.st_value
    size = raw.st_size
    kindNumber = raw.st_info & 0xF
    kind = ElfNames.name(of: UInt64(kindNumber), after: "STT_") ?? ElfNames.number(UInt64(kindNumber))
    let bound = UInt64(raw.st_info >> 4)
    binding = ElfNames.name(of: bound, after: "STB_") ?? ElfNames.number(bound)
    let seen = UInt64(raw.st_other & 3)
    visibility = ElfNames.name(of: seen, after: "STV_") ?? ElfNames.number(seen)
    let isReserved = !isExtended && section >= UInt32(SHN_LORESERVE)
    self.section = isReserved || section == 0 ? nil : section
    switch Int32(section) {
    case _ where section == 0: place = "undefined"
    case _ where !isReserved: place = nil
    case SHN_ABS: place = "absolute"
    case SHN_COMMON: place = "common"
    default: place = ElfNames.number(UInt64(section))
    }
    self.table = table
  }
}

extension ElfFile.Note {
  init(owner: String, kindNumber: UInt32, contents: [UInt8], section: String?) {
    self.owner = owner
    self.kindNumber = kindNumber
    let isGnu = owner == "GNU"
    kind = (isGnu ? ElfNames.name(of: UInt64(kindNumber), after: "NT_GNU_") : nil) ?? "type \(kindNumber)"
    self.contents = contents
    self.section = section
  }
}
