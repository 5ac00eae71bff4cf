// TCP: the header, what TCP_INFO says, repair, MD5 and AO signatures, zero-copy receiving.

// A schema's fields bear the C members' names, which the manual pages and the headers explain.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

extension Kernel {
  /// The header of TCP.
  public typealias Tcphdr = Record<TcphdrSchema>

  public struct TcphdrSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "tcphdr")
    public let source = Field<UInt16>()
    public let dest = Field<UInt16>()
    public let seq = Field<UInt32>()
    public let ack_seq = Field<UInt32>()
    public let res1 = Field<UInt16>(bits: 4)
    public let doff = Field<UInt16>(bits: 4)
    public let fin = Field<UInt16>(bits: 1)
    public let syn = Field<UInt16>(bits: 1)
    public let rst = Field<UInt16>(bits: 1)
    public let psh = Field<UInt16>(bits: 1)
    public let ack = Field<UInt16>(bits: 1)
    public let urg = Field<UInt16>(bits: 1)
    public let ece = Field<UInt16>(bits: 1)
    public let cwr = Field<UInt16>(bits: 1)
    public let window = Field<UInt16>()
    public let check = Field<UInt16>()
    public let urg_ptr = Field<UInt16>()
    public init() {}
  }

  /// The header of TCP in words.
  public typealias TcpWordHdr = Record<TcpWordHdrSchema>

  public struct TcpWordHdrSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "tcp_word_hdr", kind: .union)
    public let hdr = Field<Tcphdr>()
    public let words = Field<Elements<5, UInt32>>()
    public init() {}
  }

  /// An option of a connection that is restored.
  public typealias TcpRepairOpt = Record<TcpRepairOptSchema>

  public struct TcpRepairOptSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "tcp_repair_opt")
    public let opt_code = Field<UInt32>()
    public let opt_val = Field<UInt32>()
    public init() {}
  }

  /// The windows of a connection that is restored.
  public typealias TcpRepairWindow = Record<TcpRepairWindowSchema>

  public struct TcpRepairWindowSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "tcp_repair_window")
    public let snd_wl1 = Field<UInt32>()
    public let snd_wnd = Field<UInt32>()
    public let max_window = Field<UInt32>()
    public let rcv_wnd = Field<UInt32>()
    public let rcv_wup = Field<UInt32>()
    public init() {}
  }

  /// What the kernel knows about a connection: older kernels fill in less.
  public typealias TcpInfo = Record<TcpInfoSchema>

  public struct TcpInfoSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "tcp_info")
    public let tcpi_state = Field<UInt8>()
    public let tcpi_ca_state = Field<UInt8>()
    public let tcpi_retransmits = Field<UInt8>()
    public let tcpi_probes = Field<UInt8>()
    public let tcpi_backoff = Field<UInt8>()
    public let tcpi_options = Field<UInt8>()
    public let tcpi_snd_wscale = Field<UInt8>(bits: 4)
    public let tcpi_rcv_wscale = Field<UInt8>(bits: 4)
    public let tcpi_delivery_rate_app_limited = Field<UInt8>(bits: 1)
    public let tcpi_fastopen_client_fail = Field<UInt8>(bits: 2)
    public let tcpi_rto = Field<UInt32>()
    public let tcpi_ato = Field<UInt32>()
    public let tcpi_snd_mss = Field<UInt32>()
    public let tcpi_rcv_mss = Field<UInt32>()
    public let tcpi_unacked = Field<UInt32>()
    public let tcpi_sacked = Field<UInt32>()
    public let tcpi_lost = Field<UInt32>()
    public let tcpi_retrans = Field<UInt32>()
    public let tcpi_fackets = Field<UInt32>()
    public let tcpi_last_data_sent = Field<UInt32>()
    public let tcpi_last_ack_sent = Field<UInt32>()
    public let tcpi_last_data_recv = Field<UInt32>()
    public let tcpi_last_ack_recv = Field<UInt32>()
    public let tcpi_pmtu = Field<UInt32>()
    public let tcpi_rcv_ssthresh = Field<UInt32>()
    public let tcpi_rtt = Field<UInt32>()
    public let tcpi_rttvar = Field<UInt32>()
    public let tcpi_snd_ssthresh = Field<UInt32>()
    public let tcpi_snd_cwnd = Field<UInt32>()
    public let tcpi_advmss = Field<UInt32>()
    public let tcpi_reordering = Field<UInt32>()
    public let tcpi_rcv_rtt = Field<UInt32>()
    public let tcpi_rcv_space = Field<UInt32>()
    public let tcpi_total_retrans = Field<UInt32>()
    public let tcpi_pacing_rate = Field<UInt64>()
    public let tcpi_max_pacing_rate = Field<UInt64>()
    public let tcpi_bytes_acked = Field<UInt64>()
    public let tcpi_bytes_received = Field<UInt64>()
    public let tcpi_segs_out = Field<UInt32>()
    public let tcpi_segs_in = Field<UInt32>()
    public let tcpi_notsent_bytes = Field<UInt32>()
    public let tcpi_min_rtt = Field<UInt32>()
    public let tcpi_data_segs_in = Field<UInt32>()
    public let tcpi_data_segs_out = Field<UInt32>()
    public let tcpi_delivery_rate = Field<UInt64>()
    public let tcpi_busy_time = Field<UInt64>()
    public let tcpi_rwnd_limited = Field<UInt64>()
    public let tcpi_sndbuf_limited = Field<UInt64>()
    public let tcpi_delivered = Field<UInt32>()
    public let tcpi_delivered_ce = Field<UInt32>()
    public let tcpi_bytes_sent = Field<UInt64>()
    public let tcpi_bytes_retrans = Field<UInt64>()
    public let tcpi_dsack_dups = Field<UInt32>()
    public let tcpi_reord_seen = Field<UInt32>()
    public let tcpi_rcv_ooopack = Field<UInt32>()
    public let tcpi_snd_wnd = Field<UInt32>()
    public let tcpi_rcv_wnd = Field<UInt32>()
    public let tcpi_rehash = Field<UInt32>()
    public let tcpi_total_rto = Field<UInt16>()
    public let tcpi_total_rto_recoveries = Field<UInt16>()
    public let tcpi_total_rto_time = Field<UInt32>()
    public init() {}
  }

  /// A key for MD5 signatures.
  public typealias TcpMd5sig = Record<TcpMd5sigSchema>

  public struct TcpMd5sigSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "tcp_md5sig")
    public let tcpm_addr = Field<KernelSockaddrStorage>()
    public let tcpm_flags = Field<UInt8>()
    public let tcpm_prefixlen = Field<UInt8>()
    public let tcpm_keylen = Field<UInt16>()
    public let tcpm_ifindex = Field<Int32>()
    public let tcpm_key = Field<Elements<80, UInt8>>()
    public init() {}
  }

  /// A key for MD5 signatures, as the kernel shows it.
  public typealias TcpDiagMd5sig = Record<TcpDiagMd5sigSchema>

  public struct TcpDiagMd5sigSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "tcp_diag_md5sig")
    public let tcpm_family = Field<UInt8>()
    public let tcpm_prefixlen = Field<UInt8>()
    public let tcpm_keylen = Field<UInt16>()
    public let tcpm_addr = Field<Elements<4, UInt32>>()
    public let tcpm_key = Field<Elements<80, UInt8>>()
    public init() {}
  }

  /// A key for the authentication option that is added.
  public typealias TcpAoAdd = Record<TcpAoAddSchema>

  public struct TcpAoAddSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "tcp_ao_add")
    public let addr = Field<KernelSockaddrStorage>()
    public let alg_name = Field<Elements<64, Character8>>()
    public let ifindex = Field<Int32>()
    public let set_current = Field<UInt32>(bits: 1)
    public let set_rnext = Field<UInt32>(bits: 1)
    public let reserved = Field<UInt32>(bits: 30)
    public let reserved2 = Field<UInt16>()
    public let prefix = Field<UInt8>()
    public let sndid = Field<UInt8>()
    public let rcvid = Field<UInt8>()
    public let maclen = Field<UInt8>()
    public let keyflags = Field<UInt8>()
    public let keylen = Field<UInt8>()
    public let key = Field<Elements<80, UInt8>>()
    public init() {}
  }

  /// A key for the authentication option that is removed.
  public typealias TcpAoDel = Record<TcpAoDelSchema>

  public struct TcpAoDelSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "tcp_ao_del")
    public let addr = Field<KernelSockaddrStorage>()
    public let ifindex = Field<Int32>()
    public let set_current = Field<UInt32>(bits: 1)
    public let set_rnext = Field<UInt32>(bits: 1)
    public let del_async = Field<UInt32>(bits: 1)
    public let reserved = Field<UInt32>(bits: 29)
    public let reserved2 = Field<UInt16>()
    public let prefix = Field<UInt8>()
    public let sndid = Field<UInt8>()
    public let rcvid = Field<UInt8>()
    public let current_key = Field<UInt8>()
    public let rnext = Field<UInt8>()
    public let keyflags = Field<UInt8>()
    public init() {}
  }

  /// The state of the authentication option.
  public typealias TcpAoInfoOpt = Record<TcpAoInfoOptSchema>

  public struct TcpAoInfoOptSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "tcp_ao_info_opt")
    public let set_current = Field<UInt32>(bits: 1)
    public let set_rnext = Field<UInt32>(bits: 1)
    public let ao_required = Field<UInt32>(bits: 1)
    public let set_counters = Field<UInt32>(bits: 1)
    public let accept_icmps = Field<UInt32>(bits: 1)
    public let reserved = Field<UInt32>(bits: 27)
    public let reserved2 = Field<UInt16>()
    public let current_key = Field<UInt8>()
    public let rnext = Field<UInt8>()
    public let pkt_good = Field<UInt64>()
    public let pkt_bad = Field<UInt64>()
    public let pkt_key_not_found = Field<UInt64>()
    public let pkt_ao_required = Field<UInt64>()
    public let pkt_dropped_icmp = Field<UInt64>()
    public init() {}
  }

  /// A key for the authentication option, as the kernel shows it.
  public typealias TcpAoGetsockopt = Record<TcpAoGetsockoptSchema>

  public struct TcpAoGetsockoptSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "tcp_ao_getsockopt")
    public let addr = Field<KernelSockaddrStorage>()
    public let alg_name = Field<Elements<64, Character8>>()
    public let key = Field<Elements<80, UInt8>>()
    public let nkeys = Field<UInt32>()
    public let is_current = Field<UInt16>(bits: 1)
    public let is_rnext = Field<UInt16>(bits: 1)
    public let get_all = Field<UInt16>(bits: 1)
    public let reserved = Field<UInt16>(bits: 13)
    public let sndid = Field<UInt8>()
    public let rcvid = Field<UInt8>()
    public let prefix = Field<UInt8>()
    public let maclen = Field<UInt8>()
    public let keyflags = Field<UInt8>()
    public let keylen = Field<UInt8>()
    public let ifindex = Field<Int32>()
    public let pkt_good = Field<UInt64>()
    public let pkt_bad = Field<UInt64>()
    public init() {}
  }

  /// The authentication state of a connection that is restored.
  public typealias TcpAoRepair = Record<TcpAoRepairSchema>

  public struct TcpAoRepairSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "tcp_ao_repair", aligned: 8)
    public let snt_isn = Field<UInt32>()
    public let rcv_isn = Field<UInt32>()
    public let snd_sne = Field<UInt32>()
    public let rcv_sne = Field<UInt32>()
    public init() {}
  }

  /// Where received data were mapped.
  public typealias TcpZerocopyReceive = Record<TcpZerocopyReceiveSchema>

  public struct TcpZerocopyReceiveSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "tcp_zerocopy_receive")
    public let address = Field<UInt64>()
    public let length = Field<UInt32>()
    public let recv_skip_hint = Field<UInt32>()
    public let inq = Field<UInt32>()
    public let err = Field<Int32>()
    public let copybuf_address = Field<UInt64>()
    public let copybuf_len = Field<Int32>()
    public let flags = Field<UInt32>()
    public let msg_control = Field<UInt64>()
    public let msg_controllen = Field<UInt64>()
    public let msg_flags = Field<UInt32>()
    public let reserved = Field<UInt32>()
    public init() {}
  }
}

extension Catalogue {
  static let kernelTcp: [RecordDescription] = [
    RecordDescription(Kernel.Tcphdr.self),
    RecordDescription(Kernel.TcpWordHdr.self),
    RecordDescription(Kernel.TcpRepairOpt.self),
    RecordDescription(Kernel.TcpRepairWindow.self),
    RecordDescription(Kernel.TcpInfo.self),
    RecordDescription(Kernel.TcpMd5sig.self),
    RecordDescription(Kernel.TcpDiagMd5sig.self),
    RecordDescription(Kernel.TcpAoAdd.self),
    RecordDescription(Kernel.TcpAoDel.self),
    RecordDescription(Kernel.TcpAoInfoOpt.self),
    RecordDescription(Kernel.TcpAoGetsockopt.self),
    RecordDescription(Kernel.TcpAoRepair.self),
    RecordDescription(Kernel.TcpZerocopyReceive.self),
  ]
}
