// A program's run in the machine, which says what machine code must do.

import IR
import VM

/// What a program did, as far as machine code must do the same.
public struct ObservedRun: Equatable, Sendable {
  /// What it wrote.
  public var output: [UInt8]
  /// The exit status that a shell shows.
  public var status: UInt8
  /// The first line about the trap that ended it; empty where none did.
  public var trap: String

  /// A run that ended so.
  public init(output: [UInt8], status: UInt8, trap: String) {
    self.output = output
    self.status = status
    self.trap = trap
  }
}

/// A program that says nothing about machine code: it is no program, or it did what is not defined there.
public struct UselessProgram: Error, CustomStringConvertible {
  /// Why.
  public let description: String
}

extension ObservedRun {
  /// More instructions than this no program of these shapes executes.
  static let mostSteps: UInt64 = 3_000_000

  /// Runs a program in the machine. `name` is what its text is called where it traps.
  public static func inMachine(_ text: String, name: String) throws(UselessProgram) -> ObservedRun {
    let result = Module.read([ModuleSource(name: name, bytes: Array(text.utf8))])
    if let fault = result.diagnostics.first {
      let line = text.utf8.prefix(Int(fault.place.offset)).count { $0 == 0x0A } + 1
      throw UselessProgram(description: "line \(line): \(fault.message)")
    }
    var options = MachineOptions(arguments: [name])
    options.capturesOutput = true
    options.maximumSteps = mostSteps
    let machine = Machine(module: result.module, options: options)
    let outcome = machine.run()
    var trap = ""
    if case .trapped(let report) = outcome {
      guard report.trap.isChecked, report.trap != .stackExhausted else {
        throw UselessProgram(description: report.lines.joined(separator: "\n"))
      }
      trap = report.firstLine
    }
    return ObservedRun(output: machine.output, status: outcome.status, trap: trap)
  }
}
