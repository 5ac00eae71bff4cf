// What runs: tasks, and the first function of each thread. Each has its frames and its stack memory.

internal import IR

/// A task, or the first function of a thread.
struct Context {
  /// What it is doing.
  enum Activity: Equatable {
    /// Nothing: the record is free.
    case none
    /// It runs or stands in its thread's queue.
    case ready
    /// It waits for a task's end.
    case awaiting(Int)
    /// It sleeps until the clock shows this.
    case sleeping(Int64)
    /// It waits for a descriptor.
    case reading(Int32)
    case writing(Int32)
    /// Its whole thread waits for another's end, or at an address.
    case joining(Int)
    case waitingAt(UInt64)
    /// Its whole thread waits for a handler of a signal to have returned.
    case waitingForSignal
    /// It has returned.
    case finished
  }

  var activity: Activity = .none
  /// How often the record was used: handles of earlier tasks are stale.
  var generation: UInt32 = 0
  var thread = 0
  var isRoot = false
  var isDetached = false
  /// The context that awaits this one.
  var awaiter: Int?
  /// The frames.
  var registers: UnsafeMutablePointer<UInt64>?
  var capacity = 0
  /// The machine's state while another runs.
  var frame = 0
  var step: UnsafePointer<Step>?
  var top: UInt64 = 0
  var chunkEnd: UInt64 = 0
  /// The chunks of stack memory, the oldest first.
  var chunks: [(start: UInt64, logarithm: Int)] = []
  var chunkTotal: UInt64 = 0
  /// How many bytes its stack memory may have.
  var stackSize = Machine.greatestStack
  /// The function it began with, and how many results that has.
  var function = 0
  var resultCount = 0
  /// Results that are records, to be freed by who takes them.
  var resultBlocks: [(start: UInt64, logarithm: Int)] = []
  /// Whether its whole thread waits with it.
  var isBlocking = false
  /// Whether it handles a signal, and the context that ran before; nil where the thread was idle.
  var isHandler = false
  var interrupted: Int?
  /// The signals that its thread blocked before it began to wait for one.
  var maskBefore: UInt64?
  /// How many bytes were written of those that a system call is to write.
  var progress: UInt64 = 0
  /// An access that was begun again after a wait.
  var isRetrying = false
  /// When the wait at an address ends that it is in, if ever: the timers of waits before that one are stale.
  var waitDeadline: Int64?
  /// Whether a connection is being made.
  var isConnecting = false
  /// When it was made, among all that ever were.
  var creation: UInt64 = 0
  /// When it began to wait at an address, among all that ever did.
  var arrival: UInt64 = 0
  /// What a wait that ended gives.
  var wakeValue: Int64?
}

/// An OS thread: one context at a time runs on it, the others stand in its queue.
struct Thread {
  var root = 0
  /// The function that it began with.
  var function = 0
  var current: Int?
  var queue = Queue<Int>()
  var isAlive = false
  var isJoined = false
  var generation: UInt32 = 0
  var results: [UInt64] = []
  var resultBlocks: [(start: UInt64, logarithm: Int)] = []
  /// The context that joins it.
  var joiner: Int?
  /// Its copy of each thread-local data object.
  var locals: [Int: UInt64] = [:]
  /// The signals that it does not take: bit `n - 1` for signal `n`.
  var blockedSignals: UInt64 = 0
}

/// A queue: of contexts, of signals.
struct Queue<Element> {
  private var items: [Element] = []
  private var head = 0

  var isEmpty: Bool { head == items.count }
  var count: Int { items.count - head }

  subscript(_ index: Int) -> Element { items[head + index] }

  func contains(where predicate: (Element) -> Bool) -> Bool { items[head...].contains(where: predicate) }

  mutating func append(_ element: Element) { items.append(element) }

  /// Takes the element at an index out, 0 being the first.
  mutating func remove(at index: Int) -> Element {
    let element = items[head + index]
    if index == 0 {
      head += 1
      if head == items.count {
        items.removeAll(keepingCapacity: true)
        head = 0
      } else if head > 1024, head * 2 > items.count {
        items.removeFirst(head)
        head = 0
      }
    } else {
      items.remove(at: head + index)
    }
    return element
  }
}

/// Who waits for the clock, earliest first; of equal deadlines, who came first.
struct TimerHeap {
  struct Timer {
    var deadline: Int64
    var arrival: UInt64
    var context: Int
    var generation: UInt32
  }

  private var heap: [Timer] = []
  private var arrivals: UInt64 = 0

  var first: Timer? { heap.first }

  mutating func add(deadline: Int64, context: Int, generation: UInt32) {
    heap.append(Timer(deadline: deadline, arrival: arrivals, context: context, generation: generation))
    arrivals += 1
    var child = heap.count - 1
    while child > 0, isEarlier(child, (child - 1) / 2) {
      heap.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  mutating func removeFirst() -> Timer? {
    guard let first = heap.first else { return nil }
    let last = heap.removeLast()
    guard !heap.isEmpty else { return first }
    heap[0] = last
    var parent = 0
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count && isEarlier(child, least) {
        least = child
      }
      guard least != parent else { return first }
      heap.swapAt(parent, least)
      parent = least
    }
  }

  private func isEarlier(_ left: Int, _ right: Int) -> Bool {
    (heap[left].deadline, heap[left].arrival) < (heap[right].deadline, heap[right].arrival)
  }
}

/// Who waits for a descriptor.
struct Waiter {
  /// The program's number.
  var descriptor: Int32
  var forWriting: Bool
  var context: Int
}

/// Random numbers that a seed repeats: SplitMix64.
struct RandomNumbers {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ z &>> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z &>> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z &>> 31
  }

  /// A number below a bound, which is not 0.
  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
}
