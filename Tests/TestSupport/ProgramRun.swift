// Runs a program in the machine, with what it reads given and what it writes kept.

import Foundation
public import IR
public import VM

/// One run of a program in the machine.
public struct ProgramRun {
  /// The machine after the run.
  public let machine: Machine
  /// How the program ended.
  public let outcome: MachineOutcome
  /// What it wrote to its standard output.
  public var output: String { String(decoding: machine.output, as: UTF8.self) }
  /// The lines that it wrote to its standard error, and those of the trap that ended it.
  public var errors: [String] {
    var errors = String(decoding: machine.errorOutput, as: UTF8.self).split(separator: "\n").map(String.init)
    if case .trapped(let report) = outcome { errors += report.lines }
    return errors
  }

  /// Runs a program to its end.
  /// - Parameters:
  ///   - name: what it is told that it is called.
  ///   - change: changes the options of the machine.
  public init(
    _ module: Module, name: String = "program", arguments: [String] = [], input: String = "",
    maximumSteps: UInt64 = 1_000_000, change: (inout MachineOptions) -> Void = { _ in }
  ) throws {
    var path = "/dev/null"
    if !input.isEmpty {
      let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
      try Data(input.utf8).write(to: file)
      path = file.path
    }
    defer { if !input.isEmpty { try? FileManager.default.removeItem(atPath: path) } }
    let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
    defer { try? file.close() }
    var options = MachineOptions(arguments: [name] + arguments)
    options.capturesOutput = true
    options.standardInput = file.fileDescriptor
    options.maximumSteps = maximumSteps
    change(&options)
    machine = Machine(module: module, options: options)
    outcome = machine.run()
  }

  /// Runs a program as its text states it, on the defined schedule or that of a seed.
  public init(
    _ module: Module, name: String, _ expectation: ProgramExpectation, seed: UInt64?, maximumSteps: UInt64
  ) throws {
    try self.init(
      module, name: name, arguments: expectation.arguments, input: expectation.input,
      maximumSteps: expectation.steps ?? maximumSteps
    ) { $0.seed = seed }
  }

  /// What is otherwise than a text states, one line each.
  public func differences(from expectation: ProgramExpectation) -> [String] {
    var differences: [String] = []
    if Int(outcome.status) != expectation.status {
      differences.append("status \(outcome.status), not \(expectation.status): \(errors)")
    }
    let (output, wanted) = (expectation.comparable(output), expectation.comparable(expectation.output))
    if output != wanted {
      let lines = output.split(separator: "\n", omittingEmptySubsequences: false)
      let stated = wanted.split(separator: "\n", omittingEmptySubsequences: false)
      let index = zip(lines, stated).enumerated().first { $1.0 != $1.1 }?.offset ?? min(lines.count, stated.count)
      let found = index < lines.count ? "'\(lines[index])'" : "the end"
      let wanted = index < stated.count ? "'\(stated[index])'" : "the end"
      differences.append("line \(index + 1) of the output is \(found), not \(wanted)")
    }
    // Who states a trap need not state its lines.
    let count = expectation.errors.isEmpty && expectation.status != 134 ? errors.count : expectation.errors.count
    if Array(errors.prefix(count)) != expectation.errors {
      differences.append("errors \(errors), not \(expectation.errors)")
    }
    return differences
  }
}
