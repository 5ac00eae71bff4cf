// Compiles C in the tests: gcc and clang are tools of the tests, never of the product.
import CrossCheck
import Foundation
import Testing

/// A way of compiling a test's source.
struct Compiler: CustomTestStringConvertible, Sendable {
  let command: String
  let arguments: [String]
  var testDescription: String { ([command] + arguments).joined(separator: " ") }

  static let all = ["gcc", "clang"].flatMap { command in
    ["-gdwarf-4", "-gdwarf-5"].map { Compiler(command: command, arguments: [$0]) }
  }
  static let gcc = Compiler(command: "gcc", arguments: ["-gdwarf-5"])

  /// Compiles `source` to an object file, or a shared object, and gives its path to `body`; the folder is gone afterwards.
  func compile<Result>(
    _ source: String, language: String = "c", links: Bool = false, _ body: (String) throws -> Result
  ) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("weft-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let input = folder.appendingPathComponent("source.\(language)")
    try source.write(to: input, atomically: true, encoding: .utf8)
    let output = folder.appendingPathComponent("source.o").path
    try run(
      command,
      arguments + (links ? ["-shared", "-fPIC"] : ["-c"])
        + ["-w", "-fno-eliminate-unused-debug-types", "-o", output, input.path], in: folder.path)
    return try body(output)
  }
}

/// The clang of the toolchain, which need not be on PATH where only a link to its `swift` is.
private let clang: String = {
  let folders = ProcessInfo.processInfo.environment["PATH", default: ""].split(separator: ":")
  for folder in folders {
    let swift = URL(fileURLWithPath: "\(folder)/swift")
    guard FileManager.default.isExecutableFile(atPath: swift.path) else { continue }
    let beside = swift.resolvingSymlinksInPath().deletingLastPathComponent().appendingPathComponent("clang").path
    if FileManager.default.isExecutableFile(atPath: beside) { return beside }
  }
  return "clang"
}()

/// Runs a command to its end and fails unless it succeeds. Gives what it wrote to standard output.
@discardableResult
func run(_ command: String, _ arguments: [String], in folder: String = "/") throws -> String {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
  process.arguments = [command == "clang" ? clang : command] + arguments
  process.currentDirectoryURL = URL(fileURLWithPath: folder)
  let output = Pipe()
  process.standardOutput = output
  try process.run()
  let text = output.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  try #require(process.terminationStatus == 0, "\(command) \(arguments) failed")
  return String(decoding: text, as: UTF8.self)
}
