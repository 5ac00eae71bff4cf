// How each operation of the table is decoded: the one switch over all of them.

internal import IR

extension Decoder {
  /// Decodes an instruction that has no blocks to go to.
  mutating func decode(_ instruction: Instruction) throws(Malformed) {
    let data = function.instructions[instruction]
    let type = data.type
    let result = resultRegister(instruction)
    guard data.resultCount == 0 || Int(result) + Int(data.resultCount) <= function.values.count
    else { throw Malformed() }
    let x = Operand(rawValue: data.a)
    let y = Operand(rawValue: data.b)

    switch data.opcode {
    // Arithmetic with steps of its own, where the type has one.
    case .add:
      if try emitNumber(.addNumber64, .addNumber32, result, x, y, type, commutes: true) { return }
      try emitBinary(.add64, .add32, instruction, x, y, type)
    case .subtract:
      if let number = number(y, type), number != .min, x.value != nil {
        let register = try register(x, type)
        emit(
          Step(type == .i64 ? .addNumber64 : .addNumber32, result, register, UInt32(bitPattern: -number)))
        return
      }
      try emitBinary(.subtract64, .subtract32, instruction, x, y, type)
    case .multiply:
      if try emitNumber(.multiplyNumber64, .multiplyNumber32, result, x, y, type, commutes: true) { return }
      try emitBinary(.multiply64, .multiply32, instruction, x, y, type)
    case .shiftLeft:
      if try emitShift(.shiftLeftNumber64, .shiftLeftNumber32, result, x, y, type) { return }
      try emitBinary(.shiftLeft64, .shiftLeft32, instruction, x, y, type)
    case .shiftRightSigned:
      if try emitShift(.shiftRightSignedNumber64, .shiftRightSignedNumber32, result, x, y, type) { return }
      try emitBinary(.shiftRightSigned64, .shiftRightSigned32, instruction, x, y, type)
    case .shiftRightUnsigned:
      if try emitShift(.shiftRightUnsignedNumber, .shiftRightUnsignedNumber, result, x, y, type) { return }
      try emitBinary(.shiftRightUnsigned64, .shiftRightUnsigned32, instruction, x, y, type)
    case .and:
      if try emitNumber(.andNumber, .andNumber, result, x, y, type, commutes: true) { return }
      emit(Step(.and, result, try register(x, type), try register(y, type)))
    case .or:
      if let number = number(y, type), number >= 0, try emitNumber(.orNumber, .orNumber, result, x, y, type) { return }
      emit(Step(.or, result, try register(x, type), try register(y, type)))
    case .xor:
      if let number = number(y, type), number >= 0, try emitNumber(.xorNumber, .xorNumber, result, x, y, type) {
        return
      }
      emit(Step(.xor, result, try register(x, type), try register(y, type)))

    // Comparisons.
    case .equal:
      if let number = number(y, type), type == .i64 || number >= 0, x.value != nil {
        emit(Step(.equalNumber, result, try register(x, type), UInt32(bitPattern: number)))
        return
      }
      emit(Step(.equal, result, try register(x, type), try register(y, type)))
    case .notEqual:
      if let number = number(y, type), type == .i64 || number >= 0, x.value != nil {
        emit(Step(.notEqualNumber, result, try register(x, type), UInt32(bitPattern: number)))
        return
      }
      emit(Step(.notEqual, result, try register(x, type), try register(y, type)))
    case .lessSigned:
      if try emitNumber(.lessNumber64, .lessNumber32, result, x, y, type) { return }
      try emitBinary(.lessSigned64, .lessSigned32, instruction, x, y, type)
    case .lessEqualSigned:
      if try emitNumber(.lessEqualNumber64, .lessEqualNumber32, result, x, y, type) { return }
      try emitBinary(.lessEqualSigned64, .lessEqualSigned32, instruction, x, y, type)
    case .greaterSigned:
      if try emitNumber(.greaterNumber64, .greaterNumber32, result, x, y, type) { return }
      guard type == .i64 || type == .i32 else { return try emitEvaluate(instruction) }
      emit(Step(type == .i64 ? .lessSigned64 : .lessSigned32, result, try register(y, type), try register(x, type)))
    case .greaterEqualSigned:
      if try emitNumber(.greaterEqualNumber64, .greaterEqualNumber32, result, x, y, type) { return }
      guard type == .i64 || type == .i32 else { return try emitEvaluate(instruction) }
      emit(
        Step(
          type == .i64 ? .lessEqualSigned64 : .lessEqualSigned32, result, try register(y, type), try register(x, type)))
    case .lessUnsigned: emit(Step(.lessUnsigned, result, try register(x, type), try register(y, type)))
    case .lessEqualUnsigned: emit(Step(.lessEqualUnsigned, result, try register(x, type), try register(y, type)))
    case .greaterUnsigned: emit(Step(.lessUnsigned, result, try register(y, type), try register(x, type)))
    case .greaterEqualUnsigned: emit(Step(.lessEqualUnsigned, result, try register(y, type), try register(x, type)))
    case .select:
      let operands = try operands(of: instruction, count: 3)
      let condition = try register(operands[0], .bool)
      let chosen = try register(operands[1], type)
      try load(operands[2], type, into: result)
      emit(Step(.moveIf, result, condition, chosen))

    // Floats.
    case .addFloat where type == .f64:
      emit(Step(.addDouble, result, try register(x, type), try register(y, type)))
    case .subtractFloat where type == .f64:
      emit(Step(.subtractDouble, result, try register(x, type), try register(y, type)))
    case .multiplyFloat where type == .f64:
      emit(Step(.multiplyDouble, result, try register(x, type), try register(y, type)))
    case .divideFloat where type == .f64:
      emit(Step(.divideDouble, result, try register(x, type), try register(y, type)))
    case .lessFloat where type == .f64:
      emit(Step(.lessDouble, result, try register(x, type), try register(y, type)))
    case .lessEqualFloat where type == .f64:
      emit(Step(.lessEqualDouble, result, try register(x, type), try register(y, type)))
    case .greaterFloat where type == .f64:
      emit(Step(.lessDouble, result, try register(y, type), try register(x, type)))
    case .greaterEqualFloat where type == .f64:
      emit(Step(.lessEqualDouble, result, try register(y, type), try register(x, type)))

    // Conversions.
    case .truncate:
      let operation: Operation = type == .i8 ? .low8 : type == .i16 ? .low16 : type == .i32 ? .low32 : .move
      emit(Step(operation, result, try register(x, sourceType(x))))
    case .extendUnsigned, .bitcast, .pointerToInteger, .integerToPointer:
      emit(Step(.move, result, try register(x, sourceType(x))))
    case .extendSigned where type == .i64:
      let source = sourceType(x)
      let operation: Operation =
        source == .i8 ? .signed8 : source == .i16 ? .signed16 : source == .i32 ? .signed32 : .move
      emit(Step(operation, result, try register(x, source)))

    // The rest of what is done with numbers.
    case .divideSigned, .divideUnsigned, .remainderSigned, .remainderUnsigned, .negate, .not, .rotateLeft, .rotateRight,
      .countLeadingZeros, .countTrailingZeros, .countOnes, .swapBytes, .minimumSigned, .minimumUnsigned,
      .maximumSigned, .maximumUnsigned, .addOverflowSigned, .addOverflowUnsigned, .subtractOverflowSigned,
      .subtractOverflowUnsigned, .multiplyOverflowSigned, .multiplyOverflowUnsigned, .multiplyWideSigned,
      .multiplyWideUnsigned, .addFloat, .subtractFloat, .multiplyFloat, .divideFloat, .negateFloat, .absoluteFloat,
      .squareRootFloat, .fusedMultiplyAddFloat, .floorFloat, .ceilingFloat, .truncateFloat, .nearestFloat,
      .minimumFloat, .maximumFloat, .copySignFloat, .equalFloat, .notEqualFloat, .lessFloat, .lessEqualFloat,
      .greaterFloat, .greaterEqualFloat, .orderedFloat, .unorderedFloat, .extendSigned, .promote, .demote,
      .floatToSigned, .floatToUnsigned, .floatToSignedSaturating, .floatToUnsignedSaturating, .signedToFloat,
      .unsignedToFloat:
      try emitEvaluate(instruction)

    // Memory.
    case .load:
      let operation: Operation =
        switch size(of: type) {
        case 1: type == .bool ? .loadBool : .load8
        case 2: .load16
        case 4: .load32
        default: .load64
        }
      try emitAccess(operation, result, x, data, natural: size(of: type))
    case .loadUnsigned8: try emitAccess(.load8, result, x, data, natural: 1)
    case .loadUnsigned16: try emitAccess(.load16, result, x, data, natural: 2)
    case .loadUnsigned32: try emitAccess(.load32, result, x, data, natural: 4)
    case .loadSigned8: try emitSignedLoad(.loadSigned8, result, x, data, natural: 1)
    case .loadSigned16: try emitSignedLoad(.loadSigned16, result, x, data, natural: 2)
    case .loadSigned32: try emitSignedLoad(.loadSigned32, result, x, data, natural: 4)
    case .store:
      let operation: Operation =
        switch size(of: type) {
        case 1: .store8
        case 2: .store16
        case 4: .store32
        default: .store64
        }
      try emitAccess(operation, try register(x, type), y, data, natural: size(of: type))
    case .store8: try emitAccess(.store8, try register(x, type), y, data, natural: 1)
    case .store16: try emitAccess(.store16, try register(x, type), y, data, natural: 2)
    case .store32: try emitAccess(.store32, try register(x, type), y, data, natural: 4)
    case .stackSlot:
      let place = slotPlace(instruction)
      if let number = UInt16(exactly: Memory.number(of: place)) {
        let offset = UInt32(truncatingIfNeeded: Memory.address(of: place))
        emit(Step(.slot, result, UInt32(out.slotRegister), offset, small: number))
      } else {
        try emitAddress(result, UInt32(out.slotRegister), place)
      }
    case .offset:
      if let number = number(y, .i64), x.value != nil {
        emit(Step(.addNumber64, result, try register(x, .ptr), UInt32(bitPattern: number)))
      } else {
        emit(Step(.add64, result, try register(x, .ptr), try register(y, .i64)))
      }
    case .field:
      guard case .field(let base, let path) = function.view(of: instruction) else { throw Malformed() }
      try emitAddress(result, try register(base, .ptr), module.types[path].offset)
    case .element:
      guard type.index < module.types.count else { throw Malformed() }
      let size = module.types.size(of: type)
      let base = try register(x, .ptr)
      if let factor = UInt16(exactly: size) {
        emit(Step(.element, result, base, try register(y, .i64), small: factor))
      } else {
        let factor = temporary()
        emit(Step(.constant, factor, UInt32(truncatingIfNeeded: size), UInt32(truncatingIfNeeded: size >> 32)))
        emit(Step(.multiply64, factor, factor, try register(y, .i64)))
        emit(Step(.add64, result, base, factor))
      }

    // Calls.
    case .call:
      guard case .call(let callee, let arguments, let extra) = function.view(of: instruction) else { throw Malformed() }
      let types = module.types
      // A plain call of a function that is here moves its arguments to where the callee finds them.
      if case .symbol(let symbol) = callee.kind, symbol.index < module.symbols.count,
        case .function(let index) = module.symbols[symbol].definition, extra.isEmpty,
        out.details.resultSlots[instruction.rawValue] == nil, module.functions[index].type == type,
        arguments.count == types.parameterCount(type), !types.isVariadic(type)
      {
        for (index, argument) in arguments.enumerated() {
          try load(
            argument, types.valueType(types.parameter(index, of: type).type), into: Self.outgoing | UInt32(index))
        }
        emit(Step(.call, result, UInt32(index), 0))
        return
      }
      try emitCall(instruction, callee, arguments, extra)
    case .callIndirect, .tailCall, .tailCallIndirect, .asyncTaskCreate, .asyncTaskTryCreate, .asyncTaskCreateIndirect,
      .threadSpawn, .threadTrySpawn:
      guard case .call(let callee, let arguments, let extra) = function.view(of: instruction) else { throw Malformed() }
      try emitCall(instruction, callee, arguments, extra)
    case .asyncTaskAwait, .threadJoin:
      guard case .await(let handle) = function.view(of: instruction) else { throw Malformed() }
      try emitPerform(instruction, [try register(handle, .i64)])
    case .syscall:
      guard case .syscall(let number, let arguments) = function.view(of: instruction), arguments.count <= 6
      else { throw Malformed() }
      var registers = [try register(number, .i64)]
      for argument in arguments { registers.append(try register(argument, .i64)) }
      try emitPerform(instruction, registers)

    // What the machine performs by looking at the instruction.
    case .stackAllocate, .stackSave, .stackRestore, .threadAddress, .copyMemory, .moveMemory, .setMemory,
      .compareMemory, .compressSHA256, .variadicStart, .variadicArgument, .variadicCopy, .returnAddress, .frameAddress,
      .atomicLoad, .atomicStore, .atomicSwap, .atomicAdd, .atomicSubtract, .atomicAnd, .atomicOr, .atomicXor,
      .atomicMinimumSigned, .atomicMaximumSigned, .atomicMinimumUnsigned, .atomicMaximumUnsigned,
      .compareExchangeStrong, .compareExchangeWeak, .compareExchangePair, .fence, .compilerFence,
      .unreachable, .asyncTaskDetach, .yield, .currentTask, .sleepUntil, .sleepFor, .clockNow, .clockCycles,
      .futexWait, .futexWake, .spinPause, .signalHandle, .waitReadable, .waitWritable, .ioRead, .ioWrite, .ioAccept,
      .ioConnect, .ioClose, .cpuRdtsc, .cpuRdtscp, .cpuCpuid, .cpuPause, .cpuXgetbv, .cpuRdrand, .cpuRdseed,
      .cpuCntvct, .cpuIsb, .cpuRdcycle, .cpuRdtime:
      try emitPlain(instruction)
    case .trap: try emitPerform(instruction, [])
    case .jump, .branch, .switch, .return: throw Malformed()
    }
  }

  /// The type of an operand that the instruction's type does not tell.
  private func sourceType(_ operand: Operand) -> Type {
    guard let value = operand.value, value.index < function.values.count else { return .i64 }
    return function.values[value].type
  }

  /// How many bytes a value of a type takes in memory.
  private func size(of type: Type) -> Int { type.isScalar ? type.scalarSize : 8 }

  /// The operands of a plain instruction.
  private func operands(of instruction: Instruction, count: Int) throws(Malformed) -> OperandList {
    guard case .plain(let operands) = function.view(of: instruction), operands.count == count else { throw Malformed() }
    return operands
  }

  private mutating func emitBinary(
    _ wide: Operation, _ narrow: Operation, _ instruction: Instruction, _ x: Operand, _ y: Operand, _ type: Type
  ) throws(Malformed) {
    guard type == .i64 || type == .i32 else { return try emitEvaluate(instruction) }
    let result = resultRegister(instruction)
    emit(Step(type == .i64 ? wide : narrow, result, try register(x, type), try register(y, type)))
  }

  private mutating func emitNumber(
    _ wide: Operation, _ narrow: Operation, _ result: UInt32, _ x: Operand, _ y: Operand, _ type: Type,
    commutes: Bool = false
  ) throws(Malformed) -> Bool {
    var (x, y) = (x, y)
    if commutes, x.value == nil, y.value != nil { (x, y) = (y, x) }
    guard x.value != nil, let number = number(y, type) else { return false }
    emit(Step(type == .i64 ? wide : narrow, result, try register(x, type), UInt32(bitPattern: number)))
    return true
  }

  private mutating func emitShift(
    _ wide: Operation, _ narrow: Operation, _ result: UInt32, _ x: Operand, _ y: Operand, _ type: Type
  ) throws(Malformed) -> Bool {
    guard x.value != nil, type == .i64 || type == .i32, let integer = function.integer(y) else { return false }
    let amount = UInt32(truncatingIfNeeded: integer) & (type == .i64 ? 63 : 31)
    emit(Step(type == .i64 ? wide : narrow, result, try register(x, type), amount))
    return true
  }

  /// An operation by its definition.
  private mutating func emitEvaluate(_ instruction: Instruction) throws(Malformed) {
    let data = function.instructions[instruction]
    guard case .plain(let operands) = function.view(of: instruction), operands.count >= 1 else { throw Malformed() }
    let rules = data.opcode.row.operands
    var registers: [UInt32] = []
    var source: Type = .none
    for (index, operand) in operands.enumerated() {
      let isSame = index < rules.count && rules[index] == .same
      let type = isSame ? data.type : sourceType(operand)
      if index == 0 { source = type }
      registers.append(try register(operand, type))
    }
    let types = UInt16(truncatingIfNeeded: data.type.rawValue & 0xFF | (source.rawValue & 0xFF) << 8)
    let result = resultRegister(instruction)
    if registers.count == 3 {
      emit(Step(.evaluate3, result, UInt32(out.pool.count), 0, small: types, opcode: data.opcode.rawValue))
      out.pool += registers
    } else {
      emit(
        Step(
          .evaluate, result, registers[0], registers.count > 1 ? registers[1] : registers[0], small: types,
          opcode: data.opcode.rawValue))
    }
  }

  private mutating func emitAddress(_ result: UInt32, _ base: UInt32, _ offset: UInt64) throws(Malformed) {
    if let number = Int32(exactly: offset) {
      emit(Step(.addNumber64, result, base, UInt32(bitPattern: number)))
    } else {
      let register = temporary()
      emit(Step(.constant, register, UInt32(truncatingIfNeeded: offset), UInt32(truncatingIfNeeded: offset >> 32)))
      emit(Step(.add64, result, base, register))
    }
  }

  private mutating func emitAccess(
    _ operation: Operation, _ register: UInt32, _ address: Operand, _ data: InstructionData, natural: Int
  ) throws(Malformed) {
    let alignment = data.aux.alignment ?? UInt64(natural)
    emit(
      Step(
        operation, register, try self.register(address, .ptr), 0,
        small: UInt16(truncatingIfNeeded: min(alignment, 0x8000) - 1), opcode: data.opcode.rawValue))
  }

  private mutating func emitSignedLoad(
    _ operation: Operation, _ result: UInt32, _ address: Operand, _ data: InstructionData, natural: Int
  ) throws(Malformed) {
    try emitAccess(operation, result, address, data, natural: natural)
    if data.type == .i16 { emit(Step(.low16, result, result)) }
    if data.type == .i32 { emit(Step(.low32, result, result)) }
  }

  private mutating func emitPlain(_ instruction: Instruction) throws(Malformed) {
    let data = function.instructions[instruction]
    guard case .plain(let operands) = function.view(of: instruction) else { throw Malformed() }
    let rules = data.opcode.row.operands
    var registers: [UInt32] = []
    for (index, operand) in operands.enumerated() {
      let rule = index < rules.count ? rules[index] : .word
      let type = rule == .same ? data.type : rule.fixedType == .none ? .i64 : rule.fixedType
      registers.append(try register(operand, type))
    }
    try emitPerform(instruction, registers)
  }

  /// A call that the machine performs by looking at the instruction: callee, then arguments.
  private mutating func emitCall(
    _ instruction: Instruction, _ callee: Operand, _ arguments: OperandList, _ extra: [Type]
  ) throws(Malformed) {
    let data = function.instructions[instruction]
    let types = module.types
    guard types.kind(of: data.type) == .function else { throw Malformed() }
    let fixed = types.parameterCount(data.type)
    guard arguments.count == fixed + extra.count else { throw Malformed() }
    var registers = [try register(callee, .ptr)]
    for (index, argument) in arguments.enumerated() {
      let type = index < fixed ? types.parameter(index, of: data.type).type : extra[index - fixed]
      registers.append(try register(argument, types.valueType(type)))
    }
    try emitPerform(instruction, registers)
  }
}
