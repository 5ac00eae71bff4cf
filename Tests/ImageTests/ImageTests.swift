// What executables are made of: their size, their headers, what the system does with them.

import Foundation
import Image
import Testing

@Suite struct ExecutableTests {
  @Test(arguments: [true, false]) func helloRuns(strip: Bool) throws {
    let executable = try Executable(HandMade.hello(), strip: strip)
    #expect(executable.bytes.count == (strip ? 226 : 704))
    let path = NSTemporaryDirectory() + "weft-hello-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: path) }
    #expect(
      FileManager.default.createFile(
        atPath: path, contents: Data(executable.bytes), attributes: [.posixPermissions: 0o755]))
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: path)
    process.standardOutput = output
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    #expect(output.fileHandleForReading.readDataToEndOfFile() == Data("hello, world!\n".utf8))
  }
}
