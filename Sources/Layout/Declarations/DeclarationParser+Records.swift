// Structures, unions and enumerations: their bodies, and the layout that proves that a record can be laid out.

extension DeclarationParser {
  // MARK: - Records

  /// Reads `struct …` or `union …`: a definition, or a reference by the tag.
  mutating func parseRecord(
    _ recordKind: RecordKind, _ specifiers: inout Specifiers
  ) throws(DeclarationError) -> TypeIndex {
    let start = token.range.lowerBound
    advance()
    var attributes = try parseAttributes()
    var tag: UInt32?
    if kind == .identifier, keyword == nil {
      tag = token.number
      advance()
    } else if kind != .openBrace {
      throw unexpected("a tag or '{'")
    }
    let range = start..<previousEnd
    let number = try recordNumber(recordKind, tag, range)
    let type = recordType(number)
    guard kind == .openBrace else { return type }

    if let before = types.records[number].definition {
      let spelled = spelling(of: type)
      // The body is read for what it declares otherwise; the first one stays.
      report(
        DeclarationError(
          range, "'\(spelled)' is defined twice", notes: [.init(range: before, message: "it is first defined here")]))
      try skipBalanced()
      _ = try parseAttributes()
      return type
    }
    types.records[number].range = range
    types.records[number].definition = range
    types.records[number].isBeingDefined = true
    listedRecords.append(number)
    specifiers.definedRecord = number
    advance()
    let members: ([MemberDeclaration], isInvalid: Bool)
    do throws(DeclarationError) {
      members = try parseMembers(of: number)
    } catch {
      types.records[number].isBeingDefined = false
      types.records[number].isInvalid = true
      throw error
    }
    types.records[number].definition = start..<previousEnd
    attributes.merge(try parseAttributes())
    complete(number, members.0, attributes, isInvalid: members.isInvalid)
    return type
  }

  /// The record that a tag stands for, which may be new.
  private mutating func recordNumber(
    _ recordKind: RecordKind, _ tag: UInt32?, _ range: Range<Int>
  ) throws(DeclarationError) -> Int {
    if let tag, let known = tags[Int(tag)] {
      if case .record(let number) = known, types.records[number].kind == recordKind { return number }
      let (place, word) =
        switch known {
        case .record(let number): (types.records[number].range, types.records[number].kind.rawValue)
        case .enumeration(let number): (types.enumerations[number].range, "enum")
        }
      throw DeclarationError(
        range, "'\(names[tag])' is the tag of something else", expected: "'\(word) \(names[tag])'",
        notes: [.init(range: place, message: "it is '\(word) \(names[tag])' here")])
    }
    let number = types.records.count
    types.records.append(RecordEntry(kind: recordKind, tag: tag, range: range))
    if let tag { tags[Int(tag)] = .record(number) }
    return number
  }

  private mutating func recordType(_ number: Int) -> TypeIndex {
    types.add(.record(number)) ?? TypeTable.invalid
  }

  /// Reads members up to the closing brace and moves behind it.
  private mutating func parseMembers(
    of number: Int
  ) throws(DeclarationError) -> ([MemberDeclaration], isInvalid: Bool) {
    var members: [MemberDeclaration] = []
    var seen: [UInt32: Range<Int>] = [:]
    var isInvalid = false
    while kind != .closeBrace {
      if kind == .end {
        throw DeclarationError(
          token.range, "the text ends within a record", expected: "'}'",
          notes: [.init(range: types.records[number].range, message: "the record begins here")])
      }
      if take(.semicolon) { continue }
      do throws(DeclarationError) {
        if keyword == .staticAssert {
          try parseStaticAssertion()
        } else {
          try parseMemberDeclaration(of: number, into: &members, &seen, &isInvalid)
        }
      } catch {
        isInvalid = true
        // At the end of the text nothing of the record can follow: it is said once, not for each record around it.
        guard kind != .end else { throw error }
        report(error)
        guard errors.count < Declarations.greatestErrorCount else { throw error }
        recover()
      }
    }
    advance()
    return (members, isInvalid)
  }

  private mutating func parseMemberDeclaration(
    of number: Int, into members: inout [MemberDeclaration], _ seen: inout [UInt32: Range<Int>],
    _ isInvalid: inout Bool
  ) throws(DeclarationError) {
    var specifiers = try parseSpecifiers(in: .member)
    if kind == .semicolon {
      // Only a record that is defined right here, without a tag, is a member without a name.
      guard let inner = specifiers.definedRecord, types.records[inner].tag == nil else {
        advance()
        return
      }
      let declarator = Declarator(range: specifiers.range)
      isInvalid = !addMember(declarator, nil, specifiers, to: number, &members, &seen) || isInvalid
      advance()
      return
    }
    while true {
      var declarator = Declarator(range: token.range)
      if kind != .colon { declarator = try parseDeclarator(.named) }
      var width: (bits: Int128, range: Range<Int>)?
      if take(.colon) {
        let start = token.range.lowerBound
        let constant = try parseConstant("the width of a bit-field")
        width = (constant.signed, start..<previousEnd)
      }
      declarator.attributes.merge(try parseAttributes())
      isInvalid = !addMember(declarator, width, specifiers, to: number, &members, &seen) || isInvalid
      guard take(.comma) else { break }
      specifiers.attributes.merge(try parseAttributes())
    }
    try expect(.semicolon, "',' or ';'", "after a member")
  }

  /// Adds a member to a record. False where it is wrong in a way that leaves the record without a layout.
  private mutating func addMember(
    _ declarator: Declarator, _ width: (bits: Int128, range: Range<Int>)?, _ specifiers: Specifiers,
    to number: Int, _ members: inout [MemberDeclaration], _ seen: inout [UInt32: Range<Int>]
  ) -> Bool {
    var attributes = specifiers.attributes
    attributes.merge(declarator.attributes)
    let type = build(declarator, on: specifiers, attributes)
    if let name = declarator.name {
      if let before = seen[name] {
        report(
          DeclarationError(
            declarator.range, "there are two members '\(names[name])'",
            notes: [.init(range: before, message: "the first one is here")]))
        return false
      }
      seen[name] = declarator.range
    } else if width == nil, case .record(let inner) = types[type] {
      for member in anonymousNames(of: inner) {
        if let before = seen[member.name] {
          report(
            DeclarationError(
              member.range, "there are two members '\(names[member.name])'",
              notes: [.init(range: before, message: "the first one is here")]))
          return false
        }
        seen[member.name] = member.range
      }
    }
    guard isUsable(type, declarator, width) else { return false }
    guard let converted = cType(type) else { return false }
    let bits: UInt64?
    if let width {
      guard let valid = bitWidth(width, declarator, type) else { return false }
      bits = valid
    } else {
      bits = nil
    }
    let depth = types.depth(of: type) + 1
    guard depth <= TypeTable.greatestDepth else {
      report(
        DeclarationError(
          declarator.range, "the record is made of more than \(TypeTable.greatestDepth) levels of types"))
      return false
    }
    types.records[number].depth = max(types.records[number].depth, depth)
    let isAnonymousBitfield = declarator.name == nil && width != nil
    let fieldIndex = types.records[number].fieldCount
    if !isAnonymousBitfield { types.records[number].fieldCount += 1 }
    types.records[number].members.append(
      RecordMember(
        name: declarator.name, type: type, range: declarator.range, isBitfield: width != nil,
        fieldIndex: isAnonymousBitfield ? nil : fieldIndex))
    members.append(
      MemberDeclaration(
        declarator.name.map { names[$0] }, converted, bitWidth: bits, isPacked: attributes.isPacked,
        alignment: attributes.alignment))
    return true
  }

  /// The names that a record without a name brings into the one that holds it.
  func anonymousNames(of number: Int) -> [(name: UInt32, range: Range<Int>)] {
    var names: [(name: UInt32, range: Range<Int>)] = []
    for member in types.records[number].members {
      if let name = member.name {
        names.append((name, member.range))
      } else if !member.isBitfield, case .record(let inner) = types[member.type] {
        names += anonymousNames(of: inner)
      }
    }
    return names
  }

  /// Whether a member can have a type; if not, why is said.
  private mutating func isUsable(
    _ type: TypeIndex, _ declarator: Declarator, _ width: (bits: Int128, range: Range<Int>)?
  ) -> Bool {
    switch types.node(type) {
    case .invalid: return false
    case .void:
      report(DeclarationError(declarator.range, "a member cannot have type 'void'"))
      return false
    case .function:
      report(
        DeclarationError(declarator.range, "a member cannot be a function", expected: "a pointer to a function"))
      return false
    case .record(let inner):
      if types.records[inner].isInvalid { return false }
      if types.records[inner].declaration == nil {
        reportIncomplete(type, at: declarator.range, "a member needs a size")
        return false
      }
    case .enumeration(let inner):
      if types.enumerations[inner].isInvalid { return false }
      if types.enumerations[inner].underlying == nil {
        reportIncomplete(type, at: declarator.range, "a member needs a size")
        return false
      }
    default: break
    }
    return true
  }

  /// The width of a bit-field, checked against its type; nil where it is wrong, which is said.
  private mutating func bitWidth(
    _ width: (bits: Int128, range: Range<Int>), _ declarator: Declarator, _ type: TypeIndex
  ) -> UInt64? {
    let name = declarator.name.map { "bit-field '\(names[$0])'" } ?? "an unnamed bit-field"
    let scalar: Scalar
    switch types.node(type) {
    case .scalar(let plain) where !plain.isFloating: scalar = plain
    case .enumeration(let number): scalar = types.enumerations[number].underlying ?? .unsignedInt
    default:
      report(
        DeclarationError(
          declarator.range, "\(name) cannot have type '\(spelling(of: type))'", expected: "an integer type"))
      return nil
    }
    let widest = scalar == .bool ? 1 : Int128(8 * scalar.size)
    guard width.bits >= 0 else {
      report(DeclarationError(width.range, "\(name) cannot have \(width.bits) bits", expected: "zero or more"))
      return nil
    }
    guard width.bits <= widest else {
      report(
        DeclarationError(
          width.range, "\(name) of \(width.bits) bits is wider than its type '\(spelling(of: type))'",
          expected: "at most \(widest)"))
      return nil
    }
    guard width.bits > 0 || declarator.name == nil else {
      report(DeclarationError(width.range, "\(name) has a name but no bits", expected: "at least 1"))
      return nil
    }
    return UInt64(width.bits)
  }

  /// Makes a record complete, and lays it out.
  private mutating func complete(
    _ number: Int, _ members: [MemberDeclaration], _ attributes: Attributes, isInvalid: Bool
  ) {
    types.records[number].isBeingDefined = false
    guard !isInvalid, !attributes.isFaulty, !isLayoutUnknown else {
      types.records[number].isInvalid = true
      return
    }
    let entry = types.records[number]
    let declaration = RecordDeclaration(
      entry.kind, tag: entry.tag.map { names[$0] }, members: members, isPacked: attributes.isPacked,
      alignment: attributes.alignment, greatestMemberAlignment: packLimit)
    do throws(LayoutError) {
      types.records[number].layout = try engine.layout(of: declaration)
      types.records[number].declaration = declaration
    } catch {
      types.records[number].isInvalid = true
      report(DeclarationError(place(of: error, in: declaration, entry), "\(error)"))
    }
  }

  /// Where a record that cannot be laid out goes wrong: the first member with which it does.
  private mutating func place(
    of error: LayoutError, in declaration: RecordDeclaration, _ entry: RecordEntry
  ) -> Range<Int> {
    if case .misplacedFlexibleArray(let name) = error,
      let member = entry.members.first(where: { $0.name.map { names[$0] } == name })
    {
      return member.range
    }
    var good = 0
    var bad = declaration.members.count
    while bad - good > 1 {
      let middle = good + (bad - good) / 2
      let part = RecordDeclaration(
        declaration.kind, tag: declaration.tag, members: Array(declaration.members[..<middle]),
        isPacked: declaration.isPacked, alignment: declaration.alignment,
        greatestMemberAlignment: declaration.greatestMemberAlignment)
      if (try? engine.layout(of: part)) == nil { bad = middle } else { good = middle }
    }
    return bad > 0 && bad <= entry.members.count ? entry.members[bad - 1].range : entry.range
  }

  // MARK: - Enumerations

  /// Reads `enum …`: a definition, or a reference by the tag.
  mutating func parseEnumeration() throws(DeclarationError) -> TypeIndex {
    let start = token.range.lowerBound
    advance()
    var attributes = try parseAttributes()
    var tag: UInt32?
    if kind == .identifier, keyword == nil {
      tag = token.number
      advance()
    } else if kind != .openBrace && kind != .colon {
      throw unexpected("a tag or '{'")
    }
    let range = start..<previousEnd
    let number = try enumerationNumber(tag, range)
    let type = types.add(.enumeration(number)) ?? TypeTable.invalid
    var fixed: Scalar?
    // A colon is also what comes before a bit-field's width.
    if kind == .colon, startsType(following) {
      advance()
      let place = token.range
      let specifiers = try parseSpecifiers(in: .typeName)
      if case .scalar(let scalar) = types.node(specifiers.type), !scalar.isFloating {
        fixed = scalar
        types.enumerations[number].underlying = scalar
      } else {
        report(
          DeclarationError(
            place, "an enumeration cannot be stored as '\(spelling(of: specifiers.type))'",
            expected: "an integer type"))
      }
    }
    guard take(.openBrace) else { return type }
    if let before = types.enumerations[number].definition {
      throw DeclarationError(
        range, "'enum \(tag.map { names[$0] } ?? "")' is defined twice",
        notes: [.init(range: before, message: "it is first defined here")])
    }
    types.enumerations[number].definition = range
    var values = EnumerationValues()
    do throws(DeclarationError) {
      try parseEnumerators(into: &values, fixed: fixed)
    } catch {
      types.enumerations[number].isInvalid = true
      report(error)
      skipEnumerators()
    }
    types.enumerations[number].definition = start..<previousEnd
    attributes.merge(try parseAttributes())
    let underlying = fixed ?? values.underlying(isPacked: attributes.isPacked)
    guard let underlying else {
      types.enumerations[number].isInvalid = true
      types.enumerations[number].underlying = .int
      report(DeclarationError(range, "the values of this enumeration fit into no integer type together"))
      return type
    }
    types.enumerations[number].underlying = underlying
    types.enumerations[number].isInvalid = types.enumerations[number].isInvalid || attributes.isFaulty
    for constant in values.constants {
      // A constant that fits is an int, unless the enumeration says otherwise.
      let isInt = fixed == nil && Int32(exactly: constant.value) != nil
      symbols[Int(constant.name)] = .constant(
        Operand(type: types.scalar(isInt ? .int : underlying), value: UInt128(truncatingIfNeeded: constant.value)),
        place: constant.range)
    }
    guard let alignment = attributes.alignment else { return type }
    return add(.aligned(type, alignment), at: range)
  }

  private mutating func enumerationNumber(_ tag: UInt32?, _ range: Range<Int>) throws(DeclarationError) -> Int {
    if let tag, let known = tags[Int(tag)] {
      switch known {
      case .enumeration(let number): return number
      case .record(let number):
        let record = types.records[number]
        throw DeclarationError(
          range, "'\(names[tag])' is the tag of something else", expected: "'\(record.kind.rawValue) \(names[tag])'",
          notes: [.init(range: record.range, message: "it is '\(record.kind.rawValue) \(names[tag])' here")])
      }
    }
    let number = types.enumerations.count
    types.enumerations.append(EnumerationEntry(tag: tag, range: range))
    if let tag { tags[Int(tag)] = .enumeration(number) }
    return number
  }

  /// Reads enumerators up to the closing brace and moves behind it.
  private mutating func parseEnumerators(
    into values: inout EnumerationValues, fixed: Scalar?
  ) throws(DeclarationError) {
    // Nil behind the greatest number there is: the next enumerator must then have a value of its own.
    var successor: Int128? = 0
    while kind != .closeBrace {
      guard kind == .identifier, keyword == nil else { throw unexpected("an enumerator's name") }
      let (name, range) = (token.number, token.range)
      advance()
      _ = try parseAttributes()
      if take(.equal) { successor = try parseConstant("the value of an enumerator").signed }
      guard let next = successor else {
        throw DeclarationError(range, "'\(names[name])' would be one more than the greatest number")
      }
      let scalar: Scalar? =
        fixed ?? (Int32(exactly: next) != nil ? .int : Int64(exactly: next) != nil ? .long : .unsignedLong)
      guard let scalar, next.fits(scalar, on: target) else {
        let type = fixed.map { "'\($0.spelling)'" } ?? "any integer type"
        throw DeclarationError(range, "the value \(next) of '\(names[name])' does not fit into \(type)")
      }
      if let before = symbols[Int(name)]?.place { reportRedefinition(of: name, range, before: before) }
      values.add(name, next, range)
      // It is known to the enumerators after it.
      symbols[Int(name)] = .constant(
        Operand(type: types.scalar(scalar), value: UInt128(truncatingIfNeeded: next)), place: range)
      let (sum, overflow) = next.addingReportingOverflow(1)
      successor = overflow ? nil : sum
      guard take(.comma) else { break }
    }
    try expect(.closeBrace, "',' or '}'", "after an enumerator")
  }

  /// After a syntax error among enumerators: moves behind the closing brace, or to a `;` that looks like the end of more.
  private mutating func skipEnumerators() {
    var depth = 0
    while kind != .end {
      switch kind {
      case .openBrace, .openParenthesis, .openBracket: depth += 1
      case .closeParenthesis, .closeBracket: depth = max(0, depth - 1)
      case .closeBrace:
        advance()
        if depth == 0 { return }
        depth -= 1
        continue
      case .semicolon where depth == 0:
        let next = following
        guard next.kind == .identifier, keyword(of: next) == nil, !startsType(next) else { return }
      default: break
      }
      advance()
    }
  }
}

/// The values of an enumeration.
private struct EnumerationValues {
  var constants: [(name: UInt32, value: Int128, range: Range<Int>)] = []
  private var least: Int128 = 0
  private var greatest: Int128 = 0

  mutating func add(_ name: UInt32, _ value: Int128, _ range: Range<Int>) {
    constants.append((name, value, range))
    least = min(least, value)
    greatest = max(greatest, value)
  }

  /// The integer type that gcc stores the enumeration as; nil where none holds all values.
  func underlying(isPacked: Bool) -> Scalar? {
    let candidates: [Scalar] =
      least < 0
      ? (isPacked ? [.signedChar, .short, .int, .long] : [.int, .long])
      : (isPacked ? [.unsignedChar, .unsignedShort, .unsignedInt, .unsignedLong] : [.unsignedInt, .unsignedLong])
    return candidates.first { scalar in
      let bits = 8 * scalar.size
      return least < 0
        ? least >= -(Int128(1) << (bits - 1)) && greatest < Int128(1) << (bits - 1) : greatest < Int128(1) << bits
    }
  }
}
