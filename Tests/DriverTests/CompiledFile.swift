// C compiled with gcc into a folder that goes when the test ends.

import Foundation
import Testing

/// Objects in a folder of their own.
final class CompiledFiles {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("weft-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// What gcc made of a source.
  struct Compilation {
    let path: String
    let succeeded: Bool
    let messages: String
  }

  /// Compiles a C source with debug information.
  func compile(_ source: String, as name: String, options: [String] = ["-g"]) throws -> Compilation {
    let input = folder.appendingPathComponent("\(name).c")
    let object = folder.appendingPathComponent("\(name).o")
    try source.write(to: input, atomically: true, encoding: .utf8)
    let gcc = Process()
    gcc.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    gcc.arguments = ["gcc", "-fno-eliminate-unused-debug-types", "-c", input.path, "-o", object.path] + options
    let messages = Pipe()
    gcc.standardError = messages
    try gcc.run()
    let text = String(decoding: messages.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    gcc.waitUntilExit()
    return Compilation(path: object.path, succeeded: gcc.terminationStatus == 0, messages: text)
  }

  /// Compiles a C source that must compile, and gives the object's path.
  func object(_ source: String, as name: String, options: [String] = ["-g"]) throws -> String {
    let compilation = try compile(source, as: name, options: options)
    try #require(compilation.succeeded, "\(compilation.messages)")
    return compilation.path
  }
}
