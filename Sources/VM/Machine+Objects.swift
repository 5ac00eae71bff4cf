// Which object is which: what a report says of an access that did not keep to its own.

internal import IR

extension Machine {
  /// What there is to say of an access that ended the run, a line: where in its object it was, and what is there.
  func explain(_ trap: Trap) -> String? {
    guard trap == .outOfObject || trap == .freedSlot, let fault = memory.lastFault else { return nil }
    let number = Memory.number(of: fault.pointer)
    let at = Memory.address(of: fault.pointer) + fault.offset
    let found = memory.owner(of: at)
    var line: String
    if let extent = memory.extent(of: number) {
      let distance = Int64(bitPattern: at &- extent.address)
      line = "byte \(distance) of \(spell(object: number))"
      if extent.size > 0 { line += ", which has \(extent.size)" }
    } else if number == 0, at < Memory.lowest {
      line = at == 0 ? "the address is null" : "the address is \(at)"
    } else {
      guard trap == .freedSlot else { return nil }
      line = "the object is gone"
    }
    if let found, found != number { line += "; there is \(spell(object: found))" }
    return line
  }

  /// What the program calls a living object.
  private func spell(object number: UInt32) -> String {
    for symbol in module.symbols.keys {
      guard symbol.index < addresses.count else { continue }
      if module.symbols[symbol].definition == .importedData, Memory.number(of: addresses[symbol.index]) == number {
        return "@\(module.name(of: symbol)), which is defined elsewhere"
      }
      guard case .data(let index) = module.symbols[symbol].definition else { continue }
      let isLocal = module.symbols[symbol].linkage.contains(.thread)
      let pointers = isLocal ? threads.compactMap { $0.locals[index] } : [addresses[symbol.index]]
      if pointers.contains(where: { Memory.number(of: $0) == number }) { return "@" + module.name(of: symbol) }
    }
    for context in contexts {
      guard let registers = context.registers else { continue }
      var at = context.frame
      while at >= linkageSize {
        let index = Int(truncatingIfNeeded: registers[at - 4])
        guard index < module.functions.count else { break }
        if let name = spell(object: number, in: index, registers + at) { return name }
        guard registers[at - 2] != UInt64(UInt(bitPattern: stubs + 1)) else { break }
        at -= Int(truncatingIfNeeded: registers[at - 3])
      }
    }
    if let extent = memory.extent(of: number), extent.size == 0 { return "an object without bytes" }
    return "an object"
  }

  /// What a frame's function calls an object of the frame.
  private func spell(object number: UInt32, in index: Int, _ frame: UnsafeMutablePointer<UInt64>) -> String? {
    let values = details[index].slotValues
    guard !values.isEmpty else { return nil }
    let first = Memory.number(of: frame[functions[index].slotRegister])
    guard number > first, Int(number - first) <= values.count else { return nil }
    return "%\(name(of: values[Int(number - first) - 1], in: module.functions[index])) of @\(name(of: index))"
  }
}
