// `weft.restore_state`: the way back from a handler of signals.

internal import IR

extension Generator {
  /// Emits the return from a handler.
  ///
  /// Who looks for the caller of a handler looks before the address that it returns to, which is that of the second instruction.
  static func emitRestore(_ buffer: inout CodeBuffer) {
    buffer.addTranscribedRow(kind: CodeRowKind.unwind, payload: UnwindNote(.interrupted).payload)
    buffer.emit(.nop)
    emitSystemCall("rt_sigreturn", &buffer)
  }
}
