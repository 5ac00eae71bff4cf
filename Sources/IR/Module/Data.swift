// Data objects: what they hold, as plain parts or in the shape of a record or array, and the same laid out for those
// who fill memory or write object files.

/// A data object.
public struct DataObject: Sendable {
  /// Its symbol.
  public var symbol: Symbol
  /// Its alignment in bytes.
  public var alignment: UInt64
  /// Whether the text states the alignment.
  public var statesAlignment: Bool
  /// Whether the program may write it.
  public var isWritable: Bool
  /// What it holds, in order.
  public private(set) var items: [DataItem] = []
  /// Its size in bytes.
  public private(set) var size: UInt64 = 0
  /// Where it begins in its source text.
  public var source = SourcePlace()
  /// Where its closing brace stands.
  var endOffset: UInt32 = 0

  /// An object without contents.
  public init(symbol: Symbol, alignment: UInt64? = nil, isWritable: Bool = false) {
    self.symbol = symbol
    self.alignment = alignment ?? 1
    self.statesAlignment = alignment != nil
    self.isWritable = isWritable
  }

  /// Adds a part at the end.
  package mutating func append(_ item: DataItem, _ types: TypeTable) {
    items.append(item)
    size += item.content.size(types)
    if !statesAlignment { alignment = max(alignment, item.content.alignment(types)) }
  }

  /// Holds other parts than before.
  package mutating func replace(by items: [DataItem], _ types: TypeTable) {
    self.items = []
    size = 0
    for item in items { append(item, types) }
  }
}

extension DataObject {
  /// Whether it holds nothing but zeros, which take no room in a file.
  public var isZero: Bool {
    items.allSatisfy { item in
      switch item.content {
      case .zero: true
      case .numbers(_, let numbers): numbers.allSatisfy(\.isZero)
      case .bytes(let bytes): bytes.allSatisfy { $0 == 0 }
      case .addresses(let addresses): addresses.allSatisfy(\.isNull)
      case .shaped(_, let value): value.isZero
      }
    }
  }
}

/// A part of a data object. Parts follow each other without padding.
public struct DataItem: Sendable {
  /// What it holds.
  public var content: Content
  /// Where it stands in the source text.
  public var sourceOffset: UInt32 = 0
  /// Where the values of a shaped part stand in the source text, each before those that it holds, and of a list its
  /// begin and its end: comments are kept by them. Empty where nobody asked for comments.
  var valueOffsets: [UInt32] = []

  /// A part.
  public init(_ content: Content) { self.content = content }

  /// What a part holds.
  public enum Content: Sendable, Hashable {
    /// Numbers of a scalar type; those of a line of the text are one part.
    case numbers(Type, [ConstantData])
    /// Bytes.
    case bytes([UInt8])
    /// So many zeros.
    case zero(UInt64)
    /// Addresses of symbols, with offsets in bytes.
    case addresses([DataAddress])
    /// A record or array, laid out as its type is, the padding zeros.
    case shaped(Type, DataValue)

    /// The word that it begins with in the text.
    func word(_ module: Module) -> String {
      switch self {
      case .numbers(let type, _), .shaped(let type, _): module.spelling(of: type)
      case .bytes: "bytes"
      case .zero: "zero"
      case .addresses: "ptr"
      }
    }

    /// Its size in bytes.
    func size(_ types: TypeTable) -> UInt64 {
      switch self {
      case .numbers(let type, let numbers): types.size(of: type) * UInt64(numbers.count)
      case .bytes(let bytes): UInt64(bytes.count)
      case .zero(let count): count
      case .addresses(let addresses): 8 * UInt64(addresses.count)
      case .shaped(let type, _): types.size(of: type)
      }
    }

    /// The alignment that what it holds has in memory.
    func alignment(_ types: TypeTable) -> UInt64 {
      switch self {
      case .numbers(let type, _), .shaped(let type, _): types.alignment(of: type)
      case .bytes, .zero: 1
      case .addresses: 8
      }
    }
  }
}

/// An address in a data object.
public struct DataAddress: Sendable, Hashable {
  /// The symbol, or nil for the null address.
  public var symbol: Symbol?
  /// What is added, in bytes.
  public var offset: Int64

  /// An address.
  public init(_ symbol: Symbol?, offset: Int64 = 0) {
    self.symbol = symbol
    self.offset = offset
  }

  /// Whether it is the null address.
  var isNull: Bool { symbol == nil && offset == 0 }
}

/// A value in the shape of a type. In Swift, literals stand for themselves: `[1, 2.5, "text", nil, [true]]`.
public enum DataValue: Sendable, Hashable {
  /// A number, or a truth value as 1 or 0.
  case number(ConstantData)
  /// The bytes of an array of `i8`, with zeros behind them up to its size.
  case bytes([UInt8])
  /// An address.
  case address(DataAddress)
  /// A member or element all of zeros; as the last of a list, all that are left.
  case zero
  /// The members of a record or the elements of an array, in order.
  case list([DataValue])
  /// The one member of a union that is given, by its number.
  indirect case member(Int, DataValue)

  /// No deeper are lists nested.
  public static let greatestNesting = TypeTable.greatestNesting

  /// Whether it holds nothing but zeros.
  var isZero: Bool {
    switch self {
    case .zero: true
    case .number(let number): number.isZero
    case .bytes(let bytes): bytes.allSatisfy { $0 == 0 }
    case .address(let address): address.isNull
    case .list(let values): values.allSatisfy(\.isZero)
    case .member(_, let value): value.isZero
    }
  }
}

extension DataValue: ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByStringLiteral, ExpressibleByNilLiteral, ExpressibleByArrayLiteral
{
  /// An integer.
  public init(integerLiteral value: Int64) { self = .number(.integer(value)) }
  /// A float.
  public init(floatLiteral value: Double) { self = .number(.f64(value)) }
  /// A truth value.
  public init(booleanLiteral value: Bool) { self = .number(.integer(value ? 1 : 0)) }
  /// The bytes of a text in UTF-8.
  public init(stringLiteral value: String) { self = .bytes(Array(value.utf8)) }
  /// The null address.
  public init(nilLiteral: ()) { self = .address(DataAddress(nil)) }
  /// A list.
  public init(arrayLiteral elements: DataValue...) { self = .list(elements) }
}

/// A piece of a data object as it lies in memory.
@frozen public enum DataPiece: Sendable, Hashable {
  /// A number: the low bytes of its bits, as many as its size.
  case number(bits: UInt64, size: Int)
  /// Bytes.
  case bytes([UInt8])
  /// So many zeros, padding among them.
  case zero(UInt64)
  /// An address, of 8 bytes.
  case address(DataAddress)
}

extension Module {
  /// Calls a closure with all that a data object holds, from its first byte to its last, each piece with its offset.
  public func forEachPiece(of object: DataObject, _ body: (_ offset: UInt64, _ piece: DataPiece) -> Void) {
    var offset: UInt64 = 0
    for item in object.items {
      switch item.content {
      case .numbers(let type, let numbers):
        let size = types.size(of: type)
        for (index, number) in numbers.enumerated() {
          body(offset + UInt64(index) * size, .number(bits: bits(of: number) ?? 0, size: Int(size)))
        }
      case .bytes(let bytes): body(offset, .bytes(bytes))
      case .zero(let count): body(offset, .zero(count))
      case .addresses(let addresses):
        for (index, address) in addresses.enumerated() { body(offset + 8 * UInt64(index), .address(address)) }
      case .shaped(let type, let value): forEachPiece(of: value, type, at: offset, nesting: 0, body)
      }
      offset += item.content.size(types)
    }
  }

  /// Calls a closure with all that a value of a type holds; what does not fit the type, which the verifier refuses, is
  /// zeros.
  private func forEachPiece(
    of value: DataValue, _ type: Type, at start: UInt64, nesting: Int, _ body: (UInt64, DataPiece) -> Void
  ) {
    let size = types.size(of: type)
    var next = start
    func fill(to end: UInt64) {
      if end > next { body(next, .zero(end - next)) }
      next = max(next, end)
    }
    func write(_ value: DataValue, _ type: Type, at offset: UInt64) {
      fill(to: offset)
      forEachPiece(of: value, type, at: offset, nesting: nesting + 1, body)
      next = offset + types.size(of: type)
    }
    let kind = types.kind(of: type)
    switch value {
    case .number(let number) where type.isScalar && kind != .ptr:
      body(start, .number(bits: bits(of: number) ?? 0, size: Int(size)))
      next += size
    case .address(let address) where kind == .ptr:
      body(start, .address(address))
      next += size
    case .bytes(let bytes) where kind == .array:
      let bytes = bytes.count > size ? Array(bytes[..<Int(size)]) : bytes
      body(start, .bytes(bytes))
      next += UInt64(bytes.count)
    case .list(let values) where kind == .array && nesting < DataValue.greatestNesting:
      let (element, count) = types.arrayParts(type)
      let elementSize = types.size(of: element)
      for (index, value) in values.enumerated() where index < count {
        write(value, element, at: start + UInt64(index) * elementSize)
      }
    case .list(let values) where kind == .record && nesting < DataValue.greatestNesting:
      guard let record = types.recordData(type), record.form == .structure else { break }
      for (member, value) in zip(record.members, values) { write(value, member.type, at: start + member.offset) }
    case .member(let index, let value) where kind == .record && nesting < DataValue.greatestNesting:
      guard let record = types.recordData(type), record.members.indices.contains(index) else { break }
      write(value, record.members[index].type, at: start + record.members[index].offset)
    default: break
    }
    fill(to: start + size)
  }
}
