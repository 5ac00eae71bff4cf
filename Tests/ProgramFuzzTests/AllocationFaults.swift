// Faults of an allocation, made on purpose: one value that lives across a switch is not kept any more. What the allocator gave
// is changed before code is emitted from it, and nothing else.

import IR

@testable import Gen

/// Where a value is kept that lives across a switch.
enum StorageClass: String, CaseIterable, Sendable {
  /// A number, in a register until the switch.
  case general
  /// A float of 32 bits, in a register until the switch.
  case single
  /// A float of 64 bits, in a register until the switch.
  case double
  /// A number that was taken out of its register before the switch.
  case spilled
  /// A float that was taken out of its register before the switch.
  case spilledFloat
  /// What the program keeps in its frame.
  case frameSlot
  /// What is computed again behind the switch.
  case repeated
  /// A register that a caller keeps, across a call by address of a function that switches.
  case calleeSaved
}

/// A value that an allocation keeps across a switch.
struct KeptValue: Hashable, Sendable {
  /// The function that has it.
  let function: String
  /// The value, slot, register or move, by its number.
  let number: Int
}

/// What allocations keep across switches.
struct AllocationFaults {
  let storage: StorageClass

  /// Whether values of this class are looked for in a function.
  private func isSubject(_ name: String) -> Bool {
    if name.hasSuffix(".plain") { return false }
    return storage == .calleeSaved ? name.hasPrefix("kept.") : name.hasPrefix("live.") || name.hasPrefix("deep")
  }

  /// The values of the class that a function keeps.
  func keptValues(of name: String, _ function: borrowing MachineFunction, _ allocation: borrowing Allocation)
    -> [KeptValue]
  {
    guard isSubject(name) else { return [] }
    let numbers: [Int] =
      switch storage {
      case .frameSlot: function.stackObjects.count > 1 ? Array(function.stackObjects.indices.dropLast()) : []
      case .calleeSaved: Self.registers(allocation.savedRegisters)
      default: valuesInBlocks(function, allocation)
      }
    return numbers.map { KeptValue(function: name, number: $0) }
  }

  private func valuesInBlocks(
    _ function: borrowing MachineFunction, _ allocation: borrowing Allocation
  ) -> [Int] {
    var found: [Int] = []
    for block in 0..<function.blocks.count { found += values(in: block, function, allocation) }
    return found
  }

  private static func registers(_ set: RegisterSet) -> [Int] {
    var (set, found) = (set, [Int]())
    while let register = set.popFirst() { found.append(Int(register.rawValue)) }
    return found
  }

  /// Has the allocation not keep a value.
  func drop(_ value: KeptValue, from function: inout MachineFunction, _ allocation: inout Allocation) {
    switch storage {
    case .general, .single, .double, .spilled, .spilledFloat:
      // It is loaded as before, but never stored.
      allocation.slots[value.number] = 0
    case .frameSlot:
      // The frame has no room for it: it lies where the next one does.
      function.stackObjects[value.number].size = 0
    case .repeated:
      // The register has what it had.
      let move = allocation.moves[value.number]
      allocation.moves[value.number] = MachineMove(move.bank, to: move.destination, from: move.destination)
    case .calleeSaved:
      allocation.savedRegisters.subtract(RegisterSet(MachineRegister(rawValue: UInt8(value.number))))
    }
  }

  // MARK: - Values in registers and slots

  /// Follows what registers hold through a block, and gives what lives across its first switch.
  private func values(in block: Int, _ function: borrowing MachineFunction, _ allocation: borrowing Allocation) -> [Int]
  {
    let slotValues = Self.slotValues(allocation)
    let banks = function.banks.array
    var registers = [VirtualRegister?](repeating: nil, count: 64)
    var defined: Set<VirtualRegister> = []
    /// What was in a register at the switch; nil before it.
    var atSwitch: Set<VirtualRegister>?
    var found: [Int] = []
    func value(at location: Location) -> VirtualRegister? {
      location.isSlot ? slotValues[Int(location.slot)] : registers[Int(location.rawValue & 63)]
    }
    func noteRead(_ location: Location) {
      guard let atSwitch, location.isSlot else { return }
      let value = slotValues[Int(location.slot)]
      guard defined.contains(value), !found.contains(Int(value)) else { return }
      if isWanted(value, inRegister: atSwitch.contains(value), banks) { found.append(Int(value)) }
    }
    for at in Int(allocation.blockStarts[block])..<Int(allocation.blockStarts[block + 1]) {
      let item = allocation.order[at]
      if item & Allocation.moveBit != 0 {
        let number = Int(item & ~Allocation.moveBit)
        let move = allocation.moves[number]
        switch move.kind {
        case .copy:
          let source = Location(rawValue: move.source)
          noteRead(source)
          if !move.destination.isSlot { registers[Int(move.destination.rawValue)] = value(at: source) }
        case .exchange:
          registers.swapAt(Int(move.destination.rawValue), Int(move.source))
        case .repeat:
          let instruction = function.instructions[Int(move.source)]
          let repeated = function.operands[Int(instruction.firstOperand)].value
          registers[Int(move.destination.rawValue)] = repeated
          if storage == .repeated, atSwitch != nil, defined.contains(repeated) { found.append(number) }
        case .immediate: registers[Int(move.destination.rawValue)] = nil
        }
        continue
      }
      let instruction = function.instructions[Int(item)]
      let range = Int(instruction.firstOperand)..<Int(instruction.firstOperand) + Int(instruction.operandCount)
      for operand in range.dropFirst(Int(instruction.resultCount)) { noteRead(function.operands[operand].location) }
      if instruction.clobbers == Clobbers.everything, atSwitch == nil {
        atSwitch = Set(registers.compactMap { $0 })
        registers = Array(repeating: nil, count: 64)
      }
      for operand in range.prefix(Int(instruction.resultCount)) {
        let (value, location) = (function.operands[operand].value, function.operands[operand].location)
        if !location.isSlot { registers[Int(location.rawValue & 63)] = value }
        if atSwitch == nil { defined.insert(value) }
      }
    }
    return found
  }

  private static func slotValues(_ allocation: borrowing Allocation) -> [VirtualRegister] {
    var values: [VirtualRegister] = Array(repeating: 0, count: allocation.slots.count)
    for (value, slot) in allocation.slots.array.enumerated() where slot > 0 {
      values[Int(slot) - 1] = VirtualRegister(value)
    }
    return values
  }

  private func isWanted(_ value: VirtualRegister, inRegister: Bool, _ banks: [RegisterBank]) -> Bool {
    let isVector = banks[Int(value)] == .vector
    switch storage {
    case .general: return !isVector && inRegister
    // Which of the two widths, the program says: it has floats of one alone.
    case .single, .double: return isVector && inRegister
    case .spilled: return !isVector && !inRegister
    case .spilledFloat: return isVector && !inRegister
    case .frameSlot, .repeated, .calleeSaved: return false
    }
  }
}
