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
        %refined = syscall prctl(29, 1)
        jump done
      done:
        return
      }

      ; The running context goes on with it.
      func @weft.clock.now(%thread: ptr) -> ptr {
      entry:
        %me = load ptr %thread
        %now = call @weft.clock()
        %valueAt = field $weft_context.value %me
        store i64 %now, %valueAt
        return %me
      }

      ; Where the kernel maps no such function.
      func @weft.clock.ask(%clock: i32, %time: ptr) -> i32 c cold {
      entry:
        %wide = ext.u i64 %clock
        %error = syscall clock_gettime(%wide, %time)
        %narrow = trunc i32 %error
        return %narrow
      }

      ; Finds `__vdso_clock_gettime` in the file that the kernel mapped.
      func @weft.clock.find() -> ptr cold {
      entry:
        ; AT_SYSINFO_EHDR.
        %image = call @weft.auxiliary(33)
        %file = ptr.fromint %image
        %hasNone = eq ptr %file, null
        ; The program's headers lie behind the file's.
        %headers = offset %file, 64
        branch %hasNone, none, header(%headers)
      header(%header: ptr):
        ; PT_DYNAMIC, which every shared library has: addresses are as far from where they say as its own is.
        %type = load i32 %header
        %isDynamic = eq i32 %type, 2
        %nextHeader = offset %header, 56
        branch %isDynamic, dynamic, header(%nextHeader)
      dynamic:
        %offsetAt = offset %header, 8
        %offset = load i64 %offsetAt
        %addressAt = offset %header, 16
        %address = load i64 %addressAt
        %entries = offset %file, %offset
        %start = ptr.toint %entries
        %bias = sub i64 %start, %address
        %biased = ptr.fromint %bias
        %nowhere = ptr.fromint -1
        jump dynamicEntry(%entries, null, %nowhere)
      dynamicEntry(%entry: ptr, %texts: ptr, %symbols: ptr):
        ; DT_NULL, DT_STRTAB, DT_SYMTAB.
        %tag = load i64 %entry
        %valueAt = offset %entry, 8
        %value = load i64 %valueAt
        %there = offset %biased, %value
        %isTexts = eq i64 %tag, 5
        %newTexts = select ptr %isTexts, %there, %texts
        %isSymbols = eq i64 %tag, 6
        %newSymbols = select ptr %isSymbols, %there, %symbols
        %isLast = eq i64 %tag, 0
        %nextEntry = offset %entry, 16
        branch %isLast, symbol(%symbols), dynamicEntry(%nextEntry, %newTexts, %newSymbols)
      symbol(%symbol: ptr):
        ; The names lie behind the symbols, and no other has these letters at these places.
        %isWithin = lt.u ptr %symbol, %texts
        branch %isWithin, name, none
      name:
        %nameOffset = load.u32 i64 %symbol
        %name = offset %texts, %nameOffset
        %nextSymbol = offset %symbol, 24
        %middleAt = offset %name, 5
        %middle = load i32 %middleAt
        %isMiddle = eq i32 %middle, \(number("o_cl"))
        branch %isMiddle, end, symbol(%nextSymbol)
      end:
        %endAt = offset %name, 15
        %end = load i32 %endAt
        %isEnd = eq i32 %end, \(number("ttim"))
        branch %isEnd, found, symbol(%nextSymbol)
      found:
        %symbolValueAt = offset %symbol, 8
        %symbolValue = load i64 %symbolValueAt
        %function = offset %biased, %symbolValue
        return %function
      none:
        return @weft.clock.ask
      }
      """)

  /// Letters as the number that they are in memory.
  private static func number(_ letters: String) -> UInt64 {
    letters.utf8.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }
}
