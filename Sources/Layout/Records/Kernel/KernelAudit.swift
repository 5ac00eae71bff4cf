// The audit subsystem's records.

// A schema's fields bear the C members' names, which the manual pages and the headers explain.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

extension Kernel {
  /// The state of auditing.
  public typealias AuditStatus = Record<AuditStatusSchema>

  public struct AuditStatusSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "audit_status")
    public let mask = Field<UInt32>()
    public let enabled = Field<UInt32>()
    public let failure = Field<UInt32>()
    public let pid = Field<UInt32>()
    public let rate_limit = Field<UInt32>()
    public let backlog_limit = Field<UInt32>()
    public let lost = Field<UInt32>()
    public let backlog = Field<UInt32>()
    public let versionOrFeatureBitmap = Field<Record<VersionOrFeatureBitmap>>.anonymous
    public let backlog_wait_time = Field<UInt32>()
    public let backlog_wait_time_actual = Field<UInt32>()
    public init() {}

    public struct VersionOrFeatureBitmap: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let version = Field<UInt32>()
      public let feature_bitmap = Field<UInt32>()
      public init() {}
    }
  }

  /// Features of auditing.
  public typealias AuditFeatures = Record<AuditFeaturesSchema>

  public struct AuditFeaturesSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "audit_features")
    public let vers = Field<UInt32>()
    public let mask = Field<UInt32>()
    public let features = Field<UInt32>()
    public let lock = Field<UInt32>()
    public init() {}
  }

  /// Whether terminal input is audited.
  public typealias AuditTtyStatus = Record<AuditTtyStatusSchema>

  public struct AuditTtyStatusSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "audit_tty_status")
    public let enabled = Field<UInt32>()
    public let log_passwd = Field<UInt32>()
    public init() {}
  }

  /// A rule of auditing; its strings follow.
  public typealias AuditRuleData = Record<AuditRuleDataSchema>

  public struct AuditRuleDataSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "audit_rule_data")
    public let flags = Field<UInt32>()
    public let action = Field<UInt32>()
    public let field_count = Field<UInt32>()
    public let mask = Field<Elements<64, UInt32>>()
    public let fields = Field<Elements<64, UInt32>>()
    public let values = Field<Elements<64, UInt32>>()
    public let fieldflags = Field<Elements<64, UInt32>>()
    public let buflen = Field<UInt32>()
    public let buf = Field<Trailing<Character8>>()
    public init() {}
  }
}

extension Catalogue {
  static let kernelAudit: [RecordDescription] = [
    RecordDescription(Kernel.AuditStatus.self),
    RecordDescription(Kernel.AuditFeatures.self),
    RecordDescription(Kernel.AuditTtyStatus.self),
    RecordDescription(Kernel.AuditRuleData.self),
  ]
}
