// What a buffer was asked to emit, item by item, for whoever wants it as text.
//
// A buffer that writes a transcript behaves as if it were always full, so that one that does not pays nothing for it.

/// Something that was emitted.
public enum TranscriptItem: Sendable {
  /// An instruction whose operands are registers and an immediate.
  case registers(
    Form, OperandSize, reg: MachineRegister, rm: MachineRegister, third: MachineRegister, immediate: Int64)
  /// An instruction with an operand in memory.
  case memory(
    Form, OperandSize, reg: MachineRegister, MemoryOperand, third: MachineRegister, immediate: Int64, isLocked: Bool)
  /// An instruction whose immediate is a symbol's address.
  case symbolImmediate(Form, OperandSize, rm: MachineRegister, symbol: UInt32, addend: Int64)
  /// A branch or a call.
  case branch(Form, AddressReference)
  /// A branch in its long form, where an assembler might choose the short one.
  case wideBranch(Form, AddressReference)
  /// A label is bound.
  case label(Label)
  /// The difference of two labels.
  case difference(Label, minus: Label)
  /// Bytes up to a multiple.
  case alignment(Int, filler: UInt8)
  /// Instructions that do nothing.
  case nothing(bytes: Int)
  /// Bytes as they are.
  case bytes([UInt8])
  /// The address of a symbol.
  case address(ofSymbol: UInt32, addend: Int64)
  /// What the caller said of the code from here on, by `addTranscribedRow`.
  case row(kind: UInt32, payload: UInt64)
}

extension CodeBuffer {
  /// Writes down from now on what is emitted, for `takeTranscript`.
  public mutating func beginTranscript() { limit = -1 }

  /// What was emitted since the transcript was last taken. To be taken behind `finishFunction`, for each function, whose labels are
  /// its own.
  public mutating func takeTranscript() -> [TranscriptItem] {
    defer { transcript = [] }
    return transcript
  }

  /// Says something of the code from here on, as `addRow` does, and has it in the transcript.
  mutating func addTranscribedRow(kind: UInt32, payload: UInt64) {
    if limit < 0 { transcript.append(.row(kind: kind, payload: payload)) }
    addRow(kind: kind, payload: payload)
  }

  /// There is no room, or a transcript is written.
  @usableFromInline @inline(never) mutating func prepare(_ item: TranscriptItem) {
    if limit < 0 { transcript.append(item) }
    makeRoom(for: 0)
  }

  /// The same for a branch to a label.
  @usableFromInline @inline(never) mutating func prepareBranch(_ form: Form, _ label: Label) {
    if limit < 0 { transcribedBranches.append((sites.count, transcript.count)) }
    prepare(.branch(form, .label(label)))
  }

  /// Marks the long branches of a function with alignments that an assembler might have short: over an alignment the encoder
  /// reckons with the most that it may insert, and an assembler need not. Were all of them short, a distance would be a third.
  mutating func noteWideBranches() {
    let hasAlignment = sites.contains { $0.kind == .alignment }
    for (index, item) in transcribedBranches where hasAlignment {
      let site = sites[index]
      guard case .branch(let form, let target) = transcript[item] else { continue }
      let isLong = site.isLong || site.kind == .distance
      if isLong, abs(Int(labelOffsets[Int(site.label)]) - Int(site.offset)) < 512 {
        transcript[item] = .wideBranch(form, target)
      }
    }
    transcribedBranches.removeAll(keepingCapacity: true)
  }
}

extension AssemblyWriter {
  /// Writes an item of a transcript, without a line's end.
  public mutating func write(_ item: TranscriptItem) {
    switch item {
    case .registers(let form, let size, let reg, let rm, let third, let immediate):
      write(form, size, reg: reg, rm: rm, third: third, immediate: immediate)
    case .memory(let form, let size, let reg, let memory, let third, let immediate, let isLocked):
      write(form, size, reg: reg, memory: memory, third: third, immediate: immediate, isLocked: isLocked)
    case .symbolImmediate(let form, let size, let rm, let symbol, let addend):
      write(form, size, rm: rm, immediateSymbol: symbol, addend: addend)
    case .branch(let form, let target):
      // A jump to a symbol is long whatever the distance, which an assembler may know already.
      if target.kind != .label, form != .call { write("{disp32} ") }
      write(form, to: target)
    case .wideBranch(let form, let target):
      write("{disp32} ")
      write(form, to: target)
    case .label(let label):
      writeReference(.label(label))
      write(":")
    case .difference(let label, let base):
      write(".long ")
      writeReference(.label(label))
      write(" - ")
      writeReference(.label(base))
    case .alignment(let alignment, let filler):
      write(".balign ")
      write(Int64(alignment))
      if filler != 0 {
        write(", ")
        write(Int64(filler))
      }
    case .nothing(let count): writeBytes(CodeBuffer.nothingBytes(count))
    case .bytes(let bytes): writeBytes(bytes)
    case .address(let symbol, let addend):
      write(".quad ")
      writeReference(.symbol(symbol))
      if addend > 0 { write("+") }
      if addend != 0 { write(addend) }
    case .row: break
    }
  }

  private mutating func writeBytes(_ bytes: [UInt8]) {
    for (index, byte) in bytes.enumerated() {
      index == 0 ? write(".byte ") : write(", ")
      write(Int64(byte))
    }
  }
}
