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
        entry: ptr
        awaiter: ptr
        ; What it waits for: a time, a descriptor; of one that awaits another, where the results go.
        wait: i64
        state: i32
        isDetached: i32
        stack: ptr
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
        ; What wakes those whose time has come, and what waits; null where nobody needs it.
        timers: ptr
        poller: ptr
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
