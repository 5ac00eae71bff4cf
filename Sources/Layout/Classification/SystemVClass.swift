// By-value classes of the System V ABI for AMD64: one per eightbyte, found by merging the classes of what lies in it.
//
// Vectors of more than 16 bytes are classified as for a processor without AVX, which is what x86-64 means to a compiler
// that is told nothing else: in memory.

/// How AMD64 passes a type by value.
public struct SystemVClass: Sendable, Hashable {
  /// The class of each eightbyte; `[.memory]` for a value passed in memory, `[.noClass]` for an empty one.
  public let eightbytes: [Eightbyte]

  /// The class of eight bytes of a value.
  public enum Eightbyte: String, Sendable, Hashable {
    /// Nothing but padding.
    case noClass = "NO_CLASS"
    /// In a general register.
    case integer = "INTEGER"
    /// In the low half of a vector register.
    case sse = "SSE"
    /// In the half of a vector register above the previous eightbyte.
    case sseUp = "SSEUP"
    /// The mantissa of a `long double`: returned in an x87 register, passed in memory.
    case x87 = "X87"
    /// The rest of a `long double`.
    case x87Up = "X87UP"
    /// A complex `long double`: returned in two x87 registers, passed in memory.
    case complexX87 = "COMPLEX_X87"
    /// In memory.
    case memory = "MEMORY"
  }

  /// Classifies a type.
  public init(of type: TypeLayout) {
    eightbytes = Self.classify(type, at: 0) ?? [.memory]
  }

  /// Where the value goes as a function's first argument.
  public var firstArgument: ValuePlace {
    switch eightbytes.first {
    case .memory, .x87, .complexX87: .stack
    default: registers(general: ["rdi", "rsi"])
    }
  }

  /// Where the value goes when it is returned.
  public var result: ValuePlace {
    eightbytes.first == .memory ? .memory(addressIn: "rdi") : registers(general: ["rax", "rdx"])
  }

  private func registers(general: [String]) -> ValuePlace {
    var parts: [RegisterPart] = []
    var generalUsed = 0
    var vectorUsed = 0
    for (index, eightbyte) in eightbytes.enumerated() {
      let offset = 8 * UInt64(index)
      switch eightbyte {
      case .integer:
        parts.append(RegisterPart(general[generalUsed], offset: offset, size: 8))
        generalUsed += 1
      case .sse:
        let upper = eightbytes[(index + 1)...].prefix { $0 == .sseUp }.count
        parts.append(RegisterPart("xmm\(vectorUsed)", offset: offset, size: 8 + 8 * UInt64(upper)))
        vectorUsed += 1
      case .x87: parts.append(RegisterPart("st0", offset: offset, size: 10))
      case .complexX87:
        parts.append(RegisterPart("st0", offset: 0, size: 10))
        parts.append(RegisterPart("st1", offset: 16, size: 10))
      case .noClass, .sseUp, .x87Up, .memory: break
      }
    }
    return parts.isEmpty ? .nothing : .registers(parts)
  }
}

extension SystemVClass: CustomStringConvertible {
  /// The classes of the eightbytes in order: "INTEGER SSE", "MEMORY".
  public var description: String { eightbytes.map(\.rawValue).joined(separator: " ") }
}

// MARK: - Classification

extension SystemVClass {
  /// The largest aggregate that is looked into, in bytes: a 512-bit vector.
  private static let largestClassified: UInt64 = 64

  /// The classes of the eightbytes that a type touches when it stands `bit` bits into the whole; nil for memory.
  private static func classify(_ type: TypeLayout, at bit: UInt64) -> [Eightbyte]? {
    switch type.shape {
    case .scalar(let scalar): classify(scalar, at: bit)
    case .enumeration(let scalar): classify(scalar, at: bit)
    case .pointer: classifyInteger(size: 8, alignment: 8, at: bit)
    case .complex(let part): classifyComplex(part, at: bit)
    case .vector(let element, let count): classifyVector(of: element, count: count, size: type.size, at: bit)
    case .array(let element, let count):
      classifyArray(of: element, count: count, size: type.size, at: bit)
    case .record(let record): classify(record, at: bit)
    case .opaque: nil
    }
  }

  /// Only what stands on its natural boundary fits registers. A position is at most 64 bytes: nothing overflows.
  private static func isAligned(_ bit: UInt64, to bytes: UInt64) -> Bool { bit % (8 * bytes) == 0 }

  private static func classify(_ scalar: Scalar, at bit: UInt64) -> [Eightbyte]? {
    guard scalar.isFloating else { return classifyInteger(size: scalar.size, alignment: scalar.size, at: bit) }
    guard isAligned(bit, to: scalar.size) else { return nil }
    switch scalar {
    case .longDouble: return [.x87, .x87Up]
    case .float128: return [.sse, .sseUp]
    default: return [.sse]
    }
  }

  private static func classifyInteger(size: UInt64, alignment: UInt64, at bit: UInt64) -> [Eightbyte]? {
    guard isAligned(bit, to: alignment) else { return nil }
    return bit % 64 + 8 * size > 64 ? [.integer, .integer] : [.integer]
  }

  private static func classifyComplex(_ part: Scalar, at bit: UInt64) -> [Eightbyte]? {
    guard part.isFloating else {
      return part.size > 8 ? nil : classifyInteger(size: 2 * part.size, alignment: part.size, at: bit)
    }
    guard isAligned(bit, to: part.size) else { return nil }
    switch part {
    case .longDouble: return [.complexX87]
    case .float128: return nil
    case .double: return [.sse, .sse]
    // gcc counts the next eightbyte even where both halves fit the first one.
    default: return bit % 64 == 0 ? [.sse] : [.sse, .sse]
    }
  }

  private static func classifyVector(
    of element: Scalar, count: UInt64, size: UInt64, at bit: UInt64
  ) -> [Eightbyte]? {
    guard size > 0, size <= 16, isAligned(bit, to: size) else { return nil }
    // A vector of one floating-point element is no machine vector to any compiler.
    if count == 1 && element.isFloating { return nil }
    switch size {
    case 16: return [.sse, .sseUp]
    case 8: return [.sse]
    default: return element.isFloating ? [.sse] : [.integer]
    }
  }

  private static func wordCount(size: UInt64, at bit: UInt64) -> Int {
    Int((size + bit % 64 / 8 + 7) / 8)
  }

  /// gcc classifies the first element and repeats what it found.
  private static func classifyArray(
    of element: TypeLayout, count: UInt64?, size: UInt64, at bit: UInt64
  ) -> [Eightbyte]? {
    guard size <= largestClassified else { return nil }
    let words = wordCount(size: size, at: bit)
    guard words > 0, count != nil else { return [.noClass] }
    guard let one = classify(element, at: bit) else { return nil }
    return cleanedUp((0..<words).map { one[$0 % one.count] })
  }

  private static func classify(_ record: RecordLayout, at bit: UInt64) -> [Eightbyte]? {
    guard record.size <= largestClassified else { return nil }
    let words = wordCount(size: record.size, at: bit)
    guard words > 0 else { return [.noClass] }
    var classes = [Eightbyte](repeating: .noClass, count: words)

    /// Merges what a member found, from the eightbyte that holds the given bit of the record on.
    func merge(_ found: [Eightbyte], from start: UInt64) {
      let first = Int((start + bit % 64) / 64)
      for (index, eightbyte) in found.enumerated() where first + index < words {
        classes[first + index] = classes[first + index].merged(with: eightbyte)
      }
    }

    let unnamed = record.declared?.unnamedBits ?? []
    for bits in record.fields.compactMap(\.bits) + unnamed {
      // A width of zero is no member of a structure, but gcc counts it as one of a union.
      guard bits.width > 0 || record.kind == .union else { continue }
      guard bits.offset < 8 * largestClassified, bits.width <= 128 else { return nil }
      if record.kind == .union || bits.isOrdinaryInteger(in: record) {
        // gcc takes a bit-field of a union for the smallest integer that holds it, and one that fills an integer on
        // its boundary for that integer: both must be aligned.
        let size = bits.smallestIntegerSize
        guard let found = classifyInteger(size: size, alignment: size, at: bit + bits.offset) else { return nil }
        merge(found, from: bits.offset)
      } else {
        let end = bits.offset % 64 + bit % 64 + bits.width
        merge([Eightbyte](repeating: .integer, count: Int((end + 63) / 64)), from: bits.offset)
      }
    }
    for field in record.fields where field.bits == nil {
      if case .array(_, nil) = field.type.shape { continue }
      guard field.offset <= largestClassified, let found = classify(field.type, at: bit + 8 * field.offset) else {
        return nil
      }
      merge(found, from: 8 * field.offset)
    }
    return cleanedUp(classes)
  }

  /// The last step of the classification of an aggregate.
  private static func cleanedUp(_ classes: [Eightbyte]) -> [Eightbyte]? {
    guard !classes.contains(.memory) else { return nil }
    // More than two eightbytes are one vector or nothing.
    if classes.count > 2 && (classes[0] != .sse || classes.dropFirst().contains { $0 != .sseUp }) { return nil }
    var classes = classes
    for index in classes.indices {
      let previous = index == 0 ? nil : classes[index - 1]
      if classes[index] == .sseUp && previous != .sse && previous != .sseUp { classes[index] = .sse }
      if classes[index] == .x87Up && previous != .x87 { return nil }
    }
    return classes
  }
}

extension SystemVClass.Eightbyte {
  /// The class of an eightbyte that two things share.
  fileprivate func merged(with other: Self) -> Self {
    if self == other { return self }
    if self == .noClass { return other }
    if other == .noClass { return self }
    if self == .memory || other == .memory { return .memory }
    if self == .integer || other == .integer { return .integer }
    if isX87 || other.isX87 { return .memory }
    return .sse
  }

  private var isX87: Bool { self == .x87 || self == .x87Up || self == .complexX87 }
}

extension BitRange {
  /// The size in bytes of the smallest integer type with room for the bits.
  var smallestIntegerSize: UInt64 {
    var size: UInt64 = 1
    while 8 * size < width { size *= 2 }
    return size
  }

  /// Whether gcc takes the bit-field for an ordinary integer: it fills one, on its boundary, and is not packed.
  func isOrdinaryInteger(in record: RecordLayout) -> Bool {
    let size = smallestIntegerSize
    return width == 8 * size && offset % width == 0 && record.alignment >= size
  }
}
