// What the tests of the command share.

import Foundation
import Testing

@testable import Driver

/// The command as it was built beside these tests.
func weftCommand() throws -> URL {
  let tests = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
  let command = tests.deletingLastPathComponent().appendingPathComponent("weft")
  try #require(FileManager.default.isExecutableFile(atPath: command.path), "there is no \(command.path)")
  return command
}

/// What a command line did.
struct Outcome {
  let code: ExitCode
  let output: String
  let errors: String
}

/// Runs a command line in this process.
func weft(_ words: String..., input: String = "") -> Outcome { weft(words, input: input) }

/// Runs a command line in this process.
func weft(_ words: [String], input: String = "") -> Outcome {
  let console = Console.inMemory(input: Array(input.utf8))
  let code = Command.run(words, on: console)
  return Outcome(
    code: code, output: String(decoding: console.output.bytes, as: UTF8.self),
    errors: String(decoding: console.errors.bytes, as: UTF8.self))
}
