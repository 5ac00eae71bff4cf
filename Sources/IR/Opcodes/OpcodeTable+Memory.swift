// The opcode table: memory, addresses and variadic arguments.

extension OpcodeTable {
  static let memoryRows: [OpcodeRow] = [
    OpcodeRow(
      .load, "load", .plain, .values, [.ptr], gives: [.same], does: .reads, attributes: [.align, .volatile],
      traps: [.outOfObject, .freedSlot, .uninitialised, .misaligned],
      means:
        "The value at an address, which is aligned as its type asks unless `align` says what it is. A `bool` other than 0 and 1 in memory counts by its lowest bit.",
      example: """
        %p = stack.slot i32
        store i32 42, %p
        %r = load i32 %p
        return %r
        """),
    OpcodeRow(
      .loadSigned8, "load.s8", .plain, [.init(.i16), .init(.i32), .init(.i64)], [.ptr], gives: [.same], does: .reads,
      attributes: [.align, .volatile],
      traps: [.outOfObject, .freedSlot, .uninitialised, .misaligned],
      means: "The 8 bits at an address, their sign repeated above.",
      example: """
        %p = stack.slot i8
        store i8 -42, %p
        %a = load.s8 i32 %p
        %b = neg i32 %a
        return %b
        """),
    OpcodeRow(
      .loadUnsigned8, "load.u8", .plain, [.init(.i16), .init(.i32), .init(.i64)], [.ptr], gives: [.same], does: .reads,
      attributes: [.align, .volatile],
      traps: [.outOfObject, .freedSlot, .uninitialised, .misaligned],
      means: "The 8 bits at an address, zeros above.",
      example: """
        %p = stack.slot i8
        store i8 42, %p
        %a = load.u8 i32 %p
        return %a
        """),
    OpcodeRow(
      .loadSigned16, "load.s16", .plain, [.init(.i32), .init(.i64)], [.ptr], gives: [.same], does: .reads,
      attributes: [.align, .volatile],
      traps: [.outOfObject, .freedSlot, .uninitialised, .misaligned],
      means: "The 16 bits at an address, their sign repeated above.",
      example: """
        %p = stack.slot i16
        store i16 -42, %p
        %a = load.s16 i32 %p
        %b = neg i32 %a
        return %b
        """),
    OpcodeRow(
      .loadUnsigned16, "load.u16", .plain, [.init(.i32), .init(.i64)], [.ptr], gives: [.same], does: .reads,
      attributes: [.align, .volatile],
      traps: [.outOfObject, .freedSlot, .uninitialised, .misaligned],
      means: "The 16 bits at an address, zeros above.",
      example: """
        %p = stack.slot i16
        store i16 42, %p
        %a = load.u16 i32 %p
        return %a
        """),
    OpcodeRow(
      .loadSigned32, "load.s32", .plain, [.init(.i64)], [.ptr], gives: [.same], does: .reads,
      attributes: [.align, .volatile],
      traps: [.outOfObject, .freedSlot, .uninitialised, .misaligned],
      means: "The 32 bits at an address, their sign repeated above.",
      example: """
        %p = stack.slot i32
        store i32 -42, %p
        %a = load.s32 i64 %p
        %b = neg i64 %a
        %r = trunc i32 %b
        return %r
        """),
    OpcodeRow(
      .loadUnsigned32, "load.u32", .plain, [.init(.i64)], [.ptr], gives: [.same], does: .reads,
      attributes: [.align, .volatile],
      traps: [.outOfObject, .freedSlot, .uninitialised, .misaligned],
      means: "The 32 bits at an address, zeros above.",
      example: """
        %p = stack.slot i32
        store i32 42, %p
        %a = load.u32 i64 %p
        %r = trunc i32 %a
        return %r
        """),
    OpcodeRow(
      .store, "store", .plain, .values, [.same, .ptr], does: .writes, attributes: [.align, .volatile],
      traps: [.outOfObject, .freedSlot, .misaligned],
      means: "Writes the first operand to the address that the second is.",
      example: """
        %p = stack.slot i64
        store i64 42, %p
        %a = load i64 %p
        %r = trunc i32 %a
        return %r
        """),
    OpcodeRow(
      .store8, "store.8", .plain, [.init(.i16), .init(.i32), .init(.i64)], [.same, .ptr], does: .writes,
      attributes: [.align, .volatile],
      traps: [.outOfObject, .freedSlot, .misaligned],
      means: "Writes the low 8 bits of the first operand to the address that the second is.",
      example: """
        %p = stack.slot i8
        store.8 i32 42, %p
        %a = load.u8 i32 %p
        return %a
        """),
    OpcodeRow(
      .store16, "store.16", .plain, [.init(.i32), .init(.i64)], [.same, .ptr], does: .writes,
      attributes: [.align, .volatile],
      traps: [.outOfObject, .freedSlot, .misaligned],
      means: "Writes the low 16 bits of the first operand to the address that the second is.",
      example: """
        %p = stack.slot i16
        store.16 i32 42, %p
        %a = load.u16 i32 %p
        return %a
        """),
    OpcodeRow(
      .store32, "store.32", .plain, [.init(.i64)], [.same, .ptr], does: .writes, attributes: [.align, .volatile],
      traps: [.outOfObject, .freedSlot, .misaligned],
      means: "Writes the low 32 bits of the first operand to the address that the second is.",
      example: """
        %p = stack.slot i32
        store.32 i64 42, %p
        %a = load.u32 i64 %p
        %r = trunc i32 %a
        return %r
        """),
    OpcodeRow(
      .stackSlot, "stack.slot", .slot, .memory, gives: [.ptr], attributes: .align,
      means:
        "The address of memory for one object of the type in the function's frame. An instruction has one slot, from entry to return, uninitialised at first.",
      example: """
        %p = stack.slot [4 x i32] align 16
        store i32 42, %p
        %r = load i32 %p
        return %r
        """),
    OpcodeRow(
      .stackAllocate, "stack.alloc", .plain, [], [.i64], gives: [.ptr], does: [.writes, .traps], attributes: .align,
      traps: [.stackExhausted],
      means:
        "The address of so many bytes of uninitialised memory on the stack, aligned to 16 bytes or as `align` says. They go when the function returns, or with `stack.restore`.",
      example: """
        %p = stack.alloc 64
        store i32 42, %p
        %r = load i32 %p
        return %r
        """),
    OpcodeRow(
      .stackSave, "stack.save", .plain, gives: [.ptr], does: .reads,
      means: "Marks how much was allocated on the stack, for `stack.restore`.",
      example: """
        %mark = stack.save
        %p = stack.alloc 64
        stack.restore %mark
        return 42
        """),
    OpcodeRow(
      .stackRestore, "stack.restore", .plain, [], [.ptr], does: .writes, traps: [.badStackRestore],
      means:
        "Frees what this call of the function allocated on the stack since the `stack.save` that gave the operand.",
      example: """
        %mark = stack.save
        %p = stack.alloc 64
        stack.restore %mark
        return 42
        """),
    OpcodeRow(
      .offset, "offset", .plain, [], [.ptr, .i64], gives: [.ptr],
      means:
        "The address so many bytes further on, or back. It may lie outside the object, as long as nothing is accessed there.",
      example: """
        %p = stack.slot [2 x i32]
        %q = offset %p, 4
        store i32 42, %q
        %r = load i32 %q
        return %r
        """),
    OpcodeRow(
      .field, "field", .field, [], [.ptr], gives: [.ptr],
      means: "The address of a member of a record, or of a member's member.",
      before: """
        record $point {
          x: i32
          y: i32
        }
        """,
      example: """
        %p = stack.slot $point
        %y = field $point.y %p
        store i32 42, %y
        %r = load i32 %y
        return %r
        """),
    OpcodeRow(
      .element, "element", .element, .memory, [.ptr, .i64], gives: [.ptr],
      means:
        "The address of the element of that index, which is signed, where the operand is the address of element 0.",
      example: """
        %p = stack.slot [8 x i32]
        %q = element i32 %p, 7
        store i32 42, %q
        %r = load i32 %q
        return %r
        """),
    OpcodeRow(
      .threadAddress, "thread.address", .plain, [], [.threadSymbol], gives: [.ptr],
      means:
        "The address of this thread's own copy of thread-local data. It is an operation, where that of other data is an operand, because it differs from thread to thread.",
      before: """
        data @counter writable thread {
          i32 42
        }
        """,
      example: """
        %p = thread.address @counter
        %r = load i32 %p
        return %r
        """),
    OpcodeRow(
      .copyMemory, "memory.copy", .plain, [], [.ptr, .ptr, .i64], does: [.reads, .writes],
      traps: [.outOfObject, .freedSlot, .overlap],
      means: "Copies so many bytes to the first address from the second; the two do not overlap.",
      before: """
        data @answer {
          i32 42
        }
        """,
      example: """
        %p = stack.slot i32
        memory.copy %p, @answer, 4
        %r = load i32 %p
        return %r
        """),
    OpcodeRow(
      .moveMemory, "memory.move", .plain, [], [.ptr, .ptr, .i64], does: [.reads, .writes],
      traps: [.outOfObject, .freedSlot],
      means: "Copies so many bytes to the first address from the second, as if by way of a third place.",
      example: """
        %p = stack.slot [2 x i32]
        store i32 42, %p
        %q = offset %p, 1
        memory.move %q, %p, 4
        %r = load i32 %q align 1
        return %r
        """),
    OpcodeRow(
      .setMemory, "memory.set", .plain, [], [.ptr, .i8, .i64], does: .writes, traps: [.outOfObject, .freedSlot],
      means: "Sets so many bytes from the address to one value.",
      example: """
        %p = stack.slot [4 x i8]
        memory.set %p, 42, 4
        %r = load.u8 i32 %p
        return %r
        """),
    OpcodeRow(
      .compareMemory, "memory.compare", .plain, [], [.ptr, .ptr, .i64], gives: [.i32], does: .reads,
      traps: [.outOfObject, .freedSlot, .uninitialised],
      means: "Compares so many bytes as unsigned numbers: -1, 0 or 1, by the first that differ.",
      before: """
        data @x {
          bytes "abc"
        }

        data @y {
          bytes "abd"
        }
        """,
      example: """
        %a = memory.compare @x, @y, 3
        %r = add i32 %a, 43
        return %r
        """),
    OpcodeRow(
      .compressSHA256, "sha256.compress", .plain, [], [.ptr, .ptr, .i64], does: [.reads, .writes],
      traps: [.outOfObject, .freedSlot, .uninitialised],
      means:
        "Takes so many blocks of 64 bytes at the second address into the state of SHA-256 at the first, which is eight `i32`, from a to h. Neither need be aligned. All blocks are read before the state is written, so that the two may overlap; where there is no block, nothing is read or written.",
      before: """
        data @initial {
          i32 0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19
        }

        data @block {
          bytes "forty-two loom"
          i8 0x80
          zero 48
          i8 112
        }
        """,
      example: """
        %p = stack.slot [8 x i32]
        memory.copy %p, @initial, 32
        sha256.compress %p, @block, 1
        %a = load i32 %p
        %r = and i32 %a, 255
        return %r
        """),
    OpcodeRow(
      .variadicStart, "variadic.start", .plain, [], [.ptr], does: [.reads, .writes], traps: [.outOfObject, .freedSlot],
      means:
        "Makes a `$va_list` at the address, which will give the arguments behind the named parameters of this variadic function.",
      before: """
        func @second(%n: i32, ...) -> i32 c {
        entry:
          %list = stack.slot $va_list
          variadic.start %list
          %a = variadic.arg i32 %list
          %b = variadic.arg i32 %list
          return %b
        }
        """,
      example: """
        %r = call @second(2, i32 1, i32 42)
        return %r
        """),
    OpcodeRow(
      .variadicArgument, "variadic.arg", .plain, [.init(.i32), .init(.i64), .init(.f64), .pointer], [.ptr],
      gives: [.same], does: [.reads, .writes], traps: [.outOfObject, .freedSlot, .wrongSignature],
      means: "The next argument of a `$va_list`, which is of the type.",
      before: """
        func @second(%n: i32, ...) -> i32 c {
        entry:
          %list = stack.slot $va_list
          variadic.start %list
          %a = variadic.arg i32 %list
          %b = variadic.arg i32 %list
          return %b
        }
        """,
      example: """
        %r = call @second(2, i32 1, i32 42)
        return %r
        """),
    OpcodeRow(
      .variadicCopy, "variadic.copy", .plain, [], [.ptr, .ptr], does: [.reads, .writes],
      traps: [.outOfObject, .freedSlot],
      means: "Makes a `$va_list` at the first address that goes on as the one at the second does.",
      before: """
        func @first(%n: i32, ...) -> i32 c {
        entry:
          %list = stack.slot $va_list
          %other = stack.slot $va_list
          variadic.start %list
          variadic.copy %other, %list
          %a = variadic.arg i32 %other
          return %a
        }
        """,
      example: """
        %r = call @first(1, i32 42)
        return %r
        """),
    OpcodeRow(
      .returnAddress, "return.address", .plain, gives: [.ptr], does: .ordered,
      means: "The address that this function returns to, for those who walk stacks. Unspecified in the VM.",
      example: """
        %p = return.address
        return 42
        """),
    OpcodeRow(
      .frameAddress, "frame.address", .plain, gives: [.ptr], does: .ordered,
      means: "The address of this function's frame, for those who walk stacks. Unspecified in the VM.",
      example: """
        %p = frame.address
        return 42
        """),
  ]
}
