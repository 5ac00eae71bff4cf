// Landlock's rules.

// A schema's fields bear the C members' names, which the manual pages and the headers explain.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

extension Kernel {
  /// Which accesses a set of rules governs.
  public typealias LandlockRulesetAttr = Record<LandlockRulesetAttrSchema>

  public struct LandlockRulesetAttrSchema: RecordSchema {
    public static let identity = RecordIdentity(
      .kernel, "landlock_ruleset_attr",
      ladder: [Rung(8, since: "5.13"), Rung(16, since: "6.7"), Rung(24, since: "6.12")])
    public let handled_access_fs = Field<UInt64>()
    public let handled_access_net = Field<UInt64>()
    public let scoped = Field<UInt64>()
    public init() {}
  }

  /// A rule for a directory tree: packed, so 12 bytes.
  public typealias LandlockPathBeneathAttr = Record<LandlockPathBeneathAttrSchema>

  public struct LandlockPathBeneathAttrSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "landlock_path_beneath_attr", packed: .all)
    public let allowed_access = Field<UInt64>()
    public let parent_fd = Field<Int32>()
    public init() {}
  }

  /// A rule for a port.
  public typealias LandlockNetPortAttr = Record<LandlockNetPortAttrSchema>

  public struct LandlockNetPortAttrSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "landlock_net_port_attr")
    public let allowed_access = Field<UInt64>()
    public let port = Field<UInt64>()
    public init() {}
  }
}

extension Catalogue {
  static let kernelLandlock: [RecordDescription] = [
    RecordDescription(Kernel.LandlockRulesetAttr.self),
    RecordDescription(Kernel.LandlockPathBeneathAttr.self),
    RecordDescription(Kernel.LandlockNetPortAttr.self),
  ]
}
