// Runs an executable from memory, beside this process.

internal import Glibc
public import Image

/// The C library's function, which its Swift overlay leaves out.
@_silgen_name("memfd_create")
private func makeMemoryFile(_ name: UnsafePointer<CChar>, _ flags: UInt32) -> Int32

/// Why a program could not be run: what the system said.
public struct ExecutionError: Error, Sendable, Hashable {
  /// The system's number of the error.
  public var number: Int32
}

extension Executable {
  /// Runs the program with this process's standard input, output, errors and environment, and waits for its end.
  /// - Parameter arguments: The arguments, the name of the program first.
  /// - Returns: The exit status; of a signal, 128 and its number.
  public func run(_ arguments: [String] = ["program"]) throws(ExecutionError) -> Int32 {
    // The flag is MFD_CLOEXEC.
    let descriptor = makeMemoryFile("program", 1)
    guard descriptor >= 0 else { throw ExecutionError(number: errno) }
    defer { close(descriptor) }
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress.map { $0 + written }, $0.count - written) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw ExecutionError(number: errno) }
      written += count
    }
    var words = arguments.map { strdup($0) }
    defer { for word in words { free(word) } }
    words.append(nil)
    var child: pid_t = 0
    let problem = posix_spawn(&child, "/proc/self/fd/\(descriptor)", nil, nil, words, environ)
    guard problem == 0 else { throw ExecutionError(number: problem) }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 {
      guard errno == EINTR else { throw ExecutionError(number: errno) }
    }
    let signal = status & 0x7F
    return signal == 0 ? status >> 8 & 0xFF : 128 + signal
  }
}
