// The opcode table: calls, and where a block goes on.

extension OpcodeTable {
  static let controlRows: [OpcodeRow] = [
    OpcodeRow(
      .call, "call", .call, does: .calls, attributes: [.cold, .noreturn],
      means:
        "Calls a function and gives its results. Arguments beyond a variadic function's parameters are written with their types.",
      before: """
        func @same(%x: i32) -> i32 {
        entry:
          return %x
        }
        """,
      example: """
        %r = call @same(42)
        return %r
        """),
    OpcodeRow(
      .callIndirect, "call.indirect", .callIndirect, [], [.ptr], does: .calls, attributes: [.cold, .noreturn],
      traps: [.wrongSignature],
      means: "Calls the function of the given signature at an address.",
      before: """
        func @same(%x: i32) -> i32 {
        entry:
          return %x
        }
        """,
      example: """
        %r = call.indirect (i32) -> i32 @same(42)
        return %r
        """),
    OpcodeRow(
      .tailCall, "call.tail", .call, does: [.calls, .terminates], attributes: .cold,
      means:
        "Calls a function in place of this one: its results are this function's, whose frame is gone. In Weft's own convention any function may be called so; in `c`, one whose arguments need no more stack than this one's own.",
      before: """
        func @double(%x: i32) -> i32 {
        entry:
          %y = add i32 %x, %x
          return %y
        }

        func @twice(%x: i32) -> i32 {
        entry:
          call.tail @double(%x)
        }
        """,
      example: """
        %r = call @twice(21)
        return %r
        """),
    OpcodeRow(
      .tailCallIndirect, "call.tail.indirect", .callIndirect, [], [.ptr], does: [.calls, .terminates],
      attributes: .cold,
      traps: [.wrongSignature],
      means: "As `call.tail`, to the function of the given signature at an address.",
      before: """
        func @same(%x: i32) -> i32 {
        entry:
          return %x
        }

        func @through(%f: ptr) -> i32 {
        entry:
          call.tail.indirect (i32) -> i32 %f(42)
        }
        """,
      example: """
        %r = call @through(@same)
        return %r
        """),
    OpcodeRow(
      .jump, "jump", .jump, does: .terminates,
      means: "Goes on at a block, whose parameters get the arguments.",
      example: """
        jump end(42)
        end(%x: i32):
        return %x
        """),
    OpcodeRow(
      .branch, "branch", .branch, [], [.bool], does: .terminates,
      means: "Goes on at the first block where the condition is true, else at the second.",
      example: """
        %c = lt.s i32 1, 2
        branch %c, yes(42), no
        yes(%x: i32):
        return %x
        no:
        return 1
        """),
    OpcodeRow(
      .switch, "switch", .switch, .integers, [.same], does: .terminates,
      means: "Goes on at the block of the case that the operand equals, else at the one behind the operand.",
      example: """
        %n = add i32 1, 1
        switch i32 %n, other [
          1: one
          2: two(42)
        ]
        one:
        return 1
        two(%x: i32):
        return %x
        other:
        return 2
        """),
    OpcodeRow(
      .return, "return", .return, does: .terminates,
      means: "Returns these results to the caller.",
      example: "return 42"),
    OpcodeRow(
      .trap, "trap", .message, does: [.terminates, .traps], traps: [.trap],
      means: "Ends the process with the trap that bears the text, or with `trap`.",
      example: "trap \"index out of bounds\"", outcome: .trap(.trap)),
    OpcodeRow(
      .unreachable, "unreachable", .plain, does: [.terminates, .traps], traps: [.unreachable],
      means: "Says that control never comes here; where it does, the process ends with a trap.",
      example: "unreachable", outcome: .trap(.unreachable)),
  ]
}
