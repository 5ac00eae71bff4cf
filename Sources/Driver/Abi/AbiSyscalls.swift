// `weft abi syscalls`: system calls by name and by number.

import Layout

/// `weft abi syscalls`.
enum AbiSyscalls {
  private static let wanted = Operand<[String]>.anyNumber(
    "NAME|NUMBER", values: .suggested({ Syscalls.all.map(\.name).sorted() }),
    "the kernel's name of a call, or a number: decimal, or hexadecimal after 0x")

  static let row: Subcommand = .init(
    "syscalls", "show the numbers of system calls",
    description: [
      """
      Without an operand, every call, in the order of the first architecture's numbers. A number finds the calls that \
      have it on any architecture, and a star marks where.
      """
    ],
    options: [AbiGroup.targets.declaration, CommonOptions.json.declaration],
    operands: [wanted.declaration],
    exits: [.init(.success), .init(.wrongUse), .init(.nothingCompared, "there is no such call")],
    examples: [
      .init("weft abi syscalls openat2 futex_waitv", "two calls on every architecture"),
      .init("weft abi syscalls 64", "what 64 means: semget on x86_64, write elsewhere"),
      .init("weft abi syscalls --target aarch64", "every call of aarch64"),
      .init("weft abi syscalls --json | jq '.[].name'", "for programs"),
    ]
  ) { (arguments, console) throws(Failure) in
    let targets = AbiGroup.chosenTargets(arguments)
    var calls: [Call] = []
    if arguments[wanted].isEmpty {
      calls = Syscalls.all.filter { call in targets.contains { call.syscall.number(on: $0) != nil } }
        .map { Call(name: $0.name, syscall: $0.syscall) }
        .sorted { order($0, targets).lexicographicallyPrecedes(order($1, targets)) }
    }
    for text in arguments[wanted] { calls += try find(text, on: targets) }
    if arguments[CommonOptions.json] {
      writeJSON(calls, targets, to: console.output)
    } else {
      write(calls, targets, to: console.output)
    }
    return .success
  }

  private struct Call {
    let name: String
    let syscall: Syscall
    /// The number that the call was found by.
    var number: UInt32?
  }

  /// By the number on the first target; calls that it lacks come after, by the next one's.
  private static func order(_ call: Call, _ targets: [Target]) -> [UInt32] {
    targets.map { call.syscall.number(on: $0) ?? .max }
  }

  private static func find(_ text: String, on targets: [Target]) throws(Failure) -> [Call] {
    let homes = targets.map(\.rawValue).joined(separator: ", ")
    if let number = number(text) {
      var calls: [Call] = []
      for target in targets {
        guard let name = Syscalls.name(of: number, on: target), !calls.contains(where: { $0.name == name }),
          let syscall = Syscalls.named(name)
        else { continue }
        calls.append(Call(name: name, syscall: syscall, number: number))
      }
      guard calls.isEmpty else { return calls }
      throw Failure(.error("no system call has the number \(text) on \(homes)"), exitCode: .nothingCompared)
    }
    guard let syscall = Syscalls.named(text) else {
      let near = Suggestion.nearest(to: text, among: Syscalls.all.map(\.name))
      throw Failure(
        .error("there is no system call '\(text)'", help: near.map { ["did you mean '\($0)'?"] } ?? []),
        exitCode: .nothingCompared)
    }
    guard targets.contains(where: { syscall.number(on: $0) != nil }) else {
      let others = syscall.targets.map(\.rawValue).joined(separator: ", ")
      throw Failure(
        .error("there is no system call '\(text)' on \(homes)", notes: ["it exists on \(others)"]),
        exitCode: .nothingCompared)
    }
    return [Call(name: text, syscall: syscall)]
  }

  private static func number(_ text: String) -> UInt32? {
    text.hasPrefix("0x") ? UInt32(text.dropFirst(2), radix: 16) : UInt32(text)
  }

  private static func write(_ calls: [Call], _ targets: [Target], to output: ByteOutput) {
    var table = Table([.left] + targets.map { _ in .right })
    table.add([Table.Cell("call", .bold)] + targets.map { Table.Cell($0.rawValue, .bold) })
    for call in calls {
      table.add(
        [Table.Cell(call.name)]
          + targets.map { target in
            guard let number = call.syscall.number(on: target) else { return Table.Cell("-", .dim) }
            return number == call.number ? Table.Cell("*\(number)", .yellow) : Table.Cell(String(number))
          })
    }
    table.write(to: output)
    let numbers = calls.compactMap(\.number)
    if let number = numbers.first {
      let what = numbers.allSatisfy { $0 == number } ? "the number \(number)" : "a number that was asked for"
      output.write("\n* marks \(what)\n")
    }
  }

  private static func writeJSON(_ calls: [Call], _ targets: [Target], to output: ByteOutput) {
    var json = JSONWriter(to: output)
    json.array { json in
      for call in calls {
        json.object(inline: true) { json in
          json.member("name", call.name)
          json.member("numbers", on: targets) { call.syscall.number(on: $0) }
        }
      }
    }
  }
}
