// Working memory of passes: an array of plain elements that one function after the other uses. Since nobody shares it, reading
// and writing an element is just that; an `Array` asks before each write whether somebody else holds it too.

/// A growable array of plain elements that has one owner. Elements are read and written without looking whether they are there,
/// other than in debug builds.
@frozen public struct WorkArray<Element: BitwiseCopyable>: ~Copyable, @unchecked Sendable {
  @usableFromInline var base: UnsafeMutablePointer<Element>
  @usableFromInline var capacity: Int
  @usableFromInline var length: Int
  /// How many elements there are.
  @inlinable public var count: Int { length }

  /// An empty array.
  @inlinable public init() {
    capacity = 16
    base = .allocate(capacity: 16)
    length = 0
  }

  /// An array of equal elements.
  @inlinable public init(repeating element: Element, count: Int) {
    self.init()
    reset(to: element, count: count)
  }

  /// An array of these elements.
  @inlinable public init(_ elements: some Sequence<Element>) {
    self.init()
    for element in elements { append(element) }
  }

  @inlinable deinit { base.deallocate() }

  /// Another array of the same elements.
  @inlinable public borrowing func copy() -> WorkArray {
    var other = WorkArray()
    other.append(contentsOf: elements)
    return other
  }

  /// Whether there are no elements.
  @inlinable public var isEmpty: Bool { count == 0 }
  /// The numbers of all elements.
  @inlinable public var indices: Range<Int> { 0..<count }
  /// The elements as they are now: gone with the next change.
  @inlinable public var elements: UnsafeBufferPointer<Element> { UnsafeBufferPointer(start: base, count: count) }
  /// The elements as an array of their own.
  @inlinable public var array: [Element] { Array(elements) }

  /// An element.
  @inlinable public subscript(index: Int) -> Element {
    @inline(__always) get {
      assert(index >= 0 && index < count, "there is no such element")
      return base[index]
    }
    @inline(__always) _modify {
      assert(index >= 0 && index < count, "there is no such element")
      yield &base[index]
    }
  }

  /// The last element, if there is one.
  @inlinable public var last: Element? { count == 0 ? nil : base[count - 1] }

  /// Adds an element.
  @inlinable @inline(__always) public mutating func append(_ element: Element) {
    if count == capacity { grow(to: count + 1) }
    base[count] = element
    length &+= 1
  }

  /// Adds the elements of other memory.
  @inlinable public mutating func append(contentsOf other: UnsafeBufferPointer<Element>) {
    guard let start = other.baseAddress else { return }
    if count + other.count > capacity { grow(to: count + other.count) }
    (base + count).update(from: start, count: other.count)
    length &+= other.count
  }

  /// Adds equal elements.
  @inlinable public mutating func append(repeating element: Element, count more: Int) {
    if count + more > capacity { grow(to: count + more) }
    (base + count).update(repeating: element, count: more)
    length &+= more
  }

  /// Makes it so long, if it is shorter: what is new are equal elements.
  @inlinable public mutating func extend(to length: Int, with element: Element) {
    if length > count { append(repeating: element, count: length - count) }
  }

  /// Becomes an array of equal elements.
  @inlinable public mutating func reset(to element: Element, count: Int) {
    length = 0
    append(repeating: element, count: count)
  }

  /// Forgets all elements, and keeps the memory.
  @inlinable @inline(__always) public mutating func removeAll() { length = 0 }

  /// Takes the last elements away, so that so many stay.
  @inlinable @inline(__always) public mutating func removeLast(to length: Int) {
    assert(length >= 0 && length <= count, "there are no such elements")
    self.length = length
  }

  /// Takes the last element away.
  @inlinable @discardableResult public mutating func removeLast() -> Element {
    assert(count > 0, "there is no last element")
    length &-= 1
    return base[count]
  }

  /// Takes the last element away, if there is one.
  @inlinable public mutating func popLast() -> Element? {
    guard count > 0 else { return nil }
    length &-= 1
    return base[count]
  }

  /// Exchanges two elements.
  @inlinable public mutating func swapAt(_ one: Int, _ other: Int) {
    assert(max(one, other) < count && min(one, other) >= 0, "there is no such element")
    (base[one], base[other]) = (base[other], base[one])
  }

  /// Turns the order of some elements round.
  @inlinable public mutating func reverse(_ range: Range<Int>) {
    var (low, high) = (range.lowerBound, range.upperBound &- 1)
    while low < high {
      swapAt(low, high)
      low &+= 1
      high &-= 1
    }
  }

  /// Sorts the elements.
  @inlinable public mutating func sort(by areInOrder: (Element, Element) -> Bool) {
    var buffer = UnsafeMutableBufferPointer(start: base, count: count)
    buffer.sort(by: areInOrder)
  }

  @usableFromInline @inline(never) mutating func grow(to needed: Int) {
    let wider = max(needed, 2 * capacity)
    let memory = UnsafeMutablePointer<Element>.allocate(capacity: wider)
    memory.update(from: base, count: count)
    base.deallocate()
    base = memory
    capacity = wider
  }
}
