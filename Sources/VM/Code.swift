// What functions are decoded to: steps for a machine with registers, in one array for each function.
//
// A frame is a run of 64-bit words in its task's register file. Values have the registers of their numbers; behind them
// lie the machine's own, then constants on their way to an operation. A caller writes arguments where the callee's frame
// will be, so that a call moves nothing:
//
//     | values | own | temporary | linkage | the callee's values ...
//                                 -4: the callee's number   -3: the distance between the two frames
//                                 -2: where to return to    -1: how much stack memory was in use

internal import IR

/// What a step does. Its fields are called a, b and c.
enum Operation: UInt8, CaseIterable {
  // Moving values: a = b; a = the constant in b and c; a = b and on at c.
  case move, constant, moveIf, jumpMove
  // a = b op c.
  case add64, subtract64, multiply64, shiftLeft64, shiftRightSigned64, shiftRightUnsigned64
  case add32, subtract32, multiply32, shiftLeft32, shiftRightSigned32, shiftRightUnsigned32
  case and, or, xor
  // a = b op the number c.
  case addNumber64, multiplyNumber64, shiftLeftNumber64, shiftRightSignedNumber64
  case addNumber32, multiplyNumber32, shiftLeftNumber32, shiftRightSignedNumber32
  case shiftRightUnsignedNumber, andNumber, orNumber, xorNumber
  // a = whether b op c, and whether b op the number c.
  case equal, notEqual, lessSigned64, lessEqualSigned64, lessSigned32, lessEqualSigned32, lessUnsigned,
    lessEqualUnsigned
  case equalNumber, notEqualNumber
  case lessNumber64, lessEqualNumber64, greaterNumber64, greaterEqualNumber64
  case lessNumber32, lessEqualNumber32, greaterNumber32, greaterEqualNumber32
  // Conversions: a of b.
  case low8, low16, low32, signed8, signed16, signed32
  // Floats: a = b op c.
  case addDouble, subtractDouble, multiplyDouble, divideDouble, lessDouble, lessEqualDouble
  // Memory: a at the address b + c; stores write a.
  case load8, load16, load32, load64, loadBool, loadSigned8, loadSigned16, loadSigned32
  case store8, store16, store32, store64
  // a = b + c times a number of 16 bits.
  case element
  // a = b + c and a number of 16 bits above: the pointer to an object of the frame.
  case slot
  // An address by `element` or an addition, and the access of the step behind, which is then passed over.
  case elementLoad32, elementLoad64, elementStore32, elementStore64, addLoad8, addStore8
  // A constant that is the base of such an address and nothing else, and the two steps behind.
  case constantElementLoad32, constantElementLoad64, constantElementStore32, constantElementStore64
  case constantAddLoad8, constantAddStore8
  // Control. Branches compare a and b and go on at c, or behind.
  case jump, branchTrue, branchFalse
  case branchEqual, branchNotEqual, branchLessSigned64, branchLessEqualSigned64, branchLessSigned32
  case branchLessEqualSigned32, branchLessUnsigned, branchLessEqualUnsigned
  case branchEqualNumber, branchNotEqualNumber
  case branchLessNumber64, branchLessEqualNumber64, branchGreaterNumber64, branchGreaterEqualNumber64
  case branchLessNumber32, branchLessEqualNumber32, branchGreaterNumber32, branchGreaterEqualNumber32
  case `switch`
  case call, return0, return1, returnMany
  // An operation on numbers by its definition: of b and c, and of the pool's registers from b on.
  case evaluate, evaluate3
  // The frame's stack memory.
  case enter, leave
  // Anything else, by its instruction.
  case perform
  // The end of a task, and of a handler of signals.
  case finish
  // A function that was not called yet.
  case decode
}

/// One step of a function, in 16 bytes.
struct Step {
  var operation: Operation
  /// The opcode, where `operation` says no more.
  var opcode: UInt8 = 0
  /// The cost of a block, an alignment less one, a factor, or types.
  var small: UInt16 = 0
  var a: UInt32 = 0
  var b: UInt32 = 0
  var c: UInt32 = 0

  init(
    _ operation: Operation, _ a: UInt32 = 0, _ b: UInt32 = 0, _ c: UInt32 = 0, small: UInt16 = 0, opcode: UInt8 = 0
  ) {
    self.operation = operation
    self.opcode = opcode
    self.small = small
    self.a = a
    self.b = b
    self.c = c
  }
}

/// The fields of a step, each read when it is asked for: few steps need all of them.
extension UnsafePointer<Step> {
  @inline(__always) var operation: Operation { pointee.operation }
  @inline(__always) var opcode: UInt8 { pointee.opcode }
  @inline(__always) var small: UInt16 { pointee.small }
  @inline(__always) var a: UInt32 { pointee.a }
  @inline(__always) var b: UInt32 { pointee.b }
  @inline(__always) var c: UInt32 { pointee.c }
  /// The number in `c`, with its sign.
  @inline(__always) var number: Int64 { Int64(Int32(bitPattern: pointee.c)) }
  /// The number in `b`, with its sign: of branches.
  @inline(__always) var compared: Int64 { Int64(Int32(bitPattern: pointee.b)) }
  /// The constant in `b` and `c`.
  @inline(__always) var constant: UInt64 { UInt64(pointee.b) | UInt64(pointee.c) &<< 32 }
  /// How many steps away from the next one a jump leads.
  @inline(__always) var distance: Int { Int(Int32(bitPattern: pointee.c)) }
}

/// Where a switch leads.
struct SwitchTable {
  /// Of a dense table, the value of its first entry.
  var first: UInt64
  /// How many entries there are.
  var count: Int
  /// The values in ascending order; nil for a dense table.
  var values: UnsafeMutablePointer<UInt64>?
  /// Distances in steps, one for each entry, and one more where no entry fits.
  var targets: UnsafeMutablePointer<Int32>

  /// The distance for a value.
  @inline(__always)
  func distance(for value: UInt64) -> Int {
    guard let values else {
      let index = value &- first
      return Int(targets[index < UInt64(count) ? Int(index) : count])
    }
    var low = 0
    var high = count
    while low < high {
      let middle = (low &+ high) / 2
      if values[middle] < value { low = middle &+ 1 } else { high = middle }
    }
    return Int(targets[low < count && values[low] == value ? low : count])
  }
}

/// What calls need of a function, in a table that is read at every one.
struct FunctionEntry {
  /// Its first step; until it is called, one that decodes it.
  var start: UnsafePointer<Step>
  /// How many words its frame has, the linkage of the next one counted.
  var frameSize: Int
  /// Registers of operations with many operands.
  var pool: UnsafeMutablePointer<UInt32>
  var tables: UnsafeMutablePointer<SwitchTable>
  /// The shadow of the frame's stack memory.
  var slots: UnsafeMutablePointer<UInt8>
  /// The object of each granule of it, the first of them being 1; 0 for those of none.
  var slotOwners: UnsafeMutablePointer<UInt32>
  var slotCount: UInt32 = 0
  var slotSize: UInt64 = 0
  var slotAlignment: UInt64 = 16
  /// The register that holds a pointer to the frame's stack memory, with the number of no object: that of its first
  /// object is the next one.
  var slotRegister: Int = 0
}

/// How many words lie between a frame and the next.
let linkageSize = 4

/// The parts of a function that are not needed at every step.
struct FunctionDetails {
  /// The instruction that each step belongs to.
  var origins: [UInt32] = []
  var stepCount = 0
  /// The parameters and results that are records, with their sizes.
  var recordParameters: [(index: Int, size: UInt64, place: UInt64)] = []
  var recordResults: [(index: Int, size: UInt64)] = []
  /// Where in the frame's stack memory the records lie that a call's results are, by the number of the instruction. A
  /// place is what is added to the pointer that the frame has: an offset, and the object's number among the frame's.
  var resultSlots: [UInt32: [UInt64]] = [:]
  /// The registers of a variadic function that say where its further arguments are.
  var variadicRegister: Int?
  var hasFrameMemory = false
  /// The value that holds the pointer to each object of the frame.
  var slotValues: [Value] = []
}
