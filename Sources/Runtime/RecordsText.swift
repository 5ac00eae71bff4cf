// The runtime's text: its records and the state of a thread.

extension RuntimeText {
  /// The records of contexts, threads, entries and blocks.
  static let records = RuntimeText(
    name: "weft/records.wir",
    text: """
      ; What runs: a task, or what its thread began with. A task's stack lies behind it, or is one of its own.
      record $weft_context {
        stackPointer: ptr
        resume: ptr
        next: ptr
        value: i64
        handle: i64
        ; What it waits for: a time, a descriptor; of one that awaits another, where the results go.
        wait: i64
        ; 0: it can run. 1: it awaits another. 2: it sleeps. 3: it reads. 4: it writes. 5: it has returned.
        state: i32
        entry: ptr
        ; Who awaits it; null while nobody does, and 1 where nobody ever will.
        awaiter: ptr
        stack: ptr
        ; What it does to a descriptor is done again when that is ready: the handler, and what else it works on.
        operation: ptr
        first: i64
        second: i64
      }

      ; What a task begins with, for all that are begun at one place.
      record $weft_entry {
        start: ptr
        ; The bytes of its block: with its stack, where it is known how much it needs.
        blockBytes: i32
        ; The bytes of a stack of its own, or 0.
        stackBytes: i32
        argumentBytes: i32
        resultBytes: i32
        name: ptr
        ; The functions by which a task gets a stack of its own and gives it back, or null.
        stacks: ptr
        ; Where stacks are checked: the bound, or 0, and how many bytes at the block's end are looked at.
        bound: i32
        checkedBytes: i32
        ; How many bytes at the end of the stack are handed over, and how many of them are arguments; 0 where that lies behind the
        ; context. Then `argumentBytes` is 0.
        area: i32
        farArgumentBytes: i32
      }

      ; Stacks of one size that a thread keeps: the first, and how many.
      record $weft_kept {
        first: ptr
        count: i64
      }

      ; 64 KiB of blocks of one size.
      record $weft_chunk {
        owner: ptr
        ; The first block that was given back, and the first that was never taken.
        free: ptr
        unused: ptr
        end: ptr
        next: ptr
        blockBytes: i64
        ; 2 to the 64 through the size of a block, rounded up: what is a multiple of the size shows by it.
        inverse: i64
        ; How many of its blocks are tasks', and one more while it is the first of its size; less by `unlisted` while it is not
        ; listed, as it was full when a block was last taken.
        living: i32
        ; Where its first block is. Large ones begin in the midst of a page, so that what a task that waits uses of its stack, at its
        ; block's end, and the next block's context are in one page, mostly.
        start: i32
      }

      ; What handlers use often lies first, so that it is found by a short distance.
      record $weft_thread {
        current: ptr
        ; The queue of those that can run. What the last one's `next` is does not count. While it is empty, its first is null, and
        ; its last a place whose `next` is the first.
        head: ptr
        tail: ptr
        ; How many more switches there are before the clock and descriptors are looked at, and how many there were at first.
        budget: i32
        round: i32
        ; Twice the number of tasks that were made.
        creations: i32
        ; What wakes those whose time has come, and those whose descriptors are ready; null where nobody needs it.
        timers: ptr
        poller: ptr
        ; How many wait for descriptors.
        waiting: i64
        ; When the clock and descriptors were looked at, and when the budget was last spent.
        looked: i64
        spent: i64
        ; How many chunks have been left by their last block since chunks were last given back.
        emptied: i64
        ; Of a thread that the program began: where its arguments were, and its results go.
        home: ptr
        ; While it is blocked for as long as it takes: the word that it waits at, and what that holds.
        word: ptr
        expected: i32
        root: $weft_context
        ; The chunks that have a block left, by the size of their blocks in units of 16 bytes.
        chunks: [\(blockSizes) x ptr]
        ; Stacks that were given back, by their size.
        stacks: [\(stackSizes) x $weft_kept]
      }

      data @weft.thread writable thread {
        $weft_thread zero
      }
      """)
}
