// What an object says of its code to those who look at it: where callers are found, lines, functions, origins.

internal import Gen
internal import IR
internal import Image

extension ObjectAssembly {
  /// Describes the code.
  mutating func describe() {
    // The lines of a large program are not looked for where nobody asks.
    let lines = options.hasDebugInformation ? SourceLines(module) : nil
    var debug = options.hasDebugInformation ? startDebugInformation() : nil
    var origins = options.hasDebugInformation ? OriginDescription(module) : nil
    var next = 0
    for (index, part) in code.parts.enumerated() {
      let first = next
      while next < code.rows.count, code.rows[next].offset < part.offset + part.size { next += 1 }
      guard let start = partStarts[index] else { continue }
      let range = CodeRange(section: partSections[index], offset: start, size: part.size)
      describeUnwinding(part, range, first..<next)
      origins?.describe(part, range, code.rows[first..<next], &object)
      guard case .function(let number) = part.source else { continue }
      if let lines {
        debug?.describe(number, range, code.rows[first..<next], part.offset, lines, &object)
      }
    }
    object.debug = debug?.finished
    object.origins = origins?.table
    object.stacks = stacks.map { stack in
      StackEntry(
        name: stack.name, bound: stack.bound, blockBytes: stack.blockBytes, stackBytes: stack.stackBytes,
        reason: stack.reason ?? "",
        calls: stack.chain.map { StackEntry.Call(name: $0.name, frame: $0.frame, isTail: $0.isTail) })
    }
  }

  /// Says how the callers of a part are found.
  private mutating func describeUnwinding(_ part: CodePart, _ range: CodeRange, _ rows: Range<Int>) {
    let first = object.unwind.rows.count
    for row in code.rows[rows] {
      guard let note = UnwindNote(row) else { continue }
      // Whoever makes a text or an object file part of a program finds callers by rows between instructions, as GNU as writes them.
      if !isWhole, note.change == .callerStack { continue }
      let offset = row.offset - part.offset - (isWhole && note.isCallBefore ? 1 : 0)
      // What would hold from the end of the code on holds nowhere.
      guard offset < part.size else { continue }
      let register = DwarfRegister(note.register)
      switch note.change {
      case .frameAddress:
        object.unwind.rows.append(UnwindRow(at: offset, .frameAddress, register, value: note.number))
      case .frameOffset: object.unwind.rows.append(UnwindRow(at: offset, .frameOffset, value: note.number))
      case .saved: object.unwind.rows.append(UnwindRow(at: offset, .saved, register, value: note.number))
      case .restored: object.unwind.rows.append(UnwindRow(at: offset, .restored, register))
      case .returnsFromStack: object.unwind.rows.append(UnwindRow(at: offset, .restored, .returnAddress))
      case .lost: object.unwind.rows.append(UnwindRow(at: offset, .undefined, register))
      case .outermost: object.unwind.rows.append(UnwindRow(at: offset, .undefined, .returnAddress))
      case .returnsTo: object.unwind.rows.append(UnwindRow(at: offset, .returnsTo, register))
      case .framePointerPushed: object.unwind.rows.append(UnwindRow(at: offset, .frameAddressOnStack, value: 16))
      case .contextIn: object.unwind.rows.append(UnwindRow(at: offset, .kept, register))
      case .callerStack: object.unwind.rows.append(UnwindRow(at: offset, .stackPointer, value: note.number))
      case .remember: object.unwind.rows.append(UnwindRow(at: offset, .remember))
      case .recall: object.unwind.rows.append(UnwindRow(at: offset, .recall))
      case .interrupted: object.unwind.rows.append(UnwindRow(at: offset, .interrupted))
      }
    }
    object.unwind.functions.append(
      UnwindFunction(
        code: range, rows: RowRange(start: first, count: object.unwind.rows.count - first),
        isOutermost: part.source == .generator(.entry), isSignalFrame: part.source == .generator(.restore)))
  }

  func startDebugInformation() -> DebugDescription {
    // Files that the language above names come first; without any, the texts of the module are the sources.
    let named = module.files.map { module.names.string($0.path) }
    let texts = module.sources.map(\.name)
    var numbers: [UInt32: UInt32] = [:]
    for (index, file) in module.files.enumerated() { numbers[file.number] = UInt32(index) }
    return DebugDescription(
      information: DebugInformation(
        producer: options.producer, directory: options.directory, files: named + texts), module: module,
      fileNumbers: numbers, firstText: UInt32(named.count))
  }
}

extension DwarfRegister {
  /// The number that debuggers know a register by.
  init(_ register: MachineRegister) {
    let general: [DwarfRegister] = [.rax, .rcx, .rdx, .rbx, .rsp, .rbp, .rsi, .rdi]
    if register.isVector {
      self = .xmm(register.number)
    } else {
      self = register.number < 8 ? general[Int(register.number)] : .r(register.number)
    }
  }
}
