// How what a signal interrupted is found from where its handler returns to.

internal import Layout

/// The frame that the kernel leaves below a handler of signals on x86-64.
public enum SignalFrame {
  /// Instructions of call frame information for code that is entered with the stack pointer at the kernel's `ucontext`: the
  /// registers are those that it keeps.
  public static let instructions: [UInt8] = {
    let target = Target.x86_64
    let start = Kernel.UcontextX86_64.offset(of: \.uc_mcontext, on: target) ?? 0
    func place(_ field: KeyPath<Kernel.SigcontextX86_64Schema, Field<UInt64>>) -> UInt64 {
      start + (Kernel.SigcontextX86_64.offset(of: field, on: target) ?? 0)
    }
    let registers: [(DwarfRegister, UInt64)] = [
      (.rax, place(\.rax)), (.rdx, place(\.rdx)), (.rcx, place(\.rcx)), (.rbx, place(\.rbx)), (.rsi, place(\.rsi)),
      (.rdi, place(\.rdi)), (.rbp, place(\.rbp)), (.r(8), place(\.r8)), (.r(9), place(\.r9)), (.r(10), place(\.r10)),
      (.r(11), place(\.r11)), (.r(12), place(\.r12)), (.r(13), place(\.r13)), (.r(14), place(\.r14)),
      (.r(15), place(\.r15)), (.returnAddress, place(\.rip)),
    ]
    /// The stack pointer and so many bytes, fewer than 8192.
    func address(_ offset: UInt64) -> [UInt8] {
      [
        Dwarf.Expression.baseRegister + DwarfRegister.rsp.rawValue, UInt8(offset & 0x7F) | 0x80,
        UInt8(truncatingIfNeeded: offset >> 7),
      ]
    }
    var bytes = [Dwarf.Frame.defineAddressExpression, 4] + address(place(\.rsp)) + [Dwarf.Expression.dereference]
    for (register, offset) in registers {
      bytes += [Dwarf.Frame.expression, register.rawValue, 3] + address(offset)
    }
    return bytes
  }()
}
