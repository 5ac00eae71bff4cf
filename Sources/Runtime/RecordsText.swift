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
        isDetached: i32
        entry: ptr
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
        ; The functions that take and give back a stack of its own, or null.
        stacks: ptr
        ; Where stacks are checked: the bound, or 0, and how many bytes at the block's end are looked at.
        bound: i32
        checkedBytes: i32
        ; How many bytes at the end of the stack are handed over; 0 where that lies behind the context.
        area: i32
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
        living: i32
        isListed: i32
      }

      record $weft_thread {
        current: ptr
        head: ptr
        tail: ptr
        budget: i32
        living: i32
        root: $weft_context
        ; What wakes those whose time has come, and those whose descriptors are ready; null where nobody needs it.
        timers: ptr
        poller: ptr
        ; How many wait for descriptors.
        waiting: i64
        ; When the clock and descriptors were looked at, when the budget was last spent, and how large it was.
        looked: i64
        spent: i64
        round: i32
        creations: i64
        ; The chunks that have a block left, by the size of their blocks in units of 16 bytes.
        chunks: [258 x ptr]
        emptied: i64
        ; Of a thread that the program began: where its arguments were, and its results go.
        home: ptr
        ; While it is blocked for as long as it takes: the word that it waits at, and what that holds.
        word: ptr
        expected: i32
        ; Stacks that were given back, by their size.
        stacks: [\(stackSizes) x $weft_kept]
      }

      data @weft.thread writable thread {
        $weft_thread zero
      }
      """)
}
