// The runtime's text: the memory of tasks. Blocks of one size come from chunks of 64 KiB, which belong to one thread; chunks come
// from one region, so that a handle is an index into it.

extension RuntimeText {
  /// The allocator of blocks.
  static let blocks = RuntimeText(
    name: "weft/blocks.wir",
    text: """
      ; Where the region begins, how many of its bytes are chunks, how many are mapped, and its free chunks.
      data @weft.region writable {
        i64 0x100000000000, 0, 0
        ptr null
      }

      ; What gives back the stacks of a thread that ends; null where no task has one of its own.
      data @weft.stacks.ender writable {
        ptr null
      }

      ; A block of so many bytes, a multiple of 16; or a negated errno.
      func @weft.block.take(%size: i64) -> ptr {
      entry:
        %thread = thread.address @weft.thread
        %class = shr.u i64 %size, 4
        %chunksAt = field $weft_thread.chunks %thread
        %at = element ptr %chunksAt, %class
        jump look
      look:
        %chunk = load ptr %at
        %isNone = eq ptr %chunk, null
        branch %isNone, new, old
      old:
        %freeAt = field $weft_chunk.free %chunk
        %free = load ptr %freeAt
        %hasFree = ne ptr %free, null
        branch %hasFree, again, first
      again:
        %nextAt = field $weft_context.next %free
        %next = load ptr %nextAt
        store ptr %next, %freeAt
        jump took(%free)
      first:
        %unusedAt = field $weft_chunk.unused %chunk
        %unused = load ptr %unusedAt
        %behind = offset %unused, %size
        %endAt = field $weft_chunk.end %chunk
        %end = load ptr %endAt
        %to = ptr.toint %behind
        %limit = ptr.toint %end
        %isFull = gt.u i64 %to, %limit
        branch %isFull, full, fresh
      fresh:
        store ptr %behind, %unusedAt
        jump took(%unused)
      took(%block: ptr):
        %livingAt = field $weft_chunk.living %chunk
        %living = load i32 %livingAt
        %more = add i32 %living, 1
        store i32 %more, %livingAt
        return %block
      full:
        ; It is listed again when a block comes back.
        %isListedAt = field $weft_chunk.isListed %chunk
        store i32 0, %isListedAt
        %followingAt = field $weft_chunk.next %chunk
        %following = load ptr %followingAt
        store ptr %following, %at
        jump look
      new:
        %made = call @weft.chunk.take(%size)
        %number = ptr.toint %made
        %hasFailed = lt.s i64 %number, 0
        branch %hasFailed, failed, made
      made:
        store ptr %made, %at
        jump look
      failed:
        return %made
      }

      func @weft.block.give(%block: ptr) {
      entry:
        %number = ptr.toint %block
        %start = and i64 %number, -65536
        %chunk = ptr.fromint %start
        %freeAt = field $weft_chunk.free %chunk
        %free = load ptr %freeAt
        %nextAt = field $weft_context.next %block
        store ptr %free, %nextAt
        store ptr %block, %freeAt
        %livingAt = field $weft_chunk.living %chunk
        %living = load i32 %livingAt
        %less = sub i32 %living, 1
        store i32 %less, %livingAt
        %isListedAt = field $weft_chunk.isListed %chunk
        %isListed = load i32 %isListedAt
        %isMissing = eq i32 %isListed, 0
        branch %isMissing, list, look
      list:
        store i32 1, %isListedAt
        %thread = thread.address @weft.thread
        %sizeAt = field $weft_chunk.blockBytes %chunk
        %size = load i64 %sizeAt
        %class = shr.u i64 %size, 4
        %chunksAt = field $weft_thread.chunks %thread
        %at = element ptr %chunksAt, %class
        %first = load ptr %at
        %followingAt = field $weft_chunk.next %chunk
        store ptr %first, %followingAt
        store ptr %chunk, %at
        jump look
      look:
        %isEmpty = eq i32 %less, 0
        branch %isEmpty, empty, done
      empty:
        ; The first chunk of each size stays: the next block comes from it.
        %thread2 = thread.address @weft.thread
        %sizeAt2 = field $weft_chunk.blockBytes %chunk
        %size2 = load i64 %sizeAt2
        %class2 = shr.u i64 %size2, 4
        %chunksAt2 = field $weft_thread.chunks %thread2
        %at2 = element ptr %chunksAt2, %class2
        %head = load ptr %at2
        %isHead = eq ptr %head, %chunk
        branch %isHead, done, count
      count:
        %emptiedAt = field $weft_thread.emptied %thread2
        %emptied = load i64 %emptiedAt
        %more = add i64 %emptied, 1
        store i64 %more, %emptiedAt
        %isMuch = ge.u i64 %more, 64
        branch %isMuch, sweep, done
      sweep:
        call @weft.chunks.sweep()
        return
      done:
        return
      }

      ; Gives the chunks without a living block back to the region, and their memory to the system.
      func @weft.chunks.sweep() {
      entry:
        %thread = thread.address @weft.thread
        %emptiedAt = field $weft_thread.emptied %thread
        store i64 0, %emptiedAt
        %chunksAt = field $weft_thread.chunks %thread
        jump class(0)
      class(%class: i64):
        %isLast = ge.u i64 %class, 258
        branch %isLast, done, list
      list:
        ; The first of each size stays: the next block comes from it.
        %at = element ptr %chunksAt, %class
        %head = load ptr %at
        %isUnused = eq ptr %head, null
        %behindHead = field $weft_chunk.next %head
        branch %isUnused, next, chunk(%behindHead)
      chunk(%linkAt: ptr):
        %chunk = load ptr %linkAt
        %isEnd = eq ptr %chunk, null
        branch %isEnd, next, look
      next:
        %following = add i64 %class, 1
        jump class(%following)
      look:
        %nextAt = field $weft_chunk.next %chunk
        %livingAt = field $weft_chunk.living %chunk
        %living = load i32 %livingAt
        %isEmpty = eq i32 %living, 0
        branch %isEmpty, drop, chunk(%nextAt)
      drop:
        %behind = load ptr %nextAt
        store ptr %behind, %linkAt
        call @weft.chunk.give(%chunk)
        jump chunk(%linkAt)
      done:
        return
      }

      ; Who is at the region, and at what else threads share of memory.
      data @weft.region.lock writable {
        i64 0
      }

      ; Goes on as the only thread that has a lock.
      func @weft.lock(%lock: ptr) {
      entry:
        jump try
      try:
        %old = atomic.swap acquire i64 %lock, 1
        %isTaken = ne i64 %old, 0
        branch %isTaken, wait, done
      wait:
        spin.pause
        %nothing = syscall sched_yield()
        jump try
      done:
        return
      }

      func @weft.unlock(%lock: ptr) {
      entry:
        atomic.store release i64 0, %lock
        return
      }

      ; A chunk for blocks of so many bytes, or a negated errno.
      func @weft.chunk.take(%size: i64) -> ptr {
      entry:
        call @weft.lock(@weft.region.lock)
        %base = load ptr @weft.region
        %usedAt = offset @weft.region, 8
        %mappedAt = offset @weft.region, 16
        %freeAt = offset @weft.region, 24
        %free = load ptr %freeAt
        %hasNone = eq ptr %free, null
        branch %hasNone, new, again
      again:
        %nextAt = field $weft_chunk.next %free
        %next = load ptr %nextAt
        store ptr %next, %freeAt
        jump made(%free)
      new:
        %used = load i64 %usedAt
        %behind = add i64 %used, 65536
        %mapped = load i64 %mappedAt
        %fits = le.u i64 %behind, %mapped
        branch %fits, take, map
      map:
        ; As much again as there is, within limits: few mappings, and no more than is asked for.
        %least = max.u i64 %mapped, 1048576
        %more = min.u i64 %least, 67108864
        %end = add i64 %mapped, %more
        %isTooMuch = gt.u i64 %end, 0x1000000000
        branch %isTooMuch, outside, ask
      outside:
        call @weft.unlock(@weft.region.lock)
        %noMemory = ptr.fromint -12
        return %noMemory
      ask:
        %at = offset %base, %mapped
        ; Readable and writable; private, anonymous, here and nowhere else, and nothing is set aside.
        %address = ptr.toint %at
        %given = syscall mmap(%address, %more, 3, 0x104022, -1, 0)
        %isThere = eq i64 %given, %address
        branch %isThere, grown, refused(%given)
      refused(%error: i64):
        call @weft.unlock(@weft.region.lock)
        %isError = lt.s i64 %error, 0
        %negated = select i64 %isError, %error, -12
        %result = ptr.fromint %negated
        return %result
      grown:
        store i64 %end, %mappedAt
        jump take
      take:
        %fresh = offset %base, %used
        atomic.store release i64 %behind, %usedAt
        jump made(%fresh)
      made(%chunk: ptr):
        call @weft.unlock(@weft.region.lock)
        %thread = thread.address @weft.thread
        store ptr %thread, %chunk
        %firstFreeAt = field $weft_chunk.free %chunk
        store ptr null, %firstFreeAt
        %first = offset %chunk, sizeof($weft_chunk)
        %unusedAt = field $weft_chunk.unused %chunk
        store ptr %first, %unusedAt
        %endOfChunk = offset %chunk, 65536
        %endAt = field $weft_chunk.end %chunk
        store ptr %endOfChunk, %endAt
        %followingAt = field $weft_chunk.next %chunk
        store ptr null, %followingAt
        %sizeAt = field $weft_chunk.blockBytes %chunk
        store i64 %size, %sizeAt
        %quotient = div.u i64 -1, %size
        %inverse = add i64 %quotient, 1
        %inverseAt = field $weft_chunk.inverse %chunk
        store i64 %inverse, %inverseAt
        %livingAt = field $weft_chunk.living %chunk
        store i32 0, %livingAt
        %isListedAt = field $weft_chunk.isListed %chunk
        store i32 1, %isListedAt
        return %chunk
      }

      func @weft.chunk.give(%chunk: ptr) {
      entry:
        ; Its memory reads as zeros from now on.
        %given = syscall madvise(%chunk, 65536, 4)
        call @weft.lock(@weft.region.lock)
        atomic.store release ptr null, %chunk
        %freeAt = offset @weft.region, 24
        %free = load ptr %freeAt
        %nextAt = field $weft_chunk.next %chunk
        store ptr %free, %nextAt
        store ptr %chunk, %freeAt
        call @weft.unlock(@weft.region.lock)
        return
      }
      """)
}
