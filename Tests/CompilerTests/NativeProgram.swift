// Compiled programs as tests run them: from memory, with what they read given and what they write kept.

import Compiler

extension ProgramEnd {
  /// The lines of its standard error.
  var errorLines: [String] { String(decoding: errors, as: UTF8.self).split(separator: "\n").map(String.init) }
}

/// A program that can be executed.
struct NativeProgram: ~Copyable {
  private let program: MemoryProgram

  init(_ executable: [UInt8]) throws { program = try MemoryProgram(executable) }

  /// Runs it to its end, and stops it after half a minute: nothing that is tested takes a second.
  func run(
    name: String, arguments: [String] = [], input: [UInt8] = [], environment: [String] = []
  ) throws -> ProgramEnd {
    var invocation = Invocation([name] + arguments, .kept(input: input), seconds: 30)
    // What the tests were started with has names of its own.
    invocation.environment = environment
    return try program.run(invocation)
  }
}
