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
        debug?.describe(module, number, range, code.rows[first..<next], part.offset, lines, &object)
      }
    }
    object.debug = debug?.information
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
      let offset = row.offset - part.offset
      // What would hold from the end of the code on holds nowhere.
      guard offset < part.size else { continue }
      let register = DwarfRegister(note.register)
      switch note.change {
      case .frameAddress:
        object.unwind.rows.append(UnwindRow(at: offset, .frameAddress, register, value: note.number))
      case .frameOffset: object.unwind.rows.append(UnwindRow(at: offset, .frameOffset, value: note.number))
      case .saved: object.unwind.rows.append(UnwindRow(at: offset, .saved, register, value: note.number))
      case .outermost: object.unwind.rows.append(UnwindRow(at: offset, .undefined, .returnAddress))
      case .returnsTo: object.unwind.rows.append(UnwindRow(at: offset, .returnsTo, register))
      case .framePointerPushed: object.unwind.rows.append(UnwindRow(at: offset, .frameAddressOnStack, value: 16))
      case .contextIn: object.unwind.rows.append(UnwindRow(at: offset, .kept, register))
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
        producer: options.producer, directory: options.directory, files: named + texts), fileNumbers: numbers,
      firstText: UInt32(named.count))
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

/// Debugging information as it grows.
struct DebugDescription {
  var information: DebugInformation
  /// The place in the list of files of each number that `loc` gives.
  let fileNumbers: [UInt32: UInt32]
  /// The place in the list of files of the module's first text.
  let firstText: UInt32

  /// Describes a function.
  mutating func describe(
    _ module: Module, _ number: Int, _ range: CodeRange, _ rows: ArraySlice<CodeRow>, _ start: UInt32,
    _ lines: SourceLines, _ object: inout RelocatableObject
  ) {
    let function = module.functions[number]
    let first = information.lineRows.count
    var last: (file: UInt32, line: UInt32, column: UInt32)?
    let declared = place(function.source, module, lines)
    for row in rows where row.kind == CodeRowKind.origin {
      let offset = row.offset - start
      guard offset < range.size else { continue }
      let source = UInt32(truncatingIfNeeded: row.payload)
      guard let at = place(ofSource: source, function, module, lines) else { continue }
      if let last, last == at { continue }
      last = at
      information.lineRows.append(LineRow(offset: offset, file: at.file, line: at.line, column: at.column))
    }
    information.lineRuns.append(
      LineRun(code: range, rows: RowRange(start: first, count: information.lineRows.count - first)))
    information.functions.append(
      DebugFunction(
        name: object.addName(module.names[module.symbols[function.symbol].name]), code: range,
        file: declared?.file ?? 0, line: declared?.line ?? 0,
        isExternal: module.symbols[function.symbol].linkage.contains(.export)))
  }

  /// The place of what code comes from: an instruction's number plus one, or 0 for the function itself.
  func place(
    ofSource source: UInt32, _ function: Function, _ module: Module, _ lines: SourceLines
  ) -> (file: UInt32, line: UInt32, column: UInt32)? {
    source == 0
      ? place(function.source, module, lines)
      : place(of: Instruction(rawValue: source - 1), function, module, lines)
  }

  private func place(
    of instruction: Instruction, _ function: Function, _ module: Module, _ lines: SourceLines
  ) -> (file: UInt32, line: UInt32, column: UInt32)? {
    if let location = function.location(of: instruction) {
      return (fileNumbers[location.file] ?? 0, location.line, location.column)
    }
    return place(
      function.place(of: instruction), module, lines)
  }

  private func place(
    _ place: SourcePlace, _ module: Module, _ lines: SourceLines
  ) -> (file: UInt32, line: UInt32, column: UInt32)? {
    guard let (line, column) = lines.position(of: place) else { return nil }
    return (firstText + place.file, UInt32(truncatingIfNeeded: line), UInt32(truncatingIfNeeded: column))
  }
}
