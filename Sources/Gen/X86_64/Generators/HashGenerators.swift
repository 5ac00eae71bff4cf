// `weft.sha256_extensions`: SHA-256 by the processor's instructions for it.

extension Generator {
  /// Emits the compression of blocks.
  ///
  /// `sha256rnds2` does two rounds. It takes and gives half of the state, ABEF or CDGH from the highest word down, the halves
  /// in turn; the sums of two words and their constants are in `xmm0`. Each quarter of a schedule's window of 16 words
  /// takes the place of the one that was used last.
  static func emitSHA256(_ buffer: inout CodeBuffer) {
    typealias Register = MachineRegister
    let (state, blocks, count, rounds) = (Register.rdi, Register.rsi, Register.rdx, Register.rcx)
    let (sums, first, second) = (Register.xmm0, Register.xmm1, Register.xmm2)
    let window: [Register] = [.xmm3, .xmm4, .xmm5, .xmm6]
    let (copy, order, firstBefore, secondBefore) = (Register.xmm7, Register.xmm8, Register.xmm9, Register.xmm10)
    let (loop, done) = (buffer.makeLabel(), buffer.makeLabel())
    buffer.emit(.test, .bits64, reg: count, rm: count)
    buffer.jump(if: .equal, to: done)
    // The order of the bytes of four words, each turned round.
    buffer.emit(.movAbsolute, .bits64, rm: .rax, immediate: 0x0405_0607_0001_0203)
    buffer.emit(.movqFromGeneral, reg: order, rm: .rax)
    buffer.emit(.movAbsolute, .bits64, rm: .rax, immediate: 0x0C0D_0E0F_0809_0A0B)
    buffer.emit(.movqFromGeneral, reg: copy, rm: .rax)
    buffer.emit(.punpcklqdq, reg: order, rm: copy)
    // From DCBA and HGFE.
    buffer.emit(.movups, reg: first, memory: MemoryOperand(state))
    buffer.emit(.movups, reg: second, memory: MemoryOperand(state, 16))
    emitExchangeOfHalves(first, second, copy, &buffer)
    buffer.emit(.pshufd, reg: first, rm: first, immediate: 0x1B)
    buffer.emit(.pshufd, reg: second, rm: second, immediate: 0xB1)
    buffer.bind(loop)
    buffer.emit(.movaps, reg: firstBefore, rm: first)
    buffer.emit(.movaps, reg: secondBefore, rm: second)
    for quarter in 0..<16 {
      // The words of these four rounds, and those of the rounds before them, the latest last.
      let words = window[quarter & 3]
      let (next, latest) = (window[(quarter + 1) & 3], window[(quarter + 3) & 3])
      let place = Int32(16 * quarter)
      if quarter < 4 {
        buffer.emit(.movups, reg: words, memory: MemoryOperand(blocks, place))
        buffer.emit(.pshufb, reg: words, rm: order)
      }
      buffer.emit(.movaps, reg: sums, memory: MemoryOperand(rounds, place))
      buffer.emit(.paddd, reg: sums, rm: words)
      buffer.emit(.sha256rnds2, reg: second, rm: first)
      if (3..<15).contains(quarter) {
        // The words of the next rounds, for which the first half was done three quarters ago.
        buffer.emit(.movaps, reg: copy, rm: words)
        buffer.emit(.palignr, reg: copy, rm: latest, immediate: 4)
        buffer.emit(.paddd, reg: next, rm: copy)
        buffer.emit(.sha256msg2, reg: next, rm: words)
      }
      buffer.emit(.punpckhqdq, reg: sums, rm: sums)
      buffer.emit(.sha256rnds2, reg: first, rm: second)
      if (1..<13).contains(quarter) { buffer.emit(.sha256msg1, reg: latest, rm: words) }
    }
    buffer.emit(.paddd, reg: first, rm: firstBefore)
    buffer.emit(.paddd, reg: second, rm: secondBefore)
    buffer.emit(.addImmediate, .bits64, rm: blocks, immediate: 64)
    buffer.emit(.subImmediate, .bits64, rm: count, immediate: 1)
    buffer.jump(if: .notEqual, to: loop)
    emitExchangeOfHalves(first, second, copy, &buffer)
    buffer.emit(.pshufd, reg: first, rm: first, immediate: 0xB1)
    buffer.emit(.pshufd, reg: second, rm: second, immediate: 0x1B)
    buffer.emit(.movupsStore, reg: second, memory: MemoryOperand(state))
    buffer.emit(.movupsStore, reg: first, memory: MemoryOperand(state, 16))
    buffer.bind(done)
    buffer.emit(.ret)
  }

  /// The low halves of two registers go to the first, the high ones to the second.
  private static func emitExchangeOfHalves(
    _ first: MachineRegister, _ second: MachineRegister, _ copy: MachineRegister, _ buffer: inout CodeBuffer
  ) {
    buffer.emit(.movaps, reg: copy, rm: first)
    buffer.emit(.punpcklqdq, reg: first, rm: second)
    buffer.emit(.punpckhqdq, reg: second, rm: copy)
  }
}
