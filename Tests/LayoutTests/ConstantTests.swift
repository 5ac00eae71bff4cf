// Constants: the look-ups in both directions, and values that are known from elsewhere, most of all where the
// architectures differ.

import Layout
import Testing

@Suite struct ConstantTests {
  @Test(arguments: View.allCases)
  func everyNameIsFound(view: View) {
    var names: Set<String> = []
    for constant in Constants.all where constant.view == view {
      #expect(names.insert(constant.name).inserted, "\(constant.name) is declared twice")
      #expect(Constants.named(constant.name, view: view) == constant)
      #expect(!constant.constant.targets.isEmpty)
    }
    #expect(names.count > 1000)
  }

  @Test(arguments: View.allCases)
  func everyValueIsFoundInItsGroup(view: View) {
    for group in Constants.groups(of: view) {
      let constants = Constants.constants(in: group, of: view)
      #expect(!constants.isEmpty)
      for target in Target.allCases {
        for constant in constants {
          guard let value = constant.constant.value(on: target) else { continue }
          #expect(Constants.names(of: value, in: group, view: view, on: target).contains(constant.name))
        }
      }
    }
  }

  /// Values that are known from the manual pages or from programs that depend on them; nil where a target has none.
  @Test(
    arguments: [
      ("SIGSEGV", 11, 11, 11), ("SA_RESTART", 0x1000_0000, 0x1000_0000, 0x1000_0000),
      ("SA_RESTORER", 0x0400_0000, 0x0400_0000, nil), ("MINSIGSTKSZ", 2048, 5120, 2048), ("SI_TKILL", -6, -6, -6),
      ("EAGAIN", 11, 11, 11), ("O_DIRECT", 0o40000, 0o200000, 0o40000), ("O_DIRECTORY", 0o200000, 0o40000, 0o200000),
      ("AT_FDCWD", -100, -100, -100), ("MAP_32BIT", 0x40, nil, nil), ("MAP_ANONYMOUS", 0x20, 0x20, 0x20),
      ("PROT_BTI", nil, 0x10, nil), ("CLONE_NEWTIME", 0x80, 0x80, 0x80),
      ("CLONE_CLEAR_SIGHAND", 0x1_0000_0000, 0x1_0000_0000, 0x1_0000_0000), ("ARCH_SET_FS", 0x1002, nil, nil),
      ("EPOLLET", 0x8000_0000, 0x8000_0000, 0x8000_0000), ("IORING_OFF_SQES", 0x1000_0000, 0x1000_0000, 0x1000_0000),
      ("R_X86_64_PC32", 2, 2, 2), ("R_AARCH64_CALL26", 283, 283, 283), ("R_RISCV_CALL_PLT", 19, 19, 19),
      ("BPF_F_CTXLEN_MASK", 0xfffff << 32, 0xfffff << 32, 0xfffff << 32),
      ("PERF_REG_EXTENDED_MASK", 0xffff_ffff_0000_0000, 0x4000_0000_0000, nil),
      ("TCGETS2", 0x802c_542a, 0x802c_542a, 0x802c_542a),
    ] as [(String, Int128?, Int128?, Int128?)])
  func knownValues(name: String, x86_64: Int128?, aarch64: Int128?, riscv64: Int128?) throws {
    let constant = try #require(Constants.named(name)).constant
    #expect(constant.value(on: .x86_64) == x86_64)
    #expect(constant.value(on: .aarch64) == aarch64)
    #expect(constant.value(on: .riscv64) == riscv64)
  }

  @Test func flagsOfATargetAreJoined() {
    let sigaction = Constants.kernel.sigaction
    let flags = sigaction.SA_SIGINFO | sigaction.SA_ONSTACK | sigaction.SA_RESTORER
    #expect(flags.bits(on: .x86_64) == 0x0c00_0004)
    #expect(flags.targets == [.x86_64, .aarch64])
    #expect(flags.value(on: .riscv64) == nil)
  }

  @Test func negativeValuesFillTheRegister() {
    #expect(Constants.kernel.paths.AT_FDCWD.bits(on: .riscv64) == UInt64(bitPattern: -100))
  }

  @Test func numbersHaveNames() {
    #expect(Constants.names(of: 11, in: "errno", on: .x86_64).first == "EAGAIN")
    #expect(Constants.names(of: 11, in: "errno", on: .x86_64).contains("EWOULDBLOCK"))
    #expect(Constants.names(of: 0, in: "errno", on: .x86_64).isEmpty)
    #expect(Constants.names(of: 11, in: "no such group", on: .x86_64).isEmpty)
  }

  @Test(arguments: ["", "EAGAI", "eagain", "SIGFOO"])
  func whatIsNoConstantIsNotFound(name: String) {
    #expect(Constants.named(name) == nil)
  }
}
