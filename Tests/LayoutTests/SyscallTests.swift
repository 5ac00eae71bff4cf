// System calls: the look-ups in both directions, and numbers that are known from elsewhere.

import Layout
import Testing

@Suite struct SyscallTests {
  @Test(arguments: Target.allCases)
  func everyNumberNamesOneCall(target: Target) {
    var numbers: Set<UInt32> = []
    for (name, syscall) in Syscalls.all {
      #expect(Syscalls.named(name) == syscall)
      guard let number = syscall.number(on: target) else { continue }
      #expect(numbers.insert(number).inserted, "\(name) has another call's number, \(number)")
      #expect(Syscalls.name(of: number, on: target) == name)
    }
    #expect(numbers.count > 300)
  }

  /// What the manual pages and the assembly of any libc show.
  @Test(
    arguments: [
      ("read", 0, 63, 63), ("write", 1, 64, 64), ("open", 2, nil, nil), ("mmap", 9, 222, 222),
      ("rt_sigaction", 13, 134, 134), ("rt_sigreturn", 15, 139, 139), ("clone", 56, 220, 220), ("exit", 60, 93, 93),
      ("arch_prctl", 158, nil, nil), ("futex", 202, 98, 98), ("exit_group", 231, 94, 94), ("newfstatat", 262, 79, 79),
      ("renameat", 264, 38, nil), ("epoll_pwait", 281, 22, 22), ("statx", 332, 291, 291), ("rseq", 334, 293, 293),
      ("io_uring_setup", 425, 425, 425), ("clone3", 435, 435, 435), ("riscv_flush_icache", nil, nil, 259),
    ] as [(String, UInt32?, UInt32?, UInt32?)])
  func knownNumbers(name: String, x86_64: UInt32?, aarch64: UInt32?, riscv64: UInt32?) {
    let syscall = Syscalls.named(name)
    #expect(syscall != nil)
    #expect(syscall?.number(on: .x86_64) == x86_64)
    #expect(syscall?.number(on: .aarch64) == aarch64)
    #expect(syscall?.number(on: .riscv64) == riscv64)
  }

  @Test func typedAccessIsTheSameCall() {
    #expect(Syscalls.table.write.number(on: .aarch64) == 64)
    #expect(Syscalls.table.epoll_wait.targets == [.x86_64])
    #expect(Syscalls.named("write") == Syscalls.table.write)
  }

  @Test(arguments: ["", "Read", "syscalls", "arch_specific_syscall", "fstatat", "__NR_read"])
  func whatIsNoCallIsNotFound(name: String) {
    #expect(Syscalls.named(name) == nil)
  }

  @Test func numbersThatNoCallHas() {
    #expect(Syscalls.name(of: 244, on: .aarch64) == nil)
    #expect(Syscalls.name(of: 335, on: .riscv64) == nil)
    #expect(Syscalls.name(of: UInt32.max, on: .x86_64) == nil)
  }
}
