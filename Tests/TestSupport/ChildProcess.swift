// Runs programs: with an end after some time, and with all that they write.

import Glibc

/// How a program ran.
public struct ChildRun: Sendable, Equatable {
  /// The exit status that a shell shows: 128 and the signal for what a signal ended.
  public var status: Int
  /// What it wrote to its standard output.
  public var output: [UInt8]
  /// What it wrote to its standard error.
  public var errors: [UInt8]
  /// Whether it was ended because it took too long.
  public var isOverdue: Bool
}

/// A tool that a test needs did not do its work.
public struct ToolFailure: Error, CustomStringConvertible {
  /// What went wrong.
  public let description: String

  /// A failure of that description.
  public init(description: String) { self.description = description }
}

/// A program that is run as a process of its own.
public enum ChildProcess {
  /// No program writes more: it would be one that does not end.
  private static let mostOutput = 1 << 24

  /// Runs a program, found as a shell finds it.
  /// - Parameters:
  ///   - input: the file that is its standard input.
  ///   - seconds: how long it may take before it is killed.
  public static func run(
    _ program: String, _ arguments: [String], input: String = "/dev/null", seconds: Double = 600
  ) throws(ToolFailure) -> ChildRun {
    let output = try pipe()
    let errors = try pipe()
    defer { for descriptor in [output.read, errors.read] { close(descriptor) } }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, output.write, 1)
    posix_spawn_file_actions_adddup2(&actions, errors.write, 2)
    // The threads of tests block signals, and a debugger that inherits that waits for its child forever.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) }
    words.append(nil)
    defer { for word in words { free(word) } }
    var child: pid_t = 0
    let problem = posix_spawnp(&child, program, &actions, &attributes, words, environ)
    close(output.write)
    close(errors.write)
    guard problem == 0 else {
      throw ToolFailure(description: "\(program) cannot be run: \(String(cString: strerror(problem)))")
    }
    let (texts, isOverdue) = collect([output.read, errors.read], until: now() + seconds, child)
    var state: Int32 = 0
    while waitpid(child, &state, 0) < 0, errno == EINTR {}
    let status = state & 0x7f == 0 ? (state >> 8) & 0xff : 128 + state & 0x7f
    return ChildRun(status: Int(status), output: texts[0], errors: texts[1], isOverdue: isOverdue)
  }

  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  private static func pipe() throws(ToolFailure) -> (read: Int32, write: Int32) {
    var ends: [Int32] = [0, 0]
    guard Glibc.pipe(&ends) == 0 else { throw ToolFailure(description: "there is no pipe left") }
    // Not for other children, which would keep them open.
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }

  /// Reads from descriptors until all have ended; kills the child when its time is over.
  private static func collect(_ descriptors: [Int32], until end: Double, _ child: pid_t) -> ([[UInt8]], Bool) {
    var texts = descriptors.map { _ in [UInt8]() }
    var polled = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    var isOverdue = false
    while polled.contains(where: { $0.fd >= 0 }) {
      let left = end - now()
      if left <= 0 || texts.contains(where: { $0.count > mostOutput }), !isOverdue {
        kill(child, SIGKILL)
        isOverdue = true
      }
      let ready = poll(&polled, nfds_t(polled.count), isOverdue ? 1000 : Int32(min(left, 1_000_000) * 1000) + 1)
      // What a killed program left behind may hold the pipe open.
      if ready == 0, isOverdue { break }
      for index in polled.indices where polled[index].fd >= 0 && polled[index].revents != 0 {
        let count = read(polled[index].fd, &chunk, chunk.count)
        if count > 0 { texts[index].append(contentsOf: chunk[..<count]) } else { polled[index].fd = -1 }
      }
    }
    return (texts, isOverdue)
  }
}
