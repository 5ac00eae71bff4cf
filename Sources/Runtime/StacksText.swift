// The runtime's text: stacks of their own, for tasks whose need nobody can tell.
//
// A stack's size is a power of two, and below it lies a page that nobody may touch. Stacks are reserved many at a time, and have
// memory where they were used. Each thread keeps some that were given back as they are; beyond those their memory goes back,
// and any thread may take them.

internal import IR

extension RuntimeText {
  /// The bits of the smallest size of a stack, and how many sizes there are.
  static let smallestStack = 12
  static let stackSizes = 19

  /// Guarded stacks.
  static func stacks(_ shape: RuntimeShape) -> RuntimeText {
    RuntimeText(name: "weft/stacks.wir", text: stacksText(shape))
  }

  private static func stacksText(_ shape: RuntimeShape) -> String {
    """
    ; The stacks of one size that no thread keeps.
    record $weft_stacks {
      ; Those without memory of their own: an array, how many there are, and for how many it has room.
      idle: ptr
      count: i64
      room: i64
      ; What is reserved and was never taken.
      fresh: ptr
      end: ptr
    }

    ; What an entry refers to whose tasks have stacks of their own.
    data @weft.stacks.functions {
      ptr @weft.stack.attach, @weft.stack.detach, @weft.stack.prepare
    }

    data @weft.stacks writable {
      [\(stackSizes) x $weft_stacks] zero
    }

    ; Whether the system lacks guards that are no mappings.
    data @weft.stacks.lacks writable {
      i64 0
    }

    ; Gives a task that was just made a stack of its own, and what it is handed there. Gives who runs next, who made it.
    func @weft.stack.attach(%thread: ptr, %task: ptr, %arguments: ptr) -> ptr {
    entry:
      %entryAt = field $weft_context.entry %task
      %entry = load ptr %entryAt
      %bytesAt = field $weft_entry.stackBytes %entry
      %bytes = load.u32 i64 %bytesAt
      %stack = call @weft.stack.take(%thread, %bytes)
      %number = ptr.toint %stack
      %hasNone = lt.s i64 %number, 0
      branch %hasNone, failed, taken
    failed:
      call @weft.fail(@weft.trap.outOfStacks)
      unreachable
    taken:
      %stackAt = field $weft_context.stack %task
      store ptr %stack, %stackAt
      %end = offset %stack, %bytes
      %areaBytesAt = field $weft_entry.area %entry
      %areaBytes = load.u32 i64 %areaBytesAt
      %down = neg i64 %areaBytes
      %top = offset %end, %down
      %stackPointer = offset %top, -8
      store ptr %stackPointer, %task
      %farBytesAt = field $weft_entry.farArgumentBytes %entry
      %farBytes = load.u32 i64 %farBytesAt
      memory.copy %top, %arguments, %farBytes
      \(shape.options.checksStacks ? "call @weft.check.fill(%task)" : "; Its stack is what it was.")
      %me = load ptr %thread
      return %me
    }

    ; Takes the stack of a task, which is freed then. Gives who runs next.
    func @weft.stack.detach(%thread: ptr, %task: ptr, %next: ptr) -> ptr {
    entry:
      %stackAt = field $weft_context.stack %task
      %stack = load ptr %stackAt
      store ptr null, %stackAt
      %entryAt = field $weft_context.entry %task
      %entry = load ptr %entryAt
      %bytesAt = field $weft_entry.stackBytes %entry
      %bytes = load.u32 i64 %bytesAt
      call @weft.stack.give(%thread, %stack, %bytes)
      call.tail @weft.task.free(%thread, %task, %next)
    }

    ; Sees to it that there is a stack for a task of an entry: 0, or a negated errno.
    func @weft.stack.prepare(%thread: ptr, %entry: ptr) -> i64 {
    entry:
      %bytesAt = field $weft_entry.stackBytes %entry
      %bytes = load.u32 i64 %bytesAt
      %stack = call @weft.stack.take(%thread, %bytes)
      %number = ptr.toint %stack
      %hasNone = lt.s i64 %number, 0
      branch %hasNone, failed, taken
    failed:
      return %number
    taken:
      ; It is the next to be taken.
      call @weft.stack.give(%thread, %stack, %bytes)
      return 0
    }

    ; A stack of so many bytes, or a negated errno.
    func @weft.stack.take(%thread: ptr, %bytes: i64) -> ptr {
    entry:
      %places = ctz i64 %bytes
      %size = sub i64 %places, \(smallestStack)
      %keptAt = field $weft_thread.stacks %thread
      %at = element $weft_kept %keptAt, %size
      %first = load ptr %at
      %hasNone = eq ptr %first, null
      branch %hasNone, take, again
    again:
      ; Where the next one is stands at its end, where it was used.
      %end = offset %first, %bytes
      %nextAt = offset %end, -8
      %next = load ptr %nextAt
      store ptr %next, %at
      %countAt = field $weft_kept.count %at
      %count = load i64 %countAt
      %less = sub i64 %count, 1
      store i64 %less, %countAt
      return %first
    take:
      \(shape.lock("region"))
      %stack = call @weft.stack.find(%size, %bytes)
      store ptr @weft.stacks.end, @weft.stacks.ender
      \(shape.unlock("region"))
      return %stack
    }

    func @weft.stack.give(%thread: ptr, %stack: ptr, %bytes: i64) {
    entry:
      %places = ctz i64 %bytes
      %size = sub i64 %places, \(smallestStack)
      %keptAt = field $weft_thread.stacks %thread
      %at = element $weft_kept %keptAt, %size
      %first = load ptr %at
      %end = offset %stack, %bytes
      %nextAt = offset %end, -8
      store ptr %first, %nextAt
      store ptr %stack, %at
      %countAt = field $weft_kept.count %at
      %count = load i64 %countAt
      %more = add i64 %count, 1
      store i64 %more, %countAt
      %isMuch = gt.u i64 %more, 512
      branch %isMuch, return, done
    return:
      call.tail @weft.stacks.return(%thread, %size, 256)
    done:
      return
    }

    ; Of the stacks of one size that the thread keeps, leaves it so many, those that were used last; the others' memory goes back.
    func @weft.stacks.return(%thread: ptr, %size: i64, %left: i64) {
    entry:
      %keptAt = field $weft_thread.stacks %thread
      %at = element $weft_kept %keptAt, %size
      %countAt = field $weft_kept.count %at
      %shared = element $weft_stacks @weft.stacks, %size
      %shift = add i64 %size, \(smallestStack)
      %bytes = shl i64 1, %shift
      %toLink = sub i64 %bytes, 8
      jump skip(%at, 0)
    skip(%linkAt: ptr, %skipped: i64):
      %isThere = ge.u i64 %skipped, %left
      branch %isThere, cut, follow
    follow:
      %one = load ptr %linkAt
      %further = offset %one, %toLink
      %counted = add i64 %skipped, 1
      %isEnd = eq ptr %one, null
      branch %isEnd, done, skip(%further, %counted)
    cut:
      %old = load ptr %linkAt
      store ptr null, %linkAt
      store i64 %left, %countAt
      \(shape.lock("region"))
      %idle = load ptr %shared
      %idleCountAt = field $weft_stacks.count %shared
      jump each(%old)
    each(%stack: ptr):
      %isLast = eq ptr %stack, null
      branch %isLast, leave, drop
    drop:
      %nextAt = offset %stack, %toLink
      %next = load ptr %nextAt
      ; It reads as zeros from now on.
      %given = syscall madvise(%stack, %bytes, 4)
      %idleCount = load i64 %idleCountAt
      %placeAt = element ptr %idle, %idleCount
      store ptr %stack, %placeAt
      %idleMore = add i64 %idleCount, 1
      store i64 %idleMore, %idleCountAt
      jump each(%next)
    leave:
      \(shape.unlock("region"))
      return
    done:
      return
    }

    ; The thread ends: nothing is left to it, nor to its tasks.
    func @weft.stacks.end(%thread: ptr) {
    entry:
      %base = load ptr @weft.region
      %usedAt = offset @weft.region, 8
      %used = atomic.load acquire i64 %usedAt
      jump look(0)
    look(%offset: i64):
      %isMore = lt.u i64 %offset, %used
      branch %isMore, chunk, size(0)
    chunk:
      %chunk = offset %base, %offset
      %owner = load ptr %chunk
      %isMine = eq ptr %owner, %thread
      %following = add i64 %offset, 65536
      branch %isMine, mine, look(%following)
    mine:
      %unusedAt = field $weft_chunk.unused %chunk
      %unused = load ptr %unusedAt
      %blockBytesAt = field $weft_chunk.blockBytes %chunk
      %blockBytes = load i64 %blockBytesAt
      %startAt = field $weft_chunk.start %chunk
      %start = load.u32 i64 %startAt
      %firstBlock = offset %chunk, %start
      jump block(%firstBlock)
    block(%block: ptr):
      %isEnd = eq ptr %block, %unused
      branch %isEnd, look(%following), living
    living:
      %nextBlock = offset %block, %blockBytes
      %handleAt = field $weft_context.handle %block
      %handle = load i64 %handleAt
      %isFree = eq i64 %handle, 0
      branch %isFree, block(%nextBlock), own
    own:
      %stackAt = field $weft_context.stack %block
      %stack = load ptr %stackAt
      %hasNone = eq ptr %stack, null
      branch %hasNone, block(%nextBlock), give
    give:
      %entryAt = field $weft_context.entry %block
      %entry = load ptr %entryAt
      %bytesAt = field $weft_entry.stackBytes %entry
      %bytes = load.u32 i64 %bytesAt
      call @weft.stack.give(%thread, %stack, %bytes)
      jump block(%nextBlock)
    size(%size: i64):
      %isLast = ge.u i64 %size, \(stackSizes)
      %next = add i64 %size, 1
      branch %isLast, done, some
    some:
      call @weft.stacks.return(%thread, %size, 0)
      jump size(%next)
    done:
      return
    }

    ; A stack that no thread keeps, or a negated errno.
    func @weft.stack.find(%size: i64, %bytes: i64) -> ptr {
    entry:
      %shared = element $weft_stacks @weft.stacks, %size
      %countAt = field $weft_stacks.count %shared
      %count = load i64 %countAt
      %hasIdle = ne i64 %count, 0
      branch %hasIdle, idle, look
    idle:
      %less = sub i64 %count, 1
      store i64 %less, %countAt
      %array = load ptr %shared
      %at = element ptr %array, %less
      %again = load ptr %at
      return %again
    look:
      %freshAt = field $weft_stacks.fresh %shared
      %endAt = field $weft_stacks.end %shared
      %fresh = load ptr %freshAt
      %end = load ptr %endAt
      %isUsed = eq ptr %fresh, %end
      branch %isUsed, reserve, guard(%fresh)
    reserve:
      %error = call @weft.stacks.reserve(%shared, %bytes)
      %hasFailed = lt.s i64 %error, 0
      branch %hasFailed, failed(%error), again2
    again2:
      %first = load ptr %freshAt
      jump guard(%first)
    guard(%page: ptr):
      ; Guards in the tables of pages (102) cost no mapping; where the system has none, the page is one without rights.
      %lacks = load i64 @weft.stacks.lacks
      %isOld = ne i64 %lacks, 0
      branch %isOld, protect, install
    install:
      %installed = syscall madvise(%page, 4096, 102)
      %isUnknown = eq i64 %installed, -22
      branch %isUnknown, old, check(%installed)
    old:
      store i64 1, @weft.stacks.lacks
      jump protect
    protect:
      %protected = syscall mprotect(%page, 4096, 0)
      jump check(%protected)
    check(%result: i64):
      %isRefused = lt.s i64 %result, 0
      branch %isRefused, failed(%result), done
    done:
      %stack = offset %page, 4096
      %next = offset %stack, %bytes
      store ptr %next, %freshAt
      return %stack
    failed(%number: i64):
      %none = ptr.fromint %number
      return %none
    }

    ; Reserves as many stacks as there are, four at first, or as many of them as there is room for; 0, or a negated errno.
    func @weft.stacks.reserve(%shared: ptr, %bytes: i64) -> i64 {
    entry:
      %each = add i64 %bytes, 4096
      %roomAt = field $weft_stacks.room %shared
      %room = load i64 %roomAt
      %limit = div.u i64 0x400000000, %each
      %wanted = max.u i64 %room, 4
      %most = min.u i64 %wanted, %limit
      jump try(%most, -12)
    try(%count: i64, %error: i64):
      %isNone = eq i64 %count, 0
      branch %isNone, failed, map
    map:
      %all = mul i64 %count, %each
      ; Private, anonymous, a stack, nothing is set aside.
      %given = call @weft.map(0, %all, 0x24022)
      %isRefused = lt.s i64 %given, 0
      %half = shr.u i64 %count, 1
      branch %isRefused, try(%half, %given), mapped
    mapped:
      ; A task that uses a page of its stack does not want 2 MiB.
      %advised = syscall madvise(%given, %all, 15)
      ; All of them may be idle one day.
      %newRoom = add i64 %room, %count
      %newBytes = shl i64 %newRoom, 3
      %oldBytes = shl i64 %room, 3
      %idle = load i64 %shared
      %isFirst = eq i64 %idle, 0
      branch %isFirst, array, longer
    array:
      %made = call @weft.map(0, %newBytes, 0x22)
      jump grown(%made)
    longer:
      %moved = syscall mremap(%idle, %oldBytes, %newBytes, 1)
      jump grown(%moved)
    grown(%array: i64):
      %lacksArray = lt.s i64 %array, 0
      branch %lacksArray, unmap, done
    unmap:
      %gone = syscall munmap(%given, %all)
      jump try(%half, %array)
    done:
      store i64 %array, %shared
      store i64 %newRoom, %roomAt
      %fresh = ptr.fromint %given
      %freshAt = field $weft_stacks.fresh %shared
      store ptr %fresh, %freshAt
      %end = offset %fresh, %all
      %endAt = field $weft_stacks.end %shared
      store ptr %end, %endAt
      return 0
    failed:
      return %error
    }
    """
  }
}
