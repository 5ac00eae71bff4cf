// The runtime's text: the memory of tasks. Blocks of one size come from chunks of 64 KiB, which belong to one thread; chunks come
// from one region, so that a handle is an index into it.

internal import IR

extension RuntimeText {
  /// How many sizes blocks have, in units of 16 bytes from 0 on: the greatest stack, the context and what is handed over.
  static let blockSizes = Int(RuntimeOptions.greatestExactStack) / 16 + 128

  /// What a chunk's count of living blocks is less by while the chunk is not listed.
  private static let unlisted = 1 << 16

  /// The allocator of blocks.
  static func blocks(_ shape: RuntimeShape) -> RuntimeText {
    RuntimeText(name: "weft/blocks.wir", text: blocksText(shape))
  }

  private static func blocksText(_ shape: RuntimeShape) -> String {
    """
    ; Where the region begins, how many of its bytes are chunks, how many are mapped, and its free chunks.
    data @weft.region writable {
      i64 0x100000000000, 0, 0
      ptr null
    }

    ; What gives back the stacks of a thread that ends; null where no task has one of its own.
    data @weft.stacks.ender writable {
      ptr null
    }

    ; Sees to it that there is a block for a task of an entry: 0, or a negated errno.
    func @weft.block.prepare(%thread: ptr, %entry: ptr) -> i64 cold {
    entry:
      %sizeAt = field $weft_entry.blockBytes %entry
      %size = load.u32 i64 %sizeAt
      %lists = field $weft_thread.chunks %thread
      %place = shr.u i64 %size, 1
      %at = offset %lists, %place
      jump look
    look:
      %chunk = load ptr %at
      %isNone = eq ptr %chunk, null
      branch %isNone, new, listed
    listed:
      %freeAt = field $weft_chunk.free %chunk
      %free = load ptr %freeAt
      %hasFree = ne ptr %free, null
      branch %hasFree, done, first
    first:
      %unusedAt = field $weft_chunk.unused %chunk
      %unused = load ptr %unusedAt
      %behind = offset %unused, %size
      %endAt = field $weft_chunk.end %chunk
      %end = load ptr %endAt
      %isFull = gt.u ptr %behind, %end
      branch %isFull, full, done
    done:
      return 0
    full:
      ; It is listed again when a block comes back. The next one is the first now.
      %livingAt = field $weft_chunk.living %chunk
      %living = load i32 %livingAt
      %unlisted = sub i32 %living, \(unlisted + 1)
      store i32 %unlisted, %livingAt
      %followingAt = field $weft_chunk.next %chunk
      %following = load ptr %followingAt
      store ptr %following, %at
      %isLast = eq ptr %following, null
      branch %isLast, new, count
    count:
      %followingLivingAt = field $weft_chunk.living %following
      %followingLiving = load i32 %followingLivingAt
      %oneMore = add i32 %followingLiving, 1
      store i32 %oneMore, %followingLivingAt
      jump look
    new:
      %made = call @weft.chunk.take(%size)
      %number = ptr.toint %made
      %hasFailed = lt.s i64 %number, 0
      branch %hasFailed, failed, made
    failed:
      return %number
    made:
      store ptr %thread, %made
      store ptr %made, %at
      return 0
    }

    ; The last block of a chunk came back, or the first of one that is not listed. Gives who runs next.
    func @weft.chunk.notice(%thread: ptr, %chunk: ptr, %next: ptr) -> ptr cold {
    entry:
      %livingAt = field $weft_chunk.living %chunk
      %living = load i32 %livingAt
      %isEmpty = eq i32 %living, 0
      branch %isEmpty, count, list
    list:
      %listed = add i32 %living, \(unlisted + 1)
      store i32 %listed, %livingAt
      %sizeAt = field $weft_chunk.blockBytes %chunk
      %size = load i64 %sizeAt
      %lists = field $weft_thread.chunks %thread
      %place = shr.u i64 %size, 1
      %at = offset %lists, %place
      %first = load ptr %at
      store ptr %chunk, %at
      %followingAt = field $weft_chunk.next %chunk
      store ptr %first, %followingAt
      %isAlone = eq ptr %first, null
      branch %isAlone, done, other
    other:
      ; What was the first is so no more.
      %firstLivingAt = field $weft_chunk.living %first
      %firstLiving = load i32 %firstLivingAt
      %less = sub i32 %firstLiving, 1
      store i32 %less, %firstLivingAt
      %isLeft = eq i32 %less, 0
      branch %isLeft, count, done
    count:
      %emptiedAt = field $weft_thread.emptied %thread
      %emptied = load i64 %emptiedAt
      %more = add i64 %emptied, 1
      store i64 %more, %emptiedAt
      %isMuch = ge.u i64 %more, 64
      branch %isMuch, sweep, done
    sweep:
      call @weft.chunks.sweep(%thread)
      jump done
    done:
      return %next
    }

    ; Gives the chunks without a living block back to the region, and their memory to the system.
    func @weft.chunks.sweep(%thread: ptr) cold {
    entry:
      %emptiedAt = field $weft_thread.emptied %thread
      store i64 0, %emptiedAt
      %chunksAt = field $weft_thread.chunks %thread
      jump class(0)
    class(%class: i64):
      %isLast = ge.u i64 %class, \(blockSizes)
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

    ; Maps so many bytes that can be read and written, at an address or anywhere: gives where, or a negated errno.
    func @weft.map(%address: i64, %bytes: i64, %flags: i64) -> i64 cold {
    entry:
      %given = syscall mmap(%address, %bytes, 3, %flags, -1, 0)
      return %given
    }

    ; A chunk for blocks of so many bytes that is the first of its size, or a negated errno.
    func @weft.chunk.take(%size: i64) -> ptr cold {
    entry:
      \(shape.lock("region"))
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
      %base = load i64 @weft.region
      %usedAt = offset @weft.region, 8
      %used = load i64 %usedAt
      %behind = add i64 %used, 65536
      %mappedAt = offset @weft.region, 16
      %mapped = load i64 %mappedAt
      %fits = le.u i64 %behind, %mapped
      branch %fits, take, map
    take:
      %place = add i64 %base, %used
      %fresh = ptr.fromint %place
      atomic.store release i64 %behind, %usedAt
      jump made(%fresh)
    map:
      ; As much again as there is, within limits: few mappings, and no more than is asked for.
      %least = max.u i64 %mapped, 1048576
      %more = min.u i64 %least, 67108864
      %end = add i64 %mapped, %more
      %isTooMuch = gt.u i64 %end, 0x1000000000
      branch %isTooMuch, failed(-12), ask
    ask:
      ; Private, anonymous, here and nowhere else, and nothing is set aside.
      %address = add i64 %base, %mapped
      %given = call @weft.map(%address, %more, 0x104022)
      %isError = lt.s i64 %given, 0
      branch %isError, failed(%given), given
    given:
      ; A kernel that does not know that it must be here puts it elsewhere.
      %address2 = add i64 %base, %mapped
      %isThere = eq i64 %given, %address2
      branch %isThere, grown, failed(-12)
    grown:
      store i64 %end, %mappedAt
      jump new
    failed(%error: i64):
      \(shape.unlock("region"))
      %none = ptr.fromint %error
      return %none
    made(%chunk: ptr):
      \(shape.unlock("region"))
      ; All else is 0, as the memory of blocks is.
      %isLarge = gt.u i64 %size, 4096
      %start = select i32 %isLarge, 2048, sizeof($weft_chunk)
      %startAt = field $weft_chunk.start %chunk
      store i32 %start, %startAt
      %wideStart = ext.u i64 %start
      %first = offset %chunk, %wideStart
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
      store i32 1, %livingAt
      return %chunk
    }

    func @weft.chunk.give(%chunk: ptr) cold {
    entry:
      ; Its memory reads as zeros from now on, also where the system must not take it.
      %refused = syscall madvise(%chunk, 65536, 4)
      %isTaken = eq i64 %refused, 0
      branch %isTaken, free, clear
    clear:
      memory.set %chunk, 0, 65536
      jump free
    free:
      \(shape.lock("region"))
      atomic.store release ptr null, %chunk
      %freeAt = offset @weft.region, 24
      %free = load ptr %freeAt
      %nextAt = field $weft_chunk.next %chunk
      store ptr %free, %nextAt
      store ptr %chunk, %freeAt
      \(shape.unlock("region"))
      return
    }
    """
  }
}
