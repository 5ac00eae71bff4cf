// Labels, branches and alignment: lengths against a plain fixpoint and GNU as, and everything that refers to code moves along.

import Testing

@testable import Gen

/// A seeded generator of numbers.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// A function of branches, fillers and what refers to them.
enum CodeItem {
  case filler(Int)
  case jump(Int)
  case conditional(Condition, Int)
  case call(Int)
  case address(Int)
  case difference(Int, Int)
  case label(Int)
  case row(UInt64)
  case symbol(UInt32)
  case align(Int)
}

struct RandomCode {
  var items: [CodeItem] = []
  var labels = 0

  /// A function of some items, whose branches reach about as far as a short one does.
  init(seed: UInt64, alignments: Bool) {
    var random = SplitMix(state: seed)
    let count = Int.random(in: 1...400, using: &random)
    labels = count / 3 + 1
    // How far labels are from where they are used: from a few items to all of them.
    let spread = [3, 12, 30, 60, count].randomElement(using: &random) ?? 3
    var places = [Int: [Int]]()
    for label in 0..<labels { places[label * count / labels, default: []].append(label) }
    for index in 0..<count {
      for label in places[index, default: []] { items.append(.label(label)) }
      let near = index * labels / count
      let target = min(max(near + Int.random(in: -spread / 3 - 1...spread / 3 + 1, using: &random), 0), labels - 1)
      switch Int.random(in: 0..<20, using: &random) {
      case 0..<6: items.append(.jump(target))
      case 6..<12: items.append(.conditional(Condition(number: UInt8(index & 15)), target))
      case 12..<16: items.append(.filler(Int.random(in: 1...12, using: &random)))
      case 16: items.append(.row(UInt64(items.count)))
      case 17: items.append(Bool.random(using: &random) ? .call(target) : .address(target))
      case 18: items.append(.symbol(UInt32(items.count)))
      default:
        if alignments, index % 4 == 0 {
          items.append(.align(1 << Int.random(in: 1...6, using: &random)))
        } else {
          items.append(.difference(target, near))
        }
      }
    }
  }

  /// What a plain reading of the items gives: every length decided again until none changes.
  struct Layout {
    var bytes: [UInt8] = []
    var labels: [Int]
    var rows: [CodeRow] = []
    var symbols: [(offset: Int, symbol: UInt32)] = []
  }

  /// Lays out at an offset with some branches long; alignments take the most they can where `most` is set.
  private func offsets(_ long: [Bool], from start: Int, most: Bool) -> (items: [Int], labels: [Int], end: Int) {
    var offset = start
    var result = [Int]()
    var labelOffsets = [Int](repeating: 0, count: labels)
    for (index, item) in items.enumerated() {
      result.append(offset)
      switch item {
      case .filler(let count): offset += count
      case .jump: offset += long[index] ? 5 : 2
      case .conditional: offset += long[index] ? 6 : 2
      case .call: offset += 5
      case .address: offset += 7
      case .difference: offset += 4
      case .label(let label): labelOffsets[label] = offset
      case .row: break
      case .symbol: offset += 5
      case .align(let alignment): offset = most ? offset + alignment - 1 : (offset + alignment - 1) & -alignment
      }
    }
    return (result, labelOffsets, offset)
  }

  func layout(from start: Int) -> Layout {
    var long = [Bool](repeating: false, count: items.count)
    var changed = true
    while changed {
      changed = false
      let (places, labels, _) = offsets(long, from: start, most: true)
      for (index, item) in items.enumerated() where !long[index] {
        let target: Int
        switch item {
        case .jump(let label), .conditional(_, let label): target = labels[label]
        default: continue
        }
        if !(-128...127).contains(target - places[index] - 2) {
          long[index] = true
          changed = true
        }
      }
    }
    let (places, labels, end) = offsets(long, from: start, most: false)
    var layout = Layout(labels: labels)
    func append(_ number: Int) {
      for shift in 0..<4 { layout.bytes.append(UInt8(truncatingIfNeeded: number >> (8 * shift))) }
    }
    for (index, item) in items.enumerated() {
      let place = places[index]
      let next = index + 1 < places.count ? places[index + 1] : end
      switch item {
      case .filler(let count): layout.bytes += [UInt8](repeating: 0xF4, count: count)
      case .jump(let label):
        if long[index] {
          layout.bytes.append(0xE9)
          append(labels[label] - next)
        } else {
          layout.bytes += [0xEB, UInt8(truncatingIfNeeded: labels[label] - next)]
        }
      case .conditional(let condition, let label):
        if long[index] {
          layout.bytes += [0x0F, 0x80 + condition.rawValue]
          append(labels[label] - next)
        } else {
          layout.bytes += [0x70 + condition.rawValue, UInt8(truncatingIfNeeded: labels[label] - next)]
        }
      case .call(let label):
        layout.bytes.append(0xE8)
        append(labels[label] - next)
      case .address(let label):
        layout.bytes += [0x48, 0x8D, 0x05]
        append(labels[label] - next)
      case .difference(let label, let base): append(labels[label] - labels[base])
      case .label: break
      case .row(let payload): layout.rows.append(CodeRow(offset: UInt32(place), kind: 1, payload: payload))
      case .symbol(let symbol):
        layout.symbols.append((place + 1, symbol))
        layout.bytes += [0xE8, 0, 0, 0, 0]
      case .align: layout.bytes += [UInt8](repeating: 0xCC, count: next - place)
      }
    }
    return layout
  }

  func emit(to buffer: inout CodeBuffer) -> [Label] {
    buffer.beginFunction()
    let labels = (0..<self.labels).map { _ in buffer.makeLabel() }
    for item in items {
      switch item {
      case .filler(let count): buffer.emit(bytes: [UInt8](repeating: 0xF4, count: count))
      case .jump(let label): buffer.jump(to: labels[label])
      case .conditional(let condition, let label): buffer.jump(if: condition, to: labels[label])
      case .call(let label): buffer.call(labels[label])
      case .address(let label):
        buffer.emit(.lea, .bits64, reg: .rax, memory: MemoryOperand(relative: .label(labels[label])))
      case .difference(let label, let base): buffer.emitDifference(labels[label], minus: labels[base])
      case .label(let label): buffer.bind(labels[label])
      case .row(let payload): buffer.addRow(kind: 1, payload: payload)
      case .symbol(let symbol): buffer.call(symbol: symbol)
      case .align(let alignment): buffer.align(to: alignment, filler: 0xCC)
      }
    }
    buffer.finishFunction()
    return labels
  }

  /// The text for GNU as, which relaxes too.
  var text: String {
    var lines: [String] = []
    for item in items {
      switch item {
      case .filler(let count): lines += [String](repeating: "hlt", count: count)
      case .jump(let label): lines.append("jmp .L\(label)")
      case .conditional(let condition, let label): lines.append("j\(condition.suffix) .L\(label)")
      case .call(let label): lines.append("call .L\(label)")
      case .address(let label): lines.append("leaq .L\(label)(%rip), %rax")
      case .difference(let label, let base): lines.append(".long .L\(label) - .L\(base)")
      case .label(let label): lines.append(".L\(label):")
      case .row: break
      case .symbol: lines.append("call symbol")
      case .align(let alignment): lines.append(".balign \(alignment), 0xCC")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

@Suite struct EncoderBranchTests {
  @Test(arguments: [false, true])
  func lengthsAreTheLeastAndEverythingMoves(alignments: Bool) {
    var buffer = CodeBuffer()
    var long = 0
    for seed in 0..<600 as Range<UInt64> {
      let code = RandomCode(seed: seed, alignments: alignments)
      // Functions follow each other in the buffer.
      if seed % 3 == 0 { buffer.reset() }
      let (start, rows, relocations) = (buffer.count, buffer.rows.count, buffer.relocations.count)
      let expected = code.layout(from: start)
      let labels = code.emit(to: &buffer)
      #expect([UInt8](buffer.bytes()[start...]) == expected.bytes, "seed \(seed)")
      #expect(labels.map { buffer.offset(of: $0) } == expected.labels, "seed \(seed)")
      #expect([CodeRow](buffer.rows[rows...]) == expected.rows, "seed \(seed)")
      #expect(
        buffer.relocations[relocations...].map { Int($0.offset) } == expected.symbols.map(\.offset), "seed \(seed)")
      #expect(buffer.relocations[relocations...].map(\.symbol) == expected.symbols.map(\.symbol), "seed \(seed)")
      if expected.bytes.contains(0xE9) { long += 1 }
    }
    #expect(long > 100)
  }

  @Test func theAssemblerChoosesTheSameLengths() throws {
    var text = ""
    var codes: [[UInt8]] = []
    var buffer = CodeBuffer()
    for seed in 1000..<1200 as Range<UInt64> {
      let code = RandomCode(seed: seed, alignments: false)
      buffer.reset()
      _ = code.emit(to: &buffer)
      codes.append(buffer.bytes())
      // Local labels are the section's own.
      text += ".section .text.\(seed),\"ax\"\n" + code.text.replacing(".L", with: ".L\(seed)_")
    }
    let sections = try EncoderTools.assemble([UInt8](text.utf8))
    for (index, code) in codes.enumerated() {
      #expect(sections[".text.\(1000 + index)"] == code, "seed \(1000 + index)")
    }
  }

  @Test func transcriptsAreTheSameBytes() throws {
    var text: [UInt8] = []
    var codes: [[UInt8]] = []
    var buffer = CodeBuffer(capacity: 256)
    buffer.beginTranscript()
    var wide = 0
    for seed in 2000..<2300 as Range<UInt64> {
      let code = RandomCode(seed: seed, alignments: true)
      buffer.reset()
      _ = code.emit(to: &buffer)
      buffer.emitNothing(bytes: 17)
      buffer.emit(byte: 0xC3)
      buffer.emit(.xadd, .bits64, reg: .rcx, memory: MemoryOperand(.rdi), isLocked: true)
      buffer.emit(.movImmediate, .bits64, rm: .rcx, immediate: 5)
      buffer.emit(.movAbsolute, .bits64, rm: .rcx, immediateSymbol: 1)
      buffer.emitAddress(ofSymbol: 1, addend: -3)
      codes.append(buffer.bytes())
      var writer = AssemblyWriter { reference, text in
        text.append(contentsOf: (reference.kind == .label ? ".L\(seed)_\(reference.number)" : "symbol").utf8)
      }
      for item in buffer.takeTranscript() {
        if case .wideBranch = item { wide += 1 }
        writer.write(item)
        writer.write("\n")
      }
      text += ".section .text.\(seed),\"ax\"\n".utf8
      text += writer.text
    }
    let sections = try EncoderTools.assemble(text)
    for (index, code) in codes.enumerated() {
      #expect(sections[".text.\(2000 + index)"] == code, "seed \(2000 + index)")
    }
    #expect(wide > 0)
  }

  @Test func aChainOfLengtheningsIsNotQuadratic() {
    // Each branch is just short, and becomes long when the next one does: the last lengthens all.
    var buffer = CodeBuffer()
    buffer.beginFunction()
    let count = 100_000
    let labels = (0..<count + 1).map { _ in buffer.makeLabel() }
    for index in 0..<count {
      if index > 0 { buffer.bind(labels[index - 1]) }
      buffer.jump(to: labels[min(index + 62, count)])
    }
    buffer.emit(bytes: [UInt8](repeating: 0x90, count: 200))
    for index in count - 1...count { buffer.bind(labels[index]) }
    buffer.finishFunction()
    // All but those that reach the end of the chain before it grew.
    #expect(buffer.count > count * 4)
  }

  @Test func manyBlocksBranchFarAndNear() {
    var buffer = CodeBuffer()
    buffer.beginFunction()
    let count = 100_000
    let first = buffer.makeLabels(count)
    for index in 0..<count {
      buffer.bind(Label(rawValue: first.rawValue + UInt32(index)))
      buffer.emit(.add, .bits64, reg: .rax, rm: .rcx)
      buffer.jump(if: .less, to: Label(rawValue: UInt32(index * 7919 % count)))
      buffer.jump(to: Label(rawValue: UInt32(min(index + 1, count - 1))))
    }
    buffer.finishFunction()
    #expect(buffer.count > count * 10 && buffer.count < count * 12)
  }

  @Test func theAssemblerFillsWithTheSameBytes() throws {
    var text = ""
    var codes: [[UInt8]] = []
    for count in 1...63 {
      text += ".section .text.\(count),\"ax\"\n.fill \(64 - count), 1, 0xF4\n.balign 64\nret\n"
      var buffer = CodeBuffer()
      buffer.beginFunction()
      buffer.emit(bytes: [UInt8](repeating: 0xF4, count: 64 - count))
      buffer.align(to: 64)
      buffer.emit(.ret)
      buffer.finishFunction()
      codes.append(buffer.bytes())
      var nothing = CodeBuffer()
      nothing.emitNothing(bytes: count)
      #expect(nothing.bytes()[...] == buffer.bytes()[(64 - count)..<64])
    }
    let sections = try EncoderTools.assemble([UInt8](text.utf8))
    for count in 1...63 { #expect(sections[".text.\(count)"] == codes[count - 1], "\(count)") }
  }
}
