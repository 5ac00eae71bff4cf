// What the ELF writer must know about a machine; a second one is a row here, and its relocations.

import Layout

/// What sets one machine's executables apart from another's.
struct MachineFacts {
  /// The number in the file's header.
  let number: Constant
  /// The file's flags.
  let flags: UInt32
  /// Memory is mapped in pages of at most this size.
  let pageSize: UInt64
  /// The address that the file's first byte is mapped to: beyond the pages that the system keeps unmapped.
  let baseAddress: UInt64
  /// Whether a thread's own data ends at the thread pointer (as on x86-64), or starts behind it.
  let threadDataEndsAtPointer: Bool
  /// How many bytes a caller's stack pointer lies above a function's own at its start.
  let callFrameOffset: UInt8
  /// Where the return address is, as an offset from the canonical frame address; nil where a register holds it.
  let savedReturnAddress: Int8?
  /// What holds the return address, by the number that debuggers use.
  let returnAddress: DwarfRegister
  /// The stack pointer.
  let stackPointer: DwarfRegister
  /// All instructions' lengths are multiples of this.
  let instructionUnit: UInt8

  /// The facts of a target; nil for one that files cannot be written for yet.
  init?(_ target: Target) {
    switch target {
    case .x86_64:
      number = Constants.kernel.elf.EM_X86_64
      flags = 0
      pageSize = 0x1000
      baseAddress = 0x40_0000
      threadDataEndsAtPointer = true
      callFrameOffset = 8
      savedReturnAddress = -8
      returnAddress = .returnAddress
      stackPointer = .rsp
      instructionUnit = 1
    case .aarch64, .riscv64: return nil
    }
  }
}

/// A number of ELF, as wide as the field that holds it.
func number<Width: FixedWidthInteger>(_ constant: Constant) -> Width {
  // Those that are used here have one value on all targets.
  Width(truncatingIfNeeded: constant.value(on: .x86_64) ?? 0)
}
