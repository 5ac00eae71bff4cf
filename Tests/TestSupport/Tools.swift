// Programs that a test needs, and folders that go when it is done.

import Glibc

/// Runs a program that must succeed, and gives its standard output.
public func run(_ program: String, _ arguments: [String]) throws(ToolFailure) -> [UInt8] {
  let run = try ChildProcess.run(program, arguments)
  guard run.status == 0, !run.isOverdue else {
    throw ToolFailure(
      description: "\(program) failed (\(run.status)): \(String(decoding: run.errors.prefix(2000), as: UTF8.self))\n"
        + "What the tests need is installed by: scripts/install-dependencies test")
  }
  return run.output
}

/// A folder that is gone when the test is done.
public func withTemporaryFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
  var template = Array("/tmp/weft-XXXXXX".utf8CString)
  guard mkdtemp(&template) != nil else { throw ToolFailure(description: "a folder in /tmp cannot be made") }
  let folder = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  defer { _ = try? run("rm", ["-rf", folder]) }
  return try body(folder)
}
