// The opcode table: what only one architecture has; the portable forms are `clock.cycles` and `spin.pause`.

import Layout

extension OpcodeTable {
  static let processorRows: [OpcodeRow] = [
    OpcodeRow(
      .cpuRdtsc, "cpu.rdtsc", .plain, gives: [.i64], does: .ordered, on: .x86_64,
      means: "The time-stamp counter.",
      example: """
        %t = cpu.rdtsc
        return 42
        """),
    OpcodeRow(
      .cpuRdtscp, "cpu.rdtscp", .plain, gives: [.i64, .i32], does: .ordered, on: .x86_64,
      means:
        "The time-stamp counter once all that stands before has run, and the number that the system gave this processor.",
      example: """
        %t, %processor = cpu.rdtscp
        return 42
        """),
    OpcodeRow(
      .cpuCpuid, "cpu.cpuid", .plain, [], [.i32, .i32], gives: [.i32, .i32, .i32, .i32], does: .ordered, on: .x86_64,
      means: "What the processor says of itself for a leaf and a subleaf: EAX, EBX, ECX, EDX.",
      example: """
        %a, %b, %c, %d = cpu.cpuid 0, 0
        return 42
        """),
    OpcodeRow(
      .cpuPause, "cpu.pause", .plain, does: .ordered, on: .x86_64,
      means: "The instruction `pause`.",
      example: """
        cpu.pause
        return 42
        """),
    OpcodeRow(
      .cpuXgetbv, "cpu.xgetbv", .plain, [], [.i32], gives: [.i64], does: .ordered, on: .x86_64,
      means: "An extended control register; 0 tells which registers the system saves.",
      example: """
        %x = cpu.xgetbv 0
        return 42
        """, outcome: .unspecified),
    OpcodeRow(
      .cpuRdrand, "cpu.rdrand", .plain, gives: [.i64, .bool], does: .ordered, on: .x86_64,
      means: "A random number from the processor, and whether there was one.",
      example: """
        %x, %ok = cpu.rdrand
        return 42
        """, outcome: .unspecified),
    OpcodeRow(
      .cpuRdseed, "cpu.rdseed", .plain, gives: [.i64, .bool], does: .ordered, on: .x86_64,
      means: "A random seed from the processor, and whether there was one.",
      example: """
        %x, %ok = cpu.rdseed
        return 42
        """, outcome: .unspecified),
    OpcodeRow(
      .cpuCntvct, "cpu.cntvct", .plain, gives: [.i64], does: .ordered, on: .aarch64,
      means: "The virtual counter.",
      example: """
        %t = cpu.cntvct
        return 42
        """),
    OpcodeRow(
      .cpuIsb, "cpu.isb", .plain, does: .ordered, on: .aarch64,
      means: "The instruction barrier `isb`.",
      example: """
        cpu.isb
        return 42
        """),
    OpcodeRow(
      .cpuRdcycle, "cpu.rdcycle", .plain, gives: [.i64], does: .ordered, on: .riscv64,
      means: "The counter of cycles.",
      example: """
        %t = cpu.rdcycle
        return 42
        """),
    OpcodeRow(
      .cpuRdtime, "cpu.rdtime", .plain, gives: [.i64], does: .ordered, on: .riscv64,
      means: "The counter of time.",
      example: """
        %t = cpu.rdtime
        return 42
        """),
  ]
}
