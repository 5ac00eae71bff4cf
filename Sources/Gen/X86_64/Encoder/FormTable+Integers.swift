// The table of forms: arithmetic and logic of integers, shifts, comparisons.

extension FormTableBuilder {
  mutating func addIntegers() {
    // Between registers the opcode with the register as its source is used, so that `add` and `addStore` are the same bytes.
    let two: FormTraits = .exchangesRegisters
    let all: ProcessorFlags = .arithmetic
    row(.add, "add", 0x03, .all, .reg(.update), .rm(.read), sets: all, is: two)
    row(.addStore, "add", 0x01, .all, .rm(.update), .reg(.read), sets: all, is: .lockable)
    row(
      .addImmediate, "add", 0x81, .all, .rm(.update), .immediate(.sizedOrByte), digit: 0, short: 0x05, sets: all,
      is: .lockable)
    row(.or, "or", 0x0B, .all, .reg(.update), .rm(.read), sets: all, is: two)
    row(.orStore, "or", 0x09, .all, .rm(.update), .reg(.read), sets: all, is: .lockable)
    row(
      .orImmediate, "or", 0x81, .all, .rm(.update), .immediate(.sizedOrByte), digit: 1, short: 0x0D, sets: all,
      is: .lockable)
    row(.adc, "adc", 0x13, .all, .reg(.update), .rm(.read), tests: .carry, sets: all, is: two)
    row(.adcStore, "adc", 0x11, .all, .rm(.update), .reg(.read), tests: .carry, sets: all, is: .lockable)
    row(
      .adcImmediate, "adc", 0x81, .all, .rm(.update), .immediate(.sizedOrByte), digit: 2, short: 0x15, tests: .carry,
      sets: all, is: .lockable)
    row(.sbb, "sbb", 0x1B, .all, .reg(.update), .rm(.read), tests: .carry, sets: all, is: two)
    row(.sbbStore, "sbb", 0x19, .all, .rm(.update), .reg(.read), tests: .carry, sets: all, is: .lockable)
    row(
      .sbbImmediate, "sbb", 0x81, .all, .rm(.update), .immediate(.sizedOrByte), digit: 3, short: 0x1D, tests: .carry,
      sets: all, is: .lockable)
    row(.and, "and", 0x23, .all, .reg(.update), .rm(.read), sets: all, is: two)
    row(.andStore, "and", 0x21, .all, .rm(.update), .reg(.read), sets: all, is: .lockable)
    row(
      .andImmediate, "and", 0x81, .all, .rm(.update), .immediate(.sizedOrByte), digit: 4, short: 0x25, sets: all,
      is: .lockable)
    row(.sub, "sub", 0x2B, .all, .reg(.update), .rm(.read), sets: all, is: two)
    row(.subStore, "sub", 0x29, .all, .rm(.update), .reg(.read), sets: all, is: .lockable)
    row(
      .subImmediate, "sub", 0x81, .all, .rm(.update), .immediate(.sizedOrByte), digit: 5, short: 0x2D, sets: all,
      is: .lockable)
    row(.xor, "xor", 0x33, .all, .reg(.update), .rm(.read), sets: all, is: two)
    row(.xorStore, "xor", 0x31, .all, .rm(.update), .reg(.read), sets: all, is: .lockable)
    row(
      .xorImmediate, "xor", 0x81, .all, .rm(.update), .immediate(.sizedOrByte), digit: 6, short: 0x35, sets: all,
      is: .lockable)
    row(.cmp, "cmp", 0x3B, .all, .reg(.read), .rm(.read), sets: all, is: two)
    row(.cmpStore, "cmp", 0x39, .all, .rm(.read), .reg(.read), sets: all)
    row(.cmpImmediate, "cmp", 0x81, .all, .rm(.read), .immediate(.sizedOrByte), digit: 7, short: 0x3D, sets: all)
    row(.test, "test", 0x85, .all, .rm(.read), .reg(.read), sets: all)
    row(.testImmediate, "test", 0xF7, .all, .rm(.read), .immediate(.sized), digit: 0, short: 0xA9, sets: all)

    let allButCarry = all.subtracting(.carry)
    row(.inc, "inc", 0xFF, .all, .rm(.update), digit: 0, sets: allButCarry, is: .lockable)
    row(.dec, "dec", 0xFF, .all, .rm(.update), digit: 1, sets: allButCarry, is: .lockable)
    row(.not, "not", 0xF7, .all, .rm(.update), digit: 2, is: .lockable)
    row(.neg, "neg", 0xF7, .all, .rm(.update), digit: 3, sets: all, is: .lockable)

    // The double-width ones: the accumulator, and `rdx` unless it is a byte.
    row(.mul, "mul", 0xF7, .wide, .rm(.read), digit: 4, sets: all, reads: [.rax], writes: [.rax, .rdx])
    row(.imulAccumulator, "imul", 0xF7, .wide, .rm(.read), digit: 5, sets: all, reads: [.rax], writes: [.rax, .rdx])
    row(.div, "div", 0xF7, .wide, .rm(.read), digit: 6, sets: all, reads: [.rax, .rdx], writes: [.rax, .rdx])
    row(.idiv, "idiv", 0xF7, .wide, .rm(.read), digit: 7, sets: all, reads: [.rax, .rdx], writes: [.rax, .rdx])
    row(.mulByte, "mulb", 0xF6, [], .rm(.read, .bits8), digit: 4, sets: all, reads: [.rax], writes: [.rax])
    row(.imulAccumulatorByte, "imulb", 0xF6, [], .rm(.read, .bits8), digit: 5, sets: all, reads: [.rax], writes: [.rax])
    row(.divByte, "divb", 0xF6, [], .rm(.read, .bits8), digit: 6, sets: all, reads: [.rax], writes: [.rax])
    row(.idivByte, "idivb", 0xF6, [], .rm(.read, .bits8), digit: 7, sets: all, reads: [.rax], writes: [.rax])
    row(.imul, "imul", 0x0FAF, .wide, .reg(.update), .rm(.read), sets: all)
    row(.imulImmediate, "imul", 0x69, .wide, .reg(.write), .rm(.read), .immediate(.sizedOrByte), sets: all)
    row(.cwd, "cwtd", 0x66_99, reads: [.rax], writes: [.rdx])
    row(.cdq, "cltd", 0x99, reads: [.rax], writes: [.rdx])
    row(.cqo, "cqto", 0x99, reads: [.rax], writes: [.rdx], is: .wide)
    row(.cbw, "cbtw", 0x66_98, reads: [.rax], writes: [.rax])
    row(.cwde, "cwtl", 0x98, reads: [.rax], writes: [.rax])
    row(.cdqe, "cltq", 0x98, reads: [.rax], writes: [.rax], is: .wide)

    let rotated: ProcessorFlags = [.carry, .overflow]
    let cl = OperandSlot.fixed(.rcx, .read, .bits8)
    row(.rolImmediate, "rol", 0xC1, .all, .rm(.update), .immediate(.count), digit: 0, sets: rotated)
    row(.rolCL, "rol", 0xD3, .all, .rm(.update), cl, digit: 0, sets: rotated)
    row(.rorImmediate, "ror", 0xC1, .all, .rm(.update), .immediate(.count), digit: 1, sets: rotated)
    row(.rorCL, "ror", 0xD3, .all, .rm(.update), cl, digit: 1, sets: rotated)
    row(.rclImmediate, "rcl", 0xC1, .all, .rm(.update), .immediate(.count), digit: 2, tests: .carry, sets: rotated)
    row(.rclCL, "rcl", 0xD3, .all, .rm(.update), cl, digit: 2, tests: .carry, sets: rotated)
    row(.rcrImmediate, "rcr", 0xC1, .all, .rm(.update), .immediate(.count), digit: 3, tests: .carry, sets: rotated)
    row(.rcrCL, "rcr", 0xD3, .all, .rm(.update), cl, digit: 3, tests: .carry, sets: rotated)
    row(.shlImmediate, "shl", 0xC1, .all, .rm(.update), .immediate(.count), digit: 4, sets: all)
    row(.shlCL, "shl", 0xD3, .all, .rm(.update), cl, digit: 4, sets: all)
    row(.shrImmediate, "shr", 0xC1, .all, .rm(.update), .immediate(.count), digit: 5, sets: all)
    row(.shrCL, "shr", 0xD3, .all, .rm(.update), cl, digit: 5, sets: all)
    row(.sarImmediate, "sar", 0xC1, .all, .rm(.update), .immediate(.count), digit: 7, sets: all)
    row(.sarCL, "sar", 0xD3, .all, .rm(.update), cl, digit: 7, sets: all)
    row(.shldImmediate, "shld", 0x0FA4, .wide, .rm(.update), .reg(.read), .immediate(.byte), sets: all)
    row(.shldCL, "shld", 0x0FA5, .wide, .rm(.update), .reg(.read), cl, sets: all)
    row(.shrdImmediate, "shrd", 0x0FAC, .wide, .rm(.update), .reg(.read), .immediate(.byte), sets: all)
    row(.shrdCL, "shrd", 0x0FAD, .wide, .rm(.update), .reg(.read), cl, sets: all)

    row(.xadd, "xadd", 0x0FC1, .all, .rm(.update), .reg(.update), sets: all, is: .lockable)
    row(
      .cmpxchg, "cmpxchg", 0x0FB1, .all, .rm(.update), .reg(.read), sets: all, reads: [.rax], writes: [.rax],
      is: .lockable)
    row(
      .cmpxchg8b, "cmpxchg8b", 0x0FC7, [], .memory(.update, .bits64), digit: 1, sets: .zero,
      reads: [.rax, .rbx, .rcx, .rdx], writes: [.rax, .rdx], is: .lockable)
    row(
      .cmpxchg16b, "cmpxchg16b", 0x0FC7, [], .memory(.update, .bits128), digit: 1, sets: .zero,
      reads: [.rax, .rbx, .rcx, .rdx], writes: [.rax, .rdx], needs: .cmpxchg16b, is: [.wide, .lockable])
    row(.clc, "clc", 0xF8, sets: .carry)
    row(.stc, "stc", 0xF9, sets: .carry)
    row(.cmc, "cmc", 0xF5, tests: .carry, sets: .carry)
    row(.cld, "cld", 0xFC, sets: .direction)
    row(.std, "std", 0xFD, sets: .direction)
  }
}
