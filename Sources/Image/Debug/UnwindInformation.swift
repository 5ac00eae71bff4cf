// How to find a function's caller from any place in its code: the input to call frame information.

/// How the callers of a program's functions are found. The rows of all functions stand in one table.
public struct UnwindInformation: Sendable {
  /// Every run of code, in any order. Code that is in none cannot be unwound.
  public var functions: [UnwindFunction] = []
  /// What changes where, function by function.
  public var rows: [UnwindRow] = []

  /// Nothing yet.
  public init() {}
}

/// The unwind rows of one run of code. At its start, the machine's calling convention holds: on x86-64, the canonical
/// frame address (CFA) is `rsp + 8` and the return address lies at CFA - 8.
@frozen public struct UnwindFunction: Sendable {
  /// The code.
  public var code: CodeRange
  /// Its rows in `UnwindInformation.rows`.
  public var rows: RowRange
  /// Whether nothing called it, as nothing calls a program's first instruction.
  public var isOutermost: Bool
  /// Whether it is where a handler of signals returns to: what was interrupted stands at its next instruction, and not behind a call.
  public var isSignalFrame: Bool

  /// Makes the unwind rows of a run of code.
  @inlinable public init(
    code: CodeRange, rows: RowRange, isOutermost: Bool = false, isSignalFrame: Bool = false
  ) {
    self.code = code
    self.rows = rows
    self.isOutermost = isOutermost
    self.isSignalFrame = isSignalFrame
  }
}

/// What an unwind row changes.
public enum UnwindChange: UInt8, Sendable, Hashable, CaseIterable {
  /// The CFA is `register + value`.
  case frameAddress
  /// The CFA is the same register as before, plus `value`.
  case frameOffset
  /// The CFA is `register` plus the same as before.
  case frameRegister
  /// The caller's `register` is saved at CFA + `value`, which is a negative multiple of 8.
  case saved
  /// The caller's `register` is where it was at the function's start.
  case restored
  /// The caller's `register` is lost.
  case undefined
  /// The caller's `register` is in it, unchanged.
  case unchanged
  /// The caller's stack pointer is the CFA + `value`, a multiple of 8, and not the CFA itself.
  case stackPointer
  /// The caller goes on at the address in `register`.
  case returnsTo
  /// The caller's stack pointer lies where `register` leads to, and behind it the address where the caller goes on.
  case kept
  /// The CFA is `value` above where the word leads that the stack pointer points to.
  case frameAddressOnStack
  /// The stack pointer leads to what the kernel saved for a signal: see `SignalFrame`.
  case interrupted
  /// All that holds here is remembered.
  case remember
  /// What was remembered last holds again.
  case recall
}

/// A change of where the caller's registers are, from an offset on.
@frozen public struct UnwindRow: Sendable {
  /// From where on, counted from the start of the function's code. Rows ascend.
  public var offset: UInt32
  /// A number of bytes, for changes that have one.
  public var value: Int32
  /// The register, for changes that have one.
  public var register: DwarfRegister
  /// What changes.
  public var change: UnwindChange

  /// Makes a row.
  @inlinable public init(
    at offset: UInt32, _ change: UnwindChange, _ register: DwarfRegister = DwarfRegister(rawValue: 0), value: Int32 = 0
  ) {
    self.offset = offset
    self.value = value
    self.register = register
    self.change = change
  }
}
