// One instruction at a time as text: what tools show beside what was made of it.

/// Prints instructions of a module's functions, as the module's canonical text has them.
public struct InstructionPrinter {
  private var printer: Printer

  /// A printer of a module's instructions.
  public init(_ module: Module) { printer = Printer(module: module, file: nil, trivia: []) }

  /// Makes ready for a function: its instructions come next.
  public mutating func start(_ function: Function) { printer.findFreeNumber(function) }

  /// An instruction of the function that was started last, without the blanks before it.
  public mutating func text(of instruction: Instruction, in function: Function) -> [UInt8] {
    printer.out.bytes.removeAll(keepingCapacity: true)
    printer.print(instruction, function)
    return printer.out.bytes
  }
}
