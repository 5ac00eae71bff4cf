// Executes a compiled program from memory, as a process of its own, with what it reads given and what it writes kept.

import Foundation

// The C library's functions, which its Swift overlay leaves out.
@_silgen_name("memfd_create")
private func makeMemoryFile(_ name: UnsafePointer<CChar>, _ flags: UInt32) -> Int32
@_silgen_name("pidfd_open")
private func openProcess(_ process: pid_t, _ flags: UInt32) -> Int32

/// How a process ended.
struct NativeRun: Equatable {
  /// The exit status as a shell shows it: 128 and the signal for what a signal ended; nil where it had to be stopped.
  var status: Int?
  /// What it wrote to its standard output.
  var output: [UInt8] = []
  /// What it wrote to its standard error.
  var errors: [UInt8] = []

  /// The lines of its standard error.
  var errorLines: [String] { String(decoding: errors, as: UTF8.self).split(separator: "\n").map(String.init) }
}

/// A program that can be executed.
final class NativeProgram {
  private let file: Int32

  /// What went wrong before there was a process.
  struct Failure: Error, CustomStringConvertible {
    let description: String

    init(_ what: String, _ number: Int32 = errno) { description = "\(what): \(String(cString: strerror(number)))" }
  }

  init(_ executable: [UInt8]) throws { file = try Self.memoryFile(executable) }

  deinit { close(file) }

  /// Runs it to its end, and stops it after half a minute: nothing that is tested takes a second.
  func run(name: String, arguments: [String] = [], input: [UInt8] = [], environment: [String] = []) throws -> NativeRun
  {
    let standard = [try Self.memoryFile(input), try Self.memoryFile([]), try Self.memoryFile([])]
    defer { for descriptor in standard { close(descriptor) } }
    lseek(standard[0], 0, SEEK_SET)
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (number, descriptor) in standard.enumerated() {
      posix_spawn_file_actions_adddup2(&actions, descriptor, Int32(number))
    }
    // It begins with what programs begin with, whatever the tests that run beside this one do with signals.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
    var words = ([name] + arguments).map { strdup($0) }
    defer { for word in words { free(word) } }
    words.append(nil)
    // What the tests were started with has names of its own.
    var variables = environment.map { strdup($0) }
    defer { for variable in variables { free(variable) } }
    var next = environ
    while let variable = next.pointee {
      variables.append(strdup(variable))
      next += 1
    }
    variables.append(nil)
    var child: pid_t = 0
    let problem = posix_spawn(&child, "/proc/self/fd/\(file)", &actions, &attributes, words, variables)
    guard problem == 0 else { throw Failure("cannot execute the program", problem) }
    var run = NativeRun()
    let isEnded = Self.waitForEnd(of: child)
    if !isEnded { kill(child, SIGKILL) }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
    let signal = Int(status & 0x7F)
    if isEnded { run.status = signal == 0 ? Int(status >> 8 & 0xFF) : 128 + signal }
    run.output = try Self.contents(of: standard[1])
    run.errors = try Self.contents(of: standard[2])
    return run
  }

  private static func waitForEnd(of child: pid_t) -> Bool {
    let process = openProcess(child, 0)
    guard process >= 0 else { return true }
    defer { close(process) }
    var wait = pollfd(fd: process, events: Int16(POLLIN), revents: 0)
    var count = poll(&wait, 1, 30_000)
    while count < 0, errno == EINTR { count = poll(&wait, 1, 30_000) }
    return count != 0
  }

  /// A file without a name, in memory, that no other program inherits.
  private static func memoryFile(_ bytes: [UInt8]) throws -> Int32 {
    // The flag is MFD_CLOEXEC.
    let descriptor = makeMemoryFile("program", 1)
    guard descriptor >= 0 else { throw Failure("no file in memory") }
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      guard count > 0 else { throw Failure("cannot write a file in memory") }
      written += count
    }
    return descriptor
  }

  private static func contents(of descriptor: Int32) throws -> [UInt8] {
    let size = Int(lseek(descriptor, 0, SEEK_END))
    guard size > 0 else { return [] }
    var bytes = [UInt8](repeating: 0, count: min(size, 1 << 24))
    let count = pread(descriptor, &bytes, bytes.count, 0)
    guard count == bytes.count else { throw Failure("cannot read what was written") }
    return bytes
  }
}
