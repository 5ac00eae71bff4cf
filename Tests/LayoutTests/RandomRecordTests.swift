// The layout engine against gcc: random records must have the same size, alignment, offsets and bits.
//
// WEFT_SEED and WEFT_COUNT choose other records, and more of them; scripts/campaigns/random-records does.

import Foundation
import Layout
import RandomRecords
import TestSupport
import Testing

/// A number from the environment.
func setting(_ name: String, default value: UInt64) -> UInt64 {
  ProcessInfo.processInfo.environment[name].flatMap { UInt64($0) } ?? value
}

/// Something about a record that a compiler can be asked.
private struct Fact: Hashable {
  /// The question, as a constant expression of C, or nil where an object's bits answer it.
  var expression: String?
  /// What the question is about, for people.
  var subject: String
  var answer: Answer

  enum Answer: Hashable, CustomStringConvertible {
    case number(UInt64)
    case bits(BitRange)

    var description: String {
      switch self {
      case .number(let value): "\(value)"
      case .bits(let bits): "bits \(bits.offset)..<\(bits.offset + bits.width)"
      }
    }
  }
}

/// The facts of a record as the engine sees them.
private func facts(of record: RecordDeclaration, on target: Target) throws -> [Fact] {
  var engine = LayoutEngine(target: target)
  let layout = try engine.layout(of: record)
  let name = record.spelling
  var facts = [
    Fact(expression: "sizeof(\(name))", subject: "size", answer: .number(layout.size)),
    Fact(expression: "__alignof__(\(name))", subject: "alignment", answer: .number(layout.alignment)),
  ]

  func visit(_ record: RecordLayout, at base: UInt64, path: String, hasStorage: Bool) {
    for field in record.fields {
      let inner = path + (field.name ?? "")
      if let bits = field.bits {
        guard hasStorage else { continue }
        let range = BitRange(offset: 8 * base + bits.offset, width: bits.width)
        facts.append(Fact(expression: nil, subject: inner, answer: .bits(range)))
        continue
      }
      var type = field.type
      var indices = ""
      var elementsHaveStorage = hasStorage
      if field.name != nil {
        facts.append(
          Fact(
            expression: "__builtin_offsetof(\(name), \(inner))", subject: inner, answer: .number(base + field.offset)))
        if case .array(_, nil) = type.shape {
        } else {
          facts.append(
            Fact(
              expression: "sizeof(((\(name) *)0)->\(inner))", subject: "size of \(inner)", answer: .number(type.size)))
        }
      }
      while case .array(let element, let count) = type.shape {
        indices += "[0]"
        if (count ?? 0) == 0 { elementsHaveStorage = false }
        type = element
      }
      if case .record(let record) = type.shape {
        visit(
          record, at: base + field.offset, path: field.name == nil ? path : inner + indices + ".",
          hasStorage: elementsHaveStorage)
      }
    }
  }
  visit(layout, at: 0, path: "", hasStorage: true)
  return facts
}

/// Asks gcc the questions of all records at once. Gives what it answers otherwise.
private func disagreements(
  _ records: [(declaration: RecordDeclaration, facts: [Fact])], on target: Target
) throws -> [(record: Int, fact: Fact, actual: String)] {
  var source = CSource.preamble
  var questions: [String] = []
  for (index, record) in records.enumerated() {
    source += CSource.text(of: record.declaration)
    for (number, fact) in record.facts.enumerated() {
      if let expression = fact.expression {
        questions.append(expression)
      } else {
        source += """
          \(record.declaration.spelling) image_\(index)_\(number)
            __attribute__((section(".weft.bits"))) = { .\(fact.subject) = -1 };\n
          """
      }
    }
  }
  source += "const unsigned long facts[] __attribute__((section(\".weft.facts\"))) = {\n"
  source += questions.joined(separator: ",\n") + "};\n"

  let object = try CompiledObject(source, for: target)
  let numbers = object.section(".weft.facts")
  let images = object.section(".weft.bits")
  guard numbers.count == 8 * questions.count else { throw ToolFailure(description: "gcc left out facts") }
  var next = numbers.startIndex
  var found: [(Int, Fact, String)] = []
  for (index, record) in records.enumerated() {
    var size = 0
    for (number, fact) in record.facts.enumerated() {
      switch fact.answer {
      case .number(let expected):
        let value = numbers[next..<next + 8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        next += 8
        if number == 0 { size = Int(value) }
        if value != expected { found.append((index, fact, "\(value)")) }
      case .bits(let expected):
        guard let start = object.symbols["image_\(index)_\(number)"] else {
          throw ToolFailure(description: "gcc left out an image")
        }
        let image = images.dropFirst(start).prefix(size)
        var set: [UInt64] = []
        for (byte, value) in image.enumerated() where value != 0 {
          for bit in 0..<8 where value >> bit & 1 == 1 { set.append(UInt64(8 * byte + bit)) }
        }
        if set != Array(expected.offset..<expected.offset + expected.width) {
          found.append((index, fact, "bits \(set)"))
        }
      }
    }
  }
  return found
}

@Suite struct RandomRecordTests {
  /// Hundreds of records in one file: a compiler's start takes longer than its work.
  private static let recordsPerFile = 500

  @Test(arguments: Target.allCases)
  func engineAgreesWithGcc(on target: Target) throws {
    let seed = setting("WEFT_SEED", default: 1)
    let count = Int(setting("WEFT_COUNT", default: 2000))
    // The compiler for riscv64 is optional; the other two are always asked.
    if target == .riscv64 && !target.hasCompiler { return }
    var generator = RandomRecordGenerator(seed: seed, target: target, profile: .layout)
    var factCount = 0
    var recordCount = 0
    while recordCount < count {
      var batch: [(declaration: RecordDeclaration, facts: [Fact])] = []
      for _ in 0..<min(Self.recordsPerFile, count - recordCount) {
        let record = generator.record(tag: "r\(recordCount)")
        batch.append((record, try facts(of: record, on: target)))
        recordCount += 1
      }
      factCount += batch.reduce(0) { $0 + $1.facts.count }
      if let first = try disagreements(batch, on: target).first {
        let smallest = shrunk(batch[first.record].declaration) { candidate in
          guard let facts = try? facts(of: candidate, on: target) else { return false }
          return ((try? disagreements([(candidate, facts)], on: target))?.isEmpty ?? true) == false
        }
        for found in try disagreements([(smallest, try facts(of: smallest, on: target))], on: target) {
          Issue.record(
            """
            \(target.rawValue), seed \(seed), record \(batch[first.record].declaration.tag ?? ""): \(found.fact.subject)
            ours \(found.fact.answer), gcc \(found.actual), in
            \(CSource.text(of: smallest))
            """)
        }
        return
      }
    }
    #expect(factCount > 4 * count)
    print("random records on \(target.rawValue): seed \(seed), \(recordCount) records, \(factCount) facts agree")
  }

  /// The comparison must be able to fail: one answer of each record is made wrong, and exactly those are found.
  @Test func aWrongAnswerIsFound() throws {
    let target = Target.x86_64
    var generator = RandomRecordGenerator(seed: 3, target: target, profile: .layout)
    var batch: [(declaration: RecordDeclaration, facts: [Fact])] = []
    var wrong: [Int] = []
    for index in 0..<200 {
      let record = generator.record(tag: "r\(index)")
      var answers = try facts(of: record, on: target)
      let chosen = index % answers.count
      switch answers[chosen].answer {
      case .number(let value): answers[chosen].answer = .number(value + 1)
      case .bits(let bits): answers[chosen].answer = .bits(BitRange(offset: bits.offset + 1, width: bits.width))
      }
      wrong.append(chosen)
      batch.append((record, answers))
    }
    let found = try disagreements(batch, on: target)
    #expect(found.map(\.record) == Array(batch.indices))
    #expect(found.map(\.fact) == zip(batch, wrong).map { $0.facts[$1] })
  }
}
