// Signals, as the C library has them: its sets are 128 bytes where the kernel's are 8.

// A schema's fields bear the C members' names, which the manual pages and the headers explain.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

extension Glibc {
  /// What a signal carries: an integer or an address.
  public typealias Sigval = Record<SigvalSchema>

  public struct SigvalSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "sigval", kind: .union)
    public let sival_int = Field<Int32>()
    public let sival_ptr = Field<Address>()
    public init() {}
  }

  /// How a timer or a queue notifies a program.
  public typealias Sigevent = Record<SigeventSchema>

  public struct SigeventSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "sigevent")
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
        public let _attribute = Field<Address>(to: "pthread_attr_t")
        public init() {}
      }
    }
  }

  /// The C library's signal set: 1024 signals in 128 bytes, of which the kernel knows the first 8.
  public typealias Sigset = Record<SigsetSchema>

  public struct SigsetSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "sigset_t", isTypedef: true)
    public let __val = Field<Elements<16, UInt>>()
    public init() {}
  }

  /// What the function sigaction takes: 152 bytes; the system call takes another record.
  public typealias Sigaction = Record<SigactionSchema>

  public struct SigactionSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "sigaction")
    public let __sigaction_handler = Field<Record<SigactionHandler>>()
    public let sa_mask = Field<Sigset>()
    public let sa_flags = Field<Int32>()
    public let sa_restorer = Field<Address>()
    public init() {}

    public struct SigactionHandler: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let sa_handler = Field<Address>()
      public let sa_sigaction = Field<Address>()
      public init() {}
    }
  }

  /// What is known about a signal that came: 128 bytes.
  public typealias Siginfo = Record<SiginfoSchema>

  public struct SiginfoSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "siginfo_t", isTypedef: true)
    public let si_signo = Field<Int32>()
    public let si_errno = Field<Int32>()
    public let si_code = Field<Int32>()
    public let __pad0 = Field<Int32>()
    public let _sifields = Field<Record<Sifields>>()
    public init() {}

    public struct Sifields: RecordSchema {
      public static let identity = RecordIdentity.nested(.union)
      public let _pad = Field<Elements<28, Int32>>()
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
        public let si_pid = Field<Int32>()
        public let si_uid = Field<UInt32>()
        public init() {}
      }

      public struct Timer: RecordSchema {
        public static let identity = RecordIdentity.nested()
        public let si_tid = Field<Int32>()
        public let si_overrun = Field<Int32>()
        public let si_sigval = Field<Sigval>()
        public init() {}
      }

      public struct Rt: RecordSchema {
        public static let identity = RecordIdentity.nested()
        public let si_pid = Field<Int32>()
        public let si_uid = Field<UInt32>()
        public let si_sigval = Field<Sigval>()
        public init() {}
      }

      public struct Sigchld: RecordSchema {
        public static let identity = RecordIdentity.nested()
        public let si_pid = Field<Int32>()
        public let si_uid = Field<UInt32>()
        public let si_status = Field<Int32>()
        public let si_utime = Field<Int>()
        public let si_stime = Field<Int>()
        public init() {}
      }

      public struct Sigfault: RecordSchema {
        public static let identity = RecordIdentity.nested()
        public let si_addr = Field<Address>()
        public let si_addr_lsb = Field<Int16>()
        public let _bounds = Field<Record<Bounds>>()
        public init() {}

        public struct Bounds: RecordSchema {
          public static let identity = RecordIdentity.nested(.union)
          public let _addr_bnd = Field<Record<AddrBnd>>()
          public let _pkey = Field<UInt32>()
          public init() {}

          public struct AddrBnd: RecordSchema {
            public static let identity = RecordIdentity.nested()
            public let _lower = Field<Address>()
            public let _upper = Field<Address>()
            public init() {}
          }
        }
      }

      public struct Sigpoll: RecordSchema {
        public static let identity = RecordIdentity.nested()
        public let si_band = Field<Int>()
        public let si_fd = Field<Int32>()
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
  }

  /// The stack that signal handlers run on.
  public typealias Stack = Record<StackSchema>

  public struct StackSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "stack_t", isTypedef: true)
    public let ss_sp = Field<Address>()
    public let ss_flags = Field<Int32>()
    public let ss_size = Field<UInt>()
    public init() {}
  }

  /// The stack of the old function sigstack.
  public typealias Sigstack = Record<SigstackSchema>

  public struct SigstackSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "sigstack")
    public let ss_sp = Field<Address>()
    public let ss_onstack = Field<Int32>()
    public init() {}
  }

  /// A signal, as read from a signalfd: 128 bytes, and laid out unlike siginfo.
  public typealias SignalfdSiginfo = Record<SignalfdSiginfoSchema>

  public struct SignalfdSiginfoSchema: RecordSchema {
    public static let identity = RecordIdentity(.libc, "signalfd_siginfo")
    public let ssi_signo = Field<UInt32>()
    public let ssi_errno = Field<Int32>()
    public let ssi_code = Field<Int32>()
    public let ssi_pid = Field<UInt32>()
    public let ssi_uid = Field<UInt32>()
    public let ssi_fd = Field<Int32>()
    public let ssi_tid = Field<UInt32>()
    public let ssi_band = Field<UInt32>()
    public let ssi_overrun = Field<UInt32>()
    public let ssi_trapno = Field<UInt32>()
    public let ssi_status = Field<Int32>()
    public let ssi_int = Field<Int32>()
    public let ssi_ptr = Field<UInt>()
    public let ssi_utime = Field<UInt>()
    public let ssi_stime = Field<UInt>()
    public let ssi_addr = Field<UInt>()
    public let ssi_addr_lsb = Field<UInt16>()
    public let __pad2 = Field<UInt16>()
    public let ssi_syscall = Field<Int32>()
    public let ssi_call_addr = Field<UInt>()
    public let ssi_arch = Field<UInt32>()
    public let __pad = Field<Elements<28, UInt8>>()
    public init() {}
  }
}

extension Catalogue {
  static let glibcSignals: [RecordDescription] = [
    RecordDescription(Glibc.Sigval.self),
    RecordDescription(Glibc.Sigevent.self),
    RecordDescription(Glibc.Sigset.self),
    RecordDescription(Glibc.Sigaction.self),
    RecordDescription(Glibc.Siginfo.self),
    RecordDescription(Glibc.Stack.self),
    RecordDescription(Glibc.Sigstack.self),
    RecordDescription(Glibc.SignalfdSiginfo.self),
  ]
}
