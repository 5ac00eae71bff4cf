// Where the results of an instruction go: to its values' registers, or nowhere where it names none.

internal import IR

extension Decoder {
  /// How many results an instruction has, at most, that names none.
  func mostUnnamedResults() -> Int {
    var most = 0
    for instruction in function.instructions.keys where function.instructions[instruction].resultCount == 0 {
      let data = function.instructions[instruction]
      switch data.opcode {
      case .store, .store8, .store16, .store32, .jump, .branch, .switch, .return: break
      case .call, .callIndirect, .asyncTaskAwait, .threadJoin: most = max(most, resultTypes(of: data).count)
      // A handle, and an error.
      case .asyncTaskCreate, .asyncTaskTryCreate, .asyncTaskCreateIndirect, .threadSpawn, .threadTrySpawn:
        most = max(most, 2)
      case .syscall, .stackSlot, .field, .element: most = max(most, 1)
      default: most = max(most, data.opcode.row.results.count)
      }
    }
    return most
  }

  /// The register of an instruction's first result.
  func resultRegister(_ instruction: Instruction) -> UInt32 {
    function.instructions[instruction].resultCount == 0 ? discard : function.firstResults[instruction].rawValue
  }
}
