// The opcode table: atomic access and fences.

extension OpcodeTable {
  static let atomicRows: [OpcodeRow] = [
    OpcodeRow(
      .atomicLoad, "atomic.load", .plain, [.integers, .pointer], [.ptr], gives: [.same], does: [.reads, .ordered],
      orderings: .load, traps: [.outOfObject, .freedSlot, .uninitialised, .misalignedAtomic],
      means: "The value at an address, read at once.",
      example: """
        %p = stack.slot i32
        store i32 42, %p
        %r = atomic.load acquire i32 %p
        return %r
        """),
    OpcodeRow(
      .atomicStore, "atomic.store", .plain, [.integers, .pointer], [.same, .ptr], does: [.writes, .ordered],
      orderings: .store, traps: [.outOfObject, .freedSlot, .uninitialised, .misalignedAtomic],
      means: "Writes the first operand to the address that the second is, at once.",
      example: """
        %p = stack.slot i32
        atomic.store release i32 42, %p
        %r = load i32 %p
        return %r
        """),
    OpcodeRow(
      .atomicSwap, "atomic.swap", .plain, [.integers, .pointer], [.ptr, .same], gives: [.same],
      does: [.reads, .writes, .ordered],
      orderings: .update, traps: [.outOfObject, .freedSlot, .uninitialised, .misalignedAtomic],
      means: "Writes the second operand to the address that the first is, and gives the old value.",
      example: """
        %p = stack.slot i32
        store i32 42, %p
        %r = atomic.swap acq_rel i32 %p, 1
        return %r
        """),
    OpcodeRow(
      .atomicAdd, "atomic.add", .plain, .integers, [.ptr, .same], gives: [.same], does: [.reads, .writes, .ordered],
      orderings: .update, traps: [.outOfObject, .freedSlot, .uninitialised, .misalignedAtomic],
      means: "Adds the second operand to the integer at the address, and gives the old value.",
      example: """
        %p = stack.slot i32
        store i32 40, %p
        %old = atomic.add seq_cst i32 %p, 2
        %r = load i32 %p
        return %r
        """),
    OpcodeRow(
      .atomicSubtract, "atomic.sub", .plain, .integers, [.ptr, .same], gives: [.same],
      does: [.reads, .writes, .ordered],
      orderings: .update, traps: [.outOfObject, .freedSlot, .uninitialised, .misalignedAtomic],
      means: "Subtracts the second operand from the integer at the address, and gives the old value.",
      example: """
        %p = stack.slot i32
        store i32 44, %p
        %old = atomic.sub seq_cst i32 %p, 2
        %r = load i32 %p
        return %r
        """),
    OpcodeRow(
      .atomicAnd, "atomic.and", .plain, .integers, [.ptr, .same], gives: [.same], does: [.reads, .writes, .ordered],
      orderings: .update, traps: [.outOfObject, .freedSlot, .uninitialised, .misalignedAtomic],
      means:
        "Keeps the bits of the integer at the address that are set in the second operand, and gives the old value.",
      example: """
        %p = stack.slot i32
        store i32 63, %p
        %old = atomic.and seq_cst i32 %p, 42
        %r = load i32 %p
        return %r
        """),
    OpcodeRow(
      .atomicOr, "atomic.or", .plain, .integers, [.ptr, .same], gives: [.same], does: [.reads, .writes, .ordered],
      orderings: .update, traps: [.outOfObject, .freedSlot, .uninitialised, .misalignedAtomic],
      means: "Sets the bits of the second operand in the integer at the address, and gives the old value.",
      example: """
        %p = stack.slot i32
        store i32 40, %p
        %old = atomic.or seq_cst i32 %p, 2
        %r = load i32 %p
        return %r
        """),
    OpcodeRow(
      .atomicXor, "atomic.xor", .plain, .integers, [.ptr, .same], gives: [.same], does: [.reads, .writes, .ordered],
      orderings: .update, traps: [.outOfObject, .freedSlot, .uninitialised, .misalignedAtomic],
      means: "Turns over the bits of the second operand in the integer at the address, and gives the old value.",
      example: """
        %p = stack.slot i32
        store i32 63, %p
        %old = atomic.xor seq_cst i32 %p, 21
        %r = load i32 %p
        return %r
        """),
    OpcodeRow(
      .atomicMinimumSigned, "atomic.min.s", .plain, .integers, [.ptr, .same], gives: [.same],
      does: [.reads, .writes, .ordered],
      orderings: .update, traps: [.outOfObject, .freedSlot, .uninitialised, .misalignedAtomic],
      means:
        "Writes the lesser, as signed numbers, of the integer at the address and the second operand there, and gives the old value.",
      example: """
        %p = stack.slot i32
        store i32 43, %p
        %old = atomic.min.s seq_cst i32 %p, 42
        %r = load i32 %p
        return %r
        """),
    OpcodeRow(
      .atomicMaximumSigned, "atomic.max.s", .plain, .integers, [.ptr, .same], gives: [.same],
      does: [.reads, .writes, .ordered],
      orderings: .update, traps: [.outOfObject, .freedSlot, .uninitialised, .misalignedAtomic],
      means:
        "Writes the greater, as signed numbers, of the integer at the address and the second operand there, and gives the old value.",
      example: """
        %p = stack.slot i32
        store i32 -1, %p
        %old = atomic.max.s seq_cst i32 %p, 42
        %r = load i32 %p
        return %r
        """),
    OpcodeRow(
      .atomicMinimumUnsigned, "atomic.min.u", .plain, .integers, [.ptr, .same], gives: [.same],
      does: [.reads, .writes, .ordered],
      orderings: .update, traps: [.outOfObject, .freedSlot, .uninitialised, .misalignedAtomic],
      means:
        "Writes the lesser, as unsigned numbers, of the integer at the address and the second operand there, and gives the old value.",
      example: """
        %p = stack.slot i32
        store i32 -1, %p
        %old = atomic.min.u seq_cst i32 %p, 42
        %r = load i32 %p
        return %r
        """),
    OpcodeRow(
      .atomicMaximumUnsigned, "atomic.max.u", .plain, .integers, [.ptr, .same], gives: [.same],
      does: [.reads, .writes, .ordered],
      orderings: .update, traps: [.outOfObject, .freedSlot, .uninitialised, .misalignedAtomic],
      means:
        "Writes the greater, as unsigned numbers, of the integer at the address and the second operand there, and gives the old value.",
      example: """
        %p = stack.slot i32
        store i32 41, %p
        %old = atomic.max.u seq_cst i32 %p, 42
        %r = load i32 %p
        return %r
        """),
    OpcodeRow(
      .compareExchangeStrong, "atomic.cas.strong", .plain, [.integers, .pointer], [.ptr, .same, .same],
      gives: [.same, .bool],
      does: [.reads, .writes, .ordered], orderings: .compare,
      traps: [.outOfObject, .freedSlot, .uninitialised, .misalignedAtomic],
      means:
        "Writes the third operand to the address that the first is if the second is there, and gives what was there and whether it wrote. The first ordering is for success, the second for failure.",
      example: """
        %p = stack.slot i32
        store i32 1, %p
        %old, %done = atomic.cas.strong acq_rel acquire i32 %p, 1, 42
        %r = load i32 %p
        return %r
        """),
    OpcodeRow(
      .compareExchangeWeak, "atomic.cas.weak", .plain, [.integers, .pointer], [.ptr, .same, .same],
      gives: [.same, .bool],
      does: [.reads, .writes, .ordered], orderings: .compare,
      traps: [.outOfObject, .freedSlot, .uninitialised, .misalignedAtomic],
      means:
        "Writes the third operand to the address that the first is if the second is there, and gives what was there and whether it wrote. The first ordering is for success, the second for failure. It may fail although the value was the expected one.",
      example: """
        %p = stack.slot i32
        store i32 1, %p
        jump again
        again:
        %old, %done = atomic.cas.weak seq_cst relaxed i32 %p, 1, 42
        branch %done, after, again
        after:
        %r = load i32 %p
        return %r
        """),
    OpcodeRow(
      .compareExchangePair, "atomic.cas.pair", .plain, [], [.ptr, .i64, .i64, .i64, .i64], gives: [.i64, .i64, .bool],
      does: [.reads, .writes, .ordered], orderings: .compare,
      traps: [.outOfObject, .freedSlot, .uninitialised, .misalignedAtomic],
      means:
        "Compares the 16 bytes at an address, aligned to 16, with a low and a high half, writes two others if they are equal, and gives the two halves that were there and whether it wrote.",
      example: """
        %p = stack.slot [2 x i64] align 16
        memory.set %p, 0, 16
        %low, %high, %done = atomic.cas.pair seq_cst seq_cst %p, 0, 0, 42, 1
        %a = load i64 %p
        %r = trunc i32 %a
        return %r
        """),
    OpcodeRow(
      .fence, "fence", .plain, does: .ordered, orderings: .fence,
      means: "Orders the memory accesses before and after it, in this thread and as others see them.",
      example: """
        fence seq_cst
        return 42
        """),
    OpcodeRow(
      .compilerFence, "fence.compiler", .plain, does: .ordered, orderings: .fence,
      means:
        "Orders the memory accesses before and after it as a signal handler on this thread sees them, without an instruction.",
      example: """
        fence.compiler acquire
        return 42
        """),
  ]
}
