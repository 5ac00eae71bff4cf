// What the 16 bytes of an instruction mean: passes, the VM and machine code read instructions through this view.

internal import Layout

/// Operands that follow each other.
@frozen public struct OperandList: RandomAccessCollection, Sendable {
  @usableFromInline let pool: [UInt32]
  @usableFromInline let start: Int
  /// How many there are.
  public let count: Int
  // Up to two operands stand in the instruction itself.
  @usableFromInline let a: UInt32
  @usableFromInline let b: UInt32

  @inlinable init(pool: [UInt32], start: Int, count: Int) {
    self.pool = pool
    self.start = start
    self.count = count
    a = 0
    b = 0
  }

  @inlinable init(a: UInt32, b: UInt32, count: Int) {
    pool = []
    start = -1
    self.count = count
    self.a = a
    self.b = b
  }

  /// The first index.
  @inlinable public var startIndex: Int { 0 }
  /// The index behind the last.
  @inlinable public var endIndex: Int { count }
  /// An operand.
  @inlinable public subscript(index: Int) -> Operand {
    Operand(rawValue: start < 0 ? (index == 0 ? a : b) : pool[start + index])
  }
}

/// A block and the arguments that its parameters get.
@frozen public struct BlockCall: Sendable {
  /// The block.
  public let block: Block
  /// The arguments.
  public let arguments: OperandList
  /// The pool's index behind the call.
  @usableFromInline let end: Int

  @inlinable init(pool: [UInt32], at index: Int) {
    block = Block(rawValue: pool[index])
    let count = Int(pool[index + 1])
    arguments = OperandList(pool: pool, start: index + 2, count: count)
    end = index + 2 + count
  }
}

/// The cases of a switch, in the order of the text.
@frozen public struct SwitchCases: Sequence, IteratorProtocol, Sendable {
  @usableFromInline let pool: [UInt32]
  @usableFromInline var position: Int
  /// How many cases are left.
  public private(set) var remaining: Int

  @usableFromInline init(pool: [UInt32], next: Int, count: Int) {
    self.pool = pool
    position = next
    remaining = count
  }

  /// The next case: the value, sign-extended, and the block.
  public mutating func next() -> (value: Int64, target: BlockCall)? {
    guard remaining > 0 else { return nil }
    remaining -= 1
    let bits = UInt64(pool[position]) | UInt64(pool[position + 1]) << 32
    let call = BlockCall(pool: pool, at: position + 2)
    position = call.end
    return (Int64(bitPattern: bits), call)
  }
}

/// An instruction, taken apart by its operation's syntax.
@frozen public enum InstructionView: Sendable {
  /// An operation whose operands are as its row of the table says, `element` among them.
  case plain(OperandList)
  /// A call, tail call, or what starts a task or thread: the callee is a symbol, or an address for the indirect forms.
  /// Arguments beyond the parameters of the function's type have the types of `extraTypes`.
  case call(callee: Operand, arguments: OperandList, extraTypes: [Type])
  /// `task.await` or `thread.join`.
  case await(handle: Operand)
  /// `jump`.
  case jump(BlockCall)
  /// `branch`.
  case branch(condition: Operand, then: BlockCall, otherwise: BlockCall)
  /// `switch`.
  case `switch`(operand: Operand, otherwise: BlockCall, cases: SwitchCases)
  /// `return`.
  case `return`(OperandList)
  /// `stack.slot` of the instruction's type.
  case slot
  /// `field`.
  case field(base: Operand, path: FieldPath)
  /// `syscall`: the number is a constant of the kind `syscall`, an integer or a value.
  case syscall(number: Operand, arguments: OperandList)
  /// `trap`.
  case message(Name)
}

extension Function {
  /// What an instruction means.
  public func view(of instruction: Instruction) -> InstructionView {
    let data = instructions[instruction]
    let shape = data.opcode.shape
    switch shape.syntax {
    case .plain, .element:
      let count = Int(shape.operandCount)
      return .plain(
        count > 2
          ? OperandList(pool: pool, start: Int(data.a), count: count) : OperandList(a: data.a, b: data.b, count: count))
    case .call, .callIndirect:
      let start = Int(data.a)
      let count = Int(data.b) - 1
      return .call(
        callee: Operand(rawValue: pool[start]), arguments: OperandList(pool: pool, start: start + 1, count: count),
        extraTypes: extraTypes(of: data))
    case .await: return .await(handle: Operand(rawValue: data.a))
    case .jump: return .jump(BlockCall(pool: pool, at: Int(data.a)))
    case .branch:
      let then = BlockCall(pool: pool, at: Int(data.b))
      return .branch(
        condition: Operand(rawValue: data.a), then: then, otherwise: BlockCall(pool: pool, at: then.end))
    case .switch:
      let otherwise = BlockCall(pool: pool, at: Int(data.b) + 1)
      return .switch(
        operand: Operand(rawValue: data.a), otherwise: otherwise,
        cases: SwitchCases(pool: pool, next: otherwise.end, count: Int(pool[Int(data.b)])))
    case .return: return .return(OperandList(pool: pool, start: Int(data.a), count: Int(data.b)))
    case .slot: return .slot
    case .field: return .field(base: Operand(rawValue: data.a), path: FieldPath(rawValue: data.b))
    case .syscall:
      return .syscall(
        number: Operand(rawValue: pool[Int(data.a)]),
        arguments: OperandList(pool: pool, start: Int(data.a) + 1, count: Int(data.b) - 1))
    case .message: return .message(Name(rawValue: data.b))
    }
  }

  /// The types of the arguments of a call beyond its function's parameters.
  private func extraTypes(of data: InstructionData) -> [Type] {
    guard data.aux.hasExtraTypes else { return [] }
    let start = Int(data.a) + Int(data.b)
    return pool[(start + 1)...].prefix(Int(pool[start])).map { Type(rawValue: $0) }
  }

  /// Calls a closure with every operand of an instruction, and with the arguments to blocks, in the order of the text.
  @inline(__always)
  public func forEachOperand(of instruction: Instruction, _ body: (Operand) -> Void) {
    let data = instructions[instruction]
    let shape = data.opcode.shape
    switch shape.syntax {
    case .plain, .element:
      let count = Int(shape.operandCount)
      if count > 2 {
        for index in 0..<count { body(Operand(rawValue: pool[Int(data.a) + index])) }
      } else {
        if count > 0 { body(Operand(rawValue: data.a)) }
        if count > 1 { body(Operand(rawValue: data.b)) }
      }
    case .call, .callIndirect, .return, .syscall:
      for index in 0..<Int(data.b) { body(Operand(rawValue: pool[Int(data.a) + index])) }
    case .await, .field: body(Operand(rawValue: data.a))
    case .jump, .branch, .switch:
      if shape.syntax != .jump { body(Operand(rawValue: data.a)) }
      forEachBlockCall(of: instruction) { block, arguments in
        for index in arguments { body(Operand(rawValue: pool[index])) }
      }
    case .slot, .message: break
    }
  }

  /// Has an instruction be a call of a function, whose results are those of the instruction.
  package mutating func replace(
    _ instruction: Instruction, byCalling callee: Symbol, _ type: Type, _ arguments: [Operand]
  ) {
    instructions[instruction] = InstructionData(
      .call, resultCount: instructions[instruction].resultCount, type: type, a: UInt32(pool.count),
      b: UInt32(arguments.count + 1))
    pool.append(Operand(callee).rawValue)
    pool += arguments.map(\.rawValue)
  }

  /// Replaces every operand of an instruction, and every argument to a block, by what a closure makes of it.
  @inline(__always)
  public mutating func mapOperands(of instruction: Instruction, _ body: (Operand) -> Operand) {
    let data = instructions[instruction]
    let shape = data.opcode.shape
    switch shape.syntax {
    case .plain, .element:
      let count = Int(shape.operandCount)
      if count > 2 {
        mapPool(Int(data.a)..<(Int(data.a) + count), body)
      } else {
        if count > 0 { instructions[instruction].a = body(Operand(rawValue: data.a)).rawValue }
        if count > 1 { instructions[instruction].b = body(Operand(rawValue: data.b)).rawValue }
      }
    case .call, .callIndirect, .return, .syscall: mapPool(Int(data.a)..<(Int(data.a) + Int(data.b)), body)
    case .await, .field: instructions[instruction].a = body(Operand(rawValue: data.a)).rawValue
    case .jump, .branch, .switch:
      if shape.syntax != .jump { instructions[instruction].a = body(Operand(rawValue: data.a)).rawValue }
      var ranges: [Range<Int>] = []
      forEachBlockCall(of: instruction) { _, arguments in ranges.append(arguments) }
      for range in ranges { mapPool(range, body) }
    case .slot, .message: break
    }
  }

  @inline(__always)
  private mutating func mapPool(_ range: Range<Int>, _ body: (Operand) -> Operand) {
    for index in range { pool[index] = body(Operand(rawValue: pool[index])).rawValue }
  }

  /// Calls a closure with every block that an instruction may go on at, and where in the pool its arguments are.
  @inline(__always)
  public func forEachBlockCall(of instruction: Instruction, _ body: (Block, Range<Int>) -> Void) {
    let data = instructions[instruction]
    var index: Int
    var count = 1
    switch data.opcode {
    case .jump: index = Int(data.a)
    case .branch:
      index = Int(data.b)
      count = 2
    case .switch:
      index = Int(data.b) + 1
      count = 1 + Int(pool[Int(data.b)])
    default: return
    }
    let isSwitch = data.opcode == .switch
    for number in 0..<count {
      if isSwitch, number > 0 { index += 2 }
      let end = index + 2 + Int(pool[index + 1])
      body(Block(rawValue: pool[index]), (index + 2)..<end)
      index = end
    }
  }

  /// Calls a closure with every block that a block may go on at; one that is named twice, twice.
  @inline(__always)
  public func forEachSuccessor(of block: Block, _ body: (Block) -> Void) {
    let data = blocks[block]
    guard data.end > data.first else { return }
    forEachBlockCall(of: Instruction(rawValue: data.end.rawValue - 1)) { block, _ in body(block) }
  }

  /// The integer that an operand is, if it is a literal one.
  public func integer(_ operand: Operand) -> Int64? {
    switch operand.kind {
    case .integer(let number): return number
    case .constant(let constant):
      let data = constants[constant]
      return data.kind == .integer ? Int64(bitPattern: data.bits) : nil
    case .value, .symbol: return nil
    }
  }
}

extension Module {
  /// The value of a constant in 64 bits: integers sign-extended, floats by their bits. System calls by name give their
  /// number on the target, or nil where it has no such call; nil, too, for the size of what is no data of the program.
  public func bits(of constant: ConstantData) -> UInt64? {
    switch constant.kind {
    case .integer, .f32, .f64: constant.bits
    case .sizeof: types.size(of: Type(rawValue: constant.reference))
    case .sizeofData: dataObject(Symbol(rawValue: constant.reference))?.size
    case .alignof: types.alignment(of: Type(rawValue: constant.reference))
    case .offsetof: types[FieldPath(rawValue: constant.reference)].offset
    case .syscall:
      Syscalls.named(names.string(Name(rawValue: constant.reference)))?.number(on: target).map(UInt64.init)
    }
  }
}
