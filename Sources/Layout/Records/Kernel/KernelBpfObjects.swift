// What the kernel says about BPF programs, maps and links, and the keys and values of some maps.

// A schema's fields bear the C members' names, which the manual pages and the headers explain.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

extension Kernel {
  /// The old key of a longest-prefix map, whose data follow the prefix length.
  public typealias BpfLpmTrieKey = Record<BpfLpmTrieKeySchema>

  public struct BpfLpmTrieKeySchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "bpf_lpm_trie_key")
    public let prefixlen = Field<UInt32>()
    public let data = Field<Elements<0, UInt8>>()
    public init() {}
  }

  /// What the key of a longest-prefix map starts with.
  public typealias BpfLpmTrieKeyHdr = Record<BpfLpmTrieKeyHdrSchema>

  public struct BpfLpmTrieKeyHdrSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "bpf_lpm_trie_key_hdr")
    public let prefixlen = Field<UInt32>()
    public init() {}
  }

  /// The key of a longest-prefix map: a prefix length and the bytes.
  public typealias BpfLpmTrieKeyU8 = Record<BpfLpmTrieKeyU8Schema>

  public struct BpfLpmTrieKeyU8Schema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "bpf_lpm_trie_key_u8")
    public let hdrOrPrefixlen = Field<Record<HdrOrPrefixlen>>.anonymous
    public let data = Field<Trailing<UInt8>>()
    public init() {}

    public struct HdrOrPrefixlen: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let hdr = Field<BpfLpmTrieKeyHdr>()
      public let prefixlen = Field<UInt32>()
      public init() {}
    }
  }

  /// The key of a map with storage for each control group.
  public typealias BpfCgroupStorageKey = Record<BpfCgroupStorageKeySchema>

  public struct BpfCgroupStorageKeySchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "bpf_cgroup_storage_key")
    public let cgroup_inode_id = Field<UInt64>()
    public let attach_type = Field<UInt32>()
    public init() {}
  }

  /// What a BPF iterator goes over.
  public typealias BpfIterLinkInfo = Record<BpfIterLinkInfoSchema>

  public struct BpfIterLinkInfoSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "bpf_iter_link_info", kind: .union)
    public let map = Field<Record<Map>>()
    public let cgroup = Field<Record<Cgroup>>()
    public let task = Field<Record<Task>>()
    public init() {}

    public struct Map: RecordSchema {
      public static let identity = RecordIdentity.nested()
      public let map_fd = Field<UInt32>()
      public init() {}
    }

    public struct Cgroup: RecordSchema {
      public static let identity = RecordIdentity.nested()
      public let order = Field<UInt32>(enumeration: "bpf_cgroup_iter_order")
      public let cgroup_fd = Field<UInt32>()
      public let cgroup_id = Field<UInt64>()
      public init() {}
    }

    public struct Task: RecordSchema {
      public static let identity = RecordIdentity.nested()
      public let tid = Field<UInt32>()
      public let pid = Field<UInt32>()
      public let pid_fd = Field<UInt32>()
      public init() {}
    }
  }

  /// A frame of a user stack by build identifier and offset.
  public typealias BpfStackBuildId = Record<BpfStackBuildIdSchema>

  public struct BpfStackBuildIdSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "bpf_stack_build_id")
    public let status = Field<Int32>()
    public let build_id = Field<Elements<20, UInt8>>()
    public let offsetOrIp = Field<Record<OffsetOrIp>>.anonymous
    public init() {}

    public struct OffsetOrIp: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let offset = Field<UInt64>()
      public let ip = Field<UInt64>()
      public init() {}
    }
  }

  /// The value of a map of network devices.
  public typealias BpfDevmapVal = Record<BpfDevmapValSchema>

  public struct BpfDevmapValSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "bpf_devmap_val")
    public let ifindex = Field<UInt32>()
    public let bpf_prog = Field<Record<BpfProg>>()
    public init() {}

    public struct BpfProg: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let fd = Field<Int32>()
      public let id = Field<UInt32>()
      public init() {}
    }
  }

  /// The value of a map of processors.
  public typealias BpfCpumapVal = Record<BpfCpumapValSchema>

  public struct BpfCpumapValSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "bpf_cpumap_val")
    public let qsize = Field<UInt32>()
    public let bpf_prog = Field<Record<BpfProg>>()
    public init() {}

    public struct BpfProg: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let fd = Field<Int32>()
      public let id = Field<UInt32>()
      public init() {}
    }
  }

  /// What the kernel says about a program.
  public typealias BpfProgInfo = Record<BpfProgInfoSchema>

  public struct BpfProgInfoSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "bpf_prog_info")
    public let type = Field<UInt32>()
    public let id = Field<UInt32>()
    public let tag = Field<Elements<8, UInt8>>()
    public let jited_prog_len = Field<UInt32>()
    public let xlated_prog_len = Field<UInt32>()
    public let jited_prog_insns = Field<UInt64>()
    public let xlated_prog_insns = Field<UInt64>()
    public let load_time = Field<UInt64>()
    public let created_by_uid = Field<UInt32>()
    public let nr_map_ids = Field<UInt32>()
    public let map_ids = Field<UInt64>()
    public let name = Field<Elements<16, Character8>>()
    public let ifindex = Field<UInt32>()
    public let gpl_compatible = Field<UInt32>(bits: 1)
    public let netns_dev = Field<UInt64>()
    public let netns_ino = Field<UInt64>()
    public let nr_jited_ksyms = Field<UInt32>()
    public let nr_jited_func_lens = Field<UInt32>()
    public let jited_ksyms = Field<UInt64>()
    public let jited_func_lens = Field<UInt64>()
    public let btf_id = Field<UInt32>()
    public let func_info_rec_size = Field<UInt32>()
    public let func_info = Field<UInt64>()
    public let nr_func_info = Field<UInt32>()
    public let nr_line_info = Field<UInt32>()
    public let line_info = Field<UInt64>()
    public let jited_line_info = Field<UInt64>()
    public let nr_jited_line_info = Field<UInt32>()
    public let line_info_rec_size = Field<UInt32>()
    public let jited_line_info_rec_size = Field<UInt32>()
    public let nr_prog_tags = Field<UInt32>()
    public let prog_tags = Field<UInt64>()
    public let run_time_ns = Field<UInt64>()
    public let run_cnt = Field<UInt64>()
    public let recursion_misses = Field<UInt64>()
    public let verified_insns = Field<UInt32>()
    public let attach_btf_obj_id = Field<UInt32>()
    public let attach_btf_id = Field<UInt32>()
    public init() {}
  }

  /// What the kernel says about a map.
  public typealias BpfMapInfo = Record<BpfMapInfoSchema>

  public struct BpfMapInfoSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "bpf_map_info")
    public let type = Field<UInt32>()
    public let id = Field<UInt32>()
    public let key_size = Field<UInt32>()
    public let value_size = Field<UInt32>()
    public let max_entries = Field<UInt32>()
    public let map_flags = Field<UInt32>()
    public let name = Field<Elements<16, Character8>>()
    public let ifindex = Field<UInt32>()
    public let btf_vmlinux_value_type_id = Field<UInt32>()
    public let netns_dev = Field<UInt64>()
    public let netns_ino = Field<UInt64>()
    public let btf_id = Field<UInt32>()
    public let btf_key_type_id = Field<UInt32>()
    public let btf_value_type_id = Field<UInt32>()
    public let btf_vmlinux_id = Field<UInt32>()
    public let map_extra = Field<UInt64>()
    public init() {}
  }

  /// What the kernel says about type information.
  public typealias BpfBtfInfo = Record<BpfBtfInfoSchema>

  public struct BpfBtfInfoSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "bpf_btf_info")
    public let btf = Field<UInt64>()
    public let btf_size = Field<UInt32>()
    public let id = Field<UInt32>()
    public let name = Field<UInt64>()
    public let name_len = Field<UInt32>()
    public let kernel_btf = Field<UInt32>()
    public init() {}
  }

  /// What the kernel says about a link.
  public typealias BpfLinkInfo = Record<BpfLinkInfoSchema>

  public struct BpfLinkInfoSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "bpf_link_info")
    public let type = Field<UInt32>()
    public let id = Field<UInt32>()
    public let prog_id = Field<UInt32>()
    public let rawTracepointOrTracing = Field<Record<RawTracepointOrTracing>>.anonymous
    public init() {}

    public struct RawTracepointOrTracing: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let raw_tracepoint = Field<Record<RawTracepoint>>()
      public let tracing = Field<Record<Tracing>>()
      public let cgroup = Field<Record<Cgroup>>()
      public let iter = Field<Record<Iter>>()
      public let netns = Field<Record<Netns>>()
      public let xdp = Field<Record<Xdp>>()
      public let struct_ops = Field<Record<StructOps>>()
      public let netfilter = Field<Record<Netfilter>>()
      public let kprobe_multi = Field<Record<KprobeMulti>>()
      public let uprobe_multi = Field<Record<UprobeMulti>>()
      public let perf_event = Field<Record<PerfEvent>>()
      public let tcx = Field<Record<Tcx>>()
      public let netkit = Field<Record<Netkit>>()
      public let sockmap = Field<Record<Sockmap>>()
      public init() {}

      public struct RawTracepoint: RecordSchema {
        public static let identity = RecordIdentity.nested()
        public let tp_name = Field<UInt64>()
        public let tp_name_len = Field<UInt32>()
        public init() {}
      }

      public struct Tracing: RecordSchema {
        public static let identity = RecordIdentity.nested()
        public let attach_type = Field<UInt32>()
        public let target_obj_id = Field<UInt32>()
        public let target_btf_id = Field<UInt32>()
        public init() {}
      }

      public struct Cgroup: RecordSchema {
        public static let identity = RecordIdentity.nested()
        public let cgroup_id = Field<UInt64>()
        public let attach_type = Field<UInt32>()
        public init() {}
      }

      public struct Iter: RecordSchema {
        public static let identity = RecordIdentity.nested()
        public let target_name = Field<UInt64>()
        public let target_name_len = Field<UInt32>()
        public let mapChoice = Field<Record<MapChoice>>.anonymous
        public let cgroupOrTask = Field<Record<CgroupOrTask>>.anonymous
        public init() {}

        public struct MapChoice: RecordSchema {
          public static let identity = RecordIdentity.nested(.union)
          public let map = Field<Record<Map>>()
          public init() {}

          public struct Map: RecordSchema {
            public static let identity = RecordIdentity.nested()
            public let map_id = Field<UInt32>()
            public init() {}
          }
        }

        public struct CgroupOrTask: RecordSchema {
          public static let identity = RecordIdentity.nested(.union)
          public let cgroup = Field<Record<Cgroup>>()
          public let task = Field<Record<Task>>()
          public init() {}

          public struct Cgroup: RecordSchema {
            public static let identity = RecordIdentity.nested()
            public let cgroup_id = Field<UInt64>()
            public let order = Field<UInt32>()
            public init() {}
          }

          public struct Task: RecordSchema {
            public static let identity = RecordIdentity.nested()
            public let tid = Field<UInt32>()
            public let pid = Field<UInt32>()
            public init() {}
          }
        }
      }

      public struct Netns: RecordSchema {
        public static let identity = RecordIdentity.nested()
        public let netns_ino = Field<UInt32>()
        public let attach_type = Field<UInt32>()
        public init() {}
      }

      public struct Xdp: RecordSchema {
        public static let identity = RecordIdentity.nested()
        public let ifindex = Field<UInt32>()
        public init() {}
      }

      public struct StructOps: RecordSchema {
        public static let identity = RecordIdentity.nested()
        public let map_id = Field<UInt32>()
        public init() {}
      }

      public struct Netfilter: RecordSchema {
        public static let identity = RecordIdentity.nested()
        public let pf = Field<UInt32>()
        public let hooknum = Field<UInt32>()
        public let priority = Field<Int32>()
        public let flags = Field<UInt32>()
        public init() {}
      }

      public struct KprobeMulti: RecordSchema {
        public static let identity = RecordIdentity.nested()
        public let addrs = Field<UInt64>()
        public let count = Field<UInt32>()
        public let flags = Field<UInt32>()
        public let missed = Field<UInt64>()
        public let cookies = Field<UInt64>()
        public init() {}
      }

      public struct UprobeMulti: RecordSchema {
        public static let identity = RecordIdentity.nested()
        public let path = Field<UInt64>()
        public let offsets = Field<UInt64>()
        public let ref_ctr_offsets = Field<UInt64>()
        public let cookies = Field<UInt64>()
        public let path_size = Field<UInt32>()
        public let count = Field<UInt32>()
        public let flags = Field<UInt32>()
        public let pid = Field<UInt32>()
        public init() {}
      }

      public struct PerfEvent: RecordSchema {
        public static let identity = RecordIdentity.nested()
        public let type = Field<UInt32>()
        public let uprobeOrKprobe = Field<Record<UprobeOrKprobe>>.anonymous
        public init() {}

        public struct UprobeOrKprobe: RecordSchema {
          public static let identity = RecordIdentity.nested(.union)
          public let uprobe = Field<Record<Uprobe>>()
          public let kprobe = Field<Record<Kprobe>>()
          public let tracepoint = Field<Record<Tracepoint>>()
          public let event = Field<Record<Event>>()
          public init() {}

          public struct Uprobe: RecordSchema {
            public static let identity = RecordIdentity.nested()
            public let file_name = Field<UInt64>()
            public let name_len = Field<UInt32>()
            public let offset = Field<UInt32>()
            public let cookie = Field<UInt64>()
            public init() {}
          }

          public struct Kprobe: RecordSchema {
            public static let identity = RecordIdentity.nested()
            public let func_name = Field<UInt64>()
            public let name_len = Field<UInt32>()
            public let offset = Field<UInt32>()
            public let addr = Field<UInt64>()
            public let missed = Field<UInt64>()
            public let cookie = Field<UInt64>()
            public init() {}
          }

          public struct Tracepoint: RecordSchema {
            public static let identity = RecordIdentity.nested()
            public let tp_name = Field<UInt64>()
            public let name_len = Field<UInt32>()
            public let cookie = Field<UInt64>()
            public init() {}
          }

          public struct Event: RecordSchema {
            public static let identity = RecordIdentity.nested()
            public let config = Field<UInt64>()
            public let type = Field<UInt32>()
            public let cookie = Field<UInt64>()
            public init() {}
          }
        }
      }

      public struct Tcx: RecordSchema {
        public static let identity = RecordIdentity.nested()
        public let ifindex = Field<UInt32>()
        public let attach_type = Field<UInt32>()
        public init() {}
      }

      public struct Netkit: RecordSchema {
        public static let identity = RecordIdentity.nested()
        public let ifindex = Field<UInt32>()
        public let attach_type = Field<UInt32>()
        public init() {}
      }

      public struct Sockmap: RecordSchema {
        public static let identity = RecordIdentity.nested()
        public let map_id = Field<UInt32>()
        public let attach_type = Field<UInt32>()
        public init() {}
      }
    }
  }

  /// Which type a function of a program has.
  public typealias BpfFuncInfo = Record<BpfFuncInfoSchema>

  public struct BpfFuncInfoSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "bpf_func_info")
    public let insn_off = Field<UInt32>()
    public let type_id = Field<UInt32>()
    public init() {}
  }

  /// Which source line an instruction comes from.
  public typealias BpfLineInfo = Record<BpfLineInfoSchema>

  public struct BpfLineInfoSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "bpf_line_info")
    public let insn_off = Field<UInt32>()
    public let file_name_off = Field<UInt32>()
    public let line_off = Field<UInt32>()
    public let line_col = Field<UInt32>()
    public init() {}
  }

  /// A relocation against another kernel's types.
  public typealias BpfCoreRelo = Record<BpfCoreReloSchema>

  public struct BpfCoreReloSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "bpf_core_relo")
    public let insn_off = Field<UInt32>()
    public let type_id = Field<UInt32>()
    public let access_str_off = Field<UInt32>()
    public let kind = Field<UInt32>(enumeration: "bpf_core_relo_kind")
    public init() {}
  }
}

extension Catalogue {
  static let kernelBpfObjects: [RecordDescription] = [
    RecordDescription(Kernel.BpfLpmTrieKey.self),
    RecordDescription(Kernel.BpfLpmTrieKeyHdr.self),
    RecordDescription(Kernel.BpfLpmTrieKeyU8.self),
    RecordDescription(Kernel.BpfCgroupStorageKey.self),
    RecordDescription(Kernel.BpfIterLinkInfo.self),
    RecordDescription(Kernel.BpfStackBuildId.self),
    RecordDescription(Kernel.BpfDevmapVal.self),
    RecordDescription(Kernel.BpfCpumapVal.self),
    RecordDescription(Kernel.BpfProgInfo.self),
    RecordDescription(Kernel.BpfMapInfo.self),
    RecordDescription(Kernel.BpfBtfInfo.self),
    RecordDescription(Kernel.BpfLinkInfo.self),
    RecordDescription(Kernel.BpfFuncInfo.self),
    RecordDescription(Kernel.BpfLineInfo.self),
    RecordDescription(Kernel.BpfCoreRelo.self),
  ]
}
