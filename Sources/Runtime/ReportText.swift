// The runtime's text: how a program ends that cannot go on, and how it says why.

internal import IR

extension RuntimeText {
  /// Reports, and the end of the process.
  static func report(_ shape: RuntimeShape) -> RuntimeText {
    RuntimeText(
      name: "weft/report.wir",
      text: linesOfReports + sayText(shape) + numbers + contexts(shape) + placesOfContexts + whereabouts(shape)
        + ends(shape)
        + texts(
          [
            ("text.task", "task @"), ("text.thread", "thread @"), ("text.in", "  in \(ReportMark.context)\\n"),
            ("text.inThread", "  in \(ReportMark.context) of \(ReportMark.next)\(ReportMark.context)\\n"),
            ("text.open", " ("),
            ("text.trap", "\(Trap.linePrefix)\(ReportMark.text)\(ReportMark.next)\(ReportMark.text)\\n"),
            ("text.failure", "\(Trap.linePrefix)\(ReportMark.text)\(ReportMark.next)\(ReportMark.resume)\\n"),
          ] + traps.map { ("trap." + $0, $1.message) }))
  }

  /// Makes the one that reports first of those who do, where there can be others.
  static func beginOfReport(_ shape: RuntimeShape) -> String {
    shape.hasThreads ? "call @weft.report.begin()" : "; Nobody else can report."
  }

  /// The traps that the runtime reports.
  private static let traps: [(String, Trap)] = [
    ("staleTask", .staleTask), ("foreignTask", .foreignTask), ("outOfStacks", .outOfStacks),
    ("staleThread", .staleThread), ("outOfThreads", .outOfThreads),
  ]

  /// Lines as they grow, and their way out.
  private static let linesOfReports = """
    ; Which thread reports, or 0; and what it has of the line so far.
    data @weft.report.owner align 8 writable {
      zero 8
    }

    data @weft.report.length align 8 writable {
      zero 8
    }

    data @weft.report.line writable {
      zero 1024
    }

    ; Waits until nobody else reports, which is for ever: who reports ends the process. Whoever does it already goes on.
    func @weft.report.begin() cold {
    entry:
      %me = syscall gettid()
      jump try
    try:
      %owner, %isMine = atomic.cas.strong acquire relaxed i64 @weft.report.owner, 0, %me
      %wasMine = eq i64 %owner, %me
      %goes = or bool %isMine, %wasMine
      branch %goes, done, wait
    wait:
      %nothing = syscall pause()
      jump try
    done:
      return
    }

    ; Says a byte. The line so far goes to the standard error when it ends, or has no more room.
    func @weft.say.byte(%byte: i64) cold {
    entry:
      %length = load.u32 i64 @weft.report.length
      %at = offset @weft.report.line, %length
      store.8 i64 %byte, %at
      %longer = add i64 %length, 1
      store.32 i64 %longer, @weft.report.length
      %isEnd = eq i64 %byte, '\\n'
      branch %isEnd, flush, look
    look:
      %isFull = eq i64 %longer, 1024
      branch %isFull, flush, done
    flush:
      store i32 0, @weft.report.length
      jump write(@weft.report.line, %longer)
    write(%from: ptr, %left: i64):
      %written = syscall write(2, %from, %left)
      %isInterrupted = eq i64 %written, -4
      branch %isInterrupted, write(%from, %left), wrote
    wrote:
      %isStuck = le.s i64 %written, 0
      branch %isStuck, done, more
    more:
      %further = offset %from, %written
      %rest = sub i64 %left, %written
      %isAll = eq i64 %rest, 0
      branch %isAll, done, write(%further, %rest)
    done:
      return
    }

    ; Says a text that ends with a zero byte.
    func @weft.say.text(%text: ptr) cold {
    entry:
      jump look(%text)
    look(%at: ptr):
      %byte = load.u8 i64 %at
      %isEnd = eq i64 %byte, 0
      branch %isEnd, done, put
    put:
      call @weft.say.byte(%byte)
      %next = offset %at, 1
      jump look(%next)
    done:
      return
    }


    """

  /// What says a line by its template. Comparisons one after the other take less room than a table does.
  private static func sayText(_ shape: RuntimeShape) -> String {
    var arms: [(mark: ReportMark, target: String)] = [
      (.text, "text"), (.decimal, "number(10)"), (.hexadecimal, "number(16)"), (.next, "look(%behind, %second, 0)"),
      (.context, "context"), (.resume, "resume"),
    ]
    // Without names, a place is an address.
    if shape.options.hasNames { arms += [(.place, "place(true)"), (.function, "place(false)")] }
    let marks = arms.map { mark, target in
      """
        %is\(mark.rawValue) = eq i32 %byte, \(mark.rawValue)
          branch %is\(mark.rawValue), \(target), no\(mark.rawValue)
        no\(mark.rawValue):
      """
    }
    let place = """
      place(%hasDistance: bool):
          call @weft.say.place(%value, %second, %hasDistance)
          jump next
      """
    return """
      ; Says a line, or a part of one, by its template: a text that ends with a zero byte, in which the bytes from 1 to 8 stand for
      ; values.
      func @weft.say(%template: ptr, %first: i64, %following: i64) cold {
      entry:
        jump look(%template, %first, %following)
      look(%at: ptr, %value: i64, %second: i64):
        %byte = load.u8 i32 %at
        %behind = offset %at, 1
        %isEnd = eq i32 %byte, 0
        branch %isEnd, done, mark
      mark:
      \(marks.joined(separator: "\n"))
        %plain = ext.u i64 %byte
        call @weft.say.byte(%plain)
        jump next
      next:
        jump look(%behind, %value, %second)
      text:
        %text = ptr.fromint %value
        call @weft.say.text(%text)
        jump next
      number(%base: i64):
        call @weft.say.number(%value, %base)
        jump next
      context:
        %context = ptr.fromint %value
        call @weft.say.context(%context)
        jump next
      resume:
        %suspended = ptr.fromint %value
        call @weft.say.resume(%suspended)
        jump next
      \(shape.options.hasNames ? place : "")
      done:
        return
      }


      """
  }

  /// Numbers.
  private static let numbers = """
    ; Says a number without a sign, to the base 10 or 16.
    func @weft.say.number(%number: i64, %base: i64) cold {
    entry:
      %digits = stack.slot [24 x i8]
      %end = offset %digits, 23
      store i8 0, %end
      %isDecimal = eq i64 %base, 10
      jump digit(%number, %end)
    digit(%rest: i64, %behind: ptr):
      %tenth = div.u i64 %rest, 10
      %sixteenth = shr.u i64 %rest, 4
      %higher = select i64 %isDecimal, %tenth, %sixteenth
      %lower = mul i64 %higher, %base
      %digit = sub i64 %rest, %lower
      %figure = add i64 %digit, '0'
      %letter = add i64 %digit, 87
      %isFigure = lt.u i64 %digit, 10
      %character = select i64 %isFigure, %figure, %letter
      %at = offset %behind, -1
      store.8 i64 %character, %at
      %isAll = eq i64 %higher, 0
      branch %isAll, say, digit(%higher, %at)
    say:
      call @weft.say.text(%at)
      return
    }


    """

  /// What contexts are called.
  private static func contexts(_ shape: RuntimeShape) -> String {
    // Only the report of a deadlock counts them.
    let number =
      !shape.uses.canDeadlock
      ? "  return"
      : """
        %countAt = call @weft.name.count(%context)
        %count = load i64 %countAt
        %isAlone = le.u i64 %count, 1
        branch %isAlone, done, number
      number:
        call @weft.say.text(@weft.text.open)
        %numberAt = field $weft_context.value %context
        %number = load i64 %numberAt
        call @weft.say.number(%number, 10)
        call @weft.say.byte(')')
        return
      done:
        return
      """
    return """
      ; What a context is called: a number of the name, and behind it its text.
      record $weft_name {
        number: i32
      }

      ; What begins with the process is called so. Others have their numbers from 1 on.
      data @weft.name.0 {
        $weft_name { 0 }
        bytes "main\\0"
      }

      ; What a context is called: `$weft_name` of its function.
      func @weft.name.of(%context: ptr) -> ptr cold {
      entry:
        %entryAt = field $weft_context.entry %context
        %entry = load ptr %entryAt
        %isFirst = eq ptr %entry, null
        branch %isFirst, first, other
      first:
        return @weft.name.0
      other:
        %nameAt = field $weft_entry.name %entry
        %name = load ptr %nameAt
        return %name
      }

      ; Says what a context is called, as `task @work (2)`; without the number where those of its name were not counted, or it is alone.
      func @weft.say.context(%context: ptr) cold {
      entry:
        %handleAt = field $weft_context.handle %context
        %handle = load i64 %handleAt
        %isRoot = eq i64 %handle, 0
        %kind = select ptr %isRoot, @weft.text.thread, @weft.text.task
        call @weft.say.text(%kind)
        %name = call @weft.name.of(%context)
        %text = offset %name, sizeof($weft_name)
        call @weft.say.text(%text)
      \(number)
      }


      """
  }

  /// Where contexts go on.
  private static let placesOfContexts = """
    ; Says where a context goes on, if that is known.
    func @weft.say.resume(%context: ptr) cold {
    entry:
      %resumeAt = field $weft_context.resume %context
      %resume = load i64 %resumeAt
      jump row(@weft.code, 0, @weft.sites)
    row(%sectionAt: ptr, %from: i64, %at: ptr):
      %distance, %text = call @weft.row.number(%at)
      %isBegin = eq i64 %distance, 0
      branch %isBegin, section, place
    section:
      %section = load i64 %sectionAt
      %nextSection = offset %sectionAt, 8
      %before = sub i64 %section, 1
      %isNone = eq i64 %section, 0
      branch %isNone, done, row(%nextSection, %before, %text)
    place:
      %next = call @weft.row.text(%text)
      %place = add i64 %from, %distance
      %isThis = eq i64 %place, %resume
      branch %isThis, found, row(%sectionAt, %place, %next)
    found:
      call @weft.say.text(@weft.row.place)
      return
    done:
      return
    }


    """

  /// Where a report is made.
  private static func whereabouts(_ shape: RuntimeShape) -> String {
    shape.hasThreads
      ? """
      ; Says in a line which task and thread runs; nothing in what the process began with.
      func @weft.say.whereabouts() cold {
      entry:
        %thread = thread.address @weft.thread
        %me = load ptr %thread
        %root = field $weft_thread.root %thread
        %entryAt = field $weft_context.entry %root
        %entry = load ptr %entryAt
        %isFirst = eq ptr %entry, null
        %isRoot = eq ptr %me, %root
        %isMain = and bool %isFirst, %isRoot
        branch %isMain, done, say
      say:
        %isAll = or bool %isFirst, %isRoot
        %line = select ptr %isAll, @weft.text.in, @weft.text.inThread
        %context = ptr.toint %me
        %of = ptr.toint %root
        call @weft.say(%line, %context, %of)
        return
      done:
        return
      }


      """
      : """
      ; Says in a line which task runs; nothing in what the process began with.
      func @weft.say.whereabouts() cold {
      entry:
        %thread = thread.address @weft.thread
        %me = load ptr %thread
        %handleAt = field $weft_context.handle %me
        %handle = load i64 %handleAt
        %isMain = eq i64 %handle, 0
        branch %isMain, done, say
      say:
        %context = ptr.toint %me
        call @weft.say(@weft.text.in, %context, 0)
        return
      done:
        return
      }


      """
  }

  /// How the process ends.
  private static func ends(_ shape: RuntimeShape) -> String {
    """
    ; Ends the process with the trap of this text, at the operation by which the running context left.
    func @weft.fail(%text: ptr) cold noreturn {
    entry:
      %thread = thread.address @weft.thread
      %me = load i64 %thread
      call @weft.report.end(@weft.text.failure, %text, %me)
      unreachable
    }

    ; The traps in the program's own code, one behind the other: a text that ends with a zero byte, and where that is, as the
    ; text of a row.
    data @weft.traps {
      zero 1
    }

    ; Ends the process with one of these traps.
    func @weft.report.trap(%trap: ptr) cold noreturn {
    entry:
      ; Where the text of the place is written, there is one.
      \(beginOfReport(shape))
      jump look(@weft.traps)
    look(%at: ptr):
      %isIt = eq ptr %at, %trap
      jump letter(%at)
    letter(%from: ptr):
      %letter = load i8 %from
      %behind = offset %from, 1
      %isEnd = eq i8 %letter, 0
      branch %isEnd, place, letter(%behind)
    place:
      %next = call @weft.row.text(%behind)
      branch %isIt, found, look(%next)
    found:
      %place = ptr.toint @weft.row.place
      call @weft.report.end(@weft.text.trap, %trap, %place)
      unreachable
    }

    ; Ends the process with a line of a text and what is known of the place.
    func @weft.report.end(%line: ptr, %text: ptr, %place: i64) cold noreturn {
    entry:
      \(beginOfReport(shape))
      %first = ptr.toint %text
      call @weft.say(%line, %first, %place)
      call @weft.say.whereabouts()
      call @weft.end()
      unreachable
    }

    ; The action of a signal that is the default one.
    data @weft.signals.default align 8 writable {
      $weft_sigaction zero
    }

    ; Has this thread get a signal whose action is the default one from now on: at once, or as soon as it is let through.
    func @weft.signal.again(%signal: i64) cold {
    entry:
      %done = syscall rt_sigaction(%signal, @weft.signals.default, 0, 8)
      %thread = syscall gettid()
      %sent = syscall tkill(%thread, %signal)
      return
    }

    ; Ends the process as by SIGABRT, whatever the program did to that.
    func @weft.end() cold noreturn {
    entry:
      jump again
    again:
      call @weft.signal.again(6)
      %unblocked = syscall rt_sigprocmask(1, @weft.abort.mask, 0, 8)
      jump again
    }


    """
  }
}
