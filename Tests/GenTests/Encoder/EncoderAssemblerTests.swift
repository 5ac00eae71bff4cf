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

@Suite struct EncoderAssemblerTests {
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
      guard expected != form.bytes else { continue }
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
