// The trace of a run: each instruction when it is executed, with the values that it takes.

internal import IR

extension Machine {
  /// Tells of the step that is about to be taken, where it is the first of its instruction.
  func traceStep(_ trace: (String) -> Void) {
    // Behind the last return no function has the frame: nothing was written where its number would stand.
    guard state.pointee.step.operation != .finish else { return }
    let index = currentFunction
    guard index < module.functions.count, details[index].stepCount > 0 else { return }
    let step = state.pointee.step
    guard let instruction = instruction(of: step, in: index) else { return }
    let offset = step - functions[index].start
    if offset > 0, details[index].origins[offset - 1] == instruction.rawValue { return }
    let function = module.functions[index]
    let place = function.place(of: instruction)
    var line = "@\(name(of: index)) \(spell(place)): \(text(at: place))"
    var seen: Set<Value> = []
    var values: [String] = []
    let frame = state.pointee.frame
    function.forEachOperand(of: instruction) { operand in
      guard let value = operand.value, seen.insert(value).inserted, value.index < function.values.count else { return }
      values.append("%\(name(of: value, in: function)) = \(show(frame[value.index], function.values[value].type))")
    }
    if !values.isEmpty { line += "    ; " + values.joined(separator: ", ") }
    trace(line)
  }

  /// A value as the text writes it.
  private func show(_ bits: UInt64, _ type: Type) -> String {
    switch type {
    case .bool: bits & 1 != 0 ? "true" : "false"
    case .f32: "\(Arithmetic.float(bits))"
    case .f64: "\(Arithmetic.double(bits))"
    case .i8, .i16, .i32, .i64: "\(Arithmetic.signed(bits, type.rawValue))"
    default: "0x" + String(bits, radix: 16)
    }
  }

  /// The rest of the line at a place.
  private func text(at place: SourcePlace) -> String {
    guard place.file != SourcePlace.none, Int(place.file) < module.sources.count else { return "" }
    let bytes = module.sources[Int(place.file)].bytes
    guard Int(place.offset) < bytes.count else { return "" }
    let line = bytes[Int(place.offset)...].prefix { $0 != 0x0A }
    return String(decoding: line, as: UTF8.self)
  }
}
