// Jumps, branches, switches, returns and traps.

internal import IR

extension Selection {
  /// Adds the edge of a block call. What its arguments need is emitted now, before the jump.
  mutating func addEdge(_ call: BlockCall) {
    let first = edgeArguments(call)
    code.edges.append(MachineEdge(from: 0, to: call.block.rawValue, firstArgument: first))
  }

  /// Appends the arguments of a block call.
  private mutating func edgeArguments(_ call: BlockCall) -> UInt32 {
    // What is emitted for an argument appends none itself.
    let first = UInt32(code.arguments.count)
    let parameters = function.blocks[call.block].parameters
    for (argument, parameter) in zip(call.arguments, parameters) {
      let type = function.values[Value(parameter)].type
      switch argument.kind {
      case .value(let value): code.arguments.append(EdgeArgument(demand(value)))
      case .integer, .constant:
        let number = bits(of: argument, type)
        code.arguments.append(
          type.isFloat && number != 0
            ? EdgeArgument(floatConstant(number, type)) : EdgeArgument(immediate: number))
      case .symbol(let symbol): code.arguments.append(EdgeArgument(address(of: symbol)))
      }
    }
    return first
  }

  mutating func selectJump(_ instruction: Instruction, _ data: InstructionData) {
    guard case .jump(let call) = function.view(of: instruction) else { return }
    addEdge(call)
    finish(MachineInstruction(kind: .jump))
  }

  mutating func selectBranch(_ instruction: Instruction, _ data: InstructionData) {
    guard case .branch(let condition, let then, let otherwise) = function.view(of: instruction) else { return }
    if let number = constant(condition, .bool) {
      addEdge(number != 0 ? then : otherwise)
      finish(MachineInstruction(kind: .jump))
      return
    }
    addEdge(then)
    addEdge(otherwise)
    var branch = MachineInstruction(kind: .branch)
    branch.condition = emitTruth(condition)
    finish(branch)
  }

  mutating func selectReturn(_ instruction: Instruction, _ data: InstructionData) {
    guard case .return(let operands) = function.view(of: instruction) else { return }
    selectReturn(of: operands)
  }

  mutating func selectTrap(_ instruction: Instruction, _ data: InstructionData) {
    var trap = begin(.trap, kind: .leave)
    trap.immediate =
      followsEnd(instruction, data)
      ? MachineInstruction.neverReached : Int64((data.opcode == .unreachable ? Trap.unreachable : .trap).rawValue)
    finish(trap)
  }

  /// Whether an `unreachable` is behind the call of a function that never returns, which the verifier sees to where it is here: then
  /// nothing gets there. Of a weak one, another may come in its place.
  private func followsEnd(_ instruction: Instruction, _ data: InstructionData) -> Bool {
    guard data.opcode == .unreachable,
      instruction.rawValue > function.blocks[Block(rawValue: currentBlock)].first.rawValue
    else { return false }
    let before = Instruction(rawValue: instruction.rawValue - 1)
    guard function.instructions[before].opcode == .call,
      case .call(let callee, _, _) = function.view(of: before), case .symbol(let symbol) = callee.kind,
      case .function = module.symbols[symbol].definition
    else { return false }
    return module.symbols[symbol].isNoreturn && !module.symbols[symbol].linkage.contains(.weak)
  }
}
