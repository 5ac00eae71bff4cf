// Files, written whole: beside the old one, and then put in its place.

import CrossCheck
import Glibc

/// Writes files.
enum FileWriter {
  /// Gives a file that is there new contents, or leaves it as it was and says why. Its permissions stay, and its owner
  /// where the system lets us.
  static func replace(_ path: String, with bytes: [UInt8]) throws(Failure) {
    // What a symbolic link leads to is replaced, not the link.
    guard !path.utf8.contains(0), let resolved = FileName.resolved(path) else { throw problem(path, errno) }
    var status = stat()
    guard stat(FileName.terminated(resolved), &status) == 0 else { throw problem(path, errno) }
    try put(bytes, at: resolved, for: path) { descriptor in
      // A change of owner takes permissions away, so those come after it.
      (fchown(descriptor, status.st_uid, status.st_gid) == 0 || errno == EPERM)
        && fchmod(descriptor, status.st_mode & 0o7777) == 0 && fsync(descriptor) == 0
    }
  }

  /// Makes a file, or gives one that is there new contents; where that fails, it stays as it was. An executable may be run
  /// by everyone whom the process's mask lets, as after a linker, whatever the file before it allowed.
  static func create(_ path: String, with bytes: [UInt8], isExecutable: Bool) throws(Failure) {
    guard !path.utf8.contains(0) else { throw problem(path, 0) }
    // A name of nothing would be a file beside nothing.
    guard !path.isEmpty else { throw problem(path, ENOENT) }
    var resolved = path
    var status = stat()
    if stat(FileName.terminated(path), &status) == 0 {
      switch status.st_mode & S_IFMT {
      case S_IFREG: break
      case S_IFDIR: throw problem(path, EISDIR)
      // A device or pipe takes the bytes; nothing could be put in its place.
      default: return try pour(bytes, into: path)
      }
      guard let target = FileName.resolved(path) else { throw problem(path, errno) }
      resolved = target
    }
    let mask = umask(0)
    umask(mask)
    // A system that stops in the next seconds may lose the new file or the old: a build is repeated more easily than it
    // would wait for the disk each time.
    try put(bytes, at: resolved, for: path) { descriptor in
      fchmod(descriptor, (isExecutable ? 0o777 : 0o666) & ~mask) == 0
    }
  }

  /// Writes a file beside `resolved`, has its permissions set, and puts it in its place.
  private static func put(
    _ bytes: [UInt8], at resolved: String, for path: String, _ settle: (Int32) -> Bool
  ) throws(Failure) {
    let target = FileName.terminated(resolved)
    var beside = FileName.terminated("\(resolved).XXXXXX")
    let descriptor = mkstemp(&beside)
    guard descriptor >= 0 else { throw problem(path, errno) }
    // What is started meanwhile must not hold it open for writing: nobody could run it then.
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    var cause = WholeWrite.write(bytes, to: descriptor)
    if cause == nil, !settle(descriptor) { cause = errno }
    // Some systems say only now that the disk is full.
    if close(descriptor) != 0, cause == nil { cause = errno }
    if cause == nil, rename(beside, target) != 0 { cause = errno }
    if let cause {
      unlink(beside)
      throw problem(path, cause)
    }
  }

  private static func pour(_ bytes: [UInt8], into path: String) throws(Failure) {
    let descriptor = open(FileName.terminated(path), O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw problem(path, errno) }
    let cause = WholeWrite.write(bytes, to: descriptor)
    close(descriptor)
    if let cause { throw problem(path, cause) }
  }

  private static func problem(_ path: String, _ number: Int32) -> Failure {
    let reason = path.utf8.contains(0) ? "its name holds a zero byte" : String(cString: strerror(number))
    return Failure(.error("cannot write '\(path)': \(reason)"))
  }
}
