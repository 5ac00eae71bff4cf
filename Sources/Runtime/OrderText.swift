// The runtime's text: which of the contexts that can run runs next.

extension RuntimeText {
  /// The defined order: who waits longest.
  static let order = RuntimeText(
    name: "weft/order.wir",
    text: """
      ; The context that runs next.
      func @weft.next(%thread: ptr) -> ptr {
      entry:
        %budgetAt = field $weft_thread.budget %thread
        %budget = load i32 %budgetAt
        %left = sub i32 %budget, 1
        store i32 %left, %budgetAt
        %isSpent = lt.s i32 %left, 0
        branch %isSpent, late, look
      look:
        %headAt = field $weft_thread.head %thread
        %first = load ptr %headAt
        %isNone = eq ptr %first, null
        branch %isNone, late, take
      take:
        %tailAt = field $weft_thread.tail %thread
        %tail = load ptr %tailAt
        %isLast = eq ptr %first, %tail
        branch %isLast, last, more
      more:
        %nextAt = field $weft_context.next %first
        %next = load ptr %nextAt
        store ptr %next, %headAt
        return %first
      last:
        store ptr null, %headAt
        %nobody = offset %headAt, -16
        store ptr %nobody, %tailAt
        return %first
      late:
        call.tail @weft.next.late(%thread)
      }

      \(late)
      """)

  /// The order that a seed in the environment makes, for those who look for programs that depend on it: `WEFT_SCHEDULE=seed:N`.
  /// Without it, the defined one; with anything else there, the program ends.
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

      data @weft.order.malformed {
        bytes "weft: WEFT_SCHEDULE is not seed:N\\n"
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
        branch %isWhole, digits(%one, 0, 0), character
      character:
        %isSame = eq i8 %byte, %wanted
        %oneNext = offset %one, 1
        %otherNext = offset %other, 1
        branch %isSame, compare(%oneNext, %otherNext), differs
      differs:
        ; Behind the variable's name, it is another value.
        %otherNumber = ptr.toint %other
        %start = ptr.toint @weft.order.name
        %length = sub i64 %otherNumber, %start
        %isNamed = ge.u i64 %length, 14
        branch %isNamed, malformed, variable(%next)
      digits(%digitAt: ptr, %number: i64, %digits: i64):
        %code = load.u8 i64 %digitAt
        %digit = sub i64 %code, 48
        %isDigit = lt.u i64 %digit, 10
        %digitsMore = add i64 %digits, 1
        branch %isDigit, digit, last
      digit:
        %shifted = mul i64 %number, 10
        %sum = add i64 %shifted, %digit
        %digitNext = offset %digitAt, 1
        jump digits(%digitNext, %sum, %digitsMore)
      last:
        %isAll = eq i64 %code, 0
        %hasDigits = ne i64 %digits, 0
        %isNumber = and bool %isAll, %hasDigits
        branch %isNumber, found, malformed
      malformed:
        %written = syscall write(2, @weft.order.malformed, sizeof(@weft.order.malformed))
        %ended = syscall exit_group(2)
        unreachable
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
      func @weft.next(%thread: ptr) -> ptr {
      entry:
        %budgetAt = field $weft_thread.budget %thread
        %budget = load i32 %budgetAt
        %left = sub i32 %budget, 1
        store i32 %left, %budgetAt
        %isSpent = lt.s i32 %left, 0
        branch %isSpent, late, look
      late:
        call.tail @weft.next.late(%thread)
      look:
        %headAt = field $weft_thread.head %thread
        %first = load ptr %headAt
        %tailAt = field $weft_thread.tail %thread
        %tail = load ptr %tailAt
        %isNone = eq ptr %first, null
        branch %isNone, late, count(%first, 1)
      count(%one: ptr, %sum: i64):
        %nextAt = field $weft_context.next %one
        %more = add i64 %sum, 1
        %isLast = eq ptr %one, %tail
        branch %isLast, choose, further
      further:
        %next = load ptr %nextAt
        jump count(%next, %more)
      choose:
        %choice = call @weft.order.choose(%sum)
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
        %isTail = eq ptr %chosen, %tail
        branch %isTail, last, done
      last:
        ; Whoever stands before it is the last, or the head as if it were one; and an empty queue has no first.
        store ptr null, %linkAt
        %before = offset %linkAt, -16
        store ptr %before, %tailAt
        jump done
      done:
        return %chosen
      }

      \(late)
      """)

  /// What either order does where it must look at more than the queue.
  private static let late = """
    ; The same where the budget is spent, or nobody can run.
    func @weft.next.late(%thread: ptr) -> ptr cold {
    entry:
      %budgetAt = field $weft_thread.budget %thread
      %budget = load i32 %budgetAt
      %isSpent = lt.s i32 %budget, 0
      branch %isSpent, look, idle
    look:
      call @weft.look(%thread)
      call.tail @weft.next(%thread)
    idle:
      call @weft.idle(%thread)
      call.tail @weft.next(%thread)
    }
    """
}
