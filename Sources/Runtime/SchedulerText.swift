// The runtime's text: who runs next, and how tasks begin and end.

internal import IR

extension RuntimeText {
  /// The most switches before the clock and descriptors are looked at, while somebody waits for either: a power of two, less one. So
  /// many runs may be late, as nobody has looked yet how long they take; with fewer, reading the counter would be what a switch costs.
  static let mostSwitches = 7

  /// The scheduler: one queue for each thread.
  static func scheduler(_ shape: RuntimeShape) -> RuntimeText {
    RuntimeText(name: "weft/scheduler.wir", text: schedulerText(shape))
  }

  private static func schedulerText(_ shape: RuntimeShape) -> String {
    """
    ; Before `main`, with the address of `argc`.
    func @weft.begin(%arguments: ptr) cold {
    entry:
      store ptr %arguments, @weft.arguments
      %thread = thread.address @weft.thread
      store ptr %thread, @weft.first
      \(shape.options.hasSchedules ? "call @weft.order.read(%arguments)" : "; The order is the defined one.")
      call @weft.thread.begin(%thread)
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

    ; The first that a thread does.
    func @weft.thread.begin(%thread: ptr) cold {
    entry:
      %root = field $weft_thread.root %thread
      store ptr %root, %thread
      %headAt = field $weft_thread.head %thread
      %nobody = offset %headAt, -16
      %tailAt = field $weft_thread.tail %thread
      store ptr %nobody, %tailAt
      %budgetAt = field $weft_thread.budget %thread
      store i32 0x7fffffff, %budgetAt
      \(shape.options.hasSchedules ? "call @weft.order.begin()" : "; Its contexts run in the order in which they became able to.")
      return
    }

    ; Appends a context to the queue of those that can run.
    func @weft.wake(%thread: ptr, %context: ptr) {
    entry:
      %stateAt = field $weft_context.state %context
      store i32 0, %stateAt
      %tailAt = field $weft_thread.tail %thread
      %tail = load ptr %tailAt
      %behind = field $weft_context.next %tail
      store ptr %context, %behind
      store ptr %context, %tailAt
      return
    }

    ; Nobody can run: waits until somebody can.
    func @weft.idle(%thread: ptr) cold {
    entry:
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
      %last = call.indirect (ptr, i64) -> i64 %timers(%thread, 1)
      jump woken
    world:
      branch %hasNoTimers, poll(0x7fffffffffffffff), time
    time:
      %first = call.indirect (ptr, i64) -> i64 %timers(%thread, 0)
      jump poll(%first)
    poll(%until: i64):
      ; Who has woken by now runs before anybody waits.
      %headAt = field $weft_thread.head %thread
      %head = load ptr %headAt
      %hasWoken = ne ptr %head, null
      %time = select i64 %hasWoken, 0, %until
      %pollerAt = field $weft_thread.poller %thread
      %poller = load ptr %pollerAt
      call.indirect (ptr, i64) %poller(%thread, %time)
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
      \(shape.withThreads("""
      ; Where there are other threads, only all of them together can be stuck.
      %areOthers = load i64 @weft.areThreads
      %isAlone = eq i64 %areOthers, 0
      branch %isAlone, report, block
    block:
      call.tail @weft.thread.stuck()
    report:
    """))
      call @weft.deadlock()
      unreachable
    }

    ; The budget is spent. It is as large next time as what the last one took allows; and when some time has passed since the
    ; clock and descriptors were looked at, they are.
    func @weft.look(%thread: ptr) cold {
    entry:
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
      %bounded = min.u i32 %longer, \(mostSwitches)
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
      %first = call.indirect (ptr, i64) -> i64 %timers(%thread, 0)
      jump waiters(%first)
    waiters(%until: i64):
      %waitingAt = field $weft_thread.waiting %thread
      %waiting = load i64 %waitingAt
      %hasNoWaiters = eq i64 %waiting, 0
      branch %hasNoWaiters, nobody, poll
    poll:
      %pollerAt = field $weft_thread.poller %thread
      %poller = load ptr %pollerAt
      call.tail.indirect (ptr, i64) %poller(%thread, 0)
    nobody:
      %isNobody = eq i64 %until, 0x7fffffffffffffff
      branch %isNobody, unlimited, done
    unlimited:
      store i32 0x7fffffff, %budgetAt
      jump done
    done:
      return
    }

    ; A task has yielded often: the clock and descriptors are looked at, and it goes to the queue's end.
    func @weft.tick(%thread: ptr) -> ptr cold {
    entry:
      call @weft.look(%thread)
      call.tail @weft.yielded(%thread)
    }

    ; The running context goes to the queue's end.
    func @weft.yielded(%thread: ptr) -> ptr {
    entry:
      %me = load ptr %thread
      %tailAt = field $weft_thread.tail %thread
      %tail = load ptr %tailAt
      %behind = field $weft_context.next %tail
      store ptr %me, %behind
      store ptr %me, %tailAt
      call.tail @weft.next(%thread)
    }

    ; Makes a task. The handle is the value that the context goes on with.
    ;
    ; What nobody has is as a free block has it: nobody awaits it, it has no stack of its own, and its state is 0.
    func @weft.task.create(%thread: ptr, %entry: ptr, %arguments: ptr) -> ptr {
    entry:
      %sizeAt = field $weft_entry.blockBytes %entry
      %size = load.u32 i64 %sizeAt
      %lists = field $weft_thread.chunks %thread
      %place = shr.u i64 %size, 1
      %listAt = offset %lists, %place
      %chunk = load ptr %listAt
      %isNone = eq ptr %chunk, null
      branch %isNone, more, look
    look:
      %freeAt = field $weft_chunk.free %chunk
      %free = load ptr %freeAt
      %hasNone = eq ptr %free, null
      branch %hasNone, first, again
    again:
      %afterAt = field $weft_context.next %free
      %after = load ptr %afterAt
      store ptr %after, %freeAt
      jump took(%free)
    first:
      %unusedAt = field $weft_chunk.unused %chunk
      %unused = load ptr %unusedAt
      %unusedAfter = offset %unused, %size
      %endAt = field $weft_chunk.end %chunk
      %end = load ptr %endAt
      %isFull = gt.u ptr %unusedAfter, %end
      branch %isFull, more, fresh
    fresh:
      store ptr %unusedAfter, %unusedAt
      jump took(%unused)
    more:
      call.tail @weft.task.create.more(%thread, %entry, %arguments)
    took(%task: ptr):
      %livingAt = field $weft_chunk.living %chunk
      %living = load i32 %livingAt
      %oneMore = add i32 %living, 1
      store i32 %oneMore, %livingAt
      ; It begins with its stack as if it had been called.
      %top = offset %task, %size
      %stackPointer = offset %top, -8
      store ptr %stackPointer, %task
      %start = load ptr %entry
      %resumeAt = field $weft_context.resume %task
      store ptr %start, %resumeAt
      %entryAt = field $weft_context.entry %task
      store ptr %entry, %entryAt
      ; The handle tells where the block is, and which of those who had it this one is.
      %creationsAt = field $weft_thread.creations %thread
      %creations = load i32 %creationsAt
      %creation = add i32 %creations, 2
      store i32 %creation, %creationsAt
      %wide = ext.u i64 %creation
      %high = shl i64 %wide, 31
      %number = ptr.toint %task
      %index = shr.u i64 %number, 4
      %low = and i64 %index, 0xffffffff
      %handle = or i64 %high, %low
      %handleAt = field $weft_context.handle %task
      store i64 %handle, %handleAt
      %me = load ptr %thread
      %valueAt = field $weft_context.value %me
      store i64 %handle, %valueAt
      %bytesAt = field $weft_entry.argumentBytes %entry
      %bytes = load.u32 i64 %bytesAt
      %slots = offset %task, sizeof($weft_context)
      jump copy(%bytes)
    copy(%left: i64):
      %isAll = eq i64 %left, 0
      branch %isAll, begin, word
    word:
      %before = sub i64 %left, 8
      %from = offset %arguments, %before
      %bits = load i64 %from
      %to = offset %slots, %before
      store i64 %bits, %to
      jump copy(%before)
    begin:
      %tailAt = field $weft_thread.tail %thread
      %tail = load ptr %tailAt
      %behind = field $weft_context.next %tail
      store ptr %task, %behind
      store ptr %task, %tailAt
      \(shape.options.checksStacks ? "call @weft.check.fill(%task)" : "; Its stack is what it was.")
      %functionsAt = field $weft_entry.stacks %entry
      %functions = load ptr %functionsAt
      %hasNoStack = eq ptr %functions, null
      branch %hasNoStack, made, stack
    made:
      return %me
    stack:
      %attach = load ptr %functions
      call.tail.indirect (ptr, ptr, ptr) -> ptr %attach(%thread, %task, %arguments)
    }

    ; The same where no block is at hand.
    func @weft.task.create.more(%thread: ptr, %entry: ptr, %arguments: ptr) -> ptr cold {
    entry:
      %error = call @weft.block.prepare(%thread, %entry)
      %hasFailed = lt.s i64 %error, 0
      branch %hasFailed, failed, made
    made:
      call.tail @weft.task.create(%thread, %entry, %arguments)
    failed:
      call @weft.fail(@weft.trap.outOfStacks)
      unreachable
    }

    ; The same, where an error is the negative value.
    func @weft.task.try(%thread: ptr, %entry: ptr, %arguments: ptr) -> ptr {
    entry:
      %blockError = call @weft.block.prepare(%thread, %entry)
      %hasNoBlock = lt.s i64 %blockError, 0
      branch %hasNoBlock, failed(%blockError), look
    look:
      %functionsAt = field $weft_entry.stacks %entry
      %functions = load ptr %functionsAt
      %hasNoStack = eq ptr %functions, null
      branch %hasNoStack, made, stack
    stack:
      %prepareAt = offset %functions, 16
      %prepare = load ptr %prepareAt
      %stackError = call.indirect (ptr, ptr) -> i64 %prepare(%thread, %entry)
      %hasNone = lt.s i64 %stackError, 0
      branch %hasNone, failed(%stackError), made
    made:
      call.tail @weft.task.create(%thread, %entry, %arguments)
    failed(%error: i64):
      %me = load ptr %thread
      %valueAt = field $weft_context.value %me
      store i64 %error, %valueAt
      return %me
    }

    ; The function of the task that runs has returned, and its results lie behind it.
    func @weft.task.finish(%thread: ptr) -> ptr {
    entry:
      %me = load ptr %thread
      %awaiterAt = field $weft_context.awaiter %me
      %awaiter = load ptr %awaiterAt
      %awaiterNumber = ptr.toint %awaiter
      %isAwaited = gt.u i64 %awaiterNumber, 1
      branch %isAwaited, awaited, alone
    awaited:
      %stateAt = field $weft_context.state %awaiter
      store i32 0, %stateAt
      %headAt = field $weft_thread.head %thread
      %head = load ptr %headAt
      %isNext = eq ptr %head, null
      branch %isNext, direct, queue
    direct:
      ; Nobody stands before it.
      call.tail @weft.task.deliver(%thread, %me, %awaiter, %awaiter)
    queue:
      call.tail @weft.task.finish.behind(%thread, %me, %awaiter)
    alone:
      %isDetached = eq i64 %awaiterNumber, 1
      branch %isDetached, detached, keep
    keep:
      %myStateAt = field $weft_context.state %me
      store i32 5, %myStateAt
      call.tail @weft.next(%thread)
    detached:
      call.tail @weft.task.vanish(%thread, %me)
    }

    ; Who awaits it goes to the queue's end.
    func @weft.task.finish.behind(%thread: ptr, %task: ptr, %awaiter: ptr) -> ptr {
    entry:
      %tailAt = field $weft_thread.tail %thread
      %tail = load ptr %tailAt
      %behind = field $weft_context.next %tail
      store ptr %awaiter, %behind
      store ptr %awaiter, %tailAt
      %next = call @weft.next(%thread)
      call.tail @weft.task.deliver(%thread, %task, %awaiter, %next)
    }

    ; A task has ended that nobody awaits.
    func @weft.task.vanish(%thread: ptr, %task: ptr) -> ptr {
    entry:
      %nobody = call @weft.task.free(%thread, %task, null)
      call.tail @weft.next(%thread)
    }

    ; Where the arguments and results of a task are handed over: behind the context, or at the end of its stack.
    func @weft.task.area(%task: ptr) -> ptr cold {
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

    ; Hands the results of a task over to who awaits it, frees it, and gives who runs next.
    func @weft.task.deliver(%thread: ptr, %task: ptr, %awaiter: ptr, %next: ptr) -> ptr {
    entry:
      %waitAt = field $weft_context.wait %awaiter
      %area = load ptr %waitAt
      %isNumber = eq ptr %area, null
      branch %isNumber, number, copy
    number:
      %results = offset %task, sizeof($weft_context)
      %value = load i64 %results
      %valueAt = field $weft_context.value %awaiter
      store i64 %value, %valueAt
      call.tail @weft.task.free(%thread, %task, %next)
    copy:
      call.tail @weft.task.deliver.all(%thread, %task, %area, %next)
    }

    ; The same for results that are more than a number.
    func @weft.task.deliver.all(%thread: ptr, %task: ptr, %target: ptr, %next: ptr) -> ptr {
    entry:
      %entryAt = field $weft_context.entry %task
      %entry = load ptr %entryAt
      %bytesAt = field $weft_entry.resultBytes %entry
      %bytes = load.u32 i64 %bytesAt
      %from = call @weft.task.area(%task)
      memory.copy %target, %from, %bytes
      call.tail @weft.task.free(%thread, %task, %next)
    }

    ; Frees a task, and gives who runs next.
    func @weft.task.free(%thread: ptr, %task: ptr, %next: ptr) -> ptr {
    entry:
      \(shape.options.checksStacks ? "call @weft.check.task(%task)" : "; What it left on its stack is nobody's.")
      %stackAt = field $weft_context.stack %task
      %stack = load ptr %stackAt
      %hasNone = eq ptr %stack, null
      branch %hasNone, block, own
    own:
      ; It is freed once more when its stack is gone.
      %entryAt = field $weft_context.entry %task
      %entry = load ptr %entryAt
      %functionsAt = field $weft_entry.stacks %entry
      %functions = load ptr %functionsAt
      %detachAt = offset %functions, 8
      %detach = load ptr %detachAt
      call.tail.indirect (ptr, ptr, ptr) -> ptr %detach(%thread, %task, %next)
    block:
      ; Handles of it are stale from now on.
      %handleAt = field $weft_context.handle %task
      store i64 0, %handleAt
      %awaiterAt = field $weft_context.awaiter %task
      store ptr null, %awaiterAt
      %number = ptr.toint %task
      %startOfChunk = and i64 %number, -65536
      %chunk = ptr.fromint %startOfChunk
      %freeAt = field $weft_chunk.free %chunk
      %free = load ptr %freeAt
      %afterAt = field $weft_context.next %task
      store ptr %free, %afterAt
      store ptr %task, %freeAt
      %livingAt = field $weft_chunk.living %chunk
      %living = load i32 %livingAt
      %less = sub i32 %living, 1
      store i32 %less, %livingAt
      %isUsual = gt.s i32 %less, 0
      branch %isUsual, done, look
    done:
      return %next
    look:
      call.tail @weft.chunk.notice(%thread, %chunk, %next)
    }

    ; Waits for a task. Where the results go is null for the value that the context goes on with, and 1 where nobody waits and the
    ; task goes when it returns.
    func @weft.task.await(%thread: ptr, %handle: i64, %area: i64) -> ptr {
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
      %handleAt = field $weft_context.handle %task
      %found = load i64 %handleAt
      %isOther = ne i64 %found, %handle
      branch %isOther, stale, same
    same:
      ; What looks like the task may be what another keeps in its stack.
      %number = ptr.toint %task
      %startOfChunk = and i64 %number, -65536
      %chunk = ptr.fromint %startOfChunk
      %distance = and i64 %offset, 65535
      %startAt = field $weft_chunk.start %chunk
      %start = load.u32 i64 %startAt
      %behind = sub i64 %distance, %start
      %inverseAt = field $weft_chunk.inverse %chunk
      %inverse = load i64 %inverseAt
      %rest = mul i64 %behind, %inverse
      %isWithin = ge.u i64 %rest, %inverse
      branch %isWithin, stale, whole
    whole:
      \(shape.withThreads("""
      %owner = load ptr %chunk
      %isForeign = ne ptr %owner, %thread
      branch %isForeign, foreign, own
    own:
    """))
      %awaiterAt = field $weft_context.awaiter %task
      %awaiter = load ptr %awaiterAt
      %isAwaited = ne ptr %awaiter, null
      branch %isAwaited, stale, unawaited
    unawaited:
      %me = load ptr %thread
      %waitAt = field $weft_context.wait %me
      store i64 %area, %waitAt
      %taskStateAt = field $weft_context.state %task
      %taskState = load i32 %taskStateAt
      %isFinished = eq i32 %taskState, 5
      branch %isFinished, finished, living
    living:
      %isDetached = eq i64 %area, 1
      branch %isDetached, detach, park
    park:
      store ptr %me, %awaiterAt
      %stateAt = field $weft_context.state %me
      store i32 1, %stateAt
      call.tail @weft.next(%thread)
    detach:
      store i64 1, %awaiterAt
      return %me
    finished:
      store i32 0, %taskStateAt
      %isGone = eq i64 %area, 1
      branch %isGone, drop, deliver
    deliver:
      call.tail @weft.task.deliver(%thread, %task, %me, %me)
    drop:
      call.tail @weft.task.free(%thread, %task, %me)
    \(shape.withThreads("""
    foreign:
      call.tail @weft.task.foreign()
    """))
    stale:
      call.tail @weft.task.stale()
    }

    func @weft.task.foreign() -> ptr cold {
    entry:
      call @weft.fail(@weft.trap.foreignTask)
      unreachable
    }

    func @weft.task.stale() -> ptr cold {
    entry:
      call @weft.fail(@weft.trap.staleTask)
      unreachable
    }

    ; Has a task go when it returns.
    func @weft.task.detach(%thread: ptr, %handle: i64) -> ptr {
    entry:
      call.tail @weft.task.await(%thread, %handle, 1)
    }
    """
  }
}
