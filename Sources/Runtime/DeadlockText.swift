// The runtime's text: what is said when nobody can ever run again.

internal import IR

extension RuntimeText {
  /// The report of a deadlock: the same lines as the reference machine's.
  static func deadlock(_ shape: RuntimeShape) -> RuntimeText {
    RuntimeText(
      name: "weft/deadlock.wir",
      text: !shape.uses.canDeadlock
        ? noDeadlock
        : (shape.hasThreads ? rootsOfThreads : "") + sort + countsOfNames + waiter(shape)
          + contextsThatWait(shape)
          + texts(linesOfDeadlocks))
  }

  /// Of a program in which that cannot be.
  private static let noDeadlock = """
    ; Somebody can always run, or will: nobody calls this.
    func @weft.deadlock() cold noreturn {
    entry:
      call @weft.end()
      unreachable
    }
    """

  /// The lines.
  private static let linesOfDeadlocks = [
    ("text.deadlock", "\(Trap.linePrefix)\(Trap.deadlock.message)\\n"),
    ("text.ready", "  \(ReportMark.context) could run if its thread were not blocked\\n"),
    ("text.waits", "  \(ReportMark.context) waits\(ReportMark.resume) for "),
    ("text.other", "the end of \(ReportMark.context)\\n"), ("text.clock", "the clock\\n"),
    ("text.readable", "descriptor \(ReportMark.decimal) to become readable\\n"),
    ("text.writable", "descriptor \(ReportMark.decimal) to become writable\\n"),
    ("text.futex", "a futex to be woken\\n"), ("text.signal", "a signal\\n"),
  ]

  /// The threads.
  private static let rootsOfThreads = """
    ; What a living thread began with, from a number of threads on, and the number of the next; null behind the last.
    func @weft.root.after(%index: i64) -> (ptr, i64) cold {
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


    """

  /// The order of tasks.
  private static let sort = """
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


    """

  /// How many there are of each name.
  private static let countsOfNames = """
    ; How many tasks there are of each name, and how many threads. Filled in as large as it must be.
    data @weft.name.counts align 8 writable {
      zero 16
    }

    ; Where a context's name is counted.
    func @weft.name.count(%context: ptr) -> ptr cold {
    entry:
      %name = call @weft.name.of(%context)
      %number = load.u32 i64 %name
      %handleAt = field $weft_context.handle %context
      %handle = load i64 %handleAt
      %isThread = eq i64 %handle, 0
      %one = ext.u i64 %isThread
      %twice = shl i64 %number, 1
      %index = or i64 %twice, %one
      %offset = shl i64 %index, 3
      %at = offset @weft.name.counts, %offset
      return %at
    }


    """

  /// What a context waits for.
  private static func waiter(_ shape: RuntimeShape) -> String {
    // Where no thread blocks by itself, nobody could run, and what all wait for are tasks.
    guard shape.hasThreads || shape.uses.blocksThreads else {
      return """
        ; Says in a line what a context waits for, and where.
        func @weft.say.waiter(%context: i64) cold {
        entry:
          call @weft.say(@weft.text.waits, %context, 0)
          %waiter = ptr.fromint %context
          %otherAt = field $weft_context.next %waiter
          %other = load i64 %otherAt
          call @weft.say(@weft.text.other, %other, 0)
          return
        }


        """
    }
    return """
      ; Says in a line what a context waits for, and where.
      func @weft.say.waiter(%context: i64) cold {
      entry:
        %waiter = ptr.fromint %context
        %stateAt = field $weft_context.state %waiter
        %state = load i32 %stateAt
        %isReady = eq i32 %state, 0
        branch %isReady, ready, waits
      ready:
        call @weft.say(@weft.text.ready, %context, 0)
        return
      waits:
        call @weft.say(@weft.text.waits, %context, 0)
        %waitAt = field $weft_context.wait %waiter
        %wait = load i64 %waitAt
        %otherAt = field $weft_context.next %waiter
        %task = load i64 %otherAt
        switch i32 %state, for(@weft.text.signal, 0) [
          1: for(@weft.text.other, %task)
          \(shape.uses.sleeps ? "2: for(@weft.text.clock, 0)" : "")
          \(shape.uses.waitsForDescriptors ? "3: for(@weft.text.readable, %wait)" : "")
          \(shape.uses.waitsForDescriptors ? "4: for(@weft.text.writable, %wait)" : "")
          \(shape.hasThreads ? "6: thread" : "")
          7: for(@weft.text.futex, 0)
        ]
      \(shape.hasThreads ? joined : "")
      for(%what: ptr, %whom: i64):
        call @weft.say(%what, %whom, 0)
        return
      }


      """
  }

  private static let joined = """
      thread:
        %slot = ptr.fromint %wait
        %threadAt = field $weft_slot.thread %slot
        %thread = load ptr %threadAt
        %root = field $weft_thread.root %thread
        %rootNumber = ptr.toint %root
        jump for(@weft.text.other, %rootNumber)
    """

  /// The report.
  private static func contextsThatWait(_ shape: RuntimeShape) -> String {
    """
    ; Nobody will ever run again: names each context that waits, what it waits for, and where: those of threads first, then tasks in
    ; the order in which they were made. Whom it waits for, and its number among those of its name, go to where nothing else will be
    ; needed any more.
    func @weft.deadlock() cold noreturn {
    entry:
      \(beginOfReport(shape))
      call @weft.say(@weft.text.deadlock, 0, 0)
      %base = load ptr @weft.region
      %usedAt = offset @weft.region, 8
      %used = atomic.load acquire i64 %usedAt
      %behind = offset %base, %used
      ; Room for as many as there can be: a task's block has more than 64 bytes, and there are no more than a million threads.
      %tasksBytes = shr.u i64 %used, 3
      %bytes = add i64 %tasksBytes, 0x801000
      ; Readable and writable; private, anonymous, and nothing is set aside.
      %given = syscall mmap(0, %bytes, 3, 0x4022, -1, 0)
      %hasNone = lt.s i64 %given, 0
      %list = ptr.fromint %given
      branch %hasNone, end, \(shape.hasThreads ? "root(0, %list)" : "root")
      \(shape.hasThreads ? manyRoots : oneRoot)
    chunk(%chunk: ptr, %to: ptr):
      %isLast = ge.u ptr %chunk, %behind
      branch %isLast, sort, look
    look:
      %owner = load ptr %chunk
      %isFree = eq ptr %owner, null
      %nextChunk = offset %chunk, 65536
      %startAt = field $weft_chunk.start %chunk
      %start = load.u32 i64 %startAt
      %first = offset %chunk, %start
      %unusedAt = field $weft_chunk.unused %chunk
      %unused = load ptr %unusedAt
      %sizeAt = field $weft_chunk.blockBytes %chunk
      %size = load i64 %sizeAt
      branch %isFree, chunk(%nextChunk, %to), block(%first, %to)
    block(%block: ptr, %at: ptr):
      %isOutside = ge.u ptr %block, %unused
      branch %isOutside, chunk(%nextChunk, %at), inside
    inside:
      ; A living task's handle leads to it.
      store ptr %block, %at
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
      %wide = ext.u i64 %isWanted
      %step = shl i64 %wide, 3
      %behindIt = offset %at, %step
      %nextBlock = offset %block, %size
      jump block(%nextBlock, %behindIt)
    sort:
      %from = ptr.toint %tasks
      %until = ptr.toint %to
      %taskBytes = sub i64 %until, %from
      %count = shr.u i64 %taskBytes, 3
      call @weft.sort(%tasks, %count)
      jump number(%list)
    number(%i: ptr):
      %context = load ptr %i
      %countAt = call @weft.name.count(%context)
      %counted = load i64 %countAt
      %number = add i64 %counted, 1
      store i64 %number, %countAt
      %valueAt = field $weft_context.value %context
      store i64 %number, %valueAt
      %awaiterAt = field $weft_context.awaiter %context
      %awaiter = load ptr %awaiterAt
      %awaiterNumber = ptr.toint %awaiter
      %isAlone = le.u i64 %awaiterNumber, 1
      branch %isAlone, numbered, link
    link:
      %whomAt = field $weft_context.next %awaiter
      store ptr %context, %whomAt
      jump numbered
    numbered:
      %i.1 = offset %i, 8
      %isMore = ne ptr %i.1, %to
      branch %isMore, number(%i.1), tell(%list)
    tell(%k: ptr):
      %told = load i64 %k
      call @weft.say.waiter(%told)
      %k.1 = offset %k, 8
      %isThereMore = ne ptr %k.1, %to
      branch %isThereMore, tell(%k.1), end
    end:
      call @weft.end()
      unreachable
    }


    """
  }

  /// What the process began with.
  private static let oneRoot = """
    root:
        %thread = load ptr @weft.first
        %root = field $weft_thread.root %thread
        store ptr %root, %list
        %tasks = offset %list, 8
        jump chunk(%base, %tasks)
    """

  /// What all threads began with.
  private static let manyRoots = """
    root(%from.1: i64, %tasks: ptr):
        %root, %next = call @weft.root.after(%from.1)
        %isNone = eq ptr %root, null
        store ptr %root, %tasks
        %tasks.1 = offset %tasks, 8
        branch %isNone, chunk(%base, %tasks), root(%next, %tasks.1)
    """
}
