// Which operation is selected how: the one switch over all of them.

internal import IR

extension Selection {
  /// Selects one instruction of the IR, unless nobody wants what it gives.
  mutating func select(_ instruction: Instruction) {
    let data = function.instructions[instruction]
    if facts[Int(data.opcode.rawValue)].isPure, !data.aux.isVolatile {
      var isWanted = false
      for value in function.results(of: instruction) where isDemanded[value] { isWanted = true }
      guard isWanted else { return }
    }
    switch data.opcode {
    case .add: selectAdd(instruction, data)
    case .subtract: selectSubtract(instruction, data)
    case .multiply: selectMultiply(instruction, data)
    case .divideSigned, .divideUnsigned, .remainderSigned, .remainderUnsigned: selectDivision(instruction, data)
    case .negate: selectUnary(.neg, instruction, data)
    case .not: selectNot(instruction, data)
    case .and: selectLogic(.and, .andImmediate, instruction, data)
    case .or: selectLogic(.or, .orImmediate, instruction, data)
    case .xor: selectLogic(.xor, .xorImmediate, instruction, data)
    case .shiftLeft, .shiftRightSigned, .shiftRightUnsigned, .rotateLeft, .rotateRight: selectShift(instruction, data)
    case .countLeadingZeros: selectLeadingZeros(instruction, data)
    case .countTrailingZeros: selectTrailingZeros(instruction, data)
    case .countOnes: selectCountOnes(instruction, data)
    case .swapBytes: selectSwapBytes(instruction, data)
    case .minimumSigned, .minimumUnsigned, .maximumSigned, .maximumUnsigned: selectExtremum(instruction, data)
    case .addOverflowSigned, .addOverflowUnsigned, .subtractOverflowSigned, .subtractOverflowUnsigned:
      selectOverflow(instruction, data)
    case .multiplyOverflowSigned, .multiplyOverflowUnsigned: selectMultiplyOverflow(instruction, data)
    case .multiplyWideSigned, .multiplyWideUnsigned: selectWideMultiply(instruction, data)

    case .addFloat: selectFloat(.addss, .addsd, instruction, data, isCommutative: true)
    case .subtractFloat: selectFloat(.subss, .subsd, instruction, data)
    case .multiplyFloat: selectFloat(.mulss, .mulsd, instruction, data, isCommutative: true)
    case .divideFloat: selectFloat(.divss, .divsd, instruction, data)
    case .negateFloat, .absoluteFloat, .copySignFloat: selectSign(instruction, data)
    case .squareRootFloat: selectSquareRoot(instruction, data)
    case .fusedMultiplyAddFloat: selectFusedMultiplyAdd(instruction, data)
    case .floorFloat, .ceilingFloat, .truncateFloat, .nearestFloat: selectRounding(instruction, data)
    case .minimumFloat, .maximumFloat: selectFloatExtremum(instruction, data)

    case .equal, .notEqual, .lessSigned, .lessEqualSigned, .greaterSigned, .greaterEqualSigned, .lessUnsigned,
      .lessEqualUnsigned, .greaterUnsigned, .greaterEqualUnsigned, .equalFloat, .notEqualFloat, .lessFloat,
      .lessEqualFloat, .greaterFloat, .greaterEqualFloat, .orderedFloat, .unorderedFloat:
      selectComparison(instruction, data)
    case .select: selectSelect(instruction, data)

    // These leave the register as it is: whoever reads the result reads the operand.
    case .truncate, .pointerToInteger, .integerToPointer: selectTransparent(instruction, data)
    case .extendSigned, .extendUnsigned: selectExtension(instruction, data)
    case .promote: selectFloatConversion(.cvtss2sd, instruction, data, from: .f32)
    case .demote: selectFloatConversion(.cvtsd2ss, instruction, data, from: .f64)
    case .floatToSigned, .floatToUnsigned: selectTrappingConversion(instruction, data)
    case .floatToSignedSaturating, .floatToUnsignedSaturating: selectSaturatingConversion(instruction, data)
    case .signedToFloat, .unsignedToFloat: selectIntegerToFloat(instruction, data)
    case .bitcast: selectBitcast(instruction, data)

    case .load, .loadSigned8, .loadUnsigned8, .loadSigned16, .loadUnsigned16, .loadSigned32, .loadUnsigned32:
      selectLoad(instruction, data)
    case .store, .store8, .store16, .store32: selectStore(instruction, data)
    case .stackSlot: selectStackSlot(instruction, data)
    case .stackAllocate, .stackSave, .stackRestore: selectDynamicStack(instruction, data)
    case .offset, .field, .element: selectAddress(instruction, data)
    case .threadAddress: selectThreadAddress(instruction, data)
    case .copyMemory, .moveMemory: selectCopyMemory(instruction, data)
    case .setMemory: selectSetMemory(instruction, data)
    case .compareMemory: selectCompareMemory(instruction, data)
    case .compressSHA256: selectCompression(instruction, data)
    case .variadicStart: selectVariadicStart(instruction, data)
    case .variadicArgument: selectVariadicArgument(instruction, data)
    case .variadicCopy: selectVariadicCopy(instruction, data)
    case .returnAddress: selectFrame(.returnAddress, instruction)
    case .frameAddress: selectFrame(.frameAddress, instruction)

    case .atomicLoad: selectAtomicLoad(instruction, data)
    case .atomicStore: selectAtomicStore(instruction, data)
    case .atomicSwap, .atomicAdd, .atomicSubtract: selectExchange(instruction, data)
    case .atomicAnd, .atomicOr, .atomicXor, .atomicMinimumSigned, .atomicMaximumSigned, .atomicMinimumUnsigned,
      .atomicMaximumUnsigned:
      selectUpdateLoop(instruction, data)
    case .compareExchangeStrong, .compareExchangeWeak: selectCompareExchange(instruction, data)
    case .compareExchangePair: selectCompareExchangePair(instruction, data)
    case .fence: selectFence(data)
    case .compilerFence: break

    case .call, .callIndirect: selectCall(instruction, data)
    case .tailCall, .tailCallIndirect: selectTailCall(instruction, data)
    case .jump: selectJump(instruction, data)
    case .branch: selectBranch(instruction, data)
    case .switch: selectSwitch(instruction, data)
    case .return: selectReturn(instruction, data)
    case .trap, .unreachable: selectTrap(instruction, data)

    case .syscall: selectSystemCall(instruction, data)
    case .clockNow:
      if runtime?.handlers[.clockNow] == nil { selectClock(instruction) } else { selectHandled(instruction, data) }
    case .clockCycles, .cpuRdtsc: selectTimeStamp(.rdtsc, instruction)
    case .cpuRdtscp: selectTimeStamp(.rdtscp, instruction)
    case .cpuCpuid: selectProcessorFacts(instruction, data)
    case .cpuXgetbv: selectExtendedControl(instruction, data)
    case .cpuRdrand: selectRandom(.rdrand, instruction)
    case .cpuRdseed: selectRandom(.rdseed, instruction)
    case .cpuPause, .spinPause: finish(begin(.pause, size: 0))

    case .asyncTaskCreate, .asyncTaskTryCreate, .asyncTaskCreateIndirect, .threadSpawn, .threadTrySpawn:
      selectCreation(instruction, data)
    case .asyncTaskAwait, .threadJoin: selectAwait(instruction, data)
    case .yield: selectYield()
    case .currentTask: selectCurrentTask(instruction)
    case .asyncTaskDetach, .sleepUntil, .sleepFor, .futexWait, .futexWake, .signalHandle, .waitReadable, .waitWritable,
      .ioRead, .ioWrite, .ioAccept, .ioConnect, .ioClose:
      selectHandled(instruction, data)
    case .cpuCntvct, .cpuIsb, .cpuRdcycle, .cpuRdtime:
      refuse("x86-64 does not have '\(data.opcode.spelling)'")
    }
  }

  // MARK: - Parts of instructions

  /// The first operand of an instruction with one or two.
  @inline(__always)
  mutating func first(_ data: InstructionData) -> Operand { Operand(rawValue: data.a) }
  /// The second operand of an instruction with two.
  @inline(__always)
  mutating func second(_ data: InstructionData) -> Operand { Operand(rawValue: data.b) }
  /// An operand of an instruction with three or more.
  @inline(__always)
  mutating func pooled(_ index: Int, _ data: InstructionData) -> Operand {
    Operand(rawValue: function.pool[Int(data.a) + index])
  }

  /// A result of the instruction.
  @inline(__always)
  mutating func result(_ index: Int, of instruction: Instruction) -> VirtualRegister {
    let data = function.instructions[instruction]
    // Where the text names no result, there is no value to define.
    guard index < Int(data.resultCount) else {
      return temporary(index == 0 && data.type.isFloat ? .vector : .general)
    }
    return function.firstResults[instruction].rawValue + UInt32(index)
  }

  /// Whether anybody wants a result.
  @inline(__always)
  mutating func isWanted(_ index: Int, of instruction: Instruction) -> Bool {
    index < Int(function.instructions[instruction].resultCount)
      && isDemanded[Int(function.firstResults[instruction].rawValue) + index]
  }

  /// The type of an operand, where it is a value; else what the instruction says.
  mutating func type(of operand: Operand, or other: Type) -> Type {
    operand.value.map { type(of: $0) } ?? other
  }

  /// The width in bytes at which arithmetic is done on a type whose upper bits do not matter.
  @inline(__always)
  mutating func wholeSize(_ type: Type) -> UInt8 { type.bitWidth == 64 || type.rawValue > 8 ? 8 : 4 }

  /// The width of a type in bytes.
  @inline(__always)
  mutating func exactSize(_ type: Type) -> UInt8 { type.rawValue > 8 ? 8 : UInt8(type.scalarSize) }

  /// A value that is loaded by an instruction nobody else reads, and from where it may be read instead: by the instruction that
  /// is being selected, as no write comes between.
  mutating func foldedLoad(_ operand: Operand, _ type: Type) -> MachineAddress? {
    guard let value = operand.value, useCounts[value.index] == 1, !isDemanded[value.index],
      let instruction = definition(of: value)
    else { return nil }
    let data = function.instructions[instruction]
    guard data.opcode == .load, data.type == type, type != .bool, !data.aux.isVolatile,
      blockOfInstruction[instruction.index] == currentBlock,
      epochs[instruction.index] == epochs[Int(currentInstruction)]
    else { return nil }
    return address(first(data))
  }
}
