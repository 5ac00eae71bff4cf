// Files in folders of their own, and other programs that read or run them.

import Foundation
import Glibc

/// A folder that goes with the test.
final class TestFolder {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.path + "/weft-image-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file that may be executed, and gives its path.
  func write(_ name: String, _ bytes: some Sequence<UInt8>) throws -> String {
    let file = "\(path)/\(name)"
    try Data(bytes).write(to: URL(fileURLWithPath: file))
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file)
    return file
  }
}

/// What a program printed and how it ended.
struct Outcome {
  let status: Int32
  let wasSignal: Bool
  let output: String
}

/// Runs programs.
enum Tool {
  /// Where a program is, or nil.
  static func find(_ names: String...) -> String? {
    names.lazy.map { "/usr/bin/\($0)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  /// Runs a program to its end. Its output and its messages come together.
  static func run(_ path: String, _ arguments: [String] = []) throws -> Outcome {
    let output = FileManager.default.temporaryDirectory.path + "/weft-output-\(UUID().uuidString)"
    defer { unlink(output) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    posix_spawn_file_actions_adddup2(&actions, 1, 2)
    // The threads of tests block signals, and a debugger that inherits that waits for its child forever.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    var words: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) }
    defer { for word in words { free(word) } }
    words.append(nil)
    var child: pid_t = 0
    // A file that was just written is busy while another thread's child still holds it open, just before it becomes another
    // program.
    var problem = ETXTBSY
    while problem == ETXTBSY { problem = posix_spawn(&child, path, &actions, &attributes, words, environ) }
    guard problem == 0 else { throw CannotRun(path: path, problem: problem) }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 {
      guard errno == EINTR else { throw CannotRun(path: path, problem: errno) }
    }
    let text = String(decoding: FileManager.default.contents(atPath: output) ?? Data(), as: UTF8.self)
    let signal = status & 0x7F
    return Outcome(status: signal == 0 ? (status >> 8) & 0xFF : signal, wasSignal: signal != 0, output: text)
  }
}

/// A program that could not be run.
struct CannotRun: Error {
  let path: String
  let problem: Int32
}
