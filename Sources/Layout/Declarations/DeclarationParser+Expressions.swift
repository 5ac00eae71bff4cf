// Constant expressions: everything that C lets stand where a number must be known, evaluated while it is read.

extension DeclarationParser {
  /// Reads an expression that must be an integer constant.
  mutating func parseConstant(_ purpose: String) throws(DeclarationError) -> Operand {
    let start = token.range.lowerBound
    let operand = try parseConditional()
    let range = start..<max(start, previousEnd)
    guard integer(operand.type) != nil, operand.value != nil else {
      throw DeclarationError(
        range, "\(purpose) must be an integer constant", expected: "an integer constant expression")
    }
    if case .scalar(.unsignedInt128) = types.node(operand.type), operand.signed < 0 {
      throw DeclarationError(range, "\(purpose) is larger than 2^127 - 1")
    }
    return operand
  }

  /// Reads an expression with commas.
  mutating func parseExpression() throws(DeclarationError) -> Operand {
    var operand = try parseConditional()
    while take(.comma) { operand = try parseConditional() }
    return operand
  }

  /// The integer type of an operand's type; nil for anything else.
  private func integer(_ type: TypeIndex) -> Scalar? {
    switch types.node(type) {
    case .scalar(let scalar) where !scalar.isFloating: scalar
    case .enumeration(let number): types.enumerations[number].underlying
    default: nil
    }
  }

  private func number(_ value: UInt128?, _ scalar: Scalar) -> Operand {
    Operand(type: types.scalar(scalar), value: value)
  }

  /// Reads `a ? b : c`, or what stands for it.
  private mutating func parseConditional() throws(DeclarationError) -> Operand {
    try enter()
    defer { leave() }
    let condition = try parseBinary(1)
    guard take(.question) else { return condition }
    let isKnown = condition.value != nil
    let holds = condition.value != 0
    let first: Operand
    if kind == .colon {
      first = condition
    } else {
      unevaluated += isKnown && holds ? 0 : 1
      defer { unevaluated -= isKnown && holds ? 0 : 1 }
      first = try parseExpression()
    }
    try expect(.colon, "':'", "between the two results of '?'")
    unevaluated += isKnown && !holds ? 0 : 1
    defer { unevaluated -= isKnown && !holds ? 0 : 1 }
    let second = try parseConditional()
    let chosen = holds ? first : second
    guard let one = integer(first.type), let other = integer(second.type) else {
      return Operand(type: chosen.type, value: isKnown ? chosen.value : nil)
    }
    let common = one.common(with: other, on: target)
    return number(isKnown ? chosen.value.map { common.cut($0, on: target) } : nil, common)
  }

  private mutating func parseBinary(_ precedence: Int) throws(DeclarationError) -> Operand {
    var left = try parseCast()
    while let operation = BinaryOperator(kind), operation.precedence >= precedence {
      let place = token.range
      advance()
      // What cannot change the result is not evaluated.
      let isDecided = operation == .and && left.value == 0 || operation == .or && left.value.map { $0 != 0 } ?? false
      unevaluated += isDecided ? 1 : 0
      defer { unevaluated -= isDecided ? 1 : 0 }
      try enter()
      defer { leave() }
      let right = try parseBinary(operation.precedence + 1)
      left = try apply(operation, left, right, at: place, isDecided: isDecided)
    }
    return left
  }

  private mutating func apply(
    _ operation: BinaryOperator, _ left: Operand, _ right: Operand, at place: Range<Int>, isDecided: Bool
  ) throws(DeclarationError) -> Operand {
    if operation == .and || operation == .or {
      if isDecided { return number(operation == .or ? 1 : 0, .int) }
      guard let one = left.value, let two = right.value else { return number(nil, .int) }
      return number((operation == .or ? one != 0 || two != 0 : one != 0 && two != 0) ? 1 : 0, .int)
    }
    guard let one = integer(left.type), let two = integer(right.type) else {
      return applyToOthers(operation, left, right)
    }
    let scalar = operation.isShift ? one.promoted : one.common(with: two, on: target)
    let result = operation.isComparison ? Scalar.int : scalar
    guard let leftValue = left.value, let rightValue = right.value else { return number(nil, result) }
    do throws(BinaryOperator.Failure) {
      let first = scalar.cut(leftValue, on: target)
      let second = operation.isShift ? rightValue : scalar.cut(rightValue, on: target)
      return number(try operation.apply(first, second, in: scalar, on: target), result)
    } catch {
      guard unevaluated == 0 else { return number(nil, result) }
      switch error {
      case .overflow: throw DeclarationError(place, "the result does not fit into '\(scalar.spelling)'")
      case .division: throw DeclarationError(place, "this divides by zero")
      case .shift:
        throw DeclarationError(
          place, "this shifts '\(scalar.spelling)' by \(right.signed) bits", expected: "0 to \(8 * scalar.size - 1)")
      }
    }
  }

  /// Floating-point numbers and pointers: only their types are known, but for the addresses that offsets are made of.
  private mutating func applyToOthers(_ operation: BinaryOperator, _ left: Operand, _ right: Operand) -> Operand {
    if operation.isComparison { return number(nil, .int) }
    switch (pointee(left.type), pointee(right.type)) {
    case (let one?, _?):
      guard operation == .subtract, let start = right.value, let end = left.value, let size = layout(of: one)?.size,
        size > 0
      else { return number(nil, .long) }
      // The difference may be negative, which a division of the bits would not see.
      let elements = Int128(truncatingIfNeeded: end &- start) / Int128(size)
      return number(Scalar.long.cut(UInt128(truncatingIfNeeded: elements), on: target), .long)
    case (_?, nil): return Operand(type: decayed(left.type))
    case (nil, _?): return Operand(type: decayed(right.type))
    case (nil, nil):
      let floats = [left.type, right.type].compactMap { type -> Scalar? in
        if case .scalar(let scalar) = types.node(type), scalar.isFloating { return scalar }
        return nil
      }
      guard let widest = floats.max(by: { $0.size < $1.size }) else { return Operand(type: TypeTable.invalid) }
      return number(nil, widest)
    }
  }

  /// What a pointer points to, or what an array holds; nil for anything else.
  private func pointee(_ type: TypeIndex) -> TypeIndex? {
    switch types.node(type) {
    case .pointer(let inner), .array(let inner, _): inner
    default: nil
    }
  }

  /// The pointer that an array or a function turns into where its value is used.
  private mutating func decayed(_ type: TypeIndex) -> TypeIndex {
    switch types.node(type) {
    case .array(let element, _): types.add(.pointer(element)) ?? TypeTable.invalid
    case .function: types.add(.pointer(type)) ?? TypeTable.invalid
    default: type
    }
  }

  // MARK: - Casts and unary operators

  private mutating func parseCast() throws(DeclarationError) -> Operand {
    guard kind == .openParenthesis, startsType(following) else { return try parseUnary() }
    try enter()
    defer { leave() }
    let start = token.range.lowerBound
    advance()
    let type = try parseTypeName()
    try expect(.closeParenthesis, "')'", "after the type of a cast")
    if kind == .openBrace {
      // A compound literal: only its type matters.
      try skipBalanced()
      return try parsePostfix(Operand(type: type))
    }
    let operand = try parseCast()
    if case .scalar(let scalar) = types.node(type), scalar.isFloating {
      let number = operand.floating ?? operand.value.map { Double(Int128(truncatingIfNeeded: $0)) }
      return Operand(type: type, floating: number.flatMap(scalar.rounded))
    }
    if let scalar = integer(type) {
      let value = operand.value.map { scalar.cut($0, on: target) }
      return Operand(type: type, value: value ?? operand.floating.flatMap { scalar.truncated($0, on: target) })
    }
    switch types.node(type) {
    case .pointer:
      return Operand(type: type, value: operand.value.map { Scalar.unsignedLong.cut($0, on: target) })
    case .record, .array, .function:
      throw DeclarationError(start..<previousEnd, "nothing can be cast to '\(spelling(of: type))'")
    default: return Operand(type: type)
    }
  }

  private mutating func parseUnary() throws(DeclarationError) -> Operand {
    try enter()
    defer { leave() }
    let place = token.range
    switch kind {
    case .plus, .minus, .tilde:
      let sign = kind
      advance()
      let operand = try parseCast()
      guard let scalar = integer(operand.type)?.promoted else {
        return Operand(
          type: operand.type, floating: sign == .tilde ? nil : operand.floating.map { sign == .minus ? -$0 : $0 })
      }
      guard let value = operand.value else { return number(nil, scalar) }
      switch sign {
      case .minus: return try apply(.subtract, number(0, scalar), operand, at: place, isDecided: false)
      case .tilde: return number(scalar.cut(~value, on: target), scalar)
      default: return number(scalar.cut(value, on: target), scalar)
      }
    case .exclamation:
      advance()
      let operand = try parseCast()
      return number(operand.value.map { $0 == 0 ? 1 : 0 }, .int)
    case .star:
      advance()
      return try dereference(try parseCast(), at: place)
    case .ampersand:
      advance()
      let operand = try parseCast()
      return Operand(type: add(.pointer(operand.type), at: place), value: operand.address)
    default: break
    }
    switch keyword {
    case .extension:
      advance()
      return try parseCast()
    case .sizeof, .alignof:
      let isSize = keyword == .sizeof
      advance()
      let type: TypeIndex
      if kind == .openParenthesis, startsType(following) {
        advance()
        type = try parseTypeName()
        try expect(.closeParenthesis, "')'", "after a type")
      } else {
        unevaluated += 1
        defer { unevaluated -= 1 }
        type = try parseUnary().type
      }
      return try measure(type, isSize, at: place.lowerBound..<previousEnd)
    case .offsetof: return try parseOffset()
    case .typesCompatible:
      advance()
      try expect(.openParenthesis, "'('", "and two types")
      let first = try parseTypeName()
      try expect(.comma, "','", "between two types")
      let second = try parseTypeName()
      try expect(.closeParenthesis, "')'", "after two types")
      return number(types.areSame(first, second) ? 1 : 0, .int)
    case .chooseExpression:
      advance()
      try expect(.openParenthesis, "'('", "and a condition")
      let condition = try parseConstant("the condition of a choice")
      try expect(.comma, "','", "after a condition")
      let first = try parseConditional()
      try expect(.comma, "','", "between two expressions")
      let second = try parseConditional()
      try expect(.closeParenthesis, "')'", "after two expressions")
      return condition.value == 0 ? second : first
    case .isConstant:
      advance()
      try expect(.openParenthesis, "'('", "and an expression")
      let operand = try parseExpression()
      try expect(.closeParenthesis, "')'", "after an expression")
      return number(operand.value == nil ? 0 : 1, .int)
    default: return try parsePostfix(try parsePrimary())
    }
  }

  private mutating func measure(
    _ type: TypeIndex, _ isSize: Bool, at range: Range<Int>
  ) throws(DeclarationError) -> Operand {
    switch types.node(type) {
    case .void, .function: return number(1, .unsignedLong)
    case .invalid: throw DeclarationError(range, "the size of this is not known, because of another error")
    case .array(_, nil) where isSize:
      throw DeclarationError(range, "an array without a length has no size")
    default: break
    }
    guard let layout = layout(of: type) else {
      throw DeclarationError(
        range, "'\(spelling(of: type))' has no size: it is incomplete, or something is wrong with it")
    }
    return number(UInt128(isSize ? layout.size : layout.alignment), .unsignedLong)
  }

  private mutating func parseOffset() throws(DeclarationError) -> Operand {
    advance()
    try expect(.openParenthesis, "'('", "and a type")
    let type = try parseTypeName()
    try expect(.comma, "','", "between type and member")
    var operand = try member(of: Operand(type: type, address: 0))
    while true {
      if take(.dot) {
        operand = try member(of: operand)
      } else if kind == .openBracket {
        operand = try parseSubscript(of: operand)
      } else {
        break
      }
    }
    try expect(.closeParenthesis, "')'", "after a member")
    return number(operand.address, .unsignedLong)
  }

  // MARK: - Postfix and primary expressions

  private mutating func parsePostfix(_ first: Operand) throws(DeclarationError) -> Operand {
    var operand = first
    while true {
      let place = token.range
      switch kind {
      case .openBracket: operand = try parseSubscript(of: operand)
      case .dot:
        advance()
        operand = try member(of: operand)
      case .arrow:
        advance()
        operand = try member(of: try dereference(operand, at: place))
      case .openParenthesis:
        try skipBalanced()
        var called = types.node(operand.type)
        if case .pointer(let inner) = called { called = types.node(inner) }
        guard case .function(let result, _, _) = called else {
          throw DeclarationError(place, "this is not a function", expected: "an integer constant expression")
        }
        operand = Operand(type: result)
      default: return operand
      }
    }
  }

  private mutating func dereference(_ operand: Operand, at place: Range<Int>) throws(DeclarationError) -> Operand {
    switch types.node(operand.type) {
    case .pointer(let inner): return Operand(type: inner, address: operand.value)
    case .array(let inner, _): return Operand(type: inner, address: operand.address)
    case .function: return operand
    case .invalid: return Operand(type: TypeTable.invalid)
    default: throw DeclarationError(place, "'\(spelling(of: operand.type))' is not a pointer")
    }
  }

  private mutating func parseSubscript(of operand: Operand) throws(DeclarationError) -> Operand {
    let place = token.range
    advance()
    let index = try parseExpression()
    try expect(.closeBracket, "']'", "after an index")
    var element = try dereference(operand, at: place)
    guard let address = element.address, let number = index.value, let size = layout(of: element.type)?.size else {
      element.address = nil
      return element
    }
    element.address = Scalar.unsignedLong.cut(address &+ number &* UInt128(size), on: target)
    return element
  }

  /// The member whose name is next.
  private mutating func member(of operand: Operand) throws(DeclarationError) -> Operand {
    guard kind == .identifier, keyword == nil else { throw unexpected("a member's name") }
    let (name, range) = (token.number, token.range)
    switch types.node(operand.type) {
    case .invalid:
      advance()
      return Operand(type: TypeTable.invalid)
    case .record(let number):
      var number = number
      var address = operand.address
      while true {
        guard types.records[number].declaration != nil else {
          if types.records[number].isInvalid {
            advance()
            return Operand(type: TypeTable.invalid)
          }
          throw DeclarationError(range, "'\(spelling(of: operand.type))' is incomplete: it has no members yet")
        }
        guard let index = memberIndex(name, in: number) else {
          throw DeclarationError(range, "'\(spelling(of: operand.type))' has no member '\(names[name])'")
        }
        let member = types.records[number].members[index]
        if member.isBitfield {
          address = nil
        } else if let field = member.fieldIndex, let offset = types.records[number].layout?.fields[field].offset {
          address = address.map { Scalar.unsignedLong.cut($0 &+ UInt128(offset), on: target) }
        }
        if member.name == nil, case .record(let inner) = types[member.type] {
          number = inner
          continue
        }
        advance()
        return Operand(type: member.type, address: address)
      }
    default:
      throw DeclarationError(range, "'\(spelling(of: operand.type))' has no members")
    }
  }

  /// Which member of a record a name leads to: that member itself, or the anonymous record that holds it.
  private mutating func memberIndex(_ name: UInt32, in number: Int) -> Int? {
    if types.records[number].membersByName == nil {
      var byName: [UInt32: Int] = [:]
      for (index, member) in types.records[number].members.enumerated() {
        if let name = member.name {
          byName[name] = index
        } else if !member.isBitfield, case .record(let inner) = types[member.type] {
          for name in anonymousNames(of: inner) { byName[name.name] = index }
        }
      }
      types.records[number].membersByName = byName
    }
    return types.records[number].membersByName?[name]
  }

  private mutating func parsePrimary() throws(DeclarationError) -> Operand {
    let token = self.token
    switch kind {
    case .openParenthesis:
      guard following.kind != .openBrace else {
        throw DeclarationError(token.range, "statements in an expression are not evaluated here")
      }
      advance()
      let operand = try parseExpression()
      try expect(.closeParenthesis, "')'", "after an expression")
      return operand
    case .number:
      advance()
      switch NumberLiteral(text[token.range], on: target) {
      case .integer(let value, let scalar): return number(value, scalar)
      case .floating(let value, let scalar): return Operand(type: types.scalar(scalar), floating: value)
      case .tooLarge: throw DeclarationError(token.range, "this number is too large for any integer type")
      case .malformed: throw DeclarationError(token.range, "this is not a number")
      }
    case .character:
      advance()
      guard let (value, scalar) = CharacterLiteral.value(of: text[token.range], on: target) else {
        throw DeclarationError(token.range, "this is not a character constant that is known here")
      }
      return number(value, scalar)
    case .string:
      var length: UInt64 = 1
      var element = Scalar.char
      while kind == .string {
        let (count, scalar) = CharacterLiteral.length(of: text[self.token.range], on: target)
        length += count
        if scalar != .char { element = scalar }
        advance()
      }
      return Operand(type: add(.array(types.scalar(element), count: length), at: token.range))
    case .identifier:
      if keyword == .generic {
        throw DeclarationError(token.range, "'_Generic' is not evaluated here")
      }
      guard keyword == nil else { break }
      switch symbols[Int(token.number)] {
      case .constant(let operand, _):
        advance()
        return operand
      case .object(let type, _):
        advance()
        return Operand(type: type)
      case .typeName, nil:
        let name = names[token.number]
        if case .typeName? = symbols[Int(token.number)] { break }
        throw DeclarationError(
          token.range, "'\(name)' is not known", expected: "a constant",
          help: following.kind == .openParenthesis
            ? "if it is a macro, run the text through a preprocessor first: gcc -E FILE | weft abi layout -" : nil,
          unknownName: .init(name: name, kind: .value))
      }
    default: break
    }
    throw unexpected("an expression")
  }
}
