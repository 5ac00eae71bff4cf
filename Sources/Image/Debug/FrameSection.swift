// Call frame information: how to find the caller from any place in the code.
//
// In executables it stands in `.debug_frame`, which is in the file but not in memory. `.eh_frame` would be in both, for programs
// that unwind themselves to throw exceptions; these do not, so it would take memory, and room in stripped files, for nobody.
// Debuggers and profilers read both alike. Object files have `.eh_frame`: who links them may throw through them.

import Layout

/// Encodes `.debug_frame` or `.eh_frame`.
enum FrameSection {
  /// Which of the two.
  enum Form { case debug, exceptions }

  /// All offsets at which registers are saved are multiples of this.
  private static let dataUnit: Int64 = -8

  static func encode(
    _ object: borrowing RelocatableObject, on machine: MachineFacts, as form: Form
  ) throws(ImageError) -> UnloadedSection? {
    guard !object.unwind.functions.isEmpty else { return nil }
    var buffer = ByteBuffer()
    buffer.reserve(24 + 40 * object.unwind.functions.count)
    var relocations: [SectionRelocation] = []
    relocations.reserveCapacity(object.unwind.functions.count)
    putCommon(for: machine, as: form, to: &buffer)
    let signalStart = buffer.count
    if object.unwind.functions.contains(where: \.isSignalFrame) {
      putCommon(for: machine, as: form, isSignalFrame: true, to: &buffer)
    }
    for (index, function) in object.unwind.functions.enumerated() {
      guard function.code.isCode(of: object), let rows = function.rows.indices(in: object.unwind.rows.count) else {
        throw .misplacedInformation(what: "unwind information")
      }
      let start = buffer.count
      let (section, offset) = (function.code.section, UInt64(function.code.offset))
      buffer.put32(0)
      switch form {
      case .debug:
        buffer.put32(UInt32(function.isSignalFrame ? signalStart : 0))
        relocations.append(SectionRelocation(offset: buffer.count, section: section, addend: offset))
        buffer.put64(0)
        buffer.put64(UInt64(function.code.size) + padding(after: index, of: object))
      case .exceptions:
        // How far what all have in common lies before this.
        buffer.put32(UInt32(truncatingIfNeeded: buffer.count - (function.isSignalFrame ? signalStart : 0)))
        relocations.append(SectionRelocation(offset: buffer.count, distanceTo: section, addend: offset))
        buffer.put32(0)
        buffer.put32(function.code.size)
        buffer.put8(0)  // nothing of the language's own
      }
      if function.isOutermost {
        buffer.put8(Dwarf.Frame.undefined)
        buffer.putUnsigned(UInt64(machine.returnAddress.rawValue))
      }
      try put(object.unwind.rows[rows], codeSize: function.code.size, on: machine, to: &buffer)
      if form == .exceptions { buffer.align(to: 8) }
      buffer.replace32(at: start, with: UInt32(truncatingIfNeeded: buffer.count - start - 4))
      guard buffer.count <= Int(UInt32.max) else { throw .tooLarge(what: "the unwind information is") }
    }
    switch form {
    case .debug: return UnloadedSection(".debug_frame", buffer, relocations)
    case .exceptions: return UnloadedSection(".eh_frame", buffer, relocations, alignment: 8)
    }
  }

  /// What aligns the next function belongs to the one before it, so that no byte of code is without information.
  private static func padding(after index: Int, of object: borrowing RelocatableObject) -> UInt64 {
    let functions = object.unwind.functions
    let code = functions[index].code
    guard index + 1 < functions.count, functions[index + 1].code.section == code.section else { return 0 }
    let next = UInt64(functions[index + 1].code.offset)
    return next > code.end && next - code.end < object[code.section].alignment ? next - code.end : 0
  }

  /// What all functions have in common: where the caller's things are when a function starts.
  private static func putCommon(
    for machine: MachineFacts, as form: Form, isSignalFrame: Bool = false, to buffer: inout ByteBuffer
  ) {
    let start = buffer.count
    buffer.put32(0)
    switch form {
    case .debug:
      buffer.put32(.max)
      buffer.put8(4)  // the version of this format that belongs to DWARF 4 and 5
      if isSignalFrame { buffer.put8(UInt8(ascii: "S")) }
      buffer.put8(0)  // the end of what it is augmented by
      buffer.put8(8)  // the size of an address
      buffer.put8(0)  // and of a segment's number
    case .exceptions:
      buffer.put32(0)
      buffer.put8(1)  // the version
      buffer.putText(isSignalFrame ? "zRS" : "zR")  // how addresses are written is said below, with its size before it
    }
    buffer.putUnsigned(UInt64(machine.instructionUnit))
    buffer.putSigned(dataUnit)
    buffer.putUnsigned(UInt64(machine.returnAddress.rawValue))
    if form == .exceptions {
      buffer.putUnsigned(1)
      buffer.put8(Dwarf.Frame.distance32)
    }
    buffer.put8(Dwarf.Frame.defineAddress)
    buffer.putUnsigned(UInt64(machine.stackPointer.rawValue))
    buffer.putUnsigned(UInt64(machine.callFrameOffset))
    if let saved = machine.savedReturnAddress {
      buffer.put8(Dwarf.Frame.offset | machine.returnAddress.rawValue)
      buffer.putUnsigned(UInt64(Int64(saved) / dataUnit))
    }
    // What aligns an entry does nothing: the instruction 0.
    if form == .exceptions { buffer.align(to: 8) }
    buffer.replace32(at: start, with: UInt32(buffer.count - start - 4))
  }

  private static func put(
    _ rows: ArraySlice<UnwindRow>, codeSize: UInt32, on machine: MachineFacts, to buffer: inout ByteBuffer
  ) throws(ImageError) {
    var offset: UInt32 = 0
    var remembered = 0
    for row in rows {
      guard row.offset >= offset, row.offset <= codeSize else {
        throw .misplacedInformation(what: "an unwind row")
      }
      putAdvance((row.offset - offset) / UInt32(machine.instructionUnit), to: &buffer)
      offset = row.offset
      let register = row.register.rawValue
      switch row.change {
      case .frameAddress:
        guard row.value >= 0 else { throw .misplacedInformation(what: "an unwind row") }
        buffer.put8(Dwarf.Frame.defineAddress)
        buffer.putUnsigned(UInt64(register))
        buffer.putUnsigned(UInt64(row.value))
      case .frameOffset:
        guard row.value >= 0 else { throw .misplacedInformation(what: "an unwind row") }
        buffer.put8(Dwarf.Frame.defineOffset)
        buffer.putUnsigned(UInt64(row.value))
      case .frameRegister:
        buffer.put8(Dwarf.Frame.defineRegister)
        buffer.putUnsigned(UInt64(register))
      case .saved:
        guard row.value < 0, Int64(row.value) % dataUnit == 0 else {
          throw .misplacedInformation(what: "an unwind row")
        }
        put(register, short: Dwarf.Frame.offset, long: Dwarf.Frame.offsetExtended, to: &buffer)
        buffer.putUnsigned(UInt64(Int64(row.value) / dataUnit))
      case .restored: put(register, short: Dwarf.Frame.restore, long: Dwarf.Frame.restoreExtended, to: &buffer)
      case .undefined:
        buffer.put8(Dwarf.Frame.undefined)
        buffer.putUnsigned(UInt64(register))
      case .unchanged:
        buffer.put8(Dwarf.Frame.sameValue)
        buffer.putUnsigned(UInt64(register))
      case .stackPointer:
        guard Int64(row.value) % dataUnit == 0 else { throw .misplacedInformation(what: "an unwind row") }
        buffer.put8(Dwarf.Frame.valueOffsetSigned)
        buffer.putUnsigned(UInt64(machine.stackPointer.rawValue))
        buffer.putSigned(Int64(row.value) / dataUnit)
      case .returnsTo:
        buffer.put8(Dwarf.Frame.register)
        buffer.putUnsigned(UInt64(machine.returnAddress.rawValue))
        buffer.putUnsigned(UInt64(register))
      case .kept:
        guard register < Dwarf.Expression.registers else { throw .misplacedInformation(what: "an unwind row") }
        let base = Dwarf.Expression.baseRegister + register
        buffer.put8(Dwarf.Frame.defineAddressExpression)
        for byte in [3, base, 0, Dwarf.Expression.dereference] { buffer.put8(byte) }
        buffer.put8(Dwarf.Frame.expression)
        buffer.putUnsigned(UInt64(machine.returnAddress.rawValue))
        for byte in [2, base, 8] { buffer.put8(byte) }
      case .frameAddressOnStack:
        guard (0..<64).contains(row.value), machine.stackPointer.rawValue < Dwarf.Expression.registers else {
          throw .misplacedInformation(what: "an unwind row")
        }
        buffer.put8(Dwarf.Frame.defineAddressExpression)
        let base = Dwarf.Expression.baseRegister + machine.stackPointer.rawValue
        for byte in [5, base, 0, Dwarf.Expression.dereference, Dwarf.Expression.plus, UInt8(row.value)] {
          buffer.put8(byte)
        }
      case .interrupted:
        for byte in SignalFrame.instructions { buffer.put8(byte) }
      case .remember:
        remembered += 1
        buffer.put8(Dwarf.Frame.rememberState)
      case .recall:
        remembered -= 1
        guard remembered >= 0 else { throw .misplacedInformation(what: "an unwind row") }
        buffer.put8(Dwarf.Frame.restoreState)
      }
    }
  }

  /// An instruction about a register, whose number is part of it where it is low.
  private static func put(_ register: UInt8, short: UInt8, long: UInt8, to buffer: inout ByteBuffer) {
    if register < Dwarf.Frame.shortRegisters {
      buffer.put8(short | register)
    } else {
      buffer.put8(long)
      buffer.putUnsigned(UInt64(register))
    }
  }

  private static func putAdvance(_ units: UInt32, to buffer: inout ByteBuffer) {
    if units == 0 { return }
    if units < 0x40 {
      buffer.put8(Dwarf.Frame.advance | UInt8(units))
    } else if let units = UInt8(exactly: units) {
      buffer.put8(Dwarf.Frame.advance1)
      buffer.put8(units)
    } else if let units = UInt16(exactly: units) {
      buffer.put8(Dwarf.Frame.advance2)
      buffer.put16(units)
    } else {
      buffer.put8(Dwarf.Frame.advance4)
      buffer.put32(units)
    }
  }
}

extension CodeRange {
  /// Whether the run lies inside of a section of code.
  func isCode(of object: borrowing RelocatableObject) -> Bool {
    section.index < object.sections.count && object[section].kind == .code && end <= object[section].size
  }
}
