// What debuggers are told of a program: lines, functions, and where parameters are.

internal import Gen
internal import IR
internal import Image

/// Debugging information as it grows.
struct DebugDescription {
  private(set) var information: DebugInformation
  private let module: Module
  private var types: DebugTypes
  /// The place in the list of files of each number that `loc` gives.
  private let fileNumbers: [UInt32: UInt32]
  /// The place in the list of files of the module's first text.
  private let firstText: UInt32

  /// A place in a source.
  struct Place: Equatable {
    var file: UInt32
    var line: UInt32
    var column: UInt32
  }

  init(information: DebugInformation, module: Module, fileNumbers: [UInt32: UInt32], firstText: UInt32) {
    self.information = information
    self.module = module
    self.fileNumbers = fileNumbers
    self.firstText = firstText
    types = DebugTypes(module)
  }

  /// All of it.
  var finished: DebugInformation {
    var information = information
    information.types = types.types
    information.members = types.members
    return information
  }

  /// Describes a function; the rows' offsets count from where all code starts.
  mutating func describe(
    _ number: Int, _ range: CodeRange, _ rows: ArraySlice<CodeRow>, _ start: UInt32, _ lines: SourceLines,
    _ object: inout RelocatableObject
  ) {
    let function = module.functions[number]
    let declared = place(function.source, lines)
    describeLines(of: function, range, rows, start, lines)
    information.functions.append(
      DebugFunction(
        name: object.addName(module.names[module.symbols[function.symbol].name]), code: range,
        file: declared?.file ?? 0, line: declared?.line ?? 0,
        parameters: describeParameters(of: function, range, rows, start, &object),
        isExternal: module.symbols[function.symbol].linkage.contains(.export), result: result(of: function)))
  }

  // MARK: - Lines

  private mutating func describeLines(
    of function: Function, _ range: CodeRange, _ rows: ArraySlice<CodeRow>, _ start: UInt32, _ lines: SourceLines
  ) {
    let first = information.lineRows.count
    var last: Place?
    var isBodyNext = false
    for row in rows {
      let offset = row.offset - start
      guard offset < range.size else { continue }
      if row.kind == CodeRowKind.body { isBodyNext = true }
      guard row.kind == CodeRowKind.origin else { continue }
      let source = UInt32(truncatingIfNeeded: row.payload)
      guard let at = place(ofSource: source, function, lines), at != last || isBodyNext else { continue }
      last = at
      var flags = LineFlags.isStatement
      if isBodyNext { flags.formUnion(.prologueEnd) }
      isBodyNext = false
      // An instruction without code has no row.
      if information.lineRows.count > first, let before = information.lineRows.last, before.offset == offset {
        flags.formUnion(before.flags)
        information.lineRows.removeLast()
      }
      information.lineRows.append(
        LineRow(offset: offset, file: at.file, line: at.line, column: at.column, flags: flags))
    }
    information.lineRuns.append(
      LineRun(code: range, rows: RowRange(start: first, count: information.lineRows.count - first)))
  }

  /// The place of what code comes from: an instruction's number plus one, or 0 for the function itself.
  func place(ofSource source: UInt32, _ function: Function, _ lines: SourceLines) -> Place? {
    source == 0
      ? place(function.source, lines) : place(of: Instruction(rawValue: source - 1), function, lines)
  }

  private func place(of instruction: Instruction, _ function: Function, _ lines: SourceLines) -> Place? {
    if let location = function.location(of: instruction) {
      return Place(file: fileNumbers[location.file] ?? 0, line: location.line, column: location.column)
    }
    return place(function.place(of: instruction), lines)
  }

  private func place(_ place: SourcePlace, _ lines: SourceLines) -> Place? {
    guard let (line, column) = lines.position(of: place) else { return nil }
    return Place(
      file: firstText + place.file, line: UInt32(truncatingIfNeeded: line), column: UInt32(truncatingIfNeeded: column))
  }

  // MARK: - Parameters

  private mutating func describeParameters(
    of function: Function, _ range: CodeRange, _ rows: ArraySlice<CodeRow>, _ start: UInt32,
    _ object: inout RelocatableObject
  ) -> RowRange {
    let values = function.blocks[.entry].parameters
    guard !values.isEmpty else { return .none }
    // What each parameter's rows say, one parameter after the other.
    var notes: [(number: UInt32, from: UInt32, place: ParameterNote.Place)] = []
    for row in rows {
      guard let note = ParameterNote(row) else { continue }
      notes.append((note.number, row.offset - start - (note.isCallBefore ? 1 : 0), note.place))
    }
    // A stable order: rows of one parameter ascend.
    let order = notes.indices.sorted { (notes[$0].number, $0) < (notes[$1].number, $1) }
    var next = 0
    let first = information.parameters.count
    for (number, value) in values.enumerated() {
      let firstLocation = information.locations.count
      while next < order.count, notes[order[next]].number == number {
        let note = notes[order[next]]
        next += 1
        var end = range.size
        if next < order.count, notes[order[next]].number == number { end = notes[order[next]].from }
        guard note.from < end, let location = location(note.place, from: note.from, to: end) else { continue }
        information.locations.append(location)
      }
      information.parameters.append(
        DebugParameter(
          name: name(of: Value(value), function, &object),
          type: types.number(of: module.types.parameter(number, of: function.type).type),
          locations: RowRange(start: firstLocation, count: information.locations.count - firstLocation)))
    }
    return RowRange(start: first, count: information.parameters.count - first)
  }

  private func location(_ place: ParameterNote.Place, from start: UInt32, to end: UInt32) -> DebugLocation? {
    switch place {
    case .nowhere: nil
    case .register(let register): .register(DwarfRegister(register), from: start, to: end)
    case .frame(let offset): .frame(offset, from: start, to: end)
    case .alignedFrame(let offset, let shift): .frame(offset, alignedTo: 1 << UInt32(shift), from: start, to: end)
    }
  }

  private func name(of value: Value, _ function: Function, _ object: inout RelocatableObject) -> NameRange {
    if value.index < function.valueNames.count, function.valueNames[value] != .none {
      return object.addName(module.names[function.valueNames[value]])
    }
    return object.addName("v\(value.index)")
  }

  /// What a function returns, where a debugger finds it as it does in C.
  private mutating func result(of function: Function) -> UInt32? {
    guard module.types.resultCount(function.type) == 1 else { return nil }
    let type = module.types.result(0, of: function.type).type
    // In Weft's convention nobody is told where a result in memory is.
    guard module.types.kind(of: type) != .record || module.types.convention(function.type) == .c else { return nil }
    return types.number(of: type)
  }
}
