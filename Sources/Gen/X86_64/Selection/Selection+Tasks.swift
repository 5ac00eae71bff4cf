// Operations on tasks, threads, time and descriptors: each leaves the context by a handler of the runtime, and goes on behind
// it when the handler, or who ran meanwhile, says so.
//
// What lives across such an operation is in the frame, as all registers are destroyed; the allocator sees to that.

internal import IR

extension Selection {
  /// The registers that pass a handler's arguments, in Weft's convention: behind the thread's state, which the way to it passes.
  private static let handlerRegisters: [MachineRegister] = [.rsi, .rdx, .rcx, .r8]

  /// Leaves the context by a symbol, with arguments; it goes on with a value.
  mutating func emitLeave(
    _ symbol: UInt32, _ arguments: [VirtualRegister], value: VirtualRegister? = nil, kind: MachineKind = .target
  ) {
    var leave = begin(.leave, kind: kind)
    leave.flags = [.isConstrained]
    leave.symbol = symbol
    if kind != .leave { leave.clobbers = Clobbers.everything }
    if let value { operand(value, .definition(in: .rax), &leave) }
    for (argument, register) in zip(arguments, Self.handlerRegisters) { operand(argument, .use(in: register), &leave) }
    finish(leave)
  }

  /// Lets others run first.
  mutating func selectYield() {
    guard hasEntry(for: .yield) else { return }
    emitLeave(CodeReference.generator(.yield), [])
  }

  /// The handler of an operation.
  private mutating func handler(_ opcode: Opcode) -> UInt32? {
    guard hasEntry(for: opcode) else { return nil }
    guard let symbol = runtime?.handlers[opcode] else {
      refuse("machine code does not have '\(opcode.spelling)' yet")
      return nil
    }
    return symbol.rawValue
  }

  /// Refuses an operation where others start the program: who runs its contexts must know the threads and their stacks. A function
  /// that is compiled as it is read is refused, too: it does not know yet that its program has a runtime.
  private mutating func hasEntry(for opcode: Opcode) -> Bool {
    if runtime != nil { return true }
    refuse("'\(opcode.spelling)' asks for a program that Weft starts", asksForEntry: true)
    return false
  }

  /// An operation whose operands are what its handler takes, and whose result is the value that it goes on with.
  mutating func selectHandled(_ instruction: Instruction, _ data: InstructionData) {
    guard let handler = handler(data.opcode) else { return }
    let types = data.opcode.row.operands
    let operands: [Operand] =
      switch types.count {
      case 0: []
      case 1: [first(data)]
      case 2: [first(data), second(data)]
      default: (0..<types.count).map { pooled($0, data) }
      }
    var arguments = operands.enumerated().map { index, operand in
      use(operand, operand.value == nil ? Self.type(of: types[index]) : type(of: operand, or: .i64))
    }
    switch data.opcode {
    case .waitReadable, .waitWritable, .ioRead, .ioWrite, .ioAccept, .ioConnect:
      // It may have to be done again.
      arguments.append(address(of: Symbol(rawValue: CodeReference.generator(.again))))
    default: break
    }
    let hasResult = data.opcode.row.results.count > 0
    emitLeave(handler, arguments, value: hasResult ? result(0, of: instruction) : nil)
  }

  /// The handler of a system call of the program, if the runtime does it.
  func handler(ofCall number: Operand) -> UInt32? {
    guard let runtime, !runtime.systemCalls.isEmpty, case .constant(let constant) = number.kind,
      function.constants[constant].kind == .syscall,
      case .function(let index) = module.symbols[function.symbol].definition, index < runtime.programFunctions
    else { return nil }
    return runtime.systemCalls[module.names.string(Name(rawValue: function.constants[constant].reference))]?.rawValue
  }

  /// The type that a constant operand of a handled operation has.
  private static func type(of rule: OperandRule) -> Type {
    switch rule {
    case .i32: .i32
    case .ptr, .functionSymbol: .ptr
    default: .i64
    }
  }

  /// What identifies the running task: its handle, in the context that runs.
  mutating func selectCurrentTask(_ instruction: Instruction) {
    guard let runtime else {
      emitLoad(result(0, of: instruction), .i64, MachineAddress(.registers, base: integerConstant(0, .i64)))
      _ = hasEntry(for: .currentTask)
      return
    }
    let context = temporary()
    emitLoad(
      .mov, size: 8, context,
      MachineAddress(
        runtime.hasOneThread ? .symbol : .threadSymbol, displacement: Int64(ThreadFields.current),
        symbol: runtime.thread.rawValue))
    emitLoad(
      .mov, size: 8, result(0, of: instruction),
      MachineAddress(.registers, base: context, displacement: Int64(ContextFields.handle)))
  }

  /// Begins a task or thread: the arguments go to slots in the frame, from where the handler copies them.
  mutating func selectCreation(_ instruction: Instruction, _ data: InstructionData) {
    guard let handler = handler(data.opcode), let entry = TaskEntry(instruction, of: function),
      let description = runtime?.entries[entry],
      case .call(let callee, let arguments, _) = function.view(of: instruction)
    else { return }
    let slots = module.types.argumentSlots(of: entry)
    let area = temporary()
    if slots.bytes > 0 {
      let object = makeObject(size: slots.bytes, alignment: 8)
      let place = MachineAddress(.stackObject, symbol: object)
      var next = 0
      if entry.function == nil {
        emitStore(use(callee, .ptr), .ptr, place)
        next = 1
      }
      for (number, argument) in arguments.enumerated() {
        let type = module.types.parameter(number, of: entry.type).type
        let target = place.advanced(by: Int64(slots.offsets[next + number]))
        if module.types.kind(of: type) == .record {
          emitCopy(bytes: module.types.size(of: type), from: address(argument), to: target)
        } else {
          emitStore(use(argument, type), type, target)
        }
      }
      emitObjectAddress(area, object)
    } else {
      emitCopy(area, integerConstant(0, .i64))
    }
    let handle = result(0, of: instruction)
    let isTry = data.opcode == .asyncTaskTryCreate || data.opcode == .threadTrySpawn
    emitLeave(handler, [address(of: description), area], value: handle)
    guard isTry, isWanted(1, of: instruction) else { return }
    // An error is a negative number in place of a handle.
    let negated = temporary()
    emitUpdate(.neg, size: 8, negated, handle)
    let none = integerConstant(0, .i64)
    emitTest(size: 8, handle)
    emitMove(if: .sign, size: 4, result(1, of: instruction), then: negated, otherwise: none)
  }

  /// Waits for the end of a task or thread. One result that is a number is the value that the context goes on with; others are
  /// copied to slots in the frame by who ends.
  mutating func selectAwait(_ instruction: Instruction, _ data: InstructionData) {
    guard let handler = handler(data.opcode) else { return }
    let types = module.types.handleResults(data.type)
    let handle = use(first(data), data.type)
    if types.count == 0 || types.count == 1 && module.types.kind(of: types[0]) != .record {
      let nowhere = integerConstant(0, .i64)
      guard let type = types.first else { return emitLeave(handler, [handle, nowhere]) }
      if type.isFloat {
        let bits = temporary()
        emitLeave(handler, [handle, nowhere], value: bits)
        var move = begin(.movqFromGeneral, size: 0)
        result(result(0, of: instruction), &move, in: .register)
        operand(bits, .use, &move, in: .memory)
        finish(move)
      } else {
        emitLeave(handler, [handle, nowhere], value: result(0, of: instruction))
      }
      return
    }
    let slots = module.types.slots(of: types)
    let object = makeObject(size: max(8, slots.bytes), alignment: 16)
    let area = temporary()
    emitObjectAddress(area, object)
    emitLeave(handler, [handle, area])
    let place = MachineAddress(.stackObject, symbol: object)
    for (number, type) in types.enumerated() where isWanted(number, of: instruction) {
      let target = place.advanced(by: Int64(slots.offsets[number]))
      let alignment = module.types.alignment(of: type)
      if module.types.kind(of: type) == .record, alignment > 8 {
        // What is handed over lies at multiples of 8.
        let (record, size) = (result(number, of: instruction), module.types.size(of: type))
        emitObjectAddress(record, makeObject(size: size, alignment: alignment), alignment: alignment)
        emitCopy(bytes: size, from: target, to: MachineAddress(.registers, base: record))
      } else if module.types.kind(of: type) == .record {
        emitLoad(.lea, size: 8, result(number, of: instruction), target)
      } else {
        emitLoad(result(number, of: instruction), type, target)
      }
    }
  }
}
