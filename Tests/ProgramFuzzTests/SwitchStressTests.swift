// The gate of switches: values of every kind live through switches between tasks, on the very switch that programs have; and if
// one value of a kind did not, the gate would say so.
//
// scripts/campaigns/switches runs the same with other seeds, and ten million switches.

import Foundation
import IR
@testable import Gen
import ProgramFuzz
import Synchronization
import TestSupport
import Testing

@Suite struct SwitchStressTests {
  private static func candidate(
    _ level: GenerationOptions.Level, _ folder: String, seconds: Double = 10,
    spoil: (@Sendable (String, inout MachineFunction, inout Allocation) -> Void)? = nil
  ) -> Candidate {
    .compiled(level: level, features: .host, name: level == .fast ? "fast" : "best", folder: folder, seconds: seconds) {
      $0.spoilsAllocation = spoil
    }
  }

  /// Values live through switches, and machine code of both levels does what the machine does.
  @Test(arguments: 0..<12) func valuesLiveThroughSwitches(index: Int) throws {
    try withTemporaryFolder { folder in
      let program = SwitchStressProgram(seed: 1, index: index)
      let differential = Differential(GenerationOptions.Level.allCases.map { Self.candidate($0, folder) })
      let disagreement = try differential.check(program.text)
      #expect(disagreement == nil, "program \(index)")
    }
  }

  /// Hundreds of thousands of switches, of which the program itself says whether all was kept.
  @Test func manySwitches() throws {
    try withTemporaryFolder { folder in
      var shape = SwitchStressShape()
      shape.rounds = 20_000
      let program = SwitchStressProgram(seed: 2, index: 0, shape: shape)
      let run = LongSwitchRun(program, GenerationOptions.Level.allCases.map { Self.candidate($0, folder) })
      #expect(run.fault == nil)
      #expect(run.switches > 200_000)
    }
  }

  /// The functions use every register that there is, and so destroy what others have in them.
  @Test func everyRegisterIsUsed() throws {
    let used = Mutex((general: RegisterSet(), vector: RegisterSet()))
    try withTemporaryFolder { folder in
      let candidate = Self.candidate(.best, folder) { name, function, allocation in
        guard name.hasPrefix("live.") || name.hasPrefix("caller.") else { return }
        used.withLock { used in
          for instruction in function.instructions.array {
            let first = Int(instruction.firstOperand)
            for operand in function.operands.array[first..<first + Int(instruction.resultCount)] {
              guard let register = operand.location.register else { continue }
              if function.banks[Int(operand.value)] == .vector {
                used.vector.formUnion(RegisterSet(register))
              } else {
                used.general.formUnion(RegisterSet(register))
              }
            }
          }
        }
      }
      for index in 0..<4 { _ = candidate.run(SwitchStressProgram(seed: 1, index: index).text, "program.wir") }
    }
    let (general, vector) = used.withLock { ($0.general, $0.vector) }
    let file = RegisterFile.x86_64
    #expect(general.isSuperset(of: file.allocatable[Int(RegisterBank.general.rawValue)]))
    #expect(vector.isSuperset(of: file.allocatable[Int(RegisterBank.vector.rawValue)]))
  }

  // MARK: - Negative controls

  /// A program that has values of a class.
  private static func program(for storage: StorageClass) -> SwitchStressProgram {
    var shape = SwitchStressShape()
    shape.descents = 1
    shape.depth = 300
    switch storage {
    case .general, .repeated, .frameSlot: (shape.general, shape.slots) = (6...10, 2...3)
    case .single: (shape.general, shape.single, shape.double, shape.slots) = (0...2, 4...8, 0...0, 0...0)
    case .double: (shape.general, shape.single, shape.double, shape.slots) = (0...2, 0...0, 4...8, 0...0)
    case .spilled, .calleeSaved: shape.general = 26...34
    case .spilledFloat: (shape.general, shape.single, shape.double) = (0...4, 12...16, 12...16)
    }
    return SwitchStressProgram(seed: 3, index: 0, shape: shape)
  }

  @Test(arguments: StorageClass.allCases, GenerationOptions.Level.allCases)
  func whatIsNotKeptIsFound(storage: StorageClass, level: GenerationOptions.Level) throws {
    let text = Self.program(for: storage).text
    let faults = AllocationFaults(storage: storage)
    let kept = Mutex<[KeptValue]>([])
    try withTemporaryFolder { folder in
      // Nothing is changed yet: the program is right, and has such values.
      let whole = Self.candidate(level, folder) { name, function, allocation in
        let values = faults.keptValues(of: name, function, allocation)
        kept.withLock { $0 += values }
      }
      let disagreement = try Differential([whole]).check(text)
      #expect(disagreement == nil)
      let values = kept.withLock { $0 }
      #expect(values.count >= 2, "\(storage) is not there at all")
      // The first value of each of two functions. Without it, a program may as well wait for ever.
      var functions: Set<String> = []
      for value in values where functions.count < 2 && functions.insert(value.function).inserted {
        let spoilt = Self.candidate(level, folder, seconds: 2) { name, function, allocation in
          if name == value.function { faults.drop(value, from: &function, &allocation) }
        }
        let difference = try Differential([spoilt]).check(text)
        #expect(difference != nil, "\(value) is not missed")
      }
    }
  }
}
