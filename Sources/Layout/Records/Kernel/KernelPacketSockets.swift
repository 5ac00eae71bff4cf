// Packet sockets: rings shared with the kernel, statistics and fan-out.

// A schema's fields bear the C members' names, which the manual pages and the headers explain.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

extension Kernel {
  /// How many packets came and were dropped.
  public typealias TpacketStats = Record<TpacketStatsSchema>

  public struct TpacketStatsSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "tpacket_stats")
    public let tp_packets = Field<UInt32>()
    public let tp_drops = Field<UInt32>()
    public init() {}
  }

  /// How many packets came and were dropped, and how often a ring was frozen.
  public typealias TpacketStatsV3 = Record<TpacketStatsV3Schema>

  public struct TpacketStatsV3Schema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "tpacket_stats_v3")
    public let tp_packets = Field<UInt32>()
    public let tp_drops = Field<UInt32>()
    public let tp_freeze_q_cnt = Field<UInt32>()
    public init() {}
  }

  /// How often fan-out went on to another socket.
  public typealias TpacketRolloverStats = Record<TpacketRolloverStatsSchema>

  public struct TpacketRolloverStatsSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "tpacket_rollover_stats")
    public let tp_all = Field<UInt64>()
    public let tp_huge = Field<UInt64>()
    public let tp_failed = Field<UInt64>()
    public init() {}
  }

  /// Statistics of either form.
  public typealias TpacketStatsU = Record<TpacketStatsUSchema>

  public struct TpacketStatsUSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "tpacket_stats_u", kind: .union)
    public let stats1 = Field<TpacketStats>()
    public let stats3 = Field<TpacketStatsV3>()
    public init() {}
  }

  /// What comes beside a packet.
  public typealias TpacketAuxdata = Record<TpacketAuxdataSchema>

  public struct TpacketAuxdataSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "tpacket_auxdata")
    public let tp_status = Field<UInt32>()
    public let tp_len = Field<UInt32>()
    public let tp_snaplen = Field<UInt32>()
    public let tp_mac = Field<UInt16>()
    public let tp_net = Field<UInt16>()
    public let tp_vlan_tci = Field<UInt16>()
    public let tp_vlan_tpid = Field<UInt16>()
    public init() {}
  }

  /// A frame of a ring, version 1.
  public typealias TpacketHdr = Record<TpacketHdrSchema>

  public struct TpacketHdrSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "tpacket_hdr")
    public let tp_status = Field<UInt>()
    public let tp_len = Field<UInt32>()
    public let tp_snaplen = Field<UInt32>()
    public let tp_mac = Field<UInt16>()
    public let tp_net = Field<UInt16>()
    public let tp_sec = Field<UInt32>()
    public let tp_usec = Field<UInt32>()
    public init() {}
  }

  /// A frame of a ring, version 2.
  public typealias Tpacket2Hdr = Record<Tpacket2HdrSchema>

  public struct Tpacket2HdrSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "tpacket2_hdr")
    public let tp_status = Field<UInt32>()
    public let tp_len = Field<UInt32>()
    public let tp_snaplen = Field<UInt32>()
    public let tp_mac = Field<UInt16>()
    public let tp_net = Field<UInt16>()
    public let tp_sec = Field<UInt32>()
    public let tp_nsec = Field<UInt32>()
    public let tp_vlan_tci = Field<UInt16>()
    public let tp_vlan_tpid = Field<UInt16>()
    public let tp_padding = Field<Elements<4, UInt8>>()
    public init() {}
  }

  /// The hash and VLAN tag of a frame.
  public typealias TpacketHdrVariant1 = Record<TpacketHdrVariant1Schema>

  public struct TpacketHdrVariant1Schema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "tpacket_hdr_variant1")
    public let tp_rxhash = Field<UInt32>()
    public let tp_vlan_tci = Field<UInt32>()
    public let tp_vlan_tpid = Field<UInt16>()
    public let tp_padding = Field<UInt16>()
    public init() {}
  }

  /// A frame of a ring, version 3.
  public typealias Tpacket3Hdr = Record<Tpacket3HdrSchema>

  public struct Tpacket3HdrSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "tpacket3_hdr")
    public let tp_next_offset = Field<UInt32>()
    public let tp_sec = Field<UInt32>()
    public let tp_nsec = Field<UInt32>()
    public let tp_snaplen = Field<UInt32>()
    public let tp_len = Field<UInt32>()
    public let tp_status = Field<UInt32>()
    public let tp_mac = Field<UInt16>()
    public let tp_net = Field<UInt16>()
    public let hv1Choice = Field<Record<Hv1Choice>>.anonymous
    public let tp_padding = Field<Elements<8, UInt8>>()
    public init() {}

    public struct Hv1Choice: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let hv1 = Field<TpacketHdrVariant1>()
      public init() {}
    }
  }

  /// When a block's first or last packet came.
  public typealias TpacketBdTs = Record<TpacketBdTsSchema>

  public struct TpacketBdTsSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "tpacket_bd_ts")
    public let ts_sec = Field<UInt32>()
    public let tsUsecOrTsNsec = Field<Record<TsUsecOrTsNsec>>.anonymous
    public init() {}

    public struct TsUsecOrTsNsec: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let ts_usec = Field<UInt32>()
      public let ts_nsec = Field<UInt32>()
      public init() {}
    }
  }

  /// The header of a block.
  public typealias TpacketHdrV1 = Record<TpacketHdrV1Schema>

  public struct TpacketHdrV1Schema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "tpacket_hdr_v1")
    public let block_status = Field<UInt32>()
    public let num_pkts = Field<UInt32>()
    public let offset_to_first_pkt = Field<UInt32>()
    public let blk_len = Field<UInt32>()
    public let seq_num = Field<UInt64>()
    public let ts_first_pkt = Field<TpacketBdTs>()
    public let ts_last_pkt = Field<TpacketBdTs>()
    public init() {}
  }

  /// The header of a block, by version.
  public typealias TpacketBdHeaderU = Record<TpacketBdHeaderUSchema>

  public struct TpacketBdHeaderUSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "tpacket_bd_header_u", kind: .union)
    public let bh1 = Field<TpacketHdrV1>()
    public init() {}
  }

  /// A block of a ring of version 3.
  public typealias TpacketBlockDesc = Record<TpacketBlockDescSchema>

  public struct TpacketBlockDescSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "tpacket_block_desc")
    public let version = Field<UInt32>()
    public let offset_to_priv = Field<UInt32>()
    public let hdr = Field<TpacketBdHeaderU>()
    public init() {}
  }

  /// The shape of a ring.
  public typealias TpacketReq = Record<TpacketReqSchema>

  public struct TpacketReqSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "tpacket_req")
    public let tp_block_size = Field<UInt32>()
    public let tp_block_nr = Field<UInt32>()
    public let tp_frame_size = Field<UInt32>()
    public let tp_frame_nr = Field<UInt32>()
    public init() {}
  }

  /// The shape of a ring of version 3.
  public typealias TpacketReq3 = Record<TpacketReq3Schema>

  public struct TpacketReq3Schema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "tpacket_req3")
    public let tp_block_size = Field<UInt32>()
    public let tp_block_nr = Field<UInt32>()
    public let tp_frame_size = Field<UInt32>()
    public let tp_frame_nr = Field<UInt32>()
    public let tp_retire_blk_tov = Field<UInt32>()
    public let tp_sizeof_priv = Field<UInt32>()
    public let tp_feature_req_word = Field<UInt32>()
    public init() {}
  }

  /// The shape of a ring of either form.
  public typealias TpacketReqU = Record<TpacketReqUSchema>

  public struct TpacketReqUSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "tpacket_req_u", kind: .union)
    public let req = Field<TpacketReq>()
    public let req3 = Field<TpacketReq3>()
    public init() {}
  }

  /// How sockets share a stream of packets.
  public typealias FanoutArgs = Record<FanoutArgsSchema>

  public struct FanoutArgsSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "fanout_args")
    public let id = Field<UInt16>()
    public let type_flags = Field<UInt16>()
    public let max_num_members = Field<UInt32>()
    public init() {}
  }
}

extension Catalogue {
  static let kernelPacketSockets: [RecordDescription] = [
    RecordDescription(Kernel.TpacketStats.self),
    RecordDescription(Kernel.TpacketStatsV3.self),
    RecordDescription(Kernel.TpacketRolloverStats.self),
    RecordDescription(Kernel.TpacketStatsU.self),
    RecordDescription(Kernel.TpacketAuxdata.self),
    RecordDescription(Kernel.TpacketHdr.self),
    RecordDescription(Kernel.Tpacket2Hdr.self),
    RecordDescription(Kernel.TpacketHdrVariant1.self),
    RecordDescription(Kernel.Tpacket3Hdr.self),
    RecordDescription(Kernel.TpacketBdTs.self),
    RecordDescription(Kernel.TpacketHdrV1.self),
    RecordDescription(Kernel.TpacketBdHeaderU.self),
    RecordDescription(Kernel.TpacketBlockDesc.self),
    RecordDescription(Kernel.TpacketReq.self),
    RecordDescription(Kernel.TpacketReq3.self),
    RecordDescription(Kernel.TpacketReqU.self),
    RecordDescription(Kernel.FanoutArgs.self),
  ]
}
