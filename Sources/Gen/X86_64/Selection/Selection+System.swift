// Blocks of memory, variadic arguments, the dynamic stack, thread-local data, system calls, and what one processor can tell.

internal import IR
internal import Layout

extension Selection {
  // MARK: - Blocks of memory

  /// Above this number of bytes, a loop in the processor copies.
  private static let greatestUnrolled: UInt64 = 128

  /// Copies a number of bytes that is known from one place to another; the two do not overlap.
  mutating func emitCopy(bytes: UInt64, from source: MachineAddress, to target: MachineAddress) {
    guard bytes <= Self.greatestUnrolled else {
      emitStringCopy(
        to: emitAddress(target), from: emitAddress(source), count: integerConstant(Int64(bitPattern: bytes), .i64))
      return
    }
    var done: Int64 = 0
    let total = Int64(bytes)
    while total - done >= 16 {
      let piece = temporary(.vector)
      emitLoad(.movups, size: 0, piece, source.advanced(by: done))
      emitStore(.movupsStore, size: 0, piece, target.advanced(by: done))
      done += 16
    }
    for size in [Int64(8), 4, 2, 1] {
      while total - done >= size {
        let piece = temporary()
        let place = source.advanced(by: done)
        switch size {
        case 8: emitLoad(.mov, size: 8, piece, place)
        case 4: emitLoad(.mov, size: 4, piece, place)
        case 2: emitLoad(.movzx16, size: 4, piece, place)
        default: emitLoad(.movzx8, size: 4, piece, place)
        }
        emitStore(.movStore, size: UInt8(size), piece, target.advanced(by: done))
        done += size
      }
    }
  }

  private mutating func emitAddress(_ place: MachineAddress) -> VirtualRegister {
    let register = temporary()
    emitLoad(.lea, size: 8, register, place)
    return register
  }

  private mutating func emitStringCopy(to target: VirtualRegister, from source: VirtualRegister, count: VirtualRegister)
  {
    emitString(.repMovs, size: 1, [(target, .rdi), (source, .rsi), (count, .rcx)])
  }

  /// An instruction over strings: it changes the registers that it reads.
  private mutating func emitString(_ form: Form, size: UInt8, _ operands: [(VirtualRegister, MachineRegister)]) {
    var string = begin(form, size: size)
    for (_, register) in operands where register != .rax {
      operand(temporary(), .definition(in: register), &string)
    }
    for (value, register) in operands { operand(value, .use(in: register), &string) }
    finish(string)
  }

  mutating func selectCopyMemory(_ instruction: Instruction, _ data: InstructionData) {
    if let count = constant(pooled(2, data), .i64), count >= 0 {
      guard count > 0 else { return }
      if data.opcode == .copyMemory, UInt64(count) <= Self.greatestUnrolled {
        let source = address(pooled(1, data))
        emitCopy(bytes: UInt64(count), from: source, to: address(pooled(0, data)))
        return
      }
    }
    let (target, source) = (use(pooled(0, data), .ptr), use(pooled(1, data), .ptr))
    let count = use(pooled(2, data), .i64)
    if data.opcode == .copyMemory {
      emitStringCopy(to: target, from: source, count: count)
      return
    }
    var move = begin(.moveBytes)
    for register in [MachineRegister.rdi, .rsi, .rcx, .rax] {
      operand(temporary(), .definition(in: register), &move)
    }
    operand(target, .use(in: .rdi), &move)
    operand(source, .use(in: .rsi), &move)
    operand(count, .use(in: .rcx), &move)
    finish(move)
  }

  mutating func selectSetMemory(_ instruction: Instruction, _ data: InstructionData) {
    if let count = constant(pooled(2, data), .i64), let byte = constant(pooled(1, data), .i8), count >= 0,
      UInt64(count) <= Self.greatestUnrolled / 2
    {
      let pattern = Int64(bitPattern: UInt64(UInt8(truncatingIfNeeded: byte)) &* 0x0101_0101_0101_0101)
      let place = address(pooled(0, data))
      var done: Int64 = 0
      for size in [Int64(8), 4, 2, 1] {
        while count - done >= size {
          let target = place.advanced(by: done)
          if size == 8 && Int64(Int32(truncatingIfNeeded: pattern)) != pattern {
            emitStore(.movStore, size: 8, integerConstant(pattern, .i64), target)
          } else {
            emitStore(immediate: Int64(Int32(truncatingIfNeeded: pattern)), size: UInt8(size), target)
          }
          done += size
        }
      }
      return
    }
    let (target, byte) = (use(pooled(0, data), .ptr), use(pooled(1, data), .i8))
    let count = use(pooled(2, data), .i64)
    emitString(.repStos, size: 1, [(target, .rdi), (byte, .rax), (count, .rcx)])
  }

  mutating func selectCompareMemory(_ instruction: Instruction, _ data: InstructionData) {
    let (left, right) = (use(pooled(0, data), .ptr), use(pooled(1, data), .ptr))
    let count = use(pooled(2, data), .i64)
    var compare = begin(.compareBytes, size: 4)
    operand(result(0, of: instruction), .definition(in: .rax), &compare)
    for register in [MachineRegister.rsi, .rdi, .rcx] { operand(temporary(), .definition(in: register), &compare) }
    operand(left, .use(in: .rsi), &compare)
    operand(right, .use(in: .rdi), &compare)
    operand(count, .use(in: .rcx), &compare)
    finish(compare)
  }

  mutating func selectCompression(_ instruction: Instruction, _ data: InstructionData) {
    let (state, blocks) = (use(pooled(0, data), .ptr), use(pooled(1, data), .ptr))
    let count = use(pooled(2, data), .i64)
    let rounds = address(of: Symbol(rawValue: CodeReference.table(.sha256Rounds)))
    let hasInstructions = features.contains(.sha) && features.contains(.ssse3)
    emitCall(hasInstructions ? .sha256Extensions : .sha256, nil, [state, blocks, count, rounds])
  }

  // MARK: - Variadic arguments

  // A `$va_list` of System V: the offsets of the next general and vector register among the saved ones (4 bytes each), then
  // the address of the next argument on the stack and that of the saved registers.
  private static let overflowOffset: Int64 = 8
  private static let savedOffset: Int64 = 16

  mutating func selectVariadicStart(_ instruction: Instruction, _ data: InstructionData) {
    usesVariadicArguments = true
    let layout = layouts.layout(of: function.type, module.types)
    let list = address(first(data))
    emitStore(immediate: Int64(8 * layout.generalCount), size: 4, list)
    emitStore(immediate: Int64(48 + 16 * layout.vectorCount), size: 4, list.advanced(by: 4))
    let (overflow, saved) = (temporary(), temporary())
    emitLoad(
      .lea, size: 8, overflow, MachineAddress(.incomingArgument, displacement: layout.namedStackBytes))
    emitStore(.movStore, size: 8, overflow, list.advanced(by: Self.overflowOffset))
    emitLoad(.lea, size: 8, saved, MachineAddress(.stackObject, symbol: savedArguments))
    emitStore(.movStore, size: 8, saved, list.advanced(by: Self.savedOffset))
  }

  mutating func selectVariadicArgument(_ instruction: Instruction, _ data: InstructionData) {
    let type = data.type
    // The list is read and written several times.
    let list = MachineAddress(.registers, base: use(first(data), .ptr))
    let counter = list.advanced(by: type.isFloat ? 4 : 0)
    let (end, step): (Int64, Int64) = type.isFloat ? (176, 16) : (48, 8)
    let (used, saved, inRegisters, overflow, place) = (
      temporary(), temporary(), temporary(), temporary(), temporary()
    )
    emitLoad(.mov, size: 4, used, counter)
    emitLoad(.mov, size: 8, saved, list.advanced(by: Self.savedOffset))
    emitTwo(.add, size: 8, inRegisters, saved, used, isCommutative: true)
    emitLoad(.mov, size: 8, overflow, list.advanced(by: Self.overflowOffset))
    let (nextUsed, nextOverflow, newUsed, newOverflow) = (temporary(), temporary(), temporary(), temporary())
    emitLoad(.lea, size: 4, nextUsed, MachineAddress(.registers, base: used, displacement: step))
    emitLoad(.lea, size: 8, nextOverflow, MachineAddress(.registers, base: overflow, displacement: 8))
    emitCompare(.cmpImmediate, size: 4, used, immediate: end)
    emitMove(if: .below, size: 8, place, then: inRegisters, otherwise: overflow)
    emitMove(if: .below, size: 4, newUsed, then: nextUsed, otherwise: used)
    emitMove(if: .below, size: 8, newOverflow, then: overflow, otherwise: nextOverflow)
    emitStore(.movStore, size: 4, newUsed, counter)
    emitStore(.movStore, size: 8, newOverflow, list.advanced(by: Self.overflowOffset))
    emitLoad(result(0, of: instruction), type, MachineAddress(.registers, base: place))
  }

  mutating func selectVariadicCopy(_ instruction: Instruction, _ data: InstructionData) {
    let source = address(second(data))
    emitCopy(bytes: 24, from: source, to: address(first(data)))
  }

  // MARK: - The frame

  mutating func selectDynamicStack(_ instruction: Instruction, _ data: InstructionData) {
    code.hasDynamicFrame = true
    switch data.opcode {
    case .stackAllocate:
      let size = use(first(data), .i64)
      var allocation = begin(.allocateStack)
      operand(result(0, of: instruction), .earlyDefinition, &allocation)
      operand(size, .use, &allocation)
      allocation.immediate = Int64(max(16, data.aux.alignment ?? 16))
      finish(allocation)
    case .stackSave:
      var save = begin(.saveStack)
      result(result(0, of: instruction), &save, in: .memory)
      finish(save)
    default:
      let mark = use(first(data), .ptr)
      var restore = begin(.restoreStack)
      operand(mark, .use, &restore, in: .memory)
      finish(restore)
    }
  }

  mutating func selectFrame(_ sequence: Sequence, _ instruction: Instruction) {
    var address = begin(sequence)
    result(result(0, of: instruction), &address, in: .register)
    finish(address)
  }

  mutating func selectThreadAddress(_ instruction: Instruction, _ data: InstructionData) {
    guard case .symbol(let symbol) = first(data).kind else { return }
    let value = result(0, of: instruction)
    if position == .library {
      code.hasCalls = true
      var call = begin(.threadAddressCall)
      call.flags = [.isCall, .isConstrained]
      call.clobbers = Clobbers.call
      call.symbol = symbol.rawValue
      operand(value, .definition(in: .rax), &call)
      finish(call)
      return
    }
    // What is defined elsewhere may belong to a library that the program loads.
    let isImported = module.symbols[symbol].definition == .importedData
    var address = begin(isImported ? .threadAddressInTable : .threadAddress)
    address.symbol = symbol.rawValue
    result(value, &address, in: .register)
    finish(address)
  }

  // MARK: - The system

  mutating func selectSystemCall(_ instruction: Instruction, _ data: InstructionData) {
    guard case .syscall(let number, let arguments) = function.view(of: instruction) else { return }
    if let handler = handler(ofCall: number) {
      return emitLeave(handler, arguments.map { use($0, .i64) }, value: result(0, of: instruction))
    }
    emitSystemCall(
      result(0, of: instruction), use(number, .i64), arguments.map { use($0, .i64) })
  }

  private mutating func emitSystemCall(
    _ value: VirtualRegister, _ number: VirtualRegister, _ arguments: [VirtualRegister]
  ) {
    var call = begin(.syscall, size: 0)
    call.clobbers = Clobbers.systemCall
    operand(value, .definition(in: .rax), &call)
    operand(number, .use(in: .rax), &call)
    let registers: [MachineRegister] = [.rdi, .rsi, .rdx, .r10, .r8, .r9]
    for (argument, register) in zip(arguments, registers) { operand(argument, .use(in: register), &call) }
    finish(call)
  }

  /// The monotonic clock: `clock_gettime`, whose seconds and nanoseconds become one number.
  mutating func selectClock(_ instruction: Instruction) {
    let time = makeObject(size: 16, alignment: 8)
    let place = temporary()
    emitObjectAddress(place, time)
    let number = Syscalls.named("clock_gettime")?.number(on: .x86_64) ?? 0
    emitSystemCall(
      temporary(), integerConstant(Int64(number), .i64), [integerConstant(1, .i64), place])
    let (seconds, scaled) = (temporary(), temporary())
    emitLoad(.mov, size: 8, seconds, MachineAddress(.stackObject, symbol: time))
    multiply(scaled, seconds, by: 1_000_000_000, 8)
    emitTwo(
      .add, size: 8, result(0, of: instruction), scaled,
      memory: MachineAddress(.stackObject, displacement: 8, symbol: time))
  }

  // MARK: - The processor

  mutating func selectTimeStamp(_ form: Form, _ instruction: Instruction) {
    let (low, high) = (temporary(), temporary())
    var read = begin(form, size: 0)
    operand(low, .definition(in: .rax), &read)
    operand(high, .definition(in: .rdx), &read)
    if form == .rdtscp { operand(result(1, of: instruction), .definition(in: .rcx), &read) }
    finish(read)
    let shifted = temporary()
    emitImmediate(.shlImmediate, size: 8, shifted, high, 32)
    emitTwo(.or, size: 8, result(0, of: instruction), shifted, low, isCommutative: true)
  }

  mutating func selectProcessorFacts(_ instruction: Instruction, _ data: InstructionData) {
    let (leaf, subleaf) = (use(first(data), .i32), use(second(data), .i32))
    var read = begin(.cpuid, size: 0)
    for (index, register) in [MachineRegister.rax, .rbx, .rcx, .rdx].enumerated() {
      operand(result(index, of: instruction), .definition(in: register), &read)
    }
    operand(leaf, .use(in: .rax), &read)
    operand(subleaf, .use(in: .rcx), &read)
    finish(read)
  }

  mutating func selectExtendedControl(_ instruction: Instruction, _ data: InstructionData) {
    let number = use(first(data), .i32)
    let (low, high, shifted) = (temporary(), temporary(), temporary())
    var read = begin(.xgetbv, size: 0)
    operand(low, .definition(in: .rax), &read)
    operand(high, .definition(in: .rdx), &read)
    operand(number, .use(in: .rcx), &read)
    finish(read)
    emitImmediate(.shlImmediate, size: 8, shifted, high, 32)
    emitTwo(.or, size: 8, result(0, of: instruction), shifted, low, isCommutative: true)
  }

  mutating func selectRandom(_ form: Form, _ instruction: Instruction) {
    var read = begin(form, size: 8)
    result(result(0, of: instruction), &read, in: .memory)
    finish(read)
    if isWanted(1, of: instruction) { emitSet(.below, result(1, of: instruction)) }
  }
}
