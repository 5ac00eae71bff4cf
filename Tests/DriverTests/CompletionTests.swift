// The completion script, in a real bash.

import Foundation
import Testing

@testable import Driver

/// Sources the script in bash, presses Tab at the end of the words, and gives what is offered.
private func offered(_ words: [String]) throws -> [String] {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent("weft-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  try weft("completion", "bash").output.write(
    to: folder.appendingPathComponent("weft.bash"), atomically: true, encoding: .utf8)
  try "".write(to: folder.appendingPathComponent("some file.h"), atomically: true, encoding: .utf8)
  let driver = """
    set -u
    source ./weft.bash
    # The function that bash itself would call.
    function=$(complete -p weft | sed -E 's/^complete -F ([^ ]+) weft$/\\1/')
    COMP_WORDS=("$@")
    COMP_CWORD=$(($# - 1))
    COMPREPLY=()
    "$function" weft "${COMP_WORDS[COMP_CWORD]}" ""
    ((${#COMPREPLY[@]})) && printf '%s\\n' "${COMPREPLY[@]}"
    exit 0
    """
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/bin/bash")
  // The script asks the command itself for names that are many.
  let command = try weftCommand()
  process.environment = ["PATH": "\(command.deletingLastPathComponent().path):/usr/bin:/bin"]
  process.arguments = ["--norc", "--noprofile", "-c", driver, "bash", "weft"] + words
  process.currentDirectoryURL = folder
  let output = Pipe()
  let errors = Pipe()
  process.standardOutput = output
  process.standardError = errors
  try process.run()
  let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
  let complaints = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
  process.waitUntilExit()
  #expect(process.terminationStatus == 0)
  #expect(complaints.isEmpty)
  return text.split(separator: "\n").map(String.init)
}

@Suite struct CompletionTests {
  /// What the shell reads at every start has no room for thousands of names.
  @Test func theScriptIsShort() {
    #expect(weft("completion", "bash").output.utf8.count < 10_000)
  }

  @Test func offersNamesThatOnlyTheCommandKnows() throws {
    #expect(try offered(["abi", "constants", "MAP_ANON"]) == ["MAP_ANON", "MAP_ANONYMOUS"])
    #expect(try offered(["abi", "show", "libc", ":", "epoll_e"]) == ["epoll_event"])
    #expect(try offered(["abi", "check", "epoll_e"]) == ["epoll_event"])
    #expect(try offered(["abi", "syscalls", "openat"]) == ["openat", "openat2"])
    #expect(try offered(["help", "comp"]) == ["completion"])
    #expect(weft("completion", "bash", "--operands-of", "abi nonsense").code == .wrongUse)
    #expect(weft("completion", "bash", "--operands-of", "abi layout").output.isEmpty)
  }

  @Test func offersEverySubcommand() throws {
    #expect(try offered([""]) == Command.table.children.map(\.name))
    #expect(try offered(["comp"]) == ["completion"])
  }

  @Test(arguments: [
    (["--co"], ["--color"]),
    (["completion", "--co"], ["--color"]),
    (["completion", ""], ["bash"]),
    (["--color", ""], ["auto", "always", "never"]),
    (["completion", "--color", "a"], ["auto", "always"]),
    // bash hands --color=n over as three words.
    (["completion", "--color", "=", "n"], ["never"]),
    (["completion", "--color", "="], ["auto", "always", "never"]),
    (["--color", "never", "comp"], ["completion"]),
    (["--color", "=", "never", "comp"], ["completion"]),
    (["nonsense", "comp"], ["completion"]),
    (["completion", "--", "--"], []),
    (["help", "--ver"], []),
    (["--ver"], ["--version"]),
  ])
  func offersWhatMayStandThere(_ words: [String], _ expected: [String]) throws {
    #expect(try offered(words) == expected)
  }
}
