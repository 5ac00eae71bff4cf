// Makes an object file of an object: what linkers take. The steps, in order: number the sections and the symbols, copy the
// sections, turn relocations into entries of the file's, and put around all of it the tables that describe it.

import Layout

/// An ELF object file (ET_REL), ready to be written to a file: `ld` and its like make programs of it, and of others beside it.
///
/// The same object gives the same bytes. It needs no entry, and what it does not define is for others to define. The stack of
/// a program that is made of it is not executed.
public struct ObjectFile: Sendable {
  /// The file.
  public let bytes: [UInt8]
  /// How large each part of the file is: sections, and tables.
  public let parts: [Executable.Part]

  /// Makes an object file of an object.
  ///
  /// - Parameter strip: Whether to leave out everything that a program does not need to run: the names of local symbols, debug
  ///   and unwind information, provenance.
  public init(_ object: borrowing RelocatableObject, strip: Bool = false) throws(ImageError) {
    guard let machine = MachineFacts(object.target) else {
      throw .unsupportedTarget(name: object.target.rawValue)
    }
    guard object.names.count <= Int(UInt32.max) else { throw .tooLarge(what: "the text of all names is") }
    try Self.checkSections(of: object)
    try Self.checkSymbols(of: object)
    let described = strip ? [] : try UnloadedSection.describing(object, on: machine, frames: .exceptions)
    var file = try ObjectFileAssembly(of: object, describedBy: described, strip: strip)
    try file.writeRelocations(of: object, describedBy: described)
    try file.appendTables(of: object, machine)
    bytes = file.bytes
    parts = file.sections.filter { $0.hasBytes && $0.size > 0 }.map {
      Executable.Part(name: $0.name, offset: $0.offset, size: $0.size, address: nil)
    }
  }

  /// Makes sure that the sections can be in a file.
  private static func checkSections(of object: borrowing RelocatableObject) throws(ImageError) {
    var total: UInt64 = 0
    for section in object.sections {
      guard section.alignment.nonzeroBitCount == 1, section.alignment <= 1 << 30 else {
        throw .badAlignment(section: section.name, alignment: section.alignment)
      }
      guard section.kind.isZeroed ? section.bytes.isEmpty : section.zeroSize == 0 else {
        throw .contradictorySection(section: section.name)
      }
      let (sum, overflow) = total.addingReportingOverflow(section.size)
      total = overflow ? .max : sum
      guard total <= 1 << 46 else { throw .tooLarge(what: "the section '\(section.name)' is") }
    }
  }

  /// Makes sure that the symbols lie where they say.
  private static func checkSymbols(of object: borrowing RelocatableObject) throws(ImageError) {
    for index in object.symbols.indices {
      let symbol = object.symbols[index]
      guard Int(symbol.name.start) + Int(symbol.name.count) <= object.names.count else {
        throw .misplacedSymbol(name: "number \(index)")
      }
      if symbol.kind == .layoutFact {
        guard let fact = LayoutFact(rawValue: symbol.offset) else { throw .misplacedSymbol(name: "number \(index)") }
        switch fact {
        case .threadImageAddress, .threadImageSize, .threadSize, .threadAlignment: continue
        case .imageStart, .imageEnd, .codeStart, .codeEnd: throw .unknownFact(fact)
        }
      }
      if symbol.section == .undefined { continue }
      if symbol.section == .common {
        guard symbol.offset.nonzeroBitCount == 1, symbol.binding != .local, symbol.name.count > 0 else {
          throw .misplacedSymbol(name: object.text(of: symbol.name))
        }
        continue
      }
      guard symbol.section.index < object.sections.count,
        case let (end, overflow) = symbol.offset.addingReportingOverflow(symbol.size), !overflow,
        end <= object[symbol.section].size,
        (symbol.kind == .threadLocal) == object[symbol.section].kind.isThreadLocal || symbol.name.count == 0
      else { throw .misplacedSymbol(name: object.text(of: symbol.name)) }
    }
    try SymbolValues.checkNames(of: object)
  }
}
