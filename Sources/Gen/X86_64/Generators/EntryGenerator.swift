// `_start`: what runs before `main` and after it.

internal import IR
internal import Layout

extension Generator {
  /// Emits the entry: argc, argv and envp for `main`, thread-local data of the first thread, the call, the exit.
  static func emitEntry(_ buffer: inout CodeBuffer, _ context: GeneratorContext) {
    // The end of the chain of frames, for those who walk it.
    buffer.emit(.xor, .bits32, reg: .rbp, rm: .rbp)
    if context.hasThreadData { emitThreadData(&buffer) }
    let stack: MachineRegister = context.hasThreadData ? .rbx : .rsp
    if let runtime = context.runtime {
      buffer.emit(.mov, .bits64, reg: .rdi, rm: stack)
      buffer.call(symbol: runtime.begin.rawValue)
    }
    if context.passesArguments {
      buffer.emit(.mov, .bits32, reg: .rdi, memory: MemoryOperand(stack))
      buffer.emit(.lea, .bits64, reg: .rsi, memory: MemoryOperand(stack, 8))
      buffer.emit(.lea, .bits64, reg: .rdx, memory: MemoryOperand(.rsi, index: .rdi, scale: 8, 8))
    }
    // The kernel aligns the stack to 16 bytes.
    buffer.call(symbol: context.main)
    if let end = context.runtime?.end {
      buffer.emit(.mov, .bits32, reg: .rbx, rm: .rax)
      buffer.call(symbol: end.rawValue)
      buffer.emit(.mov, .bits32, reg: .rdi, rm: .rbx)
    } else {
      buffer.emit(.mov, .bits32, reg: .rdi, rm: .rax)
    }
    emitSystemCall("exit_group", &buffer)
  }

  /// Lays out the first thread's own data on the stack, its thread pointer above it, and has FS lead there.
  private static func emitThreadData(_ buffer: inout CodeBuffer) {
    buffer.emit(.mov, .bits64, reg: .rbx, rm: .rsp)
    // The thread pointer: as far below the stack as the block's alignment asks for, with room for itself.
    emitFact(.rcx, LayoutReference.threadAlignment, &buffer)
    buffer.emit(.lea, .bits64, reg: .rdx, memory: MemoryOperand(.rsp, -16))
    buffer.emit(.neg, .bits64, rm: .rcx)
    buffer.emit(.and, .bits64, reg: .rdx, rm: .rcx)
    buffer.emit(.movStore, .bits64, reg: .rdx, memory: MemoryOperand(.rdx))
    // The data lies below the pointer, as many bytes as it has with its alignment.
    emitFact(.rax, LayoutReference.threadSize, &buffer)
    buffer.emit(.mov, .bits64, reg: .rdi, rm: .rdx)
    buffer.emit(.sub, .bits64, reg: .rdi, rm: .rax)
    buffer.emit(.and, .bits64, reg: .rdi, rm: .rcx)
    buffer.emit(.mov, .bits64, reg: .rsp, rm: .rdi)
    buffer.emit(.andImmediate, .bits64, rm: .rsp, immediate: -16)
    emitFact(.rsi, LayoutReference.threadImageAddress, &buffer)
    emitFact(.rcx, LayoutReference.threadImageSize, &buffer)
    buffer.emit(.repMovs, .bits8)
    // The rest is zeros: the stack may have been used before.
    buffer.emit(.mov, .bits64, reg: .rcx, rm: .rdx)
    buffer.emit(.sub, .bits64, reg: .rcx, rm: .rdi)
    buffer.emit(.xor, .bits32, reg: .rax, rm: .rax)
    buffer.emit(.repStos, .bits8)
    buffer.emit(.mov, .bits64, reg: .rsi, rm: .rdx)
    buffer.emit(.movImmediate, .bits32, rm: .rdi, immediate: 0x1002)
    emitSystemCall("arch_prctl", &buffer)
  }

  static func emitFact(_ register: MachineRegister, _ fact: UInt32, _ buffer: inout CodeBuffer) {
    buffer.emit(.movImmediate, .bits32, rm: register, immediateSymbol: fact)
  }

  /// Emits a system call by name, whose arguments are in their registers.
  static func emitSystemCall(_ name: String, _ buffer: inout CodeBuffer) {
    let number = Syscalls.named(name)?.number(on: .x86_64) ?? 0
    buffer.emit(.movImmediate, .bits32, rm: .rax, immediate: Int64(number))
    buffer.emit(.syscall)
  }
}
