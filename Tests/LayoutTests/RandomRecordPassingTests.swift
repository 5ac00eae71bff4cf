// By-value classes against gcc: where compiled functions take random records from, and where they leave them.

import Layout
import RandomRecords
import TestSupport
import Testing

/// The number of a register among those of its kind, and which kind that is.
private enum RegisterPlace {
  case general(Int)
  case vector(Int)
  case x87(Int)

  init?(_ name: String) {
    switch name {
    case "rdi", "rax": self = .general(0)
    case "rsi", "rdx": self = .general(1)
    default:
      guard let number = name.last?.wholeNumberValue else { return nil }
      switch name.dropLast() {
      case "x", "a": self = .general(number)
      case "xmm", "h", "s", "d", "q", "fa": self = .vector(number)
      case "st": self = .x87(number)
      default: return nil
      }
    }
  }
}

/// Compares what a record's functions did with its class; nil where they agree.
private func disagreement(
  _ layout: RecordLayout, _ valueClass: ByValueClass, _ observed: PassingObservation, on target: Target
) -> String? {
  let mask = meaningfulBits(of: layout, on: target)

  /// Where a byte of the record should be when it is passed as the second argument, after a `long`.
  func argumentIndex(_ byte: Int) -> Int? {
    guard case .registers(let parts) = valueClass.firstArgument else { return PassingPattern.memory + byte }
    guard let part = parts.first(where: { $0.offset <= byte && UInt64(byte) < $0.offset + $0.size }) else { return nil }
    let within = byte - Int(part.offset)
    switch RegisterPlace(part.register) {
    case .general(let number):
      var shift = 1
      if case .aapcs64(.general(_, startsEven: true)) = valueClass { shift = 2 }
      return PassingPattern.general + 8 * (number + shift) + within
    case .vector(let number): return PassingPattern.vector + 16 * number + within
    case .x87, nil: return nil
    }
  }

  func resultByte(_ byte: Int) -> UInt8? {
    guard case .registers(let parts) = valueClass.result else { return observed.memory[byte] }
    guard let part = parts.first(where: { $0.offset <= byte && UInt64(byte) < $0.offset + $0.size }) else { return nil }
    let within = byte - Int(part.offset)
    switch RegisterPlace(part.register) {
    case .general(let number): return observed.general[8 * number + within]
    case .vector(let number): return observed.vector[16 * number + within]
    case .x87(let number): return observed.x87[16 * number + within]
    case nil: return nil
    }
  }

  for byte in mask.indices where mask[byte] != 0 {
    guard let index = argumentIndex(byte) else { return "byte \(byte) is in no register" }
    if (observed.taken[byte] ^ PassingPattern.argument(index)) & mask[byte] != 0 {
      let origins = (0..<256).filter { PassingPattern.argument($0) == observed.taken[byte] }
      return "byte \(byte) as an argument is expected at \(index), came from \(origins)"
    }
    guard let found = resultByte(byte), (found ^ PassingPattern.result(byte)) & mask[byte] == 0 else {
      return "byte \(byte) as a result is not in \(valueClass.result)"
    }
  }
  if case .registers = valueClass.result, observed.memory.contains(where: { $0 != PassingPattern.poison }) {
    return "the result was written to memory"
  }
  return nil
}

/// The first record whose functions do not what its class says, and what they do.
private func firstDisagreement(
  _ records: [RecordDeclaration], on target: Target
) throws -> (record: Int, fault: String)? {
  let layouts = try records.map { (record) throws(LayoutError) in
    var engine = LayoutEngine(target: target)
    return try engine.layout(of: record)
  }
  let classes = layouts.map { ByValueClass(of: $0, on: target) }
  let observations = try observePassing(
    of: records,
    byReference: classes.map { valueClass in
      if case .memory = valueClass.firstArgument { return true }
      return false
    }, on: target)
  for index in records.indices {
    if let fault = disagreement(layouts[index], classes[index], observations[index], on: target) {
      return (index, "\(classes[index]): \(fault)")
    }
  }
  return nil
}

@Suite struct RandomRecordPassingTests {
  private static let recordsPerFile = 500

  @Test(arguments: Target.allCases)
  func classAgreesWithGcc(on target: Target) throws {
    let seed = setting("WEFT_SEED", default: 1)
    // A tenth of the records that are laid out, and at least as many as the first run takes.
    let count = max(1000, Int(setting("WEFT_COUNT", default: 2000)) / 10)
    if target == .riscv64 && !target.hasCompiler { return }
    var generator = RandomRecordGenerator(seed: seed, target: target, profile: .byValue)
    var classes: Set<String> = []
    var recordCount = 0
    while recordCount < count {
      var batch: [RecordDeclaration] = []
      for _ in 0..<min(Self.recordsPerFile, count - recordCount) {
        batch.append(generator.record(tag: "r\(recordCount)"))
        recordCount += 1
      }
      for record in batch {
        var engine = LayoutEngine(target: target)
        classes.insert(ByValueClass(of: try engine.layout(of: record), on: target).description)
      }
      if let first = try firstDisagreement(batch, on: target) {
        let smallest = shrunk(batch[first.record]) { candidate in
          (try? firstDisagreement([candidate], on: target)) ?? nil != nil
        }
        Issue.record(
          """
          \(target.rawValue), seed \(seed), record \(batch[first.record].tag ?? ""): \
          \((try? firstDisagreement([smallest], on: target))??.fault ?? first.fault)
          \(CSource.text(of: smallest))
          """)
        return
      }
    }
    // Records of one kind only would prove little.
    #expect(classes.count >= 8)
    print("random values on \(target.rawValue): seed \(seed), \(recordCount) values of \(classes.count) classes agree")
  }
}
