// Register allocation, proved right: of random functions, and of every function of the filetests and examples.

import Foundation
import IR
import TestSupport
import Testing

@testable import Gen

@Suite struct AllocationTests {
  /// Allocates a function and checks what came of it.
  private static func faults(
    _ original: borrowing MachineFunction, _ allocator: inout Allocator, _ effort: AllocationEffort,
    reserved: RegisterSet
  ) -> [String] {
    var function = original.copy()
    allocator.allocate(&function, effort: effort, reserved: reserved)
    return AllocationChecker(original, function, allocator.allocation, reserved: reserved).faults
  }

  /// 2,000 functions in both ways; the seed and the number of one make it again.
  @Test(arguments: 0..<16) func randomFunctionsAreAllocatedRight(part: Int) {
    var allocator = Allocator(.x86_64)
    for index in (part * 125)..<((part + 1) * 125) {
      let function = RandomMachineFunction.make(seed: 1, index: index)
      let reserved = index % 4 == 0 ? RegisterSet(.rbp) : RegisterSet()
      for effort in [AllocationEffort.fast, .thorough] {
        let faults = Self.faults(function, &allocator, effort, reserved: reserved)
        if !faults.isEmpty { Issue.record("seed 1, function \(index), \(effort): \(faults.prefix(3))") }
      }
    }
  }

  static let programs: [String] = {
    let filetests = ProjectFiles.root.appendingPathComponent("Tests/VMTests/Filetests")
    let examples = ProjectFiles.root.appendingPathComponent("Examples")
    return ProjectFiles.programs(below: filetests).map { filetests.appendingPathComponent($0).path }
      + ProjectFiles.programs(below: examples).map { examples.appendingPathComponent($0).path }
  }()

  @Test(arguments: 0..<16) func programsAreAllocatedRight(part: Int) throws {
    var allocator = Allocator(.x86_64)
    var count = 0
    for (index, path) in Self.programs.enumerated() where index % 16 == part {
      let source = ModuleSource(name: path, bytes: try ProjectFiles.bytes(of: URL(fileURLWithPath: path)))
      let module = Module.read([source]).module
      for features in [ProcessorFeatures.level1, .level3] {
        var selection = Selection(module: module, features: features)
        for function in module.functions {
          selection.function = function
          selection.select()
          guard selection.refusal == nil else { continue }
          count += 1
          let reserved = selection.code.hasFramePointer ? RegisterSet(.rbp) : RegisterSet()
          for effort in [AllocationEffort.fast, .thorough] {
            let faults = Self.faults(selection.code, &allocator, effort, reserved: reserved)
            if faults.isEmpty { continue }
            Issue.record("@\(module.name(of: function.symbol)) of \(path), \(effort): \(faults.prefix(3))")
          }
        }
      }
    }
    #expect(count > 50)
  }

  /// The checker finds what is wrong: one operand, one move or one slot somewhere else.
  @Test func whatIsWrongIsFound() {
    var generator = SeededGenerator(seed: 7)
    var allocator = Allocator(.x86_64)
    var tried = [0, 0, 0]
    var missed = [0, 0, 0]
    for index in 0..<300 {
      let original = RandomMachineFunction.make(seed: 2, index: index)
      var function = original.copy()
      allocator.allocate(&function, effort: index % 2 == 0 ? .fast : .thorough)
      var allocation = allocator.allocation.copy()
      let reads = function.operands.indices.filter { !original.operands[$0].constraint.isDefinition }
      let kind = generator.below(3)
      switch kind {
      case 0:
        // Another register of the bank, which holds the value only by chance.
        guard !reads.isEmpty else { continue }
        let at = generator.pick(reads)
        guard let register = function.operands[at].location.register else { continue }
        function.operands[at].location = Location(MachineRegister(rawValue: register.rawValue ^ 1))
      case 1:
        // A move that brings a value for an operand is not made.
        let moves = allocation.order.indices.filter { allocation.order[$0] & Allocation.moveBit != 0 }
        guard let at = moves.randomElement(using: &generator) else { continue }
        let number = Int(allocation.order[at] & ~Allocation.moveBit)
        guard allocation.moves[number].kind == .repeat || Location(rawValue: allocation.moves[number].source).isSlot
        else {
          continue
        }
        allocation.moves[number] = MachineMove(
          .general, to: Location(.xmm14), from: Location(.xmm14))
      default:
        // Two slots lie in one place.
        guard allocation.slotCount >= 2, allocation.slotPlaces.count == allocation.slotCount else { continue }
        for slot in allocation.slotPlaces.indices { allocation.slotPlaces[slot] = 0 }
      }
      tried[kind] += 1
      let faults = AllocationChecker(original, function, allocation, reserved: RegisterSet()).faults
      if faults.isEmpty { missed[kind] += 1 }
    }
    for kind in 0..<3 {
      #expect(tried[kind] > 20)
      // Some changes change nothing: two registers hold the same value, or the value is not needed.
      #expect(missed[kind] * 4 < tried[kind], "kind \(kind): \(missed[kind]) of \(tried[kind]) are not found")
    }
  }
}
