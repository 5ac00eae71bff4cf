// The machine instructions of a function as text for people, after registers were chosen: values with their places, the moves
// between instructions and on edges, the frame.

internal import IR

/// Writes a function's machine instructions.
struct MachineText: ~Copyable {
  private let module: Module
  private let function: MachineFunction
  private let allocation: Allocation
  private let frame: Frame
  /// Register names come from here.
  private var writer = AssemblyWriter { _, _ in }
  private var text: [UInt8] = []

  init(_ module: Module, _ function: borrowing MachineFunction, _ allocation: borrowing Allocation, _ frame: Frame) {
    self.module = module
    self.function = function.copy()
    self.allocation = allocation.copy()
    self.frame = frame
  }

  /// The text of the function of this index in the module.
  mutating func write(_ number: Int) -> [UInt8] {
    let saved = frame.saved.map { name($0) }
    line("func @\(module.name(of: module.functions[number].symbol))")
    line(
      "  ; stack \(function.hasDynamicFrame ? "of a size that changes" : "\(frame.greatestDepth) bytes with the return address")"
        + ", \(frame.bytes) for slots, objects and arguments; saved: "
        + (saved.isEmpty ? "none" : saved.joined(separator: " ")))
    for (index, object) in function.stackObjects.elements.enumerated() {
      line("  ; object\(index): \(object.size) bytes, aligned to \(object.alignment)")
    }
    for block in 0..<function.blocks.count { write(block: block) }
    line("")
    return text
  }

  private mutating func write(block: Int) {
    let data = function.blocks[block]
    var parameters: [String] = []
    for index in Int(data.firstParameter)..<Int(data.firstParameter + data.parameterCount) {
      let location = allocation.parameterLocations[index]
      guard location != Allocation.nowhere else { continue }
      parameters.append("v\(function.parameters[index]):\(place(location))")
    }
    let list = parameters.isEmpty ? "" : "(\(parameters.joined(separator: ", ")))"
    line("block\(block)\(list):\(data.isCold ? "  ; cold" : "")")
    for at in Int(allocation.blockStarts[block])..<Int(allocation.blockStarts[block + 1]) {
      let item = allocation.order[at]
      if item & Allocation.moveBit != 0 {
        line("  \(spelled(allocation.moves[Int(item & ~Allocation.moveBit)]))")
      } else {
        line("  \(spelled(function.instructions[Int(item)], block))")
      }
    }
    for edge in Int(data.firstEdge)..<Int(data.firstEdge + data.edgeCount) {
      let moves = Int(allocation.edgeMoveStarts[edge])..<Int(allocation.edgeMoveStarts[edge + 1])
      let spelledMoves = moves.map { spelled(allocation.moves[$0]) }
      line("  -> block\(function.edges[edge].to)" + (moves.isEmpty ? "" : ": \(spelledMoves.joined(separator: ", "))"))
    }
  }

  // MARK: - Moves and places

  private mutating func spelled(_ move: MachineMove) -> String {
    let to = place(move.destination)
    switch move.kind {
    case .copy: return "\(to) <- \(place(Location(rawValue: move.source)))"
    case .exchange: return "\(to) <-> \(place(Location(rawValue: move.source)))"
    case .immediate: return "\(to) <- \(function.arguments[Int(move.source)].immediate)"
    case .repeat: return "\(to) <- again \(spelled(function.instructions[Int(move.source)], 0))"
    }
  }

  private mutating func name(_ register: MachineRegister) -> String {
    writer.text.removeAll(keepingCapacity: true)
    writer.write(register, register.isVector ? .bits128 : .bits64)
    return String(decoding: writer.text.dropFirst(), as: UTF8.self)
  }

  private mutating func place(_ location: Location) -> String {
    guard location != Allocation.nowhere else { return "nowhere" }
    if let register = location.register { return name(register) }
    let memory = frame.slot(allocation.slotPlaces[Int(location.slot)])
    return "slot\(location.slot)[\(name(MachineRegister(general: memory.base)))\(signed(Int64(memory.displacement)))]"
  }

  private func signed(_ number: Int64) -> String { number < 0 ? "\(number)" : "+\(number)" }

  // MARK: - Instructions

  private mutating func spelled(_ instruction: MachineInstruction, _ block: Int) -> String {
    let operands = Int(instruction.firstOperand)..<Int(instruction.firstOperand) + Int(instruction.operandCount)
    let addressCount = instruction.address.operandCount
    var results: [String] = []
    var inputs: [String] = []
    for (index, at) in operands.enumerated() where index < operands.count - addressCount {
      let operand = function.operands[at]
      var text = "v\(operand.value):\(place(operand.location))"
      if index < Int(instruction.resultCount) {
        // What has a slot is stored there as soon as it is defined.
        let slot = allocation.slots[Int(operand.value)]
        if slot != 0 { text += "/" + place(Location(slot: slot - 1)) }
        results.append(text)
      } else {
        inputs.append(text)
      }
    }
    if instruction.flags.contains(.hasCallee) || isDirectCall(instruction) {
      inputs.insert("@\(symbolName(instruction.symbol))", at: 0)
    } else if instruction.flags.contains(.immediateIsSymbol) {
      inputs.append("@\(symbolName(instruction.symbol))\(signed(Int64(instruction.displacement)))")
    }
    if instruction.address.kind != .none {
      let place = address(instruction, Array(operands.suffix(addressCount)))
      // What is written stands first.
      inputs.insert(place, at: writesMemory(instruction) ? 0 : inputs.count)
    }
    if takesImmediate(instruction) { inputs.append("\(instruction.immediate)") }
    var text = results.isEmpty ? "" : results.joined(separator: ", ") + " = "
    if instruction.flags.contains(.isLocked) { text += "lock " }
    text += mnemonic(instruction)
    if !inputs.isEmpty { text += " " + inputs.joined(separator: ", ") }
    return text
  }

  private func isDirectCall(_ instruction: MachineInstruction) -> Bool {
    instruction.form == Sequence.call.rawValue || instruction.form == Sequence.tailCall.rawValue
  }

  private func writesMemory(_ instruction: MachineInstruction) -> Bool {
    guard !Sequence.isSequence(instruction.form), instruction.kind == .target else { return false }
    let destination = Form(index: Int(instruction.form)).row.operand(0)
    return destination.place == .rm && destination.access.writes
      && instruction.memoryField == MachineInstruction.addressField
  }

  private func takesImmediate(_ instruction: MachineInstruction) -> Bool {
    guard instruction.kind == .target || instruction.kind == .leave, !instruction.flags.contains(.immediateIsSymbol)
    else { return false }
    if Sequence.isSequence(instruction.form) { return instruction.immediate != 0 }
    return Form(index: Int(instruction.form)).row.operand(at: .immediate) != nil
  }

  private func mnemonic(_ instruction: MachineInstruction) -> String {
    switch instruction.kind {
    case .jump: return "jump"
    case .branch: return "branch.\(condition(instruction.condition))"
    case .copy: return "copy"
    case .target, .table, .leave: break
    }
    if let sequence = Sequence(rawValue: instruction.form) {
      switch sequence {
      case .trapIf, .selectVector, .chooseLoop: return "\(sequence).\(condition(instruction.condition))"
      default: return "\(sequence)"
      }
    }
    let row = Form(index: Int(instruction.form)).row
    return row.sizes.isEmpty || instruction.size == 0
      ? "\(row.mnemonic)" : "\(row.mnemonic).\(8 * Int(instruction.size))"
  }

  private func condition(_ number: UInt8) -> String {
    switch number {
    case MachineCondition.equalOrdered: "e&np"
    case MachineCondition.notEqualOrUnordered: "ne|p"
    default: "\(Condition(number: number).suffix)"
    }
  }

  private mutating func address(_ instruction: MachineInstruction, _ registers: [Int]) -> String {
    let shape = instruction.address
    var parts: [String] = []
    switch shape.kind {
    case .none, .registers: break
    case .symbol: parts.append("@\(symbolName(instruction.symbol))")
    case .threadSymbol: parts.append("thread @\(symbolName(instruction.symbol))")
    case .offsetTable: parts.append("slot of @\(symbolName(instruction.symbol))")
    case .stackObject: parts.append("object\(instruction.symbol)")
    case .incomingArgument: parts.append("incoming")
    case .outgoingArgument: parts.append("outgoing")
    case .constant, .jumpTable:
      let constant = function.constants[Int(instruction.symbol)]
      let high = constant.size == 16 ? "\(String(constant.high, radix: 16)):" : ""
      parts.append("constant 0x\(high)\(String(constant.low, radix: 16))")
    }
    for (index, at) in registers.enumerated() {
      let operand = function.operands[at]
      let isIndex = shape.hasIndex && index == registers.count - 1
      parts.append(
        "v\(operand.value):\(place(operand.location))" + (isIndex && shape.scale > 0 ? "*\(1 << Int(shape.scale))" : "")
      )
    }
    let displacement = instruction.displacement
    return "[\(parts.joined(separator: " + "))"
      + (displacement == 0 && !parts.isEmpty ? "" : parts.isEmpty ? "\(displacement)" : signed(Int64(displacement)))
      + "]"
  }

  private func symbolName(_ number: UInt32) -> String {
    switch CodeSymbol(number: number) {
    case .symbol(let symbol): module.name(of: symbol)
    case .generator(let generator): generator.name
    case .table(let table): table.name
    case .constant, .message, .layout: "\(number)"
    }
  }

  private mutating func line(_ string: String) {
    text.append(contentsOf: string.utf8)
    text.append(0x0A)
  }
}
