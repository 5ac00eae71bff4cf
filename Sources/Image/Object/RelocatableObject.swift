// An object: everything that is known of a program before its parts have addresses. What a compiler hands over.

public import Layout

/// A program, or a part of one, whose sections have no addresses yet:
///
///     var object = RelocatableObject(target: .x86_64)
///     let main = object.addSymbol("main", in: .text, kind: .function, binding: .global)
///     object[.text].bytes += [0xB8, 0x3C, 0, 0, 0, 0x31, 0xFF, 0x0F, 0x05]
///     object.symbols[main.index].size = 9
///     object.entry = main
///     let executable = try Executable(object)
///
/// All of it is flat: tables of small values that refer to each other by number. Nothing is checked before a file is made
/// of it, and what is wrong then is an `ImageError`.
public struct RelocatableObject: Sendable {
  /// The machine that the code is for.
  public let target: Target
  /// The sections. The first six are those that `SectionIndex` names, and one that stays empty is not in any file.
  public var sections: [Section]
  /// The symbols.
  public var symbols: [SymbolEntry] = []
  /// The relocations, in any order; those of one section side by side are the fastest.
  public var relocations: [Relocation] = []
  /// The text of all names, one after the other.
  public var names: [UInt8] = []
  /// Where the program starts.
  public var entry: SymbolIndex?
  /// How to find the callers of each place in the code. A file that is not stripped has it.
  public var unwind = UnwindInformation()
  /// Lines, functions and parameters for debuggers, where they are wanted.
  public var debug: DebugInformation?
  /// What each instruction was made from, where that is wanted.
  public var origins: OriginTable?
  /// How much stack the tasks have, by the function that they begin with.
  public var stacks: [StackEntry] = []

  /// An object without anything in it.
  public init(target: Target) {
    self.target = target
    sections = [
      Section(".text", .code), Section(".rodata", .readOnlyData), Section(".data", .data), Section(".bss", .zeroedData),
      Section(".tdata", .threadData), Section(".tbss", .zeroedThreadData),
    ]
  }

  /// A section.
  ///
  /// - Precondition: There is such a section.
  public subscript(section: SectionIndex) -> Section {
    get { sections[section.index] }
    _modify { yield &sections[section.index] }
  }

  /// Adds a section.
  public mutating func addSection(_ section: Section) -> SectionIndex {
    sections.append(section)
    return SectionIndex(rawValue: UInt32(truncatingIfNeeded: sections.count - 1))
  }

  /// Adds the text of a name. The same text twice is two names.
  public mutating func addName(_ bytes: some Collection<UInt8>) -> NameRange {
    // Texts of 4 GiB and more are refused when a file is made, before any name is looked at.
    let range = NameRange(
      start: UInt32(truncatingIfNeeded: names.count), count: UInt32(truncatingIfNeeded: bytes.count))
    names.append(contentsOf: bytes)
    return range
  }

  /// Adds the text of a name.
  public mutating func addName(_ text: String) -> NameRange { addName(text.utf8) }

  /// Adds a symbol.
  @inlinable public mutating func addSymbol(_ symbol: SymbolEntry) -> SymbolIndex {
    symbols.append(symbol)
    return SymbolIndex(rawValue: UInt32(truncatingIfNeeded: symbols.count - 1))
  }

  /// Adds a symbol that stands where its section ends at this moment.
  ///
  /// - Precondition: There is such a section.
  public mutating func addSymbol(
    _ name: String, in section: SectionIndex, size: UInt64 = 0, kind: SymbolKind, binding: Binding = .local,
    isHidden: Bool = false
  ) -> SymbolIndex {
    let offset = sections[section.index].size
    return addSymbol(
      SymbolEntry(
        name: addName(name), section: section, offset: offset, size: size, kind: kind, binding: binding,
        isHidden: isHidden))
  }

  /// Adds a symbol that is defined elsewhere.
  public mutating func addUndefinedSymbol(_ name: String, kind: SymbolKind, binding: Binding = .global) -> SymbolIndex {
    addSymbol(SymbolEntry(name: addName(name), section: .undefined, offset: 0, size: 0, kind: kind, binding: binding))
  }

  /// Adds a symbol without a name whose value is a fact about the finished program.
  public mutating func addLayoutFact(_ fact: LayoutFact) -> SymbolIndex {
    addSymbol(SymbolEntry(name: .none, section: .undefined, offset: fact.rawValue, size: 0, kind: .layoutFact))
  }

  /// The text of a name, for people; empty where the name lies outside of the object's text.
  public func text(of name: NameRange) -> String {
    let range = Int(name.start)..<Int(name.start) + Int(name.count)
    guard range.upperBound <= names.count else { return "" }
    return String(decoding: names[range], as: UTF8.self)
  }
}
