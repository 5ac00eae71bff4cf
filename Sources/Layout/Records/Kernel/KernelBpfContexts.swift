// What a BPF program gets as its argument, by the kind of program.

// A schema's fields bear the C members' names, which the manual pages and the headers explain.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

extension Kernel {
  /// The context of programs that see a socket buffer.
  public typealias SkBuff = Record<SkBuffSchema>

  public struct SkBuffSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "__sk_buff")
    public let len = Field<UInt32>()
    public let pkt_type = Field<UInt32>()
    public let mark = Field<UInt32>()
    public let queue_mapping = Field<UInt32>()
    public let `protocol` = Field<UInt32>()
    public let vlan_present = Field<UInt32>()
    public let vlan_tci = Field<UInt32>()
    public let vlan_proto = Field<UInt32>()
    public let priority = Field<UInt32>()
    public let ingress_ifindex = Field<UInt32>()
    public let ifindex = Field<UInt32>()
    public let tc_index = Field<UInt32>()
    public let cb = Field<Elements<5, UInt32>>()
    public let hash = Field<UInt32>()
    public let tc_classid = Field<UInt32>()
    public let data = Field<UInt32>()
    public let data_end = Field<UInt32>()
    public let napi_id = Field<UInt32>()
    public let family = Field<UInt32>()
    public let remote_ip4 = Field<UInt32>()
    public let local_ip4 = Field<UInt32>()
    public let remote_ip6 = Field<Elements<4, UInt32>>()
    public let local_ip6 = Field<Elements<4, UInt32>>()
    public let remote_port = Field<UInt32>()
    public let local_port = Field<UInt32>()
    public let data_meta = Field<UInt32>()
    public let flowKeysPointer = Field<Record<FlowKeysPointer>>.anonymous
    public let tstamp = Field<UInt64>()
    public let wire_len = Field<UInt32>()
    public let gso_segs = Field<UInt32>()
    public let skPointer = Field<Record<SkPointer>>.anonymous
    public let gso_size = Field<UInt32>()
    public let tstamp_type = Field<UInt8>()
    public let hwtstamp = Field<UInt64>()
    public init() {}

    public struct FlowKeysPointer: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let flow_keys = Field<Address>(to: "struct bpf_flow_keys")
      public init() {}
    }

    public struct SkPointer: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let sk = Field<Address>(to: "struct bpf_sock")
      public init() {}
    }
  }

  /// A socket, as helper functions give it to a program.
  public typealias BpfSock = Record<BpfSockSchema>

  public struct BpfSockSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "bpf_sock")
    public let bound_dev_if = Field<UInt32>()
    public let family = Field<UInt32>()
    public let type = Field<UInt32>()
    public let `protocol` = Field<UInt32>()
    public let mark = Field<UInt32>()
    public let priority = Field<UInt32>()
    public let src_ip4 = Field<UInt32>()
    public let src_ip6 = Field<Elements<4, UInt32>>()
    public let src_port = Field<UInt32>()
    public let dst_port = Field<UInt16>()
    public let dst_ip4 = Field<UInt32>()
    public let dst_ip6 = Field<Elements<4, UInt32>>()
    public let state = Field<UInt32>()
    public let rx_queue_mapping = Field<Int32>()
    public init() {}
  }

  /// A TCP socket's state, as helper functions give it to a program.
  public typealias BpfTcpSock = Record<BpfTcpSockSchema>

  public struct BpfTcpSockSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "bpf_tcp_sock")
    public let snd_cwnd = Field<UInt32>()
    public let srtt_us = Field<UInt32>()
    public let rtt_min = Field<UInt32>()
    public let snd_ssthresh = Field<UInt32>()
    public let rcv_nxt = Field<UInt32>()
    public let snd_nxt = Field<UInt32>()
    public let snd_una = Field<UInt32>()
    public let mss_cache = Field<UInt32>()
    public let ecn_flags = Field<UInt32>()
    public let rate_delivered = Field<UInt32>()
    public let rate_interval_us = Field<UInt32>()
    public let packets_out = Field<UInt32>()
    public let retrans_out = Field<UInt32>()
    public let total_retrans = Field<UInt32>()
    public let segs_in = Field<UInt32>()
    public let data_segs_in = Field<UInt32>()
    public let segs_out = Field<UInt32>()
    public let data_segs_out = Field<UInt32>()
    public let lost_out = Field<UInt32>()
    public let sacked_out = Field<UInt32>()
    public let bytes_received = Field<UInt64>()
    public let bytes_acked = Field<UInt64>()
    public let dsack_dups = Field<UInt32>()
    public let delivered = Field<UInt32>()
    public let delivered_ce = Field<UInt32>()
    public let icsk_retransmits = Field<UInt32>()
    public init() {}
  }

  /// The context of XDP programs.
  public typealias XdpMd = Record<XdpMdSchema>

  public struct XdpMdSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "xdp_md")
    public let data = Field<UInt32>()
    public let data_end = Field<UInt32>()
    public let data_meta = Field<UInt32>()
    public let ingress_ifindex = Field<UInt32>()
    public let rx_queue_index = Field<UInt32>()
    public let egress_ifindex = Field<UInt32>()
    public init() {}
  }

  /// The context of programs that see a message sent on a socket.
  public typealias SkMsgMd = Record<SkMsgMdSchema>

  public struct SkMsgMdSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "sk_msg_md")
    public let dataPointer = Field<Record<DataPointer>>.anonymous
    public let dataEndPointer = Field<Record<DataEndPointer>>.anonymous
    public let family = Field<UInt32>()
    public let remote_ip4 = Field<UInt32>()
    public let local_ip4 = Field<UInt32>()
    public let remote_ip6 = Field<Elements<4, UInt32>>()
    public let local_ip6 = Field<Elements<4, UInt32>>()
    public let remote_port = Field<UInt32>()
    public let local_port = Field<UInt32>()
    public let size = Field<UInt32>()
    public let skPointer = Field<Record<SkPointer>>.anonymous
    public init() {}

    public struct DataPointer: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let data = Field<Address>()
      public init() {}
    }

    public struct DataEndPointer: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let data_end = Field<Address>()
      public init() {}
    }

    public struct SkPointer: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let sk = Field<Address>(to: "struct bpf_sock")
      public init() {}
    }
  }

  /// The context of programs that choose among sockets with the same port.
  public typealias SkReuseportMd = Record<SkReuseportMdSchema>

  public struct SkReuseportMdSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "sk_reuseport_md")
    public let dataPointer = Field<Record<DataPointer>>.anonymous
    public let dataEndPointer = Field<Record<DataEndPointer>>.anonymous
    public let len = Field<UInt32>()
    public let eth_protocol = Field<UInt32>()
    public let ip_protocol = Field<UInt32>()
    public let bind_inany = Field<UInt32>()
    public let hash = Field<UInt32>()
    public let skPointer = Field<Record<SkPointer>>.anonymous
    public let migratingSkPointer = Field<Record<MigratingSkPointer>>.anonymous
    public init() {}

    public struct DataPointer: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let data = Field<Address>()
      public init() {}
    }

    public struct DataEndPointer: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let data_end = Field<Address>()
      public init() {}
    }

    public struct SkPointer: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let sk = Field<Address>(to: "struct bpf_sock")
      public init() {}
    }

    public struct MigratingSkPointer: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let migrating_sk = Field<Address>(to: "struct bpf_sock")
      public init() {}
    }
  }

  /// The context of programs that see an address being bound or connected.
  public typealias BpfSockAddr = Record<BpfSockAddrSchema>

  public struct BpfSockAddrSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "bpf_sock_addr")
    public let user_family = Field<UInt32>()
    public let user_ip4 = Field<UInt32>()
    public let user_ip6 = Field<Elements<4, UInt32>>()
    public let user_port = Field<UInt32>()
    public let family = Field<UInt32>()
    public let type = Field<UInt32>()
    public let `protocol` = Field<UInt32>()
    public let msg_src_ip4 = Field<UInt32>()
    public let msg_src_ip6 = Field<Elements<4, UInt32>>()
    public let skPointer = Field<Record<SkPointer>>.anonymous
    public init() {}

    public struct SkPointer: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let sk = Field<Address>(to: "struct bpf_sock")
      public init() {}
    }
  }

  /// The context of programs that follow a TCP connection's life.
  public typealias BpfSockOps = Record<BpfSockOpsSchema>

  public struct BpfSockOpsSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "bpf_sock_ops")
    public let op = Field<UInt32>()
    public let argsOrReply = Field<Record<ArgsOrReply>>.anonymous
    public let family = Field<UInt32>()
    public let remote_ip4 = Field<UInt32>()
    public let local_ip4 = Field<UInt32>()
    public let remote_ip6 = Field<Elements<4, UInt32>>()
    public let local_ip6 = Field<Elements<4, UInt32>>()
    public let remote_port = Field<UInt32>()
    public let local_port = Field<UInt32>()
    public let is_fullsock = Field<UInt32>()
    public let snd_cwnd = Field<UInt32>()
    public let srtt_us = Field<UInt32>()
    public let bpf_sock_ops_cb_flags = Field<UInt32>()
    public let state = Field<UInt32>()
    public let rtt_min = Field<UInt32>()
    public let snd_ssthresh = Field<UInt32>()
    public let rcv_nxt = Field<UInt32>()
    public let snd_nxt = Field<UInt32>()
    public let snd_una = Field<UInt32>()
    public let mss_cache = Field<UInt32>()
    public let ecn_flags = Field<UInt32>()
    public let rate_delivered = Field<UInt32>()
    public let rate_interval_us = Field<UInt32>()
    public let packets_out = Field<UInt32>()
    public let retrans_out = Field<UInt32>()
    public let total_retrans = Field<UInt32>()
    public let segs_in = Field<UInt32>()
    public let data_segs_in = Field<UInt32>()
    public let segs_out = Field<UInt32>()
    public let data_segs_out = Field<UInt32>()
    public let lost_out = Field<UInt32>()
    public let sacked_out = Field<UInt32>()
    public let sk_txhash = Field<UInt32>()
    public let bytes_received = Field<UInt64>()
    public let bytes_acked = Field<UInt64>()
    public let skPointer = Field<Record<SkPointer>>.anonymous
    public let skbDataPointer = Field<Record<SkbDataPointer>>.anonymous
    public let skbDataEndPointer = Field<Record<SkbDataEndPointer>>.anonymous
    public let skb_len = Field<UInt32>()
    public let skb_tcp_flags = Field<UInt32>()
    public let skb_hwtstamp = Field<UInt64>()
    public init() {}

    public struct ArgsOrReply: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let args = Field<Elements<4, UInt32>>()
      public let reply = Field<UInt32>()
      public let replylong = Field<Elements<4, UInt32>>()
      public init() {}
    }

    public struct SkPointer: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let sk = Field<Address>(to: "struct bpf_sock")
      public init() {}
    }

    public struct SkbDataPointer: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let skb_data = Field<Address>()
      public init() {}
    }

    public struct SkbDataEndPointer: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let skb_data_end = Field<Address>()
      public init() {}
    }
  }

  /// The context of programs that allow access to devices.
  public typealias BpfCgroupDevCtx = Record<BpfCgroupDevCtxSchema>

  public struct BpfCgroupDevCtxSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "bpf_cgroup_dev_ctx")
    public let access_type = Field<UInt32>()
    public let major = Field<UInt32>()
    public let minor = Field<UInt32>()
    public init() {}
  }

  /// The context of raw trace points: their arguments.
  public typealias BpfRawTracepointArgs = Record<BpfRawTracepointArgsSchema>

  public struct BpfRawTracepointArgsSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "bpf_raw_tracepoint_args")
    public let args = Field<Elements<0, UInt64>>()
    public init() {}
  }

  /// The context of programs that see a sysctl read or written.
  public typealias BpfSysctl = Record<BpfSysctlSchema>

  public struct BpfSysctlSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "bpf_sysctl")
    public let write = Field<UInt32>()
    public let file_pos = Field<UInt32>()
    public init() {}
  }

  /// The context of programs that see a socket option read or set.
  public typealias BpfSockopt = Record<BpfSockoptSchema>

  public struct BpfSockoptSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "bpf_sockopt")
    public let skPointer = Field<Record<SkPointer>>.anonymous
    public let optvalPointer = Field<Record<OptvalPointer>>.anonymous
    public let optvalEndPointer = Field<Record<OptvalEndPointer>>.anonymous
    public let level = Field<Int32>()
    public let optname = Field<Int32>()
    public let optlen = Field<Int32>()
    public let retval = Field<Int32>()
    public init() {}

    public struct SkPointer: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let sk = Field<Address>(to: "struct bpf_sock")
      public init() {}
    }

    public struct OptvalPointer: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let optval = Field<Address>()
      public init() {}
    }

    public struct OptvalEndPointer: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let optval_end = Field<Address>()
      public init() {}
    }
  }

  /// The context of programs that choose the socket for a packet.
  public typealias BpfSkLookup = Record<BpfSkLookupSchema>

  public struct BpfSkLookupSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "bpf_sk_lookup")
    public let skOrCookie = Field<Record<SkOrCookie>>.anonymous
    public let family = Field<UInt32>()
    public let `protocol` = Field<UInt32>()
    public let remote_ip4 = Field<UInt32>()
    public let remote_ip6 = Field<Elements<4, UInt32>>()
    public let remote_port = Field<UInt16>()
    public let local_ip4 = Field<UInt32>()
    public let local_ip6 = Field<Elements<4, UInt32>>()
    public let local_port = Field<UInt32>()
    public let ingress_ifindex = Field<UInt32>()
    public init() {}

    public struct SkOrCookie: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let skPointer = Field<Record<SkPointer>>.anonymous
      public let cookie = Field<UInt64>()
      public init() {}

      public struct SkPointer: RecordSchema {
        public static let identity = RecordIdentity.nested(.union)
        public let sk = Field<Address>(to: "struct bpf_sock")
        public init() {}
      }
    }
  }

  /// The context of programs that run on a performance event: the registers are the architecture's own.
  public typealias BpfPerfEventDataX86_64 = Record<BpfPerfEventDataX86_64Schema>

  public struct BpfPerfEventDataX86_64Schema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "bpf_perf_event_data", on: .x86_64)
    public let regs = Field<PtRegs>()
    public let sample_period = Field<UInt64>()
    public let addr = Field<UInt64>()
    public init() {}
  }

  /// The context of programs that run on a performance event: the registers are the architecture's own.
  public typealias BpfPerfEventDataAarch64 = Record<BpfPerfEventDataAarch64Schema>

  public struct BpfPerfEventDataAarch64Schema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "bpf_perf_event_data", on: .aarch64)
    public let regs = Field<UserPtRegs>()
    public let sample_period = Field<UInt64>()
    public let addr = Field<UInt64>()
    public init() {}
  }

  /// The context of programs that run on a performance event: the registers are the architecture's own.
  public typealias BpfPerfEventDataRiscv64 = Record<BpfPerfEventDataRiscv64Schema>

  public struct BpfPerfEventDataRiscv64Schema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "bpf_perf_event_data", on: .riscv64)
    public let regs = Field<UserRegsStruct>()
    public let sample_period = Field<UInt64>()
    public let addr = Field<UInt64>()
    public init() {}
  }
}

extension Catalogue {
  static let kernelBpfContexts: [RecordDescription] = [
    RecordDescription(Kernel.SkBuff.self),
    RecordDescription(Kernel.BpfSock.self),
    RecordDescription(Kernel.BpfTcpSock.self),
    RecordDescription(Kernel.XdpMd.self),
    RecordDescription(Kernel.SkMsgMd.self),
    RecordDescription(Kernel.SkReuseportMd.self),
    RecordDescription(Kernel.BpfSockAddr.self),
    RecordDescription(Kernel.BpfSockOps.self),
    RecordDescription(Kernel.BpfCgroupDevCtx.self),
    RecordDescription(Kernel.BpfRawTracepointArgs.self),
    RecordDescription(Kernel.BpfSysctl.self),
    RecordDescription(Kernel.BpfSockopt.self),
    RecordDescription(Kernel.BpfSkLookup.self),
    RecordDescription(Kernel.BpfPerfEventDataX86_64.self),
    RecordDescription(Kernel.BpfPerfEventDataAarch64.self),
    RecordDescription(Kernel.BpfPerfEventDataRiscv64.self),
  ]
}
