// What `weft inspect --json` prints: the same facts as the page, with numbers for everything that has one.

import Inspection

/// Prints what is in a file as JSON.
enum InspectJSON {
  static func write(_ file: ElfFile, _ listing: CodeListing, to output: ByteOutput) {
    var json = JSONWriter(to: output)
    json.object { json in
      json.key("header")
      let header = file.header
      json.object { json in
        json.member("bits", header.is64Bit ? 64 : 32)
        json.member("bigEndian", header.isBigEndian)
        json.member("kind", header.kind)
        json.member("machine", header.machine)
        json.member("machineNumber", header.machineNumber)
        json.member("flags", header.flags)
        json.member("entry", header.entry)
        json.member("size", file.size)
      }
      json.key("segments")
      json.array { json in for segment in file.segments { write(segment, to: &json) } }
      json.key("sections")
      json.array { json in for section in file.sections { write(section, to: &json) } }
      json.key("symbols")
      json.array { json in for symbol in file.symbols { write(symbol, to: &json) } }
      json.key("notes")
      json.array { json in
        for note in file.notes {
          json.object(inline: true) { json in
            json.member("owner", note.owner)
            json.member("kind", note.kind)
            json.member("kindNumber", note.kindNumber)
            json.member("section", note.section)
            json.member("contents", HexadecimalText.digits(of: note.contents))
          }
        }
      }
      json.key("code")
      json.array { json in
        for region in listing.regions { write(nil, region, listing, to: &json) }
      }
    }
  }

  static func write(_ functions: [CodeListing.Function], _ listing: CodeListing, to output: ByteOutput) {
    var json = JSONWriter(to: output)
    json.array { json in
      for function in functions { write(function.name, function.region, listing, to: &json) }
    }
  }

  static func write(_ map: FileMap, of file: ElfFile, to output: ByteOutput) {
    var json = JSONWriter(to: output)
    json.array { json in
      for part in map.parts {
        json.object(inline: true) { json in
          json.member("name", part.name)
          json.member("offset", part.range.lowerBound)
          json.member("size", part.range.upperBound - part.range.lowerBound)
          json.member("use", part.protection)
        }
      }
    }
  }

  private static func write(_ segment: ElfFile.Segment, to json: inout JSONWriter) {
    json.object(inline: true) { json in
      json.member("kind", segment.kind)
      json.member("kindNumber", segment.kindNumber)
      json.member("use", segment.protection)
      json.member("offset", segment.offset)
      json.member("address", segment.address)
      json.member("fileSize", segment.fileSize)
      json.member("memorySize", segment.memorySize)
      json.member("alignment", segment.alignment)
    }
  }

  private static func write(_ section: ElfFile.Section, to json: inout JSONWriter) {
    json.object(inline: true) { json in
      json.member("number", section.number)
      json.member("name", section.name)
      json.member("kind", section.kind)
      json.member("kindNumber", section.kindNumber)
      json.member("offset", section.offset)
      json.member("address", section.address)
      json.member("size", section.size)
      json.member("alignment", section.alignment)
      json.key("flags")
      json.array { json in for flag in section.flags { json.string(flag) } }
    }
  }

  private static func write(_ symbol: ElfFile.Symbol, to json: inout JSONWriter) {
    json.object(inline: true) { json in
      json.member("name", symbol.name)
      json.member("address", symbol.address)
      json.member("size", symbol.size)
      json.member("kind", symbol.kind)
      json.member("binding", symbol.binding)
      json.member("visibility", symbol.visibility)
      json.member("section", symbol.section)
      json.member("place", symbol.place)
      json.member("table", symbol.table)
    }
  }

  /// The code of a section or function. Each instruction says what it was made from, though it be what the one before it says.
  private static func write(
    _ function: String?, _ region: CodeListing.Region, _ listing: CodeListing, to json: inout JSONWriter
  ) {
    json.object { json in
      if let function { json.member("function", function) }
      json.member("section", region.name)
      json.member("address", region.address)
      json.member("offset", region.range.lowerBound)
      json.member("size", region.range.upperBound - region.range.lowerBound)
      json.key("instructions")
      json.array { json in
        var source: (file: String?, line: UInt32, origin: String?) = (nil, 0, nil)
        var label: String?
        listing.forEach(in: region) { entry in
          switch entry {
          case .label(let name, _): label = label ?? name
          case .source(let file, let line, let origin): source = (file, line, origin)
          case .instruction(let instruction, let targetName):
            write(instruction.address, instruction.bytes, instruction.text, label, source, targetName, to: &json)
            label = nil
          case .bytes(let bytes, let address):
            write(address, bytes, nil, label, source, nil, to: &json)
            label = nil
          }
        }
      }
    }
  }

  private static func write(
    _ address: UInt64, _ bytes: [UInt8], _ text: String?, _ label: String?,
    _ source: (file: String?, line: UInt32, origin: String?), _ target: String?, to json: inout JSONWriter
  ) {
    json.object(inline: true) { json in
      json.member("address", address)
      json.member("bytes", HexadecimalText.digits(of: bytes))
      if let text { json.member("text", text) }
      if let label { json.member("label", label) }
      if let target { json.member("target", target) }
      if let file = source.file {
        json.member("file", file)
        json.member("line", source.line)
      }
      if let origin = source.origin { json.member("origin", origin) }
    }
  }
}
