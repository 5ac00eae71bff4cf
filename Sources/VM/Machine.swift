// The machine: it executes a program as the IR defines it. This file holds what is known of a run; the files beside it
// hold what the machine does: Interpreter.swift the steps, Machine+….swift the rest.

internal import Glibc
public import IR
internal import Layout

/// How a machine is to run a program.
public struct MachineOptions {
  /// The program's arguments, its name first.
  public var arguments: [String]
  /// The program's environment, as `NAME=VALUE`.
  public var environment: [String]
  /// How many instructions may be executed.
  public var maximumSteps: UInt64?
  /// Which legal schedule to take; nil for the defined one.
  public var seed: UInt64?
  /// Where executed instructions are told of, a line each.
  public var trace: ((String) -> Void)?
  /// Whether what the program writes to its standard output and error is kept, and not written.
  public var capturesOutput = false
  /// The descriptor that the program's standard input is.
  public var standardInput: Int32 = 0
  /// The further descriptors that the program has from the start, by their numbers here.
  public var inheritedDescriptors: [Int32] = []
  /// Whether the program stands for this process: signals that others send to the process are the program's, and what
  /// descriptors it closes are closed. The process has no threads of its own then.
  public var isProcess = false
  /// Whether the program is shut in: it has an empty standard input, output that is kept up to a limit, and pipes of its
  /// own, but no file, no socket and nothing else outside. What would reach there fails with EPERM.
  public var isClosed = false
  /// How many bytes of memory the program may have.
  public var memoryLimit: UInt64 = 1 << 32

  /// Options; the others have defaults.
  public init(arguments: [String] = [], environment: [String] = []) {
    self.arguments = arguments
    self.environment = environment
  }
}

/// How a program ended.
public enum MachineOutcome: Sendable, Equatable {
  /// It exited with this status.
  case exited(UInt8)
  /// It ended with a named trap, or a deadlock.
  case trapped(TrapReport)
  /// A signal ended it.
  case signalled(Int32)

  /// The exit status that a shell shows: 128 and the signal for what a signal ended, of which a trap is one.
  public var status: UInt8 {
    switch self {
    case .exited(let status): status
    case .trapped: 134
    case .signalled(let number): UInt8(truncatingIfNeeded: 128 + number)
    }
  }
}

/// What is read and written at every step, in memory of its own: nothing checks accesses to it.
struct State {
  var frame: UnsafeMutablePointer<UInt64>
  /// Frames end before this.
  var limit: UnsafeMutablePointer<UInt64>
  /// The next step.
  var step: UnsafePointer<Step>
  /// Stack memory: where the next object can lie, and where the chunk ends.
  var top: UInt64 = 0
  var chunkEnd: UInt64 = 0
  /// How many instructions may be executed before the machine looks up.
  var fuel: Int64
  /// Whether the run may have ended, or its mode changed.
  var isInterrupted = false
}

/// A machine that runs one program once.
public final class Machine {
  let module: Module
  let options: MachineOptions
  var memory: Memory
  let state: UnsafeMutablePointer<State>
  let functions: UnsafeMutablePointer<FunctionEntry>
  var details: [FunctionDetails]
  /// The address of every symbol; of thread-local data, its number.
  var addresses: [UInt64] = []
  /// Behind the greatest number of values that a call hands over, a frame may begin.
  var slack = linkageSize + 8
  /// What is freed when the machine goes.
  private var owned: [UnsafeMutableRawPointer] = []
  /// Steps that belong to no function: the end of a task or handler, and what decodes a function.
  let stubs: UnsafeMutablePointer<Step>

  var contexts: [Context] = []
  var freeContexts: [Int] = []
  var current = 0
  var threads: [Thread] = []
  var freeThreads: [Int] = []
  var running = 0
  var livingThreads = 0 { didSet { state.pointee.isInterrupted = true } }
  var clock: Int64 = 1_000_000_000
  var timers = TimerHeap()
  var random: RandomNumbers
  let isSeeded: Bool
  var waiters: [Waiter] = []
  /// How many nanoseconds were spent running since the clock moved.
  var timeSpent: Int64 = 0
  /// How many contexts were made.
  var creations: UInt64 = 0
  /// How many waits at addresses began.
  var arrivals: UInt64 = 0
  var handlers: [Int32: Int] = [:]
  var descriptors = DescriptorTable()
  /// The largest stack that anybody has.
  var largestStack = Machine.greatestStack
  /// Signals on their way.
  var signals = SignalQueue()
  lazy var signalPlaces = SignalPlaces(on: module.target)
  /// The signals that the host keeps for the machine.
  var listenedSet: UInt64 = 0
  /// What the program wrote to its standard output, where that is kept.
  public internal(set) var output: [UInt8] = []
  /// What the program wrote to its standard error, where that is kept.
  public internal(set) var errorOutput: [UInt8] = []
  var outcome: MachineOutcome? { didSet { state.pointee.isInterrupted = true } }
  var mappings: [UInt64: UInt64] = [:]
  /// Whether each step must be looked at: there are several threads, or a trace.
  var isCareful: Bool { livingThreads > 1 || options.trace != nil }
  /// How many instructions may be executed in all, and how many of them are not in `state` yet.
  let totalFuel: Int64
  var fuelReserve: Int64
  /// After so many instructions the machine looks up: other threads and signals get their chance.
  static let slice: Int64 = 1_000_000
  /// Whether the step that comes was looked at before.
  var isContinuing = false
  var pendingVariadic: (address: UInt64, count: UInt64) = (0, 0)

  /// The pointer to a function: a number that no object has, and an address that no other function has.
  static func pointer(toFunction index: Int) -> UInt64 {
    Memory.pointer(Memory.lastNumber + 1 + UInt32(index), Memory.lowest + UInt64(index) * Memory.granule)
  }

  /// Makes a machine for a program that the verifier let pass.
  public init(module: Module, options: MachineOptions = MachineOptions()) {
    self.module = module
    self.options = options
    totalFuel = options.maximumSteps.map { Int64(clamping: $0) } ?? .max
    let count = module.functions.count
    functions = .allocate(capacity: max(1, count))
    details = Array(repeating: FunctionDetails(), count: count)
    stubs = .allocate(capacity: 4)
    // A return looks at the step before the one it goes to, for where its result belongs.
    stubs.initialize(repeating: Step(.call), count: 4)
    stubs[1] = Step(.finish)
    stubs[3] = Step(.decode)
    let nowhere = UnsafeMutablePointer<UInt64>(bitPattern: 8)
    state = .allocate(capacity: 1)
    let fuel = min(Self.slice, totalFuel)
    fuelReserve = totalFuel - fuel
    // Neither pointer is followed before a context is entered.
    state.initialize(
      to: State(
        frame: nowhere ?? .allocate(capacity: 1), limit: nowhere ?? .allocate(capacity: 1), step: stubs, fuel: fuel))
    isSeeded = options.seed != nil
    random = RandomNumbers(seed: options.seed ?? 0)
    if let memory = Memory(limit: options.memoryLimit) {
      self.memory = memory
    } else {
      memory = Memory()
      outcome = .trapped(TrapReport(trap: .outOfMemory))
    }
    // A module that no verifier saw is read no further than it can be.
    let isIntact = module.isIntact
    if !isIntact, outcome == nil { outcome = .trapped(TrapReport(trap: .malformed)) }
    for (index, function) in module.functions.enumerated() where isIntact {
      let parameters =
        module.types.kind(of: function.type) == .function ? module.types.parameterCount(function.type) : 0
      slack = max(slack, parameters + linkageSize + 8)
      (functions + index).initialize(
        to: FunctionEntry(
          start: UnsafePointer(stubs + 3), frameSize: parameters + linkageSize + 1,
          pool: UnsafeMutablePointer<UInt32>.allocate(capacity: 0), tables: .allocate(capacity: 0),
          slots: .allocate(capacity: 0), slotOwners: .allocate(capacity: 0)))
    }
    if outcome == nil, !layOutData() { outcome = .trapped(TrapReport(trap: .outOfMemory)) }
  }

  deinit {
    for context in contexts { context.registers?.deallocate() }
    for pointer in owned { pointer.deallocate() }
    functions.deallocate()
    stubs.deallocate()
    state.deallocate()
    memory.release()
  }

  /// Runs the program to its end.
  public func run() -> MachineOutcome {
    if let outcome { return outcome }
    let mask = blockBrokenPipeSignal()
    defer { unblockBrokenPipeSignal(mask) }
    inheritDescriptors()
    start()
    while outcome == nil {
      if signals.numbers != 0, !settleSignals() { break }
      if isCareful { runCarefully() } else { runFast() }
    }
    for descriptor in descriptors.open where descriptor.isOwned { close(descriptor.host) }
    descriptors = DescriptorTable()
    return outcome ?? .exited(0)
  }

  /// Between two instructions: has the signals that arrived handled. Gives false where one ended the program.
  private func settleSignals() -> Bool {
    save()
    deliverSignals()
    if outcome == nil, let next = threads[running].current, next != current {
      isContinuing = false
      enter(next)
    }
    return outcome == nil
  }

  /// Copies an array to where it stays until the machine goes.
  func keep<Element: BitwiseCopyable>(_ elements: [Element]) -> UnsafeMutablePointer<Element> {
    let pointer = UnsafeMutablePointer<Element>.allocate(capacity: max(1, elements.count))
    elements.withUnsafeBufferPointer { buffer in
      if let base = buffer.baseAddress { pointer.initialize(from: base, count: buffer.count) }
    }
    owned.append(UnsafeMutableRawPointer(pointer))
    return pointer
  }

  // MARK: - Functions

  /// The function that a pointer leads to: one of the module, or behind them the symbol of one that is defined elsewhere.
  func function(at pointer: UInt64) -> Int? {
    let number = Memory.number(of: pointer)
    guard number > Memory.lastNumber else { return nil }
    let index = Int(number - Memory.lastNumber - 1)
    guard index < module.functions.count + module.symbols.count, pointer == Self.pointer(toFunction: index) else {
      return nil
    }
    return index
  }

  /// The function that a frame belongs to.
  var currentFunction: Int { Int(state.pointee.frame[-4]) }

  /// Decodes a function, unless it was before. Gives false where it is malformed.
  func decodeFunction(_ index: Int) -> Bool {
    guard functions[index].start == UnsafePointer(stubs + 3) else { return true }
    var decoder = Decoder(
      module: module, function: module.functions[index], addresses: addresses, largestStack: largestStack,
      joins: options.trace == nil)
    guard let decoded = try? decoder.decode() else { return false }
    let entry = functions + index
    entry.pointee.start = UnsafePointer(keep(decoded.steps))
    entry.pointee.frameSize = decoded.frameSize
    entry.pointee.pool = keep(decoded.pool)
    entry.pointee.tables = keep(
      decoded.tables.map { table in
        SwitchTable(
          first: table.first, count: table.targets.count - 1, values: table.isDense ? nil : keep(table.values),
          targets: keep(table.targets))
      })
    entry.pointee.slots = keep(decoded.slotShadow)
    entry.pointee.slotOwners = keep(decoded.slotOwners)
    entry.pointee.slotCount = UInt32(decoded.details.slotValues.count)
    entry.pointee.slotSize = decoded.slotSize
    entry.pointee.slotAlignment = decoded.slotAlignment
    entry.pointee.slotRegister = decoded.slotRegister
    details[index] = decoded.details
    details[index].stepCount = decoded.steps.count
    return true
  }

  // MARK: - The start

  /// Lays out data objects and gives every symbol its address. Gives false where there is no room.
  private func layOutData() -> Bool {
    addresses = Array(repeating: 0, count: module.symbols.count)
    for symbol in module.symbols.keys {
      switch module.symbols[symbol].definition {
      case .function(let index): addresses[symbol.index] = Self.pointer(toFunction: index)
      // A function that is defined elsewhere has an address behind all that are here: nothing can be called there.
      case .importedFunction:
        let isWeak = module.symbols[symbol].linkage.contains(.weak)
        addresses[symbol.index] =
          isWeak ? 0 : Self.pointer(toFunction: module.functions.count + symbol.index)
      case .data(let index):
        if module.symbols[symbol].linkage.contains(.thread) {
          addresses[symbol.index] = UInt64(index)
          continue
        }
        let data = module.data[index]
        guard let pointer = makeObject(of: data) else { return false }
        addresses[symbol.index] = pointer
      // Data that is defined elsewhere is an object without bytes, so that a report can name it.
      case .importedData:
        let linkage = module.symbols[symbol].linkage
        guard !linkage.contains(.weak) || linkage.contains(.thread) else { continue }
        guard let pointer = memory.makeObject(0, Shadow.written) else { return false }
        addresses[symbol.index] = pointer
      case .undeclared: break
      }
    }
    for symbol in module.symbols.keys {
      guard case .data(let index) = module.symbols[symbol].definition,
        !module.symbols[symbol].linkage.contains(.thread)
      else { continue }
      fill(addresses[symbol.index], with: module.data[index])
    }
    return true
  }

  /// Makes room for a data object, whose bytes are zero at first.
  func makeObject(of data: DataObject) -> UInt64? {
    memory.makeObject(
      data.size, alignment: data.alignment, data.isWritable ? Shadow.written | Shadow.writable : Shadow.written)
  }

  /// Writes what a data object holds to memory.
  func fill(_ pointer: UInt64, with data: DataObject) {
    let address = Memory.address(of: pointer)
    func put(_ bits: UInt64, _ size: Int, at offset: UInt64) {
      guard offset <= data.size, UInt64(size) <= data.size - offset else { return }
      for byte in 0..<size {
        memory.bytes.storeBytes(
          of: UInt8(truncatingIfNeeded: bits >> UInt64(8 * byte)), toByteOffset: Int(address + offset) + byte,
          as: UInt8.self)
      }
    }
    module.forEachPiece(of: data) { offset, piece in
      switch piece {
      case .number(let bits, let size): put(bits, size, at: offset)
      case .bytes(let bytes):
        for (index, byte) in bytes.enumerated() { put(UInt64(byte), 1, at: offset + UInt64(index)) }
      case .zero: break
      case .address(let other):
        let symbol = other.symbol.map { addresses[$0.index] } ?? 0
        put(symbol &+ UInt64(bitPattern: other.offset), 8, at: offset)
      }
    }
  }

  /// Makes the first thread, which will run `@main`.
  private func start() {
    guard let symbol = module.symbol(named: "main"), case .function(let index) = module.symbols[symbol].definition
    else {
      outcome = .trapped(TrapReport(trap: .missingFunction, detail: "@main"))
      return
    }
    var arguments: [UInt64] = []
    let type = module.functions[index].type
    if module.types.parameterCount(type) == 3 {
      guard let vector = layOut(options.arguments), let environment = layOut(options.environment) else {
        outcome = .trapped(TrapReport(trap: .outOfMemory))
        return
      }
      arguments = [UInt64(options.arguments.count), vector, environment]
    }
    guard makeThread(function: index, arguments: arguments) != nil else {
      outcome = .trapped(TrapReport(trap: .outOfMemory))
      return
    }
    running = 0
    enter(threads[0].root)
    threads[0].current = threads[0].root
  }

  /// Writes strings to memory, and the addresses of them, with a null behind; the address of the first of these.
  private func layOut(_ strings: [String]) -> UInt64? {
    guard let vector = memory.makeObject(8 * UInt64(strings.count + 1), Shadow.writable) else { return nil }
    for (index, string) in strings.enumerated() {
      let bytes = Array(string.utf8) + [0]
      guard let address = memory.makeObject(UInt64(bytes.count), Shadow.writable) else { return nil }
      for (offset, byte) in bytes.enumerated() { memory.poke(address + UInt64(offset), byte) }
      memory.poke(vector + 8 * UInt64(index), address)
    }
    memory.poke(vector + 8 * UInt64(strings.count), UInt64(0))
    return vector
  }

  // MARK: - Ends

  /// Ends the run with a trap at the step that was just taken.
  func fail(_ trap: Trap, _ detail: String? = nil) {
    guard outcome == nil else { return }
    outcome = .trapped(report(trap, detail: detail))
  }
}
