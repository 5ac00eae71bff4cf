// The runtime's text: which of the contexts that can run runs next.

extension RuntimeText {
  /// The defined order: who waits longest.
  static let order = RuntimeText(
    name: "weft/order.wir",
    text: """
      ; The context that runs next.
      func @weft.next() -> ptr {
      entry:
        %thread = thread.address @weft.thread
        %budgetAt = field $weft_thread.budget %thread
        %budget = load i32 %budgetAt
        %left = sub i32 %budget, 1
        store i32 %left, %budgetAt
        %headAt = field $weft_thread.head %thread
        %isSpent = lt.s i32 %left, 0
        branch %isSpent, spent, look
      spent:
        call @weft.look()
        jump look
      look:
        %first = load ptr %headAt
        %isNone = eq ptr %first, null
        branch %isNone, idle, take
      take:
        %nextAt = field $weft_context.next %first
        %next = load ptr %nextAt
        store ptr %next, %headAt
        %isLast = eq ptr %next, null
        branch %isLast, last, done
      last:
        %nobody = offset %headAt, -16
        %tailAt = field $weft_thread.tail %thread
        store ptr %nobody, %tailAt
        jump done
      done:
        return %first
      idle:
        call @weft.idle()
        jump look
      }
      """)

  /// The order that a seed in the environment makes, for those who look for programs that depend on it: `WEFT_SCHEDULE=seed:N`.
  /// Without it, the defined one.
  static let seededOrder = RuntimeText(
    name: "weft/seeded-order.wir",
    text: """
      ; What the environment says, and what each thread's choices come from: 0 without a seed.
      data @weft.order.seed writable {
        i64 0
      }

      data @weft.order.state writable thread {
        i64 0
      }

      data @weft.order.name {
        bytes "WEFT_SCHEDULE=seed:\\0"
      }

      ; Looks for the seed in the environment, behind the arguments.
      func @weft.order.read(%arguments: ptr) {
      entry:
        %count = load i64 %arguments
        %scaled = shl i64 %count, 3
        %behind = add i64 %scaled, 16
        %first = offset %arguments, %behind
        jump variable(%first)
      variable(%at: ptr):
        %text = load ptr %at
        %isEnd = eq ptr %text, null
        %next = offset %at, 8
        branch %isEnd, done, compare(%text, @weft.order.name)
      compare(%one: ptr, %other: ptr):
        %byte = load i8 %one
        %wanted = load i8 %other
        %isWhole = eq i8 %wanted, 0
        branch %isWhole, digits(%one, 0), character
      character:
        %isSame = eq i8 %byte, %wanted
        %oneNext = offset %one, 1
        %otherNext = offset %other, 1
        branch %isSame, compare(%oneNext, %otherNext), variable(%next)
      digits(%digitAt: ptr, %number: i64):
        %code = load.u8 i64 %digitAt
        %digit = sub i64 %code, 48
        %isDigit = lt.u i64 %digit, 10
        branch %isDigit, digit, found
      digit:
        %shifted = mul i64 %number, 10
        %sum = add i64 %shifted, %digit
        %digitNext = offset %digitAt, 1
        jump digits(%digitNext, %sum)
      found:
        ; No seed is a state of 0, and like seeds are unlike states.
        %odd = add i64 %number, 1
        %mixed = mul i64 %odd, 0x9e3779b97f4a7c15
        %state = or i64 %mixed, 1
        store i64 %state, @weft.order.seed
        return
      done:
        return
      }

      func @weft.order.begin() {
      entry:
        %seed = load i64 @weft.order.seed
        %state = thread.address @weft.order.state
        store i64 %seed, %state
        return
      }

      ; A number below another, which is not 0.
      func @weft.order.choose(%count: i64) -> i64 {
      entry:
        %at = thread.address @weft.order.state
        %state = load i64 %at
        %isDefined = eq i64 %state, 0
        branch %isDefined, defined, seeded
      defined:
        return 0
      seeded:
        ; Marsaglia's xorshift, of which the upper half counts.
        %a = shl i64 %state, 13
        %b = xor i64 %state, %a
        %c = shr.u i64 %b, 7
        %d = xor i64 %b, %c
        %e = shl i64 %d, 17
        %f = xor i64 %d, %e
        store i64 %f, %at
        %mixed = mul i64 %f, 0x2545f4914f6cdd1d
        %high = shr.u i64 %mixed, 32
        %scaled = mul i64 %high, %count
        %choice = shr.u i64 %scaled, 32
        return %choice
      }

      ; The context that runs next: any of those that can.
      func @weft.next() -> ptr {
      entry:
        %thread = thread.address @weft.thread
        %budgetAt = field $weft_thread.budget %thread
        %budget = load i32 %budgetAt
        %left = sub i32 %budget, 1
        store i32 %left, %budgetAt
        %headAt = field $weft_thread.head %thread
        %isSpent = lt.s i32 %left, 0
        branch %isSpent, spent, look
      spent:
        call @weft.look()
        jump look
      look:
        %first = load ptr %headAt
        %isNone = eq ptr %first, null
        branch %isNone, idle, count(%first, 0)
      idle:
        call @weft.idle()
        jump look
      count(%one: ptr, %sum: i64):
        %nextAt = field $weft_context.next %one
        %next = load ptr %nextAt
        %more = add i64 %sum, 1
        %isLast = eq ptr %next, null
        branch %isLast, choose, count(%next, %more)
      choose:
        %choice = call @weft.order.choose(%more)
        jump walk(%headAt, %choice)
      walk(%linkAt: ptr, %steps: i64):
        %chosen = load ptr %linkAt
        %chosenNextAt = field $weft_context.next %chosen
        %less = sub i64 %steps, 1
        %isIt = eq i64 %steps, 0
        branch %isIt, take, walk(%chosenNextAt, %less)
      take:
        %behind = load ptr %chosenNextAt
        store ptr %behind, %linkAt
        %isTail = eq ptr %behind, null
        branch %isTail, last, done
      last:
        ; Whoever stands before it is the last, or the head as if it were one.
        %before = offset %linkAt, -16
        %tailAt = field $weft_thread.tail %thread
        store ptr %before, %tailAt
        jump done
      done:
        return %chosen
      }
      """)
}
