// Functions, parameters and types for debuggers: `.debug_info` and what goes with it.
//
//     .debug_abbrev     which attributes each kind of entry has: only the kinds that are used
//     .debug_info       the entries, with names in place: each name occurs once, so a table of names would only cost an offset
//     .debug_loclists   where parameters are that move
//     .debug_rnglists   the code, where it stands in several sections
//     .debug_aranges    the same, for tools that look for the unit of an address

import Layout

/// Encodes what debuggers are told apart from lines and frames.
struct InformationSections {
  private var information = ByteBuffer()
  private var informationRelocations: [SectionRelocation] = []
  private var abbreviations = Abbreviations()
  private var lists = LocationLists()
  /// The places of the types' entries.
  private var typeOffsets: [UInt32] = []
  /// The code that functions stand in: one run for each section.
  private var extents: [CodeRange] = []

  static func encode(
    _ object: borrowing RelocatableObject, _ debug: DebugInformation
  ) throws(ImageError) -> [UnloadedSection] {
    var sections = InformationSections()
    try sections.checkFunctions(object, debug)
    sections.putUnit(debug)
    try sections.putTypes(debug)
    for function in debug.functions { try sections.put(function, object, debug) }
    sections.information.put8(0)
    guard max(sections.information.count, sections.lists.size) <= Int(UInt32.max) else {
      throw .tooLarge(what: "the debug information is")
    }
    sections.information.replace32(at: 0, with: UInt32(sections.information.count - 4))
    var encoded = [
      UnloadedSection(".debug_abbrev", sections.abbreviations.finished),
      UnloadedSection(".debug_info", sections.information, sections.informationRelocations),
    ]
    if let lists = sections.lists.finished { encoded.append(lists) }
    if !sections.extents.isEmpty {
      if sections.extents.count > 1 { encoded.append(sections.rangeLists()) }
      encoded.append(sections.addressRanges())
    }
    return encoded
  }

  /// Makes sure that what functions refer to is there, and finds the code that they stand in.
  private mutating func checkFunctions(
    _ object: borrowing RelocatableObject, _ debug: DebugInformation
  ) throws(ImageError) {
    var bounds = [(start: UInt64, end: UInt64)?](repeating: nil, count: object.sections.count)
    for function in debug.functions {
      guard function.code.isCode(of: object), Int(function.name.start) + Int(function.name.count) <= object.names.count,
        function.line == 0 || Int(function.file) < debug.files.count,
        function.result.map({ Int($0) < debug.types.count }) ?? true
      else { throw .misplacedInformation(what: "a function's debug information") }
      let known = bounds[function.code.section.index]
      bounds[function.code.section.index] = (
        min(known?.start ?? .max, UInt64(function.code.offset)), max(known?.end ?? 0, function.code.end)
      )
    }
    for (index, bounds) in bounds.enumerated() {
      guard let bounds, bounds.end > bounds.start else { continue }
      guard let size = UInt32(exactly: bounds.end - bounds.start) else { throw .tooLarge(what: "a section of code is") }
      extents.append(
        CodeRange(
          section: SectionIndex(rawValue: UInt32(truncatingIfNeeded: index)),
          offset: UInt32(truncatingIfNeeded: bounds.start), size: size))
    }
  }

  private mutating func putAddress(_ section: SectionIndex, _ offset: UInt32) {
    informationRelocations.append(
      SectionRelocation(offset: information.count, section: section, addend: UInt64(offset)))
    information.put64(0)
  }

  /// Writes a place in another section.
  private mutating func putReference(_ section: DescribedSection, _ offset: UInt32) {
    informationRelocations.append(SectionRelocation(offset: information.count, section, addend: UInt64(offset)))
    information.put32(offset)
  }

  private mutating func putUnit(_ debug: DebugInformation) {
    information.put32(0)
    information.put16(5)
    information.put8(1)  // a whole unit
    information.put8(8)  // the size of an address
    putReference(.abbreviations, 0)
    information.putUnsigned(abbreviations.number(of: .unit(ranges: extents.count)))
    information.putText(debug.producer)
    information.put16(debug.language)
    information.putText(debug.files.first ?? "")
    information.putText(debug.directory)
    putReference(.lines, 0)  // the line program: the first of its section
    if extents.count == 1 {
      putAddress(extents[0].section, extents[0].offset)
      information.putUnsigned(UInt64(extents[0].size))
    } else if extents.count > 1 {
      information.put64(0)
      putReference(.rangeLists, RangeLists.headerSize)
    }
  }

  // MARK: - Types

  private mutating func putTypes(_ debug: DebugInformation) throws(ImageError) {
    // Types may refer to later ones: those references are filled in at the end.
    var references: [(offset: Int, type: UInt32)] = []
    func putReference(_ type: UInt32, _ information: inout ByteBuffer) throws(ImageError) {
      guard Int(type) < debug.types.count else { throw .misplacedInformation(what: "a type") }
      references.append((information.count, type))
      information.put32(0)
    }
    for type in debug.types {
      typeOffsets.append(UInt32(truncatingIfNeeded: information.count))
      switch type.shape {
      case .boolean: putBase(type, Dwarf.Encoding.boolean)
      case .signed: putBase(type, Dwarf.Encoding.signed)
      case .unsigned: putBase(type, Dwarf.Encoding.unsigned)
      case .float: putBase(type, Dwarf.Encoding.float)
      case .pointer(let target):
        information.putUnsigned(abbreviations.number(of: .pointer(hasTarget: target != nil)))
        information.putUnsigned(type.size)
        if let target { try putReference(target, &information) }
      case .array(let element, let count):
        information.putUnsigned(abbreviations.number(of: .array))
        try putReference(element, &information)
        information.putUnsigned(abbreviations.number(of: .arrayCount))
        information.putUnsigned(count)
        information.put8(0)
      case .structure(let members):
        guard let members = members.indices(in: debug.members.count) else {
          throw .misplacedInformation(what: "a structure")
        }
        information.putUnsigned(abbreviations.number(of: .structure))
        information.putText(type.name)
        information.putUnsigned(type.size)
        for member in debug.members[members] {
          information.putUnsigned(abbreviations.number(of: .member))
          information.putText(member.name)
          try putReference(member.type, &information)
          information.putUnsigned(member.offset)
        }
        information.put8(0)
      }
    }
    for (offset, type) in references { information.replace32(at: offset, with: typeOffsets[Int(type)]) }
  }

  private mutating func putBase(_ type: DebugType, _ encoding: UInt8) {
    information.putUnsigned(abbreviations.number(of: .base))
    information.putText(type.name)
    information.put8(encoding)
    information.putUnsigned(type.size)
  }

  // MARK: - Functions

  private mutating func put(
    _ function: DebugFunction, _ object: borrowing RelocatableObject, _ debug: DebugInformation
  ) throws(ImageError) {
    guard let parameters = function.parameters.indices(in: debug.parameters.count) else {
      throw .misplacedInformation(what: "a function's debug information")
    }
    information.putUnsigned(
      abbreviations.number(
        of: .function(
          isExternal: function.isExternal, hasPlace: function.line > 0, hasResult: function.result != nil,
          hasParameters: !parameters.isEmpty)))
    information.putText(object.names[function.name.indices])
    if function.line > 0 {
      information.putUnsigned(UInt64(function.file))
      information.putUnsigned(UInt64(function.line))
    }
    if let result = function.result { information.putUnsigned(UInt64(typeOffsets[Int(result)])) }
    putAddress(function.code.section, function.code.offset)
    information.putUnsigned(UInt64(function.code.size))
    information.put8(1)
    information.put8(Dwarf.Operation.callFrameAddress)
    for parameter in debug.parameters[parameters] {
      guard let locations = parameter.locations.indices(in: debug.locations.count),
        Int(parameter.type) < debug.types.count,
        Int(parameter.name.start) + Int(parameter.name.count) <= object.names.count
      else { throw .misplacedInformation(what: "a parameter's debug information") }
      try put(parameter, debug.locations[locations], of: function.code, object)
    }
    if !parameters.isEmpty { information.put8(0) }
  }

  private mutating func put(
    _ parameter: DebugParameter, _ locations: ArraySlice<DebugLocation>, of code: CodeRange,
    _ object: borrowing RelocatableObject
  ) throws(ImageError) {
    for location in locations {
      guard location.start <= location.end, location.end <= code.size else {
        throw .misplacedInformation(what: "a parameter's location")
      }
    }
    let everywhere = locations.first.flatMap { locations.count == 1 && $0.start == 0 && $0.end == code.size ? $0 : nil }
    let place: Abbreviations.Place = locations.isEmpty ? .none : everywhere == nil ? .list : .expression
    information.putUnsigned(abbreviations.number(of: .parameter(place)))
    information.putText(object.names[parameter.name.indices])
    information.putUnsigned(UInt64(typeOffsets[Int(parameter.type)]))
    if let everywhere {
      everywhere.put(to: &information)
    } else if !locations.isEmpty {
      // Offsets count from where the unit's code starts, if it stands in one section.
      let base = extents.count == 1 ? extents[0].offset : nil
      putReference(.locationLists, lists.add(locations, of: code, base: base))
    }
  }

  // MARK: - Ranges

  private func rangeLists() -> UnloadedSection {
    var buffer = ByteBuffer()
    var relocations: [SectionRelocation] = []
    buffer.put32(0)
    buffer.put16(5)
    buffer.put8(8)
    buffer.put8(0)
    buffer.put32(0)
    for extent in extents {
      buffer.put8(Dwarf.ListEntry.rangeStartLength)
      relocations.append(
        SectionRelocation(offset: buffer.count, section: extent.section, addend: UInt64(extent.offset)))
      buffer.put64(0)
      buffer.putUnsigned(UInt64(extent.size))
    }
    buffer.put8(Dwarf.ListEntry.end)
    buffer.replace32(at: 0, with: UInt32(buffer.count - 4))
    return UnloadedSection(".debug_rnglists", buffer, relocations)
  }

  private func addressRanges() -> UnloadedSection {
    var buffer = ByteBuffer()
    var relocations: [SectionRelocation] = []
    buffer.put32(0)
    buffer.put16(2)
    relocations.append(SectionRelocation(offset: buffer.count, .information, addend: 0))
    buffer.put32(0)  // the unit: the first of its section
    buffer.put8(8)
    buffer.put8(0)
    buffer.align(to: 16)
    for extent in extents {
      relocations.append(
        SectionRelocation(offset: buffer.count, section: extent.section, addend: UInt64(extent.offset)))
      buffer.put64(0)
      buffer.put64(UInt64(extent.size))
    }
    buffer.put64(0)
    buffer.put64(0)
    buffer.replace32(at: 0, with: UInt32(buffer.count - 4))
    return UnloadedSection(".debug_aranges", buffer, relocations)
  }
}

/// `.debug_rnglists`, of which there is one list.
private enum RangeLists {
  static let headerSize: UInt32 = 12
}

extension NameRange {
  /// The bytes of the name, as indices of the object's names.
  var indices: Range<Int> { Int(start)..<Int(start) + Int(count) }
}

extension DebugLocation {
  /// Writes the location as an expression, with its size before it.
  func put(to buffer: inout ByteBuffer) {
    buffer.putUnsigned(UInt64(expressionSize))
    let number = register.rawValue
    switch kind {
    case .register where number < Dwarf.Operation.shortRegisters: buffer.put8(Dwarf.Operation.register + number)
    case .register:
      buffer.put8(Dwarf.Operation.registerNumber)
      buffer.putUnsigned(UInt64(number))
    case .memory where number < Dwarf.Operation.shortRegisters:
      buffer.put8(Dwarf.Operation.registerOffset + number)
      buffer.putSigned(Int64(offset))
    case .memory:
      buffer.put8(Dwarf.Operation.registerNumberOffset)
      buffer.putUnsigned(UInt64(number))
      buffer.putSigned(Int64(offset))
    case .frame:
      buffer.put8(Dwarf.Operation.frameOffset)
      buffer.putSigned(Int64(offset))
      guard alignment > 1 else { return }
      buffer.put8(Dwarf.Operation.signedConstant)
      buffer.putSigned(-Int64(alignment))
      buffer.put8(Dwarf.Operation.and)
    }
  }

  private var expressionSize: Int {
    let isShort = register.rawValue < Dwarf.Operation.shortRegisters
    let numberSize = isShort ? 0 : register.rawValue < 0x80 ? 1 : 2
    switch kind {
    case .register: return 1 + numberSize
    case .memory: return 1 + numberSize + Self.signedSize(Int64(offset))
    case .frame:
      let aligning = alignment > 1 ? 2 + Self.signedSize(-Int64(alignment)) : 0
      return 1 + Self.signedSize(Int64(offset)) + aligning
    }
  }

  private static func signedSize(_ value: Int64) -> Int {
    var size = 1
    var rest = value
    while rest < -64 || rest > 63 {
      size += 1
      rest >>= 7
    }
    return size
  }
}
