// Opens a file for libdw: the file itself, the debug information that it or a file beside it holds, relocations applied.

internal import CElfutils
internal import Glibc

/// What libdwfl holds for one open file. What is read from the file is valid as long as this lives.
final class DebugSession {
  private let session: OpaquePointer
  // libdwfl keeps the pointer: the callbacks live as long as the session.
  private let callbacks: UnsafeMutablePointer<Dwfl_Callbacks>

  private init?() {
    elf_version(UInt32(EV_CURRENT))
    callbacks = .allocate(capacity: 1)
    callbacks.initialize(to: Dwfl_Callbacks())
    callbacks.pointee.find_elf = dwfl_build_id_find_elf
    callbacks.pointee.find_debuginfo = findSeparateDebugFile
    callbacks.pointee.section_address = dwfl_offline_section_address
    guard let session = dwfl_begin(callbacks) else {
      callbacks.deallocate()
      return nil
    }
    self.session = session
  }

  deinit {
    dwfl_end(session)
    callbacks.deallocate()
  }

  /// Opens the file at `path`.
  static func open(
    _ path: String
  ) throws(ObjectFileError) -> (session: DebugSession, machine: Machine, debugInformation: OpaquePointer) {
    let descriptor = FileName.open(path)
    guard descriptor >= 0 else { throw .cannotOpen(path: path, reason: String(cString: strerror(errno))) }
    // libdwfl takes the descriptor over where it succeeds, and only there.
    var isOurs = true
    defer { if isOurs { close(descriptor) } }
    try checkKind(of: descriptor, path)

    guard let opened = DebugSession() else { throw .cannotOpen(path: path, reason: lastError()) }
    dwfl_report_begin(opened.session)
    let name = FileName.terminated(path)
    guard let module = dwfl_report_offline(opened.session, name, name, descriptor) else {
      throw .notAnObject(path: path, reason: lastError())
    }
    isOurs = false
    dwfl_report_end(opened.session, nil, nil)

    var bias: Dwarf_Addr = 0
    var header = GElf_Ehdr()
    guard let elf = dwfl_module_getelf(module, &bias), gelf_getehdr(elf, &header) != nil else {
      throw .notAnObject(path: path, reason: lastError())
    }
    let machine = Machine(header)
    guard header.e_type != ET_REL || machine.isRelocatable else {
      throw .unsupported(path: path, detail: "relocations of \(machine.name) are unknown; link it first")
    }
    guard let debugInformation = dwfl_module_getdwarf(module, &bias) else {
      let reason = lastError()
      guard saysThereIsNone(reason) else { throw .corrupt(path: path, detail: reason) }
      if sectionCount(".debug_line", elf) > 0 { throw .emptyDebugInformation(path: path) }
      throw .noDebugInformation(path: path, hint: "compile with -g, or give the file that strip left it in")
    }
    // libdw sees only one section of a kind: the rest would be missing without a word.
    for name in [".debug_info", ".debug_types"] where header.e_type == ET_REL && sectionCount(name, elf) > 1 {
      throw .unsupported(
        path: path, detail: "several sections \(name), as -fdebug-types-section leaves them in an object; link it first"
      )
    }
    return (opened, machine, debugInformation)
  }

  private static func checkKind(of descriptor: Int32, _ path: String) throws(ObjectFileError) {
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw .cannotOpen(path: path, reason: "it is no regular file")
    }
    var magic: (UInt8, UInt8, UInt8, UInt8) = (0, 0, 0, 0)
    guard pread(descriptor, &magic, 4, 0) == 4, magic == (0x7f, 0x45, 0x4c, 0x46) else {
      throw .notAnObject(path: path, reason: "it does not start with 7f 45 4c 46 (\"ELF\")")
    }
  }

  /// How many sections of that name the file has.
  private static func sectionCount(_ name: String, _ elf: OpaquePointer) -> Int {
    var names = 0
    guard elf_getshdrstrndx(elf, &names) == 0 else { return 0 }
    var count = 0
    var section: OpaquePointer? = elf_nextscn(elf, nil)
    while let current = section {
      var header = GElf_Shdr()
      if gelf_getshdr(current, &header) != nil, let text = elf_strptr(elf, names, Int(header.sh_name)),
        strcmp(text, name) == 0
      {
        count += 1
      }
      section = elf_nextscn(elf, current)
    }
    return count
  }

  /// What libdwfl says went wrong last.
  private static func lastError() -> String {
    dwfl_errmsg(-1).map { String(cString: $0) } ?? "the file cannot be read"
  }

  /// Whether a message says that there is no debug information, as opposed to bad debug information. libdwfl's numbers
  /// for errors are not public, its messages are.
  private static func saysThereIsNone(_ message: String) -> Bool {
    message.lowercased() == "no dwarf information found" || message.lowercased() == "no dwarf information"
  }
}
