// Constants of network interfaces and ICMP.

// The properties bear the C names, which the manual pages explain.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

extension KernelConstants {
  /// Flags of a network interface.
  public final class InterfaceFlags: ConstantGroup {
    public let IFNAMSIZ = Constant(16)
    public let IFALIASZ = Constant(256)
    public let IFF_UP = Constant(0x1)
    public let IFF_BROADCAST = Constant(0x2)
    public let IFF_DEBUG = Constant(0x4)
    public let IFF_LOOPBACK = Constant(0x8)
    public let IFF_POINTOPOINT = Constant(0x10)
    public let IFF_NOTRAILERS = Constant(0x20)
    public let IFF_RUNNING = Constant(0x40)
    public let IFF_NOARP = Constant(0x80)
    public let IFF_PROMISC = Constant(0x100)
    public let IFF_ALLMULTI = Constant(0x200)
    public let IFF_MASTER = Constant(0x400)
    public let IFF_SLAVE = Constant(0x800)
    public let IFF_MULTICAST = Constant(0x1000)
    public let IFF_PORTSEL = Constant(0x2000)
    public let IFF_AUTOMEDIA = Constant(0x4000)
    public let IFF_DYNAMIC = Constant(0x8000)
    public let IFF_LOWER_UP = Constant(0x1_0000)
    public let IFF_DORMANT = Constant(0x2_0000)
    public let IFF_ECHO = Constant(0x4_0000)

    public let IFF_VOLATILE = Constant(0x7_0c5a)
    public let IFHWADDRLEN = Constant(6)
    init() {}
  }

  /// States and `ioctl`s of a network interface.
  public final class InterfaceStates: ConstantGroup {
    public let IF_GET_IFACE = Constant(0x1)
    public let IF_GET_PROTO = Constant(0x2)
    public let IF_IFACE_V35 = Constant(0x1000)
    public let IF_IFACE_V24 = Constant(0x1001)
    public let IF_IFACE_X21 = Constant(0x1002)
    public let IF_IFACE_T1 = Constant(0x1003)
    public let IF_IFACE_E1 = Constant(0x1004)
    public let IF_IFACE_SYNC_SERIAL = Constant(0x1005)
    public let IF_IFACE_X21D = Constant(0x1006)
    public let IF_PROTO_HDLC = Constant(0x2000)
    public let IF_PROTO_PPP = Constant(0x2001)
    public let IF_PROTO_CISCO = Constant(0x2002)
    public let IF_PROTO_FR = Constant(0x2003)
    public let IF_PROTO_FR_ADD_PVC = Constant(0x2004)
    public let IF_PROTO_FR_DEL_PVC = Constant(0x2005)
    public let IF_PROTO_X25 = Constant(0x2006)
    public let IF_PROTO_HDLC_ETH = Constant(0x2007)
    public let IF_PROTO_FR_ADD_ETH_PVC = Constant(0x2008)
    public let IF_PROTO_FR_DEL_ETH_PVC = Constant(0x2009)
    public let IF_PROTO_FR_PVC = Constant(0x200a)
    public let IF_PROTO_FR_ETH_PVC = Constant(0x200b)
    public let IF_PROTO_RAW = Constant(0x200c)

    public let IF_OPER_UNKNOWN = Constant(0)
    public let IF_OPER_NOTPRESENT = Constant(1)
    public let IF_OPER_DOWN = Constant(2)
    public let IF_OPER_LOWERLAYERDOWN = Constant(3)
    public let IF_OPER_TESTING = Constant(4)
    public let IF_OPER_DORMANT = Constant(5)
    public let IF_OPER_UP = Constant(6)

    public let IF_LINK_MODE_DEFAULT = Constant(0)
    public let IF_LINK_MODE_DORMANT = Constant(1)
    public let IF_LINK_MODE_TESTING = Constant(2)
    init() {}
  }

  /// Types and codes of ICMP.
  public final class Icmp: ConstantGroup {
    public let ICMP_ECHOREPLY = Constant(0)
    public let ICMP_DEST_UNREACH = Constant(3)
    public let ICMP_SOURCE_QUENCH = Constant(4)
    public let ICMP_REDIRECT = Constant(5)
    public let ICMP_ECHO = Constant(8)
    public let ICMP_TIME_EXCEEDED = Constant(11)
    public let ICMP_PARAMETERPROB = Constant(12)
    public let ICMP_TIMESTAMP = Constant(13)
    public let ICMP_TIMESTAMPREPLY = Constant(14)
    public let ICMP_INFO_REQUEST = Constant(15)
    public let ICMP_INFO_REPLY = Constant(16)
    public let ICMP_ADDRESS = Constant(17)
    public let ICMP_ADDRESSREPLY = Constant(18)

    public let ICMP_NET_UNREACH = Constant(0)
    public let ICMP_HOST_UNREACH = Constant(1)
    public let ICMP_PROT_UNREACH = Constant(2)
    public let ICMP_PORT_UNREACH = Constant(3)
    public let ICMP_FRAG_NEEDED = Constant(4)
    public let ICMP_SR_FAILED = Constant(5)
    public let ICMP_NET_UNKNOWN = Constant(6)
    public let ICMP_HOST_UNKNOWN = Constant(7)
    public let ICMP_HOST_ISOLATED = Constant(8)
    public let ICMP_NET_ANO = Constant(9)
    public let ICMP_HOST_ANO = Constant(10)
    public let ICMP_NET_UNR_TOS = Constant(11)
    public let ICMP_HOST_UNR_TOS = Constant(12)
    public let ICMP_PKT_FILTERED = Constant(13)
    public let ICMP_PREC_VIOLATION = Constant(14)
    public let ICMP_PREC_CUTOFF = Constant(15)

    public let ICMP_REDIR_NET = Constant(0)
    public let ICMP_REDIR_HOST = Constant(1)
    public let ICMP_REDIR_NETTOS = Constant(2)
    public let ICMP_REDIR_HOSTTOS = Constant(3)
    public let ICMP_EXC_TTL = Constant(0)
    public let ICMP_EXC_FRAGTIME = Constant(1)
    public let ICMP_EXT_ECHO = Constant(42)
    public let ICMP_EXT_ECHOREPLY = Constant(43)
    public let ICMP_EXT_CODE_MAL_QUERY = Constant(1)
    public let ICMP_EXT_CODE_NO_IF = Constant(2)
    public let ICMP_EXT_CODE_NO_TABLE_ENT = Constant(3)
    public let ICMP_EXT_CODE_MULT_IFS = Constant(4)
    public let ICMP_EXT_ECHOREPLY_ACTIVE = Constant(0x4)
    public let ICMP_EXT_ECHOREPLY_IPV4 = Constant(0x2)
    public let ICMP_EXT_ECHOREPLY_IPV6 = Constant(1)
    public let ICMP_EXT_ECHO_CTYPE_NAME = Constant(1)
    public let ICMP_EXT_ECHO_CTYPE_INDEX = Constant(2)
    public let ICMP_EXT_ECHO_CTYPE_ADDR = Constant(3)
    public let ICMP_AFI_IP = Constant(1)
    public let ICMP_AFI_IP6 = Constant(2)

    public let ICMP_FILTER = Constant(1)
    init() {}
  }
}
