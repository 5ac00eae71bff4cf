// Loads, stores and addresses.

internal import IR

extension Selection {
  // MARK: - Symbols

  /// How code gets at a symbol.
  enum Reach {
    /// Its address is a number of the instruction.
    case address
    /// Its distance from the instruction is.
    case distance
    /// A slot of the global offset table, which lies near, holds its address.
    case table
  }

  func reach(of symbol: Symbol) -> Reach {
    if position == .fixed { return .address }
    // What is made beside the program's functions lies beside them.
    guard case .symbol = CodeSymbol(number: symbol.rawValue) else { return .distance }
    let data = module.symbols[symbol]
    switch data.definition {
    case .function, .data: break
    case .importedFunction, .importedData, .undeclared:
      // What may be nowhere is near nothing.
      return data.linkage.contains(.hidden) && !data.linkage.contains(.weak) ? .distance : .table
    }
    if position == .executable || data.linkage.contains(.hidden) { return .distance }
    let isShared = !data.linkage.isDisjoint(with: [.export, .weak, .common]) || symbol == module.symbol(named: "main")
    return isShared ? .table : .distance
  }

  /// The operand in memory that a symbol is, with an index and a displacement.
  private mutating func place(
    of symbol: Symbol, index: VirtualRegister? = nil, scale: UInt8 = 0, displacement: Int64 = 0
  ) -> MachineAddress {
    let reach = reach(of: symbol)
    if reach == .address || reach == .distance && index == nil {
      return MachineAddress(
        .symbol, index: index, scale: scale, displacement: displacement, symbol: symbol.rawValue)
    }
    return MachineAddress(
      .registers, base: address(of: symbol), index: index, scale: scale, displacement: displacement)
  }

  // MARK: - Addresses

  /// The operand in memory that an address leads to, with the operations that make the address folded in.
  mutating func address(_ operand: Operand) -> MachineAddress {
    switch operand.kind {
    case .symbol(let symbol): return place(of: symbol)
    case .integer, .constant:
      let number = bits(of: operand, .ptr)
      if Int64(Int32(truncatingIfNeeded: number)) == number { return MachineAddress(.registers, displacement: number) }
      return MachineAddress(.registers, base: integerConstant(number, .i64))
    case .value(let value): return address(value)
    }
  }

  /// The same of a value: offsets are added up, one index is taken along.
  private mutating func address(_ value: Value) -> MachineAddress {
    var at = resolve(value)
    var displacement: Int64 = 0
    var index: (value: Value, scale: UInt8)?
    while let instruction = definition(of: at) {
      let data = function.instructions[instruction]
      let isNear = blockOfInstruction[instruction.index] == currentBlock
      var next: Operand
      switch data.opcode {
      // A sum that is made an address is one too.
      case .add where data.type == .i64, .offset:
        next = first(data)
        if let number = constant(second(data), .i64) {
          guard let sum = Self.sum(displacement, number) else { return finish(at, index, displacement) }
          displacement = sum
        } else if index == nil, isNear, let offset = second(data).value {
          index = (offset, 0)
        } else {
          return finish(at, index, displacement)
        }
      case .field:
        let path = module.types[FieldPath(rawValue: data.b)]
        guard let sum = Self.sum(displacement, Int64(path.offset)) else { return finish(at, index, displacement) }
        displacement = sum
        next = first(data)
      case .element:
        let size = Int64(module.types.size(of: data.type))
        next = first(data)
        if let number = constant(second(data), .i64) {
          let (bytes, overflow) = number.multipliedReportingOverflow(by: size)
          guard !overflow, let sum = Self.sum(displacement, bytes) else { return finish(at, index, displacement) }
          displacement = sum
        } else if index == nil, isNear, let element = second(data).value, [1, 2, 4, 8].contains(size) {
          index = (element, UInt8(size.trailingZeroBitCount))
        } else {
          return finish(at, index, displacement)
        }
      case .stackSlot:
        guard module.types.alignment(of: data.type) <= 16, (data.aux.alignment ?? 1) <= 16 else {
          return finish(at, index, displacement)
        }
        let object = stackObject(of: instruction)
        let indexRegister = index.map { demand($0.value) }
        return MachineAddress(
          .stackObject, index: indexRegister, scale: index?.scale ?? 0, displacement: displacement, symbol: object)
      default: return finish(at, index, displacement)
      }
      switch next.kind {
      case .value(let value): at = resolve(value)
      case .symbol(let symbol):
        let indexRegister = index.map { demand($0.value) }
        return place(of: symbol, index: indexRegister, scale: index?.scale ?? 0, displacement: displacement)
      case .integer, .constant:
        let base = integerConstant(bits(of: next, .ptr), .i64)
        let indexRegister = index.map { demand($0.value) }
        return MachineAddress(
          .registers, base: base, index: indexRegister, scale: index?.scale ?? 0, displacement: displacement)
      }
    }
    return finish(at, index, displacement)
  }

  private mutating func finish(
    _ base: Value, _ index: (value: Value, scale: UInt8)?, _ displacement: Int64
  ) -> MachineAddress {
    let register = demand(base)
    let indexRegister = index.map { demand($0.value) }
    return MachineAddress(
      .registers, base: register, index: indexRegister, scale: index?.scale ?? 0, displacement: displacement)
  }

  /// The sum of two displacements, if the processor can add it to an address with some bytes to spare.
  private static func sum(_ left: Int64, _ right: Int64) -> Int64? {
    let (sum, overflow) = left.addingReportingOverflow(right)
    return overflow || !(-0x4000_0000...0x3FFF_FFFF).contains(sum) ? nil : sum
  }

  /// `offset`, `field` and `element` whose address somebody wants in a register.
  mutating func selectAddress(_ instruction: Instruction, _ data: InstructionData) {
    let value = result(0, of: instruction)
    let base = first(data)
    switch data.opcode {
    case .offset:
      if let number = constant(second(data), .i64) {
        emitAddress(value, base, plus: number)
      } else {
        let (a, b) = (use(base, .ptr), use(second(data), .i64))
        emitLoad(.lea, size: 8, value, MachineAddress(.registers, base: a, index: b))
      }
    case .field: emitAddress(value, base, plus: Int64(module.types[FieldPath(rawValue: data.b)].offset))
    default:
      let size = Int64(bitPattern: module.types.size(of: data.type))
      if let number = constant(second(data), .i64) {
        emitAddress(value, base, plus: number &* size)
        return
      }
      let index = use(second(data), .i64)
      if [1, 2, 4, 8].contains(size) {
        var place = baseAddress(base)
        place.index = index
        place.scale = UInt8(size.trailingZeroBitCount)
        emitLoad(.lea, size: 8, value, place)
        return
      }
      let scaled = temporary()
      if Int64(Int32(truncatingIfNeeded: size)) == size {
        multiply(scaled, index, by: size, 8)
      } else {
        emitTwo(.imul, size: 8, scaled, index, integerConstant(size, .i64))
      }
      var place = baseAddress(base)
      place.index = scaled
      emitLoad(.lea, size: 8, value, place)
    }
  }

  /// An address without an index, so that one can be added: to a distance from the instruction, none can.
  private mutating func baseAddress(_ operand: Operand) -> MachineAddress {
    let place = address(operand)
    guard place.index != nil || place.kind == .symbol && position != .fixed else { return place }
    return MachineAddress(.registers, base: use(operand, .ptr))
  }

  private mutating func emitAddress(_ value: VirtualRegister, _ base: Operand, plus bytes: Int64) {
    let place = address(base)
    if let sum = Self.sum(place.displacement, bytes) {
      var moved = place
      moved.displacement = sum
      if moved.kind == .registers, moved.index == nil, let register = moved.base, sum == 0 {
        emitCopy(value, register)
      } else {
        emitLoad(.lea, size: 8, value, moved)
      }
      return
    }
    emitTwo(.add, size: 8, value, use(base, .ptr), integerConstant(bytes, .i64), isCommutative: true)
  }

  // MARK: - Stack slots

  /// The object of a `stack.slot`, which is made when it is first asked for.
  mutating func stackObject(of instruction: Instruction) -> UInt32 {
    if objects[instruction.index] > 0 { return objects[instruction.index] - 1 }
    let data = function.instructions[instruction]
    let alignment = max(module.types.alignment(of: data.type), data.aux.alignment ?? 1)
    let number = makeObject(size: module.types.size(of: data.type), alignment: alignment)
    objects[instruction.index] = number + 1
    return number
  }

  /// A new object in the frame. One that is aligned to more than the stack is has room to be aligned in.
  mutating func makeObject(size: UInt64, alignment: UInt64) -> UInt32 {
    let padding = alignment > 16 ? alignment - 16 : 0
    code.stackObjects.append(StackObject(size: size + padding, alignment: min(alignment, 16)))
    return UInt32(code.stackObjects.count - 1)
  }

  /// The address of an object in a register.
  mutating func emitObjectAddress(_ value: VirtualRegister, _ object: UInt32, alignment: UInt64 = 1) {
    let place = MachineAddress(.stackObject, symbol: object)
    guard alignment > 16 else {
      var lea = begin(.lea, size: 8)
      result(value, &lea, in: .register)
      memory(place, &lea)
      finishRepeatable(lea)
      return
    }
    let high = temporary()
    emitLoad(.lea, size: 8, high, place.advanced(by: Int64(alignment) - 16))
    if alignment <= 1 << 31 {
      emitImmediate(.andImmediate, size: 8, value, high, -Int64(alignment))
    } else {
      emitTwo(.and, size: 8, value, high, integerConstant(-Int64(alignment), .i64))
    }
  }

  mutating func selectStackSlot(_ instruction: Instruction, _ data: InstructionData) {
    let alignment = max(module.types.alignment(of: data.type), data.aux.alignment ?? 1)
    emitObjectAddress(result(0, of: instruction), stackObject(of: instruction), alignment: alignment)
  }

  // MARK: - Loads and stores

  /// The operand in memory that a load or store goes to: of this thread's data, it needs no address in a register.
  private mutating func accessed(_ operand: Operand) -> MachineAddress {
    var at = operand
    var displacement: Int64 = 0
    while let value = at.value, let instruction = definition(of: resolve(value)) {
      let data = function.instructions[instruction]
      switch data.opcode {
      case .threadAddress:
        guard case .symbol(let symbol) = first(data).kind, module.symbols[symbol].definition != .importedData,
          position != .library
        else {
          return address(operand)
        }
        return MachineAddress(.threadSymbol, displacement: displacement, symbol: symbol.rawValue)
      case .field:
        guard let sum = Self.sum(displacement, Int64(module.types[FieldPath(rawValue: data.b)].offset)) else {
          return address(operand)
        }
        displacement = sum
      case .offset:
        guard let number = constant(second(data), .i64), let sum = Self.sum(displacement, number) else {
          return address(operand)
        }
        displacement = sum
      default: return address(operand)
      }
      at = first(data)
    }
    return address(operand)
  }

  mutating func selectLoad(_ instruction: Instruction, _ data: InstructionData) {
    let value = result(0, of: instruction)
    let place = accessed(first(data))
    let isWide = data.type == .i64
    switch data.opcode {
    case .loadSigned8: emitLoad(.movsx8, size: isWide ? 8 : 4, value, place)
    case .loadUnsigned8: emitLoad(.movzx8, size: 4, value, place)
    case .loadSigned16: emitLoad(.movsx16, size: isWide ? 8 : 4, value, place)
    case .loadUnsigned16: emitLoad(.movzx16, size: 4, value, place)
    case .loadSigned32: emitLoad(.movsx32, size: 8, value, place)
    case .loadUnsigned32: emitLoad(.mov, size: 4, value, place)
    default: emitLoad(value, data.type, place)
    }
  }

  /// Loads a value of a type.
  mutating func emitLoad(_ value: VirtualRegister, _ type: Type, _ place: MachineAddress) {
    switch type {
    case .bool:
      // Only the lowest bit counts.
      let byte = temporary()
      emitLoad(.movzx8, size: 4, byte, place)
      emitImmediate(.andImmediate, size: 4, value, byte, 1)
    case .i8: emitLoad(.movzx8, size: 4, value, place)
    case .i16: emitLoad(.movzx16, size: 4, value, place)
    case .i32: emitLoad(.mov, size: 4, value, place)
    case .f32: emitLoad(.movss, size: 0, value, place)
    case .f64: emitLoad(.movsd, size: 0, value, place)
    default: emitLoad(.mov, size: 8, value, place)
    }
  }

  /// Stores a value of a type.
  mutating func emitStore(_ value: VirtualRegister, _ type: Type, _ place: MachineAddress) {
    switch type {
    case .f32: emitStore(.movssStore, size: 0, value, place)
    case .f64: emitStore(.movsdStore, size: 0, value, place)
    default: emitStore(.movStore, size: exactSize(type), value, place)
    }
  }

  mutating func selectStore(_ instruction: Instruction, _ data: InstructionData) {
    let type: Type =
      switch data.opcode {
      case .store8: .i8
      case .store16: .i16
      case .store32: .i32
      default: data.type
      }
    if selectUpdateInMemory(data, type) { return }
    let operand = first(data)
    if let number = constant(operand, data.type) {
      // The bits of a float are as good as an integer's.
      let bits = type == .f32 ? Int64(Int32(truncatingIfNeeded: number)) : Self.normalized(number, type)
      let size = exactSize(type)
      if Int64(Int32(truncatingIfNeeded: bits)) == bits || size < 8 {
        emitStore(immediate: Int64(Int32(truncatingIfNeeded: bits)), size: size, accessed(second(data)))
        return
      }
      let register = integerConstant(bits, .i64)
      emitStore(.movStore, size: 8, register, accessed(second(data)))
      return
    }
    let register = use(operand, data.type)
    emitStore(register, type, accessed(second(data)))
  }

  /// A store of what was loaded from the same address, with one operation between: the operation works on memory.
  private mutating func selectUpdateInMemory(_ data: InstructionData, _ type: Type) -> Bool {
    guard type.isInteger, data.type == type, !data.aux.isVolatile, let value = first(data).value,
      useCounts[value.index] == 1, !isDemanded[value.index], let operation = definition(of: value),
      blockOfInstruction[operation.index] == currentBlock
    else { return false }
    let inner = function.instructions[operation]
    let forms: (store: Form, immediate: Form)
    switch inner.opcode {
    case .add: forms = (.addStore, .addImmediate)
    case .subtract: forms = (.subStore, .subImmediate)
    case .and: forms = (.andStore, .andImmediate)
    case .or: forms = (.orStore, .orImmediate)
    case .xor: forms = (.xorStore, .xorImmediate)
    default: return false
    }
    // The address must be the same value, and nothing may be written between the load and the store.
    guard let loaded = first(inner).value, useCounts[loaded.index] == 1, !isDemanded[loaded.index],
      let load = definition(of: loaded), function.instructions[load].opcode == .load,
      function.instructions[load].a == data.b, !function.instructions[load].aux.isVolatile,
      function.instructions[load].type == type, blockOfInstruction[load.index] == currentBlock,
      epochs[load.index] == epochs[Int(currentInstruction)]
    else { return false }
    let size = exactSize(type)
    if let number = immediate(second(inner), type) {
      var update = begin(forms.immediate, size: size)
      update.immediate = number
      memory(accessed(second(data)), &update)
      finish(update)
      return true
    }
    let register = use(second(inner), type)
    emitStore(forms.store, size: size, register, accessed(second(data)))
    return true
  }
}
