// Calls that are made by tasks: in place of a call, a task is created and awaited, and others run in between.

import TestSupport

extension ProgramGenerator {
  /// Begins a task that makes a call; gives its handle.
  mutating func createTask(
    _ name: String, _ signature: FuzzSignature, _ arguments: String, indirectly address: String?
  ) -> String {
    let task = fresh()
    let stack = random.chance(10) ? " stack \(random.pick([4096, 65536, 262144]))" : ""
    if let address {
      line("\(task) = task.create.indirect \(spelling(signature)) \(address)(\(arguments))\(stack)")
    } else if random.chance(15) {
      // There is memory for so few.
      line("\(task), \(fresh()) = task.create.try \(name)(\(arguments))\(stack)")
    } else {
      line("\(task) = task.create \(name)(\(arguments))\(stack)")
    }
    // Awaited at once it has not begun; after a turn, it may have returned.
    if random.chance(40) { line("yield") }
    if random.chance(30) { arithmetic() }
    return task
  }

  /// What gives a task's results.
  func awaiting(_ task: String, _ signature: FuzzSignature) -> String {
    let types = signature.results.map { result in
      switch result {
      case .scalar(let type, _): type.spelling
      case .record(let record): records[record].name
      }
    }
    switch types.count {
    case 0: return "task.await \(task)"
    case 1: return "task.await \(types[0]) \(task)"
    default: return "task.await (\(types.joined(separator: ", "))) \(task)"
    }
  }

  /// A call that nobody waits for: it keeps to what outlives the function.
  mutating func detachedTask(_ name: String, _ signature: FuzzSignature, indirectly address: String?) {
    let arguments = arguments(signature, lasting: true)
    line("task.detach \(createTask(name, signature, arguments, indirectly: address))")
  }
}
