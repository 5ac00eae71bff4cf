// From entries of the debug information to layouts, in the form that the layout engine gives them.
//
// DWARF says where members lie and how large they are, but an alignment only where the source set one. Where nothing
// says it, a record's alignment is presumed to be the greatest of its members', or 1 where an offset or the size
// contradicts that: such a record was packed. A packed record may contradict nothing, so a presumed alignment is marked
// as not certain.
//
// The file may be hostile: each entry is read once however often it is used, the depth and the number of fields are
// limited as the engine limits them, a type that contains itself is an error, and no arithmetic overflows.

internal import CElfutils
internal import Layout

/// Reads types, and remembers those that it has read.
struct TypeReader {
  /// What the machine that the file is for says about types.
  let machine: Machine

  /// Types read already, by their entry. A type that is being read is there without a result.
  private var known: [UInt: Counted?] = [:]

  /// How many bytes of names may still be read: many entries may share one long name.
  private var nameAllowance = 1 << 28

  /// A type, how many fields it holds, and how deeply arrays and records are nested in it.
  private struct Counted {
    var type: TypeLayout
    var fieldCount = 0
    var nesting = 0
  }

  init(machine: Machine) { self.machine = machine }

  /// Forgets the types that were read, which those of another unit do not share.
  mutating func forget() { known = [:] }

  /// The layout of the type that `entry` is.
  mutating func layout(of entry: DebugEntry) throws(EntryError) -> TypeLayout {
    try read(entry, depth: 0).type
  }

  /// The record that `entry` is, or names; nil where it names something else, or a record without a definition.
  mutating func record(_ entry: DebugEntry) throws(EntryError) -> RecordLayout? {
    guard case .record(let record) = try read(entry, depth: 0).type.shape else { return nil }
    return record
  }

  // MARK: - Types

  private mutating func read(_ entry: DebugEntry, depth: Int) throws(EntryError) -> Counted {
    guard depth < LayoutEngine.greatestDepth else {
      throw .corrupt("types are nested more than \(LayoutEngine.greatestDepth) deep")
    }
    let identity = entry.identity
    if let entered = known[identity] {
      guard let finished = entered else {
        throw .corrupt("the type at \(hexadecimal(entry.offset)) contains itself")
      }
      return finished
    }
    known[identity] = .some(nil)
    let result = try readNew(entry, depth: depth)
    guard result.nesting <= LayoutEngine.greatestDepth else {
      throw .corrupt("types are nested more than \(LayoutEngine.greatestDepth) deep")
    }
    known[identity] = result
    return result
  }

  private mutating func readNew(_ entry: DebugEntry, depth: Int) throws(EntryError) -> Counted {
    let tag = entry.tag
    switch tag {
    case .base:
      return Counted(type: try baseType(entry))
    case .pointer, .reference, .rvalueReference:
      return Counted(type: try pointer(entry))
    case .pointerToMember:
      return Counted(type: try pointerToMember(entry))
    case .typedef:
      return try alias(entry, depth: depth)
    case .structure, .classType, .union:
      return try recordType(entry, depth: depth)
    case .enumeration:
      return Counted(type: try enumeration(entry))
    case .array:
      return try array(entry, depth: depth)
    case .atomic:
      var counted = try readTarget(of: entry, depth: depth)
      // An atomic object of a size that a machine can move at once is aligned to it.
      let size = counted.type.size
      if size > 0, size <= 16, size & (size - 1) == 0 { counted.type.alignment = max(counted.type.alignment, size) }
      return counted
    case .unspecified:
      // C++'s decltype(nullptr), which is as large as a pointer, is the only one that objects are of.
      return Counted(type: opaque(try name(of: entry) ?? "(unnamed)", size: entry.addressSize))
    case _ where tag.isQualifier, .subrange where !entry.has(.byteSize):
      return try readTarget(of: entry, depth: depth)
    default:
      guard let size = try size(of: entry) else {
        throw .unsupported("the type at \(hexadecimal(entry.offset)) has neither size nor a known kind")
      }
      return Counted(type: opaque(entry.name ?? "(unnamed)", size: size))
    }
  }

  /// The type that another refers to.
  private mutating func readTarget(of entry: DebugEntry, depth: Int) throws(EntryError) -> Counted {
    guard let target = try entry.reference(.type) else {
      throw .corrupt("the entry at \(hexadecimal(entry.offset)) is of no type")
    }
    return try read(target, depth: depth + 1)
  }

  private mutating func alias(_ entry: DebugEntry, depth: Int) throws(EntryError) -> Counted {
    // A typedef of nothing is void, which no member is of.
    guard try entry.reference(.type) != nil else { return Counted(type: incomplete(entry.name ?? "void")) }
    var counted = try readTarget(of: entry, depth: depth)
    let name = try name(of: entry) ?? "(unnamed)"
    counted.type.spelling = name
    if case .record(var record) = counted.type.shape, record.name == nil {
      record.name = name
      counted.type.shape = .record(record)
    }
    if let alignment = try alignment(of: entry) { counted.type.alignment = alignment }
    return counted
  }

  private mutating func baseType(_ entry: DebugEntry) throws(EntryError) -> TypeLayout {
    let name = try name(of: entry) ?? "(unnamed)"
    let size = try size(of: entry) ?? 0
    let kind = BaseType(encoding: entry.unsigned(.encoding) ?? 0, size: size, name: name)
    let alignment = try alignment(of: entry) ?? machine.naturalAlignment(ofSize: kind.unitSize)
    return TypeLayout(spelling: kind.spelling, size: size, alignment: alignment, shape: kind.shape)
  }

  private func pointer(_ entry: DebugEntry) throws(EntryError) -> TypeLayout {
    let size = try size(of: entry) ?? entry.addressSize
    var speller = TypeSpeller()
    return TypeLayout(
      spelling: try speller.spelling(of: entry), size: size, alignment: machine.naturalAlignment(ofSize: size),
      shape: .pointer)
  }

  private func pointerToMember(_ entry: DebugEntry) throws(EntryError) -> TypeLayout {
    // One word for a data member; the address and an adjustment for a function.
    let isFunction = try entry.reference(.type)?.tag == .subroutine
    let size = try size(of: entry) ?? entry.addressSize * (isFunction ? 2 : 1)
    return opaque("pointer to member", size: size, unit: entry.addressSize)
  }

  private mutating func enumeration(_ entry: DebugEntry) throws(EntryError) -> TypeLayout {
    let spelling = try name(of: entry).map { "enum \($0)" } ?? "enum"
    let stored = try underlyingBase(of: entry)
    let size = try size(of: entry) ?? stored.flatMap { $0.unsigned(.byteSize) } ?? 0
    let encoding = stored?.unsigned(.encoding) ?? entry.unsigned(.encoding) ?? UInt64(DW_ATE_unsigned)
    let base = BaseType(encoding: encoding, size: size, name: stored?.name ?? "")
    let alignment = try alignment(of: entry) ?? machine.naturalAlignment(ofSize: size)
    if case .scalar(let scalar) = base.shape {
      return TypeLayout(spelling: spelling, size: size, alignment: alignment, shape: .enumeration(scalar))
    }
    return opaque(spelling, size: size)
  }

  /// The base type that an enumeration is stored as, typedefs taken off.
  private func underlyingBase(of entry: DebugEntry) throws(EntryError) -> DebugEntry? {
    var current = try entry.reference(.type)
    for _ in 0..<LayoutEngine.greatestDepth {
      guard let candidate = current, candidate.tag != .base else { return current }
      current = try candidate.reference(.type)
    }
    return nil
  }

  /// A type that is declared, and defined elsewhere.
  private func incomplete(_ spelling: String) -> TypeLayout {
    var type = TypeLayout(spelling: spelling, size: 0, alignment: 1, shape: .opaque)
    type.isIncomplete = true
    return type
  }

  private func opaque(_ spelling: String, size: UInt64, unit: UInt64? = nil) -> TypeLayout {
    TypeLayout(
      spelling: spelling, size: size, alignment: machine.naturalAlignment(ofSize: unit ?? size), shape: .opaque)
  }

  // MARK: - Arrays

  private mutating func array(_ entry: DebugEntry, depth: Int) throws(EntryError) -> Counted {
    var result = try readTarget(of: entry, depth: depth)
    let dimensions = try dimensions(of: entry)
    if entry.flag(.gnuVector), dimensions.count == 1, let count = dimensions[0] {
      return Counted(type: try vector(of: result.type, count: count, entry))
    }
    let isIncomplete = result.type.isIncomplete
    // The last dimension is the innermost.
    for count in dimensions.reversed() {
      let element = result.type
      let (size, overflow) = element.size.multipliedReportingOverflow(by: count ?? 0)
      guard !overflow, size <= LayoutEngine.greatestSize else {
        throw .corrupt("the array at \(hexadecimal(entry.offset)) is larger than memory")
      }
      result.type = TypeLayout(
        spelling: element.spelling(asElementOf: count), size: size, alignment: element.alignment,
        shape: .array(element: element, count: count))
      result.type.isIncomplete = isIncomplete
    }
    if let alignment = try alignment(of: entry) { result.type.alignment = alignment }
    result.nesting += dimensions.count
    return result
  }

  /// The number of elements in each dimension, the outermost first; nil for one without a bound.
  private func dimensions(of entry: DebugEntry) throws(EntryError) -> [UInt64?] {
    var dimensions: [UInt64?] = []
    var children = entry.children
    while let child = try children.next() {
      switch child.tag {
      case .subrange: dimensions.append(try elementCount(of: child))
      case .enumeration: dimensions.append(nil)
      default: continue
      }
      guard dimensions.count <= LayoutEngine.greatestDepth else {
        throw .corrupt("the array at \(hexadecimal(entry.offset)) has too many dimensions")
      }
    }
    return dimensions.isEmpty ? [nil] : dimensions
  }

  private func elementCount(of subrange: DebugEntry) throws(EntryError) -> UInt64? {
    if let count = subrange.bits(.count) {
      // Clang writes -1 for an array without a bound.
      return Int64(bitPattern: count) == -1 ? nil : count
    }
    guard let upper = subrange.bits(.upperBound) else { return nil }
    let lower = subrange.bits(.lowerBound) ?? 0
    // An array of no elements ends one before it starts.
    if upper == .max, lower == 0 { return 0 }
    let (last, underflow) = upper.subtractingReportingOverflow(lower)
    guard !underflow else { throw .corrupt("the array bound at \(hexadecimal(subrange.offset)) ends before it starts") }
    let (count, overflow) = last.addingReportingOverflow(1)
    guard !overflow else { throw .corrupt("the array bound at \(hexadecimal(subrange.offset)) is larger than memory") }
    return count
  }

  private func vector(of element: TypeLayout, count: UInt64, _ entry: DebugEntry) throws(EntryError) -> TypeLayout {
    let spelling = "\(element.spelling) __vector(\(count))"
    let (product, overflow) = element.size.multipliedReportingOverflow(by: count)
    guard !overflow, product <= LayoutEngine.greatestSize else {
      throw .corrupt("the vector at \(hexadecimal(entry.offset)) is larger than memory")
    }
    let size = try size(of: entry) ?? product
    let alignment = try alignment(of: entry) ?? machine.vectorAlignment(ofSize: size)
    guard case .scalar(let scalar) = element.shape, size == product, size > 0, size & (size - 1) == 0 else {
      return TypeLayout(spelling: spelling, size: size, alignment: alignment, shape: .opaque)
    }
    return TypeLayout(
      spelling: spelling, size: size, alignment: alignment, shape: .vector(element: scalar, count: count))
  }

  // MARK: - Records

  private mutating func recordType(_ entry: DebugEntry, depth: Int) throws(EntryError) -> Counted {
    if entry.flag(.declaration) {
      if let definition = try entry.reference(.signature) { return try read(definition, depth: depth + 1) }
      let keyword = entry.tag == .union ? "union" : "struct"
      let spelling = entry.name.map { "\(keyword) \($0)" } ?? keyword
      return Counted(type: try size(of: entry).map { opaque(spelling, size: $0) } ?? incomplete(spelling))
    }
    let name = try name(of: entry)
    guard let size = try size(of: entry) else {
      throw .corrupt("the record \(name ?? "at \(hexadecimal(entry.offset))") has no size")
    }
    var builder = RecordBuilder(
      kind: entry.tag == .union ? .union : .structure, name: name, size: size, machine: machine)
    var passing = Passing(entry)
    var children = entry.children
    while let child = try children.next() {
      switch child.tag {
      case .member where !isStatic(child): try add(child, to: &builder, depth: depth)
      case .inheritance: try add(child, to: &builder, depth: depth, isBase: true)
      case .variantPart: try addVariants(of: child, to: &builder, depth: depth)
      default: break
      }
      try passing.consider(child, of: entry)
    }
    var record = RecordLayout(kind: builder.kind, name: name, size: size, alignment: 1, fields: builder.fields)
    let stated = try alignment(of: entry)
    record.alignment = builder.alignment(stated: stated)
    record.read = ReadFacts(
      isAlignmentCertain: builder.isCertain(stated: stated, atMost: record.greatestAlignment), passing: passing.result)
    return Counted(type: TypeLayout(record), fieldCount: builder.fieldCount, nesting: builder.nesting + 1)
  }

  /// A member that belongs to the class and not to its objects.
  private func isStatic(_ member: DebugEntry) -> Bool { member.flag(.external) || member.flag(.declaration) }

  /// The variants of a tagged union all lie over each other in the record.
  private mutating func addVariants(
    of part: DebugEntry, to builder: inout RecordBuilder, depth: Int
  ) throws(EntryError) {
    var children = part.children
    while let child = try children.next() {
      if child.tag == .member { try add(child, to: &builder, depth: depth) }
      guard child.tag == .variant else { continue }
      var members = child.children
      while let member = try members.next() {
        guard member.tag == .member else { continue }
        try add(member, to: &builder, depth: depth)
      }
    }
  }

  private mutating func add(
    _ member: DebugEntry, to builder: inout RecordBuilder, depth: Int, isBase: Bool = false
  ) throws(EntryError) {
    let counted = try readTarget(of: member, depth: depth)
    let place: (offset: UInt64, bits: BitRange?)
    let isVirtual = isBase && (member.unsigned(.virtuality) ?? 0) != 0
    if isVirtual {
      place = (0, nil)
    } else if let width = member.unsigned(.bitSize), !isBase {
      let bits = try bitRange(of: member, width: width, type: counted.type)
      guard let bits else { return }
      place = (bits.offset / 8, bits)
    } else {
      place = (try member.memberLocation() ?? 0, nil)
    }
    var field = FieldLayout(
      name: isBase ? nil : try name(of: member), type: counted.type, offset: place.offset, bits: place.bits)
    field.isPlaced = !isVirtual
    try builder.add(
      field, statedAlignment: try alignment(of: member), fieldCount: counted.fieldCount, nesting: counted.nesting,
      isBase: isBase)
  }

  /// Where a bit-field lies; nil for one of width zero, which holds nothing.
  private func bitRange(of member: DebugEntry, width: UInt64, type: TypeLayout) throws(EntryError) -> BitRange? {
    guard width > 0 else { return nil }
    guard !machine.isBigEndian else {
      throw .unsupported("the bit-field \(member.name ?? "(unnamed)") of a big-endian machine")
    }
    guard width <= 1 << 16 else { throw .corrupt("a bit-field is \(width) bits wide") }
    if let offset = member.unsigned(.dataBitOffset) { return BitRange(offset: offset, width: width) }
    let start = (try member.memberLocation() ?? 0).multipliedReportingOverflow(by: 8)
    guard !start.overflow else { throw .corrupt("a bit-field lies beyond all memory") }
    guard let fromTop = member.bits(.bitOffset) else { return BitRange(offset: start.partialValue, width: width) }
    // The form of DWARF 3 and earlier: counted downwards from the most significant bit of a storage unit. The distance
    // is negative where a packed field reaches over its unit's end.
    let unit = try size(of: member) ?? type.size
    guard unit <= 64, let distance = Int16(exactly: Int64(bitPattern: fromTop)) else {
      throw .corrupt("a bit-field lies outside its storage unit")
    }
    let offset = Int128(start.partialValue) + Int128(8 * unit) - Int128(distance) - Int128(width)
    guard let offset = UInt64(exactly: offset) else { throw .corrupt("a bit-field starts before its record") }
    return BitRange(offset: offset, width: width)
  }

  // MARK: - Attributes

  /// An entry's name.
  private mutating func name(of entry: DebugEntry) throws(EntryError) -> String? {
    guard let name = try entry.readName() else { return nil }
    nameAllowance -= name.utf8.count
    guard nameAllowance >= 0 else { throw .corrupt("the names of types are longer than all memory should hold") }
    return name
  }

  /// The size that an entry states, in bytes.
  private func size(of entry: DebugEntry) throws(EntryError) -> UInt64? {
    guard let size = entry.unsigned(.byteSize) else { return nil }
    guard size <= LayoutEngine.greatestSize else {
      throw .corrupt("the type at \(hexadecimal(entry.offset)) is larger than memory")
    }
    return size
  }

  /// The alignment that an entry states, in bytes.
  private func alignment(of entry: DebugEntry) throws(EntryError) -> UInt64? {
    guard let alignment = entry.unsigned(.alignment), alignment != 0 else { return nil }
    guard alignment & (alignment - 1) == 0, alignment <= LayoutEngine.greatestAlignment else {
      throw .corrupt("the entry at \(hexadecimal(entry.offset)) states an alignment of \(alignment)")
    }
    return alignment
  }
}

/// A record whose members are being read.
private struct RecordBuilder {
  let kind: RecordKind
  let name: String?
  let size: UInt64
  let machine: Machine
  private(set) var fields: [FieldLayout] = []
  private(set) var fieldCount = 0
  /// How deeply arrays and records are nested in the members.
  private(set) var nesting = 0
  /// The greatest alignment that the members' types have.
  private var natural: UInt64 = 1
  /// The greatest alignment that a member states for itself.
  private var stated: UInt64 = 1
  /// Whether a member lies where its type's alignment does not allow it.
  private var isContradicted = false

  init(kind: RecordKind, name: String?, size: UInt64, machine: Machine) {
    self.kind = kind
    self.name = name
    self.size = size
    self.machine = machine
  }

  /// The record's alignment, where `stated` is what the record itself says.
  func alignment(stated own: UInt64?) -> UInt64 {
    if let own { return own }
    let isPacked = isContradicted || size % natural != 0
    return max(stated, isPacked ? 1 : natural)
  }

  /// Whether that is certain. What a member states for itself holds in a packed record too. Clang states an `aligned` that
  /// had no effect, because the members ask for more.
  func isCertain(stated own: UInt64?, atMost greatest: UInt64) -> Bool {
    own.map { $0 >= alignment(stated: nil) } ?? (stated >= greatest)
  }

  mutating func add(
    _ field: FieldLayout, statedAlignment: UInt64?, fieldCount inner: Int, nesting depth: Int, isBase: Bool
  ) throws(EntryError) {
    fieldCount += 1 + inner
    nesting = max(nesting, depth)
    guard fieldCount <= LayoutEngine.greatestFieldCount else {
      throw .corrupt("\(description) holds more than \(LayoutEngine.greatestFieldCount) fields")
    }
    let (end, overflow) =
      field.bits.map { UInt128($0.offset) + UInt128($0.width) }.map { (UInt64(clamping: ($0 + 7) / 8), false) }
      ?? field.offset.addingReportingOverflow(field.type.size)
    // A base class may count the virtual bases that lie elsewhere in a class derived from it.
    guard !overflow, isBase ? end <= LayoutEngine.greatestSize : end <= size else {
      throw .corrupt("\(description) has \(size) bytes, but \(field.name ?? "a member") ends at byte \(end)")
    }
    if let statedAlignment {
      stated = max(stated, statedAlignment)
    } else {
      let wanted = field.type.alignment
      natural = max(natural, wanted)
      if field.bits == nil, field.isPlaced, field.offset % wanted != 0 { isContradicted = true }
    }
    fields.append(field)
  }

  private var description: String { name.map { "\(kind.rawValue) \($0)" } ?? "an unnamed \(kind.rawValue)" }
}
