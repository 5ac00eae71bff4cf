// The records of signals: what is set is what is read back, and what the kernel puts on the alternate stack is a frame.

import Glibc
import KernelProbe
import Layout
import Testing

/// Tests that change how this thread and process take signals, one after the other.
@Suite(.serialized, .enabled(if: Linux.isAsked, "the live tests ask an x86_64 kernel")) struct LiveSignals {
  private static let signal: UInt64 = 12
  private static let mask: UInt64 = 1 << 9

  /// SA_SIGINFO, SA_ONSTACK and SA_RESTORER.
  private static let flags: UInt = 0x4 | 0x0800_0000 | 0x0400_0000

  private static func action() -> Kernel.Sigaction {
    var action = Kernel.Sigaction(on: .x86_64)
    action.sa_handler = Address(probe_handler_address())
    action.sa_flags = flags
    action.sa_restorer = Address(probe_restorer_address())
    action.sa_mask = SignalMask(mask)
    return action
  }

  /// Runs `body` with the handler installed, and puts back what was there.
  private static func withHandler<Result>(_ body: () throws -> Result) throws -> Result {
    var before = [UInt8](repeating: 0, count: 32)
    try withAddress(of: action().bytes) { new in
      try withAddress(of: &before) { try Linux.call(\.rt_sigaction, signal, new, $0, 8) }
    }
    defer { _ = withAddress(of: before) { try? Linux.call(\.rt_sigaction, signal, $0, 0, 8) } }
    return try body()
  }

  /// Runs `body` on a thread whose alternate stack lies at an address, and puts back what was there.
  private static func withAlternateStack<Result>(
    at address: UInt64, size: Int, _ body: () throws -> Result
  ) throws -> Result {
    var stack = Kernel.Sigaltstack(on: .x86_64)
    stack.ss_sp = Address(address)
    stack.ss_size = UInt(size)
    var before = [UInt8](repeating: 0, count: 24)
    try withAddress(of: stack.bytes) { new in
      try withAddress(of: &before) { try Linux.call(\.sigaltstack, new, $0) }
    }
    defer { _ = withAddress(of: before) { try? Linux.call(\.sigaltstack, $0, 0) } }
    return try body()
  }

  @Test func actionIsReadBackAsItWasSet() throws {
    let record = LiveRecord("rt_sigaction", Kernel.Sigaction.self) { address in
      try Self.withHandler { _ = try Linux.call(\.rt_sigaction, Self.signal, 0, address, 8) }
    } verify: { record, expectations in
      expectations.expect("the record", record.bytes, Self.action().bytes)
    }
    #expect(try record.disagreements() == [])
  }

  /// The C library's sigset_t has 128 bytes, the kernel's 8: a record with libc's is not what the kernel takes.
  @Test func kernelRefusesTheLibrarysSignalSet() throws {
    let size = try #require(Glibc.Sigset.layout(on: .x86_64).size as UInt64?)
    #expect(size == 128)
    let refusal = #expect(throws: KernelRefusal.self) {
      try withAddress(of: [UInt8](repeating: 0, count: 152)) {
        try Linux.call(\.rt_sigaction, Self.signal, 0, $0, size)
      }
    }
    #expect(refusal?.error == EINVAL)
  }

  @Test func alternateStackIsReadBackAsItWasSet() throws {
    var memory = [UInt8](repeating: 0, count: 65536)
    let disagreements = try withAddress(of: &memory) { place in
      let record = LiveRecord("sigaltstack", Kernel.Sigaltstack.self) { address in
        try Self.withAlternateStack(at: place, size: 65536) { _ = try Linux.call(\.sigaltstack, 0, address) }
      } verify: { record, expectations in
        expectations.expect("ss_sp", record.ss_sp, Address(place))
        expectations.expect("ss_size", record.ss_size, 65536)
        expectations.expect("ss_flags", record.ss_flags, 0)
      }
      return try record.disagreements()
    }
    #expect(disagreements == [])
  }

  @Test func pendingSignalIsTaken() throws {
    let record = LiveRecord("rt_sigtimedwait", Kernel.Siginfo.self) { address in
      _ = try Self.withMask(blocking: Self.signal) {
        try Linux.call(\.tgkill, getpid(), Linux.thread, Self.signal)
        return try withAddress(of: Self.bit(of: Self.signal)) { try Linux.call(\.rt_sigtimedwait, $0, address, 0, 8) }
      }
    } verify: { record, expectations in
      Self.expectOwnSignal(record, &expectations)
    }
    #expect(try record.disagreements() == [])
  }

  @Test func signalDescriptorTellsTheSignal() throws {
    let record = LiveRecord("read of signalfd", Kernel.SignalfdSiginfo.self) { address in
      _ = try Self.withMask(blocking: Self.signal) {
        let descriptor = Descriptor(
          try withAddress(of: Self.bit(of: Self.signal)) { try Linux.call(\.signalfd4, -1, $0, 8, 0) })
        try Linux.call(\.tgkill, getpid(), Linux.thread, Self.signal)
        return try Linux.call(\.read, descriptor, address, 128)
      }
    } verify: { record, expectations in
      expectations.expect("ssi_signo", record.ssi_signo, UInt32(Self.signal))
      expectations.expect("ssi_code", record.ssi_code, -6)
      expectations.expect("ssi_pid", record.ssi_pid, UInt32(getpid()))
      expectations.expect("ssi_uid", record.ssi_uid, getuid())
    }
    #expect(try record.disagreements() == [])
  }

  @Test func frameLiesOnTheAlternateStack() throws {
    let frame = LiveRecord(
      "the signal frame", Kernel.RtSigframeX86_64.self,
      // What the kernel keeps room for without filling it in.
      leftAlone: ["uc.uc_mcontext.reserved1"],
      trailing: Self.stackSize,
      images: { try Self.frameImages() }
    ) { record, expectations in
      expectations.expect("pretcode", record.pretcode, Address(probe_restorer_address()))
      let layout = Kernel.RtSigframeX86_64.self
      expectations.expect(
        "the address of uc", layout.offset(of: \.uc, on: .x86_64).map { probe_frame_address() + $0 },
        probe_context_address())
      expectations.expect(
        "the address of info", layout.offset(of: \.info, on: .x86_64).map { probe_frame_address() + $0 },
        probe_info_address())
      Self.expectOwnSignal(record.info, &expectations)
      expectations.expect("uc.uc_link", record.uc.uc_link, 0)
      expectations.expect("uc.uc_stack.ss_size", record.uc.uc_stack.ss_size, UInt(Self.stackSize))
      // tgkill was under way: its number was in rax and its result is, its arguments are, and rip is behind `syscall`.
      let registers = record.uc.uc_mcontext
      expectations.expect("rax", registers.rax, 0)
      expectations.expect("rdi", registers.rdi, UInt64(getpid()))
      expectations.expect("rsi", registers.rsi, Linux.thread)
      expectations.expect("rdx", registers.rdx, Self.signal)
      expectations.expect("rcx", registers.rcx, registers.rip)
      expectations.expect("cs", registers.cs, 0x33)
      let instruction = UnsafePointer<UInt8>(bitPattern: UInt(registers.rip) - 2).map { [$0[0], $0[1]] }
      expectations.expect("the instruction before rip", instruction, [0x0f, 0x05])
    }
    #expect(try frame.disagreements() == [])
  }

  /// Behind the frame lies the floating-point state: its header says how large it is and ends with a mark.
  @Test func floatingPointStateFollowsTheFrame() throws {
    let images = try Self.frameImages()
    let frameSize = Int(Kernel.RtSigframeX86_64.layout(on: .x86_64).size)
    let frame = try Kernel.RtSigframeX86_64(decoding: images.bytes(frameSize), on: .x86_64)
    let start = Int(frame.uc.uc_mcontext.fpstate.rawValue - probe_frame_address())
    #expect(start >= frameSize)
    #expect(frame.uc.uc_mcontext.fpstate.rawValue % 64 == 0)
    let memory = images.bytes(images.offsets.upperBound)
    let header = try Kernel.FpxSoftwareBytes(decoding: memory[(start + 464)...], on: .x86_64)
    #expect(header.magic1 == 0x4650_5853)
    let size = Int(header.extended_size)
    let end = UInt32(reading: memory[start + size - 4..<start + size], on: .x86_64)
    #expect(end == 0x4650_5845)
    #expect(size == Int(header.xstate_size) + 4)
    // The state begins with what `Kernel.Xstate` describes.
    let state = try Kernel.Xstate(decoding: memory[start...], on: .x86_64)
    #expect(state.xstate_hdr.xfeatures & 0b11 != 0)
    #expect(state.fpstate.mxcsr & 0xffc0 == 0x1f80)
  }

  private static let stackSize = 65536

  /// The alternate stack after a signal was taken on it, for each poison, from where the frame begins.
  private static func frameImages() throws -> Images {
    var images: [[UInt8]] = []
    var origin = 0
    // The same memory each time: the frame's addresses are among its bytes.
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: stackSize, alignment: 4096)
    defer { memory.deallocate() }
    let place = UInt64(UInt(bitPattern: memory.baseAddress))
    for pattern in Images.patterns {
      memory.initializeMemory(as: UInt8.self, repeating: pattern)
      _ = try withHandler {
        // The threads that tests run on block most signals.
        try withMask(unblocking: signal) {
          try withAlternateStack(at: place, size: stackSize) {
            try Linux.call(\.tgkill, getpid(), Linux.thread, signal)
          }
        }
      }
      origin = Int(probe_frame_address()) - Int(place)
      images.append([UInt8](memory))
    }
    return Images(memory: images, origin: origin)
  }

  /// Runs `body` with a signal blocked on this thread, and puts the mask back.
  private static func withMask<Result>(blocking signal: UInt64, _ body: () throws -> Result) throws -> Result {
    try withMask(how: 0, signal, body)
  }

  /// Runs `body` with a signal let through on this thread, and puts the mask back.
  private static func withMask<Result>(unblocking signal: UInt64, _ body: () throws -> Result) throws -> Result {
    try withMask(how: 1, signal, body)
  }

  private static func withMask<Result>(how: Int, _ signal: UInt64, _ body: () throws -> Result) throws -> Result {
    var before = [UInt8](repeating: 0, count: 8)
    try withAddress(of: bit(of: signal)) { set in
      try withAddress(of: &before) { try Linux.call(\.rt_sigprocmask, how, set, $0, 8) }
    }
    defer { _ = withAddress(of: before) { try? Linux.call(\.rt_sigprocmask, 2, $0, 0, 8) } }
    return try body()
  }

  private static func bit(of signal: UInt64) -> [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: ((1 as UInt64) << (signal - 1)) >> (8 * $0)) }
  }

  private static func expectOwnSignal(_ record: Kernel.Siginfo, _ expectations: inout Expectations) {
    let info = record.contents.known
    expectations.expect("si_signo", info.si_signo, Int32(signal))
    expectations.expect("si_errno", info.si_errno, 0)
    expectations.expect("si_code", info.si_code, -6)
    expectations.expect("_kill._pid", info._sifields._kill._pid, getpid())
    expectations.expect("_kill._uid", info._sifields._kill._uid, getuid())
  }
}
