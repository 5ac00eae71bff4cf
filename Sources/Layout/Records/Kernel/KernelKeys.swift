// The key retention service.

// A schema's fields bear the C members' names, which the manual pages and the headers explain.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

extension Kernel {
  /// The keys of a Diffie-Hellman computation.
  public typealias KeyctlDhParams = Record<KeyctlDhParamsSchema>

  public struct KeyctlDhParamsSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "keyctl_dh_params")
    public let privateOrPriv = Field<Record<PrivateOrPriv>>.anonymous
    public let prime = Field<Int32>()
    public let base = Field<Int32>()
    public init() {}

    public struct PrivateOrPriv: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let `private` = Field<Int32>()
      public let priv = Field<Int32>()
      public init() {}
    }
  }

  /// How a computed secret becomes a key.
  public typealias KeyctlKdfParams = Record<KeyctlKdfParamsSchema>

  public struct KeyctlKdfParamsSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "keyctl_kdf_params")
    public let hashname = Field<Address>(to: "char")
    public let otherinfo = Field<Address>(to: "char")
    public let otherinfolen = Field<UInt32>()
    public let __spare = Field<Elements<8, UInt32>>()
    public init() {}
  }

  /// What a key can do.
  public typealias KeyctlPkeyQuery = Record<KeyctlPkeyQuerySchema>

  public struct KeyctlPkeyQuerySchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "keyctl_pkey_query")
    public let supported_ops = Field<UInt32>()
    public let key_size = Field<UInt32>()
    public let max_data_size = Field<UInt16>()
    public let max_sig_size = Field<UInt16>()
    public let max_enc_size = Field<UInt16>()
    public let max_dec_size = Field<UInt16>()
    public let __spare = Field<Elements<10, UInt32>>()
    public init() {}
  }

  /// What is done with a key.
  public typealias KeyctlPkeyParams = Record<KeyctlPkeyParamsSchema>

  public struct KeyctlPkeyParamsSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "keyctl_pkey_params")
    public let key_id = Field<Int32>()
    public let in_len = Field<UInt32>()
    public let outLenOrIn2Len = Field<Record<OutLenOrIn2Len>>.anonymous
    public let __spare = Field<Elements<7, UInt32>>()
    public init() {}

    public struct OutLenOrIn2Len: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let out_len = Field<UInt32>()
      public let in2_len = Field<UInt32>()
      public init() {}
    }
  }
}

extension Catalogue {
  static let kernelKeys: [RecordDescription] = [
    RecordDescription(Kernel.KeyctlDhParams.self),
    RecordDescription(Kernel.KeyctlKdfParams.self),
    RecordDescription(Kernel.KeyctlPkeyQuery.self),
    RecordDescription(Kernel.KeyctlPkeyParams.self),
  ]
}
