// The lines of the code, as a program for the small machine that DWARF defines: each row that is not far from the one before
// it is one byte. Millions of rows pass through here, so room is made for many at once.

/// Encodes `.debug_line`.
struct LineSection {
  private var buffer = ByteBuffer()
  private var relocations: [SectionRelocation] = []

  /// A special instruction adds up to this many lines, starting at `leastLineStep`, and some addresses.
  private static let lineSteps: Int64 = 14
  private static let leastLineStep: Int64 = -5
  private static let firstSpecial: Int64 = 13
  /// What `addConstant` adds to the address: as much as the greatest special instruction.
  private static let constantStep = (255 - firstSpecial) / lineSteps
  /// More than any row takes: five instructions with numbers of at most five bytes, and four without.
  private static let longestRow = 40
  /// How many rows are written before it is asked again whether there is room.
  private static let batch = 1 << 10

  static func encode(_ object: borrowing RelocatableObject, _ debug: DebugInformation) throws(ImageError)
    -> UnloadedSection
  {
    var section = LineSection()
    section.putHeader(debug)
    try section.putProgram(object, debug)
    guard section.buffer.count <= Int(UInt32.max) else { throw .tooLarge(what: "the line information is") }
    section.buffer.replace32(at: 0, with: UInt32(section.buffer.count - 4))
    return UnloadedSection(".debug_line", section.buffer, section.relocations)
  }

  private mutating func putHeader(_ debug: DebugInformation) {
    buffer.put32(0)
    buffer.put16(5)
    buffer.put8(8)  // the size of an address
    buffer.put8(0)  // and of a segment's number
    buffer.put32(0)
    let start = buffer.count
    buffer.put8(1)  // instructions' lengths are multiples of this
    buffer.put8(1)  // operations in an instruction
    buffer.put8(1)  // rows are statements unless they say otherwise
    buffer.put8(UInt8(bitPattern: Int8(Self.leastLineStep)))
    buffer.put8(UInt8(Self.lineSteps))
    buffer.put8(UInt8(Self.firstSpecial))
    // How many operands each of the instructions before the special ones has.
    buffer.put([0, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0, 1])
    buffer.put8(1)
    buffer.putUnsigned(Dwarf.Line.path)
    buffer.putUnsigned(Dwarf.Form.string)
    buffer.putUnsigned(1)
    buffer.putText(debug.directory)
    buffer.put8(2)
    buffer.putUnsigned(Dwarf.Line.path)
    buffer.putUnsigned(Dwarf.Form.string)
    buffer.putUnsigned(Dwarf.Line.directoryIndex)
    buffer.putUnsigned(Dwarf.Form.unsigned)
    buffer.putUnsigned(UInt64(debug.files.count))
    for file in debug.files {
      buffer.putText(file)
      buffer.putUnsigned(0)
    }
    buffer.replace32(at: start - 4, with: UInt32(truncatingIfNeeded: buffer.count - start))
  }

  /// The registers of DWARF's machine.
  private struct State {
    var address: UInt64 = 0
    var line: Int64 = 1
    var file: UInt32 = 1
    var column: UInt16 = 0
    var isStatement = true
  }

  private mutating func putProgram(_ object: borrowing RelocatableObject, _ debug: DebugInformation) throws(ImageError)
  {
    var state = State()
    var open: SectionIndex?
    for run in debug.lineRuns {
      guard run.code.isCode(of: object), let rows = run.rows.indices(in: debug.lineRows.count) else {
        throw .misplacedInformation(what: "line information")
      }
      if let section = open, section != run.code.section || UInt64(run.code.offset) < state.address {
        putEnd()
        open = nil
      }
      if open == nil {
        state = State()
        state.address = UInt64(run.code.offset)
        putStart(run.code)
        open = run.code.section
      } else if UInt64(run.code.offset) > state.address {
        putGap(&state)
      }
      var next = rows.lowerBound
      while next < rows.upperBound {
        let batch = next..<min(next + Self.batch, rows.upperBound)
        let isSound = debug.lineRows.withUnsafeBufferPointer { rows in
          buffer.putUnchecked(atMost: Self.longestRow * batch.count) { output in
            Self.put(
              UnsafeBufferPointer(rebasing: rows[batch]), of: run.code, fileCount: debug.files.count, &state, &output)
          }
        }
        guard isSound else { throw .misplacedInformation(what: "a line row") }
        next = batch.upperBound
      }
      putAdvance(to: run.code.end, &state)
    }
    if open != nil { putEnd() }
  }

  private mutating func putStart(_ code: CodeRange) {
    buffer.put8(Dwarf.Line.extended)
    buffer.putUnsigned(9)
    buffer.put8(Dwarf.Line.setAddress)
    relocations.append(SectionRelocation(offset: buffer.count, section: code.section, addend: UInt64(code.offset)))
    buffer.put64(0)
  }

  private mutating func putEnd() {
    buffer.put8(Dwarf.Line.extended)
    buffer.putUnsigned(1)
    buffer.put8(Dwarf.Line.endSequence)
  }

  /// What lies between two runs belongs to no line.
  private mutating func putGap(_ state: inout State) {
    buffer.put8(Dwarf.Line.advanceLine)
    buffer.putSigned(-state.line)
    buffer.put8(Dwarf.Line.copy)
    state.line = 0
  }

  private mutating func putAdvance(to address: UInt64, _ state: inout State) {
    guard address > state.address else { return }
    buffer.put8(Dwarf.Line.advanceAddress)
    buffer.putUnsigned(address - state.address)
    state.address = address
  }

  /// Writes the rows of a run, and says whether they were in order.
  private static func put(
    _ rows: UnsafeBufferPointer<LineRow>, of code: CodeRange, fileCount: Int, _ state: inout State,
    _ output: inout UncheckedBytes
  ) -> Bool {
    for row in rows {
      let address = UInt64(code.offset) + UInt64(row.offset)
      guard row.offset <= code.size, address >= state.address, Int(row.file) < fileCount else { return false }
      if row.file != state.file {
        output.put(Dwarf.Line.setFile)
        output.putUnsigned(UInt64(row.file))
        state.file = row.file
      }
      if row.column != state.column {
        output.put(Dwarf.Line.setColumn)
        output.putUnsigned(UInt64(row.column))
        state.column = row.column
      }
      if row.flags.contains(.isStatement) != state.isStatement {
        output.put(Dwarf.Line.negateStatement)
        state.isStatement.toggle()
      }
      if row.flags.contains(.prologueEnd) { output.put(Dwarf.Line.setPrologueEnd) }
      var lines = Int64(row.line) - state.line
      if lines < leastLineStep || lines >= leastLineStep + lineSteps {
        output.put(Dwarf.Line.advanceLine)
        output.putSigned(lines)
        lines = 0
      }
      var addresses = Int64(address - state.address)
      let base = lines - leastLineStep + firstSpecial
      if base + lineSteps * addresses > 255 {
        if addresses >= constantStep, base + lineSteps * (addresses - constantStep) <= 255 {
          output.put(Dwarf.Line.addConstant)
          addresses -= constantStep
        } else {
          output.put(Dwarf.Line.advanceAddress)
          output.putUnsigned(UInt64(addresses))
          addresses = 0
        }
      }
      output.put(UInt8(truncatingIfNeeded: base + lineSteps * addresses))
      state.line = Int64(row.line)
      state.address = address
    }
    return true
  }
}
