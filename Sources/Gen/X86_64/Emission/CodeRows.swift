// What emission says of the code beside its bytes, in rows: where it comes from, what unwinding must know, and where
// parameters are.

/// The kinds of rows beside emitted code.
public enum CodeRowKind {
  /// The instruction of the IR that the code comes from, plus one; 0 for what belongs to the function as a whole.
  public static let origin: UInt32 = 1
  /// A change for unwinding: an `UnwindNote`.
  public static let unwind: UInt32 = 2
  /// A context that left goes on here: the number of the function, and below it that of the instruction.
  public static let resume: UInt32 = 3
  /// Where a parameter is: a `ParameterNote`.
  public static let parameter: UInt32 = 4
  /// The function's beginning is over: its frame is made, and its parameters are where its instructions find them.
  public static let body: UInt32 = 5
}

/// Where a parameter of a function is from a place in its code on.
public struct ParameterNote: Sendable, Hashable {
  /// Where a parameter may be.
  public enum Place: Sendable, Hashable {
    /// Its value is lost.
    case nowhere
    /// In a register.
    case register(MachineRegister)
    /// In memory, so many bytes from the canonical frame address.
    case frame(Int32)
    /// In memory, so many bytes from the canonical frame address or as far below that as makes it a multiple of two to this power.
    case alignedFrame(Int32, shift: UInt8)
  }
  /// Which parameter it is.
  public var number: UInt32
  /// Where it is.
  public var place: Place
  /// Whether a call ends here, at which the change happens: debuggers look for what callees return to within the call.
  public var isCallBefore = false

  init(_ number: UInt32, _ place: Place) {
    self.number = number
    self.place = place
  }

  /// How many parameters of a function can be told apart.
  static let greatestNumber: UInt32 = 1 << 24 - 1

  /// What a row tells, if it tells of a parameter.
  public init?(_ row: CodeRow) {
    guard row.kind == CodeRowKind.parameter else { return nil }
    number = UInt32(truncatingIfNeeded: row.payload >> 40)
    isCallBefore = row.payload >> 39 & 1 != 0
    let low = UInt32(truncatingIfNeeded: row.payload)
    switch row.payload >> 32 & 3 {
    case 1: place = .register(MachineRegister(rawValue: UInt8(truncatingIfNeeded: low)))
    case 2: place = .frame(Int32(bitPattern: low))
    case 3: place = .alignedFrame(Int32(bitPattern: low), shift: UInt8(row.payload >> 34 & 31))
    default: place = .nowhere
    }
  }

  /// The same as the payload of a row.
  var payload: UInt64 {
    let head = UInt64(number) << 40 | (isCallBefore ? 1 << 39 : 0)
    switch place {
    case .nowhere: return head
    case .register(let register): return head | 1 << 32 | UInt64(register.rawValue)
    case .frame(let offset): return head | 2 << 32 | UInt64(UInt32(bitPattern: offset))
    case .alignedFrame(let offset, let shift):
      return head | UInt64(shift & 31) << 34 | 3 << 32 | UInt64(UInt32(bitPattern: offset))
    }
  }
}

/// A change that unwinding must know of.
public struct UnwindNote: Sendable, Hashable {
  /// What changes.
  public enum Change: UInt8, Sendable, Hashable {
    /// The CFA is the register plus the number.
    case frameAddress
    /// The CFA is the same register plus the number.
    case frameOffset
    /// The register is saved at the CFA plus the number.
    case saved
    /// The caller's register is in it again.
    case restored
    /// The return address is below the CFA again.
    case returnsFromStack
    /// All that holds is remembered.
    case remember
    /// What was remembered holds again.
    case recall
    /// Nobody called: the chain of frames ends here.
    case outermost
    /// The register's content is lost.
    case lost
    /// The return address is in the register.
    case returnsTo
    /// The caller's stack pointer, when its call is over, is the CFA plus the number: the callee takes its arguments off the stack.
    case callerStack
    /// The CFA is 16 bytes above where the word leads that the stack pointer points to.
    case framePointerPushed
    /// The frame and the return address are those that a context keeps, whose address is in the register.
    case contextIn
    /// It was interrupted: the stack pointer leads to what the kernel saved.
    case interrupted
  }
  /// What changes.
  public var change: Change
  /// The register that it is about.
  public var register: MachineRegister
  /// A number of bytes.
  public var number: Int32
  /// Whether a call ends here, and what changes holds for who is called already: who looks for callers looks within the call.
  public var isCallBefore = false

  init(_ change: Change, _ register: MachineRegister = .rsp, _ number: Int64 = 0, isCallBefore: Bool = false) {
    self.change = change
    self.register = register
    self.number = Int32(truncatingIfNeeded: number)
    self.isCallBefore = isCallBefore
  }

  /// The change that a row tells of, if it tells of one.
  public init?(_ row: CodeRow) {
    guard row.kind == CodeRowKind.unwind, let change = Change(rawValue: UInt8(truncatingIfNeeded: row.payload >> 40))
    else { return nil }
    self.change = change
    register = MachineRegister(rawValue: UInt8(truncatingIfNeeded: row.payload >> 32))
    number = Int32(truncatingIfNeeded: Int64(bitPattern: row.payload))
    isCallBefore = row.payload >> 48 & 1 != 0
  }

  /// The change as the payload of a row.
  var payload: UInt64 {
    (isCallBefore ? 1 << 48 : 0) | UInt64(change.rawValue) << 40 | UInt64(register.rawValue) << 32
      | UInt64(UInt32(bitPattern: number))
  }
}
