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
      if let missing = separateFile(of: elf) { throw .missingFile(path: path, needed: missing) }
      if sectionCount(".gnu.lto_", elf, isPrefix: true) > 0 {
        throw .noDebugInformation(path: path, hint: "it holds code for -flto; link it first, or add -ffat-lto-objects")
      }
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
      let other = OtherFormat(start: [magic.0, magic.1, magic.2, magic.3])
      throw .notAnObject(path: path, reason: other?.explanation ?? "it does not start with 7f 45 4c 46 (\"ELF\")")
    }
    try checkLength(of: descriptor, UInt64(clamping: status.st_size), path)
  }

  /// Refuses a file that ends before its table of sections: libelf would take it for one without any.
  private static func checkLength(of descriptor: Int32, _ length: UInt64, _ path: String) throws(ObjectFileError) {
    var header = [UInt8](repeating: 0, count: 64)
    let count = header.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, 0) }
    let is64Bit = header[Int(EI_CLASS)] == UInt8(ELFCLASS64)
    guard count >= (is64Bit ? 64 : 52) else {
      throw .truncated(path: path, detail: "it ends inside of its header")
    }
    let isBigEndian = header[Int(EI_DATA)] == UInt8(ELFDATA2MSB)
    func number(_ offset: Int, _ size: Int) -> UInt64 {
      let bytes = header[offset..<offset + size]
      return (isBigEndian ? Array(bytes) : bytes.reversed()).reduce(0) { $0 << 8 | UInt64($1) }
    }
    let table = is64Bit ? number(0x28, 8) : number(0x20, 4)
    let sizes = is64Bit ? (number(0x3a, 2), number(0x3c, 2)) : (number(0x2e, 2), number(0x30, 2))
    let (end, overflow) = table.addingReportingOverflow(sizes.0 * sizes.1)
    guard table > 0, overflow || end > length else { return }
    throw .truncated(
      path: path,
      detail: "its table of sections ends at byte \(overflow ? UInt64.max : end), the file at byte \(length)")
  }

  /// The file that strip left the debug information in, by the name that the file gives; nil where it names none.
  private static func separateFile(of elf: OpaquePointer) -> String? {
    var checksum: GElf_Word = 0
    return dwelf_elf_gnu_debuglink(elf, &checksum).map {
      "'\(String(cString: $0))', with the contents that its checksum says,"
    }
  }

  /// How many sections of that name, or whose names begin so, the file has.
  static func sectionCount(_ name: String, _ elf: OpaquePointer, isPrefix: Bool = false) -> Int {
    var names = 0
    guard elf_getshdrstrndx(elf, &names) == 0 else { return 0 }
    var count = 0
    var section: OpaquePointer? = elf_nextscn(elf, nil)
    while let current = section {
      var header = GElf_Shdr()
      if gelf_getshdr(current, &header) != nil, let text = elf_strptr(elf, names, Int(header.sh_name)),
        isPrefix ? strncmp(text, name, name.utf8.count) == 0 : strcmp(text, name) == 0
      {
        count += 1
      }
      section = elf_nextscn(elf, current)
    }
    return count
  }

  /// What libdwfl says went wrong last.
  private static func lastError() -> String {
    // Both libraries may fail without saying why.
    dwfl_errmsg(-1).map { String(cString: $0) }.flatMap { $0 == "no error" ? nil : $0 } ?? "the file cannot be read"
  }

  /// Whether a message says that there is no debug information, as opposed to bad debug information. libdwfl's numbers
  /// for errors are not public, its messages are.
  private static func saysThereIsNone(_ message: String) -> Bool {
    message.lowercased() == "no dwarf information found" || message.lowercased() == "no dwarf information"
  }
}

/// A format that holds object files or stands for one, and is none.
public enum OtherFormat: Sendable, CaseIterable {
  /// An archive of `ar`, whole or of names only; LLVM's bitcode, bare or wrapped.
  case archive, thinArchive, bitcode, wrappedBitcode

  /// Takes the first four bytes for a format's.
  public init?(start: some Sequence<UInt8>) {
    let start = Array(start.prefix(4))
    guard let format = Self.allCases.first(where: { $0.magic == start }) else { return nil }
    self = format
  }

  private var magic: [UInt8] {
    switch self {
    case .archive: Array("!<ar".utf8)
    case .thinArchive: Array("!<th".utf8)
    case .bitcode: [0x42, 0x43, 0xc0, 0xde]
    case .wrappedBitcode: [0xde, 0xc0, 0x17, 0x0b]
    }
  }

  /// What it is, and how to come to an object file from it.
  public var explanation: String {
    switch self {
    case .archive: "it is an archive; extract a member with 'ar x'"
    case .thinArchive: "it is a thin archive, which only names its members; 'ar t' lists them"
    case .bitcode, .wrappedBitcode: "it is LLVM bitcode, as 'clang -flto' leaves it; link it first"
    }
  }
}

extension ObjectFile {
  /// Whether a file that begins so is an object or executable, or another file of machine code that `init(path:)` can
  /// say more about than that it is no text.
  public static func isObject(start: some Sequence<UInt8>) -> Bool {
    let start = Array(start.prefix(4))
    return start == [0x7f, 0x45, 0x4c, 0x46] || OtherFormat(start: start) != nil
  }
}
