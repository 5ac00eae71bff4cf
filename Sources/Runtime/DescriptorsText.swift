// The runtime's text: reading, writing and connecting. Each operation is tried without waiting; where there is nothing it can do,
// its context waits for the descriptor and tries again. Nothing depends on how a descriptor was opened, and nothing changes that.

extension RuntimeText {
  /// Operations on descriptors.
  static func descriptors(_ shape: RuntimeShape) -> RuntimeText {
    RuntimeText(name: "weft/descriptors.wir", text: descriptorsText(shape))
  }

  private static func descriptorsText(_ shape: RuntimeShape) -> String {
    """
    ; Keeps what the running context does, so that it can be done again: gives the context.
    func @weft.io.keep(%thread: ptr, %operation: ptr, %descriptor: i32, %first: i64, %second: i64, %again: ptr) -> ptr {
    entry:
      %me = load ptr %thread
      %operationAt = field $weft_context.operation %me
      store ptr %operation, %operationAt
      %waitAt = field $weft_context.wait %me
      %wide = ext.u i64 %descriptor
      store i64 %wide, %waitAt
      %firstAt = field $weft_context.first %me
      store i64 %first, %firstAt
      %secondAt = field $weft_context.second %me
      store i64 %second, %secondAt
      %poller = thread.address @weft.poller
      %againAt = field $weft_poller.again %poller
      store ptr %again, %againAt
      return %me
    }

    ; What the running context does: itself, its descriptor, and what else it works on.
    func @weft.io.operands(%thread: ptr) -> (ptr, i64, i64, i64) {
    entry:
      %me = load ptr %thread
      %waitAt = field $weft_context.wait %me
      %descriptor = load.s32 i64 %waitAt
      %firstAt = field $weft_context.first %me
      %first = load i64 %firstAt
      %secondAt = field $weft_context.second %me
      %second = load i64 %secondAt
      return %me, %descriptor, %first, %second
    }

    ; The running context goes on with a value.
    func @weft.io.give(%thread: ptr, %value: i64) -> ptr {
    entry:
      %me = load ptr %thread
      %valueAt = field $weft_context.value %me
      store i64 %value, %valueAt
      return %me
    }

    ; For which of these events a descriptor is ready now, or in a state that nothing will change.
    func @weft.io.ready(%descriptor: i64, %events: i64) -> i64 {
    entry:
      %item = stack.slot i64
      %number = and i64 %descriptor, 0xffffffff
      %high = shl i64 %events, 32
      %both = or i64 %high, %number
      store i64 %both, %item
      jump ask
    ask:
      %count = syscall poll(%item, 1, 0)
      %isInterrupted = eq i64 %count, -4
      branch %isInterrupted, ask, done
    done:
      %foundAt = offset %item, 6
      %found = load.u16 i64 %foundAt
      return %found
    }

    func @weft.io.wait.read(%thread: ptr, %descriptor: i32, %again: ptr) -> ptr {
    entry:
      %me = call @weft.io.keep(%thread, @weft.io.wait.read.try, %descriptor, -1, 1, %again)
      call.tail @weft.io.wait.try(%thread, 3)
    }

    func @weft.io.wait.read.try(%thread: ptr) -> ptr {
    entry:
      call.tail @weft.io.wait.try(%thread, 3)
    }

    func @weft.io.wait.write(%thread: ptr, %descriptor: i32, %again: ptr) -> ptr {
    entry:
      %me = call @weft.io.keep(%thread, @weft.io.wait.write.try, %descriptor, -1, 4, %again)
      call.tail @weft.io.wait.try(%thread, 4)
    }

    func @weft.io.wait.write.try(%thread: ptr) -> ptr {
    entry:
      call.tail @weft.io.wait.try(%thread, 4)
    }

    func @weft.io.wait.try(%thread: ptr, %state: i32) -> ptr {
    entry:
      %me, %descriptor, %nothing, %events = call @weft.io.operands(%thread)
      %ready = call @weft.io.ready(%descriptor, %events)
      %isReady = ne i64 %ready, 0
      branch %isReady, done, park
    done:
      ; POLLNVAL: EBADF.
      %invalid = and i64 %ready, 0x20
      %isInvalid = ne i64 %invalid, 0
      %error = select i64 %isInvalid, 9, 0
      call.tail @weft.io.give(%thread, %error)
    park:
      call.tail @weft.poller.park(%thread, %state)
    }

    func @weft.io.read(%thread: ptr, %descriptor: i32, %buffer: i64, %size: i64, %again: ptr) -> ptr {
    entry:
      %me = call @weft.io.keep(%thread, @weft.io.read.try, %descriptor, %buffer, %size, %again)
      ; What was read empty, and epoll has told of nothing since, need not be asked: the next change is waited for.
      %poller = thread.address @weft.poller
      %drainedAt = field $weft_poller.drained %poller
      %drained = load i64 %drainedAt
      %drainedDescriptor = sub i64 %drained, 1
      %number = ext.u i64 %descriptor
      %isOther = ne i64 %drainedDescriptor, %number
      branch %isOther, try, look
    look:
      store i64 0, %drainedAt
      %capacityAt = field $weft_poller.capacity %poller
      %capacity = load i64 %capacityAt
      %isUnknown = ge.u i64 %number, %capacity
      branch %isUnknown, try, place
    place:
      %tableAt = field $weft_poller.table %poller
      %table = load ptr %tableAt
      %place = element $weft_descriptor %table, %number
      %flagsAt = field $weft_descriptor.flags %place
      %flags = load i32 %flagsAt
      %givesAll = eq i32 %flags, 3
      branch %givesAll, park, try
    park:
      call.tail @weft.poller.park(%thread, 3)
    try:
      call.tail @weft.io.read.try(%thread)
    }

    func @weft.io.read.try(%thread: ptr) -> ptr {
    entry:
      %me, %descriptor, %buffer, %size = call @weft.io.operands(%thread)
      jump receive
    receive:
      ; MSG_DONTWAIT.
      %received = syscall recvfrom(%descriptor, %buffer, %size, 0x40, 0, 0)
      switch i64 %received, done [
        -4: receive
        -11: park
        -88: other
      ]
    done:
      %isSome = gt.s i64 %received, 0
      %isShort = lt.u i64 %received, %size
      %isEmpty = and bool %isSome, %isShort
      %number = add i64 %descriptor, 1
      %drained = select i64 %isEmpty, %number, 0
      %poller = thread.address @weft.poller
      %drainedAt = field $weft_poller.drained %poller
      store i64 %drained, %drainedAt
      call.tail @weft.io.give(%thread, %received)
    other:
      ; No socket: whether there is something must be asked first.
      %isNothing = eq i64 %size, 0
      branch %isNothing, read, ask
    ask:
      %ready = call @weft.io.ready(%descriptor, 1)
      %isReady = ne i64 %ready, 0
      branch %isReady, read, wait
    read:
      %count = syscall read(%descriptor, %buffer, %size)
      switch i64 %count, counted [
        -4: read
        -11: park
      ]
    counted:
      call.tail @weft.io.give(%thread, %count)
    wait:
      ; Of what was opened for writing alone, nothing ever comes.
      %flags = syscall fcntl(%descriptor, 3)
      %mode = and i64 %flags, 3
      %isWriteOnly = eq i64 %mode, 1
      branch %isWriteOnly, wrong, park
    wrong:
      call.tail @weft.io.give(%thread, -9)
    park:
      call.tail @weft.poller.park(%thread, 3)
    }

    func @weft.io.write(%thread: ptr, %descriptor: i32, %buffer: i64, %size: i64, %again: ptr) -> ptr {
    entry:
      %me = call @weft.io.keep(%thread, @weft.io.write.try, %descriptor, %buffer, %size, %again)
      ; What others are sent may come back on what was empty.
      %poller = thread.address @weft.poller
      %drainedAt = field $weft_poller.drained %poller
      %drained = load i64 %drainedAt
      %wide = ext.u i64 %descriptor
      %number = add i64 %wide, 1
      %isSame = eq i64 %drained, %number
      %kept = select i64 %isSame, %drained, 0
      store i64 %kept, %drainedAt
      call.tail @weft.io.write.try(%thread)
    }

    func @weft.io.write.try(%thread: ptr) -> ptr {
    entry:
      %me, %descriptor, %buffer, %size = call @weft.io.operands(%thread)
      jump send
    send:
      ; MSG_DONTWAIT, MSG_NOSIGNAL.
      %sent = syscall sendto(%descriptor, %buffer, %size, 0x4040, 0, 0)
      switch i64 %sent, done(%sent) [
        -4: send
        -11: park
        -88: other
      ]
    other:
      ; No socket. F_GETPIPE_SZ tells pipes from the rest.
      %pipeSize = syscall fcntl(%descriptor, 1032)
      %isPipe = ge.s i64 %pipeSize, 0
      branch %isPipe, pipe, write
    write:
      %count = syscall write(%descriptor, %buffer, %size)
      switch i64 %count, done(%count) [
        -4: write
        -11: park
      ]
    pipe:
      %fitted = call @weft.io.write.pipe(%descriptor, %buffer, %size)
      switch i64 %fitted, done(%fitted) [
        -11: park
      ]
    done(%result: i64):
      call.tail @weft.io.give(%thread, %result)
    park:
      call.tail @weft.poller.park(%thread, 4)
    }

    ; Writes to a pipe as much as fits; -EAGAIN where that is nothing. Where nobody reads, that is an error and no signal.
    func @weft.io.write.pipe(%descriptor: i64, %buffer: i64, %size: i64) -> i64 {
    entry:
      %flags = syscall fcntl(%descriptor, 3)
      %mode = and i64 %flags, 3
      %isReadOnly = eq i64 %mode, 0
      branch %isReadOnly, wrong, block
    wrong:
      return -9
    block:
      ; SIGPIPE waits meanwhile.
      %signal = stack.slot i64
      store i64 0x1000, %signal
      %mask = stack.slot i64
      %blocked = syscall rt_sigprocmask(0, %signal, %mask, 8)
      %nonblocking = and i64 %flags, 0x800
      %isBlocking = eq i64 %nonblocking, 0
      ; A pipe that blocks takes a page where it says that it is ready.
      %most = select i64 %isBlocking, 4096, %size
      jump piece(0)
    piece(%done: i64):
      %left = sub i64 %size, %done
      %length = min.u i64 %left, %most
      %from = add i64 %buffer, %done
      %isNothing = eq i64 %size, 0
      %writes = select bool %isBlocking, %isNothing, true
      branch %writes, write, ask
    ask:
      %ready = call @weft.io.ready(%descriptor, 4)
      %isReady = ne i64 %ready, 0
      branch %isReady, write, end(%done, -11)
    write:
      %count = syscall write(%descriptor, %from, %length)
      %isInterrupted = eq i64 %count, -4
      branch %isInterrupted, write, look
    look:
      %hasFailed = lt.s i64 %count, 0
      branch %hasFailed, failed, wrote
    failed:
      %isBroken = eq i64 %count, -32
      branch %isBroken, broken, end(%done, %count)
    broken:
      ; The signal came, and is taken away.
      %time = stack.slot [2 x i64]
      memory.set %time, 0, 16
      %taken = syscall rt_sigtimedwait(%signal, 0, %time, 8)
      jump end(%done, -32)
    wrote:
      %sum = add i64 %done, %count
      %isMore = lt.u i64 %sum, %size
      %goesOn = and bool %isMore, %isBlocking
      branch %goesOn, piece(%sum), end(%sum, 0)
    end(%written: i64, %error: i64):
      %unblocked = syscall rt_sigprocmask(2, %mask, 0, 8)
      %isSome = gt.s i64 %written, 0
      %result = select i64 %isSome, %written, %error
      return %result
    }

    func @weft.io.accept(%thread: ptr, %descriptor: i32, %address: i64, %length: i64, %again: ptr) -> ptr {
    entry:
      %me = call @weft.io.keep(%thread, @weft.io.accept.try, %descriptor, %address, %length, %again)
      call.tail @weft.io.accept.try(%thread)
    }

    func @weft.io.accept.try(%thread: ptr) -> ptr {
    entry:
      %me, %descriptor, %address, %length = call @weft.io.operands(%thread)
      %ready = call @weft.io.ready(%descriptor, 1)
      %isReady = ne i64 %ready, 0
      branch %isReady, accept, look
    look:
      ; SO_ACCEPTCONN: only who listens is ever connected to.
      %listens = call @weft.socket.option(%descriptor, 30)
      switch i64 %listens, done(%listens) [
        0: deaf
        1: park
      ]
    deaf:
      jump done(-22)
    accept:
      ; SOCK_CLOEXEC.
      %accepted = syscall accept4(%descriptor, %address, %length, 0x80000)
      switch i64 %accepted, done(%accepted) [
        -4: accept
        -11: park
      ]
    done(%result: i64):
      call.tail @weft.io.give(%thread, %result)
    park:
      call.tail @weft.poller.park(%thread, 3)
    }

    func @weft.io.connect(%thread: ptr, %descriptor: i32, %address: i64, %length: i32, %again: ptr) -> ptr {
    entry:
      %wide = ext.u i64 %length
      %me = call @weft.io.keep(%thread, @weft.io.connect.try, %descriptor, %address, %wide, %again)
      %number = ext.s i64 %descriptor
      ; A connection is begun without waiting for it, which only the descriptor's own mode can ask for. What the program has from
      ; the start keeps its mode.
      %flags = syscall fcntl(%number, 3)
      %hasFailed = lt.s i64 %flags, 0
      branch %hasFailed, done(%flags), begin
    begin:
      %nonblocking = and i64 %flags, 0x800
      %isBlocking = eq i64 %nonblocking, 0
      %isOwn = gt.s i64 %number, 2
      %changes = and bool %isBlocking, %isOwn
      branch %changes, change, connect
    change:
      %changed = or i64 %flags, 0x800
      %set = syscall fcntl(%number, 4, %changed)
      jump connect
    connect:
      %result = syscall connect(%number, %address, %wide)
      branch %changes, restore, look
    restore:
      %reset = syscall fcntl(%number, 4, %flags)
      jump look
    look:
      ; EINPROGRESS, EINTR.
      switch i64 %result, done(%result) [
        -115: park
        -4: park
      ]
    park:
      call.tail @weft.poller.park(%thread, 4)
    done(%value: i64):
      call.tail @weft.io.give(%thread, %value)
    }

    ; A connection was begun.
    func @weft.io.connect.try(%thread: ptr) -> ptr {
    entry:
      %me, %descriptor, %address, %length = call @weft.io.operands(%thread)
      %ready = call @weft.io.ready(%descriptor, 4)
      %isReady = ne i64 %ready, 0
      branch %isReady, connected, park
    connected:
      ; SO_ERROR.
      %error = call @weft.socket.option(%descriptor, 4)
      %negated = neg i64 %error
      %isNumber = ge.s i64 %error, 0
      %result = select i64 %isNumber, %negated, %error
      call.tail @weft.io.give(%thread, %result)
    park:
      call.tail @weft.poller.park(%thread, 4)
    }

    func @weft.io.close(%thread: ptr, %descriptor: i32) -> ptr {
    entry:
      %number = ext.u i64 %descriptor
      \(shape.withThreads("%lock = call @weft.poller.tell(%number)"))
      %closed = syscall close(%number)
      \(shape.withThreads("call @weft.poller.ring(%lock)"))
      switch i64 %closed, gone(%closed) [
        -9: none
        -4: interrupted
      ]
    interrupted:
      ; It is closed all the same.
      jump gone(0)
    gone(%result: i64):
      call @weft.poller.forget(%thread, %number)
      call.tail @weft.io.give(%thread, %result)
    none:
      call.tail @weft.io.give(%thread, -9)
    }

    ; The system calls that close a number by giving it to another.
    func @weft.io.replace(%thread: ptr, %from: i64, %to: i64) -> ptr {
    entry:
      %lock = \(shape.hasThreads ? "call @weft.poller.lock(%to)" : "offset null, 0")
      %number = syscall dup2(%from, %to)
      call.tail @weft.io.replaced(%thread, %from, %number, %lock)
    }

    func @weft.io.replace.flags(%thread: ptr, %from: i64, %to: i64, %flags: i64) -> ptr {
    entry:
      %lock = \(shape.hasThreads ? "call @weft.poller.lock(%to)" : "offset null, 0")
      %number = syscall dup3(%from, %to, %flags)
      call.tail @weft.io.replaced(%thread, %from, %number, %lock)
    }

    ; Until it lets go of the number's lock, nobody makes the number known.
    func @weft.io.replaced(%thread: ptr, %from: i64, %number: i64, %lock: ptr) -> ptr {
    entry:
      %isDone = ge.s i64 %number, 0
      %isOther = ne i64 %number, %from
      %isGone = and bool %isDone, %isOther
      branch %isGone, gone, done
    gone:
      \(shape.withThreads("call @weft.poller.leave(%number)"))
      call @weft.poller.forget(%thread, %number)
      jump done
    done:
      \(shape.withThreads("call @weft.poller.ring(%lock)"))
      call.tail @weft.io.give(%thread, %number)
    }
    """
  }
}
