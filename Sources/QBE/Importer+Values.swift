// Operands as the module has them: words, numbers of 64 bits, addresses, floats and truth values, made of what stands in the
// text.

internal import IR

extension Importer {
  /// An operand of a class.
  @inline(__always)
  mutating func operand(_ given: BodyOperand, _ wanted: ValueClass, of position: Int) throws(Fault) -> UInt32 {
    switch wanted {
    case .word: try word(given, of: position)
    case .long: try long(given, of: position)
    default: try float(given, wanted, of: position)
    }
  }

  /// What a temporary is here; zero where it was not assigned on the way.
  @inline(__always)
  mutating func current(_ index: Int) -> UInt32 {
    let current = body.temporaries[index].current
    if current != Temporary.unset { return current }
    return zero(Self.type(body.temporaries[index].valueClass))
  }

  /// An operand as a word: of a long number, the low half.
  @inline(__always)
  mutating func word(_ given: BodyOperand, of position: Int) throws(Fault) -> UInt32 {
    if given.isTemporary {
      let valueClass = body.temporaries[given.number].valueClass
      let current = current(given.number)
      if valueClass == .word { return current }
      guard valueClass == .long else { throw mismatch(given, .word, of: position) }
      return low(current)
    }
    if given.kind == 1 { return given.rawValue }
    if given.kind == 3 { return low(try address(given, of: position)) }
    return translation.integer(Int64(Int32(truncatingIfNeeded: body.wide[given.number])))
  }

  /// The low half of an operand of the class `l`.
  private mutating func low(_ operand: UInt32) -> UInt32 {
    if let bits = translation.bits(of: operand) { return translation.integer(Int64(Int32(truncatingIfNeeded: bits))) }
    return translation.value(.truncate, .i32, number(operand), gives: .i32)
  }

  /// An operand of the class `l` as a number.
  @inline(__always)
  private mutating func number(_ operand: UInt32) -> UInt32 {
    isPointer(operand) ? translation.value(.pointerToInteger, .none, operand, gives: .i64) : operand
  }

  /// An operand as a number of 64 bits.
  @inline(__always)
  mutating func long(_ given: BodyOperand, of position: Int) throws(Fault) -> UInt32 {
    number(try longOrAddress(given, of: position))
  }

  /// An operand of the class `l` as it comes: a number, or an address.
  @inline(__always)
  mutating func longOrAddress(_ given: BodyOperand, of position: Int) throws(Fault) -> UInt32 {
    if given.isTemporary {
      guard body.temporaries[given.number].valueClass == .long else { throw mismatch(given, .long, of: position) }
      return current(given.number)
    }
    if given.kind == 1 { return given.rawValue }
    if given.kind == 3 { return try symbolAddress(given) }
    return translation.integer(Int64(bitPattern: body.wide[given.number]))
  }

  private mutating func symbolAddress(_ given: BodyOperand) throws(Fault) -> UInt32 {
    let operand = Operand(given.symbol).rawValue
    guard given.isThread else { return operand }
    return translation.value(.threadAddress, .none, operand, gives: .ptr)
  }

  /// An operand as an address.
  @inline(__always)
  mutating func address(_ given: BodyOperand, of position: Int) throws(Fault) -> UInt32 {
    if given.isTemporary {
      let index = given.number
      guard body.temporaries[index].valueClass == .long else { throw mismatch(given, .long, of: position) }
      let current = current(index)
      if isPointer(current) { return current }
      if body.temporaries[index].addressBlock == translation.block { return body.temporaries[index].address }
      let made = pointer(current)
      body.temporaries[index].address = made
      body.temporaries[index].addressBlock = translation.block
      return made
    }
    return pointer(try longOrAddress(given, of: position))
  }

  /// An operand of the class `l` as an address.
  mutating func pointer(_ operand: UInt32) -> UInt32 {
    if operand == Operand.zero.rawValue || isPointer(operand) { return operand }
    return translation.value(.integerToPointer, .none, operand, gives: .ptr)
  }

  /// An operand as a float.
  mutating func float(_ given: BodyOperand, _ wanted: ValueClass, of position: Int) throws(Fault) -> UInt32 {
    if given.isTemporary {
      guard body.temporaries[given.number].valueClass == wanted else {
        throw mismatch(given, wanted, of: position)
      }
      return current(given.number)
    }
    guard given.kind != 3 else {
      throw fault("an address is no float", at: translation.offset, expected: "a number or a temporary")
    }
    return floatConstant(body.bits(of: given), wanted)
  }

  mutating func floatConstant(_ bits: UInt64, _ wanted: ValueClass) -> UInt32 {
    wanted == .single
      ? translation.intern(.f32(Float(bitPattern: UInt32(truncatingIfNeeded: bits))))
      : translation.intern(.f64(Double(bitPattern: bits)))
  }

  /// Whether a word is other than zero.
  mutating func truth(_ given: BodyOperand) throws(Fault) -> UInt32 {
    if given.isTemporary {
      let known = body.temporaries[given.number].truth
      if known != Temporary.unset { return known }
    }
    let value = try word(given, of: 0)
    if let bits = translation.bits(of: value) { return Operand(small: bits == 0 ? 0 : 1)?.rawValue ?? 0 }
    return translation.value(.notEqual, .i32, value, Operand.zero.rawValue, gives: .bool)
  }

  // MARK: - Faults

  /// Notes that an operand is of another class.
  @inline(never)
  mutating func mismatch(_ given: BodyOperand, _ wanted: ValueClass, of position: Int) -> Fault {
    let temporary = body.temporaries[given.number]
    let name = Name(rawValue: temporary.name)
    let offset = place(of: name, behind: translation.offset)
    return fault(
      "%\(module.names.string(name)) is \(temporary.valueClass.described)", at: offset,
      expected: wanted.described + (wanted == .word ? " or an 'l'" : ""))
  }

  /// Where a temporary stands among the operands of the instruction that begins at an offset.
  private func place(of name: Name, behind offset: UInt32) -> UInt32 {
    let spelling = module.names[name]
    var at = scan.start + Int(offset)
    var result: UInt32?
    while at < scan.end, at.pointee != 0x0A, at.pointee != UInt8(ascii: "#") {
      if at.pointee == UInt8(ascii: "=") { result = nil }
      if at.pointee == UInt8(ascii: "%"), result == nil {
        let here = UInt32(truncatingIfNeeded: at - scan.start)
        let length = scan.lengthOfWord(at: here)
        if UnsafeBufferPointer(start: at + 1, count: length - 1).elementsEqual(spelling) { result = here }
        at += length - 1
      }
      at += 1
    }
    return result ?? offset
  }
}
