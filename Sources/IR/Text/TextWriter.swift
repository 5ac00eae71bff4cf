// Writes the pieces of the text form as bytes: numbers, names, types, literals, strings.

/// Bytes that become a text.
struct TextWriter {
  var bytes: [UInt8] = []

  @inline(__always) mutating func write(_ byte: UInt8) { bytes.append(byte) }

  @inline(__always)
  mutating func write(_ text: StaticString) {
    bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  mutating func write(string text: String) { bytes.append(contentsOf: text.utf8) }

  mutating func write(_ name: Name, of module: Module) {
    guard name != .none else { return }
    bytes.append(contentsOf: module.names.arena[module.names.range(of: name.index)])
  }

  mutating func write(decimal number: UInt64) {
    if number < 10 {
      bytes.append(0x30 + UInt8(number))
      return
    }
    let from = bytes.count
    var rest = number
    while rest > 0 {
      bytes.append(0x30 + UInt8(rest % 10))
      rest /= 10
    }
    bytes[from...].reverse()
  }

  mutating func write(signed number: Int64) {
    if number < 0 { bytes.append(UInt8(ascii: "-")) }
    write(decimal: number.magnitude)
  }

  mutating func write(hexadecimal number: UInt64) {
    write("0x")
    write(string: String(number, radix: 16))
  }

  /// An integer of a type as it was written.
  mutating func write(integer bits: UInt64, _ type: Type, radix: ConstantData.Radix) {
    switch radix {
    case .hexadecimal:
      let width = type.bitWidth
      write(hexadecimal: width == 0 || width == 64 ? bits : bits & ((1 << UInt64(width)) - 1))
    case .character where bits <= 0xFF:
      write(UInt8(ascii: "'"))
      write(escaped: UInt8(bits), quote: UInt8(ascii: "'"))
      write(UInt8(ascii: "'"))
    default: write(signed: Int64(bitPattern: bits))
    }
  }

  /// A float by its bits: the shortest decimal that is read back as the same, or in hexadecimal as it was written.
  mutating func write(float bits: UInt64, _ type: Type, radix: ConstantData.Radix) {
    if type == .f32 {
      let number = Float(bitPattern: UInt32(truncatingIfNeeded: bits))
      if number.isNaN {
        write(nan: bits, isPlain: number.bitPattern == Float.nan.bitPattern)
      } else if radix == .hexadecimal, number.isFinite {
        // What is subnormal as an f32 is normal as an f64, which holds it exactly.
        write(hexadecimal: Double(number))
      } else {
        write(decimal: "\(number)")
      }
    } else {
      let number = Double(bitPattern: bits)
      if number.isNaN {
        write(nan: bits, isPlain: number.bitPattern == Double.nan.bitPattern)
      } else if radix == .hexadecimal, number.isFinite {
        write(hexadecimal: number)
      } else {
        write(decimal: "\(number)")
      }
    }
  }

  /// A float as Swift spells it, the exponent without a plus and without zeros in front: `1e-5`, not `1e-05`.
  private mutating func write(decimal text: String) {
    var isLeading = false
    for byte in text.utf8 {
      if isLeading, byte == UInt8(ascii: "+") || byte == UInt8(ascii: "0") { continue }
      write(byte)
      if byte == UInt8(ascii: "e") {
        isLeading = true
      } else if byte != UInt8(ascii: "-") {
        isLeading = false
      }
    }
  }

  /// A finite float in hexadecimal: `0x1.8p3`.
  private mutating func write(hexadecimal number: Double) {
    if number.sign == .minus { write("-") }
    guard number != 0 else {
      write("0x0p0")
      return
    }
    // One digit before the point, which is 1 for subnormal numbers, too.
    let significand = number.significand.significandBitPattern
    write("0x1")
    if significand != 0 {
      write(".")
      let digits = String(significand, radix: 16)
      write(string: String(repeating: "0", count: 13 - digits.count))
      bytes.append(contentsOf: digits.utf8)
      while bytes.last == UInt8(ascii: "0") { bytes.removeLast() }
    }
    write("p")
    write(signed: Int64(number.exponent))
  }

  private mutating func write(nan bits: UInt64, isPlain: Bool) {
    write("nan")
    guard !isPlain else { return }
    write(UInt8(ascii: "("))
    write(hexadecimal: bits)
    write(UInt8(ascii: ")"))
  }

  /// A string in quotes.
  mutating func write(quoted text: some Sequence<UInt8>) {
    write(UInt8(ascii: "\""))
    // What is UTF-8 is readable as it is.
    let isText = String(validating: text, as: UTF8.self) != nil
    for byte in text {
      if byte >= 0x80, isText {
        write(byte)
      } else {
        write(escaped: byte, quote: UInt8(ascii: "\""))
      }
    }
    write(UInt8(ascii: "\""))
  }

  /// A byte as it stands between quotes.
  mutating func write(escaped byte: UInt8, quote: UInt8) {
    switch byte {
    case 0x0A: write("\\n")
    case 0x09: write("\\t")
    case 0x0D: write("\\r")
    case 0: write("\\0")
    case UInt8(ascii: "\\"): write("\\\\")
    case quote:
      write(UInt8(ascii: "\\"))
      write(quote)
    case 0x20..<0x7F: write(byte)
    default:
      write("\\x")
      let digits = Array("0123456789abcdef".utf8)
      write(digits[Int(byte >> 4)])
      write(digits[Int(byte & 15)])
    }
  }

  /// A symbol.
  mutating func write(_ symbol: Symbol, of module: Module) {
    write(UInt8(ascii: "@"))
    let name = module.names[module.symbols[symbol].name]
    if !name.isEmpty, name.allSatisfy({ ByteClass.isInName[Int($0)] != 0 }) {
      bytes.append(contentsOf: name)
    } else {
      write(quoted: name)
    }
  }

  /// A type.
  mutating func write(_ type: Type, of module: Module) {
    var element = type
    var depth = 0
    while module.types.kind(of: element) == .array {
      let parts = module.types.arrayParts(element)
      write(UInt8(ascii: "["))
      write(decimal: parts.count)
      write(" x ")
      element = parts.element
      depth += 1
    }
    switch module.types.kind(of: element) {
    case .none: write("none")
    case .record:
      write(UInt8(ascii: "$"))
      if let record = module.types.recordData(element) { write(record.name, of: module) }
    case .task, .thread:
      module.types.kind(of: element) == .task ? write("task(") : write("thread(")
      // Handles are nested at most a few deep: see the parser's limit.
      for (index, result) in module.types.handleResults(element).enumerated() {
        if index > 0 { write(", ") }
        write(result, of: module)
      }
      write(UInt8(ascii: ")"))
    case .function: write(signature: element, of: module)
    default: write(string: Type.scalars[element.index - 1].spelling)
    }
    for _ in 0..<depth { write(UInt8(ascii: "]")) }
  }

  /// A parameter or result of a signature.
  mutating func write(_ parameter: Parameter, of module: Module) {
    write(parameter.type, of: module)
    switch parameter.extension {
    case .none: break
    case .sign: write(" sext")
    case .zero: write(" zext")
    case .environment: write(" env")
    }
  }

  /// A function's type: `(i64) -> i64 c`.
  mutating func write(signature type: Type, of module: Module) {
    write(UInt8(ascii: "("))
    let count = module.types.parameterCount(type)
    for index in 0..<count {
      if index > 0 { write(", ") }
      write(module.types.parameter(index, of: type), of: module)
    }
    if module.types.isVariadic(type) { count > 0 ? write(", ...") : write("...") }
    write(UInt8(ascii: ")"))
    write(results: type, of: module)
    if module.types.convention(type) == .c { write(" c") }
  }

  /// ` -> type`, ` -> (types)` or nothing.
  mutating func write(results type: Type, of module: Module) {
    let count = module.types.resultCount(type)
    guard count > 0 else { return }
    write(" -> ")
    if count > 1 { write(UInt8(ascii: "(")) }
    for index in 0..<count {
      if index > 0 { write(", ") }
      write(module.types.result(index, of: type), of: module)
    }
    if count > 1 { write(UInt8(ascii: ")")) }
  }
}
