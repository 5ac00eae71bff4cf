// The runtime's text: the tables that say what lies where in the program's code, and how they are read. `Sources/Compiler/CodeTables.swift`
// writes them, when all code has its place.

internal import IR

extension RuntimeText {
  /// The tables of code.
  static func places(_ shape: RuntimeShape) -> RuntimeText {
    RuntimeText(
      name: "weft/places.wir",
      text: tables + (shape.options.hasNames ? namedPlace + (shape.options.hasLines ? line : noLine) : ""))
  }

  private static let tables = """
    ; Where the sections of code begin; null behind the last. What stands in the tables below is in the order of the sections.
    data @weft.code {
      ptr null
    }

    ; The places where contexts go on, for each its distance from the one before, or from the byte before the section, and its text.
    ; Before each section, and behind the last, is 0.
    data @weft.sites {
      zero 1
    }

    ; The text of the row that was read last; as large as the longest.
    data @weft.row.place writable {
      zero 1
    }

    ; A number of a row: seven bits in each byte, the upper first, of which all but the last have the highest bit set. Gives what is
    ; behind it, too.
    func @weft.row.number(%at: ptr) -> (i64, ptr) cold {
    entry:
      jump look(%at, 0)
    look(%from: ptr, %upper: i64):
      %byte = load.u8 i64 %from
      %bits = and i64 %byte, 127
      %shifted = shl i64 %upper, 7
      %number = or i64 %shifted, %bits
      %behind = offset %from, 1
      %flagged = load i8 %from
      %isLast = ge.s i8 %flagged, 0
      branch %isLast, done, look(%behind, %number)
    done:
      return %number, %behind
    }

    ; Reads a text of a row: in a byte how much of the text before is the same, and what follows that, up to a zero byte.
    func @weft.row.text(%at: ptr) -> ptr cold {
    entry:
      %same = load.u8 i64 %at
      %to = offset @weft.row.place, %same
      jump look(%at, %to)
    look(%before: ptr, %place: ptr):
      %from = offset %before, 1
      %byte = load.u8 i64 %from
      store.8 i64 %byte, %place
      %further = offset %place, 1
      %isEnd = eq i64 %byte, 0
      branch %isEnd, done, look(%from, %further)
    done:
      %behind = offset %from, 1
      return %behind
    }


    """

  /// How a place is said where functions have names.
  private static let namedPlace = """
    ; The names of functions in the order of `@weft.frames`, each with a zero byte behind it.
    data @weft.names {
      zero 1
    }

    ; Says where an instruction is, from what is so far behind it: the function, how far in it, and the line; or the address.
    func @weft.say.place(%instruction: i64, %isBehind: i64, %hasDistance: bool) cold {
    entry:
      %place = sub i64 %instruction, %isBehind
      %start, %frame, %number = call @weft.function.at(%place)
      %isUnknown = lt.s i64 %frame, 0
      branch %isUnknown, number, name
    number:
      call @weft.say(@weft.text.address, %instruction, 0)
      return
    name:
      jump skip(@weft.names, %number)
    skip(%at: ptr, %left: i64):
      %isIt = eq i64 %left, 0
      branch %isIt, found, pass(%at)
    pass(%letterAt: ptr):
      %letter = load i8 %letterAt
      %next = offset %letterAt, 1
      %isEnd = eq i8 %letter, 0
      %less = sub i64 %left, 1
      branch %isEnd, skip(%next, %less), pass(%next)
    found:
      call @weft.say.byte('@')
      call @weft.say.text(%at)
      branch %hasDistance, distance, line
    distance:
      %into = sub i64 %instruction, %start
      call @weft.say(@weft.text.distance, %into, 0)
      jump line
    line:
      call @weft.say.line(%place)
      return
    }


    """
    + texts([
      ("text.address", "0x\(ReportMark.hexadecimal)"), ("text.distance", "+0x\(ReportMark.hexadecimal)"),
      ("text.at", " at "),
    ]) + "\n"

  /// How a line is said where there are none.
  private static let noLine = """
    func @weft.say.line(%place: i64) cold {
    entry:
      return
    }
    """

  private static let line = """
    ; Where lines begin, laid out as `@weft.sites`; an empty text where what follows is of no line. The last of a section is at its end.
    data @weft.lines {
      zero 1
    }

    ; Says which line an instruction is of, if that is known.
    func @weft.say.line(%place: i64) cold {
    entry:
      jump row(@weft.code, 0, @weft.lines, false)
    row(%sectionAt: ptr, %from: i64, %at: ptr, %isInside: bool):
      %distance, %text = call @weft.row.number(%at)
      %isBegin = eq i64 %distance, 0
      branch %isBegin, section, start
    section:
      %section = load i64 %sectionAt
      %nextSection = offset %sectionAt, 8
      %before = sub i64 %section, 1
      %isNone = eq i64 %section, 0
      branch %isNone, done, row(%nextSection, %before, %text, false)
    start:
      ; The row before holds up to this one.
      %start = add i64 %from, %distance
      %isBehind = gt.u i64 %start, %place
      %isIt = and bool %isBehind, %isInside
      branch %isIt, found, read
    read:
      %next = call @weft.row.text(%text)
      %startsBefore = le.u i64 %start, %place
      jump row(%sectionAt, %start, %next, %startsBefore)
    found:
      %first = load i8 @weft.row.place
      %isNowhere = eq i8 %first, 0
      branch %isNowhere, done, say
    say:
      call @weft.say.text(@weft.text.at)
      call @weft.say.text(@weft.row.place)
      return
    done:
      return
    }
    """
}
