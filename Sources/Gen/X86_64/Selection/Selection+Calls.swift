// Calls, and the other side of them: how a function begins and returns.

internal import IR

extension Selection {
  // MARK: - The function's own side

  /// The function's beginning: parameters from where the caller put them. It is selected last, when it is known which of
  /// them anybody wants.
  mutating func selectEntry() {
    let layout = layouts.layout(of: function.type, module.types)
    code.incomingBytes = UInt32(truncatingIfNeeded: layout.stackBytes)
    code.popsArguments = layout.popsArguments
    let parameters = function.blocks[.entry].parameters
    if keepsParameters { demandParameters(parameters, layout) }
    var entry = begin(.entry)
    if let register = layout.areaRegister { operand(resultArea, .definition(in: register), &entry) }
    var parts: [[VirtualRegister]] = []
    for (number, parameter) in parameters.enumerated() where isDemanded[parameter] {
      switch layout.parameters[number] {
      case .register(let register): operand(VirtualRegister(parameter), .definition(in: register), &entry)
      case .parts(let registers):
        let values = registers.map { temporary($0.isVector ? .vector : .general) }
        for (value, register) in zip(values, registers) { operand(value, .definition(in: register), &entry) }
        parts.append(values)
      case .stack, .nothing, .area: break
      }
    }
    entry.flags.insert(.isConstrained)
    finish(entry)
    if isVariadic { saveVariadicArguments(layout) }
    if keepsArrivals { keepArrivals(layout) }
    var nextParts = 0
    for (number, parameter) in parameters.enumerated() where isDemanded[parameter] {
      let value = VirtualRegister(parameter)
      let type = module.types.parameter(number, of: function.type).type
      switch layout.parameters[number] {
      case .register, .area: break
      case .stack(let offset):
        let place = MachineAddress(.incomingArgument, displacement: offset)
        if isCopied(type, layout) {
          let (size, alignment) = (module.types.size(of: type), module.types.alignment(of: type))
          let object = makeObject(size: size, alignment: alignment)
          emitObjectAddress(value, object, alignment: alignment)
          emitCopy(bytes: size, from: place, to: MachineAddress(.registers, base: value))
          if keepsArrivals { keep(.object(object, alignment: alignment), number) }
        } else if module.types.kind(of: type) == .record {
          emitLoad(.lea, size: 8, value, place)
        } else {
          emitLoad(value, type, place)
        }
      case .parts:
        let (size, alignment) = (module.types.size(of: type), module.types.alignment(of: type))
        let object = makeObject(size: (size + 7) & ~7, alignment: max(8, alignment))
        for (index, part) in parts[nextParts].enumerated() {
          let place = MachineAddress(.stackObject, displacement: Int64(8 * index), symbol: object)
          emitStore(part, code.banks[Int(part)] == .vector ? .f64 : .i64, place)
        }
        nextParts += 1
        emitObjectAddress(value, object, alignment: alignment)
        if keepsArrivals { keep(.object(object, alignment: alignment), number) }
      case .nothing:
        emitObjectAddress(value, makeObject(size: 8, alignment: 8))
      }
    }
  }

  /// Whether a parameter on the stack is a record that is aligned to more than its place there.
  private func isCopied(_ type: Type, _ layout: CallLayout) -> Bool {
    module.types.kind(of: type) == .record && module.types.alignment(of: type) > layout.stackAlignment
  }

  /// Has parameters kept that nobody reads; those on the stack are there as it is.
  private mutating func demandParameters(_ parameters: Range<Int>, _ layout: CallLayout) {
    code.keepsParameters = true
    for (number, parameter) in parameters.enumerated() {
      switch layout.parameters[number] {
      case .register, .parts: isDemanded[parameter] = true
      case .stack, .nothing, .area: break
      }
    }
  }

  /// Keeps where parameters come in, wanted or not. Records that come in registers lie together once they are stored.
  private mutating func keepArrivals(_ layout: CallLayout) {
    for (number, place) in layout.parameters.enumerated() {
      switch place {
      case .register(let register): keep(.register(register), number)
      case .stack(let offset):
        // What is copied is where its copy is.
        if !isCopied(module.types.parameter(number, of: function.type).type, layout) { keep(.incoming(offset), number) }
      case .parts, .nothing, .area: break
      }
    }
  }

  private mutating func keep(_ place: ParameterArrival.Place, _ number: Int) {
    guard let number = UInt32(exactly: number), number <= ParameterNote.greatestNumber else { return }
    let value = VirtualRegister(function.blocks[.entry].firstParameter.rawValue + number)
    code.arrivals.append(ParameterArrival(number: number, value: value, place: place))
  }

  var isVariadic: Bool { mutating get { module.types.isVariadic(function.type) } }

  /// Stores the registers that may hold arguments beyond the parameters where `variadic.arg` finds them.
  private mutating func saveVariadicArguments(_ layout: CallLayout) {
    guard usesVariadicArguments else { return }
    // The entry defines what the loads below read: registers that no parameter came in.
    let general: [MachineRegister] = [.rdi, .rsi, .rdx, .rcx, .r8, .r9]
    var entry = code.instructions.removeLast()
    code.sources.removeLast()
    var saved: [(VirtualRegister, Int)] = []
    for index in layout.generalCount..<max(layout.generalCount, general.count) {
      let value = temporary()
      operand(value, .definition(in: general[index]), &entry)
      saved.append((value, index))
    }
    var vectors: [(VirtualRegister, Int)] = []
    for index in layout.vectorCount..<max(layout.vectorCount, 8) {
      let value = temporary(.vector)
      operand(value, .definition(in: MachineRegister(vector: UInt8(index))), &entry)
      vectors.append((value, index))
    }
    finish(entry)
    for (value, index) in saved {
      emitStore(
        .movStore, size: 8, value,
        MachineAddress(.stackObject, displacement: Int64(8 * index), symbol: savedArguments))
    }
    for (value, index) in vectors {
      emitStore(
        .movsdStore, size: 0, value,
        MachineAddress(.stackObject, displacement: Int64(48 + 16 * index), symbol: savedArguments))
    }
  }

  /// The area for results that do not fit into registers is known before the walk: returns write to it.
  mutating func prepareResults() {
    let layout = layouts.layout(of: function.type, module.types)
    resultArea = layout.areaRegister == nil ? EdgeArgument.none : temporary()
    usesVariadicArguments = false
    if isVariadic { savedArguments = makeObject(size: 176, alignment: 16) }
  }

  mutating func selectReturn(of operands: OperandList) {
    if let finish = runtime?.starts[function.symbol] {
      // Nobody called: the task is over.
      emitLeave(finish.rawValue, [], kind: .leave)
      return
    }
    let layout = layouts.layout(of: function.type, module.types)
    placed.removeAll()
    for (number, operand) in operands.enumerated() {
      let declared = module.types.result(number, of: function.type)
      place(
        operand, declared, layout.results[number], in: MachineAddress(.registers, base: resultArea))
    }
    // System V gives the area's address back.
    if layout.areaRegister != nil, module.types.convention(function.type) == .c { pass(resultArea, in: .rax) }
    var leave = begin(.return, kind: .leave)
    for value in placed.elements { operand(value.value, .use(in: value.register), &leave) }
    finish(leave)
  }

  // MARK: - Arguments and results

  /// Notes that a value goes to a register.
  private mutating func pass(_ value: VirtualRegister, in register: MachineRegister) {
    placed.append(PlacedValue(value: value, register: register))
  }

  /// Brings an argument or result where it must be: to memory at once; what goes to registers is added to `placed`.
  private mutating func place(
    _ operand: Operand, _ declared: Parameter, _ place: CallPlace, in area: MachineAddress
  ) {
    let isRecord = module.types.kind(of: declared.type) == .record
    switch place {
    case .nothing: break
    case .register(let register):
      pass(extended(use(operand, declared.type), declared), in: register)
    case .stack(let offset), .area(let offset):
      let target = area.advanced(by: offset)
      if isRecord {
        emitCopy(bytes: module.types.size(of: declared.type), from: address(operand), to: target)
      } else if let number = immediate(operand, declared.type), !declared.type.isFloat {
        emitStore(immediate: number, size: 8, target)
      } else {
        let register = extended(use(operand, declared.type), declared)
        emitStore(register, declared.type.isFloat ? declared.type : .i64, target)
      }
    case .parts(let registers):
      let source = address(operand)
      let size = Int64(module.types.size(of: declared.type))
      for (index, register) in registers.enumerated() {
        let offset = Int64(8 * index)
        let value = loadPart(source.advanced(by: offset), bytes: min(8, size - offset), isVector: register.isVector)
        pass(value, in: register)
      }
    }
  }

  /// A narrow integer as a signature in C's convention says that it is passed.
  private mutating func extended(_ register: VirtualRegister, _ declared: Parameter) -> VirtualRegister {
    switch (declared.extension, declared.type) {
    case (.sign, .i8), (.sign, .i16): return widenSigned(register, declared.type)
    case (.zero, .i8), (.zero, .i16), (.zero, .bool): return widenUnsigned(register, declared.type)
    default: return register
    }
  }

  /// Loads up to eight bytes of a record, and none beyond them.
  private mutating func loadPart(_ place: MachineAddress, bytes: Int64, isVector: Bool) -> VirtualRegister {
    if isVector {
      let value = temporary(.vector)
      emitLoad(bytes >= 8 ? .movsd : .movss, size: 0, value, place)
      return value
    }
    var value: VirtualRegister?
    var done: Int64 = 0
    for size in [Int64(8), 4, 2, 1] where bytes - done >= size {
      let piece = temporary()
      switch size {
      case 8: emitLoad(.mov, size: 8, piece, place)
      case 4: emitLoad(.mov, size: 4, piece, place.advanced(by: done))
      case 2: emitLoad(.movzx16, size: 4, piece, place.advanced(by: done))
      default: emitLoad(.movzx8, size: 4, piece, place.advanced(by: done))
      }
      if let low = value {
        let (high, both) = (temporary(), temporary())
        emitImmediate(.shlImmediate, size: 8, high, piece, 8 * done)
        emitTwo(.or, size: 8, both, low, high, isCommutative: true)
        value = both
      } else {
        value = piece
      }
      done += size
    }
    return value ?? integerConstant(0, .i64)
  }

  // MARK: - Calls

  /// What a call destroys: everything, where its callee may suspend and every caller knows that.
  private mutating func clobbers(ofCalling callee: Operand) -> UInt8 {
    guard let runtime, case .symbol(let symbol) = callee.kind, runtime.suspending.contains(symbol) else {
      return Clobbers.call
    }
    return Clobbers.everything
  }

  mutating func selectCall(_ instruction: Instruction, _ data: InstructionData) {
    guard case .call(let callee, let arguments, let extra) = function.view(of: instruction) else { return }
    let layout = layouts.layout(of: data.type, extra: extra, module.types)
    code.hasCalls = true
    code.outgoingAlignment = max(code.outgoingAlignment, UInt32(truncatingIfNeeded: layout.stackAlignment))
    placed.removeAll()
    let area = resultObject(layout)
    placeArguments(arguments, data.type, extra, layout)
    let isIndirect = data.opcode == .callIndirect
    var call = begin(isIndirect ? .callIndirect : .call)
    call.flags = [.isCall, .isConstrained]
    call.clobbers = clobbers(ofCalling: callee)
    call.immediate = layout.popsArguments ? layout.stackBytes : 0
    if !isIndirect, case .symbol(let symbol) = callee.kind {
      call.symbol = symbol.rawValue
      call.flags.insert(.hasCallee)
    }
    let target = isIndirect ? use(callee, .ptr) : EdgeArgument.none
    call.firstOperand = UInt32(code.operands.count)
    let parts = defineResults(of: instruction, data.type, layout, &call)
    if isIndirect { operand(target, .use, &call, in: .memory) }
    for value in placed.elements { operand(value.value, .use(in: value.register), &call) }
    finish(call)
    takeResults(of: instruction, data.type, layout, parts, area)
  }

  private mutating func placeArguments(
    _ arguments: OperandList, _ type: Type, _ extra: [Type], _ layout: CallLayout
  ) {
    code.outgoingBytes = max(code.outgoingBytes, UInt32(truncatingIfNeeded: layout.stackBytes))
    let fixed = module.types.parameterCount(type)
    for (number, argument) in arguments.enumerated() {
      let declared = number < fixed ? module.types.parameter(number, of: type) : Parameter(extra[number - fixed])
      place(
        argument, declared, layout.parameters[number], in: MachineAddress(.outgoingArgument))
    }
    if module.types.isVariadic(type) {
      pass(integerConstant(Int64(layout.vectorCount), .i32), in: .rax)
    }
  }

  /// The object in this frame that a call writes results to for which there is no register.
  private mutating func resultObject(
    _ layout: CallLayout
  ) -> VirtualRegister? {
    guard let register = layout.areaRegister else { return nil }
    let object = makeObject(size: max(8, layout.areaBytes), alignment: layout.areaAlignment)
    let area = temporary()
    emitObjectAddress(area, object, alignment: layout.areaAlignment)
    pass(area, in: register)
    return area
  }

  /// Adds the results in registers to a call. Those of records come in parts.
  private mutating func defineResults(
    of instruction: Instruction, _ type: Type, _ layout: CallLayout, _ call: inout MachineInstruction
  ) -> [[VirtualRegister]] {
    var parts: [[VirtualRegister]] = []
    let count = Int(function.instructions[instruction].resultCount)
    for (number, place) in layout.results.enumerated() {
      switch place {
      case .register(let register):
        let value =
          number < count ? result(number, of: instruction) : temporary(register.isVector ? .vector : .general)
        operand(value, .definition(in: register), &call)
      case .parts(let registers):
        let values = registers.map { temporary($0.isVector ? .vector : .general) }
        for (value, register) in zip(values, registers) { operand(value, .definition(in: register), &call) }
        parts.append(values)
      case .stack, .area, .nothing: break
      }
    }
    return parts
  }

  /// Gives the call's results that are not in one register each.
  private mutating func takeResults(
    of instruction: Instruction, _ type: Type, _ layout: CallLayout, _ parts: [[VirtualRegister]],
    _ area: VirtualRegister?
  ) {
    var nextParts = 0
    let count = Int(function.instructions[instruction].resultCount)
    for (number, place) in layout.results.enumerated() {
      let declared = module.types.result(number, of: type).type
      let isWanted = number < count && isWanted(number, of: instruction)
      switch place {
      case .register, .stack: break
      case .nothing:
        if isWanted { emitObjectAddress(result(number, of: instruction), makeObject(size: 8, alignment: 8)) }
      case .parts:
        let values = parts[nextParts]
        nextParts += 1
        guard isWanted else { continue }
        let (size, alignment) = (module.types.size(of: declared), module.types.alignment(of: declared))
        let object = makeObject(size: (size + 7) & ~7, alignment: max(8, alignment))
        let base = result(number, of: instruction)
        if alignment > 16 {
          emitObjectAddress(base, object, alignment: alignment)
          store(values, at: MachineAddress(.registers, base: base))
        } else {
          store(values, at: MachineAddress(.stackObject, symbol: object))
          emitObjectAddress(base, object)
        }
      case .area(let offset):
        guard isWanted, let area else { continue }
        let place = MachineAddress(.registers, base: area, displacement: offset)
        if module.types.kind(of: declared) == .record {
          emitLoad(.lea, size: 8, result(number, of: instruction), place)
        } else {
          emitLoad(result(number, of: instruction), declared, place)
        }
      }
    }
  }

  private mutating func store(_ parts: [VirtualRegister], at place: MachineAddress) {
    for (index, part) in parts.enumerated() {
      emitStore(
        part, code.banks[Int(part)] == .vector ? .f64 : .i64, place.advanced(by: Int64(8 * index)))
    }
  }

  /// Calls a generator that is a function in Weft's convention, with arguments for which there are registers and at most one
  /// result, which is a float.
  mutating func emitCall(_ generator: Generator, _ value: VirtualRegister?, _ arguments: [VirtualRegister]) {
    code.hasCalls = true
    calledGenerators.insert(generator)
    var call = begin(.call)
    call.flags = [.isCall, .isConstrained]
    call.clobbers = Clobbers.call
    call.symbol = CodeReference.generator(generator)
    if let value { operand(value, .definition(in: .xmm0), &call) }
    var vectors: UInt8 = 0
    var generals = 0
    for argument in arguments {
      if code.banks[Int(argument)] == .vector {
        operand(argument, .use(in: MachineRegister(vector: vectors)), &call)
        vectors += 1
      } else {
        operand(argument, .use(in: CallLayout.weftGeneral[generals]), &call)
        generals += 1
      }
    }
    finish(call)
  }

  // MARK: - Tail calls

  mutating func selectTailCall(_ instruction: Instruction, _ data: InstructionData) {
    guard case .call(let callee, let arguments, let extra) = function.view(of: instruction) else { return }
    let layout = layouts.layout(of: data.type, extra: extra, module.types)
    placed.removeAll()
    if let register = layout.areaRegister { pass(resultArea, in: register) }
    placeArguments(arguments, data.type, extra, layout)
    let isIndirect = data.opcode == .tailCallIndirect
    // A register that holds no argument: C's variadic functions, which take `rax`, are not called so.
    if isIndirect { pass(use(callee, .ptr), in: .rax) }
    var call = begin(isIndirect ? .tailCallIndirect : .tailCall, kind: .leave)
    call.flags = [.isConstrained]
    call.immediate = layout.stackBytes
    if !isIndirect, case .symbol(let symbol) = callee.kind {
      call.symbol = symbol.rawValue
      call.flags.insert(.hasCallee)
    }
    for value in placed.elements { operand(value.value, .use(in: value.register), &call) }
    finish(call)
  }
}
