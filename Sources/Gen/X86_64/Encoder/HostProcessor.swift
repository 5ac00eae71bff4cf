// What the processor that this runs on has: `--cpu native`, and which levels can be tried here.

import Glibc

extension ProcessorFeatures {
  /// What this machine's processor says that it has, as far as the kernel has enabled it; the baseline alone where code cannot be
  /// made to ask. A kernel that keeps `rdseed` from programs cannot take it out of here.
  public static let host = askHost()

  /// The highest level that has nothing more than these features, 1 to 3.
  public var level: Int { contains(.level3) ? 3 : contains(.level2) ? 2 : 1 }

  private static func askHost() -> ProcessorFeatures {
    var features = ProcessorFeatures()
    // cpuid or xgetbv: (leaf, subleaf, result: 4 words).
    var buffer = CodeBuffer()
    buffer.beginFunction()
    buffer.emit(.push, rm: .rbx)
    buffer.emit(.mov, .bits64, reg: .r8, rm: .rdx)
    buffer.emit(.mov, .bits32, reg: .rax, rm: .rdi)
    buffer.emit(.mov, .bits32, reg: .rcx, rm: .rsi)
    let (query, done) = (buffer.makeLabel(), buffer.makeLabel())
    buffer.emit(.cmpImmediate, .bits32, rm: .rdi, immediate: -1)
    buffer.jump(if: .notEqual, to: query)
    buffer.emit(.xgetbv)
    buffer.jump(to: done)
    buffer.bind(query)
    buffer.emit(.cpuid)
    buffer.bind(done)
    for (index, register) in [MachineRegister.rax, .rbx, .rcx, .rdx].enumerated() {
      buffer.emit(.movStore, .bits32, reg: register, memory: MemoryOperand(.r8, Int32(index * 4)))
    }
    buffer.emit(.pop, rm: .rbx)
    buffer.emit(.ret)
    buffer.finishFunction()

    let size = 4096
    guard
      let page = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0), page != MAP_FAILED
    else { return features }
    defer { munmap(page, size) }
    buffer.withBytes { UnsafeMutableRawBufferPointer(start: page, count: size).copyBytes(from: $0) }
    guard mprotect(page, size, PROT_READ | PROT_EXEC) == 0 else { return features }
    typealias Query = @convention(c) (UInt32, UInt32, UnsafeMutablePointer<UInt32>) -> Void
    let query32 = unsafeBitCast(page, to: Query.self)
    func ask(_ leaf: UInt32, _ subleaf: UInt32 = 0) -> [UInt32] {
      var result: [UInt32] = [0, 0, 0, 0]
      query32(leaf, subleaf, &result)
      return result
    }
    func add(_ word: UInt32, _ bits: [(UInt32, ProcessorFeature)]) {
      for (bit, feature) in bits where word >> bit & 1 != 0 { features.insert(feature) }
    }

    let leaves = ask(0)[0]
    let first = ask(1)
    add(
      first[2],
      [
        (0, .sse3), (1, .pclmulqdq), (9, .ssse3), (13, .cmpxchg16b), (19, .sse41), (20, .sse42), (22, .movbe),
        (23, .popcnt), (25, .aes), (27, .osxsave), (30, .rdrand),
      ])
    // Registers of 256 bits, which VEX stands for, want the kernel's consent.
    let hasVEX = first[2] >> 27 & 1 != 0 && first[2] >> 28 & 1 != 0 && ask(.max)[0] & 6 == 6
    if hasVEX { add(first[2], [(12, .fma)]) }
    if leaves >= 7 {
      let seventh = ask(7)
      add(seventh[1], [(0, .fsgsbase), (18, .rdseed), (23, .clflushopt), (24, .clwb), (29, .sha)])
      if hasVEX { add(seventh[1], [(3, .bmi1), (8, .bmi2)]) }
      add(seventh[2], [(22, .rdpid)])
    }
    if ask(0x8000_0000)[0] >= 0x8000_0001 {
      let extended = ask(0x8000_0001)
      add(extended[2], [(5, .lzcnt), (8, .prefetchw)])
      add(extended[3], [(27, .rdtscp)])
    }
    return features
  }
}
