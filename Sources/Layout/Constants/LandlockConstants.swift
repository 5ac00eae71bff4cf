// Constants of Landlock.

// The properties bear the C names, which the manual pages explain.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

extension KernelConstants {
  /// Rights and rules of Landlock.
  public final class Landlock: ConstantGroup {
    public let LANDLOCK_CREATE_RULESET_VERSION = Constant(0x1)
    public let LANDLOCK_CREATE_RULESET_ERRATA = Constant(0x2)
    public let LANDLOCK_RULE_PATH_BENEATH = Constant(1)

    public let LANDLOCK_RULE_NET_PORT = Constant(2)
    public let LANDLOCK_ACCESS_FS_EXECUTE = Constant(0x1)
    public let LANDLOCK_ACCESS_FS_WRITE_FILE = Constant(0x2)
    public let LANDLOCK_ACCESS_FS_READ_FILE = Constant(0x4)
    public let LANDLOCK_ACCESS_FS_READ_DIR = Constant(0x8)
    public let LANDLOCK_ACCESS_FS_REMOVE_DIR = Constant(0x10)
    public let LANDLOCK_ACCESS_FS_REMOVE_FILE = Constant(0x20)
    public let LANDLOCK_ACCESS_FS_MAKE_CHAR = Constant(0x40)
    public let LANDLOCK_ACCESS_FS_MAKE_DIR = Constant(0x80)
    public let LANDLOCK_ACCESS_FS_MAKE_REG = Constant(0x100)
    public let LANDLOCK_ACCESS_FS_MAKE_SOCK = Constant(0x200)
    public let LANDLOCK_ACCESS_FS_MAKE_FIFO = Constant(0x400)
    public let LANDLOCK_ACCESS_FS_MAKE_BLOCK = Constant(0x800)
    public let LANDLOCK_ACCESS_FS_MAKE_SYM = Constant(0x1000)
    public let LANDLOCK_ACCESS_FS_REFER = Constant(0x2000)
    public let LANDLOCK_ACCESS_FS_TRUNCATE = Constant(0x4000)
    public let LANDLOCK_ACCESS_FS_IOCTL_DEV = Constant(0x8000)

    public let LANDLOCK_ACCESS_NET_BIND_TCP = Constant(0x1)
    public let LANDLOCK_ACCESS_NET_CONNECT_TCP = Constant(0x2)
    public let LANDLOCK_SCOPE_ABSTRACT_UNIX_SOCKET = Constant(0x1)
    public let LANDLOCK_SCOPE_SIGNAL = Constant(0x2)
    init() {}
  }
}
