// The runtime's text: signals. Their handlers run on a stack of their thread's own, whatever was running: a task's stack has no room
// for them.

extension RuntimeText {
  /// Handlers of signals, and the stacks that they run on.
  static func signals(_ shape: RuntimeShape) -> RuntimeText {
    RuntimeText(
      name: "weft/signals.wir",
      text: actions + (shape.hasThreads || shape.uses.handlesSignals ? ownStacks : oneStack) + "\n\n" + handling)
  }

  private static let actions = """
    ; What the kernel is told of a handler.
    record $weft_sigaction {
      handler: ptr
      flags: i64
      restorer: ptr
      mask: i64
    }

    ; What the kernel is told of a stack for handlers.
    record $weft_sigstack {
      stack: ptr
      flags: i32
      size: i64
    }

    ; Where handlers return to: the instruction behind its first.
    import func @weft.restore_state()

    ; The bytes that the deepest handler and the report of a crash need together. Filled in when all code is there.
    data @weft.signals.depth {
      i64 0
    }

    ; How crashes are handled. While that goes on, nothing else is.
    data @weft.crash.action {
      $weft_sigaction { @weft.crash, 0x1c000004, @weft.restore_state + 1, -1 }
    }

    ; The mask of SIGABRT alone.
    data @weft.abort.mask {
      i64 32
    }


    """

  private static let handling = """
    ; SIGILL, SIGABRT, SIGBUS, SIGFPE, SIGSEGV.
    data @weft.crash.numbers {
      i8 4, 6, 7, 8, 11, 0
    }

    ; Has crashes reported, from now on.
    func @weft.signals.begin() cold {
    entry:
      jump look(0)
    look(%index: i64):
      %at = offset @weft.crash.numbers, %index
      %number = load.u8 i64 %at
      %isEnd = eq i64 %number, 0
      branch %isEnd, done, set
    set:
      %error = syscall rt_sigaction(%number, @weft.crash.action, 0, 8)
      %next = add i64 %index, 1
      jump look(%next)
    done:
      return
    }

    ; An entry of the vector that the kernel hands to a process, or 0.
    func @weft.auxiliary(%type: i64) -> i64 cold {
    entry:
      %arguments = load ptr @weft.arguments
      %count = load i64 %arguments
      %behind = add i64 %count, 2
      %environment = element ptr %arguments, %behind
      jump variable(%environment)
    variable(%at: ptr):
      %text = load ptr %at
      %isLast = eq ptr %text, null
      %next = offset %at, 8
      branch %isLast, pair(%next), variable(%next)
    pair(%pair: ptr):
      %key = load i64 %pair
      %valueAt = offset %pair, 8
      %value = load i64 %valueAt
      %isThis = eq i64 %key, %type
      %following = offset %pair, 16
      branch %isThis, found, more
    found:
      return %value
    more:
      %isEnd = eq i64 %key, 0
      branch %isEnd, none, pair(%following)
    none:
      return 0
    }

    ; Takes this thread's stack for handlers away, before the thread ends.
    func @weft.signals.end() cold {
    entry:
      %record = stack.slot $weft_sigstack
      %startAt = field $weft_sigstack.stack %record
      %sizeAt = field $weft_sigstack.size %record
      %flagsAt = field $weft_sigstack.flags %record
      %old = syscall sigaltstack(0, %record)
      %start = load i64 %startAt
      %size = load i64 %sizeAt
      ; SS_DISABLE: there is none from now on.
      store i32 2, %flagsAt
      %disabled = syscall sigaltstack(%record, 0)
      %isInUse = lt.s i64 %disabled, 0
      %hasNone = eq i64 %start, 0
      %stays = or bool %isInUse, %hasNone
      branch %stays, done, unmap
    unmap:
      %first = sub i64 %start, 4096
      %all = add i64 %size, 4096
      %gone = syscall munmap(%first, %all)
      return
    done:
      return
    }

    ; Has a signal handled by a function. Gives 0, or an errno.
    func @weft.signal.handle(%number: i32, %handler: ptr) -> i32 cold {
    entry:
      ; From now on somebody outside can wake a thread.
      store i64 1, @weft.reachable
      %action = stack.slot $weft_sigaction
      %handlerAt = field $weft_sigaction.handler %action
      store ptr %handler, %handlerAt
      ; SA_SIGINFO, SA_ONSTACK, SA_RESTORER, and SA_RESTART: what it interrupts is done again, where that can be.
      %flagsAt = field $weft_sigaction.flags %action
      store i64 0x1c000004, %flagsAt
      %restorerAt = field $weft_sigaction.restorer %action
      %restorer = offset @weft.restore_state, 1
      store ptr %restorer, %restorerAt
      ; Its thread takes no other until it has returned; but those by which the processor says what it cannot do,
      ; which would end the process without a word.
      %maskAt = field $weft_sigaction.mask %action
      store i64 0xffffffffbffffb27, %maskAt
      %wide = ext.u i64 %number
      %error = syscall rt_sigaction(%wide, %action, 0, 8)
      %negated = neg i64 %error
      %result = trunc i32 %negated
      return %result
    }


    """

  /// A stack for each thread, with room for the program's handlers.
  private static let ownStacks = """
    ; Gives this thread a stack for handlers, with a page below it that nobody may touch. Gives a negative number where that cannot be:
    ; then the program ends.
    func @weft.signals.thread() -> i64 cold {
    entry:
      ; AT_MINSIGSTKSZ: what the kernel itself puts there. Kernels that do not say it know no state that is larger than 4096.
      %least = call @weft.auxiliary(51)
      %frame = max.u i64 %least, 4096
      %frames = shl i64 %frame, 1
      %depth = load i64 @weft.signals.depth
      %sum = add i64 %frames, %depth
      %rounded = add i64 %sum, 4095
      %size = and i64 %rounded, -4096
      %all = add i64 %size, 4096
      ; Readable and writable; private, anonymous.
      %given = syscall mmap(0, %all, 3, 0x22, -1, 0)
      %closed = syscall mprotect(%given, 4096, 0)
      %record = stack.slot $weft_sigstack
      %start = add i64 %given, 4096
      %startAt = field $weft_sigstack.stack %record
      store i64 %start, %startAt
      %flagsAt = field $weft_sigstack.flags %record
      store i32 0, %flagsAt
      %sizeAt = field $weft_sigstack.size %record
      store i64 %size, %sizeAt
      ; Where nothing was given, nothing is closed.
      %error = syscall sigaltstack(%record, 0)
      %result = or i64 %closed, %error
      return %result
    }
    """

  /// The stack for the report of a crash, where nothing else handles signals: that needs little besides what the kernel puts there.
  private static let oneStack = """
    data @weft.signals.room align 16 writable {
      zero 65536
    }

    data @weft.signals.stack {
      $weft_sigstack { @weft.signals.room, 0, 65536 }
    }

    ; Gives this thread its stack for handlers. Gives a negative number where that cannot be: then the program ends.
    func @weft.signals.thread() -> i64 cold {
    entry:
      %error = syscall sigaltstack(@weft.signals.stack, 0)
      return %error
    }
    """
}
