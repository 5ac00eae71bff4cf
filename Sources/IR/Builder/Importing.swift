// What an importer of another language makes a module with: it numbers names and symbols itself, and fills in functions
// whose arrays it made.

extension Module {
  /// Adds a text that the module is read from, for messages.
  /// - Returns: the number of the text.
  package mutating func addSource(_ source: ModuleSource) -> UInt32 {
    sources.append(source)
    return UInt32(sources.count - 1)
  }

  /// The symbol of a name, made where there is none yet.
  package mutating func importSymbol(_ name: Name, at place: SourcePlace) -> Symbol { internSymbol(name, at: place) }

  /// Gives a symbol its meaning.
  package mutating func setSymbol(_ symbol: Symbol, _ data: SymbolData) { symbols[symbol] = data }

  /// Adds something that stands at the top.
  package mutating func addImportedItem(_ item: ModuleItem, at place: SourcePlace) { addItem(item, at: place) }

  /// Adds a data object that was put together.
  /// - Returns: its index.
  package mutating func addImportedData(_ object: DataObject) -> Int {
    data.append(object)
    return data.count - 1
  }

  /// The index of the record that a type is in `TypeTable.records`.
  package func indexOfRecord(_ type: Type) -> Int { types.recordIndex(type) }
}
