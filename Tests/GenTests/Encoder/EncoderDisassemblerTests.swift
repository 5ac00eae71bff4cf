// Every instance of every form, disassembled and assembled again, is the same bytes: by Capstone, and by objdump where Capstone
// 4.0.2 is at fault.

import Testing

@testable import Gen

/// A form that Capstone 4.0.2 reads or writes wrongly; objdump takes its place.
struct CapstoneFault {
  var forms: [Form]
  var why: String

  static let all: [CapstoneFault] = [
    CapstoneFault(forms: [.rdpid], why: "takes it for rdseed"),
    CapstoneFault(
      forms: [.rdfsbase, .rdgsbase, .wrfsbase, .wrgsbase, .rdrand, .rdseed],
      why: "writes a suffix that GNU as does not read"),
    CapstoneFault(forms: [.xchg], why: "leaves the prefix out of xchg %ax, %ax"),
    CapstoneFault(
      forms: [.repMovs, .repStos, .repeCmps, .repneCmps, .repeScas, .repneScas],
      why: "takes 16 bits for 32 where the prefix of the size stands before that of the repetition"),
  ]
}

/// A disassembled instruction.
struct Disassembled {
  var offset: Int
  var length: Int
  var text: [UInt8]
}

enum Disassembler {
  /// The lines of Capstone: offset, bytes, text.
  static func capstone(_ bytes: ArraySlice<UInt8>) throws -> [Disassembled] {
    // It fails where the first instruction is none; that there are no lines then says so, too.
    let output = try EncoderTools.run("cstool", ["x64att", EncoderTools.hexadecimal(bytes)], mayFail: true)
    var result: [Disassembled] = []
    for line in Array(output.utf8).split(separator: 0x0A) {
      // Two digits and a space each, from the second gap on; what follows is the text, from its tab backwards.
      let trimmed = line.drop { $0 == 0x20 }
      guard let offset = Int(String(decoding: trimmed.prefix { $0 != 0x20 }, as: UTF8.self), radix: 16) else {
        continue
      }
      var rest = trimmed.drop { $0 != 0x20 }.dropFirst(2)
      var length = 0
      while rest.count > 2, rest[rest.startIndex + 2] == 0x20, isDigit(rest[rest.startIndex]),
        isDigit(rest[rest.startIndex + 1])
      {
        rest = rest.dropFirst(3)
        length += 1
      }
      result.append(
        Disassembled(offset: offset, length: length, text: [UInt8](rest.drop { $0 == 0x20 || $0 == 0x09 })))
    }
    return result
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte) }

  /// The lines of objdump: offset, a colon, text, a comment.
  static func objdump(_ bytes: ArraySlice<UInt8>) throws -> [Disassembled] {
    let output = try EncoderTools.withFile(bytes) { path in
      try EncoderTools.run("objdump", ["-D", "-b", "binary", "-m", "i386:x86-64", "--no-show-raw-insn", "-w", path])
    }
    var result: [Disassembled] = []
    for line in Array(output.utf8).split(separator: 0x0A) {
      guard let colon = line.firstIndex(of: 0x3A), colon + 1 < line.endIndex, line[colon + 1] == 0x09 else { continue }
      let number = String(decoding: line[..<colon].drop { $0 == 0x20 }, as: UTF8.self)
      guard let offset = Int(number, radix: 16) else { continue }
      if !result.isEmpty { result[result.count - 1].length = offset - result[result.count - 1].offset }
      let text = [UInt8](line[(colon + 2)...].prefix { $0 != UInt8(ascii: "#") })
      result.append(Disassembled(offset: offset, length: bytes.count - offset, text: text))
    }
    return result
  }
}

@Suite struct EncoderDisassemblerTests {
  /// Disassembles forms, and gives where the result is not the instances' bytes: at most one place for each form.
  static func differences(
    _ forms: [EncodedForm], by disassemble: (ArraySlice<UInt8>) throws -> [Disassembled]
  ) throws -> (count: Int, differences: [String]) {
    // What refers to a symbol without `rip` has a wider displacement than the disassembler can know.
    var bytes: [UInt8] = []
    var instances: [(form: Int, index: Int, offset: Int)] = []
    for (number, form) in forms.enumerated() {
      for index in form.instances.indices {
        if let memory = form.instances[index].memory, memory.reference.kind != .none,
          memory.base != MemoryOperand.instructionPointer
        {
          continue
        }
        instances.append((number, index, bytes.count))
        bytes += form[index]
      }
    }
    var differences: [String] = []
    var isFaulty = [Bool](repeating: false, count: forms.count)
    func report(_ number: Int, _ message: String) {
      guard !isFaulty[number] else { return }
      isFaulty[number] = true
      differences.append("\(forms[number].form): \(message)")
    }
    var expected: [[UInt8]] = Array(repeating: [], count: forms.count)
    var texts: [[Disassembled]] = Array(repeating: [], count: forms.count)
    var first = 0
    while first < instances.count {
      // A command's argument has at most 128 KB.
      let start = instances[first].offset
      var end = first
      while end < instances.count, instances[end].offset - start < 60_000 { end += 1 }
      let upper = end < instances.count ? instances[end].offset : bytes.count
      let lines = try disassemble(bytes[start..<upper])
      var next = 0
      while first < end {
        let (number, index, offset) = instances[first]
        let length = forms[number][index].count
        guard next < lines.count, lines[next].offset + start == offset, lines[next].length == length else {
          // The disassembler is out of step: once more from behind this form.
          report(
            number, "\(EncodedForm.text(forms[number].instances[index])) is not one instruction of \(length) bytes")
          while first < instances.count, instances[first].form == number { first += 1 }
          break
        }
        texts[number].append(Disassembled(offset: expected[number].count, length: length, text: lines[next].text))
        expected[number] += forms[number][index]
        next += 1
        first += 1
      }
    }
    // What GNU as does not read is a difference as well; the rest is assembled without it.
    var sections: [String: [UInt8]]?
    while sections == nil {
      var text: [UInt8] = []
      var formOfLine = [0]
      for number in forms.indices where !isFaulty[number] {
        text += ".section \(forms[number].sectionName),\"ax\"\n".utf8
        formOfLine.append(number)
        for line in texts[number] {
          text += line.text
          text.append(0x0A)
          formOfLine.append(number)
        }
      }
      do {
        sections = try EncoderTools.assemble(text)
      } catch let failure as ToolFailure where !failure.lines.isEmpty {
        let lines = text.split(separator: 0x0A)
        for line in failure.lines {
          report(formOfLine[line], "GNU as does not read \(String(decoding: lines[line - 1], as: UTF8.self))")
        }
      }
    }
    for number in forms.indices where !isFaulty[number] {
      let again = sections?[forms[number].sectionName] ?? []
      guard again != expected[number] else { continue }
      let place = zip(again, expected[number]).prefix { $0 == $1 }.count
      let line = texts[number].last { $0.offset <= place }
      report(number, "\(String(decoding: line?.text ?? [], as: UTF8.self)): assembled again, it is other bytes")
    }
    return (instances.count, differences)
  }

  @Test func everyInstanceIsReadBack() throws {
    let faulty = Set(CapstoneFault.all.flatMap(\.forms))
    let forms = Form.allCases.filter { $0.row.operand(at: .relative) == nil }
    let byCapstone = try Self.differences(
      forms.filter { !faulty.contains($0) }.map { EncodedForm($0) }, by: Disassembler.capstone)
    print("encoder: \(byCapstone.count) instances of \(forms.count - faulty.count) forms read back by Capstone")
    #expect(byCapstone.count > 50_000)
    #expect(
      byCapstone.differences.isEmpty,
      "\(byCapstone.differences.count) forms:\n\(byCapstone.differences.joined(separator: "\n"))")
    let byObjdump = try Self.differences(faulty.map { EncodedForm($0) }, by: Disassembler.objdump)
    print("encoder: \(byObjdump.count) instances of \(faulty.count) forms read back by objdump")
    #expect(byObjdump.differences.isEmpty, "\(byObjdump.differences.joined(separator: "\n"))")
    // What is listed is at fault still.
    let faults = try Self.differences(faulty.map { EncodedForm($0) }, by: Disassembler.capstone)
    #expect(faults.differences.count == faulty.count)
  }
}
