// Every instance of every form equals, byte for byte, what GNU as makes of its text.

import Testing

@testable import Gen

/// The instances of one form, encoded one after the other.
struct EncodedForm {
  var form: Form
  var instances: [EncoderInstance]
  var bytes: [UInt8]
  /// Where each instance begins, and the end.
  var offsets: [Int]
  var relocations: [Relocation]

  init(_ form: Form, table: FormTable = .shared) {
    self.form = form
    instances = EncoderInstances.of(form)
    var buffer = CodeBuffer(table: table)
    buffer.beginFunction()
    offsets = [0]
    for instance in instances {
      instance.emit(to: &buffer)
      offsets.append(buffer.count)
    }
    bytes = buffer.bytes()
    relocations = buffer.relocations
  }

  /// The bytes of an instance.
  subscript(index: Int) -> ArraySlice<UInt8> { bytes[offsets[index]..<offsets[index + 1]] }

  static func text(_ instance: EncoderInstance) -> String {
    var writer = AssemblyWriter { _, text in text.append(contentsOf: "symbol".utf8) }
    instance.write(to: &writer)
    return String(decoding: writer.text, as: UTF8.self)
  }

  var sectionName: String { ".text.\(form)" }
}

/// Where the encoder's own choice is shorter than what GNU as makes of the plain text, and does the same: all there are.
struct ShorterEncoding: CustomTestStringConvertible {
  var text: String
  var chosen: String
  var instance: EncoderInstance
  var testDescription: String { text }

  static let all: [ShorterEncoding] = [
    // A constant in 64 bits whose upper half is zero.
    Self(
      text: "movq $5, %rax", chosen: "movl $5, %eax",
      instance: EncoderInstance(form: .movImmediate, size: .bits64, immediate: 5)),
    Self(
      text: "movabsq $0xFFFFFFFF, %r9", chosen: "movl $4294967295, %r9d",
      instance: EncoderInstance(form: .movImmediate, size: .bits64, rm: .r9, immediate: 0xFFFF_FFFF)),
    // An index without a base, once or twice, needs no 32 bits of displacement.
    Self(
      text: "movl (,%rcx,1), %eax", chosen: "movl (%rcx), %eax",
      instance: EncoderInstance(form: .mov, size: .bits32, memory: MemoryOperand(index: .rcx, scale: 1))),
    Self(
      text: "movl (,%rcx,2), %eax", chosen: "movl (%rcx,%rcx,1), %eax",
      instance: EncoderInstance(form: .mov, size: .bits32, memory: MemoryOperand(index: .rcx, scale: 2))),
    // The base that needs a displacement is the index as well.
    Self(
      text: "movl (%rbp,%rcx,1), %eax", chosen: "movl (%rcx,%rbp,1), %eax",
      instance: EncoderInstance(form: .mov, size: .bits32, memory: MemoryOperand(.rbp, index: .rcx))),
  ]
}

/// A relocation of an object file.
struct ObjectRelocation {
  var offset: UInt64
  var type: UInt64
  var addend: Int64

  /// Whether it is what the encoder means. GNU as lets the linker make some of those through the global offset table shorter.
  func equals(_ relocation: Relocation, isTypeListed: Bool = false) -> Bool {
    let types: [UInt64] =
      switch relocation.kind {
      case .absolute64: [1]
      case .relative32: [2]
      case .procedure32: [4]
      case .absolute32: [10]
      case .absolute32Signed: [11]
      case .offsetTable32: [9, 41, 42]
      case .threadOffsetTable32: [22]
      case .threadOffset32: [23]
      case .threadDescriptor32: [19]
      }
    return offset == UInt64(relocation.offset) && (isTypeListed || types.contains(type)) && addend == relocation.addend
  }
}

/// The forms where GNU as 2.40 has another type of relocation.
let listedTypes: [(forms: [Form], why: String)] = [
  ([.lea], "an address of 32 bits is relocated as unsigned: the bits are the same"),
  ([.pblendvb, .blendvps, .blendvpd, .sha256rnds2], "@tpoff is lost in an instruction that names xmm0"),
]

@Suite struct EncoderAssemblerTests {
  static func relocations(_ bytes: [UInt8]) -> [ObjectRelocation] {
    func number(_ offset: Int) -> UInt64 { (0..<8).reduce(0) { $0 | UInt64(bytes[offset + $1]) << UInt64(8 * $1) } }
    return stride(from: 0, to: bytes.count, by: 24).map {
      ObjectRelocation(
        offset: number($0), type: number($0 + 8) & 0xFFFF_FFFF, addend: Int64(bitPattern: number($0 + 16)))
    }
  }

  /// The differences between the encoder by a table and GNU as: at most one for each form.
  static func differences(_ forms: [EncodedForm]) throws -> [String] {
    var writer = AssemblyWriter { _, text in text.append(contentsOf: "symbol".utf8) }
    for form in forms {
      writer.text.append(contentsOf: ".section \(form.sectionName),\"ax\"\n".utf8)
      for instance in form.instances {
        instance.write(to: &writer)
        writer.write("\n")
      }
    }
    let sections = try EncoderTools.assemble(writer.text)
    var differences: [String] = []
    for form in forms {
      let expected = try #require(sections[form.sectionName])
      guard expected != form.bytes else {
        let relocations = Self.relocations(sections[".rela" + form.sectionName] ?? [])
        if let index = zip(form.relocations, relocations).enumerated().first(where: {
          !$1.1.equals($1.0, isTypeListed: listedTypes.contains { $0.forms.contains(form.form) })
        })?.offset {
          differences.append("\(form.form): \(form.relocations[index]), as has \(relocations[index])")
        } else if form.relocations.count != relocations.count {
          differences.append("\(form.form): \(form.relocations.count) relocations, as has \(relocations.count)")
        }
        continue
      }
      for index in form.instances.indices {
        let range = form.offsets[index]..<form.offsets[index + 1]
        if range.upperBound > expected.count || form.bytes[range] != expected[range] {
          let theirs = EncoderTools.hexadecimal(expected.dropFirst(range.lowerBound).prefix(16))
          differences.append(
            "\(EncodedForm.text(form.instances[index])): \(EncoderTools.hexadecimal(form[index])), as has \(theirs)…")
          break
        }
      }
      if form.bytes.count < expected.count, form.bytes[...] == expected.prefix(form.bytes.count) {
        differences.append("\(form.form): as has more bytes")
      }
    }
    return differences
  }

  @Test func everyInstanceEqualsTheAssemblers() throws {
    let forms = Form.allCases.map { EncodedForm($0) }
    let count = forms.reduce(0) { $0 + $1.instances.count }
    #expect(count > 50_000)
    print("encoder: \(count) instances of \(Form.count) forms against GNU as")
    for form in forms where form.form.row.operand(at: .relative) == nil { #expect(!form.instances.isEmpty) }
    let differences = try Self.differences(forms)
    #expect(differences.isEmpty, "\(differences.count) forms:\n\(differences.joined(separator: "\n"))")
  }

  /// What refers to symbols otherwise than by an operand in memory.
  @Test func symbolsAreReferredTo() throws {
    var writer = AssemblyWriter { _, text in text.append(contentsOf: "symbol".utf8) }
    var buffer = CodeBuffer()
    buffer.beginFunction()
    for rm in [MachineRegister.rax, .rdi, .r11] {
      for (form, size) in [
        (Form.movImmediate, OperandSize.bits32), (.movImmediate, .bits64), (.addImmediate, .bits64),
        (.cmpImmediate, .bits64), (.movAbsolute, .bits64), (.testImmediate, .bits64), (.pushImmediate, .bits32),
      ] {
        buffer.emit(form, size, rm: rm, immediateSymbol: 7, addend: 3)
        writer.write(form, size, rm: rm, immediateSymbol: 7, addend: 3)
        writer.write("\n")
      }
    }
    buffer.call(symbol: 7)
    writer.write(.call, to: AddressReference(.procedure, 7))
    writer.write("\n")
    buffer.jump(toSymbol: 7)
    writer.write(.jmp, to: .symbol(7))
    writer.write("\n")
    for condition in Condition.allCases {
      buffer.jump(if: condition, toSymbol: 7)
      writer.write(.jump(condition), to: .symbol(7))
      writer.write("\n")
    }
    buffer.emit(.mov, .bits64, reg: .r9, memory: MemoryOperand(relative: AddressReference(.threadOffsetTable, 7)))
    writer.write(.mov, .bits64, reg: .r9, memory: MemoryOperand(relative: AddressReference(.threadOffsetTable, 7)))
    writer.write("\n.quad symbol - 8\n")
    buffer.emitAddress(ofSymbol: 7, addend: -8)
    buffer.finishFunction()

    let sections = try EncoderTools.assemble(writer.text)
    #expect(sections[".text"] == buffer.bytes())
    let relocations = Self.relocations(sections[".rela.text"] ?? []).sorted { $0.offset < $1.offset }
    #expect(relocations.count == buffer.relocations.count)
    for (ours, theirs) in zip(buffer.relocations, relocations) { #expect(theirs.equals(ours), "\(ours) \(theirs)") }
  }

  @Test(arguments: ShorterEncoding.all)
  func listedChoicesAreShorter(_ listed: ShorterEncoding) throws {
    var buffer = CodeBuffer()
    listed.instance.emit(to: &buffer)
    let plain = try #require(try EncoderTools.assemble([UInt8]("\(listed.text)\n".utf8))[".text"])
    let chosen = try #require(try EncoderTools.assemble([UInt8]("\(listed.chosen)\n".utf8))[".text"])
    #expect(EncodedForm.text(listed.instance) == listed.chosen)
    #expect(buffer.bytes() == chosen)
    #expect(chosen.count < plain.count)
  }

  @Test func aDamagedRowIsFound() throws {
    let damaged: [(Form, (inout PackedForm) -> Void)] = [
      (.add, { $0.opcode ^= 2 }),
      (.popcnt, { $0.prefix = 0xF2 }),
      (.shlImmediate, { $0.digit = 5 << 3 }),
      (.movzx8, { $0.byteRegisters = 0 }),
      (.andn, { $0.rex = 0 }),
      (.imulImmediate, { $0.path = .sized }),
    ]
    for (form, damage) in damaged {
      #expect(try Self.differences([EncodedForm(form)]).isEmpty)
      #expect(try Self.differences([EncodedForm(form, table: FormTable(damaging: form, damage))]).count == 1, "\(form)")
    }
  }
}
