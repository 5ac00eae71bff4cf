// Another program, run to its end.

import CrossCheck
import Glibc

/// Runs other programs.
enum ChildProcess {
  /// Runs a program with our own standard error as all its output, and gives its exit status; -1 where a signal ended it.
  /// - Parameter isSearched: Whether one without a folder is looked for as a shell does.
  static func run(_ path: String, _ arguments: [String], isSearched: Bool = false) throws(Failure) -> Int32 {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, STDERR_FILENO, STDOUT_FILENO)
    // Other programs expect to be ended where nobody reads what they write, which we are not.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var defaults = sigset_t()
    sigemptyset(&defaults)
    sigaddset(&defaults, SIGPIPE)
    posix_spawnattr_setsigdefault(&attributes, &defaults)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))

    var words: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup(FileName.terminated($0)) }
    defer { for word in words { free(word) } }
    words.append(nil)
    var child: pid_t = 0
    let spawn = isSearched ? posix_spawnp : posix_spawn
    let problem = spawn(&child, FileName.terminated(path), &actions, &attributes, words, environ)
    guard problem == 0 else {
      throw Failure(.error("cannot run '\(path)': \(String(cString: strerror(problem)))"))
    }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 {
      guard errno == EINTR else { return -1 }
    }
    // The exit status lies in the second byte; the first seven bits are the signal that ended the process.
    return status & 0x7F == 0 ? (status >> 8) & 0xFF : -1
  }
}
