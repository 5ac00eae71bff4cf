// What can be wrong with an object that a file is to be made of.

/// Why no file can be made of an object.
public enum ImageError: Error, Sendable, Hashable {
  /// The object does not say where the program starts.
  case noEntry
  /// The program starts at something that is no place in its code.
  case badEntry(symbol: String)
  /// A relocation needs a symbol that is nowhere defined.
  case undefinedSymbol(name: String)
  /// Two symbols that everyone sees bear the same name.
  case duplicateSymbol(name: String)
  /// A symbol lies outside of its section, or names a section or a text that is not there.
  case misplacedSymbol(name: String)
  /// A symbol of a thread's own data is used as an address, or the other way round.
  case threadLocalMismatch(name: String, section: String, offset: UInt64)
  /// A relocation names a section or a symbol that is not there, or bytes outside of its section.
  case misplacedRelocation(section: String, offset: UInt64)
  /// What a relocation would write does not fit.
  case relocationOverflow(section: String, offset: UInt64, symbol: String, value: Int64, kind: RelocationKind)
  /// The file cannot have such a relocation: only a linker can apply it, or the machine has none.
  case unsupportedRelocation(kind: RelocationKind)
  /// An object file asks for a fact that only the whole program's layout can tell.
  case unknownFact(LayoutFact)
  /// A section's alignment is no power of two, or greater than memory is mapped by.
  case badAlignment(section: String, alignment: UInt64)
  /// A section of zeroes has bytes, or one with bytes zeroes.
  case contradictorySection(section: String)
  /// There are more sections than a file can number.
  case tooManySections(count: Int)
  /// Something does not fit into a file or the address space.
  case tooLarge(what: String)
  /// The machine is one that files cannot be written for yet.
  case unsupportedTarget(name: String)
  /// Debug, unwind or provenance information refers to something that is not there.
  case misplacedInformation(what: String)
}

extension ImageError: CustomStringConvertible {
  /// The error as a sentence for people.
  public var description: String {
    switch self {
    case .noEntry: "the program has no entry"
    case .badEntry(let symbol): "the entry '\(symbol)' is no place in the program's code"
    case .undefinedSymbol(let name): "the symbol '\(name)' is not defined"
    case .duplicateSymbol(let name): "the symbol '\(name)' is defined twice"
    case .misplacedSymbol(let name): "the symbol '\(name)' lies outside of its section"
    case .threadLocalMismatch(let name, let section, let offset):
      "\(section)+\(offset) mixes up addresses and thread-local offsets: '\(name)'"
    case .misplacedRelocation(let section, let offset): "the relocation at \(section)+\(offset) lies outside"
    case .relocationOverflow(let section, let offset, let symbol, let value, let kind):
      "at \(section)+\(offset), '\(symbol)' is too far away: \(value) does not fit into \(kind.width) bytes"
    case .unsupportedRelocation(let kind): "the file cannot have a relocation of the kind \(kind)"
    case .unknownFact(let fact): "an object file cannot tell the fact \(fact) about the program that it becomes part of"
    case .badAlignment(let section, let alignment): "the section '\(section)' cannot be aligned to \(alignment) bytes"
    case .contradictorySection(let section): "the section '\(section)' has bytes and zeroes at once"
    case .tooManySections(let count): "\(count) sections are more than a file can number"
    case .tooLarge(let what): "\(what) too large"
    case .unsupportedTarget(let name): "executables for \(name) cannot be written yet"
    case .misplacedInformation(let what): "\(what) refers to something that is not there"
    }
  }
}
