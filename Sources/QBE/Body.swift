// A function as it was read: its blocks, instructions and temporaries in flat memory, before it is translated.

internal import IR

/// What an instruction works on.
///
///     31 30 29                             0
///     0  0   temporary
///     0  1   integer, 30 bits, signed
///     1  0   wide constant of the function: 64 bits
///     1  1   symbol; bit 29 says that it is the thread's own copy
struct BodyOperand: Equatable {
  var rawValue: UInt32
  static let none = BodyOperand(rawValue: .max)

  static func temporary(_ number: UInt32) -> Self { Self(rawValue: number) }
  static func wide(_ number: Int) -> Self { Self(rawValue: UInt32(truncatingIfNeeded: number) | 0x8000_0000) }
  static func symbol(_ symbol: Symbol, isThread: Bool) -> Self {
    Self(rawValue: symbol.rawValue & 0x1FFF_FFFF | 0xC000_0000 | (isThread ? 0x2000_0000 : 0))
  }
  @inline(__always) static func small(_ number: Int64) -> Self {
    Self(rawValue: UInt32(truncatingIfNeeded: number) & 0x3FFF_FFFF | 0x4000_0000)
  }

  @inline(__always) var kind: UInt32 { rawValue >> 30 }
  @inline(__always) var isTemporary: Bool { rawValue >> 30 == 0 }
  @inline(__always) var number: Int { Int(rawValue & 0x3FFF_FFFF) }
  @inline(__always) var smallInteger: Int64 { Int64(Int32(bitPattern: rawValue << 2) >> 2) }
  @inline(__always) var symbol: Symbol { Symbol(rawValue: rawValue & 0x1FFF_FFFF) }
  @inline(__always) var isThread: Bool { rawValue & 0x2000_0000 != 0 }
}

/// An instruction.
struct BodyInstruction {
  var operation: Operation
  var result: ValueClass
  /// The temporary that it defines, or none; of `dbgloc`, the column.
  var target: UInt32
  /// Its operands; of a call, the index of its record in `calls`; of `dbgloc`, the line.
  var a: BodyOperand
  var b: BodyOperand
  /// Of `blit`, how many bytes: an index into the wide constants.
  var extra: UInt32
  /// Where it stands in the text.
  var offset: UInt32
}

/// How a block ends.
enum Ending: UInt8 {
  case open, jump, branch, `return`, halt
}

/// A basic block.
struct BodyBlock {
  var name: UInt32
  /// Where it is defined, or first named.
  var offset: UInt32
  var isDefined = false
  var ending = Ending.open
  var firstInstruction: UInt32 = 0
  var endInstruction: UInt32 = 0
  var firstPhi: UInt32 = 0
  var endPhi: UInt32 = 0
  /// The condition, or what is returned.
  var operand = BodyOperand.none
  var first: UInt32 = ControlFlowGraph.noBlock
  var second: UInt32 = ControlFlowGraph.noBlock
  var endingOffset: UInt32 = 0
}

/// A phi: its arguments follow each other in `phiArguments`.
struct BodyPhi {
  var target: UInt32
  var result: ValueClass
  var firstArgument: UInt32
  var endArgument: UInt32
  var offset: UInt32
}

/// What a phi gives to those who come from a block.
struct PhiArgument {
  var block: UInt32
  var operand: BodyOperand
  var offset: UInt32
}

/// A call: its arguments follow each other in `arguments`.
struct BodyCall {
  var callee: BodyOperand
  var type: Type
  var firstArgument: UInt32
  var endArgument: UInt32
  /// How many of the arguments are named parameters; the others come behind the `...`.
  var namedCount: UInt32
  var returnsRecord: Bool
}

/// An argument of a call.
struct CallArgument {
  var operand: BodyOperand
  var passed: PassedType
}

/// How an argument, parameter or result travels.
enum PassedType: Equatable {
  case word, long, single, double, signedByte, unsignedByte, signedHalf, unsignedHalf
  case environment
  case record(Type)
  case none

  /// The class of the temporary.
  var valueClass: ValueClass {
    switch self {
    case .word, .signedByte, .unsignedByte, .signedHalf, .unsignedHalf: .word
    case .long, .environment, .record: .long
    case .single: .single
    case .double: .double
    case .none: .none
    }
  }

  /// The parameter of a signature.
  var parameter: Parameter {
    switch self {
    case .word: Parameter(.i32)
    case .long: Parameter(.i64)
    case .single: Parameter(.f32)
    case .double: Parameter(.f64)
    case .signedByte: Parameter(.i8, extension: .sign)
    case .unsignedByte: Parameter(.i8, extension: .zero)
    case .signedHalf: Parameter(.i16, extension: .sign)
    case .unsignedHalf: Parameter(.i16, extension: .zero)
    case .environment: Parameter(.i64, extension: .environment)
    case .record(let type): Parameter(type)
    case .none: Parameter(.none)
    }
  }
}

/// A temporary.
struct Temporary {
  var name: UInt32
  /// Where it is first named.
  var offset: UInt32
  /// The block that defines it: the first, where there are several; `noBlock` while none is known.
  var definingBlock: UInt32 = ControlFlowGraph.noBlock
  var valueClass = ValueClass.none
  var flags: TemporaryFlags = []
  /// The sizes of the accesses through it as an address, a bit for each: 1, 2, 4, 8 bytes; 16 for integers.
  var accesses: UInt8 = 0
  /// Of a slot, log2 of the alignment.
  var slotAlignment: UInt8 = 0
  /// Its number among the variables, where it is one.
  var variable: UInt32 = 0
  /// The operand of the module that it is where the translation stands; `unset` before its definition.
  var current: UInt32 = Temporary.unset
  /// The truth value that it was made from, or `unset`.
  var truth: UInt32 = Temporary.unset
  /// The address that its number was made to in a block, and that block.
  var address: UInt32 = Temporary.unset
  var addressBlock: UInt32 = ControlFlowGraph.noBlock
  /// Of a slot, its size in bytes.
  var size: UInt64 = 0

  static let unset = UInt32.max
}

/// What is known of a temporary.
struct TemporaryFlags: OptionSet {
  let rawValue: UInt8
  /// It is assigned in several places, or read where its definition does not dominate: it needs parameters of blocks.
  static let isVariable = TemporaryFlags(rawValue: 1)
  /// Something other than a `jnz` reads it.
  static let isRead = TemporaryFlags(rawValue: 2)
  /// It is read other than as the address of a load or store.
  static let escapes = TemporaryFlags(rawValue: 4)
  /// It is an allocation of a constant size in the first block.
  static let isSlot = TemporaryFlags(rawValue: 8)
  /// It is such an allocation that is a variable of its own.
  static let isPromoted = TemporaryFlags(rawValue: 16)
  /// It is the address of a load or store.
  static let isAddress = TemporaryFlags(rawValue: 32)
}

/// A use of a temporary in a block where no definition was seen before it.
struct DistantUse {
  var temporary: UInt32
  var block: UInt32
  /// Whether it is at the end of the block, on the way out.
  var isAtEnd: Bool
}

/// A function as it was read. Its memory is kept from function to function.
struct Body: ~Copyable {
  var temporaries = WorkArray<Temporary>()
  var blocks = WorkArray<BodyBlock>()
  /// The blocks in the order of the text.
  var order = WorkArray<UInt32>()
  var instructions = WorkArray<BodyInstruction>()
  var phis = WorkArray<BodyPhi>()
  var phiArguments = WorkArray<PhiArgument>()
  var calls = WorkArray<BodyCall>()
  var arguments = WorkArray<CallArgument>()
  var wide = WorkArray<UInt64>()
  var distantUses = WorkArray<DistantUse>()
  /// What a name means, if its epoch is the function's.
  private var temporaryOfName = WorkArray<UInt64>()
  private var blockOfName = WorkArray<UInt64>()
  private var epoch: UInt64 = 0
  /// Whether a block needs parameters that the text does not show, or could.
  var hasVariables = false
  var currentBlock = ControlFlowGraph.noBlock

  mutating func begin() {
    temporaries.removeAll()
    blocks.removeAll()
    order.removeAll()
    instructions.removeAll()
    phis.removeAll()
    phiArguments.removeAll()
    calls.removeAll()
    arguments.removeAll()
    wide.removeAll()
    distantUses.removeAll()
    epoch += 1
    hasVariables = false
    currentBlock = ControlFlowGraph.noBlock
  }

  /// The temporary of a name, made where there is none yet.
  @inline(__always)
  mutating func temporary(_ name: Name, at offset: @autoclosure () -> UInt32) -> UInt32 {
    if name.index < temporaryOfName.count {
      let entry = temporaryOfName[name.index]
      if entry >> 32 == epoch { return UInt32(truncatingIfNeeded: entry) }
    } else {
      temporaryOfName.extend(to: 2 * name.index + 64, with: 0)
    }
    let number = UInt32(truncatingIfNeeded: temporaries.count)
    temporaries.append(Temporary(name: name.rawValue, offset: offset()))
    temporaryOfName[name.index] = epoch << 32 | UInt64(number)
    return number
  }

  /// The block of a name, made where there is none yet.
  mutating func block(_ name: Name, at offset: UInt32) -> UInt32 {
    if name.index < blockOfName.count {
      let entry = blockOfName[name.index]
      if entry >> 32 == epoch { return UInt32(truncatingIfNeeded: entry) }
    } else {
      blockOfName.extend(to: 2 * name.index + 64, with: 0)
    }
    let number = UInt32(truncatingIfNeeded: blocks.count)
    blocks.append(BodyBlock(name: name.rawValue, offset: offset))
    blockOfName[name.index] = epoch << 32 | UInt64(number)
    return number
  }

  /// Notes that a temporary is read in the current block.
  @inline(__always)
  mutating func read(_ operand: BodyOperand, _ flags: TemporaryFlags) {
    guard operand.isTemporary else { return }
    let number = operand.number
    temporaries[number].flags.formUnion(flags)
    let block = temporaries[number].definingBlock
    // What the first block defines comes before all others.
    if block != currentBlock, block != 0 { noteDistantUse(UInt32(truncatingIfNeeded: number), currentBlock, false) }
  }

  mutating func noteDistantUse(_ temporary: UInt32, _ block: UInt32, _ isAtEnd: Bool) {
    if distantUses.count > 0 {
      let last = distantUses[distantUses.count - 1]
      if last.temporary == temporary, last.block == block, last.isAtEnd == isAtEnd { return }
    }
    distantUses.append(DistantUse(temporary: temporary, block: block, isAtEnd: isAtEnd))
  }

  /// The 64 bits of a constant operand.
  @inline(__always)
  func bits(of operand: BodyOperand) -> UInt64 {
    operand.kind == 1 ? UInt64(bitPattern: operand.smallInteger) : wide[operand.number]
  }
}
