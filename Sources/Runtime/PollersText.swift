// The runtime's text: what threads tell each other of descriptors that they close. A message is left in the table of whoever knows
// the descriptor, and a bell rings there: a descriptor that is always ready, of which epoll tells once for each time it is asked to.

extension RuntimeText {
  /// What pollers of several threads have in common.
  static let pollers = RuntimeText(
    name: "weft/pollers.wir",
    text: """
      ; The pollers of all threads, who is at them, and what rings to have one looked at: a descriptor that is always ready, in each
      ; poller that a message was ever left for.
      data @weft.pollers writable {
        ptr null
      }

      data @weft.pollers.lock writable {
        i64 0
      }

      data @weft.pollers.bell writable {
        i64 0
      }

      ; A poller that was just made is known to others from now on: 0, or a negated error.
      func @weft.poller.join(%poller: ptr) -> i64 cold {
      entry:
        call @weft.lock(@weft.pollers.lock)
        %first = load ptr @weft.pollers
        %bell = load i64 @weft.pollers.bell
        ; The first needs it, too: who closes may have none.
        %hasBell = ne i64 %bell, 0
        branch %hasBell, link, make
      make:
        ; EFD_CLOEXEC; and with a high number.
        %low = syscall eventfd2(1, 0x80000)
        %hasFailed = lt.s i64 %low, 0
        branch %hasFailed, done(%low), raise
      raise:
        %high = syscall fcntl(%low, 1030, 900)
        %isLow = lt.s i64 %high, 0
        branch %isLow, made(%low), close
      close:
        %closed = syscall close(%low)
        jump made(%high)
      made(%number: i64):
        store i64 %number, @weft.pollers.bell
        jump link
      link:
        %nextAt = field $weft_poller.next %poller
        store ptr %first, %nextAt
        store ptr %poller, @weft.pollers
        jump done(0)
      done(%result: i64):
        call @weft.unlock(@weft.pollers.lock)
        return %result
      }

      ; A poller ends with its thread.
      func @weft.poller.part(%poller: ptr) cold {
      entry:
        call @weft.lock(@weft.pollers.lock)
        jump look(@weft.pollers)
      look(%linkAt: ptr):
        %other = load ptr %linkAt
        %nextAt = field $weft_poller.next %other
        %isIt = eq ptr %other, %poller
        branch %isIt, found, look(%nextAt)
      found:
        %next = load ptr %nextAt
        store ptr %next, %linkAt
        call @weft.unlock(@weft.pollers.lock)
        return
      }

      ; Who makes a number known to a poller, or closes it, by the last bits of the number.
      data @weft.pollers.numbers writable {
        [64 x i64] zero
      }

      ; Goes on as the only thread that does either with a number: gives the lock.
      func @weft.poller.lock(%number: i64) -> ptr cold {
      entry:
        %place = and i64 %number, 63
        %lock = element i64 @weft.pollers.numbers, %place
        call @weft.lock(%lock)
        return %lock
      }

      ; A descriptor is about to be closed: leaves messages, before anybody can have the number next. Until `weft.poller.ring`, nobody
      ; makes the number known. Gives the lock for that.
      func @weft.poller.tell(%number: i64) -> ptr cold {
      entry:
        %lock = call @weft.poller.lock(%number)
        call @weft.poller.leave(%number)
        return %lock
      }

      ; Leaves a message for each other thread that knows a descriptor, whose number this thread has the lock of.
      func @weft.poller.leave(%number: i64) cold {
      entry:
        call @weft.lock(@weft.pollers.lock)
        %mine = thread.address @weft.poller
        %first = load ptr @weft.pollers
        jump look(%first)
      look(%poller: ptr):
        %isEnd = eq ptr %poller, null
        %nextAt = field $weft_poller.next %poller
        branch %isEnd, done, other
      other:
        %next = load ptr %nextAt
        %isMine = eq ptr %poller, %mine
        branch %isMine, look(%next), capacity
      capacity:
        %capacityAt = field $weft_poller.capacity %poller
        %capacity = load i64 %capacityAt
        %fits = lt.u i64 %number, %capacity
        branch %fits, entry2, look(%next)
      entry2:
        %tableAt = field $weft_poller.table %poller
        %table = load ptr %tableAt
        %entry = element $weft_descriptor %table, %number
        %flagsAt = field $weft_descriptor.flags %entry
        %flags = load i32 %flagsAt
        %isUnknown = eq i32 %flags, 0
        branch %isUnknown, look(%next), known
      known:
        %linkAt = field $weft_descriptor.closed %entry
        %link = load i32 %linkAt
        %isToldOf = ne i32 %link, 0
        branch %isToldOf, look(%next), message
      message:
        %closedAt = field $weft_poller.closed %poller
        %closed = load i32 %closedAt
        %isOnly = eq i32 %closed, 0
        %behind = select i32 %isOnly, -1, %closed
        store i32 %behind, %linkAt
        %narrow = trunc i32 %number
        %one = add i32 %narrow, 1
        atomic.store release i32 %one, %closedAt
        jump look(%next)
      done:
        call @weft.unlock(@weft.pollers.lock)
        return
      }

      ; The descriptor is closed: rings wherever there are messages.
      func @weft.poller.ring(%lock: ptr) cold {
      entry:
        call @weft.lock(@weft.pollers.lock)
        %event = stack.slot [3 x i32]
        ; EPOLLIN, EPOLLONESHOT.
        store i32 0x40000001, %event
        %numberAt = offset %event, 4
        store i32 -1, %numberAt
        %bell = load i64 @weft.pollers.bell
        %first = load ptr @weft.pollers
        jump look(%first)
      look(%poller: ptr):
        %isEnd = eq ptr %poller, null
        branch %isEnd, done, messages
      messages:
        %nextAt = field $weft_poller.next %poller
        %next = load ptr %nextAt
        %closedAt = field $weft_poller.closed %poller
        %closed = load i32 %closedAt
        %hasNone = eq i32 %closed, 0
        branch %hasNone, look(%next), ring
      ring:
        %epollAt = field $weft_poller.epoll %poller
        %epoll = load i64 %epollAt
        ; EPOLL_CTL_MOD; and where it never rang, EPOLL_CTL_ADD.
        %changed = syscall epoll_ctl(%epoll, 3, %bell, %event)
        %isNew = eq i64 %changed, -2
        branch %isNew, add, look(%next)
      add:
        %added = syscall epoll_ctl(%epoll, 1, %bell, %event)
        jump look(%next)
      done:
        call @weft.unlock(@weft.pollers.lock)
        call @weft.unlock(%lock)
        return
      }

      ; Takes the messages of other threads: who waits for what they closed learns of it.
      func @weft.poller.hear(%thread: ptr) {
      entry:
        %poller = thread.address @weft.poller
        %closedAt = field $weft_poller.closed %poller
        %isSilent = atomic.load acquire i32 %closedAt
        %hasNone = eq i32 %isSilent, 0
        branch %hasNone, silent, lock
      silent:
        return
      lock:
        call @weft.lock(@weft.pollers.lock)
        jump look
      look:
        %closed = load i32 %closedAt
        %isLast = le.s i32 %closed, 0
        branch %isLast, done, take
      take:
        %one = ext.u i64 %closed
        %number = sub i64 %one, 1
        %tableAt = field $weft_poller.table %poller
        %table = load ptr %tableAt
        %entry = element $weft_descriptor %table, %number
        %linkAt = field $weft_descriptor.closed %entry
        %link = load i32 %linkAt
        store i32 0, %linkAt
        store i32 %link, %closedAt
        call @weft.poller.forget(%thread, %number)
        jump look
      done:
        store i32 0, %closedAt
        call @weft.unlock(@weft.pollers.lock)
        return
      }
      """)
}
