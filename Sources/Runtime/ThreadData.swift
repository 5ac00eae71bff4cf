// Where a program has one thread only, each of its thread-local data is there once: it is plain data, which takes no thread pointer.

internal import IR

extension Module {
  /// Makes the thread-local data of a program that has one thread plain data, and the address of a thread's copy its address.
  mutating func makeThreadDataPlain() {
    for symbol in symbols.keys { symbols[symbol].linkage.remove(.thread) }
    for function in functions.indices {
      for instruction in functions[function].instructions.keys
      where functions[function].instructions[instruction].opcode == .threadAddress {
        functions[function].instructions[instruction].opcode = .offset
        functions[function].instructions[instruction].b = Operand.zero.rawValue
      }
    }
  }
}
