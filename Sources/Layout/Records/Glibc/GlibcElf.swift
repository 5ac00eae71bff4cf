// ELF64 and the dynamic linker's records, as the C library has them.

// A schema's fields bear the C members' names, which the manual pages and the headers explain.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

extension Glibc {
  /// The header of an ELF64 file.
  public typealias Elf64Ehdr = Record<Elf64EhdrSchema>

  public struct Elf64EhdrSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "Elf64_Ehdr", isTypedef: true)
    public let e_ident = Field<Elements<16, UInt8>>()
    public let e_type = Field<UInt16>()
    public let e_machine = Field<UInt16>()
    public let e_version = Field<UInt32>()
    public let e_entry = Field<UInt>()
    public let e_phoff = Field<UInt>()
    public let e_shoff = Field<UInt>()
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
    public static let identity = RecordIdentity(.libc, "Elf64_Phdr", isTypedef: true)
    public let p_type = Field<UInt32>()
    public let p_flags = Field<UInt32>()
    public let p_offset = Field<UInt>()
    public let p_vaddr = Field<UInt>()
    public let p_paddr = Field<UInt>()
    public let p_filesz = Field<UInt>()
    public let p_memsz = Field<UInt>()
    public let p_align = Field<UInt>()
    public init() {}
  }

  /// A section.
  public typealias Elf64Shdr = Record<Elf64ShdrSchema>

  public struct Elf64ShdrSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "Elf64_Shdr", isTypedef: true)
    public let sh_name = Field<UInt32>()
    public let sh_type = Field<UInt32>()
    public let sh_flags = Field<UInt>()
    public let sh_addr = Field<UInt>()
    public let sh_offset = Field<UInt>()
    public let sh_size = Field<UInt>()
    public let sh_link = Field<UInt32>()
    public let sh_info = Field<UInt32>()
    public let sh_addralign = Field<UInt>()
    public let sh_entsize = Field<UInt>()
    public init() {}
  }

  /// A symbol.
  public typealias Elf64Sym = Record<Elf64SymSchema>

  public struct Elf64SymSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "Elf64_Sym", isTypedef: true)
    public let st_name = Field<UInt32>()
    public let st_info = Field<UInt8>()
    public let st_other = Field<UInt8>()
    public let st_shndx = Field<UInt16>()
    public let st_value = Field<UInt>()
    public let st_size = Field<UInt>()
    public init() {}
  }

  /// How a symbol is bound.
  public typealias Elf64Syminfo = Record<Elf64SyminfoSchema>

  public struct Elf64SyminfoSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "Elf64_Syminfo", isTypedef: true)
    public let si_boundto = Field<UInt16>()
    public let si_flags = Field<UInt16>()
    public init() {}
  }

  /// A relocation without an addend.
  public typealias Elf64Rel = Record<Elf64RelSchema>

  public struct Elf64RelSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "Elf64_Rel", isTypedef: true)
    public let r_offset = Field<UInt>()
    public let r_info = Field<UInt>()
    public init() {}
  }

  /// A relocation with an addend.
  public typealias Elf64Rela = Record<Elf64RelaSchema>

  public struct Elf64RelaSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "Elf64_Rela", isTypedef: true)
    public let r_offset = Field<UInt>()
    public let r_info = Field<UInt>()
    public let r_addend = Field<Int>()
    public init() {}
  }

  /// An entry of the dynamic section.
  public typealias Elf64Dyn = Record<Elf64DynSchema>

  public struct Elf64DynSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "Elf64_Dyn", isTypedef: true)
    public let d_tag = Field<Int>()
    public let d_un = Field<Record<DUn>>()
    public init() {}

    public struct DUn: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let d_val = Field<UInt>()
      public let d_ptr = Field<UInt>()
      public init() {}
    }
  }

  /// What a note starts with; its name and its contents follow.
  public typealias Elf64Nhdr = Record<Elf64NhdrSchema>

  public struct Elf64NhdrSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "Elf64_Nhdr", isTypedef: true)
    public let n_namesz = Field<UInt32>()
    public let n_descsz = Field<UInt32>()
    public let n_type = Field<UInt32>()
    public init() {}
  }

  /// What a compressed section starts with.
  public typealias Elf64Chdr = Record<Elf64ChdrSchema>

  public struct Elf64ChdrSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "Elf64_Chdr", isTypedef: true)
    public let ch_type = Field<UInt32>()
    public let ch_reserved = Field<UInt32>()
    public let ch_size = Field<UInt>()
    public let ch_addralign = Field<UInt>()
    public init() {}
  }

  /// A version that the file defines.
  public typealias Elf64Verdef = Record<Elf64VerdefSchema>

  public struct Elf64VerdefSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "Elf64_Verdef", isTypedef: true)
    public let vd_version = Field<UInt16>()
    public let vd_flags = Field<UInt16>()
    public let vd_ndx = Field<UInt16>()
    public let vd_cnt = Field<UInt16>()
    public let vd_hash = Field<UInt32>()
    public let vd_aux = Field<UInt32>()
    public let vd_next = Field<UInt32>()
    public init() {}
  }

  /// A name of a defined version.
  public typealias Elf64Verdaux = Record<Elf64VerdauxSchema>

  public struct Elf64VerdauxSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "Elf64_Verdaux", isTypedef: true)
    public let vda_name = Field<UInt32>()
    public let vda_next = Field<UInt32>()
    public init() {}
  }

  /// A file whose versions are needed.
  public typealias Elf64Verneed = Record<Elf64VerneedSchema>

  public struct Elf64VerneedSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "Elf64_Verneed", isTypedef: true)
    public let vn_version = Field<UInt16>()
    public let vn_cnt = Field<UInt16>()
    public let vn_file = Field<UInt32>()
    public let vn_aux = Field<UInt32>()
    public let vn_next = Field<UInt32>()
    public init() {}
  }

  /// A version that is needed.
  public typealias Elf64Vernaux = Record<Elf64VernauxSchema>

  public struct Elf64VernauxSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "Elf64_Vernaux", isTypedef: true)
    public let vna_hash = Field<UInt32>()
    public let vna_flags = Field<UInt16>()
    public let vna_other = Field<UInt16>()
    public let vna_name = Field<UInt32>()
    public let vna_next = Field<UInt32>()
    public init() {}
  }

  /// An entry of the auxiliary vector.
  public typealias Elf64Auxv = Record<Elf64AuxvSchema>

  public struct Elf64AuxvSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "Elf64_auxv_t", isTypedef: true)
    public let a_type = Field<UInt>()
    public let a_un = Field<Record<AUn>>()
    public init() {}

    public struct AUn: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let a_val = Field<UInt>()
      public init() {}
    }
  }

  /// A value that is moved into uninitialised data.
  public typealias Elf64Move = Record<Elf64MoveSchema>

  public struct Elf64MoveSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "Elf64_Move", isTypedef: true)
    public let m_value = Field<UInt>()
    public let m_info = Field<UInt>()
    public let m_poffset = Field<UInt>()
    public let m_repeat = Field<UInt16>()
    public let m_stride = Field<UInt16>()
    public init() {}
  }

  /// A library that was linked against.
  public typealias Elf64Lib = Record<Elf64LibSchema>

  public struct Elf64LibSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "Elf64_Lib", isTypedef: true)
    public let l_name = Field<UInt32>()
    public let l_time_stamp = Field<UInt32>()
    public let l_checksum = Field<UInt32>()
    public let l_version = Field<UInt32>()
    public let l_flags = Field<UInt32>()
    public init() {}
  }

  /// Where a debugger finds the loaded objects.
  public typealias RDebug = Record<RDebugSchema>

  public struct RDebugSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "r_debug")
    public let r_version = Field<Int32>()
    public let r_map = Field<Address>(to: "struct link_map")
    public let r_brk = Field<UInt>()
    public let r_state = Field<UInt32>(enumeration: "")
    public let r_ldbase = Field<UInt>()
    public init() {}
  }

  /// Where a debugger finds the loaded objects of each namespace.
  public typealias RDebugExtended = Record<RDebugExtendedSchema>

  public struct RDebugExtendedSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "r_debug_extended")
    public let base = Field<RDebug>()
    public let r_next = Field<Address>(to: "struct r_debug_extended")
    public init() {}
  }

  /// A loaded object.
  public typealias LinkMap = Record<LinkMapSchema>

  public struct LinkMapSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "link_map")
    public let l_addr = Field<UInt>()
    public let l_name = Field<Address>(to: "char")
    public let l_ld = Field<Address>(to: "Elf64_Dyn")
    public let l_next = Field<Address>(to: "struct link_map")
    public let l_prev = Field<Address>(to: "struct link_map")
    public init() {}
  }

  /// A loaded object and its segments.
  public typealias DlPhdrInfo = Record<DlPhdrInfoSchema>

  public struct DlPhdrInfoSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "dl_phdr_info")
    public let dlpi_addr = Field<UInt>()
    public let dlpi_name = Field<Address>(to: "const char")
    public let dlpi_phdr = Field<Address>(to: "const Elf64_Phdr")
    public let dlpi_phnum = Field<UInt16>()
    public let dlpi_adds = Field<UInt64>()
    public let dlpi_subs = Field<UInt64>()
    public let dlpi_tls_modid = Field<UInt>()
    public let dlpi_tls_data = Field<Address>()
    public init() {}
  }
}

extension Catalogue {
  static let glibcElf: [RecordDescription] = [
    RecordDescription(Glibc.Elf64Ehdr.self),
    RecordDescription(Glibc.Elf64Phdr.self),
    RecordDescription(Glibc.Elf64Shdr.self),
    RecordDescription(Glibc.Elf64Sym.self),
    RecordDescription(Glibc.Elf64Syminfo.self),
    RecordDescription(Glibc.Elf64Rel.self),
    RecordDescription(Glibc.Elf64Rela.self),
    RecordDescription(Glibc.Elf64Dyn.self),
    RecordDescription(Glibc.Elf64Nhdr.self),
    RecordDescription(Glibc.Elf64Chdr.self),
    RecordDescription(Glibc.Elf64Verdef.self),
    RecordDescription(Glibc.Elf64Verdaux.self),
    RecordDescription(Glibc.Elf64Verneed.self),
    RecordDescription(Glibc.Elf64Vernaux.self),
    RecordDescription(Glibc.Elf64Auxv.self),
    RecordDescription(Glibc.Elf64Move.self),
    RecordDescription(Glibc.Elf64Lib.self),
    RecordDescription(Glibc.RDebug.self),
    RecordDescription(Glibc.RDebugExtended.self),
    RecordDescription(Glibc.LinkMap.self),
    RecordDescription(Glibc.DlPhdrInfo.self),
  ]
}
