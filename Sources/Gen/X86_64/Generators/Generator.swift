// The generators of x86-64: code that no function of the program is the source of. Each states what it takes, what it
// destroys and what it needs of the stack; a program contains those that it uses.

internal import IR

/// Code that is made natively, beside the program's functions.
public enum Generator: UInt8, CaseIterable, Sendable, Hashable {
  /// Where the kernel starts the program.
  case entry
  /// Reports a trap and ends the process.
  case trapReport
  /// `fma.f` of `f32`, for processors that have no instruction for it.
  case fusedMultiplyAddShort
  /// `fma.f` of `f64`, for processors that have no instruction for it.
  case fusedMultiplyAdd
  /// `sha256.compress`, for processors that have no instructions for it.
  case sha256
  /// `sha256.compress` by the processor's instructions for it.
  case sha256Extensions
  /// Leaves a context by a handler of the runtime, and goes on with the one that the handler gives.
  case leave
  /// Lets the other contexts of the thread run first.
  case yield
  /// Where a context goes on that does its operation again.
  case again
  /// What a new thread must know of thread-local data.
  case threadFacts
  /// Starts a thread.
  case threadClone
  /// Where handlers of signals return to.
  case restore

  /// The name of its symbol, and of its origin. With a digit or an underscore behind the last dot: debuggers take letters alone
  /// for something else.
  public var name: String {
    switch self {
    case .entry: "_start"
    case .trapReport: "weft.report_trap"
    case .fusedMultiplyAddShort: "weft.fma.f32"
    case .fusedMultiplyAdd: "weft.fma.f64"
    case .sha256: "weft.sha256_blocks"
    case .sha256Extensions: "weft.sha256_extensions"
    case .leave: "weft.leave_context"
    case .yield: "weft.yield_context"
    case .again: "weft.do_again"
    case .threadFacts: "weft.thread_facts"
    case .threadClone: "weft.thread_clone"
    case .restore: "weft.restore_state"
    }
  }

  /// What it takes, destroys, and needs of the stack.
  public var contract: String {
    switch self {
    case .entry:
      """
      takes: the stack as the kernel leaves it: argc, argv, null, envp, null, the auxiliary vector
      gives: main's result as the process's exit status
      stack: aligned to 16 bytes at the call of main; with thread-local data, that of the first thread below it
      """
    case .trapReport:
      """
      takes: rax, the message: its length in two bytes, then its text
      gives: the text on standard error; the process ends as by SIGABRT
      destroys: rax; what else it uses is on the stack, where debuggers find it, but in a program with tasks
      stack: 96 bytes; in a program with tasks none of the context's own, where a function of the runtime reports
      """
    case .fusedMultiplyAddShort, .fusedMultiplyAdd:
      """
      takes: xmm0, xmm1, xmm2, the factors and what is added: Weft's convention
      gives: xmm0, the product and the sum rounded once
      destroys: what a call destroys
      stack: as its frame says
      """
    case .sha256:
      """
      takes: rdi, the state; rsi, the blocks; rdx, how many; rcx, the constants of the rounds: Weft's convention
      gives: the state after the blocks, all of which are read before it is written
      destroys: what a call destroys
      stack: as its frame says
      """
    case .sha256Extensions:
      """
      takes: rdi, the state; rsi, the blocks; rdx, how many; rcx, the constants of the rounds, aligned to 16 bytes
      gives: the state after the blocks, all of which are read before it is written
      destroys: rax, rdx, rsi, xmm0 to xmm10
      stack: 8 bytes
      needs: the features sha and ssse3
      """
    case .leave:
      """
      takes: rax, where the context goes on; r12, the handler; its arguments in Weft's convention, but the first, which is
      the thread's state, and none on the stack
      gives: behind the place where the next context goes on: rdi, the context; rax, its value
      destroys: everything but the stack pointer
      stack: nothing of the context's own: the handler runs on the thread's stack
      """
    case .yield:
      """
      takes: rax, where the context goes on
      gives: as `weft.leave_context`; the context itself goes on last of those that can run
      destroys: everything but the stack pointer
      stack: nothing
      """
    case .again:
      """
      takes: rdi, the context, which has just been resumed; rax, where it left
      gives: as `weft.leave_context`, by the handler that the context keeps
      destroys: everything but the stack pointer
      stack: nothing
      """
    case .threadFacts:
      """
      takes: nothing
      gives: rax, the address of what a thread's own data starts as; rdx, its bytes; rcx, the bytes of all; rsi, their alignment
      destroys: nothing else
      stack: 8 bytes
      """
    case .threadClone:
      """
      takes: rdi, flags; rsi, the new thread's stack with its argument and its function on it; rdx, where its number goes and
      is cleared; rcx, its thread pointer: Weft's convention
      gives: rax, its number or a negated errno; in the new thread, the call of the function, which never returns
      destroys: what a system call destroys, r8 and r10
      stack: 8 bytes
      """
    case .restore:
      """
      takes: the stack as the kernel left it below a handler's return address: what it saved, and what is known of the signal
      gives: all registers and the mask of signals as they were where the signal came
      destroys: nothing
      stack: what the kernel put there goes
      """
    }
  }
}

extension Generator {
  /// Emits its code, if it is made of instructions.
  func emit(to buffer: inout CodeBuffer, _ context: GeneratorContext) {
    buffer.beginFunction()
    switch self {
    case .entry: Self.emitEntry(&buffer, context)
    case .trapReport: Self.emitTrapReport(&buffer, context)
    // Their text is compiled.
    case .fusedMultiplyAddShort, .fusedMultiplyAdd, .sha256: break
    case .sha256Extensions: Self.emitSHA256(&buffer)
    case .leave: Self.emitLeave(&buffer, context)
    case .yield: Self.emitYield(&buffer, context)
    case .again: Self.emitAgain(&buffer, context)
    case .threadFacts: Self.emitThreadFacts(&buffer)
    case .threadClone: Self.emitThreadClone(&buffer)
    case .restore: Self.emitRestore(&buffer)
    }
    buffer.finishFunction()
  }
}

/// What a generator must know of the program.
struct GeneratorContext {
  /// The number of the symbol `main`.
  var main: UInt32
  /// Whether `main` takes arguments.
  var passesArguments: Bool
  /// Whether there is thread-local data.
  var hasThreadData: Bool
  /// What operations on tasks and their like lead to, where the program has them.
  var runtime: RuntimeLinkage?
}

/// The numbers by which code refers to what only the layout of the file can tell, and to what libc has.
public enum LayoutReference {
  /// The first of them.
  public static let first: UInt32 = 0x1000_0000
  /// The address of what a thread's own data starts as.
  public static let threadImageAddress = first
  /// How many bytes of it are not zeros at first.
  public static let threadImageSize = first + 1
  /// How many bytes a thread's own data has.
  public static let threadSize = first + 2
  /// The alignment of a thread's own data.
  public static let threadAlignment = first + 3
  /// The function of libc that gives the address of a thread's datum.
  public static let threadAddressFunction = first + 4
}
