// Which source line each instruction of a file was made from, as the file's debug information has it.

internal import CElfutils

/// The lines of an object file or executable.
public struct SourceLines: Sendable {
  /// A stretch of code, up to the next row of its section.
  public struct Row: Sendable, Hashable {
    /// The number of the section whose offsets the addresses are, for a relocatable object; 0 for a file with addresses.
    public let section: UInt32
    /// The address of the first byte.
    public let address: UInt64
    /// The file, by its place in `files`; nil where the code ends, or belongs to no line.
    public let file: UInt32?
    /// The line, counted from 1; 0 where it is unknown.
    public let line: UInt32
  }

  /// The names of the source files.
  public let files: [String]
  /// Ordered by section and address.
  public let rows: [Row]

  /// The last row that begins at an address or before it; nil where there is none, and where no line is known.
  public func row(at address: UInt64, section: UInt32) -> Row? {
    var (low, high) = (0, rows.count)
    while low < high {
      let middle = (low + high) / 2
      if (rows[middle].section, rows[middle].address) <= (section, address) { low = middle + 1 } else { high = middle }
    }
    guard low > 0, rows[low - 1].section == section, rows[low - 1].file != nil else { return nil }
    return rows[low - 1]
  }

  /// No lines.
  public init() { (files, rows) = ([], []) }

  /// Reads the lines of a file. A file without debug information has none.
  public init(path: String) throws(ObjectFileError) {
    let opened: (session: DebugSession, machine: Machine, debugInformation: OpaquePointer)
    do throws(ObjectFileError) {
      opened = try DebugSession.open(path)
    } catch {
      guard error.foundNothing else { throw error }
      (files, rows) = ([], [])
      return
    }
    // Unwind information alone counts as debug information too.
    guard let elf = dwarf_getelf(opened.debugInformation),
      DebugSession.sectionCount(".debug_info", elf) + DebugSession.sectionCount(".zdebug_info", elf) > 0
    else {
      (files, rows) = ([], [])
      return
    }
    var reader = LineReader(of: opened.debugInformation)
    var current: OpaquePointer?
    while true {
      var following: OpaquePointer?
      var version: Dwarf_Half = 0
      var type: UInt8 = 0
      var unit = Dwarf_Die()
      let status = dwarf_get_units(opened.debugInformation, current, &following, &version, &type, &unit, nil)
      guard status == 0 else {
        if status < 0 { throw .corrupt(path: path, detail: lastLibdwError()) }
        break
      }
      current = following
      var lines: OpaquePointer?
      var count = 0
      // A unit of types has no lines, and neither has one of an assembler without them.
      guard dwarf_getsrclines(&unit, &lines, &count) == 0, let lines else { continue }
      reader.add(lines, count: count)
    }
    withExtendedLifetime(opened.session) {}
    files = reader.files
    // Where a stretch ends, another may begin.
    func key(_ row: Row) -> (UInt32, UInt64, Int) { (row.section, row.address, row.file == nil ? 0 : 1) }
    rows = reader.rows.sorted { key($0) < key($1) }
  }
}

/// Collects the lines of a file's units.
private struct LineReader {
  private(set) var files: [String] = []
  private(set) var rows: [SourceLines.Row] = []
  /// The numbers of files, by the place of their names in libdw's memory: each unit names each of its files once.
  private var known: [UnsafePointer<CChar>: UInt32] = [:]
  private var numbers: [String: UInt32] = [:]
  /// Where libdwfl put the sections of a relocatable object; empty for a file with addresses.
  private var sections: [(start: UInt64, size: UInt64, number: UInt32)] = []

  init(of debugInformation: OpaquePointer) {
    guard let elf = dwarf_getelf(debugInformation) else { return }
    var header = GElf_Ehdr()
    guard gelf_getehdr(elf, &header) != nil, header.e_type == ET_REL else { return }
    var next: OpaquePointer? = elf_nextscn(elf, nil)
    while let section = next {
      next = elf_nextscn(elf, section)
      var header = GElf_Shdr()
      guard gelf_getshdr(section, &header) != nil, header.sh_flags & UInt64(SHF_EXECINSTR) != 0 else { continue }
      sections.append((header.sh_addr, header.sh_size, UInt32(truncatingIfNeeded: elf_ndxscn(section))))
    }
  }

  mutating func add(_ lines: OpaquePointer, count: Int) {
    for index in 0..<count {
      guard let line = dwarf_onesrcline(lines, index) else { continue }
      var address: Dwarf_Addr = 0
      var number: Int32 = 0
      var isEnd = false
      guard dwarf_lineaddr(line, &address) == 0, dwarf_lineno(line, &number) == 0,
        dwarf_lineendsequence(line, &isEnd) == 0, let place = place(of: address, isEnd: isEnd)
      else { continue }
      let name = isEnd || number == 0 ? nil : dwarf_linesrc(line, nil, nil)
      rows.append(
        SourceLines.Row(
          section: place.section, address: place.address, file: name.map { file($0) },
          line: UInt32(truncatingIfNeeded: number)))
    }
  }

  /// Where an address is: in a relocatable object, the section and the offset.
  private func place(of address: UInt64, isEnd: Bool) -> (section: UInt32, address: UInt64)? {
    if sections.isEmpty { return (0, address) }
    for section in sections where address >= section.start {
      let offset = address - section.start
      if isEnd ? offset <= section.size : offset < section.size { return (section.number, offset) }
    }
    return nil
  }

  private mutating func file(_ name: UnsafePointer<CChar>) -> UInt32 {
    if let number = known[name] { return number }
    let text = FileName.text(ofTerminated: name)
    let number = numbers[text] ?? UInt32(truncatingIfNeeded: files.count)
    if numbers[text] == nil {
      numbers[text] = number
      files.append(text)
    }
    known[name] = number
    return number
  }
}
