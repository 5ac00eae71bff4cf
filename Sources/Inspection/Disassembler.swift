// Machine code as text, with Capstone.

internal import CCapstone

/// An instruction as text.
public struct DisassembledInstruction: Sendable, Hashable {
  /// Its address, or its offset in the section of a relocatable object.
  public let address: UInt64
  /// Its bytes.
  public let bytes: [UInt8]
  /// What it does: "mov".
  public let mnemonic: String
  /// What it does it with: "rax, rbx".
  public let operands: String
  /// The address that it names, as a place to go to or as an operand; nil where it names none.
  public let target: UInt64?

  /// The whole as text.
  public var text: String { operands.isEmpty ? mnemonic : "\(mnemonic) \(operands)" }
}

/// A disassembler for one machine's code.
public struct Disassembler: ~Copyable {
  private var handle: csh = 0
  private let instruction: UnsafeMutablePointer<cs_insn>
  private let isX86: Bool

  /// A disassembler for the code of a file; nil where its machine is none that Capstone knows.
  public init?(for header: ElfFile.Header) {
    guard let (architecture, mode) = Self.engine(for: header), cs_open(architecture, mode, &handle) == CS_ERR_OK else {
      return nil
    }
    // What is no instruction is shown as bytes, and what follows is tried again.
    cs_option(handle, CS_OPT_SKIPDATA, 1)
    guard let instruction = cs_malloc(handle) else {
      cs_close(&handle)
      return nil
    }
    self.instruction = instruction
    isX86 = architecture == CS_ARCH_X86
  }

  deinit {
    cs_free(instruction, 1)
    var handle = handle
    cs_close(&handle)
  }

  private static func engine(for header: ElfFile.Header) -> (cs_arch, cs_mode)? {
    let big = header.isBigEndian ? CS_MODE_BIG_ENDIAN.rawValue : 0
    switch header.machineNumber {
    case 3: return (CS_ARCH_X86, CS_MODE_32)
    case 62: return (CS_ARCH_X86, CS_MODE_64)
    case 40: return (CS_ARCH_ARM, cs_mode(big))
    case 183: return (CS_ARCH_ARM64, cs_mode(big))
    case 8: return (CS_ARCH_MIPS, cs_mode((header.is64Bit ? CS_MODE_64 : CS_MODE_32).rawValue | big))
    case 20: return (CS_ARCH_PPC, cs_mode(CS_MODE_32.rawValue | big))
    case 21: return (CS_ARCH_PPC, cs_mode(CS_MODE_64.rawValue | big))
    case 2, 18: return (CS_ARCH_SPARC, cs_mode(big))
    case 43: return (CS_ARCH_SPARC, cs_mode(CS_MODE_V9.rawValue | big))
    case 22: return (CS_ARCH_SYSZ, cs_mode(big))
    default: return nil
    }
  }

  /// Calls `body` with each instruction of some code that starts at an address.
  public borrowing func forEach(
    in code: [UInt8], at address: UInt64, _ body: (DisassembledInstruction) -> Void
  ) {
    code.withUnsafeBufferPointer { buffer in
      var next = buffer.baseAddress
      var rest = buffer.count
      var place = address
      while rest > 0, cs_disasm_iter(handle, &next, &rest, &place, instruction) {
        body(read())
      }
    }
  }

  private borrowing func read() -> DisassembledInstruction {
    let size = min(Int(instruction.pointee.size), 16)
    let bytes = withUnsafeBytes(of: instruction.pointee.bytes) { Array($0.prefix(size)) }
    let mnemonic = withUnsafeBytes(of: instruction.pointee.mnemonic) {
      String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
    }
    let operands = withUnsafeBytes(of: instruction.pointee.op_str) {
      String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
    }
    let address = instruction.pointee.address
    return DisassembledInstruction(
      address: address, bytes: bytes, mnemonic: mnemonic, operands: operands,
      target: target(of: mnemonic, operands, next: address &+ UInt64(size)))
  }

  /// The address in an instruction's text.
  private borrowing func target(of mnemonic: String, _ operands: String, next: UInt64) -> UInt64? {
    if isX86 {
      if let place = Self.ripOffset(in: operands) { return next &+ place }
      // A place to go to, or a number that may be an address: whoever has the symbols can tell.
      if mnemonic == "nop" { return nil }
    } else {
      guard
        mnemonic.hasPrefix("b") || mnemonic.hasPrefix("j") || mnemonic.hasPrefix("cb") || mnemonic.hasPrefix("tb")
          || mnemonic.hasPrefix("adr")
      else { return nil }
    }
    guard let last = operands.split(separator: " ").last else { return nil }
    return Self.hexadecimal(last.drop { $0 == "#" || $0 == "[" }.prefix { $0 != "]" })
  }

  /// The displacement in "[rip + 0x20]".
  private static func ripOffset(in operands: String) -> UInt64? {
    guard let start = operands.utf8.firstIndex(of: UInt8(ascii: "[")),
      let end = operands.utf8[start...].firstIndex(of: UInt8(ascii: "]"))
    else { return nil }
    let words = operands[operands.index(after: start)..<end].split(separator: " ")
    guard words.first == "rip" else { return nil }
    guard words.count == 3 else { return words.count == 1 ? 0 : nil }
    let value = hexadecimal(words[2]) ?? UInt64(words[2])
    return value.map { words[1] == "-" ? 0 &- $0 : $0 }
  }

  private static func hexadecimal(_ text: Substring) -> UInt64? {
    text.hasPrefix("0x") ? UInt64(text.dropFirst(2), radix: 16) : nil
  }
}
