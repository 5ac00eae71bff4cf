// The runtime's text: threads of the system, and words in memory that they wait at.

extension RuntimeText {
  /// Threads.
  static let threads = RuntimeText(
    name: "weft/threads.wir",
    text: """
      ; A thread that the program began, until it is joined. Slots are used again and never given back.
      record $weft_slot {
        ; The thread's number; the kernel clears it when the thread's stack is free, and wakes who waits here.
        number: i32
        ; How often the slot was used, and whether somebody joins.
        generation: i32
        isJoined: i32
        unused: i32
        next: ptr
        ; All of its memory: a page that nobody may touch, its stack, its block, its thread-local data.
        memory: ptr
        bytes: i64
        block: ptr
        ; The thread's state, to tell whether it joins itself.
        thread: ptr
      }

      ; The slots, how many were ever used, and those that are free.
      data @weft.slots writable {
        ptr null
        i64 0
        ptr null
      }

      import func @weft.thread_facts() -> (ptr, i64, i64, i64)
      import func @weft.thread_clone(i64, ptr, ptr, ptr) -> i64

      ; Who is at the slots.
      data @weft.slots.lock writable {
        i64 0
      }

      ; A slot, or null where there is no memory for one.
      func @weft.slot.take() -> ptr {
      entry:
        call @weft.lock(@weft.slots.lock)
        %freeAt = offset @weft.slots, 16
        %free = load ptr %freeAt
        %hasNone = eq ptr %free, null
        branch %hasNone, new, again
      again:
        %nextAt = field $weft_slot.next %free
        %next = load ptr %nextAt
        store ptr %next, %freeAt
        call @weft.unlock(@weft.slots.lock)
        return %free
      new:
        %slots = load ptr @weft.slots
        %hasNoSlots = eq ptr %slots, null
        branch %hasNoSlots, map, take(%slots)
      map:
        ; Room for a million of them, of which nothing is there before it is used.
        %given = call @weft.map(0, 67108864, 0x4022)
        %hasFailed = lt.s i64 %given, 0
        branch %hasFailed, failed, mapped
      failed:
        call @weft.unlock(@weft.slots.lock)
        return null
      mapped:
        %start = ptr.fromint %given
        store ptr %start, @weft.slots
        jump take(%start)
      take(%base: ptr):
        %usedAt = offset @weft.slots, 8
        %used = load i64 %usedAt
        %isFull = ge.u i64 %used, 1048576
        branch %isFull, failed, fresh
      fresh:
        %more = add i64 %used, 1
        store i64 %more, %usedAt
        %bytes = shl i64 %used, 6
        %slot = offset %base, %bytes
        call @weft.unlock(@weft.slots.lock)
        return %slot
      }

      func @weft.slot.give(%slot: ptr) {
      entry:
        call @weft.lock(@weft.slots.lock)
        %generationAt = field $weft_slot.generation %slot
        %generation = load i32 %generationAt
        %later = add i32 %generation, 1
        %bounded = and i32 %later, 0x7fffffff
        store i32 %bounded, %generationAt
        %isJoinedAt = field $weft_slot.isJoined %slot
        store i32 0, %isJoinedAt
        %freeAt = offset @weft.slots, 16
        %free = load ptr %freeAt
        %nextAt = field $weft_slot.next %slot
        store ptr %free, %nextAt
        store ptr %slot, %freeAt
        call @weft.unlock(@weft.slots.lock)
        return
      }

      ; Begins a thread. The handle is the value that the context goes on with.
      func @weft.thread.spawn(%thread: ptr, %entry: ptr, %arguments: ptr) -> ptr {
      entry:
        %me = load ptr %thread
        %handle = call @weft.thread.make(%entry, %arguments)
        %hasFailed = lt.s i64 %handle, 0
        branch %hasFailed, failed, made
      made:
        %valueAt = field $weft_context.value %me
        store i64 %handle, %valueAt
        return %me
      failed:
        call @weft.fail(@weft.trap.outOfThreads)
        unreachable
      }

      ; The same, where an error is the negative value.
      func @weft.thread.try(%thread: ptr, %entry: ptr, %arguments: ptr) -> ptr {
      entry:
        %me = load ptr %thread
        %handle = call @weft.thread.make(%entry, %arguments)
        %valueAt = field $weft_context.value %me
        store i64 %handle, %valueAt
        return %me
      }

      func @weft.thread.make(%entry: ptr, %arguments: ptr) -> i64 {
      entry:
        %slot = call @weft.slot.take()
        %hasNone = eq ptr %slot, null
        branch %hasNone, slotless, map
      slotless:
        return -12
      map:
        %image, %imageBytes, %dataBytes, %alignment = call @weft.thread_facts()
        %stackBytesAt = field $weft_entry.stackBytes %entry
        %stackBytes = load.u32 i64 %stackBytesAt
        %blockBytesAt = field $weft_entry.blockBytes %entry
        %blockBytes = load.u32 i64 %blockBytesAt
        ; A page that nobody may touch, the stack, the block, the data, and room to align it in.
        %guarded = add i64 %stackBytes, 4096
        %withBlock = add i64 %guarded, %blockBytes
        %withData = add i64 %withBlock, %dataBytes
        %withRoom = add i64 %withData, %alignment
        %withPointer = add i64 %withRoom, 4127
        %bytes = and i64 %withPointer, -4096
        %given = call @weft.map(0, %bytes, 0x4022)
        %isRefused = lt.s i64 %given, 0
        branch %isRefused, unmapped(%given), guard
      unmapped(%error: i64):
        call @weft.slot.give(%slot)
        return %error
      guard:
        %closed = syscall mprotect(%given, 4096, 0)
        ; The thread pointer, below it the data, below that the block, below that the stack.
        %end = add i64 %given, %bytes
        %pointerLow = sub i64 %end, 16
        %mask = sub i64 0, %alignment
        %pointer = and i64 %pointerLow, %mask
        %dataLow = sub i64 %pointer, %dataBytes
        %dataStart = and i64 %dataLow, %mask
        %blockLow = sub i64 %dataStart, %blockBytes
        %blockStart = and i64 %blockLow, -16
        %pointerAt = ptr.fromint %pointer
        store i64 %pointer, %pointerAt
        %data = ptr.fromint %dataStart
        memory.copy %data, %image, %imageBytes
        %block = ptr.fromint %blockStart
        %entryAt = field $weft_context.entry %block
        store ptr %entry, %entryAt
        %startAt = field $weft_entry.start %entry
        %start = load ptr %startAt
        %resumeAt = field $weft_context.resume %block
        store ptr %start, %resumeAt
        %waitAt = field $weft_context.wait %block
        %slotNumber = ptr.toint %slot
        store i64 %slotNumber, %waitAt
        %argumentBytesAt = field $weft_entry.argumentBytes %entry
        %argumentBytes = load.u32 i64 %argumentBytesAt
        %target = offset %block, sizeof($weft_context)
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
        %memory = ptr.fromint %given
        %memoryAt = field $weft_slot.memory %slot
        store ptr %memory, %memoryAt
        %bytesAt = field $weft_slot.bytes %slot
        store i64 %bytes, %bytesAt
        %blockAt = field $weft_slot.block %slot
        store ptr %block, %blockAt
        %threadAt = field $weft_slot.thread %slot
        store ptr null, %threadAt
        ; On its stack, what the new thread calls and with what.
        %function = offset %block, -8
        store ptr @weft.thread.main, %function
        %stack = offset %block, -16
        store ptr %block, %stack
        store i64 1, @weft.areThreads
        %living = atomic.add relaxed i64 @weft.threads, 1
        %generationAt = field $weft_slot.generation %slot
        %generation = load.u32 i64 %generationAt
        ; Memory, files, handlers and all else is shared; the number is written before either goes on, and cleared at the end.
        %number = call @weft.thread_clone(0x3d0f00, %stack, %slot, %pointerAt)
        %hasFailed = lt.s i64 %number, 0
        branch %hasFailed, failed, made
      failed:
        %left = atomic.sub relaxed i64 @weft.threads, 1
        %gone = syscall munmap(%given, %bytes)
        call @weft.slot.give(%slot)
        return %number
      made:
        %slots = load i64 @weft.slots
        %distance = sub i64 %slotNumber, %slots
        %index = shr.u i64 %distance, 6
        %low = add i64 %index, 1
        %high = shl i64 %generation, 32
        %handle = or i64 %high, %low
        return %handle
      }

      ; Whether there ever was another thread than the first, and how many there are.
      data @weft.areThreads writable {
        i64 0
      }

      data @weft.threads writable {
        i64 0
      }

      ; The first function of a thread, with its block.
      func @weft.thread.main(%block: ptr) noreturn {
      entry:
        %thread = thread.address @weft.thread
        call @weft.thread.begin(%thread)
        %homeAt = field $weft_thread.home %thread
        store ptr %block, %homeAt
        %slotAt = field $weft_context.wait %block
        %slot = load ptr %slotAt
        ; What it began with is known by its name, and by where its stack ends.
        %entryAt = field $weft_context.entry %block
        %entry = load ptr %entryAt
        %root = field $weft_thread.root %thread
        %rootEntryAt = field $weft_context.entry %root
        store ptr %entry, %rootEntryAt
        %memoryAt = field $weft_slot.memory %slot
        %memory = load ptr %memoryAt
        %stackEnd = offset %memory, 4096
        %stackAt = field $weft_context.stack %root
        store ptr %stackEnd, %stackAt
        %threadAt = field $weft_slot.thread %slot
        store ptr %thread, %threadAt
        %error = call @weft.signals.thread()
        %hasFailed = lt.s i64 %error, 0
        branch %hasFailed, failed, go
      failed:
        call @weft.fail(@weft.trap.outOfThreads)
        unreachable
      go:
        %startAt = field $weft_context.resume %block
        %start = load ptr %startAt
        call.indirect (ptr) %start(%block)
        unreachable
      }

      ; The function of a thread has returned, and its results lie behind its block. Its tasks end with it.
      func @weft.thread.finish(%thread: ptr) -> ptr {
      entry:
        call @weft.thread.clean(%thread)
        call @weft.signals.end()
        %left = atomic.sub relaxed i64 @weft.threads, 1
        jump again
      again:
        %gone = syscall exit(0)
        jump again
      }

      ; Gives back what the thread has: its timers and poller, the memory of its tasks.
      func @weft.thread.clean(%thread: ptr) {
      entry:
        %ender = load ptr @weft.stacks.ender
        %hasNone = eq ptr %ender, null
        branch %hasNone, blocks, stacks
      stacks:
        call.indirect (ptr) %ender(%thread)
        jump blocks
      blocks:
        %timersAt = field $weft_thread.timers %thread
        %timers = load ptr %timersAt
        %hasNoTimers = eq ptr %timers, null
        branch %hasNoTimers, descriptors, time
      time:
        %nothing = call.indirect (ptr, i64) -> i64 %timers(%thread, -1)
        jump descriptors
      descriptors:
        %pollerAt = field $weft_thread.poller %thread
        %poller = load ptr %pollerAt
        %hasNoPoller = eq ptr %poller, null
        branch %hasNoPoller, chunks, world
      world:
        call.indirect (ptr, i64) %poller(%thread, -1)
        jump chunks
      chunks:
        %base = load ptr @weft.region
        call @weft.lock(@weft.region.lock)
        %usedAt = offset @weft.region, 8
        %used = load i64 %usedAt
        call @weft.unlock(@weft.region.lock)
        jump look(0)
      look(%offset: i64):
        %isMore = lt.u i64 %offset, %used
        branch %isMore, chunk, done
      chunk:
        %chunk = offset %base, %offset
        %owner = atomic.load acquire ptr %chunk
        %isMine = eq ptr %owner, %thread
        %next = add i64 %offset, 65536
        branch %isMine, give, look(%next)
      give:
        call @weft.chunk.give(%chunk)
        jump look(%next)
      done:
        return
      }

      ; Waits for a thread. Where the results go is null for the value that the context goes on with.
      func @weft.thread.join(%thread: ptr, %handle: i64, %area: ptr) -> ptr {
      entry:
        %me = load ptr %thread
        %low = and i64 %handle, 0xffffffff
        %index = sub i64 %low, 1
        %usedAt = offset @weft.slots, 8
        %used = atomic.load acquire i64 %usedAt
        %isKnown = lt.u i64 %index, %used
        branch %isKnown, known, stale
      known:
        %base = load ptr @weft.slots
        %distance = shl i64 %index, 6
        %slot = offset %base, %distance
        %generationAt = field $weft_slot.generation %slot
        %generation = load.u32 i64 %generationAt
        %wanted = shr.u i64 %handle, 32
        %isThis = eq i64 %generation, %wanted
        branch %isThis, this, stale
      this:
        %threadAt = field $weft_slot.thread %slot
        %other = load ptr %threadAt
        %isMyself = eq ptr %other, %thread
        branch %isMyself, stale, others
      others:
        %isJoinedAt = field $weft_slot.isJoined %slot
        %wasJoined = atomic.swap acq_rel i32 %isJoinedAt, 1
        %isTaken = ne i32 %wasJoined, 0
        branch %isTaken, stale, wait
      wait:
        %number = atomic.load acquire i32 %slot
        %isOver = eq i32 %number, 0
        branch %isOver, over, block
      block:
        ; The kernel wakes as for any process.
        %stateAt = field $weft_context.state %me
        store i32 6, %stateAt
        %waitAt = field $weft_context.wait %me
        %slotNumber = ptr.toint %slot
        store i64 %slotNumber, %waitAt
        %result = call @weft.block(%slot, %number, 0)
        store i32 0, %stateAt
        jump wait
      over:
        %blockAt = field $weft_slot.block %slot
        %block = load ptr %blockAt
        %results = offset %block, sizeof($weft_context)
        %isNumber = eq ptr %area, null
        branch %isNumber, number, copy
      number:
        %value = load i64 %results
        %valueAt = field $weft_context.value %me
        store i64 %value, %valueAt
        jump free
      copy:
        %entryAt = field $weft_context.entry %block
        %entry = load ptr %entryAt
        %resultBytesAt = field $weft_entry.resultBytes %entry
        %resultBytes = load.u32 i64 %resultBytesAt
        memory.copy %area, %results, %resultBytes
        jump free
      free:
        %memoryAt = field $weft_slot.memory %slot
        %memory = load ptr %memoryAt
        %bytesAt = field $weft_slot.bytes %slot
        %bytes = load i64 %bytesAt
        %gone = syscall munmap(%memory, %bytes)
        call @weft.slot.give(%slot)
        return %me
      stale:
        call @weft.fail(@weft.trap.staleThread)
        unreachable
      }

      ; A thread whose tasks wait for each other, beside others.
      func @weft.thread.stuck() cold {
      entry:
        %word = stack.slot i32
        store i32 0, %word
        %result = call @weft.block(%word, 0, 128)
        return
      }

      ; How many threads are blocked for as long as it takes; how many of them were woken and have not run since; and how often either
      ; changed.
      data @weft.blocked writable {
        i64 0, 0, 0
      }

      ; Set where somebody outside can wake a thread: signals are handled.
      data @weft.reachable writable {
        i64 0
      }

      ; Blocks the thread at a word for as long as it takes, by a futex with these flags. The last thread to be blocked looks now
      ; and then whether anything has changed: when all of them are blocked and stay so, nobody will ever run.
      func @weft.block(%word: ptr, %expected: i32, %flags: i64) -> i64 {
      entry:
        %thread = thread.address @weft.thread
        %wordAt = field $weft_thread.word %thread
        store ptr %word, %wordAt
        %expectedAt = field $weft_thread.expected %thread
        store i32 %expected, %expectedAt
        %wokenAt = offset @weft.blocked, 8
        %changesAt = offset @weft.blocked, 16
        %before = atomic.add seq_cst i64 @weft.blocked, 1
        %change = atomic.add seq_cst i64 %changesAt, 1
        %value = ext.u i64 %expected
        %time = stack.slot [2 x i64]
        %nanosecondsAt = offset %time, 8
        jump wait
      wait:
        %seen = atomic.load seq_cst i64 %changesAt
        %blocked = atomic.load seq_cst i64 @weft.blocked
        %others = atomic.load seq_cst i64 @weft.threads
        %reachable = load i64 @weft.reachable
        %isAlone = gt.u i64 %blocked, %others
        %isInside = eq i64 %reachable, 0
        %isSuspect = and bool %isAlone, %isInside
        ; Where others run, it looks again after a second: they may end without waking anybody.
        %seconds = select i64 %isSuspect, 0, 1
        store i64 %seconds, %time
        %nanoseconds = select i64 %isSuspect, 50000000, 0
        store i64 %nanoseconds, %nanosecondsAt
        %result = syscall futex(%word, %flags, %value, %time, 0, 0)
        %isTimeout = eq i64 %result, -110
        branch %isTimeout, again, woke(%result)
      again:
        branch %isSuspect, look, wait
      look:
        %now = atomic.load seq_cst i64 %changesAt
        %woken = atomic.load seq_cst i64 %wokenAt
        %isSame = eq i64 %now, %seen
        %isNobody = eq i64 %woken, 0
        %isStuck = and bool %isSame, %isNobody
        branch %isStuck, compare, wait
      compare:
        %areSame = call @weft.threads.stay()
        branch %areSame, deadlock, wait
      deadlock:
        call @weft.deadlock()
        unreachable
      woke(%error: i64):
        %left = atomic.sub seq_cst i64 @weft.blocked, 1
        %changeAgain = atomic.add seq_cst i64 %changesAt, 1
        store ptr null, %wordAt
        return %error
      }

      ; Whether each thread waits at a word that holds what it held.
      func @weft.threads.stay() -> bool {
      entry:
        %first = load ptr @weft.first
        %isFirstStill = call @weft.thread.stays(%first)
        branch %isFirstStill, others, no
      others:
        call @weft.lock(@weft.slots.lock)
        %usedAt = offset @weft.slots, 8
        %used = load i64 %usedAt
        call @weft.unlock(@weft.slots.lock)
        %base = load ptr @weft.slots
        jump look(0)
      look(%index: i64):
        %isMore = lt.u i64 %index, %used
        branch %isMore, slot, yes
      slot:
        %distance = shl i64 %index, 6
        %slot = offset %base, %distance
        %number = atomic.load acquire i32 %slot
        %isOver = eq i32 %number, 0
        %next = add i64 %index, 1
        branch %isOver, look(%next), alive
      alive:
        %threadAt = field $weft_slot.thread %slot
        %thread = load ptr %threadAt
        %isStill = call @weft.thread.stays(%thread)
        branch %isStill, look(%next), no
      yes:
        return true
      no:
        return false
      }

      func @weft.thread.stays(%thread: ptr) -> bool {
      entry:
        %isUnknown = eq ptr %thread, null
        branch %isUnknown, no, known
      known:
        %wordAt = field $weft_thread.word %thread
        %word = load ptr %wordAt
        %isNowhere = eq ptr %word, null
        branch %isNowhere, no, look
      look:
        %expectedAt = field $weft_thread.expected %thread
        %expected = load i32 %expectedAt
        %holds = atomic.load acquire i32 %word
        %isSame = eq i32 %holds, %expected
        return %isSame
      no:
        return false
      }

      ; Blocks the thread while a word is what it was, until it is woken or so many nanoseconds have passed.
      func @weft.futex.wait(%thread: ptr, %word: ptr, %expected: i32, %nanoseconds: i64) -> ptr {
      entry:
        %me = load ptr %thread
        %valueAt = field $weft_context.value %me
        %time = stack.slot [2 x i64]
        %isEndless = lt.s i64 %nanoseconds, 0
        %value = ext.u i64 %expected
        branch %isEndless, block, limit
      block:
        %stateAt = field $weft_context.state %me
        store i32 7, %stateAt
        %blocked = call @weft.block(%word, %expected, 128)
        store i32 0, %stateAt
        %wasWoken = eq i64 %blocked, 0
        branch %wasWoken, woken, give(%blocked)
      woken:
        %wokenAt = offset @weft.blocked, 8
        %waking = atomic.sub seq_cst i64 %wokenAt, 1
        jump give(0)
      limit:
        call @weft.time.put(%nanoseconds, %time)
        ; Of this process alone.
        %result = syscall futex(%word, 128, %value, %time, 0, 0)
        %isNone = eq i64 %result, 0
        branch %isNone, woken, give(%result)
      give(%error: i64):
        %negated = neg i64 %error
        store i64 %negated, %valueAt
        return %me
      }

      func @weft.futex.wake(%thread: ptr, %word: ptr, %count: i32) -> ptr {
      entry:
        %me = load ptr %thread
        %most = max.s i32 %count, 0
        %value = ext.u i64 %most
        %woken = syscall futex(%word, 129, %value, 0, 0, 0)
        %wokenAt = offset @weft.blocked, 8
        %waking = atomic.add seq_cst i64 %wokenAt, %woken
        %valueAt = field $weft_context.value %me
        store i64 %woken, %valueAt
        return %me
      }
      """)
}
