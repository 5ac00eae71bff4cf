// The translation of instructions, operation by operation.

internal import IR

extension Importer {
  /// Translates an instruction.
  mutating func write(_ instruction: BodyInstruction) throws(Fault) {
    translation.offset = instruction.offset
    let type = Self.type(instruction.result)
    switch instruction.operation {
    case .add: try writeAddition(instruction)
    case .sub: try writeSubtraction(instruction)
    case .mul: try writeBinary(instruction, .multiply, .multiplyFloat)
    case .div: try writeBinary(instruction, .divideSigned, .divideFloat)
    case .udiv: try writeBinary(instruction, .divideUnsigned, .divideFloat)
    case .rem: try writeBinary(instruction, .remainderSigned, .divideFloat)
    case .urem: try writeBinary(instruction, .remainderUnsigned, .divideFloat)
    case .or: try writeBinary(instruction, .or, .addFloat)
    case .xor: try writeBinary(instruction, .xor, .addFloat)
    case .and: try writeBinary(instruction, .and, .addFloat)
    case .sar: try writeShift(instruction, .shiftRightSigned)
    case .shr: try writeShift(instruction, .shiftRightUnsigned)
    case .shl: try writeShift(instruction, .shiftLeft)
    case .neg:
      let a = try operand(instruction.a, instruction.result, of: 0)
      define(instruction.target, translation.value(type.isFloat ? .negateFloat : .negate, type, a, gives: type))
    case .stored, .stores, .storel, .storew, .storeh, .storeb: try writeStore(instruction)
    case .load, .loadd, .loads, .loadl, .loadw, .loadsw, .loaduw, .loadsh, .loaduh, .loadsb, .loadub:
      try writeLoad(instruction)
    case .alloc4, .alloc8, .alloc16: try writeAllocation(instruction)
    case .blit: try writeBlit(instruction)
    case .ceqw, .cnew, .cslew, .csltw, .csgew, .csgtw, .culew, .cultw, .cugew, .cugtw:
      try writeWordComparison(instruction)
    case .ceql, .cnel, .cslel, .csltl, .csgel, .csgtl, .culel, .cultl, .cugel, .cugtl:
      let opcode = Self.comparison(instruction.operation.rawValue - Operation.ceql.rawValue)
      let (a, b) = (try long(instruction.a, of: 0), try long(instruction.b, of: 1))
      setTruth(instruction, translation.value(opcode, .i64, a, b, gives: .bool))
    case .ceqs, .cnes, .cles, .clts, .cges, .cgts, .cos, .cuos:
      let opcode = Self.floatComparison(instruction.operation.rawValue - Operation.ceqs.rawValue)
      let (a, b) = (try float(instruction.a, .single, of: 0), try float(instruction.b, .single, of: 1))
      setTruth(instruction, translation.value(opcode, .f32, a, b, gives: .bool))
    case .ceqd, .cned, .cled, .cltd, .cged, .cgtd, .cod, .cuod:
      let opcode = Self.floatComparison(instruction.operation.rawValue - Operation.ceqd.rawValue)
      let (a, b) = (try float(instruction.a, .double, of: 0), try float(instruction.b, .double, of: 1))
      setTruth(instruction, translation.value(opcode, .f64, a, b, gives: .bool))
    case .extsw: try writeExtension(instruction, 32, isSigned: true)
    case .extuw: try writeExtension(instruction, 32, isSigned: false)
    case .extsh: try writeExtension(instruction, 16, isSigned: true)
    case .extuh: try writeExtension(instruction, 16, isSigned: false)
    case .extsb: try writeExtension(instruction, 8, isSigned: true)
    case .extub: try writeExtension(instruction, 8, isSigned: false)
    case .exts, .truncd, .stosi, .stoui, .dtosi, .dtoui, .swtof, .uwtof, .sltof, .ultof:
      try writeConversion(instruction)
    case .cast: try writeCast(instruction)
    case .copy:
      let value =
        instruction.result == .long
        ? try longOrAddress(instruction.a, of: 0) : try operand(instruction.a, instruction.result, of: 0)
      set(instruction.target, value)
    case .call: try writeCall(instruction)
    case .vastart:
      guard module.types.isVariadic(module.functions[module.functions.count - 1].type) else {
        throw fault("the function is not variadic", at: instruction.offset, expected: "'...' behind its parameters")
      }
      translation.perform(InstructionData(.variadicStart, a: try address(instruction.a, of: 0)))
    case .vaarg: try writeVariadicArgument(instruction)
    case .dbgloc:
      translation.locations.append(
        SourceLocation(file: debugFile, line: instruction.a.rawValue, column: instruction.target))
    case .phi, .jmp, .jnz, .ret, .hlt: break
    }
  }

  // MARK: - Arithmetic

  private mutating func writeBinary(_ instruction: BodyInstruction, _ integer: Opcode, _ float: Opcode) throws(Fault) {
    let type = Self.type(instruction.result)
    let a = try operand(instruction.a, instruction.result, of: 0)
    let b = try operand(instruction.b, instruction.result, of: 1)
    define(instruction.target, translation.value(type.isFloat ? float : integer, type, a, b, gives: type))
  }

  private mutating func writeAddition(_ instruction: BodyInstruction) throws(Fault) {
    guard instruction.result == .long else { return try writeBinary(instruction, .add, .addFloat) }
    let a = try longOrAddress(instruction.a, of: 0)
    let b = try longOrAddress(instruction.b, of: 1)
    if b == Operand.zero.rawValue { return set(instruction.target, a) }
    if a == Operand.zero.rawValue { return set(instruction.target, b) }
    let (isFirst, isSecond) = (isPointer(a), isPointer(b))
    if isFirst || isSecond {
      let base = isFirst ? a : b
      var distance = isFirst ? b : a
      if isFirst, isSecond { distance = translation.value(.pointerToInteger, .none, distance, gives: .i64) }
      return define(instruction.target, translation.value(.offset, .none, base, distance, gives: .ptr))
    }
    define(instruction.target, translation.value(.add, .i64, a, b, gives: .i64))
  }

  private mutating func writeSubtraction(_ instruction: BodyInstruction) throws(Fault) {
    guard instruction.result == .long else { return try writeBinary(instruction, .subtract, .subtractFloat) }
    let a = try longOrAddress(instruction.a, of: 0)
    if isPointer(a), !instruction.b.isTemporary, instruction.b.kind != 3 {
      let bytes = Int64(bitPattern: 0 &- body.bits(of: instruction.b))
      let distance = translation.integer(bytes)
      return define(instruction.target, translation.value(.offset, .none, a, distance, gives: .ptr))
    }
    try writeBinary(instruction, .subtract, .subtractFloat)
  }

  private mutating func writeShift(_ instruction: BodyInstruction, _ opcode: Opcode) throws(Fault) {
    let type = Self.type(instruction.result)
    let a = try operand(instruction.a, instruction.result, of: 0)
    var b: UInt32
    if instruction.result == .long, instruction.b.isTemporary,
      body.temporaries[instruction.b.number].valueClass == .long
    {
      b = try long(instruction.b, of: 1)
    } else {
      b = try word(instruction.b, of: 1)
      // The amount counts modulo the width: what stands above does not matter.
      if instruction.result == .long, b >> 30 == 0 {
        b = translation.value(.extendUnsigned, .i64, b, gives: .i64)
      }
    }
    define(instruction.target, translation.value(opcode, type, a, b, gives: type))
  }

  // MARK: - Comparisons

  /// The comparison of integers of a place in the order of the table.
  private static func comparison(_ place: UInt8) -> Opcode {
    switch place {
    case 0: .equal
    case 1: .notEqual
    case 2: .lessEqualSigned
    case 3: .lessSigned
    case 4: .greaterEqualSigned
    case 5: .greaterSigned
    case 6: .lessEqualUnsigned
    case 7: .lessUnsigned
    case 8: .greaterEqualUnsigned
    default: .greaterUnsigned
    }
  }

  /// The comparison of floats of a place in the order of the table.
  private static func floatComparison(_ place: UInt8) -> Opcode {
    switch place {
    case 0: .equalFloat
    case 1: .notEqualFloat
    case 2: .lessEqualFloat
    case 3: .lessFloat
    case 4: .greaterEqualFloat
    case 5: .greaterFloat
    case 6: .orderedFloat
    default: .unorderedFloat
    }
  }

  private mutating func writeWordComparison(_ instruction: BodyInstruction) throws(Fault) {
    let operation = instruction.operation
    if operation == .cnew || operation == .ceqw, instruction.a.isTemporary, instruction.b == .small(0) {
      // A truth value that is compared with zero is itself, or its opposite.
      let known = body.temporaries[instruction.a.number].truth
      if known != Temporary.unset {
        let one = Operand(small: 1)?.rawValue ?? 0
        return setTruth(
          instruction, operation == .cnew ? known : translation.value(.xor, .bool, known, one, gives: .bool))
      }
    }
    let opcode = Self.comparison(operation.rawValue - Operation.ceqw.rawValue)
    let (a, b) = (try word(instruction.a, of: 0), try word(instruction.b, of: 1))
    setTruth(instruction, translation.value(opcode, .i32, a, b, gives: .bool))
  }

  /// Gives a temporary a truth value, as a number where somebody reads that.
  private mutating func setTruth(_ instruction: BodyInstruction, _ truth: UInt32) {
    let index = Int(instruction.target)
    let flags = body.temporaries[index].flags
    let isVariable = flags.contains(.isVariable)
    if !isVariable { body.temporaries[index].truth = truth }
    guard isVariable || flags.contains(.isRead) else { return }
    let type = Self.type(instruction.result)
    define(instruction.target, translation.value(.extendUnsigned, type, truth, gives: type))
  }

  // MARK: - Conversions

  private mutating func writeExtension(_ instruction: BodyInstruction, _ width: UInt64, isSigned: Bool) throws(Fault) {
    let word = try word(instruction.a, of: 0)
    let type = Self.type(instruction.result)
    if let bits = translation.bits(of: word) {
      let high = bits << (64 - width)
      let number = isSigned ? Int64(bitPattern: high) >> Int64(64 - width) : Int64(bitPattern: high >> (64 - width))
      let cut = instruction.result == .word ? Int64(Int32(truncatingIfNeeded: number)) : number
      return set(instruction.target, translation.integer(cut))
    }
    var source = word
    if width < 32 {
      let narrow: Type = width == 8 ? .i8 : .i16
      source = translation.value(.truncate, narrow, word, gives: narrow)
    }
    define(
      instruction.target, translation.value(isSigned ? .extendSigned : .extendUnsigned, type, source, gives: type))
  }

  private mutating func writeConversion(_ instruction: BodyInstruction) throws(Fault) {
    let facts = words.facts(of: instruction.operation)
    let type = Self.type(instruction.result)
    let wanted: ValueClass =
      switch facts.first {
      case .single: .single
      case .double: .double
      case .long: .long
      default: .word
      }
    let source = try operand(instruction.a, wanted, of: 0)
    if let bits = translation.bits(of: source) {
      return set(instruction.target, convertedConstant(instruction, bits))
    }
    let opcode: Opcode =
      switch instruction.operation {
      case .exts: .promote
      case .truncd: .demote
      case .stosi, .dtosi: .floatToSignedSaturating
      case .stoui, .dtoui: .floatToUnsignedSaturating
      case .swtof, .sltof: .signedToFloat
      default: .unsignedToFloat
      }
    define(instruction.target, translation.value(opcode, type, source, gives: type))
  }

  /// What a conversion makes of a constant.
  private mutating func convertedConstant(_ instruction: BodyInstruction, _ bits: UInt64) -> UInt32 {
    let single = Float(bitPattern: UInt32(truncatingIfNeeded: bits))
    let double = Double(bitPattern: bits)
    let isSingle = instruction.result == .single
    switch instruction.operation {
    case .exts: return translation.intern(.f64(Double(single)))
    case .truncd: return translation.intern(.f32(Float(double)))
    case .stosi: return saturated(Double(single), instruction.result, isSigned: true)
    case .stoui: return saturated(Double(single), instruction.result, isSigned: false)
    case .dtosi: return saturated(double, instruction.result, isSigned: true)
    case .dtoui: return saturated(double, instruction.result, isSigned: false)
    case .swtof:
      let number = Int32(truncatingIfNeeded: bits)
      return isSingle ? translation.intern(.f32(Float(number))) : translation.intern(.f64(Double(number)))
    case .uwtof:
      let number = UInt32(truncatingIfNeeded: bits)
      return isSingle ? translation.intern(.f32(Float(number))) : translation.intern(.f64(Double(number)))
    case .sltof:
      let number = Int64(bitPattern: bits)
      return isSingle ? translation.intern(.f32(Float(number))) : translation.intern(.f64(Double(number)))
    default: return isSingle ? translation.intern(.f32(Float(bits))) : translation.intern(.f64(Double(bits)))
    }
  }

  /// A float as the nearest integer toward zero that fits; 0 for what is not a number.
  private mutating func saturated(_ number: Double, _ result: ValueClass, isSigned: Bool) -> UInt32 {
    guard !number.isNaN else { return Operand.zero.rawValue }
    let isWord = result == .word
    let integer: Int64
    if isSigned {
      let least = isWord ? Int64(Int32.min) : Int64.min
      let greatest = isWord ? Int64(Int32.max) : Int64.max
      integer = number <= Double(least) ? least : number >= Double(greatest) ? greatest : Int64(number)
    } else {
      let greatest = isWord ? UInt64(UInt32.max) : UInt64.max
      let value = number <= 0 ? 0 : number >= Double(greatest) ? greatest : UInt64(number)
      integer = isWord ? Int64(Int32(truncatingIfNeeded: value)) : Int64(bitPattern: value)
    }
    return translation.integer(integer)
  }

  private mutating func writeCast(_ instruction: BodyInstruction) throws(Fault) {
    let source: ValueClass =
      switch instruction.result {
      case .word: .single
      case .long: .double
      case .single: .word
      default: .long
      }
    if !instruction.a.isTemporary, instruction.a.kind != 3 {
      let bits = body.bits(of: instruction.a)
      let value: UInt32 =
        switch instruction.result {
        case .word: translation.integer(Int64(Int32(truncatingIfNeeded: bits)))
        case .long: translation.integer(Int64(bitPattern: bits))
        default: floatConstant(bits, instruction.result)
        }
      return set(instruction.target, value)
    }
    let value = try operand(instruction.a, source, of: 0)
    set(instruction.target, bitcast(value, Self.type(instruction.result)))
  }

  /// The bits of an operand as another type of the same width.
  private mutating func bitcast(_ value: UInt32, _ type: Type) -> UInt32 {
    if let bits = translation.bits(of: value) {
      switch type {
      case .f32: return floatConstant(bits, .single)
      case .f64: return floatConstant(bits, .double)
      case .i32: return translation.integer(Int64(Int32(truncatingIfNeeded: bits)))
      default: return translation.integer(Int64(bitPattern: bits))
      }
    }
    return translation.value(.bitcast, type, value, gives: type)
  }

  // MARK: - Memory

  /// Addresses need no alignment.
  private static let unaligned: Auxiliary = {
    var auxiliary = Auxiliary()
    auxiliary.alignment = 1
    return auxiliary
  }()

  /// The variable that an address leads to, if it is one.
  @inline(__always)
  private func promoted(_ address: BodyOperand) -> Int? {
    guard address.isTemporary, body.temporaries[address.number].flags.contains(.isPromoted) else { return nil }
    return address.number
  }

  private mutating func writeLoad(_ instruction: BodyInstruction) throws(Fault) {
    if let slot = promoted(instruction.a) { return try writeVariableRead(instruction, slot) }
    let address = try address(instruction.a, of: 0)
    let isLong = instruction.result == .long
    var type = Self.type(instruction.result)
    let opcode: Opcode
    var auxiliary = Self.unaligned
    switch instruction.operation {
    case .loadsb: opcode = .loadSigned8
    case .loadub: opcode = .loadUnsigned8
    case .loadsh: opcode = .loadSigned16
    case .loaduh: opcode = .loadUnsigned16
    case .loadsw, .loadw: opcode = isLong ? .loadSigned32 : .load
    case .loaduw: opcode = isLong ? .loadUnsigned32 : .load
    default:
      opcode = .load
      // What is an address to the text is one here.
      if isLong, body.temporaries[Int(instruction.target)].flags.isSuperset(of: .isAddress),
        !body.temporaries[Int(instruction.target)].flags.contains(.isVariable)
      {
        type = .ptr
      }
    }
    if opcode == .loadSigned8 || opcode == .loadUnsigned8 { auxiliary = Auxiliary() }
    define(
      instruction.target,
      translation.append(InstructionData(opcode, resultCount: 1, aux: auxiliary, type: type, a: address), gives: type))
  }

  private mutating func writeStore(_ instruction: BodyInstruction) throws(Fault) {
    if let slot = promoted(instruction.b) { return try writeVariableAssignment(instruction, slot) }
    var opcode = Opcode.store
    var type: Type
    let value: UInt32
    switch instruction.operation {
    case .stored:
      value = try float(instruction.a, .double, of: 0)
      type = .f64
    case .stores:
      value = try float(instruction.a, .single, of: 0)
      type = .f32
    case .storel:
      value = try longOrAddress(instruction.a, of: 0)
      type = isPointer(value) ? .ptr : .i64
    default:
      let isLong = instruction.a.isTemporary && body.temporaries[instruction.a.number].valueClass == .long
      type = isLong ? .i64 : .i32
      value = isLong ? try long(instruction.a, of: 0) : try word(instruction.a, of: 0)
      switch instruction.operation {
      case .storeb: opcode = .store8
      case .storeh: opcode = .store16
      default: opcode = isLong ? .store32 : .store
      }
    }
    let address = try address(instruction.b, of: 1)
    let auxiliary = opcode == .store8 ? Auxiliary() : Self.unaligned
    translation.perform(InstructionData(opcode, aux: auxiliary, type: type, a: value, b: address))
  }

  /// A load of memory that became a variable.
  private mutating func writeVariableRead(_ instruction: BodyInstruction, _ slot: Int) throws(Fault) {
    let current = variable(slot)
    let type = variableType(slot)
    switch instruction.operation {
    case .loadsb: try writeNarrow(instruction, current, 8, isSigned: true)
    case .loadub: try writeNarrow(instruction, current, 8, isSigned: false)
    case .loadsh: try writeNarrow(instruction, current, 16, isSigned: true)
    case .loaduh: try writeNarrow(instruction, current, 16, isSigned: false)
    case .loadsw, .loadw, .loaduw:
      guard instruction.result == .long else { return set(instruction.target, current) }
      try writeNarrow(instruction, current, 32, isSigned: instruction.operation != .loaduw)
    default:
      let wanted = Self.type(instruction.result)
      set(instruction.target, type == wanted ? current : bitcast(current, wanted))
    }
  }

  /// Gives a temporary the low bits of a word, extended.
  private mutating func writeNarrow(
    _ instruction: BodyInstruction, _ word: UInt32, _ width: UInt64, isSigned: Bool
  ) throws(Fault) {
    let type = Self.type(instruction.result)
    if let bits = translation.bits(of: word) {
      let high = bits << (64 - width)
      let number = isSigned ? Int64(bitPattern: high) >> Int64(64 - width) : Int64(bitPattern: high >> (64 - width))
      return set(instruction.target, translation.integer(number))
    }
    var source = word
    if width < 32 {
      let narrow: Type = width == 8 ? .i8 : .i16
      source = translation.value(.truncate, narrow, word, gives: narrow)
    }
    define(
      instruction.target, translation.value(isSigned ? .extendSigned : .extendUnsigned, type, source, gives: type))
  }

  /// A store to memory that became a variable.
  private mutating func writeVariableAssignment(_ instruction: BodyInstruction, _ slot: Int) throws(Fault) {
    let type = variableType(slot)
    var value: UInt32
    var own: Type
    switch instruction.operation {
    case .stored:
      value = try float(instruction.a, .double, of: 0)
      own = .f64
    case .stores:
      value = try float(instruction.a, .single, of: 0)
      own = .f32
    case .storel:
      value = try long(instruction.a, of: 0)
      own = .i64
    default:
      value = try word(instruction.a, of: 0)
      own = .i32
    }
    if own != type { value = bitcast(value, type) }
    own = type
    change(slot, value)
  }

  private mutating func writeAllocation(_ instruction: BodyInstruction) throws(Fault) {
    let index = Int(instruction.target)
    if body.temporaries[index].flags.contains(.isPromoted) { return }
    let alignment: UInt64 =
      switch instruction.operation {
      case .alloc4: 4
      case .alloc8: 8
      default: 16
      }
    var auxiliary = Auxiliary()
    let isConstant = instruction.a.kind == 1 || instruction.a.kind == 2
    if isConstant, translation.block == 0 {
      let size = max(1, body.bits(of: instruction.a))
      guard size <= 1 << 40, let type = module.types.array(of: .i8, count: size) else {
        throw fault("the allocation is too large", at: instruction.offset)
      }
      auxiliary.alignment = alignment
      let slot = InstructionData(.stackSlot, resultCount: 1, aux: auxiliary, type: type)
      return define(instruction.target, translation.append(slot, gives: .ptr))
    }
    let size = try long(instruction.a, of: 0)
    let allocation = InstructionData(.stackAllocate, resultCount: 1, a: size)
    define(instruction.target, translation.append(allocation, gives: .ptr))
  }

  private mutating func writeBlit(_ instruction: BodyInstruction) throws(Fault) {
    let from = try address(instruction.a, of: 0)
    let to = try address(instruction.b, of: 1)
    let count = body.wide[Int(instruction.extra)]
    guard count > 0 else { return }
    guard count <= TypeTable.greatestSize else { throw fault("so much is in no memory", at: instruction.offset) }
    translation.pooled(.moveMemory, [to, from, translation.integer(Int64(count))])
  }

  // MARK: - Calls

  private mutating func writeCall(_ instruction: BodyInstruction) throws(Fault) {
    let call = body.calls[Int(instruction.a.rawValue)]
    let isNamed = call.callee.kind == 3
    let callee = isNamed ? Operand(call.callee.symbol).rawValue : try address(call.callee, of: 0)
    translation.scratch.removeAll()
    translation.scratch.append(callee)
    let first = Int(call.firstArgument)
    let named = first + Int(call.namedCount)
    for index in first..<Int(call.endArgument) {
      let argument = body.arguments[index]
      let value = index < named ? try passed(argument) : try passedBeyond(argument)
      translation.scratch.append(value)
    }
    let start = UInt32(truncatingIfNeeded: translation.pool.count)
    let count = UInt32(truncatingIfNeeded: translation.scratch.count)
    for index in 0..<translation.scratch.count { translation.pool.append(translation.scratch[index]) }
    var data = InstructionData(isNamed ? .call : .callIndirect, type: call.type, a: start, b: count)
    if Int(call.endArgument) > named {
      data.aux.hasExtraTypes = true
      translation.pool.append(call.endArgument - UInt32(named))
      for index in named..<Int(call.endArgument) {
        translation.pool.append(Self.typeBeyond(body.arguments[index].passed).rawValue)
      }
    }
    if isNamed { noteCall(call.callee.symbol, call.type) }
    guard instruction.target != .max else { return translation.perform(data) }
    data.resultCount = 1
    let result = module.types.result(0, of: call.type)
    let type = module.types.valueType(result.type)
    let value = translation.append(data, gives: type)
    switch result.extension {
    case .sign: define(instruction.target, translation.value(.extendSigned, .i32, value, gives: .i32))
    case .zero: define(instruction.target, translation.value(.extendUnsigned, .i32, value, gives: .i32))
    case .none, .environment: define(instruction.target, value)
    }
  }

  /// An argument for a parameter.
  private mutating func passed(_ argument: CallArgument) throws(Fault) -> UInt32 {
    switch argument.passed {
    case .record: try address(argument.operand, of: 0)
    default: narrowed(try operand(argument.operand, argument.passed.valueClass, of: 0), argument.passed)
    }
  }

  /// An argument beyond the parameters of a variadic function.
  private mutating func passedBeyond(_ argument: CallArgument) throws(Fault) -> UInt32 {
    switch argument.passed {
    case .record: return try address(argument.operand, of: 0)
    case .signedByte, .unsignedByte, .signedHalf, .unsignedHalf:
      let word = narrowed(try word(argument.operand, of: 0), argument.passed)
      if let bits = translation.bits(of: word) {
        let mask: UInt64 = argument.passed == .unsignedByte ? 0xFF : argument.passed == .unsignedHalf ? 0xFFFF : .max
        return translation.integer(Int64(bitPattern: bits & mask))
      }
      let isSigned = argument.passed == .signedByte || argument.passed == .signedHalf
      return translation.value(isSigned ? .extendSigned : .extendUnsigned, .i32, word, gives: .i32)
    case .single:
      // The low half of a register for floats: the upper one is not looked at.
      let bits = bitcast(try float(argument.operand, .single, of: 0), .i32)
      if let known = translation.bits(of: bits) { return floatConstant(known & 0xFFFF_FFFF, .double) }
      return bitcast(translation.value(.extendUnsigned, .i64, bits, gives: .i64), .f64)
    default: return try operand(argument.operand, argument.passed.valueClass, of: 0)
    }
  }

  /// The type of an argument beyond the parameters.
  private static func typeBeyond(_ passed: PassedType) -> Type {
    switch passed {
    case .single: .f64
    case .record(let type): type
    default: Self.type(passed.valueClass)
    }
  }

  private mutating func writeVariadicArgument(_ instruction: BodyInstruction) throws(Fault) {
    let list = try address(instruction.a, of: 0)
    let isSingle = instruction.result == .single
    let type = isSingle ? .f64 : Self.type(instruction.result)
    let value = translation.value(.variadicArgument, type, list, gives: type)
    guard isSingle else { return define(instruction.target, value) }
    let low = translation.value(.truncate, .i32, bitcast(value, .i64), gives: .i32)
    define(instruction.target, bitcast(low, .f32))
  }
}
