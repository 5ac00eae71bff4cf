// What stands in an instruction: temporaries, constants, symbols, classes.

internal import Glibc
internal import IR

extension Importer {
  /// Reads an operand.
  @inline(__always)
  mutating func expectOperand() throws(Fault) -> BodyOperand {
    scan.skipBlanks()
    if scan.byte == UInt8(ascii: "%") { return .temporary(try expectTemporary()) }
    let first = scan.byte &- 0x30
    if first < 10 {
      // The common constant: a few decimal digits.
      var value = Int64(first)
      var at = scan.at + 1
      while at.pointee &- 0x30 < 10, at - scan.at < 8 {
        value = value &* 10 &+ Int64(at.pointee &- 0x30)
        at += 1
      }
      if scan.classes[Int(at.pointee)] == 0 {
        scan.at = at
        return .small(value)
      }
    }
    return try expectConstantOperand()
  }

  /// Reads a temporary; the cursor is at the `%`.
  @inline(__always)
  mutating func expectTemporary() throws(Fault) -> UInt32 {
    let offset = scan.offset
    scan.at += 1
    guard let name = scan.name(into: &module.names) else { throw unexpected("a temporary's name, as in '%x'") }
    return body.temporary(name, at: offset)
  }

  @inline(never)
  private mutating func expectConstantOperand() throws(Fault) -> BodyOperand {
    switch scan.byte {
    case UInt8(ascii: "$"):
      let offset = scan.offset
      let symbol = try expectSymbol()
      uses[symbol.index].note(.isRead, at: offset)
      return .symbol(symbol, isThread: false)
    case UInt8(ascii: "t"):
      let offset = scan.offset
      guard scan.word() == Word.thread else {
        scan.at = scan.start + Int(offset)
        throw unexpected("an operand: '%x', a number or '$symbol'")
      }
      scan.skipBlanks()
      let symbolOffset = scan.offset
      let symbol = try expectSymbol()
      uses[symbol.index].note(.isThread, at: symbolOffset)
      return .symbol(symbol, isThread: true)
    case UInt8(ascii: "s"), UInt8(ascii: "d"), UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      let bits = try expectConstant()
      let number = Int64(bitPattern: bits)
      if number >= -0x2000_0000, number < 0x2000_0000 { return .small(number) }
      body.wide.append(bits)
      return .wide(body.wide.count - 1)
    default: throw unexpected("an operand: '%x', a number or '$symbol'")
    }
  }

  /// Reads a number: its 64 bits.
  mutating func expectConstant() throws(Fault) -> UInt64 {
    let start = scan.offset
    switch scan.byte {
    case UInt8(ascii: "s"), UInt8(ascii: "d"):
      guard (scan.at + 1).pointee == UInt8(ascii: "_") else {
        throw unexpected("a number, as in '1', 's_1.5' or 'd_1.5'")
      }
      return try expectFloat(at: start)
    case UInt8(ascii: "-"):
      scan.at += 1
      let magnitude = try expectCount("a number")
      guard magnitude <= 1 << 63 else { throw fault("the number does not fit in 64 bits", at: start) }
      return 0 &- magnitude
    default: return try expectCount("a number, as in '1', 's_1.5' or 'd_1.5'")
    }
  }

  /// Reads a float behind its letter: the text goes on for as long as a number does.
  private mutating func expectFloat(at start: UInt32) throws(Fault) -> UInt64 {
    let isSingle = scan.byte == UInt8(ascii: "s")
    scan.at += 2
    let from = scan.at
    var to = from
    var last: UInt8 = 0
    while scan.classes[Int(to.pointee)] != 0
      || (to.pointee == UInt8(ascii: "-") || to.pointee == UInt8(ascii: "+"))
        && (to == from || last | 0x20 == UInt8(ascii: "e") || last | 0x20 == UInt8(ascii: "p"))
    {
      last = to.pointee
      to += 1
    }
    let text = UnsafeRawPointer(from).assumingMemoryBound(to: CChar.self)
    var end: UnsafeMutablePointer<CChar>?
    let bits: UInt64
    if isSingle {
      bits = UInt64(strtof(text, &end).bitPattern)
    } else {
      bits = strtod(text, &end).bitPattern
    }
    scan.at = to
    guard to > from, let end, UnsafePointer(end) - text == to - from else {
      throw fault(
        "'\(scan.text(from: start))' is no number", at: start, expected: "a float, as in 's_1.5' or 'd_1e-3'")
    }
    return bits
  }

  /// Reads the class of a result; the cursor is at it.
  @inline(__always)
  mutating func expectClass() throws(Fault) -> ValueClass {
    scan.skipBlanks()
    let letter = scan.byte
    guard scan.classes[Int((scan.at + 1).pointee)] == 0 else { throw noClass() }
    let result: ValueClass
    switch letter {
    case UInt8(ascii: "w"): result = .word
    case UInt8(ascii: "l"): result = .long
    case UInt8(ascii: "s"): result = .single
    case UInt8(ascii: "d"): result = .double
    default: throw noClass()
    }
    scan.at += 1
    return result
  }

  @inline(never)
  private mutating func noClass() -> Fault { unexpected("a class: w, l, s or d") }

  /// Reads how a parameter, argument or result travels; nil where none is said.
  mutating func passedType() throws(Fault) -> PassedType? {
    scan.skipBlanks()
    let offset = scan.offset
    if scan.skip(UInt8(ascii: ":")) {
      let name = try expectName("a type's name, as in ':point'")
      guard let known = aggregates[name] else { throw unknownType(name, at: offset) }
      return .record(known.type)
    }
    guard scan.classes[Int(scan.byte)] == 3 else { return nil }
    let isLong = scan.classes[Int((scan.at + 1).pointee)] != 0
    if !isLong {
      let result: PassedType
      switch scan.byte {
      case UInt8(ascii: "w"): result = .word
      case UInt8(ascii: "l"): result = .long
      case UInt8(ascii: "s"): result = .single
      case UInt8(ascii: "d"): result = .double
      default: return nil
      }
      scan.at += 1
      return result
    }
    switch scan.word() {
    case Word.sb: return .signedByte
    case Word.ub: return .unsignedByte
    case Word.sh: return .signedHalf
    case Word.uh: return .unsignedHalf
    case Word.env: return .environment
    default:
      scan.at = scan.start + Int(offset)
      return nil
    }
  }

  /// Reads `@name`.
  mutating func expectLabel() throws(Fault) -> UInt32 {
    scan.skipBlanks()
    let offset = scan.offset
    guard scan.skip(UInt8(ascii: "@")) else { throw unexpected("a block, as in '@loop'") }
    return body.block(try expectName("a block's name"), at: offset)
  }
}
