// A program in C and assembly that shows where compiled functions take a record from and where they leave it.
//
// To be passed a record: every argument register, and the stack, holds bytes that are nowhere else; a compiled function
// copies its parameter out, so each byte says where it came from. To return one: a compiled function returns a known
// pattern, and all result registers are saved. The program uses no library, so that a cross compiler is enough.

import Foundation
import Layout
import RandomRecords
import TestSupport

/// What one record's functions did.
struct PassingObservation {
  /// The parameter as the function saw it.
  let taken: [UInt8]
  /// The result registers: two general ones, four vector ones of 16 bytes, two x87 ones of 16 bytes.
  let general: [UInt8]
  let vector: [UInt8]
  let x87: [UInt8]
  /// The memory whose address the caller gave for the result.
  let memory: [UInt8]
}

/// The bytes that the program deals in.
enum PassingPattern {
  /// The largest record that is tried.
  static let greatestSize = 64
  /// General registers, vector registers, and the stack or the memory that a reference leads to: where each starts.
  static let general = 0
  static let vector = 64
  static let memory = 192

  /// The byte that stands at an index of the registers and the stack.
  static func argument(_ index: Int) -> UInt8 { UInt8(truncatingIfNeeded: index &* 167 &+ 13) }
  /// The byte at an offset of a returned record.
  static func result(_ offset: Int) -> UInt8 { UInt8(truncatingIfNeeded: 0x41 + offset) }
  /// What result memory holds that nobody wrote.
  static let poison: UInt8 = 0xee
}

/// Runs the functions of all records on `target`. `byReference` says for each whether it is expected by reference.
func observePassing(
  of records: [RecordDeclaration], byReference: [Bool], on target: Target
) throws -> [PassingObservation] {
  var source = CSource.preamble + common + assembly(for: target)
  for record in records {
    let (type, tag) = (record.spelling, record.tag ?? "")
    source += CSource.text(of: record)
    source += """
      void take_\(tag)(long first, \(type) value) { __builtin_memcpy(cell.taken, &value, sizeof value); }
      \(type) give_\(tag)(void) { \(type) value; __builtin_memcpy(&value, pattern, sizeof value); return value; }\n
      """
  }
  source += "const struct { void *take, *give; long by_reference; } cases[] = {\n"
  for (record, byReference) in zip(records, byReference) {
    source += "{ take_\(record.tag ?? ""), give_\(record.tag ?? ""), \(byReference ? 1 : 0) },\n"
  }
  source += "};\n" + loop

  let output = try withTemporaryFolder { folder in
    try source.write(toFile: folder + "/passing.c", atomically: false, encoding: .utf8)
    _ = try run(
      target.compiler,
      [
        "-w", "-O1", "-ffreestanding", "-fno-stack-protector", "-fno-pie", "-no-pie", "-static", "-nostdlib",
        "-fno-tree-loop-distribute-patterns", "-o", folder + "/passing", folder + "/passing.c",
      ])
    return try target == .native ? run(folder + "/passing", []) : run("qemu-\(target.rawValue)", [folder + "/passing"])
  }
  let cellSize = 64 + 16 + 64 + 32 + 64
  guard output.count == cellSize * records.count else {
    throw ToolFailure(description: "the program wrote \(output.count) bytes for \(records.count) records")
  }
  return records.indices.map { index in
    var rest = output[(cellSize * index)..<(cellSize * (index + 1))]
    func next(_ count: Int) -> [UInt8] {
      defer { rest = rest.dropFirst(count) }
      return Array(rest.prefix(count))
    }
    return PassingObservation(
      taken: next(64), general: next(16), vector: next(64), x87: next(32), memory: next(64))
  }
}

extension Target {
  /// The target that the tests run on.
  static var native: Target? {
    #if arch(x86_64)
      .x86_64
    #elseif arch(arm64)
      .aarch64
    #else
      nil
    #endif
  }
}

private let common = """
  typedef unsigned char byte;
  struct { byte taken[64], general[16], vector[64], x87[32], memory[64]; } cell;
  byte arguments[256] __attribute__((aligned(64)));
  byte block[64] __attribute__((aligned(64)));
  byte pattern[64];
  byte state[512] __attribute__((aligned(64)));
  void call_take(void *function);
  void call_give(void *function);
  void leave(long status);
  long emit(const void *bytes, long count);
  void *memcpy(void *to, const void *from, unsigned long count) {
    for (unsigned long i = 0; i < count; i++) ((volatile byte *)to)[i] = ((const byte *)from)[i];
    return to;
  }
  void *memset(void *to, int value, unsigned long count) {
    for (unsigned long i = 0; i < count; i++) ((volatile byte *)to)[i] = value;
    return to;
  }

  """

private let loop = """
  void run_all(void) {
    for (unsigned long i = 0; i < sizeof cases / sizeof cases[0]; i++) {
      memset(&cell, 0xee, sizeof cell);
      for (int k = 0; k < 256; k++) arguments[k] = k * 167 + 13;
      for (int k = 0; k < 64; k++) { block[k] = arguments[192 + k]; pattern[k] = 0x41 + k; }
      if (cases[i].by_reference) *(void **)(arguments + 8) = block;
      call_take(cases[i].take);
      call_give(cases[i].give);
      if (emit(&cell, sizeof cell) != sizeof cell) leave(1);
    }
    leave(0);
  }

  """

private func assembly(for target: Target) -> String {
  switch target {
  case .x86_64:
    #"""
    __asm__(".text\n .globl _start\n _start: and $-64, %rsp\n call run_all\n"
      "leave: mov $60, %eax\n syscall\n"
      "emit: mov %rsi, %rdx\n mov %rdi, %rsi\n mov $1, %edi\n mov $1, %eax\n syscall\n ret\n"
      "call_take: push %rbp\n mov %rsp, %rbp\n mov %rdi, %rax\n and $-64, %rsp\n sub $64, %rsp\n"
      " mov $arguments, %r11\n"
      " .irp k, 0,8,16,24,32,40,48,56\n mov 192+\\k(%r11), %r10\n mov %r10, \\k(%rsp)\n .endr\n"
      " .irp k, 0,1,2,3,4,5,6,7\n movups 64+16*\\k(%r11), %xmm\\k\n .endr\n"
      " mov (%r11), %rdi\n mov 8(%r11), %rsi\n mov 16(%r11), %rdx\n mov 24(%r11), %rcx\n mov 32(%r11), %r8\n"
      " mov 40(%r11), %r9\n call *%rax\n mov %rbp, %rsp\n pop %rbp\n ret\n"
      "call_give: push %rbp\n mov %rsp, %rbp\n mov %rdi, %r11\n and $-64, %rsp\n fninit\n"
      " pxor %xmm0, %xmm0\n pxor %xmm1, %xmm1\n xor %eax, %eax\n xor %edx, %edx\n"
      " mov $cell+176, %edi\n call *%r11\n"
      " mov %rax, cell+64\n mov %rdx, cell+72\n movups %xmm0, cell+80\n movups %xmm1, cell+96\n"
      " fxsave state\n movups state+32, %xmm0\n movups %xmm0, cell+144\n movups state+48, %xmm0\n"
      " movups %xmm0, cell+160\n fninit\n mov %rbp, %rsp\n pop %rbp\n ret\n");

    """#
  case .aarch64:
    #"""
    __asm__(".text\n .globl _start\n _start: b run_all\n"
      "leave: mov x8, 93\n svc 0\n"
      "emit: mov x2, x1\n mov x1, x0\n mov x0, 1\n mov x8, 64\n svc 0\n ret\n"
      "call_take: stp x29, x30, [sp, -16]!\n mov x29, sp\n mov x16, x0\n sub sp, sp, 128\n"
      " mov x9, sp\n and x9, x9, -64\n mov sp, x9\n"
      " adrp x17, arguments\n add x17, x17, :lo12:arguments\n"
      " .irp k, 0,8,16,24,32,40,48,56\n ldr x9, [x17, 192+\\k]\n str x9, [sp, \\k]\n .endr\n"
      " .irp k, 0,1,2,3,4,5,6,7\n ldr q\\k, [x17, 64+16*\\k]\n ldr x\\k, [x17, 8*\\k]\n .endr\n"
      " blr x16\n mov sp, x29\n ldp x29, x30, [sp], 16\n ret\n"
      "call_give: stp x29, x30, [sp, -16]!\n mov x29, sp\n mov x16, x0\n"
      " mov x0, 0\n mov x1, 0\n .irp k, 0,1,2,3\n movi v\\k\\().16b, 0\n .endr\n"
      " adrp x8, cell\n add x8, x8, :lo12:cell\n add x8, x8, 176\n blr x16\n"
      " adrp x8, cell\n add x8, x8, :lo12:cell\n stp x0, x1, [x8, 64]\n"
      " .irp k, 0,1,2,3\n str q\\k, [x8, 80+16*\\k]\n .endr\n"
      " ldp x29, x30, [sp], 16\n ret\n");

    """#
  case .riscv64:
    #"""
    __asm__(".text\n .globl _start\n _start: .option push\n .option norelax\n la gp, __global_pointer$\n .option pop\n"
      " j run_all\n"
      "leave: li a7, 93\n ecall\n"
      "emit: mv a2, a1\n mv a1, a0\n li a0, 1\n li a7, 64\n ecall\n ret\n"
      "call_take: addi sp, sp, -16\n sd ra, 0(sp)\n sd s0, 8(sp)\n mv s0, sp\n mv t0, a0\n"
      " addi sp, sp, -128\n andi sp, sp, -64\n la t1, arguments\n"
      " .irp k, 0,8,16,24,32,40,48,56\n ld t2, 192+\\k(t1)\n sd t2, \\k(sp)\n .endr\n"
      " .irp k, 0,1,2,3,4,5,6,7\n fld fa\\k, 64+16*\\k(t1)\n ld a\\k, 8*\\k(t1)\n .endr\n"
      " jalr t0\n mv sp, s0\n ld ra, 0(sp)\n ld s0, 8(sp)\n addi sp, sp, 16\n ret\n"
      "call_give: addi sp, sp, -16\n sd ra, 0(sp)\n mv t0, a0\n li a1, 0\n fmv.d.x fa0, zero\n fmv.d.x fa1, zero\n"
      " la a0, cell+176\n jalr t0\n la t1, cell\n sd a0, 64(t1)\n sd a1, 72(t1)\n"
      " fsd fa0, 80(t1)\n fsd fa1, 96(t1)\n ld ra, 0(sp)\n addi sp, sp, 16\n ret\n");

    """#
  }
}
