// The runtime's text: who called whom, as the report of a crash says it. Frames have no pointers to each other: at a call, the stack
// pointer is as far from the return address as it always is in that function.

internal import IR

extension RuntimeText {
  /// How callers are found.
  static func callers(_ shape: RuntimeShape) -> RuntimeText {
    RuntimeText(
      name: "weft/callers.wir",
      text: functionAt(shape) + depths(shape) + callersText(shape) + awaiters(shape)
        + texts([
          ("text.calledBy", "  called by \(ReportMark.place(shape))\\n"),
          ("text.more", "  and \(ReportMark.decimal) more\\n"),
          ("text.awaitedBy", "  awaited by \(ReportMark.context)\(ReportMark.resume)\\n"),
        ]))
  }

  /// Which function an address is in.
  private static func functionAt(_ shape: RuntimeShape) -> String {
    // Only names ask for a function's number.
    func numbered(_ text: String) -> String { shape.options.hasNames ? text : "" }
    return """
      ; The functions in the order of their addresses: for each how many bytes it is to the next, and what its frame is. Two bits of that
      ; are its kind. Kind 0 is a frame of one size, kind 1 has a frame pointer; kind 2 has another size: nobody called (0), a context
      ; left (1), a signal came (2). What that is, or the frame's words with the return address, stands in the bits from \(FrameCode(hasPointers: shape.uses.hasFramePointers).shift) on; what
      ; is between is how many words below the frame's end the caller's frame pointer is, or 0 where it still is what it was.
      ; Before each section, and behind the last, is 0.
      data @weft.frames {
        zero 1
      }

      ; The function that an address is in: where it begins, and what its frame is, or -1 where there is none.
      func @weft.function.at(%address: i64) -> (i64, i64\(numbered(", i64"))) cold {
      entry:
        jump row(@weft.code, 0, @weft.frames\(numbered(", 0")))
      row(%sectionAt: ptr, %start: i64, %at: ptr\(numbered(", %number: i64"))):
        %size, %frameAt = call @weft.row.number(%at)
        %isBegin = eq i64 %size, 0
        branch %isBegin, section, frame
      section:
        %section = load i64 %sectionAt
        %nextSection = offset %sectionAt, 8
        %isNone = eq i64 %section, 0
        branch %isNone, none, row(%nextSection, %section, %frameAt\(numbered(", %number")))
      frame:
        %frame, %next = call @weft.row.number(%frameAt)
        %into = sub i64 %address, %start
        %isInside = lt.u i64 %into, %size
        %end = add i64 %start, %size
        \(numbered("%following = add i64 %number, 1"))
        branch %isInside, found, row(%sectionAt, %end, %next\(numbered(", %following")))
      found:
        return %start, %frame\(numbered(", %number"))
      none:
        return 0, -1\(numbered(", 0"))
      }


      """
  }

  /// How far the caller's frame is from where a function was interrupted.
  private static func depths(_ shape: RuntimeShape) -> String {
    """
    ; Whether an address is behind a call in the program's code.
    func @weft.follows.call(%address: i64) -> bool cold {
    entry:
      %before = sub i64 %address, 7
      %start, %frame\(shape.options.hasNames ? ", %number" : "") = call @weft.function.at(%before)
      %isElsewhere = lt.s i64 %frame, 0
      branch %isElsewhere, done(false), look
    look:
      %at = ptr.fromint %before
      %directAt = offset %at, 2
      %direct = load i8 %directAt
      %isDirect = eq i8 %direct, 0xe8
      branch %isDirect, done(true), byte(0)
    byte(%i: i64):
      %byteAt = offset %at, %i
      %byte = load i8 %byteAt
      %isIndirect = eq i8 %byte, 0xff
      branch %isIndirect, done(true), more
    more:
      %next = add i64 %i, 1
      %isLast = eq i64 %next, 6
      branch %isLast, done(false), byte(%next)
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
      %byte = load i8 %place
      %isLong = eq i8 %byte, 0x41
      %prefix = ext.u i64 %isLong
      %codeAt = offset %place, %prefix
      %code = load.u8 i32 %codeAt
      %form = shr.u i32 %code, 3
      %isPush = eq i32 %form, 10
      %codeAddress = ptr.toint %codeAt
      %next = add i64 %codeAddress, 1
      %deeper = add i64 %depth, 8
      branch %isPush, push(%next, %deeper), try(%whole)
    try(%guess: i64):
      %sum = add i64 %stackPointer, %guess
      %end = ptr.fromint %sum
      %wordAt = offset %end, -8
      %address = load i64 %wordAt
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


    """
  }

  /// Who called.
  private static func callersText(_ shape: RuntimeShape) -> String {
    // What only programs with frame pointers need, and those with handlers of signals.
    func pointed(_ text: String) -> String { shape.uses.hasFramePointers ? text : "" }
    func handled(_ text: String) -> String { shape.uses.handlesSignals ? text : "" }
    let code = FrameCode(hasPointers: shape.uses.hasFramePointers)
    // Without pointers, the number of a frame of one size is its bytes.
    let whole = shape.uses.hasFramePointers ? "%whole" : "%frame"
    return """
      ; Says who called whom from here on, a line each, the first two dozen. What is given, and where a caller is, is so far behind its
      ; instruction: 0 where a signal came, 1 behind a call, 2 where a context left.
      func @weft.say.callers(%instruction: i64, %stackPointer: i64\(pointed(", %framePointer: i64")), %isBehind: i64) cold {
      entry:
        jump step(%instruction, %stackPointer\(pointed(", %framePointer")), %isBehind, 0)
      step(%at: i64, %stack: i64\(pointed(", %pointer: i64")), %behind: i64, %count: i64):
        %place = sub i64 %at, %behind
        %start, %frame\(shape.options.hasNames ? ", %number" : "") = call @weft.function.at(%place)
        %isExact = eq i64 %behind, 0
        %isUnknown = lt.s i64 %frame, 0
        branch %isUnknown, unknown, known
      unknown:
        ; Who jumps to nowhere by a call leaves a return address.
        branch %isExact, stray, end
      stray:
        %top = ptr.fromint %stack
        %behindCall = load i64 %top
        %isReturn = call @weft.follows.call(%behindCall)
        %above = add i64 %stack, 8
        branch %isReturn, show(%behindCall, %above\(pointed(", %pointer")), 1), end
      known:
        \(pointed("%words = shr.u i64 %frame, \(code.shift)"))
        \(pointed("%whole = shl i64 %words, 3"))
        %kind = and i64 %frame, 3
        switch i64 %kind, other [
          \(FrameCode.Kind.fixed.rawValue): fixed
          \(pointed("\(FrameCode.Kind.pointed.rawValue): pointed"))
        ]
      fixed:
        branch %isExact, interrupted, framed(\(whole))
      interrupted:
        %found = call @weft.frame.depth(%at, %start, %stack, \(whole))
        jump framed(%found)
      framed(%depth: i64):
        %itsFrame = add i64 %stack, %depth
        \(shape.uses.hasFramePointers ? restoredPointer : "jump return(%itsFrame)")
      return(%of: i64\(pointed(", %callersPointer: i64"))):
        %frameEnd = ptr.fromint %of
        %addressAt = offset %frameEnd, -8
        %address = load i64 %addressAt
        %isNowhere = eq i64 %address, 0
        branch %isNowhere, end, show(%address, %of\(pointed(", %callersPointer")), 1)
      other:
        switch i64 %frame, end [
          \(code.number(.other, FrameCode.Other.left.rawValue)): left
          \(handled("\(code.number(.other, FrameCode.Other.interrupted.rawValue)): handled"))
        ]
      left:
        ; The scheduler works for the context that left.
        %thread = thread.address @weft.thread
        %me = load ptr %thread
        %resumeAt = field $weft_context.resume %me
        %resume = load i64 %resumeAt
        %itsStack = load i64 %me
        jump show(%resume, %itsStack\(pointed(", %pointer")), 2)
      \(pointed(pointedFrame))
      \(handled(interruptedFrame(pointed)))
      show(%a: i64, %b: i64\(pointed(", %c: i64")), %d: i64):
        %more = add i64 %count, 1
        %isHidden = ge.u i64 %count, 24
        branch %isHidden, step(%a, %b\(pointed(", %c")), %d, %more), say
      say:
        call @weft.say(@weft.text.calledBy, %a, %d)
        jump step(%a, %b\(pointed(", %c")), %d, %more)
      end:
        %hidden = sub i64 %count, 24
        %isAll = le.s i64 %hidden, 0
        branch %isAll, done, rest
      rest:
        call @weft.say(@weft.text.more, %hidden, 0)
        return
      done:
        return
      }


      """
  }

  /// The caller's frame pointer, where the callee kept it.
  private static let restoredPointer = """
        %isComplete = eq i64 %depth, %whole
        %savedBits = shr.u i64 %frame, 2
        %saved = and i64 %savedBits, 15
        %isSaved = ne i64 %saved, 0
        %isThere = and bool %isComplete, %isSaved
        branch %isThere, restore, return(%itsFrame, %pointer)
      restore:
        %distance = shl i64 %saved, 3
        %savedAddress = sub i64 %itsFrame, %distance
        %savedAt = ptr.fromint %savedAddress
        %older = load i64 %savedAt
        jump return(%itsFrame, %older)
    """

  private static let pointedFrame = """
      pointed:
        ; Its frame is where its frame pointer says, but in its first instructions.
        %into = sub i64 %at, %start
        %isFirst = eq i64 %into, 0
        %aboveFirst = add i64 %stack, 8
        branch %isFirst, return(%aboveFirst, %pointer), pushed
      pushed:
        ; Where a context left, it is on the stack.
        %hasLeft = eq i64 %behind, 2
        branch %hasLeft, kept, still
      kept:
        %keptAt = ptr.fromint %stack
        %keptPointer = load i64 %keptAt
        jump based(%keptPointer)
      still:
        %isSecond = eq i64 %into, 1
        %early = select i64 %isSecond, %stack, %pointer
        jump based(%early)
      based(%base: i64):
        %baseAt = ptr.fromint %base
        %callers = load i64 %baseAt
        %frameBehind = add i64 %base, 16
        jump return(%frameBehind, %callers)
    """

  private static func interruptedFrame(_ pointed: (String) -> String) -> String {
    """
      handled:
        ; A handler returns to what it interrupted.
        %context = ptr.fromint %stack
        %wasAt = field $weft_ucontext.instruction %context
        %was = load i64 %wasAt
        %stackWasAt = field $weft_ucontext.stackPointer %context
        %stackWas = load i64 %stackWasAt
        %pointerWasAt = field $weft_ucontext.framePointer %context
        %pointerWas = load i64 %pointerWasAt
        jump show(%was, %stackWas\(pointed(", %pointerWas")), 0)
    """
  }

  /// Who waits.
  private static func awaiters(_ shape: RuntimeShape) -> String {
    """
    ; Says who waits for the running task, and who for them.
    func @weft.say.awaiters() cold {
    entry:
      %thread = thread.address @weft.thread
      %me = load ptr %thread
      jump look(%me, 24)
    look(%context: ptr, %left: i64):
      %awaiterAt = field $weft_context.awaiter %context
      %awaiter = load ptr %awaiterAt
      %awaiterNumber = ptr.toint %awaiter
      %isNobody = le.u i64 %awaiterNumber, 1
      branch %isNobody, done, count
    count:
      %isMany = eq i64 %left, 0
      branch %isMany, done, tell
    tell:
      %number = ptr.toint %awaiter
      call @weft.say(@weft.text.awaitedBy, %number, 0)
      %resumeAt = field $weft_context.resume %awaiter
      %resume = load i64 %resumeAt
      %stack = load i64 %awaiter
      call @weft.say.callers(%resume, %stack\(shape.uses.hasFramePointers ? ", 0" : ""), 2)
      %less = sub i64 %left, 1
      jump look(%awaiter, %less)
    done:
      return
    }


    """
  }
}
