// The runtime's text: who sleeps, and who wakes when. Tasks that sleep equally long stand in one list, behind each other, since
// the clock never goes back; all others are in a heap.

extension RuntimeText {
  /// Timers.
  static let timers = RuntimeText(
    name: "weft/timers.wir",
    text: """
      record $weft_sleepers {
        first: ptr
        last: ptr
      }

      ; When it is over, and who sleeps.
      record $weft_timer {
        deadline: i64
        context: ptr
      }

      record $weft_timers {
        ; How long each list's sleepers sleep, and the lists.
        durations: [8 x i64]
        lists: [8 x $weft_sleepers]
        ; The heap, in which each has four below it that are not over before it is.
        heap: ptr
        count: i64
        capacity: i64
        ; How many have ever slept: of two deadlines that are equal, who came first is woken first.
        arrivals: i64
      }

      data @weft.timers writable thread {
        $weft_timers zero
      }

      func @weft.sleep.for(%thread: ptr, %duration: i64) -> ptr {
      entry:
        %isOver = le.s i64 %duration, 0
        branch %isOver, over, sleep
      over:
        call.tail @weft.yielded(%thread)
      sleep:
        %now = call @weft.clock()
        %sum, %isBeyond = add.overflow.s i64 %now, %duration
        %deadline = select i64 %isBeyond, 0x7fffffffffffffff, %sum
        %timers = thread.address @weft.timers
        %me = call @weft.sleep.begin(%thread, %deadline)
        %durations = field $weft_timers.durations %timers
        %lists = field $weft_timers.lists %timers
        jump same(0, 8)
      same(%index: i64, %unused: i64):
        ; A list of this duration, or one that nobody is in.
        %durationAt = element i64 %durations, %index
        %found = load i64 %durationAt
        %list = element $weft_sleepers %lists, %index
        %first = load ptr %list
        %isSame = eq i64 %found, %duration
        branch %isSame, append(%list, %first), another
      another:
        %isEmpty = eq ptr %first, null
        %free = select i64 %isEmpty, %index, %unused
        %next = add i64 %index, 1
        %isMore = lt.u i64 %next, 8
        branch %isMore, same(%next, %free), taken
      taken:
        %hasNone = eq i64 %free, 8
        branch %hasNone, heap, take
      take:
        %freeAt = element i64 %durations, %free
        store i64 %duration, %freeAt
        %freeList = element $weft_sleepers %lists, %free
        jump append(%freeList, null)
      append(%to: ptr, %head: ptr):
        %lastAt = field $weft_sleepers.last %to
        %isAlone = eq ptr %head, null
        %last = load ptr %lastAt
        %nextAt = field $weft_context.next %last
        %place = select ptr %isAlone, %to, %nextAt
        store ptr %me, %place
        store ptr %me, %lastAt
        jump done
      heap:
        call @weft.timers.add(%deadline, %me)
        jump done
      done:
        call.tail @weft.next(%thread)
      }

      func @weft.sleep.until(%thread: ptr, %deadline: i64) -> ptr {
      entry:
        %now = call @weft.clock()
        %isOver = le.s i64 %deadline, %now
        branch %isOver, over, sleep
      over:
        call.tail @weft.yielded(%thread)
      sleep:
        %me = call @weft.sleep.begin(%thread, %deadline)
        call @weft.timers.add(%deadline, %me)
        call.tail @weft.next(%thread)
      }

      ; The running context begins to sleep: gives it.
      func @weft.sleep.begin(%thread: ptr, %deadline: i64) -> ptr {
      entry:
        %timersAt = field $weft_thread.timers %thread
        store ptr @weft.timers.fire, %timersAt
        %budgetAt = field $weft_thread.budget %thread
        %budget = load i32 %budgetAt
        %lower = min.s i32 %budget, \(mostSwitches)
        store i32 %lower, %budgetAt
        %me = load ptr %thread
        %waitAt = field $weft_context.wait %me
        store i64 %deadline, %waitAt
        %stateAt = field $weft_context.state %me
        store i32 2, %stateAt
        %nextAt = field $weft_context.next %me
        store ptr null, %nextAt
        %timers = thread.address @weft.timers
        %arrivalsAt = field $weft_timers.arrivals %timers
        %arrivals = load i64 %arrivalsAt
        %more = add i64 %arrivals, 1
        store i64 %more, %arrivalsAt
        %valueAt = field $weft_context.value %me
        store i64 %more, %valueAt
        return %me
      }

      ; Wakes everybody whose time has come, in the order of their deadlines. Where that is nobody, waits for the first if told
      ; to (1). Gives the first deadline of those who sleep on, or the last time there is. At the thread's end (-1), gives its memory
      ; back.
      func @weft.timers.fire(%thread: ptr, %waits: i64) -> i64 {
      entry:
        %isEnd = lt.s i64 %waits, 0
        branch %isEnd, end, begin
      end:
        call @weft.timers.free()
        jump leave(0)
      begin:
        %timers = thread.address @weft.timers
        %lists = field $weft_timers.lists %timers
        %heapAt = field $weft_timers.heap %timers
        %countAt = field $weft_timers.count %timers
        %tailAt = field $weft_thread.tail %thread
        jump ask
      ask:
        %now = call @weft.clock()
        jump pick(%waits)
      pick(%patience: i64):
        ; The first of all, and when the first of the others is due.
        %count = load i64 %countAt
        %isHeapEmpty = eq i64 %count, 0
        branch %isHeapEmpty, list(0, null, 0x7fffffffffffffff, 0x7fffffffffffffff, null), top
      top:
        %heap = load ptr %heapAt
        %topDeadline = load i64 %heap
        %topContextAt = field $weft_timer.context %heap
        %topContext = load ptr %topContextAt
        jump list(0, %topContext, %topDeadline, 0x7fffffffffffffff, null)
      list(%index: i64, %best: ptr, %deadline: i64, %second: i64, %of: ptr):
        %isMore = lt.u i64 %index, 8
        branch %isMore, look, picked
      look:
        %candidateList = element $weft_sleepers %lists, %index
        %candidate = load ptr %candidateList
        %following = add i64 %index, 1
        %isEmpty = eq ptr %candidate, null
        branch %isEmpty, list(%following, %best, %deadline, %second, %of), compare
      compare:
        %candidateAt = field $weft_context.wait %candidate
        %candidateDeadline = load i64 %candidateAt
        %earlier = min.s i64 %second, %candidateDeadline
        %isBefore = lt.s i64 %candidateDeadline, %deadline
        branch %isBefore, better, tie
      tie:
        %isLater = gt.s i64 %candidateDeadline, %deadline
        branch %isLater, list(%following, %best, %deadline, %earlier, %of), first
      first:
        %hasNone = eq ptr %best, null
        branch %hasNone, better, arrival
      arrival:
        %candidateArrivalAt = field $weft_context.value %candidate
        %candidateArrival = load i64 %candidateArrivalAt
        %bestArrivalAt = field $weft_context.value %best
        %bestArrival = load i64 %bestArrivalAt
        %cameFirst = lt.s i64 %candidateArrival, %bestArrival
        branch %cameFirst, better, list(%following, %best, %deadline, %earlier, %of)
      better:
        jump list(%following, %candidate, %candidateDeadline, %deadline, %candidateList)
      picked:
        ; Where there is nobody, the deadline is the last time there is.
        %isNobody = eq ptr %best, null
        branch %isNobody, leave(%deadline), due
      due:
        %isDue = le.s i64 %deadline, %now
        branch %isDue, wake, rest
      rest:
        %isImpatient = eq i64 %patience, 0
        branch %isImpatient, leave(%deadline), wait
      leave(%result: i64):
        return %result
      wait:
        call @weft.timers.wait(%deadline)
        jump ask
      wake:
        %isTop = eq ptr %of, null
        branch %isTop, pop, run
      pop:
        call @weft.timers.drop()
        call @weft.wake(%thread, %best)
        jump pick(0)
      run:
        ; All of this list that come before anybody else.
        %tail = load ptr %tailAt
        %behindTail = field $weft_context.next %tail
        store ptr %best, %behindTail
        jump one(%best)
      one(%context: ptr):
        %stateAt = field $weft_context.state %context
        store i32 0, %stateAt
        %nextAt = field $weft_context.next %context
        %next = load ptr %nextAt
        %isLast = eq ptr %next, null
        branch %isLast, ran(%context, %next), another
      another:
        %nextDeadlineAt = field $weft_context.wait %next
        %nextDeadline = load i64 %nextDeadlineAt
        %isNextDue = le.s i64 %nextDeadline, %now
        %isNextFirst = lt.s i64 %nextDeadline, %second
        %goesOn = and bool %isNextDue, %isNextFirst
        branch %goesOn, one(%next), ran(%context, %next)
      ran(%end: ptr, %left: ptr):
        store ptr %left, %of
        %endNextAt = field $weft_context.next %end
        store ptr null, %endNextAt
        store ptr %end, %tailAt
        jump pick(0)
      }

      ; Waits in the kernel until a time, or until it is interrupted.
      func @weft.timers.wait(%deadline: i64) cold {
      entry:
        call @weft.clock.refine()
        %time = stack.slot [2 x i64]
        call @weft.time.put(%deadline, %time)
        ; CLOCK_MONOTONIC, TIMER_ABSTIME.
        %error = syscall clock_nanosleep(1, 1, %time, 0)
        return
      }

      ; Puts nanoseconds where the kernel takes seconds and the rest.
      func @weft.time.put(%nanoseconds: i64, %time: ptr) cold {
      entry:
        %seconds = div.u i64 %nanoseconds, 1000000000
        store i64 %seconds, %time
        %whole = mul i64 %seconds, 1000000000
        %rest = sub i64 %nanoseconds, %whole
        %restAt = offset %time, 8
        store i64 %rest, %restAt
        return
      }

      ; Puts a sleeper into the heap.
      func @weft.timers.add(%deadline: i64, %context: ptr) {
      entry:
        %timers = thread.address @weft.timers
        %countAt = field $weft_timers.count %timers
        %count = load i64 %countAt
        %capacityAt = field $weft_timers.capacity %timers
        %capacity = load i64 %capacityAt
        %isFull = ge.u i64 %count, %capacity
        branch %isFull, grow, add
      grow:
        call @weft.timers.grow()
        jump add
      add:
        %more = add i64 %count, 1
        store i64 %more, %countAt
        %heapAt = field $weft_timers.heap %timers
        %heap = load ptr %heapAt
        jump rise(%count)
      rise(%index: i64):
        ; Who came later is behind those with the same deadline.
        %place = element $weft_timer %heap, %index
        %isTop = eq i64 %index, 0
        branch %isTop, put, look
      look:
        %before = sub i64 %index, 1
        %above = shr.u i64 %before, 2
        %parent = element $weft_timer %heap, %above
        %parentDeadline = load i64 %parent
        %isInOrder = le.s i64 %parentDeadline, %deadline
        branch %isInOrder, put, sink
      sink:
        memory.copy %place, %parent, sizeof($weft_timer)
        jump rise(%above)
      put:
        store i64 %deadline, %place
        %contextAt = field $weft_timer.context %place
        store ptr %context, %contextAt
        return
      }

      ; Takes the first out of the heap.
      func @weft.timers.drop() {
      entry:
        %timers = thread.address @weft.timers
        %countAt = field $weft_timers.count %timers
        %count = load i64 %countAt
        %left = sub i64 %count, 1
        store i64 %left, %countAt
        %heapAt = field $weft_timers.heap %timers
        %heap = load ptr %heapAt
        %isEmpty = eq i64 %left, 0
        branch %isEmpty, empty, refill
      empty:
        %capacityAt = field $weft_timers.capacity %timers
        %capacity = load i64 %capacityAt
        %isSmall = le.u i64 %capacity, 4096
        branch %isSmall, done, free
      free:
        call @weft.timers.free()
        jump done
      done:
        return
      refill:
        ; The last takes the place of the first, and sinks.
        %last = element $weft_timer %heap, %left
        jump sink(0)
      sink(%index: i64):
        %place = element $weft_timer %heap, %index
        %scaled = shl i64 %index, 2
        %first = add i64 %scaled, 1
        %five = add i64 %scaled, 5
        %behind = min.u i64 %five, %left
        jump child(%first, %last)
      child(%number: i64, %best: ptr):
        %isMore = lt.u i64 %number, %behind
        branch %isMore, look, chosen
      look:
        %candidate = element $weft_timer %heap, %number
        %next = add i64 %number, 1
        %deadline = load i64 %candidate
        %bestDeadline = load i64 %best
        %isTie = eq i64 %deadline, %bestDeadline
        %isBefore = lt.s i64 %deadline, %bestDeadline
        branch %isTie, tie, compared(%isBefore)
      tie:
        ; Who came first is before.
        %contextAt = field $weft_timer.context %candidate
        %context = load ptr %contextAt
        %arrivalAt = field $weft_context.value %context
        %arrival = load i64 %arrivalAt
        %bestContextAt = field $weft_timer.context %best
        %bestContext = load ptr %bestContextAt
        %bestArrivalAt = field $weft_context.value %bestContext
        %bestArrival = load i64 %bestArrivalAt
        %cameFirst = lt.s i64 %arrival, %bestArrival
        jump compared(%cameFirst)
      compared(%isFirst: bool):
        %earlier = select ptr %isFirst, %candidate, %best
        jump child(%next, %earlier)
      chosen:
        memory.copy %place, %best, sizeof($weft_timer)
        %isLast = eq ptr %best, %last
        branch %isLast, done, further
      further:
        %from = ptr.toint %heap
        %to = ptr.toint %best
        %distance = sub i64 %to, %from
        %chosenIndex = shr.u i64 %distance, 4
        jump sink(%chosenIndex)
      }

      ; Gives the heap's memory back.
      func @weft.timers.free() cold {
      entry:
        %timers = thread.address @weft.timers
        %capacityAt = field $weft_timers.capacity %timers
        %capacity = load i64 %capacityAt
        store i64 0, %capacityAt
        %bytes = shl i64 %capacity, 4
        %heapAt = field $weft_timers.heap %timers
        %heap = load ptr %heapAt
        %gone = syscall munmap(%heap, %bytes)
        return
      }

      ; Makes the heap twice as large.
      func @weft.timers.grow() cold {
      entry:
        %timers = thread.address @weft.timers
        %capacityAt = field $weft_timers.capacity %timers
        %capacity = load i64 %capacityAt
        %heapAt = field $weft_timers.heap %timers
        %isNew = eq i64 %capacity, 0
        branch %isNew, new, old
      new:
        ; Private, anonymous, and nothing is set aside.
        %given = call @weft.map(0, 65536, 0x4022)
        jump given(4096, %given)
      old:
        %heap = load ptr %heapAt
        %bytes = shl i64 %capacity, 4
        %twice = shl i64 %bytes, 1
        %more = shl i64 %capacity, 1
        ; MREMAP_MAYMOVE.
        %moved = syscall mremap(%heap, %bytes, %twice, 1)
        jump given(%more, %moved)
      given(%size: i64, %address: i64):
        %hasFailed = lt.s i64 %address, 0
        branch %hasFailed, failed, grown
      failed:
        call @weft.fail(@weft.trap.outOfStacks)
        unreachable
      grown:
        %place = ptr.fromint %address
        store ptr %place, %heapAt
        store i64 %size, %capacityAt
        return
      }
      """)
}
