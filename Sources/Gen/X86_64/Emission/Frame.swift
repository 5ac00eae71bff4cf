// How a function's frame lies on the stack.
//
//     higher addresses
//       arguments that the caller passed on the stack       <- canonical frame address (CFA)
//       return address
//       rbp                                                 where the stack pointer is at no known distance
//       the saved registers that the function uses
//       stack slots of the program
//       slots of spilled values
//       what stack.alloc allocated                          where the frame's size changes at run time
//       what aligns the arguments                           where records in them ask for more than 16 bytes
//       arguments for calls                                 <- rsp
//     lower addresses

internal import IR

/// Where everything in a function's frame is.
struct Frame {
  /// The registers that are pushed, in that order.
  private(set) var saved: [MachineRegister] = []
  /// How many bytes lie between the saved registers and the stack pointer.
  private(set) var bytes: Int64
  /// Where each stack object begins, from the lowest address of the fixed part.
  private(set) var objects: [Int64] = []
  /// Where the slots begin.
  private let slotsStart: Int64
  let hasFramePointer: Bool
  private let outgoingBytes: Int64
  /// What the stack pointer is a multiple of in the function's body.
  let alignment: Int64

  init(_ function: borrowing MachineFunction, _ allocation: borrowing Allocation) {
    hasFramePointer = function.hasFramePointer
    alignment = Int64(function.outgoingAlignment)
    // What is allocated at run time begins behind them, and is as aligned.
    outgoingBytes = (Int64(function.outgoingBytes) + alignment - 1) & -alignment
    var kept = function.keepsNothing ? RegisterSet() : allocation.savedRegisters
    if hasFramePointer { kept.subtract(RegisterSet(.rbp)) }
    while let register = kept.popFirst() { saved.append(register) }
    slotsStart = outgoingBytes
    var end = slotsStart + 8 * Int64(allocation.slotCount)
    var greatest: Int64 = 8
    for object in function.stackObjects.elements {
      let needed = Int64(max(1, object.alignment))
      greatest = max(greatest, needed)
      end = (end + needed - 1) & ~(needed - 1)
      objects.append(end)
      end += Int64(object.size)
    }
    // The stack pointer is a multiple of 16 before a call pushes its return address.
    let pushed = 8 + 8 * Int64(saved.count) + (hasFramePointer ? 8 : 0)
    if function.hasCalls || greatest > 8 || hasFramePointer {
      bytes = ((end + pushed + 15) & ~15) - pushed
    } else {
      bytes = (end + 7) & ~7
    }
  }

  /// How many bytes more aligning the stack pointer may take.
  var slack: Int64 { alignment - CallLayout.usualAlignment }

  /// How far the CFA is above the stack pointer at most, where nothing is allocated at run time. Where a context leaves, the
  /// frame pointer is on the stack.
  var greatestDepth: Int64 { depth + slack + (hasFramePointer ? 8 : 0) }

  /// How far the CFA is above the fixed part, which in the function's body ends at the stack pointer, where that does not change.
  var depth: Int64 { bytes + 8 * Int64(saved.count) + 8 + (hasFramePointer ? 8 : 0) }

  /// A place in the fixed part of the frame.
  private func fixed(_ offset: Int64) -> MemoryOperand {
    hasFramePointer
      ? MemoryOperand(.rbp, Int32(truncatingIfNeeded: offset - bytes - 8 * Int64(saved.count)))
      : MemoryOperand(.rsp, Int32(truncatingIfNeeded: offset))
  }

  /// A slot's place.
  func slot(_ place: UInt32) -> MemoryOperand { fixed(slotsStart + 8 * Int64(place)) }

  /// How far a slot's place is from the canonical frame address.
  func distance(ofSlot place: UInt32) -> Int32 {
    Int32(truncatingIfNeeded: slotsStart + 8 * Int64(place) - depth)
  }

  /// Where a stack object is, from the canonical frame address. One that is aligned to more than the stack has room to be aligned in.
  func place(ofObject number: UInt32, alignment: UInt64) -> ParameterNote.Place {
    let distance = objects[Int(number)] - depth
    guard alignment > UInt64(CallLayout.usualAlignment) else { return .frame(Int32(truncatingIfNeeded: distance)) }
    return .alignedFrame(
      Int32(truncatingIfNeeded: distance + Int64(alignment) - CallLayout.usualAlignment),
      shift: UInt8(truncatingIfNeeded: alignment.trailingZeroBitCount))
  }

  /// A place in a stack object.
  func object(_ number: UInt32, _ displacement: Int32) -> MemoryOperand {
    fixed(objects[Int(number)] + Int64(displacement))
  }

  /// A place among the arguments that the caller passed.
  func incoming(_ displacement: Int32) -> MemoryOperand {
    hasFramePointer
      ? MemoryOperand(.rbp, 16 + displacement)
      : MemoryOperand(.rsp, Int32(truncatingIfNeeded: depth) + displacement)
  }

  /// A place among the arguments for a call.
  func outgoing(_ displacement: Int32) -> MemoryOperand { MemoryOperand(.rsp, displacement) }

  /// How many bytes of arguments for calls lie below what is allocated at run time.
  var outgoing: Int64 { outgoingBytes }
}

extension Allocator {
  /// Whether instructions can reach everything in a function's frame.
  func frameFits(_ function: borrowing MachineFunction) -> Bool {
    var bytes = 8 * UInt64(allocation.slotCount) + UInt64(function.outgoingBytes) + UInt64(function.incomingBytes)
    bytes += 2 * UInt64(function.outgoingAlignment)
    for object in function.stackObjects.elements {
      let (sum, overflow) = bytes.addingReportingOverflow(object.size + object.alignment)
      guard !overflow, sum < 1 << 30 else { return false }
      bytes = sum
    }
    return bytes < 1 << 30
  }
}
