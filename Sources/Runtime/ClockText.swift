// The runtime's text: the clock, asked by the function that the kernel maps into the process, without entering the kernel.

extension RuntimeText {
  /// The clock.
  static let clock = RuntimeText(
    name: "weft/clock.wir",
    text: """
      ; What asks the clock, as `clock_gettime` does; null until it was looked for.
      data @weft.clock.function writable {
        ptr null
      }

      ; The monotonic clock in nanoseconds.
      func @weft.clock() -> i64 {
      entry:
        %time = stack.slot [2 x i64]
        %known = load ptr @weft.clock.function
        %isUnknown = eq ptr %known, null
        branch %isUnknown, look, ask(%known)
      look:
        %found = call @weft.clock.find()
        store ptr %found, @weft.clock.function
        jump ask(%found)
      ask(%function: ptr):
        %error = call.indirect (i32, ptr) -> i32 c %function(1, %time)
        %seconds = load i64 %time
        %restAt = offset %time, 8
        %rest = load i64 %restAt
        %scaled = mul i64 %seconds, 1000000000
        %now = add i64 %scaled, %rest
        return %now
      }

      ; Whether the kernel wakes this thread when it is asked to.
      data @weft.clock.isPrecise writable thread {
        zero 8
      }

      ; Before a thread waits in the kernel for a time.
      func @weft.clock.refine() {
      entry:
        %isPreciseAt = thread.address @weft.clock.isPrecise
        %isPrecise = load i8 %isPreciseAt
        %isCoarse = eq i8 %isPrecise, 0
        branch %isCoarse, refine, done
      refine:
        store i8 1, %isPreciseAt
        ; PR_SET_TIMERSLACK: it may wake so many nanoseconds late, to be woken together with others.
        %refined = syscall prctl(29, 1, 0, 0, 0)
        jump done
      done:
        return
      }

      func @weft.clock.now() -> ptr {
      entry:
        %thread = thread.address @weft.thread
        %me = load ptr %thread
        %now = call @weft.clock()
        %valueAt = field $weft_context.value %me
        store i64 %now, %valueAt
        return %me
      }

      ; Where the kernel maps no such function.
      func @weft.clock.ask(%clock: i32, %time: ptr) -> i32 c {
      entry:
        %wide = ext.u i64 %clock
        %error = syscall clock_gettime(%wide, %time)
        %narrow = trunc i32 %error
        return %narrow
      }

      ; Finds `__vdso_clock_gettime` in the file that the kernel mapped, whose address is behind the environment.
      func @weft.clock.find() -> ptr {
      entry:
        %arguments = load ptr @weft.arguments
        %count = load i64 %arguments
        %skipped = add i64 %count, 2
        %environment = element ptr %arguments, %skipped
        jump variable(%environment)
      variable(%at: ptr):
        %text = load ptr %at
        %behind = offset %at, 8
        %isEnd = eq ptr %text, null
        branch %isEnd, fact(%behind), variable(%behind)
      fact(%pair: ptr):
        ; AT_NULL ends them, and AT_SYSINFO_EHDR is that address.
        %kind = load i64 %pair
        %next = offset %pair, 16
        %isLast = eq i64 %kind, 0
        branch %isLast, none, compare
      compare:
        %isThis = eq i64 %kind, 33
        branch %isThis, file, fact(%next)
      file:
        %fileAt = offset %pair, 8
        %file = load ptr %fileAt
        %hasNone = eq ptr %file, null
        branch %hasNone, none, header
      header:
        ; e_phoff, e_phentsize, e_phnum.
        %segmentsAt = offset %file, 32
        %segments = load i64 %segmentsAt
        %strideAt = offset %file, 54
        %stride = load.u16 i64 %strideAt
        %numberAt = offset %file, 56
        %number = load.u16 i64 %numberAt
        %first = offset %file, %segments
        jump segment(%first, %number, 0, 0)
      segment(%segment: ptr, %left: i64, %loaded: i64, %table: i64):
        %isMore = gt.u i64 %left, 0
        branch %isMore, look, tables
      look:
        %type = load.u32 i64 %segment
        %offsetAt = offset %segment, 8
        %offset = load i64 %offsetAt
        %addressAt = offset %segment, 16
        %address = load i64 %addressAt
        %following = offset %segment, %stride
        %fewer = sub i64 %left, 1
        ; PT_DYNAMIC, and what addresses are counted from by the first PT_LOAD.
        %isTable = eq i64 %type, 2
        %newTable = select i64 %isTable, %address, %table
        %isLoaded = eq i64 %type, 1
        %isFirst = eq i64 %loaded, 0
        %counts = and bool %isLoaded, %isFirst
        %base = ptr.toint %file
        %start = add i64 %base, %offset
        %bias = sub i64 %start, %address
        %newLoaded = select i64 %counts, %bias, %loaded
        jump segment(%following, %fewer, %newLoaded, %newTable)
      tables:
        %hasTable = ne i64 %table, 0
        branch %hasTable, dynamic, none
      dynamic:
        %biased = ptr.fromint %loaded
        %entries = offset %biased, %table
        jump word(%entries, 0, 0)
      word(%entry: ptr, %texts: i64, %symbols: i64):
        ; DT_NULL, DT_STRTAB, DT_SYMTAB.
        %tag = load i64 %entry
        %valueAt = offset %entry, 8
        %value = load i64 %valueAt
        %entryAfter = offset %entry, 16
        %isTexts = eq i64 %tag, 5
        %newTexts = select i64 %isTexts, %value, %texts
        %isSymbols = eq i64 %tag, 6
        %newSymbols = select i64 %isSymbols, %value, %symbols
        %isOver = eq i64 %tag, 0
        branch %isOver, names, word(%entryAfter, %newTexts, %newSymbols)
      names:
        ; The names lie behind the symbols.
        %hasSymbols = ne i64 %newSymbols, 0
        %allTexts = offset %biased, %newTexts
        %allSymbols = offset %biased, %newSymbols
        branch %hasSymbols, symbol(%allSymbols), none
      symbol(%symbol: ptr):
        %symbolNumber = ptr.toint %symbol
        %textsNumber = ptr.toint %allTexts
        %end = sub i64 %textsNumber, 24
        %isWithin = le.u i64 %symbolNumber, %end
        branch %isWithin, name, none
      name:
        %nameOffset = load.u32 i64 %symbol
        %name = offset %allTexts, %nameOffset
        %symbolAfter = offset %symbol, 24
        jump letter(0)
      letter(%index: i64):
        %wantedAt = offset @weft.clock.name, %index
        %wanted = load i8 %wantedAt
        %letterAt = offset %name, %index
        %letter = load i8 %letterAt
        %isOther = ne i8 %letter, %wanted
        branch %isOther, symbol(%symbolAfter), same
      same:
        %isWhole = eq i8 %letter, 0
        %indexAfter = add i64 %index, 1
        branch %isWhole, defined, letter(%indexAfter)
      defined:
        %symbolValueAt = offset %symbol, 8
        %symbolValue = load i64 %symbolValueAt
        %isUndefined = eq i64 %symbolValue, 0
        %function = offset %biased, %symbolValue
        branch %isUndefined, none, found
      found:
        return %function
      none:
        return @weft.clock.ask
      }

      data @weft.clock.name {
        bytes "__vdso_clock_gettime\\0"
      }
      """)
}
