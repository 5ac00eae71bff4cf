// What `weft fmt` does to files.

import Foundation
import Testing

@testable import Driver

@Suite struct FormatTests {
  private static let loose = "func @main()->i32{\nentry:\n return 0 ; done\n}\n"
  private static let formatted = "func @main() -> i32 {\nentry:\n  return 0 ; done\n}\n"

  private static func withFolder(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("weft-fmt-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder)
  }

  @Test func writesFilesAnewAndLeavesTheRest() throws {
    try Self.withFolder { folder in
      let file = folder.appendingPathComponent("a.wir")
      try Self.loose.write(to: file, atomically: true, encoding: .utf8)
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)

      let checked = weft("fmt", "--check", file.path)
      #expect(checked.code == .failure)
      #expect(checked.output == file.path + "\n")
      #expect(try String(contentsOf: file, encoding: .utf8) == Self.loose)

      #expect(weft("fmt", file.path).code == .success)
      #expect(try String(contentsOf: file, encoding: .utf8) == Self.formatted)
      let permissions = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int
      #expect(permissions == 0o600)
      // Nothing is left beside it.
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["a.wir"])

      let again = weft("fmt", "--check", file.path)
      #expect(again.code == .success && again.output.isEmpty)
    }
  }

  @Test func leavesWhatIsWrongAsItIs() throws {
    try Self.withFolder { folder in
      let file = folder.appendingPathComponent("wrong.wir")
      try "func @main(".write(to: file, atomically: true, encoding: .utf8)
      let outcome = weft("fmt", file.path)
      #expect(outcome.code == .failure)
      #expect(outcome.errors.contains("wrong.wir:1:12: error: "))
      #expect(try String(contentsOf: file, encoding: .utf8) == "func @main(")
    }
  }

  @Test func followsALinkAndKeepsIt() throws {
    try Self.withFolder { folder in
      let file = folder.appendingPathComponent("real.wir")
      let link = folder.appendingPathComponent("link.wir")
      try Self.loose.write(to: file, atomically: true, encoding: .utf8)
      try FileManager.default.createSymbolicLink(at: link, withDestinationURL: file)
      #expect(weft("fmt", link.path).code == .success)
      #expect(try String(contentsOf: file, encoding: .utf8) == Self.formatted)
      #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link.path) == file.path)
    }
  }

  @Test func keepsTheNameThatIsNotText() throws {
    let files = try CompiledFiles()
    let printed = try bash(
      #"""
      printf 'func @main()->i32{\nentry:\n return 0\n}\n' > $'caf\xe9.wir'
      weft fmt $'caf\xe9.wir'; echo $?
      ls | od -An -c
      head -1 $'caf\xe9.wir'
      weft fmt $'caf\xe8.wir' 2>&1; echo $?
      """#, in: files.folder)
    #expect(
      printed == """
        0
           c   a   f 351   .   w   i   r  \\n
        func @main() -> i32 {
        weft: error: cannot open 'caf<E8>.wir': No such file or directory
        1

        """)
  }

  @Test func writesNoFileThatIsNotThere() throws {
    let files = try CompiledFiles()
    let file = files.folder.appendingPathComponent("none.wir").path
    #expect(throws: Failure.self) { try FileWriter.replace(file, with: [0x0A]) }
    #expect(!FileManager.default.fileExists(atPath: file))
  }

  @Test func printsStandardInput() {
    let outcome = weft("fmt", "-", input: Self.loose)
    #expect(outcome.code == .success && outcome.output == Self.formatted && outcome.errors.isEmpty)
  }
}
