// The runtime's text: who waits for which descriptor, and what epoll says of it. Each descriptor is made known to epoll once, for
// both directions, which then tells of changes alone: so nobody waits who has not seen that there is nothing now.

extension RuntimeText {
  /// The poller.
  static func poller(_ shape: RuntimeShape) -> RuntimeText {
    RuntimeText(name: "weft/poller.wir", text: pollerText(shape))
  }

  private static func pollerText(_ shape: RuntimeShape) -> String {
    """
    ; Who waits for a descriptor, in the order they came.
    record $weft_descriptor {
      first: ptr
      last: ptr
      ; Which of those who had the number this one is.
      generation: i32
      ; 1: epoll knows it. 2: who gets less than was asked for has all there is.
      flags: i32
      \(shape.withThreads("""
      ; Where another thread closed it, and its own thread has not noticed: the number of the next such descriptor and one more, or
      ; -1 for the last.
      closed: i32
    """))
    }

    record $weft_poller {
      table: ptr
      capacity: i64
      ; The descriptor of epoll, or 0.
      epoll: i64
      ; Where a context goes on that does its operation again.
      again: ptr
      arrivals: i32
      ; The descriptor that was read empty last, plus one; 0 where epoll may have told of a change since.
      drained: i64
      \(shape.withThreads("""
      ; The poller of another thread, and the first descriptor that another thread closed: its number and one more, or 0.
      next: ptr
      closed: i32
    """))
    }

    data @weft.poller writable thread {
      $weft_poller zero
    }

    ; The running context waits for its descriptor, to read (3) or to write (4).
    func @weft.poller.park(%thread: ptr, %state: i32) -> ptr {
    entry:
      %me = load ptr %thread
      %waitAt = field $weft_context.wait %me
      %descriptor = load.u32 i64 %waitAt
      \(shape.withThreads("""
      ; What others closed until now is gone before anybody waits for what has its number since.
      call @weft.poller.hear(%thread)
    """))
      %error = call @weft.poller.know(%thread, %descriptor)
      %isKnown = eq i64 %error, 0
      branch %isKnown, wait, look
    look:
      ; What epoll refuses is ready.
      %isRefused = eq i64 %error, -1
      branch %isRefused, ready, failed
    ready:
      call @weft.poller.wake(%thread, %me)
      jump next
    failed:
      call @weft.poller.answer(%me, %error)
      return %me
    wait:
      %poller = thread.address @weft.poller
      %arrivalsAt = field $weft_poller.arrivals %poller
      %arrival = load.u32 i64 %arrivalsAt
      %more = add i64 %arrival, 1
      store.32 i64 %more, %arrivalsAt
      %high = shl i64 %arrival, 32
      %both = or i64 %high, %descriptor
      store i64 %both, %waitAt
      %stateAt = field $weft_context.state %me
      store i32 %state, %stateAt
      %nextAt = field $weft_context.next %me
      store ptr null, %nextAt
      %tableAt = field $weft_poller.table %poller
      %table = load ptr %tableAt
      %entry = element $weft_descriptor %table, %descriptor
      %lastAt = field $weft_descriptor.last %entry
      %first = load ptr %entry
      %isAlone = eq ptr %first, null
      %last = load ptr %lastAt
      %behind = field $weft_context.next %last
      %to = select ptr %isAlone, %entry, %behind
      store ptr %me, %to
      store ptr %me, %lastAt
      %waitingAt = field $weft_thread.waiting %thread
      %waiting = load i64 %waitingAt
      %oneMore = add i64 %waiting, 1
      store i64 %oneMore, %waitingAt
      %budgetAt = field $weft_thread.budget %thread
      %budget = load i32 %budgetAt
      %lower = min.s i32 %budget, \(mostSwitches)
      store i32 %lower, %budgetAt
      jump next
    next:
      call.tail @weft.next(%thread)
    }

    ; Has a context do its operation again when its turn comes: it goes on where that is begun, and from there where it left.
    func @weft.poller.wake(%thread: ptr, %context: ptr) {
    entry:
      %poller = thread.address @weft.poller
      %againAt = field $weft_poller.again %poller
      %again = load ptr %againAt
      %resumeAt = field $weft_context.resume %context
      %resume = load ptr %resumeAt
      %valueAt = field $weft_context.value %context
      store ptr %resume, %valueAt
      store ptr %again, %resumeAt
      call.tail @weft.wake(%thread, %context)
    }

    ; What an operation gives that ends by a negated error: one that only waits gives it as it is.
    func @weft.poller.answer(%context: ptr, %error: i64) {
    entry:
      %firstAt = field $weft_context.first %context
      %first = load i64 %firstAt
      %onlyWaits = eq i64 %first, -1
      %positive = sub i64 0, %error
      %answer = select i64 %onlyWaits, %positive, %error
      %valueAt = field $weft_context.value %context
      store i64 %answer, %valueAt
      return
    }

    ; Makes a descriptor known to epoll, and gives 0 or a negated error.
    func @weft.poller.know(%thread: ptr, %descriptor: i64) -> i64 {
    entry:
      %poller = thread.address @weft.poller
      %capacityAt = field $weft_poller.capacity %poller
      %capacity = load i64 %capacityAt
      %fits = lt.u i64 %descriptor, %capacity
      branch %fits, look, grow
    grow:
      %failure = call @weft.poller.grow(%descriptor)
      %hasGrown = eq i64 %failure, 0
      branch %hasGrown, look, failed(%failure)
    failed(%error: i64):
      return %error
    look:
      %tableAt = field $weft_poller.table %poller
      %table = load ptr %tableAt
      %entry = element $weft_descriptor %table, %descriptor
      %flagsAt = field $weft_descriptor.flags %entry
      %flags = load i32 %flagsAt
      %isNew = eq i32 %flags, 0
      branch %isNew, new, known
    known:
      return 0
    new:
      %epollAt = field $weft_poller.epoll %poller
      %old = load i64 %epollAt
      %hasNone = eq i64 %old, 0
      branch %hasNone, create, add(%old)
    create:
      ; Closed by exec; and with a high number, so that the program finds the low ones as free as before.
      %low = syscall epoll_create1(0x80000)
      %hasFailed = lt.s i64 %low, 0
      branch %hasFailed, failed(%low), raise
    raise:
      %high = syscall fcntl(%low, 1030, 900)
      %isLow = lt.s i64 %high, 0
      branch %isLow, created(%low), close
    close:
      %closed = syscall close(%low)
      jump created(%high)
    created(%made: i64):
      \(shape.withThreads("""
      %bellError = call @weft.poller.join(%poller)
      %hasNoBell = lt.s i64 %bellError, 0
      branch %hasNoBell, alone, joined
    alone:
      %gone = syscall close(%made)
      jump failed(%bellError)
    joined:
    """))
      store i64 %made, %epollAt
      %hookAt = field $weft_thread.poller %thread
      store ptr @weft.poller.poll, %hookAt
      jump add(%made)
    add(%epoll: i64):
      ; EPOLLIN, EPOLLPRI, EPOLLOUT, EPOLLRDHUP, EPOLLET.
      %event = stack.slot [3 x i32]
      store i32 0x80002007, %event
      %numberAt = offset %event, 4
      store.32 i64 %descriptor, %numberAt
      %generationAt = field $weft_descriptor.generation %entry
      %generation = load i32 %generationAt
      %eventGenerationAt = offset %event, 8
      store i32 %generation, %eventGenerationAt
      \(shape.withThreads("""
      ; Whoever closes it does so before, or leaves a message.
      %lock = call @weft.poller.lock(%descriptor)
    """))
      %added = syscall epoll_ctl(%epoll, 1, %descriptor, %event)
      %isThere = eq i64 %added, -17
      branch %isThere, change, look2(%added)
    change:
      %changed = syscall epoll_ctl(%epoll, 3, %descriptor, %event)
      jump look2(%changed)
    look2(%result: i64):
      %isRefused = lt.s i64 %result, 0
      %known = select i32 %isRefused, 0, 1
      store i32 %known, %flagsAt
      \(shape.withThreads("call @weft.unlock(%lock)"))
      branch %isRefused, failed(%result), kind
    kind:
      ; TCP gives all it has: SO_PROTOCOL is IPPROTO_TCP.
      %protocol = call @weft.socket.option(%descriptor, 38)
      %isTransmission = eq i64 %protocol, 6
      %newFlags = select i32 %isTransmission, 3, 1
      store i32 %newFlags, %flagsAt
      return 0
    }

    ; An option of a socket that is a number; or a negated error.
    func @weft.socket.option(%descriptor: i64, %option: i64) -> i64 {
    entry:
      %value = stack.slot i32
      store i32 0, %value
      %length = stack.slot i32
      store i32 4, %length
      %error = syscall getsockopt(%descriptor, 1, %option, %value, %length)
      %number = load.u32 i64 %value
      %hasFailed = lt.s i64 %error, 0
      %result = select i64 %hasFailed, %error, %number
      return %result
    }

    ; Makes the table large enough for a descriptor, and gives 0 or a negated error.
    func @weft.poller.grow(%descriptor: i64) -> i64 {
    entry:
      %poller = thread.address @weft.poller
      %capacityAt = field $weft_poller.capacity %poller
      %capacity = load i64 %capacityAt
      %least = max.u i64 %capacity, 1024
      jump larger(%least)
    larger(%size: i64):
      %twice = shl i64 %size, 1
      %isEnough = lt.u i64 %descriptor, %size
      branch %isEnough, enough, larger(%twice)
    enough:
      %bytes = mul i64 %size, sizeof($weft_descriptor)
      \(shape.lock("pollers"))
      %tableAt = field $weft_poller.table %poller
      %isNew = eq i64 %capacity, 0
      branch %isNew, new, old
    new:
      ; Private, anonymous, and nothing is set aside.
      %mapped = call @weft.map(0, %bytes, 0x4022)
      jump given(%mapped)
    old:
      %table = load i64 %tableAt
      %oldBytes = mul i64 %capacity, sizeof($weft_descriptor)
      %moved = syscall mremap(%table, %oldBytes, %bytes, 1)
      jump given(%moved)
    given(%address: i64):
      %hasFailed = lt.s i64 %address, 0
      branch %hasFailed, failed, grown
    failed:
      \(shape.unlock("pollers"))
      return %address
    grown:
      store i64 %address, %tableAt
      store i64 %size, %capacityAt
      \(shape.unlock("pollers"))
      return 0
    }

    ; Asks which descriptors are ready, and wakes who waits for them in the order they came. Waits for that until a time: 0 for
    ; not at all, the last time there is for ever. At the thread's end (-1), gives back what the poller has.
    func @weft.poller.poll(%thread: ptr, %until: i64) {
    entry:
      %isEnd = lt.s i64 %until, 0
      branch %isEnd, end, begin
    end:
      call @weft.poller.free()
      return
    begin:
      %events = stack.slot [128 x [3 x i32]]
      %poller = thread.address @weft.poller
      %epollAt = field $weft_poller.epoll %poller
      %epoll = load i64 %epollAt
      %isNow = eq i64 %until, 0
      %isEver = eq i64 %until, 0x7fffffffffffffff
      %isEither = or bool %isNow, %isEver
      branch %isEither, ask, measure
    ask:
      %timeout = select i64 %isEver, -1, 0
      %asked = syscall epoll_wait(%epoll, %events, 128, %timeout)
      jump event(%asked, 0, null)
    measure:
      call @weft.clock.refine()
      %now = call @weft.clock()
      %distance = sub i64 %until, %now
      %left = max.s i64 %distance, 0
      %time = stack.slot [2 x i64]
      call @weft.time.put(%left, %time)
      %waited = syscall epoll_pwait2(%epoll, %events, 128, %time, 0, 8)
      %isMissing = eq i64 %waited, -38
      branch %isMissing, older, event(%waited, 0, null)
    older:
      ; A kernel that has no such call: epoll's own descriptor is waited for, POLLIN.
      %item = stack.slot i64
      %wanted = or i64 %epoll, 0x100000000
      store i64 %wanted, %item
      %ready = syscall ppoll(%item, 1, %time, 0, 8)
      %found = syscall epoll_wait(%epoll, %events, 128, 0)
      jump event(%found, 0, null)
    event(%count: i64, %index: i64, %woken: ptr):
      %isMore = lt.s i64 %index, %count
      branch %isMore, look, wake(%woken)
    look:
      ; What it tells of a descriptor that nobody waits for, it does not tell again.
      %drainedAt = field $weft_poller.drained %poller
      store i64 0, %drainedAt
      %event = element [3 x i32] %events, %index
      %following = add i64 %index, 1
      %flags = load i32 %event
      %numberAt = offset %event, 4
      %number = load.u32 i64 %numberAt
      \(shape.withThreads("""
      %isBell = eq i64 %number, 0xffffffff
      branch %isBell, bell, descriptor
    bell:
      call @weft.poller.hear(%thread)
      jump event(%count, %following, %woken)
    descriptor:
    """))
      %generationAt = offset %event, 8
      %generation = load i32 %generationAt
      %tableAt = field $weft_poller.table %poller
      %table = load ptr %tableAt
      %entry = element $weft_descriptor %table, %number
      %entryGenerationAt = field $weft_descriptor.generation %entry
      %entryGeneration = load i32 %entryGenerationAt
      %isSame = eq i32 %generation, %entryGeneration
      branch %isSame, same, event(%count, %following, %woken)
    same:
      ; EPOLLPRI, EPOLLERR, EPOLLHUP, EPOLLRDHUP: what is read may end before all has been read.
      %special = and i32 %flags, 0x201a
      %isSpecial = ne i32 %special, 0
      branch %isSpecial, doubt, waiters
    doubt:
      %entryFlagsAt = field $weft_descriptor.flags %entry
      %entryFlags = load i32 %entryFlagsAt
      %doubtful = and i32 %entryFlags, 1
      store i32 %doubtful, %entryFlagsAt
      jump waiters
    waiters:
      %reads = and i32 %flags, 0x2019
      %writes = and i32 %flags, 0x1c
      %lastAt = field $weft_descriptor.last %entry
      store ptr null, %lastAt
      jump waiter(%entry, %woken)
    waiter(%linkAt: ptr, %list: ptr):
      %context = load ptr %linkAt
      %isOver = eq ptr %context, null
      branch %isOver, event(%count, %following, %list), compare
    compare:
      %nextAt = field $weft_context.next %context
      %next = load ptr %nextAt
      %stateAt = field $weft_context.state %context
      %state = load i32 %stateAt
      %isReading = eq i32 %state, 3
      %concerns = select i32 %isReading, %reads, %writes
      %isReady = ne i32 %concerns, 0
      branch %isReady, ready, stay
    stay:
      store ptr %context, %lastAt
      jump waiter(%nextAt, %list)
    ready:
      store ptr %next, %linkAt
      ; In a circle, from the last: behind all who came before.
      %isFirst = eq ptr %list, null
      branch %isFirst, alone, insert
    alone:
      store ptr %context, %nextAt
      jump waiter(%linkAt, %context)
    insert:
      %arrival = call @weft.poller.arrival(%context)
      %lastArrival = call @weft.poller.arrival(%list)
      %distance2 = sub i32 %arrival, %lastArrival
      %isLast = gt.s i32 %distance2, 0
      branch %isLast, put(%list, %context), search(%list)
    search(%before: ptr):
      %beforeNextAt = field $weft_context.next %before
      %candidate = load ptr %beforeNextAt
      %candidateArrival = call @weft.poller.arrival(%candidate)
      %distance3 = sub i32 %candidateArrival, %arrival
      %isLater = gt.s i32 %distance3, 0
      branch %isLater, put(%before, %list), search(%candidate)
    put(%place: ptr, %newList: ptr):
      %placeNextAt = field $weft_context.next %place
      %behind = load ptr %placeNextAt
      store ptr %behind, %nextAt
      store ptr %context, %placeNextAt
      jump waiter(%linkAt, %newList)
    wake(%all: ptr):
      %isNobody = eq ptr %all, null
      branch %isNobody, done, first
    first:
      %allNextAt = field $weft_context.next %all
      %head = load ptr %allNextAt
      jump one(%head, 1)
    one(%wakes: ptr, %number2: i64):
      %wakesNextAt = field $weft_context.next %wakes
      %wakesNext = load ptr %wakesNextAt
      call @weft.poller.wake(%thread, %wakes)
      %oneMore = add i64 %number2, 1
      %wasLast = eq ptr %wakes, %all
      branch %wasLast, counted, one(%wakesNext, %oneMore)
    counted:
      %waitingAt = field $weft_thread.waiting %thread
      %waiting = load i64 %waitingAt
      %stillWaiting = sub i64 %waiting, %number2
      store i64 %stillWaiting, %waitingAt
      jump done
    done:
      return
    }

    func @weft.poller.free() {
    entry:
      %poller = thread.address @weft.poller
      \(shape.withThreads("call @weft.poller.part(%poller)"))
      %epollAt = field $weft_poller.epoll %poller
      %epoll = load i64 %epollAt
      %closed = syscall close(%epoll)
      %capacityAt = field $weft_poller.capacity %poller
      %capacity = load i64 %capacityAt
      %bytes = mul i64 %capacity, sizeof($weft_descriptor)
      %tableAt = field $weft_poller.table %poller
      %table = load ptr %tableAt
      %gone = syscall munmap(%table, %bytes)
      return
    }

    ; When a context came that waits.
    func @weft.poller.arrival(%context: ptr) -> i32 {
    entry:
      %waitAt = field $weft_context.wait %context
      %arrivalAt = offset %waitAt, 4
      %arrival = load i32 %arrivalAt
      return %arrival
    }

    ; A descriptor is gone: who waits for it learns that.
    func @weft.poller.forget(%thread: ptr, %descriptor: i64) {
    entry:
      %poller = thread.address @weft.poller
      %drainedAt = field $weft_poller.drained %poller
      store i64 0, %drainedAt
      %capacityAt = field $weft_poller.capacity %poller
      %capacity = load i64 %capacityAt
      %isUnknown = ge.u i64 %descriptor, %capacity
      branch %isUnknown, done, known
    known:
      %tableAt = field $weft_poller.table %poller
      %table = load ptr %tableAt
      %entry = element $weft_descriptor %table, %descriptor
      %generationAt = field $weft_descriptor.generation %entry
      %generation = load i32 %generationAt
      %newer = add i32 %generation, 1
      store i32 %newer, %generationAt
      %flagsAt = field $weft_descriptor.flags %entry
      store i32 0, %flagsAt
      %first = load ptr %entry
      store ptr null, %entry
      %waitingAt = field $weft_thread.waiting %thread
      jump waiter(%first)
    waiter(%context: ptr):
      %isEnd = eq ptr %context, null
      branch %isEnd, done, wake
    wake:
      %nextAt = field $weft_context.next %context
      %next = load ptr %nextAt
      %waiting = load i64 %waitingAt
      %less = sub i64 %waiting, 1
      store i64 %less, %waitingAt
      ; EBADF.
      call @weft.poller.answer(%context, -9)
      call @weft.wake(%thread, %context)
      jump waiter(%next)
    done:
      return
    }
    """
  }
}
