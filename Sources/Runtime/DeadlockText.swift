// The runtime's text: what is said when nobody can ever run again.

extension RuntimeText {
  /// The report of a deadlock: the same lines as the reference machine's.
  static let deadlock = RuntimeText(
    name: "weft/deadlock.wir",
    text: """
      ; Two numbers for the tasks of each name, and two for its threads: how many there are, and how many of them have got their own
      ; number. Filled in as large as it must be.
      data @weft.name.counts align 8 writable {
        zero 32
      }

      ; What a living thread began with, from a number of threads on, and the number of the next; null behind the last.
      func @weft.root.after(%index: i64) -> (ptr, i64) {
      entry:
        %isFirst = eq i64 %index, 0
        branch %isFirst, first, others(%index)
      first:
        %thread = load ptr @weft.first
        %root = field $weft_thread.root %thread
        return %root, 1
      others(%number: i64):
        %usedAt = offset @weft.slots, 8
        %used = atomic.load acquire i64 %usedAt
        %isOutside = gt.u i64 %number, %used
        branch %isOutside, none, slot
      slot:
        %slots = load ptr @weft.slots
        %before = sub i64 %number, 1
        %distance = shl i64 %before, 6
        %slot = offset %slots, %distance
        %isAlive = atomic.load acquire i32 %slot
        %hasEnded = eq i32 %isAlive, 0
        %next = add i64 %number, 1
        branch %hasEnded, others(%next), alive
      alive:
        %threadAt = field $weft_slot.thread %slot
        %its = load ptr %threadAt
        %itsRoot = field $weft_thread.root %its
        %isUnknown = eq ptr %its, null
        branch %isUnknown, others(%next), found
      found:
        return %itsRoot, %next
      none:
        return null, 0
      }

      ; The task behind a block, or behind null the first, that has not ended; null behind the last.
      func @weft.task.after(%last: ptr) -> ptr cold {
      entry:
        %base = load ptr @weft.region
        %usedAt = offset @weft.region, 8
        %used = atomic.load acquire i64 %usedAt
        %behind = offset %base, %used
        %isFirst = eq ptr %last, null
        branch %isFirst, chunk(%base), after
      after:
        %number = ptr.toint %last
        %start = and i64 %number, -65536
        %own = ptr.fromint %start
        jump block(%own, %last)
      chunk(%chunk: ptr):
        %isLast = ge.u ptr %chunk, %behind
        branch %isLast, none, look
      look:
        %owner = load ptr %chunk
        %isOwn = ne ptr %owner, null
        %nextChunk = offset %chunk, 65536
        %first = offset %chunk, sizeof($weft_chunk)
        branch %isOwn, test(%chunk, %first), chunk(%nextChunk)
      block(%of: ptr, %before: ptr):
        %sizeAt = field $weft_chunk.blockBytes %of
        %size = load i64 %sizeAt
        %at = offset %before, %size
        jump test(%of, %at)
      test(%in: ptr, %block: ptr):
        %unusedAt = field $weft_chunk.unused %in
        %unused = load ptr %unusedAt
        %isOutside = ge.u ptr %block, %unused
        %following = offset %in, 65536
        branch %isOutside, chunk(%following), inside
      inside:
        ; A living task's handle leads to it.
        %handleAt = field $weft_context.handle %block
        %handle = load i64 %handleAt
        %index = and i64 %handle, 0xffffffff
        %offset = shl i64 %index, 4
        %found = offset %base, %offset
        %isTask = eq ptr %found, %block
        %stateAt = field $weft_context.state %block
        %state = load i32 %stateAt
        %goesOn = ne i32 %state, 5
        %isWanted = and bool %isTask, %goesOn
        branch %isWanted, done, block(%in, %block)
      done:
        return %block
      none:
        return null
      }

      ; Sorts contexts by when they were made: the upper half of a handle says it.
      func @weft.sort(%list: ptr, %count: i64) cold {
      entry:
        %half = shr.u i64 %count, 1
        jump gap(%half)
      gap(%gap: i64):
        %isDone = eq i64 %gap, 0
        branch %isDone, done, element(%gap)
      element(%index: i64):
        %isMore = lt.u i64 %index, %count
        %smaller = shr.u i64 %gap, 1
        branch %isMore, take, gap(%smaller)
      take:
        %from = element ptr %list, %index
        %moved = load ptr %from
        %handleAt = field $weft_context.handle %moved
        %handle = load i64 %handleAt
        %creation = shr.u i64 %handle, 32
        jump compare(%index)
      compare(%place: i64):
        %isFirst = lt.u i64 %place, %gap
        %to = element ptr %list, %place
        branch %isFirst, put, look
      look:
        %lower = sub i64 %place, %gap
        %lowerAt = element ptr %list, %lower
        %other = load ptr %lowerAt
        %otherAt = field $weft_context.handle %other
        %otherHandle = load i64 %otherAt
        %otherCreation = shr.u i64 %otherHandle, 32
        %isLater = gt.u i64 %otherCreation, %creation
        branch %isLater, shift, put
      shift:
        store ptr %other, %to
        jump compare(%lower)
      put:
        store ptr %moved, %to
        %next = add i64 %index, 1
        jump element(%next)
      done:
        return
      }

      ; Where a context's name is counted.
      func @weft.name.count(%context: ptr) -> ptr cold {
      entry:
        %name = call @weft.name.of(%context)
        %number = load i64 %name
        %handleAt = field $weft_context.handle %context
        %handle = load i64 %handleAt
        %isThread = eq i64 %handle, 0
        %one = ext.u i64 %isThread
        %twice = shl i64 %number, 1
        %index = or i64 %twice, %one
        %offset = shl i64 %index, 4
        %at = offset @weft.name.counts, %offset
        return %at
      }

      ; Says in a line what a context waits for, and where.
      func @weft.say.waiter(%context: ptr) cold {
      entry:
        %numberAt = field $weft_context.value %context
        %number = load i64 %numberAt
        call @weft.say.context(%context, %number)
        %stateAt = field $weft_context.state %context
        %state = load i32 %stateAt
        %waitAt = field $weft_context.wait %context
        %wait = load i64 %waitAt
        %isReady = eq i32 %state, 0
        branch %isReady, ready, waits
      ready:
        call @weft.say.last(@weft.text.ready)
        return
      waits:
        call @weft.say(@weft.text.waits)
        call @weft.say.resume(%context)
        call @weft.say(@weft.text.for)
        switch i32 %state, signal [
          1: task
          2: clock
          3: descriptor(@weft.text.readable)
          4: descriptor(@weft.text.writable)
          6: thread
          7: futex
        ]
      task:
        %otherAt = field $weft_context.next %context
        %awaited = load ptr %otherAt
        jump other(%awaited)
      thread:
        %slot = ptr.fromint %wait
        %threadAt = field $weft_slot.thread %slot
        %thread = load ptr %threadAt
        %joined = field $weft_thread.root %thread
        jump other(%joined)
      other(%other: ptr):
        call @weft.say(@weft.text.end)
        %otherNumberAt = field $weft_context.value %other
        %otherNumber = load i64 %otherNumberAt
        call @weft.say.context(%other, %otherNumber)
        call @weft.say.last(@weft.text.nothing)
        return
      clock:
        call @weft.say.last(@weft.text.clock)
        return
      descriptor(%end: ptr):
        call @weft.say(@weft.text.descriptor)
        call @weft.say.number(%wait, 10)
        call @weft.say.last(%end)
        return
      futex:
        call @weft.say.last(@weft.text.futex)
        return
      signal:
        call @weft.say.last(@weft.text.signal)
        return
      }

      ; Nobody will ever run again: names each context that waits, what it waits for, and where. Whom it waits for, and its number
      ; among those of its name, go to where nothing else will be needed any more.
      func @weft.deadlock() cold noreturn {
      entry:
        call @weft.report.begin()
        call @weft.say(@weft.trap.prefix)
        call @weft.say.last(@weft.trap.deadlock)
        jump countRoot(0, 0)
      countRoot(%from.1: i64, %roots: i64):
        %root, %to = call @weft.root.after(%from.1)
        %isNone = eq ptr %root, null
        %moreRoots = add i64 %roots, 1
        branch %isNone, count(null, %roots), countRoot(%to, %moreRoots)
      count(%last: ptr, %count: i64):
        %task = call @weft.task.after(%last)
        %isEnd = eq ptr %task, null
        %more = add i64 %count, 1
        branch %isEnd, reserve, count(%task, %more)
      reserve:
        %bytes = shl i64 %count, 3
        ; Readable and writable; private, anonymous.
        %given = syscall mmap(0, %bytes, 3, 0x22, -1, 0)
        %hasNone = lt.s i64 %given, 0
        %list = ptr.fromint %given
        branch %hasNone, end, collect
      collect:
        jump fillRoot(0, 0)
      fillRoot(%from.2: i64, %which: i64):
        %root.1, %to.1 = call @weft.root.after(%from.2)
        %isAll = eq ptr %root.1, null
        branch %isAll, fill(null, %roots), putRoot
      putRoot:
        %rootPlace = element ptr %list, %which
        store ptr %root.1, %rootPlace
        %which.1 = add i64 %which, 1
        jump fillRoot(%to.1, %which.1)
      fill(%before: ptr, %index: i64):
        %next = call @weft.task.after(%before)
        %isLast = eq ptr %next, null
        branch %isLast, sort, put
      put:
        %place = element ptr %list, %index
        store ptr %next, %place
        %behind = add i64 %index, 1
        jump fill(%next, %behind)
      sort:
        %tasks = element ptr %list, %roots
        %taskCount = sub i64 %count, %roots
        call @weft.sort(%tasks, %taskCount)
        jump total(0)
      total(%i: i64):
        %at = element ptr %list, %i
        %context = load ptr %at
        %totalAt = call @weft.name.count(%context)
        %total = load i64 %totalAt
        %larger = add i64 %total, 1
        store i64 %larger, %totalAt
        %awaiterAt = field $weft_context.awaiter %context
        %awaiter = load ptr %awaiterAt
        %isAlone = eq ptr %awaiter, null
        branch %isAlone, totalNext, link
      link:
        %whomAt = field $weft_context.next %awaiter
        store ptr %context, %whomAt
        jump totalNext
      totalNext:
        %i.1 = add i64 %i, 1
        %isMore = lt.u i64 %i.1, %count
        branch %isMore, total(%i.1), number(0)
      number(%j: i64):
        %from = element ptr %list, %j
        %numbered = load ptr %from
        %countsAt = call @weft.name.count(%numbered)
        %all = load i64 %countsAt
        %givenAt = offset %countsAt, 8
        %soFar = load i64 %givenAt
        %own = add i64 %soFar, 1
        store i64 %own, %givenAt
        %isOne = eq i64 %all, 1
        %shown = select i64 %isOne, 0, %own
        %valueAt = field $weft_context.value %numbered
        store i64 %shown, %valueAt
        %j.1 = add i64 %j, 1
        %hasMore = lt.u i64 %j.1, %count
        branch %hasMore, number(%j.1), tell(0)
      tell(%k: i64):
        call @weft.say(@weft.text.indent)
        %toldAt = element ptr %list, %k
        %told = load ptr %toldAt
        call @weft.say.waiter(%told)
        %k.1 = add i64 %k, 1
        %isThereMore = lt.u i64 %k.1, %count
        branch %isThereMore, tell(%k.1), end
      end:
        call @weft.end(6)
        unreachable
      }

      """
        + texts.map { name, text in
          """
          data @weft.text.\(name) {
            bytes "\(text)\\0"
          }

          """
        }.joined(separator: "\n"))

  /// The parts of lines.
  private static let texts: [(String, String)] = [
    ("indent", "  "), ("ready", " could run if its thread were not blocked"), ("waits", " waits"), ("for", " for "),
    ("end", "the end of "), ("clock", "the clock"), ("descriptor", "descriptor "), ("readable", " to become readable"),
    ("writable", " to become writable"), ("futex", "a futex to be woken"),
    ("signal", "a signal"),
  ]
}
