// TCP, UDP and IP headers and options, as the C library has them.

// A schema's fields bear the C members' names, which the manual pages and the headers explain.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

extension Glibc {
  /// What the kernel knows about a connection: older kernels fill in less.
  public typealias TcpInfo = Record<TcpInfoSchema>

  public struct TcpInfoSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "tcp_info")
    public let tcpi_state = Field<UInt8>()
    public let tcpi_ca_state = Field<UInt8>()
    public let tcpi_retransmits = Field<UInt8>()
    public let tcpi_probes = Field<UInt8>()
    public let tcpi_backoff = Field<UInt8>()
    public let tcpi_options = Field<UInt8>()
    public let tcpi_snd_wscale = Field<UInt8>(bits: 4)
    public let tcpi_rcv_wscale = Field<UInt8>(bits: 4)
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
    public init() {}
  }

  /// The header of TCP.
  public typealias Tcphdr = Record<TcphdrSchema>

  public struct TcphdrSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "tcphdr")
    public let thSportOrSource = Field<Record<ThSportOrSource>>.anonymous
    public init() {}

    public struct ThSportOrSource: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let thSportAndThDport = Field<Record<ThSportAndThDport>>.anonymous
      public let sourceAndDest = Field<Record<SourceAndDest>>.anonymous
      public init() {}

      public struct ThSportAndThDport: RecordSchema {
        public static let identity = RecordIdentity.nested()
        public let th_sport = Field<UInt16>()
        public let th_dport = Field<UInt16>()
        public let th_seq = Field<UInt32>()
        public let th_ack = Field<UInt32>()
        public let th_x2 = Field<UInt8>(bits: 4)
        public let th_off = Field<UInt8>(bits: 4)
        public let th_flags = Field<UInt8>()
        public let th_win = Field<UInt16>()
        public let th_sum = Field<UInt16>()
        public let th_urp = Field<UInt16>()
        public init() {}
      }

      public struct SourceAndDest: RecordSchema {
        public static let identity = RecordIdentity.nested()
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
        public let res2 = Field<UInt16>(bits: 2)
        public let window = Field<UInt16>()
        public let check = Field<UInt16>()
        public let urg_ptr = Field<UInt16>()
        public init() {}
      }
    }
  }

  /// The header of UDP.
  public typealias Udphdr = Record<UdphdrSchema>

  public struct UdphdrSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "udphdr")
    public let uhSportOrSource = Field<Record<UhSportOrSource>>.anonymous
    public init() {}

    public struct UhSportOrSource: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let uhSportAndUhDport = Field<Record<UhSportAndUhDport>>.anonymous
      public let sourceAndDest = Field<Record<SourceAndDest>>.anonymous
      public init() {}

      public struct UhSportAndUhDport: RecordSchema {
        public static let identity = RecordIdentity.nested()
        public let uh_sport = Field<UInt16>()
        public let uh_dport = Field<UInt16>()
        public let uh_ulen = Field<UInt16>()
        public let uh_sum = Field<UInt16>()
        public init() {}
      }

      public struct SourceAndDest: RecordSchema {
        public static let identity = RecordIdentity.nested()
        public let source = Field<UInt16>()
        public let dest = Field<UInt16>()
        public let len = Field<UInt16>()
        public let check = Field<UInt16>()
        public init() {}
      }
    }
  }

  /// The header of IPv4, as BSD names it.
  public typealias Ip = Record<IpSchema>

  public struct IpSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "ip")
    public let ip_hl = Field<UInt32>(bits: 4)
    public let ip_v = Field<UInt32>(bits: 4)
    public let ip_tos = Field<UInt8>()
    public let ip_len = Field<UInt16>()
    public let ip_id = Field<UInt16>()
    public let ip_off = Field<UInt16>()
    public let ip_ttl = Field<UInt8>()
    public let ip_p = Field<UInt8>()
    public let ip_sum = Field<UInt16>()
    public let ip_src = Field<InAddr>()
    public let ip_dst = Field<InAddr>()
    public init() {}
  }

  /// The header of IPv4.
  public typealias Iphdr = Record<IphdrSchema>

  public struct IphdrSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "iphdr")
    public let ihl = Field<UInt32>(bits: 4)
    public let version = Field<UInt32>(bits: 4)
    public let tos = Field<UInt8>()
    public let tot_len = Field<UInt16>()
    public let id = Field<UInt16>()
    public let frag_off = Field<UInt16>()
    public let ttl = Field<UInt8>()
    public let `protocol` = Field<UInt8>()
    public let check = Field<UInt16>()
    public let saddr = Field<UInt32>()
    public let daddr = Field<UInt32>()
    public init() {}
  }

  /// The first words of the IPv6 header.
  public typealias Ip6Hdrctl = Record<Ip6HdrctlSchema>

  public struct Ip6HdrctlSchema: RecordSchema {
    public static let identity = RecordIdentity.nested(.structure, "ip6_hdrctl")
    public let ip6_un1_flow = Field<UInt32>()
    public let ip6_un1_plen = Field<UInt16>()
    public let ip6_un1_nxt = Field<UInt8>()
    public let ip6_un1_hlim = Field<UInt8>()
    public init() {}
  }

  /// The header of IPv6, as BSD names it.
  public typealias Ip6Hdr = Record<Ip6HdrSchema>

  public struct Ip6HdrSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "ip6_hdr")
    public let ip6_ctlun = Field<Record<Ip6Ctlun>>()
    public let ip6_src = Field<In6Addr>()
    public let ip6_dst = Field<In6Addr>()
    public init() {}

    public struct Ip6Ctlun: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let ip6_un1 = Field<Ip6Hdrctl>()
      public let ip6_un2_vfc = Field<UInt8>()
      public init() {}
    }
  }

  /// A key for MD5 signatures.
  public typealias TcpMd5sig = Record<TcpMd5sigSchema>

  public struct TcpMd5sigSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "tcp_md5sig")
    public let tcpm_addr = Field<SockaddrStorage>()
    public let tcpm_flags = Field<UInt8>()
    public let tcpm_prefixlen = Field<UInt8>()
    public let tcpm_keylen = Field<UInt16>()
    public let __tcpm_pad = Field<UInt32>()
    public let tcpm_key = Field<Elements<80, UInt8>>()
    public init() {}
  }

  /// An option of a connection that is restored.
  public typealias TcpRepairOpt = Record<TcpRepairOptSchema>

  public struct TcpRepairOptSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "tcp_repair_opt")
    public let opt_code = Field<UInt32>()
    public let opt_val = Field<UInt32>()
    public init() {}
  }

  /// Where received data were mapped.
  public typealias TcpZerocopyReceive = Record<TcpZerocopyReceiveSchema>

  public struct TcpZerocopyReceiveSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "tcp_zerocopy_receive")
    public let address = Field<UInt>()
    public let length = Field<UInt32>()
    public let recv_skip_hint = Field<UInt32>()
    public init() {}
  }
}

extension Catalogue {
  static let glibcTcp: [RecordDescription] = [
    RecordDescription(Glibc.TcpInfo.self),
    RecordDescription(Glibc.Tcphdr.self),
    RecordDescription(Glibc.Udphdr.self),
    RecordDescription(Glibc.Ip.self),
    RecordDescription(Glibc.Iphdr.self),
    RecordDescription(Glibc.Ip6Hdr.self),
    RecordDescription(Glibc.TcpMd5sig.self),
    RecordDescription(Glibc.TcpRepairOpt.self),
    RecordDescription(Glibc.TcpZerocopyReceive.self),
  ]
}
