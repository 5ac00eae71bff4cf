// ELF64 as the kernel's own headers name it.

// A schema's fields bear the C members' names, which the manual pages and the headers explain.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

extension Kernel {
  /// A relocation without an addend.
  public typealias Elf64Rel = Record<Elf64RelSchema>

  public struct Elf64RelSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "elf64_rel", alsoKnownAs: "Elf64_Rel")
    public let r_offset = Field<UInt64>()
    public let r_info = Field<UInt64>()
    public init() {}
  }

  /// A relocation with an addend.
  public typealias Elf64Rela = Record<Elf64RelaSchema>

  public struct Elf64RelaSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "elf64_rela", alsoKnownAs: "Elf64_Rela")
    public let r_offset = Field<UInt64>()
    public let r_info = Field<UInt64>()
    public let r_addend = Field<Int64>()
    public init() {}
  }

  /// A symbol.
  public typealias Elf64Sym = Record<Elf64SymSchema>

  public struct Elf64SymSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "elf64_sym", alsoKnownAs: "Elf64_Sym")
    public let st_name = Field<UInt32>()
    public let st_info = Field<UInt8>()
    public let st_other = Field<UInt8>()
    public let st_shndx = Field<UInt16>()
    public let st_value = Field<UInt64>()
    public let st_size = Field<UInt64>()
    public init() {}
  }

  /// The header of an ELF64 file.
  public typealias Elf64Hdr = Record<Elf64HdrSchema>

  public struct Elf64HdrSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "elf64_hdr", alsoKnownAs: "Elf64_Ehdr")
    public let e_ident = Field<Elements<16, UInt8>>()
    public let e_type = Field<UInt16>()
    public let e_machine = Field<UInt16>()
    public let e_version = Field<UInt32>()
    public let e_entry = Field<UInt64>()
    public let e_phoff = Field<UInt64>()
    public let e_shoff = Field<UInt64>()
    public let e_flags = Field<UInt32>()
    public let e_ehsize = Field<UInt16>()
    public let e_phentsize = Field<UInt16>()
    public let e_phnum = Field<UInt16>()
    public let e_shentsize = Field<UInt16>()
    public let e_shnum = Field<UInt16>()
    public let e_shstrndx = Field<UInt16>()
    public init() {}
  }

  /// A segment.
  public typealias Elf64Phdr = Record<Elf64PhdrSchema>

  public struct Elf64PhdrSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "elf64_phdr", alsoKnownAs: "Elf64_Phdr")
    public let p_type = Field<UInt32>()
    public let p_flags = Field<UInt32>()
    public let p_offset = Field<UInt64>()
    public let p_vaddr = Field<UInt64>()
    public let p_paddr = Field<UInt64>()
    public let p_filesz = Field<UInt64>()
    public let p_memsz = Field<UInt64>()
    public let p_align = Field<UInt64>()
    public init() {}
  }

  /// A section.
  public typealias Elf64Shdr = Record<Elf64ShdrSchema>

  public struct Elf64ShdrSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "elf64_shdr", alsoKnownAs: "Elf64_Shdr")
    public let sh_name = Field<UInt32>()
    public let sh_type = Field<UInt32>()
    public let sh_flags = Field<UInt64>()
    public let sh_addr = Field<UInt64>()
    public let sh_offset = Field<UInt64>()
    public let sh_size = Field<UInt64>()
    public let sh_link = Field<UInt32>()
    public let sh_info = Field<UInt32>()
    public let sh_addralign = Field<UInt64>()
    public let sh_entsize = Field<UInt64>()
    public init() {}
  }

  /// What a note starts with; its name and its contents follow.
  public typealias Elf64Note = Record<Elf64NoteSchema>

  public struct Elf64NoteSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "elf64_note", alsoKnownAs: "Elf64_Nhdr")
    public let n_namesz = Field<UInt32>()
    public let n_descsz = Field<UInt32>()
    public let n_type = Field<UInt32>()
    public init() {}
  }

  /// An entry of the dynamic section.
  public typealias Elf64Dyn = Record<Elf64DynSchema>

  public struct Elf64DynSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "Elf64_Dyn", isTypedef: true)
    public let d_tag = Field<Int64>()
    public let d_un = Field<Record<DUn>>()
    public init() {}

    public struct DUn: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let d_val = Field<UInt64>()
      public let d_ptr = Field<UInt64>()
      public init() {}
    }
  }
}

extension Catalogue {
  static let kernelElf: [RecordDescription] = [
    RecordDescription(Kernel.Elf64Rel.self),
    RecordDescription(Kernel.Elf64Rela.self),
    RecordDescription(Kernel.Elf64Sym.self),
    RecordDescription(Kernel.Elf64Hdr.self),
    RecordDescription(Kernel.Elf64Phdr.self),
    RecordDescription(Kernel.Elf64Shdr.self),
    RecordDescription(Kernel.Elf64Note.self),
    RecordDescription(Kernel.Elf64Dyn.self),
  ]
}
