// Attributes: `__attribute__((…))`, `[[…]]`, `_Alignas`, and the kernel's macros for them. Those that change a layout are
// kept, those that cannot are passed over, and those that would change it in ways not known here are errors.

/// The attributes that change a layout.
struct Attributes {
  var isPacked = false
  /// `aligned(N)` in bytes.
  var alignment: UInt64?
  /// `vector_size(N)` in bytes.
  var vectorSize: (bytes: UInt64, range: Range<Int>)?
  /// `mode(M)`.
  var mode: (name: String, range: Range<Int>)?
  /// Whether one of them is wrong, which has been said: what bears them has no layout.
  var isFaulty = false

  /// Adds the attributes of another place; of two alignments the greater one counts.
  mutating func merge(_ other: Attributes) {
    isPacked = isPacked || other.isPacked
    if let alignment = other.alignment { align(alignment) }
    vectorSize = other.vectorSize ?? vectorSize
    mode = other.mode ?? mode
    isFaulty = isFaulty || other.isFaulty
  }

  mutating func align(_ bytes: UInt64) { alignment = max(alignment ?? 0, bytes) }
}

extension DeclarationParser {
  /// The alignment of `aligned` without a number: the greatest that any scalar has, the same on all targets.
  private static let greatestUsefulAlignment: UInt64 = 16

  /// Reads all attributes that stand here.
  mutating func parseAttributes() throws(DeclarationError) -> Attributes {
    var attributes = Attributes()
    while true {
      switch keyword {
      case .attribute:
        advance()
        try expect(.openParenthesis, "'(('", "after __attribute__")
        try expect(.openParenthesis, "'(('", "after __attribute__")
        try parseAttributeList(until: .closeParenthesis, into: &attributes)
        try expect(.closeParenthesis, "'))'", "after the attributes")
        try expect(.closeParenthesis, "'))'", "after the attributes")
        continue
      case .packedMacro:
        advance()
        attributes.isPacked = true
        continue
      case .alignedMacro:
        advance()
        guard kind == .openParenthesis else { throw unexpected("'(' and an alignment") }
        try parseAlignment(into: &attributes)
        continue
      case .annotation:
        advance()
        continue
      case .annotationWithArgument:
        advance()
        guard kind == .openParenthesis else { throw unexpected("'('") }
        try skipBalanced()
        continue
      case .alignas:
        try parseAlignas(into: &attributes)
        continue
      default: break
      }
      guard kind == .openBracket, following.kind == .openBracket else { return attributes }
      advance()
      advance()
      try parseAttributeList(until: .closeBracket, into: &attributes)
      try expect(.closeBracket, "']]'", "after the attributes")
      try expect(.closeBracket, "']]'", "after the attributes")
    }
  }

  private mutating func parseAttributeList(
    until end: CToken.Kind, into attributes: inout Attributes
  ) throws(DeclarationError) {
    while kind != end {
      if take(.comma) { continue }
      guard kind == .identifier else { throw unexpected("an attribute's name") }
      var name = token
      advance()
      if kind == .colon, following.kind == .colon {
        // `gnu::packed`; other vendors' attributes are none of ours.
        advance()
        advance()
        guard kind == .identifier else { throw unexpected("an attribute's name") }
        let vendor = spelling(of: name)
        name = token
        advance()
        if vendor != "gnu" && vendor != "__gnu__" {
          if kind == .openParenthesis { try skipBalanced() }
          continue
        }
      }
      try parseAttribute(name, into: &attributes)
      guard kind == end || kind == .comma else { throw unexpected("',' or the end of the attributes") }
    }
  }

  private mutating func parseAttribute(_ token: CToken, into attributes: inout Attributes) throws(DeclarationError) {
    let name = spelling(of: token)
    var bare = name[...]
    if bare.utf8.count > 4, bare.hasPrefix("__"), bare.hasSuffix("__") { bare = bare.dropFirst(2).dropLast(2) }
    switch bare {
    case "packed":
      attributes.isPacked = true
    case "aligned":
      guard kind == .openParenthesis else { return attributes.align(Self.greatestUsefulAlignment) }
      return try parseAlignment(into: &attributes)
    case "vector_size":
      try expect(.openParenthesis, "'('", "and the size in bytes")
      let range = self.token.range
      let size = try parseConstant("the size of a vector")
      try expect(.closeParenthesis, "')'", "after the size of a vector")
      guard let bytes = UInt64(exactly: size.signed), bytes > 0 else {
        return refuse(&attributes, range, "a vector cannot have \(size.signed) bytes")
      }
      attributes.vectorSize = (bytes, range)
      return
    case "mode":
      try expect(.openParenthesis, "'('", "and a machine mode")
      guard kind == .identifier else { throw unexpected("a machine mode such as DI") }
      attributes.mode = (spelling(of: self.token), self.token.range)
      advance()
      return try expect(.closeParenthesis, "')'", "after a machine mode")
    case "scalar_storage_order" where kind == .openParenthesis && spelling(of: following) == "\"little-endian\"":
      // All targets are little-endian.
      break
    case "ms_struct", "scalar_storage_order", "ext_vector_type", "address_space", "btf_layout":
      refuse(&attributes, token.range, "attribute '\(name)' would change a layout in a way that is not known here")
    default: break
    }
    if kind == .openParenthesis { try skipBalanced() }
  }

  /// The `(N)` of `aligned(N)`.
  private mutating func parseAlignment(into attributes: inout Attributes) throws(DeclarationError) {
    advance()
    let range = token.range
    let alignment = try parseConstant("an alignment")
    try expect(.closeParenthesis, "')'", "after an alignment")
    align(&attributes, to: alignment.signed, range.lowerBound..<max(range.upperBound, previousEnd - 1))
  }

  /// `_Alignas(N)` or `_Alignas(type)`.
  mutating func parseAlignas(into attributes: inout Attributes) throws(DeclarationError) {
    advance()
    try expect(.openParenthesis, "'('", "after _Alignas")
    let start = token.range.lowerBound
    if startsType(token) {
      let type = try parseTypeName()
      if let layout = layout(of: type) {
        attributes.align(layout.alignment)
      } else {
        refuse(
          &attributes, start..<previousEnd, "'\(spelling(of: type))' has no alignment: it is incomplete")
      }
    } else {
      let alignment = try parseConstant("an alignment")
      // `_Alignas(0)` says nothing.
      if alignment.value != 0 { align(&attributes, to: alignment.signed, start..<previousEnd) }
    }
    try expect(.closeParenthesis, "')'", "after _Alignas")
  }

  private mutating func align(_ attributes: inout Attributes, to alignment: Int128, _ range: Range<Int>) {
    guard alignment > 0, alignment & (alignment - 1) == 0, alignment <= LayoutEngine.greatestAlignment else {
      return refuse(
        &attributes, range, "an alignment of \(alignment) is not possible",
        expected: "a power of two from 1 to 2^28")
    }
    attributes.align(UInt64(alignment))
  }

  /// Says that an attribute is wrong.
  private mutating func refuse(
    _ attributes: inout Attributes, _ range: Range<Int>, _ message: String, expected: String? = nil
  ) {
    report(DeclarationError(range, message, expected: expected))
    attributes.isFaulty = true
  }

  // MARK: - Types made by attributes

  /// The type that `vector_size` and `mode` make of a base type.
  mutating func apply(_ attributes: Attributes, to type: TypeIndex) -> TypeIndex {
    if attributes.isFaulty { return TypeTable.invalid }
    var type = type
    if let mode = attributes.mode { type = apply(mode: mode.name, mode.range, to: type) }
    guard let vector = attributes.vectorSize else { return type }
    switch types.node(type) {
    case .scalar(let element) where element != .bool:
      let count = vector.bytes / element.size
      guard count > 0, vector.bytes % element.size == 0, vector.bytes & (vector.bytes - 1) == 0,
        vector.bytes <= LayoutEngine.greatestSize
      else {
        report(
          DeclarationError(
            vector.range, "a vector of '\(element.spelling)' cannot have \(vector.bytes) bytes",
            expected: "a power of two from \(element.size)"))
        return TypeTable.invalid
      }
      return add(.vector(element, count: count), at: vector.range)
    case .invalid: return type
    default:
      report(DeclarationError(vector.range, "'\(spelling(of: type))' cannot be the element of a vector"))
      return TypeTable.invalid
    }
  }

  private mutating func apply(mode name: String, _ range: Range<Int>, to type: TypeIndex) -> TypeIndex {
    var bare = name[...]
    if bare.utf8.count > 4, bare.hasPrefix("__"), bare.hasSuffix("__") { bare = bare.dropFirst(2).dropLast(2) }
    let scalar: Scalar
    let isComplex: Bool
    switch types.node(type) {
    case .scalar(let plain): (scalar, isComplex) = (plain, false)
    case .complex(let part): (scalar, isComplex) = (part, true)
    case .invalid: return type
    default:
      report(DeclarationError(range, "a machine mode does not go with '\(spelling(of: type))'"))
      return TypeTable.invalid
    }
    let isSigned = scalar.isSigned(on: target)
    let result: Scalar? =
      switch bare {
      case "QI", "byte": isSigned ? .signedChar : .unsignedChar
      case "HI": isSigned ? .short : .unsignedShort
      case "SI": isSigned ? .int : .unsignedInt
      case "DI", "word", "pointer", "unwind_word": isSigned ? .long : .unsignedLong
      case "TI": isSigned ? .int128 : .unsignedInt128
      case "HF": .float16
      case "SF", "SC": .float
      case "DF", "DC": .double
      case "XF", "XC": .longDouble
      case "TF", "TC": .float128
      default: nil
      }
    let wantsComplex = bare.hasSuffix("C")
    guard let result, result.isFloating == scalar.isFloating, isComplex == wantsComplex else {
      report(DeclarationError(range, "machine mode '\(name)' does not go with '\(spelling(of: type))'"))
      return TypeTable.invalid
    }
    return isComplex ? add(.complex(result), at: range) : types.scalar(result)
  }
}
