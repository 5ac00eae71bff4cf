// The page that `weft inspect` prints: tables first, then the code.

import CrossCheck
import Inspection

/// Prints what is in a file.
enum InspectPage {
  static func write(_ file: ElfFile, _ listing: CodeListing, to output: ByteOutput) {
    let header = file.header
    let width = header.is64Bit ? "64" : "32"
    let order = header.isBigEndian ? ", big-endian" : ""
    output.write("ELF\(width) \(header.kind) for \(header.machine)\(order), \(file.size) bytes", .bold)
    output.newline()
    if header.entry != 0 {
      let name = listing.name(of: header.entry).map { " \(TextWidth.visible($0))" } ?? ""
      output.write("entry \(HexadecimalText.number(header.entry))\(name)\n")
    }
    if header.flags != 0 { output.write("flags \(HexadecimalText.number(UInt64(header.flags)))\n") }
    writeSegments(file, to: output)
    writeSections(file, to: output)
    writeSymbols(file, to: output)
    writeNotes(file, to: output)
    for region in listing.regions {
      heading("Code\(region.name.map { " in \(TextWidth.visible($0))" } ?? ", from the entry on")", to: output)
      write(region, listing, to: output)
    }
  }

  /// Prints the code of some functions.
  static func write(_ functions: [CodeListing.Function], _ listing: CodeListing, to output: ByteOutput) {
    for (index, function) in functions.enumerated() {
      if index > 0 { output.newline() }
      write(function.region, listing, to: output)
    }
  }

  private static func heading(_ text: String, to output: ByteOutput) {
    output.newline()
    output.write(text, .bold)
    output.newline()
  }

  /// The names of a table's columns.
  private static func head(_ names: String...) -> [Table.Cell] { names.map { Table.Cell($0, .dim) } }

  private static func writeSegments(_ file: ElfFile, to output: ByteOutput) {
    guard !file.segments.isEmpty else { return }
    heading("Segments", to: output)
    var table = Table([.left, .left, .right, .right, .right, .right, .right], indentation: 2)
    table.add(head("kind", "use", "offset", "address", "in file", "in memory", "alignment"))
    for segment in file.segments {
      table.add(
        Table.Cell(segment.kind), Table.Cell(segment.protection), Table.Cell(HexadecimalText.number(segment.offset)),
        Table.Cell(HexadecimalText.number(segment.address)), Table.Cell("\(segment.fileSize)"),
        Table.Cell("\(segment.memorySize)"),
        Table.Cell("\(segment.alignment)"))
    }
    table.write(to: output)
  }

  private static func writeSections(_ file: ElfFile, to output: ByteOutput) {
    guard !file.sections.isEmpty else { return }
    heading("Sections", to: output)
    var table = Table([.right, .left, .left, .right, .right, .right, .right, .left], indentation: 2)
    table.add(head("#", "name", "kind", "offset", "address", "size", "alignment", "flags"))
    for section in file.sections {
      table.add(
        Table.Cell("\(section.number)"), Table.Cell(section.name), Table.Cell(section.kind),
        Table.Cell(HexadecimalText.number(section.offset)),
        Table.Cell(section.isLoaded ? HexadecimalText.number(section.address) : ""),
        Table.Cell("\(section.size)"), Table.Cell("\(section.alignment)"),
        Table.Cell(section.flags.joined(separator: " ")))
    }
    table.write(to: output)
  }

  private static func writeSymbols(_ file: ElfFile, to output: ByteOutput) {
    guard !file.symbols.isEmpty else { return }
    heading("Symbols", to: output)
    var table = Table([.right, .right, .left, .left, .left, .left], indentation: 2)
    table.add(head("address", "size", "kind", "binding", "section", "name"))
    for symbol in file.symbols {
      let section = symbol.section.map { file.section($0)?.name ?? "#\($0)" }
      let hidden = symbol.visibility == "default" ? "" : " (\(symbol.visibility))"
      table.add(
        Table.Cell(HexadecimalText.number(symbol.address)), Table.Cell("\(symbol.size)"), Table.Cell(symbol.kind),
        Table.Cell(symbol.binding + hidden), Table.Cell(section ?? symbol.place.map { "(\($0))" } ?? ""),
        Table.Cell(symbol.name))
    }
    table.write(to: output)
  }

  private static func writeNotes(_ file: ElfFile, to output: ByteOutput) {
    guard !file.notes.isEmpty else { return }
    heading("Notes", to: output)
    var table = Table([.left, .left, .left], indentation: 2)
    table.add(head("owner", "kind", "contents"))
    for note in file.notes {
      table.add(Table.Cell(note.owner), Table.Cell(note.kind), Table.Cell(HexadecimalText.digits(of: note.contents)))
    }
    table.write(to: output)
  }

  // MARK: - Code

  /// Most instructions are no longer; those that are push their text to the right.
  private static let byteColumns = 8 * 3 - 1

  private static func write(_ region: CodeListing.Region, _ listing: CodeListing, to output: ByteOutput) {
    let width = String(region.end, radix: 16).utf8.count
    func place(_ address: UInt64) {
      let digits = String(address, radix: 16)
      output.write("  ")
      output.write(String(repeating: " ", count: max(0, width - digits.utf8.count)) + digits, .dim)
      output.write("  ")
    }
    listing.forEach(in: region) { entry in
      switch entry {
      case .label(let name, _):
        output.write("\(TextWidth.visible(name)):", .bold)
        output.newline()
      case .source(let file, let line, let origin):
        let place = file.map { line > 0 ? "\(TextWidth.visible($0)):\(line)" : TextWidth.visible($0) }
        if place == nil, origin == nil { return }
        let text = [place, origin.map { TextWidth.visible($0) }].compactMap { $0 }.joined(separator: "  ")
        output.write("  ; \(text)", .green)
        output.newline()
      case .instruction(let instruction, let targetName):
        place(instruction.address)
        let bytes = HexadecimalText.spaced(instruction.bytes)
        output.write(bytes)
        output.write(repeating: UInt8(ascii: " "), count: max(0, byteColumns - bytes.utf8.count) + 2)
        output.write(instruction.text)
        if let targetName { output.write("  <\(TextWidth.visible(targetName))>", .blue) }
        output.newline()
      case .bytes(let bytes, let address):
        place(address)
        output.write(HexadecimalText.spaced(bytes))
        output.newline()
      }
    }
  }
}

/// Bytes as hexadecimal digits.
enum HexadecimalText {
  private static let digits = Array("0123456789abcdef".utf8)

  /// "0x4000b0"
  static func number(_ value: UInt64) -> String { "0x" + String(value, radix: 16) }

  /// "48 89 e5"
  static func spaced(_ bytes: some Collection<UInt8>) -> String { text(of: bytes, separator: UInt8(ascii: " ")) }

  /// "4889e5"
  static func digits(of bytes: some Collection<UInt8>) -> String { text(of: bytes, separator: nil) }

  private static func text(of bytes: some Collection<UInt8>, separator: UInt8?) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count * 3)
    for byte in bytes {
      if let separator, !text.isEmpty { text.append(separator) }
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }
}
