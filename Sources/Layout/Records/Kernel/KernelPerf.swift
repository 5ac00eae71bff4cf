// Performance events: what is measured, and the ring that the kernel writes samples to.

// A schema's fields bear the C members' names, which the manual pages and the headers explain.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

extension Kernel {
  /// What perf_event_open measures.
  public typealias PerfEventAttr = Record<PerfEventAttrSchema>

  public struct PerfEventAttrSchema: RecordSchema {
    public static let identity = RecordIdentity(
      .kernel, "perf_event_attr",
      ladder: [
        Rung(64, since: "2.6.31"), Rung(72, since: "2.6.33"), Rung(80, since: "3.4"), Rung(96, since: "3.7"),
        Rung(104, since: "3.19"), Rung(112, since: "4.1"), Rung(120, since: "5.5"), Rung(128, since: "5.13"),
        Rung(136, since: "6.3"), Rung(144, since: "6.19"),
      ])
    public let type = Field<UInt32>()
    public let size = Field<UInt32>()
    public let config = Field<UInt64>()
    public let samplePeriodOrSampleFreq = Field<Record<SamplePeriodOrSampleFreq>>.anonymous
    public let sample_type = Field<UInt64>()
    public let read_format = Field<UInt64>()
    public let disabled = Field<UInt64>(bits: 1)
    public let inherit = Field<UInt64>(bits: 1)
    public let pinned = Field<UInt64>(bits: 1)
    public let exclusive = Field<UInt64>(bits: 1)
    public let exclude_user = Field<UInt64>(bits: 1)
    public let exclude_kernel = Field<UInt64>(bits: 1)
    public let exclude_hv = Field<UInt64>(bits: 1)
    public let exclude_idle = Field<UInt64>(bits: 1)
    public let mmap = Field<UInt64>(bits: 1)
    public let comm = Field<UInt64>(bits: 1)
    public let freq = Field<UInt64>(bits: 1)
    public let inherit_stat = Field<UInt64>(bits: 1)
    public let enable_on_exec = Field<UInt64>(bits: 1)
    public let task = Field<UInt64>(bits: 1)
    public let watermark = Field<UInt64>(bits: 1)
    public let precise_ip = Field<UInt64>(bits: 2)
    public let mmap_data = Field<UInt64>(bits: 1)
    public let sample_id_all = Field<UInt64>(bits: 1)
    public let exclude_host = Field<UInt64>(bits: 1)
    public let exclude_guest = Field<UInt64>(bits: 1)
    public let exclude_callchain_kernel = Field<UInt64>(bits: 1)
    public let exclude_callchain_user = Field<UInt64>(bits: 1)
    public let mmap2 = Field<UInt64>(bits: 1)
    public let comm_exec = Field<UInt64>(bits: 1)
    public let use_clockid = Field<UInt64>(bits: 1)
    public let context_switch = Field<UInt64>(bits: 1)
    public let write_backward = Field<UInt64>(bits: 1)
    public let namespaces = Field<UInt64>(bits: 1)
    public let ksymbol = Field<UInt64>(bits: 1)
    public let bpf_event = Field<UInt64>(bits: 1)
    public let aux_output = Field<UInt64>(bits: 1)
    public let cgroup = Field<UInt64>(bits: 1)
    public let text_poke = Field<UInt64>(bits: 1)
    public let build_id = Field<UInt64>(bits: 1)
    public let inherit_thread = Field<UInt64>(bits: 1)
    public let remove_on_exec = Field<UInt64>(bits: 1)
    public let sigtrap = Field<UInt64>(bits: 1)
    public let __reserved_1 = Field<UInt64>(bits: 26)
    public let wakeupEventsOrWakeupWatermark = Field<Record<WakeupEventsOrWakeupWatermark>>.anonymous
    public let bp_type = Field<UInt32>()
    public let bpAddrOrKprobeFunc = Field<Record<BpAddrOrKprobeFunc>>.anonymous
    public let bpLenOrKprobeAddr = Field<Record<BpLenOrKprobeAddr>>.anonymous
    public let branch_sample_type = Field<UInt64>()
    public let sample_regs_user = Field<UInt64>()
    public let sample_stack_user = Field<UInt32>()
    public let clockid = Field<Int32>()
    public let sample_regs_intr = Field<UInt64>()
    public let aux_watermark = Field<UInt32>()
    public let sample_max_stack = Field<UInt16>()
    public let __reserved_2 = Field<UInt16>()
    public let aux_sample_size = Field<UInt32>()
    public let auxActionChoice = Field<Record<AuxActionChoice>>.anonymous
    public let sig_data = Field<UInt64>()
    public let config3 = Field<UInt64>()
    public init() {}

    public struct SamplePeriodOrSampleFreq: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let sample_period = Field<UInt64>()
      public let sample_freq = Field<UInt64>()
      public init() {}
    }

    public struct WakeupEventsOrWakeupWatermark: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let wakeup_events = Field<UInt32>()
      public let wakeup_watermark = Field<UInt32>()
      public init() {}
    }

    public struct BpAddrOrKprobeFunc: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let bp_addr = Field<UInt64>()
      public let kprobe_func = Field<UInt64>()
      public let uprobe_path = Field<UInt64>()
      public let config1 = Field<UInt64>()
      public init() {}
    }

    public struct BpLenOrKprobeAddr: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let bp_len = Field<UInt64>()
      public let kprobe_addr = Field<UInt64>()
      public let probe_offset = Field<UInt64>()
      public let config2 = Field<UInt64>()
      public init() {}
    }

    public struct AuxActionChoice: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let aux_action = Field<UInt32>()
      public let auxStartPausedAndAuxPause = Field<Record<AuxStartPausedAndAuxPause>>.anonymous
      public init() {}

      public struct AuxStartPausedAndAuxPause: RecordSchema {
        public static let identity = RecordIdentity.nested()
        public let aux_start_paused = Field<UInt32>(bits: 1)
        public let aux_pause = Field<UInt32>(bits: 1)
        public let aux_resume = Field<UInt32>(bits: 1)
        public let __reserved_3 = Field<UInt32>(bits: 29)
        public init() {}
      }
    }
  }

  /// Which BPF programs are attached to an event.
  public typealias PerfEventQueryBpf = Record<PerfEventQueryBpfSchema>

  public struct PerfEventQueryBpfSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "perf_event_query_bpf")
    public let ids_len = Field<UInt32>()
    public let prog_cnt = Field<UInt32>()
    public let ids = Field<Trailing<UInt32>>()
    public init() {}
  }

  /// The first page of an event's ring.
  public typealias PerfEventMmapPage = Record<PerfEventMmapPageSchema>

  public struct PerfEventMmapPageSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "perf_event_mmap_page")
    public let version = Field<UInt32>()
    public let compat_version = Field<UInt32>()
    public let lock = Field<UInt32>()
    public let index = Field<UInt32>()
    public let offset = Field<Int64>()
    public let time_enabled = Field<UInt64>()
    public let time_running = Field<UInt64>()
    public let capabilitiesOrCapBit0 = Field<Record<CapabilitiesOrCapBit0>>.anonymous
    public let pmc_width = Field<UInt16>()
    public let time_shift = Field<UInt16>()
    public let time_mult = Field<UInt32>()
    public let time_offset = Field<UInt64>()
    public let time_zero = Field<UInt64>()
    public let size = Field<UInt32>()
    public let __reserved_1 = Field<UInt32>()
    public let time_cycles = Field<UInt64>()
    public let time_mask = Field<UInt64>()
    public let __reserved = Field<Elements<928, UInt8>>()
    public let data_head = Field<UInt64>()
    public let data_tail = Field<UInt64>()
    public let data_offset = Field<UInt64>()
    public let data_size = Field<UInt64>()
    public let aux_head = Field<UInt64>()
    public let aux_tail = Field<UInt64>()
    public let aux_offset = Field<UInt64>()
    public let aux_size = Field<UInt64>()
    public init() {}

    public struct CapabilitiesOrCapBit0: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let capabilities = Field<UInt64>()
      public let capBit0AndCapBit0IsDeprecated = Field<Record<CapBit0AndCapBit0IsDeprecated>>.anonymous
      public init() {}

      public struct CapBit0AndCapBit0IsDeprecated: RecordSchema {
        public static let identity = RecordIdentity.nested()
        public let cap_bit0 = Field<UInt64>(bits: 1)
        public let cap_bit0_is_deprecated = Field<UInt64>(bits: 1)
        public let cap_user_rdpmc = Field<UInt64>(bits: 1)
        public let cap_user_time = Field<UInt64>(bits: 1)
        public let cap_user_time_zero = Field<UInt64>(bits: 1)
        public let cap_user_time_short = Field<UInt64>(bits: 1)
        public let cap_____res = Field<UInt64>(bits: 58)
        public init() {}
      }
    }
  }

  /// What every record of the ring starts with.
  public typealias PerfEventHeader = Record<PerfEventHeaderSchema>

  public struct PerfEventHeaderSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "perf_event_header")
    public let type = Field<UInt32>()
    public let misc = Field<UInt16>()
    public let size = Field<UInt16>()
    public init() {}
  }

  /// A namespace's device and inode.
  public typealias PerfNsLinkInfo = Record<PerfNsLinkInfoSchema>

  public struct PerfNsLinkInfoSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "perf_ns_link_info")
    public let dev = Field<UInt64>()
    public let ino = Field<UInt64>()
    public init() {}
  }

  /// Where in the memory hierarchy data came from.
  public typealias PerfMemDataSrc = Record<PerfMemDataSrcSchema>

  public struct PerfMemDataSrcSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "perf_mem_data_src", kind: .union)
    public let val = Field<UInt64>()
    public let memOpAndMemLvl = Field<Record<MemOpAndMemLvl>>.anonymous
    public init() {}

    public struct MemOpAndMemLvl: RecordSchema {
      public static let identity = RecordIdentity.nested()
      public let mem_op = Field<UInt64>(bits: 5)
      public let mem_lvl = Field<UInt64>(bits: 14)
      public let mem_snoop = Field<UInt64>(bits: 5)
      public let mem_lock = Field<UInt64>(bits: 2)
      public let mem_dtlb = Field<UInt64>(bits: 7)
      public let mem_lvl_num = Field<UInt64>(bits: 4)
      public let mem_remote = Field<UInt64>(bits: 1)
      public let mem_snoopx = Field<UInt64>(bits: 2)
      public let mem_blk = Field<UInt64>(bits: 3)
      public let mem_hops = Field<UInt64>(bits: 3)
      public let mem_rsvd = Field<UInt64>(bits: 18)
      public init() {}
    }
  }

  /// A branch that was taken.
  public typealias PerfBranchEntry = Record<PerfBranchEntrySchema>

  public struct PerfBranchEntrySchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "perf_branch_entry")
    public let from = Field<UInt64>()
    public let to = Field<UInt64>()
    public let mispred = Field<UInt64>(bits: 1)
    public let predicted = Field<UInt64>(bits: 1)
    public let in_tx = Field<UInt64>(bits: 1)
    public let abort = Field<UInt64>(bits: 1)
    public let cycles = Field<UInt64>(bits: 16)
    public let type = Field<UInt64>(bits: 4)
    public let spec = Field<UInt64>(bits: 2)
    public let new_type = Field<UInt64>(bits: 4)
    public let priv = Field<UInt64>(bits: 3)
    public let reserved = Field<UInt64>(bits: 31)
    public init() {}
  }

  /// How costly a sample was.
  public typealias PerfSampleWeight = Record<PerfSampleWeightSchema>

  public struct PerfSampleWeightSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "perf_sample_weight", kind: .union)
    public let full = Field<UInt64>()
    public let var1DwAndVar2W = Field<Record<Var1DwAndVar2W>>.anonymous
    public init() {}

    public struct Var1DwAndVar2W: RecordSchema {
      public static let identity = RecordIdentity.nested()
      public let var1_dw = Field<UInt32>()
      public let var2_w = Field<UInt16>()
      public let var3_w = Field<UInt16>()
      public init() {}
    }
  }
}

extension Catalogue {
  static let kernelPerf: [RecordDescription] = [
    RecordDescription(Kernel.PerfEventAttr.self),
    RecordDescription(Kernel.PerfEventQueryBpf.self),
    RecordDescription(Kernel.PerfEventMmapPage.self),
    RecordDescription(Kernel.PerfEventHeader.self),
    RecordDescription(Kernel.PerfNsLinkInfo.self),
    RecordDescription(Kernel.PerfMemDataSrc.self),
    RecordDescription(Kernel.PerfBranchEntry.self),
    RecordDescription(Kernel.PerfSampleWeight.self),
  ]
}
