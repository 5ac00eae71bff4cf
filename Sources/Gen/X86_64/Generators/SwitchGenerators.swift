// `weft.leave_context`, `weft.yield_context` and `weft.do_again`: how one context of a thread stops and another goes on.
//
// They are jumped to, with the place in `rax` where the context goes on, and leave by a jump as well: a `ret` would be
// mispredicted, since the processor remembers the calls of another context. Nothing lives in a register but the stack pointer,
// so that nothing else is saved.

internal import IR

extension Generator {
  /// A part of the state of the thread that runs.
  static func thread(_ runtime: RuntimeLinkage, _ field: Int32) -> MemoryOperand {
    if runtime.hasOneThread { return MemoryOperand(relative: .symbol(runtime.thread.rawValue), field) }
    var place = MemoryOperand(absolute: field, segment: .fs)
    place.reference = AddressReference(.threadOffset, runtime.thread.rawValue)
    return place
  }

  private static func note(_ note: UnwindNote, _ buffer: inout CodeBuffer) {
    buffer.addTranscribedRow(kind: CodeRowKind.unwind, payload: note.payload)
  }

  /// Emits the way through a handler, which runs on the thread's own stack: below what the thread began with, wherever that stopped.
  static func emitLeave(_ buffer: inout CodeBuffer, _ context: GeneratorContext) {
    guard let runtime = context.runtime else { return }
    // Who left goes on where rax says, with the stack as it is now.
    note(UnwindNote(.frameAddress, .rsp, 0), &buffer)
    note(UnwindNote(.returnsTo, .rax), &buffer)
    // The handler's first argument is its thread's state.
    if runtime.hasOneThread {
      buffer.emit(.movImmediate, .bits32, rm: .rdi, immediateSymbol: runtime.thread.rawValue)
    } else {
      buffer.emit(.mov, .bits64, reg: .rdi, memory: MemoryOperand(absolute: 0, segment: .fs))
      var state = MemoryOperand(.rdi)
      state.reference = AddressReference(.threadOffset, runtime.thread.rawValue)
      buffer.emit(.lea, .bits64, reg: .rdi, memory: state)
    }
    buffer.emit(.mov, .bits64, reg: .rbx, memory: MemoryOperand(.rdi, ThreadFields.current))
    buffer.emit(.movStore, .bits64, reg: .rax, memory: MemoryOperand(.rbx, ContextFields.resume))
    buffer.emit(.movStore, .bits64, reg: .rsp, memory: MemoryOperand(.rbx, ContextFields.stackPointer))
    note(UnwindNote(.contextIn, .rbx), &buffer)
    buffer.emit(
      .mov, .bits64, reg: .rsp, memory: MemoryOperand(.rdi, ThreadFields.root + ContextFields.stackPointer))
    buffer.emit(.andImmediate, .bits64, rm: .rsp, immediate: -16)
    buffer.emit(.callIndirect, rm: .r12)
    // What is resumed from here on is the one that the handler gave.
    buffer.emit(.movStore, .bits64, reg: .rax, memory: thread(runtime, ThreadFields.current))
    emitResume(&buffer)
  }

  /// Goes on with the context in `rax`.
  private static func emitResume(_ buffer: inout CodeBuffer) {
    buffer.emit(.mov, .bits64, reg: .rdi, rm: .rax)
    buffer.emit(.mov, .bits64, reg: .rsp, memory: MemoryOperand(.rdi, ContextFields.stackPointer))
    note(UnwindNote(.contextIn, .rdi), &buffer)
    buffer.emit(.mov, .bits64, reg: .rax, memory: MemoryOperand(.rdi, ContextFields.value))
    buffer.emit(.jmpIndirect, memory: MemoryOperand(.rdi, ContextFields.resume))
  }

  /// Emits the way of a context that was resumed to do again what it left for.
  static func emitAgain(_ buffer: inout CodeBuffer, _ context: GeneratorContext) {
    note(UnwindNote(.frameAddress, .rsp, 0), &buffer)
    note(UnwindNote(.returnsTo, .rax), &buffer)
    buffer.emit(.mov, .bits64, reg: .r12, memory: MemoryOperand(.rdi, ContextFields.operation))
    buffer.jump(toSymbol: CodeReference.generator(.leave))
  }

  /// Emits `yield`: to the queue's end, and on with its first.
  static func emitYield(_ buffer: inout CodeBuffer, _ context: GeneratorContext) {
    guard let runtime = context.runtime else { return }
    let (ticks, alone) = (buffer.makeLabel(), buffer.makeLabel())
    note(UnwindNote(.frameAddress, .rsp, 0), &buffer)
    note(UnwindNote(.returnsTo, .rax), &buffer)
    guard !runtime.alwaysTicks else { return emitTick(&buffer, runtime) }
    buffer.emit(.subImmediate, .bits32, memory: thread(runtime, ThreadFields.budget), immediate: 1)
    buffer.jump(if: .sign, to: ticks)
    buffer.emit(.mov, .bits64, reg: .rdi, memory: thread(runtime, ThreadFields.head))
    buffer.emit(.test, .bits64, reg: .rdi, rm: .rdi)
    buffer.jump(if: .equal, to: alone)
    buffer.emit(.mov, .bits64, reg: .rbx, memory: thread(runtime, ThreadFields.current))
    buffer.emit(.movStore, .bits64, reg: .rax, memory: MemoryOperand(.rbx, ContextFields.resume))
    buffer.emit(.movStore, .bits64, reg: .rsp, memory: MemoryOperand(.rbx, ContextFields.stackPointer))
    // The queue is not empty, so that what is appended leaves the first in its place. What the last leads to, nobody asks.
    buffer.emit(.mov, .bits64, reg: .rcx, memory: thread(runtime, ThreadFields.tail))
    buffer.emit(.movStore, .bits64, reg: .rbx, memory: MemoryOperand(.rcx, ContextFields.next))
    buffer.emit(.movStore, .bits64, reg: .rbx, memory: thread(runtime, ThreadFields.tail))
    buffer.emit(.mov, .bits64, reg: .rcx, memory: MemoryOperand(.rdi, ContextFields.next))
    buffer.emit(.movStore, .bits64, reg: .rcx, memory: thread(runtime, ThreadFields.head))
    buffer.emit(.movStore, .bits64, reg: .rdi, memory: thread(runtime, ThreadFields.current))
    buffer.emit(.mov, .bits64, reg: .rsp, memory: MemoryOperand(.rdi, ContextFields.stackPointer))
    note(UnwindNote(.remember), &buffer)
    note(UnwindNote(.contextIn, .rdi), &buffer)
    buffer.emit(.mov, .bits64, reg: .rax, memory: MemoryOperand(.rdi, ContextFields.value))
    buffer.emit(.jmpIndirect, memory: MemoryOperand(.rdi, ContextFields.resume))
    note(UnwindNote(.recall), &buffer)
    buffer.bind(alone)
    buffer.emit(.jmpIndirect, rm: .rax)
    buffer.bind(ticks)
    emitTick(&buffer, runtime)
  }

  /// Leaves by the handler of a `yield` that looks at more than the queue.
  private static func emitTick(_ buffer: inout CodeBuffer, _ runtime: RuntimeLinkage) {
    buffer.emit(.movImmediate, .bits32, rm: .r12, immediateSymbol: runtime.tick.rawValue)
    buffer.jump(toSymbol: CodeReference.generator(.leave))
  }
}
