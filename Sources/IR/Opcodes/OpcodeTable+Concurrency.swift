// The opcode table: tasks, threads, time, signals and the system.

extension OpcodeTable {
  static let concurrencyRows: [OpcodeRow] = [
    OpcodeRow(
      .asyncTaskCreate, "task.create", .call, does: [.allocates, .ordered], attributes: .stack,
      traps: [.outOfStacks],
      means:
        "Makes a task that will run the function with these arguments, appends it to this thread's queue, and gives its handle. `stack N`, a power of two up to 1 GiB, asks for at least so many bytes of stack where the compiler cannot know the bound. Where there is no memory, it traps.",
      before: """
        func @work(%x: i32) -> i32 {
        entry:
          yield
          return %x
        }
        """,
      example: """
        %t = task.create @work(42)
        %r = task.await i32 %t
        return %r
        """),
    OpcodeRow(
      .asyncTaskTryCreate, "task.create.try", .call, does: [.allocates, .ordered], attributes: .stack,
      means:
        "As `task.create`; a second result is 0, or the error (as an errno) for which there is no task and the handle is of no use.",
      before: """
        func @work(%x: i32) -> i32 {
        entry:
          yield
          return %x
        }
        """,
      example: """
        %t, %error = task.create.try @work(42)
        %failed = ne i32 %error, 0
        branch %failed, none, made
        made:
        %r = task.await i32 %t
        return %r
        none:
        return 1
        """),
    OpcodeRow(
      .asyncTaskCreateIndirect, "task.create.indirect", .callIndirect, [], [.ptr], does: [.allocates, .ordered],
      attributes: .stack,
      traps: [.outOfStacks, .wrongSignature],
      means: "As `task.create`, of the function of the given signature at an address.",
      before: """
        func @work(%x: i32) -> i32 {
        entry:
          yield
          return %x
        }
        """,
      example: """
        %t = task.create.indirect (i32) -> i32 @work(42)
        %r = task.await i32 %t
        return %r
        """),
    OpcodeRow(
      .asyncTaskAwait, "task.await", .await, [], [.task], does: [.suspends, .ordered, .reads, .writes],
      traps: [.staleTask, .foreignTask, .deadlock, .wrongSignature],
      means:
        "Waits until a task has returned, and gives its results; does not switch where it has already. A task is awaited once, by the thread that made it.",
      before: """
        func @work(%x: i32) -> i32 {
        entry:
          yield
          return %x
        }
        """,
      example: """
        %t = task.create @work(42)
        %r = task.await i32 %t
        return %r
        """),
    OpcodeRow(
      .asyncTaskDetach, "task.detach", .plain, [], [.task], does: [.ordered, .writes],
      traps: [.staleTask, .foreignTask],
      means: "Says that nobody will await a task: it goes when it returns.",
      before: """
        func @work(%x: i32) -> i32 {
        entry:
          yield
          return %x
        }
        """,
      example: """
        %t = task.create @work(1)
        task.detach %t
        return 42
        """),
    OpcodeRow(
      .yield, "yield", .plain, does: [.suspends, .ordered, .reads, .writes],
      means: "Appends this task to its thread's queue and lets the others run first.",
      example: """
        yield
        return 42
        """),
    OpcodeRow(
      .currentTask, "task.current", .plain, gives: [.i64], does: .ordered,
      means: "A number that identifies the running task among all that live; 0 outside of any.",
      example: """
        %t = task.current
        return 42
        """),
    OpcodeRow(
      .sleepUntil, "sleep.until", .plain, [], [.i64], does: [.suspends, .ordered, .reads, .writes],
      means:
        "Lets other tasks run until the monotonic clock shows at least so many nanoseconds; a time in the past yields once.",
      example: """
        %now = clock.now
        %later = add i64 %now, 1000
        sleep.until %later
        return 42
        """),
    OpcodeRow(
      .sleepFor, "sleep.for", .plain, [], [.i64], does: [.suspends, .ordered, .reads, .writes],
      means: "Lets other tasks run for at least so many nanoseconds; 0 or less yields once.",
      example: """
        sleep.for 1000
        return 42
        """),
    OpcodeRow(
      .clockNow, "clock.now", .plain, gives: [.i64], does: .ordered,
      means: "The monotonic clock in nanoseconds.",
      example: """
        %start = clock.now
        sleep.for 1000
        %end = clock.now
        %c = lt.s i64 %start, %end
        %r = select i32 %c, 42, 1
        return %r
        """),
    OpcodeRow(
      .clockCycles, "clock.cycles", .plain, gives: [.i64], does: .ordered,
      means: "The processor's cheapest counter of time, in a unit of its own.",
      example: """
        %c = clock.cycles
        return 42
        """),
    OpcodeRow(
      .threadSpawn, "thread.spawn", .call, does: [.allocates, .ordered], attributes: .stack, traps: [.outOfThreads],
      means:
        "Starts an OS thread that runs the function with these arguments, and gives its handle. Where none can be made, it traps.",
      before: """
        func @work(%x: i32) -> i32 {
        entry:
          yield
          return %x
        }
        """,
      example: """
        %t = thread.spawn @work(42)
        %r = thread.join i32 %t
        return %r
        """),
    OpcodeRow(
      .threadTrySpawn, "thread.spawn.try", .call, does: [.allocates, .ordered], attributes: .stack,
      means:
        "As `thread.spawn`; a second result is 0, or the error (as an errno) for which there is no thread and the handle is of no use.",
      before: """
        func @work(%x: i32) -> i32 {
        entry:
          yield
          return %x
        }
        """,
      example: """
        %t, %error = thread.spawn.try @work(42)
        %failed = ne i32 %error, 0
        branch %failed, none, made
        made:
        %r = thread.join i32 %t
        return %r
        none:
        return 1
        """),
    OpcodeRow(
      .threadJoin, "thread.join", .await, [], [.thread], does: [.blocks, .ordered, .reads, .writes],
      traps: [.staleThread, .deadlock, .wrongSignature],
      means: "Blocks this thread until another has ended, and gives its results. A thread is joined once.",
      before: """
        func @work(%x: i32) -> i32 {
        entry:
          yield
          return %x
        }
        """,
      example: """
        %t = thread.spawn @work(42)
        %r = thread.join i32 %t
        return %r
        """),
    OpcodeRow(
      .futexWait, "futex.wait", .plain, [], [.ptr, .i32, .i64], gives: [.i32], does: [.blocks, .ordered, .reads],
      traps: [.outOfObject, .freedSlot, .misalignedAtomic, .deadlock],
      means:
        "Blocks this thread while the `i32` at the address is the second operand, until it is woken or so many nanoseconds have passed; a negative time has no end. Gives 0 when woken, else an errno: EAGAIN where the value was another, ETIMEDOUT, EINTR.",
      example: """
        %p = stack.slot i32
        store i32 1, %p
        %e = futex.wait %p, 0, -1
        %r = add i32 %e, 31
        return %r
        """),
    OpcodeRow(
      .futexWake, "futex.wake", .plain, [], [.ptr, .i32], gives: [.i32], does: .ordered,
      traps: [.outOfObject, .freedSlot],
      means: "Wakes at most so many threads that wait at the address, and gives how many it woke.",
      example: """
        %p = stack.slot i32
        %n = futex.wake %p, 1
        %r = add i32 %n, 42
        return %r
        """),
    OpcodeRow(
      .spinPause, "spin.pause", .plain, does: .ordered,
      means: "Tells the processor that this is a loop that waits for another thread.",
      example: """
        spin.pause
        return 42
        """),
    OpcodeRow(
      .signalHandle, "signal.handle", .plain, [], [.i32, .functionSymbol], gives: [.i32], does: .ordered,
      means:
        "Has a signal handled by a function of the signal's number, a pointer to its siginfo and one to its ucontext, which neither suspends nor allocates. It runs on a stack of its own; until it returns, its thread takes no other signal. Gives 0, or an errno.",
      before: """
        func @handler(%signal: i32, %info: ptr, %context: ptr) {
        entry:
          return
        }
        """,
      example: """
        %r = signal.handle 10, @handler
        %s = add i32 %r, 42
        return %s
        """),
    OpcodeRow(
      .syscall, "syscall", .syscall, [], [.word], gives: [.i64], does: [.blocks, .ordered, .reads, .writes],
      means:
        "A system call, by the kernel's name for it or by number, with at most six arguments of 64 bits. Gives what the kernel gives: negated errors.",
      before: """
        data @hello {
          bytes "hi\\n"
        }
        """,
      example: """
        %n = syscall write(1, @hello, 3)
        %a = trunc i32 %n
        %r = add i32 %a, 39
        return %r
        """),
    OpcodeRow(
      .waitReadable, "io.wait.read", .plain, [], [.i32], gives: [.i32], does: [.suspends, .ordered],
      means:
        "Lets other tasks run until a read of the descriptor would not block; returns at once where it already would not, and for one that epoll refuses. Gives 0, or an errno.",
      example: """
        %e = io.wait.read 0
        return 42
        """, outcome: .unspecified),
    OpcodeRow(
      .waitWritable, "io.wait.write", .plain, [], [.i32], gives: [.i32], does: [.suspends, .ordered],
      means:
        "Lets other tasks run until a write to the descriptor would not block; returns at once where it already would not, and for one that epoll refuses. Gives 0, or an errno.",
      example: """
        %e = io.wait.write 1
        %r = add i32 %e, 42
        return %r
        """),
    OpcodeRow(
      .ioRead, "io.read", .plain, [], [.i32, .ptr, .i64], gives: [.i64], does: [.suspends, .ordered, .reads, .writes],
      traps: [.outOfObject, .freedSlot],
      means:
        "Reads at most so many bytes from a descriptor to the address, letting other tasks run where that would block. Gives how many, 0 at the end, or a negated errno.",
      example: """
        %p = stack.slot [16 x i8]
        %n = io.read -1, %p, 16
        %a = trunc i32 %n
        %r = add i32 %a, 51
        return %r
        """),
    OpcodeRow(
      .ioWrite, "io.write", .plain, [], [.i32, .ptr, .i64], gives: [.i64], does: [.suspends, .ordered, .reads],
      traps: [.outOfObject, .freedSlot],
      means:
        "Writes at most so many bytes from the address to a descriptor, as many as there is room for, letting other tasks run where there is none. Gives how many, or a negated errno: -EPIPE where nobody reads, and never SIGPIPE.",
      before: """
        data @hello {
          bytes "hi\\n"
        }
        """,
      example: """
        %n = io.write 1, @hello, 3
        %a = trunc i32 %n
        %r = add i32 %a, 39
        return %r
        """),
    OpcodeRow(
      .ioAccept, "io.accept", .plain, [], [.i32, .ptr, .ptr], gives: [.i32],
      does: [.suspends, .ordered, .reads, .writes],
      traps: [.outOfObject, .freedSlot],
      means:
        "Accepts a connection on a listening socket, letting other tasks run until there is one. The peer's address and its length (`i32`) are written where the pointers lead; both may be null. Gives the descriptor, or a negated errno.",
      example: """
        %e = io.accept -1, null, null
        %r = add i32 %e, 51
        return %r
        """),
    OpcodeRow(
      .ioConnect, "io.connect", .plain, [], [.i32, .ptr, .i32], gives: [.i32], does: [.suspends, .ordered, .reads],
      traps: [.outOfObject, .freedSlot],
      means:
        "Connects a socket to the socket address of so many bytes, letting other tasks run meanwhile. Gives 0, or a negated errno.",
      example: """
        %p = stack.slot [16 x i8]
        memory.set %p, 0, 16
        %e = io.connect -1, %p, 16
        %r = add i32 %e, 51
        return %r
        """),
    OpcodeRow(
      .ioClose, "io.close", .plain, [], [.i32], gives: [.i32], does: .ordered,
      means: "Closes a descriptor, and wakes the tasks that wait for it with -EBADF. Gives 0, or a negated errno.",
      example: """
        %e = io.close -1
        %r = add i32 %e, 51
        return %r
        """),
  ]
}
