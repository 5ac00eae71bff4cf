// Puts code and data together as an object. What nothing refers to, from the entry and from what is exported, is left out.

internal import Gen
internal import IR
internal import Image
internal import Layout

/// Assembles an object.
struct ObjectAssembly {
  var module: Module
  let code: CompiledCode
  let options: CompilationOptions
  /// Whether all is there that the program needs, from `_start` on; else what is missing is somebody else's.
  let isWhole: Bool
  /// How much stack the program's tasks have.
  var stacks: [TaskStack] = []
  /// What operations on tasks and their like lead to, where the program has them.
  let runtime: RuntimeLinkage?
  var object: RelocatableObject
  /// The object's symbol of each symbol of the module, or `noSymbol`.
  var symbols: [UInt32]
  /// Where each part of the code begins in the object's text, or nil where it is left out.
  var partStarts: [UInt32?]
  /// The section of each part of the code.
  var partSections: [SectionIndex]
  /// The sections that the program names. What is written does not share one with what is not.
  private var namedSections: [NamedSection: SectionIndex] = [:]

  private struct NamedSection: Hashable {
    var name: String
    var kind: SectionKind
  }

  /// Whether the program begins here. Else `main` is called by others, and common data is theirs, too.
  private let hasEntry: Bool

  /// The part that is each function.
  private var partOfFunction: [Int]
  private(set) var isDataWanted: [Bool]
  private var isConstantWanted: [Bool]
  private(set) var isMessageWanted: [Bool]
  private var generatorSymbols: [Generator: SymbolIndex] = [:]
  /// The generators that the runtime imports as functions.
  private var importedGenerators: [Symbol: Generator] = [:]
  private var wantedTables: Set<ConstantTable> = []
  private var tableSymbols: [ConstantTable: SymbolIndex] = [:]
  private var layoutSymbols: [UInt32: SymbolIndex] = [:]
  /// Where constants and messages of traps are, or nil where nothing refers to them.
  private(set) var constantOffsets: [UInt64?] = []
  var messageOffsets: [UInt64?]
  private var readOnlySymbol = SymbolIndex(rawValue: 0)

  static let noSymbol = UInt32.max

  init(
    _ module: Module, _ code: CompiledCode, _ runtime: RuntimeLinkage?, _ options: CompilationOptions,
    isWhole: Bool = true
  ) {
    self.module = module
    self.runtime = runtime
    self.code = code
    self.options = options
    self.isWhole = isWhole
    object = RelocatableObject(target: module.target)
    symbols = Array(repeating: Self.noSymbol, count: module.symbols.count)
    partStarts = Array(repeating: nil, count: code.parts.count)
    partSections = Array(repeating: .text, count: code.parts.count)
    partOfFunction = Array(repeating: -1, count: module.functions.count)
    for (index, part) in code.parts.enumerated() {
      if case .function(let function) = part.source { partOfFunction[function] = index }
    }
    isDataWanted = Array(repeating: false, count: module.data.count)
    isConstantWanted = Array(repeating: false, count: code.constants.count)
    isMessageWanted = Array(repeating: false, count: code.traps.count)
    messageOffsets = Array(repeating: nil, count: code.traps.count)
    for part in code.parts {
      guard case .generator(let generator) = part.source, let symbol = module.symbol(named: generator.name),
        module.symbols[symbol].definition == .importedFunction
      else { continue }
      importedGenerators[symbol] = generator
    }
    hasEntry = code.parts.contains { $0.source == .generator(.entry) }
    for (index, section) in object.sections.enumerated() {
      let key = NamedSection(name: section.name, kind: section.kind)
      namedSections[key] = SectionIndex(rawValue: UInt32(truncatingIfNeeded: index))
    }
  }

  mutating func assemble() throws(CompilationError) -> RelocatableObject {
    let isPartWanted = try findWanted()
    placeCode(isPartWanted)
    if let runtime { fillInTables(runtime) }
    placeConstants()
    placeData()
    relocateCode()
    if !options.isStripped { describe() }
    return object
  }

  // MARK: - What is used

  /// Finds the parts of the code and the data that the entry, or what is exported, leads to.
  private mutating func findWanted() throws(CompilationError) -> [Bool] {
    var isPartWanted = Array(repeating: false, count: code.parts.count)
    var work: [Int] = []
    var dataWork: [Int] = []
    // The relocations of each part, which are in the order of offsets as the parts are.
    var starts = [0]
    var next = 0
    for part in code.parts {
      while next < code.relocations.count, code.relocations[next].offset < part.offset + part.size { next += 1 }
      starts.append(next)
    }
    var partOfGenerator: [Generator: Int] = [:]
    for (index, part) in code.parts.enumerated() {
      if case .generator(let generator) = part.source { partOfGenerator[generator] = index }
    }
    func want(_ generator: Generator) {
      guard let part = partOfGenerator[generator], !isPartWanted[part] else { return }
      isPartWanted[part] = true
      work.append(part)
    }
    var undefined: Symbol?
    func want(_ symbol: Symbol) {
      if let generator = importedGenerators[symbol] { return want(generator) }
      switch module.symbols[symbol].definition {
      case .function(let index):
        let part = partOfFunction[index]
        guard part >= 0, !isPartWanted[part] else { return }
        isPartWanted[part] = true
        work.append(part)
      case .data(let index):
        guard !isDataWanted[index] else { return }
        isDataWanted[index] = true
        dataWork.append(index)
      case .importedFunction, .importedData, .undeclared:
        // A weak symbol that is nowhere defined has the address 0.
        if !module.symbols[symbol].linkage.contains(.weak), undefined == nil { undefined = symbol }
      }
    }
    want(.entry)
    for symbol in module.symbols.keys where module.symbols[symbol].linkage.contains(.export) { want(symbol) }
    // Without an entry, nobody can tell yet what will be used.
    if !hasEntry {
      for function in module.functions { want(function.symbol) }
      for data in module.data { want(data.symbol) }
    }
    while true {
      if let part = work.popLast() {
        for index in starts[part]..<starts[part + 1] {
          switch CodeSymbol(number: code.relocations[index].symbol) {
          case .symbol(let symbol): want(symbol)
          case .generator(let generator): want(generator)
          case .constant(let number): isConstantWanted[number] = true
          case .message(let number): isMessageWanted[number] = true
          case .table(let table): wantedTables.insert(table)
          case .layout: break
          }
        }
      } else if let index = dataWork.popLast() {
        module.forEachPiece(of: module.data[index]) { _, piece in
          if case .address(let address) = piece, let symbol = address.symbol { want(symbol) }
        }
      } else {
        break
      }
    }
    if isWhole, let undefined { throw .undefined(undefined) }
    return isPartWanted
  }

  // MARK: - Code

  /// Functions that are entered often are best where a line of the cache begins.
  private var functionAlignment: Int { options.generation.level == .best ? 16 : 1 }

  /// Where a function may begin: anywhere one that is seldom entered, or is one of the runtime's many small ones.
  func alignment(ofFunction index: Int) -> Int {
    let isSmall = runtime.map { index >= $0.programFunctions } ?? false
    return isSmall || module.symbols[module.functions[index].symbol].isCold ? 1 : functionAlignment
  }

  private mutating func placeCode(_ isPartWanted: [Bool]) {
    // Where all code is wanted and nothing comes between, it is the text as it is.
    var isWhole = functionAlignment == 1 && !isPartWanted.contains(false)
    for part in code.parts {
      guard isWhole else { break }
      if case .function(let function) = part.source {
        isWhole = module.symbols[module.functions[function].symbol].section == .none
      }
    }
    var text: [UInt8] = isWhole ? code.bytes : []
    if !isWhole { text.reserveCapacity(code.bytes.count + (functionAlignment - 1) * code.parts.count) }
    for (index, part) in code.parts.enumerated() where isPartWanted[index] {
      if isWhole {
        partStarts[index] = part.offset
        continue
      }
      if case .function(let function) = part.source {
        let name = module.symbols[module.functions[function].symbol].section
        let alignment = alignment(ofFunction: function)
        if name != .none {
          place(index, inSectionNamed: name, alignment)
          continue
        }
        // What never runs between functions stops whoever gets there.
        text.append(contentsOf: repeatElement(0xCC, count: -text.count & (alignment - 1)))
      }
      partStarts[index] = UInt32(text.count)
      text.append(contentsOf: code.bytes[Int(part.offset)..<Int(part.offset + part.size)])
    }
    object[.text].alignment = UInt64(functionAlignment)
    object[.text].bytes = text
    for (index, part) in code.parts.enumerated() {
      guard let start = partStarts[index] else { continue }
      switch part.source {
      case .function(let function):
        let symbol = module.functions[function].symbol
        symbols[symbol.index] =
          object.addSymbol(
            entry(symbol, in: partSections[index], offset: UInt64(start), size: UInt64(part.size), kind: .function)
          ).rawValue
      case .generator(let generator):
        let symbol = object.addSymbol(
          SymbolEntry(
            name: object.addName(generator.name), section: .text, offset: UInt64(start), size: UInt64(part.size),
            kind: .function, binding: generator == .entry ? .global : .local))
        generatorSymbols[generator] = symbol
        if generator == .entry { object.entry = symbol }
      }
    }
  }

  /// Puts a function into a section of the program's own.
  private mutating func place(_ part: Int, inSectionNamed name: Name, _ alignment: Int) {
    let section = self.section(named: module.names.string(name), .code)
    let data = code.parts[part]
    partSections[part] = section
    partStarts[part] = UInt32(object[section].align(to: UInt64(alignment), filling: 0xCC))
    object[section].bytes.append(contentsOf: code.bytes[Int(data.offset)..<Int(data.offset + data.size)])
  }

  /// The section of a name that the program gives, which may be one that every object has.
  private mutating func section(named name: String, _ kind: SectionKind) -> SectionIndex {
    let key = NamedSection(name: name, kind: kind)
    if let known = namedSections[key] { return known }
    let made = object.addSection(Section(name, kind))
    namedSections[key] = made
    return made
  }

  private mutating func entry(
    _ symbol: Symbol, in section: SectionIndex, offset: UInt64, size: UInt64, kind: SymbolKind
  ) -> SymbolEntry {
    let data = module.symbols[symbol]
    // Who is hidden is seen by all that is linked together.
    let isSeen =
      !data.linkage.isDisjoint(with: [.export, .hidden, .common]) || !hasEntry && module.symbol(named: "main") == symbol
    return SymbolEntry(
      name: object.addName(module.names[data.name]), section: section, offset: offset, size: size, kind: kind,
      binding: data.linkage.contains(.weak) ? .weak : isSeen ? .global : .local,
      isHidden: data.linkage.contains(.hidden))
  }

  // MARK: - Data

  /// Tables first and then constants, the widest before all, so that none needs padding; then the messages of traps.
  private mutating func placeConstants() {
    for table in ConstantTable.allCases where wantedTables.contains(table) {
      let offset = object[.readOnlyData].align(to: ConstantTable.alignment)
      object[.readOnlyData].bytes.append(contentsOf: table.bytes)
      tableSymbols[table] = object.addSymbol(
        SymbolEntry(
          name: object.addName(table.name), section: .readOnlyData, offset: offset, size: UInt64(table.bytes.count),
          kind: .object, binding: .local))
    }
    constantOffsets = Array(repeating: nil, count: code.constants.count)
    for size in [16, 8, 4] {
      for (index, constant) in code.constants.enumerated() where constant.size == size && isConstantWanted[index] {
        constantOffsets[index] = object[.readOnlyData].align(to: UInt64(size))
        for byte in 0..<size {
          let half = byte < 8 ? constant.low : constant.high
          object[.readOnlyData].bytes.append(UInt8(truncatingIfNeeded: half >> UInt64(8 * (byte & 7))))
        }
      }
    }
    // Where there is a runtime, its tables have them.
    if runtime?.tables == nil { placeMessages() }
    if !code.constants.isEmpty || !code.traps.isEmpty {
      readOnlySymbol = object.addSymbol(
        SymbolEntry(name: .none, section: .readOnlyData, offset: 0, size: 0, kind: .label))
    }
  }

  /// Places the messages of traps, equal ones once, each with its length in two bytes before it.
  private mutating func placeMessages() {
    var bytes = object[.readOnlyData].bytes
    object[.readOnlyData].bytes = []
    bytes.reserveCapacity(bytes.count + code.traps.bytes.count + 2 * code.traps.count)
    // Open addressing, at most half full: the numbers of messages, each plus one.
    var capacity = 4
    while capacity < 2 * code.traps.count { capacity *= 2 }
    var known = [UInt32](repeating: 0, count: capacity)
    for number in code.traps.indices {
      guard isMessageWanted[number] else { continue }
      let text = code.traps[number].prefix(Int(UInt16.max))
      var hash: UInt64 = 0xCBF2_9CE4_8422_2325
      for byte in text { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
      var place = Int(truncatingIfNeeded: (hash ^ (hash >> 32)) & UInt64(capacity - 1))
      while known[place] != 0, code.traps[Int(known[place]) - 1] != code.traps[number] {
        place = (place + 1) & (capacity - 1)
      }
      if known[place] != 0 {
        messageOffsets[number] = messageOffsets[Int(known[place]) - 1]
        continue
      }
      known[place] = UInt32(number + 1)
      messageOffsets[number] = UInt64(bytes.count)
      bytes.append(UInt8(truncatingIfNeeded: text.count))
      bytes.append(UInt8(truncatingIfNeeded: text.count >> 8))
      bytes.append(contentsOf: text)
    }
    object[.readOnlyData].bytes = bytes
  }

  private mutating func placeData() {
    var placed: [(index: Int, section: SectionIndex, offset: UInt64)] = []
    // All of a thread's data lies together: in zeroes that no file holds, if nothing else is there.
    let hasFilledThreadData = module.data.indices.contains { index in
      isDataWanted[index] && module.symbols[module.data[index].symbol].linkage.contains(.thread)
        && !module.data[index].isZero
    }
    for (index, data) in module.data.enumerated() where isDataWanted[index] {
      let symbol = module.symbols[data.symbol]
      let isThread = symbol.linkage.contains(.thread)
      let isZero = data.isZero && !(isThread && hasFilledThreadData)
      var section: SectionIndex =
        isThread
        ? (isZero ? .zeroedThreadData : .threadData)
        : !data.isWritable ? .readOnlyData : isZero ? .zeroedData : .data
      if symbol.section != .none, !isThread {
        let name = module.names.string(symbol.section)
        let isZeroed = isZero && (name == ".bss" || name.hasPrefix(".bss."))
        section = self.section(named: name, !data.isWritable ? .readOnlyData : isZeroed ? .zeroedData : .data)
      } else if symbol.linkage.contains(.common), !hasEntry {
        symbols[data.symbol.index] =
          object.addSymbol(
            entry(data.symbol, in: .common, offset: data.alignment, size: data.size, kind: .object)
          ).rawValue
        continue
      } else if section == .readOnlyData, options.generation.position != .fixed, hasAddresses(data) {
        // What the loader writes before anybody reads it.
        section = self.section(named: ".data.rel.ro", .data)
      }
      let offset = object[section].align(to: data.alignment)
      placed.append((index, section, offset))
      if data.symbol == runtime?.tables?.traps {
        for number in messageOffsets.indices { messageOffsets[number]? += offset }
      }
      symbols[data.symbol.index] =
        object.addSymbol(
          entry(data.symbol, in: section, offset: offset, size: data.size, kind: isThread ? .threadLocal : .object)
        ).rawValue
      if object[section].kind.isZeroed {
        object[section].zeroSize += data.size
      } else {
        append(data, to: section)
      }
    }
    // Every symbol has its number now.
    for (index, section, offset) in placed { relocate(module.data[index], in: section, at: offset) }
  }

  private func hasAddresses(_ data: DataObject) -> Bool {
    var found = false
    module.forEachPiece(of: data) { _, piece in
      if case .address(let address) = piece, address.symbol != nil { found = true }
    }
    return found
  }

  private mutating func append(_ data: DataObject, to section: SectionIndex) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Int(data.size))
    module.forEachPiece(of: data) { _, piece in
      switch piece {
      case .number(let bits, let size):
        for byte in 0..<size { bytes.append(UInt8(truncatingIfNeeded: bits >> UInt64(8 * byte))) }
      case .bytes(let some): bytes.append(contentsOf: some)
      case .zero(let count): bytes.append(contentsOf: repeatElement(0, count: Int(count)))
      case .address(let address):
        // Without a symbol the offset is the address.
        let number = address.symbol == nil ? UInt64(bitPattern: address.offset) : 0
        for byte in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: number >> UInt64(8 * byte))) }
      }
    }
    object[section].bytes.append(contentsOf: bytes)
  }

  private mutating func relocate(_ data: DataObject, in section: SectionIndex, at start: UInt64) {
    guard !object[section].kind.isZeroed else { return }
    var addresses: [(UInt64, DataAddress)] = []
    module.forEachPiece(of: data) { offset, piece in
      if case .address(let address) = piece { addresses.append((start + offset, address)) }
    }
    for (offset, address) in addresses {
      guard let symbol = address.symbol else { continue }
      object.relocations.append(
        Image.Relocation(
          in: section, at: UInt32(truncatingIfNeeded: offset), .absolute64, self.symbol(symbol),
          addend: address.offset))
    }
  }

  // MARK: - Relocations

  /// The object's symbol of one of the module, which is made where the module does not define it.
  private mutating func symbol(_ symbol: Symbol) -> SymbolIndex {
    if let generator = importedGenerators[symbol], let known = generatorSymbols[generator] { return known }
    if symbols[symbol.index] == Self.noSymbol {
      let data = module.symbols[symbol]
      let made = object.addUndefinedSymbol(
        module.names.string(data.name),
        kind: data.isFunction ? .function : data.linkage.contains(.thread) ? .threadLocal : .object,
        binding: data.linkage.contains(.weak) ? .weak : .global)
      object.symbols[made.index].isHidden = data.linkage.contains(.hidden)
      symbols[symbol.index] = made.rawValue
    }
    return SymbolIndex(rawValue: symbols[symbol.index])
  }

  private mutating func relocateCode() {
    var part = 0
    object.relocations.reserveCapacity(object.relocations.count + code.relocations.count)
    for relocation in code.relocations {
      while relocation.offset >= code.parts[part].offset + code.parts[part].size { part += 1 }
      guard let start = partStarts[part] else { continue }
      let offset = relocation.offset - code.parts[part].offset + start
      var addend = relocation.addend
      let target: SymbolIndex
      switch CodeSymbol(number: relocation.symbol) {
      case .symbol(let symbol): target = self.symbol(symbol)
      case .constant(let number):
        target = readOnlySymbol
        addend += Int64(constantOffsets[number] ?? 0)
      case .message(let number):
        target = readOnlySymbol
        addend += Int64(messageOffsets[number] ?? 0)
      case .generator(let generator): target = generatorSymbols[generator] ?? readOnlySymbol
      case .table(let table): target = tableSymbols[table] ?? readOnlySymbol
      case .layout(let fact): target = layoutSymbol(fact)
      }
      object.relocations.append(
        Image.Relocation(in: partSections[part], at: offset, Self.kind(relocation.kind), target, addend: addend))
    }
  }

  private mutating func layoutSymbol(_ fact: UInt32) -> SymbolIndex {
    if let known = layoutSymbols[fact] { return known }
    if fact == LayoutReference.threadAddressFunction {
      let name = "__tls_get_addr"
      let symbol =
        module.symbol(named: name).map { self.symbol($0) } ?? object.addUndefinedSymbol(name, kind: .function)
      layoutSymbols[fact] = symbol
      return symbol
    }
    let which: LayoutFact =
      switch fact {
      case LayoutReference.threadImageAddress: .threadImageAddress
      case LayoutReference.threadImageSize: .threadImageSize
      case LayoutReference.threadSize: .threadSize
      default: .threadAlignment
      }
    let symbol = object.addLayoutFact(which)
    layoutSymbols[fact] = symbol
    return symbol
  }

  private static func kind(_ kind: Gen.RelocationKind) -> Image.RelocationKind {
    switch kind {
    case .relative32: .relative32
    case .procedure32: .call32
    case .absolute32Signed: .absoluteSigned32
    case .absolute32: .absolute32
    case .absolute64: .absolute64
    case .threadOffset32: .threadOffset32
    case .offsetTable32: .offsetTable32
    case .threadOffsetTable32: .threadOffsetTable32
    case .threadDescriptor32: .threadDescriptor32
    }
  }
}
