// An object as text for GNU as: the code as it was transcribed while it was emitted, the data as it lies in the object, so that
// what is printed is what would be in the file.

internal import Gen
internal import IR
internal import Image

extension ObjectAssembly {
  /// The text of an object that was assembled from code with transcripts.
  func text() throws(ImageError) -> [UInt8] {
    let names = AssemblyNames(self)
    let directives = sectionDirectives()
    var writer = AssemblyWriter { reference, text in names.write(reference, to: &text) }
    var lines = options.hasDebugInformation && !options.isStripped ? LineText(self) : nil
    lines?.writeFiles(to: &writer.text)
    writeThreadFacts(names, to: &writer.text)
    writeCode(names, directives, &lines, &writer)
    // A datum of no size still has a place.
    var isNamed = object.sections.map { $0.size > 0 }
    for symbol in object.symbols where symbol.name.count > 0 && symbol.section.index < isNamed.count {
      if symbol.kind != .layoutFact { isNamed[symbol.section.index] = true }
    }
    let symbols = NumbersBySection(of: object.symbols.lazy.map(\.section), sections: object.sections.count)
    let relocations = NumbersBySection(of: object.relocations.lazy.map(\.section), sections: object.sections.count)
    for (index, section) in object.sections.enumerated() where section.kind != .code && isNamed[index] {
      let labels = labels(of: index, symbols[index], names)
      writeSection(index, directives[index], labels, relocations[index], names, to: &writer.text)
    }
    if lines != nil { try writeDescription(names, to: &writer.text) }
    writeUndefined(to: &writer.text)
    writer.text.append("\n  .section .note.GNU-stack,\"\",@progbits\n")
    return writer.text
  }

  // MARK: - Code

  private func writeCode(
    _ names: AssemblyNames, _ directives: [[UInt8]], _ lines: inout LineText?, _ writer: inout AssemblyWriter
  ) {
    // Where sections begin, which debug information counts from.
    var isBegun = object.sections.map { _ in lines == nil }
    writer.text.append("  .text\n")
    var section = SectionIndex.text
    for (index, part) in code.parts.enumerated() where partStarts[index] != nil {
      var name: [UInt8] = []
      writer.text.append("\n")
      if partSections[index] != section {
        section = partSections[index]
        writer.text.append(contentsOf: directives[section.index])
      }
      if !isBegun[section.index] {
        isBegun[section.index] = true
        writer.text.append("\(names.prefix)section\(section.index):\n")
      }
      switch part.source {
      case .function(let number):
        lines?.begin(number)
        let alignment = alignment(ofFunction: number)
        if alignment > 1 { writer.text.append("  .balign \(alignment), 0xcc\n") }
        let symbol = module.functions[number].symbol
        name = AssemblyNames.spelling(module.names[module.symbols[symbol].name])
        writeLinkage(object.symbols[Int(symbols[symbol.index])], name, to: &writer.text)
      case .generator(let generator):
        name = AssemblyNames.spelling(generator.name.utf8)
        if generator == .entry { writer.text.append("  .globl ", name) }
      }
      writer.text.append("  .type ", name, ", @function\n")
      writer.text.append(contentsOf: name)
      writer.text.append(":\n")
      names.part.number = index
      if !options.isStripped { writer.text.append("  .cfi_startproc\n") }
      if part.source == .generator(.entry), !options.isStripped { writer.text.append("  .cfi_undefined 16\n") }
      for item in code.transcripts[index] {
        if case .row(CodeRowKind.origin, let payload) = item {
          lines?.note(payload)
        } else if case .row(CodeRowKind.body, _) = item {
          lines?.isBodyNext = true
        } else {
          switch item {
          case .row, .label: break
          default: lines?.write(to: &writer.text)
          }
          write(item, &writer)
        }
      }
      if !options.isStripped { writer.text.append("  .cfi_endproc\n") }
      writer.text.append("  .size ", name, ", . - ", name)
    }
  }

  private func write(_ item: TranscriptItem, _ writer: inout AssemblyWriter) {
    switch item {
    case .row(let kind, let payload):
      // Within an instruction, a text can say nothing; what holds there and what goes with it is for executables.
      guard !options.isStripped, let note = UnwindNote(CodeRow(offset: 0, kind: kind, payload: payload)),
        note.change != .callerStack
      else { return }
      let register = DwarfRegister(note.register).rawValue
      switch note.change {
      case .frameAddress: writer.text.append("  .cfi_def_cfa \(register), \(note.number)")
      case .frameOffset: writer.text.append("  .cfi_def_cfa_offset \(note.number)")
      case .saved: writer.text.append("  .cfi_offset \(register), \(note.number)")
      case .restored: writer.text.append("  .cfi_restore \(register)")
      case .returnsFromStack: writer.text.append("  .cfi_restore \(DwarfRegister.returnAddress.rawValue)")
      case .lost: writer.text.append("  .cfi_undefined \(register)")
      case .outermost: writer.text.append("  .cfi_undefined \(DwarfRegister.returnAddress.rawValue)")
      case .returnsTo: writer.text.append("  .cfi_register \(DwarfRegister.returnAddress.rawValue), \(register)")
      case .framePointerPushed: writer.text.append("  .cfi_escape 0x0f, 5, 0x77, 0, 6, 0x23, 16")
      case .contextIn:
        // The frame is where the register leads to, and the return address behind that.
        let base = 0x70 + Int(register)
        let place = DwarfRegister.returnAddress.rawValue
        writer.text.append("  .cfi_escape 0x0f, 3, \(base), 0, 6, 0x10, \(place), 2, \(base), 8")
      case .interrupted:
        let bytes = SignalFrame.instructions.map { "\($0)" }.joined(separator: ", ")
        writer.text.append("  .cfi_signal_frame\n  .cfi_escape \(bytes)")
      case .callerStack: break
      case .remember: writer.text.append("  .cfi_remember_state")
      case .recall: writer.text.append("  .cfi_restore_state")
      }
    case .label: writer.write(item)
    default:
      writer.text.append("  ")
      writer.write(item)
    }
    writer.text.append("\n")
  }

  /// Who sees a symbol.
  private func writeLinkage(_ symbol: SymbolEntry, _ name: [UInt8], to text: inout [UInt8]) {
    switch symbol.binding {
    case .local: break
    case .global: text.append("  .globl ", name)
    case .weak: text.append("  .weak ", name)
    }
    if symbol.isHidden { text.append("  .hidden ", name) }
  }

  // MARK: - Data

  /// What the entry must know of a thread's own data.
  private func writeThreadFacts(_ names: AssemblyNames, to text: inout [UInt8]) {
    let (filled, zeroed) = (object[.threadData], object[.zeroedThreadData])
    guard object.symbols.contains(where: { $0.kind == .layoutFact }) else { return }
    // Where all of it is zeros, nothing is copied.
    if filled.size == 0 { text.append("  .set \(names.prefix)thread_image, 0\n") }
    let start = filled.size
    let size = zeroed.size == 0 ? start : (start + zeroed.alignment - 1) & ~(zeroed.alignment - 1) + zeroed.size
    text.append("  .set \(names.prefix)thread_filled, \(start)\n")
    text.append("  .set \(names.prefix)thread_size, \(size)\n")
    text.append("  .set \(names.prefix)thread_alignment, \(max(filled.alignment, zeroed.alignment))\n")
  }

  /// What begins each section.
  private func sectionDirectives() -> [[UInt8]] {
    var counts: [String: Int] = [:]
    return object.sections.map { section in
      let flags =
        switch section.kind {
        case .code: "ax"
        case .readOnlyData: "a"
        case .data, .zeroedData: "aw"
        case .threadData, .zeroedThreadData: "awT"
        case .unloaded: ""
        }
      let contents =
        switch section.contents {
        case .bytes: "progbits"
        case .zeroes: "nobits"
        case .notes: "note"
        case .starters: "init_array"
        case .finishers: "fini_array"
        case .earlyStarters: "preinit_array"
        }
      // Several sections of one name, which are protected in different ways, are told apart by numbers.
      let count = counts[section.name, default: 0]
      counts[section.name] = count + 1
      var line: [UInt8] = []
      let rest = count == 0 ? "\n" : ",unique,\(count)\n"
      line.append("  .section ", AssemblyNames.spelling(section.name.utf8), ",\"\(flags)\",@\(contents)\(rest)")
      return line
    }
  }

  private func writeSection(
    _ index: Int, _ directive: [UInt8], _ labels: [(offset: UInt64, lines: [UInt8])], _ relocations: ArraySlice<Int>,
    _ names: AssemblyNames, to text: inout [UInt8]
  ) {
    let section = object.sections[index]
    text.append("\n")
    text.append(contentsOf: directive)
    // The threads' data is one run, aligned as a whole.
    let alignment =
      section.kind == .threadData ? max(section.alignment, object[.zeroedThreadData].alignment) : section.alignment
    text.append("  .balign \(alignment)\n")
    if section.kind == .threadData {
      text.append("\(names.prefix)thread_image:\n")
    }
    writeContents(of: index, labels, relocations, to: &text)
  }

  /// What stands at the offsets of a section, in their order: the directives of symbols, and the labels of constants.
  private func labels(
    of index: Int, _ symbols: ArraySlice<Int>, _ names: AssemblyNames
  ) -> [(offset: UInt64, lines: [UInt8])] {
    var labels: [(offset: UInt64, lines: [UInt8])] = []
    if index == SectionIndex.readOnlyData.index {
      for (number, offset) in constantOffsets.enumerated() {
        guard let offset else { continue }
        labels.append((offset, Array("\(names.prefix)constant\(number):\n".utf8)))
      }
      for (number, offset) in messageOffsets.enumerated() {
        guard let offset else { continue }
        labels.append((offset, Array("\(names.prefix)trap\(number):\n".utf8)))
      }
    }
    for symbol in symbols.lazy.map({ object.symbols[$0] }) where symbol.name.count > 0 {
      guard symbol.kind != .layoutFact else { continue }
      let name = AssemblyNames.spelling(
        object.names[Int(symbol.name.start)..<Int(symbol.name.start + symbol.name.count)])
      var lines: [UInt8] = []
      writeLinkage(symbol, name, to: &lines)
      lines.append("  .type ", name, symbol.kind == .threadLocal ? ", @tls_object\n" : ", @object\n")
      lines.append("  .size ", name, ", \(symbol.size)\n")
      lines.append(contentsOf: name)
      lines.append(":\n")
      labels.append((symbol.offset, lines))
    }
    // Those of one offset stay in their order.
    return labels.enumerated().sorted { ($0.element.offset, $0.offset) < ($1.element.offset, $1.offset) }.map(\.element)
  }

  private func writeContents(
    of index: Int, _ labels: [(offset: UInt64, lines: [UInt8])], _ relocations: ArraySlice<Int>,
    to text: inout [UInt8]
  ) {
    let section = object.sections[index]
    let addresses = relocations.map { object.relocations[$0] }.sorted { $0.offset < $1.offset }
    var (nextLabel, nextAddress) = (0, 0)
    var at: UInt64 = 0
    while true {
      while nextLabel < labels.count, labels[nextLabel].offset <= at {
        text.append(contentsOf: labels[nextLabel].lines)
        nextLabel += 1
      }
      guard at < section.size else { return }
      if nextAddress < addresses.count, UInt64(addresses[nextAddress].offset) == at {
        let relocation = addresses[nextAddress]
        let name = object.symbols[relocation.symbol.index].name
        text.append(
          "  .quad ", AssemblyNames.spelling(object.names[Int(name.start)..<Int(name.start + name.count)]), "")
        if relocation.addend != 0 { text.append("\(relocation.addend > 0 ? "+" : "")\(relocation.addend)") }
        text.append("\n")
        nextAddress += 1
        at += 8
        continue
      }
      var end = section.size
      if nextLabel < labels.count { end = min(end, labels[nextLabel].offset) }
      if nextAddress < addresses.count { end = min(end, UInt64(addresses[nextAddress].offset)) }
      if section.kind.isZeroed {
        text.append("  .zero \(end - at)\n")
      } else {
        Self.writeBytes(section.bytes[Int(at)..<Int(end)], to: &text)
      }
      at = end
    }
  }

  /// Bytes as a text where most of them are one, else as numbers; many zeroes as their number.
  private static func writeBytes(_ bytes: ArraySlice<UInt8>, to text: inout [UInt8]) {
    if bytes.count > 1, bytes.allSatisfy({ $0 == 0 }) { return text.append("  .zero \(bytes.count)\n") }
    let printable = bytes.reduce(0) { $0 + ($1 >= 0x20 && $1 < 0x7F ? 1 : 0) }
    if bytes.count >= 4, printable * 4 >= bytes.count * 3 {
      var rest = bytes
      while !rest.isEmpty {
        // A line ends where one does in the text.
        let line = rest.prefix(min(rest.prefix { $0 != 0x0A }.count + 1, 100))
        text.append("  .ascii \"")
        for byte in line { appendEscaped(byte, to: &text) }
        text.append("\"\n")
        rest = rest.dropFirst(line.count)
      }
      return
    }
    var rest = bytes
    while !rest.isEmpty {
      let line = rest.prefix(16)
      text.append("  .byte ")
      text.append(line.map { String($0) }.joined(separator: ", "))
      text.append("\n")
      rest = rest.dropFirst(line.count)
    }
  }

  static func appendEscaped(_ byte: UInt8, to text: inout [UInt8]) {
    switch byte {
    case UInt8(ascii: "\""): text.append("\\\"")
    case UInt8(ascii: "\\"): text.append("\\\\")
    case 0x0A: text.append("\\n")
    case 0x20..<0x7F: text.append(byte)
    default:
      // Three digits of base 8, so that a digit behind them is not taken for one of theirs.
      text.append(UInt8(ascii: "\\"))
      for shift in [6, 3, 0] { text.append(UInt8(ascii: "0") + (byte >> UInt8(shift) & 7)) }
    }
  }

  /// Functions, parameters and what code comes from. Lines and how callers are found, GNU as writes itself.
  private func writeDescription(_ names: AssemblyNames, to text: inout [UInt8]) throws(ImageError) {
    text.append("\n  .section .debug_line,\"\",@progbits\n\(names.prefix).debug_line:\n")
    for section in try object.describingSections() {
      text.append("\n  .section \(section.name),\"\",@progbits\n\(names.prefix)\(section.name):\n")
      var at = 0
      for reference in section.references.sorted(by: { $0.offset < $1.offset }) {
        if reference.offset > at { Self.writeBytes(section.bytes[at..<reference.offset], to: &text) }
        switch reference.target {
        case .section(let index):
          text.append("  .quad \(names.prefix)section\(index.rawValue)+\(reference.addend)\n")
          at = reference.offset + 8
        case .describing(let name):
          text.append("  .long \(names.prefix)\(name)+\(reference.addend)\n")
          at = reference.offset + 4
        }
      }
      if at < section.bytes.count { Self.writeBytes(section.bytes[at...], to: &text) }
    }
  }

  /// What is weak and nowhere defined is an address 0, not an error.
  private func writeUndefined(to text: inout [UInt8]) {
    for symbol in object.symbols where symbol.section == .undefined && symbol.kind != .layoutFact {
      let name = AssemblyNames.spelling(
        object.names[Int(symbol.name.start)..<Int(symbol.name.start + symbol.name.count)])
      if symbol.binding == .weak { text.append("  .weak ", name) }
      if symbol.isHidden { text.append("  .hidden ", name) }
    }
    for symbol in object.symbols where symbol.section == .common {
      let name = AssemblyNames.spelling(
        object.names[Int(symbol.name.start)..<Int(symbol.name.start + symbol.name.count)])
      if symbol.isHidden { text.append("  .hidden ", name) }
      text.append("  .comm ", name, ", \(symbol.size), \(symbol.offset)\n")
    }
  }
}

/// The lines of code as GNU as is told of them.
private struct LineText {
  private let description: DebugDescription
  private let lines: SourceLines
  private let module: Module
  private var function = 0
  private var last: DebugDescription.Place?
  /// What is to be said before the next code, and whether the body of the function begins there.
  private var next: (place: DebugDescription.Place, isBody: Bool)?
  /// Whether the body of the function begins here, behind what makes its frame.
  var isBodyNext = false

  init(_ assembly: ObjectAssembly) {
    description = assembly.startDebugInformation()
    module = assembly.module
    lines = SourceLines(assembly.module)
  }

  /// Numbers the files; the first is also that of the unit.
  func writeFiles(to text: inout [UInt8]) {
    let information = description.information
    for (number, file) in information.files.enumerated() {
      text.append("  .file \(number) ")
      if number == 0 {
        Self.append(quoted: information.directory, to: &text)
        text.append(" ")
      }
      Self.append(quoted: file, to: &text)
      text.append("\n")
    }
  }

  private static func append(quoted string: String, to text: inout [UInt8]) {
    text.append("\"")
    for byte in string.utf8 { ObjectAssembly.appendEscaped(byte, to: &text) }
    text.append("\"")
  }

  mutating func begin(_ function: Int) {
    self.function = function
    last = nil
    next = nil
    isBodyNext = false
  }

  /// Notes where the code from here on comes from.
  mutating func note(_ source: UInt64) {
    let source = UInt32(truncatingIfNeeded: source)
    guard let at = description.place(ofSource: source, module.functions[function], lines) else { return }
    if let last, last == at, !isBodyNext { return }
    last = at
    next = (at, isBodyNext || next?.isBody ?? false)
    isBodyNext = false
  }

  /// Says where the code that follows comes from, if that was noted: an instruction without code has no line.
  mutating func write(to text: inout [UInt8]) {
    guard let (at, isBody) = next else { return }
    text.append("  .loc \(at.file) \(at.line) \(at.column)\(isBody ? " prologue_end" : "")\n")
    next = nil
  }
}

/// How what code refers to is named in its text.
private final class AssemblyNames {
  /// The part whose labels are named; the writer's closure reads it.
  final class Part {
    var number = 0
  }
  let part = Part()
  /// What the names begin with that no symbol of the module has.
  let prefix: String
  private let module: Module

  init(_ assembly: ObjectAssembly) {
    module = assembly.module
    var prefix = ".L"
    let taken = assembly.module.symbols.elements.map { Array(assembly.module.names[$0.name]) }
    while taken.contains(where: { $0.starts(with: prefix.utf8) }) { prefix += "$" }
    self.prefix = prefix
  }

  func write(_ reference: AddressReference, to text: inout [UInt8]) {
    if reference.kind == .label { return text.append("\(prefix)\(part.number)_\(reference.number)") }
    switch CodeSymbol(number: reference.number) {
    case .symbol(let symbol): text.append(contentsOf: Self.spelling(module.names[module.symbols[symbol].name]))
    case .constant(let number): text.append("\(prefix)constant\(number)")
    case .message(let number): text.append("\(prefix)trap\(number)")
    case .generator(let generator): text.append(contentsOf: Self.spelling(generator.name.utf8))
    case .table(let table): text.append(contentsOf: Self.spelling(table.name.utf8))
    case .layout(let fact):
      switch fact {
      case LayoutReference.threadImageAddress: text.append("\(prefix)thread_image")
      case LayoutReference.threadImageSize: text.append("\(prefix)thread_filled")
      case LayoutReference.threadSize: text.append("\(prefix)thread_size")
      case LayoutReference.threadAddressFunction: text.append("__tls_get_addr")
      default: text.append("\(prefix)thread_alignment")
      }
    }
  }

  /// A name as GNU as reads it: in quotes where it holds other than it takes without.
  static func spelling(_ name: some Collection<UInt8>) -> [UInt8] {
    let isPlain = name.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "$"):
        true
      default: false
      }
    }
    let startsPlain = name.first.map { $0 > UInt8(ascii: "9") || $0 == UInt8(ascii: ".") } ?? false
    if isPlain, startsPlain, name.count > 1 || name.first != UInt8(ascii: ".") { return [UInt8](name) }
    var text: [UInt8] = [UInt8(ascii: "\"")]
    for byte in name {
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { text.append(UInt8(ascii: "\\")) }
      text.append(byte)
    }
    text.append(UInt8(ascii: "\""))
    return text
  }
}

extension [UInt8] {
  /// Appends a text.
  fileprivate mutating func append(_ text: String) { append(contentsOf: text.utf8) }

  /// Appends a name in a line.
  fileprivate mutating func append(_ before: String, _ name: [UInt8], _ after: String = "\n") {
    append(before)
    append(contentsOf: name)
    append(after)
  }

  /// Appends a line that names something twice.
  fileprivate mutating func append(_ before: String, _ name: [UInt8], _ between: String, _ again: [UInt8]) {
    append(before, name, between)
    append(contentsOf: again)
    append("\n")
  }
}

/// The numbers of symbols or relocations, by the section that each is in, and in their order: to look through all of them for each
/// of many sections would take for ever.
private struct NumbersBySection {
  private var starts: [Int]
  private var numbers: [Int] = []

  init(of places: some RandomAccessCollection<SectionIndex>, sections: Int) {
    starts = Array(repeating: 0, count: sections + 1)
    let inSections = places.enumerated().filter { $0.element.index < sections }
    for (_, section) in inSections { starts[section.index + 1] += 1 }
    for section in 0..<sections { starts[section + 1] += starts[section] }
    var next = starts
    numbers = Array(repeating: 0, count: inSections.count)
    for (number, section) in inSections {
      numbers[next[section.index]] = number
      next[section.index] += 1
    }
  }

  subscript(section: Int) -> ArraySlice<Int> { numbers[starts[section]..<starts[section + 1]] }
}
