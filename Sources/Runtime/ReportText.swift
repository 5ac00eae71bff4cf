// The runtime's text: how a program ends that cannot go on, and how it says why.

internal import IR

extension RuntimeText {
  /// Reports, and the end of the process.
  static let report = RuntimeText(
    name: "weft/report.wir",
    text: """
      ; What a context is called: a number of the name, and behind it its text.
      record $weft_name {
        number: i64
      }

      ; The places where contexts go on: how many, and for each its address and its text. Filled in when all code has its place.
      data @weft.sites {
        i64 0
      }

      ; Which thread reports, or 0; and what it has of the line so far.
      data @weft.report.owner writable {
        i64 0
      }

      data @weft.report.length writable {
        i64 0
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

      ; Writes the line so far to the standard error.
      func @weft.say.all() cold {
      entry:
        %length = load i64 @weft.report.length
        store i64 0, @weft.report.length
        jump write(@weft.report.line, %length)
      write(%from: ptr, %left: i64):
        %written = syscall write(2, %from, %left)
        %isInterrupted = eq i64 %written, -4
        branch %isInterrupted, write(%from, %left), look
      look:
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

      func @weft.say.byte(%byte: i64) cold {
      entry:
        %length = load i64 @weft.report.length
        %at = offset @weft.report.line, %length
        store.8 i64 %byte, %at
        %longer = add i64 %length, 1
        store i64 %longer, @weft.report.length
        %isFull = eq i64 %longer, 1024
        branch %isFull, full, done
      full:
        call @weft.say.all()
        return
      done:
        return
      }

      ; Says so many bytes.
      func @weft.say.bytes(%text: ptr, %count: i64) cold {
      entry:
        jump look(%text, %count)
      look(%at: ptr, %left: i64):
        %isEnd = eq i64 %left, 0
        branch %isEnd, done, put
      put:
        %byte = load.u8 i64 %at
        call @weft.say.byte(%byte)
        %next = offset %at, 1
        %less = sub i64 %left, 1
        jump look(%next, %less)
      done:
        return
      }

      ; Says a text that ends with a zero byte.
      func @weft.say(%text: ptr) cold {
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

      ; Says a text, and ends the line.
      func @weft.say.last(%text: ptr) cold {
      entry:
        call @weft.say(%text)
        call @weft.say.byte('\\n')
        call @weft.say.all()
        return
      }

      ; Says a number without a sign, to a base.
      func @weft.say.number(%number: i64, %base: i64) cold {
      entry:
        %digits = stack.slot [24 x i8]
        jump digit(%number, 23)
      digit(%rest: i64, %index: i64):
        %higher = div.u i64 %rest, %base
        %digit = rem.u i64 %rest, %base
        %isLetter = ge.u i64 %digit, 10
        %start = select i64 %isLetter, 87, '0'
        %character = add i64 %digit, %start
        %at = offset %digits, %index
        store.8 i64 %character, %at
        %isAll = eq i64 %higher, 0
        %next = sub i64 %index, 1
        branch %isAll, say, digit(%higher, %next)
      say:
        %count = sub i64 24, %index
        call @weft.say.bytes(%at, %count)
        return
      }

      ; The text of a place where a context goes on, or null.
      func @weft.place(%resume: ptr) -> ptr cold {
      entry:
        %count = load i64 @weft.sites
        jump look(0)
      look(%index: i64):
        %isMore = lt.u i64 %index, %count
        branch %isMore, compare, none
      compare:
        %scaled = shl i64 %index, 4
        %offset = add i64 %scaled, 8
        %at = offset @weft.sites, %offset
        %place = load ptr %at
        %isThis = eq ptr %place, %resume
        %next = add i64 %index, 1
        branch %isThis, found, look(%next)
      found:
        %textAt = offset %at, 8
        %text = load ptr %textAt
        return %text
      none:
        return null
      }

      ; Says where a context goes on, if that is known.
      func @weft.say.resume(%context: ptr) cold {
      entry:
        %resumeAt = field $weft_context.resume %context
        %resume = load ptr %resumeAt
        %place = call @weft.place(%resume)
        %isUnknown = eq ptr %place, null
        branch %isUnknown, done, tell
      tell:
        call @weft.say(%place)
        return
      done:
        return
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

      ; Says what a context is called, as `task @work (2)`; without the number where that is 0.
      func @weft.say.context(%context: ptr, %number: i64) cold {
      entry:
        %handleAt = field $weft_context.handle %context
        %handle = load i64 %handleAt
        %isRoot = eq i64 %handle, 0
        %kind = select ptr %isRoot, @weft.text.thread, @weft.text.task
        call @weft.say(%kind)
        %name = call @weft.name.of(%context)
        %text = offset %name, sizeof($weft_name)
        call @weft.say(%text)
        %isAlone = eq i64 %number, 0
        branch %isAlone, done, count
      count:
        call @weft.say(@weft.text.open)
        call @weft.say.number(%number, 10)
        call @weft.say.byte(')')
        return
      done:
        return
      }

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
        branch %isMain, nothing, say
      nothing:
        return
      say:
        call @weft.say(@weft.text.in)
        call @weft.say.context(%me, 0)
        %isAll = or bool %isFirst, %isRoot
        branch %isAll, end, of
      of:
        call @weft.say(@weft.text.of)
        call @weft.say.context(%root, 0)
        jump end
      end:
        call @weft.say.last(@weft.text.nothing)
        return
      }

      ; Ends the process with the trap of this text, at the operation by which the running context left.
      func @weft.fail(%text: ptr) cold noreturn {
      entry:
        call @weft.report.begin()
        call @weft.say(@weft.trap.prefix)
        call @weft.say(%text)
        %thread = thread.address @weft.thread
        %me = load ptr %thread
        call @weft.say.resume(%me)
        call @weft.say.last(@weft.text.nothing)
        call @weft.say.whereabouts()
        call @weft.end(6)
        unreachable
      }

      ; Ends the process with a trap in the program's own code: the length of its line, in two bytes, and the line.
      func @weft.report.trap(%message: ptr) cold noreturn {
      entry:
        call @weft.report.begin()
        %length = load.u16 i64 %message
        %text = offset %message, 2
        call @weft.say.bytes(%text, %length)
        call @weft.say.all()
        call @weft.say.whereabouts()
        call @weft.end(6)
        unreachable
      }

      ; Ends the process as by a signal, whatever the program did to that.
      func @weft.end(%signal: i64) cold noreturn {
      entry:
        ; The default action, and the mask of that signal alone.
        %action = stack.slot $weft_sigaction
        memory.set %action, 0, sizeof($weft_sigaction)
        %done = syscall rt_sigaction(%signal, %action, 0, 8)
        %mask = stack.slot i64
        %place = sub i64 %signal, 1
        %bit = shl i64 1, %place
        store i64 %bit, %mask
        %unblocked = syscall rt_sigprocmask(1, %mask, 0, 8)
        jump again
      again:
        %process = syscall getpid()
        %thread = syscall gettid()
        %sent = syscall tgkill(%process, %thread, %signal)
        jump again
      }

      ; What begins with the process is called so. Others have their numbers from 1 on.
      data @weft.name.0 {
        $weft_name { 0 }
        bytes "main\\0"
      }

      """
        + (texts + traps.map { ("trap." + $0, $1.message) }).map { name, text in
          """
          data @weft.\(name) {
            bytes "\(text)\\0"
          }

          """
        }.joined(separator: "\n"))

  /// The parts of lines.
  private static let texts: [(String, String)] = [
    ("text.nothing", ""), ("text.task", "task @"), ("text.thread", "thread @"), ("text.open", " ("),
    ("text.in", "  in "), ("text.of", " of "), ("trap.prefix", "weft: trap: "),
  ]

  /// The traps that the runtime reports.
  private static let traps: [(String, Trap)] = [
    ("staleTask", .staleTask), ("foreignTask", .foreignTask), ("outOfStacks", .outOfStacks),
    ("staleThread", .staleThread), ("outOfThreads", .outOfThreads), ("deadlock", .deadlock),
    ("stackExhausted", .stackExhausted),
  ]
}
