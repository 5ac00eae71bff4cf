// The files of hand-made programs, byte for byte: they stand beside the tests of the command, which reads them.
//
// To renew them, and read the difference afterwards:
//
//     WEFT_RENEW_GOLDEN=1 swift test --filter FixtureTests && git diff --stat Tests/DriverTests/Inputs

import Foundation
import Image
import Testing

@Suite struct FixtureTests {
  static let fixtures = ["hello", "hello-stripped", "calls", "everything"]

  @Test(arguments: fixtures) func isTheSame(_ name: String) throws {
    let object =
      switch name {
      case "calls": HandMade.calls(directory: "/source")
      case "everything": HandMade.everything(readOnlySize: 5000)
      default: HandMade.hello()
      }
    let bytes = try Executable(object, strip: name.hasSuffix("stripped")).bytes
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../DriverTests/Inputs/\(name).elf")
    if ProcessInfo.processInfo.environment["WEFT_RENEW_GOLDEN"] == "1" {
      try Data(bytes).write(to: file)
    } else {
      let expected = try [UInt8](Data(contentsOf: file))
      let difference = zip(bytes, expected).enumerated().first { $0.element.0 != $0.element.1 }?.offset
      #expect(bytes == expected, "\(name).elf differs from byte \(difference ?? min(bytes.count, expected.count)) on")
    }
  }
}
