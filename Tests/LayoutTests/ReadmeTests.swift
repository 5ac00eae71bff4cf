// The Swift that README.md shows: the test holds the same lines, compiles them and looks at what they give.

import Foundation
import Layout
import Testing

@Suite struct ReadmeTests {
  @Test func theExampleDoesWhatItSays() throws {
    // README
    var action = Kernel.Sigaction(on: .x86_64)
    action.sa_flags = UInt(Constants.kernel.sigaction.SA_RESTART.bits(on: .x86_64)!)
    let bytes = action.bytes  // 32 of them, little-endian, padding zero
    let again = try Kernel.Sigaction(decoding: bytes, on: .x86_64)

    let size = Kernel.Sigaction.layout(on: .riscv64).size  // 24: no restorer there
    let offset = Kernel.EpollEvent.offset(of: \.data, on: .aarch64)  // 8, and 4 on x86_64
    let number = Syscalls.table.openat2.number(on: .aarch64)  // 437
    // END
    #expect(bytes.count == 32)
    #expect(bytes[8..<16].elementsEqual([0, 0, 0, 0x10, 0, 0, 0, 0]))
    #expect(again == action)
    #expect(size == 24)
    #expect(offset == 8)
    #expect(Kernel.EpollEvent.offset(of: \.data, on: .x86_64) == 4)
    #expect(number == 437)
  }

  @Test func theExampleIsTheOneShown() throws {
    let source = URL(fileURLWithPath: #filePath)
    let readme = source.deletingLastPathComponent().appendingPathComponent("../../README.md")
    let tested = try lines(of: source, from: "// README", to: "// END")
    let shown = try lines(of: readme, from: "import Layout", to: "```")
    #expect(tested.count > 5)
    #expect(shown == tested)
  }

  /// The lines between two lines, without indentation and empty lines.
  private func lines(of file: URL, from first: String, to last: String) throws -> [String] {
    let all = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map {
      $0.trimmingCharacters(in: .whitespaces)
    }
    let start = try #require(all.firstIndex(of: first))
    let end = try #require(all[start...].firstIndex(of: last))
    return all[(start + 1)..<end].filter { !$0.isEmpty }
  }
}
