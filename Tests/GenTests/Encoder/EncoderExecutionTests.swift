// What the rows say of operands and flags is what the processor does: each form is executed between states that differ only where
// the form is said not to look, and changes only what it is said to write.

import Foundation
import Testing

@testable import Gen

@Suite(.serialized) struct EncoderExecutionTests {
  /// What a form may look at and change, as places of a state.
  struct Places {
    var reads: Set<Int> = []
    var writes: Set<Int> = []

    init(_ instance: EncoderInstance, _ row: FormRow) {
      func add(_ register: MachineRegister, _ access: OperandAccess) {
        let places =
          register.isVector
          ? [ProcessorState.vector(Int(register.number)), ProcessorState.vector(Int(register.number)) + 1]
          : [Int(register.number)]
        if access.reads { reads.formUnion(places) }
        if access.writes { writes.formUnion(places) }
      }
      for index in 0..<row.operandCount {
        let slot = row.operand(index)
        switch slot.place {
        case .reg: add(instance.reg, slot.access)
        case .third: add(instance.third, slot.access)
        case .fixed: add(slot.register, slot.access)
        case .rm, .opcode:
          if let memory = instance.memory {
            add(MachineRegister(general: memory.base), .read)
            let words = ProcessorState.memory..<ProcessorState.memory + 8
            if slot.access.reads { reads.formUnion(words) }
            if slot.access.writes { writes.formUnion(words) }
          } else {
            add(instance.rm, slot.access)
          }
        case .none, .immediate, .relative: break
        }
      }
      for number in 0..<32 {
        let register = MachineRegister(rawValue: UInt8(number))
        if row.implicitReads.contains(register) { add(register, .read) }
        if row.implicitWrites.contains(register) { add(register, .write) }
      }
    }
  }

  static func isTested(_ form: Form) -> Bool {
    let row = form.row
    return row.traits.isDisjoint(with: [.hasEffects, .transfersControl]) && ProcessorFeatures.host.contains(row.feature)
      && row.operand(at: .relative) == nil
  }

  /// Random values, with the special ones often.
  static func random(_ random: inout SplitMix) -> UInt64 {
    switch random.next() % 8 {
    case 0: random.next() % 4
    case 1: UInt64.max &- random.next() % 4
    case 2: 1 << (random.next() % 64)
    case 3: random.next() % 256
    default: random.next()
    }
  }

  /// Keeps a state where the instruction neither faults nor leaves its memory.
  static func confine(_ state: inout ProcessorState, _ instance: EncoderInstance, _ address: UInt64) {
    state.words[ProcessorState.flags] &= ProcessorState.flagMask & ~(1 << 10)
    if let memory = instance.memory { state.words[Int(memory.base)] = address }
    switch instance.form {
    case .div, .idiv, .divByte, .idivByte:
      // A dividend that is not wide and a divisor that is large: the quotient has room.
      if instance.form == .divByte || instance.form == .idivByte { state.words[0] &= 0x1FF }
      state.words[2] &= 1
      let place = instance.memory == nil ? Int(instance.rm.number) : ProcessorState.memory
      state.words[place] = state.words[place] & ~0x8080_8080_8080_8080 | 0x4040_4040_4040_4040
    case .cmpxchg8b where state.words[0] == state.words[ProcessorState.memory]:
      state.words[ProcessorState.memory] = state.words[0] & 0xFFFF_FFFF | state.words[2] << 32
    case .bt, .bts, .btr, .btc:
      if instance.memory != nil { state.words[Int(instance.reg.number)] &= 63 }
    default: break
    }
  }

  /// The place that stands for all of a vector register, or of memory.
  static func group(_ place: Int) -> Int {
    place >= ProcessorState.memory ? ProcessorState.memory : place < 18 ? place : place & ~1
  }

  static func name(_ place: Int) -> String {
    place == ProcessorState.flags ? "flags" : place < 16 ? "register \(place)" : "word \(place)"
  }

  /// Whether two results of a place differ by more than what went through as it was.
  static func differs(
    _ place: Int, _ a: ProcessorState, _ b: ProcessorState, from s: ProcessorState, _ t: ProcessorState
  ) -> Bool {
    let difference = a.words[place] ^ b.words[place]
    let kept = ~(a.words[place] ^ s.words[place]) & ~(b.words[place] ^ t.words[place])
    if place == ProcessorState.flags { return difference & ~kept != 0 }
    // A write of 8 or 16 bits keeps the rest of the register.
    if place < 16 { return difference & 0xFFFF & ~(kept & 0xFF00) != 0 || difference & ~0xFFFF & ~kept != 0 }
    return difference != 0
  }

  /// Where a row is not what the processor does.
  static func problems(_ row: FormRow, _ executor: Executor, _ random: inout SplitMix) -> [String] {
    let form = row.form
    var problems: [String] = []
    let sizes = row.sizes.isEmpty ? [OperandSize.bits32] : OperandSize.allCases.filter { row.sizes.contains($0) }
    var changedFlags: UInt64 = 0
    var usedFlags: UInt64 = 0
    var used: Set<Int> = []
    var changed: Set<Int> = []
    var expectedUsed: Set<Int> = []
    var expectedChanged: Set<Int> = []
    for size in sizes {
      func register(_ place: OperandSlot.Place, _ number: UInt8) -> MachineRegister {
        let slot = row.operand(at: place) ?? (place == .rm ? row.operand(at: .opcode) : nil)
        let isVector = slot?.kind == .vector || slot?.kind == .vectorOnly
        return MachineRegister(rawValue: number | (isVector ? 16 : 0))
      }
      var instances: [EncoderInstance] = []
      let rm = row.operand(at: .rm)
      for immediate: Int64 in row.operand(at: .immediate) == nil ? [0] : [1, 5, 0x51] {
        let template = EncoderInstance(
          form: form, size: size, reg: register(.reg, 9), rm: register(.rm, 10), third: register(.third, 11),
          immediate: immediate)
        if rm?.kind != .memory { instances.append(template) }
        if let rm, rm.kind == .memory || rm.kind == .general || rm.kind == .vector {
          var instance = template
          instance.memory = MemoryOperand(.r12)
          instances.append(instance)
        }
      }
      for instance in instances {
        executor.prepare(instance)
        let places = Places(instance, row)
        for trial in 0..<24 {
          var state = ProcessorState()
          for index in state.words.indices { state.words[index] = Self.random(&random) }
          if trial % 3 == 1 {
            // A count of bits that is no more than there are.
            for index in [1, 10, ProcessorState.memory, ProcessorState.vector(10)] { state.words[index] &= 31 }
          }
          if trial % 3 == 0 {
            // Equal operands: exchanges succeed, comparisons are equal.
            let value = state.words[0]
            for index in trial % 2 == 0 ? [10, ProcessorState.memory] : [9, 10, ProcessorState.memory] {
              state.words[index] = value
            }
            if trial % 2 == 0 { (state.words[2], state.words[ProcessorState.memory + 1]) = (value, value) }
            for index in [ProcessorState.vector(9), ProcessorState.vector(10)] {
              for word in 0..<2 { state.words[index + word] = state.words[ProcessorState.memory + word] }
            }
          }
          Self.confine(&state, instance, executor.address)
          let result = executor.run(state)
          func note(_ message: String) {
            if problems.isEmpty { problems.append("\(form) \(size): \(message)") }
          }
          // What it changes, it is said to write.
          for index in state.words.indices
          where index != ProcessorState.flags && state.words[index] != result.words[index] {
            if !places.writes.contains(index) { note("changes \(Self.name(index))") }
            changed.insert(Self.group(index))
          }
          let flagChange = state.words[ProcessorState.flags] ^ result.words[ProcessorState.flags]
          changedFlags |= flagChange
          if flagChange & ~ProcessorState.mask(row.flagsWritten) != 0 {
            note("changes flags \(String(flagChange, radix: 16))")
          }
          // Where it is said not to look, nothing depends on.
          var other = state
          for index in state.words.indices where !places.reads.contains(index) && index != ProcessorState.flags {
            other.words[index] = random.next()
          }
          other.words[ProcessorState.flags] ^= random.next() & ~ProcessorState.mask(row.flagsRead)
          Self.confine(&other, instance, executor.address)
          let second = executor.run(other)
          for index in state.words.indices where index == ProcessorState.flags || places.writes.contains(index) {
            // Of memory, what lies behind the operand goes through.
            if index >= ProcessorState.memory, result.words[index] == state.words[index] { continue }
            let isPartial = index >= ProcessorState.memory && (size.bits < 64 || !row.sizes.isEmpty)
            if isPartial || index >= ProcessorState.memory {
              let kept = ~(result.words[index] ^ state.words[index]) & ~(second.words[index] ^ other.words[index])
              if (result.words[index] ^ second.words[index]) & ~kept != 0 {
                note("\(Self.name(index)) depends on more")
              }
            } else if Self.differs(index, result, second, from: state, other) {
              note("\(Self.name(index)) depends on more than is read")
            }
          }
          // What it is said to read counts, now and then.
          for index in places.reads.sorted() where !used.contains(Self.group(index)) {
            var third = state
            third.words[index] ^= random.next()
            Self.confine(&third, instance, executor.address)
            let depends = executor.run(third)
            for place in state.words.indices where place != index || places.writes.contains(index) {
              if Self.differs(place, result, depends, from: state, third) { used.insert(Self.group(index)) }
            }
          }
          for (number, bit) in ProcessorState.flagBits.enumerated()
          where row.flagsRead.rawValue >> UInt8(number) & 1 != 0 {
            var third = state
            third.words[ProcessorState.flags] ^= 1 << bit
            let depends = executor.run(third)
            for place in state.words.indices where Self.differs(place, result, depends, from: state, third) {
              usedFlags |= 1 << bit
            }
          }
        }
        expectedUsed.formUnion(places.reads.map(Self.group))
        expectedChanged.formUnion(places.writes.map(Self.group))
      }
    }
    // The base of the address stays where the memory is.
    let unused = expectedUsed.subtracting(used).subtracting([12])
    if !unused.isEmpty {
      problems.append("\(form) is said to read \(unused.map(Self.name)), and nothing depends on it")
    }
    if !expectedChanged.subtracting(changed).isEmpty {
      problems.append("\(form) is said to write \(expectedChanged.subtracting(changed).map(Self.name)), which stays")
    }
    if usedFlags != ProcessorState.mask(row.flagsRead) {
      problems.append("\(form) is said to read flags that nothing depends on")
    }
    return problems
  }

  @Test func rowsSayWhatTheProcessorDoes() throws {
    let executor = try Executor()
    var random = SplitMix(state: 42)
    let forms = Form.allCases.filter(Self.isTested)
    let problems = forms.flatMap { Self.problems($0.row, executor, &random) }
    print("encoder: \(forms.count) forms executed \(executor.runs) times")
    #expect(forms.count > 250)
    #expect(problems.isEmpty, "\(problems.count):\n\(problems.joined(separator: "\n"))")
  }

  @Test func theKernelSaysTheSameOfTheProcessor() throws {
    let text = try String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)
    let line = try #require(text.split(separator: "\n").first { $0.hasPrefix("flags") })
    let flags = Set(line.split(separator: " "))
    for feature in ProcessorFeature.allCases where feature != .baseline && feature != .osxsave {
      let name =
        switch feature {
        case .cmpxchg16b: "cx16"
        case .sse3: "pni"
        case .sse41: "sse4_1"
        case .sse42: "sse4_2"
        case .lzcnt: "abm"
        case .sha: "sha_ni"
        case .prefetchw: "3dnowprefetch"
        default: "\(feature)"
        }
      // A kernel may keep to itself what the processor has and does not do well.
      if flags.contains(Substring(name)) || feature.level != nil {
        #expect(ProcessorFeatures.host.contains(feature) == flags.contains(Substring(name)), "\(feature)")
      }
    }
  }

  @Test func aRowThatSaysLessOrMoreIsFound() throws {
    let executor = try Executor()
    var random = SplitMix(state: 42)
    func damaged(
      _ form: Form, tests: ProcessorFlags? = nil, sets: ProcessorFlags? = nil, reads: RegisterSet? = nil,
      writes: RegisterSet? = nil, first: OperandSlot? = nil
    ) -> FormRow {
      let row = form.row
      var operands = row.operands
      if let first { operands.0 = first }
      return FormRow(
        form: form, mnemonic: row.mnemonic, opcode: row.opcode, digit: row.digit, short: row.short, sizes: row.sizes,
        feature: row.feature, traits: row.traits, flagsRead: tests ?? row.flagsRead,
        flagsWritten: sets ?? row.flagsWritten, operands: operands, implicitReads: reads ?? row.implicitReads,
        implicitWrites: writes ?? row.implicitWrites)
    }
    let rows = [
      damaged(.add, sets: ProcessorFlags.arithmetic.subtracting(.overflow)), damaged(.adc, tests: []),
      damaged(.add, tests: .carry), damaged(.mul, reads: []), damaged(.mul, writes: [RegisterSet(.rax)]),
      damaged(.mov, first: .reg(.update)), damaged(.addsd, first: .xmm(.write)), damaged(.cmp, first: .reg(.update)),
      damaged(.cmpxchg, reads: []), damaged(.not, sets: []), damaged(.bswap, writes: [RegisterSet(.rdx)]),
    ]
    for row in rows {
      let isDamaged = row.form != .not
      #expect(Self.problems(row, executor, &random).isEmpty != isDamaged, "\(row.form)")
    }
  }
}
