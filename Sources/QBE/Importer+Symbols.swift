// What can be said of symbols once all of the text is read: which of them are defined elsewhere, and which calls are as the
// function is that they call.

internal import IR

extension Importer {
  /// Notes a call by name in the instruction that is written next.
  mutating func noteCall(_ symbol: Symbol, _ type: Type) {
    let known = uses[symbol.index].type
    // Most functions are called as they are defined or were called before.
    if known == 0 { uses[symbol.index].type = type.rawValue }
    if case .function = module.symbols[symbol].definition, known == type.rawValue { return }
    calls.append(
      OpenCall(
        function: UInt32(module.functions.count - 1), instruction: UInt32(translation.instructions.count),
        symbol: symbol.rawValue))
  }

  /// Declares what is used and not defined, and makes the calls that do not fit their functions go through the address.
  mutating func resolveSymbols() {
    for index in 0..<uses.count {
      let use = uses[index]
      let symbol = Symbol(index)
      let data = module.symbols[symbol]
      let isThread = data.linkage.contains(.thread) || data.definition == .undeclared && use.flags.contains(.isThread)
      if isThread, !use.flags.isDisjoint(with: .isPlain) {
        let name = module.names.string(data.name)
        note(
          "$\(name) has an address in each thread", at: use.plainOffset,
          help: ["name it 'thread $\(name)' in a function; data cannot hold its address"])
        continue
      }
      guard data.definition == .undeclared, !use.flags.isEmpty else {
        if use.flags.contains(.isThread), !data.linkage.contains(.thread), data.definition != .undeclared {
          note("$\(module.names.string(data.name)) is not data of each thread", at: use.threadOffset)
        }
        continue
      }
      var imported = SymbolData(
        name: data.name, definition: .importedData, linkage: .imported, source: data.source)
      if use.flags.contains(.isThread) { imported.linkage.insert(.thread) }
      if use.flags.contains(.isCalled) {
        imported.definition = .importedFunction
        imported.type = Type(rawValue: use.type)
        if imported.type == .none { imported.type = signatures.type([], .none, isVariadic: false, &module.types) }
      }
      module.setSymbol(symbol, imported)
      module.addImportedItem(.imported(symbol), at: data.source)
    }
    for index in 0..<calls.count { resolve(calls[index]) }
  }

  /// Settles a call by name whose function was not known.
  private mutating func resolve(_ call: OpenCall) {
    let instruction = Instruction(rawValue: call.instruction)
    let symbol = module.symbols[Symbol(rawValue: call.symbol)]
    let function = Int(call.function)
    // A function with faults has no instructions.
    guard instruction.index < module.functions[function].instructions.count else { return }
    let data = module.functions[function].instructions[instruction]
    guard data.type != symbol.type || !symbol.isFunction else { return }
    if symbol.isFunction, module.types.convention(symbol.type) == .c, isCall(data, symbol.type) {
      module.functions[function].instructions[instruction].type = symbol.type
    } else if symbol.isFunction, let hasEnvironment = isCallButForEnvironment(data.type, symbol.type) {
      // A function that asks for no environment does not see one, and one that gets none gets zero.
      let pool = Array(module.functions[function].pool[Int(data.a)..<Int(data.a + data.b)])
      let arguments = hasEnvironment ? pool[2...] : pool[1...]
      module.functions[function].instructions[instruction].type = symbol.type
      module.functions[function].instructions[instruction].a = UInt32(module.functions[function].pool.count)
      module.functions[function].pool.append(pool[0])
      if !hasEnvironment { module.functions[function].pool.append(Operand.zero.rawValue) }
      module.functions[function].pool += arguments
      module.functions[function].instructions[instruction].b = hasEnvironment ? data.b - 1 : data.b + 1
    } else {
      module.functions[function].instructions[instruction].opcode = .callIndirect
    }
  }

  /// Whether a call differs from a function by an environment alone: true where the call has one, false where the function
  /// has; nil where they differ otherwise.
  private func isCallButForEnvironment(_ call: Type, _ function: Type) -> Bool? {
    let given = module.types.signature(call)
    var wanted = module.types.signature(function)
    guard wanted.convention == .c, given.results == wanted.results, given.isVariadic == wanted.isVariadic else {
      return nil
    }
    if given.parameters.first?.extension == .environment {
      return given.parameters.dropFirst().elementsEqual(wanted.parameters) ? true : nil
    }
    guard wanted.parameters.first?.extension == .environment else { return nil }
    wanted.parameters.removeFirst()
    return given.parameters == wanted.parameters ? false : nil
  }

  /// Whether a call that wants no result fits a function that gives one.
  private func isCall(_ data: InstructionData, _ type: Type) -> Bool {
    guard data.resultCount == 0, module.types.resultCount(data.type) == 0,
      module.types.parameterCount(data.type) == module.types.parameterCount(type),
      module.types.isVariadic(data.type) == module.types.isVariadic(type)
    else { return false }
    for index in 0..<module.types.parameterCount(type)
    where module.types.parameter(index, of: data.type) != module.types.parameter(index, of: type) {
      return false
    }
    return true
  }
}
