// What the bpf system call takes: one union with a part for each group of commands.

// A schema's fields bear the C members' names, which the manual pages and the headers explain.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

extension Kernel {
  /// The argument of the bpf system call: a kernel takes any shorter size too, and a longer one whose rest is zero.
  public typealias BpfAttr = Record<BpfAttrSchema>

  public struct BpfAttrSchema: RecordSchema {
    public static let identity = RecordIdentity(
      .kernel, "bpf_attr", kind: .union,
      ladder: [
        Rung(40, since: "3.18"), Rung(48, since: "4.1"), Rung(72, since: "4.15"), Rung(112, since: "5.0"),
        Rung(120, since: "5.5"), Rung(128, since: "5.14"), Rung(144, since: "5.17"), Rung(152, since: "6.9"),
      ])
    public let mapCreate = Field<Record<MapCreate>>.anonymous
    public let mapElement = Field<Record<MapElement>>.anonymous
    public let batch = Field<Record<Batch>>()
    public let progLoad = Field<Record<ProgLoad>>.anonymous
    public let objectPin = Field<Record<ObjectPin>>.anonymous
    public let targetFdAndTargetIfindex = Field<Record<TargetFdAndTargetIfindex>>.anonymous
    public let test = Field<Record<Test>>()
    public let identifier = Field<Record<Identifier>>.anonymous
    public let info = Field<Record<Info>>()
    public let query = Field<Record<Query>>()
    public let raw_tracepoint = Field<Record<RawTracepoint>>()
    public let btfLoad = Field<Record<BtfLoad>>.anonymous
    public let task_fd_query = Field<Record<TaskFdQuery>>()
    public let link_create = Field<Record<LinkCreate>>()
    public let link_update = Field<Record<LinkUpdate>>()
    public let link_detach = Field<Record<LinkDetach>>()
    public let enable_stats = Field<Record<EnableStats>>()
    public let iter_create = Field<Record<IterCreate>>()
    public let prog_bind_map = Field<Record<ProgBindMap>>()
    public let token_create = Field<Record<TokenCreate>>()
    public init() {}

    public struct MapCreate: RecordSchema {
      public static let identity = RecordIdentity.nested()
      public let map_type = Field<UInt32>()
      public let key_size = Field<UInt32>()
      public let value_size = Field<UInt32>()
      public let max_entries = Field<UInt32>()
      public let map_flags = Field<UInt32>()
      public let inner_map_fd = Field<UInt32>()
      public let numa_node = Field<UInt32>()
      public let map_name = Field<Elements<16, Character8>>()
      public let map_ifindex = Field<UInt32>()
      public let btf_fd = Field<UInt32>()
      public let btf_key_type_id = Field<UInt32>()
      public let btf_value_type_id = Field<UInt32>()
      public let btf_vmlinux_value_type_id = Field<UInt32>()
      public let map_extra = Field<UInt64>()
      public let value_type_btf_obj_fd = Field<Int32>()
      public let map_token_fd = Field<Int32>()
      public init() {}
    }

    public struct MapElement: RecordSchema {
      public static let identity = RecordIdentity.nested()
      public let map_fd = Field<UInt32>()
      public let key = Field<UInt64>()
      public let valueOrNextKey = Field<Record<ValueOrNextKey>>.anonymous
      public let flags = Field<UInt64>()
      public init() {}

      public struct ValueOrNextKey: RecordSchema {
        public static let identity = RecordIdentity.nested(.union)
        public let value = Field<UInt64>()
        public let next_key = Field<UInt64>()
        public init() {}
      }
    }

    public struct Batch: RecordSchema {
      public static let identity = RecordIdentity.nested()
      public let in_batch = Field<UInt64>()
      public let out_batch = Field<UInt64>()
      public let keys = Field<UInt64>()
      public let values = Field<UInt64>()
      public let count = Field<UInt32>()
      public let map_fd = Field<UInt32>()
      public let elem_flags = Field<UInt64>()
      public let flags = Field<UInt64>()
      public init() {}
    }

    public struct ProgLoad: RecordSchema {
      public static let identity = RecordIdentity.nested()
      public let prog_type = Field<UInt32>()
      public let insn_cnt = Field<UInt32>()
      public let insns = Field<UInt64>()
      public let license = Field<UInt64>()
      public let log_level = Field<UInt32>()
      public let log_size = Field<UInt32>()
      public let log_buf = Field<UInt64>()
      public let kern_version = Field<UInt32>()
      public let prog_flags = Field<UInt32>()
      public let prog_name = Field<Elements<16, Character8>>()
      public let prog_ifindex = Field<UInt32>()
      public let expected_attach_type = Field<UInt32>()
      public let prog_btf_fd = Field<UInt32>()
      public let func_info_rec_size = Field<UInt32>()
      public let func_info = Field<UInt64>()
      public let func_info_cnt = Field<UInt32>()
      public let line_info_rec_size = Field<UInt32>()
      public let line_info = Field<UInt64>()
      public let line_info_cnt = Field<UInt32>()
      public let attach_btf_id = Field<UInt32>()
      public let attachProgFdOrAttachBtfObjFd = Field<Record<AttachProgFdOrAttachBtfObjFd>>.anonymous
      public let core_relo_cnt = Field<UInt32>()
      public let fd_array = Field<UInt64>()
      public let core_relos = Field<UInt64>()
      public let core_relo_rec_size = Field<UInt32>()
      public let log_true_size = Field<UInt32>()
      public let prog_token_fd = Field<Int32>()
      public init() {}

      public struct AttachProgFdOrAttachBtfObjFd: RecordSchema {
        public static let identity = RecordIdentity.nested(.union)
        public let attach_prog_fd = Field<UInt32>()
        public let attach_btf_obj_fd = Field<UInt32>()
        public init() {}
      }
    }

    public struct ObjectPin: RecordSchema {
      public static let identity = RecordIdentity.nested()
      public let pathname = Field<UInt64>()
      public let bpf_fd = Field<UInt32>()
      public let file_flags = Field<UInt32>()
      public let path_fd = Field<Int32>()
      public init() {}
    }

    public struct TargetFdAndTargetIfindex: RecordSchema {
      public static let identity = RecordIdentity.nested()
      public let targetFdOrTargetIfindex = Field<Record<TargetFdOrTargetIfindex>>.anonymous
      public let attach_bpf_fd = Field<UInt32>()
      public let attach_type = Field<UInt32>()
      public let attach_flags = Field<UInt32>()
      public let replace_bpf_fd = Field<UInt32>()
      public let relativeFdOrRelativeId = Field<Record<RelativeFdOrRelativeId>>.anonymous
      public let expected_revision = Field<UInt64>()
      public init() {}

      public struct TargetFdOrTargetIfindex: RecordSchema {
        public static let identity = RecordIdentity.nested(.union)
        public let target_fd = Field<UInt32>()
        public let target_ifindex = Field<UInt32>()
        public init() {}
      }

      public struct RelativeFdOrRelativeId: RecordSchema {
        public static let identity = RecordIdentity.nested(.union)
        public let relative_fd = Field<UInt32>()
        public let relative_id = Field<UInt32>()
        public init() {}
      }
    }

    public struct Test: RecordSchema {
      public static let identity = RecordIdentity.nested()
      public let prog_fd = Field<UInt32>()
      public let retval = Field<UInt32>()
      public let data_size_in = Field<UInt32>()
      public let data_size_out = Field<UInt32>()
      public let data_in = Field<UInt64>()
      public let data_out = Field<UInt64>()
      public let `repeat` = Field<UInt32>()
      public let duration = Field<UInt32>()
      public let ctx_size_in = Field<UInt32>()
      public let ctx_size_out = Field<UInt32>()
      public let ctx_in = Field<UInt64>()
      public let ctx_out = Field<UInt64>()
      public let flags = Field<UInt32>()
      public let cpu = Field<UInt32>()
      public let batch_size = Field<UInt32>()
      public init() {}
    }

    public struct Identifier: RecordSchema {
      public static let identity = RecordIdentity.nested()
      public let startOrObject = Field<Record<StartOrObject>>.anonymous
      public let next_id = Field<UInt32>()
      public let open_flags = Field<UInt32>()
      public init() {}

      public struct StartOrObject: RecordSchema {
        public static let identity = RecordIdentity.nested(.union)
        public let start_id = Field<UInt32>()
        public let prog_id = Field<UInt32>()
        public let map_id = Field<UInt32>()
        public let btf_id = Field<UInt32>()
        public let link_id = Field<UInt32>()
        public init() {}
      }
    }

    public struct Info: RecordSchema {
      public static let identity = RecordIdentity.nested()
      public let bpf_fd = Field<UInt32>()
      public let info_len = Field<UInt32>()
      public let info = Field<UInt64>()
      public init() {}
    }

    public struct Query: RecordSchema {
      public static let identity = RecordIdentity.nested()
      public let targetFdOrTargetIfindex = Field<Record<TargetFdOrTargetIfindex>>.anonymous
      public let attach_type = Field<UInt32>()
      public let query_flags = Field<UInt32>()
      public let attach_flags = Field<UInt32>()
      public let prog_ids = Field<UInt64>()
      public let progCntOrCount = Field<Record<ProgCntOrCount>>.anonymous
      public let prog_attach_flags = Field<UInt64>()
      public let link_ids = Field<UInt64>()
      public let link_attach_flags = Field<UInt64>()
      public let revision = Field<UInt64>()
      public init() {}

      public struct TargetFdOrTargetIfindex: RecordSchema {
        public static let identity = RecordIdentity.nested(.union)
        public let target_fd = Field<UInt32>()
        public let target_ifindex = Field<UInt32>()
        public init() {}
      }

      public struct ProgCntOrCount: RecordSchema {
        public static let identity = RecordIdentity.nested(.union)
        public let prog_cnt = Field<UInt32>()
        public let count = Field<UInt32>()
        public init() {}
      }
    }

    public struct RawTracepoint: RecordSchema {
      public static let identity = RecordIdentity.nested()
      public let name = Field<UInt64>()
      public let prog_fd = Field<UInt32>()
      public let cookie = Field<UInt64>()
      public init() {}
    }

    public struct BtfLoad: RecordSchema {
      public static let identity = RecordIdentity.nested()
      public let btf = Field<UInt64>()
      public let btf_log_buf = Field<UInt64>()
      public let btf_size = Field<UInt32>()
      public let btf_log_size = Field<UInt32>()
      public let btf_log_level = Field<UInt32>()
      public let btf_log_true_size = Field<UInt32>()
      public let btf_flags = Field<UInt32>()
      public let btf_token_fd = Field<Int32>()
      public init() {}
    }

    public struct TaskFdQuery: RecordSchema {
      public static let identity = RecordIdentity.nested()
      public let pid = Field<UInt32>()
      public let fd = Field<UInt32>()
      public let flags = Field<UInt32>()
      public let buf_len = Field<UInt32>()
      public let buf = Field<UInt64>()
      public let prog_id = Field<UInt32>()
      public let fd_type = Field<UInt32>()
      public let probe_offset = Field<UInt64>()
      public let probe_addr = Field<UInt64>()
      public init() {}
    }

    public struct LinkCreate: RecordSchema {
      public static let identity = RecordIdentity.nested()
      public let progFdOrMapFd = Field<Record<ProgFdOrMapFd>>.anonymous
      public let targetFdOrTargetIfindex = Field<Record<TargetFdOrTargetIfindex>>.anonymous
      public let attach_type = Field<UInt32>()
      public let flags = Field<UInt32>()
      public let targetBtfIdOrIterInfo = Field<Record<TargetBtfIdOrIterInfo>>.anonymous
      public init() {}

      public struct ProgFdOrMapFd: RecordSchema {
        public static let identity = RecordIdentity.nested(.union)
        public let prog_fd = Field<UInt32>()
        public let map_fd = Field<UInt32>()
        public init() {}
      }

      public struct TargetFdOrTargetIfindex: RecordSchema {
        public static let identity = RecordIdentity.nested(.union)
        public let target_fd = Field<UInt32>()
        public let target_ifindex = Field<UInt32>()
        public init() {}
      }

      public struct TargetBtfIdOrIterInfo: RecordSchema {
        public static let identity = RecordIdentity.nested(.union)
        public let target_btf_id = Field<UInt32>()
        public let iterInfoAndIterInfoLen = Field<Record<IterInfoAndIterInfoLen>>.anonymous
        public let perf_event = Field<Record<PerfEvent>>()
        public let kprobe_multi = Field<Record<KprobeMulti>>()
        public let tracing = Field<Record<Tracing>>()
        public let netfilter = Field<Record<Netfilter>>()
        public let tcx = Field<Record<Tcx>>()
        public let uprobe_multi = Field<Record<UprobeMulti>>()
        public let netkit = Field<Record<Netkit>>()
        public init() {}

        public struct IterInfoAndIterInfoLen: RecordSchema {
          public static let identity = RecordIdentity.nested()
          public let iter_info = Field<UInt64>()
          public let iter_info_len = Field<UInt32>()
          public init() {}
        }

        public struct PerfEvent: RecordSchema {
          public static let identity = RecordIdentity.nested()
          public let bpf_cookie = Field<UInt64>()
          public init() {}
        }

        public struct KprobeMulti: RecordSchema {
          public static let identity = RecordIdentity.nested()
          public let flags = Field<UInt32>()
          public let cnt = Field<UInt32>()
          public let syms = Field<UInt64>()
          public let addrs = Field<UInt64>()
          public let cookies = Field<UInt64>()
          public init() {}
        }

        public struct Tracing: RecordSchema {
          public static let identity = RecordIdentity.nested()
          public let target_btf_id = Field<UInt32>()
          public let cookie = Field<UInt64>()
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

        public struct Tcx: RecordSchema {
          public static let identity = RecordIdentity.nested()
          public let relativeFdOrRelativeId = Field<Record<RelativeFdOrRelativeId>>.anonymous
          public let expected_revision = Field<UInt64>()
          public init() {}

          public struct RelativeFdOrRelativeId: RecordSchema {
            public static let identity = RecordIdentity.nested(.union)
            public let relative_fd = Field<UInt32>()
            public let relative_id = Field<UInt32>()
            public init() {}
          }
        }

        public struct UprobeMulti: RecordSchema {
          public static let identity = RecordIdentity.nested()
          public let path = Field<UInt64>()
          public let offsets = Field<UInt64>()
          public let ref_ctr_offsets = Field<UInt64>()
          public let cookies = Field<UInt64>()
          public let cnt = Field<UInt32>()
          public let flags = Field<UInt32>()
          public let pid = Field<UInt32>()
          public init() {}
        }

        public struct Netkit: RecordSchema {
          public static let identity = RecordIdentity.nested()
          public let relativeFdOrRelativeId = Field<Record<RelativeFdOrRelativeId>>.anonymous
          public let expected_revision = Field<UInt64>()
          public init() {}

          public struct RelativeFdOrRelativeId: RecordSchema {
            public static let identity = RecordIdentity.nested(.union)
            public let relative_fd = Field<UInt32>()
            public let relative_id = Field<UInt32>()
            public init() {}
          }
        }
      }
    }

    public struct LinkUpdate: RecordSchema {
      public static let identity = RecordIdentity.nested()
      public let link_fd = Field<UInt32>()
      public let newProgFdOrNewMapFd = Field<Record<NewProgFdOrNewMapFd>>.anonymous
      public let flags = Field<UInt32>()
      public let oldProgFdOrOldMapFd = Field<Record<OldProgFdOrOldMapFd>>.anonymous
      public init() {}

      public struct NewProgFdOrNewMapFd: RecordSchema {
        public static let identity = RecordIdentity.nested(.union)
        public let new_prog_fd = Field<UInt32>()
        public let new_map_fd = Field<UInt32>()
        public init() {}
      }

      public struct OldProgFdOrOldMapFd: RecordSchema {
        public static let identity = RecordIdentity.nested(.union)
        public let old_prog_fd = Field<UInt32>()
        public let old_map_fd = Field<UInt32>()
        public init() {}
      }
    }

    public struct LinkDetach: RecordSchema {
      public static let identity = RecordIdentity.nested()
      public let link_fd = Field<UInt32>()
      public init() {}
    }

    public struct EnableStats: RecordSchema {
      public static let identity = RecordIdentity.nested()
      public let type = Field<UInt32>()
      public init() {}
    }

    public struct IterCreate: RecordSchema {
      public static let identity = RecordIdentity.nested()
      public let link_fd = Field<UInt32>()
      public let flags = Field<UInt32>()
      public init() {}
    }

    public struct ProgBindMap: RecordSchema {
      public static let identity = RecordIdentity.nested()
      public let prog_fd = Field<UInt32>()
      public let map_fd = Field<UInt32>()
      public let flags = Field<UInt32>()
      public init() {}
    }

    public struct TokenCreate: RecordSchema {
      public static let identity = RecordIdentity.nested()
      public let flags = Field<UInt32>()
      public let bpffs_fd = Field<UInt32>()
      public init() {}
    }
  }
}

extension Catalogue {
  static let kernelBpfAttributes: [RecordDescription] = [
    RecordDescription(Kernel.BpfAttr.self)
  ]
}
