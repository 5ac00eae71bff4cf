// The runtime's text: the report of a crash, which runs on the stack for handlers, and how it finds who called whom. The table that
// it reads for that, `Sources/Compiler/FrameTable.swift` writes.

extension RuntimeText {
  /// The report of a crash.
  static let crash = RuntimeText(
    name: "weft/crash.wir",
    text: """
      ; What the kernel says of a signal.
      record $weft_siginfo {
        signal: i32
        error: i32
        code: i32
        padding: i32
        address: i64
      }

      ; And where it came: some of the registers, and of a fault what was tried.
      record $weft_ucontext {
        before: [15 x i64]
        framePointer: i64
        between: [4 x i64]
        stackPointer: i64
        instruction: i64
        flags: [2 x i64]
        error: i64
      }

      ; The functions in the order of their addresses: behind this, for each how far it is from the first in four bytes, and
      ; in four what its frame is: bytes from the stack pointer to the end of the return address, in units of 8; above 24 bits where
      ; the caller's frame pointer is (0 where it still was, or so many words below the frame), above 28 of which kind.
      ; Filled in when all code has its place.
      record $weft_frames {
        code: ptr
        codeBytes: i64
        count: i64
        ; How far from here the names are, if they are there: four bytes for each that say how far from here its text is.
        names: i64
        ; The same of lines: for each how far its first instruction is from the first function, and how far from here its text is.
        lines: i64
        lineCount: i64
      }

      data @weft.frames {
        $weft_frames zero
      }

      ; The number of the function that an address is in, or -1.
      func @weft.function.at(%address: i64) -> i64 cold {
      entry:
        %codeAt = field $weft_frames.code @weft.frames
        %code = load i64 %codeAt
        %offset = sub i64 %address, %code
        %bytesAt = field $weft_frames.codeBytes @weft.frames
        %bytes = load i64 %bytesAt
        %isOutside = ge.u i64 %offset, %bytes
        branch %isOutside, none, inside
      inside:
        %countAt = field $weft_frames.count @weft.frames
        %count = load i64 %countAt
        jump look(%count)
      look(%behind: i64):
        %isEnd = eq i64 %behind, 0
        branch %isEnd, none, compare
      compare:
        %index = sub i64 %behind, 1
        %scaled = shl i64 %index, 3
        %rows = offset @weft.frames, sizeof($weft_frames)
        %row = offset %rows, %scaled
        %start = load.u32 i64 %row
        %isBefore = le.u i64 %start, %offset
        branch %isBefore, found, look(%index)
      found:
        return %index
      none:
        return -1
      }

      ; Where a function begins, and the word that describes its frame.
      func @weft.function.row(%index: i64) -> (i64, i64) cold {
      entry:
        %scaled = shl i64 %index, 3
        %rows = offset @weft.frames, sizeof($weft_frames)
        %row = offset %rows, %scaled
        %start = load.u32 i64 %row
        %wordAt = offset %row, 4
        %word = load.u32 i64 %wordAt
        %codeAt = field $weft_frames.code @weft.frames
        %code = load i64 %codeAt
        %address = add i64 %code, %start
        return %address, %word
      }

      ; Whether an address is behind a call in the program's code.
      func @weft.follows.call(%address: i64) -> bool cold {
      entry:
        %before = sub i64 %address, 7
        %index = call @weft.function.at(%before)
        %isCode = ge.s i64 %index, 0
        branch %isCode, look, done(false)
      look:
        %at = ptr.fromint %before
        %directAt = offset %at, 2
        %direct = load.u8 i64 %directAt
        %isDirect = eq i64 %direct, 0xe8
        branch %isDirect, done(true), byte(0)
      byte(%i: i64):
        %byteAt = offset %at, %i
        %byte = load.u8 i64 %byteAt
        %isIndirect = eq i64 %byte, 0xff
        %next = add i64 %i, 1
        %isLast = eq i64 %next, 6
        %isDecided = or bool %isIndirect, %isLast
        branch %isDecided, done(%isIndirect), byte(%next)
      done(%result: bool):
        return %result
      }

      ; How far the return address's end is above the stack pointer, where a function was interrupted: before its frame was there,
      ; or in its midst. Where that was on the way out, what looks like a return address decides.
      func @weft.frame.depth(%instruction: i64, %start: i64, %stackPointer: i64, %whole: i64) -> i64 cold {
      entry:
        jump push(%start, 8)
      push(%at: i64, %depth: i64):
        %isHere = eq i64 %at, %instruction
        branch %isHere, done(%depth), look
      look:
        ; 0x50 to 0x57, with 0x41 before it for the upper registers.
        %place = ptr.fromint %at
        %byte = load.u8 i64 %place
        %isLong = eq i64 %byte, 0x41
        %secondAt = offset %place, 1
        %second = load.u8 i64 %secondAt
        %code = select i64 %isLong, %second, %byte
        %form = and i64 %code, 0xf8
        %isPush = eq i64 %form, 0x50
        %prefix = ext.u i64 %isLong
        %length = add i64 %prefix, 1
        %next = add i64 %at, %length
        %deeper = add i64 %depth, 8
        branch %isPush, push(%next, %deeper), try(%whole)
      try(%guess: i64):
        %sum = add i64 %stackPointer, %guess
        %wordAt = sub i64 %sum, 8
        %word = ptr.fromint %wordAt
        %address = load i64 %word
        %isReturn = call @weft.follows.call(%address)
        branch %isReturn, done(%guess), other
      other:
        %isWhole = eq i64 %guess, %whole
        %next.1 = add i64 %guess, 8
        %following = select i64 %isWhole, 8, %next.1
        %isEnd = eq i64 %following, %whole
        branch %isEnd, done(%whole), try(%following)
      done(%result: i64):
        return %result
      }

      ; Who called: where, its stack pointer, its frame pointer, and how far what is given is behind its instruction: 0 where a signal
      ; came, 1 behind a call, 2 where a context left. All are 0 where nobody called.
      func @weft.caller(%instruction: i64, %stackPointer: i64, %framePointer: i64, %isBehind: i64) -> (i64, i64, i64, i64) cold {
      entry:
        %place = sub i64 %instruction, %isBehind
        %index = call @weft.function.at(%place)
        %isUnknown = lt.s i64 %index, 0
        branch %isUnknown, unknown, known
      unknown:
        ; Who jumps to nowhere by a call leaves a return address.
        %isExact = eq i64 %isBehind, 0
        branch %isExact, stray, none
      stray:
        %top = ptr.fromint %stackPointer
        %behindCall = load i64 %top
        %isReturn = call @weft.follows.call(%behindCall)
        %above = add i64 %stackPointer, 8
        branch %isReturn, end(%behindCall, %above, %framePointer, 1), none
      known:
        %start, %word = call @weft.function.row(%index)
        %kind = shr.u i64 %word, 28
        %savedWords = shr.u i64 %word, 24
        %saved = and i64 %savedWords, 15
        %low = and i64 %word, 0xffffff
        %whole = shl i64 %low, 3
        switch i64 %kind, none [
          0: fixed
          1: pointed
          3: left
          4: handled
        ]
      fixed:
        %isInside = eq i64 %isBehind, 0
        branch %isInside, interrupted, framed(%whole)
      interrupted:
        %found = call @weft.frame.depth(%instruction, %start, %stackPointer, %whole)
        jump framed(%found)
      framed(%depth: i64):
        %frame = add i64 %stackPointer, %depth
        %isComplete = eq i64 %depth, %whole
        %isSaved = ne i64 %saved, 0
        %isThere = and bool %isComplete, %isSaved
        branch %isThere, restore, return(%frame, %framePointer)
      restore:
        %distance = shl i64 %saved, 3
        %savedAddress = sub i64 %frame, %distance
        %savedAt = ptr.fromint %savedAddress
        %older = load i64 %savedAt
        jump return(%frame, %older)
      pointed:
        ; Its frame is where its frame pointer says, but in its first instructions.
        %into = sub i64 %instruction, %start
        %isFirst = eq i64 %into, 0
        %above.1 = add i64 %stackPointer, 8
        branch %isFirst, return(%above.1, %framePointer), pushed
      pushed:
        ; Where a context left, it is on the stack.
        %hasLeft = eq i64 %isBehind, 2
        branch %hasLeft, kept, still
      kept:
        %keptAt = ptr.fromint %stackPointer
        %keptPointer = load i64 %keptAt
        jump based(%keptPointer)
      still:
        %isSecond = eq i64 %into, 1
        %early = select i64 %isSecond, %stackPointer, %framePointer
        jump based(%early)
      based(%base: i64):
        %baseAt = ptr.fromint %base
        %callers = load i64 %baseAt
        %frame.1 = add i64 %base, 16
        jump return(%frame.1, %callers)
      return(%of: i64, %pointer: i64):
        %addressAt.1 = sub i64 %of, 8
        %addressAt = ptr.fromint %addressAt.1
        %address = load i64 %addressAt
        jump end(%address, %of, %pointer, 1)
      left:
        ; The scheduler works for the context that left.
        %thread = thread.address @weft.thread
        %me = load ptr %thread
        %resumeAt = field $weft_context.resume %me
        %resume = load i64 %resumeAt
        %itsStack = load i64 %me
        jump end(%resume, %itsStack, %framePointer, 2)
      handled:
        ; A handler returns to what it interrupted.
        %context = ptr.fromint %stackPointer
        %wasAt = field $weft_ucontext.instruction %context
        %was = load i64 %wasAt
        %itsStackAt = field $weft_ucontext.stackPointer %context
        %itsStack.1 = load i64 %itsStackAt
        %itsFrameAt = field $weft_ucontext.framePointer %context
        %itsFrame = load i64 %itsFrameAt
        jump end(%was, %itsStack.1, %itsFrame, 0)
      none:
        jump end(0, 0, 0, 0)
      end(%a: i64, %b: i64, %c: i64, %d: i64):
        return %a, %b, %c, %d
      }

      ; Says where an instruction is, behind a text: the function, how far in it, and the line; or the address.
      func @weft.say.place(%before: ptr, %instruction: i64, %isBehind: i64, %hasDistance: bool) cold {
      entry:
        call @weft.say(%before)
        %place = sub i64 %instruction, %isBehind
        %index = call @weft.function.at(%place)
        %isUnknown = lt.s i64 %index, 0
        %namesAt = field $weft_frames.names @weft.frames
        %names = load i64 %namesAt
        %hasNone = eq i64 %names, 0
        %isNumber = or bool %isUnknown, %hasNone
        branch %isNumber, number, name
      number:
        call @weft.say(@weft.text.hexadecimal)
        call @weft.say.number(%instruction, 16)
        return
      name:
        call @weft.say.byte('@')
        %list = offset @weft.frames, %names
        %scaled = shl i64 %index, 2
        %textAt = offset %list, %scaled
        %text = load.u32 i64 %textAt
        %texts = offset @weft.frames, %text
        call @weft.say(%texts)
        branch %hasDistance, distance, line
      distance:
        %start, %word = call @weft.function.row(%index)
        %into = sub i64 %instruction, %start
        call @weft.say.byte('+')
        call @weft.say(@weft.text.hexadecimal)
        call @weft.say.number(%into, 16)
        jump line
      line:
        %codeAt = field $weft_frames.code @weft.frames
        %code = load i64 %codeAt
        %offset = sub i64 %place, %code
        %linesAt = field $weft_frames.lines @weft.frames
        %lines = load i64 %linesAt
        %countAt = field $weft_frames.lineCount @weft.frames
        %count = load i64 %countAt
        jump look(%count)
      look(%behind: i64):
        %isEnd = eq i64 %behind, 0
        branch %isEnd, done, compare
      compare:
        %last = sub i64 %behind, 1
        %bytes = shl i64 %last, 3
        %rows = offset @weft.frames, %lines
        %row = offset %rows, %bytes
        %first = load.u32 i64 %row
        %isBefore = le.u i64 %first, %offset
        branch %isBefore, found, look(%last)
      found:
        %lineAt = offset %row, 4
        %line = load.u32 i64 %lineAt
        %isNowhere = eq i64 %line, 0
        branch %isNowhere, done, say
      say:
        call @weft.say(@weft.text.at)
        %lineText = offset @weft.frames, %line
        call @weft.say(%lineText)
        return
      done:
        return
      }

      ; Says who called whom from here on, a line each, the first two dozen.
      func @weft.say.callers(%instruction: i64, %stackPointer: i64, %framePointer: i64, %isBehind: i64) cold {
      entry:
        jump step(%instruction, %stackPointer, %framePointer, %isBehind, 0)
      step(%at: i64, %stack: i64, %frame: i64, %behind: i64, %count: i64):
        %at.1, %stack.1, %frame.1, %behind.1 = call @weft.caller(%at, %stack, %frame, %behind)
        %isEnd = eq i64 %at.1, 0
        branch %isEnd, end, more
      more:
        %count.1 = add i64 %count, 1
        %isShown = lt.u i64 %count, 24
        branch %isShown, show, step(%at.1, %stack.1, %frame.1, %behind.1, %count.1)
      show:
        call @weft.say.place(@weft.text.calledBy, %at.1, %behind.1, true)
        call @weft.say.last(@weft.text.nothing)
        jump step(%at.1, %stack.1, %frame.1, %behind.1, %count.1)
      end:
        %hidden = sub i64 %count, 24
        %isAll = le.s i64 %hidden, 0
        branch %isAll, done, rest
      rest:
        call @weft.say(@weft.text.and)
        call @weft.say.number(%hidden, 10)
        call @weft.say.last(@weft.text.more)
        return
      done:
        return
      }

      ; Says who waits for the running task, and who for them.
      func @weft.say.awaiters() cold {
      entry:
        %thread = thread.address @weft.thread
        %me = load ptr %thread
        jump look(%me, 0)
      look(%context: ptr, %count: i64):
        %awaiterAt = field $weft_context.awaiter %context
        %awaiter = load ptr %awaiterAt
        %isNobody = eq ptr %awaiter, null
        %isMany = ge.u i64 %count, 24
        %isEnd = or bool %isNobody, %isMany
        branch %isEnd, done, tell
      tell:
        call @weft.say(@weft.text.awaitedBy)
        call @weft.say.context(%awaiter, 0)
        call @weft.say.resume(%awaiter)
        call @weft.say.last(@weft.text.nothing)
        %resumeAt = field $weft_context.resume %awaiter
        %resume = load i64 %resumeAt
        %stack = load i64 %awaiter
        call @weft.say.callers(%resume, %stack, 0, 2)
        %more = add i64 %count, 1
        jump look(%awaiter, %more)
      done:
        return
      }

      ; Whether an access is one that the stack had no room left for: in the page below the running task's own, or below what the
      ; thread's may have become.
      func @weft.is.exhausted(%address: i64, %stackPointer: i64) -> bool cold {
      entry:
        %thread = thread.address @weft.thread
        %me = load ptr %thread
        %ownAt = field $weft_context.stack %me
        %own = load i64 %ownAt
        %below = sub i64 %own, %address
        %last = sub i64 %below, 1
        %isBelow = lt.u i64 %last, 4096
        branch %isBelow, yes, other
      other:
        ; What the process began with has the stack that grows.
        %root = field $weft_thread.root %thread
        %rootStackAt = field $weft_context.stack %root
        %rootStack = load i64 %rootStackAt
        %isGiven = ne i64 %rootStack, 0
        %top = load i64 @weft.arguments
        %isAbove = ge.u i64 %stackPointer, %top
        %isElsewhere = or bool %isGiven, %isAbove
        branch %isElsewhere, no, first
      first:
        ; Near the stack pointer; and no less than three quarters of what is allowed were used: the rest can be arguments.
        %near = sub i64 %address, %stackPointer
        %nearer = add i64 %near, 1048576
        %isNear = lt.u i64 %nearer, 2097152
        branch %isNear, limit, no
      limit:
        %limits = stack.slot [2 x i64]
        %error = syscall prlimit64(0, 3, 0, %limits)
        %limit = load i64 %limits
        %quarter = shr.u i64 %limit, 2
        %most = sub i64 %limit, %quarter
        %used = sub i64 %top, %address
        %isMost = ge.u i64 %used, %most
        return %isMost
      yes:
        return true
      no:
        return false
      }

      ; What may be done with the part of the program's file that an address is in: 1 run, 2 write, 4 read; 0 in none.
      func @weft.protection(%address: i64) -> i64 cold {
      entry:
        ; AT_PHDR and AT_PHNUM.
        %headers = call @weft.auxiliary(3)
        %count = call @weft.auxiliary(5)
        jump look(%headers, %count)
      look(%at: i64, %left: i64):
        %isEnd = eq i64 %left, 0
        branch %isEnd, none, header
      header:
        %header = ptr.fromint %at
        %type = load i32 %header
        %isLoaded = eq i32 %type, 1
        %startAt = offset %header, 16
        %start = load i64 %startAt
        %sizeAt = offset %header, 40
        %size = load i64 %sizeAt
        %into = sub i64 %address, %start
        %isInside = lt.u i64 %into, %size
        %isIt = and bool %isLoaded, %isInside
        %next = add i64 %at, 56
        %fewer = sub i64 %left, 1
        branch %isIt, found, look(%next, %fewer)
      found:
        %flagsAt = offset %header, 4
        %flags = load.u32 i64 %flagsAt
        return %flags
      none:
        return 0
      }

      ; Says what was tried where.
      func @weft.say.access(%code: i64, %address: i64, %error: i64) cold {
      entry:
        ; SI_KERNEL: an address that none can be.
        %isImpossible = eq i64 %code, 128
        branch %isImpossible, impossible, possible
      impossible:
        call @weft.say(@weft.text.impossible)
        return
      possible:
        ; What the processor says of a page fault.
        %writeBit = and i64 %error, 2
        %isWrite = ne i64 %writeBit, 0
        %runBit = and i64 %error, 16
        %isRun = ne i64 %runBit, 0
        %access = select ptr %isWrite, @weft.text.write, @weft.text.read
        %what = select ptr %isRun, @weft.text.run, %access
        call @weft.say(%what)
        call @weft.say(@weft.text.hexadecimal)
        call @weft.say.number(%address, 16)
        %protection = call @weft.protection(%address)
        %isOurs = ne i64 %protection, 0
        %isReadOnly = and bool %isWrite, %isOurs
        %codeBit = and i64 %protection, 1
        %isCode = ne i64 %codeBit, 0
        %part = select ptr %isCode, @weft.text.code, @weft.text.readOnly
        %isNowhere = eq i64 %code, 1
        %state = select ptr %isNowhere, @weft.text.nowhere, @weft.text.protected
        %why = select ptr %isReadOnly, %part, %state
        call @weft.say(%why)
        return
      }

      ; Says what happened, to whom, and how it came to that.
      func @weft.say.crash(%signal: i64, %info: ptr, %context: ptr) cold {
      entry:
        %instructionAt = field $weft_ucontext.instruction %context
        %instruction = load i64 %instructionAt
        %stackPointerAt = field $weft_ucontext.stackPointer %context
        %stackPointer = load i64 %stackPointerAt
        %framePointerAt = field $weft_ucontext.framePointer %context
        %framePointer = load i64 %framePointerAt
        %errorAt = field $weft_ucontext.error %context
        %error = load i64 %errorAt
        %codeAt = field $weft_siginfo.code %info
        %code = load.s32 i64 %codeAt
        %addressAt = field $weft_siginfo.address %info
        %address = load i64 %addressAt
        %isFault = gt.s i64 %code, 0
        %isMemory = ge.u i64 %signal, 11
        %isBus = eq i64 %signal, 7
        %hasAddress = or bool %isMemory, %isBus
        %isAccess = and bool %isFault, %hasAddress
        branch %isAccess, access, named
      access:
        %isExhausted = call @weft.is.exhausted(%address, %stackPointer)
        branch %isExhausted, exhausted, named
      exhausted:
        call @weft.say(@weft.trap.prefix)
        call @weft.say(@weft.trap.stackExhausted)
        call @weft.say.place(@weft.text.inFunction, %instruction, 0, false)
        jump chain
      named:
        call @weft.say(@weft.text.crash)
        %index = sub i64 %signal, 4
        %offset = shl i64 %index, 3
        %name = offset @weft.signal.names, %offset
        call @weft.say(%name)
        call @weft.say.place(@weft.text.inFunction, %instruction, 0, true)
        call @weft.say(@weft.text.colon)
        branch %isFault, fault, sent
      sent:
        call @weft.say(@weft.text.sent)
        %sender = and i64 %address, 0xffffffff
        call @weft.say.number(%sender, 10)
        jump chain
      fault:
        branch %isAccess, memory, other
      memory:
        call @weft.say.access(%code, %address, %error)
        jump chain
      other:
        %isIllegal = eq i64 %signal, 4
        %what = select ptr %isIllegal, @weft.text.illegal, @weft.text.arithmetic
        call @weft.say(%what)
        jump chain
      chain:
        call @weft.say.last(@weft.text.nothing)
        call @weft.say.callers(%instruction, %stackPointer, %framePointer, 0)
        call @weft.say.whereabouts()
        call @weft.say.awaiters()
        return
      }

      ; The handler of crashes. The signal comes once more, when it has returned, and ends the process where it was.
      func @weft.crash(%signal: i32, %info: ptr, %context: ptr) cold {
      entry:
        call @weft.report.begin()
        %number = ext.u i64 %signal
        %action = stack.slot $weft_sigaction
        memory.set %action, 0, sizeof($weft_sigaction)
        %done = syscall rt_sigaction(%number, %action, 0, 8)
        call @weft.say.crash(%number, %info, %context)
        %process = syscall getpid()
        %thread = syscall gettid()
        %sent = syscall tgkill(%process, %thread, %number)
        return
      }

      ; From SIGILL on, 8 bytes each.
      data @weft.signal.names {
        bytes "SIGILL\\0\\0SIGTRAP\\0SIGABRT\\0SIGBUS\\0\\0SIGFPE\\0\\0SIGKILL\\0SIGUSR1\\0SIGSEGV\\0"
      }

      """
        + texts.map { name, text in
          """
          data @weft.text.\(name) {
            bytes "\(text)\\0"
          }

          """
        }.joined(separator: "\n"))

  /// The parts of lines.
  private static let texts: [(String, String)] = [
    ("hexadecimal", "0x"), ("at", " at "), ("calledBy", "  called by "), ("and", "  and "), ("more", " more"),
    ("awaitedBy", "  awaited by "), ("inFunction", " in "), ("crash", "weft: "), ("colon", ": "),
    ("sent", "sent by process "), ("illegal", "an instruction that the processor does not have"),
    ("arithmetic", "an error of arithmetic"), ("impossible", "an access to an address that cannot be"),
    ("write", "a write to "), ("read", "a read of "), ("run", "a jump to "), ("code", ", which is code"),
    ("readOnly", ", which is read-only data"), ("nowhere", ", where there is no memory"),
    ("protected", ", which is protected"),
  ]
}
