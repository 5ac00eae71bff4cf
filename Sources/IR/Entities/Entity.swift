// Typed 32-bit indices: everything in a module is found by its number, and a number of one kind is not one of another.

/// A typed index into one of the tables of a module or function.
public protocol Entity: RawRepresentable, Hashable, Sendable, Comparable where RawValue == UInt32 {
  /// Makes the entity with this number.
  init(rawValue: UInt32)
}

extension Entity {
  /// Makes the entity with this number.
  @inlinable public init(_ index: Int) { self.init(rawValue: UInt32(truncatingIfNeeded: index)) }

  /// The number, as the index of an array.
  @inlinable public var index: Int { Int(rawValue) }

  /// Entities are ordered as they were made.
  @inlinable public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// A value of a function: a parameter of a block, or a result of an instruction. Numbered in the order of definition.
@frozen public struct Value: Entity {
  /// The number within the function.
  public var rawValue: UInt32
  /// Makes the value with this number.
  @inlinable public init(rawValue: UInt32) { self.rawValue = rawValue }
}

/// A basic block of a function, numbered in the order of the text; block 0 is the entry.
@frozen public struct Block: Entity {
  /// The number within the function.
  public var rawValue: UInt32
  /// Makes the block with this number.
  @inlinable public init(rawValue: UInt32) { self.rawValue = rawValue }
  /// The block where a function begins.
  public static let entry = Block(rawValue: 0)
}

/// An instruction of a function, numbered in the order of the text: each block is a range of these numbers.
@frozen public struct Instruction: Entity {
  /// The number within the function.
  public var rawValue: UInt32
  /// Makes the instruction with this number.
  @inlinable public init(rawValue: UInt32) { self.rawValue = rawValue }
}

/// A symbol of a module: a function or a data object, defined or imported.
@frozen public struct Symbol: Entity {
  /// The number within the module.
  public var rawValue: UInt32
  /// Makes the symbol with this number.
  @inlinable public init(rawValue: UInt32) { self.rawValue = rawValue }
}

/// An interned name of a module.
@frozen public struct Name: Entity {
  /// The number within the module's table of names.
  public var rawValue: UInt32
  /// Makes the name with this number.
  @inlinable public init(rawValue: UInt32) { self.rawValue = rawValue }
  /// No name.
  public static let none = Name(rawValue: .max)
}

/// A constant of a function that is too wide to stand in an operand.
@frozen public struct Constant: Entity {
  /// The number within the function.
  public var rawValue: UInt32
  /// Makes the constant with this number.
  @inlinable public init(rawValue: UInt32) { self.rawValue = rawValue }
}

/// A path from a record to one of its members, or a member's member, interned in a module.
@frozen public struct FieldPath: Entity {
  /// The number within the module.
  public var rawValue: UInt32
  /// Makes the path with this number.
  @inlinable public init(rawValue: UInt32) { self.rawValue = rawValue }
}

/// An array that is indexed by one kind of entity.
@frozen public struct EntityMap<Key: Entity, Element> {
  /// The elements in the order of their keys.
  public var elements: [Element]

  /// An empty map.
  @inlinable public init() { elements = [] }

  /// A map of `count` equal elements.
  @inlinable public init(repeating element: Element, count: Int) {
    elements = Array(repeating: element, count: count)
  }

  /// How many elements there are.
  @inlinable public var count: Int { elements.count }

  /// Every key.
  @inlinable public var keys: some Sequence<Key> { elements.indices.lazy.map { Key($0) } }

  /// The element of a key.
  @inlinable public subscript(key: Key) -> Element {
    get { elements[key.index] }
    set { elements[key.index] = newValue }
    _modify { yield &elements[key.index] }
  }

  /// Adds an element, and gives the key it got.
  @inlinable public mutating func append(_ element: Element) -> Key {
    elements.append(element)
    return Key(elements.count - 1)
  }
}

extension EntityMap: Sendable where Element: Sendable {}
