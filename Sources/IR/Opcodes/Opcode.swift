// The operations of the IR by name. What each takes, gives and does is in its row of `OpcodeTable`.

/// An operation. The table `OpcodeTable` says all that is known of it.
@frozen public enum Opcode: UInt8, CaseIterable, Sendable, Hashable {
  // Integers.
  case add, subtract, multiply
  case divideSigned, divideUnsigned, remainderSigned, remainderUnsigned
  case negate, and, or, xor, not
  case shiftLeft, shiftRightSigned, shiftRightUnsigned, rotateLeft, rotateRight
  case countLeadingZeros, countTrailingZeros, countOnes, swapBytes
  case minimumSigned, minimumUnsigned, maximumSigned, maximumUnsigned
  case addOverflowSigned, addOverflowUnsigned, subtractOverflowSigned, subtractOverflowUnsigned
  case multiplyOverflowSigned, multiplyOverflowUnsigned, multiplyWideSigned, multiplyWideUnsigned

  // Floats.
  case addFloat, subtractFloat, multiplyFloat, divideFloat, negateFloat, absoluteFloat, squareRootFloat
  case fusedMultiplyAddFloat, floorFloat, ceilingFloat, truncateFloat, nearestFloat
  case minimumFloat, maximumFloat, copySignFloat

  // Comparisons and choice.
  case equal, notEqual
  case lessSigned, lessEqualSigned, greaterSigned, greaterEqualSigned
  case lessUnsigned, lessEqualUnsigned, greaterUnsigned, greaterEqualUnsigned
  case equalFloat, notEqualFloat, lessFloat, lessEqualFloat, greaterFloat, greaterEqualFloat
  case orderedFloat, unorderedFloat
  case select

  // Conversions.
  case truncate, extendSigned, extendUnsigned, promote, demote
  case floatToSigned, floatToUnsigned, floatToSignedSaturating, floatToUnsignedSaturating
  case signedToFloat, unsignedToFloat, bitcast, pointerToInteger, integerToPointer

  // Memory.
  case load, loadSigned8, loadUnsigned8, loadSigned16, loadUnsigned16, loadSigned32, loadUnsigned32
  case store, store8, store16, store32
  case stackSlot, stackAllocate, stackSave, stackRestore
  case offset, field, element, threadAddress
  case copyMemory, moveMemory, setMemory, compareMemory, compressSHA256
  case variadicStart, variadicArgument, variadicCopy
  case returnAddress, frameAddress

  // Atomics.
  case atomicLoad, atomicStore, atomicSwap, atomicAdd, atomicSubtract, atomicAnd, atomicOr, atomicXor
  case atomicMinimumSigned, atomicMaximumSigned, atomicMinimumUnsigned, atomicMaximumUnsigned
  case compareExchangeStrong, compareExchangeWeak, compareExchangePair
  case fence, compilerFence

  // Calls and control.
  case call, callIndirect, tailCall, tailCallIndirect
  case jump, branch, `switch`, `return`, trap, unreachable

  // Tasks, threads, time and the system.
  case asyncTaskCreate, asyncTaskTryCreate, asyncTaskCreateIndirect
  case asyncTaskAwait, asyncTaskDetach, yield, currentTask
  case sleepUntil, sleepFor, clockNow, clockCycles
  case threadSpawn, threadTrySpawn, threadJoin
  case futexWait, futexWake, spinPause
  case signalHandle, syscall
  case waitReadable, waitWritable, ioRead, ioWrite, ioAccept, ioConnect, ioClose

  // Of one processor.
  case cpuRdtsc, cpuRdtscp, cpuCpuid, cpuPause, cpuXgetbv, cpuRdrand, cpuRdseed
  case cpuCntvct, cpuIsb, cpuRdcycle, cpuRdtime
}
