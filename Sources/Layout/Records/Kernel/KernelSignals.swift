// Signals: how they are handled, and what is known about one that came.

// A schema's fields bear the C members' names, which the manual pages and the headers explain.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

extension Kernel {
  /// The stack that signal handlers run on.
  public typealias Sigaltstack = Record<SigaltstackSchema>

  public struct SigaltstackSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "sigaltstack")
    public let ss_sp = Field<Address>()
    public let ss_flags = Field<Int32>()
    public let ss_size = Field<UInt>()
    public init() {}
  }

  /// What a signal carries: an integer or an address.
  public typealias Sigval = Record<SigvalSchema>

  public struct SigvalSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "sigval", kind: .union)
    public let sival_int = Field<Int32>()
    public let sival_ptr = Field<Address>()
    public init() {}
  }

  /// What is known about a signal, by the kind of its cause.
  public typealias SiginfoFields = Record<SiginfoFieldsSchema>

  public struct SiginfoFieldsSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "__sifields", kind: .union)
    public let _kill = Field<Record<Kill>>()
    public let _timer = Field<Record<Timer>>()
    public let _rt = Field<Record<Rt>>()
    public let _sigchld = Field<Record<Sigchld>>()
    public let _sigfault = Field<Record<Sigfault>>()
    public let _sigpoll = Field<Record<Sigpoll>>()
    public let _sigsys = Field<Record<Sigsys>>()
    public init() {}

    public struct Kill: RecordSchema {
      public static let identity = RecordIdentity.nested()
      public let _pid = Field<Int32>()
      public let _uid = Field<UInt32>()
      public init() {}
    }

    public struct Timer: RecordSchema {
      public static let identity = RecordIdentity.nested()
      public let _tid = Field<Int32>()
      public let _overrun = Field<Int32>()
      public let _sigval = Field<Sigval>()
      public let _sys_private = Field<Int32>()
      public init() {}
    }

    public struct Rt: RecordSchema {
      public static let identity = RecordIdentity.nested()
      public let _pid = Field<Int32>()
      public let _uid = Field<UInt32>()
      public let _sigval = Field<Sigval>()
      public init() {}
    }

    public struct Sigchld: RecordSchema {
      public static let identity = RecordIdentity.nested()
      public let _pid = Field<Int32>()
      public let _uid = Field<UInt32>()
      public let _status = Field<Int32>()
      public let _utime = Field<Int>()
      public let _stime = Field<Int>()
      public init() {}
    }

    public struct Sigfault: RecordSchema {
      public static let identity = RecordIdentity.nested()
      public let _addr = Field<Address>()
      public let detail = Field<Record<Detail>>.anonymous
      public init() {}

      public struct Detail: RecordSchema {
        public static let identity = RecordIdentity.nested(.union)
        public let _trapno = Field<Int32>()
        public let _addr_lsb = Field<Int16>()
        public let _addr_bnd = Field<Record<AddrBnd>>()
        public let _addr_pkey = Field<Record<AddrPkey>>()
        public let _perf = Field<Record<Perf>>()
        public init() {}

        public struct AddrBnd: RecordSchema {
          public static let identity = RecordIdentity.nested()
          public let _dummy_bnd = Field<Elements<8, Character8>>()
          public let _lower = Field<Address>()
          public let _upper = Field<Address>()
          public init() {}
        }

        public struct AddrPkey: RecordSchema {
          public static let identity = RecordIdentity.nested()
          public let _dummy_pkey = Field<Elements<8, Character8>>()
          public let _pkey = Field<UInt32>()
          public init() {}
        }

        public struct Perf: RecordSchema {
          public static let identity = RecordIdentity.nested()
          public let _data = Field<UInt>()
          public let _type = Field<UInt32>()
          public let _flags = Field<UInt32>()
          public init() {}
        }
      }
    }

    public struct Sigpoll: RecordSchema {
      public static let identity = RecordIdentity.nested()
      public let _band = Field<Int>()
      public let _fd = Field<Int32>()
      public init() {}
    }

    public struct Sigsys: RecordSchema {
      public static let identity = RecordIdentity.nested()
      public let _call_addr = Field<Address>()
      public let _syscall = Field<Int32>()
      public let _arch = Field<UInt32>()
      public init() {}
    }
  }

  /// What is known about a signal that came: 128 bytes.
  public typealias Siginfo = Record<SiginfoSchema>

  public struct SiginfoSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "siginfo")
    public let contents = Field<Record<Contents>>.anonymous
    public init() {}

    public struct Contents: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let known = Field<Record<Known>>.anonymous
      public let _si_pad = Field<Elements<32, Int32>>()
      public init() {}

      public struct Known: RecordSchema {
        public static let identity = RecordIdentity.nested()
        public let si_signo = Field<Int32>()
        public let si_errno = Field<Int32>()
        public let si_code = Field<Int32>()
        public let _sifields = Field<SiginfoFields>()
        public init() {}
      }
    }
  }

  /// The kernel's signal set: 64 signals in 8 bytes.
  public typealias Sigset = Record<SigsetSchema>

  public struct SigsetSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "sigset_t", isTypedef: true)
    public let sig = Field<Elements<1, UInt>>()
    public init() {}
  }

  /// What rt_sigaction takes, with a set of 8 bytes; libc's record of the same name is another. 32 bytes, on riscv64 24.
  public typealias Sigaction = Record<SigactionSchema>

  public struct SigactionSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "sigaction")
    public let sa_handler = Field<Address>(to: "__signalfn_t")
    public let sa_flags = Field<UInt>()
    public let sa_restorer = Field<Address>(to: "__restorefn_t", on: [.x86_64, .aarch64])
    public let sa_mask = Field<SignalMask>()
    public init() {}
  }

  /// How a timer or a queue notifies a program.
  public typealias Sigevent = Record<SigeventSchema>

  public struct SigeventSchema: RecordSchema {
    public static let identity = RecordIdentity(.kernel, "sigevent")
    public let sigev_value = Field<Sigval>()
    public let sigev_signo = Field<Int32>()
    public let sigev_notify = Field<Int32>()
    public let _sigev_un = Field<Record<SigevUn>>()
    public init() {}

    public struct SigevUn: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let _pad = Field<Elements<12, Int32>>()
      public let _tid = Field<Int32>()
      public let _sigev_thread = Field<Record<SigevThread>>()
      public init() {}

      public struct SigevThread: RecordSchema {
        public static let identity = RecordIdentity.nested()
        public let _function = Field<Address>()
        public let _attribute = Field<Address>()
        public init() {}
      }
    }
  }
}

extension Catalogue {
  static let kernelSignals: [RecordDescription] = [
    RecordDescription(Kernel.Sigaltstack.self),
    RecordDescription(Kernel.Sigaltstack.self, typedef: "stack_t"),
    RecordDescription(Kernel.Sigval.self),
    RecordDescription(Kernel.SiginfoFields.self),
    RecordDescription(Kernel.Siginfo.self),
    RecordDescription(Kernel.Siginfo.self, typedef: "siginfo_t"),
    RecordDescription(Kernel.Sigset.self),
    RecordDescription(Kernel.Sigaction.self),
    RecordDescription(Kernel.Sigevent.self),
  ]
}
