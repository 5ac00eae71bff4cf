// Makes a static executable of an object. The steps, in order: give everything a place, find the values of symbols, copy
// the sections, write into them what depends on places, and put around them what describes the file.

import Layout

/// A static ELF executable, ready to be written to a file.
///
/// The same object gives the same bytes. No memory of the program is both written and executed, and its stack is not
/// executed.
public struct Executable: Sendable {
  /// The file.
  public let bytes: [UInt8]
  /// The address that the program starts at.
  public let entryAddress: UInt64
  /// What was put into the file, in its order: headers, sections and tables, with no byte counted twice.
  public let parts: [Part]

  /// A part of the file.
  public struct Part: Sendable, Hashable {
    /// The section's name, or "headers" or "section headers".
    public let name: String
    /// Where in the file it starts.
    public let offset: UInt64
    /// How many bytes of the file it takes.
    public let size: UInt64
    /// Its address in memory; nil for what is not loaded.
    public let address: UInt64?
  }

  /// Makes an executable of an object.
  ///
  /// - Parameter strip: Whether to leave out everything that the program does not need to run: symbols, debug and unwind
  ///   information, provenance, and the table of sections itself.
  public init(_ object: borrowing RelocatableObject, strip: Bool = false) throws(ImageError) {
    guard let machine = MachineFacts(object.target) else {
      throw .unsupportedTarget(name: object.target.rawValue)
    }
    guard object.names.count <= Int(UInt32.max) else { throw .tooLarge(what: "the text of all names is") }
    let layout = try ExecutableLayout(of: object, on: machine)
    let values = try SymbolValues(of: object, in: layout, on: machine)
    var unloaded: [UnloadedSection] = []
    if !strip {
      unloaded = object.sections.indices.filter {
        object.sections[$0].kind == .unloaded && object.sections[$0].size > 0
      }
      .map { UnloadedSection(index: SectionIndex(rawValue: UInt32(truncatingIfNeeded: $0)), of: object) }
      unloaded += try UnloadedSection.describing(object, on: machine)
    }
    var room = 0
    if !strip {
      room = unloaded.reduce(4096 + (SymbolTable.entrySize + 1) * object.symbols.count + object.names.count) {
        $0 + $1.size(in: object)
      }
    }
    var file = FileAssembly(layout: layout, room: room)
    try file.copyLoadedSections(of: object)
    try file.append(unloaded, of: object)
    try file.apply(object.relocations, of: object, values: values)
    if !strip { try file.appendTables(of: object, values: values) }
    file.writeHeaders(machine: machine, entry: values.entry)
    bytes = file.bytes
    entryAddress = values.entry
    parts = file.parts
  }
}
