// Executes a program that was just compiled, from memory.

import CrossCheck
import Glibc

/// The C library's function, which its Swift overlay leaves out.
@_silgen_name("memfd_create")
private func makeMemoryFile(_ name: UnsafePointer<CChar>, _ flags: UInt32) -> Int32

/// Runs an executable that lies in memory.
enum NativeRun {
  /// Has this process become the program. Comes back only where that fails.
  static func become(_ executable: [UInt8], _ arguments: [String]) throws(Failure) {
    let descriptor = try memoryFile(executable)
    var words = terminated(arguments)
    defer { for word in words { free(word) } }
    words.append(nil)
    // The program begins with what this command was given.
    signal(SIGPIPE, SIG_DFL)
    fexecve(descriptor, words, environ)
    let number = errno
    signal(SIGPIPE, SIG_IGN)
    close(descriptor)
    throw Failure(.error("cannot execute the program: \(String(cString: strerror(number)))"))
  }

  /// Runs the program beside this process, with given input, and gives what it wrote.
  static func capture(
    _ executable: [UInt8], _ arguments: [String], input: [UInt8]
  ) throws(Failure) -> (status: Int32, output: [UInt8], errors: [UInt8]) {
    let program = try memoryFile(executable)
    let standard = [
      try memoryFile(input, isKept: true), try memoryFile([], isKept: true), try memoryFile([], isKept: true),
    ]
    defer { for descriptor in standard + [program] { close(descriptor) } }
    lseek(standard[0], 0, SEEK_SET)
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (number, descriptor) in standard.enumerated() {
      posix_spawn_file_actions_adddup2(&actions, descriptor, Int32(number))
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
    var words = terminated(arguments)
    defer { for word in words { free(word) } }
    words.append(nil)
    var child: pid_t = 0
    let problem = posix_spawn(&child, "/proc/self/fd/\(program)", &actions, &attributes, words, environ)
    guard problem == 0 else {
      throw Failure(.error("cannot execute the program: \(String(cString: strerror(problem)))"))
    }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
    let ended = status & 0x7F
    return (
      ended == 0 ? status >> 8 & 0xFF : 128 + ended, try contents(of: standard[1]), try contents(of: standard[2])
    )
  }

  private static func terminated(_ words: [String]) -> [UnsafeMutablePointer<CChar>?] {
    words.map { strdup(FileName.terminated($0)) }
  }

  private static func contents(of descriptor: Int32) throws(Failure) -> [UInt8] {
    lseek(descriptor, 0, SEEK_SET)
    return try FileReader.readAll(from: descriptor, name: "the program's output")
  }

  /// A file without a name, in memory. One that is not kept is closed when a program is executed.
  private static func memoryFile(_ bytes: [UInt8], isKept: Bool = false) throws(Failure) -> Int32 {
    // The flag is MFD_CLOEXEC.
    let descriptor = makeMemoryFile("weft", isKept ? 0 : 1)
    var number: Int32? = descriptor < 0 ? errno : nil
    if number == nil { number = WholeWrite.write(bytes, to: descriptor) }
    guard let number else { return descriptor }
    throw Failure(.error("cannot keep the program in memory: \(String(cString: strerror(number)))"))
  }
}
