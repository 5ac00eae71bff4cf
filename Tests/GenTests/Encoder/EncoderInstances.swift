// Instances of instructions, made from the table of forms alone: every form with every register, every shape of address and every
// width of immediate.

import Gen

/// An instruction with all its operands.
struct EncoderInstance {
  var form: Form
  var size: OperandSize
  var reg: MachineRegister = .rax
  var rm: MachineRegister = .rax
  var third: MachineRegister = .rax
  var memory: MemoryOperand?
  var immediate: Int64 = 0
  var isLocked = false

  func emit(to buffer: inout CodeBuffer) {
    if let memory {
      buffer.emit(form, size, reg: reg, memory: memory, third: third, immediate: immediate, isLocked: isLocked)
    } else {
      buffer.emit(form, size, reg: reg, rm: rm, third: third, immediate: immediate)
    }
  }

  func write(to writer: inout AssemblyWriter) {
    if let memory {
      writer.write(form, size, reg: reg, memory: memory, third: third, immediate: immediate, isLocked: isLocked)
    } else {
      writer.write(form, size, reg: reg, rm: rm, third: third, immediate: immediate)
    }
  }
}

/// Makes the instances of forms.
enum EncoderInstances {
  /// The number of the symbol that addresses refer to.
  static let symbol: UInt32 = 7

  static let general = (0..<16).map { MachineRegister(general: UInt8($0)) }
  static let vector = (0..<16).map { MachineRegister(vector: UInt8($0)) }

  /// Every shape of address: the plain bases with every length of displacement, and each corner, come first.
  static let core: [MemoryOperand] = {
    var shapes: [MemoryOperand] = []
    for base in general { shapes.append(MemoryOperand(base)) }
    for base in [MachineRegister.rcx, .rsp, .rbp, .r12, .r13, .r10] {
      for displacement: Int32 in [1, -128, 127, 128, -129, .max, .min] {
        shapes.append(MemoryOperand(base, displacement))
      }
      for index in [MachineRegister.rbp, .r13, .rdx, .r12] {
        for displacement: Int32 in [0, 127, -129] {
          shapes.append(MemoryOperand(base, index: index, scale: index == .rdx ? 1 : 4, displacement))
        }
      }
    }
    for index in [MachineRegister.rbx, .rbp, .r12, .r13, .r9] {
      for scale in [1, 2, 4, 8] { shapes.append(MemoryOperand(index: index, scale: scale, scale == 2 ? 0 : 0x1234)) }
    }
    shapes.append(MemoryOperand(.rsp, index: .rax))
    shapes.append(MemoryOperand(.rax, index: .rsp))
    shapes.append(MemoryOperand(absolute: 0x1234_5678))
    shapes.append(MemoryOperand(absolute: -16))
    shapes.append(MemoryOperand(absolute: 0, segment: .fs))
    shapes.append(MemoryOperand(absolute: 40, segment: .gs))
    shapes.append(MemoryOperand(.rdi, -8, segment: .fs))
    shapes.append(MemoryOperand(.r13, index: .r14, scale: 8, 0x4000, segment: .gs))
    shapes.append(MemoryOperand(relative: .none, 0x100))
    shapes.append(MemoryOperand(relative: .symbol(symbol)))
    shapes.append(MemoryOperand(relative: .symbol(symbol), 24))
    shapes.append(MemoryOperand(relative: AddressReference(.offsetTable, symbol)))
    var absolute = MemoryOperand(.rsi, index: .rcx, scale: 8, 5)
    absolute.reference = .symbol(symbol)
    shapes.append(absolute)
    var plain = MemoryOperand(absolute: -4)
    plain.reference = .symbol(symbol)
    shapes.append(plain)
    var thread = MemoryOperand(absolute: 4, segment: .fs)
    thread.reference = AddressReference(.threadOffset, symbol)
    shapes.append(thread)
    return shapes
  }()

  /// Every base with every index, scale and length of displacement.
  static let all: [MemoryOperand] = {
    var shapes = core
    for base in general {
      for index in general where index != .rsp {
        for scale in [1, 2, 4, 8] {
          for displacement: Int32 in [0, -1, 1000] {
            shapes.append(MemoryOperand(base, index: index, scale: scale, displacement))
          }
        }
      }
    }
    return shapes
  }()

  /// The immediates that a slot can have at a size: the limits of each length that it is encoded in.
  static func immediates(_ slot: OperandSlot, _ size: OperandSize, isMemory: Bool) -> [Int64] {
    switch slot.immediate {
    case .none: return [0]
    case .byte, .count: return [0, 1, 2, 31, 127, 128, 255]
    case .word: return [0, 8, 0x7FFF, 0xFFFF]
    case .sized, .sizedOrByte, .whole:
      var values: [Int64] = [0, 1, -1, 127, -128]
      if size == .bits8 { return values + [42] }
      values += [128, -129, 255, 0x1234, 0x7FFF, -0x8000]
      if size == .bits16 { return values + [0xFFFF] }
      values += [0x8000, 0x1234_5678, Int64(Int32.max), Int64(Int32.min)]
      if size == .bits32 { return values + [0xFFFF_FFFF, 0x8000_0000] }
      if slot.immediate == .whole, !isMemory {
        values += [0x8000_0000, 0xFFFF_FFFF, 0x1_0000_0000, Int64(Int32.min) - 1, .max, .min]
      }
      return values
    }
  }

  /// All instances of a form.
  static func of(_ form: Form) -> [EncoderInstance] {
    let row = form.row
    guard row.operand(at: .relative) == nil else { return [] }
    var instances: [EncoderInstance] = []
    let sizes = row.sizes.isEmpty ? [OperandSize.bits32] : OperandSize.allCases.filter { row.sizes.contains($0) }
    // Which shapes a form takes of those that not all forms take.
    var cursor = form.index * 97 % all.count
    for size in sizes {
      let slots = (0..<row.operandCount).map { row.operand($0) }
      let reg = row.operand(at: .reg)
      let rm = row.operand(at: .rm) ?? row.operand(at: .opcode)
      let third = row.operand(at: .third)
      let immediate = row.operand(at: .immediate)
      func registers(_ slot: OperandSlot?) -> [MachineRegister] {
        guard let slot else { return [.rax] }
        return slot.kind == .vector || slot.kind == .vectorOnly ? vector : general
      }
      let (regs, rms, thirds) = (registers(reg), registers(rm), registers(third))
      func numbers(isMemory: Bool) -> [Int64] {
        immediate.map { immediates($0, row.sizes.isEmpty ? .bits32 : size, isMemory: isMemory) } ?? [0]
      }
      let template = EncoderInstance(form: form, size: size)

      // Registers: each in each field, beside low and high ones in the others.
      if rm?.kind != .memory, !slots.isEmpty {
        let numbers = numbers(isMemory: false)
        var count = 0
        func add(_ r: MachineRegister, _ m: MachineRegister, _ t: MachineRegister) {
          var instance = template
          (instance.reg, instance.rm, instance.third) = (r, m, t)
          instance.immediate = numbers[count % numbers.count]
          count += 1
          instances.append(instance)
        }
        for (offset, r) in regs.enumerated() {
          for m in rms where regs.count == 1 || [0, 1, 4, 7, 13, offset].contains(Int(m.number)) {
            add(r, m, thirds[(offset * 5 + Int(m.number)) % thirds.count])
          }
        }
        for m in rms { add(regs[regs.count > 1 ? 9 : 0], m, thirds[0]) }
        for t in thirds where thirds.count > 1 {
          for other in [2, 11] { add(regs[regs.count > 1 ? other : 0], rms[rms.count > 1 ? other : 0], t) }
        }
        // Immediates: each with the accumulator, which has shorter forms, and others.
        for number in numbers where immediate != nil {
          for m in rms.count > 1 ? [rms[0], rms[3], rms[6], rms[12]] : rms {
            var instance = template
            (instance.reg, instance.rm, instance.immediate) = (regs[regs.count > 1 ? 10 : 0], m, number)
            instances.append(instance)
          }
        }
      }
      if slots.isEmpty { instances.append(template) }

      // Memory.
      if let rm, rm.place == .rm, rm.kind == .memory || rm.kind == .general || rm.kind == .vector {
        let numbers = numbers(isMemory: true)
        var count = 0
        func add(_ memory: MemoryOperand, _ number: Int64) {
          // An address that is not accessed is in no segment.
          if form == .lea, memory.segment != .none { return }
          var instance = template
          instance.memory = memory
          instance.reg = regs[count * 7 % regs.count]
          instance.third = thirds[count * 3 % thirds.count]
          instance.immediate = number
          count += 1
          instances.append(instance)
          if row.traits.contains(.lockable), count % 3 == 0 {
            instance.isLocked = true
            instances.append(instance)
          }
        }
        for shape in core { add(shape, numbers[count % numbers.count]) }
        for _ in 0..<24 {
          cursor = (cursor + 173) % all.count
          add(all[cursor], numbers[count % numbers.count])
        }
        for number in numbers where immediate != nil {
          add(MemoryOperand(.r12, 8), number)
          // What follows a relative address counts in it.
          add(MemoryOperand(relative: .symbol(symbol), 4), number)
        }
      }
    }
    return instances
  }
}
