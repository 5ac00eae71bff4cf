// Frames: room for them, their stack memory, and calls that are more than moving arguments.

internal import IR

extension Machine {
  /// No context has more words of frames, nor a larger object in stack memory, unless its stack was asked to be larger.
  static let greatestWords = 1 << 23
  static let greatestStack: UInt64 = 8 << 20
  /// Stack memory grows by chunks, the first of so many bytes as a logarithm says.
  private static let firstChunk = 10

  /// Makes room for so many words behind the frame's begin. Gives false where that is too much.
  func grow(words: Int) -> Bool {
    let state = self.state
    guard let old = contexts[current].registers else { return false }
    let used = state.pointee.frame - old
    let needed = used + words + slack
    guard needed <= contexts[current].capacity else {
      // Frames hold more here than in machine code: a word for each byte that was asked for.
      let greatest = max(Self.greatestWords, min(1 << 27, Int(contexts[current].stackSize)))
      guard needed <= greatest else {
        fail(.stackExhausted)
        return false
      }
      let capacity = min(greatest, max(needed, 2 * contexts[current].capacity))
      let new = UnsafeMutablePointer<UInt64>.allocate(capacity: capacity)
      new.initialize(repeating: 0, count: capacity)
      new.update(from: old, count: contexts[current].capacity)
      old.deallocate()
      contexts[current].registers = new
      contexts[current].capacity = capacity
      state.pointee.frame = new + used
      state.pointee.limit = new + capacity - slack
      return true
    }
    return true
  }

  /// Decodes the function that was just called, and goes to its begin.
  func startFunction() {
    let index = currentFunction
    guard index < module.functions.count, decodeFunction(index) else { return fail(.malformed) }
    guard grow(words: functions[index].frameSize) else { return }
    state.pointee.step = functions[index].start
  }

  // MARK: - Stack memory

  /// Makes an object in stack memory, and gives a pointer to it. Gives nil, and ends the run, where there is no room.
  func makeStackObject(_ size: UInt64, alignment: UInt64 = Memory.granule, _ shadow: UInt8) -> UInt64? {
    allocateStack(size, alignment: max(alignment, Memory.granule)).map { memory.claim($0, size, shadow) }
  }

  /// Finds room for so many bytes of stack memory, to the end of a granule, with a gap before it. Gives nil, and ends
  /// the run, where there is none.
  private func allocateStack(_ bytes: UInt64, alignment: UInt64) -> UInt64? {
    let size = (max(bytes, 1) + Memory.granule - 1) & ~(Memory.granule - 1)
    let start = (state.pointee.top + Memory.gap + alignment - 1) & ~(alignment - 1)
    if state.pointee.top != 0, start + size <= state.pointee.chunkEnd {
      state.pointee.top = start + size
      return start
    }
    guard size <= contexts[current].stackSize else {
      fail(.stackExhausted)
      return nil
    }
    var logarithm = contexts[current].chunks.last.map { min($0.logarithm + 1, 20) } ?? Self.firstChunk
    while UInt64(1) << UInt64(logarithm) < size + alignment + Memory.gap { logarithm += 1 }
    let length = UInt64(1) << UInt64(logarithm)
    guard contexts[current].chunkTotal + length <= 2 * contexts[current].stackSize,
      let chunk = memory.allocateBlock(logarithm: logarithm)
    else {
      fail(.stackExhausted)
      return nil
    }
    contexts[current].chunkTotal += length
    contexts[current].chunks.append((chunk, logarithm))
    let first = (chunk + Memory.gap + alignment - 1) & ~(alignment - 1)
    state.pointee.top = first + size
    state.pointee.chunkEnd = chunk + length
    return first
  }

  /// Gives back the stack memory that was taken since `top` was in use.
  func releaseStack(to top: UInt64) {
    while let chunk = contexts[current].chunks.last {
      let length = UInt64(1) << UInt64(chunk.logarithm)
      let isFirst = contexts[current].chunks.count == 1
      if top >= chunk.start && top <= chunk.start + length || isFirst {
        let start = max(top, chunk.start)
        if state.pointee.top > start { memory.mark(start, state.pointee.top - start, Shadow.freed) }
        state.pointee.top = start
        state.pointee.chunkEnd = chunk.start + length
        return
      }
      contexts[current].chunks.removeLast()
      contexts[current].chunkTotal -= length
      memory.freeBlock(chunk.start, logarithm: chunk.logarithm)
      state.pointee.top = contexts[current].chunks.last.map { $0.start + UInt64(1) << UInt64($0.logarithm) } ?? 0
    }
    state.pointee.top = 0
    state.pointee.chunkEnd = 0
  }

  /// Takes a frame's stack memory: variadic arguments, slots, and its own copies of records.
  func enterFrame() {
    let index = currentFunction
    let entry = functions + index
    let size = entry.pointee.slotSize
    if let register = details[index].variadicRegister {
      // The caller wrote the arguments behind what is in use.
      state.pointee.frame[register] = pendingVariadic.address
      state.pointee.frame[register + 1] = pendingVariadic.address + 16 * pendingVariadic.count
    }
    guard size > 0 else { return }
    guard let start = allocateStack(size, alignment: entry.pointee.slotAlignment) else { return }
    (memory.shadow + Int(start)).copyMemory(from: entry.pointee.slots, byteCount: Int(size))
    // The objects have the numbers behind the first, which is nobody's: the gaps between them have it.
    let number = memory.takeNumbers(entry.pointee.slotCount + 1)
    let owners = memory.owners + Int(start / Memory.granule)
    let relative = entry.pointee.slotOwners
    for index in 0..<Int(size / Memory.granule) { owners[index] = relative[index] &+ number }
    let frame = state.pointee.frame
    let base = Memory.pointer(number, start)
    frame[entry.pointee.slotRegister] = base
    guard !details[index].recordParameters.isEmpty else { return }
    for record in details[index].recordParameters {
      let source = frame[record.index]
      if let trap = memory.faultOutside(source, record.size) { return fail(trap) }
      memory.copy(to: base + record.place, from: source, record.size)
      frame[record.index] = base + record.place
    }
  }

  /// Gives a frame's stack memory back.
  func leaveFrame() {
    let top = state.pointee.frame[-1]
    guard top != state.pointee.top else { return }
    releaseStack(to: top)
  }

  // MARK: - Calls

  /// A call with a callee that is an address, further arguments, or records as results.
  func performCall(_ step: Step, _ registers: UnsafeMutablePointer<UInt32>, isTail: Bool) {
    let frame = state.pointee.frame
    let caller = currentFunction
    let function = module.functions[caller]
    let instruction = Instruction(rawValue: step.c)
    let type = function.instructions[instruction].type
    guard let callee = callee(frame[Int(registers[0])], type) else { return }
    let count = Int(step.small) - 1
    var arguments = (0..<count).map { frame[Int(registers[$0 + 1])] }
    let fixed = module.types.parameterCount(type)

    var base = frame
    if isTail {
      guard stageRecords(&arguments, of: type) else { return }
    } else {
      guard grow(words: functions[caller].frameSize + functions[callee].frameSize) else { return }
      base = state.pointee.frame + functions[caller].frameSize
      base[-3] = UInt64(functions[caller].frameSize)
      base[-2] = UInt64(UInt(bitPattern: state.pointee.step))
      base[-1] = state.pointee.top
    }
    base[-4] = UInt64(callee)
    if module.types.isVariadic(type) {
      guard passVariadic(Array(arguments.dropFirst(fixed)), function.view(of: instruction)) else { return }
      arguments.removeLast(count - fixed)
    }
    for (index, argument) in arguments.enumerated() { base[index] = argument }
    state.pointee.frame = base
    state.pointee.step = functions[callee].start
    if isTail { _ = grow(words: functions[callee].frameSize) }
  }

  /// The function at an address, if it has the type that a call says.
  func callee(_ address: UInt64, _ type: Type) -> Int? {
    guard let callee = function(at: address) else {
      fail(.wrongSignature)
      return nil
    }
    guard callee < module.functions.count else {
      fail(.missingFunction, "@" + module.name(of: Symbol(callee - module.functions.count)))
      return nil
    }
    guard module.functions[callee].type == type else {
      fail(.wrongSignature)
      return nil
    }
    return callee
  }

  /// Brings the records that a tail call passes from this frame, which goes, to where it began.
  private func stageRecords(_ arguments: inout [UInt64], of type: Type) -> Bool {
    let types = module.types
    var staged: [(index: Int, bytes: [UInt8], shadow: [UInt8])] = []
    for index in 0..<types.parameterCount(type) {
      let parameter = types.parameter(index, of: type).type
      guard Decoder.isRecord(parameter, types), index < arguments.count else { continue }
      let size = types.size(of: parameter)
      if let trap = memory.faultOutside(arguments[index], size) {
        fail(trap)
        return false
      }
      let address = Int(Memory.address(of: arguments[index]))
      staged.append(
        (
          index, Array(UnsafeRawBufferPointer(start: memory.bytes + address, count: Int(size))),
          Array(UnsafeRawBufferPointer(start: memory.shadow + address, count: Int(size)))
        ))
    }
    if details[currentFunction].hasFrameMemory { leaveFrame() }
    for record in staged {
      guard let pointer = makeStackObject(UInt64(record.bytes.count), Shadow.writable) else { return false }
      let address = Int(Memory.address(of: pointer))
      for offset in record.bytes.indices {
        memory.bytes.storeBytes(of: record.bytes[offset], toByteOffset: address + offset, as: UInt8.self)
        memory.shadow.storeBytes(of: record.shadow[offset], toByteOffset: address + offset, as: UInt8.self)
      }
      arguments[record.index] = pointer
    }
    return true
  }

  /// Writes the further arguments of a variadic call to stack memory: 16 bytes each, a value and its type.
  private func passVariadic(_ arguments: [UInt64], _ view: InstructionView) -> Bool {
    guard case .call(_, _, let types) = view, types.count == arguments.count else {
      fail(.malformed)
      return false
    }
    guard let address = makeStackObject(16 * UInt64(arguments.count), Shadow.writable) else { return false }
    for (index, argument) in arguments.enumerated() {
      memory.poke(address + 16 * UInt64(index), argument)
      memory.poke(address + 16 * UInt64(index) + 8, UInt64(types[index].rawValue))
    }
    pendingVariadic = (address, UInt64(arguments.count))
    return true
  }

  /// Returns from a function whose results are records: the caller gets copies.
  func performReturn(_ registers: UnsafeMutablePointer<UInt32>, count: Int) {
    let frame = state.pointee.frame
    let index = currentFunction
    guard let back = UnsafePointer<Step>(bitPattern: UInt(frame[-2])) else { return fail(.malformed) }
    let caller = frame - Int(frame[-3])
    var values = (0..<count).map { frame[Int(registers[$0])] }
    let call = back - 1
    var slots: [UInt64] = []
    var base: UInt64 = 0
    // A task's results wait in blocks of their own.
    let isLast = back.pointee.operation == .finish
    if !isLast {
      let function = Int(caller[-4])
      slots = details[function].resultSlots[call.pointee.c] ?? []
      base = caller[functions[function].slotRegister]
    }
    for record in details[index].recordResults {
      var target: UInt64
      if isLast {
        guard let block = makeBlock(record.size) else { return }
        contexts[current].resultBlocks.append((block.start, block.logarithm))
        target = block.object
      } else {
        guard record.index < slots.count else { return fail(.malformed) }
        target = base + slots[record.index]
      }
      if let trap = memory.faultOutside(values[record.index], record.size) { return fail(trap) }
      memory.copy(to: target, from: values[record.index], record.size)
      values[record.index] = target
    }
    if details[index].hasFrameMemory { leaveFrame() }
    let first = Int(call.pointee.a)
    for (offset, value) in values.enumerated() { caller[first + offset] = value }
    state.pointee.frame = caller
    state.pointee.step = back
  }

  /// A block of memory for a record on its way from one stack to another.
  func makeBlock(_ size: UInt64) -> (start: UInt64, logarithm: Int, object: UInt64)? {
    var logarithm = 5
    while UInt64(1) << UInt64(logarithm) < size { logarithm += 1 }
    guard let start = memory.allocateBlock(logarithm: logarithm) else {
      fail(.outOfMemory)
      return nil
    }
    return (start, logarithm, memory.claim(start, size, Shadow.writable))
  }

  /// Copies records that were results of a task or thread into this frame's memory, and frees where they waited.
  func receive(
    _ values: inout [UInt64], _ blocks: [(start: UInt64, logarithm: Int)], types: [Type], instruction: UInt32
  ) {
    let function = currentFunction
    if let slots = details[function].resultSlots[instruction] {
      let base = state.pointee.frame[functions[function].slotRegister]
      for (index, type) in types.enumerated()
      where index < values.count && index < slots.count && Decoder.isRecord(type, module.types) {
        let target = base + slots[index]
        memory.copy(to: target, from: values[index], module.types.size(of: type))
        values[index] = target
      }
    }
    for block in blocks { memory.freeBlock(block.start, logarithm: block.logarithm) }
  }
}
