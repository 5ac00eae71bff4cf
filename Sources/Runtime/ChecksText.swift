// The runtime's text: looks whether tasks keep to the bounds of their stacks, for programs that are built to be checked.
//
// A task's stack is filled with a pattern when the task is made: from its end down to its bound, and below that as far as nobody may
// come. In the task's block, that is a zone between what is handed over and the stack; on a stack of its own, all the rest. How far
// the pattern is gone is what the task used.

extension RuntimeText {
  /// Checks of stacks.
  static func checks(_ shape: RuntimeShape) -> RuntimeText {
    RuntimeText(
      name: "weft/checks.wir",
      text: """
        ; Where the checked part of a task's stack begins and ends.
        func @weft.check.range(%task: ptr) -> (ptr, ptr) {
        entry:
          %entryAt = field $weft_context.entry %task
          %entry = load ptr %entryAt
          %stackAt = field $weft_context.stack %task
          %stack = load ptr %stackAt
          %hasNone = eq ptr %stack, null
          branch %hasNone, block, own
        own:
          %stackBytesAt = field $weft_entry.stackBytes %entry
          %stackBytes = load.u32 i64 %stackBytesAt
          %areaBytesAt = field $weft_entry.area %entry
          %areaBytes = load.u32 i64 %areaBytesAt
          %distance = sub i64 %stackBytes, %areaBytes
          %end = offset %stack, %distance
          return %stack, %end
        block:
          %blockBytesAt = field $weft_entry.blockBytes %entry
          %blockBytes = load.u32 i64 %blockBytesAt
          %blockEnd = offset %task, %blockBytes
          %checkedAt = field $weft_entry.checkedBytes %entry
          %checked = load.u32 i64 %checkedAt
          %up = neg i64 %checked
          %start = offset %blockEnd, %up
          return %start, %blockEnd
        }

        ; Fills the stack of a task that has a bound.
        func @weft.check.fill(%task: ptr) {
        entry:
          %entryAt = field $weft_context.entry %task
          %entry = load ptr %entryAt
          %boundAt = field $weft_entry.bound %entry
          %bound = load i32 %boundAt
          %hasNone = eq i32 %bound, 0
          branch %hasNone, done, fill
        fill:
          %start, %end = call @weft.check.range(%task)
          jump word(%start)
        word(%at: ptr):
          %isEnd = eq ptr %at, %end
          %next = offset %at, 8
          branch %isEnd, done, store
        store:
          store i64 0x5b21d0c7e49a3f86, %at
          jump word(%next)
        done:
          return
        }

        ; Looks how much of its stack a task used, and ends the program where that is more than its bound.
        func @weft.check.task(%task: ptr) {
        entry:
          %entryAt = field $weft_context.entry %task
          %entry = load ptr %entryAt
          %boundAt = field $weft_entry.bound %entry
          %bound = load.u32 i64 %boundAt
          %hasNone = eq i64 %bound, 0
          branch %hasNone, done, range
        range:
          %start, %end = call @weft.check.range(%task)
          jump word(%start)
        word(%at: ptr):
          %isEnd = eq ptr %at, %end
          branch %isEnd, measure, compare
        compare:
          %bits = load i64 %at
          %isPattern = eq i64 %bits, 0x5b21d0c7e49a3f86
          %next = offset %at, 8
          branch %isPattern, word(%next), measure
        measure:
          %endNumber = ptr.toint %end
          %atNumber = ptr.toint %at
          %used = sub i64 %endNumber, %atNumber
          %isMore = gt.u i64 %used, %bound
          branch %isMore, report, done
        report:
          \(beginOfReport(shape))
          %nameAt = field $weft_entry.name %entry
          %name = load ptr %nameAt
          %nameText = offset %name, sizeof($weft_name)
          %nameNumber = ptr.toint %nameText
          call @weft.say(@weft.check.used, %nameNumber, %used)
          call @weft.say(@weft.check.bound, %bound, 0)
          call @weft.end()
          unreachable
        done:
          return
        }

        ; The program ends: looks at the tasks of this thread that have not.
        func @weft.check.all() {
        entry:
          %thread = thread.address @weft.thread
          %base = load ptr @weft.region
          %usedAt = offset @weft.region, 8
          %used = atomic.load acquire i64 %usedAt
          jump look(0)
        look(%offset: i64):
          %isMore = lt.u i64 %offset, %used
          branch %isMore, chunk, done
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
          branch %isFree, block(%nextBlock), check
        check:
          call @weft.check.task(%block)
          jump block(%nextBlock)
        done:
          return
        }

        """
          + texts([
            (
              "check.used",
              "weft: stack check: @\(ReportMark.text)\(ReportMark.next) used \(ReportMark.decimal) bytes of its stack"
            ),
            ("check.bound", ", and its bound is \(ReportMark.decimal)\\n"),
          ]))
  }
}
