// `weft.report_trap`: the report of a trap, and the end of the process as by SIGABRT.

internal import IR

extension Generator {
  /// The registers that the report of a trap uses, but for the one with the message, which no argument is in.
  private static let overwrittenByTrapReport: [MachineRegister] = [.rcx, .rdx, .rbx, .rsi, .rdi, .r10, .r11]

  /// Emits the report. Whatever the program did to SIGABRT, the process ends by it: its action becomes the default one, and
  /// it is let through.
  static func emitTrapReport(_ buffer: inout CodeBuffer, _ context: GeneratorContext) {
    if let runtime = context.runtime { return emitTrapReport(&buffer, runtime) }
    func note(_ note: UnwindNote) {
      buffer.addTranscribedRow(kind: CodeRowKind.unwind, payload: note.payload)
    }
    // What lies between the return address and the stack pointer, for debuggers.
    var depth: Int64 = 8
    func push(_ register: MachineRegister?, orElse number: Int64 = 0) {
      if let register {
        buffer.emit(.push, rm: register)
      } else {
        buffer.emit(.pushImmediate, immediate: number)
      }
      depth += 8
      note(UnwindNote(.frameOffset, .rsp, depth))
    }
    // What the trapping function has in registers stays known: its arguments are there.
    for register in overwrittenByTrapReport {
      push(register)
      note(UnwindNote(.saved, register, -depth))
    }
    buffer.emit(.mov, .bits64, reg: .rsi, rm: .rax)
    let (again, written, ends) = (buffer.makeLabel(), buffer.makeLabel(), buffer.makeLabel())
    buffer.emit(.movzx16, .bits32, reg: .rbx, memory: MemoryOperand(.rsi))
    buffer.emit(.addImmediate, .bits64, rm: .rsi, immediate: 2)
    // All of it, however often the kernel takes a part; an error is the end of it, but not an interruption.
    buffer.bind(again)
    buffer.emit(.mov, .bits32, reg: .rdx, rm: .rbx)
    buffer.emit(.movImmediate, .bits32, rm: .rdi, immediate: 2)
    emitSystemCall("write", &buffer)
    buffer.emit(.cmpImmediate, .bits64, rm: .rax, immediate: -4)
    buffer.jump(if: .equal, to: again)
    buffer.emit(.test, .bits64, reg: .rax, rm: .rax)
    buffer.jump(if: .lessOrEqual, to: written)
    buffer.emit(.add, .bits64, reg: .rsi, rm: .rax)
    buffer.emit(.sub, .bits32, reg: .rbx, rm: .rax)
    buffer.jump(if: .notEqual, to: again)
    buffer.bind(written)

    // A default action, which is all zeros, and the mask of SIGABRT (6) alone.
    buffer.emit(.xor, .bits32, reg: .rdx, rm: .rdx)
    for _ in 0..<4 { push(.rdx) }
    buffer.emit(.mov, .bits64, reg: .rsi, rm: .rsp)
    buffer.emit(.movImmediate, .bits32, rm: .rdi, immediate: 6)
    buffer.emit(.movImmediate, .bits32, rm: .r10, immediate: 8)
    emitSystemCall("rt_sigaction", &buffer)
    push(nil, orElse: 1 << 5)
    buffer.emit(.mov, .bits64, reg: .rsi, rm: .rsp)
    buffer.emit(.movImmediate, .bits32, rm: .rdi, immediate: 1)
    buffer.emit(.xor, .bits32, reg: .rdx, rm: .rdx)
    emitSystemCall("rt_sigprocmask", &buffer)
    buffer.bind(ends)
    emitSystemCall("getpid", &buffer)
    buffer.emit(.mov, .bits32, reg: .rdi, rm: .rax)
    emitSystemCall("gettid", &buffer)
    buffer.emit(.mov, .bits32, reg: .rsi, rm: .rax)
    buffer.emit(.movImmediate, .bits32, rm: .rdx, immediate: 6)
    emitSystemCall("tgkill", &buffer)
    buffer.jump(to: ends)
  }

  /// Emits the way to the runtime's own report. A task's stack has no room for more than the return address: the report is made on
  /// the thread's own.
  private static func emitTrapReport(_ buffer: inout CodeBuffer, _ runtime: RuntimeLinkage) {
    let here = buffer.makeLabel()
    // What the trapping function has in registers is lost: where it could be kept is not where its callers are.
    for register in [.rcx, .rdx, .rsi, .rdi, .r8, .r9, .r10, .r11, .r15] as [MachineRegister] {
      buffer.addTranscribedRow(kind: CodeRowKind.unwind, payload: UnwindNote(.lost, register).payload)
    }
    buffer.emit(.mov, .bits64, reg: .rdi, rm: .rax)
    buffer.emit(.mov, .bits64, reg: .r15, rm: .rsp)
    buffer.addTranscribedRow(kind: CodeRowKind.unwind, payload: UnwindNote(.frameAddress, .r15, 8).payload)
    buffer.emit(.mov, .bits64, reg: .rax, memory: thread(runtime, ThreadFields.current))
    buffer.emit(.cmpImmediate, .bits64, memory: MemoryOperand(.rax, ContextFields.handle), immediate: 0)
    buffer.jump(if: .equal, to: here)
    buffer.emit(.mov, .bits64, reg: .rsp, memory: thread(runtime, ThreadFields.root + ContextFields.stackPointer))
    buffer.bind(here)
    buffer.emit(.andImmediate, .bits64, rm: .rsp, immediate: -16)
    buffer.call(symbol: runtime.trap.rawValue)
  }
}
