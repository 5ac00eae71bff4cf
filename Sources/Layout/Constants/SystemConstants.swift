// Constants of the system as a whole.

// The properties bear the C names, which the manual pages explain.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

extension KernelConstants {
  /// Randomness.
  public final class Random: ConstantGroup {
    public let RNDGETENTCNT = Constant(0x8004_5200)
    public let RNDADDTOENTCNT = Constant(0x4004_5201)
    public let RNDGETPOOL = Constant(0x8008_5202)

    public let RNDADDENTROPY = Constant(0x4008_5203)
    public let RNDZAPENTCNT = Constant(0x5204)
    public let RNDCLEARPOOL = Constant(0x5206)
    public let RNDRESEEDCRNG = Constant(0x5207)

    public let GRND_NONBLOCK = Constant(0x1)
    public let GRND_RANDOM = Constant(0x2)
    public let GRND_INSECURE = Constant(0x4)
    init() {}
  }

  /// Limits of names, arguments and groups.
  public final class Limits: ConstantGroup {
    public let NR_OPEN = Constant(1024)
    public let NGROUPS_MAX = Constant(65_536)
    public let ARG_MAX = Constant(131_072)
    public let LINK_MAX = Constant(127)
    public let MAX_CANON = Constant(255)
    public let MAX_INPUT = Constant(255)
    public let NAME_MAX = Constant(255)
    public let PATH_MAX = Constant(4096)
    public let PIPE_BUF = Constant(4096)

    public let RTSIG_MAX = Constant(32)
    init() {}
  }

  /// Sizes and scales of system information.
  public final class SystemInformation: ConstantGroup {
    public let __OLD_UTS_LEN = Constant(8)
    public let __NEW_UTS_LEN = Constant(64)
    public let SI_LOAD_SHIFT = Constant(16)
    init() {}
  }

  /// Keys and keyrings.
  public final class Keys: ConstantGroup {
    public let KEY_SPEC_THREAD_KEYRING = Constant(-1)
    public let KEY_SPEC_PROCESS_KEYRING = Constant(-2)
    public let KEY_SPEC_SESSION_KEYRING = Constant(-3)
    public let KEY_SPEC_USER_KEYRING = Constant(-4)
    public let KEY_SPEC_USER_SESSION_KEYRING = Constant(-5)
    public let KEY_SPEC_GROUP_KEYRING = Constant(-6)
    public let KEY_SPEC_REQKEY_AUTH_KEY = Constant(-7)
    public let KEY_SPEC_REQUESTOR_KEYRING = Constant(-8)
    public let KEY_REQKEY_DEFL_NO_CHANGE = Constant(-1)
    public let KEY_REQKEY_DEFL_DEFAULT = Constant(0)
    public let KEY_REQKEY_DEFL_THREAD_KEYRING = Constant(1)
    public let KEY_REQKEY_DEFL_PROCESS_KEYRING = Constant(2)
    public let KEY_REQKEY_DEFL_SESSION_KEYRING = Constant(3)
    public let KEY_REQKEY_DEFL_USER_KEYRING = Constant(4)
    public let KEY_REQKEY_DEFL_USER_SESSION_KEYRING = Constant(5)
    public let KEY_REQKEY_DEFL_GROUP_KEYRING = Constant(6)
    public let KEY_REQKEY_DEFL_REQUESTOR_KEYRING = Constant(7)
    public let KEYCTL_GET_KEYRING_ID = Constant(0)
    public let KEYCTL_JOIN_SESSION_KEYRING = Constant(1)
    public let KEYCTL_UPDATE = Constant(2)
    public let KEYCTL_REVOKE = Constant(3)
    public let KEYCTL_CHOWN = Constant(4)
    public let KEYCTL_SETPERM = Constant(5)
    public let KEYCTL_DESCRIBE = Constant(6)
    public let KEYCTL_CLEAR = Constant(7)
    public let KEYCTL_LINK = Constant(8)
    public let KEYCTL_UNLINK = Constant(9)
    public let KEYCTL_SEARCH = Constant(10)
    public let KEYCTL_READ = Constant(11)
    public let KEYCTL_INSTANTIATE = Constant(12)
    public let KEYCTL_NEGATE = Constant(13)
    public let KEYCTL_SET_REQKEY_KEYRING = Constant(14)
    public let KEYCTL_SET_TIMEOUT = Constant(15)
    public let KEYCTL_ASSUME_AUTHORITY = Constant(16)
    public let KEYCTL_GET_SECURITY = Constant(17)
    public let KEYCTL_SESSION_TO_PARENT = Constant(18)
    public let KEYCTL_REJECT = Constant(19)
    public let KEYCTL_INSTANTIATE_IOV = Constant(20)
    public let KEYCTL_INVALIDATE = Constant(21)
    public let KEYCTL_GET_PERSISTENT = Constant(22)
    public let KEYCTL_DH_COMPUTE = Constant(23)
    public let KEYCTL_PKEY_QUERY = Constant(24)
    public let KEYCTL_PKEY_ENCRYPT = Constant(25)
    public let KEYCTL_PKEY_DECRYPT = Constant(26)
    public let KEYCTL_PKEY_SIGN = Constant(27)
    public let KEYCTL_PKEY_VERIFY = Constant(28)
    public let KEYCTL_RESTRICT_KEYRING = Constant(29)
    public let KEYCTL_MOVE = Constant(30)
    public let KEYCTL_CAPABILITIES = Constant(31)
    public let KEYCTL_WATCH_KEY = Constant(32)

    public let KEYCTL_SUPPORTS_ENCRYPT = Constant(0x1)
    public let KEYCTL_SUPPORTS_DECRYPT = Constant(0x2)
    public let KEYCTL_SUPPORTS_SIGN = Constant(0x4)
    public let KEYCTL_SUPPORTS_VERIFY = Constant(0x8)

    public let KEYCTL_MOVE_EXCL = Constant(0x1)
    public let KEYCTL_CAPS0_CAPABILITIES = Constant(0x1)
    public let KEYCTL_CAPS0_PERSISTENT_KEYRINGS = Constant(0x2)
    public let KEYCTL_CAPS0_DIFFIE_HELLMAN = Constant(0x4)
    public let KEYCTL_CAPS0_PUBLIC_KEY = Constant(0x8)
    public let KEYCTL_CAPS0_BIG_KEY = Constant(0x10)
    public let KEYCTL_CAPS0_INVALIDATE = Constant(0x20)
    public let KEYCTL_CAPS0_RESTRICT_KEYRING = Constant(0x40)
    public let KEYCTL_CAPS0_MOVE = Constant(0x80)
    public let KEYCTL_CAPS1_NS_KEYRING_NAME = Constant(0x1)
    public let KEYCTL_CAPS1_NS_KEY_TAG = Constant(0x2)
    public let KEYCTL_CAPS1_NOTIFICATIONS = Constant(0x4)
    init() {}
  }
}
