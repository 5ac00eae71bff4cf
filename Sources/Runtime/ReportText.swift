// The runtime's text: how a program ends that cannot go on.

internal import IR

extension RuntimeText {
  /// Reports, and the end of the process.
  static let report = RuntimeText(
    name: "weft/report.wir",
    text: """
      ; The places where contexts go on: how many, and for each its address and its text. Filled in when all code has its place.
      data @weft.sites {
        i64 0
      }

      ; Writes a text that ends with a zero byte.
      func @weft.write(%text: ptr) {
      entry:
        jump measure(0)
      measure(%length: i64):
        %at = offset %text, %length
        %byte = load i8 %at
        %isEnd = eq i8 %byte, 0
        %longer = add i64 %length, 1
        branch %isEnd, write(%text, %length), measure(%longer)
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

      ; The text of a place where a context goes on, or null.
      func @weft.place(%resume: ptr) -> ptr {
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

      ; Ends the process with the trap of this text, at the operation by which the running context left.
      func @weft.fail(%text: ptr) noreturn {
      entry:
        call @weft.write(@weft.trap.prefix)
        call @weft.write(%text)
        %thread = thread.address @weft.thread
        %me = load ptr %thread
        %resumeAt = field $weft_context.resume %me
        %resume = load ptr %resumeAt
        %place = call @weft.place(%resume)
        %isUnknown = eq ptr %place, null
        branch %isUnknown, end, tell
      tell:
        call @weft.write(%place)
        jump end
      end:
        call @weft.write(@weft.text.newline)
        call @weft.abort()
        unreachable
      }

      ; Nobody will ever run again.
      func @weft.deadlock() noreturn {
      entry:
        call @weft.write(@weft.trap.prefix)
        call @weft.write(@weft.trap.deadlock)
        call @weft.write(@weft.text.newline)
        call @weft.abort()
        unreachable
      }

      ; Ends the process as by SIGABRT, whatever the program did to that.
      func @weft.abort() noreturn {
      entry:
        ; The default action, and the mask of that signal alone.
        %action = stack.slot [4 x i64]
        memory.set %action, 0, 32
        %done = syscall rt_sigaction(6, %action, 0, 8)
        %mask = stack.slot i64
        store i64 32, %mask
        %unblocked = syscall rt_sigprocmask(1, %mask, 0, 8)
        jump again
      again:
        %process = syscall getpid()
        %thread = syscall gettid()
        %sent = syscall tgkill(%process, %thread, 6)
        jump again
      }

      data @weft.text.newline {
        bytes "\\n\\0"
      }

      data @weft.trap.prefix {
        bytes "weft: trap: \\0"
      }

      """
        + traps.map { name, trap in
          """
          data @weft.trap.\(name) {
            bytes "\(trap.message)\\0"
          }

          """
        }.joined(separator: "\n"))

  /// The traps that the runtime reports.
  private static let traps: [(String, Trap)] = [
    ("staleTask", .staleTask), ("foreignTask", .foreignTask), ("outOfStacks", .outOfStacks),
    ("staleThread", .staleThread), ("outOfThreads", .outOfThreads), ("deadlock", .deadlock),
    ("stackExhausted", .stackExhausted),
  ]
}
