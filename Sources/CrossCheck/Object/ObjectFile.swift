// Reads the records of an object file or executable from its debug information (DWARF 2 to 5), with libdw.

internal import CElfutils
public import Layout

/// An open object file or executable with debug information:
///
///     let file = try ObjectFile(path: "/usr/lib/debug/vmlinux")
///     let record = try file.record(named: "task_struct")
///
/// Any file may be hostile: whatever is in it, reading it gives a record or an error.
public struct ObjectFile: ~Copyable {
  /// The path that the file was opened by.
  public let path: String
  /// The machine that the file is for.
  public let machine: Machine

  private let session: DebugSession
  private let debugInformation: OpaquePointer

  /// Opens a file. Debug information that stands in a file of its own is looked for on this machine, never on a network.
  public init(path: String) throws(ObjectFileError) {
    let opened = try DebugSession.open(path)
    self.path = path
    machine = opened.machine
    session = opened.session
    debugInformation = opened.debugInformation
  }

  // MARK: - Records

  /// The first definition of a record: `name` is a tag ("stat"), a tag with its keyword ("struct stat"), or a
  /// typedef that names a record. A name in a C++ namespace or a Rust module is found by its last part, or by as many
  /// of its parts as are given ("net::Address").
  public borrowing func record(named name: String) throws(ObjectFileError) -> RecordLayout {
    try find(name)[0].layout
  }

  /// Every definition that a record of that name has, as `record(named:)` reads it. A file that was linked from several
  /// sources may have one that differs in each, and so may its functions; those that are the same stand here once. Where
  /// each is declared is left out unless there is more than one.
  public borrowing func find(_ name: String) throws(ObjectFileError) -> [Found] {
    let wanted = WantedName(name)
    var search = RecordSearch(wanted)
    var found = Definitions()
    do throws(EntryError) {
      let filter = UnitFilter(for: wanted.name, in: debugInformation, isBigEndian: machine.isBigEndian)
      var reader = TypeReader(machine: machine)
      var units = Units(of: debugInformation)
      while let unit = try units.next() {
        guard filter?.allows(unit) ?? true else { continue }
        let entries = try search.search(unit)
        for entry in entries {
          if let record = try reader.record(entry) { try found.add(record, from: entry) }
        }
        if !entries.isEmpty { reader.forget() }
      }
      if found.isEmpty, let missing = units.missingFile { throw .elsewhere(missing) }
      if !found.isEmpty { return try found.list() }
    } catch {
      throw describe(error)
    }
    if search.sawDeclaration { throw .onlyDeclared(path: path, name: name) }
    if search.sawOtherType { throw .notARecord(path: path, name: name) }
    throw .noSuchRecord(path: path, name: name)
  }

  /// The names of all records with a definition: "struct stat", "union sigval", and of typedefs that alone name one
  /// ("siginfo_t"), sorted, each once. Those inside functions are left out.
  public borrowing func recordNames() throws(ObjectFileError) -> [String] {
    try firstDefinitions().keys.sorted()
  }

  /// Every record with a definition and a name, with the first definition where there are several, in the order of
  /// `recordNames()`.
  public borrowing func records() throws(ObjectFileError) -> [RecordLayout] {
    let definitions = try firstDefinitions()
    var reader = TypeReader(machine: machine)
    var records: [RecordLayout] = []
    for (_, entry) in definitions.sorted(by: { $0.key < $1.key }) {
      do throws(EntryError) {
        if let record = try reader.record(entry) { records.append(record) }
      } catch {
        throw describe(error)
      }
    }
    return records
  }

  /// Whether the entry is a typedef that alone names a record.
  private static func isTypedef(_ entry: DebugEntry) throws(EntryError) -> Bool {
    guard entry.tag == .typedef, let record = try recordBehind(entry) else { return false }
    return record.name == nil
  }

  /// A record that was looked up.
  public struct Found: Sendable {
    /// The record.
    public let layout: RecordLayout
    /// Whether the record's name is a typedef's and not a tag.
    public let isTypedef: Bool
    /// The source file that declares it, as the compiler knew it; nil where that is unknown, or was not asked for.
    public let declaredIn: String?
    /// The file and line that declare it; nil where that is unknown, and where it is the only definition.
    public var place: String?
  }

  /// Looks up many records at once, by names as `recordNames()` gives them or by any typedef; one that is not in the
  /// file is missing from the result. Finding out where each is declared takes more time than all the rest.
  public borrowing func records(
    named names: some Sequence<String>, andWhereDeclared: Bool = false
  ) throws(ObjectFileError) -> [String: Found] {
    let definitions = try firstDefinitions(ofTypedefs: true)
    var reader = TypeReader(machine: machine)
    var found: [String: Found] = [:]
    for name in names {
      guard let entry = definitions[name] else { continue }
      do throws(EntryError) {
        guard let layout = try reader.record(entry) else { continue }
        found[name] = Found(
          layout: layout, isTypedef: try Self.isTypedef(entry),
          declaredIn: andWhereDeclared ? entry.declarationFile : nil)
      } catch {
        throw describe(error)
      }
    }
    return found
  }

  /// Every definition of every record with a name, by names as `recordNames()` gives them; those inside functions stand
  /// under the function's name too. With `names`, only those, and by any typedef too.
  public borrowing func definitions(of names: Set<String>? = nil) throws(ObjectFileError) -> [String: [Found]] {
    var found: [String: Definitions] = [:]
    do throws(EntryError) {
      var reader = TypeReader(machine: machine)
      try forEachDefinition(ofTypedefs: names != nil, extent: .everything) { (name, entry) throws(EntryError) in
        guard names?.contains(name) ?? true, let record = try reader.record(entry) else { return }
        try found[name, default: Definitions()].add(record, from: entry)
      } afterUnit: {
        reader.forget()
      }
      var result: [String: [Found]] = [:]
      for (name, definitions) in found { result[name] = try definitions.list() }
      return result
    } catch {
      throw describe(error)
    }
  }

  /// The distinct definitions of one name.
  private struct Definitions {
    private var known: [(layout: RecordLayout, entry: DebugEntry)] = []

    /// More than any source has: each new one is compared with all that there are.
    private static let most = 1000

    var isEmpty: Bool { known.isEmpty }

    mutating func add(_ layout: RecordLayout, from entry: DebugEntry) throws(EntryError) {
      if let index = known.firstIndex(where: { $0.layout.isSame(as: layout) }) {
        if !known[index].layout.isWhollyKnown, layout.isWhollyKnown { known[index] = (layout, entry) }
        return
      }
      guard known.count < Self.most else {
        throw .corrupt("\(layout.name ?? "a record") is defined in more than \(Self.most) ways")
      }
      known.append((layout, entry))
    }

    func list() throws(EntryError) -> [Found] {
      var list: [Found] = []
      for (layout, entry) in known {
        let place = known.count > 1 ? entry.declarationPlace : nil
        list.append(
          Found(layout: layout, isTypedef: try ObjectFile.isTypedef(entry), declaredIn: nil, place: place))
      }
      return list
    }
  }

  /// An enumerator: a name and the value that it stands for.
  public struct Enumerator: Sendable, Hashable {
    /// The name.
    public let name: String
    /// The value.
    public let value: Int128
  }

  /// The enumerators of all enumerations that stand outside of records and functions and whose names start with
  /// `prefix`, in order.
  public borrowing func enumerators(withPrefix prefix: String) throws(ObjectFileError) -> [Enumerator] {
    var result: [Enumerator] = []
    do throws(EntryError) {
      var units = Units(of: debugInformation)
      while let unit = try units.next() {
        var children = unit.children
        while let child = try children.next() {
          guard child.tag == .enumeration else { continue }
          let type = try EnumerationType(child)
          var enumerators = child.children
          while let enumerator = try enumerators.next() {
            guard let name = enumerator.name, name.hasPrefix(prefix) else { continue }
            guard let bits = enumerator.bits(.constantValue) else {
              throw .corrupt("the enumerator \(name) has no value")
            }
            result.append(Enumerator(name: name, value: type.value(of: bits)))
          }
        }
      }
      if result.isEmpty, let missing = units.missingFile { throw .elsewhere(missing) }
    } catch {
      throw describe(error)
    }
    return result
  }

  /// The entries that define records, by name.
  private borrowing func firstDefinitions(ofTypedefs: Bool = false) throws(ObjectFileError) -> [String: DebugEntry] {
    var definitions: [String: DebugEntry] = [:]
    do throws(EntryError) {
      try forEachDefinition(ofTypedefs: ofTypedefs, extent: .records) { (name, entry) throws(EntryError) in
        if definitions[name] == nil { definitions[name] = entry }
      }
    } catch {
      throw describe(error)
    }
    return definitions
  }

  /// Calls `body` with the name and entry of each definition.
  private borrowing func forEachDefinition(
    ofTypedefs: Bool, extent: ScopeWalk.Extent, _ body: (String, DebugEntry) throws(EntryError) -> Void,
    afterUnit: () -> Void = {}
  ) throws(EntryError) {
    var isEmpty = true
    var units = Units(of: debugInformation)
    while let unit = try units.next() {
      var walk = ScopeWalk(unit, extent: extent)
      while let entry = try walk.next() {
        let tag = entry.tag
        let key: String
        if tag.isRecord, let name = entry.name, !entry.flag(.declaration) {
          key = "\(tag == .union ? "union" : "struct") \(walk.qualified(name))"
        } else if tag == .typedef, let name = entry.name, let record = try recordBehind(entry),
          ofTypedefs || record.name == nil
        {
          key = walk.qualified(name)
        } else {
          continue
        }
        isEmpty = false
        try body(key, entry)
      }
      afterUnit()
    }
    if isEmpty, let missing = units.missingFile { throw .elsewhere(missing) }
  }

  private borrowing func describe(_ error: EntryError) -> ObjectFileError {
    switch error {
    case .corrupt(let detail): .corrupt(path: path, detail: detail)
    case .unsupported(let detail): .unsupported(path: path, detail: detail)
    case .elsewhere(let needed): .missingFile(path: path, needed: needed)
    }
  }
}
