// The rules of symbols: functions' signatures, linkage, data, and `@main`.

extension Verifier {
  /// Checks all symbols.
  mutating func verifySymbols() {
    for symbol in module.symbols.keys {
      let data = module.symbols[symbol]
      if data.isFunction { verifyFunction(symbol, data) }
      if data.linkage.contains([.export, .hidden]) {
        note("@\(module.name(of: symbol)) is exported and hidden", symbol, data, help: ["leave one of the two out"])
      }
      if case .data(let index) = data.definition { verify(module.data[index], symbol, data) }
    }
  }

  private mutating func note(
    _ message: String, _ symbol: Symbol, _ data: SymbolData, expected: String? = nil, help: [String] = []
  ) {
    diagnostics.append(
      ModuleDiagnostic(
        message, at: data.source, length: 1 + module.names[data.name].count, expected: expected, help: help))
  }

  private mutating func verifyFunction(_ symbol: Symbol, _ data: SymbolData) {
    let name = module.name(of: symbol)
    if types.convention(data.type) == .weft {
      if types.isVariadic(data.type) {
        note("only functions of C's convention are variadic", symbol, data, help: ["write 'c' behind the results"])
      }
      if hasExtension(data.type) {
        note("only C's convention extends", symbol, data, help: ["write 'c' behind the results"])
      }
    }
    guard name == "main", case .function = data.definition else { return }
    let signature = types.signature(data.type)
    let parameters = signature.parameters.map(\.type)
    if !(parameters.isEmpty || parameters == [.i32, .ptr, .ptr]) || signature.results.map(\.type) != [.i32]
      || signature.isVariadic
    {
      note(
        "@main has another signature", symbol, data,
        expected: "'func @main() -> i32', or with (%argc: i32, %argv: ptr, %envp: ptr)")
    }
  }

  private mutating func verify(_ object: DataObject, _ symbol: Symbol, _ data: SymbolData) {
    if data.linkage.contains(.common) {
      let isZero = object.items.allSatisfy { item in
        if case .zero = item.content { return true }
        return false
      }
      if !isZero { note("common data holds only zeros", symbol, data, expected: "'zero N' and nothing else") }
      if data.linkage.contains(.thread) { note("common data is not thread-local", symbol, data) }
    }
    for item in object.items {
      guard case .addresses(let addresses) = item.content else { continue }
      for address in addresses {
        guard let target = address.symbol, module.symbols[target].linkage.contains(.thread) else { continue }
        var place = object.source
        place.offset = item.sourceOffset
        diagnostics.append(
          ModuleDiagnostic(
            "@\(module.name(of: target)) has an address in each thread", at: place, length: 3,
            help: ["data cannot hold it"]))
      }
    }
  }
}
