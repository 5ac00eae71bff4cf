// How much stack tasks have and why: what `weft inspect --stacks` and `weft build --stats` print.

import Compiler
import Inspection

/// Prints how much stack tasks have.
enum StackTable {
  static func write(_ stacks: [TaskStack], to output: ByteOutput) {
    var table = Table([.left, .right, .right, .right, .left])
    table.add(["task", "bound", "block", "own stack", "because"].map { Table.Cell($0, .dim) })
    for stack in stacks {
      table.add(
        Table.Cell(stack.name), Table.Cell(stack.bound.map { "\($0)" } ?? "none"), Table.Cell("\(stack.blockBytes)"),
        Table.Cell(stack.stackBytes == 0 ? "" : "\(stack.stackBytes)"),
        Table.Cell(stack.reason ?? TaskStack.text(of: stack.chain)))
    }
    table.write(to: output)
  }

  static func write(_ stacks: [TaskStack], to json: inout JSONWriter) {
    json.array { json in
      for stack in stacks {
        json.object { json in
          json.member("task", stack.name)
          json.member("bound", stack.bound)
          json.member("blockBytes", stack.blockBytes)
          json.member("stackBytes", stack.stackBytes)
          if let reason = stack.reason { json.member("reason", reason) }
          json.key("calls")
          json.array { json in
            for step in stack.chain {
              json.object(inline: true) { json in
                json.member("name", step.name)
                json.member("frame", step.frame)
                json.member("isTail", step.isTail)
              }
            }
          }
        }
      }
    }
  }
}

extension TaskStack {
  /// What a file says of it.
  init(_ entry: Stacks.Entry) {
    self.init(
      name: entry.name, bound: entry.bound, blockBytes: entry.blockBytes, stackBytes: entry.stackBytes,
      chain: entry.calls.map { Step(name: $0.name, frame: $0.frame, isTail: $0.isTail) }, reason: entry.reason)
  }
}
