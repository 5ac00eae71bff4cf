// The runtime's text: who runs next, and how tasks begin and end.

internal import IR

extension RuntimeText {
  /// The scheduler: one queue for each thread.
  static func scheduler(_ options: RuntimeOptions) -> RuntimeText {
    RuntimeText(name: "weft/scheduler.wir", text: schedulerText(options))
  }

  private static func schedulerText(_ options: RuntimeOptions) -> String {
    """
    ; Before `main`, with the address of `argc`.
    func @weft.begin(%arguments: ptr) {
    entry:
      store ptr %arguments, @weft.arguments
      %thread = thread.address @weft.thread
      store ptr %thread, @weft.first
      \(options.hasSchedules ? "call @weft.order.read(%arguments)" : "; The order is the defined one.")
      call @weft.thread.begin()
      %error = call @weft.signals.thread()
      %hasFailed = lt.s i64 %error, 0
      branch %hasFailed, failed, done
    failed:
      call @weft.fail(@weft.trap.outOfStacks)
      unreachable
    done:
      call @weft.signals.begin()
      return
    }

    ; Where the kernel left what the process was started with.
    data @weft.arguments writable {
      ptr null
    }

    ; The state of the first thread.
    data @weft.first writable {
      ptr null
    }

    ; What a thread does whose tasks wait for each other; null while there is one thread.
    data @weft.stuck writable {
      ptr null
    }

    ; The first that a thread does.
    func @weft.thread.begin() {
    entry:
      %thread = thread.address @weft.thread
      %root = field $weft_thread.root %thread
      store ptr %root, %thread
      %headAt = field $weft_thread.head %thread
      %nobody = offset %headAt, -16
      %tailAt = field $weft_thread.tail %thread
      store ptr %nobody, %tailAt
      %budgetAt = field $weft_thread.budget %thread
      store i32 0x7fffffff, %budgetAt
      \(options.hasSchedules ? "call @weft.order.begin()" : "; Its contexts run in the order in which they became able to.")
      return
    }

    ; Appends a context to the queue of those that can run.
    func @weft.wake(%context: ptr) {
    entry:
      %thread = thread.address @weft.thread
      %stateAt = field $weft_context.state %context
      store i32 0, %stateAt
      %nextAt = field $weft_context.next %context
      store ptr null, %nextAt
      %tailAt = field $weft_thread.tail %thread
      %tail = load ptr %tailAt
      %behind = field $weft_context.next %tail
      store ptr %context, %behind
      store ptr %context, %tailAt
      return
    }

    ; Nobody can run: waits until somebody can.
    func @weft.idle() {
    entry:
      %thread = thread.address @weft.thread
      %timersAt = field $weft_thread.timers %thread
      %timers = load ptr %timersAt
      %hasNoTimers = eq ptr %timers, null
      %waitingAt = field $weft_thread.waiting %thread
      %waiting = load i64 %waitingAt
      %hasNoWaiters = eq i64 %waiting, 0
      branch %hasNoWaiters, clock, world
    clock:
      branch %hasNoTimers, deadlock, sleep
    sleep:
      %last = call.indirect (i64) -> i64 %timers(1)
      jump woken
    world:
      branch %hasNoTimers, poll(0x7fffffffffffffff), time
    time:
      %first = call.indirect (i64) -> i64 %timers(0)
      jump poll(%first)
    poll(%until: i64):
      ; Who has woken by now runs before anybody waits.
      %headAt = field $weft_thread.head %thread
      %head = load ptr %headAt
      %hasWoken = ne ptr %head, null
      %time = select i64 %hasWoken, 0, %until
      %pollerAt = field $weft_thread.poller %thread
      %poller = load ptr %pollerAt
      call.indirect (i64) %poller(%time)
      jump woken
    woken:
      %now = clock.cycles
      %lookedAt = field $weft_thread.looked %thread
      store i64 %now, %lookedAt
      %headAt2 = field $weft_thread.head %thread
      %head2 = load ptr %headAt2
      %isNobody = eq ptr %head2, null
      %isPointless = and bool %isNobody, %hasNoWaiters
      branch %isPointless, deadlock, done
    done:
      return
    deadlock:
      ; Where there are other threads, only all of them together can be stuck.
      %stuck = load ptr @weft.stuck
      %isAlone = eq ptr %stuck, null
      branch %isAlone, report, block
    block:
      call.indirect () %stuck()
      return
    report:
      call @weft.deadlock()
      return
    }

    ; Somebody waits for a time or a descriptor: the budget is what it is where that must be looked at.
    func @weft.watch() {
    entry:
      %thread = thread.address @weft.thread
      %budgetAt = field $weft_thread.budget %thread
      %budget = load i32 %budgetAt
      %lower = min.s i32 %budget, 63
      store i32 %lower, %budgetAt
      return
    }

    ; The budget is spent. It is as large next time as what the last one took allows; and when some time has passed since the
    ; clock and descriptors were looked at, they are.
    func @weft.look() {
    entry:
      %thread = thread.address @weft.thread
      %now = clock.cycles
      %spentAt = field $weft_thread.spent %thread
      %spent = load i64 %spentAt
      store i64 %now, %spentAt
      %took = sub i64 %now, %spent
      ; Of a counter's units: 50 microseconds or so, on no processor more than 150.
      %isShort = lt.u i64 %took, 131072
      %roundAt = field $weft_thread.round %thread
      %round = load i32 %roundAt
      %twice = shl i32 %round, 1
      %longer = or i32 %twice, 1
      %bounded = min.u i32 %longer, 63
      %budget = select i32 %isShort, %bounded, 1
      store i32 %budget, %roundAt
      %budgetAt = field $weft_thread.budget %thread
      store i32 %budget, %budgetAt
      %lookedAt = field $weft_thread.looked %thread
      %looked = load i64 %lookedAt
      %since = sub i64 %now, %looked
      %isEarly = lt.u i64 %since, 131072
      branch %isEarly, done, timers
    timers:
      store i64 %now, %lookedAt
      %timersAt = field $weft_thread.timers %thread
      %timers = load ptr %timersAt
      %hasNoTimers = eq ptr %timers, null
      branch %hasNoTimers, waiters(0x7fffffffffffffff), fire
    fire:
      %first = call.indirect (i64) -> i64 %timers(0)
      jump waiters(%first)
    waiters(%until: i64):
      %waitingAt = field $weft_thread.waiting %thread
      %waiting = load i64 %waitingAt
      %hasNoWaiters = eq i64 %waiting, 0
      branch %hasNoWaiters, nobody, poll
    poll:
      %pollerAt = field $weft_thread.poller %thread
      %poller = load ptr %pollerAt
      call.indirect (i64) %poller(0)
      return
    nobody:
      %isNobody = eq i64 %until, 0x7fffffffffffffff
      branch %isNobody, unlimited, done
    unlimited:
      store i32 0x7fffffff, %budgetAt
      return
    done:
      return
    }

    ; A task has yielded often: the clock and descriptors are looked at, and it goes to the queue's end.
    func @weft.tick() -> ptr {
    entry:
      call @weft.look()
      %next = call @weft.yielded()
      return %next
    }

    ; The running context goes to the queue's end.
    func @weft.yielded() -> ptr {
    entry:
      %thread = thread.address @weft.thread
      %me = load ptr %thread
      call @weft.wake(%me)
      %next = call @weft.next()
      return %next
    }

    ; Makes a task. The handle is the value that the context goes on with.
    func @weft.task.create(%entry: ptr, %arguments: ptr) -> ptr {
    entry:
      %thread = thread.address @weft.thread
      %me = load ptr %thread
      %handle = call @weft.task.make(%entry, %arguments)
      %hasFailed = lt.s i64 %handle, 0
      branch %hasFailed, failed, made
    made:
      %valueAt = field $weft_context.value %me
      store i64 %handle, %valueAt
      return %me
    failed:
      call @weft.fail(@weft.trap.outOfStacks)
      unreachable
    }

    ; The same, where an error is the negative value.
    func @weft.task.try(%entry: ptr, %arguments: ptr) -> ptr {
    entry:
      %thread = thread.address @weft.thread
      %me = load ptr %thread
      %handle = call @weft.task.make(%entry, %arguments)
      %valueAt = field $weft_context.value %me
      store i64 %handle, %valueAt
      return %me
    }

    func @weft.task.make(%entry: ptr, %arguments: ptr) -> i64 {
    entry:
      %sizeAt = field $weft_entry.blockBytes %entry
      %size = load.u32 i64 %sizeAt
      %task = call @weft.block.take(%size)
      %number = ptr.toint %task
      %hasFailed = lt.s i64 %number, 0
      branch %hasFailed, failed, made
    failed:
      return %number
    made:
      ; A task begins with its stack as if it had been called.
      %stackBytesAt = field $weft_entry.stackBytes %entry
      %stackBytes = load.u32 i64 %stackBytesAt
      %stackAt = field $weft_context.stack %task
      store ptr null, %stackAt
      %hasOwn = ne i64 %stackBytes, 0
      branch %hasOwn, guarded, exact
    guarded:
      %functionsAt = field $weft_entry.stacks %entry
      %functions = load ptr %functionsAt
      %take = load ptr %functions
      %own = call.indirect (i64) -> ptr %take(%stackBytes)
      %ownNumber = ptr.toint %own
      %hasNone = lt.s i64 %ownNumber, 0
      branch %hasNone, stackless, stacked
    stackless:
      call @weft.block.give(%task)
      return %ownNumber
    stacked:
      store ptr %own, %stackAt
      %ownTop = offset %own, %stackBytes
      %areaBytesAt = field $weft_entry.area %entry
      %areaBytes = load.u32 i64 %areaBytesAt
      %isNear = eq i64 %areaBytes, 0
      %behind = offset %task, sizeof($weft_context)
      branch %isNear, fill(%ownTop, %behind), far
    far:
      %down = neg i64 %areaBytes
      %area = offset %ownTop, %down
      jump fill(%area, %area)
    exact:
      %top = offset %task, %size
      %slots = offset %task, sizeof($weft_context)
      jump fill(%top, %slots)
    fill(%end: ptr, %target: ptr):
      %stackPointer = offset %end, -8
      %stackPointerAt = field $weft_context.stackPointer %task
      store ptr %stackPointer, %stackPointerAt
      %startAt = field $weft_entry.start %entry
      %start = load ptr %startAt
      %resumeAt = field $weft_context.resume %task
      store ptr %start, %resumeAt
      %entryAt = field $weft_context.entry %task
      store ptr %entry, %entryAt
      %awaiterAt = field $weft_context.awaiter %task
      store ptr null, %awaiterAt
      %isDetachedAt = field $weft_context.isDetached %task
      store i32 0, %isDetachedAt
      ; The handle tells where the block is, and which of those who had it this one is.
      %thread = thread.address @weft.thread
      %creationsAt = field $weft_thread.creations %thread
      %creations = load i64 %creationsAt
      %creation = add i64 %creations, 1
      %bounded = and i64 %creation, 0x7fffffff
      store i64 %creation, %creationsAt
      %base = load i64 @weft.region
      %offset = sub i64 %number, %base
      %index = shr.u i64 %offset, 4
      %high = shl i64 %bounded, 32
      %handle = or i64 %high, %index
      %handleAt = field $weft_context.handle %task
      store i64 %handle, %handleAt
      %argumentBytesAt = field $weft_entry.argumentBytes %entry
      %argumentBytes = load.u32 i64 %argumentBytesAt
      jump copy(0)
    copy(%done: i64):
      %isMore = lt.u i64 %done, %argumentBytes
      branch %isMore, word, begin
    word:
      %from = offset %arguments, %done
      %to = offset %target, %done
      %bits = load i64 %from
      store i64 %bits, %to
      %further = add i64 %done, 8
      jump copy(%further)
    begin:
      \(options.checksStacks ? "call @weft.check.fill(%task)" : "; Its stack is what it was.")
      call @weft.wake(%task)
      return %handle
    }

    ; The function of the task that runs has returned, and its results lie behind it.
    func @weft.task.finish() -> ptr {
    entry:
      %thread = thread.address @weft.thread
      %me = load ptr %thread
      %isDetachedAt = field $weft_context.isDetached %me
      %isDetached = load i32 %isDetachedAt
      %goes = ne i32 %isDetached, 0
      branch %goes, free, keep
    free:
      call @weft.task.free(%me)
      jump next
    keep:
      %awaiterAt = field $weft_context.awaiter %me
      %awaiter = load ptr %awaiterAt
      %isAlone = eq ptr %awaiter, null
      branch %isAlone, wait, deliver
    wait:
      %stateAt = field $weft_context.state %me
      store i32 5, %stateAt
      jump next
    deliver:
      call @weft.task.deliver(%me, %awaiter)
      call @weft.wake(%awaiter)
      jump next
    next:
      %next = call @weft.next()
      return %next
    }

    ; Where the arguments and results of a task are handed over: behind the context, or at the end of its stack.
    func @weft.task.area(%task: ptr) -> ptr {
    entry:
      %entryAt = field $weft_context.entry %task
      %entry = load ptr %entryAt
      %areaBytesAt = field $weft_entry.area %entry
      %areaBytes = load.u32 i64 %areaBytesAt
      %isNear = eq i64 %areaBytes, 0
      branch %isNear, near, far
    near:
      %slots = offset %task, sizeof($weft_context)
      return %slots
    far:
      %stackAt = field $weft_context.stack %task
      %stack = load ptr %stackAt
      %stackBytesAt = field $weft_entry.stackBytes %entry
      %stackBytes = load.u32 i64 %stackBytesAt
      %distance = sub i64 %stackBytes, %areaBytes
      %area = offset %stack, %distance
      return %area
    }

    ; Hands the results of a task over to who awaits it, and frees it.
    func @weft.task.deliver(%task: ptr, %awaiter: ptr) {
    entry:
      %results = offset %task, sizeof($weft_context)
      %waitAt = field $weft_context.wait %awaiter
      %area = load i64 %waitAt
      %isNumber = eq i64 %area, 0
      branch %isNumber, number, copy
    number:
      %value = load i64 %results
      %valueAt = field $weft_context.value %awaiter
      store i64 %value, %valueAt
      jump free
    copy:
      %target = ptr.fromint %area
      %entryAt = field $weft_context.entry %task
      %entry = load ptr %entryAt
      %bytesAt = field $weft_entry.resultBytes %entry
      %bytes = load.u32 i64 %bytesAt
      %from = call @weft.task.area(%task)
      memory.copy %target, %from, %bytes
      jump free
    free:
      call @weft.task.free(%task)
      return
    }

    func @weft.task.free(%task: ptr) {
    entry:
      \(options.checksStacks ? "call @weft.check.task(%task)" : "; What it left on its stack is nobody's.")
      %stackAt = field $weft_context.stack %task
      %stack = load ptr %stackAt
      %hasNone = eq ptr %stack, null
      branch %hasNone, block, own
    own:
      %entryAt = field $weft_context.entry %task
      %entry = load ptr %entryAt
      %bytesAt = field $weft_entry.stackBytes %entry
      %bytes = load.u32 i64 %bytesAt
      %functionsAt = field $weft_entry.stacks %entry
      %functions = load ptr %functionsAt
      %giveAt = offset %functions, 8
      %give = load ptr %giveAt
      call.indirect (ptr, i64) %give(%stack, %bytes)
      jump block
    block:
      ; Handles of it are stale from now on.
      %handleAt = field $weft_context.handle %task
      store i64 0, %handleAt
      call @weft.block.give(%task)
      return
    }

    ; The task of a handle, of this thread; traps where there is none.
    func @weft.task.find(%handle: i64) -> ptr {
    entry:
      %index = and i64 %handle, 0xffffffff
      %offset = shl i64 %index, 4
      %sizeAt = offset @weft.region, 8
      %size = atomic.load acquire i64 %sizeAt
      %isOutside = ge.u i64 %offset, %size
      branch %isOutside, stale, inside
    inside:
      %base = load ptr @weft.region
      %task = offset %base, %offset
      %start = and i64 %offset, -65536
      %chunk = offset %base, %start
      %handleAt = field $weft_context.handle %task
      %found = load i64 %handleAt
      %isOther = ne i64 %found, %handle
      branch %isOther, stale, same
    same:
      ; What looks like the task may be what another keeps in its stack.
      %distance = sub i64 %offset, %start
      %behind = sub i64 %distance, sizeof($weft_chunk)
      %inverseAt = field $weft_chunk.inverse %chunk
      %inverse = load i64 %inverseAt
      %rest = mul i64 %behind, %inverse
      %isWithin = ge.u i64 %rest, %inverse
      branch %isWithin, stale, whole
    whole:
      %ownerAt = field $weft_chunk.owner %chunk
      %owner = load ptr %ownerAt
      %thread = thread.address @weft.thread
      %isForeign = ne ptr %owner, %thread
      branch %isForeign, foreign, own
    own:
      %awaiterAt = field $weft_context.awaiter %task
      %awaiter = load ptr %awaiterAt
      %isAwaited = ne ptr %awaiter, null
      branch %isAwaited, stale, unawaited
    unawaited:
      %isDetachedAt = field $weft_context.isDetached %task
      %isDetached = load i32 %isDetachedAt
      %goes = ne i32 %isDetached, 0
      branch %goes, stale, found
    found:
      return %task
    foreign:
      call @weft.fail(@weft.trap.foreignTask)
      unreachable
    stale:
      call @weft.fail(@weft.trap.staleTask)
      unreachable
    }

    ; Waits for a task. Where the results go is null for the value that the context goes on with.
    func @weft.task.await(%handle: i64, %area: i64) -> ptr {
    entry:
      %thread = thread.address @weft.thread
      %me = load ptr %thread
      %task = call @weft.task.find(%handle)
      %waitAt = field $weft_context.wait %me
      store i64 %area, %waitAt
      %taskStateAt = field $weft_context.state %task
      %taskState = load i32 %taskStateAt
      %isFinished = eq i32 %taskState, 5
      branch %isFinished, finished, park
    finished:
      call @weft.task.deliver(%task, %me)
      return %me
    park:
      %awaiterAt = field $weft_context.awaiter %task
      store ptr %me, %awaiterAt
      %stateAt = field $weft_context.state %me
      store i32 1, %stateAt
      %next = call @weft.next()
      return %next
    }

    ; Has a task go when it returns.
    func @weft.task.detach(%handle: i64) -> ptr {
    entry:
      %thread = thread.address @weft.thread
      %me = load ptr %thread
      %task = call @weft.task.find(%handle)
      %stateAt = field $weft_context.state %task
      %state = load i32 %stateAt
      %isFinished = eq i32 %state, 5
      branch %isFinished, finished, living
    finished:
      call @weft.task.free(%task)
      return %me
    living:
      %isDetachedAt = field $weft_context.isDetached %task
      store i32 1, %isDetachedAt
      return %me
    }
    """
  }
}
