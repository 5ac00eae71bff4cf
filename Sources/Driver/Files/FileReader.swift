// Files and standard input, read whole.

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
    var descriptor = open(path, O_RDONLY | O_CLOEXEC)
    while descriptor < 0, errno == EINTR { descriptor = open(path, O_RDONLY | O_CLOEXEC) }
    guard descriptor >= 0 else { throw Failure(.error("cannot open '\(path)': \(String(cString: strerror(errno)))")) }
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

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
    if fstat(descriptor, &status) == 0, status.st_size > 0 {
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
      if piece.isEmpty { return bytes }
      guard bytes.count + piece.count <= largest else {
        throw Failure(.error("cannot read '\(name)': it is larger than \(largest >> 20) MiB"))
      }
      bytes.append(contentsOf: piece)
    }
  }
}
