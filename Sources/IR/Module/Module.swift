// A module: a whole program, or what is known of it. Symbols, types, data and functions, each in one table.

public import Layout

/// A place in one of the source texts of a module.
@frozen public struct SourcePlace: Hashable, Sendable {
  /// The number of the text in `Module.sources`; `none` where there is no text.
  public var file: UInt32
  /// The offset of a byte in it.
  public var offset: UInt32
  /// No file.
  public static let none: UInt32 = .max

  /// A place; without arguments, nowhere.
  @inlinable public init(file: UInt32 = SourcePlace.none, offset: UInt32 = 0) {
    self.file = file
    self.offset = offset
  }
}

/// A text that a module was read from.
public struct ModuleSource: Sendable {
  /// What messages call it.
  public let name: String
  /// The text.
  public let bytes: [UInt8]

  /// Names a text.
  public init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }
}

/// How a symbol is seen and kept.
@frozen public struct Linkage: OptionSet, Hashable, Sendable {
  /// One bit for each property.
  public let rawValue: UInt8
  /// Makes the properties whose bits are set.
  @inlinable public init(rawValue: UInt8) { self.rawValue = rawValue }
  /// Seen by other objects, and kept though nothing here uses it.
  public static let export = Linkage(rawValue: 1)
  /// Gives way to a definition that is not weak; undefined, it has the address 0.
  public static let weak = Linkage(rawValue: 2)
  /// Seen by the objects that are linked together and not outside of them.
  public static let hidden = Linkage(rawValue: 4)
  /// Data that several objects may define, all of zeros.
  public static let common = Linkage(rawValue: 8)
  /// Not defined here.
  public static let imported = Linkage(rawValue: 16)
  /// Thread-local data.
  public static let thread = Linkage(rawValue: 32)
}

/// A symbol.
public struct SymbolData: Sendable {
  /// Its name.
  public var name: Name
  /// What it names.
  public var definition: Definition
  /// How it is seen and kept.
  public var linkage: Linkage = []
  /// The section that the text asks for.
  public var section: Name = .none
  /// Whether the function is seldom called.
  public var isCold = false
  /// Whether the function never returns.
  public var isNoreturn = false
  /// The type of the function; `none` for data.
  public var type: Type = .none
  /// Where it is declared; before that, where it was first named.
  public var source = SourcePlace()

  /// Describes a symbol.
  package init(
    name: Name, definition: Definition, linkage: Linkage = [], section: Name = .none, isCold: Bool = false,
    isNoreturn: Bool = false, type: Type = .none, source: SourcePlace = SourcePlace()
  ) {
    self.name = name
    self.definition = definition
    self.linkage = linkage
    self.section = section
    self.isCold = isCold
    self.isNoreturn = isNoreturn
    self.type = type
    self.source = source
  }

  /// What a symbol names.
  public enum Definition: Hashable, Sendable {
    /// It is used, and nothing says what it is.
    case undeclared
    /// A function that is defined elsewhere.
    case importedFunction
    /// Data that is defined elsewhere.
    case importedData
    /// The function of this index in `Module.functions`.
    case function(Int)
    /// The data of this index in `Module.data`.
    case data(Int)
  }

  /// Whether it names a function, here or elsewhere.
  public var isFunction: Bool {
    switch definition {
    case .function, .importedFunction: true
    case .data, .importedData, .undeclared: false
    }
  }
}

/// Something that stands at the top of a text, in the order of the text.
@frozen public enum ModuleItem: Hashable, Sendable {
  /// The record of this index in `TypeTable.records`.
  case record(Int)
  /// An imported function or data object.
  case imported(Symbol)
  /// The data object of this index in `Module.data`.
  case data(Int)
  /// The function of this index in `Module.functions`.
  case function(Int)
  /// The file of this index in `Module.files`.
  case file(Int)
  /// The line that says the target.
  case target
}

/// A source file of the language above, which `loc` speaks of by number.
public struct LocationFile: Sendable {
  /// The number.
  public var number: UInt32
  /// The path.
  public var path: Name
  /// Where it is declared.
  public var source: SourcePlace

  /// Numbers a file.
  public init(number: UInt32, path: Name, source: SourcePlace = SourcePlace()) {
    self.number = number
    self.path = path
    self.source = source
  }
}

/// A program in the IR.
public struct Module: Sendable {
  /// The target.
  public let target: Target
  /// All names.
  public var names: NameTable
  /// All types.
  public var types: TypeTable
  /// All symbols.
  public package(set) var symbols = EntityMap<Symbol, SymbolData>()
  /// The symbol of each name, plus one; zero where there is none.
  private var symbolOfName: [UInt32] = []
  /// All functions with a body.
  public var functions: [Function] = []
  /// All data objects.
  public package(set) var data: [DataObject] = []
  /// The source files of the language above.
  public private(set) var files: [LocationFile] = []
  private var fileOfNumber: [UInt32: Int] = [:]
  /// All that stands at the top, in order.
  public internal(set) var items: [ModuleItem] = []
  /// The texts that the module was read from.
  public internal(set) var sources: [ModuleSource] = []
  /// Where each item stands, beside `items`.
  var itemPlaces: [SourcePlace] = []
  /// What each item says of its symbol, beside `items`: another definition may have had the last word. Nil where the
  /// symbol itself tells.
  var itemDeclarations: [SymbolData?] = []

  /// An empty module.
  public init(target: Target = .x86_64) {
    self.target = target
    names = NameTable()
    types = TypeTable(target: target, names: &names)
  }

  /// The symbol of that name, declared or not.
  public func symbol(named name: String) -> Symbol? { names.find(name).flatMap { symbol(named: $0) } }

  /// The symbol of that name, declared or not.
  public func symbol(named name: Name) -> Symbol? {
    guard name.index < symbolOfName.count, symbolOfName[name.index] > 0 else { return nil }
    return Symbol(rawValue: symbolOfName[name.index] - 1)
  }

  /// The function of that name, if it has a body here.
  public func function(named name: String) -> Function? {
    guard let symbol = symbol(named: name), case .function(let index) = symbols[symbol].definition else { return nil }
    return functions[index]
  }

  /// The data object that a symbol names, if it is defined here.
  public func dataObject(_ symbol: Symbol) -> DataObject? {
    guard symbol.index < symbols.count, case .data(let index) = symbols[symbol].definition else { return nil }
    return data[index]
  }

  /// The name of a symbol as text.
  public func name(of symbol: Symbol) -> String { names.string(symbols[symbol].name) }

  /// The symbol of that name, made where there is none yet.
  @inline(__always)
  mutating func internSymbol(_ name: Name, at place: @autoclosure () -> SourcePlace) -> Symbol {
    if name.index < symbolOfName.count {
      let known = symbolOfName[name.index]
      if known > 0 { return Symbol(rawValue: known &- 1) }
    }
    return addSymbol(name, at: place())
  }

  private mutating func addSymbol(_ name: Name, at place: SourcePlace) -> Symbol {
    if name.index >= symbolOfName.count {
      let more = max(name.index + 1, 2 * symbolOfName.count) - symbolOfName.count
      symbolOfName.append(contentsOf: repeatElement(0, count: more))
    }
    let symbol = symbols.append(SymbolData(name: name, definition: .undeclared, source: place))
    symbolOfName[name.index] = symbol.rawValue + 1
    return symbol
  }

  /// The source file of the language above that locations call by a number.
  public func file(numbered number: UInt32) -> LocationFile? { fileOfNumber[number].map { files[$0] } }

  /// Adds a line that numbers a file; the first of a number is the one that counts.
  mutating func addFile(_ file: LocationFile) {
    addItem(.file(files.count), at: file.source)
    if fileOfNumber[file.number] == nil { fileOfNumber[file.number] = files.count }
    files.append(file)
  }

  mutating func addItem(_ item: ModuleItem, at place: SourcePlace, declaration: SymbolData? = nil) {
    items.append(item)
    itemPlaces.append(place)
    itemDeclarations.append(declaration)
  }
}
