// What BPF programs hand to helper functions, and the opaque objects that they keep in maps.

// A schema's fields bear the C members' names, which the manual pages and the headers explain.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

extension Kernel {
  /// The tunnel that a packet came from or goes to.
  public typealias BpfTunnelKey = Record<BpfTunnelKeySchema>

  public struct BpfTunnelKeySchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "bpf_tunnel_key")
    public let tunnel_id = Field<UInt32>()
    public let remoteIpv4OrRemoteIpv6 = Field<Record<RemoteIpv4OrRemoteIpv6>>.anonymous
    public let tunnel_tos = Field<UInt8>()
    public let tunnel_ttl = Field<UInt8>()
    public let tunnelExtOrTunnelFlags = Field<Record<TunnelExtOrTunnelFlags>>.anonymous
    public let tunnel_label = Field<UInt32>()
    public let localIpv4OrLocalIpv6 = Field<Record<LocalIpv4OrLocalIpv6>>.anonymous
    public init() {}

    public struct RemoteIpv4OrRemoteIpv6: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let remote_ipv4 = Field<UInt32>()
      public let remote_ipv6 = Field<Elements<4, UInt32>>()
      public init() {}
    }

    public struct TunnelExtOrTunnelFlags: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let tunnel_ext = Field<UInt16>()
      public let tunnel_flags = Field<UInt16>()
      public init() {}
    }

    public struct LocalIpv4OrLocalIpv6: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let local_ipv4 = Field<UInt32>()
      public let local_ipv6 = Field<Elements<4, UInt32>>()
      public init() {}
    }
  }

  /// The IPsec state of a packet.
  public typealias BpfXfrmState = Record<BpfXfrmStateSchema>

  public struct BpfXfrmStateSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "bpf_xfrm_state")
    public let reqid = Field<UInt32>()
    public let spi = Field<UInt32>()
    public let family = Field<UInt16>()
    public let ext = Field<UInt16>()
    public let remoteIpv4OrRemoteIpv6 = Field<Record<RemoteIpv4OrRemoteIpv6>>.anonymous
    public init() {}

    public struct RemoteIpv4OrRemoteIpv6: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let remote_ipv4 = Field<UInt32>()
      public let remote_ipv6 = Field<Elements<4, UInt32>>()
      public init() {}
    }
  }

  /// The addresses and ports by which a program looks up a socket.
  public typealias BpfSockTuple = Record<BpfSockTupleSchema>

  public struct BpfSockTupleSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "bpf_sock_tuple")
    public let ipv4OrIpv6 = Field<Record<Ipv4OrIpv6>>.anonymous
    public init() {}

    public struct Ipv4OrIpv6: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let ipv4 = Field<Record<Ipv4>>()
      public let ipv6 = Field<Record<Ipv6>>()
      public init() {}

      public struct Ipv4: RecordSchema {
        public static let identity = RecordIdentity.nested()
        public let saddr = Field<UInt32>()
        public let daddr = Field<UInt32>()
        public let sport = Field<UInt16>()
        public let dport = Field<UInt16>()
        public init() {}
      }

      public struct Ipv6: RecordSchema {
        public static let identity = RecordIdentity.nested()
        public let saddr = Field<Elements<4, UInt32>>()
        public let daddr = Field<Elements<4, UInt32>>()
        public let sport = Field<UInt16>()
        public let dport = Field<UInt16>()
        public init() {}
      }
    }
  }

  /// An AF_XDP socket, as a map gives it to a program.
  public typealias BpfXdpSock = Record<BpfXdpSockSchema>

  public struct BpfXdpSockSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "bpf_xdp_sock")
    public let queue_id = Field<UInt32>()
    public init() {}
  }

  /// A performance counter's reading.
  public typealias BpfPerfEventValue = Record<BpfPerfEventValueSchema>

  public struct BpfPerfEventValueSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "bpf_perf_event_value")
    public let counter = Field<UInt64>()
    public let enabled = Field<UInt64>()
    public let running = Field<UInt64>()
    public init() {}
  }

  /// The parameters and the result of a route lookup.
  public typealias BpfFibLookup = Record<BpfFibLookupSchema>

  public struct BpfFibLookupSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "bpf_fib_lookup")
    public let family = Field<UInt8>()
    public let l4_protocol = Field<UInt8>()
    public let sport = Field<UInt16>()
    public let dport = Field<UInt16>()
    public let totLenOrMtuResult = Field<Record<TotLenOrMtuResult>>.anonymous
    public let ifindex = Field<UInt32>()
    public let tosOrFlowinfo = Field<Record<TosOrFlowinfo>>.anonymous
    public let ipv4SrcOrIpv6Src = Field<Record<Ipv4SrcOrIpv6Src>>.anonymous
    public let ipv4DstOrIpv6Dst = Field<Record<Ipv4DstOrIpv6Dst>>.anonymous
    public let hVlanProtoOrTbid = Field<Record<HVlanProtoOrTbid>>.anonymous
    public let markOrSmac = Field<Record<MarkOrSmac>>.anonymous
    public init() {}

    public struct TotLenOrMtuResult: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let tot_len = Field<UInt16>()
      public let mtu_result = Field<UInt16>()
      public init() {}
    }

    public struct TosOrFlowinfo: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let tos = Field<UInt8>()
      public let flowinfo = Field<UInt32>()
      public let rt_metric = Field<UInt32>()
      public init() {}
    }

    public struct Ipv4SrcOrIpv6Src: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let ipv4_src = Field<UInt32>()
      public let ipv6_src = Field<Elements<4, UInt32>>()
      public init() {}
    }

    public struct Ipv4DstOrIpv6Dst: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let ipv4_dst = Field<UInt32>()
      public let ipv6_dst = Field<Elements<4, UInt32>>()
      public init() {}
    }

    public struct HVlanProtoOrTbid: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let hVlanProtoAndHVlanTCI = Field<Record<HVlanProtoAndHVlanTCI>>.anonymous
      public let tbid = Field<UInt32>()
      public init() {}

      public struct HVlanProtoAndHVlanTCI: RecordSchema {
        public static let identity = RecordIdentity.nested()
        public let h_vlan_proto = Field<UInt16>()
        public let h_vlan_TCI = Field<UInt16>()
        public init() {}
      }
    }

    public struct MarkOrSmac: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let markPart = Field<Record<MarkPart>>.anonymous
      public let smacAndDmac = Field<Record<SmacAndDmac>>.anonymous
      public init() {}

      public struct MarkPart: RecordSchema {
        public static let identity = RecordIdentity.nested()
        public let mark = Field<UInt32>()
        public init() {}
      }

      public struct SmacAndDmac: RecordSchema {
        public static let identity = RecordIdentity.nested()
        public let smac = Field<Elements<6, UInt8>>()
        public let dmac = Field<Elements<6, UInt8>>()
        public init() {}
      }
    }
  }

  /// The next hop of a redirected packet.
  public typealias BpfRedirNeigh = Record<BpfRedirNeighSchema>

  public struct BpfRedirNeighSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "bpf_redir_neigh")
    public let nh_family = Field<UInt32>()
    public let ipv4NhOrIpv6Nh = Field<Record<Ipv4NhOrIpv6Nh>>.anonymous
    public init() {}

    public struct Ipv4NhOrIpv6Nh: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let ipv4_nh = Field<UInt32>()
      public let ipv6_nh = Field<Elements<4, UInt32>>()
      public init() {}
    }
  }

  /// What a flow dissector finds in a packet.
  public typealias BpfFlowKeys = Record<BpfFlowKeysSchema>

  public struct BpfFlowKeysSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "bpf_flow_keys")
    public let nhoff = Field<UInt16>()
    public let thoff = Field<UInt16>()
    public let addr_proto = Field<UInt16>()
    public let is_frag = Field<UInt8>()
    public let is_first_frag = Field<UInt8>()
    public let is_encap = Field<UInt8>()
    public let ip_proto = Field<UInt8>()
    public let n_proto = Field<UInt16>()
    public let sport = Field<UInt16>()
    public let dport = Field<UInt16>()
    public let ipv4SrcOrIpv6Src = Field<Record<Ipv4SrcOrIpv6Src>>.anonymous
    public let flags = Field<UInt32>()
    public let flow_label = Field<UInt32>()
    public init() {}

    public struct Ipv4SrcOrIpv6Src: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let ipv4SrcAndIpv4Dst = Field<Record<Ipv4SrcAndIpv4Dst>>.anonymous
      public let ipv6SrcAndIpv6Dst = Field<Record<Ipv6SrcAndIpv6Dst>>.anonymous
      public init() {}

      public struct Ipv4SrcAndIpv4Dst: RecordSchema {
        public static let identity = RecordIdentity.nested()
        public let ipv4_src = Field<UInt32>()
        public let ipv4_dst = Field<UInt32>()
        public init() {}
      }

      public struct Ipv6SrcAndIpv6Dst: RecordSchema {
        public static let identity = RecordIdentity.nested()
        public let ipv6_src = Field<Elements<4, UInt32>>()
        public let ipv6_dst = Field<Elements<4, UInt32>>()
        public init() {}
      }
    }
  }

  /// A spin lock in a map's value.
  public typealias BpfSpinLock = Record<BpfSpinLockSchema>

  public struct BpfSpinLockSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "bpf_spin_lock")
    public let val = Field<UInt32>()
    public init() {}
  }

  /// A timer in a map's value.
  public typealias BpfTimer = Record<BpfTimerSchema>

  public struct BpfTimerSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "bpf_timer")
    public let __opaque = Field<Elements<2, UInt64>>()
    public init() {}
  }

  /// A work queue entry in a map's value.
  public typealias BpfWq = Record<BpfWqSchema>

  public struct BpfWqSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "bpf_wq")
    public let __opaque = Field<Elements<2, UInt64>>()
    public init() {}
  }

  /// A pointer with bounds that are known at run time.
  public typealias BpfDynptr = Record<BpfDynptrSchema>

  public struct BpfDynptrSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "bpf_dynptr")
    public let __opaque = Field<Elements<2, UInt64>>()
    public init() {}
  }

  /// The head of a linked list in a map's value.
  public typealias BpfListHead = Record<BpfListHeadSchema>

  public struct BpfListHeadSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "bpf_list_head")
    public let __opaque = Field<Elements<2, UInt64>>()
    public init() {}
  }

  /// A node of a linked list.
  public typealias BpfListNode = Record<BpfListNodeSchema>

  public struct BpfListNodeSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "bpf_list_node")
    public let __opaque = Field<Elements<3, UInt64>>()
    public init() {}
  }

  /// The root of a red-black tree in a map's value.
  public typealias BpfRbRoot = Record<BpfRbRootSchema>

  public struct BpfRbRootSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "bpf_rb_root")
    public let __opaque = Field<Elements<2, UInt64>>()
    public init() {}
  }

  /// A node of a red-black tree.
  public typealias BpfRbNode = Record<BpfRbNodeSchema>

  public struct BpfRbNodeSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "bpf_rb_node")
    public let __opaque = Field<Elements<4, UInt64>>()
    public init() {}
  }

  /// A reference count of an object.
  public typealias BpfRefcount = Record<BpfRefcountSchema>

  public struct BpfRefcountSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "bpf_refcount")
    public let __opaque = Field<Elements<1, UInt32>>()
    public init() {}
  }

  /// A process's numbers in a namespace.
  public typealias BpfPidnsInfo = Record<BpfPidnsInfoSchema>

  public struct BpfPidnsInfoSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "bpf_pidns_info")
    public let pid = Field<UInt32>()
    public let tgid = Field<UInt32>()
    public init() {}
  }

  /// A typed pointer for printing.
  public typealias BtfPtr = Record<BtfPtrSchema>

  public struct BtfPtrSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "btf_ptr")
    public let ptr = Field<Address>()
    public let type_id = Field<UInt32>()
    public let flags = Field<UInt32>()
    public init() {}
  }

  /// A numeric iterator's state.
  public typealias BpfIterNum = Record<BpfIterNumSchema>

  public struct BpfIterNumSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "bpf_iter_num")
    public let __opaque = Field<Elements<1, UInt64>>()
    public init() {}
  }
}

extension Catalogue {
  static let kernelBpfHelpers: [RecordDescription] = [
    RecordDescription(Kernel.BpfTunnelKey.self),
    RecordDescription(Kernel.BpfXfrmState.self),
    RecordDescription(Kernel.BpfSockTuple.self),
    RecordDescription(Kernel.BpfXdpSock.self),
    RecordDescription(Kernel.BpfPerfEventValue.self),
    RecordDescription(Kernel.BpfFibLookup.self),
    RecordDescription(Kernel.BpfRedirNeigh.self),
    RecordDescription(Kernel.BpfFlowKeys.self),
    RecordDescription(Kernel.BpfSpinLock.self),
    RecordDescription(Kernel.BpfTimer.self),
    RecordDescription(Kernel.BpfWq.self),
    RecordDescription(Kernel.BpfDynptr.self),
    RecordDescription(Kernel.BpfListHead.self),
    RecordDescription(Kernel.BpfListNode.self),
    RecordDescription(Kernel.BpfRbRoot.self),
    RecordDescription(Kernel.BpfRbNode.self),
    RecordDescription(Kernel.BpfRefcount.self),
    RecordDescription(Kernel.BpfPidnsInfo.self),
    RecordDescription(Kernel.BtfPtr.self),
    RecordDescription(Kernel.BpfIterNum.self),
  ]
}
