// Files and standard input, read whole.

import CrossCheck
import Glibc

/// An open file, closed when it goes.
struct OpenFile: ~Copyable {
  private let descriptor: Int32

  /// Opens a file for reading.
  init(path: String) throws(Failure) {
    // A path with a zero byte would be cut there, and name another file.
    guard !path.utf8.contains(0) else {
      throw Failure(.error("cannot open '\(path)': its name holds a zero byte"))
    }
    // Opening does not wait for whoever writes to a pipe; reading does, where there is somebody.
    let descriptor = FileName.open(path)
    guard descriptor >= 0 else { throw Failure(.error("cannot open '\(path)': \(String(cString: strerror(errno)))")) }
    self.descriptor = descriptor
    _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) & ~O_NONBLOCK)
  }

  deinit { close(descriptor) }

  /// Whether the file begins with these bytes. Only what can be read again is looked at: a pipe begins with nothing.
  func begins(with start: [UInt8]) -> Bool {
    var bytes = [UInt8](repeating: 0, count: start.count)
    return pread(descriptor, &bytes, bytes.count, 0) == bytes.count && bytes == start
  }

  /// Reads all of the file.
  func readAll(name: String) throws(Failure) -> [UInt8] { try FileReader.readAll(from: descriptor, name: name) }
}

/// Reads files and standard input.
enum FileReader {
  /// The name that messages give to standard input.
  static let standardInput = "<stdin>"

  /// No text that people write is longer; what is, is a device or a mistake.
  private static let largest = 1 << 28
  private static let chunk = 1 << 16

  /// Reads a file, or standard input for `-`.
  static func readText(_ path: String, console: Console) throws(Failure) -> SourceText {
    guard path == "-" else {
      return SourceText(name: path, bytes: try OpenFile(path: path).readAll(name: path))
    }
    switch console.input {
    case .bytes(let bytes): return SourceText(name: standardInput, bytes: bytes)
    case .descriptor(let descriptor):
      return SourceText(name: standardInput, bytes: try readAll(from: descriptor, name: standardInput))
    }
  }

  /// Reads all that an open file descriptor gives.
  static func readAll(from descriptor: Int32, name: String) throws(Failure) -> [UInt8] {
    var bytes: [UInt8] = []
    var status = stat()
    let kind = fstat(descriptor, &status) == 0 ? status.st_mode & S_IFMT : S_IFREG
    // Null is an empty file; the other devices that are no terminals never end.
    let null: dev_t = 0x103
    if kind == S_IFCHR, status.st_rdev != null, isatty(descriptor) == 0 {
      throw Failure(.error("cannot read '\(name)': it is a device"))
    }
    if status.st_size > 0 {
      bytes.reserveCapacity(Int(min(Int64(status.st_size), Int64(largest))) + 1)
    }
    while true {
      var failure: Int32?
      let piece = [UInt8](unsafeUninitializedCapacity: chunk) { buffer, count in
        count = 0
        var length = read(descriptor, buffer.baseAddress, buffer.count)
        while length < 0, errno == EINTR { length = read(descriptor, buffer.baseAddress, buffer.count) }
        if length < 0 { failure = errno } else { count = length }
      }
      if let failure { throw Failure(.error("cannot read '\(name)': \(String(cString: strerror(failure)))")) }
      if piece.isEmpty {
        guard kind != S_IFIFO || !bytes.isEmpty || descriptor == STDIN_FILENO else {
          throw Failure(.error("cannot read '\(name)': nothing is written to this pipe"))
        }
        return bytes
      }
      guard bytes.count + piece.count <= largest else {
        throw Failure(.error("cannot read '\(name)': it is larger than \(largest >> 20) MiB"))
      }
      bytes.append(contentsOf: piece)
    }
  }
}
