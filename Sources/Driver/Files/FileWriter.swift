// Files, written whole: beside the old one, and then put in its place.

import Glibc

/// Writes files.
enum FileWriter {
  /// Gives a file new contents, or leaves it as it was and says why. Its permissions stay.
  static func replace(_ path: String, with bytes: [UInt8]) throws(Failure) {
    guard !path.utf8.contains(0) else { throw Failure(.error("cannot write '\(path)': its name holds a zero byte")) }
    // What a symbolic link leads to is replaced, not the link.
    let resolved = realpath(path, nil)
    defer { free(resolved) }
    let target = resolved.map { String(cString: $0) } ?? path
    var status = stat()
    let mode = stat(target, &status) == 0 ? status.st_mode & 0o7777 : 0o644
    var template = Array("\(target).XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw problem("write", path) }
    let written = write(bytes, to: descriptor) && fchmod(descriptor, mode) == 0 && fsync(descriptor) == 0
    let number = errno
    close(descriptor)
    guard written, rename(template, target) == 0 else {
      let cause = written ? errno : number
      unlink(template)
      throw Failure(.error("cannot write '\(path)': \(String(cString: strerror(cause)))"))
    }
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    bytes.withUnsafeBytes { all in
      var rest = all[...]
      while !rest.isEmpty {
        let count = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if count > 0 {
          rest = rest.dropFirst(count)
        } else if errno != EINTR {
          return false
        }
      }
      return true
    }
  }

  private static func problem(_ verb: String, _ path: String) -> Failure {
    Failure(.error("cannot \(verb) '\(path)': \(String(cString: strerror(errno)))"))
  }
}
