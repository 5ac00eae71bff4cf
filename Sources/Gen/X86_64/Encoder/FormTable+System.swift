// The table of forms: fences, caches, the kernel, the processor's own registers, and what does nothing.

extension FormTableBuilder {
  mutating func addSystem() {
    let effects: FormTraits = .hasEffects
    row(.mfence, "mfence", 0x0FAEF0, is: effects)
    row(.lfence, "lfence", 0x0FAEE8, is: effects)
    row(.sfence, "sfence", 0x0FAEF8, is: effects)
    row(.pause, "pause", 0xF3_90, is: effects)
    row(.nop, "nop", 0x90)
    row(.nopMemory, "nop", 0x0F1F, [.bits16, .bits32], .memory(.none), digit: 0)
    row(.endbr64, "endbr64", 0xF3_0F1EFA, is: effects)
    row(.int3, "int3", 0xCC, is: effects)
    row(.ud2, "ud2", 0x0F0B, is: [.transfersControl, .hasEffects])
    row(.hlt, "hlt", 0xF4, is: effects)

    // The arguments of a system call are the caller's to list.
    row(
      .syscall, "syscall", 0x0F05, sets: [.arithmetic, .direction], reads: [.rax], writes: [.rax, .rcx, .r11],
      is: effects)
    row(.cpuid, "cpuid", 0x0FA2, reads: [.rax, .rcx], writes: [.rax, .rbx, .rcx, .rdx], is: effects)
    row(.rdtsc, "rdtsc", 0x0F31, writes: [.rax, .rdx], is: effects)
    row(.rdtscp, "rdtscp", 0x0F01F9, writes: [.rax, .rcx, .rdx], needs: .rdtscp, is: effects)
    row(.xgetbv, "xgetbv", 0x0F01D0, reads: [.rcx], writes: [.rax, .rdx], needs: .osxsave, is: effects)
    row(.rdpid, "rdpid", 0xF3_0FC7, [], .registerRM(.write, .bits64), digit: 7, needs: .rdpid, is: effects)
    row(
      .rdfsbase, "rdfsbase", 0xF3_0FAE, .whole, .registerRM(.write), digit: 0, needs: .fsgsbase,
      is: [.noSuffix, .hasEffects])
    row(
      .rdgsbase, "rdgsbase", 0xF3_0FAE, .whole, .registerRM(.write), digit: 1, needs: .fsgsbase,
      is: [.noSuffix, .hasEffects])
    row(
      .wrfsbase, "wrfsbase", 0xF3_0FAE, .whole, .registerRM(.read), digit: 2, needs: .fsgsbase,
      is: [.noSuffix, .hasEffects])
    row(
      .wrgsbase, "wrgsbase", 0xF3_0FAE, .whole, .registerRM(.read), digit: 3, needs: .fsgsbase,
      is: [.noSuffix, .hasEffects])
    row(
      .rdrand, "rdrand", 0x0FC7, .wide, .registerRM(.write), digit: 6, sets: .arithmetic, needs: .rdrand,
      is: [.noSuffix, .hasEffects])
    row(
      .rdseed, "rdseed", 0x0FC7, .wide, .registerRM(.write), digit: 7, sets: .arithmetic, needs: .rdseed,
      is: [.noSuffix, .hasEffects])

    row(.prefetchnta, "prefetchnta", 0x0F18, [], .memory(.none, .none), digit: 0, is: effects)
    row(.prefetcht0, "prefetcht0", 0x0F18, [], .memory(.none, .none), digit: 1, is: effects)
    row(.prefetcht1, "prefetcht1", 0x0F18, [], .memory(.none, .none), digit: 2, is: effects)
    row(.prefetcht2, "prefetcht2", 0x0F18, [], .memory(.none, .none), digit: 3, is: effects)
    row(.prefetchw, "prefetchw", 0x0F0D, [], .memory(.none, .none), digit: 1, needs: .prefetchw, is: effects)
    row(.clflush, "clflush", 0x0FAE, [], .memory(.none, .none), digit: 7, is: effects)
    row(.clflushopt, "clflushopt", 0x66_0FAE, [], .memory(.none, .none), digit: 7, needs: .clflushopt, is: effects)
    row(.clwb, "clwb", 0x66_0FAE, [], .memory(.none, .none), digit: 6, needs: .clwb, is: effects)
    row(.ldmxcsr, "ldmxcsr", 0x0FAE, [], .memory(.read, .bits32), digit: 2, is: effects)
    row(.stmxcsr, "stmxcsr", 0x0FAE, [], .memory(.write, .bits32), digit: 3, is: effects)
  }
}
