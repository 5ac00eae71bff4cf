// The operations that have no step of their own: the machine looks at the instruction and performs it.

internal import Glibc
internal import IR

extension Machine {
  /// Performs an instruction.
  func perform(_ step: Step) {
    let frame = state.pointee.frame
    let function = currentFunction
    let registers = functions[function].pool + Int(step.b)
    guard let opcode = Opcode(rawValue: step.opcode) else { return fail(.malformed) }
    func operand(_ index: Int) -> UInt64 { index < Int(step.small) ? frame[Int(registers[index])] : 0 }
    func give(_ value: UInt64) { frame[Int(step.a)] = value }
    func give(_ value: Int64) { frame[Int(step.a)] = UInt64(bitPattern: value) }
    func give32(_ value: Int64) { frame[Int(step.a)] = UInt64(UInt32(truncatingIfNeeded: value)) }
    var data: InstructionData { module.functions[function].instructions[Instruction(rawValue: step.c)] }

    switch opcode {
    // Memory.
    case .stackAllocate:
      guard operand(0) <= contexts[current].stackSize else { return fail(.stackExhausted) }
      guard let object = makeStackObject(operand(0), alignment: data.aux.alignment ?? 1, Shadow.writable) else {
        return
      }
      give(object)
    case .stackSave:
      guard let mark = stackMark() else { return }
      give(mark)
    case .stackRestore:
      let mark = operand(0)
      guard isMark(mark) else { return fail(.badStackRestore) }
      releaseStack(to: Memory.address(of: mark) + Memory.granule)
    case .threadAddress:
      let data = operand(0)
      // An object's pointer stands for data that is defined elsewhere, the index of data for what is here.
      let isHere = Memory.number(of: data) == 0
      guard let address = isHere ? threadLocal(Int(truncatingIfNeeded: data)) : data else { return fail(.outOfMemory) }
      give(address)
    case .copyMemory:
      let (target, source, size) = (operand(0), operand(1), operand(2))
      if let trap = copyFault(target, source, size) { return fail(trap) }
      if size > 0, target < source &+ size, source < target &+ size { return fail(.overlap) }
      memory.copy(to: target, from: source, size)
    case .moveMemory:
      if let trap = copyFault(operand(0), operand(1), operand(2)) { return fail(trap) }
      memory.copy(to: operand(0), from: operand(1), operand(2))
    case .setMemory:
      let (target, size) = (operand(0), operand(2))
      if let trap = memory.fault(target, size, needs: Shadow.writable) { return fail(trap) }
      if size > 0 {
        memset(memory.host(target), Int32(operand(1) & 0xFF), Int(size))
        memory.markWritten(target, size)
      }
    case .compareMemory:
      let (x, y, size) = (operand(0), operand(1), operand(2))
      if let trap = memory.fault(x, size, needs: Shadow.written) ?? memory.fault(y, size, needs: Shadow.written) {
        return fail(trap)
      }
      let order = size == 0 ? 0 : memcmp(memory.host(x), memory.host(y), Int(size))
      give32(order < 0 ? -1 : order > 0 ? 1 : 0)
    case .compressSHA256: compressSHA256(operand(0), operand(1), count: operand(2))
    case .variadicStart: startVariadic(operand(0))
    case .variadicArgument: nextVariadic(step, operand(0), type: data.type)
    case .variadicCopy:
      if let trap = copyFault(operand(0), operand(1), Self.variadicListSize) { return fail(trap) }
      memory.copy(to: operand(0), from: operand(1), Self.variadicListSize)
    case .returnAddress: give(Self.pointer(toFunction: function))
    case .frameAddress: give(state.pointee.top)

    // Atomics.
    case .atomicLoad, .atomicStore, .atomicSwap, .atomicAdd, .atomicSubtract, .atomicAnd, .atomicOr, .atomicXor,
      .atomicMinimumSigned, .atomicMaximumSigned, .atomicMinimumUnsigned, .atomicMaximumUnsigned,
      .compareExchangeStrong, .compareExchangeWeak:
      let type = data.type
      switch type.isScalar ? type.scalarSize : 8 {
      case 1: atomic(opcode, step, type, UInt8.self, operand)
      case 2: atomic(opcode, step, type, UInt16.self, operand)
      case 4: atomic(opcode, step, type, UInt32.self, operand)
      default: atomic(opcode, step, type, UInt64.self, operand)
      }
    case .compareExchangePair:
      let address = operand(0)
      guard address & 15 == 0 else { return fail(.misalignedAtomic) }
      if let trap = memory.fault(address, 16, needs: Shadow.written | Shadow.writable) { return fail(trap) }
      let low = memory.peek(address, as: UInt64.self)
      let high = memory.peek(address + 8, as: UInt64.self)
      let isEqual = low == operand(1) && high == operand(2)
      if isEqual {
        memory.poke(address, operand(3))
        memory.poke(address + 8, operand(4))
      }
      frame[Int(step.a)] = low
      frame[Int(step.a) + 1] = high
      frame[Int(step.a) + 2] = isEqual ? 1 : 0
    // Executions are sequentially consistent: there is nothing to order.
    case .fence, .compilerFence: break

    // Calls and control.
    case .call, .callIndirect: performCall(step, registers, isTail: false)
    case .tailCall, .tailCallIndirect: performCall(step, registers, isTail: true)
    case .return: performReturn(registers, count: Int(step.small))
    case .trap:
      guard case .message(let name) = module.functions[function].view(of: Instruction(rawValue: step.c)) else {
        return fail(.malformed)
      }
      fail(.trap, name == .none ? nil : module.names.string(name))
    case .unreachable: fail(.unreachable)

    // Tasks.
    case .asyncTaskCreate, .asyncTaskTryCreate, .asyncTaskCreateIndirect:
      let type = data.type
      guard let callee = callee(operand(0), type) else { return }
      var arguments = (1..<max(1, Int(step.small))).map { operand($0) }
      guard let index = makeContext(function: callee, arguments: arguments, thread: running, isRoot: false) else {
        if opcode != .asyncTaskTryCreate { return fail(.outOfStacks) }
        give(UInt64(0))
        frame[Int(step.a) + 1] = UInt64(ENOMEM)
        return
      }
      giveStack(data.aux.alignment, to: index)
      guard adoptRecords(index, &arguments, of: type) else { return }
      threads[running].queue.append(index)
      give(handle(ofContext: index))
      if opcode == .asyncTaskTryCreate { frame[Int(step.a) + 1] = 0 }
    case .asyncTaskAwait: awaitTask(step, operand(0))
    case .asyncTaskDetach: detachTask(operand(0))
    case .yield: yieldContext()
    case .currentTask:
      let task = contexts[current].isHandler ? contexts[current].interrupted : current
      give(task.map { contexts[$0].isRoot ? 0 : handle(ofContext: $0) } ?? 0)
    case .sleepUntil: sleep(until: Int64(bitPattern: operand(0)))
    case .sleepFor:
      let (sum, overflow) = clock.addingReportingOverflow(max(0, Int64(bitPattern: operand(0))))
      sleep(until: overflow ? .max : sum)
    case .clockNow:
      spend(Self.switchTime)
      give(clock)
    case .clockCycles: give(cycles())

    // Threads.
    case .threadSpawn, .threadTrySpawn:
      let type = data.type
      guard let callee = callee(operand(0), type) else { return }
      var arguments = (1..<max(1, Int(step.small))).map { operand($0) }
      guard livingThreads < 4096, let index = makeThread(function: callee, arguments: arguments) else {
        if opcode == .threadSpawn { return fail(.outOfThreads) }
        give(UInt64(0))
        frame[Int(step.a) + 1] = UInt64(EAGAIN)
        return
      }
      giveStack(data.aux.alignment, to: threads[index].root)
      guard adoptRecords(threads[index].root, &arguments, of: type) else { return }
      give(handle(ofThread: index))
      if opcode == .threadTrySpawn { frame[Int(step.a) + 1] = 0 }
    case .threadJoin: joinThread(step, operand(0))
    case .futexWait: futexWait(step, operand(0), UInt32(truncatingIfNeeded: operand(1)), Int64(bitPattern: operand(2)))
    case .futexWake: futexWake(step, operand(0), Int32(truncatingIfNeeded: operand(1)))
    case .spinPause, .cpuPause: spend(Self.switchTime)

    // The system.
    case .signalHandle:
      let number = Int32(truncatingIfNeeded: operand(0))
      guard let handler = self.function(at: operand(1)), handler < module.functions.count else {
        return fail(.wrongSignature)
      }
      if number < 1 || number > 64 || number == SIGKILL || number == SIGSTOP {
        give32(Int64(EINVAL))
      } else {
        handlers[number] = handler
        listenToSignals()
        give32(0)
      }
    case .syscall: systemCall(step, registers)
    case .waitReadable: waitFor(step, Int32(truncatingIfNeeded: operand(0)), forWriting: false)
    case .waitWritable: waitFor(step, Int32(truncatingIfNeeded: operand(0)), forWriting: true)
    case .ioRead: transfer(step, Int32(truncatingIfNeeded: operand(0)), operand(1), operand(2), writes: false)
    case .ioWrite: transfer(step, Int32(truncatingIfNeeded: operand(0)), operand(1), operand(2), writes: true)
    case .ioAccept: acceptConnection(step, Int32(truncatingIfNeeded: operand(0)), operand(1), operand(2))
    case .ioConnect:
      connectSocket(step, Int32(truncatingIfNeeded: operand(0)), operand(1), UInt32(truncatingIfNeeded: operand(2)))
    case .ioClose: give32(closeDescriptor(Int32(truncatingIfNeeded: operand(0))))

    // Of one processor. What they give is unspecified; here it follows from the run alone.
    case .cpuRdtsc, .cpuCntvct, .cpuRdcycle, .cpuRdtime: give(cycles())
    case .cpuRdtscp:
      give(cycles())
      frame[Int(step.a) + 1] = 0
    case .cpuCpuid: for index in 0..<4 { frame[Int(step.a) + index] = 0 }
    case .cpuXgetbv: give(UInt64(1))
    case .cpuRdrand, .cpuRdseed:
      give(random.next())
      frame[Int(step.a) + 1] = 1
    case .cpuIsb: break

    // These have steps of their own, or are evaluated.
    case .add, .subtract, .multiply, .divideSigned, .divideUnsigned, .remainderSigned, .remainderUnsigned, .negate,
      .and,
      .or, .xor, .not, .shiftLeft, .shiftRightSigned, .shiftRightUnsigned, .rotateLeft, .rotateRight,
      .countLeadingZeros, .countTrailingZeros, .countOnes, .swapBytes, .minimumSigned, .minimumUnsigned,
      .maximumSigned, .maximumUnsigned, .addOverflowSigned, .addOverflowUnsigned, .subtractOverflowSigned,
      .subtractOverflowUnsigned, .multiplyOverflowSigned, .multiplyOverflowUnsigned, .multiplyWideSigned,
      .multiplyWideUnsigned, .addFloat, .subtractFloat, .multiplyFloat, .divideFloat, .negateFloat, .absoluteFloat,
      .squareRootFloat, .fusedMultiplyAddFloat, .floorFloat, .ceilingFloat, .truncateFloat, .nearestFloat,
      .minimumFloat, .maximumFloat, .copySignFloat, .equal, .notEqual, .lessSigned, .lessEqualSigned, .greaterSigned,
      .greaterEqualSigned, .lessUnsigned, .lessEqualUnsigned, .greaterUnsigned, .greaterEqualUnsigned, .equalFloat,
      .notEqualFloat, .lessFloat, .lessEqualFloat, .greaterFloat, .greaterEqualFloat, .orderedFloat, .unorderedFloat,
      .select, .truncate, .extendSigned, .extendUnsigned, .promote, .demote, .floatToSigned, .floatToUnsigned,
      .floatToSignedSaturating, .floatToUnsignedSaturating, .signedToFloat, .unsignedToFloat, .bitcast,
      .pointerToInteger, .integerToPointer, .load, .loadSigned8, .loadUnsigned8, .loadSigned16, .loadUnsigned16,
      .loadSigned32, .loadUnsigned32, .store, .store8, .store16, .store32, .stackSlot, .offset, .field, .element, .jump,
      .branch, .switch:
      fail(.malformed)
    }
  }

  // MARK: - Memory

  /// Instructions that were executed, as far as they were counted, and the clock: never less than before.
  private func cycles() -> UInt64 {
    UInt64(bitPattern: totalFuel &- fuelReserve &- state.pointee.fuel) &+ UInt64(bitPattern: clock)
  }

  private func copyFault(_ target: UInt64, _ source: UInt64, _ size: UInt64) -> Trap? {
    memory.fault(target, size, needs: Shadow.writable) ?? memory.faultOutside(source, size)
  }

  /// Marks how much stack memory is in use: by an object that nobody can access, the one that is there if nothing was
  /// made since.
  private func stackMark() -> UInt64? {
    let top = state.pointee.top
    if top != state.pointee.frame[-1], top > Memory.lowest {
      let address = top - Memory.granule
      let number = memory.owners[Int(address / Memory.granule)]
      if isMark(Memory.pointer(number, address)) { return Memory.pointer(number, address) }
    }
    return makeStackObject(Memory.granule, Shadow.mark)
  }

  /// Whether a pointer is a mark that this call of the function made and that still stands.
  private func isMark(_ pointer: UInt64) -> Bool {
    let address = Memory.address(of: pointer)
    guard address % Memory.granule == 0, address < memory.limit,
      memory.owners[Int(address / Memory.granule)] == Memory.number(of: pointer),
      memory.shadow.load(fromByteOffset: Int(address), as: UInt8.self) == Shadow.mark
    else { return false }
    let floor = state.pointee.frame[-1]
    let chunks = contexts[current].chunks
    func chunk(of address: UInt64) -> Int? {
      chunks.lastIndex { address >= $0.start && address <= $0.start + UInt64(1) << UInt64($0.logarithm) }
    }
    guard let at = chunk(of: address) else { return false }
    guard let bottom = chunk(of: floor) else { return true }
    return at > bottom || at == bottom && address >= floor
  }

  /// This thread's copy of thread-local data.
  private func threadLocal(_ index: Int) -> UInt64? {
    if let address = threads[running].locals[index] { return address }
    guard index >= 0, index < module.data.count else { return nil }
    let data = module.data[index]
    guard let address = makeObject(of: data) else { return nil }
    fill(address, with: data)
    threads[running].locals[index] = address
    return address
  }

  // MARK: - Variadic arguments

  /// A list holds the address of the next argument and of the end.
  static let variadicListSize: UInt64 = 16

  private func startVariadic(_ list: UInt64) {
    guard let register = details[currentFunction].variadicRegister else { return fail(.malformed) }
    if let trap = memory.fault(list, Self.variadicListSize, needs: Shadow.writable) { return fail(trap) }
    memory.poke(list, state.pointee.frame[register])
    memory.poke(list + 8, state.pointee.frame[register + 1])
  }

  private func nextVariadic(_ step: Step, _ list: UInt64, type: Type) {
    let needed = Shadow.written | Shadow.writable
    if let trap = memory.fault(list, Self.variadicListSize, needs: needed) { return fail(trap) }
    let at = memory.peek(list, as: UInt64.self)
    guard at < memory.peek(list + 8, as: UInt64.self) else { return fail(.wrongSignature) }
    if let trap = memory.fault(at, 16, needs: Shadow.written) { return fail(trap) }
    guard memory.peek(at + 8, as: UInt64.self) == UInt64(type.rawValue) else { return fail(.wrongSignature) }
    memory.poke(list, at + 16)
    state.pointee.frame[Int(step.a)] = memory.peek(at, as: UInt64.self)
  }

  // MARK: - Atomics

  private func atomic<Number: FixedWidthInteger & UnsignedInteger>(
    _ opcode: Opcode, _ step: Step, _ type: Type, _: Number.Type, _ operand: (Int) -> UInt64
  ) {
    let address = operand(opcode == .atomicStore ? 1 : 0)
    let size = UInt64(MemoryLayout<Number>.size)
    guard address & (size - 1) == 0 else { return fail(.misalignedAtomic) }
    var needed = Shadow.written | Shadow.writable
    if opcode == .atomicLoad { needed = Shadow.written }
    if opcode == .atomicStore { needed = Shadow.writable }
    if let trap = memory.fault(address, size, needs: needed) { return fail(trap) }
    let frame = state.pointee.frame
    if opcode == .atomicStore {
      memory.poke(address, Number(truncatingIfNeeded: operand(0)))
      return
    }
    let old = memory.peek(address, as: Number.self)
    let given = Number(truncatingIfNeeded: operand(1))
    let new: Number?
    func compare(_ plain: Opcode) -> Number {
      Number(
        truncatingIfNeeded: Arithmetic.evaluate(plain, type: type.rawValue, source: 0, UInt64(old), UInt64(given), 0)
          .first)
    }
    switch opcode {
    case .atomicSwap: new = given
    case .atomicAdd: new = old &+ given
    case .atomicSubtract: new = old &- given
    case .atomicAnd: new = old & given
    case .atomicOr: new = old | given
    case .atomicXor: new = old ^ given
    case .atomicMinimumSigned: new = compare(.minimumSigned)
    case .atomicMaximumSigned: new = compare(.maximumSigned)
    case .atomicMinimumUnsigned: new = compare(.minimumUnsigned)
    case .atomicMaximumUnsigned: new = compare(.maximumUnsigned)
    case .compareExchangeStrong, .compareExchangeWeak:
      // A weak one may fail for no reason: under a seed, one in four does.
      let fails = opcode == .compareExchangeWeak && isSeeded && random.below(4) == 0
      let isEqual = old == given && !fails
      new = isEqual ? Number(truncatingIfNeeded: operand(2)) : nil
      frame[Int(step.a) + 1] = isEqual ? 1 : 0
    default: new = nil
    }
    if let new { memory.poke(address, new) }
    frame[Int(step.a)] = UInt64(old)
  }

  // MARK: - Time and threads

  /// Lets a new context have a stack of a size that was asked for, where the usual one is smaller.
  private func giveStack(_ size: UInt64?, to context: Int) {
    guard let size, size > contexts[context].stackSize else { return }
    contexts[context].stackSize = size
    largestStack = max(largestStack, size)
  }

  private func sleep(until deadline: Int64) {
    guard deadline > clock else { return yieldContext() }
    timers.add(deadline: deadline, context: current, generation: contexts[current].generation)
    park(.sleeping(deadline))
  }

  private func futexWait(_ step: Step, _ address: UInt64, _ expected: UInt32, _ nanoseconds: Int64) {
    // Begun again after the wait: this is what it gives.
    if let value = contexts[current].wakeValue {
      contexts[current].wakeValue = nil
      state.pointee.frame[Int(step.a)] = UInt64(UInt32(truncatingIfNeeded: value))
      return
    }
    guard address & 3 == 0 else { return fail(.misalignedAtomic) }
    if let trap = memory.fault(address, 4, needs: Shadow.written) { return fail(trap) }
    guard memory.peek(address, as: UInt32.self) == expected else {
      state.pointee.frame[Int(step.a)] = UInt64(EAGAIN)
      return
    }
    arrivals += 1
    contexts[current].arrival = arrivals
    let (deadline, overflow) = clock.addingReportingOverflow(nanoseconds)
    waitAt(address, until: nanoseconds < 0 ? nil : overflow ? .max : deadline)
  }

  private func futexWake(_ step: Step, _ address: UInt64, _ limit: Int32) {
    if let trap = memory.faultOutside(address, 4) { return fail(trap) }
    var waiting = threads.indices.flatMap { index -> [Int] in
      // A handler may have interrupted a wait.
      guard let current = threads[index].current else { return [] }
      return [current, contexts[current].interrupted].compactMap { $0 }
    }
    waiting.removeAll { contexts[$0].activity != .waitingAt(address) }
    // Who came first is woken first.
    waiting.sort { contexts[$0].arrival < contexts[$1].arrival }
    var count: Int32 = 0
    for context in waiting where count < limit {
      unblock(context, value: 0)
      count += 1
    }
    state.pointee.frame[Int(step.a)] = UInt64(UInt32(bitPattern: count))
  }
}
