// The registers of x86-64 as the allocator sees them, and the instructions that are sequences of several.

extension RegisterFile {
  /// The general registers that calls keep, in both conventions.
  static let keptRegisters = RegisterSet([.rbx, .rbp, .r12, .r13, .r14, .r15])
  /// All registers of x86-64.
  static let allRegisters = RegisterSet(rawValue: 0xFFFF_FFFF)

  /// The registers of x86-64.
  ///
  /// `rsp` is the stack's. Two vector registers are never allocated: memory is moved to memory through one, and cycles of
  /// moves are broken with the other; general registers exchange what they hold in one instruction instead.
  public static let x86_64 = RegisterFile(
    allocatable: [
      RegisterSet(rawValue: 0xFFFF).subtracting(RegisterSet(.rsp)),
      RegisterSet(rawValue: 0xFFFF_0000).subtracting(RegisterSet([.xmm14, .xmm15])),
    ],
    calleeSaved: keptRegisters,
    clobberSets: [
      RegisterSet(),
      allRegisters.subtracting(keptRegisters).subtracting(RegisterSet(.rsp)),
      RegisterSet([.rcx, .r11]),
      RegisterSet(.rdx),
      allRegisters.subtracting(RegisterSet(.rsp)),
    ],
    cycleScratch: [.xmm15, .xmm15], memoryScratch: .xmm14,
    bankOfRegister: (0..<64).map { $0 >= 16 && $0 < 32 ? .vector : .general })
}

/// The numbers of the sets of registers that instructions destroy.
enum Clobbers {
  /// What a call of either convention destroys.
  static let call: UInt8 = 1
  /// What `syscall` destroys.
  static let systemCall: UInt8 = 2
  /// What is destroyed where others run meanwhile: everything but the stack pointer.
  static let everything: UInt8 = 4
}

/// Instructions that emission expands: they are several, or depend on the frame.
enum Sequence: UInt16, CaseIterable {
  /// The function's beginning: its results are the parameters in registers.
  case entry = 0x4000
  /// Returns; what it reads are the results in registers.
  case `return`
  /// Calls the symbol; its operands are arguments and results.
  case call
  /// Calls the address that operand 0 behind the results is.
  case callIndirect
  /// Goes on at the symbol in place of this function, with so many bytes of arguments on the stack (`immediate`).
  case tailCall
  /// The same at the address in `rax`.
  case tailCallIndirect
  /// Ends the process with the trap of this number (`immediate`).
  case trap
  /// The same where the condition holds.
  case trapIf
  /// Jumps by the table of this number, at the index in operand 1; operand 0 is for the sequence's own use.
  case jumpTable
  /// Clears a register of floats.
  case zeroVector
  /// Moves operand 2 to operand 0, which holds operand 1, where the condition holds.
  case selectVector
  /// An update in memory whose old value is wanted: a loop of compare-exchange around the form in `immediate`.
  case updateLoop
  /// The same around a choice by the condition.
  case chooseLoop
  /// Copies `rcx` bytes from `rsi` to `rdi`, which may overlap.
  case moveBytes
  /// Compares `rcx` bytes at `rsi` and `rdi`: -1, 0 or 1 in `eax`.
  case compareBytes
  /// Lowers the stack pointer by operand 1, aligned as `immediate` says, and gives the address above the outgoing arguments.
  case allocateStack
  /// Gives the stack pointer.
  case saveStack
  /// Sets the stack pointer.
  case restoreStack
  /// Gives the address of this function's frame.
  case frameAddress
  /// Gives the address that this function returns to.
  case returnAddress
  /// Gives the address of this thread's copy of the symbol, which lies at a distance from the thread pointer that the linker
  /// knows.
  case threadAddress
  /// Leaves the context, which the symbol, a handler of the runtime or a generator, decides how to go on.
  case leave
  /// The same where a slot of the global offset table holds the distance.
  case threadAddressInTable
  /// The same where the program's loader is asked for it, in `rax`: a call.
  case threadAddressCall

  /// Whether an instruction's form is a sequence.
  static func isSequence(_ form: UInt16) -> Bool { form & 0x4000 != 0 }
}

/// The conditions of branches, `select` and `trapIf`: those of the processor, and two for floats that ask for two of them.
enum MachineCondition {
  /// Equal and ordered.
  static let equalOrdered: UInt8 = 16
  /// Not equal, or unordered.
  static let notEqualOrUnordered: UInt8 = 17

  /// The condition that holds when another does not.
  static func inverted(_ condition: UInt8) -> UInt8 { condition ^ 1 }
}
