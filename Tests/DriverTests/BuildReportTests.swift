// What `weft build --time` and `--stats` tell: not how long anything takes, but that each phase is named and all shares are a whole.

import Foundation
import Testing

@testable import Driver

@Suite struct BuildReportTests {
  private let inputs = ["add.wir", "add-part.wir"].map { name in
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Inputs/\(name)").path
  }

  @Test func namesEveryPhase() {
    let outcome = weft(["build", "--time"] + inputs + ["-o", "/dev/null"])
    #expect(outcome.code == .success)
    #expect(outcome.output == "")
    let lines = outcome.errors.split(separator: "\n").map { $0.split(separator: " ") }
    let names = ["open", "read", "select", "allocate", "emit", "put", "assemble", "lay", "write", "all"]
    #expect(lines.dropFirst().map { String($0[0]) } == names)
    let shares = lines.dropFirst().dropLast().compactMap { Int($0[$0.count - 2]) }
    // Each is rounded by itself.
    #expect(abs(shares.reduce(0, +) - 100) <= shares.count)
  }

  @Test(arguments: [["--strip"], ["-O0"], []]) func countsWhatIsInTheFile(options: [String]) throws {
    let outcome = weft(["build", "--stats", "--json", "--time"] + options + inputs + ["-o", "/dev/null"])
    #expect(outcome.code == .success)
    let read = try JSONSerialization.jsonObject(with: Data(outcome.errors.utf8))
    let json = try #require(read as? [String: [String: Int]])
    let numbers = try #require(json["numbers"])
    #expect(numbers["functions"] == 3)
    #expect(numbers["instructions in"] == 11)
    let built = weft(["build"] + options + inputs + ["-o", "-"])
    #expect(numbers["file bytes"] ?? 0 > 200)
    #expect(built.code == .success)
    #expect(json["nanoseconds"]?.count == 9)
  }

  @Test func tellsNothingUnasked() {
    let outcome = weft(["build"] + inputs + ["-o", "/dev/null"])
    #expect(outcome.errors == "")
  }
}
