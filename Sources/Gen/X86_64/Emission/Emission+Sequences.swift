// The sequences of instructions that stand for one: the frame's, calls, traps, tables, loops around compare-exchange.

internal import IR

extension Emission {
  mutating func note(_ note: UnwindNote) {
    buffer.addTranscribedRow(kind: CodeRowKind.unwind, payload: note.payload)
  }

  mutating func emitSequence(_ instruction: MachineInstruction, _ block: Int) {
    guard let sequence = Sequence(rawValue: instruction.form) else { return }
    switch sequence {
    case .entry: emitPrologue()
    case .return:
      if function.shortness > .usual {
        // All returns have their results in the same registers.
        if let epilogue { return buffer.jump(to: epilogue) }
        let label = buffer.makeLabel()
        buffer.bind(label)
        if frame.saved.count > 2 || frame.bytes > 8 || frame.hasFramePointer { epilogue = label }
        if places.isFollowing {
          places.forget()
          places.show(in: &buffer)
        }
      }
      emitEpilogue(scratch: scratch(atReturn: instruction))
      if function.popsArguments, function.incomingBytes > UInt16.max {
        emitReturnOverMany()
      } else if function.popsArguments {
        buffer.emit(.retPop, immediate: Int64(function.incomingBytes))
      } else {
        buffer.emit(.ret)
      }
      note(UnwindNote(.recall))
    case .call:
      buffer.call(symbol: instruction.symbol)
      takeBack(instruction)
    case .callIndirect:
      let target = location(instruction, Int(instruction.memoryField))
      if target.isSlot {
        buffer.emit(.callIndirect, memory: slot(target))
      } else {
        buffer.emit(.callIndirect, rm: register(instruction, instruction.memoryField))
      }
      takeBack(instruction)
    case .tailCall, .tailCallIndirect: emitTailCall(instruction, isIndirect: sequence == .tailCallIndirect)
    case .trap:
      if instruction.immediate != MachineInstruction.neverReached { emitTrap(trapNumber(instruction)) }
    case .trapIf:
      let label = buffer.makeLabel()
      trapStubs.append((trapNumber(instruction), label, places.snapshot))
      jump(if: instruction.condition, to: label)
    case .jumpTable: emitTableJump(instruction, block)
    case .zeroVector:
      let register = register(instruction, 0)
      buffer.emit(.xorps, reg: register, rm: register)
    case .selectVector: emitVectorSelect(instruction)
    case .updateLoop, .chooseLoop: emitLoop(instruction, isChoice: sequence == .chooseLoop)
    case .moveBytes: emitMoveBytes()
    case .compareBytes: emitCompareBytes()
    case .allocateStack: emitAllocation(instruction)
    case .saveStack: buffer.emit(.mov, .bits64, reg: register(instruction, 0), rm: .rsp)
    case .restoreStack: buffer.emit(.mov, .bits64, reg: .rsp, rm: register(instruction, 0))
    case .frameAddress: buffer.emit(.lea, .bits64, reg: register(instruction, 0), memory: frame.incoming(-8))
    case .returnAddress: buffer.emit(.mov, .bits64, reg: register(instruction, 0), memory: frame.incoming(-8))
    case .threadAddress:
      let register = register(instruction, 0)
      buffer.emit(
        .mov, .bits64, reg: register, memory: MemoryOperand(absolute: 0, segment: .fs))
      var place = MemoryOperand(register)
      place.reference = AddressReference(.threadOffset, instruction.symbol)
      buffer.emit(.lea, .bits64, reg: register, memory: place)
    case .leave: emitLeave(instruction)
    case .threadAddressInTable:
      let register = register(instruction, 0)
      buffer.emit(.mov, .bits64, reg: register, memory: MemoryOperand(absolute: 0, segment: .fs))
      let slot = AddressReference(.threadOffsetTable, instruction.symbol)
      buffer.emit(.add, .bits64, reg: register, memory: MemoryOperand(relative: slot))
    case .threadAddressCall:
      // With the prefixes that the ABI prescribes: linkers put shorter ways of access in place of these 16 bytes.
      buffer.emit(bytes: [0x66])
      let slots = AddressReference(.threadDescriptor, instruction.symbol)
      buffer.emit(.lea, .bits64, reg: .rdi, memory: MemoryOperand(relative: slots))
      buffer.emit(bytes: [0x66, 0x66, 0x48])
      buffer.call(symbol: LayoutReference.threadAddressFunction)
    }
  }

  // MARK: - Tasks

  /// Goes to who switches, with the place in `rax` where this context goes on, and the handler in `r12`. Nothing lives in a
  /// register but the arguments.
  private mutating func emitLeave(_ instruction: MachineInstruction) {
    let resume = buffer.makeLabel()
    // Who finds its frame by a register finds that on the stack.
    if frame.hasFramePointer {
      buffer.emit(.push, rm: .rbp)
      note(UnwindNote(.framePointerPushed))
    }
    buffer.emit(.lea, .bits64, reg: .rax, memory: MemoryOperand(relative: .label(resume)))
    if CodeReference.generator(of: instruction.symbol) != nil {
      buffer.jump(toSymbol: instruction.symbol)
    } else {
      buffer.emit(.movImmediate, .bits32, rm: .r12, immediateSymbol: instruction.symbol)
      buffer.jump(toSymbol: CodeReference.generator(.leave))
    }
    buffer.bind(resume)
    buffer.addRow(
      kind: CodeRowKind.resume, payload: UInt64(functionNumber) << 32 | UInt64(max(instructionSource, 1) - 1))
    if frame.hasFramePointer {
      buffer.emit(.pop, rm: .rbp)
      note(UnwindNote(.frameAddress, .rbp, 16))
    }
  }

  // MARK: - The frame

  private mutating func emitPrologue() {
    var depth: Int64 = 8
    if function.isStart { note(UnwindNote(.outermost)) }
    if function.popsArguments { note(UnwindNote(.callerStack, .rsp, Int64(function.incomingBytes))) }
    if frame.hasFramePointer {
      buffer.emit(.push, rm: .rbp)
      depth += 8
      note(UnwindNote(.frameOffset, .rsp, depth))
      note(UnwindNote(.saved, .rbp, -depth))
      buffer.emit(.mov, .bits64, reg: .rbp, rm: .rsp)
      note(UnwindNote(.frameAddress, .rbp, depth))
    }
    for register in frame.saved {
      buffer.emit(.push, rm: register)
      depth += 8
      if !frame.hasFramePointer { note(UnwindNote(.frameOffset, .rsp, depth)) }
      note(UnwindNote(.saved, register, -depth))
    }
    if frame.bytes > 0 {
      touchPages(of: frame.bytes + frame.slack)
      // What is pushed into so small a frame is nothing: it is shorter.
      if frame.bytes == 8 { buffer.emit(.push, rm: .rax) } else { adjustStack(by: -frame.bytes) }
      if frame.slack > 0 { buffer.emit(.andImmediate, .bits64, rm: .rsp, immediate: -frame.alignment) }
      if !frame.hasFramePointer { note(UnwindNote(.frameOffset, .rsp, depth + frame.bytes)) }
    }
  }

  /// The bytes below a stack that nobody may touch.
  private static let guardBytes: Int64 = 4096

  /// Touches a frame that is larger than what nobody may touch below the stack, page by page on the way down, so that it
  /// is not stepped over. What lies above was touched: a call pushed its return address.
  private mutating func touchPages(of bytes: Int64) {
    // A call from here pushes the next.
    let pages = bytes + 8 > Self.guardBytes ? bytes / Self.guardBytes : 0
    if pages <= 8 {
      for page in 0..<pages {
        buffer.emit(
          .orImmediate, .bits32, memory: MemoryOperand(.rsp, Int32(-(page + 1) * Self.guardBytes)), immediate: 0)
      }
      return
    }
    // Every general register may hold an argument: one is put by.
    let again = buffer.makeLabel()
    let aside = RegisterFile.x86_64.memoryScratch
    buffer.emit(.movqFromGeneral, reg: aside, rm: .rax)
    buffer.emit(.movImmediate, .bits64, rm: .rax, immediate: -Self.guardBytes)
    buffer.bind(again)
    buffer.emit(.orImmediate, .bits32, memory: MemoryOperand(.rsp, index: .rax, scale: 1), immediate: 0)
    buffer.emit(.subImmediate, .bits64, rm: .rax, immediate: Self.guardBytes)
    buffer.emit(.cmpImmediate, .bits64, rm: .rax, immediate: -pages * Self.guardBytes)
    buffer.jump(if: .greaterOrEqual, to: again)
    buffer.emit(.movqToGeneral, reg: aside, rm: .rax)
  }

  /// Moves the stack pointer; by 128, down is a byte shorter as up.
  private mutating func adjustStack(by bytes: Int64) {
    if bytes == 0 { return }
    if bytes < 0 {
      if bytes == -128 {
        buffer.emit(.addImmediate, .bits64, rm: .rsp, immediate: -128)
      } else {
        buffer.emit(.subImmediate, .bits64, rm: .rsp, immediate: -bytes)
      }
    } else if bytes == 128 {
      buffer.emit(.subImmediate, .bits64, rm: .rsp, immediate: -128)
    } else {
      buffer.emit(.addImmediate, .bits64, rm: .rsp, immediate: bytes)
    }
  }

  /// A register that neither holds a result at a return nor is kept for the caller.
  private mutating func scratch(atReturn instruction: MachineInstruction) -> MachineRegister {
    for operand in 0..<Int(instruction.operandCount) where location(instruction, operand).register == .rcx {
      return .r11
    }
    return .rcx
  }

  /// Takes the frame down up to the return address. What holds before it holds again behind the instruction that leaves.
  /// - Parameter scratch: A register that holds nothing, where there is one.
  private mutating func emitEpilogue(scratch: MachineRegister? = nil) {
    note(UnwindNote(.remember))
    var depth = frame.depth
    if frame.hasFramePointer {
      buffer.emit(
        .lea, .bits64, reg: .rsp, memory: MemoryOperand(.rbp, Int32(-8 * frame.saved.count)))
    } else if frame.bytes > 0 {
      if frame.bytes == 8, let scratch {
        buffer.emit(.pop, rm: scratch)
        followOverwrite(scratch)
      } else {
        adjustStack(by: frame.bytes)
      }
      depth -= frame.bytes
      note(UnwindNote(.frameOffset, .rsp, depth))
    }
    for register in frame.saved.reversed() {
      buffer.emit(.pop, rm: register)
      followOverwrite(register)
      depth -= 8
      if !frame.hasFramePointer { note(UnwindNote(.frameOffset, .rsp, depth)) }
    }
    if frame.hasFramePointer {
      buffer.emit(.pop, rm: .rbp)
      note(UnwindNote(.frameAddress, .rsp, 8))
    }
  }

  /// Returns and takes more arguments off the stack than an instruction has a number for. No result is in the register.
  private mutating func emitReturnOverMany() {
    let bytes = Int64(function.incomingBytes)
    buffer.emit(.pop, rm: .r11)
    // The caller's stack pointer is this one, before and behind the arguments.
    note(UnwindNote(.frameAddress, .rsp, 0))
    note(UnwindNote(.returnsTo, .r11))
    adjustStack(by: bytes)
    note(UnwindNote(.callerStack, .rsp, 0))
    buffer.emit(.jmpIndirect, rm: .r11)
  }

  /// A callee that took its arguments off the stack: their room is made again.
  private mutating func takeBack(_ instruction: MachineInstruction) {
    if places.isFollowing {
      places.overwrite(with: instruction, function, allocation)
      places.show(in: &buffer, isCallBefore: true)
    }
    guard instruction.immediate > 0 else { return }
    if !frame.hasFramePointer {
      note(UnwindNote(.frameOffset, .rsp, frame.depth - instruction.immediate, isCallBefore: true))
    }
    adjustStack(by: -instruction.immediate)
    if !frame.hasFramePointer { note(UnwindNote(.frameOffset, .rsp, frame.depth)) }
  }

  private mutating func emitAllocation(_ instruction: MachineInstruction) {
    let (result, size) = (register(instruction, 0), register(instruction, 1))
    let outgoing = frame.outgoing
    let (fits, touch, last) = (buffer.makeLabel(), buffer.makeLabel(), buffer.makeLabel())
    // From the end of what lies above, down by the size, and down to what the alignment asks for.
    buffer.emit(.lea, .bits64, reg: result, memory: MemoryOperand(.rsp, Int32(truncatingIfNeeded: outgoing)))
    buffer.emit(.sub, .bits64, reg: result, rm: size)
    buffer.jump(if: .aboveOrEqual, to: fits)
    // More than there are addresses ends below the stack, as any that is too much.
    buffer.emit(.xor, .bits32, reg: result, rm: result)
    buffer.bind(fits)
    buffer.emit(.andImmediate, .bits64, rm: result, immediate: -max(instruction.immediate, frame.alignment))
    // Down page by page, so that what nobody may touch is not stepped over. The result is a page ahead meanwhile.
    let ahead = Self.guardBytes - outgoing
    buffer.emit(.addImmediate, .bits64, rm: result, immediate: ahead)
    buffer.jump(to: last)
    buffer.bind(touch)
    buffer.emit(.subImmediate, .bits64, rm: .rsp, immediate: Self.guardBytes)
    buffer.emit(.orImmediate, .bits32, memory: MemoryOperand(.rsp), immediate: 0)
    buffer.bind(last)
    buffer.emit(.cmp, .bits64, reg: .rsp, rm: result)
    buffer.jump(if: .above, to: touch)
    buffer.emit(.lea, .bits64, reg: .rsp, memory: MemoryOperand(result, Int32(truncatingIfNeeded: -Self.guardBytes)))
    buffer.emit(.orImmediate, .bits32, memory: MemoryOperand(.rsp), immediate: 0)
    buffer.emit(.subImmediate, .bits64, rm: result, immediate: ahead)
  }

  // MARK: - Tail calls

  /// Leaves the frame and jumps. The arguments on the stack were put where a call's would be; they move to where this function
  /// got its own, as far up as both end at the same place where the callee takes them off.
  private mutating func emitTailCall(_ instruction: MachineInstruction, isIndirect: Bool) {
    let bytes = instruction.immediate
    if bytes > 0 || function.popsArguments {
      let own = Int64(function.incomingBytes)
      // How far below the CFA the return address ends up.
      let shift = function.popsArguments || bytes > own ? own - bytes : 0
      let (one, other) = (RegisterFile.x86_64.memoryScratch, RegisterFile.x86_64.cycleScratch[1])
      // No argument is in this one: it keeps the caller's frame pointer.
      let pointer = MachineRegister.xmm13
      // What the arguments are moved over is in registers meanwhile: of the return address, debuggers want a general one.
      let isKept = (0..<Int(instruction.operandCount)).contains { location(instruction, $0).register == .rax }
      note(UnwindNote(.remember))
      if places.isFollowing { places.overwriteMemory(in: &buffer) }
      if isKept { buffer.emit(.movqFromGeneral, reg: other, rm: .rax) }
      buffer.emit(.mov, .bits64, reg: .rax, memory: frame.incoming(-8))
      followOverwrite(.rax)
      note(UnwindNote(.returnsTo, .rax))
      restoreSaved()
      if frame.hasFramePointer {
        buffer.emit(.movq, reg: pointer, memory: MemoryOperand(.rbp))
        note(UnwindNote(.lost, .rbp))
      }
      // Upwards the last word goes first: none is overwritten that is still to go.
      var offset = bytes - 8
      while offset >= 0 {
        buffer.emit(.movq, reg: one, memory: frame.outgoing(Int32(truncatingIfNeeded: offset)))
        buffer.emit(.movqStore, reg: one, memory: frame.incoming(Int32(truncatingIfNeeded: shift + offset)))
        offset -= 8
      }
      let place = frame.incoming(Int32(truncatingIfNeeded: shift - 8))
      buffer.emit(.movStore, .bits64, reg: .rax, memory: place)
      buffer.emit(.lea, .bits64, reg: .rsp, memory: place)
      if frame.hasFramePointer {
        buffer.emit(.movqToGeneral, reg: pointer, rm: .rbp)
        note(UnwindNote(.restored, .rbp))
      }
      note(UnwindNote(.frameAddress, .rsp, 8))
      note(UnwindNote(.returnsFromStack))
      // The callee's arguments are there in place of its own.
      if function.popsArguments || shift != 0 { note(UnwindNote(.callerStack, .rsp, bytes)) }
      if isKept { buffer.emit(.movqToGeneral, reg: other, rm: .rax) }
    } else {
      emitEpilogue()
    }
    if isIndirect {
      buffer.emit(.jmpIndirect, rm: .rax)
    } else {
      buffer.jump(toSymbol: instruction.symbol)
    }
    note(UnwindNote(.recall))
  }

  /// Restores the saved registers and leaves the stack pointer where it is.
  private mutating func restoreSaved() {
    for (index, register) in frame.saved.enumerated() {
      let below = -8 * Int64(index + 1)
      let place =
        frame.hasFramePointer
        ? MemoryOperand(.rbp, Int32(truncatingIfNeeded: below))
        : MemoryOperand(.rsp, Int32(truncatingIfNeeded: frame.depth - 8 + below))
      buffer.emit(.mov, .bits64, reg: register, memory: place)
      followOverwrite(register)
      note(UnwindNote(.restored, register))
    }
  }

  /// Follows the parameters: a register was written.
  private mutating func followOverwrite(_ register: MachineRegister) {
    guard places.isFollowing else { return }
    places.overwrite(RegisterSet(register))
    places.show(in: &buffer)
  }

  // MARK: - Traps

  private mutating func trapNumber(_ instruction: MachineInstruction) -> UInt32 {
    traps.append(
      TrapSite(
        trap: UInt8(truncatingIfNeeded: instruction.immediate), function: functionNumber, source: instructionSource))
    return UInt32(traps.count - 1)
  }

  /// Calls what reports a trap, with the message: the return address tells a debugger where.
  mutating func emitTrap(_ number: UInt32) {
    let message = CodeReference.message | number
    if position == .fixed {
      buffer.emit(.movImmediate, .bits32, rm: .rax, immediateSymbol: message)
    } else {
      buffer.emit(.lea, .bits64, reg: .rax, memory: MemoryOperand(relative: .symbol(message)))
    }
    followOverwrite(.rax)
    buffer.call(symbol: CodeReference.generator(.trapReport))
  }

  // MARK: - Tables

  private mutating func emitTableJump(_ instruction: MachineInstruction, _ block: Int) {
    let (table, entry, position) = (
      register(instruction, 0), register(instruction, 1), register(instruction, 2)
    )
    let label = buffer.makeLabel()
    tables.append((label, Int(instruction.symbol), block))
    let data = function.blocks[block]
    for edge in Int(data.firstEdge)..<Int(data.firstEdge + data.edgeCount) {
      let label = target(of: edge)
      if label != self.label(Int(function.edges[edge].to)) { tableTargets[edge] = label }
    }
    // A narrow position has anything above it.
    if instruction.size < 8 {
      buffer.emit(.mov, .bits32, reg: entry, rm: position)
    } else {
      buffer.emit(.mov, .bits64, reg: entry, rm: position)
    }
    buffer.emit(.lea, .bits64, reg: table, memory: MemoryOperand(relative: .label(label)))
    buffer.emit(.movsx32, .bits64, reg: entry, memory: MemoryOperand(table, index: entry, scale: 4))
    buffer.emit(.add, .bits64, reg: table, rm: entry)
    buffer.emit(.jmpIndirect, rm: table)
  }

  /// The table itself: the distance from its begin to each target. It is not aligned: where the function will lie is not known
  /// here, and its bytes are the same wherever that is.
  mutating func emitTable(_ label: Label, _ table: Int, _ block: Int) {
    let firstEdge = function.blocks[block].firstEdge
    let start = Int(function.tables[table])
    let end = table + 1 < function.tables.count ? Int(function.tables[table + 1]) : function.tableEntries.count
    // Edges with moves of their own have them in front of the table.
    buffer.bind(label)
    for index in start..<end {
      let edge = Int(firstEdge + function.tableEntries[index])
      buffer.emitDifference(tableTargets[edge] ?? self.label(Int(function.edges[edge].to)), minus: label)
    }
  }

  // MARK: - Floats

  private mutating func emitVectorSelect(_ instruction: MachineInstruction) {
    let (result, then) = (register(instruction, 0), register(instruction, 2))
    let end = buffer.makeLabel()
    jump(if: MachineCondition.inverted(instruction.condition), to: end)
    buffer.emit(.movaps, reg: result, rm: then)
    buffer.bind(end)
  }

  // MARK: - Loops

  /// Reads memory, computes what is to be written, and writes it if memory is still the same.
  private mutating func emitLoop(_ instruction: MachineInstruction, isChoice: Bool) {
    let size = OperandSize(bytes: instruction.size)
    let (next, operand) = (register(instruction, 1), register(instruction, 2))
    let place = memory(instruction)
    switch size {
    case .bits8: buffer.emit(.movzx8, .bits32, reg: .rax, memory: place)
    case .bits16: buffer.emit(.movzx16, .bits32, reg: .rax, memory: place)
    default: buffer.emit(.mov, size, reg: .rax, memory: place)
    }
    let again = buffer.makeLabel()
    buffer.bind(again)
    let whole = size == .bits64 ? OperandSize.bits64 : .bits32
    buffer.emit(.mov, whole, reg: next, rm: .rax)
    if isChoice {
      buffer.emit(.cmp, size, reg: .rax, rm: operand)
      buffer.emit(.cmov(Condition(number: instruction.condition)), whole, reg: next, rm: operand)
    } else {
      buffer.emit(Form(index: Int(instruction.immediate)), whole, reg: next, rm: operand)
    }
    buffer.emit(.cmpxchg, size, reg: next, memory: place, isLocked: true)
    buffer.jump(if: .notEqual, to: again)
  }

  /// Copies `rcx` bytes from `rsi` to `rdi`, from the end where the target lies inside the source.
  private mutating func emitMoveBytes() {
    let (backwards, end) = (buffer.makeLabel(), buffer.makeLabel())
    buffer.emit(.mov, .bits64, reg: .rax, rm: .rdi)
    buffer.emit(.sub, .bits64, reg: .rax, rm: .rsi)
    buffer.emit(.cmp, .bits64, reg: .rax, rm: .rcx)
    buffer.jump(if: .below, to: backwards)
    buffer.emit(.repMovs, .bits8)
    buffer.jump(to: end)
    buffer.bind(backwards)
    buffer.emit(.lea, .bits64, reg: .rdi, memory: MemoryOperand(.rdi, index: .rcx, scale: 1, -1))
    buffer.emit(.lea, .bits64, reg: .rsi, memory: MemoryOperand(.rsi, index: .rcx, scale: 1, -1))
    buffer.emit(.std)
    buffer.emit(.repMovs, .bits8)
    buffer.emit(.cld)
    buffer.bind(end)
  }

  /// Compares `rcx` bytes at `rsi` with those at `rdi`: -1, 0 or 1 to `eax`.
  private mutating func emitCompareBytes() {
    // With nothing to compare, the flags are those of this: equal.
    buffer.emit(.xor, .bits32, reg: .rax, rm: .rax)
    buffer.emit(.repeCmps, .bits8)
    buffer.emit(.set(.above), rm: .rax)
    buffer.emit(.sbbImmediate, .bits32, rm: .rax, immediate: 0)
  }
}
