// The BPF type format: the records of a .BTF section.

// A schema's fields bear the C members' names, which the manual pages and the headers explain.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

extension Kernel {
  /// The start of a .BTF section.
  public typealias BtfHeader = Record<BtfHeaderSchema>

  public struct BtfHeaderSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "btf_header")
    public let magic = Field<UInt16>()
    public let version = Field<UInt8>()
    public let flags = Field<UInt8>()
    public let hdr_len = Field<UInt32>()
    public let type_off = Field<UInt32>()
    public let type_len = Field<UInt32>()
    public let str_off = Field<UInt32>()
    public let str_len = Field<UInt32>()
    public init() {}
  }

  /// A type; what follows it depends on its kind.
  public typealias BtfType = Record<BtfTypeSchema>

  public struct BtfTypeSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "btf_type")
    public let name_off = Field<UInt32>()
    public let info = Field<UInt32>()
    public let sizeOrType = Field<Record<SizeOrType>>.anonymous
    public init() {}

    public struct SizeOrType: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let size = Field<UInt32>()
      public let type = Field<UInt32>()
      public init() {}
    }
  }

  /// An enumerator of 32 bits.
  public typealias BtfEnum = Record<BtfEnumSchema>

  public struct BtfEnumSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "btf_enum")
    public let name_off = Field<UInt32>()
    public let val = Field<Int32>()
    public init() {}
  }

  /// What follows an array type.
  public typealias BtfArray = Record<BtfArraySchema>

  public struct BtfArraySchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "btf_array")
    public let type = Field<UInt32>()
    public let index_type = Field<UInt32>()
    public let nelems = Field<UInt32>()
    public init() {}
  }

  /// A member of a structure or union.
  public typealias BtfMember = Record<BtfMemberSchema>

  public struct BtfMemberSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "btf_member")
    public let name_off = Field<UInt32>()
    public let type = Field<UInt32>()
    public let offset = Field<UInt32>()
    public init() {}
  }

  /// A parameter of a function.
  public typealias BtfParam = Record<BtfParamSchema>

  public struct BtfParamSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "btf_param")
    public let name_off = Field<UInt32>()
    public let type = Field<UInt32>()
    public init() {}
  }

  /// What follows a variable.
  public typealias BtfVar = Record<BtfVarSchema>

  public struct BtfVarSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "btf_var")
    public let linkage = Field<UInt32>()
    public init() {}
  }

  /// Where a variable lies in its section.
  public typealias BtfVarSecinfo = Record<BtfVarSecinfoSchema>

  public struct BtfVarSecinfoSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "btf_var_secinfo")
    public let type = Field<UInt32>()
    public let offset = Field<UInt32>()
    public let size = Field<UInt32>()
    public init() {}
  }

  /// Which part of a declaration a tag belongs to.
  public typealias BtfDeclTag = Record<BtfDeclTagSchema>

  public struct BtfDeclTagSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "btf_decl_tag")
    public let component_idx = Field<Int32>()
    public init() {}
  }

  /// An enumerator of 64 bits.
  public typealias BtfEnum64 = Record<BtfEnum64Schema>

  public struct BtfEnum64Schema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "btf_enum64")
    public let name_off = Field<UInt32>()
    public let val_lo32 = Field<UInt32>()
    public let val_hi32 = Field<UInt32>()
    public init() {}
  }
}

extension Catalogue {
  static let kernelBtf: [RecordDescription] = [
    RecordDescription(Kernel.BtfHeader.self),
    RecordDescription(Kernel.BtfType.self),
    RecordDescription(Kernel.BtfEnum.self),
    RecordDescription(Kernel.BtfArray.self),
    RecordDescription(Kernel.BtfMember.self),
    RecordDescription(Kernel.BtfParam.self),
    RecordDescription(Kernel.BtfVar.self),
    RecordDescription(Kernel.BtfVarSecinfo.self),
    RecordDescription(Kernel.BtfDeclTag.self),
    RecordDescription(Kernel.BtfEnum64.self),
  ]
}
