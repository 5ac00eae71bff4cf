// The C layout engine: from a declared type to offsets, sizes and alignments, as gcc lays it out for Linux.
//
// The rules, in the order in which they apply to a member:
//   1. Its own alignment: of its type, raised by `aligned`; one byte in a packed record, unless `aligned` says otherwise.
//   2. A bit-field starts at the next free bit, unless it would then span more units of its type's alignment than the
//      type itself does; in that case at the next such unit. Packed bit-fields always take the next free bit.
//   3. A bit-field of width zero moves to the next unit of its type, packed or not.
//   4. `#pragma pack` limits the alignment of every member but that of a bit-field of width zero, and lets bit-fields
//      span what they meet.
//   5. Every member raises the record's alignment, unnamed bit-fields only where the target says so.
// At the end the size is rounded up to the alignment. Positions are kept in bits, wide enough that nothing overflows.

/// Lays C types out for one target.
public struct LayoutEngine: Sendable {
  /// The target that types are laid out for.
  public let target: Target

  /// How deeply types may be nested before the engine refuses them.
  public static let greatestDepth = 256

  /// How many fields a record may hold, those of its members counted.
  public static let greatestFieldCount = 1 << 20

  /// The largest size of a C object in bytes.
  public static let greatestSize = UInt64(Int64.max)

  /// The largest alignment that gcc takes, in bytes.
  public static let greatestAlignment: UInt64 = 1 << 28

  /// Records laid out already. The declaration is held so that its identity cannot be taken by another.
  private var finished: [ObjectIdentifier: Finished] = [:]

  private struct Finished {
    var declaration: RecordDeclaration
    var layout: RecordLayout
    var fieldCount: Int
  }

  /// Makes an engine for `target`.
  public init(target: Target) { self.target = target }

  /// Lays out a type.
  public mutating func layout(of type: CType) throws(LayoutError) -> TypeLayout {
    try layout(of: type, depth: 0).type
  }

  /// Lays out a structure or union.
  public mutating func layout(of record: RecordDeclaration) throws(LayoutError) -> RecordLayout {
    try finish(record, depth: 0).layout
  }

  // MARK: - Types

  /// A type's layout, and how many fields it holds.
  private typealias Counted = (type: TypeLayout, fieldCount: Int)

  private mutating func layout(of type: CType, depth: Int) throws(LayoutError) -> Counted {
    guard depth < Self.greatestDepth else { throw .tooDeep(type: type.shortSpelling) }
    switch type {
    case .scalar(let scalar):
      return (Self.layout(of: scalar), 0)
    case .complex(let part):
      return (
        TypeLayout(
          spelling: "_Complex \(part.spelling)", size: 2 * part.size, alignment: part.size, shape: .complex(part)), 0
      )
    case .pointer(let spelling):
      return (TypeLayout(spelling: spelling, size: 8, alignment: 8, shape: .pointer), 0)
    case .enumeration(let tag, let underlying):
      return (
        TypeLayout(
          spelling: tag.map { "enum \($0)" } ?? "enum", size: underlying.size, alignment: underlying.size,
          shape: .enumeration(underlying)), 0
      )
    case .vector(let element, let count):
      return (try vector(of: element, count: count), 0)
    case .array(let element, let count):
      return try array(of: element, count: count, depth: depth)
    case .record(let declaration):
      let record = try finish(declaration, depth: depth + 1)
      return (TypeLayout(record.layout, spelling: declaration.spelling), record.fieldCount)
    case .alias(let name, let target, let alignment):
      var named = try layout(of: target, depth: depth + 1)
      named.type.spelling = name
      if case .record(var record) = named.type.shape, record.name == nil {
        record.name = name
        named.type.shape = .record(record)
      }
      if let alignment { named.type.alignment = try Self.checked(alignment, of: name) }
      return named
    case .incomplete(let spelling):
      throw .incomplete(type: spelling)
    }
  }

  private static func layout(of scalar: Scalar) -> TypeLayout {
    TypeLayout(spelling: scalar.spelling, size: scalar.size, alignment: scalar.size, shape: .scalar(scalar))
  }

  private func vector(of element: Scalar, count: UInt64) throws(LayoutError) -> TypeLayout {
    let (size, overflow) = element.size.multipliedReportingOverflow(by: count)
    let spelling = "\(element.spelling) __vector(\(count))"
    guard !overflow, size > 0, size <= Self.greatestSize, size & (size - 1) == 0 else {
      throw .badVector(type: spelling)
    }
    let natural = min(size, target.largestVectorAlignment)
    return TypeLayout(
      spelling: spelling, size: size, alignment: min(natural, Self.greatestAlignment),
      shape: .vector(element: element, count: count))
  }

  private mutating func array(of element: CType, count: UInt64?, depth: Int) throws(LayoutError) -> Counted {
    let inner = try layout(of: element, depth: depth + 1)
    let spelling = inner.type.spelling(asElementOf: count)
    if case .array(_, nil) = inner.type.shape { throw .flexibleElement(type: spelling) }
    guard inner.type.size % inner.type.alignment == 0 else { throw .misalignedElements(type: spelling) }
    let (size, overflow) = inner.type.size.multipliedReportingOverflow(by: count ?? 0)
    guard !overflow, size <= Self.greatestSize else { throw .tooLarge(type: spelling) }
    return (
      TypeLayout(
        spelling: spelling, size: size, alignment: inner.type.alignment,
        shape: .array(element: inner.type, count: count)), inner.fieldCount
    )
  }

  private static func checked(_ alignment: UInt64, of type: String) throws(LayoutError) -> UInt64 {
    guard alignment > 0, alignment & (alignment - 1) == 0, alignment <= greatestAlignment else {
      throw .badAlignment(alignment, of: type)
    }
    return alignment
  }

  // MARK: - Records

  private mutating func finish(_ record: RecordDeclaration, depth: Int) throws(LayoutError) -> Finished {
    if let known = finished[ObjectIdentifier(record)] { return known }
    guard depth < Self.greatestDepth else { throw .tooDeep(type: record.spelling) }

    var placement = Placement(
      kind: record.kind, alignment: 8 * UInt128(try Self.checked(record.alignment ?? 1, of: record.spelling)),
      alignsUnnamedBitfields: target.alignsUnnamedBitfields,
      limit: try record.greatestMemberAlignment.map { (bytes) throws(LayoutError) in
        8 * UInt128(try Self.checked(bytes, of: record.spelling))
      })
    var fields: [FieldLayout] = []
    fields.reserveCapacity(record.members.count)
    var unnamedBits: [BitRange] = []
    var fieldCount = 0
    for (index, member) in record.members.enumerated() {
      let name = member.name ?? "(unnamed)"
      let counted = try layout(of: member.type, depth: depth)
      let type = counted.type
      if case .array(_, nil) = type.shape, record.kind == .structure, index + 1 < record.members.count {
        throw .misplacedFlexibleArray(member: name)
      }
      let own = try member.alignment.map { (bytes) throws(LayoutError) in try Self.checked(bytes, of: name) }
      let isPacked = record.isPacked || member.isPacked
      let position: UInt128
      if let width = member.bitWidth {
        try Self.checkBitfield(name, member: member, width: width, type: type)
        position = placement.placeBitfield(
          width: width, type: type, ownAlignment: own, isPacked: isPacked, isNamed: member.name != nil)
      } else {
        position = placement.place(type, ownAlignment: own, isPacked: isPacked)
      }
      guard placement.size <= 8 * UInt128(Self.greatestSize) else { throw .tooLarge(type: record.spelling) }
      fieldCount += 1 + counted.fieldCount
      guard fieldCount <= Self.greatestFieldCount else { throw .tooManyFields(type: record.spelling) }
      var bits: BitRange?
      if let width = member.bitWidth {
        // A bit's offset is a 64-bit number, which runs out before the bytes do.
        guard let offset = UInt64(exactly: position) else { throw .tooLarge(type: record.spelling) }
        bits = BitRange(offset: offset, width: width)
      }
      // An unnamed bit-field takes room and holds nothing.
      if let bits, member.name == nil {
        unnamedBits.append(bits)
        continue
      }
      fields.append(FieldLayout(name: member.name, type: type, offset: UInt64(position / 8), bits: bits))
    }
    guard let size = placement.finalSize, size <= Self.greatestSize else { throw .tooLarge(type: record.spelling) }
    let done = Finished(
      declaration: record,
      layout: RecordLayout(
        kind: record.kind, name: record.tag, size: size, alignment: UInt64(placement.alignment / 8), fields: fields,
        declared: DeclaredFacts(
          unnamedBits: unnamedBits, memberAlignment: UInt64(placement.memberAlignment / 8))),
      fieldCount: fieldCount)
    finished[ObjectIdentifier(record)] = done
    return done
  }

  private static func checkBitfield(
    _ name: String, member: MemberDeclaration, width: UInt64, type: TypeLayout
  ) throws(LayoutError) {
    let widest: UInt64
    switch type.shape {
    case .scalar(.bool): widest = 1
    case .scalar(let scalar) where !scalar.isFloating: widest = 8 * scalar.size
    case .enumeration(let scalar): widest = 8 * scalar.size
    default: throw .bitfieldOfNonInteger(member: name, type: type.spelling)
    }
    guard width <= widest else { throw .bitfieldTooWide(member: name, width: width, type: type.spelling) }
    guard width > 0 || member.name == nil else { throw .namedZeroWidth(member: name) }
  }
}

/// Where the next member of a record goes. All quantities are in bits.
private struct Placement {
  let kind: RecordKind
  /// The record's alignment so far.
  var alignment: UInt128
  let alignsUnnamedBitfields: Bool
  /// What gcc counts bit positions from is a multiple of this: a bit-field that must move to the next unit of a type
  /// aligned to more than this does not move to a multiple of that alignment in the record, but in this count.
  let rounding: UInt128
  /// The greatest alignment that a member may have, by `#pragma pack`.
  let limit: UInt128?
  /// The greatest alignment of a member so far, whether or not it raised the record's.
  var memberAlignment: UInt128 = 8
  /// The first free bit of a structure; stays 0 in a union.
  var next: UInt128 = 0
  /// The end of the last bit in use.
  var size: UInt128 = 0

  /// Starts a record whose own `aligned` attribute is `alignment`.
  init(kind: RecordKind, alignment: UInt128, alignsUnnamedBitfields: Bool, limit: UInt128?) {
    self.kind = kind
    self.alignment = alignment
    self.limit = limit
    self.alignsUnnamedBitfields = alignsUnnamedBitfields
    rounding = max(alignment, 128)
  }

  /// The size in bytes once the tail padding is added, or nil where it does not fit.
  var finalSize: UInt64? { UInt64(exactly: size.rounded(upTo: alignment) / 8) }

  mutating func place(_ type: TypeLayout, ownAlignment: UInt64?, isPacked: Bool) -> UInt128 {
    let natural = 8 * UInt128(type.alignment)
    var wanted: UInt128
    if isPacked {
      wanted = ownAlignment.map { 8 * UInt128($0) } ?? 8
    } else {
      wanted = max(natural, 8 * UInt128(ownAlignment ?? 1))
    }
    wanted = min(wanted, limit ?? wanted)
    alignment = max(alignment, wanted)
    memberAlignment = max(memberAlignment, wanted)
    return take(8 * UInt128(type.size), at: next.rounded(upTo: wanted))
  }

  mutating func placeBitfield(
    width: UInt64, type: TypeLayout, ownAlignment: UInt64?, isPacked: Bool, isNamed: Bool
  ) -> UInt128 {
    let natural = 8 * UInt128(type.alignment)
    let bits = UInt128(width)
    var wanted = 8 * UInt128(ownAlignment ?? 0)
    var start = next
    if width == 0 {
      // Packing does not reach a bit-field of width zero.
      wanted = max(wanted, natural)
      start = start.rounded(upTo: wanted)
    } else {
      wanted = max(wanted, 1)
      // A field that fills a machine word and stands on its boundary already is an ordinary member to gcc.
      let isWord = bits >= 8 && bits <= 128 && bits & (bits - 1) == 0
      let isOrdinary = isWord && !(isPacked && bits > 8) && start % bits == 0
      if isOrdinary { wanted = max(wanted, bits) }
      wanted = min(wanted, limit ?? wanted)
      start = start.rounded(upTo: wanted)
      // Under a limit a bit-field may span whatever it meets.
      let maySpan = isOrdinary || isPacked || limit != nil
      if !maySpan && spansTooMuch(from: start, bits, unit: natural, typeSize: 8 * UInt128(type.size)) {
        let origin = wanted < rounding ? next / rounding * rounding : start
        start = origin + (start - origin).rounded(upTo: natural)
      }
    }
    memberAlignment = max(memberAlignment, wanted, natural)
    if isNamed || alignsUnnamedBitfields {
      let ofType = limit.map { min(natural, $0) } ?? (isPacked && width != 0 ? 8 : natural)
      alignment = max(alignment, wanted, ofType)
    }
    return take(bits, at: start)
  }

  /// Whether a bit-field would span more units of its type's alignment than the type itself does.
  private func spansTooMuch(from start: UInt128, _ bits: UInt128, unit: UInt128, typeSize: UInt128) -> Bool {
    (start % unit + bits + unit - 1) / unit > typeSize / unit
  }

  private mutating func take(_ bits: UInt128, at position: UInt128) -> UInt128 {
    size = max(size, position + bits)
    if kind == .structure { next = position + bits }
    return position
  }
}

extension UInt128 {
  fileprivate func rounded(upTo alignment: UInt128) -> UInt128 {
    (self + alignment - 1) / alignment * alignment
  }
}

extension TypeLayout {
  /// A record as a type.
  public init(_ record: RecordLayout, spelling: String? = nil) {
    let plain = record.name.map { "\(record.kind.rawValue) \($0)" } ?? record.kind.rawValue
    self.init(
      spelling: spelling ?? plain, size: record.size, alignment: record.alignment, shape: .record(record))
  }

  /// How C spells an array of this type: the outer dimension comes first.
  public func spelling(asElementOf count: UInt64?) -> String {
    let dimension = count.map { "[\($0)]" } ?? "[]"
    guard case .array = shape, let bracket = spelling.lastRangeOfDimensions else { return "\(spelling) \(dimension)" }
    return spelling[..<bracket] + dimension + spelling[bracket...]
  }
}

extension String {
  /// Where the trailing run of "[…]" begins.
  fileprivate var lastRangeOfDimensions: String.Index? {
    guard let space = lastIndex(of: " "), self[index(after: space)...].first == "[" else { return nil }
    return index(after: space)
  }
}

extension CType {
  /// The outermost part of the type's name, which is enough to say which type a message is about.
  fileprivate var shortSpelling: String {
    switch self {
    case .scalar(let scalar): scalar.spelling
    case .complex(let part): "_Complex \(part.spelling)"
    case .pointer(let spelling), .incomplete(let spelling): spelling
    case .enumeration(let tag, _): tag.map { "enum \($0)" } ?? "enum"
    case .vector(let element, _): "\(element.spelling) vector"
    case .array: "array"
    case .record(let declaration): declaration.spelling
    case .alias(let name, _, _): name
    }
  }
}
