// `weft.thread_facts` and `weft.thread_clone`: what the runtime cannot say in the IR of how a thread begins.

extension Generator {
  /// Emits what gives the facts of thread-local data, which the layout of the file knows.
  static func emitThreadFacts(_ buffer: inout CodeBuffer) {
    emitFact(.rax, LayoutReference.threadImageAddress, &buffer)
    emitFact(.rdx, LayoutReference.threadImageSize, &buffer)
    emitFact(.rcx, LayoutReference.threadSize, &buffer)
    emitFact(.rsi, LayoutReference.threadAlignment, &buffer)
    buffer.emit(.ret)
  }

  /// Emits `clone`. The new thread has a stack of its own from the first instruction on, and on it what it calls.
  static func emitThreadClone(_ buffer: inout CodeBuffer) {
    let child = buffer.makeLabel()
    // The kernel takes the word that it clears at the thread's end, and the thread pointer, in these.
    buffer.emit(.mov, .bits64, reg: .r10, rm: .rdx)
    buffer.emit(.mov, .bits64, reg: .r8, rm: .rcx)
    emitSystemCall("clone", &buffer)
    buffer.emit(.test, .bits64, reg: .rax, rm: .rax)
    buffer.jump(if: .equal, to: child)
    buffer.emit(.ret)
    buffer.bind(child)
    buffer.addTranscribedRow(kind: CodeRowKind.unwind, payload: UnwindNote(.outermost).payload)
    buffer.emit(.xor, .bits32, reg: .rbp, rm: .rbp)
    buffer.emit(.pop, rm: .rdi)
    buffer.emit(.pop, rm: .rax)
    buffer.emit(.callIndirect, rm: .rax)
    buffer.emit(.ud2)
  }
}
