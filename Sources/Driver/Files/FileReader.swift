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
  /// What every ELF file begins with.
  static let elfStart: [UInt8] = [0x7F, 0x45, 0x4C, 0x46]

  /// Reads a file, or standard input for `-`.
  static func readText(_ path: String, console: Console) throws(Failure) -> SourceText {
    guard path == "-" else {
      let bytes = try OpenFile(path: path).readAll(name: path)
      // What is unexpected in its first line helps nobody.
      if bytes.starts(with: elfStart) {
        throw Failure(
          .error("cannot read '\(path)': it is an ELF file and no text", help: ["weft inspect shows what is in it"]))
      }
      return SourceText(name: path, bytes: bytes)
    }
    switch console.input {
    case .bytes(let bytes): return SourceText(name: standardInput, bytes: bytes)
    case .descriptor(let descriptor):
      return SourceText(name: standardInput, bytes: try readAll(from: descriptor, name: standardInput))
    }
  }

  /// Reads all that an open file descriptor gives.
  static func readAll(from descriptor: Int32, name: String) throws(Failure) -> [UInt8] {
    var status = stat()
    let kind = fstat(descriptor, &status) == 0 ? status.st_mode & S_IFMT : S_IFREG
    // Null is an empty file; the other devices that are no terminals never end.
    let null: dev_t = 0x103
    if kind == S_IFCHR, status.st_rdev != null, isatty(descriptor) == 0 {
      throw Failure(.error("cannot read '\(name)': it is a device"))
    }
    var bytes: [UInt8] = []
    // One more than the file has, to see its end.
    var room = status.st_size > 0 ? Int(min(Int64(status.st_size), Int64(largest))) + 1 : chunk
    while true {
      var failure: Int32 = 0
      var isAtEnd = false
      let known = bytes
      bytes = [UInt8](unsafeUninitializedCapacity: known.count + room + zeroesBehind) { buffer, count in
        guard let start = buffer.baseAddress else { return }
        preferLargePages(start, known.count + room)
        known.withUnsafeBufferPointer { known in
          if let first = known.baseAddress { start.update(from: first, count: known.count) }
        }
        count = known.count
        while count < known.count + room, !isAtEnd {
          let length = read(descriptor, start + count, known.count + room - count)
          if length > 0 {
            count += length
          } else if length == 0 || errno != EINTR {
            if length < 0 { failure = errno }
            isAtEnd = true
          }
        }
        // A reader of the text that looks a few bytes ahead finds these in place, and needs no copy.
        (start + count).update(repeating: 0, count: zeroesBehind)
      }
      if failure != 0 { throw Failure(.error("cannot read '\(name)': \(String(cString: strerror(failure)))")) }
      guard bytes.count <= largest else {
        throw Failure(.error("cannot read '\(name)': it is larger than \(largest >> 20) MiB"))
      }
      if isAtEnd { break }
      room = max(room, bytes.count)
    }
    guard kind != S_IFIFO || !bytes.isEmpty || descriptor == STDIN_FILENO else {
      throw Failure(.error("cannot read '\(name)': nothing is written to this pipe"))
    }
    return bytes
  }

  /// Asks for large pages for much memory, which is had faster so.
  private static func preferLargePages(_ start: UnsafeMutablePointer<UInt8>, _ count: Int) {
    let page = 1 << 12
    guard count >= 1 << 22 else { return }
    let first = (UInt(bitPattern: start) + UInt(page - 1)) & ~UInt(page - 1)
    let end = (UInt(bitPattern: start) + UInt(count)) & ~UInt(page - 1)
    // Where the system has none, all is as before. The advice is MADV_HUGEPAGE.
    madvise(UnsafeMutableRawPointer(bitPattern: first), Int(end - first), 14)
  }

  /// How many zeroes are kept behind what was read.
  private static let zeroesBehind = 16
}
