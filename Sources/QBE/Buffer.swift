// Growable memory for what is made a million times: elements without references, in one stretch that is kept from function to
// function. What is checked on each access in a debug build is trusted in a release build.

/// Elements that follow each other.
struct Buffer<Element: BitwiseCopyable>: ~Copyable {
  private(set) var start: UnsafeMutablePointer<Element>
  private(set) var count = 0
  private var capacity: Int

  init(capacity: Int = 64) {
    self.capacity = capacity
    start = UnsafeMutablePointer<Element>.allocate(capacity: capacity)
  }

  deinit { start.deallocate() }

  @inline(__always)
  subscript(index: Int) -> Element {
    get {
      assert(index >= 0 && index < count, "out of a buffer")
      return start[index]
    }
    nonmutating _modify {
      assert(index >= 0 && index < count, "out of a buffer")
      yield &start[index]
    }
  }

  @inline(__always)
  mutating func append(_ element: Element) {
    if count == capacity { grow(to: count + 1) }
    (start + count).initialize(to: element)
    count &+= 1
  }

  /// Makes it so many elements long, those that are new being equal.
  mutating func extend(to length: Int, with element: Element) {
    guard length > count else { return }
    if length > capacity { grow(to: length) }
    (start + count).initialize(repeating: element, count: length - count)
    count = length
  }

  @inline(__always)
  mutating func removeAll() { count = 0 }

  @inline(__always)
  mutating func removeLast(to length: Int) {
    assert(length <= count, "out of a buffer")
    count = length
  }

  @inline(never)
  private mutating func grow(to least: Int) {
    capacity = max(2 * capacity, least)
    let wider = UnsafeMutablePointer<Element>.allocate(capacity: capacity)
    wider.moveInitialize(from: start, count: count)
    start.deallocate()
    start = wider
  }

  /// The elements in an array of just their number.
  var array: [Element] { count == 0 ? [] : Array(UnsafeBufferPointer(start: start, count: count)) }
}
