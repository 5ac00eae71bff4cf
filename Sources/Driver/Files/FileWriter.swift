// Files, written whole: beside the old one, and then put in its place.

import CrossCheck
import Glibc

/// Writes files.
enum FileWriter {
  /// Gives a file that is there new contents, or leaves it as it was and says why. Its permissions stay, and its owner
  /// where the system lets us.
  static func replace(_ path: String, with bytes: [UInt8]) throws(Failure) {
    guard !path.utf8.contains(0) else { throw Failure(.error("cannot write '\(path)': its name holds a zero byte")) }
    // What a symbolic link leads to is replaced, not the link.
    guard let resolved = FileName.resolved(path) else { throw problem(path, errno) }
    let target = FileName.terminated(resolved)
    var status = stat()
    guard stat(target, &status) == 0 else { throw problem(path, errno) }
    var beside = FileName.terminated("\(resolved).XXXXXX")
    let descriptor = mkstemp(&beside)
    guard descriptor >= 0 else { throw problem(path, errno) }
    // A change of owner takes permissions away, so those come after it.
    let failure = WholeWrite.write(bytes, to: descriptor)
    let written =
      failure == nil
      && (fchown(descriptor, status.st_uid, status.st_gid) == 0 || errno == EPERM)
      && fchmod(descriptor, status.st_mode & 0o7777) == 0 && fsync(descriptor) == 0
    let number = failure ?? errno
    close(descriptor)
    guard written, rename(beside, target) == 0 else {
      let cause = written ? errno : number
      unlink(beside)
      throw problem(path, cause)
    }
  }

  private static func problem(_ path: String, _ number: Int32) -> Failure {
    Failure(.error("cannot write '\(path)': \(String(cString: strerror(number)))"))
  }
}
