// What generating code takes and makes: times of the steps and numbers, taken where somebody asks for them.

internal import Glibc
internal import IR

/// What generating code took and made. Of several threads, all is summed.
public struct GenerationMeasures: Sendable, Hashable {
  /// The time of reading and verifying in nanoseconds, where functions are compiled as they are read.
  public var reading: UInt64 = 0
  /// The time of selection in nanoseconds.
  public var selection: UInt64 = 0
  /// The time of register allocation in nanoseconds.
  public var allocation: UInt64 = 0
  /// The time of emission in nanoseconds.
  public var emission: UInt64 = 0
  /// How many threads there were.
  public var threads = 0
  /// The functions.
  public var functions = 0
  /// Their blocks.
  public var blocks = 0
  /// The instructions of the IR.
  public var instructionsRead = 0
  /// The machine instructions that selection made.
  public var instructions = 0
  /// The values that got a place in a frame.
  public var spilledValues = 0
  /// The moves that allocation put between instructions and on edges.
  public var moves = 0

  /// Nothing.
  public init() {}

  /// Adds what another thread took and made.
  mutating func add(_ other: GenerationMeasures) {
    reading += other.reading
    selection += other.selection
    allocation += other.allocation
    emission += other.emission
    threads += other.threads
    functions += other.functions
    blocks += other.blocks
    instructionsRead += other.instructionsRead
    instructions += other.instructions
    spilledValues += other.spilledValues
    moves += other.moves
  }

  /// Counts a function.
  mutating func count(_ source: Function, _ function: borrowing MachineFunction, _ allocation: borrowing Allocation) {
    functions += 1
    instructionsRead += source.instructions.count
    blocks += function.blocks.count
    instructions += function.instructions.count
    moves += allocation.moves.count
    for slot in allocation.slots.elements where slot != 0 { spilledValues += 1 }
  }
}

/// Measures laps, where it runs at all.
struct StopWatch {
  private let isRunning: Bool
  private var last: UInt64

  init(isRunning: Bool) {
    self.isRunning = isRunning
    last = isRunning ? Self.now() : 0
  }

  /// Forgets the time so far.
  mutating func start() { if isRunning { last = Self.now() } }

  /// Adds the time since the last lap.
  @inline(__always)
  mutating func lap(_ sum: inout UInt64) {
    guard isRunning else { return }
    let time = Self.now()
    sum += time - last
    last = time
  }

  private static func now() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }
}
