// The runtime's text: the report of a crash, which runs on the stack for handlers.

internal import IR

extension RuntimeText {
  /// The report of a crash.
  static func crash(_ shape: RuntimeShape) -> RuntimeText {
    RuntimeText(
      name: "weft/crash.wir",
      text: recordsOfSignals + exhaustion(shape) + crashText(shape)
        + texts([
          ("text.crash", "weft: SIG\(ReportMark.text)\(ReportMark.next) in \(ReportMark.place(shape)): "),
          (
            "text.exhausted",
            "\(Trap.linePrefix)\(Trap.stackExhausted.message) in \(ReportMark.function(shape))\\n"
          ),
          ("text.sent", "sent by process \(ReportMark.decimal)\\n"),
          ("text.illegal", "an instruction that the processor does not have\\n"),
          ("text.arithmetic", "an error of arithmetic\\n"),
          ("text.impossible", "an access to an address that cannot be\\n"), ("text.access", "a \(ReportMark.text)"),
          ("text.where", " 0x\(ReportMark.hexadecimal)\(ReportMark.next), w\(ReportMark.text)\\n"),
          ("text.write", "write to"), ("text.read", "read of"), ("text.run", "jump to"), ("text.code", "hich is code"),
          ("text.readOnly", "hich is read-only data"), ("text.nowhere", "here there is no memory"),
          ("text.protected", "hich is protected"),
        ]))
  }

  private static let recordsOfSignals = """
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


    """

  /// What tells an exhausted stack.
  private static func exhaustion(_ shape: RuntimeShape) -> String {
    """
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
      branch %isBelow, done(true), other
    other:
      ; What the process began with has the stack that grows.
      \(shape.hasThreads ? givenStack : "jump first")
    first:
      %top = load i64 @weft.arguments
      %isAbove = ge.u i64 %stackPointer, %top
      branch %isAbove, done(false), near
    near:
      ; Near the stack pointer; and no less than three quarters of what is allowed were used: the rest can be arguments.
      %near = sub i64 %address, %stackPointer
      %nearer = add i64 %near, 1048576
      %isNear = lt.u i64 %nearer, 2097152
      branch %isNear, limit, done(false)
    limit:
      %limits = stack.slot [2 x i64]
      %error = syscall getrlimit(3, %limits)
      %limit = load i64 %limits
      %quarter = shr.u i64 %limit, 2
      %most = sub i64 %limit, %quarter
      %used = sub i64 %top, %address
      %isMost = ge.u i64 %used, %most
      jump done(%isMost)
    done(%result: bool):
      return %result
    }


    """
  }

  private static let givenStack = """
      %root = field $weft_thread.root %thread
      %rootStackAt = field $weft_context.stack %root
      %rootStack = load i64 %rootStackAt
      %isGiven = ne i64 %rootStack, 0
      branch %isGiven, done(false), first
    """

  private static func crashText(_ shape: RuntimeShape) -> String {
    """
    ; The handler of crashes: says what happened, to whom, and how it came to that. The signal comes once more, when it has
    ; returned, and ends the process where it was.
    func @weft.crash(%signal: i32, %info: ptr, %context: ptr) cold {
    entry:
      \(beginOfReport(shape))
      %number = ext.u i64 %signal
      %codeAt = field $weft_siginfo.code %info
      %code = load.s32 i64 %codeAt
      %addressAt = field $weft_siginfo.address %info
      %address = load i64 %addressAt
      %instructionAt = field $weft_ucontext.instruction %context
      %instruction = load i64 %instructionAt
      %stackPointerAt = field $weft_ucontext.stackPointer %context
      %stackPointer = load i64 %stackPointerAt
      \(shape.uses.canExhaust ? exhausted : "jump named")
    named:
      %index = sub i64 %number, 4
      %distance = mul i64 %index, 5
      %name = offset @weft.signal.names, %distance
      %nameNumber = ptr.toint %name
      call @weft.say(@weft.text.crash, %nameNumber, %instruction)
      %isSent = le.s i64 %code, 0
      branch %isSent, sent, fault
    sent:
      %sender = and i64 %address, 0xffffffff
      jump reason(@weft.text.sent, %sender, 0)
    fault:
      ; Of SIGBUS (7) and SIGSEGV (11), which have the two lowest bits, the processor says an address.
      %low = and i32 %signal, 3
      %hasAddress = eq i32 %low, 3
      branch %hasAddress, memory, other
    other:
      %isIllegal = eq i64 %number, 4
      %what = select ptr %isIllegal, @weft.text.illegal, @weft.text.arithmetic
      jump reason(%what, 0, 0)
    memory:
      ; SI_KERNEL: an address that none can be.
      %isImpossible = eq i64 %code, 128
      branch %isImpossible, reason(@weft.text.impossible, 0, 0), possible
    possible:
      ; What the processor says of a page fault.
      %errorAt = field $weft_ucontext.error %context
      %error = load i64 %errorAt
      %runBit = and i64 %error, 16
      %isRun = ne i64 %runBit, 0
      %writeBit = and i64 %error, 2
      %isWrite = ne i64 %writeBit, 0
      %access = select ptr %isWrite, @weft.text.write, @weft.text.read
      %tried = select ptr %isRun, @weft.text.run, %access
      %triedText = ptr.toint %tried
      call @weft.say(@weft.text.access, %triedText, 0)
      ; SEGV_MAPERR.
      %isNowhere = eq i64 %code, 1
      branch %isNowhere, because(@weft.text.nowhere), there
    there:
      branch %isWrite, part, because(@weft.text.protected)
    part:
      ; The program's file has code there, or data before it.
      %start, %frame\(shape.options.hasNames ? ", %number.1" : "") = call @weft.function.at(%address)
      %isCode = ge.s i64 %frame, 0
      branch %isCode, because(@weft.text.code), before
    before:
      ; AT_PHDR: the file's headers, which data follows, and then code.
      %headers = call @weft.auxiliary(3)
      %section = load i64 @weft.code
      %into = sub i64 %address, %headers
      %bytes = sub i64 %section, %headers
      %isData = lt.u i64 %into, %bytes
      branch %isData, because(@weft.text.readOnly), because(@weft.text.protected)
    because(%why: ptr):
      %whyText = ptr.toint %why
      jump reason(@weft.text.where, %address, %whyText)
    reason(%reason: ptr, %a: i64, %b: i64):
      call @weft.say(%reason, %a, %b)
      \(shape.uses.hasFramePointers ? framePointer : "; No frame has a pointer.")
      call @weft.say.callers(%instruction, %stackPointer\(shape.uses.hasFramePointers ? ", %framePointer" : ""), 0)
      call @weft.say.whereabouts()
      call @weft.say.awaiters()
      call @weft.signal.again(%number)
      return
    }

    ; From SIGILL on, 5 bytes each.
    data @weft.signal.names {
      bytes "ILL\\0\\0TRAP\\0ABRT\\0BUS\\0\\0FPE\\0\\0KILL\\0USR1\\0SEGV\\0"
    }


    """
  }

  private static let exhausted = """
      %lowest = and i32 %signal, 3
      %isMemory = eq i32 %lowest, 3
      %isFault = gt.s i64 %code, 0
      %isAccess = and bool %isMemory, %isFault
      branch %isAccess, access, named
    access:
      %isExhausted = call @weft.is.exhausted(%address, %stackPointer)
      branch %isExhausted, reason(@weft.text.exhausted, %instruction, 0), named
    """

  private static let framePointer = """
      %framePointerAt = field $weft_ucontext.framePointer %context
      %framePointer = load i64 %framePointerAt
    """
}
